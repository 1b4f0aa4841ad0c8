//! What several tests build upon: a demo counter, the program as a child, entries. Everything is made up.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::cast_possible_truncation,
    reason = "helpers of tests fail as tests do"
)]
#![allow(dead_code, reason = "each test file uses a part of it")]

pub mod entries;

use chrono::{DateTime, FixedOffset};
use ed25519_dalek::SigningKey;
use nirantar::desk::people::people;
use nirantar::desk::{Clock, Counter, Desk, Place, SetUp, SetUpDone, make_demo, set_up, system_clock};
use nirantar::hospital::number::CounterCode;
use nirantar::hospital::opd_form::OpdForm;
use nirantar::hospital::pack::{Masters, PackKind};
use nirantar::journal::{Entry, EntryId};
use nirantar::problem::Problem;
use nirantar::vault::{Pack, SealRequest, Sealing, Secret, SiteSecrets, read_pack, seal_pack};
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

/// Supervisor of the demo hospital, with every right that a counter needs.
pub const SUPERVISOR: &str = "meena";

/// A folder with the demo hospital: `hospital.pack`, `password`, `counter/`.
pub struct Demo {
    pub folder: tempfile::TempDir,
}

impl Demo {
    /// The demo hospital, set up now at counter K7, with nobody registered.
    pub fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        make_demo(folder.path(), &system_clock()).map(drop).unwrap();
        Self { folder }
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn counter(&self) -> PathBuf {
        self.path("counter")
    }

    pub fn password(&self) -> String {
        std::fs::read_to_string(self.path("password")).unwrap().trim().to_owned()
    }

    /// Somebody signed in, by the machine's clock.
    pub fn desk(&self, login: &str) -> Desk {
        self.desk_at(login, &system_clock()).unwrap()
    }

    /// Somebody signed in, by a clock of the test's own.
    pub fn desk_at(&self, login: &str, clock: &Clock) -> Result<Desk, Problem> {
        let counter = Counter::open(Place::new(&self.counter()), clock.clone())?;
        counter.sign_in(login, &self.password()).map_err(|(_counter, problem)| problem)
    }

    /// The program on this counter.
    pub fn run(&self, args: &[&str]) -> Answer {
        Answer::of(program().arg("--data").arg(self.counter()).args(args).output().unwrap())
    }

    /// Writes lines to a file beside the counter.
    pub fn lines(&self, name: &str, lines: &[String]) -> PathBuf {
        let path = self.path(name);
        put(&path, (lines.join("\n") + "\n").as_bytes());
        path
    }
}

/// The real program, with nothing of the tester's surroundings that could change its answers.
pub fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_nirantar"));
    command.stdin(Stdio::null()).env_remove("DISPLAY").env_remove("WAYLAND_DISPLAY").env_remove("WAYLAND_SOCKET");
    command
}

/// What a run of the program said.
#[derive(Debug)]
pub struct Answer {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Answer {
    pub fn of(output: Output) -> Self {
        Self {
            code: output.status.code().unwrap_or(-1),
            out: String::from_utf8(output.stdout).expect("answers are UTF-8"),
            err: String::from_utf8(output.stderr).expect("answers are UTF-8"),
        }
    }

    /// Every line of standard output that is JSON.
    pub fn values(&self) -> Vec<Value> {
        self.out.lines().filter_map(|line| serde_json::from_str(line).ok()).collect()
    }

    #[track_caller]
    pub fn done(self) -> Self {
        assert_eq!(self.code, 0, "{}\n{}", self.out, self.err);
        self
    }
}

/// A shell script in mounts of its own, gone when it ends. `None` where the system does not let us.
pub fn in_own_mounts(script: &str, values: &[(&str, &Path)]) -> Option<Answer> {
    for how in ["-m", "-Urm"] {
        let spot = tempfile::tempdir().unwrap();
        let may =
            Command::new("unshare").args([how, "sh", "-c", "mount -t tmpfs none \"$SPOT\""]).env("SPOT", spot.path()).output();
        if may.is_ok_and(|m| m.status.success()) {
            let mut command = Command::new("unshare");
            command.args([how, "sh", "-c", script]).env("NIRANTAR", env!("CARGO_BIN_EXE_nirantar"));
            for (name, value) in values {
                command.env(name, value);
            }
            return Some(Answer::of(command.output().unwrap()));
        }
    }
    None
}

/// Made-up people as lines of a JSONL file.
pub fn people_lines(seed: u64, count: usize) -> Vec<String> {
    forms(seed, count).iter().map(|form| serde_json::to_string(form).unwrap()).collect()
}

/// Made-up people as forms.
pub fn forms(seed: u64, count: usize) -> Vec<OpdForm> {
    let departments: Vec<String> = entries::masters().departments.iter().map(|d| d.code.clone()).collect();
    people(seed, &departments).take(count).collect()
}

/// Every entry of the desk's own installation, in order.
pub fn entries_of(desk: &Desk) -> Vec<Entry> {
    let installation = desk.store().installation();
    (1..=desk.store().last_sequence())
        .map(|sequence| {
            let id = EntryId { counter: installation.counter.clone(), letter: installation.letter, sequence };
            desk.store().read().unwrap().entry(&id).unwrap().expect("no entry is missing")
        })
        .collect()
}

/// Sentences of what is wrong; empty when the records are whole.
pub fn findings(desk: &Desk) -> Vec<String> {
    let verdict = desk.verify(&mut |_done, _of| true).unwrap().unwrap();
    verdict.findings.iter().map(|f| format!("{} {:?}", f.id, f.args)).collect()
}

/// A clock that the test sets.
#[derive(Clone)]
pub struct TestClock(Arc<AtomicI64>);

impl TestClock {
    /// Stands at a time such as `2026-11-20T10:00:00+05:30`.
    pub fn at(text: &str) -> Self {
        Self(Arc::new(AtomicI64::new(DateTime::parse_from_rfc3339(text).unwrap().timestamp())))
    }

    pub fn forward(&self, secs: i64) {
        self.0.fetch_add(secs, Ordering::SeqCst);
    }

    pub fn now(&self) -> DateTime<FixedOffset> {
        let india = FixedOffset::east_opt(19_800).unwrap();
        DateTime::from_timestamp(self.0.load(Ordering::SeqCst), 0).unwrap().with_timezone(&india)
    }

    pub fn clock(&self) -> Clock {
        let own = self.clone();
        Arc::new(move || own.now())
    }
}

/// Writes a file of the test's own, which may be torn.
#[allow(clippy::disallowed_methods, reason = "a file of a test, in its own folder")]
pub fn put(path: &Path, bytes: &[u8]) {
    std::fs::write(path, bytes).unwrap();
}

/// True when a text is a sentence for a person: words with blanks, not a bare id, no value left out.
pub fn is_sentence(text: &str) -> bool {
    let bare = text.split_whitespace().any(|w| ["problem-", "cli-", "finding-", "fault-"].iter().any(|id| w.starts_with(id)));
    text.split_whitespace().count() >= 3 && !bare && !text.contains("{$") && !text.contains("{ $")
}

/// True when a text has letters of the Devanagari script.
pub fn is_hindi(text: &str) -> bool {
    text.chars().any(|c| ('\u{900}'..='\u{97F}').contains(&c))
}

/// Runs the program in both languages and as JSON; each time it must end with `code` and tell `id` in whole sentences:
/// what happened, whether the record is safe, what to do.
#[track_caller]
pub fn told(code: i32, id: &str, mut run: impl FnMut(&[&str]) -> Answer) {
    for (lang, hindi) in [("en", false), ("hi", true)] {
        let answer = run(&["--lang", lang]);
        let said = format!("{lang}: {}\n{}", answer.out, answer.err);
        assert_eq!(answer.code, code, "{said}");
        let words =
            nirantar::words::words(if hindi { nirantar::hospital::pack::Lang::Hi } else { nirantar::hospital::pack::Lang::En });
        for part in ["", ".safe", ".act"] {
            let whole = words.t(&format!("{id}{part}")).into_owned();
            // Up to the first value that is put in.
            let start = whole.split(['{', '\u{201c}']).next().unwrap_or_default().trim();
            assert!(words.has(&format!("{id}{part}")) && answer.err.contains(start), "{id}{part} is not told: {said}");
        }
        assert!(is_sentence(answer.err.trim()) && is_hindi(&answer.err) == hindi, "{said}");
    }
    let answer = run(&["--json"]);
    let problem = answer.values().into_iter().rev().find_map(|v| v.get("problem").cloned()).expect("a problem as JSON");
    assert_eq!((answer.code, problem["id"].as_str()), (code, Some(id)), "{}", answer.out);
}

/// SHA-256 of every file under a folder, by path; the lock of the folder is no record.
pub fn fingerprints(folder: &Path) -> BTreeMap<PathBuf, String> {
    let mut all = BTreeMap::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            all.extend(fingerprints(&path));
        } else if path.file_name().is_none_or(|n| n != "lock") {
            all.insert(path.clone(), nirantar::journal::fingerprint(&std::fs::read(&path).unwrap()).to_string());
        }
    }
    all
}

/// A hospital of the test's own: the demo's masters, changed; each person with a password of their own; counter K7 set up.
pub struct Hospital {
    pub folder: tempfile::TempDir,
    pub masters: Masters,
    pub recovery_key: Secret,
    site_key: SigningKey,
    secrets: SiteSecrets,
    first: Pack,
}

impl Hospital {
    /// `login` sets the counter up.
    pub fn new(login: &str, clock: &Clock, change: impl FnOnce(&mut Masters)) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut masters = entries::masters().clone();
        change(&mut masters);
        let site_key = SigningKey::from_bytes(&[5; 32]);
        let sealing = seal(&masters, &site_key, None);
        put(&folder.path().join("hospital.pack"), &sealing.bytes);
        let done = set_up_at(folder.path(), ("K7", "counter"), login, masters.hospital.kind, clock);
        let first = read_pack(&sealing.bytes).unwrap();
        Self { masters, recovery_key: done.recovery_key, site_key, secrets: sealing.secrets, first, folder }
    }

    pub fn counter(&self, clock: &Clock) -> Counter {
        self.counter_in("counter", clock)
    }

    /// Sets another counter up from the same pack, in a folder of its own.
    pub fn second(&self, code: &str, name: &str, login: &str, clock: &Clock) {
        drop(set_up_at(self.folder.path(), (code, name), login, self.masters.hospital.kind, clock));
    }

    pub fn counter_in(&self, name: &str, clock: &Clock) -> Counter {
        Counter::open(Place::new(&self.folder.path().join(name)), clock.clone()).unwrap()
    }

    pub fn desk_in(&self, name: &str, login: &str, clock: &Clock) -> Desk {
        self.counter_in(name, clock).sign_in(login, &password_of(login)).map_err(|(_counter, problem)| problem).unwrap()
    }

    pub fn sign_in(&self, login: &str, password: &str, clock: &Clock) -> Result<Desk, Problem> {
        self.counter(clock).sign_in(login, password).map_err(|(_counter, problem)| problem)
    }

    pub fn desk(&self, login: &str) -> Desk {
        self.sign_in(login, &password_of(login), &system_clock()).unwrap()
    }

    /// A pack of this hospital under a version; `known` keeps the people's and counters' keys, as a site does.
    pub fn pack(&self, version: u32, known: bool, change: impl FnOnce(&mut Masters)) -> PathBuf {
        let mut masters = self.masters.clone();
        masters.hospital.version = version;
        change(&mut masters);
        let path = self.folder.path().join(format!("{version}-{known}.pack"));
        put(&path, &seal(&masters, &self.site_key, known.then_some((&self.first, &self.secrets))).bytes);
        path
    }

    pub fn first_pack(&self) -> &Pack {
        &self.first
    }
}

/// In a real hospital whoever sets a counter up chooses a password of their own; here it is the same again.
fn set_up_at(folder: &Path, (code, name): (&str, &str), login: &str, kind: PackKind, clock: &Clock) -> SetUpDone {
    let password = password_of(login);
    let request = SetUp {
        pack: &folder.join("hospital.pack"),
        counter: CounterCode::new(code).unwrap(),
        login,
        password: &password,
        new_password: if kind == PackKind::Real { &password } else { "" },
        reason: "test",
        drill: false,
    };
    set_up(&Place::new(&folder.join(name)), &request, clock).unwrap()
}

/// The password that a person has in a [`Hospital`].
pub fn password_of(login: &str) -> String {
    format!("{login}-eats-7-mangoes")
}

fn seal(masters: &Masters, site_key: &SigningKey, previous: Option<(&Pack, &SiteSecrets)>) -> Sealing {
    let given = if previous.is_some() { Vec::new() } else { masters.users.clone() };
    let passwords: BTreeMap<String, Secret> =
        given.iter().map(|u| (u.login.clone(), Secret::new(password_of(&u.login)))).collect();
    seal_pack(&SealRequest { masters, site_key, passwords: &passwords, previous }).unwrap()
}
