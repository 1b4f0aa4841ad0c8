//! Pictures on paper: columns, bars, spans and falling lines, drawn of filled boxes, so that every printer prints them alike.
//!
//! Owns how a figure becomes a length. Knows no hospital; every picture also says its figures in digits.

use super::kit::HAIR;
use crate::paper::fonts::length;
use crate::paper::layout::{Align, Pen};
use crate::paper::page::{Ink, Item, Rect};
use crate::paper::shape::{Style, line};
use crate::words::grouped;
use chrono::{DateTime, Duration, FixedOffset, NaiveTime};

/// Type of axes and counts.
const SMALL: Style = Style::new(2.1);
/// The thinnest bar of something that is there.
const THIN: f32 = 0.25;
/// Steps of an axis of counts, at most.
const STEPS: u64 = 4;
/// Width of the line of a fall.
const LINE: f32 = 0.45;

/// A count as a share of another, 0 to 1.
pub fn share(count: u64, of: u64) -> f32 {
    const PARTS: u64 = 1_000_000;
    let parts = u128::from(count.min(of)) * u128::from(PARTS) / u128::from(of.max(1));
    length(usize::try_from(parts).unwrap_or(0)) / length(usize::try_from(PARTS).unwrap_or(1))
}

/// The step of an axis up to `most`: 1, 2 or 5 times a power of ten.
fn step(most: u64) -> u64 {
    let mut ten = 1_u64;
    loop {
        for factor in [1, 2, 5] {
            let step = ten.saturating_mul(factor);
            if most.div_ceil(step) <= STEPS {
                return step;
            }
        }
        let Some(next) = ten.checked_mul(10) else { return most.max(1) };
        ten = next;
    }
}

/// Counts beside each other.
pub struct Columns<'a> {
    pub counts: &'a [u64],
    /// Under each column; where they do not all fit, every n-th is written.
    pub under: &'a [String],
    /// Height of the highest, millimetres.
    pub high: f32,
}

/// The columns; the pen goes below the words under them. Counts stand above where they fit, else the highest alone.
pub fn columns(pen: &mut Pen, form: &Columns<'_>) {
    let most = form.counts.iter().copied().max().unwrap_or(0);
    let width = pen.width / length(form.counts.len().max(1));
    let wide = |text: &str| line(text, SMALL).width;
    let all_fit = form.counts.iter().all(|count| wide(&grouped(*count)) <= width * 1.02);
    let base = pen.y + SMALL.leading() + form.high;
    let mut shown = false;
    for (i, count) in form.counts.iter().enumerate().filter(|(_, count)| **count > 0) {
        let x = width.mul_add(length(i), pen.x);
        let high = (form.high * share(*count, most)).max(THIN);
        let gap = (width * 0.12).min(0.8);
        pen.items.push(Item::Fill { area: Rect::new(x + gap, base - high, width - 2.0 * gap, high), ink: Ink::Muted });
        if all_fit || (*count == most && !shown) {
            shown = true;
            let text = grouped(*count);
            let need = wide(&text) + 0.1;
            // Within the picture, also over its first and last column.
            let left = (x + (width - need) / 2.0).clamp(pen.x, (pen.x + pen.width - need).max(pen.x));
            let mut words = Pen::new(left, base - high - SMALL.leading(), need);
            words.text(&text, SMALL);
            pen.keep(words);
        }
    }
    pen.y = base;
    pen.rule(HAIR, Ink::Black);
    let widest = form.under.iter().map(|text| wide(text)).fold(0.1, f32::max) + 0.8;
    let mut free_from = pen.x;
    for (i, text) in form.under.iter().enumerate() {
        let middle = width.mul_add(length(i) + 0.5, pen.x);
        let left = (middle - widest / 2.0).clamp(pen.x, (pen.x + pen.width - widest).max(pen.x));
        if left + 0.01 >= free_from {
            let mut words = Pen::new(left, base + 0.4, widest);
            words.aligned(text, SMALL.muted(), Align::Centre);
            pen.keep(words);
            free_from = left + widest;
        }
    }
    pen.y = base + 0.4 + SMALL.leading();
}

/// A bar with its words at the left and its figure at the right end.
pub struct Bar<'a> {
    pub words: &'a str,
    pub count: u64,
    /// What the longest bar of the picture counts.
    pub most: u64,
    /// Share of the width that the words have.
    pub words_share: f32,
}

/// One bar; the pen goes below it.
pub fn bar(pen: &mut Pen, form: &Bar<'_>) {
    const HIGH: f32 = 2.5;
    const FIGURE: f32 = 14.0;
    let style = Style::new(2.4);
    let left = pen.width * form.words_share;
    let mut words = pen.beside(pen.x, left - 2.0);
    words.shrunk(form.words, style, form.words.split('\n').count(), 1.7);
    let room = (pen.width - left - FIGURE).max(1.0);
    let wide = if form.count == 0 { 0.0 } else { (room * share(form.count, form.most)).max(THIN) };
    let x = pen.x + left;
    if wide > 0.0 {
        pen.items.push(Item::Fill { area: Rect::new(x, pen.y + 0.5, wide, HIGH), ink: Ink::Muted });
    }
    let mut end = pen.beside(x + wide + 1.2, FIGURE - 1.2);
    end.fitted(&grouped(form.count), style.bold(), 1.7, Align::Left);
    pen.follow(words);
    pen.follow(end);
}

/// A part of a whole: its words, how many, how dark.
pub struct Part {
    pub words: String,
    pub count: u64,
    pub ink: Ink,
}

/// One long bar cut into its parts, and what they are below it.
pub fn parts(pen: &mut Pen, all: &[Part]) {
    const HIGH: f32 = 6.0;
    let whole = all.iter().map(|part| part.count).fold(0, u64::saturating_add);
    let (top, mut x) = (pen.y, pen.x);
    for part in all {
        let wide = pen.width * share(part.count, whole);
        if wide > 0.0 {
            pen.items.push(Item::Fill { area: Rect::new(x, top, wide, HIGH), ink: part.ink });
        }
        x += wide;
    }
    pen.y = top + HIGH;
    pen.frame_from(top, HAIR * 2.0, 0.0, Ink::Black);
    pen.skip(1.2);
    let width = pen.width / length(all.len().max(1));
    let mut below = pen.beside(pen.x, pen.width);
    for (i, part) in all.iter().enumerate() {
        let x = width.mul_add(length(i), pen.x);
        let key = Rect::new(x, pen.y + 0.6, 3.0, 3.0);
        pen.items.push(Item::Fill { area: key, ink: part.ink });
        pen.items.push(Item::Frame { area: key, radius: 0.0, line: HAIR, ink: Ink::Black });
        let mut words = Pen::new(x + 4.2, pen.y, width - 6.0);
        words.fitted(&grouped(part.count), Style::new(4.0).bold(), 2.4, Align::Left);
        words.shrunk(&part.words, Style::new(2.4), 2, 1.8);
        below.follow(words);
    }
    pen.follow(below);
}

/// Time from left to right.
#[derive(Clone, Copy)]
pub struct TimeScale {
    pub from: DateTime<FixedOffset>,
    pub to: DateTime<FixedOffset>,
    /// Left edge and width, millimetres.
    pub x: f32,
    pub width: f32,
}

impl TimeScale {
    /// Where a moment stands; what lies outside stands at the edge.
    pub fn at(&self, moment: DateTime<FixedOffset>) -> f32 {
        let minutes = |to: DateTime<FixedOffset>| u64::try_from((to - self.from).num_minutes()).unwrap_or(0);
        self.width.mul_add(share(minutes(moment), minutes(self.to)), self.x)
    }

    /// Midnights within, as many as there is room for, each with its day.
    fn midnights(&self) -> Vec<(f32, String)> {
        let mut all = Vec::new();
        let mut free_from = self.x;
        let mut day = self.from.date_naive();
        let wide = line("00-00", SMALL).width + 1.0;
        while day < self.to.date_naive() {
            let Some(next) = day.succ_opt() else { break };
            day = next;
            let Some(at) = day.and_time(NaiveTime::MIN).and_local_timezone(*self.from.offset()).single() else { break };
            let x = self.at(at);
            if x - wide / 2.0 >= free_from && x + wide / 2.0 <= self.x + self.width {
                all.push((x, day.format("%d-%m").to_string()));
                free_from = x + wide / 2.0;
            }
        }
        all
    }
}

/// Days over a picture of time, and a rule; the pen goes below.
pub fn days(pen: &mut Pen, scale: &TimeScale) {
    for (x, text) in scale.midnights() {
        let wide = line(&text, SMALL).width;
        let mut words = Pen::new(x - wide / 2.0, pen.y, wide + 0.1);
        words.text(&text, SMALL.muted());
        pen.keep(words);
    }
    pen.y += SMALL.leading();
    let rule = Rect::new(scale.x, pen.y, scale.width, HAIR);
    pen.items.push(Item::Fill { area: rule, ink: Ink::Black });
    pen.y += HAIR;
}

/// Hairlines at midnights from `top` to the pen, behind everything.
fn day_lines(pen: &mut Pen, scale: &TimeScale, top: f32) {
    let high = pen.y - top;
    let lines = scale.midnights().into_iter();
    let mut behind: Vec<Item> = lines.map(|(x, _)| Item::Fill { area: Rect::new(x, top, HAIR, high), ink: Ink::Faint }).collect();
    behind.append(&mut pen.items);
    pen.items = behind;
}

/// From when to when something held; with no end it goes to the scale's.
pub type Span = (DateTime<FixedOffset>, Option<DateTime<FixedOffset>>);

/// A row of spans: its words left of the scale, a bar each.
pub fn spans(pen: &mut Pen, scale: &TimeScale, words: &str, all: &[Span]) {
    const HIGH: f32 = 3.2;
    let top = pen.y;
    let mut left = pen.beside(pen.x, scale.x - pen.x - 2.0);
    left.shrunk(words, Style::new(2.4), 2, 1.8);
    for (from, to) in all {
        let (x, right) = (scale.at(*from), scale.at(to.unwrap_or(scale.to)));
        pen.items.push(Item::Fill { area: Rect::new(x, top + 0.6, (right - x).max(THIN), HIGH), ink: Ink::Muted });
    }
    pen.y = top + HIGH + 1.2;
    pen.follow(left);
    day_lines(pen, scale, top);
    pen.rule(HAIR, Ink::Faint);
}

/// How a count changed over time, in steps: each figure holds until the next. The pen goes below the picture.
pub fn fall(pen: &mut Pen, scale: &TimeScale, points: &[(DateTime<FixedOffset>, u64)], high: f32) {
    let most = points.iter().map(|(_, count)| *count).max().unwrap_or(0).max(1);
    let step = step(most);
    let top_count = most.div_ceil(step).saturating_mul(step);
    let (top, base) = (pen.y + SMALL.leading() / 2.0, pen.y + SMALL.leading() / 2.0 + high);
    let y = |count: u64| base - high * share(count, top_count);
    for i in 0..=top_count.div_ceil(step) {
        let count = i.saturating_mul(step);
        let ink = if count == 0 { Ink::Black } else { Ink::Faint };
        pen.items.push(Item::Fill { area: Rect::new(scale.x, y(count), scale.width, HAIR), ink });
        let mut words = Pen::new(pen.x, y(count) - SMALL.leading() / 2.0, scale.x - pen.x - 1.5);
        words.fitted(&grouped(count), SMALL.muted(), 1.4, Align::Right);
        pen.keep(words);
    }
    for (i, (at, count)) in points.iter().enumerate() {
        let (x, here) = (scale.at(*at), y(*count));
        let right = points.get(i + 1).map_or(scale.x + scale.width, |(next, _)| scale.at(*next));
        pen.items.push(Item::Fill { area: Rect::new(x, here - LINE / 2.0, (right - x).max(LINE), LINE), ink: Ink::Black });
        if let Some((_, before)) = i.checked_sub(1).and_then(|before| points.get(before)) {
            let (upper, lower) = (y(*before).min(here), y(*before).max(here));
            let area = Rect::new(x - LINE / 2.0, upper - LINE / 2.0, LINE, lower - upper + LINE);
            pen.items.push(Item::Fill { area, ink: Ink::Black });
        }
    }
    pen.y = base;
    day_lines(pen, scale, top);
    pen.skip(0.6);
    let mut under = Pen::new(pen.x, pen.y, pen.width);
    for (x, text) in scale.midnights() {
        let wide = line(&text, SMALL).width;
        let mut words = Pen::new(x - wide / 2.0, under.y, wide + 0.1);
        words.text(&text, SMALL.muted());
        under.keep(words);
    }
    pen.keep(under);
    pen.skip(SMALL.leading());
}

/// Whole minutes as hours and minutes: `12:05`.
pub fn hours(span: Duration) -> String {
    let minutes = u64::try_from(span.num_minutes()).unwrap_or(0);
    format!("{}:{:02}", grouped(minutes / 60), minutes % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_round_and_few() {
        for (most, expected) in
            [(0, 1), (1, 1), (4, 1), (5, 2), (9, 5), (20, 5), (21, 10), (381_346, 100_000), (u64::MAX, 5_000_000_000_000_000_000)]
        {
            assert_eq!(step(most), expected, "{most}");
        }
    }

    #[test]
    fn shares_stay_within_the_whole() {
        assert!((share(1, 2) - 0.5).abs() < 1e-6);
        assert!((share(9, 3) - 1.0).abs() < 1e-6 && share(0, 0).abs() < 1e-6);
        assert!((share(u64::MAX, u64::MAX) - 1.0).abs() < 1e-6);
    }

    #[test]
    fn a_moment_outside_the_scale_stands_at_its_edge() {
        let at = |text: &str| DateTime::parse_from_rfc3339(text).unwrap();
        let scale =
            TimeScale { from: at("2022-11-23T07:00:00+05:30"), to: at("2022-11-25T07:00:00+05:30"), x: 10.0, width: 100.0 };
        assert!((scale.at(at("2022-11-24T07:00:00+05:30")) - 60.0).abs() < 0.01);
        assert!((scale.at(at("2022-11-01T07:00:00+05:30")) - 10.0).abs() < 0.01);
        assert!((scale.at(at("2023-11-01T07:00:00+05:30")) - 110.0).abs() < 0.01);
        let days: Vec<String> = scale.midnights().into_iter().map(|(_, day)| day).collect();
        assert_eq!(days, ["24-11", "25-11"]);
    }
}
