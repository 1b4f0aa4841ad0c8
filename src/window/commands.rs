//! The one table of what a key does. Menu, keys, status line and help sheet all read it. Decides no right; the desk does.

pub use super::paper_keys::{CrossKey, ProofKey, SheetKey};
use super::routes::Route;
use crate::hospital::permissions::Right;
use egui::{Key, KeyboardShortcut, Modifiers};

/// Something a person can ask for with a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum UiCommand {
    Help,
    OpdNew,
    OpdReturning,
    Find,
    Queue,
    Wards,
    Lab,
    /// A new requisition.
    LabOrder,
    Emergency,
    Unknown,
    Books,
    Register,
    Prints,
    Hall,
    Language,
    Home,
    Search,
    Save,
    More,
    Back,
    /// Take the n-th match offered, 1–9.
    Take(u8),
    NoneOfThese,
    /// Two of the matches are one person: merge them.
    MergeLikely,
    /// Bring back what was cleared.
    Undo,
    ZoomIn,
    ZoomOut,
    ZoomReset,
    Lock,
    SignOut,
    Export,
    Verify,
    /// The patient index: open, close, check.
    PatientIndex,
    PapersIn,
    Settings,
    PrintAgain,
    CallNext,
    Recall,
    Skip,
    Done,
    /// Register the patient shown again.
    NewVisit,
    Amend,
    ChangeClinic,
    Void,
    ViewPaper,
    RetryPrint,
    CancelPrint,
    PrintToFolder,
    /// Emergency: somebody comes.
    NewArrival,
    /// Emergency: packs of a mass casualty.
    Packs,
    /// Emergency: what is known now of an arrival or of a pack.
    FillArrival,
    AdmitArrival,
    WriteMlc,
    Identify,
    LeaveEmergency,
    PrintBand,
    /// An unknown patient, saved at once.
    Man,
    Woman,
    SexUnknown,
    /// Registers: a new record.
    NewRecord,
    /// Registers: what the clock of a record asks for.
    Settle,
    Correct,
    CancelRecord,
    PrintBook,
    Gaps,
    /// Close the sentence at the top.
    DismissBanner,
    /// Save the form shown.
    Fill,
    /// On the bed board.
    Ward(WardKey),
    /// On the laboratory's board.
    Tube(LabKey),
    /// On a requisition.
    Order(OrderKey),
    /// On the results of an order.
    Result(ResultKey),
    /// On a bench's worklist.
    Worklist(WorklistKey),
    /// On a patient's file, about wards and registers.
    Case(CaseKey),
    /// The event: who is in charge, incidents, duty roster.
    EventScreen,
    /// On the event's screen.
    Event(EventKey),
    /// The control room's screen.
    ControlRoom,
    Bundles,
    Conflicts,
    /// On the control room's screen.
    Control(ControlKey),
    /// On a conflict.
    Conflict(ConflictKey),
    /// Matching everybody, and the review of what is doubtful.
    MatchScreen,
    /// The hand-over's board.
    HandoverScreen,
    /// On the matching's screen.
    Match(MatchKey),
    /// On the hand-over's screen.
    Hand(HandKey),
    /// Our numbers and the central ones.
    Crosswalk,
    /// The proof of a hand-over; the end of this counter.
    ProofScreen,
    ArchiveScreen,
    /// On the crosswalk.
    Cross(CrossKey),
    /// On the proof.
    Proof(ProofKey),
    /// On a paper that is shown.
    Sheet(SheetKey),
}

/// What a key of the matching's screen does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MatchKey {
    /// Run the pass.
    Run,
    /// The patient is the n-th candidate.
    Link(u8),
    /// Nobody whom the central system has.
    New,
    /// Leave it and go to the next.
    Later,
    Agree,
    Disagree,
    TakeBack,
    /// The n-th list.
    List(u8),
    /// Two of ours are one person; are two.
    Merge,
    Apart,
}

/// What a key of the hand-over's screen does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum HandKey {
    Check,
    Make,
    Send,
    /// Type records into the central screen.
    Type,
    /// A batch was given to somebody.
    Given,
    Answers,
    Renew,
    /// The n-th list of records that a person has to look at.
    List(u8),
    Except,
    Readmit,
    /// Which of two central numbers counts.
    Settle,
}

/// What a key of the event's screen does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum EventKey {
    /// Declare or end.
    Say,
    New,
    More,
    Replace,
    Strike,
    Print,
    /// The notice that a drill is held.
    DrillNotice,
    /// Hand the shift over.
    Shift,
}

/// What a key of the bed board does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum WardKey {
    Admit,
    Transfer,
    Swap,
    Discharge,
    Request,
    Mark,
    FaceSheet,
    Wristband,
    Census,
    Cancel,
    Birth,
    Indent,
    NewCensus,
    Whole,
    Open,
    /// Tests for the patient in the bed.
    Order,
}

/// What a key of the laboratory's board does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LabKey {
    Receive,
    Bench,
    OnTheWay,
    Reject,
    Recollect,
    Relabel,
    Type,
    Verify,
    Call,
    Report,
    Handed,
    Discard,
    Where,
    /// Every tube scanned from now on is received; is on the way; is on the bench.
    ScanReceive,
    ScanOnTheWay,
    ScanBench,
    Worklist,
    Files,
    Sort,
    Group,
    /// The panel of the marked tube, shown or put away.
    Detail,
    /// The n-th tile as a filter; nought shows all.
    Tile(u8),
    Labels,
    Requisition,
    PrintPending,
    PrintCalls,
    PrintTimes,
    Roll,
    File,
}

/// What a key of a requisition does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum OrderKey {
    /// A ward's pile of paper requisitions: ward, doctor and time stay.
    Pile,
    /// Somebody who is not known here.
    NewPerson,
    Anew,
    TakeBack,
}

/// What a key of the results does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ResultKey {
    Next,
    Type,
    Release,
    Amend,
    Call,
    Report,
    Handed,
}

/// What a key of a worklist does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum WorklistKey {
    Print,
    File,
    Group,
}

/// What a key of a patient's file does about wards and registers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CaseKey {
    Admit,
    Mlc,
    Birth,
    Death,
    Cause,
    FaceSheet,
    Sheet,
    Identify,
    Board,
    /// A new requisition.
    Order,
    /// The tubes of the marked order.
    Tubes,
    Report,
    /// Another record of the same person: merge, part.
    Same,
}

/// What a key of the control room's screen does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ControlKey {
    /// Give the marked counter more numbers.
    Give,
    /// End its numbers.
    End,
    Renew,
}

/// What a key of a conflict does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ConflictKey {
    /// The n-th side stands.
    Side(u8),
    /// The other entry is written anew.
    Again,
}

/// Where a command lives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// Everywhere, signed in or not.
    Always,
    /// On every screen behind the sign-in.
    Inside,
    Opd,
    /// Where somebody likely can be taken: out-patients, a form, a requisition.
    People,
    Queue,
    /// Where a patient or a paper is shown.
    Patient,
    /// A patient's file only.
    File,
    Prints,
    /// Where a paper can be looked at.
    Papers,
    Emergency,
    /// An unknown patient.
    Unknown,
    Books,
    /// A form, or a line of the starting census.
    Form,
    Ward,
    Lab,
    LabOrder,
    LabResults,
    LabFiles,
    LabWorklist,
    Event,
    Control,
    Conflicts,
    Match,
    Handover,
    Crosswalk,
    Proof,
    /// Where a paper of the hand-over is shown.
    Sheet,
}

/// One line of the table.
#[derive(Debug, Clone, Copy)]
pub struct Line {
    pub command: UiCommand,
    /// `command-…` in the words' files; `.tip` is its tooltip.
    pub id: &'static str,
    pub keys: &'static [KeyboardShortcut],
    /// As shown on the key cap.
    pub cap: &'static str,
    pub place: Place,
    /// Greyed out without this right.
    pub right: Option<Right>,
    /// A plain letter or sign: only while no text field has the focus.
    pub plain: bool,
}

const fn key(key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(Modifiers::NONE, key)
}

const fn ctrl(key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(Modifiers::CTRL, key)
}

const fn shift(key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(Modifiers::SHIFT, key)
}

const fn alt(key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(Modifiers::ALT, key)
}

const fn line(command: UiCommand, id: &'static str, cap: &'static str, keys: &'static [KeyboardShortcut], place: Place) -> Line {
    Line { command, id, keys, cap, place, right: None, plain: false }
}

const fn ward(does: WardKey, id: &'static str, cap: &'static str, keys: &'static [KeyboardShortcut]) -> Line {
    line(UiCommand::Ward(does), id, cap, keys, Place::Ward).plain()
}

const fn case(does: CaseKey, id: &'static str, cap: &'static str, keys: &'static [KeyboardShortcut]) -> Line {
    line(UiCommand::Case(does), id, cap, keys, Place::File).plain()
}

const fn tube(does: LabKey, id: &'static str, cap: &'static str, keys: &'static [KeyboardShortcut]) -> Line {
    line(UiCommand::Tube(does), id, cap, keys, Place::Lab).plain()
}

const fn order(does: OrderKey, id: &'static str, cap: &'static str, keys: &'static [KeyboardShortcut]) -> Line {
    line(UiCommand::Order(does), id, cap, keys, Place::LabOrder)
}

const fn event(does: EventKey, id: &'static str, cap: &'static str, keys: &'static [KeyboardShortcut]) -> Line {
    line(UiCommand::Event(does), id, cap, keys, Place::Event).plain()
}

const fn result(does: ResultKey, id: &'static str, cap: &'static str, keys: &'static [KeyboardShortcut]) -> Line {
    line(UiCommand::Result(does), id, cap, keys, Place::LabResults)
}

impl Line {
    const fn needs(mut self, right: Right) -> Self {
        self.right = Some(right);
        self
    }

    const fn plain(mut self) -> Self {
        self.plain = true;
        self
    }
}

const fn side(n: u8, cap: &'static str, keys: &'static [KeyboardShortcut]) -> Line {
    line(UiCommand::Conflict(ConflictKey::Side(n)), "command-conflict-side", cap, keys, Place::Conflicts)
        .needs(Right::MergePatients)
        .plain()
}

const fn matched(does: MatchKey, id: &'static str, cap: &'static str, keys: &'static [KeyboardShortcut]) -> Line {
    line(UiCommand::Match(does), id, cap, keys, Place::Match).needs(Right::MatchPatients)
}

const fn hand(does: HandKey, id: &'static str, cap: &'static str, keys: &'static [KeyboardShortcut]) -> Line {
    line(UiCommand::Hand(does), id, cap, keys, Place::Handover).plain()
}

const fn cross(does: CrossKey, id: &'static str, cap: &'static str, keys: &'static [KeyboardShortcut]) -> Line {
    line(UiCommand::Cross(does), id, cap, keys, Place::Crosswalk).needs(Right::Find).plain()
}

const fn proof(does: ProofKey, id: &'static str, cap: &'static str, keys: &'static [KeyboardShortcut]) -> Line {
    line(UiCommand::Proof(does), id, cap, keys, Place::Proof).plain()
}

const fn sheet(does: SheetKey, id: &'static str, cap: &'static str, keys: &'static [KeyboardShortcut]) -> Line {
    line(UiCommand::Sheet(does), id, cap, keys, Place::Sheet)
}

use UiCommand as C;

/// The table. Order is the order of the help sheet.
pub const COMMANDS: &[Line] = &[
    line(C::Help, "command-help", "F1", &[key(Key::F1)], Place::Always),
    line(C::OpdNew, "command-opd-new", "F2", &[key(Key::F2)], Place::Inside).needs(Right::RegisterOpd),
    line(C::OpdReturning, "command-opd-returning", "F3", &[key(Key::F3)], Place::Inside).needs(Right::RegisterOpd),
    line(C::Find, "command-find", "F4", &[key(Key::F4)], Place::Inside).needs(Right::Find),
    line(C::Queue, "command-queue", "F5", &[key(Key::F5)], Place::Inside).needs(Right::RunQueue),
    line(C::Wards, "command-wards", "F6", &[key(Key::F6)], Place::Inside).needs(Right::Find),
    line(C::Lab, "command-lab", "F7", &[key(Key::F7)], Place::Inside).needs(Right::Find),
    line(C::LabOrder, "command-lab-order", "Shift F7", &[shift(Key::F7)], Place::Inside).needs(Right::OrderTests),
    line(C::Emergency, "command-emergency", "F8", &[key(Key::F8)], Place::Inside).needs(Right::Find),
    line(C::Unknown, "command-unknown", "Shift F8", &[shift(Key::F8)], Place::Inside).needs(Right::TakeArrivals),
    line(C::Books, "command-books", "Shift F9", &[shift(Key::F9)], Place::Inside).needs(Right::ReadRegisters),
    line(C::Register, "command-register", "F9", &[key(Key::F9)], Place::Inside).needs(Right::DayRegister),
    line(C::Prints, "command-prints", "F10", &[key(Key::F10)], Place::Inside).needs(Right::PrintQueue),
    line(C::Hall, "command-hall", "F11", &[key(Key::F11)], Place::Inside),
    line(C::Language, "command-language", "F12", &[key(Key::F12)], Place::Always),
    line(C::Home, "command-home", "Alt Home", &[alt(Key::Home)], Place::Inside),
    line(C::Search, "command-search", "Ctrl F", &[ctrl(Key::F)], Place::Inside).needs(Right::Find),
    line(C::Search, "command-search", "/", &[key(Key::Slash)], Place::Inside).needs(Right::Find).plain(),
    line(C::Save, "command-save", "Ctrl Enter", &[ctrl(Key::Enter)], Place::Opd).needs(Right::RegisterOpd),
    line(C::More, "command-more", "Ctrl M", &[ctrl(Key::M)], Place::Opd),
    line(C::Take(1), "command-take", "Alt 1", &[alt(Key::Num1)], Place::People),
    line(C::Take(2), "command-take", "Alt 2", &[alt(Key::Num2)], Place::People),
    line(C::Take(3), "command-take", "Alt 3", &[alt(Key::Num3)], Place::People),
    line(C::Take(4), "command-take", "Alt 4", &[alt(Key::Num4)], Place::People),
    line(C::Take(5), "command-take", "Alt 5", &[alt(Key::Num5)], Place::People),
    line(C::Take(6), "command-take", "Alt 6", &[alt(Key::Num6)], Place::People),
    line(C::Take(7), "command-take", "Alt 7", &[alt(Key::Num7)], Place::People),
    line(C::Take(8), "command-take", "Alt 8", &[alt(Key::Num8)], Place::People),
    line(C::Take(9), "command-take", "Alt 9", &[alt(Key::Num9)], Place::People),
    line(C::MergeLikely, "command-merge-likely", "Alt J", &[alt(Key::J)], Place::People).needs(Right::MergePatients),
    line(C::NoneOfThese, "command-none-of-these", "Alt N", &[alt(Key::N)], Place::People),
    line(C::Undo, "command-undo", "Ctrl U", &[ctrl(Key::U)], Place::People),
    line(C::Back, "command-back", "Esc", &[key(Key::Escape)], Place::Always),
    line(C::PrintAgain, "command-print-again", "Ctrl P", &[ctrl(Key::P)], Place::Patient).needs(Right::Reprint),
    line(C::CallNext, "command-call-next", "N", &[key(Key::N)], Place::Queue).needs(Right::RunQueue).plain(),
    line(C::Recall, "command-recall", "R", &[key(Key::R)], Place::Queue).needs(Right::RunQueue).plain(),
    line(C::Skip, "command-skip", "S", &[key(Key::S)], Place::Queue).needs(Right::RunQueue).plain(),
    line(C::Done, "command-done", "D", &[key(Key::D)], Place::Queue).needs(Right::RunQueue).plain(),
    line(C::NewVisit, "command-new-visit", "V", &[key(Key::V)], Place::File).needs(Right::RegisterOpd).plain(),
    line(C::Amend, "command-amend", "A", &[key(Key::A)], Place::File).needs(Right::AmendPatient).plain(),
    line(C::ChangeClinic, "command-change-clinic", "M", &[key(Key::M)], Place::File).needs(Right::ChangeDepartment).plain(),
    line(C::Void, "command-void", "X", &[key(Key::X)], Place::File).needs(Right::VoidVisit).plain(),
    line(C::ViewPaper, "command-view-paper", "W", &[key(Key::W)], Place::Papers).plain(),
    line(C::RetryPrint, "command-retry-print", "R", &[key(Key::R)], Place::Prints).needs(Right::PrintQueue).plain(),
    line(C::CancelPrint, "command-cancel-print", "X", &[key(Key::X)], Place::Prints).needs(Right::PrintQueue).plain(),
    line(C::PrintToFolder, "command-print-to-folder", "F", &[key(Key::F)], Place::Prints).needs(Right::PrintQueue).plain(),
    line(C::NewArrival, "command-new-arrival", "N", &[key(Key::N)], Place::Emergency).needs(Right::TakeArrivals).plain(),
    line(C::Unknown, "command-unknown", "U", &[key(Key::U)], Place::Emergency).needs(Right::TakeArrivals).plain(),
    line(C::Packs, "command-packs", "M", &[key(Key::M)], Place::Emergency).needs(Right::TakeArrivals).plain(),
    line(C::FillArrival, "command-fill-arrival", "E", &[key(Key::E)], Place::Emergency).needs(Right::TakeArrivals).plain(),
    line(C::AdmitArrival, "command-admit-arrival", "A", &[key(Key::A)], Place::Emergency).needs(Right::RunWard).plain(),
    line(C::WriteMlc, "command-write-mlc", "L", &[key(Key::L)], Place::Emergency).needs(Right::KeepRegisters).plain(),
    line(C::Identify, "command-identify", "I", &[key(Key::I)], Place::Emergency).needs(Right::TakeArrivals).plain(),
    line(C::LeaveEmergency, "command-leave-emergency", "V", &[key(Key::V)], Place::Emergency).needs(Right::TakeArrivals).plain(),
    line(C::PrintAgain, "command-print-again", "P", &[key(Key::P)], Place::Emergency).needs(Right::Reprint).plain(),
    line(C::PrintBand, "command-print-band", "W", &[key(Key::W)], Place::Emergency).needs(Right::Reprint).plain(),
    line(C::Man, "command-man", "M", &[key(Key::M)], Place::Unknown).needs(Right::TakeArrivals).plain(),
    line(C::Woman, "command-woman", "F", &[key(Key::F)], Place::Unknown).needs(Right::TakeArrivals).plain(),
    line(C::SexUnknown, "command-sex-unknown", "U", &[key(Key::U)], Place::Unknown).needs(Right::TakeArrivals).plain(),
    line(C::WriteMlc, "command-write-mlc", "L", &[key(Key::L)], Place::Unknown).needs(Right::KeepRegisters).plain(),
    line(C::Identify, "command-identify", "I", &[key(Key::I)], Place::Unknown).needs(Right::TakeArrivals).plain(),
    line(C::NewRecord, "command-new-record", "N", &[key(Key::N)], Place::Books).plain(),
    line(C::Settle, "command-settle", "O", &[key(Key::O)], Place::Books).plain(),
    line(C::Correct, "command-correct", "K", &[key(Key::K)], Place::Books).plain(),
    line(C::CancelRecord, "command-cancel-record", "C", &[key(Key::C)], Place::Books).needs(Right::CancelStep).plain(),
    line(C::PrintAgain, "command-print-again", "P", &[key(Key::P)], Place::Books).needs(Right::Reprint).plain(),
    line(C::PrintBook, "command-print-book", "Ctrl P", &[ctrl(Key::P)], Place::Books).needs(Right::ReadRegisters),
    line(C::Gaps, "command-gaps", "G", &[key(Key::G)], Place::Books).needs(Right::ReadRegisters).plain(),
    line(C::Fill, "command-fill", "Ctrl Enter", &[ctrl(Key::Enter)], Place::Form),
    ward(WardKey::Admit, "command-ward-admit", "A", &[key(Key::A)]).needs(Right::RunWard),
    ward(WardKey::Transfer, "command-ward-transfer", "T", &[key(Key::T)]).needs(Right::RunWard),
    ward(WardKey::Swap, "command-ward-swap", "S", &[key(Key::S)]).needs(Right::RunWard),
    ward(WardKey::Discharge, "command-ward-discharge", "D", &[key(Key::D)]).needs(Right::RunWard),
    ward(WardKey::Request, "command-ward-request", "R", &[key(Key::R)]).needs(Right::RunWard),
    ward(WardKey::Mark, "command-ward-mark", "B", &[key(Key::B)]).needs(Right::RunWard),
    ward(WardKey::FaceSheet, "command-ward-face-sheet", "F", &[key(Key::F)]).needs(Right::Reprint),
    ward(WardKey::Wristband, "command-ward-wristband", "W", &[key(Key::W)]).needs(Right::Reprint),
    ward(WardKey::Open, "command-ward-open", "V", &[key(Key::V)]).needs(Right::Find),
    ward(WardKey::Order, "command-ward-order", "Q", &[key(Key::Q)]).needs(Right::OrderTests),
    ward(WardKey::Cancel, "command-ward-cancel", "C", &[key(Key::C)]).needs(Right::CancelStep),
    ward(WardKey::Birth, "command-ward-birth", "X", &[key(Key::X)]).needs(Right::KeepRegisters),
    ward(WardKey::Indent, "command-ward-indent", "I", &[key(Key::I)]).needs(Right::Indent),
    ward(WardKey::Census, "command-ward-census", "P", &[key(Key::P)]).needs(Right::RunWard),
    ward(WardKey::NewCensus, "command-ward-new-census", "N", &[key(Key::N)]).needs(Right::RunWard),
    ward(WardKey::Whole, "command-ward-whole", "O", &[key(Key::O)]),
    tube(LabKey::Receive, "command-tube-receive", "R", &[key(Key::R)]).needs(Right::HandleTubes),
    tube(LabKey::Bench, "command-tube-bench", "B", &[key(Key::B)]).needs(Right::HandleTubes),
    tube(LabKey::OnTheWay, "command-tube-sent", "O", &[key(Key::O)]).needs(Right::HandleTubes),
    tube(LabKey::ScanReceive, "command-tube-scan-receive", "Shift R", &[shift(Key::R)]).needs(Right::HandleTubes),
    tube(LabKey::ScanBench, "command-tube-scan-bench", "Shift B", &[shift(Key::B)]).needs(Right::HandleTubes),
    tube(LabKey::ScanOnTheWay, "command-tube-scan-sent", "Shift O", &[shift(Key::O)]).needs(Right::HandleTubes),
    tube(LabKey::Type, "command-tube-type", "T", &[key(Key::T)]).needs(Right::EnterResults),
    tube(LabKey::Verify, "command-tube-verify", "V", &[key(Key::V)]).needs(Right::VerifyResults),
    tube(LabKey::Call, "command-tube-call", "K", &[key(Key::K)]).needs(Right::EnterResults),
    tube(LabKey::Report, "command-tube-report", "P", &[key(Key::P)]).needs(Right::ReadResults),
    tube(LabKey::Handed, "command-tube-handed", "H", &[key(Key::H)]).needs(Right::ReadResults),
    tube(LabKey::Reject, "command-tube-reject", "X", &[key(Key::X)]).needs(Right::HandleTubes),
    tube(LabKey::Recollect, "command-tube-recollect", "C", &[key(Key::C)]).needs(Right::OrderTests),
    tube(LabKey::Relabel, "command-tube-relabel", "L", &[key(Key::L)]).needs(Right::OrderTests),
    tube(LabKey::Discard, "command-tube-discard", "D", &[key(Key::D)]).needs(Right::HandleTubes),
    tube(LabKey::Where, "command-tube-where", "W", &[key(Key::W)]),
    tube(LabKey::File, "command-tube-file", "F", &[key(Key::F)]),
    tube(LabKey::Worklist, "command-tube-worklist", "Shift K", &[shift(Key::K)]).needs(Right::HandleTubes),
    tube(LabKey::Files, "command-tube-files", "A", &[key(Key::A)]).needs(Right::EnterResults),
    tube(LabKey::Sort, "command-tube-sort", "S", &[key(Key::S)]),
    tube(LabKey::Group, "command-tube-group", "G", &[key(Key::G)]),
    tube(LabKey::Detail, "command-tube-detail", "I", &[key(Key::I)]),
    tube(LabKey::Tile(0), "command-tube-all", "0", &[key(Key::Num0)]),
    tube(LabKey::Tile(1), "command-tube-tile", "1", &[key(Key::Num1)]),
    tube(LabKey::Tile(2), "command-tube-tile", "2", &[key(Key::Num2)]),
    tube(LabKey::Tile(3), "command-tube-tile", "3", &[key(Key::Num3)]),
    tube(LabKey::Tile(4), "command-tube-tile", "4", &[key(Key::Num4)]),
    tube(LabKey::Tile(5), "command-tube-tile", "5", &[key(Key::Num5)]),
    tube(LabKey::Tile(6), "command-tube-tile", "6", &[key(Key::Num6)]),
    tube(LabKey::Tile(7), "command-tube-tile", "7", &[key(Key::Num7)]),
    tube(LabKey::Tile(8), "command-tube-tile", "8", &[key(Key::Num8)]),
    tube(LabKey::Labels, "command-tube-labels", "Shift L", &[shift(Key::L)]).needs(Right::OrderTests),
    tube(LabKey::Requisition, "command-tube-requisition", "Shift Q", &[shift(Key::Q)]).needs(Right::Reprint),
    tube(LabKey::PrintPending, "command-tube-pending", "Ctrl P", &[ctrl(Key::P)]).needs(Right::HandleTubes),
    tube(LabKey::PrintCalls, "command-tube-calls", "Shift P", &[shift(Key::P)]).needs(Right::ReadResults),
    tube(LabKey::PrintTimes, "command-tube-times", "Shift T", &[shift(Key::T)]).needs(Right::ReadResults),
    tube(LabKey::Roll, "command-tube-roll", "Shift A", &[shift(Key::A)]).needs(Right::OrderTests),
    line(C::Worklist(WorklistKey::Print), "command-worklist-print", "P", &[key(Key::P)], Place::LabWorklist).plain(),
    line(C::Worklist(WorklistKey::File), "command-worklist-file", "S", &[key(Key::S)], Place::LabWorklist).plain(),
    line(C::Worklist(WorklistKey::Group), "command-worklist-group", "G", &[key(Key::G)], Place::LabWorklist).plain(),
    case(CaseKey::Admit, "command-case-admit", "I", &[key(Key::I)]).needs(Right::RunWard),
    case(CaseKey::Board, "command-case-board", "B", &[key(Key::B)]).needs(Right::Find),
    case(CaseKey::Mlc, "command-case-mlc", "L", &[key(Key::L)]).needs(Right::KeepRegisters),
    case(CaseKey::Birth, "command-case-birth", "N", &[key(Key::N)]).needs(Right::KeepRegisters),
    case(CaseKey::Death, "command-case-death", "D", &[key(Key::D)]).needs(Right::KeepRegisters),
    case(CaseKey::Cause, "command-case-cause", "C", &[key(Key::C)]).needs(Right::KeepRegisters),
    case(CaseKey::FaceSheet, "command-case-face-sheet", "F", &[key(Key::F)]).needs(Right::Reprint),
    case(CaseKey::Sheet, "command-case-sheet", "P", &[key(Key::P)]).needs(Right::Reprint),
    case(CaseKey::Order, "command-case-order", "O", &[key(Key::O)]).needs(Right::OrderTests),
    case(CaseKey::Tubes, "command-case-tubes", "T", &[key(Key::T)]).needs(Right::Find),
    case(CaseKey::Report, "command-case-report", "R", &[key(Key::R)]).needs(Right::ReadResults),
    case(CaseKey::Same, "command-case-same", "J", &[key(Key::J)]).needs(Right::MergePatients),
    case(CaseKey::Identify, "command-case-identify", "U", &[key(Key::U)]).needs(Right::TakeArrivals),
    order(OrderKey::Pile, "command-order-pile", "Ctrl B", &[ctrl(Key::B)]),
    order(OrderKey::NewPerson, "command-order-new-person", "Ctrl N", &[ctrl(Key::N)]),
    order(OrderKey::Anew, "command-order-anew", "Ctrl R", &[ctrl(Key::R)]),
    order(OrderKey::TakeBack, "command-order-take-back", "Ctrl U", &[ctrl(Key::U)]),
    result(ResultKey::Next, "command-result-next", "N", &[key(Key::N)]).plain(),
    result(ResultKey::Next, "command-result-next", "Alt N", &[alt(Key::N)]),
    result(ResultKey::Type, "command-result-type", "T", &[key(Key::T)]).needs(Right::EnterResults).plain(),
    result(ResultKey::Type, "command-result-type", "Alt T", &[alt(Key::T)]).needs(Right::EnterResults),
    result(ResultKey::Release, "command-result-release", "V", &[key(Key::V)]).needs(Right::VerifyResults).plain(),
    result(ResultKey::Release, "command-result-release", "Alt V", &[alt(Key::V)]).needs(Right::VerifyResults),
    result(ResultKey::Amend, "command-result-amend", "A", &[key(Key::A)]).needs(Right::EnterResults).plain(),
    result(ResultKey::Amend, "command-result-amend", "Alt A", &[alt(Key::A)]).needs(Right::EnterResults),
    result(ResultKey::Call, "command-result-call", "K", &[key(Key::K)]).needs(Right::EnterResults).plain(),
    result(ResultKey::Call, "command-result-call", "Alt K", &[alt(Key::K)]).needs(Right::EnterResults),
    result(ResultKey::Report, "command-result-report", "P", &[key(Key::P)]).needs(Right::ReadResults).plain(),
    result(ResultKey::Report, "command-result-report", "Alt P", &[alt(Key::P)]).needs(Right::ReadResults),
    result(ResultKey::Handed, "command-result-handed", "H", &[key(Key::H)]).needs(Right::ReadResults).plain(),
    result(ResultKey::Handed, "command-result-handed", "Alt H", &[alt(Key::H)]).needs(Right::ReadResults),
    line(C::EventScreen, "command-event", "Shift F6", &[shift(Key::F6)], Place::Inside).needs(Right::Find),
    event(EventKey::Say, "command-event-say", "D", &[key(Key::D)]),
    event(EventKey::New, "command-event-new", "N", &[key(Key::N)]),
    event(EventKey::More, "command-event-more", "M", &[key(Key::M)]).needs(Right::LogIncident),
    event(EventKey::Replace, "command-event-replace", "R", &[key(Key::R)]).needs(Right::KeepRoster),
    event(EventKey::Strike, "command-event-strike", "X", &[key(Key::X)]).needs(Right::KeepRoster),
    event(EventKey::Print, "command-event-print", "P", &[key(Key::P)]),
    event(EventKey::DrillNotice, "command-event-drill", "A", &[key(Key::A)]),
    event(EventKey::Shift, "command-event-shift", "H", &[key(Key::H)]).needs(Right::HandShift),
    line(C::Fill, "command-fill", "Ctrl Enter", &[ctrl(Key::Enter)], Place::Event),
    line(C::ControlRoom, "command-control", "Shift F4", &[shift(Key::F4)], Place::Inside).needs(Right::SeeHospital),
    line(C::Bundles, "command-bundles", "Shift F5", &[shift(Key::F5)], Place::Inside).needs(Right::CarryRecords),
    line(C::Conflicts, "command-conflicts", "Shift F10", &[shift(Key::F10)], Place::Inside).needs(Right::MergePatients),
    line(C::Control(ControlKey::Renew), "command-control-renew", "R", &[key(Key::R)], Place::Control).plain(),
    line(C::Control(ControlKey::Give), "command-control-give", "N", &[key(Key::N)], Place::Control)
        .needs(Right::IssueNumbers)
        .plain(),
    line(C::Control(ControlKey::End), "command-control-end", "X", &[key(Key::X)], Place::Control)
        .needs(Right::IssueNumbers)
        .plain(),
    side(1, "1", &[key(Key::Num1)]),
    side(2, "2", &[key(Key::Num2)]),
    side(3, "3", &[key(Key::Num3)]),
    line(C::Conflict(ConflictKey::Again), "command-conflict-again", "W", &[key(Key::W)], Place::Conflicts).plain(),
    line(C::Conflict(ConflictKey::Again), "command-conflict-again", "Alt W", &[alt(Key::W)], Place::Conflicts),
    line(C::MatchScreen, "command-match", "Shift F2", &[shift(Key::F2)], Place::Inside).needs(Right::MatchPatients),
    line(C::HandoverScreen, "command-handover", "Shift F3", &[shift(Key::F3)], Place::Inside).needs(Right::HandOver),
    line(C::ProofScreen, "command-proof", "Shift F12", &[shift(Key::F12)], Place::Inside).needs(Right::SeeHospital),
    matched(MatchKey::Link(1), "command-match-link", "1", &[key(Key::Num1)]).plain(),
    matched(MatchKey::Link(2), "command-match-link", "2", &[key(Key::Num2)]).plain(),
    matched(MatchKey::Link(3), "command-match-link", "3", &[key(Key::Num3)]).plain(),
    matched(MatchKey::Link(4), "command-match-link", "4", &[key(Key::Num4)]).plain(),
    matched(MatchKey::New, "command-match-new", "N", &[key(Key::N)]).plain(),
    matched(MatchKey::Later, "command-match-later", "L", &[key(Key::L)]).plain(),
    matched(MatchKey::Agree, "command-match-agree", "A", &[key(Key::A)]).plain(),
    matched(MatchKey::Disagree, "command-match-disagree", "X", &[key(Key::X)]).plain(),
    matched(MatchKey::TakeBack, "command-match-undo", "U", &[key(Key::U)]).plain(),
    matched(MatchKey::Merge, "command-match-merge", "J", &[key(Key::J)]).plain(),
    matched(MatchKey::Apart, "command-match-apart", "P", &[key(Key::P)]).plain(),
    matched(MatchKey::Run, "command-match-run", "M", &[key(Key::M)]).plain(),
    matched(MatchKey::List(1), "command-match-list", "Alt 1", &[alt(Key::Num1)]),
    matched(MatchKey::List(2), "command-match-list", "Alt 2", &[alt(Key::Num2)]),
    matched(MatchKey::List(3), "command-match-list", "Alt 3", &[alt(Key::Num3)]),
    matched(MatchKey::List(4), "command-match-list", "Alt 4", &[alt(Key::Num4)]),
    matched(MatchKey::List(5), "command-match-list", "Alt 5", &[alt(Key::Num5)]),
    matched(MatchKey::List(6), "command-match-list", "Alt 6", &[alt(Key::Num6)]),
    hand(HandKey::Check, "command-hand-check", "C", &[key(Key::C)]).needs(Right::HandOver),
    hand(HandKey::Make, "command-hand-make", "M", &[key(Key::M)]).needs(Right::HandOver),
    hand(HandKey::Send, "command-hand-send", "S", &[key(Key::S)]).needs(Right::HandOver),
    hand(HandKey::Type, "command-hand-type", "T", &[key(Key::T)]).needs(Right::HandOver),
    hand(HandKey::Given, "command-hand-given", "G", &[key(Key::G)]).needs(Right::HandOver),
    hand(HandKey::Answers, "command-hand-answers", "A", &[key(Key::A)]).needs(Right::HandOver),
    hand(HandKey::Renew, "command-hand-renew", "R", &[key(Key::R)]),
    hand(HandKey::List(1), "command-hand-list", "1", &[key(Key::Num1)]),
    hand(HandKey::List(2), "command-hand-list", "2", &[key(Key::Num2)]),
    hand(HandKey::List(3), "command-hand-list", "3", &[key(Key::Num3)]),
    hand(HandKey::List(4), "command-hand-list", "4", &[key(Key::Num4)]),
    hand(HandKey::List(5), "command-hand-list", "5", &[key(Key::Num5)]),
    hand(HandKey::List(6), "command-hand-list", "6", &[key(Key::Num6)]),
    hand(HandKey::Except, "command-hand-except", "X", &[key(Key::X)]).needs(Right::CloseHandOver),
    hand(HandKey::Readmit, "command-hand-readmit", "W", &[key(Key::W)]).needs(Right::CloseHandOver),
    hand(HandKey::Settle, "command-hand-settle", "O", &[key(Key::O)]).needs(Right::CloseHandOver),
    line(C::ProofScreen, "command-proof", "P", &[key(Key::P)], Place::Handover).needs(Right::SeeHospital).plain(),
    line(C::Crosswalk, "command-crosswalk", "Shift F11", &[shift(Key::F11)], Place::Inside).needs(Right::Find),
    cross(CrossKey::Slip, "command-cross-slip", "S", &[key(Key::S)]),
    cross(CrossKey::Chart, "command-cross-chart", "C", &[key(Key::C)]),
    cross(CrossKey::Tubes, "command-cross-tubes", "T", &[key(Key::T)]),
    cross(CrossKey::File, "command-cross-file", "V", &[key(Key::V)]),
    cross(CrossKey::Many, "command-cross-many", "M", &[key(Key::M)]),
    proof(ProofKey::Section(1), "command-proof-section", "1", &[key(Key::Num1)]),
    proof(ProofKey::Section(2), "command-proof-section", "2", &[key(Key::Num2)]),
    proof(ProofKey::Section(3), "command-proof-section", "3", &[key(Key::Num3)]),
    proof(ProofKey::Section(4), "command-proof-section", "4", &[key(Key::Num4)]),
    proof(ProofKey::Section(5), "command-proof-section", "5", &[key(Key::Num5)]),
    proof(ProofKey::Section(6), "command-proof-section", "6", &[key(Key::Num6)]),
    proof(ProofKey::Count, "command-proof-count", "C", &[key(Key::C)]),
    proof(ProofKey::Paper, "command-proof-paper", "W", &[key(Key::W)]),
    proof(ProofKey::Take, "command-proof-take", "Q", &[key(Key::Q)]),
    line(
        C::ArchiveScreen,
        "command-archive",
        "Ctrl Shift A",
        &[KeyboardShortcut::new(Modifiers::CTRL.plus(Modifiers::SHIFT), Key::A)],
        Place::Proof,
    ),
    sheet(SheetKey::Print, "command-sheet-print", "Ctrl P", &[ctrl(Key::P)]),
    sheet(SheetKey::Save, "command-sheet-save", "Ctrl S", &[ctrl(Key::S)]),
    sheet(SheetKey::Next, "command-sheet-next", "Ctrl PgDn", &[ctrl(Key::PageDown)]),
    sheet(SheetKey::Before, "command-sheet-before", "Ctrl PgUp", &[ctrl(Key::PageUp)]),
    line(C::Export, "command-export", "Ctrl E", &[ctrl(Key::E)], Place::Inside).needs(Right::Export),
    line(
        C::Verify,
        "command-verify",
        "Ctrl Shift V",
        &[KeyboardShortcut::new(Modifiers::CTRL.plus(Modifiers::SHIFT), Key::V)],
        Place::Inside,
    )
    .needs(Right::Verify),
    line(C::PatientIndex, "command-index", "Ctrl I", &[ctrl(Key::I)], Place::Inside),
    line(C::PapersIn, "command-papers-in", "Ctrl J", &[ctrl(Key::J)], Place::Inside).needs(Right::Find),
    line(C::Settings, "command-settings", "Ctrl ,", &[ctrl(Key::Comma)], Place::Inside),
    line(C::ZoomIn, "command-zoom-in", "Ctrl +", &[ctrl(Key::Plus), ctrl(Key::Equals)], Place::Always),
    line(C::ZoomOut, "command-zoom-out", "Ctrl -", &[ctrl(Key::Minus)], Place::Always),
    line(C::ZoomReset, "command-zoom-reset", "Ctrl 0", &[ctrl(Key::Num0)], Place::Always),
    line(C::DismissBanner, "command-dismiss", "Ctrl D", &[ctrl(Key::D)], Place::Always),
    line(C::Lock, "command-lock", "Ctrl L", &[ctrl(Key::L)], Place::Inside),
    line(C::SignOut, "command-sign-out", "Ctrl Q", &[ctrl(Key::Q)], Place::Inside),
];

/// The first line of a command: its label and key cap.
#[must_use]
pub fn line_of(command: UiCommand) -> Option<&'static Line> {
    COMMANDS.iter().find(|l| l.command == command)
}

impl Place {
    /// True when commands of this place work on that route.
    #[must_use]
    pub const fn holds(self, route: &Route) -> bool {
        match self {
            Self::Always => true,
            Self::Inside => route.inside(),
            Self::Opd => matches!(route, Route::Opd),
            Self::People => matches!(route, Route::Opd | Route::Form { .. } | Route::LabOrder { .. }),
            Self::Queue => matches!(route, Route::Queue),
            Self::File => matches!(route, Route::Patient(_)),
            Self::Prints => matches!(route, Route::Prints),
            Self::Form => {
                matches!(route, Route::Form { .. } | Route::Census | Route::LabOrder { .. } | Route::LabResults { .. })
            }
            Self::Ward => matches!(route, Route::Ward { .. }),
            Self::Lab => matches!(route, Route::LabBoard { .. }),
            Self::LabOrder => matches!(route, Route::LabOrder { .. }),
            Self::LabResults => matches!(route, Route::LabResults { .. }),
            Self::LabFiles => matches!(route, Route::LabFiles),
            Self::LabWorklist => matches!(route, Route::LabWorklist),
            Self::Event => matches!(route, Route::Event),
            Self::Control => matches!(route, Route::Control),
            Self::Conflicts => matches!(route, Route::Conflicts),
            Self::Match => matches!(route, Route::Match),
            Self::Handover => matches!(route, Route::Handover),
            Self::Crosswalk => matches!(route, Route::Crosswalk),
            Self::Proof => matches!(route, Route::Proof),
            Self::Sheet => matches!(route, Route::Crosswalk | Route::Proof | Route::Archived),
            Self::Papers => matches!(route, Route::Patient(_) | Route::Prints),
            Self::Emergency => matches!(route, Route::Emergency),
            Self::Unknown => matches!(route, Route::Unknown),
            Self::Books => matches!(route, Route::Book(_)),
            Self::Patient => matches!(route, Route::Opd | Route::Patient(_) | Route::Preview { .. } | Route::Register(_)),
        }
    }
}
