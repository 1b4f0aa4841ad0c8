//! Reconciling: what was registered during the outage, held against the central system's fresh patient list and against itself.
//!
//! Owns who is proposed as whom, and why. Pure: people, index and progress come in as arguments. Never links anybody: it proposes, and
//! the desk writes down what a person or the pack's rule decides. Knows no clock, thread, SQL or screen.

pub mod matching;
