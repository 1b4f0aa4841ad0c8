//! Making batches on three threads: one reads the records and turns them into bytes, one writes the files, and the caller's has each batch
//! that is on the disk written down.
//! For the window's hand-over thread and for the command line. The same records give the same files as on one thread.

use crate::desk::Desk;
use crate::desk::handover::{BatchFiles, BatchesTo, HandoverAt, MadeBatch, MakeDone, PassWish, fill_batches};
use crate::problem::Problem;
use crate::store::Reader;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::{RecvTimeoutError, sync_channel};
use std::thread;
use std::time::Duration;

/// Batches that may wait for the disk; each is some megabytes.
const BATCHES_AHEAD: usize = 2;
/// How often progress is told, in milliseconds.
const TELL_MILLIS: u64 = 100;

/// Makes the batches of a wish at a desk, as [`Desk::make_handover`] does. `progress` hears records done and in all, and `false` from it
/// stops (`None`).
///
/// # Errors
/// A problem of right or disk, or `problem-export-drill`.
pub fn run_make(
    desk: &mut Desk,
    wish: &PassWish,
    to: BatchesTo<'_>,
    progress: &mut dyn FnMut(u64, u64) -> bool,
) -> Result<Option<MakeDone>, Problem> {
    desk.may_hand_over()?;
    // What was saved last must be in the rows that the other thread reads.
    desk.rows()?;
    let (at, reader) = (desk.handover_at(), desk.store().reader(desk.key())?);
    let done = make((&at, reader), wish, to, progress, &mut |made| desk.note_batch(made))?;
    if let Some(done) = &done {
        desk.keep_check(&done.passed, wish)?;
    }
    Ok(done)
}

/// What the two threads tell each other besides batches.
#[derive(Default)]
struct Told {
    done: AtomicU64,
    of: AtomicU64,
    halt: AtomicBool,
}

impl Told {
    fn heard(&self, progress: &mut dyn FnMut(u64, u64) -> bool) {
        if !progress(self.done.load(Ordering::Relaxed), self.of.load(Ordering::Relaxed)) {
            self.halt.store(true, Ordering::Relaxed);
        }
    }

    fn tell(&self, done: u64, of: u64) -> bool {
        self.done.store(done, Ordering::Relaxed);
        self.of.store(of, Ordering::Relaxed);
        !self.halt.load(Ordering::Relaxed)
    }
}

/// Files of what can leave now; `each` hears of every batch that is on the disk.
///
/// # Errors
/// Refused for a drill; a problem of the disk; what `each` returns.
pub(super) fn make(
    (at, reader): (&HandoverAt, Reader),
    wish: &PassWish,
    to: BatchesTo<'_>,
    progress: &mut dyn FnMut(u64, u64) -> bool,
    each: &mut dyn FnMut(MadeBatch) -> Result<(), Problem>,
) -> Result<Option<MakeDone>, Problem> {
    let told = &Told::default();
    // Where nobody takes a batch any more, whoever stopped knows why.
    let ended = || Problem::device("problem-internal");
    thread::scope(|scope| {
        let (filled, full) = sync_channel(BATCHES_AHEAD);
        let passing = scope.spawn(move || {
            fill_batches(at.source(reader.read()), wish, &mut |done, of| told.tell(done, of), &mut |batch| {
                filled.send(batch).map_err(|_gone| ended())
            })
        });
        let (put, made) = sync_channel(BATCHES_AHEAD);
        let writing = scope.spawn(move || {
            let mut files = BatchFiles::new(at, wish.road, to);
            for batch in full {
                put.send(files.put(batch)?).map_err(|_gone| ended())?;
            }
            Ok(files)
        });
        let noted = loop {
            match made.recv_timeout(Duration::from_millis(TELL_MILLIS)) {
                Ok(batch) => match each(batch) {
                    Ok(()) => told.heard(progress),
                    Err(problem) => break Err(problem),
                },
                Err(RecvTimeoutError::Timeout) => told.heard(progress),
                Err(RecvTimeoutError::Disconnected) => break Ok(()),
            }
        };
        drop(made);
        let passed = passing.join().unwrap_or_else(|_panic| Err(ended()));
        let files = writing.join().unwrap_or_else(|_panic| Err(ended()));
        noted?;
        let files = files?;
        passed?.map(|passed| files.finish(passed)).transpose()
    })
}
