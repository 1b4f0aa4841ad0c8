//! Jobs and events of the hub. Naming it is the desk's; speaking to it is the hub thread's, because a cable may be slow or pulled.

use super::desk_thread::{DeskThread, State};
use super::hub_thread::{Ask, Opening};
use super::{Event, Secret};
use crate::desk::HUB_DAYS;
use crate::desk::views::{HubSight, HubStanding};
use crate::problem::Problem;
use chrono::NaiveDate;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// What can be asked of the hub.
#[derive(Clone)]
pub enum HubJob {
    /// Name it: address, and a password where one is typed. Answer: `Settings` and `Standing`, or `Refused` with `JobKind::Hub`.
    Join { address: String, password: Secret },
    /// Take it away. Answer: `Settings` and `Standing`.
    Leave,
    /// Make its tables. Answer: `Standing`.
    Make,
    /// Try again at once, whatever it waits for. Answer: `Standing`.
    Now,
    /// What it knows of all counters, and the entries an hour of some days. Answer: `Sight`, or `Refused` with `JobKind::Hub`.
    Sight { first: NaiveDate, last: NaiveDate },
}

/// What comes of it.
#[derive(Clone)]
pub enum HubEvent {
    /// After each sign-in and whenever it changes, at most once a minute where only the time does.
    Standing(HubStanding),
    Sight(Box<HubSight>),
    /// Others' entries were taken in: lists may show more than they did.
    Came {
        entries: u64,
    },
}

impl DeskThread {
    pub(super) fn hub(&mut self, job: HubJob) -> Result<(), Problem> {
        let State::Open(desk) = &mut self.state else { return Ok(()) };
        match job {
            HubJob::Join { address, password } => {
                desk.join_hub(&address, Some(password.as_str()))?;
                self.named()
            }
            HubJob::Leave => {
                desk.leave_hub()?;
                self.named()
            }
            HubJob::Make => {
                let order = desk.hub_order(None, HUB_DAYS)?;
                self.ask_hub(Ask::Make(Box::new(order)));
                Ok(())
            }
            HubJob::Now => {
                self.ask_hub(Ask::Now);
                Ok(())
            }
            HubJob::Sight { first, last } => {
                desk.may(crate::hospital::permissions::Right::SeeHospital)?;
                self.ask_hub(Ask::Sight { days: (first, last) });
                Ok(())
            }
        }
    }

    fn named(&mut self) -> Result<(), Problem> {
        let State::Open(desk) = &self.state else { return Ok(()) };
        self.out.send(Event::Settings(desk.counter().settings.clone()));
        self.send_status();
        self.open_hub()
    }

    /// Hands the way to the hub to its thread; what it was doing for the one before ends.
    pub(super) fn open_hub(&mut self) -> Result<(), Problem> {
        self.shut_hub();
        let State::Open(desk) = &self.state else { return Ok(()) };
        let Some(line) = desk.hub_line()? else { return Ok(()) };
        let wanted = Arc::new(AtomicBool::new(true));
        self.hub_wanted = Some(Arc::clone(&wanted));
        let reader = desk.store().reader(desk.key())?;
        let says = desk.says()?;
        let clock = Arc::clone(&self.clock);
        self.ask_hub(Ask::Open(Box::new(Opening { line, reader, wanted, says, clock })));
        Ok(())
    }

    /// Tells the hub's thread to end what it does; it is not waited for.
    pub(super) fn shut_hub(&mut self) {
        if let Some(wanted) = self.hub_wanted.take() {
            wanted.store(false, Ordering::Relaxed);
        }
        self.ask_hub(Ask::Shut);
    }

    pub(super) fn ask_hub(&self, ask: Ask) {
        drop(self.sides.hub.send(ask));
    }

    /// Something was saved, or what the counter says of itself changed. One reminder waits at most, so this never waits for the cable.
    pub(super) fn nudge_hub(&self) {
        if self.hub_wanted.is_none() || self.sides.hub_nudged.swap(true, Ordering::Relaxed) {
            return;
        }
        if let State::Open(desk) = &self.state
            && let Ok(mut says) = desk.says()
        {
            // What the desk has written down of the second medium is from the last signing out.
            let upto = self.sides.second_upto.load(Ordering::Relaxed);
            says.second = says.second.map(|before| before.max(upto)).or(Some(upto).filter(|upto| *upto > 0));
            self.ask_hub(Ask::Nudge(Box::new(says)));
        }
    }
}
