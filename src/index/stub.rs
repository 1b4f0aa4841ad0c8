//! A thin stand-in for the real index until search and press are here: people line by line, searched one by one. To be thrown away.

use super::sealed::{SealedReader, SealedWriter};
use super::{Ask, FileKey, Head, Hit, IndexError, Section};
use crate::hospital::central::{Born, CentralPatient};
use crate::hospital::identifiers::{AbhaNumber, Mobile, Pin};
use crate::hospital::matching::Why;
use crate::hospital::names::{self, Kind};
use crate::hospital::person::{PersonName, Relation};
use crate::hospital::sex::Sex;
use chrono::NaiveDate;
use std::fs::File;
use std::path::Path;

pub struct Index {
    reader: SealedReader,
    people: Vec<(u64, usize)>,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Stats {
    pub people: u64,
    pub bytes: u64,
    pub sections: Vec<(&'static str, u64)>,
}

#[derive(Debug)]
pub struct Checked {
    pub pages: u64,
    pub faults: Vec<IndexError>,
}

impl Index {
    pub fn head(path: &Path) -> Result<Head, IndexError> {
        let file = File::open(path).map_err(|e| IndexError::Disk(crate::disk::DiskError::new(path, e)))?;
        Ok(Head::read(&file, path)?.0)
    }

    pub fn open(path: &Path, key: &FileKey, site: &str) -> Result<Self, IndexError> {
        let reader = SealedReader::open(path, key)?;
        if reader.head.site != site {
            return Err(IndexError::OtherSite { found: reader.head.site.clone() });
        }
        let mut people = Vec::new();
        let mut start = 0;
        for line in reader.whole(Section::Blocks)?.chunks_exact(8) {
            let len = u64::from_le_bytes(line.try_into().unwrap_or_default());
            people.push((start, usize::try_from(len).unwrap_or(0)));
            start += len;
        }
        Ok(Self { reader, people })
    }

    fn person(&self, (start, len): (u64, usize)) -> Result<CentralPatient, IndexError> {
        let mut out = Vec::new();
        self.reader.read(Section::Records, start, len, &mut out)?;
        let text = String::from_utf8_lossy(&out).into_owned();
        let cells: Vec<&str> = text.split('\t').collect();
        let cell = |n: usize| cells.get(n).copied().unwrap_or("");
        let some = |n: usize| Some(cell(n).to_owned()).filter(|t| !t.is_empty());
        let name = |n: usize| PersonName { honorific: None, latin: some(n), devanagari: some(n + 1) };
        let born = match cell(7) {
            "" => Born::Unknown,
            text => text.parse().map(Born::Day).or_else(|_| text.parse().map(Born::Year)).unwrap_or_default(),
        };
        Ok(CentralPatient {
            uhid: cell(0).to_owned(),
            name: name(1),
            relation: Relation::parse(cell(3)),
            relative: Some(name(4)).filter(|n| n.latin.is_some() || n.devanagari.is_some()),
            sex: Sex::parse(cell(6)),
            born,
            mobile: Mobile::parse(cell(8)).ok(),
            abha: AbhaNumber::parse(cell(9)).ok(),
            pin: Pin::parse(cell(10)).ok(),
            place: cell(11).to_owned(),
        })
    }

    pub fn search(&self, ask: &Ask, stop: &dyn Fn() -> bool) -> Result<Vec<Hit>, IndexError> {
        let mut hits = Vec::new();
        let typed = if ask.name.is_empty() { ask.words.join(" ") } else { ask.name.clone() };
        for at in &self.people {
            if stop() {
                return Err(IndexError::Stopped);
            }
            let person = self.person(*at)?;
            let mut why = Vec::new();
            let mobile = person.mobile.as_ref().map(|m| m.digits().to_owned()).unwrap_or_default();
            if !ask.mobile.is_empty() && mobile.starts_with(&ask.mobile) {
                why.push(Why::SameMobile);
            }
            if !ask.uhid.is_empty() && person.uhid == ask.uhid {
                why.push(Why::SameUhid);
            }
            let name = person.name.latin.clone().or_else(|| person.name.devanagari.clone()).unwrap_or_default();
            if !typed.is_empty() {
                match names::compare(&typed, &name).kind {
                    Kind::Same => why.push(Why::SameName),
                    Kind::Alike => why.push(Why::NameAlike),
                    Kind::Begins => why.push(Why::NameBegins),
                    Kind::Different => {}
                }
            }
            if !why.is_empty() {
                let bits = why.len() as f32 * 9.0;
                hits.push(Hit { person, score: 1.0 - 0.3 / why.len() as f32, bits, why });
            }
        }
        hits.sort_by(|a, b| b.score.total_cmp(&a.score));
        hits.truncate(20);
        Ok(hits)
    }

    pub fn person_by_uhid(&self, uhid: &str) -> Result<Option<CentralPatient>, IndexError> {
        for at in &self.people {
            let person = self.person(*at)?;
            if person.uhid == uhid {
                return Ok(Some(person));
            }
        }
        Ok(None)
    }

    pub fn check(&self, on: &mut dyn FnMut(u64, u64) -> bool) -> Result<Checked, IndexError> {
        Ok(Checked { pages: self.reader.head.pages, faults: self.reader.check(on)? })
    }

    pub fn stats(&self) -> Stats {
        Stats { people: self.reader.head.people, bytes: 0, sections: Section::ALL.iter().map(|s| (s.name(), self.reader.len(*s))).collect() }
    }
}

impl Ask {
    pub fn typed(text: &str, _today: NaiveDate) -> Self {
        let digits: String = text.chars().filter(char::is_ascii_digit).collect();
        if text.contains('/') {
            return Self { uhid: text.trim().to_owned(), ..Self::default() };
        }
        if digits.len() >= 4 && text.chars().all(|c| c.is_ascii_digit() || c == ' ') {
            return Self { mobile: digits, ..Self::default() };
        }
        Self { words: text.split_whitespace().map(str::to_owned).collect(), typing: true, ..Self::default() }
    }
}

/// Writes a file of these people.
pub fn press_few(path: &Path, head: Head, key: &FileKey, people: &[CentralPatient]) -> Result<u64, IndexError> {
    let mut writer = SealedWriter::create(path, head, key)?;
    let (mut records, mut lengths) = (Vec::new(), Vec::new());
    for p in people {
        let text = |t: &Option<String>| t.clone().unwrap_or_default();
        let relative = p.relative.clone().unwrap_or_default();
        let born = match p.born {
            Born::Unknown => String::new(),
            Born::Year(year) => year.to_string(),
            Born::Day(day) => day.to_string(),
        };
        let line = [
            p.uhid.clone(),
            text(&p.name.latin),
            text(&p.name.devanagari),
            p.relation.map(|r| r.code().to_owned()).unwrap_or_default(),
            text(&relative.latin),
            text(&relative.devanagari),
            p.sex.map(|s| s.code().to_owned()).unwrap_or_default(),
            born,
            p.mobile.as_ref().map(|m| m.digits().to_owned()).unwrap_or_default(),
            p.abha.as_ref().map(|a| a.digits().to_owned()).unwrap_or_default(),
            p.pin.as_ref().map(|p| p.as_str().to_owned()).unwrap_or_default(),
            p.place.clone(),
        ]
        .join("\t");
        lengths.extend((line.len() as u64).to_le_bytes());
        records.extend(line.as_bytes());
    }
    writer.begin(Section::Records)?;
    writer.write(&records)?;
    writer.begin(Section::Blocks)?;
    writer.write(&lengths)?;
    writer.finish(people.len() as u64)
}
