//! Papers in: what stands in the codes of slips and registers comes into the records, from a reader or from scans of whole stacks.
//!
//! Reading ([`read_papers`]) needs no counter and may take minutes; laying in ([`Desk::lay_in`]) judges what was read and says what would be
//! taken; taking ([`Desk::take_papers`]) is one transaction. Parts of split codes wait in the [`Tray`], wherever they came from.

mod missing;
mod read;
mod rebuild;
mod tray;

pub use missing::{MissingOf, MissingSeries, missing, missing_paper};
pub use read::{PaperCode, PaperFault, Reads, paper_files, read_papers};
pub use rebuild::{Rebuild, letter_after, rebuild};
pub use tray::{PaperPlace, PaperPlan, PaperTaken, PartsWaiting, Refused, Tray};
