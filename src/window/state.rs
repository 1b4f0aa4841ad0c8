//! What all screens share, and what a screen may ask for. A screen never talks to the worker or to another screen
//! directly: it leaves jobs and wishes here, and the app carries them out after drawing.

use super::commands::UiCommand;
use super::routes::Route;
use crate::desk::settings::Settings;
use crate::desk::views::{HubStanding, IndexStanding, Match, Person, SecondStanding, Status, StickBundle};
use crate::hospital::number::CounterCode;
use crate::hospital::pack::{Clinic, Counter, Lang, Masters, User};
use crate::hospital::permissions::Right;
use crate::problem::Problem;
use crate::words::{Words, words};
use crate::worker::{DrillNews, Job};
use chrono::{DateTime, FixedOffset, NaiveDate};
use std::sync::Arc;

/// Set by the app from events; read by all.
#[derive(Default)]
pub struct Shared {
    pub masters: Option<Arc<Masters>>,
    pub counter: Option<Counter>,
    pub users: Vec<User>,
    pub settings: Settings,
    /// Who is signed in. Kept while the screen is locked.
    pub person: Option<Person>,
    pub status: Option<Box<Status>>,
    /// The screen is locked: `person` must give the password again.
    pub locked: bool,
    /// What was said last, shown in the status line: time and sentence.
    pub said: Option<(DateTime<FixedOffset>, String)>,
    /// Critical values that nobody was told of, as the laboratory's board said last.
    pub lab_critical: u64,
    /// How the patient index stands.
    pub index: IndexStanding,
    /// Whether a drill is held beside this counter, or is what is open.
    pub drill: DrillNews,
    /// How the second medium stands.
    pub second: SecondStanding,
    /// How this counter stands with its hub.
    pub hub: HubStanding,
    /// Bundles of other counters on the watched stick.
    pub on_stick: Arc<Vec<StickBundle>>,
    /// Files in the scanner's folder that were not read yet.
    pub scans_waiting: u64,
    /// Lasting trouble of a device or disk, newest last.
    pub troubles: Vec<Problem>,
}

/// What a screen asks the app to do after drawing.
pub enum Wish {
    Go(Route),
    /// Where one came from, or home.
    Back,
    Run(UiCommand),
    /// A sentence for the status line, already in words.
    Say(String),
    /// A problem that no field shows: into the banner.
    Tell(Problem),
    /// Take these settings and keep them.
    Settings(Settings),
    /// A patient's file was opened to be registered again: fill the OPD form as returning.
    Return(Box<crate::desk::views::PatientFile>),
    /// Register somebody of the patient index: fill the OPD form.
    Take(Box<Match>),
}

/// What screens leave behind for the app.
#[derive(Default)]
pub struct Out {
    pub jobs: Vec<Job>,
    pub wishes: Vec<Wish>,
    serial: u64,
}

impl Out {
    /// A serial for `Job::Search` and `Job::Similar`, growing over all screens.
    pub const fn next_serial(&mut self) -> u64 {
        self.serial += 1;
        self.serial
    }
}

/// Handed to a screen for one call.
pub struct Cx<'a> {
    pub shared: &'a Shared,
    pub out: &'a mut Out,
    /// The words of the language now shown.
    pub w: &'static Words,
    pub now: DateTime<FixedOffset>,
}

impl<'a> Cx<'a> {
    #[must_use]
    pub fn new(shared: &'a Shared, out: &'a mut Out, now: DateTime<FixedOffset>) -> Self {
        Self { shared, out, w: words(shared.settings.lang), now }
    }

    #[must_use]
    pub const fn lang(&self) -> Lang {
        self.shared.settings.lang
    }

    #[must_use]
    pub fn today(&self) -> NaiveDate {
        self.now.date_naive()
    }

    /// The hospital's masters; always there once somebody signed in.
    #[must_use]
    pub fn masters(&self) -> Option<&'a Masters> {
        self.shared.masters.as_deref()
    }

    #[must_use]
    pub fn clinic(&self, code: &str) -> Option<&'a Clinic> {
        self.masters().and_then(|m| m.clinic(code))
    }

    /// A clinic's name in the language shown; its code where the pack does not know it.
    #[must_use]
    pub fn clinic_name<'b>(&self, code: &'b str) -> &'b str
    where
        'a: 'b,
    {
        let lang = self.lang();
        self.clinic(code).map_or(code, |c| c.name.get(lang))
    }

    /// How many wait at a clinic now, as the last status said.
    #[must_use]
    pub fn waiting_at(&self, clinic: &str) -> u64 {
        let known = self.shared.status.as_ref().and_then(|s| s.waiting.iter().find(|(code, _)| code == clinic));
        known.map_or(0, |(_, n)| *n)
    }

    /// True when the person signed in may do it. Only greys things out; the desk decides.
    #[must_use]
    pub fn may(&self, right: Right) -> bool {
        self.shared.person.as_ref().is_some_and(|p| p.roles.iter().any(|r| r.may(right)))
    }

    #[must_use]
    pub fn counter_code(&self) -> Option<&'a CounterCode> {
        self.shared.counter.as_ref().map(|c| &c.code)
    }

    /// Sends a job after drawing.
    pub fn send(&mut self, job: Job) {
        self.out.jobs.push(job);
    }

    pub fn go(&mut self, route: Route) {
        self.out.wishes.push(Wish::Go(route));
    }

    pub fn wish(&mut self, wish: Wish) {
        self.out.wishes.push(wish);
    }

    /// Says a sentence in the status line.
    pub fn say(&mut self, sentence: impl Into<String>) {
        self.out.wishes.push(Wish::Say(sentence.into()));
    }

    /// Shows a problem in the banner.
    pub fn tell(&mut self, problem: Problem) {
        self.out.wishes.push(Wish::Tell(problem));
    }
}
