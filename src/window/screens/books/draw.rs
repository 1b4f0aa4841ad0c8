//! How the registers are drawn: shelf, dates and filter, table, the panel of a record.

use super::shelf::{Book, discharged, value_of, when};
use super::{BooksScreen, detail, list_id};
use crate::desk::cases::{CaseKind, CaseRow};
use crate::hospital::forms::FormId;
use crate::hospital::permissions::Right;
use crate::window::commands::UiCommand;
use crate::window::screens::emergency::triage;
use crate::window::screens::reserve_bar;
use crate::window::state::Cx;
use crate::window::theme::{self, Tone, gap, size};
use crate::window::widgets::{
    Button, Column, DateField, Field, FieldOut, List, ListOut, Said, Width, age_sex, bare, date_time, key_cap, name_pair,
    read_date, section, split_line, tag, told_as,
};
use egui::{Id, Label, Rect, RichText, ScrollArea, Ui, accesskit::Role, pos2, vec2};

const TOP_HEIGHT: f32 = 80.0;
const FOOT_HEIGHT: f32 = 40.0;
/// Columns before the fields of a register: time, number, and name with age where there is a patient.
const FIRST_FIELD: usize = 3;

impl BooksScreen {
    pub(super) fn aside(&self, cx: &Cx<'_>) -> String {
        let cancelled = self.rows.iter().filter(|row| row.case.cancelled.is_some()).count();
        let count = cx.w.count("books-n", self.order.len() as u64);
        if cancelled == 0 { count } else { format!("{count} · {}", cx.w.count("books-cancelled-n", cancelled as u64)) }
    }

    pub(super) fn buttons(&self, ui: &mut Ui, cx: &Cx<'_>) -> Option<UiCommand> {
        use UiCommand as C;
        let mut pressed = None;
        let write = match self.book {
            Book::Indent => Right::Indent,
            Book::Admissions | Book::Discharges => Right::RunWard,
            Book::Arrivals => Right::TakeArrivals,
            _ => Right::KeepRegisters,
        };
        let new = cx.w.t(if self.book == Book::Discharges { "books-new-discharge" } else { "command-new-record" });
        if ui.add(Button::primary(&new).key("N").enabled(cx.may(write))).clicked() {
            pressed = Some(C::NewRecord);
        }
        let stands = self.standing().is_some();
        let mut others = vec![("books-print", "Ctrl P", cx.may(Right::ReadRegisters), C::PrintBook)];
        if self.book.is_register() {
            others.insert(0, ("command-correct", "K", stands && cx.may(write), C::Correct));
        }
        if let Some((_, id)) = self.book.settles() {
            others.insert(0, (id, "O", stands && cx.may(write), C::Settle));
        }
        for (id, key, can, command) in others {
            if ui.add(Button::secondary(&cx.w.t(id)).key(key).enabled(can)).clicked() {
                pressed = Some(command);
            }
        }
        pressed
    }

    pub(super) fn shelf(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        let columns = [Column::new(cx.w.t("command-books.side"), Width::Rest(100.0))];
        let out = List::new(Id::unique("books-shelf"), &cx.w.t("command-books.side"), &columns, Book::ALL.len()).show(
            ui,
            &mut self.shelf,
            |ui, line, _| {
                if let Some(book) = Book::ALL.get(line) {
                    key_cap(ui, &(line + 1).to_string());
                    let text = theme::text(cx.w.t(book.word_id()));
                    ui.add(Label::new(if *book == self.book { text.strong() } else { text }).truncate());
                }
            },
            |line| Book::ALL.get(line).map_or_else(String::new, |book| cx.w.t(book.word_id()).into_owned()),
        );
        if (out.moved || out.opened.is_some())
            && let Some(book) = Book::ALL.get(self.shelf.chosen)
        {
            self.open_book(*book, cx);
        }
        if out.opened.is_some() {
            self.focus = Some(list_id());
        }
    }

    pub(super) fn table(&mut self, ui: &mut Ui, pane: Rect, cx: &mut Cx<'_>) {
        self.top(ui, cx);
        let area = Rect::from_min_max(
            pos2(pane.left() + 1.0, pane.top() + TOP_HEIGHT + 1.0),
            pos2(pane.right() - 1.0, pane.bottom() - FOOT_HEIGHT),
        );
        self.foot(ui, Rect::from_min_max(area.left_bottom(), pos2(area.right(), pane.bottom() - 1.0)), cx);
        if self.order.is_empty() {
            let id = if self.waiting {
                "register-reading"
            } else if self.rows.is_empty() || self.filter.trim().is_empty() {
                "books-none"
            } else {
                "er-no-match"
            };
            bare(ui, area, gap::L, |ui| ui.label(theme::text(cx.w.t(id)).weak()));
            return;
        }
        let out = bare(ui, area, 0.0, |ui| self.list(ui, area.width(), cx));
        if out.sorted {
            self.sort();
        }
        if out.opened.is_some() {
            self.detail = true;
        }
    }

    fn list(&mut self, ui: &mut Ui, room: f32, cx: &Cx<'_>) -> ListOut {
        let columns = columns(self.book, room, cx);
        let (rows, order, book) = (&self.rows, &self.order, self.book);
        let at = |line: usize| order.get(line).and_then(|n| rows.get(*n as usize));
        let (up, down) = (cx.w.t("list-sorted-up"), cx.w.t("list-sorted-down"));
        List::new(list_id(), &cx.w.t(book.word_id()), &columns, order.len()).order_words(&up, &down).show(
            ui,
            &mut self.list,
            |ui, line, column| {
                if let Some(row) = at(line) {
                    cell(ui, book, row, column, cx);
                }
            },
            |line| at(line).map_or_else(String::new, |row| row_name(row, cx)),
        )
    }

    fn top(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        let rect = ui.available_rect_before_wrap();
        let bar = Rect::from_min_size(rect.min, vec2(rect.width(), TOP_HEIGHT));
        let mut changed = false;
        let mut dates = false;
        bare(ui, bar, gap::M, |ui| {
            ui.horizontal_top(|ui| {
                ui.spacing_mut().item_spacing.x = gap::M;
                let width = if ui.available_width() < 560.0 { 116.0 } else { 140.0 };
                for (id, label, text) in [("from", "books-from", &mut self.from), ("to", "books-to", &mut self.to)] {
                    let out = day(ui, Id::unique(("books", id)), &cx.w.t(label), text, width, cx);
                    dates |= out.left || out.entered;
                }
                let (label, hint) = (cx.w.t("list-filter"), cx.w.t("books-filter-hint"));
                let width = (ui.available_width() - gap::S).clamp(120.0, 300.0);
                let filter = Field::new(Id::unique("books-filter"), &label, &mut self.filter).hint(&hint).width(width);
                changed = filter.show(ui).changed();
            });
        });
        if changed {
            self.sift();
        }
        if dates && let Some((from, to)) = self.typed_days() {
            self.go_to(from, to, cx);
        }
    }

    /// The keys that have no button above.
    fn foot(&self, ui: &mut Ui, rect: Rect, cx: &mut Cx<'_>) {
        ui.painter().hline(rect.x_range(), rect.top(), theme::palette(ui).hairline());
        let mut pressed = None;
        bare(ui, rect, 2.0, |ui| {
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = gap::S;
                let row = self.chosen();
                let (print, gaps) = (cx.may(Right::Reprint), cx.may(Right::ReadRegisters));
                let stands = row.is_some_and(|row| row.case.cancelled.is_none());
                let cancel = stands && cx.may(Right::CancelStep);
                let record = row.is_some_and(|row| row.case.record().is_some());
                let back = if record { "command-cancel-record" } else { "command-ward-cancel" };
                for (id, key, can, command) in [
                    ("books-print-one", "P", row.is_some() && print, UiCommand::PrintAgain),
                    (back, "C", cancel, UiCommand::CancelRecord),
                    ("books-gaps", "G", gaps, UiCommand::Gaps),
                ] {
                    if can && ui.add(Button::quiet(&cx.w.t(id)).key(key)).clicked() {
                        pressed = Some(command);
                    }
                }
            });
        });
        if let Some(command) = pressed {
            cx.wish(crate::window::state::Wish::Run(command));
        }
    }
}

fn day(ui: &mut Ui, id: Id, label: &str, text: &mut String, width: f32, cx: &Cx<'_>) -> FieldOut {
    let bad = read_date(text).is_none() && !ui.memory(|m| m.has_focus(id));
    let fault = bad.then(|| Said::fault(cx.w.t("register-date-fault")));
    DateField::new(id, label, text).said(fault.as_ref()).width(width).show(ui)
}

/// A field's heading: the label of the form, or a word of its own.
fn title(book: Book, code: &str, cx: &Cx<'_>) -> String {
    let own = format!("books-column-{code}");
    if cx.w.has(&own) {
        return cx.w.t(&own).into_owned();
    }
    let item = crate::hospital::forms::form(book.form()).item(code);
    item.map_or_else(String::new, |item| item.label.get(cx.lang()).to_owned())
}

fn columns(book: Book, room: f32, cx: &Cx<'_>) -> Vec<Column> {
    let word = |id: &str| cx.w.t(id).into_owned();
    let mut columns = vec![
        Column::new(word("list-time"), Width::Exact(if room < 560.0 { 72.0 } else { 132.0 })).sorts(),
        Column::new(word("list-number"), Width::Exact(178.0)).sorts(),
        Column::new(word(book.name_id()), Width::Rest(150.0)).sorts(),
    ];
    let mut left = room - 132.0 - 178.0 - 190.0;
    for (code, width) in book.columns() {
        left -= width;
        if left < 0.0 {
            break;
        }
        columns.push(Column::new(title(book, code, cx), Width::Exact(*width)).sorts());
    }
    columns
}

/// The field that a column shows.
fn code_of(book: Book, column: usize) -> &'static str {
    book.columns().get(column.saturating_sub(FIRST_FIELD)).map_or("", |(code, _)| *code)
}

/// What a column is sorted by.
pub(super) fn sort_text(book: Book, row: &CaseRow, column: usize) -> String {
    if column < FIRST_FIELD {
        return row.patient.as_ref().map_or("", |p| p.patient.details.name.shown()).to_lowercase();
    }
    let code = code_of(book, column);
    value_of(row, code).map_or_else(String::new, |(_, sheet)| sheet.get(code).to_lowercase())
}

/// The value of a field column as people read it.
fn field_text(book: Book, row: &CaseRow, column: usize, cx: &Cx<'_>) -> String {
    let code = code_of(book, column);
    let place = row.case.stay().and_then(|stay| stay.course.last_place());
    let masters = cx.masters();
    let lang = cx.lang();
    match (place, code) {
        (Some(place), "ward") => {
            masters.and_then(|m| m.ward(&place.ward)).map_or(place.ward.as_str(), |w| w.name.get(lang)).to_owned()
        }
        (Some(place), "bed") => place.bed.clone().unwrap_or_default(),
        (Some(place), "doctor") => {
            let code = place.doctor.as_deref().unwrap_or_default();
            masters.and_then(|m| m.doctor(code)).map_or(code, |d| d.name.get(lang)).to_owned()
        }
        (Some(_), "discharged") => discharged(row).map_or_else(String::new, |at| date_time(at, cx.today())),
        _ => value_of(row, code).map_or_else(String::new, |(form, sheet)| detail::text_of(form, code, sheet, cx)),
    }
}

fn cell(ui: &mut Ui, book: Book, row: &CaseRow, column: usize, cx: &Cx<'_>) {
    let gone = row.case.cancelled.is_some();
    let struck = |text: RichText| if gone { text.strikethrough().weak() } else { text };
    match column {
        0 => drop(ui.add(Label::new(struck(theme::text(date_time(when(book, row), cx.today())))).truncate())),
        1 => drop(ui.label(struck(theme::label(number(row))))),
        2 => {
            for (text, tone) in marks(row, cx) {
                tag(ui, &text, tone);
            }
            match &row.patient {
                Some(state) if gone => {
                    drop(ui.label(struck(theme::text(detail::name_in(&state.patient.details.name, cx.lang())))));
                }
                Some(state) => drop(name_pair(ui, &state.patient.details.name, cx.lang())),
                None => drop(ui.add(Label::new(struck(theme::text(nobody(book, row)))).truncate())),
            }
        }
        _ if book == Book::Arrivals && !gone && code_of(book, column) == "triage" => {
            if let Some((_, category)) = triage::of(row, cx) {
                triage::chip(ui, category, cx.lang());
            }
        }
        _ => drop(ui.add(Label::new(struck(theme::text(field_text(book, row, column, cx).replace('\n', " · ")))).truncate())),
    }
}

/// Who it is where the record names no patient of ours: as it stands in the form, or who wrote it.
fn nobody(book: Book, row: &CaseRow) -> String {
    let sheet = row.case.record().map(|r| &r.sheet);
    let codes: &[&str] = if book == Book::Indent { &["asked_by"] } else { &["name", "mother_name", "child_name"] };
    let named = sheet.and_then(|sheet| codes.iter().map(|code| sheet.get(code)).find(|text| !text.is_empty()));
    named.map_or_else(|| row.case.by.clone(), ToOwned::to_owned)
}

fn number(row: &CaseRow) -> String {
    row.case.number.as_ref().map_or_else(|| "–".to_owned(), ToString::to_string)
}

/// Cancelled, corrected, two versions; and whether what the law asks for is done.
fn marks(row: &CaseRow, cx: &Cx<'_>) -> Vec<(String, Tone)> {
    let mut all = Vec::new();
    if row.case.cancelled.is_some() {
        all.push((cx.w.t("books-cancelled").into_owned(), Tone::Error));
        return all;
    }
    if row.case.arrival().is_some_and(|arrival| arrival.waiting) {
        all.push((cx.w.t("er-pack").into_owned(), Tone::Info));
    }
    let Some(record) = row.case.record() else { return all };
    if record.conflict {
        all.push((cx.w.t("list-conflict").into_owned(), Tone::Error));
    } else if record.version > 1 {
        all.push((cx.w.with("books-version", &[("n", &record.version.to_string())]), Tone::Info));
    }
    let settles = Book::of(CaseKind::Register(record.register)).settles();
    if let Some((form, _)) = settles.filter(|(form, _)| record.notes_of(*form).next().is_none()) {
        let id = match form {
            FormId::Police => "books-open-police",
            FormId::Issue => "books-open-issue",
            _ => "books-open-registrar",
        };
        all.push((cx.w.t(id).into_owned(), Tone::Warning));
    }
    all
}

fn row_name(row: &CaseRow, cx: &Cx<'_>) -> String {
    let name = row.patient.as_ref().map_or("", |p| p.patient.details.name.shown());
    let marks = marks(row, cx).into_iter().map(|(text, _)| text);
    [number(row), name.to_owned()].into_iter().chain(marks).collect::<Vec<_>>().join(", ")
}

/// The panel of a record: who, every field, what was done about it, its versions.
pub(super) fn record(ui: &mut Ui, row: &CaseRow, cx: &Cx<'_>) {
    reserve_bar(ui);
    ScrollArea::vertical().id_salt(("books-record", row.id.to_string())).auto_shrink([false, false]).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = gap::XS;
        let number = number(row);
        told_as(&ui.label(RichText::new(&number).font(theme::bold(size::HEADING))), Role::Heading, &number);
        ui.horizontal_wrapped(|ui| {
            for (text, tone) in marks(row, cx) {
                tag(ui, &text, tone);
            }
        });
        if let Some(mark) = &row.case.cancelled {
            detail::value(ui, &cx.w.t("field-reason"), &mark.reason);
        }
        if let Some(state) = &row.patient {
            let details = &state.patient.details;
            ui.horizontal_wrapped(|ui| name_pair(ui, &details.name, cx.lang()));
            ui.label(theme::text(age_sex(&details.age, details.sex, cx.today(), cx.w)));
            detail::value(ui, &cx.w.t("er-patient-number"), state.patient.number.as_str());
        }
        split_line(ui);
        sheets(ui, row, cx);
        section(ui, &cx.w.t("er-course"));
        detail::course(ui, &row.case.steps, cx);
    });
}

fn sheets(ui: &mut Ui, row: &CaseRow, cx: &Cx<'_>) {
    if let Some(record) = row.case.record() {
        detail::fields(ui, record.register.form(), &record.sheet, true, cx);
        detail::notes(ui, &record.notes, cx);
    }
    if let Some(arrival) = row.case.arrival() {
        detail::fields(ui, FormId::Arrival, &arrival.arrival.sheet, true, cx);
        detail::fields(ui, FormId::Leave, &arrival.ending, true, cx);
    }
    if let Some(stay) = row.case.stay() {
        detail::fields(ui, FormId::Request, &stay.request, true, cx);
        detail::fields(ui, FormId::Admission, &stay.sheet, true, cx);
        detail::fields(ui, FormId::Discharge, &stay.ending, true, cx);
    }
}
