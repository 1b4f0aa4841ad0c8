//! How many waited where, and how long: from when a token was given to when it was called first. Who is never called leaves at the day's end.

use super::gather::key;
use crate::hospital::pack::Bilingual;
use crate::journal::EntryId;
use crate::paper::QueueLine;
use chrono::{DateTime, Days, FixedOffset, NaiveTime};
use std::collections::BTreeMap;

type Moment = DateTime<FixedOffset>;

/// Tokens and calls, in whatever order they were read.
#[derive(Default)]
pub(super) struct Queues {
    clinics: Vec<String>,
    /// Clinic and moment a visit came there; more than one where it was sent on.
    came: BTreeMap<i64, Vec<(usize, Moment)>>,
    called: BTreeMap<i64, Moment>,
    gone: BTreeMap<i64, Moment>,
}

/// Waiting at one place.
#[derive(Default)]
struct Place {
    /// One more, or one fewer, at a moment.
    changes: Vec<(Moment, i64)>,
    minutes: Vec<u32>,
}

impl Queues {
    pub fn came(&mut self, visit: &EntryId, clinic: &str, at: Moment) {
        let clinic = self.clinic(clinic);
        self.came.entry(key(visit)).or_default().push((clinic, at));
    }

    pub fn moved(&mut self, visit: &EntryId, clinic: &str, at: Moment) {
        self.came(visit, clinic, at);
    }

    pub fn called(&mut self, visit: &EntryId, at: Moment) {
        self.called.entry(key(visit)).and_modify(|first| *first = (*first).min(at)).or_insert(at);
    }

    pub fn gone(&mut self, visit: &EntryId, at: Moment) {
        self.gone.insert(key(visit), at);
    }

    fn clinic(&mut self, code: &str) -> usize {
        self.clinics.iter().position(|known| known == code).unwrap_or_else(|| {
            self.clinics.push(code.to_owned());
            self.clinics.len() - 1
        })
    }

    /// A line a clinic where anybody was called.
    pub fn lines(&self, name: &dyn Fn(&str) -> Bilingual) -> Vec<QueueLine> {
        let mut places: BTreeMap<usize, Place> = BTreeMap::new();
        for (visit, stops) in &self.came {
            let mut stops = stops.clone();
            stops.sort_by_key(|(_, at)| *at);
            let nexts = stops.iter().skip(1).map(|(_, at)| Some(*at)).chain([None]);
            for ((clinic, came), next) in stops.iter().zip(nexts) {
                let called = self.called.get(visit).copied().filter(|at| at >= came && next.is_none_or(|next| *at <= next));
                let gone = self.gone.get(visit).copied();
                let end = called.or(next).or(gone).unwrap_or_else(|| day_end(*came)).min(day_end(*came)).max(*came);
                let place = places.entry(*clinic).or_default();
                place.changes.extend([(*came, 1), (end, -1)]);
                if called.is_some() {
                    place.minutes.push(u32::try_from((end - *came).num_minutes()).unwrap_or(0));
                }
            }
        }
        places.into_iter().filter_map(|(clinic, place)| place.line(name(self.clinics.get(clinic)?))).collect()
    }
}

fn day_end(at: Moment) -> Moment {
    let next = at.date_naive().checked_add_days(Days::new(1)).unwrap_or_else(|| at.date_naive());
    next.and_time(NaiveTime::MIN).and_local_timezone(*at.offset()).single().unwrap_or(at)
}

impl Place {
    fn line(mut self, place: Bilingual) -> Option<QueueLine> {
        if self.minutes.is_empty() {
            return None;
        }
        // Whoever leaves makes room before the next one comes.
        self.changes.sort_by_key(|(at, change)| (*at, *change));
        let (mut now, mut longest, mut when) = (0_i64, 0_i64, None);
        for (at, change) in self.changes {
            now += change;
            if now > longest {
                (longest, when) = (now, Some(at));
            }
        }
        self.minutes.sort_unstable();
        let median = self.minutes.get((self.minutes.len() - 1) / 2).copied()?;
        let longest_mins = self.minutes.last().copied()?;
        Some(QueueLine { place, longest: longest.unsigned_abs(), at: when?, median_mins: median, longest_mins })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Moment {
        DateTime::parse_from_rfc3339(&format!("2022-11-24T{text}:00+05:30")).unwrap()
    }

    #[test]
    fn waiting_is_counted_from_token_to_first_call() {
        let id = |n: u64| format!("K7A-{n}").parse::<EntryId>().unwrap();
        let mut queues = Queues::default();
        queues.called(&id(1), at("09:40"));
        queues.called(&id(1), at("09:30"));
        for (n, came) in [(1, "09:00"), (2, "09:10"), (3, "09:20"), (4, "09:25")] {
            queues.came(&id(n), "MED", at(came));
        }
        queues.called(&id(2), at("10:10"));
        queues.moved(&id(3), "SURG", at("09:22"));
        queues.called(&id(3), at("09:50"));
        let lines = queues.lines(&|code| Bilingual { en: code.to_owned(), hi: code.to_owned() });
        let told: Vec<_> = lines.iter().map(|l| (l.place.en.as_str(), l.longest, l.at, l.median_mins, l.longest_mins)).collect();
        assert_eq!(told, [("MED", 3, at("09:20"), 30, 60), ("SURG", 1, at("09:22"), 28, 28)]);
    }
}
