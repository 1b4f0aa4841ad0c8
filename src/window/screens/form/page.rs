//! One form as it stands: whom it is about, what the records knew, what was typed over it. Holds no rule; the desk judges.

use crate::desk::cases::{FormDraft, person_form};
use crate::desk::views::{Match, Matched, PatientLine, fill_sheet};
use crate::hospital::forms::{Form, FormId, Item, ItemKind, Sheet, form, shown};
use crate::hospital::lab::Accession;
use crate::hospital::opd_form::{OpdForm, Remark};
use crate::hospital::pack::{Bilingual, Lang, Masters};
use crate::window::screens::likely::Taken;
use chrono::NaiveDate;
use std::collections::BTreeSet;

/// The names under which a form says whom or what it is about.
const SUBJECTS: [&str; 4] = ["stay", "record", "patient", "arrival"];
/// Forms whose records can be corrected.
const RECORDS: [FormId; 6] = [FormId::Mlc, FormId::Birth, FormId::Stillbirth, FormId::Death, FormId::Cause, FormId::Indent];
/// What a form was filled from, as it goes along to the desk.
const MATCHED: &str = "matched";
/// What comes along with it and has no box.
const BESIDE: [&str; 4] = [MATCHED, "title", "relative_name_hi", "abha"];
/// Where the reason of a correction stands, so that a record's own field of that name is left alone.
const CORRECTION_REASON: &str = "correction_reason";

/// Which form, about whom: what was typed is kept under it while a person is signed in.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Key {
    pub form: FormId,
    pub of: String,
}

impl Key {
    /// The key of a form and what is known of its subject.
    pub fn new(form: FormId, values: &Sheet) -> Self {
        let thing = thing(form).map(|name| values.get(name).trim()).filter(|t| !t.is_empty());
        let of = thing.or_else(|| subject(form, values)).unwrap_or_default().to_owned();
        Self { form, of }
    }
}

/// The value that says whom a form is about; none where a field of the form has that name.
fn subject(id: FormId, values: &Sheet) -> Option<&str> {
    SUBJECTS.iter().filter(|name| form(id).item(name).is_none()).map(|name| values.get(name).trim()).find(|t| !t.is_empty())
}

/// The value that says which bed, tube, incident or line a form is about: what was typed about another must not be found in it.
fn thing(id: FormId) -> Option<&'static str> {
    let of_tube = matches!(
        id,
        FormId::LabStep | FormId::LabReject | FormId::LabRecollect | FormId::LabRelabel | FormId::LabCall | FormId::LabTell
    );
    match id {
        FormId::Bed => Some("bed"),
        FormId::IncidentLine => Some("incident"),
        FormId::Roster | FormId::RosterStrike => Some("line"),
        _ => of_tube.then_some("tube"),
    }
}

/// A field and the place where its text stands.
#[derive(Clone, Copy)]
pub struct Asked {
    pub item: &'static Item,
    pub slot: &'static str,
    pub needed: bool,
}

/// A section: its title, its fields, and what is left for the pen.
pub struct Part {
    pub title: &'static Bilingual,
    pub fields: Vec<Asked>,
    pub by_pen: Vec<&'static Item>,
}

/// A form as it stands.
pub struct Page {
    pub form: FormId,
    /// Whom it is about, and what no field shows: goes along as it came.
    pub given: Sheet,
    /// Text of the boxes.
    pub typed: Sheet,
    /// What the records knew, as they keep it and as it was shown.
    known: Sheet,
    known_shown: Sheet,
    touched: BTreeSet<String>,
    /// Typed into since it was last kept on the disk.
    pub unkept: bool,
    pub about: Option<PatientLine>,
    pub remarks: Vec<Remark>,
    /// A number typed to say whom it is about.
    pub seek: String,
    /// A sentence's id beside it.
    pub seek_fault: Option<&'static str>,
    /// The record's own form, for a correction.
    of_record: Option<FormId>,
    /// Whom of the patient index it was filled from; lost when the program ends, unlike the match itself.
    taken: Option<Taken>,
    /// As it was before.
    before: Option<Box<Before>>,
}

/// One step back.
struct Before {
    given: Sheet,
    typed: Sheet,
    touched: BTreeSet<String>,
    seek: String,
}

impl Page {
    pub fn new(id: FormId) -> Self {
        Self {
            form: id,
            given: Sheet::default(),
            typed: Sheet::default(),
            known: Sheet::default(),
            known_shown: Sheet::default(),
            touched: BTreeSet::new(),
            unkept: false,
            about: None,
            remarks: Vec::new(),
            seek: String::new(),
            seek_fault: None,
            of_record: None,
            taken: None,
            before: None,
        }
    }

    /// Takes what the one who opened the form knows. It was chosen just now, so it goes over what was typed before.
    pub fn give(&mut self, values: &Sheet) {
        for (code, value) in values.iter() {
            if form(self.form).item(code).is_some() {
                self.typed.set(code, value);
            } else {
                self.given.set(code, value);
            }
        }
    }

    pub fn names_somebody(&self) -> bool {
        subject(self.form, &self.given).is_some()
    }

    /// A scanned label goes where the form asks for one: the new label, labels printed ahead, or one tube more. True when it did.
    pub fn take_tube(&mut self, text: &str) -> bool {
        let Ok(tube) = Accession::parse(text) else { return false };
        let slots: &[&str] = match self.form {
            FormId::LabRelabel => &["tube", "to"],
            FormId::LabRecollect => &["tube", "labels"],
            _ => &["tube"],
        };
        let has = |slot: &&&str| form(self.form).item(slot).is_some();
        let empty = slots.iter().filter(has).find(|slot| self.typed.get(slot).trim().is_empty());
        let several = matches!(self.form, FormId::LabStep | FormId::LabReject);
        let Some(slot) = empty.or_else(|| slots.iter().rfind(has)) else { return false };
        let before = self.typed.get(slot).trim().to_owned();
        if before.contains(&tube.to_string()) {
            return true;
        }
        let text = if several && !before.is_empty() { format!("{before} {tube}") } else { tube.to_string() };
        self.typed.set(slot, text);
        self.touched.insert((*slot).to_owned());
        self.unkept = true;
        true
    }

    /// True when a person typed into it.
    pub fn is_touched(&self) -> bool {
        !self.touched.is_empty()
    }

    /// As it is kept on the disk: only what a person typed.
    pub fn draft(&self) -> FormDraft {
        let mut typed = Sheet::default();
        for slot in &self.touched {
            typed.set(slot, self.typed.get(slot));
        }
        let mut given = self.given.clone();
        if let Some(name) = thing(self.form).filter(|name| form(self.form).item(name).is_some()) {
            given.set(name, self.typed.get(name));
        }
        FormDraft { form: self.form, given, typed }
    }

    /// A form as it was kept.
    pub fn restored(draft: &FormDraft) -> Self {
        let mut page = Self::new(draft.form);
        page.give(&draft.given);
        draft.typed.iter().for_each(|(slot, text)| page.typed.set(slot, text));
        page.touched = draft.typed.iter().map(|(slot, _)| slot.to_owned()).collect();
        page
    }

    /// True where nobody is named yet and somebody can be.
    pub const fn takes_person(id: FormId) -> bool {
        matches!(id, FormId::Admission | FormId::Request | FormId::Arrival | FormId::LabOrder)
    }

    /// True while the form has the boxes of somebody new.
    pub fn asks_person(&self) -> bool {
        match self.form {
            FormId::Identify => self.typed.get("is").trim().is_empty(),
            id => Self::takes_person(id) && !self.names_somebody(),
        }
    }

    /// What is typed of somebody new, to look for them.
    pub fn person(&self) -> OpdForm {
        person_form(&self.typed_and_beside())
    }

    /// The boxes as typed, and what came with a match and has no box.
    fn typed_and_beside(&self) -> Sheet {
        let mut values = self.typed.clone();
        for code in BESIDE {
            values.set(code, self.given.get(code));
        }
        values
    }

    /// What it was filled from, while it still has that person's number.
    pub fn matched(&self) -> Option<Matched> {
        if self.given.get(MATCHED).is_empty() { None } else { self.person().still_matched().cloned() }
    }

    /// Who it was filled from, while it still has that person's number.
    pub fn taken(&self) -> Option<&Taken> {
        self.taken.as_ref().filter(|_| self.matched().is_some())
    }

    /// Fills the boxes of somebody new from the patient index; one step back is kept.
    pub fn take_central(&mut self, found: &Match, masters: &Masters, today: NaiveDate) {
        let Some(line) = found.central() else { return };
        let (given, typed, touched) = (self.given.clone(), self.typed.clone(), self.touched.clone());
        let mut values = self.typed_and_beside();
        self.before = Some(Box::new(Before { given, typed, touched, seek: std::mem::take(&mut self.seek) }));
        let kept = fill_sheet(line, &mut values, masters, today);
        for item in &form(FormId::Person).items {
            let value = values.get(&item.code);
            if value != self.typed.get(&item.code) {
                self.put(&item.code, value);
            }
        }
        for code in BESIDE {
            self.given.set(code, values.get(code));
        }
        self.taken = Some(Taken { found: found.clone(), kept });
        self.unkept = true;
    }

    pub const fn can_go_back(&self) -> bool {
        self.before.is_some()
    }

    /// What was typed of the person before comes back; what was typed of anything else since stays. True when there was something.
    pub fn go_back(&mut self) -> bool {
        let Some(before) = self.before.take() else { return false };
        for item in &form(FormId::Person).items {
            self.typed.set(&item.code, before.typed.get(&item.code));
            if !before.touched.contains(&item.code) {
                self.touched.remove(&item.code);
            }
        }
        for code in BESIDE {
            self.given.set(code, before.given.get(code));
        }
        self.seek = before.seek;
        self.taken = None;
        self.remarks.clear();
        self.unkept = true;
        true
    }

    /// True where a known patient can be named by number.
    pub fn seeks(&self) -> bool {
        let may = matches!(
            self.form,
            FormId::Mlc | FormId::Birth | FormId::Stillbirth | FormId::Death | FormId::Cause | FormId::Discharge
        );
        (may || Self::takes_person(self.form) || matches!(self.form, FormId::Transfer | FormId::Swap)) && !self.names_somebody()
    }

    /// What the records know goes into every box that nobody typed into.
    pub fn take_known(&mut self, known: &Sheet, masters: &Masters, today: NaiveDate, lang: Lang) {
        if self.form == FormId::Correction {
            self.of_record = record_form(known);
        }
        for asked in self.all() {
            let raw = known.get(&asked.item.code);
            if raw.is_empty() || asked.slot == CORRECTION_REASON {
                continue;
            }
            let text = as_typed(asked.item, raw, masters, today, lang);
            self.known.set(asked.slot, raw);
            self.known_shown.set(asked.slot, text.clone());
            if !self.touched.contains(asked.slot) && self.typed.get(asked.slot).trim().is_empty() {
                self.typed.set(asked.slot, text);
            }
        }
    }

    /// Something was chosen for a slot, not typed into its box.
    pub fn put(&mut self, slot: &str, text: &str) {
        self.typed.set(slot, text);
        self.touched.insert(slot.to_owned());
        self.unkept = true;
        self.remarks.retain(|r| r.field.code() != slot);
    }

    /// A box was typed into.
    pub fn touch(&mut self, asked: Asked) {
        self.touched.insert(asked.slot.to_owned());
        self.unkept = true;
        self.remarks.retain(|r| r.field.code() != asked.item.code);
    }

    fn forms(&self) -> Vec<&'static Form> {
        let own = form(self.form);
        let person = form(FormId::Person);
        match self.form {
            FormId::Correction => self.of_record.map(form).into_iter().chain([own]).collect(),
            FormId::Identify if self.typed.get("is").trim().is_empty() => vec![own, person],
            id if Self::takes_person(id) && !self.names_somebody() => vec![person, own],
            _ => vec![own],
        }
    }

    /// Every field, asked or not.
    fn all(&self) -> Vec<Asked> {
        let mut all = Vec::new();
        for form in self.forms() {
            all.extend(form.items.iter().map(|item| self.asked(form.id, item)));
        }
        all
    }

    fn asked(&self, id: FormId, item: &'static Item) -> Asked {
        let slot = if id == FormId::Correction { CORRECTION_REASON } else { item.code.as_str() };
        let needed = match (id, self.form) {
            // Nobody has to be known to be taken in.
            (FormId::Person, FormId::Arrival) => false,
            (FormId::Person, _) if item.code == "name" => true,
            _ => item.is_needed(&self.typed),
        };
        Asked { item, slot, needed }
    }

    /// The form as it is drawn now.
    pub fn parts(&self) -> Vec<Part> {
        let mut parts: Vec<Part> = Vec::new();
        for form in self.forms() {
            for (title, items) in form.sections() {
                let mut part = Part { title, fields: Vec::new(), by_pen: Vec::new() };
                for item in items.iter().filter_map(|i| form.item(&i.code)) {
                    if item.kind.is_for_pen() {
                        part.by_pen.push(item);
                    } else if item.is_asked(&self.typed) {
                        part.fields.push(self.asked(form.id, item));
                    }
                }
                match parts.last_mut() {
                    // Two forms that begin with the patient are one section.
                    Some(last) if std::ptr::eq(last.title, title) => {
                        last.fields.append(&mut part.fields);
                        last.by_pen.append(&mut part.by_pen);
                    }
                    _ if part.fields.is_empty() && part.by_pen.is_empty() => {}
                    _ => parts.push(part),
                }
            }
        }
        parts
    }

    /// Where typing starts: the first box with a remark, else the first empty one.
    pub fn first(&self) -> Option<&'static str> {
        let fields: Vec<Asked> = self.parts().into_iter().flat_map(|p| p.fields).collect();
        let bad = fields.iter().find(|a| self.remarks.iter().any(|r| r.field.code() == a.item.code));
        let needed = fields.iter().find(|a| a.needed && self.typed.get(a.slot).trim().is_empty());
        let empty = fields.iter().find(|a| self.typed.get(a.slot).trim().is_empty());
        if self.form == FormId::Correction && bad.is_none() {
            return fields.first().map(|a| a.slot);
        }
        bad.or(needed).or(empty).or(fields.first()).map(|a| a.slot)
    }

    /// Where typing goes on once the person is filled in: what is still missing, else the first empty box behind the person's.
    pub fn after_person(&self) -> Option<&'static str> {
        let fields: Vec<Asked> = self.parts().into_iter().flat_map(|p| p.fields).collect();
        let mut empty = fields.iter().filter(|a| self.typed.get(a.slot).trim().is_empty());
        let own = |a: &&Asked| form(FormId::Person).item(&a.item.code).is_none() && a.slot != "is";
        let needed = empty.clone().find(|a| a.needed);
        needed.or_else(|| empty.find(own)).map(|a| a.slot)
    }

    /// Remarks on what this form does not show.
    pub fn stray(&self) -> Vec<&Remark> {
        let shown: Vec<Asked> = self.parts().into_iter().flat_map(|p| p.fields).collect();
        self.remarks.iter().filter(|r| shown.iter().all(|a| a.item.code != r.field.code())).collect()
    }

    /// What is sent to the desk. What stands as the records knew it goes back exactly so.
    pub fn to_send(&self) -> Sheet {
        let mut sheet = self.given.clone();
        for asked in self.parts().into_iter().flat_map(|p| p.fields) {
            let (text, raw) = (self.typed.get(asked.slot), self.known.get(asked.slot));
            let as_known = !raw.is_empty() && text == self.known_shown.get(asked.slot);
            let correction = self.form == FormId::Correction;
            let value = match (correction, as_known) {
                (true, true) => "",
                // A field that the records know is emptied by a hyphen; a box left empty says nothing.
                (_, false) if text.trim().is_empty() && !raw.is_empty() => "-",
                (false, true) => raw,
                _ => text,
            };
            sheet.set(asked.slot, value);
        }
        sheet.filled()
    }
}

/// A kept value as it would be typed: codes stay codes, times and ages are written as people write them.
fn as_typed(item: &Item, raw: &str, masters: &Masters, today: NaiveDate, lang: Lang) -> String {
    match item.kind {
        ItemKind::Moment | ItemKind::Planned | ItemKind::Date | ItemKind::Age | ItemKind::Mobile => {
            shown(item, raw, masters, today, lang)
        }
        _ => raw.to_owned(),
    }
}

/// Which form a record's values are of: the one that has all of them.
fn record_form(values: &Sheet) -> Option<FormId> {
    let has_all = |id: &FormId| values.iter().all(|(code, _)| form(*id).item(code).is_some());
    let musts = |id: &FormId| {
        let needed = form(*id).items.iter().filter(|i| !i.kind.is_for_pen() && i.is_needed(values));
        needed.filter(|i| values.get(&i.code).is_empty()).count()
    };
    RECORDS.into_iter().filter(|id| !values.is_empty() && has_all(id)).min_by_key(musts)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hospital::pack::{check, demo};

    fn day() -> NaiveDate {
        NaiveDate::from_ymd_opt(2022, 11, 24).unwrap()
    }

    #[test]
    fn a_correction_sends_only_what_was_changed() {
        let masters = check(&demo::files()).unwrap();
        let mut page = Page::new(FormId::Correction);
        page.give(&Sheet::from([("record", "K7A-12")]));
        let known = Sheet::from([
            ("arrived", "2022-11-24T08:14:31+05:30"),
            ("made", "2022-11-24T08:20:00+05:30"),
            ("kind", "road-accident"),
            ("mark_1", "Scar"),
            ("injuries", "1. Cut"),
        ]);
        page.take_known(&known, &masters, day(), Lang::En);
        assert_eq!(page.typed.get("arrived"), "24-11-2022 08:14");
        page.typed.set("mark_1", "Scar, left arm");
        page.typed.set("injuries", "");
        page.typed.set(CORRECTION_REASON, "misread");
        let wanted =
            Sheet::from([("record", "K7A-12"), ("mark_1", "Scar, left arm"), ("injuries", "-"), (CORRECTION_REASON, "misread")]);
        assert!(page.to_send() == wanted, "{:?}", page.to_send().iter().collect::<Vec<_>>());
    }

    #[test]
    fn a_form_about_nobody_asks_who_it_is() {
        let mut page = Page::new(FormId::Admission);
        let first = |page: &Page| page.parts().first().and_then(|p| p.fields.first().map(|f| f.slot));
        assert_eq!(first(&page), Some("name"));
        assert!(page.seeks());
        page.give(&Sheet::from([("patient", "MK7A-000001-T"), ("bed", "MED-M1-03")]));
        assert_eq!((first(&page), page.seeks()), (Some("ward"), false));
        assert_eq!((page.typed.get("bed"), page.given.get("patient")), ("MED-M1-03", "MK7A-000001-T"));
    }

    #[test]
    fn what_is_typed_is_kept_by_form_and_subject() {
        let of = |id, pairs: [(&str, &str); 1]| Key::new(id, &Sheet::from(pairs)).of;
        assert_eq!(of(FormId::Transfer, [("stay", "K7A-4")]), "K7A-4");
        assert_eq!(of(FormId::Bed, [("bed", "MED-M1-03")]), "MED-M1-03");
        assert_eq!(of(FormId::Admission, [("bed", "MED-M1-03")]), "", "a bed is no patient");
        assert_eq!(of(FormId::Indent, [("patient", "MK7A-000001-T")]), "", "a field of the form");
    }
}
