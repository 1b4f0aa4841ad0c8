//! An unknown patient (Shift+F8, from anywhere): one letter saves, a slip and a wristband print. Digits before it are the age by the eye.
//!
//! Nothing is saved before the letter; Esc leaves without a record.

use super::Screen;
use super::books::name_in;
use super::emergency::triage;
use crate::desk::cases::Done;
use crate::hospital::forms::{FormId, Sheet};
use crate::hospital::permissions::Right;
use crate::window::commands::UiCommand;
use crate::window::routes::Route;
use crate::window::state::{Cx, Wish};
use crate::window::theme::{self, RADIUS, Tone, gap, size};
use crate::window::widgets::{Button, Icon, card, halo, head, key_cap_size, paint_icon, paint_key_cap, second_script, told_as};
use crate::worker::{CaseEvent, CaseJob, Event, Job, JobKind};
use egui::{
    Align2, Color32, CornerRadius, Key, Label, Modifiers, Response, RichText, Sense, Stroke, StrokeKind, Ui, WidgetInfo,
    accesskit::Role, vec2,
};

/// Oldest age by the eye, in years.
const AGE_MAX: u32 = 120;
const WIDTH: f32 = 860.0;
const CHOICE_HEIGHT: f32 = 168.0;

/// What each letter saves: command, letter, word, code of the sex.
const CHOICES: [(UiCommand, &str, &str, &str); 3] = [
    (UiCommand::Man, "M", "unknown-man", "M"),
    (UiCommand::Woman, "F", "unknown-woman", "F"),
    (UiCommand::SexUnknown, "U", "unknown-sex", "U"),
];

/// The screen.
#[derive(Default)]
pub struct UnknownScreen {
    /// Digits typed before the letter.
    age: String,
    /// A letter was pressed: saved once the digits before it are read, which may have come in the same frame.
    wanted: Option<&'static str>,
    saving: bool,
    saved: Option<Done>,
    focus: bool,
}

impl Screen for UnknownScreen {
    fn open(&mut self, _route: &Route, _cx: &mut Cx<'_>) {
        // Whoever comes here has another patient: the letter must save, not be taken for one already saved.
        self.begin();
    }

    fn hear(&mut self, event: &Event, cx: &mut Cx<'_>) -> bool {
        match event {
            Event::Case(CaseEvent::Filled(done)) if self.saving && done.form == FormId::Arrival => {
                self.saving = false;
                self.age.clear();
                self.focus = true;
                let number = done.number.as_ref().map_or("", |n| n.as_str());
                cx.say(cx.w.with("unknown-said", &[("number", number)]));
                self.saved = Some((**done).clone());
            }
            Event::Case(CaseEvent::Filled(done)) if self.is_of_saved(done) => {
                if let Some(saved) = &mut self.saved {
                    saved.name.clone_from(&done.name);
                }
            }
            Event::Refused { job: JobKind::Fill, .. } => self.saving = false,
            _ => {}
        }
        false
    }

    fn command(&mut self, command: UiCommand, cx: &mut Cx<'_>) -> bool {
        if command == UiCommand::Unknown {
            self.begin();
            return true;
        }
        if self.saved.is_none() {
            let Some((_, _, _, sex)) = CHOICES.iter().find(|(c, ..)| *c == command) else { return false };
            self.wanted = Some(*sex);
            return true;
        }
        match command {
            UiCommand::Identify => self.form(FormId::Identify, "arrival", cx),
            UiCommand::WriteMlc => self.form(FormId::Mlc, "patient", cx),
            UiCommand::Back => {
                self.begin();
                return false;
            }
            _ => return false,
        }
        true
    }

    fn draw(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        self.read_digits(ui, cx);
        if let Some(sex) = self.wanted.take() {
            self.save(sex, cx);
        }
        super::column(ui, WIDTH, |ui| {
            head(ui, &cx.w.t("unknown-title"), &cx.w.t("unknown-aside"), |_| {});
            match self.saved.clone() {
                Some(saved) => self.after(ui, &saved, cx),
                None => self.before(ui, cx),
            }
        });
    }
}

impl UnknownScreen {
    fn begin(&mut self) {
        self.saved = None;
        self.age.clear();
    }

    fn is_of_saved(&self, done: &Done) -> bool {
        self.saved.as_ref().is_some_and(|saved| saved.case.is_some() && saved.case == done.case)
    }

    fn save(&mut self, sex: &str, cx: &mut Cx<'_>) {
        if self.saving || !cx.may(Right::TakeArrivals) {
            return;
        }
        self.saving = true;
        let mut values = Sheet::default().with("sex", sex);
        if !self.age.is_empty() {
            values.set("age", format!("~{}", self.age));
        }
        cx.send(Job::Case(CaseJob::Fill { form: FormId::Arrival, values }));
    }

    /// Opens a form about the patient just saved.
    fn form(&self, form: FormId, about: &str, cx: &mut Cx<'_>) {
        let Some(saved) = &self.saved else { return };
        let subject = if about == "patient" { &saved.patient } else { &saved.case };
        if let Some(subject) = subject {
            cx.go(Route::Form { form, values: Sheet::default().with(about, subject.to_string()) });
        }
    }

    /// The category is saved at once: the patient lies there, the form can wait.
    fn triage(&mut self, at: usize, cx: &mut Cx<'_>) {
        let code = cx.masters().and_then(|m| m.triage.get(at)).map(|t| t.code.clone());
        let case = self.saved.as_ref().and_then(|saved| saved.case.clone());
        if let (Some(code), Some(case)) = (code, case) {
            let values = Sheet::default().with("arrival", case.to_string()).with("triage", code);
            self.saving = true;
            cx.send(Job::Case(CaseJob::Fill { form: FormId::Arrival, values }));
        }
    }

    /// Digits: the age before it is saved, a triage category after it.
    fn read_digits(&mut self, ui: &Ui, cx: &mut Cx<'_>) {
        if self.saving {
            return;
        }
        for digit in typed_digits(ui) {
            if self.saved.is_some() {
                self.triage((digit as usize).wrapping_sub(1), cx);
                return;
            }
            let age = format!("{}{digit}", self.age);
            let fits = age.parse::<u32>().is_ok_and(|years| (1..=AGE_MAX).contains(&years));
            if fits {
                self.age = age;
            }
        }
        if self.saved.is_none() && ui.input_mut(|i| i.consume_key(Modifiers::NONE, Key::Backspace)) {
            self.age.pop();
        }
    }

    fn before(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        ui.spacing_mut().item_spacing.y = gap::L;
        ui.add(Label::new(theme::text(cx.w.t("unknown-what"))).wrap());
        card(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.horizontal(|ui| {
                ui.set_min_height(72.0);
                ui.spacing_mut().item_spacing.x = gap::L;
                let shown = if self.age.is_empty() { "?".to_owned() } else { cx.w.with("age-shown-about", &[("n", &self.age)]) };
                let figure = RichText::new(&shown).font(theme::bold(size::HUGE));
                let response = ui.label(if self.age.is_empty() { figure.weak() } else { figure });
                let name = format!("{}: {shown}", cx.w.t("unknown-age"));
                told_as(&response, Role::Status, &name);
                ui.vertical(|ui| {
                    ui.add_space(gap::M);
                    ui.label(theme::strong(cx.w.t("unknown-age")));
                    ui.add(Label::new(theme::label(cx.w.t("unknown-age-how"))).wrap());
                });
            });
        });
        let width = (ui.available_width() - 2.0 * gap::L) / 3.0;
        let can = cx.may(Right::TakeArrivals) && !self.saving;
        let mut pressed = None;
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = gap::L;
            for (_, letter, word, sex) in CHOICES {
                if choice(ui, letter, &cx.w.t(word), width, can).clicked() {
                    pressed = Some(sex);
                }
            }
        });
        if let Some(sex) = pressed {
            self.save(sex, cx);
        }
        let id = if self.saving { "list-saving" } else { "unknown-esc" };
        let said = cx.w.t(id);
        told_as(&ui.label(theme::label(said.as_ref())), Role::Status, &said);
    }

    fn after(&mut self, ui: &mut Ui, saved: &Done, cx: &mut Cx<'_>) {
        ui.spacing_mut().item_spacing.y = gap::L;
        card(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.spacing_mut().item_spacing.y = gap::XS;
            saved_line(ui, cx);
            if let Some(name) = &saved.name {
                ui.horizontal_wrapped(|ui| {
                    ui.spacing_mut().item_spacing.x = gap::L;
                    big_name(ui, name, cx);
                });
            }
            let number = saved.number.as_ref().map_or("", |n| n.as_str());
            told_as(&ui.label(theme::big(number)), Role::Status, number);
            if let Some(patient) = &saved.patient_number {
                ui.label(theme::label(format!("{} {patient}", cx.w.t("er-patient-number"))));
            }
        });
        let mut chosen = None;
        card(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.label(theme::strong(cx.w.t("unknown-triage")));
            let scale = cx.masters().map(|m| m.triage.as_slice()).unwrap_or_default();
            ui.horizontal_wrapped(|ui| {
                ui.spacing_mut().item_spacing = vec2(gap::L, gap::S);
                for (at, category) in scale.iter().enumerate() {
                    let ground = triage::pair(theme::palette(ui), category.colour);
                    if category_button(ui, at + 1, category.name.get(cx.lang()), ground).clicked() {
                        chosen = Some(at);
                    }
                }
            });
        });
        if let Some(at) = chosen {
            self.triage(at, cx);
        }
        self.next(ui, cx);
    }

    fn next(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        let mut pressed = None;
        ui.horizontal_wrapped(|ui| {
            let another = ui.add(Button::primary(&cx.w.t("unknown-another")).key("Enter"));
            if std::mem::take(&mut self.focus) {
                another.request_focus();
            }
            let free = ui.memory(|m| m.focused().is_none());
            if another.clicked() || (free && ui.input_mut(|i| i.consume_key(Modifiers::NONE, Key::Enter))) {
                self.begin();
            }
            for (id, key, right, command) in [
                ("er-identify", "I", Right::TakeArrivals, UiCommand::Identify),
                ("er-mlc", "L", Right::KeepRegisters, UiCommand::WriteMlc),
                ("command-emergency.side", "F8", Right::Find, UiCommand::Emergency),
            ] {
                if ui.add(Button::secondary(&cx.w.t(id)).key(key).enabled(cx.may(right))).clicked() {
                    pressed = Some(command);
                }
            }
        });
        if let Some(command) = pressed {
            cx.wish(Wish::Run(command));
        }
    }
}

/// Digits typed in this frame, Latin or Devanagari.
#[must_use]
pub fn typed_digits(ui: &Ui) -> Vec<u32> {
    let digit = |c: char| c.to_digit(10).or_else(|| ('०'..='९').contains(&c).then(|| u32::from(c) - u32::from('०')));
    ui.input(|i| {
        let texts = i.events.iter().filter_map(|event| if let egui::Event::Text(text) = event { Some(text) } else { None });
        texts.flat_map(|text| text.chars()).filter_map(digit).collect()
    })
}

/// A large choice: its letter over its word. The letter is its key.
fn choice(ui: &mut Ui, letter: &str, word: &str, width: f32, can: bool) -> Response {
    let colours = theme::palette(ui);
    let sense = if can { Sense::click() } else { Sense::hover() };
    let (rect, response) = ui.allocate_exact_size(vec2(width, CHOICE_HEIGHT), sense);
    let ground = if response.hovered() && can { colours.soft } else { colours.surface };
    let ink = if can { colours.primary } else { colours.muted };
    let edge = if can { colours.primary } else { colours.line };
    ui.painter().rect(rect, CornerRadius::same(RADIUS), ground, Stroke::new(2.0, edge), StrokeKind::Inside);
    let centre = rect.center();
    ui.painter().text(centre - vec2(0.0, 20.0), Align2::CENTER_CENTER, letter, theme::bold(size::HUGE), ink);
    ui.painter().text(centre + vec2(0.0, 44.0), Align2::CENTER_CENTER, word, theme::bold(size::HEADING), colours.ink);
    if response.has_focus() {
        halo(ui, rect);
    }
    response.widget_info(|| WidgetInfo::labeled(Role::Button, can, word));
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_keyboard_shortcut(letter));
    response
}

fn saved_line(ui: &mut Ui, cx: &Cx<'_>) {
    let ink = theme::palette(ui).ink_of(Tone::Ok);
    ui.horizontal(|ui| {
        let (rect, _) = ui.allocate_exact_size(vec2(16.0, 16.0), Sense::hover());
        paint_icon(ui.painter(), rect, Icon::Ok, ink);
        ui.label(theme::strong(cx.w.t("unknown-saved")).color(ink));
    });
}

/// The name that says that nobody knows who it is, large enough to be called out.
fn big_name(ui: &mut Ui, name: &crate::hospital::person::PersonName, cx: &Cx<'_>) {
    let second = second_script(name, cx.lang());
    ui.label(RichText::new(name_in(name, cx.lang())).font(theme::bold(size::HUGE)));
    if let Some(second) = second {
        ui.label(RichText::new(second).font(theme::regular(size::FIGURE)).weak());
    }
}

/// A category with its digit.
fn category_button(ui: &mut Ui, digit: usize, word: &str, pair: theme::Pair) -> Response {
    let digit = digit.to_string();
    let cap = key_cap_size(ui, &digit);
    let galley = ui.painter().layout_no_wrap(word.to_owned(), theme::bold(size::TEXT), pair.ink);
    let extent = vec2(galley.size().x + cap.x + 2.0 * gap::M + gap::S, theme::FIELD_HEIGHT);
    let (rect, response) = ui.allocate_exact_size(extent, Sense::click());
    ui.painter().rect_filled(rect, CornerRadius::same(RADIUS), pair.ground);
    let at = rect.left_center() + vec2(gap::M, 0.0);
    paint_key_cap(ui.painter(), at, &digit, Color32::TRANSPARENT, pair.ink.gamma_multiply(0.6), pair.ink);
    ui.painter().galley(at + vec2(cap.x + gap::S, -galley.size().y / 2.0), galley, pair.ink);
    if response.has_focus() {
        halo(ui, rect);
    }
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, word));
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_keyboard_shortcut(digit.as_str()));
    response
}
