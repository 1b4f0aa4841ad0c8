//! The starting census: patients who were in bed when the event began, from a CSV checked like a pack. Good rows are taken, each bad
//! one is told with line and column; the same file again takes only what is not there yet.

use super::{CaseKind, CaseRow, CaseWish, Desk, Done};
use crate::hospital::forms::{FormId, Sheet, form};
use crate::hospital::opd_form::Remark;
use crate::hospital::permissions::Right;
use crate::problem::Problem;
use std::collections::HashMap;

/// Largest census file, in bytes.
const CENSUS_BYTES_MAX: usize = 4 << 20;
/// Most rows of one file.
const CENSUS_ROWS_MAX: usize = 10_000;

/// What is wrong with one row.
#[derive(Debug, Clone, PartialEq)]
pub struct CensusFault {
    /// Line of the file; the heading is line 1.
    pub line: u64,
    /// Column's name; empty where the whole row is meant.
    pub column: String,
    /// Sentence and values: a remark's, or a problem's.
    pub id: &'static str,
    pub args: Vec<(&'static str, String)>,
}

/// What came of a census.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct CensusTaken {
    pub taken: Vec<Done>,
    /// Rows whose patient is in that bed already: the file was taken before.
    pub known: u64,
    pub faults: Vec<CensusFault>,
}

/// The columns, in the order in which they are documented. `ward`, `sex` and `age` must be there.
#[must_use]
pub fn census_columns() -> Vec<&'static str> {
    let person = form(FormId::Person).items.iter().map(|i| i.code.as_str());
    let stay = form(FormId::Admission).items.iter().map(|i| i.code.as_str()).filter(|code| *code != "mother");
    person.chain(stay).collect()
}

impl Desk {
    /// Takes a census in. Every good row becomes an admission, marked as a late entry where it is one.
    ///
    /// # Errors
    /// `problem-census-…` when the file is no census at all; or a problem of right or disk.
    pub fn take_census(&mut self, bytes: &[u8]) -> Result<CensusTaken, Problem> {
        self.may(Right::RunWard)?;
        if bytes.len() > CENSUS_BYTES_MAX {
            return Err(Problem::refused("problem-census-large").with("max", "4 MiB"));
        }
        let text = std::str::from_utf8(bytes).map_err(|error| {
            let good = String::from_utf8_lossy(bytes.get(..error.valid_up_to()).unwrap_or_default()).into_owned();
            let line = good.matches('\n').count() + 1;
            Problem::refused("problem-census-utf8").with("line", line.to_string())
        })?;
        // One kind of line end: the reader counts a line wrong between the two characters of the other.
        let text = text.strip_prefix('\u{feff}').unwrap_or(text).replace("\r\n", "\n");
        let mut reader = csv::ReaderBuilder::new().flexible(true).trim(csv::Trim::All).from_reader(text.as_bytes());
        let heads = columns(&mut reader)?;
        let mut taken = CensusTaken::default();
        let mut beds: HashMap<String, u64> = HashMap::new();
        for (n, record) in reader.records().enumerate() {
            if n >= CENSUS_ROWS_MAX {
                taken.faults.push(row_fault(n as u64 + 2, "fault-census-rows", &[("max", CENSUS_ROWS_MAX.to_string())]));
                break;
            }
            match record {
                Err(error) => {
                    let line = error.position().map_or(n as u64 + 2, csv::Position::line);
                    taken.faults.push(row_fault(line, "fault-census-quotes", &[]));
                }
                Ok(record) => self.census_row(&heads, &record, &mut beds, &mut taken)?,
            }
        }
        Ok(taken)
    }

    fn census_row(
        &mut self,
        heads: &[String],
        record: &csv::StringRecord,
        beds: &mut HashMap<String, u64>,
        taken: &mut CensusTaken,
    ) -> Result<(), Problem> {
        let line = record.position().map_or(0, csv::Position::line);
        if record.iter().all(str::is_empty) {
            return Ok(());
        }
        if record.len() != heads.len() {
            let args = [("have", record.len().to_string()), ("want", heads.len().to_string())];
            taken.faults.push(row_fault(line, "fault-census-cells", &args));
            return Ok(());
        }
        let mut values = Sheet::default();
        for (head, cell) in heads.iter().zip(record) {
            values.set(head, cell);
        }
        values.set("source", "census");
        let bed = values.get("bed").to_uppercase();
        if let Some(first) = beds.get(&bed).filter(|_| !bed.is_empty()) {
            let args = vec![("bed", bed), ("line", first.to_string())];
            taken.faults.push(CensusFault { line, column: "bed".to_owned(), id: "fault-census-bed-twice", args });
            return Ok(());
        }
        if self.is_in_bed(&values)? {
            taken.known += 1;
            return Ok(());
        }
        match self.admit(&values, CaseWish::default()) {
            Ok(done) => {
                if !bed.is_empty() {
                    beds.insert(bed, line);
                }
                taken.taken.push(done);
                Ok(())
            }
            Err(problem) if problem.trouble == crate::problem::Trouble::Refused => {
                taken.faults.extend(faults_of(line, problem));
                Ok(())
            }
            // A disk that refuses ends it: what was taken is safe.
            Err(problem) => Err(problem),
        }
    }

    /// The very patient is in that bed already, or in that ward where the row names no bed.
    fn is_in_bed(&self, values: &Sheet) -> Result<bool, Problem> {
        let bed = values.get("bed").to_uppercase();
        let ward = values.get("ward").to_uppercase();
        let rows = self.rows()?;
        let there = if bed.is_empty() { rows.open_cases(CaseKind::Stay, Some(&ward))? } else { rows.in_bed(&bed)? };
        let names = [values.get("name"), values.get("name_hi")];
        let same = |name: &Option<String>| name.as_deref().is_some_and(|n| names.contains(&n));
        let own_bed = |row: &CaseRow| row.case.stay().and_then(|s| s.course.bed()).unwrap_or_default() == bed;
        Ok(there.iter().filter(|row| own_bed(row)).filter_map(|row| row.patient.as_ref()).any(|state| {
            let name = &state.patient.details.name;
            same(&name.latin) || same(&name.devanagari)
        }))
    }
}

fn columns(reader: &mut csv::Reader<&[u8]>) -> Result<Vec<String>, Problem> {
    let known = census_columns();
    let heads = reader.headers().map_err(|_csv| Problem::refused("problem-census-heading"))?;
    let heads: Vec<String> = heads.iter().map(str::to_lowercase).collect();
    for (n, head) in heads.iter().enumerate() {
        if !known.contains(&head.as_str()) {
            return Err(Problem::refused("problem-census-column").with("column", head.clone()).with("columns", known.join(", ")));
        }
        if heads.iter().take(n).any(|other| other == head) {
            return Err(Problem::refused("problem-census-column-twice").with("column", head.clone()));
        }
    }
    for needed in ["ward", "sex", "age"] {
        if !heads.iter().any(|h| h == needed) {
            return Err(Problem::refused("problem-census-column-missing").with("column", needed));
        }
    }
    Ok(heads)
}

fn row_fault(line: u64, id: &'static str, args: &[(&'static str, String)]) -> CensusFault {
    CensusFault { line, column: String::new(), id, args: args.to_vec() }
}

fn faults_of(line: u64, problem: Problem) -> Vec<CensusFault> {
    if problem.remarks.is_empty() {
        return vec![CensusFault { line, column: String::new(), id: problem.id, args: problem.args }];
    }
    let fault = |remark: Remark| CensusFault { line, column: remark.field.code().to_owned(), id: remark.id, args: remark.args };
    problem.remarks.into_iter().map(fault).collect()
}
