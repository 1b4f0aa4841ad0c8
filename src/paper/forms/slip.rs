//! The slip that a patient leaves the counter with: who, where to, which token, and the whole record as a code.

use super::OpdPaper;
use super::both::{both, label};
use super::kit::{
    Codes, Row, Type, banners, codes_in_the_middle, foot_in_the_middle, header, name_rows, number, rows, token_box,
};
use crate::paper::layout::{Align, Filled, Pen, one_page, pen, two_lines_if_needed};
use crate::paper::page::{Ink, Item, Rect};
use crate::paper::{Page, Size};

/// The slip on a sheet or roll; always one page.
#[must_use]
pub fn slip(form: &OpdPaper<'_>, size: Size) -> Vec<Page> {
    let codes = Codes::of(form.qr);
    vec![one_page(size, |factor| fill(form, size, Type::of(size, factor), &codes))]
}

fn fill(form: &OpdPaper<'_>, size: Size, t: Type, codes: &Codes<'_>) -> Filled {
    let mut top = pen(size);
    header(&mut top, t, size, form.hospital, &label("paper-title-slip"));
    banners(&mut top, t, form.mode, form.copy);
    top.skip(t.mm(1.8));
    number_and_token(&mut top, t, size, form);
    mlc(&mut top, t, form);
    top.skip(t.mm(2.4));
    // On a roll the middle is the one place that no torn corner reaches.
    if size.is_roll() {
        codes_in_the_middle(&mut top, t, size, codes);
        top.skip(t.mm(2.4));
    }
    rows(&mut top, t, size, &all_rows(form, t));
    let mut foot_pen = Pen::new(top.x, 0.0, top.width);
    let none = Codes::of(&[]);
    foot_in_the_middle(&mut foot_pen, t, size, &form.made(), if size.is_roll() { &none } else { codes });
    Filled { top, foot: foot_pen }
}

/// Number with bar code on the left and token on the right; below each other on a roll.
pub(super) fn number_and_token(pen: &mut Pen, t: Type, size: Size, form: &OpdPaper<'_>) {
    let text = form.patient.number.as_str();
    if size.is_roll() {
        number(pen, t, text);
        pen.skip(t.mm(2.2));
        token_box(pen, t, form, t.mm(14.0));
        return;
    }
    let box_width = t.mm(20.5);
    let mut left = pen.beside(pen.x, pen.width - box_width - t.mm(3.0));
    left.skip(t.mm(0.6));
    number(&mut left, t, text);
    let mut right = pen.beside(pen.x + pen.width - box_width, box_width);
    token_box(&mut right, t, form, t.mm(9.4));
    pen.follow(left);
    pen.follow(right);
}

/// A medico-legal case, white on black.
pub(super) fn mlc(pen: &mut Pen, t: Type, form: &OpdPaper<'_>) {
    if !form.visit.mlc {
        return;
    }
    pen.skip(t.mm(1.8));
    let words = both("paper-mlc");
    let style = t.body().bold();
    let mut inner = Pen::new(pen.x, pen.y + t.mm(0.3), pen.width);
    inner.aligned(&two_lines_if_needed(&words.hi, &words.en, style, pen.width), style.ink(Ink::White), Align::Centre);
    inner.skip(t.mm(0.4));
    pen.items.push(Item::Fill { area: Rect::new(pen.x, pen.y, pen.width, inner.y - pen.y), ink: Ink::Black });
    pen.follow(inner);
}

fn all_rows(form: &OpdPaper<'_>, t: Type) -> Vec<Row> {
    let mut all = name_rows(&form.patient.details, form.hospital, t);
    all.push(Row::new(label("paper-age-sex"), form.age_and_sex(), t.body()));
    all.push(form.department_row(t));
    let doctor = form.doctor.map(|d| super::both::joined(&d.name));
    all.extend(OpdPaper::optional(vec![("paper-doctor", doctor)], t.body()));
    all.extend(form.identity_rows(t));
    all.push(Row::new(label("paper-category"), form.category(), t.body()));
    all.push(Row::new(label("paper-fee"), form.fee(), t.body()));
    let visit = format!("{} · {}", form.visit.number, form.visit_kind());
    all.push(Row::new(label("paper-visit"), visit, t.body()));
    let referred = Some(form.visit.referred_by.clone());
    all.extend(OpdPaper::optional(vec![("paper-referred", referred)], t.body()));
    all
}
