//! The files of the laboratory are sound; values lie where the table says.

use super::*;
use crate::hospital::age::{Age, AgeUnit};
use crate::hospital::forms::choices;
use crate::hospital::pack::{Masters, check, demo};
use crate::hospital::sex::Sex;
use chrono::NaiveDate;
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::sync::LazyLock;

static MASTERS: LazyLock<Masters> = LazyLock::new(|| check(&demo::files()).unwrap());
static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(|| Catalogue::of(&MASTERS));

fn def(code: &str) -> &'static TestDef {
    CATALOGUE.test(code).unwrap()
}

/// `M 40y`, `F 27d`, `U ?`.
fn who(text: &str) -> Subject {
    let (sex, age) = text.split_once(' ').unwrap();
    let days = age.strip_suffix('y').map(|years| birthday(years.parse().unwrap()));
    let days = days.or_else(|| age.strip_suffix('d').map(|days| days.parse().unwrap()));
    Subject { sex: Sex::parse(sex).unwrap(), days }
}

fn flag(code: &str, value: &str, whose: &str) -> &'static str {
    judge_value(def(code), value, &who(whose)).unwrap_or_else(|f| panic!("{code} {value}: {f:?}")).flag.code()
}

#[test]
fn flags_at_each_edge() {
    // Values from low to high with their flags; edges are part of the range, critical limits are critical.
    for (code, whose, line) in [
        // Men 13.0–17.0, women 12.0–15.0, critical 6.6 and 19.9.
        ("HGB", "M 40y", "6.5 LL, 6.6 LL, 6.7 L, 12.9 L, 13.0, 13, 17.0, 17.1 H, 19.8 H, 19.9 HH, 20.0 HH"),
        ("HGB", "F 40y", "6.6 LL, 11.9 L, 12.0, 12.9, 15.0, 15.1 H, 17.0 H, 19.9 HH"),
        ("HGB", "U 40y", "6.6 LL, 11.9 L, 12.0, 17.0, 17.1 H, 19.9 HH"),
        ("HGB", "O 40y", "11.9 L, 12.0, 17.0, 17.1 H"),
        ("HGB", "M ?", "12.9 L, 13.0, 17.0, 17.1 H"),
        ("HGB", "U ?", "11.9 L, 12.0, 17.0, 17.1 H"),
        // Newborn of today: 14.0–22.0, critical 9.5 and 22.3; a child 6.9 and 20.8.
        ("HGB", "F 0d", "9.5 LL, 9.6 L, 13.9 L, 14.0, 22.0, 22.1 H, 22.2 H, 22.3 HH"),
        ("HGB", "M 27d", "9.5 LL, 12.4 L, 12.5, 20.5, 20.6 H, 22.3 HH"),
        ("HGB", "M 28d", "6.9 LL, 7.0 L, 11.4 L, 11.5, 16.5, 16.6 H, 20.7 H, 20.8 HH"),
        ("HGB", "F 364d", "11.0 L, 11.1, 14.1, 14.2 H"),
        ("HGB", "F 6573d", "6.7 LL, 6.9 LL, 11.9 L, 12.0, 15.0, 15.1 H, 19.9 H, 20.8 HH"),
        ("HGB", "M 6573d", "12.9 L, 13.0, 16.0, 16.1 H"),
        ("HGB", "M 18y", "6.7 L, 6.9 L, 13.0, 17.0, 17.1 H, 19.9 HH"),
        // Potassium: newborn high 7.8, child 6.4, adult 6.2.
        ("K", "M 0d", "2.8 LL, 3.6 L, 3.7, 5.9, 6.0 H, 7.7 H, 7.8 HH"),
        ("K", "F 27d", "3.7, 5.9, 6.4 H, 7.8 HH"),
        ("K", "F 28d", "4.0 L, 4.1, 5.3, 5.4 H, 6.3 H, 6.4 HH"),
        ("K", "F 364d", "4.0 L, 4.1, 5.3, 5.4 H"),
        ("K", "F 1y", "3.3 L, 3.4, 4.7, 4.8 H, 6.4 HH"),
        ("K", "F 6573d", "4.7, 4.8 H, 6.2 H, 6.4 HH"),
        ("K", "F 18y", "2.8 LL, 2.9 L, 3.4 L, 3.5, 5.1, 5.2 H, 6.1 H, 6.2 HH"),
        ("K", "U ?", "2.8 LL, 3.5, 5.1, 6.2 HH"),
        ("RBS", "M 0d", "32 LL, 33 L, 39 L, 40, 110, 111 H, 327 H, 328 HH"),
        ("RBS", "M 1d", "32 LL, 49 L, 50, 140, 141 H, 328 HH"),
        ("RBS", "M 28d", "46 LL, 59 L, 60, 140, 444 H, 445 HH"),
        ("RBS", "M 40y", "46 LL, 69 L, 70, 140, 445 H, 484 HH"),
        ("TBIL", "F 0d", "0.1, 8.7, 8.8 H, 14.9 H, 15 HH"),
        ("TBIL", "F 27d", "2.0, 2.1 H"),
        ("TBIL", "F 28d", "0.2 L, 0.3, 1.2, 1.3 H, 15.0 HH"),
        ("PLT", "M 5y", "53 LL, 54 L, 199 L, 200, 490, 491 H, 916 HH"),
        ("PLT", "M 40y", "37 LL, 53 L, 150, 410, 910 HH"),
        ("TLC", "M 0d", "2.1 LL, 9.9 L, 10.0, 26.0, 26.1 H, 42.8 H, 42.9 HH"),
        ("TLC", "M 40y", "2.0 LL, 2.1 L, 4.0, 10.0, 36.9 H, 37.0 HH"),
        ("HCT", "F 27d", "33 LL, 39, 63, 71 HH"),
        ("HCT", "F 28d", "20 LL, 21 L, 33, 53, 61 H, 62 HH"),
        ("CA", "F 9d", "6.5 LL, 7.6, 10.4, 10.5 H, 12.7 HH"),
        ("CA", "F 10d", "7.6 L, 8.5, 11.0, 12.6 H"),
        ("PHOS", "F 0d", "5.5 L, 5.6, 10.5, 10.6 H, 12 HH"),
        ("FBS", "F 0d", "32 LL, 40, 60, 61 H, 328 HH"),
        ("NA", "M 5y", "121 LL, 135, 156 HH"),
        ("CREAT", "M 364d", "0.1 L, 0.2, 0.4, 0.5 H, 3.8 HH"),
        ("CREAT", "F 40y", "0.5 L, 0.6, 1.1, 1.2 H, 7.3 H, 7.4 HH"),
        ("ALP", "M 14y", "126 L, 127, 517, 518 H"),
        ("ALP", "F 14y", "61 L, 62, 280, 281 H"),
        // Neither sex known: the wider of the two lines.
        ("ALP", "U 14y", "61 L, 62, 517, 518 H"),
        // Limits on one side only.
        ("CRP", "M 40y", "0, 5, 5.1 H, 1000 H"),
        ("EGFR", "M 40y", "0 L, 89 L, 90, 200"),
        ("ANC", "M 40y", "0.5 LL, 0.6 L, 2.0, 7.0, 7.1 H, 100 H"),
        ("ABE", "M 40y", "-2.1 L, -2, 0, 2, 2.1 H"),
        ("AST", "M 40y", "0, 40, 41 H, 999 H, 1000 HH"),
        // With a sign: surely outside, surely inside, or it may be critical.
        ("CRP", "M 40y", "<0.5, <5, <100, >5 H, >4, >200 H"),
        ("EGFR", "M 40y", ">90, >60, <90 L, <15 L, <91"),
        ("TSH", "M 40y", "<0.01 L, <0.4 L, <0.5, >100 H, >4.2 H, >4.1"),
        ("AST", "M 40y", "<5, >1000 HH, >500 HH, <2000 HH, <1000"),
        ("K", "M 40y", "<2.0 LL, <3.0 LL, <4.0 LL, >10 HH, >6.0 HH"),
        ("PLT", "M 40y", "<10 LL, >1000 HH"),
        ("ANC", "M 40y", "<0.1 LL, >20 H, >0.3 LL, >0.5"),
        ("TROPT", "M 40y", "<5, >14 HH, <60 HH"),
    ] {
        for pair in line.split(", ") {
            let (value, wanted) = pair.split_once(' ').unwrap_or((pair, ""));
            assert_eq!(flag(code, value, whose), wanted, "{code} {value} of {whose}");
        }
    }
}

#[test]
fn coded_values_by_code_and_word() {
    for (code, typed, kept, wanted) in [
        ("HIV", "Reactive", "reactive", "A"),
        ("HIV", " NON-reactive", "non-reactive", ""),
        ("HIV", "नॉन-रिएक्टिव", "non-reactive", ""),
        ("DENNS1", "positive", "positive", "A"),
        ("MALSM", "pf", "pf", "AA"),
        ("MALSM", "No  parasite seen", "negative", ""),
        ("MALAG", "invalid", "invalid", "A"),
        ("UPRO", "2+", "2+", "A"),
        ("UPRO", "trace", "trace", "A"),
        ("UPT", "Positive", "positive", ""),
        ("ABORH", "ab-", "AB-", ""),
        ("ABORH", "O positive", "O+", ""),
        ("ABORH", "ओ नेगेटिव", "O-", ""),
    ] {
        let value = judge_value(def(code), typed, &who("F 30y")).unwrap();
        assert_eq!((value.value.as_str(), value.flag.code()), (kept, wanted), "{code} {typed}");
    }
    let fault = judge_value(def("HIV"), "positive", &who("F 30y")).unwrap_err();
    assert_eq!(fault.id, "fault-lab-choice");
    assert_eq!(fault.args[1], ("en", "Non-reactive, Reactive, Indeterminate".to_owned()));
}

#[test]
fn what_is_no_value_is_refused() {
    let long = "x".repeat(TEXT_CHARS_MAX + 1);
    for (code, typed, id) in [
        ("K", "", "fault-item-empty"),
        ("K", "   ", "fault-item-empty"),
        ("K", "6,8", "fault-lab-number"),
        ("K", "high", "fault-lab-number"),
        ("K", "68", "fault-lab-physical"),
        ("K", "0.4", "fault-lab-physical"),
        ("K", ">21", "fault-lab-physical"),
        ("HGB", "130", "fault-lab-physical"),
        ("CREAT", "-1", "fault-lab-physical"),
        ("UPRO", "5+", "fault-lab-choice"),
        ("ABORH", "", "fault-item-empty"),
        ("BCULT", "\n \t", "fault-item-empty"),
        ("BCULT", &long, "fault-lab-text-long"),
    ] {
        let fault = judge_value(def(code), typed, &who("M 40y")).unwrap_err();
        assert_eq!(fault.id, id, "{code} {typed}");
        let args: Vec<(&str, &str)> = fault.args.iter().map(|(n, v)| (*n, v.as_str())).collect();
        for lang in crate::hospital::pack::Lang::ALL {
            let told = crate::words::words(lang).with(fault.id, &args);
            assert!(!told.contains('$') && told != fault.id, "{lang:?} {told}");
        }
    }
    let fault = judge_value(def("K"), "६८", &who("M 40y")).unwrap_err();
    let wanted = [("value", "68"), ("low", "0.5"), ("high", "20"), ("unit", "mmol/L")];
    assert_eq!(fault.args, wanted.map(|(n, v)| (n, v.to_owned())));
}

#[test]
fn a_value_carries_unit_and_range_as_written() {
    let value = judge_value(def("HGB"), " १२.५० ", &who("M 40y")).unwrap();
    let wanted = ("12.50", "g/dL", Flag::L, "13.0", "17.0");
    assert_eq!((value.value.as_str(), value.unit.as_str(), value.flag, value.low.as_str(), value.high.as_str()), wanted);
    let value = judge_value(def("HGB"), "12.5", &who("U ?")).unwrap();
    assert_eq!((value.low.as_str(), value.high.as_str()), ("12.0", "17.0"));
    let value = judge_value(def("TBIL"), "3", &who("M 2d")).unwrap();
    assert_eq!((value.low.as_str(), value.high.as_str()), ("", "11.5"));
    let value = judge_value(def("BCULT"), "  Escherichia coli\r\n\u{7}sensitive: amikacin ", &who("M 2d")).unwrap();
    assert_eq!((value.value.as_str(), value.flag), ("Escherichia coli\nsensitive: amikacin", Flag::Normal));
}

#[test]
fn a_site_s_own_coded_test_without_a_list_takes_text() {
    let mut own = def("HIV").clone();
    own.limit = LabLimit::default();
    let value = judge_value(&own, "Weakly reactive", &who("M 40y")).unwrap();
    assert_eq!((value.value.as_str(), value.flag), ("Weakly reactive", Flag::Normal));
}

#[test]
fn second_entries_are_the_same_by_value() {
    for (code, a, b, same) in [
        ("K", "6.8", "6.80", true),
        ("K", " 6.8", "६.८", true),
        ("K", "6.8", "8.6", false),
        ("K", "<5", "5", false),
        ("K", "<5", "<5.0", true),
        ("K", "x", "x", false),
        ("HIV", "reactive", "Reactive", true),
        ("HIV", "reactive", "non-reactive", false),
    ] {
        assert_eq!(same_value(def(code), a, b), same, "{code} {a} {b}");
    }
}

#[test]
fn ages_in_days_meet_birthdays() {
    let day = |text: &str| text.parse::<NaiveDate>().unwrap();
    let of = |age: Age, today: &str| Subject::of(Sex::Female, &age, day(today));
    let born = |text: &str| Age::Born(day(text));
    for (age, today, days, years) in [
        (born("2022-11-24"), "2022-11-24", Some(0), Some(0)),
        (born("2022-10-28"), "2022-11-24", Some(27), Some(0)),
        (born("2022-10-27"), "2022-11-24", Some(28), Some(0)),
        (born("2021-11-25"), "2022-11-24", Some(364), Some(0)),
        (born("2021-11-24"), "2022-11-24", Some(365), Some(1)),
        // A year of 366 days: still no birthday.
        (born("2019-11-25"), "2020-11-24", Some(364), Some(0)),
        (born("2019-11-24"), "2020-11-24", Some(365), Some(1)),
        (born("2004-11-25"), "2022-11-24", Some(6_573), Some(17)),
        (born("2004-11-24"), "2022-11-24", Some(6_574), Some(18)),
        (born("2004-02-29"), "2022-02-28", Some(6_573), Some(17)),
        (born("2004-02-29"), "2022-03-01", Some(6_574), Some(18)),
        // The clock of another counter ran ahead.
        (born("2022-11-25"), "2022-11-24", Some(0), Some(0)),
        (Age::Said { value: 34, unit: AgeUnit::Years, on: day("2022-11-24") }, "2022-11-24", Some(birthday(34)), Some(34)),
        (Age::Said { value: 10, unit: AgeUnit::Days, on: day("2022-11-24") }, "2022-11-24", Some(10), Some(0)),
        (Age::Said { value: 10, unit: AgeUnit::Days, on: day("2022-11-24") }, "2022-12-24", Some(40), Some(0)),
        (Age::About { years: 35, on: day("2022-11-24") }, "2022-11-24", Some(birthday(35)), Some(35)),
        (Age::Unknown(day("2022-11-24")), "2022-11-24", None, None),
    ] {
        let who = of(age, today);
        assert_eq!((who.days, who.years()), (days, years), "{age} on {today}");
    }
}

proptest! {
    #[test]
    fn a_day_later_is_never_younger(born in 0_i64..30_000, days in 0_i64..40_000) {
        let epoch: NaiveDate = "1920-01-01".parse().unwrap();
        let born = epoch + chrono::Duration::days(born);
        let at = |n: i64| Subject::of(Sex::Male, &Age::Born(born), born + chrono::Duration::days(n));
        let (now, next) = (at(days), at(days + 1));
        prop_assert!(next.days >= now.days);
        prop_assert!((i64::from(now.days.unwrap()) - days).abs() <= 2);
        let years = (born + chrono::Duration::days(days)).years_since(born);
        prop_assert_eq!(now.years(), years);
    }

    #[test]
    fn any_text_is_a_value_or_a_fault(text in "\\PC{0,12}|[<>]? ?-?[0-9.]{1,9}", at in 0_usize..104, days in proptest::option::of(0_u32..50_000)) {
        let test = &CATALOGUE.tests[at];
        for sex in Sex::ALL {
            if let Ok(value) = judge_value(test, &text, &Subject { sex, days }) {
                prop_assert!(!value.value.is_empty() && value.test == test.code);
                // What was judged once is judged the same again.
                let again = judge_value(test, &value.value, &Subject { sex, days });
                prop_assert_eq!(again, Ok(value));
            }
        }
    }
}

#[test]
fn every_test_is_whole() {
    let mut loinc = BTreeSet::new();
    for test in &CATALOGUE.tests {
        let (code, limit) = (&test.code, &test.limit);
        assert_eq!(&limit.code, code, "no limits");
        assert!(loinc.insert(&test.loinc), "{code}: {} twice", test.loinc);
        assert!(tube(&test.tube).order < 99, "{code}: tube {}", test.tube);
        assert!(CATALOGUE.panel(&test.panel).is_some_and(|p| p.name.en != p.code), "{code}: panel");
        let number = |text: &str| text.parse::<f64>().ok();
        match test.kind {
            ValueKind::Number => {
                let (low, high) = (number(&limit.physical_low).unwrap(), number(&limit.physical_high).unwrap());
                let own = [test.low, test.high].concat().into_iter().chain([test.crit_low, test.crit_high]).flatten();
                let lines = test.ranges.iter().flat_map(|r| [&r.low, &r.high, &r.crit_low, &r.crit_high]);
                for value in own.chain(lines.filter_map(|t| number(t))) {
                    assert!(low <= value && value <= high, "{code}: {value} is outside {low} to {high}");
                }
                let room = test.crit_high.or(test.high[0]).is_none_or(|top| top <= high);
                assert!(low < high && room, "{code}: {low} to {high} leaves no room");
            }
            ValueKind::Coded => {
                let list = choices(&limit.list);
                assert!(list.len() > 1 && RESULT_LISTS.contains(&limit.list.as_str()), "{code}: list {}", limit.list);
                let known = |c: &str| list.iter().any(|l| l.code == c);
                assert!(limit.normal.is_empty() || known(&limit.normal), "{code}");
                assert!(limit.critical.split_whitespace().all(|c| known(c) && c != limit.normal), "{code}");
            }
            ValueKind::Text => assert!(limit.list.is_empty() && limit.physical_high.is_empty(), "{code}"),
        }
        assert!(limit.stable_hours > 0 || code == "BCULT", "{code}");
        assert_eq!(limit.restricted, ["HIV", "HIVR"].contains(&code.as_str()), "{code}");
    }
    for limit in &MASTERS.lab_limits {
        assert!(CATALOGUE.test(&limit.code).is_some(), "limits of {}", limit.code);
    }
    for range in &MASTERS.lab_ranges {
        assert!(CATALOGUE.test(&range.code).is_some(), "ranges of {}", range.code);
    }
}

#[test]
fn ages_of_the_ranges_leave_no_gap() {
    for test in CATALOGUE.tests.iter().filter(|t| !t.ranges.is_empty()) {
        for letter in ["M", "F"] {
            let end = test.ranges.iter().map(|r| r.to_days).max().unwrap();
            let edges = test.ranges.iter().flat_map(|r| [r.from_days, r.to_days - 1]);
            for day in edges.chain(0..31) {
                let fits = |r: &&LabRange| (r.sex == letter || r.sex == "any") && (r.from_days..r.to_days).contains(&day);
                assert_eq!(test.ranges.iter().filter(fits).count(), usize::from(day < end), "{} {letter} day {day}", test.code);
            }
        }
    }
    for code in ["HGB", "HCT", "TLC", "PLT", "K", "TBIL", "FBS", "RBS", "CREAT", "ALP", "CA", "PHOS"] {
        assert!(!def(code).ranges.is_empty(), "{code}");
    }
}

#[test]
fn lists_of_results_are_in_both_languages() {
    for list in RESULT_LISTS {
        let mut words = BTreeSet::new();
        for choice in choices(list) {
            for text in [&choice.code, &choice.name.en, &choice.name.hi] {
                assert!(!text.is_empty() && text.trim() == text, "{list} {}", choice.code);
            }
            let spelled = [choice.code.to_lowercase(), choice.name.en.to_lowercase(), choice.name.hi.clone()];
            for text in BTreeSet::from(spelled) {
                assert!(words.insert(text.clone()), "{list}: “{text}” means two values");
            }
        }
        assert!(words.len() > 3, "{list}");
    }
}

#[test]
fn panels_that_no_table_has_stand_under_their_code() {
    let mut masters = MASTERS.clone();
    masters.lab_panels.retain(|p| p.code != "CBC");
    masters.lab_tests.retain(|t| t.panel != "LIPID");
    let catalogue = Catalogue::of(&masters);
    assert_eq!(catalogue.panel("cbc").map(|p| p.name.en.as_str()), Some("CBC"));
    assert!(catalogue.panel("LIPID").is_none(), "nothing is in it");
    assert_eq!(catalogue.expand("CBC").0.len(), 15);
}
