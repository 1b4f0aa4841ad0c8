//! The laboratory's board, scanning in, where is my sample, worklist, analysers' files: by keyboard and scanner alone, against a played
//! worker, in both languages.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a test's own helpers fail loudly")]

mod window_common;

use chrono::TimeDelta;
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use nirantar::desk::cases::CaseRow;
use nirantar::desk::lab::{
    LabBoard, LabFileLine, LabFileTaken, LabWorklist, TestMark, TubeLimit, TubeLine, WorklistForm, WorklistLine,
};
use nirantar::hospital::forms::{FormId, Sheet, form};
use nirantar::hospital::lab::{Accession, AccessionKind, AccessionParts, Flag, TubePlace, TubeWay};
use nirantar::hospital::number::{CounterCode, Mode, Series};
use nirantar::hospital::pack::Lang;
use nirantar::journal::Requisition;
use nirantar::journal::fold::{CaseBody, CaseState, OrderState, ResultPhase, ResultState, StepKind, StepLine, TubeState};
use nirantar::problem::Problem;
use nirantar::window::routes::Route;
use nirantar::words::words;
use nirantar::worker::{CaseJob, Event, JobKind, LabEvent, LabJob, ListPaper};
use std::path::PathBuf;
use std::sync::Arc;
use window_common::{Stage, id, now, number};

fn tube(serial: u32) -> Accession {
    let parts = AccessionParts {
        mode: Mode::Event,
        kind: AccessionKind::Tube,
        counter: CounterCode::new("L1").unwrap(),
        letter: 'A',
        serial,
    };
    Accession::new(&parts).unwrap()
}

fn mark(code: &str) -> TestMark {
    TestMark { code: code.to_owned(), phase: ResultPhase::Awaited, flag: Flag::Normal }
}

fn line(stage: &Stage, n: u32, stands: TubePlace, tests: &[&str], minutes: i64) -> TubeLine {
    let person = stage.play.borrow().line(n as usize % 3);
    TubeLine {
        order: id(500 + u64::from(n)),
        number: Some(number(Series::Requisition, n + 1)),
        accession: tube(n + 1),
        was: Vec::new(),
        kind: "YELLOW_SST".to_owned(),
        patient: Some(person.id),
        patient_number: Some(person.number),
        name: person.name,
        sex: person.sex,
        age: person.age,
        doubtful: false,
        urgent: false,
        ward: "MED-M1".to_owned(),
        panels: vec!["ELEC".to_owned()],
        tests: tests.iter().map(|t| mark(t)).collect(),
        asked: tests.iter().map(|t| (*t).to_owned()).collect(),
        stands,
        at: if stands == TubePlace::Bench { "chemistry 2".to_owned() } else { String::new() },
        since: now() - TimeDelta::minutes(minutes / 2),
        by: "nair".to_owned(),
        collected: Some(now() - TimeDelta::minutes(minutes)),
        limit: Some(TubeLimit { test: "K".to_owned(), hours: 4, until: now() + TimeDelta::minutes(240 - minutes) }),
        critical: Vec::new(),
        why: String::new(),
        recollect: false,
        misfits: 0,
    }
}

/// One tube at each place; the first is critical, the second too old, the third about to be.
fn board(stage: &Stage) -> LabBoard {
    let mut lines = vec![
        line(stage, 0, TubePlace::Resulted, &["NA", "K"], 200),
        line(stage, 1, TubePlace::Received, &["K"], 300),
        line(stage, 2, TubePlace::Bench, &["CREAT", "K"], 227),
        line(stage, 3, TubePlace::OnTheWay, &["RBS"], 20),
        line(stage, 4, TubePlace::Received, &["NA"], 30),
    ];
    lines[0].critical = vec!["K 6.8 HH".to_owned()];
    lines[0].tests[1].flag = Flag::HH;
    lines[0].limit = None;
    lines[0].urgent = true;
    lines[3].panels = vec!["GLU".to_owned()];
    lines[3].doubtful = true;
    LabBoard { lines, rejected_today: 2, capacity: vec![("CBC".to_owned(), 118, 200)] }
}

/// Its arrival in the laboratory.
fn received(of: &TubeLine) -> StepLine {
    StepLine {
        entry: id(700),
        kind: StepKind::Received,
        at: now(),
        entered: now(),
        by: "nair".to_owned(),
        note: String::new(),
        tubes: vec![of.accession],
        tests: Vec::new(),
        cancelled: None,
    }
}

/// The order of a line, as the desk would tell it.
fn order(of: &TubeLine) -> CaseRow {
    let tests: Vec<String> = of.tests.iter().map(|t| t.code.clone()).collect();
    let tube = TubeState {
        accession: of.accession,
        was: of.was.clone(),
        kind: of.kind.clone(),
        specimen: "Serum".to_owned(),
        tests: tests.clone(),
        replaces: None,
        replaced_by: None,
        way: TubeWay { place: of.stands, collected: of.collected, ..TubeWay::default() },
        stands: of.stands,
        at: of.at.clone(),
        since: of.since,
        by: of.by.clone(),
        why: String::new(),
        note: String::new(),
        told: String::new(),
        misfits: Vec::new(),
    };
    let result = |test: &String| ResultState {
        test: test.clone(),
        tube: of.accession,
        phase: ResultPhase::Awaited,
        live: Vec::new(),
        replaced: Vec::new(),
        released: None,
        before: Vec::new(),
        reported: false,
        handed: false,
    };
    let order = OrderState {
        order: Requisition {
            number: of.number.clone().unwrap(),
            at: now(),
            urgent: of.urgent,
            tests: tests.clone(),
            tubes: Vec::new(),
            collected: of.collected,
            ward: of.ward.clone(),
            from: None,
            overrides: Vec::new(),
            sheet: Sheet::default(),
        },
        results: tests.iter().map(result).collect(),
        tubes: vec![tube],
        calls: Vec::new(),
        told: Vec::new(),
        conclusion: String::new(),
        conclusions: Vec::new(),
        stray: Vec::new(),
    };
    let case = CaseState {
        patient: of.patient.clone(),
        number: of.number.clone(),
        at: now(),
        entered: now(),
        by: "singh".to_owned(),
        cancelled: None,
        misfits: Vec::new(),
        copies: std::collections::BTreeMap::default(),
        steps: vec![received(of)],
        heads: Vec::new(),
        body: CaseBody::Order(Box::new(order)),
    };
    CaseRow { id: of.order.clone(), case, patient: None }
}

/// The window of somebody in the laboratory, over a board.
fn with(board: LabBoard, mut stage: Stage) -> Stage {
    let known = Arc::new(board);
    stage.play.borrow_mut().lab = Box::new(move |job| match job {
        LabJob::Board => Some(Event::Lab(LabEvent::Board(Arc::clone(&known)))),
        LabJob::Find { text } => {
            let is = |l: &&TubeLine| l.order.to_string() == *text || l.accession.to_string() == *text;
            Some(if let Some(line) = known.lines.iter().find(is) {
                let tube = (line.accession.to_string() == *text).then_some(line.accession);
                Event::Lab(LabEvent::Order { row: Box::new(order(line)), tube })
            } else {
                let problem = Problem::refused("problem-tube-unknown").with("tube", text.as_str());
                Event::Refused { job: JobKind::Lab, problem }
            })
        }
        _ => None,
    });
    stage.press(Key::F7);
    stage.harness.run_steps(8);
    stage.settle();
    assert!(matches!(stage.route(), Route::LabBoard { .. }));
    stage
}

fn at_board() -> Stage {
    let mut stage = Stage::new(1366.0, 768.0);
    stage.sign_in("nair");
    let board = board(&stage);
    with(board, stage)
}

fn form_open(stage: &Stage) -> (FormId, Sheet) {
    match stage.route() {
        Route::Form { form, values } => (form, values),
        other => panic!("no form: {other:?}"),
    }
}

fn shift(stage: &mut Stage, key: Key) {
    stage.press_with(Modifiers::SHIFT, key);
}

#[test]
fn the_board_says_where_every_tube_is_and_what_presses() {
    let mut stage = at_board();
    for lang in [Lang::En, Lang::Hi] {
        stage.lang = lang;
        let w = words(lang);
        for id in
            ["lb-tile-coming", "lb-tile-critical", "lb-tile-rejected", "lb-remark-too-old", "lb-remark-doubtful", "lb-urgent"]
        {
            assert!(stage.shows(&stage.t(id)), "{id} {lang:?}");
        }
        assert!(stage.shows(&w.with("lb-remark-call", &[("value", "K 6.8 HH")])));
        assert!(stage.shows(&w.with("lb-remark-by", &[("at", "09:27")])), "a tube that has 13 minutes left");
        assert!(stage.shows(&w.with("lb-capacity", &[("panel", "CBC"), ("taken", "118"), ("of", "200")])));
        assert!(stage.shows(&tube(1).spaced()));
        // The colour of the cap is said in words.
        assert!(stage.shows(if lang == Lang::En { "Yellow gel" } else { "पीली जेल" }));
        assert!(stage.shows(&format!("{} · chemistry 2", w.t("place-bench"))));
        assert!(stage.shows(&w.count("status-lab-critical", 1)), "the status line says it on every screen");
        assert!(stage.shows(&stage.t("band-lab-urgent")));
        stage.press(Key::F12);
    }
}

#[test]
fn a_tile_and_typing_narrow_the_board_and_esc_shows_all() {
    let mut stage = at_board();
    assert_eq!(stage.role_count(Role::Row), 5);
    stage.press(Key::Num5);
    assert_eq!(stage.role_count(Role::Row), 1, "critical");
    stage.press(Key::Num7);
    assert_eq!(stage.role_count(Role::Row), 1, "too old");
    assert!(stage.shows(&tube(2).spaced()));
    stage.press(Key::Num7);
    assert_eq!(stage.role_count(Role::Row), 5, "the same tile again shows all");
    stage.press(Key::Num2);
    assert_eq!(stage.role_count(Role::Row), 2);
    stage.press(Key::Escape);
    assert_eq!(stage.role_count(Role::Row), 5);
    stage.press(Key::Slash);
    assert_eq!(stage.focused(), stage.t("lb-filter"));
    stage.type_text("rbs");
    assert_eq!(stage.role_count(Role::Row), 1);
    stage.press(Key::Escape);
    assert_eq!(stage.role_count(Role::Row), 5);
    stage.press(Key::Slash);
    stage.type_text("suneeta");
    assert_eq!(stage.role_count(Role::Row), 2, "by name");
    assert!(matches!(stage.route(), Route::LabBoard { .. }));
}

#[test]
fn a_step_is_one_key_and_a_bench_has_a_default() {
    let mut stage = at_board();
    stage.press(Key::Num1);
    stage.press(Key::R);
    let (form, sent) = stage.play.borrow().fills.last().unwrap().clone();
    assert_eq!((form, sent.get("tube"), sent.get("step")), (FormId::LabStep, tube(4).to_string().as_str(), "received"));
    assert!(stage.shows(&words(Lang::En).with("lb-said-received", &[("tube", &tube(4).spaced())])));
    stage.press(Key::Num0);
    stage.press(Key::Num2);
    stage.press(Key::B);
    assert!(stage.focused().contains(&tube(2).spaced()), "asks to which bench: {}", stage.focused());
    stage.press(Key::Enter);
    let (_, sent) = stage.play.borrow().fills.last().unwrap().clone();
    assert_eq!((sent.get("step"), sent.get("place").is_empty()), ("bench", false));
    // A refusal is told in full.
    stage.play.borrow_mut().refuse =
        Some(Problem::refused("problem-tube-again").with("tube", "1").with("since", "2").with("by", "3"));
    stage.press(Key::O);
    assert!(stage.shows("is there already"));
}

#[test]
fn discarding_is_offered_once_the_report_is_out() {
    let mut stage = Stage::new(1366.0, 768.0);
    stage.sign_in("nair");
    for (stands, offered) in [(TubePlace::Resulted, false), (TubePlace::Verified, false), (TubePlace::Reported, true)] {
        let lines = vec![line(&stage, 0, stands, &["K"], 30)];
        stage = with(LabBoard { lines, ..LabBoard::default() }, stage);
        assert_eq!(stage.shows(&stage.t("command-tube-discard")), offered, "{stands:?}");
        stage.press(Key::Escape);
    }
}

#[test]
fn keys_open_forms_that_know_the_tube() {
    let mut stage = at_board();
    let own = tube(1).to_string();
    for (key, wanted, code, value) in [
        (Key::X, FormId::LabReject, "why", ""),
        (Key::L, FormId::LabRelabel, "to", ""),
        (Key::K, FormId::LabCall, "tests", "K"),
        (Key::H, FormId::LabTell, "what", "handed"),
        (Key::D, FormId::LabStep, "step", "discarded"),
        (Key::C, FormId::LabRecollect, "labels", ""),
    ] {
        stage.press(key);
        let (form, values) = form_open(&stage);
        assert_eq!((form, values.get("tube"), values.get(code)), (wanted, own.as_str(), value));
        assert!(!values.get("patient").is_empty(), "whose tube it is");
        stage.press(Key::Escape);
        assert!(matches!(stage.route(), Route::LabBoard { .. }));
    }
    stage.press(Key::T);
    assert!(matches!(stage.route(), Route::LabResults { order, tube: Some(t) } if order == id(500) && t == tube(1)));
}

#[test]
fn what_was_typed_about_one_tube_is_not_found_in_the_form_of_another() {
    let mut stage = at_board();
    stage.press(Key::K);
    let whom = format!("{} *", form(FormId::LabCall).item("whom").unwrap().label.en);
    assert_eq!(stage.focused(), whom);
    stage.type_text("Dr Sharma");
    stage.press(Key::Escape);
    stage.press(Key::ArrowDown);
    stage.press(Key::K);
    assert_eq!(stage.value(&whom), "");
    stage.press(Key::Escape);
    stage.press(Key::ArrowUp);
    stage.press(Key::K);
    assert_eq!(stage.value(&whom), "Dr Sharma", "and is kept for its own");
}

#[test]
fn a_batch_is_received_by_scanner_alone() {
    let mut stage = Stage::with(1366.0, 768.0, 0.004, window_common::Play::found);
    stage.harness.run_steps(5);
    stage.sign_in_fast_as("nair");
    let board = board(&stage);
    let mut stage = with(board, stage);
    shift(&mut stage, Key::R);
    assert!(stage.shows(&stage.t("lb-scan-receive")));
    for n in 10..14 {
        stage.scan(&tube(n).to_string());
    }
    stage.play.borrow_mut().refuse = Some(Problem::refused("problem-tube-unknown").with("tube", tube(40).spaced()));
    stage.scan(&tube(40).to_string());
    let fills = stage.play.borrow().fills.clone();
    let sent: Vec<String> = fills.iter().map(|(_, sheet)| format!("{} {}", sheet.get("tube"), sheet.get("step"))).collect();
    let wanted: Vec<String> = [10, 11, 12, 13, 40].iter().map(|n| format!("{} received", tube(*n))).collect();
    assert_eq!(sent, wanted, "each at once");
    assert!(stage.shows(&format!("{}: 4", stage.t("lb-scan-taken"))));
    assert!(stage.shows(&format!("{}: 1", stage.t("lb-scan-refused"))));
    assert!(stage.shows("is not known at this counter"), "the sentence stands in the list");
    // The same by hand.
    stage.press(Key::Escape);
    assert!(matches!(stage.route(), Route::LabBoard { .. }));
    shift(&mut stage, Key::O);
    stage.scan(&tube(20).to_string());
    assert_eq!(stage.play.borrow().fills.last().unwrap().1.get("step"), "sent");
}

#[test]
fn a_tube_scanned_anywhere_is_shown() {
    let mut stage = Stage::with(1366.0, 768.0, 0.004, window_common::Play::found);
    stage.harness.run_steps(5);
    stage.sign_in_fast_as("nair");
    let known = board(&stage);
    let mut stage = with(known, stage);
    stage.press(Key::F6);
    stage.scan(&tube(3).to_string());
    assert!(matches!(stage.route(), Route::LabBoard { tube: Some(t) } if t == tube(3)));
    stage.press(Key::X);
    assert_eq!(form_open(&stage).1.get("tube"), tube(3).to_string(), "the scanned tube is the marked one");
    // Another tube scanned into the form goes along with it.
    stage.scan(&tube(5).to_string());
    assert_eq!(
        stage.value(&format!("{} *", form(FormId::LabReject).item("tube").unwrap().label.en)),
        format!("{} {}", tube(3), tube(5))
    );
    stage.press(Key::F4);
    stage.scan(&tube(77).to_string());
    assert!(stage.shows("is not known at this counter"), "a tube of nowhere is told in words");
}

#[test]
fn where_is_my_sample_answers_at_a_glance() {
    let mut stage = at_board();
    stage.press(Key::Num3);
    stage.press(Key::W);
    for lang in [Lang::En, Lang::Hi] {
        stage.lang = lang;
        assert!(stage.shows(&format!("{} · chemistry 2", stage.t("place-bench"))));
        assert!(stage.shows(&stage.t("lb-next-result")));
        assert!(stage.shows(if lang == Lang::En { "Sreeja Nair" } else { "श्रीजा नायर" }), "who had it last");
        stage.press(Key::F12);
    }
    stage.lang = Lang::En;
    stage.press(Key::X);
    assert_eq!(form_open(&stage).1.get("tube"), tube(3).to_string(), "its keys work here too");
    stage.press(Key::Escape);
    stage.press(Key::W);
    stage.press(Key::Escape);
    assert!(stage.shows(&stage.t("lb-list")));
}

#[test]
fn of_three_thousand_tubes_only_those_in_sight_are_drawn() {
    let mut stage = Stage::new(1366.0, 768.0);
    stage.sign_in("nair");
    let lines = (0..3200).map(|n| line(&stage, n, TubePlace::Received, &["K", "NA"], 30)).collect();
    let mut stage = with(LabBoard { lines, ..LabBoard::default() }, stage);
    assert!(stage.role_count(Role::Row) < 40);
    stage.press(Key::End);
    assert!(stage.shows(&tube(3200).spaced()));
    stage.press(Key::Slash);
    stage.type_text(&tube(1600).to_string());
    assert_eq!(stage.role_count(Role::Row), 1);
    stage.press(Key::Enter);
    stage.press(Key::R);
    assert_eq!(stage.play.borrow().fills.last().unwrap().1.get("tube"), tube(1600).to_string());
}

#[test]
fn lists_go_to_paper_by_one_key() {
    let mut stage = at_board();
    stage.press_with(Modifiers::CTRL, Key::P);
    shift(&mut stage, Key::P);
    shift(&mut stage, Key::T);
    let today = now().date_naive();
    let lists: Vec<ListPaper> = stage
        .play
        .borrow()
        .case_jobs
        .iter()
        .filter_map(|job| if let CaseJob::PrintList { list, to: None } = job { Some(list.clone()) } else { None })
        .collect();
    let wanted = [
        ListPaper::LabPending { panel: String::new() },
        ListPaper::LabCalls { from: today, to: today },
        ListPaper::LabTat { from: today, to: today },
    ];
    assert_eq!(lists, wanted);
    shift(&mut stage, Key::A);
    assert_eq!(form_open(&stage).0, FormId::LabRoll);
}

#[test]
fn a_worklist_is_shown_printed_and_saved() {
    let mut stage = at_board();
    let person = stage.play.borrow().line(0);
    let waits = WorklistLine {
        accession: tube(3),
        patient_number: Some(person.number),
        name: person.name,
        sex: person.sex,
        age: person.age,
        urgent: true,
        collected: Some(now()),
        specimen: "Yellow gel".to_owned(),
        stands: TubePlace::Received,
        tests: vec!["CREAT".to_owned(), "K".to_owned()],
    };
    stage.play.borrow_mut().lab = Box::new(move |job| match job {
        LabJob::Worklist { panel } => {
            let list = LabWorklist { panel: panel.clone(), lines: vec![waits.clone()] };
            Some(Event::Lab(LabEvent::Worklist(Arc::new(list))))
        }
        LabJob::SaveWorklist { to, .. } => Some(Event::Lab(LabEvent::WorklistSaved { at: to.join("w.csv"), lines: 1 })),
        _ => None,
    });
    shift(&mut stage, Key::K);
    assert_eq!(stage.route(), Route::LabWorklist);
    assert!(stage.shows(&tube(3).spaced()) && stage.shows("CREAT"));
    stage.press(Key::P);
    let printed = |job: &CaseJob| matches!(job, CaseJob::PrintList { list: ListPaper::Worklist { .. }, to: None });
    assert!(stage.play.borrow().case_jobs.iter().any(printed));
    stage.press(Key::S);
    assert_eq!(stage.focused(), stage.t("lw-folder"));
    stage.type_text("/stick");
    stage.press(Key::Enter);
    let saved = stage
        .play
        .borrow()
        .lab_jobs
        .iter()
        .any(|job| matches!(job, LabJob::SaveWorklist { form: WorklistForm::Csv, to, .. } if to.as_path() == std::path::Path::new("/stick")));
    assert!(saved);
    assert!(stage.shows("w.csv"));
}

#[test]
fn every_line_of_an_analysers_file_is_accounted_for() {
    let mut stage = at_board();
    let of = |n: u64, id: &'static str, args: Vec<(&'static str, String)>| LabFileLine {
        line: n,
        accession: tube(1).to_string(),
        test: "K".to_owned(),
        value: "4.2".to_owned(),
        unit: "mmol/L".to_owned(),
        id,
        args,
    };
    let lines = vec![
        of(3, "lab-file-taken", Vec::new()),
        of(4, "lab-file-known", Vec::new()),
        of(5, "lab-file-unknown", vec![("tube", tube(9).spaced())]),
    ];
    let taken = LabFileTaken { file: "run.astm".to_owned(), instrument: "XN".to_owned(), taken: 1, known: 1, lines };
    stage.play.borrow_mut().lab = Box::new(move |job| match job {
        LabJob::Files => Some(Event::Lab(LabEvent::Files(vec![PathBuf::from("/stick/run.astm")]))),
        LabJob::TakeFile { file } if file.ends_with("run.astm") => Some(Event::Lab(LabEvent::FileTaken(Box::new(taken.clone())))),
        LabJob::TakeFile { .. } => Some(Event::Refused {
            job: JobKind::LabFile,
            problem: Problem::refused("problem-lab-file").with("file", "x").with("why", ""),
        }),
        _ => None,
    });
    stage.press(Key::A);
    assert_eq!(stage.route(), Route::LabFiles);
    assert_eq!(stage.focused(), stage.t("lf-file"));
    stage.type_text("run");
    stage.press(Key::Enter);
    stage.press(Key::Enter);
    stage.settle();
    assert!(stage.shows(&format!("{}: 1", stage.t("lf-left"))));
    assert!(stage.shows(&words(Lang::En).with("lab-file-unknown", &[("tube", &tube(9).spaced())])), "refused with its sentence");
    assert_eq!(stage.role_count(Role::Row), 1, "what was not taken is shown first");
}
