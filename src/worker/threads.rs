//! Starting the threads and the wires between them. The desk thread owns the writer; the others only read.
//!
//! ```text
//! face ──Job──► router ──► desk ──► search   (search as you type, matches)
//!                            │ ────► long     (lists, previews, export, verify)
//!                            │ ────► print    (the print queue)
//!                            │ ────► second   (the second medium)
//!                            │ ────► hub      (entries to and from the hub, over the cable)
//!                            │ ────► stick    (the watched stick)
//!                            │ ────► handover (matching, pre-flight, batches, answers)
//!                            │ ────► sending  (records to the central system, over the cable)
//!                            │ ────► papers   (crosswalk, proof: what counts and lays out for long)
//!                            ◄────── Back     (what those found or did)
//! ```

use super::desk_thread::DeskThread;
use super::{
    ArchiveJob, Event, Job, Link, Wake, handover, hub_thread, long_thread, print_thread, search_thread, second_thread,
    stick_thread,
};
use crate::desk::papers_in::Reads;
use crate::desk::settings::Settings;
use crate::desk::{BundlesMade, ExportDone, HubMark, HubOpened};
use crate::desk::{Clock, CounterFile, Place, system_clock};
use crate::hospital::pack::{Masters, User};
use crate::journal::{Entry, Signed};
use crate::store::{Key, PrintUpdate, Reader, StoreError};
use crate::vault::Pack;
use ed25519_dalek::SigningKey;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

/// What waits for the desk thread at most.
const INBOX_MAX: usize = 512;
/// What waits for a side thread at most.
pub(super) const SIDE_MAX: usize = 4_096;

/// What reaches the desk thread.
pub(super) enum In {
    Job(Job),
    Back(Back),
    /// The face is gone.
    End,
}

/// What a side thread asks the desk thread to write down.
pub(super) enum Back {
    Printed {
        id: u64,
        update: PrintUpdate,
    },
    Exported(Box<ExportDone>),
    /// The hub's key was opened.
    HubOpened(Box<HubOpened>),
    /// Others' entries, verified, to be taken in.
    FromHub {
        serial: u64,
        entries: Vec<(Entry, Signed)>,
    },
    /// All before this mark is taken in.
    HubMark {
        serial: u64,
        mark: HubMark,
    },
    /// Files of scans were read: what stands in their codes is for the tray.
    PapersRead(Box<Reads>),
    /// A step of the matching or the hand-over; the thread beside waits until it is written.
    Hand(Box<handover::HandBack>),
    Bundled {
        made: Box<BundlesMade>,
        folder: PathBuf,
    },
}

/// The face's ear: an event, and the wake-up after it.
#[derive(Clone)]
pub(super) struct Out {
    events: SyncSender<Event>,
    wake: Wake,
}

impl Out {
    /// Sends an event. A face that is gone hears nothing more; that is no failure.
    pub fn send(&self, event: Event) {
        drop(self.events.send(event));
        (self.wake)();
    }
}

/// What a side thread needs of an open counter. Gone when the person signs out.
#[derive(Clone)]
pub(super) struct Session {
    pub place: Place,
    pub file: CounterFile,
    pub masters: Arc<Masters>,
    pub pack: Arc<Pack>,
    pub settings: Settings,
    pub user: User,
    pub key: Key,
    pub signing: SigningKey,
    pub clock: Clock,
}

impl Session {
    /// A connection of its own.
    pub fn reader(&self) -> Result<Reader, StoreError> {
        Reader::open(&self.place.database(), &self.key)
    }
}

/// Serials of the questions asked last: one that is older may stop.
#[derive(Default)]
pub(super) struct Newest {
    pub search: AtomicU64,
    pub similar: AtomicU64,
}

impl Newest {
    /// Heard on the way in, before the desk's thread comes to it.
    fn hear(&self, job: &Job) {
        match job {
            Job::Search { serial, .. } => self.search.store(*serial, Ordering::Relaxed),
            Job::Similar { serial, .. } => self.similar.store(*serial, Ordering::Relaxed),
            _ => {}
        }
    }
}

/// The wires to the side threads.
pub(super) struct Sides {
    pub search: SyncSender<search_thread::Ask>,
    pub long: SyncSender<long_thread::Ask>,
    pub print: SyncSender<print_thread::Ask>,
    pub hub: SyncSender<hub_thread::Ask>,
    /// A reminder waits for the hub's thread.
    pub hub_nudged: Arc<AtomicBool>,
    pub second: SyncSender<second_thread::Ask>,
    pub stick: SyncSender<stick_thread::Ask>,
    /// Passes, batches, answers; and what is sent over a cable.
    pub handover: SyncSender<handover::BesideAsk>,
    pub sending: SyncSender<handover::BesideAsk>,
    /// Papers of the hand-over.
    pub papers: SyncSender<handover::BesideAsk>,
    /// Own sequence up to which the second medium has everything.
    pub second_upto: Arc<AtomicU64>,
    /// Stops the long job that runs.
    pub cancel: Arc<AtomicBool>,
    /// Stops what the desk's thread does itself for long, the reading for a rebuild or an archive: the router alone sets it.
    pub stop_desk: Arc<AtomicBool>,
}

/// Starts the worker over a data folder, with the system's clock.
#[must_use]
pub fn start(data: PathBuf, wake: Wake) -> Link {
    start_with(Place::new(&data), system_clock(), wake)
}

/// Starts the worker with a clock of the caller's.
#[must_use]
pub fn start_with(place: Place, clock: Clock, wake: Wake) -> Link {
    let (link, jobs, events) = Link::pair();
    let out = Out { events, wake };
    let (inbox, inbox_end) = sync_channel(INBOX_MAX);
    let cancel = Arc::new(AtomicBool::new(false));
    let (search, search_end) = sync_channel(SIDE_MAX);
    let (long, long_end) = sync_channel(SIDE_MAX);
    let (print, print_end) = sync_channel(SIDE_MAX);
    let (hub, hub_end) = sync_channel(SIDE_MAX);
    let hub_nudged = Arc::new(AtomicBool::new(false));
    let (hub_out, hub_back, hub_heard) = (out.clone(), inbox.clone(), Arc::clone(&hub_nudged));
    let (second, second_end) = sync_channel(SIDE_MAX);
    let (stick, stick_end) = sync_channel(SIDE_MAX);
    let (handover, handover_end) = sync_channel(SIDE_MAX);
    let (sending, sending_end) = sync_channel(SIDE_MAX);
    let (papers, papers_end) = sync_channel(SIDE_MAX);
    let second_upto = Arc::new(AtomicU64::new(0));
    let (second_out, second_done) = (out.clone(), Arc::clone(&second_upto));
    let stop = Arc::new(AtomicBool::new(false));
    let stop_desk = Arc::clone(&stop);
    let sides = Sides {
        search,
        long,
        print,
        hub,
        hub_nudged,
        second,
        stick,
        handover,
        sending,
        papers,
        second_upto,
        cancel: Arc::clone(&cancel),
        stop_desk,
    };
    let (search_out, long_out, stick_out) = (out.clone(), out.clone(), out.clone());
    let (hand_out, hand_back) = (out.clone(), inbox.clone());
    let (send_out, send_back) = (out.clone(), inbox.clone());
    let (paper_out, paper_back) = (out.clone(), inbox.clone());
    let (long_back, print_back, router_in) = (inbox.clone(), inbox.clone(), inbox);
    let newest = Arc::new(Newest::default());
    let newest_heard = Arc::clone(&newest);
    spawn("router", move || route(&jobs, &router_in, (&newest_heard, &stop)));
    spawn("search", move || search_thread::run(&search_end, &search_out, &newest));
    spawn("long", move || long_thread::run(&long_end, &long_out, &long_back, &cancel));
    spawn("hub", move || hub_thread::run(&hub_end, &hub_out, &hub_back, &hub_heard));
    spawn("second", move || second_thread::run(&second_end, &second_out, &second_done));
    spawn("stick", move || stick_thread::run(&stick_end, &stick_out));
    spawn("handover", move || handover::run(&handover_end, &hand_out, &hand_back));
    spawn("sending", move || handover::run(&sending_end, &send_out, &send_back));
    spawn("papers", move || handover::run(&papers_end, &paper_out, &paper_back));
    spawn("print", move || print_thread::run(&print_end, &print_back));
    spawn("desk", move || DeskThread::new(place, clock, out, sides).run(&inbox_end));
    link
}

pub(super) fn spawn(name: &str, work: impl FnOnce() + Send + 'static) {
    // A system that cannot start ten threads cannot open a window either; the face then simply hears nothing and says so.
    drop(std::thread::Builder::new().name(format!("nirantar-{name}")).spawn(work));
}

fn route(jobs: &Receiver<Job>, inbox: &SyncSender<In>, (newest, stop): (&Newest, &AtomicBool)) {
    while let Ok(job) = jobs.recv() {
        newest.hear(&job);
        // The desk's thread itself reads for a rebuild and seals an archive; it hears nothing else meanwhile.
        match job {
            Job::Rebuild(_) | Job::Archive(ArchiveJob::Begin(_)) => stop.store(false, Ordering::Relaxed),
            Job::Cancel | Job::Archive(ArchiveJob::Stop) => stop.store(true, Ordering::Relaxed),
            _ => {}
        }
        if inbox.send(In::Job(job)).is_err() {
            return;
        }
    }
    drop(inbox.send(In::End));
}
