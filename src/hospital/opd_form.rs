//! The OPD form as typed, and what becomes of it: checked details and a wish for a visit, or faults beside their fields.
//!
//! The same form is what the window keeps as a draft and what a line of `opd register --from FILE.jsonl` says.
//! Nothing here reads a clock: *today* is an argument.

use super::age::Age;
use super::age_text;
use super::identifiers::{
    AadhaarTail, AbhaAddress, AbhaNumber, Mobile, Pin, district_choices, mask_aadhaar, state_code, state_name,
};
use super::opd::VisitKind;
use super::pack::{Category, Clinic, Masters};
use super::person::{Address, Details, MobileOwner, PersonName, Relation, Relative};
use super::sex::Sex;
use chrono::{Datelike as _, NaiveDate};
use serde::{Deserialize, Serialize};

/// Longest name that is taken, in characters.
pub const NAME_CHARS_MAX: usize = 120;
/// Longest line of free text, in characters.
pub const TEXT_CHARS_MAX: usize = 300;

/// A field of the form, in the order in which focus goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
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
}

impl Field {
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
        for text in [
            &mut clean.name,
            &mut clean.name_hi,
            &mut clean.relative_name,
            &mut clean.relative_name_hi,
            &mut clean.address,
            &mut clean.district,
            &mut clean.referred_by,
            &mut clean.remarks,
            &mut clean.fee,
            &mut clean.uhid,
            &mut clean.mobile,
            &mut clean.title,
            &mut clean.age,
            &mut clean.pin,
            &mut clean.abha_address,
        ] {
            *text = mask_aadhaar(text);
        }
        if let Some(tail) = AadhaarTail::from_typed(&clean.aadhaar) {
            clean.aadhaar = tail.masked();
        } else {
            clean.aadhaar = mask_aadhaar(&clean.aadhaar);
        }
        clean
    }

    /// True when nothing that a person types was typed.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        *self == Self { category: self.category.clone(), visit: self.visit.clone(), ..Self::default() }
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

/// Judges the whole form. `previous` is what was known of a returning patient, so that an age said earlier stays as it was said.
#[must_use]
pub fn judge(form: &OpdForm, masters: &Masters, today: NaiveDate, previous: Option<&Details>) -> Judged {
    let mut judge = Judge { masters, today, faults: Vec::new(), hints: Vec::new() };
    let form = form.swept();
    let details = judge.details(&form, previous);
    let visit = judge.visit(&form, details.as_ref());
    judge.faults.sort_by_key(|r| r.field);
    judge.hints.sort_by_key(|r| r.field);
    Judged { faults: judge.faults, hints: judge.hints, details, visit }
}

/// Judges the patient's part only, for an amendment.
#[must_use]
pub fn judge_details(form: &OpdForm, masters: &Masters, today: NaiveDate, previous: Option<&Details>) -> Judged {
    let mut judge = Judge { masters, today, faults: Vec::new(), hints: Vec::new() };
    let details = judge.details(&form.swept(), previous);
    judge.faults.sort_by_key(|r| r.field);
    Judged { faults: judge.faults, hints: judge.hints, details, visit: None }
}

struct Judge<'a> {
    masters: &'a Masters,
    today: NaiveDate,
    faults: Vec<Remark>,
    hints: Vec<Remark>,
}

impl Judge<'_> {
    fn fault(&mut self, remark: Remark) {
        self.faults.push(remark);
    }

    fn details(&mut self, form: &OpdForm, previous: Option<&Details>) -> Option<Details> {
        let before = self.faults.len();
        let name = self.name(form);
        let relative = self.relative(form);
        let sex = self.sex(&form.sex);
        let age = self.age(&form.age, previous);
        let mobile = self.mobile(&form.mobile);
        let mobile_of = self.mobile_of(&form.mobile_of);
        let address = self.address(form);
        let category = self.category(&form.category).map(|c| c.code.clone());
        let scheme = self.scheme(&form.scheme);
        let uhid = self.uhid(&form.uhid);
        let abha = self.abha(&form.abha);
        let abha_address = self.abha_address(&form.abha_address);
        let aadhaar = self.aadhaar(&form.aadhaar);
        if self.faults.len() > before {
            return None;
        }
        let (name, sex, age, category) = (name?, sex?, age?, category?);
        Some(Details {
            name,
            relative,
            sex,
            age,
            mobile,
            mobile_of,
            address,
            category,
            scheme,
            uhid,
            abha,
            abha_address,
            aadhaar,
        })
    }

    fn visit(&mut self, form: &OpdForm, details: Option<&Details>) -> Option<VisitWish> {
        let clinic = self.clinic(&form.clinic).cloned();
        let kind = self.visit_kind(&form.visit);
        let doctor = self.doctor(&form.doctor, clinic.as_ref());
        let referred_by = self.text(Field::ReferredBy, &form.referred_by);
        let remarks = self.text(Field::Remarks, &form.remarks);
        let fee = self.fee(form, kind);
        let (clinic, fee, _whole) = (clinic?, fee?, details?);
        let (room, clinic) = (clinic.room, clinic.code);
        Some(VisitWish { clinic, room, doctor, kind, referred_by, mlc: form.mlc, fee, remarks })
    }

    fn name(&mut self, form: &OpdForm) -> Option<PersonName> {
        let (typed, typed_hi) = (tidy(&form.name), tidy(&form.name_hi));
        if typed.is_empty() && typed_hi.is_empty() {
            self.fault(Remark::plain(Field::Name, "fault-name-empty"));
            return None;
        }
        self.name_fits(Field::Name, &typed);
        self.name_fits(Field::NameHi, &typed_hi);
        // A Hindi name typed into the first box is a Hindi name.
        let (latin, devanagari) = by_script(typed, typed_hi);
        let honorific = self.text(Field::Title, &form.title);
        Some(PersonName { honorific: some(honorific), latin, devanagari })
    }

    fn name_fits(&mut self, field: Field, name: &str) {
        if name.chars().count() > NAME_CHARS_MAX {
            self.fault(Remark::with(field, "fault-name-long", "max", NAME_CHARS_MAX.to_string()));
        } else if !name.is_empty() && !name.chars().any(char::is_alphabetic) {
            self.fault(Remark::plain(field, "fault-name-letters"));
        } else if name.chars().any(|c| c.is_ascii_digit() || matches!(c, '0'..='9' | '०'..='९')) {
            self.hints.push(Remark::plain(field, "hint-name-digits"));
        }
    }

    fn relative(&mut self, form: &OpdForm) -> Option<Relative> {
        let (typed, typed_hi) = (tidy(&form.relative_name), tidy(&form.relative_name_hi));
        if typed.is_empty() && typed_hi.is_empty() {
            return None;
        }
        self.name_fits(Field::RelativeName, &typed);
        self.name_fits(Field::RelativeNameHi, &typed_hi);
        let relation = if form.relation.trim().is_empty() { Some(Relation::CareOf) } else { Relation::parse(&form.relation) };
        if relation.is_none() {
            self.fault(Remark::plain(Field::Relation, "fault-relation"));
        }
        let (latin, devanagari) = by_script(typed, typed_hi);
        Some(Relative { relation: relation?, name: PersonName { honorific: None, latin, devanagari } })
    }

    fn sex(&mut self, text: &str) -> Option<Sex> {
        let sex = Sex::parse(text);
        if sex.is_none() {
            let id = if text.trim().is_empty() { "fault-sex-empty" } else { "fault-sex" };
            self.fault(Remark::plain(Field::Sex, id));
        }
        sex
    }

    fn age(&mut self, text: &str, previous: Option<&Details>) -> Option<Age> {
        // An age said at an earlier visit, shown again and left alone, stays as it was said.
        if let Some(before) = previous.filter(|d| age_text::write(&d.age, self.today) == text.trim()) {
            return Some(before.age);
        }
        match age_text::read(text, self.today) {
            Ok(age) => Some(age),
            Err(error) => {
                self.fault(Remark::plain(Field::Age, age_fault(error)));
                None
            }
        }
    }

    fn mobile(&mut self, text: &str) -> Option<Mobile> {
        if text.trim().is_empty() {
            return None;
        }
        Mobile::parse(text).map_err(|_shape| self.fault(Remark::plain(Field::Mobile, "fault-mobile"))).ok()
    }

    fn mobile_of(&mut self, text: &str) -> MobileOwner {
        match text.trim() {
            "" => MobileOwner::Own,
            typed => MobileOwner::ALL.into_iter().find(|o| mobile_owner_code(*o) == typed).unwrap_or_else(|| {
                self.fault(Remark::plain(Field::MobileOf, "fault-mobile-of"));
                MobileOwner::Own
            }),
        }
    }

    fn address(&mut self, form: &OpdForm) -> Address {
        let line = self.text(Field::Address, &form.address);
        let mut district = self.text(Field::District, &form.district);
        let mut state = self.state(&form.state);
        let typed = form.pin.trim();
        let pin = if typed.is_empty() { None } else { Pin::parse(typed).ok() };
        if !typed.is_empty() && pin.is_none() {
            self.fault(Remark::plain(Field::Pin, "fault-pin"));
        }
        if let Some(pin) = &pin {
            let places = district_choices(pin);
            match places.first() {
                None => self.hints.push(Remark::plain(Field::Pin, "hint-pin-unknown")),
                Some(first) => {
                    if district.is_empty() {
                        first.district.clone_into(&mut district);
                    }
                    state = state.or(Some(first.state));
                }
            }
        }
        Address { line, pin, district, state }
    }

    fn state(&mut self, text: &str) -> Option<u8> {
        let text = text.trim();
        if text.is_empty() {
            return None;
        }
        let code = text.parse::<u8>().ok().filter(|c| state_name(*c).is_some()).or_else(|| state_code(text));
        if code.is_none() {
            self.fault(Remark::plain(Field::State, "fault-state"));
        }
        code
    }

    fn clinic(&mut self, text: &str) -> Option<&Clinic> {
        let typed = text.trim().to_uppercase();
        if typed.is_empty() {
            self.fault(Remark::plain(Field::Clinic, "fault-clinic-empty"));
            return None;
        }
        let weekday = usize::try_from(self.today.weekday().num_days_from_monday()).unwrap_or(0);
        let open = |c: &&Clinic| c.days.get(weekday).copied().unwrap_or(false);
        let masters = self.masters;
        let exact = masters.clinics.iter().find(|c| c.code == typed);
        let of_department = || masters.clinics.iter().filter(|c| c.department == typed);
        let found = exact.or_else(|| of_department().find(open)).or_else(|| of_department().next());
        match found {
            None => self.fault(Remark::with(Field::Clinic, "fault-clinic", "typed", text.trim())),
            Some(clinic) if !open(&clinic) => {
                self.hints.push(Remark::with(Field::Clinic, "hint-clinic-closed", "clinic", clinic.code.clone()));
            }
            Some(_) => {}
        }
        found
    }

    fn doctor(&mut self, text: &str, clinic: Option<&Clinic>) -> Option<String> {
        let typed = text.trim();
        if typed.is_empty() {
            return None;
        }
        let found = self.masters.doctors.iter().find(|d| d.code.eq_ignore_ascii_case(typed));
        match found {
            None => self.fault(Remark::with(Field::Doctor, "fault-doctor", "typed", typed)),
            Some(doctor) if clinic.is_some_and(|c| c.department != doctor.department) => {
                self.hints.push(Remark::with(Field::Doctor, "hint-doctor-department", "doctor", doctor.name.en.clone()));
            }
            Some(_) => {}
        }
        found.map(|d| d.code.clone())
    }

    fn category(&mut self, text: &str) -> Option<&Category> {
        let typed = text.trim();
        let masters = self.masters;
        let found = if typed.is_empty() {
            masters.categories.first()
        } else {
            masters.categories.iter().find(|c| c.code.eq_ignore_ascii_case(typed))
        };
        if found.is_none() {
            self.fault(Remark::with(Field::Category, "fault-category", "typed", typed));
        }
        found
    }

    fn scheme(&mut self, text: &str) -> Option<String> {
        let typed = text.trim();
        if typed.is_empty() {
            return None;
        }
        let found = self.masters.schemes.iter().find(|s| s.code.eq_ignore_ascii_case(typed)).map(|s| s.code.clone());
        if found.is_none() {
            self.fault(Remark::with(Field::Scheme, "fault-scheme", "typed", typed));
        }
        found
    }

    fn uhid(&mut self, text: &str) -> Option<String> {
        let typed = text.trim();
        if typed.is_empty() {
            return None;
        }
        if !self.masters.hospital.uhid.fits(typed) {
            self.fault(Remark::with(Field::Uhid, "fault-uhid", "example", self.masters.hospital.uhid_example.clone()));
            return None;
        }
        Some(typed.to_owned())
    }

    fn abha(&mut self, text: &str) -> Option<AbhaNumber> {
        if text.trim().is_empty() {
            return None;
        }
        match AbhaNumber::parse(text) {
            Ok(number) => {
                if !number.check_digit_fits() {
                    self.hints.push(Remark::plain(Field::Abha, "hint-abha-check"));
                }
                Some(number)
            }
            Err(_shape) => {
                self.fault(Remark::plain(Field::Abha, "fault-abha"));
                None
            }
        }
    }

    fn abha_address(&mut self, text: &str) -> Option<AbhaAddress> {
        if text.trim().is_empty() {
            return None;
        }
        AbhaAddress::parse(text).map_err(|_shape| self.fault(Remark::plain(Field::AbhaAddress, "fault-abha-address"))).ok()
    }

    fn aadhaar(&mut self, text: &str) -> Option<AadhaarTail> {
        if text.trim().is_empty() {
            return None;
        }
        let tail = AadhaarTail::from_typed(text);
        if tail.is_none() {
            self.fault(Remark::plain(Field::Aadhaar, "fault-aadhaar"));
        }
        tail
    }

    fn visit_kind(&mut self, text: &str) -> VisitKind {
        match text.trim() {
            "" | "new" => VisitKind::New,
            "follow-up" | "followup" => VisitKind::FollowUp,
            _ => {
                self.fault(Remark::plain(Field::Visit, "fault-visit-kind"));
                VisitKind::New
            }
        }
    }

    fn fee(&mut self, form: &OpdForm, kind: VisitKind) -> Option<FeeWish> {
        let category = self.masters.categories.iter().find(|c| c.code.eq_ignore_ascii_case(form.category.trim()));
        let category = category.or_else(|| self.masters.categories.first())?;
        let typed = form.fee.trim();
        if let Some(reason) = typed.strip_prefix("exempt") {
            let reason = tidy(reason.trim_start_matches(':'));
            if reason.is_empty() {
                self.fault(Remark::plain(Field::Fee, "fault-fee-reason"));
                return None;
            }
            return Some(FeeWish::Exempt { reason, asked: true });
        }
        if !typed.is_empty() && typed != "cash" {
            self.fault(Remark::plain(Field::Fee, "fault-fee"));
            return None;
        }
        Some(match (kind, category.fee_rupees, category.follow_up_rupees) {
            (VisitKind::New, 0, _) | (VisitKind::FollowUp, _, 0) => {
                FeeWish::Exempt { reason: category.code.clone(), asked: false }
            }
            (VisitKind::New, rupees, _) | (VisitKind::FollowUp, _, rupees) => FeeWish::Pay { rupees },
        })
    }

    fn text(&mut self, field: Field, text: &str) -> String {
        let text = tidy(text);
        if text.chars().count() > TEXT_CHARS_MAX {
            self.fault(Remark::with(field, "fault-text-long", "max", TEXT_CHARS_MAX.to_string()));
        }
        text
    }
}

const fn age_fault(error: super::age::AgeError) -> &'static str {
    use super::age::AgeError as E;
    match error {
        E::Empty => "fault-age-empty",
        E::Shape => "fault-age",
        E::Future => "fault-age-future",
        E::TooOld => "fault-age-old",
        E::Calendar => "fault-age-calendar",
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

/// Puts each name where its script belongs: a Devanagari name typed into the Latin box moves over when the other is free.
fn by_script(latin: String, devanagari: String) -> (Option<String>, Option<String>) {
    if devanagari.is_empty() && is_devanagari(&latin) {
        return (None, some(latin));
    }
    if latin.is_empty() && !devanagari.is_empty() && !is_devanagari(&devanagari) {
        return (some(devanagari), None);
    }
    (some(latin), some(devanagari))
}
