//! Long work: a bar, a count, the time left, and a way to stop it.

use super::bars::{Bar, bar};
use super::button::Button;
use crate::window::theme::{self, Tone, gap};
use crate::words::{Words, grouped};
use chrono::{DateTime, FixedOffset, TimeDelta};
use egui::Ui;

/// Since when work runs; from it the time left is reckoned.
#[derive(Debug, Clone, Copy)]
pub struct Pace {
    started: DateTime<FixedOffset>,
}

impl Pace {
    #[must_use]
    pub const fn new(started: DateTime<FixedOffset>) -> Self {
        Self { started }
    }

    /// How long it will still take, once a second has gone by and something is done.
    #[must_use]
    pub fn left(&self, now: DateTime<FixedOffset>, done: u64, of: u64) -> Option<TimeDelta> {
        let gone = now.signed_duration_since(self.started).num_milliseconds();
        if gone < 1000 || done == 0 || of <= done {
            return None;
        }
        let left = i128::from(gone) * i128::from(of - done) / i128::from(done);
        i64::try_from(left).ok().and_then(TimeDelta::try_milliseconds)
    }
}

/// What is shown of long work.
#[must_use = "call show"]
pub struct Progress<'a> {
    pub what: &'a str,
    pub done: u64,
    pub of: u64,
    pub left: Option<TimeDelta>,
    pub cancel_key: &'a str,
}

impl Progress<'_> {
    /// Draws it. True when *Cancel* was pressed.
    pub fn show(self, ui: &mut Ui, words: &Words) -> bool {
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = gap::S;
            ui.label(theme::strong(self.what));
            let (done, of) = (grouped(self.done), grouped(self.of));
            let count = words.with("list-progress-count", &[("done", &done), ("of", &of)]);
            let width = ui.available_width();
            bar(ui, &Bar { value: self.done, of: self.of, width, tone: Tone::Plain }, &count);
            ui.horizontal(|ui| {
                ui.label(theme::label(&count));
                if let Some(left) = self.left {
                    ui.label(theme::label(left_text(left, words)));
                }
            });
            ui.add(Button::secondary(&words.t("list-cancel")).key(self.cancel_key)).clicked()
        })
        .inner
    }
}

fn left_text(left: TimeDelta, words: &Words) -> String {
    let secs = u64::try_from(left.num_seconds()).unwrap_or(0).max(1);
    if secs < 90 { words.count("list-left-seconds", secs) } else { words.count("list-left-minutes", secs.div_ceil(60)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_left_follows_the_pace() {
        let start = DateTime::parse_from_rfc3339("2022-11-24T09:00:00+05:30").unwrap();
        let pace = Pace::new(start);
        let later = start + TimeDelta::seconds(10);
        assert_eq!(pace.left(later, 250, 1000), Some(TimeDelta::seconds(30)));
        assert_eq!(pace.left(start, 250, 1000), None);
        assert_eq!(pace.left(later, 0, 1000), None);
        assert_eq!(pace.left(later, 1000, 1000), None);
    }
}
