//! The FHIR R4 data types and resources that we write, as far as we write them. Borrowed texts, no maps, no copies.
//!
//! Field order is the order of the bytes; the same values always give the same bytes.

use serde::Serialize;

#[derive(Debug, Clone, Copy, Serialize)]
pub struct Coding<'a> {
    pub system: &'a str,
    pub code: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    pub display: &'a str,
}

#[derive(Debug, Clone, Serialize)]
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

#[derive(Debug, Clone, Serialize)]
pub struct Meta<'a> {
    pub profile: [&'a str; 1],
    #[serde(skip_serializing_if = "Option::is_none")]
    pub security: Option<[Coding<'a>; 1]>,
}

#[derive(Debug, Clone, Serialize)]
pub struct Security<'a> {
    pub security: [Coding<'a>; 1],
}

#[derive(Debug, Clone, Serialize)]
pub struct Identifier<'a> {
    #[serde(rename = "use", skip_serializing_if = "str::is_empty")]
    pub purpose: &'a str,
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub kind: Option<Concept<'a>>,
    #[serde(skip_serializing_if = "str::is_empty")]
    pub system: &'a str,
    pub value: &'a str,
}

#[derive(Debug, Clone, Serialize, Default)]
pub struct Reference<'a> {
    #[serde(skip_serializing_if = "str::is_empty")]
    pub reference: &'a str,
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

#[derive(Debug, Clone, Serialize)]
pub struct Extension<'a> {
    pub url: &'a str,
    #[serde(flatten)]
    pub value: Value<'a>,
}

#[derive(Debug, Clone, Serialize)]
pub enum Value<'a> {
    #[serde(rename = "valueCode")]
    Code(&'a str),
    #[serde(rename = "valueString")]
    Text(&'a str),
    #[serde(rename = "valueBoolean")]
    Truth(bool),
    #[serde(rename = "valueCoding")]
    Coding(Coding<'a>),
    #[serde(rename = "valueMoney")]
    Money(Money),
    #[serde(rename = "valueIdentifier")]
    Identifier(Identifier<'a>),
}

#[derive(Debug, Clone, Serialize)]
pub struct Money {
    pub value: u32,
    pub currency: &'static str,
}

#[derive(Debug, Clone, Serialize)]
pub struct HumanName<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub extension: Option<[Extension<'a>; 1]>,
    #[serde(rename = "use", skip_serializing_if = "str::is_empty")]
    pub purpose: &'a str,
    pub text: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub prefix: Option<[&'a str; 1]>,
}

#[derive(Debug, Clone, Serialize)]
pub struct ContactPoint<'a> {
    pub system: &'a str,
    pub value: &'a str,
    #[serde(rename = "use")]
    pub purpose: &'a str,
}

#[derive(Debug, Clone, Serialize)]
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

#[derive(Debug, Clone, Serialize)]
pub struct Contact<'a> {
    pub relationship: [Concept<'a>; 1],
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<HumanName<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub telecom: Option<[ContactPoint<'a>; 1]>,
}

#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Organization<'a> {
    pub resource_type: &'a str,
    pub meta: Meta<'a>,
    pub identifier: [Identifier<'a>; 1],
    pub name: &'a str,
    pub alias: [&'a str; 1],
}

#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Practitioner<'a> {
    pub resource_type: &'a str,
    pub meta: Meta<'a>,
    pub identifier: [Identifier<'a>; 1],
    pub name: [HumanName<'a>; 2],
}

#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Patient<'a> {
    pub resource_type: &'a str,
    pub meta: Meta<'a>,
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
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<[Address<'a>; 1]>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub contact: Vec<Contact<'a>>,
    pub managing_organization: Reference<'a>,
}

#[derive(Debug, Clone, Serialize)]
pub struct Participant<'a> {
    pub individual: Reference<'a>,
}

#[derive(Debug, Clone, Serialize)]
pub struct Period<'a> {
    pub start: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    pub end: &'a str,
}

#[derive(Debug, Clone, Serialize)]
pub struct EncounterLocation<'a> {
    pub location: Reference<'a>,
}

#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Encounter<'a> {
    pub resource_type: &'a str,
    pub meta: Meta<'a>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub extension: Vec<Extension<'a>>,
    pub identifier: [Identifier<'a>; 1],
    pub status: &'a str,
    pub class: Coding<'a>,
    #[serde(rename = "type")]
    pub kind: [Concept<'a>; 1],
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service_type: Option<Concept<'a>>,
    pub subject: Reference<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub participant: Option<[Participant<'a>; 1]>,
    pub period: Period<'a>,
    pub location: [EncounterLocation<'a>; 1],
    pub service_provider: Reference<'a>,
}

#[derive(Debug, Clone, Serialize)]
pub struct Agent<'a> {
    #[serde(rename = "type")]
    pub kind: Concept<'a>,
    pub who: Reference<'a>,
}

#[derive(Debug, Clone, Serialize)]
pub struct EntityLink<'a> {
    pub role: &'a str,
    pub what: Reference<'a>,
}

#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Provenance<'a> {
    pub resource_type: &'a str,
    pub id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub meta: Option<Security<'a>>,
    pub target: Vec<Reference<'a>>,
    pub recorded: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<[Concept<'a>; 1]>,
    pub activity: Concept<'a>,
    pub agent: [Agent<'a>; 2],
    pub entity: [EntityLink<'a>; 1],
}

#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Request<'a> {
    pub method: &'a str,
    pub url: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    pub if_none_exist: &'a str,
}

/// One entry of a bundle.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Entry<'a, R> {
    pub full_url: &'a str,
    pub resource: R,
    pub request: Request<'a>,
}
