//! The manifest of one export: what is in it, and the sum of each file. Signed by the caller, who has the counter's key.
//!
//! `manifest.sig` is a detached Ed25519 signature (RFC 8032) over the bytes of `manifest.json`, base64url without padding;
//! `manifest.pub` the public key in the same writing.

use super::counted::Sum;
use super::rows::was_filled;
use super::{Batch, time_text};
use crate::hospital::number::{CounterCode, Mode};
use crate::hospital::pack::Bilingual;
use crate::journal::fold::{CaseBody, CaseState};
use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD as B64;
use chrono::{DateTime, FixedOffset};
use ed25519_dalek::{Signer as _, SigningKey};
use serde::{Deserialize, Serialize};

/// Names of the three files.
pub const MANIFEST_FILE: &str = "manifest.json";
pub const SIGNATURE_FILE: &str = "manifest.sig";
pub const PUBLIC_KEY_FILE: &str = "manifest.pub";

/// In which form records left.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Form {
    Csv,
    Fhir,
}

impl Form {
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Fhir => "fhir",
        }
    }
}

/// How many records are in the files, the voided ones included. A manifest of before a count existed reads as 0 of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Counts {
    pub patients: u64,
    pub visits: u64,
    pub voided_patients: u64,
    pub voided_visits: u64,
    pub stays: u64,
    pub cancelled_stays: u64,
    pub arrivals: u64,
    pub cancelled_arrivals: u64,
    /// Records of all registers; FHIR carries none.
    pub records: u64,
    pub cancelled_records: u64,
    /// Laboratory orders.
    pub orders: u64,
    pub cancelled_orders: u64,
    /// In FHIR those that there ever was something in.
    pub tubes: u64,
    /// Released ones, those of cancelled orders included.
    pub results: u64,
    /// Rolls of labels printed ahead; FHIR carries none.
    pub label_rolls: u64,
}

/// One file of the export.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FileSum {
    pub name: String,
    pub bytes: u64,
    /// Lower-case hexadecimal.
    pub sha256: String,
}

impl FileSum {
    pub(super) fn new(name: &str, sum: Sum) -> Self {
        Self { name: name.to_owned(), bytes: sum.bytes, sha256: sum.sha256 }
    }
}

/// `manifest.json`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Manifest {
    /// `nirantar-handover-1`.
    pub format: &'static str,
    /// Only the demo hospital's: says that nothing in the files is real.
    #[serde(skip_serializing_if = "str::is_empty")]
    pub notice: &'static str,
    pub form: Form,
    pub site: String,
    pub hospital: Bilingual,
    /// Version of the pack whose names are in the files.
    pub pack_version: u32,
    pub mode: Mode,
    pub counter: CounterCode,
    pub letter: char,
    /// Local time with its offset.
    pub made: String,
    pub by: String,
    /// Earliest and latest entry of a visit, stay, arrival, record or order in the files.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last: Option<String>,
    pub counts: Counts,
    pub files: Vec<FileSum>,
}

/// Counts and times, gathered while rows go by.
#[derive(Debug, Default)]
pub(super) struct Tally {
    pub counts: Counts,
    first: Option<DateTime<FixedOffset>>,
    last: Option<DateTime<FixedOffset>>,
}

impl Tally {
    pub fn patient(&mut self, voided: bool) {
        self.counts.patients += 1;
        self.counts.voided_patients += u64::from(voided);
    }

    pub fn visit(&mut self, at: DateTime<FixedOffset>, voided: bool) {
        self.counts.visits += 1;
        self.counts.voided_visits += u64::from(voided);
        self.seen(at);
    }

    pub fn case(&mut self, case: &CaseState, form: Form) {
        let cancelled = u64::from(case.cancelled.is_some());
        let (all, gone) = match &case.body {
            CaseBody::Stay(_) => (&mut self.counts.stays, &mut self.counts.cancelled_stays),
            CaseBody::Arrival(_) => (&mut self.counts.arrivals, &mut self.counts.cancelled_arrivals),
            CaseBody::Record(_) => (&mut self.counts.records, &mut self.counts.cancelled_records),
            CaseBody::Order(order) => {
                let told = order.tubes.iter().filter(|tube| form == Form::Csv || was_filled(tube));
                self.counts.tubes += told.count() as u64;
                self.counts.results += order.results.iter().filter(|result| result.released.is_some()).count() as u64;
                (&mut self.counts.orders, &mut self.counts.cancelled_orders)
            }
            CaseBody::Roll { .. } => (&mut self.counts.label_rolls, &mut 0),
        };
        *all += 1;
        *gone += cancelled;
        self.seen(case.entered);
    }

    fn seen(&mut self, at: DateTime<FixedOffset>) {
        self.first = Some(self.first.map_or(at, |first| first.min(at)));
        self.last = Some(self.last.map_or(at, |last| last.max(at)));
    }
}

impl Manifest {
    pub(super) fn new(batch: &Batch<'_>, form: Form, tally: &Tally, files: Vec<FileSum>) -> Self {
        let hospital = &batch.masters.hospital;
        Self {
            format: "nirantar-handover-1",
            notice: notice(batch.mode),
            form,
            site: hospital.site.clone(),
            hospital: hospital.name.clone(),
            pack_version: hospital.version,
            mode: batch.mode,
            counter: batch.counter.clone(),
            letter: batch.letter,
            made: time_text(batch.made),
            by: batch.by.to_owned(),
            first: tally.first.map(time_text),
            last: tally.last.map(time_text),
            counts: tally.counts,
            files,
        }
    }

    /// The bytes of `manifest.json`; what is signed.
    #[must_use]
    pub fn bytes(&self) -> Vec<u8> {
        // Texts and numbers under fixed keys: cannot fail.
        let mut bytes = serde_json::to_vec_pretty(self).unwrap_or_default();
        bytes.push(b'\n');
        bytes
    }

    /// The three files to write: manifest, signature, public key.
    #[must_use]
    pub fn signed(&self, key: &SigningKey) -> [(&'static str, Vec<u8>); 3] {
        signed_files(self.bytes(), key)
    }
}

/// What the demo hospital's manifests say; else nothing.
pub(super) const fn notice(mode: Mode) -> &'static str {
    match mode {
        Mode::Demo => "DEMO: invented people of a hospital that does not exist. Not for import into a real system.",
        Mode::Event | Mode::Drill => "",
    }
}

/// A manifest's bytes, their signature, the public key, by file name.
pub(super) fn signed_files(bytes: Vec<u8>, key: &SigningKey) -> [(&'static str, Vec<u8>); 3] {
    let line = |raw: &[u8]| format!("{}\n", B64.encode(raw)).into_bytes();
    let signature = line(&key.sign(&bytes).to_bytes());
    let public = line(key.verifying_key().as_bytes());
    [(MANIFEST_FILE, bytes), (SIGNATURE_FILE, signature), (PUBLIC_KEY_FILE, public)]
}

#[cfg(test)]
mod tests {
    use super::Counts;

    #[test]
    fn a_manifest_of_before_the_laboratory_reads() {
        let read: Counts = serde_json::from_str(r#"{"patients": 3, "visits": 4, "voided_patients": 0, "stays": 1}"#).unwrap();
        assert_eq!(read, Counts { patients: 3, visits: 4, stays: 1, ..Counts::default() });
    }
}
