//! What tests of the hub build upon: a PostgreSQL of their own in a temporary folder, and counters that write entries.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "helpers of tests fail as tests do"
)]
#![allow(dead_code, reason = "each test file uses a part of it")]

use chrono::{DateTime, Days, FixedOffset, NaiveDate};
use ed25519_dalek::{SigningKey, VerifyingKey};
use nirantar::hospital::number::{CounterCode, Mode};
use nirantar::hub::{Address, Hub, HubError, HubKey, HubWay, Installation, NewSite, Run, runs};
use nirantar::journal::{Body, ChainHash, ClockTrust, Entry, Header, Signed, VERSION, sign};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

pub const SITE: &str = "AIIMSND";
/// How long a server may take to come up on a busy machine.
const PATIENCE: Duration = Duration::from_mins(1);

/// A PostgreSQL server: its data, its socket and its log in one temporary folder. Writes are synced as in earnest.
pub struct Server {
    pub folder: tempfile::TempDir,
    child: Option<Child>,
    extra: Vec<String>,
}

fn programs() -> PathBuf {
    let mut versions: Vec<(u32, PathBuf)> = std::fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| Some((entry.file_name().to_str()?.parse().ok()?, entry.path().join("bin"))))
        .collect();
    versions.sort();
    let in_path = std::env::var_os("PATH").into_iter().flat_map(|path| std::env::split_paths(&path).collect::<Vec<_>>());
    let all = versions.into_iter().rev().map(|(_, bin)| bin).chain(in_path);
    all.into_iter().find(|bin| bin.join("initdb").is_file()).expect("PostgreSQL is missing; tests/run installs it")
}

/// A program of PostgreSQL's; it refuses to be root.
fn program(name: &str) -> Command {
    let path = programs().join(name);
    if !is_root() {
        return Command::new(path);
    }
    let mut command = Command::new("setpriv");
    command.args(["--reuid=postgres", "--regid=postgres", "--clear-groups"]).arg(path);
    command
}

fn is_root() -> bool {
    use std::os::unix::fs::MetadataExt as _;
    std::fs::metadata("/proc/self").unwrap().uid() == 0
}

/// Gives a folder or file to whom PostgreSQL runs as.
pub fn hand_over(path: &Path) {
    if is_root() {
        assert!(Command::new("chown").arg("postgres:").arg(path).status().unwrap().success());
    }
}

impl Server {
    pub fn start() -> Self {
        Self::start_with(&["listen_addresses="])
    }

    pub fn start_with(extra: &[&str]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        hand_over(folder.path());
        let data = folder.path().join("data");
        let made = program("initdb")
            .args(["--no-sync", "-A", "trust", "-U", "nirantar", "-E", "UTF8", "--locale=C.UTF-8", "-D"])
            .arg(&data)
            .current_dir(folder.path())
            .output()
            .unwrap();
        assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
        let mut server = Self { folder, child: None, extra: extra.iter().map(|&s| s.to_owned()).collect() };
        server.up();
        server
    }

    /// One more setting, from the next start on.
    pub fn set(&mut self, setting: &str) {
        self.extra.push(setting.to_owned());
    }

    pub fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Starts the server, and returns when it answers.
    pub fn up(&mut self) {
        let until = Instant::now() + PATIENCE;
        while Instant::now() < until {
            let log = std::fs::OpenOptions::new().create(true).append(true).open(self.file("log")).unwrap();
            let mut command = program("postgres");
            command.arg("-D").arg(self.file("data")).arg("-k").arg(self.folder.path()).args([
                "-c",
                "shared_buffers=32MB",
                "-c",
                "max_connections=60",
            ]);
            for setting in &self.extra {
                command.args(["-c", setting]);
            }
            command.current_dir(self.folder.path()).stdin(Stdio::null()).stdout(log.try_clone().unwrap()).stderr(log);
            let mut child = command.spawn().unwrap();
            // What was killed hard leaves memory behind for a moment; the next start refuses until it is gone.
            while child.try_wait().unwrap().is_none() && Instant::now() < until {
                if self.answers() {
                    self.child = Some(child);
                    return;
                }
                std::thread::sleep(Duration::from_millis(20));
            }
        }
        panic!("the server does not come up: {}", std::fs::read_to_string(self.file("log")).unwrap_or_default());
    }

    fn answers(&self) -> bool {
        postgres::Client::connect(&self.socket("postgres"), postgres::NoTls).is_ok_and(|mut c| c.simple_query("SELECT 1").is_ok())
    }

    /// Kills the postmaster and, with it, everything it was doing.
    pub fn kill(&mut self) {
        self.signal("KILL");
    }

    /// Stops it in an orderly way, sending everybody off.
    pub fn stop(&mut self) {
        self.signal("INT");
    }

    fn signal(&mut self, name: &str) {
        let mut child = self.child.take().expect("a server runs");
        assert!(Command::new("kill").arg(format!("-{name}")).arg(child.id().to_string()).status().unwrap().success());
        child.wait().unwrap();
    }

    /// Runs statements as the database's own administrator.
    pub fn sql(&self, database: &str) -> postgres::Client {
        postgres::Client::connect(&self.socket(database), postgres::NoTls).unwrap()
    }

    fn port(&self) -> &str {
        self.extra.iter().find_map(|setting| setting.strip_prefix("port=")).unwrap_or("5432")
    }

    fn socket(&self, database: &str) -> String {
        format!("host={} port={} user=nirantar dbname={database}", self.folder.path().display(), self.port())
    }

    /// Makes a database; gives the address a counter would be told.
    pub fn database(&self, name: &str) -> String {
        self.sql("postgres").batch_execute(&format!("CREATE DATABASE {name}")).unwrap();
        format!("postgresql://nirantar@{}/{name}", self.folder.path().display().to_string().replace('/', "%2F"))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if self.child.is_some() {
            self.signal("QUIT");
        }
    }
}

pub fn way(url: &str, name: &str) -> HubWay {
    let (address, password) = Address::read(url).unwrap();
    HubWay { address, password, name: name.to_owned() }
}

pub fn key() -> HubKey {
    HubKey(zeroize::Zeroizing::new([7; 32]))
}

pub fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// A hub with its tables made.
pub fn made(url: &str) -> Hub {
    let mut hub = Hub::connect(&way(url, "test"), SITE).unwrap();
    let new = NewSite { hub: "hub-1", mode: Mode::Event, sealed_key: b"sealed", from: day("2022-11-24"), days: 10 };
    hub.init(&new).unwrap();
    hub.unlock(&key());
    hub
}

pub fn connected(url: &str, name: &str) -> Result<Hub, HubError> {
    let mut hub = Hub::connect(&way(url, name), SITE)?;
    hub.unlock(&key());
    Ok(hub)
}

/// A counter that writes entries which say little.
#[derive(Clone)]
pub struct Writer {
    pub installation: Installation,
    pub signing: SigningKey,
    pub entries: Vec<Signed>,
    pub time: DateTime<FixedOffset>,
    tip: ChainHash,
}

impl Writer {
    pub fn new(name: &str) -> Self {
        let installation = Installation::parse(name).unwrap();
        Self {
            installation,
            signing: signing_of(name),
            entries: Vec::new(),
            time: "2022-11-24T09:00:00+05:30".parse().unwrap(),
            tip: ChainHash::ZERO,
        }
    }

    /// Saves one entry that says `text`, half a minute after the last one.
    pub fn save(&mut self, text: &str) {
        self.time += chrono::TimeDelta::seconds(30);
        let header = Header {
            version: VERSION,
            site: SITE.to_owned(),
            mode: Mode::Event,
            counter: self.installation.counter.clone(),
            letter: self.installation.letter,
            sequence: self.entries.len() as u64 + 1,
            time: self.time,
            clock: ClockTrust::Ok,
            by: "asha".to_owned(),
            prev: self.tip,
            on: Vec::new(),
            side: nirantar::hospital::event::Side::Manual,
        };
        let body = Body::CounterOpened { since: self.time, reason: text.to_owned(), pack: "pack".to_owned() };
        let signed = sign(&Entry { header, body }, &self.signing).unwrap();
        self.tip = signed.hash();
        self.entries.push(signed);
    }

    pub fn save_many(&mut self, count: usize) -> &mut Self {
        for n in 0..count {
            self.save(&format!("entry {n} of {}", self.installation));
        }
        self
    }

    pub fn next_day(&mut self) -> &mut Self {
        self.time = self.time.checked_add_days(Days::new(1)).unwrap();
        self
    }

    /// Entries from one sequence to another as the hub wants them.
    pub fn run(&self, first: usize, last: usize) -> Run {
        let mut all = runs_of(&self.entries[first - 1..last]);
        assert_eq!(all.len(), 1);
        all.remove(0)
    }
}

pub fn signing_of(name: &str) -> SigningKey {
    let mut seed = [3; 32];
    seed.iter_mut().zip(name.bytes()).for_each(|(to, from)| *to = from);
    SigningKey::from_bytes(&seed)
}

#[allow(clippy::unnecessary_wraps, reason = "as a pack is asked")]
pub fn public_of(counter: &CounterCode, letter: char) -> Option<VerifyingKey> {
    Some(signing_of(&format!("{counter}{letter}")).verifying_key())
}

pub fn runs_of(entries: &[Signed]) -> Vec<Run> {
    runs(entries.iter().cloned(), (SITE, Mode::Event), public_of).unwrap()
}
