//! The event through the desk: who is in charge is said by named officers, kept with every entry, learnt from the wall; incidents, duty
//! roster, shifts; drills that touch nothing and leave nowhere.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "helpers of tests fail as tests do"
)]

mod common;

use common::{Hospital, TestClock, entries_of, findings, fingerprints, forms, is_hindi, is_sentence, password_of};
use nirantar::desk::cases::CaseWish;
use nirantar::desk::event::{Audience, DrillWish, EventPaper, ShiftSheet, end_drill};
use nirantar::desk::lab::WorklistForm;
use nirantar::desk::{Counter, Desk, ExportKind, Officer, Place, PrintWish};
use nirantar::hospital::event::{Module, Scope, Side};
use nirantar::hospital::forms::{FormId, Sheet};
use nirantar::hospital::number::Mode;
use nirantar::hospital::pack::{Lang, PackKind};
use nirantar::journal::{Signed, carrier};
use nirantar::paper::Item;
use nirantar::problem::Problem;

const MORNING: &str = "2026-11-23T09:30:00+05:30";

/// Counter K7, set up by its supervisor.
fn hospital(clock: &TestClock) -> Hospital {
    Hospital::new("meena", &clock.clock(), |_masters| ())
}

/// Of a real hospital: where drills are held.
fn real_hospital(clock: &TestClock) -> Hospital {
    Hospital::new("meena", &clock.clock(), |masters| {
        masters.hospital.kind = PackKind::Real;
        "SEVA".clone_into(&mut masters.hospital.site);
    })
}

fn said(side: &str, scope: &str, reason: &str) -> Sheet {
    let scope: Scope = scope.parse().unwrap();
    let mut sheet = Sheet::from([("side", side), ("reason", reason)]);
    sheet.set("module", scope.module.map_or("", |m| m.code()));
    sheet.set("counter", scope.counter.map_or_else(String::new, |c| c.to_string()));
    sheet
}

fn refused<T>(result: Result<T, Problem>, id: &str) -> Problem {
    let problem = result.err().unwrap_or_else(|| panic!("not refused: {id}"));
    assert_eq!(problem.id, id);
    for (lang, hindi) in [(Lang::En, false), (Lang::Hi, true)] {
        let told = problem.told(lang);
        assert!([&told.what, &told.act].iter().all(|t| is_sentence(t) && is_hindi(t) == hindi), "{told:?}");
    }
    problem
}

/// What the desk saved last.
fn last_signed(desk: &Desk) -> Signed {
    let mut id = desk.store().next_id();
    id.sequence -= 1;
    desk.store().read().unwrap().signed(&id).unwrap().unwrap()
}

fn register(desk: &mut Desk, seed: u64) {
    let form = forms(seed, 12).into_iter().find(|form| !form.fee.starts_with("exempt")).unwrap();
    desk.register(&form, &PrintWish::default()).unwrap();
}

fn rao() -> (&'static str, String) {
    ("rao", password_of("rao"))
}

#[test]
fn an_officer_says_it_beside_whoever_works_there_and_every_entry_knows() {
    let clock = TestClock::at(MORNING);
    let hospital = hospital(&clock);
    let mut desk = hospital.desk_in("counter", "asha", &clock.clock());
    register(&mut desk, 1);
    let (login, password) = rao();
    let officer: Officer<'_> = Some((login, &password));
    let declared = desk.say_event(&said("manual", "hospital", "ransomware").with("at", "23-11-2026 07:00"), officer).unwrap();
    assert_eq!((declared.line.by.as_str(), declared.line.statement.officer.as_str()), ("asha", "rao"));
    clock.forward(60);
    register(&mut desk, 2);
    clock.forward(60);
    desk.say_event(&said("central", "opd", "restored"), officer).unwrap();
    clock.forward(60);
    register(&mut desk, 3);
    desk.fill(FormId::Arrival, &Sheet::default(), CaseWish::default()).unwrap();
    clock.forward(60);
    let again = desk.say_event(&said("manual", "opd@K7", "this PC has no network yet"), officer).unwrap();
    assert!(again.also.is_empty());
    clock.forward(60);
    register(&mut desk, 4);
    let sides: Vec<(&str, &str)> = entries_of(&desk)
        .iter()
        .filter(|e| matches!(e.body.kind(), "opd.registered" | "er.arrived"))
        .map(|e| (e.body.kind(), e.header.side.code()))
        .collect();
    let expected = ["manual", "manual", "central", "manual", "manual"];
    assert_eq!(sides.iter().map(|(_, side)| *side).collect::<Vec<_>>(), expected, "{sides:?}");
    assert_eq!(sides[3].0, "er.arrived", "the emergency was never given back");
    let status = desk.event_status().unwrap();
    let opd = status.modules.iter().find(|m| m.module == Module::Opd).unwrap();
    assert_eq!((opd.standing.side, opd.here.side), (Side::Central, Side::Manual));
    assert_eq!(opd.exceptions.iter().map(|(code, side)| (code.as_str(), *side)).collect::<Vec<_>>(), [("K7", Side::Manual)]);
    assert_eq!(status.said.len(), 3);
    assert!(desk.status().unwrap().central.is_empty());
    // A word on everything ends the exceptions, and says which.
    let all = desk.say_event(&said("manual", "hospital", "second attack").with("at", "now"), officer).unwrap();
    assert_eq!(all.also.iter().map(ToString::to_string).collect::<Vec<_>>(), ["opd"]);
    assert_eq!(findings(&hospital_desk(&hospital, desk, &clock)), [""; 0]);
}

/// The same counter, opened again by somebody who may check it.
fn hospital_desk(hospital: &Hospital, desk: Desk, clock: &TestClock) -> Desk {
    desk.close().map(drop).unwrap();
    hospital.desk_in("counter", "meena", &clock.clock())
}

#[test]
fn who_may_not_and_what_cannot_be_is_refused_and_nothing_is_written() {
    let clock = TestClock::at(MORNING);
    let hospital = hospital(&clock);
    let mut desk = hospital.desk_in("counter", "asha", &clock.clock());
    let before = desk.store().last_sequence();
    let (meena, rao_password) = (password_of("meena"), password_of("rao"));
    let whole = said("manual", "hospital", "attack");
    refused(desk.say_event(&whole, None), "problem-no-right");
    refused(desk.say_event(&whole, Some(("meena", &meena))), "problem-no-right");
    refused(desk.say_event(&said("central", "K7", "back"), Some(("meena", &meena))), "problem-no-right");
    refused(desk.say_event(&said("manual", "K8", "attack"), Some(("meena", &meena))), "problem-no-right");
    refused(desk.say_event(&whole, Some(("nobody", &meena))), "problem-unknown-person");
    refused(desk.say_event(&whole, Some(("rao", "wrong"))), "problem-wrong-password");
    for (field, value, fault) in [
        ("side", "", "fault-item-empty"),
        ("side", "perhaps", "fault-item-choice"),
        ("module", "ward", "fault-item-choice"),
        ("counter", "K99", "fault-event-counter"),
        ("counter", "?", "fault-event-counter"),
        ("at", "25-12-2027 10:00", "fault-event-time"),
        ("at", "01-01-2026 10:00", "fault-event-time"),
        ("at", "soon", "fault-item-moment"),
        ("reason", "", "fault-item-empty"),
    ] {
        let problem = refused(desk.say_event(&whole.clone().with(field, value), Some(("rao", &rao_password))), "problem-form");
        let told: Vec<(&str, &str)> = problem.remarks.iter().map(|r| (r.field.code(), r.id)).collect();
        assert_eq!(told, [(field, fault)], "{field}={value}");
    }
    assert_eq!(desk.store().last_sequence(), before);
    // A supervisor declares where they stand.
    desk.say_event(&said("manual", "K7", "no network here"), Some(("meena", &meena))).unwrap();
    desk.say_event(&said("manual", "lab@K7", "no network here"), Some(("meena", &meena))).unwrap();
}

#[test]
fn a_counter_that_no_cable_reaches_learns_it_from_the_wall() {
    let clock = TestClock::at(MORNING);
    let hospital = hospital(&clock);
    hospital.second("C1", "control", "rao", &clock.clock());
    let mut control = hospital.desk_in("control", "rao", &clock.clock());
    let ended = control.say_event(&said("central", "opd", "restored"), None).unwrap().line.id;
    let notice = control.event_paper(&EventPaper::Notice { of: ended.clone(), audience: Some(Audience::Opd) }).unwrap();
    let codes: Vec<String> = notice.pages[0]
        .items
        .iter()
        .filter_map(|item| if let Item::Code(code) = item { Some(code.text.clone()) } else { None })
        .collect();
    let codes: Vec<&str> = codes.iter().map(String::as_str).collect();
    assert_eq!(codes.len(), 1, "small enough for one code");
    let mut desk = hospital.desk_in("counter", "asha", &clock.clock());
    register(&mut desk, 1);
    for _twice in 0..2 {
        assert_eq!(desk.take_slip(&codes).unwrap(), ended);
    }
    assert_eq!(desk.status().unwrap().central, [Module::Opd]);
    register(&mut desk, 2);
    let sides: Vec<Side> =
        entries_of(&desk).iter().filter(|e| e.body.kind() == "opd.registered").map(|e| e.header.side).collect();
    assert_eq!(sides, [Side::Manual, Side::Central], "what was saved before keeps what the counter knew then");
    let desk = hospital_desk(&hospital, desk, &clock);
    assert_eq!(findings(&desk), [""; 0]);
}

#[test]
fn a_declaration_by_somebody_without_the_right_is_told_of() {
    let clock = TestClock::at(MORNING);
    let hospital = hospital(&clock);
    hospital.second("K8", "second", "meena", &clock.clock());
    let mut k8 = hospital.desk_in("second", "meena", &clock.clock());
    let own = k8.say_event(&said("manual", "K8", "no network"), None).unwrap().line.id;
    let code = |desk: &Desk, id| carrier::to_codes(&desk.store().read().unwrap().signed(id).unwrap().unwrap()).unwrap().remove(0);
    let good = code(&k8, &own);
    // The same program with another table of rights wrote this one.
    let body = nirantar::journal::Body::EventEnded {
        scope: Scope::default(),
        at: clock.now(),
        reason: "…".to_owned(),
        officer: "meena".to_owned(),
    };
    let key = k8.store().installation().signing.clone();
    let mut entry = k8.store().read().unwrap().entry(&own).unwrap().unwrap();
    entry.body = body;
    entry.header.sequence += 1;
    let signed = nirantar::journal::sign(&entry, &key).unwrap();
    let bad = carrier::to_codes(&signed).unwrap().remove(0);
    let mut desk = hospital.desk_in("counter", "asha", &clock.clock());
    assert_eq!(desk.take_slip(&[&good]).unwrap(), own);
    refused(desk.take_slip(&[&bad]), "problem-no-right");
    assert_eq!(desk.event_status().unwrap().said.len(), 1);
    // By stick or cable it comes as every signed entry does, and is shown for what it is.
    let mut plan = nirantar::desk::Plan::default();
    desk.gate().unwrap().judge(signed, &mut plan).unwrap();
    assert_eq!(desk.take(&plan, &mut |_| {}).unwrap().new, 1);
    let said = desk.event_status().unwrap().said;
    let entitled = |id: &nirantar::journal::EntryId| said.iter().find(|line| line.id == *id).unwrap().entitled;
    assert!(entitled(&own) && !entitled(&entry.header.id()));
}

#[test]
fn incidents_are_added_to_and_the_roster_says_who_is_on_duty() {
    let clock = TestClock::at(MORNING);
    let hospital = hospital(&clock);
    let mut clerk = hospital.desk_in("counter", "asha", &clock.clock());
    let fill = |desk: &mut Desk, form, values: &[(&str, &str)]| {
        let sheet = values.iter().fold(Sheet::default(), |sheet, (code, value)| sheet.with(code, *value));
        desk.fill(form, &sheet, CaseWish::default())
    };
    let done = fill(&mut clerk, FormId::Incident, &[("severity", "high"), ("what", "no power in the hall"), ("module", "opd")]);
    let id = done.unwrap().entry.to_string();
    fill(&mut clerk, FormId::Incident, &[("severity", "low"), ("what", "printer")]).unwrap();
    clock.forward(600);
    fill(
        &mut clerk,
        FormId::IncidentLine,
        &[("incident", &id), ("done", "generator on"), ("told", "Dr Rao, 09:40"), ("over", "yes")],
    )
    .unwrap();
    refused(fill(&mut clerk, FormId::IncidentLine, &[("incident", "K7A-9999"), ("what", "x")]), "problem-incident-unknown");
    refused(fill(&mut clerk, FormId::IncidentLine, &[("incident", &id)]), "problem-form");
    refused(fill(&mut clerk, FormId::Incident, &[("what", "no severity")]), "problem-form");
    let told: Vec<(bool, String)> = clerk.incidents().unwrap().iter().map(|i| (i.is_open(), i.now("what").to_owned())).collect();
    assert_eq!(told, [(false, "no power in the hall".to_owned()), (true, "printer".to_owned())]);
    refused(fill(&mut clerk, FormId::Roster, &[]), "problem-no-right");
    clerk.close().map(drop).unwrap();

    let mut desk = hospital.desk_in("counter", "meena", &clock.clock());
    let line = [("day", "today"), ("shift", "morning"), ("post", "K7"), ("person", "Asha Rawat"), ("contact", "4417")];
    let first = fill(&mut desk, FormId::Roster, &line).unwrap().entry.to_string();
    fill(&mut desk, FormId::Roster, &[("shift", "night"), ("person", "Ravi"), line[0], line[2], line[4]]).unwrap();
    let today = desk.today();
    let shown = |desk: &Desk| -> Vec<(String, bool)> {
        desk.roster(today).unwrap().iter().map(|on| (on.line.sheet.get("person").to_owned(), on.now)).collect()
    };
    assert_eq!(shown(&desk), [("Asha Rawat".to_owned(), true), ("Ravi".to_owned(), false)]);
    let replaced = fill(&mut desk, FormId::Roster, &[("line", &first), ("person", "Kamla"), line[0], line[1], line[2], line[4]]);
    let replaced = replaced.unwrap().entry.to_string();
    assert_eq!(shown(&desk)[0], ("Kamla".to_owned(), true));
    refused(fill(&mut desk, FormId::RosterStrike, &[("line", &first), ("reason", "ill")]), "problem-roster-unknown");
    fill(&mut desk, FormId::RosterStrike, &[("line", &replaced), ("reason", "ill")]).unwrap();
    assert_eq!(shown(&desk), [("Ravi".to_owned(), false)]);
    assert_eq!(findings(&desk), [""; 0]);
}

#[test]
fn shifts_follow_each_other_without_a_gap() {
    let clock = TestClock::at(MORNING);
    let hospital = hospital(&clock);
    let mut desk = hospital.desk_in("counter", "asha", &clock.clock());
    for seed in 0..3 {
        register(&mut desk, seed);
    }
    let hand = |desk: &mut Desk, taker: &str| {
        desk.fill(FormId::Shift, &Sheet::from([("taker", taker), ("note", "toner is low")]), CaseWish::default()).unwrap().entry
    };
    let first = hand(&mut desk, "Ravi");
    clock.forward(6 * 3_600);
    register(&mut desk, 9);
    let second = hand(&mut desk, "Kamla");
    let (one, two) = (desk.shift_sheet(&first).unwrap(), desk.shift_sheet(&second).unwrap());
    assert_eq!((one.entries.0, one.entries.1 + 1), (1, two.entries.0), "every entry stands in one shift");
    assert_eq!((one.to, two.from), (two.from, one.to));
    let registered = |sheet: &ShiftSheet| sheet.volumes.iter().map(|(_, n)| *n).sum::<u64>();
    assert_eq!((registered(&one), registered(&two)), (3, 1));
    let visits = |sheet: &ShiftSheet| {
        let range = sheet.series.iter().find(|range| range.first.starts_with("DEMO-V")).unwrap();
        let serial = |number: &str| number.rsplit('-').nth(1).unwrap().to_owned();
        (serial(&range.first), serial(&range.last), range.missing.len())
    };
    assert_eq!(visits(&one), ("000001".to_owned(), "000003".to_owned(), 0));
    assert_eq!(visits(&two), ("000004".to_owned(), "000004".to_owned(), 0), "it does not look back before its shift");
    assert_eq!(desk.shifts().unwrap(), [second, first]);
}

#[test]
fn a_drill_is_held_in_a_minute_and_touches_nothing() {
    let clock = TestClock::at(MORNING);
    let hospital = real_hospital(&clock);
    let mut desk = hospital.desk_in("counter", "asha", &clock.clock());
    register(&mut desk, 1);
    let real = carrier::to_codes(&last_signed(&desk)).unwrap();
    // A password changed at the counter is the one of the drill too.
    desk.change_password(&password_of("asha"), "a-new-one-8-pots").unwrap();
    let counter = desk.close().unwrap();
    let meena = password_of("meena");
    let wish = DrillWish { login: "meena", password: &meena, reason: "before the migration" };
    refused(counter.begin_drill(&DrillWish { reason: " ", ..wish }), "problem-reason");
    refused(counter.begin_drill(&DrillWish { login: "asha", password: "a-new-one-8-pots", ..wish }), "problem-no-right");
    refused(counter.begin_drill(&DrillWish { password: "wrong", ..wish }), "problem-wrong-password");
    assert_eq!(counter.drill().unwrap(), None);
    let place = Place::new(counter.place.folder());
    let untouched = |skip: &str| -> Vec<_> {
        let mut all = fingerprints(place.folder());
        all.retain(|path, _| !path.starts_with(place.folder().join(skip)) && !path.ends_with("tries.json"));
        all.into_iter().collect()
    };
    let before = untouched("drill");
    let made = counter.begin_drill(&wish).unwrap();
    refused(counter.begin_drill(&wish), "problem-drill-running");
    drop(counter);
    let drill = Counter::open(made.clone(), clock.clock()).unwrap();
    assert_eq!(drill.file.mode, Mode::Drill);
    refused(drill.begin_drill(&wish), "problem-drill-where");
    let mut desk = drill.sign_in("asha", "a-new-one-8-pots").map_err(|(_c, problem)| problem).unwrap();
    refused(desk.take_slip(&[real[0].as_str()]), "problem-slip-real");
    for (seed, secs) in [(2, 40), (3, 50), (4, 30), (5, 4_000)] {
        clock.forward(secs);
        register(&mut desk, seed);
    }
    let code = carrier::to_codes(&last_signed(&desk)).unwrap();
    let numbers: Vec<String> = entries_of(&desk).iter().flat_map(|e| e.body.numbers()).map(|n| n.to_string()).collect();
    assert!(!numbers.is_empty() && numbers.iter().all(|n| n.starts_with('X')), "{numbers:?}");
    desk.close().map(drop).unwrap();
    assert_eq!(untouched("drill"), before, "the counter's own folder is as it was");

    refused(
        end_drill(&place, &DrillWish { reason: "", login: "asha", password: "a-new-one-8-pots" }, &clock.clock()),
        "problem-no-right",
    );
    let done = end_drill(&place, &DrillWish { reason: "queues were long", ..wish }, &clock.clock()).unwrap();
    assert_eq!((done.report.registered(), done.report.median_secs()), (4, Some(40)), "a long pause is no work");
    assert_eq!((done.report.officer.as_str(), done.report.note.as_str()), ("meena", "queues were long"));
    assert!(!place.drill().exists() && done.folder.starts_with(place.drills()));
    let report = std::fs::read_dir(&done.folder).unwrap().map(|f| f.unwrap().file_name().into_string().unwrap());
    assert_eq!(report.filter(|name| name.starts_with("DRILL-report") && name.ends_with(".pdf")).count(), 1);
    assert_eq!(untouched("drills"), before, "nor did ending it touch anything");
    refused(end_drill(&place, &wish, &clock.clock()), "problem-drill-none");

    let mut desk = Counter::open(place, clock.clock()).unwrap().sign_in("asha", "a-new-one-8-pots").map_err(|(_c, p)| p).unwrap();
    refused(desk.take_slip(&[code[0].as_str()]), "problem-slip-mode");
    assert_eq!(entries_of(&desk).iter().filter(|e| e.body.kind() == "opd.registered").count(), 1);
}

#[test]
fn every_exporter_refuses_a_drill() {
    let clock = TestClock::at(MORNING);
    let hospital = real_hospital(&clock);
    let counter = hospital.counter(&clock.clock());
    let meena = password_of("meena");
    let made = counter.begin_drill(&DrillWish { login: "meena", password: &meena, reason: "practice" }).unwrap();
    let mut desk = Counter::open(made, clock.clock()).unwrap().sign_in("meena", &meena).map_err(|(_c, p)| p).unwrap();
    register(&mut desk, 1);
    let out = hospital.folder.path().join("out");
    for kind in [ExportKind::Csv, ExportKind::Fhir] {
        refused(desk.export(kind, &out, &mut |_, _| true), "problem-export-drill");
    }
    for form in [WorklistForm::Csv, WorklistForm::Astm, WorklistForm::Hl7] {
        refused(desk.worklist_file("", form), "problem-export-drill");
    }
    assert!(!out.exists());
}
