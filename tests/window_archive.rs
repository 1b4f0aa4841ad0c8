//! The end of a counter in the window, by label and keyboard, in both languages; and what is there afterwards.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "helpers of tests fail as tests do")]

mod window_common;

use egui::{Key, Modifiers};
use nirantar::desk::settings::Settings;
use nirantar::desk::views::{ArchiveStep, Archived, ArchivedHere};
use nirantar::hospital::number::Mode;
use nirantar::hospital::pack::{Bilingual, Lang};
use nirantar::journal::ChainHash;
use nirantar::problem::Problem;
use nirantar::window::routes::Route;
use nirantar::worker::{ArchiveEvent, ArchiveJob, ArchiveOrder, Event, Found, Job, JobKind, Picture};
use std::path::PathBuf;
use std::sync::Arc;
use window_common::{Stage, id, now};

fn stage(lang: Lang) -> Stage {
    let mut stage = Stage::new(1024.0, 768.0);
    stage.sign_in("pillai");
    if lang == Lang::Hi {
        stage.press(Key::F12);
        stage.lang = Lang::Hi;
    }
    // Nothing but the proof leads here.
    stage.press_with(Modifiers::CTRL | Modifiers::SHIFT, Key::A);
    assert_ne!(stage.route(), Route::Archive, "{lang:?}");
    stage.press_with(Modifiers::SHIFT, Key::F12);
    stage.press_with(Modifiers::CTRL | Modifiers::SHIFT, Key::A);
    assert_eq!(stage.route(), Route::Archive, "{lang:?}");
    stage
}

fn orders(stage: &Stage) -> Vec<ArchiveOrder> {
    let play = stage.play.borrow();
    let order = |job: &Job| if let Job::Archive(ArchiveJob::Begin(order)) = job { Some((**order).clone()) } else { None };
    play.many_jobs.iter().filter_map(order).collect()
}

fn jobs(stage: &Stage) -> Vec<ArchiveJob> {
    let play = stage.play.borrow();
    play.many_jobs.iter().filter_map(|job| if let Job::Archive(job) = job { Some(job.clone()) } else { None }).collect()
}

fn tell(stage: &mut Stage, event: Event) {
    stage.play.borrow().tell(event);
    stage.settle();
}

/// Everything but the last answer.
fn fill(stage: &mut Stage, officers: [&str; 2]) {
    assert_eq!(stage.focused(), stage.t("archive-folder"));
    stage.type_text("/stick/archive");
    stage.press(Key::Enter);
    for officer in officers {
        stage.type_text(officer);
        stage.press(Key::Enter);
        assert_eq!(stage.focused(), stage.t("officer-password"));
        stage.type_text("right");
        stage.press(Key::Tab);
    }
}

fn to_answer(stage: &mut Stage) {
    let answer = nirantar::words::words(stage.lang).with("archive-answer", &[("code", "K7A")]);
    for _ in 0..8 {
        if stage.focused() == answer {
            return;
        }
        stage.press(Key::Tab);
    }
    panic!("no way to the last question: {}", stage.focused());
}

fn begin(stage: &mut Stage) {
    fill(stage, ["rao", "verma"]);
    to_answer(stage);
    stage.type_text("k7a");
    stage.press(Key::Enter);
}

#[test]
fn it_begins_only_when_everything_is_said() {
    for lang in [Lang::En, Lang::Hi] {
        let mut stage = stage(lang);
        assert!(stage.shows(&stage.t("archive-what-end")), "{lang:?}: what happens stands there");
        fill(&mut stage, ["rao", "verma"]);
        to_answer(&mut stage);
        stage.press(Key::Enter);
        let said = nirantar::words::words(lang).with("fault-archive-answer", &[("code", "K7A")]);
        assert!(stage.shows(&said) && orders(&stage).is_empty(), "{lang:?}");
        stage.type_text("K7");
        stage.press(Key::Enter);
        assert!(orders(&stage).is_empty(), "{lang:?}: not quite");
        stage.type_text("A");
        stage.press(Key::Enter);
        let order = orders(&stage).remove(0);
        let officers = order.officers.each_ref().map(|(login, _)| login.as_str());
        assert_eq!((officers, order.partial, order.folder), (["rao", "verma"], false, PathBuf::from("/stick/archive")));
    }
}

#[test]
fn a_refusal_keeps_what_was_typed_but_no_password() {
    for lang in [Lang::En, Lang::Hi] {
        let mut stage = stage(lang);
        begin(&mut stage);
        let problem = Problem::refused("problem-archive-open").with("n", "12");
        tell(&mut stage, Event::Refused { job: JobKind::Archive, problem: problem.clone() });
        assert!(stage.shows(&problem.told(lang).what), "{lang:?}");
        assert_eq!(stage.focused(), stage.t("archive-partial"));
        assert_eq!(stage.value(&stage.t("archive-folder")), "/stick/archive");
        assert_eq!(stage.value(&stage.t("officer-password")), "", "{lang:?}: wiped");
        let one = Problem::refused("problem-archive-one").with("person", "rao");
        to_answer(&mut stage);
        assert_eq!(orders(&stage).len(), 1, "{lang:?}");
        // Whom a refusal names is marked.
        stage.press_with(Modifiers::SHIFT, Key::F12);
        stage.press_with(Modifiers::CTRL | Modifiers::SHIFT, Key::A);
        stage.press_with(Modifiers::CTRL | Modifiers::COMMAND, Key::A);
        begin(&mut stage);
        tell(&mut stage, Event::Refused { job: JobKind::Archive, problem: one.clone() });
        assert!(stage.shows(&one.told(lang).what), "{lang:?}");
        assert_eq!(stage.focused(), stage.t("archive-second"), "{lang:?}");
    }
}

#[test]
fn it_can_be_stopped_until_the_archive_is_whole_and_nothing_else_is_begun_meanwhile() {
    for lang in [Lang::En, Lang::Hi] {
        let mut stage = stage(lang);
        begin(&mut stage);
        let step = |step, done| Event::Archive(ArchiveEvent::Step { step, done, of: 9_000 });
        tell(&mut stage, step(ArchiveStep::Writing, 1_500));
        assert!(stage.shows("1,500") && stage.shows(&stage.t("archive-step-writing")), "{lang:?}");
        stage.press(Key::F2);
        assert_eq!(stage.route(), Route::Archive, "{lang:?}: nothing else is begun");
        stage.press(Key::Escape);
        assert!(matches!(jobs(&stage).last(), Some(ArchiveJob::Stop)), "{lang:?}");
        tell(&mut stage, Event::Cancelled { job: JobKind::Archive });
        assert!(stage.shows(&stage.t("archive-stopped")), "{lang:?}");
        stage.press(Key::Escape);
        assert_eq!(stage.route(), Route::Proof, "{lang:?}");
    }
    let mut late = stage(Lang::En);
    begin(&mut late);
    tell(&mut late, Event::Archive(ArchiveEvent::Step { step: ArchiveStep::Marked, done: 0, of: 0 }));
    assert!(late.shows(&late.t("archive-cannot-stop")));
    late.press(Key::Escape);
    assert!(!jobs(&late).iter().any(|job| matches!(job, ArchiveJob::Stop)), "too late");
}

fn here() -> ArchivedHere {
    let archived = Archived {
        at: now(),
        by: "pillai".to_owned(),
        officers: vec!["rao".to_owned(), "verma".to_owned()],
        reason: "the hospital is back".to_owned(),
        open: 0,
        folder: PathBuf::from("/stick/archive/DEMO-K7A"),
        entry: id(501),
        codes: Vec::new(),
        entries: 501,
        root: ChainHash([7; 32]),
        sum: ChainHash([9; 32]),
        bytes: 4_000,
        openers: Vec::new(),
        began: now(),
        ended: None,
        wiped: Some(now()),
    };
    let counter_name =
        Bilingual { en: "OPD Registration 7".to_owned(), hi: "ओपीडी पंजीकरण 7".to_owned() };
    ArchivedHere { archived, installation: "K7A".to_owned(), counter_name, mode: Mode::Event }
}

#[test]
fn afterwards_there_is_the_certificate_and_nothing_else() {
    for lang in [Lang::En, Lang::Hi] {
        let found = Event::Started(Found::Archived {
            here: Box::new(here()),
            settings: Box::new(Settings { lang, ..Settings::default() }),
            finished: lang == Lang::Hi,
        });
        let mut stage = Stage::with(1024.0, 768.0, 0.25, |_play| found);
        stage.lang = lang;
        assert_eq!(stage.route(), Route::Archived);
        assert!(stage.shows("/stick/archive/DEMO-K7A") && stage.shows("the hospital is back"), "{lang:?}");
        assert_eq!(stage.shows(&stage.t("archived-finished")), lang == Lang::Hi, "{lang:?}: a crash is told");
        let image = Arc::new(Picture { width: 2, height: 2, rgba: vec![255; 16] });
        tell(&mut stage, Event::Archive(ArchiveEvent::Page { page: 0, pages: 2, image }));
        for key in [Key::F2, Key::F4, Key::Escape, Key::F6] {
            stage.press(key);
            assert_eq!(stage.route(), Route::Archived, "{lang:?} {key:?}");
        }
        stage.press_with(Modifiers::CTRL, Key::P);
        assert!(matches!(jobs(&stage).last(), Some(ArchiveJob::Certificate { to: None })), "{lang:?}");
        tell(&mut stage, Event::Archive(ArchiveEvent::CertificateOut { at: None }));
        assert!(stage.shows(&stage.t("sheet-printed")), "{lang:?}");
        stage.press_with(Modifiers::CTRL, Key::PageDown);
        assert!(matches!(jobs(&stage).last(), Some(ArchiveJob::Page { page: 1, .. })), "{lang:?}");
        stage.press_with(Modifiers::CTRL, Key::S);
        assert!(stage.shows(&stage.t("fault-hand-folder")), "{lang:?}");
        stage.type_text("/stick");
        stage.press(Key::Enter);
        assert!(matches!(jobs(&stage).last(), Some(ArchiveJob::Certificate { to: Some(to) }) if to.as_os_str() == "/stick"));
    }
}

#[test]
fn a_counter_that_was_just_archived_says_so() {
    let mut stage = stage(Lang::En);
    begin(&mut stage);
    tell(&mut stage, Event::SignedOut);
    let found = Found::Archived { here: Box::new(here()), settings: Box::default(), finished: false };
    tell(&mut stage, Event::Started(found));
    assert_eq!(stage.route(), Route::Archived);
    assert!(!stage.shows(&stage.t("command-opd-new")), "no side bar");
    stage.press(Key::Escape);
    assert_eq!(stage.route(), Route::Archived);
}
