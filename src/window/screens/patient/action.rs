//! What can be done about a patient or a visit: amend, send elsewhere, void, print again. What was typed stays until it is done.

use super::amend::AmendForm;
use crate::desk::views::{PatientFile, Saved, VisitLine};
use crate::hospital::opd_form::{Field as FormField, Remark};
use crate::journal::VoidScope;
use crate::problem::{Problem, remark_text};
use crate::window::routes::Route;
use crate::window::screens::preview::{paper_id, paper_of, paper_picks, size_of, size_picks, size_text};
use crate::window::state::Cx;
use crate::window::theme::{self, Tone, gap};
use crate::window::widgets::{BigNumber, Button, Combo, Field, Pick, Said, Segmented, said_line};
use crate::worker::{Job, JobKind};
use chrono::Datelike as _;
use egui::{Id, Key, Modifiers, ScrollArea, Ui};

/// Height of the line of buttons under a form.
const BUTTONS_HEIGHT: f32 = 58.0;

/// What is being done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    Amend,
    Move,
    Void,
    Reprint,
}

impl Action {
    /// Whether it can be done here. Only greys out; the desk decides.
    pub fn fits(self, file: &PatientFile, visit: Option<&VisitLine>) -> bool {
        let live = visit.is_some_and(|v| v.voided.is_none());
        match self {
            Self::Amend => !file.line.voided,
            Self::Move | Self::Void => live,
            Self::Reprint => visit.is_some(),
        }
    }

    const fn title(self) -> &'static str {
        match self {
            Self::Amend => "patient-amend",
            Self::Move => "patient-move",
            Self::Void => "patient-void",
            Self::Reprint => "patient-reprint",
        }
    }
}

/// What came of drawing an action.
#[derive(Default)]
pub struct ActionOut {
    pub closed: bool,
    pub route: Option<Route>,
}

/// Everything typed for the actions of one patient.
#[derive(Default)]
pub struct Forms {
    amend: AmendForm,
    scope: String,
    void_reason: String,
    clinic: String,
    doctor: String,
    move_reason: String,
    paper: String,
    size: String,
    remarks: Vec<Remark>,
    /// Waiting for the answer to this.
    busy: Option<JobKind>,
    /// The visit has a new token.
    moved: Option<Box<Saved>>,
}

fn id(part: &str) -> Id {
    Id::unique(("patient-action", part))
}

/// The field where a remark on it is shown, and the focus goes.
fn field_id(field: FormField, action: Option<Action>) -> Id {
    match (field, action) {
        (FormField::Clinic, _) => id("clinic"),
        (FormField::Doctor, _) => id("doctor"),
        (FormField::Reason, Some(Action::Void)) => id("void-reason"),
        (FormField::Reason, Some(Action::Move)) => id("move-reason"),
        _ => AmendForm::id(field),
    }
}

const fn job_of(action: Action) -> JobKind {
    match action {
        Action::Amend => JobKind::Amend,
        Action::Move => JobKind::Move,
        Action::Void => JobKind::Void,
        Action::Reprint => JobKind::Reprint,
    }
}

impl Forms {
    /// Opens an action. Returns where typing starts.
    pub fn start(&mut self, action: Action, file: &PatientFile, visit: Option<&VisitLine>, cx: &Cx<'_>) -> Id {
        self.remarks.clear();
        self.busy = None;
        self.moved = None;
        match action {
            Action::Amend => self.amend.start(&file.details, cx.today()),
            Action::Move => id("clinic"),
            Action::Void => {
                if self.scope.is_empty() {
                    "visit".clone_into(&mut self.scope);
                }
                id("void-reason")
            }
            Action::Reprint => {
                if self.paper.is_empty() {
                    paper_id(crate::journal::PaperKind::Slip).clone_into(&mut self.paper);
                    size_text(cx.shared.settings.size).clone_into(&mut self.size);
                }
                // A receipt is offered only where there is one.
                if visit.is_some_and(|v| v.receipt.is_none()) && self.paper == paper_id(crate::journal::PaperKind::Receipt) {
                    paper_id(crate::journal::PaperKind::Slip).clone_into(&mut self.paper);
                }
                id("paper")
            }
        }
    }

    /// The new token came.
    pub fn moved(&mut self, saved: &Saved) {
        self.busy = None;
        self.clinic.clear();
        self.doctor.clear();
        self.move_reason.clear();
        self.moved = Some(Box::new(saved.clone()));
    }

    /// A job of ours was refused: what there is to say beside fields is said there. True when nothing is left for the banner.
    pub fn refused(&mut self, job: JobKind, problem: &Problem, focus: &mut Option<Id>) -> bool {
        if self.busy != Some(job) {
            return false;
        }
        self.busy = None;
        let action = [Action::Amend, Action::Move, Action::Void, Action::Reprint].into_iter().find(|a| job_of(*a) == job);
        let Some(first) = problem.remarks.first() else { return false };
        *focus = Some(field_id(first.field, action));
        self.remarks.clone_from(&problem.remarks);
        self.amend.refused(&problem.remarks);
        true
    }

    fn said(&self, field: FormField, cx: &Cx<'_>) -> Option<Said> {
        self.remarks.iter().find(|r| r.field == field).map(|r| Said::fault(remark_text(r, cx.lang())))
    }

    /// Draws the action's panel.
    pub fn draw(
        &mut self,
        ui: &mut Ui,
        action: Action,
        file: &PatientFile,
        visit: Option<&VisitLine>,
        cx: &mut Cx<'_>,
        focus: &mut Option<Id>,
    ) -> ActionOut {
        let mut out = ActionOut::default();
        ui.label(theme::heading(cx.w.t(action.title())));
        if let (Some(visit), true) = (visit, action != Action::Amend) {
            let clinic = cx.clinic_name(&visit.clinic);
            ui.label(theme::label(format!("{clinic} · {} · {}", visit.token.label, visit.number)));
        }
        ui.add_space(gap::XS);
        match (action, visit) {
            (Action::Amend, _) => self.draw_amend(ui, file, cx, focus, &mut out),
            (Action::Move, Some(visit)) => self.draw_move(ui, visit, cx, &mut out),
            (Action::Void, Some(visit)) => self.draw_void(ui, visit, cx, &mut out),
            (Action::Reprint, Some(visit)) => self.draw_reprint(ui, visit, cx, &mut out),
            (_, None) => out.closed = true,
        }
        out
    }

    fn draw_amend(&mut self, ui: &mut Ui, file: &PatientFile, cx: &mut Cx<'_>, focus: &mut Option<Id>, out: &mut ActionOut) {
        // The buttons stay in sight; the fields scroll above them.
        let height = ui.available_height() - BUTTONS_HEIGHT;
        ScrollArea::vertical().auto_shrink([false, false]).max_height(height).show(ui, |ui| {
            ui.set_width(ui.available_width() - gap::M);
            self.amend.draw(ui, &file.details, cx);
        });
        if self.confirm(ui, "patient-amend-save", false, cx, out)
            && let Some((form, reason)) = self.amend.ready(&file.details, cx, focus)
        {
            self.busy = Some(JobKind::Amend);
            cx.send(Job::Amend { patient: file.line.id.clone(), form, reason });
        }
    }

    fn draw_void(&mut self, ui: &mut Ui, visit: &VisitLine, cx: &mut Cx<'_>, out: &mut ActionOut) {
        let picks =
            [Pick::new("visit", cx.w.t("patient-void-visit")), Pick::new("registration", cx.w.t("patient-void-registration"))];
        let label = cx.w.t("patient-void-what");
        Segmented::new(id("scope"), &label, &mut self.scope, &picks).show(ui);
        let whole = self.scope == "registration";
        let explain = cx.w.t(if whole { "patient-void-registration.tip" } else { "patient-void-visit.tip" });
        said_line(ui, &Said { tone: Tone::Info, text: explain.into_owned() });
        ui.add_space(gap::XS);
        let said = self.said(FormField::Reason, cx);
        let (label, hint) = (cx.w.t("field-reason"), cx.w.t("hold-reason"));
        Field::new(id("void-reason"), &label, &mut self.void_reason).hint(&hint).said(said.as_ref()).lines(2).show(ui);
        if self.confirm(ui, "patient-void-do", true, cx, out) {
            let scope = if whole { VoidScope::Registration } else { VoidScope::Visit };
            self.busy = Some(JobKind::Void);
            cx.send(Job::Void { visit: visit.id.clone(), scope, reason: self.void_reason.trim().to_owned() });
        }
    }

    fn draw_move(&mut self, ui: &mut Ui, visit: &VisitLine, cx: &mut Cx<'_>, out: &mut ActionOut) {
        if let Some(saved) = self.moved.clone() {
            Self::draw_moved(ui, &saved, cx, out);
            return;
        }
        let (clinics, doctors) = (clinic_picks(cx, &visit.clinic), doctor_picks(cx, &self.clinic));
        let said = self.said(FormField::Clinic, cx);
        let (label, hint) = (cx.w.t("patient-move-to"), cx.w.t("hold-clinic"));
        Combo::new(id("clinic"), &label, &mut self.clinic, &clinics).hint(&hint).said(said.as_ref()).show(ui);
        let said = self.said(FormField::Doctor, cx);
        let (label, hint) = (cx.w.t("field-doctor"), cx.w.t("hold-doctor"));
        Combo::new(id("doctor"), &label, &mut self.doctor, &doctors).hint(&hint).said(said.as_ref()).show(ui);
        let said = self.said(FormField::Reason, cx);
        let (label, hint) = (cx.w.t("field-reason"), cx.w.t("hold-reason"));
        Field::new(id("move-reason"), &label, &mut self.move_reason).hint(&hint).said(said.as_ref()).lines(2).show(ui);
        if self.confirm(ui, "patient-move-do", false, cx, out) {
            self.busy = Some(JobKind::Move);
            let (clinic, doctor, reason) = (self.clinic.clone(), self.doctor.clone(), self.move_reason.trim().to_owned());
            cx.send(Job::Move { visit: visit.id.clone(), clinic, doctor, reason });
        }
    }

    fn draw_moved(ui: &mut Ui, saved: &Saved, cx: &Cx<'_>, out: &mut ActionOut) {
        let room = cx.w.with("list-room", &[("room", &saved.room)]);
        let caption = format!("{} · {room}", cx.clinic_name(&saved.clinic));
        let width = ui.available_width();
        BigNumber::new(&saved.token.label, &caption).huge().tone(Tone::Ok).width(width).show(ui);
        ui.label(theme::text(cx.w.t("patient-moved")));
        ui.add_space(gap::S);
        let close = cx.w.t("list-close");
        out.closed = ui.add(Button::primary(&close).key("Esc")).clicked();
    }

    fn draw_reprint(&mut self, ui: &mut Ui, visit: &VisitLine, cx: &mut Cx<'_>, out: &mut ActionOut) {
        let mut papers = paper_picks(cx);
        papers.retain(|p| visit.receipt.is_some() || p.key != paper_id(crate::journal::PaperKind::Receipt));
        let (paper, size) = (cx.w.t("list-paper"), cx.w.t("list-size"));
        Segmented::new(id("paper"), &paper, &mut self.paper, &papers).show(ui);
        Segmented::new(id("size"), &size, &mut self.size, &size_picks()).show(ui);
        said_line(ui, &Said { tone: Tone::Info, text: cx.w.count("patient-copies", u64::from(visit.copies)) });
        ui.add_space(gap::XS);
        let chosen = paper_of(&self.paper).zip(size_of(&self.size));
        let view = cx.w.t("prints-view");
        if ui.add(Button::secondary(&view).key("W")).clicked()
            && let Some((paper, size)) = chosen
        {
            out.route = Some(Route::Preview { visit: visit.id.clone(), paper, size });
        }
        if self.confirm(ui, "patient-reprint-do", false, cx, out)
            && let Some((paper, size)) = chosen
        {
            self.busy = Some(JobKind::Reprint);
            cx.send(Job::Reprint { visit: visit.id.clone(), paper, size });
        }
    }

    /// The buttons under a form. True when it is to be done now; never twice while the answer is out.
    fn confirm(&self, ui: &mut Ui, label: &str, danger: bool, cx: &Cx<'_>, out: &mut ActionOut) -> bool {
        ui.add_space(gap::S);
        let free = self.busy.is_none();
        let label = cx.w.t(if free { label } else { "list-saving" });
        let mut pressed = false;
        ui.horizontal(|ui| {
            let button = if danger { Button::danger(&label) } else { Button::primary(&label) };
            pressed = ui.add(button.key("Ctrl Enter").enabled(free)).clicked();
            let close = cx.w.t("list-cancel");
            out.closed |= ui.add(Button::secondary(&close).key("Esc")).clicked();
        });
        let key = ui.input_mut(|i| i.consume_key(Modifiers::CTRL, Key::Enter));
        free && (pressed || key)
    }
}

/// Clinics to send a visit to: all but where it is; those that do not sit today say so.
fn clinic_picks(cx: &Cx<'_>, from: &str) -> Vec<Pick> {
    let Some(masters) = cx.masters() else { return Vec::new() };
    let lang = cx.lang();
    let weekday = usize::try_from(cx.today().weekday().num_days_from_monday()).unwrap_or(0);
    masters
        .clinics
        .iter()
        .filter(|c| c.code != from)
        .map(|c| {
            let open = c.days.get(weekday).copied().unwrap_or(false);
            let detail =
                if open { cx.w.with("list-room", &[("room", &c.room)]) } else { cx.w.t("list-closed-today").into_owned() };
            let department =
                masters.department(&c.department).map(|d| format!("{} {}", d.name.en, d.name.hi)).unwrap_or_default();
            Pick::new(&c.code, c.name.get(lang))
                .detail(format!("{} · {detail}", c.code))
                .words(format!("{} {department}", c.name.get(lang.other())))
                .muted(!open)
        })
        .collect()
}

fn doctor_picks(cx: &Cx<'_>, clinic: &str) -> Vec<Pick> {
    let Some(masters) = cx.masters() else { return Vec::new() };
    let department = masters.clinic(clinic).map(|c| c.department.as_str());
    masters
        .doctors
        .iter()
        .filter(|d| department.is_none_or(|code| d.department == code))
        .map(|d| Pick::new(&d.code, d.name.get(cx.lang())).words(d.name.get(cx.lang().other())))
        .collect()
}
