//! What was typed last, with its number; a wrong one is mended by another. Both are kept.

use super::{Mode, TypingScreen, id};
use crate::desk::views::TypedLine;
use crate::journal::{Answer, RecordKey};
use crate::window::state::Cx;
use crate::window::theme::{self, Tone, gap};
use crate::window::widgets::{Button, Field, Icon, Said, into_sight, key_action, key_cap, paint_icon, said_line, time};
use crate::worker::TypingJob;
use egui::{Context, Id, Key, Label, Sense, Ui, WidgetInfo, accesskit::Role, vec2};

/// A key a line.
const KEYS: [(Key, &str); 7] = [
    (Key::Num1, "1"),
    (Key::Num2, "2"),
    (Key::Num3, "3"),
    (Key::Num4, "4"),
    (Key::Num5, "5"),
    (Key::Num6, "6"),
    (Key::Num7, "7"),
];

/// What is mended.
#[derive(Default)]
pub(super) struct Form {
    chosen: Option<RecordKey>,
    number: String,
    said: Option<Said>,
    busy: bool,
}

pub(super) fn number_id() -> Id {
    id("mend")
}

impl Form {
    /// It is written down; the line shows it with the next word of the desk.
    pub fn mended(&mut self) {
        *self = Self::default();
    }

    /// Gives where typing goes on.
    pub fn refused(&mut self, line: String) -> Id {
        (self.busy, self.said) = (false, Some(Said::fault(line)));
        number_id()
    }

    /// Puts away what was begun; true where something was.
    pub fn close(&mut self) -> bool {
        (self.busy, self.said) = (false, None);
        self.chosen.take().is_some()
    }
}

impl TypingScreen {
    pub(super) fn show_last(&mut self) {
        (self.mode, self.said) = (Mode::Last, None);
        self.last.close();
    }

    /// The keys of the lines, while no box has the focus.
    pub(super) fn last_keys(&mut self, ctx: &Context) {
        let Some(at) = self.at.clone() else { return };
        let hit = KEYS.iter().position(|(key, _)| super::fields::pressed(ctx, *key));
        if let Some(line) = hit.and_then(|n| at.last.get(n)) {
            self.choose(line);
        }
        if super::fields::pressed(ctx, Key::H) {
            self.mode = Mode::Fields;
        }
    }

    fn choose(&mut self, line: &TypedLine) {
        (self.last.chosen, self.last.said) = (Some(line.key.clone()), None);
        self.last.number.clear();
        self.pane_focus = Some(number_id());
    }

    pub(super) fn last_lines(&mut self, ui: &mut Ui, cx: &Cx<'_>) {
        ui.spacing_mut().item_spacing.y = gap::XS;
        let Some(at) = self.at.clone() else { return };
        let word = if at.last.is_empty() { "typing-last-none" } else { "typing-last-what" };
        ui.add(Label::new(theme::label(cx.w.t(word))).wrap());
        for (line, (_, cap)) in at.last.iter().zip(KEYS) {
            if self.line(ui, line, cap, cx) {
                self.choose(line);
            }
        }
    }

    /// One that was typed: number, name, time, and what came back. True when it was clicked.
    fn line(&self, ui: &mut Ui, line: &TypedLine, cap: &str, cx: &Cx<'_>) -> bool {
        let colours = theme::palette(ui);
        let chosen = self.last.chosen.as_ref() == Some(&line.key);
        let (came, tone) = match &line.answer {
            _ if line.contradicted => (cx.w.t("typing-last-two").into_owned(), Tone::Warning),
            Answer::Received { central } if central.is_empty() => (cx.w.t("typing-last-no-number").into_owned(), Tone::Ok),
            Answer::Received { central } => (central.clone(), Tone::Ok),
            Answer::Refused { reason } => (cx.w.with("typing-last-refused", &[("reason", reason)]), Tone::Error),
        };
        let inner = egui::Frame::new().fill(if chosen { colours.soft } else { colours.surface }).inner_margin(4).show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.horizontal_top(|ui| {
                key_cap(ui, cap);
                ui.vertical(|ui| {
                    ui.spacing_mut().item_spacing.y = 1.0;
                    let kind = cx.w.t(&format!("typing-kind-{}", line.key.kind.code()));
                    let name = if line.name.is_empty() { kind.as_ref() } else { line.name.as_str() };
                    ui.add(Label::new(theme::strong(name)).truncate());
                    ui.add(Label::new(theme::label(format!("{kind} · {} · {}", line.number, time(line.at)))).wrap());
                    ui.horizontal_top(|ui| {
                        ui.spacing_mut().item_spacing.x = gap::XS;
                        let icon = match tone {
                            Tone::Ok => Icon::Ok,
                            Tone::Warning => Icon::Warning,
                            _ => Icon::Error,
                        };
                        let (rect, _) = ui.allocate_exact_size(vec2(13.0, 18.0), Sense::hover());
                        paint_icon(ui.painter(), rect.shrink2(vec2(0.0, 2.5)), icon, colours.ink_of(tone));
                        ui.add(Label::new(theme::text(&came)).wrap());
                    });
                });
            });
        });
        let rect = inner.response.rect;
        if chosen {
            into_sight(ui, id("last"), (cap, ui.clip_rect().height().to_bits()), rect);
        }
        let response = ui.interact(rect, id("line").with(cap), Sense::CLICK);
        let told = format!("{}, {}: {came}", line.number, line.name);
        response.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, true, chosen, &told));
        response.clicked()
    }

    /// The box for the right number of the chosen line.
    pub(super) fn mend_box(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        if let Some(said) = &self.said {
            said_line(ui, said);
        }
        let chosen = self.last.chosen.clone();
        if let Some(record) = chosen {
            let label = cx.w.with("typing-mend", &[("number", &self.shown_number(&record))]);
            let said = self.last.said.clone();
            let out = Field::new(number_id(), &label, &mut self.last.number).said(said.as_ref()).stays().show(ui);
            if out.changed() {
                self.last.said = None;
            }
            let label = cx.w.t(if self.last.busy { "typing-saving" } else { "typing-mend-save" });
            let wide = ui.available_width();
            let save = ui.add(Button::primary(&label).key("Enter").enabled(!self.last.busy).width(wide).no_focus());
            if (save.clicked() || out.entered) && !self.last.busy {
                (self.last.busy, self.said) = (true, None);
                let (central, later) = (self.last.number.trim().to_owned(), self.later.clone());
                Self::send(TypingJob::Mend { record, central, later }, cx);
            }
        }
        let word = if self.last.chosen.is_some() { "list-cancel" } else { "typing-back" };
        if key_action(ui, "Esc", &cx.w.t(word), true) && !self.last.close() {
            self.mode = Mode::Fields;
        }
    }
}
