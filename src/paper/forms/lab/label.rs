//! The label of a tube, 50 × 25 mm: the accession number as Code 128-C that every analyser reads, and who it is for people.
//!
//! The bars run along the tube (CLSI AUTO02) with 5 mm free at both ends, as analysers ask; beside them stands what is seen first, below
//! them who it is.

use super::LabPatient;
use crate::hospital::lab::{Accession, tube};
use crate::hospital::number::Mode;
use crate::hospital::pack::{Bilingual, Hospital};
use crate::paper::codes::code128;
use crate::paper::forms::both::{both, both_with, joined, label, same};
use crate::paper::forms::grid::open_line;
use crate::paper::layout::{Align, Pen, one_line};
use crate::paper::page::{CodeKind, Ink, Item, Rect};
use crate::paper::shape::{Line, Style, line};
use crate::paper::{Page, Size};
use chrono::{DateTime, FixedOffset};

/// One label. No `Debug`: it is a person's.
#[derive(Clone)]
pub struct TubeLabel<'a> {
    pub hospital: &'a Hospital,
    pub mode: Mode,
    pub accession: Accession,
    /// `None` on a label that is printed before there is a patient.
    pub who: Option<&'a LabPatient>,
    /// The site's switches: what of the patient stands on it.
    pub with_name: bool,
    pub with_age_sex: bool,
    pub with_number: bool,
    /// Code of the tube (`YELLOW_SST`); empty where nobody knows it yet.
    pub tube: &'a str,
    /// Codes of the tests, in the order of the report.
    pub tests: &'a [String],
    pub urgent: bool,
    pub collected: Option<DateTime<FixedOffset>>,
    /// It takes the place of another label on the same tube.
    pub relabelled: bool,
    /// 0 for the original, n for the n-th duplicate.
    pub copy: u32,
}

/// A module of the bar code: two dots of a 203 dpi printer.
const MODULE: f32 = 0.25;
/// Where the bars stand, millimetres: 5 mm and more are free left and right of their 22.5.
const BARS_X: f32 = 5.5;
const BARS_Y: f32 = 1.0;
const BARS_HIGH: f32 = 10.25;
/// The column beside them.
const SIDE_X: f32 = 33.25;
/// Baseline of the number under the bars; it ends where the column begins.
const NUMBER_LINE: f32 = 14.95;
const NUMBER: Style = Style::new(4.7).bold();
/// Baselines of name, numbers and tests.
const NAME_LINE: f32 = 18.25;
const SECOND_LINE: f32 = 21.15;
const THIRD_LINE: f32 = 23.75;
/// A frame's line: two dots.
const THIN: f32 = 0.25;
/// Lines beside the bars before the tube stands there in one language.
const SIDES_MAX: usize = 5;
/// Letters of a name before it is cut.
const NAME_LETTERS_MAX: usize = 20;
/// The smallest type that 203 dpi prints legibly.
const SIZE_MIN: f32 = 1.9;

/// A page a label, in this order.
#[must_use]
pub fn tube_labels(labels: &[TubeLabel<'_>]) -> Vec<Page> {
    labels.iter().filter_map(|form| tube_label(form, None)).collect()
}

/// One label; with the patient's UHID where the central system has given one.
pub(in crate::paper::forms) fn tube_label(form: &TubeLabel<'_>, uhid: Option<&str>) -> Option<Page> {
    let (width, height, margin) = (Size::Label.width_mm(), Size::Label.height_mm()?, Size::Label.margin_mm());
    let printable = Rect::new(margin, margin, width - 2.0 * margin, height - 2.0 * margin);
    let number = form.accession.to_string();
    let mut pen = Pen::new(printable.x, BARS_Y, printable.w);
    pen.code(CodeKind::Code128, &code128(&number).ok()?, &number, BARS_X, MODULE, Some(BARS_HIGH));
    put(&mut pen, &form.accession.spaced(), NUMBER, NUMBER_LINE, (printable.x, SIDE_X - 1.0 - printable.x), Align::Centre);
    pen.items.extend(beside(form, printable.right() - SIDE_X));
    if let Some(who) = form.who {
        person(&mut pen, form, who, uhid);
    } else {
        ahead(&mut pen, form);
    }
    Some(Page { width, height, printable, items: pen.items })
}

/// Name, age and number, tests.
fn person(pen: &mut Pen, form: &TubeLabel<'_>, who: &LabPatient, uhid: Option<&str>) {
    let column = (pen.x, pen.width);
    if form.with_name {
        let style = Style::new(3.1).bold();
        let [hindi, latin] = [&who.bare.hi, &who.bare.en].map(|name| cut(name, NAME_LETTERS_MAX));
        let whole = one_line(&latin, &hindi);
        let name = if line(&whole, style).width <= pen.width || latin.is_empty() { whole } else { latin };
        put(pen, &name, style, NAME_LINE, column, Align::Left);
    }
    let mut after = 0.0;
    if form.with_age_sex {
        let style = Style::new(2.5).bold();
        after = line(&who.short, style).width + 2.0;
        put(pen, &who.short, style, SECOND_LINE, column, Align::Left);
    }
    if form.with_number {
        let style = Style::new(2.5).bold();
        put(pen, &who.number, style, SECOND_LINE, (pen.x + after, pen.width - after), Align::Left);
    }
    let mut after = 0.0;
    if let Some(uhid) = uhid {
        let (text, style) = (format!("UHID {uhid}"), Style::new(2.6).bold());
        after = line(&text, style).width + 2.0;
        put(pen, &text, style, THIRD_LINE, column, Align::Left);
    }
    let (style, room) = (Style::new(2.3), (pen.width - after).max(0.0));
    put(pen, &codes(form.tests, style, room), style, THIRD_LINE, (pen.x + after, room), Align::Left);
}

/// Of a label printed ahead: whose it is, and a line for the name.
fn ahead(pen: &mut Pen, form: &TubeLabel<'_>) {
    let column = (pen.x, pen.width);
    let (words, style) = (label("paper-register-time"), Style::new(2.2));
    put(pen, &words, style, NUMBER_LINE - 5.5, (SIDE_X, pen.x + pen.width - SIDE_X), Align::Left);
    let mut dotted = Pen::new(SIDE_X, NUMBER_LINE, pen.x + pen.width - SIDE_X);
    open_line(&mut dotted, 0.0);
    pen.keep(dotted);
    put(pen, &joined(&form.hospital.name), Style::new(2.4), NAME_LINE - 0.5, column, Align::Left);
    let (words, style) = (label("paper-name"), Style::new(2.4));
    let wide = line(&words, style).width + 1.5;
    put(pen, &words, style, THIRD_LINE - 0.35, column, Align::Left);
    let mut dotted = Pen::new(pen.x + wide, THIRD_LINE - 0.35, pen.width - wide);
    open_line(&mut dotted, 0.0);
    pen.keep(dotted);
}

/// Codes with a space between; what does not fit is counted: `+4`.
fn codes(tests: &[String], style: Style, width: f32) -> String {
    let shown = |n: usize| {
        let text = tests.get(..n).unwrap_or(tests).join(" ");
        if n < tests.len() { format!("{text} +{}", tests.len() - n) } else { text }
    };
    let fits = |n: &usize| line(&shown(*n), style).width <= width;
    (0..=tests.len()).rev().find(fits).map_or_else(String::new, |n| shown(n).trim().to_owned())
}

/// One line of the side column.
struct Side {
    text: String,
    style: Style,
    /// White on black.
    inverse: bool,
    /// In a frame.
    framed: bool,
}

impl Side {
    const fn plain(text: String, style: Style) -> Self {
        Self { text, style, inverse: false, framed: false }
    }

    /// How high the line is with its ground.
    fn height(&self) -> f32 {
        self.style.size
            * if self.framed {
                1.62
            } else if self.inverse {
                1.5
            } else {
                1.26
            }
    }
}

/// Drill, urgent, tube, time, marks: from the top down, smaller where they are many.
fn beside(form: &TubeLabel<'_>, width: f32) -> Vec<Item> {
    let all = sides(form, width);
    let gap = 0.3;
    let needed: f32 = all.iter().map(|side| side.height() + gap).sum();
    let k = ((NUMBER_LINE - BARS_Y) / needed.max(0.1)).min(1.0);
    let mut pen = Pen::new(SIDE_X, 0.0, width);
    let mut y = BARS_Y;
    for side in all {
        let style = Style { size: side.style.size * k, ..side.style };
        let high = side.height() * k;
        let area = Rect::new(SIDE_X, y, width, high);
        let inset = if side.inverse || side.framed { 0.7 } else { 0.0 };
        let base = y + if inset > 0.0 { high * 0.72 } else { high * 0.8 };
        let style = if side.inverse { style.ink(Ink::White) } else { style };
        if side.inverse {
            pen.items.push(Item::Fill { area, ink: Ink::Black });
        } else if side.framed {
            pen.items.push(Item::Frame { area, radius: 0.0, line: THIN, ink: Ink::Black });
        }
        let align = if inset > 0.0 { Align::Centre } else { Align::Left };
        put(&mut pen, &side.text, style, base, (SIDE_X + inset, width - 2.0 * inset), align);
        y += high + gap * k;
    }
    pen.items
}

fn sides(form: &TubeLabel<'_>, width: f32) -> Vec<Side> {
    let short = |id: &str| {
        let words = both(id);
        format!("{} {}", words.hi, words.en)
    };
    let inverse = |text: String, size: f32| Side { text, style: Style::new(size).bold(), inverse: true, framed: false };
    let framed = |text: String| Side { text, style: Style::new(2.2).bold(), inverse: false, framed: true };
    let mut all = Vec::new();
    match form.mode {
        Mode::Event => {}
        Mode::Drill => all.push(inverse(short("paper-lab-drill"), 2.5)),
        Mode::Demo => all.push(inverse(short("paper-lab-demo"), 2.5)),
    }
    if form.urgent {
        all.push(inverse(short("paper-lab-urgent"), 2.6));
    }
    let marks = usize::from(form.relabelled) + usize::from(form.copy > 0) + usize::from(form.collected.is_some());
    let crowded = all.len() + marks + 2 > SIDES_MAX;
    if !form.tube.is_empty() {
        let Bilingual { en, hi } = tube(form.tube).name;
        all.extend(in_lines(&en, Style::new(2.7).bold(), width));
        if hi != en && !crowded {
            all.push(Side::plain(hi, Style::new(2.6)));
        }
    }
    if let Some(at) = form.collected {
        all.push(Side::plain(at.format("%d-%m-%y %H:%M").to_string(), Style::new(2.3).bold()));
    }
    if form.relabelled {
        all.push(framed(short("paper-lab-relabelled")));
    }
    if form.copy > 0 {
        let words = both_with("paper-lab-copy", &[("n", &same(&form.copy.to_string()))]);
        all.push(framed(format!("{} {}", words.hi, words.en)));
    }
    all
}

/// A name in one line, or broken in two where one would be too small.
fn in_lines(text: &str, style: Style, width: f32) -> Vec<Side> {
    if line(text, style).width * 0.8 <= width {
        return vec![Side::plain(text.to_owned(), style)];
    }
    let style = Style { size: style.size * 0.85, ..style };
    let (mut all, mut now) = (Vec::new(), String::new());
    for word in text.split(' ') {
        let longer = if now.is_empty() { word.to_owned() } else { format!("{now} {word}") };
        if line(&longer, style).width <= width || now.is_empty() {
            now = longer;
        } else {
            all.push(std::mem::replace(&mut now, word.to_owned()));
        }
    }
    all.push(now);
    all.into_iter().map(|text| Side::plain(text, style)).collect()
}

/// One line on a baseline within `x` and `width`: smaller where it is too wide, cut where even that does not help.
pub(in crate::paper::forms) fn put(pen: &mut Pen, text: &str, style: Style, base: f32, (x, width): (f32, f32), align: Align) {
    let (line, _style) = fitted(text, style, width);
    let free = width - line.width;
    let left = match align {
        Align::Left => x,
        Align::Centre => x + free / 2.0,
        Align::Right => x + free,
    };
    pen.items.extend(line.runs(left, base).into_iter().map(Item::Text));
}

fn fitted(text: &str, style: Style, width: f32) -> (Line, Style) {
    let wide = line(text, style);
    if wide.width <= width {
        return (wide, style);
    }
    let size = (style.size * width / wide.width * 0.995).max(SIZE_MIN.min(style.size));
    let style = Style { size, ..style };
    let letters = clusters(text).len();
    let shorter = (1..=letters).rev().map(|n| line(&cut(text, n), style)).find(|line| line.width <= width);
    (shorter.unwrap_or_else(|| line("…", style)), style)
}

/// The first letters of a text, with a mark where something is left out.
fn cut(text: &str, letters_max: usize) -> String {
    let text = text.trim();
    let starts = clusters(text);
    if starts.len() <= letters_max {
        return text.to_owned();
    }
    let end = starts.get(letters_max.saturating_sub(1)).copied().unwrap_or(0);
    format!("{}…", text.get(..end).unwrap_or_default().trim_end())
}

/// Where each letter with its marks begins: a cut elsewhere would tear a Hindi syllable.
fn clusters(text: &str) -> Vec<usize> {
    const VIRAMA: char = '\u{094D}';
    let is_mark = |c: char| {
        matches!(c, '\u{0900}'..='\u{0903}' | '\u{093A}'..='\u{093C}' | '\u{093E}'..='\u{094F}' | '\u{0951}'..='\u{0957}'
            | '\u{0962}' | '\u{0963}' | '\u{0300}'..='\u{036F}' | '\u{200C}' | '\u{200D}')
    };
    let mut starts = Vec::new();
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        if !is_mark(c) && before != VIRAMA {
            starts.push(at);
        }
        if c != '\u{200D}' {
            before = c;
        }
    }
    starts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cut_tears_no_syllable() {
        assert_eq!(cut("सुनीता देवी", 20), "सुनीता देवी");
        assert_eq!(cut("श्रीलक्ष्मीनारायण", 4), "श्रीलक्ष्मी…");
        assert_eq!(cut("Lakshminarayanaswamy", 20), "Lakshminarayanaswamy");
        assert_eq!(cut("Lakshminarayanaswamyx", 20), "Lakshminarayanaswam…");
        assert_eq!(clusters("क्षत्रिय").len(), 3);
    }

    #[test]
    fn tests_that_do_not_fit_are_counted() {
        let tests: Vec<String> = ["HGB", "HCT", "RBC"].map(str::to_owned).to_vec();
        let style = Style::new(2.4);
        assert_eq!(codes(&tests, style, 100.0), "HGB HCT RBC");
        assert_eq!(codes(&tests, style, 12.0), "HGB +2");
        assert_eq!(codes(&[], style, 12.0), "");
    }
}
