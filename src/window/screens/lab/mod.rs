//! The laboratory's board (F7): every tube that has not ended, where it is, how old against what it keeps, and the keys that move it.
//!
//! Shows what the desk worked out; decides nothing. A step is a form that the desk judges; one that needs no word is sent at once.

mod act;
mod detail;
mod draw;
mod place;
mod rows;
mod scan;
mod steps;
mod tiles;

use super::{Screen, take_focus};
use crate::desk::cases::CaseRow;
use crate::desk::lab::{LabBoard, TubeLine};
use crate::hospital::lab::{Accession, Catalogue};
use crate::hospital::pack::{Lang, Masters};
use crate::hospital::permissions::Right;
use crate::journal::EntryId;
use crate::problem::Problem;
use crate::window::commands::{LabKey, UiCommand};
use crate::window::routes::Route;
use crate::window::state::Cx;
use crate::window::widgets::{ListState, head};
use crate::worker::{CaseEvent, Event, Job, JobKind, LabEvent, LabJob};
use act::Sent;
use chrono::{DateTime, FixedOffset, TimeDelta};
use detail::Detail;
use egui::{Id, Ui};
use place::Answer;
use rows::{Row, Sieve};
use scan::Scanning;
use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;
use std::sync::Arc;

pub use rows::{place as place_text, span};
pub use tiles::Tile;

/// How old the board may be while it is shown, in seconds.
const BOARD_SECS_MAX: i64 = 60;

/// The screen.
#[derive(Default)]
pub struct LabScreen {
    board: Arc<LabBoard>,
    known: bool,
    /// A board was asked for and has not come.
    pending: bool,
    stale: bool,
    asked: Option<DateTime<FixedOffset>>,
    catalogue: Option<(Arc<Masters>, Rc<Catalogue>)>,
    sieve: Sieve,
    /// Places in the board's lines that are shown, in order.
    shown: Vec<usize>,
    /// The words of each of the board's lines, once it was in sight.
    rows: RefCell<Vec<Option<Rc<Row>>>>,
    counts: tiles::Counts,
    /// Groups that a tube of the board belongs to.
    groups: Vec<String>,
    /// What the words were made for: language and minute.
    made: Option<(Lang, i64)>,
    sift: bool,
    /// Other lines were asked for.
    anew: bool,
    list: ListState,
    /// The tube that is marked; it stays marked when the board comes anew.
    marked: Option<(EntryId, Accession)>,
    detail: Detail,
    /// The panel of the marked tube is put away.
    closed: bool,
    prompt: Option<act::Prompt>,
    scan: Option<Scanning>,
    answer: Option<Answer>,
    /// Forms sent from here whose answers have not come.
    sent: VecDeque<Sent>,
    /// A bench that was named last.
    bench: String,
    printing: bool,
    reprinting: Option<EntryId>,
    focus: Option<Id>,
}

fn list_id() -> Id {
    Id::unique("lab-list")
}

fn filter_id() -> Id {
    Id::unique("lab-filter")
}

impl Screen for LabScreen {
    fn open(&mut self, route: &Route, cx: &mut Cx<'_>) {
        self.focus = Some(list_id());
        self.prompt = None;
        self.answer = None;
        self.ask(cx);
        self.detail.stale = true;
        if let Route::LabBoard { tube: Some(tube) } = route {
            self.show_tube(*tube, cx);
        }
    }

    fn hear(&mut self, event: &Event, cx: &mut Cx<'_>) -> bool {
        match event {
            Event::Lab(LabEvent::Board(board)) => self.take(board, cx),
            Event::Lab(LabEvent::Order { row, tube }) => self.found(row, *tube),
            Event::Lab(LabEvent::FileTaken(_)) | Event::Case(CaseEvent::CensusTaken(_)) | Event::Amended { .. } => {
                self.stale = true;
            }
            Event::Case(CaseEvent::Filled(done)) => self.filled(done, cx),
            Event::Refused { job: JobKind::Fill, problem } => return self.fill_refused(problem),
            Event::Refused { job: JobKind::Lab, problem } => return self.not_found(problem, cx),
            Event::Case(CaseEvent::ListPrinted { .. }) if std::mem::take(&mut self.printing) => {
                cx.say(cx.w.t("lb-said-list").into_owned());
            }
            Event::Reprinted { visit, copy } if self.reprinting.as_ref() == Some(visit) => {
                self.reprinting = None;
                cx.say(cx.w.with("lb-said-paper", &[("copy", &copy.to_string())]));
            }
            _ => {}
        }
        false
    }

    fn command(&mut self, command: UiCommand, cx: &mut Cx<'_>) -> bool {
        match command {
            UiCommand::Tube(key) => self.act(key, cx),
            UiCommand::Search => {
                self.answer = None;
                self.focus = Some(filter_id());
            }
            UiCommand::Back => return self.back(),
            _ => return false,
        }
        true
    }

    /// A tube's label: received at once while tubes are scanned in, else shown. Anything else is somebody else's.
    fn scan(&mut self, text: &str, cx: &mut Cx<'_>) -> bool {
        if let Some(scan) = &mut self.scan {
            scan.take(text, cx);
            return true;
        }
        let Ok(tube) = Accession::parse(text) else { return false };
        self.show_tube(tube, cx);
        true
    }

    fn draw(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        let old = self.asked.is_none_or(|at| cx.now.signed_duration_since(at) >= TimeDelta::seconds(BOARD_SECS_MAX));
        // A board that never came is asked for again with the next minute.
        if (old || (self.stale && !self.pending)) && self.scan.is_none() {
            self.ask(cx);
        }
        self.prepare(cx);
        take_focus(ui, &mut self.focus);
        if self.scan.is_some() {
            return self.scan_room(ui, cx);
        }
        if self.answer.is_some() {
            return self.answer_room(ui, cx);
        }
        self.heading(ui, cx);
        self.room(ui, cx);
    }
}

impl LabScreen {
    /// Called each frame, whatever is shown: who works in the laboratory hears of critical values on every screen.
    pub fn watch(&mut self, cx: &mut Cx<'_>) {
        let works = cx.may(Right::EnterResults) || cx.may(Right::VerifyResults);
        let old = self.asked.is_none_or(|at| cx.now.signed_duration_since(at) >= TimeDelta::seconds(BOARD_SECS_MAX));
        if works && old && self.scan.is_none() {
            self.ask(cx);
        }
    }

    fn ask(&mut self, cx: &mut Cx<'_>) {
        self.asked = Some(cx.now);
        self.stale = false;
        self.pending = true;
        cx.send(Job::Lab(LabJob::Board));
    }

    fn take(&mut self, board: &Arc<LabBoard>, cx: &Cx<'_>) {
        self.board = Arc::clone(board);
        self.known = true;
        self.pending = false;
        self.made = None;
        self.detail.stale = true;
        self.prepare(cx);
    }

    fn catalogue(&mut self, cx: &Cx<'_>) -> Rc<Catalogue> {
        let Some(masters) = &cx.shared.masters else { return Rc::new(Catalogue::default()) };
        if let Some((of, catalogue)) = &self.catalogue
            && Arc::ptr_eq(of, masters)
        {
            return Rc::clone(catalogue);
        }
        let catalogue = Rc::new(Catalogue::of(masters));
        self.catalogue = Some((Arc::clone(masters), Rc::clone(&catalogue)));
        catalogue
    }

    /// Counts and sifts anew when the board, the language or the minute is another one, or the filter.
    fn prepare(&mut self, cx: &Cx<'_>) {
        let made = Some((cx.lang(), cx.now.timestamp() / 60));
        if self.made != made {
            self.made = made;
            self.counts = tiles::count(&self.board, cx.now);
            self.groups = act::groups(&self.board, cx);
            self.rows.replace(vec![None; self.board.lines.len()]);
            self.sift = true;
        }
        if std::mem::take(&mut self.sift) {
            self.sieve.sort = self.list.sort;
            self.shown = rows::sift(&self.board, &self.sieve, cx);
            self.keep_mark();
            self.anew = false;
        }
    }

    /// The tube that was marked is marked again where it went; else the line at the same place.
    fn keep_mark(&mut self) {
        let is = |n: &usize| self.marked.as_ref().is_some_and(|mark| self.board.lines.get(*n).is_some_and(|l| is_of(l, mark)));
        if let Some(at) = self.shown.iter().position(is) {
            if at != self.list.chosen {
                self.list.choose(at);
            }
        } else {
            // Among other lines one begins at the first; where a tube went, the next one stands in its place.
            let at = if self.anew { 0 } else { self.list.chosen.min(self.shown.len().saturating_sub(1)) };
            self.list.choose(at);
            self.mark();
        }
    }

    /// Takes note of which tube the marked line is.
    fn mark(&mut self) {
        self.marked = self.line().map(|line| (line.order.clone(), line.accession));
    }

    /// The marked line.
    fn line(&self) -> Option<&TubeLine> {
        self.board.lines.get(*self.shown.get(self.list.chosen)?)
    }

    fn change(&mut self, sieve: Sieve) {
        if self.sieve != sieve {
            self.sieve = sieve;
            self.sift = true;
            self.anew = true;
        }
    }

    /// Shows a tube: on the board where it is there, else as an answer of its own.
    fn show_tube(&mut self, tube: Accession, cx: &mut Cx<'_>) {
        self.prompt = None;
        let is = |line: &&TubeLine| line.accession == tube || line.was.contains(&tube);
        let found: Vec<&TubeLine> = self.board.lines.iter().filter(is).collect();
        if let [line] = found.as_slice() {
            self.marked = Some((line.order.clone(), line.accession));
            self.answer = None;
            let at = self.board.lines.iter().position(|l| std::ptr::eq(l, *line));
            if !at.is_some_and(|at| self.shown.contains(&at)) {
                self.sieve = Sieve::default();
                self.list.sort = None;
            }
            self.sift = true;
            self.focus = Some(list_id());
            return;
        }
        self.answer = Some(Answer::asked(tube.to_string()));
        cx.send(Job::Lab(LabJob::Find { text: tube.to_string() }));
    }

    /// An order came: for the panel, or as the answer to where a tube is.
    fn found(&mut self, row: &CaseRow, tube: Option<Accession>) {
        if let Some(answer) = self.answer.as_mut().filter(|answer| answer.waits()) {
            return answer.take(row, tube);
        }
        self.detail.take(row);
    }

    /// True when the sentence has a place on this screen.
    fn not_found(&mut self, problem: &Problem, _cx: &mut Cx<'_>) -> bool {
        self.pending = false;
        if let Some(answer) = self.answer.as_mut().filter(|answer| answer.waits()) {
            answer.refused(problem);
            return true;
        }
        self.detail.refused(problem)
    }

    /// One step out: of a question, of a mode, of a filter. False when the window should go back.
    fn back(&mut self) -> bool {
        if self.prompt.take().is_some() || self.scan.take().is_some() || self.answer.take().is_some() {
            self.stale = true;
            self.focus = Some(list_id());
            return true;
        }
        let narrowed = self.sieve != Sieve { sort: self.sieve.sort, ..Sieve::default() };
        if narrowed {
            self.change(Sieve { sort: self.sieve.sort, ..Sieve::default() });
            self.focus = Some(list_id());
        }
        narrowed
    }

    fn heading(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        let aside = if self.known { cx.w.t("lb-aside") } else { cx.w.t("lb-reading") };
        let narrow = ui.available_width() < draw::NARROW;
        let mut key = None;
        head(ui, &cx.w.t("lb-title"), if narrow { "" } else { &aside }, |ui| {
            for (does, id, filled) in [
                (LabKey::ScanReceive, "command-tube-scan-receive", true),
                (LabKey::Where, "command-tube-where", false),
                (LabKey::Files, "command-tube-files", false),
                (LabKey::Worklist, "command-tube-worklist", false),
            ] {
                if narrow && does == LabKey::Files {
                    continue;
                }
                key = draw::head_button(ui, does, id, filled, cx).or(key);
            }
        });
        if let Some(key) = key {
            self.act(key, cx);
        }
    }
}

fn is_of(line: &TubeLine, (order, tube): &(EntryId, Accession)) -> bool {
    line.order == *order && (line.accession == *tube || line.was.contains(tube))
}
