//! The place that is marked, in full: who, since when, what is meant for it, what should be looked at, and what can be done.

use super::beds::how_long;
use super::{Spot, WardScreen};
use crate::desk::cases::{BedLine, BedLook, Occupant};
use crate::hospital::forms::choice_text;
use crate::window::commands::{UiCommand, WardKey, line_of};
use crate::window::state::{Cx, Wish};
use crate::window::theme::{self, Tone, gap};
use crate::window::widgets::{
    Button, Said, age_sex, card, date_time, in_language, key_action, name_pair, pill, said_line, split_line, tag,
};
use egui::{Align, Label, Layout, ScrollArea, Ui};

/// Room kept for the keys at the foot; more lines where the panel is narrow.
const KEYS_HEIGHT: f32 = 140.0;
const KEYS_HEIGHT_NARROW: f32 = 196.0;
const NARROW: f32 = 240.0;

impl WardScreen {
    pub(super) fn panel(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        ui.spacing_mut().item_spacing.y = gap::S;
        let keys = self.keys();
        let keys_height = if ui.available_width() < NARROW { KEYS_HEIGHT_NARROW } else { KEYS_HEIGHT };
        let height = (ui.available_height() - keys_height).max(80.0);
        let boards = self.boards.clone();
        let board = boards.iter().find(|b| b.ward == self.ward);
        let spot = board.and_then(|b| super::spots(b).get(self.at).copied());
        let mut stays = None;
        ScrollArea::vertical()
            .id_salt("ward-panel")
            .max_height(height)
            .min_scrolled_height(height)
            .auto_shrink([false, false])
            .show(ui, |ui| match spot {
                Some(Spot::Bed(bed)) => stays = bed_panel(ui, bed, cx),
                Some(Spot::Unplaced(who)) => {
                    ui.label(theme::strong(cx.w.t("ward-without-bed")));
                    person(ui, who, cx);
                }
                Some(Spot::Request(who)) => {
                    ui.label(theme::strong(cx.w.t("ward-asked-for")));
                    person(ui, who, cx);
                }
                None => drop(ui.add(Label::new(theme::text(cx.w.t("ward-nothing")).weak()).wrap())),
            });
        if let Some(n) = stays {
            self.stays(n, cx);
        }
        ui.with_layout(Layout::bottom_up(Align::LEFT), |ui| {
            ui.allocate_ui_with_layout(
                egui::vec2(ui.available_width(), keys_height - gap::M),
                Layout::top_down(Align::LEFT),
                |ui| {
                    split_line(ui);
                    ui.horizontal_wrapped(|ui| {
                        ui.spacing_mut().item_spacing = egui::vec2(gap::S, 2.0);
                        for key in keys {
                            key_of(ui, key, cx);
                        }
                    });
                },
            );
        });
    }

    /// What can be done with the place that is marked.
    fn keys(&self) -> Vec<WardKey> {
        use WardKey as K;
        let own: &[WardKey] = match self.marked() {
            Some(Spot::Bed(bed)) if bed.who.is_empty() && !bed.planned.is_empty() => &[K::Admit, K::Transfer, K::Mark],
            Some(Spot::Bed(bed)) if bed.who.is_empty() => &[K::Admit, K::Mark],
            Some(Spot::Bed(bed)) if bed.who.len() > 1 => &[],
            Some(Spot::Bed(_) | Spot::Unplaced(_)) => {
                &[K::Transfer, K::Swap, K::Discharge, K::FaceSheet, K::Wristband, K::Order, K::Open, K::Cancel]
            }
            Some(Spot::Request(_)) => &[K::Admit, K::Open, K::Cancel],
            None => &[],
        };
        let birth = self.marked().and_then(Spot::inside).filter(|who| who.sex == crate::hospital::sex::Sex::Female);
        let birth = birth.map(|_| K::Birth);
        own.iter().copied().chain(birth).chain([K::Request, K::Indent, K::NewCensus]).collect()
    }
}

fn key_of(ui: &mut Ui, key: WardKey, cx: &mut Cx<'_>) {
    let Some(line) = line_of(UiCommand::Ward(key)) else { return };
    let may = line.right.is_none_or(|right| cx.may(right));
    if may && key_action(ui, line.cap, &cx.w.t(&format!("{}.short", line.id)), true) {
        cx.wish(Wish::Run(UiCommand::Ward(key)));
    }
}

/// A bed. Answers who stays where two lie in it.
fn bed_panel(ui: &mut Ui, bed: &BedLine, cx: &Cx<'_>) -> Option<usize> {
    if bed.look == BedLook::Conflict {
        return conflict(ui, bed, cx);
    }
    ui.horizontal_wrapped(|ui| {
        ui.label(theme::strong(cx.w.with("ward-bed", &[("bed", &bed.code)])));
        let tone = match bed.look {
            BedLook::Free => Tone::Ok,
            BedLook::Reserved => Tone::Info,
            BedLook::Taken | BedLook::Cleaning => Tone::Plain,
            BedLook::OutOfOrder => Tone::Warning,
            BedLook::Conflict => Tone::Error,
        };
        tag(ui, &cx.w.t(bed.look.word_id()), tone);
        if bed.kind != "general" {
            tag(ui, &cx.w.t(&format!("bed-kind-{}", bed.kind)), Tone::Plain);
        }
    });
    for who in &bed.who {
        person(ui, who, cx);
    }
    for warning in &bed.warnings {
        said_line(ui, &Said::hint(cx.w.t(warning.word_id()).into_owned()));
    }
    for who in &bed.planned {
        planned(ui, who, cx);
    }
    if let Some(mark) = bed.mark.as_ref().filter(|_| bed.who.is_empty() && bed.look != BedLook::Free) {
        let since = cx.w.with("ward-since", &[("at", &date_time(mark.since, cx.today()))]);
        ui.add(Label::new(theme::text(since)).wrap());
        if let Some(until) = mark.mark.until {
            ui.label(theme::text(cx.w.with("ward-until", &[("at", &date_time(until, cx.today()))])));
        }
        if !mark.mark.reason.is_empty() {
            ui.add(Label::new(theme::text(&mark.mark.reason)).wrap());
        }
    }
    if bed.look == BedLook::Free {
        ui.add(Label::new(theme::text(cx.w.t("ward-free-what")).weak()).wrap());
    }
    None
}

fn conflict(ui: &mut Ui, bed: &BedLine, cx: &Cx<'_>) -> Option<usize> {
    ui.label(theme::strong(cx.w.with("ward-conflict", &[("bed", &bed.code)])));
    ui.add(Label::new(theme::label(cx.w.t("ward-conflict-what")).color(theme::palette(ui).ink)).wrap());
    let mut stays = None;
    for (n, who) in bed.who.iter().enumerate() {
        card(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.spacing_mut().item_spacing.y = 3.0;
            ui.horizontal_wrapped(|ui| name_pair(ui, &who.name, cx.lang()));
            let number = who.number.as_ref().unwrap_or(&who.patient_number);
            ui.label(theme::label(format!("{} · {number}", age_sex(&who.age, who.sex, cx.today(), cx.w))));
            let at = date_time(who.since, cx.today());
            ui.add(Label::new(theme::label(cx.w.with("ward-put-here", &[("at", &at), ("counter", &who.counter)]))).wrap());
            let cap = (n + 1).to_string();
            if key_action(ui, &cap, &cx.w.t("ward-stays"), true) {
                stays = Some(n);
            }
        });
    }
    stays
}

fn planned(ui: &mut Ui, who: &Occupant, cx: &Cx<'_>) {
    let Some((at, from)) = &who.planned else { return };
    let name = in_language(&who.name, cx.lang());
    let text = cx.w.with("ward-held-for", &[("name", name), ("at", &date_time(*at, cx.today())), ("from", from)]);
    said_line(ui, &Said::info(text));
}

/// Everything the board knows of somebody.
fn person(ui: &mut Ui, who: &Occupant, cx: &Cx<'_>) {
    ui.spacing_mut().item_spacing.y = 3.0;
    ui.horizontal_wrapped(|ui| name_pair(ui, &who.name, cx.lang()));
    ui.horizontal_wrapped(|ui| {
        ui.label(theme::text(age_sex(&who.age, who.sex, cx.today(), cx.w)));
        if who.mlc {
            tag(ui, "MLC", Tone::Warning);
        }
        if who.unknown {
            tag(ui, &cx.w.t("ward-unknown"), Tone::Warning);
        }
        if who.newborn {
            tag(ui, &cx.w.t("ward-newborn"), Tone::Info);
        }
        if who.misfit {
            tag(ui, &cx.w.t("ward-misfit"), Tone::Error);
        }
    });
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.y = gap::XS;
        if let Some(number) = &who.number {
            pill(ui, number.as_str());
        }
        pill(ui, who.patient_number.as_str());
    });
    ui.add_space(gap::XS);
    for (id, value) in lines(who, cx) {
        if !value.is_empty() {
            ui.label(theme::label(cx.w.t(id)));
            ui.add(Label::new(theme::text(value)).wrap());
            ui.add_space(gap::XS);
        }
    }
}

fn lines(who: &Occupant, cx: &Cx<'_>) -> Vec<(&'static str, String)> {
    let lang = cx.lang();
    let doctor = who.doctor.as_deref().unwrap_or_default();
    let doctor = cx.masters().and_then(|m| m.doctor(doctor)).map_or(doctor, |d| d.name.get(lang)).to_owned();
    let department = cx.masters().and_then(|m| m.department(&who.department)).map(|d| d.name.get(lang).to_owned());
    let since = |at| format!("{} · {}", date_time(at, cx.today()), how_long(at, cx));
    let here = if who.admitted.is_none_or(|at| at == who.since) { String::new() } else { since(who.since) };
    let asked = if who.admitted.is_none() { since(who.since) } else { String::new() };
    vec![
        ("ward-line-asked", asked),
        ("ward-line-urgency", choice_text("urgency", &who.urgency, lang).to_owned()),
        ("ward-line-admitted", who.admitted.map(since).unwrap_or_default()),
        ("ward-line-here", here),
        ("ward-line-department", department.unwrap_or_else(|| who.department.clone())),
        ("ward-line-doctor", doctor),
        ("ward-line-diagnosis", who.diagnosis.clone()),
    ]
}

/// The whole hospital's head has the same button back to one ward.
pub(super) fn back_button(ui: &mut Ui, cx: &Cx<'_>) -> bool {
    ui.add(Button::secondary(&cx.w.t("ward-one")).key("O").no_focus()).clicked()
}
