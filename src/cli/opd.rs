//! `opd …`: the counter's work from files and arguments.

use super::args::{Common, OpdCommand, PaperArg, StepArg};
use super::out::Out;
use super::{Failure, desk, lines, say};
use crate::desk::views::{Saved, VisitLine, fill_form};
use crate::desk::{Desk, PaperJob, PrintWish, paper_pdf, queues};
use crate::disk;
use crate::hospital::opd::QueueStep;
use crate::hospital::opd_form::OpdForm;
use crate::hospital::pack::Lang;
use crate::journal::{PaperKind, VoidScope};
use crate::paper::Size;
use crate::problem::{Problem, Trouble};
use serde_json::{Value, json};
use std::path::Path;

pub fn run(common: &Common, command: &OpdCommand, out: &mut Out) -> Result<(), Failure> {
    let mut desk = desk(common)?;
    let result = work(common, command, &mut desk, out);
    super::close(desk)?;
    result
}

fn work(common: &Common, command: &OpdCommand, desk: &mut Desk, out: &mut Out) -> Result<(), Failure> {
    match command {
        OpdCommand::Register { from, slips, paper, matched } => {
            register(common, desk, (from, matched.as_deref()), (slips.as_deref(), (*paper).into()), out)
        }
        OpdCommand::Amend { number, from, reason } => amend(common, desk, (number, from, reason), out),
        OpdCommand::Void { number, reason, registration } => {
            let line = desk.visit_by_number(number)?;
            let scope = if *registration { VoidScope::Registration } else { VoidScope::Visit };
            desk.void(&line.id, scope, reason)?;
            out.line(&say(common, "cli-voided", &[("number", line.number.as_str())]));
            out.value(&json!({ "voided": line.number }));
            Ok(())
        }
        OpdCommand::Move { number, clinic, doctor, reason } => {
            let line = desk.visit_by_number(number)?;
            let saved = desk.change_clinic(&line.id, clinic, doctor, reason, &PrintWish::default())?;
            out.line(&say(
                common,
                "cli-moved",
                &[("number", saved.visit.as_str()), ("token", &saved.token.label), ("clinic", &saved.clinic)],
            ));
            out.value(&saved_value(&saved));
            Ok(())
        }
        OpdCommand::Reprint { number, kind, paper, out: file } => {
            let line = desk.visit_by_number(number)?;
            let (copy, ids) = desk.reprint(&line.id, (*kind).into(), (*paper).into())?;
            let job = PaperJob { visit: line.id, paper: (*kind).into(), size: (*paper).into(), copy };
            disk::write(file, &paper_pdf(&desk.lay_out(&job)?)?)?;
            // It is out: the printer must not bring the same duplicate again.
            desk.note_printed(&ids, &file.display().to_string())?;
            out.line(&say(common, "cli-slip-written", &[("path", &file.display().to_string())]));
            out.value(&json!({ "file": file.display().to_string(), "copy": copy }));
            Ok(())
        }
        OpdCommand::Queue { step, what } => queue(common, desk, *step, what.as_deref(), out),
        OpdCommand::Day { date, out: file } => day(common, desk, date.as_deref(), file.as_deref(), out),
    }
}

impl From<PaperArg> for PaperKind {
    fn from(kind: PaperArg) -> Self {
        match kind {
            PaperArg::Slip => Self::Slip,
            PaperArg::OpdCard => Self::OpdCard,
            PaperArg::Receipt => Self::Receipt,
            PaperArg::Token => Self::Token,
        }
    }
}

/// Every line is answered; a refused one does not stop the rest. Exit code 1 when any was refused.
fn register(
    common: &Common,
    desk: &mut Desk,
    (from, matched): (&Path, Option<&str>),
    slips: (Option<&Path>, Size),
    out: &mut Out,
) -> Result<(), Failure> {
    if let Some(folder) = slips.0 {
        disk::make_folder(folder)?;
    }
    let mut matched = matched.map(Some);
    lines::answer(from, common.lang(), out, |line| {
        // Named on the command line is one person: a second line is somebody else.
        let person = match &mut matched {
            None => None,
            Some(one) => Some(one.take().ok_or_else(|| Problem::refused("problem-match-once"))?),
        };
        let (saved, slip) = one_line(desk, (line, person), slips, common.lang())?;
        let mut value = saved_value(&saved);
        if let Some(map) = value.as_object_mut() {
            map.insert("slip".to_owned(), json!(slip));
        }
        Ok(value)
    })
}

fn one_line(
    desk: &mut Desk,
    (line, matched): (&[u8], Option<&str>),
    (folder, size): (Option<&Path>, Size),
    lang: Lang,
) -> Result<(Saved, Option<String>), Problem> {
    let form = new_form(desk, line, matched)?;
    let saved = desk.register(&form, &PrintWish::default())?;
    let Some(folder) = folder else { return Ok((saved, None)) };
    let job = PaperJob { visit: saved.visit_id.clone(), paper: PaperKind::Slip, size, copy: 0 };
    // The record is safe: a slip that cannot be written is told, with the number, and can be written again.
    let slip = desk.lay_out(&job).and_then(|printed| {
        let path = folder.join(format!("{}.pdf", printed.name));
        disk::write(&path, &paper_pdf(&printed)?)?;
        Ok(path.display().to_string())
    });
    match slip {
        Ok(path) => Ok((saved, Some(path))),
        Err(problem) => Err(Problem::device("problem-slip-not-written")
            .with("number", saved.patient.as_str())
            .with("why", problem.told(lang).what)),
    }
}

/// Names that people write for our fields.
const ALIASES: [(&str, &str); 16] = [
    ("department", "clinic"),
    ("dept", "clinic"),
    ("name_en", "name"),
    ("full_name", "name"),
    ("gender", "sex"),
    ("dob", "age"),
    ("date_of_birth", "age"),
    ("phone", "mobile"),
    ("pincode", "pin"),
    ("pin_code", "pin"),
    ("abha_number", "abha"),
    ("relative", "relative_name"),
    ("relation_name", "relative_name"),
    ("honorific", "title"),
    ("visit_kind", "visit"),
    ("doctor_code", "doctor"),
];

/// A form from JSON; from the patient index first, where the line or the command names a person there by UHID.
fn new_form(desk: &Desk, line: &[u8], matched: Option<&str>) -> Result<OpdForm, Problem> {
    let named = serde_json::from_slice::<Value>(line).ok().and_then(|v| v.get("match").and_then(as_uhid));
    let Some(uhid) = matched.map(str::to_owned).or(named) else { return read_form(line, None) };
    let person = desk.central_person(&uhid)?;
    let mut form = OpdForm::default();
    fill_form(&person, &mut form, desk.masters(), desk.today());
    read_form(line, Some(&form))
}

/// A UHID as people write it in JSON.
fn as_uhid(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.trim().to_owned()).filter(|t| !t.is_empty()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// Reads a form from JSON. Numbers and booleans are taken as what they would be typed as. `onto` is what stays where nothing is given.
fn read_form(line: &[u8], onto: Option<&OpdForm>) -> Result<OpdForm, Problem> {
    let shape = || Problem::refused("problem-json");
    let value: Value = serde_json::from_slice(line).map_err(|_json| shape())?;
    let given = value.as_object().ok_or_else(shape)?;
    let base = serde_json::to_value(onto.cloned().unwrap_or_default()).map_err(|_json| shape())?;
    let mut map = base.as_object().cloned().ok_or_else(shape)?;
    for (name, value) in given {
        // A match is what the index says, never what a file says of it.
        if name == "match" {
            continue;
        }
        if name == "matched" {
            return Err(Problem::refused("problem-json-field").with("detail", "unknown field `matched`"));
        }
        let name = ALIASES.iter().find(|(alias, _)| alias == name).map_or(name.as_str(), |(_, field)| *field);
        map.insert(name.to_owned(), as_typed(name, value));
    }
    serde_json::from_value(Value::Object(map))
        .map_err(|error| Problem::refused("problem-json-field").with("detail", error.to_string()))
}

fn as_typed(name: &str, value: &Value) -> Value {
    match (name, value) {
        ("mlc", Value::String(text)) => Value::Bool(matches!(text.trim(), "true" | "yes" | "1")),
        (_, Value::Null) => Value::String(String::new()),
        (_, Value::Number(number)) => Value::String(number.to_string()),
        _ => value.clone(),
    }
}

fn amend(common: &Common, desk: &mut Desk, (number, from, reason): (&str, &Path, &str), out: &mut Out) -> Result<(), Failure> {
    let line = desk.visit_by_number(number)?;
    let file = desk.file(&line.patient)?;
    let form = OpdForm::from_details(&file.details, desk.today());
    let form = read_form(&disk::read(from)?, Some(&form))?;
    desk.amend(&line.patient, &form, reason)?;
    out.line(&say(common, "cli-amended", &[("number", line.patient_number.as_str())]));
    out.value(&json!({ "amended": line.patient_number }));
    Ok(())
}

fn queue(common: &Common, desk: &mut Desk, step: Option<StepArg>, what: Option<&str>, out: &mut Out) -> Result<(), Failure> {
    let called = match (step, what) {
        (None, _) => {
            for queue in queues(desk.rows()?, desk.masters(), desk.today())? {
                let (waiting, done) = (queue.waiting.to_string(), queue.done.to_string());
                let values = [("clinic", queue.clinic.as_str()), ("waiting", &waiting), ("done", &done), ("now", &queue.now)];
                out.line(&say(common, "cli-queue", &values));
                out.value(&json!({ "clinic": queue.clinic, "room": queue.room, "waiting": queue.waiting, "called": queue.called,
                    "skipped": queue.skipped, "done": queue.done, "now": queue.now }));
            }
            return Ok(());
        }
        (Some(_), None) => return Err(Problem::new(Trouble::Usage, "problem-queue-what").into()),
        (Some(StepArg::Call), Some(clinic)) => desk.call_next(&clinic.to_uppercase())?,
        (Some(step), Some(number)) => {
            let line = desk.visit_by_number(number)?;
            let step = match step {
                StepArg::Skip => QueueStep::Skipped,
                StepArg::Recall => QueueStep::Recalled,
                StepArg::Done | StepArg::Call => QueueStep::Done,
            };
            Some(desk.step(&line.id, step)?)
        }
    };
    match called {
        Some(line) => {
            out.line(&say(
                common,
                "cli-token",
                &[("token", &line.token.label), ("number", line.number.as_str()), ("room", &line.room)],
            ));
            out.value(&visit_value(&line));
        }
        None => out.line(&say(common, "cli-nobody-waits", &[])),
    }
    Ok(())
}

fn day(common: &Common, desk: &Desk, date: Option<&str>, file: Option<&Path>, out: &mut Out) -> Result<(), Failure> {
    let day = super::cases::day(date, desk.today())?;
    if let Some(file) = file {
        let printed = desk.day_register(day)?;
        disk::write(file, &paper_pdf(&printed)?)?;
        out.line(&say(common, "cli-slip-written", &[("path", &file.display().to_string())]));
        return Ok(());
    }
    for line in desk.register_lines(day)? {
        let name = line.name.shown().to_owned();
        let voided = line.voided.clone().unwrap_or_default();
        out.line(&format!("{}  {}  {}  {}  {name}  {voided}", line.patient_number, line.number, line.token.label, line.clinic));
        out.value(&visit_value(&line));
    }
    Ok(())
}

fn saved_value(saved: &Saved) -> Value {
    json!({
        "saved": true, "patient": saved.patient, "visit": saved.visit, "token": saved.token.label, "clinic": saved.clinic,
        "room": saved.room, "receipt": saved.receipt, "rupees": saved.rupees, "time": saved.at, "entry": saved.visit_id,
    })
}

pub fn visit_value(line: &VisitLine) -> Value {
    json!({
        "visit": line.number, "patient": line.patient_number, "name": line.name, "sex": line.sex, "age": line.age,
        "token": line.token.label, "clinic": line.clinic, "room": line.room, "time": line.at, "state": line.state,
        "receipt": line.receipt, "rupees": line.rupees, "mlc": line.mlc, "voided": line.voided, "by": line.by,
    })
}
