//! All number series: how many numbers were given, which are missing, and why.

use super::{ProofScreen, count_key, id};
use crate::desk::views::NumberSeries;
use crate::paper::{NumberGap, SeriesRow};
use crate::window::commands::{ProofKey, UiCommand};
use crate::window::state::{Cx, Wish};
use crate::window::theme::{self, Tone, gap};
use crate::window::widgets::{Column, List, ListState, Said, Width, bare, key_action, said_line};
use crate::words::grouped;
use crate::worker::LaidOut;
use egui::{Id, Label, Ui};
use std::sync::Arc;

/// What was counted.
#[derive(Default)]
pub(super) struct Series {
    found: Option<(Arc<NumberSeries>, LaidOut)>,
    list: ListState,
}

/// Width of a character of a number, as shown.
const CHARACTER: f32 = 8.9;

pub(super) fn list_id() -> Id {
    id("series")
}

impl Series {
    pub fn heard(&mut self, series: &Arc<NumberSeries>, paper: &LaidOut) {
        self.found = Some((Arc::clone(series), paper.clone()));
        self.list = ListState::default();
    }

    pub fn paper(&self) -> Option<LaidOut> {
        self.found.as_ref().map(|(_, paper)| paper.clone())
    }
}

/// A line of the list: a series, or one of its gaps beneath it.
type Line<'a> = (&'a SeriesRow, Option<&'a NumberGap>);

impl ProofScreen {
    pub(super) fn series_pane(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        let Some((series, _)) = self.series.found.clone() else {
            if count_key(ui, "proof-count", cx) {
                self.count(cx);
            }
            return;
        };
        let figures = series.figures();
        let values = [("series", figures.series), ("missing", figures.missing), ("explained", figures.explained)];
        let values = values.map(|(name, n)| (name, grouped(n)));
        let values: Vec<(&str, &str)> = values.iter().map(|(name, n)| (*name, n.as_str())).collect();
        let tone = if figures.missing > figures.explained { Tone::Error } else { Tone::Ok };
        said_line(ui, &Said { tone, text: cx.w.with("proof-series-said", &values) });
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = gap::L;
            if key_action(ui, "W", &cx.w.t("proof-show-paper"), true) {
                cx.wish(Wish::Run(UiCommand::Proof(ProofKey::Paper)));
            }
            if count_key(ui, "proof-count-again", cx) {
                cx.wish(Wish::Run(UiCommand::Proof(ProofKey::Count)));
            }
        });
        let with_gaps = |row| std::iter::once((row, None)).chain(gaps_of(row));
        let lines: Vec<Line<'_>> = series.rows.iter().flat_map(with_gaps).collect();
        let room = ui.available_rect_before_wrap();
        bare(ui, room, 0.0, |ui| self.series_list(ui, &lines, cx));
    }

    fn series_list(&mut self, ui: &mut Ui, lines: &[Line<'_>], cx: &Cx<'_>) {
        let lang = cx.lang();
        let narrow = ui.available_width() < 620.0;
        let wide = |roomy: f32, tight: f32| Width::Exact(if narrow { tight } else { roomy });
        let text = |(row, gap): &Line<'_>, column: usize| match (column, gap) {
            (0, None) => format!("{}{}", row.counter, row.letter),
            (1, None) => row.name.get(lang).to_owned(),
            (1, Some(gap)) => format!("› {}", gap.why.words().get(lang)),
            (2, None) => span(&row.first, &row.last),
            (2, Some(gap)) => span(&gap.first, &gap.last),
            (3, None) => grouped(row.given),
            (4, None) => grouped(row.gaps.iter().map(|gap| gap.count).sum()),
            (4, Some(gap)) => grouped(gap.count),
            _ => String::new(),
        };
        // As wide as the longest: the demo's and a drill's numbers have a word before them.
        let longest = lines.iter().map(|line| text(line, 2).chars().count()).max().unwrap_or(0);
        #[allow(clippy::cast_precision_loss, reason = "a few dozen characters")]
        let numbers = (longest as f32 * CHARACTER).clamp(110.0, 290.0);
        let columns = [
            Column::new(cx.w.t("proof-column-counter"), wide(76.0, 66.0)),
            Column::new(cx.w.t("proof-column-series"), Width::Rest(80.0)),
            Column::new(cx.w.t("proof-column-numbers"), Width::Exact(numbers)),
            Column::new(cx.w.t("proof-column-given"), wide(76.0, 58.0)).right(),
            Column::new(cx.w.t("proof-column-missing"), wide(84.0, 72.0)).right(),
        ];
        let bad = |(_, gap): &Line<'_>| gap.is_some_and(|gap| !gap.why.is_explained());
        let error = theme::palette(ui).ink_of(Tone::Error);
        List::new(list_id(), &cx.w.t("proof-series"), &columns, lines.len()).row_height(28.0).padding(gap::XS).show(
            ui,
            &mut self.series.list,
            |ui, n, column| {
                let Some(line) = lines.get(n) else { return };
                let shown = theme::text(text(line, column));
                let shown = if bad(line) { shown.color(error) } else { shown };
                ui.add(Label::new(shown).truncate());
            },
            |n| {
                lines
                    .get(n)
                    .map_or_else(String::new, |line| (0..5).map(|column| text(line, column)).collect::<Vec<_>>().join(" "))
            },
        );
    }
}

fn gaps_of(row: &SeriesRow) -> impl Iterator<Item = Line<'_>> {
    row.gaps.iter().map(move |gap| (row, Some(gap)))
}

/// `MK7A-000001-V – 000121-K`: what both numbers begin with is said once.
fn span(first: &str, last: &str) -> String {
    if first == last {
        return first.to_owned();
    }
    let serial = |number: &str| number.rmatch_indices('-').nth(1).map(|(at, _)| at + 1);
    let rest =
        serial(first).zip(serial(last)).filter(|(a, b)| first.get(..*a) == last.get(..*b)).and_then(|(_, b)| last.get(b..));
    format!("{first} – {}", rest.unwrap_or(last))
}
