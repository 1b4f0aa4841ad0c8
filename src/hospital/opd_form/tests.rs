//! The form judged field by field, data-driven, and its words held complete in both languages.

use super::*;
use crate::hospital::age::AgeUnit;
use crate::hospital::identifiers::UhidPattern;
use crate::hospital::pack::{Bilingual, Category, Clinic, Department, Doctor, Hospital, Lang, Masters, PackKind, Scheme};
use crate::hospital::person::Relation;
use crate::hospital::sex::Sex;
use crate::words::words;

fn both(en: &str, hi: &str) -> Bilingual {
    Bilingual { en: en.to_owned(), hi: hi.to_owned() }
}

fn hospital() -> Hospital {
    Hospital {
        site: "TEST".to_owned(),
        kind: PackKind::Demo,
        version: 1,
        name: both("Test", "टेस्ट"),
        header: both("", ""),
        footer: both("", ""),
        languages: Lang::ALL.to_vec(),
        central_system: "e-Hospital".to_owned(),
        uhid: UhidPattern::new(r"\d{9}|H[A-Z]\d{4}").unwrap(),
        uhid_example: "104882317".to_owned(),
        facility_id: String::new(),
        identifier_base: "https://hospital.example/sid".to_owned(),
        idle_lock_mins: 10,
        opd_valid_days: 15,
        home_pin: String::new(),
        honorifics: vec![both("Smt", "श्रीमती")],
    }
}

fn clinic(code: &str, department: &str, days: [bool; 7]) -> Clinic {
    Clinic {
        code: code.to_owned(),
        department: department.to_owned(),
        name: both(code, code),
        room: "14".to_owned(),
        floor: both("first floor", "पहली मंज़िल"),
        days,
        token_from: 1,
        token_to: 300,
    }
}

fn masters() -> Masters {
    let department = |code: &str| Department { code: code.to_owned(), name: both(code, code) };
    let doctor = |code: &str, department: &str| Doctor {
        code: code.to_owned(),
        name: both(code, code),
        department: department.to_owned(),
        registration: String::new(),
    };
    let category = |code: &str, fee, follow| Category {
        code: code.to_owned(),
        name: both(code, code),
        fee_rupees: fee,
        follow_up_rupees: follow,
    };
    // 24-11-2022 is a Thursday.
    let (all, no_thursday) = ([true; 7], [true, true, true, false, true, true, false]);
    Masters {
        triage: crate::hospital::pack::default_triage(),
        hospital: hospital(),
        departments: vec![department("ORT"), department("MED")],
        clinics: vec![clinic("ORT-13", "ORT", no_thursday), clinic("ORT-14", "ORT", all), clinic("MED-1", "MED", no_thursday)],
        tokens: vec![],
        doctors: vec![doctor("D1", "ORT"), doctor("D2", "MED")],
        wards: vec![],
        beds: vec![],
        lab_tests: vec![],
        lab: crate::hospital::lab::LabRules::default(),
        index: crate::hospital::pack::IndexColumns::default(),
        handover: crate::hospital::pack::HandoverRules::default(),
        lab_panels: vec![],
        lab_limits: vec![],
        lab_ranges: vec![],
        categories: vec![category("GEN", 10, 5), category("BPL", 0, 0)],
        schemes: vec![Scheme { code: "PMJAY".to_owned(), name: both("PM-JAY", "पीएम-जेएवाई") }],
        users: vec![],
        counters: vec![],
    }
}

fn today() -> NaiveDate {
    "2022-11-24".parse().unwrap()
}

fn good() -> OpdForm {
    OpdForm {
        name: "Sunita Devi".to_owned(),
        sex: "F".to_owned(),
        age: "34".to_owned(),
        clinic: "ORT".to_owned(),
        ..OpdForm::default()
    }
}

fn typed(field: &str, text: &str) -> OpdForm {
    let mut json = serde_json::to_value(good()).unwrap();
    json[field] = if field == "mlc" { serde_json::Value::Bool(true) } else { text.into() };
    serde_json::from_value(json).unwrap()
}

fn run(form: &OpdForm) -> Judged {
    judge(form, &masters(), today(), None)
}

/// What is said after typing `text` into `field` of a good form: `field fault-id` each.
fn said(field: &str, text: &str) -> Vec<String> {
    let judged = run(&typed(field, text));
    judged.faults.iter().chain(&judged.hints).map(|r| format!("{} {}", r.field.code(), r.id)).collect()
}

#[test]
fn the_smallest_form_is_enough() {
    let judged = run(&good());
    assert!(judged.faults.is_empty() && judged.hints.is_empty());
    let (details, visit) = (judged.details.unwrap(), judged.visit.unwrap());
    assert_eq!((details.name.shown(), details.category.as_str()), ("Sunita Devi", "GEN"));
    // A department's code means its first clinic that sits today.
    assert_eq!((visit.clinic.as_str(), visit.fee), ("ORT-14", FeeWish::Pay { rupees: 10 }));
}

#[test]
fn each_field_says_what_is_wrong() {
    let long = "क".repeat(121);
    let longer = "a".repeat(301);
    for (field, text, id) in [
        ("name", "", "fault-name-empty"),
        ("name", long.as_str(), "fault-name-long"),
        ("name", "123", "fault-name-letters"),
        ("name", "Sunita 2", "hint-name-digits"),
        ("sex", "", "fault-sex-empty"),
        ("sex", "x", "fault-sex"),
        ("age", "", "fault-age-empty"),
        ("age", "old", "fault-age"),
        ("age", "25-11-2022", "fault-age-future"),
        ("age", "126", "fault-age-old"),
        ("age", "31-02-1990", "fault-age-calendar"),
        ("mobile", "12345", "fault-mobile"),
        ("mobile_of", "cousin", "fault-mobile-of"),
        ("pin", "1234", "fault-pin"),
        ("pin", "999999", "hint-pin-unknown"),
        ("state", "Atlantis", "fault-state"),
        ("state", "25", "fault-state"),
        ("address", longer.as_str(), "fault-text-long"),
        ("clinic", "", "fault-clinic-empty"),
        ("clinic", "XYZ", "fault-clinic"),
        ("clinic", "MED", "hint-clinic-closed"),
        ("doctor", "D9", "fault-doctor"),
        ("doctor", "D2", "hint-doctor-department"),
        ("category", "VIP", "fault-category"),
        ("scheme", "X", "fault-scheme"),
        ("uhid", "12345", "fault-uhid"),
        ("abha", "91-1234", "fault-abha"),
        ("abha", "91-1234-5678-9012", "hint-abha-check"),
        ("abha_address", "sunita", "fault-abha-address"),
        ("aadhaar", "12345", "fault-aadhaar"),
        ("visit", "again", "fault-visit-kind"),
        ("fee", "50", "fault-fee"),
        ("fee", "exempt", "fault-fee-reason"),
        ("fee", "exempted: yes", "fault-fee"),
        ("remarks", longer.as_str(), "fault-text-long"),
        ("referred_by", longer.as_str(), "fault-text-long"),
    ] {
        assert_eq!(said(field, text), [format!("{field} {id}")], "{field} = {text:?}");
    }
}

#[test]
fn what_people_type_is_taken() {
    for (field, text) in [
        ("name", "unknown"),
        ("name", "Q"),
        ("name", "सुनीता देवी"),
        ("sex", "महिला"),
        ("age", "0 d"),
        ("mobile", "९८१०४ ४२२१७"),
        ("pin", "११० ०२९"),
        ("state", "दिल्ली"),
        ("state", "७"),
        ("clinic", " ort-14 "),
        ("doctor", "d1"),
        ("category", "bpl"),
        ("uhid", "104 882 317"),
        ("uhid", "hx1234"),
        ("abha", "91 0000 0000 0018"),
        ("abha_address", "Sunita.Devi@ABDM"),
        ("aadhaar", "7058"),
        ("visit", "follow-up"),
        ("fee", "10"),
        ("fee", "Cash"),
        ("fee", "Exempt: camp patient"),
        ("mlc", ""),
    ] {
        assert_eq!(said(field, text), Vec::<String>::new(), "{field} = {text:?}");
    }
}

#[test]
fn all_faults_come_at_once_in_the_order_of_the_form() {
    let judged = run(&OpdForm { clinic: "X".into(), age: "x".into(), mobile: "1".into(), ..OpdForm::default() });
    let fields: Vec<Field> = judged.faults.iter().map(|r| r.field).collect();
    assert_eq!(fields, [Field::Mobile, Field::Name, Field::Sex, Field::Age, Field::Clinic]);
    assert!(judged.details.is_none() && judged.visit.is_none());
}

#[test]
fn names_find_their_script() {
    for (first, second, latin, devanagari) in [
        ("Sunita", "", Some("Sunita"), None),
        ("सुनीता", "", None, Some("सुनीता")),
        ("", "Sunita", Some("Sunita"), None),
        ("सुनीता", "Sunita", Some("Sunita"), Some("सुनीता")),
        ("  Sunita \t Devi ", "सुनीता", Some("Sunita Devi"), Some("सुनीता")),
    ] {
        let form = OpdForm { name: first.into(), name_hi: second.into(), ..good() };
        let name = run(&form).details.unwrap().name;
        assert_eq!((name.latin.as_deref(), name.devanagari.as_deref()), (latin, devanagari), "{first:?} {second:?}");
    }
}

#[test]
fn the_pin_fills_what_was_not_typed() {
    let address = |pin: &str, district: &str, state: &str| {
        let form = OpdForm { pin: pin.into(), district: district.into(), state: state.into(), ..good() };
        let judged = run(&form);
        let hints: Vec<&str> = judged.hints.iter().map(|r| r.id).collect();
        let kept = judged.details.unwrap().address;
        (kept.district, kept.state, hints.join(" "))
    };
    assert_eq!(address("110003", "", ""), ("South East".into(), Some(7), String::new()));
    assert_eq!(address("110003", "New Delhi", ""), ("New Delhi".into(), Some(7), String::new()));
    assert_eq!(address("110003", "Patna", "10"), ("Patna".into(), Some(10), "hint-pin-state".into()));
    assert_eq!(address("110003", "", "Bihar"), (String::new(), Some(10), "hint-pin-state".into()));
    assert_eq!(address("", "Patna", "Bihar"), ("Patna".into(), Some(10), String::new()));
}

#[test]
fn fees_follow_category_and_visit() {
    let fee = |category: &str, visit: &str, fee: &str| {
        run(&OpdForm { category: category.into(), visit: visit.into(), fee: fee.into(), ..good() }).visit.unwrap().fee
    };
    assert_eq!(fee("", "", ""), FeeWish::Pay { rupees: 10 });
    assert_eq!(fee("GEN", "follow-up", ""), FeeWish::Pay { rupees: 5 });
    assert_eq!(fee("BPL", "new", ""), FeeWish::Exempt { reason: "BPL".into(), asked: false });
    assert_eq!(fee("GEN", "new", "exempt: camp"), FeeWish::Exempt { reason: "camp".into(), asked: true });
}

#[test]
fn no_whole_aadhaar_number_stays_anywhere() {
    let whole = "9999 4105 7058";
    let names: Vec<String> = serde_json::to_value(OpdForm { patient: "x".into(), mobile_of: "x".into(), ..good() })
        .unwrap()
        .as_object()
        .unwrap()
        .keys()
        .filter(|name| *name != "mlc")
        .cloned()
        .collect();
    assert_eq!(names.len(), 27);
    for spelling in [whole, "999941057058", "९९९९-४१०५-७०५८", "9999 4105 7058 110029"] {
        for name in &names {
            let form = typed(name, spelling);
            let kept = serde_json::to_string(&form.swept()).unwrap();
            let digits = ascii_digits(&kept).replace([' ', '-'], "");
            assert!(!digits.contains("99994105"), "{name}: {kept}");
            let judged = run(&form);
            let told = format!("{:?} {:?}", judged.faults, judged.hints);
            for out in [told, serde_json::to_string(&judged.details).unwrap(), format!("{:?}", judged.visit)] {
                assert!(!ascii_digits(&out).replace([' ', '-'], "").contains("99994105"), "{name}: {out}");
            }
        }
    }
    assert_eq!(run(&typed("aadhaar", whole)).details.unwrap().aadhaar.unwrap().digits(), "7058");
}

#[test]
fn a_returning_patient_keeps_what_was_said() {
    let before = run(&OpdForm {
        age: "~35".into(),
        mobile: "98104 42217".into(),
        mobile_of: "relative".into(),
        relation: "W/o".into(),
        relative_name: "मोहन राम".into(),
        pin: "110029".into(),
        uhid: "104882317".into(),
        aadhaar: "7058".into(),
        abha: "91-0000-0000-0018".into(),
        ..good()
    })
    .details
    .unwrap();
    let later: NaiveDate = "2024-12-24".parse().unwrap();
    let form = OpdForm { clinic: "ORT".into(), ..OpdForm::from_details(&before, later) };
    assert_eq!(form.age, "~37 y");
    let again = judge(&form, &masters(), later, Some(&before));
    assert_eq!(again.details, Some(before.clone()));
    // A changed age is a new saying.
    let changed = judge(&OpdForm { age: "40".into(), ..form }, &masters(), later, Some(&before)).details.unwrap();
    assert_eq!(changed.age.to_string(), "40y 2024-12-24");
}

#[test]
fn relations_in_any_spelling() {
    for (text, relation) in [
        ("w/o", Relation::WifeOf),
        ("W/O:", Relation::WifeOf),
        ("पत्नी", Relation::WifeOf),
        ("", Relation::CareOf),
        ("bo", Relation::BabyOf),
    ] {
        let form = OpdForm { relation: text.into(), relative_name: "Mohan".into(), ..good() };
        assert_eq!(run(&form).details.unwrap().relative.unwrap().relation, relation, "{text:?}");
    }
    let form = OpdForm { relation: "cousin".into(), relative_name: "Mohan".into(), ..good() };
    assert_eq!(run(&form).faults.first().map(|r| r.id), Some("fault-relation"));
}

#[test]
fn every_word_of_the_form_is_there_in_both_languages() {
    let mut ids: Vec<String> = Field::ALL.into_iter().map(Field::word_id).collect();
    ids.extend(Sex::ALL.into_iter().flat_map(|s| [s.word_id().to_owned(), format!("{}.short", s.word_id())]));
    ids.extend(Relation::ALL.into_iter().flat_map(|r| ["", ".long", ".kin"].map(|part| format!("{}{part}", r.word_id()))));
    ids.extend(MobileOwner::ALL.into_iter().map(|o| o.word_id().to_owned()));
    ids.extend(VisitKind::ALL.into_iter().map(|v| v.word_id().to_owned()));
    ids.extend([AgeUnit::Years, AgeUnit::Months, AgeUnit::Days].into_iter().map(|u| u.word_id().to_owned()));
    ids.extend(["age-shown-y", "age-shown-m", "age-shown-d", "age-shown-about", "yes", "no"].map(str::to_owned));
    let source = include_str!("judge.rs");
    ids.extend(source.split('"').filter(|t| t.starts_with("fault-") || t.starts_with("hint-")).map(str::to_owned));
    for lang in Lang::ALL {
        for id in &ids {
            assert!(words(lang).has(id), "{} lacks {id}", lang.code());
        }
    }
}

#[test]
fn both_languages_say_the_same_things() {
    let ids = |file: &'static str| -> Vec<(String, Vec<String>)> {
        let starts = |line: &&str| line.starts_with(|c: char| c.is_ascii_lowercase());
        let holes = |line: &str| {
            let mut names: Vec<String> =
                line.split('$').skip(1).filter_map(|t| t.split_whitespace().next()).map(str::to_owned).collect();
            names.sort();
            names
        };
        file.lines().filter(starts).filter_map(|l| l.split_once(" = ")).map(|(id, text)| (id.to_owned(), holes(text))).collect()
    };
    let en = ids(include_str!("../../../assets/words/en/form.ftl"));
    let hi = ids(include_str!("../../../assets/words/hi/form.ftl"));
    assert_eq!(en.len(), hi.len());
    for ((id, holes), (id_hi, holes_hi)) in en.iter().zip(&hi) {
        assert_eq!(id, id_hi);
        // Two sentences name one thing in the language's own word; the age apart is counted in English.
        if !matches!(id.as_str(), "hint-pin-state" | "why-age-apart") {
            assert_eq!(holes, holes_hi, "{id}");
        }
    }
}
