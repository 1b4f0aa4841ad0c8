//! Bed board, forms drawn from their fields, starting census, cases of a patient: by keyboard alone, against a played worker.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a test's own helpers fail loudly")]

mod window_common;

use chrono::TimeDelta;
use egui::{Key, Modifiers};
use nirantar::desk::cases::{BedLine, BedLook, Occupant, WardBoard, WardLine};
use nirantar::hospital::forms::{FormId, Sheet, form};
use nirantar::hospital::number::Series;
use nirantar::hospital::opd_form::{Field, Remark};
use nirantar::hospital::pack::{Bed, Lang};
use nirantar::problem::Problem;
use nirantar::window::routes::Route;
use nirantar::worker::{CaseJob, ListPaper};
use window_common::{Stage, id, now, number};

fn occupant(stage: &Stage, n: usize, hours: i64) -> Occupant {
    let line = stage.play.borrow().line(n);
    Occupant {
        case: id(100 + n as u64),
        patient: line.id,
        number: Some(number(Series::Admission, u32::try_from(n + 1).unwrap())),
        patient_number: line.number,
        name: line.name,
        sex: line.sex,
        age: line.age,
        since: now() - TimeDelta::hours(hours),
        admitted: Some(now() - TimeDelta::hours(hours)),
        department: "MED".to_owned(),
        doctor: None,
        diagnosis: "Pneumonia".to_owned(),
        mlc: false,
        unknown: false,
        newborn: false,
        counter: "W2A".to_owned(),
        misfit: false,
        planned: None,
        urgency: String::new(),
    }
}

fn line_of(board: &WardBoard) -> WardLine {
    let count = |look| u32::try_from(board.beds.iter().filter(|b| b.look == look).count()).unwrap();
    WardLine {
        code: board.ward.clone(),
        beds: u32::try_from(board.beds.len()).unwrap(),
        taken: count(BedLook::Taken) + count(BedLook::Conflict),
        free: count(BedLook::Free),
        cleaning: count(BedLook::Cleaning),
        conflicts: count(BedLook::Conflict),
        unplaced: u32::try_from(board.unplaced.len()).unwrap(),
        ..WardLine::default()
    }
}

/// The hospital's beds, all free; in the first ward beds 1 and 5 are taken, 2 is being cleaned, 7 holds two.
fn set_board(stage: &Stage) {
    let masters = stage.play.borrow().masters.clone();
    let free = |bed: &Bed| BedLine {
        code: bed.code.clone(),
        kind: bed.kind.clone(),
        look: BedLook::Free,
        who: Vec::new(),
        planned: Vec::new(),
        mark: None,
        warnings: Vec::new(),
    };
    let mut boards: Vec<WardBoard> = masters
        .wards
        .iter()
        .map(|w| WardBoard {
            ward: w.code.clone(),
            beds: masters.beds.iter().filter(|b| b.ward == w.code).map(free).collect(),
            ..WardBoard::default()
        })
        .collect();
    let first = &mut boards[0];
    first.beds[0].look = BedLook::Taken;
    first.beds[0].who = vec![occupant(stage, 0, 50)];
    first.beds[1].look = BedLook::Cleaning;
    first.beds[4].look = BedLook::Taken;
    first.beds[4].who = vec![occupant(stage, 1, 2)];
    first.beds[6].look = BedLook::Conflict;
    first.beds[6].who = vec![occupant(stage, 1, 2), occupant(stage, 2, 1)];
    let lines = boards.iter().map(line_of).collect();
    stage.play.borrow_mut().board = (lines, boards);
}

fn at_board() -> Stage {
    let mut stage = Stage::new(1366.0, 768.0);
    set_board(&stage);
    stage.sign_in("meena");
    stage.press(Key::F6);
    assert!(matches!(stage.route(), Route::Ward { .. }));
    stage
}

fn bed(stage: &Stage, n: usize) -> String {
    stage.play.borrow().board.1[0].beds[n].code.clone()
}

fn form_open(stage: &Stage) -> (FormId, Sheet) {
    match stage.route() {
        Route::Form { form, values } => (form, values),
        other => panic!("no form: {other:?}"),
    }
}

fn label(id: FormId, code: &str) -> String {
    let item = form(id).item(code).unwrap();
    let mark = if item.is_needed(&Sheet::default()) { " *" } else { "" };
    format!("{}{mark}", item.label.en)
}

#[test]
fn the_board_says_every_look_in_words() {
    let mut stage = at_board();
    for look in [BedLook::Free, BedLook::Cleaning] {
        assert!(stage.shows(&stage.t(look.word_id())), "{look:?}");
    }
    assert!(stage.shows("Suneeta Devi") && stage.shows("2 d") && stage.shows("Pneumonia"));
    stage.type_text("07");
    let words = nirantar::words::words(Lang::En);
    assert!(stage.shows(&words.with("ward-conflict", &[("bed", &bed(&stage, 6))])));
    assert!(stage.shows("W2A") && stage.shows(&stage.t("ward-stays")));
    stage.press(Key::F12);
    stage.lang = Lang::Hi;
    assert!(stage.shows(&stage.t("ward-stays")));
}

#[test]
fn keys_open_the_right_forms() {
    let mut stage = at_board();
    let case = id(100).to_string();
    for (key, wanted) in [(Key::T, FormId::Transfer), (Key::D, FormId::Discharge), (Key::C, FormId::Cancel)] {
        stage.press(key);
        let (form, values) = form_open(&stage);
        assert_eq!((form, values.get("stay")), (wanted, case.as_str()));
        stage.press(Key::Escape);
        assert!(matches!(stage.route(), Route::Ward { .. }));
    }
    stage.press(Key::ArrowRight);
    stage.press(Key::B);
    let (form, values) = form_open(&stage);
    assert_eq!((form, values.get("bed"), values.get("status")), (FormId::Bed, bed(&stage, 1).as_str(), "free"));
    stage.press(Key::Escape);
    stage.press(Key::P);
    let ward = stage.play.borrow().board.1[0].ward.clone();
    let printed = stage
        .play
        .borrow()
        .case_jobs
        .iter()
        .any(|job| matches!(job, CaseJob::PrintList { list: ListPaper::Census { ward: w }, to: None } if *w == ward));
    assert!(printed);
}

#[test]
fn any_bed_in_three_presses_and_admission_knows_it() {
    let mut stage = at_board();
    stage.type_text("09");
    stage.press(Key::A);
    let (form, values) = form_open(&stage);
    assert_eq!((form, values.get("bed")), (FormId::Admission, bed(&stage, 8).as_str()));
}

#[test]
fn of_two_in_a_bed_one_stays_and_the_other_moves() {
    let mut stage = at_board();
    stage.type_text("07");
    stage.press(Key::D);
    assert!(matches!(stage.route(), Route::Ward { .. }), "before somebody said who stays, no key means either");
    stage.harness.run_steps(20);
    stage.type_text("1");
    let (form, values) = form_open(&stage);
    assert_eq!((form, values.get("stay")), (FormId::Transfer, id(102).to_string().as_str()));
    assert!(values.get("reason").contains(&bed(&stage, 6)));
}

#[test]
fn a_swap_takes_two_marks() {
    let mut stage = at_board();
    stage.press(Key::S);
    stage.type_text("05");
    stage.press(Key::Enter);
    let (form, values) = form_open(&stage);
    assert_eq!((form, values.get("stay")), (FormId::Swap, id(100).to_string().as_str()));
    assert_eq!(values.get("with"), number(Series::Admission, 2).as_str());
}

#[test]
fn admission_by_a_scanned_slip_takes_at_most_ten_presses() {
    let mut stage = Stage::with(1366.0, 768.0, 0.004, window_common::Play::found);
    set_board(&stage);
    stage.harness.run_steps(5);
    stage.sign_in_fast_as("meena");
    stage.press(Key::F6);
    for _ in 0..3 {
        stage.press(Key::ArrowRight);
    }
    // Nobody of the played people lies in a bed for this test.
    stage.play.borrow_mut().board.1[0].beds[0].who.clear();
    stage.press(Key::F5);
    stage.press(Key::F6);
    let patient = stage.play.borrow().line(0).number.to_string();
    stage.scan(&patient);
    let (form, values) = form_open(&stage);
    assert_eq!((form, values.get("patient")), (FormId::Admission, patient.as_str()));
    let mut presses = 0;
    stage.press_with(Modifiers::CTRL, Key::Enter);
    presses += 1;
    assert_eq!(stage.play.borrow().fills.len(), 1);
    assert!(presses <= 10);
    let (_, sent) = stage.play.borrow().fills[0].clone();
    assert_eq!((sent.get("patient"), sent.get("bed")), (patient.as_str(), bed(&stage, 3).as_str()));
    assert!(stage.shows("IK7A-004011"), "the number is large on the screen");
    assert!(stage.shows(&stage.t("bed-warning-sex")), "what should be looked at is said in words");
    stage.press(Key::Enter);
    assert!(matches!(stage.route(), Route::Ward { .. }));
}

#[test]
fn faults_stand_beside_their_fields_and_nothing_typed_is_lost() {
    let mut stage = at_board();
    stage.type_text("09");
    stage.press(Key::A);
    // A new patient's fields stand first.
    assert_eq!(stage.focused(), format!("{} *", form(FormId::Person).item("name").unwrap().label.en));
    stage.type_text("Kamla Bai");
    stage.press(Key::Enter);
    stage.play.borrow_mut().refuse = Some(Problem::refused("problem-form").beside(vec![
        Remark { field: Field::Sex, id: "fault-sex", args: Vec::new() },
        Remark { field: Field::Item("ward"), id: "fault-item-empty", args: Vec::new() },
    ]));
    stage.press_with(Modifiers::CTRL, Key::Enter);
    assert!(stage.shows(&stage.t("fault-sex")));
    assert_eq!(stage.focused(), label(FormId::Person, "sex"));
    stage.press(Key::Escape);
    assert!(matches!(stage.route(), Route::Ward { .. }));
    stage.press(Key::A);
    assert_eq!(stage.value(&format!("{} *", form(FormId::Person).item("name").unwrap().label.en)), "Kamla Bai");
    stage.press_with(Modifiers::CTRL, Key::Enter);
    let (_, sent) = stage.play.borrow().fills.last().unwrap().clone();
    assert_eq!(sent.get("name"), "Kamla Bai");
    stage.press(Key::Escape);
    stage.press(Key::A);
    assert_eq!(stage.value(&format!("{} *", form(FormId::Person).item("name").unwrap().label.en)), "", "saved is over");
}

#[test]
fn conditional_fields_come_with_their_condition() {
    let mut stage = at_board();
    stage.press(Key::D);
    let referred = form(FormId::Discharge).item("referred_to").unwrap().label.en.clone();
    assert!(!stage.shows(&referred));
    assert_eq!(stage.focused(), label(FormId::Discharge, "outcome"));
    stage.type_text("referred");
    assert!(stage.shows(&referred));
    stage.press_with(Modifiers::CTRL, Key::Enter);
    assert_eq!(stage.play.borrow().fills[0].1.get("outcome"), "referred");
}

#[test]
fn after_a_death_the_next_papers_are_one_key_away() {
    let mut stage = at_board();
    stage.press(Key::D);
    stage.type_text("died-48");
    stage.press_with(Modifiers::CTRL, Key::Enter);
    stage.press(Key::C);
    let (form, values) = form_open(&stage);
    let patient = stage.play.borrow().line(0).number.to_string();
    assert_eq!((form, values.get("patient")), (FormId::Cause, patient.as_str()));
    stage.press(Key::Escape);
    assert!(matches!(stage.route(), Route::Ward { .. }), "Esc leads back to where the discharge was opened");
}

#[test]
fn what_the_records_know_is_there_and_goes_back_exactly() {
    let mut stage = at_board();
    let born = "2022-11-24T08:14:31+05:30";
    stage.play.borrow_mut().prefill = Sheet::from([("died", born), ("name", "Suneeta Devi"), ("sex", "F")]);
    stage.press(Key::D);
    stage.type_text("died-48");
    stage.press_with(Modifiers::CTRL, Key::Enter);
    stage.press(Key::C);
    assert_eq!(stage.value(&label(FormId::Cause, "died")), "24-11-2022 08:14");
    stage.press_with(Modifiers::CTRL, Key::Enter);
    let (_, sent) = stage.play.borrow().fills.last().unwrap().clone();
    assert_eq!(sent.get("died"), born);
}

#[test]
fn a_row_of_the_census_is_an_admission_and_goes_quiet() {
    let mut stage = at_board();
    let ward = stage.play.borrow().board.1[0].ward.clone();
    stage.press(Key::N);
    assert_eq!(stage.route(), Route::Census);
    stage.type_text(&ward);
    stage.press(Key::Enter);
    let free = bed(&stage, 1);
    let name = form(FormId::Person).item("name").unwrap().label.en.clone();
    assert_eq!(stage.focused(), format!("{free}, {name}"));
    for text in ["Kamla Bai", "F", "61"] {
        stage.type_text(text);
        stage.press(Key::Enter);
    }
    stage.press_with(Modifiers::CTRL, Key::Enter);
    let (form_id, sent) = stage.play.borrow().fills[0].clone();
    assert_eq!((form_id, sent.get("source"), sent.get("bed")), (FormId::Admission, "census", free.as_str()));
    assert_eq!((sent.get("name"), sent.get("sex"), sent.get("age")), ("Kamla Bai", "F", "61"));
    assert!(stage.shows("IK7A-004011"));
    assert_eq!(stage.focused(), format!("{}, {name}", bed(&stage, 2)), "the next bed");
}

#[test]
fn the_whole_hospital_opens_and_closes() {
    let mut stage = at_board();
    stage.press(Key::O);
    assert!(stage.shows(&stage.t("ward-whole-title")));
    stage.press(Key::Escape);
    assert!(stage.shows(&stage.t("ward-board")));
}

#[test]
fn a_patients_file_leads_to_the_ward() {
    let mut stage = at_board();
    stage.press(Key::V);
    assert!(matches!(stage.route(), Route::Patient(_)));
    stage.press(Key::I);
    let (form, values) = form_open(&stage);
    let patient = stage.play.borrow().line(0).number.to_string();
    assert_eq!((form, values.get("patient")), (FormId::Admission, patient.as_str()));
}

#[test]
fn every_form_can_be_drawn_in_both_languages() {
    let mut stage = at_board();
    stage.press(Key::V);
    for key in [Key::L, Key::N, Key::D, Key::C] {
        stage.press(key);
        assert!(matches!(stage.route(), Route::Form { .. }), "{key:?}");
        stage.press(Key::F12);
        stage.press(Key::F12);
        stage.press(Key::Escape);
    }
}
