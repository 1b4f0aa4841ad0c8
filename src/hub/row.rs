//! Rows of `entry` as `COPY … (FORMAT binary)` wants them.
//!
//! <https://www.postgresql.org/docs/15/sql-copy.html>: a head, each row a count of fields and each field its length and bytes, an end.

use super::run::Link;
use super::seal::Sealer;
use super::{HubError, Installation};
use chrono::NaiveDate;

/// What every such stream begins with: signature, flags, length of an extension.
pub(super) const HEAD: &[u8] = b"PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0";
/// What it ends with.
pub(super) const END: [u8; 2] = (-1i16).to_be_bytes();
/// Fields of a row, in the order of the statement that copies.
const FIELDS: [u8; 2] = 7i16.to_be_bytes();
const EPOCH: NaiveDate = NaiveDate::from_ymd_opt(2000, 1, 1).expect("a date");

fn field(out: &mut Vec<u8>, bytes: &[u8]) {
    // An entry has at most 64 KiB.
    out.extend_from_slice(&i32::try_from(bytes.len()).unwrap_or(i32::MAX).to_be_bytes());
    out.extend_from_slice(bytes);
}

/// Appends one row: site, day, id, hour, kind, mark, sealed.
pub(super) fn append(
    out: &mut Vec<u8>,
    (site, installation): (&str, &Installation),
    link: &Link,
    sealer: &mut Sealer,
) -> Result<(), HubError> {
    let id = installation.id(link.sequence);
    out.extend_from_slice(&FIELDS);
    field(out, site.as_bytes());
    let days = i32::try_from(link.day.signed_duration_since(EPOCH).num_days()).unwrap_or(0);
    field(out, &days.to_be_bytes());
    field(out, &id.packed().to_be_bytes());
    field(out, &i16::try_from(link.hour).unwrap_or(0).to_be_bytes());
    field(out, link.kind.as_bytes());
    field(out, &sealer.mark(&link.hash).0);
    // The length stands before what is not made yet.
    let at = out.len();
    out.extend_from_slice(&[0; 4]);
    sealer.seal(&id, &link.signed, out)?;
    let length = i32::try_from(out.len() - at - 4).unwrap_or(i32::MAX).to_be_bytes();
    out.iter_mut().skip(at).zip(length).for_each(|(to, from)| *to = from);
    Ok(())
}
