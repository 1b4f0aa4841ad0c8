//! Bringing records home: who the central system has already, whether a record is fit to leave, what its answers mean, what is still open.
//!
//! Pure: people, records, index and progress come in as arguments. Never links anybody and never sends anything: it proposes and decides
//! what stands, and the desk writes down what a person or the pack's rule says. Knows no clock, file, thread, SQL or screen.

mod fit;
pub mod matching;
mod settle;
mod standing;

pub use fit::{Basis, FixIt, faults, needs};
pub use settle::{Expected, Said, Settled, settle};
pub use standing::{Again, Standing, standing};
