//! Papers of the hand-over: what they say, whole and partial, and what machines read from them.

use crate::build::{at, hospital, text};
use crate::golden::said;
use crate::look::keep;
use chrono::Duration;
use nirantar::hospital::number::Mode;
use nirantar::hospital::pack::{Bilingual, Hospital};
use nirantar::journal::{RecordKind, TotalLine};
use nirantar::paper::{
    CertificatePaper, ControlBy, ControlLine, ControlTable, EventSpan, HandHead, InstallationLine, OfficerLine, Page,
    SeriesFigures, certificate,
};

/// A code about as long as a certificate's.
fn code() -> String {
    crate::build::qr_text(620)
}

/// What every form of these papers borrows.
struct World {
    hospital: Hospital,
    by: Bilingual,
    mode: Mode,
    copy: u32,
}

impl World {
    fn of(mode: Mode) -> Self {
        Self {
            hospital: hospital(), by: text("वसुधा राव", "Vasudha Rao"), mode, copy: u32::from(mode != Mode::Event) * 2
        }
    }

    fn head(&self) -> HandHead<'_> {
        let at = at() + Duration::days(21);
        HandHead { hospital: &self.hospital, mode: self.mode, counter: "C1A", at, by: &self.by, copy: self.copy }
    }
}

fn event(ended: bool) -> EventSpan {
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

/// All of them, for the checks of every paper.
pub fn every() -> Vec<(String, Vec<Page>)> {
    vec![
        ("certificate".to_owned(), certificate_pages(Mode::Event, Stand::Whole)),
        ("certificate-partial".to_owned(), certificate_pages(Mode::Event, Stand::Partial)),
        ("certificate-hard".to_owned(), certificate_pages(Mode::Drill, Stand::Hard)),
    ]
}

/// The records' own codes are named, not spelt out.
fn without_records(pages: &[Page]) -> String {
    let text = said(pages);
    let lines = text.lines().map(|line| if line.starts_with("[Qr NR1:") { "[Qr NR1:…]" } else { line });
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn papers_of_the_hand_over_to_look_at() {
    for (name, pages) in every() {
        keep(&format!("hand-{name}"), &pages);
    }
}

#[test]
fn golden_papers_of_the_hand_over() {
    for (name, pages) in every() {
        insta::assert_snapshot!(name, without_records(&pages));
    }
}

#[test]
fn a_certificate_with_anything_open_never_looks_complete() {
    for (stand, partial) in [(Stand::Whole, false), (Stand::Partial, true), (Stand::Hard, true)] {
        for page in certificate_pages(Mode::Event, stand) {
            let text = page.texts().join(" ");
            assert_eq!(text.contains("PARTIAL hand-over"), partial, "{text}");
            assert_eq!(text.contains("आंशिक"), partial, "{text}");
            assert!(!partial || !text.contains("पूर्ण:"), "{text}");
        }
    }
}
