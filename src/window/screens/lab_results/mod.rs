//! The results of an order: typing those of a tube, the blind second typing of what is critical, releasing what another person entered,
//! calls, amendments, the report. Then the next tube or order of the bench, by key or scan.
//!
//! What a value means, what has to be typed again and who may release it is the desk's; a flag shown while typing is only a preview.

mod ask;
mod bench;
mod grid;
mod release;

use super::{Screen, take_focus};
use crate::desk::cases::{CaseRow, Done};
use crate::desk::lab::{HIDDEN, LabBoard};
use crate::hospital::forms::{FormId, Sheet};
use crate::hospital::lab::{Accession, Catalogue, LabWarning, Subject};
use crate::hospital::opd_form::Remark;
use crate::hospital::permissions::Right;
use crate::journal::EntryId;
use crate::journal::fold::{OrderState, ResultPhase, ResultState, TubeState};
use crate::problem::{Problem, Told};
use crate::window::commands::{ResultKey, UiCommand};
use crate::window::routes::Route;
use crate::window::state::Cx;
use crate::window::widgets::ListState;
use crate::worker::{CaseEvent, CaseJob, Event, Job, JobKind, LabEvent, LabJob};
use ask::Ask;
use chrono::{DateTime, FixedOffset};
use egui::{Id, Ui};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What is done here now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Mode {
    #[default]
    Typing,
    Releasing,
}

/// The screen.
#[derive(Default)]
pub struct LabResultsScreen {
    /// Where the window was told to open it.
    opened: Option<Route>,
    row: Option<Box<CaseRow>>,
    tube: Option<Accession>,
    mode: Mode,
    /// What was typed and not saved, by order and test.
    typed: BTreeMap<EntryId, Sheet>,
    /// Boxes that were left: only they are judged while typing.
    left: BTreeSet<String>,
    /// Entered and released values can be typed anew.
    amending: bool,
    reason: String,
    remarks: Vec<Remark>,
    /// What the desk said to the last save.
    warnings: Vec<LabWarning>,
    fault: Option<Told>,
    board: Option<Arc<LabBoard>>,
    /// The last released values in the patient's other orders.
    before: BTreeMap<String, (String, DateTime<FixedOffset>)>,
    saving: Option<FormId>,
    finding: bool,
    /// Comes to this when the order is there.
    arrive: Option<Mode>,
    list: ListState,
    excluded: BTreeSet<String>,
    conclusion: String,
    ask: Option<Ask>,
    catalogue: Option<Box<Catalogue>>,
    focus: Option<Id>,
    /// No box has the focus: letters are keys.
    blur: bool,
}

impl Screen for LabResultsScreen {
    fn open(&mut self, route: &Route, cx: &mut Cx<'_>) {
        let Route::LabResults { order, tube } = route else { return };
        self.catalogue = cx.masters().map(|m| Box::new(Catalogue::of(m)));
        cx.send(Job::Lab(LabJob::Board));
        // Coming back to the screen one finds what one left.
        let here = self.row.as_ref().map(|row| row.id.to_string());
        if self.opened.as_ref() == Some(route)
            && let Some(here) = here
        {
            let text = self.tube.map_or(here, |t| t.to_string());
            return self.find(&text, None, cx);
        }
        self.opened = Some(route.clone());
        let text = tube.map_or_else(|| order.to_string(), |t| t.to_string());
        self.find(&text, None, cx);
        self.row = None;
    }

    fn hear(&mut self, event: &Event, cx: &mut Cx<'_>) -> bool {
        match event {
            Event::Lab(LabEvent::Board(board)) => self.board = Some(Arc::clone(board)),
            Event::Lab(LabEvent::Order { row, tube }) if std::mem::take(&mut self.finding) => self.came(row, *tube, cx),
            Event::Refused { job: JobKind::Lab, problem } if std::mem::take(&mut self.finding) => {
                self.fault = Some(problem.told(cx.lang()));
                return true;
            }
            Event::Case(CaseEvent::Filled(done)) if self.saving == Some(done.form) => self.saved(done, cx),
            Event::Refused { job: JobKind::Fill, problem } if self.saving.is_some() => {
                self.refused(problem, cx);
                return true;
            }
            Event::File(file) if self.row.as_ref().is_some_and(|r| r.case.patient.as_ref() == Some(&file.line.id)) => {
                self.before = last_values(&file.cases, self.row.as_ref().map(|r| &r.id));
            }
            _ => {}
        }
        false
    }

    fn command(&mut self, command: UiCommand, cx: &mut Cx<'_>) -> bool {
        use ResultKey as K;
        if self.saving.is_some() {
            return matches!(command, UiCommand::Fill | UiCommand::Back | UiCommand::Result(_));
        }
        match command {
            UiCommand::Fill if self.ask.is_some() => self.send_ask(cx),
            UiCommand::Fill if self.mode == Mode::Releasing => self.release(cx),
            UiCommand::Fill => self.save_typed(cx),
            UiCommand::Back if self.ask.take().is_some() => self.settle(),
            UiCommand::Back if self.amending => self.turn_amending(),
            UiCommand::Result(K::Type) => self.turn(Mode::Typing),
            UiCommand::Result(K::Release) => self.turn(Mode::Releasing),
            UiCommand::Result(K::Amend) => self.turn_amending(),
            UiCommand::Result(K::Next) => self.next(cx),
            UiCommand::Result(K::Call) => self.ask_call(cx),
            UiCommand::Result(K::Report) => self.print_report(cx),
            UiCommand::Result(K::Handed) => self.ask_handed(),
            _ => return false,
        }
        true
    }

    /// A tube or a requisition: its results.
    fn scan(&mut self, text: &str, cx: &mut Cx<'_>) -> bool {
        let requisition = crate::hospital::number::Number::parse(text)
            .is_ok_and(|n| n.parts().is_some_and(|p| p.series == crate::hospital::number::Series::Requisition));
        if Accession::parse(text).is_err() && !requisition {
            return false;
        }
        if self.saving.is_none() {
            self.find(text, Some(self.mode), cx);
        }
        true
    }

    fn draw(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        if std::mem::take(&mut self.blur)
            && let Some(at) = ui.memory(egui::Memory::focused)
        {
            ui.memory_mut(|m| m.surrender_focus(at));
        }
        take_focus(ui, &mut self.focus);
        self.show(ui, cx);
    }
}

impl LabResultsScreen {
    /// True while the desk is writing or a tube is on the way: keys typed now belong to what comes.
    #[must_use]
    pub const fn is_busy(&self) -> bool {
        self.saving.is_some() || self.finding
    }

    fn find(&mut self, text: &str, arrive: Option<Mode>, cx: &mut Cx<'_>) {
        self.finding = true;
        self.arrive = arrive;
        self.fault = None;
        cx.send(Job::Lab(LabJob::Find { text: text.trim().to_owned() }));
    }

    fn came(&mut self, row: &CaseRow, tube: Option<Accession>, cx: &mut Cx<'_>) {
        let same = self.row.as_ref().is_some_and(|old| old.id == row.id) && self.tube == tube;
        let patient = row.case.patient.clone();
        let known = self.row.as_ref().is_some_and(|old| old.case.patient == patient);
        self.row = Some(Box::new(row.clone()));
        self.tube = tube.and_then(|t| row.case.order().and_then(|o| o.tube(t)).map(|t| t.accession));
        if !known {
            self.before.clear();
            if let Some(id) = patient.filter(|_| cx.may(Right::Find)) {
                cx.send(Job::Patient { id });
            }
        }
        if !same {
            self.warnings.clear();
            self.remarks.clear();
            self.left.clear();
            self.excluded.clear();
            self.conclusion = row.case.order().map(|o| o.conclusion.clone()).unwrap_or_default();
            self.amending = false;
            self.reason.clear();
            self.ask = None;
            self.list.choose(0);
            self.mode = self.arrive.unwrap_or_else(|| self.fitting_mode(cx));
        }
        self.settle();
    }

    /// Who may release finds what waits for it; everybody else types.
    fn fitting_mode(&self, cx: &Cx<'_>) -> Mode {
        let waits = self.order().is_some_and(|o| o.results.iter().any(|r| r.entered().is_some()));
        let types = cx.may(Right::EnterResults) && self.boxes().iter().any(|code| self.is_open(code));
        let releases = cx.may(Right::VerifyResults) && waits;
        if releases || !types { Mode::Releasing } else { Mode::Typing }
    }

    fn order(&self) -> Option<&OrderState> {
        self.row.as_ref().and_then(|row| row.case.order())
    }

    /// The tube whose results are typed: the one asked for, else the first that still gives any.
    fn tube_now(&self) -> Option<&TubeState> {
        let order = self.order()?;
        let asked = self.tube.and_then(|t| order.tube(t));
        let open = |tube: &&TubeState| !tube.is_gone() && order.results_of(tube).any(|r| r.phase != ResultPhase::Verified);
        asked.or_else(|| order.tubes.iter().find(open)).or_else(|| order.tubes.iter().find(|t| !t.is_gone()))
    }

    fn result(&self, code: &str) -> Option<&ResultState> {
        self.order()?.result(code)
    }

    /// Tests of the tube that are typed, not worked out, in the order of the report.
    fn boxes(&self) -> Vec<String> {
        let Some(tube) = self.tube_now() else { return Vec::new() };
        tube.tests.iter().filter(|code| !crate::hospital::lab::calculated(code)).cloned().collect()
    }

    /// True where a value can be typed now.
    fn is_open(&self, code: &str) -> bool {
        let Some(result) = self.result(code).filter(|_| !crate::hospital::lab::calculated(code)) else { return false };
        let hidden = result.value().is_some_and(|v| v.value == HIDDEN);
        match result.phase {
            ResultPhase::Awaited | ResultPhase::Second | ResultPhase::Mismatch => true,
            ResultPhase::Entered | ResultPhase::Verified => self.amending && !hidden,
            ResultPhase::Recollect => false,
        }
    }

    /// For whom values are judged while typing.
    fn subject(&self, cx: &Cx<'_>) -> Subject {
        let day = self.tube_now().and_then(|t| t.way.collected).unwrap_or(cx.now).date_naive();
        let patient = self.row.as_ref().and_then(|row| row.patient.as_ref());
        patient.map_or(Subject { sex: crate::hospital::sex::Sex::Unknown, days: None }, |p| {
            Subject::of(p.patient.details.sex, &p.patient.details.age, day)
        })
    }

    /// Puts the focus where work goes on: the first box to be typed again, else the first empty one; else letters are keys.
    fn settle(&mut self) {
        if self.mode == Mode::Releasing {
            self.focus = Some(release::list_id());
            return;
        }
        let again =
            |code: &&String| self.result(code).is_some_and(|r| matches!(r.phase, ResultPhase::Second | ResultPhase::Mismatch));
        let boxes = self.boxes();
        let sheet = self.row.as_ref().and_then(|row| self.typed.get(&row.id));
        let empty = |code: &&String| self.is_open(code) && sheet.is_none_or(|s| s.get(code).trim().is_empty());
        let bad = |code: &&String| self.remark_of(code).is_some();
        let at = boxes.iter().find(bad).or_else(|| boxes.iter().find(again)).or_else(|| boxes.iter().find(empty));
        match at {
            Some(code) => self.focus = Some(grid::box_id(code)),
            None => self.blur = true,
        }
    }

    fn remark_of(&self, code: &str) -> Option<&Remark> {
        self.remarks.iter().find(|r| r.args.iter().any(|(name, value)| *name == "test" && value == code))
    }

    fn turn(&mut self, mode: Mode) {
        self.mode = mode;
        self.amending = false;
        self.fault = None;
        self.settle();
    }

    fn turn_amending(&mut self) {
        self.amending = !self.amending;
        self.mode = Mode::Typing;
        self.reason.clear();
        if let Some(row) = self.row.as_ref().filter(|_| !self.amending) {
            self.typed.remove(&row.id);
        }
        self.settle();
    }

    fn fill(&mut self, form: FormId, values: Sheet, cx: &mut Cx<'_>) {
        self.saving = Some(form);
        self.fault = None;
        self.remarks.clear();
        cx.send(Job::Case(CaseJob::Fill { form, values }));
    }

    /// What names the whole order to the desk.
    fn order_name(&self) -> String {
        self.row.as_ref().map(|row| row.id.to_string()).unwrap_or_default()
    }

    fn saved(&mut self, done: &Done, cx: &mut Cx<'_>) {
        self.saving = None;
        self.warnings.clone_from(&done.lab_warnings);
        let number = done.number.as_ref().map(ToString::to_string).unwrap_or_default();
        let id = match done.form {
            FormId::LabResult => "labresults-said-typed",
            FormId::LabVerify => "labresults-said-released",
            FormId::LabCall => "labresults-said-called",
            _ => "labresults-said-told",
        };
        cx.say(cx.w.with(id, &[("number", &number)]));
        if done.form == FormId::LabResult {
            if let Some(row) = &self.row {
                self.typed.remove(&row.id);
            }
            self.left.clear();
            self.amending = false;
            self.reason.clear();
        }
        self.ask = None;
        let text = self.tube.map_or_else(|| self.order_name(), |t| t.to_string());
        self.find(&text, None, cx);
        cx.send(Job::Lab(LabJob::Board));
    }

    fn refused(&mut self, problem: &Problem, cx: &mut Cx<'_>) {
        let form = self.saving.take();
        self.remarks.clone_from(&problem.remarks);
        let own = |code: &str| code == "values" || self.ask.is_some() || (self.amending && code == "reason");
        if problem.remarks.is_empty() || !problem.remarks.iter().all(|r| own(r.field.code())) {
            let mut told = problem.told(cx.lang());
            let beside =
                problem.remarks.iter().filter(|r| !own(r.field.code())).map(|r| crate::problem::remark_text(r, cx.lang()));
            let beside: Vec<String> = beside.collect();
            if !beside.is_empty() {
                told = Told { what: beside.join(" "), safe: String::new(), act: String::new() };
            }
            self.fault = Some(told);
        }
        if self.ask.is_some() {
            let back = problem.remarks.iter().any(|r| r.field.code() == "read_back");
            self.focus = Some(if back { ask::read_back_id() } else { ask::whom_id() });
        }
        // Somebody else may have said it meanwhile, or the value came to be critical: the call is what is missing.
        if problem.id == "problem-verify-uncalled" {
            self.ask_call(cx);
        } else if form == Some(FormId::LabResult) {
            self.settle();
        }
    }
}

/// The last released value of each test in the other orders.
fn last_values(cases: &[CaseRow], but: Option<&EntryId>) -> BTreeMap<String, (String, DateTime<FixedOffset>)> {
    let mut last: BTreeMap<String, (String, DateTime<FixedOffset>)> = BTreeMap::new();
    for row in cases.iter().filter(|row| Some(&row.id) != but && row.case.cancelled.is_none()) {
        let Some(order) = row.case.order() else { continue };
        for line in order.results.iter().filter_map(|r| r.released.as_ref()) {
            let (value, at) = (&line.typing.value, line.typing.at);
            if value.value != HIDDEN && last.get(&value.test).is_none_or(|(_, before)| *before < at) {
                last.insert(value.test.clone(), (value.value.clone(), at));
            }
        }
    }
    last
}
