//! The columns of the laboratory's tables.

use super::columns::Kind::{Decimal, Listed, OneOf, Pattern, Text, Time, Truth, Whole};
use super::columns::Must::{Filled, MayBeEmpty, Once};
use super::columns::{CODE, Column, ENTRY, Kind, LOGIN, NUMBER_M, col};

const NUMBER_Q: Kind = Pattern(r"(DEMO-)?Q[A-Z][0-9]{1,2}[A-Z]-[0-9]{6}-[0-9A-Z]");
const LABEL: Kind = Pattern(r"[0-9]{10}");
const LABEL_LIST: Kind = Pattern(r"[0-9]{10}( [0-9]{10})*");

/// First columns of `lab_orders.csv`.
pub(super) const ORDERS: &[Column] = &[
    col("order_id", ENTRY, Once, "Address of the entry that wrote the order."),
    col("order_number", NUMBER_Q, Once, "Number of the requisition."),
    col("patient_id", ENTRY, Filled, "patient_id in the patients' file."),
    col("patient_number", NUMBER_M, MayBeEmpty, "The patient's provisional number."),
    col("came_from_id", ENTRY, MayBeEmpty, "visit_id, stay_id or arrival_id in which the tests were asked for."),
    col("asked_at", Time, Filled, "When the tests were asked for."),
    col("entered_at", Time, Filled, "When the order was written."),
    col("late", Truth, Filled, "Entered more than 30 minutes after it was asked for."),
    col("entered_by", LOGIN, Filled, "Login of who wrote it."),
    col(
        "status",
        OneOf(&["open", "partial", "complete", "cancelled"]),
        Filled,
        "partial: some results are released; complete: all are.",
    ),
    col("urgent", Truth, Filled, "Asked for as urgent."),
    col("ward", CODE, MayBeEmpty, "Ward code."),
    col("ward_name", Text, MayBeEmpty, "Ward."),
    col("doctor", CODE, MayBeEmpty, "Code of the doctor who asked."),
    col("doctor_name", Text, MayBeEmpty, "Doctor who asked; one without a code as typed."),
    col("doctor_registration", Text, MayBeEmpty, "Medical council registration number."),
];

/// What stands behind the fields of the requisition.
pub(super) const ORDERS_END: &[Column] = &[
    col("tests", Text, Filled, "Codes of the tests, blanks between, in the order of the report."),
    col("tubes", LABEL_LIST, MayBeEmpty, "Labels of its tubes as they are now, blanks between."),
    col("restricted", Truth, Filled, "A test among them is confidential (HIV and AIDS Act 2017): show it only to who may know."),
    col("overrides", Text, MayBeEmpty, "Rules passed over, blanks between: urgent-only, capacity."),
    col("override_reason", Text, MayBeEmpty, "Why."),
    col("conclusion", Text, MayBeEmpty, "What the verifier made of the results."),
    col("reported_at", Time, MayBeEmpty, "When the report was last printed."),
    col("reported_by", LOGIN, MayBeEmpty, "Login of who printed it."),
    col("handed_at", Time, MayBeEmpty, "When the report was last handed over."),
    col("handed_to", Text, MayBeEmpty, "To whom."),
    col("handed_by", LOGIN, MayBeEmpty, "Login of who handed it over."),
    col(
        "stray_values",
        Text,
        MayBeEmpty,
        "Values that came for a tube they cannot be of: label, test, value, entry; on no report. A person looks at them.",
    ),
];

/// Columns of `lab_tubes.csv`.
pub(super) const TUBES: &[Column] = &[
    col("order_id", ENTRY, Filled, "order_id in the orders' file."),
    col("order_number", NUMBER_Q, MayBeEmpty, "Number of the requisition."),
    col(
        "sequence",
        Whole,
        Filled,
        "1, 2, 3 … within the order: of the requisition in the order of draw, then those collected again.",
    ),
    col("accession", LABEL, Filled, "Accession number on its label now; last digit is a check (ISO 7064 MOD 11,10)."),
    col("labels_before", LABEL_LIST, MayBeEmpty, "Labels that it had before, oldest first."),
    col("tube", Text, Filled, "Kind of tube."),
    col("tube_name", Text, Filled, "Its name."),
    col("specimen", Text, MayBeEmpty, "Specimen."),
    col("specimen_sct", Pattern(r"[0-9]{6,18}"), MayBeEmpty, "SNOMED CT code of the specimen."),
    col("tests", Text, MayBeEmpty, "Codes of the tests measured from it, blanks between."),
    col("replaces", LABEL, MayBeEmpty, "The rejected tube whose tests it took over, by its label now."),
    col("replaced_by", LABEL, MayBeEmpty, "The tube that was collected instead of it."),
    col("collected_at", Time, MayBeEmpty, "When it was filled."),
    col("received_at", Time, MayBeEmpty, "When the laboratory had it; where nobody said, when the first value came."),
    col("ended_at", Time, MayBeEmpty, "When it was rejected or thrown away."),
    col(
        "stands",
        OneOf(&[
            "labelled",
            "collected",
            "on-the-way",
            "received",
            "bench",
            "resulted",
            "verified",
            "reported",
            "handed",
            "rejected",
            "discarded",
            "cancelled",
        ]),
        Filled,
        "Where it stood at the export, its results counted in.",
    ),
    col("place", Text, MayBeEmpty, "Ward, bench or laboratory, as the last step said."),
    col("since", Time, Filled, "When it was moved last."),
    col("moved_by", LOGIN, Filled, "Login of who moved it last."),
    col("reject_reason", Listed("lab_reject"), MayBeEmpty, "Why it was rejected."),
    col("note", Text, MayBeEmpty, "What was wrong with it, in words."),
    col("told_to", Text, MayBeEmpty, "Who was told of the rejection."),
    col("conflicts", Whole, Filled, "Steps that did not fit; a person looks at them."),
    col("order_cancelled", Truth, Filled, "The whole order was taken back."),
];

/// Columns of `lab_results.csv`.
pub(super) const RESULTS: &[Column] = &[
    col("order_id", ENTRY, Filled, "order_id in the orders' file."),
    col("order_number", NUMBER_Q, MayBeEmpty, "Number of the requisition."),
    col("patient_number", NUMBER_M, MayBeEmpty, "The patient's provisional number."),
    col("sequence", Whole, Filled, "1, 2, 3 … within the order, as on the report."),
    col("accession", LABEL, Filled, "The tube it is measured from, by its label now."),
    col("test", Text, Filled, "Code of the test in the hospital's masters."),
    col("test_name", Text, MayBeEmpty, "Test."),
    col("loinc", Pattern(r"[0-9]{1,7}-[0-9]"), MayBeEmpty, "LOINC code."),
    col("restricted", Truth, Filled, "Confidential (HIV and AIDS Act 2017): show it only to who may know."),
    col(
        "phase",
        OneOf(&["recollect", "awaited", "second", "mismatch", "entered", "verified"]),
        Filled,
        "second: a critical value waits to be typed again; mismatch: two typings differ; verified: all of it is released.",
    ),
    col("released", Truth, Filled, "The value was released by a second person; one that is not must not be acted on."),
    col("value", Text, MayBeEmpty, "The released value; while there is none, the one that waits to be released."),
    col("comparator", OneOf(&["<", "<=", ">", ">="]), MayBeEmpty, "Of a number beyond what could be measured."),
    col("value_number", Decimal, MayBeEmpty, "The number in value."),
    col("value_name", Text, MayBeEmpty, "Words of a coded value."),
    col("unit", Text, MayBeEmpty, "Unit (UCUM)."),
    col(
        "flag",
        OneOf(&["L", "H", "LL", "HH", "A", "AA"]),
        MayBeEmpty,
        "HL7 table 0078: low, high, critical low, critical high, abnormal, critical; empty: none of these.",
    ),
    col("low", Decimal, MayBeEmpty, "Lower end of the range for this patient on that day."),
    col("high", Decimal, MayBeEmpty, "Its upper end."),
    col("calculated", Truth, Filled, "Worked out from other results, not measured."),
    col("entry_id", ENTRY, MayBeEmpty, "Address of the entry that holds the value."),
    col("source", OneOf(&["typed", "analyser"]), MayBeEmpty, "Typed by a person, or read from an analyser's file."),
    col("measured_at", Time, MayBeEmpty, "When it was measured."),
    col("entered_at", Time, MayBeEmpty, "When the value was written."),
    col("entered_by", LOGIN, MayBeEmpty, "Login of who wrote it."),
    col("verified_at", Time, MayBeEmpty, "When it was released."),
    col("verified_by", LOGIN, MayBeEmpty, "Login of who released it."),
    col("amended", Truth, Filled, "Another value was released before."),
    col("earlier_values", Text, MayBeEmpty, "Those, oldest first, with who released them and when."),
    col("amend_reason", Text, MayBeEmpty, "Why it was amended."),
    col("unreleased_values", Text, MayBeEmpty, "Every value that was typed and not released, with who typed it."),
    col(
        "previous_value",
        Text,
        MayBeEmpty,
        "The patient's last value of this test, where it differs by more than the test's delta limit.",
    ),
    col("previous_at", Time, MayBeEmpty, "When that was."),
    col("reported", Truth, Filled, "It stands on a printed report."),
    col("handed", Truth, Filled, "That report was handed over."),
    col("order_cancelled", Truth, Filled, "The whole order was taken back."),
];

/// Columns of `lab_calls.csv`: one line for each value that was told.
pub(super) const CALLS: &[Column] = &[
    col("call_id", ENTRY, Filled, "Address of the entry that wrote the call down."),
    col("sequence", Whole, Filled, "1, 2, 3 … within the call."),
    col("order_id", ENTRY, Filled, "order_id in the orders' file."),
    col("order_number", NUMBER_Q, MayBeEmpty, "Number of the requisition."),
    col("patient_number", NUMBER_M, MayBeEmpty, "The patient's provisional number."),
    col("test", Text, MayBeEmpty, "Code of the test."),
    col("value", Text, MayBeEmpty, "The value as it was told."),
    col("restricted", Truth, Filled, "Confidential (HIV and AIDS Act 2017): show it only to who may know."),
    col("told_to", Text, MayBeEmpty, "Who was told."),
    col("called_at", Time, Filled, "When."),
    col("read_back", Truth, Filled, "The other end said the value back."),
    col("called_by", LOGIN, Filled, "Login of who called."),
    col("note", Text, MayBeEmpty, "Note."),
    col("order_cancelled", Truth, Filled, "The whole order was taken back."),
];

/// First columns of `lab_labels.csv`.
pub(super) const LABELS: &[Column] = &[
    col("roll_id", ENTRY, Once, "Address of the entry that made the roll."),
    col("first", LABEL, Once, "Accession number of the first label."),
    col("last", LABEL, MayBeEmpty, "Accession number of the last label."),
    col("count", Whole, Filled, "How many labels."),
    col("printed_at", Time, Filled, "When."),
    col("printed_by", LOGIN, Filled, "Login of who had them printed."),
];
