//! An entry: its bytes, its place in the chain, its signature. Knows `hospital`, touches no disk, clock or chance.

mod body;
pub mod carrier;
mod case;
mod entry;
mod event;
pub mod fold;
mod handover;
mod id;
mod lab;
mod papers;
mod run;
pub mod sheaf;

pub use body::{Body, Patient, Tells, VoidScope};
pub use case::{Admission, Arrival, BedMark, Pack, Register, Request};
pub use entry::{ChainHash, ClockTrust, ENTRY_BYTES_MAX, Entry, EntryError, Header, Signed, VERSION, fingerprint, sign, verify};
pub use event::{Book, Incident, IncidentLine, RosterLine, charges, incidents, roster, statement};
pub use handover::{
    Answer, AnswerLine, FileMark, KeyError, LINE_ROOM, MadeLine, Mark, MatchLine, PairLine, RecordKey, RecordKind, Road, Stage,
    StrayAnswer, TotalLine, Verdict, batch_name,
};
pub use id::{EntryId, IdError};
pub use lab::{Call, LeftLine, Override, Released, Requisition, ResultSource, Told, Tube};
pub use papers::PaperKind;
pub use run::{Root, Run};

pub use crate::hospital::central::Matched;
