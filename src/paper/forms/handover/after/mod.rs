//! The after-action report: what the event was, in figures and pictures, so that the next one goes better.
//!
//! Only what the form says; drills are left out by who fills it. Every picture also says its figures in digits.

mod parts;

use super::{EventSpan, Figure, HandHead, figures, note, page_head};
use crate::hospital::pack::Bilingual;
use crate::paper::Page;
use crate::paper::forms::both::label;
use crate::paper::forms::flow::{A4, Flow};
use crate::paper::forms::lab::TatGroup;
use chrono::{DateTime, FixedOffset, NaiveDate};

/// The event from its beginning to the last receipt.
#[derive(Clone, Copy)]
pub struct AfterPaper<'a> {
    pub head: HandHead<'a>,
    pub event: EventSpan,
    /// What was done in all: patients, visits, stays, samples …; five at most are legible.
    pub totals: &'a [CountLine],
    /// In the order of time.
    pub timeline: &'a [TimelineLine],
    pub modules: &'a [ModuleLine],
    pub queues: &'a [QueueLine],
    /// Registrations of each counter, most first.
    pub counters: &'a [CountLine],
    /// `None` where the laboratory did not work with the program.
    pub lab: Option<LabFigures<'a>>,
    pub matching: MatchFigures,
    pub duplicates: DuplicateFigures,
    /// Records still without receipt, in the order of time.
    pub burn_down: &'a [BurnPoint],
    /// By reason, most first.
    pub exceptions: &'a [CountLine],
    pub papers: PaperFigures,
    pub dead: &'a [DeadPc],
    /// What the hospital learnt, in its own words.
    pub note: &'a str,
}

/// Something counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CountLine {
    pub name: Bilingual,
    pub count: u64,
}

/// Something that happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimelineLine {
    pub at: DateTime<FixedOffset>,
    pub what: Bilingual,
    /// Officer, counter; may be empty.
    pub who: String,
}

/// A part of the work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ModuleLine {
    pub name: Bilingual,
    /// When it worked in manual mode; with no end it still does.
    pub manual: Vec<(DateTime<FixedOffset>, Option<DateTime<FixedOffset>>)>,
    /// Entries by hour of the day, all days together; and day by day.
    pub by_hour: [u64; 24],
    pub by_day: Vec<(NaiveDate, u64)>,
}

/// The longest queue of a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueueLine {
    pub place: Bilingual,
    /// People waiting at the worst moment, and when that was.
    pub longest: u64,
    pub at: DateTime<FixedOffset>,
    /// Minutes from token to call: half waited less, and the longest.
    pub median_mins: u32,
    pub longest_mins: u32,
}

/// The laboratory in figures.
#[derive(Debug, Clone, Copy)]
pub struct LabFigures<'a> {
    pub collected: u64,
    pub received: u64,
    pub rejected: u64,
    pub released: u64,
    pub groups: &'a [TatGroup],
}

/// What became of the provisional patients.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct MatchFigures {
    /// By the matcher alone.
    pub linked: u64,
    /// By a person, from what the matcher found.
    pub reviewed: u64,
    /// New to the central system.
    pub new: u64,
    /// Not decided yet.
    pub waiting: u64,
}

/// Two records of one person.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct DuplicateFigures {
    pub found: u64,
    pub merged: u64,
    pub unmerged: u64,
}

/// Records without receipt at a moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BurnPoint {
    pub at: DateTime<FixedOffset>,
    pub open: u64,
}

/// Papers read in after a PC had died, or from a counter without a cable.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct PaperFigures {
    pub pages: u64,
    /// Entries that came in from them for the first time.
    pub taken: u64,
    /// Pages on which no code could be read.
    pub unread: u64,
}

/// A PC that died.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeadPc {
    pub counter: String,
    pub at: DateTime<FixedOffset>,
    /// Letter that ended, and the one the counter went on under.
    pub letter: char,
    pub next: char,
    /// Entries that came back from second medium, bundles and paper, and those that did not.
    pub back: u64,
    pub lost: u64,
}

/// The report, on several pages.
#[must_use]
pub fn after_report(form: &AfterPaper<'_>) -> Vec<Page> {
    let about = format!("{}: {}", label("paper-hand-event"), form.event.written());
    let mut flow = Flow::new(A4, |pen, first| page_head(pen, &form.head, "paper-title-after", &about, first));
    if !form.totals.is_empty() {
        let mut block = flow.block();
        let all = form.totals.iter().map(|line| Figure { count: line.count, words: line.name.clone(), loud: false });
        figures(&mut block, &all.collect::<Vec<_>>());
        flow.put(block);
    }
    parts::downtime(&mut flow, form);
    parts::timeline(&mut flow, form.timeline);
    parts::volumes(&mut flow, form.modules);
    parts::queues(&mut flow, form.queues);
    parts::counts(&mut flow, "paper-after-counters", form.counters);
    parts::laboratory(&mut flow, form.lab.as_ref());
    parts::matching(&mut flow, form);
    parts::burn_down(&mut flow, form);
    parts::counts(&mut flow, "paper-after-exceptions", form.exceptions);
    parts::papers_and_pcs(&mut flow, form);
    note(&mut flow, form.note);
    flow.finish(&form.head.made())
}
