//! The forms' files are whole, fields and rules are judged as people type them.

use super::load::{kind_of, need_of, sources};
use super::*;
use crate::hospital::age::Age;
use crate::hospital::pack::{Masters, check, demo};
use chrono::{DateTime, FixedOffset};
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::sync::LazyLock;

static MASTERS: LazyLock<Masters> = LazyLock::new(|| check(&demo::files()).unwrap());

fn now() -> DateTime<FixedOffset> {
    DateTime::parse_from_rfc3339("2022-11-24T14:30:00+05:30").unwrap()
}

fn with() -> Judging<'static> {
    Judging { masters: &MASTERS, now: now() }
}

fn devanagari(text: &str) -> bool {
    text.chars().any(|c| ('\u{0900}'..='\u{097F}').contains(&c))
}

#[test]
fn every_form_is_whole() {
    for (id, text) in sources() {
        let form = form(id);
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        assert_eq!(reader.headers().unwrap(), vec!["no", "section", "code", "kind", "need", "label_en", "label_hi"], "{id:?}");
        let rows: Vec<_> = reader.records().map(Result::unwrap).collect();
        assert_eq!(rows.len(), form.items.len(), "{id:?}: a line was not understood");
        let mut codes = BTreeSet::new();
        for (row, item) in rows.iter().zip(&form.items) {
            assert!(codes.insert(item.code.clone()), "{id:?} {}", item.code);
            assert_eq!(kind_of(&row[3]).unwrap(), item.kind);
            assert_eq!(need_of(&row[4]).unwrap(), item.need);
            assert!(choice("section", &item.section).is_some(), "{id:?}: section {}", item.section);
            assert!(
                !item.label.en.is_empty() && devanagari(&item.label.hi) || item.label.en == item.label.hi,
                "{id:?} {}",
                item.code
            );
            if let ItemKind::Choice(list) = &item.kind {
                assert!(!choices(list).is_empty(), "{id:?} {}: list {list}", item.code);
            }
            if let Need::If(code, values) | Need::When(code, values) = &item.need {
                let of = form.item(code).unwrap_or_else(|| panic!("{id:?} {}: {code}", item.code));
                for value in values {
                    let known = match &of.kind {
                        ItemKind::Choice(list) => choice(list, value).is_some(),
                        ItemKind::Yes => choice("yes", value).is_some(),
                        ItemKind::Sex => choice("sex", value).is_some(),
                        _ => false,
                    };
                    assert!(known, "{id:?} {}: {code}={value}", item.code);
                }
            }
        }
        assert!(!id.title().en.is_empty() && devanagari(&id.title().hi), "{id:?}");
    }
}

#[test]
fn aadhaar_numbers_are_never_typed() {
    for id in FormId::ALL {
        for item in &form(id).items {
            let named = item.label.en.to_lowercase().contains("aadhaar");
            assert_eq!(named, item.kind == ItemKind::Boxes(12), "{id:?} {}", item.code);
        }
    }
    let typed = Sheet::from([("bed", "MED-M1-01"), ("status", "out-of-order"), ("reason", "for 2341 2341 2346")]);
    let kept = judge(form(FormId::Bed), &typed, with()).unwrap();
    assert!(!kept.get("reason").contains("2341 2341"), "{}", kept.get("reason"));
}

#[test]
fn moments_as_people_type_them() {
    for (typed, read) in [
        ("now", "2022-11-24 14:30"),
        ("13:05", "2022-11-24 13:05"),
        ("1305", "2022-11-24 13:05"),
        ("१३:०५", "2022-11-24 13:05"),
        ("23-11 22:00", "2022-11-23 22:00"),
        ("23-11-2022 22:00", "2022-11-23 22:00"),
        ("23/11/22 8.15", "2022-11-23 08:15"),
        ("yesterday 9:00", "2022-11-23 09:00"),
        ("2022-11-23T22:00:00+05:30", "2022-11-23 22:00"),
    ] {
        let at = read_moment(typed, now()).unwrap_or_else(|| panic!("{typed}"));
        assert_eq!(at.format("%Y-%m-%d %H:%M").to_string(), read, "{typed}");
    }
    for typed in ["", "25", "25:00", "31-02-2022 10:00", "morning", "12:61"] {
        assert_eq!(read_moment(typed, now()), None, "{typed}");
    }
}

#[test]
fn fields_are_judged_each_on_its_own() {
    let typed =
        Sheet::from([("outcome", "wellish"), ("at", "25-11-2022 10:00"), ("icd", "a very long code that is none at all")]);
    let faults = judge(form(FormId::Discharge), &typed, with()).unwrap_err();
    let told: Vec<(&str, &str)> = faults.iter().map(|f| (f.field.code(), f.id)).collect();
    assert_eq!(told, [("outcome", "fault-item-choice"), ("at", "fault-item-future"), ("icd", "fault-text-long")]);
    let typed = Sheet::from([("outcome", "Referred")]);
    let faults = judge(form(FormId::Discharge), &typed, with()).unwrap_err();
    assert_eq!((faults[0].field.code(), faults[0].id), ("referred_to", "fault-item-empty"));
    let kept = judge(form(FormId::Discharge), &Sheet::from([("outcome", "ठीक"), ("referred_to", "x")]), with()).unwrap();
    assert_eq!(kept, Sheet::from([("outcome", "cured")]), "what is not asked is not kept");
}

fn cause(lines: &[(&str, &str)]) -> Vec<(&'static str, &'static str)> {
    let mut sheet = Sheet::default();
    for (code, text) in lines {
        sheet.set(code, *text);
    }
    judge_rules(FormId::Cause, &sheet, &Known::default()).iter().map(|f| (f.field.code(), f.id)).collect()
}

#[test]
fn causes_of_death() {
    for (lines, faults) in [
        (&[("line_a", "Cardiac arrest")][..], &[("line_a", "fault-cause-mode")][..]),
        (&[("line_a", "Acute cardio-respiratory failure")], &[("line_a", "fault-cause-mode")]),
        (&[("line_a", "वृद्धावस्था")], &[("line_a", "fault-cause-mode")]),
        (&[("line_a", "Pneumonia"), ("line_b", "Respiratory failure")], &[("line_b", "fault-cause-lowest")]),
        (&[("line_a", "Respiratory failure"), ("line_b", "Lobar pneumonia")], &[]),
        (&[("line_a", "MI")], &[("line_a", "fault-cause-abbreviation")]),
        (&[("line_a", "Septicaemia"), ("line_c", "Burns of trunk")], &[("line_b", "fault-cause-gap")]),
        (&[("line_a", "Septicaemia due to burns")], &[("line_a", "fault-cause-two")]),
        (&[("line_a", "Haemorrhagic shock"), ("line_b", "Rupture of spleen"), ("line_c", "Road traffic accident")], &[]),
    ] {
        assert_eq!(cause(lines), faults, "{lines:?}");
    }
}

#[test]
fn what_cannot_be() {
    let age = Some(Age::Born("2022-11-20".parse().unwrap()));
    let admitted = Some(now() - chrono::Duration::hours(10));
    let told = |id, pairs: &[(&str, &str)], known| {
        let mut sheet = Sheet::default();
        for (code, text) in pairs {
            sheet.set(code, *text);
        }
        judge_rules(id, &sheet, &known).iter().map(|f| f.id).collect::<Vec<_>>()
    };
    let known = Known { age, admitted: None };
    assert_eq!(told(FormId::Death, &[("died", "2022-11-19T10:00:00+05:30")], known), ["fault-death-before-birth"]);
    assert_eq!(told(FormId::Birth, &[("born", "2022-11-24T10:00:00+05:30")], known), ["fault-newborn-older"]);
    let known = Known { age: None, admitted };
    assert_eq!(told(FormId::Discharge, &[("at", "2022-11-24T01:00:00+05:30")], known), ["fault-discharge-before-admission"]);
    let late = [("outcome", "died-48"), ("at", "2022-11-24T14:00:00+05:30")];
    assert_eq!(told(FormId::Discharge, &late, known), ["fault-death-hours"]);
    assert_eq!(told(FormId::Stillbirth, &[("weeks", "24")], Known::default()), ["fault-still-birth-weeks"]);
}

proptest! {
    /// What was judged once stays as it is: an entry's sheet can be corrected without being typed again.
    #[test]
    fn judged_values_judge_to_themselves(hour in 0u32..24, days in 0u64..300, count in 1u32..200, text in "[a-zA-Z0-9 ]{1,40}") {
        let typed = Sheet::default()
            .with("count", count.to_string())
            .with("event", format!("x{text}"));
        let once = judge(form(FormId::Prepare), &typed, with()).unwrap();
        prop_assert_eq!(judge(form(FormId::Prepare), &once, with()).unwrap(), once);
        let day = now().date_naive() - chrono::Days::new(days + 1);
        let typed = Sheet::default().with("outcome", "cured").with("at", format!("{} {hour}:00", day.format("%d-%m-%Y")));
        let once = judge(form(FormId::Discharge), &typed, with()).unwrap();
        prop_assert_eq!(judge(form(FormId::Discharge), &once, with()).unwrap(), once);
    }

    #[test]
    fn any_text_is_answered(text in "\\PC{0,60}") {
        for item in FormId::ALL.iter().flat_map(|id| &form(*id).items) {
            let form = Box::leak(Box::new(Form { id: FormId::Bed, items: vec![item.clone()] }));
            drop(judge(form, &Sheet::default().with(&item.code, text.clone()), with()));
        }
    }
}
