//! The match review in the window, by label and keyboard, in both languages.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "helpers of tests fail as tests do")]

mod window_common;

use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use nirantar::desk::views::{
    CentralPatient, Evidence, EvidenceSide, LinkList, MatchFigures, Matched, PairOpen, Review, ReviewLine, ReviewSide, Why,
};
use nirantar::hospital::central::Born;
use nirantar::hospital::identifiers::Mobile;
use nirantar::hospital::pack::Lang;
use nirantar::hospital::person::PersonName;
use nirantar::hospital::sex::Sex;
use nirantar::journal::EntryId;
use nirantar::journal::fold::{LinkState, Linking};
use nirantar::problem::Problem;
use nirantar::window::routes::Route;
use nirantar::worker::{ControlEvent, ControlJob, Decided, Event, HandoverEvent, HandoverJob, Job, JobKind};
use std::collections::BTreeSet;
use std::sync::Arc;
use window_common::{Stage, id, index_day};

const OFFICER: &str = "rao";

fn matched(uhid: &str, score: u8, why: &[&str]) -> Matched {
    let why = why.iter().map(|code| (*code).to_owned()).collect();
    Matched { uhid: uhid.to_owned(), index: "test".to_owned(), day: index_day(), score, bits: 9, why }
}

fn person(uhid: &str, name: &str) -> CentralPatient {
    CentralPatient {
        uhid: uhid.to_owned(),
        name: PersonName { honorific: None, latin: Some(name.to_owned()), devanagari: None },
        sex: Some(Sex::Female),
        born: Born::Year(1989),
        mobile: Mobile::parse("9810442217").ok(),
        place: "Sangam Vihar".to_owned(),
        ..CentralPatient::default()
    }
}

/// How a patient stands; `by` proposed it.
fn link(linking: Linking, by: &str) -> LinkState {
    LinkState {
        linking,
        found: vec![
            matched("104990021", 96, &["same-mobile", "name-alike"]),
            matched("104990022", 70, &["same-name", "other-mobile"]),
        ],
        doubt: "alike".to_owned(),
        said: Some((id(700), by.to_owned())),
        person: linking != Linking::Doubtful,
        second: String::new(),
    }
}

fn side(matched: &Matched) -> ReviewSide {
    // Above 99 one person is enough.
    ReviewSide { matched: matched.clone(), person: Some(person(&matched.uhid, "SUNITA DEVI")), second: matched.score < 95 }
}

/// A worker with three doubtful patients and one pair.
fn answering(stage: &Stage, linking: Linking, by: &'static str) {
    let lines: Vec<_> = (0..3).map(|n| ReviewLine { line: stage.play.borrow().line(n), link: link(linking, by) }).collect();
    let details = stage.play.borrow().people.clone();
    let pair = {
        let play = stage.play.borrow();
        PairOpen { one: play.line(1), other: play.line(2), score: 91, why: vec!["same-name".to_owned()] }
    };
    let mut gone: BTreeSet<EntryId> = BTreeSet::new();
    stage.play.borrow_mut().many = Box::new(move |job| match job {
        Job::Handover(HandoverJob::Links { which }) => {
            let here = |line: &&ReviewLine| *which == linking && !gone.contains(&line.line.id);
            let lines: Vec<ReviewLine> = lines.iter().filter(here).cloned().collect();
            let counts = vec![(linking, 3), (Linking::Linked, 1_204)];
            Some(Event::Handover(HandoverEvent::Links(Arc::new(LinkList {
                which: *which,
                counts,
                unmatched: 17,
                pairs: 1,
                lines,
                more: false,
            }))))
        }
        Job::Handover(HandoverJob::Pairs) => Some(Event::Handover(HandoverEvent::Pairs(Arc::new(vec![pair.clone()])))),
        Job::Handover(HandoverJob::Review { patient }) => {
            let n = (0..3).find(|n| id(*n as u64 + 1) == *patient).unwrap();
            let link = link(linking, by);
            Some(Event::Handover(HandoverEvent::Review(Arc::new(Review {
                line: lines[n].line.clone(),
                details: details[n].clone(),
                sides: link.found.iter().map(side).collect(),
                link: Some(link),
                visits: 2,
                cases: 1,
            }))))
        }
        Job::Handover(HandoverJob::Decide { uhid: Some(_), reason, .. }) if reason == "bad" => {
            Some(Event::Refused { job: JobKind::Review, problem: Problem::refused("problem-reason").with("max", "200") })
        }
        Job::Handover(HandoverJob::Decide { patient, .. } | HandoverJob::Second { patient, .. }) => {
            gone.insert(patient.clone());
            Some(Event::Handover(HandoverEvent::Decided { patient: patient.clone(), what: Decided::Stands }))
        }
        Job::Handover(HandoverJob::Undo { patient, .. }) => {
            Some(Event::Handover(HandoverEvent::Decided { patient: patient.clone(), what: Decided::Undone }))
        }
        Job::Handover(HandoverJob::Apart { one, other, .. }) => {
            Some(Event::Handover(HandoverEvent::Apart { one: one.clone(), other: other.clone() }))
        }
        Job::Control(ControlJob::Compare { .. }) => {
            let of = |line: &nirantar::desk::views::PatientLine, n: usize| EvidenceSide {
                line: line.clone(),
                details: details[n].clone(),
                visits: 1,
                cases: 0,
            };
            Some(Event::Control(ControlEvent::Compared(Box::new(Evidence {
                sides: [of(&pair.one, 1), of(&pair.other, 2)],
                score: 91,
                why: vec![Why::SameName],
                merged: None,
            }))))
        }
        Job::Control(ControlJob::Merge { keep, with, .. }) => {
            Some(Event::Control(ControlEvent::Merged { keep: keep.clone(), with: with.clone() }))
        }
        _ => None,
    });
}

fn stage(lang: Lang, width: f32, linking: Linking, by: &'static str) -> Stage {
    let mut stage = Stage::new(width, 768.0);
    stage.sign_in(OFFICER);
    if lang == Lang::Hi {
        stage.press(Key::F12);
        stage.lang = Lang::Hi;
    }
    stage.play.borrow_mut().open_index();
    stage.play.borrow().stand();
    answering(&stage, linking, by);
    stage.press_with(Modifiers::SHIFT, Key::F2);
    assert_eq!(stage.route(), Route::Match);
    stage
}

fn rows(stage: &Stage) -> Vec<String> {
    stage.harness.root().get_all_by_role(Role::Row).filter_map(|n| n.accesskit_node().label()).collect()
}

/// Decisions sent: whom, to which number, with which reason.
fn decided(stage: &Stage) -> Vec<(EntryId, Option<String>, String)> {
    let play = stage.play.borrow();
    let jobs = play.many_jobs.iter();
    jobs.filter_map(|job| match job {
        Job::Handover(HandoverJob::Decide { patient, uhid, reason }) => Some((patient.clone(), uhid.clone(), reason.clone())),
        _ => None,
    })
    .collect()
}

fn sent(stage: &Stage, pick: impl Fn(&Job) -> bool) -> usize {
    stage.play.borrow().many_jobs.iter().filter(|job| pick(job)).count()
}

#[test]
fn one_key_decides_and_the_next_one_comes_by_itself() {
    for (lang, width) in [(Lang::En, 1366.0), (Lang::Hi, 1024.0)] {
        let mut stage = stage(lang, width, Linking::Doubtful, "rao");
        assert!(stage.shows("21-11-2022"), "{lang:?}: day of the index");
        assert_eq!(rows(&stage).len(), 3);
        let differs = format!("{}: SUNITA DEVI", stage.t("compare-differs"));
        assert!(stage.shows(&differs), "{lang:?}: what differs carries a sign");
        assert!(stage.shows(&stage.t("why-same-mobile")) && stage.shows(&stage.t("match-reason-alike")));
        // The first candidate needs nobody else: one key.
        stage.press(Key::Num1);
        assert_eq!(decided(&stage), [(id(1), Some("104990021".to_owned()), String::new())], "{lang:?}");
        assert_eq!(rows(&stage).len(), 2, "{lang:?}");
        assert_eq!(stage.focused(), stage.t("match-list"));
        // The second is below the threshold: a reason, and Enter.
        stage.press(Key::Num2);
        assert!(stage.focused().contains(&stage.t("field-reason")), "{}", stage.focused());
        stage.type_text("bad");
        stage.press(Key::Enter);
        let sentence = Problem::refused("problem-reason").with("max", "200").told(lang).what;
        assert!(stage.shows(&sentence), "{lang:?}: beside the field");
        stage.type_text(" card seen");
        stage.press(Key::Enter);
        assert_eq!(decided(&stage).last().unwrap(), &(id(2), Some("104990022".to_owned()), "bad card seen".to_owned()));
        // Nobody there is this person; the list is empty then.
        stage.press(Key::N);
        assert_eq!(decided(&stage).last().unwrap(), &(id(3), None, String::new()));
        assert_eq!(decided(&stage).len(), 4);
    }
}

#[test]
fn the_last_reason_stands_ready_and_esc_decides_nothing() {
    let mut stage = stage(Lang::En, 1366.0, Linking::Doubtful, "rao");
    stage.press(Key::Num2);
    stage.type_text("card seen");
    stage.press(Key::Enter);
    stage.press(Key::Num2);
    stage.press(Key::Enter);
    let reasons: Vec<String> = decided(&stage).into_iter().map(|(.., reason)| reason).collect();
    assert_eq!(reasons, ["card seen", "card seen"]);
    stage.press(Key::Num2);
    stage.press(Key::Escape);
    assert_eq!((decided(&stage).len(), stage.route()), (2, Route::Match));
    assert_eq!(stage.focused(), stage.t("match-list"));
    stage.press(Key::L);
    stage.press(Key::Enter);
    assert_eq!(stage.route(), Route::Patient(id(3)), "Enter opens the file");
}

#[test]
fn later_goes_to_the_end_and_typing_finds() {
    let mut stage = stage(Lang::En, 1024.0, Linking::Doubtful, "rao");
    let first = rows(&stage)[0].clone();
    stage.press(Key::L);
    assert_eq!(rows(&stage).last().unwrap(), &first);
    assert!(decided(&stage).is_empty());
    stage.press(Key::Slash);
    stage.type_text("suneeta");
    assert_eq!(rows(&stage), [first]);
    stage.press(Key::Enter);
    stage.press(Key::N);
    assert_eq!(decided(&stage)[0].0, id(1));
    stage.press(Key::Escape);
    assert_eq!(rows(&stage).len(), 2, "Esc brings all back");
}

#[test]
fn a_second_person_agrees_and_nobody_agrees_to_oneself() {
    for lang in [Lang::En, Lang::Hi] {
        let mut own = stage(lang, 1024.0, Linking::Proposed, OFFICER);
        own.press_with(Modifiers::ALT, Key::Num2);
        own.press(Key::A);
        let seconded = |job: &Job| matches!(job, Job::Handover(HandoverJob::Second { .. }));
        assert_eq!(sent(&own, seconded), 0);
        assert!(own.shows(&own.t("match-own")), "{lang:?}");
        let mut other = stage(lang, 1024.0, Linking::Proposed, "meena");
        other.press_with(Modifiers::ALT, Key::Num2);
        assert!(other.shows("meena"));
        other.press(Key::A);
        let agreed =
            |job: &Job| matches!(job, Job::Handover(HandoverJob::Second { patient, agrees: true, .. }) if *patient == id(1));
        assert_eq!(sent(&other, agreed), 1, "{lang:?}");
        other.press(Key::X);
        other.type_text("other house");
        other.press(Key::Enter);
        let not = |job: &Job| matches!(job, Job::Handover(HandoverJob::Second { patient, agrees: false, reason }) if *patient == id(2) && reason == "other house");
        assert_eq!(sent(&other, not), 1, "{lang:?}");
        other.press(Key::U);
        other.type_text("mistake");
        other.press_with(Modifiers::CTRL, Key::Enter);
        let undone = |job: &Job| matches!(job, Job::Handover(HandoverJob::Undo { patient, reason }) if *patient == id(3) && reason.ends_with("mistake"));
        assert_eq!(sent(&other, undone), 1, "{lang:?}");
    }
}

#[test]
fn pairs_are_merged_or_said_to_be_two() {
    for lang in [Lang::En, Lang::Hi] {
        let mut stage = stage(lang, 1366.0, Linking::Doubtful, "rao");
        stage.press_with(Modifiers::ALT, Key::Num6);
        assert!(stage.shows(&stage.t("compare-differs")), "{lang:?}: side by side");
        stage.press(Key::J);
        stage.type_text("same card");
        stage.press(Key::Enter);
        let merged = |job: &Job| matches!(job, Job::Control(ControlJob::Merge { keep, with, reason }) if (keep, with) == (&id(2), &id(3)) && reason == "same card");
        assert_eq!(sent(&stage, merged), 1, "{lang:?}");
        // It was the last: the list is read anew, and the worker of the test still has it.
        stage.press(Key::P);
        stage.press(Key::Enter);
        let apart = |job: &Job| matches!(job, Job::Handover(HandoverJob::Apart { reason, .. }) if reason == "same card");
        assert_eq!(sent(&stage, apart), 1, "{lang:?}");
    }
}

#[test]
fn a_pass_runs_with_progress_and_is_cancelled() {
    for lang in [Lang::En, Lang::Hi] {
        let mut stage = stage(lang, 1024.0, Linking::Doubtful, "rao");
        stage.press(Key::M);
        assert_eq!(sent(&stage, |job| matches!(job, Job::Handover(HandoverJob::Match))), 1);
        stage.play.borrow().tell(Event::Progress { job: JobKind::Matching, done: 4_200, of: 10_000 });
        stage.settle();
        assert!(stage.shows("4,200"), "{lang:?}");
        stage.press(Key::M);
        assert_eq!(sent(&stage, |job| matches!(job, Job::Handover(HandoverJob::Match))), 1, "one at a time");
        stage.press(Key::Escape);
        assert!(stage.play.borrow().seen.contains(&"cancel"), "{lang:?}");
        stage.play.borrow().tell(Event::Cancelled { job: JobKind::Matching });
        stage.settle();
        assert!(stage.shows(&stage.t("match-cancelled")), "{lang:?}");
        stage.press(Key::M);
        let figures = MatchFigures { sure: 12_345, doubtful: 67, new: 890, ..MatchFigures::default() };
        stage.play.borrow().tell(Event::Handover(HandoverEvent::Matched(figures)));
        stage.settle();
        assert!(stage.shows("12,345"), "{lang:?}");
        stage.press(Key::M);
        let problem = Problem::refused("problem-index-closed");
        stage.play.borrow().tell(Event::Refused { job: JobKind::Matching, problem: problem.clone() });
        stage.settle();
        assert!(stage.shows(&problem.told(lang).what), "{lang:?}");
    }
}

#[test]
fn who_lacks_the_right_does_not_come_there() {
    let mut clerk = Stage::new(1366.0, 768.0);
    clerk.sign_in("asha");
    let before = clerk.route();
    clerk.press_with(Modifiers::SHIFT, Key::F2);
    clerk.press_with(Modifiers::SHIFT, Key::F3);
    assert_eq!(clerk.route(), before);
    assert!(!clerk.shows(&clerk.t("command-match.side")));
}
