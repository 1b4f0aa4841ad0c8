//! What came of a laboratory order: ServiceRequest, a Specimen for each tube that was filled, an Observation for each released result, and
//! one DiagnosticReport.
//!
//! Each is PUT on an identifier made of the order's number (a Specimen's also of its first label, because two counters that do not know of
//! each other can use one label twice), so that a later hand-over brings it up to date: amended, rejected, completed. What was handed over
//! and is taken back afterwards, a release or the whole order, leaves again as entered in error.
//!
//! An NRCES profile is claimed only where everything that it asks for is known; FSH of release 6.5.0: ServiceRequest a requester, Specimen
//! both times, Observation no codes but LOINC and SNOMED CT, DiagnosticReportLab an interpreter, results and a conclusion.

use super::super::rows::{number_of, was_filled};
use super::super::{Batch, CaseRow, time_text};
use super::codes;
use super::lab_types::{
    Annotation, Collection, Container, DiagnosticReport, Observation, Quantity, ReferenceRange, ServiceRequest, Specimen,
};
use super::parts::{Doctor, Doctors, Frame, Stamp, System, push, request};
use super::types::{Coding, Concept, Entry, Extension, Identifier, Reference, Value};
use crate::hospital::forms::choice_text;
use crate::hospital::lab::{Accession, Catalogue, LabValue, TestDef, TubePlace, ValueKind, source, tube};
use crate::hospital::pack::{Lang, Masters};
use crate::journal::EntryId;
use crate::journal::fold::{OrderState, ReleasedLine, ResultState, StepKind, StepLine, TubeState};
use serde::Serialize;
use serde_json::value::{RawValue, to_raw_value};

/// The reason of a rejection that says there is no specimen.
const NOT_FOUND: &str = "not-found";

/// What is the same in all orders of one export.
pub(super) struct Lab {
    catalogue: Catalogue,
    order: System,
    specimen: System,
    result: System,
    report: System,
    accession: String,
    paper: String,
    request_meta: Metas,
    specimen_meta: Metas,
    result_meta: Metas,
    report_meta: Metas,
}

impl Lab {
    pub fn new(batch: &Batch<'_>, frame: &Frame) -> Self {
        let base = &batch.masters.hospital.identifier_base;
        let system = |name: &str| System::new(format!("{base}/{name}"));
        Self {
            catalogue: Catalogue::of(batch.masters),
            order: system("lab-order"),
            specimen: system("specimen"),
            result: system("result"),
            report: system("lab-report"),
            accession: format!("{base}/accession"),
            paper: format!("{base}/lab-form"),
            request_meta: Metas::new(frame, codes::SERVICE_REQUEST),
            specimen_meta: Metas::new(frame, codes::SPECIMEN),
            result_meta: Metas::new(frame, codes::OBSERVATION),
            report_meta: Metas::new(frame, codes::REPORT_LAB),
        }
    }
}

/// What resources of one kind begin with, written once: with or without the profile, restricted or not.
struct Metas {
    bare: Option<Box<RawValue>>,
    claiming: Option<Box<RawValue>>,
    restricted: Option<Box<RawValue>>,
    both: Option<Box<RawValue>>,
}

#[derive(Serialize)]
struct LabMeta<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    profile: Option<[&'a str; 1]>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    security: Vec<Coding<'a>>,
}

impl Metas {
    fn new(frame: &Frame, profile: &'static str) -> Self {
        let make = |claims: bool, restricted: bool| {
            let label = restricted.then_some(codes::RESTRICTED);
            let security: Vec<Coding<'_>> = label.into_iter().chain(frame.security.into_iter().flatten()).collect();
            let profile = claims.then_some([profile]);
            // Texts under fixed keys: cannot fail. An empty element is not FHIR.
            let told = profile.is_some() || !security.is_empty();
            told.then(|| to_raw_value(&LabMeta { profile, security }).ok()).flatten()
        };
        Self { bare: make(false, false), claiming: make(true, false), restricted: make(false, true), both: make(true, true) }
    }

    fn get(&self, claims: bool, restricted: bool) -> Option<&RawValue> {
        match (claims, restricted) {
            (false, false) => self.bare.as_deref(),
            (true, false) => self.claiming.as_deref(),
            (false, true) => self.restricted.as_deref(),
            (true, true) => self.both.as_deref(),
        }
    }
}

/// Which resources of an order are written; what is not is referred to by its identifier.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Whole,
    /// The request and its tubes.
    Order,
    /// What was released, and the report.
    Results,
}

/// One order, and what the bundle has already.
pub(super) struct About<'b> {
    pub frame: &'b Frame,
    pub masters: &'b Masters,
    pub lab: &'b Lab,
    pub doctors: &'b Doctors,
    pub row: &'b CaseRow<'b>,
    pub order: &'b OrderState,
    pub patient_urn: &'b str,
    /// Of the visit, stay or arrival that it came from, where it is in the bundle.
    pub encounter: Option<&'b str>,
    pub requester: Option<&'b Doctor>,
    pub part: Part,
}

/// What was written, by `urn:uuid:…`.
#[derive(Default)]
pub(super) struct Written {
    pub all: Vec<String>,
    /// The request and its tubes.
    pub own: Vec<String>,
    /// Results and report by the entries that typed and released them.
    pub stamps: Vec<(Stamp, Vec<String>)>,
    /// Results whose release was taken back, and why.
    pub voids: Vec<(Stamp, String, Vec<String>)>,
}

impl Written {
    fn by(&mut self, stamp: Stamp, target: &str) {
        match self.stamps.iter_mut().find(|(there, _)| there.id() == stamp.id()) {
            Some((_, targets)) if targets.iter().any(|there| there == target) => {}
            Some((_, targets)) => targets.push(target.to_owned()),
            None => self.stamps.push((stamp, vec![target.to_owned()])),
        }
    }
}

impl About<'_> {
    fn cancelled(&self) -> bool {
        self.row.case.cancelled.is_some()
    }

    fn test(&self, code: &str) -> Option<&TestDef> {
        self.lab.catalogue.test(code)
    }

    fn test_name<'t>(&'t self, code: &'t str) -> &'t str {
        self.test(code).map_or(code, |test| &test.name.en)
    }

    fn is_restricted(&self, code: &str) -> bool {
        self.test(code).is_some_and(|test| test.limit.restricted)
    }

    /// What names all tests of the order is as confidential as the most confidential of them.
    fn all_restricted(&self) -> bool {
        self.order.order.tests.iter().any(|code| self.is_restricted(code))
    }

    fn request_urn(&self) -> String {
        self.frame.urn("ServiceRequest", self.row.id)
    }

    /// The request as its results refer to it.
    fn request(&self) -> String {
        if self.part == Part::Results { self.lab.order.reference("ServiceRequest", self.number()) } else { self.request_urn() }
    }

    /// A tube as its results refer to it.
    fn specimen(&self, tube: &TubeState) -> String {
        if self.part == Part::Results {
            self.lab.specimen.reference("Specimen", &self.tube_name(tube))
        } else {
            self.specimen_urn(tube)
        }
    }

    fn number(&self) -> &str {
        self.order.order.number.as_str()
    }

    fn tube_name(&self, tube: &TubeState) -> String {
        format!("{}-{}", self.number(), first_label(tube))
    }

    fn specimen_urn(&self, tube: &TubeState) -> String {
        self.frame.urn("Specimen", format!("{}/{}", self.row.id, first_label(tube)))
    }

    fn result_urn(&self, test: &str) -> String {
        self.frame.urn("Observation", format!("{}/{test}", self.row.id))
    }

    /// A person by login: the Practitioner in the bundle, else what the login says.
    fn person<'t>(&'t self, login: &'t str) -> Reference<'t> {
        if let Some(person) = self.doctors.of_login(login) {
            return Reference::to(&person.urn);
        }
        let identifier = Identifier { purpose: "", kind: None, system: &self.frame.login.uri, value: login };
        Reference { identifier: Some(Box::new(identifier)), display: login, ..Reference::default() }
    }

    fn person_name<'t>(&'t self, login: &'t str) -> &'t str {
        self.masters.user(login).map_or(login, |user| &user.name.en)
    }

    fn encounter(&self) -> Option<Reference<'_>> {
        self.encounter.map(Reference::to)
    }

    /// True once every test that was asked for has a released value.
    fn complete(&self) -> bool {
        self.order.results.iter().all(|result| result.released.is_some())
    }

    /// Releases that were taken back, with the tests they released.
    fn taken_back(&self) -> impl Iterator<Item = (&StepLine, impl Iterator<Item = &str>)> {
        let steps = self.row.case.steps.iter().filter(|step| step.kind == StepKind::Verified && step.cancelled.is_some());
        steps.map(|step| (step, step.tests.iter().map(String::as_str)))
    }

    fn was_taken_back(&self, test: &str) -> bool {
        self.taken_back().any(|(_, mut tests)| tests.any(|t| t == test))
    }
}

/// The label that the tube began with: what it is known by, whatever it is called later.
fn first_label(tube: &TubeState) -> Accession {
    tube.was.first().copied().unwrap_or(tube.accession)
}

fn identifier<'a>(kind: Option<Coding<'a>>, system: &'a str, value: &'a str) -> Identifier<'a> {
    Identifier { purpose: "", kind: kind.map(Concept::coded), system, value }
}

/// Writes an entry that is brought up to date by every hand-over.
fn put<R: Serialize>(line: &mut Vec<u8>, urn: &str, (kind, search): (&str, &str), resource: R) -> serde_json::Result<()> {
    let update = [kind, "?", search].concat();
    push(line, &Entry { full_url: urn, resource, request: request(kind, search, &update, true) })
}

/// Writes the resources of an order, or of a part of it.
pub(super) fn write(about: &About<'_>, line: &mut Vec<u8>) -> serde_json::Result<Written> {
    let mut written = Written::default();
    if about.part != Part::Results {
        requested(about, &mut written, line)?;
    }
    if about.part != Part::Order {
        resulted(about, &mut written, line)?;
    }
    Ok(written)
}

fn requested(about: &About<'_>, written: &mut Written, line: &mut Vec<u8>) -> serde_json::Result<()> {
    written.own.push(order(about, line)?);
    for tube in about.order.tubes.iter().filter(|tube| was_filled(tube)) {
        let urn = about.specimen_urn(tube);
        if !written.own.contains(&urn) {
            specimen(about, tube, &urn, line)?;
            written.own.push(urn);
        }
    }
    written.all.clone_from(&written.own);
    Ok(())
}

fn resulted(about: &About<'_>, written: &mut Written, line: &mut Vec<u8>) -> serde_json::Result<()> {
    let tubes = about.order.tubes.iter().filter(|tube| was_filled(tube));
    let specimens: Vec<String> = tubes.map(|tube| about.specimen(tube)).collect();
    let mut results = Vec::new();
    for result in &about.order.results {
        let urn = about.result_urn(&result.test);
        if let Some(released) = &result.released {
            observation(about, result, released, &specimens, line)?;
            let typing = &released.typing;
            written.by(Stamp::new(&typing.entry, entered(about, &typing.entry).unwrap_or(typing.at), &typing.by), &urn);
            written.by(Stamp::release(&released.entry, released.at, &released.by), &urn);
            results.push(urn);
        } else if about.was_taken_back(&result.test) {
            withdrawn(about, result, line)?;
            written.all.push(urn);
        }
    }
    for (step, tests) in about.taken_back() {
        let gone = tests.filter(|test| about.order.result(test).is_some_and(|result| result.released.is_none()));
        let gone: Vec<String> = gone.map(|test| about.result_urn(test)).collect();
        if let (Some(mark), false) = (&step.cancelled, gone.is_empty()) {
            written.voids.push((Stamp::new(&step.entry, mark.at, &mark.by), mark.reason.clone(), gone));
        }
    }
    if !results.is_empty() || about.taken_back().next().is_some() {
        let urn = report(about, &results, &specimens, line)?;
        for released in about.order.results.iter().filter_map(|result| result.released.as_ref()) {
            written.by(Stamp::release(&released.entry, released.at, &released.by), &urn);
        }
        written.all.push(urn);
    }
    written.all.extend(results);
    Ok(())
}

/// When an entry of the order was written.
fn entered(about: &About<'_>, entry: &EntryId) -> Option<chrono::DateTime<chrono::FixedOffset>> {
    about.row.case.steps.iter().find(|step| step.entry == *entry).map(|step| step.entered)
}

fn order(about: &About<'_>, line: &mut Vec<u8>) -> serde_json::Result<String> {
    let (asked, lab) = (&about.order.order, about.lab);
    let urn = about.request_urn();
    let names = asked.tests.iter().map(|code| about.test_name(code)).collect::<Vec<_>>().join(", ");
    let typed = Some(asked.sheet.get("doctor_name")).filter(|name| !name.is_empty());
    let requester = about.requester.map(|doctor| Reference::to(&doctor.urn));
    let requester = requester.or_else(|| typed.map(|name| Reference { display: name, ..Reference::default() }));
    let paper = asked.sheet.get("form_no");
    let ward = about.masters.ward(&asked.ward).map_or(asked.ward.as_str(), |ward| &ward.name.en);
    let text = |url, text| Extension { url, value: Value::Text(text) };
    let void = about.row.case.cancelled.as_ref().map_or("", |mark| &mark.reason);
    let told = [(&about.frame.ours.ward, ward), (&about.frame.ours.void_reason, void)];
    let resource = ServiceRequest {
        resource_type: "ServiceRequest",
        meta: lab.request_meta.get(about.requester.is_some(), about.all_restricted()),
        extension: told.into_iter().filter(|(_, told)| !told.is_empty()).map(|(url, told)| text(url, told)).collect(),
        identifier: [identifier(Some(codes::PLACER), &lab.order.uri, about.number())],
        requisition: (!paper.is_empty()).then(|| identifier(None, &lab.paper, paper)),
        status: match about.complete() {
            _ if about.cancelled() => "revoked",
            true => "completed",
            false => "active",
        },
        intent: "order",
        category: [Concept::coded(codes::LABORATORY_PROCEDURE)],
        priority: if asked.urgent { "urgent" } else { "routine" },
        // The profile takes SNOMED CT codes only, and ours are LOINC's: the tests by name.
        code: Concept::text(&names),
        subject: Reference::to(about.patient_urn),
        encounter: about.encounter(),
        authored_on: &time_text(asked.at),
        requester,
        performer: [Reference::to(&about.frame.organization_urn)],
        note: order_notes(about),
    };
    put(line, &urn, ("ServiceRequest", &lab.order.search(about.number())), resource)?;
    Ok(urn)
}

fn order_notes(about: &About<'_>) -> Vec<Annotation> {
    let asked = &about.order.order;
    let note = Some(asked.sheet.get("note")).filter(|note| !note.is_empty()).map(str::to_owned);
    let passed = asked.overrides.iter().map(|one| match one.rule.as_str() {
        "urgent-only" => format!("Taken although only urgent tests are: {}", one.reason),
        "capacity" => format!("Taken beyond the day's capacity: {}", one.reason),
        rule => format!("Taken although {rule}: {}", one.reason),
    });
    note.into_iter().chain(passed).map(|text| Annotation { text }).collect()
}

fn specimen(about: &About<'_>, one: &TubeState, urn: &str, line: &mut Vec<u8>) -> serde_json::Result<()> {
    let (lab, request) = (about.lab, about.request_urn());
    let own = about.tube_name(one);
    let label = one.accession.to_string();
    let before: Vec<String> = one.was.iter().map(ToString::to_string).collect();
    let old =
        before.iter().map(|label| Identifier { purpose: "old", ..identifier(Some(codes::ACCESSION), &lab.accession, label) });
    let time = |at: Option<chrono::DateTime<chrono::FixedOffset>>| at.map_or_else(String::new, time_text);
    let (collected, received) = (time(one.way.collected), time(one.way.received));
    let code = one.tests.iter().find_map(|test| about.test(test)).map_or("", |test| &test.specimen_sct);
    let coding = (!code.is_empty()).then(|| [codes::specimen(code, &one.specimen)]);
    let tube = tube(&one.kind);
    let claims = !collected.is_empty() && !received.is_empty() && coding.is_some();
    let resource = Specimen {
        resource_type: "Specimen",
        meta: lab.specimen_meta.get(claims, false),
        identifier: [identifier(None, &lab.specimen.uri, &own)].into_iter().chain(old).collect(),
        accession_identifier: identifier(Some(codes::ACCESSION), &lab.accession, &label),
        status: match one.way.place {
            _ if about.cancelled() => "entered-in-error",
            TubePlace::Rejected if one.why == NOT_FOUND => "unavailable",
            TubePlace::Rejected => "unsatisfactory",
            TubePlace::Discarded => "unavailable",
            _ => "available",
        },
        kind: Concept { coding, text: &one.specimen },
        subject: Reference::to(about.patient_urn),
        received_time: &received,
        request: [Reference::to(&request)],
        collection: (!collected.is_empty()).then_some(Collection { collected_date_time: &collected }),
        container: [Container { kind: Concept::text(&tube.name.en) }],
        note: tube_notes(about, one),
    };
    put(line, urn, ("Specimen", &lab.specimen.search(&own)), resource)
}

fn tube_notes(about: &About<'_>, one: &TubeState) -> Vec<Annotation> {
    let now = |label: Accession| about.order.tube(label).map_or(label, |tube| tube.accession);
    let rejected = (one.way.place == TubePlace::Rejected).then(|| {
        let at = one.way.ended.map(|at| format!(" at {}", time_text(at))).unwrap_or_default();
        format!("Rejected{at}: {}", choice_text("lab_reject", &one.why, Lang::En))
    });
    let note = (!one.note.is_empty()).then(|| one.note.clone());
    let told = (!one.told.is_empty()).then(|| format!("Told: {}", one.told));
    let before = one.replaces.map(|old| format!("Collected again in place of {}", now(old)));
    let after = one.replaced_by.map(|new| format!("Collected again as {}", now(new)));
    [rejected, note, told, before, after].into_iter().flatten().map(|text| Annotation { text }).collect()
}

/// What an Observation says of its test, whether it has a value or lost it.
fn bare_observation<'a>(about: &'a About<'_>, test: &'a str, number: &'a str, request: &'a str) -> Observation<'a> {
    let def = about.test(test);
    let coding = def.filter(|def| !def.loinc.is_empty()).map(|def| {
        let long = if def.loinc_long_name.is_empty() { &def.name.en } else { &def.loinc_long_name };
        Coding { system: codes::LOINC, code: &def.loinc, display: long }
    });
    Observation {
        resource_type: "Observation",
        meta: about.lab.result_meta.get(coding.is_some(), about.is_restricted(test)),
        identifier: [identifier(None, &about.lab.result.uri, number)],
        based_on: [Reference::to(request)],
        status: "entered-in-error",
        category: [Concept::coded(codes::LABORATORY)],
        code: Concept { coding: coding.map(|coding| [coding]), text: about.test_name(test) },
        subject: Reference::to(about.patient_urn),
        encounter: about.encounter(),
        effective_date_time: "",
        issued: "",
        performer: Vec::new(),
        value_quantity: None,
        value_codeable_concept: None,
        value_string: "",
        interpretation: None,
        note: Vec::new(),
        specimen: None,
        reference_range: None,
    }
}

fn observation(
    about: &About<'_>,
    result: &ResultState,
    released: &ReleasedLine,
    specimens: &[String],
    line: &mut Vec<u8>,
) -> serde_json::Result<()> {
    let (value, test) = (&released.typing.value, about.test(&result.test));
    let number = format!("{}-{}", about.number(), result.test);
    let request = about.request();
    let tube = about.order.tube(result.tube);
    let specimen = tube.map(|tube| about.specimen(tube)).filter(|urn| specimens.contains(urn));
    let collected = tube.and_then(|tube| tube.way.collected).map_or_else(String::new, time_text);
    let issued = time_text(released.at);
    let (quantity, concept, words) = measured(test, value);
    let normal = test.map_or("", |test| &test.limit.normal);
    let ranged = !value.low.is_empty() || !value.high.is_empty() || (!normal.is_empty() && normal == value.value);
    let resource = Observation {
        status: if about.cancelled() {
            "entered-in-error"
        } else if result.is_amended() || about.was_taken_back(&result.test) {
            "amended"
        } else {
            "final"
        },
        effective_date_time: &collected,
        issued: &issued,
        performer: vec![about.person(&released.by), Reference::to(&about.frame.organization_urn)],
        value_quantity: quantity,
        value_codeable_concept: concept,
        value_string: words,
        interpretation: codes::interpretation(value.flag, ranged).map(|coding| [Concept::coded(coding)]),
        note: result_notes(about, result, released),
        specimen: specimen.as_deref().map(Reference::to),
        reference_range: range(value),
        ..bare_observation(about, &result.test, &number, &request)
    };
    put(line, &about.result_urn(&result.test), ("Observation", &about.lab.result.search(&number)), resource)
}

/// A result whose release was taken back: a receiver may have it.
fn withdrawn(about: &About<'_>, result: &ResultState, line: &mut Vec<u8>) -> serde_json::Result<()> {
    let number = format!("{}-{}", about.number(), result.test);
    let request = about.request();
    let resource = bare_observation(about, &result.test, &number, &request);
    put(line, &about.result_urn(&result.test), ("Observation", &about.lab.result.search(&number)), resource)
}

/// The value as what the test's values are; what does not read as a number leaves as text.
fn measured<'a>(def: Option<&TestDef>, value: &'a LabValue) -> (Option<Quantity<'a>>, Option<Concept<'a>>, &'a str) {
    let number = || quantity(&value.value, &value.unit);
    let words = |list: &str| Some(Concept::text(choice_text(list, &value.value, Lang::En)));
    let (quantity, concept) = match def.map(|def| (def.kind, def.limit.list.as_str())) {
        Some((ValueKind::Number, _)) => (number(), None),
        Some((ValueKind::Coded, list)) => (None, words(list)),
        Some((ValueKind::Text, _)) => (None, None),
        // A test that this pack does not know any more.
        None => (number().filter(|_number| !value.unit.is_empty()), None),
    };
    let text = if quantity.is_some() || concept.is_some() { "" } else { &value.value };
    (quantity, concept, text)
}

fn quantity<'a>(value: &'a str, unit: &'a str) -> Option<Quantity<'a>> {
    let (comparator, number) = number_of(value)?;
    let system = if unit.is_empty() { "" } else { codes::UCUM };
    Some(Quantity { value: RawValue::from_string(number.to_owned()).ok()?, comparator, unit, system, code: unit })
}

fn range(value: &LabValue) -> Option<[ReferenceRange<'_>; 1]> {
    // An end of a range has no comparator (FHIR R4, SimpleQuantity).
    let end = |text| quantity(text, &value.unit).filter(|end| end.comparator.is_empty());
    let range = ReferenceRange { low: end(&value.low), high: end(&value.high) };
    (range.low.is_some() || range.high.is_some()).then_some([range])
}

/// Calculated, amended from what, and who was told of a critical value.
fn result_notes(about: &About<'_>, result: &ResultState, released: &ReleasedLine) -> Vec<Annotation> {
    let value = &released.typing.value;
    let calculated = value.calculated.then(|| match source(&result.test) {
        "" => "Calculated from other results, not measured".to_owned(),
        formula => format!("Calculated from other results, not measured: {formula}"),
    });
    let reason = if released.typing.reason.is_empty() { String::new() } else { format!(". Reason: {}", released.typing.reason) };
    let before = result.before.iter().map(|line| {
        let told = [line.typing.value.value.as_str(), line.typing.value.unit.as_str()].join(" ");
        format!("Amended. Released before: {}, {}, by {}", told.trim_end(), time_text(line.at), about.person_name(&line.by))
    });
    let mut amended: Vec<String> = before.collect();
    if let Some(last) = amended.last_mut() {
        last.push_str(&reason);
    }
    let calls = about.order.calls.iter().flat_map(|line| {
        let own = line.call.values.iter().filter(|(test, _)| *test == result.test);
        own.map(|(_, told)| {
            let back = if line.call.read_back { "read back" } else { "not read back" };
            let at = time_text(line.call.at);
            let by = about.person_name(&line.by);
            let note = if line.call.note.is_empty() { String::new() } else { format!(". {}", line.call.note) };
            format!("Critical value {told} told to {} at {at} by {by}, {back}{note}", line.call.whom)
        })
    });
    calculated.into_iter().chain(amended).chain(calls).map(|text| Annotation { text }).collect()
}

/// The panel's own code where all tests are of one, else any laboratory report's.
fn report_code<'a>(about: &'a About<'_>) -> Coding<'a> {
    let mut panels = about.order.order.tests.iter().map(|code| about.test(code).map_or("", |test| test.panel.as_str()));
    let first = panels.next().unwrap_or("");
    let panel = about.lab.catalogue.panel(first).filter(|panel| !panel.loinc.is_empty() && panels.all(|other| other == first));
    panel.map_or(codes::ANY_REPORT, |panel| {
        let long = if panel.loinc_long_name.is_empty() { &panel.name.en } else { &panel.loinc_long_name };
        Coding { system: codes::LOINC, code: &panel.loinc, display: long }
    })
}

fn report(about: &About<'_>, results: &[String], own: &[String], line: &mut Vec<u8>) -> serde_json::Result<String> {
    let (lab, order, request) = (about.lab, about.order, about.request());
    let urn = about.frame.urn("DiagnosticReport", about.row.id);
    let released: Vec<(&ResultState, &ReleasedLine)> =
        order.results.iter().filter_map(|result| Some((result, result.released.as_ref()?))).collect();
    let mut logins: Vec<&str> = Vec::new();
    for (_, line) in &released {
        if !logins.contains(&line.by.as_str()) {
            logins.push(&line.by);
        }
    }
    let tubes: Vec<&TubeState> =
        order.tubes.iter().filter(|tube| released.iter().any(|(r, _)| r.tube == tube.accession)).collect();
    let specimens: Vec<String> = tubes.iter().map(|tube| about.specimen(tube)).filter(|urn| own.contains(urn)).collect();
    let collected = tubes.iter().filter_map(|tube| tube.way.collected).min().map_or_else(String::new, time_text);
    let issued = released.iter().map(|(_, line)| line.at).max().map_or_else(String::new, time_text);
    let amended = released.iter().any(|(result, _)| result.is_amended() || about.was_taken_back(&result.test));
    let named = logins.iter().all(|login| about.doctors.of_login(login).is_some());
    let claims = !released.is_empty() && named && !order.conclusion.is_empty();
    let resource = DiagnosticReport {
        resource_type: "DiagnosticReport",
        meta: lab.report_meta.get(claims, about.all_restricted()),
        identifier: [identifier(None, &lab.report.uri, about.number())],
        based_on: [Reference::to(&request)],
        status: match about.complete() {
            _ if about.cancelled() || released.is_empty() => "entered-in-error",
            false => "partial",
            true if amended => "amended",
            true => "final",
        },
        category: [Concept::coded(codes::LABORATORY_REPORT)],
        code: Concept::coded(report_code(about)),
        subject: Reference::to(about.patient_urn),
        encounter: about.encounter(),
        effective_date_time: &collected,
        issued: &issued,
        performer: [Reference::to(&about.frame.organization_urn)],
        results_interpreter: logins.iter().map(|login| about.person(login)).collect(),
        specimen: specimens.iter().map(|urn| Reference::to(urn)).collect(),
        result: results.iter().map(|urn| Reference::to(urn)).collect(),
        conclusion: &order.conclusion,
    };
    put(line, &urn, ("DiagnosticReport", &lab.report.search(about.number())), resource)?;
    Ok(urn)
}
