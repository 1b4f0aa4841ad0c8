//! The blocks that papers share: header, mode, banners, number with bar code, token, codes at the foot.
//!
//! Owns their looks. What they say comes from the forms.

use super::both::{both, joined, label, moment, relation, same};
use super::opd::OpdPaper;
use crate::hospital::identifiers::state_name;
use crate::hospital::number::Mode;
use crate::hospital::pack::{Bilingual, Hospital};
use crate::hospital::person::{Details, PersonName};
use crate::paper::codes::{CODE128_QUIET, Modules, QR_QUIET, code128, qr};
use crate::paper::fonts::length;
use crate::paper::layout::{Align, Label, Pen, dot, one_line, two_lines_if_needed};
use crate::paper::page::{CodeKind, Ink, Item, Rect};
use crate::paper::shape::{RISE, Style, line};
use crate::paper::size::Size;
use chrono::{DateTime, FixedOffset};

/// The sizes of type on one paper, millimetres. One factor for all: a page that is too full gets a smaller one.
#[derive(Debug, Clone, Copy)]
pub struct Type {
    /// The paper's factor times the page's.
    pub k: f32,
}

impl Type {
    #[must_use]
    pub const fn of(size: Size, factor: f32) -> Self {
        let paper = match size {
            Size::A4 => 1.6,
            Size::A5 => 1.2,
            Size::A6 | Size::Roll80 | Size::Band | Size::BandChild | Size::Label => 1.0,
            Size::Roll58 => 0.95,
        };
        Self { k: paper * factor }
    }

    pub fn mm(self, mm: f32) -> f32 {
        mm * self.k
    }

    pub fn hospital(self) -> Style {
        Style::new(self.mm(4.1)).bold()
    }

    pub fn hospital_english(self) -> Style {
        Style::new(self.mm(3.5))
    }

    pub fn name(self) -> Style {
        Style::new(self.mm(4.1)).bold()
    }

    pub fn body(self) -> Style {
        Style::new(self.mm(3.2))
    }

    pub fn label(self) -> Style {
        Style::new(self.mm(2.75)).muted()
    }

    pub fn small(self) -> Style {
        Style::new(self.mm(2.5))
    }

    pub fn number(self) -> Style {
        Style::new(self.mm(7.0)).bold()
    }
}

/// Thickness of the rule under a header and of frames, millimetres: four dots and three of a 203 dpi printer.
pub const THICK: f32 = 0.5;
pub const FRAME: f32 = 0.375;
/// Of a hairline.
pub const HAIR: f32 = 0.125;

/// Hospital, what paper it is, and the box that says *manual mode*; beside each other on a sheet, below each other on a roll.
pub fn header(pen: &mut Pen, t: Type, size: Size, hospital: &Hospital, title: &str) {
    let box_width = if size.is_roll() { pen.width } else { t.mm(28.0) };
    let left_width = if size.is_roll() { pen.width } else { pen.width - box_width - t.mm(3.0) };
    let mut left = pen.beside(pen.x, left_width);
    left.shrunk(&hospital.name.hi, t.hospital(), 1, t.mm(3.2));
    left.shrunk(&hospital.name.en, t.hospital_english(), 1, t.mm(2.9));
    left.shrunk(&joined(&hospital.header), t.small().muted(), 2, t.mm(2.0));
    left.text(title, t.small().bold());
    if size.is_roll() {
        pen.follow(left);
        pen.skip(t.mm(1.2));
        let top = pen.y;
        pen.skip(t.mm(0.5));
        pen.fitted(&label("paper-manual-mode"), t.body().bold(), t.mm(2.0), Align::Centre);
        pen.skip(t.mm(0.6));
        pen.frame_from(top, FRAME, 0.0, Ink::Black);
    } else {
        let mut right = pen.beside(pen.x + pen.width - box_width, box_width);
        let top = right.y;
        right.skip(t.mm(0.7));
        let words = both("paper-manual-mode");
        right.fitted(&words.en, Style::new(t.mm(3.0)).bold(), t.mm(1.5), Align::Centre);
        right.fitted(&words.hi, Style::new(t.mm(3.0)).bold(), t.mm(1.5), Align::Centre);
        right.skip(t.mm(0.9));
        right.frame_from(top, FRAME, 0.0, Ink::Black);
        pen.keep(right);
        pen.follow(left);
    }
    pen.skip(t.mm(1.2));
    pen.rule(THICK, Ink::Black);
}

/// *Drill* or *demo* in white on black, *duplicate* in a frame: what nobody may overlook.
pub fn banners(pen: &mut Pen, t: Type, mode: Mode, copy: u32) {
    let banner = match mode {
        Mode::Event => None,
        Mode::Drill => Some("paper-drill"),
        Mode::Demo => Some("paper-demo"),
    };
    if let Some(id) = banner {
        pen.skip(t.mm(1.2));
        let text = two_lines_if_needed(&both(id).hi, &both(id).en, t.body().bold(), pen.width - t.mm(3.0));
        let mut words = Pen::new(pen.x, pen.y + t.mm(0.4), pen.width);
        words.aligned(&text, t.body().bold().ink(Ink::White), Align::Centre);
        words.skip(t.mm(0.5));
        pen.items.push(Item::Fill { area: Rect::new(pen.x, pen.y, pen.width, words.y - pen.y), ink: Ink::Black });
        pen.follow(words);
    }
    if copy > 0 {
        pen.skip(t.mm(1.2));
        let top = pen.y;
        let inset = t.mm(1.5);
        let mut inner = Pen::new(pen.x + inset, pen.y + t.mm(0.3), pen.width - 2.0 * inset);
        let count = same(&copy.to_string());
        let text = super::both::both_with("paper-duplicate", &[("n", &count)]);
        let style = Style::new(t.mm(5.0)).bold();
        inner.aligned(&two_lines_if_needed(&text.hi, &text.en, style, inner.width), style, Align::Centre);
        pen.y = inner.y + t.mm(0.5);
        pen.keep(inner);
        pen.frame_from(top, FRAME, 0.0, Ink::Black);
    }
}

/// A number in large type over its bar code. The pen goes below both.
pub fn number(pen: &mut Pen, t: Type, number: &str) {
    number_over_bar(pen, t, number, number);
}

/// The same, of a number that people read with spaces and machines without.
pub fn number_over_bar(pen: &mut Pen, t: Type, shown: &str, number: &str) {
    let left = pen.x;
    pen.fitted(shown, t.number(), t.mm(3.0), Align::Left);
    let Some((modules, text, module)) = bar_code(number, pen.width) else { return };
    pen.y = dot(pen.y);
    let area = pen.code(CodeKind::Code128, &modules, &text, dot(left), module, Some(dot(t.mm(7.2))));
    pen.y = area.bottom();
}

/// Module widths of a bar code, millimetres: dots of a 203 dpi printer, widest first.
const BAR_MODULES: [f32; 3] = [0.375, 0.25, 0.125];

/// The bar code with the widest module that fits. One that only fits without its hyphens goes without: the number is read the same.
fn bar_code(number: &str, width: f32) -> Option<(Modules, String, f32)> {
    let plain = number.replace('-', "");
    let fits = |text: &str, module: f32| {
        let modules = code128(text).ok()?;
        (length(modules.columns) * module <= width).then(|| (modules, text.to_owned(), module))
    };
    // The quiet zone lies in the margin on the left and is kept free on the right.
    let roomy = |module: f32| fits(number, module).filter(|(m, _, _)| length(m.columns + CODE128_QUIET) * module <= width);
    BAR_MODULES.into_iter().take(2).find_map(roomy).or_else(|| BAR_MODULES.into_iter().find_map(|module| fits(&plain, module)))
}

/// The token, in a box that can be seen from across a hall. `width` is the box's; the pen goes below it.
pub fn token_box(pen: &mut Pen, t: Type, form: &OpdPaper<'_>, size_mm: f32) {
    let top = pen.y;
    let inset = t.mm(1.2);
    let mut inner = Pen::new(pen.x + inset, pen.y + t.mm(0.9), pen.width - 2.0 * inset);
    inner.fitted(&label("paper-token"), t.small(), t.mm(1.6), Align::Centre);
    tight(&mut inner, &form.visit.token.label, Style::new(size_mm).bold());
    door_line(&mut inner, &where_to(form), Style::new(t.mm(3.4)).bold());
    pen.y = inner.y + t.mm(0.6);
    pen.frame_from(top, FRAME, t.mm(1.6), Ink::Black);
    pen.keep(inner);
}

/// `ORT · 14`.
pub fn where_to(form: &OpdPaper<'_>) -> String {
    format!("{} · {}", form.department.code, form.visit.room)
}

/// A line of figures without the room that letters with marks need above and below.
pub fn tight(pen: &mut Pen, text: &str, style: Style) {
    let wide = line(text, style);
    let shrink = (pen.width / wide.width.max(0.1)).min(1.0);
    let style = Style { size: style.size * shrink * if shrink < 1.0 { 0.99 } else { 1.0 }, ..style };
    let above = style.size * 0.2;
    let bottom = pen.y + style.size;
    pen.y -= above;
    pen.line(&line(text, style), style, Align::Centre);
    pen.y = bottom.min(pen.y);
}

/// A patient's or relative's name with its honorific, Hindi first; one of the two may be empty.
pub fn full_name(name: &PersonName, hospital: &Hospital) -> Bilingual {
    let honorific = name.honorific.as_deref().unwrap_or("");
    let known = hospital.honorifics.iter().find(|h| h.en == honorific || h.hi == honorific);
    let honorific = known.cloned().unwrap_or_else(|| same(honorific));
    let whole = |title: &str, name: Option<&String>| name.map_or(String::new(), |n| format!("{title} {n}").trim().to_owned());
    Bilingual { en: whole(&honorific.en, name.latin.as_ref()), hi: whole(&honorific.hi, name.devanagari.as_ref()) }
}

/// `12, Gali No 4, Sangam Vihar, South East, Delhi 110080`, or empty.
pub fn address(details: &Details) -> String {
    let address = &details.address;
    let hindi = address.line.chars().any(|c| ('\u{0900}'..='\u{097F}').contains(&c));
    let state = address.state.and_then(state_name).map(|name| if hindi { name.hi.as_str() } else { name.en.as_str() });
    let place: Vec<&str> = [address.line.trim().trim_end_matches(','), address.district.as_str(), state.unwrap_or("")]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect();
    let place = place.join(", ");
    let pin = address.pin.as_ref().map_or("", |pin| pin.as_str());
    // The PIN stays on the line of its place.
    format!("{place}\u{a0}{pin}").trim().to_owned()
}

/// A row of the patient's block.
pub struct Row {
    pub label: String,
    pub texts: Vec<(String, Style)>,
}

impl Row {
    pub fn new(label: impl Into<String>, text: impl Into<String>, style: Style) -> Self {
        Self { label: label.into(), texts: vec![(text.into(), style)] }
    }
}

/// Lines of a value on a sheet before its type shrinks; a roll is as long as it has to be.
const SHEET_LINES_MAX: usize = 3;
const ROLL_LINES_MAX: usize = 20;

/// The rows, each label beside or above its texts.
pub fn rows(pen: &mut Pen, t: Type, size: Size, rows: &[Row]) {
    let label_width = match size {
        // Too narrow for two columns.
        Size::Roll58 => 0.0,
        Size::Roll80 => t.mm(26.0),
        Size::A4 | Size::A5 | Size::A6 | Size::Band | Size::BandChild | Size::Label => t.mm(27.5),
    };
    let lines_max = if size.is_roll() { ROLL_LINES_MAX } else { SHEET_LINES_MAX };
    for row in rows {
        let first = row.texts.first().map_or(0.0, |(_, style)| style.size);
        let label = Label { text: &row.label, style: t.label(), width: label_width, gap: t.mm(1.5), below: t.mm(0.9) };
        pen.row(&label, first, |pen| {
            for (text, style) in &row.texts {
                pen.shrunk(text, *style, lines_max, t.mm(2.4).min(style.size));
            }
        });
    }
}

/// The name rows of a patient: both scripts, large, then the relative.
pub fn name_rows(details: &Details, hospital: &Hospital, t: Type) -> Vec<Row> {
    let name = full_name(&details.name, hospital);
    let texts = [name.hi, name.en].into_iter().filter(|n| !n.is_empty()).map(|n| (n, t.name())).collect();
    let mut rows = vec![Row { label: label("paper-name"), texts }];
    if let Some(relative) = &details.relative {
        let name = full_name(&relative.name, hospital);
        rows.push(Row::new(joined(&relation(relative.relation)), one_line(&name.hi, &name.en), t.body()));
    }
    rows
}

/// How wide a QR code is meant to be with its quiet zone, and the most it may be, millimetres.
const QR_TARGET_MM: f32 = 36.0;
const QR_MAX_MM: f32 = 45.0;
/// A module in dots of 203 dpi: fewer than three cannot be relied on.
const QR_DOTS: [f32; 3] = [5.0, 4.0, 3.0];

/// The entry's codes, made once however often the page is laid out anew.
pub struct Codes<'a> {
    drawn: Vec<(Modules, &'a String)>,
    /// Some text did not fit a code.
    lacking: bool,
    /// How many codes stand before these, and how many there are in all.
    before: usize,
    all: usize,
}

impl<'a> Codes<'a> {
    pub fn of(texts: &'a [String]) -> Self {
        let drawn: Vec<_> = texts.iter().filter_map(|text| qr(text).ok().map(|modules| (modules, text))).collect();
        Self { lacking: drawn.len() < texts.len(), before: 0, all: drawn.len(), drawn }
    }

    /// The same, as a part of more codes that are counted together.
    pub fn counted(self, before: usize, all: usize) -> Self {
        Self { before, all, ..self }
    }

    /// True when there is nothing to draw.
    pub const fn is_empty(&self) -> bool {
        self.drawn.is_empty()
    }
}

/// The codes side by side or below each other, each with `1/2` under it when there are more. Returns how far right they reach.
pub fn qr_codes(pen: &mut Pen, t: Type, size: Size, all: &Codes<'_>) -> f32 {
    let codes = &all.drawn;
    let mut reach = pen.x;
    let mut x = dot(pen.x);
    let (mut top, mut bottom) = (dot(pen.y), pen.y);
    for (i, (modules, text)) in codes.iter().enumerate() {
        let module = module_of(modules.columns, size, pen.width, t);
        let (wide, quiet) = (length(modules.columns) * module, length(QR_QUIET) * module);
        if i > 0 && x + wide > pen.x + pen.width {
            (x, top) = (dot(pen.x), dot(bottom + quiet));
        }
        if size.is_roll() {
            x = dot(pen.x + (pen.width - wide) / 2.0);
        }
        pen.y = top;
        let area = pen.code(CodeKind::Qr, modules, text, x, module, None);
        pen.y = area.bottom();
        if all.all > 1 {
            pen.skip(quiet);
            let mut under = Pen::new(area.x, pen.y, area.w);
            under.aligned(&format!("{}/{}", all.before + i + 1, all.all), t.small().bold(), Align::Centre);
            pen.follow(under);
        }
        bottom = bottom.max(pen.y);
        reach = reach.max(area.right());
        x = dot(area.right() + 2.0 * quiet);
    }
    pen.y = bottom;
    if all.lacking {
        pen.text(&label("paper-no-code"), t.small());
    }
    reach
}

fn module_of(columns: usize, size: Size, width: f32, t: Type) -> f32 {
    let n = length(columns + 2 * QR_QUIET);
    let target = if size.is_roll() { QR_TARGET_MM } else { (QR_TARGET_MM * t.k).clamp(27.0, QR_MAX_MM) };
    let three = 3.0 / 8.0;
    let module = QR_DOTS.into_iter().map(|dots| dots / 8.0).find(|module| n * module <= target).unwrap_or(three);
    // On a roll the paper's own edges are the quiet zone.
    if length(columns) * module <= width { module } else { (width * 8.0 / length(columns)).floor().max(1.0) / 8.0 }
}

/// Share of a sheet's height that lies below its codes at least, and they stand in the middle: then a corner that is torn off, a tenth of the
/// paper, leaves every code whole.
const BELOW_CODES: f32 = 0.13;

/// Type smaller than this share of its size says that a sheet is too full for codes in the middle.
const CROWDED: f32 = 0.72;

/// The foot of a slip that is kept: codes in the middle, under them when and by whom, what to keep it for.
pub fn foot_in_the_middle(pen: &mut Pen, t: Type, size: Size, made: &Made<'_>, all: &Codes<'_>) {
    if !size.is_roll() && !all.is_empty() && t.k < Type::of(size, CROWDED).k {
        return foot(pen, t, size, made, all);
    }
    codes_in_the_middle(pen, t, size, all);
    let codes_end = pen.y;
    if !all.is_empty() {
        pen.skip(t.mm(2.0));
    }
    foot_words(pen, t, made);
    if let (Some(height), false) = (size.height_mm(), all.is_empty()) {
        pen.y = pen.y.max(codes_end + height * BELOW_CODES - size.margin_mm());
    }
}

/// The foot of a patient's paper: codes, when and by whom, what to keep it for.
pub fn foot(pen: &mut Pen, t: Type, size: Size, made: &Made<'_>, all: &Codes<'_>) {
    let words = |pen: &mut Pen| foot_words(pen, t, made);
    let mut codes = pen.beside(pen.x, pen.width);
    let reach = qr_codes(&mut codes, t, size, all);
    let gap = t.mm(4.0);
    let free = pen.x + pen.width - reach - gap;
    if size.is_roll() || free < t.mm(32.0) {
        if size.is_roll() {
            pen.follow(codes);
            pen.skip(t.mm(2.0));
            words(pen);
        } else {
            words(pen);
            pen.skip(t.mm(2.0));
            qr_codes(pen, t, size, all);
        }
        return;
    }
    let mut beside = Pen::new(reach + gap, 0.0, free);
    if all.is_empty() {
        beside = Pen::new(pen.x, 0.0, pen.width);
    }
    words(&mut beside);
    // The words end where the codes end.
    let down = pen.y + (codes.y - pen.y - beside.y).max(0.0);
    beside.items = crate::paper::layout::moved(beside.items, down);
    beside.y += down;
    pen.follow(codes);
    pen.follow(beside);
}

fn foot_words(pen: &mut Pen, t: Type, made: &Made<'_>) {
    made_by(pen, t, made);
    if made.kept {
        pen.skip(t.mm(1.2));
        pen.text(&made.hospital.footer.hi, t.small());
        pen.text(&made.hospital.footer.en, t.small());
    }
}

/// The codes in the middle of the paper, away from its corners.
pub fn codes_in_the_middle(pen: &mut Pen, t: Type, size: Size, all: &Codes<'_>) {
    let quiet = |modules: &Modules| length(QR_QUIET) * module_of(modules.columns, size, pen.width, t);
    let above = all.drawn.iter().map(|(modules, _)| quiet(modules)).fold(0.0, f32::max);
    let mut left = Pen::new(pen.x, pen.y + above, pen.width);
    let reach = qr_codes(&mut left, t, size, all);
    let aside = if size.is_roll() { 0.0 } else { dot((pen.x + pen.width - reach) / 2.0) };
    for item in &mut left.items {
        shift(item, aside);
    }
    pen.follow(left);
}

fn shift(item: &mut Item, aside: f32) {
    match item {
        Item::Text(run) => run.x += aside,
        Item::Fill { area, .. } | Item::Frame { area, .. } => area.x += aside,
        Item::Code(code) => code.area.x += aside,
    }
}

/// Who made a paper, when and where.
#[derive(Clone, Copy)]
pub struct Made<'a> {
    pub hospital: &'a Hospital,
    pub at: DateTime<FixedOffset>,
    pub by: &'a Bilingual,
    /// Counter code with installation letter: `K7A`.
    pub counter: &'a str,
    /// A patient keeps it: the hospital's words at the foot say what for.
    pub kept: bool,
}

/// When, who, where.
pub fn made_by(pen: &mut Pen, t: Type, made: &Made<'_>) {
    let counter = super::both::both_with("paper-counter", &[("counter", &same(made.counter))]);
    let by = one_line(&made.by.hi, &made.by.en);
    pen.fitted(&format!("{} · {}", moment(made.at), joined(&counter)), t.small().bold(), t.mm(1.7), Align::Left);
    pen.shrunk(&by, t.small(), 1, t.mm(2.2));
}

/// A door as a picture, for those who do not read: `height` high at `x`, `y`, in its frame, with a handle.
fn door(pen: &mut Pen, x: f32, y: f32, height: f32) {
    let line = (height * 0.07).max(0.125);
    let (wide, knob) = (height * DOOR_RATIO, (height * 0.1).max(0.25));
    pen.items.push(Item::Frame { area: Rect::new(x, y, wide, height), radius: 0.0, line, ink: Ink::Black });
    let leaf = Rect::new(x + 2.0 * line, y + 2.0 * line, wide - 4.0 * line, height - 2.0 * line);
    pen.items.push(Item::Fill { area: leaf, ink: Ink::Black });
    let knob = Rect::new(leaf.right() - 1.7 * knob, y + height * 0.5, knob, knob);
    pen.items.push(Item::Fill { area: knob, ink: Ink::White });
}

/// Width of a door to its height.
const DOOR_RATIO: f32 = 0.66;

/// A door and what stands beside it, centred, the door on the text's baseline.
pub fn door_line(pen: &mut Pen, text: &str, style: Style) {
    // A door is a little higher than capitals.
    let icon = |style: Style| style.size * 0.82 * DOOR_RATIO + style.size * 0.3;
    let wide = line(text, style).width + icon(style);
    let style = Style { size: style.size * (pen.width / wide).min(1.0) * 0.999, ..style };
    let (words, height) = (line(text, style), style.size * 0.82);
    let left = pen.x + (pen.width - icon(style) - words.width) / 2.0;
    door(pen, left, pen.y + style.size * RISE - height, height);
    let mut beside = pen.beside(left + icon(style), words.width);
    beside.line(&words, style, Align::Left);
    pen.follow(beside);
}

/// A cell of a form's grid: a small label over its text.
pub struct Cell {
    /// Share of the row's width, out of 12.
    pub twelfths: f32,
    pub label: String,
    pub text: String,
    /// The text's first line is what matters most in the row.
    pub bold: bool,
}

impl Cell {
    pub fn new(twelfths: f32, label: impl Into<String>, text: impl Into<String>) -> Self {
        Self { twelfths, label: label.into(), text: text.into(), bold: false }
    }

    pub fn bold(self) -> Self {
        Self { bold: true, ..self }
    }
}

/// A row of cells with a hairline under it.
pub fn cells(pen: &mut Pen, t: Type, row: &[Cell]) {
    let (mut x, gap) = (pen.x, t.mm(2.0));
    let mut below = pen.beside(pen.x, pen.width);
    for cell in row {
        let width = pen.width * cell.twelfths / 12.0;
        let mut inner = pen.beside(x, width - gap);
        inner.shrunk(&cell.label, Style::new(t.mm(2.3)).muted(), 1, t.mm(1.8));
        let (first, rest) = cell.text.split_once('\n').unwrap_or((&cell.text, ""));
        if cell.bold {
            inner.shrunk(first, t.body().bold(), 2, t.mm(2.2));
            inner.shrunk(rest, t.body(), 2, t.mm(2.2));
        } else {
            inner.shrunk(&cell.text, t.body(), 3, t.mm(2.2));
        }
        below.follow(inner);
        x += width;
    }
    pen.follow(below);
    pen.skip(t.mm(0.5));
    pen.rule(HAIR, Ink::Faint);
    pen.skip(t.mm(0.8));
}

/// A line to sign on, with its words under it.
pub fn sign_here(pen: &mut Pen, t: Type, words: &str, room: f32) {
    pen.skip(room);
    pen.rule(HAIR, Ink::Black);
    pen.skip(t.mm(0.4));
    pen.fitted(words, t.small().muted(), t.mm(2.1), Align::Left);
}
