//! A matching pass on several threads, each with an index of its own. For the window's long thread and for the command line.

use crate::desk::handover::{MatchFound, Matching};
use crate::desk::{Central, IndexWay};
use crate::problem::Problem;
use crate::reconcile::matching::{Gathered, Pair, Slice};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::thread;
use std::time::Duration;

/// Threads of a pass: those of an ordinary PC.
const THREADS: usize = 2;
/// How often progress is told, in milliseconds.
const TELL_MILLIS: u64 = 100;
/// The three steps of a pass, as parts of its progress in hundredths: reading the index takes most.
const STEPS: [u64; 3] = [70, 20, 10];

/// Runs the pass. `progress` hears hundredths of a percent, and `false` from it stops (`None`).
///
/// # Errors
/// `problem-index-…`, or a problem of the disk.
pub fn run_match(
    way: &IndexWay,
    matching: &Matching,
    progress: &mut dyn FnMut(u64, u64) -> bool,
) -> Result<Option<MatchFound>, Problem> {
    let mut steps = Steps { before: 0, progress };
    let Some(parts) = steps.run(0, way, |central, part, on| matching.gather(central, part, on))? else { return Ok(None) };
    let gathered = Gathered::join(parts);
    let Some(judged) = steps.run(1, way, |central, part, on| matching.judge(central, &gathered, part, on))? else {
        return Ok(None);
    };
    let Some(pairs) = steps.run(2, way, |central, part, on| matching.pairs(central, part, on))? else { return Ok(None) };
    let proposals: Vec<_> = judged.into_iter().flatten().collect();
    let pairs: Vec<Pair> = pairs.into_iter().flatten().collect();
    Ok(Some(matching.found(&proposals, pairs, gathered.unread_people())))
}

type On<'o> = &'o mut dyn FnMut(u64, u64) -> bool;

struct Steps<'p> {
    /// Hundredths of the steps before this one.
    before: u64,
    progress: &'p mut dyn FnMut(u64, u64) -> bool,
}

impl Steps<'_> {
    /// One step on all threads; `None` when it was stopped.
    fn run<T: Send>(
        &mut self,
        step: usize,
        way: &IndexWay,
        work: impl Fn(&Central, Slice, On<'_>) -> Result<Option<T>, Problem> + Sync,
    ) -> Result<Option<Vec<T>>, Problem> {
        let weight = STEPS.get(step).copied().unwrap_or(1);
        let (halt, shares) = (&AtomicBool::new(false), &[const { AtomicU64::new(0) }; THREADS]);
        let work = &work;
        let told: Vec<Result<Option<T>, Problem>> = thread::scope(|scope| {
            let threads: Vec<_> = Slice::parts(THREADS)
                .map(|part| {
                    scope.spawn(move || {
                        let central = way.open()?.ok_or_else(|| Problem::refused("problem-index-closed"))?;
                        work(&central, part, &mut |now, all| {
                            if let Some(share) = shares.get(part.part) {
                                share.store(now.saturating_mul(10_000) / all.max(1), Ordering::Relaxed);
                            }
                            !halt.load(Ordering::Relaxed)
                        })
                    })
                })
                .collect();
            while threads.iter().any(|thread| !thread.is_finished()) {
                let share = shares.iter().map(|share| share.load(Ordering::Relaxed)).sum::<u64>() / THREADS as u64;
                if !(self.progress)(self.before * 100 + share * weight / 100, 10_000) {
                    halt.store(true, Ordering::Relaxed);
                }
                thread::park_timeout(Duration::from_millis(TELL_MILLIS));
            }
            threads
                .into_iter()
                .map(|thread| thread.join().unwrap_or_else(|_panic| Err(Problem::device("problem-internal"))))
                .collect()
        });
        self.before += weight;
        told.into_iter().collect()
    }
}
