//! Tables as CSV files (RFC 4180, UTF-8, CRLF) that open safely in a spreadsheet: the writer, its cells, patients and visits.

use super::columns::{Column, Table};
use super::counted::{self, Out};
use super::csv_cases::{arrival_line, movement_lines, note_lines, record_line, stay_line};
use super::csv_lab::{call_lines, order_line, result_lines, roll_line, tube_lines};
use super::manifest::{FileSum, Form, Manifest, Tally};
use super::{
    Batch, CaseRow, Died, PatientRow, VisitRow, Void, case_of_mode, datapackage, file_name, may_leave, not_written, same_mode,
    time_text,
};
use crate::hospital::age::{Age, AgeUnit};
use crate::hospital::identifiers::state_name;
use crate::hospital::lab::Catalogue;
use crate::hospital::number::Number;
use crate::hospital::opd::{Fee, QueueState, VisitKind};
use crate::hospital::person::MobileOwner;
use crate::journal::Matched;
use crate::journal::fold::CaseBody;
use crate::problem::Problem;
use chrono::{DateTime, FixedOffset};
use std::borrow::Cow;
use std::io::Write;

/// Writes the files, row by row. Feed each patient once; visits and cases may come in any order after the patient.
pub struct CsvExport<'a, W: Write> {
    batch: Batch<'a>,
    tables: Vec<(Table, csv::Writer<Out<W>>)>,
    tally: Tally,
    catalogue: Catalogue,
    /// Room for a defused cell.
    spare: String,
}

/// What is left to write: `datapackage.json`, the manifest; and the caller's writers, to commit.
pub struct CsvFinished<W> {
    pub datapackage: Vec<u8>,
    pub manifest: Manifest,
    pub tables: Vec<(Table, W)>,
}

impl<'a, W: Write> CsvExport<'a, W> {
    /// Starts all files; `open` makes the writer of each, by its name.
    ///
    /// # Errors
    /// Refused for a drill; a device problem when a header cannot be written; what `open` says.
    pub fn new(batch: Batch<'a>, mut open: impl FnMut(&str) -> Result<W, Problem>) -> Result<Self, Problem> {
        may_leave(batch.mode)?;
        let mut tables = Vec::with_capacity(Table::ALL.len());
        for table in Table::ALL {
            let mut writer = writer(open(&file_name(batch.mode, table.file()))?);
            writer.write_record(table.columns().iter().map(Column::name)).map_err(|e| failed(&e))?;
            tables.push((table, writer));
        }
        let catalogue = Catalogue::of(batch.masters);
        Ok(Self { batch, tables, tally: Tally::default(), catalogue, spare: String::new() })
    }

    /// Writes a patient.
    ///
    /// # Errors
    /// A number of another mode; a device problem.
    pub fn patient(&mut self, row: &PatientRow<'_>) -> Result<(), Problem> {
        same_mode(row.number, self.batch.mode)?;
        self.tally.patient(row.voided.is_some());
        self.lines(Table::Patients, |line, _from| patient_line(line, row))
    }

    /// Writes a visit.
    ///
    /// # Errors
    /// A number of another mode; a device problem.
    pub fn visit(&mut self, row: &VisitRow<'_>) -> Result<(), Problem> {
        same_mode(&row.visit.number, self.batch.mode)?;
        self.tally.visit(row.at, row.voided.is_some());
        self.lines(Table::Visits, |line, (batch, _)| visit_line(line, batch, row))
    }

    /// Writes a stay, an arrival, a record, an order or a roll of labels, with what belongs to it.
    ///
    /// # Errors
    /// A number of another mode; a device problem.
    pub fn case(&mut self, row: &CaseRow<'_>) -> Result<(), Problem> {
        case_of_mode(row, self.batch.mode)?;
        self.tally.case(row.case, Form::Csv);
        match &row.case.body {
            CaseBody::Stay(stay) => {
                self.lines(Table::Stays, |line, (batch, _)| stay_line(line, batch, row, stay))?;
                self.lines(Table::Movements, |line, (batch, _)| movement_lines(line, batch, row, stay))
            }
            CaseBody::Arrival(arrival) => self.lines(Table::Arrivals, |line, _from| arrival_line(line, row, arrival)),
            CaseBody::Record(record) => {
                self.lines(Table::Register(record.register), |line, (batch, _)| record_line(line, batch, row, record))?;
                self.lines(Table::Notes, |line, _from| note_lines(line, row, record))
            }
            CaseBody::Order(order) => {
                self.lines(Table::LabOrders, |line, from| order_line(line, from, row, order))?;
                self.lines(Table::LabTubes, |line, (_, catalogue)| tube_lines(line, catalogue, row, order))?;
                self.lines(Table::LabResults, |line, (_, catalogue)| result_lines(line, catalogue, row, order))?;
                self.lines(Table::LabCalls, |line, (_, catalogue)| call_lines(line, catalogue, row, order))
            }
            CaseBody::Roll { first, count } => self.lines(Table::LabLabels, |line, _from| roll_line(line, row, (*first, *count))),
        }
    }

    fn lines(
        &mut self,
        table: Table,
        write: impl FnOnce(&mut Line<'_, Out<W>>, (&Batch<'_>, &Catalogue)) -> csv::Result<()>,
    ) -> Result<(), Problem> {
        // Every table is there from the beginning.
        let Some((_, writer)) = self.tables.iter_mut().find(|(t, _)| *t == table) else { return Ok(()) };
        write(&mut Line { writer, spare: &mut self.spare }, (&self.batch, &self.catalogue)).map_err(|e| failed(&e))
    }

    /// Ends all files.
    ///
    /// # Errors
    /// A device problem.
    pub fn finish(self) -> Result<CsvFinished<W>, Problem> {
        let (mut tables, mut files) = (Vec::new(), Vec::new());
        for (table, writer) in self.tables {
            let (sum, writer) = close(writer)?;
            files.push((table, FileSum::new(&file_name(self.batch.mode, table.file()), sum)));
            tables.push((table, writer));
        }
        let datapackage = datapackage::bytes(&self.batch, &files);
        let mut all: Vec<FileSum> = files.into_iter().map(|(_, file)| file).collect();
        all.push(FileSum::new(datapackage::DATAPACKAGE_FILE, counted::sum(&datapackage)));
        let manifest = Manifest::new(&self.batch, Form::Csv, &self.tally, all);
        Ok(CsvFinished { datapackage, manifest, tables })
    }
}

fn writer<W: Write>(inner: W) -> csv::Writer<Out<W>> {
    csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(counted::out(inner))
}

fn close<W: Write>(writer: csv::Writer<Out<W>>) -> Result<(counted::Sum, W), Problem> {
    let out = writer.into_inner().map_err(|e| not_written(e.error()))?;
    counted::finish(out).map_err(|e| not_written(&e))
}

pub(super) fn failed(error: &csv::Error) -> Problem {
    match error.kind() {
        csv::ErrorKind::Io(error) => not_written(error),
        // The number of cells is fixed by the code; tested.
        _ => Problem::device("problem-export-write"),
    }
}

/// Lines being written, cell after cell in the order of the table's columns.
pub(super) struct Line<'w, W: Write> {
    writer: &'w mut csv::Writer<W>,
    spare: &'w mut String,
}

/// True when a spreadsheet would not take the cell as text, or when it begins with the very sign that defuses.
/// Source: OWASP, CSV injection; the full-width forms are read as operators by East Asian versions.
pub(super) fn needs_defusing(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '\'', '＝', '＋', '－', '＠'])
}

/// A cell as a CSV of ours writes it: what a spreadsheet would run begins with an apostrophe.
#[must_use]
pub fn defused(text: &str) -> Cow<'_, str> {
    if needs_defusing(text) { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) }
}

impl<'w, W: Write> Line<'w, W> {
    /// Lines for a writer; `spare` is room for a defused cell.
    pub fn new(writer: &'w mut csv::Writer<W>, spare: &'w mut String) -> Self {
        Self { writer, spare }
    }
}

impl<W: Write> Line<'_, W> {
    pub fn text(&mut self, text: &str) -> csv::Result<()> {
        if !needs_defusing(text) {
            return self.writer.write_field(text);
        }
        self.spare.clear();
        self.spare.push('\'');
        self.spare.push_str(text);
        self.writer.write_field(&self.spare)
    }

    pub fn maybe(&mut self, text: Option<&str>) -> csv::Result<()> {
        self.text(text.unwrap_or(""))
    }

    /// Codes, numbers and times: never begin with a sign that needs defusing.
    pub fn plain(&mut self, text: &str) -> csv::Result<()> {
        self.writer.write_field(text)
    }

    pub fn number(&mut self, number: Option<u32>) -> csv::Result<()> {
        self.plain(&number.map_or_else(String::new, |n| n.to_string()))
    }

    pub fn truth(&mut self, truth: bool) -> csv::Result<()> {
        self.plain(if truth { "true" } else { "false" })
    }

    pub fn void(&mut self, void: Option<Void<'_>>) -> csv::Result<()> {
        self.truth(void.is_some())?;
        self.time(void.map(|v| v.at))?;
        self.maybe(void.map(|v| v.by))?;
        self.maybe(void.map(|v| v.reason))
    }

    pub fn time(&mut self, at: Option<DateTime<FixedOffset>>) -> csv::Result<()> {
        self.plain(&at.map_or_else(String::new, time_text))
    }

    /// Ends the line.
    pub fn end(&mut self) -> csv::Result<()> {
        self.writer.write_record(None::<&[u8]>)
    }
}

pub(super) fn patient_line<W: Write>(line: &mut Line<'_, W>, row: &PatientRow<'_>) -> csv::Result<()> {
    let details = row.details;
    line.plain(&row.id.to_string())?;
    line.plain(row.number.as_str())?;
    line.maybe(details.uhid.as_deref())?;
    line.plain(details.abha.as_ref().map_or("", |a| a.digits()))?;
    line.plain(details.abha_address.as_ref().map_or("", |a| a.as_str()))?;
    line.plain(details.aadhaar.as_ref().map_or("", |a| a.digits()))?;
    line.maybe(details.name.honorific.as_deref())?;
    line.maybe(details.name.latin.as_deref())?;
    line.maybe(details.name.devanagari.as_deref())?;
    line.plain(details.relative.as_ref().map_or("", |r| r.relation.code()))?;
    line.maybe(details.relative.as_ref().and_then(|r| r.name.latin.as_deref()))?;
    line.maybe(details.relative.as_ref().and_then(|r| r.name.devanagari.as_deref()))?;
    line.plain(details.sex.code())?;
    age(line, details.age)?;
    line.plain(details.mobile.as_ref().map_or("", |m| m.digits()))?;
    line.plain(details.mobile.as_ref().map_or("", |_mobile| owner(details.mobile_of)))?;
    line.text(&details.address.line)?;
    line.plain(details.address.pin.as_ref().map_or("", |p| p.as_str()))?;
    line.text(&details.address.district)?;
    line.number(details.address.state.map(u32::from))?;
    line.text(details.address.state.and_then(state_name).map_or("", |name| name.en.as_str()))?;
    line.plain(&details.category)?;
    line.plain(details.scheme.as_deref().unwrap_or(""))?;
    line.time(Some(row.at))?;
    line.plain(row.by)?;
    line.plain(row.id.counter.as_str())?;
    line.plain(row.id.letter.encode_utf8(&mut [0; 4]))?;
    line.time(row.amended)?;
    line.truth(row.conflict)?;
    line.void(row.voided)?;
    beyond(line, row)?;
    line.end()
}

/// Who it turned out to be, whose child, and whether the patient lives.
fn beyond<W: Write>(line: &mut Line<'_, W>, row: &PatientRow<'_>) -> csv::Result<()> {
    line.truth(row.unknown)?;
    line.time(row.identified.map(|mark| mark.at))?;
    line.plain(row.identified.map_or("", |mark| &mark.by))?;
    line.maybe(row.identified.map(|mark| mark.how.as_str()))?;
    line.maybe(row.identified.map(|mark| mark.was.shown()))?;
    line.plain(&row.same_as.iter().map(Number::as_str).collect::<Vec<_>>().join(" "))?;
    line.truth(row.died.is_some())?;
    line.time(row.died.and_then(|died| if let Died::At(at) = died { Some(at) } else { None }))?;
    line.plain(row.mother.map_or("", |mother| mother.number.as_str()))?;
    matched(line, row.matched)
}

/// The person of the patient index that the record was filled from.
fn matched<W: Write>(line: &mut Line<'_, W>, matched: Option<&Matched>) -> csv::Result<()> {
    line.maybe(matched.map(|m| m.uhid.as_str()))?;
    line.plain(matched.map_or("", |m| &m.index))?;
    line.plain(&matched.map_or_else(String::new, |m| m.day.to_string()))?;
    line.number(matched.map(|m| u32::from(m.score)))?;
    line.plain(&matched.map_or_else(String::new, |m| m.bits.to_string()))?;
    line.plain(&matched.map_or_else(String::new, |m| m.why.join(" ")))
}

/// Date of birth where it is known to the day; else the age as it was said, and on which day. Year of birth always.
fn age<W: Write>(line: &mut Line<'_, W>, age: Age) -> csv::Result<()> {
    let (born, value, unit, on, about) = match age {
        Age::Born(date) => (Some(date), None, "", None, false),
        Age::Said { value, unit, on } => (None, Some(u32::from(value)), unit_word(unit), Some(on), false),
        Age::Unknown(on) => (None, None, "", Some(on), false),
        Age::About { years, on } => (None, Some(u32::from(years)), unit_word(AgeUnit::Years), Some(on), true),
    };
    let date = |d: Option<chrono::NaiveDate>| d.map_or_else(String::new, |d| d.to_string());
    line.plain(&date(born))?;
    line.number(value)?;
    line.plain(unit)?;
    line.plain(&date(on))?;
    line.truth(about)?;
    line.plain(&age.birth_year().map_or_else(String::new, |y| y.to_string()))
}

const fn unit_word(unit: AgeUnit) -> &'static str {
    match unit {
        AgeUnit::Years => "years",
        AgeUnit::Months => "months",
        AgeUnit::Days => "days",
    }
}

pub(super) const fn owner(owner: MobileOwner) -> &'static str {
    match owner {
        MobileOwner::Own => "own",
        MobileOwner::Relative => "relative",
        MobileOwner::Other => "other",
    }
}

pub(super) fn visit_line<W: Write>(line: &mut Line<'_, W>, batch: &Batch<'_>, row: &VisitRow<'_>) -> csv::Result<()> {
    let visit = row.visit;
    let masters = batch.masters;
    let clinic = masters.clinic(&visit.clinic);
    let department = clinic.and_then(|c| masters.department(&c.department));
    let doctor = visit.doctor.as_deref().and_then(|code| masters.doctor(code));
    line.plain(&row.id.to_string())?;
    line.plain(visit.number.as_str())?;
    line.plain(&row.patient.to_string())?;
    line.plain(row.patient_number.as_str())?;
    line.time(Some(row.at))?;
    line.truth(row.clock_behind)?;
    line.plain(match visit.kind {
        VisitKind::New => "new",
        VisitKind::FollowUp => "followup",
    })?;
    line.plain(department.map_or("", |d| &d.code))?;
    line.text(department.map_or("", |d| &d.name.en))?;
    line.plain(&visit.clinic)?;
    line.text(clinic.map_or("", |c| &c.name.en))?;
    line.text(&visit.room)?;
    line.plain(visit.doctor.as_deref().unwrap_or(""))?;
    line.text(doctor.map_or("", |d| &d.name.en))?;
    line.text(doctor.map_or("", |d| &d.registration))?;
    line.text(&visit.token.label)?;
    line.number(Some(visit.token.serial))?;
    line.text(&visit.referred_by)?;
    line.truth(visit.mlc)?;
    match &visit.fee {
        Fee::Paid { rupees, receipt } => {
            line.number(Some(*rupees))?;
            line.plain(receipt.as_str())?;
            line.plain("")?;
        }
        Fee::Exempt { reason } => {
            line.number(Some(0))?;
            line.plain("")?;
            line.text(reason)?;
        }
    }
    line.text(&visit.remarks)?;
    line.plain(state_word(row.state))?;
    line.time(row.done)?;
    line.plain(row.by)?;
    line.text(masters.user(row.by).map_or("", |u| &u.name.en))?;
    line.plain(row.id.counter.as_str())?;
    line.plain(row.id.letter.encode_utf8(&mut [0; 4]))?;
    line.void(row.voided)?;
    line.end()
}

const fn state_word(state: QueueState) -> &'static str {
    match state {
        QueueState::Waiting => "waiting",
        QueueState::Called => "called",
        QueueState::Skipped => "skipped",
        QueueState::Done => "done",
    }
}

#[cfg(test)]
mod tests {
    use super::needs_defusing;

    #[test]
    fn formulas_are_known_by_their_first_sign() {
        for risky in ["=1+1", "+91", "-2", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "'=1", "'Ali", "＝1"] {
            assert!(needs_defusing(risky), "{risky:?}");
        }
        for plain in ["", "Sunita", "9810442217", "सुनीता", "a=b", " =1", "12 Gali No 4"] {
            assert!(!needs_defusing(plain), "{plain:?}");
        }
    }
}
