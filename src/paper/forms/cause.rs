//! Form 4, the medical certificate of cause of death: part I as the table of lines, and at the foot the slip that the relatives cut off.
//!
//! The slip says the fact of death and nothing of its cause; so the record's code, which holds the cause, stands above the cut.

use super::both::{joined, label};
use super::case::CasePaper;
use super::flow::{A4, Flow};
use super::grid::{Field, Value, cut_line, heading, open_line, rule_row, section};
use super::kit::Type;
use super::official::{Copy, coded_in_head, codes, fewest_pages, field, fields, head, notes};
use crate::hospital::forms::{FormId, Item as FormItem, LINES, choice, form as form_of};
use crate::hospital::pack::Bilingual;
use crate::paper::Page;
use crate::paper::layout::{Align, Pen};
use crate::paper::shape::Style;

/// The certificate is meant to be one page; type shrinks this far for it.
const FACTORS: [f32; 6] = [1.0, 0.97, 0.94, 0.91, 0.88, 0.86];
/// Shares of the width: what the line is, the cause, the interval.
const COLUMNS: [f32; 3] = [0.31, 0.46, 0.23];

/// The certificate with its slip.
pub(super) fn certificate(form: &CasePaper<'_>, copy: Copy) -> Vec<Page> {
    fewest_pages(&FACTORS, |factor| laid_out(form, copy, Type { k: factor }))
}

fn laid_out(form: &CasePaper<'_>, copy: Copy, t: Type) -> Vec<Page> {
    let mut flow = Flow::new(A4, |pen, first| head(pen, t, form, copy, first));
    let mut slip: Vec<&FormItem> = Vec::new();
    for (title, items) in form_of(FormId::Cause).sections() {
        match items.first().map_or("", |i| i.section.as_str()) {
            "deceased" => section(&mut flow, t, Some(title), deceased(form)),
            "cause-part-1" => part_1(&mut flow, t, form, title),
            "relatives-slip" => slip = items,
            _ => section(&mut flow, t, Some(title), fields(form, form.sheet, &items)),
        }
    }
    notes(&mut flow, t, form);
    if !coded_in_head(form) {
        codes(&mut flow, t, form);
    }
    let mut block = flow.block();
    relatives(&mut block, t, form, &slip);
    flow.put_at_the_foot(block);
    flow.finish(&form.made())
}

/// Who died: age and sex in one field, so that the form stays one page.
fn deceased(form: &CasePaper<'_>) -> Vec<Field> {
    let cause = form_of(FormId::Cause);
    let mut all: Vec<Field> =
        ["name", "died", "ward"].into_iter().filter_map(|code| cause.item(code)).map(|i| field(form, form.sheet, i)).collect();
    let items = ["age", "sex"].into_iter().filter_map(|code| cause.item(code));
    let (labels, values): (Vec<String>, Vec<String>) =
        items.map(|i| (joined(&i.label), form.shown(i, form.sheet.get(&i.code)))).filter(|(_, value)| !value.is_empty()).unzip();
    let value = if labels.is_empty() { Value::Open(1) } else { Value::Text(values.join(", ")) };
    all.insert(1, Field { no: String::new(), label: label("paper-form-age-sex"), value, wide: false });
    all
}

/// The table: what each line is, what is on it, and how long before death it began.
fn part_1(flow: &mut Flow<'_>, t: Type, form: &CasePaper<'_>, title: &Bilingual) {
    let mut block = heading(flow, t, title);
    let small = Style::new(t.mm(2.35)).muted();
    table_row(&mut block, |at, pen| match at {
        0 => {}
        1 => pen.text(&label("paper-form-cause"), small),
        _ => pen.text(&label("paper-form-interval"), small),
    });
    for (i, line) in LINES.into_iter().enumerate() {
        if i > 0 {
            due_to(&mut block, t);
        }
        let what = ["paper-form-line-a", "paper-form-line-b", "paper-form-line-c"].get(i);
        let letter = line.chars().last().unwrap_or(' ');
        let what = what.map_or_else(String::new, |id| format!("({letter}) {}", label(id)));
        let interval = format!("{line}_interval");
        table_row(&mut block, |at, pen| match at {
            0 => pen.text(&what, Style::new(t.mm(2.6))),
            1 => value(pen, t, form.sheet.get(line)),
            _ => value(pen, t, form.sheet.get(&interval)),
        });
    }
    flow.put(block);
}

/// A value in bold, or a dotted line.
fn value(pen: &mut Pen, t: Type, text: &str) {
    if text.is_empty() {
        open_line(pen, t.mm(5.0));
    } else {
        pen.text(text, Style::new(t.mm(3.3)).bold());
    }
}

fn due_to(block: &mut Pen, t: Type) {
    let mut words = block.beside(block.x + 1.4, block.width - 2.8);
    words.skip(t.mm(0.3));
    words.text(&label("paper-form-due-to"), Style::new(t.mm(2.35)).muted());
    words.skip(t.mm(0.3));
    let mut row = Pen::new(block.x, 0.0, block.width);
    row.y = words.y - block.y;
    row.items = crate::paper::layout::moved(words.items, -block.y);
    rule_row(&mut row, &[]);
    super::grid::set(block, row);
}

fn table_row(block: &mut Pen, write: impl Fn(usize, &mut Pen)) {
    let mut row = Pen::new(block.x, 0.0, block.width);
    let (mut x, mut splits) = (block.x, Vec::new());
    let mut below = row.beside(row.x, row.width);
    for (at, share) in COLUMNS.into_iter().enumerate() {
        let width = block.width * share;
        let mut cell = Pen::new(x + 1.4, 0.8, width - 2.8);
        write(at, &mut cell);
        cell.skip(0.8);
        below.follow(cell);
        x += width;
        splits.push(x);
    }
    splits.pop();
    row.follow(below);
    rule_row(&mut row, &splits);
    super::grid::set(block, row);
}

/// The slip for the relatives: who died, when, and that it was here.
fn relatives(pen: &mut Pen, t: Type, form: &CasePaper<'_>, items: &[&FormItem]) {
    pen.skip(t.mm(1.6));
    cut_line(pen);
    pen.skip(t.mm(0.6));
    pen.aligned(&label("paper-form-cut"), Style::new(t.mm(2.3)).muted(), Align::Centre);
    // The slip is cut off: it says by itself that it is of a drill.
    super::kit::banners(pen, Type { k: t.k * 0.85 }, form.mode, 0);
    let hospital = joined(&form.hospital.name);
    pen.fitted(&hospital, Style::new(t.mm(3.6)).bold(), t.mm(2.4), Align::Centre);
    let title = choice("section", "relatives-slip").map_or_else(String::new, |c| joined(&c.name));
    pen.fitted(&title, Style::new(t.mm(3.2)).bold(), t.mm(2.2), Align::Centre);
    pen.fitted(&form.number_line(), Style::new(t.mm(2.8)), t.mm(2.0), Align::Centre);
    pen.skip(t.mm(0.8));
    let mut all: Vec<Field> = deceased(form).into_iter().take(3).collect();
    // Relation and name are one line of the printed slip.
    let (relation, rest): (Vec<&FormItem>, Vec<&FormItem>) = items.iter().copied().partition(|i| i.code == "relation");
    all.extend(rest.iter().map(|item| field(form, form.sheet, item)));
    let relation = relation.first().map_or_else(String::new, |item| form.shown(item, form.sheet.get(&item.code)));
    for field in &mut all {
        if field.label == form_of(FormId::Cause).item("relation_name").map_or_else(String::new, |i| joined(&i.label))
            && let Value::Text(name) = &mut field.value
            && !relation.is_empty()
        {
            *name = format!("{name} ({relation})");
        }
    }
    let mut top = Pen::new(pen.x, 0.0, pen.width);
    top.rule(super::kit::THICK / 2.0, crate::paper::page::Ink::Black);
    super::grid::set(pen, top);
    for block in super::grid::blocks(pen, t, all) {
        super::grid::set(pen, block);
    }
    pen.skip(t.mm(0.6));
    pen.text(&label("paper-form-fact-only"), Style::new(t.mm(2.3)).muted());
    pen.skip(t.mm(0.8));
}
