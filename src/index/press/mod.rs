//! From rows to the sealed file.

mod intern;
mod sorter;
mod work;

pub use work::discard;
