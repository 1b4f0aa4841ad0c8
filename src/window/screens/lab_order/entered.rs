//! What was entered at this screen, and taking one of it back: which, why, and what the desk said to it.

use super::LabOrderScreen;
use crate::desk::cases::Done;
use crate::hospital::forms::{FormId, Sheet};
use crate::window::state::Cx;
use crate::window::theme::{self, Tone, gap};
use crate::window::widgets::{Button, Field, Said, in_language, tag, time, told_as};
use crate::worker::{CaseJob, Job};
use egui::{Id, Key, Modifiers, ScrollArea, Ui};

/// An order that was saved here.
pub struct Entered {
    pub done: Box<Done>,
    /// As they were chosen.
    pub tests: String,
    /// Kinds of its tubes, in the order of draw.
    pub kinds: Vec<String>,
    /// Labels printed ahead were used.
    pub preprinted: bool,
    pub taken_back: bool,
}

/// An order that is about to be taken back.
pub struct TakeBack {
    /// Which of those entered.
    at: usize,
    reason: String,
    pub fault: Option<String>,
    pub sent: bool,
}

fn reason_id() -> Id {
    Id::unique("laborder-take-back")
}

/// Number, name, tests, time.
pub fn entered_line(ui: &mut Ui, entered: &Entered, marked: bool, cx: &Cx<'_>) {
    let done = &entered.done;
    let number = done.number.as_ref().map(ToString::to_string).unwrap_or_default();
    let name = done.name.as_ref().map_or("", |name| in_language(name, cx.lang()));
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = gap::S;
        let text = theme::text(format!("{} {number}", time(done.at)));
        ui.label(if marked { text.color(theme::palette(ui).primary).strong() } else { text });
        if entered.taken_back {
            tag(ui, &cx.w.t("laborder-taken-back"), Tone::Error);
        }
    });
    ui.add(egui::Label::new(theme::label(format!("{name} · {}", entered.tests))).wrap());
}

impl LabOrderScreen {
    /// The last one that still stands.
    pub(super) fn begin_take_back(&mut self) {
        let Some(at) = self.entered.iter().rposition(|e| !e.taken_back) else { return };
        self.taking_back = Some(TakeBack { at, reason: String::new(), fault: None, sent: false });
        self.focus = Some(reason_id());
    }

    pub(super) fn take_back_now(&mut self, cx: &mut Cx<'_>) {
        let Some(back) = self.taking_back.as_mut() else { return };
        if back.reason.trim().is_empty() {
            back.fault = Some(cx.w.t("laborder-take-back-why").into_owned());
            self.focus = Some(reason_id());
            return;
        }
        let case = self.entered.get(back.at).and_then(|e| e.done.case.clone());
        let Some(case) = case else { return };
        back.sent = true;
        let values = Sheet::from([("record", case.to_string().as_str()), ("reason", back.reason.trim())]);
        cx.send(Job::Case(CaseJob::Fill { form: FormId::Cancel, values }));
    }

    pub(super) fn taken_back(&mut self, done: &Done, cx: &mut Cx<'_>) {
        let Some(back) = self.taking_back.take_if(|back| back.sent) else { return };
        if let Some(entered) = self.entered.get_mut(back.at) {
            entered.taken_back = true;
            let number = entered.done.number.as_ref().or(done.number.as_ref()).map(ToString::to_string).unwrap_or_default();
            cx.say(cx.w.with("laborder-said-taken-back", &[("number", &number)]));
        }
        self.show_last = false;
        self.focus_first();
    }

    /// The panel that asks which and why. Arrows choose another one.
    pub(super) fn taking_back(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        let Some(back) = self.taking_back.as_mut() else { return };
        let title = cx.w.t("laborder-take-back-title");
        let response = ui.label(theme::strong(title.clone()));
        told_as(&response, egui::accesskit::Role::Heading, &title);
        if ui.memory(|m| m.has_focus(reason_id())) {
            let (up, down) =
                ui.input_mut(|i| (i.consume_key(Modifiers::NONE, Key::ArrowUp), i.consume_key(Modifiers::NONE, Key::ArrowDown)));
            let open = |at: &usize| self.entered.get(*at).is_some_and(|e| !e.taken_back);
            // Newest on top: down is an older one.
            let to =
                if down { (0..back.at).rev().find(open) } else { (back.at + 1..self.entered.len()).find(open).filter(|_| up) };
            back.at = to.unwrap_or(back.at);
        }
        let said = back.fault.as_ref().map(Said::fault);
        let label = cx.w.t("laborder-take-back-reason");
        let out = Field::new(reason_id(), &label, &mut back.reason).said(said.as_ref()).stays().show(ui);
        if out.changed() {
            back.fault = None;
        }
        let (at, sent) = (back.at, back.sent);
        let label = cx.w.t(if sent { "list-saving" } else { "laborder-take-back" });
        let clicked = ui.add(Button::danger(&label).key("Ctrl Enter").enabled(!sent)).clicked();
        ui.label(theme::label(cx.w.t("laborder-take-back-keys")));
        ScrollArea::vertical().id_salt("laborder-back").auto_shrink([false, false]).show(ui, |ui| {
            for (n, entered) in self.entered.iter().enumerate().rev() {
                entered_line(ui, entered, n == at, cx);
            }
        });
        if (clicked || out.entered) && !sent {
            self.take_back_now(cx);
        }
    }
}
