//! Invented records of every kind that a hand-over has, the same each time: persons, visits, stays, arrivals, registers, laboratory.

use super::lab_day::{Day, lab_masters};
use super::sample::{Person, RISKY, people};
use chrono::{DateTime, Duration, FixedOffset};
use nirantar::exchange::{Batch, CameFrom, CaseRow, Died, Mother, PatientRow, Record, There, Void, What};
use nirantar::hospital::age::Age;
use nirantar::hospital::forms::{FormId, ItemKind, Sheet, choices, form};
use nirantar::hospital::ipd::{Course, Held, Outcome, Phase, Place, Plan};
use nirantar::hospital::number::{CounterCode, Mode, Number, NumberParts, Series};
use nirantar::hospital::pack::{Masters, PackKind, check, demo};
use nirantar::hospital::person::PersonName;
use nirantar::journal::fold::{
    ArrivalState, CaseBody, CaseState, IdentifiedMark, OrderState, RecordState, StayState, StepKind, VoidMark,
};
use nirantar::journal::{Arrival, EntryId, Pack, RecordKey, RecordKind, Register};

const PEOPLE: u32 = 26;

/// A case with whom it is about.
struct Told {
    name: &'static str,
    person: usize,
    id: EntryId,
    case: CaseState,
    child: Option<Number>,
}

/// All of it, owned.
pub struct World {
    pub masters: Masters,
    pub mode: Mode,
    pub people: Vec<Person>,
    pub counter: CounterCode,
    day: Day,
    told: Vec<Told>,
    identified: IdentifiedMark,
}

pub fn masters(mode: Mode) -> Masters {
    let mut masters = check(&demo::files()).unwrap();
    if mode != Mode::Demo {
        "SEVA".clone_into(&mut masters.hospital.site);
        masters.hospital.kind = PackKind::Real;
    }
    lab_masters(masters)
}

fn time() -> DateTime<FixedOffset> {
    "2022-11-24T14:30:05+05:30".parse().unwrap()
}

fn id(sequence: u64) -> EntryId {
    EntryId { counter: CounterCode::new("W2").unwrap(), letter: 'A', sequence }
}

fn number(mode: Mode, series: Series, serial: u32) -> Number {
    Number::new(&NumberParts { mode, series, counter: CounterCode::new("W2").unwrap(), letter: 'A', serial }).unwrap()
}

fn place(bed: &str, doctor: Option<&str>) -> Place {
    let ward = bed.rsplit_once('-').unwrap().0;
    Place {
        ward: ward.to_owned(),
        bed: Some(bed.to_owned()),
        department: "MED".to_owned(),
        doctor: doctor.map(str::to_owned),
        unit: "II".to_owned(),
    }
}

/// Every field of a form that can be typed, filled with something of its kind; texts are what spreadsheets and parsers stumble over.
fn filled(id: FormId) -> Sheet {
    let mut sheet = Sheet::default();
    for (at, item) in form(id).items.iter().enumerate() {
        let value = match &item.kind {
            ItemKind::Boxes(_) | ItemKind::Line => continue,
            ItemKind::Choice(list) => choices(list)[at % choices(list).len()].code.clone(),
            ItemKind::Yes => "yes".to_owned(),
            ItemKind::Moment | ItemKind::Planned => "2022-11-24T09:00:00+05:30".to_owned(),
            ItemKind::Date => "2022-12-01".to_owned(),
            ItemKind::Count(least, _) | ItemKind::Decimal(least, _) => least.to_string(),
            ItemKind::Sex => "F".to_owned(),
            ItemKind::Age => "34y 2022-11-24".to_owned(),
            ItemKind::Mobile => "9810000000".to_owned(),
            ItemKind::Pin => "110029".to_owned(),
            ItemKind::State => "7".to_owned(),
            ItemKind::Email => "a@example.org".to_owned(),
            ItemKind::Doctor => "D001".to_owned(),
            ItemKind::Department => "MED".to_owned(),
            ItemKind::Ward => "MED-M1".to_owned(),
            ItemKind::Bed => "MED-M1-01".to_owned(),
            ItemKind::Triage => "RED".to_owned(),
            ItemKind::Number => String::new(),
            ItemKind::Name | ItemKind::Text(_) => format!("{} | ^ & ~ \\ देवी", RISKY[at % RISKY.len()]),
        };
        sheet.set(&item.code, value);
    }
    sheet
}

fn case(number: Option<Number>, body: CaseBody) -> CaseState {
    CaseState {
        patient: None,
        number,
        at: time(),
        entered: time() + Duration::minutes(3),
        by: "asha".to_owned(),
        cancelled: None,
        misfits: Vec::new(),
        copies: std::collections::BTreeMap::default(),
        steps: Vec::new(),
        heads: Vec::new(),
        body,
    }
}

fn void() -> VoidMark {
    VoidMark { at: time() + Duration::hours(1), by: "meena".to_owned(), reason: "=wrong | patient".to_owned() }
}

fn stay(mode: Mode, serial: u32, course: Course) -> CaseState {
    let ended = course.discharged.is_some();
    let stay = StayState {
        course: Course { number: Some(number(mode, Series::Admission, serial)), ..course },
        department: "MED".to_owned(),
        request: Sheet::default(),
        sheet: filled(FormId::Admission),
        ending: if ended { filled(FormId::Discharge) } else { Sheet::default() },
        mother: None,
        from: None,
    };
    case(Some(number(mode, Series::Admission, serial)), CaseBody::Stay(Box::new(stay)))
}

fn held(bed: &str, from: i64, to: Option<i64>) -> Held {
    let at = |hours: i64| time() + Duration::hours(hours);
    Held { place: place(bed, Some("D001")), from: at(from), to: to.map(at) }
}

fn stays(mode: Mode) -> Vec<(&'static str, CaseState)> {
    let over = Course {
        phase: Phase::Discharged,
        held: vec![held("MED-M2-01", 0, Some(5)), held("ICU-MED-01", 5, Some(30)), held("MED-M2-05", 30, Some(50))],
        outcome: Some(Outcome::Referred),
        discharged: Some(time() + Duration::hours(50)),
        ..Course::default()
    };
    let plan = Some(Plan { place: place("MED-M2-05", None), at: time() + Duration::hours(40) });
    let on = Course {
        phase: Phase::Admitted,
        held: vec![held("MED-M2-01", 0, Some(5)), held("ICU-MED-01", 5, None)],
        plan,
        ..Course::default()
    };
    let wrong = Course { phase: Phase::Cancelled, held: vec![held("MED-M2-09", 0, None)], ..Course::default() };
    let asked = || {
        let course = Course { requested: Some(time()), ..Course::default() };
        let stay = StayState { course, department: "MED".to_owned(), request: filled(FormId::Request), ..StayState::default() };
        case(None, CaseBody::Stay(Box::new(stay)))
    };
    vec![
        ("stay_over", stay(mode, 1, over)),
        ("stay_goes_on", stay(mode, 2, on)),
        ("stay_taken_back", CaseState { cancelled: Some(void()), ..stay(mode, 3, wrong) }),
        ("bed_asked_for", asked()),
        ("bed_asked_for_taken_back", CaseState { cancelled: Some(void()), ..asked() }),
    ]
}

fn arrivals(mode: Mode) -> Vec<(&'static str, CaseState)> {
    let begin = |serial: u32, pack: bool| {
        let number = number(mode, Series::Emergency, serial);
        let pack = pack.then(|| Pack { event: "bus | =1".to_owned(), no: serial });
        let arrival = Arrival { number: number.clone(), at: time(), unknown: true, pack, sheet: filled(FormId::Arrival) };
        (number, ArrivalState { arrival, waiting: false, left: None, ending: Sheet::default() })
    };
    let of = |(number, state): (Number, ArrivalState)| case(Some(number), CaseBody::Arrival(state));
    let left = |(number, state): (Number, ArrivalState), outcome: &str| {
        let ending = filled(FormId::Leave).with("outcome", outcome);
        (number, ArrivalState { left: Some(time() + Duration::hours(2)), ending, ..state })
    };
    let (number, waiting) = begin(5, true);
    vec![
        ("arrival_left", of(left(begin(1, false), "admitted"))),
        ("arrival_goes_on", of(begin(2, false))),
        ("arrival_taken_back", CaseState { cancelled: Some(void()), ..of(begin(3, false)) }),
        ("pack_not_needed", of(left(begin(4, true), "unused"))),
        ("pack_waiting", case(Some(number), CaseBody::Arrival(ArrivalState { waiting: true, ..waiting }))),
    ]
}

fn record(mode: Mode, register: Register, series: Series) -> CaseState {
    let record = RecordState {
        register,
        sheet: filled(register.form()).with("order", "twin-2").with("died", "2022-11-24T10:05:00+05:30"),
        version: 1,
        conflict: false,
        child: register == Register::Birth,
        notes: Vec::new(),
    };
    case(Some(number(mode, series, 1)), CaseBody::Record(record))
}

impl World {
    pub fn new(mode: Mode) -> Self {
        let masters = masters(mode);
        let people = people(&masters, mode, PEOPLE);
        let day = Day::new(&masters, mode);
        let registers = [
            ("birth", Register::Birth, Series::Birth),
            ("stillbirth", Register::Stillbirth, Series::StillBirth),
            ("death", Register::Death, Series::Death),
            ("cause", Register::Cause, Series::Cause),
            ("mlc", Register::Mlc, Series::Mlc),
            ("indent", Register::Indent, Series::Indent),
        ];
        let registers = registers.map(|(name, register, series)| (name, record(mode, register, series)));
        let cases: Vec<(&'static str, CaseState)> = stays(mode).into_iter().chain(arrivals(mode)).chain(registers).collect();
        let told = |(at, (name, case)): (usize, (&'static str, CaseState))| Told {
            name,
            person: at % 12,
            id: id(at as u64 + 100),
            child: (name == "birth").then(|| number(mode, Series::Patient, 77)),
            case: CaseState { patient: Some(people[at % 12].id.clone()), ..case },
        };
        let was = PersonName { latin: Some("Unknown 3".to_owned()), ..PersonName::default() };
        let identified = IdentifiedMark { at: time(), by: "meena".to_owned(), how: "his ^ brother".to_owned(), was };
        let told = cases.into_iter().enumerate().map(told).collect();
        let counter = CounterCode::new("K7").unwrap();
        Self { masters, mode, people, counter, day, told, identified }
    }

    pub fn batch(&self) -> Batch<'_> {
        let made = time() + Duration::days(3);
        Batch { masters: &self.masters, mode: self.mode, counter: &self.counter, letter: 'A', made, by: "meena" }
    }

    /// Hands over every record, each with a name that says what is special about it.
    pub fn each(&self, to: &mut dyn FnMut(&str, &Record<'_>)) {
        self.persons(to);
        for person in &self.people {
            let row = person.row();
            for visit in person.visit_rows() {
                let key = RecordKey { kind: RecordKind::Visit, of: visit.id.clone() };
                let name = match (visit.voided.is_some(), visit.visit.mlc) {
                    (true, _) => "visit_taken_back",
                    (false, true) => "visit_mlc",
                    (false, false) => "visit",
                };
                to(name, &Record { key: &key, patient: Some(&row), what: What::Visit(&visit) });
            }
        }
        for told in &self.told {
            self.case(told, to);
        }
        self.laboratory(to);
    }

    fn persons(&self, to: &mut dyn FnMut(&str, &Record<'_>)) {
        let mut one = |name: &str, row: &PatientRow<'_>| {
            let key = RecordKey { kind: RecordKind::Identity, of: row.id.clone() };
            to(name, &Record { key: &key, patient: Some(row), what: What::Identity });
        };
        for person in self.people.iter().skip(8) {
            one(if person.voided { "person_taken_back" } else { "person" }, &person.row());
        }
        let rows: Vec<PatientRow<'_>> = self.people.iter().take(8).map(Person::row).collect();
        let mother = Mother { number: rows[2].number, name: &rows[2].details.name };
        one("person_corrected", &PatientRow { amended: Some(time()), conflict: true, ..rows[0] });
        one("person_linked", &PatientRow { linked: Some("104812345"), ..rows[1] });
        one("person_identified", &PatientRow { identified: Some(&self.identified), ..rows[2] });
        let unknown = nirantar::hospital::person::Details { age: Age::Unknown(time().date_naive()), ..rows[3].details.clone() };
        one("person_unknown", &PatientRow { unknown: true, details: &unknown, ..rows[3] });
        one("person_newborn", &PatientRow { mother: Some(mother), birth_order: "twin-2", ..rows[4] });
        one("person_died", &PatientRow { died: Some(Died::At(time())), ..rows[5] });
        one("person_brought_dead", &PatientRow { died: Some(Died::Before), waiting: true, ..rows[6] });
        let void = Void { at: time(), by: "meena", reason: "" };
        one("person_taken_back_without_reason", &PatientRow { voided: Some(void), ..rows[7] });
        let key = RecordKey { kind: RecordKind::Merge, of: rows[3].id.clone() };
        let leads = PatientRow { linked: Some("104899999"), ..rows[4] };
        to("merge", &Record { key: &key, patient: Some(&rows[3]), what: What::Merge { leads: &leads, parted: None } });
    }

    /// Persons told again, with what the central system gave and took meanwhile.
    pub fn again(&self, to: &mut dyn FnMut(&str, &Record<'_>)) {
        let rows: Vec<PatientRow<'_>> = self.people.iter().take(8).map(Person::row).collect();
        let mut one = |name: &str, row: &PatientRow<'_>| {
            let key = RecordKey { kind: RecordKind::Identity, of: row.id.clone() };
            to(name, &Record { key: &key, patient: Some(row), what: What::Identity });
        };
        let there = There { number: Some("104812399"), leads: None };
        one("person_corrected_after_its_number", &PatientRow { amended: Some(time()), there, ..rows[0] });
        let there = There { leads: Some(rows[4].number), ..there };
        one("person_corrected_after_its_merge", &PatientRow { amended: Some(time()), there, ..rows[3] });
        let key = RecordKey { kind: RecordKind::Merge, of: rows[3].id.clone() };
        let parted = Some(Void { at: time(), by: "meena", reason: "two sisters" });
        to("merge_taken_back", &Record { key: &key, patient: Some(&rows[3]), what: What::Merge { leads: &rows[4], parted } });
    }

    fn case(&self, told: &Told, to: &mut dyn FnMut(&str, &Record<'_>)) {
        let person = &self.people[told.person];
        let row = PatientRow { linked: told.person.is_multiple_of(3).then_some("104800001"), ..person.row() };
        let kind = match &told.case.body {
            CaseBody::Stay(_) => RecordKind::Stay,
            CaseBody::Arrival(_) => RecordKind::Arrival,
            CaseBody::Record(record) => RecordKind::of_register(record.register),
            CaseBody::Order(_) | CaseBody::Roll { .. } => unreachable!("of the day"),
        };
        let key = RecordKey { kind, of: told.id.clone() };
        let case = CaseRow {
            id: &told.id,
            case: &told.case,
            patient_number: Some(&person.number),
            mother_number: None,
            child_number: told.child.as_ref(),
        };
        to(told.name, &Record { key: &key, patient: Some(&row), what: What::Case(&case, CameFrom::default()) });
    }

    fn laboratory(&self, to: &mut dyn FnMut(&str, &Record<'_>)) {
        for (at, (person, id, case)) in self.day.cases().into_iter().enumerate() {
            let Some(person) = person.map(|at| &self.day.people[at]) else { continue };
            let row = person.row();
            let visits: Vec<_> = person.visit_rows().collect();
            let from = CameFrom { visit: visits.first().filter(|_visit| at % 2 == 0), case: None };
            let number = Some(&person.number);
            let case_row = CaseRow { id, case: &case, patient_number: number, mother_number: None, child_number: None };
            let key = RecordKey { kind: RecordKind::Order, of: id.clone() };
            let name = format!("order_{:02}", at + 1);
            to(&name, &Record { key: &key, patient: Some(&row), what: What::Case(&case_row, from) });
            let taken_back = case.steps.iter().any(|step| step.kind == StepKind::Verified && step.cancelled.is_some());
            if taken_back || case.order().is_some_and(OrderState::has_report) {
                let key = RecordKey { kind: RecordKind::Result, of: id.clone() };
                let name = format!("result_{:02}", at + 1);
                to(&name, &Record { key: &key, patient: Some(&row), what: What::Result(&case_row, from) });
            }
        }
    }
}
