//! Every order of arrival, every receipt: by table and by chance.

use super::*;

fn told(n: u64, by: &str, line: LinkLine) -> Told {
    let at = DateTime::from_timestamp(1_700_000_000 + i64::try_from(n).unwrap() * 60, 0).unwrap().fixed_offset();
    Told { entry: id(n), at, by: by.into(), line }
}

fn id(n: u64) -> EntryId {
    format!("C1A-{n}").parse().unwrap()
}

fn person(uhid: &str) -> Matched {
    let day = chrono::NaiveDate::from_ymd_opt(2022, 11, 30).unwrap();
    Matched { uhid: uhid.into(), index: "0011".into(), day, score: 80, bits: 9, why: Vec::new() }
}

fn passed(verdict: Verdict, found: &[&str]) -> LinkLine {
    let found = found.iter().map(|uhid| person(uhid)).collect();
    LinkLine::Passed(MatchLine { of: id(900), verdict, found, doubt: String::new() })
}

fn decided(uhid: Option<&str>, second: bool) -> LinkLine {
    LinkLine::Decided { link: uhid.map(person), second }
}

fn seconded(what: u64, agrees: bool) -> LinkLine {
    LinkLine::Seconded { what: id(what), agrees }
}

#[test]
fn a_link_counts_when_the_pass_was_sure_or_enough_people_said_so() {
    use Linking::{Doubtful, Linked, New, Open, Proposed};
    let doubtful = || ("rao", passed(Verdict::Doubtful, &["1", "2"]));
    for (lines, expected, uhid) in [
        (vec![("rao", passed(Verdict::Sure, &["1"]))], Linked, Some("1")),
        (vec![doubtful()], Doubtful, None),
        (vec![("rao", passed(Verdict::New, &[]))], New, None),
        (vec![doubtful(), ("rao", decided(Some("2"), false))], Linked, Some("2")),
        (vec![doubtful(), ("rao", decided(Some("2"), true))], Proposed, None),
        (vec![doubtful(), ("rao", decided(Some("2"), true)), ("rao", seconded(2, true))], Proposed, None),
        (vec![doubtful(), ("rao", decided(Some("2"), true)), ("khanna", seconded(2, true))], Linked, Some("2")),
        (vec![doubtful(), ("rao", decided(Some("2"), true)), ("khanna", seconded(2, false))], Doubtful, None),
        (vec![doubtful(), ("rao", decided(None, false))], New, None),
        (vec![doubtful(), ("rao", decided(Some("2"), false)), ("meena", LinkLine::Undone { what: id(2) })], Doubtful, None),
        (vec![("rao", passed(Verdict::Sure, &["1"])), ("meena", LinkLine::Undone { what: id(1) })], Open, None),
        (vec![doubtful(), ("rao", decided(None, false)), ("rao", passed(Verdict::Sure, &["3"]))], New, None),
        (vec![("rao", passed(Verdict::Sure, &["1"])), ("rao", passed(Verdict::New, &[]))], New, None),
    ] {
        let told: Vec<Told> = lines.iter().enumerate().map(|(n, (by, line))| told(n as u64 + 1, by, line.clone())).collect();
        let state = linking(&told).unwrap();
        assert_eq!((state.linking, state.uhid()), (expected, uhid), "{lines:?}");
        let backwards: Vec<Told> = told.iter().rev().cloned().collect();
        assert_eq!(linking(&backwards), Some(state), "the order of arrival says nothing");
    }
    assert_eq!(linking(&[]), None);
}
