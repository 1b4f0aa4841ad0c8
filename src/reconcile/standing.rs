//! What is to be done with one record in a hand-over: does it leave, was it received, what keeps it. Pure; the one place that decides.

use super::FixIt;
use crate::journal::fold::{HandPhase, HandState};
use crate::journal::{Mark, Road};

/// Where a record stands when a batch is made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    /// Taken back before it ever left: nobody waits for it. Counted, not sent.
    Void,
    /// Something has to be mended first.
    Aside(Vec<FixIt>),
    /// This road has no place for it; another has.
    NoRoad,
    /// This very version has its receipt.
    Received,
    /// This very version is in a batch and was not answered.
    Made,
    /// This very version was refused.
    Refused,
    /// The central system gave two numbers; a person settles it.
    Contradicted,
    /// An officer said that it will not go.
    Excepted,
    /// It can leave. `again`: an older version left before.
    Leaves { again: bool },
}

/// What a wish adds: unanswered or refused versions once more, as they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Again {
    pub made: bool,
    pub refused: bool,
}

/// Decides. `is_version` tells whether what the record says now is, on a road, the version of that mark; true where the road cannot tell.
pub fn standing(
    hand: Option<&HandState>,
    (taken_back, carried): (bool, bool),
    again: Again,
    is_version: &mut dyn FnMut(Road, Mark) -> bool,
    faults: impl FnOnce() -> Vec<FixIt>,
) -> Standing {
    let Some(hand) = hand else {
        return if taken_back { Standing::Void } else { leaves(false, carried, faults) };
    };
    // A receipt can come before the batch does, from another PC: then it stands for what is here.
    let mut unchanged = |hand: &HandState| hand.made.as_ref().is_none_or(|made| is_version(made.road, made.mark));
    match hand.phase {
        HandPhase::Contradicted => Standing::Contradicted,
        HandPhase::Excepted => Standing::Excepted,
        HandPhase::Received if unchanged(hand) => Standing::Received,
        HandPhase::Made if !again.made && unchanged(hand) => Standing::Made,
        HandPhase::Refused if !again.refused && unchanged(hand) => Standing::Refused,
        HandPhase::Refused if taken_back && hand.received.is_none() => Standing::Void,
        _ => leaves(true, carried, faults),
    }
}

fn leaves(again: bool, carried: bool, faults: impl FnOnce() -> Vec<FixIt>) -> Standing {
    if !carried {
        return Standing::NoRoad;
    }
    let faults = faults();
    if faults.is_empty() { Standing::Leaves { again } } else { Standing::Aside(faults) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::journal::fold::{HandLine, HandTold, hand};
    use crate::journal::{Answer, Stage};

    fn told(lines: &[HandLine]) -> Option<HandState> {
        let at =
            |n: usize| chrono::DateTime::from_timestamp(1_700_000_000 + i64::try_from(n).unwrap(), 0).unwrap().fixed_offset();
        let told: Vec<HandTold> = lines
            .iter()
            .enumerate()
            .map(|(n, line)| HandTold {
                entry: format!("C1A-{}", n + 1).parse().unwrap(),
                at: at(n),
                by: "rao".into(),
                lines: vec![line.clone()],
            })
            .collect();
        hand(crate::journal::RecordKind::Visit, &told)
    }

    fn made(version: u8) -> HandLine {
        HandLine::Made { batch: "b".into(), road: Road::Fhir, stage: Stage::Over, mark: Mark([version; 16]) }
    }

    fn received(version: u8) -> HandLine {
        HandLine::Answered { mark: Mark([version; 16]), answer: Answer::Received { central: "77".into() } }
    }

    fn refused(version: u8) -> HandLine {
        HandLine::Answered { mark: Mark([version; 16]), answer: Answer::Refused { reason: "no".into() } }
    }

    /// Of a record that is version 1 on every road now.
    fn now(lines: &[HandLine], taken_back: bool, again: Again, faults: Vec<FixIt>) -> Standing {
        standing(told(lines).as_ref(), (taken_back, true), again, &mut |_, mark| mark == Mark([1; 16]), || faults)
    }

    #[test]
    fn a_record_leaves_once_and_again_only_when_it_changed_or_is_asked_for() {
        let no = Again::default();
        let leaves = |again| Standing::Leaves { again };
        for (lines, expected) in [
            (vec![], leaves(false)),
            (vec![made(1)], Standing::Made),
            (vec![made(2)], leaves(true)),
            (vec![made(1), received(1)], Standing::Received),
            (vec![made(2), received(2)], leaves(true)),
            (vec![made(1), refused(1)], Standing::Refused),
            (vec![made(2), refused(2)], leaves(true)),
            (vec![received(9)], Standing::Received),
        ] {
            assert_eq!(now(&lines, false, no, Vec::new()), expected, "{lines:?}");
        }
        let all = Again { made: true, refused: true };
        assert_eq!(now(&[made(1)], false, all, Vec::new()), leaves(true));
        assert_eq!(now(&[made(1), refused(1)], false, all, Vec::new()), leaves(true));
        assert_eq!(now(&[made(1), received(1)], false, all, Vec::new()), Standing::Received);
    }

    #[test]
    fn what_was_taken_back_leaves_only_where_it_had_left() {
        let no = Again::default();
        assert_eq!(now(&[], true, no, vec![FixIt::Conflict]), Standing::Void);
        assert_eq!(now(&[made(2), received(2)], true, no, Vec::new()), Standing::Leaves { again: true });
        assert_eq!(now(&[made(2), refused(2)], true, no, Vec::new()), Standing::Void);
    }

    #[test]
    fn faults_keep_only_what_would_leave() {
        let no = Again::default();
        assert_eq!(now(&[], false, no, vec![FixIt::Doubtful]), Standing::Aside(vec![FixIt::Doubtful]));
        assert_eq!(now(&[made(1), received(1)], false, no, vec![FixIt::Doubtful]), Standing::Received);
        let no_road = standing(None, (false, false), no, &mut |_, _| true, || vec![FixIt::Doubtful]);
        assert_eq!(no_road, Standing::NoRoad);
    }
}
