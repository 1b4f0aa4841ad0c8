//! Requisition and results by keyboard and label, in both languages: the window's screens over a real desk, which judges and saves.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on stops"
)]

mod common;
#[allow(dead_code, reason = "the list screens need the rest")]
mod lists_world;

use common::Demo;
use egui::{Event as Typed, Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use lists_world::World;
use nirantar::desk::Desk;
use nirantar::desk::cases::{CaseWish, Done};
use nirantar::desk::views::Person;
use nirantar::hospital::forms::{FormId, Sheet};
use nirantar::hospital::pack::Lang;
use nirantar::journal::fold::{OrderState, ResultPhase};
use nirantar::paper::Size;
use nirantar::window::commands::{COMMANDS, OrderKey, Place, ResultKey, UiCommand};
use nirantar::window::routes::Route;
use nirantar::window::screens::Screen;
use nirantar::window::screens::lab_order::LabOrderScreen;
use nirantar::window::screens::lab_results::LabResultsScreen;
use nirantar::window::theme;
use nirantar::words::words;
use nirantar::worker::{CaseEvent, CaseJob, Event, Job, JobKind, LabEvent, LabJob};
use std::sync::Arc;

const TECHNICIAN: &str = "singh";
const VERIFIER: &str = "nair";
/// Key presses from the scanned slip to the labels of CBC, LFT and electrolytes, at most.
const ORDER_KEYS_MAX: usize = 12;

/// A screen in a window, and the desk behind it.
struct Lab<S> {
    window: Harness<'static, World<S>>,
    desk: Desk,
    lang: Lang,
    /// Keys and texts given since last asked.
    keys: usize,
    /// The last problem that no screen dealt with.
    banner: Option<&'static str>,
}

fn fill(desk: &mut Desk, id: FormId, pairs: &[(&str, &str)]) -> Done {
    let mut sheet = Sheet::default();
    for (code, value) in pairs {
        sheet.set(code, *value);
    }
    desk.fill(id, &sheet, CaseWish(Some(Size::A6))).unwrap_or_else(|p| panic!("{id:?} {pairs:?}: {} {:?}", p.id, p.remarks))
}

/// Somebody known here.
fn patient(desk: &mut Desk, name: &str) -> String {
    let tests = [("name", name), ("sex", "F"), ("age", "34"), ("tests", "RBS")];
    fill(desk, FormId::LabOrder, &tests).patient_number.unwrap().to_string()
}

impl<S: Screen + Default + 'static> Lab<S> {
    fn open(desk: Desk, lang: Lang, route: &Route) -> Self {
        let mut world = World::<S>::new(lang);
        let user = desk.masters().users.iter().find(|u| u.login == desk.user().login).unwrap();
        world.shared.person =
            Some(Person { login: user.login.clone(), name: user.name.clone(), roles: user.roles.clone(), first_password: false });
        world.with(|screen, cx| screen.open(route, cx));
        let window = Harness::builder()
            .with_size([1190.0, 700.0])
            .with_max_steps(16)
            .with_context_setup(|ctx| theme::install(ctx, false, 1.0))
            .build_ui_state(|ui, world: &mut World<S>| world.draw(ui), world);
        let mut lab = Self { window, desk, lang, keys: 0, banner: None };
        lab.settle();
        lab
    }

    /// Draws, and answers what the screen asks, until nothing happens any more.
    fn settle(&mut self) {
        for _ in 0..20 {
            self.window.run();
            let jobs = self.window.state_mut().jobs();
            if jobs.is_empty() {
                return;
            }
            for job in jobs {
                if let Some(event) = self.answer(job) {
                    let heard = self.window.state_mut().tell(&event);
                    if let (Event::Refused { problem, .. }, false) = (&event, heard) {
                        self.banner = Some(problem.id);
                    }
                }
            }
        }
    }

    fn answer(&mut self, job: Job) -> Option<Event> {
        let refused = |job, problem| Event::Refused { job, problem };
        Some(match job {
            Job::Case(CaseJob::Fill { form, values }) => match self.desk.fill(form, &values, CaseWish(Some(Size::A6))) {
                Ok(done) => Event::Case(CaseEvent::Filled(Box::new(done))),
                Err(problem) => refused(JobKind::Fill, problem),
            },
            Job::Case(CaseJob::Prefill { form, values }) => {
                let about = self.desk.about(&values).unwrap().map(Box::new);
                Event::Case(CaseEvent::Prefilled { form, values: self.desk.prefilled(form, &values).unwrap(), about })
            }
            Job::Lab(LabJob::Plan { serial, values }) => {
                Event::Lab(LabEvent::Plan { serial, plan: Box::new(self.desk.lab_plan(&values).unwrap()) })
            }
            Job::Lab(LabJob::Board) => Event::Lab(LabEvent::Board(Arc::new(self.desk.lab_board().unwrap()))),
            Job::Lab(LabJob::Find { text }) => match self.desk.lab_find(&text) {
                Ok((row, tube)) => Event::Lab(LabEvent::Order { row: Box::new(row), tube }),
                Err(problem) => refused(JobKind::Lab, problem),
            },
            Job::Scan { text } => match self.desk.scan(&text) {
                Ok(Some(id)) => Event::File(Box::new(self.desk.file(&id).unwrap())),
                Ok(None) => Event::NotHere { text },
                Err(problem) => refused(JobKind::Scan, problem),
            },
            Job::Patient { id } => Event::File(Box::new(self.desk.file(&id).unwrap())),
            Job::Search { serial, text } => {
                let lines = self.desk.searcher().unwrap().search(&text).unwrap().lines;
                Event::Found { serial, lines, micros: 1 }
            }
            _ => return None,
        })
    }

    fn scan(&mut self, text: &str) {
        self.window.state_mut().with(|screen, cx| assert!(screen.scan(text, cx), "{text} was not taken"));
        self.settle();
    }

    fn press(&mut self, key: Key) {
        self.keys += 1;
        self.window.key_press(key);
        self.settle();
    }

    /// One character after the other.
    fn types(&mut self, text: &str) {
        for c in text.chars() {
            self.keys += 1;
            self.window.event(Typed::Text(c.to_string()));
            self.window.run();
        }
        self.settle();
    }

    /// A key of the table: only where it works, and never a plain letter while something is typed.
    fn command(&mut self, command: UiCommand, place: Place) {
        let typing = self.window.ctx.text_edit_focused();
        let works = COMMANDS.iter().any(|l| l.command == command && l.place == place && !(l.plain && typing));
        assert!(works, "{command:?} has no key here (typing: {typing})");
        self.keys += 1;
        self.window.state_mut().with(|screen, cx| screen.command(command, cx));
        self.settle();
    }

    fn save(&mut self) {
        self.command(UiCommand::Fill, Place::Form);
    }

    fn t(&self, id: &str, args: &[(&str, &str)]) -> String {
        words(self.lang).with(id, args)
    }

    #[track_caller]
    fn sees(&self, text: &str) {
        assert!(self.shows(text), "{:?}: “{text}” is not shown; focus {:?}", self.lang, self.focused());
    }

    fn shows(&self, text: &str) -> bool {
        self.window.root().children_recursive().any(|n| {
            let node = n.accesskit_node();
            node.label().is_some_and(|l| l.contains(text)) || node.value().is_some_and(|v| v.contains(text))
        })
    }

    /// Name of what has the focus.
    fn focused(&self) -> String {
        let found = self.window.root().children_recursive().find(egui_kittest::Node::is_focused).and_then(|n| {
            let node = n.accesskit_node();
            node.label().or_else(|| node.labelled_by().find_map(|l| l.label().or_else(|| l.value())))
        });
        found.unwrap_or_default()
    }

    fn order(&self, text: &str) -> OrderState {
        self.desk.lab_find(text).unwrap().0.case.order().unwrap().clone()
    }
}

fn requisition(lang: Lang, demo: &Demo) -> (Lab<LabOrderScreen>, String) {
    let mut desk = demo.desk(TECHNICIAN);
    let number = patient(&mut desk, "Sunita Devi");
    (Lab::open(desk, lang, &Route::LabOrder { values: Sheet::default() }), number)
}

/// An order received, and its screen.
fn results(demo: &Demo, login: &str, lang: Lang, order: &Done, tube: usize) -> Lab<LabResultsScreen> {
    let route = Route::LabResults { order: order.case.clone().unwrap(), tube: order.tubes.get(tube).copied() };
    Lab::open(demo.desk(login), lang, &route)
}

fn ordered(desk: &mut Desk, tests: &str) -> Done {
    let done = fill(desk, FormId::LabOrder, &[("name", "Sunita Devi"), ("sex", "F"), ("age", "34"), ("tests", tests)]);
    for tube in &done.tubes {
        fill(desk, FormId::LabStep, &[("tube", &tube.to_string()), ("step", "received")]);
        fill(desk, FormId::LabStep, &[("tube", &tube.to_string()), ("step", "bench"), ("place", "1")]);
    }
    done
}

#[test]
fn every_key_of_these_screens_has_its_words() {
    for lang in Lang::ALL {
        for line in COMMANDS.iter().filter(|l| matches!(l.place, Place::LabOrder | Place::LabResults)) {
            for id in [line.id.to_owned(), format!("{}.tip", line.id)] {
                assert!(words(lang).has(&id), "{lang:?}: {id}");
            }
        }
    }
}

#[test]
fn three_groups_and_their_labels_in_few_keys_after_the_scan() {
    for lang in Lang::ALL {
        let demo = Demo::new();
        let (mut lab, number) = requisition(lang, &demo);
        assert_eq!(lab.focused(), lab.t("laborder-seek", &[]));
        lab.scan(&number);
        assert_eq!(lab.focused(), lab.t("laborder-tests", &[]));
        lab.keys = 0;
        lab.types("124");
        lab.sees(if lang == Lang::En { "1 · Yellow gel" } else { "1 · पीली जेल" });
        lab.save();
        assert!(lab.keys <= 4, "{} keys", lab.keys);
        lab.sees(&lab.t("laborder-labels-printing", &[]));
        let board = lab.desk.lab_board().unwrap();
        let mine: Vec<_> = board.lines.iter().filter(|l| l.tests.len() > 1).collect();
        assert_eq!(mine.len(), 2, "one gel tube, one with EDTA");
        for line in &mine {
            lab.sees(&line.accession.spaced());
        }
        // Typed by name it is still within the count; a test that was chosen takes the last one away again.
        lab.scan(&number);
        lab.keys = 0;
        for name in ["cb", "lf", "el"] {
            lab.types(name);
            lab.press(Key::Enter);
        }
        lab.save();
        assert!(lab.keys <= ORDER_KEYS_MAX, "{} keys", lab.keys);
        assert_eq!(lab.desk.lab_board().unwrap().lines.iter().filter(|l| l.tests.len() > 1).count(), 4);
        // The same tests again are warned of before anything is saved.
        lab.scan(&number);
        lab.types("1");
        lab.sees(board.lines[0].number.as_ref().unwrap().as_str().split('-').next().unwrap());
        lab.press(Key::Backspace);
        assert!(lab.shows(&lab.t("laborder-no-tubes", &[])));
        // A slip under the reader does not throw away what is begun.
        lab.types("1");
        lab.scan(&number);
        lab.sees(&lab.t("laborder-not-saved", &[]));
        // Nor does another patient's file take it over.
        let other = patient(&mut lab.desk, "Kavita Sharma");
        let route = Route::LabOrder { values: Sheet::from([("patient", other.as_str())]) };
        lab.window.state_mut().with(|screen, cx| screen.open(&route, cx));
        lab.settle();
        lab.sees(&lab.t("laborder-not-saved", &[]));
        lab.sees(&number);
        lab.command(UiCommand::Order(OrderKey::Anew), Place::LabOrder);
        lab.window.state_mut().with(|screen, cx| screen.open(&route, cx));
        lab.settle();
        lab.sees("Kavita Sharma");
    }
}

#[test]
fn what_is_refused_stands_beside_its_field_and_nothing_is_lost() {
    for lang in Lang::ALL {
        let demo = Demo::new();
        let (mut lab, number) = requisition(lang, &demo);
        // Nobody named yet.
        lab.save();
        lab.sees(&lab.t("laborder-who-first", &[]));
        lab.types("98765");
        lab.press(Key::Enter);
        lab.sees(&lab.t("fill-seek-unknown", &[]));
        lab.scan(&number);
        lab.save();
        lab.sees(&lab.t("laborder-tests-first", &[]));
        lab.types("xyz");
        lab.save();
        lab.sees(&lab.t("laborder-no-test", &[("text", "xyz")]));
        (0..3).for_each(|_| lab.press(Key::Backspace));
        // Not urgent: the reason's box comes into sight only now, and the desk asks for it.
        let reason = nirantar::hospital::forms::form(FormId::LabOrder).item("override").unwrap().label.get(lang).to_owned();
        lab.types("k");
        lab.press(Key::Enter);
        assert!(!lab.shows(&reason));
        lab.types("hba1c");
        lab.press(Key::Enter);
        lab.sees(&reason);
        lab.save();
        assert_eq!(lab.focused(), reason);
        assert_eq!(lab.desk.lab_board().unwrap().lines.len(), 1);
        // The last one taken away, the rest is saved.
        let box_name = lab.t("laborder-tests", &[]);
        lab.window.get_by_label(&box_name).focus();
        lab.settle();
        lab.press(Key::Backspace);
        assert!(lab.shows(&reason) || lab.banner.is_none());
        lab.save();
        assert_eq!(lab.desk.lab_board().unwrap().lines.len(), 2);
    }
}

#[test]
fn a_ward_s_pile_keeps_the_ward_and_takes_an_order_back() {
    let demo = Demo::new();
    let (mut lab, number) = requisition(Lang::En, &demo);
    lab.command(UiCommand::Order(OrderKey::Pile), Place::LabOrder);
    lab.scan(&number);
    lab.types("4");
    let ward = lab.desk.masters().wards[0].clone();
    let label = nirantar::hospital::forms::form(FormId::LabOrder).item("ward").unwrap().label.en.clone();
    lab.window.get_by_label(&label).focus();
    lab.settle();
    lab.types(&ward.code);
    lab.save();
    lab.sees(&lab.t("laborder-labels-printing", &[]));
    lab.scan(&number);
    lab.types("1");
    lab.save();
    let board = lab.desk.lab_board().unwrap();
    assert_eq!(board.lines.iter().filter(|l| l.ward == ward.code).count(), 2, "the ward stayed");
    // The older of the two is taken back, with a reason.
    lab.command(UiCommand::Order(OrderKey::TakeBack), Place::LabOrder);
    lab.press(Key::ArrowDown);
    lab.press(Key::Enter);
    lab.sees(&lab.t("laborder-take-back-why", &[]));
    lab.types("other patient");
    lab.press(Key::Enter);
    let left: Vec<_> = lab.desk.lab_board().unwrap().lines.into_iter().filter(|l| l.ward == ward.code).collect();
    assert_eq!(left.len(), 1);
    assert_eq!(left[0].panels, ["CBC"]);
    lab.sees(&lab.t("laborder-taken-back", &[]));
}

#[test]
fn somebody_not_known_here_and_labels_printed_ahead() {
    let demo = Demo::new();
    let mut desk = demo.desk(TECHNICIAN);
    let roll = fill(&mut desk, FormId::LabRoll, &[("count", "3")]);
    let mut lab = Lab::<LabOrderScreen>::open(desk, Lang::En, &Route::LabOrder { values: Sheet::default() });
    lab.command(UiCommand::Order(OrderKey::NewPerson), Place::LabOrder);
    assert!(lab.focused().starts_with("Name"), "{}", lab.focused());
    lab.types("Ramesh Kumar");
    for label in ["Sex", "Age or date of birth"] {
        let text = if label == "Sex" { "m" } else { "41" };
        lab.window.get_by_label_contains(label).focus();
        lab.settle();
        lab.types(text);
    }
    lab.window.get_by_label("Tests").focus();
    lab.settle();
    lab.types("14");
    // A label for each tube, in the order of draw.
    lab.scan(&roll.tubes[0].to_string());
    lab.sees(&roll.tubes[0].spaced());
    lab.sees("scan its label now");
    lab.scan(&roll.tubes[0].to_string());
    lab.sees(&lab.t("laborder-label-twice", &[("label", &roll.tubes[0].spaced())]));
    lab.save();
    lab.sees(&words(Lang::En).with("fault-lab-labels-count", &[("labels", "1"), ("tubes", "2")]));
    lab.scan(&roll.tubes[1].to_string());
    lab.save();
    let order = lab.order(&roll.tubes[1].to_string());
    assert_eq!(order.tubes.iter().map(|t| t.accession).collect::<Vec<_>>(), roll.tubes[..2]);
    lab.sees(&lab.t("laborder-labels-ahead", &[]));
}

#[test]
fn a_critical_value_is_typed_twice_blind_called_and_released_by_another() {
    for lang in Lang::ALL {
        let demo = Demo::new();
        let mut desk = demo.desk(TECHNICIAN);
        let order = ordered(&mut desk, "ELEC");
        desk.close().map(drop).unwrap();
        let mut lab = results(&demo, TECHNICIAN, lang, &order, 0);
        let name = |code: &str| {
            let masters = lists_world::masters();
            let test = masters.lab_tests.iter().find(|t| t.code == code).unwrap();
            format!("{} ({code})", test.name.get(lang))
        };
        assert_eq!(lab.focused(), name("NA"));
        for value in ["140", "6.8", "900"] {
            lab.types(value);
            lab.press(Key::Enter);
        }
        // The flag is shown once the box is left; a slip of the pen is told beside its box, and nothing is saved.
        lab.sees("HH");
        lab.save();
        assert_eq!(lab.focused(), name("CL"));
        assert!(lab.order(&order.tubes[0].to_string()).results.iter().all(|r| r.phase == ResultPhase::Awaited));
        lab.window.key_press_modifiers(Modifiers::CTRL, Key::A);
        lab.types("101");
        lab.save();
        // Blind: the box is empty, the first value nowhere.
        assert_eq!(lab.focused(), name("K"));
        lab.sees(&lab.t("labresults-again", &[("test", "K")]));
        assert!(!lab.shows("6.8"));
        lab.types("9.6");
        lab.save();
        lab.sees(&lab.t("labresults-mismatch", &[("test", "K")]));
        assert!(!lab.shows("6.8") && !lab.shows("9.6"));
        lab.types("6.8");
        lab.save();
        lab.sees(&lab.t("lab-warning-critical", &[("test", "K"), ("value", "6.8 mmol/L")]));
        assert_eq!(lab.order(&order.tubes[0].to_string()).result("K").unwrap().phase, ResultPhase::Entered);
        lab.desk.close().map(drop).unwrap();

        // The verifier finds what waits, has to call first, and then releases.
        let mut lab = results(&demo, VERIFIER, lang, &order, 0);
        lab.sees(&lab.t("labresults-title-release", &[]));
        lab.sees(&lab.t("labresults-call-first", &[]));
        lab.save();
        lab.sees(&lab.t("labresults-call", &[("values", "K 6.8 mmol/L")]));
        lab.types("Dr Sharma");
        lab.save();
        assert!(lab.order(&order.tubes[0].to_string()).calls.is_empty(), "whether it was read back is asked");
        lab.types(if lang == Lang::En { "y" } else { "ह" });
        lab.save();
        assert!(lab.order(&order.tubes[0].to_string()).calls[0].call.read_back);
        // One is left out.
        lab.press(Key::Space);
        lab.save();
        let state = lab.order(&order.tubes[0].to_string());
        assert_eq!(state.result("K").unwrap().phase, ResultPhase::Verified);
        assert_eq!(state.results.iter().filter(|r| r.phase == ResultPhase::Verified).count(), 2);
        lab.command(UiCommand::Result(ResultKey::Report), Place::LabResults);
        lab.command(UiCommand::Result(ResultKey::Handed), Place::LabResults);
        lab.types("Sister Mary");
        lab.press(Key::Enter);
        assert!(lab.order(&order.tubes[0].to_string()).result("K").unwrap().handed);
    }
}

#[test]
fn nobody_releases_what_they_typed_and_an_amendment_needs_a_reason() {
    for lang in Lang::ALL {
        let demo = Demo::new();
        let mut desk = demo.desk("ghosh");
        let order = ordered(&mut desk, "NA");
        let tube = order.tubes[0].to_string();
        fill(&mut desk, FormId::LabResult, &[("tube", &tube), ("NA", "140")]);
        desk.close().map(drop).unwrap();
        let mut lab = results(&demo, "ghosh", lang, &order, 0);
        lab.save();
        lab.sees(&lab.t("problem-verify-own", &[("tests", "NA")]));
        assert_eq!(lab.order(&tube).result("NA").unwrap().phase, ResultPhase::Entered);
        lab.desk.close().map(drop).unwrap();
        let mut lab = results(&demo, VERIFIER, lang, &order, 0);
        lab.save();
        assert_eq!(lab.order(&tube).result("NA").unwrap().phase, ResultPhase::Verified);
        // Typed anew: first without, then with a reason.
        lab.command(UiCommand::Result(ResultKey::Amend), Place::LabResults);
        lab.types("141");
        lab.save();
        lab.sees(&lab.t("fault-lab-amend-reason", &[("test", "NA")]));
        let reason = lab.t("labresults-reason", &[]);
        lab.window.get_by_label(&reason).focus();
        lab.settle();
        lab.types("dilution");
        lab.save();
        let state = lab.order(&tube);
        assert_eq!(state.result("NA").unwrap().live.last().unwrap().value.value, "141");
    }
}

#[test]
fn restricted_values_are_not_shown_and_the_next_tube_comes_by_key() {
    let demo = Demo::new();
    let mut desk = demo.desk(TECHNICIAN);
    let first = ordered(&mut desk, "HIVR");
    let second = ordered(&mut desk, "NA");
    let third = ordered(&mut desk, "K");
    desk.close().map(drop).unwrap();
    // A coded value by its first letter.
    let mut lab = results(&demo, TECHNICIAN, Lang::En, &first, 0);
    lab.types("r");
    lab.press(Key::Enter);
    lab.save();
    let restricted = lab.order(&first.tubes[0].to_string());
    assert_eq!(restricted.result("HIVR").unwrap().entered().unwrap().value.value, "•••");
    lab.sees("restricted");
    assert!(!lab.shows("reactive") && !lab.shows("Reactive"));
    // Nothing is left to type: letters are keys.
    lab.command(UiCommand::Result(ResultKey::Next), Place::LabResults);
    lab.sees(&second.tubes[0].spaced());
    lab.types("139");
    lab.save();
    lab.command(UiCommand::Result(ResultKey::Next), Place::LabResults);
    lab.sees(&third.tubes[0].spaced());
    lab.types("4.1");
    lab.save();
    lab.command(UiCommand::Result(ResultKey::Next), Place::LabResults);
    // Another person's scan of a tube opens it at once.
    lab.scan(&second.tubes[0].to_string());
    lab.sees(&second.tubes[0].spaced());
}
