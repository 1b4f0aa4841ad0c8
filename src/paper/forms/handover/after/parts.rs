//! The parts of the after-action report, each a heading with a picture or a table under it. A picture is never cut by a page's end.

use super::{AfterPaper, CountLine, LabFigures, ModuleLine, PaperFigures, QueueLine, TimelineLine};
use crate::paper::fonts::length;
use crate::paper::forms::both::{both, both_with, joined, label, moment, same};
use crate::paper::forms::chart::{Bar, Columns, Part, TimeScale, bar, columns, days, fall, hours, parts, spans};
use crate::paper::forms::flow::{A4, Flow, Table};
use crate::paper::forms::handover::{BODY, Figure, SMALL, figures, heading, put_row, sentence, stacked, table_heads};
use crate::paper::forms::kit::HAIR;
use crate::paper::forms::lab::tat_groups;
use crate::paper::layout::{Align, Pen};
use crate::paper::page::Ink;
use crate::paper::shape::Style;
use crate::words::grouped;
use chrono::{DateTime, Duration, FixedOffset};

/// Where a picture of time begins from the column's left edge, millimetres.
const SCALE_X: f32 = 46.0;
/// Room right of it for a figure.
const SCALE_RIGHT: f32 = 18.0;
/// Heights of the pictures.
const HOURS_HIGH: f32 = 17.0;
const FALL_HIGH: f32 = 55.0;

fn scale(pen: &Pen, left: f32, right: f32, (from, to): (DateTime<FixedOffset>, DateTime<FixedOffset>)) -> TimeScale {
    TimeScale { from, to: to.max(from + Duration::minutes(1)), x: pen.x + left, width: pen.width - left - right }
}

/// When each part of the work was in manual mode, and how long together.
pub(super) fn downtime(flow: &mut Flow<'_>, form: &AfterPaper<'_>) {
    let last = form.modules.iter().flat_map(|m| &m.manual).filter_map(|(_, to)| *to).max();
    // A part may go on for longer than the hospital as a whole; what has not ended goes on until the report was made.
    let end = form.event.ended.map_or(form.head.at, |ended| last.map_or(ended, |last| last.max(ended)));
    let mut block = flow.block();
    heading(&mut block, &label("paper-after-downtime"));
    let scale = scale(&block, SCALE_X, SCALE_RIGHT, (form.event.began, end));
    let mut total = Pen::new(scale.x + scale.width + 2.0, block.y, SCALE_RIGHT - 2.0);
    total.fitted(&label("paper-after-hours"), SMALL.muted(), 1.5, Align::Right);
    block.keep(total);
    days(&mut block, &scale);
    flow.put_with(block, 10.0);
    for module in form.modules {
        let mut block = flow.block();
        let span = |(from, to): &(DateTime<FixedOffset>, Option<DateTime<FixedOffset>>)| to.unwrap_or(end) - *from;
        let together = module.manual.iter().map(span).fold(Duration::zero(), |sum, span| sum + span);
        let mut said = Pen::new(scale.x + scale.width + 2.0, 0.4, SCALE_RIGHT - 2.0);
        let open = module.manual.iter().any(|(_, to)| to.is_none());
        let text = if open { format!("{} +", hours(together)) } else { hours(together) };
        said.fitted(&text, Style::new(2.6).bold(), 1.8, Align::Right);
        spans(&mut block, &scale, &joined(&module.name), &module.manual);
        block.keep(said);
        put_row(flow, block, |again| days(again, &scale));
    }
}

/// Shares of the columns: when, what, who.
const TIMELINE_COLUMNS: [f32; 3] = [17.0, 61.0, 22.0];
const TIMELINE_HEADS: [&str; 3] = ["paper-after-when", "paper-after-what", "paper-after-who"];

pub(super) fn timeline(flow: &mut Flow<'_>, lines: &[TimelineLine]) {
    if lines.is_empty() {
        return;
    }
    let table = Table::new(A4.margin, A4.inner(), &TIMELINE_COLUMNS);
    let mut block = flow.block();
    heading(&mut block, &label("paper-after-timeline"));
    table_heads(&mut block, &table, &TIMELINE_HEADS);
    flow.put_with(block, 8.0);
    for line in lines {
        let mut block = flow.block();
        block.skip(0.4);
        let cells = [(moment(line.at), BODY), (joined(&line.what), BODY.bold()), (line.who.clone(), SMALL)];
        table.row(&mut block, cells.iter().map(|(text, style)| (text.as_str(), *style)));
        block.skip(0.4);
        block.rule(HAIR, Ink::Faint);
        put_row(flow, block, |again| table_heads(again, &table, &TIMELINE_HEADS));
    }
}

/// Each part of the work by hour of the day and by day.
pub(super) fn volumes(flow: &mut Flow<'_>, modules: &[ModuleLine]) {
    let hours: Vec<String> = (0..24).map(|hour| format!("{hour:02}")).collect();
    for (i, module) in modules.iter().enumerate() {
        let mut block = flow.block();
        if i == 0 {
            heading(&mut block, &label("paper-after-volumes"));
        }
        let all = module.by_hour.iter().copied().fold(0, u64::saturating_add);
        block.skip(1.0);
        block.text(&format!("{}: {}", joined(&module.name), grouped(all)), BODY.bold());
        let (gap, half) = (6.0, (block.width - 6.0) / 2.0);
        let mut left = block.beside(block.x, half);
        left.text(&label("paper-after-by-hour"), SMALL.muted());
        columns(&mut left, &Columns { counts: &module.by_hour, under: &hours, high: HOURS_HIGH });
        let mut right = block.beside(block.x + half + gap, half);
        right.text(&label("paper-after-by-day"), SMALL.muted());
        let counts: Vec<u64> = module.by_day.iter().map(|(_, count)| *count).collect();
        let days: Vec<String> = module.by_day.iter().map(|(day, _)| day.format("%d-%m").to_string()).collect();
        columns(&mut right, &Columns { counts: &counts, under: &days, high: HOURS_HIGH });
        block.follow(left);
        block.follow(right);
        flow.put(block);
    }
}

/// Shares of the columns: where, how many, when, half waited, longest.
const QUEUE_COLUMNS: [f32; 5] = [28.0, 34.0, 15.0, 12.0, 11.0];
const QUEUE_HEADS: [&str; 5] =
    ["paper-after-where", "paper-after-longest", "paper-after-when", "paper-after-median", "paper-after-worst"];

/// The longest queues in the form's order, and how long people waited.
pub(super) fn queues(flow: &mut Flow<'_>, lines: &[QueueLine]) {
    if lines.is_empty() {
        return;
    }
    let most = lines.iter().map(|line| line.longest).max().unwrap_or(0);
    let table = Table::new(A4.margin, A4.inner(), &QUEUE_COLUMNS);
    let mut block = flow.block();
    heading(&mut block, &label("paper-after-queues"));
    table_heads(&mut block, &table, &QUEUE_HEADS);
    flow.put_with(block, 10.0);
    for line in lines {
        let mut block = flow.block();
        block.skip(0.5);
        let (x, width) = table.column(1);
        let mut people = block.beside(x, width);
        bar(&mut people, &Bar { words: "", count: line.longest, most, words_share: 0.0 });
        let wait = |mins: u32| hours(Duration::minutes(i64::from(mins)));
        let cells = [stacked(&line.place), String::new(), moment(line.at), wait(line.median_mins), wait(line.longest_mins)];
        table.row(&mut block, cells.iter().map(String::as_str).zip([SMALL, SMALL, SMALL, BODY.bold(), BODY.bold()]));
        block.follow(people);
        block.skip(0.4);
        block.rule(HAIR, Ink::Faint);
        put_row(flow, block, |again| table_heads(again, &table, &QUEUE_HEADS));
    }
}

/// Counts as bars, two beside each other.
pub(super) fn counts(flow: &mut Flow<'_>, title: &str, lines: &[CountLine]) {
    if lines.is_empty() {
        return;
    }
    let most = lines.iter().map(|line| line.count).max().unwrap_or(0);
    let mut block = flow.block();
    heading(&mut block, &label(title));
    flow.put_with(block, 6.0);
    // Read down the first column, then down the second: pages are cut between rows.
    let rows = lines.len().div_ceil(2);
    let (left, right) = lines.split_at_checked(rows).unwrap_or((lines, &[]));
    for (i, line) in left.iter().enumerate() {
        let mut block = flow.block();
        let (gap, half) = (6.0, (block.width - 6.0) / 2.0);
        let mut below = block.beside(block.x, block.width);
        for (at, line) in [Some(line), right.get(i)].into_iter().enumerate() {
            let Some(line) = line else { continue };
            let mut cell = block.beside((half + gap).mul_add(length(at), block.x), half);
            let words = joined(&line.name);
            bar(&mut cell, &Bar { words: &words, count: line.count, most, words_share: 0.52 });
            below.follow(cell);
        }
        block.follow(below);
        flow.put(block);
    }
}

pub(super) fn laboratory(flow: &mut Flow<'_>, lab: Option<&LabFigures<'_>>) {
    let Some(lab) = lab else { return };
    let mut block = flow.block();
    heading(&mut block, &label("paper-after-lab"));
    let all = [
        Figure::new("paper-lab-collected", lab.collected),
        Figure::new("paper-lab-received", lab.received),
        Figure::new("paper-lab-rejected-count", lab.rejected),
        Figure::new("paper-after-released", lab.released),
    ];
    figures(&mut block, &all);
    flow.put_with(block, 30.0);
    tat_groups(flow, lab.groups);
}

/// What became of the provisional patients, and of those who were there twice.
pub(super) fn matching(flow: &mut Flow<'_>, form: &AfterPaper<'_>) {
    let found = form.matching;
    let mut block = flow.block();
    heading(&mut block, &label("paper-after-matching"));
    let part = |id: &str, count: u64, ink: Ink| Part { words: stacked(&both(id)), count, ink };
    let all = [
        part("paper-after-linked", found.linked, Ink::Black),
        part("paper-after-reviewed", found.reviewed, Ink::Muted),
        part("paper-after-new", found.new, Ink::Faint),
        part("paper-after-waiting", found.waiting, Ink::White),
    ];
    parts(&mut block, &all);
    block.skip(1.6);
    let twice = form.duplicates;
    let values = [("found", twice.found), ("merged", twice.merged), ("unmerged", twice.unmerged)];
    let values = values.map(|(name, n)| (name, same(&grouped(n))));
    let values: Vec<_> = values.iter().map(|(name, text)| (*name, text)).collect();
    block.text(&stacked(&both_with("paper-after-duplicates", &values)), BODY);
    flow.put(block);
}

/// The backlog from its height to zero.
pub(super) fn burn_down(flow: &mut Flow<'_>, form: &AfterPaper<'_>) {
    let (Some(first), Some(last)) = (form.burn_down.first(), form.burn_down.last()) else { return };
    let mut block = flow.block();
    heading(&mut block, &label("paper-after-burn"));
    let scale = scale(&block, 16.0, 2.0, (first.at, last.at));
    let points: Vec<_> = form.burn_down.iter().map(|point| (point.at, point.open)).collect();
    fall(&mut block, &scale, &points, FALL_HIGH);
    let end = if last.open == 0 {
        joined(&both_with("paper-after-burnt", &[("at", &same(&moment(last.at)))]))
    } else {
        sentence("paper-hand-lacks-open", last.open)
    };
    block.text(&end, BODY.bold());
    flow.put(block);
}

/// Shares of the columns: counter, when, letters, back, lost.
const DEAD_COLUMNS: [f32; 5] = [16.0, 26.0, 22.0, 18.0, 18.0];
const DEAD_HEADS: [&str; 5] =
    ["paper-hand-counter", "paper-after-when", "paper-series-letter", "paper-after-back", "paper-after-lost"];

pub(super) fn papers_and_pcs(flow: &mut Flow<'_>, form: &AfterPaper<'_>) {
    let mut block = flow.block();
    heading(&mut block, &label("paper-after-dead"));
    let read = form.papers;
    let values = [("pages", read.pages), ("taken", read.taken), ("unread", read.unread)];
    let values = values.map(|(name, n)| (name, same(&grouped(n))));
    let values: Vec<_> = values.iter().map(|(name, text)| (*name, text)).collect();
    if read != PaperFigures::default() {
        block.text(&stacked(&both_with("paper-after-papers", &values)), BODY);
        block.skip(1.2);
    }
    let table = Table::new(A4.margin, A4.inner(), &DEAD_COLUMNS);
    if form.dead.is_empty() {
        block.text(&label("paper-after-none-dead"), BODY);
    } else {
        table_heads(&mut block, &table, &DEAD_HEADS);
    }
    flow.put_with(block, 8.0);
    for pc in form.dead {
        let mut block = flow.block();
        block.skip(0.4);
        let letters = format!("{} » {}", pc.letter, pc.next);
        let cells = [pc.counter.clone(), moment(pc.at), letters, grouped(pc.back), grouped(pc.lost)];
        let lost = if pc.lost == 0 { BODY } else { BODY.bold() };
        table.row(&mut block, cells.iter().map(String::as_str).zip([BODY.bold(), BODY, BODY, BODY, lost]));
        block.skip(0.4);
        block.rule(HAIR, Ink::Faint);
        put_row(flow, block, |again| table_heads(again, &table, &DEAD_HEADS));
    }
}
