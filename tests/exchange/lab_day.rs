//! A day of a laboratory, entry by entry as two counters write it, with everything that becomes of an order; and a second day.

use super::sample::{Person, people};
use chrono::{DateTime, Duration, FixedOffset};
use nirantar::exchange::{CaseRow, CsvExport, CsvFinished, FhirExport, FhirFinished, PatientRow};
use nirantar::hospital::forms::Sheet;
use nirantar::hospital::lab::{Accession, AccessionKind, AccessionParts, Flag, LabLimit, LabPanel, LabValue, Previous, TubeStep};
use nirantar::hospital::number::{CounterCode, Mode, Number, NumberParts, Series};
use nirantar::hospital::pack::{Bilingual, Masters};
use nirantar::journal::fold::{self, CaseState};
use nirantar::journal::{
    Body, Call, ChainHash, ClockTrust, Entry, EntryId, Header, Override, Patient, Released, Requisition, ResultSource, Told,
    Tube, VERSION,
};
use nirantar::problem::Problem;

/// The laboratory's counter; patients are registered at K7.
const COUNTER: &str = "L1";
/// Patients of the day; the last one is unknown.
const PATIENTS: u32 = 4;

/// The demo hospital's masters with the laboratory's further tables as this test needs them.
pub fn lab_masters(mut masters: Masters) -> Masters {
    let text = str::to_owned;
    let panel = |code: &str, loinc: &str, long: &str| LabPanel {
        code: text(code),
        name: Bilingual { en: text(code), hi: text(code) },
        loinc: text(loinc),
        loinc_long_name: text(long),
        capacity: 0,
        enforced: false,
    };
    masters.lab_panels = vec![
        panel("ELEC", "24326-1", "Electrolytes 1998 panel - Serum or Plasma"),
        panel("CBC", "58410-2", "CBC panel - Blood by Automated count"),
        panel("SERO", "", ""),
    ];
    let limit = |code: &str, restricted, list: &str, normal: &str| LabLimit {
        code: text(code),
        restricted,
        list: text(list),
        normal: text(normal),
        ..LabLimit::default()
    };
    masters.lab_limits =
        vec![limit("HIV", true, "lab_reactive", "non-reactive"), limit("DENNS1", false, "lab_posneg", "negative")];
    masters
}

/// What was written of one order, or of a roll.
struct Begun {
    /// Which of the people; none of a roll.
    person: Option<usize>,
    id: EntryId,
    entries: Vec<Entry>,
}

/// People, orders and rolls, and what time it is.
pub struct Day {
    pub mode: Mode,
    pub people: Vec<Person>,
    begun: Vec<Begun>,
    sequence: u64,
    serial: u32,
    tube: u32,
    now: DateTime<FixedOffset>,
}

/// What an order of the test is made of.
#[derive(Default)]
struct Wish<'a> {
    person: usize,
    tests: &'a [&'a str],
    urgent: bool,
    doctor: &'a str,
    sheet: &'a [(&'a str, &'a str)],
    ward: &'a str,
    visit: bool,
    collected: bool,
    overrides: &'a [(&'a str, &'a str)],
}

fn value(test: &str, value: &str, unit: &str) -> LabValue {
    LabValue {
        test: test.to_owned(),
        value: value.to_owned(),
        unit: unit.to_owned(),
        flag: Flag::Normal,
        low: String::new(),
        high: String::new(),
        delta: None,
        calculated: false,
    }
}

fn ranged(test: &str, told: &str, unit: &str, (low, high, flag): (&str, &str, Flag)) -> LabValue {
    LabValue { low: low.to_owned(), high: high.to_owned(), flag, ..value(test, told, unit) }
}

fn kalium(told: &str, flag: Flag) -> LabValue {
    ranged("K", told, "mmol/L", ("3.5", "5.1", flag))
}

impl Day {
    /// The first day, everything in it.
    pub fn new(masters: &Masters, mode: Mode) -> Self {
        let now = "2022-11-24T10:00:00+05:30".parse().unwrap();
        let people = people(masters, mode, PATIENTS);
        let mut day = Self { mode, people, begun: Vec::new(), sequence: 0, serial: 0, tube: 0, now };
        day.ordinary();
        day.rejected_and_relabelled();
        day.amended_and_called();
        day.confidential();
        day.taken_back();
        day.unfinished();
        day
    }

    /// By the order in which they were asked for, from 1.
    pub fn number(&self, serial: u32) -> String {
        self.of_series(serial).to_string()
    }

    pub fn label(&self, serial: u32) -> Accession {
        self.accession(AccessionKind::Tube, serial)
    }

    pub fn roll_label(&self, serial: u32) -> Accession {
        self.accession(AccessionKind::Label, serial)
    }

    fn accession(&self, kind: AccessionKind, serial: u32) -> Accession {
        let counter = CounterCode::new(COUNTER).unwrap();
        Accession::new(&AccessionParts { mode: self.mode, kind, counter, letter: 'A', serial }).unwrap()
    }

    fn of_series(&self, serial: u32) -> Number {
        let counter = CounterCode::new(COUNTER).unwrap();
        Number::new(&NumberParts { mode: self.mode, series: Series::Requisition, counter, letter: 'A', serial }).unwrap()
    }

    /// Writes an entry a minute later, upon all of the order's before it.
    fn write(&mut self, at: usize, by: &str, body: Body) -> EntryId {
        self.sequence += 1;
        self.now += Duration::minutes(1);
        let begun = &mut self.begun[at];
        let header = Header {
            version: VERSION,
            site: "SEVA".to_owned(),
            mode: self.mode,
            counter: CounterCode::new(COUNTER).unwrap(),
            letter: 'A',
            sequence: self.sequence,
            time: self.now,
            clock: ClockTrust::Ok,
            by: by.to_owned(),
            prev: ChainHash::ZERO,
            on: begun.entries.last().map(|e| e.header.id()).into_iter().collect(),
            side: nirantar::hospital::event::Side::Manual,
        };
        let id = header.id();
        if begun.entries.is_empty() {
            begun.id = id.clone();
        }
        begun.entries.push(Entry { header, body });
        id
    }

    /// An order with one tube; its place among all.
    fn order(&mut self, wish: &Wish<'_>) -> usize {
        self.serial += 1;
        self.tube += 1;
        let person = &self.people[wish.person];
        let mut sheet = Sheet::default();
        for (code, value) in wish.sheet.iter().chain([&("doctor", wish.doctor)]).filter(|(_, value)| !value.is_empty()) {
            sheet.set(code, *value);
        }
        let tests: Vec<String> = wish.tests.iter().map(|t| (*t).to_owned()).collect();
        let kind = if wish.tests.contains(&"HGB") { ("LAVENDER_EDTA", "Whole blood") } else { ("YELLOW_SST", "Serum") };
        let tube = Tube {
            accession: self.label(self.tube),
            kind: kind.0.to_owned(),
            specimen: kind.1.to_owned(),
            tests: tests.clone(),
            replaces: None,
        };
        let order = Requisition {
            number: self.of_series(self.serial),
            at: self.now,
            urgent: wish.urgent,
            tests,
            tubes: vec![tube],
            collected: wish.collected.then_some(self.now),
            ward: wish.ward.to_owned(),
            from: wish.visit.then(|| person.visits[0].id.clone()),
            overrides: wish
                .overrides
                .iter()
                .map(|(rule, reason)| Override { rule: (*rule).to_owned(), reason: (*reason).to_owned() })
                .collect(),
            sheet,
        };
        let patient = Patient { number: person.number.clone(), details: person.details.clone(), matched: None };
        let of = Some(person.id.clone());
        let id = EntryId { counter: CounterCode::new(COUNTER).unwrap(), letter: 'A', sequence: 0 };
        self.begun.push(Begun { person: Some(wish.person), id, entries: Vec::new() });
        let at = self.begun.len() - 1;
        self.write(at, "mary", Body::Ordered { of, patient, order });
        at
    }

    fn id(&self, at: usize) -> EntryId {
        self.begun[at].id.clone()
    }

    fn step(&mut self, at: usize, tube: Accession, step: TubeStep, (place, why, note, told): (&str, &str, &str, &str)) {
        let body = Body::TubeStepped {
            of: self.id(at),
            tubes: vec![tube],
            step,
            at: self.now,
            place: place.to_owned(),
            why: why.to_owned(),
            note: note.to_owned(),
            told: told.to_owned(),
        };
        self.write(at, "singh", body);
    }

    fn receive(&mut self, at: usize, tube: Accession) {
        self.step(at, tube, TubeStep::Received, ("LAB", "", "", ""));
    }

    fn result(&mut self, at: usize, tube: Accession, values: Vec<LabValue>, reason: &str) -> EntryId {
        let body = Body::Resulted {
            of: self.id(at),
            tube,
            at: self.now,
            values,
            source: ResultSource::Typed,
            reason: reason.to_owned(),
        };
        self.write(at, "fatima", body)
    }

    fn verify(&mut self, at: usize, entry: &EntryId, tests: &[&str], conclusion: &str) -> EntryId {
        let results = tests.iter().map(|test| Released { test: (*test).to_owned(), entry: entry.clone() }).collect();
        let body = Body::Verified { of: self.id(at), results, conclusion: conclusion.to_owned() };
        self.write(at, "nair", body)
    }

    fn tell(&mut self, at: usize, what: Told, whom: &str) {
        let body = Body::ReportTold { of: self.id(at), what, at: self.now, whom: whom.to_owned(), tests: Vec::new() };
        self.write(at, "ghosh", body);
    }

    fn cancel(&mut self, at: usize, what: EntryId, reason: &str) {
        let body = Body::Cancelled { of: self.id(at), what, also: None, reason: reason.to_owned() };
        self.write(at, "meena", body);
    }

    /// Order 1: everything there is of one. Order 2: a full blood count from an analyser, nothing said of who asked.
    fn ordinary(&mut self) {
        let sheet = [("note", "=fever"), ("form_no", "-17")];
        let tests = ["NA", "K"];
        let at = self.order(&Wish {
            tests: &tests,
            doctor: "D001",
            sheet: &sheet,
            ward: "MED-M1",
            visit: true,
            collected: true,
            ..Wish::default()
        });
        let tube = self.label(1);
        self.receive(at, tube);
        let values = vec![ranged("NA", "139", "mmol/L", ("136", "145", Flag::Normal)), kalium("3.20", Flag::L)];
        let typed = self.result(at, tube, values, "");
        self.verify(at, &typed, &tests, "Mild hypokalaemia.");
        self.tell(at, Told::Reported, "");
        self.tell(at, Told::Handed, "@Sister Mary");

        let at = self.order(&Wish { person: 1, tests: &["HGB", "PLT"], collected: true, ..Wish::default() });
        let tube = self.label(2);
        let file =
            ResultSource::Analyser { file: "run7.csv".to_owned(), instrument: "XN-1000".to_owned(), mark: "ab".to_owned() };
        let values = vec![ranged("HGB", "13.1", "g/dL", ("13.0", "17.0", Flag::Normal)), value("PLT", ">1500", "10*3/uL")];
        let body = Body::Resulted { of: self.id(at), tube, at: self.now, values, source: file, reason: String::new() };
        let typed = self.write(at, "singh", body);
        self.verify(at, &typed, &["HGB", "PLT"], "");
    }

    /// Order 3: haemolysed, collected again, a late value for the old tube. Order 4: a new label out of a roll.
    fn rejected_and_relabelled(&mut self) {
        let at = self.order(&Wish { person: 1, tests: &["CREAT"], collected: true, ..Wish::default() });
        let (old, new) = (self.label(3), self.label(4));
        self.tube += 1;
        self.receive(at, old);
        self.step(at, old, TubeStep::Rejected, ("", "haemolysed", "=pink", "Sister Mary"));
        let tube = Tube {
            accession: new,
            kind: "YELLOW_SST".into(),
            specimen: "Serum".into(),
            tests: vec!["CREAT".into()],
            replaces: Some(old),
        };
        let body = Body::Tubed {
            of: self.id(at),
            at: self.now,
            tubes: vec![tube],
            collected: Some(self.now),
            reason: "haemolysed".into(),
        };
        self.write(at, "mary", body);
        self.result(at, old, vec![value("CREAT", "9.9", "mg/dL")], "");
        let previous = Some(Previous { value: "0.9".to_owned(), at: self.now - Duration::days(1) });
        let typed = self.result(at, new, vec![LabValue { delta: previous, ..value("CREAT", "2.1", "mg/dL") }], "");
        self.verify(at, &typed, &["CREAT"], "");

        let roll = Body::LabelRoll { first: self.roll_label(1), count: 50 };
        let id = EntryId { counter: CounterCode::new(COUNTER).unwrap(), letter: 'A', sequence: 0 };
        self.begun.push(Begun { person: None, id, entries: Vec::new() });
        self.write(self.begun.len() - 1, "singh", roll);
        let at = self.order(&Wish { person: 2, tests: &["ABE", "LDL"], doctor: "D002", ..Wish::default() });
        let (old, new) = (self.label(5), self.roll_label(7));
        self.write(at, "mary", Body::Relabelled { of: self.id(at), tube: old, to: new, reason: "smeared".to_owned() });
        self.receive(at, new);
        let values = vec![value("ABE", "-2.3", "mmol/L"), LabValue { calculated: true, ..value("LDL", "98", "mg/dL") }];
        let typed = self.result(at, old, values, "");
        self.verify(at, &typed, &["ABE", "LDL"], "");
    }

    /// Order 5: a released value is amended. Order 6: a critical value of somebody unknown, typed twice, told, read back.
    fn amended_and_called(&mut self) {
        let at = self.order(&Wish { person: 2, tests: &["K"], doctor: "D001", collected: true, ..Wish::default() });
        let tube = self.label(6);
        self.receive(at, tube);
        let typed = self.result(at, tube, vec![kalium("5.9", Flag::H)], "");
        self.verify(at, &typed, &["K"], "High.");
        let typed = self.result(at, tube, vec![kalium("3.9", Flag::Normal)], "-wrong column");
        self.verify(at, &typed, &["K"], "Normal.");

        let unknown = PATIENTS as usize - 1;
        let at = self.order(&Wish { person: unknown, tests: &["K"], urgent: true, collected: true, ..Wish::default() });
        let tube = self.label(7);
        self.receive(at, tube);
        self.result(at, tube, vec![kalium("6.8", Flag::HH)], "");
        let typed = self.result(at, tube, vec![kalium("6.8", Flag::HH)], "");
        let told = |whom: &str, read_back| Call {
            values: vec![("K".to_owned(), "6.8".to_owned())],
            whom: whom.to_owned(),
            at: "2022-11-24T10:50:00+05:30".parse().unwrap(),
            read_back,
            note: if read_back { String::new() } else { "+nobody there".to_owned() },
        };
        for call in [told("ICU", false), told("Dr Jaya Nair", true)] {
            self.write(at, "fatima", Body::Called { of: self.id(at), call });
        }
        self.verify(at, &typed, &["K"], "");
    }

    /// Order 7: a confidential test among others; words as values.
    fn confidential(&mut self) {
        let tests = ["HIV", "DENNS1", "PBS", "TSH"];
        let at = self.order(&Wish { tests: &tests, doctor: "D002", visit: true, collected: true, ..Wish::default() });
        let tube = self.label(8);
        self.receive(at, tube);
        let values = vec![
            LabValue { flag: Flag::A, ..value("HIV", "reactive", "") },
            value("DENNS1", "negative", ""),
            value("PBS", "+ many \"blasts\"\nseen", ""),
            ranged("TSH", "<0.01", "m[IU]/L", ("0.4", "4.2", Flag::L)),
        ];
        let typed = self.result(at, tube, values, "");
        self.verify(at, &typed, &tests, "See comments.");
    }

    /// Order 8: taken back before anything was done. Order 9: after its result was released. Order 10: only the release.
    fn taken_back(&mut self) {
        let at = self.order(&Wish { tests: &["K"], ..Wish::default() });
        self.cancel(at, self.id(at), "=asked twice");
        for release in [false, true] {
            let at = self.order(&Wish { tests: &["K"], collected: true, ..Wish::default() });
            let tube = self.label(self.tube);
            self.receive(at, tube);
            let typed = self.result(at, tube, vec![kalium("4.4", Flag::Normal)], "");
            let verified = self.verify(at, &typed, &["K"], "");
            self.cancel(at, if release { verified } else { self.id(at) }, "wrong patient");
        }
    }

    /// Order 11: never collected, and two rules passed over. Order 12: half released, the rest typed two ways. Order 13: the same label as
    /// order 12's tube, written by a counter that did not know.
    fn unfinished(&mut self) {
        let overrides = [("urgent-only", "@asked by the superintendent"), ("capacity", "@asked by the superintendent")];
        let sheet = [("doctor_name", "Dr Visiting")];
        self.order(&Wish { person: 1, tests: &["FERR", "NOSUCH"], sheet: &sheet, overrides: &overrides, ..Wish::default() });
        let at = self.order(&Wish { person: 1, tests: &["NA", "K"], collected: true, ..Wish::default() });
        let tube = self.label(self.tube);
        self.receive(at, tube);
        let typed = self.result(at, tube, vec![value("NA", "140", "mmol/L")], "");
        self.verify(at, &typed, &["NA"], "");
        for told in ["6.9", "9.6"] {
            self.result(at, tube, vec![kalium(told, Flag::HH)], "");
        }
        self.tube -= 1;
        let at = self.order(&Wish { person: 2, tests: &["NA"], collected: true, ..Wish::default() });
        self.receive(at, tube);
    }

    /// What became of the open ones: amended again, completed, thrown away, found after all.
    pub fn second_day(&mut self) {
        self.now += Duration::days(1);
        let typed = self.result(5, self.label(6), vec![kalium("3.8", Flag::Normal)], "read again");
        self.verify(5, &typed, &["K"], "Normal.");
        let typed = self.result(10, self.label(11), vec![kalium("4.5", Flag::Normal)], "");
        self.verify(10, &typed, &["K"], "");
        let typed = self.result(12, self.label(13), vec![kalium("9.6", Flag::HH)], "");
        self.verify(12, &typed, &["K"], "Critical.");
        self.step(0, self.label(1), TubeStep::Discarded, ("", "", "", ""));
        self.cancel(1, self.id(1), "=wrong patient");
    }

    /// Every order and roll as it stands now.
    pub fn cases(&self) -> Vec<(Option<usize>, &EntryId, CaseState)> {
        self.begun.iter().map(|b| (b.person, &b.id, fold::case(&b.id, &b.entries).unwrap())).collect()
    }

    /// Orders and rolls as they stand, and a row that names no patient.
    pub fn bare_cases(&self) -> Vec<(EntryId, CaseState)> {
        self.cases().into_iter().map(|(_, id, case)| (id.clone(), CaseState { number: None, ..case })).collect()
    }

    /// Every entry as the counter wrote them.
    pub fn entries(&self) -> Vec<&Entry> {
        let mut all: Vec<&Entry> = self.begun.iter().flat_map(|begun| &begun.entries).collect();
        all.sort_by_key(|entry| entry.header.sequence);
        all
    }

    /// Feeds both exporters alike.
    fn feed(
        &self,
        patient: &mut dyn FnMut(&PatientRow<'_>),
        person: &mut dyn FnMut(&Person),
        case: &mut dyn FnMut(&CaseRow<'_>),
    ) {
        let cases = self.cases();
        let rows = |which: Option<usize>, number| {
            let own = cases.iter().filter(move |(person, ..)| *person == which);
            own.map(move |(_, id, case)| CaseRow { id, case, patient_number: number, mother_number: None, child_number: None })
        };
        for (at, one) in self.people.iter().enumerate() {
            let unknown = at == self.people.len() - 1;
            patient(&PatientRow { unknown, ..one.row() });
            person(one);
            rows(Some(at), Some(&one.number)).for_each(|row| case(&row));
        }
        rows(None, None).for_each(|row| case(&row));
    }

    pub fn csv(&self, batch: nirantar::exchange::Batch<'_>) -> CsvFinished<Vec<u8>> {
        let open = |_name: &str| -> Result<Vec<u8>, Problem> { Ok(Vec::new()) };
        let export = std::cell::RefCell::new(CsvExport::new(batch, open).unwrap());
        self.feed(
            &mut |row| export.borrow_mut().patient(row).unwrap(),
            &mut |one| one.visit_rows().for_each(|row| export.borrow_mut().visit(&row).unwrap()),
            &mut |row| export.borrow_mut().case(row).unwrap(),
        );
        export.into_inner().finish().unwrap()
    }

    pub fn fhir(&self, batch: nirantar::exchange::Batch<'_>) -> FhirFinished<Vec<u8>> {
        let export = std::cell::RefCell::new(FhirExport::new(batch, Vec::new()).unwrap());
        self.feed(
            &mut |row| export.borrow_mut().patient(row).unwrap(),
            &mut |one| one.visit_rows().for_each(|row| export.borrow_mut().visit(&row).unwrap()),
            &mut |row| export.borrow_mut().case(row).unwrap(),
        );
        export.into_inner().finish().unwrap()
    }
}
