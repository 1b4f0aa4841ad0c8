//! The one box for tests: typed name or code with a list as you type, favourites by digit, what is chosen as chips.

use crate::hospital::lab::{Catalogue, TestHit};
use crate::window::state::Cx;
use crate::window::theme::{self, RADIUS, gap, size};
use crate::window::widgets::{Field, Pick, Said, key_cap_size, paint_key_cap, pick_line, said_line};
use egui::{
    CornerRadius, Frame, Id, Key, Margin, Modifiers, Popup, PopupCloseBehavior, Response, Sense, Stroke, StrokeKind, Ui,
    WidgetInfo, accesskit::Role, pos2, vec2,
};

/// Panels that a digit orders, in the order of the digits.
const FAVOURITES: [&str; 9] = ["CBC", "LFT", "KFT", "ELEC", "GLU", "COAG", "CARD", "ABG", "BB"];
/// Lines of the list at most.
const LINES_MAX: usize = 9;
const CHIP_HEIGHT: f32 = 30.0;

/// The box and what was chosen.
#[derive(Default)]
pub struct Chooser {
    /// Codes of tests and panels.
    pub chosen: Vec<String>,
    pub typed: String,
    /// Line of the list that Enter takes.
    at: usize,
    /// The list is shown although nothing is typed.
    open: bool,
    pub fault: Option<String>,
}

/// What happened in a frame.
#[derive(Default, Clone, Copy, PartialEq, Eq)]
pub struct Chosen {
    pub changed: bool,
    pub has_focus: bool,
}

/// The id of the box.
#[must_use]
pub fn box_id() -> Id {
    Id::unique("laborder-tests")
}

/// A favourite of this hospital: its digit and its panel's code.
fn favourites(catalogue: &Catalogue) -> impl Iterator<Item = (usize, &'static str)> {
    // A digit that begins a code of the catalogue is typed, not a favourite.
    let begins = |digit: usize| catalogue.tests.iter().any(|t| t.code.starts_with(&digit.to_string()));
    let known = |code: &&str| catalogue.panel(code).is_some();
    (1..).zip(FAVOURITES).filter(move |(digit, code)| known(code) && !begins(*digit))
}

impl Chooser {
    /// What stands in the form.
    #[must_use]
    pub fn text(&self) -> String {
        self.chosen.join(", ")
    }

    pub fn set(&mut self, text: &str) {
        self.chosen = text.split(',').map(str::trim).filter(|t| !t.is_empty()).map(str::to_owned).collect();
        self.typed.clear();
    }

    /// Chooses a code; one that is chosen already is taken away again.
    fn turn(&mut self, code: &str) {
        if let Some(at) = self.chosen.iter().position(|c| c == code) {
            self.chosen.remove(at);
        } else {
            self.chosen.push(code.to_owned());
        }
    }

    fn add(&mut self, code: &str) {
        if !self.chosen.iter().any(|c| c == code) {
            self.chosen.push(code.to_owned());
        }
    }

    /// What is typed and not chosen yet counts as chosen: the marked line of the list. False when nothing is called so.
    pub fn take_typed(&mut self, catalogue: &Catalogue, cx: &Cx<'_>) -> bool {
        if self.typed.trim().is_empty() {
            return true;
        }
        let hits = catalogue.search(&self.typed);
        let Some(hit) = hits.get(self.at).or_else(|| hits.first()) else {
            self.fault = Some(cx.w.with("laborder-no-test", &[("text", self.typed.trim())]));
            return false;
        };
        self.add(&hit.code);
        self.typed.clear();
        (self.at, self.open) = (0, false);
        true
    }

    /// Digits in an empty box choose favourites.
    fn take_digits(&mut self, catalogue: &Catalogue) -> bool {
        let digit = |c: char| c.to_digit(10).or_else(|| u32::from(c).checked_sub(0x966).filter(|d| *d < 10));
        let digits: Option<Vec<u32>> = self.typed.trim().chars().map(digit).collect();
        let Some(digits) = digits.filter(|d| !d.is_empty()) else { return false };
        let all: Vec<(usize, &str)> = favourites(catalogue).collect();
        let code = |d: &u32| all.iter().find(|(n, _)| *n == *d as usize).map(|(_, code)| *code);
        let Some(codes) = digits.iter().map(code).collect::<Option<Vec<_>>>() else { return false };
        for code in codes {
            self.turn(code);
        }
        self.typed.clear();
        true
    }

    /// Draws favourites, the box, its list and the chips.
    pub fn show(&mut self, ui: &mut Ui, catalogue: &Catalogue, cx: &Cx<'_>) -> Chosen {
        let mut changed = self.favourites(ui, catalogue, cx);
        let focus = ui.memory(|m| m.has_focus(box_id()));
        if focus {
            changed |= self.keys(ui, catalogue, cx);
        }
        let said = self.fault.as_ref().map(Said::fault);
        let (label, hint) = (cx.w.t("laborder-tests"), cx.w.t("laborder-tests-hint"));
        let mut field = Field::new(box_id(), &label, &mut self.typed).hint(&hint).said(said.as_ref());
        if focus && (!field.is_empty() || self.open) {
            field = field.stays();
        }
        let out = field.show(ui);
        if out.changed() {
            self.fault = None;
            (self.at, self.open) = (0, false);
            changed |= self.take_digits(catalogue);
        }
        if out.left {
            self.open = false;
        }
        if out.response.has_focus() && (!self.typed.trim().is_empty() || self.open) {
            changed |= self.list(ui, &out.response, catalogue, cx);
        }
        if !self.chosen.is_empty() {
            changed |= self.chips(ui, catalogue, cx);
        }
        Chosen { changed, has_focus: focus }
    }

    /// Arrows, Enter and Backspace, before the box sees them.
    fn keys(&mut self, ui: &Ui, catalogue: &Catalogue, cx: &Cx<'_>) -> bool {
        let empty = self.typed.is_empty();
        let (up, down, back, enter) = ui.input_mut(|i| {
            let up = i.consume_key(Modifiers::NONE, Key::ArrowUp);
            let down = i.consume_key(Modifiers::NONE, Key::ArrowDown);
            let back = empty && i.consume_key(Modifiers::NONE, Key::Backspace);
            let list = !empty || self.open;
            (up, down, back, list && i.consume_key(Modifiers::NONE, Key::Enter))
        });
        if empty && down && !self.open {
            self.open = true;
            return false;
        }
        let last = catalogue.search(&self.typed).len().min(LINES_MAX).saturating_sub(1);
        if down {
            self.at = (self.at + 1).min(last);
        } else if up {
            self.at = self.at.saturating_sub(1);
        }
        if back && self.chosen.pop().is_some() {
            return true;
        }
        if enter && empty {
            if let Some(hit) = catalogue.search("").get(self.at) {
                self.add(&hit.code);
            }
            (self.at, self.open) = (0, false);
            return true;
        }
        enter && self.take_typed(catalogue, cx)
    }

    fn list(&mut self, ui: &Ui, response: &Response, catalogue: &Catalogue, cx: &Cx<'_>) -> bool {
        let hits = catalogue.search(&self.typed);
        if hits.is_empty() {
            return false;
        }
        let colours = theme::palette(ui);
        let frame = Frame::new()
            .fill(colours.surface)
            .stroke(Stroke::new(1.0, colours.edge))
            .corner_radius(RADIUS)
            .inner_margin(Margin::same(4));
        let width = response.rect.width();
        let mut clicked = None;
        Popup::from_response(response)
            .id(box_id().with("list"))
            .open(true)
            .close_behavior(PopupCloseBehavior::IgnoreClicks)
            .gap(4.0)
            .frame(frame)
            .width(width)
            .show(|ui| {
                ui.set_width(width - 10.0);
                ui.spacing_mut().item_spacing.y = 0.0;
                for (n, hit) in hits.iter().enumerate().take(LINES_MAX) {
                    if pick_line(ui, box_id().with(("line", n)), &pick(hit, catalogue, cx), n == self.at).clicked() {
                        clicked = Some(hit.code.clone());
                    }
                }
            });
        let Some(code) = clicked else { return false };
        self.add(&code);
        self.typed.clear();
        (self.at, self.open) = (0, false);
        true
    }

    fn favourites(&mut self, ui: &mut Ui, catalogue: &Catalogue, cx: &Cx<'_>) -> bool {
        let mut pressed = None;
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(gap::S, gap::XS);
            for (digit, code) in favourites(catalogue) {
                let on = self.chosen.iter().any(|c| c == code);
                if favourite(ui, &digit.to_string(), code, catalogue.name(code, cx.lang()), on).clicked() {
                    pressed = Some(code);
                }
            }
        });
        pressed.is_some_and(|code| {
            self.turn(code);
            true
        })
    }

    fn chips(&mut self, ui: &mut Ui, catalogue: &Catalogue, cx: &Cx<'_>) -> bool {
        let mut away = None;
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(gap::S, gap::XS);
            for (n, code) in self.chosen.iter().enumerate() {
                if chip(ui, code, catalogue.name(code, cx.lang()), &cx.w.with("laborder-take-away", &[("test", code)])).clicked()
                {
                    away = Some(n);
                }
            }
        });
        let unknown: Vec<&str> = self
            .chosen
            .iter()
            .filter(|c| catalogue.panel(c).is_none() && catalogue.test(c).is_none())
            .map(String::as_str)
            .collect();
        if !unknown.is_empty() {
            said_line(ui, &Said::fault(cx.w.with("laborder-no-test", &[("text", &unknown.join(", "))])));
        }
        away.is_some_and(|n| {
            self.chosen.remove(n);
            true
        })
    }
}

fn pick(hit: &TestHit, catalogue: &Catalogue, cx: &Cx<'_>) -> Pick {
    let mut detail = hit.code.clone();
    if hit.is_panel {
        detail = format!("{detail} · {}", cx.w.count("laborder-n-tests", hit.tests as u64));
    }
    let calm = catalogue.rules.urgent_only && !hit.urgent;
    if calm {
        detail = format!("{detail} · {}", cx.w.t("laborder-not-urgent"));
    }
    Pick::new(&hit.code, hit.name.get(cx.lang())).detail(detail).muted(calm)
}

/// A favourite: its digit as a key cap, its code; filled while it is chosen.
fn favourite(ui: &mut Ui, digit: &str, code: &str, name: &str, on: bool) -> Response {
    let colours = theme::palette(ui);
    let font = if on { theme::bold(size::LABEL) } else { theme::regular(size::LABEL) };
    let ink = if on { colours.on_primary } else { colours.ink };
    let galley = ui.painter().layout_no_wrap(code.to_owned(), font, ink);
    let cap = key_cap_size(ui, digit);
    let (rect, response) =
        ui.allocate_exact_size(vec2(galley.size().x + cap.x + 2.0 * gap::S + gap::XS, CHIP_HEIGHT), Sense::CLICK);
    let ground = match (on, response.hovered()) {
        (true, _) => colours.primary,
        (false, true) => colours.sunken,
        (false, false) => colours.surface,
    };
    ui.painter().rect(rect, CornerRadius::same(RADIUS), ground, Stroke::new(1.0, colours.edge), StrokeKind::Inside);
    paint_key_cap(ui.painter(), pos2(rect.left() + gap::S, rect.center().y), digit, colours.surface, colours.line, colours.muted);
    let at = pos2(rect.left() + gap::S + cap.x + gap::XS, rect.center().y - galley.size().y / 2.0);
    ui.painter().galley(at, galley, ink);
    response.widget_info(|| WidgetInfo::selected(Role::CheckBox, true, on, format!("{digit} {code} {name}")));
    response.on_hover_text(name)
}

/// Something chosen; a click takes it away.
fn chip(ui: &mut Ui, code: &str, name: &str, away: &str) -> Response {
    let colours = theme::palette(ui);
    let text = if code == name { code.to_owned() } else { format!("{code} · {name}") };
    let mut job = egui::text::LayoutJob::simple_singleline(text, theme::bold(size::LABEL), colours.primary);
    job.wrap = egui::text::TextWrapping::truncate_at_width(300.0);
    let galley = ui.painter().layout_job(job);
    let (rect, response) = ui.allocate_exact_size(vec2(galley.size().x + 2.0 * gap::S + 14.0, CHIP_HEIGHT), Sense::CLICK);
    ui.painter().rect(rect, CornerRadius::same(15), colours.soft, Stroke::new(1.0, colours.line), StrokeKind::Inside);
    ui.painter().galley(pos2(rect.left() + gap::S, rect.center().y - galley.size().y / 2.0), galley, colours.primary);
    let cross = pos2(rect.right() - gap::S - 3.0, rect.center().y);
    let stroke = Stroke::new(1.5, colours.muted);
    ui.painter().line_segment([cross - vec2(3.5, 3.5), cross + vec2(3.5, 3.5)], stroke);
    ui.painter().line_segment([cross + vec2(-3.5, 3.5), cross + vec2(3.5, -3.5)], stroke);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, away));
    response
}
