//! Where the window can be. One route, one screen. Owns no state of a screen and decides nothing about rights.

use crate::desk::cases::CaseKind;
use crate::hospital::forms::{FormId, Sheet};
use crate::hospital::lab::Accession;
use crate::journal::{EntryId, PaperKind};
use crate::paper::Size;
use chrono::NaiveDate;

/// A place in the window.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Route {
    /// Waiting for the worker's first word.
    #[default]
    Starting,
    /// Nothing set up yet, or a counter that cannot be opened.
    Welcome,
    SetUp,
    /// In place of a PC that died.
    Rebuild,
    SignIn,
    Home,
    Opd,
    Find,
    Patient(EntryId),
    Queue,
    Register(Option<NaiveDate>),
    /// The bed board, at a ward and a bed if given.
    Ward {
        ward: String,
        bed: String,
    },
    /// Any form of a ward, the emergency or a register. Whom it is about, and what is known, stands in the values.
    Form {
        form: FormId,
        values: Sheet,
    },
    /// The starting census, typed or read from a file.
    Census,
    Emergency,
    /// An unknown patient, from anywhere.
    Unknown,
    /// A register by date; `None` opens the one looked at last.
    Book(Option<CaseKind>),
    /// The laboratory's board, at a tube if given.
    LabBoard {
        tube: Option<Accession>,
    },
    /// A new requisition. Whom it is for stands in the values (`patient`, `stay`), where it is known.
    LabOrder {
        values: Sheet,
    },
    /// The results of an order, at a tube if given: typing, releasing.
    LabResults {
        order: EntryId,
        tube: Option<Accession>,
    },
    /// Analysers' files.
    LabFiles,
    LabWorklist,
    Prints,
    Preview {
        visit: EntryId,
        paper: PaperKind,
        size: Size,
    },
    Settings,
    Export,
    Verify,
    /// The patient index: how it stands, opening, closing, checking.
    PatientIndex,
    /// Who is in charge, incidents, duty roster.
    Event,
    /// Scans of slips and registers, and what lies in the tray.
    PapersIn,
    /// The control room: how the whole hospital stands.
    Control,
    Bundles,
    Conflicts,
    /// Matching everybody against the patient index.
    Match,
    /// The hand-over's board.
    Handover,
    /// A clerk's share of the backlog, to be typed into the central screen.
    Typing,
    /// Our numbers and the central ones.
    Crosswalk,
    /// Number series, totals, certificate, report.
    Proof,
    /// The end of this counter, step by step; and what is there afterwards.
    Archive,
    Archived,
    /// Two records of one person.
    Merge {
        one: EntryId,
        other: Option<EntryId>,
    },
    Help,
}

impl Route {
    /// True where somebody must have signed in.
    #[must_use]
    pub const fn inside(&self) -> bool {
        !matches!(self, Self::Starting | Self::Welcome | Self::SetUp | Self::Rebuild | Self::SignIn | Self::Archived)
    }
}
