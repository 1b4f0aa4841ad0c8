//! Made-up tubes, orders, results and lists of a laboratory. Nobody in here is real.

use crate::build::{Case, at, doctor, hospital, number, qr_text, text, today};
use chrono::Duration;
use nirantar::hospital::lab::{Accession, AccessionKind, AccessionParts, Flag, TubePlace};
use nirantar::hospital::number::{CounterCode, Mode, Series};
use nirantar::hospital::pack::{Bilingual, Hospital};
use nirantar::paper::{
    Amended, CallLogPaper, CallRow, CallValue, Earlier, FollowLine, LabHead, LabPatient, LabReportPaper, LabTestName,
    OverrideLine, Page, PendingPaper, PendingRow, RejectionPaper, ReportCall, ReportPanel, ReportResult, ReportTube,
    RequisitionPaper, RequisitionTube, Size, TatGroup, TatPaper, TatSpan, TubeLabel, UncalledRow, WorklistPaper, WorklistRow,
    call_log, lab_report, pending_list, rejection_slip, requisition, tat_summary, tube_labels, worklist,
};

pub fn accession(serial: u32) -> Accession {
    let counter = CounterCode::new("L1").unwrap();
    Accession::new(&AccessionParts { mode: Mode::Event, kind: AccessionKind::Tube, counter, letter: 'A', serial }).unwrap()
}

fn label_number(serial: u32) -> Accession {
    let counter = CounterCode::new("Z99").unwrap();
    Accession::new(&AccessionParts { mode: Mode::Event, kind: AccessionKind::Label, counter, letter: 'J', serial }).unwrap()
}

pub fn patient(case: &Case) -> LabPatient {
    LabPatient::of(case.patient.number.as_str(), &case.patient.details, &case.hospital, today(), false)
}

/// The people of a list, in turn.
pub fn people() -> Vec<LabPatient> {
    let mut unknown = patient(&Case::mlc());
    unknown.doubtful = true;
    vec![patient(&Case::ordinary()), patient(&Case::newborn()), patient(&Case::sparse()), unknown, patient(&Case::longest())]
}

fn words(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|t| (*t).to_owned()).collect()
}

/// Code, Hindi, English, panel's tests of a catalogue.
const TESTS: [(&str, &str, &str, &str); 14] = [
    ("K", "पोटैशियम", "Potassium", "mmol/L"),
    ("NA", "सोडियम", "Sodium", "mmol/L"),
    ("CL", "क्लोराइड", "Chloride", "mmol/L"),
    ("HGB", "हीमोग्लोबिन", "Haemoglobin", "g/dL"),
    ("TLC", "कुल श्वेत रक्त कणिका गणना", "Total leucocyte count", "10³/µL"),
    ("PLT", "प्लेटलेट गणना", "Platelet count", "10³/µL"),
    ("TBIL", "कुल बिलीरुबिन", "Bilirubin total", "mg/dL"),
    ("AST", "एएसटी (एसजीओटी)", "AST (SGOT)", "U/L"),
    ("ALT", "एएलटी (एसजीपीटी)", "ALT (SGPT)", "U/L"),
    ("ALP", "क्षारीय फॉस्फेटेज़", "Alkaline phosphatase", "U/L"),
    ("UREA", "रक्त यूरिया", "Blood urea", "mg/dL"),
    ("CREAT", "क्रिएटिनिन", "Creatinine", "mg/dL"),
    ("PT", "प्रोथ्रोम्बिन समय", "Prothrombin time", "s"),
    ("DENNS1", "डेंगू एनएस1 एंटीजन", "Dengue NS1 antigen", ""),
];

fn test(at: usize) -> LabTestName {
    let (code, hi, en, _) = TESTS[at % TESTS.len()];
    LabTestName { code: code.to_owned(), name: text(hi, en) }
}

const TUBES: [(&str, &str); 6] = [
    ("BLUE_CITRATE", "Plasma"),
    ("YELLOW_SST", "Serum"),
    ("LAVENDER_EDTA", "Whole blood"),
    ("GREY_FLUORIDE", "Plasma"),
    ("HEPARIN_SYRINGE", "Arterial blood"),
    ("URINE_STERILE", "Urine"),
];

/// What is the same on all of them.
pub struct Lab {
    pub hospital: Hospital,
    pub mode: Mode,
    pub copy: u32,
    by: Bilingual,
}

impl Lab {
    pub fn new(mode: Mode, copy: u32) -> Self {
        Self { hospital: hospital(), mode, copy, by: text("रमेश चंद", "Ramesh Chand") }
    }

    pub fn head(&self) -> LabHead<'_> {
        LabHead {
            hospital: &self.hospital,
            mode: self.mode,
            at: at() + Duration::hours(2),
            by: &self.by,
            counter: "L1A",
            copy: self.copy,
        }
    }
}

const CBC: [&str; 15] =
    ["HGB", "HCT", "RBC", "TLC", "PLT", "MCV", "MCH", "MCHC", "RDW", "NEUT", "LYMPH", "MONO", "EOS", "BASO", "ANC"];

/// Labels with their names.
pub fn labels() -> Vec<(&'static str, Vec<Page>)> {
    let lab = Lab::new(Mode::Event, 0);
    let (sunita, baby, birju, longest) =
        (patient(&Case::ordinary()), patient(&Case::newborn()), patient(&Case::sparse()), patient(&Case::longest()));
    let (cbc, few, many) = (words(&CBC), words(&["NA", "K", "CL"]), words(&[CBC; 3].concat()));
    let ordinary = TubeLabel {
        hospital: &lab.hospital,
        mode: Mode::Event,
        accession: accession(318),
        who: Some(&sunita),
        with_name: true,
        with_age_sex: true,
        with_number: true,
        tube: "YELLOW_SST",
        tests: &few,
        urgent: false,
        collected: Some(at()),
        relabelled: false,
        copy: 0,
    };
    let hindi = TubeLabel { who: Some(&birju), tube: "LAVENDER_EDTA", tests: &cbc, urgent: true, ..ordinary.clone() };
    let newborn = TubeLabel { who: Some(&baby), urgent: true, accession: accession(29_999), ..ordinary.clone() };
    let hard = TubeLabel {
        who: Some(&longest),
        mode: Mode::Drill,
        tube: "URINE_STERILE",
        tests: &many,
        urgent: true,
        relabelled: true,
        copy: 2,
        ..ordinary.clone()
    };
    let bare = TubeLabel { with_name: false, with_age_sex: false, with_number: false, ..ordinary.clone() };
    let number_only = TubeLabel { with_name: false, with_age_sex: false, collected: None, ..ordinary.clone() };
    let ahead = TubeLabel { who: None, accession: label_number(7877), tube: "", tests: &[], collected: None, ..ordinary.clone() };
    let ahead_demo = TubeLabel { mode: Mode::Demo, ..ahead.clone() };
    let twelve: Vec<TubeLabel<'_>> = (0..12u32)
        .map(|i| {
            let tube = TUBES[usize::try_from(i).unwrap() % 6].0;
            TubeLabel { accession: accession(i * 2417 + 1), tube, ..ordinary.clone() }
        })
        .collect();
    vec![
        ("ordinary", tube_labels(&[ordinary])),
        ("hindi", tube_labels(&[hindi])),
        ("newborn", tube_labels(&[newborn])),
        ("hard", tube_labels(&[hard])),
        ("bare", tube_labels(&[bare])),
        ("number-only", tube_labels(&[number_only])),
        ("ahead", tube_labels(&[ahead])),
        ("ahead-demo", tube_labels(&[ahead_demo])),
        ("twelve", tube_labels(&twelve)),
    ]
}

fn tubes(count: u32, tests_each: usize) -> Vec<RequisitionTube> {
    (0..count)
        .map(|i| {
            let (tube, specimen) = TUBES[usize::try_from(i).unwrap() % 6];
            let first = usize::try_from(i).unwrap() * 3;
            RequisitionTube {
                accession: accession(318 + i),
                tube: tube.to_owned(),
                specimen: specimen.to_owned(),
                tests: (first..first + tests_each).map(test).collect(),
                replaces: (i == 2).then(|| accession(12)),
                gone: i == 3,
            }
        })
        .collect()
}

/// A requisition: `hard` has twelve tubes, a long name, overrides and every mark.
pub fn requisition_pages(hard: bool, size: Size) -> Vec<Page> {
    let lab = if hard { Lab::new(Mode::Drill, 1) } else { Lab::new(Mode::Event, 0) };
    let who = if hard { LabPatient { doubtful: true, ..patient(&Case::longest()) } } else { patient(&Case::ordinary()) };
    let (ward, doctor, none) =
        (text("मेडिसिन वार्ड महिला I, MED-F1-07", "Medical Ward Women I, MED-F1-07"), doctor().name, text("", ""));
    let overrides = [OverrideLine {
        rule: text("केवल तात्कालिक जाँचें", "Only urgent tests"),
        reason: "Pre-operative, surgeon waits".to_owned(),
        by: text("डॉ॰ मीनाक्षी अय्यर", "Dr Meenakshi Iyer"),
    }];
    let tubes = if hard { tubes(12, 5) } else { tubes(2, 3) };
    requisition(
        &RequisitionPaper {
            head: lab.head(),
            number: number(if hard { Mode::Drill } else { Mode::Event }, Series::Requisition, 318).as_str(),
            patient: &who,
            asked_at: at(),
            urgent: true,
            ward: if hard { &none } else { &ward },
            doctor: &doctor,
            note: if hard {
                "Fever for 5 days, platelets falling; bleeding from gums since this morning. Repeat after transfusion."
            } else {
                "Fever 5 days"
            },
            form_no: if hard { "R-004471" } else { "" },
            tubes: &tubes,
            overrides: if hard { &overrides } else { &[] },
            collected: hard.then(at),
            cancelled: false,
            qr: &[qr_text(if hard { 900 } else { 420 })],
        },
        size,
    )
}

pub fn rejection_pages(hard: bool, size: Size) -> Vec<Page> {
    let lab = if hard { Lab::new(Mode::Demo, 2) } else { Lab::new(Mode::Event, 0) };
    let who = if hard { patient(&Case::longest()) } else { patient(&Case::ordinary()) };
    let (ward, doctor, by) = (text("मेडिसिन वार्ड महिला I", "Medical Ward Women I"), doctor().name, text("रमेश चंद", "Ramesh Chand"));
    let tests: Vec<LabTestName> = (0..if hard { 12 } else { 3 }).map(test).collect();
    rejection_slip(
        &RejectionPaper {
            head: lab.head(),
            number: number(Mode::Event, Series::Requisition, 318).as_str(),
            patient: &who,
            ward: &ward,
            doctor: &doctor,
            accession: accession(318),
            tube: "YELLOW_SST",
            urgent: hard,
            tests: &tests,
            collected: Some(at()),
            rejected_at: at() + Duration::minutes(50),
            rejected_by: &by,
            why: if hard { "mismatch" } else { "haemolysed" },
            note: if hard { "Form says Sunita Rani, tube says Sunita Devi; the ward did not answer twice." } else { "" },
            told: if hard { "" } else { "Sister Mary Thomas, 10:06" },
            replaced_by: (hard && size == Size::A5).then(|| accession(401)),
        },
        size,
    )
}

fn result(at_: usize, value: &str, flag: Flag, low: &str, high: &str) -> ReportResult {
    let (code, hi, en, unit) = TESTS[at_ % TESTS.len()];
    ReportResult {
        code: code.to_owned(),
        name: text(hi, en),
        value: text(value, value),
        unit: unit.to_owned(),
        flag,
        low: low.to_owned(),
        high: high.to_owned(),
        normal: text("", ""),
        formula: String::new(),
        earlier: None,
        amended: Vec::new(),
        restricted: false,
    }
}

/// What a report is filled from.
pub struct Report {
    pub lab: Lab,
    pub who: LabPatient,
    pub panels: Vec<ReportPanel>,
    pub to_follow: Vec<FollowLine>,
    pub calls: Vec<ReportCall>,
    pub conclusion: String,
    pub tubes: Vec<ReportTube>,
    pub ratified: bool,
    pub qr: Vec<String>,
    pub urgent: bool,
}

impl Report {
    /// Electrolytes with a critical potassium that was called, and a complete blood count.
    pub fn ordinary() -> Self {
        let mut potassium = result(0, "6.8", Flag::HH, "3.5", "5.1");
        potassium.earlier = Some(Earlier { value: "4.8".to_owned(), at: at() - Duration::days(2) });
        let mut egfr = result(11, "48", Flag::L, "60", "");
        egfr.name = text("अनुमानित जीएफआर", "eGFR CKD-EPI 2021");
        "mL/min/1.73 m²".clone_into(&mut egfr.unit);
        "CKD-EPI 2021, N Engl J Med 2021;385:1737".clone_into(&mut egfr.formula);
        let mut dengue = result(13, "", Flag::A, "", "");
        dengue.value = text("पॉज़िटिव", "Positive");
        dengue.normal = text("नेगेटिव", "Negative");
        Self {
            lab: Lab::new(Mode::Event, 0),
            who: patient(&Case::ordinary()),
            panels: vec![
                ReportPanel {
                    name: text("इलेक्ट्रोलाइट", "Electrolytes"),
                    results: vec![
                        potassium,
                        result(1, "138", Flag::Normal, "135", "145"),
                        result(2, "101", Flag::Normal, "98", "107"),
                    ],
                },
                ReportPanel {
                    name: text("गुर्दा", "Kidney function"),
                    results: vec![result(10, "52", Flag::H, "15", "40"), result(11, "1.4", Flag::H, "0.5", "0.9"), egfr],
                },
                ReportPanel { name: text("सीरोलॉजी", "Serology"), results: vec![dengue] },
            ],
            to_follow: Vec::new(),
            calls: vec![ReportCall {
                values: vec!["K 6.8 mmol/L".to_owned()],
                whom: "Sister Mary Thomas, MED-F1".to_owned(),
                at: at() + Duration::minutes(70),
                read_back: true,
                by: text("रमेश चंद", "Ramesh Chand"),
                note: String::new(),
                restricted: false,
            }],
            conclusion: "Critical hyperkalaemia; ward informed.".to_owned(),
            tubes: report_tubes(2),
            ratified: true,
            qr: vec![qr_text(560)],
            urgent: true,
        }
    }

    /// Forty tests and more: long text, amended values, calculated ones, some to follow, twelve tubes, a long name, a drill's duplicate.
    pub fn hard() -> Self {
        let mut report = Self::ordinary();
        report.lab = Lab::new(Mode::Drill, 3);
        report.who = LabPatient { doubtful: true, ..patient(&Case::longest()) };
        report.tubes = report_tubes(12);
        report.qr = (0..5).map(|i| qr_text(300 + i * 90)).collect();
        report.ratified = false;
        let flags = [Flag::Normal, Flag::Normal, Flag::L, Flag::H, Flag::Normal, Flag::LL];
        let many: Vec<ReportResult> = (0..40).map(|i| result(i, "12.4", flags[i % flags.len()], "11.0", "15.5")).collect();
        report
            .panels
            .push(ReportPanel { name: text("पूर्ण रक्त गणना", "Complete blood count"), results: many });
        let mut smear = result(3, "", Flag::A, "", "");
        smear.name = text("परिधीय रक्त स्मीयर", "Peripheral blood smear");
        smear.unit = String::new();
        let words = "Microcytic hypochromic red cells with anisopoikilocytosis; pencil cells and a few target cells. \
            Leucocytes within normal limits, no immature cells. Platelets adequate.\nAdvised: serum ferritin, iron studies.";
        smear.value = text(words, words);
        let mut amended = result(12, "14.1", Flag::Normal, "11.0", "13.5");
        amended.amended = vec![Amended {
            value: text("41.1", "41.1"),
            at: at() + Duration::hours(1),
            by: text("डॉ॰ मीनाक्षी अय्यर", "Dr Meenakshi Iyer"),
            reason: "Typed wrong".to_owned(),
        }];
        report.panels.push(ReportPanel {
            name: text("रुधिर विज्ञान", "Haematology"), results: vec![smear, amended]
        });
        report.to_follow =
            vec![follow("Blood culture", "ब्लड कल्चर", false, false), follow("Prothrombin time", "प्रोथ्रोम्बिन समय", true, false)];
        report
    }

    pub fn newborn() -> Self {
        let mut report = Self::ordinary();
        report.who = patient(&Case::newborn());
        let mut bilirubin = result(6, "18.2", Flag::HH, "", "12");
        bilirubin.earlier = Some(Earlier { value: "9.6".to_owned(), at: at() - Duration::hours(12) });
        report.panels = vec![ReportPanel { name: text("यकृत", "Liver function"), results: vec![bilirubin] }];
        report.conclusion.clear();
        report.to_follow = vec![follow("Haemoglobin", "हीमोग्लोबिन", false, false)];
        report
    }

    /// An HIV test among ordinary ones, and another to follow.
    pub fn restricted() -> Self {
        let mut report = Self::ordinary();
        let mut hiv = result(13, "", Flag::A, "", "");
        hiv.name = text("एचआईवी एजी/एबी", "HIV Ag/Ab (4th gen)");
        hiv.value = text("प्रतिक्रियाशील", "Reactive");
        hiv.normal = text("अप्रतिक्रियाशील", "Non-reactive");
        hiv.restricted = true;
        report.panels[2].results.push(hiv);
        report.to_follow = vec![follow("HIV 1+2 rapid", "एचआईवी रैपिड", false, true)];
        report.tubes[1].restricted = true;
        report
    }

    /// Nothing is released yet.
    pub fn waiting() -> Self {
        let mut report = Self::ordinary();
        report.panels.clear();
        report.calls.clear();
        report.conclusion.clear();
        report.qr.clear();
        report.to_follow = vec![follow("Potassium", "पोटैशियम", true, false)];
        report
    }

    pub fn pages(&self) -> Vec<Page> {
        let (ward, doctor) = (text("मेडिसिन वार्ड महिला I, MED-F1-07", "Medical Ward Women I, MED-F1-07"), doctor().name);
        let released = self.panels.iter().any(|panel| !panel.results.is_empty());
        let verified = [
            (text("डॉ॰ मीनाक्षी अय्यर", "Dr Meenakshi Iyer"), at() + Duration::minutes(75)),
            (text("आशा वर्मा", "Asha Verma"), at() + Duration::minutes(80)),
        ];
        lab_report(&LabReportPaper {
            head: self.lab.head(),
            number: number(Mode::Event, Series::Requisition, 318).as_str(),
            patient: &self.who,
            ward: &ward,
            doctor: &doctor,
            urgent: self.urgent,
            asked_at: at(),
            tubes: &self.tubes,
            reported: released.then(|| at() + Duration::minutes(80)),
            panels: &self.panels,
            to_follow: &self.to_follow,
            calls: &self.calls,
            conclusion: &self.conclusion,
            verified: if released { &verified } else { &[] },
            ratified: self.ratified.then_some(("Dr Meenakshi Iyer", "01-04-2022")),
            qr: &self.qr,
            qr_restricted: &[qr_text(310)],
        })
    }
}

fn follow(en: &str, hi: &str, recollect: bool, restricted: bool) -> FollowLine {
    let why = if recollect { text("थक्का बना", "Clotted") } else { text("", "") };
    FollowLine { code: en.to_uppercase(), name: text(hi, en), recollect, why, restricted }
}

fn report_tubes(count: u32) -> Vec<ReportTube> {
    (0..count)
        .map(|i| {
            let (tube, specimen) = TUBES[(usize::try_from(i).unwrap() + 1) % 6];
            ReportTube {
                accession: accession(318 + i),
                tube: tube.to_owned(),
                specimen: specimen.to_owned(),
                collected: Some(at() + Duration::minutes(5)),
                received: (i % 5 != 4).then(|| at() + Duration::minutes(22)),
                restricted: false,
            }
        })
        .collect()
}

fn rotating<T: Clone>(all: &[T], i: usize) -> T {
    all[i % all.len()].clone()
}

pub fn worklist_pages(count: usize) -> Vec<Page> {
    let lab = if count == 0 { Lab::new(Mode::Demo, 1) } else { Lab::new(Mode::Event, 0) };
    let (people, bench) = (people(), text("रुधिर विज्ञान", "Haematology"));
    let lines: Vec<WorklistRow> = (0..count)
        .map(|i| WorklistRow {
            accession: accession(318 + u32::try_from(i).unwrap()),
            patient: rotating(&people, i),
            urgent: i < 3,
            collected: (i % 4 != 3).then(at),
            tube: TUBES[i % 6].0.to_owned(),
            specimen: TUBES[i % 6].1.to_owned(),
            tests: if i % 2 == 0 { words(&CBC) } else { words(&["PT", "INR"]) },
        })
        .collect();
    worklist(&WorklistPaper { head: lab.head(), bench: &bench, lines: &lines })
}

pub fn pending_pages(count: usize) -> Vec<Page> {
    let lab = if count == 0 { Lab::new(Mode::Drill, 0) } else { Lab::new(Mode::Event, 0) };
    let (people, group) = (people(), text("", ""));
    let lines: Vec<PendingRow> = (0..count)
        .map(|i| PendingRow {
            accession: accession(318 + u32::try_from(i).unwrap()),
            tube: TUBES[i % 6].0.to_owned(),
            patient: rotating(&people, i),
            ward: text("मेडिसिन वार्ड महिला I", "Medical Ward Women I"),
            urgent: i < 4,
            tests: if i % 3 == 0 { words(&CBC) } else { words(&["NA", "K", "CL"]) },
            stands: TubePlace::ALL[i % 7],
            at: if i % 2 == 0 { "Biochemistry bench 2".to_owned() } else { String::new() },
            collected: (i % 7 != 0).then(|| at() - Duration::minutes(i64::try_from(i).unwrap() * 37)),
            limit: (i % 7 != 0).then(|| ("K".to_owned(), at() + Duration::minutes(240 - i64::try_from(i).unwrap() * 37))),
            since: at(),
            by: text("रमेश चंद", "Ramesh Chand"),
            critical: if i % 7 == 5 { words(&["K 6.8 HH", "GLU 34 LL"]) } else { Vec::new() },
            recollect: i % 9 == 2,
        })
        .collect();
    pending_list(&PendingPaper { head: lab.head(), group: &group, lines: &lines })
}

pub fn call_pages(count: usize) -> Vec<Page> {
    let lab = if count == 0 { Lab::new(Mode::Demo, 0) } else { Lab::new(Mode::Event, 0) };
    let people = people();
    let value = |flag, value: &str| CallValue {
        name: text("पोटैशियम", "Potassium"),
        value: value.to_owned(),
        unit: "mmol/L".to_owned(),
        flag,
    };
    let ward = text("मेडिसिन वार्ड महिला I", "Medical Ward Women I");
    let order = number(Mode::Event, Series::Requisition, 318).to_string();
    let lines: Vec<CallRow> = (0..count)
        .map(|i| CallRow {
            at: at() + Duration::minutes(i64::try_from(i).unwrap() * 173),
            known_at: (i % 3 != 1).then(|| at() + Duration::minutes(i64::try_from(i).unwrap() * 173 - 9)),
            patient: rotating(&people, i),
            number: order.clone(),
            ward: ward.clone(),
            values: if i % 4 == 3 { vec![value(Flag::LL, "2.1"), value(Flag::HH, "6.8")] } else { vec![value(Flag::HH, "6.8")] },
            whom: "Sister Mary Thomas, MED-F1".to_owned(),
            read_back: i % 5 != 4,
            note: if i % 5 == 4 { "The line broke; called again".to_owned() } else { String::new() },
            by: text("रमेश चंद", "Ramesh Chand"),
        })
        .collect();
    let waiting = UncalledRow {
        accession: accession(318),
        patient: people[0].clone(),
        number: order.clone(),
        ward: ward.clone(),
        values: vec![value(Flag::HH, "7.1")],
        since: at(),
    };
    let uncalled = if count == 0 { Vec::new() } else { vec![waiting] };
    call_log(&CallLogPaper {
        head: lab.head(),
        from: today(),
        to: today() + Duration::days(2),
        lines: &lines,
        uncalled: &uncalled,
    })
}

pub fn tat_pages(many: bool) -> Vec<Page> {
    let lab = if many { Lab::new(Mode::Drill, 1) } else { Lab::new(Mode::Event, 0) };
    let names = [
        ("पूर्ण रक्त गणना", "Complete blood count"),
        ("यकृत कार्य परीक्षण", "Liver function tests"),
        ("इलेक्ट्रोलाइट", "Electrolytes"),
        ("जमावट", "Coagulation"),
        ("धमनी रक्त गैस", "Arterial blood gas"),
    ];
    let groups: Vec<TatGroup> = (0..if many { 19u32 } else { 5 })
        .map(|i| {
            let (hi, en) = names[usize::try_from(i).unwrap() % 5];
            let slow = if many && i == 3 { 4200 } else { 40 + i * 13 };
            TatGroup {
                name: text(hi, en),
                count: 412 - i * 17,
                median: TatSpan { to_received: 14 + i * 3, to_verified: slow },
                p90: TatSpan { to_received: 38 + i * 5, to_verified: slow * 2 + 20 },
            }
        })
        .collect();
    let mut hours = [0u32; 24];
    for (i, count) in hours.iter_mut().enumerate() {
        *count = [3, 1, 0, 0, 2, 9, 41, 88, 164, 231, 198, 143][i % 12];
    }
    let reasons = [
        (text("रक्त-विघटित", "Haemolysed"), 31),
        (text("थक्का बना", "Clotted"), 12),
        (text("लेबल और फ़ॉर्म अलग", "Label and form differ"), 4),
        (text("नहीं मिला", "Not found"), 1),
    ];
    tat_summary(&TatPaper {
        head: lab.head(),
        from: today() - Duration::days(6),
        to: today(),
        collected: 3204,
        received: 3198,
        rejected: 48,
        pending: 211,
        groups: &groups,
        reasons: &reasons,
        hours,
    })
}

pub const SIZE_NAMES: [&str; 5] = ["a4", "a5", "a6", "80mm", "58mm"];

/// Every paper of the laboratory, with its name.
pub fn every_lab_paper() -> Vec<(String, Vec<Page>)> {
    let mut all: Vec<(String, Vec<Page>)> = labels().into_iter().map(|(name, pages)| (format!("label-{name}"), pages)).collect();
    for (size, size_name) in Size::ALL.into_iter().zip(SIZE_NAMES) {
        for (hard, name) in [(false, "ordinary"), (true, "hard")] {
            all.push((format!("requisition-{size_name}-{name}"), requisition_pages(hard, size)));
            all.push((format!("rejection-{size_name}-{name}"), rejection_pages(hard, size)));
        }
    }
    for (name, report) in [
        ("ordinary", Report::ordinary()),
        ("hard", Report::hard()),
        ("newborn", Report::newborn()),
        ("restricted", Report::restricted()),
        ("waiting", Report::waiting()),
    ] {
        all.push((format!("report-{name}"), report.pages()));
    }
    for count in [0, 1, 40] {
        all.push((format!("worklist-{count}"), worklist_pages(count)));
        all.push((format!("pending-{count}"), pending_pages(count)));
        all.push((format!("calls-{count}"), call_pages(count)));
    }
    all.push(("tat-ordinary".to_owned(), tat_pages(false)));
    all.push(("tat-many".to_owned(), tat_pages(true)));
    all
}
