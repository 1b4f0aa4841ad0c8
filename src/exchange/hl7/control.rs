//! The control id of a message (MSH-10) and back: which record, which of its messages, which version. An answer names the message by it
//! (MSA-2), and nothing else of an answer is sure to come back.
//!
//! Twenty characters at most (HL7 v2.5.1, table of lengths: ST 20), digits and capitals, because some receivers know no others:
//! `V` kind, `K7A` counter and letter, sequence in base 36, two characters for the message's place, four for the version.

use crate::hospital::number::CounterCode;
use crate::journal::{EntryId, Mark, RecordKey, RecordKind};
use std::fmt;

/// Most messages that one record is told in.
pub const MESSAGES_MAX: u16 = 36 * 36 / 2;

const DIGITS: &[u8; 36] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const PLACE_CHARS: usize = 2;
pub(super) const VERSION_CHARS: usize = 4;

/// What a control id says.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ControlId {
    pub record: RecordKey,
    /// Which of the record's messages, from 1.
    pub message: u16,
    /// The last of them: so many answers are needed before the record is received.
    pub last: bool,
    version: [u8; VERSION_CHARS],
}

const fn letter(kind: RecordKind) -> char {
    match kind {
        RecordKind::Identity => 'P',
        RecordKind::Merge => 'G',
        RecordKind::Visit => 'V',
        RecordKind::Arrival => 'E',
        RecordKind::Stay => 'I',
        RecordKind::Order => 'Q',
        RecordKind::Result => 'R',
        RecordKind::Birth => 'B',
        RecordKind::Stillbirth => 'S',
        RecordKind::Death => 'D',
        RecordKind::Cause => 'C',
        RecordKind::Mlc => 'L',
        RecordKind::Indent => 'N',
    }
}

fn digit(value: u64) -> u8 {
    usize::try_from(value % 36).ok().and_then(|at| DIGITS.get(at)).copied().unwrap_or(b'0')
}

fn number(text: &str) -> Option<u64> {
    let plain = !text.is_empty() && text.bytes().all(|b| DIGITS.contains(&b));
    plain.then(|| u64::from_str_radix(text, 36).ok()).flatten()
}

/// The first 20 bits of a mark.
pub(super) fn version(mark: &Mark) -> [u8; VERSION_CHARS] {
    let bits = mark.0.iter().take(4).fold(0_u64, |bits, byte| bits << 8 | u64::from(*byte));
    [46_656, 1296, 36, 1].map(|place| digit(bits / place))
}

impl ControlId {
    /// The id of a record's message, its version still open.
    pub(super) const fn new(record: RecordKey, message: u16, last: bool) -> Self {
        Self { record, message, last, version: [b'0'; VERSION_CHARS] }
    }

    /// Reads an id that came back; `None` for what is none of ours.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if !text.is_ascii() {
            return None;
        }
        let (head, version) = text.split_at_checked(text.len().checked_sub(VERSION_CHARS)?)?;
        let (head, place) = head.split_at_checked(head.len().checked_sub(PLACE_CHARS)?)?;
        let mut signs = head.chars();
        let first = signs.next()?;
        let kind = RecordKind::ALL.into_iter().find(|kind| letter(*kind) == first)?;
        let rest = signs.as_str();
        let after = rest.char_indices().skip(1).find(|(_, c)| c.is_ascii_uppercase())?.0;
        let (code, rest) = rest.split_at_checked(after)?;
        let (letter, sequence) = rest.split_at_checked(1)?;
        let of = EntryId {
            counter: CounterCode::new(code).ok().filter(|c| c.as_str() == code)?,
            letter: letter.chars().next()?,
            sequence: number(sequence)?,
        };
        let place = u16::try_from(number(place)?).ok()?;
        number(version)?;
        let version = version.as_bytes().first_chunk::<VERSION_CHARS>().copied()?;
        Some(Self { record: RecordKey { kind, of }, message: place / 2 + 1, last: place % 2 == 1, version })
    }

    /// The version's four characters.
    #[must_use]
    pub fn version_text(&self) -> &str {
        std::str::from_utf8(&self.version).unwrap_or_default()
    }

    /// True when it names this version of its record: `mark` is what [`super::mark`] gave for the record's messages.
    #[must_use]
    pub fn is_version(&self, mark: &Mark) -> bool {
        self.version == version(mark)
    }
}

impl fmt::Display for ControlId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let of = &self.record.of;
        write!(f, "{}{}{}", letter(self.record.kind), of.counter, of.letter)?;
        let mut places = [b'0'; 13];
        let (mut rest, mut from) = (of.sequence, places.len());
        for (at, place) in places.iter_mut().enumerate().rev() {
            (*place, rest, from) = (digit(rest), rest / 36, at);
            if rest == 0 {
                break;
            }
        }
        let place = u64::from(self.message.saturating_sub(1)) * 2 + u64::from(self.last);
        let tail = [digit(place / 36), digit(place)];
        for part in [places.get(from..).unwrap_or_default(), &tail, &self.version] {
            f.write_str(std::str::from_utf8(part).unwrap_or_default())?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn every_id_is_read_back_and_short() {
        for kind in RecordKind::ALL {
            for code in ["K7", "K07", "A0", "Z99"] {
                for sequence in [0, 1, 35, 36, 123_456, (1 << 44) - 1] {
                    for message in [1, 2, 18, 19, MESSAGES_MAX] {
                        let of = EntryId { counter: CounterCode::new(code).unwrap(), letter: 'A', sequence };
                        let mut id = ControlId::new(RecordKey { kind, of }, message, message % 2 == 0);
                        id.version = version(&Mark::of(&[1, 2, 3]));
                        let text = id.to_string();
                        assert!(text.len() <= 20, "{text}");
                        assert_eq!(ControlId::parse(&text), Some(id), "{text}");
                    }
                }
            }
        }
    }

    #[test]
    fn one_looks_like_this() {
        let record = RecordKey { kind: RecordKind::Visit, of: "K7A-123".parse().unwrap() };
        let id = ControlId::new(record, 1, true);
        assert_eq!(id.to_string(), "VK7A3F010000");
        assert!(!id.is_version(&Mark::of(b"x")));
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_not(text in "\\PC{0,24}", close in "[VPX][A-Z0-9]{0,20}") {
            for text in [text, close] {
                if let Some(id) = ControlId::parse(&text) {
                    let again = ControlId::parse(&id.to_string());
                    prop_assert_eq!(again, Some(id));
                }
            }
        }
    }
}
