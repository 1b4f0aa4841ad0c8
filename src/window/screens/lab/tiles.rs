//! What is counted at the head of the board. A tile is a filter too, by its digit or a click.

use super::rows::{Keeping, keeping};
use crate::desk::lab::{LabBoard, TubeLine};
use crate::hospital::lab::TubePlace;
use crate::window::state::Cx;
use crate::window::theme::{self, RADIUS, Tone, gap, size};
use crate::window::widgets::{key_cap_size, paint_key_cap};
use crate::words::grouped;
use chrono::{DateTime, FixedOffset};
use egui::{Color32, CornerRadius, Rect, Sense, Stroke, StrokeKind, Ui, WidgetInfo, accesskit::Role, pos2, vec2};

const HEIGHT: f32 = 58.0;
const HEIGHT_NARROW: f32 = 74.0;
/// Width of a tile under which its caption takes two lines.
const NARROW: f32 = 118.0;
const GAP: f32 = 10.0;

/// A tile.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tile {
    /// Labelled, collected or on the way.
    Coming,
    Received,
    Bench,
    /// Every test has a value that nobody released.
    ToVerify,
    /// A critical value that nobody was told of.
    Critical,
    Soon,
    TooOld,
    Rejected,
}

impl Tile {
    pub const ALL: [Self; 8] =
        [Self::Coming, Self::Received, Self::Bench, Self::ToVerify, Self::Critical, Self::Soon, Self::TooOld, Self::Rejected];

    /// The tile of a digit, from 1.
    #[must_use]
    pub fn nth(n: u8) -> Option<Self> {
        Self::ALL.get(usize::from(n).checked_sub(1)?).copied()
    }

    const fn word_id(self) -> &'static str {
        match self {
            Self::Coming => "lb-tile-coming",
            Self::Received => "lb-tile-received",
            Self::Bench => "lb-tile-bench",
            Self::ToVerify => "lb-tile-to-verify",
            Self::Critical => "lb-tile-critical",
            Self::Soon => "lb-tile-soon",
            Self::TooOld => "lb-tile-too-old",
            Self::Rejected => "lb-tile-rejected",
        }
    }

    const fn tone(self) -> Tone {
        match self {
            Self::Critical | Self::TooOld => Tone::Error,
            Self::Soon => Tone::Warning,
            _ => Tone::Plain,
        }
    }

    /// Whether it counts this tube.
    #[must_use]
    pub fn holds(self, line: &TubeLine, now: DateTime<FixedOffset>) -> bool {
        match self {
            Self::Coming => matches!(line.stands, TubePlace::Labelled | TubePlace::Collected | TubePlace::OnTheWay),
            Self::Received => line.stands == TubePlace::Received,
            Self::Bench => line.stands == TubePlace::Bench,
            Self::ToVerify => line.stands == TubePlace::Resulted,
            Self::Critical => !line.critical.is_empty(),
            Self::Soon => matches!(keeping(line, now), Keeping::Soon | Keeping::Pressing),
            Self::TooOld => keeping(line, now) == Keeping::TooOld,
            Self::Rejected => line.stands == TubePlace::Rejected,
        }
    }
}

/// What the tiles say, in their order.
pub type Counts = [u64; Tile::ALL.len()];

/// Counts a board.
#[must_use]
pub fn count(board: &LabBoard, now: DateTime<FixedOffset>) -> Counts {
    Tile::ALL.map(|tile| match tile {
        Tile::Rejected => board.rejected_today,
        tile => board.lines.iter().filter(|line| tile.holds(line, now)).count() as u64,
    })
}

/// Draws them in a line; answers the one that was clicked.
pub fn show(ui: &mut Ui, counts: &Counts, chosen: Option<Tile>, cx: &Cx<'_>) -> Option<Tile> {
    let room = ui.available_width();
    #[allow(clippy::cast_precision_loss, reason = "eight tiles")]
    let width = ((room + GAP) / Tile::ALL.len() as f32 - GAP).floor();
    let height = if width < NARROW { HEIGHT_NARROW } else { HEIGHT };
    let mut clicked = None;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = GAP;
        for ((n, tile), count) in Tile::ALL.into_iter().enumerate().zip(counts) {
            let (rect, response) = ui.allocate_exact_size(vec2(width, height), Sense::CLICK);
            let caption = cx.w.t(tile.word_id());
            let marked = chosen == Some(tile);
            let name = format!("{caption}: {}", grouped(*count));
            response.widget_info(|| WidgetInfo::selected(Role::Button, true, marked, &name));
            let cap = (n + 1).to_string();
            ui.ctx().accesskit_node_builder(response.id, |node| node.set_keyboard_shortcut(cap.as_str()));
            paint(ui, rect, &Look { tile, count: *count, caption: &caption, cap: &cap, marked, over: response.hovered() });
            if response.clicked() {
                clicked = Some(tile);
            }
        }
    });
    clicked
}

struct Look<'a> {
    tile: Tile,
    count: u64,
    caption: &'a str,
    cap: &'a str,
    marked: bool,
    over: bool,
}

fn paint(ui: &Ui, rect: Rect, look: &Look<'_>) {
    let colours = theme::palette(ui);
    let tone = if look.count == 0 { Tone::Plain } else { look.tile.tone() };
    let ink = if tone == Tone::Plain { colours.ink } else { colours.ink_of(tone) };
    let edge = if tone == Tone::Plain { colours.line } else { ink.gamma_multiply(0.55) };
    let ground = match (look.marked, look.over) {
        (true, _) => colours.soft,
        (false, true) => colours.sunken,
        (false, false) => colours.surface,
    };
    let stroke = if look.marked { Stroke::new(2.0, colours.primary) } else { Stroke::new(1.0, edge) };
    ui.painter().rect(rect, CornerRadius::same(RADIUS), ground, stroke, StrokeKind::Inside);
    let left = rect.left() + gap::M;
    let number = ui.painter().layout_no_wrap(grouped(look.count), theme::bold(size::HEADING + 1.0), ink);
    let top = rect.top() + 6.0;
    let below = top + number.size().y - 1.0;
    ui.painter().galley(pos2(left, top), number, ink);
    let muted = if look.marked { colours.ink } else { colours.muted };
    let mut job = egui::text::LayoutJob::simple(
        look.caption.to_owned(),
        theme::regular(size::LABEL),
        muted,
        rect.width() - gap::M - gap::XS,
    );
    job.wrap.max_rows = if rect.height() > HEIGHT { 2 } else { 1 };
    job.wrap.overflow_character = Some('…');
    ui.painter().galley(pos2(left, below), ui.painter().layout_job(job), muted);
    let cap = key_cap_size(ui, look.cap);
    let at = pos2(rect.right() - gap::S - cap.x, rect.top() + gap::S + cap.y / 2.0);
    paint_key_cap(ui.painter(), at, look.cap, Color32::TRANSPARENT, colours.line, colours.muted);
}
