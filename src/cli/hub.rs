//! `hub init|join|leave|push|pull|status`: the hub from the command line.

use super::args::Common;
use super::args_hub::{HubCommand, HubInitArgs, HubStatusArgs, HubWhereArgs};
use super::index::day_of;
use super::out::{Out, problem_value};
use super::{Failure, desk, read_password, say};
use crate::desk::views::{HubCounterLine, HubSight};
use crate::desk::{Desk, FromHub, HubLine, hub_statements};
use crate::problem::Problem;
use crate::words::grouped;
use chrono::NaiveDate;
use serde_json::json;
use std::collections::BTreeMap;

/// Kind of the entries that are registrations: what the hours are shown of.
const REGISTRATIONS: [&str; 2] = ["opd.registered", "opd.visited"];
/// Gaps named in a sentence; the rest is counted.
const GAPS_SHOWN_MAX: usize = 5;

/// `hub …`.
pub fn run(common: &Common, command: &HubCommand, out: &mut Out) -> Result<(), Failure> {
    match command {
        HubCommand::Init(args) if args.sql => {
            for statement in hub_statements() {
                out.raw(&format!("{statement};"));
            }
            Ok(())
        }
        HubCommand::Init(args) => init(common, args, out),
        HubCommand::Join(args) => join(common, args, out),
        HubCommand::Leave => {
            let mut desk = desk(common)?;
            let left = desk.leave_hub();
            super::close(desk)?;
            left?;
            out.line(&say(common, "cli-hub-left", &[]));
            out.value(&json!({ "hub": null }));
            Ok(())
        }
        HubCommand::Push => push(common, out),
        HubCommand::Pull => pull(common, out),
        HubCommand::Status(args) => status(common, args, out),
    }
}

fn line_of(desk: &Desk) -> Result<HubLine, Problem> {
    desk.hub_line()?.ok_or_else(|| Problem::refused("problem-hub-none"))
}

/// Opens the counter, does the work and closes it, whatever came of it.
fn at_desk<T>(common: &Common, work: impl FnOnce(&mut Desk) -> Result<T, Problem>) -> Result<T, Problem> {
    let mut desk = desk(common)?;
    let done = work(&mut desk);
    super::close(desk)?;
    done
}

fn name(desk: &mut Desk, args: &HubWhereArgs) -> Result<(), Problem> {
    let password = args.database_password_file.as_deref().map(read_password).transpose()?;
    let known = desk.counter().settings.hub.clone();
    let url = args.url.clone().or(known).ok_or_else(|| Problem::refused("problem-hub-none"))?;
    desk.join_hub(&url, password.as_ref().map(|p| p.as_str()))
}

fn init(common: &Common, args: &HubInitArgs, out: &mut Out) -> Result<(), Failure> {
    let from = args.from.as_deref().map(day_of).transpose()?;
    let (address, prepared) = at_desk(common, |desk| {
        name(desk, &args.at)?;
        let line = line_of(desk)?;
        let open = line.make(&desk.hub_order(from, args.days)?)?;
        desk.keep_hub_key(&open.opened())?;
        Ok((line.address(), open.prepared()))
    })?;
    out.line(&say(common, "cli-hub-made", &[("address", &address), ("day", &day(prepared))]));
    out.value(&json!({ "hub": address, "prepared": prepared }));
    Ok(())
}

fn join(common: &Common, args: &HubWhereArgs, out: &mut Out) -> Result<(), Failure> {
    let address = at_desk(common, |desk| {
        name(desk, args)?;
        let line = line_of(desk)?;
        let open = line.open()?;
        desk.keep_hub_key(&open.opened())?;
        Ok(line.address())
    })?;
    out.line(&say(common, "cli-hub-joined", &[("address", &address)]));
    out.value(&json!({ "hub": address }));
    Ok(())
}

fn push(common: &Common, out: &mut Out) -> Result<(), Failure> {
    let done = at_desk(common, |desk| {
        let mut open = line_of(desk)?.open()?;
        desk.keep_hub_key(&open.opened())?;
        open.tell(&desk.says()?)?;
        open.push(desk.rows()?, &mut |_| true)
    })?;
    let p = &done.pushed;
    let values = [("new", grouped(p.new)), ("known", grouped(p.known)), ("forks", grouped(p.forks))];
    out.line(&say(common, "cli-hub-pushed", &values.each_ref().map(|(n, v)| (*n, v.as_str()))));
    let problem = done.problem.as_ref().map(|problem| problem_value(problem, common.lang()));
    out.value(&json!({ "new": p.new, "known": p.known, "forks": p.forks, "breaks": p.breaks, "held_back": problem }));
    match done.problem {
        Some(problem) => Err(problem.into()),
        None => Ok(()),
    }
}

fn pull(common: &Common, out: &mut Out) -> Result<(), Failure> {
    let (mut new, mut known, mut forks, mut held_back) = (0, 0, 0, None);
    at_desk(common, |desk| {
        let line = line_of(desk)?;
        let mut open = line.open()?;
        desk.keep_hub_key(&open.opened())?;
        open.tell(&desk.says()?)?;
        let mut after = line.mark;
        loop {
            let FromHub { entries, mark, is_last, problem } = open.pull(&after)?;
            let taken = desk.take_from_hub(&entries)?;
            (new, known, forks) = (new + taken.new, known + taken.known, forks + taken.forks.len());
            held_back = problem.or(held_back.take());
            if mark != after {
                desk.keep_hub_mark(&mark)?;
                after = mark;
            }
            if is_last {
                return Ok(());
            }
        }
    })?;
    let values = [("new", grouped(new)), ("known", grouped(known)), ("forks", grouped(forks as u64))];
    out.line(&say(common, "cli-hub-pulled", &values.each_ref().map(|(n, v)| (*n, v.as_str()))));
    let problem = held_back.as_ref().map(|problem| problem_value(problem, common.lang()));
    out.value(&json!({ "new": new, "known": known, "forks": forks, "held_back": problem }));
    match held_back {
        Some(problem) => Err(problem.into()),
        None => Ok(()),
    }
}

fn status(common: &Common, args: &HubStatusArgs, out: &mut Out) -> Result<(), Failure> {
    let from = args.from.as_deref().map(day_of).transpose()?;
    let to = args.to.as_deref().map(day_of).transpose()?;
    let sight = at_desk(common, |desk| {
        let first = from.unwrap_or_else(|| desk.today());
        let sight = desk.hub_sight(&mut line_of(desk)?.open()?, (first, to.unwrap_or(first)))?;
        Ok(sight)
    })?;
    out.line(&say(common, "cli-hub-at", &[("address", &sight.address), ("n", &sight.counters.len().to_string())]));
    for counter in &sight.counters {
        tell_counter(common, counter, out);
    }
    tell_hours(common, &sight, out);
    out.value(&json!(sight));
    Ok(())
}

fn tell_counter(common: &Common, counter: &HubCounterLine, out: &mut Out) {
    let entries = grouped(counter.entries);
    let silent = counter.silent_secs.map(|secs| (secs / 60).to_string());
    let mut text = match &silent {
        Some(minutes) => {
            let values = [("counter", counter.installation.as_str()), ("entries", &entries), ("minutes", minutes)];
            say(common, "cli-hub-counter", &values)
        }
        None => say(common, "cli-hub-counter-stick", &[("counter", &counter.installation), ("entries", &entries)]),
    };
    if !counter.gaps.is_empty() {
        let named: Vec<String> = counter
            .gaps
            .iter()
            .take(GAPS_SHOWN_MAX)
            .map(|(a, b)| if a == b { a.to_string() } else { format!("{a}–{b}") })
            .collect();
        let missing: u64 = counter.gaps.iter().map(|(a, b)| b - a + 1).sum();
        text += &say(common, "cli-hub-gaps", &[("n", &grouped(missing)), ("which", &named.join(", "))]);
    }
    if counter.forks > 0 {
        text += &say(common, "cli-hub-forks", &[("n", &grouped(counter.forks))]);
    }
    if let Some(says) = &counter.says {
        text += &say(common, "cli-hub-says", &[("left", &grouped(u64::from(says.numbers_left)))]);
    }
    out.line(&text);
}

/// Registrations an hour: day, hour, how many.
fn tell_hours(common: &Common, sight: &HubSight, out: &mut Out) {
    let mut hours: BTreeMap<(NaiveDate, u32), u64> = BTreeMap::new();
    for hour in sight.hours.iter().filter(|h| REGISTRATIONS.contains(&h.kind.as_str())) {
        *hours.entry((hour.day, hour.hour)).or_default() += hour.entries;
    }
    for ((at, hour), entries) in hours {
        let (at, hour, entries) = (day(at), format!("{hour:02}"), grouped(entries));
        out.line(&say(common, "cli-hub-hour", &[("day", &at), ("hour", &hour), ("n", &entries)]));
    }
}

fn day(day: NaiveDate) -> String {
    day.format("%d-%m-%Y").to_string()
}
