//! Every role and every right, both ways, through the desk: allowed succeeds, refused says `problem-no-right` and writes nothing.
//! And the table in ARCHITECTURE.md is the one in the code.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "the helpers of tests fail as the tests do"
)]

mod common;

use common::{Hospital, findings, forms, is_hindi, is_sentence, password_of};
use nirantar::desk::cases::{CaseKind, CaseWish};
use nirantar::desk::handover::{AgainWish, PassWish};
use nirantar::desk::{BundleWish, Desk, ExportKind, PaperJob, PrintWish, system_clock};
use nirantar::hospital::forms::{FormId, Sheet};
use nirantar::hospital::number::CounterCode;
use nirantar::hospital::opd::QueueStep;
use nirantar::hospital::opd_form::OpdForm;
use nirantar::hospital::pack::{Lang, User};
use nirantar::hospital::permissions::{Right, Role};
use nirantar::journal::{EntryId, PaperKind, RecordKey, RecordKind, Road, VoidScope};
use nirantar::paper::Size;
use nirantar::problem::{Problem, Trouble};
use std::path::{Path, PathBuf};

const HEAD: &str = "<!-- rights:begin -->";
const TAIL: &str = "<!-- rights:end -->";

fn table() -> String {
    let roles: Vec<&str> = Role::ALL.iter().map(|r| r.code()).collect();
    let mut lines = vec![format!("| right | {} |", roles.join(" | ")), format!("|---{}|", "|---".repeat(roles.len()))];
    for right in Right::ALL {
        let cells: Vec<&str> = Role::ALL.iter().map(|role| if role.may(right) { "yes" } else { "–" }).collect();
        lines.push(format!("| {} | {} |", right.word_id().trim_start_matches("right-"), cells.join(" | ")));
    }
    lines.join("\n")
}

#[test]
fn the_table_in_the_papers_is_the_one_in_the_code() {
    let papers = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("ARCHITECTURE.md")).unwrap();
    let written = papers.split_once(HEAD).and_then(|(_, rest)| rest.split_once(TAIL)).expect("the marks are there").0;
    assert_eq!(written.trim(), table(), "put this between the marks in ARCHITECTURE.md:\n{}\n", table());
}

/// What one try works upon, fresh each time.
struct Work {
    visit: EntryId,
    patient: EntryId,
    number: String,
    clinic: String,
    print: u64,
    newer_pack: PathBuf,
    out: PathBuf,
    form: OpdForm,
}

/// A pre-flight of everything.
fn all_of(road: Road) -> PassWish {
    PassWish { road, stages: Vec::new(), again: AgainWish::default(), share: None }
}

type Try = (&'static str, Right, fn(&mut Desk, &Work) -> Result<(), Problem>);

/// Every public function of the desk that asks for a right.
const TRIES: [Try; 68] = [
    ("look at a match", Right::MatchPatients, |d, w| d.review(&w.patient, None).map(drop)),
    ("say who is new", Right::MatchPatients, |d, w| d.decide_match(&w.patient, None, "", None).map(drop)),
    ("check the hand-over", Right::HandOver, |d, _w| d.check_handover(&all_of(Road::Fhir), &mut |_, _| true).map(drop)),
    ("make batches", Right::HandOver, |d, w| d.make_handover(&all_of(Road::Fhir), &w.out, &mut |_, _| true).map(drop)),
    ("type records", Right::HandOver, |d, _w| d.next_to_type(&[]).map(drop)),
    ("except a record", Right::CloseHandOver, |d, w| {
        let key = RecordKey { kind: RecordKind::Identity, of: w.patient.clone() };
        d.except_record(&key, "left the country")
    }),
    ("make a bundle", Right::CarryRecords, |d, w| d.make_bundles(&carried(w), &mut |_, _| true).map(drop)),
    ("plan a bundle", Right::CarryRecords, |d, w| {
        but("problem-file-missing", d.plan_bundle(&w.out.join("none.nrb"), &mut |_, _| true).map(drop))
    }),
    ("compare", Right::Find, |d, w| but("problem-merge-same", d.compare_patients(&w.patient, &w.patient).map(drop))),
    ("merge", Right::MergePatients, |d, w| but("problem-merge-same", d.merge_patients(&w.patient, &w.patient, "same").map(drop))),
    ("unmerge", Right::MergePatients, |d, w| {
        but("problem-merge-none", d.unmerge_patients(&w.patient, &w.visit, "two").map(drop))
    }),
    ("conflicts", Right::Find, |d, _| d.conflicts().map(drop)),
    ("settle", Right::MergePatients, |d, w| {
        but("problem-conflict-gone", d.settle_patient(&w.patient, &w.visit, "asked").map(drop))
    }),
    ("give numbers", Right::IssueNumbers, |d, _| d.issue_block(&k7(), 100, "a long queue").map(drop)),
    ("end numbers", Right::IssueNumbers, |d, _| d.revoke_block(&k7(), "not used").map(drop)),
    ("all counters", Right::SeeHospital, |d, _| d.control_view().map(drop)),
    ("register", Right::RegisterOpd, |d, w| d.register(&w.form, &PrintWish::default()).map(drop)),
    ("find", Right::Find, |d, w| d.find(&w.number).map(drop)),
    ("file", Right::Find, |d, w| d.file(&w.patient).map(drop)),
    ("visit by number", Right::Find, |d, w| d.visit_by_number(&w.number).map(drop)),
    ("scan", Right::Find, |d, w| d.scan(&w.number).map(drop)),
    ("lay out", Right::Find, |d, w| {
        d.lay_out(&PaperJob { visit: w.visit.clone(), paper: PaperKind::Slip, size: Size::A6, copy: 0 }).map(drop)
    }),
    ("amend", Right::AmendPatient, |d, w| {
        let mut form = OpdForm::from_details(&d.store().read()?.patient(&w.patient)?.unwrap().patient.details, d.today());
        form.mobile = "9812000777".into();
        d.amend(&w.patient, &form, "new mobile")
    }),
    ("void", Right::VoidVisit, |d, w| d.void(&w.visit, VoidScope::Visit, "entered twice")),
    ("change clinic", Right::ChangeDepartment, |d, w| {
        let other = if w.clinic.starts_with("EYE") { "ENT" } else { "EYE" };
        d.change_clinic(&w.visit, other, "", "wrong clinic", &PrintWish::default()).map(drop)
    }),
    ("reprint", Right::Reprint, |d, w| d.reprint(&w.visit, PaperKind::Slip, Size::A6).map(drop)),
    ("step", Right::RunQueue, |d, w| d.step(&w.visit, QueueStep::Called).map(drop)),
    ("call next", Right::RunQueue, |d, w| d.call_next(&w.clinic).map(drop)),
    ("exempt", Right::ExemptFee, |d, w| {
        let form = OpdForm { fee: "exempt: camp patient".into(), category: "GEN".into(), ..w.form.clone() };
        d.register(&form, &PrintWish::default()).map(drop)
    }),
    ("day list", Right::DayRegister, |d, _| d.register_lines(d.today()).map(drop)),
    ("day register", Right::DayRegister, |d, _| d.day_register(d.today()).map(drop)),
    ("print queue", Right::PrintQueue, |d, _| d.prints().map(drop)),
    ("retry", Right::PrintQueue, |d, w| d.retry_print(w.print)),
    ("cancel", Right::PrintQueue, |d, w| d.cancel_print(w.print)),
    ("export", Right::Export, |d, w| d.export(ExportKind::Csv, &w.out, &mut |_, _| true).map(drop)),
    ("verify", Right::Verify, |d, _| d.verify(&mut |_, _| true).map(drop)),
    ("open the index", Right::OpenIndex, |d, _| but("problem-index-missing", d.open_index(None).map(drop))),
    ("close the index", Right::OpenIndex, |d, _| but("problem-index-not-open", d.close_index(None).map(drop))),
    ("take a pack", Right::SetUp, |d, w| d.take_pack(&w.newer_pack)),
    ("board", Right::Find, |d, _| d.board().map(drop)),
    ("admit", Right::RunWard, |d, _| {
        fill(d, FormId::Admission, &[("name", "Ram Kumar"), ("sex", "M"), ("age", "54"), ("ward", "MED-M1")])
    }),
    ("bed", Right::RunWard, |d, _| fill(d, FormId::Bed, &[("bed", "MED-M1-01"), ("status", "free")])),
    ("census", Right::RunWard, |d, _| d.take_census(b"name,sex,age,ward\n").map(drop)),
    ("arrive", Right::TakeArrivals, |d, _| fill(d, FormId::Arrival, &[])),
    ("prepare", Right::TakeArrivals, |d, _| fill(d, FormId::Prepare, &[("count", "2"), ("event", "fire")])),
    ("certify", Right::KeepRegisters, |d, w| {
        let certificate =
            [("line_a", "Typhoid fever"), ("manner", "natural"), ("doctor", "D001"), ("verified", "now"), ("died", "now")];
        fill(d, FormId::Cause, &[&[("patient", w.number.as_str())], &certificate[..]].concat())
    }),
    ("register", Right::ReadRegisters, |d, _| d.register_between(CaseKind::Arrival, d.today(), d.today()).map(drop)),
    ("due", Right::ReadRegisters, |d, _| d.due().map(drop)),
    ("indent", Right::Indent, |d, _| fill(d, FormId::Indent, &[("ward", "MED-M1"), ("to", "store"), ("items", "Blankets × 4")])),
    ("take back", Right::CancelStep, |d, w| {
        // Taking back asks for the room's own right too: the laboratory takes orders back, the others stays.
        let order = order_of(d, w)?.0;
        let stay = fill(d, FormId::Cancel, &[("patient", &w.number), ("reason", "by mistake")]);
        let back = || [("record", order.as_str()), ("what", "ordered"), ("reason", "by mistake")];
        stay.or_else(|_other_room| fill(d, FormId::Cancel, &back()))
    }),
    ("print a case again", Right::Reprint, |d, w| {
        let case = d.store().read()?.cases_of_patient(&w.patient)?.remove(0).id;
        d.reprint_case(&case, PaperKind::FaceSheet, Size::A4).map(drop)
    }),
    ("print labels", Right::OrderTests, |d, _| fill(d, FormId::LabRoll, &[("count", "2")])),
    ("override", Right::OverrideLab, |d, w| {
        fill(d, FormId::LabOrder, &[("patient", &w.number), ("tests", "TSH"), ("override", "thyroid storm")])
    }),
    ("worklist", Right::HandleTubes, |d, _| d.worklist("").map(drop)),
    ("analyser's file", Right::EnterResults, |d, _| {
        d.take_lab_file("empty.astm", b"H|\\^&|||Analyser|||||||P|E1394-97\rL|1|N\r").map(drop)
    }),
    ("release", Right::VerifyResults, |d, w| {
        let order = order_of(d, w)?.0;
        but("problem-verify-nothing", fill(d, FormId::LabVerify, &[("tube", &order)]))
    }),
    ("report", Right::ReadResults, |d, w| {
        let order = order_of(d, w)?.0;
        but("problem-report-nothing", fill(d, FormId::LabTell, &[("tube", &order), ("what", "reported")]))
    }),
    ("declare here", Right::DeclareEvent, |d, _| {
        let said = Sheet::from([("side", "manual"), ("counter", "K7"), ("reason", "no network")]);
        d.say_event(&said, None).map(drop)
    }),
    ("declare for all", Right::DirectEvent, |d, _| {
        d.say_event(&Sheet::from([("side", "manual"), ("reason", "attack")]), None).map(drop)
    }),
    ("end here", Right::DirectEvent, |d, _| {
        fill(d, FormId::Event, &[("side", "central"), ("counter", "K7"), ("reason", "restored")])
    }),
    ("how the event stands", Right::Find, |d, _| d.event_status().map(drop)),
    ("incident", Right::LogIncident, |d, _| fill(d, FormId::Incident, &[("severity", "low"), ("what", "printer")])),
    ("duty roster", Right::KeepRoster, |d, _| {
        let line = [("day", "today"), ("shift", "night"), ("post", "K7"), ("person", "Asha"), ("contact", "4417")];
        fill(d, FormId::Roster, &line)
    }),
    ("read the roster", Right::Find, |d, _| d.roster(d.today()).map(drop)),
    ("hand the shift over", Right::HandShift, |d, _| fill(d, FormId::Shift, &[("taker", "Ravi")])),
    ("shifts", Right::HandShift, |d, _| d.shifts().map(drop)),
    ("drill's report", Right::Find, |d, _| but("problem-drill-none", d.drill_report().map(drop))),
    ("confidential report", Right::ReadRestricted, |d, w| {
        let job = PaperJob { visit: order_of(d, w)?.1, paper: PaperKind::RestrictedReport, size: Size::A4, copy: 0 };
        but("problem-paper-none", d.lay_out(&job).map(drop))
    }),
];

/// The laboratory order that every patient of this test has: its number and address.
fn order_of(desk: &Desk, work: &Work) -> Result<(String, EntryId), Problem> {
    let rows = desk.store().read()?.cases_of_patient(&work.patient)?;
    let row = rows.into_iter().find(|row| row.case.order().is_some()).unwrap();
    Ok((row.case.number.unwrap().to_string(), row.id))
}

fn k7() -> CounterCode {
    CounterCode::new("K7").unwrap()
}

/// Everything, into a folder of the try's own.
fn carried(work: &Work) -> BundleWish {
    BundleWish { to: Vec::new(), all: true, folder: work.out.clone() }
}

/// Allowed, and then told that there is nothing to do yet.
fn but(nothing: &str, result: Result<(), Problem>) -> Result<(), Problem> {
    match result {
        Err(problem) if problem.id == nothing => Ok(()),
        other => other,
    }
}

fn fill(desk: &mut Desk, form: FormId, values: &[(&str, &str)]) -> Result<(), Problem> {
    let mut sheet = Sheet::default();
    for (code, value) in values {
        sheet.set(code, *value);
    }
    desk.fill(form, &sheet, CaseWish::default()).map(drop)
}

/// Fees are due, so that an exemption is one.
fn paying(seed: u64) -> OpdForm {
    let form = forms(seed, 12).into_iter().find(|f| !f.fee.starts_with("exempt")).unwrap();
    OpdForm { category: "GEN".into(), scheme: String::new(), clinic: "MED".into(), ..form }
}

/// One person of each role and nobody else.
fn hospital() -> Hospital {
    Hospital::new("supervisor", &system_clock(), |masters| {
        let name = masters.users[0].name.clone();
        let user = |role: Role| User {
            login: role.code().replace('-', "."),
            name: name.clone(),
            roles: vec![role],
            counters: Vec::new(),
        };
        masters.users = Role::ALL.map(user).to_vec();
    })
}

#[test]
fn every_role_and_every_right_both_ways() {
    let hospital = hospital();
    let mut version = 1;
    let (mut allowed, mut refused) = (0, 0);
    for (n, role) in Role::ALL.into_iter().enumerate() {
        let login = role.code().replace('-', ".");
        let mut supervisor = hospital.desk("supervisor");
        let fresh: Vec<_> = TRIES
            .iter()
            .enumerate()
            .map(|(i, _)| {
                supervisor.register(&paying((n * 100 + i) as u64), &PrintWish(vec![(PaperKind::Slip, Size::A6)])).unwrap()
            })
            .collect();
        for saved in &fresh {
            fill(&mut supervisor, FormId::Request, &[("patient", saved.patient.as_str()), ("department", "MED")]).unwrap();
            fill(&mut supervisor, FormId::LabOrder, &[("patient", saved.patient.as_str()), ("tests", "K")]).unwrap();
        }
        supervisor.close().map(drop).unwrap();
        let mut desk = hospital.desk(&login);
        for ((what, right, run), saved) in TRIES.iter().zip(fresh) {
            version += 1;
            let work = Work {
                visit: saved.visit_id,
                patient: saved.patient_id,
                number: saved.patient.to_string(),
                clinic: saved.clinic,
                print: saved.prints[0],
                newer_pack: if *right == Right::SetUp { hospital.pack(version, true, |_| ()) } else { PathBuf::new() },
                out: hospital.folder.path().join("out"),
                form: paying(5_000 + u64::from(version)),
            };
            let before = desk.store().last_sequence();
            match run(&mut desk, &work) {
                Ok(()) => {
                    assert!(role.may(*right), "{what}: {role:?} was allowed");
                    allowed += 1;
                }
                Err(problem) => {
                    assert!(!role.may(*right), "{what}: {role:?} was refused: {problem}");
                    assert_eq!((problem.id, problem.trouble), ("problem-no-right", Trouble::Refused), "{what}: {role:?}");
                    assert_eq!(desk.store().last_sequence(), before, "{what}: {role:?} wrote an entry");
                    told_well(&problem);
                    refused += 1;
                }
            }
        }
        desk.close().map(drop).unwrap();
    }
    assert_eq!(allowed + refused, Role::ALL.len() * TRIES.len());
    let tried: std::collections::BTreeSet<Right> = TRIES.iter().map(|(_, right, _)| *right).collect();
    let others: Vec<Right> = Right::ALL.into_iter().filter(|r| !tried.contains(r)).collect();
    assert_eq!(others, [Right::ReadTrail], "tried in a test of its own");
    let desk = hospital.desk("supervisor");
    assert_eq!(findings(&desk), [""; 0]);
    assert!(!hospital.folder.path().join("out").join("x").exists());
}

fn told_well(problem: &Problem) {
    for (lang, hindi) in [(Lang::En, false), (Lang::Hi, true)] {
        let told = problem.told(lang);
        assert!([&told.what, &told.act].iter().all(|t| is_sentence(t) && is_hindi(t) == hindi), "{told:?}");
    }
}

#[test]
fn who_did_what_is_read_by_those_who_may() {
    let hospital = hospital();
    let saved = hospital.desk("supervisor").register(&paying(1), &PrintWish::default()).unwrap();
    for role in Role::ALL {
        let desk = hospital.desk(&role.code().replace('-', "."));
        let file = desk.file(&saved.patient_id).unwrap();
        assert_eq!(!file.history.is_empty(), role.may(Right::ReadTrail), "{role:?}");
    }
}

#[test]
fn only_who_may_set_up_begins_a_new_letter() {
    let hospital = hospital();
    for role in Role::ALL.into_iter().filter(|r| !r.may(Right::SetUp)) {
        let login = role.code().replace('-', ".");
        let problem = hospital.counter(&system_clock()).new_letter(&login, &password_of(&login), "").unwrap_err();
        assert_eq!(problem.id, "problem-no-right", "{role:?}");
    }
    assert_eq!(hospital.counter(&system_clock()).file.letter, 'A');
    hospital.counter(&system_clock()).new_letter("control.room", &password_of("control.room"), "").unwrap();
    assert_eq!(hospital.counter(&system_clock()).file.letter, 'B');
}

#[test]
fn several_roles_together_carry_the_rights_of_each() {
    let hospital = Hospital::new("both", &system_clock(), |masters| {
        let name = masters.users[0].name.clone();
        masters.users =
            vec![User { login: "both".into(), name, roles: vec![Role::Ward, Role::ControlRoom], counters: Vec::new() }];
    });
    let mut desk = hospital.desk("both");
    for right in Right::ALL {
        assert_eq!(desk.may(right).is_ok(), Role::Ward.may(right) || Role::ControlRoom.may(right), "{right:?}");
    }
    assert_eq!(desk.register(&paying(1), &PrintWish::default()).unwrap_err().id, "problem-no-right");
}
