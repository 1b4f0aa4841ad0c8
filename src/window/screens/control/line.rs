//! What is to be said of a counter: what is wrong with it, worst first, and how many numbers it has left.

use crate::desk::views::{CounterLine, InstallationLine, RootStanding};
use crate::window::state::Cx;
use crate::window::theme::Tone;
use crate::words::grouped;
use chrono::{DateTime, FixedOffset};

/// A counter that has said nothing for longer is silent, in minutes.
const SILENT_MINUTES: i64 = 60;

/// What is wrong with a counter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trouble {
    /// A shift's sheet and the entries here have different roots.
    Root,
    /// So many entries are missing.
    Gap(u64),
    /// Its numbers were ended.
    Ended,
    /// So few numbers are left.
    Low(u32),
    /// So many minutes.
    Silent(i64),
    NoSecond,
    /// Papers that did not come out.
    Unprinted(u64),
}

impl Trouble {
    /// The worst weighs most.
    pub const fn weight(self) -> u32 {
        match self {
            Self::Root => 1_000,
            Self::Gap(_) => 500,
            Self::Ended | Self::Low(_) => 120,
            Self::Silent(_) => 80,
            Self::NoSecond => 20,
            Self::Unprinted(_) => 10,
        }
    }

    pub const fn tone(self) -> Tone {
        match self {
            Self::Root | Self::Gap(_) => Tone::Error,
            _ => Tone::Warning,
        }
    }

    pub fn text(self, cx: &Cx<'_>) -> String {
        match self {
            Self::Root => cx.w.t("control-bad-root").into_owned(),
            Self::Gap(n) => cx.w.with("control-bad-gap", &[("n", &grouped(n))]),
            Self::Ended => cx.w.t("control-bad-ended").into_owned(),
            Self::Low(n) => cx.w.with("control-bad-low", &[("n", &grouped(u64::from(n)))]),
            Self::Silent(minutes) => cx.w.with("control-bad-silent", &[("time", &long(minutes, cx))]),
            Self::NoSecond => cx.w.t("control-bad-second").into_owned(),
            Self::Unprinted(n) => cx.w.with("control-bad-unprinted", &[("n", &grouped(n))]),
        }
    }
}

/// `2 h 10`, `3 d`.
fn long(minutes: i64, cx: &Cx<'_>) -> String {
    let (id, a, b) =
        if minutes < 24 * 60 { ("control-hours", minutes / 60, minutes % 60) } else { ("control-days", minutes / (24 * 60), 0) };
    cx.w.with(id, &[("n", &a.to_string()), ("m", &format!("{b:02}"))])
}

/// The installation that works now: the one with the last letter.
pub fn newest(line: &CounterLine) -> Option<&InstallationLine> {
    line.installations.last()
}

/// Patient numbers left in the block, as far as its entries are here.
pub fn left(line: &CounterLine) -> Option<u32> {
    newest(line).map(|installation| line.block.last.saturating_sub(installation.patients))
}

/// Entries that are missing below the last one.
pub fn missing(installation: &InstallationLine) -> u64 {
    installation.gaps.iter().map(|(first, last)| last - first + 1).sum()
}

/// Everything that is wrong, worst first. A counter that nothing was ever heard of is not in trouble: it may not be in use.
pub fn troubles(line: &CounterLine, at: DateTime<FixedOffset>) -> Vec<Trouble> {
    let Some(now) = newest(line) else { return Vec::new() };
    let mut all = Vec::new();
    if line.installations.iter().flat_map(|i| &i.shifts).any(|shift| shift.standing == RootStanding::Different) {
        all.push(Trouble::Root);
    }
    let gap: u64 = line.installations.iter().map(missing).sum();
    if gap > 0 {
        all.push(Trouble::Gap(gap));
    }
    if line.block.revoked.is_some() {
        all.push(Trouble::Ended);
    } else if let Some(left) = left(line).filter(|left| u64::from(*left) * 10 <= u64::from(line.block.last)) {
        all.push(Trouble::Low(left));
    }
    let silent = now.last_time.max(now.heard).map_or(0, |last| at.signed_duration_since(last).num_minutes());
    if silent > SILENT_MINUTES && !line.here {
        all.push(Trouble::Silent(silent));
    }
    if let Some((_, tells)) = &now.tells {
        if tells.second.is_none() {
            all.push(Trouble::NoSecond);
        }
        if tells.unprinted > 0 {
            all.push(Trouble::Unprinted(tells.unprinted));
        }
    }
    all
}

/// How far up in the list a counter stands; what nothing is heard of comes last.
pub fn rank(line: &CounterLine, at: DateTime<FixedOffset>) -> u32 {
    let weight: u32 = troubles(line, at).into_iter().map(Trouble::weight).sum();
    weight + u32::from(!line.installations.is_empty())
}
