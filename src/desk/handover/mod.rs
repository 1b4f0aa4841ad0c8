//! Bringing records home: who the central system has already, what leaves in which batch, what it answered, what is still open.
//! Every function here checks its right, reads rows, appends entries; files and servers are reached through the rooms that know them.

mod review;
mod records;

pub use review::{Review, ReviewLine, ReviewSide, Seen};
