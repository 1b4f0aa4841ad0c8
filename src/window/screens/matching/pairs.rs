//! Two patients of ours who look like one person, side by side: one key merges them, one says that they are two.

use super::MatchScreen;
use super::decide::{FOOT, FOOT_REASON};
use crate::desk::views::why_text;
use crate::window::screens::compare;
use crate::window::state::Cx;
use crate::window::theme;
use crate::window::theme::{Tone, gap};
use crate::window::widgets::{Said, in_language, said_line};
use egui::{ScrollArea, Ui};

impl MatchScreen {
    pub(super) fn pair_side(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        let Some(pair) = self.chosen_pair().cloned() else { return self.empty_text(ui, cx) };
        let known = self.evidence.clone().filter(|evidence| {
            let [a, b] = &evidence.sides;
            (&a.line.id, &b.line.id) == (&pair.one.id, &pair.other.id)
        });
        let Some(evidence) = known else {
            ui.label(theme::text(cx.w.t("match-reading")).weak());
            return;
        };
        let why: Vec<String> = pair.why.iter().filter_map(|code| why_text(code, cx.lang())).collect();
        let score = cx.w.with("evidence-score", &[("score", &pair.score.to_string()), ("why", &why.join(", "))]);
        said_line(ui, &Said { tone: Tone::Info, text: score });
        let foot = if self.act.is_some() { FOOT_REASON } else { FOOT };
        let room = (ui.available_height() - foot).max(120.0);
        ScrollArea::vertical().id_salt("pair").auto_shrink([false, false]).max_height(room).show(ui, |ui| {
            ui.set_width(ui.available_width() - gap::S);
            let heads: Vec<String> = evidence
                .sides
                .iter()
                .map(|side| {
                    let (visits, cases) = (side.visits.to_string(), side.cases.to_string());
                    let counts = cx.w.with("merge-side", &[("visits", &visits), ("cases", &cases)]);
                    format!("{} · {} · {counts}", side.line.number, in_language(&side.line.name, cx.lang()))
                })
                .collect();
            let [a, b] = &evidence.sides;
            compare::columns(ui, &heads, &[&a.details, &b.details], cx);
        });
        self.foot(ui, None, cx);
    }
}
