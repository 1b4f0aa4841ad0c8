//! Made-up stays, arrivals, certificates, wards and registers. Nobody in here is real.

use crate::build::{Case, at, doctor, hospital, name, number, qr_text, text, today};
use chrono::Duration;
use nirantar::hospital::age::{Age, AgeUnit};
use nirantar::hospital::forms::{FormId, ItemKind, Sheet, choices};
use nirantar::hospital::ipd::{BedStatus, Course, Held, Outcome, Phase, Place};
use nirantar::hospital::lab::LabRules;
use nirantar::hospital::number::{Mode, Series};
use nirantar::hospital::pack::{Bed, Bilingual, Department, Masters, Ward, default_triage};
use nirantar::hospital::sex::Sex;
use nirantar::journal::Patient;
use nirantar::paper::{
    BookPaper, CaseForm, CaseNote, CasePaper, CensusCounts, CensusLine, CensusPaper, CensusPatient, GapPaper, Page, SeriesRange,
    Size, book, case_in_duplicate, case_paper, gap_report, ward_census,
};

pub fn masters() -> Masters {
    let ward = |code: &str, hi: &str, en: &str, department: &str, sex: &str| Ward {
        code: code.to_owned(),
        name: text(hi, en),
        department: department.to_owned(),
        floor: text("प्रथम तल", "First Floor"),
        sex: sex.to_owned(),
    };
    let department = |code: &str, hi: &str, en: &str| Department { code: code.to_owned(), name: text(hi, en) };
    Masters {
        hospital: hospital(),
        departments: vec![
            department("MED", "मेडिसिन", "General Medicine"),
            department("ORT", "अस्थि रोग", "Orthopaedics"),
            department("OBG", "स्त्री एवं प्रसूति रोग", "Obstetrics and Gynaecology"),
        ],
        clinics: Vec::new(),
        tokens: Vec::new(),
        doctors: vec![doctor()],
        wards: vec![
            ward("MED-F1", "मेडिसिन वार्ड महिला I", "Medical Ward Women I", "MED", "F"),
            ward("ORT-F1", "अस्थि रोग वार्ड महिला", "Orthopaedic Ward Women", "ORT", "F"),
            ward("NICU", "नवजात गहन चिकित्सा इकाई", "Neonatal Intensive Care Unit", "OBG", "any"),
        ],
        beds: vec![Bed { code: "MED-F1-07".to_owned(), ward: "MED-F1".to_owned(), kind: "general".to_owned() }],
        lab_tests: Vec::new(),
        lab: LabRules::default(),
        index: nirantar::hospital::pack::IndexColumns::default(),
        handover: nirantar::hospital::pack::HandoverRules::default(),
        lab_panels: Vec::new(),
        lab_limits: Vec::new(),
        lab_ranges: Vec::new(),
        categories: vec![Case::ordinary().category],
        schemes: Vec::new(),
        triage: default_triage(),
        users: Vec::new(),
        counters: Vec::new(),
    }
}

/// Everything that the paper of a case borrows.
pub struct Stay {
    pub masters: Masters,
    pub mode: Mode,
    pub patient: Option<Patient>,
    pub series: Series,
    pub form: FormId,
    pub sheet: Sheet,
    pub course: Option<Course>,
    pub ending: Option<Sheet>,
    pub transfer: Option<Sheet>,
    pub mother: Option<Patient>,
    pub mlc: Option<String>,
    pub notes: Vec<(FormId, Sheet)>,
    pub pack: Option<(String, u32)>,
    pub late: bool,
    pub version: u32,
    pub copy: u32,
    pub qr: Vec<String>,
    pub by: Bilingual,
}

impl Stay {
    fn of(form: FormId, series: Series, sheet: Sheet) -> Self {
        Self {
            masters: masters(),
            mode: Mode::Event,
            patient: Some(Case::ordinary().patient),
            series,
            form,
            sheet,
            course: None,
            ending: None,
            transfer: None,
            mother: None,
            mlc: None,
            notes: Vec::new(),
            pack: None,
            late: false,
            version: 1,
            copy: 0,
            qr: vec![qr_text(620)],
            by: text("आशा वर्मा", "Asha Verma"),
        }
    }

    pub fn admitted() -> Self {
        let sheet = Sheet::from([
            ("ward", "MED-F1"),
            ("bed", "MED-F1-07"),
            ("source", "emergency"),
            ("doctor", "D014"),
            ("unit", "Unit II"),
            ("diagnosis", "Dengue fever with warning signs"),
            ("icd", "A97.1"),
            ("isolation", "none"),
            ("kin_name", "Mohan Ram"),
            ("kin_relation", "Husband"),
            ("kin_mobile", "9810442217"),
            ("marital", "married"),
            ("religion", "hindu"),
            ("occupation", "Tailor"),
            ("income", "bpl"),
            ("belongings", "One ring, one telephone, ₹ 540: to the husband"),
        ]);
        let mut stay = Self::of(FormId::Admission, Series::Admission, sheet);
        stay.course = Some(Course {
            phase: Phase::Admitted,
            requested: None,
            number: Some(number(Mode::Event, Series::Admission, 812)),
            held: vec![Held { place: place("MED-F1", "MED-F1-07", "MED"), from: at(), to: None }],
            plan: None,
            outcome: None,
            discharged: None,
        });
        stay
    }

    pub fn transferred() -> Self {
        let mut stay = Self::admitted();
        let moved = at() + Duration::hours(30);
        let course = stay.course.as_mut().unwrap();
        course.held[0].to = Some(moved);
        course.held.push(Held { place: place("ORT-F1", "ORT-F1-12", "ORT"), from: moved, to: None });
        stay.transfer = Some(
            Sheet::from([("ward", "ORT-F1"), ("bed", "ORT-F1-12"), ("reason", "Fracture of the left radius found on X-ray")])
                .with("at", moved.to_rfc3339()),
        );
        stay
    }

    pub fn discharged() -> Self {
        let mut stay = Self::transferred();
        let left = at() + Duration::hours(120);
        let course = stay.course.as_mut().unwrap();
        course.held[1].to = Some(left);
        course.phase = Phase::Discharged;
        course.outcome = Some(Outcome::Relieved);
        course.discharged = Some(left);
        stay.ending = Some(
            Sheet::from([
                ("outcome", "relieved"),
                ("diagnosis", "Dengue fever; closed fracture of the left radius"),
                ("icd", "A97.1"),
                ("operations", "Closed reduction and plaster, left forearm"),
                ("advice", "Plaster for 6 weeks. Arm in a sling. Tab. Paracetamol 500 mg when in pain.\nपलस्तर को गीला न करें। उँगलियाँ सुन्न हों तो तुरंत आएँ।"),
                ("doctor", "D014"),
                ("follow_up", "2022-12-13"),
            ])
            .with("at", left.to_rfc3339()),
        );
        stay.late = true;
        stay
    }

    /// A newborn with its mother, in a cradle.
    pub fn newborn() -> Self {
        let mut stay = Self::admitted();
        let mother = stay.patient.clone().unwrap();
        let mut baby = Case::newborn().patient;
        baby.number = number(Mode::Event, Series::Patient, 4219);
        stay.patient = Some(baby);
        stay.mother = Some(mother);
        stay.course.as_mut().unwrap().held[0].place = place("NICU", "", "OBG");
        stay.copy = 1;
        stay
    }

    /// Every field filled to its limit, in a drill, late, corrected, a duplicate and an MLC.
    pub fn longest() -> Self {
        let mut stay = Self::discharged();
        let mut patient = Case::longest().patient;
        patient.number = number(Mode::Drill, Series::Patient, 4218);
        stay.patient = Some(patient);
        stay.mode = Mode::Drill;
        stay.mlc = Some(number(Mode::Drill, Series::Mlc, 77).to_string());
        stay.version = 3;
        stay.copy = 2;
        let long = |n: usize| {
            "Compound fracture of tibia and fibula, left, with लंबे विवरण और जाँच ".chars().cycle().take(n).collect::<String>()
        };
        stay.sheet.set("diagnosis", long(200));
        stay.sheet.set("belongings", long(200));
        stay.sheet.set("kin_name", long(120));
        stay.transfer.as_mut().unwrap().set("reason", long(200));
        let ending = stay.ending.as_mut().unwrap();
        ending.set("diagnosis", long(300));
        ending.set("operations", long(300));
        ending.set("advice", long(600));
        ending.set("outcome", "lama");
        stay
    }

    pub fn arrived() -> Self {
        let sheet = Sheet::from([
            ("triage", "RED"),
            ("mode", "ambulance"),
            ("condition", "critical"),
            ("complaint", "Hit by a truck, bleeding from the left thigh"),
            ("police", "yes"),
            ("brought_by", "passer-by"),
            ("brought_name", "Irfan Khan"),
            ("brought_mobile", "9810442218"),
            ("station", "Sangam Vihar"),
            ("mark_1", "Mole on the right cheek"),
            ("mark_2", "Old scar, left knee"),
            ("found_at", "Mehrauli-Badarpur Road, near the petrol pump"),
        ]);
        let mut stay = Self::of(FormId::Arrival, Series::Emergency, sheet);
        let mut patient = Case::mlc().patient;
        patient.details.name = name("अज्ञात पुरुष", "UNKNOWN (M, about 35 y)", "");
        patient.details.age = Age::About { years: 35, on: today() };
        patient.details.sex = Sex::Male;
        stay.patient = Some(patient);
        stay.mlc = Some(String::new());
        stay
    }

    pub fn pack() -> Self {
        let mut stay = Self::arrived();
        stay.sheet = Sheet::default();
        stay.mlc = None;
        stay.patient.as_mut().unwrap().details.name = name("अज्ञात", "UNKNOWN", "");
        stay.pack = Some(("Bus accident, Ring Road".to_owned(), 17));
        stay
    }

    pub fn indent() -> Self {
        let items = "Paracetamol 500 mg tablets × 200\nRinger's lactate 500 ml × 40 bottles\nIV set × 40\nसर्जिकल दस्ताने 7½ × 100 जोड़े\nSoap";
        let sheet = Sheet::from([
            ("ward", "MED-F1"),
            ("to", "store"),
            ("items", items),
            ("urgent", "yes"),
            ("asked_by", "Sister Mary Thomas"),
            ("remarks", "For the night shift"),
        ]);
        let mut stay = Self::of(FormId::Indent, Series::Indent, sheet);
        stay.patient = None;
        stay.notes = vec![(
            FormId::Issue,
            Sheet::from([
                ("outcome", "part"),
                ("items", "Paracetamol 500 mg tablets × 100\nIV set × 40"),
                ("reason", "Stock is low"),
                ("by", "Ramesh Chand"),
            ]),
        )];
        stay
    }

    pub fn long_indent() -> Self {
        let mut stay = Self::indent();
        let items: Vec<String> = (1..=37).map(|i| format!("Item {i} of the list, 10 ml ampoules × {i}")).collect();
        stay.sheet.set("items", items.join("\n"));
        stay.notes.clear();
        stay.patient = Some(Case::ordinary().patient);
        stay
    }

    pub fn mlc() -> Self {
        let mut stay = Self::of(FormId::Mlc, Series::Mlc, mlc_sheet());
        stay.version = 2;
        stay.late = true;
        let police = Sheet::from([
            ("station", "Sangam Vihar"),
            ("officer", "SI Ram Kumar, belt 1234"),
            ("at", "2022-11-24T08:50:00+05:30"),
            ("way", "written"),
            ("receipt", "DD 14-A"),
        ]);
        let second = police.clone().with("way", "telephone").with("officer", "HC Anil Dagar");
        stay.notes = vec![(FormId::Police, police), (FormId::Police, second)];
        stay.qr = vec![qr_text(900), qr_text(900)];
        stay
    }

    pub fn birth() -> Self {
        let mut stay = Self::of(FormId::Birth, Series::Birth, birth_sheet());
        stay.patient = Some(Case::newborn().patient);
        stay.notes = vec![(FormId::Registrar, Sheet::from([("to", "Registrar, South Zone"), ("registration", "B-2022-118")]))];
        stay.qr = vec![qr_text(900), qr_text(700)];
        stay
    }

    pub fn stillbirth() -> Self {
        let sheet = Sheet::from([
            ("child_sex", "F"),
            ("order", "single"),
            ("mother_name", "Sunita Devi"),
            ("weeks", "31"),
            ("place", "hospital"),
        ])
        .with("born", at().to_rfc3339());
        Self::of(FormId::Stillbirth, Series::StillBirth, sheet)
    }

    pub fn death() -> Self {
        let sheet = Sheet::from([
            ("name", "Sunita Devi"),
            ("sex", "F"),
            ("age", "34y 2022-11-24"),
            ("mother_name", "Kamla Devi"),
            ("father_name", "Ram Prasad"),
            ("spouse_name", "Mohan Ram"),
            ("spouse_age", "38"),
            ("death_addr_house", "12"),
            ("death_addr_locality", "Gali No 4, Sangam Vihar"),
            ("death_addr_district", "South East"),
            ("death_addr_state", "7"),
            ("death_addr_pin", "110080"),
            ("place", "hospital"),
            ("place_name", "Government Model Hospital"),
            ("informant_name", "Mohan Ram"),
            ("religion", "hindu"),
            ("occupation", "household"),
            ("medical_attention", "institutional"),
            ("certified", "yes"),
            ("cause", "Dengue haemorrhagic fever"),
            ("pregnancy", "not"),
            ("smoked", "no"),
            ("tobacco", "yes"),
            ("tobacco_years", "10"),
        ])
        .with("died", at().to_rfc3339());
        let mut stay = Self::of(FormId::Death, Series::Death, sheet);
        stay.mode = Mode::Demo;
        stay
    }

    pub fn cause() -> Self {
        let sheet = Sheet::from([
            ("ward", "Medical Ward Women I"),
            ("name", "Sunita Devi"),
            ("sex", "F"),
            ("age", "34y 2022-11-24"),
            ("line_a", "Dengue shock syndrome"),
            ("line_a_interval", "10 hours"),
            ("line_b", "Dengue haemorrhagic fever"),
            ("line_b_interval", "4 days"),
            ("other_conditions", "Type 2 diabetes mellitus"),
            ("manner", "natural"),
            ("pregnancy_associated", "no"),
            ("doctor", "D014"),
            ("relation", "W/o"),
            ("relation_name", "Mohan Ram"),
            ("address", "12, Gali No 4, Sangam Vihar, New Delhi 110080"),
            ("admitted", "2022-11-20T11:00:00+05:30"),
        ])
        .with("died", at().to_rfc3339())
        .with("verified", at().to_rfc3339());
        Self::of(FormId::Cause, Series::Cause, sheet)
    }

    /// A form that nobody has filled in: every line is for the pen.
    pub fn blank(form: FormId, series: Series) -> Self {
        let mut stay = Self::of(form, series, Sheet::default());
        stay.patient = None;
        stay
    }

    /// A form with every text as long as it may be, in both scripts, and an entry that needs four codes.
    pub fn full(form: FormId, series: Series) -> Self {
        let mut sheet = Sheet::default();
        for item in &nirantar::hospital::forms::form(form).items {
            let long = |n: usize| {
                "श्रीलक्ष्मीनारायणस्वामी Venkatanarasimharajuvaripeta का घाव, ".chars().cycle().take(n).collect::<String>()
            };
            match &item.kind {
                ItemKind::Text(max) => sheet.set(&item.code, long(*max)),
                ItemKind::Name => sheet.set(&item.code, long(120)),
                ItemKind::Choice(list) => sheet.set(&item.code, choices(list).last().unwrap().code.clone()),
                ItemKind::Yes => sheet.set(&item.code, "yes"),
                ItemKind::Doctor => sheet.set(&item.code, "D014"),
                _ => {}
            }
        }
        let mut stay = Self::of(form, series, sheet);
        stay.patient = Some(Case::longest().patient);
        stay.qr = vec![qr_text(1200); 4];
        stay
    }

    pub fn paper<R>(&self, with: impl FnOnce(&CasePaper<'_>) -> R) -> R {
        let number = number(self.mode, self.series, 812);
        let when = self.course.as_ref().and_then(|c| c.discharged).unwrap_or_else(at);
        let when = if self.form == FormId::Admission && self.ending.is_none() { at() } else { when };
        let entered = if self.late { when + Duration::hours(3) } else { when };
        let notes: Vec<CaseNote<'_>> =
            self.notes.iter().map(|(form, sheet)| CaseNote { form: *form, sheet, at: at(), by: &self.by }).collect();
        with(&CasePaper {
            hospital: &self.masters.hospital,
            masters: &self.masters,
            mode: self.mode,
            patient: self.patient.as_ref(),
            number: &number,
            form: self.form,
            sheet: &self.sheet,
            at: when,
            entered,
            today: today(),
            by: &self.by,
            counter: "K7A",
            copy: self.copy,
            qr: &self.qr,
            version: self.version,
            course: self.course.as_ref(),
            ending: self.ending.as_ref(),
            transfer: self.transfer.as_ref(),
            mother: self.mother.as_ref(),
            mlc: self.mlc.as_deref(),
            notes: &notes,
            pack: self.pack.as_ref().map(|(event, n)| (event.as_str(), *n)),
        })
    }

    pub fn pages(&self, kind: CaseForm, size: Size) -> Vec<Page> {
        self.paper(|form| case_paper(kind, form, size))
    }
}

fn place(ward: &str, bed: &str, department: &str) -> Place {
    Place {
        ward: ward.to_owned(),
        bed: (!bed.is_empty()).then(|| bed.to_owned()),
        department: department.to_owned(),
        doctor: Some("D014".to_owned()),
        unit: String::new(),
    }
}

fn mlc_sheet() -> Sheet {
    let injuries: Vec<String> = (1..=9)
        .map(|i| format!("{i}. Lacerated wound, {i} cm × 1 cm × muscle deep, on the outer side of the left thigh, margins irregular, fresh blood."))
        .collect();
    let history = "\"I was crossing the road when a truck came from the wrong side and hit me. I fell and could not get up.\" मैं सड़क पार कर रही थी।";
    Sheet::from([
        ("arrived", "2022-11-24T08:30:00+05:30"),
        ("made", "2022-11-24T08:40:00+05:30"),
        ("kind", "road-accident"),
        ("name", "Sunita Devi"),
        ("relation", "W/o"),
        ("relation_name", "Mohan Ram"),
        ("age", "34y 2022-11-24"),
        ("sex", "F"),
        ("religion", "hindu"),
        ("occupation", "household"),
        ("address", "12, Gali No 4, Sangam Vihar, South East, Delhi 110080"),
        ("brought_by", "passer-by"),
        ("brought_name", "Irfan Khan"),
        ("brought_mobile", "9810442218"),
        ("incident_place", "Mehrauli-Badarpur Road"),
        ("history_patient", history),
        ("mark_1", "Mole on the right cheek"),
        ("mark_2", "Old scar, left knee"),
        ("consent", "patient"),
        ("consciousness", "conscious"),
        ("gcs", "15"),
        ("pulse", "112"),
        ("bp", "100/60"),
        ("alcohol_smell", "no"),
        ("injuries", &injuries.join("\n")),
        ("nature", "reserved"),
        ("weapon", "vehicle"),
        ("samples_sealed", "yes"),
        ("doctor", "D014"),
        ("status", "admitted"),
    ])
}

fn birth_sheet() -> Sheet {
    Sheet::from([
        ("child_sex", "M"),
        ("order", "twin-2"),
        ("father_name", "Mohan Ram"),
        ("father_mobile", "9810442217"),
        ("mother_name", "Sunita Devi"),
        ("birth_addr_house", "12"),
        ("birth_addr_locality", "Gali No 4, Sangam Vihar"),
        ("birth_addr_town_village", "New Delhi"),
        ("birth_addr_district", "South East"),
        ("birth_addr_state", "7"),
        ("birth_addr_pin", "110080"),
        ("place", "hospital"),
        ("place_name", "राजकीय आदर्श चिकित्सालय, Government Model Hospital, Ring Road, New Delhi 110029"),
        ("informant_name", "Mohan Ram"),
        ("father_religion", "hindu"),
        ("mother_education", "below-primary"),
        ("father_occupation", "production"),
        ("mother_age", "34"),
        ("born_alive", "3"),
        ("attention", "government"),
        ("delivery", "natural"),
        ("weight_grams", "2840"),
        ("weeks", "38"),
    ])
    .with("born", at().to_rfc3339())
}

pub const SLIPS: [Size; 5] = Size::ALL;
pub const SIZE_NAMES: [&str; 5] = ["a4", "a5", "a6", "80mm", "58mm"];

/// Every paper of every case, with its name.
pub fn every_case_paper() -> Vec<(String, Vec<Page>)> {
    let mut all = Vec::new();
    let slips = [
        (
            CaseForm::AdmissionSlip,
            "admission-slip",
            vec![("ordinary", Stay::admitted()), ("newborn", Stay::newborn()), ("longest", Stay::longest())],
        ),
        (CaseForm::TransferSlip, "transfer-slip", vec![("ordinary", Stay::transferred()), ("longest", Stay::longest())]),
        (CaseForm::DischargeSlip, "discharge-slip", vec![("ordinary", Stay::discharged()), ("longest", Stay::longest())]),
        (CaseForm::ArrivalSlip, "arrival-slip", arrivals()),
        (CaseForm::Sheet, "indent", vec![("ordinary", Stay::indent()), ("long", Stay::long_indent())]),
    ];
    for (kind, kind_name, cases) in slips {
        for (case_name, stay) in cases {
            for (size, size_name) in SLIPS.into_iter().zip(SIZE_NAMES) {
                all.push((format!("{kind_name}-{size_name}-{case_name}"), stay.pages(kind, size)));
            }
        }
    }
    for (name, stay) in
        [("open", Stay::admitted()), ("ended", Stay::discharged()), ("longest", Stay::longest()), ("newborn", Stay::newborn())]
    {
        all.push((format!("face-{name}"), stay.pages(CaseForm::FaceSheet, Size::A4)));
    }
    all.extend(bands());
    all.extend(sheets());
    for count in [0, 9, 44] {
        all.push((format!("census-{count}"), census_pages(count)));
    }
    for count in [0, 60] {
        all.push((format!("book-{count}"), book_pages(count)));
    }
    all.push(("gaps".to_owned(), gap_pages()));
    all
}

fn arrivals() -> Vec<(&'static str, Stay)> {
    let with = |colour: &str| {
        let mut stay = Stay::arrived();
        stay.sheet.set("triage", colour);
        stay
    };
    vec![
        ("red", Stay::arrived()),
        ("yellow", with("YELLOW")),
        ("green", with("GREEN")),
        ("black", with("BLACK")),
        ("pack", Stay::pack()),
    ]
}

pub fn band_cases() -> Vec<(&'static str, Stay, Size)> {
    let mut demo = Stay::admitted();
    demo.mode = Mode::Demo;
    demo.patient.as_mut().unwrap().number = number(Mode::Demo, Series::Patient, 4218);
    vec![
        ("ordinary", Stay::admitted(), Size::Band),
        ("newborn", Stay::newborn(), Size::BandChild),
        ("longest", Stay::longest(), Size::Band),
        ("longest-child", Stay::longest(), Size::BandChild),
        ("arrived", Stay::arrived(), Size::Band),
        ("pack", Stay::pack(), Size::Band),
        ("demo", demo, Size::Band),
    ]
}

fn bands() -> Vec<(String, Vec<Page>)> {
    band_cases().into_iter().map(|(name, stay, size)| (format!("band-{name}"), stay.pages(CaseForm::Wristband, size))).collect()
}

/// A case's name, and how it is made.
type NamedCase = (&'static str, fn() -> Stay);

pub fn sheets() -> Vec<(String, Vec<Page>)> {
    let cases: [NamedCase; 11] = [
        ("mlc", Stay::mlc),
        ("birth", Stay::birth),
        ("stillbirth", Stay::stillbirth),
        ("death", Stay::death),
        ("cause", Stay::cause),
        ("mlc-blank", || Stay::blank(FormId::Mlc, Series::Mlc)),
        ("cause-blank", || Stay::blank(FormId::Cause, Series::Cause)),
        ("mlc-full", || Stay::full(FormId::Mlc, Series::Mlc)),
        ("birth-full", || Stay::full(FormId::Birth, Series::Birth)),
        ("death-full", || Stay::full(FormId::Death, Series::Death)),
        ("cause-full", || Stay::full(FormId::Cause, Series::Cause)),
    ];
    let mut all: Vec<(String, Vec<Page>)> =
        cases.into_iter().map(|(name, stay)| (format!("form-{name}"), stay().pages(CaseForm::Sheet, Size::A6))).collect();
    let mut long = Stay::mlc();
    let injuries: Vec<String> = (1..=180).map(|i| format!("{i}. चोट {i}")).collect();
    long.sheet.set("injuries", injuries.join("\n"));
    long.copy = 1;
    all.push(("form-mlc-many".to_owned(), long.pages(CaseForm::Sheet, Size::A4)));
    all.push(("form-mlc-set".to_owned(), Stay::mlc().paper(case_in_duplicate)));
    let mut late = Stay::cause();
    late.late = true;
    late.mode = Mode::Drill;
    late.version = 2;
    late.copy = 3;
    all.push(("form-cause-late".to_owned(), late.pages(CaseForm::Sheet, Size::A4)));
    all
}

pub fn census_lines(count: u32) -> Vec<CensusLine> {
    const NAMES: [(&str, &str); 4] = [
        ("सुनीता देवी", "Sunita Devi"),
        ("", "Harpreet Kaur"),
        ("लक्ष्मीनारायण श्रीवास्तव वेंकटनरसिंहराजुवारिपेटा", "Lakshminarayan Srivastava Venkatanarasimharajuvaripeta"),
        ("बिरजू", ""),
    ];
    let patient = |i: u32| {
        let (hi, en) = NAMES[usize::try_from(i).unwrap() % NAMES.len()];
        CensusPatient {
            number: number(Mode::Event, Series::Patient, 4000 + i),
            stay: (!i.is_multiple_of(5)).then(|| number(Mode::Event, Series::Admission, 800 + i)),
            name: name(hi, en, ""),
            age: Age::Said { value: 20 + u16::try_from(i).unwrap(), unit: AgeUnit::Years, on: today() },
            sex: Sex::Female,
            since: at() - Duration::hours(i64::from(i) * 11),
            consultant: if i.is_multiple_of(4) { text("", "") } else { doctor().name },
            diagnosis: if i.is_multiple_of(3) {
                "Dengue fever with warning signs, type 2 diabetes mellitus".to_owned()
            } else {
                "Typhoid".to_owned()
            },
            mlc: i.is_multiple_of(7),
        }
    };
    (1..=count)
        .map(|i| {
            let status = BedStatus::ALL[usize::try_from(i).unwrap() % 4];
            let is_taken = i % 3 != 0;
            CensusLine {
                bed: (i + 2 <= count).then(|| format!("MED-F1-{i:02}")),
                status: if is_taken { BedStatus::Free } else { status },
                remark: if status == BedStatus::OutOfOrder { "Oxygen outlet leaks".to_owned() } else { String::new() },
                who: (is_taken || i + 2 > count).then(|| patient(i)),
                conflict: i == 4,
            }
        })
        .collect()
}

pub fn census_pages(count: u32) -> Vec<Page> {
    let (hospital, by, ward, lines) =
        (hospital(), text("आशा वर्मा", "Asha Verma"), text("मेडिसिन वार्ड महिला I", "Medical Ward Women I"), census_lines(count));
    ward_census(&CensusPaper {
        hospital: &hospital,
        mode: if count == 9 { Mode::Drill } else { Mode::Event },
        counter: "K7A",
        ward: &ward,
        since: at() - Duration::hours(8),
        at: at(),
        by: &by,
        copy: u32::from(count == 9),
        counts: CensusCounts {
            beds: count,
            taken: 30,
            free: 8,
            cleaning: 2,
            reserved: 1,
            out_of_order: 1,
            without_bed: 2,
            admitted: 5,
            moved_in: 1,
            moved_out: 0,
            discharged: 4,
            died: 1,
        },
        lines: &lines,
    })
}

fn series() -> Vec<SeriesRange> {
    let range = |hi: &str, en: &str, series: Series, missing: Vec<u32>| SeriesRange {
        name: text(hi, en),
        first: number(Mode::Event, series, 1).to_string(),
        last: number(Mode::Event, series, 4218).to_string(),
        count: 4218 - u32::try_from(missing.len()).unwrap(),
        voided: 12,
        missing,
    };
    vec![
        range("रोगी सं॰", "Patient no.", Series::Patient, Vec::new()),
        range("एमएलसी सं॰", "MLC no.", Series::Mlc, vec![34, 1207]),
        range("माँग पत्र सं॰", "Indent no.", Series::Indent, (100..180).collect()),
        SeriesRange {
            name: text("जन्म रिपोर्ट सं॰", "Birth report no."),
            first: String::new(),
            last: String::new(),
            count: 0,
            voided: 0,
            missing: Vec::new(),
        },
    ]
}

pub fn book_pages(count: u32) -> Vec<Page> {
    let (hospital, by) = (hospital(), text("आशा वर्मा", "Asha Verma"));
    let line = |i: u32| {
        vec![
            number(Mode::Event, Series::Mlc, i).to_string(),
            "24-11-2022 09:14".to_owned(),
            "सुनीता देवी · Sunita Devi\nW/o Mohan Ram".to_owned(),
            "34 y, F".to_owned(),
            "सड़क दुर्घटना · Road traffic accident".to_owned(),
            if i.is_multiple_of(5) { "Sangam Vihar, SI Ram Kumar, 24-11-2022 08:50, DD 14-A".to_owned() } else { String::new() },
            "Dr Meenakshi Iyer".to_owned(),
        ]
    };
    book(&BookPaper {
        hospital: &hospital,
        mode: if count == 0 { Mode::Demo } else { Mode::Event },
        counter: "K7A",
        title: text("एमएलसी रजिस्टर", "MLC register"),
        from: today() - Duration::days(6),
        to: today(),
        printed_at: at(),
        by: &by,
        columns: vec![
            (text("एमएलसी सं॰", "MLC no."), 14.0),
            (text("समय", "Time"), 12.0),
            (text("नाम, संबंधी", "Name, relative"), 26.0),
            (text("आयु, लिंग", "Age, sex"), 8.0),
            (text("प्रकार", "Kind"), 18.0),
            (text("पुलिस को सूचना", "Police informed"), 20.0),
            (text("चिकित्सक", "Doctor"), 14.0),
        ],
        lines: (1..=count).map(line).collect(),
        series: series(),
    })
}

pub fn gap_pages() -> Vec<Page> {
    let (hospital, by) = (hospital(), text("आशा वर्मा", "Asha Verma"));
    gap_report(&GapPaper { hospital: &hospital, mode: Mode::Event, counter: "K7A", printed_at: at(), by: &by, series: series() })
}
