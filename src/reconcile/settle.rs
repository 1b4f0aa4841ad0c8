//! What answers mean: each is laid beside the record it is about. What is unknown, doubled or contradicts itself is listed, never guessed.

use crate::exchange::answers::About;
use crate::journal::{Answer, AnswerLine, Mark, RecordKey, StrayAnswer};
use std::collections::BTreeMap;

pub use crate::exchange::answers::Said;

/// The record that an answer speaks of, as far as it left.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expected {
    pub key: RecordKey,
    /// The version that left last.
    pub mark: Mark,
    /// Where it said that the person is known there: the number it named.
    pub linked: Option<String>,
}

/// Answers that can be written down, and what cannot.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Settled {
    pub lines: Vec<AnswerLine>,
    pub strays: Vec<StrayAnswer>,
}

/// Lays answers beside the records. `find` gives the records that an answer may speak of: none where nothing left under that name, more than
/// one where a number has several kinds of records and the answer does not say which.
///
/// # Errors
/// What `find` returns.
pub fn settle<E>(said: &[Said], mut find: impl FnMut(&About) -> Result<Vec<Expected>, E>) -> Result<Settled, E> {
    let mut settled = Settled::default();
    let mut by_record: BTreeMap<RecordKey, (Expected, Vec<&Said>)> = BTreeMap::new();
    for one in said {
        let mut found = find(&one.about)?;
        match (found.pop(), found.is_empty()) {
            (None, _) => settled.stray(one, "answer-unknown"),
            (Some(_), false) => settled.stray(one, "answer-several"),
            (Some(expected), true) if one.about.is_other_version(expected.mark) => settled.stray(one, "answer-version"),
            (Some(expected), true) => {
                by_record.entry(expected.key.clone()).or_insert_with(|| (expected, Vec::new())).1.push(one);
            }
        }
    }
    for (key, (expected, said)) in by_record {
        settled.of_record(key, &expected, &said);
    }
    settled.strays.sort_by_key(|stray| stray.line);
    Ok(settled)
}

impl Settled {
    fn stray(&mut self, said: &Said, why: &str) {
        let about = match &said.about {
            About::Record(key) => key.to_string(),
            About::Message(id) => id.clone(),
            About::Number { number, .. } => number.clone(),
        };
        let told = match &said.outcome {
            Answer::Received { central } => central.clone(),
            Answer::Refused { reason } => reason.clone(),
        };
        self.strays.push(StrayAnswer { line: said.line, about, why: why.to_owned(), said: told });
    }

    /// Where one file says two things of a record, neither is believed; nor is another number than the one that was named.
    fn of_record(&mut self, record: RecordKey, expected: &Expected, said: &[&Said]) {
        let mut centrals: Vec<&str> = said.iter().filter_map(|one| central(one)).filter(|central| !central.is_empty()).collect();
        centrals.sort_unstable();
        centrals.dedup();
        let received = said.iter().filter(|one| central(one).is_some()).count();
        let other = expected.linked.as_deref().is_some_and(|linked| centrals.iter().any(|central| *central != linked));
        if other || centrals.len() > 1 || (received != 0 && received != said.len()) {
            for one in said {
                self.stray(one, "answer-contradicts");
            }
            return;
        }
        let best = said.iter().find(|one| central(one).is_some_and(|c| !c.is_empty())).or_else(|| said.first());
        let Some(best) = best else { return };
        self.lines.push(AnswerLine { record, mark: expected.mark, answer: best.outcome.clone() });
        for one in said.iter().filter(|one| one.line != best.line) {
            self.stray(one, "answer-again");
        }
    }
}

/// The central number of a receipt; empty where it gives none.
fn central(said: &Said) -> Option<&str> {
    match &said.outcome {
        Answer::Received { central } => Some(central),
        Answer::Refused { .. } => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::journal::RecordKind;

    fn said(line: u64, number: &str, outcome: Answer) -> Said {
        Said { about: About::Number { number: number.to_owned(), kind: None, mark: None }, outcome, line }
    }

    fn received(central: &str) -> Answer {
        Answer::Received { central: central.to_owned() }
    }

    #[allow(clippy::unnecessary_wraps, reason = "what is asked for")]
    fn find(about: &About) -> Result<Vec<Expected>, ()> {
        let About::Number { number, .. } = about else { return Ok(Vec::new()) };
        let expected = |of: &str| Expected {
            key: RecordKey { kind: RecordKind::Identity, of: of.parse().unwrap() },
            mark: Mark::of(of.as_bytes()),
            linked: (number == "K7A-8" || number == "K7A-9").then(|| "90".to_owned()),
        };
        Ok(match number.as_str() {
            "several" => vec![expected("K7A-1"), expected("K7A-2")],
            known if known.starts_with('K') => vec![expected(known)],
            _ => Vec::new(),
        })
    }

    #[test]
    fn an_answer_about_another_version_is_listed() {
        let of = |line, mark: Option<String>| {
            let about = About::Number { number: "K7A-3".to_owned(), kind: None, mark };
            Said { about, outcome: received("77"), line }
        };
        let ours = Mark::of(b"K7A-3").to_string();
        let settled = settle(&[of(1, Some(Mark::of(b"older").to_string())), of(2, Some("5.1E+12".to_owned()))], find).unwrap();
        assert!(settled.lines.is_empty());
        assert!(settled.strays.iter().all(|stray| stray.why == "answer-version") && settled.strays.len() == 2);
        assert_eq!(settle(&[of(1, Some(ours))], find).unwrap().lines.len(), 1);
    }

    #[test]
    fn what_is_unknown_doubled_or_contradictory_is_listed_never_guessed() {
        let refused = || Answer::Refused { reason: "no such clinic".to_owned() };
        let all = [
            said(1, "K7A-3", received("77")),
            said(2, "nobody", received("78")),
            said(3, "several", received("79")),
            said(4, "K7A-4", received("80")),
            said(5, "K7A-4", refused()),
            said(6, "K7A-5", received("")),
            said(7, "K7A-5", received("81")),
            said(8, "K7A-6", received("82")),
            said(9, "K7A-6", received("83")),
            said(10, "K7A-7", refused()),
            said(11, "K7A-8", received("90")),
            said(12, "K7A-9", received("91")),
        ];
        let settled = settle(&all, find).unwrap();
        let lines: Vec<(String, Answer)> = settled.lines.iter().map(|l| (l.record.of.to_string(), l.answer.clone())).collect();
        let answer = |of: &str, outcome: Answer| (of.to_owned(), outcome);
        assert_eq!(
            lines,
            [
                answer("K7A-3", received("77")),
                answer("K7A-5", received("81")),
                answer("K7A-7", refused()),
                answer("K7A-8", received("90"))
            ]
        );
        let strays: Vec<(u64, &str)> = settled.strays.iter().map(|s| (s.line, s.why.as_str())).collect();
        assert_eq!(
            strays,
            [
                (2, "answer-unknown"),
                (3, "answer-several"),
                (4, "answer-contradicts"),
                (5, "answer-contradicts"),
                (6, "answer-again"),
                (8, "answer-contradicts"),
                (9, "answer-contradicts"),
                (12, "answer-contradicts")
            ]
        );
    }
}
