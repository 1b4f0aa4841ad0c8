//! Emergency, an unknown patient, registers and what is due: by label and keyboard, in both languages, the worker played by the test.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on stops"
)]

mod er_world;
#[allow(dead_code, reason = "the list screens need the rest")]
mod lists_world;

use egui::{Event as Typed, Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use er_world::{arrival, done, due, pack, record, with};
use lists_world::{World, id, now};
use nirantar::desk::cases::{CaseKind, CaseRow, DueKind};
use nirantar::hospital::forms::{FormId, Sheet};
use nirantar::hospital::pack::Lang;
use nirantar::journal::{PaperKind, Register};
use nirantar::window::app::App;
use nirantar::window::commands::{COMMANDS, UiCommand};
use nirantar::window::routes::Route;
use nirantar::window::screens::Screen;
use nirantar::window::screens::books::BooksScreen;
use nirantar::window::screens::emergency::EmergencyScreen;
use nirantar::window::screens::home::HomeScreen;
use nirantar::window::screens::preview::PreviewScreen;
use nirantar::window::screens::unknown::UnknownScreen;
use nirantar::window::state::Wish;
use nirantar::window::theme;
use nirantar::words::words;
use nirantar::worker::{CaseEvent, CaseJob, Event, Job, Link, ListPaper, Size};
use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender};

type Window<S> = Harness<'static, World<S>>;

fn window<S: Screen + Default + 'static>(lang: Lang, route: &Route) -> Window<S> {
    let mut world = World::<S>::new(lang);
    world.with(|screen, cx| screen.open(route, cx));
    let mut window = Harness::builder()
        .with_size([1190.0, 700.0])
        .with_max_steps(16)
        .with_context_setup(|ctx| theme::install(ctx, false, 1.0))
        .build_ui_state(|ui, world: &mut World<S>| world.draw(ui), world);
    window.run();
    window
}

fn types<S>(window: &mut Window<S>, text: &str) {
    window.event(Typed::Text(text.to_owned()));
    window.run();
}

fn press<S>(window: &mut Window<S>, key: Key) {
    window.key_press(key);
    window.run();
}

fn tell<S: Screen + Default>(window: &mut Window<S>, event: CaseEvent) {
    window.state_mut().tell(&Event::Case(event));
    window.run();
}

fn command<S: Screen + Default>(window: &mut Window<S>, command: UiCommand) {
    window.state_mut().with(|screen, cx| screen.command(command, cx));
    window.run();
}

fn jobs<S: Screen + Default>(window: &mut Window<S>) -> Vec<CaseJob> {
    window.state_mut().jobs().into_iter().filter_map(|job| if let Job::Case(job) = job { Some(job) } else { None }).collect()
}

fn gone_to<S: Screen + Default>(window: &mut Window<S>) -> Option<Route> {
    window.state_mut().wishes().into_iter().find_map(|w| if let Wish::Go(route) = w { Some(route) } else { None })
}

fn shows<S>(window: &Window<S>, text: &str) -> bool {
    window.query_all_by_label_contains(text).count() > 0
}

fn form_of(route: Option<Route>) -> (FormId, Sheet) {
    let Some(Route::Form { form, values }) = route else { panic!("a form was to be opened, not {route:?}") };
    (form, values)
}

fn emergency(lang: Lang, rows: Vec<CaseRow>) -> Window<EmergencyScreen> {
    let mut w = window::<EmergencyScreen>(lang, &Route::Emergency);
    assert!(matches!(jobs(&mut w).first(), Some(CaseJob::List { kind: CaseKind::Arrival })));
    tell(&mut w, CaseEvent::Cases { kind: CaseKind::Arrival, rows: Arc::new(rows) });
    w
}

#[test]
fn every_key_of_these_screens_has_its_words() {
    for lang in Lang::ALL {
        for line in COMMANDS {
            for id in [line.id.to_owned(), format!("{}.tip", line.id)] {
                let known = words(lang).has(&id) || ["wards", "emergency", "unknown", "books"].iter().any(|w| id.contains(w));
                assert!(known, "{lang:?}: {id}");
            }
        }
    }
}

#[test]
fn one_letter_saves_an_unknown_patient_with_the_age_typed_before() {
    for lang in Lang::ALL {
        let mut w = window::<UnknownScreen>(lang, &Route::Unknown);
        assert!(shows(&w, &words(lang).t("unknown-esc")));
        types(&mut w, "3");
        types(&mut w, "5");
        assert!(shows(&w, &words(lang).with("age-shown-about", &[("n", "35")])));
        command(&mut w, UiCommand::Woman);
        command(&mut w, UiCommand::Woman);
        let sent = jobs(&mut w);
        let [CaseJob::Fill { form: FormId::Arrival, values }] = sent.as_slice() else { panic!("one arrival, once") };
        assert_eq!((values.get("sex"), values.get("age"), values.get("name")), ("F", "~35", ""));
        tell(&mut w, CaseEvent::Filled(Box::new(done(12))));
        assert!(shows(&w, "EK7A-000012"), "{lang:?}");
        assert!(shows(&w, if lang == Lang::En { "Unknown 12" } else { "अज्ञात 12" }));
        types(&mut w, "2");
        let sent = jobs(&mut w);
        let [CaseJob::Fill { form: FormId::Arrival, values }] = sent.as_slice() else { panic!("the category is saved at once") };
        assert_eq!((values.get("arrival"), values.get("triage")), (&*id(512).to_string(), "YELLOW"));
        tell(&mut w, CaseEvent::Filled(Box::new(done(12))));
        // Enter begins another; the letter saves again.
        press(&mut w, Key::Enter);
        assert!(shows(&w, &words(lang).t("unknown-esc")));
        command(&mut w, UiCommand::SexUnknown);
        assert!(matches!(jobs(&mut w).as_slice(), [CaseJob::Fill { .. }]));
    }
}

/// The whole window, signed in as the supervisor, and both ends of its worker.
fn whole_window() -> (Harness<'static, ()>, Receiver<Job>, SyncSender<Event>) {
    let (link, jobs, events) = Link::pair();
    events.send(er_world::found()).unwrap();
    events.send(er_world::signed_in()).unwrap();
    let app: Rc<RefCell<Option<App>>> = Rc::default();
    let (made, drawn) = (app.clone(), app);
    let mut harness = Harness::builder()
        .with_size([1366.0, 768.0])
        .with_max_steps(60)
        .with_context_setup(move |ctx| {
            theme::install(ctx, false, 1.0);
            *made.borrow_mut() = Some(App::new(ctx, link, Box::new(now)));
        })
        .build_ui(move |ui| {
            let mut app = drawn.borrow_mut();
            let app = app.as_mut().unwrap();
            app.logic(ui.ctx());
            app.ui(ui);
        });
    harness.run_ok();
    (harness, jobs, events)
}

fn fills(jobs: &Receiver<Job>) -> Vec<Sheet> {
    let arrival = |job| if let Job::Case(CaseJob::Fill { form: FormId::Arrival, values }) = job { Some(values) } else { None };
    jobs.try_iter().filter_map(arrival).collect()
}

#[test]
fn from_anywhere_two_key_presses_save_an_unknown_patient() {
    let (mut w, jobs, events) = whole_window();
    for (n, route) in [(1, Key::F2), (2, Key::F9), (3, Key::F8)] {
        w.key_press(route);
        w.run_ok();
        drop(fills(&jobs));
        w.key_press_modifiers(Modifiers::SHIFT, Key::F8);
        w.run_ok();
        assert!(fills(&jobs).is_empty(), "opening saves nothing");
        w.key_press(Key::F);
        w.run_ok();
        let saved = fills(&jobs);
        assert_eq!(saved.iter().map(|values| values.get("sex")).collect::<Vec<_>>(), ["F"], "{route:?}");
        events.send(Event::Case(CaseEvent::Filled(Box::new(done(n))))).unwrap();
        w.run_ok();
    }
    w.key_press_modifiers(Modifiers::SHIFT, Key::F8);
    w.run_ok();
    w.key_press(Key::Escape);
    w.run_ok();
    assert!(fills(&jobs).is_empty(), "Esc leaves without a record");
}

#[test]
fn nothing_is_saved_without_a_letter_and_a_new_visit_starts_anew() {
    let mut w = window::<UnknownScreen>(Lang::En, &Route::Unknown);
    types(&mut w, "999");
    assert!(shows(&w, "~99 y"), "an age of three digits above 120 is not taken");
    press(&mut w, Key::Backspace);
    assert!(shows(&w, "~9 y"));
    let back = w.state_mut().with(|screen, cx| screen.command(UiCommand::Back, cx));
    assert!(!back && jobs(&mut w).is_empty());
    command(&mut w, UiCommand::Man);
    tell(&mut w, CaseEvent::Filled(Box::new(done(13))));
    drop(jobs(&mut w));
    w.state_mut().with(|screen, cx| screen.open(&Route::Unknown, cx));
    w.run();
    assert!(!shows(&w, "EK7A-000013"));
    command(&mut w, UiCommand::Man);
    assert!(matches!(jobs(&mut w).as_slice(), [CaseJob::Fill { .. }]), "the letter saves at once again");
}

#[test]
fn the_board_puts_the_most_urgent_first_with_colour_and_word() {
    for (lang, red, left) in [(Lang::En, "Red: immediate", "2 packs left"), (Lang::Hi, "लाल: तुरंत", "2 पैक बाकी")]
    {
        let rows = vec![
            arrival(1, &[("triage", "GREEN"), ("complaint", "cut")], 15),
            arrival(2, &[("triage", "RED"), ("condition", "critical"), ("police", "yes")], 90),
            pack(3),
            pack(4),
        ];
        let mut w = emergency(lang, rows);
        assert!(shows(&w, red) && shows(&w, left), "{lang:?}");
        // The red one is marked first; Enter opens the patient's file.
        press(&mut w, Key::Enter);
        assert_eq!(gone_to(&mut w), Some(Route::Patient(id(2))));
        assert!(shows(&w, &words(lang).t("er-police")));
        // Down goes over the heading of the next category.
        press(&mut w, Key::ArrowDown);
        press(&mut w, Key::Enter);
        assert_eq!(gone_to(&mut w), Some(Route::Patient(id(1))));
        // Packs stay closed until Enter.
        press(&mut w, Key::ArrowDown);
        assert!(!shows(&w, "EK7A-000003"));
        press(&mut w, Key::Enter);
        assert!(shows(&w, "EK7A-000003"));
    }
}

#[test]
fn each_key_of_the_board_opens_its_form_about_the_marked_arrival() {
    let unknown = with(arrival(2, &[("triage", "RED")], 90), |row| row.patient.as_mut().unwrap().unknown = true);
    let mut w = emergency(Lang::En, vec![unknown]);
    for (key, form, subject, of) in [
        (UiCommand::FillArrival, FormId::Arrival, "arrival", id(502)),
        (UiCommand::Identify, FormId::Identify, "arrival", id(502)),
        (UiCommand::LeaveEmergency, FormId::Leave, "arrival", id(502)),
        (UiCommand::AdmitArrival, FormId::Admission, "patient", id(2)),
        (UiCommand::WriteMlc, FormId::Mlc, "patient", id(2)),
    ] {
        command(&mut w, key);
        let (opened, values) = form_of(gone_to(&mut w));
        assert_eq!((opened, values.get(subject)), (form, &*of.to_string()));
        assert_eq!(values.is("source", "emergency"), form == FormId::Admission);
    }
    command(&mut w, UiCommand::NewArrival);
    assert_eq!(form_of(gone_to(&mut w)), (FormId::Arrival, Sheet::default()));
    command(&mut w, UiCommand::Packs);
    assert_eq!(form_of(gone_to(&mut w)), (FormId::Prepare, Sheet::default()));
    command(&mut w, UiCommand::PrintBand);
    command(&mut w, UiCommand::PrintAgain);
    let sent = jobs(&mut w);
    let [CaseJob::Reprint { paper: PaperKind::Wristband, size: Size::Band, .. }, CaseJob::Reprint { paper, case, .. }] =
        sent.as_slice()
    else {
        panic!("two papers")
    };
    assert_eq!((*paper, case), (PaperKind::ArrivalSlip, &id(502)));
}

#[test]
fn a_scanned_pack_opens_its_form_and_typing_finds_an_arrival() {
    let rows = vec![arrival(1, &[("triage", "GREEN"), ("complaint", "snake bite")], 15), pack(3), pack(4)];
    let number = rows[2].case.number.clone().unwrap();
    let mut w = emergency(Lang::En, rows);
    let taken = w.state_mut().with(|screen, cx| screen.scan(number.as_str(), cx));
    assert!(taken);
    let (form, values) = form_of(gone_to(&mut w));
    assert_eq!((form, values.get("arrival")), (FormId::Arrival, &*id(504).to_string()));
    assert!(!w.state_mut().with(|screen, cx| screen.scan("104882317", cx)), "a UHID is for the patients' search");
    // Nobody is admitted out of a pack that nobody wears.
    command(&mut w, UiCommand::AdmitArrival);
    assert_eq!(gone_to(&mut w), None);
    w.get_by_label(&words(Lang::En).t("list-filter")).focus();
    w.run();
    types(&mut w, "snake");
    assert!(shows(&w, "EK7A-000001") && !shows(&w, "EK7A-000003"));
}

fn books(lang: Lang, register: Register, rows: Vec<CaseRow>) -> Window<BooksScreen> {
    let mut w = window::<BooksScreen>(lang, &Route::Book(Some(CaseKind::Register(register))));
    let sent = jobs(&mut w);
    let Some(CaseJob::Book { kind, from, to }) = sent.last().cloned() else { panic!("the register was asked for") };
    assert_eq!((from, to), (now().date_naive(), now().date_naive()));
    tell(&mut w, CaseEvent::Book { kind, from, to, rows: Arc::new(rows) });
    w
}

#[test]
fn a_register_shows_its_columns_strikes_out_and_marks_versions() {
    for (lang, kind, version) in [(Lang::En, "Road traffic accident", "version 2"), (Lang::Hi, "सड़क दुर्घटना", "रूप 2")]
    {
        let corrected = with(record(1, Register::Mlc, &[("kind", "road-accident")]), er_world::correct);
        let gone = with(record(2, Register::Mlc, &[("kind", "assault")]), er_world::cancel);
        let mut w = books(lang, Register::Mlc, vec![corrected, gone]);
        assert!(shows(&w, kind) && shows(&w, version) && shows(&w, &words(lang).t("books-cancelled")));
        press(&mut w, Key::Enter);
        assert!(shows(&w, &words(lang).t("step-recorded")), "the panel shows the course");
        for (key, form) in [
            (UiCommand::Settle, FormId::Police),
            (UiCommand::Correct, FormId::Correction),
            (UiCommand::CancelRecord, FormId::Cancel),
        ] {
            command(&mut w, key);
            let (opened, values) = form_of(gone_to(&mut w));
            assert_eq!((opened, values.get("record")), (form, &*id(801).to_string()));
        }
        // What was cancelled is neither corrected nor cancelled once more.
        press(&mut w, Key::ArrowDown);
        command(&mut w, UiCommand::Correct);
        command(&mut w, UiCommand::CancelRecord);
        assert_eq!(gone_to(&mut w), None);
        command(&mut w, UiCommand::PrintAgain);
        assert!(matches!(jobs(&mut w).as_slice(), [CaseJob::Reprint { paper: PaperKind::Sheet, size: Size::A4, .. }]));
        command(&mut w, UiCommand::PrintBook);
        command(&mut w, UiCommand::Gaps);
        let sent = jobs(&mut w);
        let [CaseJob::PrintList { list: ListPaper::Book { .. }, .. }, CaseJob::PrintList { list: ListPaper::Gaps, .. }] =
            sent.as_slice()
        else {
            panic!("two lists")
        };
        // Esc closes the panel before it leaves.
        assert!(w.state_mut().with(|screen, cx| screen.command(UiCommand::Back, cx)));
        assert!(!w.state_mut().with(|screen, cx| screen.command(UiCommand::Back, cx)));
    }
}

#[test]
fn a_digit_opens_another_register_and_dates_are_asked_for_in_order() {
    let mut w = books(Lang::En, Register::Mlc, Vec::new());
    assert!(shows(&w, &words(Lang::En).t("books-none")));
    types(&mut w, "2");
    assert!(matches!(jobs(&mut w).as_slice(), [CaseJob::Book { kind: CaseKind::Register(Register::Birth), .. }]));
    command(&mut w, UiCommand::NewRecord);
    assert_eq!(form_of(gone_to(&mut w)), (FormId::Birth, Sheet::default()));
    w.get_by_label(&words(Lang::En).t("books-from")).focus();
    w.run();
    w.key_press_modifiers(Modifiers::COMMAND, Key::A);
    types(&mut w, "30-11-2022");
    press(&mut w, Key::Enter);
    let sent = jobs(&mut w);
    let Some(CaseJob::Book { from, to, .. }) = sent.last() else { panic!("asked again") };
    assert_eq!((from.to_string(), to.to_string()), ("2022-11-24".to_owned(), "2022-11-30".to_owned()));
}

#[test]
fn home_says_what_is_overdue_in_words_and_opens_the_form_that_settles_it() {
    for (lang, over, left) in [(Lang::En, "3 days overdue", "5 hours left"), (Lang::Hi, "3 दिन की देर", "5 घंटे बाकी")]
    {
        let mut w = window::<HomeScreen>(lang, &Route::Home);
        assert!(jobs(&mut w).iter().any(|job| matches!(job, CaseJob::Due)));
        let lines = vec![due(DueKind::Registrar, 1, -72), due(DueKind::MlcSheet, 2, 5)];
        tell(&mut w, CaseEvent::Due(Arc::new(lines)));
        tell(&mut w, CaseEvent::Cases { kind: CaseKind::Arrival, rows: Arc::new(vec![arrival(1, &[], 5), pack(2)]) });
        tell(&mut w, CaseEvent::Board { wards: Arc::new(er_world::wards()), boards: Arc::default() });
        assert!(shows(&w, over) && shows(&w, left), "{lang:?}");
        assert!(shows(&w, &format!("{}: 1", words(lang).t("home-emergency"))));
        assert!(shows(&w, &format!("{}: 27", words(lang).t("home-in-beds"))));
        let line = format!("{}, ", words(lang).t("due-mlc-sheet"));
        w.get_by_label_contains(&line).click_accesskit();
        w.run();
        let (form, values) = form_of(gone_to(&mut w));
        assert_eq!((form, values.get("arrival")), (FormId::Mlc, &*id(902).to_string()));
    }
}

#[test]
fn the_preview_knows_the_papers_of_a_case_and_their_sizes() {
    let route = Route::Preview { visit: id(502), paper: PaperKind::ArrivalSlip, size: Size::A6 };
    let mut w = window::<PreviewScreen>(Lang::En, &route);
    drop(w.state_mut().jobs());
    w.get_by_label(&words(Lang::En).t("list-paper-wristband")).click_accesskit();
    w.run();
    w.run();
    let asked = w.state_mut().jobs();
    assert!(
        matches!(asked.last(), Some(Job::Preview { paper: PaperKind::Wristband, size: Size::Band, .. })),
        "a wristband is asked for in a wristband's size"
    );
    command(&mut w, UiCommand::PrintAgain);
    assert!(matches!(jobs(&mut w).as_slice(), [CaseJob::Reprint { paper: PaperKind::Wristband, .. }]));
}
