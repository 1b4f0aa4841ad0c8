//! Segments that several messages have: PID with its numbers and names, NK1, OBX of what has no field of its own, DG1, ACC.

use super::super::{Died, PatientRow};
use super::codes;
use super::head::Messages;
use super::write::{self, Segment};
use crate::hospital::age::{Age, AgeUnit};
use crate::hospital::forms::{FormId, ItemKind, Sheet, form, shown};
use crate::hospital::identifiers::state_name;
use crate::hospital::pack::Lang;
use crate::hospital::person::{MobileOwner, PersonName};
use chrono::{DateTime, FixedOffset, NaiveDate};

/// How much of a patient a PID says.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Told {
    /// Everything; only the identity's own messages, so that a corrected address makes no new version of every visit and result.
    Whole,
    /// Numbers, name, birth and sex: what a receiver holds side by side to see that it is the same person.
    Short,
    /// The same with the central number alone: ours is the one that the link retires.
    Survivor,
}

impl Messages<'_, '_> {
    /// PID of a patient. The central number stands first where the patient is linked to one.
    pub fn pid(&mut self, row: &PatientRow<'_>, told: Told) {
        let site = self.site();
        let details = row.details;
        let mut pid = Segment::new(self.out, "PID");
        pid.text(1, "1");
        // PID-3 takes the place of all numbers there: the one that was given is said back.
        let given = row.there.number.filter(|_given| told == Told::Whole);
        let typed = details.uhid.as_deref().filter(|typed| told == Told::Whole && row.linked.is_none() && given != Some(*typed));
        let own = (told != Told::Survivor).then_some(row.number.as_str());
        for number in row.linked.into_iter().chain(own).chain(given).chain(typed) {
            identifier(&mut pid, 3, number, (site, "MR"));
        }
        if told == Told::Whole {
            identifier(&mut pid, 3, details.abha.as_ref().map_or("", |abha| abha.digits()), ("ABDM", "NI"));
            // No type of table 0203 is an address: `U`, unspecified.
            identifier(&mut pid, 3, details.abha_address.as_ref().map_or("", |a| a.as_str()), ("ABDM", "U"));
        }
        names(&mut pid, 5, &details.name, if row.unknown { "U" } else { "L" });
        if let Some(mark) = row.identified {
            names(&mut pid, 5, &mark.was, "A");
        }
        let mut born = Vec::with_capacity(8);
        if !row.unknown {
            born_text(&mut born, details.age);
        }
        pid.text(7, std::str::from_utf8(&born).unwrap_or_default()).text(8, details.sex.code());
        if told == Told::Whole {
            home(&mut pid, row);
        }
        identifier(&mut pid, 21, row.mother.map_or("", |mother| mother.number.as_str()), (site, "MR"));
        multiple(&mut pid, row.birth_order);
        died(&mut pid, row.died);
        if row.unknown {
            // Table 0445: address and birth are not known.
            pid.text(31, "Y").text(32, "UD").text(32, "UA");
        }
        if told == Told::Whole {
            pid.time(33, row.amended);
        }
        pid.end();
    }

    /// NK1 of the relative, of the telephone that is not the patient's own, of the mother.
    pub fn relatives(&mut self, row: &PatientRow<'_>) {
        let (details, site) = (row.details, self.site());
        let phone = details.mobile.as_ref().map_or("", |mobile| mobile.digits());
        let (of_relative, of_other) = match details.mobile_of {
            _ if phone.is_empty() => ("", ""),
            MobileOwner::Own => ("", ""),
            MobileOwner::Relative if details.relative.is_some() => (phone, ""),
            MobileOwner::Relative | MobileOwner::Other => ("", phone),
        };
        let mut count = 0_u32;
        let mut next = |out: &mut Vec<u8>, write: &dyn Fn(&mut Segment<'_>)| {
            count += 1;
            let mut nk1 = Segment::new(out, "NK1");
            nk1.text(1, &count.to_string());
            write(&mut nk1);
            nk1.end();
        };
        if let Some(relative) = &details.relative {
            let [code, words, system] = codes::relative(relative.relation);
            next(self.out, &|nk1| {
                names(nk1, 2, &relative.name, "L");
                nk1.parts(3, &[code, words, system, relative.relation.code(), "", codes::OURS]);
                telephone(nk1, 5, of_relative);
            });
        }
        if !of_other.is_empty() {
            next(self.out, &|nk1| telephone(nk1.parts(3, &codes::OTHER), 5, of_other));
        }
        if let Some(mother) = row.mother {
            next(self.out, &|nk1| {
                names(nk1, 2, mother.name, "L");
                identifier(nk1.parts(3, &codes::MOTHER), 33, mother.number.as_str(), (site, "MR"));
            });
        }
    }

    /// DG1 of a diagnosis in words, with its ICD-10 code where one was written. Table 0052: `A` admitting, `F` final.
    pub fn diagnosis(&mut self, at: u32, kind: &str, (words, icd): (&str, &str), priority: &str) {
        if words.is_empty() && icd.is_empty() {
            return;
        }
        let system = if icd.is_empty() { "" } else { "I10" };
        let mut dg1 = Segment::new(self.out, "DG1");
        dg1.text(1, &at.to_string()).parts(3, &[icd, words, system]).text(6, kind).text(15, priority).end();
    }

    pub fn say(&mut self) -> Saying<'_> {
        Saying { masters: self.road.batch.masters, out: self.out, count: 0 }
    }
}

/// CX: a number with who gave it and its type (table 0203); nothing where there is no number.
pub(super) fn identifier(segment: &mut Segment<'_>, field: usize, number: &str, (authority, kind): (&str, &str)) {
    if !number.is_empty() {
        segment.parts(field, &[number, "", "", authority, kind]);
    }
}

/// XPN: the whole name in its first component, because what of it is a family name nobody said; both scripts, told apart by the
/// representation (table 4000: `A` alphabetic, `I` ideographic, which receivers take for any other script).
pub(super) fn names(segment: &mut Segment<'_>, field: usize, name: &PersonName, kind: &str) {
    let title = name.honorific.as_deref().unwrap_or("");
    let written = [(name.latin.as_deref(), "A"), (name.devanagari.as_deref(), "I")];
    for (text, representation) in written {
        let Some(text) = text.filter(|text| !text.trim().is_empty()) else { continue };
        segment.parts(field, &[text, "", "", "", title, "", kind, representation]);
    }
}

/// XTN of a mobile number of India; nothing where there is none.
fn telephone(segment: &mut Segment<'_>, field: usize, digits: &str) {
    if !digits.is_empty() {
        segment.parts(field, &["", "PRN", "CP", "", "91", "", digits]);
    }
}

/// As exact as what was said: the day, the month or the year.
fn born_text(out: &mut Vec<u8>, age: Age) {
    let chars = match age {
        Age::Born(_) | Age::Said { unit: AgeUnit::Days, .. } => 8,
        Age::Said { unit: AgeUnit::Months, .. } => 6,
        Age::Said { unit: AgeUnit::Years, .. } | Age::About { .. } | Age::Unknown(_) => 4,
    };
    if let Some(born) = age.born_about() {
        write::day(out, born);
        out.truncate(chars);
    }
}

/// Address and telephone.
fn home(pid: &mut Segment<'_>, row: &PatientRow<'_>) {
    let address = &row.details.address;
    if !address.is_empty() {
        let state = address.state.and_then(state_name).map_or("", |name| name.en.as_str());
        let pin = address.pin.as_ref().map_or("", |pin| pin.as_str());
        pid.parts(11, &[&address.line, "", "", state, pin, "IND", "H", "", &address.district]);
    }
    if row.details.mobile_of == MobileOwner::Own {
        telephone(pid, 13, row.details.mobile.as_ref().map_or("", |mobile| mobile.digits()));
    }
}

/// PID-24 and PID-25 from a code of list `birth_order`.
pub(super) fn multiple(pid: &mut Segment<'_>, order: &str) {
    if !order.is_empty() {
        pid.text(24, if order == "single" { "N" } else { "Y" });
    }
    pid.text(25, order.rsplit_once('-').map_or("", |(_, nth)| nth));
}

pub(super) fn died(pid: &mut Segment<'_>, died: Option<Died>) {
    if let Some(Died::At(at)) = died {
        pid.time(29, Some(at));
    }
    if died.is_some() {
        pid.text(30, "Y");
    }
}

/// OBX segments: what no other field of the message has a place for, under our own codes.
pub(super) struct Saying<'o> {
    masters: &'o crate::hospital::pack::Masters,
    out: &'o mut Vec<u8>,
    count: u32,
}

impl Saying<'_> {
    fn begin(&mut self, kind: &str, code: &[&str]) -> Segment<'_> {
        self.count += 1;
        let mut obx = Segment::new(self.out, "OBX");
        obx.text(1, &self.count.to_string()).text(2, kind).parts(3, code);
        obx
    }

    /// A text; nothing is written for an empty one.
    pub fn text(&mut self, code: &str, label: &str, text: &str) -> &mut Self {
        let text = text.trim();
        if !text.is_empty() {
            let several = write::needs_lines(text);
            let mut obx = self.begin(if several { "TX" } else { "ST" }, &[code, label, codes::OURS]);
            if several {
                obx.lines(5, text)
            } else {
                obx.text(5, text)
            };
            obx.text(11, "F").end();
        }
        self
    }

    /// A text that its own field has cut, whole; nothing where it was not cut.
    pub fn whole(&mut self, code: &str, label: &str, text: &str) -> &mut Self {
        self.text(code, label, if write::needs_lines(text) { text } else { "" })
    }

    pub fn time(&mut self, code: &str, label: &str, at: Option<DateTime<FixedOffset>>) -> &mut Self {
        if at.is_some() {
            self.begin("TS", &[code, label, codes::OURS]).time(5, at).text(11, "F").end();
        }
        self
    }

    /// That a record was taken back, and why; a reason is not always written.
    pub fn taken_back(&mut self, reason: &str) -> &mut Self {
        let reason = if reason.trim().is_empty() { "no reason written" } else { reason };
        self.text("VOID", "Entered in error", reason)
    }

    /// Every filled field of a form but those that stand elsewhere in the message. What only the pen fills is no field of a sheet.
    pub fn sheet(&mut self, id: FormId, sheet: &Sheet, elsewhere: &[&str], on: NaiveDate) -> &mut Self {
        let masters = self.masters;
        for item in &form(id).items {
            let value = sheet.get(&item.code);
            if value.is_empty() || item.kind.is_for_pen() || elsewhere.contains(&item.code.as_str()) {
                continue;
            }
            let code = [id.code(), ".", &item.code].concat();
            let told = || shown(item, value, masters, on, Lang::En);
            let label = item.label.en.as_str();
            match item.kind {
                ItemKind::Moment | ItemKind::Planned => match DateTime::parse_from_rfc3339(value) {
                    Ok(at) => {
                        self.time(&code, label, Some(at));
                    }
                    Err(_typed) => {
                        self.text(&code, label, value);
                    }
                },
                ItemKind::Date if value.parse::<NaiveDate>().is_ok() => {
                    self.begin("DT", &[&code, label, codes::OURS]).text(5, &value.replace('-', "")).text(11, "F").end();
                }
                ItemKind::Choice(_)
                | ItemKind::Sex
                | ItemKind::Yes
                | ItemKind::State
                | ItemKind::Triage
                | ItemKind::Doctor
                | ItemKind::Department
                | ItemKind::Ward => {
                    let mut obx = self.begin("CWE", &[&code, label, codes::OURS]);
                    obx.parts(5, &[value, &told(), codes::OURS]).text(11, "F").end();
                }
                _ => {
                    self.text(&code, label, &told());
                }
            }
        }
        self
    }
}

/// What ACC says: a medico-legal case without segments of our own making.
#[derive(Default)]
pub(super) struct Accident<'t> {
    pub at: Option<DateTime<FixedOffset>>,
    /// Code and words of the kind.
    pub kind: (&'t str, &'t str),
    pub place: &'t str,
    pub about: &'t str,
    pub brought_by: &'t str,
    pub police_told: bool,
}

impl Accident<'_> {
    pub fn write(&self, out: &mut Vec<u8>) {
        let (code, words) = if self.kind.0.is_empty() { ("MLC", "Medico-legal case") } else { self.kind };
        let mut acc = Segment::new(out, "ACC");
        acc.time(1, self.at).parts(2, &[code, words, codes::OURS]).text(3, self.place).text(8, self.about);
        acc.text(9, self.brought_by).text(10, if self.police_told { "Y" } else { "N" }).end();
    }
}
