//! Worklists: what is written looks like this, and our own readers take it apart again.

use super::*;
use crate::hospital::age::{Age, AgeUnit};
use crate::hospital::sex::Sex;
use chrono::{NaiveDate, TimeZone as _};

fn at(minute: u32) -> DateTime<FixedOffset> {
    ist().with_ymd_and_hms(2022, 11, 24, 9, minute, 5).unwrap()
}

fn head(mode: Mode) -> WorklistHead {
    WorklistHead {
        mode,
        facility: "AIIMSND".to_owned(),
        counter: "L1A".to_owned(),
        made: at(30),
        control: "L1A2211240930".to_owned(),
    }
}

fn test(code: &str, loinc: &str, name: &str) -> WorkTest {
    WorkTest { code: code.to_owned(), loinc: loinc.to_owned(), name: name.to_owned() }
}

fn items(mode: Mode) -> Vec<WorklistItem> {
    let day = NaiveDate::from_ymd_opt(2022, 11, 24).unwrap();
    vec![
        WorklistItem {
            accession: accession(mode, 318),
            patient_number: "MK7A-004218-T".to_owned(),
            name: "Sunita | Devi & Co ^~\\ सुनीता\r\nMSH".to_owned(),
            sex: Sex::Female,
            age: Age::Born(NaiveDate::from_ymd_opt(1990, 5, 17).unwrap()),
            urgent: true,
            collected: Some(at(3)),
            specimen: "Serum".to_owned(),
            specimen_sct: "119364003".to_owned(),
            tests: vec![test("K", "2823-3", "Potassium"), test("NA", "", "Sodium")],
        },
        WorklistItem {
            accession: accession(mode, 319),
            patient_number: String::new(),
            name: "=cmd|' /C calc'!A0".to_owned(),
            sex: Sex::Other,
            age: Age::Said { value: 34, unit: AgeUnit::Years, on: day },
            urgent: false,
            collected: None,
            specimen: "Whole blood".to_owned(),
            specimen_sct: String::new(),
            tests: vec![test("HGB", "718-7", "Haemoglobin")],
        },
        WorklistItem { tests: Vec::new(), accession: accession(mode, 320), ..items_base(day, mode) },
    ]
}

fn items_base(day: NaiveDate, mode: Mode) -> WorklistItem {
    WorklistItem {
        accession: accession(mode, 1),
        patient_number: "X".to_owned(),
        name: "Nothing to measure".to_owned(),
        sex: Sex::Male,
        age: Age::Unknown(day),
        urgent: false,
        collected: None,
        specimen: String::new(),
        specimen_sct: String::new(),
        tests: Vec::new(),
    }
}

fn text(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).unwrap().replace('\r', "\n").replace("\n\n", "\n")
}

#[test]
fn csv_has_a_line_for_each_tube_and_test_and_runs_nothing() {
    let bytes = worklist_csv(&head(Mode::Event), &items(Mode::Event)).unwrap();
    let mut reader = csv::Reader::from_reader(bytes.as_slice());
    assert_eq!(reader.headers().unwrap().iter().collect::<Vec<_>>(), WORKLIST_COLUMNS);
    let rows: Vec<Vec<String>> = reader.records().map(|r| r.unwrap().iter().map(str::to_owned).collect()).collect();
    let (a, b) = (ours(318).to_string(), ours(319).to_string());
    assert_eq!(rows.len(), 3);
    let first = [
        &a,
        "urgent",
        "MK7A-004218-T",
        "Sunita | Devi & Co ^~\\ सुनीता\r\nMSH",
        "F",
        "1990-05-17",
        "1990",
        "2022-11-24T09:03:05+05:30",
        "Serum",
        "119364003",
        "K",
        "2823-3",
        "Potassium",
        "real",
    ];
    assert_eq!(rows[0], first);
    let last =
        [&b, "routine", "", "'=cmd|' /C calc'!A0", "O", "", "1988", "", "Whole blood", "", "HGB", "718-7", "Haemoglobin", "real"];
    assert_eq!(rows[2], last);
}

#[test]
fn astm_looks_like_this() {
    let bytes = worklist_astm(&head(Mode::Event), &items(Mode::Event)).unwrap();
    let file = taken(&bytes);
    assert_eq!((file.results.len(), file.faults.len(), file.instrument.as_str()), (0, 0, "Nirantar AIIMSND L1A"));
    let want = format!(
        r"H|\^&|L1A2211240930||Nirantar^AIIMSND^L1A|||||||P|LIS2-A2|20221124093005
P|1|MK7A-004218-T|||Sunita &F& Devi &E& Co &S&~&R& सुनीता  MSH||19900517|F
O|1|{}||^^^K\^^^NA|S||20221124090305||||N||||Serum||||||||||O
P|2||||=cmd&F&' /C calc'!A0|||U
O|1|{}||^^^HGB|R||||||N||||Whole blood||||||||||O
L|1|N
",
        ours(318),
        ours(319)
    );
    assert_eq!(text(bytes), want);
}

#[test]
fn hl7_looks_like_this() {
    let bytes = worklist_hl7(&head(Mode::Event), &items(Mode::Event)).unwrap();
    let (a, b) = (ours(318), ours(319));
    let want = format!(
        r"FHS|^~\&|NIRANTAR|AIIMSND|||20221124093005+0530||worklist-L1A2211240930.hl7||L1A2211240930
BHS|^~\&|NIRANTAR|AIIMSND|||20221124093005+0530||OML||L1A2211240930
MSH|^~\&|NIRANTAR|AIIMSND|||20221124093005+0530||OML^O21^OML_O21|L1A2211240930-1|P|2.5.1|||AL|NE|IND|UNICODE UTF-8
PID|1||MK7A-004218-T^^^AIIMSND^MR||Sunita \F\ Devi \T\ Co \S\\R\\E\ सुनीता  MSH^^^^^^L||19900517|F
ORC|NW|{a}-K^NIRANTAR||{a}^NIRANTAR
TQ1|1||||||||S
OBR|1|{a}-K^NIRANTAR||2823-3^Potassium^LN^K^Potassium^L|||20221124090305+0530
SPM|1|{a}&NIRANTAR||119364003^Serum^SCT|||||||P||||||20221124090305+0530
SAC|||{a}^NIRANTAR
MSH|^~\&|NIRANTAR|AIIMSND|||20221124093005+0530||OML^O21^OML_O21|L1A2211240930-2|P|2.5.1|||AL|NE|IND|UNICODE UTF-8
PID|1||MK7A-004218-T^^^AIIMSND^MR||Sunita \F\ Devi \T\ Co \S\\R\\E\ सुनीता  MSH^^^^^^L||19900517|F
ORC|NW|{a}-NA^NIRANTAR||{a}^NIRANTAR
TQ1|1||||||||S
OBR|1|{a}-NA^NIRANTAR||NA^Sodium^L|||20221124090305+0530
SPM|1|{a}&NIRANTAR||119364003^Serum^SCT|||||||P||||||20221124090305+0530
SAC|||{a}^NIRANTAR
MSH|^~\&|NIRANTAR|AIIMSND|||20221124093005+0530||OML^O21^OML_O21|L1A2211240930-3|P|2.5.1|||AL|NE|IND|UNICODE UTF-8
PID|1||{b}^^^AIIMSND^U||=cmd\F\' /C calc'!A0^^^^^^L||1988|O
ORC|NW|{b}-HGB^NIRANTAR||{b}^NIRANTAR
TQ1|1||||||||R
OBR|1|{b}-HGB^NIRANTAR||718-7^Haemoglobin^LN^HGB^Haemoglobin^L
SPM|1|{b}&NIRANTAR||^Whole blood|||||||P
SAC|||{b}^NIRANTAR
BTS|3
FTS|1
"
    );
    assert_eq!(text(bytes), want);
}

#[test]
fn a_drill_says_so_and_mixes_with_nothing() {
    for mode in [Mode::Drill, Mode::Demo] {
        let (head, items) = (head(mode), items(mode));
        assert!(text(worklist_astm(&head, &items).unwrap()).contains("|||||||T|LIS2-A2"));
        assert!(text(worklist_hl7(&head, &items).unwrap()).contains("-1|T|2.5.1"));
        assert!(!text(worklist_csv(&head, &items).unwrap()).contains(",real"));
        let real = super::super::WorklistHead { mode: Mode::Event, ..head };
        for refused in [worklist_astm(&real, &items), worklist_hl7(&real, &items), worklist_csv(&real, &items)] {
            assert_eq!(refused.unwrap_err().id, "problem-export-mixed");
        }
    }
}
