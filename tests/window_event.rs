//! The event in the window: who is in charge, declared beside whoever works there, incidents, roster, shift, drills; by label and
//! keyboard, in both languages.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "helpers of tests fail as tests do")]

mod window_common;

use egui::{Key, Modifiers};
use nirantar::desk::event::{
    DrillReport, DrillStanding, EventPaper, EventSaid, EventStatus, ModuleStanding, OnDuty, SaidLine, ShiftLine, Standing,
};
use nirantar::hospital::event::{Module, Scope, Side, Statement};
use nirantar::hospital::forms::{FormId, Sheet, form};
use nirantar::hospital::number::Mode;
use nirantar::hospital::pack::{Lang, Masters, PackKind};
use nirantar::journal::{Incident, IncidentLine, RosterLine};
use nirantar::problem::Problem;
use nirantar::window::routes::Route;
use nirantar::worker::{DrillJob, DrillNews, Event, EventJob, EventNews, Found, JobKind};
use std::sync::Arc;
use window_common::{Stage, id, now};

fn line(scope: &str, side: Side, sequence: u64) -> SaidLine {
    let statement = Statement {
        scope: scope.parse().unwrap(),
        side,
        from: now(),
        reason: "ransomware".to_owned(),
        officer: "rao".to_owned(),
        said: now(),
        key: id(sequence).packed(),
    };
    SaidLine { id: id(sequence), statement, by: "asha".to_owned(), entitled: true }
}

fn status() -> EventStatus {
    let (whole, opd) = (line("hospital", Side::Manual, 5), line("opd", Side::Central, 9));
    let of = |line: &SaidLine| Standing { side: line.statement.side, by: Some(line.statement.clone()) };
    let module = |module: Module| {
        let standing = of(if module == Module::Opd { &opd } else { &whole });
        ModuleStanding { module, here: standing.clone(), standing, exceptions: Vec::new() }
    };
    let hospital = of(&whole);
    EventStatus { at: now(), hospital, modules: Module::ALL.into_iter().map(module).collect(), said: vec![opd, whole] }
}

fn incidents() -> Vec<Incident> {
    let sheet = Sheet::from([("severity", "high"), ("what", "no power in the hall"), ("told", "Dr Rao")]);
    vec![Incident { id: id(7), lines: vec![IncidentLine { id: id(7), at: now(), by: "asha".to_owned(), sheet }] }]
}

fn roster() -> Vec<OnDuty> {
    let sheet = Sheet::from([
        ("day", "2022-11-24"),
        ("shift", "morning"),
        ("post", "K7"),
        ("person", "Ravi Prajapati"),
        ("contact", "4417"),
    ]);
    vec![OnDuty { line: RosterLine { id: id(8), by: "meena".to_owned(), sheet }, now: true }]
}

/// Signed in, with a worker that knows the event.
fn stage(login: &str, lang: Lang, (width, height): (f32, f32)) -> Stage {
    let mut stage = Stage::new(width, height);
    stage.play.borrow_mut().event = Box::new(|job| {
        Some(Event::OfEvent(match job {
            EventJob::Status => EventNews::Status(Arc::new(status())),
            EventJob::Incidents => EventNews::Incidents(Arc::new(incidents())),
            EventJob::Roster { day } => EventNews::Roster { day: *day, lines: Arc::new(roster()) },
            _ => return None,
        }))
    });
    stage.sign_in(login);
    if lang == Lang::Hi {
        stage.press(Key::F12);
        stage.lang = Lang::Hi;
    }
    stage.press_with(Modifiers::SHIFT, Key::F6);
    assert_eq!(stage.route(), Route::Event);
    stage
}

fn label(stage: &Stage, code: &str) -> String {
    form(FormId::Event).item(code).unwrap().label.get(stage.lang).to_owned()
}

/// What was said last of the event.
fn said(stage: &Stage) -> Vec<(Sheet, Option<String>)> {
    let play = stage.play.borrow();
    let say = |job: &EventJob| match job {
        EventJob::Say { values, officer } => Some((values.clone(), officer.as_ref().map(|(login, _)| login.clone()))),
        _ => None,
    };
    play.event_jobs.iter().filter_map(say).collect()
}

#[test]
fn a_clerk_declares_with_an_officer_beside() {
    for lang in [Lang::En, Lang::Hi] {
        let mut stage = stage("asha", lang, (1366.0, 768.0));
        assert!(stage.shows(&stage.t("event-side-central")) && stage.shows("ransomware"), "{lang:?}");
        stage.press(Key::D);
        assert_eq!(stage.focused(), label(&stage, "side"));
        stage.press(Key::ArrowRight);
        stage.press(Key::Enter);
        stage.type_text("lab");
        stage.press(Key::Enter);
        assert_eq!(stage.focused(), label(&stage, "counter"), "{lang:?}");
        stage.press(Key::Enter);
        stage.press(Key::Enter);
        stage.type_text("restored");
        stage.press_with(Modifiers::CTRL, Key::Enter);
        assert!(said(&stage).is_empty() && stage.shows(&stage.t("fault-officer-who")), "{lang:?}: nobody said it");
        assert_eq!(stage.focused(), stage.t("officer-who"));
        stage.type_text("rao");
        stage.press(Key::Enter);
        stage.type_text("secret");
        stage.press(Key::Enter);
        let (values, officer) = said(&stage).remove(0);
        let sent = ["side", "module", "counter", "reason"].map(|code| values.get(code).to_owned());
        assert!(sent[0] == "manual" || sent[0] == "central", "{sent:?}");
        assert_eq!((sent[1].as_str(), sent[2].as_str(), sent[3].as_str()), ("lab", "", "restored"));
        assert_eq!(officer.as_deref(), Some("rao"));
        // A wrong password: the sentence stands beside it, the rest stays typed.
        let problem = Problem::refused("problem-wrong-password").with("seconds", "0");
        stage.play.borrow().tell(Event::Refused { job: JobKind::Event, problem: problem.clone() });
        stage.settle();
        assert!(stage.shows(&problem.told(lang).what), "{lang:?}");
        assert_eq!(stage.focused(), stage.t("officer-password"));
        assert_eq!(stage.value(&label(&stage, "reason")), "restored");
        assert_eq!(stage.value(&stage.t("officer-password")), "", "it is wiped");
        stage.type_text("right");
        stage.press(Key::Enter);
        assert_eq!(said(&stage).len(), 2);
        let line = line("lab", Side::Central, 12);
        stage
            .play
            .borrow()
            .tell(Event::OfEvent(EventNews::Said(Box::new(EventSaid { line, also: vec!["opd".parse::<Scope>().unwrap()] }))));
        stage.settle();
        assert!(!stage.shows(&stage.t("officer-password")), "{lang:?}: the form is away");
        let also = stage.t("event-also");
        assert!(stage.shows(also.split('{').next().unwrap().trim()), "{lang:?}: what else follows is said");
    }
}

#[test]
fn an_officer_is_asked_for_no_password_and_a_bad_field_is_marked() {
    let mut stage = stage("rao", Lang::En, (1024.0, 768.0));
    stage.press(Key::D);
    assert!(stage.shows(&stage.t("event-own")) && !stage.shows(&stage.t("officer-password")));
    stage.press_with(Modifiers::CTRL, Key::Enter);
    assert_eq!(said(&stage)[0].1, None);
    let item = form(FormId::Event).item("counter").unwrap();
    let remark = nirantar::hospital::opd_form::Remark {
        field: nirantar::hospital::opd_form::Field::Item(&item.code),
        id: "fault-event-counter",
        args: vec![("value", "K99".to_owned())],
    };
    let problem = Problem::refused("problem-form").beside(vec![remark]);
    stage.play.borrow().tell(Event::Refused { job: JobKind::Event, problem });
    stage.settle();
    assert!(stage.shows("K99"));
    assert_eq!(stage.focused(), label(&stage, "counter"));
    stage.press(Key::Escape);
    assert!(!stage.shows(&stage.t("event-own")), "Esc leaves the form");
    assert_eq!(stage.route(), Route::Event);
}

#[test]
fn the_marked_declaration_is_printed_as_a_notice() {
    let mut stage = stage("meena", Lang::En, (1366.0, 768.0));
    stage.press(Key::ArrowDown);
    stage.press(Key::P);
    let printed = stage.play.borrow().event_jobs.iter().find_map(|job| match job {
        EventJob::Print { paper: EventPaper::Notice { of, .. }, .. } => Some(of.clone()),
        _ => None,
    });
    assert_eq!(printed, Some(id(5)), "the second line, by the arrow");
}

#[test]
fn incidents_roster_and_shift_lead_to_their_forms() {
    for lang in [Lang::En, Lang::Hi] {
        let forms = |stage: &Stage| match stage.route() {
            Route::Form { form, values } => (form, values),
            other => panic!("{other:?}"),
        };
        let mut stage = stage("meena", lang, (1024.0, 768.0));
        stage.type_text("2");
        assert!(stage.shows("no power in the hall") && stage.shows("Dr Rao"), "{lang:?}");
        stage.press(Key::M);
        assert_eq!(forms(&stage), (FormId::IncidentLine, Sheet::default().with("incident", id(7).to_string())));
        stage.press(Key::Escape);
        stage.press(Key::N);
        assert_eq!(forms(&stage).0, FormId::Incident);
        stage.press(Key::Escape);
        stage.type_text("3");
        assert!(stage.shows("Ravi Prajapati") && stage.shows(&stage.t("roster-now")), "{lang:?}");
        stage.press(Key::R);
        let (form, values) = forms(&stage);
        assert_eq!((form, values.get("line"), values.get("day")), (FormId::Roster, id(8).to_string().as_str(), "24-11-2022"));
        stage.press(Key::Escape);
        stage.press(Key::X);
        assert_eq!(forms(&stage).0, FormId::RosterStrike);
        stage.press(Key::Escape);
        stage.press(Key::H);
        assert_eq!(forms(&stage).0, FormId::Shift);
    }
}

#[test]
fn a_clerk_reads_the_roster_and_does_not_write_it() {
    let mut stage = stage("asha", Lang::En, (1366.0, 768.0));
    stage.type_text("3");
    for key in [Key::N, Key::R, Key::X] {
        stage.press(key);
        assert_eq!(stage.route(), Route::Event, "{key:?}");
    }
}

#[test]
fn what_the_central_system_has_again_is_said_where_the_work_is_done() {
    for lang in [Lang::En, Lang::Hi] {
        let mut stage = Stage::new(1366.0, 768.0);
        stage.play.borrow_mut().central_modules = vec![Module::Opd];
        stage.sign_in("asha");
        if lang == Lang::Hi {
            stage.press(Key::F12);
            stage.lang = Lang::Hi;
        }
        assert!(stage.shows(&stage.t("band-event")), "{lang:?}: the rest is manual");
        assert!(!stage.shows(&stage.t("event-advice")), "{lang:?}: not at home");
        stage.press(Key::F2);
        assert!(stage.shows(&stage.t("event-advice")), "{lang:?}");
        stage.press(Key::F8);
        assert!(!stage.shows(&stage.t("event-advice")), "{lang:?}: the emergency is manual");
        let all = Module::ALL.to_vec();
        stage.play.borrow_mut().central_modules = all;
        let status = stage.play.borrow().status();
        stage.play.borrow().tell(Event::Status(Box::new(status)));
        stage.settle();
        assert!(stage.shows(&stage.t("band-central")) && stage.shows(&stage.t("event-advice")), "{lang:?}");
    }
}

#[test]
fn a_notice_scanned_anywhere_is_taken_and_said() {
    let mut stage = stage("asha", Lang::En, (1366.0, 768.0));
    stage.press(Key::F2);
    stage.play.borrow().tell(Event::OfEvent(EventNews::Taken(Box::new(line("opd", Side::Central, 30)))));
    stage.settle();
    let taken = stage.t("event-taken");
    assert!(stage.shows(taken.split('{').next().unwrap().trim()));
    assert_eq!(stage.route(), Route::Opd, "nobody is led away from their work");
}

/// The sign-in screen of a real counter.
fn front() -> Stage {
    let real = |masters: &Masters| {
        let mut masters = masters.clone();
        masters.hospital.kind = PackKind::Real;
        "SEVA".clone_into(&mut masters.hospital.site);
        masters
    };
    Stage::with(1366.0, 768.0, 0.25, |play| match play.found() {
        Event::Started(Found::Counter { masters, counter, users, settings }) => {
            Event::Started(Found::Counter { masters: Arc::new(real(&masters)), counter, users, settings })
        }
        other => other,
    })
}

#[test]
fn a_drill_is_begun_gone_on_with_left_and_ended_from_the_sign_in() {
    let standing = || DrillStanding { since: now(), reason: "before the migration".to_owned() };
    let tell = |stage: &mut Stage, news: EventNews| {
        stage.play.borrow().tell(Event::OfEvent(news));
        stage.settle();
    };
    let mut stage = front();
    stage.press_with(Modifiers::ALT, Key::D);
    assert_eq!(stage.focused(), stage.t("drill-reason"));
    stage.type_text("before the migration");
    stage.press(Key::Enter);
    stage.type_text("meena");
    stage.press(Key::Enter);
    stage.type_text("secret");
    stage.press(Key::Enter);
    let begun = stage.play.borrow_mut().drill_jobs.remove(0);
    assert!(matches!(&begun, DrillJob::Begin { login, reason, .. } if login == "meena" && reason == "before the migration"));
    let refusal = Problem::refused("problem-no-right").with("right", "right-declare-event").with("person", "asha");
    stage.play.borrow().tell(Event::Refused { job: JobKind::Drill, problem: refusal.clone() });
    stage.settle();
    assert!(stage.shows(&refusal.told(Lang::En).what));
    assert_eq!(stage.focused(), stage.t("officer-who"), "it is about the officer");
    stage.press(Key::Enter);
    stage.type_text("again");
    stage.press(Key::Enter);
    assert_eq!(stage.play.borrow().drill_jobs.len(), 1);
    tell(&mut stage, EventNews::Drill(DrillNews::Here(standing())));
    assert!(stage.shows(&stage.t("band-drill")) && stage.shows(&stage.t("drill-here")), "unmistakable before anybody signs in");
    stage.press_with(Modifiers::ALT, Key::B);
    assert!(matches!(stage.play.borrow_mut().drill_jobs.pop(), Some(DrillJob::Leave)));
    tell(&mut stage, EventNews::Drill(DrillNews::Beside(standing())));
    assert!(stage.shows("before the migration") && !stage.shows(&stage.t("band-drill")));
    stage.press_with(Modifiers::ALT, Key::D);
    assert!(matches!(stage.play.borrow_mut().drill_jobs.pop(), Some(DrillJob::Enter)));
    tell(&mut stage, EventNews::Drill(DrillNews::Here(standing())));
    stage.press_with(Modifiers::ALT, Key::E);
    assert_eq!(stage.focused(), stage.t("drill-note"));
    stage.press(Key::Escape);
    assert!(stage.shows(&stage.t("drill-here")), "Esc leaves the question");
    tell(&mut stage, EventNews::Drill(DrillNews::None));
    tell(
        &mut stage,
        EventNews::DrillEnded { report: Box::new(DrillReport::default()), folder: "/data/drills/2022-11-24-0914".into() },
    );
    assert!(stage.shows("/data/drills/2022-11-24-0914"));
}

#[test]
fn a_drill_is_violet_and_says_so_on_every_screen() {
    let mut stage = Stage::new(1366.0, 768.0);
    stage.play.borrow_mut().mode = Mode::Drill;
    stage.sign_in("meena");
    for key in [Key::F2, Key::F4, Key::F6, Key::F7, Key::F8, Key::F9, Key::F10] {
        stage.press(key);
        assert!(stage.shows(&stage.t("band-drill")), "{key:?}");
    }
    assert!(stage.play.borrow().drill_jobs.is_empty());
}

#[test]
fn shifts_are_listed_and_their_sheet_and_the_drill_notice_are_printed() {
    for lang in [Lang::En, Lang::Hi] {
        let mut stage = stage("meena", lang, (1024.0, 768.0));
        let drill = |job: &EventJob| matches!(job, EventJob::Print { paper: EventPaper::DrillNotice, .. });
        let printed = |stage: &Stage| stage.play.borrow().event_jobs.iter().any(drill);
        stage.press(Key::A);
        assert!(!printed(&stage), "{lang:?}: no drill is held");
        stage.play.borrow_mut().mode = Mode::Drill;
        let status = Box::new(stage.play.borrow().status());
        stage.play.borrow().tell(Event::Status(status));
        stage.settle();
        assert!(stage.shows(&stage.t("event-drill-notice")), "{lang:?}");
        stage.press(Key::A);
        assert!(printed(&stage), "{lang:?}");
        stage.type_text("4");
        assert!(stage.shows(&stage.t("shifts-none")) && stage.shows(&stage.t("shifts-none-do")), "{lang:?}");
        let line = |n: u64, taker: &str| ShiftLine {
            id: id(n),
            to: now(),
            giver: "Meena Chandra".to_owned(),
            taker: taker.to_owned(),
            note: String::new(),
            entries: (1, n),
        };
        let lines = Arc::new(vec![line(80, "Kamla Bisht"), line(40, "Ravi Prajapati")]);
        stage.play.borrow().tell(Event::OfEvent(EventNews::Shifts(lines)));
        stage.settle();
        assert!(stage.shows("Kamla Bisht") && stage.shows("1–80"), "{lang:?}");
        stage.press(Key::Tab);
        stage.type_text("4");
        stage.press(Key::ArrowDown);
        stage.press(Key::P);
        let sheet = |job: &EventJob| matches!(job, EventJob::Print { paper: EventPaper::Shift { of }, .. } if *of == id(40));
        assert!(stage.play.borrow().event_jobs.iter().any(sheet), "{lang:?}: the marked one");
    }
}

#[test]
fn a_letter_chooses_the_side_and_is_no_key_of_the_screen() {
    let mut stage = stage("rao", Lang::En, (1366.0, 768.0));
    stage.press(Key::D);
    // M is the key of another list too.
    stage.harness.event(egui::Event::Text("m".to_owned()));
    stage.press(Key::M);
    stage.press_with(Modifiers::CTRL, Key::Enter);
    assert_eq!(said(&stage)[0].0.get("side"), "manual");
}
