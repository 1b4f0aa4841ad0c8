//! The results of a group on a report: name, value, flag in words, unit, range; below it what else has to be said of one.

use super::flag_words;
use super::report::{Amended, ReportResult};
use super::sheet::{BODY, SMALL, arrow, mark};
use crate::hospital::lab::Flag;
use crate::hospital::pack::Bilingual;
use crate::paper::forms::both::{both, both_with, joined, label, moment, same};
use crate::paper::forms::flow::{Flow, Table};
use crate::paper::forms::kit::HAIR;
use crate::paper::layout::{Align, Pen, one_line};
use crate::paper::page::Ink;
use crate::paper::shape::{RISE, Style, line};

/// What stands below the results: sources of formulas, each once.
#[derive(Default)]
pub struct Notes {
    pub formulas: Vec<String>,
}

impl Notes {
    /// The mark of a formula: `[2]`.
    fn mark(&mut self, formula: &str) -> String {
        let at = self.formulas.iter().position(|f| f == formula).unwrap_or_else(|| {
            self.formulas.push(formula.to_owned());
            self.formulas.len() - 1
        });
        format!("[{}]", at + 1)
    }
}

/// Shares of the columns: test, value, flag, unit, range.
const COLUMNS: [f32; 5] = [66.0, 30.0, 38.0, 22.0, 30.0];
const VALUE: Style = Style::new(3.2);
const RANGE: Style = Style::new(2.6);

/// A group: its name, then its results; the name never stands alone at the end of a page.
pub fn panel(flow: &mut Flow<'_>, name: &Bilingual, results: &[&ReportResult], notes: &mut Notes) {
    let table = Table::new(flow.pen.x, flow.pen.width, &COLUMNS);
    let blocks: Vec<Pen> = results.iter().map(|result| row(flow.block(), &table, result, notes)).collect();
    let Some(first) = blocks.first() else { return };
    let after = first.y;
    flow.put_with(title(flow.block(), &table, name, false), after);
    for (i, block) in blocks.into_iter().enumerate() {
        if i > 0 && block.y > flow.room() {
            flow.next_page();
            flow.put(title(flow.block(), &table, name, true));
        }
        flow.put(block);
    }
}

/// The group's name and the columns' heads.
fn title(mut block: Pen, table: &Table, name: &Bilingual, more: bool) -> Pen {
    block.skip(1.6);
    let words = if more { format!("{} …", joined(name)) } else { joined(name) };
    let mut left = block.beside(block.x, table.column(0).1);
    left.shrunk(&words, Style::new(3.2).bold(), 2, 2.4);
    let mut heads = block.beside(block.x, block.width);
    heads.skip(0.9);
    let ids = ["paper-lab-value", "", "paper-lab-unit", "paper-lab-range"];
    let texts = ids.map(|id| if id.is_empty() { String::new() } else { label(id) });
    let cells = std::iter::once("").chain(texts.iter().map(String::as_str));
    table.row(&mut heads, cells.map(|text| (text, SMALL.muted())));
    block.follow(left);
    block.follow(heads);
    block.skip(0.2);
    block.rule(0.25, Ink::Black);
    block
}

fn row(mut block: Pen, table: &Table, result: &ReportResult, notes: &mut Notes) -> Pen {
    block.skip(0.5);
    let top = block.y;
    let cell = |at: usize| {
        let (x, width) = table.column(at);
        Pen::new(x, top, width)
    };
    let (mut name, mut unit, mut range) = (cell(0), cell(3), cell(4));
    name_of(&mut name, result, notes);
    let style = if result.flag == Flag::Normal { VALUE } else { VALUE.bold() };
    let mut below = if let Some(shown) = short_value(&result.value, style, cell(1).width) {
        let mut value = cell(1);
        value.text(&shown, style);
        unit.skip((VALUE.size - RANGE.size) * RISE);
        unit.fitted(&result.unit, RANGE, 1.8, Align::Left);
        range.skip((VALUE.size - RANGE.size) * RISE);
        range.shrunk(&range_of(result), RANGE, 3, 1.8);
        value.follow(flagged(cell(2), result));
        value
    } else {
        let (x, _) = table.column(1);
        let mut words = flagged(Pen::new(x, top, block.x + block.width - x), result);
        long_text(&mut words, &result.value);
        words
    };
    for part in [name, unit, range] {
        below.follow(part);
    }
    block.follow(below);
    remarks(&mut block, table, result);
    block.skip(0.4);
    block.rule(HAIR, Ink::Faint);
    block
}

/// English, then Hindi in smaller type: beside it where it fits, else below.
fn name_of(pen: &mut Pen, result: &ReportResult, notes: &mut Notes) {
    let mark = if result.formula.is_empty() { String::new() } else { format!(" {}", notes.mark(&result.formula)) };
    let (english, hindi) = (format!("{}{mark}", result.name.en), result.name.hi.as_str());
    let (style, small) = (BODY, SMALL.muted());
    pen.skip((VALUE.size - style.size) * RISE);
    if english.is_empty() || hindi.is_empty() || hindi == result.name.en {
        pen.shrunk(&one_line(&english, if hindi == result.name.en { "" } else { hindi }), style, 2, 2.2);
        return;
    }
    let (wide, hindi_wide) = (line(&english, style), line(hindi, small));
    let gap = 2.0;
    if wide.width + gap + hindi_wide.width <= pen.width {
        let mut beside = pen.beside(pen.x + wide.width + gap, hindi_wide.width + 0.1);
        beside.skip((style.size - small.size) * RISE);
        beside.line(&hindi_wide, small, Align::Left);
        pen.line(&wide, style, Align::Left);
        pen.follow(beside);
    } else {
        pen.shrunk(&english, style, 2, 2.2);
        pen.shrunk(hindi, small, 2, 1.8);
    }
}

/// A value that its column holds: both languages beside each other, else one below the other; `None` for a text.
fn short_value(value: &Bilingual, style: Style, width: f32) -> Option<String> {
    let fits = |text: &str| !text.contains('\n') && line(text, style).width <= width;
    let beside = one_line(&plain(&value.en), &plain(&value.hi));
    if fits(&beside) {
        return Some(beside);
    }
    let two = !value.hi.is_empty() && value.hi != value.en && fits(&value.en) && fits(&value.hi);
    two.then(|| format!("{}\n{}", value.en, value.hi))
}

/// Signs that the papers' fonts lack, written in ASCII.
fn plain(text: &str) -> String {
    text.replace('≥', ">=").replace('≤', "<=")
}

/// A text over the rest of the row, one language below the other.
fn long_text(pen: &mut Pen, value: &Bilingual) {
    pen.text(&plain(&value.en), Style::new(2.9));
    if value.hi != value.en && !value.hi.is_empty() {
        pen.text(&plain(&value.hi), Style::new(2.6));
    }
}

/// An arrow and the flag in words; what is critical, white on black.
fn flagged(mut pen: Pen, result: &ReportResult) -> Pen {
    let Some(words) = flag_words(result.flag) else { return Pen::new(pen.x, pen.y, 0.0) };
    let (arrow_size, style) = (2.6, Style::new(2.5).bold());
    let up = match result.flag {
        Flag::H | Flag::HH => Some(true),
        Flag::L | Flag::LL => Some(false),
        Flag::Normal | Flag::A | Flag::AA => None,
    };
    let base = pen.y + VALUE.size * RISE;
    if let Some(up) = up {
        let x = pen.x;
        arrow(&mut pen, (x, base), arrow_size, up);
    }
    let mut text = Pen::new(pen.x + 3.2, base - style.size * RISE, pen.width - 3.2);
    let words = one_line(&format!("{} {}", result.flag.code(), words.en), &words.hi);
    if result.flag.is_critical() {
        text.y -= 0.1;
        mark(&mut text, &words, style, true);
    } else {
        text.shrunk(&words, style, 2, 1.9);
    }
    pen.follow(text);
    pen
}

/// `3.5 – 5.1`, `up to 5`, `from 3`, or the normal value of a coded test.
fn range_of(result: &ReportResult) -> String {
    let worded = |id: &str, bound: &str| {
        let words = both_with(id, &[("n", &same(bound))]);
        one_line(&words.en, &words.hi)
    };
    match (result.low.as_str(), result.high.as_str()) {
        ("", "") => one_line(&plain(&result.normal.en), &plain(&result.normal.hi)),
        ("", high) => worded("paper-lab-up-to", high),
        (low, "") => worded("paper-lab-from", low),
        (low, high) => format!("{low} – {high}"),
    }
}

/// The earlier value, and what was released before this one.
fn remarks(pen: &mut Pen, table: &Table, result: &ReportResult) {
    let (x, _) = table.column(1);
    let mut words = Pen::new(x, pen.y + 0.3, pen.x + pen.width - x);
    if result.earlier.is_none() && result.amended.is_empty() {
        return;
    }
    if let Some(earlier) = &result.earlier {
        let values = [("value", same(&earlier.value)), ("at", same(&moment(earlier.at)))];
        let [value, at] = &values;
        words.text(&joined(&both_with("paper-lab-earlier", &[(value.0, &value.1), (at.0, &at.1)])), SMALL);
    }
    for amended in &result.amended {
        amended_words(&mut words, amended);
    }
    pen.follow(words);
}

fn amended_words(pen: &mut Pen, amended: &Amended) {
    let at = same(&moment(amended.at));
    let was = both_with("paper-lab-was", &[("value", &amended.value), ("at", &at), ("by", &amended.by)]);
    mark(pen, &one_line(&both("paper-lab-amended-short").hi, &both("paper-lab-amended-short").en), SMALL.bold(), true);
    pen.text(&was.en, SMALL.bold());
    pen.text(&was.hi, SMALL);
    if !amended.reason.is_empty() {
        pen.text(&format!("{}: {}", label("paper-case-reason"), amended.reason), SMALL);
    }
}
