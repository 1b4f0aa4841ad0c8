//! The bed board (F6): wards and how full they are, the beds of one ward, who lies where, and the keys that admit, move and discharge.
//!
//! Shows what the desk worked out of stays, marks and plans; decides nothing. Every step is a form that the desk judges.

mod act;
mod beds;
mod panel;
mod side;
mod whole;

use super::Screen;
use crate::desk::cases::{BedLine, BedLook, Occupant, WardBoard, WardLine};
use crate::desk::views::PatientFile;
use crate::hospital::permissions::Right;
use crate::journal::EntryId;
use crate::window::commands::{UiCommand, WardKey};
use crate::window::routes::Route;
use crate::window::state::{Cx, Wish};
use crate::window::theme::gap;
use crate::window::widgets::{BedGround, Button, head, pane, panes};
use crate::worker::{CaseEvent, CaseJob, Event, Job};
use chrono::{DateTime, FixedOffset, TimeDelta};
use egui::{Id, Ui};
use std::sync::Arc;

/// How old the board may be while it is shown, in seconds.
const BOARD_SECS_MAX: i64 = 60;
const SIDE_WIDTH: f32 = 236.0;
const PANEL_WIDTH: f32 = 300.0;
/// Width of the room under which the outer panes are narrower.
const NARROW: f32 = 960.0;

/// The screen.
#[derive(Default)]
pub struct WardScreen {
    wards: Arc<Vec<WardLine>>,
    boards: Arc<Vec<WardBoard>>,
    known: bool,
    /// The ward shown.
    ward: String,
    /// Which of its places is marked: beds, then patients without a bed, then requests.
    at: usize,
    filter: String,
    /// Digits of a bed's number typed so far, and when the last came.
    digits: String,
    digits_at: f64,
    /// The whole hospital is shown.
    whole: bool,
    /// Somebody is to change beds with whoever is chosen next.
    swapping: Option<Box<Occupant>>,
    scanning: bool,
    /// A paper was asked for.
    printing: bool,
    reprinting: Option<EntryId>,
    stale: bool,
    asked: Option<DateTime<FixedOffset>>,
    /// Where the last opening led.
    opened: Option<Route>,
    focus: Option<Id>,
    scroll: bool,
    /// The side list follows the mark.
    side_scroll: bool,
}

/// A place on the board that can be marked.
#[derive(Clone, Copy)]
pub enum Spot<'a> {
    Bed(&'a BedLine),
    Unplaced(&'a Occupant),
    Request(&'a Occupant),
}

impl<'a> Spot<'a> {
    /// Who lies there, if it is one person: of two in a bed none is meant before somebody said who stays.
    fn one(self) -> Option<&'a Occupant> {
        match self {
            Self::Bed(bed) => bed.who.first().filter(|_| bed.who.len() == 1),
            Self::Unplaced(who) | Self::Request(who) => Some(who),
        }
    }

    /// Somebody in the ward, with a bed or without.
    fn inside(self) -> Option<&'a Occupant> {
        match self {
            Self::Request(_) => None,
            other => other.one(),
        }
    }
}

/// The ground of a look.
const fn ground(look: BedLook) -> BedGround {
    match look {
        BedLook::Free => BedGround::Free,
        BedLook::Taken => BedGround::Plain,
        BedLook::Reserved => BedGround::Reserved,
        BedLook::Cleaning => BedGround::Cleaning,
        BedLook::OutOfOrder => BedGround::OutOfOrder,
        BedLook::Conflict => BedGround::Conflict,
    }
}

/// The places of a ward in the order of the board.
fn spots(board: &WardBoard) -> Vec<Spot<'_>> {
    let beds = board.beds.iter().map(Spot::Bed);
    beds.chain(board.unplaced.iter().map(Spot::Unplaced)).chain(board.requests.iter().map(Spot::Request)).collect()
}

fn board_id() -> Id {
    Id::unique("ward-board")
}

fn filter_id() -> Id {
    Id::unique("ward-filter")
}

impl Screen for WardScreen {
    fn open(&mut self, route: &Route, cx: &mut Cx<'_>) {
        self.focus = Some(board_id());
        self.scanning = false;
        self.swapping = None;
        if self.opened.as_ref() != Some(route) {
            self.opened = Some(route.clone());
            if let Route::Ward { ward, bed } = route {
                self.show_place(ward, bed);
            }
        }
        self.ask(cx);
    }

    fn hear(&mut self, event: &Event, cx: &mut Cx<'_>) -> bool {
        match event {
            Event::Case(CaseEvent::Board { wards, boards }) => self.take(wards, boards, cx),
            Event::Case(CaseEvent::Filled(_) | CaseEvent::CensusTaken(_)) => self.stale = true,
            Event::Case(CaseEvent::ListPrinted { .. }) if std::mem::take(&mut self.printing) => {
                cx.say(cx.w.with("ward-said-census", &[("ward", &self.ward)]));
            }
            Event::Reprinted { visit, copy } if self.reprinting.as_ref() == Some(visit) => {
                self.reprinting = None;
                cx.say(cx.w.with("ward-said-paper", &[("copy", &copy.to_string())]));
            }
            Event::File(file) if std::mem::take(&mut self.scanning) => self.scanned(file, cx),
            Event::NotHere { .. } => self.scanning = false,
            _ => {}
        }
        false
    }

    fn command(&mut self, command: UiCommand, cx: &mut Cx<'_>) -> bool {
        match command {
            UiCommand::Ward(key) => self.act(key, cx),
            UiCommand::Search => self.focus = Some(filter_id()),
            UiCommand::Back if self.swapping.is_some() || self.whole || !self.filter.is_empty() => {
                self.swapping = None;
                self.whole = false;
                self.filter.clear();
                self.focus = Some(board_id());
            }
            _ => return false,
        }
        true
    }

    fn scan(&mut self, text: &str, cx: &mut Cx<'_>) -> bool {
        self.scanning = true;
        cx.send(Job::Scan { text: text.to_owned() });
        true
    }

    fn draw(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        let old = self.asked.is_none_or(|at| cx.now.signed_duration_since(at) >= TimeDelta::seconds(BOARD_SECS_MAX));
        if std::mem::take(&mut self.stale) || old {
            self.ask(cx);
        }
        super::take_focus(ui, &mut self.focus);
        if self.whole {
            return self.whole(ui, cx);
        }
        self.heading(ui, cx);
        let narrow = ui.available_width() < NARROW;
        let (side, panel) = if narrow { (164.0, 220.0) } else { (SIDE_WIDTH, PANEL_WIDTH) };
        let [left, middle, right] = panes(ui, [side, 0.0, panel]);
        pane(ui, left, 0.0, |ui| self.side(ui, cx));
        pane(ui, middle, 0.0, |ui| self.beds(ui, cx));
        pane(ui, right, gap::M, |ui| self.panel(ui, cx));
    }
}

impl WardScreen {
    fn ask(&mut self, cx: &mut Cx<'_>) {
        self.asked = Some(cx.now);
        cx.send(Job::Case(CaseJob::Board));
    }

    fn take(&mut self, wards: &Arc<Vec<WardLine>>, boards: &Arc<Vec<WardBoard>>, cx: &Cx<'_>) {
        let bed = self.marked_bed();
        self.wards = wards.clone();
        self.boards = boards.clone();
        self.known = true;
        if self.board().is_none() {
            self.ward = first_ward(wards, cx);
        }
        if let Some(bed) = bed.or_else(|| self.wanted_bed()) {
            self.mark_bed(&bed);
        }
    }

    /// The bed that the last opening asked for, before the board was known.
    fn wanted_bed(&self) -> Option<String> {
        match &self.opened {
            Some(Route::Ward { bed, .. }) if !bed.is_empty() => Some(bed.clone()),
            _ => None,
        }
    }

    fn show_place(&mut self, ward: &str, bed: &str) {
        if !ward.is_empty() {
            self.choose_ward(ward);
        }
        if !bed.is_empty() {
            let of = self.boards.iter().find(|b| b.beds.iter().any(|line| line.code == bed)).map(|b| b.ward.clone());
            if let Some(of) = of {
                self.ward = of;
            }
            self.mark_bed(bed);
        }
    }

    fn choose_ward(&mut self, ward: &str) {
        if self.ward != ward {
            ward.clone_into(&mut self.ward);
            self.at = 0;
        }
        self.whole = false;
        self.scroll = true;
        self.side_scroll = true;
    }

    fn board(&self) -> Option<&WardBoard> {
        self.boards.iter().find(|b| b.ward == self.ward)
    }

    fn marked(&self) -> Option<Spot<'_>> {
        spots(self.board()?).get(self.at).copied()
    }

    fn marked_bed(&self) -> Option<String> {
        match self.marked()? {
            Spot::Bed(bed) => Some(bed.code.clone()),
            Spot::Unplaced(_) | Spot::Request(_) => None,
        }
    }

    fn mark_bed(&mut self, code: &str) {
        if let Some(at) = self.board().and_then(|b| b.beds.iter().position(|bed| bed.code == code)) {
            self.at = at;
            self.scroll = true;
        }
    }

    /// A slip was scanned: who lies somewhere is shown there, who lies nowhere is admitted into the bed that is marked.
    fn scanned(&mut self, file: &PatientFile, cx: &mut Cx<'_>) {
        let patient = &file.line.id;
        let place = self.boards.iter().find_map(|board| {
            let at = spots(board).iter().position(|spot| match spot {
                Spot::Bed(bed) => bed.who.iter().any(|who| who.patient == *patient),
                Spot::Unplaced(who) => who.patient == *patient,
                Spot::Request(_) => false,
            })?;
            Some((board.ward.clone(), at))
        });
        if let Some((ward, at)) = place {
            self.choose_ward(&ward);
            self.at = at;
            return cx.say(cx.w.with("ward-said-here", &[("number", file.line.number.as_str())]));
        }
        let values = self.admission().with("patient", file.line.number.as_str());
        cx.go(Route::Form { form: crate::hospital::forms::FormId::Admission, values });
    }

    fn heading(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        let (title, aside) = (self.title(cx), self.aside(cx));
        let mut pressed = None;
        head(ui, &title, &aside, |ui| {
            let may = cx.may(Right::RunWard);
            let label = cx.w.t("command-ward-admit");
            if ui.add(Button::primary(&label).key("A").enabled(may).no_focus()).clicked() {
                pressed = Some(WardKey::Admit);
            }
            for (id, cap, key, enabled) in
                [("command-ward-census", "P", WardKey::Census, may), ("command-ward-whole", "O", WardKey::Whole, true)]
            {
                let label = cx.w.t(&format!("{id}.short"));
                if ui.add(Button::secondary(&label).key(cap).enabled(enabled).no_focus()).clicked() {
                    pressed = Some(key);
                }
            }
        });
        if let Some(key) = pressed {
            cx.wish(Wish::Run(UiCommand::Ward(key)));
        }
    }

    /// `Medical Ward Men I · MED-M1`.
    fn title(&self, cx: &Cx<'_>) -> String {
        if self.ward.is_empty() {
            return cx.w.t("ward-title").into_owned();
        }
        format!("{} · {}", self.ward, ward_name(&self.ward, cx))
    }

    /// `27 of 30 taken · 1 free · 1 being cleaned · 1 conflict`.
    fn aside(&self, cx: &Cx<'_>) -> String {
        let Some(line) = self.wards.iter().find(|l| l.code == self.ward) else {
            return cx.w.t(if self.known { "ward-none" } else { "ward-reading" }).into_owned();
        };
        counts(line, cx)
    }
}

/// What a ward's line says in words; what is nought is left out.
fn counts(line: &WardLine, cx: &Cx<'_>) -> String {
    let of = [("taken", line.taken.to_string()), ("beds", line.beds.to_string())];
    let mut parts = vec![cx.w.with("ward-taken-of", &of.each_ref().map(|(n, v)| (*n, v.as_str())))];
    for (id, n) in [
        ("ward-count-conflicts", line.conflicts),
        ("ward-count-free", line.free),
        ("ward-count-reserved", line.reserved),
        ("ward-count-cleaning", line.cleaning),
        ("ward-count-out", line.out_of_order),
        ("ward-count-unplaced", line.unplaced),
        ("ward-count-requests", line.requests),
    ] {
        if n > 0 {
            parts.push(cx.w.count(id, u64::from(n)));
        }
    }
    parts.join(" · ")
}

/// A ward's name in the language shown; its code where the pack does not know it.
fn ward_name(code: &str, cx: &Cx<'_>) -> String {
    cx.masters().and_then(|m| m.ward(code)).map_or(code, |w| w.name.get(cx.lang())).to_owned()
}

/// The ward of the counter's own place where it has one that is named so, else the first.
fn first_ward(wards: &[WardLine], cx: &Cx<'_>) -> String {
    let own = cx.shared.counter.as_ref().map(|c| c.name.en.as_str()).unwrap_or_default();
    let named = wards.iter().find(|w| cx.masters().and_then(|m| m.ward(&w.code)).is_some_and(|ward| ward.name.en == own));
    named.or(wards.first()).map(|w| w.code.clone()).unwrap_or_default()
}
