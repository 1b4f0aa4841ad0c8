//! The hand-over's board in the window, by label and keyboard, in both languages.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "helpers of tests fail as tests do")]

mod window_common;

use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use nirantar::desk::views::{
    AnswerPlan, AnswersDone, BatchRow, BurnHour, CheckFigures, FixIt, HandoverStatus, KindCounts, KindLine, MakeDone, OpenLine,
    OpenList, OpenWhat, Passed, SendDone,
};
use nirantar::hospital::pack::Lang;
use nirantar::journal::{RecordKey, RecordKind, Road, Stage as Step, StrayAnswer};
use nirantar::problem::Problem;
use nirantar::window::routes::Route;
use nirantar::worker::{Event, HandoverEvent, HandoverJob, HandoverLook, Job, JobKind};
use std::path::PathBuf;
use std::sync::Arc;
use window_common::{Stage, id, now};

const OFFICER: &str = "rao";
const BATCH: &str = "fhir-bWV0aG9kaWNhbA";

fn line(kind: RecordKind, saved: u64, received: u64) -> KindLine {
    KindLine { kind, saved, void: 2, aside: 3, made: 0, sent: 4, received, refused: 1, contradicted: 1, excepted: 1 }
}

/// Two kinds; the second is all received but what is explained.
fn look(stale: bool) -> HandoverLook {
    let mut done = line(RecordKind::Visit, 1_203, 1_200);
    (done.aside, done.sent, done.refused, done.contradicted) = (0, 0, 0, 0);
    let kinds = vec![line(RecordKind::Identity, 4_217, 1_100), done];
    let counts = KindCounts { saved: 4_217, leaves: 350, aside: 3, ..KindCounts::default() };
    let check = CheckFigures {
        at: now(),
        by: "rao".to_owned(),
        road: Road::Fhir,
        kinds: [(RecordKind::Identity, counts)].into(),
        entries: 9_000,
        rows: 5_420,
    };
    let batch = BatchRow {
        name: BATCH.to_owned(),
        road: Road::Fhir,
        stage: Step::Identities,
        file: "1-identities.ndjson".to_owned(),
        sum: None,
        records: 500,
        at: now(),
        by: "rao".to_owned(),
        sent: Vec::new(),
    };
    let burn = [(9, 700, 3), (10, 1_600, 1)];
    let burn = burn.map(|(hour, received, refused)| BurnHour { day: now().date_naive(), hour, received, refused }).into();
    HandoverLook { status: HandoverStatus { kinds, check: Some(check), stale, links: Vec::new(), batches: vec![batch] }, burn }
}

fn key(kind: RecordKind) -> RecordKey {
    RecordKey { kind, of: id(1) }
}

fn open(stage: &Stage, what: OpenWhat) -> OpenLine {
    let line = stage.play.borrow().line(0);
    OpenLine { key: key(RecordKind::Identity), number: line.number.to_string(), name: "Suneeta Devi".to_owned(), what }
}

fn stray() -> StrayAnswer {
    StrayAnswer { line: 7, about: "MK7A-009999-X".into(), why: "answer-unknown".to_owned(), said: "77001".to_owned() }
}

fn plan() -> AnswerPlan {
    let mut plan = AnswerPlan { source: "answers.csv".to_owned(), received: 480, refused: 20, ..AnswerPlan::default() };
    plan.settled.strays.push(stray());
    plan
}

fn answering(stage: &Stage) {
    let lists = [
        (OpenList::Aside, vec![open(stage, OpenWhat::Aside(vec![FixIt::Doubtful, FixIt::Missing("mobile".to_owned())]))]),
        (OpenList::Refused, vec![open(stage, OpenWhat::Refused("unknown clinic 17".to_owned()))]),
        (OpenList::Contradicted, vec![open(stage, OpenWhat::Contradicted(vec!["77001".to_owned(), "77002".to_owned()]))]),
        (OpenList::Excepted, vec![open(stage, OpenWhat::Excepted { by: "verma".to_owned(), reason: "died abroad".to_owned() })]),
        (OpenList::Made, Vec::new()),
    ];
    stage.play.borrow_mut().many = Box::new(move |job| {
        let Job::Handover(job) = job else { return None };
        Some(Event::Handover(match job {
            HandoverJob::Look => HandoverEvent::Status(Arc::new(look(true))),
            HandoverJob::Open { which } => {
                let lines = lists.iter().find(|(list, _)| list == which).map(|(_, lines)| lines.clone()).unwrap_or_default();
                HandoverEvent::Open { which: *which, lines: Arc::new(lines) }
            }
            HandoverJob::Strays => HandoverEvent::Strays(Arc::new(vec![("answers.csv".to_owned(), stray())])),
            HandoverJob::ReadAnswers { .. } => HandoverEvent::Planned(Arc::new(plan())),
            HandoverJob::TakeAnswers { .. } => HandoverEvent::Taken(AnswersDone { received: 480, refused: 20, strays: 1 }),
            HandoverJob::Given { batch, .. } => HandoverEvent::Given { batch: batch.clone() },
            HandoverJob::Except { reason, .. } if reason.is_empty() => {
                let problem = Problem::refused("problem-reason").with("max", "200");
                return Some(Event::Refused { job: JobKind::Explain, problem });
            }
            HandoverJob::Except { record, .. } | HandoverJob::Readmit { record, .. } | HandoverJob::Settle { record, .. } => {
                HandoverEvent::Settled { record: record.clone() }
            }
            _ => return None,
        }))
    });
}

fn stage(lang: Lang, width: f32) -> Stage {
    let mut stage = Stage::new(width, 768.0);
    stage.sign_in(OFFICER);
    if lang == Lang::Hi {
        stage.press(Key::F12);
        stage.lang = Lang::Hi;
    }
    answering(&stage);
    stage.press_with(Modifiers::SHIFT, Key::F3);
    assert_eq!(stage.route(), Route::Handover);
    stage
}

fn rows(stage: &Stage) -> Vec<String> {
    stage.harness.root().get_all_by_role(Role::Row).filter_map(|n| n.accesskit_node().label()).collect()
}

fn jobs(stage: &Stage) -> Vec<HandoverJob> {
    let play = stage.play.borrow();
    let jobs = play.many_jobs.iter();
    jobs.filter_map(|job| if let Job::Handover(job) = job { Some(job.clone()) } else { None }).collect()
}

fn last(stage: &Stage) -> HandoverJob {
    jobs(stage).into_iter().rfind(|job| !matches!(job, HandoverJob::Look)).unwrap()
}

/// Types into the box that has the focus, whatever stood in it.
fn retype(stage: &mut Stage, text: &str) {
    stage.press_with(Modifiers::CTRL, Key::A);
    stage.type_text(text);
}

#[test]
fn the_board_says_where_every_record_stands() {
    for (lang, width) in [(Lang::En, 1366.0), (Lang::Hi, 1024.0)] {
        let stage = stage(lang, width);
        let rows = rows(&stage);
        assert_eq!(rows.len(), 3, "{rows:?}");
        let says = |row: &str, id: &str, n: &str| row.contains(&format!("{} {n}", stage.t(id)));
        assert!(says(&rows[0], "hand-received", "1,100") && says(&rows[0], "hand-open", "3,114"), "{}", rows[0]);
        assert!(!rows[1].contains(&stage.t("hand-open")), "nothing is open: {}", rows[1]);
        assert!(rows[2].starts_with(&stage.t("hand-all")) && says(&rows[2], "hand-saved", "5,420"), "{}", rows[2]);
        assert!(stage.shows(&stage.t("hand-stale")), "{lang:?}: something was saved since");
        assert!(stage.shows(&stage.t("hand-burn-name")), "{lang:?}: the picture says its numbers");
        assert!(stage.shows("2,300"), "{lang:?}: receipts in all");
    }
}

#[test]
fn a_pre_flight_runs_with_progress_and_is_cancelled() {
    for lang in [Lang::En, Lang::Hi] {
        let mut stage = stage(lang, 1024.0);
        stage.press(Key::C);
        assert!(matches!(last(&stage), HandoverJob::Check { wish } if wish.stages.is_empty() && wish.share.is_none()));
        stage.play.borrow().tell(Event::Progress { job: JobKind::Handover, done: 1_500, of: 9_000 });
        stage.settle();
        assert!(stage.shows("1,500"));
        stage.press(Key::Escape);
        assert!(stage.play.borrow().seen.contains(&"cancel"));
        stage.play.borrow().tell(Event::Cancelled { job: JobKind::Handover });
        stage.settle();
        assert!(stage.shows(&stage.t("hand-cancelled")), "{lang:?}");
        stage.press(Key::C);
        let counts = KindCounts { leaves: 4_321, aside: 45, ..KindCounts::default() };
        let passed = Passed { kinds: [(RecordKind::Identity, counts)].into(), ..Passed::default() };
        stage.play.borrow().tell(Event::Handover(HandoverEvent::Checked(Arc::new(passed))));
        stage.settle();
        assert!(stage.shows("4,321"), "{lang:?}");
        assert_eq!(stage.route(), Route::Handover);
    }
}

#[test]
fn batches_are_made_into_a_folder() {
    for lang in [Lang::En, Lang::Hi] {
        let mut stage = stage(lang, 1024.0);
        stage.press(Key::M);
        assert_eq!(stage.focused(), stage.t("hand-folder"));
        stage.press(Key::Enter);
        assert!(stage.shows(&stage.t("fault-hand-folder")), "{lang:?}: no folder, no batches");
        stage.type_text("/stick/out");
        stage.press(Key::Enter);
        let HandoverJob::Make { wish, to } = last(&stage) else { panic!() };
        assert_eq!((wish.road, wish.stages.len(), to), (Road::Fhir, 0, PathBuf::from("/stick/out")));
        assert_eq!(stage.play.borrow().settings.last().unwrap().handover, Some(PathBuf::from("/stick/out")));
        let made = MakeDone {
            folder: PathBuf::from("/stick/out/one"),
            road: Road::Fhir,
            batches: Vec::new(),
            passed: Passed::default(),
        };
        stage.play.borrow().tell(Event::Handover(HandoverEvent::Made(Arc::new(made))));
        stage.settle();
        assert!(stage.shows("/stick/out/one"), "{lang:?}");
        stage.press(Key::Escape);
        assert_eq!((rows(&stage).len(), stage.route()), (3, Route::Handover), "{lang:?}: back on the board");
    }
}

#[test]
fn records_are_sent_and_the_sending_is_stopped() {
    for lang in [Lang::En, Lang::Hi] {
        let mut stage = stage(lang, 1024.0);
        stage.press(Key::S);
        assert_eq!(stage.focused(), stage.t("hand-to-fhir"));
        stage.press_with(Modifiers::CTRL, Key::Enter);
        assert!(stage.shows(&stage.t("fault-hand-folder")), "{lang:?}");
        stage.type_text("/stick/out");
        stage.press_with(Modifiers::CTRL, Key::Enter);
        assert!(stage.shows(&stage.t("fault-hand-to")), "{lang:?}");
        stage.type_text("http://127.0.0.1:9/r4");
        stage.press_with(Modifiers::CTRL, Key::Enter);
        let HandoverJob::Send { order } = last(&stage) else { panic!() };
        assert_eq!((order.reach.road, order.reach.to.as_str(), order.rate), (Road::Fhir, "http://127.0.0.1:9/r4", 0));
        assert_eq!((order.reach.token, order.reach.authorities), (None, None));
        let tell = |stage: &mut Stage, event: Event| {
            stage.play.borrow().tell(event);
            stage.settle();
        };
        tell(&mut stage, Event::Progress { job: JobKind::Sending, done: 250, of: 1_000 });
        tell(&mut stage, Event::Handover(HandoverEvent::Resting { secs: 17 }));
        assert!(stage.shows("17"), "{lang:?}: why nothing moves");
        // Other work goes on meanwhile; the bar is on the board too.
        stage.press(Key::G);
        assert!(stage.shows(&stage.t("hand-sent-to")));
        stage.press(Key::S);
        assert!(stage.shows("250"));
        stage.press(Key::Escape);
        assert!(matches!(last(&stage), HandoverJob::StopSending), "{lang:?}");
        let done = SendDone { received: 240, refused: 10, left: 750, cancelled: true, ..SendDone::default() };
        tell(&mut stage, Event::Handover(HandoverEvent::Sent(Arc::new(done))));
        assert!(stage.shows("750"), "{lang:?}: what is left is said");
        let problem = Problem::refused("problem-send-login").with("status", "401");
        stage.press_with(Modifiers::CTRL, Key::Enter);
        tell(&mut stage, Event::Refused { job: JobKind::Sending, problem: problem.clone() });
        assert!(stage.shows(&problem.told(lang).what), "{lang:?}");
    }
}

#[test]
fn a_batch_is_given_to_somebody() {
    for lang in [Lang::En, Lang::Hi] {
        let mut stage = stage(lang, 1024.0);
        stage.press(Key::G);
        assert!(stage.shows(BATCH) && stage.shows(&stage.t("hand-not-given.long")), "{lang:?}");
        stage.press(Key::Enter);
        assert_eq!(stage.focused(), stage.t("hand-given-to"));
        stage.press(Key::Enter);
        assert!(stage.shows(&stage.t("fault-hand-given")), "{lang:?}");
        stage.type_text("NIC, Mr Das");
        stage.press(Key::Enter);
        assert!(matches!(last(&stage), HandoverJob::Given { batch, to } if batch == BATCH && to == "NIC, Mr Das"));
    }
}

#[test]
fn answers_are_looked_at_before_they_are_taken() {
    for lang in [Lang::En, Lang::Hi] {
        let mut stage = stage(lang, 1024.0);
        stage.press(Key::A);
        stage.press(Key::Enter);
        assert!(stage.shows(&stage.t("fault-hand-file")), "{lang:?}");
        stage.type_text("/stick/answers.csv");
        stage.press(Key::Enter);
        assert!(stage.shows("480") && stage.shows("answers.csv"), "{lang:?}");
        assert!(stage.shows(&stage.t("answer-unknown")), "{lang:?}: each line that is not taken has its reason");
        assert_eq!(stage.focused(), stage.t("hand-answers-take"));
        assert!(!jobs(&stage).iter().any(|job| matches!(job, HandoverJob::TakeAnswers { .. })));
        stage.press(Key::Enter);
        assert!(matches!(last(&stage), HandoverJob::TakeAnswers { plan } if plan.received == 480));
        assert!(!stage.shows(&stage.t("hand-answers-take")), "{lang:?}: taken once");
    }
}

#[test]
fn every_list_says_what_to_do() {
    for lang in [Lang::En, Lang::Hi] {
        let mut stage = stage(lang, 1024.0);
        stage.press(Key::Num1);
        assert!(stage.shows(&stage.t("fix-doubtful")) && stage.shows(&stage.t("fix-where-review")), "{lang:?}");
        stage.press(Key::Num2);
        assert!(stage.shows("unknown clinic 17"), "{lang:?}");
        stage.press(Key::X);
        assert_eq!(stage.focused(), stage.t("field-reason"));
        stage.press(Key::Enter);
        let sentence = Problem::refused("problem-reason").with("max", "200").told(lang).what;
        assert!(stage.shows(&sentence), "{lang:?}: beside the field");
        stage.type_text("closed clinic");
        stage.press(Key::Enter);
        assert!(jobs(&stage).iter().any(|job| matches!(job, HandoverJob::Except { reason, .. } if reason == "closed clinic")));
        stage.press(Key::Num3);
        stage.press(Key::O);
        stage.press_with(Modifiers::CTRL, Key::Enter);
        assert!(stage.shows(&stage.t("fault-hand-central")), "{lang:?}: a number has to be chosen");
        stage.press(Key::ArrowRight);
        stage.press(Key::ArrowRight);
        stage.press_with(Modifiers::CTRL, Key::Enter);
        assert!(
            jobs(&stage).iter().any(|job| matches!(job, HandoverJob::Settle { central, .. } if central == "77002")),
            "{lang:?}"
        );
        stage.press(Key::Num4);
        assert!(stage.shows("died abroad") && stage.shows("verma"), "{lang:?}");
        stage.press(Key::W);
        retype(&mut stage, "came back");
        stage.press(Key::Enter);
        assert!(jobs(&stage).iter().any(|job| matches!(job, HandoverJob::Readmit { reason, .. } if reason == "came back")));
        stage.press(Key::Num5);
        assert!(stage.shows(&stage.t("hand-list-empty")), "{lang:?}");
        stage.press(Key::Num6);
        assert!(stage.shows("MK7A-009999-X") && stage.shows(&stage.t("answer-unknown")), "{lang:?}");
    }
}

#[test]
fn enter_opens_the_file_of_whose_record_it_is() {
    let mut stage = stage(Lang::En, 1366.0);
    stage.press(Key::Num1);
    stage.press(Key::Enter);
    assert_eq!(stage.route(), Route::Patient(id(1)));
    stage.press(Key::Escape);
    assert_eq!(stage.route(), Route::Handover);
    assert!(stage.shows(&stage.t("fix-doubtful")), "the list is there as it was left");
}
