//! Waiting hall (F11): the token now called at each clinic, readable from ten metres, in both languages, for a second monitor.
//!
//! Shows tokens only: no name and no number of a person belongs on a wall.

use super::Screen;
use crate::desk::views::{ClinicQueue, VisitLine};
use crate::hospital::opd::QueueState;
use crate::hospital::pack::Lang;
use crate::window::state::Cx;
use crate::window::theme::{self, Palette, gap};
use crate::words::words;
use crate::worker::{Event, Job};
use chrono::{DateTime, FixedOffset, TimeDelta};
use egui::{
    Align2, Context, CornerRadius, Id, Key, LayerId, Modifiers, Order, Painter, Rect, Sense, Ui, ViewportBuilder,
    ViewportCommand, ViewportId, WidgetInfo, accesskit::Role, pos2, vec2,
};
use std::collections::BTreeMap;
use std::time::Duration;

/// Clinics on one page of the board: with more, figures get too small for ten metres.
const TILES_MAX: usize = 6;
/// Next tokens written under the one called.
const NEXT_MAX: usize = 4;
/// How long one page stays, in seconds.
const PAGE_SECS: i64 = 12;
/// How long a token just called is set off from the others, in seconds.
const FRESH_SECS: i64 = 15;
/// Clinics whose next tokens are asked for; more do not fit any wall.
const CLINICS_MAX: usize = 36;

/// The board.
#[derive(Default)]
pub struct HallScreen {
    open: bool,
    full: bool,
    all: Vec<ClinicQueue>,
    /// Labels that come next, per clinic code.
    next: BTreeMap<String, Vec<String>>,
    /// When a clinic's token was called, per clinic code.
    called: BTreeMap<String, DateTime<FixedOffset>>,
    /// All must be asked for again.
    stale: bool,
    /// Clinics whose next tokens must be asked for again.
    stale_clinics: Vec<String>,
}

impl Screen for HallScreen {
    fn hear(&mut self, event: &Event, cx: &mut Cx<'_>) -> bool {
        match event {
            Event::Queues { all, of } => {
                self.all.clone_from(all);
                if let Some((clinic, lines)) = of {
                    self.next.insert(clinic.clone(), next_labels(lines));
                }
            }
            Event::Called { line } => self.call(line, cx.now),
            Event::Saved(saved) if self.open => self.stale_clinics.push(saved.clinic.clone()),
            Event::Stepped { .. } | Event::Voided { .. } | Event::Moved(_) => self.stale = true,
            _ => {}
        }
        false
    }

    /// The board has no place of its own in the window; see [`HallScreen::show`].
    fn draw(&mut self, _ui: &mut Ui, _cx: &mut Cx<'_>) {}
}

fn next_labels(lines: &[VisitLine]) -> Vec<String> {
    let mut waiting: Vec<&VisitLine> = lines.iter().filter(|l| l.state == QueueState::Waiting && l.voided.is_none()).collect();
    waiting.sort_by_key(|l| l.token.serial);
    waiting.into_iter().take(NEXT_MAX).map(|l| l.token.label.clone()).collect()
}

impl HallScreen {
    /// True while the board is up.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        self.open
    }

    /// Puts the board up or takes it down (F11).
    pub fn toggle(&mut self, _cx: &mut Cx<'_>) {
        self.open = !self.open;
        self.full = false;
        self.stale = self.open;
    }

    /// Draws the board into a window of its own, which can be moved to another monitor; where there is none, over this one.
    pub fn show(&mut self, ctx: &Context, cx: &mut Cx<'_>) {
        if !self.open {
            return;
        }
        self.ask(cx);
        let title = cx.w.t("hall-title").into_owned();
        if ctx.embed_viewports() {
            self.cover(ctx, cx);
            return;
        }
        let builder = ViewportBuilder::default().with_title(title).with_inner_size([1024.0, 640.0]);
        ctx.show_viewport_immediate(ViewportId::from_hash_of("hall"), builder, |ui, _class| {
            let ctx = ui.ctx().clone();
            self.keys(&ctx);
            self.board(ui, cx);
            if ctx.input(|i| i.viewport().close_requested()) {
                self.open = false;
            }
        });
        if !self.open {
            ctx.request_repaint();
        }
    }

    /// Without windows of its own (a test, some desktops) the board covers this one.
    fn cover(&mut self, ctx: &Context, cx: &Cx<'_>) {
        let rect = ctx.content_rect();
        let layer = LayerId::new(Order::Foreground, Id::unique("hall"));
        let mut ui = Ui::new(ctx.clone(), Id::unique("hall"), egui::UiBuilder::new().layer_id(layer).max_rect(rect));
        self.keys(ctx);
        self.board(&mut ui, cx);
    }

    fn keys(&mut self, ctx: &Context) {
        let (close, full) = ctx.input_mut(|i| {
            let close = i.consume_key(Modifiers::NONE, Key::Escape) || i.consume_key(Modifiers::NONE, Key::F11);
            (close, i.consume_key(Modifiers::NONE, Key::F))
        });
        if close {
            self.open = false;
        }
        if full && !ctx.embed_viewports() {
            self.full = !self.full;
            ctx.send_viewport_cmd(ViewportCommand::Fullscreen(self.full));
        }
    }

    fn call(&mut self, line: &VisitLine, now: DateTime<FixedOffset>) {
        self.called.insert(line.clinic.clone(), line.called.unwrap_or(now));
        if let Some(queue) = self.all.iter_mut().find(|q| q.clinic == line.clinic) {
            queue.now.clone_from(&line.token.label);
        }
        if let Some(next) = self.next.get_mut(&line.clinic) {
            next.retain(|label| *label != line.token.label);
        }
        if self.open {
            self.stale_clinics.push(line.clinic.clone());
        }
    }

    fn ask(&mut self, cx: &mut Cx<'_>) {
        if std::mem::take(&mut self.stale) {
            // Which clinics there are comes first; their next tokens are asked for below, once each is known.
            cx.send(Job::Queues { clinic: None });
            self.stale_clinics.extend(self.next.keys().cloned());
        }
        let mut clinics = std::mem::take(&mut self.stale_clinics);
        clinics.sort();
        clinics.dedup();
        for clinic in clinics.into_iter().take(CLINICS_MAX) {
            cx.send(Job::Queues { clinic: Some(clinic) });
        }
        let missing: Vec<String> = self
            .shown(cx)
            .iter()
            .filter(|q| q.waiting > 0 && !self.next.contains_key(&q.clinic))
            .map(|q| q.clinic.clone())
            .collect();
        for clinic in missing {
            self.next.insert(clinic.clone(), Vec::new());
            cx.send(Job::Queues { clinic: Some(clinic) });
        }
    }

    /// Clinics of this counter where anything goes on today: those it has tokens for, or all.
    fn shown(&self, cx: &Cx<'_>) -> Vec<&ClinicQueue> {
        let counter = cx.counter_code();
        let own: Vec<&str> = cx
            .masters()
            .map(|m| m.tokens.iter().filter(|t| Some(&t.counter) == counter).map(|t| t.clinic.as_str()).collect())
            .unwrap_or_default();
        let busy = |q: &&ClinicQueue| q.waiting + q.called + q.done + q.skipped > 0;
        let mine = |q: &&ClinicQueue| own.is_empty() || own.contains(&q.clinic.as_str());
        let mut shown: Vec<&ClinicQueue> = self.all.iter().filter(busy).filter(mine).take(CLINICS_MAX).collect();
        // Where somebody was called already comes first.
        shown.sort_by_key(|q| (q.now.is_empty(), q.clinic.as_str()));
        shown
    }

    fn board(&self, ui: &mut Ui, cx: &Cx<'_>) {
        let colours = theme::palette(ui);
        let room = ui.max_rect();
        ui.painter().rect_filled(room, 0.0, colours.board.ground);
        let shown = self.shown(cx);
        let inner = room.shrink(gap::L);
        let head = Rect::from_min_size(inner.min, vec2(inner.width(), (inner.height() * 0.07).clamp(28.0, 72.0)));
        head_line(ui, head, cx, colours);
        let area = Rect::from_min_max(pos2(inner.left(), head.bottom() + gap::M), pos2(inner.right(), inner.bottom() - 26.0));
        if shown.is_empty() {
            let font = theme::regular(28.0);
            ui.painter().text(area.center(), Align2::CENTER_CENTER, both("hall-none", " · "), font, colours.board_muted);
        }
        let page = self.page(&shown, cx.now, ui.ctx());
        let columns = columns_for(page.len());
        let rows = page.len().div_ceil(columns).max(1);
        for (n, queue) in page.iter().enumerate() {
            let tile = tile_rect(area, (n % columns, n / columns), (columns, rows));
            let fresh = self.fresh(&queue.clinic, cx.now, ui.ctx());
            self.tile(ui, tile, queue, fresh, cx);
        }
        let foot = pos2(inner.left(), inner.bottom());
        ui.painter().text(foot, Align2::LEFT_BOTTOM, cx.w.t("hall-keys"), theme::regular(13.0), colours.board_muted);
    }

    /// The clinics of the page whose turn it is. A token just called is shown at once, whatever page it is on.
    fn page<'a>(&self, shown: &[&'a ClinicQueue], now: DateTime<FixedOffset>, ctx: &Context) -> Vec<&'a ClinicQueue> {
        let pages = shown.len().div_ceil(TILES_MAX).max(1);
        if pages > 1 {
            ctx.request_repaint_after(Duration::from_secs(1));
        }
        let just = |q: &ClinicQueue| {
            self.called.get(&q.clinic).filter(|at| now.signed_duration_since(**at) < TimeDelta::seconds(FRESH_SECS))
        };
        let called = shown.iter().enumerate().filter_map(|(n, q)| just(q).map(|at| (at, n / TILES_MAX))).max();
        let turn =
            called.map_or_else(|| usize::try_from(now.timestamp().div_euclid(PAGE_SECS)).unwrap_or(0) % pages, |(_, page)| page);
        shown.iter().skip(turn * TILES_MAX).take(TILES_MAX).copied().collect()
    }

    fn fresh(&self, clinic: &str, now: DateTime<FixedOffset>, ctx: &Context) -> bool {
        let fresh = self.called.get(clinic).is_some_and(|at| now.signed_duration_since(*at) < TimeDelta::seconds(FRESH_SECS));
        if fresh {
            ctx.request_repaint_after(Duration::from_secs(1));
        }
        fresh
    }

    fn tile(&self, ui: &Ui, rect: Rect, queue: &ClinicQueue, fresh: bool, cx: &Cx<'_>) {
        let colours = theme::palette(ui);
        let pair = if fresh { colours.board_called } else { colours.board };
        let muted = if fresh { pair.ink } else { colours.board_muted };
        let painter = ui.painter_at(rect);
        painter.rect(rect, CornerRadius::same(12), pair.ground, egui::Stroke::new(2.0, colours.line), egui::StrokeKind::Inside);
        let inner = rect.shrink(gap::L);
        let line = (rect.height() * 0.105).clamp(16.0, 40.0);
        let (en, hi) = clinic_names(queue, cx);
        let mut room = both_with("list-room", "room", &queue.room, " · ");
        if fresh {
            // Said in words too, not by colour alone.
            room = format!("{room} · {}", both("hall-called", " / "));
        }
        fit(&painter, pos2(inner.center().x, inner.top() + line * 0.6), &hi, true, line, inner.width(), pair.ink);
        fit(&painter, pos2(inner.center().x, inner.top() + line * 1.75), &en, true, line * 0.85, inner.width(), pair.ink);
        fit(&painter, pos2(inner.center().x, inner.top() + line * 2.75), &room, false, line * 0.7, inner.width(), muted);
        let now = if queue.now.is_empty() { "–" } else { &queue.now };
        let next = self.next.get(&queue.clinic).map(|n| n.join("   ")).unwrap_or_default();
        let foot = line * 1.3;
        let number = Rect::from_min_max(pos2(inner.left(), inner.top() + line * 3.3), pos2(inner.right(), inner.bottom() - foot));
        // Nobody called yet: a dash that does not shout.
        let (bold, height, ink) = if queue.now.is_empty() { (false, 0.4, muted) } else { (true, 1.05, pair.ink) };
        fit(&painter, number.center(), now, bold, number.height() * height, number.width(), ink);
        if !next.is_empty() {
            let text = format!("{}: {next}", both("hall-next", " / "));
            fit(&painter, pos2(inner.center().x, inner.bottom() - line * 0.45), &text, false, line * 0.9, inner.width(), muted);
        }
        let name =
            format!("{en}, {}, {}", cx.w.with("list-room", &[("room", &queue.room)]), cx.w.with("hall-now", &[("token", now)]));
        let response = ui.interact(rect, Id::unique(("hall", &queue.clinic)), Sense::hover());
        response.widget_info(|| WidgetInfo::labeled(Role::Group, true, &name));
    }
}

fn columns_for(tiles: usize) -> usize {
    match tiles {
        0 | 1 => 1,
        2..=4 => 2,
        _ => 3,
    }
}

#[allow(clippy::cast_precision_loss, reason = "nine tiles at most")]
fn tile_rect(area: Rect, (column, row): (usize, usize), (columns, rows): (usize, usize)) -> Rect {
    let width = (area.width() - gap::M * (columns - 1) as f32) / columns as f32;
    let height = (area.height() - gap::M * (rows - 1) as f32) / rows as f32;
    let min = pos2((width + gap::M).mul_add(column as f32, area.left()), (height + gap::M).mul_add(row as f32, area.top()));
    Rect::from_min_size(min, vec2(width, height))
}

fn head_line(ui: &Ui, rect: Rect, cx: &Cx<'_>, colours: &Palette) {
    let size = rect.height() * 0.62;
    let painter = ui.painter();
    if let Some(masters) = cx.masters() {
        let name = &masters.hospital.name;
        let text = format!("{} · {}", name.hi, name.en);
        let galley = shrunk(painter, &text, true, size, rect.width() * 0.8, colours.board.ink);
        painter.galley(pos2(rect.left(), rect.center().y - galley.size().y / 2.0), galley, colours.board.ink);
    }
    let clock = cx.now.format("%H:%M").to_string();
    painter.text(rect.right_center(), Align2::RIGHT_CENTER, clock, theme::bold(size), colours.board.ink);
}

fn clinic_names(queue: &ClinicQueue, cx: &Cx<'_>) -> (String, String) {
    cx.clinic(&queue.clinic).map_or_else(|| (queue.clinic.clone(), String::new()), |c| (c.name.en.clone(), c.name.hi.clone()))
}

/// A sentence in Hindi and in English: a wall speaks to all.
fn both(id: &str, between: &str) -> String {
    format!("{}{between}{}", words(Lang::Hi).t(id), words(Lang::En).t(id))
}

fn both_with(id: &str, name: &str, value: &str, between: &str) -> String {
    format!("{}{between}{}", words(Lang::Hi).with(id, &[(name, value)]), words(Lang::En).with(id, &[(name, value)]))
}

/// Writes a text in the middle, as large as it may be and still fits the width.
fn fit(painter: &Painter, centre: egui::Pos2, text: &str, bold: bool, size: f32, width: f32, ink: egui::Color32) {
    let galley = shrunk(painter, text, bold, size, width, ink);
    painter.galley(centre - galley.size() / 2.0, galley, ink);
}

fn shrunk(painter: &Painter, text: &str, bold: bool, size: f32, width: f32, ink: egui::Color32) -> std::sync::Arc<egui::Galley> {
    let font = |size: f32| if bold { theme::bold(size) } else { theme::regular(size) };
    // Whole points: every size of a font is a texture of its own.
    let size = size.floor().max(10.0);
    let galley = painter.layout_no_wrap(text.to_owned(), font(size), ink);
    if galley.size().x <= width {
        return galley;
    }
    let smaller = (size * width / galley.size().x).floor().max(10.0);
    painter.layout_no_wrap(text.to_owned(), font(smaller), ink)
}
