//! Laboratory orders: an OML^O21 a test, with the tubes it is measured from.
//!
//! One order a message, as in the analysers' worklists: a second ORC could as well begin the group of prior results, and parsers that
//! decide at the first fit read it so. The order's number stands in ORC-4; order and test together are the placer's number.

use super::super::{CameFrom, CaseRow, PatientRow, rows::was_filled};
use super::codes;
use super::head::Messages;
use super::parts::Told;
use super::write::{Part, Segment};
use crate::hospital::forms::choice_text;
use crate::hospital::lab::{Accession, Catalogue, TestDef, TubePlace, tube};
use crate::hospital::pack::Lang;
use crate::journal::fold::{OrderState, TubeState};
use chrono::{DateTime, FixedOffset};

/// The order with its row.
pub(super) type Ordered<'c> = (&'c CaseRow<'c>, &'c OrderState);

pub(super) fn write(to: &mut Messages<'_, '_>, patient: &PatientRow<'_>, (row, order): Ordered<'_>, from: CameFrom<'_>) {
    for test in &order.order.tests {
        to.head(&["OML", "O21", "OML_O21"], row.case.cancelled.as_ref().map_or(row.case.entered, |mark| mark.at));
        to.pid(patient, Told::Short);
        to.came_from(from);
        control(to, (row, order), test);
        let mut tq1 = Segment::new(to.out, "TQ1");
        // Table 0485: at once, or in its turn.
        tq1.text(1, "1").text(9, if order.order.urgent { "S" } else { "R" }).end();
        observation_request(to, order, test);
        notes(to, row, order);
        for (one, at) in order.tubes.iter().filter(|tube| tube.tests.contains(test)).zip(1_u32..) {
            specimen(to, one, at);
        }
    }
}

/// ORC: `NW` a new order, `CA` one that is taken back. ORC-5 says how far it is, so that nobody does again what is done.
fn control(to: &mut Messages<'_, '_>, (row, order): Ordered<'_>, test: &str) {
    let (masters, asked, site) = (to.road.batch.masters, &order.order, to.site());
    let sender = to.road.sender();
    let released = order.result(test).is_some_and(|result| result.released.is_some());
    let measured = order.tubes.iter().any(|tube| tube.tests.iter().any(|t| t == test) && was_filled(tube) && !tube.is_gone());
    let (action, status) = match &row.case.cancelled {
        Some(_mark) => ("CA", "CA"),
        None if released => ("NW", "CM"),
        None if measured => ("NW", "IP"),
        None => ("NW", "SC"),
    };
    let user = masters.user(&row.case.by).map_or("", |user| &user.name.en);
    let mut orc = Segment::new(to.out, "ORC");
    orc.text(1, action).parts(2, &[&placer(order, test), sender]).parts(4, &[asked.number.as_str(), sender]).text(5, status);
    orc.time(9, Some(asked.at)).parts(10, &[&row.case.by, user, "", "", "", "", "", "", site]);
    doctor(&mut orc, 12, to.road, order);
    if !asked.ward.is_empty() {
        orc.parts(13, &[&asked.ward, "", "", site]);
    }
    orc.parts(16, &["", row.case.cancelled.as_ref().map_or("", |mark| &mark.reason)]);
    confidential(&mut orc, to.road.test(test));
    orc.end();
}

/// The placer's number of one test of an order: `QL1A-000001-3-K`.
pub(super) fn placer(order: &OrderState, test: &str) -> String {
    [order.order.number.as_str(), "-", test].concat()
}

/// ORC-28 of a test that only those may see who have to know (HIV and AIDS Act 2017). Table 0177.
pub(super) fn confidential(orc: &mut Segment<'_>, test: Option<&TestDef>) {
    if test.is_some_and(|test| test.limit.restricted) {
        orc.parts(28, &["R", "Restricted", "HL70177"]);
    }
}

/// Who asked: of the masters, or as the form names somebody.
pub(super) fn doctor(segment: &mut Segment<'_>, field: usize, road: &super::Hl7Road<'_>, order: &OrderState) {
    let code = order.order.sheet.get("doctor");
    let name = road.batch.masters.doctor(code).map_or(order.order.sheet.get("doctor_name"), |doctor| &doctor.name.en);
    let site = if code.is_empty() { "" } else { road.site() };
    segment.parts(field, &[code, name, "", "", "", "", "", "", site]);
}

impl super::Hl7Road<'_> {
    pub(super) fn test(&self, code: &str) -> Option<&TestDef> {
        self.catalogue.test(code)
    }
}

/// A test by its LOINC code and by the laboratory's own; the own one alone where there is no other.
pub(super) fn service(segment: &mut Segment<'_>, field: usize, catalogue: &Catalogue, code: &str) {
    match catalogue.test(code) {
        Some(test) if !test.loinc.is_empty() => {
            let long = if test.loinc_long_name.is_empty() { &test.name.en } else { &test.loinc_long_name };
            segment.parts(field, &[&test.loinc, long, codes::LOINC, code, &test.name.en, codes::LOCAL]);
        }
        test => {
            segment.parts(field, &[code, test.map_or(code, |test| &test.name.en), codes::LOCAL]);
        }
    }
}

fn observation_request(to: &mut Messages<'_, '_>, order: &OrderState, test: &str) {
    let collected = collected(order, test);
    let road = to.road;
    let mut obr = Segment::new(to.out, "OBR");
    obr.text(1, "1").parts(2, &[&placer(order, test), road.sender()]);
    service(&mut obr, 4, &road.catalogue, test);
    obr.time(7, collected);
    doctor(&mut obr, 16, road, order);
    // The number of the paper form, where one was written.
    obr.text(18, order.order.sheet.get("form_no")).text(24, "LAB").end();
}

/// When the tube of a test was filled.
pub(super) fn collected(order: &OrderState, test: &str) -> Option<DateTime<FixedOffset>> {
    order.result(test).and_then(|result| order.tube(result.tube)).and_then(|tube| tube.way.collected)
}

/// NTE: what the doctor wrote, and which rules were passed over, with the reason.
fn notes(to: &mut Messages<'_, '_>, row: &CaseRow<'_>, order: &OrderState) {
    let asked = &order.order;
    let note = Some(asked.sheet.get("note")).filter(|note| !note.is_empty()).map(str::to_owned);
    let passed = asked.overrides.iter().map(|one| format!("Taken although {} stands against it: {}", one.rule, one.reason));
    let void = row.case.cancelled.as_ref().filter(|mark| !mark.reason.is_empty());
    let void = void.map(|mark| format!("Taken back: {}", mark.reason));
    let misfits = (!row.case.misfits.is_empty()).then(|| "Steps did not fit; a person has to look at the order".to_owned());
    for (text, at) in note.into_iter().chain(passed).chain(void).chain(misfits).zip(1_u32..) {
        comment(to.out, at, &text);
    }
}

pub(super) fn comment(out: &mut Vec<u8>, at: u32, text: &str) {
    let mut nte = Segment::new(out, "NTE");
    nte.text(1, &at.to_string()).lines(3, text).end();
}

/// The label that the tube began with: what it is known by, whatever it is called later.
fn first_label(tube: &TubeState) -> Accession {
    tube.was.first().copied().unwrap_or(tube.accession)
}

/// SPM of a tube: its label now, the one it began with, and what became of it.
pub(super) fn specimen(to: &mut Messages<'_, '_>, one: &TubeState, at: u32) {
    let (sender, road) = (to.road.sender(), to.road);
    let code = one.tests.iter().find_map(|test| road.test(test)).map_or("", |test| &test.specimen_sct);
    let (label, first) = (one.accession.to_string(), first_label(one).to_string());
    let parent = one.replaces.map_or_else(String::new, |label| label.to_string());
    let gone = one.is_gone();
    let reason = if one.way.place == TubePlace::Rejected { one.why.as_str() } else { "" };
    let mut spm = Segment::new(to.out, "SPM");
    spm.text(1, &at.to_string());
    let filler = if first == label { Part::One("") } else { Part::Two(&first, sender) };
    spm.subs(2, &[Part::Two(&label, sender), filler]);
    if !parent.is_empty() {
        spm.subs(3, &[Part::Two(&parent, sender)]);
    }
    let system = if code.is_empty() { "" } else { codes::SNOMED };
    // SPM-4 may not be empty: a specimen that nobody named is said to be one.
    let ours = if one.specimen.is_empty() { "Specimen" } else { &one.specimen };
    spm.parts(4, &[code, codes::specimen(code, ours), system, "", if code.is_empty() { "" } else { ours }]);
    spm.text(11, "P").text(14, &one.note).time(17, one.way.collected).time(18, one.way.received);
    spm.text(20, if gone { "N" } else { "Y" });
    spm.parts(
        21,
        &[
            reason,
            if reason.is_empty() { "" } else { choice_text("lab_reject", reason, Lang::En) },
            if reason.is_empty() { "" } else { codes::OURS },
        ],
    );
    spm.parts(27, &[&one.kind, &tube(&one.kind).name.en, codes::OURS]).end();
}
