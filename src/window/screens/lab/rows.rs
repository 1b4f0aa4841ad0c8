//! Lines of the board as they are drawn. Which lines are shown is worked out for all of them when the board, the filter or the minute
//! changes; the words of a line only when it comes into sight, and then kept.

use super::tiles::Tile;
use crate::desk::lab::{LabBoard, TubeLine};
use crate::hospital::lab::{Catalogue, Flag, TubePlace, tube};
use crate::journal::fold::ResultPhase;
use crate::window::state::Cx;
use crate::window::theme::Tone;
use crate::window::widgets::{age, in_language, sex, time};
use crate::words::Words;
use chrono::{DateTime, FixedOffset, TimeDelta};
use std::collections::BTreeMap;

/// Of its time, in per cent, from which on a tube is soon too old, and from which on there is hardly time to measure it.
const SOON_PER_CENT: i64 = 75;
const PRESSING_PER_CENT: i64 = 90;
/// So many tests of one group, or all that the tube has of it, are called by the group's name.
const GROUP_FROM: usize = 4;

/// How old a tube is against what it keeps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keeping {
    /// Nothing spoils, or everything is measured.
    Good,
    Soon,
    Pressing,
    TooOld,
}

/// How old against its limit.
#[must_use]
pub fn keeping(line: &TubeLine, now: DateTime<FixedOffset>) -> Keeping {
    let Some(limit) = &line.limit else { return Keeping::Good };
    let whole = i64::from(limit.hours) * 60;
    let left = limit.until.signed_duration_since(now).num_minutes();
    match (whole - left) * 100 / whole.max(1) {
        _ if limit.until <= now => Keeping::TooOld,
        PRESSING_PER_CENT.. => Keeping::Pressing,
        SOON_PER_CENT.. => Keeping::Soon,
        _ => Keeping::Good,
    }
}

/// A line's words.
pub struct Row {
    pub accession: String,
    /// Name of the tube: `Yellow gel`.
    pub tube: String,
    pub colour: [u8; 3],
    pub name: String,
    /// `34 F · MK7A-004218-T`.
    pub about: String,
    pub urgent: bool,
    pub tests: Vec<(String, Tone)>,
    pub place: String,
    /// How old, in words; how much of its time is over, in per cent.
    pub age: String,
    pub share: Option<(u8, Tone)>,
    pub by: String,
    pub since: String,
    pub remark: String,
    pub tone: Tone,
    /// The whole line for a screen reader.
    pub spoken: String,
}

/// `3 h 20`, `42 min`, `2 d 4 h`.
#[must_use]
pub fn span(of: TimeDelta, w: &Words) -> String {
    let minutes = of.num_minutes().max(0);
    let (hours, rest) = (minutes / 60, minutes % 60);
    match hours {
        0 => w.with("lb-minutes", &[("n", &rest.to_string())]),
        1..=47 => w.with("lb-hours", &[("n", &hours.to_string()), ("minutes", &format!("{rest:02}"))]),
        _ => w.with("lb-days", &[("n", &(hours / 24).to_string()), ("hours", &(hours % 24).to_string())]),
    }
}

/// A person's name by login; the login where nobody has it.
#[must_use]
pub fn person(login: &str, cx: &Cx<'_>) -> String {
    cx.shared.users.iter().find(|u| u.login == login).map_or(login, |u| u.name.get(cx.lang())).to_owned()
}

/// Where a tube stands: `on the bench · chemistry 2`.
#[must_use]
pub fn place(stands: TubePlace, at: &str, w: &Words) -> String {
    let word = w.t(stands.word_id());
    let moves = matches!(stands, TubePlace::Bench | TubePlace::Collected | TubePlace::OnTheWay | TubePlace::Received);
    if moves && !at.is_empty() { format!("{word} · {at}") } else { word.into_owned() }
}

/// The words of a line.
#[must_use]
pub fn row(line: &TubeLine, catalogue: &Catalogue, cx: &Cx<'_>) -> Row {
    let def = tube(&line.kind);
    let (old, share) = old(line, cx);
    let (remark, tone) = remark(line, cx);
    let number = line.patient_number.as_ref().map_or("", |n| n.as_str().trim_start_matches("DEMO-"));
    let who = format!("{} {}", age(&line.age, cx.today(), cx.w), sex(line.sex, cx.w));
    let mut row = Row {
        accession: line.accession.spaced(),
        tube: def.name.get(cx.lang()).to_owned(),
        colour: def.colour,
        name: in_language(&line.name, cx.lang()).to_owned(),
        about: [who.as_str(), number].into_iter().filter(|t| !t.is_empty()).collect::<Vec<_>>().join(" · "),
        urgent: line.urgent,
        tests: tests(line, catalogue),
        place: place(line.stands, &line.at, cx.w),
        age: old,
        share,
        by: short_name(&person(&line.by, cx)),
        since: if line.since.date_naive() == cx.today() { time(line.since) } else { line.since.format("%d-%m").to_string() },
        remark,
        tone,
        spoken: String::new(),
    };
    if row.name.is_empty() {
        row.name = cx.w.t("lb-no-name").into_owned();
    }
    row.spoken = spoken(&row, cx);
    row
}

/// `S. Nair`; of a name in Devanagari the first word, where an initial says nothing.
fn short_name(name: &str) -> String {
    let (Some(first), Some((_, last))) = (name.chars().next(), name.rsplit_once(' ')) else { return name.to_owned() };
    if first.is_ascii_alphabetic() { format!("{first}. {last}") } else { name.split(' ').next().unwrap_or(name).to_owned() }
}

/// The time alone for today, else with its day: `22-11 08:20`.
#[must_use]
pub fn moment(at: DateTime<FixedOffset>, cx: &Cx<'_>) -> String {
    if at.date_naive() == cx.today() { time(at) } else { at.format("%d-%m %H:%M").to_string() }
}

fn spoken(row: &Row, cx: &Cx<'_>) -> String {
    let urgent = if row.urgent { cx.w.t("lb-urgent").into_owned() } else { String::new() };
    let tests = row.tests.iter().map(|(t, _)| t.as_str()).collect::<Vec<_>>().join(" ");
    let parts = [&row.accession, &row.tube, &row.name, &row.about, &urgent, &tests, &row.place, &row.age, &row.by, &row.remark];
    parts.into_iter().filter(|t| !t.is_empty()).map(String::as_str).collect::<Vec<_>>().join(", ")
}

/// Its tests, a whole group by the group's name; what is out of range with its flag.
fn tests(line: &TubeLine, catalogue: &Catalogue) -> Vec<(String, Tone)> {
    let group = |code: &str| catalogue.test(code).map_or("", |def| def.panel.as_str());
    let mut of: BTreeMap<&str, usize> = BTreeMap::new();
    line.tests.iter().for_each(|mark| *of.entry(group(&mark.code)).or_default() += 1);
    let whole = |panel: &str| !panel.is_empty() && of.get(panel).is_some_and(|n| *n >= GROUP_FROM);
    let (mut all, mut told): (Vec<(String, Tone)>, Vec<&str>) = (Vec::new(), Vec::new());
    for mark in &line.tests {
        let panel = group(&mark.code);
        if whole(panel) && !told.contains(&panel) {
            told.push(panel);
            all.push((panel.to_owned(), Tone::Plain));
        }
        let flag = mark.flag.code();
        let tone = match (mark.flag, mark.phase) {
            (flag, _) if flag.is_critical() => Tone::Error,
            (Flag::Normal, ResultPhase::Mismatch | ResultPhase::Second) => Tone::Warning,
            (Flag::Normal, _) => Tone::Plain,
            _ => Tone::Warning,
        };
        if !whole(panel) || tone != Tone::Plain {
            let text = if flag.is_empty() { mark.code.clone() } else { format!("{} {flag}", mark.code) };
            all.push((text, tone));
        }
    }
    all
}

/// How old in words, and as a share of what it keeps.
fn old(line: &TubeLine, cx: &Cx<'_>) -> (String, Option<(u8, Tone)>) {
    let Some(collected) = line.collected else { return (cx.w.t("lb-not-collected").into_owned(), None) };
    let age = cx.now.signed_duration_since(collected);
    let Some(limit) = &line.limit else { return (span(age, cx.w), None) };
    let whole = (i64::from(limit.hours) * 60).max(1);
    let share = u8::try_from((age.num_minutes() * 100 / whole).clamp(0, 100)).unwrap_or(100);
    let tone = match keeping(line, cx.now) {
        Keeping::Good => Tone::Ok,
        Keeping::Soon => Tone::Warning,
        Keeping::Pressing | Keeping::TooOld => Tone::Error,
    };
    let of = cx.w.with("lb-hours-whole", &[("n", &limit.hours.to_string())]);
    (cx.w.with("lb-age-of", &[("age", &span(age, cx.w)), ("limit", &of)]), Some((share, tone)))
}

/// The one thing about it that somebody must act on.
fn remark(line: &TubeLine, cx: &Cx<'_>) -> (String, Tone) {
    let w = cx.w;
    if let [first, rest @ ..] = line.critical.as_slice() {
        let more = if rest.is_empty() { String::new() } else { format!(" +{}", rest.len()) };
        return (w.with("lb-remark-call", &[("value", &format!("{first}{more}"))]), Tone::Error);
    }
    if line.tests.iter().any(|t| t.phase == ResultPhase::Mismatch) {
        return (w.t("lb-remark-mismatch").into_owned(), Tone::Error);
    }
    if line.recollect {
        return (w.t("lb-remark-recollect").into_owned(), Tone::Error);
    }
    match (keeping(line, cx.now), &line.limit) {
        (Keeping::TooOld, _) => return (w.t("lb-remark-too-old").into_owned(), Tone::Error),
        (Keeping::Pressing, Some(limit)) => {
            return (w.with("lb-remark-by", &[("at", &time(limit.until))]), Tone::Error);
        }
        _ => {}
    }
    let second = line.tests.iter().any(|t| t.phase == ResultPhase::Second);
    for (there, id, tone) in [
        (line.doubtful, "lb-remark-doubtful", Tone::Warning),
        (second, "lb-remark-second", Tone::Warning),
        (line.misfits > 0, "lb-remark-misfit", Tone::Warning),
        (!line.was.is_empty(), "lb-remark-relabelled", Tone::Plain),
    ] {
        if there {
            return (w.t(id).into_owned(), tone);
        }
    }
    (String::new(), Tone::Plain)
}

/// What the lines are narrowed down to, and in which order they stand.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sieve {
    pub tile: Option<Tile>,
    /// Code of a group; empty for all.
    pub group: String,
    /// Typed: name, number, accession, ward, test.
    pub text: String,
    /// Column and *descending*; none is urgent first, oldest first.
    pub sort: Option<(usize, bool)>,
}

/// Which lines are shown, as places in the board, in order.
#[must_use]
pub fn sift(board: &LabBoard, sieve: &Sieve, cx: &Cx<'_>) -> Vec<usize> {
    let words: Vec<String> = sieve.text.to_lowercase().split_whitespace().map(str::to_owned).collect();
    let digits: String = sieve.text.chars().filter(|c| !c.is_whitespace()).collect();
    let fits = |line: &TubeLine| {
        sieve.tile.is_none_or(|tile| tile.holds(line, cx.now))
            && (sieve.group.is_empty() || line.panels.contains(&sieve.group))
            && (words.is_empty() || found(line, &words, &digits))
    };
    let mut all: Vec<usize> = board.lines.iter().enumerate().filter(|(_, line)| fits(line)).map(|(n, _)| n).collect();
    if let Some((column, down)) = sieve.sort {
        sort(&mut all, board, column, cx);
        if down {
            all.reverse();
        }
    }
    all
}

/// True when every word is found in the line, or all digits in one of its labels.
fn found(line: &TubeLine, words: &[String], digits: &str) -> bool {
    let has = |text: &str, word: &str| text.to_lowercase().contains(word);
    let is_number = digits.len() > 2 && digits.chars().all(|c| c.is_ascii_digit());
    if is_number && std::iter::once(&line.accession).chain(&line.was).any(|a| a.to_string().contains(digits)) {
        return true;
    }
    words.iter().all(|word| {
        [&line.name.latin, &line.name.devanagari].into_iter().flatten().any(|t| has(t, word))
            || [&line.number, &line.patient_number].into_iter().flatten().any(|n| has(n.as_str(), word))
            || has(&line.ward, word)
            || has(&line.at, word)
            || line.tests.iter().any(|t| t.code.to_lowercase() == *word)
            || line.panels.iter().any(|p| p.to_lowercase() == *word)
    })
}

/// The columns that lines can be sorted by.
pub mod column {
    pub const TUBE: usize = 0;
    pub const PATIENT: usize = 1;
    pub const TESTS: usize = 2;
    pub const PLACE: usize = 3;
    pub const AGE: usize = 4;
    pub const LAST: usize = 5;
    pub const REMARK: usize = 6;
}

fn sort(all: &mut [usize], board: &LabBoard, by: usize, cx: &Cx<'_>) {
    let line = |n: &usize| board.lines.get(*n);
    let never = DateTime::<FixedOffset>::from(DateTime::<chrono::Utc>::MAX_UTC);
    match by {
        column::TUBE => all.sort_by_key(|n| line(n).map(|l| l.accession)),
        column::PATIENT => all.sort_by_cached_key(|n| line(n).map(|l| in_language(&l.name, cx.lang()).to_lowercase())),
        column::PLACE => all.sort_by_cached_key(|n| line(n).map(|l| (l.stands, l.at.clone()))),
        // What spoils first comes first; what does not spoil, last.
        column::AGE => all.sort_by_key(|n| line(n).map(|l| l.limit.as_ref().map_or(never, |limit| limit.until))),
        column::LAST => all.sort_by_key(|n| line(n).map(|l| l.since)),
        _ => {}
    }
}
