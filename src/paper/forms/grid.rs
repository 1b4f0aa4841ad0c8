//! The fields of an official form in ruled cells: number, label in both languages, value or a line for the pen; two beside each other
//! where they are short.

use super::both::joined;
use super::flow::Flow;
use super::kit::{THICK, Type};
use crate::hospital::pack::Bilingual;
use crate::paper::fonts::length;
use crate::paper::layout::{Pen, moved};
use crate::paper::page::{Ink, Item, Rect};
use crate::paper::shape::{Style, lines};

/// A field as it is printed.
pub struct Field {
    /// On the printed form, or empty.
    pub no: String,
    pub label: String,
    pub value: Value,
    /// Over the whole width whatever it holds.
    pub wide: bool,
}

/// What stands in a field.
pub enum Value {
    Text(String),
    /// Empty: so many dotted lines for the pen.
    Open(usize),
    /// A signature or stamp: an open line with more room.
    Sign,
    /// So many boxes, one a digit.
    Boxes(u32),
}

/// Room inside a cell, left and right.
const INSET: f32 = 1.4;
/// Column of the printed form's numbers.
const NO_WIDTH: f32 = 6.6;
/// Lines of a value before it takes the whole width, and before it is cut into two fields.
const HALF_LINES_MAX: usize = 2;
const CHUNK_LINES: usize = 34;
/// Thickness of the grid's rules.
const RULE: f32 = 0.2;

impl Field {
    fn label_style(t: Type) -> Style {
        Style::new(t.mm(2.35)).muted()
    }

    fn value_style(t: Type) -> Style {
        Style::new(t.mm(3.1)).bold()
    }

    fn room(width: f32, numbered: bool) -> f32 {
        width - 2.0 * INSET - if numbered { NO_WIDTH } else { 0.0 }
    }

    /// True when it needs the whole width.
    fn is_wide(&self, half: f32, numbered: bool, t: Type) -> bool {
        let room = Self::room(half, numbered);
        let long = match &self.value {
            Value::Text(text) => lines(text, Self::value_style(t), room).len() > HALF_LINES_MAX,
            Value::Boxes(n) => *n > 12,
            Value::Open(_) | Value::Sign => false,
        };
        self.wide || long || lines(&self.label, Self::label_style(t), room).len() > HALF_LINES_MAX
    }

    /// The field in a cell with its top at 0.
    fn lay(&self, x: f32, width: f32, numbered: bool, t: Type) -> Pen {
        let mut pen = Pen::new(x + INSET, t.mm(0.7), width - 2.0 * INSET);
        if numbered {
            pen.text(&self.no, Style::new(t.mm(2.5)).bold());
            let mut right = Pen::new(pen.x + NO_WIDTH, t.mm(0.7), pen.width - NO_WIDTH);
            std::mem::swap(&mut pen, &mut right);
            pen.keep(right);
        }
        pen.text(&self.label, Self::label_style(t));
        match &self.value {
            Value::Text(text) => pen.text(text, Self::value_style(t)),
            Value::Open(count) => (0..*count).for_each(|_| open_line(&mut pen, t.mm(5.6))),
            Value::Sign => open_line(&mut pen, t.mm(9.0)),
            Value::Boxes(n) => boxes(&mut pen, *n, t),
        }
        pen.skip(t.mm(0.7));
        pen
    }

    /// Itself, or its value in pieces that each fit a page.
    fn pieces(self, width: f32, numbered: bool, t: Type) -> Vec<Self> {
        let Value::Text(text) = &self.value else { return vec![self] };
        let room = Self::room(width, numbered);
        let high = |text: &str| lines(text, Self::value_style(t), room).len();
        if high(text) <= CHUNK_LINES {
            return vec![self];
        }
        let mut parts: Vec<String> = Vec::new();
        let mut now = String::new();
        for paragraph in text.split('\n') {
            let longer = if now.is_empty() { paragraph.to_owned() } else { format!("{now}\n{paragraph}") };
            if high(&longer) > CHUNK_LINES && !now.is_empty() {
                parts.push(std::mem::replace(&mut now, paragraph.to_owned()));
            } else {
                now = longer;
            }
        }
        parts.push(now);
        let piece = |(i, text): (usize, String)| Self {
            no: self.no.clone(),
            label: if i == 0 { self.label.clone() } else { format!("{} …", self.label) },
            value: Value::Text(text),
            wide: true,
        };
        parts.into_iter().enumerate().map(piece).collect()
    }
}

/// A dotted line over the pen's width, `room` below where it is.
pub fn open_line(pen: &mut Pen, room: f32) {
    const DOT: f32 = 0.4;
    const STEP: f32 = 1.5;
    let y = pen.y + room;
    let mut x = pen.x;
    while x + DOT <= pen.x + pen.width {
        pen.items.push(Item::Fill { area: Rect::new(x, y, DOT, 0.25), ink: Ink::Black });
        x += STEP;
    }
    pen.y = y + 0.25;
}

/// A dashed line over the pen's width, to cut along.
pub fn cut_line(pen: &mut Pen) {
    let (dash, step) = (3.0, 5.0);
    let mut x = pen.x;
    while x + dash <= pen.x + pen.width {
        pen.items.push(Item::Fill { area: Rect::new(x, pen.y, dash, 0.3), ink: Ink::Black });
        x += step;
    }
    pen.y += 0.3;
}

fn boxes(pen: &mut Pen, count: u32, t: Type) {
    let count = usize::try_from(count).unwrap_or(0).max(1);
    // A little air after each fourth: an Aadhaar number is read in fours.
    let gaps = length((count - 1) / 4) * t.mm(1.4);
    let side = ((pen.width - gaps) / length(count)).min(t.mm(6.0));
    pen.skip(t.mm(0.8));
    for i in 0..count {
        let x = pen.x + length(i) * side + length(i / 4) * t.mm(1.4);
        pen.items.push(Item::Frame { area: Rect::new(x, pen.y, side, t.mm(6.0)), radius: 0.0, line: 0.2, ink: Ink::Black });
    }
    pen.skip(t.mm(6.4));
}

/// A heading over the whole width, ruled left and right as the cells below it.
pub fn heading(flow: &Flow<'_>, t: Type, title: &Bilingual) -> Pen {
    let mut pen = flow.block();
    pen.rule(THICK, Ink::Black);
    let mut words = Pen::new(pen.x + INSET, pen.y + t.mm(0.5), pen.width - 2.0 * INSET);
    words.shrunk(&joined(title), Style::new(t.mm(2.9)).bold(), 2, t.mm(2.2));
    words.skip(t.mm(0.4));
    pen.follow(words);
    rule_row(&mut pen, &[]);
    pen
}

/// Closes a row: rules at the left, at the right, below, and where `splits` are.
pub fn rule_row(block: &mut Pen, splits: &[f32]) {
    let (x, width, height) = (block.x, block.width, block.y);
    block.rule(RULE, Ink::Black);
    for at in [x, x + width - RULE].iter().chain(splits) {
        block.items.push(Item::Fill { area: Rect::new(*at, 0.0, RULE, height + RULE), ink: Ink::Black });
    }
}

/// A section of a form: its heading, then its fields; a heading never stands alone at the end of a page.
pub fn section(flow: &mut Flow<'_>, t: Type, title: Option<&Bilingual>, fields: Vec<Field>) {
    let mut blocks = blocks(&flow.block(), t, fields).into_iter();
    let first = blocks.next();
    if let Some(title) = title {
        let head = heading(flow, t, title);
        flow.put_with(head, first.as_ref().map_or(0.0, |block| block.y));
    }
    for (i, block) in first.into_iter().chain(blocks).enumerate() {
        if block.y > flow.room() && i > 0 {
            flow.next_page();
            // A page that goes on with a section says with which.
            if let Some(title) = title {
                let more = |text: &str| format!("{text} …");
                flow.put(heading(flow, t, &Bilingual { en: more(&title.en), hi: more(&title.hi) }));
            }
        }
        flow.put(block);
    }
}

/// The fields in rows over the width of `column`, each a block with its top at 0.
pub fn blocks(column: &Pen, t: Type, fields: Vec<Field>) -> Vec<Pen> {
    let numbered = fields.iter().any(|f| !f.no.is_empty());
    let (width, half) = (column.width, column.width / 2.0);
    let mut fields: Vec<Field> = fields.into_iter().flat_map(|f| f.pieces(width, numbered, t)).collect();
    number_once(&mut fields);
    let mut rows: Vec<Vec<&Field>> = Vec::new();
    let mut open = false;
    for field in &fields {
        let wide = field.is_wide(half, numbered, t);
        if let Some(row) = rows.last_mut().filter(|_| open && !wide) {
            row.push(field);
            open = false;
        } else {
            rows.push(vec![field]);
            open = !wide;
        }
    }
    rows.into_iter().map(|row| row_block(column, t, &row, numbered)).collect()
}

/// A number stands beside the first of the fields that share it, as on the printed form.
fn number_once(fields: &mut [Field]) {
    let mut before = String::new();
    for field in fields {
        if !field.no.is_empty() && field.no == before {
            field.no.clear();
        } else {
            before.clone_from(&field.no);
        }
    }
}

fn row_block(column: &Pen, t: Type, row: &[&Field], numbered: bool) -> Pen {
    let mut block = Pen::new(column.x, 0.0, column.width);
    let half = block.width / 2.0;
    let (mut x, mut below) = (block.x, block.beside(block.x, block.width));
    // A short field alone in its row has the whole of it.
    let width = if row.len() == 2 { half } else { block.width };
    for field in row {
        below.follow(field.lay(x, width, numbered, t));
        x += width;
    }
    block.follow(below);
    let splits = [block.x + half];
    rule_row(&mut block, if row.len() == 2 { &splits } else { &[] });
    block
}

/// Lays `block` into `pen` at its height.
pub fn set(pen: &mut Pen, block: Pen) {
    let height = block.y;
    pen.items.extend(moved(block.items, pen.y));
    pen.y += height;
}
