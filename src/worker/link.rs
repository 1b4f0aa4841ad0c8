//! The two ends of the wire between a face and the worker. Both queues are bounded; the face never waits on either.

use super::{Event, Job};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel};

/// Jobs that may wait.
pub const JOBS_MAX: usize = 256;
/// Events that may wait to be drawn.
pub const EVENTS_MAX: usize = 1024;

/// Called by the worker after each event, so that an idle window wakes up.
pub type Wake = Arc<dyn Fn() + Send + Sync>;

/// The queue is full; the job was not taken. Try in a moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the desk is still busy with earlier work")]
pub struct Busy;

/// A face's end.
pub struct Link {
    jobs: SyncSender<Job>,
    events: Receiver<Event>,
}

impl Link {
    /// A wire and the worker's end of it. A test may play the worker.
    #[must_use]
    pub fn pair() -> (Self, Receiver<Job>, SyncSender<Event>) {
        let (jobs, job_end) = sync_channel(JOBS_MAX);
        let (event_end, events) = sync_channel(EVENTS_MAX);
        (Self { jobs, events }, job_end, event_end)
    }

    /// Sends a job; never waits.
    ///
    /// # Errors
    /// [`Busy`] when 256 jobs wait already, or the worker has ended.
    pub fn send(&self, job: Job) -> Result<(), Busy> {
        self.jobs.try_send(job).map_err(|error| match error {
            TrySendError::Full(_) | TrySendError::Disconnected(_) => Busy,
        })
    }

    /// The next event, if one is there.
    #[must_use]
    pub fn next(&self) -> Option<Event> {
        self.events.try_recv().ok()
    }
}
