//! The end of the keys, and what the counter's file says of it. Done again after a crash, it goes on where it was.

use super::super::clock::Clock;
use super::super::papers::paper_pdf;
use super::super::place::{CounterFile, Place};
use super::super::session::keyring_problem;
use super::{AFTER_FILE, ArchiveProgress, ArchiveStep, Archived, archive_paper};
use crate::disk;
use crate::hospital::pack::Masters;
use crate::problem::Problem;
use crate::vault::{KeyEnding, Keyring};

/// Destroys every key of an archived counter, writes down when, and puts the second certificate into the archive.
///
/// # Errors
/// `problem-internal` where the counter is not archived; a problem of the disk.
pub(super) fn finish(
    place: &Place,
    file: &mut CounterFile,
    masters: &Masters,
    clock: &Clock,
    progress: ArchiveProgress<'_>,
) -> Result<Archived, Problem> {
    let mut archived = *file.archived.clone().ok_or_else(|| Problem::device("problem-internal"))?;
    if archived.wiped.is_some() {
        // Between the last two steps a program can die as well.
        if !archived.folder.join(AFTER_FILE).exists() {
            certificate(file, masters, &archived);
        }
        return Ok(archived);
    }
    Keyring::new(&place.keys())
        .destroy(&mut |ending| {
            progress(
                match ending {
                    KeyEnding::Overwritten => ArchiveStep::KeyOverwritten,
                    KeyEnding::Removed => ArchiveStep::KeyRemoved,
                },
                0,
                0,
            );
        })
        .map_err(|error| keyring_problem(error, ""))?;
    archived.wiped = Some(clock());
    file.archived = Some(Box::new(archived.clone()));
    place.write_counter(file)?;
    progress(ArchiveStep::Wiped, 0, 0);
    certificate(file, masters, &archived);
    Ok(archived)
}

/// The second certificate, in the archive. The medium may be in the cupboard already: it can be printed again at any time.
fn certificate(file: &CounterFile, masters: &Masters, archived: &Archived) {
    let printed = archive_paper((masters, file), archived, 0);
    if let Ok(pdf) = paper_pdf(&printed) {
        drop(disk::write(&archived.folder.join(AFTER_FILE), &pdf));
    }
}
