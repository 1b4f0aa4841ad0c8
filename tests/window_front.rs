//! First run, sign-in, lock, first password, help: keyboard only.

mod window_common;

use egui::{Key, Modifiers};
use nirantar::desk::settings::Settings;
use nirantar::hospital::pack::Lang;
use nirantar::window::routes::Route;
use nirantar::worker::{Event, Found, JobKind};
use window_common::Stage;
use zeroize::Zeroizing;

fn fresh() -> Stage {
    Stage::with(1024.0, 768.0, 0.25, |_| Event::Started(Found::Nothing))
}

#[test]
fn a_fresh_counter_is_set_up_by_keyboard() {
    let mut stage = fresh();
    assert_eq!(stage.route(), Route::Welcome);
    stage.press(Key::Enter);
    assert_eq!(stage.route(), Route::SetUp);
    stage.type_text("stick/hospital.pack");
    stage.press(Key::Enter);
    stage.press(Key::Enter);
    assert_eq!(stage.play.borrow().seen, vec!["read pack"]);
    let masters = stage.play.borrow().masters.clone();
    stage.play.borrow().tell(Event::PackRead { file: "stick/hospital.pack".into(), masters });
    stage.settle();
    for text in ["K7", "meena", "first", "second-1", "second-1", "system down"] {
        stage.type_text(text);
        stage.press(Key::Enter);
    }
    stage.press(Key::Enter);
    stage.press(Key::Enter);
    assert_eq!(stage.play.borrow().seen, vec!["read pack", "set up"]);
}

#[test]
fn nobody_goes_on_without_the_recovery_key() {
    let mut stage = fresh();
    stage.press(Key::Enter);
    let done = {
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
    stage.play.borrow().tell(done);
    stage.settle();
    stage.press(Key::Escape);
    assert!(stage.shows("AGE-SECRET-KEY"), "Esc must not lose the key");
    stage.press(Key::Tab);
    for typed in ["ZQGPQX", "zqgpqy"] {
        while stage.focused() != stage.t("set-up-tail") {
            stage.press(Key::Tab);
        }
        stage.press_with(Modifiers::CTRL, Key::A);
        stage.type_text(typed);
        stage.press(Key::Enter);
        stage.press(Key::Enter);
    }
    assert_eq!(stage.route(), Route::SignIn);
}

#[test]
fn a_wrong_password_says_so_and_keeps_the_focus() {
    let mut stage = Stage::new(1024.0, 768.0);
    stage.type_text("ash");
    stage.press(Key::Enter);
    stage.type_text("wrong");
    stage.press(Key::Enter);
    assert_eq!(stage.route(), Route::SignIn);
    assert_eq!(stage.focused(), stage.t("sign-in-password"));
    stage.type_text("right");
    stage.press(Key::Enter);
    assert_eq!(stage.route(), Route::Home);
}

#[test]
fn a_locked_screen_keeps_what_was_typed() {
    let mut stage = Stage::new(1366.0, 768.0);
    stage.sign_in("asha");
    stage.press(Key::F2);
    stage.type_text("98990");
    stage.press_with(Modifiers::CTRL, Key::L);
    assert!(stage.shows(&stage.t("locked-title")) && !stage.shows("98990"));
    stage.press(Key::F4);
    stage.press(Key::Escape);
    stage.type_text("right");
    stage.press(Key::Enter);
    assert_eq!(stage.route(), Route::Opd);
    assert_eq!(stage.value(&stage.t("field-mobile")), "98990");
}

#[test]
fn a_first_password_is_changed_before_anything_else() {
    let mut stage = Stage::new(1024.0, 768.0);
    stage.play.borrow_mut().first_password = true;
    stage.sign_in("asha");
    assert_eq!(stage.route(), Route::SignIn);
    stage.press(Key::F2);
    assert_eq!(stage.route(), Route::SignIn);
    for text in ["my-own-1", "my-own-1"] {
        stage.type_text(text);
        stage.press(Key::Enter);
    }
    stage.press(Key::Enter);
    assert_eq!(stage.route(), Route::Home);
}

#[test]
fn every_screen_opens_by_its_key_in_both_languages_and_sizes() {
    for (width, lang) in [(1366.0, Lang::En), (1024.0, Lang::Hi)] {
        let mut stage = Stage::new(width, 768.0);
        if lang == Lang::Hi {
            stage.press(Key::F12);
            stage.lang = lang;
        }
        stage.sign_in("meena");
        for (key, route) in [
            (Key::F1, Route::Help),
            (Key::F2, Route::Opd),
            (Key::F3, Route::Opd),
            (Key::F4, Route::Find),
            (Key::F5, Route::Queue),
            (Key::F9, Route::Register(None)),
            (Key::F10, Route::Prints),
        ] {
            stage.press(key);
            assert_eq!(stage.route(), route);
        }
        stage.press_with(Modifiers::CTRL, Key::E);
        assert_eq!(stage.route(), Route::Export);
        stage.press_with(Modifiers::CTRL, Key::Comma);
        assert_eq!(stage.route(), Route::Settings);
        stage.press(Key::Escape);
        assert_eq!(stage.route(), Route::Export, "Esc goes back");
    }
}

#[test]
fn damaged_records_offer_a_new_letter() {
    let mut stage = Stage::new(1366.0, 768.0);
    stage.type_text("meena");
    stage.press(Key::Enter);
    let problem = nirantar::problem::Problem::damaged("problem-database-damaged");
    stage.play.borrow().tell(Event::Refused { job: nirantar::worker::JobKind::SignIn, problem });
    stage.settle();
    assert!(stage.shows(&stage.t("letter-title")));
    stage.type_text("right");
    while stage.focused() != stage.t("letter-reason") {
        stage.press(Key::Tab);
    }
    stage.type_text("disk failed");
    stage.press(Key::Enter);
    stage.press(Key::Enter);
    assert_eq!(stage.play.borrow().seen, vec!["new letter"]);
}

fn plan_of_a_rebuild(sealed: u64) -> nirantar::desk::papers_in::RebuildPlan {
    use nirantar::desk::papers_in::{MissingOf, MissingSeries, PaperPlace, PaperPlan, RebuildPlan, Refused};
    use nirantar::hospital::pack::Bilingual;
    let patients = Bilingual { en: "Patients".into(), hi: "मरीज़".into() };
    let place = PaperPlace { file: "stack-7.pdf".into(), page: 3 };
    let refused = vec![Refused { place, problem: nirantar::problem::Problem::damaged("problem-slip-forged") }];
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
        counter: nirantar::hospital::number::CounterCode::new("K7").unwrap(),
        dead: 'A',
        letter: 'B',
        papers: PaperPlan { files: 3, bundles: 2, sealed, refused, ..PaperPlan::default() },
        missing: vec![missing],
    }
}

/// From the welcome to the recovery key: pack, counter, what is left, the plan, another key, go.
#[test]
fn a_dead_pc_is_rebuilt_by_keyboard_in_both_languages() {
    use nirantar::desk::papers_in::{OtherKey, PaperTaken};
    use nirantar::worker::{RebuildDone, RebuildEvent, RebuildJob};
    use std::sync::Arc;
    for hindi in [false, true] {
        let mut stage = fresh();
        if hindi {
            stage.press(Key::F12);
            stage.lang = nirantar::hospital::pack::Lang::Hi;
        }
        stage.press(Key::Num3);
        assert_eq!(stage.route(), Route::Rebuild);
        stage.type_text("stick/hospital.pack");
        stage.press(Key::Enter);
        stage.press(Key::Enter);
        let masters = stage.play.borrow().masters.clone();
        stage.play.borrow().tell(Event::PackRead { file: "stick/hospital.pack".into(), masters });
        stage.settle();
        for text in ["K7", "meena", "first", "second-1", "second-1"] {
            stage.type_text(text);
            stage.press(Key::Enter);
        }
        assert_eq!(stage.focused(), stage.t("rebuild-from"));
        stage.type_text("/media/stick");
        for _ in 0..3 {
            stage.press(Key::Enter);
        }
        stage.press(Key::Tab);
        while stage.focused() != stage.t("rebuild-look") {
            stage.press(Key::Tab);
        }
        stage.press(Key::Enter);
        let asked = |stage: &Stage, n: usize| match stage.play.borrow().rebuild_jobs.get(n) {
            Some(RebuildJob::Plan(wish)) => Some(wish.clone()),
            _ => None,
        };
        let wish = asked(&stage, 0).unwrap();
        assert_eq!((wish.counter.as_str(), wish.login.as_str(), wish.dead), ("K7", "meena", None));
        assert_eq!(wish.files, [std::path::PathBuf::from("/media/stick")]);
        assert!(wish.other.is_none() && !wish.reason.is_empty());
        // It can be stopped, and asked again.
        stage.press(Key::Escape);
        assert!(stage.play.borrow().seen.contains(&"cancel"));
        stage.play.borrow().tell(Event::Cancelled { job: JobKind::Rebuild });
        stage.settle();
        assert_eq!(stage.focused(), stage.t("rebuild-from"));
        while stage.focused() != stage.t("rebuild-look") {
            stage.press(Key::Tab);
        }
        stage.press(Key::Enter);
        let told = Event::Rebuild(RebuildEvent::Plan(Arc::new(plan_of_a_rebuild(1))));
        stage.play.borrow().tell(told);
        stage.settle();
        assert!(stage.shows("17–18") && stage.shows("MK7A-000044-C") && stage.shows("stack-7.pdf"), "{hindi}");
        assert_eq!(stage.focused(), stage.t("rebuild-recovery"));
        stage.type_text("AGE-SECRET-KEY-1ABC");
        while stage.focused() != stage.t("rebuild-open") {
            stage.press(Key::Tab);
        }
        stage.press(Key::Enter);
        let other = asked(&stage, 2).unwrap().other;
        assert!(matches!(other, Some(OtherKey::Recovery(key)) if *key == "AGE-SECRET-KEY-1ABC"));
        stage.play.borrow().tell(Event::Rebuild(RebuildEvent::Plan(Arc::new(plan_of_a_rebuild(0)))));
        stage.settle();
        // The button has the focus now.
        stage.press(Key::Enter);
        assert!(matches!(stage.play.borrow().rebuild_jobs.last(), Some(RebuildJob::Do)), "{hindi}");
        stage.press(Key::Escape);
        assert_eq!(stage.route(), Route::Rebuild, "what is being done is not left");
        let missing = plan_of_a_rebuild(0).missing;
        let done = RebuildDone { taken: PaperTaken { new: 421, ..PaperTaken::default() }, missing };
        stage.play.borrow().tell(Event::Rebuild(RebuildEvent::Done(Arc::new(done))));
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
        stage.play.borrow().tell(set_up);
        stage.settle();
        assert!(stage.shows("421") && stage.shows("AGE-SECRET-KEY") && stage.shows(&stage.t("rebuild-list")), "{hindi}");
    }
}

#[test]
fn a_rebuild_without_files_or_with_a_wrong_letter_is_not_asked_for() {
    let mut stage = fresh();
    stage.press(Key::Num3);
    let masters = stage.play.borrow().masters.clone();
    stage.play.borrow().tell(Event::PackRead { file: "stick/hospital.pack".into(), masters });
    stage.settle();
    for text in ["K7", "meena", "first", "second-1", "second-1"] {
        stage.type_text(text);
        stage.press(Key::Enter);
    }
    let look = |stage: &mut Stage| {
        while stage.focused() != stage.t("rebuild-look") {
            stage.press(Key::Tab);
        }
        stage.press(Key::Enter);
    };
    look(&mut stage);
    assert!(stage.shows(&stage.t("fault-rebuild-from")) && stage.play.borrow().rebuild_jobs.is_empty());
    assert_eq!(stage.focused(), stage.t("rebuild-from"));
    stage.type_text("/media/stick");
    stage.press(Key::Enter);
    stage.type_text("7A");
    look(&mut stage);
    assert!(stage.shows(&stage.t("fault-rebuild-letter")) && stage.play.borrow().rebuild_jobs.is_empty());
    // Back to the welcome by Esc, step by step.
    stage.press(Key::Escape);
    stage.press(Key::Escape);
    assert_eq!(stage.route(), Route::Welcome);
}
