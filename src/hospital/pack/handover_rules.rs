//! What the central system wants of a hand-over: `[handover]` of `hospital.toml`. Owns the shape; nothing here knows a record.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Codes of the kinds of records that rules are written for, in the order of the upload; the journal's own (a test holds them together).
pub const RECORD_KINDS: [&str; 13] = [
    "identity",
    "merge",
    "visit",
    "arrival",
    "stay",
    "order",
    "result",
    "birth",
    "stillbirth",
    "death",
    "cause",
    "mlc",
    "indent",
];

/// Fields of each kind of record, by its code; names are columns of the CSV tables, and `name`, `relative_name`, `age`.
pub type FieldsOf = BTreeMap<String, Vec<String>>;

/// How the central system writes its answers in a CSV. Each column may have several names; case, blanks and punctuation do not count.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AnswerColumns {
    /// Our number of the record.
    pub number: Vec<String>,
    /// Kind of the record, where one number has several.
    pub kind: Vec<String>,
    pub status: Vec<String>,
    /// The central number.
    pub uhid: Vec<String>,
    pub message: Vec<String>,
    /// Which version the answer is about, as `records.csv` has it; where there is none, the one that left last.
    pub mark: Vec<String>,
    /// Words of the status that mean: it is there now.
    pub received: Vec<String>,
    /// Words that mean: it was not taken.
    pub refused: Vec<String>,
}

impl Default for AnswerColumns {
    fn default() -> Self {
        let texts = |all: &[&str]| all.iter().map(|text| (*text).to_owned()).collect();
        Self {
            number: texts(&["number", "provisional number", "our number", "record", "downtime number", "temporary number"]),
            kind: texts(&["kind", "record kind", "type"]),
            status: texts(&["status", "result", "outcome"]),
            uhid: texts(&["uhid", "central number", "cr no", "cr number", "mrn", "patient id", "hospital number"]),
            message: texts(&["message", "reason", "error", "remarks", "remark"]),
            mark: texts(&["mark", "version"]),
            received: texts(&[
                "received", "accepted", "ok", "success", "imported", "created", "updated", "exists", "linked", "done", "saved",
            ]),
            refused: texts(&["refused", "rejected", "error", "failed", "failure", "not imported", "invalid"]),
        }
    }
}

/// Rules of the hand-over. Every key may be left out, and the table too.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct HandoverRules {
    /// Nobody leaves before a matching pass, or a person, said whether the central system has them.
    pub match_first: bool,
    /// From so many to one on, and with nobody else near, a matching pass links by itself.
    pub sure: u32,
    /// Down to one in so many a person is asked; below it, somebody is new.
    pub doubtful: u32,
    /// So many times likelier than the second-best must the best be, or neither is sure.
    pub apart: u32,
    /// Most records of one batch.
    pub batch: u16,
    /// Address of a FHIR R4 server, and most records a second it is sent; empty and 0 where there is none.
    pub fhir: String,
    pub fhir_rate: u16,
    /// `host:port` of an HL7 v2 receiver (MLLP).
    pub hl7: String,
    /// Without these a record is set aside.
    pub require: FieldsOf,
    /// The fields of the central system's screen, in its order, for typing.
    pub typing: FieldsOf,
    pub answers: AnswerColumns,
}

/// Most records of a batch: its lines have to fit one entry.
pub const BATCH_MAX: u16 = 500;

impl Default for HandoverRules {
    fn default() -> Self {
        let fields = |of: &[(&str, &[&str])]| -> FieldsOf {
            of.iter()
                .map(|(kind, fields)| ((*kind).to_owned(), fields.iter().map(|field| (*field).to_owned()).collect()))
                .collect()
        };
        Self {
            match_first: true,
            sure: 256,
            doubtful: 256,
            apart: 256,
            batch: BATCH_MAX,
            fhir: String::new(),
            fhir_rate: 0,
            hl7: String::new(),
            require: fields(&[("identity", &["name", "sex"])]),
            typing: fields(&[
                (
                    "identity",
                    &[
                        "patient_number",
                        "title",
                        "name",
                        "name_hi",
                        "sex",
                        "age",
                        "birth_date",
                        "relation",
                        "relative_name",
                        "mobile",
                        "address_line",
                        "pin",
                        "district",
                        "state",
                        "abha_number",
                        "category",
                    ],
                ),
                (
                    "visit",
                    &[
                        "visit_number",
                        "clinic_name",
                        "doctor_name",
                        "registered_at",
                        "kind",
                        "fee_rupees",
                        "receipt_number",
                        "referred_by",
                        "mlc",
                        "remarks",
                    ],
                ),
            ]),
            answers: AnswerColumns::default(),
        }
    }
}

impl HandoverRules {
    /// A link with this percentage or more needs no second person.
    #[must_use]
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 50 and 100")]
    pub fn sure_percent(&self) -> u8 {
        let odds = f64::from(self.sure.max(1));
        (100.0 * odds / (odds + 1.0)).round() as u8
    }

    /// The fields that a kind must have.
    #[must_use]
    pub fn required(&self, kind: &str) -> &[String] {
        self.require.get(kind).map_or(&[], Vec::as_slice)
    }

    /// The fields of the central screen for a kind; where the pack names none, all that the record has.
    #[must_use]
    pub fn typed(&self, kind: &str) -> &[String] {
        self.typing.get(kind).map_or(&[], Vec::as_slice)
    }
}
