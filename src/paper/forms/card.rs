//! The OPD card that the doctor writes on: who the patient is, boxes for the vital signs, room for findings and treatment.

use super::OpdPaper;
use super::both::{both_with, date, joined, label, moment, relation, same};
use super::kit::{Cell, Codes, HAIR, Type, banners, cells, full_name, header, made_by, qr_codes, sign_here};
use super::opd::rupees_text;
use super::slip::{mlc, number_and_token, slip};
use crate::hospital::identifiers::AbhaNumber;
use crate::hospital::opd::Fee;
use crate::paper::layout::{Align, FOOT_GAP, Filled, Pen, edge, moved, one_line, one_page, pen, two_lines_if_needed};
use crate::paper::page::{Ink, Item, Rect};
use crate::paper::shape::Style;
use crate::paper::{Page, Size};
use chrono::Days;

/// Least height of the part that is written on by hand, millimetres at the card's own size.
const WRITING_MIN: f32 = 62.0;
/// Distance of the lines to write on.
const LINE_MM: f32 = 7.5;

/// The card on a sheet. A roll has no room to write on: there the slip takes its place.
#[must_use]
pub fn opd_card(form: &OpdPaper<'_>, size: Size) -> Vec<Page> {
    if size.is_roll() {
        return slip(form, size);
    }
    let codes = Codes::of(form.qr);
    // Smaller than on other papers: here room to write matters more.
    let smaller = if size == Size::A4 { 0.8 } else { 0.92 };
    vec![one_page(size, |factor| fill(form, size, Type::of(size, factor * smaller), &codes))]
}

fn fill(form: &OpdPaper<'_>, size: Size, t: Type, codes: &Codes<'_>) -> Filled {
    let mut top = pen(size);
    header(&mut top, t, size, form.hospital, &label("paper-title-card"));
    banners(&mut top, t, form.mode, form.copy);
    top.skip(t.mm(1.5));
    number_and_token(&mut top, t, size, form);
    mlc(&mut top, t, form);
    top.skip(t.mm(1.6));
    who(&mut top, t, form);
    top.skip(t.mm(0.6));
    vitals(&mut top, t);
    top.skip(t.mm(1.6));
    let mut foot = Pen::new(top.x, 0.0, top.width);
    card_foot(&mut foot, t, size, form, codes);
    let bottom = size.height_mm().unwrap_or(0.0) - edge(size) - FOOT_GAP - foot.y;
    let height = (bottom - top.y).max(t.mm(WRITING_MIN));
    writing(&mut top, t, height - 0.05);
    Filled { top, foot }
}

/// Name large over the whole width, the rest in cells.
fn who(pen: &mut Pen, t: Type, form: &OpdPaper<'_>) {
    let details = &form.patient.details;
    let name = full_name(&details.name, form.hospital);
    let (labels, large) = (Style::new(t.mm(2.3)).muted(), t.name());
    pen.text(&label("paper-name"), labels);
    pen.shrunk(&two_lines_if_needed(&name.hi, &name.en, large, pen.width), large, 2, t.mm(3.0));
    pen.skip(t.mm(0.5));
    pen.rule(HAIR, Ink::Faint);
    pen.skip(t.mm(0.8));
    let relative = details.relative.as_ref().map_or_else(
        || Cell::new(6.0, label("paper-relative"), "–"),
        |relative| {
            let name = full_name(&relative.name, form.hospital);
            Cell::new(6.0, joined(&relation(relative.relation)), one_line(&name.hi, &name.en))
        },
    );
    cells(pen, t, &[relative, Cell::new(6.0, label("paper-age-sex"), form.age_and_sex())]);
    let department = format!("{}\n{}", joined(&form.department.name), clinic_and_room(form));
    let doctor = form.doctor.map_or_else(|| "–".to_owned(), |d| joined(&d.name));
    cells(pen, t, &[Cell::new(6.0, label("paper-department"), department).bold(), Cell::new(6.0, label("paper-doctor"), doctor)]);
    let dash = |text: String| if text.is_empty() { "–".to_owned() } else { text };
    let uhid = [details.uhid.clone().unwrap_or_default(), details.abha.as_ref().map_or(String::new(), AbhaNumber::masked)];
    let uhid = uhid.into_iter().filter(|t| !t.is_empty()).collect::<Vec<_>>().join("\n");
    let address = super::kit::address(&form.patient.details);
    cells(
        pen,
        t,
        &[
            Cell::new(6.0, label("paper-address"), dash(address)),
            Cell::new(3.0, label("paper-mobile"), dash(form.mobile().unwrap_or_default())),
            Cell::new(3.0, format!("{} / {}", "UHID", "ABHA"), dash(uhid)),
        ],
    );
    let fee = match &form.visit.fee {
        Fee::Paid { rupees, receipt } => format!("{} · {receipt}", rupees_text(*rupees)),
        Fee::Exempt { .. } => form.fee(),
    };
    let mut last = vec![
        Cell::new(3.0, label("paper-visit"), format!("{}\n{}", form.visit.number, form.visit_kind())),
        Cell::new(3.0, label("paper-category"), form.category()),
        Cell::new(3.0, label("paper-fee"), fee),
        Cell::new(3.0, label("paper-date"), moment(form.at)),
    ];
    cells(pen, t, &std::mem::take(&mut last));
    notes(pen, t, form);
}

/// Referred by and remarks, where there are any.
fn notes(pen: &mut Pen, t: Type, form: &OpdPaper<'_>) {
    let notes = [("paper-referred", &form.visit.referred_by), ("paper-remarks", &form.visit.remarks)];
    let filled: Vec<_> = notes.into_iter().filter(|(_, text)| !text.is_empty()).collect();
    let share = if filled.len() > 1 { 6.0 } else { 12.0 };
    let row: Vec<Cell> = filled.into_iter().map(|(id, text)| Cell::new(share, label(id), text.clone())).collect();
    if !row.is_empty() {
        cells(pen, t, &row);
    }
}

fn clinic_and_room(form: &OpdPaper<'_>) -> String {
    if form.clinic.name.en == form.department.name.en {
        return form.room();
    }
    format!("{}\n{}", joined(&form.clinic.name), form.room())
}

/// Six boxes to be filled by hand.
fn vitals(pen: &mut Pen, t: Type) {
    const BOXES: [(&str, &str); 6] = [
        ("paper-vital-bp", "mmHg"),
        ("paper-vital-pulse", "/min"),
        ("paper-vital-temperature", "°F"),
        ("paper-vital-spo2", "%"),
        ("paper-vital-weight", "kg"),
        ("paper-vital-height", "cm"),
    ];
    let (gap, height) = (t.mm(1.2), t.mm(10.5));
    let width = (pen.width - 5.0 * gap) / 6.0;
    let mut x = pen.x;
    for (id, unit) in BOXES {
        pen.items.push(Item::Frame { area: Rect::new(x, pen.y, width, height), radius: t.mm(0.8), line: 0.2, ink: Ink::Faint });
        let mut inner = Pen::new(x + t.mm(0.9), pen.y + t.mm(0.2), width - t.mm(1.8));
        inner.fitted(&label(id), Style::new(t.mm(2.1)).muted(), t.mm(1.4), Align::Left);
        let small = Style::new(t.mm(2.1)).muted();
        inner.y = pen.y + height - small.leading() - t.mm(0.3);
        inner.aligned(unit, small, Align::Right);
        pen.keep(inner);
        x += width + gap;
    }
    pen.skip(height);
}

/// Findings on the left, treatment on lines on the right.
fn writing(pen: &mut Pen, t: Type, height: f32) {
    let (top, left_width) = (pen.y, pen.width * 0.36);
    let bottom = top + height;
    pen.items.push(Item::Fill { area: Rect::new(pen.x, top, pen.width, 0.25), ink: Ink::Black });
    let heading = t.small().bold();
    let mut left = Pen::new(pen.x, top + t.mm(0.8), left_width - t.mm(2.0));
    left.text(&label("paper-card-complaints"), heading);
    let half = top + height * 0.45;
    left.items.push(Item::Fill { area: Rect::new(pen.x, half, left_width, HAIR), ink: Ink::Faint });
    left.y = half + t.mm(0.8);
    left.text(&label("paper-card-tests"), heading);
    let split = pen.x + left_width;
    pen.items.push(Item::Fill { area: Rect::new(split, top, HAIR, height), ink: Ink::Faint });
    let mut right = Pen::new(split + t.mm(2.0), top + t.mm(0.8), pen.width - left_width - t.mm(2.0));
    right.text(&format!("Rx  {}", label("paper-card-treatment")), heading);
    let mut y = right.y + t.mm(LINE_MM) * 0.75;
    while y < bottom - 0.5 {
        right.items.push(Item::Fill { area: Rect::new(right.x, y, right.width, HAIR), ink: Ink::Faint });
        y += t.mm(LINE_MM);
    }
    pen.keep(left);
    pen.keep(right);
    pen.y = bottom;
}

/// Codes, how long the card holds, who made it, and where the doctor signs.
fn card_foot(pen: &mut Pen, t: Type, size: Size, form: &OpdPaper<'_>, all: &Codes<'_>) {
    let mut codes = pen.beside(pen.x, pen.width);
    let reach = qr_codes(&mut codes, t, size, all);
    let free = pen.x + pen.width - reach - t.mm(4.0);
    let beside_codes = !form.qr.is_empty() && free >= t.mm(45.0);
    let (x, width) = if beside_codes { (reach + t.mm(4.0), free) } else { (pen.x, pen.width) };
    let mut words = Pen::new(x, pen.y, width);
    let half = (width - t.mm(3.0)) / 2.0;
    let mut next = words.beside(x, half);
    sign_here(&mut next, t, &label("paper-card-next"), t.mm(7.0));
    let mut sign = words.beside(x + half + t.mm(3.0), half);
    sign_here(&mut sign, t, &label("paper-card-signature"), t.mm(7.0));
    words.follow(next);
    words.follow(sign);
    words.skip(t.mm(0.8));
    words.text(&validity(form), t.body().bold());
    made_by(&mut words, t, &form.made());
    words.text(&form.hospital.footer.hi, t.small().muted());
    words.text(&form.hospital.footer.en, t.small().muted());
    if beside_codes {
        let down = (codes.y - words.y).max(0.0);
        words.items = moved(words.items, down);
        words.y += down;
        pen.follow(codes);
        pen.follow(words);
    } else {
        pen.follow(words);
        pen.skip(t.mm(2.0));
        qr_codes(pen, t, size, all);
    }
}

/// `09-12-2022 तक मान्य · Valid until 09-12-2022`.
fn validity(form: &OpdPaper<'_>) -> String {
    let days = Days::new(u64::from(form.hospital.opd_valid_days));
    let last = form.at.date_naive().checked_add_days(days).unwrap_or_else(|| form.at.date_naive());
    joined(&both_with("paper-valid", &[("day", &same(&date(last)))]))
}
