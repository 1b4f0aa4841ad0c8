//! The patient index in the window: found, taken, taken back, opened, closed, checked; by label and keyboard, in both languages.

#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests fail as tests do")]

mod window_common;

use egui::{Key, Modifiers};
use nirantar::desk::views::{IndexStanding, Origin};
use nirantar::hospital::forms::{FormId, Sheet, form};
use nirantar::hospital::pack::Lang;
use nirantar::hospital::permissions::Right;
use nirantar::problem::Problem;
use nirantar::window::routes::Route;
use nirantar::worker::{Event, IndexEvent};
use window_common::{Stage, central, index_day};

/// Signed in as a clerk, the index open.
fn at_counter(lang: Lang) -> Stage {
    let mut stage = Stage::new(1366.0, 768.0);
    stage.play.borrow_mut().open_index();
    stage.sign_in("asha");
    if lang == Lang::Hi {
        stage.press(Key::F12);
        stage.lang = Lang::Hi;
    }
    stage
}

fn officer(stage: &Stage) -> String {
    let play = stage.play.borrow();
    let may = |user: &&nirantar::hospital::pack::User| user.roles.iter().any(|role| role.may(Right::OpenIndex));
    play.masters.users.iter().find(may).unwrap().login.clone()
}

fn day_text() -> String {
    index_day().format("%d-%m-%Y").to_string()
}

#[test]
fn somebody_of_the_index_is_taken_taken_back_and_saved() {
    for lang in [Lang::En, Lang::Hi] {
        let mut stage = at_counter(lang);
        stage.press(Key::F2);
        stage.type_text("98990");
        stage.press(Key::Enter);
        stage.type_text("Sunaina");
        assert!(stage.shows(&stage.t("match-central")), "{lang:?}: it is marked where it comes from");
        assert!(stage.shows(&stage.t("why-name-begins")), "{lang:?}: and why it is offered");
        stage.press_with(Modifiers::ALT, Key::Num1);
        assert_eq!(stage.value(&stage.t("field-name")), "Sunaina Kumari");
        assert_eq!(stage.value(&stage.t("field-name_hi")), "सुनैना कुमारी");
        assert_eq!(stage.value(&stage.t("field-relative_name")), "Ramesh Chand");
        assert_eq!(stage.value(&stage.t("field-mobile")), "98990", "what was typed stays");
        assert!(stage.shows(&day_text()) && stage.shows("97 %"), "{lang:?}");
        assert_eq!(stage.focused(), stage.t("field-clinic"));
        stage.press_with(Modifiers::CTRL, Key::U);
        assert_eq!(stage.value(&stage.t("field-name")), "Sunaina", "nothing typed is lost");
        assert_eq!(stage.value(&stage.t("field-relative_name")), "");
        assert!(!stage.shows("97 %"));
        stage.press_with(Modifiers::ALT, Key::Num1);
        // The half mobile typed is no mobile: the index's own comes when its box is empty.
        stage.press_with(Modifiers::CTRL, Key::U);
        while stage.focused() != stage.t("field-mobile") {
            stage.press_with(Modifiers::SHIFT, Key::Enter);
        }
        stage.press_with(Modifiers::CTRL, Key::A);
        stage.press(Key::Delete);
        stage.press_with(Modifiers::ALT, Key::Num1);
        assert_eq!(stage.value(&stage.t("field-mobile")), "98100 77001", "{lang:?}");
        let clinic = stage.play.borrow().masters.clinics[0].code.clone();
        stage.type_text(&clinic);
        stage.press_with(Modifiers::CTRL, Key::Enter);
        let play = stage.play.borrow();
        let form = play.registered.first().expect("registered");
        assert_eq!(form.uhid, "104990021");
        assert_eq!(form.matched.as_ref().map(|m| (m.score, m.day)), Some((97, index_day())));
        assert!(form.patient.is_empty(), "new here");
    }
}

#[test]
fn what_was_sought_comes_back_too() {
    let mut stage = at_counter(Lang::En);
    stage.press(Key::F3);
    stage.type_text("sunaina");
    stage.press_with(Modifiers::ALT, Key::Num1);
    assert_eq!(stage.value(&stage.t("field-name")), "Sunaina Kumari");
    stage.press_with(Modifiers::CTRL, Key::U);
    assert_eq!(stage.value(&stage.t("opd-seek")), "sunaina");
    assert!(stage.shows(&stage.t("match-central")));
}

#[test]
fn another_uhid_is_another_person() {
    let mut stage = at_counter(Lang::En);
    stage.press(Key::F2);
    stage.press(Key::Enter);
    stage.type_text("Sunaina");
    stage.press_with(Modifiers::ALT, Key::Num1);
    stage.press_with(Modifiers::CTRL, Key::M);
    for _ in 0..40 {
        if stage.focused() == stage.t("field-uhid") {
            break;
        }
        stage.press(Key::Tab);
    }
    assert_eq!(stage.focused(), stage.t("field-uhid"));
    stage.press_with(Modifiers::CTRL, Key::A);
    stage.type_text("104882317");
    assert!(!stage.shows("97 %"), "the form no longer says it is from the index");
}

#[test]
fn find_shows_both_and_registers_from_the_card() {
    for lang in [Lang::En, Lang::Hi] {
        let mut stage = at_counter(lang);
        stage.press(Key::F4);
        stage.type_text("sun");
        assert!(stage.shows("Suneeta Devi") || stage.shows("सुनीता देवी"));
        assert!(stage.shows(&stage.t("match-central")));
        for _ in 0..3 {
            stage.press(Key::ArrowDown);
        }
        assert!(stage.shows(&stage.t("index-card-what")), "{lang:?}: the card says that it is only to be read");
        assert!(stage.shows("Gali 4, Sangam Vihar"));
        stage.press(Key::Enter);
        assert_eq!(stage.route(), Route::Opd);
        assert_eq!(stage.value(&stage.t("field-name")), "Sunaina Kumari");
    }
}

#[test]
fn the_officer_opens_and_closes_and_the_clerk_stays() {
    for lang in [Lang::En, Lang::Hi] {
        let mut stage = at_counter(lang);
        let login = officer(&stage);
        stage.play.borrow_mut().index = IndexStanding::Closed { day: index_day(), people: 2_000, newer: false };
        stage.press_with(Modifiers::CTRL, Key::I);
        assert_eq!(stage.route(), Route::PatientIndex);
        assert!(stage.shows(&stage.t("band-index-closed")), "{lang:?}");
        assert!(stage.shows(&day_text()) && stage.shows("2,000"));
        assert_eq!(stage.focused(), stage.t("officer-who"));
        stage.type_text(&login);
        stage.press(Key::Enter);
        assert_eq!(stage.focused(), stage.t("officer-password"));
        stage.press(Key::Enter);
        assert!(stage.shows(&stage.t("fault-officer-password")));
        stage.type_text("wrong");
        stage.press(Key::Enter);
        assert!(stage.shows(&Problem::refused("problem-wrong-password").told(lang).what), "{lang:?}");
        assert!(stage.play.borrow().officers.is_empty());
        stage.type_text("right");
        stage.press(Key::Enter);
        assert_eq!(stage.play.borrow().officers, vec![login.clone()]);
        assert!(stage.shows(&stage.t("index-close")), "{lang:?}: it is open");
        assert_eq!(stage.route(), Route::PatientIndex, "the clerk is still here");
        stage.press_with(Modifiers::CTRL, Key::I);
        stage.press(Key::Escape);
        stage.press_with(Modifiers::CTRL, Key::I);
        assert_eq!(stage.focused(), stage.t("officer-password"), "the officer's name stays, the password does not");
        assert_eq!(stage.value(&stage.t("officer-password")), "");
        stage.type_text("right");
        stage.press(Key::Enter);
        assert_eq!(stage.play.borrow().officers.len(), 2);
        assert!(stage.shows(&stage.t("band-index-closed")));
    }
}

#[test]
fn the_screen_says_how_it_stands_and_offers_only_what_can_be_done() {
    let other = Problem::damaged("problem-index-other").with("theirs", "OTHR").with("ours", "DEMO");
    let day = |days: i64| window_common::now().date_naive() - chrono::TimeDelta::days(days);
    for lang in [Lang::En, Lang::Hi] {
        let mut stage = at_counter(lang);
        stage.press_with(Modifiers::CTRL, Key::I);
        let words = nirantar::words::words(lang);
        let old = words.count("index-old", 90);
        let stands = [
            (IndexStanding::None, words.t("index-none-what").into_owned(), None),
            (IndexStanding::Damaged(other.clone()), other.told(lang).what, None),
            (IndexStanding::Closed { day: day(90), people: 5, newer: true }, old.clone(), Some("index-open")),
            (IndexStanding::Open { day: day(90), people: 5, officer: "verma".to_owned() }, old.clone(), Some("index-close")),
        ];
        for (standing, said, offered) in stands {
            stage.play.borrow_mut().index = standing.clone();
            stage.play.borrow().stand();
            stage.settle();
            assert!(stage.shows(&said), "{lang:?} {standing:?}: {said}");
            for id in ["index-open", "index-close"] {
                let label = words.t(id);
                assert_eq!(stage.shows(&label), offered == Some(id), "{lang:?} {standing:?}: {label}");
            }
            assert_eq!(stage.shows(&stage.t("officer-password")), offered.is_some(), "{lang:?} {standing:?}");
        }
        stage.play.borrow_mut().open_index();
        stage.play.borrow().stand();
        stage.settle();
        assert!(!stage.shows(&words.count("index-old", 3)), "{lang:?}: three days are not old");
    }
}

#[test]
fn a_damaged_index_is_said_until_it_is_mended() {
    let mut stage = at_counter(Lang::En);
    let problem = Problem::damaged("problem-index-damaged").with("page", "7").with("part", "names").with("path", "x.nidx");
    stage.play.borrow().tell(Event::Index(IndexEvent::Trouble(problem.clone())));
    stage.settle();
    assert!(stage.shows(&stage.t("band-index-damaged")));
    assert!(stage.shows(&problem.told(Lang::En).what));
    stage.press_with(Modifiers::CTRL, Key::D);
    assert!(stage.shows(&stage.t("band-index-damaged")), "the band says it on");
    stage.play.borrow().stand();
    stage.settle();
    assert!(!stage.shows(&stage.t("band-index-damaged")));
}

#[test]
fn the_file_is_checked_by_an_officer_and_esc_stops_it() {
    let mut stage = Stage::new(1366.0, 768.0);
    stage.play.borrow_mut().open_index();
    let login = officer(&stage);
    stage.sign_in(&login);
    stage.press_with(Modifiers::CTRL, Key::I);
    assert!(stage.shows(&stage.t("index-own")), "no second password for an officer");
    // Enter must not close what is open.
    assert_eq!(stage.focused(), stage.t("index-check-go"));
    stage.press(Key::Enter);
    assert!(stage.shows(&stage.t("index-checking")));
    stage.press(Key::Escape);
    assert_eq!(stage.route(), Route::PatientIndex);
    assert!(stage.play.borrow().seen.contains(&"cancel"));
    stage.play.borrow().checked(1_000);
    stage.settle();
    let good = nirantar::words::words(Lang::En).with("index-check-good", &[("n", "1,000")]);
    assert!(stage.shows(&good));
}

/// Opens a form as its screen does.
fn at_form(stage: &mut Stage, keys: &[Key]) {
    for key in keys {
        stage.press(*key);
    }
    assert!(matches!(stage.route(), Route::Form { .. }), "{:?}", stage.route());
}

fn saved(stage: &Stage, form: FormId) -> Sheet {
    let play = stage.play.borrow();
    play.fills.iter().find(|(id, _)| *id == form).map(|(_, values)| values.clone()).unwrap()
}

#[test]
fn an_arrival_is_filled_from_the_index() {
    for lang in [Lang::En, Lang::Hi] {
        let mut stage = Stage::new(1366.0, 768.0);
        stage.play.borrow_mut().open_index();
        let login = {
            let play = stage.play.borrow();
            let may = |user: &&nirantar::hospital::pack::User| user.roles.iter().any(|role| role.may(Right::TakeArrivals));
            play.masters.users.iter().find(may).expect("somebody takes arrivals").login.clone()
        };
        stage.sign_in(&login);
        if lang == Lang::Hi {
            stage.press(Key::F12);
            stage.lang = Lang::Hi;
        }
        at_form(&mut stage, &[Key::F8, Key::N]);
        let name = form(FormId::Person).item("name").expect("a box for the name").label.get(lang);
        for _ in 0..30 {
            if stage.focused() == name {
                break;
            }
            stage.press(Key::Tab);
        }
        assert_eq!(stage.focused(), name, "{lang:?}");
        stage.type_text("Sunaina");
        assert!(stage.shows(&stage.t("match-central")), "{lang:?}");
        stage.press_with(Modifiers::ALT, Key::Num1);
        assert!(stage.shows("Ramesh Chand"), "{lang:?}");
        assert!(stage.shows("97 %"));
        stage.press_with(Modifiers::CTRL, Key::U);
        assert!(!stage.shows("Ramesh Chand"));
        stage.press_with(Modifiers::ALT, Key::Num1);
        stage.press_with(Modifiers::CTRL, Key::Enter);
        let values = saved(&stage, FormId::Arrival);
        assert_eq!((values.get("uhid"), values.get("name")), ("104990021", "Sunaina Kumari"));
        assert!(values.get("matched").contains("\"score\":97"), "what is saved carries the match");
    }
}

#[test]
fn closing_it_in_the_middle_leaves_the_form_and_takes_its_people_away() {
    for lang in [Lang::En, Lang::Hi] {
        let mut stage = at_counter(lang);
        let login = officer(&stage);
        stage.press(Key::F2);
        stage.type_text("98990");
        stage.press(Key::Enter);
        stage.type_text("Sunaina");
        assert!(stage.shows(&stage.t("match-central")));
        stage.press_with(Modifiers::CTRL, Key::I);
        stage.type_text(&login);
        stage.press(Key::Enter);
        stage.type_text("right");
        stage.press(Key::Enter);
        assert!(stage.shows(&stage.t("band-index-closed")), "{lang:?}");
        assert!(stage.shows(&stage.t("index-said-closed")), "{lang:?}: it is said");
        stage.press(Key::Escape);
        assert_eq!(stage.route(), Route::Opd);
        assert_eq!([stage.value(&stage.t("field-name")), stage.value(&stage.t("field-mobile"))], ["Sunaina", "98990"]);
        assert!(!stage.shows(&stage.t("match-central")), "{lang:?}: closed is closed");
        stage.press_with(Modifiers::ALT, Key::Num1);
        assert_eq!(stage.value(&stage.t("field-name")), "Sunaina", "{lang:?}: nobody is there to take");
    }
}

#[test]
fn how_sure_it_is_is_said_in_words_and_a_figure_only_where_it_says_something() {
    for lang in [Lang::En, Lang::Hi] {
        for (score, sure, figure) in [(97, "certain", true), (60, "likely", true), (3, "open", false)] {
            let mut stage = at_counter(lang);
            for found in &mut stage.play.borrow_mut().central {
                let Origin::Central(line) = &mut found.origin else { panic!("ours") };
                line.matched.score = score;
            }
            stage.press(Key::F2);
            stage.press(Key::Enter);
            stage.type_text("Sunaina");
            let words = nirantar::words::words(lang);
            for id in ["sure-certain", "sure-likely"] {
                assert_eq!(stage.shows(&words.t(id)), id.ends_with(sure), "{lang:?} {score}: {id}");
            }
            stage.press_with(Modifiers::ALT, Key::Num1);
            let said = words.with(&format!("index-taken-{sure}"), &[("day", &day_text()), ("score", &score.to_string())]);
            assert!(stage.shows(&said), "{lang:?} {score}: {said}");
            assert_eq!(stage.shows(&format!("{score} %")), figure, "{lang:?} {score}");
        }
    }
}

#[test]
fn the_band_has_room_on_a_small_screen() {
    for lang in [Lang::En, Lang::Hi] {
        let mut stage = Stage::new(1024.0, 768.0);
        stage.play.borrow_mut().open_index();
        stage.sign_in("asha");
        if lang == Lang::Hi {
            stage.press(Key::F12);
            stage.lang = Lang::Hi;
        }
        let text = nirantar::words::words(lang).with("band-index", &[("day", &day_text())]);
        assert!(stage.shows(&text), "{lang:?}");
        assert!(stage.shows(&stage.t("band-counter")) && stage.shows("K7A"), "{lang:?}: nothing on the right is pushed out");
        assert!(!stage.shows(central().who.name.shown()));
    }
}
