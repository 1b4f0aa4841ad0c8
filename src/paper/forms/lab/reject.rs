//! The rejection slip: which tube cannot be used, why, who was told, and what to do now.

use super::sheet::{bar_words, mark, tube_words};
use super::{LabHead, LabPatient, LabTestName};
use crate::hospital::forms::choice;
use crate::hospital::lab::Accession;
use crate::hospital::pack::Bilingual;
use crate::paper::forms::both::{both, joined, label, moment, same};
use crate::paper::forms::grid::open_line;
use crate::paper::forms::kit::{Codes, FRAME, Row, Type, banners, foot, header, number_over_bar, rows};
use crate::paper::layout::{Align, Filled, Pen, one_page, pen};
use crate::paper::page::Ink;
use crate::paper::shape::Style;
use crate::paper::{Page, Size};
use chrono::{DateTime, FixedOffset};

/// A rejected tube.
#[derive(Clone, Copy)]
pub struct RejectionPaper<'a> {
    pub head: LabHead<'a>,
    /// Of the order.
    pub number: &'a str,
    pub patient: &'a LabPatient,
    /// Where it came from; empty for none.
    pub ward: &'a Bilingual,
    pub doctor: &'a Bilingual,
    pub accession: Accession,
    /// Code of the tube.
    pub tube: &'a str,
    pub urgent: bool,
    pub tests: &'a [LabTestName],
    pub collected: Option<DateTime<FixedOffset>>,
    pub rejected_at: DateTime<FixedOffset>,
    pub rejected_by: &'a Bilingual,
    /// Code of list `lab_reject`.
    pub why: &'a str,
    pub note: &'a str,
    /// Who was told; empty while nobody was: then there is a line for it.
    pub told: &'a str,
    /// The tube that takes its place, once it has a label.
    pub replaced_by: Option<Accession>,
}

/// The slip on a sheet or a roll.
#[must_use]
pub fn rejection_slip(form: &RejectionPaper<'_>, size: Size) -> Vec<Page> {
    vec![one_page(size, |factor| fill(form, size, Type::of(size, factor)))]
}

fn fill(form: &RejectionPaper<'_>, size: Size, t: Type) -> Filled {
    let mut top = pen(size);
    header(&mut top, t, size, form.head.hospital, &label("paper-title-rejection"));
    banners(&mut top, t, form.head.mode, form.head.copy);
    top.skip(t.mm(1.4));
    bar_words(&mut top, t, "paper-lab-rejected");
    if form.urgent {
        top.skip(t.mm(1.0));
        mark(&mut top, &label("paper-lab-urgent"), t.body().bold(), false);
    }
    top.skip(t.mm(1.8));
    number_over_bar(&mut top, t, &form.accession.spaced(), &form.accession.to_string());
    top.skip(t.mm(2.0));
    rows(&mut top, t, size, &all_rows(form, t, size));
    what_to_do(&mut top, t, form);
    let mut under = Pen::new(top.x, 0.0, top.width);
    if form.told.is_empty() {
        told_line(&mut under, t, size);
    }
    foot(&mut under, t, size, &form.head.made(false), &Codes::of(&[]));
    Filled { top, foot: under }
}

fn reason(form: &RejectionPaper<'_>) -> Bilingual {
    choice("lab_reject", form.why).map_or_else(|| same(form.why), |c| c.name.clone())
}

fn all_rows(form: &RejectionPaper<'_>, t: Type, size: Size) -> Vec<Row> {
    let mut rows = Vec::new();
    let reason = reason(form);
    let mut said = vec![(reason.hi.clone(), t.name())];
    if reason.en != reason.hi {
        said.push((reason.en, t.name()));
    }
    if !form.note.is_empty() {
        said.push((form.note.to_owned(), t.body()));
    }
    rows.push(Row { label: label("paper-case-reason"), texts: said });
    let who = [&form.patient.name.hi, &form.patient.name.en];
    let mut known: Vec<(String, Style)> =
        who.into_iter().filter(|name| !name.is_empty()).map(|name| (name.clone(), t.body().bold())).collect();
    known.push((form.patient.age_and_sex(), t.body()));
    known.push((form.patient.number.clone(), t.body().bold()));
    if form.patient.doubtful {
        known.push((label("paper-lab-doubtful"), t.small().bold()));
    }
    known.retain(|(text, _)| !text.is_empty());
    rows.push(Row { label: label("paper-lab-patient"), texts: known });
    let roll = size.is_roll();
    let name = |test: &LabTestName| if roll { joined(&test.name) } else { joined(&test.name).replace(' ', "\u{a0}") };
    let tests: Vec<String> = form.tests.iter().map(name).collect();
    let by = |at: DateTime<FixedOffset>, by: &Bilingual| format!("{}\n{}", moment(at), joined(by));
    let plain = [
        ("paper-lab-tube", tube_words(form.tube)),
        ("paper-lab-tests", tests.join(if roll { "\n" } else { "; " })),
        ("paper-case-ward", joined(form.ward)),
        ("paper-doctor", joined(form.doctor)),
        ("paper-lab-order-no", form.number.to_owned()),
        ("paper-lab-collected", form.collected.map_or_else(String::new, moment)),
        ("paper-lab-rejected-by", by(form.rejected_at, form.rejected_by)),
        ("paper-lab-told-to", form.told.to_owned()),
    ];
    let filled = plain.into_iter().filter(|(_, text)| !text.is_empty());
    rows.extend(filled.map(|(id, text)| Row::new(label(id), text, t.body())));
    rows
}

/// Collect again, and what to mind this time; or the tube that was collected already.
fn what_to_do(pen: &mut Pen, t: Type, form: &RejectionPaper<'_>) {
    pen.skip(t.mm(1.0));
    let top = pen.y;
    let inset = t.mm(1.6);
    let mut inner = Pen::new(pen.x + inset, top + t.mm(0.8), pen.width - 2.0 * inset);
    if let Some(other) = form.replaced_by {
        inner.shrunk(&label("paper-lab-replaced"), t.body().bold(), 2, t.mm(2.2));
        inner.fitted(&other.spaced(), t.name(), t.mm(2.6), Align::Left);
    } else {
        inner.shrunk(&label("paper-lab-recollect"), t.name(), 2, t.mm(2.6));
        let what = both(advice(form.why));
        inner.text(&what.hi, t.body());
        inner.text(&what.en, t.body());
    }
    pen.y = inner.y + t.mm(0.8);
    pen.keep(inner);
    pen.frame_from(top, FRAME, t.mm(1.2), Ink::Black);
}

/// What to mind when it is collected again.
fn advice(why: &str) -> &'static str {
    match why {
        "haemolysed" => "paper-lab-do-haemolysed",
        "clotted" => "paper-lab-do-clotted",
        "wrong-tube" => "paper-lab-do-wrong-tube",
        "unlabelled" => "paper-lab-do-unlabelled",
        "mismatch" => "paper-lab-do-mismatch",
        "too-old" => "paper-lab-do-too-old",
        "too-little" => "paper-lab-do-too-little",
        "leaked" => "paper-lab-do-leaked",
        "lipaemic" => "paper-lab-do-lipaemic",
        "contaminated" => "paper-lab-do-contaminated",
        "not-found" => "paper-lab-do-not-found",
        _ => "paper-lab-do-other",
    }
}

/// Who was told, to be written by pen.
fn told_line(pen: &mut Pen, t: Type, size: Size) {
    let style = t.small();
    let width = if size.is_roll() { pen.width } else { pen.width * 0.45 };
    let mut words = pen.beside(pen.x, width);
    words.skip(t.mm(1.0));
    words.shrunk(&label("paper-lab-told-to-when"), style, 2, t.mm(2.0));
    if size.is_roll() {
        pen.follow(words);
        open_line(pen, t.mm(6.0));
    } else {
        let base = words.y - t.mm(0.6);
        let mut dotted = Pen::new(pen.x + width, base, pen.width - width);
        open_line(&mut dotted, 0.0);
        pen.follow(words);
        pen.keep(dotted);
    }
    pen.skip(t.mm(2.0));
}
