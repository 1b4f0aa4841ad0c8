//! What was saved: the number in large type, what was printed, what should be looked at, and what comes next, each with its key.

use super::page::Page;
use crate::desk::cases::Done;
use crate::desk::event::EventPaper;
use crate::desk::views::PatientLine;
use crate::hospital::forms::{FormId, Sheet};
use crate::journal::PaperKind;
use crate::window::routes::Route;
use crate::window::screens::column;
use crate::window::state::{Cx, Wish};
use crate::window::theme::{self, Tone, gap, size};
use crate::window::widgets::{Button, Said, card, name_pair, said_line, time};
use crate::worker::{CaseJob, EventJob, Job};
use egui::{Key, Modifiers, RichText, Ui};

const WIDTH: f32 = 640.0;

/// A form that was saved.
pub struct Finished {
    pub done: Box<Done>,
    /// What was sent.
    pub sent: Sheet,
    /// The newborn of a birth, once the records told who it is.
    pub newborn: Option<Box<PatientLine>>,
}

/// What can follow.
enum Next {
    Form(FormId, Sheet),
    Print(PaperKind),
    /// The sheet of the shift just handed over.
    ShiftSheet,
}

/// A next step: key, its cap, words.
type Step = (Key, &'static str, &'static str, Next);

impl Finished {
    fn steps(&self) -> Vec<Step> {
        let patient = self.done.patient_number.as_ref().map(ToString::to_string).unwrap_or_default();
        let record = self.done.case.as_ref().map(ToString::to_string).unwrap_or_default();
        let about = || Sheet::from([("patient", patient.as_str())]);
        let of_record = || Sheet::from([("record", record.as_str())]);
        let form = |key, cap, id, form, values| (key, cap, id, Next::Form(form, values));
        let registrar = || form(Key::R, "R", "fill-next-registrar", FormId::Registrar, of_record());
        match self.done.form {
            FormId::Admission => vec![(Key::F, "F", "fill-next-face-sheet", Next::Print(PaperKind::FaceSheet))],
            FormId::Birth => {
                let newborn = self.newborn.as_ref().map(|line| {
                    let mut values = Sheet::from([("source", "birth"), ("patient", line.number.as_str())]);
                    values.set("mother", patient.as_str());
                    form(Key::A, "A", "fill-next-newborn", FormId::Admission, values)
                });
                newborn.into_iter().chain([registrar()]).collect()
            }
            FormId::Discharge if self.sent.get("outcome").starts_with("died") => vec![
                form(Key::D, "D", "fill-next-death", FormId::Death, about()),
                form(Key::C, "C", "fill-next-cause", FormId::Cause, about()),
            ],
            FormId::Death => {
                vec![form(Key::C, "C", "fill-next-cause", FormId::Cause, about()), registrar()]
            }
            FormId::Stillbirth | FormId::Cause => vec![registrar()],
            FormId::Mlc => vec![form(Key::P, "P", "fill-next-police", FormId::Police, of_record())],
            FormId::Arrival => {
                let admit = form(Key::A, "A", "fill-next-admit", FormId::Admission, about().with("source", "emergency"));
                let mlc = form(Key::M, "M", "fill-next-mlc", FormId::Mlc, about());
                vec![admit, mlc]
            }
            FormId::Shift => vec![(Key::P, "P", "fill-next-shift-sheet", Next::ShiftSheet)],
            _ => Vec::new(),
        }
    }

    /// Draws it and reads its keys.
    pub fn show(&self, ui: &mut Ui, cx: &mut Cx<'_>) {
        let steps = self.steps();
        let typing = ui.ctx().text_edit_focused();
        let mut chosen = steps.iter().position(|(key, ..)| !typing && ui.input_mut(|i| i.consume_key(Modifiers::NONE, *key)));
        let mut back = ui.input_mut(|i| i.consume_key(Modifiers::NONE, Key::Enter));
        column(ui, WIDTH, |ui| {
            ui.add_space(gap::XL);
            card(ui, |ui| {
                ui.set_width(ui.available_width());
                ui.spacing_mut().item_spacing.y = gap::S;
                self.told(ui, cx);
                ui.add_space(gap::S);
                for (n, (_, cap, id, _)) in steps.iter().enumerate() {
                    if ui.add(Button::secondary(&cx.w.t(id)).key(cap).no_focus()).clicked() {
                        chosen = Some(n);
                    }
                }
                ui.add_space(gap::XS);
                back |= ui.add(Button::primary(&cx.w.t("fill-back")).key("Enter").no_focus()).clicked();
            });
        });
        match chosen.and_then(|n| steps.into_iter().nth(n)) {
            Some((_, _, _, Next::Form(form, values))) => {
                // What was saved is over: Esc from the next form leads to where this one was opened.
                cx.wish(Wish::Back);
                cx.go(Route::Form { form, values });
            }
            Some((_, _, _, Next::Print(paper))) => {
                if let Some(case) = self.done.case.clone() {
                    cx.send(Job::Case(CaseJob::Reprint { case, paper, size: crate::paper::Size::A4 }));
                }
            }
            Some((_, _, _, Next::ShiftSheet)) => self.print_shift(cx),
            None if back => cx.wish(Wish::Back),
            None => {}
        }
    }

    /// The sheet of a shift comes out when it is handed over, and again by key.
    pub fn print_shift(&self, cx: &mut Cx<'_>) {
        let paper = EventPaper::Shift { of: self.done.entry.clone() };
        cx.send(Job::Event(EventJob::Print { paper, to: None }));
    }

    fn told(&self, ui: &mut Ui, cx: &Cx<'_>) {
        let done = &self.done;
        let title = done.form.title().get(cx.lang());
        let saved = cx.w.with("fill-saved", &[("form", title), ("at", &time(done.at))]);
        said_line(ui, &Said { tone: Tone::Ok, text: saved });
        let number = done.number.as_ref().or(done.patient_number.as_ref());
        if let Some(number) = number {
            ui.add(egui::Label::new(theme::big(number.as_str()).color(theme::palette(ui).primary)).wrap());
        }
        if let Some(name) = &done.name {
            ui.horizontal_wrapped(|ui| {
                name_pair(ui, name, cx.lang());
                if let Some(patient) = done.patient_number.as_ref().filter(|n| Some(*n) != number) {
                    ui.label(theme::text(patient.as_str()).weak());
                }
            });
        }
        let bed = self.sent.get("bed");
        if !bed.is_empty() {
            ui.label(theme::strong(cx.w.with("ward-bed", &[("bed", bed)])));
        }
        if let Some(newborn) = &self.newborn {
            let text = cx.w.with("fill-newborn", &[("name", newborn.name.shown()), ("number", newborn.number.as_str())]);
            ui.add(egui::Label::new(RichText::new(text).font(theme::bold(size::TEXT))).wrap());
        }
        let papers = papers_of(done.form).iter().map(|id| cx.w.t(id)).collect::<Vec<_>>().join(", ");
        let printed = match (done.prints.len(), papers.is_empty()) {
            (0, _) => None,
            (n, true) => Some(cx.w.count("fill-printed-count", n as u64)),
            (_, false) => Some(cx.w.with("fill-printed", &[("papers", &papers)])),
        };
        if let Some(printed) = printed {
            ui.add(egui::Label::new(theme::text(printed).weak()).wrap());
        }
        if !done.tubes.is_empty() {
            let tubes = done.tubes.iter().map(|tube| tube.spaced()).collect::<Vec<_>>().join(" · ");
            ui.add(egui::Label::new(theme::strong(tubes)).wrap());
        }
        for warning in &done.lab_warnings {
            let args: Vec<(&str, &str)> = warning.args.iter().map(|(n, v)| (*n, v.as_str())).collect();
            said_line(ui, &Said::hint(cx.w.with(warning.id, &args)));
        }
        for warning in &done.warnings {
            said_line(ui, &Said::hint(cx.w.t(warning.word_id()).into_owned()));
        }
        if !done.more.is_empty() {
            ui.label(theme::text(cx.w.count("fill-more", done.more.len() as u64)));
        }
    }
}

/// Papers that come out by themselves with a form.
const fn papers_of(form: FormId) -> &'static [&'static str] {
    match form {
        FormId::Admission => &["list-paper-admission-slip", "list-paper-wristband"],
        FormId::Transfer | FormId::Swap => &["list-paper-transfer-slip"],
        FormId::Discharge => &["list-paper-discharge-slip"],
        FormId::Arrival => &["list-paper-arrival-slip", "list-paper-wristband"],
        FormId::Identify => &["list-paper-arrival-slip"],
        FormId::Mlc
        | FormId::Birth
        | FormId::Stillbirth
        | FormId::Death
        | FormId::Cause
        | FormId::Indent
        | FormId::Correction => &["list-paper-sheet"],
        _ => &[],
    }
}

/// False where nothing comes out with a form: a line of a list that is printed as a whole.
pub const fn prints(form: FormId) -> bool {
    !matches!(form, FormId::Incident | FormId::IncidentLine | FormId::Roster | FormId::RosterStrike)
}

/// The address under which the newborn of a birth can be asked for.
pub fn newborn_of(done: &Done, page: Option<&Page>) -> Option<crate::journal::EntryId> {
    let birth = done.form == FormId::Birth && page.is_none_or(|p| p.form == FormId::Birth);
    birth.then(|| done.entry.clone())
}
