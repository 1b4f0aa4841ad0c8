//! What an entry can say. Readable keys; a new kind or field is added, an old one never changes its meaning.

use super::Matched;
use super::case::{Admission, Arrival, BedMark, Register, Request};
use super::event::Book;
use super::handover::{AnswerLine, MadeLine, MatchLine, PairLine, RecordKey, Road, Stage, StrayAnswer, TotalLine};
use super::lab::{Call, LeftLine, Released, Requisition, ResultSource, Told, Tube};
use crate::hospital::event::{Module, Scope};
use crate::hospital::forms::{FormId, Sheet};
use crate::hospital::ipd::{Outcome, Place};
use crate::hospital::lab::{Accession, AccessionKind, LabValue, TubeStep};
use crate::hospital::number::{CounterCode, Number};
use crate::hospital::opd::{Fee, QueueStep, Token, Visit};
use crate::hospital::person::Details;
use crate::journal::{ChainHash, EntryId, PaperKind, Run};
use chrono::{DateTime, FixedOffset, NaiveDate};
use serde::{Deserialize, Serialize};

/// A patient as a registration creates them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Patient {
    /// The provisional number.
    pub number: Number,
    #[serde(flatten)]
    pub details: Details,
    /// The person of the patient index that the form was filled from; where the patient was known here already, always empty.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub matched: Option<Matched>,
}

/// Which of the two a void takes back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum VoidScope {
    /// The visit only; the patient stays.
    Visit,
    /// The whole registration: patient and visit were entered in error.
    Registration,
}

/// What a counter tells the control room of itself. Nothing of a patient.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
pub struct Tells {
    /// Patient numbers left in the block.
    pub numbers_left: u32,
    /// Papers that did not come out.
    #[serde(default, skip_serializing_if = "is_none")]
    pub unprinted: u64,
    /// Sequence up to which the second medium has everything; `None` where there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub second: Option<u64>,
    /// Version of the program, and of the pack.
    pub program: String,
    pub pack: u32,
    /// Its clock had been set back when it said so.
    #[serde(default, skip_serializing_if = "is_false")]
    pub clock_behind: bool,
}

/// The body of an entry. `kind` in the header says which.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "body")]
pub enum Body {
    /// First entry of an installation: why it was opened.
    #[serde(rename = "counter.opened")]
    CounterOpened {
        /// When the central system went down, as far as known.
        since: DateTime<FixedOffset>,
        reason: String,
        /// SHA-256 of the sealed pack, base64url.
        pack: String,
    },
    /// The masters were replaced by a newer pack of the same site.
    #[serde(rename = "pack.taken")]
    PackTaken { pack: String, version: u32 },
    /// A person signed in; failures since the last time are told along.
    #[serde(rename = "session.opened")]
    SessionOpened { failed_before: u32 },
    /// A new patient with a first visit.
    #[serde(rename = "opd.registered")]
    Registered { patient: Patient, visit: Visit },
    /// A patient known here comes again; carries the patient as known, so that the slip is whole.
    #[serde(rename = "opd.visited")]
    Visited { of: EntryId, patient: Patient, visit: Visit },
    /// Details changed; the old entry stays.
    #[serde(rename = "patient.amended")]
    Amended {
        of: EntryId,
        details: Details,
        reason: String,
        /// The person of the patient index that the change was taken from.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        matched: Option<Matched>,
    },
    #[serde(rename = "visit.voided")]
    Voided { of: EntryId, scope: VoidScope, reason: String },
    /// Sent to another clinic, with a new token there.
    #[serde(rename = "visit.moved")]
    Moved { of: EntryId, clinic: String, room: String, doctor: Option<String>, token: Token, reason: String },
    #[serde(rename = "paper.reprinted")]
    Reprinted { of: EntryId, paper: PaperKind, copy: u32 },
    #[serde(rename = "queue.stepped")]
    Queue { of: EntryId, step: QueueStep },
    /// A bed is asked for. Begins a patient where `of` is empty.
    #[serde(rename = "ipd.requested")]
    Requested {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        of: Option<EntryId>,
        patient: Patient,
        request: Request,
    },
    /// Into a ward. Begins a patient where `of` is empty, and a stay where `request` is.
    #[serde(rename = "ipd.admitted")]
    Admitted {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        of: Option<EntryId>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        request: Option<EntryId>,
        patient: Patient,
        stay: Admission,
    },
    /// To another ward, bed, unit or consultant; or meant to be. `left`: the bed left behind, where it has to be cleaned.
    #[serde(rename = "ipd.transferred")]
    Transferred {
        of: EntryId,
        to: Place,
        at: DateTime<FixedOffset>,
        #[serde(default, skip_serializing_if = "is_false")]
        planned: bool,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        left: Option<String>,
        reason: String,
    },
    /// Two patients change places in one step.
    #[serde(rename = "ipd.swapped")]
    Swapped { of: EntryId, with: EntryId, to: Place, with_to: Place, at: DateTime<FixedOffset>, reason: String },
    #[serde(rename = "ipd.discharged")]
    Discharged {
        of: EntryId,
        outcome: Outcome,
        at: DateTime<FixedOffset>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        left: Option<String>,
        #[serde(default, skip_serializing_if = "Sheet::is_empty")]
        sheet: Sheet,
    },
    /// A step of a stay, an arrival or a record is taken back; it stays readable.
    #[serde(rename = "case.cancelled")]
    Cancelled {
        of: EntryId,
        what: EntryId,
        /// The other stay of a swap.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        also: Option<EntryId>,
        reason: String,
    },
    #[serde(rename = "bed.marked")]
    BedMarked { bed: String, at: DateTime<FixedOffset>, mark: BedMark },
    /// Came to the emergency department. Begins a patient where `of` is empty.
    #[serde(rename = "er.arrived")]
    Arrived {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        of: Option<EntryId>,
        patient: Patient,
        arrival: Arrival,
    },
    /// More is known of an arrival: a prepared pack is filled, a triage category changes.
    #[serde(rename = "er.filled")]
    Filled { of: EntryId, sheet: Sheet },
    /// Leaves the emergency department.
    #[serde(rename = "er.left")]
    Left { of: EntryId, at: DateTime<FixedOffset>, sheet: Sheet },
    /// An unknown patient is known now. `is`: the patient's other record here; both numbers are kept.
    #[serde(rename = "patient.identified")]
    Identified {
        of: EntryId,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        is: Option<EntryId>,
        details: Details,
        how: String,
        /// The person of the patient index that it turned out to be.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        matched: Option<Matched>,
    },
    /// A record of a register. `child`: the newborn that a birth report begins as a patient.
    #[serde(rename = "register.recorded")]
    Recorded {
        register: Register,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        of: Option<EntryId>,
        number: Number,
        at: DateTime<FixedOffset>,
        sheet: Sheet,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        child: Option<Patient>,
    },
    /// A record is corrected: the earlier version stays.
    #[serde(rename = "register.corrected")]
    Corrected { of: EntryId, sheet: Sheet, reason: String },
    /// Something was done about a record: police told, handed to the registrar, indent issued.
    #[serde(rename = "register.noted")]
    Noted { of: EntryId, form: FormId, sheet: Sheet },
    /// Tests asked for, with the tubes they are measured from. Begins a patient where `of` is empty.
    #[serde(rename = "lab.ordered")]
    Ordered {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        of: Option<EntryId>,
        patient: Patient,
        order: Requisition,
    },
    /// More tubes for an order: a rejected one is collected again.
    #[serde(rename = "lab.tubed")]
    Tubed {
        of: EntryId,
        at: DateTime<FixedOffset>,
        tubes: Vec<Tube>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        collected: Option<DateTime<FixedOffset>>,
        reason: String,
    },
    /// A tube has another label now; the old one stays readable.
    #[serde(rename = "lab.relabelled")]
    Relabelled { of: EntryId, tube: Accession, to: Accession, reason: String },
    /// Labels printed before there are patients.
    #[serde(rename = "lab.labels")]
    LabelRoll { first: Accession, count: u32 },
    /// Tubes of an order are somewhere else now. `place`: ward, bench, laboratory. `why`: reason of a rejection, list `lab_reject`;
    /// `told`: who was told of it.
    #[serde(rename = "lab.stepped")]
    TubeStepped {
        of: EntryId,
        tubes: Vec<Accession>,
        step: TubeStep,
        at: DateTime<FixedOffset>,
        #[serde(default, skip_serializing_if = "String::is_empty")]
        place: String,
        #[serde(default, skip_serializing_if = "String::is_empty")]
        why: String,
        #[serde(default, skip_serializing_if = "String::is_empty")]
        note: String,
        #[serde(default, skip_serializing_if = "String::is_empty")]
        told: String,
    },
    /// Values of a tube's tests. A second typing of the same test is compared with the first, see [`crate::journal::fold::ResultState`].
    #[serde(rename = "lab.resulted")]
    Resulted {
        of: EntryId,
        tube: Accession,
        at: DateTime<FixedOffset>,
        values: Vec<LabValue>,
        source: ResultSource,
        /// Why a released value is amended; empty while nothing of it was released.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        reason: String,
    },
    /// Results are released, by another person than who typed them.
    #[serde(rename = "lab.verified")]
    Verified {
        of: EntryId,
        results: Vec<Released>,
        /// What the verifier makes of it; printed.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        conclusion: String,
    },
    /// An analyser's file was read: what was taken, and every line that was not.
    #[serde(rename = "lab.file")]
    LabFile {
        file: String,
        instrument: String,
        /// SHA-256 of the file.
        mark: String,
        taken: u32,
        /// Lines whose results were here already.
        known: u32,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        left: Vec<LeftLine>,
    },
    /// Somebody was told of a critical value.
    #[serde(rename = "lab.called")]
    Called { of: EntryId, call: Call },
    /// A report was printed, or came into somebody's hands.
    #[serde(rename = "lab.told")]
    ReportTold {
        of: EntryId,
        what: Told,
        at: DateTime<FixedOffset>,
        #[serde(default, skip_serializing_if = "String::is_empty")]
        whom: String,
        /// Tests that stand on it; empty when all do.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        tests: Vec<String>,
    },
    /// An officer opened the patient index at this counter; the entry is written by whoever worked there.
    #[serde(rename = "index.opened")]
    IndexOpened {
        /// Id of the file.
        index: String,
        /// Day of the export that it was made from.
        day: NaiveDate,
        officer: String,
    },
    /// The patient index was closed at this counter.
    #[serde(rename = "index.closed")]
    IndexClosed { index: String, officer: String },
    /// Two records are of one person, a person says. Nothing of either is changed: `of` leads, both numbers stay, both are found.
    #[serde(rename = "patient.merged")]
    Merged {
        of: EntryId,
        with: EntryId,
        /// How likely it looked, in percent, and why: as in [`Matched`].
        score: u8,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        why: Vec<String>,
        reason: String,
    },
    /// They are two after all. `what`: the entry that merged them.
    #[serde(rename = "patient.unmerged")]
    Unmerged { of: EntryId, with: EntryId, what: EntryId, reason: String },
    /// Two entries claim the address `of`: the one with hash `keep` counts from now on, for every reader. `also`: the entry that took
    /// what the other one said as a record of its own.
    #[serde(rename = "fork.settled")]
    ForkSettled {
        of: EntryId,
        keep: ChainHash,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        also: Option<EntryId>,
        reason: String,
    },
    /// The hub that this counter sends its records to was named, without its password; an empty address: taken away.
    #[serde(rename = "hub.named")]
    HubNamed { address: String },
    /// Records left this counter in files.
    #[serde(rename = "export.made")]
    Exported {
        form: String,
        patients: u64,
        visits: u64,
        /// Stays, arrivals and records; 0 in entries of before they existed.
        #[serde(default)]
        cases: u64,
        /// Every entry of this installation up to this sequence is in it.
        upto: u64,
        /// SHA-256 of the manifest.
        manifest: ChainHash,
    },
    /// Entries left this installation in a bundle.
    #[serde(rename = "bundle.made")]
    BundleMade {
        to: Vec<CounterCode>,
        file: String,
        entries: u64,
        /// What the receiver has of each installation with this bundle and those before it.
        runs: Vec<Run>,
        /// SHA-256 of the file.
        mark: ChainHash,
        tells: Tells,
    },
    /// A bundle was taken in here. What was in the sender's runs by then is here, and so this is the sender's receipt.
    #[serde(rename = "bundle.taken")]
    BundleTaken {
        /// Installation that made it.
        from: String,
        file: String,
        mark: ChainHash,
        new: u64,
        known: u64,
        /// Addresses that other entries have.
        #[serde(default, skip_serializing_if = "is_none")]
        forks: u64,
        /// Not taken: forged, of another hospital, damaged.
        #[serde(default, skip_serializing_if = "is_none")]
        refused: u64,
        /// What is here now of the installations that the bundle spoke of.
        runs: Vec<Run>,
    },
    /// More numbers for a counter: its patients' numbers may go on to `last`.
    #[serde(rename = "block.issued")]
    BlockIssued { counter: CounterCode, last: u32, reason: String },
    /// A counter's numbers end with what it has given out: it is not used any more.
    #[serde(rename = "block.revoked")]
    BlockRevoked { counter: CounterCode, reason: String },
    /// An officer said that a part of the hospital works manually from a minute on; the entry is written by whoever worked there.
    #[serde(rename = "event.declared")]
    EventDeclared {
        scope: Scope,
        since: DateTime<FixedOffset>,
        reason: String,
        /// Login of the officer.
        officer: String,
    },
    /// An officer said that the central system has a part of the hospital again.
    #[serde(rename = "event.ended")]
    EventEnded { scope: Scope, at: DateTime<FixedOffset>, reason: String, officer: String },
    /// Something went wrong, or more is known of it. `of`: the incident that this line adds to.
    #[serde(rename = "incident.logged")]
    IncidentLogged {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        of: Option<EntryId>,
        sheet: Sheet,
    },
    /// Who is on duty where. `of`: the line of the roster that this one replaces.
    #[serde(rename = "roster.set")]
    RosterSet {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        of: Option<EntryId>,
        sheet: Sheet,
    },
    /// A line of the roster no longer holds.
    #[serde(rename = "roster.struck")]
    RosterStruck { of: EntryId, reason: String },
    /// A shift handed a counter over to the next.
    #[serde(rename = "shift.handed")]
    ShiftHanded {
        from: DateTime<FixedOffset>,
        to: DateTime<FixedOffset>,
        /// Who hands over, who takes over; as they are called.
        giver: String,
        taker: String,
        /// Sequences of the first and the last entry of the shift.
        first: u64,
        last: u64,
        /// Merkle root over the entries from the first to the last (RFC 6962): who has it and the entries knows that none is missing.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        root: Option<ChainHash>,
        tells: Tells,
        #[serde(default, skip_serializing_if = "String::is_empty")]
        note: String,
    },
    /// What a matching pass found: some of its lines, as many as an entry holds.
    #[serde(rename = "match.passed")]
    MatchPassed {
        /// Id of the index, and the day of the export that it was made from.
        index: String,
        day: NaiveDate,
        /// Odds: from `sure` to one on the pass linked by itself, down to one in `doubtful` a person is asked.
        sure: u32,
        doubtful: u32,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        lines: Vec<MatchLine>,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pairs: Vec<PairLine>,
    },
    /// A person looked at the evidence: the patient is that person of the index, or (`link` empty) nobody in it.
    #[serde(rename = "match.decided")]
    MatchDecided {
        of: EntryId,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        link: Option<Matched>,
        /// The link counts only when a second person agrees.
        #[serde(default, skip_serializing_if = "is_false")]
        second: bool,
        #[serde(default, skip_serializing_if = "String::is_empty")]
        reason: String,
    },
    /// A second person looked at what a first decided (`what`).
    #[serde(rename = "match.seconded")]
    MatchSeconded {
        of: EntryId,
        what: EntryId,
        agrees: bool,
        #[serde(default, skip_serializing_if = "String::is_empty")]
        reason: String,
    },
    /// What an entry said of a patient's link is taken back: a pass's line or a person's decision.
    #[serde(rename = "match.undone")]
    MatchUndone { of: EntryId, what: EntryId, reason: String },
    /// Two patients that a pass thought to be one person are two.
    #[serde(rename = "match.apart")]
    MatchApart { of: EntryId, with: EntryId, reason: String },
    /// A batch of the hand-over was made: which records, which version of each, in which file.
    #[serde(rename = "handover.made")]
    HandoverMade {
        /// See [`super::handover::batch_name`].
        batch: String,
        road: Road,
        stage: Stage,
        /// Name of the file, without a folder; empty where records are typed.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        file: String,
        /// SHA-256 of the file.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        sum: Option<ChainHash>,
        lines: Vec<MadeLine>,
    },
    /// A batch was sent, or given to the people of the central system.
    #[serde(rename = "handover.sent")]
    HandoverSent {
        batch: String,
        /// Server without its password, or who took the file.
        to: String,
    },
    /// Answers of the central system, record by record.
    #[serde(rename = "handover.answered")]
    HandoverAnswered {
        /// File, server, or `typed`.
        source: String,
        /// SHA-256 of the file.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        sum: Option<ChainHash>,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        lines: Vec<AnswerLine>,
        /// What was not taken: unknown, contradictory, unreadable.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        strays: Vec<StrayAnswer>,
    },
    /// An officer says that a record will not go to the central system, and why.
    #[serde(rename = "handover.excepted")]
    HandoverExcepted { record: RecordKey, reason: String },
    /// It will go after all. `what`: the entry that excepted it.
    #[serde(rename = "handover.readmitted")]
    HandoverReadmitted { record: RecordKey, what: EntryId, reason: String },
    /// The central system gave two numbers for one record: this one counts.
    #[serde(rename = "handover.settled")]
    HandoverSettled { record: RecordKey, central: String, reason: String },
    /// The hand-over was certified, with the figures of that minute.
    #[serde(rename = "handover.certified")]
    HandoverCertified {
        /// Logins of the officers who sign.
        officers: Vec<String>,
        /// Kind, saved, received, excepted, open.
        totals: Vec<TotalLine>,
        /// Entries that the figures were counted from.
        runs: Vec<Run>,
        /// Numbers missing in the series, and of these how many are explained.
        gaps: u64,
        #[serde(default, skip_serializing_if = "is_none")]
        explained: u64,
        /// Number series that they were counted in.
        #[serde(default, skip_serializing_if = "is_none")]
        series: u64,
        /// Records that left at least once, answered or not.
        #[serde(default, skip_serializing_if = "is_none")]
        left: u64,
        /// Of those excepted, the records that were taken back here before they left.
        #[serde(default, skip_serializing_if = "is_none")]
        taken_back: u64,
        #[serde(default, skip_serializing_if = "String::is_empty")]
        note: String,
    },
    /// Last entry of an installation: its records were sealed for the archive, on order of two officers.
    #[serde(rename = "counter.archived")]
    CounterArchived {
        officers: Vec<String>,
        /// Name and SHA-256 of the archive's file, entries in it, and their root (RFC 6962).
        file: String,
        sum: ChainHash,
        entries: u64,
        root: ChainHash,
        reason: String,
    },
    /// First entry of a drill after its set-up, and the last: who held it.
    #[serde(rename = "drill.began")]
    DrillBegan { officer: String, reason: String },
    #[serde(rename = "drill.ended")]
    DrillEnded { officer: String, note: String },
}

impl Body {
    /// The kind as written in the header.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::CounterOpened { .. } => "counter.opened",
            Self::PackTaken { .. } => "pack.taken",
            Self::SessionOpened { .. } => "session.opened",
            Self::Registered { .. } => "opd.registered",
            Self::Visited { .. } => "opd.visited",
            Self::Amended { .. } => "patient.amended",
            Self::Voided { .. } => "visit.voided",
            Self::Moved { .. } => "visit.moved",
            Self::Reprinted { .. } => "paper.reprinted",
            Self::Queue { .. } => "queue.stepped",
            Self::Requested { .. } => "ipd.requested",
            Self::Admitted { .. } => "ipd.admitted",
            Self::Transferred { .. } => "ipd.transferred",
            Self::Swapped { .. } => "ipd.swapped",
            Self::Discharged { .. } => "ipd.discharged",
            Self::Cancelled { .. } => "case.cancelled",
            Self::BedMarked { .. } => "bed.marked",
            Self::Arrived { .. } => "er.arrived",
            Self::Filled { .. } => "er.filled",
            Self::Left { .. } => "er.left",
            Self::Identified { .. } => "patient.identified",
            Self::Recorded { .. } => "register.recorded",
            Self::Corrected { .. } => "register.corrected",
            Self::Noted { .. } => "register.noted",
            Self::Ordered { .. } => "lab.ordered",
            Self::Tubed { .. } => "lab.tubed",
            Self::Relabelled { .. } => "lab.relabelled",
            Self::LabelRoll { .. } => "lab.labels",
            Self::TubeStepped { .. } => "lab.stepped",
            Self::Resulted { .. } => "lab.resulted",
            Self::Verified { .. } => "lab.verified",
            Self::LabFile { .. } => "lab.file",
            Self::Called { .. } => "lab.called",
            Self::ReportTold { .. } => "lab.told",
            Self::IndexOpened { .. } => "index.opened",
            Self::IndexClosed { .. } => "index.closed",
            Self::Merged { .. } => "patient.merged",
            Self::Unmerged { .. } => "patient.unmerged",
            Self::ForkSettled { .. } => "fork.settled",
            Self::HubNamed { .. } => "hub.named",
            Self::Exported { .. } => "export.made",
            Self::BundleMade { .. } => "bundle.made",
            Self::BundleTaken { .. } => "bundle.taken",
            Self::BlockIssued { .. } => "block.issued",
            Self::BlockRevoked { .. } => "block.revoked",
            Self::EventDeclared { .. } => "event.declared",
            Self::EventEnded { .. } => "event.ended",
            Self::IncidentLogged { .. } => "incident.logged",
            Self::RosterSet { .. } => "roster.set",
            Self::RosterStruck { .. } => "roster.struck",
            Self::ShiftHanded { .. } => "shift.handed",
            Self::MatchPassed { .. } => "match.passed",
            Self::MatchDecided { .. } => "match.decided",
            Self::MatchSeconded { .. } => "match.seconded",
            Self::MatchUndone { .. } => "match.undone",
            Self::MatchApart { .. } => "match.apart",
            Self::HandoverMade { .. } => "handover.made",
            Self::HandoverSent { .. } => "handover.sent",
            Self::HandoverAnswered { .. } => "handover.answered",
            Self::HandoverExcepted { .. } => "handover.excepted",
            Self::HandoverReadmitted { .. } => "handover.readmitted",
            Self::HandoverSettled { .. } => "handover.settled",
            Self::HandoverCertified { .. } => "handover.certified",
            Self::CounterArchived { .. } => "counter.archived",
            Self::DrillBegan { .. } => "drill.began",
            Self::DrillEnded { .. } => "drill.ended",
        }
    }

    /// True when the entry begins a visit of its own.
    #[must_use]
    pub const fn opens_visit(&self) -> bool {
        matches!(self, Self::Registered { .. } | Self::Visited { .. })
    }

    /// The patient, visit or case that this entry is about, where it is one; `None` when it begins one of its own.
    #[must_use]
    pub const fn of(&self) -> Option<&EntryId> {
        match self {
            Self::Visited { of, .. }
            | Self::Amended { of, .. }
            | Self::Voided { of, .. }
            | Self::Moved { of, .. }
            | Self::Reprinted { of, .. }
            | Self::Queue { of, .. }
            | Self::Transferred { of, .. }
            | Self::Swapped { of, .. }
            | Self::Discharged { of, .. }
            | Self::Cancelled { of, .. }
            | Self::Filled { of, .. }
            | Self::Left { of, .. }
            | Self::Identified { of, .. }
            | Self::Corrected { of, .. }
            | Self::Noted { of, .. }
            | Self::Tubed { of, .. }
            | Self::Relabelled { of, .. }
            | Self::TubeStepped { of, .. }
            | Self::Resulted { of, .. }
            | Self::Verified { of, .. }
            | Self::Called { of, .. }
            | Self::ReportTold { of, .. }
            | Self::Merged { of, .. }
            | Self::Unmerged { of, .. }
            | Self::MatchDecided { of, .. }
            | Self::MatchSeconded { of, .. }
            | Self::MatchUndone { of, .. }
            | Self::MatchApart { of, .. }
            | Self::ForkSettled { of, .. } => Some(of),
            Self::Requested { of, .. }
            | Self::Admitted { of, .. }
            | Self::Arrived { of, .. }
            | Self::Recorded { of, .. }
            | Self::Ordered { of, .. } => of.as_ref(),
            _ => None,
        }
    }

    /// The second case that this entry is about: the request that is admitted, the other half of a swap.
    #[must_use]
    pub const fn also_of(&self) -> Option<&EntryId> {
        match self {
            Self::Admitted { request, .. } => request.as_ref(),
            Self::Swapped { with, .. }
            | Self::Merged { with, .. }
            | Self::Unmerged { with, .. }
            | Self::MatchApart { with, .. } => Some(with),
            Self::Identified { is, .. } => is.as_ref(),
            Self::Cancelled { also, .. } => also.as_ref(),
            _ => None,
        }
    }

    /// The patient as this entry says it, and whose copy it is: `None` when the patient begins here.
    #[must_use]
    pub const fn patient(&self) -> Option<(Option<&EntryId>, &Patient)> {
        match self {
            Self::Registered { patient, .. } | Self::Recorded { child: Some(patient), .. } => Some((None, patient)),
            Self::Visited { of, patient, .. } => Some((Some(of), patient)),
            Self::Requested { of, patient, .. }
            | Self::Admitted { of, patient, .. }
            | Self::Arrived { of, patient, .. }
            | Self::Ordered { of, patient, .. } => Some((of.as_ref(), patient)),
            _ => None,
        }
    }

    /// The book of the control room in which the entry stands; `None` for all that is about patients and counters.
    #[must_use]
    pub const fn book(&self) -> Option<Book> {
        match self {
            Self::EventDeclared { .. } | Self::EventEnded { .. } => Some(Book::Event),
            Self::IncidentLogged { .. } => Some(Book::Incidents),
            Self::RosterSet { .. } | Self::RosterStruck { .. } => Some(Book::Roster),
            Self::ShiftHanded { .. } => Some(Book::Shifts),
            Self::DrillBegan { .. } | Self::DrillEnded { .. } => Some(Book::Drill),
            Self::HandoverCertified { .. } | Self::CounterArchived { .. } => Some(Book::Certificates),
            _ => None,
        }
    }

    /// The module whose record it is; `None` for what belongs to none, and for a correction of a register, which does not say of which.
    #[must_use]
    pub const fn module(&self) -> Option<Module> {
        Some(match self {
            Self::Registered { .. } | Self::Visited { .. } | Self::Voided { .. } | Self::Moved { .. } | Self::Queue { .. } => {
                Module::Opd
            }
            Self::Requested { .. }
            | Self::Admitted { .. }
            | Self::Transferred { .. }
            | Self::Swapped { .. }
            | Self::Discharged { .. }
            | Self::BedMarked { .. } => Module::Ipd,
            Self::Arrived { .. } | Self::Filled { .. } | Self::Left { .. } => Module::Er,
            Self::Recorded { register: Register::Indent, .. } | Self::Noted { form: FormId::Issue, .. } => Module::Indent,
            Self::Recorded { .. } | Self::Noted { .. } => Module::Registers,
            Self::Ordered { .. }
            | Self::Tubed { .. }
            | Self::Relabelled { .. }
            | Self::LabelRoll { .. }
            | Self::TubeStepped { .. }
            | Self::Resulted { .. }
            | Self::Verified { .. }
            | Self::LabFile { .. }
            | Self::Called { .. }
            | Self::ReportTold { .. } => Module::Lab,
            _ => return None,
        })
    }

    /// Accession numbers that the entry gives out, or puts on a tube.
    #[must_use]
    pub fn accessions(&self) -> Vec<Accession> {
        match self {
            Self::Ordered { order: Requisition { tubes, .. }, .. } | Self::Tubed { tubes, .. } => {
                tubes.iter().map(|tube| tube.accession).collect()
            }
            Self::Relabelled { to, .. } => vec![*to],
            Self::LabelRoll { first, count } => first.run(*count),
            _ => Vec::new(),
        }
    }

    /// Numbers that the entry gives out. A label that was printed ahead is given out by its roll, and by no order.
    #[must_use]
    pub fn numbers(&self) -> Vec<Number> {
        let mut given: Vec<Number> = Vec::new();
        given.extend(self.patient().filter(|(of, _)| of.is_none()).map(|(_, patient)| patient.number.clone()));
        match self {
            Self::Registered { visit, .. } | Self::Visited { visit, .. } => {
                given.push(visit.number.clone());
                if let Fee::Paid { receipt, .. } = &visit.fee {
                    given.push(receipt.clone());
                }
            }
            Self::Admitted { stay, .. } => given.push(stay.number.clone()),
            Self::Arrived { arrival, .. } => given.push(arrival.number.clone()),
            Self::Recorded { number, .. } => given.push(number.clone()),
            Self::Ordered { order, .. } => given.push(order.number.clone()),
            _ => {}
        }
        let own = if matches!(self, Self::LabelRoll { .. }) { AccessionKind::Label } else { AccessionKind::Tube };
        let accessions = self.accessions().into_iter().filter(|a| a.parts().is_some_and(|p| p.kind == own));
        given.extend(accessions.filter_map(Accession::number));
        given
    }
}

fn is_none(value: &u64) -> bool {
    *value == 0
}

fn is_false(value: &bool) -> bool {
    !*value
}
