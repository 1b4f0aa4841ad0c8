//! Registers (Shift+F9): MLC, births, still-births, deaths, causes of death, indents, admissions, discharges, arrivals, by date.
//!
//! What may be corrected, cancelled or noted is the desk's rule; this screen only greys out.

mod detail;
mod draw;
mod shelf;

pub use detail::{course, fields, name_in, text_of, value};

use super::{Screen, take_focus};
use crate::desk::cases::{CaseKind, CaseRow, Dated};
use crate::hospital::forms::{FormId, Sheet};
use crate::journal::PaperKind;
use crate::paper::Size;
use crate::window::commands::UiCommand;
use crate::window::routes::Route;
use crate::window::state::Cx;
use crate::window::theme::gap;
use crate::window::widgets::{ListState, head, pane, panes, read_date, text_has_focus, write_date};
use crate::worker::{CaseEvent, CaseJob, Event, Job, JobKind, ListPaper};
use chrono::{Days, NaiveDate};
use egui::{Id, Ui};
use shelf::{Book, belongs, when};
use std::sync::Arc;

/// Width of the shelf at the left, and of the panel of a record.
const SHELF_WIDTH: f32 = 196.0;
const DETAIL_WIDTH: f32 = 380.0;
/// From this width on shelf, list and record stand side by side.
const ROOM_WIDE: f32 = 900.0;
/// Days back that are read for discharges: a stay stands in the books by the day it began.
const STAY_DAYS_MAX: u64 = 400;

/// The screen.
#[derive(Default)]
pub struct BooksScreen {
    book: Book,
    shelf: ListState,
    days: Option<(NaiveDate, NaiveDate)>,
    from: String,
    to: String,
    rows: Arc<Vec<CaseRow>>,
    /// What each row is found by, in small letters.
    keys: Vec<String>,
    order: Vec<u32>,
    list: ListState,
    filter: String,
    /// The panel of the marked record is shown.
    detail: bool,
    waiting: bool,
    stale: bool,
    focus: Option<Id>,
}

fn list_id() -> Id {
    Id::unique("books-list")
}

/// What a row is found by: numbers, names, and every value of its record.
fn key(row: &CaseRow) -> String {
    let mut key = row.case.number.as_ref().map_or_else(String::new, ToString::to_string);
    let mut add = |text: &str| {
        key.push(' ');
        key.push_str(text);
    };
    if let Some(patient) = row.patient.as_ref().map(|p| &p.patient) {
        add(patient.number.as_str());
        let names = [patient.details.name.latin.as_deref(), patient.details.name.devanagari.as_deref()];
        names.into_iter().flatten().for_each(&mut add);
    }
    let sheets =
        [row.case.record().map(|r| &r.sheet), row.case.arrival().map(|a| &a.arrival.sheet), row.case.stay().map(|s| &s.sheet)];
    for (_, value) in sheets.into_iter().flatten().flat_map(Sheet::iter) {
        add(value);
    }
    key.to_lowercase()
}

impl Screen for BooksScreen {
    fn open(&mut self, route: &Route, cx: &mut Cx<'_>) {
        if let Route::Book(Some(kind)) = route {
            self.choose(Book::of(*kind));
        }
        let today = cx.today();
        let (from, to) = *self.days.get_or_insert((today, today));
        (self.from, self.to) = (write_date(from), write_date(to));
        self.focus = Some(list_id());
        self.ask(cx);
    }

    fn hear(&mut self, event: &Event, cx: &mut Cx<'_>) -> bool {
        match event {
            Event::Case(CaseEvent::Book { kind, from, to, rows }) if self.asked() == Some((*kind, *from, *to)) => self.take(rows),
            Event::Case(CaseEvent::ListPrinted { at }) => {
                let sentence = match at {
                    Some(at) => cx.w.with("books-list-saved", &[("path", &at.display().to_string())]),
                    None => cx.w.t("books-list-printing").into_owned(),
                };
                cx.say(sentence);
            }
            Event::Case(CaseEvent::Filled(_)) | Event::Amended { .. } => self.stale = true,
            Event::Refused { job: JobKind::Book, .. } => self.waiting = false,
            _ => {}
        }
        false
    }

    fn command(&mut self, command: UiCommand, cx: &mut Cx<'_>) -> bool {
        use UiCommand as C;
        match command {
            C::NewRecord => cx.go(Route::Form { form: self.book.form(), values: Sheet::default() }),
            C::Settle => self.settle(cx),
            C::Correct => self.correct(cx),
            C::CancelRecord => self.cancel(cx),
            C::PrintAgain => self.print_again(cx),
            C::PrintBook => self.print_book(cx),
            C::Gaps => {
                cx.send(Job::Case(CaseJob::PrintList { list: ListPaper::Gaps, to: None }));
            }
            C::Back if self.detail => {
                self.detail = false;
                self.focus = Some(list_id());
            }
            _ => return false,
        }
        true
    }

    fn draw(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        if std::mem::take(&mut self.stale) {
            self.ask(cx);
        }
        if !text_has_focus(ui.ctx())
            && let Some(book) = typed_book(ui)
        {
            self.open_book(book, cx);
            self.focus = Some(list_id());
        }
        let mut command = None;
        head(ui, &cx.w.t(self.book.word_id()), &self.aside(cx), |ui| command = self.buttons(ui, cx));
        // A list that is not drawn yet cannot take it.
        if !self.order.is_empty() {
            take_focus(ui, &mut self.focus);
        }
        let room = ui.available_width();
        let detail = if self.detail { DETAIL_WIDTH.min(room * 0.4) } else { 0.0 };
        let names = if room < ROOM_WIDE { SHELF_WIDTH - 16.0 } else { SHELF_WIDTH };
        if detail > 0.0 && room < ROOM_WIDE {
            // No room for three; the digits still open the other registers.
            let [left, right] = panes(ui, [0.0, detail]);
            pane(ui, left, 0.0, |ui| self.table(ui, left, cx));
            pane(ui, right, gap::L, |ui| self.detail(ui, cx));
        } else if detail > 0.0 {
            let [left, middle, right] = panes(ui, [names, 0.0, detail]);
            pane(ui, left, 0.0, |ui| self.shelf(ui, cx));
            pane(ui, middle, 0.0, |ui| self.table(ui, middle, cx));
            pane(ui, right, gap::L, |ui| self.detail(ui, cx));
        } else {
            let [left, right] = panes(ui, [names, 0.0]);
            pane(ui, left, 0.0, |ui| self.shelf(ui, cx));
            pane(ui, right, 0.0, |ui| self.table(ui, right, cx));
        }
        if let Some(command) = command {
            self.command(command, cx);
        }
    }
}

impl BooksScreen {
    /// What is asked of the desk for the register and the days shown.
    fn asked(&self) -> Option<(CaseKind, NaiveDate, NaiveDate)> {
        let (from, to) = self.days?;
        let first = match self.book {
            Book::Discharges => to.checked_sub_days(Days::new(STAY_DAYS_MAX)).map_or(from, |first| first.min(from)),
            _ => from,
        };
        Some((self.book.kind(), first, to))
    }

    fn ask(&mut self, cx: &mut Cx<'_>) {
        let Some((kind, from, to)) = self.asked() else { return };
        self.waiting = true;
        cx.send(Job::Case(CaseJob::Book { kind, from, to }));
    }

    fn choose(&mut self, book: Book) {
        self.book = book;
        if let Some(at) = Book::ALL.iter().position(|other| *other == book) {
            self.shelf.choose(at);
        }
        self.rows = Arc::default();
        self.keys.clear();
        self.order.clear();
        self.filter.clear();
        self.list = ListState::default();
    }

    fn open_book(&mut self, book: Book, cx: &mut Cx<'_>) {
        if book != self.book {
            self.choose(book);
            self.ask(cx);
        }
    }

    fn take(&mut self, rows: &Arc<Vec<CaseRow>>) {
        self.waiting = false;
        let kept = self.chosen().map(|row| row.id.clone());
        self.rows = Arc::clone(rows);
        self.keys = rows.iter().map(key).collect();
        self.sift();
        let at = kept.and_then(|id| self.order.iter().position(|n| self.rows.get(*n as usize).is_some_and(|row| row.id == id)));
        self.list.choose(at.unwrap_or(0));
    }

    fn sift(&mut self) {
        let Some((from, to)) = self.days else { return };
        let wanted = self.filter.trim().to_lowercase();
        let (rows, keys, book) = (&self.rows, &self.keys, self.book);
        let fits = |n: &u32| {
            let row = rows.get(*n as usize);
            row.is_some_and(|row| belongs(book, row, from, to))
                && (wanted.is_empty() || keys.get(*n as usize).is_some_and(|k| k.contains(&wanted)))
        };
        self.order = (0..u32::try_from(rows.len()).unwrap_or(u32::MAX)).filter(fits).collect();
        self.sort();
        self.list.choose(0);
    }

    fn sort(&mut self) {
        let (column, down) = self.list.sort.unwrap_or((0, false));
        let (rows, book) = (&self.rows, self.book);
        let row = |n: &u32| rows.get(*n as usize);
        match column {
            0 => self.order.sort_by_key(|n| row(n).map(|r| when(book, r))),
            1 => self.order.sort_by_cached_key(|n| row(n).and_then(|r| r.case.number.clone())),
            _ => self.order.sort_by_cached_key(|n| row(n).map(|r| draw::sort_text(book, r, column))),
        }
        if down {
            self.order.reverse();
        }
    }

    fn chosen(&self) -> Option<&CaseRow> {
        self.order.get(self.list.chosen).and_then(|n| self.rows.get(*n as usize))
    }

    /// The marked record, where it is one of a register and stands.
    fn standing(&self) -> Option<&CaseRow> {
        self.chosen().filter(|row| row.case.cancelled.is_none() && row.case.record().is_some())
    }

    fn detail(&self, ui: &mut Ui, cx: &Cx<'_>) {
        if let Some(row) = self.chosen() {
            draw::record(ui, row, cx);
        }
    }

    fn settle(&self, cx: &mut Cx<'_>) {
        if let (Some(row), Some((form, _))) = (self.standing(), self.book.settles()) {
            cx.go(Route::Form { form, values: Sheet::default().with("record", row.id.to_string()) });
        }
    }

    fn correct(&self, cx: &mut Cx<'_>) {
        if let Some(row) = self.standing() {
            cx.go(Route::Form { form: FormId::Correction, values: Sheet::default().with("record", row.id.to_string()) });
        }
    }

    /// The record itself is taken back, not only its last correction.
    fn cancel(&self, cx: &mut Cx<'_>) {
        let Some(row) = self.chosen().filter(|row| row.case.cancelled.is_none()) else { return };
        let id = row.id.to_string();
        // A record is taken back itself; of a stay or an arrival the last step: a discharge by mistake, first of all.
        let values = match row.case.record() {
            Some(_) => Sheet::default().with("record", id.clone()).with("what", id),
            None => Sheet::default().with("stay", id),
        };
        cx.go(Route::Form { form: FormId::Cancel, values });
    }

    /// The paper of the marked row: a register's form, or the slip of an admission, a discharge, an arrival.
    fn print_again(&self, cx: &mut Cx<'_>) {
        let Some(row) = self.chosen() else { return };
        let size = cx.shared.settings.size;
        let (paper, size) = match self.book {
            Book::Admissions => (PaperKind::AdmissionSlip, size),
            Book::Discharges => (PaperKind::DischargeSlip, size),
            Book::Arrivals => (PaperKind::ArrivalSlip, size),
            _ => (PaperKind::Sheet, Size::A4),
        };
        cx.send(Job::Case(CaseJob::Reprint { case: row.id.clone(), paper, size }));
        let number = row.case.number.as_ref().map_or("", |n| n.as_str());
        cx.say(cx.w.with("er-said-again", &[("number", number)]));
    }

    /// The register as it is shown.
    fn print_book(&self, cx: &mut Cx<'_>) {
        let Some((from, to)) = self.days else { return };
        let dated = if self.book == Book::Discharges { Dated::Ended } else { Dated::Begun };
        cx.send(Job::Case(CaseJob::PrintList { list: ListPaper::Book { kind: self.book.kind(), dated, from, to }, to: None }));
    }

    fn go_to(&mut self, from: NaiveDate, to: NaiveDate, cx: &mut Cx<'_>) {
        // The earlier date first, however they were typed.
        let (from, to) = (from.min(to), from.max(to));
        if self.days == Some((from, to)) {
            return;
        }
        self.days = Some((from, to));
        (self.from, self.to) = (write_date(from), write_date(to));
        self.rows = Arc::default();
        self.order.clear();
        self.ask(cx);
    }

    /// The typed days, once both can be read.
    fn typed_days(&self) -> Option<(NaiveDate, NaiveDate)> {
        read_date(&self.from).zip(read_date(&self.to))
    }
}

/// A digit opens the register of that place on the shelf.
fn typed_book(ui: &Ui) -> Option<Book> {
    let digit = super::unknown::typed_digits(ui).into_iter().last()?;
    Book::ALL.get((digit as usize).checked_sub(1)?).copied()
}
