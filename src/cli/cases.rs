//! `ipd …`, `er …`, `register …`, `indent …`: every form from `FIELD=VALUE` arguments or from JSON lines, and the lists of them.

use super::args::{CaseBook, Common, ErCommand, FillArgs, IndentCommand, IpdCommand, RegisterCommand};
use super::out::Out;
use super::{Failure, desk, lines, say};
use crate::desk::cases::{
    CaseKind, CaseRow, CaseWish, Dated, Done, WardBoard, book_paper, census_paper, gap_paper, series_ranges,
};
use crate::desk::views::fill_sheet;
use crate::desk::{Desk, PaperJob, Printed, paper_pdf};
use crate::disk;
use crate::hospital::forms::{FormId, ItemKind, Sheet, choices, form, read_day};
use crate::hospital::permissions::Right;
use crate::journal::fold::CaseBody;
use crate::journal::{EntryId, PaperKind, Register};
use crate::paper::Size;
use crate::problem::{Problem, Trouble};
use chrono::NaiveDate;
use serde_json::{Value, json};
use std::path::Path;

/// `ipd …`.
pub fn ipd(common: &Common, command: &IpdCommand, out: &mut Out) -> Result<(), Failure> {
    with_desk(common, |desk| match command {
        IpdCommand::Request(args) => fill(common, desk, FormId::Request, args, out),
        IpdCommand::Admit(args) => fill(common, desk, FormId::Admission, args, out),
        IpdCommand::Transfer(args) => fill(common, desk, FormId::Transfer, args, out),
        IpdCommand::Swap(args) => fill(common, desk, FormId::Swap, args, out),
        IpdCommand::Discharge(args) => fill(common, desk, FormId::Discharge, args, out),
        IpdCommand::Cancel(args) => fill(common, desk, FormId::Cancel, args, out),
        IpdCommand::Bed(args) => fill(common, desk, FormId::Bed, args, out),
        IpdCommand::Census { from: Some(from), .. } => census(common, desk, from, out),
        IpdCommand::Census { ward: Some(ward), out: Some(file), .. } => {
            desk.may(Right::RunWard)?;
            let printed = census_paper(desk.rows()?, desk.of(), ward)?;
            write_list(common, &printed, file, out)
        }
        IpdCommand::Census { .. } => Err(Problem::new(Trouble::Usage, "problem-census-usage").into()),
        IpdCommand::Board { ward } => board(common, desk, ward.as_deref(), out),
    })
}

/// `er …`.
pub fn er(common: &Common, command: &ErCommand, out: &mut Out) -> Result<(), Failure> {
    with_desk(common, |desk| match command {
        ErCommand::Arrive(args) => fill(common, desk, FormId::Arrival, args, out),
        ErCommand::Prepare(args) => fill(common, desk, FormId::Prepare, args, out),
        ErCommand::Identify(args) => fill(common, desk, FormId::Identify, args, out),
        ErCommand::Leave(args) => fill(common, desk, FormId::Leave, args, out),
        ErCommand::List => {
            for row in desk.open_cases(CaseKind::Arrival)? {
                tell(common, &row, out);
            }
            Ok(())
        }
    })
}

/// `register …`.
pub fn register(common: &Common, command: &RegisterCommand, out: &mut Out) -> Result<(), Failure> {
    with_desk(common, |desk| match command {
        RegisterCommand::Mlc(args) => fill(common, desk, FormId::Mlc, args, out),
        RegisterCommand::Birth(args) => fill(common, desk, FormId::Birth, args, out),
        RegisterCommand::Stillbirth(args) => fill(common, desk, FormId::Stillbirth, args, out),
        RegisterCommand::Death(args) => fill(common, desk, FormId::Death, args, out),
        RegisterCommand::Cause(args) => fill(common, desk, FormId::Cause, args, out),
        RegisterCommand::Police(args) => fill(common, desk, FormId::Police, args, out),
        RegisterCommand::Registrar(args) => fill(common, desk, FormId::Registrar, args, out),
        RegisterCommand::Correct(args) => fill(common, desk, FormId::Correction, args, out),
        RegisterCommand::Cancel(args) => fill(common, desk, FormId::Cancel, args, out),
        RegisterCommand::List { book, from, to, out: file } => {
            list(common, desk, *book, (from.as_deref(), to.as_deref()), file.as_deref(), out)
        }
        RegisterCommand::Due => due(common, desk, out),
        RegisterCommand::Gaps { out: file } => gaps(common, desk, file.as_deref(), out),
        RegisterCommand::Fields { form } => fields(common, form, out),
    })
}

/// `indent …`.
pub fn indent(common: &Common, command: &IndentCommand, out: &mut Out) -> Result<(), Failure> {
    with_desk(common, |desk| match command {
        IndentCommand::Send(args) => fill(common, desk, FormId::Indent, args, out),
        IndentCommand::Issue(args) => fill(common, desk, FormId::Issue, args, out),
        IndentCommand::List { from, to, out: file } => {
            list(common, desk, CaseBook::Indent, (from.as_deref(), to.as_deref()), file.as_deref(), out)
        }
    })
}

pub(super) fn with_desk(common: &Common, work: impl FnOnce(&mut Desk) -> Result<(), Failure>) -> Result<(), Failure> {
    let mut desk = desk(common)?;
    let result = work(&mut desk);
    super::close(desk)?;
    result
}

/// One form from the arguments, or many from a file.
pub(super) fn fill(common: &Common, desk: &mut Desk, id: FormId, args: &FillArgs, out: &mut Out) -> Result<(), Failure> {
    fill_with(common, desk, (id, &[]), args, out)
}

/// The same with fields that the command itself says.
pub(super) fn fill_with(
    common: &Common,
    desk: &mut Desk,
    (id, preset): (FormId, &[(&str, &str)]),
    args: &FillArgs,
    out: &mut Out,
) -> Result<(), Failure> {
    if let Some(folder) = &args.slips {
        disk::make_folder(folder)?;
    }
    let size = args.paper.into();
    if let Some(from) = &args.from {
        return lines::answer(from, common.lang(), out, |line| {
            let mut values = sheet_of(line)?;
            for (code, value) in preset {
                values.set(code, *value);
            }
            known_fields(id, &values)?;
            let values = from_index(desk, id, values)?;
            let done = desk.fill(id, &values, CaseWish::default())?;
            done_value(desk, &done, args.slips.as_deref(), size)
        });
    }
    let mut values = Sheet::default();
    for (code, value) in preset {
        values.set(code, *value);
    }
    for pair in &args.values {
        let (code, value) =
            pair.split_once('=').ok_or_else(|| Problem::new(Trouble::Usage, "problem-field-value").with("text", pair))?;
        values.set(code.trim(), value.replace("\\n", "\n"));
    }
    if let Some(uhid) = &args.matched {
        values.set("match", uhid.as_str());
    }
    known_fields(id, &values)?;
    let values = from_index(desk, id, values)?;
    let done = desk.fill(id, &values, CaseWish::default())?;
    let value = done_value(desk, &done, args.slips.as_deref(), size)?;
    let number = done.number.as_ref().or(done.patient_number.as_ref()).map_or_else(|| "–".to_owned(), ToString::to_string);
    let name = done.name.as_ref().map_or("", |n| n.shown());
    let title = id.title().get(common.lang());
    out.line(&say(common, "cli-form-saved", &[("form", title), ("number", &number), ("name", name)]));
    for warning in &done.warnings {
        out.line(&say(common, warning.word_id(), &[]));
    }
    tell_lab(common, &done, out);
    out.value(&value);
    Ok(())
}

/// What the laboratory adds: the tubes, and what to look at.
fn tell_lab(common: &Common, done: &Done, out: &mut Out) {
    let spaced: Vec<String> = done.tubes.iter().map(|tube| tube.spaced()).collect();
    match spaced.as_slice() {
        [] => {}
        tubes if tubes.len() > 12 => {
            let ends = [tubes.first(), tubes.last()].into_iter().flatten().cloned().collect::<Vec<_>>().join(" – ");
            out.line(&ends);
        }
        tubes => out.line(&tubes.join(", ")),
    }
    for warning in &done.lab_warnings {
        let args: Vec<(&str, &str)> = warning.args.iter().map(|(n, v)| (*n, v.as_str())).collect();
        out.line(&say(common, warning.id, &args));
    }
}

/// Names that say whom a form is about, beside its own fields.
const ABOUT: [&str; 9] = ["patient", "stay", "record", "arrival", "what", "correction_reason", "category", "unknown", "match"];

/// Forms that begin with a patient, who may be taken from the patient index.
const TAKES_A_PERSON: [FormId; 5] = [FormId::Request, FormId::Admission, FormId::Arrival, FormId::Identify, FormId::LabOrder];

/// Fills the patient from the index where the values name somebody there (`match=UHID`); what they say themselves wins.
fn from_index(desk: &Desk, id: FormId, values: Sheet) -> Result<Sheet, Problem> {
    let uhid = values.get("match").trim().to_owned();
    if uhid.is_empty() {
        return Ok(values);
    }
    if !TAKES_A_PERSON.contains(&id) {
        return Err(Problem::refused("problem-field-unknown").with("field", "match").with("form", id.code()));
    }
    let mut filled = Sheet::default();
    fill_sheet(&desk.central_person(&uhid)?, &mut filled, desk.masters(), desk.today());
    for (code, value) in values.iter().filter(|(code, _)| *code != "match") {
        filled.set(code, value);
    }
    Ok(filled)
}

/// A name that the form does not have is a slip of the pen that would be lost in silence.
fn known_fields(id: FormId, values: &Sheet) -> Result<(), Problem> {
    let of_form = |code: &str| {
        // A test's code is a field's name there; the desk knows which were asked for.
        id == FormId::LabResult
            || form(id).item(code).is_some()
            || form(FormId::Person).item(code).is_some()
            || ABOUT.contains(&code)
            || (id == FormId::Correction && Register::ALL.iter().any(|r| form(r.form()).item(code).is_some()))
    };
    match values.iter().find(|(code, _)| !of_form(code)) {
        Some((code, _)) => Err(Problem::refused("problem-field-unknown").with("field", code).with("form", id.code())),
        None => Ok(()),
    }
}

/// A JSON object as a form: numbers and yes or no are taken as what they would be typed as.
fn sheet_of(line: &[u8]) -> Result<Sheet, Problem> {
    let shape = || Problem::refused("problem-json");
    let value: Value = serde_json::from_slice(line).map_err(|_json| shape())?;
    let mut sheet = Sheet::default();
    for (code, value) in value.as_object().ok_or_else(shape)? {
        sheet.set(
            code,
            match value {
                Value::Null => String::new(),
                Value::String(text) => text.clone(),
                Value::Bool(yes) => if *yes { "yes" } else { "no" }.to_owned(),
                Value::Number(number) => number.to_string(),
                Value::Array(items) => items.iter().filter_map(Value::as_str).collect::<Vec<_>>().join("\n"),
                Value::Object(_) => return Err(shape()),
            },
        );
    }
    Ok(sheet)
}

/// Papers that go with a form.
const fn papers_of(id: FormId) -> &'static [PaperKind] {
    match id {
        FormId::Admission => &[PaperKind::AdmissionSlip, PaperKind::FaceSheet, PaperKind::Wristband],
        FormId::Transfer | FormId::Swap => &[PaperKind::TransferSlip],
        FormId::Discharge => &[PaperKind::DischargeSlip],
        FormId::Arrival | FormId::Prepare => &[PaperKind::ArrivalSlip, PaperKind::Wristband],
        FormId::LabOrder => &[PaperKind::TubeLabels, PaperKind::Requisition],
        FormId::LabRoll | FormId::LabRecollect | FormId::LabRelabel => &[PaperKind::TubeLabels],
        FormId::LabReject => &[PaperKind::RejectionSlip],
        FormId::LabTell => &[PaperKind::LabReport, PaperKind::RestrictedReport],
        FormId::Mlc
        | FormId::Birth
        | FormId::Stillbirth
        | FormId::Death
        | FormId::Cause
        | FormId::Indent
        | FormId::Correction
        | FormId::Police
        | FormId::Issue => &[PaperKind::Sheet],
        _ => &[],
    }
}

/// Writes the papers of a form into a folder; says where they are.
pub(super) fn write_papers(desk: &Desk, done: &Done, folder: &Path, size: Size) -> Result<Vec<String>, Problem> {
    let mut paths = Vec::new();
    let cases: Vec<&EntryId> = if done.more.is_empty() { done.case.iter().collect() } else { done.more.iter().collect() };
    for case in cases {
        for paper in papers_of(done.form) {
            let band = desk.case(case)?.patient.map_or(Size::Band, |p| Size::band(&p.patient.details.age, desk.today()));
            let size = match paper {
                PaperKind::Wristband => band,
                PaperKind::TubeLabels => Size::Label,
                PaperKind::LabReport | PaperKind::RestrictedReport => Size::A4,
                _ => size,
            };
            let printed = match desk.lay_out(&PaperJob { visit: case.clone(), paper: *paper, size, copy: 0 }) {
                // A report has two parts; one of them may be empty, or not for this person.
                Err(problem) if done.form == FormId::LabTell && is_other_part(&problem) => continue,
                printed => printed?,
            };
            let path = folder.join(format!("{}.pdf", printed.name));
            disk::write(&path, &paper_pdf(&printed)?)?;
            paths.push(path.display().to_string());
        }
    }
    Ok(paths)
}

fn is_other_part(problem: &Problem) -> bool {
    matches!(problem.id, "problem-paper-none" | "problem-no-right")
}

fn done_value(desk: &Desk, done: &Done, slips: Option<&Path>, size: Size) -> Result<Value, Problem> {
    let papers = match slips {
        Some(folder) => write_papers(desk, done, folder, size)?,
        None => Vec::new(),
    };
    let numbers: Vec<Option<String>> = done
        .more
        .iter()
        .map(|id| Ok(desk.case(id)?.patient.map(|p| p.patient.number.to_string())))
        .collect::<Result<_, Problem>>()?;
    Ok(json!({
        "saved": true, "form": done.form.code(), "entry": done.entry.to_string(), "case": done.case.as_ref().map(ToString::to_string),
        "number": done.number, "patient": done.patient_number, "at": done.at,
        "warnings": done.warnings.iter().map(|w| w.word_id()).collect::<Vec<_>>(), "papers": papers, "patients": numbers,
        "tubes": done.tubes, "lab_warnings": done.lab_warnings.iter().map(|w| json!({ "id": w.id, "args": w.args.iter().cloned().collect::<std::collections::BTreeMap<_, _>>() })).collect::<Vec<_>>(),
    }))
}

fn census(common: &Common, desk: &mut Desk, from: &Path, out: &mut Out) -> Result<(), Failure> {
    let taken = desk.take_census(&disk::read(from)?)?;
    for done in &taken.taken {
        out.value(&done_value(desk, done, None, Size::A6)?);
    }
    for fault in &taken.faults {
        let args: Vec<(&str, &str)> = fault.args.iter().map(|(n, v)| (*n, v.as_str())).collect();
        let sentence = say(common, fault.id, &args);
        let (line, column) = (fault.line.to_string(), fault.column.as_str());
        let column = if column.is_empty() { "–" } else { column };
        out.line(&say(common, "cli-census-fault", &[("line", &line), ("column", column), ("sentence", &sentence)]));
        out.value(&json!({ "line": fault.line, "column": fault.column, "id": fault.id, "what": sentence }));
    }
    let counts = [taken.taken.len() as u64, taken.known, taken.faults.len() as u64].map(|n| n.to_string());
    let [done, known, faults] = &counts;
    out.line(&say(common, "cli-census-taken", &[("taken", done), ("known", known), ("faults", faults)]));
    if taken.faults.is_empty() { Ok(()) } else { Err(Failure::Told(Trouble::Refused.exit_code())) }
}

pub(super) fn write_list(common: &Common, printed: &Printed, file: &Path, out: &mut Out) -> Result<(), Failure> {
    disk::write(file, &paper_pdf(printed)?)?;
    let path = file.display().to_string();
    out.line(&say(common, "cli-slip-written", &[("path", &path)]));
    out.value(&json!({ "file": path, "pages": printed.pages.len() }));
    Ok(())
}

fn board(common: &Common, desk: &Desk, ward: Option<&str>, out: &mut Out) -> Result<(), Failure> {
    let (wards, boards) = desk.board()?;
    if let Some(ward) = ward {
        let board = boards.iter().find(|b| b.ward.eq_ignore_ascii_case(ward));
        let board = board.ok_or_else(|| Problem::refused("problem-ward-unknown").with("ward", ward))?;
        ward_lines(common, board, out);
        return Ok(());
    }
    for ward in wards {
        let n = |n: u32| n.to_string();
        let values = [
            ("ward", ward.code.clone()),
            ("taken", n(ward.taken)),
            ("beds", n(ward.beds)),
            ("free", n(ward.free)),
            ("conflicts", n(ward.conflicts)),
        ];
        let values: Vec<(&str, &str)> = values.iter().map(|(k, v)| (*k, v.as_str())).collect();
        out.line(&say(common, "cli-board-ward", &values));
        out.value(&json!({
            "ward": ward.code, "beds": ward.beds, "taken": ward.taken, "free": ward.free, "reserved": ward.reserved,
            "cleaning": ward.cleaning, "out_of_order": ward.out_of_order, "conflicts": ward.conflicts,
            "without_bed": ward.unplaced, "requests": ward.requests,
        }));
    }
    Ok(())
}

fn ward_lines(common: &Common, board: &WardBoard, out: &mut Out) {
    for bed in &board.beds {
        let who: Vec<String> = bed.who.iter().map(|w| format!("{} {}", w.patient_number, w.name.shown())).collect();
        let look = say(common, bed.look.word_id(), &[]);
        out.line(format!("{}  {look}  {}", bed.code, who.join(" + ")).trim_end());
        let who: Vec<Value> =
            bed.who.iter().map(|w| json!({ "patient": w.patient_number, "stay": w.number, "since": w.since })).collect();
        out.value(&json!({ "bed": bed.code, "look": bed.look.word_id(), "who": who }));
    }
    for who in &board.unplaced {
        let look = say(common, "cli-board-unplaced", &[]);
        out.line(&format!("–  {look}  {} {}", who.patient_number, who.name.shown()));
        out.value(&json!({ "bed": Value::Null, "look": "bed-look-none", "who": [{ "patient": who.patient_number, "stay": who.number }] }));
    }
}

/// One case as a line.
fn tell(common: &Common, row: &CaseRow, out: &mut Out) {
    let number = row.case.number.as_ref().map_or_else(|| "–".to_owned(), ToString::to_string);
    let patient = row.patient.as_ref().map(|p| &p.patient);
    let name = patient.map_or_else(
        || row.case.record().map_or(String::new(), |r| r.sheet.get("name").to_owned()),
        |p| format!("{} {}", p.number, p.details.name.shown()),
    );
    let at = crate::hospital::forms::write_moment(row.case.at);
    let cancelled = if row.case.cancelled.is_some() { say(common, "book-cancelled", &[]) } else { String::new() };
    out.line(format!("{number}  {at}  {name}  {cancelled}").trim_end());
    let body = match &row.case.body {
        CaseBody::Stay(stay) => json!(stay),
        CaseBody::Arrival(arrival) => json!(arrival),
        CaseBody::Record(record) => json!(record),
        CaseBody::Order(order) => json!(order),
        CaseBody::Roll { first, count } => json!({ "first": first, "count": count }),
    };
    out.value(&json!({
        "number": row.case.number, "patient": patient.map(|p| p.number.to_string()), "at": row.case.at, "late": row.case.is_late(),
        "cancelled": row.case.cancelled.as_ref().map(|m| m.reason.clone()), "misfits": row.case.misfits.len(), "case": body,
    }));
}

impl From<CaseBook> for CaseKind {
    fn from(book: CaseBook) -> Self {
        match book {
            CaseBook::Admission | CaseBook::Discharge => Self::Stay,
            CaseBook::Emergency => Self::Arrival,
            CaseBook::Mlc => Self::Register(Register::Mlc),
            CaseBook::Birth => Self::Register(Register::Birth),
            CaseBook::Stillbirth => Self::Register(Register::Stillbirth),
            CaseBook::Death => Self::Register(Register::Death),
            CaseBook::Cause => Self::Register(Register::Cause),
            CaseBook::Indent => Self::Register(Register::Indent),
        }
    }
}

/// A day of the command line, today where none is named.
pub(super) fn day(text: Option<&str>, today: NaiveDate) -> Result<NaiveDate, Problem> {
    let Some(text) = text else { return Ok(today) };
    read_day(text, today).ok_or_else(|| Problem::new(Trouble::Usage, "problem-date").with("typed", text))
}

fn list(
    common: &Common,
    desk: &Desk,
    book: CaseBook,
    (from, to): (Option<&str>, Option<&str>),
    file: Option<&Path>,
    out: &mut Out,
) -> Result<(), Failure> {
    let (from, to) = (day(from, desk.today())?, day(to, desk.today())?);
    let rows = desk.register_between(book.into(), from, to)?;
    if let Some(file) = file {
        let dated = if book == CaseBook::Discharge { Dated::Ended } else { Dated::Begun };
        let printed = book_paper(desk.rows()?, desk.of(), (book.into(), dated), (from, to))?;
        return write_list(common, &printed, file, out);
    }
    for row in
        rows.iter().filter(|row| book != CaseBook::Discharge || row.case.stay().is_some_and(|s| s.course.outcome.is_some()))
    {
        tell(common, row, out);
    }
    Ok(())
}

fn due(common: &Common, desk: &Desk, out: &mut Out) -> Result<(), Failure> {
    for line in desk.due()? {
        let number = line.number.as_ref().map_or_else(|| "–".to_owned(), ToString::to_string);
        let name = line.name.as_ref().map_or("", |n| n.shown());
        let due = crate::hospital::forms::write_moment(line.due);
        let what = say(common, line.kind.word_id(), &[]);
        let id = if line.overdue { "cli-due-over" } else { "cli-due" };
        out.line(&say(common, id, &[("what", &what), ("number", &number), ("name", name), ("due", &due)]));
        out.value(&json!({
            "what": line.kind.form().code(), "number": line.number, "since": line.since, "due": line.due, "overdue": line.overdue,
        }));
    }
    Ok(())
}

fn gaps(common: &Common, desk: &Desk, file: Option<&Path>, out: &mut Out) -> Result<(), Failure> {
    desk.may(Right::ReadRegisters)?;
    if let Some(file) = file {
        let printed = gap_paper(desk.rows()?, desk.of())?;
        return write_list(common, &printed, file, out);
    }
    let mut whole = true;
    for (series, range) in series_ranges(desk.rows()?, desk.counter_file())? {
        whole &= range.missing.is_empty();
        let missing = range.missing.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
        let values = [
            ("series", range.name.get(common.lang()).to_owned()),
            ("first", range.first.clone()),
            ("last", range.last.clone()),
            ("count", range.count.to_string()),
            ("missing", if missing.is_empty() { "–".to_owned() } else { missing }),
        ];
        let values: Vec<(&str, &str)> = values.iter().map(|(k, v)| (*k, v.as_str())).collect();
        out.line(&say(common, "cli-gaps-series", &values));
        out.value(&json!({
            "series": series.code(), "first": range.first, "last": range.last, "count": range.count, "voided": range.voided,
            "missing": range.missing,
        }));
    }
    if whole { Ok(()) } else { Err(Failure::Told(Trouble::Damaged.exit_code())) }
}

/// The fields of a form, for who writes the JSON.
fn fields(common: &Common, name: &str, out: &mut Out) -> Result<(), Failure> {
    let id = FormId::ALL.into_iter().find(|id| id.code() == name);
    let all: Vec<&str> = FormId::ALL.iter().map(|id| id.code()).collect();
    let id =
        id.ok_or_else(|| Problem::new(Trouble::Usage, "problem-form-unknown").with("form", name).with("forms", all.join(", ")))?;
    for item in form(id).items.iter().filter(|item| !item.kind.is_for_pen()) {
        let must = if matches!(item.need, crate::hospital::forms::Need::Must) { "*" } else { " " };
        let list = if let ItemKind::Choice(list) = &item.kind { choices(list) } else { &[] };
        let codes: Vec<&str> = list.iter().map(|choice| choice.code.as_str()).collect();
        let shown = if codes.is_empty() { String::new() } else { format!(": {}", codes.join(", ")) };
        out.line(&format!("{must} {:<24} {}{shown}", item.code, item.label.get(common.lang())));
        let kind = format!("{:?}", item.kind);
        out.value(&json!({ "field": item.code, "must": must == "*", "label": item.label, "kind": kind, "choices": codes }));
    }
    Ok(())
}
