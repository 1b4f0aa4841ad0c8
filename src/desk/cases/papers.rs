//! Lists on paper: ward census, registers by date, number gaps. Reads only; works over any connection.

use crate::desk::papers::Printed;
use crate::desk::place::CounterFile;
use crate::hospital::pack::{Bilingual, Masters};
use crate::problem::Problem;
use crate::store::{CaseKind, View};
use chrono::{DateTime, FixedOffset, NaiveDate};

/// Masters, counter, who asks, and the time.
pub type Of<'a> = (&'a Masters, &'a CounterFile, &'a Bilingual, DateTime<FixedOffset>);

/// The shift census of a ward.
///
/// # Errors
/// A problem of the disk.
pub fn census_paper(_view: View<'_>, _of: Of<'_>, _ward: &str) -> Result<Printed, Problem> {
    Err(Problem::refused("problem-not-found"))
}

/// A register by date.
///
/// # Errors
/// A problem of the disk.
pub fn book_paper(_view: View<'_>, _of: Of<'_>, _kind: CaseKind, _days: (NaiveDate, NaiveDate)) -> Result<Printed, Problem> {
    Err(Problem::refused("problem-not-found"))
}

/// The number-gap report.
///
/// # Errors
/// A problem of the disk.
pub fn gap_paper(_view: View<'_>, _of: Of<'_>) -> Result<Printed, Problem> {
    Err(Problem::refused("problem-not-found"))
}
