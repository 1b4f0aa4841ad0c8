//! The admission face sheet: everything of a stay on one A4, in cells, with room for what the pen adds.

use super::both::{both, counted, joined, label, moment, relation};
use super::case::CasePaper;
use super::kit::{Cell, Codes, HAIR, THICK, Type, address, banners, cells, full_name, header, made_by, number, qr_codes};
use super::opd::mobile;
use super::slips::{days, signatures, span};
use crate::hospital::forms::{FormId, Sheet};
use crate::hospital::identifiers::AbhaNumber;
use crate::paper::layout::{FOOT_GAP, Filled, Pen, edge, moved, one_line, one_page, pen, two_lines_if_needed};
use crate::paper::page::{Ink, Item};
use crate::paper::shape::Style;
use crate::paper::{Page, Size};

/// Places of a stay that are listed; what was before them is counted.
const PLACES_MAX: usize = 8;
/// Distance of lines to write on, millimetres.
const LINE_MM: f32 = 5.4;

/// The sheet, always A4.
#[must_use]
pub fn face_sheet(form: &CasePaper<'_>) -> Vec<Page> {
    let codes = Codes::of(form.qr);
    vec![one_page(Size::A4, |factor| fill(form, Type::of(Size::A4, factor * 0.68), &codes))]
}

fn fill(form: &CasePaper<'_>, t: Type, codes: &Codes<'_>) -> Filled {
    let mut top = pen(Size::A4);
    header(&mut top, t, Size::A4, form.hospital, &label("paper-title-face"));
    banners(&mut top, t, form.mode, form.copy);
    form.marks(&mut top, t);
    top.skip(t.mm(1.5));
    numbers(&mut top, t, form);
    top.skip(t.mm(1.6));
    who(&mut top, t, form);
    stay(&mut top, t, form);
    places(&mut top, t, form);
    ending(&mut top, t, form);
    let mut under = Pen::new(top.x, 0.0, top.width);
    signatures(&mut under, t, Size::A4, ["paper-sign-consent", "paper-sign-admitting"]);
    under.skip(t.mm(2.0));
    foot(&mut under, t, form, codes);
    notes(&mut top, t, under.y);
    Filled { top, foot: under }
}

fn dash(text: String) -> String {
    if text.is_empty() { "–".to_owned() } else { text }
}

/// Patient's number on the left, in-patient number on the right, each with its bar code.
fn numbers(pen: &mut Pen, t: Type, form: &CasePaper<'_>) {
    let half = (pen.width - t.mm(6.0)) / 2.0;
    let small = Style::new(t.mm(2.3)).muted();
    let mut left = pen.beside(pen.x, half);
    left.text(&label("paper-number"), small);
    number(&mut left, t, form.main_number());
    let mut right = pen.beside(pen.x + half + t.mm(6.0), half);
    right.text(&label(form.number_id()), small);
    number(&mut right, t, form.number.as_str());
    pen.follow(left);
    pen.follow(right);
}

fn heading(pen: &mut Pen, t: Type, id: &str) {
    pen.skip(t.mm(0.8));
    pen.text(&label(id), t.small().bold());
    pen.rule(THICK / 2.0, Ink::Black);
    pen.skip(t.mm(0.7));
}

fn who(pen: &mut Pen, t: Type, form: &CasePaper<'_>) {
    let Some(patient) = form.patient else { return };
    let details = &patient.details;
    let name = full_name(&details.name, form.hospital);
    let (labels, large) = (Style::new(t.mm(2.3)).muted(), t.name());
    pen.text(&label("paper-name"), labels);
    pen.shrunk(&two_lines_if_needed(&name.hi, &name.en, large, pen.width), large, 2, t.mm(3.0));
    pen.rule(HAIR, Ink::Faint);
    pen.skip(t.mm(0.8));
    let relative = details.relative.as_ref().map_or_else(
        || Cell::new(5.0, label("paper-relative"), "–"),
        |r| {
            let name = full_name(&r.name, form.hospital);
            Cell::new(5.0, joined(&relation(r.relation)), one_line(&name.hi, &name.en))
        },
    );
    let value = |code: &str| dash(form.value(FormId::Admission, form.sheet, code));
    cells(
        pen,
        t,
        &[
            relative,
            Cell::new(4.0, label("paper-age-sex"), form.age_and_sex()).bold(),
            Cell::new(3.0, label("paper-face-marital"), value("marital")),
        ],
    );
    let ids = [details.uhid.clone().unwrap_or_default(), details.abha.as_ref().map_or(String::new(), AbhaNumber::masked)];
    let ids = ids.into_iter().filter(|id| !id.is_empty()).collect::<Vec<_>>().join("\n");
    cells(
        pen,
        t,
        &[
            Cell::new(5.0, label("paper-address"), dash(address(details))),
            Cell::new(4.0, label("paper-mobile"), dash(mobile(details).unwrap_or_default())),
            Cell::new(3.0, "UHID / ABHA", dash(ids)),
        ],
    );
    let category = form.masters.category(&details.category).map_or_else(|| details.category.clone(), |c| joined(&c.name));
    let scheme = details.scheme.as_deref().and_then(|code| form.masters.scheme(code)).map(|s| joined(&s.name));
    let scheme = scheme.map_or(category.clone(), |scheme| format!("{category}\n{scheme}"));
    cells(
        pen,
        t,
        &[
            Cell::new(3.0, label("paper-category"), dash(scheme)),
            Cell::new(3.0, label("paper-face-religion"), value("religion")),
            Cell::new(3.0, label("paper-face-occupation"), value("occupation")),
            Cell::new(3.0, label("paper-face-income"), value("income")),
        ],
    );
    let mother = form.mother_line();
    let first = mother.map_or_else(
        || Cell::new(5.0, label("paper-case-kin"), value("kin_name")),
        |m| Cell::new(5.0, label("paper-case-mother"), m),
    );
    cells(
        pen,
        t,
        &[
            first,
            Cell::new(4.0, label("paper-face-kin-relation"), value("kin_relation")),
            Cell::new(3.0, label("paper-face-kin-mobile"), value("kin_mobile")),
        ],
    );
}

fn stay(pen: &mut Pen, t: Type, form: &CasePaper<'_>) {
    heading(pen, t, "paper-face-stay");
    let value = |code: &str| dash(form.value(FormId::Admission, form.sheet, code));
    let first = form.course.and_then(|c| c.held.first()).map(|h| &h.place);
    let admitted = form.course.and_then(crate::hospital::ipd::Course::admitted).unwrap_or(form.at);
    let ward = first.map_or_else(|| value("ward"), |p| joined(&form.ward(&p.ward)));
    let bed = first.and_then(|p| p.bed.clone()).unwrap_or_else(|| value("bed"));
    let department = first.map_or_else(|| value("department"), |p| form.department(&p.department));
    let doctor = first.and_then(|p| p.doctor.as_deref()).map_or_else(|| value("doctor"), |code| form.doctor(code));
    cells(
        pen,
        t,
        &[
            Cell::new(5.0, label("paper-case-ward"), format!("{ward}\n{bed}")).bold(),
            Cell::new(4.0, label("paper-department"), format!("{department}\n{}", form.sheet.get("unit"))),
            Cell::new(3.0, label("paper-case-admitted"), moment(admitted)).bold(),
        ],
    );
    let mlc = form.mlc.filter(|n| !n.is_empty()).map_or_else(|| value("mlc_no"), str::to_owned);
    cells(
        pen,
        t,
        &[
            Cell::new(5.0, label("paper-case-consultant"), doctor),
            Cell::new(4.0, label("paper-case-source"), value("source")),
            Cell::new(3.0, label("paper-face-mlc"), mlc),
        ],
    );
    cells(
        pen,
        t,
        &[
            Cell::new(7.0, label("paper-case-diagnosis-first"), value("diagnosis")),
            Cell::new(2.0, label("paper-face-icd"), value("icd")),
            Cell::new(3.0, label("paper-face-isolation"), value("isolation")),
        ],
    );
    cells(pen, t, &[Cell::new(12.0, label("paper-case-belongings"), value("belongings"))]);
}

/// Where the patient lay, from when to when.
fn places(pen: &mut Pen, t: Type, form: &CasePaper<'_>) {
    let held = form.course.map_or(&[][..], |c| &c.held);
    if held.is_empty() {
        return;
    }
    heading(pen, t, "paper-face-course");
    let skip = held.len().saturating_sub(PLACES_MAX);
    if skip > 0 {
        pen.text(&joined(&counted("paper-face-earlier", u64::try_from(skip).unwrap_or(0))), t.small());
    }
    for held in held.iter().skip(skip) {
        let ward = joined(&form.ward(&held.place.ward));
        let bed = held.place.bed.clone().unwrap_or_default();
        let doctor =
            held.place.doctor.as_deref().and_then(|code| form.masters.doctor(code)).map_or(String::new(), |d| joined(&d.name));
        let widths = [0.27, 0.37, 0.12, 0.24].map(|share| share * pen.width);
        let texts = [span(held), ward, bed, doctor];
        let (mut x, mut below) = (pen.x, pen.beside(pen.x, pen.width));
        for (i, (text, width)) in texts.into_iter().zip(widths).enumerate() {
            let mut cell = pen.beside(x, width - t.mm(1.5));
            let style = if i == 2 { t.small().bold() } else { t.small() };
            cell.shrunk(&text, style, 2, t.mm(1.9));
            below.follow(cell);
            x += width;
        }
        pen.follow(below);
    }
    pen.skip(t.mm(0.6));
}

/// How the stay ended; lines for the pen while it lasts.
fn ending(pen: &mut Pen, t: Type, form: &CasePaper<'_>) {
    heading(pen, t, "paper-face-ending");
    let empty = Sheet::default();
    let sheet = form.ending.unwrap_or(&empty);
    let open = form.ending.is_none();
    let value = |code: &str| {
        let text = form.value(FormId::Discharge, sheet, code);
        // An open stay leaves room to write.
        if open { "\u{a0}".to_owned() } else { dash(text) }
    };
    let course = form.course;
    let left = course.and_then(|c| c.discharged);
    let when = left.map_or_else(|| value("at"), moment);
    let stayed = match (course.and_then(crate::hospital::ipd::Course::admitted), left) {
        (Some(from), Some(to)) => joined(&counted("paper-case-days", days(from, to))),
        _ => String::new(),
    };
    cells(
        pen,
        t,
        &[
            Cell::new(7.0, label("paper-case-diagnosis"), value("diagnosis")),
            Cell::new(2.0, label("paper-face-icd"), value("icd")),
            Cell::new(3.0, label("paper-face-left"), format!("{when}\n{stayed}")),
        ],
    );
    cells(
        pen,
        t,
        &[
            Cell::new(7.0, label("paper-case-operations"), value("operations")),
            Cell::new(5.0, label("paper-face-condition"), value("outcome")).bold(),
        ],
    );
    let body = if sheet.get("body_to").is_empty() { "referred_to" } else { "body_to" };
    let words = if open {
        both("paper-face-body")
    } else {
        both(if body == "body_to" { "paper-case-body-to" } else { "paper-case-referred-to" })
    };
    cells(pen, t, &[Cell::new(7.0, joined(&words), value(body)), Cell::new(5.0, label("paper-doctor"), value("doctor"))]);
}

/// Lines to write on in what is left of the sheet.
fn notes(pen: &mut Pen, t: Type, under: f32) {
    let bottom = 297.0 - edge(Size::A4) - FOOT_GAP - under;
    let lines = bottom - pen.y - t.mm(6.0);
    if lines < t.mm(LINE_MM) * 2.0 {
        return;
    }
    heading(pen, t, "paper-face-notes");
    let mut y = pen.y + t.mm(LINE_MM);
    while y < bottom - 0.5 {
        pen.items.push(Item::Fill { area: crate::paper::page::Rect::new(pen.x, y, pen.width, HAIR), ink: Ink::Faint });
        y += t.mm(LINE_MM);
    }
    pen.y = bottom - 0.05;
}

/// Codes, and beside them who made it.
fn foot(pen: &mut Pen, t: Type, form: &CasePaper<'_>, all: &Codes<'_>) {
    let mut codes = pen.beside(pen.x, pen.width);
    let reach = qr_codes(&mut codes, t, Size::A4, all);
    let x = if all.is_empty() { pen.x } else { reach + t.mm(4.0) };
    let free = pen.x + pen.width - x;
    if free < t.mm(36.0) {
        pen.follow(codes);
        pen.skip(t.mm(2.0));
        made_by(pen, t, &form.made());
        return;
    }
    let mut words = Pen::new(x, pen.y, free);
    made_by(&mut words, t, &form.made());
    words.text(&form.hospital.footer.hi, t.small().muted());
    words.text(&form.hospital.footer.en, t.small().muted());
    let down = (codes.y - words.y).max(0.0);
    words.items = moved(words.items, down);
    words.y += down;
    pen.follow(codes);
    pen.follow(words);
}
