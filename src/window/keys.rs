//! What happens to keys before any field sees them: scans are taken out, and what was typed ahead waits its turn.
//!
//! egui moves the focus once a frame. When frames are slow, a text and the Tab after it come together and the text would land
//! nowhere. So a key that moves the focus or runs a command always gets a frame of its own; nothing is dropped.

use super::scanner::{Keep, Passed, Scanner};
use crate::hospital::identifiers::UhidPattern;
use egui::{Context, Event, Key, RawInput};
use std::collections::VecDeque;

/// Events that may wait; beyond it the oldest go on unordered rather than get lost.
const WAITING_MAX: usize = 20_000;

/// The plugin; one per egui context.
#[derive(Default)]
pub struct Keys {
    waiting: VecDeque<Event>,
    /// Presses and releases of the characters that the scanner holds back.
    presses: Vec<Event>,
    scanner: Scanner,
    scans: Vec<String>,
    /// A record is being saved: what is typed ahead belongs to the next form.
    pub hold: bool,
    /// A key came in the frame before this one.
    typed_last_frame: bool,
    /// Keys came since the last look: for the idle lock.
    active: bool,
    /// A key that may change the layout went on: one more frame settles scroll bars.
    settle: bool,
}

impl Keys {
    /// Scans taken out since the last call.
    pub fn take_scans(&mut self) -> Vec<String> {
        std::mem::take(&mut self.scans)
    }

    /// True when a key or the mouse was used since the last call.
    pub const fn take_active(&mut self) -> bool {
        std::mem::replace(&mut self.active, false)
    }

    /// True when the frame before may have changed the layout.
    pub const fn take_settle(&mut self) -> bool {
        std::mem::replace(&mut self.settle, false)
    }

    /// True when another frame must come without a new event.
    #[must_use]
    pub fn waits(&self) -> bool {
        !self.hold && !self.waiting.is_empty()
    }

    /// Says how long the last frame took.
    pub fn note_frame(&mut self, millis: u64) {
        self.scanner.note_frame(millis);
    }

    /// How long the scanner waits for the next character.
    #[must_use]
    pub const fn pause_ms(&self) -> u64 {
        self.scanner.pause_ms()
    }

    /// True when the scanner must be asked again after a pause.
    #[must_use]
    pub const fn listens(&self) -> bool {
        self.scanner.holds()
    }

    /// What the focused field takes itself.
    pub const fn keep(&mut self, keep: Keep) {
        self.scanner.keep = keep;
    }

    /// Teaches the hospital's own number.
    pub fn teach(&mut self, pattern: UhidPattern, example: &str) {
        self.scanner.teach(pattern, example);
    }

    fn hear(&mut self, events: Vec<Event>, at_ms: u64) {
        let typed = events.iter().filter(|e| matches!(e, Event::Text(_))).count();
        if typed >= 2 && self.typed_last_frame {
            self.scanner.continues(at_ms);
        }
        self.active |= !events.is_empty();
        let passed = self.scanner.rest(at_ms);
        self.pass(passed);
        self.typed_last_frame = typed > 0;
        for event in events {
            self.hear_one(event, at_ms);
        }
        if !self.scanner.holds() {
            self.waiting.extend(self.presses.drain(..));
        }
    }

    fn hear_one(&mut self, event: Event, at_ms: u64) {
        match single(&event) {
            Typed::Character(c) => {
                let passed = self.scanner.character(c, at_ms);
                self.pass(passed);
            }
            Typed::End => {
                let passed = self.scanner.enter(at_ms);
                let swallow = passed.swallow_enter;
                self.pass(passed);
                if !swallow {
                    self.waiting.extend(self.presses.drain(..));
                    self.waiting.push_back(event);
                }
            }
            Typed::Other => {
                let passed = self.scanner.other();
                self.pass(passed);
                self.waiting.extend(self.presses.drain(..));
                self.waiting.push_back(event);
            }
            // Its text follows and decides; a plain letter of a scan must not run a command.
            Typed::Press => self.presses.push(event),
            Typed::Release if !self.presses.is_empty() => self.presses.push(event),
            Typed::Release | Typed::Mouse => self.waiting.push_back(event),
        }
    }

    fn pass(&mut self, passed: Passed) {
        if passed.scan.is_some() {
            self.presses.clear();
            self.scans.extend(passed.scan);
        }
        if !passed.text.is_empty() {
            self.waiting.extend(self.presses.drain(..));
            self.waiting.push_back(Event::Text(passed.text));
        }
    }

    /// The events of this frame: everything up to the next key that needs a frame of its own.
    fn next_batch(&mut self) -> Vec<Event> {
        if self.hold && self.waiting.len() < WAITING_MAX {
            return Vec::new();
        }
        let mut batch = Vec::new();
        let mut typed = false;
        while let Some(event) = self.waiting.front() {
            let alone = needs_own_frame(event);
            if typed && alone {
                break;
            }
            typed |= matches!(event, Event::Text(_) | Event::Key { pressed: true, .. } | Event::Paste(_) | Event::Ime(_));
            batch.extend(self.waiting.pop_front());
            if alone {
                // Releases may come along; the next press waits.
                while self.waiting.front().is_some_and(|e| matches!(e, Event::Key { pressed: false, .. })) {
                    batch.extend(self.waiting.pop_front());
                }
                break;
            }
        }
        batch
    }
}

enum Typed {
    Character(char),
    /// Enter or Tab.
    End,
    /// The press that makes a character: its text follows.
    Press,
    Release,
    /// A key or command that edits or moves.
    Other,
    Mouse,
}

/// What an event is to the scanner.
fn single(event: &Event) -> Typed {
    match event {
        Event::Text(text) => {
            let mut chars = text.chars();
            match (chars.next(), chars.next()) {
                (Some(c), None) => Typed::Character(c),
                _ => Typed::Other,
            }
        }
        Event::Key { key: Key::Enter | Key::Tab, pressed: true, modifiers, .. } if modifiers.is_none() => Typed::End,
        Event::Key { pressed: false, .. } => Typed::Release,
        Event::Key { key, modifiers, .. } if types_text(*key) && !modifiers.ctrl && !modifiers.alt && !modifiers.command => {
            Typed::Press
        }
        Event::Key { .. } | Event::Paste(_) | Event::Copy | Event::Cut | Event::Ime(_) => Typed::Other,
        _ => Typed::Mouse,
    }
}

/// True for keys whose press makes a character.
fn types_text(key: Key) -> bool {
    !needs_own_frame_key(key)
        && !matches!(
            key,
            Key::Backspace
                | Key::Delete
                | Key::ArrowLeft
                | Key::ArrowRight
                | Key::ArrowUp
                | Key::ArrowDown
                | Key::Home
                | Key::End
                | Key::PageUp
                | Key::PageDown
                | Key::Insert
        )
}

fn needs_own_frame(event: &Event) -> bool {
    match event {
        Event::Key { key, pressed: true, modifiers, .. } => {
            needs_own_frame_key(*key) || modifiers.alt || ((modifiers.ctrl || modifiers.command) && !edits(*key))
        }
        _ => false,
    }
}

/// Ctrl with these edits text and may come with it.
const fn edits(key: Key) -> bool {
    matches!(key, Key::A | Key::C | Key::V | Key::X | Key::Z | Key::ArrowLeft | Key::ArrowRight | Key::Backspace | Key::Delete)
}

fn needs_own_frame_key(key: Key) -> bool {
    matches!(key, Key::Tab | Key::Enter | Key::Escape)
        || matches!(
            key,
            Key::F1
                | Key::F2
                | Key::F3
                | Key::F4
                | Key::F5
                | Key::F6
                | Key::F7
                | Key::F8
                | Key::F9
                | Key::F10
                | Key::F11
                | Key::F12
        )
}

impl egui::Plugin for Keys {
    fn debug_name(&self) -> &'static str {
        "keys"
    }

    fn input_hook(&mut self, ctx: &Context, input: &mut RawInput) {
        if input.viewport_id != egui::ViewportId::ROOT {
            return;
        }
        let seconds = input.time.unwrap_or_else(|| ctx.time());
        self.hear(without_alt_text(std::mem::take(&mut input.events)), millis(seconds));
        input.events = self.next_batch();
        self.settle |= input.events.iter().any(|e| needs_own_frame(e) || matches!(e, Event::PointerButton { .. }));
    }
}

/// X11 gives the letter of a key pressed with Alt as text too: Alt+1 would take a match and type a 1.
fn without_alt_text(events: Vec<Event>) -> Vec<Event> {
    let mut alt = false;
    let kept = events.into_iter().filter(|event| match event {
        Event::Key { pressed: true, modifiers, .. } => {
            // Ctrl and Alt together are AltGr, which types.
            alt = modifiers.alt && !modifiers.ctrl;
            true
        }
        Event::Text(_) => !std::mem::take(&mut alt),
        _ => true,
    });
    kept.collect()
}

/// Whole milliseconds of egui's clock.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "seconds since the start, never negative")]
pub fn millis(seconds: f64) -> u64 {
    (seconds.max(0.0) * 1000.0) as u64
}

#[cfg(test)]
mod tests {
    use super::*;
    use egui::Modifiers;

    fn press(key: Key) -> Event {
        Event::Key { key, physical_key: None, pressed: true, repeat: false, modifiers: Modifiers::NONE }
    }

    fn text(text: &str) -> Event {
        Event::Text(text.to_owned())
    }

    #[test]
    fn text_and_the_tab_after_it_never_share_a_frame() {
        let mut keys = Keys::default();
        keys.hear(vec![text("S"), text("u"), press(Key::Tab), text("M"), text("o"), press(Key::Enter), text("x")], 10);
        let mut frames = Vec::new();
        for _ in 0..6 {
            keys.hear(Vec::new(), 10_000);
            frames.push(keys.next_batch());
        }
        let shape: Vec<usize> = frames.iter().map(Vec::len).collect();
        assert_eq!(shape.iter().sum::<usize>(), 7 - 1, "two characters of one held run may come as one text: {shape:?}");
        for frame in frames {
            let moves = frame.iter().filter(|e| needs_own_frame(e)).count();
            assert!(moves == 0 || frame.len() == 1);
        }
    }

    #[test]
    fn a_key_with_alt_types_nothing() {
        let with = |modifiers| Event::Key { key: Key::Num1, physical_key: None, pressed: true, repeat: false, modifiers };
        let kept = without_alt_text(vec![text("a"), with(Modifiers::ALT), text("1"), text("b")]);
        assert_eq!(kept, vec![text("a"), with(Modifiers::ALT), text("b")]);
        let altgr = vec![with(Modifiers::ALT.plus(Modifiers::CTRL)), text("@")];
        assert_eq!(without_alt_text(altgr.clone()), altgr);
    }

    #[test]
    fn typed_ahead_waits_while_saving() {
        let mut keys = Keys { hold: true, ..Keys::default() };
        keys.hear(vec![text("S")], 10);
        assert!(keys.next_batch().is_empty());
        keys.hold = false;
        assert_eq!(keys.next_batch(), vec![text("S")]);
    }

    #[test]
    fn a_scan_never_reaches_a_field() {
        let mut keys = Keys::default();
        let mut events: Vec<Event> = "NR1:ABCDEF/123".chars().map(|c| text(&c.to_string())).collect();
        events.push(press(Key::Enter));
        keys.hear(events, 10);
        assert_eq!(keys.take_scans(), vec!["NR1:ABCDEF/123".to_owned()]);
        assert!(keys.next_batch().is_empty());
    }
}
