//! Setting a counter up, the demo hospital, a new pack, a new installation letter.

use super::Desk;
use super::clock::Clock;
use super::papers_in::{left_here, letter_after, move_leftovers};
use super::place::{CounterFile, Place, Standing, check_site, read_pack_file};
use super::session::{Counter, check_new_password, keyring_problem};
use crate::disk::{self, DiskError};
use crate::hospital::number::{CounterCode, Mode};
use crate::hospital::pack::{Masters, check, demo};
use crate::hospital::permissions::{Right, Role};
use crate::journal::{Body, fingerprint};
use crate::problem::Problem;
use crate::store;
use crate::vault::{CounterKeys, Keyring, LETTERS, Pack, SealRequest, Secret, random, seal_pack, work_of};
use ed25519_dalek::SigningKey;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

/// What is asked at set-up.
pub struct SetUp<'a> {
    pub pack: &'a Path,
    pub counter: CounterCode,
    /// A person with the right to set up.
    pub login: &'a str,
    /// The password that came with the pack.
    pub password: &'a str,
    /// The one chosen now; empty keeps the first.
    pub new_password: &'a str,
    pub reason: &'a str,
    pub drill: bool,
}

/// A counter just set up.
pub struct SetUpDone {
    pub counter: Counter,
    /// Shown and printed once, kept nowhere.
    pub recovery_key: Secret,
}

/// Sets a counter up in an empty folder.
///
/// # Errors
/// A [`Problem`]: pack, counter code, right, password, or the disk. Nothing is left half-made: `counter.json` is written last.
pub fn set_up(place: &Place, request: &SetUp<'_>, clock: &Clock) -> Result<SetUpDone, Problem> {
    // What lies here without its counter's file had a letter already.
    let letter = left_here(place).map_or(Ok('A'), letter_after)?;
    set_up_under(place, request, letter, clock)
}

/// As [`set_up`], under another letter: in place of a PC that died.
pub(super) fn set_up_under(place: &Place, request: &SetUp<'_>, letter: char, clock: &Clock) -> Result<SetUpDone, Problem> {
    disk::make_folder(place.folder())?;
    let lock = place.lock()?;
    if !matches!(place.look()?, Standing::Empty) {
        return Err(Problem::refused("problem-set-up-already").with("path", place.folder().display().to_string()));
    }
    let bytes = disk::read(request.pack).map_err(|error| match error {
        DiskError::Missing { path } => Problem::refused("problem-pack-missing").with("path", path.display().to_string()),
        other => other.into(),
    })?;
    let pack = read_pack_file(request.pack)?;
    let masters = pack.masters();
    if masters.counter(&request.counter).is_none() {
        return Err(Problem::refused("problem-counter-unknown").with("counter", request.counter.as_str()));
    }
    may_set_up(masters, request.login)?;
    let keyring = Keyring::new(&place.keys());
    let (own, first) =
        keyring.person(&pack, request.login, request.password).map_err(|error| keyring_problem(error, request.login))?;
    if !request.new_password.is_empty() {
        check_new_password(request.new_password)?;
    } else if first && !request.drill {
        return Err(Problem::refused("problem-first-password"));
    }
    let identities = pack.identities(request.login, own)?;
    let signing = pack
        .signing_key(&request.counter, letter, &identities)
        .map_err(|_closed| Problem::refused("problem-not-here").with("person", request.login))?;
    move_leftovers(place)?;
    let (_keys, recovery) =
        keyring.create(&pack, &request.counter, signing).map_err(|error| keyring_problem(error, request.login))?;
    if let (false, Some(own)) = (request.new_password.is_empty(), identities.first()) {
        keyring
            .set_password(request.login, own, request.new_password, work_of(&pack))
            .map_err(|error| keyring_problem(error, request.login))?;
    }
    disk::write(&place.pack(), &bytes)?;
    let now = clock();
    let file = CounterFile {
        site: masters.hospital.site.clone(),
        counter: request.counter.clone(),
        letter,
        mode: mode_of(masters, request.drill),
        site_key: pack.site_key.clone(),
        since: now,
        reason: reason_or_default(request.reason),
        last_user: request.login.to_owned(),
        archived: None,
    };
    place.write_counter(&file)?;
    drop(lock);
    Ok(SetUpDone { counter: Counter::open(place.clone(), clock.clone())?, recovery_key: recovery.key })
}

/// What is written at a counter of this pack, in a drill or not.
pub(super) fn mode_of(masters: &Masters, drill: bool) -> Mode {
    if drill && masters.mode() == Mode::Event { Mode::Drill } else { masters.mode() }
}

fn reason_or_default(reason: &str) -> String {
    let reason = crate::hospital::identifiers::mask_aadhaar(&crate::hospital::opd_form::tidy(reason));
    if reason.is_empty() { "central system down".to_owned() } else { reason }
}

fn may_set_up(masters: &Masters, login: &str) -> Result<(), Problem> {
    let user = masters.user(login).ok_or_else(|| Problem::refused("problem-unknown-person").with("person", login))?;
    if user.roles.iter().any(|role| role.may(Right::SetUp)) {
        Ok(())
    } else {
        Err(Problem::refused("problem-no-right").with("right", Right::SetUp.word_id()).with("person", login))
    }
}

impl Counter {
    /// Begins the records anew under the next installation letter: the database is damaged, or an older copy was put back.
    /// The old file is moved aside, never deleted. The same person and password as for set-up.
    ///
    /// # Errors
    /// A [`Problem`].
    pub fn new_letter(&mut self, login: &str, password: &str, reason: &str) -> Result<(), Problem> {
        may_set_up(&self.masters, login)?;
        let (opened, _failed) = self.unlock(login, password)?;
        let next =
            LETTERS.iter().copied().find(|l| *l > self.file.letter).ok_or_else(|| Problem::refused("problem-letters-end"))?;
        let signing = self
            .pack
            .signing_key(&self.file.counter, next, &opened.identities)
            .map_err(|_closed| Problem::refused("problem-not-here").with("person", login))?;
        if self.place.database().exists() {
            store::set_aside(&self.place.database(), &format!("letter-{}", self.file.letter))?;
        }
        let keys = CounterKeys { database: opened.keys.database, signing };
        Keyring::new(&self.place.keys())
            .reseal(&keys, &self.pack, &self.file.counter)
            .map_err(|error| keyring_problem(error, login))?;
        self.file.letter = next;
        self.file.reason = reason_or_default(reason);
        self.place.write_counter(&self.file)
    }
}

impl Desk {
    /// Takes a newer pack of the same site.
    ///
    /// # Errors
    /// `problem-pack-…`, or a problem of right or disk.
    pub fn take_pack(&mut self, path: &Path) -> Result<(), Problem> {
        self.may(Right::SetUp)?;
        let pack = read_pack_file(path)?;
        check_site(&pack, &self.counter.file)?;
        let (old, new) = (self.masters().hospital.version, pack.masters().hospital.version);
        if new <= old {
            return Err(Problem::refused("problem-pack-older").with("theirs", new.to_string()).with("ours", old.to_string()));
        }
        if pack.masters().counter(&self.counter.file.counter).is_none() {
            return Err(Problem::refused("problem-counter-unknown").with("counter", self.counter.file.counter.as_str()));
        }
        // A pack that was sealed without the one in use brings another key for this counter: what it signed would count as forged.
        let installation = self.store.installation();
        if pack.verifying_key(&installation.counter, installation.letter) != Some(installation.signing.verifying_key()) {
            return Err(Problem::damaged("problem-pack-key").with("ours", self.counter.file.site.clone()));
        }
        let bytes = disk::read(path)?;
        let keys = CounterKeys { database: self.key.clone(), signing: self.store.installation().signing.clone() };
        let keyring = Keyring::new(&self.counter.place.keys());
        keyring.reseal(&keys, &pack, &self.counter.file.counter).map_err(|error| keyring_problem(error, &self.user.login))?;
        disk::write(&self.counter.place.pack(), &bytes)?;
        let body = Body::PackTaken { pack: pack.hash.to_string(), version: new };
        self.append(body, Vec::new(), &[])?;
        self.counter.masters = Arc::new(pack.masters().clone());
        self.counter.pack = Arc::new(pack);
        if let Some(user) = self.counter.masters.user(&self.user.login) {
            self.user = user.clone();
        }
        Ok(())
    }
}

/// The demo hospital, made.
pub struct DemoMade {
    pub counter: Counter,
    pub login: String,
    pub password: Secret,
    pub recovery_key: Secret,
}

/// Counter that the demo opens.
const DEMO_COUNTER: &str = "K7";

/// Makes the demo hospital in a folder: `hospital.pack`, `password`, `counter/`. All its people share one password.
///
/// # Errors
/// A [`Problem`] of the disk.
pub fn make_demo(folder: &Path, clock: &Clock) -> Result<DemoMade, Problem> {
    disk::make_folder(folder)?;
    let masters = check(&demo::files()).map_err(|_faults| Problem::damaged("problem-pack-damaged"))?;
    let login = supervisor(&masters)?;
    let password = crate::vault::random_password()?;
    let passwords: BTreeMap<String, Secret> = masters.users.iter().map(|u| (u.login.clone(), password.clone())).collect();
    let site_key = SigningKey::from_bytes(&*random::<32>()?);
    let request = SealRequest { masters: &masters, site_key: &site_key, passwords: &passwords, previous: None };
    let sealing = seal_pack(&request).map_err(|_seal| Problem::damaged("problem-keys-damaged"))?;
    let pack = folder.join("hospital.pack");
    disk::write(&pack, &sealing.bytes)?;
    disk::write_private(&folder.join("password"), format!("{}\n", password.as_str()).as_bytes())?;
    let counter = CounterCode::new(DEMO_COUNTER).map_err(|_code| Problem::damaged("problem-pack-damaged"))?;
    let request =
        SetUp { pack: &pack, counter, login: &login, password: &password, new_password: "", reason: "demo", drill: false };
    let done = set_up(&Place::new(&folder.join("counter")), &request, clock)?;
    Ok(DemoMade { counter: done.counter, login, password, recovery_key: done.recovery_key })
}

fn supervisor(masters: &Masters) -> Result<String, Problem> {
    let user = masters.users.iter().find(|u| u.roles.contains(&Role::Supervisor) && u.counters.is_empty());
    user.or_else(|| masters.users.iter().find(|u| u.roles.contains(&Role::Supervisor)))
        .map(|u| u.login.clone())
        .ok_or_else(|| Problem::damaged("problem-pack-damaged"))
}

/// Short form of a site's public key, to compare by telephone: the first 16 characters of its hash.
#[must_use]
pub fn key_mark(pack: &Pack) -> String {
    fingerprint(pack.site_key.as_bytes()).to_string().chars().take(16).collect()
}
