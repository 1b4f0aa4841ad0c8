//! Where is my sample: one answer for a ward that asks. Where it is, since when, who had it last, how old it is, what comes next.

use super::act::Target;
use super::detail::{key_of, rest, results, way};
use super::{LabScreen, draw, list_id, rows};
use crate::desk::cases::CaseRow;
use crate::hospital::lab::{Accession, Catalogue, TubePlace, tube};
use crate::journal::fold::{OrderState, TubeState};
use crate::problem::Problem;
use crate::window::commands::LabKey;
use crate::window::state::Cx;
use crate::window::theme::{self, Tone, gap, size};
use crate::window::widgets::{
    Button, Field, Said, age_sex, card, date_time, head, in_language, pill, said_line, split_line, tag, told_as,
};
use crate::worker::{Job, LabJob};
use egui::{Id, Label, RichText, ScrollArea, Ui, vec2};

/// Width under which the answer's details stand beneath each other.
const NARROW: f32 = 760.0;

fn field_id() -> Id {
    Id::unique("lab-where")
}

/// The answer, or what is still asked.
#[derive(Default)]
pub struct Answer {
    typed: String,
    asked: Option<String>,
    row: Option<Box<CaseRow>>,
    tube: Option<Accession>,
    problem: Option<Problem>,
}

impl Answer {
    pub fn asked(text: String) -> Self {
        Self { asked: Some(text), ..Self::default() }
    }

    /// Its order was asked for and has not come.
    pub const fn waits(&self) -> bool {
        self.asked.is_some()
    }

    pub fn take(&mut self, row: &CaseRow, tube: Option<Accession>) {
        self.asked = None;
        self.problem = None;
        let first = || row.case.order().and_then(|o| o.tubes.first()).map(|t| t.accession);
        let kept = self.tube.filter(|t| row.case.order().is_some_and(|o| o.tube(*t).is_some()));
        self.tube = tube.or(kept).or_else(first);
        self.row = Some(Box::new(row.clone()));
    }

    pub fn refused(&mut self, problem: &Problem) {
        self.asked = None;
        self.row = None;
        self.problem = Some(problem.clone());
    }

    /// Something was saved: the order is asked for again.
    pub fn again(&mut self, cx: &mut Cx<'_>) {
        if let Some(row) = &self.row {
            let text = row.id.to_string();
            self.asked = Some(text.clone());
            cx.send(Job::Lab(LabJob::Find { text }));
        }
    }

    fn shown(&self) -> Option<(&CaseRow, &OrderState, &TubeState)> {
        let row = self.row.as_deref()?;
        let order = row.case.order()?;
        Some((row, order, order.tube(self.tube?)?))
    }

    pub fn target(&self) -> Option<Target> {
        let (row, order, tube) = self.shown()?;
        let own = |value: &&crate::hospital::lab::LabValue| order.results_of(tube).any(|r| r.test == value.test);
        Some(Target {
            order: row.id.clone(),
            tube: tube.accession,
            patient: row.case.patient.clone(),
            patient_number: row.patient.as_ref().map(|p| p.patient.number.clone()),
            panels: Vec::new(),
            stands: tube.stands,
            critical: order.uncalled().filter(own).map(|v| v.test.clone()).collect(),
        })
    }
}

/// What comes next, as a sentence.
const fn next(stands: TubePlace, recollect: bool) -> &'static str {
    match stands {
        TubePlace::Labelled => "lb-next-collect",
        TubePlace::Collected => "lb-next-bring",
        TubePlace::OnTheWay => "lb-next-receive",
        TubePlace::Received => "lb-next-bench",
        TubePlace::Bench => "lb-next-result",
        TubePlace::Resulted => "lb-next-verify",
        TubePlace::Verified => "lb-next-report",
        TubePlace::Reported => "lb-next-hand",
        TubePlace::Rejected if recollect => "lb-next-recollect",
        TubePlace::Rejected => "lb-next-other",
        TubePlace::Handed | TubePlace::Discarded => "lb-next-nothing",
        TubePlace::Cancelled => "lb-next-cancelled",
    }
}

impl LabScreen {
    /// Opens the answer for the marked tube, or an empty one to type into.
    pub(super) fn ask_where(&mut self, cx: &mut Cx<'_>) {
        self.prompt = None;
        let marked = self.line().map(|line| (line.order.to_string(), line.accession));
        self.answer = Some(match marked {
            Some((order, tube)) => {
                cx.send(Job::Lab(LabJob::Find { text: order.clone() }));
                Answer { tube: Some(tube), ..Answer::asked(order) }
            }
            None => Answer::default(),
        });
        // Keys of the tube work at once; Ctrl F goes to the box.
        self.focus = if self.line().is_some() { None } else { Some(field_id()) };
    }

    pub(super) fn answer_room(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        let catalogue = self.catalogue(cx);
        let keys: Vec<LabKey> = ANSWER_KEYS.into_iter().filter(|key| self.is_meant(*key)).collect();
        let Some(answer) = &mut self.answer else { return };
        let (mut close, mut entered) = (false, false);
        head(ui, &cx.w.t("command-tube-where"), "", |ui| {
            close = ui.add(Button::secondary(&cx.w.t("lb-where-close")).key("Esc").no_focus()).clicked();
            let (label, hint) = (cx.w.t("lb-where-field"), cx.w.t("lb-where-hint"));
            let field = Field::new(field_id(), &label, &mut answer.typed).hint(&hint).hide_label().width(300.0).stays();
            entered = field.show(ui).entered;
        });
        if entered && !answer.typed.trim().is_empty() {
            let text = std::mem::take(&mut answer.typed).trim().to_owned();
            *answer = Answer::asked(text.clone());
            cx.send(Job::Lab(LabJob::Find { text }));
        }
        super::super::reserve_bar(ui);
        ScrollArea::vertical().id_salt("lab-where").auto_shrink([false, false]).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = gap::M;
            answer.show(ui, &catalogue, &keys, cx);
        });
        if close {
            self.answer = None;
            self.focus = Some(list_id());
        }
    }
}

const ANSWER_KEYS: [LabKey; 14] = [
    LabKey::OnTheWay,
    LabKey::Receive,
    LabKey::Type,
    LabKey::Call,
    LabKey::Verify,
    LabKey::Report,
    LabKey::Handed,
    LabKey::Reject,
    LabKey::Recollect,
    LabKey::Relabel,
    LabKey::Labels,
    LabKey::Requisition,
    LabKey::File,
    LabKey::Discard,
];

impl Answer {
    fn show(&self, ui: &mut Ui, catalogue: &Catalogue, keys: &[LabKey], cx: &mut Cx<'_>) {
        if let Some(problem) = &self.problem {
            said_line(ui, &Said::fault(problem.told(cx.lang()).line()));
        }
        let Some((row, order, tube)) = self.shown() else {
            let id = if self.waits() { "lb-reading" } else { "lb-where-empty" };
            ui.add(Label::new(theme::text(cx.w.t(id)).weak()).wrap());
            return;
        };
        card(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.spacing_mut().item_spacing.y = gap::S;
            who(ui, row, order, tube, cx);
            answer(ui, order, tube, catalogue, cx);
            split_line(ui);
            ui.horizontal_wrapped(|ui| {
                ui.spacing_mut().item_spacing = vec2(gap::M, 2.0);
                for key in keys {
                    key_of(ui, *key, cx);
                }
            });
        });
        let parts = |ui: &mut Ui, n: usize| {
            card(ui, |ui| {
                ui.set_width(ui.available_width());
                ui.spacing_mut().item_spacing.y = gap::XS;
                // A column stretches its lines from edge to edge; sentences read better ragged.
                ui.with_layout(egui::Layout::top_down(egui::Align::LEFT), |ui| match n {
                    0 => way(ui, row, tube, cx),
                    1 => results(ui, order, tube, catalogue, cx),
                    _ => rest(ui, order, tube, cx),
                });
            });
        };
        if ui.available_width() < NARROW {
            (0..3).for_each(|n| parts(ui, n));
        } else {
            ui.columns(3, |columns| columns.iter_mut().enumerate().for_each(|(n, ui)| parts(ui, n)));
        }
    }
}

/// The label in large type, and whose it is.
fn who(ui: &mut Ui, row: &CaseRow, order: &OrderState, of: &TubeState, cx: &Cx<'_>) {
    let def = tube(&of.kind);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = gap::M;
        draw::tube_mark_tall(ui, def.colour, def.name.get(cx.lang()));
        ui.label(RichText::new(of.accession.spaced()).font(theme::bold(size::HEADING)));
        ui.label(theme::text(def.name.get(cx.lang())).weak());
        if order.order.urgent {
            tag(ui, &cx.w.t("lb-urgent"), Tone::Error);
        }
        if let Some(patient) = &row.patient {
            let details = &patient.patient.details;
            ui.label(theme::strong(in_language(&details.name, cx.lang())));
            ui.label(theme::text(age_sex(&details.age, details.sex, cx.today(), cx.w)).weak());
            pill(ui, patient.patient.number.as_str());
        }
        if let Some(number) = &row.case.number {
            pill(ui, number.as_str());
        }
    });
}

/// The answer itself.
fn answer(ui: &mut Ui, order: &OrderState, tube: &TubeState, catalogue: &Catalogue, cx: &Cx<'_>) {
    let place = rows::place(tube.stands, &tube.at, cx.w);
    let response = ui.add(Label::new(theme::big(&place).color(theme::palette(ui).primary)).wrap());
    told_as(&response, egui::accesskit::Role::Status, &place);
    let since = date_time(tube.since, cx.today());
    let ago = rows::span(cx.now.signed_duration_since(tube.since), cx.w);
    let by = rows::person(&tube.by, cx);
    ui.add(Label::new(theme::text(cx.w.with("lb-where-since", &[("at", &since), ("ago", &ago), ("by", &by)]))).wrap());
    let limit = crate::hospital::lab::limit_of(tube.tests.iter().filter_map(|code| catalogue.test(code)));
    if let Some(collected) = tube.way.collected {
        let age = rows::span(cx.now.signed_duration_since(collected), cx.w);
        let text = match limit {
            Some((test, hours)) => {
                let of = cx.w.with("lb-hours-whole", &[("n", &hours.to_string())]);
                cx.w.with("lb-where-age-limit", &[("age", &age), ("limit", &of), ("test", test.name.get(cx.lang()))])
            }
            None => cx.w.with("lb-where-age", &[("age", &age)]),
        };
        ui.add(Label::new(theme::text(text)).wrap());
    }
    let recollect = order.results_of(tube).any(|r| r.phase == crate::journal::fold::ResultPhase::Recollect);
    let critical = order.uncalled().any(|value| order.results_of(tube).any(|r| r.test == value.test));
    let id = if critical { "lb-next-call" } else { next(tube.stands, recollect) };
    let text = theme::strong(cx.w.t(id));
    let text = if critical { text.color(theme::palette(ui).ink_of(Tone::Error)) } else { text };
    ui.add(Label::new(text).wrap());
}
