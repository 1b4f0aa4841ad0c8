//! Bringing records home: whether they are fit to leave, in which order, what the answers mean, what is still open.
//!
//! Pure: values in, values out. No clock, no file, no thread, no SQL, no screen.

mod fit;
mod settle;
mod standing;

pub use fit::{Basis, FixIt, faults, needs};
pub use settle::{Expected, Said, Settled, settle};
pub use standing::{Again, Standing, standing};
