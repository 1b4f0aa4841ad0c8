//! The threads between a face and the desk: closed `Job` and `Event` enums, bounded queues, progress, cancel.
//!
//! The window sends a [`Job`] and later sees an [`Event`]; it never waits. Only this room spawns threads.

mod archive;
mod carry;
mod cases;
mod control;
mod desk_thread;
mod event;
mod handover;
mod hub;
mod hub_thread;
mod index;
mod jobs;
mod lab;
mod link;
mod long_thread;
mod making;
mod matching;
mod papers;
mod print_thread;
mod rebuild;
mod search_thread;
mod second_thread;
mod stick_thread;
mod threads;

pub use archive::{ArchiveEvent, ArchiveJob, ArchiveOrder};
pub use carry::{CarryEvent, CarryJob, CarryMade, CarryTaken, Planned};
pub use cases::{CaseEvent, CaseJob, ListPaper};
pub use control::{ControlEvent, ControlJob};
pub use event::{DrillJob, DrillNews, EventJob, EventNews};
pub use handover::{
    ControlLook, CrosswalkEvent, CrosswalkJob, Decided, HandoverEvent, HandoverJob, HandoverLook, LaidOut, OutEvent, OutJob,
    ProofEvent, ProofJob, SendOrder, TypingEvent, TypingJob,
};
pub use hub::{HubEvent, HubJob};
pub use index::{IndexEvent, IndexJob, OfficerSecret};
pub use lab::{LabEvent, LabJob};
pub use link::{Busy, Link, Wake};
pub use making::run_make;
pub use matching::run_match;
pub use papers::{PaperEvent, PaperJob};
pub use rebuild::{RebuildDone, RebuildEvent, RebuildJob, RebuildWish};
pub use second_thread::sync_second;
pub use threads::{start, start_with};

use crate::desk::settings::Settings;
use crate::desk::views::{
    ArchivedHere, ClinicQueue, DayFigures, Match, PatientFile, Person, PrintLine, Saved, SecondStanding, Status, Verdict,
    VisitLine,
};
use crate::hospital::number::CounterCode;
use crate::hospital::opd::QueueStep;
use crate::hospital::opd_form::OpdForm;
use crate::hospital::pack::{Counter, Masters, User};
use crate::journal::{EntryId, PaperKind, VoidScope};
use crate::problem::Problem;
use chrono::NaiveDate;
use std::path::PathBuf;
use std::sync::Arc;
use zeroize::Zeroizing;

/// What a person typed as a password; wiped when dropped.
pub type Secret = Zeroizing<String>;

/// Which paper size an OPD paper is printed on.
pub use crate::paper::Size;

/// Jobs for the desk's thread, done one after the other in the order sent, and for the two side threads (search, print).
#[derive(Clone)]
pub enum Job {
    /// Read a pack file for the set-up screen: who and which counters it names.
    ReadPack {
        file: PathBuf,
    },
    /// Pack files lying where people put them: beside the data, in the home folder, on sticks. Answer: `Packs`.
    FindPacks,
    /// Set this counter up. Answer: `SetUpDone` with the recovery key.
    SetUp {
        pack: PathBuf,
        counter: CounterCode,
        login: String,
        password: Secret,
        new_password: Secret,
        reason: String,
        drill: bool,
    },
    /// Make the demo hospital and open it. Answer: `SetUpDone`.
    Demo,
    /// Print or save the recovery sheet of a set-up just done.
    RecoverySheet {
        to: PathBuf,
    },
    SignIn {
        login: String,
        password: Secret,
    },
    SignOut,
    /// The records are damaged or an old copy: begin anew under the next letter, keeping the old file, and sign in.
    NewLetter {
        login: String,
        password: Secret,
        reason: String,
    },
    ChangePassword {
        old: Secret,
        new: Secret,
    },
    /// Save a registration, new (`form.patient` empty) or returning. Answer: `Saved` after COMMIT, or `Refused`.
    Register {
        form: Box<OpdForm>,
    },
    Amend {
        patient: EntryId,
        form: Box<OpdForm>,
        reason: String,
    },
    Void {
        visit: EntryId,
        scope: VoidScope,
        reason: String,
    },
    Move {
        visit: EntryId,
        clinic: String,
        doctor: String,
        reason: String,
    },
    Reprint {
        visit: EntryId,
        paper: PaperKind,
        size: Size,
    },
    Step {
        visit: EntryId,
        step: QueueStep,
    },
    CallNext {
        clinic: String,
    },
    /// Keep what is typed. No answer unless it fails.
    KeepDraft {
        form: Box<OpdForm>,
    },
    /// Answer: `Draft`.
    ReadDraft,
    /// Search as you type. `serial` grows; an answer to an older one is not sent.
    Search {
        serial: u64,
        text: String,
    },
    /// Likely the same person as in the form. `serial` as above.
    Similar {
        serial: u64,
        form: Box<OpdForm>,
    },
    /// Answer: `File`.
    Patient {
        id: EntryId,
    },
    /// Find a patient or visit by any of our numbers, UHID or QR text. Answer: `File` or `NotHere`.
    Scan {
        text: String,
    },
    /// Answer: `Queues`, and `Queue` for the clinic if given.
    Queues {
        clinic: Option<String>,
    },
    /// Answer: `DayRegister`.
    DayRegister {
        day: NaiveDate,
    },
    /// Put the day register in the print queue or save it.
    PrintRegister {
        day: NaiveDate,
        to: Option<PathBuf>,
    },
    Prints,
    RetryPrint {
        id: u64,
    },
    CancelPrint {
        id: u64,
    },
    /// Send a waiting or failed paper to a folder as PDF.
    PrintToFolder {
        id: u64,
        to: PathBuf,
    },
    /// Answer: `Preview`.
    Preview {
        visit: EntryId,
        paper: PaperKind,
        size: Size,
        width_px: u32,
    },
    /// Hand the records over. Progress events follow.
    Export {
        form: ExportForm,
        to: PathBuf,
    },
    /// Check journal, chain, signatures, tables, series. Progress events follow.
    Verify,
    /// Stop the long job that runs.
    Cancel,
    Figures {
        day: NaiveDate,
    },
    KeepSettings {
        settings: Settings,
    },
    /// Printers that the system knows. Answer: `Printers`.
    Printers,
    /// Wards, emergency, registers; every form.
    Case(CaseJob),
    /// What is asked of the laboratory.
    Lab(LabJob),
    /// The patient index: open, close, check.
    Index(IndexJob),
    /// Who is in charge, incidents, duty roster.
    Event(EventJob),
    /// Drills, while nobody is signed in.
    Drill(DrillJob),
    /// The hub: name it, make it, look at it.
    Hub(HubJob),
    /// Papers that come in: reading scans, the tray, taking.
    Papers(PaperJob),
    /// Rebuilding the counter of a PC that died, while nobody is signed in.
    Rebuild(RebuildJob),
    /// Bundles: make, read, take in.
    Carry(CarryJob),
    /// The control room, conflicts, merges.
    Control(ControlJob),
    /// Matching, batches, sending, answers.
    Handover(HandoverJob),
    /// The end of this counter, and its certificate.
    Archive(ArchiveJob),
    /// Finish what is being written and end the threads.
    Close,
}

/// In which form records are handed over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExportForm {
    Csv,
    Fhir,
}

/// What the program found at its start.
#[derive(Clone)]
#[allow(clippy::large_enum_variant, reason = "one of it is ever made, at the start")]
pub enum Found {
    /// Nothing yet: offer to set up or to try the demo.
    Nothing,
    /// A counter. Its masters are known before anyone signs in; its records are not.
    Counter { masters: Arc<Masters>, counter: Counter, users: Vec<User>, settings: Box<Settings> },
    /// A counter that was archived: nothing is opened here any more. `finished` where this start destroyed the key that a crash had left.
    Archived { here: Box<ArchivedHere>, settings: Box<Settings>, finished: bool },
    /// A counter that cannot be opened now; the problem says why.
    Broken(Problem),
}

/// What the threads tell the window.
#[derive(Clone)]
pub enum Event {
    /// First event of all.
    Started(Found),
    /// Pack files found, newest first; at most 50.
    Packs(Vec<PathBuf>),
    PackRead {
        file: PathBuf,
        masters: Arc<Masters>,
    },
    SetUpDone {
        masters: Arc<Masters>,
        counter: Counter,
        users: Vec<User>,
        recovery_key: Secret,
        settings: Settings,
        demo: Option<DemoSignIn>,
    },
    RecoverySheetSaved {
        at: PathBuf,
    },
    SignedIn {
        person: Person,
        status: Box<Status>,
        draft: Option<Box<OpdForm>>,
    },
    SignedOut,
    PasswordChanged,
    Saved(Box<Saved>),
    /// A job was refused or failed; `job` says which.
    Refused {
        job: JobKind,
        problem: Problem,
    },
    Amended {
        file: Box<PatientFile>,
    },
    Voided {
        visit: EntryId,
    },
    Moved(Box<Saved>),
    Reprinted {
        visit: EntryId,
        copy: u32,
    },
    Stepped {
        visit: EntryId,
    },
    Called {
        line: Box<VisitLine>,
    },
    /// Nobody waits in that clinic.
    NobodyWaits {
        clinic: String,
    },
    Found {
        serial: u64,
        lines: Vec<Match>,
        micros: u64,
    },
    Similar {
        serial: u64,
        lines: Vec<Match>,
        micros: u64,
    },
    File(Box<PatientFile>),
    /// A good number that is not in this counter's records.
    NotHere {
        text: String,
    },
    Queues {
        all: Vec<ClinicQueue>,
        of: Option<(String, Vec<VisitLine>)>,
    },
    DayRegister {
        day: NaiveDate,
        lines: Arc<Vec<VisitLine>>,
    },
    RegisterPrinted {
        at: Option<PathBuf>,
    },
    Prints(Vec<PrintLine>),
    /// The state of one paper changed.
    Print(Box<PrintLine>),
    Preview {
        visit: EntryId,
        paper: PaperKind,
        size: Size,
        image: Arc<Picture>,
    },
    Progress {
        job: JobKind,
        done: u64,
        of: u64,
    },
    /// The second medium stands otherwise than before.
    Second(SecondStanding),
    Exported {
        to: PathBuf,
        patients: u64,
        visits: u64,
    },
    Verified(Verdict),
    Cancelled {
        job: JobKind,
    },
    Figures(Box<DayFigures>),
    Settings(Settings),
    Printers(Vec<String>),
    /// Sent after every change: what the band and the status line say now.
    Status(Box<Status>),
    /// Wards, emergency, registers; every form.
    Case(CaseEvent),
    Lab(LabEvent),
    Index(IndexEvent),
    /// Who is in charge, incidents, duty roster, drills.
    OfEvent(EventNews),
    Hub(HubEvent),
    Papers(PaperEvent),
    Rebuild(RebuildEvent),
    Carry(CarryEvent),
    Control(ControlEvent),
    Handover(HandoverEvent),
    Archive(ArchiveEvent),
    /// The threads have ended.
    Closed,
}

/// What a new demo hospital's people sign in with.
#[derive(Clone)]
pub struct DemoSignIn {
    pub login: String,
    pub password: Secret,
}

/// A picture of a paper: RGBA, row by row.
pub struct Picture {
    pub width: u32,
    pub height: u32,
    pub rgba: Vec<u8>,
}

/// Which job an event speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum JobKind {
    ReadPack,
    SetUp,
    SignIn,
    ChangePassword,
    Register,
    Amend,
    Void,
    Move,
    Reprint,
    Queue,
    Draft,
    Search,
    Patient,
    Scan,
    DayRegister,
    Print,
    Preview,
    Export,
    Verify,
    Settings,
    /// A form of a ward, the emergency or a register.
    Fill,
    Case,
    Book,
    Census,
    Lab,
    LabFile,
    Worklist,
    /// The patient index: open, close.
    Index,
    IndexCheck,
    /// Who is in charge, incidents, duty roster.
    Event,
    Drill,
    Hub,
    /// Papers that come in.
    Papers,
    /// The counter of a PC that died.
    Rebuild,
    /// Bundles.
    Carry,
    /// The control room: its figures, numbers for counters.
    Control,
    Conflict,
    Merge,
    /// A pass over all patients against the index.
    Matching,
    /// Lists and decisions of the matching.
    Review,
    /// Pre-flight, batches, answers.
    Handover,
    /// Records that a clerk types into the central screen.
    Typing,
    /// Over a cable.
    Sending,
    Crosswalk,
    /// Number series, totals, certificate, report.
    Proof,
    /// A paper of these, shown, printed or saved.
    PaperOut,
    /// The end of this counter.
    Archive,
    /// What is said of one record: excepted, taken up again, which number counts.
    Explain,
    Other,
}
