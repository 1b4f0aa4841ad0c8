//! The control room, bundles, conflicts and merges in the window, by label and keyboard, in both languages.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "helpers of tests fail as tests do")]

mod window_common;

use chrono::{DateTime, FixedOffset, TimeDelta};
use egui::{Key, Modifiers};
use nirantar::desk::views::{
    BlockLine, BundleFile, BundlesMade, Conflict, ControlView, Copy, CounterLine, Evidence, EvidenceSide, InstallationLine,
    SentBundle, Side, StickBundle, Why,
};
use nirantar::hospital::lab::{Accession, TubePlace};
use nirantar::hospital::number::{CounterCode, Mode, Series};
use nirantar::hospital::opd::{Fee, Token, Visit, VisitKind};
use nirantar::hospital::pack::{Lang, Masters};
use nirantar::journal::{Body, ChainHash, ClockTrust, Entry, Header, Patient, Tells, VERSION};
use nirantar::problem::Problem;
use nirantar::window::routes::Route;
use nirantar::worker::{CarryEvent, CarryJob, CarryMade, ControlEvent, ControlJob, Event, Job, JobKind};
use std::path::PathBuf;
use std::sync::Arc;
use window_common::{Stage, id, now};

fn stage(login: &str, lang: Lang, width: f32) -> Stage {
    let mut stage = Stage::new(width, 768.0);
    stage.sign_in(login);
    if lang == Lang::Hi {
        stage.press(Key::F12);
        stage.lang = Lang::Hi;
    }
    stage
}

fn code(text: &str) -> CounterCode {
    CounterCode::new(text).unwrap()
}

/// Every counter of the pack, well; K9 has a gap, E2 is silent, W3 has no second medium.
fn view(masters: &Masters) -> ControlView {
    let counters = masters
        .counters
        .iter()
        .map(|counter| {
            let is = |text: &str| counter.code.as_str() == text;
            let tells = Tells {
                numbers_left: 900,
                unprinted: 0,
                second: (!is("W3")).then_some(200),
                program: "nirantar 0.1".into(),
                pack: 1,
                clock_behind: false,
            };
            let installation = InstallationLine {
                letter: 'A',
                entries: 240,
                last: 243,
                last_time: Some(now() - TimeDelta::minutes(if is("E2") { 130 } else { 5 })),
                heard: None,
                gaps: if is("K9") { vec![(12, 14)] } else { Vec::new() },
                patients: 120,
                tells: Some((now(), tells)),
                shifts: Vec::new(),
            };
            CounterLine {
                code: counter.code.clone(),
                kind: counter.kind,
                name: counter.name.clone(),
                block: BlockLine { counter: counter.code.clone(), last: counter.block, issued: None, revoked: None },
                installations: vec![installation],
                here: is("K7"),
            }
        })
        .collect();
    let mut hours = vec![0; 24];
    hours[8] = 1_240;
    ControlView {
        at: now(),
        counters,
        hours: [hours.clone(), hours],
        queues: Vec::new(),
        wards: Vec::new(),
        lab: vec![(TubePlace::Bench, [3, 2, 1, 0, 4, 0])],
        conflicts: 2,
    }
}

/// A control room that answers.
fn answering(stage: &Stage) {
    let shown = Arc::new(view(&stage.play.borrow().masters));
    stage.play.borrow_mut().many = Box::new(move |job| match job {
        Job::Control(ControlJob::Look) => Some(Event::Control(ControlEvent::View(Arc::clone(&shown)))),
        Job::Control(ControlJob::Issue { reason, .. }) if reason.is_empty() => {
            Some(Event::Refused { job: JobKind::Control, problem: Problem::refused("problem-reason").with("max", "200") })
        }
        Job::Control(ControlJob::Issue { counter, .. } | ControlJob::Revoke { counter, .. }) => {
            Some(Event::Control(ControlEvent::Numbers { counter: counter.clone(), entry: id(77) }))
        }
        _ => None,
    });
}

fn asked(stage: &Stage, pick: impl Fn(&Job) -> bool) -> usize {
    stage.play.borrow().many_jobs.iter().filter(|job| pick(job)).count()
}

fn looks(stage: &Stage) -> usize {
    asked(stage, |job| matches!(job, Job::Control(ControlJob::Look)))
}

/// Lines of the list in their order, as a screen reader says them.
fn rows(stage: &Stage) -> Vec<String> {
    use egui::accesskit::Role;
    use egui_kittest::kittest::{NodeT as _, Queryable as _};
    let root = stage.harness.root();
    root.get_all_by_role(Role::Row).filter_map(|n| n.accesskit_node().label()).collect()
}

#[test]
fn counters_in_trouble_come_first_and_are_found_by_typing() {
    for (lang, width) in [(Lang::En, 1366.0), (Lang::Hi, 1024.0)] {
        let mut stage = stage("rao", lang, width);
        answering(&stage);
        stage.press_with(Modifiers::SHIFT, Key::F4);
        assert_eq!(stage.route(), Route::Control);
        let first = rows(&stage);
        assert!(first[0].starts_with("K9 ") && first[1].starts_with("E2 ") && first[2].starts_with("W3 "), "{first:?}");
        assert!(stage.shows("1,240"), "{lang:?}: registrations today");
        assert!(stage.shows(&stage.t("control-bad-second")));
        assert!(stage.shows("12–14"), "{lang:?}: the marked counter's gaps");
        stage.press(Key::Slash);
        stage.type_text("W1");
        assert!(rows(&stage).iter().all(|row| row.starts_with("W1")), "{:?}", rows(&stage));
        stage.press(Key::Enter);
        stage.press(Key::Escape);
        stage.press(Key::Home);
        assert!(rows(&stage)[0].starts_with("K9 "), "Esc brings all back");
    }
}

#[test]
fn it_renews_itself_only_when_something_came_in() {
    let mut stage = stage("rao", Lang::En, 1366.0);
    answering(&stage);
    stage.press_with(Modifiers::SHIFT, Key::F4);
    assert_eq!(looks(&stage), 1);
    stage.harness.run_steps(40);
    stage.settle();
    assert_eq!(looks(&stage), 1, "ten seconds in which nothing came");
    let status = Box::new(stage.play.borrow().status());
    stage.play.borrow().tell(Event::Status(status));
    stage.harness.run_steps(40);
    stage.settle();
    assert_eq!(looks(&stage), 2);
    stage.press(Key::R);
    assert_eq!(looks(&stage), 3, "at once by key");
    stage.press(Key::F1);
    let status = Box::new(stage.play.borrow().status());
    stage.play.borrow().tell(Event::Status(status));
    stage.harness.run_steps(40);
    stage.settle();
    assert_eq!(looks(&stage), 3, "not while another screen is shown");
}

#[test]
fn numbers_are_given_and_ended_with_a_reason() {
    for lang in [Lang::En, Lang::Hi] {
        let mut stage = stage("rao", lang, 1366.0);
        answering(&stage);
        stage.press_with(Modifiers::SHIFT, Key::F4);
        stage.press(Key::N);
        assert_eq!(stage.focused(), stage.t("control-more"));
        stage.press_with(Modifiers::CTRL, Key::Enter);
        assert!(stage.shows(&stage.t("fault-control-more")), "{lang:?}");
        stage.type_text("500");
        stage.press_with(Modifiers::CTRL, Key::Enter);
        let sentence = Problem::refused("problem-reason").with("max", "200").told(lang).what;
        assert!(stage.shows(&sentence), "{lang:?}: beside the field");
        assert_eq!(stage.focused(), stage.t("field-reason"));
        stage.type_text("queue");
        stage.press_with(Modifiers::CTRL, Key::Enter);
        let wanted = |job: &Job| matches!(job, Job::Control(ControlJob::Issue { counter, more: 500, reason }) if *counter == code("K9") && reason == "queue");
        assert_eq!(asked(&stage, wanted), 1);
        stage.press(Key::X);
        stage.type_text("broken");
        stage.press_with(Modifiers::CTRL, Key::Enter);
        let ended = |job: &Job| matches!(job, Job::Control(ControlJob::Revoke { reason, .. }) if reason == "broken");
        assert_eq!(asked(&stage, ended), 1);
    }
}

#[test]
fn who_lacks_the_right_does_not_come_there() {
    let mut clerk = stage("asha", Lang::En, 1366.0);
    let before = clerk.route();
    clerk.press_with(Modifiers::SHIFT, Key::F4);
    clerk.press_with(Modifiers::SHIFT, Key::F10);
    assert_eq!(clerk.route(), before);
    assert!(!clerk.shows(&clerk.t("command-control.side")) && clerk.shows(&clerk.t("command-bundles.side")));
    clerk.press(Key::F4);
    clerk.type_text("Suneeta");
    clerk.press(Key::Enter);
    let file = clerk.route();
    clerk.press(Key::J);
    assert_eq!(clerk.route(), file, "no merging");
    // A supervisor sees the hospital and gives no numbers.
    let mut supervisor = stage("meena", Lang::Hi, 1366.0);
    answering(&supervisor);
    supervisor.press_with(Modifiers::SHIFT, Key::F4);
    assert_eq!(supervisor.route(), Route::Control);
    assert!(!supervisor.shows(&supervisor.t("control-give")));
    supervisor.press(Key::N);
    assert_ne!(supervisor.focused(), supervisor.t("control-more"));
}

/// Two bundles that left: of the older one the receipt has come.
fn sent() -> Vec<SentBundle> {
    let one = |minutes: i64, taken: Vec<(String, DateTime<FixedOffset>)>| SentBundle {
        at: now() - TimeDelta::minutes(minutes),
        by: "asha".to_owned(),
        to: vec![code("C1")],
        file: "DEMO-K7A.nrb".to_owned(),
        entries: 96,
        mark: ChainHash::ZERO,
        taken,
    };
    vec![one(2, Vec::new()), one(95, vec![("C1A".to_owned(), now() - TimeDelta::minutes(60))])]
}

#[test]
fn a_bundle_is_made_and_the_stick_can_be_pulled_out() {
    for (lang, width) in [(Lang::En, 1366.0), (Lang::Hi, 1024.0)] {
        let mut stage = stage("asha", lang, width);
        let file = BundleFile {
            path: PathBuf::from("/media/asha/STICK/DEMO-K7A.nrb"),
            entries: 212,
            bytes: 40_000,
            mark: ChainHash::ZERO,
            runs: Vec::new(),
        };
        let made = CarryMade {
            made: BundlesMade { to: vec![code("C1")], files: vec![file] },
            sheet: Some(PathBuf::from("/media/asha/STICK/DEMO-K7A.pdf")),
            printed: None,
            safe: true,
        };
        stage.play.borrow_mut().many = Box::new(move |job| match job {
            Job::Carry(CarryJob::Make { .. }) => Some(Event::Carry(CarryEvent::Made(Arc::new(made.clone())))),
            Job::Carry(CarryJob::Sent) => Some(Event::Carry(CarryEvent::Sent(Arc::new(sent())))),
            _ => None,
        });
        stage.press_with(Modifiers::SHIFT, Key::F5);
        assert_eq!((stage.route(), stage.focused()), (Route::Bundles, stage.t("bundles-folder")));
        stage.press(Key::Enter);
        assert!(stage.shows(&stage.t("fault-bundles-folder")));
        stage.type_text("/media/asha/STICK");
        stage.press(Key::Enter);
        assert!(stage.shows(&stage.t("bundles-safe")), "{lang:?}");
        assert!(stage.shows("212") && stage.shows("DEMO-K7A.pdf"));
        assert!(stage.shows(&stage.t("bundle-no-receipt")) && stage.shows("C1A"), "what left, and its receipts");
        let play = stage.play.borrow();
        assert_eq!(play.settings.last().unwrap().bundles, Some(PathBuf::from("/media/asha/STICK")), "remembered");
        let wish =
            play.many_jobs.iter().find_map(|job| if let Job::Carry(CarryJob::Make { wish }) = job { Some(wish) } else { None });
        assert!(wish.is_some_and(|wish| wish.to.is_empty() && !wish.all));
    }
}

#[test]
fn a_bundle_on_the_stick_is_told_and_looked_at_by_enter() {
    let mut stage = stage("asha", Lang::Hi, 1366.0);
    let waiting = StickBundle { path: PathBuf::from("/media/asha/STICK/DEMO-K9A.nrb"), from: "K9A".into(), made: now() };
    stage.play.borrow().tell(Event::Carry(CarryEvent::OnStick(Arc::new(vec![waiting.clone()]))));
    stage.settle();
    assert!(stage.shows("K9A"), "in the status line");
    let read = |job: &Job| matches!(job, Job::Carry(CarryJob::Plan { paths }) if *paths == [waiting.path.clone()]);
    assert_eq!(asked(&stage, read), 0, "never more than a notice");
    stage.press_with(Modifiers::SHIFT, Key::F5);
    stage.press(Key::Enter);
    assert_eq!(asked(&stage, read), 1);
    // While it is read there is a way to stop; a refusal says what and frees the screen.
    assert!(stage.shows(&stage.t("bundles-reading")));
    stage.press(Key::Escape);
    assert!(stage.play.borrow().seen.contains(&"cancel"));
    let problem = Problem::refused("problem-bundle-key").with("path", "DEMO-K9A.nrb");
    stage.play.borrow().tell(Event::Refused { job: JobKind::Carry, problem: problem.clone() });
    stage.settle();
    assert!(stage.shows(&problem.told(Lang::Hi).what));
    assert!(!stage.shows(&stage.t("bundles-reading")));
}

#[test]
fn a_patient_changed_twice_is_settled_side_by_side() {
    for (lang, width) in [(Lang::En, 1024.0), (Lang::Hi, 1366.0)] {
        let mut stage = stage("meena", lang, width);
        let (line, mut one) = {
            let play = stage.play.borrow();
            (play.line(0), play.people[0].clone())
        };
        let two = one.clone();
        one.mobile = nirantar::hospital::identifiers::Mobile::parse("9812000111").ok();
        let side = |n: u64, details| Side { entry: id(n), at: now(), by: "asha".into(), reason: "asked".into(), details };
        let all = Arc::new(vec![Conflict::Patient { line, sides: vec![side(40, one), side(41, two)] }]);
        stage.play.borrow_mut().many = Box::new(move |job| match job {
            Job::Control(ControlJob::Conflicts) => Some(Event::Control(ControlEvent::Conflicts(Arc::clone(&all)))),
            Job::Control(ControlJob::SettlePatient { .. }) => {
                Some(Event::Control(ControlEvent::Settled { entry: id(90), anew: None }))
            }
            _ => None,
        });
        stage.press_with(Modifiers::SHIFT, Key::F10);
        assert_eq!(stage.route(), Route::Conflicts);
        assert!(stage.shows("98120 00111") && stage.shows("98104 42217"), "{lang:?}: both stand there");
        assert!(stage.shows(&stage.t("compare-differs")), "{lang:?}: not by colour alone");
        stage.press_with(Modifiers::CTRL, Key::Enter);
        assert!(stage.shows(&stage.t("fault-conflicts-side")));
        stage.press(Key::Num2);
        assert_eq!(stage.focused(), stage.t("field-reason"));
        stage.type_text("rang");
        stage.press_with(Modifiers::CTRL, Key::Enter);
        let settled = |job: &Job| matches!(job, Job::Control(ControlJob::SettlePatient { keep, reason, .. }) if *keep == id(41) && reason == "rang");
        assert_eq!(asked(&stage, settled), 1, "{lang:?}");
    }
}

/// Two records of the first two people, merged or not.
fn evidence(stage: &Stage, merged: bool) -> Evidence {
    let play = stage.play.borrow();
    let side = |n: usize| EvidenceSide { line: play.line(n), details: play.people[n].clone(), visits: 1, cases: 0 };
    Evidence { sides: [side(0), side(1)], score: 91, why: vec![Why::SameMobile], merged: merged.then(|| id(70)) }
}

#[test]
fn two_records_are_merged_from_the_file_and_parted_again() {
    for (lang, merged) in [(Lang::En, false), (Lang::Hi, false), (Lang::En, true), (Lang::Hi, true)] {
        let mut stage = stage("meena", lang, 1366.0);
        let told = evidence(&stage, merged);
        stage.play.borrow_mut().many = Box::new(move |job| match job {
            Job::Control(ControlJob::Compare { .. }) => Some(Event::Control(ControlEvent::Compared(Box::new(told.clone())))),
            Job::Control(ControlJob::Merge { keep, with, .. }) => {
                Some(Event::Control(ControlEvent::Merged { keep: keep.clone(), with: with.clone() }))
            }
            Job::Control(ControlJob::Part { one, other, .. }) => {
                Some(Event::Control(ControlEvent::Parted { one: one.clone(), other: other.clone() }))
            }
            _ => None,
        });
        stage.press(Key::F4);
        stage.type_text("Suneeta");
        stage.press(Key::Enter);
        assert_eq!(stage.route(), Route::Patient(id(1)));
        stage.press(Key::J);
        assert_eq!(stage.focused(), stage.t("merge-other"));
        stage.type_text("Sunita");
        stage.press(Key::Enter);
        assert_eq!(asked(&stage, |job| matches!(job, Job::Control(ControlJob::Compare { .. }))), 1, "{lang:?}");
        assert!(stage.shows("91 %"), "{lang:?}: how likely");
        assert!(stage.shows(&Why::SameMobile.text(lang)), "{lang:?}: and why");
        assert_eq!(stage.focused(), stage.t("field-reason"));
        stage.type_text("card");
        stage.press_with(Modifiers::CTRL, Key::Enter);
        let merges =
            |job: &Job| matches!(job, Job::Control(ControlJob::Merge { keep, reason, .. }) if *keep == id(1) && reason == "card");
        let parts = |job: &Job| matches!(job, Job::Control(ControlJob::Part { reason, .. }) if reason == "card");
        assert_eq!((asked(&stage, merges), asked(&stage, parts)), if merged { (0, 1) } else { (1, 0) }, "{lang:?}");
        assert_eq!(stage.route(), Route::Patient(id(1)), "back in the file");
    }
}

/// A registration of somebody at one address, as one of two PCs wrote it.
fn copy(stage: &Stage, person: usize, hash: u8) -> Copy {
    let play = stage.play.borrow();
    let line = play.line(person);
    let visit = Visit {
        number: window_common::number(Series::Visit, 7),
        token: Token { serial: 3, label: "3".to_owned() },
        clinic: play.masters.clinics[0].code.clone(),
        room: "1".to_owned(),
        doctor: None,
        kind: VisitKind::New,
        referred_by: String::new(),
        mlc: false,
        fee: Fee::Exempt { reason: "free".to_owned() },
        remarks: String::new(),
    };
    let patient = Patient { number: line.number, details: play.people[person].clone(), matched: None };
    let header = Header {
        version: VERSION,
        site: "DEMO".to_owned(),
        mode: Mode::Event,
        counter: code("K2"),
        letter: 'A',
        sequence: 12,
        time: now(),
        clock: ClockTrust::Ok,
        by: "meena".to_owned(),
        prev: ChainHash::ZERO,
        on: Vec::new(),
        side: nirantar::hospital::event::Side::Manual,
    };
    Copy { hash: ChainHash([hash; 32]), entry: Entry { header, body: Body::Registered { patient, visit } } }
}

#[test]
fn of_two_records_at_one_address_the_other_is_written_anew_by_key() {
    // Before the reason by the letter alone, and while the reason is typed with Alt.
    for (lang, late) in [(Lang::En, false), (Lang::Hi, true)] {
        let mut stage = stage("meena", lang, 1024.0);
        let copies = vec![copy(&stage, 0, 1), copy(&stage, 1, 2)];
        let names: Vec<String> = (0..2).map(|n| stage.play.borrow().people[n].name.shown().to_owned()).collect();
        let all = Arc::new(vec![Conflict::Fork { at: id(12), copies }]);
        let number = window_common::number(Series::Patient, 99);
        let anew = Some(number.clone());
        stage.play.borrow_mut().many = Box::new(move |job| match job {
            Job::Control(ControlJob::Conflicts) => Some(Event::Control(ControlEvent::Conflicts(Arc::clone(&all)))),
            Job::Control(ControlJob::SettleFork { .. }) => {
                Some(Event::Control(ControlEvent::Settled { entry: id(90), anew: anew.clone() }))
            }
            _ => None,
        });
        stage.press_with(Modifiers::SHIFT, Key::F10);
        assert!(lang == Lang::Hi || names.iter().all(|name| stage.shows(name)), "the list says whom it is about");
        if !late {
            stage.press(Key::W);
        }
        stage.press(Key::Num1);
        assert_eq!(stage.focused(), stage.t("field-reason"));
        if late {
            stage.press_with(Modifiers::ALT, Key::W);
        }
        stage.type_text("both came");
        stage.press_with(Modifiers::CTRL, Key::Enter);
        let settled = |job: &Job| {
            matches!(job, Job::Control(ControlJob::SettleFork { at, keep, again: true, reason })
                if *at == id(12) && *keep == ChainHash([1; 32]) && reason == "both came")
        };
        assert_eq!(asked(&stage, settled), 1, "{lang:?}");
        assert!(stage.shows(number.as_str()), "{lang:?}: the new number is said");
    }
}

#[test]
fn a_conflict_of_the_wards_leads_to_where_it_is_settled() {
    let bed = || Conflict::Bed { ward: "MED-M1".into(), bed: "MED-M1-07".into(), patients: Vec::new() };
    let tube = Accession::parse("0123456780").ok();
    let tubes = tube.map(|accession| Conflict::Tube { accession, orders: vec![id(30), id(31)] });
    let line = Stage::new(800.0, 600.0).play.borrow().line(1);
    let step = |patient| Conflict::Step { case: id(60), number: None, patient };
    let mut cases = vec![
        (bed(), Route::Ward { ward: "MED-M1".into(), bed: "MED-M1-07".into() }),
        (step(Some(line.clone())), Route::Patient(line.id.clone())),
    ];
    cases.extend(tubes.map(|conflict| (conflict, Route::LabBoard { tube })));
    for (conflict, route) in cases {
        let mut stage = stage("meena", Lang::En, 1366.0);
        let all = Arc::new(vec![conflict]);
        stage.play.borrow_mut().many = Box::new(move |job| match job {
            Job::Control(ControlJob::Conflicts) => Some(Event::Control(ControlEvent::Conflicts(Arc::clone(&all)))),
            _ => None,
        });
        stage.press_with(Modifiers::SHIFT, Key::F10);
        assert!(stage.shows(&stage.t("conflicts-open")), "the key is shown: {route:?}");
        stage.press(Key::Enter);
        assert_eq!(stage.route(), route);
    }
}

/// A file as the desktop drops it.
#[derive(Debug)]
struct Dropped(PathBuf);

impl egui::DroppedFile for Dropped {
    fn path(&self) -> &std::path::Path {
        &self.0
    }

    fn bytes(&self) -> Result<Vec<u8>, String> {
        Err("the window reads no file".to_owned())
    }
}

#[test]
fn a_bundle_dropped_on_the_window_is_looked_at() {
    let drop_on = |stage: &mut Stage, names: &[&str]| {
        let files = names.iter().map(|name| Arc::new(Dropped(PathBuf::from(name))) as egui::DroppedFileHandle);
        stage.harness.input_mut().dropped_files = files.collect();
        stage.settle();
    };
    let read = |job: &Job| matches!(job, Job::Carry(CarryJob::Plan { paths }) if *paths == [PathBuf::from("/media/a.nrb"), PathBuf::from("/media/b.nrb")]);
    let any = |job: &Job| matches!(job, Job::Carry(CarryJob::Plan { .. }));
    let mut stage = stage("asha", Lang::En, 1024.0);
    drop_on(&mut stage, &["/media/photo.jpg"]);
    assert_eq!((stage.route(), asked(&stage, any)), (Route::Home, 0), "what is no bundle is left alone");
    drop_on(&mut stage, &["/media/a.nrb", "/media/photo.jpg", "/media/b.nrb"]);
    assert_eq!((stage.route(), asked(&stage, read)), (Route::Bundles, 1), "looked at, wherever one is; nothing is taken");
    // Before anybody signed in nothing happens.
    let mut locked = Stage::new(1024.0, 768.0);
    drop_on(&mut locked, &["/media/a.nrb"]);
    assert_eq!((locked.route(), asked(&locked, any)), (Route::SignIn, 0));
}

#[test]
fn two_own_records_that_are_alike_are_offered_to_be_merged_while_registering() {
    for (login, may) in [("meena", true), ("asha", false)] {
        let mut stage = stage(login, Lang::En, 1366.0);
        stage.press(Key::F2);
        stage.type_text("9810442217");
        assert_eq!(stage.shows(&stage.t("command-merge-likely")), may, "{login}");
        stage.press_with(Modifiers::ALT, Key::J);
        let there = Route::Merge { one: id(1), other: Some(id(2)) };
        assert_eq!(stage.route(), if may { there } else { Route::Opd });
    }
}
