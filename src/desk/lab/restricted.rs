//! What the law keeps confidential (HIV and AIDS Act 2017), entry by entry: which of them must not stand on a paper that everybody can read with a
//! telephone.

use crate::hospital::pack::Masters;
use crate::journal::Body;

/// True where an entry tells a value of a restricted test, or that there is a report of one. That such a test was asked for stands on the
/// requisition and its tubes anyway; its result does not.
#[must_use]
pub fn tells_restricted(masters: &Masters, body: &Body) -> bool {
    let secret = |test: &str| masters.lab_limits.iter().any(|limit| limit.code == test && limit.restricted);
    let ours = |test: &str| masters.lab_tests.iter().any(|known| known.code == test);
    match body {
        Body::Resulted { values, .. } => values.iter().any(|value| secret(&value.test)),
        Body::Verified { results, .. } => results.iter().any(|result| secret(&result.test)),
        Body::Called { call, .. } => call.values.iter().any(|(test, _)| secret(test)),
        Body::ReportTold { tests, .. } => tests.iter().any(|test| secret(test)),
        // What an analyser calls a test that is not one of ours, nobody knows.
        Body::LabFile { left, .. } => left.iter().any(|line| secret(&line.test) || !ours(&line.test)),
        _ => false,
    }
}
