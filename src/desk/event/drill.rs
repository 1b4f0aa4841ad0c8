//! A drill: practice on a real counter, in a folder of its own beside the records, with the same people, passwords and masters.
//!
//! Begun and ended by a named officer. Never touches the counter's own records: its folder is made, and moved aside when it ends. Its
//! numbers begin with X, its entries say `drill`, and neither side takes the other's codes.

use super::super::clock::Clock;
use super::super::index::is_officer;
use super::super::papers::paper_pdf;
use super::super::place::{Place, Standing};
use super::super::session::keyring_problem;
use super::super::set_up::{SetUp, set_up};
use super::super::{Counter, Desk};
use super::papers::EventPaper;
use crate::disk::{self, DiskError};
use crate::hospital::identifiers::mask_aadhaar;
use crate::hospital::number::Mode;
use crate::hospital::opd_form::tidy;
use crate::hospital::permissions::Right;
use crate::journal::{Body, Book, Entry};
use crate::problem::Problem;
use crate::vault::Keyring;
use chrono::{DateTime, FixedOffset};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// A longer pause between two patients is no work on the second.
const PAUSE_SECS_MAX: i64 = 300;
/// Longest reason or note, in characters.
const TEXT_CHARS_MAX: usize = 300;

/// Who holds a drill, and what for; or who ends it, and what was seen.
#[derive(Clone, Copy)]
pub struct DrillWish<'a> {
    pub login: &'a str,
    pub password: &'a str,
    pub reason: &'a str,
}

/// A drill that is held beside a counter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DrillStanding {
    pub since: DateTime<FixedOffset>,
    pub reason: String,
}

/// How one person worked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DrillPerson {
    pub login: String,
    pub registered: u32,
    /// Seconds from the entry before to the saved registration; pauses of more than five minutes are left out.
    pub secs: Vec<u32>,
    /// Everything else they saved: forms, steps, results.
    pub other: u32,
}

/// What a drill showed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DrillReport {
    pub officer: String,
    pub reason: String,
    pub began: Option<DateTime<FixedOffset>>,
    pub ended: Option<DateTime<FixedOffset>>,
    pub note: String,
    pub people: Vec<DrillPerson>,
}

/// A drill that is over.
pub struct DrillDone {
    pub report: DrillReport,
    /// Where its folder lies now, with the report in it.
    pub folder: PathBuf,
}

impl DrillPerson {
    /// The middle one of the seconds; `None` where nobody was registered without a pause.
    #[must_use]
    pub fn median_secs(&self) -> Option<u32> {
        median(&self.secs)
    }
}

impl DrillReport {
    #[must_use]
    pub fn registered(&self) -> u32 {
        self.people.iter().map(|person| person.registered).sum()
    }

    #[must_use]
    pub fn median_secs(&self) -> Option<u32> {
        let all: Vec<u32> = self.people.iter().flat_map(|person| person.secs.iter().copied()).collect();
        median(&all)
    }
}

fn median(secs: &[u32]) -> Option<u32> {
    let mut sorted = secs.to_vec();
    sorted.sort_unstable();
    sorted.get(sorted.len() / 2).copied()
}

impl Counter {
    /// The drill that is held beside this counter.
    ///
    /// # Errors
    /// A problem of its files.
    pub fn drill(&self) -> Result<Option<DrillStanding>, Problem> {
        match Place::new(&self.place.drill()).look()? {
            Standing::Empty => Ok(None),
            Standing::Ready { file, .. } => Ok(Some(DrillStanding { since: file.since, reason: file.reason })),
        }
    }

    /// Begins a drill beside this counter, and says where. The counter's own records stay shut.
    ///
    /// # Errors
    /// `problem-drill-…`, or a problem of right, password or disk.
    pub fn begin_drill(&self, wish: &DrillWish<'_>) -> Result<Place, Problem> {
        if self.file.mode != Mode::Event {
            return Err(Problem::refused("problem-drill-where"));
        }
        if self.drill()?.is_some() {
            return Err(Problem::refused("problem-drill-running"));
        }
        let reason = text_of(wish.reason)?;
        self.officer_named(wish.login, wish.password, Right::DeclareEvent)?;
        let place = Place::new(&self.place.drill());
        disk::make_folder(place.folder())?;
        let lent = Keyring::new(&self.place.keys()).lend_people(&Keyring::new(&place.keys()));
        lent.map_err(|error| keyring_problem(error, wish.login))?;
        place.keep_settings(&self.settings)?;
        place.keep_tries(&self.place.tries())?;
        let request = SetUp {
            pack: &self.place.pack(),
            counter: self.file.counter.clone(),
            login: wish.login,
            password: wish.password,
            new_password: "",
            reason: &reason,
            drill: true,
        };
        let made = set_up(&place, &request, &self.clock)?;
        let mut desk = made.counter.sign_in(wish.login, wish.password).map_err(|(_counter, problem)| problem)?;
        desk.append(Body::DrillBegan { officer: wish.login.to_owned(), reason }, Vec::new(), &[])?;
        desk.close()?;
        Ok(place)
    }
}

/// Ends the drill beside the counter of `place`: writes who ended it, keeps what it showed, and moves its folder aside.
///
/// # Errors
/// `problem-drill-none`, or a problem of right, password or disk; then the drill goes on.
pub fn end_drill(place: &Place, wish: &DrillWish<'_>, clock: &Clock) -> Result<DrillDone, Problem> {
    let drill = Place::new(&place.drill());
    if matches!(drill.look()?, Standing::Empty) {
        return Err(Problem::refused("problem-drill-none"));
    }
    let counter = Counter::open(drill.clone(), clock.clone())?;
    is_officer(&counter.masters, wish.login, Right::DeclareEvent)?;
    let note = if wish.reason.trim().is_empty() { String::new() } else { text_of(wish.reason)? };
    let mut desk = counter.sign_in(wish.login, wish.password).map_err(|(_counter, problem)| problem)?;
    desk.append(Body::DrillEnded { officer: wish.login.to_owned(), note }, Vec::new(), &[])?;
    let report = desk.drill_report()?;
    let printed = desk.event_paper(&EventPaper::Drill)?;
    disk::write(&drill.folder().join(format!("{}.pdf", printed.name)), &paper_pdf(&printed)?)?;
    let began = report.began.unwrap_or_else(|| (*clock)());
    // The lock goes with the counter: a folder that is held is not moved.
    drop(desk.close()?);
    disk::make_folder(&place.drills())?;
    let folder = free_name(&place.drills(), &began.format("%Y-%m-%d-%H%M").to_string());
    std::fs::rename(drill.folder(), &folder).map_err(|error| DiskError::new(&folder, error))?;
    Ok(DrillDone { report, folder })
}

/// Two drills of one minute get two folders.
fn free_name(folder: &Path, name: &str) -> PathBuf {
    let plain = folder.join(name);
    if !plain.exists() {
        return plain;
    }
    (2..1_000).map(|n| folder.join(format!("{name}-{n}"))).find(|path| !path.exists()).unwrap_or(plain)
}

fn text_of(text: &str) -> Result<String, Problem> {
    let text = mask_aadhaar(&tidy(text));
    if text.is_empty() || text.chars().count() > TEXT_CHARS_MAX {
        return Err(Problem::refused("problem-reason").with("max", TEXT_CHARS_MAX.to_string()));
    }
    Ok(text)
}

impl Desk {
    /// What the drill shows so far, or showed.
    ///
    /// # Errors
    /// `problem-drill-none` at a counter that is no drill; a problem of right or disk.
    pub fn drill_report(&self) -> Result<DrillReport, Problem> {
        self.may(Right::Find)?;
        if self.counter.file.mode != Mode::Drill {
            return Err(Problem::refused("problem-drill-none"));
        }
        let mut report = DrillReport { began: Some(self.counter.file.since), ..DrillReport::default() };
        report.reason.clone_from(&self.counter.file.reason);
        for entry in self.rows()?.book(Book::Drill)? {
            match entry.body {
                Body::DrillBegan { officer, .. } => report.officer = officer,
                Body::DrillEnded { note, .. } => (report.ended, report.note) = (Some(entry.header.time), note),
                _ => {}
            }
        }
        let installation = self.store.installation();
        let mut paces = Paces::default();
        self.rows()?.each_entry(&installation.counter, installation.letter, |entry| paces.add(&entry))?;
        report.people = paces.0.into_values().map(|(person, _last)| person).filter(|p| p.registered + p.other > 0).collect();
        Ok(report)
    }
}

/// Each person with the time of what they did last.
#[derive(Default)]
struct Paces(BTreeMap<String, (DrillPerson, Option<DateTime<FixedOffset>>)>);

impl Paces {
    fn add(&mut self, entry: &Entry) {
        let login = &entry.header.by;
        let fresh = || DrillPerson { login: login.clone(), registered: 0, secs: Vec::new(), other: 0 };
        let (person, last) = self.0.entry(login.clone()).or_insert_with(|| (fresh(), None));
        let at = entry.header.time;
        match &entry.body {
            Body::Registered { .. } | Body::Visited { .. } => {
                person.registered += 1;
                let secs = last.map(|last| at.signed_duration_since(last).num_seconds());
                person
                    .secs
                    .extend(secs.filter(|secs| (1..=PAUSE_SECS_MAX).contains(secs)).and_then(|secs| u32::try_from(secs).ok()));
            }
            Body::CounterOpened { .. } | Body::SessionOpened { .. } | Body::DrillBegan { .. } | Body::DrillEnded { .. } => {}
            _ => person.other += 1,
        }
        *last = Some(at);
    }
}

#[cfg(test)]
mod tests {
    use super::median;

    #[test]
    fn the_middle_one() {
        for (secs, middle) in [(&[][..], None), (&[40][..], Some(40)), (&[90, 20, 30][..], Some(30))] {
            assert_eq!(median(secs), middle);
        }
    }
}
