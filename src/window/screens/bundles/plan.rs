//! What a bundle would bring, and what it brought: counter by counter, and every trouble in a sentence.

use crate::desk::views::{BundlePlan, fault_text};
use crate::window::state::Cx;
use crate::window::theme::{self, Tone, gap};
use crate::window::widgets::{Said, card, date_time, said_line, split_line};
use crate::words::grouped;
use crate::worker::{CarryTaken, Planned};
use egui::{Label, Ui};

/// Lines of one kind that are named; the rest is counted.
pub(super) const LINES_MAX: usize = 12;
/// Files shown of a folder.
pub(super) const FILES_MAX: usize = 80;
/// Signs of a mark that people compare.
pub(super) const MARK_CHARS: usize = 16;

fn name(path: &std::path::Path) -> String {
    path.file_name().map_or_else(|| path.display().to_string(), |n| n.to_string_lossy().into_owned())
}

/// One file of a plan.
pub(super) fn file(ui: &mut Ui, (path, planned): &Planned, cx: &Cx<'_>) {
    card(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = gap::XS;
        ui.add(Label::new(theme::strong(name(path))).wrap());
        match planned {
            Err(problem) => drop(said_line(ui, &Said::fault(problem.told(cx.lang()).line()))),
            Ok(plan) => {
                let from = format!("{}{}", plan.head.counter, plan.head.letter);
                let mark: String = plan.mark.to_string().chars().take(MARK_CHARS).collect();
                let values = [("from", from), ("made", date_time(plan.head.made, cx.today())), ("mark", mark)];
                let values: Vec<(&str, &str)> = values.iter().map(|(n, v)| (*n, v.as_str())).collect();
                ui.add(Label::new(theme::label(cx.w.with("bundles-file", &values))).wrap());
                counters(ui, plan, cx);
                for said in said(plan, cx) {
                    said_line(ui, &said);
                }
            }
        }
    });
}

/// New, known and missing of each installation.
fn counters(ui: &mut Ui, plan: &BundlePlan, cx: &Cx<'_>) {
    let third = (ui.available_width() - 70.0) / 3.0;
    let row = |ui: &mut Ui, cells: [egui::RichText; 4]| {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 0.0;
            for (cell, width) in cells.into_iter().zip([70.0, third * 0.7, third * 0.7, third * 1.6]) {
                ui.allocate_ui_with_layout(egui::vec2(width, 18.0), egui::Layout::left_to_right(egui::Align::Center), |ui| {
                    ui.set_min_width(width);
                    ui.add(Label::new(cell).truncate());
                });
            }
        });
    };
    row(ui, ["control-counter", "bundles-new", "bundles-known", "bundles-missing"].map(|id| theme::label(cx.w.t(id))));
    for line in &plan.plan.lines {
        split_line(ui);
        let missing = line.missing.iter().take(LINES_MAX).map(|(a, b)| if a == b { a.to_string() } else { format!("{a}–{b}") });
        let missing = missing.collect::<Vec<_>>().join(", ");
        let gone = if missing.is_empty() { theme::label("–") } else { theme::strong(format!("! {missing}")) };
        let who = theme::strong(format!("{}{}", line.counter, line.letter));
        row(ui, [who, theme::text(grouped(line.new)), theme::text(grouped(line.known)), gone]);
    }
}

/// Forks, refusals, faults, and what should have come before.
fn said(plan: &BundlePlan, cx: &Cx<'_>) -> Vec<Said> {
    let mut all: Vec<Said> = Vec::new();
    if plan.plan.entries.is_empty() {
        all.push(Said::info(cx.w.t("bundles-nothing").into_owned()));
    }
    all.extend(plan.lacks.iter().take(LINES_MAX).map(|run| Said::hint(cx.w.with("bundle-lacks", &[("run", &run.to_string())]))));
    let forks = plan.plan.forks.iter().take(LINES_MAX);
    all.extend(forks.map(|at| Said::fault(cx.w.with("bundles-fork", &[("entry", &at.to_string())]))));
    if plan.plan.ahead > 0 {
        all.push(Said::fault(cx.w.with("plan-ahead", &[("n", &grouped(plan.plan.ahead))])));
    }
    for (problem, n) in plan.plan.refused.iter().take(LINES_MAX) {
        let why = problem.told(cx.lang()).line();
        all.push(Said::fault(cx.w.with("plan-refused", &[("n", &grouped(*n)), ("why", &why)])));
    }
    all.extend(plan.faults.iter().take(LINES_MAX).map(|fault| Said::fault(fault_text(fault, cx.lang()))));
    all
}

/// What was taken in, with the receipt of each file.
pub(super) fn taken(ui: &mut Ui, all: &[CarryTaken], cx: &Cx<'_>) {
    for one in all {
        let (new, known) = (grouped(one.done.taken.new), grouped(one.done.taken.known));
        let receipt = one.done.receipt.to_string();
        let text = cx.w.with("bundle-taken", &[("new", &new), ("known", &known), ("receipt", &receipt)]);
        said_line(ui, &Said { tone: Tone::Ok, text: format!("{}: {text}", name(&one.file)) });
        if !one.done.taken.forks.is_empty() {
            said_line(ui, &Said::hint(cx.w.count("bundles-forks", one.done.taken.forks.len() as u64)));
        }
        if one.done.refused > 0 {
            said_line(ui, &Said::hint(cx.w.count("bundles-refused", one.done.refused)));
        }
    }
}
