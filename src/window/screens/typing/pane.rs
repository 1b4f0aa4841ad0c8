//! The pane: a window of its own, narrow, above all others, beside the central screen. It is not there while the screen is locked or nobody
//! is signed in.

use super::{Mode, TypingScreen};
use crate::desk::views::{TypingAt, TypingPace, TypingRecord};
use crate::journal::RecordKind;
use crate::window::commands::UiCommand;
use crate::window::state::{Cx, Wish};
use crate::window::theme::{self, Tone, gap};
use crate::window::widgets::{Said, key_cap, key_line, said_line, tag, text_has_focus, told_as};
use crate::words::grouped;
use egui::{
    CentralPanel, Context, Frame, Id, Key, Label, LayerId, Margin, Modifiers, Order, Panel, Rect, ScrollArea, Ui, UiBuilder,
    ViewportBuilder, ViewportId, accesskit::Role, pos2,
};

/// Size of the pane at first, and the smallest, in points.
const SIZE: [f32; 2] = [348.0, 700.0];
const SIZE_MIN: [f32; 2] = [300.0, 480.0];
/// What stays free above and below it on a low monitor.
const MARGIN: f32 = 36.0;

impl TypingScreen {
    /// True where the pane lies in the window itself, over the screen: the screen's plain keys are the pane's then.
    #[must_use]
    pub fn covers(&self, ctx: &Context) -> bool {
        self.open && ctx.embed_viewports()
    }

    /// Draws the pane into a window of its own; where there is none, at the right of this one.
    pub fn show(&mut self, ctx: &Context, cx: &mut Cx<'_>) {
        if !self.open {
            return;
        }
        if ctx.embed_viewports() {
            self.cover(ctx, cx);
            return;
        }
        let title = cx.w.t("typing-pane-title").into_owned();
        let screen = ctx.input(|i| i.viewport().monitor_size).filter(|size| size.x > SIZE[0] && size.y > SIZE_MIN[1]);
        let height = screen.map_or(SIZE[1], |screen| (screen.y - 2.0 * MARGIN).clamp(SIZE_MIN[1], SIZE[1]));
        let mut builder = ViewportBuilder::default()
            .with_title(title)
            .with_app_id("nirantar")
            .with_inner_size([SIZE[0], height])
            .with_min_inner_size(SIZE_MIN)
            .with_always_on_top();
        // Where it was put once it stays; a person moves it where it hides nothing.
        self.place = self.place.or_else(|| screen.map(|screen| pos2(screen.x - SIZE[0] - gap::S, MARGIN)));
        if let Some(place) = self.place {
            builder = builder.with_position(place);
        }
        ctx.show_viewport_immediate(ViewportId::from_hash_of("typing"), builder, |ui, _class| {
            let ctx = ui.ctx().clone();
            self.active |= ctx.input(|i| !i.events.is_empty());
            self.content(ui, &ctx, cx);
            if ctx.input(|i| i.viewport().close_requested()) {
                self.put_down();
            }
        });
        if !self.open {
            ctx.request_repaint();
        }
    }

    fn cover(&mut self, ctx: &Context, cx: &mut Cx<'_>) {
        let room = ctx.content_rect();
        let rect = Rect::from_min_max(pos2(room.right() - SIZE[0], room.top()), room.max);
        let layer = LayerId::new(Order::Foreground, Id::unique("typing"));
        let mut ui = Ui::new(ctx.clone(), Id::unique("typing"), UiBuilder::new().layer_id(layer).max_rect(rect));
        self.content(&mut ui, ctx, cx);
    }

    fn content(&mut self, ui: &mut Ui, ctx: &Context, cx: &mut Cx<'_>) {
        if std::mem::take(&mut self.leaves_box) {
            ctx.memory_mut(egui::Memory::stop_text_input);
        }
        super::take_focus(ui, &mut self.pane_focus);
        self.keys(ctx, cx);
        // A key above may have moved it on.
        super::take_focus(ui, &mut self.pane_focus);
        let colours = theme::palette(ui);
        let frame = |ground, y| Frame::new().fill(ground).inner_margin(Margin::symmetric(12, y));
        let at = self.at.clone().unwrap_or_default();
        let edge = ui.max_rect();
        Panel::bottom("typing-foot").show_separator_line(false).frame(frame(colours.status, 6)).show(ui, |ui| {
            foot(ui, &at.pace, self.later.len(), cx);
        });
        Panel::top("typing-head").show_separator_line(false).frame(frame(colours.surface, 10)).show(ui, |ui| {
            self.head(ui, &at, cx);
        });
        Panel::bottom("typing-answer").show_separator_line(false).frame(frame(colours.window, 10)).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = gap::S;
            self.answer(ui, &at, cx);
        });
        let frame = Frame::new().fill(colours.surface);
        CentralPanel::no_frame().frame(frame).show(ui, |ui| {
            let room = ui.max_rect();
            ScrollArea::vertical().auto_shrink([false, false]).show(ui, |ui| {
                ui.set_width(ui.available_width());
                ui.add_space(gap::XS);
                match (&at.next, self.mode) {
                    (_, Mode::Last) => drop(Frame::new().inner_margin(8).show(ui, |ui| self.last_lines(ui, cx))),
                    (Some(next), _) => self.field_rows(ui, next, cx),
                    (None, _) => drop(Frame::new().inner_margin(12).show(ui, |ui| nothing(ui, self.at.is_some(), &at.pace, cx))),
                }
            });
            for y in [room.top(), room.bottom()] {
                ui.painter().hline(room.x_range(), y, colours.hairline());
            }
        });
        ui.painter().rect_stroke(edge, 0.0, colours.hairline(), egui::StrokeKind::Inside);
        self.had_focus = text_has_focus(ctx);
    }

    /// Keys of the pane, before any box sees them.
    fn keys(&mut self, ctx: &Context, cx: &mut Cx<'_>) {
        if !ctx.embed_viewports() {
            // The window's own keys that are needed here too.
            for (modifiers, key, command) in
                [(Modifiers::CTRL, Key::L, UiCommand::Lock), (Modifiers::NONE, Key::F12, UiCommand::Language)]
            {
                if ctx.input_mut(|i| i.consume_key(modifiers, key)) {
                    cx.wish(Wish::Run(command));
                }
            }
        }
        if ctx.input_mut(|i| i.consume_key(Modifiers::NONE, Key::Escape)) {
            self.escape(ctx);
            return;
        }
        if text_has_focus(ctx) {
            return;
        }
        if super::fields::pressed(ctx, Key::Tab) {
            self.pane_focus = Some(match self.mode {
                Mode::Fields => super::answer::number_id(),
                Mode::Refuse => super::answer::reason_id(),
                Mode::Last => super::last::number_id(),
            });
        }
        match self.mode {
            Mode::Fields => {
                if let Some(next) = self.at.clone().and_then(|at| at.next.clone()).filter(|_| !self.work.busy) {
                    self.field_keys(ctx, &next, cx);
                }
                self.answer_keys(ctx, cx);
            }
            Mode::Refuse => {}
            Mode::Last => self.last_keys(ctx),
        }
    }

    /// Esc: leaves a box, puts away what was begun, goes back to the fields, closes the pane.
    fn escape(&mut self, ctx: &Context) {
        let boxed = self.had_focus;
        ctx.memory_mut(egui::Memory::stop_text_input);
        match self.mode {
            Mode::Refuse => self.mode = Mode::Fields,
            Mode::Last => {
                if !self.last.close() {
                    self.mode = Mode::Fields;
                }
            }
            Mode::Fields if boxed => {}
            Mode::Fields => self.put_down(),
        }
    }

    /// Which record of how many, what it is, whose, and the number by which the central screen is opened.
    fn head(&self, ui: &mut Ui, at: &TypingAt, cx: &Cx<'_>) {
        ui.spacing_mut().item_spacing.y = 3.0;
        let Some(next) = at.next.as_ref().filter(|_| self.mode != Mode::Last) else {
            let title = cx.w.t(if self.mode == Mode::Last { "typing-last" } else { "typing-title" });
            let response = ui.label(theme::heading(title.as_ref()));
            told_as(&response, Role::Heading, &title);
            return;
        };
        let values = [("n", grouped(at.pace.typed + 1)), ("left", grouped(at.pace.left))];
        let values = values.each_ref().map(|(name, value)| (*name, value.as_str()));
        ui.add(Label::new(theme::label(cx.w.with("typing-record", &values))).wrap());
        let kind = cx.w.t(&format!("typing-kind-{}", next.key.kind.code()));
        let title = if next.name.is_empty() { kind.clone().into_owned() } else { next.name.clone() };
        let response = ui.add(Label::new(theme::heading(&title)).wrap());
        told_as(&response, Role::Heading, &title);
        ui.horizontal_wrapped(|ui| {
            tag(ui, &kind, Tone::Info);
            ui.label(theme::text(&next.number));
        });
        uhid_line(ui, next, cx);
        if next.taken_back {
            said_line(ui, &Said::hint(cx.w.t("typing-taken-back")));
        }
    }

    /// What was copied or saved a moment ago; before that, the two keys that are needed most.
    fn upper_line(&self, ui: &mut Ui, cx: &Cx<'_>) {
        if let Some(said) = self.said.as_ref().filter(|said| said.tone == Tone::Ok) {
            said_line(ui, said);
            return;
        }
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = gap::M;
            key_line(ui, "Space", &cx.w.t("typing-key-copy"));
            key_line(ui, "Tab", &cx.w.t("typing-key-number"));
        });
    }

    fn answer(&mut self, ui: &mut Ui, at: &TypingAt, cx: &mut Cx<'_>) {
        match (&at.next, self.mode) {
            (_, Mode::Last) => self.mend_box(ui, cx),
            (Some(_), Mode::Refuse) => self.reason_box(ui, cx),
            (Some(next), Mode::Fields) => {
                self.upper_line(ui, cx);
                self.number_box(ui, next, cx);
            }
            (None, _) => {
                if let Some(said) = &self.said {
                    said_line(ui, said);
                }
                if crate::window::widgets::key_action(ui, "H", &cx.w.t("typing-last"), true) {
                    self.show_last();
                }
            }
        }
    }
}

/// The patient's central number with the key that copies it. That a new person has none yet goes without saying.
fn uhid_line(ui: &mut Ui, record: &TypingRecord, cx: &Cx<'_>) {
    if record.uhid.is_empty() && record.key.kind == RecordKind::Identity {
        return;
    }
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = gap::XS + 2.0;
        ui.label(theme::label(cx.w.t("typing-uhid")));
        if record.uhid.is_empty() {
            ui.label(theme::label(cx.w.t("typing-uhid-none")));
        } else {
            ui.label(theme::strong(&record.uhid));
            key_cap(ui, "U");
            ui.label(theme::label(cx.w.t("typing-uhid-copy")));
        }
    });
}

/// Nothing can be typed now: all done, or all that is left waits for its patient.
fn nothing(ui: &mut Ui, read: bool, pace: &TypingPace, cx: &Cx<'_>) {
    if !read {
        ui.label(theme::text(cx.w.t("typing-reading")).weak());
    } else if pace.left == 0 {
        said_line(ui, &Said { tone: Tone::Ok, text: cx.w.t("typing-all-done").into_owned() });
    } else {
        said_line(ui, &Said::hint(cx.w.count("typing-all-wait", pace.left)));
    }
}

/// How fast, how many, how long still.
fn foot(ui: &mut Ui, pace: &TypingPace, later: usize, cx: &Cx<'_>) {
    let count = |id: &str, n: u64| cx.w.with(id, &[("n", &grouped(n))]);
    let mut parts = Vec::new();
    if let Some(secs) = pace.secs {
        parts.push(count("typing-foot-secs", u64::from(secs)));
    }
    parts.push(count("typing-foot-typed", pace.typed));
    parts.push(count("typing-foot-left", pace.left));
    if let Some(left) = pace.secs.map(|secs| u64::from(secs) * pace.left).filter(|left| *left > 0) {
        let minutes = left.div_ceil(60);
        let values = [("hours", grouped(minutes / 60)), ("minutes", (minutes % 60).to_string())];
        let values = values.each_ref().map(|(name, value)| (*name, value.as_str()));
        parts.push(if minutes < 60 {
            cx.w.with("typing-foot-minutes", &[("minutes", &minutes.to_string())])
        } else {
            cx.w.with("typing-foot-hours", &values)
        });
    }
    if later > 0 {
        parts.push(count("typing-put-off", later as u64));
    }
    let text = parts.join(" · ");
    let response = ui.add(Label::new(theme::label(&text)).wrap());
    told_as(&response, Role::Status, &text);
}
