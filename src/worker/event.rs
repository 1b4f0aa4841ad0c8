//! Jobs and events of the event: who is in charge, incidents, duty roster, papers, drills. Each arm calls one function of the desk.

use super::desk_thread::{DeskThread, State};
use super::{Event, JobKind, OfficerSecret, Secret, long_thread};
use crate::desk::event::{
    DrillReport, DrillStanding, DrillWish, EventPaper, EventSaid, EventStatus, OnDuty, SaidLine, ShiftLine, end_drill,
};
use crate::desk::{Counter, Place};
use crate::hospital::forms::Sheet;
use crate::journal::Incident;
use crate::problem::Problem;
use chrono::NaiveDate;
use std::path::PathBuf;
use std::sync::Arc;

/// What can be asked of the event, by whoever is signed in.
#[derive(Clone)]
pub enum EventJob {
    /// Answer: `Status`.
    Status,
    /// Form `event`, said by an officer. Answer: `Said`, or `Refused` with [`JobKind::Event`].
    Say { values: Sheet, officer: OfficerSecret },
    /// Answer: `Incidents`.
    Incidents,
    /// Answer: `Roster`.
    Roster { day: NaiveDate },
    /// Answer: `Shifts`.
    Shifts,
    /// Print a paper, or save it as PDF into a folder. Answer: `CaseEvent::ListPrinted`.
    Print { paper: EventPaper, to: Option<PathBuf> },
}

/// What can be asked of drills, while nobody is signed in. Answer: `Started` with the counter that is open then, and `Drill`; or
/// `Refused` with [`JobKind::Drill`].
#[derive(Clone)]
pub enum DrillJob {
    Begin {
        login: String,
        password: Secret,
        reason: String,
    },
    /// Go on with the drill that is held beside the counter.
    Enter,
    /// Back to the real counter; the drill goes on.
    Leave,
    /// Answer besides: `DrillEnded`.
    End {
        login: String,
        password: Secret,
        note: String,
    },
}

/// Whether a drill is held.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum DrillNews {
    #[default]
    None,
    /// Beside the counter that is open.
    Beside(DrillStanding),
    /// It is what is open.
    Here(DrillStanding),
}

/// What comes of it.
#[derive(Clone)]
pub enum EventNews {
    Status(Arc<EventStatus>),
    Said(Box<EventSaid>),
    /// A notice was scanned.
    Taken(Box<SaidLine>),
    Incidents(Arc<Vec<Incident>>),
    Roster {
        day: NaiveDate,
        lines: Arc<Vec<OnDuty>>,
    },
    /// Those of this counter, the latest first.
    Shifts(Arc<Vec<ShiftLine>>),
    /// After the start, and whenever it changes.
    Drill(DrillNews),
    DrillEnded {
        report: Box<DrillReport>,
        folder: PathBuf,
    },
}

/// Which kind of job it is, for what is told of it.
pub(super) const fn kind(job: &EventJob) -> JobKind {
    match job {
        EventJob::Status | EventJob::Say { .. } | EventJob::Incidents | EventJob::Roster { .. } | EventJob::Shifts => {
            JobKind::Event
        }
        EventJob::Print { .. } => JobKind::Book,
    }
}

impl DeskThread {
    pub(super) fn event(&mut self, job: EventJob) -> Result<(), Problem> {
        let State::Open(desk) = &mut self.state else { return Ok(()) };
        match job {
            EventJob::Status => self.out.send(Event::OfEvent(EventNews::Status(Arc::new(desk.event_status()?)))),
            EventJob::Say { values, officer } => {
                let officer = officer.as_ref().map(|(login, password)| (login.as_str(), password.as_str()));
                let said = desk.say_event(&values, officer)?;
                let status = desk.event_status()?;
                self.after_save(Vec::new(), Event::OfEvent(EventNews::Said(Box::new(said))));
                self.out.send(Event::OfEvent(EventNews::Status(Arc::new(status))));
            }
            EventJob::Incidents => self.out.send(Event::OfEvent(EventNews::Incidents(Arc::new(desk.incidents()?)))),
            EventJob::Roster { day } => {
                let lines = Arc::new(desk.roster(day)?);
                self.out.send(Event::OfEvent(EventNews::Roster { day, lines }));
            }
            EventJob::Shifts => self.out.send(Event::OfEvent(EventNews::Shifts(Arc::new(desk.shift_lines()?)))),
            EventJob::Print { paper, to } => {
                let printed = Box::new(desk.event_paper(&paper)?);
                drop(self.sides.long.send(long_thread::Ask::Out { printed, to }));
            }
        }
        Ok(())
    }

    pub(super) fn drill(&mut self, job: DrillJob) -> Result<(), Problem> {
        match job {
            DrillJob::Begin { login, password, reason } => {
                let State::Shut(counter) = &self.state else { return Err(Problem::refused("problem-drill-where")) };
                counter.begin_drill(&DrillWish { login: &login, password: &password, reason: &reason })?;
                self.go_to(true)
            }
            DrillJob::Enter => self.go_to(true),
            DrillJob::Leave => self.go_to(false),
            DrillJob::End { login, password, note } => {
                self.shut();
                // The folder is moved: nothing of this program may hold it.
                self.state = State::Nothing;
                let place = self.place.clone();
                match end_drill(&place, &DrillWish { login: &login, password: &password, reason: &note }, &self.clock) {
                    Ok(done) => {
                        self.go_to(false)?;
                        let report = Box::new(done.report);
                        self.out.send(Event::OfEvent(EventNews::DrillEnded { report, folder: done.folder }));
                        Ok(())
                    }
                    Err(problem) => {
                        self.reopen(true)?;
                        Err(problem)
                    }
                }
            }
        }
    }

    /// Shuts what is open and opens the counter's own folder, or the drill's.
    fn go_to(&mut self, drill: bool) -> Result<(), Problem> {
        self.shut();
        self.state = State::Nothing;
        match self.reopen(drill) {
            Ok(found) => {
                self.out.send(Event::Started(found));
                self.tell_drill();
                Ok(())
            }
            Err(problem) => {
                // Somewhere the work must go on: the counter itself.
                let found = self.reopen(false)?;
                self.out.send(Event::Started(found));
                Err(problem)
            }
        }
    }

    fn reopen(&mut self, drill: bool) -> Result<super::Found, Problem> {
        let place = if drill { Place::new(&self.place.drill()) } else { self.place.clone() };
        let counter = Counter::open(place, Arc::clone(&self.clock))?;
        Ok(self.take_counter(counter))
    }

    /// Says whether a drill is held. A drill whose files are in trouble is told when somebody wants to go on with it.
    pub(super) fn tell_drill(&self) {
        let State::Shut(counter) = &self.state else { return };
        let news = if self.at == self.place {
            counter.drill().ok().flatten().map_or(DrillNews::None, DrillNews::Beside)
        } else if counter.file.mode == crate::hospital::number::Mode::Drill {
            DrillNews::Here(DrillStanding { since: counter.file.since, reason: counter.file.reason.clone() })
        } else {
            DrillNews::None
        };
        self.out.send(Event::OfEvent(EventNews::Drill(news)));
    }
}
