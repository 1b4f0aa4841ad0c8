//! The proof of a hand-over in the window, by label and keyboard, in both languages.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "helpers of tests fail as tests do")]

mod window_common;

use egui::{Key, Modifiers};
use nirantar::desk::Printed;
use nirantar::desk::views::{CertificateLine, ControlCheck, ControlRow, CountedBy, NumberSeries};
use nirantar::hospital::pack::{Bilingual, Lang};
use nirantar::journal::RecordKind;
use nirantar::paper::{GapWhy, NumberGap, Page, Rect, SeriesRow};
use nirantar::problem::Problem;
use nirantar::window::routes::Route;
use nirantar::worker::{
    ControlLook, Event, HandoverEvent, HandoverJob, Job, JobKind, LaidOut, OutEvent, OutJob, Picture, ProofEvent, ProofJob,
};
use std::path::PathBuf;
use std::sync::Arc;
use window_common::{Stage, id, now};

fn same(text: &str) -> Bilingual {
    Bilingual { en: text.to_owned(), hi: text.to_owned() }
}

fn paper(name: &str) -> LaidOut {
    let page = Page { width: 210.0, height: 297.0, printable: Rect::new(0.0, 0.0, 10.0, 10.0), items: Vec::new() };
    LaidOut::from(Printed { pages: vec![page], name: name.to_owned() })
}

fn line(partial: bool) -> CertificateLine {
    CertificateLine {
        id: id(483),
        at: now(),
        officers: vec!["meena".to_owned()],
        saved: 1_303,
        received: 1_300,
        excepted: 2,
        open: 1,
        gaps: (7, 5),
        partial,
    }
}

fn series() -> NumberSeries {
    let gap = |n: &str, why| NumberGap { first: n.to_owned(), last: n.to_owned(), count: 1, why };
    let row = SeriesRow {
        name: same("Patients"),
        counter: "K7".to_owned(),
        letter: 'A',
        first: "MK7A-000001-V".to_owned(),
        last: "MK7A-000121-K".to_owned(),
        given: 119,
        gaps: vec![gap("MK7A-000017-X", GapWhy::Fork), gap("MK7A-000018-W", GapWhy::NotExplained)],
    };
    NumberSeries { rows: vec![row] }
}

fn control(central: u64) -> ControlLook {
    let by =
        CountedBy { day: now().date_naive(), counter: "K7".to_owned(), department: "MED".to_owned(), kind: RecordKind::Visit };
    let row = ControlRow { by, saved: 212, received: 212, explained: 0, central: Some(central) };
    let differing = if central == 212 { Vec::new() } else { vec![row.clone()] };
    ControlLook { check: ControlCheck { rows: vec![row], differing }, asked: true, strays: Vec::new() }
}

fn answering(stage: &Stage) {
    stage.play.borrow_mut().many = Box::new(move |job| {
        let Job::Handover(job) = job else { return None };
        let proof = |event| Some(Event::Handover(HandoverEvent::Proof(event)));
        match job {
            HandoverJob::Proof(ProofJob::Certificates) => proof(ProofEvent::Certificates(Arc::new(vec![line(true)]))),
            HandoverJob::Proof(ProofJob::Series) => {
                proof(ProofEvent::Series { series: Arc::new(series()), paper: paper("gaps-K7A") })
            }
            HandoverJob::Proof(ProofJob::Totals { central }) => {
                let central = if central.is_some() { 210 } else { 212 };
                proof(ProofEvent::Totals(Arc::new(control(central))))
            }
            HandoverJob::Proof(ProofJob::SaveTotals { to, .. }) => {
                proof(ProofEvent::TotalsSaved { at: to.join("control_totals.csv") })
            }
            HandoverJob::Proof(ProofJob::Exceptions) => proof(ProofEvent::Paper(paper("exceptions-K7A"))),
            HandoverJob::Proof(ProofJob::FixList) => {
                let problem = Problem::refused("problem-handover-unchecked");
                Some(Event::Refused { job: JobKind::Proof, problem })
            }
            HandoverJob::Proof(ProofJob::Stand) => {
                let lacking = Arc::new(vec![same("Manual mode goes on")]);
                proof(ProofEvent::Stands { line: Box::new(line(true)), lacking })
            }
            HandoverJob::Proof(ProofJob::Certify { officer: Some((_, password)), .. }) if password.as_str() != "right" => {
                let problem = Problem::refused("problem-wrong-password");
                Some(Event::Refused { job: JobKind::Proof, problem })
            }
            HandoverJob::Proof(ProofJob::Certify { .. }) => {
                proof(ProofEvent::Certified { line: Box::new(line(false)), paper: paper("certificate-K7A-483") })
            }
            HandoverJob::Proof(ProofJob::Again { .. }) => proof(ProofEvent::Paper(paper("certificate-K7A-483-duplicate-1"))),
            HandoverJob::Proof(ProofJob::Take { codes }) if codes.len() < 2 => {
                let problem = Problem::refused("problem-slip-parts").with("have", "1").with("of", "2");
                Some(Event::Refused { job: JobKind::Proof, problem })
            }
            HandoverJob::Proof(ProofJob::Take { .. }) => proof(ProofEvent::Taken(Box::new(line(true)))),
            HandoverJob::Proof(ProofJob::Report { .. }) => proof(ProofEvent::Paper(paper("after-action"))),
            HandoverJob::Out(OutJob::Page { paper, page, .. }) => {
                let image = Arc::new(Picture { width: 2, height: 2, rgba: vec![255; 16] });
                Some(Event::Handover(HandoverEvent::Out(OutEvent::Page { name: paper.name().to_owned(), page: *page, image })))
            }
            _ => None,
        }
    });
}

fn stage(lang: Lang, login: &str, width: f32) -> Stage {
    let mut stage = Stage::new(width, 768.0);
    stage.sign_in(login);
    if lang == Lang::Hi {
        stage.press(Key::F12);
        stage.lang = Lang::Hi;
    }
    answering(&stage);
    stage.press_with(Modifiers::SHIFT, Key::F12);
    assert_eq!(stage.route(), Route::Proof);
    stage
}

fn jobs(stage: &Stage) -> Vec<ProofJob> {
    let play = stage.play.borrow();
    let job = |job: &Job| if let Job::Handover(HandoverJob::Proof(job)) = job { Some(job.clone()) } else { None };
    play.many_jobs.iter().filter_map(job).collect()
}

fn tell(stage: &mut Stage, event: Event) {
    stage.play.borrow().tell(event);
    stage.settle();
}

#[test]
fn an_auditor_reads_series_and_their_gaps() {
    for (lang, width) in [(Lang::En, 1366.0), (Lang::Hi, 1024.0)] {
        let mut stage = stage(lang, "iyer", width);
        stage.press(Key::C);
        assert!(stage.shows("MK7A-000001-V – 000121-K"), "{lang:?}: what both begin with is said once");
        let why = |why: GapWhy| why.words().get(lang).to_owned();
        assert!(stage.shows(&why(GapWhy::Fork)) && stage.shows(&why(GapWhy::NotExplained)), "{lang:?}");
        stage.press(Key::W);
        assert!(stage.shows("gaps-K7A"), "{lang:?}: its paper");
        stage.press(Key::Escape);
        assert!(stage.shows(&why(GapWhy::Fork)), "{lang:?}: and back");
        stage.press(Key::Num3);
        assert!(stage.shows("exceptions-K7A"), "{lang:?}");
        stage.press(Key::Num4);
        assert!(stage.shows(&Problem::refused("problem-handover-unchecked").told(lang).what), "{lang:?}");
    }
}

#[test]
fn both_sides_are_compared_and_saved() {
    for lang in [Lang::En, Lang::Hi] {
        let mut stage = stage(lang, "pillai", 1024.0);
        stage.press(Key::Num2);
        assert_eq!(stage.focused(), stage.t("proof-central"), "{lang:?}");
        stage.press(Key::Enter);
        assert!(stage.shows(&stage.t("proof-equal")), "{lang:?}: said plainly");
        // Counted once more from the list, then with their file.
        stage.press(Key::C);
        assert_eq!(jobs(&stage).iter().filter(|job| matches!(job, ProofJob::Totals { central: None })).count(), 2);
        for _ in 0..12 {
            if stage.focused() == stage.t("proof-central") {
                break;
            }
            stage.press(Key::Tab);
        }
        stage.type_text("/stick/central.csv");
        stage.press(Key::Enter);
        let file = PathBuf::from("/stick/central.csv");
        assert!(matches!(jobs(&stage).last(), Some(ProofJob::Totals { central: Some(path) }) if *path == file));
        let differs = nirantar::words::words(lang).count("proof-differing", 1);
        assert!(stage.shows(&differs) && stage.shows("210 (-2)"), "{lang:?}");
        stage.press_with(Modifiers::CTRL, Key::S);
        assert!(stage.shows(&stage.t("fault-hand-folder")), "{lang:?}");
        stage.type_text("/stick");
        stage.press(Key::Enter);
        assert!(stage.shows("/stick/control_totals.csv"), "{lang:?}");
    }
}

#[test]
fn the_hand_over_leads_here() {
    let mut stage = stage(Lang::En, "pillai", 1024.0);
    stage.press_with(Modifiers::SHIFT, Key::F3);
    assert_eq!(stage.route(), Route::Handover);
    stage.press(Key::P);
    assert_eq!(stage.route(), Route::Proof);
}

#[test]
fn counting_is_stopped() {
    for lang in [Lang::En, Lang::Hi] {
        let mut stage = stage(lang, "pillai", 1024.0);
        stage.play.borrow_mut().many = Box::new(|_job| None);
        stage.press(Key::C);
        tell(&mut stage, Event::Progress { job: JobKind::Proof, done: 1_500, of: 9_000 });
        assert!(stage.shows("1,500"), "{lang:?}");
        stage.press(Key::Escape);
        assert!(matches!(jobs(&stage).last(), Some(ProofJob::Stop)), "{lang:?}");
        tell(&mut stage, Event::Cancelled { job: JobKind::Proof });
        assert!(stage.shows(&stage.t("proof-stopped")), "{lang:?}");
        assert_eq!(stage.route(), Route::Proof);
    }
}

#[test]
fn a_clerk_certifies_with_an_officer_beside() {
    for lang in [Lang::En, Lang::Hi] {
        let mut stage = stage(lang, "pillai", 1024.0);
        stage.press(Key::Num5);
        assert!(stage.shows("1,300"), "{lang:?}: those there are");
        stage.press(Key::C);
        assert!(stage.shows("Manual mode goes on") && stage.shows(&stage.t("proof-partial")), "{lang:?}");
        assert_eq!(stage.focused(), stage.t("officer-who"));
        stage.press_with(Modifiers::CTRL, Key::Enter);
        assert!(stage.shows(&stage.t("fault-officer-who")), "{lang:?}");
        stage.type_text("rao");
        stage.press(Key::Enter);
        assert_eq!(stage.focused(), stage.t("officer-password"));
        stage.type_text("wrong");
        stage.press(Key::Enter);
        assert!(stage.shows(&Problem::refused("problem-wrong-password").told(lang).what), "{lang:?}");
        assert_eq!(stage.value(&stage.t("officer-password")), "", "{lang:?}: wiped");
        stage.type_text("right");
        stage.press(Key::Enter);
        let made = jobs(&stage).into_iter().rev().find_map(|job| match job {
            ProofJob::Certify { officer, note } => Some((officer.unwrap().0, note)),
            _ => None,
        });
        assert_eq!(made, Some(("rao".to_owned(), String::new())), "{lang:?}");
        assert!(stage.shows("certificate-K7A-483"), "{lang:?}: its paper");
        stage.press(Key::Escape);
        stage.press(Key::Num5);
        stage.press(Key::Enter);
        assert!(stage.shows("certificate-K7A-483-duplicate-1"), "{lang:?}: printed again");
    }
}

#[test]
fn an_officer_is_asked_for_no_password_and_the_password_is_wiped_when_left() {
    let mut own = stage(Lang::En, "rao", 1366.0);
    own.press(Key::Num5);
    own.press(Key::C);
    assert!(own.shows(&own.t("proof-own")) && !own.shows(&own.t("officer-password")));
    own.press_with(Modifiers::CTRL, Key::Enter);
    assert!(jobs(&own).iter().any(|job| matches!(job, ProofJob::Certify { officer: None, .. })));
    let mut clerk = stage(Lang::En, "pillai", 1366.0);
    clerk.press(Key::Num5);
    clerk.press(Key::C);
    clerk.type_text("rao");
    clerk.press(Key::Enter);
    clerk.type_text("right");
    clerk.press_with(Modifiers::SHIFT, Key::F11);
    clerk.press_with(Modifiers::SHIFT, Key::F12);
    assert_eq!(clerk.value(&clerk.t("officer-password")), "", "left, it is wiped");
}

#[test]
fn a_certificate_is_taken_in_code_by_code() {
    for lang in [Lang::En, Lang::Hi] {
        let mut stage = stage(lang, "iyer", 1024.0);
        stage.press(Key::Num5);
        stage.press(Key::Q);
        assert_eq!(stage.focused(), stage.t("proof-code"));
        stage.scan("NR1:FIRST");
        assert!(stage.shows(&nirantar::words::words(lang).with("proof-codes", &[("n", "1")])), "{lang:?}");
        stage.scan("NR1:SECOND");
        let codes =
            jobs(&stage).into_iter().rev().find_map(|job| if let ProofJob::Take { codes } = job { Some(codes) } else { None });
        assert_eq!(codes.unwrap(), ["NR1:FIRST", "NR1:SECOND"], "{lang:?}");
        let said = nirantar::words::words(lang).with("proof-taken", &[("id", "K7A-483")]);
        assert!(stage.shows(&said), "{lang:?}");
    }
}

#[test]
fn the_report_is_made_of_its_days() {
    for lang in [Lang::En, Lang::Hi] {
        let mut stage = stage(lang, "pillai", 1024.0);
        stage.press(Key::Num6);
        assert_eq!(stage.focused(), stage.t("proof-from"));
        stage.type_text("31-02-2022");
        stage.press_with(Modifiers::CTRL, Key::Enter);
        assert!(stage.shows(&stage.t("fault-proof-day")), "{lang:?}");
        stage.press_with(Modifiers::CTRL | Modifiers::COMMAND, Key::A);
        stage.type_text("24-11-2022");
        stage.press_with(Modifiers::CTRL, Key::Enter);
        let wish =
            jobs(&stage).into_iter().rev().find_map(|job| if let ProofJob::Report { wish } = job { Some(wish) } else { None });
        let wish = wish.unwrap();
        assert_eq!((wish.from, wish.to), (Some(now().date_naive()), None), "{lang:?}");
        assert!(stage.shows("after-action"), "{lang:?}");
    }
}
