//! The crosswalk on paper: a slip for the chart, *our number becomes this UHID*, and the register of all of them.
//!
//! On the slip both numbers are large and have bar codes; the UHID, which counts from now on, also has a QR code. The codes hold the plain
//! numbers: any reader and any system takes them.

use super::{BODY, HandHead, SMALL, checked, page_head, put_row, sentence, stacked, table_heads};
use crate::hospital::pack::Bilingual;
use crate::paper::forms::both::{both, joined, label, moment};
use crate::paper::forms::flow::{A4, Flow, Table};
use crate::paper::forms::kit::{
    Codes, HAIR, Row, THICK, Type, banners, header, made_by, number, number_over_bar, qr_codes, rows,
};
use crate::paper::forms::lab::{LabPatient, arrow};
use crate::paper::layout::{Align, Filled, Pen, one_page, pen, two_lines_if_needed};
use crate::paper::page::{Ink, Item, Rect};
use crate::paper::shape::Style;
use crate::paper::{Page, Size};
use chrono::{DateTime, FixedOffset};

/// One patient's slip. No `Debug`: it is a person's.
#[derive(Clone, Copy)]
pub struct CrosswalkSlip<'a> {
    pub head: HandHead<'a>,
    /// With our provisional number.
    pub who: &'a LabPatient,
    /// Other numbers of ours that the same person has.
    pub also: &'a [String],
    pub uhid: &'a str,
    /// Ward and bed, or clinic; may be empty.
    pub place: &'a Bilingual,
    /// When the central system's answer came in.
    pub since: DateTime<FixedOffset>,
}

/// All numbers, as a list for wards and counters.
#[derive(Clone, Copy)]
pub struct CrosswalkRegister<'a> {
    pub head: HandHead<'a>,
    /// What the list is of: a ward, a clinic, everything; may be empty.
    pub about: &'a Bilingual,
    pub rows: &'a [CrosswalkRow],
}

/// A line of it. No `Debug`: it is a person's.
#[derive(Clone, PartialEq, Eq)]
pub struct CrosswalkRow {
    pub who: LabPatient,
    pub uhid: String,
    /// Ward and bed, or clinic; may be empty.
    pub place: Bilingual,
    pub since: DateTime<FixedOffset>,
}

/// The slip on a sheet or roll; always one page.
#[must_use]
pub fn crosswalk_slip(form: &CrosswalkSlip<'_>, size: Size) -> Vec<Page> {
    let uhid = [form.uhid.to_owned()];
    let codes = Codes::of(&uhid);
    vec![one_page(size, |factor| fill(form, size, Type::of(size, factor), &codes))]
}

fn fill(form: &CrosswalkSlip<'_>, size: Size, t: Type, codes: &Codes<'_>) -> Filled {
    let mut top = pen(size);
    header(&mut top, t, size, form.head.hospital, &label("paper-title-crosswalk"));
    banners(&mut top, t, form.head.mode, form.head.copy);
    top.skip(t.mm(1.8));
    top.fitted(&label("paper-cross-ours"), t.label(), t.mm(1.8), Align::Left);
    number(&mut top, t, &form.who.number);
    let high = t.mm(6.0);
    top.skip(t.mm(1.4) + high);
    let middle = top.x + top.width / 2.0 - high * 0.4;
    let bottom = top.y;
    arrow(&mut top, (middle, bottom), high, false);
    top.skip(t.mm(1.4));
    uhid(&mut top, t, size, form.uhid, codes);
    top.skip(t.mm(2.4));
    rows(&mut top, t, size, &person(form, t));
    let mut foot = Pen::new(top.x, 0.0, top.width);
    made_by(&mut foot, t, &form.head.made());
    foot.skip(t.mm(1.0));
    let keep = both("paper-cross-keep");
    foot.text(&keep.hi, t.small());
    foot.text(&keep.en, t.small());
    Filled { top, foot }
}

/// Of the UHID's QR code, millimetres: its widest of five dots a module, and more than four modules free around it.
const QR_WIDE: f32 = 18.0;
const QR_FREE: f32 = 2.8;

/// The number that counts from now on, between black and a thick rule: large, as a bar code, as a QR code.
fn uhid(pen: &mut Pen, t: Type, size: Size, text: &str, codes: &Codes<'_>) {
    let mut words = Pen::new(pen.x + t.mm(1.0), pen.y + t.mm(0.4), pen.width - t.mm(2.0));
    let (say, style) = (both("paper-cross-uhid"), t.body().bold().ink(Ink::White));
    for text in two_lines_if_needed(&say.hi, &say.en, style, words.width).split('\n') {
        words.fitted(text, style, t.mm(1.8), Align::Centre);
    }
    words.skip(t.mm(0.5));
    pen.items.push(Item::Fill { area: Rect::new(pen.x, pen.y, pen.width, words.y - pen.y), ink: Ink::Black });
    pen.follow(words);
    pen.skip(t.mm(1.0));
    if size.is_roll() {
        number_over_bar(pen, t, text, text);
        pen.skip(QR_FREE);
        qr_codes(pen, t, size, codes);
        pen.skip(QR_FREE);
    } else {
        let mut right = Pen::new(pen.x + pen.width - QR_WIDE, pen.y + QR_FREE, QR_WIDE);
        let mut left = pen.beside(pen.x, pen.width - QR_WIDE - QR_FREE - 4.0);
        number_over_bar(&mut left, t, text, text);
        qr_codes(&mut right, Type { k: t.k.min(1.25) }, Size::A6, codes);
        right.skip(QR_FREE);
        pen.follow(left);
        pen.follow(right);
    }
    pen.skip(t.mm(1.0));
    pen.rule(THICK, Ink::Black);
}

fn person(form: &CrosswalkSlip<'_>, t: Type) -> Vec<Row> {
    let who = form.who;
    let names = [&who.name.hi, &who.name.en].into_iter().filter(|name| !name.is_empty());
    let mut all = vec![Row { label: label("paper-name"), texts: names.map(|name| (name.clone(), t.name())).collect() }];
    let more = [
        ("paper-age-sex", joined(&who.age_sex)),
        ("paper-cross-also", form.also.join(" · ")),
        ("paper-cross-place", joined(form.place)),
        ("paper-cross-since", moment(form.since)),
    ];
    let filled = more.into_iter().filter(|(_, text)| !text.is_empty());
    all.extend(filled.map(|(id, text)| Row::new(label(id), text, t.body())));
    all
}

/// Shares of the columns: running number, ours, UHID, name, age and sex, where, since.
const COLUMNS: [f32; 7] = [5.0, 16.0, 16.0, 23.0, 11.0, 19.0, 10.0];
const HEADS: [&str; 7] = [
    "paper-register-serial",
    "paper-cross-ours-short",
    "paper-uhid",
    "paper-name",
    "paper-age-sex",
    "paper-cross-place",
    "paper-cross-since",
];

/// The register, page by page.
#[must_use]
pub fn crosswalk_register(form: &CrosswalkRegister<'_>) -> Vec<Page> {
    let count = sentence("paper-cross-count", u64::try_from(form.rows.len()).unwrap_or(u64::MAX));
    let about = joined(form.about);
    let about = if about.is_empty() { count } else { format!("{about} · {count}") };
    let table = Table::new(A4.margin, A4.inner(), &COLUMNS);
    let mut flow = Flow::new(A4, |pen, first| page_head(pen, &form.head, "paper-title-crosswalk-register", &about, first));
    let mut block = flow.block();
    table_heads(&mut block, &table, &HEADS);
    if form.rows.is_empty() {
        block.skip(2.0);
        block.text(&label("paper-cross-none"), BODY);
    }
    flow.put(block);
    for (i, row) in form.rows.iter().enumerate() {
        let mut block = flow.block();
        block.skip(0.5);
        let bold = Style::new(3.1).bold();
        let cells = [
            ((i + 1).to_string(), SMALL),
            (row.who.number.clone(), BODY),
            (row.uhid.clone(), bold),
            (stacked(&row.who.name), BODY.bold()),
            (stacked(&row.who.age_sex), SMALL),
            (stacked(&row.place), SMALL),
            (moment(row.since).replace(' ', "\n"), SMALL),
        ];
        table.row(&mut block, cells.iter().map(|(text, style)| (text.as_str(), *style)));
        block.skip(0.5);
        block.rule(HAIR, Ink::Faint);
        put_row(&mut flow, block, |again| table_heads(again, &table, &HEADS));
    }
    checked(&mut flow);
    flow.finish(&form.head.made())
}
