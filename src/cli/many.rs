//! `bundle`, `merge`, `unmerge`, `conflict`, `root`, `block`, `hospital`: what many counters do together.

use super::args::Common;
use super::args_many::{
    BlockCommand, BundleCommand, BundleMakeArgs, BundleReadArgs, ConflictCommand, MergeArgs, RootArgs, SecondCommand,
};
use super::out::{Out, problem_value};
use super::{Failure, desk, say};
use crate::desk::SecondStanding;
use crate::desk::{BundlePlan, BundleWish, Conflict, ControlView, Desk, Evidence, Plan};
use crate::disk::DiskError;
use crate::hospital::forms::write_moment;
use crate::hospital::number::{CounterCode, Number};
use crate::journal::EntryId;
use crate::problem::Problem;
use crate::worker::sync_second;
use indicatif::ProgressBar;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

/// Signs in, does it, and closes the records whatever came of it.
fn at_desk(common: &Common, work: impl FnOnce(&mut Desk) -> Result<(), Failure>) -> Result<(), Failure> {
    let mut desk = desk(common)?;
    let result = work(&mut desk);
    super::close(desk)?;
    result
}

/// `bundle …`.
pub fn bundle(common: &Common, command: &BundleCommand, out: &mut Out) -> Result<(), Failure> {
    at_desk(common, |desk| match command {
        BundleCommand::Make(args) => make(common, desk, args, out),
        BundleCommand::Read(args) => read(common, desk, args, out),
        BundleCommand::List => list(common, desk, out),
    })
}

fn make(common: &Common, desk: &mut Desk, args: &BundleMakeArgs, out: &mut Out) -> Result<(), Failure> {
    let wish = BundleWish { to: args.to.clone(), all: args.all, folder: args.out.clone() };
    let bar = ProgressBar::new(0);
    let made = desk.make_bundles(&wish, &mut |done, of| {
        bar.set_length(of);
        bar.set_position(done);
        true
    })?;
    bar.finish_and_clear();
    let Some(made) = made else { return Ok(()) };
    let to = made.to.iter().map(CounterCode::as_str).collect::<Vec<_>>().join(", ");
    if made.files.is_empty() {
        out.line(&say(common, "bundle-nothing-new", &[("to", &to)]));
    }
    for file in &made.files {
        let (path, entries) = (file.path.display().to_string(), file.entries.to_string());
        let mark = file.mark.to_string();
        out.line(&say(common, "bundle-made", &[("path", &path), ("entries", &entries), ("to", &to), ("mark", short(&mark))]));
    }
    let sheet = if args.sheet { Some(desk.bundle_sheet(&made, &args.out)?) } else { None };
    if let Some(path) = &sheet {
        out.line(&say(common, "bundle-sheet", &[("path", &path.display().to_string())]));
    }
    let files: Vec<Value> = made
        .files
        .iter()
        .map(|file| json!({ "path": file.path, "entries": file.entries, "bytes": file.bytes, "mark": file.mark, "runs": file.runs }))
        .collect();
    out.value(&json!({ "to": made.to, "files": files, "sheet": sheet }));
    Ok(())
}

/// `bundle list`.
fn list(common: &Common, desk: &Desk, out: &mut Out) -> Result<(), Failure> {
    let sent = desk.sent_bundles()?;
    if sent.is_empty() {
        out.line(&say(common, "bundles-sent-none", &[]));
    }
    for bundle in &sent {
        let to = bundle.to.iter().map(CounterCode::as_str).collect::<Vec<_>>().join(", ");
        let (at, entries) = (write_moment(bundle.at), bundle.entries.to_string());
        let receipt = match bundle.taken.first() {
            Some((by, when)) => say(common, "bundle-receipt", &[("by", by), ("at", &write_moment(*when))]),
            None => say(common, "bundle-no-receipt", &[]),
        };
        out.line(&say(common, "bundle-sent", &[("at", &at), ("to", &to), ("entries", &entries), ("receipt", &receipt)]));
        let taken: Vec<Value> = bundle.taken.iter().map(|(by, at)| json!({ "by": by, "at": at })).collect();
        out.value(&json!({
            "at": bundle.at, "by": bundle.by, "to": bundle.to, "file": bundle.file, "entries": bundle.entries, "mark": bundle.mark,
            "taken": taken,
        }));
    }
    Ok(())
}

/// As people compare a hash: its first characters.
fn short(hash: &str) -> &str {
    hash.get(..12).unwrap_or(hash)
}

fn read(common: &Common, desk: &mut Desk, args: &BundleReadArgs, out: &mut Out) -> Result<(), Failure> {
    let mut worst = None;
    for path in crate::desk::bundles_in(&args.files)? {
        let read = read_one(common, desk, path.clone(), args.plan, out);
        match read {
            Ok(()) => {}
            // One bad file is told; the others are read all the same.
            Err(Failure::Problem(problem)) => {
                out.problem(&problem);
                worst = worst.max(Some(problem.trouble.exit_code()));
            }
            Err(told) => return Err(told),
        }
    }
    worst.map_or(Ok(()), |code| Err(Failure::Told(code)))
}

fn read_one(common: &Common, desk: &mut Desk, path: PathBuf, plan_only: bool, out: &mut Out) -> Result<(), Failure> {
    let bar = ProgressBar::new(0);
    let plan = desk.plan_bundle(&path, &mut |done, of| {
        bar.set_length(of);
        bar.set_position(done);
        true
    })?;
    bar.finish_and_clear();
    let Some(plan) = plan else { return Ok(()) };
    tell_plan(common, &plan, out);
    if plan_only {
        out.value(&plan_value(common, &plan));
        return Ok(());
    }
    let done = desk.take_bundle(&plan, &mut |_| {})?;
    let (new, known) = (done.taken.new.to_string(), done.taken.known.to_string());
    out.line(&say(common, "bundle-taken", &[("new", &new), ("known", &known), ("receipt", &done.receipt.to_string())]));
    let mut value = plan_value(common, &plan);
    if let Some(map) = value.as_object_mut() {
        map.insert(
            "taken".into(),
            json!({ "new": done.taken.new, "known": done.taken.known, "forks": done.taken.forks,
            "refused": done.refused, "receipt": done.receipt }),
        );
    }
    out.value(&value);
    Ok(())
}

/// What a bundle would bring, in sentences.
fn tell_plan(common: &Common, plan: &BundlePlan, out: &mut Out) {
    let from = format!("{}{}", plan.head.counter, plan.head.letter);
    let (path, made) = (plan.path.display().to_string(), plan.head.made.format("%d-%m-%Y %H:%M").to_string());
    out.line(&say(common, "bundle-from", &[("path", &path), ("from", &from), ("made", &made)]));
    tell_entries(common, &plan.plan, out);
    for fault in &plan.faults {
        out.line(&crate::desk::fault_text(fault, common.lang()));
    }
    for run in &plan.lacks {
        out.line(&say(common, "bundle-lacks", &[("run", &run.to_string())]));
    }
}

/// What came of each installation, and what is not taken.
pub fn tell_entries(common: &Common, plan: &Plan, out: &mut Out) {
    for line in &plan.lines {
        let installation = format!("{}{}", line.counter, line.letter);
        let [new, known, first, last] = [line.new, line.known, line.first, line.last].map(|n| n.to_string());
        let values =
            [("installation", installation.as_str()), ("new", &new), ("known", &known), ("first", &first), ("last", &last)];
        out.line(&say(common, "plan-line", &values));
        if !line.missing.is_empty() {
            let missing = stretches(&line.missing);
            out.line(&say(common, "plan-missing", &[("installation", &installation), ("missing", &missing)]));
        }
    }
    for at in &plan.forks {
        out.line(&say(common, "plan-fork", &[("entry", &at.to_string())]));
    }
    for (problem, count) in &plan.refused {
        let told = problem.told(common.lang());
        out.line(&say(common, "plan-refused", &[("n", &count.to_string()), ("why", &told.line())]));
    }
    if plan.ahead > 0 {
        out.line(&say(common, "plan-ahead", &[("n", &plan.ahead.to_string())]));
    }
}

/// `12, 15–18`.
pub fn stretches(gaps: &[(u64, u64)]) -> String {
    let one = |(from, to): &(u64, u64)| if from == to { from.to_string() } else { format!("{from}–{to}") };
    gaps.iter().map(one).collect::<Vec<_>>().join(", ")
}

fn plan_value(common: &Common, plan: &BundlePlan) -> Value {
    let faults: Vec<String> = plan.faults.iter().map(|fault| crate::desk::fault_text(fault, common.lang())).collect();
    json!({
        "file": plan.path, "from": format!("{}{}", plan.head.counter, plan.head.letter), "made": plan.head.made,
        "mark": plan.mark, "new": plan.plan.new_entries(), "known": plan.plan.known, "forks": plan.plan.forks,
        "ahead": plan.plan.ahead, "faults": faults, "lacks": plan.lacks,
        "refused": refused_value(common, &plan.plan), "installations": lines_value(&plan.plan),
    })
}

/// Why entries are not taken, as JSON.
pub fn refused_value(common: &Common, plan: &Plan) -> Vec<Value> {
    plan.refused.iter().map(|(problem, n)| json!({ "n": n, "problem": problem_value(problem, common.lang()) })).collect()
}

/// What came of each installation, as JSON.
pub fn lines_value(plan: &Plan) -> Vec<Value> {
    plan.lines
        .iter()
        .map(|l| {
            json!({ "installation": format!("{}{}", l.counter, l.letter), "first": l.first, "last": l.last, "new": l.new,
                "known": l.known, "missing": l.missing })
        })
        .collect()
}

/// How long a command that asks about the second medium waits for it.
const SECOND_ASKED: std::time::Duration = std::time::Duration::from_secs(20);

/// `second …`. Closes without a second look at the medium: what is to be said of it was said.
pub fn second(common: &Common, command: &SecondCommand, out: &mut Out) -> Result<(), Failure> {
    let mut desk = desk(common)?;
    let told = second_of(common, &mut desk, command, out);
    desk.close()?;
    told
}

fn second_of(common: &Common, desk: &mut Desk, command: &SecondCommand, out: &mut Out) -> Result<(), Failure> {
    let mut settings = desk.settings().clone();
    match command {
        SecondCommand::Set { folder } => settings.second = Some(absolute(folder)?),
        SecondCommand::Off => settings.second = None,
        SecondCommand::Status => {}
    }
    if settings != *desk.settings() {
        desk.keep_settings(settings)?;
    }
    let (text, waiting) = match sync_second(desk, SECOND_ASKED)? {
        SecondStanding::None | SecondStanding::Asking => (say(common, "second-none", &[]), 0),
        SecondStanding::Behind(waiting) => (say(common, "second-behind", &[("n", &waiting.to_string())]), waiting),
        SecondStanding::Whole => (say(common, "second-whole", &[]), 0),
        SecondStanding::Trouble { waiting, problem } => {
            out.value(&json!({ "second": desk.settings().second, "waiting": waiting }));
            return Err(problem.into());
        }
    };
    out.line(&text);
    out.value(&json!({ "second": desk.settings().second, "waiting": waiting }));
    Ok(())
}

/// The counter may be opened from elsewhere next time.
fn absolute(folder: &Path) -> Result<PathBuf, Problem> {
    std::path::absolute(folder).map_err(|e| DiskError::new(folder, e).into())
}

fn patient(desk: &Desk, number: &str) -> Result<EntryId, Problem> {
    desk.patient_of_number(number)?.ok_or_else(|| Problem::refused("problem-not-found"))
}

/// `merge KEEP WITH`, `unmerge ONE OTHER`.
pub fn merge(common: &Common, args: &MergeArgs, together: bool, out: &mut Out) -> Result<(), Failure> {
    at_desk(common, |desk| {
        let (keep, with) = (patient(desk, &args.keep)?, patient(desk, &args.with)?);
        let evidence = desk.compare_patients(&keep, &with)?;
        tell_evidence(common, &evidence, out);
        let entry = match (args.look, together) {
            (true, _) => None,
            (false, true) => Some(desk.merge_patients(&keep, &with, &args.reason)?),
            (false, false) => Some(desk.unmerge_patients(&keep, &with, &args.reason)?),
        };
        if let Some(entry) = &entry {
            let id = if together { "merge-done" } else { "unmerge-done" };
            out.line(&say(common, id, &[("keep", &args.keep), ("with", &args.with), ("entry", &entry.to_string())]));
        }
        let why: Vec<String> = evidence.why.iter().map(|why| why.text(common.lang())).collect();
        out.value(&json!({ "keep": args.keep, "with": args.with, "score": evidence.score, "why": why, "entry": entry }));
        Ok(())
    })
}

fn tell_evidence(common: &Common, evidence: &Evidence, out: &mut Out) {
    for side in &evidence.sides {
        let name = side.line.name.shown().to_owned();
        let [visits, cases] = [side.visits, side.cases].map(|n| n.to_string());
        let values = [("number", side.line.number.as_str()), ("name", &name), ("visits", &visits), ("cases", &cases)];
        out.line(&say(common, "evidence-side", &values));
    }
    let why: Vec<String> = evidence.why.iter().map(|why| why.text(common.lang())).collect();
    out.line(&say(common, "evidence-score", &[("score", &evidence.score.to_string()), ("why", &why.join(", "))]));
}

/// `conflict …`.
pub fn conflict(common: &Common, command: &ConflictCommand, out: &mut Out) -> Result<(), Failure> {
    at_desk(common, |desk| match command {
        ConflictCommand::List => {
            let all = desk.conflicts()?;
            if all.is_empty() {
                out.line(&say(common, "conflict-none", &[]));
            }
            for one in &all {
                out.line(&conflict_line(common, one));
                out.value(&conflict_value(one));
            }
            Ok(())
        }
        ConflictCommand::Patient { number, keep, reason } => {
            let patient = patient(desk, number)?;
            let entry = desk.settle_patient(&patient, keep, reason)?;
            settled(common, &entry, out);
            Ok(())
        }
        ConflictCommand::Fork { at, keep, again, reason } => {
            let hash = desk.copy_named(at, keep)?;
            let entry = desk.settle_fork(at, hash, *again, reason)?;
            settled(common, &entry, out);
            Ok(())
        }
    })
}

fn settled(common: &Common, entry: &EntryId, out: &mut Out) {
    out.line(&say(common, "conflict-settled", &[("entry", &entry.to_string())]));
    out.value(&json!({ "entry": entry }));
}

fn conflict_line(common: &Common, one: &Conflict) -> String {
    let kind = say(common, one.word_id(), &[]);
    match one {
        Conflict::Fork { at, copies } => {
            let copies: Vec<String> = copies
                .iter()
                .map(|c| {
                    format!(
                        "{} {} {} {}",
                        short(&c.hash.to_string()),
                        c.entry.body.kind(),
                        c.entry.header.by,
                        c.entry.header.time
                    )
                })
                .collect();
            format!("{kind}: {at}: {}", copies.join(" | "))
        }
        Conflict::Patient { line, sides } => {
            let sides: Vec<String> = sides.iter().map(|s| format!("{} {} {}", s.entry, s.by, s.at)).collect();
            format!("{kind}: {}: {}", line.number, sides.join(" | "))
        }
        Conflict::Bed { bed, patients, .. } => {
            format!("{kind}: {bed}: {}", patients.iter().map(Number::as_str).collect::<Vec<_>>().join(" | "))
        }
        Conflict::Tube { accession, orders } => {
            format!("{kind}: {accession}: {}", orders.iter().map(EntryId::to_string).collect::<Vec<_>>().join(" | "))
        }
        Conflict::Step { case, number, .. } => {
            format!("{kind}: {}", number.as_ref().map_or_else(|| case.to_string(), |n| n.as_str().to_owned()))
        }
    }
}

fn conflict_value(one: &Conflict) -> Value {
    match one {
        Conflict::Fork { at, copies } => {
            let copies: Vec<Value> = copies
                .iter()
                .map(|c| json!({ "hash": c.hash, "kind": c.entry.body.kind(), "by": c.entry.header.by, "at": c.entry.header.time }))
                .collect();
            json!({ "conflict": "fork", "entry": at, "copies": copies })
        }
        Conflict::Patient { line, sides } => {
            let sides: Vec<Value> =
                sides.iter().map(|s| json!({ "entry": s.entry, "by": s.by, "at": s.at, "reason": s.reason })).collect();
            json!({ "conflict": "patient", "patient": line.number, "sides": sides })
        }
        Conflict::Bed { ward, bed, patients } => json!({ "conflict": "bed", "ward": ward, "bed": bed, "patients": patients }),
        Conflict::Tube { accession, orders } => json!({ "conflict": "tube", "tube": accession.to_string(), "orders": orders }),
        Conflict::Step { case, number, .. } => json!({ "conflict": "step", "case": case, "number": number }),
    }
}

/// `root`.
pub fn root(common: &Common, args: &RootArgs, out: &mut Out) -> Result<(), Failure> {
    at_desk(common, |desk| {
        let (run, hash) = desk.root_between(args.of.as_deref(), args.from, args.to)?;
        let text = hash.to_string();
        out.line(&say(common, "root-is", &[("run", &run), ("root", &text)]));
        let fits = args.check.as_ref().map(|said| said.trim() == text);
        out.value(&json!({ "run": run, "root": hash, "fits": fits }));
        match fits {
            None => Ok(()),
            Some(true) => {
                out.line(&say(common, "root-whole", &[]));
                Ok(())
            }
            Some(false) => Err(Problem::damaged("problem-root-other").with("run", run).into()),
        }
    })
}

/// `block …`.
pub fn block(common: &Common, command: &BlockCommand, out: &mut Out) -> Result<(), Failure> {
    at_desk(common, |desk| {
        let entry = match command {
            BlockCommand::List => {
                tell_counters(common, desk, out)?;
                return Ok(());
            }
            BlockCommand::Issue { counter, more, reason } => desk.issue_block(counter, *more, reason)?,
            BlockCommand::Revoke { counter, reason } => desk.revoke_block(counter, reason)?,
        };
        out.line(&say(common, "block-said", &[("entry", &entry.to_string())]));
        out.value(&json!({ "entry": entry }));
        Ok(())
    })
}

/// `hospital`: how every counter stands.
pub fn hospital(common: &Common, out: &mut Out) -> Result<(), Failure> {
    at_desk(common, |desk| {
        tell_counters(common, desk, out)?;
        let view = desk.control_view()?;
        tell_view(common, &view, out);
        Ok(())
    })
}

fn tell_counters(common: &Common, desk: &Desk, out: &mut Out) -> Result<(), Failure> {
    for line in desk.counter_lines()? {
        let shown = line.installations.iter().map(|i| (format!("{}{}", line.code, i.letter), i));
        for (name, i) in shown {
            let seen = i.last_time.map(|t| t.format("%d-%m %H:%M").to_string()).unwrap_or_default();
            let left = line.block.last.saturating_sub(i.patients).to_string();
            let [entries, gaps] = [i.entries.to_string(), stretches(&i.gaps)];
            let values = [("installation", name.as_str()), ("entries", &entries), ("seen", &seen), ("left", &left)];
            out.line(&say(common, "counter-line", &values));
            if !gaps.is_empty() {
                out.line(&say(common, "plan-missing", &[("installation", &name), ("missing", &gaps)]));
            }
        }
        let installations: Vec<Value> = line
            .installations
            .iter()
            .map(|i| {
                json!({ "installation": format!("{}{}", line.code, i.letter), "entries": i.entries, "last": i.last,
                    "last_time": i.last_time, "gaps": i.gaps, "patients": i.patients, "tells": i.tells.as_ref().map(|(_, t)| t),
                    "shifts": i.shifts.iter().map(|s| json!({ "first": s.first, "last": s.last, "standing": s.standing.word_id() })).collect::<Vec<_>>() })
            })
            .collect();
        out.value(&json!({ "counter": line.code, "block_last": line.block.last, "revoked": line.block.revoked.is_some(),
            "installations": installations }));
    }
    Ok(())
}

fn tell_view(common: &Common, view: &ControlView, out: &mut Out) {
    let today: u64 = view.hours[0].iter().sum();
    let waiting: u64 = view.queues.iter().map(|q| q.waiting).sum();
    let (taken, beds) = view.wards.iter().fold((0, 0), |(taken, beds), ward| (taken + ward.taken, beds + ward.beds));
    let tubes: u32 = view.lab.iter().flat_map(|(_, ages)| ages).sum();
    let values = [
        today.to_string(),
        waiting.to_string(),
        taken.to_string(),
        beds.to_string(),
        tubes.to_string(),
        view.conflicts.to_string(),
    ];
    let [today, waiting, taken, beds, tubes, conflicts] = values.each_ref().map(String::as_str);
    let named =
        [("today", today), ("waiting", waiting), ("taken", taken), ("beds", beds), ("tubes", tubes), ("conflicts", conflicts)];
    out.line(&say(common, "hospital-line", &named));
    let lab: Vec<Value> = view.lab.iter().map(|(place, ages)| json!({ "place": place, "ages": ages })).collect();
    let queues: Vec<Value> = view.queues.iter().map(|q| json!({ "clinic": q.clinic, "waiting": q.waiting })).collect();
    let wards: Vec<Value> = view.wards.iter().map(|w| json!({ "ward": w.code, "beds": w.beds, "taken": w.taken })).collect();
    out.value(
        &json!({ "at": view.at, "hours": view.hours, "queues": queues, "wards": wards, "lab": lab, "conflicts": view.conflicts }),
    );
}
