//! A small world for the list screens: the demo hospital, made-up patients, and one screen at a time under a fixed clock.
//! The test plays the worker: it reads the jobs a screen left and tells it events.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on stops"
)]

use chrono::{DateTime, FixedOffset, TimeDelta};
use nirantar::desk::settings::Settings;
use nirantar::desk::views::{
    ClinicQueue, Match, PatientFile, PatientLine, Person, PrintLine, PrintState, TrailLine, VisitLine, Why,
};
use nirantar::hospital::age::{Age, AgeUnit};
use nirantar::hospital::number::{CounterCode, Mode, Number, NumberParts, Series};
use nirantar::hospital::opd::{QueueState, Token, VisitKind};
use nirantar::hospital::pack::{self, Lang, Masters};
use nirantar::hospital::permissions::Role;
use nirantar::hospital::person::{Address, Details, MobileOwner, PersonName, Relation, Relative};
use nirantar::hospital::sex::Sex;
use nirantar::journal::{EntryId, PaperKind};
use nirantar::window::screens::Screen;
use nirantar::window::state::{Cx, Out, Shared, Wish};
use nirantar::worker::{Event, Job};
use std::sync::{Arc, LazyLock};

const GIVEN: [(&str, &str, Sex); 10] = [
    ("Sunita", "सुनीता", Sex::Female),
    ("Ramesh", "रमेश", Sex::Male),
    ("Kavita", "कविता", Sex::Female),
    ("Abdul", "अब्दुल", Sex::Male),
    ("Lakshmi", "लक्ष्मी", Sex::Female),
    ("Gurpreet", "गुरप्रीत", Sex::Female),
    ("Harish", "हरीश", Sex::Male),
    ("Meenakshi", "मीनाक्षी", Sex::Female),
    ("Karthik", "कार्तिक", Sex::Male),
    ("Zubeda", "ज़ुबेदा", Sex::Female),
];
const FAMILY: [(&str, &str); 8] = [
    ("Devi", "देवी"),
    ("Kumar", "कुमार"),
    ("Sharma", "शर्मा"),
    ("Rehman", "रहमान"),
    ("Narayanan", "नारायणन"),
    ("Kaur", "कौर"),
    ("Chander", "चंदर"),
    ("Khatoon", "ख़ातून"),
];
const PLACES: [&str; 4] = ["Sangam Vihar, South East", "Badarpur, South East", "Mehrauli, South", "Najafgarh, South West"];

pub fn now() -> DateTime<FixedOffset> {
    DateTime::parse_from_rfc3339("2022-11-24T09:14:00+05:30").unwrap()
}

pub fn masters() -> Arc<Masters> {
    static DEMO: LazyLock<Arc<Masters>> =
        LazyLock::new(|| Arc::new(pack::check(&pack::demo::files()).expect("the demo hospital is sound")));
    Arc::clone(&DEMO)
}

pub fn number(series: Series, serial: u32) -> Number {
    let counter = CounterCode::new("K7").unwrap();
    Number::new(&NumberParts { mode: Mode::Event, series, counter, letter: 'A', serial }).unwrap()
}

pub fn id(sequence: u64) -> EntryId {
    EntryId { counter: CounterCode::new("K7").unwrap(), letter: 'A', sequence }
}

pub fn name(n: usize) -> PersonName {
    let (given, family) = (GIVEN[n % GIVEN.len()], FAMILY[n / 3 % FAMILY.len()]);
    // Every third was typed in one script only.
    let latin = (n % 3 != 1).then(|| format!("{} {}", given.0, family.0));
    let devanagari = (n % 3 != 2).then(|| format!("{} {}", given.1, family.1));
    PersonName { honorific: None, latin, devanagari }
}

fn years(n: usize) -> Age {
    Age::Said { value: u16::try_from(n * 7 % 80).unwrap(), unit: AgeUnit::Years, on: now().date_naive() }
}

fn relative(n: usize) -> Relative {
    Relative { relation: Relation::ALL[n % 3], name: name(n + 11) }
}

pub fn patient(n: usize) -> PatientLine {
    let serial = u32::try_from(n).unwrap() + 1;
    PatientLine {
        id: id(u64::from(serial)),
        number: number(Series::Patient, serial),
        name: name(n),
        relative: Some(relative(n)),
        sex: GIVEN[n % GIVEN.len()].2,
        age: years(n),
        mobile: format!("98104{:05}", n * 37 % 100_000),
        place: PLACES[n % PLACES.len()].to_owned(),
        uhid: if n.is_multiple_of(4) { format!("104{:06}", n * 991 % 1_000_000) } else { String::new() },
        registered: now() - TimeDelta::minutes(i64::try_from(n).unwrap()),
        voided: false,
        conflict: n == 2,
        last_clinic: clinic(n),
        also: Vec::new(),
    }
}

pub fn clinic(n: usize) -> String {
    let masters = masters();
    masters.clinics[n % 6].code.clone()
}

pub fn matches() -> Vec<Match> {
    let why = [
        vec![Why::NameAlike, Why::SameRelative, Why::SameMobile],
        vec![Why::SameName, Why::OtherRelative],
        vec![Why::NameBegins, Why::AgeApart(3), Why::SamePlace],
    ];
    (0..3).map(|n| Match::here(patient(n), 0.9, why[n].clone())).collect()
}

pub fn visit(n: usize, clinics: &[String]) -> VisitLine {
    let serial = u32::try_from(n).unwrap() + 1;
    let line = patient(n);
    let state = [QueueState::Waiting, QueueState::Waiting, QueueState::Called, QueueState::Skipped, QueueState::Done][n % 5];
    VisitLine {
        id: id(100_000 + u64::from(serial)),
        patient: line.id,
        number: number(Series::Visit, serial),
        patient_number: line.number,
        name: line.name,
        relative: line.relative,
        sex: line.sex,
        age: line.age,
        mobile: line.mobile,
        token: Token { serial, label: serial.to_string() },
        clinic: clinics[n % clinics.len()].clone(),
        room: "14".to_owned(),
        kind: if n.is_multiple_of(3) { VisitKind::FollowUp } else { VisitKind::New },
        at: now() - TimeDelta::seconds(i64::from(serial) * 40),
        day: now().date_naive(),
        state,
        called: (state == QueueState::Called).then(now),
        rupees: if n % 5 == 4 { 0 } else { 10 },
        receipt: (n % 5 != 4).then(|| number(Series::Receipt, serial)),
        exempt: String::new(),
        mlc: n % 17 == 3,
        voided: (n % 23 == 7).then(|| "entered twice".to_owned()),
        by: "asha".to_owned(),
        copies: 0,
    }
}

pub fn visits(count: usize) -> Vec<VisitLine> {
    let masters = masters();
    let clinics: Vec<String> = masters.clinics.iter().take(6).map(|c| c.code.clone()).collect();
    (0..count).map(|n| visit(n, &clinics)).collect()
}

pub fn file(n: usize) -> PatientFile {
    let line = patient(n);
    let details = Details {
        name: PersonName { honorific: Some("Smt".to_owned()), ..line.name.clone() },
        relative: line.relative.clone(),
        sex: line.sex,
        age: line.age,
        mobile: nirantar::hospital::identifiers::Mobile::parse(&line.mobile).ok(),
        mobile_of: MobileOwner::Own,
        address: Address {
            line: "12, Gali No 4, Sangam Vihar".to_owned(),
            pin: nirantar::hospital::identifiers::Pin::parse("110080").ok(),
            district: "South East".to_owned(),
            state: Some(7),
        },
        category: masters().categories[0].code.clone(),
        scheme: None,
        uhid: None,
        abha: None,
        abha_address: None,
        aadhaar: None,
    };
    let mut visits: Vec<VisitLine> = visits(3);
    for visit in &mut visits {
        visit.patient = line.id.clone();
        visit.name = line.name.clone();
    }
    let trail = |kind: &str, reason: &str, minutes: i64| TrailLine {
        id: id(u64::try_from(minutes).unwrap()),
        at: now() - TimeDelta::minutes(minutes),
        by: "asha".to_owned(),
        kind: kind.to_owned(),
        reason: reason.to_owned(),
        clock_behind: minutes == 7,
        matched: None,
        side: nirantar::hospital::event::Side::Manual,
        side_said: nirantar::hospital::event::Side::Manual,
    };
    let history = vec![
        trail("patient.amended", "age was misheard", 3),
        trail("paper.reprinted", "", 7),
        trail("opd.visited", "", 60),
        trail("opd.registered", "", 1500),
    ];
    PatientFile {
        line,
        details,
        visits,
        cases: Vec::new(),
        unknown: false,
        same_as: Vec::new(),
        led_by: None,
        history,
        matched: None,
        central: None,
    }
}

pub fn queues() -> Vec<ClinicQueue> {
    let masters = masters();
    masters
        .clinics
        .iter()
        .take(6)
        .enumerate()
        .map(|(n, c)| ClinicQueue {
            clinic: c.code.clone(),
            room: c.room.clone(),
            waiting: [62, 8, 31, 0, 120, 17][n],
            called: 3,
            done: 40,
            skipped: 2,
            now: ["47", "9", "K7-112", "–", "131", "5"][n].to_owned(),
        })
        .collect()
}

pub fn prints() -> Vec<PrintLine> {
    let states = [PrintState::Failed, PrintState::Waiting, PrintState::Printing, PrintState::Printed, PrintState::Cancelled];
    (0..12)
        .map(|n| {
            let state = states[n % 5];
            PrintLine {
                id: n as u64,
                visit: id(100_001 + n as u64),
                number: number(Series::Visit, u32::try_from(n).unwrap() + 1),
                name: name(n),
                paper: [PaperKind::Slip, PaperKind::OpdCard, PaperKind::Receipt][n % 3],
                state,
                tries: 2,
                failure: if state == PrintState::Failed { "problem-printer-paper".to_owned() } else { String::new() },
                at: now() - TimeDelta::minutes(i64::try_from(n).unwrap()),
                printer: "counter-k7".to_owned(),
            }
        })
        .collect()
}

/// One screen with what it needs.
pub struct World<S> {
    pub screen: S,
    pub shared: Shared,
    pub out: Out,
}

impl<S: Screen + Default> World<S> {
    pub fn new(lang: Lang) -> Self {
        let masters = masters();
        let counter = masters.counters[0].clone();
        let person = Person {
            login: "asha".to_owned(),
            name: masters.users[0].name.clone(),
            roles: vec![Role::Supervisor],
            first_password: false,
        };
        let settings = Settings { lang, ..Settings::default() };
        let shared = Shared {
            users: masters.users.clone(),
            masters: Some(masters),
            counter: Some(counter),
            person: Some(person),
            settings,
            ..Shared::default()
        };
        Self { screen: S::default(), shared, out: Out::default() }
    }

    /// Does something with the screen and its surroundings.
    pub fn with<R>(&mut self, act: impl FnOnce(&mut S, &mut Cx<'_>) -> R) -> R {
        let mut cx = Cx::new(&self.shared, &mut self.out, now());
        act(&mut self.screen, &mut cx)
    }

    pub fn tell(&mut self, event: &Event) -> bool {
        self.with(|screen, cx| screen.hear(event, cx))
    }

    pub fn draw(&mut self, ui: &mut egui::Ui) {
        let ground = nirantar::window::theme::palette(ui).window;
        let frame = egui::Frame::new().fill(ground).inner_margin(16.0);
        egui::CentralPanel::no_frame().frame(frame).show(ui, |ui| self.with(|screen, cx| screen.draw(ui, cx)));
    }

    /// The jobs left since last asked.
    pub fn jobs(&mut self) -> Vec<Job> {
        std::mem::take(&mut self.out.jobs)
    }

    pub fn wishes(&mut self) -> Vec<Wish> {
        std::mem::take(&mut self.out.wishes)
    }
}
