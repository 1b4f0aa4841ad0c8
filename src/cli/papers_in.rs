//! `scan FILE…`, `rebuild FILE…`, `day-register --out FILE`.

use super::args::Common;
use super::args_papers::{DayRegisterArgs, RebuildArgs, ScanArgs};
use super::out::{Out, problem_value};
use super::{Failure, clock, data_folder, desk, read_password, say};
use crate::desk::papers_in::{
    BundleKeys, MissingOf, OtherKey, PaperPlan, PaperTaken, Reads, Rebuild, Refused, Tray, missing_paper, plan_rebuild,
    read_papers, rebuild, rebuild_keys,
};
use crate::desk::{Desk, Place, Printed, SetUp, SetUpDone, Standing, paper_pdf, recovery_pdf};
use crate::disk;
use crate::hospital::forms::read_day;
use crate::hospital::number::CounterCode;
use crate::problem::{Problem, Trouble};
use indicatif::ProgressBar;
use serde_json::{Value, json};
use std::path::PathBuf;

fn read(files: &[PathBuf], keys: &BundleKeys) -> Result<Reads, Problem> {
    let bar = ProgressBar::new(0);
    let reads = read_papers(files, keys, &mut |done, of| {
        bar.set_length(of);
        bar.set_position(done);
        true
    })?;
    bar.finish_and_clear();
    Ok(reads.unwrap_or_default())
}

/// `scan`.
pub fn scan(common: &Common, args: &ScanArgs, out: &mut Out) -> Result<(), Failure> {
    let mut desk = desk(common)?;
    let read = read(&args.files, &desk.bundle_keys()).and_then(|reads| desk.lay_in(reads));
    let done = read.map_err(Failure::from).and_then(|plan| take(&mut desk, common, (&plan, args.plan), out));
    super::close(desk)?;
    done
}

/// Tells the plan, and takes it unless it is only asked for.
fn take(desk: &mut Desk, common: &Common, (plan, only_plan): (&PaperPlan, bool), out: &mut Out) -> Result<(), Failure> {
    tell_plan(common, plan, out);
    if only_plan {
        return Ok(());
    }
    let taken = desk.take_papers(&mut |_done| {})?;
    let values = [("new", taken.new), ("known", taken.known)].map(|(name, n)| (name, n.to_string()));
    out.line(&say(common, "cli-papers-taken", &values.each_ref().map(|(name, n)| (*name, n.as_str()))));
    out.value(&taken_value(&taken));
    Ok(())
}

fn tell_plan(common: &Common, plan: &PaperPlan, out: &mut Out) {
    let values = [
        ("files", plan.files),
        ("pages", plan.pages),
        ("codes", plan.codes),
        ("new", plan.plan.new_entries()),
        ("known", plan.plan.known),
        ("numbers", plan.numbers),
        ("bundles", plan.bundles),
        ("ahead", plan.plan.ahead),
    ]
    .map(|(name, n)| (name, n.to_string()));
    let shown = values.each_ref().map(|(name, n)| (*name, n.as_str()));
    out.line(&say(common, "cli-papers-plan", &shown));
    if plan.numbers > 0 {
        out.line(&say(common, "cli-papers-numbers", &shown));
    }
    for parts in &plan.waiting {
        let missing = parts.missing.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
        let (of, place) = (parts.of.to_string(), where_words(common, &parts.place.file, parts.place.page));
        let values =
            [("mark", parts.mark.as_str()), ("missing", missing.as_str()), ("of", of.as_str()), ("place", place.as_str())];
        out.line(&say(common, "cli-papers-parts", &values));
    }
    for refused in &plan.refused {
        out.line(&refused_line(common, refused));
    }
    for fork in &plan.plan.forks {
        out.line(&Problem::damaged("problem-slip-fork").with("entry", fork.to_string()).told(common.lang()).what);
    }
    if plan.plan.ahead > 0 {
        out.line(&say(common, "cli-papers-ahead", &shown));
    }
    out.value(&plan_value(common, plan));
}

fn refused_line(common: &Common, refused: &Refused) -> String {
    let told = refused.problem.told(common.lang());
    format!("{}: {} {}", where_words(common, &refused.place.file, refused.place.page), told.what, told.act)
}

/// `stack.pdf, page 3`.
fn where_words(common: &Common, file: &str, page: u64) -> String {
    if page == 0 {
        return file.to_owned();
    }
    say(common, "papers-place", &[("file", file), ("page", &page.to_string())])
}

fn plan_value(common: &Common, plan: &PaperPlan) -> Value {
    let lines: Vec<Value> = plan
        .plan
        .lines
        .iter()
        .map(|line| {
            json!({ "installation": format!("{}{}", line.counter, line.letter), "first": line.first, "last": line.last,
                    "new": line.new, "known": line.known, "missing": line.missing })
        })
        .collect();
    let refused: Vec<Value> = plan
        .refused
        .iter()
        .map(|r| json!({ "file": r.place.file, "page": r.place.page, "problem": problem_value(&r.problem, common.lang()) }))
        .collect();
    let waiting: Vec<Value> = plan
        .waiting
        .iter()
        .map(|w| json!({ "mark": w.mark, "missing": w.missing, "of": w.of, "file": w.place.file, "page": w.place.page }))
        .collect();
    json!({ "plan": { "files": plan.files, "pages": plan.pages, "empty": plan.empty, "codes": plan.codes, "numbers": plan.numbers,
        "bundles": plan.bundles, "sealed": plan.sealed,
        "new": plan.plan.new_entries(), "known": plan.plan.known, "ahead": plan.plan.ahead,
        "forks": plan.plan.forks.iter().map(ToString::to_string).collect::<Vec<_>>(),
        "installations": lines, "waiting": waiting, "refused": refused } })
}

fn taken_value(taken: &PaperTaken) -> Value {
    json!({ "taken": { "new": taken.new, "known": taken.known, "forks": taken.forks, "ahead": taken.ahead,
        "waiting": taken.waiting, "refused": taken.refused } })
}

/// `rebuild`.
pub fn run_rebuild(common: &Common, args: &RebuildArgs, out: &mut Out) -> Result<(), Failure> {
    let place = Place::new(&data_folder(common)?);
    if let (Standing::Empty, Some(pack), Some(counter)) = (place.look()?, &args.pack, &args.counter) {
        return begin(common, args, (&place, pack, counter), out);
    }
    // A counter is here: what is left of the dead one is taken in beside its own records.
    let mut desk = desk(common)?;
    let read = read(&args.files, &desk.bundle_keys()).and_then(|reads| desk.lay_in(reads));
    let done = read.map_err(Failure::from).and_then(|plan| fill(&mut desk, common, args, &plan, out));
    super::close(desk)?;
    done
}

/// A new installation under the letter after the dead one's, filled by whoever set it up.
fn begin(
    common: &Common,
    args: &RebuildArgs,
    (place, pack, counter): (&Place, &PathBuf, &str),
    out: &mut Out,
) -> Result<(), Failure> {
    let usage = |id| Problem::new(Trouble::Usage, id);
    let login = common.user.as_deref().ok_or_else(|| usage("problem-no-user"))?;
    let password = read_password(common.password_file.as_deref().ok_or_else(|| usage("problem-no-password-file"))?)?;
    let new = args.new_password_file.as_deref().map(read_password).transpose()?.unwrap_or_default();
    let code =
        CounterCode::new(counter).map_err(|_shape| Problem::refused("problem-counter-unknown").with("counter", counter))?;
    let set_up =
        SetUp { pack, counter: code, login, password: &password, new_password: &new, reason: &args.reason, drill: args.drill };
    let keys = rebuild_keys(place, &set_up, &other_keys(args)?)?;
    let mut tray = Tray::default();
    tray.lay(read(&args.files, &keys)?);
    let clock = clock();
    let plan = plan_rebuild(place, &keys, (&set_up, args.dead), (&tray, &clock))?;
    if args.plan {
        tell_plan(common, &plan.papers, out);
        plan.missing.iter().for_each(|of| tell_missing(common, of, out));
        return Ok(());
    }
    let made = rebuild(place, &Rebuild { set_up, dead: args.dead }, &tray, &clock)?;
    tell_made(common, args, &made, out)?;
    let password = if new.is_empty() { password } else { new };
    let mut desk = made.counter.sign_in(login, &password).map_err(|(_counter, problem)| problem)?;
    desk.take_over(tray);
    let done = desk.papers_plan().map_err(Failure::from).and_then(|plan| fill(&mut desk, common, args, &plan, out));
    super::close(desk)?;
    done
}

fn other_keys(args: &RebuildArgs) -> Result<Vec<OtherKey>, Problem> {
    let mut keys = Vec::new();
    if let Some(file) = &args.recovery_key_file {
        keys.push(OtherKey::Recovery(read_password(file)?));
    }
    if let (Some(login), Some(file)) = (&args.opener, &args.opener_password_file) {
        keys.push(OtherKey::Person { login: login.clone(), password: read_password(file)? });
    }
    Ok(keys)
}

fn tell_made(common: &Common, args: &RebuildArgs, made: &SetUpDone, out: &mut Out) -> Result<(), Problem> {
    let file = &made.counter.file;
    let installation = file.installation();
    if let Some(path) = &args.recovery_sheet {
        let pdf = recovery_pdf(&made.counter.masters, file, &made.recovery_key, file.since)?;
        disk::write_private(path, &pdf)?;
    }
    out.line(&say(common, "cli-counter-open", &[("counter", &installation)]));
    out.line(&say(common, "cli-recovery-key", &[("key", &made.recovery_key)]));
    out.value(&json!({ "counter": installation, "recovery_key": made.recovery_key.as_str() }));
    Ok(())
}

fn fill(desk: &mut Desk, common: &Common, args: &RebuildArgs, plan: &PaperPlan, out: &mut Out) -> Result<(), Failure> {
    take(desk, common, (plan, args.plan), out)?;
    let missing = desk.missing()?;
    for of in &missing {
        tell_missing(common, of, out);
    }
    if let Some(path) = &args.list {
        disk::write(path, &paper_pdf(&missing_list(desk, &missing))?)?;
        out.line(&say(common, "cli-slip-written", &[("path", &path.display().to_string())]));
    }
    Ok(())
}

fn missing_list(desk: &Desk, all: &[MissingOf]) -> Printed {
    missing_paper(all, (desk.masters(), &desk.counter().file, &desk.user().name, desk.now()))
}

fn tell_missing(common: &Common, of: &MissingOf, out: &mut Out) {
    let run = |(first, last): &(u64, u64)| if first == last { first.to_string() } else { format!("{first}–{last}") };
    let gaps = of.gaps.iter().map(run).collect::<Vec<_>>().join(", ");
    let (held, last) = (of.held.to_string(), of.last.to_string());
    let at = of.last_at.map(|at| at.format("%d-%m-%Y %H:%M").to_string()).unwrap_or_default();
    let values = [("installation", of.installation.as_str()), ("held", &held), ("last", &last), ("missing", &gaps), ("at", &at)];
    out.line(&say(common, if gaps.is_empty() { "cli-missing-none" } else { "cli-missing-entries" }, &values));
    for series in of.series.iter().filter(|series| !series.missing.is_empty()) {
        let name = if common.lang() == crate::hospital::pack::Lang::Hi { &series.name.hi } else { &series.name.en };
        let missing = series.missing.join(", ");
        out.line(&say(common, "cli-missing-series", &[("series", name), ("missing", &missing), ("last", &series.last)]));
    }
    let series: Vec<Value> = of
        .series
        .iter()
        .map(|s| json!({ "series": s.name.en, "first": s.first, "last": s.last, "seen": s.seen, "missing": s.missing }))
        .collect();
    out.value(&json!({ "missing": { "installation": of.installation, "held": of.held, "last": of.last,
        "complete": of.is_complete(), "last_at": of.last_at.map(|at| at.to_rfc3339()), "entries": of.gaps, "series": series } }));
}

/// `day-register`.
pub fn day_register(common: &Common, args: &DayRegisterArgs, out: &mut Out) -> Result<(), Failure> {
    let desk = desk(common)?;
    let today = desk.today();
    let day = match &args.day {
        Some(text) => read_day(text, today)
            .or_else(|| text.parse().ok())
            .ok_or_else(|| Problem::new(Trouble::Usage, "problem-date").with("typed", text.as_str()))?,
        None => today,
    };
    let printed = desk.day_register(day)?;
    disk::write(&args.out, &paper_pdf(&printed)?)?;
    super::close(desk)?;
    let path = args.out.display().to_string();
    out.line(&say(common, "cli-slip-written", &[("path", &path)]));
    out.value(&json!({ "file": path, "pages": printed.pages.len() }));
    Ok(())
}
