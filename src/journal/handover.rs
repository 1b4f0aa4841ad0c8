//! What entries keep of the hand-over: whom the matching found in the patient index, what left in which batch, what the central system
//! answered. Readable keys; a field is added, an old one never changes its meaning.
//!
//! One entry tells many records, so a sheaf of lines is cut where an entry is full ([`LINE_ROOM`]).

use super::{ChainHash, Matched, Register};
use crate::journal::EntryId;
use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD as B64;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use std::fmt;

/// Bytes of lines that go into one entry; the rest of [`super::ENTRY_BYTES_MAX`] is the header's and the body's other fields.
pub const LINE_ROOM: usize = 48 * 1024;

/// What kind of record is handed over. The order of the variants is the order in which a central system needs them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum RecordKind {
    /// Who a patient is: a new person, or a link to one the central system has.
    Identity,
    /// Two of our patients are one person; keyed by the patient who follows.
    Merge,
    /// An out-patient's visit.
    Visit,
    /// An arrival in the emergency department.
    Arrival,
    Stay,
    /// A laboratory order with its tubes.
    Order,
    /// Released results of an order.
    Result,
    Birth,
    Stillbirth,
    Death,
    Cause,
    Mlc,
    Indent,
}

impl RecordKind {
    pub const ALL: [Self; 13] = [
        Self::Identity,
        Self::Merge,
        Self::Visit,
        Self::Arrival,
        Self::Stay,
        Self::Order,
        Self::Result,
        Self::Birth,
        Self::Stillbirth,
        Self::Death,
        Self::Cause,
        Self::Mlc,
        Self::Indent,
    ];

    /// As in JSON, file names and on the command line.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Identity => "identity",
            Self::Merge => "merge",
            Self::Visit => "visit",
            Self::Arrival => "arrival",
            Self::Stay => "stay",
            Self::Order => "order",
            Self::Result => "result",
            Self::Birth => "birth",
            Self::Stillbirth => "stillbirth",
            Self::Death => "death",
            Self::Cause => "cause",
            Self::Mlc => "mlc",
            Self::Indent => "indent",
        }
    }

    /// The kind of a code.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// A register's records.
    #[must_use]
    pub const fn of_register(register: Register) -> Self {
        match register {
            Register::Mlc => Self::Mlc,
            Register::Birth => Self::Birth,
            Register::Stillbirth => Self::Stillbirth,
            Register::Death => Self::Death,
            Register::Cause => Self::Cause,
            Register::Indent => Self::Indent,
        }
    }
}

/// In which step of the upload a record leaves. What a step needs lies in the steps before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Stage {
    /// People whom the central system does not have.
    Identities,
    /// People it has, and people who are two here.
    Links,
    /// Visits, arrivals and stays that are over.
    Over,
    /// Who is here now, with the bed of now.
    Here,
    Orders,
    Results,
    /// Births, deaths, causes, MLC, indents.
    Registers,
}

impl Stage {
    pub const ALL: [Self; 7] =
        [Self::Identities, Self::Links, Self::Over, Self::Here, Self::Orders, Self::Results, Self::Registers];

    /// As in file names, with its place: `1-identities`.
    #[must_use]
    pub const fn file_part(self) -> &'static str {
        match self {
            Self::Identities => "1-identities",
            Self::Links => "2-links",
            Self::Over => "3-over",
            Self::Here => "4-here",
            Self::Orders => "5-orders",
            Self::Results => "6-results",
            Self::Registers => "7-registers",
        }
    }

    /// As in JSON and on the command line.
    #[must_use]
    pub fn code(self) -> &'static str {
        self.file_part().get(2..).unwrap_or_default()
    }
}

/// One record of the hand-over: a kind, and the entry that began what it tells. Text form `visit:K7A-123`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct RecordKey {
    pub kind: RecordKind,
    pub of: EntryId,
}

/// Not a record's key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a record's key looks like visit:K7A-123")]
pub struct KeyError;

impl fmt::Display for RecordKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.kind.code(), self.of)
    }
}

impl std::str::FromStr for RecordKey {
    type Err = KeyError;
    fn from_str(text: &str) -> Result<Self, KeyError> {
        let (kind, of) = text.split_once(':').ok_or(KeyError)?;
        Ok(Self { kind: RecordKind::parse(kind).ok_or(KeyError)?, of: of.parse().map_err(|_address| KeyError)? })
    }
}

impl TryFrom<String> for RecordKey {
    type Error = KeyError;
    fn try_from(text: String) -> Result<Self, KeyError> {
        text.parse()
    }
}

impl From<RecordKey> for String {
    fn from(key: RecordKey) -> Self {
        key.to_string()
    }
}

/// Which version of a record left: the first 128 bits of the SHA-256 of its bytes on its road, base64url (22 characters).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Mark(pub [u8; 16]);

impl Mark {
    /// Of a record's bytes.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        let whole: [u8; 32] = Sha256::digest(bytes).into();
        let mut half = [0; 16];
        half.copy_from_slice(whole.first_chunk::<16>().unwrap_or(&[0; 16]));
        Self(half)
    }
}

impl fmt::Display for Mark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&B64.encode(self.0))
    }
}

impl TryFrom<String> for Mark {
    type Error = KeyError;
    fn try_from(text: String) -> Result<Self, KeyError> {
        let bytes = B64.decode(text).map_err(|_writing| KeyError)?;
        Ok(Self(bytes.try_into().map_err(|_length| KeyError)?))
    }
}

impl From<Mark> for String {
    fn from(mark: Mark) -> Self {
        mark.to_string()
    }
}

/// How records go to the central system.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Road {
    /// FHIR R4 transactions.
    Fhir,
    /// HL7 v2.5.1.
    Hl7,
    /// CSV with a data package.
    Csv,
    Xlsx,
    /// A person types them into the central screen.
    Typing,
}

impl Road {
    pub const ALL: [Self; 5] = [Self::Fhir, Self::Hl7, Self::Csv, Self::Xlsx, Self::Typing];

    /// As in JSON, file names and on the command line.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Fhir => "fhir",
            Self::Hl7 => "hl7",
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
            Self::Typing => "typing",
        }
    }

    /// The road of a code.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|road| road.code() == code)
    }
}

/// What a matching pass found of one patient.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// Linked by the pass itself: at or above the threshold, and nobody else near.
    Sure,
    /// A person decides.
    Doubtful,
    /// Nobody in the index comes near.
    New,
}

/// One patient in a matching pass.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MatchLine {
    pub of: EntryId,
    pub verdict: Verdict,
    /// The person linked; or who came near, the best first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub found: Vec<Matched>,
    /// Why a doubtful one is doubtful, as an id of the words' files without `doubt-`; else empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub doubt: String,
}

/// Two patients of ours who look like one person, in a matching pass.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PairLine {
    pub of: EntryId,
    pub with: EntryId,
    /// Percent.
    pub score: u8,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub why: Vec<String>,
}

/// One record of a batch.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MadeLine {
    pub record: RecordKey,
    pub mark: Mark,
}

/// What the central system said of one record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase", tag = "said")]
pub enum Answer {
    /// It has the record. `central`: its number for it there (a patient's UHID); empty where the road gives none.
    Received {
        #[serde(default, skip_serializing_if = "String::is_empty")]
        central: String,
    },
    Refused {
        reason: String,
    },
}

/// The answer to one record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnswerLine {
    pub record: RecordKey,
    /// The version it is about.
    pub mark: Mark,
    #[serde(flatten)]
    pub answer: Answer,
}

/// A line of an answer file that was not taken, and why: a sentence of the words' files.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StrayAnswer {
    pub line: u64,
    /// Number or id that the line names, as it stands there.
    pub about: String,
    /// Id of the words' files.
    pub why: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub said: String,
}

/// How many records of a kind there were when the hand-over was certified.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct TotalLine {
    pub kind: RecordKind,
    pub saved: u64,
    pub received: u64,
    /// Listed as exceptions, each with its reason.
    pub excepted: u64,
    /// Neither.
    pub open: u64,
}

/// A batch's name: the first twelve hexadecimal digits of SHA-256 over what is in it, so that the same records have the same name.
#[must_use]
pub fn batch_name(road: Road, lines: &[MadeLine]) -> String {
    let mut sum = Sha256::new().chain_update("nirantar batch 1\n").chain_update(road.code());
    for line in lines {
        sum = sum.chain_update("\n").chain_update(line.record.to_string()).chain_update(line.mark.0);
    }
    let hash: [u8; 32] = sum.finalize().into();
    let first = u64::from_be_bytes(*hash.first_chunk().unwrap_or(&[0; 8]));
    format!("{:012x}", first >> 16)
}

/// SHA-256 of a file that left or came, as an entry keeps it.
pub type FileMark = ChainHash;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_and_marks_are_read_back() {
        for kind in RecordKind::ALL {
            let key = RecordKey { kind, of: "K7A-123".parse().unwrap() };
            assert_eq!(key.to_string().parse::<RecordKey>(), Ok(key));
        }
        assert_eq!("visit".parse::<RecordKey>(), Err(KeyError));
        assert_eq!("ticket:K7A-1".parse::<RecordKey>(), Err(KeyError));
        let mark = Mark::of(b"a record");
        assert_eq!(Mark::try_from(mark.to_string()), Ok(mark));
        assert_eq!(mark.to_string().len(), 22);
    }

    #[test]
    fn a_batch_is_named_by_what_is_in_it() {
        let line = |of: &str, bytes: &[u8]| MadeLine {
            record: RecordKey { kind: RecordKind::Visit, of: of.parse().unwrap() },
            mark: Mark::of(bytes),
        };
        let lines = [line("K7A-1", b"1"), line("K7A-2", b"2")];
        assert_eq!(batch_name(Road::Fhir, &lines), batch_name(Road::Fhir, &lines.clone()));
        for other in [&[line("K7A-1", b"1")][..], &[line("K7A-1", b"1"), line("K7A-2", b"3")]] {
            assert_ne!(batch_name(Road::Fhir, &lines), batch_name(Road::Fhir, other));
        }
        assert_ne!(batch_name(Road::Fhir, &lines), batch_name(Road::Hl7, &lines));
    }

    #[test]
    fn stages_stand_in_the_order_of_the_upload() {
        let parts: Vec<&str> = Stage::ALL.iter().map(|stage| stage.file_part()).collect();
        assert!(parts.is_sorted());
        assert_eq!(Stage::Identities.code(), "identities");
    }
}
