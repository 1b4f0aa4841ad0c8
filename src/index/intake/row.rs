//! The cells of one record as a patient. Each cell is read by its own rule; what is wrong goes on the list with its column.

use super::Row;
use super::birth::{self, Found};
use super::fault::{Done, FaultKind, RowFault};
use super::header::Header;
use super::numbers;
use super::person;
use super::records::{Manner, Records};
use super::text::{self, Mended};
use crate::hospital::central::{Born, CentralPatient};
use crate::hospital::identifiers::UhidPattern;
use crate::hospital::pack::{DateOrder, IndexColumns};
use crate::hospital::person::{PersonName, Relation};
use crate::hospital::sex::Sex;
use chrono::NaiveDate;
use std::borrow::Cow;

/// What the same rules are for every row.
pub(super) struct Rules {
    uhid: UhidPattern,
    as_of: NaiveDate,
    dates: DateOrder,
    /// In lower case.
    gone: Vec<String>,
}

impl Rules {
    pub fn new(columns: &IndexColumns, uhid: UhidPattern, as_of: NaiveDate) -> Self {
        Self { uhid, as_of, dates: columns.dates, gone: columns.gone.iter().map(|word| word.to_lowercase()).collect() }
    }
}

/// The row gives no patient; its fault is on the list.
struct Lost;

/// The cells of the record that was cut last, with the list of their faults.
pub(super) struct Cells<'a, R> {
    records: &'a Records<R>,
    header: &'a Header,
    line: u64,
    faults: Vec<RowFault>,
}

/// Who the patient is told apart by.
#[derive(Default)]
struct Kin {
    relation: Option<Relation>,
    name: PersonName,
}

impl<'a, R: std::io::Read> Cells<'a, R> {
    pub fn new(records: &'a Records<R>, header: &'a Header, line: u64) -> Self {
        Self { records, header, line, faults: Vec::new() }
    }

    pub fn into_faults(self) -> Vec<RowFault> {
        self.faults
    }

    /// The patient; `None` when the row is left out.
    pub fn row(&mut self, manner: Manner, rules: &Rules) -> Option<Row> {
        let short = self.form(manner).ok()?;
        let taken = self.whole(rules).ok();
        if short {
            return self.short(taken);
        }
        taken
    }

    fn whole(&mut self, rules: &Rules) -> Result<Row, Lost> {
        let slots = &self.header.slots;
        let uhid = self.uhid(slots.uhid, rules)?;
        let change = self.field(slots.change, |text| Ok((text.to_lowercase(), None))).unwrap_or_default();
        if rules.gone.contains(&change) {
            return Ok(Row { line: self.line, patient: CentralPatient { uhid, ..CentralPatient::default() }, gone: true });
        }
        let sex = self.field(slots.sex, |text| person::sex(text).map(|sex| (sex, None))).flatten();
        let (name, mut kin) = self.name(sex)?;
        self.kin(sex, &mut kin);
        let relative = (kin.name != PersonName::default()).then_some(kin.name);
        let patient = CentralPatient {
            uhid,
            name,
            relation: kin.relation.filter(|_| relative.is_some()),
            relative,
            sex,
            born: self.born(rules),
            mobile: self.field(slots.mobile, numbers::mobile),
            abha: self.field(slots.abha, numbers::abha),
            pin: self.field(slots.pin, numbers::pin),
            place: self.place(),
        };
        Ok(Row { line: self.line, patient, gone: false })
    }

    /// What is wrong with the record as such. `true`: it ends too early.
    fn form(&mut self, manner: Manner) -> Result<bool, Lost> {
        let (found, wanted) = (self.records.cells(), self.header.names.len());
        // Blanks, and the zero bytes that a broken copy ends with.
        let empty = |i: usize| self.records.cell(i).iter().all(|b| *b <= b' ');
        if (0..found).all(empty) {
            let kind = if found == 1 { FaultKind::LineEmpty } else { FaultKind::RowEmpty };
            return Err(self.pass_over(kind));
        }
        let beyond = found > wanted;
        if beyond && !(wanted..found).all(empty) {
            return Err(self.lose(None, FaultKind::ColumnsMany));
        }
        for (is, kind) in [
            (manner.open, FaultKind::QuoteOpen),
            (manner.stray, FaultKind::QuoteStray),
            (manner.cr, FaultKind::LineEndCr),
            (beyond, FaultKind::ColumnsMany),
        ] {
            if is {
                self.fault(None, kind, Done::Mended);
            }
        }
        if self.is_header() {
            return Err(self.pass_over(FaultKind::HeaderAgain));
        }
        Ok(found < wanted)
    }

    fn is_header(&self) -> bool {
        let slots = &self.header.slots;
        let same =
            |column: usize| self.records.cell(column).trim_ascii().eq_ignore_ascii_case(self.header.name(column).as_bytes());
        same(slots.uhid) && same(slots.name)
    }

    /// Some programs leave empty columns at the end of a row out. Such a row is taken when nothing else in it is wrong; else a column in the
    /// middle may be missing, and every one behind it would be another's.
    fn short(&mut self, row: Option<Row>) -> Option<Row> {
        let good = row.is_some() && self.faults.is_empty();
        self.faults.clear();
        self.fault(None, FaultKind::ColumnsFew, if good { Done::Mended } else { Done::RowLeftOut });
        row.filter(|_| good)
    }

    fn fault(&mut self, column: Option<usize>, kind: FaultKind, done: Done) {
        let column = column.map_or_else(String::new, |at| self.header.name(at).to_owned());
        self.faults.push(RowFault { line: self.line, column, kind, done });
    }

    fn lose(&mut self, column: Option<usize>, kind: FaultKind) -> Lost {
        self.fault(column, kind, Done::RowLeftOut);
        Lost
    }

    fn pass_over(&mut self, kind: FaultKind) -> Lost {
        self.fault(None, kind, Done::PassedOver);
        Lost
    }

    /// The text of a cell; what was mended is on the list.
    fn text(&mut self, column: usize) -> Result<Cow<'a, str>, FaultKind> {
        let mut mended = Mended::default();
        let text = text::clean(self.records.cell(column), &mut mended);
        if text.is_ok() {
            for kind in mended.kinds() {
                self.fault(Some(column), kind, Done::Mended);
            }
        }
        text
    }

    /// A value that the row can do without.
    fn field<T>(&mut self, column: Option<usize>, read: impl Fn(&str) -> Found<T>) -> Option<T> {
        let column = column?;
        let found = match self.text(column) {
            Ok(text) if text.is_empty() => return None,
            Ok(text) => read(&text),
            Err(kind) => Err(kind),
        };
        match found {
            Ok((value, kind)) => {
                if let Some(kind) = kind {
                    self.fault(Some(column), kind, Done::Mended);
                }
                Some(value)
            }
            Err(kind) => {
                self.fault(Some(column), kind, Done::FieldLeftOut);
                None
            }
        }
    }

    fn uhid(&mut self, column: usize, rules: &Rules) -> Result<String, Lost> {
        let found = self.text(column).and_then(|text| numbers::uhid(&text, &rules.uhid));
        let (uhid, kind) = found.map_err(|kind| self.lose(Some(column), kind))?;
        if let Some(kind) = kind {
            self.fault(Some(column), kind, Done::Mended);
        }
        Ok(uhid)
    }

    /// A text without Aadhaar numbers and not too long.
    fn kept(&mut self, column: usize, keep: fn(Cow<'_, str>) -> person::Kept<'_>) -> Result<Cow<'a, str>, FaultKind> {
        let kept = keep(self.text(column)?);
        for (is, kind) in [(kept.aadhaar, FaultKind::Aadhaar), (kept.cut, FaultKind::TextLong)] {
            if is {
                self.fault(Some(column), kind, Done::Mended);
            }
        }
        Ok(kept.text)
    }

    /// The name, and the relative that stands in the same cell.
    fn name(&mut self, sex: Option<Sex>) -> Result<(PersonName, Kin), Lost> {
        let slots = &self.header.slots;
        let (mut name, mut kin, mut wrong) = (PersonName::default(), Kin::default(), None);
        for column in std::iter::once(slots.name).chain(slots.name_hi) {
            let read = self.kept(column, person::keep_name);
            match read.and_then(|text| person::no_name(&text).map_or(Ok(text), Err)) {
                Ok(text) => put_name(&text, sex, &mut name, &mut kin),
                // A name in the other script is as good.
                Err(kind) => {
                    wrong = wrong.or(Some((column, kind)));
                    if column != slots.name && kind != FaultKind::NameEmpty {
                        self.fault(Some(column), kind, Done::FieldLeftOut);
                    }
                }
            }
        }
        match wrong {
            Some((column, kind)) if name == PersonName::default() => {
                self.faults.retain(|fault| fault.done == Done::Mended);
                Err(self.lose(Some(column), kind))
            }
            Some((column, kind)) if column == slots.name && kind != FaultKind::NameEmpty => {
                self.fault(Some(column), kind, Done::FieldLeftOut);
                Ok((name, kin))
            }
            _ => Ok((name, kin)),
        }
    }

    /// The relative's own columns; what they say stands before what the name said.
    fn kin(&mut self, sex: Option<Sex>, kin: &mut Kin) {
        let slots = &self.header.slots;
        let said = |text: &str| person::relation(text, sex).map(|r| (r, None)).ok_or(FaultKind::RelationUnknown);
        let relation = self.field(slots.relation, said);
        let mut own = Kin::default();
        for column in slots.relative.into_iter().chain(slots.relative_hi) {
            match self.kept(column, person::keep_name) {
                Ok(text) if text.is_empty() => {}
                Ok(text) if !text.chars().any(char::is_alphabetic) => {
                    self.fault(Some(column), FaultKind::RelativeNoLetters, Done::FieldLeftOut);
                }
                Ok(text) => match person::at_relation(&text, sex) {
                    Some(("", mark, name)) => {
                        own.relation.get_or_insert(mark);
                        person::by_script(name, &mut own.name);
                    }
                    _ => person::by_script(&text, &mut own.name),
                },
                Err(kind) => self.fault(Some(column), kind, Done::FieldLeftOut),
            }
        }
        if own.name != PersonName::default() {
            *kin = own;
        }
        kin.relation = relation.or(kin.relation);
    }

    /// From the date of birth, else the year, else the age.
    fn born(&mut self, rules: &Rules) -> Born {
        let slots = &self.header.slots;
        let date = |text: &str| birth::date(text, rules.dates, rules.as_of);
        self.field(slots.born, date)
            .or_else(|| self.field(slots.birth_year, |text| birth::year(text, rules.as_of)))
            .or_else(|| self.age(rules))
            .unwrap_or_default()
    }

    /// The age, said on the day of its column.
    fn age(&mut self, rules: &Rules) -> Option<Born> {
        let slots = &self.header.slots;
        let age = slots.age?;
        if self.records.cell(age).trim_ascii().is_empty() {
            return None;
        }
        let Some(column) = slots.age_on else { return self.field(Some(age), |text| birth::age(text, rules.as_of)) };
        let day = self.text(column).and_then(|text| birth::date(&text, rules.dates, rules.as_of));
        let day = match day {
            Ok((Born::Day(day), _)) => Some(day),
            // The middle of a year, where no more is known.
            Ok((Born::Year(year), _)) => NaiveDate::from_ymd_opt(i32::from(year), 7, 1),
            _ => None,
        };
        if let Some(day) = day {
            return self.field(Some(age), |text| birth::age(text, day));
        }
        self.fault(Some(column), FaultKind::AgeDay, Done::FieldLeftOut);
        None
    }

    fn place(&mut self) -> String {
        let header = self.header;
        let mut place = String::new();
        for column in &header.slots.place {
            match self.kept(*column, person::keep_place) {
                Ok(text) if text.is_empty() || text == place => {}
                Ok(text) => {
                    if !place.is_empty() {
                        place.push_str(", ");
                    }
                    place.push_str(&text);
                }
                Err(kind) => self.fault(Some(*column), kind, Done::FieldLeftOut),
            }
        }
        place
    }
}

/// Puts a name where its script belongs; a relative in the same cell goes to `kin`.
fn put_name(text: &str, sex: Option<Sex>, name: &mut PersonName, kin: &mut Kin) {
    let own = match person::at_relation(text, sex) {
        Some((own, relation, relative)) if person::no_name(relative).is_none() => {
            kin.relation.get_or_insert(relation);
            person::by_script(relative, &mut kin.name);
            // `B/o Sunita`: a newborn has no other name yet.
            if own.is_empty() { text } else { own }
        }
        Some((own, _, _)) if !own.is_empty() => own,
        _ => text,
    };
    person::by_script(own, name);
}
