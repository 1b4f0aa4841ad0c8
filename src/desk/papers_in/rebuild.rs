//! A dead PC's counter begins anew on another one, filled from paper. Its letter is never used again: the new installation has the next.

use super::read::Reads;
use super::tray::Tray;
use crate::desk::clock::Clock;
use crate::desk::place::{Place, Standing, read_pack_file};
use crate::desk::set_up::{SetUp, SetUpDone, set_up_under};
use crate::hospital::number::CounterCode;
use crate::journal::{self, Signed};
use crate::problem::Problem;
use crate::vault::{LETTERS, Pack};

/// What begins a new installation in place of a dead one.
pub struct Rebuild<'a> {
    pub set_up: SetUp<'a>,
    /// Letter that the dead PC had, where a person knows it; else the highest that any paper shows.
    pub dead: Option<char>,
}

/// Sets a counter up under the letter after the dead one's, in an empty folder. What was read is laid in afterwards, as at any counter.
///
/// # Errors
/// As [`crate::desk::set_up`]; `problem-rebuild-nothing` where no paper is of this counter and no letter was named; `problem-letters-end`.
pub fn rebuild(place: &Place, request: &Rebuild<'_>, reads: &Reads, clock: &Clock) -> Result<SetUpDone, Problem> {
    if !matches!(place.look()?, Standing::Empty) {
        return Err(Problem::refused("problem-set-up-already").with("path", place.folder().display().to_string()));
    }
    let pack = read_pack_file(request.set_up.pack)?;
    let seen = highest_letter(&pack, &request.set_up.counter, reads);
    let dead = request
        .dead
        .max(seen)
        .ok_or_else(|| Problem::refused("problem-rebuild-nothing").with("counter", request.set_up.counter.as_str()))?;
    set_up_under(place, &request.set_up, letter_after(dead)?, clock)
}

/// The letter that a new installation has after another.
///
/// # Errors
/// `problem-letters-end`.
pub fn letter_after(dead: char) -> Result<char, Problem> {
    LETTERS.iter().copied().find(|letter| *letter > dead).ok_or_else(|| Problem::refused("problem-letters-end"))
}

/// Highest letter of a counter that a paper with a good signature shows.
fn highest_letter(pack: &Pack, counter: &CounterCode, reads: &Reads) -> Option<char> {
    let mut tray = Tray::default();
    for code in &reads.codes {
        tray.code(&code.text, code.place.clone());
    }
    let letter = |signed: &Signed| {
        let header = signed.entry().ok()?.header;
        let key = (&header.counter == counter).then(|| pack.verifying_key(counter, header.letter)).flatten()?;
        journal::verify(signed, &key).ok().map(|entry| entry.header.letter)
    };
    tray.ready().iter().filter_map(|(signed, _)| letter(signed)).max()
}
