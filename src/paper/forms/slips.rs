//! Slips of a stay and of an arrival: admission, transfer, discharge, emergency; and the pack of a mass casualty, filled in by pen.

use super::both::{both, counted, joined, label, moment, same};
use super::case::CasePaper;
use super::kit::{
    Codes, FRAME, HAIR, Row, Type, address, banners, foot, header, made_by, number, qr_codes, rows, sign_here, tight,
};
use super::opd::mobile;
use crate::hospital::forms::{FormId, Sheet};
use crate::hospital::ipd::{Held, Place};
use crate::hospital::pack::{Bilingual, Triage, TriageColour};
use crate::paper::layout::{Align, Filled, Pen, moved, one_page, pen};
use crate::paper::page::{Ink, Item, Rect};
use crate::paper::shape::Style;
use crate::paper::{Page, Size};
use chrono::{DateTime, FixedOffset};
use std::cell::Cell;

type Beside<'a> = Box<dyn Fn(&mut Pen, Type) + 'a>;
type TwoParts<'a> = Box<dyn Fn(Type) -> (Vec<Row>, Vec<Row>) + 'a>;

/// What makes one slip differ from the next.
struct Plan<'a> {
    title: &'static str,
    /// Beside the number.
    beside: Beside<'a>,
    /// Who and where, then what: a slip that is too full for one sheet is cut between them.
    rows: TwoParts<'a>,
    /// Words under the lines to sign on.
    signs: [&'static str; 2],
}

/// Type smaller than this share of its size is not worth one page: then there are two.
const FACTOR_MIN: f32 = 0.62;

/// Which rows are on a page.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    All,
    First,
    Second,
}

fn lay_out(form: &CasePaper<'_>, size: Size, plan: &Plan<'_>) -> Vec<Page> {
    let codes = Codes::of(form.qr);
    let smallest = Cell::new(1.0_f32);
    let page = |part: Part| {
        one_page(size, |factor| {
            smallest.set(factor);
            fill(form, size, Type::of(size, factor), &codes, plan, part)
        })
    };
    let whole = page(Part::All);
    if smallest.get() >= FACTOR_MIN { vec![whole] } else { vec![page(Part::First), page(Part::Second)] }
}

fn fill(form: &CasePaper<'_>, size: Size, t: Type, codes: &Codes<'_>, plan: &Plan<'_>, part: Part) -> Filled {
    let mut top = pen(size);
    let title = match part {
        Part::All => label(plan.title),
        Part::First => format!("{} · 1/2", label(plan.title)),
        Part::Second => format!("{} · 2/2", label(plan.title)),
    };
    header(&mut top, t, size, form.hospital, &title);
    banners(&mut top, t, form.mode, form.copy);
    form.marks(&mut top, t);
    top.skip(t.mm(1.8));
    number_beside(&mut top, t, size, form.main_number(), &plan.beside);
    top.skip(t.mm(2.4));
    let (mut shown, rest) = (plan.rows)(t);
    match part {
        Part::All => shown.extend(rest),
        Part::First => {}
        Part::Second => shown = rest,
    }
    rows(&mut top, t, size, &shown);
    let mut under = Pen::new(top.x, 0.0, top.width);
    if part == Part::First {
        foot(&mut under, t, size, &form.made(), &Codes::of(&[]));
        return Filled { top, foot: under };
    }
    signed_foot(&mut under, t, size, form, codes, plan.signs);
    Filled { top, foot: under }
}

/// Least width beside the codes that lines to sign on need, millimetres.
const SIGN_WIDTH: f32 = 50.0;

/// The foot with lines to sign on, which stand beside the codes where there is room.
pub(super) fn signed_foot(pen: &mut Pen, t: Type, size: Size, form: &CasePaper<'_>, all: &Codes<'_>, signs: [&str; 2]) {
    let mut codes = pen.beside(pen.x, pen.width);
    let reach = qr_codes(&mut codes, t, size, all) + t.mm(4.0);
    let free = pen.x + pen.width - reach;
    if size.is_roll() || all.is_empty() || free < SIGN_WIDTH.min(t.mm(SIGN_WIDTH)) {
        signatures(pen, t, size, signs);
        pen.skip(t.mm(3.0).max(2.2));
        foot(pen, t, size, &form.made(), all);
        return;
    }
    let mut words = Pen::new(reach, 0.0, free);
    signatures(&mut words, t, size, signs);
    words.skip(t.mm(1.4));
    made_by(&mut words, t, &form.made());
    if form.made().kept {
        words.skip(t.mm(0.8));
        words.text(&form.hospital.footer.hi, t.small());
        words.text(&form.hospital.footer.en, t.small());
    }
    // The words end where the codes end.
    let down = pen.y + (codes.y - pen.y - words.y).max(0.0);
    words.items = moved(words.items, down);
    words.y += down;
    pen.follow(codes);
    pen.follow(words);
}

/// The number with its bar code on the left, a box on the right; below each other on a roll.
fn number_beside(pen: &mut Pen, t: Type, size: Size, text: &str, beside: &dyn Fn(&mut Pen, Type)) {
    if size.is_roll() {
        number(pen, t, text);
        pen.skip(t.mm(2.2));
        beside(pen, t);
        return;
    }
    let box_width = t.mm(34.0);
    let mut left = pen.beside(pen.x, pen.width - box_width - t.mm(3.0));
    left.skip(t.mm(0.6));
    number(&mut left, t, text);
    let mut right = pen.beside(pen.x + pen.width - box_width, box_width);
    beside(&mut right, t);
    pen.follow(left);
    pen.follow(right);
}

/// Lines to sign on, beside each other on a sheet.
pub(super) fn signatures(pen: &mut Pen, t: Type, size: Size, ids: [&str; 2]) {
    if size.is_roll() {
        for id in ids {
            sign_here(pen, t, &label(id), t.mm(8.0));
        }
        return;
    }
    let half = (pen.width - t.mm(5.0)) / 2.0;
    let (left, right) = (pen.x, pen.x + half + t.mm(5.0));
    let mut below = pen.beside(pen.x, pen.width);
    for (id, x) in ids.into_iter().zip([left, right]) {
        let mut sign = pen.beside(x, half);
        sign.skip(t.mm(7.0));
        sign.rule(HAIR, Ink::Black);
        sign.skip(t.mm(0.4));
        let words = both(id);
        for text in [&words.hi, &words.en] {
            sign.fitted(text, t.small().muted(), t.mm(1.6), Align::Left);
        }
        below.follow(sign);
    }
    pen.follow(below);
}

/// Ward and bed in a box that can be read from the other end of a trolley.
fn place_box(pen: &mut Pen, t: Type, form: &CasePaper<'_>, place: &Place) {
    let heading = if place.bed.is_some() { "paper-case-bed" } else { "paper-case-ward" };
    boxed(pen, t, &label(heading), |inner| {
        if let Some(bed) = &place.bed {
            tight(inner, bed, Style::new(t.mm(9.4)).bold());
        }
        let ward = form.ward(&place.ward);
        let style = Style::new(t.mm(if place.bed.is_some() { 3.2 } else { 4.2 })).bold();
        for words in [&ward.hi, &ward.en] {
            inner.fitted(words, style, t.mm(2.0), Align::Centre);
        }
        if let Some(ward) = form.masters.ward(&place.ward) {
            inner.fitted(&joined(&ward.floor), t.small(), t.mm(1.8), Align::Centre);
        }
    });
}

/// A frame with a small heading around what `inside` writes.
fn boxed(pen: &mut Pen, t: Type, heading: &str, inside: impl FnOnce(&mut Pen)) {
    let top = pen.y;
    let inset = t.mm(1.2);
    let mut inner = Pen::new(pen.x + inset, pen.y + t.mm(0.8), pen.width - 2.0 * inset);
    inner.fitted(heading, t.small(), t.mm(1.6), Align::Centre);
    inside(&mut inner);
    pen.y = inner.y + t.mm(0.8);
    pen.frame_from(top, FRAME, t.mm(1.6), Ink::Black);
    pen.keep(inner);
}

/// Rows that have something to say.
fn filled(t: Type, pairs: Vec<(&str, String)>) -> Vec<Row> {
    pairs.into_iter().filter(|(_, text)| !text.is_empty()).map(|(id, text)| Row::new(label(id), text, t.body())).collect()
}

fn doctor_and_unit(form: &CasePaper<'_>, place: &Place) -> Vec<(&'static str, String)> {
    let doctor = place
        .doctor
        .as_deref()
        .map_or(String::new(), |code| form.masters.doctor(code).map_or_else(|| code.to_owned(), |d| joined(&d.name)));
    let department = form.department(&place.department);
    let department = if place.unit.is_empty() { department } else { format!("{department} · {}", place.unit) };
    vec![("paper-department", department), ("paper-doctor", doctor)]
}

/// The first place of a stay, or what the form says.
fn first_place(form: &CasePaper<'_>) -> Place {
    form.course.and_then(|c| c.held.first()).map_or_else(|| place_of(form.sheet), |held| held.place.clone())
}

fn place_of(sheet: &Sheet) -> Place {
    let some = |code: &str| Some(sheet.get(code).to_owned()).filter(|text| !text.is_empty());
    Place {
        ward: sheet.get("ward").to_owned(),
        bed: some("bed"),
        department: sheet.get("department").to_owned(),
        doctor: some("doctor"),
        unit: sheet.get("unit").to_owned(),
    }
}

/// Handed to the patient at admission.
pub(super) fn admission(form: &CasePaper<'_>, size: Size) -> Vec<Page> {
    let place = first_place(form);
    let admitted = form.course.and_then(crate::hospital::ipd::Course::admitted).unwrap_or(form.at);
    let all = |t: Type| {
        let value = |code: &str| form.value(FormId::Admission, form.sheet, code);
        let mut all = form.who_rows(t);
        all.insert(0, form.number_row(t));
        all.extend(filled(t, doctor_and_unit(form, &place)));
        all.push(Row::new(label("paper-case-admitted"), moment(admitted), t.body().bold()));
        let details = form.patient.map(|p| &p.details);
        let mut rest = Vec::new();
        let kin = [value("kin_name"), value("kin_relation"), value("kin_mobile")];
        let kin = kin.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" · ");
        rest.extend(filled(
            t,
            vec![
                ("paper-case-source", value("source")),
                ("paper-case-diagnosis-short", value("diagnosis")),
                ("paper-case-kin", kin),
                ("paper-mobile", details.and_then(mobile).unwrap_or_default()),
                ("paper-address", details.map(address).unwrap_or_default()),
                ("paper-uhid", details.and_then(|d| d.uhid.clone()).unwrap_or_default()),
                ("paper-case-belongings", value("belongings")),
            ],
        ));
        (all, rest)
    };
    let plan = Plan {
        title: "paper-title-admission",
        beside: Box::new(|pen, t| place_box(pen, t, form, &place)),
        rows: Box::new(all),
        signs: ["paper-sign-family", "paper-sign-admitting"],
    };
    lay_out(form, size, &plan)
}

/// From where to where: as it was done, as it is planned, or as the form says.
fn from_and_to(form: &CasePaper<'_>, sheet: &Sheet) -> (Option<Place>, Place) {
    let held: &[Held] = form.course.map_or(&[], |c| &c.held);
    let at = DateTime::parse_from_rfc3339(sheet.get("at")).unwrap_or(form.at);
    let there = |h: &Held| h.place.ward == sheet.get("ward") && h.place.bed.as_deref().unwrap_or("") == sheet.get("bed");
    let now = held.iter().position(|h| h.from == at && there(h)).or_else(|| held.iter().rposition(there)).filter(|i| *i > 0);
    let from = now.map_or_else(|| held.last(), |i| held.get(i - 1)).map(|h| h.place.clone());
    let mut to = now.and_then(|i| held.get(i)).map_or_else(|| place_of(sheet), |h| h.place.clone());
    // What the form leaves empty stays as it was.
    if let Some(from) = &from {
        if to.department.is_empty() {
            to.department.clone_from(&from.department);
        }
        to.doctor = to.doctor.or_else(|| from.doctor.clone());
    }
    (from, to)
}

/// Goes with the patient to the next ward.
pub(super) fn transfer(form: &CasePaper<'_>, size: Size) -> Vec<Page> {
    let sheet = form.transfer.unwrap_or(form.sheet);
    let (from, to) = from_and_to(form, sheet);
    let all = |t: Type| {
        let mut all = form.who_rows(t);
        all.insert(0, form.number_row(t));
        let bold = t.body().bold();
        let place = |place: &Place| {
            let ward = joined(&form.ward(&place.ward));
            place.bed.as_ref().map_or(ward.clone(), |bed| format!("{ward}\n{} {bed}", label("paper-case-bed")))
        };
        all.push(Row::new(label("paper-case-from"), from.as_ref().map_or("–".to_owned(), place), t.body()));
        all.push(Row::new(label("paper-case-to"), place(&to), bold));
        let planned = sheet.is("planned", "yes");
        let when = if planned { "paper-case-planned" } else { "paper-case-moved" };
        let at = DateTime::parse_from_rfc3339(sheet.get("at")).unwrap_or(form.at);
        all.push(Row::new(label(when), moment(at), bold));
        all.extend(filled(t, doctor_and_unit(form, &to)));
        (all, filled(t, vec![("paper-case-reason", sheet.get("reason").to_owned())]))
    };
    let plan = Plan {
        title: "paper-title-transfer",
        beside: Box::new(|pen, t| place_box(pen, t, form, &to)),
        rows: Box::new(all),
        signs: ["paper-sign-sent", "paper-sign-received"],
    };
    lay_out(form, size, &plan)
}

/// Whole days between two moments by the calendar; a day begun is a day.
pub(super) fn days(from: DateTime<FixedOffset>, to: DateTime<FixedOffset>) -> u64 {
    u64::try_from((to.date_naive() - from.date_naive()).num_days()).unwrap_or(0).max(1)
}

/// Taken home: what was found, what to do, when to come again.
pub(super) fn discharge(form: &CasePaper<'_>, size: Size) -> Vec<Page> {
    let empty = Sheet::default();
    let ending = form.ending.unwrap_or(&empty);
    let admitted = form.course.and_then(crate::hospital::ipd::Course::admitted);
    let left = form.course.and_then(|c| c.discharged).unwrap_or(form.at);
    let value = |code: &str| form.value(FormId::Discharge, ending, code);
    let all = |t: Type| {
        let mut all = form.who_rows(t);
        all.insert(0, form.number_row(t));
        if let Some(place) = form.course.and_then(|c| c.last_place()) {
            let ward = joined(&form.ward(&place.ward));
            let bed = place.bed.as_ref().map_or(ward.clone(), |bed| format!("{ward} · {bed}"));
            all.push(Row::new(label("paper-case-ward"), bed, t.body()));
            all.extend(filled(t, doctor_and_unit(form, place)));
        }
        let stay = admitted.map_or_else(
            || moment(left),
            |from| {
                // A moment is not torn apart.
                let [from_words, left_words] = [moment(from), moment(left)].map(|m| m.replace(' ', "\u{a0}"));
                format!("{from_words} – {left_words}\n{}", joined(&counted("paper-case-days", days(from, left))))
            },
        );
        all.push(Row::new(label("paper-case-stay"), stay, t.body()));
        let diagnosis = [value("diagnosis"), value("icd")].into_iter().filter(|d| !d.is_empty()).collect::<Vec<_>>().join(" · ");
        let mut rest = Vec::new();
        if !diagnosis.is_empty() {
            rest.push(Row::new(label("paper-case-diagnosis-short"), diagnosis, t.body().bold()));
        }
        rest.extend(filled(
            t,
            vec![
                ("paper-case-operations", value("operations")),
                ("paper-case-advice", value("advice")),
                ("paper-case-referred-to", value("referred_to")),
                ("paper-case-body-to", value("body_to")),
                ("paper-case-signed", value("doctor")),
            ],
        ));
        if !ending.get("follow_up").is_empty() {
            rest.push(Row::new(label("paper-case-review"), value("follow_up"), t.body().bold()));
        }
        (all, rest)
    };
    let outcome = crate::hospital::forms::choice("outcome", ending.get("outcome")).map_or_else(|| same("–"), |c| c.name.clone());
    let plan = Plan {
        title: "paper-title-discharge",
        beside: Box::new(|pen, t| words_box(pen, t, "paper-case-outcome", &outcome)),
        rows: Box::new(all),
        signs: ["paper-card-signature", "paper-sign-family"],
    };
    lay_out(form, size, &plan)
}

fn words_box(pen: &mut Pen, t: Type, heading: &str, words: &Bilingual) {
    boxed(pen, t, &label(heading), |inner| {
        for text in [&words.hi, &words.en] {
            for line in crate::paper::shape::lines(text, Style::new(t.mm(4.0)).bold(), inner.width) {
                inner.line(&line, Style::new(t.mm(4.0)).bold(), Align::Centre);
            }
        }
    });
}

/// At the door of the emergency: how urgent, who, found where. As a pack of a mass casualty it waits to be filled in by pen.
pub(super) fn arrival(form: &CasePaper<'_>, size: Size) -> Vec<Page> {
    if let Some((event, serial)) = form.pack {
        return pack(form, size, event, serial);
    }
    let triage = form.masters.triage(form.sheet.get("triage"));
    let all = |t: Type| {
        let value = |code: &str| form.value(FormId::Arrival, form.sheet, code);
        let mut all = form.who_rows(t);
        all.insert(0, form.number_row(t));
        all.push(Row::new(label("paper-case-arrived"), moment(form.at), t.body().bold()));
        let join = |codes: [&str; 3]| codes.map(value).into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join("\n");
        let details = form.patient.map(|p| &p.details);
        let rest = filled(
            t,
            vec![
                ("paper-case-came-by", value("mode")),
                ("paper-case-condition", value("condition")),
                ("paper-case-complaint", value("complaint")),
                ("paper-case-brought", join(["brought_by", "brought_name", "brought_mobile"])),
                ("paper-case-station", value("station")),
                ("paper-case-marks", join(["mark_1", "mark_2", ""])),
                ("paper-case-found", value("found_at")),
                ("paper-mobile", details.and_then(mobile).unwrap_or_default()),
                ("paper-address", details.map(address).unwrap_or_default()),
            ],
        );
        (all, rest)
    };
    let plan = Plan {
        title: "paper-title-arrival",
        beside: Box::new(|pen, t| triage_box(pen, t, triage)),
        rows: Box::new(all),
        signs: ["paper-sign-brought", "paper-card-signature"],
    };
    lay_out(form, size, &plan)
}

/// The triage category as words in a ground or frame that a black printer can show: the most urgent is solid, then ever thinner frames;
/// the dead have a black edge left and right.
pub(super) fn triage_box(pen: &mut Pen, t: Type, triage: Option<&Triage>) {
    let empty = both("paper-case-triage");
    let (name, colour) = triage.map_or((&empty, TriageColour::Green), |t| (&t.name, t.colour));
    let solid = matches!(colour, TriageColour::Red);
    let edge = if matches!(colour, TriageColour::Black) { t.mm(3.0) } else { 0.0 };
    let inset = t.mm(1.8) + edge;
    let ink = if solid { Ink::White } else { Ink::Black };
    let mut inner = Pen::new(pen.x + inset, pen.y + t.mm(1.6), pen.width - 2.0 * inset);
    inner.fitted(&label("paper-case-triage"), t.small().ink(ink), t.mm(1.6), Align::Centre);
    // The word of the colour large, what it means below it.
    for text in [&name.hi, &name.en] {
        let (word, meaning) = text.split_once(':').unwrap_or((text, ""));
        inner.fitted(word.trim(), Style::new(t.mm(6.2)).bold().ink(ink), t.mm(2.6), Align::Centre);
        if meaning.is_empty() {
            continue;
        }
        inner.fitted(meaning.trim(), Style::new(t.mm(3.0)).ink(ink), t.mm(1.8), Align::Centre);
    }
    let area = Rect::new(pen.x, pen.y, pen.width, inner.y + t.mm(1.4) - pen.y);
    if solid {
        pen.items.push(Item::Fill { area, ink: Ink::Black });
    } else {
        let thick = match colour {
            TriageColour::Orange => 1.5,
            TriageColour::Yellow => 1.0,
            _ => FRAME,
        };
        pen.items.push(Item::Frame { area, radius: 0.0, line: thick, ink: Ink::Black });
    }
    if edge > 0.0 {
        for x in [area.x, area.right() - edge] {
            pen.items.push(Item::Fill { area: Rect { x, w: edge, ..area }, ink: Ink::Black });
        }
    }
    pen.y = area.bottom();
    pen.keep(inner);
}

/// A pack: number and running number large, the rest by pen.
fn pack(form: &CasePaper<'_>, size: Size, event: &str, serial: u32) -> Vec<Page> {
    const LINES: [(&str, f32); 6] = [
        ("paper-name", 1.0),
        ("paper-age-sex", 1.0),
        ("paper-case-marks", 2.0),
        ("paper-case-found", 1.0),
        ("paper-case-triage", 1.0),
        ("paper-case-sent-to", 1.0),
    ];
    let codes = Codes::of(form.qr);
    let fill = |factor: f32| {
        let t = Type::of(size, factor);
        let mut top = pen(size);
        header(&mut top, t, size, form.hospital, &label("paper-title-pack"));
        banners(&mut top, t, form.mode, form.copy);
        form.marks(&mut top, t);
        top.skip(t.mm(1.6));
        top.shrunk(event, Style::new(t.mm(5.6)).bold(), 2, t.mm(3.4));
        top.skip(t.mm(1.0));
        let running = |pen: &mut Pen, t: Type| {
            boxed(pen, t, &label("paper-case-pack"), |inner| tight(inner, &serial.to_string(), Style::new(t.mm(17.0)).bold()));
        };
        number_beside(&mut top, t, size, form.main_number(), &running);
        top.skip(t.mm(1.2));
        rows(&mut top, t, size, &[form.number_row(t), Row::new(label("paper-case-prepared"), moment(form.at), t.body())]);
        for (id, count) in LINES {
            write_here(&mut top, t, size, &label(id), count);
        }
        let mut under = Pen::new(top.x, 0.0, top.width);
        foot(&mut under, t, size, &form.made(), &codes);
        Filled { top, foot: under }
    };
    vec![one_page(size, fill)]
}

/// A label and `count` lines to write on.
fn write_here(pen: &mut Pen, t: Type, size: Size, words: &str, count: f32) {
    let beside = if size == Size::Roll58 { 0.0 } else { t.mm(27.5) };
    let mut left = pen.beside(pen.x, if beside > 0.0 { beside - t.mm(1.5) } else { pen.width });
    left.skip(t.mm(if beside > 0.0 { 3.6 } else { 1.0 }));
    left.shrunk(words, t.label(), 2, t.mm(2.0));
    let mut down = if beside > 0.0 { pen.y } else { left.y };
    let mut left_lines = count;
    while left_lines > 0.5 {
        down += t.mm(7.4);
        pen.items.push(Item::Fill { area: Rect::new(pen.x + beside, down, pen.width - beside, 0.2), ink: Ink::Faint });
        left_lines -= 1.0;
    }
    pen.keep(left);
    pen.y = down;
}

/// `24-11-2022 09:14 – 26-11-2022 11:00`, or only since when.
pub(super) fn span(held: &Held) -> String {
    let until = held.to.map_or_else(String::new, moment);
    format!("{} – {until}", moment(held.from)).trim().to_owned()
}
