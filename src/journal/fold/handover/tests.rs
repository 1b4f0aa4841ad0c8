//! Every order of arrival, every receipt: by table and by chance.

use super::*;
use proptest::prelude::*;

fn at(minute: i64) -> DateTime<FixedOffset> {
    DateTime::from_timestamp(1_700_000_000 + minute * 60, 0).unwrap().fixed_offset()
}

fn told(n: u64, line: HandLine) -> Told {
    Told { entry: format!("C1A-{n}").parse().unwrap(), at: at(i64::try_from(n).unwrap()), by: "rao".into(), lines: vec![line] }
}

fn made(version: u8) -> HandLine {
    let batch = format!("b{version}");
    HandLine::Made { batch, road: Road::Fhir, stage: Stage::Over, mark: Mark([version; 16]) }
}

fn received(version: u8, central: &str) -> HandLine {
    HandLine::Answered { mark: Mark([version; 16]), answer: Answer::Received { central: central.into() } }
}

fn refused(version: u8) -> HandLine {
    HandLine::Answered { mark: Mark([version; 16]), answer: Answer::Refused { reason: "no such ward".into() } }
}

fn phase(lines: &[HandLine]) -> Option<HandPhase> {
    let told: Vec<Told> = lines.iter().enumerate().map(|(n, line)| told(n as u64 + 1, line.clone())).collect();
    hand(RecordKind::Identity, &told).map(|state| state.phase)
}

#[test]
fn nothing_is_received_without_an_answer_for_that_version() {
    use HandPhase::{Contradicted, Excepted, Made, Received, Refused};
    let first: EntryId = "C1A-1".parse().unwrap();
    let excepted = || HandLine::Excepted { reason: "patient died elsewhere".into() };
    for (lines, expected) in [
        (vec![], None),
        (vec![made(1)], Some(Made)),
        (vec![made(1), received(1, "77")], Some(Received)),
        (vec![made(1), refused(1)], Some(Refused)),
        (vec![made(1), refused(1), received(1, "")], Some(Received)),
        (vec![made(1), received(1, ""), refused(1)], Some(Received)),
        (vec![made(1), received(1, "77"), made(2)], Some(Made)),
        (vec![made(1), received(1, "77"), made(2), received(2, "77")], Some(Received)),
        (vec![made(1), made(2), received(1, "77")], Some(Made)),
        (vec![made(1), refused(1), made(2), refused(1)], Some(Made)),
        (vec![made(1), refused(1), made(1)], Some(Made)),
        (vec![made(1), refused(1), made(1), refused(1)], Some(Refused)),
        (vec![made(1), received(1, "77"), received(1, "78")], Some(Contradicted)),
        (vec![made(1), received(1, "77"), received(1, "")], Some(Received)),
        (vec![made(1), received(1, "77"), received(1, "78"), HandLine::Settled { central: "78".into() }], Some(Received)),
        (
            vec![made(1), received(1, "77"), received(1, "78"), HandLine::Settled { central: "78".into() }, received(1, "77")],
            Some(Contradicted),
        ),
        (vec![excepted()], Some(Excepted)),
        (vec![excepted(), HandLine::Readmitted { what: first }, made(1)], Some(Made)),
        (vec![made(1), excepted(), received(1, "")], Some(Received)),
        (vec![received(1, "77")], Some(Received)),
    ] {
        assert_eq!(phase(&lines), expected, "{lines:?}");
    }
}

#[test]
fn what_was_received_stays_while_a_corrected_version_is_on_its_way() {
    let told = [told(1, made(1)), told(2, received(1, "77")), told(3, made(2)), told(4, refused(2))];
    let state = hand(RecordKind::Identity, &told).unwrap();
    assert_eq!((state.phase, state.central(), state.refused.as_str()), (HandPhase::Refused, "77", "no such ward"));
    assert!(!state.has_received(Mark([2; 16])) && state.batches == 2);
}

fn any_line() -> impl Strategy<Value = HandLine> {
    prop_oneof![
        (1..4u8).prop_map(made),
        (1..4u8, prop_oneof![Just(""), Just("77"), Just("78")]).prop_map(|(version, central)| received(version, central)),
        (1..4u8).prop_map(refused),
        Just(HandLine::Excepted { reason: "why".into() }),
        (1..9u64).prop_map(|n| HandLine::Readmitted { what: format!("C1A-{n}").parse().unwrap() }),
        Just(HandLine::Settled { central: "77".into() }),
    ]
}

proptest! {
    /// Entries of several PCs come in any order and twice.
    #[test]
    fn the_order_of_arrival_says_nothing(lines in prop::collection::vec(any_line(), 1..9), seed in any::<u64>()) {
        let entries: Vec<Told> = lines.into_iter().enumerate().map(|(n, line)| told(n as u64 + 1, line)).collect();
        let mut mixed = entries.clone();
        let len = mixed.len();
        for n in 0..len {
            let other = seed.rotate_left(u32::try_from(n).unwrap()) % len as u64;
            mixed.swap(n, usize::try_from(other).unwrap());
        }
        prop_assert_eq!(hand(RecordKind::Identity, &entries), hand(RecordKind::Identity, &mixed));
    }

    /// Green is only what has a receipt of the version that left last.
    #[test]
    fn nothing_turns_green_without_its_receipt(lines in prop::collection::vec(any_line(), 1..9)) {
        let entries: Vec<Told> = lines.iter().enumerate().map(|(n, line)| told(n as u64 + 1, line.clone())).collect();
        let state = hand(RecordKind::Identity, &entries).unwrap();
        if state.phase == HandPhase::Received {
            let last = lines.iter().rev().find_map(|line| if let HandLine::Made { mark, .. } = line { Some(*mark) } else { None });
            let receipt = |line: &HandLine| matches!(line,
                HandLine::Answered { mark, answer: Answer::Received { .. } } if last.is_none_or(|last| last == *mark));
            prop_assert!(lines.iter().any(receipt));
        }
    }
}
