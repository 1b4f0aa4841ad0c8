//! The laboratory on the home screen: what presses, and how old the tubes are that have no result.

use crate::desk::lab::LabBoard;
use crate::hospital::permissions::Right;
use crate::window::commands::UiCommand;
use crate::window::screens::lab::Tile;
use crate::window::state::{Cx, Wish};
use crate::window::theme::{Tone, gap};
use crate::window::widgets::{Bar, BigNumber, Button, bar, card, hours, section};
use crate::words::grouped;
use crate::worker::{Job, LabEvent, LabJob};
use egui::{Ui, vec2};
use std::sync::Arc;

/// Columns of the picture; older ones are in the last.
const HOURS: usize = 13;
/// Groups shown with their capacity.
const GROUPS_MAX: usize = 7;

/// What was heard last.
#[derive(Default)]
pub struct Lab {
    board: Option<Arc<LabBoard>>,
}

/// Who works in the laboratory and registers nobody: the laboratory is their home.
pub fn is_home(cx: &Cx<'_>) -> bool {
    cx.may(Right::EnterResults) && !cx.may(Right::RegisterOpd)
}

/// Asks for the board where the person has to do with tubes.
pub fn ask(cx: &mut Cx<'_>) {
    if cx.may(Right::HandleTubes) {
        cx.send(Job::Lab(LabJob::Board));
    }
}

impl Lab {
    pub fn hear(&mut self, event: &LabEvent) {
        if let LabEvent::Board(board) = event {
            self.board = Some(Arc::clone(board));
        }
    }

    fn count(&self, tile: Tile, cx: &Cx<'_>) -> u64 {
        self.board.as_ref().map_or(0, |b| b.lines.iter().filter(|line| tile.holds(line, cx.now)).count() as u64)
    }

    /// Five numbers in a line.
    pub fn numbers(&self, ui: &mut Ui, cx: &Cx<'_>) {
        let inside = [Tile::Received, Tile::Bench].into_iter().map(|tile| self.count(tile, cx)).sum();
        let all = [
            (self.count(Tile::Critical, cx), "home-lab-critical", Tone::Error),
            (self.count(Tile::TooOld, cx), "home-lab-too-old", Tone::Error),
            (self.count(Tile::Soon, cx), "home-lab-soon", Tone::Warning),
            (self.count(Tile::ToVerify, cx), "home-lab-to-verify", Tone::Plain),
            (inside, "home-lab-open", Tone::Plain),
        ];
        let width = (ui.available_width() - gap::M * 4.0) / 5.0;
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = gap::M;
            for (n, caption, tone) in all {
                let tone = if n == 0 { Tone::Plain } else { tone };
                BigNumber::new(&grouped(n), &cx.w.t(caption)).tone(tone).called().width(width).show(ui);
            }
        });
    }

    /// Tubes without a result by the hours since they were filled.
    pub fn by_age(&self, ui: &mut Ui, cx: &Cx<'_>) {
        let mut values = vec![0u64; HOURS];
        let waits = |tile: Tile, line| tile.holds(line, cx.now);
        for line in self.board.iter().flat_map(|b| &b.lines) {
            let open = waits(Tile::Coming, line) || waits(Tile::Received, line) || waits(Tile::Bench, line);
            let Some(collected) = line.collected.filter(|_| open) else { continue };
            let age = usize::try_from(cx.now.signed_duration_since(collected).num_hours()).unwrap_or(0).min(HOURS - 1);
            if let Some(value) = values.get_mut(age) {
                *value += 1;
            }
        }
        card(ui, |ui| {
            ui.set_width(ui.available_width());
            section(ui, &cx.w.t("home-lab-by-age"));
            let extent = vec2(ui.available_width(), 150.0);
            hours(ui, extent, 0, &values, None, &cx.w.t("home-lab-by-age"));
        });
    }

    /// For who has to do with tubes beside other work: what presses, in a few lines.
    pub fn card(&self, ui: &mut Ui, cx: &mut Cx<'_>) {
        if self.board.is_none() || !cx.may(Right::HandleTubes) {
            return;
        }
        card(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.spacing_mut().item_spacing.y = 2.0;
            section(ui, &cx.w.t("home-lab"));
            for (tile, caption, tone) in [
                (Tile::Critical, "home-lab-critical", Tone::Error),
                (Tile::TooOld, "home-lab-too-old", Tone::Error),
                (Tile::ToVerify, "home-lab-to-verify", Tone::Plain),
                (Tile::Coming, "home-lab-coming", Tone::Plain),
            ] {
                let n = self.count(tile, cx);
                let tone = if n == 0 { Tone::Plain } else { tone };
                line(ui, &cx.w.t(caption), &grouped(n), tone);
            }
            if ui.add(Button::quiet(&cx.w.t("home-lab-board")).key("F7")).clicked() {
                cx.wish(Wish::Run(UiCommand::Lab));
            }
        });
    }
}

impl Lab {
    /// How much of each group's day is taken, the fullest first.
    pub fn capacity(&self, ui: &mut Ui, cx: &Cx<'_>) {
        let Some(board) = self.board.as_ref().filter(|b| !b.capacity.is_empty()) else { return };
        let mut all: Vec<&(String, u32, u32)> = board.capacity.iter().collect();
        all.sort_by_key(|(_, taken, of)| std::cmp::Reverse(u64::from(*taken) * 1000 / u64::from((*of).max(1))));
        card(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.spacing_mut().item_spacing.y = gap::XS;
            section(ui, &cx.w.t("home-lab-capacity"));
            for (code, taken, of) in all.into_iter().take(GROUPS_MAX) {
                let name = cx.masters().and_then(|m| m.lab_panels.iter().find(|p| p.code == *code));
                let name = name.map_or(code.as_str(), |p| p.name.get(cx.lang()));
                let tone = if taken >= of { Tone::Warning } else { Tone::Plain };
                line(ui, name, &format!("{taken} / {of}"), tone);
                let width = ui.available_width();
                let name = format!("{name}: {taken} / {of}");
                bar(ui, &Bar { value: u64::from(*taken), of: u64::from(*of), width, tone }, &name);
            }
        });
    }
}

fn line(ui: &mut Ui, caption: &str, number: &str, tone: Tone) {
    use crate::window::theme;
    ui.horizontal(|ui| {
        ui.label(theme::text(caption));
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            let ink = theme::palette(ui).ink_of(tone);
            ui.label(theme::strong(number).color(ink));
        });
    });
}
