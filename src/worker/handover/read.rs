//! What the long thread reads of the matching and the hand-over. The right to it was checked by the desk thread.

use super::super::long_thread::Long;
use super::super::threads::Session;
use super::super::{Event, HandoverEvent, HandoverLook};
use super::beside::source_of;
use super::proof::ProofEvent;
use crate::desk::IndexWay;
use crate::desk::handover::{
    HandPapers, LinkList, OpenList, Review, Seen, burn_down, handover_status, open_pairs, open_records, stray_answers,
};
use crate::journal::EntryId;
use crate::journal::fold::Linking;
use crate::problem::Problem;
use crate::store::Reader;
use std::sync::Arc;

/// Lines of a list at most: what a person can go through in days.
const LINES_MAX: usize = 5_000;

/// What is asked.
pub(in crate::worker) enum Ask {
    Look,
    Open { which: OpenList },
    Strays,
    Certificates,
    Links { which: Linking },
    Pairs,
    Review { patient: EntryId, way: Box<IndexWay> },
}

impl Ask {
    /// True for what the matching's screen asks.
    pub const fn is_of_matching(&self) -> bool {
        matches!(self, Self::Links { .. } | Self::Pairs | Self::Review { .. })
    }
}

impl Long<'_> {
    pub(in crate::worker) fn handover(&self, ask: Ask, session: &Session, reader: &Reader) -> Result<(), Problem> {
        let view = reader.read();
        let event = match ask {
            Ask::Look => HandoverEvent::Status(Arc::new(HandoverLook { status: handover_status(view)?, burn: burn_down(view)? })),
            Ask::Open { which } => HandoverEvent::Open { which, lines: Arc::new(open_records(view, which, LINES_MAX)?) },
            Ask::Strays => HandoverEvent::Strays(Arc::new(stray_answers(view, LINES_MAX)?)),
            Ask::Certificates => {
                let lines = HandPapers::of(source_of(session, reader)).certificates()?;
                HandoverEvent::Proof(ProofEvent::Certificates(Arc::new(lines)))
            }
            Ask::Links { which } => HandoverEvent::Links(Arc::new(LinkList::read(view, which, LINES_MAX)?)),
            Ask::Pairs => HandoverEvent::Pairs(Arc::new(open_pairs(view, LINES_MAX)?)),
            Ask::Review { patient, way } => return self.review(&patient, *way, session, reader),
        };
        self.out.send(Event::Handover(event));
        Ok(())
    }

    fn review(&self, patient: &EntryId, way: IndexWay, session: &Session, reader: &Reader) -> Result<(), Problem> {
        let mut open = self.central.borrow_mut();
        if open.as_ref().is_none_or(|(known, _)| *known != way) {
            // An index in trouble is told where it is looked after; the patient is shown without it.
            *open = way.open().ok().flatten().map(|central| (way, central));
        }
        let central = open.as_ref().map(|(_, central)| central);
        let today = (session.clock)().date_naive();
        let seen = Seen { central, today, sure: session.masters.handover.sure_percent() };
        let review = Review::of(reader.read(), patient, seen)?;
        self.out.send(Event::Handover(HandoverEvent::Review(Arc::new(review))));
        Ok(())
    }
}
