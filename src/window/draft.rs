//! When a draft is sent: at most every 300 ms after a change, and at once when a screen is left. Pure; time is an argument.

/// Shortest time between two drafts, in milliseconds.
pub const DRAFT_EVERY_MS: u64 = 300;

/// Remembers whether something typed has not been kept yet.
#[derive(Debug, Default, Clone, Copy)]
pub struct Keeper {
    dirty: bool,
    sent_ms: Option<u64>,
}

impl Keeper {
    /// Something was typed.
    pub const fn touch(&mut self) {
        self.dirty = true;
    }

    /// True when the draft should be sent now; it then counts as sent.
    pub fn due(&mut self, now_ms: u64) -> bool {
        let rested = self.sent_ms.is_none_or(|sent| now_ms.saturating_sub(sent) >= DRAFT_EVERY_MS);
        let due = self.dirty && rested;
        if due {
            self.dirty = false;
            self.sent_ms = Some(now_ms);
        }
        due
    }

    /// True when something is unsent; it then counts as sent. For leaving a screen or the program.
    pub const fn flush(&mut self) -> bool {
        std::mem::replace(&mut self.dirty, false)
    }

    /// Milliseconds until [`Keeper::due`] may turn true; `None` when nothing is unsent.
    #[must_use]
    pub fn wait_ms(&self, now_ms: u64) -> Option<u64> {
        self.dirty.then(|| self.sent_ms.map_or(0, |sent| (sent + DRAFT_EVERY_MS).saturating_sub(now_ms)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn at_most_every_300_ms_and_at_once_when_left() {
        let mut keeper = Keeper::default();
        assert!(!keeper.due(0));
        keeper.touch();
        assert!(keeper.due(10));
        keeper.touch();
        assert!(!keeper.due(200));
        assert_eq!(keeper.wait_ms(200), Some(110));
        assert!(keeper.due(310));
        assert_eq!(keeper.wait_ms(400), None);
        keeper.touch();
        assert!(keeper.flush());
        assert!(!keeper.flush());
    }
}
