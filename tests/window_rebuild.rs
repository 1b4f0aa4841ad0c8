//! The road to rebuild a PC that died: from the welcome to the new recovery key, by keyboard, in both languages.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "helpers of tests fail as tests do")]

mod window_common;

use egui::Key;
use nirantar::desk::papers_in::{MissingOf, MissingSeries, OtherKey, PaperPlace, PaperPlan, PaperTaken, RebuildPlan, Refused};
use nirantar::desk::settings::Settings;
use nirantar::hospital::number::CounterCode;
use nirantar::hospital::pack::{Bilingual, Lang};
use nirantar::problem::Problem;
use nirantar::window::routes::Route;
use nirantar::worker::{Event, Found, JobKind, RebuildDone, RebuildEvent, RebuildJob, RebuildWish};
use std::path::PathBuf;
use std::sync::Arc;
use window_common::Stage;
use zeroize::Zeroizing;

fn fresh(hindi: bool) -> Stage {
    let mut stage = Stage::with(1024.0, 768.0, 0.25, |_| Event::Started(Found::Nothing));
    if hindi {
        stage.press(Key::F12);
        stage.lang = Lang::Hi;
    }
    stage
}

fn tell(stage: &mut Stage, event: Event) {
    stage.play.borrow().tell(event);
    stage.settle();
}

/// Through the first step, and the second up to what is left of the dead PC.
fn to_what_is_left(stage: &mut Stage) {
    stage.press(Key::Num3);
    assert_eq!(stage.route(), Route::Rebuild);
    stage.type_text("stick/hospital.pack");
    stage.press(Key::Enter);
    stage.press(Key::Enter);
    let masters = stage.play.borrow().masters.clone();
    tell(stage, Event::PackRead { file: "stick/hospital.pack".into(), masters });
    for text in ["K7", "meena", "first", "second-1", "second-1"] {
        stage.type_text(text);
        stage.press(Key::Enter);
    }
    assert_eq!(stage.focused(), stage.t("rebuild-from"));
}

/// Goes to a button by Tab and presses it.
fn push(stage: &mut Stage, id: &str) {
    while stage.focused() != stage.t(id) {
        stage.press(Key::Tab);
    }
    stage.press(Key::Enter);
}

fn asked(stage: &Stage, n: usize) -> RebuildWish {
    match &stage.play.borrow().rebuild_jobs[n] {
        RebuildJob::Plan(wish) => (**wish).clone(),
        _ => unreachable!("another job"),
    }
}

fn planned(stage: &mut Stage, sealed: u64) {
    tell(stage, Event::Rebuild(RebuildEvent::Plan(Arc::new(plan_of_a_rebuild(sealed)))));
}

fn plan_of_a_rebuild(sealed: u64) -> RebuildPlan {
    let patients = Bilingual { en: "Patients".into(), hi: "मरीज़".into() };
    let place = PaperPlace { file: "stack-7.pdf".into(), page: 3 };
    let refused = vec![Refused { place, problem: Problem::damaged("problem-slip-forged") }];
    let missing = MissingOf {
        installation: "K7A".into(),
        held: 421,
        last: 423,
        last_at: None,
        gaps: vec![(17, 18)],
        series: vec![MissingSeries {
            name: patients,
            first: "MK7A-000001-A".into(),
            last: "MK7A-000200-B".into(),
            seen: 199,
            missing: vec!["MK7A-000044-C".into()],
        }],
    };
    RebuildPlan {
        counter: CounterCode::new("K7").unwrap(),
        dead: 'A',
        letter: 'B',
        papers: PaperPlan { files: 3, bundles: 2, sealed, refused, ..PaperPlan::default() },
        missing: vec![missing],
    }
}

#[test]
fn what_is_left_is_read_stopped_and_read_again() {
    for hindi in [false, true] {
        let mut stage = fresh(hindi);
        to_what_is_left(&mut stage);
        stage.type_text("/media/stick");
        push(&mut stage, "rebuild-look");
        let wish = asked(&stage, 0);
        assert_eq!((wish.counter.as_str(), wish.login.as_str(), wish.dead), ("K7", "meena", None));
        assert_eq!(wish.files, [PathBuf::from("/media/stick")]);
        assert!(wish.other.is_none() && !wish.reason.is_empty());
        stage.press(Key::Escape);
        assert!(stage.play.borrow().seen.contains(&"cancel"));
        tell(&mut stage, Event::Cancelled { job: JobKind::Rebuild });
        assert_eq!(stage.focused(), stage.t("rebuild-from"));
        push(&mut stage, "rebuild-look");
        let problem = Problem::refused("problem-rebuild-nothing").with("counter", "K7");
        tell(&mut stage, Event::Refused { job: JobKind::Rebuild, problem: problem.clone() });
        assert!(stage.shows(&problem.told(stage.lang).what), "{hindi}");
        push(&mut stage, "rebuild-look");
        assert_eq!(stage.play.borrow().rebuild_jobs.len(), 3);
    }
}

#[test]
fn the_plan_names_what_is_missing_asks_for_another_key_and_is_carried_out() {
    for hindi in [false, true] {
        let mut stage = fresh(hindi);
        to_what_is_left(&mut stage);
        stage.type_text("/media/stick");
        push(&mut stage, "rebuild-look");
        planned(&mut stage, 1);
        assert!(stage.shows("17–18") && stage.shows("MK7A-000044-C") && stage.shows("stack-7.pdf"), "{hindi}");
        assert_eq!(stage.focused(), stage.t("rebuild-recovery"));
        stage.type_text("AGE-SECRET-KEY-1ABC");
        push(&mut stage, "rebuild-open");
        assert!(matches!(asked(&stage, 1).other, Some(OtherKey::Recovery(key)) if *key == "AGE-SECRET-KEY-1ABC"));
        planned(&mut stage, 0);
        // The button has the focus now.
        stage.press(Key::Enter);
        assert!(matches!(stage.play.borrow().rebuild_jobs.last(), Some(RebuildJob::Do)), "{hindi}");
        stage.press(Key::Escape);
        assert_eq!(stage.route(), Route::Rebuild, "what is being done is not left");
        let missing = plan_of_a_rebuild(0).missing;
        let done = RebuildDone { taken: PaperTaken { new: 421, ..PaperTaken::default() }, missing };
        tell(&mut stage, Event::Rebuild(RebuildEvent::Done(Arc::new(done))));
        let set_up = {
            let play = stage.play.borrow();
            Event::SetUpDone {
                masters: play.masters.clone(),
                counter: play.masters.counters[0].clone(),
                users: play.masters.users.clone(),
                recovery_key: Zeroizing::new("AGE-SECRET-KEY-1QYQSZQGPQY".to_owned()),
                settings: Settings::default(),
                demo: None,
            }
        };
        tell(&mut stage, set_up);
        assert!(stage.shows("421") && stage.shows("AGE-SECRET-KEY") && stage.shows(&stage.t("rebuild-list")), "{hindi}");
    }
}

#[test]
fn without_files_or_with_a_wrong_letter_nothing_is_asked_for() {
    let mut stage = fresh(false);
    to_what_is_left(&mut stage);
    push(&mut stage, "rebuild-look");
    assert!(stage.shows(&stage.t("fault-rebuild-from")) && stage.play.borrow().rebuild_jobs.is_empty());
    assert_eq!(stage.focused(), stage.t("rebuild-from"));
    stage.type_text("/media/stick");
    stage.press(Key::Enter);
    stage.type_text("7A");
    push(&mut stage, "rebuild-look");
    assert!(stage.shows(&stage.t("fault-rebuild-letter")) && stage.play.borrow().rebuild_jobs.is_empty());
    // Back to the welcome by Esc, step by step.
    stage.press(Key::Escape);
    stage.press(Key::Escape);
    assert_eq!(stage.route(), Route::Welcome);
}
