//! The after-action report, filled from the records: what happened when, how much, who waited how long, how the backlog burnt down.
//!
//! Reads every entry once, beside the desk. Names nobody: of incidents it says how grave and of what, never the words somebody wrote.

mod gather;
mod queue;

use super::super::Desk;
use super::super::lab::lab_span;
use super::super::papers::{Printed, person_of};
use super::proof::{HandPapers, both, paper_mark};
use super::status::{burn_down, handover_status};
use crate::hospital::event::{Charges, Module, Side};
use crate::hospital::forms::choice;
use crate::hospital::pack::{Bilingual, Masters};
use crate::hospital::permissions::Right;
use crate::journal::fold::{HandPhase, Linking};
use crate::journal::{Book, RecordKind, statement};
use crate::paper::{
    self, AfterPaper, BurnPoint, CountLine, DuplicateFigures, LabFigures, MatchFigures, ModuleLine, PaperFigures, TimelineLine,
    kind_words,
};
use crate::problem::Problem;
use crate::store::View;
use chrono::{DateTime, FixedOffset, NaiveDate};
use gather::Gathered;
use std::collections::BTreeMap;

/// What the report is of.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReportWish {
    /// First and last day; from the beginning of the event, to today where left out.
    pub from: Option<NaiveDate>,
    pub to: Option<NaiveDate>,
    /// What the hospital learnt, in its own words.
    pub note: String,
}

/// Reasons of exceptions that stand for themselves, at most.
const REASONS_MAX: usize = 12;
/// Rows read at once.
const PAGE: usize = 1_000;
/// Pairs counted, at most.
const PAIRS_MAX: usize = 1_000_000;

impl Desk {
    /// The after-action report, laid out. `progress` hears entries done and in all; `None` when it says to stop.
    ///
    /// # Errors
    /// `problem-report-days`; a problem of right or disk.
    pub fn after_report(
        &self,
        wish: &ReportWish,
        progress: &mut dyn FnMut(u64, u64) -> bool,
    ) -> Result<Option<Printed>, Problem> {
        self.may(Right::SeeHospital)?;
        self.hand_papers()?.after_report(wish, progress)
    }
}

impl HandPapers<'_> {
    /// The after-action report, laid out. `progress` hears entries done and in all; `None` when it says to stop.
    ///
    /// # Errors
    /// `problem-report-days`; a problem of the disk.
    pub fn after_report(
        &self,
        wish: &ReportWish,
        progress: &mut dyn FnMut(u64, u64) -> bool,
    ) -> Result<Option<Printed>, Problem> {
        let (view, masters, now) = (self.view(), self.masters(), self.source.now);
        let event = self.event_span()?;
        let days = (wish.from.unwrap_or(event.began.date_naive()), wish.to.unwrap_or(now.date_naive()));
        if days.0 > days.1 {
            return Err(Problem::refused("problem-report-days"));
        }
        let Some(gathered) = Gathered::read(view, days, progress)? else { return Ok(None) };
        let lab = lab_span(view, masters, days)?;
        let (modules, counters) = (modules(view, &gathered, now)?, gathered.counters(masters));
        let queues = gathered.queues(masters);
        let (timeline, burnt) = (timeline(view, masters, days)?, burnt(view, now)?);
        let (exceptions, dead) = (exceptions(view)?, gathered.dead(view)?);
        let totals = totals(&gathered);
        let form = AfterPaper {
            head: self.head(0),
            event,
            totals: &totals,
            timeline: &timeline,
            modules: &modules,
            queues: &queues,
            counters: &counters,
            lab: (lab.collected > 0).then_some(LabFigures {
                collected: lab.collected,
                received: lab.received,
                rejected: lab.rejected,
                released: lab.released,
                groups: &lab.groups,
            }),
            matching: matching(view)?,
            duplicates: DuplicateFigures {
                found: (view.pairs(PAIRS_MAX)?.len() as u64).max(gathered.merged),
                merged: gathered.merged,
                unmerged: gathered.unmerged,
            },
            burn_down: &burnt,
            exceptions: &exceptions,
            // No entry says which pages were read in; what came from them is held as entries of their counters.
            papers: PaperFigures::default(),
            dead: &dead,
            note: &wish.note,
        };
        let name = format!("{}after-action-{}-{}", paper_mark(self.mode()), days.0, days.1);
        Ok(Some(Printed { pages: paper::after_report(&form), name }))
    }
}

fn totals(gathered: &Gathered) -> Vec<CountLine> {
    let count = |kind: RecordKind, count| CountLine { name: kind_words(kind), count };
    vec![
        count(RecordKind::Identity, gathered.patients),
        count(RecordKind::Visit, gathered.visits),
        count(RecordKind::Arrival, gathered.arrivals),
        count(RecordKind::Stay, gathered.stays),
        count(RecordKind::Order, gathered.orders),
    ]
}

fn charges(view: View<'_>) -> Result<Charges, Problem> {
    Ok(view.book(Book::Event)?.iter().filter_map(statement).collect())
}

/// Each part of the work: when it was in manual mode, and how much was done.
fn modules(view: View<'_>, gathered: &Gathered, now: DateTime<FixedOffset>) -> Result<Vec<ModuleLine>, Problem> {
    let charges = charges(view)?;
    let mut moments: Vec<DateTime<FixedOffset>> =
        charges.statements().iter().map(|said| said.from).filter(|at| *at <= now).collect();
    moments.sort_unstable();
    moments.dedup();
    let line = |module: Module| {
        let mut manual: Vec<(DateTime<FixedOffset>, Option<DateTime<FixedOffset>>)> = Vec::new();
        for at in &moments {
            let is_manual = charges.in_charge(Some(module), None, *at) == Side::Manual;
            match (is_manual, manual.last_mut()) {
                (true, None | Some((_, Some(_)))) => manual.push((*at, None)),
                (false, Some((_, end @ None))) => *end = Some(*at),
                _ => {}
            }
        }
        let of = gathered.modules.get(module.code());
        ModuleLine {
            name: choice("module", module.code()).map_or_else(Bilingual::default, |choice| choice.name.clone()),
            manual,
            by_hour: of.map_or([0; 24], |of| of.by_hour),
            by_day: of.map(|of| of.by_day.iter().map(|(day, n)| (*day, *n)).collect()).unwrap_or_default(),
        }
    };
    let all = Module::ALL.into_iter().map(line);
    Ok(all.filter(|line| !line.manual.is_empty() || !line.by_day.is_empty()).collect())
}

/// Declarations and ends, incidents, certificates, in the order of time.
fn timeline(view: View<'_>, masters: &Masters, days: (NaiveDate, NaiveDate)) -> Result<Vec<TimelineLine>, Problem> {
    let within = |at: DateTime<FixedOffset>| (days.0..=days.1).contains(&at.date_naive());
    let mut all = Vec::new();
    for said in charges(view)?.statements() {
        let id = if said.side == Side::Manual { "after-manual" } else { "after-central" };
        let module = said.scope.module.and_then(|module| choice("module", module.code())).map(|c| c.name.clone());
        let counter = said.scope.counter.as_ref().map(ToString::to_string);
        let place = |lang| {
            let parts: Vec<String> =
                module.as_ref().map(|name| name.get(lang).to_owned()).into_iter().chain(counter.clone()).collect();
            if parts.is_empty() { both("after-hospital", &[]).get(lang).to_owned() } else { parts.join(", ") }
        };
        let (en, hi) = (place(crate::hospital::pack::Lang::En), place(crate::hospital::pack::Lang::Hi));
        let what = Bilingual { en: both(id, &[("place", &en)]).en, hi: both(id, &[("place", &hi)]).hi };
        all.push(TimelineLine { at: said.from, what, who: person_of(masters, &said.officer).en });
    }
    for incident in crate::journal::incidents(&view.book(Book::Incidents)?) {
        let Some(at) = incident.when() else { continue };
        let named = |list, code: &str| choice(list, code).map(|c| c.name.clone()).unwrap_or_default();
        let (severity, module) = (named("incident_severity", incident.now("severity")), named("module", incident.now("module")));
        let text = |severity: &str, module: &str| [severity, module].map(str::trim).join(" ").trim().to_owned();
        let (en, hi) = (text(&severity.en, &module.en), text(&severity.hi, &module.hi));
        let what = Bilingual { en: both("after-incident", &[("what", &en)]).en, hi: both("after-incident", &[("what", &hi)]).hi };
        all.push(TimelineLine { at, what, who: incident.id.to_string() });
    }
    for entry in view.book(Book::Certificates)? {
        let id = if entry.body.kind() == "counter.archived" { "after-archived" } else { "after-certified" };
        let what = both(id, &[("counter", &super::super::papers::installation_of(&entry.header.id()))]);
        all.push(TimelineLine { at: entry.header.time, what, who: person_of(masters, &entry.header.by).en });
    }
    all.retain(|line| within(line.at));
    all.sort_by_key(|line| line.at);
    Ok(all)
}

/// What became of the provisional patients.
fn matching(view: View<'_>) -> Result<MatchFigures, Problem> {
    let mut figures = MatchFigures::default();
    for (which, count) in view.linking_counts()? {
        match which {
            Linking::New => figures.new += count,
            Linking::Linked => {}
            Linking::Doubtful | Linking::Proposed | Linking::Open => figures.waiting += count,
        }
    }
    let mut after = None;
    loop {
        let page = view.linkings(Linking::Linked, after.as_ref(), PAGE)?;
        let Some((last, _)) = page.last() else { return Ok(figures) };
        after = Some(last.clone());
        let reviewed = page.iter().filter(|(_, link)| link.person).count() as u64;
        figures.reviewed += reviewed;
        figures.linked += page.len() as u64 - reviewed;
    }
}

/// Records without receipt, hour by hour, from all of them on.
fn burnt(view: View<'_>, now: DateTime<FixedOffset>) -> Result<Vec<BurnPoint>, Problem> {
    let status = handover_status(view)?;
    let (saved, _received, explained, _open) = status.total();
    let mut open = saved.saturating_sub(explained);
    let mut points = Vec::new();
    for hour in burn_down(view)? {
        let local = hour.day.and_hms_opt(hour.hour.min(23), 0, 0);
        let Some(at) = local.and_then(|at| at.and_local_timezone(*now.offset()).single()) else { continue };
        if points.is_empty() {
            points.push(BurnPoint { at, open });
        }
        open = open.saturating_sub(hour.received);
        points.push(BurnPoint { at: at + chrono::Duration::hours(1), open });
    }
    Ok(points)
}

/// Why officers excepted records. A reason that stands once may speak of one patient: those are counted together.
fn exceptions(view: View<'_>) -> Result<Vec<CountLine>, Problem> {
    let (mut reasons, mut after) = (BTreeMap::<String, u64>::new(), None);
    loop {
        let page = view.hands(HandPhase::Excepted, after.as_ref(), PAGE)?;
        let Some((last, _)) = page.last() else { break };
        after = Some(last.clone());
        for (_, reason) in page.into_iter().filter_map(|(_, hand)| hand.excepted) {
            *reasons.entry(reason).or_default() += 1;
        }
    }
    let mut named: Vec<(String, u64)> = reasons.iter().filter(|(_, n)| **n > 1).map(|(text, n)| (text.clone(), *n)).collect();
    named.sort_by_key(|(text, n)| (std::cmp::Reverse(*n), text.clone()));
    named.truncate(REASONS_MAX);
    let rest = reasons.values().sum::<u64>() - named.iter().map(|(_, n)| n).sum::<u64>();
    let line = |(text, count): (String, u64)| CountLine { name: Bilingual { en: text.clone(), hi: text }, count };
    let mut lines: Vec<CountLine> = named.into_iter().map(line).collect();
    if rest > 0 {
        lines.push(CountLine { name: both("after-other-reasons", &[]), count: rest });
    }
    Ok(lines)
}
