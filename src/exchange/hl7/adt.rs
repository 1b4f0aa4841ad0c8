//! ADT of persons and out-patients' visits: who somebody is (A04, A08), that somebody is known there or twice here (A40), a visit (A04).

use super::super::{PatientRow, VisitRow};
use super::head::{Event, Messages, Stamp};
use super::parts::{Accident, Told, identifier};
use super::pv1::{self, Pv1};
use super::write::Segment;
use crate::hospital::age::Age;
use crate::hospital::number::Number;
use crate::hospital::opd::{Fee, QueueState};

/// A new person, or the link to one that the central system has.
pub(super) fn identity(to: &mut Messages<'_, '_>, row: &PatientRow<'_>) {
    let stamp = Stamp { recorded: row.at, occurred: row.at, by: row.by };
    if row.linked.is_some() {
        // Numbers and who it is, no address: the central system's own details stay as they are.
        to.event(Event::Merge, Stamp { recorded: row.amended.unwrap_or(row.at), ..stamp });
        to.pid(row, Told::Survivor);
        retired(to, row.number.as_str(), row);
        return;
    }
    to.event(Event::Register, stamp);
    person(to, row);
    if row.amended.is_some() || row.voided.is_some() || row.identified.is_some() {
        let changed = [row.amended, row.identified.map(|mark| mark.at), row.voided.map(|void| void.at)];
        let last = changed.into_iter().flatten().max().unwrap_or(row.at);
        let by = row.voided.map(|void| void.by).or(row.identified.map(|mark| mark.by.as_str())).unwrap_or(row.by);
        to.event(Event::Update, Stamp { recorded: last, occurred: last, by });
        person(to, row);
    }
}

/// All that is known of a person, about no visit.
fn person(to: &mut Messages<'_, '_>, row: &PatientRow<'_>) {
    to.pid(row, Told::Whole);
    to.relatives(row);
    to.pv1(&Pv1 { category: &row.details.category, ..pv1::none() });
    let age = if matches!(row.details.age, Age::Born(_)) { String::new() } else { row.details.age.to_string() };
    let scheme = row.details.scheme.as_deref().unwrap_or("");
    let same: Vec<&str> = row.same_as.iter().map(Number::as_str).collect();
    let mut say = to.say();
    say.text("AGE", "Age as it was said, and on which day", &age).text("SCHEME", "Scheme", scheme);
    say.whole("ADDRESS", "Address", &row.details.address.line);
    say.text("SAME-AS", "Numbers of the same person's other records", &same.join(" "));
    say.text("IDENTIFIED", "Identified by", row.identified.map_or("", |mark| &mark.how));
    if row.conflict {
        say.text("CONFLICT", "Two changes did not know of each other", "a person has to look at the details");
    }
    if row.waiting {
        say.text("WAITING", "Prepared numbers that nobody has yet", "yes");
    }
    if let Some(void) = row.voided {
        say.taken_back(void.reason);
    }
}

/// MRG: the number that leads nowhere of its own any more.
fn retired(to: &mut Messages<'_, '_>, number: &str, row: &PatientRow<'_>) {
    let site = to.site();
    let name = row.details.name.shown();
    let mut mrg = Segment::new(to.out, "MRG");
    identifier(&mut mrg, 1, number, (site, "MR"));
    mrg.parts(7, &[name, "", "", "", "", "", "L"]).end();
}

/// Two patients of ours are one person: `leads` stays.
pub(super) fn merge(to: &mut Messages<'_, '_>, row: &PatientRow<'_>, leads: &PatientRow<'_>) {
    let last = row.amended.unwrap_or(row.at).max(leads.amended.unwrap_or(leads.at));
    to.event(Event::Merge, Stamp { recorded: last, occurred: last, by: leads.by });
    to.pid(leads, Told::Short);
    retired(to, row.number.as_str(), row);
}

/// A visit in the out-patients' department.
pub(super) fn visit(to: &mut Messages<'_, '_>, patient: &PatientRow<'_>, row: &VisitRow<'_>) {
    to.event(Event::Register, Stamp { recorded: row.at, occurred: row.at, by: row.by });
    attended(to, patient, row);
    if row.visit.mlc {
        Accident::default().write(to.out);
    }
    if let Some(void) = row.voided {
        to.event(Event::Cancel, Stamp { recorded: void.at, occurred: void.at, by: void.by });
        attended(to, patient, row);
    }
}

fn attended(to: &mut Messages<'_, '_>, patient: &PatientRow<'_>, row: &VisitRow<'_>) {
    let visit = row.visit;
    let clinic = to.road.batch.masters.clinic(&visit.clinic);
    to.pid(patient, Told::Short);
    to.pv1(&pv1::of_visit(row, clinic.map_or("", |clinic| &clinic.department)));
    let (rupees, receipt, exempt) = match &visit.fee {
        Fee::Paid { rupees, receipt } => (rupees.to_string(), receipt.as_str(), ""),
        Fee::Exempt { reason } => ("0".to_owned(), "", reason.as_str()),
    };
    let mut say = to.say();
    say.text("CLINIC", "Clinic", clinic.map_or("", |clinic| &clinic.name.en)).text("TOKEN", "Token", &visit.token.label);
    say.text("FEE", "Fee in rupees", &rupees).text("RECEIPT", "Receipt", receipt).text("EXEMPT", "No fee because", exempt);
    say.text("REMARKS", "Remarks", &visit.remarks).whole("REFERRED-BY", "Referred by", &visit.referred_by);
    if row.state == QueueState::Done {
        say.time("SEEN", "Seen by the doctor at", row.done);
    }
    if row.clock_behind {
        say.text("CLOCK", "The counter's clock had been set back", "the time may be wrong");
    }
    if let Some(void) = row.voided {
        say.taken_back(void.reason);
    }
}
