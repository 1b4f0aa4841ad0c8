//! Bundles between counters of one hospital, from the desk and the command line: what leaves arrives, once, in any order; what is cut, damaged,
//! forged or somebody else's is told, and what is whole is taken all the same. Merges and conflicts are settled by a person.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "helpers of tests fail as tests do"
)]
#![allow(clippy::disallowed_methods, reason = "damaged files are written as they are")]

mod common;

use common::{Answer, Hospital, forms, password_of, program, put};
use nirantar::desk::{
    BundleWish, Conflict, Desk, PaperJob, Place, PrintWish, RootStanding, SecondStanding, SetUp, set_up, system_clock,
};
use nirantar::hospital::number::CounterCode;
use nirantar::journal::{EntryId, PaperKind};
use nirantar::paper::Size;
use nirantar::problem::Trouble;
use std::path::{Path, PathBuf};

const OFFICER: &str = "meena";

/// A hospital with several counters, each in a folder of its own.
struct World {
    hospital: Hospital,
    stick: PathBuf,
}

impl World {
    fn new() -> Self {
        let hospital = Hospital::new(OFFICER, &system_clock(), |_masters| {});
        let stick = hospital.folder.path().join("stick");
        std::fs::create_dir(&stick).unwrap();
        Self { hospital, stick }
    }

    fn folder(&self, code: &str) -> PathBuf {
        self.hospital.folder.path().join(if code == "K7" { "counter".to_owned() } else { code.to_owned() })
    }

    fn desk(&self, code: &str) -> Desk {
        let folder = self.folder(code);
        if !folder.join("counter.json").exists() {
            let request = SetUp {
                pack: &self.hospital.folder.path().join("hospital.pack"),
                counter: CounterCode::new(code).unwrap(),
                login: OFFICER,
                password: &password_of(OFFICER),
                new_password: "",
                reason: "test",
                drill: false,
            };
            set_up(&Place::new(&folder), &request, &system_clock()).unwrap();
        }
        let counter = nirantar::desk::Counter::open(Place::new(&folder), system_clock()).unwrap();
        counter.sign_in(OFFICER, &password_of(OFFICER)).map_err(|(_, problem)| problem).unwrap()
    }

    fn run(&self, code: &str, args: &[&str]) -> Answer {
        let password = self.hospital.folder.path().join("password-file");
        put(&password, password_of(OFFICER).as_bytes());
        let folder = self.folder(code);
        let signed =
            ["--data", folder.to_str().unwrap(), "--user", OFFICER, "--password-file", password.to_str().unwrap(), "--json"];
        Answer::of(program().args(signed).args(args).output().unwrap())
    }

    fn wish(&self, all: bool) -> BundleWish {
        BundleWish { to: Vec::new(), all, folder: self.stick.clone() }
    }
}

fn register(desk: &mut Desk, n: usize) -> (EntryId, String) {
    let form = forms(n as u64 + 1, 7).pop().unwrap();
    let saved = desk.register(&form, &PrintWish::default()).unwrap();
    (saved.patient_id, saved.patient.to_string())
}

/// Makes a bundle and gives the file.
fn bundle(desk: &mut Desk, wish: &BundleWish) -> PathBuf {
    let made = desk.make_bundles(wish, &mut |_, _| true).unwrap().unwrap();
    assert_eq!(made.files.len(), 1);
    made.files[0].path.clone()
}

/// Takes a file in; new, known.
fn take(desk: &mut Desk, path: &Path) -> (u64, u64) {
    let plan = desk.plan_bundle(path, &mut |_, _| true).unwrap().unwrap();
    assert!(plan.faults.is_empty() && plan.plan.refused.is_empty(), "{:?} {:?}", plan.faults, plan.plan.refused);
    let done = desk.take_bundle(&plan, &mut |_| {}).unwrap();
    (done.taken.new, done.taken.known)
}

#[test]
fn what_leaves_on_a_stick_arrives_once_in_any_order() {
    let world = World::new();
    let mut counter = world.desk("K7");
    let mut files = Vec::new();
    for day in 0..3 {
        for n in 0..4 {
            register(&mut counter, day * 4 + n);
        }
        files.push(bundle(&mut counter, &world.wish(false)));
    }
    let last = counter.store().last_sequence();
    counter.close().unwrap();
    let mut control = world.desk("C1");
    // The third comes first: it is taken, and says what is missing.
    let plan = control.plan_bundle(&files[2], &mut |_, _| true).unwrap().unwrap();
    assert_eq!(plan.lacks.len(), 1, "{:?}", plan.lacks);
    assert_eq!(plan.plan.lines.len(), 1);
    let (first_of_third, missing) = (plan.plan.lines[0].first, plan.plan.lines[0].missing.clone());
    assert_eq!(missing, [(1, first_of_third - 1)]);
    let done = control.take_bundle(&plan, &mut |_| {}).unwrap();
    assert_eq!(done.taken.new, last - first_of_third, "all but the entry that the bundle itself became");
    assert_eq!(take(&mut control, &files[2]), (0, done.taken.new), "twice is as once");
    assert!(take(&mut control, &files[0]).0 > 4);
    assert!(take(&mut control, &files[1]).0 > 4);
    let line = control.counter_lines().unwrap().into_iter().find(|l| l.code.as_str() == "K7").unwrap();
    assert_eq!((line.installations[0].last, line.installations[0].gaps.clone()), (last - 1, Vec::new()));
    assert_eq!(line.installations[0].patients, 12);
    assert!(line.installations[0].tells.is_some(), "the counter told of itself in a bundle");
    assert_eq!(control.verify(&mut |_, _| true).unwrap().unwrap().findings, []);
    // What was taken is found there as at its own counter.
    assert_eq!(control.control_view().unwrap().hours[0].iter().sum::<u64>(), 12);
}

#[test]
fn damaged_cut_forged_and_foreign_bundles_are_told() {
    let world = World::new();
    let mut counter = world.desk("K7");
    for n in 0..30 {
        register(&mut counter, n);
    }
    let path = bundle(&mut counter, &world.wish(true));
    let entries = counter.store().last_sequence() - 1;
    let good = std::fs::read(&path).unwrap();
    let control = world.desk("C1");
    let plan_of = |bytes: &[u8]| {
        put(&path, bytes);
        control.plan_bundle(&path, &mut |_, _| true)
    };
    let whole = plan_of(&good).unwrap().unwrap();
    assert_eq!((whole.plan.new_entries(), whole.faults.len()), (entries, 0));
    // Cut anywhere: what is whole is there, and the cut is told; or the head itself is damaged.
    for at in (0..good.len()).step_by(good.len() / 40) {
        match plan_of(&good[..at]) {
            Ok(plan) => {
                let plan = plan.unwrap();
                assert!(!plan.faults.is_empty(), "cut at {at}");
                assert!(plan.plan.new_entries() <= entries && plan.plan.refused.is_empty());
            }
            Err(problem) => assert_eq!(problem.trouble, Trouble::Damaged, "cut at {at}: {}", problem.id),
        }
    }
    // One byte flipped anywhere: nothing false comes in.
    for at in (0..good.len()).step_by(good.len() / 60) {
        let mut bad = good.clone();
        bad[at] ^= 0x10;
        if let Ok(Some(plan)) = plan_of(&bad) {
            assert!(!plan.faults.is_empty() || plan.plan.new_entries() == entries, "flipped at {at}");
            for (entry, signed) in &plan.plan.entries {
                assert!(whole.plan.entries.iter().any(|(e, s)| e == entry && s == signed));
            }
        }
    }
    assert_eq!(plan_of(b"something else entirely").unwrap_err().id, "problem-bundle-not");
    assert_eq!(plan_of(b"NIRANTAR BUNDLE 7\nx").unwrap_err().id, "problem-bundle-newer");
    // Of another hospital.
    let other = Hospital::new(OFFICER, &system_clock(), |masters| masters.hospital.site = "OTHR".into());
    let mut there = other.desk(OFFICER);
    let foreign = bundle(&mut there, &BundleWish { to: Vec::new(), all: true, folder: world.stick.clone() });
    assert_eq!(
        control.plan_bundle(&foreign, &mut |_, _| true).unwrap_err().id,
        "problem-bundle-head",
        "not signed by a counter of ours"
    );
}

#[test]
fn a_bundle_is_for_whom_it_is_sealed() {
    let world = World::new();
    let mut counter = world.desk("K7");
    register(&mut counter, 1);
    let wish = BundleWish { to: vec![CounterCode::new("L1").unwrap()], ..world.wish(true) };
    let path = bundle(&mut counter, &wish);
    counter.close().unwrap();
    let bytes = std::fs::read(&path).unwrap();
    assert!(!bytes.windows(10).any(|w| w == b"registered"), "nothing of the entries is in the clear");
    let mut laboratory = world.desk("L1");
    assert!(take(&mut laboratory, &path).0 > 2);
    // Somebody who may open only some counters holds no key to the others.
    let limited =
        world.hospital.masters.users.iter().find(|u| !u.counters.is_empty() && u.counters.iter().all(|c| c.as_str() != "L1"));
    let limited = limited.unwrap().clone();
    let here = limited.counters[0].to_string();
    world.desk(&here).close().unwrap();
    let counter = nirantar::desk::Counter::open(Place::new(&world.folder(&here)), system_clock()).unwrap();
    let desk = counter.sign_in(&limited.login, &password_of(&limited.login)).map_err(|(_, p)| p).unwrap();
    assert_eq!(desk.plan_bundle(&path, &mut |_, _| true).unwrap_err().id, "problem-bundle-key");
}

#[test]
fn two_counters_that_changed_one_patient_are_brought_together() {
    let world = World::new();
    let mut first = world.desk("K7");
    let (id, number) = register(&mut first, 3);
    let path = bundle(&mut first, &world.wish(true));
    let mut control = world.desk("C1");
    take(&mut control, &path);
    let change = |desk: &mut Desk, mobile: &str| {
        let details = desk.store().read().unwrap().patient(&id).unwrap().unwrap().patient.details;
        let mut form = nirantar::hospital::opd_form::OpdForm::from_details(&details, desk.today());
        form.mobile = mobile.into();
        desk.amend(&id, &form, "asked again").unwrap();
    };
    change(&mut first, "9812000111");
    change(&mut control, "9812000222");
    let path = bundle(&mut first, &world.wish(false));
    take(&mut control, &path);
    let conflicts = control.conflicts().unwrap();
    let Some(Conflict::Patient { line, sides }) = conflicts.first() else { panic!("{conflicts:?}") };
    assert_eq!((line.number.to_string(), sides.len(), conflicts.len()), (number.clone(), 2, 1));
    let keep = sides.iter().find(|side| side.details.mobile.as_ref().unwrap().digits() == "9812000111").unwrap().entry.clone();
    control.close().unwrap();
    let listed = world.run("C1", &["conflict", "list"]).done().values();
    assert_eq!((listed.len(), listed[0]["patient"].as_str()), (1, Some(number.as_str())));
    world.run("C1", &["conflict", "patient", &number, "--keep", &keep.to_string(), "--reason", "rang the number"]).done();
    assert_eq!(world.run("C1", &["conflict", "list"]).done().values().len(), 0);
    let control = world.desk("C1");
    assert_eq!(control.file(&id).unwrap().line.mobile, "9812000111");
    assert_eq!(
        control.file(&id).unwrap().history.iter().filter(|line| line.kind == "patient.amended").count(),
        3,
        "both are kept"
    );
}

#[test]
fn patients_are_merged_with_evidence_and_parted_again() {
    let world = World::new();
    let mut desk = world.desk("K7");
    let mut form = forms(1, 9).pop().unwrap();
    form.mobile = "9812000345".into();
    let one = desk.register(&form, &PrintWish::default()).unwrap().patient.to_string();
    let two = desk.register(&form, &PrintWish::default()).unwrap().patient.to_string();
    desk.close().unwrap();
    let look = world.run("K7", &["merge", &one, &two, "--look"]).done().values().remove(0);
    assert!(look["score"].as_u64().unwrap() > 80 && look["entry"].is_null(), "{look}");
    assert_eq!(world.run("K7", &["unmerge", &one, &two, "--reason", "x"]).code, 1);
    assert_eq!(world.run("K7", &["merge", &one, &two]).code, 1, "a reason is asked for");
    let before = file_of(&world, &one);
    world.run("K7", &["merge", &one, &two, "--reason", "same card"]).done();
    assert_eq!(world.run("K7", &["merge", &two, &one, "--reason", "again"]).code, 1, "merged already");
    let file = file_of(&world, &one);
    assert_eq!(file.same_as.iter().map(|line| line.number.to_string()).collect::<Vec<_>>(), std::slice::from_ref(&two));
    assert_eq!((file.led_by, file_of(&world, &two).led_by), (None, Some(file.line.id.clone())), "one of them leads");
    for typed in [&one, &two, &form.mobile] {
        let mut desk = world.desk("K7");
        let found: Vec<_> = desk.find(typed).unwrap().lines.iter().filter_map(|m| m.ours().cloned()).collect();
        let [line] = found.as_slice() else { panic!("{typed}: {found:?}") };
        assert_eq!(
            (line.number.to_string(), line.also.iter().map(ToString::to_string).collect()),
            (one.clone(), vec![two.clone()])
        );
    }
    let slip = |number: &str| {
        let visit = file_of(&world, number).visits[0].id.clone();
        let desk = world.desk("K7");
        let job = PaperJob { visit, paper: PaperKind::Slip, size: Size::A6, copy: 0 };
        desk.lay_out(&job).unwrap().pages[0].texts().join("\n")
    };
    assert!(slip(&two).contains(&one), "a slip of the other names the number that leads");
    assert!(!slip(&one).contains(&two));
    world.run("K7", &["unmerge", &two, &one, "--reason", "brothers"]).done();
    let after = file_of(&world, &one);
    assert_eq!((&after.line, &after.details, after.same_as.len()), (&before.line, &before.details, 0));
    assert_eq!(after.history.len(), before.history.len() + 2, "both steps stand in the trail");
}

fn file_of(world: &World, number: &str) -> nirantar::desk::views::PatientFile {
    let desk = world.desk("K7");
    desk.file(&desk.patient_of_number(number).unwrap().unwrap()).unwrap()
}

#[test]
fn roots_and_blocks_from_the_command_line() {
    let world = World::new();
    let mut desk = world.desk("K7");
    for n in 0..5 {
        register(&mut desk, n);
    }
    desk.close().unwrap();
    let root = world.run("K7", &["root", "--to", "6"]).done().values().remove(0);
    let hash = root["root"].as_str().unwrap().to_owned();
    let made = world.run("K7", &["bundle", "make", "--out", world.stick.to_str().unwrap(), "--sheet"]).done().values().remove(0);
    assert!(made["sheet"].as_str().unwrap().ends_with(".pdf") && Path::new(made["sheet"].as_str().unwrap()).exists());
    world.desk("C1").close().unwrap();
    let missing = world.run("C1", &["root", "--of", "K7A", "--to", "6"]);
    assert_eq!((missing.code, missing.values()[0]["problem"]["id"].as_str()), (1, Some("problem-root-missing")));
    let planned = world.run("C1", &["bundle", "read", "--plan", world.stick.to_str().unwrap()]).done().values().remove(0);
    assert!(planned["new"].as_u64().unwrap() > 6 && planned["taken"].is_null());
    let taken = world.run("C1", &["bundle", "read", world.stick.to_str().unwrap()]).done().values().remove(0);
    assert_eq!(taken["taken"]["new"], planned["new"]);
    world.run("C1", &["root", "--of", "K7A", "--to", "6", "--check", &hash]).done();
    assert_eq!(world.run("C1", &["root", "--of", "K7A", "--to", "5", "--check", &hash]).code, 3);
    assert_eq!(RootStanding::Whole.word_id(), "root-whole");
    // More numbers for K7, which learns of it by the bundle that goes back.
    let left = |world: &World| world.desk("K7").status().unwrap().numbers_left;
    let before = left(&world);
    let login =
        world.hospital.masters.users.iter().find(|u| u.roles.iter().any(|r| r.code() == "control-room")).unwrap().login.clone();
    let counter = nirantar::desk::Counter::open(Place::new(&world.folder("C1")), system_clock()).unwrap();
    let mut control = counter.sign_in(&login, &password_of(&login)).map_err(|(_, p)| p).unwrap();
    control.issue_block(&CounterCode::new("K7").unwrap(), 500, "a long queue").unwrap();
    let back = BundleWish { to: vec![CounterCode::new("K7").unwrap()], ..world.wish(false) };
    let path = bundle(&mut control, &back);
    control.close().unwrap();
    let sent = |world: &World| world.run("K7", &["bundle", "list"]).done().values();
    assert!(sent(&world)[0]["taken"].as_array().unwrap().is_empty(), "no receipt yet");
    take(&mut world.desk("K7"), &path);
    assert_eq!(left(&world), before + 500);
    let receipts = sent(&world);
    assert_eq!((receipts.len(), receipts[0]["taken"][0]["by"].as_str()), (1, Some("C1A")), "the receipt came back with it");
    assert_eq!(receipts[0]["entries"], made["files"][0]["entries"]);
    let all = world.run("C1", &["hospital"]).done().values();
    assert!(all.iter().any(|v| v["counter"] == "K7" && v["block_last"].as_u64() > Some(500)), "{all:?}");
}

/// What the second medium holds, as another counter reads it from there.
fn on_the_medium(desk: &Desk, medium: &Path) -> u64 {
    let mut paths: Vec<PathBuf> = Vec::new();
    for folder in std::fs::read_dir(medium).unwrap() {
        paths.push(folder.unwrap().path());
    }
    let mut entries = 0;
    for path in nirantar::desk::bundles_in(&paths).unwrap() {
        let plan = desk.plan_bundle(&path, &mut |_, _| true).unwrap().unwrap();
        assert!(plan.plan.refused.is_empty() && plan.faults.is_empty(), "{}: {:?}", path.display(), plan.faults);
        entries += plan.plan.new_entries();
    }
    entries
}

#[test]
fn the_second_medium_has_everything_whatever_happened_to_it() {
    let world = World::new();
    let medium = world.stick.clone();
    let mut desk = world.desk("K7");
    let control = world.desk("C1");
    desk.keep_settings(nirantar::desk::settings::Settings { second: Some(medium.clone()), ..desk.settings().clone() }).unwrap();
    for n in 0..3 {
        register(&mut desk, n);
    }
    assert_eq!(desk.sync_second().unwrap(), SecondStanding::Whole);
    let folder = desk.second_way().unwrap().unwrap().folder();
    assert_eq!(on_the_medium(&control, &medium), desk.store().last_sequence());
    // Pulled out while people go on saving.
    let away = medium.with_extension("away");
    std::fs::rename(&medium, &away).unwrap();
    for n in 3..6 {
        register(&mut desk, n);
    }
    let SecondStanding::Trouble { problem, .. } = desk.sync_second().unwrap() else {
        panic!("a medium that is not there looks whole")
    };
    assert_eq!((problem.id, problem.trouble), ("problem-second-gone", Trouble::Device));
    std::fs::rename(&away, &medium).unwrap();
    assert_eq!(desk.sync_second().unwrap(), SecondStanding::Whole);
    assert_eq!(on_the_medium(&control, &medium), desk.store().last_sequence());
    // A segment that was torn is left as it is, and what was in it is written again.
    let segments = nirantar::desk::bundles_in(std::slice::from_ref(&folder)).unwrap();
    let torn = std::fs::read(&segments[0]).unwrap();
    put(&segments[0], &torn[..torn.len() * 2 / 3]);
    register(&mut desk, 7);
    assert_eq!(desk.sync_second().unwrap(), SecondStanding::Whole);
    assert_eq!(std::fs::read(&segments[0]).unwrap().len(), torn.len() * 2 / 3);
    let mut restored = world.desk("C2");
    let mut taken = 0;
    for path in nirantar::desk::bundles_in(std::slice::from_ref(&folder)).unwrap() {
        let plan = restored.plan_bundle(&path, &mut |_, _| true).unwrap().unwrap();
        taken += restored.take_bundle(&plan, &mut |_| {}).unwrap().taken.new;
    }
    assert_eq!(taken, desk.store().last_sequence(), "nothing of it is missing");
    // Another stick catches up from nothing.
    let other = world.hospital.folder.path().join("other-stick");
    std::fs::create_dir(&other).unwrap();
    desk.keep_settings(nirantar::desk::settings::Settings { second: Some(other.clone()), ..desk.settings().clone() }).unwrap();
    assert_eq!(desk.sync_second().unwrap(), SecondStanding::Whole);
    assert_eq!(on_the_medium(&control, &other), desk.store().last_sequence());
    // Every command writes to it before it ends.
    desk.close().unwrap();
    world.run("K7", &["find", "nobody"]).done();
    let desk = world.desk("K7");
    assert_eq!(on_the_medium(&control, &other) + 1, desk.store().last_sequence(), "all but this sign-in");
    drop(desk);
    assert_eq!(world.run("K7", &["second", "status"]).done().values()[0]["waiting"], 0);
    assert!(world.run("K7", &["second", "off"]).done().values()[0]["second"].is_null());
}

/// A medium of 64 kB in mounts of its own, where the system lets us.
const FULL_MEDIUM: &str = r#"
mkdir -p "$MEDIUM" && mount -t tmpfs -o size=64k none "$MEDIUM" || exit 90
"$NIRANTAR" --data "$COUNTER" second set "$MEDIUM" > "$OUT/set" 2>&1 || exit 91
"$NIRANTAR" --data "$COUNTER" --json opd register --from "$LINES" > "$OUT/saved" 2> "$OUT/said"; echo "$?" > "$OUT/code"
"$NIRANTAR" --data "$COUNTER" --json second status > "$OUT/full"; echo "$?" > "$OUT/code2"
"$NIRANTAR" --data "$COUNTER" second status
ls "$MEDIUM"/* | grep -c nrb > "$OUT/segments"
mount -o remount,size=16m "$MEDIUM" || exit 92
"$NIRANTAR" --data "$COUNTER" --json second status > "$OUT/whole"; echo "$?" > "$OUT/code3"
cp -a "$MEDIUM" "$OUT/medium"
"#;

#[test]
fn a_second_medium_that_is_full_stops_no_registration() {
    let demo = common::Demo::new();
    let lines = demo.lines("many.jsonl", &common::people_lines(5, 900));
    let out = tempfile::tempdir().unwrap();
    let (counter, medium) = (demo.counter(), demo.path("medium"));
    let values = [("COUNTER", counter.as_path()), ("LINES", &lines), ("MEDIUM", &medium), ("OUT", out.path())];
    let Some(answer) = common::in_own_mounts(FULL_MEDIUM, &values) else {
        eprintln!("no mounts here: left out");
        return;
    };
    assert_eq!(answer.code, 0, "{} {}", answer.out, answer.err);
    let read = |name: &str| std::fs::read_to_string(out.path().join(name)).unwrap();
    let codes: Vec<String> = ["code", "code2", "code3"].iter().map(|name| read(name).trim().to_owned()).collect();
    assert_eq!(codes, ["0", "4", "0"], "{}", read("said"));
    assert_eq!(read("saved").lines().filter(|line| line.contains("\"saved\":true")).count(), 900);
    assert!(read("said").contains(&medium.display().to_string()), "{}", read("said"));
    assert!(read("full").contains("problem-second-full"), "{}", read("full"));
    assert!(read("whole").contains("\"waiting\":0"), "{}", read("whole"));
    assert!(read("segments").trim().parse::<u32>().unwrap() <= 2, "a try leaves no begun segment behind");
    // Every entry but this sign-in can be read from it.
    let desk = demo.desk(common::SUPERVISOR);
    let folder = out.path().join("medium").read_dir().unwrap().next().unwrap().unwrap().path();
    let mut known = std::collections::BTreeSet::new();
    for path in nirantar::desk::bundles_in(&[folder]).unwrap() {
        let plan = desk.plan_bundle(&path, &mut |_, _| true).unwrap().unwrap();
        assert_eq!((plan.plan.new_entries(), plan.plan.refusals()), (0, 0));
        known.extend(plan.plan.lines.iter().flat_map(|line| line.first..=line.last));
    }
    assert_eq!(known.len() as u64 + 1, desk.store().last_sequence());
}

/// Somebody who has a counter's own key makes a bundle of what others never wrote.
#[test]
fn who_holds_one_counters_key_cannot_write_for_another() {
    use nirantar::bundle::{Head, Kind, Writer};
    use nirantar::journal::{Signed, sign};
    let world = World::new();
    let mut counter = world.desk("K7");
    register(&mut counter, 1);
    let last = EntryId { sequence: counter.store().last_sequence(), ..counter.store().next_id() };
    let honest = counter.store().read().unwrap().signed(&last).unwrap().unwrap();
    let signing = counter.store().installation().signing.clone();
    let entry = honest.entry().unwrap();
    let with = |change: &dyn Fn(&mut nirantar::journal::Entry)| {
        let mut other = entry.clone();
        change(&mut other);
        let signed = sign(&other, &signing).unwrap();
        (other.header.id(), signed)
    };
    let mut bytes = honest.bytes.clone();
    let at = bytes.len() / 2;
    bytes[at] ^= 1;
    let made_up = [
        with(&|e| e.header.counter = CounterCode::new("K8").unwrap()),
        with(&|e| e.header.site = "OTHR".into()),
        with(&|e| e.header.mode = nirantar::hospital::number::Mode::Drill),
        with(&|e| e.header.letter = 'Z'),
        (last.clone(), Signed { bytes, signature: honest.signature }),
        (last.clone(), Signed { bytes: b"{}".to_vec(), signature: honest.signature }),
    ];
    let secret = nirantar::bundle::BundleSecret::new([1; 32]);
    let people = world.hospital.first_pack().recipients(&CounterCode::new("C1").unwrap());
    let head = Head {
        site: entry.header.site.clone(),
        mode: entry.header.mode,
        counter: entry.header.counter.clone(),
        letter: 'A',
        made: entry.header.time,
        kind: Kind::All,
        to: Vec::new(),
        after: Vec::new(),
        salt: Head::text_of(&[2; 16]),
        seal: Head::text_of(&nirantar::vault::seal(secret.as_slice(), &people).unwrap()),
    };
    let mut writer = Writer::new(Vec::new(), &head, &secret, &signing).unwrap();
    for (id, signed) in &made_up {
        writer.entry(id, signed).unwrap();
    }
    let path = world.stick.join("made-up.nrb");
    put(&path, &writer.finish().unwrap().0);
    let mut control = world.desk("C1");
    let plan = control.plan_bundle(&path, &mut |_, _| true).unwrap().unwrap();
    assert_eq!((plan.plan.entries.len(), plan.plan.refusals(), plan.faults.len()), (0, 6, 0));
    let mut why: Vec<&str> = plan.plan.refused.iter().map(|(problem, _)| problem.id).collect();
    why.sort_unstable();
    assert!(why.contains(&"problem-slip-forged") && why.contains(&"problem-slip-foreign"), "{why:?}");
    assert!(why.contains(&"problem-slip-mode") && why.contains(&"problem-slip-counter"), "{why:?}");
    let done = control.take_bundle(&plan, &mut |_| {}).unwrap();
    assert_eq!((done.taken.new, done.refused), (0, 6));
}
