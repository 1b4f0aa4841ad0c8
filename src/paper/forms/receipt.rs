//! The receipt: what was paid, for what, by whom, to whom. Also printed when nothing was due, and says so.

use super::OpdPaper;
use super::both::{joined, label, moment};
use super::kit::{Codes, FRAME, Row, Type, banners, foot, full_name, header, number, rows, sign_here};
use super::opd::rupees_text;
use crate::hospital::opd::Fee;
use crate::paper::layout::{Align, Filled, Pen, one_line, one_page, pen};
use crate::paper::page::Ink;
use crate::paper::shape::Style;
use crate::paper::{Page, Size};

/// The receipt on a sheet or roll; always one page.
#[must_use]
pub fn receipt(form: &OpdPaper<'_>, size: Size) -> Vec<Page> {
    let codes = Codes::of(form.qr);
    vec![one_page(size, |factor| fill(form, size, Type::of(size, factor), &codes))]
}

fn fill(form: &OpdPaper<'_>, size: Size, t: Type, codes: &Codes<'_>) -> Filled {
    let mut top = pen(size);
    header(&mut top, t, size, form.hospital, &label("paper-title-receipt"));
    banners(&mut top, t, form.mode, form.copy);
    top.skip(t.mm(1.8));
    if let Fee::Paid { receipt, .. } = &form.visit.fee {
        top.text(&label("paper-receipt-number"), t.label());
        number(&mut top, t, receipt.as_str());
        top.skip(t.mm(2.4));
    }
    amount(&mut top, t, form);
    top.skip(t.mm(2.0));
    rows(&mut top, t, size, &all_rows(form, t));
    let mut foot_pen = Pen::new(top.x, 0.0, top.width);
    let mut sign = foot_pen.beside(top.x + if size.is_roll() { 0.0 } else { top.width / 2.0 }, 0.0);
    sign.width = top.x + top.width - sign.x;
    sign_here(&mut sign, t, &label("paper-receipt-signature"), t.mm(8.0));
    foot_pen.follow(sign);
    foot_pen.skip(t.mm(2.0));
    foot(&mut foot_pen, t, size, &form.made(), codes);
    Filled { top, foot: foot_pen }
}

/// The sum in a frame, large enough to be compared with the money in one's hand.
fn amount(pen: &mut Pen, t: Type, form: &OpdPaper<'_>) {
    let top = pen.y;
    let inset = t.mm(2.0);
    let mut inner = Pen::new(pen.x + inset, pen.y + t.mm(0.8), pen.width - 2.0 * inset);
    match &form.visit.fee {
        Fee::Paid { rupees, .. } => {
            inner.fitted(&label("paper-receipt-amount"), t.label(), t.mm(1.8), Align::Left);
            inner.y -= t.mm(0.6);
            inner.fitted(&rupees_text(*rupees), Style::new(t.mm(8.0)).bold(), t.mm(4.0), Align::Left);
        }
        Fee::Exempt { reason } => {
            inner.fitted(&label("paper-receipt-nothing"), t.name(), t.mm(2.4), Align::Left);
            inner.text(&form.exempt_reason(reason), t.body());
        }
    }
    pen.y = inner.y + t.mm(0.9);
    pen.frame_from(top, FRAME, t.mm(1.2), Ink::Black);
    pen.keep(inner);
}

fn all_rows(form: &OpdPaper<'_>, t: Type) -> Vec<Row> {
    let name = full_name(&form.patient.details.name, form.hospital);
    let texts = [name.hi, name.en].into_iter().filter(|n| !n.is_empty()).map(|n| (n, t.body().bold())).collect();
    let purpose = joined(&super::both::both("paper-receipt-registration"));
    let department = one_line(&form.department.name.hi, &form.department.name.en);
    vec![
        Row { label: label("paper-name"), texts },
        Row::new(label("paper-number"), form.patient.number.as_str(), t.body()),
        Row { label: label("paper-receipt-for"), texts: vec![(purpose, t.body()), (department, t.body())] },
        Row::new(label("paper-category"), form.category(), t.body()),
        Row::new(label("paper-visit"), form.visit.number.as_str(), t.body()),
        Row::new(label("paper-date"), moment(form.at), t.body()),
    ]
}
