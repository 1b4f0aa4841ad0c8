//! Wards, emergency and registers through the command line, and what they refuse: one sentence each, in both languages.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "the helpers of tests fail as the tests do"
)]

mod common;

use common::{Answer, Demo, SUPERVISOR, findings, is_hindi, is_sentence, put, told};
use nirantar::desk::cases::{CaseWish, FormDraft};
use nirantar::hospital::forms::{FormId, ItemKind, Sheet};
use serde_json::Value;

/// One form by arguments; gives its JSON answer.
fn fill(demo: &Demo, command: &[&str], values: &[&str]) -> Value {
    let args: Vec<&str> = command.iter().chain(values).chain(&["--json"]).copied().collect();
    demo.run(&args).done().values().pop().expect("an answer")
}

fn text(value: &Value, name: &str) -> String {
    value[name].as_str().unwrap_or_else(|| panic!("{name} in {value}")).to_owned()
}

fn admit(demo: &Demo, name: &str, sex: &str, bed: &str) -> Value {
    fill(demo, &["ipd", "admit"], &[&format!("name={name}"), &format!("sex={sex}"), "age=34", &format!("bed={bed}")])
}

/// The looks of a ward's beds that are not free.
fn beds(demo: &Demo, ward: &str) -> Vec<(String, String)> {
    let answer = demo.run(&["ipd", "board", ward, "--json"]).done();
    let of = |v: &Value| (v["bed"].as_str().unwrap_or("-").to_owned(), text(v, "look").replace("bed-look-", ""));
    answer.values().iter().map(of).filter(|(_, look)| look != "free").collect()
}

fn pairs(list: &[(&str, &str)]) -> Vec<(String, String)> {
    list.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect()
}

#[test]
fn a_stay_from_bed_to_bed_and_back_again() {
    let demo = Demo::new();
    let one = admit(&demo, "Ram Kumar", "M", "MED-M1-01");
    let two = admit(&demo, "Abdul Rehman", "M", "MED-M1-02");
    let (ram, abdul) = (text(&one, "patient"), text(&two, "number"));
    assert_eq!(beds(&demo, "MED-M1"), pairs(&[("MED-M1-01", "taken"), ("MED-M1-02", "taken")]));
    let about = format!("patient={ram}");
    fill(&demo, &["ipd", "swap"], &[&about, &format!("with={abdul}"), "reason=light"]);
    fill(&demo, &["ipd", "cancel"], &[&about, "reason=by mistake"]);
    fill(&demo, &["ipd", "transfer"], &[&about, "bed=MED-M1-05", "planned=yes", "at=now", "reason=near the window"]);
    let held = pairs(&[("MED-M1-01", "taken"), ("MED-M1-02", "taken"), ("MED-M1-05", "reserved")]);
    assert_eq!(beds(&demo, "MED-M1"), held);
    fill(&demo, &["ipd", "transfer"], &[&about, "bed=MED-M1-05", "reason=near the window"]);
    let moved = pairs(&[("MED-M1-01", "cleaning"), ("MED-M1-02", "taken"), ("MED-M1-05", "taken")]);
    assert_eq!(beds(&demo, "MED-M1"), moved);
    fill(&demo, &["ipd", "bed"], &["bed=MED-M1-01", "status=free"]);
    let done = fill(&demo, &["ipd", "discharge"], &[&about, "outcome=relieved", "diagnosis=Dengue fever", "cleaning=no"]);
    assert_eq!(text(&done, "patient"), ram);
    assert_eq!(beds(&demo, "MED-M1"), pairs(&[("MED-M1-02", "taken")]));
    let stay = format!("stay={}", text(&done, "number"));
    let again = fill(&demo, &["ipd", "admit"], &[&about, "ward=MED-M2"]);
    told(1, "problem-stay-open", |common| demo.run(&[&["ipd", "cancel", &stay, "reason=x"], common].concat()));
    fill(&demo, &["ipd", "cancel"], &[&format!("stay={}", text(&again, "number")), "reason=by mistake"]);
    fill(&demo, &["ipd", "cancel"], &[&stay, "reason=wrong patient"]);
    assert_eq!(beds(&demo, "MED-M1"), pairs(&[("MED-M1-02", "taken"), ("MED-M1-05", "taken")]));
    let desk = demo.desk(SUPERVISOR);
    assert_eq!(findings(&desk), [""; 0]);
    desk.close().map(drop).unwrap();
    let listed = demo.run(&["register", "list", "admission", "--json"]).done();
    let steps: Vec<Vec<String>> = listed
        .values()
        .iter()
        .map(|v| {
            v["case"]["held"]
                .as_array()
                .into_iter()
                .flatten()
                .map(|h| h["place"]["bed"].as_str().unwrap_or("–").to_owned())
                .collect()
        })
        .collect();
    assert_eq!(steps[..2], [vec!["MED-M1-01", "MED-M1-05"], vec!["MED-M1-02"]]);
    let desk = demo.desk(SUPERVISOR);
    let patient = desk.case_by_number(&ram).unwrap().case.patient.unwrap();
    let trail: Vec<String> = desk.file(&patient).unwrap().history.into_iter().map(|line| line.kind).collect();
    for kind in ["ipd.admitted", "ipd.swapped", "ipd.transferred", "ipd.discharged", "case.cancelled"] {
        assert!(trail.iter().any(|k| k == kind), "{kind} in {trail:?}");
    }
    desk.close().map(drop).unwrap();
}

#[test]
fn a_bed_is_asked_for_before_there_is_one() {
    let demo = Demo::new();
    let wanted = fill(&demo, &["ipd", "request"], &["name=Sunita Devi", "sex=F", "age=27", "department=MED", "urgency=urgent"]);
    assert!(wanted["number"].is_null());
    let about = format!("patient={}", text(&wanted, "patient"));
    let admitted = fill(&demo, &["ipd", "admit"], &[&about, "ward=MED-F1"]);
    assert_eq!(admitted["case"], wanted["case"], "the request became the stay");
    assert_eq!(beds(&demo, "MED-F1"), pairs(&[("-", "none")]));
    let warned = fill(&demo, &["ipd", "transfer"], &[&about, "bed=MED-M2-01", "reason=full"]);
    assert_eq!(warned["warnings"][0], "bed-warning-sex");
}

#[test]
fn forty_at_once_and_a_man_nobody_knows() {
    let demo = Demo::new();
    let packs = fill(&demo, &["er", "prepare"], &["count=12", "event=Bus, Ring Road"]);
    let numbers: Vec<String> = packs["patients"].as_array().unwrap().iter().map(|v| v.as_str().unwrap().to_owned()).collect();
    assert_eq!(numbers.len(), 12);
    let more = fill(&demo, &["er", "prepare"], &["count=2", "event=Bus, Ring Road"]);
    let filled = format!("arrival={}", numbers[7]);
    let one = fill(&demo, &["er", "arrive"], &[&filled, "triage=RED", "sex=F", "age=30", "mark_1=mole on chin"]);
    assert_eq!(text(&one, "patient"), numbers[7], "the number on the wrist stays");
    fill(&demo, &["er", "leave"], &[&format!("arrival={}", more["patients"][1].as_str().unwrap()), "outcome=unused"]);
    let inside = demo.run(&["er", "list", "--json"]).done().values();
    assert_eq!(inside.len(), 13);
    let waiting = inside.iter().filter(|v| v["case"]["waiting"] == true).count();
    assert_eq!(waiting, 12);
    let unknown = fill(&demo, &["er", "arrive"], &["sex=M", "age=35", "police=yes", "found_at=Gate 3"]);
    let arrival = format!("arrival={}", text(&unknown, "number"));
    let serial = text(&unknown, "number").rsplit('-').nth(1).unwrap().trim_start_matches('0').to_owned();
    for called in [format!("unknown {serial}"), format!("अज्ञात {serial}"), format!("unknown {serial} 35m")] {
        let found = demo.run(&["find", &called, "--json"]).done().values();
        assert_eq!(found[0]["patient"], unknown["patient"], "{called}: {found:?}");
    }
    let better = fill(&demo, &["er", "arrive"], &[&arrival, "triage=GREEN"]);
    assert_eq!(better["number"], unknown["number"], "the same arrival, not a second one");
    let now = demo.run(&["er", "list", "--json"]).done().values().pop().unwrap();
    assert_eq!(
        (now["case"]["sheet"]["triage"].as_str(), now["case"]["sheet"]["found_at"].as_str()),
        (Some("GREEN"), Some("Gate 3"))
    );
    let known = fill(&demo, &["ipd", "admit"], &["name=Mohan Lal", "sex=M", "age=36", "ward=MED-M1"]);
    let (lost, found) = (text(&unknown, "patient"), text(&known, "patient"));
    fill(&demo, &["er", "identify"], &[&format!("patient={lost}"), &format!("is={found}"), "how=brother came"]);
    for number in [&lost, &found] {
        let shown = demo.run(&["find", number, "--json"]).done();
        assert!(shown.out.contains("Mohan Lal"), "{}", shown.out);
    }
    let due = demo.run(&["register", "due", "--json"]).done().values();
    assert!(due.iter().any(|v| v["what"] == "mlc"), "a police case without its sheet: {due:?}");
    let gaps = demo.run(&["register", "gaps", "--json"]).done().values();
    let emergency = gaps.iter().find(|v| v["series"] == "emergency").unwrap();
    assert_eq!((emergency["count"].as_u64(), emergency["voided"].as_u64()), (Some(15), Some(1)));
}

const BIRTH: [&str; 12] = [
    "born=now",
    "child_sex=F",
    "order=single",
    "mother_age=27",
    "weeks=38",
    "born_alive=1",
    "delivery=natural",
    "place=hospital",
    "informant_name=Mohan Lal",
    "birth_addr_town_village=Deoli",
    "birth_addr_district=South",
    "birth_addr_state=7",
];

/// The fields of a birth as they may be written for the pack's lists of today.
fn birth(demo: &Demo, about: &str, more: &[&str]) -> Vec<String> {
    let fields = demo.run(&["register", "fields", "birth", "--json"]).done().values();
    let known: Vec<String> = fields.iter().map(|v| text(v, "field")).collect();
    let mut values: Vec<String> = vec![about.to_owned()];
    for pair in BIRTH.iter().chain(more) {
        let code = pair.split('=').next().unwrap();
        assert!(known.iter().any(|k| k == code), "{code} is a field");
        values.push((*pair).to_owned());
    }
    // Whatever else must be there gets the first of its list.
    for field in fields.iter().filter(|v| v["must"] == true) {
        let code = text(field, "field");
        if !values.iter().any(|v| v.starts_with(&format!("{code}="))) && code != "mother_name" {
            let kind = text(field, "kind");
            let list = kind.strip_prefix("Choice(\"").and_then(|k| k.strip_suffix("\")"));
            let first = list.map_or_else(|| "x".to_owned(), |l| nirantar::hospital::forms::choices(l)[0].code.clone());
            values.push(format!("{code}={first}"));
        }
    }
    values
}

#[test]
fn born_here_and_who_died() {
    let demo = Demo::new();
    let mother = admit(&demo, "Sunita Devi", "F", "OBG-LR-01");
    let about = format!("patient={}", text(&mother, "patient"));
    let values = birth(&demo, &about, &[]);
    let born = fill(&demo, &["register", "birth"], &values.iter().map(String::as_str).collect::<Vec<_>>());
    let found = demo.run(&["find", &text(&born, "number"), "--json"]).done();
    assert!(found.out.contains("B/o Sunita Devi I"), "{}", found.out);
    let child = found.values().iter().find_map(|v| v["number"].as_str().or(v["patient"].as_str()).map(str::to_owned)).unwrap();
    let mothers = format!("mother={}", text(&mother, "patient"));
    fill(&demo, &["ipd", "admit"], &[&format!("patient={child}"), "ward=OBG-PN", "source=birth", &mothers]);
    let again = fill(&demo, &["register", "birth"], &values.iter().map(String::as_str).collect::<Vec<_>>());
    fill(&demo, &["register", "cancel"], &[&format!("record={}", text(&again, "number")), "reason=entered twice"]);
    let newborn = format!("patient={}", text(&again, "case"));
    told(1, "problem-patient-voided", |common| demo.run(&[&["ipd", "admit", &newborn, "ward=OBG-PN"], common].concat()));
    let dies = admit(&demo, "Harish Chander", "M", "ICU-MED-01");
    let man = format!("patient={}", text(&dies, "patient"));
    fill(&demo, &["ipd", "discharge"], &[&man, "outcome=died-under-48"]);
    let due: Vec<String> = demo.run(&["register", "due", "--json"]).done().values().iter().map(|v| text(v, "what")).collect();
    assert!(due.contains(&"death".into()) && due.contains(&"cause".into()) && due.contains(&"registrar".into()), "{due:?}");
    let cause =
        [man.as_str(), "line_a=Septic shock", "line_b=Perforated appendix", "manner=natural", "doctor=D001", "verified=now"];
    let form4 = fill(&demo, &["register", "cause"], &cause);
    let record = format!("record={}", text(&form4, "number"));
    assert_eq!(ward_of(&demo), Some("ICU-MED".to_owned()), "what the records know is filled in");
    let corrected =
        fill(&demo, &["register", "correct"], &[&record, "line_c=Acute appendicitis", "correction_reason=histology came"]);
    assert_eq!(corrected["number"], form4["number"], "one number, two versions");
    let listed = demo.run(&["register", "list", "cause", "--json"]).done().values();
    assert_eq!(
        (listed[0]["case"]["version"].as_u64(), listed[0]["case"]["sheet"]["line_c"].as_str()),
        (Some(2), Some("Acute appendicitis"))
    );
    told(1, "problem-record-there", |common| demo.run(&[&["register", "cause"], &cause[..], common].concat()));
}

/// Ward on the last certificate of cause of death.
fn ward_of(demo: &Demo) -> Option<String> {
    let listed = demo.run(&["register", "list", "cause", "--json"]).done().values();
    listed.last()?["case"]["sheet"]["ward"].as_str().map(str::to_owned)
}

#[test]
fn what_is_emptied_on_purpose_stays_empty() {
    let demo = Demo::new();
    let man = admit(&demo, "Harish Chander", "M", "ICU-MED-01");
    let about = format!("patient={}", text(&man, "patient"));
    let cause = [&*about, "line_a=Typhoid fever", "manner=natural", "doctor=D001", "verified=now", "died=now", "ward=-"];
    fill(&demo, &["register", "cause"], &cause);
    assert_eq!(ward_of(&demo), None);
}

#[test]
fn an_indent_goes_out_and_comes_back_in_parts() {
    let demo = Demo::new();
    let sent = fill(&demo, &["indent", "send"], &["ward=MED-M1", "to=pharmacy", "items=Paracetamol 500 mg × 20\\nORS × 10"]);
    let record = format!("record={}", text(&sent, "number"));
    fill(&demo, &["indent", "issue"], &[&record, "outcome=part", "items=ORS × 10", "reason=Paracetamol tomorrow"]);
    fill(&demo, &["indent", "issue"], &[&record, "outcome=full"]);
    told(1, "problem-indent-closed", |common| demo.run(&[&["indent", "issue", &record, "outcome=full"], common].concat()));
    for (n, book) in
        ["admission", "discharge", "emergency", "mlc", "birth", "stillbirth", "death", "cause", "indent"].iter().enumerate()
    {
        let file = demo.path(&format!("{n}.pdf"));
        demo.run(&["register", "list", book, "--out", file.to_str().unwrap()]).done();
        assert!(std::fs::read(&file).unwrap().starts_with(b"%PDF-"), "{book}");
    }
    let listed = demo.run(&["indent", "list", "--json"]).done().values();
    assert_eq!(listed[0]["case"]["notes"].as_array().unwrap().len(), 2);
}

/// Refused with this sentence beside that field, in both languages; nothing is saved.
#[track_caller]
fn refused(demo: &Demo, args: &[&str], field: &str, id: &str) {
    let before = demo.desk(SUPERVISOR);
    let entries = before.store().last_sequence();
    before.close().map(drop).unwrap();
    for lang in ["en", "hi"] {
        let answer: Answer = demo.run(&[args, &["--lang", lang]].concat());
        assert_eq!(answer.code, 1, "{}{}", answer.out, answer.err);
        let line = answer.err.lines().find(|l| l.trim_start().starts_with(&format!("{field}:")));
        let sentence = line.unwrap_or_else(|| panic!("nothing beside {field}: {}", answer.err)).split_once(':').unwrap().1;
        assert!(is_sentence(sentence) && is_hindi(sentence) == (lang == "hi"), "{sentence}");
    }
    let answer = demo.run(&[args, &["--json"]].concat());
    let problem = answer.values().pop().unwrap();
    let told: Vec<&str> = problem["problem"]["fields"].as_array().unwrap().iter().map(|f| f["id"].as_str().unwrap()).collect();
    assert!(told.contains(&id), "{told:?}");
    let after = demo.desk(SUPERVISOR);
    // Three runs sign in three times, and this look once; nothing else was written.
    assert_eq!(after.store().last_sequence(), entries + 4);
    after.close().map(drop).unwrap();
}

#[test]
fn what_cannot_be_is_refused_with_a_sentence() {
    let demo = Demo::new();
    let ram = admit(&demo, "Ram Kumar", "M", "MED-M1-01");
    let abdul = admit(&demo, "Abdul Rehman", "M", "MED-M1-02");
    let (about, other) = (format!("patient={}", text(&ram, "patient")), format!("patient={}", text(&abdul, "patient")));
    let early = ["ipd", "discharge", &about, "outcome=cured", "at=yesterday 10:00"];
    refused(&demo, &early, "at", "fault-discharge-before-admission");
    refused(&demo, &["ipd", "transfer", &about, "bed=MED-M1-99", "reason=x", "ward=MED-M1"], "bed", "fault-item-bed");
    refused(&demo, &["ipd", "transfer", &about, "ward=MED-M1", "bed=MED-F1-01", "reason=x"], "bed", "fault-bed-ward");
    let cause =
        ["register", "cause", &about, "line_a=Cardiac arrest", "manner=natural", "doctor=D001", "verified=now", "died=now"];
    refused(&demo, &cause, "line_a", "fault-cause-mode");
    let late = ["ipd", "discharge", &about, "outcome=died-48"];
    refused(&demo, &late, "outcome", "fault-death-hours");
    let taken = ["ipd", "transfer", &about, "bed=MED-M1-02", "reason=x"];
    told(1, "problem-bed-taken", |common| demo.run(&[&taken[..], common].concat()));
    told(1, "problem-stay-open", |common| demo.run(&[&["ipd", "admit", &other, "ward=MED-M2"], common].concat()));
    told(1, "problem-bed-taken", |common| demo.run(&[&["ipd", "bed", "bed=MED-M1-02", "status=cleaning"], common].concat()));
    fill(&demo, &["ipd", "discharge"], &[&other, "outcome=cured"]);
    told(1, "problem-stay-discharged", |common| demo.run(&[&["ipd", "discharge", &other, "outcome=cured"], common].concat()));
    told(1, "problem-number-shape", |common| demo.run(&[&["ipd", "discharge", "patient=DEMO-MK7A-999999-X"], common].concat()));
}

#[test]
fn nobody_dies_before_birth_nor_bears_before_being_grown() {
    let demo = Demo::new();
    let today = nirantar::desk::system_clock()().date_naive();
    let day = |ago: u64| (today - chrono::Days::new(ago)).format("%d-%m-%Y").to_string();
    let child = ["ipd", "admit"];
    let born = format!("age={}", day(2));
    let infant = fill(&demo, &child, &["name=Baby", "sex=F", &born, "ward=PED-1"]);
    let about = format!("patient={}", text(&infant, "patient"));
    let died = format!("died={} 10:00", day(5));
    let death = [
        "register",
        "death",
        &about,
        &died,
        "informant_name=x",
        "place=hospital",
        "medical_attention=institutional",
        "certified=yes",
    ];
    refused(&demo, &death, "died", "fault-death-before-birth");
    let values = birth(&demo, &about, &["mother_name=Baby"]);
    let args: Vec<&str> = ["register", "birth"].into_iter().chain(values.iter().map(String::as_str)).collect();
    refused(&demo, &args, "born", "fault-newborn-older");
}

#[test]
fn a_stay_that_has_not_begun_cannot_end() {
    let demo = Demo::new();
    let asked = fill(&demo, &["ipd", "request"], &["name=Sunita Devi", "sex=F", "age=27", "department=MED"]);
    let about = format!("patient={}", text(&asked, "patient"));
    told(1, "problem-stay-not-admitted", |common| demo.run(&[&["ipd", "discharge", &about, "outcome=cured"], common].concat()));
    fill(&demo, &["ipd", "cancel"], &[&about, "reason=went home"]);
    told(1, "problem-stay-cancelled", |common| {
        demo.run(&[&["ipd", "transfer", &about, "ward=MED-F1", "reason=x"], common].concat())
    });
}

const LONG: &str = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA,F,34,MED-F1,MED-F1-01,,,";

/// Rows of a census, each damaged in another way: column that is named, and the sentence.
const DAMAGED: [(&str, &str, &str); 32] = [
    ("Asha,F,,MED-F1,MED-F1-01,,,", "age", "fault-age-empty"),
    ("Asha,F,abc,MED-F1,MED-F1-01,,,", "age", "fault-age"),
    ("Asha,F,190,MED-F1,MED-F1-01,,,", "age", "fault-age-old"),
    ("Asha,F,31-02-1990,MED-F1,MED-F1-01,,,", "age", "fault-age-calendar"),
    ("Asha,F,01-01-2090,MED-F1,MED-F1-01,,,", "age", "fault-age-future"),
    ("Asha,,34,MED-F1,MED-F1-01,,,", "sex", "fault-sex-empty"),
    ("Asha,X,34,MED-F1,MED-F1-01,,,", "sex", "fault-sex"),
    (",F,34,MED-F1,MED-F1-01,,,", "name", "fault-name-empty"),
    ("Asha,F,34,,,,,", "ward", "fault-item-empty"),
    ("Asha,F,34,XXX,,,,", "ward", "fault-item-ward"),
    ("Asha,F,34,MED-F1,XXX-1,,,", "bed", "fault-item-bed"),
    ("Asha,F,34,MED-F1,MED-M1-07,,,", "bed", "fault-bed-ward"),
    ("Asha,F,34,MED-F1,MED-F1-01,D999,,", "doctor", "fault-doctor"),
    ("Asha,F,34,MED-F1,MED-F1-01,,25:70,", "at", "fault-item-moment"),
    ("Asha,F,34,MED-F1,MED-F1-01,,morning,", "at", "fault-item-moment"),
    ("Asha,F,34,MED-F1,MED-F1-01,,01-01-2090 10:00,", "at", "fault-item-future"),
    ("Asha,F,34,MED-F1,MED-F1-01,,,12345", "kin_mobile", "fault-mobile"),
    ("Asha,F,34,MED-F1,MED-F1-01,,", "", "fault-census-cells"),
    ("Asha,F,34,MED-F1,MED-F1-01,,,,extra", "", "fault-census-cells"),
    ("Asha,F,34", "", "fault-census-cells"),
    ("Asha,F,34;MED-F1,MED-F1-01,,,,", "age", "fault-age"),
    ("Asha,female or so,34,MED-F1,MED-F1-01,,,", "sex", "fault-sex"),
    ("Asha,F,-3,MED-F1,MED-F1-01,,,", "age", "fault-age"),
    ("Asha,F,34,MED-F1 ward,MED-F1-01,,,", "ward", "fault-item-ward"),
    ("Asha,F,34,MED-F1,bed one,,,", "bed", "fault-item-bed"),
    ("Asha,F,34,MED-F1,MED-F1-01,Dr Nobody,,", "doctor", "fault-doctor"),
    ("Asha,F,34,MED-F1,MED-F1-01,,32-11-2022 10:00,", "at", "fault-item-moment"),
    ("Asha,F,34,MED-F1,MED-F1-01,,13-13-2022 10:00,", "at", "fault-item-moment"),
    ("Asha,F,34,MED-F1,MED-F1-01,,,5810442217", "kin_mobile", "fault-mobile"),
    ("Kavita,F,40,MED-F1,MED-F1-03,,,", "bed", "fault-census-bed-twice"),
    (LONG, "name", "fault-name-long"),
    ("Asha,F,34 lakh,MED-F1,MED-F1-01,,,", "age", "fault-age"),
];

#[test]
fn a_census_with_thirty_kinds_of_damage_brings_its_good_rows_in() {
    let demo = Demo::new();
    let head = "name,sex,age,ward,bed,doctor,at,kin_mobile";
    let good = [
        "Ram Kumar,M,54,MED-M1,MED-M1-01,D001,yesterday 10:00,98104 42217",
        "सुनीता देवी,F,34,MED-F1,MED-F1-03,,,",
        "Unplaced,F,20,MED-F1,,,,",
    ];
    let rows: Vec<&str> = good.iter().copied().chain(DAMAGED.iter().map(|(row, _, _)| *row)).collect();
    let file = demo.path("census.csv");
    put(&file, format!("\u{feff}{head}\r\n{}\r\n", rows.join("\r\n")).as_bytes());
    let file = file.to_str().unwrap();
    let answer = demo.run(&["ipd", "census", "--from", file, "--json"]);
    assert_eq!(answer.code, 1);
    let values = answer.values();
    let taken: Vec<&Value> = values.iter().filter(|v| v["saved"] == true).collect();
    assert_eq!(taken.len(), 3, "{taken:?}");
    for (n, (row, column, id)) in DAMAGED.iter().enumerate() {
        let line = n as u64 + 2 + good.len() as u64;
        let told: Vec<(&str, &str)> = values
            .iter()
            .filter(|v| v["line"].as_u64() == Some(line))
            .map(|v| (v["column"].as_str().unwrap(), v["id"].as_str().unwrap()))
            .collect();
        assert!(told.contains(&(column, id)), "line {line} {row}: {told:?}");
    }
    // The same file again takes nobody twice; in Hindi every sentence is one.
    let again = demo.run(&["ipd", "census", "--from", file, "--lang", "hi"]);
    assert!(again.out.lines().all(|l| is_hindi(l) && is_sentence(l)), "{}", again.out);
    assert!(again.out.contains("0 दर्ज, 3 पहले से थे"), "{}", again.out);
    let all = demo.run(&["register", "list", "admission", "--from", "yesterday", "--json"]).done().values();
    assert_eq!(all.iter().filter(|v| v["case"]["held"][0]["place"]["bed"].is_string()).count(), 2);
    assert!(all.iter().any(|v| v["late"] == true), "yesterday's admission is marked as late");
    for (text, id) in [
        ("name,sex\nA,F", "problem-census-column-missing"),
        ("name,sex,age,ward,colour\n", "problem-census-column"),
        ("name,sex,age,ward,age\n", "problem-census-column-twice"),
    ] {
        put(&demo.path("bad.csv"), text.as_bytes());
        let bad = demo.path("bad.csv");
        told(1, id, |common| demo.run(&[&["ipd", "census", "--from", bad.to_str().unwrap()], common].concat()));
    }
    put(&demo.path("bad.csv"), b"name,sex,age,ward\n\xff\xfe,F,34,MED-F1\n");
    let bad = demo.path("bad.csv");
    told(1, "problem-census-utf8", |common| demo.run(&[&["ipd", "census", "--from", bad.to_str().unwrap()], common].concat()));
}

/// The longest MLC that can be written still comes out on paper, whatever does not fit its codes.
#[test]
fn the_longest_record_is_printed() {
    let demo = Demo::new();
    let man = admit(&demo, "Ram Kumar", "M", "MED-M1-01");
    let mut line = serde_json::json!({ "patient": man["patient"] });
    for item in &nirantar::hospital::forms::form(FormId::Mlc).items {
        let long = |max: usize| {
            let words = ["दाहिने", "हाथ", "पर", "चोट", "contusion", "लाल", "सूजन", "margins"];
            // Never the same twice, so that nothing of it can be pressed together.
            let endless = (0usize..).map(|n| format!("{}{} ", words[n % 8], n * 7919 % 9973));
            endless.take(max).collect::<String>().chars().take(max).collect::<String>()
        };
        let value = match &item.kind {
            ItemKind::Text(max) => long(*max),
            ItemKind::Name => long(100).replace(|c: char| c.is_ascii_digit(), ""),
            ItemKind::Choice(list) => nirantar::hospital::forms::choices(list)[0].code.clone(),
            ItemKind::Doctor => "D001".into(),
            ItemKind::Yes => "yes".into(),
            ItemKind::Moment => "now".into(),
            ItemKind::Count(low, _) => low.to_string(),
            _ => continue,
        };
        line[&item.code] = value.into();
    }
    let file = demo.lines("mlc.jsonl", &[line.to_string()]);
    let slips = demo.path("slips");
    let answer = demo.run(&["register", "mlc", "--from", file.to_str().unwrap(), "--slips", slips.to_str().unwrap()]).done();
    assert_eq!(answer.values()[0]["papers"].as_array().unwrap().len(), 1, "{}", answer.out);
    let odd = demo.lines("odd.jsonl", &[r#"{"name": "A", "sex": "M", "age": "3", "ward": "MED-M1", "wrad": "x"}"#.into()]);
    let answer = demo.run(&["ipd", "admit", "--from", odd.to_str().unwrap()]);
    assert_eq!((answer.code, answer.values()[0]["problem"]["id"].as_str()), (1, Some("problem-field-unknown")));
}

#[test]
fn lines_from_a_file_are_answered_one_by_one() {
    let demo = Demo::new();
    let lines: Vec<String> = vec![
        r#"{"name": "Ram Kumar", "sex": "M", "age": 54, "bed": "MED-M1-01"}"#.into(),
        r#"{"name": "Abdul", "sex": "M", "age": "61", "bed": "MED-M1-01"}"#.into(),
        "{broken".into(),
        r#"{"name": "Abdul", "sex": "M", "age": "61", "bed": "MED-M1-02"}"#.into(),
    ];
    let file = demo.lines("admit.jsonl", &lines);
    let answer = demo.run(&["ipd", "admit", "--from", file.to_str().unwrap(), "--slips", demo.path("slips").to_str().unwrap()]);
    assert_eq!(answer.code, 1);
    let saved: Vec<bool> = answer.values().iter().map(|v| v["saved"].as_bool().unwrap()).collect();
    assert_eq!(saved, [true, false, false, true]);
    let papers = std::fs::read_dir(demo.path("slips")).unwrap().count();
    assert_eq!(papers, 6, "admission slip, face sheet and wristband of two");
}

#[test]
fn a_form_that_was_begun_is_there_after_the_program_ended() {
    let demo = Demo::new();
    let mut desk = demo.desk(SUPERVISOR);
    let draft = |form, about: &str, injuries: &str| FormDraft {
        form,
        given: Sheet::from([("patient", about)]),
        typed: Sheet::from([("injuries", injuries)]),
    };
    let forms = [draft(FormId::Mlc, "DEMO-MK7A-000001-V", "1. Laceration"), draft(FormId::Death, "", "Aadhaar 2341 2341 2346")];
    desk.keep_forms(&forms).unwrap();
    // Dropped as a killed program drops it.
    drop(desk);
    let mut desk = demo.desk(SUPERVISOR);
    let kept = desk.kept_forms().unwrap();
    assert_eq!(kept[0], forms[0]);
    assert!(!kept[1].typed.get("injuries").contains("2341 2341"), "{:?}", kept[1].typed.get("injuries"));
    assert_eq!(desk.draft().unwrap(), None, "the out-patients' draft is another");
    desk.keep_forms(&[]).unwrap();
    assert_eq!(desk.kept_forms().unwrap(), []);
    desk.close().map(drop).unwrap();
    let other = demo.desk("asha");
    assert_eq!(other.kept_forms().unwrap(), [], "nobody else's");
}

/// Everything that changes a stay needs the right to it.
#[test]
fn a_clerk_does_not_move_patients() {
    let demo = Demo::new();
    let mut desk = demo.desk("asha");
    let values = Sheet::from([("name", "Ram"), ("sex", "M"), ("age", "34"), ("bed", "MED-M1-01")]);
    assert_eq!(desk.fill(FormId::Admission, &values, CaseWish::default()).unwrap_err().id, "problem-no-right");
    assert!(desk.fill(FormId::Arrival, &Sheet::default(), CaseWish::default()).is_ok(), "an unknown patient from anywhere");
    desk.close().map(drop).unwrap();
}
