//! `index build|check|stats|search|open|close|status`: the patient index from the command line.

use super::args::Common;
use super::args_index::{BuildArgs, IndexCommand, OfficerArgs, SearchArgs, WhichArgs};
use super::out::Out;
use super::{Failure, clock, data_folder, desk, find, read_password, say};
use crate::desk::views::IndexStanding;
use crate::desk::{
    Central, IndexAsk, IndexBase, IndexBuild, IndexBuilt, Officer, PackOfficer, Place, build_index, open_index_file,
};
use crate::hospital::forms::read_day;
use crate::hospital::sex::Sex;
use crate::problem::{Problem, Trouble};
use chrono::NaiveDate;
use indicatif::{ProgressBar, ProgressStyle};
use serde_json::json;
use std::path::Path;

/// `index …`.
pub fn run(common: &Common, command: &IndexCommand, out: &mut Out) -> Result<(), Failure> {
    match command {
        IndexCommand::Build(args) => build(common, args, out),
        IndexCommand::Check(args) => check(common, args, out),
        IndexCommand::Stats(args) => stats(common, args, out),
        IndexCommand::Search(args) => search(common, args, out),
        IndexCommand::Open(args) => open(common, args, true, out),
        IndexCommand::Close(args) => open(common, args, false, out),
        IndexCommand::Status => {
            let desk = desk(common)?;
            let standing = desk.index_way()?.look().0;
            super::close(desk)?;
            tell(common, &standing, out)
        }
    }
}

/// `2022-11-24` or `24-11-2022`.
pub(super) fn day_of(text: &str) -> Result<NaiveDate, Problem> {
    let wrong = || Problem::new(Trouble::Usage, "problem-date").with("typed", text);
    text.parse().ok().or_else(|| read_day(text, clock()().date_naive())).ok_or_else(wrong)
}

fn build(common: &Common, args: &BuildArgs, out: &mut Out) -> Result<(), Failure> {
    // One of the two is there: clap asks for it.
    let from = args.from.as_deref().or(args.changes.as_deref()).ok_or_else(|| Problem::device("problem-internal"))?;
    let signed = args.base.is_some().then(|| officer_of_pack(common)).transpose()?;
    let base = args.base.as_deref().zip(signed.as_ref()).map(|(file, signed)| IndexBase { file, officer: signed.officer() });
    let request = IndexBuild {
        pack: &args.pack,
        from,
        base,
        out: &args.out,
        day: day_of(&args.day)?,
        work: args.work.as_deref(),
        faults: args.faults.as_deref(),
        lang: common.lang(),
    };
    let bar = ProgressBar::new(0);
    let style = ProgressStyle::with_template("{msg} {wide_bar} {percent}% {eta}");
    bar.set_style(style.unwrap_or_else(|_template| ProgressStyle::default_bar()));
    let mut stage = None;
    let built = build_index(&request, &clock(), &mut |progress| {
        if stage != Some(progress.stage) {
            stage = Some(progress.stage);
            bar.reset();
            bar.set_message(say(common, progress.stage.word_id(), &[]));
        }
        bar.set_length(progress.of);
        bar.set_position(progress.done);
        true
    })?;
    bar.finish_and_clear();
    let built = built.ok_or_else(|| Problem::refused("problem-index-stopped"))?;
    tell_built(common, &args.out, &built, out);
    Ok(())
}

fn tell_built(common: &Common, path: &Path, built: &IndexBuilt, out: &mut Out) {
    let (pressed, facts) = (&built.pressed, &built.pressed.facts);
    let shown = path.display().to_string();
    let n = |n: u64| n.to_string();
    out.line(&say(common, "cli-index-built", &[("path", &shown), ("people", &n(pressed.people))]));
    let rows = [("rows", n(facts.rows)), ("bad", n(facts.bad)), ("doubled", n(facts.doubled))];
    out.line(&say(common, "cli-index-rows", &rows.each_ref().map(|(name, value)| (*name, value.as_str()))));
    let faults = built.fault_list.as_ref().map(|path| path.display().to_string());
    if let Some(list) = &faults {
        out.line(&say(common, "cli-index-faults-at", &[("path", list)]));
    }
    let manifest = built.manifest.display().to_string();
    out.line(&say(common, "cli-index-manifest", &[("path", &manifest)]));
    out.value(&json!({
        "index": shown, "id": built.head.id, "site": built.head.site, "day": built.head.day, "people": pressed.people,
        "bytes": pressed.bytes, "bytes_per_person": pressed.bytes_per_person(), "sha256": pressed.sha256, "rows": facts.rows,
        "bad": facts.bad, "dropped": facts.dropped, "doubled": facts.doubled, "changed": pressed.changed, "gone": pressed.gone,
        "fault_kinds": built.faults.kinds, "faults": faults, "manifest": manifest,
    }));
}

/// Somebody of a pack, where there is no counter.
struct Signed {
    login: String,
    password: zeroize::Zeroizing<String>,
    keys: std::path::PathBuf,
}

impl Signed {
    fn officer(&self) -> PackOfficer<'_> {
        PackOfficer { login: &self.login, password: &self.password, keys: &self.keys }
    }
}

fn officer_of_pack(common: &Common) -> Result<Signed, Problem> {
    let usage = |id| Problem::new(Trouble::Usage, id);
    let login = common.user.clone().ok_or_else(|| usage("problem-no-user"))?;
    let file = common.password_file.as_deref().ok_or_else(|| usage("problem-no-password-file"))?;
    Ok(Signed { login, password: read_password(file)?, keys: Place::new(&data_folder(common)?).keys() })
}

/// Opens the index that is meant, and hands it on.
fn with_central(
    common: &Common,
    (file, pack): (Option<&Path>, Option<&Path>),
    work: impl FnOnce(&Central) -> Result<(), Failure>,
) -> Result<(), Failure> {
    if let (Some(file), Some(pack)) = (file, pack) {
        let signed = officer_of_pack(common)?;
        return work(&open_index_file(pack, file, signed.officer())?);
    }
    let desk = desk(common)?;
    let central = desk.central(file);
    super::close(desk)?;
    work(&central?)
}

fn check(common: &Common, args: &WhichArgs, out: &mut Out) -> Result<(), Failure> {
    with_central(common, (args.file.as_deref(), args.pack.as_deref()), |central| {
        let bar = ProgressBar::new(0);
        let checked = central.check(&mut |done, of| {
            bar.set_length(of);
            bar.set_position(done);
            true
        })?;
        bar.finish_and_clear();
        let checked = checked.ok_or_else(|| Problem::refused("problem-index-stopped"))?;
        for fault in &checked.faults {
            out.line(&fault.told(common.lang()).what);
        }
        let told: Vec<_> = checked.faults.iter().map(|fault| super::out::problem_value(fault, common.lang())).collect();
        out.value(&json!({ "pages": checked.pages, "good": told.is_empty(), "faults": told }));
        if told.is_empty() {
            out.line(&say(common, "cli-index-sound", &[("pages", &checked.pages.to_string())]));
            return Ok(());
        }
        out.line(&say(common, "cli-index-unsound", &[("n", &told.len().to_string())]));
        Err(Failure::Told(Trouble::Damaged.exit_code()))
    })
}

fn stats(common: &Common, args: &WhichArgs, out: &mut Out) -> Result<(), Failure> {
    with_central(common, (args.file.as_deref(), args.pack.as_deref()), |central| {
        let (stats, facts) = central.stats();
        let head = central.head();
        let people = u64::from(stats.people);
        let bytes: u64 = stats.parts.iter().map(|(_, bytes)| bytes).sum();
        let each = bytes.checked_div(people).unwrap_or(0).to_string();
        out.line(&say(common, "cli-index-people", &[("n", &people.to_string())]));
        out.line(&say(common, "cli-index-bytes", &[("n", &bytes.to_string()), ("each", &each)]));
        for (part, bytes) in &stats.parts {
            out.line(&say(common, "cli-index-part", &[("part", part), ("bytes", &bytes.to_string())]));
        }
        let parts: serde_json::Map<String, _> = stats.parts.iter().map(|(part, n)| ((*part).to_owned(), json!(n))).collect();
        out.value(&json!({
            "id": head.id, "site": head.site, "day": head.day, "made": head.made, "pages": head.pages, "people": people,
            "words": stats.words, "faces": stats.faces, "places": stats.places, "bytes": bytes, "parts": parts, "facts": facts,
        }));
        Ok(())
    })
}

fn search(common: &Common, args: &SearchArgs, out: &mut Out) -> Result<(), Failure> {
    let today = clock()().date_naive();
    let mut ask = IndexAsk::typed(&args.text.join(" "), today);
    let text = |value: &Option<String>| value.as_deref().unwrap_or("").trim().to_owned();
    let put = |slot: &mut String, value: &Option<String>| {
        if value.is_some() {
            *slot = text(value);
        }
    };
    put(&mut ask.relative, &args.relative);
    put(&mut ask.mobile, &args.mobile);
    put(&mut ask.pin, &args.pin);
    put(&mut ask.place, &args.place);
    if args.age.is_some() {
        ask.age(args.age, today);
    }
    ask.sex = args.sex.as_deref().and_then(Sex::parse).or(ask.sex);
    with_central(common, (args.which.file.as_deref(), args.which.pack.as_deref()), |central| {
        let found = central.ask(&ask, today, &|| false)?;
        for line in found.iter().take(args.limit) {
            find::tell(common, (line, None), today, out);
        }
        if found.is_empty() {
            out.line(&say(common, "cli-nothing-found", &[]));
        }
        Ok(())
    })
}

/// Opens at this counter, or closes.
fn open(common: &Common, args: &OfficerArgs, opens: bool, out: &mut Out) -> Result<(), Failure> {
    let mut desk = desk(common)?;
    let password = args.officer_password_file.as_deref().map(read_password).transpose()?;
    let officer: Officer<'_> = args.officer.as_deref().zip(password.as_ref().map(|p| p.as_str()));
    let standing = if opens { desk.open_index(officer) } else { desk.close_index(officer) };
    super::close(desk)?;
    tell(common, &standing?, out)
}

fn tell(common: &Common, standing: &IndexStanding, out: &mut Out) -> Result<(), Failure> {
    let day = |day: &NaiveDate| day.format("%d-%m-%Y").to_string();
    let (id, day, people, officer) = match standing {
        IndexStanding::None => ("index-standing-none", String::new(), 0, ""),
        IndexStanding::Closed { day: of, people, newer: false } => ("index-standing-closed", day(of), *people, ""),
        IndexStanding::Closed { day: of, people, newer: true } => ("index-standing-newer", day(of), *people, ""),
        IndexStanding::Open { day: of, people, officer } => ("index-standing-open", day(of), *people, officer.as_str()),
        IndexStanding::Damaged(problem) => return Err(problem.clone().into()),
    };
    out.line(&say(common, id, &[("day", &day), ("people", &people.to_string())]));
    let code = id.strip_prefix("index-standing-").unwrap_or(id);
    out.value(&json!({ "index": code, "day": day, "people": people, "officer": officer }));
    Ok(())
}
