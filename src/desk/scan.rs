//! What a bar-code reader typed, done something with: our slip taken in, a number looked up.

use super::Desk;
use super::papers_in::PaperPlace;
use crate::hospital::permissions::Right;
use crate::journal::carrier::{self, CarrierError};
use crate::journal::sheaf::{from_sheaf, is_sheaf};
use crate::journal::{Book, Entry, EntryId, Signed};
use crate::problem::Problem;
use crate::store::TakeIn;

impl Desk {
    /// The patient that a scan means: our slip's QR code (known here, or taken in now from another counter; see [`Desk::take_slip`]), one of our
    /// numbers, a UHID, an ABHA number, a mobile that only one patient has. `None` when it is a good text but nobody here.
    ///
    /// # Errors
    /// `problem-slip-…` for a forged, foreign or damaged slip; or a problem of right or disk.
    pub fn scan(&mut self, text: &str) -> Result<Option<EntryId>, Problem> {
        self.may(Right::Find)?;
        if carrier::is_code(text) || is_sheaf(text) {
            return self.scan_code(text).map(Some);
        }
        if let Ok(Some(id)) = self.patient_by_number(text) {
            return Ok(Some(id));
        }
        self.store.index_pending()?;
        self.searcher()?.exact(text)
    }

    /// One code of a slip or register from the reader. Parts of split codes wait in the tray, whatever is scanned in between; the record is taken
    /// at once when its last part comes. A register's code is laid into the tray: it speaks of many, and a person takes it from there.
    fn scan_code(&mut self, text: &str) -> Result<EntryId, Problem> {
        if is_sheaf(text) {
            let entries = from_sheaf(text).map_err(slip_problem)?.len();
            self.tray.code(text, PaperPlace::default());
            return Err(Problem::refused("problem-scan-sheaf").with("entries", entries.to_string()));
        }
        let Some((_at, of, mark)) = carrier::part_of(text) else { return self.take_signed(&from_one(text)?) };
        if let Some(signed) = self.tray.scanned(text) {
            return self.take_signed(&signed);
        }
        let waiting = self.tray.waiting().into_iter().find(|parts| parts.mark == mark && parts.of == of);
        let have = waiting.map_or(0, |parts| of - parts.missing.len());
        Err(Problem::refused("problem-slip-parts").with("have", have.to_string()).with("of", of.to_string()))
    }

    /// Takes in the entry that a slip's QR code carries, or finds it here already. The signature decides. A notice's code is a declaration:
    /// it is taken where our pack gives its officer the right, and its own address is the answer, see [`Desk::said`].
    ///
    /// # Errors
    /// `problem-slip-…`, or a problem of the disk.
    pub fn take_slip(&mut self, codes: &[&str]) -> Result<EntryId, Problem> {
        let signed = carrier::from_codes(codes.iter().copied()).map_err(slip_problem)?;
        self.take_signed(&signed)
    }

    fn take_signed(&mut self, signed: &Signed) -> Result<EntryId, Problem> {
        let entry = self.gate()?.verify(signed)?;
        let notice = entry.body.book() == Some(Book::Event);
        if notice {
            self.may_be_said(&entry)?;
        } else if entry.body.patient().is_none() && entry.body.of().is_none() {
            return Err(Problem::refused("problem-slip-kind"));
        }
        match self.store.take_in(&entry, signed)? {
            TakeIn::New | TakeIn::Known => {}
            TakeIn::Fork => return Err(Problem::damaged("problem-slip-fork").with("entry", entry.header.id().to_string())),
            TakeIn::Ahead => return Err(Problem::damaged("problem-own-ahead").with("entry", entry.header.id().to_string())),
        }
        if notice { Ok(entry.header.id()) } else { self.patient_of(&entry) }
    }

    /// Whom an entry speaks of: the patient itself, or the patient of its visit or case.
    fn patient_of(&self, entry: &Entry) -> Result<EntryId, Problem> {
        if let Some((of, _)) = entry.body.patient() {
            return Ok(of.cloned().unwrap_or_else(|| entry.header.id()));
        }
        let of = entry.body.of().cloned().unwrap_or_else(|| entry.header.id());
        let rows = self.rows()?;
        if let Some(row) = rows.visit(&of)? {
            return Ok(row.visit.patient);
        }
        Ok(rows.case(&of)?.and_then(|row| row.case.patient).unwrap_or(of))
    }
}

fn from_one(text: &str) -> Result<Signed, Problem> {
    carrier::from_codes([text]).map_err(slip_problem)
}

pub(super) fn slip_problem(error: CarrierError) -> Problem {
    match error {
        CarrierError::Foreign | CarrierError::Mixed => Problem::refused("problem-slip-mixed"),
        CarrierError::Damaged => Problem::refused("problem-slip-damaged"),
        CarrierError::Parts { have, of } => {
            Problem::refused("problem-slip-parts").with("have", have.to_string()).with("of", of.to_string())
        }
    }
}
