//! `handover check|make|send|sent|receive|status|list|batches|except|readmit|settle|next|typed`: every record goes home, with a receipt.

use super::args::Common;
use super::args_handover::{HandoverCommand, MakeArgs, SendArgs};
use super::matching::at_desk;
use super::out::{Out, problem_value};
use super::{Failure, say};
use crate::desk::Desk;
use crate::desk::handover::{
    AgainWish, AnswerPlan, BatchesTo, Carrier, HandoverStatus, KindCounts, OpenLine, OpenList, OpenWhat, PassWish, Passed, Reach,
    SendDone, SendWish, Share, Waiting, fix_text, open_records, plan_answer_file, send_waiting,
};
use crate::hospital::forms::write_moment;
use crate::journal::{Answer, Road};
use crate::problem::{Problem, Trouble};
use crate::worker::run_make;
use indicatif::ProgressBar;
use serde_json::{Value, json};
use std::path::Path;
use std::time::Instant;

/// `handover …`.
pub fn run(common: &Common, command: &HandoverCommand, out: &mut Out) -> Result<(), Failure> {
    at_desk(common, |desk| match command {
        HandoverCommand::Check { road } => check(common, desk, *road, out),
        HandoverCommand::Make(args) => make(common, desk, args, out),
        HandoverCommand::Send(args) => send(common, desk, args, out),
        HandoverCommand::Receive { files, plan } => receive(common, desk, (files, *plan), out),
        HandoverCommand::Status => {
            status(common, &desk.handover_status()?, out);
            Ok(())
        }
        HandoverCommand::List { which, most } => Ok(list(common, desk, *which, *most, out)?),
        HandoverCommand::Batches => Ok(batches(common, desk, out)?),
        HandoverCommand::Next { share } => next(common, desk, *share, out),
        written => {
            write(desk, written)?;
            out.line(&say(common, "cli-handover-written", &[]));
            out.value(&json!({ "written": true }));
            Ok(())
        }
    })
}

fn write(desk: &mut Desk, command: &HandoverCommand) -> Result<(), Problem> {
    match command {
        HandoverCommand::Sent { batch, to } => desk.note_sent(batch, to),
        HandoverCommand::Except { record, reason } => desk.except_record(record, reason),
        HandoverCommand::Readmit { record, reason } => desk.readmit_record(record, reason),
        HandoverCommand::Settle { record, central, reason } => desk.settle_central(record, central, reason),
        HandoverCommand::Typed { record, central, mend: true, .. } => desk.mend_typed(record, central).map(drop),
        HandoverCommand::Typed { record, central, refused, sure, .. } => {
            let answer = match refused {
                Some(reason) => Answer::Refused { reason: reason.clone() },
                None => Answer::Received { central: central.clone() },
            };
            desk.typed(record, answer, *sure)
        }
        _ => Ok(()),
    }
}

fn wish(road: Road) -> PassWish {
    PassWish { road, stages: Vec::new(), again: AgainWish::default(), share: None }
}

/// A bar that hears of progress.
fn bar() -> (ProgressBar, impl FnMut(u64, u64) -> bool) {
    let bar = ProgressBar::new(0);
    let told = bar.clone();
    (bar, move |done, of| {
        told.set_length(of);
        told.set_position(done);
        true
    })
}

fn check(common: &Common, desk: &mut Desk, road: Road, out: &mut Out) -> Result<(), Failure> {
    let (bar, mut on) = bar();
    let passed = desk.check_handover(&wish(road), &mut on)?;
    bar.finish_and_clear();
    let Some(passed) = passed else { return Ok(()) };
    tell_passed(common, &passed, out);
    // Exit code 1 where something has to be mended, so that a script sees it.
    if passed.aside.is_empty() { Ok(()) } else { Err(Failure::Told(Trouble::Refused.exit_code())) }
}

fn tell_passed(common: &Common, passed: &Passed, out: &mut Out) {
    for (kind, counts) in &passed.kinds {
        let n = |n: u64| n.to_string();
        let values = [
            ("kind", say(common, &format!("record-kind-{}", kind.code()), &[])),
            ("saved", n(counts.saved)),
            ("leaves", n(counts.leaves)),
            ("aside", n(counts.aside)),
            ("received", n(counts.received)),
            ("rest", n(counts.saved - counts.leaves - counts.aside - counts.received)),
        ];
        out.line(&say(common, "cli-handover-check", &values.each_ref().map(|(name, value)| (*name, value.as_str()))));
    }
    out.value(&json!({ "kinds": kinds_value(passed), "aside": passed.aside.len() }));
}

fn kinds_value(passed: &Passed) -> Value {
    let line = |(kind, counts): (&crate::journal::RecordKind, &KindCounts)| (kind.code().to_owned(), json!(counts));
    Value::Object(passed.kinds.iter().map(line).collect())
}

fn make(common: &Common, desk: &mut Desk, args: &MakeArgs, out: &mut Out) -> Result<(), Failure> {
    let again = AgainWish { made: args.again, refused: args.refused };
    let wish = PassWish { road: args.road, stages: args.stage.clone(), again, share: args.share };
    let (bar, mut on) = bar();
    if args.road == Road::Typing {
        let records = desk.begin_typing(&wish, &mut on)?;
        bar.finish_and_clear();
        let records = records.unwrap_or(0);
        out.line(&say(common, "cli-typing-begun", &[("n", &records.to_string())]));
        out.value(&json!({ "records": records }));
        return Ok(());
    }
    let done = run_make(desk, &wish, BatchesTo::New(&args.out), &mut on)?;
    bar.finish_and_clear();
    let Some(done) = done else { return Ok(()) };
    if done.batches.is_empty() {
        out.line(&say(common, "cli-handover-nothing", &[]));
    } else {
        let (n, batches) = (done.records().to_string(), done.batches.len().to_string());
        let path = done.folder.display().to_string();
        out.line(&say(common, "cli-handover-made", &[("n", &n), ("batches", &batches), ("path", &path)]));
    }
    tell_aside(common, done.passed.aside.len(), out);
    let value = json!({
        "folder": done.folder, "road": done.road.code(), "records": done.records(), "batches": done.batches,
        "aside": done.passed.aside.len(), "kinds": kinds_value(&done.passed),
    });
    out.value(&value);
    Ok(())
}

fn tell_aside(common: &Common, aside: usize, out: &mut Out) {
    if aside > 0 {
        out.line(&say(common, "cli-handover-aside", &[("n", &aside.to_string())]));
    }
}

/// Folder of a counter in which batches for a server lie.
const SEND_FOLDER: &str = "handover";

fn send(common: &Common, desk: &mut Desk, args: &SendArgs, out: &mut Out) -> Result<(), Failure> {
    let rules = desk.masters().handover.clone();
    let hl7 = args
        .hl7
        .clone()
        .or_else(|| Some(rules.hl7.clone()).filter(|hl7| args.fhir.is_none() && rules.fhir.is_empty() && !hl7.is_empty()));
    let fhir = args.fhir.clone().or_else(|| Some(rules.fhir.clone()).filter(|fhir| !fhir.is_empty()));
    let (road, address) = match (hl7, fhir) {
        (Some(address), _) => (Road::Hl7, address),
        (None, Some(address)) => (Road::Fhir, address),
        (None, None) => return Err(Problem::new(Trouble::Usage, "problem-send-nowhere").into()),
    };
    let reach = Reach {
        road,
        to: address.clone(),
        token: args.token_file.clone(),
        person: args.server_user.clone().zip(args.server_password_file.clone()),
        answer_secs: Some(args.patience),
        authorities: args.authorities.clone(),
    };
    // Any number, another for each sender.
    let mut carrier = reach.carrier(desk.masters(), u64::from(std::process::id()))?;
    let folder = desk.counter().place.folder().join(SEND_FOLDER);
    if !args.only_made {
        let again = AgainWish { made: false, refused: args.refused };
        let (bar, mut on) = bar();
        run_make(desk, &PassWish { again, ..wish(road) }, BatchesTo::This(&folder), &mut on)?;
        bar.finish_and_clear();
    }
    let done = send_made(desk, (&folder, road, &address), args.rate.unwrap_or(rules.fhir_rate), carrier.as_mut())?;
    tell_sent(common, &done, out);
    match done.stopped {
        Some(problem) => Err(problem.into()),
        None => Ok(()),
    }
}

fn send_made(
    desk: &mut Desk,
    (folder, road, to): (&Path, Road, &str),
    rate: u16,
    carrier: &mut dyn Carrier,
) -> Result<SendDone, Problem> {
    desk.may_hand_over()?;
    desk.rows()?;
    let reader = desk.store().reader(desk.key())?;
    let began = Instant::now();
    let mut waiting = Waiting {
        elapsed: &mut || began.elapsed(),
        wait: &mut |rest| {
            std::thread::sleep(rest);
            true
        },
    };
    let (bar, mut on) = bar();
    let wish = SendWish { view: reader.read(), road, folder, to, rate };
    let done = send_waiting(wish, carrier, &mut waiting, &mut on, &mut |sent| desk.take_sent(&sent));
    bar.finish_and_clear();
    done
}

fn tell_sent(common: &Common, done: &SendDone, out: &mut Out) {
    let n = |n: u64| n.to_string();
    let values = [("received", n(done.received)), ("refused", n(done.refused)), ("held", n(done.held)), ("left", n(done.left))];
    out.line(&say(common, "cli-handover-sent", &values.each_ref().map(|(name, value)| (*name, value.as_str()))));
    let stopped = done.stopped.as_ref().map(|problem| problem_value(problem, common.lang()));
    out.value(&json!({
        "received": done.received, "refused": done.refused, "held": done.held, "left": done.left, "stopped": stopped,
    }));
}

fn receive(
    common: &Common,
    desk: &mut Desk,
    (files, plan_only): (&[std::path::PathBuf], bool),
    out: &mut Out,
) -> Result<(), Failure> {
    let mut strays = false;
    // Records saved a moment ago are found by their numbers too.
    desk.idle()?;
    for path in files {
        let plan = plan_answer_file(desk.rows()?, path, desk.masters())?;
        strays |= !plan.settled.strays.is_empty();
        tell_plan(common, &plan, out);
        if !plan_only {
            desk.take_answers(&plan)?;
            out.line(&say(common, "cli-answers-taken", &[]));
        }
        out.value(&json!({
            "source": plan.source, "received": plan.received, "refused": plan.refused, "strays": plan.settled.strays,
            "lines": plan.settled.lines, "taken": !plan_only,
        }));
    }
    if strays { Err(Failure::Told(Trouble::Refused.exit_code())) } else { Ok(()) }
}

fn tell_plan(common: &Common, plan: &AnswerPlan, out: &mut Out) {
    let n = |n: u64| n.to_string();
    let values = [
        ("source", plan.source.clone()),
        ("received", n(plan.received)),
        ("refused", n(plan.refused)),
        ("strays", n(plan.settled.strays.len() as u64)),
    ];
    out.line(&say(common, "cli-answers", &values.each_ref().map(|(name, value)| (*name, value.as_str()))));
    for stray in &plan.settled.strays {
        out.line(&format!("  {}: {}  {}  {}", stray.line, stray.about, say(common, &stray.why, &[]), stray.said));
    }
}

fn status(common: &Common, status: &HandoverStatus, out: &mut Out) {
    for line in &status.kinds {
        let n = |n: u64| n.to_string();
        let values = [
            ("kind", say(common, &format!("record-kind-{}", line.kind.code()), &[])),
            ("saved", n(line.saved)),
            ("void", n(line.void)),
            ("aside", n(line.aside)),
            ("made", n(line.made)),
            ("sent", n(line.sent)),
            ("received", n(line.received)),
            ("refused", n(line.refused + line.contradicted)),
            ("excepted", n(line.excepted)),
            ("open", n(line.open())),
        ];
        out.line(&say(common, "cli-handover-kind", &values.each_ref().map(|(name, value)| (*name, value.as_str()))));
    }
    let (saved, received, explained, open) = status.total();
    let values = [saved, received, explained, open].map(|n| n.to_string());
    let [saved_text, received_text, explained_text, open_text] = &values;
    let total = [("saved", saved_text), ("received", received_text), ("explained", explained_text), ("open", open_text)];
    out.line(&say(common, "cli-handover-total", &total.map(|(name, value)| (name, value.as_str()))));
    if status.stale {
        out.line(&say(common, "cli-handover-stale", &[]));
    }
    let kinds: Vec<Value> = status
        .kinds
        .iter()
        .map(|line| {
            json!({
                "kind": line.kind.code(), "saved": line.saved, "void": line.void, "aside": line.aside, "made": line.made,
                "sent": line.sent, "received": line.received, "refused": line.refused, "contradicted": line.contradicted,
                "excepted": line.excepted, "open": line.open(),
            })
        })
        .collect();
    let links: Vec<Value> = status.links.iter().map(|(link, n)| json!({ "link": link.code(), "patients": n })).collect();
    out.value(&json!({
        "saved": saved, "received": received, "explained": explained, "open": open, "stale": status.stale, "kinds": kinds,
        "links": links, "batches": status.batches.len(), "checked": status.check.as_ref().map(|check| check.at),
    }));
}

fn list(common: &Common, desk: &Desk, which: OpenList, most: usize, out: &mut Out) -> Result<(), Problem> {
    desk.may_hand_over()?;
    let lines = open_records(desk.rows()?, which, most)?;
    if lines.is_empty() {
        out.line(&say(common, "cli-handover-none", &[]));
    }
    for line in &lines {
        out.line(&format!("{}  {}  {}  {}", line.key, line.number, line.name, what(common, line)));
        out.value(&json!({ "record": line.key, "number": line.number, "name": line.name, "what": what(common, line) }));
    }
    Ok(())
}

fn what(common: &Common, line: &OpenLine) -> String {
    match &line.what {
        OpenWhat::Aside(faults) => faults.iter().map(|fault| fix_text(fault, common.lang())).collect::<Vec<_>>().join(" "),
        OpenWhat::Refused(reason) => reason.clone(),
        OpenWhat::Contradicted(centrals) => centrals.join(", "),
        OpenWhat::Excepted { by, reason } => format!("{reason} ({by})"),
        OpenWhat::Made { batch } => batch.clone(),
    }
}

fn batches(common: &Common, desk: &Desk, out: &mut Out) -> Result<(), Problem> {
    desk.may_hand_over()?;
    for batch in desk.rows()?.batches()? {
        let stage = say(common, &format!("stage-{}", batch.stage.code()), &[]);
        let road = say(common, &format!("road-{}", batch.road.code()), &[]);
        let to = batch.sent.first().map(|sent| format!("→ {} {}", sent.to, write_moment(sent.at))).unwrap_or_default();
        out.line(&format!("{}  {road}  {stage}  {}  {}  {to}", batch.name, batch.records, write_moment(batch.at)));
        out.value(&json!(batch));
    }
    Ok(())
}

fn next(common: &Common, desk: &mut Desk, share: Option<Share>, out: &mut Out) -> Result<(), Failure> {
    if desk.next_to_type(&[])?.is_none() {
        // Nothing of one's own waits: what can leave now is taken.
        desk.begin_typing(&PassWish { share, ..wish(Road::Typing) }, &mut |_, _| true)?;
    }
    let (next, pace) = (desk.next_to_type(&[])?, desk.typing_pace()?);
    let secs = pace.secs.map_or_else(|| "–".to_owned(), |secs| secs.to_string());
    let values = [("left", pace.left.to_string()), ("typed", pace.typed.to_string()), ("secs", secs)];
    let Some(next) = next else {
        out.line(&say(common, "cli-typing-none", &[]));
        out.value(&json!({ "record": Value::Null, "left": pace.left, "typed": pace.typed }));
        return Ok(());
    };
    out.line(&format!("{}  {}  {}  {}", next.key, next.number, next.name, next.uhid));
    for (name, value) in &next.fields {
        out.line(&format!("  {name}: {value}"));
    }
    out.line(&say(common, "cli-typing-pace", &values.each_ref().map(|(name, value)| (*name, value.as_str()))));
    out.value(&json!({
        "record": next.key, "number": next.number, "name": next.name, "uhid": next.uhid, "fields": next.fields, "left": pace.left,
        "typed": pace.typed, "secs": pace.secs,
    }));
    Ok(())
}
