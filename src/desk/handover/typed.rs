//! What a clerk types back: the central number, or why a record was not taken. It is the receipt. A wrong number is mended by a second
//! answer; both are kept, and where they differ an officer says which counts.

use super::super::Desk;
use super::super::lookup::leading;
use super::super::register::checked_reason;
use super::crosswalk::{Crossed, crossing, of_central};
use super::status::{OpenWhat, open_line};
use super::typing::{TypingRecord, batches_of};
use crate::journal::fold::{HandPhase, HandState};
use crate::journal::{Answer, AnswerLine, Body, Entry, EntryId, RecordKey, RecordKind, Road};
use crate::problem::Problem;
use crate::store::View;
use chrono::{DateTime, FixedOffset};

/// Source of answers that were typed.
pub const TYPED: &str = "typed";
/// A longer pause between two records is no typing.
const PAUSE_SECS_MAX: i64 = 600;
/// Longest central number or reason that is taken, in characters.
const ANSWER_CHARS_MAX: usize = 200;
/// Answers of this installation from which the pace is reckoned.
const ANSWERS_READ: usize = 120;
/// Answers that are shown, and can be mended.
const LAST_SHOWN: usize = 7;

/// How far one clerk is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct TypingPace {
    /// Still to be typed by this clerk.
    pub left: u64,
    pub typed: u64,
    /// Median of the seconds from one answer to the next, of the last answers; pauses of more than ten minutes are left out.
    pub secs: Option<u32>,
}

/// A record that was typed a moment ago.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TypedLine {
    pub key: RecordKey,
    pub number: String,
    pub name: String,
    pub at: DateTime<FixedOffset>,
    pub answer: Answer,
    /// Two numbers were typed for it: an officer says which counts.
    pub contradicted: bool,
}

/// Where a clerk stands: the next record, the pace, what was typed last.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TypingAt {
    pub next: Option<TypingRecord>,
    pub pace: TypingPace,
    /// The latest first.
    pub last: Vec<TypedLine>,
}

/// The answers in an entry, where somebody typed them.
fn typed_lines<'e>(entry: &'e Entry, login: &str) -> &'e [AnswerLine] {
    match &entry.body {
        Body::HandoverAnswered { source, lines, .. } if source == TYPED && entry.header.by == login => lines,
        _ => &[],
    }
}

impl Desk {
    /// It was typed: the central number that came back, empty where none did; or why it was not taken. `sure`: the person was told what
    /// speaks against the number, and says it again.
    ///
    /// # Errors
    /// `problem-typing-not`, `problem-typing-uhid`, `problem-typing-linked`, `problem-typing-known`, `problem-typing-used`, or a problem of
    /// right or disk.
    pub fn typed(&mut self, key: &RecordKey, answer: Answer, sure: bool) -> Result<(), Problem> {
        self.may_hand_over()?;
        let hand = self.rows()?.hand(key)?.filter(|hand| hand.phase == HandPhase::Made);
        let made = hand.and_then(|hand| hand.made).filter(|made| made.road == Road::Typing);
        let made = made.ok_or_else(|| Problem::refused("problem-typing-not"))?;
        let answer = match answer {
            Answer::Received { central } => {
                let central = self.number_for(key, &central)?;
                self.doubt(key, &central, sure)?;
                Answer::Received { central }
            }
            Answer::Refused { reason } => Answer::Refused { reason: checked_reason(&reason)? },
        };
        self.answered(AnswerLine { record: key.clone(), mark: made.mark, answer })
    }

    /// Another number for a record that the same person typed a moment ago. True where both are kept until an officer says which counts.
    ///
    /// # Errors
    /// `problem-typing-mend`, `problem-typing-uhid`, or a problem of right or disk.
    pub fn mend_typed(&mut self, key: &RecordKey, central: &str) -> Result<bool, Problem> {
        self.may_hand_over()?;
        let mine = self.last_answers()?.iter().flat_map(|entry| typed_lines(entry, &self.user.login)).any(|l| l.record == *key);
        let hand = self.rows()?.hand(key)?.filter(|_| mine).ok_or_else(|| Problem::refused("problem-typing-mend"))?;
        let mark = hand.made.as_ref().map(|made| made.mark).ok_or_else(|| Problem::refused("problem-typing-mend"))?;
        let central = self.number_for(key, central)?;
        self.doubt(key, &central, true)?;
        if hand.phase == HandPhase::Received && hand.central() == central {
            return Ok(false);
        }
        if central.is_empty() {
            return Err(Problem::refused("problem-typing-uhid").with("uhid", central));
        }
        self.answered(AnswerLine { record: key.clone(), mark, answer: Answer::Received { central } })?;
        Ok(self.rows()?.hand(key)?.is_some_and(|hand: HandState| hand.phase == HandPhase::Contradicted))
    }

    fn answered(&mut self, line: AnswerLine) -> Result<(), Problem> {
        let body = Body::HandoverAnswered { source: TYPED.to_owned(), sum: None, lines: vec![line], strays: Vec::new() };
        self.append(body, Vec::new(), &[])?;
        Ok(())
    }

    /// The number as it is kept. Of a patient whom the central system knew it may be left out.
    fn number_for(&self, key: &RecordKey, central: &str) -> Result<String, Problem> {
        let central = central.trim();
        let long = central.chars().count() > ANSWER_CHARS_MAX;
        if key.kind != RecordKind::Identity {
            let refused = || Problem::refused("problem-typing-uhid").with("uhid", "");
            return if long { Err(refused()) } else { Ok(central.to_owned()) };
        }
        let known = if central.is_empty() { crossing(self.rows()?, &key.of)?.map(|crossing| crossing.uhid) } else { None };
        let central = known.unwrap_or_else(|| central.to_owned());
        if long || !self.masters().hospital.uhid.fits(&central) {
            return Err(Problem::refused("problem-typing-uhid").with("uhid", if long { String::new() } else { central }));
        }
        Ok(central)
    }

    /// What speaks against a patient's number: another one is known, or another patient has it. The clipboard often still has the last one.
    /// A link is not said away with a number that was typed: it is taken back where it was said.
    fn doubt(&self, key: &RecordKey, central: &str, sure: bool) -> Result<(), Problem> {
        if key.kind != RecordKind::Identity {
            return Ok(());
        }
        let view = self.rows()?;
        if let Some(known) = crossing(view, &key.of)?.filter(|known| known.uhid != central) {
            let linked = known.how == Crossed::Linked;
            if linked || !sure {
                let id = if linked { "problem-typing-linked" } else { "problem-typing-known" };
                return Err(Problem::refused(id).with("uhid", central).with("known", known.uhid));
            }
        }
        if sure {
            return Ok(());
        }
        let lead = lead_of(view, &key.of)?;
        for other in of_central(view, central)? {
            if other != key.of && lead_of(view, &other)? != lead {
                let other = RecordKey { kind: RecordKind::Identity, of: other };
                let line = open_line(view, other, OpenWhat::Made { batch: String::new() })?;
                return Err(Problem::refused("problem-typing-used").with("uhid", central).with("number", line.number));
            }
        }
        Ok(())
    }

    /// Where whoever works here stands. What was put off for `later` comes after all other records.
    ///
    /// # Errors
    /// A problem of right or disk.
    pub fn typing_at(&self, later: &[RecordKey]) -> Result<TypingAt, Problem> {
        let (next, answers) = (self.next_to_type(later)?, self.last_answers()?);
        let (view, login) = (self.rows()?, self.user.login.as_str());
        let mut last: Vec<TypedLine> = Vec::new();
        for entry in &answers {
            for line in typed_lines(entry, login) {
                // A number that was mended is shown once, as it is now.
                if last.len() < LAST_SHOWN && !last.iter().any(|known| known.key == line.record) {
                    last.push(typed_line(view, line, entry.header.time)?);
                }
            }
        }
        Ok(TypingAt { next, pace: self.pace(&answers)?, last })
    }

    /// How far whoever works here is.
    ///
    /// # Errors
    /// A problem of right or disk.
    pub fn typing_pace(&self) -> Result<TypingPace, Problem> {
        self.may_hand_over()?;
        self.pace(&self.last_answers()?)
    }

    fn last_answers(&self) -> Result<Vec<Entry>, Problem> {
        let own = self.store.installation();
        Ok(self.rows()?.last_of_kind("handover.answered", (&own.counter, own.letter), ANSWERS_READ)?)
    }

    fn pace(&self, answers: &[Entry]) -> Result<TypingPace, Problem> {
        let (view, login) = (self.rows()?, self.user.login.as_str());
        let (batches, mut pace) = (batches_of(view, login)?, TypingPace::default());
        for count in view.batch_counts()?.into_iter().filter(|count| batches.contains_key(&count.batch)) {
            match count.phase {
                HandPhase::Made => pace.left += count.records,
                HandPhase::Received | HandPhase::Refused | HandPhase::Contradicted => pace.typed += count.records,
                HandPhase::Excepted => {}
            }
        }
        let times = answers.iter().filter(|entry| !typed_lines(entry, login).is_empty()).map(|entry| entry.header.time);
        pace.secs = median_gap(times.collect());
        Ok(pace)
    }
}

fn typed_line(view: View<'_>, line: &AnswerLine, at: DateTime<FixedOffset>) -> Result<TypedLine, Problem> {
    let shown = open_line(view, line.record.clone(), OpenWhat::Made { batch: String::new() })?;
    let contradicted = view.hand(&line.record)?.is_some_and(|hand| hand.phase == HandPhase::Contradicted);
    let (number, name) = (shown.number, shown.name);
    Ok(TypedLine { key: line.record.clone(), number, name, at, answer: line.answer.clone(), contradicted })
}

/// Who leads a patient's record: itself where it was not merged.
fn lead_of(view: View<'_>, patient: &EntryId) -> Result<EntryId, Problem> {
    let state = view.patient(patient)?;
    let lead = state.map(|state| leading(view, &state)).transpose()?.flatten();
    Ok(lead.map_or_else(|| patient.clone(), |(id, _)| id))
}

/// Median of the seconds between neighbours, pauses left out.
fn median_gap(mut times: Vec<DateTime<FixedOffset>>) -> Option<u32> {
    times.sort();
    let gaps = times.windows(2).filter_map(|pair| Some(pair.get(1)?.signed_duration_since(*pair.first()?).num_seconds()));
    let mut secs: Vec<u32> =
        gaps.filter(|secs| (0..=PAUSE_SECS_MAX).contains(secs)).filter_map(|secs| u32::try_from(secs).ok()).collect();
    secs.sort_unstable();
    secs.get(secs.len() / 2).copied()
}
