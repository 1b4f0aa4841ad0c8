//! Analysers' files: results in, matched by accession, every line accounted for; worklists out.

use super::Desk;
use super::results::{gives_results, subject_of};
use super::subject::{order_of, tube_of};
use super::views::{LabWorklist, WorklistLine};
use super::worklist;
use crate::desk::place::CounterFile;
use crate::exchange::analyser::{self, AnalyserResult, WorkTest, WorklistHead, WorklistItem};
use crate::hospital::lab::{Accession, Catalogue, LabValue, TestDef, convert, judge_value};
use crate::hospital::number::Mode;
use crate::hospital::pack::{Lang, Masters};
use crate::hospital::permissions::Right;
use crate::journal::fold::OrderState;
use crate::journal::{Body, LeftLine, ResultSource};
use crate::problem::Problem;
use crate::store::{CaseRow, View};
use crate::words::words;
use chrono::{DateTime, FixedOffset};

/// As which file a worklist leaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum WorklistForm {
    Csv,
    Astm,
    Hl7,
}

/// What became of one line of an analyser's file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LabFileLine {
    pub line: u64,
    pub accession: String,
    pub test: String,
    pub value: String,
    pub unit: String,
    /// `lab-file-taken`, `lab-file-known`, or why not.
    pub id: &'static str,
    pub args: Vec<(&'static str, String)>,
}

/// What became of a file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LabFileTaken {
    pub file: String,
    pub instrument: String,
    pub taken: u32,
    pub known: u32,
    /// Every result and every fault of the file, in its order.
    pub lines: Vec<LabFileLine>,
}

/// Lines that were not taken which one entry keeps; the file itself has them all.
const LEFT_MAX: usize = 2_000;

/// Why a result is not taken.
type Why = (&'static str, Vec<(&'static str, String)>);

/// A result that can be saved: where, and what.
struct Fit {
    row: CaseRow,
    accession: Accession,
    value: LabValue,
    at: DateTime<FixedOffset>,
    mark: String,
}

impl Desk {
    /// Takes the results of an analyser's file: what is matched is saved, what is here already is passed over, and everything else is told
    /// line by line and kept in an entry. Taking the same file again saves only what could not be saved before.
    ///
    /// # Errors
    /// `problem-lab-file` when it is no such file, or a problem of right or disk.
    pub fn take_lab_file(&mut self, name: &str, bytes: &[u8]) -> Result<LabFileTaken, Problem> {
        self.may(Right::EnterResults)?;
        let file = analyser::read(bytes, *self.now().offset()).map_err(|fault| {
            let sentence = words(Lang::En).with(fault.id, &shown(&fault.args));
            Problem::refused("problem-lab-file").with("file", name).with("why", sentence)
        })?;
        let mut taken = LabFileTaken { file: name.to_owned(), instrument: file.instrument.clone(), ..LabFileTaken::default() };
        let catalogue = self.catalogue();
        // One message at a time is looked up and saved; a result is told only after its COMMIT.
        for result in &file.results {
            let (id, args) = match self.fit(&catalogue, result)? {
                Err(why) => why,
                Ok(None) => {
                    taken.known += 1;
                    ("lab-file-known", Vec::new())
                }
                Ok(Some(fit)) => {
                    self.save_fit(&catalogue, fit, (name, &file.instrument))?;
                    taken.taken += 1;
                    ("lab-file-taken", Vec::new())
                }
            };
            taken.lines.push(line_of(result, id, args));
        }
        for fault in file.faults {
            let text = |_: &str| String::new();
            taken.lines.push(LabFileLine {
                line: fault.line,
                accession: text(""),
                test: text(""),
                value: text(""),
                unit: text(""),
                id: fault.id,
                args: fault.args,
            });
        }
        taken.lines.sort_by_key(|line| line.line);
        self.note_file(&taken, file.mark)?;
        Ok(taken)
    }

    fn note_file(&mut self, taken: &LabFileTaken, mark: String) -> Result<(), Problem> {
        let open = taken.lines.iter().filter(|l| !matches!(l.id, "lab-file-taken" | "lab-file-known"));
        let left = open
            .take(LEFT_MAX)
            .map(|l| LeftLine {
                line: l.line,
                accession: l.accession.clone(),
                test: l.test.clone(),
                value: l.value.clone(),
                unit: l.unit.clone(),
                why: l.id.to_owned(),
            })
            .collect();
        let body = Body::LabFile {
            file: taken.file.clone(),
            instrument: taken.instrument.clone(),
            mark,
            taken: taken.taken,
            known: taken.known,
            left,
        };
        self.append(body, Vec::new(), &[])?;
        Ok(())
    }

    /// Where a result of a file goes: `Ok(None)` when it is there already.
    fn fit(&self, catalogue: &Catalogue, result: &AnalyserResult) -> Result<Result<Option<Fit>, Why>, Problem> {
        let Ok(accession) = Accession::parse(&result.accession) else {
            return Ok(Err(("lab-file-accession", Vec::new())));
        };
        let row = match self.accession(&result.accession).and_then(|a| self.order_of_tube(a)) {
            Ok(row) => row,
            Err(problem) => return of_problem(problem, accession),
        };
        let order = order_of(&row)?;
        let tube = tube_of(order, accession)?;
        if has_mark(order, &result.mark) {
            return Ok(Ok(None));
        }
        if !gives_results(order, tube) {
            return Ok(Err(("lab-file-gone", vec![("tube", accession.spaced())])));
        }
        let def = match Self::test_meant(catalogue, order, result) {
            Ok(def) => def,
            Err(why) => return Ok(Err(why)),
        };
        // The test may be asked for on another tube of the order: then this is not its sample.
        if order.result(&def.code).is_none_or(|r| r.tube != tube.accession) {
            return Ok(Err(("fault-lab-not-asked", vec![("test", def.code.clone())])));
        }
        let who = subject_of(&row, tube, self.now());
        let judged = convert(def, &result.value, &result.unit).and_then(|value| judge_value(def, &value, &who));
        let value = match judged {
            Ok(value) => value,
            Err(fault) => return Ok(Err((fault.id, fault.args))),
        };
        let current = order.result(&def.code);
        if current.and_then(|r| r.released.as_ref()).is_some_and(|r| r.typing.value.value == value.value) {
            return Ok(Ok(None));
        }
        let at = result.at.unwrap_or_else(|| self.now());
        Ok(Ok(Some(Fit { accession, value, at, mark: result.mark.clone(), row })))
    }

    /// The test of this tube that a file's code means: by our code, by LOINC, by name.
    fn test_meant<'c>(catalogue: &'c Catalogue, order: &OrderState, result: &AnalyserResult) -> Result<&'c TestDef, Why> {
        let unknown = || ("lab-file-test", vec![("test", result.test.clone())]);
        if matches!(result.status.as_str(), "X" | "D" | "I" | "W" | "P" | "S" | "N" | "Q") {
            return Err(("lab-file-status", vec![("status", result.status.clone())]));
        }
        let is = |def: &TestDef, name: &String| {
            def.code.eq_ignore_ascii_case(name) || def.loinc == *name || def.name.en.eq_ignore_ascii_case(name)
        };
        // The first name decides; the others only where it says nothing. What two tests of this order could mean, nobody guesses.
        for names in [std::slice::from_ref(&result.test), result.names.as_slice()] {
            let meant: Vec<&TestDef> = catalogue.tests.iter().filter(|def| names.iter().any(|name| is(def, name))).collect();
            let mut asked = meant.iter().filter(|def| order.result(&def.code).is_some());
            match (asked.next(), asked.next(), meant.first()) {
                (Some(def), None, _) => return Ok(def),
                (None, None, Some(def)) => return Err(("fault-lab-not-asked", vec![("test", def.code.clone())])),
                (None, None, None) => {}
                _ => return Err(unknown()),
            }
        }
        Err(unknown())
    }

    fn save_fit(&mut self, catalogue: &Catalogue, fit: Fit, (file, instrument): (&str, &str)) -> Result<(), Problem> {
        let order = order_of(&fit.row)?;
        let tube = tube_of(order, fit.accession)?.clone();
        // What is released and comes anew from the analyser is an amendment; the reason is the file.
        let amends = order.result(&fit.value.test).is_some_and(|r| r.released.is_some());
        let reason = if amends { file } else { "" };
        let source = ResultSource::Analyser { file: file.to_owned(), instrument: instrument.to_owned(), mark: fit.mark.clone() };
        self.save_results((catalogue, &fit.row, &tube), vec![fit.value], fit.at, (source, reason))?;
        Ok(())
    }

    /// A worklist as a file for an analyser: its name, its bytes, its lines.
    ///
    /// # Errors
    /// As [`Desk::worklist`].
    pub fn worklist_file(&self, panel: &str, form: WorklistForm) -> Result<(String, Vec<u8>, usize), Problem> {
        self.may(Right::HandleTubes)?;
        worklist_file(self.rows()?, (self.masters(), &self.counter.file), (panel, form), self.now())
    }
}

/// See [`Desk::worklist_file`].
///
/// # Errors
/// `problem-panel-unknown`, or a problem of the disk.
pub fn worklist_file(
    view: View<'_>,
    (masters, file): (&Masters, &CounterFile),
    (panel, form): (&str, WorklistForm),
    now: DateTime<FixedOffset>,
) -> Result<(String, Vec<u8>, usize), Problem> {
    // A real analyser need not heed what is marked as training.
    if file.mode == Mode::Drill {
        return Err(Problem::refused("problem-export-drill"));
    }
    let list = worklist(view, masters, panel, now)?;
    let catalogue = Catalogue::of(masters);
    let items: Vec<WorklistItem> = list.lines.iter().map(|line| item(&catalogue, line)).collect();
    let counter = file.installation();
    let control = format!("{counter}-{}", now.format("%Y%m%d%H%M%S"));
    let facility = masters.hospital.site.clone();
    let head = WorklistHead { mode: file.mode, facility, counter, made: now, control: control.clone() };
    let (ending, bytes) = match form {
        WorklistForm::Csv => ("csv", analyser::worklist_csv(&head, &items)?),
        WorklistForm::Astm => ("astm", analyser::worklist_astm(&head, &items)?),
        WorklistForm::Hl7 => ("hl7", analyser::worklist_hl7(&head, &items)?),
    };
    let bench = if list.panel.is_empty() { "all".to_owned() } else { list.panel };
    Ok((format!("worklist-{bench}-{control}.{ending}"), bytes, items.len()))
}

fn item(catalogue: &Catalogue, line: &WorklistLine) -> WorklistItem {
    let test = |code: &String| {
        let def = catalogue.test(code)?;
        Some(WorkTest { code: def.code.clone(), loinc: def.loinc.clone(), name: def.name.en.clone() })
    };
    let first = line.tests.first().and_then(|code| catalogue.test(code));
    WorklistItem {
        accession: line.accession,
        patient_number: line.patient_number.as_ref().map_or_else(String::new, ToString::to_string),
        name: line.name.shown().to_owned(),
        sex: line.sex,
        age: line.age,
        urgent: line.urgent,
        collected: line.collected,
        specimen: line.specimen.clone(),
        specimen_sct: first.map_or_else(String::new, |def| def.specimen_sct.clone()),
        tests: line.tests.iter().filter_map(test).collect(),
    }
}

/// A tube that cannot be found is a line that is not taken; a disk that fails ends the work.
fn of_problem(problem: Problem, accession: Accession) -> Result<Result<Option<Fit>, Why>, Problem> {
    let tube = vec![("tube", accession.spaced())];
    match problem.id {
        "problem-tube-unknown" => Ok(Err(("lab-file-unknown", tube))),
        "problem-tube-claimed" => Ok(Err(("lab-file-claimed", tube))),
        "problem-tube-mode" => Ok(Err(("lab-file-mode", tube))),
        "problem-tube-check" | "problem-tube-shape" => Ok(Err(("lab-file-accession", Vec::new()))),
        _ => Err(problem),
    }
}

fn has_mark(order: &OrderState, mark: &str) -> bool {
    let of_result = |r: &crate::journal::fold::ResultState| {
        let released = r.released.iter().chain(&r.before).any(|line| line.typing.mark == mark);
        released || r.live.iter().chain(&r.replaced).any(|t| t.mark == mark)
    };
    order.results.iter().any(of_result) || order.stray.iter().any(|line| line.mark == mark)
}

fn line_of(result: &AnalyserResult, id: &'static str, args: Vec<(&'static str, String)>) -> LabFileLine {
    let (accession, test) = (result.accession.clone(), result.test.clone());
    LabFileLine { line: result.line, accession, test, value: result.value.clone(), unit: result.unit.clone(), id, args }
}

fn shown<'a>(args: &'a [(&'static str, String)]) -> Vec<(&'a str, &'a str)> {
    args.iter().map(|(name, value)| (*name, value.as_str())).collect()
}

impl LabWorklist {
    /// Tubes and tests together.
    #[must_use]
    pub fn tests(&self) -> usize {
        self.lines.iter().map(|line| line.tests.len()).sum()
    }
}
