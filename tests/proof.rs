//! The proof of a hand-over: certificate, control totals, number gaps, lists, report, crosswalk.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "the helpers of tests fail as the tests do"
)]

mod common;
#[path = "handover/handed.rs"]
mod handed;

use common::{Hospital, forms};
use handed::{Handed, uhid};
use nirantar::desk::handover::{
    CertifyWish, CrosswalkPaper, CrosswalkWho, ReportWish, check_control, control_csv, number_series, read_central,
};
use nirantar::desk::{Desk, PrintWish, Printed, system_clock};
use nirantar::journal::{RecordKey, RecordKind, carrier};
use nirantar::paper::{GapWhy, Item, Size};

fn text_of(printed: &Printed) -> String {
    let items = printed.pages.iter().flat_map(|page| &page.items);
    let texts = items.filter_map(|item| if let Item::Text(run) = item { Some(run.text.as_str()) } else { None });
    texts.collect::<Vec<_>>().join("\n")
}

fn all(_done: u64, _of: u64) -> bool {
    true
}

fn certify(desk: &mut Desk) -> nirantar::desk::handover::Certified {
    desk.certify(CertifyWish::default(), &mut all).unwrap().unwrap()
}

#[test]
fn partial_until_everything_has_its_receipt_or_is_excepted_and_the_event_ended() {
    let mut world = Handed::new(6);
    let first = certify(&mut world.desk);
    assert!(first.line.partial && first.line.open == first.line.saved, "{:?}", first.line);
    assert!(text_of(&first.printed).contains("PARTIAL"));
    world.hand_over(1);
    let still = certify(&mut world.desk);
    assert!(still.line.partial && still.line.open == 2, "{:?}", still.line);
    let youngest = world.saved.last().unwrap().clone();
    for (kind, of) in [(RecordKind::Identity, youngest.patient_id.clone()), (RecordKind::Visit, youngest.visit_id)] {
        world.desk.except_record(&RecordKey { kind, of }, "the family took the file").unwrap();
    }
    let unended = certify(&mut world.desk);
    assert!(unended.line.partial && unended.line.open == 0, "manual mode has not ended: {:?}", unended.line);
    world.end_event();
    let done = certify(&mut world.desk);
    assert!(!done.line.partial, "{}", text_of(&done.printed));
    assert_eq!((done.line.saved, done.line.received, done.line.excepted), (12, 10, 2));
    let list = world.desk.certificates().unwrap();
    assert_eq!(list.iter().map(|line| line.partial).collect::<Vec<_>>(), [false, true, true, true]);
    assert_eq!(list[0], done.line);
    let again = world.desk.certificate_again(&done.line.id, 2).unwrap();
    let text = text_of(&again);
    assert!(text.contains("DUPLICATE") && text.contains(&done.line.id.to_string()) && !text.contains("PARTIAL"), "{text}");
}

#[test]
fn only_an_officer_orders_a_certificate_with_the_own_password() {
    let world = Handed::new(1);
    let mut clerk = world.as_person("asha");
    let refused = clerk.certify(CertifyWish::default(), &mut all).map(|_| ()).unwrap_err();
    assert_eq!(refused.id, "problem-no-right");
    let password = handed::password(&clerk);
    let wish = |login, password| CertifyWish { officer: Some((login, password)), note: "checked" };
    let refused = clerk.certify(wish("asha", &password), &mut all).map(|_| ()).unwrap_err();
    assert_eq!(refused.id, "problem-no-right");
    let refused = clerk.certify(wish("rao", "no"), &mut all).map(|_| ()).unwrap_err();
    assert!(refused.id.starts_with("problem-wrong-password"));
    assert!(clerk.certify(wish("rao", &password), &mut |_, _| false).unwrap().is_none(), "stopped");
    let rao = world.as_person("rao");
    assert!(rao.certificates().unwrap().is_empty(), "nothing was written");
}

#[test]
fn both_sides_count_the_same_or_the_difference_is_told() {
    let mut world = Handed::new(5);
    world.hand_over(0);
    let passed = world.desk.control_totals(&mut all).unwrap().unwrap();
    let ours = check_control(&passed, None);
    assert_eq!(ours.rows.iter().map(|row| row.received).sum::<u64>(), 10);
    let text = String::from_utf8(control_csv(&ours.rows).unwrap()).unwrap();
    assert!(text.starts_with("day,counter,department,kind,saved,received,explained,open\r\n"));
    let theirs = |counter: &str, off: u64| {
        let mut lines = vec!["day,counter,department,kind,count".to_owned()];
        for (at, row) in ours.rows.iter().enumerate() {
            let count = row.received - if at == 0 { off } else { 0 };
            lines.push(format!("{},{counter},{},{},{count}", row.by.day, row.by.department, row.by.kind.code()));
        }
        read_central(lines.join("\n").as_bytes()).unwrap()
    };
    assert!(check_control(&passed, Some(&theirs("K7A", 0))).differing.is_empty());
    assert!(check_control(&passed, Some(&theirs("k7", 0))).differing.is_empty(), "without letters, by counter");
    let differing = check_control(&passed, Some(&theirs("K7A", 1))).differing;
    assert_eq!(differing.len(), 1);
    assert_eq!(differing[0].central, Some(differing[0].received - 1));
    let nothing = read_central(b"day,counter,department,kind,count\n").unwrap();
    assert_eq!(check_control(&passed, Some(&nothing)).differing.len(), ours.rows.len(), "who counts nothing differs everywhere");
}

#[test]
fn a_gap_is_explained_by_entries_that_are_elsewhere() {
    let hospital = Hospital::new("meena", &system_clock(), |_masters| {});
    hospital.second("K8", "k8", "meena", &system_clock());
    let mut there = hospital.desk_in("k8", "meena", &system_clock());
    let mut slips = Vec::new();
    for form in forms(7, 3) {
        let saved = there.register(&form, &PrintWish::default()).unwrap();
        let signed = there.rows().unwrap().signed(&saved.patient_id).unwrap().unwrap();
        slips.push(carrier::to_codes(&signed).unwrap());
    }
    let mut here = hospital.desk_in("counter", "meena", &system_clock());
    for at in [0, 2] {
        here.take_slip(&slips[at].iter().map(String::as_str).collect::<Vec<_>>()).unwrap();
    }
    let series = number_series(here.rows().unwrap(), (here.masters(), here.mode()), &mut all).unwrap().unwrap();
    let row = series.rows.iter().find(|row| row.counter == "K8" && row.name.en == "Patient numbers").unwrap();
    assert_eq!((row.given, row.gaps.len(), row.gaps[0].count), (2, 1, 1));
    assert!(matches!(&row.gaps[0].why, GapWhy::NotHeld { .. }), "{:?}", row.gaps);
    let figures = series.figures();
    assert!(figures.missing > 0 && figures.missing == figures.explained);
    assert!(certify(&mut here).line.partial, "entries of K8 are missing");
    // The paper's codes bring the figures to any counter.
    let made = certify(&mut there);
    let signed = there.rows().unwrap().signed(&made.line.id).unwrap().unwrap();
    let codes = carrier::to_codes(&signed).unwrap();
    let codes: Vec<&str> = codes.iter().map(String::as_str).collect();
    let taken = here.take_certificate(&codes).unwrap();
    assert_eq!((taken.id, taken.saved, taken.open), (made.line.id, made.line.saved, made.line.open));
    let slip: Vec<&str> = slips[0].iter().map(String::as_str).collect();
    assert_eq!(here.take_certificate(&slip).unwrap_err().id, "problem-slip-kind");
}

#[test]
fn lists_name_what_is_wrong_and_the_report_names_nobody() {
    let mut world = Handed::new(4);
    let unchecked = world.desk.fix_list_paper().map(|_| ()).unwrap_err();
    assert_eq!(unchecked.id, "problem-handover-unchecked");
    world.check();
    let name = world.saved[0].name.latin.clone().unwrap();
    let list = text_of(&world.desk.fix_list_paper().unwrap());
    assert!(list.contains("Nobody has said yet") && list.contains(world.saved[0].patient.as_str()), "{list}");
    world.hand_over(1);
    let excepted = RecordKey { kind: RecordKind::Visit, of: world.saved[3].visit_id.clone() };
    world.desk.except_record(&excepted, "a test entry").unwrap();
    let list = text_of(&world.desk.exceptions_paper().unwrap());
    assert!(list.contains("a test entry") && list.contains(world.saved[3].visit.as_str()), "{list}");
    let report = world.desk.after_report(&ReportWish::default(), &mut all).unwrap().unwrap();
    let text = text_of(&report);
    assert!(text.contains("other reasons, each given once"), "{text}");
    for saved in &world.saved {
        let name = saved.name.latin.as_deref().unwrap();
        assert!(!text.contains(name) && !text.contains(saved.patient.as_str()), "{name} stands in the report");
    }
    assert!(!name.is_empty());
    let later = ReportWish { from: "2999-01-01".parse().ok(), ..ReportWish::default() };
    assert_eq!(world.desk.after_report(&later, &mut all).map(|_| ()).unwrap_err().id, "problem-report-days");
}

#[test]
fn an_old_slip_answers_with_the_uhid_and_the_uhid_finds_the_patient() {
    let mut world = Handed::new(4);
    let whole = CrosswalkWho::All;
    let none = world.desk.crosswalk_paper(&whole, CrosswalkPaper::Register, &mut all).map(|_| ()).unwrap_err();
    assert_eq!(none.id, "problem-crosswalk-none");
    let signed = world.desk.rows().unwrap().signed(&world.saved[0].patient_id).unwrap().unwrap();
    let slip = carrier::to_codes(&signed).unwrap().remove(0);
    world.hand_over(1);
    let id = world.desk.scan(&slip).unwrap().unwrap();
    let central = world.desk.file(&id).unwrap().central.unwrap();
    assert_eq!((central.uhid.as_str(), central.received), (uhid(0).as_str(), true));
    assert!(world.desk.file(&world.saved[3].patient_id).unwrap().central.is_none(), "no answer came for the last");
    assert_eq!(world.desk.scan(&uhid(1)).unwrap(), Some(world.saved[1].patient_id.clone()));
    let found = world.desk.find(&uhid(1)).unwrap();
    assert_eq!(found.lines[0].ours().unwrap().number, world.saved[1].patient);
    for (who, pages) in [
        (CrosswalkWho::All, 3),
        (CrosswalkWho::Patient(world.saved[2].patient_id.clone()), 1),
        (CrosswalkWho::Day(world.desk.today()), 3),
    ] {
        for size in [Size::A6, Size::Roll80] {
            let slips = world.desk.crosswalk_paper(&who, CrosswalkPaper::Slips(size), &mut all).unwrap().unwrap();
            assert_eq!(slips.pages.len(), pages, "{who:?}");
        }
        let labels = world.desk.crosswalk_paper(&who, CrosswalkPaper::ChartLabels, &mut all).unwrap().unwrap();
        assert_eq!(labels.pages.len(), pages, "{who:?}");
    }
    let register = text_of(&world.desk.crosswalk_paper(&whole, CrosswalkPaper::Register, &mut all).unwrap().unwrap());
    for n in 0..3 {
        assert!(register.contains(&uhid(n)) && register.contains(world.saved[n].patient.as_str()), "{register}");
    }
    assert!(!register.contains(world.saved[3].patient.as_str()));
    let ward = CrosswalkWho::Ward("NOWHERE".to_owned());
    assert_eq!(
        world.desk.crosswalk_paper(&ward, CrosswalkPaper::Register, &mut all).map(|_| ()).unwrap_err().id,
        "problem-ward-unknown"
    );
}
