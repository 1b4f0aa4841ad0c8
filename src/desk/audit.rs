//! Verify: the proof that nothing is missing, forged or counted twice.

use super::Desk;
use super::place::CounterFile;
use super::views::{Finding, Verdict};
use crate::hospital::number::CounterCode;
use crate::hospital::permissions::Right;
use crate::problem::Problem;
use crate::store::{Check, Mark, Reader};
use crate::vault::Pack;

impl Desk {
    /// Checks journal, chain, signatures, tables and series. `progress` gets entries done and in all; `false` from it cancels.
    ///
    /// # Errors
    /// A problem of right, or of the disk when the database cannot be read; what is wrong inside is in the verdict.
    pub fn verify(&self, progress: &mut dyn FnMut(u64, u64) -> bool) -> Result<Option<Verdict>, Problem> {
        self.may(Right::Verify)?;
        self.rows()?;
        let reader = self.store.reader(&self.key)?;
        verify(&reader, self.pack(), &self.counter.file, progress)
    }

    /// The highest numbers given out.
    #[must_use]
    pub fn mark(&self) -> Mark {
        self.store.mark()
    }
}

/// As [`Desk::verify`], over a connection of another thread; the right was checked before.
///
/// # Errors
/// As [`Desk::verify`].
pub fn verify(
    reader: &Reader,
    pack: &Pack,
    file: &CounterFile,
    progress: &mut dyn FnMut(u64, u64) -> bool,
) -> Result<Option<Verdict>, Problem> {
    let key = |counter: &CounterCode, letter: char| pack.verifying_key(counter, letter);
    let own = (&file.counter, file.letter);
    let checked = reader.read().verify(&mut Check { site: &file.site, own, key: &key, progress })?;
    if checked.cancelled {
        return Ok(None);
    }
    let findings = checked.findings.into_iter().map(|(id, args)| Finding { id, args }).collect();
    Ok(Some(Verdict { entries: checked.entries, findings }))
}
