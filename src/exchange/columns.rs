//! The tables of a CSV export: their names, files and columns, each with its type and its limits.
//!
//! The columns here are the ones the writers write, in this order; tests hold the two together. What a form carries is not
//! written down twice: its fields become columns by the form's own list, pen-only fields left out.

use super::lab_columns::{CALLS, LABELS, ORDERS, ORDERS_END, RESULTS, TUBES};
use super::sheets::{LINKS, RECORDS as RECORDS_OF_BATCH};
use crate::hospital::forms::{FormId, ItemKind, form};
use crate::journal::Register;

/// One table, one file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Table {
    Patients,
    Visits,
    Stays,
    /// Every place that a stay held.
    Movements,
    /// Emergency arrivals.
    Arrivals,
    /// Records of one register.
    Register(Register),
    /// What was done about records: police told, handed to the registrar, indents issued.
    Notes,
    /// Laboratory orders.
    LabOrders,
    /// Their tubes, the rejected ones too.
    LabTubes,
    /// One line for each test of an order.
    LabResults,
    /// Calls about critical values.
    LabCalls,
    /// Rolls of labels printed ahead.
    LabLabels,
    /// Who is known to the central system, and who is two here; only in batches of the hand-over.
    Links,
    /// Which records a batch of the hand-over holds.
    Records,
}

impl Table {
    /// Those of an export, in the order in which they stand in `datapackage.json`.
    pub const ALL: [Self; 17] = [
        Self::Patients,
        Self::Visits,
        Self::Stays,
        Self::Movements,
        Self::Arrivals,
        Self::Register(Register::Mlc),
        Self::Register(Register::Birth),
        Self::Register(Register::Stillbirth),
        Self::Register(Register::Death),
        Self::Register(Register::Cause),
        Self::Register(Register::Indent),
        Self::Notes,
        Self::LabOrders,
        Self::LabTubes,
        Self::LabResults,
        Self::LabCalls,
        Self::LabLabels,
    ];

    /// Name of the data file (see [`super::file_name`]).
    #[must_use]
    pub const fn file(self) -> &'static str {
        match self {
            Self::Patients => "patients.csv",
            Self::Visits => "visits.csv",
            Self::Stays => "stays.csv",
            Self::Movements => "movements.csv",
            Self::Arrivals => "arrivals.csv",
            Self::Register(Register::Mlc) => "mlc.csv",
            Self::Register(Register::Birth) => "births.csv",
            Self::Register(Register::Stillbirth) => "stillbirths.csv",
            Self::Register(Register::Death) => "deaths.csv",
            Self::Register(Register::Cause) => "causes_of_death.csv",
            Self::Register(Register::Indent) => "indents.csv",
            Self::Notes => "notes.csv",
            Self::LabOrders => "lab_orders.csv",
            Self::LabTubes => "lab_tubes.csv",
            Self::LabResults => "lab_results.csv",
            Self::LabCalls => "lab_calls.csv",
            Self::LabLabels => "lab_labels.csv",
            Self::Links => "links.csv",
            Self::Records => "records.csv",
        }
    }

    /// Its name in `datapackage.json`.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.file().trim_end_matches(".csv")
    }

    pub(super) const fn title(self) -> &'static str {
        match self {
            Self::Patients => "Patients",
            Self::Visits => "OPD visits",
            Self::Stays => "Stays in the wards",
            Self::Movements => "Wards and beds that stays held",
            Self::Arrivals => "Emergency arrivals",
            Self::Register(Register::Mlc) => "Medico-legal cases",
            Self::Register(Register::Birth) => "Birth reports (Form 1)",
            Self::Register(Register::Stillbirth) => "Still-birth reports (Form 3)",
            Self::Register(Register::Death) => "Death reports (Form 2)",
            Self::Register(Register::Cause) => "Certificates of cause of death (Form 4)",
            Self::Register(Register::Indent) => "Indents",
            Self::Notes => "What was done about records",
            Self::LabOrders => "Laboratory orders",
            Self::LabTubes => "Tubes of laboratory orders",
            Self::LabResults => "Laboratory results, the awaited ones too",
            Self::LabCalls => "Calls about critical values",
            Self::LabLabels => "Rolls of tube labels printed ahead",
            Self::Links => "Who is known there, and who is two here",
            Self::Records => "Records of this batch",
        }
    }

    /// Columns whose cells together never occur twice.
    pub(super) const fn primary(self) -> &'static [&'static str] {
        match self {
            Self::Patients => &["patient_id"],
            Self::Visits => &["visit_id"],
            Self::Stays => &["stay_id"],
            Self::Movements => &["stay_id", "sequence"],
            Self::Arrivals => &["arrival_id"],
            Self::Register(_) => &["record_id"],
            Self::Notes => &["note_id"],
            Self::LabOrders => &["order_id"],
            // Two counters that do not know of each other can use one label twice: the label is no key.
            Self::LabTubes | Self::LabResults => &["order_id", "sequence"],
            Self::LabCalls => &["call_id", "sequence"],
            Self::LabLabels => &["roll_id"],
            Self::Links => &["patient_id", "kind"],
            Self::Records => &["record"],
        }
    }

    /// Columns that point into another table: column, table, column there.
    pub(super) const fn foreign(self) -> &'static [(&'static str, Self, &'static str)] {
        const PATIENT: (&str, Table, &str) = ("patient_number", Table::Patients, "patient_number");
        const ORDER: (&str, Table, &str) = ("order_id", Table::LabOrders, "order_id");
        match self {
            Self::Patients | Self::Notes | Self::LabLabels | Self::Links | Self::Records => &[],
            Self::Visits => &[("patient_id", Self::Patients, "patient_id")],
            Self::Stays => &[PATIENT, ("mother_number", Self::Patients, "patient_number")],
            Self::Movements => &[("stay_id", Self::Stays, "stay_id")],
            Self::Register(Register::Birth) => &[PATIENT, ("child_number", Self::Patients, "patient_number")],
            Self::Arrivals | Self::Register(_) | Self::LabOrders => &[PATIENT],
            Self::LabTubes | Self::LabCalls => &[ORDER],
            Self::LabResults => &[ORDER, ("accession", Self::LabTubes, "accession")],
        }
    }

    /// Its columns, in order.
    pub(super) fn columns(self) -> Vec<Column> {
        match self {
            Self::Patients => PATIENTS.to_vec(),
            Self::Visits => VISITS.to_vec(),
            Self::Stays => [STAYS, &carried(STAY_FIELDS), STAYS_END].concat(),
            Self::Movements => MOVEMENTS.to_vec(),
            Self::Arrivals => [ARRIVALS, &carried(ARRIVAL_FIELDS), STAYS_END].concat(),
            Self::Register(register) => {
                let child: &[Column] = if register == Register::Birth { CHILD } else { &[] };
                [RECORDS, child, &fields(register), CANCELLED].concat()
            }
            Self::Notes => [NOTES, &carried(NOTE_FIELDS), OF_COUNTER].concat(),
            Self::LabOrders => [ORDERS, &carried(ORDER_FIELDS), ORDERS_END, STAYS_END].concat(),
            Self::LabTubes => TUBES.to_vec(),
            Self::LabResults => RESULTS.to_vec(),
            Self::LabCalls => CALLS.to_vec(),
            Self::LabLabels => [LABELS, CANCELLED].concat(),
            Self::Links => LINKS.to_vec(),
            Self::Records => RECORDS_OF_BATCH.to_vec(),
        }
    }
}

/// One column.
#[derive(Debug, Clone, Copy)]
pub(super) struct Column {
    /// Its name, in two parts: a form's field, and what is told of it.
    name: (&'static str, &'static str),
    pub kind: Kind,
    pub must: Must,
    pub about: &'static str,
}

impl Column {
    pub fn name(&self) -> String {
        [self.name.0, self.name.1].concat()
    }
}

/// Type of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A text that a person typed; defused where a spreadsheet would run it.
    Text,
    /// A code or number-like text with a pattern; never defused, because the pattern excludes the signs.
    Pattern(&'static str),
    OneOf(&'static [&'static str]),
    /// A code of this list of the forms.
    Listed(&'static str),
    Whole,
    Decimal,
    Date,
    Time,
    Truth,
}

/// Whether a cell may be empty, or twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Must {
    MayBeEmpty,
    Filled,
    Once,
}
use Kind::{Date, Decimal, Listed, OneOf, Pattern, Text, Time, Truth, Whole};
use Must::{Filled, MayBeEmpty, Once};

pub(super) const fn col(name: &'static str, kind: Kind, must: Must, about: &'static str) -> Column {
    Column { name: (name, ""), kind, must, about }
}

pub(super) const ENTRY: Kind = Pattern(r"[A-Z][0-9]{1,2}[A-Z]-[0-9]+");
const COUNTER: Kind = Pattern(r"[A-Z][0-9]{1,2}");
const LETTER: Kind = Pattern(r"[A-Z]");
pub(super) const CODE: Kind = Pattern(r"[A-Z0-9][A-Z0-9-]*");
pub(super) const LOGIN: Kind = Pattern(r"[a-z][a-z0-9.]*");
pub(super) const NUMBER_M: Kind = Pattern(r"(DEMO-)?M[A-Z][0-9]{1,2}[A-Z]-[0-9]{6}-[0-9A-Z]");
const NUMBER_V: Kind = Pattern(r"(DEMO-)?V[A-Z][0-9]{1,2}[A-Z]-[0-9]{6}-[0-9A-Z]");
const NUMBER_R: Kind = Pattern(r"(DEMO-)?R[A-Z][0-9]{1,2}[A-Z]-[0-9]{6}-[0-9A-Z]");

/// Columns of `patients.csv`.
const PATIENTS: &[Column] = &[
    col("patient_id", ENTRY, Once, "Address of the entry that registered the patient: counter, installation letter, sequence."),
    col(
        "patient_number",
        NUMBER_M,
        Once,
        "Provisional number printed on the slip; last character is a check (ISO 7064 MOD 37,36).",
    ),
    col("uhid", Text, MayBeEmpty, "Central hospital number: as typed or scanned, or from the patient index."),
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
    col("unknown", Truth, Filled, "Nobody knows who it is; the name is only what the patient is called here."),
    col("identified_at", Time, MayBeEmpty, "When an unknown patient was identified."),
    col("identified_by", LOGIN, MayBeEmpty, "Login of who wrote it down."),
    col("identified_how", Text, MayBeEmpty, "By whom or by what."),
    col(
        "called_before",
        Text,
        MayBeEmpty,
        "What the patient was called until then; it stands on older papers and the wristband.",
    ),
    col(
        "same_as",
        Pattern(r"(DEMO-)?M[A-Z][0-9]{1,2}[A-Z]-[0-9]{6}-[0-9A-Z]( (DEMO-)?M[A-Z][0-9]{1,2}[A-Z]-[0-9]{6}-[0-9A-Z])*"),
        MayBeEmpty,
        "Provisional numbers of the same person's other records here, blanks between; each number stays valid.",
    ),
    col("died", Truth, Filled, "A stay or an arrival ended in death, or a death report or certificate of cause is there."),
    col("died_at", Time, MayBeEmpty, "When, where that is known."),
    col("mother_number", NUMBER_M, MayBeEmpty, "Provisional number of a newborn's mother."),
    col("matched_uhid", Text, MayBeEmpty, "UHID of the person of the patient index that the record was filled from."),
    col("matched_index", Pattern(r"[0-9a-f]{16}"), MayBeEmpty, "Id of that patient index."),
    col("matched_day", Date, MayBeEmpty, "Day of the export that the patient index was made from."),
    col("matched_score", Whole, MayBeEmpty, "How likely it was this person, in percent, as the program reckoned it."),
    col("matched_bits", Pattern(r"-?[0-9]{1,5}"), MayBeEmpty, "Weight of the evidence in bits (log2 of the odds ratio)."),
    col("matched_why", Pattern(r"[a-z-]+(:[0-9]+)?( [a-z-]+(:[0-9]+)?)*"), MayBeEmpty, "Reasons shown, blanks between."),
];

/// Columns of `visits.csv`.
const VISITS: &[Column] = &[
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

const NUMBER_I: Kind = Pattern(r"(DEMO-)?I[A-Z][0-9]{1,2}[A-Z]-[0-9]{6}-[0-9A-Z]");
const NUMBER_E: Kind = Pattern(r"(DEMO-)?E[A-Z][0-9]{1,2}[A-Z]-[0-9]{6}-[0-9A-Z]");
const NUMBER_ANY: Kind = Pattern(r"(DEMO-)?[A-Z][A-Z][0-9]{1,2}[A-Z]-[0-9]{6}-[0-9A-Z]");
/// Departments, as the pack's codes go.
const DEPARTMENT: Kind = Pattern(r"[A-Z]{2,5}");

/// First columns of `stays.csv`.
const STAYS: &[Column] = &[
    col("stay_id", ENTRY, Once, "Address of the entry that began the stay: the request, or the admission without one."),
    col("stay_number", NUMBER_I, MayBeEmpty, "In-patient number; a request that was not admitted has none."),
    col("patient_id", ENTRY, Filled, "patient_id in the patients' file."),
    col("patient_number", NUMBER_M, MayBeEmpty, "The patient's provisional number."),
    col("status", OneOf(&["requested", "admitted", "discharged", "cancelled"]), Filled, "Where the stay stood at the export."),
    col("requested_at", Time, MayBeEmpty, "When a bed was asked for, where it was."),
    col("admitted_at", Time, MayBeEmpty, "When the patient came into the ward."),
    col("discharged_at", Time, MayBeEmpty, "When discharged or died."),
    col("entered_at", Time, Filled, "When the stay's first entry was written."),
    col("late", Truth, Filled, "Entered more than 30 minutes after it happened."),
    col("entered_by", LOGIN, Filled, "Login of who wrote it."),
    col("ward", CODE, MayBeEmpty, "Ward code, now or last."),
    col("ward_name", Text, MayBeEmpty, "Ward."),
    col("bed", CODE, MayBeEmpty, "Bed code, now or last; empty: without a bed of the list."),
    col("department", DEPARTMENT, MayBeEmpty, "Department code; of a request, the one asked for."),
    col("department_name", Text, MayBeEmpty, "Department."),
    col("doctor", CODE, MayBeEmpty, "Consultant's code."),
    col("doctor_name", Text, MayBeEmpty, "Consultant."),
    col("doctor_registration", Text, MayBeEmpty, "Medical council registration number."),
    col("unit", Text, MayBeEmpty, "Unit."),
    col("planned_ward", CODE, MayBeEmpty, "Ward of a transfer that was planned and not done yet."),
    col("planned_bed", CODE, MayBeEmpty, "Its bed."),
    col("planned_at", Time, MayBeEmpty, "When it is meant to be."),
    col("mother_number", NUMBER_M, MayBeEmpty, "Provisional number of a newborn's mother."),
    col("came_from_id", ENTRY, MayBeEmpty, "visit_id or arrival_id from which the patient was admitted."),
    col("outcome", Listed("outcome"), MayBeEmpty, "How the stay ended; died-under-48: died within 48 hours of admission."),
];

/// What stands behind the fields of a stay and of an arrival.
const STAYS_END: &[Column] = &[
    col(
        "conflicts",
        Whole,
        Filled,
        "Steps that did not fit because two counters did not know of each other; a person repairs them.",
    ),
    COUNTER_COLUMN,
    LETTER_COLUMN,
    CANCELLED_COLUMN,
    CANCELLED_AT,
    CANCELLED_BY,
    CANCEL_REASON,
];
const COUNTER_COLUMN: Column = col("counter", COUNTER, Filled, "Counter of the first entry.");
const LETTER_COLUMN: Column = col("letter", LETTER, Filled, "Installation letter of that counter.");
const CANCELLED_COLUMN: Column = col("cancelled", Truth, Filled, "Taken back: entered in error, or not to be.");
const CANCELLED_AT: Column = col("cancelled_at", Time, MayBeEmpty, "When it was taken back.");
const CANCELLED_BY: Column = col("cancelled_by", LOGIN, MayBeEmpty, "Login of who took it back.");
const CANCEL_REASON: Column = col("cancel_reason", Text, MayBeEmpty, "Why.");
const OF_COUNTER: &[Column] = &[COUNTER_COLUMN, LETTER_COLUMN];
const CANCELLED: &[Column] = &[COUNTER_COLUMN, LETTER_COLUMN, CANCELLED_COLUMN, CANCELLED_AT, CANCELLED_BY, CANCEL_REASON];

/// Columns of `movements.csv`.
const MOVEMENTS: &[Column] = &[
    col("stay_id", ENTRY, Filled, "stay_id in the stays' file."),
    col("stay_number", NUMBER_I, MayBeEmpty, "In-patient number."),
    col("sequence", Whole, Filled, "1, 2, 3 … in the order of the stay."),
    col("ward", CODE, Filled, "Ward code."),
    col("ward_name", Text, MayBeEmpty, "Ward."),
    col("bed", CODE, MayBeEmpty, "Bed code; empty: without a bed of the list."),
    col("department", DEPARTMENT, MayBeEmpty, "Department code."),
    col("doctor", CODE, MayBeEmpty, "Consultant's code."),
    col("unit", Text, MayBeEmpty, "Unit."),
    col("from", Time, Filled, "From when."),
    col("to", Time, MayBeEmpty, "Until when; empty: still there at the export."),
    col("stay_cancelled", Truth, Filled, "The whole stay was taken back."),
];

/// First columns of `arrivals.csv`.
const ARRIVALS: &[Column] = &[
    col("arrival_id", ENTRY, Once, "Address of the entry that wrote the arrival down, or prepared its pack."),
    col("emergency_number", NUMBER_E, Once, "Emergency number."),
    col("patient_id", ENTRY, Filled, "patient_id in the patients' file."),
    col("patient_number", NUMBER_M, MayBeEmpty, "The patient's provisional number."),
    col("arrived_at", Time, Filled, "When the patient came; of a pack that nobody wears yet, when it was prepared."),
    col("entered_at", Time, Filled, "When the entry was written."),
    col("late", Truth, Filled, "Entered more than 30 minutes after it happened."),
    col("entered_by", LOGIN, Filled, "Login of who wrote it."),
    col("unknown", Truth, Filled, "Nobody knew on arrival who it was; patients.unknown tells whether that still is so."),
    col("pack_event", Text, MayBeEmpty, "Mass casualty for which the pack was prepared."),
    col("pack_no", Whole, MayBeEmpty, "Number of the pack within that event."),
    col("pack_waiting", Truth, Filled, "Prepared, and nobody wears it: no patient is behind its numbers."),
    col("left_at", Time, MayBeEmpty, "When the patient left the emergency department."),
];

/// First columns of each register.
const RECORDS: &[Column] = &[
    col("record_id", ENTRY, Once, "Address of the entry that wrote the record."),
    col("number", NUMBER_ANY, Once, "Number in the register."),
    col("patient_id", ENTRY, MayBeEmpty, "patient_id in the patients' file; of a birth or still-birth, the mother's."),
    col("patient_number", NUMBER_M, MayBeEmpty, "That patient's provisional number."),
    col("happened_at", Time, Filled, "When it happened; the clocks of the law run from it."),
    col("entered_at", Time, Filled, "When the record was first written."),
    col("late", Truth, Filled, "Entered more than 30 minutes after it happened."),
    col("entered_by", LOGIN, Filled, "Login of who wrote it."),
    col("version", Whole, Filled, "1, and one more for each correction; the fields are the latest version's."),
    col("corrected_at", Time, MayBeEmpty, "When last corrected."),
    col("corrected_by", LOGIN, MayBeEmpty, "Login of who corrected it."),
    col("correction_reason", Text, MayBeEmpty, "Why."),
    col("conflict", Truth, Filled, "Two corrections did not know of each other; the record needs a person's look."),
];

/// What a birth report has besides.
const CHILD: &[Column] = &[col("child_number", NUMBER_M, MayBeEmpty, "Provisional number of the newborn.")];

/// First columns of `notes.csv`.
const NOTES: &[Column] = &[
    col("note_id", ENTRY, Once, "Address of the entry that wrote the note."),
    col("record_id", ENTRY, Filled, "record_id in the register's file."),
    col("record_number", NUMBER_ANY, MayBeEmpty, "Number of the record."),
    col("register", OneOf(&["mlc", "birth", "stillbirth", "death", "cause", "indent"]), Filled, "Register of the record."),
    col("form", OneOf(&["police", "registrar", "issue"]), Filled, "Police told, handed to the registrar, indent issued."),
    col("entered_at", Time, Filled, "When the note was written."),
    col("entered_by", LOGIN, Filled, "Login of who wrote it."),
];

/// A field of a form that a table carries under a name of its own.
#[derive(Debug, Clone, Copy)]
pub(super) struct Carried {
    pub name: &'static str,
    pub form: FormId,
    pub code: &'static str,
}

const fn of(form: FormId, code: &'static str, name: &'static str) -> Carried {
    Carried { name, form, code }
}

/// Fields of the request, the admission and the discharge in `stays.csv`. What the first columns say already is not here.
pub(super) const STAY_FIELDS: &[Carried] = &[
    of(FormId::Request, "ward", "request_ward"),
    of(FormId::Request, "doctor", "request_doctor"),
    of(FormId::Request, "urgency", "request_urgency"),
    of(FormId::Request, "isolation", "request_isolation"),
    of(FormId::Request, "diagnosis", "request_diagnosis"),
    of(FormId::Admission, "source", "source"),
    of(FormId::Admission, "isolation", "isolation"),
    of(FormId::Admission, "diagnosis", "provisional_diagnosis"),
    of(FormId::Admission, "icd", "provisional_icd"),
    of(FormId::Admission, "kin_name", "kin_name"),
    of(FormId::Admission, "kin_relation", "kin_relation"),
    of(FormId::Admission, "kin_mobile", "kin_mobile"),
    of(FormId::Admission, "marital", "marital"),
    of(FormId::Admission, "religion", "religion"),
    of(FormId::Admission, "occupation", "occupation"),
    of(FormId::Admission, "income", "income"),
    of(FormId::Admission, "mlc_no", "mlc_no"),
    of(FormId::Admission, "belongings", "belongings"),
    of(FormId::Discharge, "diagnosis", "final_diagnosis"),
    of(FormId::Discharge, "icd", "final_icd"),
    of(FormId::Discharge, "operations", "operations"),
    of(FormId::Discharge, "advice", "advice"),
    of(FormId::Discharge, "follow_up", "follow_up"),
    of(FormId::Discharge, "referred_to", "referred_to"),
    of(FormId::Discharge, "body_to", "body_to"),
    of(FormId::Discharge, "doctor", "discharge_doctor"),
];

/// Fields of the arrival and of the leaving in `arrivals.csv`.
pub(super) const ARRIVAL_FIELDS: &[Carried] = &[
    of(FormId::Arrival, "triage", "triage"),
    of(FormId::Arrival, "mode", "mode"),
    of(FormId::Arrival, "condition", "condition"),
    of(FormId::Arrival, "complaint", "complaint"),
    of(FormId::Arrival, "police", "police"),
    of(FormId::Arrival, "brought_by", "brought_by"),
    of(FormId::Arrival, "brought_name", "brought_name"),
    of(FormId::Arrival, "brought_mobile", "brought_mobile"),
    of(FormId::Arrival, "station", "station"),
    of(FormId::Arrival, "mark_1", "mark_1"),
    of(FormId::Arrival, "mark_2", "mark_2"),
    of(FormId::Arrival, "found_at", "found_at"),
    of(FormId::Leave, "outcome", "outcome"),
    of(FormId::Leave, "referred_to", "referred_to"),
    of(FormId::Leave, "remarks", "remarks"),
];

/// Fields of the three notes in `notes.csv`.
pub(super) const NOTE_FIELDS: &[Carried] = &[
    of(FormId::Police, "station", "police_station"),
    of(FormId::Police, "officer", "police_officer"),
    of(FormId::Police, "at", "police_informed_at"),
    of(FormId::Police, "way", "police_way"),
    of(FormId::Police, "receipt", "police_receipt"),
    of(FormId::Registrar, "sent", "registrar_handed_over_at"),
    of(FormId::Registrar, "to", "registrar_to"),
    of(FormId::Registrar, "registration", "registrar_registration"),
    of(FormId::Issue, "outcome", "issue_outcome"),
    of(FormId::Issue, "items", "issue_items"),
    of(FormId::Issue, "reason", "issue_reason"),
    of(FormId::Issue, "by", "issue_by"),
    of(FormId::Issue, "at", "issue_at"),
];

/// Fields of the requisition in `lab_orders.csv`.
pub(super) const ORDER_FIELDS: &[Carried] = &[of(FormId::LabOrder, "note", "note"), of(FormId::LabOrder, "form_no", "form_no")];

fn carried(fields: &[Carried]) -> Vec<Column> {
    let item = |field: &Carried| {
        let item = form(field.form).item(field.code)?;
        Some(Column { name: (field.name, ""), kind: kind(&item.kind), must: MayBeEmpty, about: &item.label.en })
    };
    fields.iter().filter_map(item).collect()
}

/// The fields of a register's form; a code of the pack is followed by its name.
fn fields(register: Register) -> Vec<Column> {
    let mut columns = Vec::new();
    for item in form(register.form()).items.iter().filter(|item| !item.kind.is_for_pen()) {
        columns.push(Column { name: (&item.code, ""), kind: kind(&item.kind), must: MayBeEmpty, about: &item.label.en });
        if has_name(&item.kind) {
            columns.push(Column { name: (&item.code, "_name"), kind: Text, must: MayBeEmpty, about: "Its name." });
        }
    }
    columns
}

/// True for the codes that only the pack explains.
pub(super) const fn has_name(kind: &ItemKind) -> bool {
    matches!(kind, ItemKind::Doctor | ItemKind::Department | ItemKind::Ward | ItemKind::State)
}

/// How a field of a form is told.
fn kind(item: &'static ItemKind) -> Kind {
    match item {
        ItemKind::Choice(list) => Listed(list),
        ItemKind::Sex => Listed("sex"),
        ItemKind::Yes => Truth,
        ItemKind::Moment | ItemKind::Planned => Time,
        ItemKind::Date => Date,
        ItemKind::Count(..) | ItemKind::State => Whole,
        ItemKind::Decimal(..) => Decimal,
        ItemKind::Age => Pattern(r"(born |[0-9]+[ymd] |~[0-9]+y |\? )[0-9]{4}-[0-9]{2}-[0-9]{2}"),
        ItemKind::Mobile => Pattern(r"[6-9][0-9]{9}"),
        ItemKind::Pin => Pattern(r"[1-9][0-9]{5}"),
        ItemKind::Number => NUMBER_ANY,
        ItemKind::Department => DEPARTMENT,
        ItemKind::Doctor | ItemKind::Ward | ItemKind::Bed | ItemKind::Triage => CODE,
        ItemKind::Text(_) | ItemKind::Name | ItemKind::Email | ItemKind::Boxes(_) | ItemKind::Line => Text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn no_column_is_there_twice() {
        for table in Table::ALL {
            let names: Vec<String> = table.columns().iter().map(Column::name).collect();
            let different: BTreeSet<&String> = names.iter().collect();
            assert_eq!(different.len(), names.len(), "{table:?}: {names:?}");
            let keys = table.primary().iter().copied().chain(table.foreign().iter().map(|(column, ..)| *column));
            for key in keys {
                assert!(names.iter().any(|name| name == key), "{table:?}: {key}");
            }
        }
    }

    /// A field that a form gains must go somewhere, or be told why not.
    #[test]
    fn every_field_leaves() {
        let elsewhere = |form: FormId| -> &[&str] {
            match form {
                FormId::Request => &["department", "at"],
                FormId::Admission => &["ward", "bed", "department", "doctor", "unit", "at", "mother"],
                FormId::Discharge => &["outcome", "at", "cleaning"],
                FormId::Arrival | FormId::Leave => &["at"],
                // Told by the order, its tubes and its overrides.
                FormId::LabOrder => {
                    &["tests", "urgency", "ward", "doctor", "doctor_name", "at", "collected", "labels", "override"]
                }
                _ => &[],
            }
        };
        let lists = [STAY_FIELDS, ARRIVAL_FIELDS, NOTE_FIELDS, ORDER_FIELDS].concat();
        let forms = [FormId::Request, FormId::Admission, FormId::Discharge, FormId::Arrival, FormId::Leave];
        for id in forms.into_iter().chain([FormId::Police, FormId::Registrar, FormId::Issue, FormId::LabOrder]) {
            for item in form(id).items.iter().filter(|item| !item.kind.is_for_pen()) {
                let listed = lists.iter().any(|field| field.form == id && field.code == item.code);
                assert!(listed != elsewhere(id).contains(&item.code.as_str()), "{id:?}: {}", item.code);
            }
        }
        assert!(lists.iter().all(|field| form(field.form).item(field.code).is_some()));
    }
}
