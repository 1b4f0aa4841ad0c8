//! A day of the whole hospital without a network at full size, as `tests/simulation.rs` has it small: every counter, ward and laboratory of
//! the demo hospital and three more, 12,000 registrations, 220 admissions, 3,200 samples; bundles lost, doubled, torn, forged; clocks wrong, PCs dying.
//! Prints what it took; it ends with a panic where the control room has not exactly what was saved. `--seed N` for another day.

#![allow(clippy::unwrap_used, clippy::print_stdout, clippy::print_stderr, reason = "a bench fails as a test does, and prints")]
#![allow(dead_code, reason = "a bench uses a part of the tests' helpers")]

#[path = "../tests/common/mod.rs"]
mod common;
#[path = "../tests/hospital_day/mod.rs"]
mod hospital_day;

use hospital_day::{Size, run};

fn main() {
    let mut args = std::env::args();
    let seed = args.find(|arg| arg == "--seed").and_then(|_| args.next()).and_then(|text| text.parse().ok()).unwrap_or(1);
    let size = Size { counters: 60, registrations: 12_000, admissions: 220, samples: 3_200, rounds: 8, deaths: 4, seed };
    let outcome = run(size);
    println!("{size:?}");
    println!("entries at the control room {}", outcome.entries);
    let (made, lost, doubled) = (outcome.bundles, outcome.lost, outcome.doubled);
    println!(
        "bundles {made}: lost {lost}, doubled {doubled}, torn {}, forged {}; PCs died {}",
        outcome.torn, outcome.forged, outcome.died
    );
    println!("work {:?}, carrying {:?}, checking {:?}", outcome.work, outcome.carrying, outcome.checking);
    println!("the control room's figures over all of it, read for the first time: {:?}", outcome.looked);
    let (entries, bytes, making, planning, taking) = outcome.whole_day;
    println!(
        "largest counter's whole day: {entries} entries, {bytes} bytes; made in {making:?}, planned in {planning:?}, taken in {taking:?}"
    );
}
