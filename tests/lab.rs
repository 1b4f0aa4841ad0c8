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

use common::{Answer, Demo, SUPERVISOR, findings, put, told};
use nirantar::desk::cases::{CaseKind, CaseWish, Done};
use nirantar::desk::{Desk, PrintWish};
use nirantar::hospital::forms::{FormId, Sheet};
use nirantar::hospital::lab::{Accession, AccessionParts, TubePlace};
use nirantar::hospital::number::{CounterCode, Mode, Number, NumberParts, Series};
use nirantar::journal::fold::{OrderState, ResultPhase};
use nirantar::journal::{PaperKind, VoidScope};
use nirantar::paper::Size;
use nirantar::problem::Problem;
use serde_json::Value;

const TECHNICIAN: &str = "singh";
const VERIFIER: &str = "nair";

fn sheet(pairs: &[(&str, &str)]) -> Sheet {
    let mut sheet = Sheet::default();
    for (code, value) in pairs {
        sheet.set(code, *value);
    }
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

/// `lab …` as somebody of the laboratory.
fn run(demo: &Demo, user: &str, args: &[&str], rest: &[&str]) -> Answer {
    demo.run(&[&["lab"], args, &["--user", user], rest].concat())
}

/// Orders tests for a new patient; gives the tubes.
fn ordered(demo: &Demo, tests: &str) -> Vec<String> {
    let (name, tests) = ("name=Sunita Devi", format!("tests={tests}"));
    let answer = run(demo, TECHNICIAN, &["order", name, "sex=F", "age=34", &tests], &["--json"]).done();
    let value = answer.values().pop().expect("an answer");
    value["tubes"].as_array().unwrap().iter().map(|t| t.as_str().unwrap().to_owned()).collect()
}

fn of(tube: &str) -> String {
    format!("tube={tube}")
}

/// The tube's line of *where is my sample*.
fn whereabouts(demo: &Demo, tube: &str) -> Value {
    run(demo, TECHNICIAN, &["where", tube], &["--json"])
        .done()
        .values()
        .into_iter()
        .find(|v| v["tube"] == tube)
        .expect("the tube")
}

fn phase(demo: &Demo, tube: &str, test: &str) -> String {
    let told = run(demo, TECHNICIAN, &["where", tube], &["--json"]).done();
    let results = told.values().pop().unwrap()["results"].clone();
    let result = results.as_array().unwrap().iter().find(|r| r["test"] == test).expect("the test").clone();
    format!("{} {}", result["phase"].as_str().unwrap(), result["value"].as_str().unwrap_or("-"))
}

#[test]
fn what_is_refused_about_tubes_is_told_in_a_sentence() {
    let demo = Demo::new();
    let tubes = ordered(&demo, "CBC, ELEC");
    let [gel, lavender] = tubes.as_slice() else { panic!("{tubes:?}") };
    run(&demo, TECHNICIAN, &["receive", &of(gel)], &[]).done();
    told(1, "problem-tube-again", |rest| run(&demo, TECHNICIAN, &["receive", &of(gel)], rest));
    told(1, "problem-tube-back", |rest| run(&demo, TECHNICIAN, &["send", &of(gel)], rest));
    // One wrong digit; a tube of a real event at the demo; ten digits of nobody's.
    let wrong = format!("{}{}", &gel[..9], (gel[9..].parse::<u8>().unwrap() + 1) % 10);
    told(1, "problem-tube-check", |rest| run(&demo, TECHNICIAN, &["receive", &of(&wrong)], rest));
    let parts = Accession::parse(gel).unwrap().parts().unwrap();
    let event = Accession::new(&AccessionParts { mode: Mode::Event, ..parts.clone() }).unwrap();
    told(1, "problem-tube-mode", |rest| run(&demo, TECHNICIAN, &["receive", &of(&tube(event))], rest));
    let other = Accession::new(&AccessionParts { serial: 999, ..parts }).unwrap();
    told(1, "problem-tube-unknown", |rest| run(&demo, TECHNICIAN, &["receive", &of(&tube(other))], rest));
    told(1, "problem-tube-shape", |rest| run(&demo, TECHNICIAN, &["receive", "tube=abc"], rest));
    told(1, "problem-tube-twice", |rest| run(&demo, TECHNICIAN, &["receive", &format!("tube={lavender} {lavender}")], rest));
    // The number of another hospital's patient: not of our shape; and a good number of a patient who is not here.
    let order = |patient: &str, rest: &[&str]| run(&demo, TECHNICIAN, &["order", &format!("patient={patient}"), "tests=K"], rest);
    told(1, "problem-number-shape", |rest| order("AIIMS/2022/4711", rest));
    let counter = CounterCode::new("K9").unwrap();
    let parts = NumberParts { mode: Mode::Demo, series: Series::Patient, counter, letter: 'A', serial: 777 };
    let elsewhere = Number::new(&parts).unwrap().to_string();
    told(1, "problem-number-unknown", |rest| order(&elsewhere, rest));
    run(&demo, TECHNICIAN, &["reject", &of(gel), "why=haemolysed"], &[]).done();
    told(1, "problem-tube-gone", |rest| run(&demo, TECHNICIAN, &["result", &of(gel), "K=4.1"], rest));
    told(1, "problem-tube-gone", |rest| run(&demo, TECHNICIAN, &["receive", &of(gel)], rest));
    told(1, "problem-tube-not-rejected", |rest| run(&demo, TECHNICIAN, &["recollect", &of(lavender)], rest));
    assert_eq!(phase(&demo, gel, "K"), "recollect -");
    let again = run(&demo, TECHNICIAN, &["recollect", &of(gel)], &["--json"]).done().values().pop().unwrap();
    let again = again["tubes"][0].as_str().unwrap().to_owned();
    told(1, "problem-tube-not-rejected", |rest| run(&demo, TECHNICIAN, &["recollect", &of(gel)], rest));
    assert_eq!(phase(&demo, &again, "K"), "awaited -");
    run(&demo, TECHNICIAN, &["result", &of(&again), "K=4.1"], &[]).done();
    // A new label: the old one still finds the tube, and says so.
    let labels = run(&demo, TECHNICIAN, &["label", "count=3"], &["--json"]).done().values().pop().unwrap();
    let label = labels["tubes"][0].as_str().unwrap().to_owned();
    let to = format!("to={label}");
    run(&demo, TECHNICIAN, &["relabel", &of(&again), "reason=torn", &to], &[]).done();
    assert_eq!(whereabouts(&demo, &label)["was"][0], again.as_str());
    assert_eq!(phase(&demo, &again, "K"), "entered 4.1");
    told(1, "problem-step-stays", |rest| {
        run(&demo, TECHNICIAN, &["cancel", &format!("record={}", number(&demo, &label)), "reason=x"], rest)
    });
    assert_eq!(findings(&demo.desk(SUPERVISOR)), [""; 0]);
}

/// Number of the requisition of a tube.
fn number(demo: &Demo, tube: &str) -> String {
    let row = demo.desk(TECHNICIAN).lab_find(tube).unwrap().0;
    row.case.number.unwrap().to_string()
}

#[test]
fn what_is_refused_about_values_and_releases() {
    let demo = Demo::new();
    let tubes = ordered(&demo, "ELEC, GLOB, TP, ALB, HIVR");
    let gel = tubes.iter().find(|t| phase_of(&demo, t, "K").is_some()).unwrap().clone();
    let plain = tubes.iter().find(|t| phase_of(&demo, t, "HIVR").is_some()).unwrap().clone();
    let refuse = |values: &[&str], fault: &str| {
        let about = of(&gel);
        let answer = run(&demo, TECHNICIAN, &[&["result", about.as_str()], values].concat(), &["--json"]);
        assert_eq!(answer.code, 1, "{}", answer.out);
        assert!(answer.out.contains(fault), "{fault}: {}", answer.out);
        for lang in ["en", "hi"] {
            let answer = run(&demo, TECHNICIAN, &[&["result", about.as_str()], values].concat(), &["--lang", lang]);
            assert!(common::is_sentence(answer.err.trim()) && common::is_hindi(&answer.err) == (lang == "hi"), "{}", answer.err);
        }
    };
    refuse(&["K=68"], "fault-lab-physical");
    refuse(&["K=6,8"], "fault-lab-number");
    refuse(&["K=abc"], "fault-lab-number");
    refuse(&["HGB=12"], "fault-lab-not-asked");
    refuse(&["XYZ=12"], "fault-lab-not-asked");
    refuse(&[], "fault-lab-no-values");
    // Nothing of a refused form is saved.
    refuse(&["NA=140", "K=68"], "fault-lab-physical");
    assert_eq!(phase(&demo, &gel, "NA"), "awaited -");
    run(&demo, "ghosh", &["result", &of(&gel), "K=4.4", "NA=139"], &[]).done();
    told(1, "problem-verify-own", |rest| run(&demo, "ghosh", &["verify", &of(&gel)], rest));
    told(1, "problem-no-right", |rest| run(&demo, TECHNICIAN, &["verify", &of(&gel)], rest));
    run(&demo, VERIFIER, &["verify", &of(&gel)], &[]).done();
    told(1, "problem-verify-nothing", |rest| run(&demo, VERIFIER, &["verify", &of(&gel)], rest));
    told(1, "problem-tube-released", |rest| run(&demo, TECHNICIAN, &["reject", &of(&gel), "why=clotted"], rest));
    told(1, "problem-order-results", |rest| {
        run(&demo, TECHNICIAN, &["cancel", &format!("record={}", number(&demo, &gel)), "what=ordered", "reason=x"], rest)
    });
    told(1, "problem-call-nothing", |rest| run(&demo, TECHNICIAN, &["call", &of(&gel), "whom=ward", "read_back=yes"], rest));
    // What the law restricts is read, released and printed by who may only.
    run(&demo, TECHNICIAN, &["result", &of(&plain), "HIVR=Reactive"], &[]).done();
    assert!(phase(&demo, &plain, "HIVR").ends_with("•••"), "{}", phase(&demo, &plain, "HIVR"));
    let reads = |login: &str| {
        let desk = demo.desk(login);
        let (row, _) = desk.lab_find(&plain).unwrap();
        let file = desk.file(row.case.patient.as_ref().unwrap()).unwrap();
        format!("{:?} {:?} {:?}", row.case, file.cases, desk.open_cases(CaseKind::Order).unwrap()).contains("\"reactive\"")
    };
    assert!(!reads(TECHNICIAN) && !reads(SUPERVISOR), "nobody else reads it, wherever it is asked");
    assert!(reads(VERIFIER));
}

#[test]
fn restricted_results_stand_in_no_code_of_the_register() {
    let demo = Demo::new();
    let tubes = ordered(&demo, "K, HIVR");
    for tube in &tubes {
        let value = if phase_of(&demo, tube, "HIVR").is_some() { "HIVR=Reactive" } else { "K=4.4" };
        run(&demo, TECHNICIAN, &["result", &of(tube), value], &[]).done();
    }
    run(&demo, VERIFIER, &["verify", &of(&number(&demo, &tubes[0]))], &[]).done();
    let desk = demo.desk(SUPERVISOR);
    let day = nirantar::desk::day_codes(desk.rows().unwrap(), (desk.masters(), desk.counter_file()), desk.today()).unwrap();
    let bodies: Vec<String> = day
        .codes
        .iter()
        .flat_map(|code| nirantar::journal::sheaf::from_sheaf(&code.text).unwrap())
        .map(|signed| format!("{:?}", signed.entry().unwrap().body))
        .collect();
    assert!(bodies.iter().any(|body| body.starts_with("Resulted") && body.contains("4.4")), "what is open is there");
    assert!(!bodies.iter().any(|body| body.starts_with("Resulted") && body.contains("HIVR")));
    assert!(!bodies.iter().any(|body| body.to_lowercase().contains("\"reactive\"")));
    // The value, and the release that names it; everything else of the day.
    assert_eq!(day.left_out.len(), 2, "{:?}", day.left_out);
    let all = desk.store().last_sequence();
    assert_eq!(bodies.len() as u64 + 2, all);
}

fn phase_of(demo: &Demo, tube: &str, test: &str) -> Option<()> {
    let line = whereabouts(demo, tube);
    line["tests"].as_array()?.iter().any(|t| t == test).then_some(())
}

#[test]
fn not_urgent_needs_an_override_and_a_duplicate_is_told() {
    let demo = Demo::new();
    let order = |user: &str, rest: &[&str]| {
        run(&demo, user, &[&["order", "name=Ram Kumar", "sex=M", "age=40"], rest].concat(), &["--json"])
    };
    let refused = order(TECHNICIAN, &["tests=TSH"]);
    assert!(refused.code == 1 && refused.out.contains("lab-rule-urgent-only"), "{}", refused.out);
    let refused = order(TECHNICIAN, &["tests=TSH", "override=thyroid storm"]);
    assert!(refused.code == 1 && refused.out.contains("problem-no-right"), "{}", refused.out);
    let taken = order(VERIFIER, &["tests=TSH", "override=thyroid storm"]).done().values().pop().unwrap();
    let patient = format!("patient={}", taken["patient"].as_str().unwrap());
    let again =
        run(&demo, VERIFIER, &["order", &patient, "tests=TSH, K", "override=lost"], &["--json"]).done().values().pop().unwrap();
    assert_eq!(again["lab_warnings"][0]["id"], "lab-warning-duplicate");
    let unknown = order(TECHNICIAN, &["tests=CBC, MOON"]);
    assert!(unknown.code == 1 && unknown.out.contains("fault-lab-tests") && unknown.out.contains("MOON"), "{}", unknown.out);
}

fn astm(rows: &[String]) -> Vec<u8> {
    format!("H|\\^&|||Sysmex XN|||||||P|E1394-97\r{}\rL|1|N\r", rows.join("\r")).into_bytes()
}

/// What a file gives: taken, known, and the ids of the lines that were left.
fn take(demo: &Demo, name: &str, bytes: &[u8]) -> (u64, u64, Vec<String>) {
    let path = demo.path(name);
    put(&path, bytes);
    let answer = run(demo, TECHNICIAN, &["file", path.to_str().unwrap()], &["--json"]);
    let values = answer.values();
    let sum = values.last().unwrap_or_else(|| panic!("{}", answer.err));
    let left = values.iter().filter_map(|v| v["id"].as_str()).filter(|id| !matches!(*id, "lab-file-taken" | "lab-file-known"));
    let left: Vec<String> = left.map(str::to_owned).collect();
    assert_eq!(answer.code, i32::from(!left.is_empty()), "{}", answer.out);
    (sum["taken"].as_u64().unwrap(), sum["known"].as_u64().unwrap(), left)
}

#[test]
fn analysers_files_are_taken_once_and_every_line_is_accounted_for() {
    let demo = Demo::new();
    let one = ordered(&demo, "ELEC").remove(0);
    let two = ordered(&demo, "ELEC").remove(0);
    let rows = |tube: &str, k: &str| {
        vec![
            "P|1".to_owned(),
            format!("O|1|{tube}||^^^NA\\^^^K|R"),
            "R|1|^^^NA|140|mmol/L||N||F".to_owned(),
            format!("R|2|^^^K|{k}|mmol/L||N||F"),
        ]
    };
    let file = astm(&rows(&one, "4.2"));
    assert_eq!(take(&demo, "a.astm", &file), (2, 0, vec![]));
    assert_eq!(phase(&demo, &one, "K"), "entered 4.2");
    assert_eq!(take(&demo, "a.astm", &file), (0, 2, vec![]), "the same file again");
    assert_eq!(take(&demo, "b.astm", &file), (0, 2, vec![]), "… under another name");
    // Doubled within the file: once.
    let mut doubled = rows(&two, "4.4");
    doubled.extend(rows(&two, "4.4"));
    let (taken, _, _) = take(&demo, "double.astm", &astm(&doubled));
    assert_eq!((taken, phase(&demo, &two, "K").as_str()), (2, "entered 4.4"));
    // A unit that is not the test's, a test not asked for, a tube of nobody, a rejected tube.
    let three = ordered(&demo, "ELEC").remove(0);
    let strange = [
        "P|1".to_owned(),
        format!("O|1|{three}||^^^ALL|R"),
        "R|1|^^^K|16.4|mg/dL||N||F".to_owned(),
        "R|2|^^^HGB|12|g/dL||N||F".to_owned(),
        "R|3|^^^MOON|1|mmol/L||N||F".to_owned(),
        "R|4|^^^NA|9999|mmol/L||N||F".to_owned(),
        "O|2|1234567890||^^^ALL|R".to_owned(),
        "R|1|^^^K|4.4|mmol/L||N||F".to_owned(),
    ];
    let (taken, known, left) = take(&demo, "strange.astm", &astm(&strange));
    assert_eq!((taken, known, left.len()), (0, 0, 5), "{left:?}");
    for id in ["fault-lab-unit", "fault-lab-not-asked", "lab-file-test", "fault-lab-physical"] {
        assert!(left.iter().any(|l| l == id), "{id} in {left:?}");
    }
    run(&demo, TECHNICIAN, &["reject", &of(&three), "why=clotted"], &[]).done();
    let (taken, _, left) = take(&demo, "late.astm", &astm(&rows(&three, "4.0")));
    assert_eq!((taken, left), (0, vec!["lab-file-gone".to_owned(), "lab-file-gone".to_owned()]));
    // Reordered: a result before its order is nobody's. Cut short: what came whole is taken, the rest is told.
    let four = ordered(&demo, "ELEC").remove(0);
    let mut turned = rows(&four, "4.9");
    turned.swap(1, 3);
    let (taken, _, left) = take(&demo, "turned.astm", &astm(&turned));
    assert!(taken == 0 && left.len() >= 2, "{taken} {left:?}");
    let whole = astm(&rows(&four, "4.9"));
    let cut = &whole[..whole.len() - 12];
    let (taken, _, left) = take(&demo, "cut.astm", cut);
    assert!(taken <= 2 && !left.is_empty(), "{taken} {left:?}");
    let (more, known, _) = take(&demo, "whole.astm", &whole);
    assert_eq!((more + taken, known), (2, taken), "the whole file brings what was cut");
}

#[test]
fn hl7_files_of_analysers() {
    let demo = Demo::new();
    let five = ordered(&demo, "ELEC").remove(0);
    let message = |tube: &str, control: &str, k: &str, unit: &str| {
        format!(
            "MSH|^~\\&|ANALYSER|LAB|NIRANTAR|DEMO|20261122143005+0530||ORU^R01^ORU_R01|{control}|P|2.5.1\rPID|1||X\rOBR|1||{tube}|ELEC^Electrolytes^L\rOBX|1|NM|2823-3^Potassium^LN||{k}|{unit}|||||F\rOBX|2|NM|2951-2^Sodium^LN||139|mmol/L|||||F\r"
        )
    };
    let good = message(&five, "A1", "4.3", "mmol/L");
    assert_eq!(take(&demo, "a.hl7", good.as_bytes()), (2, 0, vec![]));
    assert_eq!(take(&demo, "a.hl7", good.as_bytes()), (0, 2, vec![]));
    let six = ordered(&demo, "ELEC").remove(0);
    let (taken, _, left) = take(&demo, "unit.hl7", message(&six, "A2", "16", "mg/dL").as_bytes());
    assert_eq!((taken, left), (1, vec!["fault-lab-unit".to_owned()]));
    let seven = ordered(&demo, "ELEC").remove(0);
    let long = message(&seven, "A3", "4.5", "mmol/L");
    let cut = &long[..long.len() - 20];
    let (taken, _, left) = take(&demo, "cut.hl7", cut.as_bytes());
    assert!(taken <= 1 && !left.is_empty(), "{taken} {left:?}");
    let twice = format!("{long}{long}");
    let (more, _, _) = take(&demo, "twice.hl7", twice.as_bytes());
    assert_eq!(more + taken, 2);
    told(1, "problem-lab-file", |rest| {
        put(&demo.path("x.txt"), b"hello, I am no analyser");
        run(&demo, TECHNICIAN, &["file", demo.path("x.txt").to_str().unwrap()], rest)
    });
}

/// What a test of a tube stands at, read by somebody who may see everything.
fn stands(desk: &Desk, tube: &str, test: &str) -> (ResultPhase, String) {
    let state = order(desk, tube);
    let result = state.result(test).unwrap();
    (result.phase, result.value().map_or_else(String::new, |v| v.value.clone()))
}

#[test]
fn what_was_measured_in_a_rejected_tube_is_no_value_of_the_next() {
    let demo = Demo::new();
    let mut desk = demo.desk("ghosh");
    let old = tube(done(&mut desk, FormId::LabOrder, &[("name", "Ram"), ("sex", "M"), ("age", "40"), ("tests", "K")]).tubes[0]);
    done(&mut desk, FormId::LabResult, &[("tube", &old), ("K", "5.9")]);
    done(&mut desk, FormId::LabReject, &[("tube", &old), ("why", "other"), ("note", "pink"), ("told", "Sister Mary")]);
    assert_eq!(stands(&desk, &old, "K").0, ResultPhase::Recollect);
    let rejected = order(&desk, &old).tubes[0].clone();
    assert_eq!((rejected.note.as_str(), rejected.told.as_str()), ("pink", "Sister Mary"));
    let new = tube(done(&mut desk, FormId::LabRecollect, &[("tube", &old)]).tubes[0]);
    let number = desk.lab_find(&new).unwrap().0.case.number.unwrap().to_string();
    let back = [("record", number.as_str()), ("what", "rejected"), ("reason", "by mistake")];
    refused(&mut desk, FormId::Cancel, &back, "problem-step-not-last");
    assert_eq!(stands(&desk, &new, "K"), (ResultPhase::Awaited, String::new()));
    let waits: Vec<String> = desk.worklist("ELEC").unwrap().lines.iter().map(|l| tube(l.accession)).collect();
    assert_eq!(waits, [new]);
}

#[test]
fn a_step_taken_back_does_not_cut_off_what_is_known() {
    let demo = Demo::new();
    let mut desk = demo.desk(TECHNICIAN);
    let ordered = done(&mut desk, FormId::LabOrder, &[("name", "Ram"), ("sex", "M"), ("age", "40"), ("tests", "K")]);
    let (gel, number) = (tube(ordered.tubes[0]), ordered.number.unwrap().to_string());
    done(&mut desk, FormId::LabResult, &[("tube", &gel), ("K", "4.1")]);
    done(&mut desk, FormId::LabStep, &[("tube", &gel), ("step", "bench"), ("place", "wrong bench")]);
    done(&mut desk, FormId::Cancel, &[("record", &number), ("what", "benched"), ("reason", "by mistake")]);
    done(&mut desk, FormId::LabResult, &[("tube", &gel), ("K", "4.5")]);
    assert_eq!(stands(&desk, &gel, "K"), (ResultPhase::Entered, "4.5".to_owned()), "a correction, no second opinion");
    desk.close().map(drop).unwrap();
    let mut desk = demo.desk(VERIFIER);
    done(&mut desk, FormId::LabVerify, &[("tube", &gel)]);
    done(&mut desk, FormId::LabTell, &[("tube", &gel), ("what", "reported")]);
    assert_eq!(order(&desk, &gel).tubes[0].stands, TubePlace::Reported);
    refused(&mut desk, FormId::Cancel, &[("record", &number), ("what", "resulted"), ("reason", "x")], "problem-step-stays");
}

#[test]
fn a_critical_value_is_never_replaced_in_silence() {
    let demo = Demo::new();
    let mut desk = demo.desk(TECHNICIAN);
    let person = [("name", "Ram"), ("sex", "M"), ("age", "40"), ("tests", "K, NA, TP, ALB, GLOB")];
    let gel = tube(done(&mut desk, FormId::LabOrder, &person).tubes[0]);
    let file = |k: &str| astm(&["P|1".into(), format!("O|1|{gel}||^^^K|R"), format!("R|1|^^^K|{k}|mmol/L||HH||F")]);
    // The analyser says 6.8, a hand says 4.2: they differ, and nobody releases either.
    desk.take_lab_file("a.astm", &file("6.8")).unwrap();
    let typed = done(&mut desk, FormId::LabResult, &[("tube", &gel), ("K", "4.2")]);
    assert_eq!(typed.lab_warnings[0].id, "lab-warning-mismatch");
    done(&mut desk, FormId::LabResult, &[("tube", &gel), ("K", "6.80")]);
    assert_eq!(stands(&desk, &gel, "K"), (ResultPhase::Entered, "6.80".to_owned()));
    // A third opinion after two that agree is heard too.
    done(&mut desk, FormId::LabResult, &[("tube", &gel), ("K", "4.2")]);
    assert_eq!(stands(&desk, &gel, "K").0, ResultPhase::Entered, "4.2 was typed before: two agree on it");
    done(&mut desk, FormId::LabResult, &[("tube", &gel), ("K", "4.9")]);
    assert_eq!(stands(&desk, &gel, "K").0, ResultPhase::Mismatch);
    // The same file again brings nothing back.
    let again = desk.take_lab_file("a.astm", &file("6.8")).unwrap();
    assert_eq!((again.taken, again.known), (0, 1));
    // What is worked out from a person's own values is that person's.
    done(&mut desk, FormId::LabResult, &[("tube", &gel), ("TP", "7.0"), ("ALB", "4.0"), ("NA", "140")]);
    desk.close().map(drop).unwrap();
    let mut desk = demo.desk(VERIFIER);
    refused(&mut desk, FormId::LabVerify, &[("tube", &gel), ("tests", "GLOB")], "problem-verify-inputs");
    done(&mut desk, FormId::LabVerify, &[("tube", &gel), ("tests", "TP, ALB, GLOB, NA")]);
    assert_eq!(stands(&desk, &gel, "GLOB"), (ResultPhase::Verified, "3.0".to_owned()));
    // A tube with open values is not thrown away.
    refused(&mut desk, FormId::LabStep, &[("tube", &gel), ("step", "discarded")], "problem-tube-open");
}

#[test]
fn a_tube_is_kept_until_its_report_is_out() {
    let demo = Demo::new();
    let gel = ordered(&demo, "K").remove(0);
    run(&demo, TECHNICIAN, &["result", &of(&gel), "K=4.1"], &[]).done();
    run(&demo, VERIFIER, &["verify", &of(&gel)], &[]).done();
    // It has every value, and they are released: what is missing is the report, and that is what is told.
    let answer = run(&demo, TECHNICIAN, &["discard", &of(&gel)], &["--lang", "en"]);
    assert!(answer.code == 1 && answer.err.contains("report") && !answer.err.contains("without a value"), "{}", answer.err);
    told(1, "problem-tube-open", |rest| run(&demo, TECHNICIAN, &["discard", &of(&gel)], rest));
    run(&demo, VERIFIER, &["report", &of(&gel)], &[]).done();
    run(&demo, TECHNICIAN, &["discard", &of(&gel)], &[]).done();
}

#[test]
fn a_value_judged_for_somebody_else_is_not_released() {
    let demo = Demo::new();
    let mut desk = demo.desk(SUPERVISOR);
    let unknown = done(&mut desk, FormId::Arrival, &[("sex", "M")]);
    let (arrival, patient) = (unknown.number.unwrap().to_string(), unknown.patient_number.unwrap().to_string());
    let gel = tube(done(&mut desk, FormId::LabOrder, &[("patient", &patient), ("tests", "TBIL")]).tubes[0]);
    desk.close().map(drop).unwrap();
    let mut desk = demo.desk(TECHNICIAN);
    done(&mut desk, FormId::LabResult, &[("tube", &gel), ("TBIL", "9.0")]);
    desk.close().map(drop).unwrap();
    let mut desk = demo.desk(VERIFIER);
    refused(&mut desk, FormId::LabVerify, &[("tube", &gel)], "problem-identity-doubtful");
    desk.close().map(drop).unwrap();
    let mut desk = demo.desk(SUPERVISOR);
    let newborn =
        [("arrival", arrival.as_str()), ("name", "Baby of Sunita"), ("sex", "M"), ("age", "3 d"), ("how", "mother came")];
    done(&mut desk, FormId::Identify, &newborn);
    desk.close().map(drop).unwrap();
    let mut desk = demo.desk(VERIFIER);
    refused(&mut desk, FormId::LabVerify, &[("tube", &gel)], "problem-verify-judged");
}

#[test]
fn a_report_is_not_printed_again_while_nobody_is_sure_whose_it_is() {
    let demo = Demo::new();
    let mut desk = demo.desk(SUPERVISOR);
    let saved = desk.register(&common::forms(5, 1)[0], &PrintWish::default()).unwrap();
    let asked = done(&mut desk, FormId::LabOrder, &[("patient", saved.patient.as_str()), ("tests", "K, HIVR")]);
    let tubes: Vec<String> = asked.tubes.iter().copied().map(tube).collect();
    let all = tubes.join(" ");
    let order = asked.entry;
    desk.close().map(drop).unwrap();
    let mut desk = demo.desk(TECHNICIAN);
    done(&mut desk, FormId::LabStep, &[("tube", &all), ("step", "received")]);
    for tube in &tubes {
        let values: &[(&str, &str)] = if stands_in(&desk, tube, "K") { &[("K", "4.1")] } else { &[("HIVR", "Non-reactive")] };
        done(&mut desk, FormId::LabResult, &[&[("tube", tube.as_str())], values].concat());
    }
    desk.close().map(drop).unwrap();
    let number = asked.number.unwrap().to_string();
    let mut desk = demo.desk(VERIFIER);
    done(&mut desk, FormId::LabVerify, &[("tube", &number)]);
    done(&mut desk, FormId::LabTell, &[("tube", &number), ("what", "reported")]);
    let papers = [PaperKind::LabReport, PaperKind::RestrictedReport];
    for paper in papers {
        assert_eq!(desk.reprint_case(&order, paper, Size::A4).unwrap().0, 1, "{paper:?}");
    }
    desk.close().map(drop).unwrap();
    let mut desk = demo.desk(SUPERVISOR);
    desk.void(&saved.visit_id, VoidScope::Registration, "another person's papers").unwrap();
    desk.close().map(drop).unwrap();
    let mut desk = demo.desk(VERIFIER);
    for paper in papers {
        let problem = desk.reprint_case(&order, paper, Size::A4).unwrap_err();
        assert_eq!(problem.id, "problem-identity-doubtful", "{paper:?}");
    }
    assert_eq!(
        desk.reprint_case(&order, PaperKind::TubeLabels, Size::Label).unwrap().0,
        1,
        "a label names the tube whoever it is"
    );
}

/// Whether a test is measured from a tube.
fn stands_in(desk: &Desk, label: &str, test: &str) -> bool {
    let state = order(desk, label);
    tube(state.result(test).unwrap().tube) == label
}

#[test]
fn a_day_that_is_none_is_named_as_it_was_typed() {
    let demo = Demo::new();
    let out = demo.path("calls.pdf");
    let list =
        |rest: &[&str]| run(&demo, TECHNICIAN, &["list", "calls", "--from", "sometime", "--out", out.to_str().unwrap()], rest);
    told(2, "problem-date", list);
    for lang in ["en", "hi"] {
        let answer = list(&["--lang", lang]);
        assert!(answer.err.contains("sometime"), "{}", answer.err);
    }
}
