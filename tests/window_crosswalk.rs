//! The crosswalk in the window, by label and keyboard, in both languages.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "helpers of tests fail as tests do")]

mod window_common;

use egui::{Key, Modifiers};
use nirantar::desk::Printed;
use nirantar::desk::views::{Crossed, Crossing, CrosswalkPaper, CrosswalkWho};
use nirantar::hospital::pack::Lang;
use nirantar::paper::{Page, Rect, Size};
use nirantar::problem::Problem;
use nirantar::window::routes::Route;
use nirantar::worker::{
    CrosswalkEvent, CrosswalkJob, Event, HandoverEvent, HandoverJob, Job, JobKind, LaidOut, OutEvent, OutJob, Picture,
};
use std::path::PathBuf;
use std::sync::Arc;
use window_common::{Stage, id};

const UHID: &str = "190000012";

fn crossing(received: bool) -> Crossing {
    let how = if received { Crossed::Given } else { Crossed::Linked };
    Crossing { uhid: UHID.to_owned(), how, received }
}

fn paper(pages: usize, size: Size) -> LaidOut {
    let height = size.height_mm().unwrap_or(100.0);
    let page = Page { width: size.width_mm(), height, printable: Rect::new(0.0, 0.0, 10.0, 10.0), items: Vec::new() };
    LaidOut::from(Printed { pages: vec![page; pages], name: "crosswalk-slips-K7A".to_owned() })
}

/// `one` is one patient, `sunita` two, of whom one has no number yet; anything else nobody.
fn answering(stage: &Stage) {
    let lines: Vec<_> = (0..3).map(|n| stage.play.borrow().line(n)).collect();
    stage.play.borrow_mut().many = Box::new(move |job| {
        let Job::Handover(job) = job else { return None };
        Some(Event::Handover(match job {
            HandoverJob::Crosswalk(CrosswalkJob::Find { text }) if text == "broken" => {
                return Some(Event::Refused { job: JobKind::Crosswalk, problem: Problem::refused("problem-slip-damaged") });
            }
            HandoverJob::Crosswalk(CrosswalkJob::Find { text }) => {
                let found = match text.as_str() {
                    "sunita" => vec![(lines[1].clone(), None), (lines[2].clone(), Some(crossing(false)))],
                    "nobody" => Vec::new(),
                    _ => vec![(lines[0].clone(), Some(crossing(true)))],
                };
                HandoverEvent::Crosswalk(CrosswalkEvent::Found { text: text.clone(), lines: Arc::new(found) })
            }
            HandoverJob::Out(OutJob::Page { paper, page, .. }) => {
                let image = Arc::new(Picture { width: 2, height: 2, rgba: vec![255; 16] });
                HandoverEvent::Out(OutEvent::Page { name: paper.name().to_owned(), page: *page, image })
            }
            HandoverJob::Out(OutJob::Save { paper, to }) => {
                let at = Some(to.join("crosswalk-slips-K7A.pdf"));
                HandoverEvent::Out(OutEvent::Out { name: paper.name().to_owned(), at })
            }
            HandoverJob::Out(OutJob::Print { paper }) => {
                HandoverEvent::Out(OutEvent::Out { name: paper.name().to_owned(), at: None })
            }
            _ => return None,
        }))
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
    stage.press_with(Modifiers::SHIFT, Key::F11);
    assert_eq!(stage.route(), Route::Crosswalk);
    stage
}

fn jobs(stage: &Stage) -> Vec<CrosswalkJob> {
    let play = stage.play.borrow();
    let job = |job: &Job| if let Job::Handover(HandoverJob::Crosswalk(job)) = job { Some(job.clone()) } else { None };
    play.many_jobs.iter().filter_map(job).collect()
}

fn tell(stage: &mut Stage, event: Event) {
    stage.play.borrow().tell(event);
    stage.settle();
}

fn laid(stage: &mut Stage, paper: LaidOut) {
    tell(stage, Event::Handover(HandoverEvent::Crosswalk(CrosswalkEvent::Paper(paper))));
}

#[test]
fn an_old_slip_answers_with_the_uhid() {
    for (lang, width) in [(Lang::En, 1366.0), (Lang::Hi, 1024.0)] {
        // Ward and laboratory come here too.
        let mut stage = stage(lang, "singh", width);
        assert_eq!(stage.focused(), stage.t("crosswalk-box"));
        stage.scan("MK7A-000001-V");
        assert!(stage.shows(UHID) && stage.shows("Suneeta Devi"), "{lang:?}");
        assert!(stage.shows(&stage.t("crosswalk-is-received")) && stage.shows(&stage.t("crosswalk-how-given")), "{lang:?}");
        // Letters are keys now.
        stage.press(Key::S);
        let own = CrosswalkWho::Patient(id(1));
        let sent = jobs(&stage);
        assert!(matches!(sent.last(), Some(CrosswalkJob::Paper { who, paper: CrosswalkPaper::Slips(Size::A6) }) if *who == own));
        laid(&mut stage, paper(1, Size::A6));
        stage.press_with(Modifiers::CTRL, Key::P);
        assert!(stage.shows(&stage.t("sheet-printed")), "{lang:?}");
        stage.press(Key::Escape);
        for (key, wanted) in [(Key::C, CrosswalkPaper::ChartLabels), (Key::T, CrosswalkPaper::TubeLabels)] {
            stage.press(key);
            let sent = jobs(&stage);
            assert!(matches!(sent.last(), Some(CrosswalkJob::Paper { paper, .. }) if *paper == wanted), "{lang:?} {key:?}");
            laid(&mut stage, paper(1, Size::Label));
            stage.press(Key::Escape);
        }
        stage.press(Key::V);
        assert_eq!(stage.route(), Route::Patient(id(1)));
    }
}

#[test]
fn several_are_chosen_from_and_who_has_no_number_yet_is_told() {
    for lang in [Lang::En, Lang::Hi] {
        let mut stage = stage(lang, "pillai", 1024.0);
        stage.type_text("sunita");
        stage.press(Key::Enter);
        assert!(!stage.shows(&stage.t("crosswalk-theirs")) || stage.shows("MK7A"), "{lang:?}");
        stage.press(Key::Enter);
        assert!(stage.shows(&stage.t("crosswalk-none-why")), "{lang:?}");
        let before = jobs(&stage).len();
        stage.press(Key::S);
        assert_eq!(jobs(&stage).len(), before, "{lang:?}: nothing to print");
        stage.press(Key::Escape);
        stage.press(Key::ArrowDown);
        stage.press(Key::Enter);
        assert!(stage.shows(UHID) && stage.shows(&stage.t("crosswalk-is-open")), "{lang:?}");
        stage.press(Key::Escape);
        stage.press(Key::Escape);
        assert_eq!(stage.focused(), stage.t("crosswalk-box"), "{lang:?}: the next one");
        for (text, said) in
            [("nobody", stage.t("crosswalk-nobody")), ("broken", Problem::refused("problem-slip-damaged").told(lang).what)]
        {
            stage.press_with(Modifiers::CTRL | Modifiers::COMMAND, Key::A);
            stage.type_text(text);
            stage.press(Key::Enter);
            let said = said.split(['“', '{']).next().unwrap().trim().to_owned();
            assert!(stage.shows(&said), "{lang:?} {text}: {said}");
            assert_eq!(stage.focused(), stage.t("crosswalk-box"), "{lang:?}");
        }
    }
}

#[test]
fn papers_of_a_ward_have_progress_and_are_stopped() {
    for lang in [Lang::En, Lang::Hi] {
        let mut stage = stage(lang, "pillai", 1024.0);
        stage.press_with(Modifiers::CTRL, Key::Enter);
        assert!(stage.shows(&stage.t("fault-crosswalk-ward")), "{lang:?}");
        assert_eq!(stage.focused(), stage.t("crosswalk-who-ward"));
        let ward = stage.play.borrow().masters.wards[0].code.clone();
        stage.type_text(&ward);
        stage.press(Key::Enter);
        stage.press_with(Modifiers::CTRL, Key::Enter);
        assert!(matches!(jobs(&stage).last(), Some(CrosswalkJob::Paper { who: CrosswalkWho::Ward(code), .. }) if *code == ward));
        tell(&mut stage, Event::Progress { job: JobKind::Crosswalk, done: 12, of: 340 });
        assert!(stage.shows("340"), "{lang:?}");
        stage.press(Key::Escape);
        assert!(matches!(jobs(&stage).last(), Some(CrosswalkJob::Stop)), "{lang:?}");
        tell(&mut stage, Event::Cancelled { job: JobKind::Crosswalk });
        assert!(stage.shows(&stage.t("crosswalk-stopped")), "{lang:?}");
        stage.press_with(Modifiers::CTRL, Key::Enter);
        let problem = Problem::refused("problem-crosswalk-none");
        tell(&mut stage, Event::Refused { job: JobKind::Crosswalk, problem: problem.clone() });
        assert!(stage.shows(&problem.told(lang).what), "{lang:?}");
        // Two pages, looked at and saved.
        stage.press_with(Modifiers::CTRL, Key::Enter);
        laid(&mut stage, paper(2, Size::A6));
        stage.press_with(Modifiers::CTRL, Key::PageDown);
        let pages = |stage: &Stage| {
            let play = stage.play.borrow();
            let page =
                |job: &Job| if let Job::Handover(HandoverJob::Out(OutJob::Page { page, .. })) = job { Some(*page) } else { None };
            play.many_jobs.iter().filter_map(page).collect::<Vec<_>>()
        };
        assert_eq!(pages(&stage), [0, 1], "{lang:?}");
        stage.press_with(Modifiers::CTRL, Key::S);
        assert!(stage.shows(&stage.t("fault-hand-folder")), "{lang:?}: no folder");
    }
}

#[test]
fn files_for_wards_and_analysers_are_written() {
    for lang in [Lang::En, Lang::Hi] {
        let mut stage = stage(lang, "pillai", 1024.0);
        stage.press_with(Modifiers::CTRL, Key::S);
        assert!(stage.shows(&stage.t("fault-hand-folder")), "{lang:?}");
        assert_eq!(stage.focused(), stage.t("hand-folder"));
        stage.type_text("/stick/out");
        stage.press(Key::Enter);
        assert!(matches!(jobs(&stage).last(), Some(CrosswalkJob::Files { to }) if to.as_os_str() == "/stick/out"));
        let at = vec![PathBuf::from("/stick/out/crosswalk.csv"), PathBuf::from("/stick/out/crosswalk_tubes.csv")];
        tell(&mut stage, Event::Handover(HandoverEvent::Crosswalk(CrosswalkEvent::Files { at })));
        assert!(stage.shows("/stick/out/crosswalk_tubes.csv"), "{lang:?}");
    }
}

#[test]
fn a_patients_file_says_the_uhid_at_its_head() {
    for lang in [Lang::En, Lang::Hi] {
        let mut stage = stage(lang, "pillai", 1024.0);
        stage.scan("MK7A-000001-V");
        stage.press(Key::V);
        for received in [false, true] {
            let mut file = stage.play.borrow().file(&id(1)).unwrap();
            file.central = Some(crossing(received));
            tell(&mut stage, Event::File(Box::new(file)));
            let word = if received { "crosswalk-mark-received" } else { "crosswalk-mark-linked" };
            let mark = nirantar::words::words(lang).with(word, &[("uhid", UHID)]);
            assert!(stage.shows(&mark), "{lang:?}: {mark}");
        }
    }
}
