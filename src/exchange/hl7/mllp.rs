//! MLLP: the frame around a message on a TCP connection, `VT message FS CR` (HL7 v2.5.1, implementation guide of the lower layer
//! protocol). Bytes only; who sends them is room `send`.

const VT: u8 = 0x0B;
const FS: u8 = 0x1C;

/// Largest message that is taken out of a frame. Answers are a few hundred bytes.
pub const FRAME_MAX_BYTES: usize = 1024 * 1024;

/// Puts a frame around a message. What would end it early cannot stand in a message of ours: the writer makes it a blank.
#[must_use]
pub fn frame(message: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(message.len() + 3);
    out.push(VT);
    out.extend_from_slice(message);
    out.extend_from_slice(&[FS, b'\r']);
    out
}

/// What is no frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum FrameFault {
    #[error("bytes that stand in no frame")]
    Outside,
    #[error("a frame began before the one before it was ended")]
    Torn,
    #[error("a frame of more than a megabyte")]
    Long,
}

/// Takes messages out of what comes in, piece by piece.
#[derive(Debug, Default)]
pub struct Unframer {
    held: Vec<u8>,
    open: bool,
}

impl Unframer {
    /// Takes bytes; gives the first message that is whole, and keeps the rest for the next call (which may be with no bytes).
    ///
    /// # Errors
    /// [`FrameFault`]; what is held is given up then, because where the next frame begins cannot be known.
    pub fn take(&mut self, bytes: &[u8]) -> Result<Option<Vec<u8>>, FrameFault> {
        self.held.extend_from_slice(bytes);
        let taken = self.next();
        if taken.is_err() {
            self.held.clear();
            self.open = false;
        }
        taken
    }

    /// True while a frame is begun and not ended.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        self.open
    }

    fn next(&mut self) -> Result<Option<Vec<u8>>, FrameFault> {
        if !self.open {
            // The CR of the frame before, and line ends that some senders add.
            let blank = self.held.iter().take_while(|b| matches!(**b, b'\r' | b'\n')).count();
            self.held.drain(..blank);
            match self.held.first() {
                None => return Ok(None),
                Some(&VT) => self.open = true,
                Some(_) => return Err(FrameFault::Outside),
            }
        }
        let inside = self.held.get(1..).unwrap_or_default();
        let end = inside.iter().position(|b| matches!(*b, FS | VT));
        match end.and_then(|end| Some((end, *inside.get(end)?))) {
            Some((_, VT)) => Err(FrameFault::Torn),
            Some((end, _)) if end > FRAME_MAX_BYTES => Err(FrameFault::Long),
            Some((end, _)) => {
                let message = inside.get(..end).unwrap_or_default().to_vec();
                self.held.drain(..end + 2);
                self.open = false;
                Ok(Some(message))
            }
            None if inside.len() > FRAME_MAX_BYTES => Err(FrameFault::Long),
            None => Ok(None),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn frames_come_in_pieces() {
        let mut stream = frame(b"MSH|one\r");
        stream.extend(frame(b"MSH|two\r"));
        for size in [1, 2, 3, 7, 100] {
            let (mut unframer, mut found) = (Unframer::default(), Vec::new());
            for piece in stream.chunks(size) {
                found.extend(unframer.take(piece).unwrap());
                while let Some(message) = unframer.take(b"").unwrap() {
                    found.push(message);
                }
            }
            assert_eq!(found, [b"MSH|one\r".to_vec(), b"MSH|two\r".to_vec()], "pieces of {size}");
            assert!(!unframer.is_open());
        }
    }

    #[test]
    fn what_is_no_frame_is_told() {
        let mut unframer = Unframer::default();
        assert_eq!(unframer.take(b"HTTP/1.1 400"), Err(FrameFault::Outside));
        assert_eq!(unframer.take(b"\x0BMSH|\x0BMSH|"), Err(FrameFault::Torn));
        assert_eq!(unframer.take(&[&[VT][..], &vec![b'a'; FRAME_MAX_BYTES + 1]].concat()), Err(FrameFault::Long));
        assert_eq!(unframer.take(&frame(b"x")), Ok(Some(b"x".to_vec())));
        assert_eq!(unframer.take(b"\x0BMSH|half"), Ok(None));
        assert!(unframer.is_open());
    }

    proptest! {
        #[test]
        fn any_bytes_end_in_a_message_or_a_fault(bytes in proptest::collection::vec(any::<u8>(), 0..200), size in 1_usize..20) {
            let mut unframer = Unframer::default();
            for piece in bytes.chunks(size) {
                drop(unframer.take(piece));
            }
            drop(unframer.take(&frame(b"after")));
        }
    }
}
