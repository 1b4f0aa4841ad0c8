//! Invented patients and visits in every shape that the exporters must carry, the same for the same seed.

use chrono::{DateTime, Duration, FixedOffset, NaiveDate};
use nirantar::exchange::{PatientRow, There, VisitRow, Void};
use nirantar::hospital::age::{Age, AgeUnit};
use nirantar::hospital::identifiers::{AadhaarTail, AbhaAddress, AbhaNumber, Mobile, Pin};
use nirantar::hospital::number::{CounterCode, Mode, Number, NumberParts, Series};
use nirantar::hospital::opd::{Fee, QueueState, Token, Visit, VisitKind};
use nirantar::hospital::pack::Masters;
use nirantar::hospital::person::{Address, Details, MobileOwner, PersonName, Relation, Relative};
use nirantar::hospital::sex::Sex;
use nirantar::journal::EntryId;

/// A patient and the visits, owned.
pub struct Person {
    pub id: EntryId,
    pub number: Number,
    pub details: Details,
    pub at: DateTime<FixedOffset>,
    pub voided: bool,
    pub visits: Vec<Attended>,
}

/// A visit, owned.
pub struct Attended {
    pub id: EntryId,
    pub visit: Visit,
    pub at: DateTime<FixedOffset>,
    pub state: QueueState,
    pub voided: bool,
}

/// Knuth's MMIX generator: enough chance for invented people.
pub struct Chance(u64);

impl Chance {
    pub fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % n
    }

    fn of<'t, T>(&mut self, list: &'t [T]) -> &'t T {
        let at = self.below(list.len() as u64);
        &list[usize::try_from(at).unwrap()]
    }
}

const NAMES: [(&str, &str); 8] = [
    ("Sunita Devi", "सुनीता देवी"),
    ("Mohan Ram", "मोहन राम"),
    ("Fatima", "फ़ातिमा"),
    ("Lakshmi Iyer", "लक्ष्मी अय्यर"),
    ("Om", "ओम"),
    ("D'Souza, Mary", "मैरी डिसूज़ा"),
    ("Kṛṣṇa Kumar", "कृष्ण कुमार"),
    ("Gurpreet \"Guri\" Singh", "गुरप्रीत सिंह"),
];
/// What a spreadsheet would run, and what only looks like it.
pub const RISKY: [&str; 7] = ["=HYPERLINK(\"x\")", "+91 98", "-2", "@SUM(A1)", "\tTab", "'quoted", "two\r\nlines, \"and\" more"];

pub fn time() -> DateTime<FixedOffset> {
    "2022-11-24T08:00:05+05:30".parse().unwrap()
}

fn number(mode: Mode, series: Series, serial: u32) -> Number {
    Number::new(&NumberParts { mode, series, counter: CounterCode::new("K7").unwrap(), letter: 'A', serial }).unwrap()
}

/// `count` patients with 1.5 visits each on average.
pub fn people(masters: &Masters, mode: Mode, count: u32) -> Vec<Person> {
    let mut chance = Chance(42);
    let mut sequence = 1;
    let mut visit_serial = 0;
    (1..=count)
        .map(|serial| {
            let at = time() + Duration::seconds(i64::from(serial) * 11);
            let mut next = || {
                sequence += 1;
                EntryId { counter: CounterCode::new("K7").unwrap(), letter: 'A', sequence }
            };
            let id = next();
            let details = details(&mut chance, masters, serial, at.date_naive());
            let voided = serial.is_multiple_of(13);
            let visits = (0..=chance.below(2))
                .map(|nth| {
                    visit_serial += 1;
                    let visit = visit(&mut chance, masters, mode, visit_serial);
                    let id = if nth == 0 { id.clone() } else { next() };
                    let at = at + Duration::hours(i64::try_from(nth).unwrap());
                    Attended { id, visit, at, state: state(visit_serial), voided: voided || visit_serial.is_multiple_of(17) }
                })
                .collect();
            Person { id, number: number(mode, Series::Patient, serial), details, at, voided, visits }
        })
        .collect()
}

fn state(serial: u32) -> QueueState {
    match serial % 4 {
        0 => QueueState::Waiting,
        1 => QueueState::Called,
        2 => QueueState::Skipped,
        _ => QueueState::Done,
    }
}

fn name(chance: &mut Chance, serial: u32) -> PersonName {
    let (latin, devanagari) = chance.of(&NAMES);
    let (latin, devanagari) = match serial % 5 {
        0 => (None, Some((*devanagari).to_owned())),
        1 => (Some((*latin).to_owned()), None),
        2 => (Some(RISKY[serial as usize % RISKY.len()].to_owned()), None),
        3 => (Some("सNa".repeat(40)), None),
        _ => (Some((*latin).to_owned()), Some((*devanagari).to_owned())),
    };
    PersonName { honorific: (serial.is_multiple_of(3)).then(|| "Smt".to_owned()), latin, devanagari }
}

fn age(chance: &mut Chance, serial: u32, today: NaiveDate) -> Age {
    let value = u16::try_from(chance.below(100)).unwrap();
    match serial % 6 {
        0 => Age::Said { value: 0, unit: AgeUnit::Days, on: today },
        1 => Age::Born(today - Duration::days(i64::from(value) * 365)),
        2 => Age::Said { value, unit: AgeUnit::Years, on: today },
        3 => Age::Said { value: value % 24, unit: AgeUnit::Months, on: today },
        4 => Age::About { years: value, on: today },
        _ => Age::Said { value: value % 30, unit: AgeUnit::Days, on: today },
    }
}

fn details(chance: &mut Chance, masters: &Masters, serial: u32, today: NaiveDate) -> Details {
    let relative = |relation: &Relation, name| Relative { relation: *relation, name };
    let some = |every: u32| serial.is_multiple_of(every);
    Details {
        name: name(chance, serial),
        relative: (!some(4)).then(|| relative(&Relation::ALL[serial as usize % 8], name(chance, serial + 1))),
        sex: Sex::ALL[serial as usize % 4],
        age: age(chance, serial, today),
        mobile: (!some(3)).then(|| Mobile::parse(&format!("98{:08}", chance.below(100_000_000))).unwrap()),
        mobile_of: MobileOwner::ALL[serial as usize % 3],
        address: Address {
            line: if some(5) { RISKY[serial as usize % RISKY.len()].to_owned() } else { "12 Gali No 4".to_owned() },
            pin: some(2).then(|| Pin::parse("110029").unwrap()),
            district: if some(2) { "South Delhi".to_owned() } else { String::new() },
            state: some(2).then_some(7),
        },
        category: chance.of(&masters.categories).code.clone(),
        scheme: some(7).then(|| chance.of(&masters.schemes).code.clone()),
        uhid: some(4).then(|| format!("1048{serial:05}")),
        abha: some(6).then(|| AbhaNumber::parse("91-0000-0000-0018").unwrap()),
        abha_address: some(8).then(|| AbhaAddress::parse("sunita.devi@sbx").unwrap()),
        aadhaar: some(9).then(|| AadhaarTail::from_typed("7058").unwrap()),
    }
}

fn visit(chance: &mut Chance, masters: &Masters, mode: Mode, serial: u32) -> Visit {
    let clinic = chance.of(&masters.clinics);
    let doctor = masters.doctors.iter().find(|d| d.department == clinic.department);
    Visit {
        number: number(mode, Series::Visit, serial),
        token: Token { serial, label: if serial.is_multiple_of(2) { format!("K7-{serial}") } else { serial.to_string() } },
        clinic: clinic.code.clone(),
        room: clinic.room.clone(),
        doctor: doctor.filter(|_doctor| !serial.is_multiple_of(3)).map(|d| d.code.clone()),
        kind: if serial.is_multiple_of(4) { VisitKind::FollowUp } else { VisitKind::New },
        referred_by: if serial.is_multiple_of(9) { RISKY[serial as usize % RISKY.len()].to_owned() } else { String::new() },
        mlc: serial.is_multiple_of(10),
        fee: if serial.is_multiple_of(3) {
            Fee::Exempt { reason: "BPL".to_owned() }
        } else {
            Fee::Paid { rupees: 10, receipt: number(mode, Series::Receipt, serial) }
        },
        remarks: if serial.is_multiple_of(8) { RISKY[serial as usize % RISKY.len()].to_owned() } else { String::new() },
    }
}

fn void(at: DateTime<FixedOffset>) -> Void<'static> {
    Void { at: at + Duration::minutes(5), by: "meena", reason: "=wrong patient" }
}

impl Person {
    pub fn row(&self) -> PatientRow<'_> {
        PatientRow {
            id: &self.id,
            number: &self.number,
            details: &self.details,
            at: self.at,
            by: "asha",
            amended: None,
            conflict: false,
            voided: self.voided.then(|| void(self.at)),
            unknown: false,
            waiting: false,
            identified: None,
            same_as: &[],
            died: None,
            mother: None,
            birth_order: "",
            matched: None,
            linked: None,
            there: There::default(),
        }
    }

    pub fn visit_rows(&self) -> impl Iterator<Item = VisitRow<'_>> {
        self.visits.iter().map(|a| VisitRow {
            id: &a.id,
            patient: &self.id,
            patient_number: &self.number,
            visit: &a.visit,
            at: a.at,
            by: "asha",
            state: a.state,
            done: (a.state == QueueState::Done).then(|| a.at + Duration::minutes(40)),
            clock_behind: false,
            voided: a.voided.then(|| void(a.at)),
        })
    }
}
