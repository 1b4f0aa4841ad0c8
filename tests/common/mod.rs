//! What several tests build upon: a demo counter, the program as a child, entries. Everything is made up.
#![allow(dead_code, reason = "each test file uses a part of it")]

pub mod entries;

use chrono::{DateTime, FixedOffset};
use nirantar::desk::people::people;
use nirantar::desk::{Clock, Counter, Desk, Place, make_demo, system_clock};
use nirantar::hospital::opd_form::OpdForm;
use nirantar::journal::{Entry, EntryId};
use nirantar::problem::Problem;
use serde_json::Value;
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
            desk.store().read().entry(&id).unwrap().expect("no entry is missing")
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
