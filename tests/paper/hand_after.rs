//! A made-up event for the after-action report: ordinary, at its limits, and one of which nothing is known.

use crate::build::{at, day, text};
use crate::hand_cases::{World, event};
use chrono::Duration;
use nirantar::hospital::number::Mode;
use nirantar::hospital::pack::Bilingual;
use nirantar::paper::{
    AfterPaper, BurnPoint, CountLine, DeadPc, DuplicateFigures, LabFigures, MatchFigures, ModuleLine, Page, PaperFigures,
    QueueLine, TatGroup, TatSpan, TimelineLine, after_report,
};

/// How much of an event there is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Much {
    Ordinary,
    Hard,
    Nothing,
}

fn count(name: Bilingual, count: u64) -> CountLine {
    CountLine { name, count }
}

fn totals(much: Much) -> Vec<CountLine> {
    let all = [
        (text("मरीज़ दर्ज", "patients registered"), 118_204),
        (text("ओपीडी विज़िट", "out-patient visits"), 171_950),
        (text("भर्ती", "stays"), 3_012),
        (text("लैब नमूने", "samples"), 44_911),
    ];
    let all = all.into_iter().map(|(name, n)| count(name, n));
    all.take(if much == Much::Nothing { 0 } else { 4 }).collect()
}

fn timeline(much: Much) -> Vec<TimelineLine> {
    let began = event(true).began;
    let all = [
        (
            0,
            text("ई-हॉस्पिटल बंद; पूरे अस्पताल में मैनुअल मोड घोषित", "e-Hospital down; manual mode declared for the whole hospital"),
            "Dr Vasudha Rao",
        ),
        (95, text("नंबरों के खंड सब काउंटरों को दिए गए", "Number blocks given to all counters"), "Harish Chandra Joshi, C1"),
        (3_020, text("K7 का पीसी ख़राब हुआ, अक्षर B से आगे", "PC of K7 died, goes on under letter B"), "K7"),
        (10_400, text("भर्ती और वार्ड: केंद्रीय प्रणाली वापस", "In-patients and wards: central system back"), "Dr Vasudha Rao"),
        (20_820, text("प्रयोगशाला को छोड़कर मैनुअल मोड समाप्त", "Manual mode ended except for the laboratory"), "Dr Vasudha Rao"),
    ];
    let line = |(mins, what, who): (i64, Bilingual, &str)| TimelineLine {
        at: began + Duration::minutes(mins),
        what,
        who: who.to_owned(),
    };
    let times = match much {
        Much::Ordinary => 1,
        Much::Hard => 12,
        Much::Nothing => 0,
    };
    (0..times).flat_map(|_| all.clone().into_iter().map(line).collect::<Vec<_>>()).collect()
}

fn modules(much: Much) -> Vec<ModuleLine> {
    const SHAPE: [u64; 24] = [0, 0, 0, 1, 0, 2, 9, 60, 180, 210, 190, 120, 70, 40, 30, 22, 14, 9, 6, 4, 3, 2, 1, 0];
    let names = [
        text("ओपीडी", "OPD"),
        text("आपातकाल", "Emergency"),
        text("भर्ती और वार्ड", "In-patients and wards"),
        text("प्रयोगशाला", "Laboratory"),
        text("रजिस्टर", "Registers"),
        text("माँग पत्र", "Indents"),
    ];
    let began = event(true).began;
    let days = if much == Much::Hard { 28 } else { 15 };
    let module = |(i, name): (usize, Bilingual)| {
        let n = u64::try_from(i).unwrap();
        let factor = [178, 6, 4, 71, 1, 2][i];
        let mins = Duration::minutes(10_000 + 2_000 * i64::try_from(i).unwrap());
        let manual = match i {
            3 if much == Much::Hard => vec![(began, None)],
            2 => vec![(began, Some(began + Duration::minutes(10_400))), (began + Duration::minutes(12_000), Some(began + mins))],
            _ => vec![(began, Some(began + mins))],
        };
        let by_day = (0..days).map(|d: u64| {
            let date = day(2022, 11, 23) + Duration::days(i64::try_from(d).unwrap());
            (date, if d % 7 == 4 { factor * n } else { factor * (900 - 30 * d.min(25)) / 10 })
        });
        ModuleLine { name, manual, by_hour: SHAPE.map(|n| n * factor), by_day: by_day.collect() }
    };
    names.into_iter().take(if much == Much::Nothing { 0 } else { 6 }).enumerate().map(module).collect()
}

fn queues(much: Much) -> Vec<QueueLine> {
    let line = |i: u32| QueueLine {
        place: text("अस्थि रोग, कमरा 14", "Orthopaedics, room 14"),
        longest: u64::from(184 - i * 13),
        at: at() + Duration::days(i64::from(i)),
        median_mins: 38 + i,
        longest_mins: 190 - i,
    };
    (0..if much == Much::Nothing { 0 } else { 6 }).map(line).collect()
}

fn counters(much: Much) -> Vec<CountLine> {
    let many = match much {
        Much::Ordinary => 13,
        Much::Hard => 60,
        Much::Nothing => 0,
    };
    (0..many)
        .map(|i| count(text(&format!("K{} ओपीडी पंजीकरण", i + 1), &format!("K{} OPD Registration", i + 1)), 4_100 - 61 * i))
        .collect()
}

fn groups() -> Vec<TatGroup> {
    let group = |(i, name): (u32, Bilingual)| TatGroup {
        name,
        count: 812 + i,
        median: TatSpan { to_received: 22, to_verified: 95 + 30 * i },
        p90: TatSpan { to_received: 61, to_verified: 240 + 60 * i },
    };
    let names = [text("जैव रसायन", "Biochemistry"), text("रक्त विज्ञान", "Haematology"), text("सूक्ष्म जीव विज्ञान", "Microbiology")];
    (0..3).zip(names).map(group).collect()
}

fn burn_down(much: Much) -> Vec<BurnPoint> {
    let from = event(true).began + Duration::minutes(20_820);
    let points: u64 = if much == Much::Nothing { 0 } else { 40 };
    let rest = if much == Much::Hard { 248 } else { 0 };
    let point = |i: u64| BurnPoint {
        at: from + Duration::minutes(i64::try_from(i).unwrap() * 260),
        open: 381_346 * (39 - i) * (39 - i) / (39 * 39) + rest + if i == 12 { 9_000 } else { 0 },
    };
    (0..points).map(point).collect()
}

pub fn after_pages(much: Much) -> Vec<Page> {
    let world = World::of(if much == Much::Hard { Mode::Drill } else { Mode::Event });
    let groups = groups();
    let dead = DeadPc { counter: "K7".to_owned(), at: at() + Duration::days(1), letter: 'A', next: 'B', back: 1_206, lost: 0 };
    let exceptions = vec![
        count(text("दो बार दर्ज", "Entered twice"), 14),
        count(text("दिखाए बिना चले गए", "Left without being seen"), 7),
        count(text("मरीज़ ने मना किया", "The patient declined"), 2),
    ];
    let some = much != Much::Nothing;
    after_report(&AfterPaper {
        head: world.head(),
        event: event(much != Much::Hard),
        totals: &totals(much),
        timeline: &timeline(much),
        modules: &modules(much),
        queues: &queues(much),
        counters: &counters(much),
        lab: some.then_some(LabFigures { collected: 44_911, received: 44_702, rejected: 388, released: 44_106, groups: &groups }),
        matching: if some {
            MatchFigures { linked: 74_310, reviewed: 8_219, new: 35_675, waiting: if much == Much::Hard { 900 } else { 0 } }
        } else {
            MatchFigures::default()
        },
        duplicates: if some {
            DuplicateFigures { found: 11_406, merged: 11_388, unmerged: 3 }
        } else {
            DuplicateFigures::default()
        },
        burn_down: &burn_down(much),
        exceptions: if some { &exceptions } else { &[] },
        papers: if some { PaperFigures { pages: 412, taken: 391, unread: 6 } } else { PaperFigures::default() },
        dead: &match much {
            Much::Ordinary => vec![dead],
            Much::Hard => vec![DeadPc { lost: 12, ..dead }; 9],
            Much::Nothing => Vec::new(),
        },
        note: if some {
            "अगली बार नंबरों के खंड पहले से बाँटें। Hand the number blocks out before, not on the day."
        } else {
            ""
        },
    })
}
