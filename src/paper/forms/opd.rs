//! What every out-patient paper is made from, and the blocks that they share.

use crate::hospital::number::Mode;
use crate::hospital::opd::Visit;
use crate::hospital::pack::{Bilingual, Category, Clinic, Department, Doctor, Hospital, Scheme};
use crate::journal::Patient;
use chrono::{DateTime, FixedOffset, NaiveDate};

/// One visit, as its papers need it. Borrowed from the desk; holds no handle to anything.
#[derive(Clone, Copy)]
pub struct OpdPaper<'a> {
    pub hospital: &'a Hospital,
    pub mode: Mode,
    pub patient: &'a Patient,
    pub visit: &'a Visit,
    pub department: &'a Department,
    pub clinic: &'a Clinic,
    pub doctor: Option<&'a Doctor>,
    pub category: &'a Category,
    pub scheme: Option<&'a Scheme>,
    /// When the visit was registered, local time.
    pub at: DateTime<FixedOffset>,
    /// The day of printing; an age is shown as of this day.
    pub today: NaiveDate,
    /// Who registered.
    pub by: &'a Bilingual,
    /// Counter code with installation letter: `K7A`.
    pub counter: &'a str,
    /// 0 for the original, n for the n-th duplicate.
    pub copy: u32,
    /// The entry's QR texts (`NR1:…`), in order; more than one when an entry does not fit one code.
    pub qr: &'a [String],
}
