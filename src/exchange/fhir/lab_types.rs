//! The resources of the laboratory, as far as we write them: ServiceRequest, Specimen, Observation, DiagnosticReport.

use super::types::{Concept, Extension, Identifier, Reference};
use serde::Serialize;
use serde_json::value::RawValue;

/// A number with its unit (UCUM).
#[derive(Debug, Clone, Serialize)]
pub struct Quantity<'a> {
    /// As it was typed: `6.80` says more than `6.8`.
    pub value: Box<RawValue>,
    #[serde(skip_serializing_if = "str::is_empty")]
    pub comparator: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    pub unit: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    pub system: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    pub code: &'a str,
}

#[derive(Debug, Clone, Serialize)]
pub struct Annotation {
    pub text: String,
}

#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ServiceRequest<'a> {
    pub resource_type: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub meta: Option<&'a RawValue>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub extension: Vec<Extension<'a>>,
    pub identifier: [Identifier<'a>; 1],
    #[serde(skip_serializing_if = "Option::is_none")]
    pub requisition: Option<Identifier<'a>>,
    pub status: &'a str,
    pub intent: &'a str,
    pub category: [Concept<'a>; 1],
    pub priority: &'a str,
    pub code: Concept<'a>,
    pub subject: Reference<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub encounter: Option<Reference<'a>>,
    pub authored_on: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub requester: Option<Reference<'a>>,
    pub performer: [Reference<'a>; 1],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub note: Vec<Annotation>,
}

#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Collection<'a> {
    pub collected_date_time: &'a str,
}

#[derive(Debug, Clone, Serialize)]
pub struct Container<'a> {
    #[serde(rename = "type")]
    pub kind: Concept<'a>,
}

#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Specimen<'a> {
    pub resource_type: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub meta: Option<&'a RawValue>,
    pub identifier: Vec<Identifier<'a>>,
    pub accession_identifier: Identifier<'a>,
    pub status: &'a str,
    #[serde(rename = "type")]
    pub kind: Concept<'a>,
    pub subject: Reference<'a>,
    #[serde(skip_serializing_if = "str::is_empty")]
    pub received_time: &'a str,
    pub request: [Reference<'a>; 1],
    #[serde(skip_serializing_if = "Option::is_none")]
    pub collection: Option<Collection<'a>>,
    pub container: [Container<'a>; 1],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub note: Vec<Annotation>,
}

#[derive(Debug, Clone, Serialize)]
pub struct ReferenceRange<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub low: Option<Quantity<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub high: Option<Quantity<'a>>,
}

#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Observation<'a> {
    pub resource_type: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub meta: Option<&'a RawValue>,
    pub identifier: [Identifier<'a>; 1],
    pub based_on: [Reference<'a>; 1],
    pub status: &'a str,
    pub category: [Concept<'a>; 1],
    pub code: Concept<'a>,
    pub subject: Reference<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub encounter: Option<Reference<'a>>,
    #[serde(skip_serializing_if = "str::is_empty")]
    pub effective_date_time: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    pub issued: &'a str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub performer: Vec<Reference<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value_quantity: Option<Quantity<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value_codeable_concept: Option<Concept<'a>>,
    #[serde(skip_serializing_if = "str::is_empty")]
    pub value_string: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub interpretation: Option<[Concept<'a>; 1]>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub note: Vec<Annotation>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub specimen: Option<Reference<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reference_range: Option<[ReferenceRange<'a>; 1]>,
}

#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct DiagnosticReport<'a> {
    pub resource_type: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub meta: Option<&'a RawValue>,
    pub identifier: [Identifier<'a>; 1],
    pub based_on: [Reference<'a>; 1],
    pub status: &'a str,
    pub category: [Concept<'a>; 1],
    pub code: Concept<'a>,
    pub subject: Reference<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub encounter: Option<Reference<'a>>,
    #[serde(skip_serializing_if = "str::is_empty")]
    pub effective_date_time: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    pub issued: &'a str,
    pub performer: [Reference<'a>; 1],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub results_interpreter: Vec<Reference<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub specimen: Vec<Reference<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub result: Vec<Reference<'a>>,
    #[serde(skip_serializing_if = "str::is_empty")]
    pub conclusion: &'a str,
}
