//! What the keys of the board do: a step that is sent at once, a form that says more, a paper, another screen.

use super::{LabScreen, Sieve, Tile, filter_id, list_id, scan::Scanning};
use crate::desk::cases::Done;
use crate::desk::lab::LabBoard;
use crate::hospital::forms::{FormId, Sheet};
use crate::hospital::lab::{Accession, TubePlace, TubeStep};
use crate::hospital::number::Number;
use crate::journal::{EntryId, PaperKind};
use crate::paper::Size;
use crate::problem::Problem;
use crate::window::commands::LabKey;
use crate::window::routes::Route;
use crate::window::state::Cx;
use crate::window::theme::gap;
use crate::window::widgets::{Button, Field, pane};
use crate::worker::{CaseJob, Job, ListPaper};
use egui::{Id, Rect, Ui};
use std::collections::BTreeSet;

/// A form that was sent from here.
pub struct Sent {
    form: FormId,
    step: Option<TubeStep>,
    tube: Accession,
}

/// Which tube a key is about.
#[derive(Clone)]
pub struct Target {
    pub order: EntryId,
    pub tube: Accession,
    pub patient: Option<EntryId>,
    pub patient_number: Option<Number>,
    pub panels: Vec<String>,
    pub stands: TubePlace,
    /// Codes of its critical values that nobody was told of.
    pub critical: Vec<String>,
}

/// The one question of this screen: to which bench.
pub struct Prompt {
    pub tube: Accession,
    pub place: String,
}

pub fn prompt_id() -> Id {
    Id::unique("lab-bench")
}

impl LabScreen {
    /// The tube that keys are about: the answer shown, else the marked line.
    pub(super) fn target(&self) -> Option<Target> {
        if let Some(answer) = &self.answer {
            return answer.target();
        }
        let line = self.line()?;
        Some(Target {
            order: line.order.clone(),
            tube: line.accession,
            patient: line.patient.clone(),
            patient_number: line.patient_number.clone(),
            panels: line.panels.clone(),
            stands: line.stands,
            critical: line.critical.iter().filter_map(|c| c.split(' ').next()).map(str::to_owned).collect(),
        })
    }

    pub(super) fn act(&mut self, key: LabKey, cx: &mut Cx<'_>) {
        if self.of_board(key, cx) {
            return;
        }
        let Some(target) = self.target() else { return };
        // Whose tube it is goes along, so that the form says it.
        let patient = target.patient_number.as_ref().map_or("", |n| n.as_str());
        let of_tube = || Sheet::default().with("tube", target.tube.to_string()).with("patient", patient);
        match key {
            LabKey::Receive => self.send_step(TubeStep::Received, target.tube, "", cx),
            LabKey::OnTheWay => self.send_step(TubeStep::Sent, target.tube, "", cx),
            LabKey::Bench => self.ask_bench(&target, cx),
            LabKey::Reject => form(FormId::LabReject, of_tube(), cx),
            LabKey::Recollect => form(FormId::LabRecollect, of_tube(), cx),
            LabKey::Relabel => form(FormId::LabRelabel, of_tube(), cx),
            LabKey::Discard => form(FormId::LabStep, of_tube().with("step", TubeStep::Discarded.code()), cx),
            LabKey::Type | LabKey::Verify => cx.go(Route::LabResults { order: target.order, tube: Some(target.tube) }),
            LabKey::Call => form(FormId::LabCall, of_tube().with("tests", target.critical.join(" ")), cx),
            LabKey::Handed => form(FormId::LabTell, of_tube().with("what", "handed"), cx),
            LabKey::Report => {
                let values = of_tube().with("what", "reported");
                self.send(FormId::LabTell, None, target.tube, values, cx);
            }
            LabKey::Labels => self.reprint(target.order, PaperKind::TubeLabels, Size::Label, cx),
            LabKey::Requisition => self.reprint(target.order, PaperKind::Requisition, cx.shared.settings.size, cx),
            LabKey::File => {
                if let Some(patient) = target.patient {
                    cx.go(Route::Patient(patient));
                }
            }
            _ => {}
        }
    }

    /// What is about no tube. True when it was done.
    fn of_board(&mut self, key: LabKey, cx: &mut Cx<'_>) -> bool {
        let today = cx.today();
        match key {
            LabKey::ScanReceive => self.begin_scan(TubeStep::Received, cx),
            LabKey::ScanOnTheWay => self.begin_scan(TubeStep::Sent, cx),
            LabKey::ScanBench => self.begin_scan(TubeStep::Bench, cx),
            LabKey::Where => self.ask_where(cx),
            LabKey::Worklist => cx.go(Route::LabWorklist),
            LabKey::Files => cx.go(Route::LabFiles),
            LabKey::Sort => self.next_sort(),
            LabKey::Group => self.next_group(),
            LabKey::Tile(n) => self.choose_tile(Tile::nth(n)),
            LabKey::Detail => self.closed = !self.closed,
            LabKey::PrintPending => self.print(ListPaper::LabPending { panel: self.sieve.group.clone() }, cx),
            LabKey::PrintCalls => self.print(ListPaper::LabCalls { from: today, to: today }, cx),
            LabKey::PrintTimes => self.print(ListPaper::LabTat { from: today, to: today }, cx),
            LabKey::Roll => form(FormId::LabRoll, Sheet::default(), cx),
            _ => return false,
        }
        true
    }

    fn begin_scan(&mut self, step: TubeStep, cx: &Cx<'_>) {
        let bench = if step == TubeStep::Bench { self.default_bench(&self.sieve.group, cx) } else { String::new() };
        self.prompt = None;
        self.answer = None;
        self.scan = Some(Scanning::new(step, bench));
        self.focus = Some(super::scan::field_id());
    }

    /// The bench named last, else the name of the group.
    fn default_bench(&self, panel: &str, cx: &Cx<'_>) -> String {
        if !self.bench.is_empty() {
            return self.bench.clone();
        }
        let known = cx.masters().and_then(|m| m.lab_panels.iter().find(|p| p.code == panel));
        known.map_or_else(|| panel.to_owned(), |p| p.name.get(cx.lang()).to_owned())
    }

    fn ask_bench(&mut self, target: &Target, cx: &Cx<'_>) {
        let panel = target.panels.first().map(String::as_str).unwrap_or_default();
        self.prompt = Some(Prompt { tube: target.tube, place: self.default_bench(panel, cx) });
        self.focus = Some(prompt_id());
    }

    /// Draws the question over the table's foot; Enter sends, Esc leaves it.
    pub(super) fn show_prompt(&mut self, ui: &mut Ui, rect: Rect, cx: &mut Cx<'_>) {
        let Some(prompt) = &mut self.prompt else { return };
        let mut go = false;
        pane(ui, rect, gap::M, |ui| {
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = gap::M;
                let label = cx.w.with("lb-bench-ask", &[("tube", &prompt.tube.spaced())]);
                ui.label(crate::window::theme::strong(&label));
                let field = Field::new(prompt_id(), &label, &mut prompt.place).hide_label().width(260.0).stays().show(ui);
                go |= field.entered;
                go |= ui.add(Button::primary(&cx.w.t("command-tube-bench")).key("Enter").no_focus()).clicked();
            });
        });
        if go && let Some(prompt) = self.prompt.take() {
            prompt.place.trim().clone_into(&mut self.bench);
            let bench = self.bench.clone();
            self.send_step(TubeStep::Bench, prompt.tube, &bench, cx);
            self.focus = Some(list_id());
        }
    }

    fn send_step(&mut self, step: TubeStep, tube: Accession, place: &str, cx: &mut Cx<'_>) {
        let values = Sheet::default().with("tube", tube.to_string()).with("step", step.code()).with("place", place);
        self.send(FormId::LabStep, Some(step), tube, values, cx);
    }

    fn send(&mut self, form: FormId, step: Option<TubeStep>, tube: Accession, values: Sheet, cx: &mut Cx<'_>) {
        self.sent.push_back(Sent { form, step, tube });
        cx.send(Job::Case(CaseJob::Fill { form, values: values.filled() }));
    }

    /// Something was saved, here or elsewhere.
    pub(super) fn filled(&mut self, done: &Done, cx: &mut Cx<'_>) {
        self.stale = true;
        if let Some(answer) = &mut self.answer {
            answer.again(cx);
        }
        if done.form == FormId::LabStep && self.scan.as_mut().is_some_and(|scan| scan.taken(done, cx)) {
            return;
        }
        let Some(sent) = self.sent.pop_front_if(|sent| sent.form == done.form) else { return };
        let tube = sent.tube.spaced();
        let id = match sent.step {
            Some(TubeStep::Received) => "lb-said-received",
            Some(TubeStep::Sent) => "lb-said-sent",
            Some(TubeStep::Bench) => "lb-said-bench",
            _ => "lb-said-report",
        };
        cx.say(cx.w.with(id, &[("tube", &tube)]));
        for warning in &done.lab_warnings {
            let args: Vec<(&str, &str)> = warning.args.iter().map(|(n, v)| (*n, v.as_str())).collect();
            cx.say(cx.w.with(warning.id, &args));
        }
    }

    /// True when the refusal is told here.
    pub(super) fn fill_refused(&mut self, problem: &Problem) -> bool {
        if self.scan.as_mut().is_some_and(|scan| scan.refused(problem)) {
            return true;
        }
        // The banner tells it: what happened, that nothing changed, what to do.
        self.sent.pop_front();
        false
    }

    fn reprint(&mut self, case: EntryId, paper: PaperKind, size: Size, cx: &mut Cx<'_>) {
        self.reprinting = Some(case.clone());
        cx.send(Job::Case(CaseJob::Reprint { case, paper, size }));
    }

    fn print(&mut self, list: ListPaper, cx: &mut Cx<'_>) {
        self.printing = true;
        cx.send(Job::Case(CaseJob::PrintList { list, to: None }));
    }

    pub(super) fn choose_tile(&mut self, tile: Option<Tile>) {
        // The same tile again shows all.
        let tile = tile.filter(|tile| self.sieve.tile != Some(*tile));
        let group = if tile.is_none() && self.sieve.tile.is_none() { String::new() } else { self.sieve.group.clone() };
        self.change(Sieve { tile, group, ..self.sieve.clone() });
        self.answer = None;
        self.focus = Some(list_id());
    }

    /// By each column in turn, then as the board stands: urgent first, oldest first.
    fn next_sort(&mut self) {
        use super::rows::column as by;
        const TURN: [usize; 5] = [by::TUBE, by::PATIENT, by::PLACE, by::AGE, by::LAST];
        let at = self.list.sort.and_then(|(column, _)| TURN.iter().position(|c| *c == column));
        self.list.sort = TURN.get(at.map_or(0, |at| at + 1)).map(|column| (*column, false));
        self.sift = true;
    }

    fn next_group(&mut self) {
        let at = self.groups.iter().position(|g| *g == self.sieve.group);
        let next = self.groups.get(at.map_or(0, |at| at + 1)).cloned().unwrap_or_default();
        self.change(Sieve { group: next, ..self.sieve.clone() });
    }

    pub(super) fn filter_entered(&mut self, cx: &mut Cx<'_>) {
        // Ten digits typed are a label, wherever its tube is.
        if let Ok(tube) = Accession::parse(&self.sieve.text) {
            self.change(Sieve { text: String::new(), ..self.sieve.clone() });
            self.show_tube(tube, cx);
        }
        self.focus = Some(list_id());
    }

    pub(super) fn filter(&mut self, ui: &mut Ui, width: f32, cx: &mut Cx<'_>) {
        let mut text = self.sieve.text.clone();
        let (label, hint) = (cx.w.t("lb-filter"), cx.w.t("lb-filter-hint"));
        let out = Field::new(filter_id(), &label, &mut text).hint(&hint).hide_label().width(width).stays().show(ui);
        if out.changed() {
            self.change(Sieve { text, ..self.sieve.clone() });
        }
        if out.entered {
            self.filter_entered(cx);
        }
    }
}

/// Groups that a tube of a board belongs to, in the order of the catalogue.
pub fn groups(board: &LabBoard, cx: &Cx<'_>) -> Vec<String> {
    let here: BTreeSet<&str> = board.lines.iter().flat_map(|line| line.panels.iter().map(String::as_str)).collect();
    let mut all: Vec<String> = Vec::new();
    for test in cx.masters().into_iter().flat_map(|m| &m.lab_tests) {
        if here.contains(test.panel.as_str()) && !all.contains(&test.panel) {
            all.push(test.panel.clone());
        }
    }
    all
}

fn form(id: FormId, values: Sheet, cx: &mut Cx<'_>) {
    cx.go(Route::Form { form: id, values: values.filled() });
}
