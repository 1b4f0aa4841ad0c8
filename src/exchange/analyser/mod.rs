//! Analysers' files: results in (ASTM E1394 / CLSI LIS02-A2, plain or framed; HL7 v2 ORU and OUL, plain or MLLP), worklists out (CSV, ASTM,
//! HL7 OML^O21). Values in, bytes out and back: never a query, never a clock, never a file.
//!
//! One rule stands above all others here: **a result is given with the specimen of its own order, or it is not given**. What was cut off,
//! what stands in the wrong place, what nobody can assign, is told as a [`FileFault`] with its line and its values; nothing is guessed from a
//! neighbour and nothing is dropped in silence. Rules: `settle.rs`.

mod astm;
mod count;
pub(in crate::exchange) mod delimiters;
mod hl7;
mod settle;
mod specimen;
pub(in crate::exchange) mod text;
mod unframe;
mod work_astm;
mod work_csv;
mod work_hl7;
mod worklist;

pub use work_astm::worklist_astm;
pub use work_csv::{WORKLIST_COLUMNS, worklist_csv};
pub use work_hl7::worklist_hl7;
pub use worklist::{WorkTest, WorklistHead, WorklistItem};

use chrono::{DateTime, FixedOffset};

/// Largest file that is read.
pub const FILE_MAX_BYTES: usize = 16 * 1024 * 1024;
/// Longest record or segment; pictures of a histogram have some hundred kilobytes.
pub const RECORD_MAX_BYTES: usize = 1024 * 1024;
/// Most records or segments of one file.
pub const RECORDS_MAX: usize = 200_000;

/// What the file is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AnalyserKind {
    /// ASTM E1394, CLSI LIS02-A2.
    Astm,
    /// HL7 v2.
    Hl7,
}

impl AnalyserKind {
    /// The name of the format, the same in every language.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Astm => "ASTM",
            Self::Hl7 => "HL7",
        }
    }
}

/// What stands in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnalyserFile {
    pub kind: AnalyserKind,
    /// The instrument as the first message calls it (H-5; MSH-3 and MSH-4); may be empty.
    pub instrument: String,
    /// SHA-256 of the file's bytes, in hex.
    pub mark: String,
    /// In the order of the file, each once.
    pub results: Vec<AnalyserResult>,
    /// In the order of the file.
    pub faults: Vec<FileFault>,
}

/// One result. Texts are as in the file, escapes resolved, blanks around them and control characters taken off.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnalyserResult {
    /// Counted as an editor counts: CR, LF and CR LF each end a line.
    pub line: u64,
    /// Control id of its message; may be empty.
    pub message: String,
    /// Name of its specimen, from its own order. Ten digits where the order has any; whether it is one of ours, the reader does not say.
    pub accession: String,
    /// Code of the test.
    pub test: String,
    /// Other codes and names of the same test: LOINC, local. Not unique; a coding system is not told.
    pub names: Vec<String>,
    /// Never empty. A number, `<5`, `1:128`, a code or words.
    pub value: String,
    pub unit: String,
    pub flag: String,
    /// LIS02-A2 §10.1.9, HL7 table 0085: `F` final, `P` preliminary, `C` correction, `X` not possible, `D` and `W` taken back; may be empty.
    pub status: String,
    /// When it was measured (R-13; OBX-19, else OBX-14); `None` where the file does not say it to the minute.
    pub at: Option<DateTime<FixedOffset>>,
    /// SHA-256, in hex, of instrument, specimen and what this one record says, without its place in the file: a file that is sent again under
    /// other message numbers gives the same marks.
    pub mark: String,
}

/// Something that is wrong with a line; `args` has `line`, and whatever else the sentence `id` names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileFault {
    pub line: u64,
    /// Id of the sentence in `analyser.ftl`.
    pub id: &'static str,
    pub args: Vec<(&'static str, String)>,
}

impl FileFault {
    fn new(line: u64, id: &'static str) -> Self {
        Self { line, id, args: vec![("line", line.to_string())] }
    }

    fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.args.push((name, value.into()));
        self
    }
}

/// Reads a file of results.
///
/// Times without an offset are taken to be in `assume_offset`.
///
/// # Errors
/// `fault-analyser-size` past [`FILE_MAX_BYTES`]; `fault-analyser-kind` when it is neither ASTM nor HL7. Anything else is told in
/// [`AnalyserFile::faults`], and what is whole is given.
pub fn read(bytes: &[u8], assume_offset: FixedOffset) -> Result<AnalyserFile, FileFault> {
    if bytes.len() > FILE_MAX_BYTES {
        let most = FILE_MAX_BYTES / (1024 * 1024);
        return Err(FileFault::new(1, "fault-analyser-size").with("n", most.to_string()));
    }
    let body = text::body(bytes);
    let kind = text::kind(body).ok_or_else(|| FileFault::new(1, "fault-analyser-kind"))?;
    let mut reading = settle::Reading::new(kind);
    match kind {
        AnalyserKind::Astm => astm::read(body, assume_offset, &mut reading),
        AnalyserKind::Hl7 => hl7::read(body, assume_offset, &mut reading),
    }
    Ok(reading.finish(mark(bytes)))
}

/// SHA-256, in hex.
fn mark(bytes: &[u8]) -> String {
    super::counted::sum(bytes).sha256
}

#[cfg(test)]
mod tests;
