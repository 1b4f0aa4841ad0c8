//! Papers in at the window: files named or dropped, the plan read, one key to take it, what is missing and what is refused; in both languages.

#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests fail as tests do")]

mod window_common;

use egui::{Key, Modifiers};
use nirantar::desk::Plan;
use nirantar::desk::papers_in::{PaperPlace, PaperPlan, PaperTaken, PartsWaiting, Refused};
use nirantar::hospital::pack::Lang;
use nirantar::problem::Problem;
use nirantar::window::routes::Route;
use nirantar::worker::{Event, JobKind, PaperEvent, PaperJob};
use std::path::PathBuf;
use std::sync::Arc;
use window_common::Stage;

fn at_papers(lang: Lang) -> Stage {
    let mut stage = Stage::new(1366.0, 768.0);
    stage.sign_in("asha");
    if lang == Lang::Hi {
        stage.press(Key::F12);
        stage.lang = Lang::Hi;
    }
    stage.press_with(Modifiers::CTRL, Key::J);
    assert!(stage.route() == Route::PapersIn);
    stage
}

fn tell(stage: &mut Stage, event: Event) {
    stage.play.borrow().tell(event);
    stage.settle();
}

fn place(page: u64) -> PaperPlace {
    PaperPlace { file: "stack-7.pdf".into(), page }
}

/// A forged slip on page 3, and a record of which the second code has not come.
fn plan() -> PaperPlan {
    let waiting = PartsWaiting { mark: "5F2A".into(), missing: vec![2], of: 3, place: place(1) };
    let refused = Refused { place: place(3), problem: Problem::damaged("problem-slip-forged") };
    let mut plan = Plan::default();
    plan.known = 41;
    PaperPlan { plan, files: 1, pages: 44, codes: 45, waiting: vec![waiting], refused: vec![refused], ..PaperPlan::default() }
}

#[test]
fn a_folder_is_read_and_what_is_not_taken_is_told_with_its_page() {
    for lang in [Lang::En, Lang::Hi] {
        let mut stage = at_papers(lang);
        assert!(stage.shows(&stage.t("papers-empty")));
        assert_eq!(stage.focused(), stage.t("papers-from"));
        stage.type_text("scans/monday");
        stage.press(Key::Enter);
        let read = stage
            .play
            .borrow()
            .paper_jobs
            .iter()
            .any(|job| matches!(job, PaperJob::Read { files } if *files == [PathBuf::from("scans/monday")]));
        assert!(read, "{lang:?}");
        tell(&mut stage, Event::Progress { job: JobKind::Papers, done: 100, of: 200 });
        tell(&mut stage, Event::Papers(PaperEvent::Plan(Arc::new(plan()))));
        let forged = Problem::damaged("problem-slip-forged").told(lang).what;
        assert!(stage.shows(&forged) && stage.shows("stack-7.pdf") && stage.shows("5F2A"), "{lang:?}");
        assert!(stage.shows(&stage.t("papers-count-known")) && stage.shows("41"));
    }
}

#[test]
fn reading_is_stopped_by_escape_and_a_refusal_is_shown() {
    let mut stage = at_papers(Lang::En);
    stage.type_text("a.pdf");
    stage.press(Key::Enter);
    stage.press(Key::Escape);
    assert!(stage.play.borrow().seen.contains(&"cancel"));
    tell(&mut stage, Event::Cancelled { job: JobKind::Papers });
    assert!(stage.route() == Route::PapersIn, "stopping a reading does not leave the screen");
    let problem = Problem::refused("problem-scan-files").with("files", "30000");
    tell(&mut stage, Event::Refused { job: JobKind::Papers, problem: problem.clone() });
    assert!(stage.shows(&problem.told(Lang::En).what));
    tell(&mut stage, Event::Papers(PaperEvent::Taken(PaperTaken { new: 7, known: 2, ..PaperTaken::default() })));
    assert!(stage.shows("7"));
}

#[test]
fn codes_from_the_reader_fill_the_tray_here_and_go_to_the_desk_elsewhere() {
    let parts = ["NR1/2/3/5F2A:6BFOXN*TS0BI", "NR1/1/3/5F2A:ABCDEF", "NRM1:ABC DEF "];
    // Frames as fast as a screen's, or nothing looks like a reader.
    let mut stage = Stage::with(1366.0, 768.0, 1.0 / 60.0, window_common::Play::found);
    stage.sign_in_fast();
    stage.press_with(Modifiers::CTRL, Key::J);
    for part in parts {
        stage.scan(part);
        let last = stage.play.borrow().paper_jobs.last().cloned();
        let text = match &last {
            Some(PaperJob::Code { text }) => text.clone(),
            Some(PaperJob::Read { files }) => format!("read {files:?}"),
            _ => "nothing".to_owned(),
        };
        assert_eq!(text, part);
    }
    stage.press(Key::F4);
    for part in parts {
        stage.scan(part);
        assert_eq!(stage.play.borrow().scans.last().map(String::as_str), Some(part));
    }
}

#[test]
fn new_scans_in_the_scanners_folder_are_told_and_read_with_one_key() {
    for lang in [Lang::En, Lang::Hi] {
        let mut stage = Stage::new(1366.0, 768.0);
        stage.sign_in("asha");
        if lang == Lang::Hi {
            stage.press(Key::F12);
            stage.lang = Lang::Hi;
        }
        tell(&mut stage, Event::Papers(PaperEvent::ScansWaiting(3)));
        let words = nirantar::words::words(lang);
        assert!(stage.shows(&words.count("status-scans", 3)), "{lang:?}: the status line says it wherever one is");
        stage.press_with(Modifiers::CTRL, Key::J);
        assert_eq!(stage.focused(), words.count("papers-read-new", 3));
        stage.press(Key::Enter);
        assert!(matches!(stage.play.borrow().paper_jobs.last(), Some(PaperJob::ReadNew)), "{lang:?}");
        tell(&mut stage, Event::Papers(PaperEvent::Plan(Arc::new(plan()))));
        tell(&mut stage, Event::Papers(PaperEvent::ScansWaiting(0)));
        assert!(!stage.shows(&words.count("status-scans", 3)) && !stage.shows(&words.count("papers-read-new", 3)));
    }
}
