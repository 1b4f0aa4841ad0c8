//! What an entry can say. Readable keys; a new kind or field is added, an old one never changes its meaning.

use crate::hospital::number::Number;
use crate::hospital::opd::{QueueStep, Token, Visit};
use crate::hospital::person::Details;
use crate::journal::{ChainHash, EntryId};
use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};

/// A patient as a registration creates them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Patient {
    /// The provisional number.
    pub number: Number,
    #[serde(flatten)]
    pub details: Details,
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

/// A paper that can be printed again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PaperKind {
    OpdCard,
    Slip,
    Receipt,
    Token,
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
    Amended { of: EntryId, details: Details, reason: String },
    #[serde(rename = "visit.voided")]
    Voided { of: EntryId, scope: VoidScope, reason: String },
    /// Sent to another clinic, with a new token there.
    #[serde(rename = "visit.moved")]
    Moved { of: EntryId, clinic: String, room: String, doctor: Option<String>, token: Token, reason: String },
    #[serde(rename = "paper.reprinted")]
    Reprinted { of: EntryId, paper: PaperKind, copy: u32 },
    #[serde(rename = "queue.stepped")]
    Queue { of: EntryId, step: QueueStep },
    /// Records left this counter in files.
    #[serde(rename = "export.made")]
    Exported {
        form: String,
        patients: u64,
        visits: u64,
        /// Every entry of this installation up to this sequence is in it.
        upto: u64,
        /// SHA-256 of the manifest.
        manifest: ChainHash,
    },
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
            Self::Exported { .. } => "export.made",
        }
    }

    /// True when the entry begins a visit of its own.
    #[must_use]
    pub const fn opens_visit(&self) -> bool {
        matches!(self, Self::Registered { .. } | Self::Visited { .. })
    }

    /// The entry whose patient or visit this one is about; `None` when it begins one of its own.
    #[must_use]
    pub const fn of(&self) -> Option<&EntryId> {
        match self {
            Self::Visited { of, .. }
            | Self::Amended { of, .. }
            | Self::Voided { of, .. }
            | Self::Moved { of, .. }
            | Self::Reprinted { of, .. }
            | Self::Queue { of, .. } => Some(of),
            _ => None,
        }
    }
}
