//! The hospital's day without a network, small; at full size it is a bench (`cargo bench --bench simulation`).

#![allow(dead_code, reason = "each test file uses a part of the common helpers")]

mod common;
mod hospital_day;

use hospital_day::{Size, run};

#[test]
fn at_the_end_of_a_bad_day_the_control_room_has_everything_once() {
    let size = Size { counters: 8, registrations: 90, admissions: 10, samples: 20, rounds: 5, deaths: 2, seed: 1 };
    let outcome = run(size);
    assert!(outcome.entries > 300 && outcome.bundles > 16 && outcome.died == 2, "{outcome:?}");
    assert!(outcome.lost + outcome.doubled + outcome.torn + outcome.forged > 4, "the day was too easy: {outcome:?}");
}
