//! Building an index is broken off in every way there is; what comes out in the end is what one quiet build makes.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "the helpers of tests fail as the tests do"
)]

use chrono::{DateTime, NaiveDate};
use nirantar::disk::DiskError;
use nirantar::hospital::central::CentralPatient;
use nirantar::hospital::identifiers::UhidPattern;
use nirantar::hospital::pack::IndexColumns;
use nirantar::index::intake::RowFault;
use nirantar::index::press::{Began, Plan, Pressed, Progress, Stage, discard, press};
use nirantar::index::{FileKey, Index, IndexError, Stats};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;
use zeroize::Zeroizing;

/// Says where a child shall build, and with which key.
const FOLDER: &str = "NIRANTAR_PRESS_FOLDER";
const KEY: &str = "NIRANTAR_PRESS_KEY";
const PEOPLE: u32 = 20_000;
/// Buffers so small that there are about fifteen runs.
const MEMORY: usize = 200_000;

/// An invented hospital's export; every 500th row is damaged, every 100th comes again.
fn export(people: u32) -> String {
    let given = ["Sunita", "Mohan", "Rekha", "Abdul", "Gurpreet", "Lakshmi", "Smt. Kamla", "Baby"];
    let last = ["Devi", "Lal", "Kumari", "Rehman", "Kaur", "Singh", "Sharma", "Yadav", "Begum", "Prasad"];
    let mut out = "uhid,name,name_hi,relation,relative,sex,birth_year,mobile,pin,village,district\n".to_owned();
    for n in 0..people {
        let hash = n.wrapping_mul(2_654_435_761) >> 4;
        let pick = |list: &[&str], shift: u32| list[(hash >> shift) as usize % list.len()].to_owned();
        let year = if n % 500 == 7 { "19x4".to_owned() } else { (1930 + hash % 95).to_string() };
        let uhid = if n % 100 == 99 { n - 50 } else { n };
        writeln!(
            out,
            "AB/{uhid:06},{} {},,W/o,{} {},F,{year},98{:08},{},Village {},Rampur",
            pick(&given, 1),
            pick(&last, 5),
            pick(&given, 9),
            pick(&last, 13),
            hash % 7_000_000,
            110_001 + hash % 90,
            hash % 300,
        )
        .unwrap();
    }
    out
}

struct Site {
    folder: PathBuf,
    columns: IndexColumns,
    uhid: UhidPattern,
}

type Ask<'a> = &'a mut dyn FnMut(Progress) -> bool;

impl Site {
    fn at(folder: &Path) -> Self {
        Self { folder: folder.to_owned(), columns: IndexColumns::default(), uhid: UhidPattern::new("AB/[0-9]{6}").unwrap() }
    }

    fn new(folder: &tempfile::TempDir, people: u32) -> Self {
        let site = Self::at(folder.path());
        nirantar::disk::write(&site.path("export.csv"), export(people).as_bytes()).unwrap();
        site
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    fn press(&self, out: &str, key: u8, on: Ask<'_>, faults: &mut Vec<RowFault>) -> Result<Pressed, IndexError> {
        let (from, out, work) = (self.path("export.csv"), self.path(out), self.path("work"));
        let plan = Plan {
            columns: &self.columns,
            uhid: &self.uhid,
            from: &from,
            base: None,
            out: &out,
            work: &work,
            site: "DEMO",
            day: NaiveDate::from_ymd_opt(2026, 11, 22).unwrap(),
            made: DateTime::parse_from_rfc3339("2026-11-23T10:00:00+05:30").unwrap(),
            key: &file_key(key),
            sealed_key: b"sealed",
            memory: MEMORY,
        };
        press(&plan, on, &mut |fault| faults.push(fault.clone()))
    }

    fn quiet(&self, out: &str, key: u8) -> (Pressed, Vec<RowFault>) {
        let mut faults = Vec::new();
        let pressed = self.press(out, key, &mut |_| true, &mut faults).unwrap();
        (pressed, faults)
    }

    fn read(&self, out: &str, key: u8) -> (Vec<CentralPatient>, Stats) {
        let index = Index::open(&self.path(out), &file_key(key), "DEMO").unwrap();
        let mut people = Vec::new();
        index
            .everybody(|_, person| {
                people.push(person);
                Ok(())
            })
            .unwrap();
        assert!(index.check(&mut |_, _| true).unwrap().is_empty());
        (people, index.stats())
    }
}

fn file_key(byte: u8) -> FileKey {
    FileKey(Zeroizing::new([byte; 32]))
}

/// The same but for what differs with the key and the way there.
fn same(one: &Pressed, other: &Pressed) {
    let plain = |p: &Pressed| Pressed { sha256: String::new(), began: Began::New, ..p.clone() };
    assert_eq!(plain(one), plain(other));
}

/// Alone a build like any other; as a child of [`killed_at_any_moment_it_goes_on`] the one that is killed.
#[test]
fn a_child_builds() {
    let child = std::env::var(FOLDER).ok();
    let folder = tempfile::tempdir().unwrap();
    let Some(at) = child else {
        let (pressed, _) = Site::new(&folder, 300).quiet("out.idx", 1);
        assert_eq!((pressed.began, pressed.people), (Began::New, 297));
        return;
    };
    let key = std::env::var(KEY).unwrap().parse().unwrap();
    let done = Site::at(Path::new(&at)).press("out.idx", key, &mut |_| true, &mut Vec::new());
    assert!(done.is_ok(), "{done:?}");
}

fn child(folder: &Path, key: u8) -> Command {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", "a_child_builds"]).env(FOLDER, folder).env(KEY, key.to_string());
    command.stdout(Stdio::null()).stderr(Stdio::null());
    command
}

#[test]
fn killed_at_any_moment_it_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let site = Site::new(&folder, PEOPLE);
    let (quiet, quiet_faults) = site.quiet("quiet.idx", 1);
    let (people, stats) = site.read("quiet.idx", 1);
    let (mut kills, mut chance) = (0, 12_345_u64);
    for key in 2..14 {
        chance = chance.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let mut running = child(folder.path(), key).spawn().unwrap();
        std::thread::sleep(Duration::from_millis(40 + (chance >> 33) % 700));
        running.kill().unwrap();
        kills += u32::from(!running.wait().unwrap().success());
        let whole = |key: u8| Index::open(&site.path("out.idx"), &file_key(key), "DEMO").is_ok();
        assert!(!site.path("out.idx").exists() || (2..=key).any(whole), "half a file");
    }
    assert!(kills > 3, "{kills} kills only: the moments are too late");
    let (broken, faults) = site.quiet("out.idx", 99);
    same(&quiet, &broken);
    assert_eq!(faults, quiet_faults);
    assert!(faults.len() >= 40, "{}", faults.len());
    let (people_of_broken, stats_of_broken) = site.read("out.idx", 99);
    assert!(people == people_of_broken, "other people");
    assert_eq!(stats, stats_of_broken);
}

/// Stopped at the nth look, again and again, each time a little later: every stage is broken off.
#[test]
fn stopped_in_every_stage_it_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let site = Site::new(&folder, PEOPLE);
    let (quiet, _) = site.quiet("quiet.idx", 1);
    let (mut stages, mut key, mut went_on) = (Vec::new(), 2, false);
    let stopped = loop {
        let (mut looks, mut last) = (0, None);
        let limit = u32::from(key) + 1;
        let mut on = |progress: Progress| {
            looks += 1;
            last = Some(progress.stage);
            looks < limit
        };
        match site.press("out.idx", key, &mut on, &mut Vec::new()) {
            Ok(pressed) => break pressed,
            Err(IndexError::Stopped) => stages.extend(last),
            Err(other) => panic!("{other}"),
        }
        assert!(!site.path("out.idx").exists());
        assert!(site.path("work").exists(), "nothing to go on with");
        went_on = true;
        key += 1;
        assert!(key < 250, "it never ends: {stages:?}");
    };
    assert!(went_on && stopped.began == Began::WentOn);
    same(&quiet, &stopped);
    for stage in [Stage::Read, Stage::Words, Stage::People] {
        assert!(stages.contains(&stage), "{stage:?} was never broken off: {stages:?}");
    }
    assert!(site.read("quiet.idx", 1) == site.read("out.idx", key), "another content");
}

/// Stops at the first look behind the reading of some runs.
fn begun(site: &Site, key: u8) {
    let mut on = |progress: Progress| progress.stage == Stage::Read;
    assert!(matches!(site.press("out.idx", key, &mut on, &mut Vec::new()), Err(IndexError::Stopped)));
    assert!(std::fs::read_dir(site.path("work")).unwrap().count() >= 7);
}

#[test]
fn another_export_begins_anew_and_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let site = Site::new(&folder, 3000);
    begun(&site, 1);
    let other = export(3000).replace("Rampur", "Rampurwa");
    nirantar::disk::write(&site.path("export.csv"), other.as_bytes()).unwrap();
    let (pressed, _) = site.quiet("out.idx", 2);
    assert_eq!(pressed.began, Began::Anew);
    let (people, _) = site.read("out.idx", 2);
    assert!(people.iter().all(|p| p.place.ends_with("Rampurwa")));
}

#[test]
fn other_columns_begin_anew() {
    let folder = tempfile::tempdir().unwrap();
    let mut site = Site::new(&folder, 3000);
    begun(&site, 1);
    site.columns.place = vec!["village".to_owned()];
    let (pressed, _) = site.quiet("out.idx", 2);
    assert_eq!(pressed.began, Began::Anew);
    let (people, _) = site.read("out.idx", 2);
    assert!(people.iter().all(|p| !p.place.contains("Rampur")));
}

#[test]
fn what_is_left_can_be_taken_away_and_other_files_stay() {
    let folder = tempfile::tempdir().unwrap();
    let site = Site::new(&folder, 3000);
    begun(&site, 1);
    nirantar::disk::write(&site.path("work/letter.txt"), b"mine").unwrap();
    discard(&site.path("work")).unwrap();
    let left: Vec<_> = std::fs::read_dir(site.path("work")).unwrap().map(|e| e.unwrap().file_name()).collect();
    assert_eq!(left, ["letter.txt"]);
    assert_eq!(site.quiet("out.idx", 2).0.began, Began::New);
    discard(&site.path("never")).unwrap();
}

#[test]
fn a_damaged_work_folder_is_noticed_and_the_next_build_begins_anew() {
    let folder = tempfile::tempdir().unwrap();
    let site = Site::new(&folder, 3000);
    begun(&site, 1);
    let rows = site.path("work/rows-00000.work");
    let mut bytes = std::fs::read(&rows).unwrap();
    let at = bytes.len() / 2;
    bytes[at] ^= 4;
    nirantar::disk::write(&rows, &bytes).unwrap();
    let damaged = site.press("out.idx", 2, &mut |_| true, &mut Vec::new());
    assert!(matches!(damaged, Err(IndexError::Damaged { part: "work", .. })), "{damaged:?}");
    let (pressed, _) = site.quiet("out.idx", 3);
    assert_eq!(pressed.people, 2970);
}

#[test]
fn no_text_of_a_patient_lies_in_the_clear() {
    let folder = tempfile::tempdir().unwrap();
    let site = Site::new(&folder, 3000);
    begun(&site, 1);
    site.quiet("quiet.idx", 2);
    begun(&site, 3);
    let files = std::fs::read_dir(site.path("work")).unwrap().map(|e| e.unwrap().path()).chain([site.path("quiet.idx")]);
    for file in files {
        let bytes = std::fs::read(&file).unwrap();
        for text in ["Sunita", "sunita", "Rampur", "AB/"] {
            assert!(!bytes.windows(text.len()).any(|w| w == text.as_bytes()), "{text} in {}", file.display());
        }
    }
}

#[test]
fn an_export_that_grows_while_it_is_read_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let site = Site::new(&folder, PEOPLE);
    nirantar::disk::write(&site.path("out.idx"), b"the old one").unwrap();
    let mut grown = false;
    let mut on = |progress: Progress| {
        if progress.stage == Stage::Read && progress.done > 0 && !grown {
            use std::io::Write as _;
            let mut file = std::fs::OpenOptions::new().append(true).open(site.path("export.csv")).unwrap();
            file.write_all(b"AB/999999,One More,,,,F,1990,,,,\n").unwrap();
            grown = true;
        }
        true
    };
    let refused = site.press("out.idx", 1, &mut on, &mut Vec::new());
    assert!(matches!(refused, Err(IndexError::Changed { .. })), "{refused:?}");
    assert_eq!(std::fs::read(site.path("out.idx")).unwrap(), b"the old one");
    let (pressed, _) = site.quiet("out.idx", 2);
    assert_eq!((pressed.began, pressed.people), (Began::Anew, u64::from(PEOPLE - PEOPLE / 100) + 1));
}

#[test]
fn an_index_that_is_there_stays_until_the_new_one_is_whole() {
    let folder = tempfile::tempdir().unwrap();
    let site = Site::new(&folder, 3000);
    nirantar::disk::write(&site.path("out.idx"), b"the old one").unwrap();
    let mut on = |progress: Progress| progress.stage < Stage::Numbers && progress.stage != Stage::People;
    let stopped = site.press("out.idx", 1, &mut on, &mut Vec::new());
    if matches!(stopped, Err(IndexError::Stopped)) {
        assert_eq!(std::fs::read(site.path("out.idx")).unwrap(), b"the old one");
    }
    site.quiet("out.idx", 2);
    assert_eq!(site.read("out.idx", 2).0.len(), 2970);
}

#[test]
fn trouble_with_folders_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let site = Site::new(&folder, 300);
    let missing = site.press("no/such/folder/out.idx", 1, &mut |_| true, &mut Vec::new());
    assert!(matches!(missing, Err(IndexError::Disk(DiskError::Missing { .. }))), "{missing:?}");
    discard(&site.path("work")).unwrap();
    nirantar::disk::write(&site.path("work"), b"a file").unwrap();
    let blocked = site.press("out.idx", 1, &mut |_| true, &mut Vec::new());
    assert!(matches!(blocked, Err(IndexError::Disk(_))), "{blocked:?}");
    let empty = Site::at(&folder.path().join("nowhere"));
    let none = empty.press("out.idx", 1, &mut |_| true, &mut Vec::new());
    assert!(matches!(none, Err(IndexError::Disk(DiskError::Missing { .. }))), "{none:?}");
}

/// A limit on the size of files stands for a full disk: writing fails in the middle.
#[cfg(unix)]
#[test]
fn a_full_disk_is_told_and_gone_on_from() {
    let folder = tempfile::tempdir().unwrap();
    let site = Site::new(&folder, 3000);
    let exe = std::env::current_exe().unwrap();
    let script = format!("trap '' XFSZ; ulimit -f 100; exec '{}' --exact a_child_builds --nocapture", exe.display());
    let out = Command::new("sh").args(["-c", &script]).env(FOLDER, folder.path()).env(KEY, "5").output().unwrap();
    let told = String::from_utf8_lossy(&out.stdout).into_owned() + &String::from_utf8_lossy(&out.stderr);
    assert!(!out.status.success() && told.contains("Full"), "{told}");
    assert!(!site.path("out.idx").exists() && !site.path("out.idx.part").exists());
    let (pressed, _) = site.quiet("out.idx", 6);
    assert_eq!((pressed.began, pressed.people), (Began::WentOn, 2970));
}
