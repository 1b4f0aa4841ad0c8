//! Text to glyphs: split by script, shaped by HarfBuzz's rules (`harfrust`), measured, broken into lines.
//!
//! Owns where a word ends and which face it is set in. Never places anything on a page. Breaks only at spaces and, where a word is
//! longer than the line, between graphemes, so a Hindi syllable is never cut.

use super::fonts::{Face, length};
use super::page::{Glyph, Ink, Run};
use harfrust::{Direction, ShapeOptions, ShapePlan, Shaper, UnicodeBuffer, script};
use std::collections::HashMap;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};
use unicode_segmentation::UnicodeSegmentation as _;

/// How a text is set.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Style {
    /// Size of the em, millimetres.
    pub size: f32,
    pub bold: bool,
    pub ink: Ink,
}

impl Style {
    #[must_use]
    pub const fn new(size: f32) -> Self {
        Self { size, bold: false, ink: Ink::Black }
    }

    #[must_use]
    pub const fn bold(mut self) -> Self {
        self.bold = true;
        self
    }

    #[must_use]
    pub const fn ink(mut self, ink: Ink) -> Self {
        self.ink = ink;
        self
    }

    #[must_use]
    pub const fn muted(self) -> Self {
        self.ink(Ink::Muted)
    }

    /// From baseline to baseline. Roomy enough for a matra above and a nukta below.
    #[must_use]
    pub fn leading(self) -> f32 {
        self.size * LEADING
    }
}

/// Distance of baselines, in ems: both faces need 1.36 for their tallest marks not to touch.
pub const LEADING: f32 = 1.36;
/// Baseline below the top of a line, in ems.
pub const RISE: f32 = 1.05;

/// Glyphs of one face, not yet placed.
#[derive(Debug, Clone)]
struct Piece {
    face: Face,
    text: String,
    glyphs: Arc<[Glyph]>,
}

/// What stands between two spaces.
#[derive(Debug, Clone)]
struct Word {
    pieces: Vec<Piece>,
    width: f32,
}

/// A line of words, measured.
#[derive(Debug, Clone)]
pub struct Line {
    words: Vec<Word>,
    style: Style,
    /// Millimetres.
    pub width: f32,
}

/// Shapes and breaks `text` into lines no wider than `width` millimetres. A newline always breaks.
#[must_use]
pub fn lines(text: &str, style: Style, width: f32) -> Vec<Line> {
    let mut out = Vec::new();
    for paragraph in text.split('\n') {
        out.extend(paragraph_lines(paragraph, style, width));
    }
    out
}

/// The text on one line, however wide it gets.
#[must_use]
pub fn line(text: &str, style: Style) -> Line {
    let words = words_of(text).map(|w| Word::shape(w, style)).collect();
    Line::of(words, style)
}

/// The parts between spaces. A no-break space is part of its word.
fn words_of(text: &str) -> impl Iterator<Item = &str> {
    text.split([' ', '\t', '\r']).filter(|word| !word.is_empty())
}

/// Width of the widest word, millimetres.
#[must_use]
pub fn widest_word(text: &str, style: Style) -> f32 {
    text.split('\n').flat_map(words_of).map(|word| Word::shape(word, style).width).fold(0.0, f32::max)
}

fn paragraph_lines(text: &str, style: Style, width: f32) -> Vec<Line> {
    let mut done = Vec::new();
    let mut words: Vec<Word> = Vec::new();
    let mut used = 0.0;
    for text in words_of(text) {
        for word in Word::shape(text, style).cut(text, style, width) {
            let gap = words.last().map_or(0.0, |last| last.gap(style));
            if !words.is_empty() && used + gap + word.width > width {
                done.push(Line::of(std::mem::take(&mut words), style));
                used = word.width;
            } else {
                used += gap + word.width;
            }
            words.push(word);
        }
    }
    if !words.is_empty() {
        done.push(Line::of(words, style));
    }
    done
}

impl Line {
    fn of(words: Vec<Word>, style: Style) -> Self {
        let gaps: f32 = words.iter().rev().skip(1).map(|w| w.gap(style)).sum();
        let width = gaps + words.iter().map(|w| w.width).sum::<f32>();
        Self { words, style, width }
    }

    /// The line's runs with the baseline at `x`, `y`. Neighbours of one face become one run, spaces included, so that a PDF can be searched.
    #[must_use]
    pub fn runs(&self, x: f32, y: f32) -> Vec<Run> {
        let mut runs: Vec<Run> = Vec::new();
        let mut pen = x;
        let last = self.words.len().saturating_sub(1);
        for (i, word) in self.words.iter().enumerate() {
            for piece in &word.pieces {
                let width = piece.width(self.style.size);
                self.join(&mut runs, piece, pen, y);
                pen += width;
            }
            if i < last
                && let Some(run) = runs.last_mut()
            {
                pen += add_space(run);
            }
        }
        runs
    }

    fn join(&self, runs: &mut Vec<Run>, piece: &Piece, x: f32, y: f32) {
        if let Some(run) = runs.last_mut().filter(|r| r.face == piece.face) {
            let offset = u32::try_from(run.text.len()).unwrap_or(u32::MAX);
            run.text.push_str(&piece.text);
            run.glyphs.extend(piece.glyphs.iter().map(|g| Glyph { cluster: g.cluster + offset, ..*g }));
            return;
        }
        runs.push(Run {
            face: piece.face,
            size: self.style.size,
            x,
            y,
            ink: self.style.ink,
            text: piece.text.clone(),
            glyphs: piece.glyphs.to_vec(),
        });
    }
}

/// Adds a space to a run; its width in millimetres.
fn add_space(run: &mut Run) -> f32 {
    let Some(parsed) = run.face.parsed() else { return 0.0 };
    let cluster = u32::try_from(run.text.len()).unwrap_or(u32::MAX);
    run.text.push(' ');
    run.glyphs.push(Glyph { id: parsed.space.glyph, advance: parsed.space.advance, dx: 0, dy: 0, cluster });
    units(run.face, parsed.space.advance, run.size)
}

impl Word {
    fn shape(text: &str, style: Style) -> Self {
        let pieces: Vec<Piece> = split(text).into_iter().map(|(deva, part)| Piece::shape(part, face(deva, style.bold))).collect();
        let width = pieces.iter().map(|p| p.width(style.size)).sum();
        Self { pieces, width }
    }

    /// Width of the space after this word.
    fn gap(&self, style: Style) -> f32 {
        let Some(face) = self.pieces.last().map(|p| p.face) else { return 0.0 };
        face.parsed().map_or(0.0, |p| units(face, p.space.advance, style.size))
    }

    /// The word itself, or its parts where it is wider than a whole line.
    fn cut(self, text: &str, style: Style, width: f32) -> Vec<Self> {
        if self.width <= width {
            return vec![self];
        }
        let mut parts = Vec::new();
        let mut part = String::new();
        for grapheme in text.graphemes(true) {
            let longer = format!("{part}{grapheme}");
            if !part.is_empty() && Self::shape(&longer, style).width > width {
                parts.push(Self::shape(&part, style));
                grapheme.clone_into(&mut part);
            } else {
                part = longer;
            }
        }
        parts.push(Self::shape(&part, style));
        parts
    }
}

impl Piece {
    fn shape(text: &str, face: Face) -> Self {
        Self { face, text: text.to_owned(), glyphs: shaped(text, face) }
    }

    fn width(&self, size: f32) -> f32 {
        units(self.face, self.glyphs.iter().map(|g| g.advance).sum(), size)
    }
}

/// Font units as millimetres.
fn units(face: Face, value: i32, size: f32) -> f32 {
    let positive = usize::try_from(value).unwrap_or(0);
    length(positive) * size / face.units_per_em()
}

const fn face(devanagari: bool, bold: bool) -> Face {
    match (devanagari, bold) {
        (false, false) => Face::Sans,
        (false, true) => Face::SansBold,
        (true, false) => Face::Devanagari,
        (true, true) => Face::DevanagariBold,
    }
}

/// True for what only the Devanagari faces can set. Joiners go with the letters around them.
fn is_devanagari(c: char) -> Option<bool> {
    match c {
        '\u{0900}'..='\u{097F}' | '\u{A8E0}'..='\u{A8FF}' | '\u{1CD0}'..='\u{1CFF}' | '\u{25CC}' => Some(true),
        '\u{200C}' | '\u{200D}' => None,
        _ => Some(false),
    }
}

/// Parts of one script, in order: whether Devanagari, and the text.
fn split(text: &str) -> Vec<(bool, &str)> {
    let mut parts = Vec::new();
    let mut start = 0;
    let mut now = None;
    for (at, c) in text.char_indices() {
        let Some(deva) = is_devanagari(c) else { continue };
        if let Some(before) = now.filter(|before| *before != deva) {
            parts.extend(text.get(start..at).map(|part| (before, part)));
            start = at;
        }
        now = Some(deva);
    }
    parts.extend(text.get(start..).filter(|part| !part.is_empty()).map(|part| (now.unwrap_or(false), part)));
    parts
}

/// A face ready to shape with.
struct Ready {
    shaper: Shaper<'static>,
    plan: ShapePlan,
}

static READY: LazyLock<[Option<Ready>; 4]> = LazyLock::new(|| Face::ALL.map(Ready::new));

impl Ready {
    fn new(face: Face) -> Option<Self> {
        let parsed = face.parsed()?;
        let shaper = parsed.shaper.shaper(&parsed.font).build();
        let script = if matches!(face, Face::Sans | Face::SansBold) { script::LATIN } else { script::DEVANAGARI };
        let plan = ShapePlan::new(&shaper, Direction::LeftToRight, Some(script), None, &[]);
        Some(Self { shaper, plan })
    }
}

/// Words that are kept shaped, at most.
const KEPT_MAX: usize = 4_096;

type Shaped = HashMap<(Face, String), Arc<[Glyph]>>;

/// Words shaped before: nine of ten on a slip stand on every slip.
static KEPT: LazyLock<Mutex<Shaped>> = LazyLock::new(Mutex::default);

/// The glyphs of a word, shaped once.
fn shaped(text: &str, face: Face) -> Arc<[Glyph]> {
    let key = (face, text.to_owned());
    let mut kept = KEPT.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(glyphs) = kept.get(&key) {
        return Arc::clone(glyphs);
    }
    let glyphs: Arc<[Glyph]> = shape(text, face).into();
    if kept.len() >= KEPT_MAX {
        kept.clear();
    }
    kept.insert(key, Arc::clone(&glyphs));
    glyphs
}

fn shape(text: &str, face: Face) -> Vec<Glyph> {
    let [sans, sans_bold, deva, deva_bold] = &*READY;
    let (ready, script) = match face {
        Face::Sans => (sans, script::LATIN),
        Face::SansBold => (sans_bold, script::LATIN),
        Face::Devanagari => (deva, script::DEVANAGARI),
        Face::DevanagariBold => (deva_bold, script::DEVANAGARI),
    };
    let Some(ready) = ready else { return Vec::new() };
    let mut buffer = UnicodeBuffer::new();
    buffer.push_str(text);
    buffer.set_direction(Direction::LeftToRight);
    buffer.set_script(script);
    let shaped = ready.shaper.shape(buffer, ShapeOptions::new().plan(Some(&ready.plan)));
    let glyph = |(info, position): (&harfrust::GlyphInfo, &harfrust::GlyphPosition)| Glyph {
        id: u16::try_from(info.glyph_id).unwrap_or(0),
        advance: position.x_advance,
        dx: position.x_offset,
        dy: position.y_offset,
        cluster: info.cluster,
    };
    shaped.glyph_infos().iter().zip(shaped.glyph_positions()).map(glyph).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_are_told_apart() {
        assert_eq!(split("34वर्ष·34y"), [(false, "34"), (true, "वर्ष"), (false, "·34y")]);
        assert_eq!(split("क्\u{200D}ष"), [(true, "क्\u{200D}ष")]);
        assert!(split("").is_empty());
    }

    #[test]
    fn conjuncts_join_and_the_short_i_moves_before_its_consonant() {
        let glyphs = |text| shape(text, Face::Devanagari).len();
        assert_eq!(glyphs("क्ष"), 1, "ksha is one glyph");
        let ki = shape("कि", Face::Devanagari);
        let i = shape("ि", Face::Devanagari);
        assert_eq!(ki.len(), 2);
        assert!(i.iter().any(|g| g.id == ki[0].id) || ki[0].id != shape("क", Face::Devanagari)[0].id);
    }

    #[test]
    fn every_letter_of_the_papers_has_a_glyph() {
        for (text, face) in [("₹ · – — ’ “ ” … ✂", Face::Sans), ("₹ · / : ( )", Face::SansBold), ("।॥०१९ऽॐ", Face::Devanagari)]
        {
            for c in text.chars().filter(|c| *c != '✂' && *c != ' ') {
                assert!(shape(&c.to_string(), face).iter().all(|g| g.id != 0), "{c}");
            }
        }
    }

    #[test]
    fn lines_keep_within_the_width_and_lose_nothing() {
        let style = Style::new(3.0);
        for text in
            ["सुनीता देवी शर्मा वर्मा कुमारी", &"अ".repeat(90), &"Subramanian".repeat(9), "क्षत्रियलक्ष्मीनारायणस्वामी ".repeat(4).trim()]
        {
            let broken = lines(text, style, 25.0);
            assert!(broken.iter().all(|l| l.width <= 25.01), "{text}");
            let joined: String = broken.iter().flat_map(|l| l.runs(0.0, 0.0)).map(|r| r.text).collect();
            assert_eq!(joined.replace(' ', ""), text.replace(' ', ""));
        }
    }

    #[test]
    fn a_line_of_one_face_is_one_run_with_its_spaces() {
        let runs = line("Sunita Devi सुनीता देवी", Style::new(3.0)).runs(5.0, 9.0);
        let texts: Vec<&str> = runs.iter().map(|r| r.text.as_str()).collect();
        assert_eq!(texts, ["Sunita Devi ", "सुनीता देवी"]);
    }
}
