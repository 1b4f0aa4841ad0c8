//! The form's judge: every field checked on its own, all faults at once, in the order of the form.
//!
//! Owns the rules; knows no screen and no sentence (only the ids of sentences), reads no clock.

use super::{FeeWish, Field, Judged, NAME_CHARS_MAX, OpdForm, Remark, TEXT_CHARS_MAX, VisitWish};
use super::{ascii_digits, by_script, mobile_owner_code, some, tidy};
use crate::hospital::age::{Age, AgeError};
use crate::hospital::age_text;
use crate::hospital::identifiers::{
    AadhaarTail, AbhaAddress, AbhaNumber, Mobile, Pin, PinPlace, district_choices, state_code, state_name,
};
use crate::hospital::opd::VisitKind;
use crate::hospital::pack::{Category, Clinic, Masters};
use crate::hospital::person::{Address, Details, MobileOwner, PersonName, Relation, Relative};
use crate::hospital::sex::Sex;
use chrono::{Datelike as _, NaiveDate};

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
    judge.hints.sort_by_key(|r| r.field);
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
        } else if ascii_digits(name).contains(|c: char| c.is_ascii_digit()) {
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
        Mobile::parse(&ascii_digits(text)).map_err(|_shape| self.fault(Remark::plain(Field::Mobile, "fault-mobile"))).ok()
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
        let pin = self.pin(&form.pin);
        if let Some(places) = pin.as_ref().map(district_choices) {
            match places.first() {
                None => self.hints.push(Remark::plain(Field::Pin, "hint-pin-unknown")),
                Some(likely) => {
                    self.state_of_pin(state, &places);
                    // The district list of the PIN's own state; a PIN at a border serves two states.
                    let likely = places.iter().find(|p| Some(p.state) == state).unwrap_or(likely);
                    if district.is_empty() && state.is_none_or(|s| s == likely.state) {
                        likely.district.clone_into(&mut district);
                    }
                    state = state.or(Some(likely.state));
                }
            }
        }
        Address { line, pin, district, state }
    }

    fn pin(&mut self, text: &str) -> Option<Pin> {
        let typed = ascii_digits(text.trim());
        if typed.is_empty() {
            return None;
        }
        Pin::parse(&typed).map_err(|_shape| self.fault(Remark::plain(Field::Pin, "fault-pin"))).ok()
    }

    /// Says so when the typed state is none of those that the PIN serves.
    fn state_of_pin(&mut self, state: Option<u8>, places: &[PinPlace]) {
        let Some(state) = state.filter(|s| places.iter().all(|p| p.state != *s)) else { return };
        let likely = places.first().and_then(|p| state_name(p.state)).filter(|_| state_name(state).is_some());
        if let Some(name) = likely {
            let args = vec![("en", name.en.clone()), ("hi", name.hi.clone())];
            self.hints.push(Remark { field: Field::State, id: "hint-pin-state", args });
        }
    }

    fn state(&mut self, text: &str) -> Option<u8> {
        let text = ascii_digits(text.trim());
        if text.is_empty() {
            return None;
        }
        let code = text.parse::<u8>().ok().filter(|c| state_name(*c).is_some()).or_else(|| state_code(&text));
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
        let typed = ascii_digits(text.trim());
        if typed.is_empty() {
            return None;
        }
        let pattern = &self.masters.hospital.uhid;
        // As typed, in capitals, or without the blanks it is printed with.
        let closed: String = typed.chars().filter(|c| !c.is_whitespace()).collect();
        let found = [typed.clone(), typed.to_uppercase(), closed.clone(), closed.to_uppercase()];
        let found = found.into_iter().find(|t| pattern.fits(t));
        if found.is_none() {
            self.fault(Remark::with(Field::Uhid, "fault-uhid", "example", self.masters.hospital.uhid_example.clone()));
        }
        found
    }

    fn abha(&mut self, text: &str) -> Option<AbhaNumber> {
        let text = ascii_digits(text.trim());
        if text.is_empty() {
            return None;
        }
        match AbhaNumber::parse(&text) {
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
        let due = match kind {
            VisitKind::New => category.fee_rupees,
            VisitKind::FollowUp => category.follow_up_rupees,
        };
        let typed = form.fee.trim();
        let lower = typed.to_ascii_lowercase();
        if lower == "exempt" || lower.starts_with("exempt:") || lower.starts_with("exempt ") {
            let reason: String = typed.chars().skip("exempt".len()).collect();
            let reason = self.text(Field::Fee, reason.trim_start().trim_start_matches(':'));
            if reason.is_empty() {
                self.fault(Remark::plain(Field::Fee, "fault-fee-reason"));
                return None;
            }
            return Some(FeeWish::Exempt { reason, asked: true });
        }
        // The amount itself may be written, as long as it is what is due.
        let amount = ascii_digits(&lower).trim_start_matches(['₹', ' ']).parse::<u32>().ok();
        if !lower.is_empty() && lower != "cash" && amount != Some(due) {
            self.fault(Remark::plain(Field::Fee, "fault-fee"));
            return None;
        }
        Some(match due {
            0 => FeeWish::Exempt { reason: category.code.clone(), asked: false },
            rupees => FeeWish::Pay { rupees },
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

const fn age_fault(error: AgeError) -> &'static str {
    use AgeError as E;
    match error {
        E::Empty => "fault-age-empty",
        E::Shape => "fault-age",
        E::Future => "fault-age-future",
        E::TooOld => "fault-age-old",
        E::Calendar => "fault-age-calendar",
    }
}
