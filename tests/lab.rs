//! The laboratory: from a requisition to a result in the right hands, through the desk and the command line; and what is refused, one
//! sentence each, in both languages.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "the helpers of tests fail as the tests do"
)]

mod common;

use common::{Demo, SUPERVISOR, findings};
use nirantar::desk::Desk;
use nirantar::desk::cases::{CaseWish, Done};
use nirantar::hospital::forms::{FormId, Sheet};
use nirantar::hospital::lab::{Accession, TubePlace};
use nirantar::journal::fold::{OrderState, ResultPhase};
use nirantar::paper::Size;
use nirantar::problem::Problem;

const TECHNICIAN: &str = "singh";
const VERIFIER: &str = "nair";

fn sheet(pairs: &[(&str, &str)]) -> Sheet {
    let mut sheet = Sheet::default();
    pairs.iter().for_each(|(code, value)| sheet.set(code, *value));
    sheet
}

fn fill(desk: &mut Desk, id: FormId, pairs: &[(&str, &str)]) -> Result<Done, Problem> {
    desk.fill(id, &sheet(pairs), CaseWish(Some(Size::A6)))
}

#[track_caller]
fn done(desk: &mut Desk, id: FormId, pairs: &[(&str, &str)]) -> Done {
    fill(desk, id, pairs).unwrap_or_else(|problem| panic!("{id:?} {pairs:?}: {} {:?}", problem.id, problem.remarks))
}

#[track_caller]
fn refused(desk: &mut Desk, id: FormId, pairs: &[(&str, &str)], problem: &str) -> Problem {
    match fill(desk, id, pairs) {
        Ok(done) => panic!("{id:?} {pairs:?} was taken: {done:?}"),
        Err(told) => {
            let remark = told.remarks.iter().any(|r| r.id == problem);
            assert!(told.id == problem || remark, "{problem} expected, {} {:?} told", told.id, told.remarks);
            told
        }
    }
}

fn order(desk: &Desk, text: &str) -> OrderState {
    desk.lab_find(text).unwrap().0.case.order().unwrap().clone()
}

fn tube(accession: Accession) -> String {
    accession.to_string()
}

#[test]
fn from_a_requisition_to_a_report_in_the_right_hands() {
    let demo = Demo::new();
    let mut desk = demo.desk(TECHNICIAN);
    let person = [("name", "Sunita Devi"), ("sex", "F"), ("age", "34"), ("tests", "CBC, LFT, ELEC"), ("note", "fever")];
    let asked = done(&mut desk, FormId::LabOrder, &person);
    // Serum in one gel tube, blood in lavender: in the order of draw.
    let [gel, lavender] = asked.tubes.as_slice() else { panic!("{:?}", asked.tubes) };
    assert_eq!(asked.prints.len(), 2, "labels and requisition");
    let (gel, lavender) = (tube(*gel), tube(*lavender));
    done(&mut desk, FormId::LabStep, &[("tube", &format!("{gel} {lavender}")), ("step", "received")]);
    refused(&mut desk, FormId::LabStep, &[("tube", &gel), ("step", "received")], "problem-tube-again");
    // A critical value counts only when it was typed twice alike.
    let typed = done(&mut desk, FormId::LabResult, &[("tube", &gel), ("K", "6.8"), ("NA", "140"), ("TP", "7.0"), ("ALB", "4.0")]);
    assert_eq!(typed.lab_warnings.iter().map(|w| w.id).collect::<Vec<_>>(), ["lab-warning-second"]);
    let state = order(&desk, &gel);
    assert_eq!(state.result("K").unwrap().phase, ResultPhase::Second);
    assert_eq!(state.result("K").unwrap().live[0].value.value, "•••", "the second typing is blind");
    assert_eq!(state.result("GLOB").unwrap().entered().unwrap().value.value, "3.0");
    assert!(state.result("GLOB").unwrap().entered().unwrap().value.calculated);
    let other = done(&mut desk, FormId::LabResult, &[("tube", &gel), ("K", "8.6")]);
    assert_eq!(other.lab_warnings[0].id, "lab-warning-mismatch");
    let third = done(&mut desk, FormId::LabResult, &[("tube", &gel), ("K", "6.8")]);
    assert_eq!(third.lab_warnings[0].id, "lab-warning-critical");
    refused(&mut desk, FormId::LabVerify, &[("tube", &gel)], "problem-no-right");
    desk.close().map(drop).unwrap();

    let mut desk = demo.desk(VERIFIER);
    refused(&mut desk, FormId::LabVerify, &[("tube", &gel)], "problem-verify-uncalled");
    let call = [("tube", gel.as_str()), ("whom", "Dr Sharma, casualty"), ("read_back", "yes")];
    done(&mut desk, FormId::LabCall, &call);
    refused(&mut desk, FormId::LabTell, &[("tube", &gel), ("what", "reported")], "problem-report-nothing");
    done(&mut desk, FormId::LabVerify, &[("tube", &gel), ("conclusion", "Hyperkalaemia")]);
    assert_eq!(order(&desk, &gel).tubes[0].stands, TubePlace::Bench, "other tests of the tube are still awaited");
    let report = done(&mut desk, FormId::LabTell, &[("tube", &gel), ("what", "reported")]);
    assert_eq!(report.prints.len(), 1);
    done(&mut desk, FormId::LabTell, &[("tube", &gel), ("what", "handed"), ("whom", "Sister Mary")]);
    let state = order(&desk, &gel);
    assert!(state.result("K").unwrap().handed);
    // An amendment keeps what was released, and tells the ward again.
    refused(&mut desk, FormId::LabResult, &[("tube", &gel), ("NA", "141")], "fault-lab-amend-reason");
    done(&mut desk, FormId::LabResult, &[("tube", &gel), ("NA", "141"), ("reason", "dilution")]);
    refused(&mut desk, FormId::LabVerify, &[("tube", &gel)], "problem-verify-own");
    desk.close().map(drop).unwrap();
    let mut desk = demo.desk("ghosh");
    done(&mut desk, FormId::LabVerify, &[("tube", &gel)]);
    let state = order(&desk, &gel);
    let na = state.result("NA").unwrap();
    assert_eq!((na.released.as_ref().unwrap().typing.value.value.as_str(), na.before.len(), na.handed), ("141", 1, false));
    desk.close().map(drop).unwrap();
    assert_eq!(findings(&demo.desk(SUPERVISOR)), [""; 0]);
}
