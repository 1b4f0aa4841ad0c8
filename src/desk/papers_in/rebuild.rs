//! A dead PC's counter begins anew on another one, filled from its second medium, from bundles and from paper. Its letter is never used again:
//! the new installation has the next.

use super::bundle_in::BundleKeys;
use super::missing::{MissingOf, missing_after};
use super::tray::{PaperPlan, Tray};
use crate::desk::clock::Clock;
use crate::desk::gate::Gate;
use crate::desk::place::{CounterFile, Place, Standing, read_pack_file};
use crate::desk::session::keyring_problem;
use crate::desk::set_up::{SetUp, SetUpDone, mode_of, set_up_under};
use crate::disk;
use crate::hospital::number::CounterCode;
use crate::journal::{self, Signed};
use crate::problem::Problem;
use crate::store;
use crate::vault::{Identity, Keyring, LETTERS, Pack, Secret};
use std::sync::Arc;

/// What begins a new installation in place of a dead one.
pub struct Rebuild<'a> {
    pub set_up: SetUp<'a>,
    /// Letter that the dead PC had, where a person knows it; else the highest that anything shows.
    pub dead: Option<char>,
}

/// A key beside that of the person who sets up: for bundles that were not made for this counter's people.
#[derive(Clone)]
pub enum OtherKey {
    /// The dead PC's recovery key, off its sheet.
    Recovery(Secret),
    /// Somebody whom the bundle is for, as of the control room.
    Person { login: String, password: Secret },
}

/// What a rebuild would do.
#[derive(Debug, Clone)]
pub struct RebuildPlan {
    pub counter: CounterCode,
    /// Highest letter that anything shows, or that a person named.
    pub dead: char,
    /// Letter of the new installation.
    pub letter: char,
    pub papers: PaperPlan,
    /// What is there, and what is not, of each installation that came.
    pub missing: Vec<MissingOf>,
}

/// The keys with which bundles are read before there is a counter: of the person who sets it up, and others that were given.
///
/// # Errors
/// `problem-pack-…`, `problem-unknown-person`, `problem-wrong-password`, `problem-recovery-key`.
pub fn rebuild_keys(place: &Place, request: &SetUp<'_>, others: &[OtherKey]) -> Result<BundleKeys, Problem> {
    let pack = read_pack_file(request.pack)?;
    let keyring = Keyring::new(&place.keys());
    let person = |login: &str, password: &str| -> Result<Vec<Identity>, Problem> {
        let (own, _first) = keyring.person(&pack, login, password).map_err(|error| keyring_problem(error, login))?;
        Ok(pack.identities(login, own)?)
    };
    let mut identities = person(request.login, request.password)?;
    for other in others {
        match other {
            OtherKey::Recovery(key) => {
                identities.push(Identity::parse(key).map_err(|_text| Problem::refused("problem-recovery-key"))?);
            }
            OtherKey::Person { login, password } => identities.extend(person(login, password)?),
        }
    }
    let mode = mode_of(pack.masters(), request.drill);
    Ok(BundleKeys { mode, identities, only: Some(request.counter.clone()), pack: Arc::new(pack) })
}

/// Says what a rebuild would do, before anything is made.
///
/// # Errors
/// As [`rebuild`].
pub fn plan_rebuild(
    place: &Place,
    keys: &BundleKeys,
    (request, named): (&SetUp<'_>, Option<char>),
    (tray, clock): (&Tray, &Clock),
) -> Result<RebuildPlan, Problem> {
    let dead = dead_letter(place, &keys.pack, (&request.counter, named), tray)?;
    let letter = letter_after(dead)?;
    let file = CounterFile {
        site: keys.pack.masters().hospital.site.clone(),
        counter: request.counter.clone(),
        letter,
        mode: keys.mode,
        site_key: keys.pack.site_key.clone(),
        since: clock(),
        reason: String::new(),
        last_user: String::new(),
        archived: None,
    };
    let papers = tray.plan(&Gate::to_nothing(&keys.pack, &file))?;
    let missing = missing_after(&papers.plan, &file);
    Ok(RebuildPlan { counter: request.counter.clone(), dead, letter, papers, missing })
}

/// Sets a counter up under the letter after the dead one's, in a folder without a counter. What was read is laid in afterwards, as at any
/// counter. Records that still lie in the folder, without the file that says whose they are, are moved aside.
///
/// # Errors
/// As [`crate::desk::set_up`]; `problem-rebuild-nothing` where nothing is of this counter and no letter was named; `problem-letters-end`.
pub fn rebuild(place: &Place, request: &Rebuild<'_>, tray: &Tray, clock: &Clock) -> Result<SetUpDone, Problem> {
    if !matches!(place.look()?, Standing::Empty) {
        return Err(Problem::refused("problem-set-up-already").with("path", place.folder().display().to_string()));
    }
    let pack = read_pack_file(request.set_up.pack)?;
    let dead = dead_letter(place, &pack, (&request.set_up.counter, request.dead), tray)?;
    set_up_under(place, &request.set_up, letter_after(dead)?, clock)
}

/// Moves records aside that nobody can open any more: their counter's file is gone. Nothing is deleted.
pub(in crate::desk) fn move_leftovers(place: &Place) -> Result<(), Problem> {
    if place.database().exists() {
        store::set_aside(&place.database(), "before")?;
    }
    let keys = place.keys().join("counter.age");
    if keys.exists() {
        disk::set_aside(&keys, "before")?;
    }
    Ok(())
}

fn dead_letter(place: &Place, pack: &Pack, (counter, named): (&CounterCode, Option<char>), tray: &Tray) -> Result<char, Problem> {
    let seen = highest_letter(pack, counter, tray).max(left_here(place));
    named.max(seen).ok_or_else(|| Problem::refused("problem-rebuild-nothing").with("counter", counter.as_str()))
}

/// The letter that the highest numbers were given out under in this folder, where a counter was before.
pub(in crate::desk) fn left_here(place: &Place) -> Option<char> {
    let bytes = disk::read(&place.folder().join("high-water")).ok()?;
    bytes.first().copied().map(char::from).filter(|letter| LETTERS.contains(letter))
}

/// The letter that a new installation has after another.
///
/// # Errors
/// `problem-letters-end`.
pub fn letter_after(dead: char) -> Result<char, Problem> {
    LETTERS.iter().copied().find(|letter| *letter > dead).ok_or_else(|| Problem::refused("problem-letters-end"))
}

/// Highest letter of a counter that anything with a good signature shows.
fn highest_letter(pack: &Pack, counter: &CounterCode, tray: &Tray) -> Option<char> {
    let letter = |signed: &Signed| {
        let header = signed.entry().ok()?.header;
        let key = (&header.counter == counter).then(|| pack.verifying_key(counter, header.letter)).flatten()?;
        journal::verify(signed, &key).ok().map(|entry| entry.header.letter)
    };
    // A head whose maker the pack knows was read only because its signature fits.
    let makers = tray.makers().filter(|(of, letter)| *of == counter && pack.verifying_key(counter, *letter).is_some());
    let of_heads = makers.map(|(_, letter)| letter).max();
    tray.ready().filter_map(letter).max().max(of_heads)
}
