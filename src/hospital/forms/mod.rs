//! Forms as data: admission, arrival, MLC sheet, birth, death, cause of death, indent …, field by field.
//!
//! A form is a CSV of `assets/forms/`: number on the printed form, section, code, kind, need, label in both languages. The window draws
//! it, the command line reads it, the paper prints it, the files that leave carry it: one list for all. The fields are those of the
//! printed forms (RBD rules' Forms 1 to 4, the MLC sheet); the sources stand in `assets/forms/README.md`.
//! Never reads a clock: *now* is an argument.

mod cause;
mod judge;
mod load;
mod moment;
mod rules;
#[cfg(test)]
mod tests;

pub use cause::{LINES, is_mode_of_dying};
pub use judge::{Judging, judge, shown};
pub use moment::{read_day, read_moment, write_moment};
pub use rules::{Known, judge_rules};

use super::event::Module;
use super::pack::{Bilingual, Lang};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt;

/// Which form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FormId {
    /// A patient who is not known here yet; stands before other forms.
    Person,
    Request,
    Admission,
    Transfer,
    Swap,
    Discharge,
    Cancel,
    Bed,
    Arrival,
    Prepare,
    Leave,
    Identify,
    Mlc,
    Police,
    Birth,
    Stillbirth,
    Death,
    Cause,
    /// Handed to the registrar.
    Registrar,
    Indent,
    Issue,
    Correction,
    LabOrder,
    /// A tube is somewhere else.
    LabStep,
    LabReject,
    LabRecollect,
    LabRelabel,
    /// Labels printed ahead.
    LabRoll,
    LabResult,
    LabVerify,
    /// The call about a critical value.
    LabCall,
    /// A report printed, or handed over.
    LabTell,
    /// A side is in charge of a part of the hospital; an officer says it, see `Desk::say_event`.
    Event,
    Incident,
    /// More about an incident.
    IncidentLine,
    /// A line of the duty roster.
    Roster,
    RosterStrike,
    /// A shift hands over.
    Shift,
}

impl FormId {
    pub const ALL: [Self; 38] = [
        Self::Person,
        Self::Request,
        Self::Admission,
        Self::Transfer,
        Self::Swap,
        Self::Discharge,
        Self::Cancel,
        Self::Bed,
        Self::Arrival,
        Self::Prepare,
        Self::Leave,
        Self::Identify,
        Self::Mlc,
        Self::Police,
        Self::Birth,
        Self::Stillbirth,
        Self::Death,
        Self::Cause,
        Self::Registrar,
        Self::Indent,
        Self::Issue,
        Self::Correction,
        Self::LabOrder,
        Self::LabStep,
        Self::LabReject,
        Self::LabRecollect,
        Self::LabRelabel,
        Self::LabRoll,
        Self::LabResult,
        Self::LabVerify,
        Self::LabCall,
        Self::LabTell,
        Self::Event,
        Self::Incident,
        Self::IncidentLine,
        Self::Roster,
        Self::RosterStrike,
        Self::Shift,
    ];

    /// Name of its file, and its code in list `form`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Request => "request",
            Self::Admission => "admission",
            Self::Transfer => "transfer",
            Self::Swap => "swap",
            Self::Discharge => "discharge",
            Self::Cancel => "cancel",
            Self::Bed => "bed",
            Self::Arrival => "arrival",
            Self::Prepare => "prepare",
            Self::Leave => "leave",
            Self::Identify => "identify",
            Self::Mlc => "mlc",
            Self::Police => "police",
            Self::Birth => "birth",
            Self::Stillbirth => "stillbirth",
            Self::Death => "death",
            Self::Cause => "cause",
            Self::Registrar => "registrar",
            Self::Indent => "indent",
            Self::Issue => "issue",
            Self::Correction => "correction",
            Self::LabOrder => "lab-order",
            Self::LabStep => "lab-step",
            Self::LabReject => "lab-reject",
            Self::LabRecollect => "lab-recollect",
            Self::LabRelabel => "lab-relabel",
            Self::LabRoll => "lab-roll",
            Self::LabResult => "lab-result",
            Self::LabVerify => "lab-verify",
            Self::LabCall => "lab-call",
            Self::LabTell => "lab-tell",
            Self::Event => "event",
            Self::Incident => "incident",
            Self::IncidentLine => "incident-line",
            Self::Roster => "roster",
            Self::RosterStrike => "roster-strike",
            Self::Shift => "shift",
        }
    }

    /// The module whose record it makes; `None` for what belongs to none, or to several.
    #[must_use]
    pub const fn module(self) -> Option<Module> {
        Some(match self {
            Self::Request | Self::Admission | Self::Transfer | Self::Swap | Self::Discharge | Self::Bed => Module::Ipd,
            Self::Arrival | Self::Prepare | Self::Leave => Module::Er,
            Self::Mlc | Self::Police | Self::Birth | Self::Stillbirth | Self::Death | Self::Cause | Self::Registrar => {
                Module::Registers
            }
            Self::Indent | Self::Issue => Module::Indent,
            Self::LabOrder
            | Self::LabStep
            | Self::LabReject
            | Self::LabRecollect
            | Self::LabRelabel
            | Self::LabRoll
            | Self::LabResult
            | Self::LabVerify
            | Self::LabCall
            | Self::LabTell => Module::Lab,
            _ => return None,
        })
    }

    /// Its title in both languages.
    #[must_use]
    pub fn title(self) -> &'static Bilingual {
        choice("form", self.code()).map_or(&load::NONE, |c| &c.name)
    }
}

/// What a field holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ItemKind {
    /// Free text of so many characters at most; above [`LINE_CHARS_MAX`] it has several lines.
    Text(usize),
    Name,
    /// A code of a list in `choices.csv`.
    Choice(String),
    Yes,
    /// Date and time that lie in the past.
    Moment,
    /// Date and time that may lie ahead.
    Planned,
    Date,
    /// A whole number.
    Count(u32, u32),
    Decimal(u32, u32),
    Sex,
    Age,
    Mobile,
    Pin,
    State,
    Email,
    /// Codes of the pack.
    Doctor,
    Department,
    Ward,
    Bed,
    Triage,
    /// One of our numbers, of whatever series.
    Number,
    /// Boxes printed empty for the pen: an Aadhaar number is never typed (see the design's `formats.md` §1.5).
    Boxes(u32),
    /// A line printed empty for the pen: signatures, the registrar's block.
    Line,
}

/// Longest text that stands on one line.
pub const LINE_CHARS_MAX: usize = 200;

impl ItemKind {
    /// True for what only the pen fills.
    #[must_use]
    pub const fn is_for_pen(&self) -> bool {
        matches!(self, Self::Boxes(_) | Self::Line)
    }

    /// Lines that its box has on the screen.
    #[must_use]
    pub const fn lines(&self) -> usize {
        match self {
            Self::Text(max) if *max > 600 => 6,
            Self::Text(max) if *max > LINE_CHARS_MAX => 3,
            _ => 1,
        }
    }
}

/// Whether a field has to be filled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Need {
    Must,
    May,
    /// Asked, and needed, only when another field has one of these values.
    If(String, Vec<String>),
    /// Asked only then, and never needed.
    When(String, Vec<String>),
}

/// One field of a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// Number on the printed form, or empty.
    pub no: String,
    pub section: String,
    pub code: String,
    pub kind: ItemKind,
    pub need: Need,
    pub label: Bilingual,
}

impl Item {
    /// True when the field is asked for, as the form now stands.
    #[must_use]
    pub fn is_asked(&self, values: &Sheet) -> bool {
        match &self.need {
            Need::Must | Need::May => true,
            Need::If(code, wanted) | Need::When(code, wanted) => wanted.iter().any(|w| w == values.get(code)),
        }
    }

    /// True when it must be filled, as the form now stands.
    #[must_use]
    pub fn is_needed(&self, values: &Sheet) -> bool {
        match &self.need {
            Need::Must => true,
            Need::If(..) => self.is_asked(values),
            Need::May | Need::When(..) => false,
        }
    }
}

/// A form: its fields in the order of the printed one.
#[derive(Debug)]
pub struct Form {
    pub id: FormId,
    pub items: Vec<Item>,
}

impl Form {
    #[must_use]
    pub fn item(&self, code: &str) -> Option<&Item> {
        self.items.iter().find(|i| i.code == code)
    }

    /// Its sections in order, each with its fields.
    #[must_use]
    pub fn sections(&self) -> Vec<(&'static Bilingual, Vec<&Item>)> {
        let mut all: Vec<(&str, Vec<&Item>)> = Vec::new();
        for item in &self.items {
            match all.last_mut() {
                Some((section, items)) if *section == item.section => items.push(item),
                _ => all.push((&item.section, vec![item])),
            }
        }
        all.into_iter().map(|(code, items)| (choice("section", code).map_or(&load::NONE, |c| &c.name), items)).collect()
    }
}

/// The form of an id.
#[must_use]
pub fn form(id: FormId) -> &'static Form {
    load::form(id)
}

/// One value of a list.
#[derive(Debug, PartialEq, Eq)]
pub struct Choice {
    pub code: String,
    pub name: Bilingual,
}

/// The values of a list, in the order in which they are offered.
#[must_use]
pub fn choices(list: &str) -> &'static [Choice] {
    load::list(list)
}

/// One value of a list.
#[must_use]
pub fn choice(list: &str, code: &str) -> Option<&'static Choice> {
    choices(list).iter().find(|c| c.code == code)
}

/// A value's words in one language; the code where the list lacks it.
#[must_use]
pub fn choice_text<'a>(list: &str, code: &'a str, lang: Lang) -> &'a str {
    choice(list, code).map_or(code, |c| c.name.get(lang))
}

/// What stands in a form: text by field. Typed, or as an entry keeps it once judged (codes, ISO dates, RFC 3339 times).
#[derive(Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Sheet(BTreeMap<String, String>);

impl Sheet {
    /// The value of a field; empty when there is none.
    #[must_use]
    pub fn get(&self, code: &str) -> &str {
        self.0.get(code).map_or("", String::as_str)
    }

    /// Sets a field; an empty value forgets it.
    pub fn set(&mut self, code: &str, value: impl Into<String>) {
        let value = value.into();
        if value.is_empty() {
            self.0.remove(code);
        } else {
            self.0.insert(code.to_owned(), value);
        }
    }

    /// With a field set.
    #[must_use]
    pub fn with(mut self, code: &str, value: impl Into<String>) -> Self {
        self.set(code, value);
        self
    }

    #[must_use]
    pub fn is(&self, code: &str, value: &str) -> bool {
        self.get(code) == value
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(code, value)| (code.as_str(), value.as_str()))
    }

    /// The box of a field, to type into.
    pub fn entry(&mut self, code: &str) -> &mut String {
        self.0.entry(code.to_owned()).or_default()
    }

    /// Without what was left empty.
    #[must_use]
    pub fn filled(&self) -> Self {
        Self(self.0.iter().filter(|(_, value)| !value.trim().is_empty()).map(|(c, v)| (c.clone(), v.clone())).collect())
    }

    /// The fields that a form has, without the others.
    #[must_use]
    pub fn part(&self, form: &Form) -> Self {
        let own = |code: &str| form.item(code).is_some();
        Self(self.0.iter().filter(|(code, _)| own(code)).map(|(c, v)| (c.clone(), v.clone())).collect())
    }
}

/// No personal data in logs.
impl fmt::Debug for Sheet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Sheet({} fields)", self.0.len())
    }
}

impl<const N: usize> From<[(&str, &str); N]> for Sheet {
    fn from(pairs: [(&str, &str); N]) -> Self {
        let mut sheet = Self::default();
        for (code, value) in pairs {
            sheet.set(code, value);
        }
        sheet
    }
}
