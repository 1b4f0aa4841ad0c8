//! A window that nobody touches sleeps: after settling, no screen asks for another frame before its clock's next minute.

#![allow(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

mod window_common;

use egui::{Key, Modifiers};
use nirantar::desk::event::DrillStanding;
use nirantar::desk::views::ControlView;
use nirantar::hospital::number::Mode;
use nirantar::hospital::pack::Lang;
use nirantar::worker::{ControlEvent, ControlJob, DrillNews, Event, EventNews, Job};
use std::sync::Arc;
use std::time::Duration;
use window_common::{Stage, now};

/// The test's clock stands at a whole minute; other timers (the laboratory's board) are minutes too.
const SLEEP_MIN: Duration = Duration::from_secs(30);
const NONE: Modifiers = Modifiers::NONE;
const SHIFT: Modifiers = Modifiers::SHIFT;
const CTRL: Modifiers = Modifiers::CTRL;

/// Every screen behind the sign-in that opens by a key.
const SCREENS: [(Modifiers, Key); 24] = [
    (NONE, Key::F1),
    (NONE, Key::F2),
    (NONE, Key::F3),
    (NONE, Key::F4),
    (NONE, Key::F5),
    (NONE, Key::F6),
    (NONE, Key::F7),
    (NONE, Key::F8),
    (NONE, Key::F9),
    (NONE, Key::F10),
    (SHIFT, Key::F4),
    (SHIFT, Key::F5),
    (SHIFT, Key::F6),
    (SHIFT, Key::F7),
    (SHIFT, Key::F8),
    (SHIFT, Key::F9),
    (SHIFT, Key::F10),
    (CTRL, Key::E),
    (CTRL, Key::I),
    (CTRL, Key::J),
    (CTRL, Key::Comma),
    (CTRL, Key::L),
    (NONE, Key::Escape),
    (Modifiers::ALT, Key::Home),
];

fn check(stage: &mut Stage, what: &str) {
    let sleeps = stage.sleeps();
    let causes = stage.harness.ctx.repaint_causes();
    assert!(sleeps >= SLEEP_MIN, "{what}: wakes after {sleeps:?}: {causes:?}");
}

#[test]
fn the_sign_in_sleeps_with_and_without_a_drill() {
    // Low enough that the list of people scrolls.
    for height in [768.0, 520.0] {
        let mut stage = Stage::new(1024.0, height);
        check(&mut stage, "sign-in");
        for key in [Key::ArrowDown, Key::ArrowDown, Key::ArrowUp] {
            stage.press(key);
            check(&mut stage, "a person is marked");
        }
        let standing = DrillStanding { since: now(), reason: "practice".to_owned() };
        stage.play.borrow().tell(Event::OfEvent(EventNews::Drill(DrillNews::Here(standing))));
        check(&mut stage, "sign-in of a drill");
        stage.press_with(Modifiers::ALT, Key::E);
        check(&mut stage, "ending a drill");
        stage.press(Key::Tab);
        check(&mut stage, "an open list of officers");
    }
}

#[test]
fn every_screen_sleeps() {
    for (width, lang, mode) in [(1366.0, Lang::En, Mode::Event), (1024.0, Lang::Hi, Mode::Drill)] {
        let mut stage = Stage::new(width, 768.0);
        stage.play.borrow_mut().mode = mode;
        let view = ControlView {
            at: now(),
            counters: Vec::new(),
            hours: [vec![0; 24], vec![0; 24]],
            queues: Vec::new(),
            wards: Vec::new(),
            lab: Vec::new(),
            conflicts: 0,
        };
        let view = Arc::new(view);
        stage.play.borrow_mut().many = Box::new(move |job| match job {
            Job::Control(ControlJob::Look) => Some(Event::Control(ControlEvent::View(Arc::clone(&view)))),
            Job::Control(ControlJob::Conflicts) => Some(Event::Control(ControlEvent::Conflicts(Arc::default()))),
            _ => None,
        });
        stage.sign_in("meena");
        if lang == Lang::Hi {
            stage.press(Key::F12);
        }
        for (modifiers, key) in SCREENS {
            stage.press_with(modifiers, key);
            check(&mut stage, &format!("{modifiers:?} {key:?}, {lang:?}"));
        }
    }
}
