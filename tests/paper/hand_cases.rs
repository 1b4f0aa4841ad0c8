//! Made-up forms of the hand-over's papers, ordinary and at their limits. Nobody in here is real.

use crate::build::{at, hospital, number, text};
use crate::hand_after::{Much, after_pages};
use crate::lab_cases::accession;
use crate::look::SIZES;
use chrono::Duration;
use nirantar::hospital::number::{Mode, Series};
use nirantar::hospital::pack::{Bilingual, Hospital};
use nirantar::journal::{RecordKind, TotalLine};
use nirantar::paper::{
    AllSeriesPaper, ArchivePaper, CertificatePaper, ChartLabel, ControlBy, ControlLine, ControlTable, CrosswalkRegister,
    CrosswalkRow, CrosswalkSlip, EventSpan, ExceptionRow, ExceptionsPaper, FixFault, FixListPaper, FixRow, GapWhy, HandHead,
    InstallationLine, KeyEnd, LabPatient, NumberGap, OfficerLine, Page, SeriesFigures, SeriesRow, Size, TubeLabel, UhidTube,
    archive_certificate, certificate, chart_labels, crosswalk_register, crosswalk_slip, exceptions, fix_list, series_report,
    uhid_tube_labels,
};

/// A code about as long as a certificate's.
fn code() -> String {
    crate::build::qr_text(620)
}

/// What every form of these papers borrows.
pub struct World {
    hospital: Hospital,
    by: Bilingual,
    mode: Mode,
    copy: u32,
}

impl World {
    pub fn of(mode: Mode) -> Self {
        Self {
            hospital: hospital(), by: text("वसुधा राव", "Vasudha Rao"), mode, copy: u32::from(mode != Mode::Event) * 2
        }
    }

    pub fn head(&self) -> HandHead<'_> {
        let at = at() + Duration::days(21);
        HandHead { hospital: &self.hospital, mode: self.mode, counter: "C1A", at, by: &self.by, copy: self.copy }
    }
}

pub fn event(ended: bool) -> EventSpan {
    let began = at() - Duration::minutes(1574);
    EventSpan { began, ended: ended.then(|| began + Duration::minutes(20_820)) }
}

fn officers(count: usize) -> Vec<OfficerLine> {
    let all = [
        (text("डॉ॰ वसुधा राव", "Dr Vasudha Rao"), "v.rao", text("चिकित्सा अधीक्षक", "Medical Superintendent")),
        (text("हरीश चंद्र जोशी", "Harish Chandra Joshi"), "hc.joshi", text("नियंत्रण कक्ष अधिकारी", "Control-room officer")),
        (text("फ़रहत ख़ान", "Farhat Khan"), "farhat", text("", "")),
        (
            text("श्रीलक्ष्मीनारायणस्वामी वेंकटनरसिंहराजुवारिपेटा", "Venkatanarasimharajuvaripeta Lakshminarayanaswamy"),
            "venkatanarasimharajuvaripeta",
            text(
                "ई-हॉस्पिटल राष्ट्रीय सूचना विज्ञान केंद्र के प्रतिनिधि",
                "Representative of the National Informatics Centre for e-Hospital",
            ),
        ),
    ];
    let line = |(name, login, role): (Bilingual, &str, Bilingual)| OfficerLine { name, login: login.to_owned(), role };
    all.into_iter().take(count).map(line).collect()
}

/// How a certificate stands in a test.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Stand {
    Whole,
    Partial,
    /// Every limit: long names, many installations, every table, everything lacking.
    Hard,
}

fn totals(stand: Stand) -> Vec<TotalLine> {
    let saved = [118_204, 1_812, 171_950, 6_104, 3_012, 31_480, 44_911, 168, 4, 211, 211, 873, 2_406];
    let line = |(i, kind): (usize, RecordKind)| {
        let saved = saved[i];
        let excepted = if i.is_multiple_of(4) { saved / 5_000 } else { 0 };
        let open = if stand != Stand::Whole && i.is_multiple_of(3) { 1 + saved / 700 } else { 0 };
        let wrong = u64::from(stand == Stand::Hard && i == 2);
        TotalLine { kind, saved, received: saved - excepted - open - wrong, excepted, open }
    };
    RecordKind::ALL.into_iter().enumerate().map(line).collect()
}

fn control(by: ControlBy, names: Vec<Bilingual>, asked: bool, open: bool) -> ControlTable {
    let line = |(i, name): (usize, Bilingual)| {
        let n = u64::try_from(i).unwrap();
        let (saved, excepted, open) = (12_000 + n * 173, n % 3, if open && n % 5 == 1 { n + 3 } else { 0 });
        let received = saved - excepted - open;
        let central = (asked && n != 7).then_some(if n == 3 && open == 0 && asked {
            received + 2 * (n % 2) * u64::from(n > 9)
        } else {
            received
        });
        ControlLine { name, saved, received, excepted, open, central }
    };
    ControlTable { by, lines: names.into_iter().enumerate().map(line).collect() }
}

fn tables(stand: Stand) -> Vec<ControlTable> {
    let day = |i: i64| {
        let day = (at() + Duration::days(i)).format("%d-%m-%Y").to_string();
        text(&day, &day)
    };
    let counter = |i: usize| text(&format!("K{i} ओपीडी पंजीकरण {i}"), &format!("K{i} OPD Registration {i}"));
    let departments = [("अस्थि रोग", "Orthopaedics"), ("मेडिसिन", "Medicine"), ("स्त्री एवं प्रसूति रोग", "Obstetrics and Gynaecology")];
    let days = if stand == Stand::Hard { 28 } else { 15 };
    let hard = stand == Stand::Hard;
    let open = stand != Stand::Whole;
    let mut all = vec![
        control(ControlBy::Day, (0..days).map(day).collect(), false, open),
        control(ControlBy::Counter, (1..=if hard { 60 } else { 6 }).map(counter).collect(), hard, open),
        control(ControlBy::Department, departments.map(|(hi, en)| text(hi, en)).to_vec(), hard, open),
    ];
    if hard {
        all[1].lines[4].central = Some(7);
    }
    all
}

fn installations(count: usize, hard: bool) -> Vec<InstallationLine> {
    let root = "8Rk2 xQpV 7tZm 0bNc Yw5L eJ3s GdHa Uf1T 9oKi Br6P qM4";
    let line = |i: usize| InstallationLine {
        installation: format!("K{}{}", i % 58 + 1, if i.is_multiple_of(9) { 'B' } else { 'A' }),
        runs: if hard && i == 4 {
            vec![(1, 8_122), (8_140, 9_001), (9_417, 12_001)]
        } else {
            vec![(1, 9_318 + u64::try_from(i).unwrap())]
        },
        root: root.to_owned(),
    };
    (0..count).map(line).collect()
}

pub fn certificate_pages(mode: Mode, stand: Stand) -> Vec<Page> {
    let world = World::of(mode);
    let hard = stand == Stand::Hard;
    let codes = if hard { vec![code(), crate::build::qr_text(420)] } else { vec![code()] };
    certificate(&CertificatePaper {
        head: world.head(),
        event: event(!hard),
        kinds: &totals(stand),
        left: if stand == Stand::Whole { 381_323 } else { 381_200 },
        series: SeriesFigures {
            series: 412,
            missing: if stand == Stand::Whole { 0 } else { 88 },
            explained: if hard { 61 } else { 88 },
        },
        installations: &installations(if hard { 61 } else { 7 }, hard),
        control: &tables(stand),
        officers: &officers(if hard { 4 } else { 2 }),
        note: if stand == Stand::Whole {
            ""
        } else {
            "लैब के 65 परिणाम कल भेजे जाएँगे। The 65 results of the laboratory go tomorrow."
        },
        entry: "C1A-5512",
        codes: &codes,
    })
}

/// Patients of a list: both scripts, one script, a long name, a newborn.
fn patient(mode: Mode, i: u32) -> LabPatient {
    const NAMES: [(&str, &str); 5] = [
        ("सुनीता देवी", "Sunita Devi"),
        ("मोहम्मद इरफ़ान", "Mohammed Irfan"),
        ("", "Harpreet Kaur"),
        ("श्रीलक्ष्मीनारायणस्वामी वेंकटनरसिंहराजुवारिपेटा", "Venkatanarasimharajuvaripeta Lakshminarayanaswamy"),
        ("बिरजू", ""),
    ];
    let (hi, en) = NAMES[usize::try_from(i).unwrap() % NAMES.len()];
    LabPatient {
        number: number(mode, Series::Patient, 4218 + i).to_string(),
        name: text(hi, en),
        bare: text(hi, en),
        age_sex: text("34 वर्ष, महिला", "34 y, Female"),
        short: "34y F".to_owned(),
        doubtful: false,
    }
}

pub fn exceptions_pages(count: u32) -> Vec<Page> {
    let world = World::of(if count > 50 { Mode::Drill } else { Mode::Event });
    let row = |i: u32| ExceptionRow {
        number: number(world.mode, Series::Visit, 900 + i).to_string(),
        kind: RecordKind::ALL[usize::try_from(i).unwrap() % 13],
        who: patient(world.mode, i).name,
        reason: if i.is_multiple_of(3) {
            "दो बार दर्ज, दूसरे काउंटर पर रिकॉर्ड है। Entered twice; the record of counter K9 goes. "
                .repeat(usize::try_from(i % 4).unwrap() + 1)
        } else {
            "The patient left before being seen; no service was given.".to_owned()
        },
        by: text("हरीश चंद्र जोशी", "Harish Chandra Joshi"),
        at: at() + Duration::minutes(i64::from(i) * 331),
    };
    exceptions(&ExceptionsPaper { head: world.head(), event: event(true), rows: &(0..count).map(row).collect::<Vec<_>>() })
}

pub fn fix_pages(count: u32) -> Vec<Page> {
    let world = World::of(if count > 50 { Mode::Demo } else { Mode::Event });
    let fault = |i: u32| FixFault {
        says: if i.is_multiple_of(2) {
            text(
                "जन्म तिथि नहीं है; ई-हॉस्पिटल केवल “लगभग 60 वर्ष” नहीं लेता।",
                "No date of birth; e-Hospital does not take “about 60 years” alone.",
            )
        } else {
            text("पिन 110080 इस ज़िले का नहीं है।", "PIN 110080 is not in this district.")
        },
        mend: text("ओपीडी (F2), मरीज़ खोलें, विवरण सुधारें (F7)", "OPD (F2), open the patient, correct details (F7)"),
    };
    let row = |i: u32| FixRow {
        number: number(world.mode, Series::Patient, 4218 + i).to_string(),
        kind: RecordKind::ALL[usize::try_from(i * 3).unwrap() % 13],
        who: patient(world.mode, i).name,
        faults: (0..=i % 3).map(fault).collect(),
    };
    let rows: Vec<FixRow> = (0..count).map(row).collect();
    fix_list(&FixListPaper { head: world.head(), target: "e-Hospital · FHIR R4", fit: 380_912, rows: &rows })
}

/// How the numbers stand in a test.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Gaps {
    None,
    Explained,
    Open,
}

pub fn series_pages(gaps: Gaps, count: u32) -> Vec<Page> {
    let world = World::of(if gaps == Gaps::Open { Mode::Drill } else { Mode::Event });
    let named = |i: u32| number(world.mode, Series::Visit, i).to_string();
    let gap = |i: u32, why: GapWhy, n: u32| NumberGap { first: named(i), last: named(i + n - 1), count: u64::from(n), why };
    let lost = |i: u32| match (gaps, i % 6) {
        (Gaps::None, _) | (_, 0 | 3 | 5) => Vec::new(),
        (_, 1) => vec![gap(1_207, GapWhy::Abandoned { next: 'B' }, 41)],
        (_, 2) => vec![gap(34, GapWhy::Fork, 1), gap(2_000, GapWhy::BlockEnded, 3_000)],
        (Gaps::Explained, _) => {
            let said = "लेबल बेकार हुए। Labels spoilt by a paper jam on 26-11-2022".to_owned();
            vec![gap(77, GapWhy::Said { text: said, by: "hc.joshi".to_owned() }, 3)]
        }
        _ => (0..i).map(|n| gap(77 + 40 * n, GapWhy::NotExplained, 2)).collect(),
    };
    let row = |i: u32| SeriesRow {
        name: [text("विज़िट नंबर", "Visit numbers"), text("मृत्यु के कारण के नंबर", "Cause-of-death numbers")]
            [usize::try_from(i % 2).unwrap()]
        .clone(),
        counter: format!("K{}", i / 2 + 1),
        letter: if i.is_multiple_of(7) { 'B' } else { 'A' },
        first: if i == 5 { String::new() } else { named(1) },
        last: if i == 5 { String::new() } else { named(4_218) },
        given: if i == 5 { 0 } else { 4_177 },
        gaps: lost(i),
    };
    series_report(&AllSeriesPaper { head: world.head(), rows: &(0..count).map(row).collect::<Vec<_>>() })
}

pub const UHID: &str = "104882217";

pub fn slip_pages(hard: bool, size: Size) -> Vec<Page> {
    let world = World::of(if hard { Mode::Demo } else { Mode::Event });
    let who = patient(world.mode, if hard { 3 } else { 0 });
    let also: Vec<String> =
        if hard { (1..4).map(|i| number(world.mode, Series::Patient, 90 + i).to_string()).collect() } else { Vec::new() };
    crosswalk_slip(
        &CrosswalkSlip {
            head: world.head(),
            who: &who,
            also: &also,
            uhid: if hard { "20221210400882" } else { UHID },
            place: &text("मेडिसिन वार्ड महिला I, MED-F1-07", "Medical Ward Women I, MED-F1-07"),
            since: at() + Duration::days(20),
        },
        size,
    )
}

pub fn crosswalk_pages(count: u32) -> Vec<Page> {
    let world = World::of(if count > 50 { Mode::Drill } else { Mode::Event });
    let row = |i: u32| CrosswalkRow {
        who: patient(world.mode, i),
        uhid: if i.is_multiple_of(2) { format!("1048{:05}", 82_217 + i) } else { format!("202212{:08}", 10_400_882 + i) },
        place: if i.is_multiple_of(4) {
            text("", "")
        } else {
            text("अस्थि रोग, कमरा 14", "Orthopaedics, room 14")
        },
        since: at() + Duration::minutes(i64::from(i)),
    };
    let about = if count > 50 {
        text("", "")
    } else {
        text("मेडिसिन वार्ड महिला I", "Medical Ward Women I")
    };
    crosswalk_register(&CrosswalkRegister { head: world.head(), about: &about, rows: &(0..count).map(row).collect::<Vec<_>>() })
}

pub fn chart_pages() -> Vec<Page> {
    let pages = |mode: Mode, i: u32, uhid: &str| {
        let (world, who) = (World::of(mode), patient(mode, i));
        chart_labels(&[ChartLabel { head: world.head(), who: &who, uhid }])
    };
    [
        pages(Mode::Event, 0, UHID),
        pages(Mode::Event, 2, "20221210400882"),
        pages(Mode::Drill, 3, "AIIMS-2022-000104882217"),
        pages(Mode::Demo, 4, UHID),
    ]
    .concat()
}

pub fn tube_pages() -> Vec<Page> {
    let world = World::of(Mode::Event);
    let one = |i: u32, tests: &[String]| {
        let who = patient(if i == 3 { Mode::Drill } else { Mode::Event }, i);
        let label = TubeLabel {
            hospital: &world.hospital,
            mode: if i == 3 { Mode::Drill } else { Mode::Event },
            accession: accession(318 + i),
            who: Some(&who),
            with_name: true,
            with_age_sex: true,
            with_number: true,
            tube: "YELLOW_SST",
            tests,
            urgent: i == 3,
            collected: Some(at()),
            relabelled: true,
            copy: 0,
        };
        uhid_tube_labels(&[UhidTube { label, uhid: if i == 3 { "20221210400882" } else { UHID } }])
    };
    let many: Vec<String> = ["HGB", "HCT", "RBC", "WBC", "PLT", "MCV", "MCH"].map(str::to_owned).to_vec();
    [one(0, &many[..3]), one(3, &many)].concat()
}

pub fn archive_pages(hard: bool) -> Vec<Page> {
    let world = World::of(if hard { Mode::Demo } else { Mode::Event });
    let how = text(
        "काउंटर की कुंजी पीसी पर अधिलेखित करके मिटाई गई; कुंजी के बिना डेटाबेस अपठनीय है।",
        "The counter’s key was overwritten and removed on the PC; without it the database cannot be read.",
    );
    let openers = [text("पुनर्प्राप्ति कुंजी का धारक", "Holder of the recovery key"), text("वसुधा राव", "Vasudha Rao (v.rao)")];
    archive_certificate(&ArchivePaper {
        head: world.head(),
        event: event(true),
        installation: "K7A",
        counter_name: &text("ओपीडी पंजीकरण 7", "OPD Registration 7"),
        entries: 9_318,
        root: "8Rk2 xQpV 7tZm 0bNc Yw5L eJ3s GdHa Uf1T 9oKi Br6P qM4",
        file: "archive-GMH-K7A-2022-12-15.nbundle",
        bytes: 48_233_112,
        sum: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0bb22cd15d6c15b0f00a08",
        place: "चिकित्सा अधीक्षक की तिजोरी, दो पेन ड्राइव। Safe of the Medical Superintendent, two USB sticks.",
        openers: &openers,
        key: (!hard).then_some(KeyEnd { at: at() + Duration::days(21), how: &how }),
        reason: "Order No. 2022/MS/418 of 14-12-2022: all records received by e-Hospital.",
        officers: &officers(if hard { 1 } else { 2 }),
        entry: "K7A-9318",
        codes: &[code()],
    })
}

/// All of them, for the checks of every paper.
pub fn every() -> Vec<(String, Vec<Page>)> {
    let all = vec![
        ("certificate", certificate_pages(Mode::Event, Stand::Whole)),
        ("certificate-partial", certificate_pages(Mode::Event, Stand::Partial)),
        ("certificate-hard", certificate_pages(Mode::Drill, Stand::Hard)),
        ("exceptions", exceptions_pages(7)),
        ("exceptions-none", exceptions_pages(0)),
        ("exceptions-many", exceptions_pages(83)),
        ("fix", fix_pages(6)),
        ("fix-none", fix_pages(0)),
        ("fix-many", fix_pages(61)),
        ("series", series_pages(Gaps::None, 6)),
        ("series-explained", series_pages(Gaps::Explained, 12)),
        ("series-open", series_pages(Gaps::Open, 64)),
        ("crosswalk", crosswalk_pages(9)),
        ("crosswalk-none", crosswalk_pages(0)),
        ("crosswalk-many", crosswalk_pages(120)),
        ("chart", chart_pages()),
        ("tube-uhid", tube_pages()),
        ("after", after_pages(Much::Ordinary)),
        ("after-hard", after_pages(Much::Hard)),
        ("after-nothing", after_pages(Much::Nothing)),
        ("archive", archive_pages(false)),
        ("archive-hard", archive_pages(true)),
    ];
    let mut all: Vec<_> = all.into_iter().map(|(name, pages)| (name.to_owned(), pages)).collect();
    for (size, name) in SIZES {
        all.push((format!("slip-{name}"), slip_pages(false, size)));
        all.push((format!("slip-hard-{name}"), slip_pages(true, size)));
    }
    all
}
