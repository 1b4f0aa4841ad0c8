//! The archive's certificate, from what the counter's file keeps of it: the records need not be read any more.

use super::super::handover::proof::{both, officer_line, paper_mark};
use super::super::papers::{Printed, person_of};
use super::super::place::{CounterFile, Place, Standing};
use super::{ARCHIVE_FILE, Archived};
use crate::hospital::pack::{Bilingual, Lang, Masters};
use crate::journal::ChainHash;
use crate::paper::{self, ArchivePaper, EventSpan, HandHead, KeyEnd};
use crate::problem::Problem;
use crate::words::words;

/// As programs that sum files up write it.
fn hex(sum: &ChainHash) -> String {
    sum.0.iter().fold(String::with_capacity(64), |text, byte| text + &format!("{byte:02x}"))
}

/// The certificate of an archived counter once more, as a duplicate; without a password, because it says nothing of a patient.
///
/// # Errors
/// `problem-not-archived`, or a problem of the disk.
pub fn archive_certificate_again(place: &Place) -> Result<Printed, Problem> {
    let not = || Problem::refused("problem-not-archived");
    let Standing::Ready { file, pack } = place.look()? else { return Err(not()) };
    let archived = file.archived.clone().ok_or_else(not)?;
    Ok(archive_paper((pack.masters(), &file), &archived, 1))
}

/// Why it was ordered; and what was open, where it was ordered all the same.
fn reason_of(archived: &Archived) -> String {
    if archived.open == 0 {
        return archived.reason.clone();
    }
    let text = |lang| words(lang).count("archive-open-records", archived.open);
    format!("{}\n{}\n{}", archived.reason, text(Lang::Hi), text(Lang::En))
}

/// Lays the certificate out: with the end of the key once it is destroyed.
#[must_use]
pub fn archive_paper((masters, file): (&Masters, &CounterFile), archived: &Archived, copy: u32) -> Printed {
    let counter = file.installation();
    let by = person_of(masters, &archived.by);
    let counter_name = masters.counter(&file.counter).map_or_else(Bilingual::default, |c| c.name.clone());
    let how = both("archive-key-how", &[]);
    let (root, sum) = (archived.root.to_string(), hex(&archived.sum));
    let folder = archived.folder.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let place = archived.folder.display().to_string();
    let officers: Vec<_> = archived.officers.iter().map(|login| officer_line(masters, login)).collect();
    let form = ArchivePaper {
        head: HandHead {
            hospital: &masters.hospital,
            mode: file.mode,
            counter: &counter,
            at: archived.wiped.unwrap_or(archived.at),
            by: &by,
            copy,
        },
        event: EventSpan { began: archived.began, ended: archived.ended },
        installation: &counter,
        counter_name: &counter_name,
        entries: archived.entries,
        root: &root,
        file: &format!("{folder}/{ARCHIVE_FILE}"),
        bytes: archived.bytes,
        sum: &sum,
        place: &place,
        openers: &archived.openers,
        key: archived.wiped.map(|at| KeyEnd { at, how: &how }),
        reason: &reason_of(archived),
        officers: &officers,
        entry: &archived.entry.to_string(),
        codes: &archived.codes,
    };
    let again = if copy == 0 { String::new() } else { format!("-duplicate-{copy}") };
    Printed { pages: paper::archive_certificate(&form), name: format!("{}archive-{counter}{again}", paper_mark(file.mode)) }
}
