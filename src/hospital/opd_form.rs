//! The OPD form as typed, and what becomes of it: checked details and a wish for a visit, or faults beside their fields.
//!
//! The same form is what the window keeps as a draft and what a line of `opd register --from FILE.jsonl` says.
//! Nothing here reads a clock: *today* is an argument.

mod judge;
#[cfg(test)]
mod tests;

pub use judge::{judge, judge_details};

use super::age_text;
use super::central::Matched;
use super::identifiers::{AadhaarTail, AbhaNumber, Mobile, mask_aadhaar};
use super::opd::VisitKind;
use super::person::{Details, MobileOwner};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// Longest name that is taken, in characters.
pub const NAME_CHARS_MAX: usize = 120;
/// Longest line of free text, in characters.
pub const TEXT_CHARS_MAX: usize = 300;

/// A field of the form, in the order in which focus goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Field {
    Mobile,
    MobileOf,
    Title,
    Name,
    NameHi,
    Relation,
    RelativeName,
    RelativeNameHi,
    Sex,
    Age,
    Pin,
    District,
    State,
    Address,
    Clinic,
    Doctor,
    Category,
    Scheme,
    Fee,
    Abha,
    AbhaAddress,
    Uhid,
    Aadhaar,
    Visit,
    ReferredBy,
    Mlc,
    Remarks,
    Reason,
    /// A field of another form, by its code (see [`crate::hospital::forms`]).
    Item(&'static str),
}

impl Field {
    /// Every field, in the order in which focus goes.
    pub const ALL: [Self; 28] = [
        Self::Mobile,
        Self::MobileOf,
        Self::Title,
        Self::Name,
        Self::NameHi,
        Self::Relation,
        Self::RelativeName,
        Self::RelativeNameHi,
        Self::Sex,
        Self::Age,
        Self::Pin,
        Self::District,
        Self::State,
        Self::Address,
        Self::Clinic,
        Self::Doctor,
        Self::Category,
        Self::Scheme,
        Self::Fee,
        Self::Abha,
        Self::AbhaAddress,
        Self::Uhid,
        Self::Aadhaar,
        Self::Visit,
        Self::ReferredBy,
        Self::Mlc,
        Self::Remarks,
        Self::Reason,
    ];

    /// Message of its label: `field-` and the code.
    #[must_use]
    pub fn word_id(self) -> String {
        format!("field-{}", self.code())
    }

    /// Message of the example shown while it is empty: `hold-` and the code. Not every field has one.
    #[must_use]
    pub fn hold_id(self) -> String {
        format!("hold-{}", self.code())
    }

    /// As it is called in a JSON line and in a refusal: `relative_name`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Mobile => "mobile",
            Self::MobileOf => "mobile_of",
            Self::Title => "title",
            Self::Name => "name",
            Self::NameHi => "name_hi",
            Self::Relation => "relation",
            Self::RelativeName => "relative_name",
            Self::RelativeNameHi => "relative_name_hi",
            Self::Sex => "sex",
            Self::Age => "age",
            Self::Pin => "pin",
            Self::District => "district",
            Self::State => "state",
            Self::Address => "address",
            Self::Clinic => "clinic",
            Self::Doctor => "doctor",
            Self::Category => "category",
            Self::Scheme => "scheme",
            Self::Fee => "fee",
            Self::Abha => "abha",
            Self::AbhaAddress => "abha_address",
            Self::Uhid => "uhid",
            Self::Aadhaar => "aadhaar",
            Self::Visit => "visit",
            Self::ReferredBy => "referred_by",
            Self::Mlc => "mlc",
            Self::Remarks => "remarks",
            Self::Reason => "reason",
            Self::Item(code) => code,
        }
    }
}

/// What was typed, field by field. Empty means not typed. Choices are kept as text too, so that a draft keeps what cannot be right yet.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
#[serde(default, deny_unknown_fields)]
pub struct OpdForm {
    /// Our number (`MK7A-004218-T`) of a patient known here: a returning visit. Empty for a new patient.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub patient: String,
    pub mobile: String,
    /// `own`, `relative`, `other`.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub mobile_of: String,
    pub title: String,
    pub name: String,
    pub name_hi: String,
    pub relation: String,
    pub relative_name: String,
    pub relative_name_hi: String,
    pub sex: String,
    pub age: String,
    pub pin: String,
    pub district: String,
    /// LGD code, or the state's name in either language.
    pub state: String,
    pub address: String,
    /// Clinic code, or a department's code (then its first clinic open today).
    pub clinic: String,
    pub doctor: String,
    pub category: String,
    pub scheme: String,
    /// Empty: the category's fee, in cash. `exempt: reason` takes none.
    pub fee: String,
    pub abha: String,
    pub abha_address: String,
    pub uhid: String,
    pub aadhaar: String,
    /// `new` or `follow-up`.
    pub visit: String,
    pub referred_by: String,
    pub mlc: bool,
    pub remarks: String,
    /// The person of the patient index that the form was filled from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub matched: Option<Matched>,
}

/// No personal data in logs.
impl std::fmt::Debug for OpdForm {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("OpdForm(…)")
    }
}

/// One thing to say beside one field. `id` is a message of the words' files, `fault-…` or `hint-…`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    pub field: Field,
    pub id: &'static str,
    pub args: Vec<(&'static str, String)>,
}

impl Remark {
    const fn plain(field: Field, id: &'static str) -> Self {
        Self { field, id, args: Vec::new() }
    }

    fn with(field: Field, id: &'static str, name: &'static str, value: impl Into<String>) -> Self {
        Self { field, id, args: vec![(name, value.into())] }
    }
}

/// What is to be paid, before a receipt number exists.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FeeWish {
    Pay { rupees: u32 },
    Exempt { reason: String, asked: bool },
}

/// A visit before it has numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VisitWish {
    pub clinic: String,
    pub room: String,
    pub doctor: Option<String>,
    pub kind: VisitKind,
    pub referred_by: String,
    pub mlc: bool,
    pub fee: FeeWish,
    pub remarks: String,
}

/// The form, judged.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Judged {
    /// What must be mended before saving, in the order of the form.
    pub faults: Vec<Remark>,
    /// What should be looked at, and may be kept.
    pub hints: Vec<Remark>,
    pub details: Option<Details>,
    pub visit: Option<VisitWish>,
}

impl OpdForm {
    /// The form with every whole Aadhaar number in free text masked: what may be kept as a draft.
    #[must_use]
    pub fn swept(&self) -> Self {
        let mut clean = self.clone();
        // A text of fewer bytes cannot hold twelve digits.
        for text in clean.texts().into_iter().filter(|text| text.len() >= 12) {
            *text = mask_aadhaar(text);
        }
        if let Some(tail) = AadhaarTail::from_typed(&clean.aadhaar) {
            clean.aadhaar = tail.masked();
        }
        clean
    }

    /// Every field that a person types into or a file fills. All of them, so that no Aadhaar number slips past the broom.
    const fn texts(&mut self) -> [&mut String; 27] {
        [
            &mut self.patient,
            &mut self.mobile,
            &mut self.mobile_of,
            &mut self.title,
            &mut self.name,
            &mut self.name_hi,
            &mut self.relation,
            &mut self.relative_name,
            &mut self.relative_name_hi,
            &mut self.sex,
            &mut self.age,
            &mut self.pin,
            &mut self.district,
            &mut self.state,
            &mut self.address,
            &mut self.clinic,
            &mut self.doctor,
            &mut self.category,
            &mut self.scheme,
            &mut self.fee,
            &mut self.abha,
            &mut self.abha_address,
            &mut self.uhid,
            &mut self.aadhaar,
            &mut self.visit,
            &mut self.referred_by,
            &mut self.remarks,
        ]
    }

    /// True when nothing that a person types was typed.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        *self == Self { category: self.category.clone(), visit: self.visit.clone(), ..Self::default() }
    }

    /// The match that the form was filled from, while it still has that person's number: with another UHID it is another person.
    #[must_use]
    pub fn still_matched(&self) -> Option<&Matched> {
        let plain = |text: &str| ascii_digits(text).chars().filter(|c| !c.is_whitespace()).collect::<String>().to_lowercase();
        self.matched.as_ref().filter(|matched| plain(&matched.uhid) == plain(&self.uhid))
    }

    /// Fills the form from what is known of a patient, for a returning visit or an amendment.
    #[must_use]
    pub fn from_details(details: &Details, today: NaiveDate) -> Self {
        let name = |n: &Option<String>| n.clone().unwrap_or_default();
        Self {
            mobile: details.mobile.as_ref().map(Mobile::grouped).unwrap_or_default(),
            mobile_of: mobile_owner_code(details.mobile_of).to_owned(),
            title: name(&details.name.honorific),
            name: name(&details.name.latin),
            name_hi: name(&details.name.devanagari),
            relation: details.relative.as_ref().map(|r| r.relation.code().to_owned()).unwrap_or_default(),
            relative_name: details.relative.as_ref().map(|r| name(&r.name.latin)).unwrap_or_default(),
            relative_name_hi: details.relative.as_ref().map(|r| name(&r.name.devanagari)).unwrap_or_default(),
            sex: details.sex.code().to_owned(),
            age: age_text::write(&details.age, today),
            pin: details.address.pin.as_ref().map(|p| p.as_str().to_owned()).unwrap_or_default(),
            district: details.address.district.clone(),
            state: details.address.state.map(|s| s.to_string()).unwrap_or_default(),
            address: details.address.line.clone(),
            category: details.category.clone(),
            scheme: details.scheme.clone().unwrap_or_default(),
            abha: details.abha.as_ref().map(AbhaNumber::grouped).unwrap_or_default(),
            abha_address: details.abha_address.as_ref().map(|a| a.as_str().to_owned()).unwrap_or_default(),
            uhid: details.uhid.clone().unwrap_or_default(),
            aadhaar: details.aadhaar.as_ref().map(AadhaarTail::masked).unwrap_or_default(),
            ..Self::default()
        }
    }
}

/// `own`, `relative`, `other`, as a form keeps it.
#[must_use]
pub const fn mobile_owner_code(owner: MobileOwner) -> &'static str {
    match owner {
        MobileOwner::Own => "own",
        MobileOwner::Relative => "relative",
        MobileOwner::Other => "other",
    }
}

/// Trims, folds runs of white space into one blank and drops control characters.
#[must_use]
pub fn tidy(text: &str) -> String {
    let clean: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    clean.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn some(text: String) -> Option<String> {
    (!text.is_empty()).then_some(text)
}

/// True when the text holds a letter of the Devanagari block.
#[must_use]
pub fn is_devanagari(text: &str) -> bool {
    text.chars().any(|c| ('\u{0900}'..='\u{097F}').contains(&c))
}

/// Puts each name where its script belongs: Latin first, Devanagari second, whichever box they were typed into.
fn by_script(first: String, second: String) -> (Option<String>, Option<String>) {
    let swapped = match (first.is_empty(), second.is_empty()) {
        (false, false) => is_devanagari(&first) && !is_devanagari(&second),
        (false, true) => is_devanagari(&first),
        (true, false) => !is_devanagari(&second),
        (true, true) => false,
    };
    if swapped { (some(second), some(first)) } else { (some(first), some(second)) }
}

/// Decimal digits of Devanagari as ASCII, for fields that hold a number.
#[must_use]
pub fn ascii_digits(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '०'..='९' => char::from_digit(u32::from(c) - u32::from('०'), 10).unwrap_or(c),
            c => c,
        })
        .collect()
}
