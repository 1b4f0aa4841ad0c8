//! Jobs and events of a counter's end. The desk's thread seals the records itself: whoever ends a counter works on nothing else meanwhile. Until
//! the archive is whole and compared it can be stopped, and the same person goes on; afterwards there is nothing to go on with.

use super::desk_thread::{DeskThread, State};
use super::handover::{picture, put_out};
use super::{Event, Found, JobKind, Picture, Secret};
use crate::desk::archive::{ArchiveWish, archive_certificate_again, archived_here, end_counter, seal_archive};
use crate::desk::views::ArchiveStep;
use crate::problem::Problem;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::Ordering;

/// What can be asked.
#[derive(Clone)]
pub enum ArchiveJob {
    /// Seal this counter's records and destroy its key. `Step` events follow; then `SignedOut` and `Started` with [`Found::Archived`], or
    /// `Cancelled`, or `Refused` with [`JobKind::Archive`].
    Begin(Box<ArchiveOrder>),
    /// Stop, where that is still possible.
    Stop,
    /// A picture of a page of an archived counter's certificate, from 0. Answer: `Page`.
    Page { page: usize, width_px: u32 },
    /// That certificate to the printer, or as PDF into a folder. Answer: `CertificateOut`.
    Certificate { to: Option<PathBuf> },
}

/// What two officers order.
#[derive(Clone)]
pub struct ArchiveOrder {
    /// Folder in which the archive's own folder is made.
    pub folder: PathBuf,
    /// Login and password of each.
    pub officers: [(String, Secret); 2],
    /// Also while something is open here; then with a reason.
    pub partial: bool,
    pub reason: String,
}

/// What comes of it.
#[derive(Clone)]
pub enum ArchiveEvent {
    /// How far it is: entries done and in all.
    Step {
        step: ArchiveStep,
        done: u64,
        of: u64,
    },
    Page {
        page: usize,
        pages: usize,
        image: Arc<Picture>,
    },
    CertificateOut {
        at: Option<PathBuf>,
    },
}

impl DeskThread {
    pub(super) fn archive(&mut self, job: ArchiveJob) -> Result<(), Problem> {
        match job {
            ArchiveJob::Begin(order) => self.archive_now(&order),
            // The router has set the flag that the sealing looks at.
            ArchiveJob::Stop => Ok(()),
            ArchiveJob::Page { page, width_px } => {
                let printed = archive_certificate_again(&self.at)?;
                let (pages, image) = (printed.pages.len(), picture(&printed, page, width_px)?);
                self.out.send(Event::Archive(ArchiveEvent::Page { page, pages, image }));
                Ok(())
            }
            ArchiveJob::Certificate { to } => {
                let printed = archive_certificate_again(&self.at)?;
                let at = put_out((&self.at.settings(), &self.at), &printed, to.as_deref())?;
                self.out.send(Event::Archive(ArchiveEvent::CertificateOut { at }));
                Ok(())
            }
        }
    }

    fn archive_now(&mut self, order: &ArchiveOrder) -> Result<(), Problem> {
        if !matches!(self.state, State::Open(_)) {
            return Err(Problem::refused("problem-not-signed-in"));
        }
        self.shut_sides();
        let State::Open(desk) = &mut self.state else { return Ok(()) };
        let [(one, first), (other, second)] = &order.officers;
        let wish = ArchiveWish {
            folder: &order.folder,
            officers: [(one, first), (other, second)],
            partial: order.partial,
            reason: &order.reason,
        };
        let (out, stop) = (self.out.clone(), Arc::clone(&self.sides.stop_desk));
        let mut progress = |step, done, of| {
            out.send(Event::Archive(ArchiveEvent::Step { step, done, of }));
            !stop.load(Ordering::Relaxed)
        };
        let archived = match seal_archive(desk, &wish, &mut progress) {
            Ok(Some(archived)) => archived,
            left => {
                // The counter is as it was, and so is whoever works here.
                self.open_sides()?;
                self.open_hub()?;
                left?;
                self.out.send(Event::Cancelled { job: JobKind::Archive });
                return Ok(());
            }
        };
        let State::Open(desk) = std::mem::replace(&mut self.state, State::Nothing) else { return Ok(()) };
        let ended = end_counter(*desk, archived, &mut progress);
        self.busy = false;
        self.out.send(Event::SignedOut);
        // What the folder says now holds, also where the end of it failed.
        match self.found_archived(false) {
            Some(found) => self.out.send(Event::Started(found)),
            None => self.look(),
        }
        ended.map(drop)
    }

    /// A counter that was archived, as its folder says.
    pub(super) fn found_archived(&self, half: bool) -> Option<Found> {
        let here = archived_here(&self.at).ok().flatten().filter(|here| here.archived.wiped.is_some())?;
        Some(Found::Archived { here: Box::new(here), settings: Box::new(self.at.settings()), finished: half })
    }
}
