//! The pack: a hospital's masters. This file owns their shape; `check` turns a folder's texts into them or says what is wrong where.
//!
//! Source of the shapes: the folder `assets/demo/`, one CSV a kind and `hospital.toml`, documented in `assets/demo/README.md`.

mod check;
pub mod demo;
mod fault;
pub mod handover_rules;
mod hospital_toml;
mod index_columns;
mod lab_tables;
mod shape;
mod sheet;
mod tables;
#[cfg(test)]
mod tests;

pub use check::{FILES, SourceFile, check};
pub use fault::{FAULTS_MAX, PackFault};
pub use handover_rules::{AnswerColumns, BATCH_MAX, FieldsOf, HandoverRules, RECORD_KINDS};
pub use index_columns::{DateOrder, Delimiter, IndexColumns};

use super::identifiers::UhidPattern;
use super::lab::{LabLimit, LabPanel, LabRange, LabRules};
use super::number::{CounterCode, Mode};
use super::permissions::Role;
use serde::{Deserialize, Serialize};

/// A text in both languages.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, Default)]
pub struct Bilingual {
    pub en: String,
    pub hi: String,
}

impl Bilingual {
    /// The text in one language.
    #[must_use]
    pub fn get(&self, lang: Lang) -> &str {
        match lang {
            Lang::En => &self.en,
            Lang::Hi => &self.hi,
        }
    }
}

/// A language of the window and the papers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, Default)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    #[default]
    En,
    Hi,
}

impl Lang {
    pub const ALL: [Self; 2] = [Self::En, Self::Hi];

    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Hi => "hi",
        }
    }

    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::En => Self::Hi,
            Self::Hi => Self::En,
        }
    }
}

/// Whether the pack is a real hospital's or the demo's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Default)]
#[serde(rename_all = "lowercase")]
pub enum PackKind {
    #[default]
    Real,
    Demo,
}

/// `hospital.toml`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Hospital {
    /// Short code of the site, `[A-Z]{2,8}`; part of every entry.
    pub site: String,
    #[serde(default)]
    pub kind: PackKind,
    /// Grows with each sealing of changed masters.
    pub version: u32,
    pub name: Bilingual,
    /// Line under the name on papers: city, telephone.
    pub header: Bilingual,
    /// Line at the foot of the slip: what to keep it for.
    pub footer: Bilingual,
    /// Languages of window and paper, the first is the default.
    pub languages: Vec<Lang>,
    /// What the central system is called: `e-Hospital`.
    pub central_system: String,
    /// Regular expression a UHID must match whole.
    pub uhid: UhidPattern,
    /// A UHID that matches, for the sentence that says what to type.
    pub uhid_example: String,
    /// HFR facility id (`IN…`), used in FHIR.
    #[serde(default)]
    pub facility_id: String,
    /// Base of the identifier systems that this site mints, e.g. `https://hospital.example/fhir/sid`.
    pub identifier_base: String,
    /// Idle minutes until the screen locks, 1..=120.
    pub idle_lock_mins: u32,
    /// Days an OPD registration stays valid, printed on the card.
    pub opd_valid_days: u32,
    /// PIN shown first when nothing was typed (the city's).
    #[serde(default)]
    pub home_pin: String,
    /// Honorifics offered, in order.
    pub honorifics: Vec<Bilingual>,
}

/// A department: `departments.csv`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Department {
    /// `[A-Z]{2,5}`.
    pub code: String,
    pub name: Bilingual,
}

/// A clinic of a department: one room, some days, a range of tokens. `clinics.csv`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clinic {
    /// `ORT-14`.
    pub code: String,
    pub department: String,
    pub name: Bilingual,
    /// Room as printed: `14`.
    pub room: String,
    pub floor: Bilingual,
    /// Monday to Sunday.
    pub days: [bool; 7],
    pub token_from: u32,
    pub token_to: u32,
}

/// A share of a clinic's tokens for one counter. `tokens.csv`, optional.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TokenShare {
    pub clinic: String,
    pub counter: CounterCode,
    pub from: u32,
    pub to: u32,
}

/// `doctors.csv`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Doctor {
    pub code: String,
    pub name: Bilingual,
    pub department: String,
    /// Medical council registration number.
    pub registration: String,
}

/// `wards.csv`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ward {
    pub code: String,
    pub name: Bilingual,
    pub department: String,
    pub floor: Bilingual,
    /// `F`, `M` or `any`.
    pub sex: String,
}

/// `beds.csv`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bed {
    pub code: String,
    pub ward: String,
    /// `general`, `icu`, `isolation`, `cradle`, `private`.
    pub kind: String,
}

/// A test of the laboratory's catalogue: `lab_tests.csv`. Columns are those of the design's catalogue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LabTest {
    pub code: String,
    pub name: Bilingual,
    pub panel: String,
    pub loinc: String,
    pub loinc_long_name: String,
    /// `NM` numeric, `CE` coded, `TX` text.
    pub value_type: String,
    pub specimen: String,
    pub specimen_sct: String,
    pub tube: String,
    pub unit_ucum: String,
    /// Low and high for men, then women; text as written, checked to be numbers in order.
    pub ref_low_m: String,
    pub ref_high_m: String,
    pub ref_low_f: String,
    pub ref_high_f: String,
    pub crit_low: String,
    pub crit_high: String,
}

/// `categories.csv`: what a patient counts as, and what the OPD fee is for them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Category {
    pub code: String,
    pub name: Bilingual,
    /// Whole rupees for a new OPD card; 0 means exempt.
    pub fee_rupees: u32,
    /// Whole rupees for a follow-up.
    pub follow_up_rupees: u32,
}

/// `schemes.csv`: who pays (PM-JAY, CGHS, ECHS, ESI …).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scheme {
    pub code: String,
    pub name: Bilingual,
}

/// Colour of a triage category on tag, wristband and board.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum TriageColour {
    Red,
    Orange,
    Yellow,
    Green,
    Blue,
    Black,
}

impl TriageColour {
    pub const ALL: [Self; 6] = [Self::Red, Self::Orange, Self::Yellow, Self::Green, Self::Blue, Self::Black];

    /// As it is written in `triage.csv`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Red => "red",
            Self::Orange => "orange",
            Self::Yellow => "yellow",
            Self::Green => "green",
            Self::Blue => "blue",
            Self::Black => "black",
        }
    }
}

/// A category of the site's triage scale, the most urgent first: `triage.csv`, optional.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Triage {
    pub code: String,
    pub name: Bilingual,
    pub colour: TriageColour,
}

/// The scale of a site that has none of its own: the four colours of mass-casualty triage.
#[must_use]
pub fn default_triage() -> Vec<Triage> {
    [
        ("RED", "Red: immediate", "लाल: तुरंत", TriageColour::Red),
        ("YELLOW", "Yellow: urgent", "पीला: जल्दी", TriageColour::Yellow),
        ("GREEN", "Green: can wait", "हरा: प्रतीक्षा कर सकते हैं", TriageColour::Green),
        ("BLACK", "Black: dead", "काला: मृत", TriageColour::Black),
    ]
    .map(|(code, en, hi, colour)| Triage {
        code: code.to_owned(),
        name: Bilingual { en: en.to_owned(), hi: hi.to_owned() },
        colour,
    })
    .into()
}

/// `users.csv`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct User {
    /// `[a-z][a-z0-9.]{1,15}`.
    pub login: String,
    pub name: Bilingual,
    pub roles: Vec<Role>,
    /// Counters this person may open; empty means all.
    pub counters: Vec<CounterCode>,
}

impl User {
    /// True when the person may open this counter.
    #[must_use]
    pub fn may_open(&self, counter: &CounterCode) -> bool {
        self.counters.is_empty() || self.counters.contains(counter)
    }
}

/// What a counter is for; decides which screen opens first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum CounterKind {
    Opd,
    Emergency,
    Ward,
    Lab,
    Control,
}

/// `counters.csv`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counter {
    pub code: CounterCode,
    pub kind: CounterKind,
    pub name: Bilingual,
    /// How many numbers of each series this counter may give out under one letter.
    pub block: u32,
}

/// All masters of one hospital, checked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Masters {
    pub hospital: Hospital,
    pub departments: Vec<Department>,
    pub clinics: Vec<Clinic>,
    pub tokens: Vec<TokenShare>,
    pub doctors: Vec<Doctor>,
    pub wards: Vec<Ward>,
    pub beds: Vec<Bed>,
    pub lab_tests: Vec<LabTest>,
    #[serde(default)]
    pub lab: LabRules,
    #[serde(default = "lab_tables::default_panels")]
    pub lab_panels: Vec<LabPanel>,
    #[serde(default = "lab_tables::default_limits")]
    pub lab_limits: Vec<LabLimit>,
    #[serde(default = "lab_tables::default_ranges")]
    pub lab_ranges: Vec<LabRange>,
    pub categories: Vec<Category>,
    pub schemes: Vec<Scheme>,
    #[serde(default = "default_triage")]
    pub triage: Vec<Triage>,
    /// How the central system writes its export; a pack sealed before the patient index was there says nothing of it.
    #[serde(default)]
    pub index: IndexColumns,
    /// What the central system wants of a hand-over; an older pack says nothing of it.
    #[serde(default)]
    pub handover: HandoverRules,
    pub users: Vec<User>,
    pub counters: Vec<Counter>,
}

impl Masters {
    #[must_use]
    pub fn department(&self, code: &str) -> Option<&Department> {
        self.departments.iter().find(|d| d.code == code)
    }

    #[must_use]
    pub fn clinic(&self, code: &str) -> Option<&Clinic> {
        self.clinics.iter().find(|c| c.code == code)
    }

    #[must_use]
    pub fn doctor(&self, code: &str) -> Option<&Doctor> {
        self.doctors.iter().find(|d| d.code == code)
    }

    #[must_use]
    pub fn category(&self, code: &str) -> Option<&Category> {
        self.categories.iter().find(|c| c.code == code)
    }

    #[must_use]
    pub fn scheme(&self, code: &str) -> Option<&Scheme> {
        self.schemes.iter().find(|s| s.code == code)
    }

    #[must_use]
    pub fn ward(&self, code: &str) -> Option<&Ward> {
        self.wards.iter().find(|w| w.code == code)
    }

    #[must_use]
    pub fn bed(&self, code: &str) -> Option<&Bed> {
        self.beds.iter().find(|b| b.code == code)
    }

    #[must_use]
    pub fn triage(&self, code: &str) -> Option<&Triage> {
        self.triage.iter().find(|t| t.code == code)
    }

    #[must_use]
    pub fn user(&self, login: &str) -> Option<&User> {
        self.users.iter().find(|u| u.login == login)
    }

    #[must_use]
    pub fn counter(&self, code: &CounterCode) -> Option<&Counter> {
        self.counters.iter().find(|c| c.code == *code)
    }

    /// The mode that numbers of this pack carry outside a drill.
    #[must_use]
    pub const fn mode(&self) -> Mode {
        match self.hospital.kind {
            PackKind::Real => Mode::Event,
            PackKind::Demo => Mode::Demo,
        }
    }
}
