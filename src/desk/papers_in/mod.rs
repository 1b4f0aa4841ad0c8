//! Papers in: what stands in the codes of slips and registers comes into the records, from a reader or from scans of whole stacks; and what a
//! second medium and bundles hold, where a PC died.
//!
//! Reading ([`read_papers`]) needs no counter (bundles need a key) and may take minutes; laying in ([`Desk::lay_in`]) judges what was read and says what would be
//! taken; taking ([`Desk::take_papers`]) is one transaction. Parts of split codes wait in the [`Tray`], wherever they came from.

mod bundle_in;
mod inbox;
mod missing;
mod read;
mod rebuild;
mod tray;

pub use bundle_in::{BundleKeys, BundleRead};
pub use inbox::ScansRead;
pub use missing::{MissingOf, MissingSeries, missing, missing_after, missing_paper};
pub use read::{PaperCode, PaperFault, Reads, SealedFile, paper_files, read_papers};
pub use rebuild::{OtherKey, Rebuild, RebuildPlan, letter_after, plan_rebuild, rebuild, rebuild_keys};
pub(in crate::desk) use rebuild::{left_here, move_leftovers};
pub use tray::{PaperPlace, PaperPlan, PaperTaken, PartsWaiting, Refused, Tray};
