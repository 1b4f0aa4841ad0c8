//! Codes of HL7 v2.5.1's tables for our own lists, and the names of coding systems. Each string is theirs.

use crate::hospital::person::Relation;

/// Our own codes and the forms' (table 0396: `99zzz` is a local system).
pub const OURS: &str = "99NIR";
/// Codes of the hospital's laboratory.
pub const LOCAL: &str = "L";
pub const LOINC: &str = "LN";
pub const SNOMED: &str = "SCT";
pub const UCUM: &str = "UCUM";

/// Table 0063: what the named relative is to the patient. `S/o` and `D/o` name a parent, not always the father.
pub const fn relative(relation: Relation) -> [&'static str; 3] {
    match relation {
        Relation::SonOf | Relation::DaughterOf => ["PAR", "Parent", "HL70063"],
        Relation::WifeOf | Relation::HusbandOf => ["SPO", "Spouse", "HL70063"],
        Relation::CareOf => ["GRD", "Guardian", "HL70063"],
        Relation::FatherOf | Relation::MotherOf => ["CHD", "Child", "HL70063"],
        Relation::BabyOf => MOTHER,
    }
}

pub const MOTHER: [&str; 3] = ["MTH", "Mother", "HL70063"];
pub const OTHER: [&str; 3] = ["OTH", "Other", "HL70063"];
/// Next of kin as a form names it, in words only.
pub const KIN: [&str; 3] = ["NOK", "Next of kin", "L"];

/// Table 0112, its suggested values: how a stay (list `outcome`) or an arrival (`er_outcome`) ended.
pub fn disposition(outcome: &str) -> &'static str {
    match outcome {
        "" => "",
        "referred" => "02",
        "lama" | "absconded" => "07",
        "admitted" => "09",
        "died" | "died-under-48" | "died-48" | "brought-dead" => "20",
        _ => "01",
    }
}

/// Table 0023, its suggested values: where somebody came from (lists `source` and `arrival_mode`).
pub fn admit_source(source: &str) -> &'static str {
    match source {
        "" => "",
        "opd" => "2",
        "referred" => "4",
        "emergency" => "7",
        "police" => "8",
        _ => "9",
    }
}

/// Table 0007: how urgent an admission was (list `urgency`); a birth has a type of its own.
pub fn admission_type(urgency: &str, source: &str) -> &'static str {
    match (source, urgency) {
        ("birth", _) => "N",
        (_, "urgent") => "U",
        (_, "routine") => "R",
        (_, "immediate") | ("emergency", _) => "E",
        _ => "",
    }
}

/// SNOMED CT's own words for the specimens of the list; ours where they are not known here.
pub fn specimen<'t>(code: &str, ours: &'t str) -> &'t str {
    match code {
        "119364003" => "Serum specimen",
        "258580003" => "Whole blood specimen",
        "119361006" => "Plasma specimen",
        "122575003" => "Urine specimen",
        "122552005" => "Arterial blood specimen",
        "119334006" => "Sputum specimen",
        _ => ours,
    }
}
