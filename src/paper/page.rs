//! A laid-out page: what stands where, in millimetres from the top left corner. Every backend draws the same page.
//!
//! Owns the shape of a page. Never lays out and never draws.

use super::fonts::{Face, length};
use skrifa::MetadataProvider as _;
use skrifa::prelude::{GlyphId, LocationRef, Size as PixelSize};
use std::fmt;

/// A rectangle, millimetres, `y` downwards.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Rect {
    pub x: f32,
    pub y: f32,
    pub w: f32,
    pub h: f32,
}

impl Rect {
    #[must_use]
    pub const fn new(x: f32, y: f32, w: f32, h: f32) -> Self {
        Self { x, y, w, h }
    }

    #[must_use]
    pub fn right(&self) -> f32 {
        self.x + self.w
    }

    #[must_use]
    pub fn bottom(&self) -> f32 {
        self.y + self.h
    }

    /// True when `self` lies inside `other`, give or take `slack` millimetres.
    #[must_use]
    pub fn within(&self, other: &Self, slack: f32) -> bool {
        self.x >= other.x - slack
            && self.y >= other.y - slack
            && self.right() <= other.right() + slack
            && self.bottom() <= other.bottom() + slack
    }
}

/// How dark a thing is printed. A printer with black only prints all of them black.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Ink {
    #[default]
    Black,
    /// Labels and small print.
    Muted,
    /// Hairlines and lines to write on.
    Faint,
    /// On a black ground.
    White,
}

impl Ink {
    /// Lightness, 0 black to 255 white.
    #[must_use]
    pub const fn gray(self) -> u8 {
        match self {
            Self::Black => 0,
            Self::Muted => 70,
            Self::Faint => 150,
            Self::White => 255,
        }
    }
}

/// A shaped glyph. Distances in font units (1/1000 em in our faces; see [`Face::units_per_em`]).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Glyph {
    pub id: u16,
    pub advance: i32,
    pub dx: i32,
    pub dy: i32,
    /// Byte in the run's text where the cluster of this glyph begins.
    pub cluster: u32,
}

/// Text of one face on one baseline.
#[derive(Clone, PartialEq)]
pub struct Run {
    pub face: Face,
    /// Size of the em, millimetres.
    pub size: f32,
    pub x: f32,
    /// Of the baseline.
    pub y: f32,
    pub ink: Ink,
    pub text: String,
    pub glyphs: Vec<Glyph>,
}

/// Which code it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CodeKind {
    Qr,
    Code128,
}

/// A bar code or QR code, without its quiet zone, which the layout leaves free around it.
#[derive(Clone, PartialEq)]
pub struct Code {
    pub kind: CodeKind,
    pub area: Rect,
    /// Modules in a row; a bar code has one row.
    pub columns: usize,
    /// Row by row, true is black.
    pub modules: Vec<bool>,
    /// What it says.
    pub text: String,
}

/// No personal data in logs: what a paper says is a patient's.
impl fmt::Debug for Run {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Run({:?} {} at {}, {}: {} glyphs)", self.face, self.size, self.x, self.y, self.glyphs.len())
    }
}

/// No personal data and no key in logs.
impl fmt::Debug for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Code({:?} in {:?})", self.kind, self.area)
    }
}

/// One thing on a page.
#[derive(Debug, Clone, PartialEq)]
pub enum Item {
    Text(Run),
    /// A filled rectangle: a rule, a ground.
    Fill {
        area: Rect,
        ink: Ink,
    },
    /// An outline, `line` millimetres wide, drawn inside `area`, corners rounded by `radius`.
    Frame {
        area: Rect,
        radius: f32,
        line: f32,
        ink: Ink,
    },
    Code(Code),
}

/// A page. On a roll the height is that of the content.
#[derive(Debug, Clone, PartialEq)]
pub struct Page {
    pub width: f32,
    pub height: f32,
    /// The part that the printer can reach; an ESC/POS printer gets just this part.
    pub printable: Rect,
    pub items: Vec<Item>,
}

impl Code {
    /// The bars of a bar code from left to right: left edge and width, millimetres. Neighbouring modules are one bar.
    #[must_use]
    pub fn bars(&self) -> Vec<(f32, f32)> {
        let module = self.area.w / length(self.columns.max(1));
        let row = self.modules.get(..self.columns).unwrap_or_default();
        let mut bars = Vec::new();
        let mut at = 0;
        for same in row.chunk_by(|a, b| a == b) {
            if same.first() == Some(&true) {
                bars.push((self.area.x + module * length(at), module * length(same.len())));
            }
            at += same.len();
        }
        bars
    }
}

impl Run {
    /// The ink's box, from the outlines, millimetres; `None` when nothing is drawn (spaces).
    #[must_use]
    pub fn ink_box(&self) -> Option<Rect> {
        let parsed = self.face.parsed()?;
        let metrics = parsed.font.glyph_metrics(PixelSize::unscaled(), LocationRef::default());
        let scale = self.size / parsed.units_per_em;
        let mut pen = 0.0;
        let mut all: Option<[f32; 4]> = None;
        for glyph in &self.glyphs {
            if let Some(b) = metrics.bounds(GlyphId::from(glyph.id)).filter(|b| b.x_max > b.x_min) {
                let (right, up) = (pen + signed(glyph.dx), signed(glyph.dy));
                let box_so_far = all.unwrap_or([f32::MAX, f32::MAX, f32::MIN, f32::MIN]);
                let here = [right + b.x_min, -up - b.y_max, right + b.x_max, -up - b.y_min];
                all = Some(joined(box_so_far, here));
            }
            pen += signed(glyph.advance);
        }
        let [left, top, right, bottom] = all?;
        Some(Rect::new(self.x + left * scale, self.y + top * scale, (right - left) * scale, (bottom - top) * scale))
    }
}

/// The box around two boxes: left, top, right, bottom.
const fn joined([left, top, right, bottom]: [f32; 4], other: [f32; 4]) -> [f32; 4] {
    let [other_left, other_top, other_right, other_bottom] = other;
    [left.min(other_left), top.min(other_top), right.max(other_right), bottom.max(other_bottom)]
}

/// Font units as a float.
pub(super) fn signed(value: i32) -> f32 {
    f32::from(i16::try_from(value).unwrap_or(0))
}

impl Item {
    /// What it covers; `None` for text without ink.
    #[must_use]
    pub fn bounds(&self) -> Option<Rect> {
        match self {
            Self::Text(run) => run.ink_box(),
            Self::Fill { area, .. } | Self::Frame { area, .. } => Some(*area),
            Self::Code(code) => Some(code.area),
        }
    }
}

impl Page {
    /// Every text in the order it stands on the page, for tests and for people who read aloud.
    #[must_use]
    pub fn texts(&self) -> Vec<&str> {
        self.items.iter().filter_map(|item| if let Item::Text(run) = item { Some(run.text.as_str()) } else { None }).collect()
    }
}
