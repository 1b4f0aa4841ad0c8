//! `event …`, `incident …`, `roster …`, `shift …`, `notice …`: who is in charge, and the books of the control room.

use super::args::Common;
use super::args_index::OfficerArgs;
use super::cases::{day, fill, fill_with, with_desk, write_list};
use super::event_args::{DrillCommand, EventCommand, IncidentCommand, NoticeArgs, RosterCommand, SayArgs, ShiftCommand};
use super::out::Out;
use super::{Failure, clock, data_folder, read_password, say};
use crate::desk::event::{Audience, DrillReport, DrillWish, EventPaper, SaidLine, Standing, end_drill};
use crate::desk::{Counter, Desk, Place};
use crate::hospital::event::{Scope, Side};
use crate::hospital::forms::{FormId, Sheet, choice_text, write_moment};
use crate::journal::EntryId;
use crate::problem::{Problem, Trouble};
use serde_json::json;
use std::io::Read as _;

/// Longest text of codes that is read from standard input, in bytes.
const CODES_BYTES_MAX: u64 = 64 * 1024;

/// `event …`.
pub fn run(common: &Common, command: &EventCommand, out: &mut Out) -> Result<(), Failure> {
    match command {
        EventCommand::Declare(args) => with_desk(common, |desk| say_it(common, desk, args, Side::Manual, out)),
        EventCommand::End(args) => with_desk(common, |desk| say_it(common, desk, args, Side::Central, out)),
        EventCommand::Status => with_desk(common, |desk| status(common, desk, out)),
        EventCommand::List => with_desk(common, |desk| {
            let status = desk.event_status()?;
            for line in &status.said {
                tell_said(common, desk, line, out);
            }
            if status.said.is_empty() {
                out.line(&say(common, "cli-event-none", &[]));
            }
            Ok(())
        }),
        EventCommand::Take { codes } => with_desk(common, |desk| take(common, desk, codes, out)),
        EventCommand::Drill { command } => drill(common, command, out),
    }
}

fn say_it(common: &Common, desk: &mut Desk, args: &SayArgs, side: Side, out: &mut Out) -> Result<(), Failure> {
    let typed = || Problem::new(Trouble::Usage, "problem-scope-typed").with("typed", args.scope.clone());
    let scope: Scope = args.scope.parse().map_err(|_shape| typed())?;
    let mut values = Sheet::from([("side", side.code()), ("at", &args.at), ("reason", &args.reason)]);
    values.set("module", scope.module.map_or("", |module| module.code()));
    values.set("counter", scope.counter.as_ref().map_or("", |counter| counter.as_str()));
    let OfficerArgs { officer, officer_password_file } = &args.officer;
    let password = officer_password_file.as_deref().map(read_password).transpose()?;
    let said = desk.say_event(&values, officer.as_deref().zip(password.as_ref().map(|p| p.as_str())))?;
    out.line(&said_text(common, &said.line));
    let also: Vec<String> = said.also.iter().map(ToString::to_string).collect();
    if !also.is_empty() {
        let places: Vec<String> = said.also.iter().map(|scope| place(common, scope)).collect();
        out.line(&say(common, "event-also", &[("places", &places.join(", "))]));
    }
    let mut value = said_value(&said.line);
    if let Some(object) = value.as_object_mut() {
        object.insert("also".to_owned(), json!(also));
    }
    out.value(&value);
    Ok(())
}

/// `ओपीडी, K7`, or the whole hospital.
fn place(common: &Common, scope: &Scope) -> String {
    let module = scope.module.map(|module| choice_text("module", module.code(), common.lang()).to_owned());
    let parts: Vec<String> = module.into_iter().chain(scope.counter.as_ref().map(ToString::to_string)).collect();
    if parts.is_empty() { say(common, "event-hospital", &[]) } else { parts.join(", ") }
}

fn said_text(common: &Common, line: &SaidLine) -> String {
    let id = match line.statement.side {
        Side::Manual => "event-said-manual",
        Side::Central => "event-said-central",
    };
    let at = write_moment(line.statement.from);
    say(common, id, &[("place", &place(common, &line.statement.scope)), ("at", &at)])
}

fn said_value(line: &SaidLine) -> serde_json::Value {
    let s = &line.statement;
    json!({
        "entry": line.id, "scope": s.scope.to_string(), "side": s.side.code(), "from": s.from, "said": s.said,
        "officer": s.officer, "by": line.by, "reason": s.reason, "entitled": line.entitled,
    })
}

fn side_text(common: &Common, side: Side) -> String {
    say(common, if side == Side::Central { "event-side-central" } else { "event-side-manual" }, &[])
}

fn tell_said(common: &Common, desk: &Desk, line: &SaidLine, out: &mut Out) {
    let s = &line.statement;
    let officer = desk.masters().user(&s.officer).map_or(s.officer.as_str(), |user| user.name.get(common.lang()));
    let values = [
        ("at", write_moment(s.from)),
        ("place", place(common, &s.scope)),
        ("side", side_text(common, s.side)),
        ("officer", officer.to_owned()),
        ("reason", s.reason.clone()),
    ];
    let values: Vec<(&str, &str)> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
    out.line(&say(common, "cli-event-line", &values));
    if !line.entitled {
        out.line(&say(common, "event-no-right", &[]));
    }
    out.value(&said_value(line));
}

fn since_text(common: &Common, standing: &Standing) -> String {
    match &standing.by {
        Some(by) => say(common, "event-since", &[("at", &write_moment(by.from))]),
        None => say(common, "event-never-said", &[]),
    }
}

fn status(common: &Common, desk: &Desk, out: &mut Out) -> Result<(), Failure> {
    let status = desk.event_status()?;
    for module in &status.modules {
        let except: Vec<String> =
            module.exceptions.iter().map(|(counter, side)| format!("{counter} {}", side_text(common, *side))).collect();
        let except =
            if except.is_empty() { String::new() } else { say(common, "event-except", &[("counters", &except.join(", "))]) };
        let values = [
            ("module", choice_text("module", module.module.code(), common.lang()).to_owned()),
            ("side", side_text(common, module.standing.side)),
            ("since", since_text(common, &module.standing)),
            ("except", except),
        ];
        let values: Vec<(&str, &str)> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
        out.line(say(common, "cli-event-module", &values).trim_end());
        let others: serde_json::Map<String, serde_json::Value> =
            module.exceptions.iter().map(|(counter, side)| (counter.to_string(), json!(side.code()))).collect();
        out.value(&json!({
            "module": module.module.code(), "side": module.standing.side.code(), "here": module.here.side.code(),
            "since": module.standing.by.as_ref().map(|by| by.from), "except": others,
        }));
    }
    Ok(())
}

fn take(common: &Common, desk: &mut Desk, codes: &[String], out: &mut Out) -> Result<(), Failure> {
    let mut text = String::new();
    let codes: Vec<&str> = if codes.len() == 1 && codes.first().is_some_and(|code| code == "-") {
        let stdin = std::io::stdin().lock().take(CODES_BYTES_MAX).read_to_string(&mut text);
        stdin.map_err(|error| Problem::from(crate::disk::DiskError::new(std::path::Path::new("-"), error)))?;
        text.lines().map(str::trim).filter(|line| !line.is_empty()).collect()
    } else {
        codes.iter().map(String::as_str).collect()
    };
    let id = desk.take_slip(&codes)?;
    let line = desk.said(&id)?.ok_or_else(|| Problem::refused("problem-slip-kind"))?;
    out.line(&say(common, "event-taken", &[("what", &said_text(common, &line))]));
    out.value(&said_value(&line));
    Ok(())
}

fn drill(common: &Common, command: &DrillCommand, out: &mut Out) -> Result<(), Failure> {
    let place = Place::new(&data_folder(common)?);
    match command {
        DrillCommand::Begin { reason } => {
            let counter = Counter::open(place, clock())?;
            let (login, password) = officer(common)?;
            let made = counter.begin_drill(&DrillWish { login: &login, password: &password, reason })?;
            let path = made.folder().display().to_string();
            out.line(&say(common, "cli-drill-begun", &[("path", &path)]));
            out.value(&json!({ "drill": path }));
        }
        DrillCommand::End { note } => {
            let (login, password) = officer(common)?;
            let done = end_drill(&place, &DrillWish { login: &login, password: &password, reason: note }, &clock())?;
            let path = done.folder.display().to_string();
            let secs = done.report.median_secs().map_or_else(|| "–".to_owned(), |secs| secs.to_string());
            let n = done.report.registered().to_string();
            out.line(&say(common, "drill-ended", &[("n", &n), ("secs", &secs), ("path", &path)]));
            let mut value = report_value(&done.report);
            if let Some(object) = value.as_object_mut() {
                object.insert("folder".to_owned(), json!(path));
            }
            out.value(&value);
        }
        DrillCommand::Status => {
            let counter = Counter::open(place, clock())?;
            let path = counter.place.drill().display().to_string();
            if let Some(drill) = counter.drill()? {
                let at = write_moment(drill.since);
                out.line(&say(common, "cli-drill-status", &[("at", &at), ("reason", &drill.reason), ("path", &path)]));
                out.value(&json!({ "drill": path, "since": drill.since, "reason": drill.reason }));
            } else {
                out.line(&say(common, "cli-drill-none", &[]));
                out.value(&json!({ "drill": null }));
            }
        }
        DrillCommand::Report { out: file } => {
            return with_desk(common, |desk| {
                let report = desk.drill_report()?;
                if let Some(file) = file {
                    return write_list(common, &desk.event_paper(&EventPaper::Drill)?, file, out);
                }
                for person in &report.people {
                    let secs = person.median_secs().map_or_else(|| "–".to_owned(), |secs| secs.to_string());
                    let values = [("n", person.registered.to_string()), ("secs", secs), ("other", person.other.to_string())];
                    let mut values: Vec<(&str, &str)> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
                    values.push(("person", &person.login));
                    out.line(&say(common, "cli-drill-person", &values));
                }
                out.value(&report_value(&report));
                Ok(())
            });
        }
    }
    Ok(())
}

fn officer(common: &Common) -> Result<(String, zeroize::Zeroizing<String>), Problem> {
    let usage = |id| Problem::new(Trouble::Usage, id);
    let login = common.user.clone().ok_or_else(|| usage("problem-no-user"))?;
    let file = common.password_file.as_deref().ok_or_else(|| usage("problem-no-password-file"))?;
    Ok((login, read_password(file)?))
}

fn report_value(report: &DrillReport) -> serde_json::Value {
    let people: Vec<serde_json::Value> = report
        .people
        .iter()
        .map(|p| json!({ "person": p.login, "registered": p.registered, "median_secs": p.median_secs(), "other": p.other }))
        .collect();
    json!({
        "officer": report.officer, "reason": report.reason, "began": report.began, "ended": report.ended, "note": report.note,
        "registered": report.registered(), "median_secs": report.median_secs(), "people": people,
    })
}

/// `incident …`.
pub fn incident(common: &Common, command: &IncidentCommand, out: &mut Out) -> Result<(), Failure> {
    with_desk(common, |desk| match command {
        IncidentCommand::Add(args) => fill(common, desk, FormId::Incident, args, out),
        IncidentCommand::More(args) => fill(common, desk, FormId::IncidentLine, args, out),
        IncidentCommand::List { open } => {
            for incident in desk.incidents()?.iter().filter(|incident| !open || incident.is_open()) {
                let severity = incident.now("severity");
                let state = say(common, if incident.is_open() { "incident-open" } else { "incident-over" }, &[]);
                let (id, at) = (incident.id.to_string(), incident.when().map_or_else(String::new, write_moment));
                let shown = choice_text("incident_severity", severity, common.lang());
                let values =
                    [("id", id.as_str()), ("at", &at), ("severity", shown), ("state", &state), ("what", incident.now("what"))];
                out.line(&say(common, "cli-incident", &values));
                let lines: Vec<serde_json::Value> = incident
                    .lines
                    .iter()
                    .map(|line| json!({ "entry": line.id, "at": line.at, "by": line.by, "says": line.sheet }))
                    .collect();
                out.value(&json!({
                    "incident": id, "at": incident.when(), "open": incident.is_open(), "severity": severity, "lines": lines,
                }));
            }
            Ok(())
        }
        IncidentCommand::Print { out: file, from, to } => {
            let (from, to) = (day(from.as_deref(), desk.today())?, day(to.as_deref(), desk.today())?);
            write_list(common, &desk.event_paper(&EventPaper::Incidents { from, to })?, file, out)
        }
    })
}

/// `roster …`.
pub fn roster(common: &Common, command: &RosterCommand, out: &mut Out) -> Result<(), Failure> {
    with_desk(common, |desk| match command {
        RosterCommand::Set(args) => fill(common, desk, FormId::Roster, args, out),
        RosterCommand::Strike(args) => fill(common, desk, FormId::RosterStrike, args, out),
        RosterCommand::Show { day: of, now } => {
            for on in desk.roster(day(of.as_deref(), desk.today())?)?.iter().filter(|on| !now || on.now) {
                let sheet = &on.line.sheet;
                let shift = choice_text("roster_shift", sheet.get("shift"), common.lang());
                let kept = sheet.get("day");
                let shown =
                    kept.parse().map_or_else(|_day| kept.to_owned(), |day: chrono::NaiveDate| day.format("%d-%m-%Y").to_string());
                let duty = if on.now { say(common, "roster-now", &[]) } else { String::new() };
                let values = [
                    ("id", on.line.id.to_string()),
                    ("day", shown),
                    ("shift", shift.to_owned()),
                    ("post", sheet.get("post").to_owned()),
                    ("person", sheet.get("person").to_owned()),
                    ("contact", sheet.get("contact").to_owned()),
                    ("now", duty),
                ];
                let values: Vec<(&str, &str)> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
                out.line(say(common, "cli-roster", &values).trim_end());
                out.value(&json!({ "line": on.line.id, "now": on.now, "says": sheet }));
            }
            Ok(())
        }
        RosterCommand::Print { out: file, day: of } => {
            let paper = EventPaper::Roster { day: day(of.as_deref(), desk.today())? };
            write_list(common, &desk.event_paper(&paper)?, file, out)
        }
    })
}

/// `shift …`.
pub fn shift(common: &Common, command: &ShiftCommand, out: &mut Out) -> Result<(), Failure> {
    with_desk(common, |desk| match command {
        ShiftCommand::Hand { fill: args, out: file } => {
            fill_with(common, desk, (FormId::Shift, &[]), args, out)?;
            match file {
                Some(file) => write_list(common, &desk.event_paper(&EventPaper::Shift { of: last_shift(desk)? })?, file, out),
                None => Ok(()),
            }
        }
        ShiftCommand::List => {
            for id in desk.shifts()? {
                let sheet = desk.shift_sheet(&id)?;
                let values = [
                    ("id", id.to_string()),
                    ("from", write_moment(sheet.from)),
                    ("to", write_moment(sheet.to)),
                    ("giver", sheet.giver.clone()),
                    ("taker", sheet.taker.clone()),
                    ("first", sheet.entries.0.to_string()),
                    ("last", sheet.entries.1.to_string()),
                ];
                let values: Vec<(&str, &str)> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
                out.line(&say(common, "cli-shift", &values));
                out.value(&json!({
                    "shift": id, "from": sheet.from, "to": sheet.to, "giver": sheet.giver, "taker": sheet.taker,
                    "first": sheet.entries.0, "last": sheet.entries.1,
                }));
            }
            Ok(())
        }
        ShiftCommand::Print { of, out: file } => {
            let of = match of {
                Some(text) => address(text)?,
                None => last_shift(desk)?,
            };
            write_list(common, &desk.event_paper(&EventPaper::Shift { of })?, file, out)
        }
    })
}

fn last_shift(desk: &Desk) -> Result<EntryId, Problem> {
    desk.shifts()?.into_iter().next().ok_or_else(|| Problem::refused("problem-not-found"))
}

fn address(text: &str) -> Result<EntryId, Problem> {
    text.trim().to_uppercase().parse().map_err(|_shape| Problem::refused("problem-not-found"))
}

/// `notice …`.
pub fn notice(common: &Common, args: &NoticeArgs, out: &mut Out) -> Result<(), Failure> {
    let audience = match args.audience.as_deref() {
        Some(text) => {
            let typed = || Problem::new(Trouble::Usage, "problem-audience-typed").with("typed", text);
            Some(Audience::parse(text).ok_or_else(typed)?)
        }
        None => None,
    };
    with_desk(common, |desk| {
        let paper = if args.drill {
            EventPaper::DrillNotice
        } else {
            let last = || desk.last_said()?.ok_or_else(|| Problem::refused("problem-notice-none"));
            EventPaper::Notice { of: args.of.as_deref().map_or_else(last, address)?, audience }
        };
        write_list(common, &desk.event_paper(&paper)?, &args.out, out)
    })
}
