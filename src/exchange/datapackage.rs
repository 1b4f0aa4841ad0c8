//! `datapackage.json` of a CSV export: Frictionless Data's tabular data package, with every column, its type and its limits.
//!
//! Source: Frictionless standards v1, *Tabular Data Package* and *Table Schema*. The columns here are the ones the writer
//! writes, in this order; a test holds the two together.

use super::{Batch, FileSum};
use crate::hospital::number::Mode;
use serde_json::{Value, json};

/// Its name is fixed by the standard.
pub const DATAPACKAGE_FILE: &str = "datapackage.json";

/// One column.
pub(super) struct Column {
    pub name: &'static str,
    kind: Kind,
    must: Must,
    about: &'static str,
}

/// Type of a column.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// A text that a person typed; defused where a spreadsheet would run it.
    Text,
    /// A code or number-like text with a pattern; never defused, because the pattern excludes the signs.
    Pattern(&'static str),
    OneOf(&'static [&'static str]),
    Whole,
    Date,
    Time,
    Truth,
}

/// Whether a cell may be empty, or twice.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Must {
    MayBeEmpty,
    Filled,
    Once,
}
use Kind::{Date, OneOf, Pattern, Text, Time, Truth, Whole};
use Must::{Filled, MayBeEmpty, Once};

const fn col(name: &'static str, kind: Kind, must: Must, about: &'static str) -> Column {
    Column { name, kind, must, about }
}

const ENTRY: Kind = Pattern(r"[A-Z][0-9]{1,2}[A-Z]-[0-9]+");
const COUNTER: Kind = Pattern(r"[A-Z][0-9]{1,2}");
const LETTER: Kind = Pattern(r"[A-Z]");
const CODE: Kind = Pattern(r"[A-Z0-9][A-Z0-9-]*");
const LOGIN: Kind = Pattern(r"[a-z][a-z0-9.]*");
const NUMBER_M: Kind = Pattern(r"(DEMO-)?M[A-Z][0-9]{1,2}[A-Z]-[0-9]{6}-[0-9A-Z]");
const NUMBER_V: Kind = Pattern(r"(DEMO-)?V[A-Z][0-9]{1,2}[A-Z]-[0-9]{6}-[0-9A-Z]");
const NUMBER_R: Kind = Pattern(r"(DEMO-)?R[A-Z][0-9]{1,2}[A-Z]-[0-9]{6}-[0-9A-Z]");

/// Columns of `patients.csv`.
pub(super) const PATIENTS: &[Column] = &[
    col("patient_id", ENTRY, Once, "Address of the entry that registered the patient: counter, installation letter, sequence."),
    col(
        "patient_number",
        NUMBER_M,
        Once,
        "Provisional number printed on the slip; last character is a check (ISO 7064 MOD 37,36).",
    ),
    col("uhid", Text, MayBeEmpty, "Central hospital number that the patient brought, as typed or scanned."),
    col("abha_number", Pattern(r"[0-9]{14}"), MayBeEmpty, "ABHA number, 14 digits."),
    col("abha_address", Pattern(r"[a-z0-9._-]+@(abdm|sbx)"), MayBeEmpty, "ABHA address."),
    col("aadhaar_last4", Pattern(r"[0-9]{4}"), MayBeEmpty, "Last four digits of the Aadhaar number; the rest is never kept."),
    col("title", Text, MayBeEmpty, "Honorific."),
    col("name_en", Text, MayBeEmpty, "Name in Latin letters. One of name_en and name_hi is filled."),
    col("name_hi", Text, MayBeEmpty, "Name in Devanagari."),
    col(
        "relation",
        OneOf(&["S/o", "D/o", "W/o", "H/o", "C/o", "F/o", "M/o", "B/o"]),
        MayBeEmpty,
        "How the patient stands to the relative.",
    ),
    col("relative_name_en", Text, MayBeEmpty, "Relative's name in Latin letters."),
    col("relative_name_hi", Text, MayBeEmpty, "Relative's name in Devanagari."),
    col("sex", OneOf(&["F", "M", "O", "U"]), Filled, "HL7 table 0001: female, male, other, unknown."),
    col("birth_date", Date, MayBeEmpty, "Date of birth, where known to the day."),
    col("age_value", Whole, MayBeEmpty, "Age as said, where the date of birth is not known; 0 is an age."),
    col("age_unit", OneOf(&["years", "months", "days"]), MayBeEmpty, "Unit of age_value."),
    col("age_on", Date, MayBeEmpty, "Day on which the age was said."),
    col("age_about", Truth, Filled, "The age is a guess."),
    col("birth_year", Whole, MayBeEmpty, "Year of birth, reckoned from the age where the date is not known."),
    col("mobile", Pattern(r"[6-9][0-9]{9}"), MayBeEmpty, "Ten digits. A household's number, not an identity. Read it as text."),
    col("mobile_of", OneOf(&["own", "relative", "other"]), MayBeEmpty, "Whose telephone it is."),
    col("address_line", Text, MayBeEmpty, "House, street, village."),
    col("pin", Pattern(r"[1-9][0-9]{5}"), MayBeEmpty, "PIN code."),
    col("district", Text, MayBeEmpty, "District."),
    col("state_code", Whole, MayBeEmpty, "LGD code of the state, 1–38."),
    col("state", Text, MayBeEmpty, "Name of the state."),
    col("category", CODE, Filled, "Category code of the hospital's masters."),
    col("scheme", CODE, MayBeEmpty, "Scheme code of the hospital's masters."),
    col("registered_at", Time, Filled, "Local time with its offset."),
    col("registered_by", LOGIN, Filled, "Login of the registrar."),
    col("counter", COUNTER, Filled, "Counter that registered."),
    col("letter", LETTER, Filled, "Installation letter of that counter."),
    col("amended_at", Time, MayBeEmpty, "When details were last changed."),
    col("conflict", Truth, Filled, "Two changes did not know of each other; the details need a person's look."),
    col("voided", Truth, Filled, "The whole registration was entered in error."),
    col("voided_at", Time, MayBeEmpty, "When it was voided."),
    col("voided_by", LOGIN, MayBeEmpty, "Login of who voided it."),
    col("void_reason", Text, MayBeEmpty, "Why."),
];

/// Columns of `visits.csv`.
pub(super) const VISITS: &[Column] = &[
    col("visit_id", ENTRY, Once, "Address of the entry that made the visit."),
    col("visit_number", NUMBER_V, Once, "OPD visit number."),
    col("patient_id", ENTRY, Filled, "patient_id in the patients' file."),
    col("patient_number", NUMBER_M, Filled, "The patient's provisional number."),
    col("registered_at", Time, Filled, "Local time with its offset."),
    col("clock_behind", Truth, Filled, "The counter's clock had been set back; the time may be wrong."),
    col("kind", OneOf(&["new", "followup"]), Filled, "New to the department, or coming back."),
    col("department", Pattern(r"[A-Z]{2,5}"), MayBeEmpty, "Department code."),
    col("department_name", Text, MayBeEmpty, "Department."),
    col("clinic", Pattern(r"[A-Z]{2,5}-[A-Z0-9]{1,4}"), Filled, "Clinic code."),
    col("clinic_name", Text, MayBeEmpty, "Clinic."),
    col("room", Text, Filled, "Room on that day."),
    col("doctor", CODE, MayBeEmpty, "Doctor code."),
    col("doctor_name", Text, MayBeEmpty, "Doctor."),
    col("doctor_registration", Text, MayBeEmpty, "Medical council registration number."),
    col("token", Text, Filled, "Token as printed and called."),
    col("token_serial", Whole, Filled, "Token's number."),
    col("referred_by", Text, MayBeEmpty, "Who referred the patient."),
    col("mlc", Truth, Filled, "Medico-legal case."),
    col("fee_rupees", Whole, Filled, "Whole rupees taken; 0 when exempt."),
    col("receipt_number", NUMBER_R, MayBeEmpty, "Receipt, where money was taken."),
    col("exempt_reason", Text, MayBeEmpty, "Why no money was taken: a category or a sentence."),
    col("remarks", Text, MayBeEmpty, "Remarks."),
    col("queue_state", OneOf(&["waiting", "called", "skipped", "done"]), Filled, "Where the token stood at the export."),
    col("finished_at", Time, MayBeEmpty, "When the token was done."),
    col("registered_by", LOGIN, Filled, "Login of the registrar."),
    col("registered_by_name", Text, MayBeEmpty, "Name of the registrar."),
    col("counter", COUNTER, Filled, "Counter that registered."),
    col("letter", LETTER, Filled, "Installation letter of that counter."),
    col("voided", Truth, Filled, "The visit was entered in error."),
    col("voided_at", Time, MayBeEmpty, "When it was voided."),
    col("voided_by", LOGIN, MayBeEmpty, "Login of who voided it."),
    col("void_reason", Text, MayBeEmpty, "Why."),
];

const DEFUSING: &str = "Text cells that begin with one of = + - @ ' (also full-width), a tab or a line end have one apostrophe (') \
                        in front, so that no spreadsheet runs them as a formula. To get the text back, take one leading \
                        apostrophe off. Columns with a pattern, numbers, dates and times are never changed.";

/// The bytes of `datapackage.json` for the two data files, in the order patients, visits.
pub(super) fn bytes(batch: &Batch<'_>, files: &[FileSum; 2]) -> Vec<u8> {
    let hospital = &batch.masters.hospital;
    let [patients, visits] = files;
    let demo = batch.mode == Mode::Demo;
    let mark = if demo { "DEMO: " } else { "" };
    let name = format!("nirantar-{}-{}{}", hospital.site, batch.counter, batch.letter).to_lowercase();
    let key = json!([{ "fields": "patient_id", "reference": { "resource": "patients", "fields": "patient_id" } }]);
    let package = json!({
        "profile": "tabular-data-package",
        "name": name,
        "title": format!("{mark}Out-patients registered while the central system was down, {}", hospital.name.en),
        "description": format!("{mark}{DEFUSING}"),
        "created": super::time_text(batch.made),
        "resources": [
            resource("patients", "Patients", patients, PATIENTS, "patient_id", None),
            resource("visits", "OPD visits", visits, VISITS, "visit_id", Some(key)),
        ],
    });
    // Built of texts, numbers and lists: cannot fail.
    let mut bytes = serde_json::to_vec_pretty(&package).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}

fn resource(name: &str, title: &str, file: &FileSum, columns: &[Column], primary: &str, foreign: Option<Value>) -> Value {
    let mut schema = json!({
        "fields": columns.iter().map(field).collect::<Vec<_>>(),
        "missingValues": [""],
        "primaryKey": primary,
    });
    if let (Some(keys), Some(schema)) = (foreign, schema.as_object_mut()) {
        schema.insert("foreignKeys".to_owned(), keys);
    }
    json!({
        "profile": "tabular-data-resource",
        "name": name,
        "title": title,
        "path": file.name,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": file.bytes,
        "hash": format!("sha256:{}", file.sha256),
        "dialect": { "delimiter": ",", "lineTerminator": "\r\n", "quoteChar": "\"", "doubleQuote": true, "header": true },
        "schema": schema,
    })
}

fn field(column: &Column) -> Value {
    let mut limits = serde_json::Map::new();
    if column.must != MayBeEmpty {
        limits.insert("required".to_owned(), json!(true));
    }
    if column.must == Once {
        limits.insert("unique".to_owned(), json!(true));
    }
    let (kind, format) = match column.kind {
        Text => ("string", "default"),
        Pattern(pattern) => {
            limits.insert("pattern".to_owned(), json!(pattern));
            ("string", "default")
        }
        OneOf(words) => {
            limits.insert("enum".to_owned(), json!(words));
            ("string", "default")
        }
        Whole => {
            limits.insert("minimum".to_owned(), json!(0));
            ("integer", "default")
        }
        Date => ("date", "default"),
        // The default of Table Schema is UTC with `Z` only; these have the local offset.
        Time => ("datetime", "%Y-%m-%dT%H:%M:%S%z"),
        Truth => ("boolean", "default"),
    };
    json!({ "name": column.name, "type": kind, "format": format, "description": column.about, "constraints": limits })
}
