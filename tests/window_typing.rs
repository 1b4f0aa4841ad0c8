//! Typing assist in the window, by label and keyboard, in both languages. Where windows cannot have windows (here) the pane lies inside.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "helpers of tests fail as tests do")]

mod window_common;

use egui::accesskit::Role;
use egui::{Key, Modifiers, OutputCommand};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use nirantar::desk::views::{Share, TypedLine, TypingAt, TypingPace, TypingRecord};
use nirantar::hospital::pack::Lang;
use nirantar::journal::{Answer, RecordKey, RecordKind, Road};
use nirantar::problem::Problem;
use nirantar::window::routes::Route;
use nirantar::worker::{Event, HandoverEvent, HandoverJob, Job, JobKind, TypingEvent, TypingJob};
use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;
use window_common::{Stage, id, now};

const CLERK: &str = "pillai";
const NEW: &str = "104990777";
const KNOWN: &str = "104882317";

/// What the played desk has: records that wait, those typed.
#[derive(Default)]
struct Backlog {
    waiting: Vec<TypingRecord>,
    typed: Vec<TypedLine>,
    /// Refuses the next answer.
    refuse: Option<Problem>,
}

impl Backlog {
    fn at(&self, later: &[RecordKey]) -> Event {
        let first = self.waiting.iter().find(|record| !later.contains(&record.key));
        let next = first.or_else(|| later.iter().find_map(|key| self.waiting.iter().find(|record| record.key == *key)));
        let pace = TypingPace { left: self.waiting.len() as u64, typed: self.typed.len() as u64, secs: Some(42) };
        let last = self.typed.iter().rev().cloned().collect();
        told(TypingEvent::At(Arc::new(TypingAt { next: next.cloned(), pace, last })))
    }

    fn say(&mut self, key: &RecordKey, answer: &Answer) {
        let at = self.waiting.iter().position(|record| record.key == *key).unwrap();
        let record = self.waiting.remove(at);
        let (number, name) = (record.number, record.name);
        self.typed.push(TypedLine { key: record.key, number, name, at: now(), answer: answer.clone(), contradicted: false });
    }
}

fn told(event: TypingEvent) -> Event {
    Event::Handover(HandoverEvent::Typing(event))
}

fn record(n: u64, kind: RecordKind, name: &str, uhid: &str) -> TypingRecord {
    let fields = [
        ("patient_number", format!("MK7A-00000{n}-X")),
        ("name", name.to_owned()),
        ("name_hi", String::new()),
        ("mobile", "9810442217".to_owned()),
        ("address_line", "H. No. 14/2, Gali No. 4, behind the primary school, Sangam Vihar, near the water tank".to_owned()),
    ];
    TypingRecord {
        key: RecordKey { kind, of: id(n) },
        number: format!("MK7A-00000{n}-X"),
        name: name.to_owned(),
        fields: fields.map(|(field, value)| (field.to_owned(), value)).to_vec(),
        uhid: uhid.to_owned(),
        taken_back: false,
    }
}

struct Scene {
    stage: Stage,
    backlog: Rc<RefCell<Backlog>>,
}

/// Three records wait; the board is up.
fn scene(lang: Lang) -> Scene {
    let mut stage = Stage::new(1366.0, 768.0);
    stage.sign_in(CLERK);
    on(stage, lang)
}

fn on(mut stage: Stage, lang: Lang) -> Scene {
    if lang == Lang::Hi {
        stage.press(Key::F12);
        stage.lang = Lang::Hi;
    }
    let waiting = vec![
        record(1, RecordKind::Identity, "Suneeta Devi", ""),
        record(2, RecordKind::Identity, "Ram Lal", KNOWN),
        record(3, RecordKind::Visit, "Suneeta Devi", NEW),
    ];
    let backlog = Rc::new(RefCell::new(Backlog { waiting, ..Backlog::default() }));
    let desk = backlog.clone();
    stage.play.borrow_mut().many = Box::new(move |job| {
        let Job::Handover(HandoverJob::Typing(job)) = job else { return None };
        let mut desk = desk.borrow_mut();
        if let Some(problem) = desk.refuse.take_if(|_| matches!(job, TypingJob::Typed { .. } | TypingJob::Mend { .. })) {
            return Some(Event::Refused { job: JobKind::Typing, problem });
        }
        match job {
            TypingJob::Begin { .. } => None,
            TypingJob::Look { later } => Some(desk.at(later)),
            TypingJob::Typed { record, answer, .. } => {
                desk.say(record, answer);
                Some(told(TypingEvent::Typed { record: record.clone() }))
            }
            TypingJob::Mend { record, .. } => Some(told(TypingEvent::Mended { record: record.clone(), contradicted: true })),
        }
    });
    stage.press_with(Modifiers::SHIFT, Key::F3);
    Scene { stage, backlog }
}

impl Scene {
    /// The pane is up with the first record.
    fn typing(lang: Lang) -> Self {
        scene(lang).with_pane(lang)
    }

    fn with_pane(self, lang: Lang) -> Self {
        let mut scene = self;
        scene.stage.press(Key::T);
        scene.stage.press_with(Modifiers::CTRL, Key::Enter);
        scene.tell(told(TypingEvent::Begun { records: 3 }));
        assert!(scene.stage.shows("Suneeta Devi"), "{lang:?}: the pane shows the first");
        scene
    }

    fn tell(&mut self, event: Event) {
        self.stage.play.borrow().tell(event);
        self.stage.settle();
    }

    /// The desk tells the next record after it wrote one down.
    fn next(&mut self) {
        let later = self.jobs().into_iter().rev().find_map(|job| match job {
            TypingJob::Look { later } | TypingJob::Typed { later, .. } | TypingJob::Mend { later, .. } => Some(later),
            TypingJob::Begin { .. } => None,
        });
        let event = self.backlog.borrow().at(&later.unwrap_or_default());
        self.tell(event);
    }

    fn jobs(&self) -> Vec<TypingJob> {
        let play = self.stage.play.borrow();
        let jobs = play.many_jobs.iter();
        jobs.filter_map(|job| if let Job::Handover(HandoverJob::Typing(job)) = job { Some(job.clone()) } else { None }).collect()
    }

    fn answers(&self) -> Vec<(u64, Answer, bool)> {
        let jobs = self.jobs().into_iter();
        jobs.filter_map(|job| match job {
            TypingJob::Typed { record, answer, sure, .. } => Some((record.of.sequence, answer, sure)),
            _ => None,
        })
        .collect()
    }

    /// What a key puts on the clipboard.
    fn copied(&mut self, key: Key) -> Option<String> {
        let modifiers = Modifiers::NONE;
        let press = egui::Event::Key { key, physical_key: None, pressed: true, repeat: false, modifiers };
        self.stage.harness.input_mut().events.push(press);
        let mut copied = None;
        for _ in 0..3 {
            self.stage.harness.step();
            for command in &self.stage.harness.output().platform_output.commands {
                if let OutputCommand::CopyText(text) = command {
                    copied = Some(text.clone());
                }
            }
        }
        self.stage.settle();
        copied
    }

    /// Names of the fields' lines.
    fn lines(&self) -> Vec<String> {
        let root = self.stage.harness.root();
        root.get_all_by_role(Role::ListBoxOption).filter_map(|n| n.accesskit_node().label()).collect()
    }

    fn t(&self, id: &str) -> String {
        self.stage.t(id)
    }
}

fn received(number: &str) -> Answer {
    Answer::Received { central: number.to_owned() }
}

#[test]
fn a_share_is_taken_with_progress_and_the_pane_goes_up() {
    for lang in [Lang::En, Lang::Hi] {
        let mut scene = scene(lang);
        let waiting = std::mem::take(&mut scene.backlog.borrow_mut().waiting);
        scene.stage.press(Key::T);
        assert_eq!(scene.stage.route(), Route::Typing);
        assert_eq!(scene.stage.focused(), scene.t("typing-nth"));
        scene.stage.type_text("3");
        scene.stage.press(Key::Enter);
        assert_eq!(scene.stage.focused(), scene.t("typing-of"));
        scene.stage.type_text("2");
        scene.stage.press_with(Modifiers::CTRL, Key::Enter);
        assert!(scene.stage.shows(&scene.t("fault-typing-share")), "{lang:?}: there is no clerk 3 of 2");
        scene.stage.type_text("2");
        scene.stage.press_with(Modifiers::CTRL, Key::Enter);
        let begun = scene.jobs().into_iter().find_map(|job| if let TypingJob::Begin { wish } = job { Some(wish) } else { None });
        let wish = begun.unwrap();
        assert_eq!((wish.road, wish.share, wish.stages.len()), (Road::Typing, Some(Share { nth: 2, of: 2 }), 0));
        scene.tell(Event::Progress { job: JobKind::Typing, done: 1_500, of: 9_000 });
        assert!(scene.stage.shows("1,500"));
        scene.stage.press(Key::Escape);
        assert!(scene.stage.play.borrow().seen.contains(&"cancel"), "{lang:?}");
        scene.tell(Event::Cancelled { job: JobKind::Typing });
        assert!(scene.stage.shows(&scene.t("typing-cancelled")), "{lang:?}");
        scene.stage.press_with(Modifiers::CTRL, Key::Enter);
        scene.backlog.borrow_mut().waiting = waiting;
        scene.tell(told(TypingEvent::Begun { records: 3 }));
        assert!(scene.stage.shows("Suneeta Devi") && scene.stage.shows(&scene.t("typing-open")), "{lang:?}");
    }
}

#[test]
fn whoever_comes_back_goes_on_with_enter() {
    for lang in [Lang::En, Lang::Hi] {
        let mut scene = scene(lang);
        scene.stage.press(Key::T);
        assert_eq!(scene.stage.focused(), scene.t("typing-go-on"), "{lang:?}: something waits already");
        scene.stage.press(Key::Enter);
        assert!(scene.stage.shows("Suneeta Devi"), "{lang:?}");
        assert!(!scene.jobs().iter().any(|job| matches!(job, TypingJob::Begin { .. })), "nothing more is taken");
    }
}

#[test]
fn fields_are_copied_in_the_order_of_the_central_screen() {
    for lang in [Lang::En, Lang::Hi] {
        let mut scene = Scene::typing(lang);
        let lines = scene.lines();
        let name = |column: &str| scene.t(&format!("typing-field-{column}"));
        let order = ["patient_number", "name", "name_hi", "mobile", "address_line"].map(name);
        assert!(lines.iter().zip(&order).all(|(line, name)| line.starts_with(name.as_str())), "{lines:?}");
        assert!(lines[2].contains(&scene.t("typing-empty")), "an empty one keeps its place: {lines:?}");
        assert_eq!(scene.copied(Key::Space).as_deref(), Some("MK7A-000001-X"));
        assert!(scene.lines()[0].contains(&scene.t("typing-copied")) && scene.lines()[1].contains(&scene.t("typing-now")));
        // Any field by its key; the mark goes on from there, past what is empty.
        assert_eq!(scene.copied(Key::Num2).as_deref(), Some("Suneeta Devi"));
        assert!(scene.lines()[3].contains(&scene.t("typing-now")), "{lang:?}: {:?}", scene.lines());
        assert_eq!(scene.copied(Key::Num3), None, "nothing is copied of an empty field");
        assert_eq!(scene.copied(Key::Enter).as_deref(), Some("9810442217"));
        assert!(scene.stage.focused().is_empty());
        assert!(scene.copied(Key::Enter).unwrap().ends_with("water tank"));
        assert_eq!(scene.stage.focused(), scene.t("typing-back-uhid"), "{lang:?}: after the last comes the number");
        assert_eq!(scene.stage.route(), Route::Typing, "no key of the pane was another's");
    }
}

#[test]
fn the_number_that_came_back_is_typed_and_the_next_is_there() {
    for lang in [Lang::En, Lang::Hi] {
        let mut scene = Scene::typing(lang);
        scene.copied(Key::Num5);
        scene.backlog.borrow_mut().refuse = Some(Problem::refused("problem-typing-uhid").with("uhid", "12"));
        scene.stage.type_text("12");
        scene.stage.press(Key::Enter);
        let sentence = Problem::refused("problem-typing-uhid").with("uhid", "12").told(lang).what;
        assert!(scene.stage.shows(&sentence), "{lang:?}: said in the pane");
        let boxed = scene.t("typing-back-uhid");
        assert_eq!((scene.stage.value(&boxed).as_str(), scene.stage.focused()), ("12", boxed.clone()), "what was typed stays");
        scene.stage.press(Key::Backspace);
        scene.stage.press(Key::Backspace);
        scene.stage.type_text(NEW);
        scene.stage.press(Key::Enter);
        assert_eq!(scene.answers().last().unwrap(), &(1, received(NEW), false));
        scene.next();
        assert!(scene.stage.shows("Ram Lal") && scene.stage.shows(KNOWN), "{lang:?}: the next one by itself");
        // Known already: the box has the number.
        assert_eq!(scene.stage.value(&scene.t("typing-back-uhid-known")), KNOWN);
        assert_eq!(scene.copied(Key::U).as_deref(), Some(KNOWN), "the central screen is opened by it");
        scene.stage.press(Key::Tab);
        scene.stage.press(Key::Enter);
        assert_eq!(scene.answers().last().unwrap(), &(2, received(KNOWN), false), "{lang:?}");
        scene.next();
        assert!(scene.stage.shows(&scene.t("typing-kind-visit")));
        scene.stage.press(Key::Tab);
        assert_eq!(scene.stage.focused(), scene.t("typing-back-number"));
        scene.stage.press(Key::Enter);
        assert_eq!(scene.answers().last().unwrap(), &(3, received(""), false), "a visit has a number only where one comes back");
        scene.next();
        assert!(scene.stage.shows(&scene.t("typing-all-done")), "{lang:?}");
    }
}

#[test]
fn a_scanned_number_saves_by_itself() {
    // Frames as short as a reader types.
    let mut stage = Stage::with(1366.0, 768.0, 0.004, window_common::Play::found);
    stage.sign_in_fast_as(CLERK);
    let mut scene = on(stage, Lang::En).with_pane(Lang::En);
    scene.stage.scan(KNOWN);
    assert_eq!(scene.answers(), [(1, received(KNOWN), false)]);
    assert_eq!(scene.stage.route(), Route::Typing, "the number goes to the pane, not to the registration");
}

#[test]
fn a_number_that_another_patient_has_is_asked_about_once() {
    for lang in [Lang::En, Lang::Hi] {
        let mut scene = Scene::typing(lang);
        let problem = Problem::refused("problem-typing-used").with("uhid", KNOWN).with("number", "MK7A-000009-X");
        scene.backlog.borrow_mut().refuse = Some(problem.clone());
        scene.copied(Key::Num5);
        scene.stage.type_text(KNOWN);
        scene.stage.press(Key::Enter);
        assert!(scene.stage.shows(&problem.told(lang).what) && scene.stage.shows(&scene.t("typing-sure")), "{lang:?}");
        scene.stage.press(Key::Enter);
        let answers = scene.answers();
        assert_eq!(answers.iter().map(|(.., sure)| *sure).collect::<Vec<_>>(), [false, true], "{lang:?}");
    }
}

#[test]
fn a_record_is_refused_put_off_or_gone() {
    for lang in [Lang::En, Lang::Hi] {
        let mut scene = Scene::typing(lang);
        scene.stage.press(Key::L);
        assert!(scene.stage.shows("Ram Lal"), "{lang:?}: the first waits for later");
        let foot = nirantar::words::words(lang).with("typing-put-off", &[("n", "1")]);
        assert!(scene.stage.shows(&foot), "{lang:?}");
        scene.stage.press(Key::R);
        assert_eq!(scene.stage.focused(), scene.t("typing-reason"));
        scene.stage.type_text("no such pin");
        scene.stage.press(Key::Enter);
        let reason = Answer::Refused { reason: "no such pin".to_owned() };
        assert_eq!(scene.answers().last().unwrap(), &(2, reason, false));
        scene.next();
        // Somebody answered the visit elsewhere meanwhile.
        scene.backlog.borrow_mut().refuse = Some(Problem::refused("problem-typing-not"));
        scene.copied(Key::Num5);
        scene.stage.type_text("OP-55");
        scene.backlog.borrow_mut().waiting.retain(|record| record.key.kind != RecordKind::Visit);
        scene.stage.press(Key::Enter);
        let gone = nirantar::words::words(lang).with("typing-gone", &[("number", "MK7A-000003-X"), ("typed", "OP-55")]);
        assert!(scene.stage.shows(&gone), "{lang:?}: said, with what was typed");
        assert!(scene.stage.shows("Suneeta Devi") && scene.stage.shows(&scene.t("typing-kind-identity")), "the one put off");
    }
}

#[test]
fn what_was_typed_last_is_mended() {
    for lang in [Lang::En, Lang::Hi] {
        let mut scene = Scene::typing(lang);
        scene.copied(Key::Num5);
        scene.stage.type_text(NEW);
        scene.stage.press(Key::Enter);
        scene.next();
        scene.stage.press(Key::H);
        assert!(scene.lines()[0].contains(NEW), "{lang:?}: {:?}", scene.lines());
        scene.stage.press(Key::Num1);
        scene.stage.type_text("104990778");
        scene.stage.press(Key::Enter);
        let mended = scene.jobs().into_iter().any(
            |job| matches!(job, TypingJob::Mend { record, central, .. } if record.of.sequence == 1 && central == "104990778"),
        );
        assert!(mended, "{lang:?}");
        let two = nirantar::words::words(lang).with("typing-mended-two", &[("number", "MK7A-000001-X")]);
        assert!(scene.stage.shows(&two), "{lang:?}: an officer has to say which counts");
        scene.stage.press(Key::Escape);
        assert!(scene.stage.shows("Ram Lal"), "{lang:?}: back to the record");
    }
}

#[test]
fn the_foot_says_pace_and_how_long_it_takes() {
    let scene = Scene::typing(Lang::En);
    // 42 seconds each, three left.
    assert!(scene.stage.shows("42 s a record · 0 typed · 3 left · about 3 min"));
}

#[test]
fn nothing_of_a_patient_stays_when_the_screen_is_locked_and_what_was_typed_does() {
    for lang in [Lang::En, Lang::Hi] {
        let mut scene = Scene::typing(lang);
        scene.copied(Key::Num5);
        scene.stage.type_text("10499");
        scene.stage.press_with(Modifiers::CTRL, Key::L);
        assert!(!scene.stage.shows("Suneeta") && !scene.stage.shows("9810442217"), "{lang:?}");
        scene.stage.type_text("right");
        scene.stage.press(Key::Enter);
        assert!(scene.stage.shows("Suneeta Devi"), "{lang:?}: the same person goes on");
        assert_eq!(scene.stage.value(&scene.t("typing-back-uhid")), "10499");
        scene.tell(Event::SignedOut);
        assert!(!scene.stage.shows("Suneeta"), "{lang:?}");
    }
}

#[test]
fn esc_leaves_the_box_then_closes_the_pane() {
    for lang in [Lang::En, Lang::Hi] {
        let mut scene = Scene::typing(lang);
        scene.stage.press(Key::Tab);
        scene.stage.press(Key::Escape);
        assert!(scene.stage.shows("Suneeta Devi"), "{lang:?}: only the box was left");
        assert!(scene.copied(Key::Num1).is_some());
        scene.stage.press(Key::Escape);
        assert!(!scene.stage.shows("Suneeta Devi"), "{lang:?}");
        assert_eq!(scene.stage.route(), Route::Typing);
    }
}

#[test]
fn a_disk_in_trouble_is_said_and_nothing_typed_is_lost() {
    let mut scene = Scene::typing(Lang::En);
    scene.backlog.borrow_mut().refuse = Some(Problem::device("problem-internal"));
    scene.copied(Key::Num5);
    scene.stage.type_text(NEW);
    scene.stage.press(Key::Enter);
    assert!(scene.stage.shows(&Problem::device("problem-internal").told(Lang::En).what));
    assert_eq!(scene.stage.value(&scene.t("typing-back-uhid")), NEW);
    scene.stage.press(Key::Enter);
    assert_eq!(scene.answers().len(), 2, "it can be said again");
}
