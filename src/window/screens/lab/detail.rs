//! The marked tube in full: its way step by step, its results, calls, what did not fit, the other tubes of the order, and its keys.

use super::{LabScreen, steps};
use crate::desk::cases::CaseRow;
use crate::hospital::lab::{Accession, Catalogue, tube};
use crate::journal::EntryId;
use crate::journal::fold::{OrderState, ResultPhase, StepKind, TubeState};
use crate::problem::Problem;
use crate::window::commands::{LabKey, UiCommand, line_of};
use crate::window::keys::millis;
use crate::window::state::{Cx, Wish};
use crate::window::theme::{self, Tone, gap, size};
use crate::window::widgets::{Said, key_action, said_line};

use crate::worker::{Job, LabJob};
use chrono::{DateTime, FixedOffset};
use egui::{Label, Layout, Rect, RichText, ScrollArea, Ui, UiBuilder, pos2, vec2};

/// How long a tube stays marked before its order is asked for, in milliseconds: arrows held down ask for nothing.
const REST_MS: u64 = 120;
/// Height of the keys at the foot; twice where they take two lines.
const KEYS_HEIGHT: f32 = 34.0;

/// What is known of the marked tube beyond its line.
#[derive(Default)]
pub struct Detail {
    /// The order that is marked, and since when.
    of: Option<EntryId>,
    since_ms: u64,
    row: Option<Box<CaseRow>>,
    asked: bool,
    pub stale: bool,
    problem: Option<Problem>,
}

impl Detail {
    /// Asks for the order of the marked tube once it has been marked for a moment.
    fn follow(&mut self, ui: &Ui, order: Option<&EntryId>, cx: &mut Cx<'_>) {
        let now_ms = millis(ui.input(|i| i.time));
        if self.of.as_ref() != order {
            self.of = order.cloned();
            self.since_ms = now_ms;
            self.asked = false;
            self.row = None;
            self.problem = None;
        }
        if std::mem::take(&mut self.stale) {
            self.asked = false;
        }
        let Some(of) = self.of.as_ref().filter(|_| !self.asked) else { return };
        if now_ms.saturating_sub(self.since_ms) < REST_MS {
            ui.ctx().request_repaint_after(std::time::Duration::from_millis(REST_MS));
            return;
        }
        self.asked = true;
        cx.send(Job::Lab(LabJob::Find { text: of.to_string() }));
    }

    /// An order came; somebody else's is left alone.
    pub fn take(&mut self, row: &CaseRow) {
        if self.of.as_ref() == Some(&row.id) {
            self.row = Some(Box::new(row.clone()));
            self.problem = None;
        }
    }

    pub fn refused(&mut self, problem: &Problem) -> bool {
        let own = self.asked && self.row.is_none() && self.of.is_some();
        if own {
            self.problem = Some(problem.clone());
        }
        own
    }
}

/// The keys of a tube, those meant first at the place where it stands.
const KEYS: [LabKey; 14] = [
    LabKey::OnTheWay,
    LabKey::Receive,
    LabKey::Bench,
    LabKey::Type,
    LabKey::Call,
    LabKey::Verify,
    LabKey::Report,
    LabKey::Handed,
    LabKey::Reject,
    LabKey::Recollect,
    LabKey::Relabel,
    LabKey::Labels,
    LabKey::File,
    LabKey::Discard,
];

impl LabScreen {
    pub(super) fn detail_pane(&mut self, ui: &mut Ui, rect: Rect, cx: &mut Cx<'_>) {
        let catalogue = self.catalogue(cx);
        let marked = self.marked.clone();
        self.detail.follow(ui, marked.as_ref().map(|(order, _)| order), cx);
        let Some((_, accession)) = marked else { return };
        let keys_top = rect.bottom() - if rect.width() < super::draw::NARROW { 2.0 * KEYS_HEIGHT - 6.0 } else { KEYS_HEIGHT };
        let body = Rect::from_min_max(rect.min, pos2(rect.right(), keys_top));
        let foot = Rect::from_min_max(pos2(rect.left(), keys_top), rect.max);
        ui.painter().hline(rect.x_range(), keys_top, theme::palette(ui).hairline());
        let fits = |row: &&CaseRow| row.case.order().and_then(|o| o.tube(accession)).is_some();
        match (self.detail.row.as_deref().filter(fits), &self.detail.problem) {
            (Some(row), _) => columns(ui, body.shrink2(vec2(gap::M, gap::S)), row, accession, &catalogue, cx),
            (None, Some(problem)) => {
                let text = problem.told(cx.lang()).line();
                inside(ui, body.shrink(gap::M), |ui| drop(said_line(ui, &Said::fault(text))));
            }
            (None, None) => inside(ui, body.shrink(gap::M), |ui| drop(ui.label(theme::label(cx.w.t("lb-reading"))))),
        }
        inside(ui, foot.shrink2(vec2(gap::M, 4.0)), |ui| self.keys(ui, cx));
    }

    fn keys(&self, ui: &mut Ui, cx: &mut Cx<'_>) {
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(gap::M, 2.0);
            for key in KEYS.into_iter().filter(|key| self.is_meant(*key)) {
                key_of(ui, key, cx);
            }
        });
    }

    /// Whether a key can be meant for the marked tube. Only leaves out; the desk decides.
    pub(super) fn is_meant(&self, key: LabKey) -> bool {
        use crate::hospital::lab::TubePlace as P;
        let Some(target) = self.target() else { return false };
        let gone = matches!(target.stands, P::Rejected | P::Discarded | P::Cancelled);
        match key {
            LabKey::OnTheWay => target.stands < P::OnTheWay,
            LabKey::Receive => target.stands < P::Received,
            LabKey::Bench => target.stands <= P::Bench,
            LabKey::Type | LabKey::Relabel => !gone,
            LabKey::Call => !target.critical.is_empty(),
            LabKey::Verify => target.stands == P::Resulted,
            LabKey::Report | LabKey::Handed => matches!(target.stands, P::Verified | P::Reported | P::Handed),
            LabKey::Recollect => target.stands == P::Rejected,
            LabKey::Reject => target.stands < P::Verified,
            LabKey::Discard => !gone && target.stands >= P::Reported,
            _ => true,
        }
    }
}

pub fn key_of(ui: &mut Ui, key: LabKey, cx: &mut Cx<'_>) {
    let Some(line) = line_of(UiCommand::Tube(key)) else { return };
    let may = line.right.is_none_or(|right| cx.may(right));
    if may && key_action(ui, line.cap, &cx.w.t(line.id), true) {
        cx.wish(Wish::Run(UiCommand::Tube(key)));
    }
}

fn inside<R>(ui: &mut Ui, rect: Rect, content: impl FnOnce(&mut Ui) -> R) -> R {
    let builder = UiBuilder::new().max_rect(rect).layout(Layout::top_down(egui::Align::LEFT));
    let mut child = ui.new_child(builder);
    child.shrink_clip_rect(rect.expand(2.0));
    content(&mut child)
}

/// Way, results, and the rest side by side.
fn columns(ui: &mut Ui, rect: Rect, row: &CaseRow, accession: Accession, catalogue: &Catalogue, cx: &Cx<'_>) {
    let Some((order, tube)) = row.case.order().and_then(|o| Some((o, o.tube(accession)?))) else { return };
    let width = (rect.width() - 2.0 * gap::L) / 3.0;
    let mut left = rect.left();
    for n in 0..3 {
        let part = Rect::from_min_size(pos2(left, rect.top()), vec2(width, rect.height()));
        left = part.right() + gap::L;
        inside(ui, part, |ui| {
            ScrollArea::vertical().id_salt(("lab-detail", n)).auto_shrink([false, false]).show(ui, |ui| {
                ui.spacing_mut().item_spacing.y = 2.0;
                match n {
                    0 => way(ui, row, tube, cx),
                    1 => results(ui, order, tube, catalogue, cx),
                    _ => rest(ui, order, tube, cx),
                }
            });
        });
    }
}

/// A column's title.
pub fn title(ui: &mut Ui, text: &str) {
    ui.label(RichText::new(text).font(theme::bold(size::LABEL)).weak());
}

/// Step by step, with who and when; what was taken back is struck out.
pub fn way(ui: &mut Ui, row: &CaseRow, of: &TubeState, cx: &Cx<'_>) {
    title(ui, &format!("{} · {}", of.accession.spaced(), tube(&of.kind).name.get(cx.lang())));
    let steps: Vec<_> = steps::of_tube(&row.case.steps, of).collect();
    let told = steps.iter().any(|(step, _)| step.kind == StepKind::Collected);
    // Filled when it was asked for: no step of its own says so.
    let mut collected = of.way.collected.filter(|_| !told && of.replaces.is_none());
    for (step, note) in steps {
        let what = [cx.w.t(step.kind.word_id()).into_owned(), note];
        let what = what.into_iter().filter(|t| !t.is_empty()).collect::<Vec<_>>().join(" · ");
        step_line(ui, step.at, (&what, &super::rows::person(&step.by, cx)), step.cancelled.is_some(), cx);
        if let Some(at) = collected.take() {
            step_line(ui, at, (&cx.w.t(StepKind::Collected.word_id()), ""), false, cx);
        }
    }
}

fn step_line(ui: &mut Ui, at: DateTime<FixedOffset>, (what, by): (&str, &str), struck: bool, cx: &Cx<'_>) {
    let colours = theme::palette(ui);
    let line = egui::Stroke::new(if struck { 1.0 } else { 0.0 }, colours.muted);
    let format = |ink| egui::TextFormat { strikethrough: line, ..egui::TextFormat::simple(theme::regular(size::LABEL), ink) };
    let mut job = egui::text::LayoutJob::default();
    job.append(&super::rows::moment(at, cx), 0.0, format(colours.muted));
    job.append(what, gap::S, format(colours.ink));
    job.append(by, gap::S, format(colours.muted));
    ui.add(Label::new(job).wrap());
}

/// Each test with its value, or how far it is; what is only awaited in one line.
pub fn results(ui: &mut Ui, order: &OrderState, of: &TubeState, catalogue: &Catalogue, cx: &Cx<'_>) {
    title(ui, &cx.w.t("lb-results"));
    let name = |code: &'_ str| catalogue.test(code).map_or_else(|| code.to_owned(), |def| def.name.get(cx.lang()).to_owned());
    let colours = theme::palette(ui);
    let (mut awaited, mut again) = (Vec::new(), Vec::new());
    for result in order.results_of(of) {
        match (result.phase, result.value()) {
            (ResultPhase::Awaited, None) => awaited.push(name(&result.test)),
            (ResultPhase::Recollect, None) => again.push(name(&result.test)),
            _ => {
                let (text, tone) = steps::value(result, catalogue, cx);
                let phase = if result.value().is_some() { cx.w.t(result.phase.word_id()).into_owned() } else { String::new() };
                let (ink, font) = match tone {
                    Tone::Plain => (colours.ink, theme::regular(size::LABEL)),
                    tone => (colours.ink_of(tone), theme::bold(size::LABEL)),
                };
                let mut job = egui::text::LayoutJob::default();
                let plain = |ink| egui::TextFormat::simple(theme::regular(size::LABEL), ink);
                job.append(&name(&result.test), 0.0, plain(colours.muted));
                job.append(&text, gap::S, egui::TextFormat::simple(font, ink));
                job.append(&phase, gap::S, plain(colours.muted));
                ui.add(Label::new(job).wrap());
            }
        }
    }
    for (phase, tests) in [(ResultPhase::Awaited, awaited), (ResultPhase::Recollect, again)] {
        if !tests.is_empty() {
            let text = format!("{}: {}", cx.w.t(phase.word_id()), tests.join(", "));
            ui.add(Label::new(theme::label(text)).wrap());
        }
    }
    if !order.conclusion.is_empty() {
        ui.add(Label::new(theme::label(cx.w.with("lb-conclusion", &[("text", &order.conclusion)]))).wrap());
    }
}

/// Calls and what did not fit, as sentences; then the other tubes of the order.
pub fn rest(ui: &mut Ui, order: &OrderState, own: &TubeState, cx: &Cx<'_>) {
    let sentences = steps::sentences(order, own, cx);
    let others: Vec<&TubeState> = order.tubes.iter().filter(|t| t.accession != own.accession).collect();
    if sentences.is_empty() && others.is_empty() {
        title(ui, &cx.w.t("lb-order"));
        ui.label(theme::label(cx.w.t("lb-order-one")));
    }
    if !sentences.is_empty() {
        title(ui, &cx.w.t("lb-look"));
        for (tone, text) in sentences {
            said_line(ui, &Said { tone, text });
        }
    }
    if !others.is_empty() {
        title(ui, &cx.w.t("lb-others"));
        for other in others {
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = gap::S;
                let def = tube(&other.kind);
                super::draw::tube_mark(ui, def.colour, def.name.get(cx.lang()));
                ui.label(RichText::new(other.accession.spaced()).font(theme::regular(size::LABEL)));
                ui.add(Label::new(theme::label(super::rows::place(other.stands, &other.at, cx.w))).truncate());
            });
        }
    }
    let sheet = &order.order.sheet;
    let doctor = [sheet.get("doctor_name"), sheet.get("doctor")].into_iter().find(|d| !d.is_empty()).unwrap_or_default();
    let doctor = cx.masters().and_then(|m| m.doctor(doctor)).map_or(doctor, |d| d.name.get(cx.lang()));
    let asked = [order.order.ward.as_str(), doctor, sheet.get("note")];
    let asked = asked.into_iter().filter(|t| !t.is_empty()).collect::<Vec<_>>().join(" · ");
    if !asked.is_empty() {
        ui.add(Label::new(theme::label(cx.w.with("lb-asked-by", &[("who", &asked)]))).wrap());
    }
}
