//! Counters of one hospital that do not know of each other: each has a store of its own, and tells the others what it holds when a test
//! says so. Everything is made up; nothing is checked before it is written, as counters apart cannot check.

#![allow(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]
#![allow(dead_code, reason = "each test file uses a part of it")]

use chrono::{DateTime, FixedOffset};
use ed25519_dalek::SigningKey;
use nirantar::hospital::age::Age;
use nirantar::hospital::number::{CounterCode, Mode, Number, NumberParts, Series};
use nirantar::hospital::person::{Address, Details, MobileOwner, PersonName};
use nirantar::hospital::sex::Sex;
use nirantar::journal::{Body, EntryId, Signed};
use nirantar::store::{CaseRow, Check, Installation, Key, NewEntry, Reader, Store, StoreError};
use std::collections::BTreeMap;
use std::path::PathBuf;

const KEY: [u8; 32] = [9; 32];

/// One installation with a store of its own.
pub struct Counter {
    folder: tempfile::TempDir,
    pub path: PathBuf,
    pub store: Store,
    pub time: i64,
}

impl Counter {
    pub fn new(code: &str, signing: u8) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("nirantar.db");
        let installation = Installation {
            site: "TEST".into(),
            mode: Mode::Event,
            counter: CounterCode::new(code).unwrap(),
            letter: 'A',
            signing: SigningKey::from_bytes(&[signing; 32]),
        };
        let store = Store::open(&path, &Key::new(KEY), installation).unwrap();
        Self { folder, path, store, time: 1_790_000_000 }
    }

    /// Closes the store, lets something be done to the file, and opens it again.
    pub fn reopened(self, between: impl FnOnce(&rusqlite::Connection)) -> Self {
        let Self { folder, path, store, time } = self;
        let installation = store.installation().clone();
        store.close().unwrap();
        between(&raw(&path));
        let store = Store::open(&path, &Key::new(KEY), installation).unwrap();
        Self { folder, path, store, time }
    }

    /// The next number of a series.
    pub fn number(&self, series: Series) -> Number {
        let i = self.store.installation();
        let serial = self.store.next_serial(series);
        Number::new(&NumberParts { mode: i.mode, series, counter: i.counter.clone(), letter: i.letter, serial }).unwrap()
    }

    pub fn now(&self) -> DateTime<FixedOffset> {
        DateTime::from_timestamp(self.time, 0).unwrap().fixed_offset()
    }

    /// Writes an entry. Time goes mostly forward, at times back, and is often the same second as at another counter.
    pub fn append(&mut self, body: Body, on: Vec<EntryId>, pick: u32) -> EntryId {
        self.time += i64::from(pick % 5) * 30 - if pick.is_multiple_of(7) { 90 } else { 0 };
        self.store
            .append(
                NewEntry { time: self.now(), by: "asha".into(), on, side: nirantar::hospital::event::Side::Manual, body },
                &[],
            )
            .unwrap()
            .0
            .header
            .id()
    }

    /// Everything in this store, signed, by address.
    pub fn entries(&self) -> Vec<Signed> {
        let connection = raw(&self.path);
        let mut statement = connection.prepare("SELECT id FROM journal ORDER BY id").unwrap();
        let ids: Vec<i64> = statement.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
        let view = self.store.read().unwrap();
        ids.into_iter().map(|id| view.signed(&EntryId::unpacked(id).unwrap()).unwrap().unwrap()).collect()
    }

    /// What this counter wrote itself.
    pub fn own_entries(&self) -> Vec<Signed> {
        let own = &self.store.installation().counter;
        self.entries().into_iter().filter(|signed| signed.entry().unwrap().header.counter == *own).collect()
    }

    /// Takes in what another counter tells.
    pub fn take(&mut self, entries: &[Signed]) {
        for signed in entries {
            self.store.take_in(&signed.entry().unwrap(), signed).unwrap();
        }
    }

    /// Every case, by address.
    pub fn cases(&self) -> Vec<CaseRow> {
        let mut all = Vec::new();
        let keep = |row| {
            all.push(row);
            Ok::<(), StoreError>(())
        };
        self.store.read().unwrap().each_case(keep).unwrap();
        all.sort_by_key(|row| row.id.packed());
        all
    }
}

/// The database past the program.
pub fn raw(path: &std::path::Path) -> rusqlite::Connection {
    let connection = rusqlite::Connection::open(path).unwrap();
    connection.pragma_update(None, "key", format!("x'{}'", "09".repeat(32))).unwrap();
    connection
}

/// The keys that these counters sign with, by code.
pub fn keys(counters: &[Counter]) -> BTreeMap<String, SigningKey> {
    let key = |counter: &Counter| {
        let installation = counter.store.installation();
        (installation.counter.to_string(), installation.signing.clone())
    };
    counters.iter().map(key).collect()
}

/// What a verification finds. It makes all rows anew, in the order of addresses, and compares.
pub fn verified(counter: &Counter, keys: &BTreeMap<String, SigningKey>) -> Vec<&'static str> {
    let reader = Reader::open(&counter.path, &Key::new(KEY)).unwrap();
    let i = counter.store.installation();
    let mut check = Check {
        site: "TEST",
        own: (&i.counter, 'A'),
        key: &|counter, _letter| keys.get(counter.as_str()).map(SigningKey::verifying_key),
        progress: &mut |_, _| true,
    };
    reader.read().verify(&mut check).unwrap().findings.into_iter().map(|(id, _)| id).collect()
}

/// What [`verified`] says of chains whose first entry opens no counter, and nothing else.
pub fn besides_first(mut findings: Vec<&'static str>) -> Vec<&'static str> {
    findings.retain(|id| *id != "finding-first");
    findings
}

/// Entries in another order of arrival.
pub fn shuffled(entries: &[Signed], seed: u64) -> Vec<Signed> {
    let key = |n: u64| (n + 1).wrapping_mul(seed | 1).wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_left(29);
    let mut keyed: Vec<(u64, Signed)> = (0u64..).map(key).zip(entries.iter().cloned()).collect();
    keyed.sort_by_key(|(key, _)| *key);
    keyed.into_iter().map(|(_, signed)| signed).collect()
}

/// Somebody of whom little is known.
pub fn details(now: DateTime<FixedOffset>, pick: u32) -> Details {
    Details {
        name: PersonName { honorific: None, latin: Some(format!("Patient {pick}")), devanagari: None },
        relative: None,
        sex: if pick.is_multiple_of(2) { Sex::Female } else { Sex::Male },
        age: Age::Unknown(now.date_naive()),
        mobile: None,
        mobile_of: MobileOwner::Own,
        address: Address::default(),
        category: "GEN".into(),
        scheme: None,
        uhid: None,
        abha: None,
        abha_address: None,
        aadhaar: None,
    }
}
