//! A bed as a card: its code, who lies in it or what it is, and a second line. The look is told by words too, never by colour alone.

use crate::window::theme::{self, Palette, RADIUS, gap, size};
use egui::{
    Color32, CornerRadius, Galley, Id, Painter, Rect, Response, Sense, Stroke, StrokeKind, Ui, WidgetInfo, accesskit::Role, pos2,
    vec2,
};
use std::sync::Arc;

/// Height of a card.
pub const BED_HEIGHT: f32 = 86.0;
/// Distance of the stripes of a bed that is being cleaned.
const STRIPE: f32 = 14.0;
const PAD: f32 = 10.0;

/// What lies under the words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum BedGround {
    Plain,
    Free,
    Reserved,
    /// Striped.
    Cleaning,
    OutOfOrder,
    Conflict,
}

impl BedGround {
    /// The ink of the word that says the look.
    #[must_use]
    pub const fn ink(self, colours: &Palette) -> Color32 {
        match self {
            Self::Plain => colours.ink,
            Self::Free => colours.ok.ink,
            Self::Reserved => colours.info.ink,
            Self::Cleaning | Self::OutOfOrder => colours.muted,
            Self::Conflict => colours.error.ink,
        }
    }

    const fn fill(self, colours: &Palette) -> Color32 {
        match self {
            Self::Plain | Self::Cleaning => colours.surface,
            Self::Free => colours.ok.ground,
            Self::Reserved => colours.info.ground,
            Self::OutOfOrder => colours.sunken,
            Self::Conflict => colours.error.ground,
        }
    }

    fn edge(self, colours: &Palette) -> Stroke {
        match self {
            Self::Conflict => Stroke::new(2.0, colours.error.ink),
            Self::Free => Stroke::new(1.0, colours.ok.ink.gamma_multiply(0.45)),
            Self::Reserved => Stroke::new(1.0, colours.info.ink.gamma_multiply(0.45)),
            Self::Plain | Self::Cleaning | Self::OutOfOrder => colours.hairline(),
        }
    }
}

/// The ground of a card or of a tile of the great board.
pub fn paint_ground(painter: &Painter, rect: Rect, ground: BedGround, colours: &Palette, radius: u8) {
    painter.rect_filled(rect, CornerRadius::same(radius), ground.fill(colours));
    if ground == BedGround::Cleaning {
        let clipped = painter.with_clip_rect(rect.shrink(1.0).intersect(painter.clip_rect()));
        let stripe = Stroke::new(STRIPE / 2.4, colours.sunken);
        let mut x = rect.left() - rect.height();
        while x < rect.right() {
            clipped.line_segment([pos2(x, rect.top()), pos2(x + rect.height(), rect.bottom())], stripe);
            x += STRIPE;
        }
    }
    painter.rect_stroke(rect, CornerRadius::same(radius), ground.edge(colours), StrokeKind::Inside);
}

/// A card.
#[must_use = "call show"]
pub struct BedCard<'a> {
    pub id: Id,
    pub ground: BedGround,
    /// `MED-M1-07`.
    pub code: &'a str,
    /// Top right: how long, or how many.
    pub aside: &'a str,
    /// Who, or the word of the look.
    pub title: &'a str,
    /// Up to two lines of what else is known.
    pub under: &'a str,
    /// Marked.
    pub chosen: bool,
    /// The board has the keyboard.
    pub focus: bool,
    /// What a screen reader says.
    pub name: &'a str,
}

impl BedCard<'_> {
    /// Paints it over `rect`.
    pub fn show(self, ui: &Ui, rect: Rect) -> Response {
        let response = ui.interact(rect, self.id, Sense::CLICK);
        if ui.is_rect_visible(rect) {
            self.paint(ui, rect, response.hovered());
        }
        response.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, true, self.chosen, self.name));
        response
    }

    fn paint(&self, ui: &Ui, rect: Rect, hovered: bool) {
        let colours = theme::palette(ui);
        let painter = ui.painter().with_clip_rect(rect.expand(4.0).intersect(ui.clip_rect()));
        paint_ground(&painter, rect, self.ground, colours, RADIUS);
        if hovered && !self.chosen {
            painter.rect_stroke(rect, CornerRadius::same(RADIUS), Stroke::new(1.0, colours.edge), StrokeKind::Inside);
        }
        let inner = rect.shrink2(vec2(PAD, gap::S - 1.0));
        let aside_ink = if self.ground == BedGround::Conflict { colours.error.ink } else { colours.muted };
        let aside = ui.painter().layout_no_wrap(self.aside.to_owned(), theme::regular(size::LABEL - 0.5), aside_ink);
        let code_room = inner.width() - aside.size().x - gap::XS;
        // Where the whole code has no room, its number alone says which bed of the ward it is.
        let font = theme::bold(size::LABEL - 0.5);
        let whole = ui.painter().layout_no_wrap(self.code.to_owned(), font.clone(), colours.muted).size().x <= code_room;
        let code = if whole { self.code } else { self.code.rsplit('-').next().unwrap_or(self.code) };
        let code = line(ui, code, font, colours.muted, code_room, 1);
        let aside_width = aside.size().x;
        painter.galley(pos2(inner.right() - aside_width, inner.top()), aside, aside_ink);
        painter.galley(inner.min, code, colours.muted);
        let ink = if self.ground == BedGround::Conflict { colours.ink } else { self.ground.ink(colours) };
        let title = line(ui, self.title, theme::bold(size::TEXT), ink, inner.width(), 1);
        painter.galley(pos2(inner.left(), inner.top() + 17.0), title, ink);
        let under_ink = if self.ground == BedGround::Plain { colours.ink } else { self.ground.ink(colours) };
        let under = line(ui, self.under, theme::regular(size::LABEL), under_ink, inner.width(), 2);
        painter.galley(pos2(inner.left(), inner.top() + 36.0), under, under_ink);
        if self.chosen {
            let width = if self.focus { 3.0 } else { 2.0 };
            let ring = CornerRadius::same(RADIUS + 2);
            painter.rect_stroke(rect.expand(0.5), ring, Stroke::new(width, colours.primary), StrokeKind::Outside);
        }
    }
}

fn line(ui: &Ui, text: &str, font: egui::FontId, ink: Color32, room: f32, rows: usize) -> Arc<Galley> {
    let mut job = egui::text::LayoutJob::simple(text.to_owned(), font, ink, room);
    job.wrap.max_rows = rows;
    // One line is cut where the room ends, several between words.
    job.wrap.break_anywhere = rows == 1;
    ui.painter().layout_job(job)
}
