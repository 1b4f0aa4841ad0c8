//! Sockets to a central system: one message out, its answer in, within limits of time and bytes.
//!
//! Knows how a message is carried, and what may go wrong on the way; never what is in it. No patient, no store, no thread; waiting is
//! bounded by the limits that are handed in. Whatever goes wrong is told as what it is, so that nothing is lost and nothing counts as
//! received that was not said to be.

pub mod mllp;
