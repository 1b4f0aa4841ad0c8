//! First run, sign-in, lock, first password, help: keyboard only.

mod window_common;

use egui::{Key, Modifiers};
use nirantar::desk::settings::Settings;
use nirantar::hospital::pack::Lang;
use nirantar::window::routes::Route;
use nirantar::worker::{Event, Found};
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
