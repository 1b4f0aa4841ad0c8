//! Two tables that only a batch of the hand-over has: who is known to the central system or is two here, and which records the batch holds.

use super::super::PatientRow;
use super::super::columns::Kind::{OneOf, Pattern, Text, Whole};
use super::super::columns::Must::{Filled, MayBeEmpty, Once};
use super::super::columns::{Column, ENTRY, NUMBER_M, col};
use super::super::csv_out::Line;
use std::io::Write;

/// Columns of `links.csv`.
pub(in crate::exchange) const LINKS: &[Column] = &[
    col("patient_id", ENTRY, Filled, "Address of the entry that registered the patient."),
    col(
        "kind",
        OneOf(&["link", "merge", "apart"]),
        Filled,
        "link: the central system has this person under central_number; merge: the person is another one of ours, leads_number; apart: a merge that was told before is taken back.",
    ),
    col("patient_number", NUMBER_M, Filled, "The patient's provisional number; the number to retire."),
    col(
        "name_en",
        Text,
        MayBeEmpty,
        "Name in Latin letters, to see that it is the same person; not to be written over the central one.",
    ),
    col("name_hi", Text, MayBeEmpty, "Name in Devanagari."),
    col("sex", OneOf(&["F", "M", "O", "U"]), Filled, "HL7 table 0001."),
    col("birth_year", Whole, MayBeEmpty, "Year of birth, known or reckoned."),
    col("central_number", Text, MayBeEmpty, "Central hospital number of the person who stays."),
    col("leads_number", NUMBER_M, MayBeEmpty, "Provisional number of the one of ours who stays."),
];

/// Columns of `records.csv`.
pub(in crate::exchange) const RECORDS: &[Column] = &[
    col("record", Pattern("[a-z]+:[A-Z][0-9]{1,2}[A-Z]-[0-9]+"), Once, "The record: its kind and the entry that began it."),
    col("kind", Pattern("[a-z]+"), Filled, "Its kind. Give it back in the answer."),
    col("number", Text, MayBeEmpty, "Our number of it. Give it back in the answer."),
    col("patient_number", Text, MayBeEmpty, "The patient's provisional number."),
    col("mark", Pattern("[A-Za-z0-9_-]{22}"), Filled, "Which version of the record this is."),
];

/// The line of a patient whom the central system has.
pub(super) fn link<W: Write>(line: &mut Line<'_, W>, row: &PatientRow<'_>) -> csv::Result<()> {
    who(line, "link", row)?;
    line.maybe(row.linked)?;
    line.plain("")?;
    line.end()
}

/// Who leads, and that they were parted again.
type Led<'a> = (&'a PatientRow<'a>, bool);

/// The line of a patient who is another one of ours, or was until a person parted them.
pub(super) fn merge<W: Write>(line: &mut Line<'_, W>, row: &PatientRow<'_>, (leads, parted): Led<'_>) -> csv::Result<()> {
    who(line, if parted { "apart" } else { "merge" }, row)?;
    line.maybe(leads.linked)?;
    line.plain(leads.number.as_str())?;
    line.end()
}

fn who<W: Write>(line: &mut Line<'_, W>, kind: &str, row: &PatientRow<'_>) -> csv::Result<()> {
    let details = row.details;
    line.plain(&row.id.to_string())?;
    line.plain(kind)?;
    line.plain(row.number.as_str())?;
    line.maybe(details.name.latin.as_deref())?;
    line.maybe(details.name.devanagari.as_deref())?;
    line.plain(details.sex.code())?;
    line.plain(&details.age.birth_year().map_or_else(String::new, |year| year.to_string()))
}
