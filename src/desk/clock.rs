//! The one place that asks the system for the time. Everything else takes it as an argument.

use chrono::{DateTime, FixedOffset};
use std::sync::Arc;

/// Tells the time with the local offset from UTC.
pub type Clock = Arc<dyn Fn() -> DateTime<FixedOffset> + Send + Sync>;

/// The system's clock.
#[must_use]
pub fn system_clock() -> Clock {
    Arc::new(now)
}

#[allow(clippy::disallowed_methods, reason = "the one place that reads the system's clock")]
fn now() -> DateTime<FixedOffset> {
    chrono::Local::now().fixed_offset()
}
