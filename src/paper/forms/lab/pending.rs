//! The pending list: every tube that has not ended, where it is, how old against its limit, who had it last.

use super::sheet::{BODY, SMALL, hours, list_head, mark, person, stacked, tube_words};
use super::{LabHead, LabPatient, place_words};
use crate::hospital::lab::{Accession, TubePlace};
use crate::hospital::pack::Bilingual;
use crate::paper::Page;
use crate::paper::forms::both::{both, both_with, counted, joined, label, moment, same};
use crate::paper::forms::flow::{A4, Flow, Table};
use crate::paper::forms::kit::HAIR;
use crate::paper::layout::{Align, Pen};
use crate::paper::page::Ink;
use crate::paper::shape::Style;
use chrono::{DateTime, FixedOffset, TimeDelta};

/// The tubes that are open at one moment (`head.at`).
#[derive(Clone, Copy)]
pub struct PendingPaper<'a> {
    pub head: LabHead<'a>,
    /// Only this group; empty for all.
    pub group: &'a Bilingual,
    /// Urgent first, oldest first.
    pub lines: &'a [PendingRow],
}

/// One tube. No `Debug`: it is a person's.
#[derive(Clone)]
pub struct PendingRow {
    pub accession: Accession,
    /// Code of the tube.
    pub tube: String,
    pub patient: LabPatient,
    pub ward: Bilingual,
    pub urgent: bool,
    /// Codes of the tests that are still open.
    pub tests: Vec<String>,
    pub stands: TubePlace,
    /// Ward, bench or laboratory, as the last step said.
    pub at: String,
    pub collected: Option<DateTime<FixedOffset>>,
    /// The test that is the first to spoil, and until when it keeps.
    pub limit: Option<(String, DateTime<FixedOffset>)>,
    /// When, and by whom, it was moved last.
    pub since: DateTime<FixedOffset>,
    pub by: Bilingual,
    /// Critical values that nobody was told of: `K 6.8 HH`.
    pub critical: Vec<String>,
    /// Rejected, and no other was collected yet.
    pub recollect: bool,
}

/// Shares of the columns: tube, patient, tests, where, age.
const COLUMNS: [f32; 5] = [35.0, 48.0, 32.0, 42.0, 29.0];

/// The list, page by page.
#[must_use]
pub fn pending_list(form: &PendingPaper<'_>) -> Vec<Page> {
    let mut flow = Flow::new(A4, |pen, first| head(pen, form, first));
    let table = Table::new(flow.pen.x, flow.pen.width, &COLUMNS);
    for row in form.lines {
        let mut block = flow.block();
        tube_row(&mut block, &table, row, form.head.at);
        flow.put(block);
    }
    if form.lines.is_empty() {
        let mut block = flow.block();
        block.skip(2.0);
        block.text(&label("paper-lab-nothing-waits"), BODY);
        flow.put(block);
    }
    flow.finish(&form.head.made(false))
}

fn late(row: &PendingRow, now: DateTime<FixedOffset>) -> bool {
    row.limit.as_ref().is_some_and(|(_, until)| *until < now)
}

fn head(pen: &mut Pen, form: &PendingPaper<'_>, first: bool) {
    list_head(pen, &form.head, "paper-title-pending", &joined(form.group), first);
    if first {
        let count = |id: &str, wanted: &dyn Fn(&PendingRow) -> bool| {
            let n = form.lines.iter().filter(|row| wanted(row)).count();
            joined(&counted(id, u64::try_from(n).unwrap_or(0)))
        };
        let counts = [
            count("paper-lab-tubes", &|_| true),
            count("paper-lab-urgent-count", &|row| row.urgent),
            count("paper-lab-too-old-count", &|row| late(row, form.head.at)),
        ];
        pen.shrunk(&counts.join(" · "), SMALL.bold(), 2, 1.9);
        pen.skip(0.6);
    }
    let table = Table::new(pen.x, pen.width, &COLUMNS);
    let ids = ["paper-lab-tube", "paper-lab-patient", "paper-lab-tests", "paper-lab-where", "paper-lab-age"];
    let heads = ids.map(|id| stacked(&both(id)));
    table.row(pen, heads.iter().map(|text| (text.as_str(), SMALL.bold())));
    pen.skip(0.4);
    pen.rule(0.25, Ink::Black);
}

fn tube_row(pen: &mut Pen, table: &Table, row: &PendingRow, now: DateTime<FixedOffset>) {
    pen.skip(0.9);
    let cell = |at: usize| {
        let (x, width) = table.column(at);
        pen.beside(x, width)
    };
    let (mut tube, mut who, mut tests, mut place, mut age) = (cell(0), cell(1), cell(2), cell(3), cell(4));
    tube.fitted(&row.accession.spaced(), Style::new(3.6).bold(), 2.2, Align::Left);
    tube.shrunk(&tube_words(&row.tube), SMALL, 2, 1.8);
    for (id, solid, wanted) in [("paper-lab-urgent", true, row.urgent), ("paper-lab-recollect", false, row.recollect)] {
        if wanted {
            tube.skip(0.3);
            mark(&mut tube, &label(id), SMALL.bold(), solid);
        }
    }
    person(&mut who, &row.patient);
    who.shrunk(&joined(&row.ward), SMALL, 2, 1.8);
    tests.shrunk(&row.tests.join(" "), BODY, 6, 1.9);
    if !row.critical.is_empty() {
        tests.skip(0.3);
        mark(&mut tests, &row.critical.join(", "), SMALL.bold(), true);
        tests.text(&label("paper-lab-not-told"), SMALL.bold());
    }
    place.shrunk(&joined(&place_words(row.stands)), BODY.bold(), 2, 2.0);
    if !row.at.is_empty() {
        place.shrunk(&row.at, SMALL, 2, 1.8);
    }
    place.shrunk(&format!("{} · {}", moment(row.since), joined(&row.by)), SMALL.muted(), 3, 1.8);
    how_old(&mut age, row, now);
    for part in [tube, who, tests, place, age] {
        pen.follow(part);
    }
    pen.skip(0.9);
    pen.rule(HAIR, Ink::Faint);
}

/// Hours since collection, and what of the limit is left or passed.
fn how_old(pen: &mut Pen, row: &PendingRow, now: DateTime<FixedOffset>) {
    let minutes = |gap: TimeDelta| u32::try_from(gap.num_minutes().max(0)).unwrap_or(u32::MAX);
    let Some(collected) = row.collected else {
        pen.shrunk(&label("paper-lab-not-collected"), SMALL, 3, 1.8);
        return;
    };
    pen.text(&format!("{} h", hours(minutes(now - collected))), Style::new(3.4).bold());
    let Some((test, until)) = &row.limit else { return };
    let test = same(test);
    if *until < now {
        mark(pen, &label("paper-lab-too-old"), SMALL.bold(), true);
        let over = same(&hours(minutes(now - *until)));
        pen.shrunk(&joined(&both_with("paper-lab-limit-passed", &[("test", &test), ("time", &over)])), SMALL, 3, 1.8);
    } else {
        let left = same(&hours(minutes(*until - now)));
        pen.shrunk(&joined(&both_with("paper-lab-limit-left", &[("test", &test), ("time", &left)])), SMALL, 3, 1.8);
    }
}
