//! Who may do what. One table, checked in `desk`, printed in ARCHITECTURE.md, tested right by right, both ways.

use serde::{Deserialize, Serialize};

/// What a person works as. A person can hold several.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    Clerk,
    Emergency,
    Ward,
    LabTechnician,
    LabVerifier,
    Supervisor,
    ControlRoom,
    /// Brings records home when the central system is back: matching, hand-over, typing.
    Reconciliation,
    Auditor,
}

/// What can be allowed or refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Right {
    /// Register an out-patient, new or returning.
    RegisterOpd,
    /// Look patients and visits up.
    Find,
    /// Change what is known of a patient.
    AmendPatient,
    /// Void a registration or a visit, with a reason.
    VoidVisit,
    /// Send a visit to another clinic.
    ChangeDepartment,
    /// Print a slip again, marked DUPLICATE.
    Reprint,
    /// Call, skip, recall and finish tokens.
    RunQueue,
    /// Take no fee although the category pays one.
    ExemptFee,
    /// See and print the day register.
    DayRegister,
    /// Look after the print queue.
    PrintQueue,
    /// Admit, move, swap, discharge; say what a bed is.
    RunWard,
    /// Take in emergency patients, known or not; prepare packs.
    TakeArrivals,
    /// Write MLC, birth, still-birth, death and cause-of-death records, and what was done about them.
    KeepRegisters,
    /// Read and print the registers.
    ReadRegisters,
    /// Send an indent, and say what was issued.
    Indent,
    /// Take a step of a stay, an arrival or a record back.
    CancelStep,
    /// Order tests, and print the labels of the tubes.
    OrderTests,
    /// Order what is not urgent while only urgent tests are taken, or beyond a day's capacity.
    OverrideLab,
    /// Say where a tube is: collected, sent, received, on the bench, rejected.
    HandleTubes,
    /// Type results, take analysers' files in.
    EnterResults,
    /// Release results that another person entered.
    VerifyResults,
    /// Read results and print reports.
    ReadResults,
    /// Read results that the law restricts: HIV.
    ReadRestricted,
    /// Hand records over: CSV, FHIR.
    Export,
    /// Check the journal, chain, signatures and series.
    Verify,
    /// Take a new pack, open a new installation letter, reset a password with the recovery key.
    SetUp,
    /// Read who did what.
    ReadTrail,
    /// Open the patient index at a counter, and close it.
    OpenIndex,
    /// Say that the counter where one stands works manually; hold a drill there.
    DeclareEvent,
    /// Say who is in charge anywhere: of the hospital, of a module, of any counter; and that the central system is back.
    DirectEvent,
    /// Write into the incident log.
    LogIncident,
    /// Write the duty roster.
    KeepRoster,
    /// Hand a shift over.
    HandShift,
    /// Make bundles for other counters, take theirs in, read papers in, look after the second medium.
    CarryRecords,
    /// Say that two records are of one person, or are not; choose between copies that contradict each other.
    MergePatients,
    /// Give a counter more numbers, or end its numbers.
    IssueNumbers,
    /// See how all counters stand.
    SeeHospital,
    /// Run the matching against the patient index, decide about doubtful ones, agree as second person.
    MatchPatients,
    /// Make batches, send them, take answers in, type.
    HandOver,
    /// Say that a record will not go, settle two central numbers, order certificates and the archive.
    CloseHandOver,
}

use Right as R;

const CLERK: &[R] = &[
    R::RegisterOpd,
    R::Find,
    R::AmendPatient,
    R::ChangeDepartment,
    R::Reprint,
    R::RunQueue,
    R::DayRegister,
    R::PrintQueue,
    R::TakeArrivals,
    R::LogIncident,
    R::HandShift,
    R::CarryRecords,
];
const EMERGENCY: &[R] = &[
    R::RegisterOpd,
    R::Find,
    R::AmendPatient,
    R::Reprint,
    R::PrintQueue,
    R::RunWard,
    R::TakeArrivals,
    R::KeepRegisters,
    R::ReadRegisters,
    R::Indent,
    R::CancelStep,
    R::OrderTests,
    R::OverrideLab,
    R::HandleTubes,
    R::ReadResults,
    R::LogIncident,
    R::HandShift,
    R::CarryRecords,
];
const WARD: &[R] = &[
    R::Find,
    R::AmendPatient,
    R::Reprint,
    R::PrintQueue,
    R::RunWard,
    R::TakeArrivals,
    R::KeepRegisters,
    R::ReadRegisters,
    R::Indent,
    R::CancelStep,
    R::OrderTests,
    R::HandleTubes,
    R::ReadResults,
    R::LogIncident,
    R::HandShift,
    R::CarryRecords,
];
const LAB_TECHNICIAN: &[R] = &[
    R::Find,
    R::Reprint,
    R::PrintQueue,
    R::CancelStep,
    R::OrderTests,
    R::HandleTubes,
    R::EnterResults,
    R::ReadResults,
    R::LogIncident,
    R::HandShift,
    R::CarryRecords,
];
const LAB_VERIFIER: &[R] = &[
    R::Find,
    R::Reprint,
    R::PrintQueue,
    R::CancelStep,
    R::OrderTests,
    R::OverrideLab,
    R::HandleTubes,
    R::EnterResults,
    R::VerifyResults,
    R::ReadResults,
    R::ReadRestricted,
    R::LogIncident,
    R::HandShift,
    R::CarryRecords,
];
const RECONCILIATION: &[R] = &[
    R::Find,
    R::Reprint,
    R::DayRegister,
    R::PrintQueue,
    R::ReadRegisters,
    R::Export,
    R::ReadTrail,
    R::LogIncident,
    R::HandShift,
    R::CarryRecords,
    R::MergePatients,
    R::SeeHospital,
    R::MatchPatients,
    R::HandOver,
];
const SUPERVISOR: &[R] = &[
    R::RegisterOpd,
    R::Find,
    R::AmendPatient,
    R::VoidVisit,
    R::ChangeDepartment,
    R::Reprint,
    R::RunQueue,
    R::ExemptFee,
    R::DayRegister,
    R::PrintQueue,
    R::RunWard,
    R::TakeArrivals,
    R::KeepRegisters,
    R::ReadRegisters,
    R::Indent,
    R::CancelStep,
    R::OrderTests,
    R::OverrideLab,
    R::HandleTubes,
    R::ReadResults,
    R::Export,
    R::Verify,
    R::SetUp,
    R::ReadTrail,
    R::OpenIndex,
    R::DeclareEvent,
    R::LogIncident,
    R::KeepRoster,
    R::HandShift,
    R::CarryRecords,
    R::MergePatients,
    R::SeeHospital,
    R::MatchPatients,
    R::HandOver,
    R::CloseHandOver,
];
const CONTROL_ROOM: &[R] = &[
    R::Find,
    R::DayRegister,
    R::PrintQueue,
    R::ReadRegisters,
    R::Export,
    R::Verify,
    R::SetUp,
    R::ReadTrail,
    R::OpenIndex,
    R::DeclareEvent,
    R::DirectEvent,
    R::LogIncident,
    R::KeepRoster,
    R::HandShift,
    R::CarryRecords,
    R::MergePatients,
    R::IssueNumbers,
    R::SeeHospital,
    R::MatchPatients,
    R::HandOver,
    R::CloseHandOver,
];
const AUDITOR: &[R] = &[R::Find, R::DayRegister, R::ReadRegisters, R::Verify, R::ReadTrail, R::SeeHospital];

impl Role {
    pub const ALL: [Self; 9] = [
        Self::Clerk,
        Self::Emergency,
        Self::Ward,
        Self::LabTechnician,
        Self::LabVerifier,
        Self::Supervisor,
        Self::ControlRoom,
        Self::Reconciliation,
        Self::Auditor,
    ];

    /// As it is written in `users.csv`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Clerk => "clerk",
            Self::Emergency => "emergency",
            Self::Ward => "ward",
            Self::LabTechnician => "lab-technician",
            Self::LabVerifier => "lab-verifier",
            Self::Supervisor => "supervisor",
            Self::ControlRoom => "control-room",
            Self::Reconciliation => "reconciliation",
            Self::Auditor => "auditor",
        }
    }

    /// Reads a role as written in `users.csv`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|r| r.code() == text.trim())
    }

    /// The table. `ARCHITECTURE.md` prints it; `tests/` compares the two.
    #[must_use]
    pub const fn rights(self) -> &'static [Right] {
        match self {
            Self::Clerk => CLERK,
            Self::Emergency => EMERGENCY,
            Self::Ward => WARD,
            Self::LabTechnician => LAB_TECHNICIAN,
            Self::LabVerifier => LAB_VERIFIER,
            Self::Supervisor => SUPERVISOR,
            Self::ControlRoom => CONTROL_ROOM,
            Self::Reconciliation => RECONCILIATION,
            Self::Auditor => AUDITOR,
        }
    }

    /// True when the role carries the right.
    #[must_use]
    pub fn may(self, right: Right) -> bool {
        self.rights().contains(&right)
    }
}

impl Right {
    pub const ALL: [Self; 40] = [
        Self::RegisterOpd,
        Self::Find,
        Self::AmendPatient,
        Self::VoidVisit,
        Self::ChangeDepartment,
        Self::Reprint,
        Self::RunQueue,
        Self::ExemptFee,
        Self::DayRegister,
        Self::PrintQueue,
        Self::RunWard,
        Self::TakeArrivals,
        Self::KeepRegisters,
        Self::ReadRegisters,
        Self::Indent,
        Self::CancelStep,
        Self::OrderTests,
        Self::OverrideLab,
        Self::HandleTubes,
        Self::EnterResults,
        Self::VerifyResults,
        Self::ReadResults,
        Self::ReadRestricted,
        Self::Export,
        Self::Verify,
        Self::SetUp,
        Self::ReadTrail,
        Self::OpenIndex,
        Self::DeclareEvent,
        Self::DirectEvent,
        Self::LogIncident,
        Self::KeepRoster,
        Self::HandShift,
        Self::CarryRecords,
        Self::MergePatients,
        Self::IssueNumbers,
        Self::SeeHospital,
        Self::MatchPatients,
        Self::HandOver,
        Self::CloseHandOver,
    ];

    /// Its sentence in the words' files: `right-register-opd`.
    #[must_use]
    pub const fn word_id(self) -> &'static str {
        match self {
            Self::RegisterOpd => "right-register-opd",
            Self::Find => "right-find",
            Self::AmendPatient => "right-amend-patient",
            Self::VoidVisit => "right-void-visit",
            Self::ChangeDepartment => "right-change-department",
            Self::Reprint => "right-reprint",
            Self::RunQueue => "right-run-queue",
            Self::ExemptFee => "right-exempt-fee",
            Self::DayRegister => "right-day-register",
            Self::PrintQueue => "right-print-queue",
            Self::RunWard => "right-run-ward",
            Self::TakeArrivals => "right-take-arrivals",
            Self::KeepRegisters => "right-keep-registers",
            Self::ReadRegisters => "right-read-registers",
            Self::Indent => "right-indent",
            Self::CancelStep => "right-cancel-step",
            Self::OrderTests => "right-order-tests",
            Self::OverrideLab => "right-override-lab",
            Self::HandleTubes => "right-handle-tubes",
            Self::EnterResults => "right-enter-results",
            Self::VerifyResults => "right-verify-results",
            Self::ReadResults => "right-read-results",
            Self::ReadRestricted => "right-read-restricted",
            Self::Export => "right-export",
            Self::Verify => "right-verify",
            Self::SetUp => "right-set-up",
            Self::ReadTrail => "right-read-trail",
            Self::OpenIndex => "right-open-index",
            Self::DeclareEvent => "right-declare-event",
            Self::DirectEvent => "right-direct-event",
            Self::LogIncident => "right-log-incident",
            Self::KeepRoster => "right-keep-roster",
            Self::HandShift => "right-hand-shift",
            Self::CarryRecords => "right-carry-records",
            Self::MergePatients => "right-merge-patients",
            Self::IssueNumbers => "right-issue-numbers",
            Self::SeeHospital => "right-see-hospital",
            Self::MatchPatients => "right-match-patients",
            Self::HandOver => "right-hand-over",
            Self::CloseHandOver => "right-close-hand-over",
        }
    }
}
