//! The list at the left: who is shown, found by typing; name, number, how likely, why it was left to a person.

use super::{MatchScreen, REFILL, Tab, filter_id, list_id};
use crate::desk::views::{PairOpen, ReviewLine};
use crate::journal::EntryId;
use crate::journal::fold::Linking;
use crate::window::routes::Route;
use crate::window::state::Cx;
use crate::window::theme::{self, gap};
use crate::window::widgets::{Column, Field, List, Width, age_sex, bare, in_language};
use crate::worker::{ControlJob, HandoverJob, Job};
use egui::{Align, Label, Layout, Rect, Ui, pos2};

const FILTER_HEIGHT: f32 = 50.0;
const ROW: f32 = 50.0;

/// What is said of a line beneath its name: why it is doubtful, or whom it is linked to.
fn beneath(line: &ReviewLine, cx: &Cx<'_>) -> String {
    let number = line.line.number.to_string();
    let reason = format!("match-reason-{}", line.link.doubt);
    if line.link.linking == Linking::Doubtful && cx.w.has(&reason) {
        return format!("{number} · {}", cx.w.t(&reason));
    }
    let who = match (line.link.linking, line.link.found.first(), &line.link.said) {
        (Linking::Linked, Some(found), _) => found.uhid.clone(),
        (Linking::Proposed, Some(found), Some((_, by))) => format!("{} · {by}", found.uhid),
        _ => age_sex(&line.line.age, line.line.sex, cx.today(), cx.w),
    };
    format!("{number} · {who}")
}

/// How likely the best one is, in percent.
fn score(line: &ReviewLine) -> String {
    line.link.found.first().map(|found| format!("{} %", found.score)).unwrap_or_default()
}

impl MatchScreen {
    pub(super) fn chosen_line(&self) -> Option<&ReviewLine> {
        self.order.get(self.list.chosen).and_then(|n| self.lines.get(*n))
    }

    pub(super) fn chosen_pair(&self) -> Option<&PairOpen> {
        if self.tab != Tab::Pairs {
            return None;
        }
        self.order.get(self.list.chosen).and_then(|n| self.pairs.get(*n))
    }

    pub(super) fn chosen_id(&self, _cx: &Cx<'_>) -> Option<EntryId> {
        match self.tab {
            Tab::Links(_) => self.chosen_line().map(|line| line.line.id.clone()),
            Tab::Pairs => self.chosen_pair().map(|pair| pair.one.id.clone()),
        }
    }

    /// Who is shown: what fits the box. The one that is marked stays marked.
    pub(super) fn sift(&mut self, cx: &Cx<'_>) {
        let before = self.chosen_id(cx);
        let wanted = self.filter.trim().to_lowercase();
        let has = |parts: &[&str]| wanted.is_empty() || parts.iter().any(|part| part.to_lowercase().contains(&wanted));
        self.order = match self.tab {
            Tab::Links(_) => self
                .lines
                .iter()
                .enumerate()
                .filter(|(_, line)| {
                    let name = &line.line.name;
                    let (latin, devanagari) = (name.latin.as_deref().unwrap_or(""), name.devanagari.as_deref().unwrap_or(""));
                    has(&[latin, devanagari, line.line.number.as_str(), &line.line.mobile, &beneath(line, cx)])
                })
                .map(|(n, _)| n)
                .collect(),
            Tab::Pairs => self
                .pairs
                .iter()
                .enumerate()
                .filter(|(_, pair)| {
                    let names = [pair.one.name.shown(), pair.other.name.shown()];
                    has(&[names[0], names[1], pair.one.number.as_str(), pair.other.number.as_str()])
                })
                .map(|(n, _)| n)
                .collect(),
        };
        let id = |n: usize| match self.tab {
            Tab::Links(_) => self.lines.get(n).map(|line| line.line.id.clone()),
            Tab::Pairs => self.pairs.get(n).map(|pair| pair.one.id.clone()),
        };
        let at = before.and_then(|before| self.order.iter().position(|n| id(*n).as_ref() == Some(&before)));
        self.list.choose(at.unwrap_or_else(|| self.list.chosen.min(self.order.len().saturating_sub(1))));
    }

    /// Asks for the one that is marked, one question at a time: whoever holds the arrow down asks for the last one only.
    pub(super) fn ask_chosen(&mut self, cx: &mut Cx<'_>) {
        if self.asked.is_some() {
            return;
        }
        match self.tab {
            Tab::Links(_) => {
                let Some(id) = self.chosen_line().map(|line| line.line.id.clone()) else { return };
                if self.review.as_ref().is_none_or(|review| review.line.id != id) {
                    self.asked = Some(id.clone());
                    cx.send(Job::Handover(HandoverJob::Review { patient: id }));
                }
            }
            Tab::Pairs => {
                let Some(pair) = self.chosen_pair() else { return };
                let (one, other) = (pair.one.id.clone(), pair.other.id.clone());
                let known = self.evidence.as_ref().map(|evidence| &evidence.sides);
                if known.is_none_or(|[a, b]| (&a.line.id, &b.line.id) != (&one, &other)) {
                    self.asked = Some(one.clone());
                    cx.send(Job::Control(ControlJob::Compare { one, other }));
                }
            }
        }
    }

    /// The one that was decided leaves the list, and the next one is there.
    pub(super) fn decided(&mut self, cx: &mut Cx<'_>) {
        self.close();
        let Some(at) = self.order.get(self.list.chosen).copied() else { return };
        match self.tab {
            Tab::Links(_) if at < self.lines.len() => drop(self.lines.remove(at)),
            Tab::Pairs if at < self.pairs.len() => drop(self.pairs.remove(at)),
            _ => {}
        }
        self.forget_one();
        let chosen = self.list.chosen;
        self.sift(cx);
        self.list.choose(chosen.min(self.order.len().saturating_sub(1)));
        // The counts follow; the list itself only where it runs out.
        let left = if self.tab == Tab::Pairs { self.pairs.len() } else { self.lines.len() };
        if left < REFILL || left % REFILL == 0 {
            self.ask_list(cx);
        }
    }

    pub(super) fn list(&mut self, ui: &mut Ui, rect: Rect, cx: &mut Cx<'_>) {
        let top = Rect::from_min_max(rect.min, pos2(rect.right(), rect.top() + FILTER_HEIGHT));
        let before = self.filter.clone();
        bare(ui, top, gap::S, |ui| {
            let (label, hint) = (cx.w.t("match-filter"), cx.w.t("match-filter.hint"));
            let field = Field::new(filter_id(), &label, &mut self.filter).hint(&hint).hide_label().stays();
            if field.show(ui).entered {
                self.focus = Some(list_id());
            }
        });
        if before != self.filter {
            self.sift(cx);
        }
        let area = Rect::from_min_max(pos2(rect.left() + 1.0, top.bottom()), rect.max - egui::vec2(1.0, 1.0));
        let columns = [Column::new(cx.w.t("match-patients"), Width::Rest(120.0))];
        let (order, lines, pairs, tab) = (&self.order, &self.lines, &self.pairs, self.tab);
        let texts = |n: usize| {
            let at = *order.get(n)?;
            Some(match tab {
                Tab::Links(_) => {
                    let line = lines.get(at)?;
                    (in_language(&line.line.name, cx.lang()).to_owned(), score(line), beneath(line, cx))
                }
                Tab::Pairs => {
                    let pair = pairs.get(at)?;
                    let name = in_language(&pair.one.name, cx.lang()).to_owned();
                    (name, format!("{} %", pair.score), format!("{} · {}", pair.one.number, pair.other.number))
                }
            })
        };
        let out = bare(ui, area, 0.0, |ui| {
            List::new(list_id(), &cx.w.t("match-list"), &columns, order.len()).row_height(ROW).padding(gap::S).show(
                ui,
                &mut self.list,
                |ui, n, _column| {
                    if let Some((name, score, beneath)) = texts(n) {
                        cell(ui, &name, &score, &beneath);
                    }
                },
                |n| texts(n).map_or_else(String::new, |(name, score, beneath)| format!("{name} {score} {beneath}")),
            )
        });
        if out.moved {
            self.forget_one();
            if self.act.is_some() {
                self.close();
            }
        }
        if out.opened.is_some()
            && let Some(id) = self.chosen_id(cx)
        {
            cx.go(Route::Patient(id));
        }
    }
}

fn cell(ui: &mut Ui, name: &str, score: &str, beneath: &str) {
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = 1.0;
        ui.add_space(4.0);
        ui.horizontal(|ui| {
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                ui.label(theme::label(score));
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| ui.add(Label::new(theme::strong(name)).truncate()));
            });
        });
        ui.add(Label::new(theme::label(beneath)).truncate());
    });
}
