//! The steps that work beside the desk hands to the desk thread, one at a time: each is written and answered before the next one comes.

use super::super::desk_thread::{DeskThread, State};
use crate::desk::Desk;
use crate::desk::handover::{AnswerPlan, MadeBatch, MatchFigures, MatchFound, PassWish, Passed, Reckoned, SentBatch};
use crate::problem::Problem;
use std::sync::mpsc::SyncSender;

/// What is to be written down.
pub(in crate::worker) enum Step {
    Matches(MatchFound),
    Batch(MadeBatch),
    Checked(Box<(Passed, PassWish)>),
    Answers(AnswerPlan),
    Sent(SentBatch),
    Certificate(Box<Reckoned>),
    /// Nothing more comes: the figures of the status line follow.
    End,
}

/// A step, for whom, and where its answer goes.
pub(in crate::worker) struct HandBack {
    /// Login of who began it: nobody else signs for it.
    pub by: String,
    pub step: Step,
    pub done: SyncSender<Result<MatchFigures, Problem>>,
}

impl DeskThread {
    /// Writes a step down. Where its person has gone, it is dropped, and with it the wire on which the other thread waits.
    pub(in crate::worker) fn hand_step(&mut self, back: HandBack) {
        let State::Open(desk) = &mut self.state else { return };
        if desk.user().login != back.by {
            return;
        }
        let end = matches!(back.step, Step::End);
        let told = write(desk, back.step);
        self.busy = true;
        // Who waited may have ended.
        drop(back.done.try_send(told));
        if end {
            self.send_status();
        }
    }
}

fn write(desk: &mut Desk, step: Step) -> Result<MatchFigures, Problem> {
    let mut figures = MatchFigures::default();
    match step {
        Step::Matches(found) => figures = desk.take_matches(&found, &mut |_lines| {})?,
        Step::Batch(made) => desk.note_batch(made)?,
        Step::Checked(checked) => desk.keep_check(&checked.0, &checked.1)?,
        Step::Answers(plan) => drop(desk.take_answers(&plan)?),
        Step::Sent(sent) => desk.take_sent(&sent)?,
        Step::Certificate(reckoned) => drop(desk.note_certificate(&reckoned)?),
        Step::End => {}
    }
    // The other thread reads what follows from it before it goes on: whose patient was refused is not sent.
    desk.rows()?;
    Ok(figures)
}
