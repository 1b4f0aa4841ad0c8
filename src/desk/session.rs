//! Signing in and out, passwords, and the recovery key.

use super::Desk;
use super::clock::Clock;
use super::place::{CounterFile, Place, Standing};
use super::settings::Settings;
use super::views::Person;
use crate::disk::Lock;
use crate::hospital::pack::Masters;
use crate::journal::Body;
use crate::problem::Problem;
use crate::store::{Installation, NewEntry, Store};
use crate::vault::{self, Identity, Keyring, KeyringError, Opened, PASSWORD_CHARS_MIN, Pack, VaultError, password_fits, work_of};
use std::sync::Arc;

/// A counter that is set up, with nobody signed in: its masters are known, its records are shut.
pub struct Counter {
    pub place: Place,
    pub file: CounterFile,
    pub pack: Arc<Pack>,
    pub masters: Arc<Masters>,
    pub settings: Settings,
    pub clock: Clock,
    lock: Option<Lock>,
}

impl Counter {
    /// Opens the folder of a counter and keeps other copies of the program out.
    ///
    /// # Errors
    /// A [`Problem`]; `problem-not-set-up` when no counter is here.
    pub fn open(place: Place, clock: Clock) -> Result<Self, Problem> {
        match place.look()? {
            Standing::Empty => Err(Problem::refused("problem-not-set-up").with("path", place.folder().display().to_string())),
            Standing::Ready { mut file, pack } => {
                let lock = Some(place.lock()?);
                place.refuse_archived(&mut file, pack.masters(), &clock)?;
                let masters = Arc::new(pack.masters().clone());
                let settings = place.settings();
                Ok(Self { place, file, pack: Arc::new(*pack), masters, settings, clock, lock })
            }
        }
    }

    /// Signs a person in. Hands the counter back beside the problem when it is refused.
    ///
    /// # Errors
    /// A [`Problem`]: unknown, may not open, too soon after a wrong password, wrong password, or the database does not open.
    pub fn sign_in(self, login: &str, password: &str) -> Result<Desk, (Box<Self>, Problem)> {
        match self.unlock(login, password) {
            Ok((opened, failed_before)) => self.open_records(login, opened, failed_before),
            Err(problem) => Err((Box::new(self), problem)),
        }
    }

    /// Checks a password, slower after each wrong one. Gives the opened keys and how many wrong ones came before.
    pub(super) fn unlock(&self, login: &str, password: &str) -> Result<(Opened, u32), Problem> {
        let keyring = Keyring::new(&self.place.keys());
        self.slowed(login, || keyring.open(&self.pack, &self.file.counter, login, password))
    }

    /// Tries a password, not before the wait after the last wrong ones is over. Gives how many wrong ones came before a right one.
    pub(super) fn slowed<T>(&self, login: &str, open: impl FnOnce() -> Result<T, KeyringError>) -> Result<(T, u32), Problem> {
        let now = (self.clock)();
        let mut tries = self.place.tries();
        let left = tries.left_secs(login, now);
        if left > 0 {
            return Err(Problem::refused("problem-too-soon").with("seconds", left.to_string()));
        }
        match open() {
            Ok(opened) => {
                let failed = tries.right(login);
                if failed > 0 {
                    self.place.keep_tries(&tries)?;
                }
                Ok((opened, failed))
            }
            Err(KeyringError::Vault(VaultError::WrongPassword)) => {
                tries.wrong(login, now);
                self.place.keep_tries(&tries)?;
                let wait = tries.left_secs(login, now);
                Err(Problem::refused(if wait > 0 { "problem-wrong-password-wait" } else { "problem-wrong-password" })
                    .with("seconds", wait.to_string()))
            }
            Err(error) => Err(keyring_problem(error, login)),
        }
    }

    fn open_records(self, login: &str, opened: Opened, failed_before: u32) -> Result<Desk, (Box<Self>, Problem)> {
        let Some(user) = self.masters.user(login).cloned() else {
            return Err((Box::new(self), Problem::refused("problem-unknown-person").with("person", login)));
        };
        let store = match Store::open(&self.place.database(), &opened.keys.database, self.own_installation(&opened)) {
            Ok(store) => store,
            Err(error) => return Err((Box::new(self), error.into())),
        };
        let key = opened.keys.database;
        let mut desk = Desk {
            counter: self,
            store,
            key,
            user,
            identities: opened.identities,
            first_password: opened.first_password,
            tray: super::papers_in::Tray::default(),
            catalogue: std::cell::RefCell::default(),
        };
        match desk.begin(failed_before) {
            Ok(()) => Ok(desk),
            Err(problem) => Err((Box::new(desk.counter), problem)),
        }
    }

    pub(super) fn own_installation(&self, opened: &Opened) -> Installation {
        Installation {
            site: self.file.site.clone(),
            mode: self.file.mode,
            counter: self.file.counter.clone(),
            letter: self.file.letter,
            signing: opened.keys.signing.clone(),
        }
    }

    /// Lets go of the folder, for a set-up that ends.
    pub fn unlock_folder(&mut self) {
        self.lock = None;
    }
}

impl Desk {
    /// Writes the first entry of a new installation, and that somebody signed in.
    fn begin(&mut self, failed_before: u32) -> Result<(), Problem> {
        if self.store.last_sequence() == 0 {
            let file = &self.counter.file;
            let pack = self.counter.pack.hash.to_string();
            let body = Body::CounterOpened { since: file.since, reason: file.reason.clone(), pack };
            self.append(body, Vec::new(), &[])?;
        }
        self.append(Body::SessionOpened { failed_before }, Vec::new(), &[])?;
        if self.counter.file.last_user != self.user.login {
            self.counter.file.last_user.clone_from(&self.user.login);
            self.counter.place.write_counter(&self.counter.file)?;
        }
        Ok(())
    }

    /// Who works here now, as a screen shows it.
    #[must_use]
    pub fn person(&self) -> Person {
        Person {
            login: self.user.login.clone(),
            name: self.user.name.clone(),
            roles: self.user.roles.clone(),
            first_password: self.first_password,
        }
    }

    /// Changes the person's own password.
    ///
    /// # Errors
    /// A [`Problem`]: the old one is wrong, or the new one too short.
    pub fn change_password(&mut self, old: &str, new: &str) -> Result<(), Problem> {
        let (_checked, _failed) = self.counter.unlock(&self.user.login, old)?;
        check_new_password(new)?;
        let own = self.identities.first().ok_or_else(|| Problem::damaged("problem-keys-damaged"))?;
        let keyring = Keyring::new(&self.counter.place.keys());
        keyring
            .set_password(&self.user.login, own, new, work_of(&self.counter.pack))
            .map_err(|e| keyring_problem(e, &self.user.login))?;
        self.first_password = false;
        Ok(())
    }

    /// Appends one entry of this person, now.
    pub(crate) fn append(
        &mut self,
        body: Body,
        on: Vec<crate::journal::EntryId>,
        prints: &[crate::store::NewPrint],
    ) -> Result<(crate::journal::Entry, crate::journal::Signed, Vec<u64>), Problem> {
        let time = self.now();
        let side = self.side_of(&body, time)?;
        let new = NewEntry { time, by: self.user.login.clone(), on, side, body };
        Ok(self.store.append(new, prints)?)
    }
}

/// Gives a person a new password with the counter's recovery key.
///
/// # Errors
/// A [`Problem`]: not a key, the key of another counter, unknown person, password too short.
pub fn recover(counter: &Counter, key: &str, login: &str, new: &str) -> Result<(), Problem> {
    let identity = Identity::parse(key).map_err(|_text| Problem::refused("problem-recovery-key"))?;
    check_new_password(new)?;
    let keyring = Keyring::new(&counter.place.keys());
    keyring.recover(&counter.pack, &counter.file.counter, &identity, login, new).map_err(|error| match error {
        KeyringError::Vault(VaultError::WrongKey) => Problem::refused("problem-recovery-key"),
        other => keyring_problem(other, login),
    })
}

pub(super) fn check_new_password(new: &str) -> Result<(), Problem> {
    if password_fits(new) {
        Ok(())
    } else {
        Err(Problem::refused("problem-password-weak").with("min", PASSWORD_CHARS_MIN.to_string()))
    }
}

pub(super) fn keyring_problem(error: KeyringError, login: &str) -> Problem {
    match error {
        KeyringError::Unknown => Problem::refused("problem-unknown-person").with("person", login),
        KeyringError::NotHere => Problem::refused("problem-not-here").with("person", login),
        KeyringError::Vault(VaultError::WrongPassword) => Problem::refused("problem-wrong-password").with("seconds", "0"),
        KeyringError::Vault(_) => Problem::damaged("problem-keys-damaged"),
        KeyringError::Disk(error) => error.into(),
    }
}

impl From<vault::VaultError> for Problem {
    fn from(_error: vault::VaultError) -> Self {
        Self::damaged("problem-keys-damaged")
    }
}
