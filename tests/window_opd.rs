//! Registering patients by keyboard alone, in both languages, against a played worker.

mod window_common;

use egui::{Key, Modifiers};
use nirantar::hospital::pack::Lang;
use nirantar::window::routes::Route;
use window_common::Stage;

fn at_opd() -> Stage {
    let mut stage = Stage::new(1366.0, 768.0);
    stage.sign_in("asha");
    assert_eq!(stage.route(), Route::Home);
    stage.press(Key::F2);
    assert_eq!(stage.route(), Route::Opd);
    stage
}

fn fill(stage: &mut Stage, fields: &[&str]) {
    for text in fields {
        stage.type_text(text);
        stage.press(Key::Enter);
    }
}

#[test]
fn eight_fields_and_enter() {
    let mut stage = at_opd();
    assert_eq!(stage.focused(), stage.t("field-mobile"));
    let clinic = stage.play.borrow().masters.clinics[0].clone();
    fill(&mut stage, &["9899001133", "Kamla Bai", "W/o", "Hari Ram", "f", "34", "110080", &clinic.code]);
    assert_eq!(stage.focused(), stage.t("command-save"));
    stage.press_with(Modifiers::CTRL, Key::Enter);
    let play = stage.play.borrow();
    let form = play.registered.first().expect("registered");
    assert_eq!((form.mobile.as_str(), form.name.as_str(), form.relation.as_str()), ("98990 01133", "Kamla Bai", "W/o"));
    assert_eq!((form.sex.as_str(), form.age.as_str(), form.clinic.as_str()), ("F", "34", clinic.code.as_str()));
    assert!(!form.district.is_empty() && form.state == "7", "the PIN fills district and state");
    drop(play);
    assert!(stage.shows("MK7A-004218"));
    assert!(stage.shows("63"));
    assert_eq!(stage.focused(), stage.t("field-mobile"));
    assert_eq!(stage.value(&stage.t("field-name")), "");
}

#[test]
fn the_same_in_hindi() {
    let mut stage = at_opd();
    stage.press(Key::F12);
    stage.lang = Lang::Hi;
    let clinic = stage.play.borrow().masters.clinics[0].clone();
    fill(&mut stage, &["", "कमला बाई", "W/o", "हरि राम", "f", "0 d", "", &clinic.code]);
    stage.press_with(Modifiers::CTRL, Key::Enter);
    assert_eq!(stage.play.borrow().registered.len(), 1);
    assert_eq!(stage.play.borrow().registered[0].name, "कमला बाई");
    assert_eq!(stage.play.borrow().settings.last().unwrap().lang, Lang::Hi);
}

#[test]
fn what_is_missing_gets_a_sentence_and_the_focus() {
    let mut stage = at_opd();
    stage.type_text("98104");
    stage.press_with(Modifiers::CTRL, Key::Enter);
    assert!(stage.play.borrow().registered.is_empty());
    assert_eq!(stage.focused(), stage.t("field-mobile"));
    assert_eq!(stage.value(&stage.t("field-mobile")), "98104");
    assert!(stage.shows(&stage.t("fault-mobile")) && stage.shows(&stage.t("fault-name-empty")));
}

#[test]
fn tab_visits_every_box_and_shift_enter_goes_back() {
    let mut stage = at_opd();
    stage.press(Key::Enter);
    assert_eq!(stage.focused(), stage.t("field-name"));
    stage.press(Key::Tab);
    assert_eq!(stage.focused(), stage.t("field-name_hi"));
    stage.press_with(Modifiers::SHIFT, Key::Tab);
    stage.press_with(Modifiers::SHIFT, Key::Enter);
    assert_eq!(stage.focused(), stage.t("field-mobile"));
}

#[test]
fn a_match_is_taken_with_one_key() {
    let mut stage = at_opd();
    fill(&mut stage, &["9810442217"]);
    assert!(stage.shows("Suneeta Devi"));
    stage.press_with(Modifiers::ALT, Key::Num1);
    assert_eq!(stage.focused(), stage.t("field-clinic"));
    assert!(stage.shows(&stage.t("opd-title-returning")));
    let clinic = stage.play.borrow().masters.clinics[0].clone();
    fill(&mut stage, &[&clinic.code]);
    stage.press_with(Modifiers::CTRL, Key::Enter);
    let play = stage.play.borrow();
    assert!(play.registered[0].patient.starts_with("MK7A-000001"));
    assert_eq!(play.registered[0].visit, "follow-up");
}

#[test]
fn esc_esc_clears_and_ctrl_u_brings_back() {
    let mut stage = at_opd();
    fill(&mut stage, &["9899001133"]);
    stage.type_text("Kamla");
    stage.press(Key::Escape);
    assert_eq!(stage.value(&stage.t("field-name")), "Kamla");
    assert!(stage.shows(&stage.t("opd-esc-again")));
    assert_eq!(stage.focused(), stage.t("field-name"));
    stage.press(Key::Escape);
    assert_eq!(stage.value(&stage.t("field-name")), "");
    stage.press_with(Modifiers::CTRL, Key::U);
    assert_eq!(stage.value(&stage.t("field-name")), "Kamla");
    assert_eq!(stage.route(), Route::Opd);
}

#[test]
fn typed_ahead_while_saving_belongs_to_the_next_patient() {
    let mut stage = at_opd();
    let clinic = stage.play.borrow().masters.clinics[0].clone();
    fill(&mut stage, &["", "Kamla Bai", "", "", "f", "34", "", &clinic.code]);
    stage.play.borrow_mut().slow = true;
    stage.press_with(Modifiers::CTRL, Key::Enter);
    assert!(stage.shows(&stage.t("opd-saving")));
    stage.type_text("98990");
    let held = stage.play.borrow_mut().held.remove(0);
    stage.play.borrow_mut().register(held);
    stage.settle();
    assert_eq!(stage.value(&stage.t("field-mobile")), "98990");
}

#[test]
fn a_scan_is_taken_out_of_the_field_it_fell_into() {
    let mut stage = Stage::with(1366.0, 768.0, 0.004, window_common::Play::found);
    stage.harness.run_steps(5);
    stage.sign_in_fast();
    stage.press(Key::F2);
    let number = stage.play.borrow().line(0).number.to_string();
    stage.scan(&number);
    assert_eq!(stage.play.borrow().scans, vec![number]);
    assert_eq!(stage.focused(), stage.t("field-clinic"));
    assert!(stage.shows("Suneeta Devi"));
}

#[test]
fn a_number_typed_by_hand_where_none_belongs_finds_its_patient() {
    let mut stage = at_opd();
    let number = stage.play.borrow().line(0).number.to_string();
    stage.type_text(&number);
    stage.press(Key::Enter);
    stage.settle();
    assert_eq!(stage.play.borrow().scans, vec![number]);
    assert_eq!(stage.focused(), stage.t("field-clinic"));
    assert!(stage.shows("Suneeta Devi"));
}

#[test]
fn drafts_are_kept_and_restored() {
    let mut stage = at_opd();
    stage.type_text("98990");
    stage.harness.run_steps(4);
    stage.settle();
    assert_eq!(stage.play.borrow().drafts.last().unwrap().mobile, "98990");
    let mut stage = Stage::new(1366.0, 768.0);
    let draft = nirantar::hospital::opd_form::OpdForm { name: "Kamla".to_owned(), ..Default::default() };
    stage.play.borrow_mut().draft = Some(draft);
    stage.sign_in("asha");
    stage.press(Key::F2);
    assert_eq!(stage.value(&stage.t("field-name")), "Kamla");
}

#[test]
fn another_person_never_sees_a_form() {
    let mut stage = at_opd();
    stage.type_text("98990");
    stage.press_with(Modifiers::CTRL, Key::Q);
    assert_eq!(stage.route(), Route::SignIn);
    stage.sign_in("meena");
    stage.press(Key::F2);
    assert_eq!(stage.value(&stage.t("field-mobile")), "");
}

#[test]
fn more_fields_come_with_the_focus() {
    let mut stage = at_opd();
    stage.press_with(Modifiers::CTRL, Key::M);
    assert_eq!(stage.focused(), stage.t("field-mobile_of"));
    stage.press_with(Modifiers::CTRL, Key::M);
    assert_eq!(stage.focused(), stage.t("field-mobile"));
}

#[test]
fn an_abha_card_fills_the_form_and_only_the_department_is_left() {
    let mut stage = Stage::with(1366.0, 768.0, 0.004, window_common::Play::found);
    stage.harness.run_steps(5);
    stage.sign_in_fast();
    stage.press(Key::F2);
    stage.scan(r#"{"hidn":"91-0000-0000-0018","name":"Asha Kumari","gender":"F","dob":"17-05-1990","mobile":"9899001144"}"#);
    assert_eq!(stage.value(&stage.t("field-name")), "Asha Kumari");
    assert_eq!(stage.focused(), stage.t("field-clinic"));
    assert!(stage.shows(&stage.t("scan-abha")));
    stage.press(Key::F12);
    stage.lang = Lang::Hi;
    assert!(stage.shows(&stage.t("scan-abha")), "the notice speaks the language shown");
    assert!(stage.play.borrow().scans.is_empty(), "a card is not asked of the records");
}
