//! Day register (F9): every visit of a day, sorted and filtered as one types, with totals; printed or saved.

use super::Screen;
use crate::desk::views::VisitLine;
use crate::hospital::opd::VisitKind;
use crate::window::commands::UiCommand;
use crate::window::routes::Route;
use crate::window::state::Cx;
use crate::window::theme::{self, Tone, gap};
use crate::window::widgets::{
    Button, Column, DateField, Field, List, ListState, Said, Width, age_sex, bare, head, money, name_pair, pane, read_date, tag,
    time, write_date,
};
use crate::words::grouped;
use crate::worker::{Event, Job, JobKind};
use chrono::{Days, NaiveDate};
use egui::{Id, Rect, Ui, pos2, vec2};
use std::path::PathBuf;
use std::sync::Arc;

/// Lines made ready in one frame, so that the window never stops answering.
const READY_A_FRAME: usize = 6_000;

/// The screen.
#[derive(Default)]
pub struct RegisterScreen {
    day: Option<NaiveDate>,
    date: String,
    lines: Arc<Vec<VisitLine>>,
    /// What each line is found by, in small letters, made once after the lines arrived, some in each frame.
    keys: Vec<String>,
    order: Vec<u32>,
    totals: Totals,
    filter: String,
    /// What `order` was sifted by, so that typing on narrows what is there.
    sifted: String,
    list: ListState,
    folder: String,
    asking: bool,
    waiting: bool,
    stale: bool,
    focus: Option<Id>,
}

/// Sums of the day; what was voided counts only as voided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Totals {
    visits: u64,
    new: u64,
    follow_ups: u64,
    rupees: u64,
    exempt: u64,
    voided: u64,
}

impl Totals {
    fn add(&mut self, line: &VisitLine) {
        if line.voided.is_some() {
            self.voided += 1;
            return;
        }
        self.visits += 1;
        match line.kind {
            VisitKind::New => self.new += 1,
            VisitKind::FollowUp => self.follow_ups += 1,
        }
        self.rupees += u64::from(line.rupees);
        self.exempt += u64::from(line.receipt.is_none());
    }
}

fn list_id() -> Id {
    Id::unique("register-list")
}

fn folder_id() -> Id {
    Id::unique("register-folder")
}

/// What a line is found by: token, numbers, names, mobile, clinic.
fn key(line: &VisitLine) -> String {
    let relative = line.relative.as_ref().map(|r| r.name.shown()).unwrap_or_default();
    let names = [line.name.latin.as_deref(), line.name.devanagari.as_deref(), Some(relative)];
    let mut key = format!("{} {} {} {} {}", line.token.label, line.patient_number, line.number, line.mobile, line.clinic);
    for name in names.into_iter().flatten() {
        key.push(' ');
        key.push_str(name);
    }
    key.to_lowercase()
}

impl Screen for RegisterScreen {
    fn open(&mut self, route: &Route, cx: &mut Cx<'_>) {
        if let Route::Register(Some(day)) = route {
            self.day = Some(*day);
        }
        let day = *self.day.get_or_insert_with(|| cx.today());
        self.date = write_date(day);
        self.focus = Some(list_id());
        self.ask(cx);
    }

    fn hear(&mut self, event: &Event, cx: &mut Cx<'_>) -> bool {
        match event {
            Event::DayRegister { day, lines } if Some(*day) == self.day => self.take(lines),
            Event::RegisterPrinted { at } => {
                let sentence = match at {
                    Some(at) => cx.w.with("register-saved", &[("path", &at.display().to_string())]),
                    None => cx.w.t("register-printing").into_owned(),
                };
                cx.say(sentence);
            }
            Event::Refused { job: JobKind::DayRegister, .. } => self.waiting = false,
            Event::Saved(_) | Event::Voided { .. } | Event::Moved(_) | Event::Amended { .. } => self.stale = true,
            _ => {}
        }
        false
    }

    fn command(&mut self, command: UiCommand, cx: &mut Cx<'_>) -> bool {
        match command {
            UiCommand::PrintAgain => self.print(None, cx),
            UiCommand::Back if self.asking => {
                self.asking = false;
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
        let (print, save) = (cx.w.t("register-print"), cx.w.t("register-save"));
        let aside = self.day.map(write_date).unwrap_or_default();
        let mut pressed = (false, false);
        head(ui, &cx.w.t("register-title"), &aside, |ui| {
            pressed.0 = ui.add(Button::primary(&print).key("Ctrl P")).clicked();
            pressed.1 = ui.add(Button::secondary(&save)).clicked();
        });
        if pressed.0 {
            self.print(None, cx);
        }
        if pressed.1 {
            self.asking = !self.asking;
            self.focus = self.asking.then(folder_id);
        }
        if self.make_ready() {
            ui.ctx().request_repaint();
        }
        super::take_focus(ui, &mut self.focus);
        let rect = ui.available_rect_before_wrap();
        pane(ui, rect, 0.0, |ui| {
            self.top(ui, cx);
            self.table(ui, rect, cx);
            self.foot(ui, rect, cx);
        });
    }
}

impl RegisterScreen {
    fn ask(&mut self, cx: &mut Cx<'_>) {
        let Some(day) = self.day else { return };
        self.waiting = true;
        cx.send(Job::DayRegister { day });
    }

    fn take(&mut self, lines: &Arc<Vec<VisitLine>>) {
        self.waiting = false;
        self.lines = Arc::clone(lines);
        self.keys = Vec::with_capacity(lines.len());
        self.totals = Totals::default();
        self.list.sort.get_or_insert((0, false));
        // Shown at once as they came; filtered and sorted when all are ready.
        self.order = (0..u32::try_from(lines.len()).unwrap_or(u32::MAX)).collect();
        self.sifted.clear();
        self.make_ready();
    }

    fn ready(&self) -> bool {
        self.keys.len() >= self.lines.len()
    }

    /// Makes some more lines ready. True when there is more to do.
    fn make_ready(&mut self) -> bool {
        if self.ready() {
            return false;
        }
        for line in self.lines.iter().skip(self.keys.len()).take(READY_A_FRAME) {
            self.totals.add(line);
            self.keys.push(key(line));
        }
        if self.ready() {
            self.sift(true);
        }
        !self.ready()
    }

    fn go_to(&mut self, day: NaiveDate, cx: &mut Cx<'_>) {
        self.day = Some(day);
        self.date = write_date(day);
        self.lines = Arc::default();
        self.keys.clear();
        self.order.clear();
        self.totals = Totals::default();
        self.list.choose(0);
        self.ask(cx);
    }

    fn print(&self, to: Option<PathBuf>, cx: &mut Cx<'_>) {
        if let Some(day) = self.day {
            cx.send(Job::PrintRegister { day, to });
        }
    }

    /// Filters; what was sifted before is narrowed when the new text only adds to it.
    fn sift(&mut self, anew: bool) {
        if !self.ready() {
            return;
        }
        let wanted = self.filter.trim().to_lowercase();
        let narrows = !anew && wanted.starts_with(&self.sifted);
        if !narrows {
            self.order = (0..u32::try_from(self.lines.len()).unwrap_or(u32::MAX)).collect();
        }
        if !wanted.is_empty() {
            let keys = &self.keys;
            self.order.retain(|n| keys.get(*n as usize).is_some_and(|k| k.contains(&wanted)));
        }
        self.sifted = wanted;
        if !narrows {
            self.sort();
        }
        self.list.choose(0);
    }

    fn sort(&mut self) {
        let Some((column, down)) = self.list.sort.filter(|_| self.ready()) else { return };
        let lines = &self.lines;
        let line = |n: &u32| lines.get(*n as usize);
        match column {
            0 => self.order.sort_by_key(|n| line(n).map(|l| l.at)),
            1 => self.order.sort_by_key(|n| line(n).map(|l| (l.clinic.as_str(), l.token.serial))),
            3 => self.order.sort_by_cached_key(|n| line(n).map(|l| l.name.shown().to_lowercase())),
            5 => self.order.sort_by_key(|n| line(n).map(|l| (l.clinic.as_str(), l.at))),
            6 => self.order.sort_by_key(|n| line(n).map(|l| (l.rupees, l.at))),
            _ => self.order.sort_by_key(|n| line(n).map(|l| l.patient_number.as_str())),
        }
        if down {
            self.order.reverse();
        }
    }

    fn top(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        let rect = ui.available_rect_before_wrap();
        let bar = Rect::from_min_size(rect.min, vec2(rect.width(), 80.0));
        let (mut sift, mut save) = (false, false);
        bare(ui, bar, gap::M, |ui| {
            ui.horizontal_top(|ui| {
                ui.spacing_mut().item_spacing.x = gap::L;
                self.date_field(ui, cx);
                let label = cx.w.t("list-filter");
                let hint = cx.w.t("register-filter-hint");
                sift = Field::new(Id::unique("register-filter"), &label, &mut self.filter)
                    .hint(&hint)
                    .width(280.0)
                    .show(ui)
                    .changed();
                if self.asking {
                    let label = cx.w.t("register-folder");
                    let hint = cx.w.t("list-folder-hint");
                    let width = (ui.available_width() - gap::S).max(160.0);
                    let field = Field::new(folder_id(), &label, &mut self.folder).hint(&hint).width(width).stays();
                    save = field.show(ui).entered;
                }
            });
        });
        if sift {
            self.sift(false);
        }
        let folder = self.folder.trim().to_owned();
        if save && !folder.is_empty() {
            self.print(Some(PathBuf::from(folder)), cx);
            self.asking = false;
            self.focus = Some(list_id());
        }
    }

    fn date_field(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        let typed = read_date(&self.date);
        let id = Id::unique("register-date");
        let bad = typed.is_none() && !ui.memory(|m| m.has_focus(id));
        let fault = bad.then(|| Said::fault(cx.w.t("register-date-fault")));
        let label = cx.w.t("list-date");
        let out = DateField::new(id, &label, &mut self.date).said(fault.as_ref()).width(150.0).show(ui);
        if (out.left || out.entered)
            && let Some(day) = typed
            && Some(day) != self.day
        {
            self.go_to(day, cx);
        }
        let mut step = None;
        ui.vertical(|ui| {
            ui.add_space(20.0);
            ui.horizontal(|ui| {
                let (before, after) = (cx.w.t("register-day-before"), cx.w.t("register-day-after"));
                if ui.add(Button::secondary(&before)).clicked() {
                    step = self.day.and_then(|d| d.checked_sub_days(Days::new(1)));
                }
                let last = self.day.is_none_or(|d| d >= cx.today());
                if ui.add(Button::secondary(&after).enabled(!last)).clicked() {
                    step = self.day.and_then(|d| d.checked_add_days(Days::new(1)));
                }
            });
        });
        if let Some(day) = step {
            self.go_to(day, cx);
        }
    }

    fn table(&mut self, ui: &mut Ui, pane: Rect, cx: &mut Cx<'_>) {
        let area = Rect::from_min_max(pos2(pane.left() + 1.0, pane.top() + 81.0), pos2(pane.right() - 1.0, pane.bottom() - 45.0));
        if self.order.is_empty() {
            let id = if self.waiting {
                "register-reading"
            } else if self.lines.is_empty() {
                "register-none"
            } else {
                "register-no-match"
            };
            bare(ui, area, gap::L, |ui| ui.label(theme::text(cx.w.t(id)).weak()));
            return;
        }
        let columns = columns(area.width(), cx);
        let (lines, order, list) = (&self.lines, &self.order, &mut self.list);
        let at = |line: usize| order.get(line).and_then(|n| lines.get(*n as usize));
        let cell_cx = &*cx;
        let out = bare(ui, area, 0.0, |ui| {
            let (up, down) = (cell_cx.w.t("list-sorted-up"), cell_cx.w.t("list-sorted-down"));
            List::new(list_id(), &cell_cx.w.t("register-title"), &columns, order.len()).order_words(&up, &down).show(
                ui,
                list,
                |ui, line, column| {
                    if let Some(visit) = at(line) {
                        cell(ui, visit, column, cell_cx);
                    }
                },
                |line| {
                    at(line).map_or_else(String::new, |v| format!("{}, {}, {}", v.token.label, v.name.shown(), v.patient_number))
                },
            )
        });
        if let Some(patient) = out.opened.and_then(at).map(|v| v.patient.clone()) {
            cx.go(Route::Patient(patient));
        }
        if out.sorted {
            self.sort();
        }
    }

    fn foot(&self, ui: &mut Ui, pane: Rect, cx: &Cx<'_>) {
        let area =
            Rect::from_min_max(pos2(pane.left() + 1.0, pane.bottom() - 45.0), pos2(pane.right() - 1.0, pane.bottom() - 1.0));
        let colours = theme::palette(ui);
        ui.painter().hline(area.x_range(), area.top(), colours.hairline());
        bare(ui, area, gap::M, |ui| {
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = gap::XL;
                let t = self.totals;
                let shown = self.order.len() as u64;
                if shown != self.lines.len() as u64 {
                    let (shown, all) = (grouped(shown), grouped(self.lines.len() as u64));
                    ui.label(theme::strong(cx.w.with("register-shown", &[("shown", &shown), ("all", &all)])));
                }
                ui.label(theme::strong(cx.w.count("register-visits", t.visits)));
                for (id, n) in [("register-new", t.new), ("register-follow-ups", t.follow_ups), ("register-exempt", t.exempt)] {
                    ui.label(theme::text(cx.w.count(id, n)));
                }
                ui.label(theme::strong(cx.w.with("register-fees", &[("sum", &money(t.rupees))])));
                if t.voided > 0 {
                    ui.label(theme::text(cx.w.count("register-voided", t.voided)));
                }
            });
        });
    }
}

fn columns(room: f32, cx: &Cx<'_>) -> Vec<Column> {
    let title = |id: &str| cx.w.t(id).into_owned();
    let mut columns = vec![
        Column::new(title("list-time"), Width::Exact(72.0)).sorts(),
        Column::new(title("list-token"), Width::Exact(92.0)).sorts(),
        Column::new(title("list-number"), Width::Exact(176.0)).sorts(),
        Column::new(title("list-name"), Width::Rest(150.0)).sorts(),
        Column::new(title("list-age-sex"), Width::Exact(122.0)),
        Column::new(title("list-clinic"), Width::Exact(110.0)).sorts(),
        Column::new(title("list-fee"), Width::Exact(84.0)).sorts().right(),
    ];
    if room > 960.0 {
        columns.push(Column::new(title("list-kind"), Width::Exact(104.0)));
        columns.push(Column::new(title("list-by"), Width::Exact(96.0)));
    }
    columns
}

fn cell(ui: &mut Ui, visit: &VisitLine, column: usize, cx: &Cx<'_>) {
    let plain = |ui: &mut Ui, text: &str| drop(ui.add(egui::Label::new(theme::text(text)).truncate()));
    match column {
        0 => plain(ui, &time(visit.at)),
        1 => drop(ui.label(theme::strong(&visit.token.label))),
        2 => drop(ui.label(theme::label(visit.patient_number.as_str()))),
        3 => {
            if visit.voided.is_some() {
                tag(ui, &cx.w.t("list-void"), Tone::Error);
            }
            if visit.mlc {
                tag(ui, "MLC", Tone::Warning);
            }
            name_pair(ui, &visit.name, cx.lang());
        }
        4 => plain(ui, &age_sex(&visit.age, visit.sex, cx.today(), cx.w)),
        5 => plain(ui, &visit.clinic),
        6 if visit.receipt.is_none() => drop(ui.label(theme::label(cx.w.t("list-exempt")))),
        6 => plain(ui, &money(u64::from(visit.rupees))),
        7 => plain(ui, &cx.w.t(if visit.kind == VisitKind::New { "visit-new" } else { "visit-follow-up" })),
        _ => plain(ui, &visit.by),
    }
}
