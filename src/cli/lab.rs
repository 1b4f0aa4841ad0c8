//! `lab …`: every form of the laboratory from `FIELD=VALUE` arguments or from JSON lines; its lists, analysers' files, worklists.

use super::args::{Common, FileFormArg, LabCommand, LabList};
use super::cases::{day, fill, fill_with, with_desk, write_list};
use super::out::Out;
use super::{Failure, say};
use crate::desk::Desk;
use crate::desk::lab::{LabFileTaken, TubeLine, WorklistForm, bench_paper, calls_paper, pending_paper, tat_paper, tube_lines};
use crate::disk;
use crate::hospital::forms::{FormId, write_moment};
use crate::hospital::permissions::Right;
use crate::journal::PaperKind;
use crate::journal::fold::ResultState;
use crate::paper::Size;
use crate::problem::{Problem, Trouble};
use serde_json::{Value, json};
use std::path::Path;

/// `lab …`.
pub fn lab(common: &Common, command: &LabCommand, out: &mut Out) -> Result<(), Failure> {
    with_desk(common, |desk| match command {
        LabCommand::Order(args) => fill(common, desk, FormId::LabOrder, args, out),
        LabCommand::Label(args) if args.values.iter().any(|v| v.starts_with("count=")) || args.from.is_some() => {
            fill(common, desk, FormId::LabRoll, args, out)
        }
        LabCommand::Label(args) => labels_again(common, desk, &args.values, args.slips.as_deref(), out),
        LabCommand::Collect(args) => fill_with(common, desk, (FormId::LabStep, &[("step", "collected")]), args, out),
        LabCommand::Send(args) => fill_with(common, desk, (FormId::LabStep, &[("step", "sent")]), args, out),
        LabCommand::Receive(args) => fill_with(common, desk, (FormId::LabStep, &[("step", "received")]), args, out),
        LabCommand::Bench(args) => fill_with(common, desk, (FormId::LabStep, &[("step", "bench")]), args, out),
        LabCommand::Discard(args) => fill_with(common, desk, (FormId::LabStep, &[("step", "discarded")]), args, out),
        LabCommand::Reject(args) => fill(common, desk, FormId::LabReject, args, out),
        LabCommand::Recollect(args) => fill(common, desk, FormId::LabRecollect, args, out),
        LabCommand::Relabel(args) => fill(common, desk, FormId::LabRelabel, args, out),
        LabCommand::Result(args) => fill(common, desk, FormId::LabResult, args, out),
        LabCommand::Verify(args) => fill(common, desk, FormId::LabVerify, args, out),
        LabCommand::Call(args) => fill(common, desk, FormId::LabCall, args, out),
        LabCommand::Report(args) => fill_with(common, desk, (FormId::LabTell, &[("what", "reported")]), args, out),
        LabCommand::Hand(args) => fill_with(common, desk, (FormId::LabTell, &[("what", "handed")]), args, out),
        LabCommand::Cancel(args) => fill(common, desk, FormId::Cancel, args, out),
        LabCommand::Where { tube } => where_is(common, desk, tube, out),
        LabCommand::Board { panel } => board(common, desk, panel.as_deref(), out),
        LabCommand::Worklist { panel, form, out: to } => worklist(common, desk, panel, *form, to.as_deref(), out),
        LabCommand::File { from } => file(common, desk, from, out),
        LabCommand::List { list, panel, from, to, out: file } => {
            let days = (day(from.as_deref(), desk.today())?, day(to.as_deref(), desk.today())?);
            desk.may(if *list == LabList::Calls { Right::ReadResults } else { Right::HandleTubes })?;
            let (rows, of, sight) = (desk.rows()?, desk.of(), desk.sight());
            let printed = match list {
                LabList::Pending => pending_paper(rows, of, sight, panel)?,
                LabList::Worklist => bench_paper(rows, of, panel)?,
                LabList::Calls => calls_paper(rows, of, sight, days)?,
                LabList::Tat => tat_paper(rows, of, days)?,
            };
            write_list(common, &printed, file, out)
        }
        LabCommand::Tests { text } => tests(common, desk, text, out),
    })
}

/// The labels of an order once more, marked DUPLICATE; one label of one tube comes with them all.
fn labels_again(common: &Common, desk: &mut Desk, values: &[String], slips: Option<&Path>, out: &mut Out) -> Result<(), Failure> {
    let usage = || Problem::new(Trouble::Usage, "problem-label-usage");
    let text = values.first().and_then(|v| v.strip_prefix("tube=")).ok_or_else(usage)?;
    let (row, _) = desk.lab_find(text)?;
    let (copy, ids) = desk.reprint_case(&row.id, PaperKind::TubeLabels, Size::Label)?;
    let mut papers = Vec::new();
    if let Some(folder) = slips {
        let job = crate::desk::PaperJob { visit: row.id, paper: PaperKind::TubeLabels, size: Size::Label, copy };
        let printed = desk.lay_out(&job)?;
        let path = folder.join(format!("{}.pdf", printed.name));
        disk::make_folder(folder)?;
        disk::write(&path, &crate::desk::paper_pdf(&printed)?)?;
        desk.note_printed(&ids, &path.display().to_string())?;
        papers.push(path.display().to_string());
    }
    for path in &papers {
        out.line(&say(common, "cli-slip-written", &[("path", path)]));
    }
    out.value(&json!({ "copy": copy, "papers": papers }));
    Ok(())
}

/// *Where is my sample?*
fn where_is(common: &Common, desk: &Desk, text: &str, out: &mut Out) -> Result<(), Failure> {
    let (row, tube) = desk.lab_find(text)?;
    let lines = tube_lines(&row, &desk.catalogue(), desk.sight());
    for line in lines.iter().filter(|line| tube.is_none_or(|t| line.accession == t || line.was.contains(&t))) {
        tell_tube(common, line, out);
    }
    for step in &row.case.steps {
        let what = say(common, step.kind.word_id(), &[]);
        let labels = step.tubes.iter().map(ToString::to_string);
        let rest: Vec<String> = labels.chain(step.tests.clone()).chain(Some(step.note.clone())).collect();
        out.line(format!("    {}  {what}  {}  {}", write_moment(step.at), step.by, rest.join(" ")).trim_end());
    }
    let order = row.case.order();
    let results: Vec<Value> = order.map(|o| o.results.iter().map(result_value).collect()).unwrap_or_default();
    out.value(&json!({ "order": row.case.number, "results": results, "steps": row.case.steps }));
    Ok(())
}

fn result_value(result: &ResultState) -> Value {
    let value = result.value();
    json!({
        "test": result.test, "tube": result.tube, "phase": result.phase.code(), "value": value.map(|v| v.value.clone()),
        "unit": value.map(|v| v.unit.clone()), "flag": value.map(|v| v.flag.code()), "amended": result.is_amended(),
        "released": result.released.is_some(), "reported": result.reported, "handed": result.handed,
    })
}

/// One tube as a line.
fn tell_tube(common: &Common, line: &TubeLine, out: &mut Out) {
    let place = say(common, line.stands.word_id(), &[]);
    let urgent = if line.urgent { "!" } else { " " };
    let tests: Vec<&str> = line.tests.iter().map(|t| t.code.as_str()).collect();
    let number = line.patient_number.as_ref().map_or_else(|| "–".to_owned(), ToString::to_string);
    let mut words = vec![format!(
        "{urgent} {}  {number} {}  {}  {place}  {}  {}",
        line.accession.spaced(),
        line.name.shown(),
        line.asked.join(" "),
        line.by,
        write_moment(line.since)
    )];
    if let Some(limit) = &line.limit {
        let until = write_moment(limit.until);
        words.push(say(common, "cli-lab-until", &[("test", &limit.test), ("until", &until)]));
    }
    for critical in &line.critical {
        words.push(say(common, "cli-lab-critical", &[("value", critical)]));
    }
    out.line(&words.join("  "));
    out.value(&json!({
        "tube": line.accession, "was": line.was, "order": line.number, "patient": line.patient_number, "urgent": line.urgent,
        "kind": line.kind, "tests": tests, "place": line.stands.code(), "at": line.at, "since": line.since, "by": line.by,
        "collected": line.collected, "until": line.limit.as_ref().map(|l| l.until), "critical": line.critical.len(),
        "doubtful": line.doubtful, "why": line.why, "recollect": line.recollect, "final": line.stands.is_final(),
    }));
}

fn board(common: &Common, desk: &Desk, panel: Option<&str>, out: &mut Out) -> Result<(), Failure> {
    let board = desk.lab_board()?;
    let wanted = |line: &&TubeLine| panel.is_none_or(|p| line.panels.iter().any(|of| of.eq_ignore_ascii_case(p)));
    for line in board.lines.iter().filter(wanted) {
        tell_tube(common, line, out);
    }
    for (group, taken, capacity) in &board.capacity {
        let (taken, capacity) = (taken.to_string(), capacity.to_string());
        out.line(&say(common, "lab-warning-capacity", &[("panel", group), ("taken", &taken), ("capacity", &capacity)]));
    }
    Ok(())
}

fn worklist(
    common: &Common,
    desk: &Desk,
    panel: &str,
    form: Option<FileFormArg>,
    to: Option<&Path>,
    out: &mut Out,
) -> Result<(), Failure> {
    if let (Some(form), Some(to)) = (form, to) {
        let form = match form {
            FileFormArg::Csv => WorklistForm::Csv,
            FileFormArg::Astm => WorklistForm::Astm,
            FileFormArg::Hl7 => WorklistForm::Hl7,
        };
        let (_name, bytes, lines) = desk.worklist_file(panel, form)?;
        disk::write(to, &bytes)?;
        let path = to.display().to_string();
        out.line(&say(common, "cli-slip-written", &[("path", &path)]));
        out.value(&json!({ "file": path, "tubes": lines }));
        return Ok(());
    }
    for line in &desk.worklist(panel)?.lines {
        let number = line.patient_number.as_ref().map_or_else(|| "–".to_owned(), ToString::to_string);
        let urgent = if line.urgent { "!" } else { " " };
        out.line(&format!("{urgent} {}  {number} {}  {}", line.accession.spaced(), line.name.shown(), line.tests.join(" ")));
        out.value(&json!({
            "tube": line.accession, "patient": line.patient_number, "urgent": line.urgent, "tests": line.tests,
            "place": line.stands.code(),
        }));
    }
    Ok(())
}

fn file(common: &Common, desk: &mut Desk, from: &Path, out: &mut Out) -> Result<(), Failure> {
    let name = from.file_name().map_or_else(String::new, |n| n.to_string_lossy().into_owned());
    let LabFileTaken { instrument, taken, known, lines, .. } = desk.take_lab_file(&name, &disk::read(from)?)?;
    let mut left = 0u32;
    for line in &lines {
        let fine = matches!(line.id, "lab-file-taken" | "lab-file-known");
        left += u32::from(!fine);
        let args: Vec<(&str, &str)> = line.args.iter().map(|(n, v)| (*n, v.as_str())).collect();
        let what = say(common, line.id, &args);
        out.line(format!("{}: {} {} {} {}  {what}", line.line, line.accession, line.test, line.value, line.unit).trim_end());
        out.value(&json!({
            "line": line.line, "tube": line.accession, "test": line.test, "value": line.value, "unit": line.unit, "id": line.id,
            "what": what,
        }));
    }
    let (taken_text, known_text, left_text) = (taken.to_string(), known.to_string(), left.to_string());
    let args = [("taken", taken_text.as_str()), ("known", known_text.as_str()), ("left", left_text.as_str())];
    out.line(&say(common, "cli-lab-file", &args));
    out.value(&json!({ "file": name, "instrument": instrument, "taken": taken, "known": known, "left": left }));
    if left == 0 { Ok(()) } else { Err(Failure::Told(Trouble::Refused.exit_code())) }
}

/// The catalogue, as far as it fits what is typed.
fn tests(common: &Common, desk: &Desk, text: &str, out: &mut Out) -> Result<(), Failure> {
    desk.may(Right::Find)?;
    for hit in desk.catalogue().search(text) {
        let mark = if hit.is_panel { "+" } else { " " };
        let urgent = if hit.urgent { "!" } else { " " };
        out.line(&format!("{mark}{urgent} {:<8} {}", hit.code, hit.name.get(common.lang())));
        out.value(&json!({
            "code": hit.code, "name": hit.name, "panel": hit.is_panel, "urgent": hit.urgent, "tests": hit.tests,
        }));
    }
    Ok(())
}
