//! Find (F4, `/`, Ctrl+F): one box for a name, a number, a mobile, any four digits; results as typed, best first, each with why.

use super::Screen;
use crate::desk::views::{CentralLine, Match, Origin, PatientLine};
use crate::hospital::central::Born;
use crate::hospital::identifiers::{AbhaNumber, Mobile};
use crate::hospital::lab::Accession;
use crate::hospital::permissions::Right;
use crate::window::routes::Route;
use crate::window::state::{Cx, Wish};
use crate::window::theme::{self, Tone, gap};
use crate::window::widgets::{
    Button, Field, MatchLine, bare, date_time, day, head, key_line, name_pair, pane, panes, person_line, pill, second_script,
    tag, who_line,
};
use crate::words::grouped;
use crate::worker::{Event, Job};
use egui::{Id, Key, Modifiers, ScrollArea, Ui};

/// Letters before a search is sent.
const CHARS_MIN: usize = 2;
/// Lines drawn at most; who is not among them is found by typing more.
const LINES_MAX: usize = 50;
const SIDE_WIDTH: f32 = 340.0;

/// The screen.
#[derive(Default)]
pub struct FindScreen {
    text: String,
    serial: u64,
    lines: Vec<Match>,
    micros: u64,
    /// The search whose answer is shown.
    answered: u64,
    at: usize,
    focus: bool,
    scroll: bool,
}

fn box_id() -> Id {
    Id::unique("find-box")
}

impl Screen for FindScreen {
    fn open(&mut self, _route: &Route, cx: &mut Cx<'_>) {
        self.focus = true;
        // What was found may have changed meanwhile.
        self.ask(cx);
    }

    fn hear(&mut self, event: &Event, _cx: &mut Cx<'_>) -> bool {
        if let Event::Found { serial, lines, micros } = event
            && *serial == self.serial
        {
            self.lines.clone_from(lines);
            self.lines.truncate(LINES_MAX);
            self.micros = *micros;
            self.answered = *serial;
            self.at = self.at.min(self.lines.len().saturating_sub(1));
        }
        false
    }

    fn draw(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        head(ui, &cx.w.t("find-title"), &cx.w.t("find-aside"), |_ui| {});
        self.search_box(ui, cx);
        ui.add_space(gap::XS);
        let side = if ui.available_width() < 900.0 { 260.0 } else { SIDE_WIDTH };
        let [results, aside] = panes(ui, [0.0, side]);
        pane(ui, results, 0.0, |ui| self.results(ui, cx));
        pane(ui, aside, gap::L, |ui| match self.lines.get(self.at) {
            Some(found) => card_of(ui, found, cx),
            None => tips(ui, cx),
        });
    }
}

impl FindScreen {
    fn ask(&mut self, cx: &mut Cx<'_>) {
        let text = self.text.trim().to_owned();
        if text.chars().count() < CHARS_MIN {
            self.lines.clear();
            self.serial = cx.out.next_serial();
            return;
        }
        self.serial = cx.out.next_serial();
        cx.send(Job::Search { serial: self.serial, text });
    }

    fn search_box(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        if std::mem::take(&mut self.focus) {
            ui.memory_mut(|m| m.request_focus(box_id()));
        }
        self.arrows(ui);
        let label = cx.w.t("find-box");
        let out = Field::new(box_id(), &label, &mut self.text).hint(&cx.w.t("find-hint")).hide_label().stays().show(ui);
        if out.changed() {
            self.at = 0;
            self.ask(cx);
        }
        if out.entered {
            match (self.lines.get(self.at), Accession::parse(&self.text)) {
                (Some(found), _) => open(found, cx),
                // Ten digits of a tube's label lead to the tube.
                (None, Ok(tube)) => cx.go(Route::LabBoard { tube: Some(tube) }),
                (None, Err(_)) => {}
            }
        }
    }

    fn arrows(&mut self, ui: &Ui) {
        if !ui.memory(|m| m.has_focus(box_id())) {
            return;
        }
        let last = self.lines.len().saturating_sub(1);
        let (down, up) =
            ui.input_mut(|i| (i.consume_key(Modifiers::NONE, Key::ArrowDown), i.consume_key(Modifiers::NONE, Key::ArrowUp)));
        let before = self.at;
        if down {
            self.at = (self.at + 1).min(last);
        }
        if up {
            self.at = self.at.saturating_sub(1);
        }
        self.scroll |= self.at != before;
    }

    fn results(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        let rect = ui.available_rect_before_wrap();
        if self.lines.is_empty() {
            bare(ui, rect, gap::L, |ui| {
                ui.label(theme::text(self.empty_text(cx)).weak());
            });
            return;
        }
        ui.spacing_mut().item_spacing.y = 0.0;
        let scroll = std::mem::take(&mut self.scroll);
        let mut opened = None;
        ScrollArea::vertical().auto_shrink([false, false]).animated(false).show(ui, |ui| {
            bare_count(ui, &self.count_text(cx));
            for (n, found) in self.lines.iter().enumerate() {
                let id = Id::unique(("find-line", n));
                let chosen = n == self.at;
                let response = MatchLine::new(id, found, cx.today()).chosen(chosen).show(ui, cx.w);
                if chosen && scroll {
                    response.scroll_to_me(None);
                }
                if response.clicked() {
                    opened = Some(n);
                }
            }
        });
        if let Some(n) = opened {
            self.at = n;
            // Who is known in the index only has no file: a click shows the card.
            if let Some(found) = self.lines.get(n).filter(|found| found.ours().is_some()) {
                open(found, cx);
            }
        }
    }

    fn count_text(&self, cx: &Cx<'_>) -> String {
        let count = if self.lines.len() >= LINES_MAX {
            cx.w.with("find-first", &[("n", &LINES_MAX.to_string())])
        } else {
            cx.w.count("find-count", self.lines.len() as u64)
        };
        let millis = grouped(self.micros.div_ceil(1000));
        format!("{count} · {}", cx.w.with("find-millis", &[("n", &millis)]))
    }

    fn empty_text(&self, cx: &Cx<'_>) -> String {
        let typed = self.text.trim().chars().count();
        let id = match typed {
            0 => "find-empty",
            n if n < CHARS_MIN => "find-more",
            _ if self.answered != self.serial => "find-looking",
            _ => "find-none",
        };
        cx.w.t(id).into_owned()
    }
}

fn bare_count(ui: &mut Ui, text: &str) {
    ui.add_space(gap::S);
    ui.horizontal(|ui| {
        ui.add_space(gap::M + 2.0);
        ui.label(theme::label(text));
    });
    ui.add_space(gap::XS);
}

/// Opens the file of one of ours; registers one of the patient index.
fn open(found: &Match, cx: &mut Cx<'_>) {
    match &found.origin {
        Origin::Here { line, .. } => cx.go(Route::Patient(line.id.clone())),
        Origin::Central(_) if cx.may(Right::RegisterOpd) => cx.wish(Wish::Take(Box::new(found.clone()))),
        Origin::Central(_) => {}
    }
}

fn card_of(ui: &mut Ui, found: &Match, cx: &mut Cx<'_>) {
    match &found.origin {
        Origin::Here { line, .. } => summary(ui, line, cx),
        Origin::Central(line) => central(ui, found, line, cx),
    }
}

/// All that the patient index knows of somebody: to be read, and to register from.
fn central(ui: &mut Ui, found: &Match, line: &CentralLine, cx: &mut Cx<'_>) {
    ui.horizontal_wrapped(|ui| name_pair(ui, &found.who.name, cx.lang()));
    ui.add(egui::Label::new(theme::text(person_line(&found.who, cx.today(), cx.w))).wrap());
    ui.add_space(gap::XS);
    tag(ui, &cx.w.t("match-central"), Tone::Info);
    ui.add_space(gap::S);
    if cx.may(Right::RegisterOpd) && ui.add(Button::primary(&cx.w.t("index-register")).key("Enter").no_focus()).clicked() {
        cx.wish(Wish::Take(Box::new(found.clone())));
    }
    ui.add_space(gap::S);
    ui.add(egui::Label::new(theme::label(cx.w.t("index-card-what"))).wrap());
    ui.add_space(gap::S);
    for (id, value) in central_lines(line, cx) {
        if !value.is_empty() {
            ui.spacing_mut().item_spacing.y = 1.0;
            ui.label(theme::label(cx.w.t(id)));
            ui.add(egui::Label::new(theme::text(value)).wrap());
            ui.add_space(gap::S);
        }
    }
}

fn central_lines(line: &CentralLine, cx: &Cx<'_>) -> Vec<(&'static str, String)> {
    let person = &line.person;
    let born = match person.born {
        Born::Day(born) => day(born),
        Born::Year(year) => year.to_string(),
        Born::Unknown => String::new(),
    };
    let kin = person.relative.as_ref().and_then(|name| second_script(name, cx.lang())).unwrap_or_default();
    let pin = person.pin.as_ref().map(|pin| pin.as_str().to_owned()).unwrap_or_default();
    vec![
        ("find-uhid", person.uhid.clone()),
        ("field-mobile", person.mobile.as_ref().map(Mobile::grouped).unwrap_or_default()),
        ("index-born", born),
        ("field-relative_name", kin.to_owned()),
        ("field-address", person.place.clone()),
        ("field-pin", pin),
        ("field-abha", person.abha.as_ref().map(AbhaNumber::grouped).unwrap_or_default()),
        ("index-card-of", day(line.matched.day)),
    ]
}

/// What is known of the marked one, before the file is opened.
fn summary(ui: &mut Ui, patient: &PatientLine, cx: &Cx<'_>) {
    ui.horizontal_wrapped(|ui| name_pair(ui, &patient.name, cx.lang()));
    ui.add(egui::Label::new(theme::text(who_line(patient, cx.today(), cx.w))).wrap());
    pill(ui, patient.number.as_str());
    ui.add_space(gap::S);
    let registered = date_time(patient.registered, cx.today());
    let clinic = cx.clinic_name(&patient.last_clinic).to_owned();
    for (id, value) in [
        ("find-registered", registered.as_str()),
        ("find-mobile", &patient.mobile),
        ("find-uhid", &patient.uhid),
        ("find-last-clinic", &clinic),
    ] {
        if !value.is_empty() {
            ui.spacing_mut().item_spacing.y = 1.0;
            ui.label(theme::label(cx.w.t(id)));
            ui.label(theme::text(value));
            ui.add_space(gap::S);
        }
    }
    ui.add_space(gap::S);
    key_line(ui, "Enter", &cx.w.t("find-open"));
}

fn tips(ui: &mut Ui, cx: &Cx<'_>) {
    ui.label(theme::strong(cx.w.t("find-tips")));
    for id in ["find-tip-name", "find-tip-digits", "find-tip-number", "find-tip-scan"] {
        ui.add(egui::Label::new(theme::text(cx.w.t(id))).wrap());
    }
}
