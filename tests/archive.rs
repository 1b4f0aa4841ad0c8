//! A counter's end: refused, sealed, compared, wiped, opened again; and killed at every step.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "the helpers of tests fail as the tests do"
)]

mod common;

use common::{Answer, Demo, SUPERVISOR, entries_of, findings, forms, program, put, told};
use nirantar::desk::archive::{ArchiveStep, ArchiveWish, archive_counter};
use nirantar::desk::{Counter, Desk, Place, PrintWish, system_clock};
use nirantar::problem::Problem;
use serde_json::Value;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// What tells the child of this test which folder to archive, and at which step to stand still.
const CHILD: &str = "NIRANTAR_TEST_ARCHIVE";
const STEP: &str = "NIRANTAR_TEST_STEP";

/// A demo counter with people, and where its archive goes.
struct World {
    demo: Demo,
    to: PathBuf,
}

impl World {
    fn new() -> Self {
        let demo = Demo::new();
        let to = demo.path("archives");
        let world = Self { demo, to };
        let mut desk = world.demo.desk(SUPERVISOR);
        for form in forms(1, 5) {
            desk.register(&form, &PrintWish::default()).unwrap();
        }
        desk.close().unwrap();
        world
    }

    fn archive(&self, officers: [&str; 2], partial: bool, reason: &str) -> Result<PathBuf, Problem> {
        let password = self.demo.password();
        let officers = officers.map(|login| (login, password.as_str()));
        let wish = ArchiveWish { folder: &self.to, officers, partial, reason };
        archive_counter(self.demo.desk("asha"), &wish, &mut |_step, _done, _of| true).map(|done| done.unwrap().archived.folder)
    }

    fn open(&self) -> Result<Desk, Problem> {
        self.demo.desk_at(SUPERVISOR, &system_clock())
    }

    /// Opens an archive in a new folder, as the control room does.
    fn read(&self, archive: &Path, into: &str) -> Answer {
        let password = self.demo.path("password");
        let args = ["--user", "rao", "--password-file", password.to_str().unwrap(), "--json", "archive", "open"];
        Answer::of(program().arg("--data").arg(self.demo.path(into)).args(args).arg(archive).output().unwrap())
    }
}

fn files_below(folder: &Path) -> usize {
    let Ok(entries) = std::fs::read_dir(folder) else { return 0 };
    entries.map(|e| e.unwrap().path()).map(|p| if p.is_dir() { files_below(&p) } else { 1 }).sum()
}

fn wish_refused(result: Result<PathBuf, Problem>) -> &'static str {
    result.expect_err("it was archived").id
}

#[test]
fn it_is_refused_without_two_officers_and_while_something_is_open() {
    let world = World::new();
    assert_eq!(wish_refused(world.archive(["rao", "rao"], true, "end")), "problem-archive-one");
    assert_eq!(wish_refused(world.archive(["rao", "asha"], true, "end")), "problem-no-right");
    assert_eq!(wish_refused(world.archive(["rao", "nobody"], true, "end")), "problem-unknown-person");
    assert_eq!(wish_refused(world.archive(["rao", SUPERVISOR], false, "")), "problem-archive-open");
    assert_eq!(wish_refused(world.archive(["rao", SUPERVISOR], true, "")), "problem-reason");
    let desk = world.open().unwrap();
    let wish = ArchiveWish {
        folder: &world.to,
        officers: [("rao", &world.demo.password()), (SUPERVISOR, "not the password")],
        partial: true,
        reason: "end",
    };
    let wrong = archive_counter(desk, &wish, &mut |_step, _done, _of| true).unwrap_err();
    assert!(wrong.id.starts_with("problem-wrong-password"), "{}", wrong.id);
    assert!(world.open().is_ok(), "the counter works on");
    assert!(!world.to.exists(), "nothing was written");
}

#[test]
fn older_records_beside_it_are_not_locked_away_in_silence() {
    let world = World::new();
    put(&world.demo.counter().join("nirantar.db.letter-A"), b"older");
    assert_eq!(wish_refused(world.archive(["rao", SUPERVISOR], false, "")), "problem-archive-leftover");
}

#[test]
fn stopped_in_time_it_is_as_it_was() {
    let world = World::new();
    let password = world.demo.password();
    for stop in [ArchiveStep::Counting, ArchiveStep::Writing, ArchiveStep::Reading, ArchiveStep::Sealed] {
        let officers = [("rao", password.as_str()), (SUPERVISOR, password.as_str())];
        let wish = ArchiveWish { folder: &world.to, officers, partial: true, reason: "end" };
        let done = archive_counter(world.demo.desk("asha"), &wish, &mut |step, _done, _of| step != stop).unwrap();
        assert!(done.is_none(), "{stop:?}");
        assert!(findings(&world.open().unwrap()).is_empty(), "{stop:?}");
    }
}

#[test]
fn sealed_wiped_and_opened_again_by_the_control_room() {
    let world = World::new();
    let before = entries_of(&world.open().unwrap());
    let database = std::fs::metadata(world.demo.counter().join("nirantar.db")).unwrap().len();
    let archive = world.archive([SUPERVISOR, "rao"], true, "the hospital closes this counter").unwrap();
    assert_eq!(files_below(&world.demo.counter().join("keys")), 0, "no key is left");
    assert!(std::fs::metadata(world.demo.counter().join("nirantar.db")).unwrap().len() >= database, "the records' file stays");
    let Err(closed) = world.open() else { panic!("it opened") };
    assert_eq!(closed.id, "problem-archived");
    assert!(closed.args.iter().any(|(name, value)| *name == "path" && value == archive.to_str().unwrap()));
    for name in ["certificate-sealed.pdf", "certificate.pdf"] {
        assert!(std::fs::read(archive.join(name)).unwrap().starts_with(b"%PDF"), "{name}");
    }
    let opened = world.read(&archive, "auditor").done().values().remove(0);
    let list: Value = serde_json::from_slice(&std::fs::read(archive.join("archive.json")).unwrap()).unwrap();
    assert_eq!((&opened["root"], &opened["refused"]), (&list["root"], &Value::from(0)));
    let desk = Counter::open(Place::new(&world.demo.path("auditor")), system_clock()).unwrap();
    let Ok(desk) = desk.sign_in("rao", &world.demo.password()) else { panic!("the reader does not open") };
    assert_eq!(desk.installation(), "K7B", "a copy for reading never writes under the archived letter");
    let rows = desk.rows().unwrap();
    for entry in &before {
        assert_eq!(rows.entry(&entry.header.id()).unwrap().as_ref(), Some(entry), "it is not in the archive");
    }
    let closing = rows.entry(&opened["last"].as_str().unwrap().parse().unwrap()).unwrap().unwrap();
    assert_eq!((closing.body.kind(), closing.header.letter), ("counter.archived", 'A'));
}

#[test]
fn a_clerk_cannot_open_it_and_a_changed_one_is_not_believed() {
    let world = World::new();
    let archive = world.archive([SUPERVISOR, "rao"], true, "end").unwrap();
    let password = world.demo.path("password");
    let args = ["--user", SUPERVISOR, "--password-file", password.to_str().unwrap()];
    let open = |name: &str, more: &[&str]| {
        Answer::of(program().arg("--data").arg(world.demo.path(name)).args(args).args(more).output().unwrap())
    };
    told(1, "problem-bundle-key", |common| open("reader", &[common, &["archive", "open", archive.to_str().unwrap()]].concat()));
    let file = archive.join("000001.nrb");
    let mut bytes = std::fs::read(&file).unwrap();
    let at = bytes.len() - 400;
    bytes[at] ^= 1;
    put(&file, &bytes);
    let answer = world.read(&archive, "reader-2");
    assert_eq!(answer.code, 3, "{}{}", answer.out, answer.err);
    assert!(!world.demo.path("reader-2").join("counter.json").exists());
}

#[test]
fn the_recovery_key_opens_it_too() {
    let folder = tempfile::tempdir().unwrap();
    let made = nirantar::desk::make_demo(folder.path(), &system_clock()).unwrap();
    let key = folder.path().join("key");
    put(&key, made.recovery_key.as_bytes());
    let Ok(desk) = made.counter.sign_in(SUPERVISOR, &made.password) else { panic!("it does not open") };
    let officers = [("rao", made.password.as_str()), (SUPERVISOR, made.password.as_str())];
    let wish = ArchiveWish { folder: &folder.path().join("to"), officers, partial: true, reason: "end" };
    let done = archive_counter(desk, &wish, &mut |_step, _done, _of| true).unwrap().unwrap();
    let password = folder.path().join("password");
    let open = program()
        .arg("--data")
        .arg(folder.path().join("reader"))
        .args(["--user", SUPERVISOR, "--password-file", password.to_str().unwrap(), "archive", "open"])
        .arg(&done.archived.folder)
        .args(["--recovery-key-file", key.to_str().unwrap()])
        .output();
    Answer::of(open.unwrap()).done();
}

/// Not a test of its own: the child that [`killed_at_every_step`] kills. Without its folder it does nothing.
#[test]
fn child_that_is_killed() {
    let (Some(folder), Some(step)) = (std::env::var_os(CHILD), std::env::var_os(STEP)) else { return };
    let (folder, step) = (PathBuf::from(folder), step.to_str().unwrap().parse::<usize>().unwrap());
    let password = std::fs::read_to_string(folder.join("password")).unwrap().trim().to_owned();
    let counter = Counter::open(Place::new(&folder.join("counter")), system_clock()).unwrap();
    let Ok(desk) = counter.sign_in("asha", &password) else { panic!("it does not open") };
    let officers = [("rao", password.as_str()), (SUPERVISOR, password.as_str())];
    let wish = ArchiveWish { folder: &folder.join("archives"), officers, partial: true, reason: "end" };
    let until = ArchiveStep::ALL[step];
    let mut stand_still = |at: ArchiveStep, _done: u64, _of: u64| {
        if at == until {
            let mut out = std::io::stdout();
            writeln!(out, "standing still").unwrap();
            out.flush().unwrap();
            loop {
                std::thread::park();
            }
        }
        true
    };
    archive_counter(desk, &wish, &mut stand_still).unwrap();
}

/// Archives in a child, and kills it at a step.
fn kill_at(demo: &Demo, step: usize) {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "child_that_is_killed", "--nocapture"])
        .env(CHILD, demo.folder.path())
        .env(STEP, step.to_string())
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let stood = lines.any(|line| line.unwrap().contains("standing still"));
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(stood, "the child never came to {:?}", ArchiveStep::ALL[step]);
}

#[test]
fn killed_at_every_step() {
    for (at, step) in ArchiveStep::ALL.into_iter().enumerate() {
        let world = World::new();
        let before = entries_of(&world.open().unwrap());
        kill_at(&world.demo, at);
        match world.open() {
            Ok(desk) => {
                assert!(step < ArchiveStep::Marked, "{step:?}: it still works");
                assert!(findings(&desk).is_empty(), "{step:?}");
                let now = entries_of(&desk);
                assert!(before.iter().all(|entry| now.contains(entry)), "{step:?}");
                desk.close().unwrap();
                // And it can be archived now.
                let archive = world.archive(["rao", SUPERVISOR], true, "again").unwrap();
                world.read(&archive, "reader").done();
            }
            Err(problem) => {
                assert!(step >= ArchiveStep::Marked, "{step:?}: {}", problem.id);
                assert_eq!(problem.id, "problem-archived", "{step:?}");
                assert_eq!(files_below(&world.demo.counter().join("keys")), 0, "{step:?}: what was begun is finished");
                let folder = std::fs::read_dir(&world.to).unwrap().next().unwrap().unwrap().path();
                assert!(folder.join("certificate.pdf").exists(), "{step:?}");
                let opened = world.read(&folder, "reader").done().values().remove(0);
                assert_eq!(opened["refused"], 0, "{step:?}");
                assert!(opened["entries"].as_u64().unwrap() > before.len() as u64, "{step:?}: the last entry is there too");
            }
        }
    }
}

#[test]
fn from_the_command_line_in_both_languages() {
    let world = World::new();
    let (password, to) = (world.demo.path("password"), world.to.to_str().unwrap().to_owned());
    let password = password.to_str().unwrap();
    let run = |args: &[&str]| world.demo.run(&[&["--user", "asha", "--password-file", password], args].concat());
    let order = ["archive", "--out", &to, "--officer", "rao", "--officer-password-file", password];
    let second = ["--second", SUPERVISOR, "--second-password-file", password];
    told(1, "problem-archive-open", |common| run(&[common, &order, &second].concat()));
    let told_none = |common: &[&str]| run(&[common, &["archive", "certificate", "--out", "x.pdf"]].concat());
    told(1, "problem-not-archived", told_none);
    let partial = ["--partial", "--reason", "the counter moves"];
    let done = run(&[&["--json"], &order[..], &second, &partial].concat()).done().values().remove(0);
    assert_eq!(done["officers"], serde_json::json!(["rao", SUPERVISOR]));
    told(1, "problem-archived", |common| run(&[common, &["find", "Ram"]].concat()));
    let again = world.demo.path("again.pdf");
    run(&["archive", "certificate", "--out", again.to_str().unwrap()]).done();
    assert!(std::fs::read(again).unwrap().starts_with(b"%PDF"));
}
