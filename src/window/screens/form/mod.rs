//! Any form, drawn from its fields: admission, transfer, discharge, MLC sheet, birth, death … Owns what was typed, per form and subject,
//! for as long as a person is signed in; the desk judges and saves. A number is shown only after the desk said *saved*.

pub(super) mod draw;
pub(super) mod page;
mod people;
mod picks;
mod result;

use super::likely::{self, Likely, taken_said};
use super::{Screen, reserve_bar};
use crate::desk::cases::{Done, FormDraft};
use crate::desk::views::PatientLine;
use crate::hospital::forms::{FormId, Sheet, form};
use crate::problem::{Problem, remark_text};
use crate::window::commands::UiCommand;
use crate::window::draft::Keeper;
use crate::window::keys::millis;
use crate::window::routes::Route;
use crate::window::state::{Cx, Wish};
use crate::window::theme::{self, gap};
use crate::window::widgets::{Button, Said, bare, pane, said_line};
use crate::worker::{CaseEvent, CaseJob, Event, Job, JobKind};
use draw::{Drawing, Touch, id_of};
use egui::{Align, Id, Layout, Rect, ScrollArea, Ui, pos2, vec2};
use page::{Key, Page};
pub(super) use people::tells_who;
pub use picks::Picks;
use result::Finished;
use std::collections::BTreeMap;

/// Height of the line of buttons.
const FOOT_HEIGHT: f32 = 62.0;
/// Height of the part that says which form and about whom.
const HEAD_HEIGHT: f32 = 58.0;
/// Forms kept while a person is signed in; the oldest untouched ones go first.
const PAGES_MAX: usize = 64;
/// Width of the room from which the people stand beside a form.
const PANEL_FROM: f32 = 760.0;
const WIDE: f32 = 1000.0;
const SIDE_WIDTH: f32 = 320.0;
const SIDE_WIDTH_NARROW: f32 = 250.0;
/// Width of the box for a number of somebody known here.
const SEEK_WIDTH: f32 = 340.0;

/// The screen.
#[derive(Default)]
pub struct FormScreen {
    at: Option<Key>,
    /// What the one who opened it knew.
    opened: Sheet,
    pages: BTreeMap<Key, Page>,
    /// Waiting for what the records know of this one.
    asked: Option<Key>,
    /// Waiting for the desk to save this.
    saving: Option<Sheet>,
    /// A slip was scanned into this form.
    scanning: bool,
    done: Option<Finished>,
    picks: Picks,
    focus: Option<Id>,
    focus_save: bool,
    keeper: Keeper,
    /// People who may be the one typed or sought.
    likely: Likely,
    /// The requisition that has a screen of its own: it is kept on the disk together with the forms.
    requisition: Option<FormDraft>,
}

fn seek_id() -> Id {
    Id::unique("form-seek")
}

impl Screen for FormScreen {
    fn open(&mut self, route: &Route, cx: &mut Cx<'_>) {
        let Route::Form { form: id, values } = route else { return };
        self.done = None;
        self.saving = None;
        self.opened.clone_from(values);
        let key = Key::new(*id, values);
        self.make_room();
        let page = self.pages.entry(key.clone()).or_insert_with(|| Page::new(*id));
        page.give(values);
        if form(*id).items.iter().any(|i| i.kind == crate::hospital::forms::ItemKind::Bed) {
            cx.send(Job::Case(CaseJob::Board));
        }
        if page.names_somebody() {
            cx.send(Job::Case(CaseJob::Prefill { form: *id, values: page.given.clone() }));
            self.asked = Some(key.clone());
        }
        self.at = Some(key);
        self.look_alike(cx);
        self.focus_first();
    }

    fn hear(&mut self, event: &Event, cx: &mut Cx<'_>) -> bool {
        self.likely.hear(event);
        match event {
            Event::Case(CaseEvent::Board { boards, .. }) => self.picks.take_board(boards),
            Event::Case(CaseEvent::Prefilled { form, values, about }) => self.prefilled(*form, values, about.as_deref(), cx),
            Event::Case(CaseEvent::Filled(done)) if self.saving.is_some() => self.filled(done, cx),
            Event::Case(CaseEvent::Kept(drafts)) => {
                for draft in drafts {
                    if draft.form == FormId::LabOrder {
                        self.requisition = Some(draft.clone());
                        continue;
                    }
                    self.pages.insert(Key::new(draft.form, &draft.given), Page::restored(draft));
                }
                cx.say(cx.w.count("fill-said-kept", drafts.len() as u64));
            }
            Event::Refused { job: JobKind::Fill, problem } => return self.refused(problem),
            Event::Refused { job: JobKind::Scan, .. } => self.scanning = false,
            Event::Reprinted { visit, copy } if self.done.as_ref().is_some_and(|f| f.done.case.as_ref() == Some(visit)) => {
                cx.say(cx.w.with("ward-said-paper", &[("copy", &copy.to_string())]));
            }
            Event::File(file) => {
                if let Some(finished) = self.done.as_mut().filter(|f| f.done.entry == file.line.id) {
                    finished.newborn = Some(Box::new(file.line.clone()));
                } else if std::mem::take(&mut self.scanning) {
                    self.name(file.line.number.as_str(), cx);
                }
            }
            Event::NotHere { text } if std::mem::take(&mut self.scanning) => {
                if let Some(page) = self.page() {
                    page.seek.clone_from(text);
                    page.seek_fault = Some("fill-seek-unknown");
                }
                return true;
            }
            _ => {}
        }
        false
    }

    fn command(&mut self, command: UiCommand, cx: &mut Cx<'_>) -> bool {
        match command {
            UiCommand::Fill => self.save(cx),
            UiCommand::Take(n) => self.take(n, cx),
            UiCommand::NoneOfThese => self.likely.dismiss(),
            UiCommand::MergeLikely => likely::merge(self.likely.shown(), cx),
            UiCommand::Undo => self.take_back(cx),
            // What is being written cannot be left; its answer comes at once.
            UiCommand::Back => return self.saving.is_some(),
            _ => return false,
        }
        true
    }

    fn scan(&mut self, text: &str, cx: &mut Cx<'_>) -> bool {
        if self.done.is_none() && self.page().is_some_and(|page| page.take_tube(text)) {
            return true;
        }
        if self.done.is_none() && self.page().is_some_and(|p| p.seeks()) {
            self.scanning = true;
            cx.send(Job::Scan { text: text.to_owned() });
        }
        true
    }

    fn draw(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        if let Some(done) = &self.done {
            return done.show(ui, cx);
        }
        let Some(mut page) = self.at.as_ref().and_then(|key| self.pages.remove(key)) else { return };
        let at = self.at.clone();
        super::take_focus(ui, &mut self.focus);
        let sought = self.sheet(ui, &mut page, cx);
        if std::mem::take(&mut page.unkept) {
            self.keeper.touch();
        }
        if let Some(key) = at {
            self.pages.insert(key, page);
        }
        self.keep(ui, cx);
        if let Some(number) = self.sought() {
            self.name(&number, cx);
        }
        if sought {
            self.take(1, cx);
        }
    }
}

impl FormScreen {
    /// Called when the screen or the program is left: what is typed must be on the disk.
    pub fn leave(&mut self, cx: &mut Cx<'_>) {
        if self.keeper.flush() {
            self.send_drafts(cx);
        }
    }

    /// The requisition's screen has something else to be kept, or nothing any more.
    pub fn keep_requisition(&mut self, draft: Option<FormDraft>, cx: &mut Cx<'_>) {
        if self.requisition != draft {
            self.requisition = draft;
            self.keeper.flush();
            self.send_drafts(cx);
        }
    }

    fn keep(&mut self, ui: &Ui, cx: &mut Cx<'_>) {
        let now_ms = millis(ui.input(|i| i.time));
        if self.keeper.due(now_ms) {
            self.send_drafts(cx);
        }
        if let Some(wait) = self.keeper.wait_ms(now_ms) {
            ui.ctx().request_repaint_after(std::time::Duration::from_millis(wait));
        }
    }

    fn send_drafts(&self, cx: &mut Cx<'_>) {
        let own = self.pages.values().filter(|page| page.is_touched()).map(Page::draft);
        let forms = own.chain(self.requisition.clone()).collect();
        cx.send(Job::Case(CaseJob::KeepForms { forms }));
    }

    fn page(&mut self) -> Option<&mut Page> {
        self.at.as_ref().and_then(|key| self.pages.get_mut(key))
    }

    /// Only forms that nobody typed into are ever dropped.
    fn make_room(&mut self) {
        while self.pages.len() >= PAGES_MAX {
            let Some(key) = self.pages.iter().find(|(_, page)| !page.is_touched()).map(|(key, _)| key.clone()) else { return };
            self.pages.remove(&key);
        }
    }

    fn focus_first(&mut self) {
        self.focus = self.page().and_then(|p| p.first()).map(id_of);
    }

    fn prefilled(&mut self, id: FormId, values: &Sheet, about: Option<&PatientLine>, cx: &Cx<'_>) {
        let Some(key) = self.asked.take_if(|key| key.form == id) else { return };
        let Some((page, masters)) = self.pages.get_mut(&key).zip(cx.masters()) else { return };
        page.about = about.cloned();
        page.seek_fault = None;
        page.take_known(values, masters, cx.today(), cx.lang());
        if self.at.as_ref() == Some(&key) && !page.is_touched() {
            self.focus_first();
        }
    }

    /// The form is about this patient: what was typed goes with it, and is not found again by the next one.
    fn name(&mut self, number: &str, cx: &mut Cx<'_>) {
        let Some(old) = self.at.clone() else { return };
        let Some(mut page) = self.pages.remove(&old) else { return };
        page.given.set("patient", number);
        let key = Key::new(page.form, &page.given);
        cx.send(Job::Case(CaseJob::Prefill { form: page.form, values: page.given.clone() }));
        page.seek.clear();
        self.asked = Some(key.clone());
        self.pages.insert(key.clone(), page);
        self.at = Some(key);
    }

    /// A number typed into the box above the form, once it was left.
    fn sought(&mut self) -> Option<String> {
        let page = self.page()?;
        let wanted = page.seek_fault == Some(SOUGHT);
        wanted.then(|| {
            page.seek_fault = None;
            page.seek.trim().to_owned()
        })
    }

    fn save(&mut self, cx: &mut Cx<'_>) {
        if self.saving.is_some() || self.done.is_some() {
            return;
        }
        let Some(page) = self.page() else { return };
        page.remarks.clear();
        let (form, values) = (page.form, page.to_send());
        self.saving = Some(values.clone());
        cx.send(Job::Case(CaseJob::Fill { form, values }));
    }

    fn filled(&mut self, done: &Done, cx: &mut Cx<'_>) {
        let sent = self.saving.take().unwrap_or_default();
        let page = self.at.as_ref().and_then(|key| self.pages.remove(key));
        // The draft of what is saved now goes; the others stay.
        self.keeper.flush();
        self.send_drafts(cx);
        if let Some(id) = result::newborn_of(done, page.as_ref()) {
            cx.send(Job::Patient { id });
        }
        let title = done.form.title().get(cx.lang()).to_owned();
        let number = done.number.as_ref().or(done.patient_number.as_ref()).map(ToString::to_string).unwrap_or_default();
        cx.say(cx.w.with("fill-said", &[("form", &title), ("number", &number)]));
        let finished = Finished { done: Box::new(done.clone()), sent, newborn: None };
        if done.form == FormId::Shift {
            finished.print_shift(cx);
        }
        self.done = Some(finished);
    }

    /// True when every sentence has a place beside a field.
    fn refused(&mut self, problem: &Problem) -> bool {
        if let Some(key) = self.asked.take() {
            // The number typed is nobody's: back to a form about nobody, with what was typed.
            if let Some(mut page) = self.pages.remove(&key) {
                let number = page.given.get("patient").to_owned();
                page.given.set("patient", "");
                page.seek = number;
                page.seek_fault = Some("fill-seek-unknown");
                let key = Key::new(page.form, &page.given);
                self.pages.insert(key.clone(), page);
                self.at = Some(key);
                self.focus = Some(seek_id());
            }
            return true;
        }
        if self.saving.take().is_none() {
            return false;
        }
        let Some(page) = self.page() else { return false };
        page.remarks.clone_from(&problem.remarks);
        let told = !problem.remarks.is_empty();
        self.focus_first();
        told
    }
}

/// Marks a number that was typed and left; never shown.
const SOUGHT: &str = "";

impl FormScreen {
    /// Draws the form, and beside one that asks for somebody new who that may be. True when Enter takes the first of them.
    fn sheet(&mut self, ui: &mut Ui, page: &mut Page, cx: &mut Cx<'_>) -> bool {
        let mut room = ui.available_rect_before_wrap();
        let panel = page.asks_person() && room.width() >= PANEL_FROM;
        if panel {
            let side = if room.width() < WIDE { SIDE_WIDTH_NARROW } else { SIDE_WIDTH };
            let beside = Rect::from_min_max(pos2(room.right() - side, room.top()), room.max);
            room.max.x = beside.left() - gap::M;
            // Where somebody else is sought, the list is shown again.
            let matched = page.matched().filter(|_| page.seek.trim().is_empty());
            pane(ui, beside, 0.0, |ui| self.likely.panel(ui, matched.as_ref(), page.taken(), cx));
        }
        pane(ui, room, 0.0, |_ui| {});
        let inner = room.shrink2(vec2(gap::L, 0.0));
        let head = Rect::from_min_size(inner.min, vec2(inner.width(), HEAD_HEIGHT));
        let foot = Rect::from_min_max(pos2(inner.left(), inner.bottom() - FOOT_HEIGHT), inner.max);
        let body = Rect::from_min_max(pos2(inner.left(), head.bottom()), pos2(inner.right(), foot.top()));
        let colours = theme::palette(ui);
        ui.painter().hline(room.x_range().shrink(1.0), head.bottom() - 0.5, colours.hairline());
        ui.painter().hline(room.x_range().shrink(1.0), foot.top() + 0.5, colours.hairline());
        let entered = bare(ui, head, 0.0, |ui| self.heading(ui, page, cx));
        let touch = bare(ui, body, 0.0, |ui| self.body(ui, page, panel, cx));
        follow(page, &touch, cx);
        if touch.changed.iter().any(|slot| tells_who(slot)) && page.asks_person() {
            self.likely.ask_similar(&page.person(), cx);
        }
        bare(ui, foot, 0.0, |ui| self.foot(ui, page, cx));
        entered
    }

    fn body(&mut self, ui: &mut Ui, page: &mut Page, panel: bool, cx: &Cx<'_>) -> Touch {
        reserve_bar(ui);
        let enabled = self.saving.is_none();
        let scroll = ScrollArea::vertical().id_salt(("form-scroll", page.form)).auto_shrink([false, false]);
        scroll
            .show(ui, |ui| {
                ui.spacing_mut().item_spacing.y = gap::M;
                ui.add_space(gap::S);
                ui.add_enabled_ui(enabled, |ui| {
                    if let Some(id) = page.seek_fault.filter(|id| *id != SOUGHT) {
                        said_line(ui, &Said::fault(cx.w.t(id)));
                    }
                    // Where there is a panel, it tells it.
                    if let Some(matched) = page.matched().filter(|_| !panel) {
                        said_line(ui, &taken_said(&matched, cx));
                    }
                    let stray: Vec<String> = page.stray().into_iter().map(|r| remark_text(r, cx.lang())).collect();
                    for text in stray {
                        said_line(ui, &Said::fault(text));
                    }
                    let mut drawing = Drawing { page, picks: &mut self.picks, cx, touch: Touch::default() };
                    drawing.parts(ui);
                    drawing.touch
                })
                .inner
            })
            .inner
    }

    /// Forgets what was typed; whom it is about stays.
    fn anew(&mut self, page: &mut Page, cx: &mut Cx<'_>) {
        let given = page.given.clone();
        *page = Page::new(page.form);
        self.keeper.touch();
        page.give(&self.opened);
        page.give(&given);
        if page.names_somebody() {
            cx.send(Job::Case(CaseJob::Prefill { form: page.form, values: page.given.clone() }));
            self.asked.clone_from(&self.at);
        }
        self.focus = page.first().map(id_of);
    }

    fn foot(&mut self, ui: &mut Ui, page: &mut Page, cx: &mut Cx<'_>) {
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            ui.spacing_mut().item_spacing.x = gap::M;
            let label = cx.w.t(match self.saving {
                Some(_) => "list-saving",
                None if result::prints(page.form) => "command-fill",
                None => "fill-save",
            });
            let save = ui.add(Button::primary(&label).key("Ctrl Enter").enabled(self.saving.is_none()));
            if std::mem::take(&mut self.focus_save) {
                save.request_focus();
            }
            if save.clicked() {
                cx.wish(Wish::Run(UiCommand::Fill));
            }
            if ui.add(Button::secondary(&cx.w.t("command-back")).key("Esc").no_focus()).clicked() {
                cx.wish(Wish::Back);
            }
            if page.matched().is_some()
                && page.can_go_back()
                && ui.add(Button::quiet(&cx.w.t("command-undo")).key("Ctrl U").no_focus()).clicked()
            {
                cx.wish(Wish::Run(UiCommand::Undo));
            }
            if page.is_touched() && ui.add(Button::quiet(&cx.w.t("fill-anew")).no_focus()).clicked() {
                self.anew(page, cx);
            }
            // Where there is no room for all of it, it is left out.
            let legend = theme::label(cx.w.t("fill-legend"));
            let galley = egui::WidgetText::from(legend.clone()).into_galley(ui, None, f32::INFINITY, egui::TextStyle::Body);
            if galley.size().x + gap::M <= ui.available_width() {
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| drop(ui.label(legend)));
            }
        });
    }
}

/// A bed says which ward it stands in; another ward has other beds.
fn follow(page: &mut Page, touch: &Touch, cx: &Cx<'_>) {
    let Some(masters) = cx.masters() else { return };
    for slot in touch.changed.iter().chain(&touch.left) {
        let bed = masters.bed(page.typed.get("bed").trim());
        match (*slot, bed) {
            ("bed", Some(bed)) if page.typed.get("ward").trim().is_empty() => {
                let ward = bed.ward.clone();
                page.typed.set("ward", ward);
            }
            ("ward", Some(bed)) if touch.left.contains(slot) => {
                let ward = masters.ward(page.typed.get("ward").trim()).map(|w| w.code.clone());
                if ward.is_some_and(|ward| ward != bed.ward) {
                    page.typed.set("bed", "");
                }
            }
            _ => {}
        }
    }
}
