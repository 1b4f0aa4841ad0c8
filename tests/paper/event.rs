//! Notices and the shift's sheet; and a drill is said on every paper there is.

use crate::build::{Case, at, hospital, number, text};
use crate::cases::{Stay, census_pages};
use crate::golden::said;
use crate::look::{KINDS, SIZES};
use chrono::Duration;
use nirantar::hospital::number::{Mode, Series};
use nirantar::hospital::pack::Bilingual;
use nirantar::paper::{
    CaseForm, NoticeKind, NoticePaper, Page, SeriesRange, ShiftPaper, ShiftRoot, Size, notice, opd_paper, shift_sheet,
};

/// A code about as long as a declaration's.
fn code() -> String {
    format!("NR1:{}", "7W0%Q$".repeat(60))
}

pub fn notice_pages(mode: Mode, kind: NoticeKind, about: Option<Bilingual>) -> Vec<Page> {
    let (hospital, officer) = (hospital(), text("वसुधा राव", "Vasudha Rao"));
    let lines = vec![
        text("ई-हॉस्पिटल काम नहीं कर रहा। पंजीकरण चालू है।", "e-Hospital is not working. Registration goes on."),
        text("पुरानी पर्ची या कार्ड और एक मोबाइल नंबर लाएँ।", "Bring any old slip or card, and a mobile number."),
    ];
    notice(&NoticePaper {
        hospital: &hospital,
        mode,
        kind,
        about,
        since: at(),
        lines,
        officer: &officer,
        printed_at: at() + Duration::minutes(3),
        counter: "C1A",
        qr: &[code()],
    })
}

pub fn shift_pages(mode: Mode, many: bool) -> Vec<Page> {
    let (hospital, by, counter_name) = (hospital(), text("आशा वर्मा", "Asha Verma"), text("ओपीडी पंजीकरण 7", "OPD Registration 7"));
    let range = |series: Series, last: u32| SeriesRange {
        name: text("रोगी सं॰", "Patient no."),
        first: number(mode, series, 4001).to_string(),
        last: number(mode, series, last).to_string(),
        count: last - 4000,
        voided: 2,
        missing: Vec::new(),
    };
    let count = |n: u64| (text("नए मरीज़ पंजीकृत", "New patients registered"), n);
    let codes = [code()];
    shift_sheet(&ShiftPaper {
        hospital: &hospital,
        mode,
        counter: "K7A",
        counter_name: &counter_name,
        from: at() - Duration::hours(6),
        to: at(),
        giver: "Asha Verma",
        taker: "Ravi Prajapati",
        entries: (4120, 4893),
        volumes: (1..=if many { 18 } else { 2 }).map(count).collect(),
        series: if many {
            (4001..4015).map(|last| range(Series::Visit, last)).collect()
        } else {
            vec![range(Series::Patient, 4218)]
        },
        open: if many { (1..=6).map(count).collect() } else { Vec::new() },
        incidents: if many {
            (1..=12).map(|n| format!("K7A-{n}: बिजली नहीं · no power in the hall")).collect()
        } else {
            Vec::new()
        },
        note: "टोनर कम है। Toner is low.",
        root: Some(ShiftRoot { codes: &codes, line: "8Rk2xQ" }),
        printed_at: at(),
        by: &by,
    })
}

#[test]
fn notices_and_the_sheet_of_a_shift() {
    let about = Some(text("प्रयोगशाला", "Laboratory"));
    insta::assert_snapshot!(
        "notice-manual",
        said(&notice_pages(Mode::Event, NoticeKind::Manual, None)).replace(&code(), "NR1:0")
    );
    let restored = said(&notice_pages(Mode::Event, NoticeKind::Restored, about)).replace(&code(), "NR1:0");
    insta::assert_snapshot!("notice-restored", restored);
    insta::assert_snapshot!("notice-drill", said(&notice_pages(Mode::Drill, NoticeKind::Drill, None)).replace(&code(), "NR1:0"));
    insta::assert_snapshot!("shift", said(&shift_pages(Mode::Event, false)).replace(&code(), "NR1:0"));
    insta::assert_snapshot!("shift-full", said(&shift_pages(Mode::Drill, true)).replace(&code(), "NR1:0"));
}

/// All of them, for the checks of every paper.
pub fn every() -> Vec<(String, Vec<Page>)> {
    let place = || Some(text("भर्ती और वार्ड, K7 ओपीडी पंजीकरण 7", "In-patients and wards, K7 OPD Registration 7"));
    vec![
        ("notice manual".to_owned(), notice_pages(Mode::Event, NoticeKind::Manual, None)),
        ("notice restored drill".to_owned(), notice_pages(Mode::Drill, NoticeKind::Restored, place())),
        ("notice drill".to_owned(), notice_pages(Mode::Drill, NoticeKind::Drill, None)),
        ("shift".to_owned(), shift_pages(Mode::Event, false)),
        ("shift full".to_owned(), shift_pages(Mode::Drill, true)),
    ]
}

/// Which paper, of what case, in which size.
type CasePage = (CaseForm, fn() -> Stay, Size);

#[test]
fn a_drill_is_said_on_every_paper() {
    let says = |name: &str, pages: &[Page]| {
        assert!(!pages.is_empty(), "{name}");
        for page in pages {
            let text = said(std::slice::from_ref(page));
            assert!(text.contains("DRILL") && text.contains("अभ्यास"), "{name}: {text}");
        }
    };
    let drill = Case::drill();
    for (kind, name) in KINDS {
        for (size, of) in SIZES {
            says(&format!("{name} {of}"), &opd_paper(kind, &drill.form(), size));
        }
    }
    let papers: [CasePage; 12] = [
        (CaseForm::AdmissionSlip, Stay::admitted, Size::A6),
        (CaseForm::TransferSlip, Stay::transferred, Size::A5),
        (CaseForm::DischargeSlip, Stay::discharged, Size::Roll80),
        (CaseForm::FaceSheet, Stay::discharged, Size::A4),
        (CaseForm::Wristband, Stay::admitted, Size::Band),
        (CaseForm::Wristband, Stay::newborn, Size::BandChild),
        (CaseForm::ArrivalSlip, Stay::arrived, Size::Roll58),
        (CaseForm::ArrivalSlip, Stay::pack, Size::A6),
        (CaseForm::Sheet, Stay::indent, Size::A6),
        (CaseForm::Sheet, Stay::birth, Size::A4),
        (CaseForm::Sheet, Stay::cause, Size::A4),
        (CaseForm::Sheet, Stay::mlc, Size::A4),
    ];
    for (kind, stay, size) in papers {
        let mut stay = stay();
        stay.mode = Mode::Drill;
        says(&format!("{kind:?} {size:?}"), &stay.pages(kind, size));
    }
    says("census", &census_pages(9));
    for kind in [NoticeKind::Manual, NoticeKind::Restored, NoticeKind::Drill] {
        says("notice", &notice_pages(Mode::Drill, kind, None));
    }
    says("shift", &shift_pages(Mode::Drill, true));
}
