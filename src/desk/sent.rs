//! Bundles that left this installation, and whether their receipts have come back: the entry that the receiver wrote when it took one in.

use super::Desk;
use crate::hospital::number::CounterCode;
use crate::hospital::permissions::Right;
use crate::journal::{Body, ChainHash, Entry};
use crate::problem::Problem;
use chrono::{DateTime, FixedOffset};

/// A bundle that left.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SentBundle {
    pub at: DateTime<FixedOffset>,
    pub by: String,
    pub to: Vec<CounterCode>,
    pub file: String,
    pub entries: u64,
    pub mark: ChainHash,
    /// Installations that took it in, and when; empty while no receipt has come.
    pub taken: Vec<(String, DateTime<FixedOffset>)>,
}

/// Bundles that are told of, the latest first, at most.
const SENT_MAX: usize = 200;

impl Desk {
    /// What left here in bundles, the latest first, and who has said to have it.
    ///
    /// # Errors
    /// A problem of right or disk.
    pub fn sent_bundles(&self) -> Result<Vec<SentBundle>, Problem> {
        self.may(Right::CarryRecords)?;
        let rows = self.rows()?;
        let receipts = rows.entries_of_kind("bundle.taken")?;
        let file = &self.counter.file;
        let ours = |entry: &Entry| (&entry.header.counter, entry.header.letter) == (&file.counter, file.letter);
        let mut sent: Vec<SentBundle> =
            rows.entries_of_kind("bundle.made")?.into_iter().filter(ours).filter_map(|entry| sent(entry, &receipts)).collect();
        sent.reverse();
        sent.truncate(SENT_MAX);
        Ok(sent)
    }
}

fn sent(entry: Entry, receipts: &[Entry]) -> Option<SentBundle> {
    let Body::BundleMade { to, file, entries, mark, .. } = entry.body else { return None };
    let taken = receipts
        .iter()
        .filter(|receipt| matches!(&receipt.body, Body::BundleTaken { mark: of, .. } if *of == mark))
        .map(|receipt| (format!("{}{}", receipt.header.counter, receipt.header.letter), receipt.header.time))
        .collect();
    Some(SentBundle { at: entry.header.time, by: entry.header.by, to, file, entries, mark, taken })
}
