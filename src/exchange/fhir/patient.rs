//! The Patient resource (NRCES Patient): identifiers with a type each, names in both scripts, an age as a partial birth date.

use super::super::{Died, Mother, PatientRow, time_text};
use super::codes;
use super::parts::{Frame, System, Who, name, push, request};
use super::types::{
    Address, Coding, Concept, Contact, ContactPoint, Entry, Extension, HumanName, Identifier, Patient, PatientLink, Reference,
    RelatedPerson, Request, Value,
};
use crate::hospital::age::{Age, AgeUnit};
use crate::hospital::identifiers::{AbhaNumber, Mobile, state_name};
use crate::hospital::number::Number;
use crate::hospital::pack::Masters;
use crate::hospital::person::{Details, MobileOwner, PersonName};

/// On what road the Patient goes.
#[derive(Clone, Copy)]
pub(super) enum As<'r> {
    /// In one bundle with everything of the patient.
    Whole,
    /// A record of its own; with the patient who leads where it is a merge, or told anew because a merge was taken back.
    Record { leads: Option<&'r Number>, parted: bool },
}

/// Writes the Patient's entry; answers its `urn:uuid:…`.
pub(super) fn write(
    (frame, masters): (&Frame, &Masters),
    row: &PatientRow<'_>,
    way: As<'_>,
    line: &mut Vec<u8>,
) -> serde_json::Result<String> {
    let details = row.details;
    let urn = frame.urn("Patient", row.id);
    let abha = details.abha.as_ref().map(AbhaNumber::grouped);
    let birth_date = if row.unknown { String::new() } else { birth_date(details.age) };
    let phone = details.mobile.as_ref().map(Mobile::e164);
    let phone = phone.as_deref().map(|value| [ContactPoint { system: "phone", value, purpose: "mobile" }]);
    let (own, others) = match details.mobile_of {
        MobileOwner::Own => (phone, None),
        MobileOwner::Relative | MobileOwner::Other => (None, phone),
    };
    let age = details.age.to_string();
    let died = if let Some(Died::At(at)) = row.died { time_text(at) } else { String::new() };
    let order = row.birth_order.rsplit_once('-').and_then(|(_, nth)| nth.parse().ok());
    let number = row.number.as_str();
    let search = frame.provisional.search(number);
    let update = ["Patient?", &search].concat();
    let (central, leads) = (row.linked.map(|uhid| frame.by(Who::Central(uhid))), way.leads().map(|it| frame.by(Who::Ours(it))));
    let stays = [(row.linked, &frame.uhid, &central), (way.leads().map(Number::as_str), &frame.provisional, &leads)];
    let entry = Entry {
        full_url: &urn,
        resource: Patient {
            resource_type: "Patient",
            meta: &frame.patient_meta,
            extension: extensions(frame, masters, row, &age),
            identifier: identifiers(frame, row, way, abha.as_deref()),
            active: row.voided.is_none() && !row.waiting && row.linked.is_none() && way.leads().is_none(),
            name: all_names(row),
            telecom: own,
            gender: codes::gender(details.sex),
            birth_date: &birth_date,
            deceased_date_time: &died,
            deceased_boolean: (row.died == Some(Died::Before)).then_some(true),
            address: address(details),
            multiple_birth_boolean: (row.birth_order == "single").then_some(false),
            multiple_birth_integer: order,
            contact: contacts(details, others),
            managing_organization: Reference::to(&frame.organization_urn),
            link: row
                .same_as
                .iter()
                .map(|other| link(&frame.provisional, other.as_str(), "", "seealso"))
                .chain(stays.into_iter().filter_map(|(number, system, to)| {
                    Some(link(system, number?, to.as_deref().unwrap_or_default(), "replaced-by"))
                }))
                .collect(),
        },
        request: request("Patient", &search, &update, changes(row, way)),
    };
    push(line, &entry)?;
    if let Some(mother) = row.mother {
        related(frame, row, &mother, &urn, line)?;
    }
    Ok(urn)
}

impl<'r> As<'r> {
    const fn leads(self) -> Option<&'r Number> {
        match self {
            Self::Whole => None,
            Self::Record { leads, .. } => leads,
        }
    }

    const fn is_parted(self) -> bool {
        matches!(self, Self::Record { parted: true, .. })
    }

    const fn is_record(self) -> bool {
        matches!(self, Self::Record { .. })
    }
}

/// True when a receiver that took the patient in before would go on believing what is no longer so. A person who is new and as
/// registered is never PUT: the central system may have given the Patient its number meanwhile.
const fn changes(row: &PatientRow<'_>, way: As<'_>) -> bool {
    let told_anew =
        row.linked.is_some() || way.leads().is_some() || way.is_parted() || (way.is_record() && row.amended.is_some());
    row.voided.is_some() || row.unknown || row.identified.is_some() || row.died.is_some() || told_anew
}

/// The other record is in a bundle of its own, perhaps of another hand-over: it is named by its number. Where a search is given
/// (`to`), the receiver must have that very record, else it takes nothing.
fn link<'a>(system: &'a System, number: &'a str, to: &'a str, kind: &'a str) -> PatientLink<'a> {
    let identifier =
        Identifier { purpose: "", kind: Some(Concept::coded(codes::MEDICAL_RECORD)), system: &system.uri, value: number };
    PatientLink { other: Reference { reference: to, kind: "Patient", identifier: Some(Box::new(identifier)), display: "" }, kind }
}

/// A newborn's mother. Her number tells who she is; the pair of numbers makes the relation one of its own, so that twins have one each.
fn related(
    frame: &Frame,
    row: &PatientRow<'_>,
    mother: &Mother<'_>,
    patient: &str,
    line: &mut Vec<u8>,
) -> serde_json::Result<()> {
    let pair = format!("{}-{}", row.number, mother.number);
    let search = frame.related.search(&pair);
    let identifier = |kind, system, value| Identifier { purpose: "", kind, system, value };
    let number = Some(Concept::coded(codes::MEDICAL_RECORD));
    let entry = Entry {
        full_url: &frame.urn("RelatedPerson", &pair),
        resource: RelatedPerson {
            resource_type: "RelatedPerson",
            meta: frame.plain_meta.as_deref(),
            identifier: [
                identifier(number, &frame.provisional.uri, mother.number.as_str()),
                identifier(None, &frame.related.uri, &pair),
            ],
            active: true,
            patient: Reference::to(patient),
            relationship: [Concept::coded(codes::MOTHER)],
            name: names(mother.name),
        },
        request: Request { method: "POST", url: "RelatedPerson", if_none_exist: &search },
    };
    push(line, &entry)
}

fn extensions<'a>(frame: &'a Frame, masters: &'a Masters, row: &PatientRow<'a>, age: &'a str) -> Vec<Extension<'a>> {
    let (details, ours) = (row.details, &frame.ours);
    let coded = |system, code: &'a str, display| Value::Coding(Coding { system, code, display });
    let mut list = Vec::with_capacity(4);
    let mut add = |url: &'a String, value: Option<Value<'a>>| list.extend(value.map(|value| Extension { url, value }));
    add(&ours.age, (!matches!(details.age, Age::Born(_))).then_some(Value::Text(age)));
    add(&ours.aadhaar_last4, details.aadhaar.as_ref().map(|tail| Value::Text(tail.digits())));
    let shown = masters.category(&details.category).map_or("", |c| &c.name.en);
    add(&ours.category, (!details.category.is_empty()).then(|| coded(&frame.category, &details.category, shown)));
    let payer = details.scheme.as_deref();
    add(&ours.scheme, payer.map(|code| coded(&frame.scheme, code, masters.scheme(code).map_or("", |s| &s.name.en))));
    add(&ours.conflict, row.conflict.then_some(Value::Truth(true)));
    add(&ours.void_reason, row.voided.filter(|v| !v.reason.is_empty()).map(|v| Value::Text(v.reason)));
    list
}

fn identifiers<'a>(frame: &'a Frame, row: &PatientRow<'a>, way: As<'_>, abha: Option<&'a str>) -> Vec<Identifier<'a>> {
    let (number, details): (&'a Number, &'a Details) = (row.number, row.details);
    let identifier = |purpose, coding, system, value| Identifier { purpose, kind: Some(Concept::coded(coding)), system, value };
    let mut list = Vec::with_capacity(5);
    list.push(identifier("temp", codes::MEDICAL_RECORD, &frame.provisional.uri, number.as_str()));
    // A central number that somebody said must not make two Patients of that number: what is linked there would find both.
    let (purpose, system) = if way.is_record() { ("secondary", &frame.uhid_as_said) } else { ("official", &frame.uhid.uri) };
    list.extend(details.uhid.as_deref().map(|v| identifier(purpose, codes::MEDICAL_RECORD, system, v)));
    // A PUT takes the place of the whole Patient: the number that was given to it stays there only if it is said back.
    let given = row.there.number.filter(|_number| way.is_record() && changes(row, way));
    list.extend(given.map(|v| identifier("official", codes::MEDICAL_RECORD, &frame.uhid.uri, v)));
    // No system: none is published for either ABHA id; the type tells them apart.
    list.extend(abha.map(|v| identifier("", codes::ABHA_NUMBER, "", v)));
    list.extend(details.abha_address.as_ref().map(|a| identifier("", codes::ABHA_ADDRESS, "", a.as_str())));
    list
}

/// An unknown patient's name is only what the patient is called; an identified one's old name still stands on the wristband.
fn all_names<'a>(row: &PatientRow<'a>) -> Vec<HumanName<'a>> {
    let mut all = names(&row.details.name);
    if row.unknown {
        for name in &mut all {
            name.purpose = "temp";
        }
    }
    let was = row.identified.map(|mark| names(&mark.was)).unwrap_or_default();
    all.extend(was.into_iter().map(|name| HumanName { purpose: "old", ..name }));
    all
}

/// One name a script. The first is official; given and family names are not guessed from the text.
fn names(person: &PersonName) -> Vec<HumanName<'_>> {
    let prefix = person.honorific.as_deref();
    let latin = person.latin.as_deref().map(|text| name(text, "ABC", "official", prefix));
    let second = if latin.is_some() { "usual" } else { "official" };
    let devanagari =
        person.devanagari.as_deref().map(|text| name(text, "SYL", second, if latin.is_some() { None } else { prefix }));
    latin.into_iter().chain(devanagari).collect()
}

/// As exact as what was said: the day, the month or the year.
fn birth_date(age: Age) -> String {
    let pattern = match age {
        Age::Born(_) | Age::Said { unit: AgeUnit::Days, .. } => "%Y-%m-%d",
        Age::Said { unit: AgeUnit::Months, .. } => "%Y-%m",
        Age::Said { unit: AgeUnit::Years, .. } | Age::About { .. } | Age::Unknown(_) => "%Y",
    };
    age.born_about().map_or_else(String::new, |date| date.format(pattern).to_string())
}

fn address(details: &Details) -> Option<[Address<'_>; 1]> {
    let address = &details.address;
    (!address.is_empty()).then(|| {
        [Address {
            purpose: "home",
            line: (!address.line.is_empty()).then_some([address.line.as_str()]),
            district: &address.district,
            state: address.state.and_then(state_name).map_or("", |name| name.en.as_str()),
            postal_code: address.pin.as_ref().map_or("", |p| p.as_str()),
            country: "IN",
        }]
    })
}

/// The relative, and the telephone that is not the patient's own.
fn contacts<'a>(details: &'a Details, phone: Option<[ContactPoint<'a>; 1]>) -> Vec<Contact<'a>> {
    let relative = details.relative.as_ref().map(|relative| {
        let purpose = if relative.name.latin.is_some() { "ABC" } else { "SYL" };
        let shown = relative.name.shown();
        Contact {
            relationship: [Concept { coding: Some([codes::relative(relative.relation)]), text: relative.relation.code() }],
            name: (!shown.is_empty()).then(|| name(shown, purpose, "", relative.name.honorific.as_deref())),
            telecom: None,
        }
    });
    match (relative, phone, details.mobile_of) {
        (Some(relative), Some(phone), MobileOwner::Relative) => vec![Contact { telecom: Some(phone), ..relative }],
        (relative, Some(phone), _) => {
            let text = if details.mobile_of == MobileOwner::Relative { "relative" } else { "other" };
            let other = Contact { relationship: [Concept::text(text)], name: None, telecom: Some(phone) };
            relative.into_iter().filter(|r| r.name.is_some()).chain([other]).collect()
        }
        // A contact must have a name or a telephone (FHIR R4, pat-1).
        (relative, None, _) => relative.into_iter().filter(|r| r.name.is_some()).collect(),
    }
}
