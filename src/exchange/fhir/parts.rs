//! What bundles have in common: the site's identifier systems, ids, the Organization, Practitioners, Provenance.

use super::super::{Batch, time_text};
use super::codes;
use super::types::{
    Agent, Coding, Concept, EntityLink, Entry, Extension, HumanName, Identifier, Meta, Organization, Practitioner, Provenance,
    Reference, Request, Security, Value,
};
use crate::hospital::number::{CounterCode, Mode, Number};
use crate::hospital::pack::{self, Bilingual, Hospital, Masters};
use crate::journal::{EntryId, RecordKey};
use chrono::{DateTime, FixedOffset};
use serde_json::value::{RawValue, to_raw_value};
use std::collections::HashMap;
use std::fmt::{self, Write as _};
use uuid::Uuid;

/// One identifier system of the site: as written in a resource, and percent-encoded for a search.
pub(super) struct System {
    pub uri: String,
    encoded: String,
}

impl System {
    pub fn new(uri: String) -> Self {
        let encoded = percent_encoded(&uri);
        Self { uri, encoded }
    }

    /// `<kind>?identifier=<system>|<value>`: a conditional reference (FHIR R4, http.html#trules), which a server replaces by what
    /// it finds, and refuses where it finds nothing or more than one.
    pub fn reference(&self, kind: &str, value: &str) -> String {
        [kind, "?", &self.search(value)].concat()
    }

    /// `identifier=<system>|<value>`: the search that a conditional create makes (FHIR R4, http.html#ccreate).
    pub fn search(&self, value: &str) -> String {
        format!("identifier={}|{}", self.encoded, percent_encoded(value))
    }
}

/// Everything but RFC 3986's unreserved characters as `%XX`.
fn percent_encoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            out.push(char::from(byte));
        } else {
            // Writing to a string cannot fail.
            write!(out, "%{byte:02X}").unwrap_or_default();
        }
    }
    out
}

/// What is the same in every bundle of one export.
pub(super) struct Frame {
    namespace: Uuid,
    pub provisional: System,
    pub uhid: System,
    /// Of a central number that somebody said, and nobody found.
    pub uhid_as_said: String,
    /// Names a bundle of one record.
    record: String,
    pub register: System,
    pub questionnaire: String,
    /// Before the name of a list of codes.
    pub list: String,
    pub visit: System,
    pub admission: System,
    pub emergency: System,
    pub ward: System,
    pub bed: System,
    pub related: System,
    pub receipt: String,
    pub category: String,
    pub scheme: String,
    registration: System,
    pub login: System,
    /// Addresses of entries: what a stay has from its request on, before it has a number.
    pub entry: System,
    pub ours: Ours,
    /// Label of the demo's resources.
    pub security: Option<[Coding<'static>; 1]>,
    /// Written once: what every Patient, Encounter, Location, RelatedPerson and Provenance begins with.
    pub patient_meta: Box<RawValue>,
    pub encounter_meta: Box<RawValue>,
    /// Label alone, of what no profile is asked of.
    pub plain_meta: Option<Box<RawValue>>,
    create: Box<RawValue>,
    nullify: Box<RawValue>,
    /// `urn:uuid:…` of the Organization.
    pub organization_urn: String,
    /// Its entry, ready.
    organization: Vec<u8>,
}

/// Whom a record is about.
#[derive(Clone, Copy)]
pub(super) enum Who<'a> {
    /// A person the central system has, by its number.
    Central(&'a str),
    /// A person who is new there, by ours.
    Ours(&'a Number),
}

/// Our own extensions, under `<identifier_base>/extension/`.
pub(super) struct Ours {
    pub age: String,
    pub aadhaar_last4: String,
    pub category: String,
    pub scheme: String,
    pub conflict: String,
    pub void_reason: String,
    pub token: String,
    pub fee: String,
    pub receipt: String,
    pub exemption: String,
    pub referred_by: String,
    pub mlc: String,
    pub remarks: String,
    pub clock_behind: String,
    pub unit: String,
    pub isolation: String,
    pub condition: String,
    pub mark: String,
    pub found_at: String,
    pub brought_by: String,
    pub pack: String,
    pub ward: String,
}

impl Ours {
    fn new(base: &str) -> Self {
        let url = |name: &str| format!("{base}/extension/{name}");
        Self {
            age: url("age-as-said"),
            aadhaar_last4: url("aadhaar-last4"),
            category: url("category"),
            scheme: url("scheme"),
            conflict: url("conflict"),
            void_reason: url("void-reason"),
            token: url("token"),
            fee: url("fee"),
            receipt: url("receipt"),
            exemption: url("exemption"),
            referred_by: url("referred-by"),
            mlc: url("medico-legal-case"),
            remarks: url("remarks"),
            clock_behind: url("clock-behind"),
            unit: url("unit"),
            isolation: url("isolation"),
            condition: url("condition-on-arrival"),
            mark: url("identification-mark"),
            found_at: url("found-at"),
            brought_by: url("brought-by"),
            pack: url("mass-casualty-pack"),
            ward: url("requesting-ward"),
        }
    }
}

impl Frame {
    pub fn new(batch: &Batch<'_>) -> Self {
        let hospital = &batch.masters.hospital;
        let base = &hospital.identifier_base;
        let system = |name: &str| System::new(format!("{base}/{name}"));
        let namespace = Uuid::new_v5(&Uuid::NAMESPACE_URL, format!("{base}/{}", hospital.site).as_bytes());
        let security = (batch.mode == Mode::Demo).then_some([codes::TEST_DATA]);
        let organization_urn = urn(&namespace, "Organization");
        let organization = organization(hospital, &organization_urn, security, &system("site"));
        Self {
            namespace,
            provisional: system("provisional-number"),
            uhid: System::new(super::uhid_system(hospital)),
            uhid_as_said: format!("{base}/uhid-as-said"),
            record: format!("{base}/record"),
            register: system("register"),
            questionnaire: format!("{base}/Questionnaire"),
            list: format!("{base}/list"),
            visit: system("visit"),
            admission: system("admission"),
            emergency: system("emergency"),
            ward: system("ward"),
            bed: system("bed"),
            related: system("related-person"),
            receipt: format!("{base}/receipt"),
            category: format!("{base}/category"),
            scheme: format!("{base}/scheme"),
            registration: system("medical-registration"),
            login: system("login"),
            entry: system("entry"),
            ours: Ours::new(base),
            patient_meta: written(&Meta { profile: [codes::PATIENT], security }),
            encounter_meta: written(&Meta { profile: [codes::ENCOUNTER], security }),
            plain_meta: security.map(|security| written(&Security { security })),
            create: written(&Concept::coded(codes::CREATE)),
            nullify: written(&Concept::coded(codes::NULLIFY)),
            security,
            organization_urn,
            organization,
        }
    }

    pub const fn meta(&self, profile: &'static str) -> Meta<'static> {
        Meta { profile: [profile], security: self.security }
    }

    /// `urn:uuid:…` of a resource that comes from an entry, or has another name of its own.
    pub fn urn(&self, resource: &str, name: impl fmt::Display) -> String {
        urn(&self.namespace, &format!("{resource}/{name}"))
    }

    /// A Patient that is in no bundle of ours, as a conditional reference.
    pub fn by(&self, who: Who<'_>) -> String {
        match who {
            Who::Central(uhid) => self.uhid.reference("Patient", uhid),
            Who::Ours(number) => self.provisional.reference("Patient", number.as_str()),
        }
    }

    /// Opens the bundle of one record: it says whose it is, so that an answer to it is an answer to this record.
    pub fn begin_record(&self, key: &RecordKey, line: &mut Vec<u8>) {
        let key = key.to_string();
        let identifier = written(&Identifier { purpose: "", kind: None, system: &self.record, value: &key });
        self.begin(&key, Some(identifier.get()), line);
    }

    /// Opens a bundle: its id, its label, its identifier, and the Organization.
    pub fn begin(&self, name: impl fmt::Display, identifier: Option<&str>, line: &mut Vec<u8>) {
        let id = Uuid::new_v5(&self.namespace, format!("Bundle/{name}").as_bytes());
        line.extend_from_slice(format!(r#"{{"resourceType":"Bundle","id":"{id}","#).as_bytes());
        if let Some(label) = &self.security {
            line.extend_from_slice(br#""meta":{"security":"#);
            // Three fixed texts: cannot fail.
            line.extend_from_slice(&serde_json::to_vec(label).unwrap_or_default());
            line.extend_from_slice(b"},");
        }
        if let Some(identifier) = identifier {
            line.extend_from_slice(br#""identifier":"#);
            line.extend_from_slice(identifier.as_bytes());
            line.push(b',');
        }
        line.extend_from_slice(br#""type":"transaction","entry":["#);
        line.extend_from_slice(&self.organization);
    }
}

/// A part that is the same in many resources, written once. Texts under fixed keys: cannot fail.
fn written(part: &impl serde::Serialize) -> Box<RawValue> {
    to_raw_value(part).unwrap_or_default()
}

/// The comma before the next entry.
pub(super) fn next(line: &mut Vec<u8>) {
    line.push(b',');
}

/// Writes the comma and an entry.
pub(super) fn push<R: serde::Serialize>(line: &mut Vec<u8>, entry: &Entry<'_, R>) -> serde_json::Result<()> {
    next(line);
    serde_json::to_writer(line, entry)
}

/// Made where it is not there yet; with `changes` also brought up to date where it is (`update` is the search as an address).
pub(super) const fn request<'a>(kind: &'a str, search: &'a str, update: &'a str, changes: bool) -> Request<'a> {
    if changes {
        Request { method: "PUT", url: update, if_none_exist: "" }
    } else {
        Request { method: "POST", url: kind, if_none_exist: search }
    }
}

fn urn(namespace: &Uuid, name: &str) -> String {
    Uuid::new_v5(namespace, name.as_bytes()).urn().to_string()
}

fn organization(hospital: &Hospital, urn: &str, security: Option<[Coding<'static>; 1]>, site: &System) -> Vec<u8> {
    let facility = System::new(codes::FACILITY_SYSTEM.to_owned());
    let (system, value) =
        if hospital.facility_id.is_empty() { (site, hospital.site.as_str()) } else { (&facility, hospital.facility_id.as_str()) };
    let entry = Entry {
        full_url: urn,
        resource: Organization {
            resource_type: "Organization",
            meta: Meta { profile: [codes::ORGANIZATION], security },
            identifier: [Identifier { purpose: "", kind: Some(Concept::coded(codes::PROVIDER)), system: &system.uri, value }],
            name: &hospital.name.en,
            alias: [&hospital.name.hi],
        },
        request: Request { method: "POST", url: "Organization", if_none_exist: &system.search(value) },
    };
    // Texts under fixed keys: cannot fail.
    serde_json::to_vec(&entry).unwrap_or_default()
}

/// The Practitioner's entry of a doctor, or of a person of the laboratory, ready.
pub(super) struct Doctor {
    /// The doctor's code; `login/…` of a person who has none.
    pub code: String,
    pub urn: String,
    pub entry: Vec<u8>,
}

/// What a bundle has already.
#[derive(Default)]
pub(super) struct Inside {
    /// Codes of its doctors.
    doctors: Vec<String>,
    /// `urn:uuid:…` of its wards and beds.
    pub places: Vec<String>,
}

impl Inside {
    /// Adds a doctor to the bundle, unless there already.
    pub fn with_doctor(&mut self, doctor: Option<&Doctor>, line: &mut Vec<u8>) {
        if let Some(doctor) = doctor
            && !self.doctors.contains(&doctor.code)
        {
            next(line);
            line.extend_from_slice(&doctor.entry);
            self.doctors.push(doctor.code.clone());
        }
    }
}

/// Every doctor of the pack, by code; and who releases results, by login.
pub(super) struct Doctors {
    by_code: HashMap<String, Doctor>,
    by_login: HashMap<String, Doctor>,
}

impl Doctors {
    pub fn new(batch: &Batch<'_>, frame: &Frame) -> Self {
        let doctor = |doctor: &pack::Doctor| {
            let own = (codes::LICENCE, &frame.registration, doctor.registration.as_str());
            (doctor.code.clone(), practitioner(frame, &doctor.code, own, &doctor.name))
        };
        let user = |user: &pack::User| {
            let own = (codes::EMPLOYEE, &frame.login, user.login.as_str());
            (user.login.clone(), practitioner(frame, &format!("login/{}", user.login), own, &user.name))
        };
        let masters = batch.masters;
        Self { by_code: masters.doctors.iter().map(doctor).collect(), by_login: masters.users.iter().map(user).collect() }
    }

    pub fn get(&self, code: &str) -> Option<&Doctor> {
        self.by_code.get(code)
    }

    pub fn of_login(&self, login: &str) -> Option<&Doctor> {
        self.by_login.get(login)
    }
}

fn practitioner(frame: &Frame, code: &str, (kind, system, value): (Coding<'_>, &System, &str), named: &Bilingual) -> Doctor {
    let own = if code.starts_with("login/") { code } else { value };
    let urn = urn(&frame.namespace, &format!("Practitioner/{own}"));
    let entry = Entry {
        full_url: &urn,
        resource: Practitioner {
            resource_type: "Practitioner",
            meta: frame.meta(codes::PRACTITIONER),
            identifier: [Identifier { purpose: "", kind: Some(Concept::coded(kind)), system: &system.uri, value }],
            name: [name(&named.en, "ABC", "official", None), name(&named.hi, "SYL", "usual", None)],
        },
        request: Request { method: "POST", url: "Practitioner", if_none_exist: &system.search(value) },
    };
    // Texts under fixed keys: cannot fail.
    let entry = serde_json::to_vec(&entry).unwrap_or_default();
    Doctor { code: code.to_owned(), urn, entry }
}

/// A name in one script, told by ISO 21090's representation: `ABC` alphabetic, `SYL` syllabic.
pub(super) const fn name<'a>(
    text: &'a str,
    representation: &'static str,
    purpose: &'static str,
    prefix: Option<&'a str>,
) -> HumanName<'a> {
    HumanName {
        extension: Some([Extension { url: codes::EN_REPRESENTATION, value: Value::Code(representation) }]),
        purpose,
        text,
        prefix: match prefix {
            Some(prefix) => Some([prefix]),
            None => None,
        },
    }
}

/// Who wrote an entry, where and when.
pub(super) struct Stamp {
    id: EntryId,
    /// What the Provenance is called, so that the same one is written again and no other.
    name: String,
    at: DateTime<FixedOffset>,
    login: String,
    /// What the person did: entered it, or released it.
    role: Coding<'static>,
}

impl Stamp {
    pub fn new(id: &EntryId, at: DateTime<FixedOffset>, by: &str) -> Self {
        Self { id: id.clone(), name: id.to_string(), at, login: by.to_owned(), role: codes::ENTERER }
    }

    /// Of a record that leaves by itself: one entry may have begun two of them.
    pub fn of_record(key: &RecordKey, at: DateTime<FixedOffset>, by: &str) -> Self {
        Self { name: key.to_string(), ..Self::new(&key.of, at, by) }
    }

    /// Of an entry that released results.
    pub fn release(id: &EntryId, at: DateTime<FixedOffset>, by: &str) -> Self {
        Self { role: codes::VERIFIER, ..Self::new(id, at, by) }
    }

    /// The entry that was written.
    pub const fn id(&self) -> &EntryId {
        &self.id
    }
}

/// Provenance's agents, person and counter, written once for each pair of them and what the person did.
#[derive(Default)]
pub(super) struct Agents(HashMap<(String, CounterCode, &'static str), Box<RawValue>>);

impl Agents {
    fn get(&mut self, frame: &Frame, masters: &Masters, stamp: &Stamp) -> &RawValue {
        let key = (stamp.login.clone(), stamp.id.counter.clone(), stamp.role.code);
        self.0.entry(key).or_insert_with(|| agents(frame, masters, stamp))
    }
}

fn agents(frame: &Frame, masters: &Masters, stamp: &Stamp) -> Box<RawValue> {
    let login = &stamp.login;
    let identifier = Identifier { purpose: "", kind: None, system: &frame.login.uri, value: login };
    let shown = masters.user(login).map_or(login, |user| &user.name.en);
    let who = Reference { identifier: Some(Box::new(identifier)), display: shown, ..Reference::default() };
    let code = &stamp.id.counter;
    let counter = masters.counter(code).map_or(code.as_str(), |counter| &counter.name.en);
    written(&[
        Agent { kind: Concept::coded(stamp.role), who },
        Agent { kind: Concept::coded(codes::ASSEMBLER), who: Reference { display: counter, ..Reference::default() } },
    ])
}

/// Writes the Provenance of an entry's resources; with a reason, that of their voiding.
pub(super) fn provenance(
    (frame, masters, agents): (&Frame, &Masters, &mut Agents),
    stamp: &Stamp,
    void: Option<&str>,
    targets: &[&str],
    line: &mut Vec<u8>,
) -> serde_json::Result<()> {
    let what = if void.is_some() { "Provenance/void" } else { "Provenance" };
    let id = Uuid::new_v5(&frame.namespace, format!("{what}/{}", stamp.name).as_bytes()).to_string();
    let source = stamp.id.to_string();
    let identifier = Identifier { purpose: "", kind: None, system: &frame.entry.uri, value: &source };
    let entry = Entry {
        full_url: &["urn:uuid:", &id].concat(),
        resource: Provenance {
            resource_type: "Provenance",
            id: &id,
            meta: frame.plain_meta.as_deref(),
            target: targets.iter().copied().map(Reference::to).collect(),
            recorded: &time_text(stamp.at),
            reason: void.filter(|reason| !reason.is_empty()).map(|reason| [Concept::text(reason)]),
            activity: if void.is_some() { &frame.nullify } else { &frame.create },
            agent: agents.get(frame, masters, stamp),
            entity: [EntityLink {
                role: "source",
                what: Reference { identifier: Some(Box::new(identifier)), ..Reference::default() },
            }],
        },
        request: Request { method: "PUT", url: &["Provenance/", &id].concat(), if_none_exist: "" },
    };
    push(line, &entry)
}

#[cfg(test)]
mod tests {
    use super::percent_encoded;

    #[test]
    fn searches_are_encoded() {
        assert_eq!(percent_encoded("https://a.example/x"), "https%3A%2F%2Fa.example%2Fx");
        assert_eq!(percent_encoded("DEMO/10037 &"), "DEMO%2F10037%20%26");
        assert_eq!(percent_encoded("MK7A-004218-T"), "MK7A-004218-T");
    }
}
