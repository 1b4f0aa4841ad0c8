//! Any order of arrival gives the same books; an entry that says nothing new about who is in charge keeps the bytes it always had.

use super::*;
use crate::hospital::event::{Module, Scope};
use crate::hospital::number::{CounterCode, Mode};
use crate::journal::{ChainHash, ClockTrust, Header, VERSION, sign, verify};
use ed25519_dalek::SigningKey;
use proptest::prelude::*;

fn time(minute: u32) -> DateTime<FixedOffset> {
    DateTime::parse_from_rfc3339("2022-11-23T07:00:00+05:30").unwrap() + chrono::TimeDelta::minutes(i64::from(minute))
}

fn entry(counter: &str, sequence: u64, minute: u32, body: Body) -> Entry {
    let header = Header {
        version: VERSION,
        site: "SEVA".to_owned(),
        mode: Mode::Event,
        counter: CounterCode::new(counter).unwrap(),
        letter: 'A',
        sequence,
        time: time(minute),
        clock: ClockTrust::Ok,
        by: "asha".to_owned(),
        prev: ChainHash::ZERO,
        on: Vec::new(),
        side: Side::Manual,
    };
    Entry { header, body }
}

fn sheet(pairs: &[(&str, &str)]) -> Sheet {
    pairs.iter().fold(Sheet::default(), |sheet, (code, value)| sheet.with(code, *value))
}

fn day() -> Vec<Entry> {
    let first =
        entry("K7", 5, 10, Body::IncidentLogged { of: None, sheet: sheet(&[("what", "no power"), ("severity", "high")]) });
    let roster = entry("C1", 7, 1, Body::RosterSet { of: None, sheet: sheet(&[("day", "2022-11-23"), ("post", "OPD")]) });
    let replaced = |counter: &str, person: &str| {
        let sheet = sheet(&[("day", "2022-11-23"), ("post", "OPD"), ("person", person)]);
        entry(counter, 9, 3, Body::RosterSet { of: Some(roster.header.id()), sheet })
    };
    let over = sheet(&[("what", "generator on"), ("over", "yes")]);
    let (one, two) = (replaced("C1", "Asha"), replaced("C2", "Ravi"));
    let scope = Scope { module: Some(Module::Opd), counter: None };
    vec![
        entry("C1", 6, 12, Body::IncidentLogged { of: Some(first.header.id()), sheet: over }),
        entry(
            "K8",
            2,
            5,
            Body::IncidentLogged { of: None, sheet: sheet(&[("what", "printer"), ("at", "2022-11-23T06:00:00+05:30")]) },
        ),
        // Adds to an incident that never came.
        entry(
            "K8",
            3,
            6,
            Body::IncidentLogged {
                of: Some(entry("K9", 4, 0, Body::SessionOpened { failed_before: 0 }).header.id()),
                sheet: sheet(&[("what", "more")]),
            },
        ),
        entry("C1", 8, 2, Body::RosterStruck { of: two.header.id(), reason: "ill".to_owned() }),
        entry(
            "C1",
            2,
            0,
            Body::EventDeclared {
                scope: Scope::default(),
                since: time(0),
                reason: "attack".to_owned(),
                officer: "rao".to_owned(),
            },
        ),
        entry("C1", 3, 60, Body::EventEnded { scope, at: time(60), reason: "restored".to_owned(), officer: "rao".to_owned() }),
        first,
        roster,
        one,
        two,
    ]
}

#[test]
fn the_books_say_what_their_entries_say() {
    let entries = day();
    let found = incidents(&entries);
    let told: Vec<(&str, bool, usize)> = found.iter().map(|i| (i.now("what"), i.is_open(), i.lines.len())).collect();
    assert_eq!(told, [("printer", true, 1), ("generator on", false, 2)]);
    assert_eq!(found[1].now("severity"), "high", "what a later line does not say stays");
    let lines = roster(&entries);
    assert_eq!(lines.iter().map(|l| l.sheet.get("person")).collect::<Vec<_>>(), ["Asha"]);
    let charges = charges(&entries);
    let sides = [Module::Opd, Module::Lab].map(|m| charges.in_charge(Some(m), None, time(61)).code());
    assert_eq!(sides, ["central", "manual"]);
}

proptest! {
    #[test]
    fn any_order_of_arrival_gives_the_same_books(order in Just(day()).prop_shuffle(), twice in 0..10_usize) {
        let mut order = order;
        order.push(order[twice].clone());
        let sorted = day();
        prop_assert_eq!(incidents(&order), incidents(&sorted));
        prop_assert_eq!(roster(&order), roster(&sorted));
        prop_assert_eq!(charges(&order), charges(&sorted));
    }
}

#[test]
fn an_entry_says_which_side_was_in_charge_only_where_it_was_not_ours() {
    let key = SigningKey::from_bytes(&[7; 32]);
    let mut one = entry("K7", 1, 0, Body::SessionOpened { failed_before: 0 });
    let signed = sign(&one, &key).unwrap();
    let text = String::from_utf8(signed.bytes.clone()).unwrap();
    assert!(!text.contains("side"), "as every entry before there was an event: {text}");
    assert_eq!(verify(&signed, &key.verifying_key()).unwrap(), one);
    one.header.side = Side::Central;
    let signed = sign(&one, &key).unwrap();
    let text = String::from_utf8(signed.bytes.clone()).unwrap();
    assert!(text.contains(r#""side":"central""#), "{text}");
    assert_eq!(verify(&signed, &key.verifying_key()).unwrap(), one);
}

#[test]
fn a_declaration_reads_as_it_was_written() {
    let scope = Scope { module: Some(Module::Lab), counter: CounterCode::new("L1").ok() };
    let body = Body::EventEnded { scope, at: time(0), reason: "restored".to_owned(), officer: "rao".to_owned() };
    let text = serde_json::to_string(&body).unwrap();
    assert_eq!(
        text,
        r#"{"kind":"event.ended","body":{"scope":{"module":"lab","counter":"L1"},"at":"2022-11-23T07:00:00+05:30","reason":"restored","officer":"rao"}}"#
    );
    assert_eq!(serde_json::from_str::<Body>(&text).unwrap(), body);
}
