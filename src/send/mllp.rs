//! HL7 messages over MLLP: sends one, waits for its acknowledgement, and only then may the next one go.

use crate::exchange::answers::Reading;
use crate::exchange::answers::hl7::{Ack, acks};
use crate::exchange::hl7::{Unframer, control_ids, frame};
use crate::problem::Problem;
use std::io::{ErrorKind, Read as _, Write as _};
use std::net::{TcpStream, ToSocketAddrs as _};
use std::time::{Duration, Instant};

/// Bytes read at once.
const READ_BYTES: usize = 8 * 1024;

/// How long to wait.
#[derive(Debug, Clone, Copy)]
pub struct Waits {
    pub connect: Duration,
    /// For the whole answer, however slowly it comes; and for each write.
    pub answer: Duration,
}

/// What went wrong with a message. In none of these cases is it known whether the other side has it, but in [`Self::Connect`] and
/// [`Self::Message`], where it cannot have it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SendFault {
    #[error("the address is none")]
    Address,
    #[error("no connection: {0}")]
    Connect(String),
    #[error("not one message with a control id")]
    Message,
    #[error("the connection broke while the message was sent: {0}")]
    Write(String),
    #[error("no answer within the time")]
    Silent,
    #[error("the other side closed the connection without an answer")]
    Closed,
    #[error("the other side closed the connection in the middle of an answer")]
    Part,
    #[error("what came is no acknowledgement: {0}")]
    Garbage(String),
    /// The answer to another message: late, or mixed up. It may be taken as the answer to the message that it names.
    #[error("the acknowledgement of another message, {}", .0.about)]
    Other(Box<Ack>),
    /// After a fault: where the next answer begins on this connection nobody knows.
    #[error("the connection was given up")]
    GivenUp,
}

impl SendFault {
    /// As a person is told; `address` is where it was sent.
    #[must_use]
    pub fn problem(&self, address: &str) -> Problem {
        let id = match self {
            Self::Address | Self::Connect(_) => "problem-send-connect",
            Self::Message => "problem-send-message",
            Self::Write(_) | Self::Closed | Self::Part | Self::GivenUp => "problem-send-broken",
            Self::Silent => "problem-send-silent",
            Self::Garbage(_) => "problem-send-garbage",
            Self::Other(_) => "problem-send-other",
        };
        Problem::device(id).with("address", address)
    }
}

/// A connection to one receiver.
#[derive(Debug)]
pub struct Mllp {
    stream: Option<TcpStream>,
    waits: Waits,
    unframer: Unframer,
}

impl Mllp {
    /// Connects to `host:port`.
    ///
    /// # Errors
    /// [`SendFault::Address`], [`SendFault::Connect`].
    pub fn connect(address: &str, waits: Waits) -> Result<Self, SendFault> {
        let failed = |error: std::io::Error| SendFault::Connect(error.to_string());
        let mut last = SendFault::Address;
        for one in address.to_socket_addrs().map_err(|_name| SendFault::Address)? {
            match TcpStream::connect_timeout(&one, waits.connect) {
                Ok(stream) => {
                    stream.set_write_timeout(Some(waits.answer)).map_err(failed)?;
                    stream.set_nodelay(true).map_err(failed)?;
                    return Ok(Self { stream: Some(stream), waits, unframer: Unframer::default() });
                }
                Err(error) => last = failed(error),
            }
        }
        Err(last)
    }

    /// Sends one message and waits for its acknowledgement, whatever that says.
    ///
    /// # Errors
    /// [`SendFault`]. After any but [`SendFault::Message`] the connection is given up: make a new one and send the message again.
    pub fn send(&mut self, message: &[u8]) -> Result<Ack, SendFault> {
        let mut ids = control_ids(message);
        let (Some(id), None) = (ids.next(), ids.next()) else { return Err(SendFault::Message) };
        let mut stream = self.stream.take().ok_or(SendFault::GivenUp)?;
        stream.write_all(&frame(message)).map_err(|error| SendFault::Write(error.to_string()))?;
        let ack = self.answer(&mut stream)?;
        if ack.about != id {
            return Err(SendFault::Other(Box::new(ack)));
        }
        self.stream = Some(stream);
        Ok(ack)
    }

    fn answer(&mut self, stream: &mut TcpStream) -> Result<Ack, SendFault> {
        let garbage = |what: &dyn std::fmt::Display| SendFault::Garbage(what.to_string());
        let began = Instant::now();
        let mut bytes = [0; READ_BYTES];
        let mut taken: &[u8] = &[];
        loop {
            if let Some(message) = self.unframer.take(taken).map_err(|fault| garbage(&fault))? {
                let mut rest = Reading::default();
                let found = acks(&message, &mut rest).map_err(|problem| garbage(&problem.id))?;
                return match <[Ack; 1]>::try_from(found) {
                    Ok([ack]) => Ok(ack),
                    Err(found) => Err(garbage(&format!("{} acknowledgements in one frame", found.len()))),
                };
            }
            let left = self.waits.answer.checked_sub(began.elapsed()).filter(|left| !left.is_zero()).ok_or(SendFault::Silent)?;
            stream.set_read_timeout(Some(left)).map_err(|error| SendFault::Write(error.to_string()))?;
            taken = match stream.read(&mut bytes) {
                Ok(0) if self.unframer.is_open() => return Err(SendFault::Part),
                Ok(0) => return Err(SendFault::Closed),
                Ok(read) => bytes.get(..read).unwrap_or_default(),
                Err(error) if error.kind() == ErrorKind::Interrupted => &[],
                Err(error) if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut) => {
                    return Err(SendFault::Silent);
                }
                Err(_broken) if self.unframer.is_open() => return Err(SendFault::Part),
                Err(_broken) => return Err(SendFault::Closed),
            };
        }
    }
}
