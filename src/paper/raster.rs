//! Pages to dots: in grey for the preview, in black and white for printers that take rasters.
//!
//! Owns how a page becomes pixels (`skrifa` outlines filled by `tiny-skia`). Edges of rules and codes fall on whole pixels, or a
//! reader could not tell a module from its neighbour. Never lays out.

use super::PaperError;
use super::fonts::{count, length};
use super::page::{Code, Ink, Item, Page, Rect, Run, signed};
use skrifa::MetadataProvider as _;
use skrifa::outline::{DrawSettings, OutlinePen};
use skrifa::prelude::{GlyphId, LocationRef, Size as PixelSize};
use tiny_skia::{FillRule, Paint, Path, PathBuilder, Pixmap, Stroke, Transform};

/// Widest preview, pixels.
const WIDTH_MAX: u32 = 4096;
/// Most pixels in one picture: an A4 page at 300 dpi has 8.7 million.
const PIXELS_MAX: u32 = 40_000_000;

/// A picture, four bytes a pixel (red, green, blue, 255), row by row.
#[derive(Clone, PartialEq, Eq)]
pub struct Rgba {
    pub width: u32,
    pub height: u32,
    pub pixels: Vec<u8>,
}

/// Dots, row by row, true is black.
pub(super) struct Dots {
    pub width: u32,
    pub height: u32,
    pub black: Vec<bool>,
}

/// The page as it will look, `width_px` pixels wide, at least 1.
///
/// # Errors
/// [`PaperError::TooLarge`] above 4096 pixels or 40 million in all.
pub fn preview(page: &Page, width_px: u32) -> Result<Rgba, PaperError> {
    let width_px = width_px.max(1);
    if width_px > WIDTH_MAX {
        return Err(PaperError::TooLarge { width: width_px, height: 0 });
    }
    let scale = pixels(width_px) / page.width;
    let whole = Rect::new(0.0, 0.0, page.width, page.height);
    let canvas = Canvas::draw(page, whole, scale, false)?;
    Ok(Rgba { width: canvas.map.width(), height: canvas.map.height(), pixels: canvas.map.take() })
}

impl Dots {
    /// As they are where they fit a head of `max` dots, else turned by a quarter: a wristband comes out lengthwise.
    ///
    /// # Errors
    /// [`PaperError::TooWide`] when they fit neither way.
    pub(super) fn fitting(self, max: u32) -> Result<Self, PaperError> {
        match (self.width <= max, self.height <= max) {
            (true, _) => Ok(self),
            (false, true) => Ok(self.turned()),
            (false, false) => Err(PaperError::TooWide { dots: self.width, max }),
        }
    }

    /// Turned clockwise: what was left is at the top.
    fn turned(self) -> Self {
        let width = usize::try_from(self.width).unwrap_or(1).max(1);
        let column = |x: usize| self.black.iter().skip(x).step_by(width).rev().copied();
        let black = (0..width).flat_map(column).collect();
        Self { width: self.height, height: self.width, black }
    }

    /// Rows of bytes, the leftmost dot highest, black is 1.
    pub(super) fn rows(&self) -> impl Iterator<Item = Vec<u8>> + '_ {
        let width = usize::try_from(self.width).unwrap_or(1).max(1);
        let byte = |eight: &[bool]| eight.iter().enumerate().fold(0u8, |b, (i, on)| b | (u8::from(*on) << (7 - i)));
        self.black.chunks(width).map(move |row| row.chunks(8).map(byte).collect())
    }
}

/// A part of the page at `dots_per_mm`, black and white.
pub(super) fn dots(page: &Page, part: Rect, dots_per_mm: f32) -> Result<Dots, PaperError> {
    /// Lighter pixels than this stay white. Above the middle, so that thin strokes of a Hindi conjunct survive.
    const BLACK_BELOW: u8 = 150;
    let canvas = Canvas::draw(page, part, dots_per_mm, true)?;
    let black = canvas.map.data().chunks_exact(4).map(|p| p.first().is_some_and(|red| *red < BLACK_BELOW)).collect();
    Ok(Dots { width: canvas.map.width(), height: canvas.map.height(), black })
}

fn pixels(count: u32) -> f32 {
    length(usize::try_from(count).unwrap_or(0))
}

struct Canvas {
    map: Pixmap,
    scale: f32,
    /// Of the part that is drawn.
    left: f32,
    top: f32,
    /// Everything that is not white is black.
    black_only: bool,
}

impl Canvas {
    fn draw(page: &Page, part: Rect, scale: f32, black_only: bool) -> Result<Self, PaperError> {
        let (width, height) = (count(part.w * scale).max(1), count(part.h * scale).max(1));
        let too_large = PaperError::TooLarge { width, height };
        if width.checked_mul(height).is_none_or(|all| all > PIXELS_MAX) {
            return Err(too_large);
        }
        let mut map = Pixmap::new(width, height).ok_or(too_large)?;
        map.data_mut().fill(255);
        let mut canvas = Self { map, scale, left: part.x, top: part.y, black_only };
        for item in &page.items {
            match item {
                Item::Text(run) => canvas.run(run),
                Item::Fill { area, ink } => canvas.fill(area, *ink),
                Item::Frame { area, radius, line, ink } => canvas.frame(area, *radius, *line, *ink),
                Item::Code(code) => canvas.code(code),
            }
        }
        Ok(canvas)
    }

    fn x(&self, mm: f32) -> f32 {
        (mm - self.left) * self.scale
    }

    fn y(&self, mm: f32) -> f32 {
        (mm - self.top) * self.scale
    }

    fn paint(&self, ink: Ink, smooth: bool) -> Paint<'static> {
        let gray = if self.black_only && ink != Ink::White { 0 } else { ink.gray() };
        let mut paint = Paint::default();
        paint.set_color_rgba8(gray, gray, gray, 255);
        paint.anti_alias = smooth;
        paint
    }

    fn run(&mut self, run: &Run) {
        let Some(path) = outline(run) else { return };
        let scale = run.size / run.face.units_per_em() * self.scale;
        let place = Transform::from_row(scale, 0.0, 0.0, -scale, self.x(run.x), self.y(run.y));
        self.map.fill_path(&path, &self.paint(run.ink, true), FillRule::Winding, place, None);
    }

    /// Whole pixels, never thinner than one.
    fn fill(&mut self, area: &Rect, ink: Ink) {
        let (left, top) = (self.x(area.x).round(), self.y(area.y).round());
        let wide = (self.x(area.right()).round() - left).max(1.0);
        let high = (self.y(area.bottom()).round() - top).max(1.0);
        if let Some(rect) = tiny_skia::Rect::from_xywh(left, top, wide, high) {
            self.map.fill_rect(rect, &self.paint(ink, false), Transform::identity(), None);
        }
    }

    fn frame(&mut self, area: &Rect, radius: f32, line: f32, ink: Ink) {
        let line = (line * self.scale).round().max(1.0);
        let (left, top) = (self.x(area.x).round(), self.y(area.y).round());
        let (right, bottom) = (self.x(area.right()).round(), self.y(area.bottom()).round());
        let half = line / 2.0;
        let Some(path) = rounded(left + half, top + half, right - half, bottom - half, radius * self.scale) else { return };
        let stroke = Stroke { width: line, ..Stroke::default() };
        self.map.stroke_path(&path, &self.paint(ink, true), &stroke, Transform::identity(), None);
    }

    fn code(&mut self, code: &Code) {
        let rows = code.modules.len() / code.columns.max(1);
        let (wide, high) = (code.area.w / length(code.columns.max(1)), code.area.h / length(rows.max(1)));
        for (y, row) in code.modules.chunks(code.columns.max(1)).enumerate() {
            let mut x = 0;
            for same in row.chunk_by(|a, b| a == b) {
                if same.first() == Some(&true) {
                    let (left, top) = (code.area.x + wide * length(x), code.area.y + high * length(y));
                    self.fill(&Rect::new(left, top, wide * length(same.len()), high), Ink::Black);
                }
                x += same.len();
            }
        }
    }
}

/// Outlines of a whole run in font units, baseline at zero, up is positive.
fn outline(run: &Run) -> Option<Path> {
    let parsed = run.face.parsed()?;
    let outlines = parsed.font.outline_glyphs();
    let mut pen = Pen { builder: PathBuilder::new(), x: 0.0, y: 0.0 };
    let mut advanced = 0.0;
    for glyph in &run.glyphs {
        (pen.x, pen.y) = (advanced + signed(glyph.dx), signed(glyph.dy));
        if let Some(outline) = outlines.get(GlyphId::from(glyph.id)) {
            // A glyph that cannot be drawn leaves its gap; the embedded fonts have none such.
            outline.draw(DrawSettings::unhinted(PixelSize::unscaled(), LocationRef::default()), &mut pen).ok();
        }
        advanced += signed(glyph.advance);
    }
    pen.builder.finish()
}

struct Pen {
    builder: PathBuilder,
    x: f32,
    y: f32,
}

impl OutlinePen for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        self.builder.move_to(self.x + x, self.y + y);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.builder.line_to(self.x + x, self.y + y);
    }

    fn quad_to(&mut self, cx: f32, cy: f32, x: f32, y: f32) {
        self.builder.quad_to(self.x + cx, self.y + cy, self.x + x, self.y + y);
    }

    fn curve_to(&mut self, ax: f32, ay: f32, bx: f32, by: f32, x: f32, y: f32) {
        self.builder.cubic_to(self.x + ax, self.y + ay, self.x + bx, self.y + by, self.x + x, self.y + y);
    }

    fn close(&mut self) {
        self.builder.close();
    }
}

fn rounded(left: f32, top: f32, right: f32, bottom: f32, radius: f32) -> Option<Path> {
    let r = radius.min((right - left) / 2.0).min((bottom - top) / 2.0).max(0.0);
    let mut path = PathBuilder::new();
    path.move_to(left + r, top);
    path.line_to(right - r, top);
    path.quad_to(right, top, right, top + r);
    path.line_to(right, bottom - r);
    path.quad_to(right, bottom, right - r, bottom);
    path.line_to(left + r, bottom);
    path.quad_to(left, bottom, left, bottom - r);
    path.line_to(left, top + r);
    path.quad_to(left, top, left + r, top);
    path.close();
    path.finish()
}
