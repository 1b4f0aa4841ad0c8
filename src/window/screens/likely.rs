//! People who may be the one a form is about, of this counter and of the patient index in one list: asked for while somebody types,
//! drawn with keys, and what was taken. Which of them it is, a person decides.

use crate::desk::views::{IndexStanding, Match, Matched, Sure, why_text};
use crate::hospital::opd_form::{Field, OpdForm};
use crate::hospital::permissions::Right;
use crate::journal::EntryId;
use crate::window::commands::UiCommand;
use crate::window::routes::Route;
use crate::window::state::{Cx, Wish};
use crate::window::theme::{self, gap};
use crate::window::widgets::{MatchLine, Said, day, key_line, said_line, split_line};
use crate::words::grouped;
use crate::worker::{Event, Job};
use egui::{Frame, Id, Margin, ScrollArea, Sense, Ui, WidgetInfo, accesskit::Role};

/// Matches with a key of their own.
pub const MATCHES_MAX: usize = 9;
const CAPS: [&str; MATCHES_MAX] = ["Alt 1", "Alt 2", "Alt 3", "Alt 4", "Alt 5", "Alt 6", "Alt 7", "Alt 8", "Alt 9"];
/// Letters of a name before look-alikes are asked for.
const NAME_CHARS_MIN: usize = 2;
/// Digits of a mobile before its household is asked for.
const MOBILE_DIGITS_MIN: usize = 4;
/// Letters of what is sought.
const SOUGHT_CHARS_MIN: usize = 2;
/// Room kept for the lines of what the keys do.
const FOOT_HEIGHT: f32 = 70.0;
/// And for the line that offers to merge two of them.
const MERGE_HEIGHT: f32 = 40.0;

/// Somebody of the patient index that a form was filled from.
#[derive(Clone)]
pub struct Taken {
    pub found: Match,
    /// Fields in which what was typed stays although the index says otherwise.
    pub kept: Vec<Field>,
}

/// The list beside a form.
#[derive(Default)]
pub struct Likely {
    lines: Vec<Match>,
    micros: u64,
    serial: u64,
    /// *None of these* was pressed for what is typed now.
    dismissed: bool,
    /// Something was asked that has to be answered.
    asked: bool,
}

impl Likely {
    /// Nobody, and an answer under way is not taken.
    pub fn clear(&mut self, cx: &mut Cx<'_>) {
        *self = Self { serial: cx.out.next_serial(), ..Self::default() };
    }

    /// Asks who is like the one in the form.
    pub fn ask_similar(&mut self, form: &OpdForm, cx: &mut Cx<'_>) {
        if !says_enough(form) || form.still_matched().is_some() {
            return self.clear(cx);
        }
        self.begin(cx);
        cx.send(Job::Similar { serial: self.serial, form: Box::new(form.swept()) });
    }

    /// Asks for what was typed into a box that seeks.
    pub fn ask_found(&mut self, text: &str, cx: &mut Cx<'_>) {
        let text = text.trim();
        if text.chars().count() < SOUGHT_CHARS_MIN {
            return self.clear(cx);
        }
        self.begin(cx);
        cx.send(Job::Search { serial: self.serial, text: text.to_owned() });
    }

    fn begin(&mut self, cx: &mut Cx<'_>) {
        self.serial = cx.out.next_serial();
        self.dismissed = false;
        self.asked = true;
    }

    /// Takes the answer to what was asked last.
    pub fn hear(&mut self, event: &Event) {
        if let Event::Similar { serial, lines, micros } | Event::Found { serial, lines, micros } = event
            && *serial == self.serial
            && self.asked
        {
            self.lines.clone_from(lines);
            self.micros = *micros;
        }
    }

    pub const fn dismiss(&mut self) {
        self.dismissed = true;
    }

    /// What can be taken now.
    #[must_use]
    pub fn shown(&self) -> &[Match] {
        let all: &[Match] = if self.dismissed { &[] } else { &self.lines };
        all.get(..all.len().min(MATCHES_MAX)).unwrap_or_default()
    }

    /// The n-th, from 1.
    #[must_use]
    pub fn get(&self, n: u8) -> Option<&Match> {
        usize::from(n).checked_sub(1).and_then(|at| self.shown().get(at))
    }

    /// Draws the whole panel: the one the form was filled from, else those who may be the one.
    pub fn panel(&self, ui: &mut Ui, matched: Option<&Matched>, taken: Option<&Taken>, cx: &mut Cx<'_>) {
        ui.spacing_mut().item_spacing.y = 0.0;
        if let Some(matched) = matched {
            return taken_panel(ui, matched, taken, cx);
        }
        let shown = self.shown();
        head(ui, &cx.w.t("opd-side-title"), &side_line((shown.len(), self.micros), self.asked, cx));
        split_line(ui);
        people(ui, shown, cx);
    }
}

/// True when a form says enough of somebody to look for them.
#[must_use]
pub fn says_enough(form: &OpdForm) -> bool {
    let digits = form.mobile.chars().filter(char::is_ascii_digit).count();
    let letters = form.name.chars().count().max(form.name_hi.chars().count());
    let numbers = !form.uhid.is_empty() || !form.abha.is_empty();
    digits >= MOBILE_DIGITS_MIN || letters >= NAME_CHARS_MIN || numbers
}

/// The first two of our own records that are both probably the one in the form: most likely one person with two numbers.
#[must_use]
pub fn twins(shown: &[Match]) -> Option<(EntryId, EntryId)> {
    let mut sure = shown.iter().filter(|found| found.sure() != Sure::Open).filter_map(Match::ours);
    Some((sure.next()?.id.clone(), sure.next()?.id.clone()))
}

/// Opens the two beside each other, to merge them; what was typed stays.
pub fn merge(shown: &[Match], cx: &mut Cx<'_>) {
    if let Some((one, other)) = twins(shown) {
        cx.go(Route::Merge { one, other: Some(other) });
    }
}

/// Title of a panel and the sentence beneath it.
pub fn head(ui: &mut Ui, title: &str, line: &str) {
    Frame::new().inner_margin(Margin { left: 14, right: 14, top: 12, bottom: 10 }).show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = 2.0;
        ui.label(theme::strong(title));
        ui.add(egui::Label::new(theme::label(line)).wrap());
    });
}

/// How many are looked through and how fast, or what to do.
#[must_use]
pub fn side_line((shown, micros): (usize, u64), typed: bool, cx: &Cx<'_>) -> String {
    let patients = cx.shared.status.as_ref().map_or(0, |s| s.patients);
    let here = cx.w.with("opd-side-here", &[("patients", &grouped(patients))]);
    let known = match &cx.shared.index {
        IndexStanding::Open { people, .. } => format!("{here} · {}", cx.w.with("index-side", &[("people", &grouped(*people))])),
        _ => here,
    };
    match (shown, typed) {
        (0, true) => format!("{} {known}", cx.w.t("opd-side-nobody")),
        (0, false) => format!("{} {known}", cx.w.t("opd-side-empty")),
        _ => format!("{known} · {}", cx.w.with("opd-side-ms", &[("ms", &grouped((micros / 1000).max(1)))])),
    }
}

/// The people, each with the key that takes it, and *none of these* beneath.
pub fn people(ui: &mut Ui, shown: &[Match], cx: &mut Cx<'_>) {
    let twins = cx.may(Right::MergePatients) && twins(shown).is_some();
    let room = (ui.available_height() - FOOT_HEIGHT - if twins { MERGE_HEIGHT } else { 0.0 }).max(60.0);
    let mut taken = None;
    let scroll = ScrollArea::vertical().id_salt("likely-people").max_height(room).min_scrolled_height(room);
    scroll.auto_shrink([false, false]).show(ui, |ui| {
        for (n, found) in shown.iter().enumerate() {
            let cap = CAPS.get(n).copied().unwrap_or("");
            let line = MatchLine::new(Id::unique(("likely", n)), found, cx.today()).key(cap).chosen(n == 0);
            if line.show(ui, cx.w).clicked() {
                taken = u8::try_from(n + 1).ok();
            }
        }
    });
    if twins {
        split_line(ui);
        foot(ui, "Alt J", "command-merge-likely", UiCommand::MergeLikely, cx);
    }
    if !shown.is_empty() {
        split_line(ui);
        Frame::new().inner_margin(Margin { left: 14, right: 14, top: 10, bottom: 0 }).show(ui, |ui| {
            key_line(ui, "Alt 1 – 9", &cx.w.t("likely-take"));
        });
        foot(ui, "Alt N", "command-none-of-these", UiCommand::NoneOfThese, cx);
    }
    if let Some(n) = taken {
        cx.wish(Wish::Run(UiCommand::Take(n)));
    }
}

/// How sure it is, what stays as it was typed, who was taken, and the key that takes it back. Of a form begun the last time only the
/// first is known.
pub fn taken_panel(ui: &mut Ui, matched: &Matched, taken: Option<&Taken>, cx: &mut Cx<'_>) {
    Frame::new().inner_margin(Margin { left: 14, right: 14, top: 12, bottom: 10 }).show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = gap::XS;
        ui.label(theme::strong(cx.w.t("index-taken-title")));
        said_line(ui, &taken_said(matched, cx));
        if let Some(taken) = taken.filter(|taken| !taken.kept.is_empty()) {
            let fields: Vec<String> = taken.kept.iter().map(|f| cx.w.t(&format!("field-{}", f.code())).into_owned()).collect();
            said_line(ui, &Said::hint(cx.w.with("index-kept", &[("fields", &fields.join(", "))])));
        }
    });
    split_line(ui);
    let Some(taken) = taken else { return };
    MatchLine::new(Id::unique("likely-taken"), &taken.found, cx.today()).chosen(true).show(ui, cx.w);
    foot(ui, "Ctrl U", "index-untake", UiCommand::Undo, cx);
}

/// Nothing is a hundred in a hundred.
fn percent_text(matched: &Matched) -> String {
    matched.score.min(99).to_string()
}

/// `From the patient index of 21-11-2026: nearly certain (97 %).`
#[must_use]
pub fn taken_said(matched: &Matched, cx: &Cx<'_>) -> Said {
    let sure = Sure::of_percent(matched.score);
    let values = [("day", day(matched.day)), ("score", percent_text(matched))];
    let values: Vec<(&str, &str)> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let text = cx.w.with(&format!("index-taken-{}", sure.code()), &values);
    if sure == Sure::Open { Said::hint(text) } else { Said::info(text) }
}

/// `Filled from the patient index of 21-11-2026, UHID 104990021: nearly certain (97 %).`, and why: as a patient's file tells it later.
#[must_use]
pub fn filled_text(matched: &Matched, cx: &Cx<'_>) -> String {
    let id = format!("index-filled-{}", Sure::of_percent(matched.score).code());
    let said = cx.w.with(&id, &[("day", &day(matched.day)), ("uhid", &matched.uhid), ("score", &percent_text(matched))]);
    let why: Vec<String> = matched.why.iter().filter_map(|code| why_text(code, cx.lang())).collect();
    if why.is_empty() { said } else { format!("{said} {}", cx.w.with("index-filled-why", &[("why", &why.join(", "))])) }
}

/// A key and what it does; a click does the same.
fn foot(ui: &mut Ui, key: &str, id: &str, command: UiCommand, cx: &mut Cx<'_>) {
    let text = cx.w.t(id);
    let response = Frame::new().inner_margin(Margin::symmetric(14, 10)).show(ui, |ui| key_line(ui, key, &text)).response;
    let response = ui.interact(response.rect, Id::unique(("likely-foot", id)), Sense::CLICK);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, text.as_ref()));
    if response.clicked() {
        cx.wish(Wish::Run(command));
    }
}
