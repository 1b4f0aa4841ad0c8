//! What is known of a person in columns side by side; what differs is marked by a word and bold type.

use crate::hospital::person::Details;
use crate::window::screens::patient::known_lines;
use crate::window::state::Cx;
use crate::window::theme::{self, Tone, gap};
use crate::window::widgets::{age_sex, split_line, tag};
use egui::{Label, Ui};

/// Width of the names of the fields.
const LABEL_WIDTH: f32 = 104.0;

/// Every field that is known of somebody, by message id.
fn lines(details: &Details, cx: &Cx<'_>) -> Vec<(&'static str, String)> {
    let name = &details.name;
    let mut lines = vec![
        ("field-name", name.latin.clone().unwrap_or_default()),
        ("field-name_hi", name.devanagari.clone().unwrap_or_default()),
        ("compare-age-sex", age_sex(&details.age, details.sex, cx.today(), cx.w)),
    ];
    lines.extend(known_lines(details, cx));
    lines
}

/// Draws the columns: a head for each, then field by field.
pub fn columns(ui: &mut Ui, heads: &[String], sides: &[&Details], cx: &Cx<'_>) {
    #[allow(clippy::cast_precision_loss, reason = "two or three columns")]
    let width = ((ui.available_width() - LABEL_WIDTH - gap::S) / sides.len().max(1) as f32 - gap::S).max(60.0);
    ui.spacing_mut().item_spacing = egui::vec2(gap::S, gap::XS);
    let cell = |ui: &mut Ui, width: f32, content: &mut dyn FnMut(&mut Ui)| {
        ui.vertical(|ui| {
            ui.set_width(width);
            content(ui);
        });
    };
    ui.horizontal_top(|ui| {
        cell(ui, LABEL_WIDTH, &mut |_ui| {});
        for head in heads {
            cell(ui, width, &mut |ui| drop(ui.add(Label::new(theme::strong(head)).wrap())));
        }
    });
    let all: Vec<Vec<(&'static str, String)>> = sides.iter().map(|details| lines(details, cx)).collect();
    let Some(first) = all.first() else { return };
    for (n, (id, _)) in first.iter().enumerate() {
        let values: Vec<&str> = all.iter().map(|side| side.get(n).map_or("", |(_, value)| value.as_str())).collect();
        if values.iter().all(|value| value.is_empty()) {
            continue;
        }
        let differs = values.windows(2).any(|pair| matches!(pair, [a, b] if a != b));
        split_line(ui);
        ui.horizontal_top(|ui| {
            cell(ui, LABEL_WIDTH, &mut |ui| {
                ui.add(Label::new(theme::label(cx.w.t(id))).wrap());
                if differs {
                    tag(ui, &cx.w.t("compare-differs"), Tone::Warning);
                }
            });
            for value in &values {
                let shown = if value.is_empty() { "–" } else { value };
                let text = if differs { theme::strong(shown) } else { theme::text(shown) };
                cell(ui, width, &mut |ui| drop(ui.add(Label::new(text.clone()).wrap())));
            }
        });
    }
}
