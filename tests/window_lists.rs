//! The list screens by keyboard alone, in both languages: find, file, queue, waiting hall, register, print queue, preview.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on stops"
)]

mod lists_world;

use egui::accesskit::Role;
use egui::{Event as Typed, Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use lists_world::{World, clinic, file, id, masters, matches, now, prints, queues, visits};
use nirantar::desk::views::{PrintState, Saved, VisitLine};
use nirantar::hospital::number::Series;
use nirantar::hospital::opd::{QueueState, QueueStep, Token};
use nirantar::hospital::opd_form::{Field, Remark};
use nirantar::hospital::pack::Lang;
use nirantar::journal::{PaperKind, VoidScope};
use nirantar::problem::Problem;
use nirantar::window::commands::UiCommand;
use nirantar::window::routes::Route;
use nirantar::window::screens::Screen;
use nirantar::window::screens::find::FindScreen;
use nirantar::window::screens::hall::HallScreen;
use nirantar::window::screens::patient::PatientScreen;
use nirantar::window::screens::preview::PreviewScreen;
use nirantar::window::screens::prints::PrintsScreen;
use nirantar::window::screens::queue::QueueScreen;
use nirantar::window::screens::register::RegisterScreen;
use nirantar::window::state::Wish;
use nirantar::window::theme;
use nirantar::words::words;
use nirantar::worker::{Event, Job, JobKind, Picture, Size};
use std::sync::Arc;

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

fn tell<S: Screen + Default>(window: &mut Window<S>, event: &Event) -> bool {
    let dealt = window.state_mut().tell(event);
    window.run();
    dealt
}

fn command<S: Screen + Default>(window: &mut Window<S>, command: UiCommand) {
    window.state_mut().with(|screen, cx| screen.command(command, cx));
    window.run();
}

fn jobs<S: Screen + Default>(window: &mut Window<S>) -> Vec<Job> {
    window.state_mut().jobs()
}

fn gone_to<S: Screen + Default>(window: &mut Window<S>) -> Option<Route> {
    window.state_mut().wishes().into_iter().find_map(|w| if let Wish::Go(route) = w { Some(route) } else { None })
}

fn said<S: Screen + Default>(window: &mut Window<S>) -> Option<String> {
    window.state_mut().wishes().into_iter().find_map(|w| if let Wish::Say(text) = w { Some(text) } else { None })
}

fn search_serial(jobs: &[Job]) -> Option<u64> {
    jobs.iter().rev().find_map(|j| if let Job::Search { serial, .. } = j { Some(*serial) } else { None })
}

#[test]
fn find_shows_matches_with_why_and_enter_opens_the_marked_one() {
    for (lang, typed, why) in [(Lang::En, "sunita", "same mobile"), (Lang::Hi, "सुनीता", "वही मोबाइल")]
    {
        let mut w = window::<FindScreen>(lang, &Route::Find);
        types(&mut w, typed);
        let serial = search_serial(&jobs(&mut w)).expect("a search was sent");
        tell(&mut w, &Event::Found { serial, lines: matches(), micros: 3400 });
        assert!(w.query_all_by_label_contains(why).count() > 0, "{lang:?}");
        press(&mut w, Key::ArrowDown);
        press(&mut w, Key::Enter);
        assert_eq!(gone_to(&mut w), Some(Route::Patient(id(2))));
    }
}

#[test]
fn find_ignores_an_answer_to_an_older_search() {
    let mut w = window::<FindScreen>(Lang::En, &Route::Find);
    types(&mut w, "su");
    let old = search_serial(&jobs(&mut w)).unwrap();
    types(&mut w, "n");
    tell(&mut w, &Event::Found { serial: old, lines: matches(), micros: 1 });
    assert_eq!(w.query_all_by_label_contains("same mobile").count(), 0);
    let new = search_serial(&jobs(&mut w)).unwrap();
    assert!(new > old);
    tell(&mut w, &Event::Found { serial: new, lines: Vec::new(), micros: 1 });
    assert!(w.query_by_label(&words(Lang::En).t("find-none")).is_some());
}

fn opened_file(lang: Lang) -> Window<PatientScreen> {
    let file = file(0);
    let mut w = window::<PatientScreen>(lang, &Route::Patient(file.line.id.clone()));
    assert!(matches!(jobs(&mut w).as_slice(), [Job::Patient { .. }]));
    tell(&mut w, &Event::File(Box::new(file)));
    w
}

#[test]
fn a_file_shows_the_name_in_both_scripts_and_who_did_what() {
    let mut w = opened_file(Lang::En);
    assert!(w.query_by_label_contains("Sunita Devi").is_some());
    assert!(w.query_by_label("सुनीता देवी").is_some());
    assert!(w.query_by_label("09:11, Amended").is_some());
    assert!(w.query_by_label("clock set back").is_some());
    command(&mut w, UiCommand::NewVisit);
    assert!(w.state_mut().wishes().iter().any(|wish| matches!(wish, Wish::Return(_))));
}

#[test]
fn amending_judges_beside_the_field_and_sends_once() {
    for lang in Lang::ALL {
        let mut w = opened_file(lang);
        command(&mut w, UiCommand::Amend);
        // The focus is in the name, all of it marked.
        types(&mut w, "Sunita Kumari");
        w.get_by_role_and_label(Role::TextInput, &words(lang).t("field-pin")).focus();
        w.run();
        types(&mut w, "12");
        w.key_press_modifiers(Modifiers::CTRL, Key::Enter);
        w.run();
        assert!(w.query_by_label(&words(lang).t("fault-pin")).is_some());
        assert!(w.get_by_role_and_label(Role::TextInput, &words(lang).t("field-pin")).is_focused());
        w.key_press_modifiers(Modifiers::COMMAND, Key::A);
        types(&mut w, "110080");
        w.get_by_role_and_label(Role::TextInput, &words(lang).t("field-reason")).focus();
        w.run();
        types(&mut w, "misheard");
        drop(jobs(&mut w));
        w.key_press_modifiers(Modifiers::CTRL, Key::Enter);
        w.run();
        w.key_press_modifiers(Modifiers::CTRL, Key::Enter);
        w.run();
        let sent = jobs(&mut w);
        let [Job::Amend { form, reason, .. }] = sent.as_slice() else { panic!("{} amendments", sent.len()) };
        assert_eq!((form.name.as_str(), form.pin.as_str(), reason.as_str()), ("Sunita Kumari", "110080", "misheard"));
        tell(&mut w, &Event::Amended { file: Box::new(file(0)) });
        assert_eq!(said(&mut w), Some(words(lang).t("patient-amended").into_owned()));
    }
}

#[test]
fn voiding_needs_what_the_desk_asks_for_and_esc_keeps_the_reason() {
    let mut w = opened_file(Lang::En);
    command(&mut w, UiCommand::Void);
    types(&mut w, "entered twice");
    command(&mut w, UiCommand::Back);
    command(&mut w, UiCommand::Void);
    let reason = words(Lang::En).t("field-reason");
    assert_eq!(w.get_by_role_and_label(Role::MultilineTextInput, &reason).value().as_deref(), Some("entered twice"));
    w.get_by_label("Patient too").click_accesskit();
    w.run();
    w.key_press_modifiers(Modifiers::CTRL, Key::Enter);
    w.run();
    let sent = jobs(&mut w);
    let Some(Job::Void { visit, scope, reason: sent_reason }) = sent.last() else { panic!("a void") };
    assert_eq!((visit, *scope, sent_reason.as_str()), (&visits(1)[0].id, VoidScope::Registration, "entered twice"));
    let remark = Remark { field: Field::Reason, id: "fault-fee-reason", args: Vec::new() };
    let refused = Event::Refused { job: JobKind::Void, problem: Problem::refused("problem-form").beside(vec![remark]) };
    assert!(tell(&mut w, &refused), "said beside the field, so no banner");
    assert!(w.query_by_label(&words(Lang::En).t("fault-fee-reason")).is_some());
    tell(&mut w, &Event::Voided { visit: visits(1)[0].id.clone() });
    assert!(matches!(jobs(&mut w).as_slice(), [Job::Patient { .. }]), "the file is read again");
}

#[test]
fn a_visit_sent_elsewhere_shows_its_new_token_only_when_it_is_saved() {
    let mut w = opened_file(Lang::En);
    command(&mut w, UiCommand::ChangeClinic);
    types(&mut w, "ORT-10");
    press(&mut w, Key::Enter);
    press(&mut w, Key::Enter);
    types(&mut w, "knee");
    w.key_press_modifiers(Modifiers::CTRL, Key::Enter);
    w.run();
    let sent = jobs(&mut w);
    let Some(Job::Move { clinic, reason, .. }) = sent.last() else { panic!("a move") };
    assert_eq!((clinic.as_str(), reason.as_str()), ("ORT-10", "knee"));
    assert!(w.query_by_label_contains("K7-812").is_none());
    tell(&mut w, &Event::Moved(Box::new(saved("ORT-10", "K7-812"))));
    assert!(w.query_by_label("K7-812").is_some());
}

fn saved(clinic: &str, token: &str) -> Saved {
    let visit = &visits(1)[0];
    Saved {
        visit_id: visit.id.clone(),
        patient_id: id(1),
        patient: lists_world::number(Series::Patient, 1),
        visit: visit.number.clone(),
        token: Token { serial: 812, label: token.to_owned() },
        clinic: clinic.to_owned(),
        room: "10".to_owned(),
        receipt: None,
        rupees: 0,
        at: now(),
        name: visit.name.clone(),
        prints: Vec::new(),
    }
}

#[test]
fn each_paper_is_printed_again_in_each_size_by_keyboard() {
    let mut w = opened_file(Lang::En);
    command(&mut w, UiCommand::PrintAgain);
    // Slip, OPD card, token, receipt: two to the right; then the size.
    press(&mut w, Key::ArrowRight);
    press(&mut w, Key::Enter);
    types(&mut w, "8");
    w.key_press_modifiers(Modifiers::CTRL, Key::Enter);
    w.run();
    let sent = jobs(&mut w);
    let Some(Job::Reprint { paper, size, .. }) = sent.last() else { panic!("a reprint") };
    assert_eq!((*paper, *size), (PaperKind::OpdCard, Size::Roll80));
    tell(&mut w, &Event::Reprinted { visit: visits(1)[0].id.clone(), copy: 2 });
    assert!(said(&mut w).is_some_and(|s| s.contains("DUPLICATE")));
}

fn tokens(code: &str) -> Vec<VisitLine> {
    let mut lines = visits(12);
    for line in &mut lines {
        code.clone_into(&mut line.clinic);
        line.voided = None;
        line.state = QueueState::Waiting;
        line.called = None;
    }
    lines
}

fn queue(lang: Lang) -> Window<QueueScreen> {
    let mut w = window::<QueueScreen>(lang, &Route::Queue);
    drop(jobs(&mut w));
    tell(&mut w, &Event::Queues { all: queues(), of: None });
    let asked = jobs(&mut w);
    let Some(Job::Queues { clinic: Some(code) }) = asked.last() else { panic!("the longest queue is asked for") };
    let code = code.clone();
    tell(&mut w, &Event::Queues { all: queues(), of: Some((code.clone(), tokens(&code))) });
    w
}

#[test]
fn n_calls_once_until_answered_and_d_ends_the_one_called() {
    for lang in Lang::ALL {
        let mut w = queue(lang);
        command(&mut w, UiCommand::CallNext);
        command(&mut w, UiCommand::CallNext);
        let sent = jobs(&mut w);
        let [Job::CallNext { clinic: code }] = sent.as_slice() else { panic!("one call") };
        let mut line = tokens(code)[0].clone();
        line.state = QueueState::Called;
        line.called = Some(now());
        tell(&mut w, &Event::Called { line: Box::new(line.clone()) });
        drop(jobs(&mut w));
        command(&mut w, UiCommand::Done);
        let sent = jobs(&mut w);
        let Some(Job::Step { visit, step }) = sent.last() else { panic!("a step") };
        assert_eq!((visit, *step), (&line.id, QueueStep::Done));
        tell(&mut w, &Event::NobodyWaits { clinic: line.clinic });
        assert!(w.query_by_label(&words(lang).t("queue-nobody")).is_some());
    }
}

#[test]
fn a_step_that_does_not_fit_is_not_sent() {
    let mut w = queue(Lang::En);
    command(&mut w, UiCommand::Recall);
    assert!(jobs(&mut w).is_empty(), "who waits has not been called yet");
}

#[test]
fn tokens_are_filtered_by_typing_and_opened_by_enter() {
    let mut w = queue(Lang::Hi);
    w.get_by_role_and_label(Role::TextInput, &words(Lang::Hi).t("queue-filter")).focus();
    w.run();
    types(&mut w, "लक्ष्मी");
    assert!(w.query_by_label_contains("5, लक्ष्मी").is_some());
    assert!(w.query_by_label_contains("3, Kavita").is_none());
    w.get_by_role_and_label(Role::Table, &words(Lang::Hi).t("queue-tokens")).focus();
    w.run();
    press(&mut w, Key::Enter);
    assert!(matches!(gone_to(&mut w), Some(Route::Patient(_))));
}

#[test]
fn the_hall_shows_each_call_at_once_and_no_name() {
    let mut world = World::<HallScreen>::new(Lang::En);
    world.with(HallScreen::toggle);
    let mut w = Harness::builder()
        .with_size([1366.0, 768.0])
        .with_max_steps(16)
        .with_context_setup(|ctx| theme::install(ctx, false, 1.0))
        .build_ui_state(
            |ui, world: &mut World<HallScreen>| {
                let ctx = ui.ctx().clone();
                world.with(|screen, cx| screen.show(&ctx, cx));
            },
            world,
        );
    w.step();
    assert!(matches!(jobs(&mut w).as_slice(), [Job::Queues { clinic: None }]));
    w.state_mut().tell(&Event::Queues { all: queues(), of: None });
    w.step();
    let asked = jobs(&mut w);
    assert!(
        asked.iter().all(|j| matches!(j, Job::Queues { clinic: Some(_) })) && asked.len() == 5,
        "the next tokens of who has any"
    );
    let code = clinic(0);
    w.state_mut().tell(&Event::Queues { all: queues(), of: Some((code.clone(), tokens(&code))) });
    let mut line = tokens(&code)[3].clone();
    line.called = Some(now());
    w.state_mut().tell(&Event::Called { line: Box::new(line.clone()) });
    w.step();
    let name = masters().clinic(&code).unwrap().name.en.clone();
    assert!(w.query_by_label_contains(&format!("{name}, Room 1, now called: {}", line.token.label)).is_some());
    assert!(w.query_by_label_contains(line.name.shown()).is_none());
    w.key_press(Key::Escape);
    w.step();
    assert!(!w.state().screen.is_open());
}

fn register(lang: Lang, lines: usize) -> Window<RegisterScreen> {
    let mut w = window::<RegisterScreen>(lang, &Route::Register(None));
    assert!(matches!(jobs(&mut w).as_slice(), [Job::DayRegister { day }] if *day == now().date_naive()));
    tell(&mut w, &Event::DayRegister { day: now().date_naive(), lines: Arc::new(visits(lines)) });
    w
}

#[test]
fn the_register_filters_sums_opens_and_prints() {
    for lang in Lang::ALL {
        let mut w = register(lang, 100);
        let voided = visits(100).iter().filter(|v| v.voided.is_some()).count() as u64;
        assert!(w.query_by_label(&words(lang).count("register-visits", 100 - voided)).is_some());
        w.get_by_role_and_label(Role::TextInput, &words(lang).t("list-filter")).focus();
        w.run();
        types(&mut w, "MK7A-000042");
        assert!(w.query_by_label(&words(lang).with("register-shown", &[("shown", "1"), ("all", "100")])).is_some());
        w.get_by_role_and_label(Role::Table, &words(lang).t("register-title")).focus();
        w.run();
        press(&mut w, Key::Enter);
        assert_eq!(gone_to(&mut w), Some(Route::Patient(id(42))));
        command(&mut w, UiCommand::PrintAgain);
        assert!(matches!(jobs(&mut w).as_slice(), [Job::PrintRegister { to: None, .. }]));
    }
}

#[test]
fn another_day_is_asked_for_when_its_date_was_typed() {
    let mut w = register(Lang::En, 3);
    w.get_by_role_and_label(Role::TextInput, "Date").focus();
    w.run();
    types(&mut w, "23/11/22");
    press(&mut w, Key::Enter);
    let sent = jobs(&mut w);
    let Some(Job::DayRegister { day }) = sent.last() else { panic!("a day") };
    assert_eq!(day.to_string(), "2022-11-23");
    // An answer for the day left behind is not shown.
    tell(&mut w, &Event::DayRegister { day: now().date_naive(), lines: Arc::new(visits(3)) });
    assert!(w.query_by_label(&words(Lang::En).t("register-reading")).is_some());
}

#[test]
fn failed_papers_come_first_with_their_reason_and_go_where_they_are_sent() {
    let mut w = window::<PrintsScreen>(Lang::En, &Route::Prints);
    assert!(matches!(jobs(&mut w).as_slice(), [Job::Prints]));
    tell(&mut w, &Event::Prints(prints()));
    command(&mut w, UiCommand::RetryPrint);
    assert!(matches!(jobs(&mut w).as_slice(), [Job::RetryPrint { id: 0 }]));
    command(&mut w, UiCommand::PrintToFolder);
    types(&mut w, "stick");
    press(&mut w, Key::Enter);
    let sent = jobs(&mut w);
    assert!(matches!(sent.as_slice(), [Job::PrintToFolder { id: 0, to }] if to.to_str() == Some("stick")));
    let mut printed = prints()[0].clone();
    printed.state = PrintState::Printed;
    tell(&mut w, &Event::Print(Box::new(printed)));
    command(&mut w, UiCommand::CancelPrint);
    assert!(matches!(jobs(&mut w).as_slice(), [Job::CancelPrint { id }] if *id != 0), "what is printed leaves the open papers");
}

#[test]
fn a_preview_is_asked_for_again_in_another_size() {
    let route = Route::Preview { visit: id(1), paper: PaperKind::Slip, size: Size::A6 };
    let mut w = window::<PreviewScreen>(Lang::En, &route);
    assert!(matches!(jobs(&mut w).as_slice(), [Job::Preview { size: Size::A6, .. }]));
    let image = Arc::new(Picture { width: 4, height: 6, rgba: vec![255; 96] });
    tell(&mut w, &Event::Preview { visit: id(1), paper: PaperKind::Slip, size: Size::A6, image });
    assert!(w.query_by_label("Slip, A6").is_some());
    w.get_by_label("58 mm").click_accesskit();
    w.run();
    assert!(matches!(jobs(&mut w).as_slice(), [Job::Preview { size: Size::Roll58, .. }]));
    tell(&mut w, &Event::Refused { job: JobKind::Preview, problem: Problem::refused("problem-form") });
    command(&mut w, UiCommand::PrintAgain);
    assert!(matches!(jobs(&mut w).as_slice(), [Job::Reprint { size: Size::Roll58, .. }]));
}
