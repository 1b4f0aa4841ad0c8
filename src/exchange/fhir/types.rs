//! The FHIR R4 data types and resources that we write, as far as we write them. Borrowed texts, no maps, no copies.
//!
//! What is the same in thousands of resources is written once and put in whole (`RawValue`).
//! Field order is the order of the bytes; the same values always give the same bytes.

use serde::ser::{Serialize, SerializeStruct as _, Serializer};
use serde_json::value::RawValue;

#[derive(Debug, Clone, Copy, serde::Serialize)]
pub struct Coding<'a> {
    pub system: &'a str,
    pub code: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    pub display: &'a str,
}

#[derive(Debug, Clone, serde::Serialize)]
pub struct Concept<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub coding: Option<[Coding<'a>; 1]>,
    #[serde(skip_serializing_if = "str::is_empty")]
    pub text: &'a str,
}

impl<'a> Concept<'a> {
    pub const fn coded(coding: Coding<'a>) -> Self {
        Self { coding: Some([coding]), text: "" }
    }

    pub const fn text(text: &'a str) -> Self {
        Self { coding: None, text }
    }
}

#[derive(Debug, Clone, serde::Serialize)]
pub struct Meta<'a> {
    pub profile: [&'a str; 1],
    #[serde(skip_serializing_if = "Option::is_none")]
    pub security: Option<[Coding<'a>; 1]>,
}

#[derive(Debug, Clone, serde::Serialize)]
pub struct Security<'a> {
    pub security: [Coding<'a>; 1],
}

#[derive(Debug, Clone, serde::Serialize)]
pub struct Identifier<'a> {
    #[serde(rename = "use", skip_serializing_if = "str::is_empty")]
    pub purpose: &'a str,
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub kind: Option<Concept<'a>>,
    #[serde(skip_serializing_if = "str::is_empty")]
    pub system: &'a str,
    pub value: &'a str,
}

#[derive(Debug, Clone, serde::Serialize, Default)]
pub struct Reference<'a> {
    #[serde(skip_serializing_if = "str::is_empty")]
    pub reference: &'a str,
    #[serde(rename = "type", skip_serializing_if = "str::is_empty")]
    pub kind: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub identifier: Option<Box<Identifier<'a>>>,
    #[serde(skip_serializing_if = "str::is_empty")]
    pub display: &'a str,
}

impl<'a> Reference<'a> {
    pub fn to(urn: &'a str) -> Self {
        Self { reference: urn, ..Self::default() }
    }
}

#[derive(Debug, Clone)]
pub struct Extension<'a> {
    pub url: &'a str,
    pub value: Value<'a>,
}

/// The value of an extension; written as `value[x]`.
#[derive(Debug, Clone)]
pub enum Value<'a> {
    Code(&'a str),
    Text(&'a str),
    Truth(bool),
    Coding(Coding<'a>),
    Money(Money),
    Identifier(Identifier<'a>),
}

/// By hand: serde's `flatten` would go through a map for each extension.
impl Serialize for Extension<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_struct("Extension", 2)?;
        object.serialize_field("url", self.url)?;
        match &self.value {
            Value::Code(code) => object.serialize_field("valueCode", code)?,
            Value::Text(text) => object.serialize_field("valueString", text)?,
            Value::Truth(truth) => object.serialize_field("valueBoolean", truth)?,
            Value::Coding(coding) => object.serialize_field("valueCoding", coding)?,
            Value::Money(money) => object.serialize_field("valueMoney", money)?,
            Value::Identifier(identifier) => object.serialize_field("valueIdentifier", identifier)?,
        }
        object.end()
    }
}

#[derive(Debug, Clone, serde::Serialize)]
pub struct Money {
    pub value: u32,
    pub currency: &'static str,
}

#[derive(Debug, Clone, serde::Serialize)]
pub struct HumanName<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub extension: Option<[Extension<'a>; 1]>,
    #[serde(rename = "use", skip_serializing_if = "str::is_empty")]
    pub purpose: &'a str,
    pub text: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub prefix: Option<[&'a str; 1]>,
}

#[derive(Debug, Clone, serde::Serialize)]
pub struct ContactPoint<'a> {
    pub system: &'a str,
    pub value: &'a str,
    #[serde(rename = "use")]
    pub purpose: &'a str,
}

#[derive(Debug, Clone, serde::Serialize)]
pub struct Address<'a> {
    #[serde(rename = "use")]
    pub purpose: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<[&'a str; 1]>,
    #[serde(skip_serializing_if = "str::is_empty")]
    pub district: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    pub state: &'a str,
    #[serde(rename = "postalCode", skip_serializing_if = "str::is_empty")]
    pub postal_code: &'a str,
    pub country: &'a str,
}

#[derive(Debug, Clone, serde::Serialize)]
pub struct Contact<'a> {
    pub relationship: [Concept<'a>; 1],
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<HumanName<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub telecom: Option<[ContactPoint<'a>; 1]>,
}

#[derive(Debug, Clone, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Organization<'a> {
    pub resource_type: &'a str,
    pub meta: Meta<'a>,
    pub identifier: [Identifier<'a>; 1],
    pub name: &'a str,
    pub alias: [&'a str; 1],
}

#[derive(Debug, Clone, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Practitioner<'a> {
    pub resource_type: &'a str,
    pub meta: Meta<'a>,
    pub identifier: [Identifier<'a>; 1],
    pub name: [HumanName<'a>; 2],
}

#[derive(Debug, Clone, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Patient<'a> {
    pub resource_type: &'a str,
    pub meta: &'a RawValue,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub extension: Vec<Extension<'a>>,
    pub identifier: Vec<Identifier<'a>>,
    pub active: bool,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub name: Vec<HumanName<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub telecom: Option<[ContactPoint<'a>; 1]>,
    pub gender: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    pub birth_date: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    pub deceased_date_time: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deceased_boolean: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<[Address<'a>; 1]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub multiple_birth_boolean: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub multiple_birth_integer: Option<u32>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub contact: Vec<Contact<'a>>,
    pub managing_organization: Reference<'a>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub link: Vec<PatientLink<'a>>,
}

/// Another record of the same person.
#[derive(Debug, Clone, serde::Serialize)]
pub struct PatientLink<'a> {
    pub other: Reference<'a>,
    #[serde(rename = "type")]
    pub kind: &'a str,
}

#[derive(Debug, Clone, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub struct RelatedPerson<'a> {
    pub resource_type: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub meta: Option<&'a RawValue>,
    pub identifier: [Identifier<'a>; 2],
    pub active: bool,
    pub patient: Reference<'a>,
    pub relationship: [Concept<'a>; 1],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub name: Vec<HumanName<'a>>,
}

#[derive(Debug, Clone, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Location<'a> {
    pub resource_type: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub meta: Option<&'a RawValue>,
    pub identifier: [Identifier<'a>; 1],
    pub status: &'a str,
    pub name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub alias: Option<[&'a str; 1]>,
    pub mode: &'a str,
    pub physical_type: Concept<'a>,
    pub managing_organization: Reference<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub part_of: Option<Reference<'a>>,
}

#[derive(Debug, Clone, serde::Serialize)]
pub struct Participant<'a> {
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub kind: Option<[Concept<'a>; 1]>,
    pub individual: Reference<'a>,
}

#[derive(Debug, Clone, serde::Serialize)]
pub struct Period<'a> {
    #[serde(skip_serializing_if = "str::is_empty")]
    pub start: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    pub end: &'a str,
}

/// A period with texts of its own.
#[derive(Debug, Clone, serde::Serialize)]
pub struct Span {
    pub start: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub end: String,
}

#[derive(Debug, Clone, serde::Serialize)]
pub struct StatusHistory<'a> {
    pub status: &'a str,
    pub period: Span,
}

#[derive(Debug, Clone, serde::Serialize)]
pub struct EncounterLocation<'a> {
    pub location: Reference<'a>,
    #[serde(skip_serializing_if = "str::is_empty")]
    pub status: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub period: Option<Span>,
}

#[derive(Debug, Clone, serde::Serialize, Default)]
#[serde(rename_all = "camelCase")]
pub struct Hospitalization<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub admit_source: Option<Concept<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub destination: Option<Reference<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub discharge_disposition: Option<Concept<'a>>,
}

impl Hospitalization<'_> {
    /// An empty element is not FHIR.
    pub const fn is_empty(&self) -> bool {
        self.admit_source.is_none() && self.destination.is_none() && self.discharge_disposition.is_none()
    }
}

#[derive(Debug, Clone, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Encounter<'a> {
    pub resource_type: &'a str,
    pub meta: &'a RawValue,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub extension: Vec<Extension<'a>>,
    pub identifier: Vec<Identifier<'a>>,
    pub status: &'a str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub status_history: Vec<StatusHistory<'a>>,
    pub class: Coding<'a>,
    #[serde(rename = "type")]
    pub kind: [Concept<'a>; 1],
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service_type: Option<Concept<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub priority: Option<Concept<'a>>,
    pub subject: Reference<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub participant: Option<[Participant<'a>; 1]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub period: Option<Period<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub reason_code: Vec<Concept<'a>>,
    #[serde(skip_serializing_if = "Hospitalization::is_empty")]
    pub hospitalization: Hospitalization<'a>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub location: Vec<EncounterLocation<'a>>,
    pub service_provider: Reference<'a>,
}

#[derive(Debug, Clone, serde::Serialize)]
pub struct Agent<'a> {
    #[serde(rename = "type")]
    pub kind: Concept<'a>,
    pub who: Reference<'a>,
}

#[derive(Debug, Clone, serde::Serialize)]
pub struct EntityLink<'a> {
    pub role: &'a str,
    pub what: Reference<'a>,
}

#[derive(Debug, Clone, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Provenance<'a> {
    pub resource_type: &'a str,
    pub id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub meta: Option<&'a RawValue>,
    pub target: Vec<Reference<'a>>,
    pub recorded: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<[Concept<'a>; 1]>,
    pub activity: &'a RawValue,
    pub agent: &'a RawValue,
    pub entity: [EntityLink<'a>; 1],
}

#[derive(Debug, Clone, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Request<'a> {
    pub method: &'a str,
    pub url: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    pub if_none_exist: &'a str,
}

/// One entry of a bundle.
#[derive(Debug, Clone, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Entry<'a, R> {
    pub full_url: &'a str,
    pub resource: R,
    pub request: Request<'a>,
}
