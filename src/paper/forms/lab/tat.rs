//! Turn-around times as a picture: per group from collection to release, rejections by reason, samples by hour.

use super::LabHead;
use super::sheet::{BODY, SMALL, heading, hours, list_head, stacked};
use crate::hospital::pack::Bilingual;
use crate::paper::Page;
use crate::paper::fonts::length;
use crate::paper::forms::both::{both, both_with, date, joined, label, same};
use crate::paper::forms::flow::{A4, Flow};
use crate::paper::forms::kit::HAIR;
use crate::paper::layout::{Align, Pen};
use crate::paper::page::{Ink, Item, Rect};
use crate::paper::shape::{Style, line};
use chrono::NaiveDate;

/// Some days of the laboratory in figures.
#[derive(Clone, Copy)]
pub struct TatPaper<'a> {
    pub head: LabHead<'a>,
    pub from: NaiveDate,
    pub to: NaiveDate,
    /// Tubes collected, received, rejected, and open now.
    pub collected: u32,
    pub received: u32,
    pub rejected: u32,
    pub pending: u32,
    /// In the order of the catalogue; only those that released something.
    pub groups: &'a [TatGroup],
    /// Reason in words, and how many; most first.
    pub reasons: &'a [(Bilingual, u32)],
    /// Tubes collected in each hour of the day, all days together.
    pub hours: [u32; 24],
}

/// One group.
#[derive(Debug, Clone)]
pub struct TatGroup {
    pub name: Bilingual,
    /// Tubes of which every test of this group is released, with both times known.
    pub count: u32,
    /// Half were as fast as this; nine of ten.
    pub median: TatSpan,
    pub p90: TatSpan,
}

/// Minutes from collection.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct TatSpan {
    /// Until the tube was received.
    pub to_received: u32,
    /// Until the last result was released.
    pub to_verified: u32,
}

/// Left edge of the bars from the column's; right of them stands how long.
const BARS_X: f32 = 46.0;
const BARS_RIGHT: f32 = 56.0;
const BAR_HIGH: f32 = 3.4;

/// The summary, on one page or more.
#[must_use]
pub fn tat_summary(form: &TatPaper<'_>) -> Vec<Page> {
    let mut flow = Flow::new(A4, |pen, first| head(pen, form, first));
    groups(&mut flow, form.groups);
    let mut block = flow.block();
    heading(&mut block, &label("paper-lab-by-hour"));
    by_hour(&mut block, &form.hours);
    flow.put(block);
    reasons(&mut flow, form);
    flow.finish(&form.head.made(false))
}

fn head(pen: &mut Pen, form: &TatPaper<'_>, first: bool) {
    let period = if form.from == form.to {
        date(form.from)
    } else {
        joined(&both_with("paper-book-period", &[("from", &same(&date(form.from))), ("to", &same(&date(form.to)))]))
    };
    list_head(pen, &form.head, "paper-title-tat", &period, first);
    if first {
        figures(pen, form);
    }
}

/// The laboratory in four figures.
fn figures(pen: &mut Pen, form: &TatPaper<'_>) {
    let percent = match form.received + form.rejected {
        0 => String::new(),
        _ if form.received == 0 => String::new(),
        _ => format!(" ({:.1} %)", f64::from(form.rejected) * 100.0 / f64::from(form.received)),
    };
    let all = [
        ("paper-lab-collected", form.collected.to_string()),
        ("paper-lab-received", form.received.to_string()),
        ("paper-lab-rejected-count", format!("{}{percent}", form.rejected)),
        ("paper-lab-pending-now", form.pending.to_string()),
    ];
    let width = pen.width / 4.0;
    let mut below = pen.beside(pen.x, pen.width);
    for (i, (id, text)) in all.iter().enumerate() {
        let mut cell = pen.beside(pen.x + length(i) * width, width - 3.0);
        let words = both(id);
        for words in [&words.hi, &words.en] {
            cell.fitted(words, SMALL.muted(), 1.6, Align::Left);
        }
        cell.fitted(text, Style::new(5.6).bold(), 3.0, Align::Left);
        below.follow(cell);
    }
    pen.follow(below);
}

/// A minute's length on paper, and the steps of the scale.
struct Scale {
    minutes: u32,
    step: u32,
    width: f32,
}

impl Scale {
    /// Up to the longest bar in even steps; but one group that takes days does not make the others invisible: its bar is broken off.
    fn of(groups: &[TatGroup], width: f32) -> Self {
        const STEPS: [u32; 12] = [5, 10, 15, 30, 60, 120, 180, 360, 720, 1440, 2880, 5760];
        let mut all: Vec<u32> = groups.iter().map(|g| g.median.to_verified.max(g.p90.to_verified)).collect();
        all.sort_unstable();
        let middle = all.get(all.len() / 2).copied().unwrap_or(0);
        let longest = all.last().copied().unwrap_or(0).min(middle.saturating_mul(4));
        let step = STEPS.into_iter().find(|step| longest <= step * 6).unwrap_or_else(|| longest.div_ceil(6).max(1));
        Self { minutes: longest.div_ceil(step).max(1) * step, step, width }
    }

    fn mm(&self, minutes: u32) -> f32 {
        let minutes = minutes.min(self.minutes);
        self.width * length(usize::try_from(minutes).unwrap_or(0)) / length(usize::try_from(self.minutes).unwrap_or(1))
    }
}

/// From collection to release: two bars a group, each page with the scale.
pub(in crate::paper::forms) fn groups(flow: &mut Flow<'_>, all: &[TatGroup]) {
    let mut title = flow.block();
    heading(&mut title, &label("paper-lab-tat-groups"));
    let scale = Scale::of(all, title.width - BARS_X - BARS_RIGHT);
    if all.is_empty() {
        title.text(&label("paper-lab-tat-none"), BODY);
        flow.put(title);
        return;
    }
    legend(&mut title);
    axis(&mut title, &scale);
    flow.put_with(title, 12.0);
    for group in all {
        let mut block = flow.block();
        group_bars(&mut block, group, &scale);
        if block.y > flow.room() {
            flow.next_page();
            let mut again = flow.block();
            axis(&mut again, &scale);
            flow.put(again);
        }
        flow.put(block);
    }
}

/// What the two shades are.
fn legend(pen: &mut Pen) {
    let mut x = pen.x;
    let y = pen.y;
    for (id, ink) in [("paper-lab-until-received", Ink::Faint), ("paper-lab-until-verified", Ink::Muted)] {
        let text = label(id);
        pen.items.push(Item::Fill { area: Rect::new(x, y + 0.5, 5.0, 2.4), ink });
        let mut words = Pen::new(x + 6.5, y, 80.0);
        words.text(&text, SMALL);
        pen.keep(words);
        x += 6.5 + line(&text, SMALL).width + 8.0;
    }
    pen.y = y + SMALL.leading() + 0.6;
}

/// Hours above the bars.
fn axis(pen: &mut Pen, scale: &Scale) {
    let left = pen.x + BARS_X;
    let y = pen.y;
    let mut at = 0;
    while at <= scale.minutes {
        let text = hours(at);
        let wide = line(&text, SMALL).width;
        let mut words = Pen::new(left + scale.mm(at) - wide / 2.0, y, wide + 0.1);
        words.text(&text, SMALL.muted());
        pen.keep(words);
        at += scale.step;
    }
    let mut unit = Pen::new(pen.x, y, BARS_X - 4.0);
    unit.fitted(&label("paper-lab-hours-minutes"), SMALL.muted(), 1.6, Align::Left);
    pen.keep(unit);
    pen.y = y + SMALL.leading();
    pen.rule(HAIR, Ink::Black);
}

fn group_bars(pen: &mut Pen, group: &TatGroup, scale: &Scale) {
    let (top, left) = (pen.y, pen.x + BARS_X);
    let mut name = Pen::new(pen.x, top + 0.8, BARS_X - 4.0);
    name.shrunk(&stacked(&group.name), SMALL.bold(), 3, 1.8);
    let count = both_with("paper-lab-tat-count", &[("n", &same(&group.count.to_string()))]);
    name.fitted(&joined(&count), SMALL.muted(), 1.6, Align::Left);
    let mut bars = Pen::new(left, top + 1.2, scale.width + BARS_RIGHT);
    for (id, span) in [("paper-lab-median", group.median), ("paper-lab-p90", group.p90)] {
        let received = span.to_received.min(span.to_verified);
        let (to_received, to_verified) = (scale.mm(received), scale.mm(span.to_verified).max(0.3));
        let y = bars.y;
        let mut bar = |x: f32, w: f32, ink: Ink| bars.items.push(Item::Fill { area: Rect::new(x, y, w, BAR_HIGH), ink });
        bar(left, to_verified, Ink::Muted);
        if to_received > 0.0 {
            bar(left, to_received, Ink::Faint);
        }
        if span.to_verified > scale.minutes {
            bar(left + to_verified - 3.0, 0.9, Ink::White);
            bar(left + to_verified - 5.0, 0.9, Ink::White);
        }
        let parts = format!("{} + {}", hours(received), hours(span.to_verified - received));
        let text = format!("{} ({parts}) {}", hours(span.to_verified), label(id));
        let style = if id == "paper-lab-median" { SMALL.bold() } else { SMALL };
        let room = pen.x + pen.width - left - to_verified - 1.2;
        let ground = line(&text, style).width.min(room) + 0.8;
        bars.items.push(Item::Fill { area: Rect::new(left + to_verified + 0.8, y, ground, BAR_HIGH), ink: Ink::White });
        let mut words = Pen::new(left + to_verified + 1.2, y - 0.1, room);
        words.fitted(&text, style, 1.5, Align::Left);
        bars.keep(words);
        bars.y = y + BAR_HIGH + 0.5;
    }
    pen.follow(name);
    pen.follow(bars);
    pen.skip(0.9);
    let height = pen.y - top;
    let mut at = 0;
    let mut lines = Vec::new();
    while at <= scale.minutes {
        lines.push(Item::Fill { area: Rect::new(left + scale.mm(at), top, HAIR, height), ink: Ink::Faint });
        at += scale.step;
    }
    // Behind the bars.
    lines.append(&mut pen.items);
    pen.items = lines;
    pen.rule(HAIR, Ink::Faint);
}

/// How high the tallest column is.
const HOURS_HIGH: f32 = 30.0;

/// A column an hour, its count above, the hour below.
fn by_hour(pen: &mut Pen, counts: &[u32; 24]) {
    let most = counts.iter().copied().max().unwrap_or(0).max(1);
    let width = pen.width / 24.0;
    let small = Style::new(2.2);
    let base = pen.y + small.leading() + HOURS_HIGH;
    for (hour, count) in counts.iter().enumerate() {
        let x = pen.x + length(hour) * width;
        let high = HOURS_HIGH * share(*count, most);
        if *count > 0 {
            let area = Rect::new(x + 0.8, base - high.max(0.25), width - 1.6, high.max(0.25));
            pen.items.push(Item::Fill { area, ink: Ink::Muted });
            let mut words = Pen::new(x, base - high - small.leading(), width);
            words.fitted(&count.to_string(), small, 1.4, Align::Centre);
            pen.keep(words);
        }
        let mut words = Pen::new(x, base + 0.6, width);
        words.aligned(&format!("{hour:02}"), small.muted(), Align::Centre);
        pen.keep(words);
    }
    pen.y = base;
    pen.rule(HAIR, Ink::Black);
    pen.skip(small.leading() + 0.6);
}

/// A count as a share of another.
fn share(count: u32, of: u32) -> f32 {
    let mm = |n: u32| length(usize::try_from(n).unwrap_or(0));
    mm(count) / mm(of).max(1.0)
}

/// How many were rejected for each reason.
fn reasons(flow: &mut Flow<'_>, form: &TatPaper<'_>) {
    let most = form.reasons.iter().map(|(_, count)| *count).max().unwrap_or(0).max(1);
    let mut title = flow.block();
    heading(&mut title, &label("paper-lab-by-reason"));
    if form.reasons.is_empty() {
        title.text(&label("paper-lab-none-rejected"), BODY);
    }
    flow.put_with(title, if form.reasons.is_empty() { 0.0 } else { 6.0 });
    for (reason, count) in form.reasons {
        let mut block = flow.block();
        let mut words = block.beside(block.x, 62.0);
        words.shrunk(&joined(reason), SMALL, 2, 1.8);
        let x = block.x + 66.0;
        let wide = (block.width - 66.0 - 14.0) * share(*count, most);
        block.items.push(Item::Fill { area: Rect::new(x, block.y + 0.4, wide.max(0.3), 2.4), ink: Ink::Muted });
        let mut number = block.beside(x + wide.max(0.3) + 1.4, 12.0);
        number.text(&count.to_string(), SMALL.bold());
        block.follow(words);
        block.follow(number);
        block.skip(0.3);
        flow.put(block);
    }
}
