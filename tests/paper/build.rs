//! Made-up patients and visits that papers are tested with. Nobody in here is real.

use chrono::{DateTime, FixedOffset, NaiveDate};
use nirantar::hospital::age::{Age, AgeUnit};
use nirantar::hospital::identifiers::{AbhaNumber, Mobile, Pin, UhidPattern};
use nirantar::hospital::number::{CounterCode, Mode, Number, NumberParts, Series};
use nirantar::hospital::opd::{Fee, Token, Visit, VisitKind};
use nirantar::hospital::pack::{Bilingual, Category, Clinic, Department, Doctor, Hospital, Lang, PackKind, Scheme};
use nirantar::hospital::person::{Address, Details, MobileOwner, PersonName, Relation, Relative};
use nirantar::hospital::sex::Sex;
use nirantar::journal::Patient;
use nirantar::paper::{OpdPaper, RegisterLine};

pub fn text(hi: &str, en: &str) -> Bilingual {
    Bilingual { en: en.to_owned(), hi: hi.to_owned() }
}

pub fn day(y: i32, m: u32, d: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(y, m, d).unwrap()
}

pub fn today() -> NaiveDate {
    day(2022, 11, 24)
}

pub fn at() -> DateTime<FixedOffset> {
    DateTime::parse_from_rfc3339("2022-11-24T09:14:00+05:30").unwrap()
}

pub fn number(mode: Mode, series: Series, serial: u32) -> Number {
    Number::new(&NumberParts { mode, series, counter: CounterCode::new("K7").unwrap(), letter: 'A', serial }).unwrap()
}

pub fn name(hi: &str, en: &str, honorific: &str) -> PersonName {
    let some = |t: &str| (!t.is_empty()).then(|| t.to_owned());
    PersonName { honorific: some(honorific), latin: some(en), devanagari: some(hi) }
}

pub fn hospital() -> Hospital {
    Hospital {
        site: "GMH".to_owned(),
        kind: PackKind::Real,
        version: 1,
        name: text("राजकीय आदर्श चिकित्सालय", "Government Model Hospital"),
        header: text("नई दिल्ली · 011-2000 0000", "New Delhi"),
        footer: text(
            "इस पर्ची को सँभाल कर रखें। e-Hospital के चालू होने पर यही पर्ची आपका रिकॉर्ड है।",
            "Keep this slip. It carries your record until e-Hospital is back.",
        ),
        languages: vec![Lang::Hi, Lang::En],
        central_system: "e-Hospital".to_owned(),
        uhid: UhidPattern::new("[0-9]{9}").unwrap(),
        uhid_example: "104882217".to_owned(),
        facility_id: String::new(),
        identifier_base: "https://gmh.example/sid".to_owned(),
        idle_lock_mins: 10,
        opd_valid_days: 15,
        home_pin: "110029".to_owned(),
        honorifics: vec![text("श्रीमती", "Smt"), text("श्री", "Shri"), text("डॉ॰", "Dr")],
    }
}

/// Everything that a paper borrows.
pub struct Case {
    pub hospital: Hospital,
    pub mode: Mode,
    pub patient: Patient,
    pub visit: Visit,
    pub department: Department,
    pub clinic: Clinic,
    pub doctor: Option<Doctor>,
    pub category: Category,
    pub scheme: Option<Scheme>,
    pub by: Bilingual,
    pub copy: u32,
    pub qr: Vec<String>,
}

impl Case {
    /// Sunita Devi of the mock-up: both scripts, everything ordinary.
    pub fn ordinary() -> Self {
        let clinic = Clinic {
            code: "ORT-14".to_owned(),
            department: "ORT".to_owned(),
            name: text("अस्थि रोग", "Orthopaedics"),
            room: "14".to_owned(),
            floor: text("पहली मंज़िल", "first floor"),
            days: [true; 7],
            token_from: 1,
            token_to: 200,
        };
        Self {
            hospital: hospital(),
            mode: Mode::Event,
            patient: Patient { number: number(Mode::Event, Series::Patient, 4218), details: details(), matched: None },
            visit: Visit {
                number: number(Mode::Event, Series::Visit, 4301),
                token: Token { serial: 63, label: "63".to_owned() },
                clinic: clinic.code.clone(),
                room: clinic.room.clone(),
                doctor: None,
                kind: VisitKind::New,
                referred_by: String::new(),
                mlc: false,
                fee: Fee::Paid { rupees: 10, receipt: number(Mode::Event, Series::Receipt, 1877) },
                remarks: String::new(),
            },
            department: Department { code: "ORT".to_owned(), name: text("अस्थि रोग", "Orthopaedics") },
            clinic,
            doctor: None,
            category: Category {
                code: "GEN".to_owned(), name: text("सामान्य", "General"), fee_rupees: 10, follow_up_rupees: 0
            },
            scheme: None,
            by: text("आशा वर्मा", "Asha Verma"),
            copy: 0,
            qr: vec![qr_text(560)],
        }
    }

    /// Every field filled to its limit: names of 120 characters in both scripts, addresses and notes of 300.
    pub fn longest() -> Self {
        let mut case = Self::ordinary();
        let latin: String =
            "Venkatanarasimharajuvaripeta Lakshminarayanaswamy ".chars().cycle().take(119).collect::<String>() + "x";
        let hindi: String = "श्रीलक्ष्मीनारायणस्वामी वेंकटनरसिंहराजुवारिपेटा ".chars().cycle().take(119).collect::<String>() + "य";
        let long = name(&hindi, &latin, "Smt");
        let details = &mut case.patient.details;
        details.name = long.clone();
        details.relative = Some(Relative { relation: Relation::WifeOf, name: long });
        details.address.line = "House No 1234-B, Third Floor, Behind Old Panchayat Bhawan, ".chars().cycle().take(300).collect();
        details.uhid = Some("104882217".to_owned());
        details.abha = Some(AbhaNumber::parse("91-0000-0000-0018").unwrap());
        details.mobile_of = MobileOwner::Relative;
        case.visit.referred_by = "Primary Health Centre, Sangam Vihar ".chars().cycle().take(300).collect();
        case.visit.remarks = "Brought by ambulance, cannot walk. ".chars().cycle().take(300).collect();
        case.visit.mlc = true;
        case.visit.kind = VisitKind::FollowUp;
        case.doctor = Some(doctor());
        case.scheme = Some(Scheme {
            code: "PMJAY".to_owned(), name: text("आयुष्मान भारत", "Ayushman Bharat PM-JAY")
        });
        case.mode = Mode::Drill;
        case.copy = 12;
        case.patient.number = number(Mode::Drill, Series::Patient, 4218);
        "K7A-1063".clone_into(&mut case.visit.token.label);
        case
    }

    pub fn newborn() -> Self {
        let mut case = Self::ordinary();
        let details = &mut case.patient.details;
        details.name = name("सुनीता देवी का शिशु", "Baby of Sunita Devi", "");
        details.relative =
            Some(Relative { relation: Relation::BabyOf, name: name("सुनीता देवी", "Sunita Devi", "Smt") });
        details.age = Age::Born(today());
        details.sex = Sex::Male;
        case
    }

    /// A single Hindi name, no relative, no mobile, no address, a guessed age, nothing to pay.
    pub fn sparse() -> Self {
        let mut case = Self::ordinary();
        let details = &mut case.patient.details;
        details.name = name("बिरजू", "", "");
        details.relative = None;
        details.age = Age::About { years: 60, on: today() };
        details.sex = Sex::Male;
        details.mobile = None;
        details.address = Address::default();
        case.category =
            Category { code: "BPL".to_owned(), name: text("बीपीएल", "BPL"), fee_rupees: 0, follow_up_rupees: 0 };
        case.visit.fee = Fee::Exempt { reason: "BPL".to_owned() };
        case.qr = Vec::new();
        case
    }

    pub fn mlc() -> Self {
        let mut case = Self::ordinary();
        case.visit.mlc = true;
        case.patient.details.name = name("", "Unknown", "");
        case.patient.details.relative = None;
        case.patient.details.sex = Sex::Unknown;
        case
    }

    pub fn drill() -> Self {
        let mut case = Self::ordinary();
        case.mode = Mode::Drill;
        case.patient.number = number(Mode::Drill, Series::Patient, 4218);
        case
    }

    pub fn demo() -> Self {
        let mut case = Self::ordinary();
        case.mode = Mode::Demo;
        case.patient.number = number(Mode::Demo, Series::Patient, 4218);
        case.visit.number = number(Mode::Demo, Series::Visit, 4301);
        case.visit.fee = Fee::Paid { rupees: 10, receipt: number(Mode::Demo, Series::Receipt, 1877) };
        case
    }

    /// A second duplicate with a doctor, a clinic of its own name, and an entry that needed two codes.
    pub fn duplicate() -> Self {
        let mut case = Self::ordinary();
        case.copy = 2;
        case.doctor = Some(doctor());
        case.clinic.name = text("फ्रैक्चर क्लिनिक", "Fracture clinic");
        case.visit.kind = VisitKind::FollowUp;
        case.patient.details.uhid = Some("104882217".to_owned());
        case.qr = vec![qr_text(560), qr_text(420)];
        case
    }

    pub fn all() -> Vec<(&'static str, Self)> {
        vec![
            ("ordinary", Self::ordinary()),
            ("longest", Self::longest()),
            ("newborn", Self::newborn()),
            ("sparse", Self::sparse()),
            ("mlc", Self::mlc()),
            ("drill", Self::drill()),
            ("demo", Self::demo()),
            ("duplicate", Self::duplicate()),
        ]
    }

    pub fn form(&self) -> OpdPaper<'_> {
        OpdPaper {
            hospital: &self.hospital,
            mode: self.mode,
            patient: &self.patient,
            main: None,
            visit: &self.visit,
            department: &self.department,
            clinic: &self.clinic,
            doctor: self.doctor.as_ref(),
            category: &self.category,
            scheme: self.scheme.as_ref(),
            at: at(),
            today: today(),
            by: &self.by,
            counter: "K7A",
            copy: self.copy,
            qr: &self.qr,
        }
    }
}

pub fn doctor() -> Doctor {
    Doctor {
        code: "D014".to_owned(),
        name: text("डॉ॰ मीनाक्षी अय्यर", "Dr Meenakshi Iyer"),
        department: "ORT".to_owned(),
        registration: "DMC-00000".to_owned(),
    }
}

fn details() -> Details {
    Details {
        name: name("सुनीता देवी", "Sunita Devi", "Smt"),
        relative: Some(Relative { relation: Relation::WifeOf, name: name("मोहन राम", "Mohan Ram", "") }),
        sex: Sex::Female,
        age: Age::Said { value: 34, unit: AgeUnit::Years, on: today() },
        mobile: Some(Mobile::parse("9810442217").unwrap()),
        mobile_of: MobileOwner::Own,
        address: Address {
            line: "12, Gali No 4, Sangam Vihar".to_owned(),
            pin: Some(Pin::parse("110080").unwrap()),
            district: "South East".to_owned(),
            state: Some(7),
        },
        category: "GEN".to_owned(),
        scheme: None,
        uhid: None,
        abha: None,
        abha_address: None,
        aadhaar: None,
    }
}

/// A text as long as a signed entry's, of the characters that Base45 uses.
pub fn qr_text(chars: usize) -> String {
    const ALPHABET: &[u8] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
    let mut state = 12_345_u64;
    let mut next = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        char::from(ALPHABET[usize::try_from(state >> 33).unwrap() % ALPHABET.len()])
    };
    format!("NR1:{}", std::iter::repeat_with(&mut next).take(chars - 4).collect::<String>())
}

/// A morning of `count` visits: every tenth voided, every seventh without fee, both scripts mixed, one number missing.
pub fn register(count: u32) -> Vec<RegisterLine> {
    const NAMES: [(&str, &str); 6] = [
        ("सुनीता देवी", "Sunita Devi"),
        ("मोहम्मद इरफ़ान", "Mohammed Irfan"),
        ("", "Harpreet Kaur"),
        ("बिरजू", ""),
        ("लक्ष्मीनारायण श्रीवास्तव", "Lakshminarayan Srivastava"),
        ("", "Baby of Rekha Kumari"),
    ];
    let visit = |i: u32| if i > 20 { i + 1 } else { i };
    let mut receipts = 0;
    (1..=count)
        .map(|i| {
            let (hi, en) = NAMES[usize::try_from(i).unwrap() % NAMES.len()];
            let exempt = i % 7 == 0;
            receipts += u32::from(!exempt);
            RegisterLine {
                number: number(Mode::Event, Series::Patient, i),
                new_patient: true,
                visit: number(Mode::Event, Series::Visit, visit(i)),
                token: i.to_string(),
                name: name(hi, en, ""),
                relative: (i % 3 != 0)
                    .then(|| Relative { relation: Relation::WifeOf, name: name("मोहन राम", "Mohan Ram", "") }),
                age: if i % 9 == 0 { Age::Born(today()) } else { Age::Said { value: 34, unit: AgeUnit::Years, on: today() } },
                sex: if i % 2 == 0 { Sex::Female } else { Sex::Male },
                clinic: "ORT-14".to_owned(),
                rupees: if exempt { 0 } else { 10 },
                receipt: (!exempt).then(|| number(Mode::Event, Series::Receipt, receipts)),
                exempt: if exempt { "BPL".to_owned() } else { String::new() },
                at: at() + chrono::Duration::seconds(i64::from(i) * 47),
                by: "asha.verma".to_owned(),
                voided: (i % 10 == 0).then(|| "entered twice".to_owned()),
            }
        })
        .collect()
}
