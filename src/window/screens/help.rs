//! The help sheet, made from the command table: what each key does, here and everywhere.

use super::Screen;
use crate::window::commands::{COMMANDS, HandKey, LabKey, Line, MatchKey, Place, ProofKey, UiCommand};
use crate::window::state::Cx;
use crate::window::theme::{self, gap};
use crate::window::widgets::{card, key_cap, key_cap_size, section};
use egui::{Key, ScrollArea, Ui, vec2};

/// Width kept for key caps, in points.
const KEYS_WIDTH: f32 = 104.0;
/// Narrowest column of the sheet.
const COLUMN_MIN: f32 = 330.0;

/// F1.
#[derive(Default)]
pub struct HelpScreen;

/// A group of the sheet: its title and its places.
const GROUPS: &[(&str, &[Place])] = &[
    ("help-opd", &[Place::Opd, Place::People]),
    ("help-everywhere", &[Place::Inside]),
    ("help-ward", &[Place::Ward]),
    ("help-lab-order", &[Place::LabOrder]),
    ("help-lab-results", &[Place::LabResults]),
    ("help-lab", &[Place::Lab, Place::LabWorklist]),
    ("help-emergency", &[Place::Emergency, Place::Unknown]),
    ("help-books", &[Place::Books]),
    ("help-queue", &[Place::Queue, Place::Patient]),
    ("help-file", &[Place::File]),
    ("help-match", &[Place::Match]),
    ("help-handover", &[Place::Handover]),
    ("help-proof", &[Place::Proof, Place::Sheet]),
    ("help-crosswalk", &[Place::Crosswalk]),
    ("help-always", &[Place::Always]),
];
/// Keys that fields know by themselves.
const FIELD_KEYS: &[(&str, &str)] =
    &[("Enter", "help-enter"), ("Shift Enter", "help-shift-enter"), ("Tab", "help-tab"), ("Esc Esc", "help-esc-esc")];

/// Keys of the pane for typing, which has none of the table's.
const PANE_KEYS: &[(&str, &str)] = &[
    ("Space", "typing-help-copy"),
    ("1 … Z", "typing-help-field"),
    ("U", "typing-help-uhid"),
    ("Tab", "typing-help-number"),
    ("R", "typing-help-refuse"),
    ("L", "typing-help-later"),
    ("H", "typing-help-last"),
];

impl Screen for HelpScreen {
    fn draw(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        super::reserve_bar(ui);
        ScrollArea::vertical().auto_shrink([false, false]).show(ui, |ui| {
            by_keys(ui);
            ui.spacing_mut().item_spacing = vec2(gap::L, gap::L);
            ui.label(theme::heading(cx.w.t("help-title")));
            ui.label(theme::text(cx.w.t("help-what")));
            let columns = if ui.available_width() > 2.0 * COLUMN_MIN + gap::L { 2 } else { 1 };
            ui.columns(columns, |columns| {
                for (title, places) in GROUPS {
                    if let Some(ui) = shorter(columns) {
                        group(ui, title, places, cx);
                    }
                }
                if let Some(ui) = shorter(columns) {
                    scanner(ui, cx);
                }
            });
        });
    }
}

/// Arrows and page keys move the sheet: nobody needs a mouse to read its end.
fn by_keys(ui: &Ui) {
    const STEPS: [(Key, f32); 6] = [
        (Key::ArrowDown, -60.0),
        (Key::ArrowUp, 60.0),
        (Key::PageDown, -480.0),
        (Key::PageUp, 480.0),
        (Key::End, -10_000.0),
        (Key::Home, 10_000.0),
    ];
    let moved: f32 = ui.input(|i| STEPS.iter().filter(|(key, _)| i.key_pressed(*key)).map(|(_, step)| step).sum());
    if moved != 0.0 {
        ui.scroll_with_delta(vec2(0.0, moved));
    }
}

/// The column with the most room left.
fn shorter(columns: &mut [Ui]) -> Option<&mut Ui> {
    columns.iter_mut().min_by(|a, b| a.cursor().top().total_cmp(&b.cursor().top()))
}

fn group(ui: &mut Ui, title: &str, places: &[Place], cx: &Cx<'_>) {
    card(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = gap::XS;
        section(ui, &cx.w.t(title));
        if places.contains(&Place::Opd) {
            for (keys, id) in FIELD_KEYS {
                row(ui, keys, &cx.w.t(id));
            }
        }
        for line in COMMANDS.iter().filter(|l| places.contains(&l.place) && shown(l)) {
            let text = cx.w.t(&format!("{}.tip", line.id));
            let caps = match line.command {
                UiCommand::Take(1) => "Alt 1 … 9",
                UiCommand::Tube(LabKey::Tile(1)) => "1 … 8",
                UiCommand::Match(MatchKey::Link(1)) => "1 … 4",
                UiCommand::Match(MatchKey::List(1)) => "Alt 1 … 6",
                UiCommand::Hand(HandKey::List(1)) | UiCommand::Proof(ProofKey::Section(1)) => "1 … 6",
                _ => line.cap,
            };
            row(ui, caps, &text);
        }
        if places.contains(&Place::Handover) {
            for (keys, id) in PANE_KEYS {
                row(ui, keys, &cx.w.t(id));
            }
        }
    });
    ui.add_space(gap::M);
}

/// Nine lines for nine matches would say the same nine times.
fn shown(line: &Line) -> bool {
    !matches!(
        line.command,
        UiCommand::Take(n)
            | UiCommand::Tube(LabKey::Tile(n))
            | UiCommand::Match(MatchKey::Link(n) | MatchKey::List(n))
            | UiCommand::Hand(HandKey::List(n))
            | UiCommand::Proof(ProofKey::Section(n)) if n > 1
    )
}

fn row(ui: &mut Ui, keys: &str, text: &str) {
    ui.horizontal_top(|ui| {
        let size = key_cap_size(ui, keys);
        key_cap(ui, keys);
        ui.add_space((KEYS_WIDTH - size.x - gap::L).max(0.0));
        ui.add(egui::Label::new(theme::text(text)).wrap());
    });
}

fn scanner(ui: &mut Ui, cx: &Cx<'_>) {
    card(ui, |ui| {
        ui.set_width(ui.available_width());
        // A column stretches its lines from edge to edge; sentences read better ragged.
        ui.with_layout(egui::Layout::top_down(egui::Align::LEFT), |ui| {
            section(ui, &cx.w.t("help-scanner"));
            ui.add(egui::Label::new(theme::text(cx.w.t("help-scanner-what"))).wrap());
            section(ui, &cx.w.t("help-trouble"));
            ui.add(egui::Label::new(theme::text(cx.w.t("help-trouble-what"))).wrap());
        });
    });
}
