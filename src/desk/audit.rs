//! Verify: the proof that nothing is missing, forged or counted twice.

use super::Desk;
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
        let reader = self.store.reader(&self.key)?;
        let verdict = verify(&reader, self.pack(), &self.counter.file.site, progress)?;
        Ok(verdict)
    }

    /// The highest numbers given out.
    #[must_use]
    pub fn mark(&self) -> Mark {
        self.store.mark()
    }
}

fn verify(reader: &Reader, pack: &Pack, site: &str, progress: &mut dyn FnMut(u64, u64) -> bool) -> Result<Option<Verdict>, Problem> {
    let key = |counter: &CounterCode, letter: char| pack.verifying_key(counter, letter);
    let checked = reader.read().verify(&mut Check { site, key: &key, progress })?;
    if checked.cancelled {
        return Ok(None);
    }
    let findings = checked.findings.into_iter().map(|(id, args)| Finding { id, args }).collect();
    Ok(Some(Verdict { entries: checked.entries, findings }))
}
