//! One person of a list of likely matches: name, number, who they are, and why they are offered.

use super::key_cap::{key_cap_size, paint_key_cap};
use super::person_text::{name_pair, person_line};
use super::text_marks::{pill, tag};
use crate::desk::views::{Match, Origin, PatientLine, Sure};
use crate::window::theme::{self, Palette, Tone, gap, size};
use crate::words::Words;
use chrono::NaiveDate;
use egui::{Frame, Id, Margin, Rect, Response, RichText, Sense, Ui, UiBuilder, WidgetInfo, accesskit::Role, pos2};

/// The line. It fills the width; the whole of it can be clicked.
#[must_use = "call show"]
pub struct MatchLine<'a> {
    id: Id,
    found: &'a Match,
    today: NaiveDate,
    key: Option<&'a str>,
    chosen: bool,
}

impl<'a> MatchLine<'a> {
    pub const fn new(id: Id, found: &'a Match, today: NaiveDate) -> Self {
        Self { id, found, today, key: None, chosen: false }
    }

    /// The key that takes it: `Alt 1`.
    pub const fn key(mut self, key: &'a str) -> Self {
        self.key = Some(key);
        self
    }

    /// Marked: the best match, or where the arrows are.
    pub const fn chosen(mut self, chosen: bool) -> Self {
        self.chosen = chosen;
        self
    }

    /// Draws it; `clicked()` of the answer says that it was taken.
    pub fn show(self, ui: &mut Ui, words: &Words) -> Response {
        let colours = theme::palette(ui);
        let ground = if self.chosen { colours.soft } else { colours.surface };
        let name = self.name(words);
        let width = ui.available_width();
        // The keys stand in a column of their own, where the eye runs down them.
        let cap = self.key.map_or(0.0, |key| key_cap_size(ui, key).x + gap::S);
        let inner = ui.scope_builder(UiBuilder::new().id_salt(self.id), |ui| {
            Frame::new().fill(ground).inner_margin(Margin { left: 14, right: 12, top: 10, bottom: 10 }).show(ui, |ui| {
                ui.set_width(width - 26.0);
                ui.spacing_mut().item_spacing.y = 2.0;
                self.content(ui, cap, words, colours);
            });
        });
        let rect = inner.response.rect;
        let response = ui.interact(rect, self.id, Sense::CLICK);
        if self.chosen {
            let mark = Rect::from_min_max(rect.min, pos2(rect.left() + 3.0, rect.bottom()));
            ui.painter().rect_filled(mark, 0.0, colours.primary);
        }
        if let Some(key) = self.key {
            let at = pos2(rect.right() - 12.0 - cap + gap::S, rect.top() + 20.0);
            paint_key_cap(ui.painter(), at, key, colours.surface, colours.line, colours.muted);
        }
        ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, colours.hairline());
        response.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, true, self.chosen, &name));
        response
    }

    /// What a screen reader says of it.
    fn name(&self, words: &Words) -> String {
        let why: Vec<String> = self.found.why.iter().map(|w| w.text(words.lang())).collect();
        let sure = sure_text(self.found.sure(), words);
        let who = &self.found.who;
        let number = self.found.ours().map_or_else(|| number_text(self.found), numbers);
        let place = if self.found.central().is_some() { format!(" {}.", words.t("match-central")) } else { String::new() };
        format!("{}, {number}, {}.{place} {sure}{}", who.name.shown(), person_line(who, self.today, words), why.join(", "))
    }

    /// Where somebody is known, when it is not here alone; and what is wrong with a record of ours.
    fn marks(&self, ui: &mut Ui, words: &Words) {
        match &self.found.origin {
            Origin::Central(_) => drop(tag(ui, &words.t("match-central"), Tone::Info)),
            Origin::Here { central: true, .. } => drop(tag(ui, &words.t("match-both"), Tone::Plain)),
            Origin::Here { .. } => {}
        }
        let Some(line) = self.found.ours() else { return };
        if line.voided {
            tag(ui, &words.t("list-void"), Tone::Error);
        }
        if line.conflict {
            tag(ui, &words.t("list-conflict"), Tone::Warning);
        }
    }

    /// `cap`: room that the key takes beside the name.
    fn content(&self, ui: &mut Ui, cap: f32, words: &Words, colours: &Palette) {
        let who = &self.found.who;
        ui.scope(|ui| {
            ui.set_max_width(ui.available_width() - cap);
            ui.horizontal_wrapped(|ui| {
                ui.spacing_mut().item_spacing.x = gap::XS + 2.0;
                name_pair(ui, &who.name, words.lang());
                pill(ui, &number_text(self.found));
                for other in self.found.ours().map_or(&[][..], |line| line.also.as_slice()) {
                    pill(ui, &format!("+ {other}"));
                }
                self.marks(ui, words);
            });
        });
        ui.add(
            egui::Label::new(RichText::new(person_line(who, self.today, words)).font(theme::regular(size::LABEL + 0.5))).wrap(),
        );
        if !self.found.why.is_empty() {
            ui.add(egui::Label::new(why_job(self.found, words, colours)).wrap());
        }
    }
}

/// Our own number, and those of records that were merged with it.
fn numbers(line: &PatientLine) -> String {
    let also = line.also.iter().map(|other| format!(" + {other}"));
    std::iter::once(line.number.to_string()).chain(also).collect()
}

/// The UHID where there is one, else our own number; where two records were merged, the leading one's.
fn number_text(found: &Match) -> String {
    match found.ours() {
        Some(line) if line.uhid.is_empty() || !line.also.is_empty() => line.number.to_string(),
        _ => format!("UHID {}", found.who.uhid),
    }
}

/// `nearly certain: `, `probably: `; nothing where others may be as alike.
fn sure_text(sure: Sure, words: &Words) -> String {
    if sure == Sure::Open { String::new() } else { format!("{}: ", words.t(&format!("sure-{}", sure.code()))) }
}

/// How sure it is, then what speaks for it green, what speaks against it amber; the words say it too.
fn why_job(found: &Match, words: &Words, colours: &Palette) -> egui::text::LayoutJob {
    let mut job = egui::text::LayoutJob::default();
    let format = |font_id, color| egui::TextFormat { font_id, color, ..egui::TextFormat::default() };
    job.append(&sure_text(found.sure(), words), 0.0, format(theme::bold(size::LABEL), colours.ink));
    for (n, reason) in found.why.iter().enumerate() {
        let ink = if reason.speaks_against() { colours.warning.ink } else { colours.ok.ink };
        if n > 0 {
            // The dot stays with the reason before it.
            job.append("\u{a0}· ", 0.0, format(theme::regular(size::LABEL), colours.muted));
        }
        job.append(&reason.text(words.lang()), 0.0, format(theme::regular(size::LABEL), ink));
    }
    job
}
