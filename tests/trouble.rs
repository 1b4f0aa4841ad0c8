//! Everything that can go wrong around a counter: a clear sentence in both languages, the right exit code, nothing lost,
//! and the work goes on when the trouble is over.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "the helpers of tests fail as the tests do"
)]

mod common;

use common::{
    Answer, Demo, SUPERVISOR, TestClock, entries_of, findings, fingerprints, forms, in_own_mounts, is_hindi, is_sentence,
    people_lines, program, put, told,
};
use ed25519_dalek::SigningKey;
use nirantar::desk::printing::{TRIES_MAX, print_one};
use nirantar::desk::views::PrintState;
use nirantar::desk::{Counter, Desk, Place, PrintWish, system_clock};
use nirantar::hospital::pack::{Lang, Masters};
use nirantar::journal::{ClockTrust, PaperKind};
use nirantar::paper::Size;
use nirantar::paper::printers::{Cups, Folder, Printer};
use nirantar::problem::Problem;
use nirantar::vault::{SealRequest, Secret, seal_pack};
use nirantar::words::words;
use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

fn register(demo: &Demo, seed: u64, count: usize) -> Vec<String> {
    let file = demo.lines("some.jsonl", &people_lines(seed, count));
    let answer = demo.run(&["opd", "register", "--from", file.to_str().unwrap()]).done();
    let numbers: Vec<String> = answer.values().iter().map(|v| v["patient"].as_str().unwrap().to_owned()).collect();
    assert_eq!(numbers.len(), count);
    numbers
}

/// The records are whole and hold so many patients.
#[track_caller]
fn whole(demo: &Demo, patients: usize) {
    let desk = demo.desk(SUPERVISOR);
    assert_eq!(findings(&desk), [""; 0]);
    assert_eq!(usize::try_from(desk.status().unwrap().patients).unwrap(), patients);
    desk.close().unwrap();
}

const FULL_DISK: &str = r#"
mount -t tmpfs -o size="$(( $(du -sk "$COUNTER" | cut -f1) + 2600 ))k" none "$DISK" && cp -a "$COUNTER" "$DISK/counter" && cp "$PASSWORD" "$DISK/" || exit 90
"$NIRANTAR" --data "$DISK/counter" --lang en opd register --from "$LINES" > "$OUT/1" 2> "$OUT/1e"; echo "$?" > "$OUT/code1"
"$NIRANTAR" --data "$DISK/counter" --lang hi opd register --from "$LINES" > "$OUT/2" 2> "$OUT/2e"; echo "$?" > "$OUT/code2"
mount -o remount,size=64m "$DISK" || exit 91
"$NIRANTAR" --data "$DISK/counter" verify > "$OUT/3" 2>&1; echo "$?" > "$OUT/code3"
"$NIRANTAR" --data "$DISK/counter" opd register --from "$MORE" > "$OUT/4" 2> "$OUT/4e"; echo "$?" > "$OUT/code4"
"$NIRANTAR" --data "$DISK/counter" verify > "$OUT/5" 2>&1; echo "$?" > "$OUT/code5"
cp -a "$DISK/counter" "$OUT/counter"; cp "$PASSWORD" "$OUT/"
"#;

/// A file that may not grow beyond a size, for where nobody lets us mount: as far as the program can tell, no room either.
const SHORT_FILES: &str = r#"
cp -a "$COUNTER" "$OUT/counter" && cp "$PASSWORD" "$OUT/" || exit 90
small() { (trap '' XFSZ; ulimit -f "$(( $(du -k "$OUT/counter/nirantar.db" | cut -f1) * 2 + 900 ))"; "$NIRANTAR" --data "$OUT/counter" "$@"); }
small --lang en opd register --from "$LINES" > "$OUT/1" 2> "$OUT/1e"; echo "$?" > "$OUT/code1"
small --lang hi opd register --from "$LINES" > "$OUT/2" 2> "$OUT/2e"; echo "$?" > "$OUT/code2"
"$NIRANTAR" --data "$OUT/counter" verify > "$OUT/3" 2>&1; echo "$?" > "$OUT/code3"
"$NIRANTAR" --data "$OUT/counter" opd register --from "$MORE" > "$OUT/4" 2> "$OUT/4e"; echo "$?" > "$OUT/code4"
"$NIRANTAR" --data "$OUT/counter" verify > "$OUT/5" 2>&1; echo "$?" > "$OUT/code5"
"#;

#[test]
fn a_disk_that_is_full_in_the_middle_of_saving() {
    let demo = Demo::new();
    register(&demo, 1, 5);
    let lines = demo.lines("many.jsonl", &people_lines(2, 3_000));
    let more = demo.lines("more.jsonl", &people_lines(3, 4));
    let out = tempfile::tempdir().unwrap();
    let (counter, password) = (demo.counter(), demo.path("password"));
    let disk = tempfile::tempdir().unwrap();
    let values: [(&str, &Path); 6] = [
        ("COUNTER", &counter),
        ("PASSWORD", &password),
        ("LINES", &lines),
        ("MORE", &more),
        ("OUT", out.path()),
        ("DISK", disk.path()),
    ];
    let really_full = in_own_mounts(FULL_DISK, &values);
    if really_full.is_none() {
        let mut command = Command::new("bash");
        command.args(["-c", SHORT_FILES]).env("NIRANTAR", env!("CARGO_BIN_EXE_nirantar")).envs(values);
        Answer::of(command.output().unwrap()).done();
    }
    let read = |name: &str| std::fs::read_to_string(out.path().join(name)).unwrap_or_else(|_| panic!("{name}: {really_full:?}"));
    let codes: Vec<String> = (1..=5).map(|n| read(&format!("code{n}")).trim().to_owned()).collect();
    assert_eq!(codes, ["4", "4", "0", "0", "0"], "{} {} {}", read("1e"), read("2e"), read("3"));
    for (name, lang) in [("1e", Lang::En), ("2e", Lang::Hi)] {
        let said = read(name);
        let full = words(lang).t("problem-disk-full").into_owned();
        let no_answer = words(lang).t("problem-disk").into_owned();
        assert!(said.contains(&full) || (really_full.is_none() && said.contains(&no_answer)), "{said}");
        assert!(is_sentence(said.trim()) && is_hindi(&said) == (lang == Lang::Hi), "{said}");
    }
    let told = ["1", "2", "4"].map(read).join("");
    let shown: Vec<serde_json::Value> =
        told.lines().map(|l| serde_json::from_str(l).unwrap()).filter(|v: &serde_json::Value| v["saved"] == true).collect();
    assert!(shown.len() > 20, "it was to fail in the middle, not at once: {}", shown.len());
    let reopened = Counter::open(Place::new(&out.path().join("counter")), system_clock()).unwrap();
    let records = reopened.sign_in(SUPERVISOR, &demo.password()).map_err(|(_counter, problem)| problem).unwrap();
    assert_eq!(findings(&records), [""; 0]);
    let entries: std::collections::BTreeSet<String> = entries_of(&records).iter().map(|e| e.header.id().to_string()).collect();
    assert!(
        shown.iter().all(|v| entries.contains(v["entry"].as_str().unwrap())),
        "a number was shown that is not in the journal"
    );
    assert_eq!(records.status().unwrap().patients, 5 + shown.len() as u64, "exactly what was shown is there");
}

#[test]
fn a_folder_that_may_not_be_written() {
    let demo = Demo::new();
    register(&demo, 1, 3);
    let before = fingerprints(&demo.counter());
    let lines = demo.lines("more.jsonl", &people_lines(3, 4));
    let (counter, program_file) = (demo.counter(), Path::new(env!("CARGO_BIN_EXE_nirantar")).to_owned());
    told(4, "problem-read-only", |common| {
        let args = format!("--data \"$COUNTER\" {} opd register --from \"$LINES\"", common.join(" "));
        let script = format!(
            "mount --bind \"$COUNTER\" \"$COUNTER\" && mount -o remount,bind,ro \"$COUNTER\" && exec \"$NIRANTAR\" {args}"
        );
        in_own_mounts(&script, &[("COUNTER", &counter), ("LINES", &lines)]).unwrap_or_else(|| {
            let locked = |mode: &str| drop(Command::new("chmod").args(["-R", mode]).arg(&counter).status());
            locked("a-w");
            let script = format!("exec {} {args}", program_file.display());
            let answer = Command::new("sh").args(["-c", &script]).env("COUNTER", &counter).env("LINES", &lines).output().unwrap();
            locked("u+w");
            Answer::of(answer)
        })
    });
    assert_eq!(fingerprints(&demo.counter()), before, "nothing was changed");
    register(&demo, 4, 2);
    whole(&demo, 5);
}

#[test]
fn a_slip_that_finds_no_room_is_told_with_its_number() {
    let demo = Demo::new();
    let lines = demo.lines("one.jsonl", &people_lines(3, 3));
    put(&demo.path("not-a-folder"), b"");
    let slips = demo.path("not-a-folder");
    let answer = demo.run(&["opd", "register", "--from", lines.to_str().unwrap(), "--slips", slips.to_str().unwrap()]);
    assert_eq!(answer.code, 4, "{}", answer.out);
    assert!(is_sentence(answer.err.trim()), "{}", answer.err);
    // The folder is there at first and gone when the slip is due: the record is safe, and the answer says its number.
    let full = demo.path("slips");
    let script = "mkdir -p \"$SLIPS\" && mount -t tmpfs -o size=4k none \"$SLIPS\" && dd if=/dev/zero of=\"$SLIPS/x\" bs=4k count=1 2> /dev/null
        exec \"$NIRANTAR\" --data \"$COUNTER\" opd register --from \"$LINES\" --slips \"$SLIPS\"";
    if let Some(answer) = in_own_mounts(script, &[("COUNTER", &demo.counter()), ("LINES", &lines), ("SLIPS", &full)]) {
        assert_eq!(answer.code, 4, "{} {}", answer.out, answer.err);
        let number = answer.values()[0]["problem"]["what"].as_str().unwrap().to_owned();
        let desk = demo.desk(SUPERVISOR);
        let first = desk.register_lines(desk.today()).unwrap().remove(0).patient_number.to_string();
        assert!(number.contains(&first), "{number}");
        desk.close().unwrap();
        whole(&demo, 1);
    }
}

fn tries(desk: &mut Desk, id: u64, printer: &dyn Printer) -> PrintState {
    let row = desk.store().read().unwrap().print(id).unwrap().unwrap();
    let counter = (&**desk.masters(), &desk.counter().file);
    let update = print_one(desk.store().read().unwrap(), counter, &row, (printer, "counter printer"), desk.now());
    desk.note_print(id, &update).unwrap().unwrap().state
}

#[test]
fn without_a_printer_papers_wait_with_the_reason() {
    let demo = Demo::new();
    let mut desk = demo.desk(SUPERVISOR);
    let saved = desk.register(&forms(1, 1)[0], &PrintWish(vec![(PaperKind::Slip, Size::A6)])).unwrap();
    let id = saved.prints[0];
    let nobody = Cups { queue: "counter".into(), spool: demo.path("spool"), lp: demo.path("no-lp-here"), secs_max: 5 };
    for n in 1..=TRIES_MAX {
        let state = tries(&mut desk, id, &nobody);
        assert_eq!(state, if n < TRIES_MAX { PrintState::Waiting } else { PrintState::Failed });
        let line = desk.prints().unwrap().remove(0);
        assert_eq!((line.failure.as_str(), line.tries), ("problem-printer-missing", n));
    }
    let status = desk.status().unwrap();
    assert_eq!((status.prints_waiting, status.prints_failed, status.printer_failure.as_str()), (0, 1, "problem-printer-missing"));
    for lang in [Lang::En, Lang::Hi] {
        let told = Problem::device("problem-printer-missing").with("printer", "counter").told(lang);
        assert!(
            [&told.what, &told.safe, &told.act].iter().all(|t| is_sentence(t) && is_hindi(t) == (lang == Lang::Hi)),
            "{told:?}"
        );
    }
    // It outlives the program, and comes out when somebody asks again.
    desk.close().unwrap();
    let mut desk = demo.desk(SUPERVISOR);
    desk.retry_print(id).unwrap();
    std::fs::create_dir_all(demo.path("out")).unwrap();
    assert_eq!(tries(&mut desk, id, &Folder::new(demo.path("out"))), PrintState::Printed);
    assert_eq!(std::fs::read_dir(demo.path("out")).unwrap().count(), 1);
    assert_eq!(findings(&desk), [""; 0]);
}

#[test]
fn without_a_display_the_window_says_so() {
    let demo = Demo::new();
    let before = fingerprints(&demo.counter());
    told(4, "problem-display", |common| demo.run(&[common, &["window"]].concat()));
    assert_eq!(fingerprints(&demo.counter()), before);
}

#[test]
fn a_wrong_password() {
    let demo = Demo::new();
    register(&demo, 1, 2);
    put(&demo.path("wrong"), b"not the password\n");
    let wrong = demo.path("wrong");
    let run = |common: &[&str]| demo.run(&[common, &["--password-file", wrong.to_str().unwrap(), "verify"]].concat());
    for lang in ["en", "hi"] {
        let answer = run(&["--lang", lang]);
        assert_eq!(answer.code, 1);
        assert!(is_sentence(answer.err.trim()) && is_hindi(&answer.err) == (lang == "hi"), "{}", answer.err);
    }
    let ids: Vec<String> = (0..2).map(|_| run(&["--json"]).values()[0]["problem"]["id"].as_str().unwrap().to_owned()).collect();
    assert_eq!(ids, ["problem-wrong-password-wait", "problem-too-soon"]);
    std::thread::sleep(std::time::Duration::from_secs(3));
    whole(&demo, 2);
}

/// A pack of the demo's masters, changed, under a site key of its own.
fn other_pack(demo: &Demo, name: &str, change: impl FnOnce(&mut Masters)) -> std::path::PathBuf {
    let mut masters = common::entries::masters().clone();
    change(&mut masters);
    let password = Secret::new(demo.password());
    let passwords: BTreeMap<String, Secret> = masters.users.iter().map(|u| (u.login.clone(), password.clone())).collect();
    let site_key = SigningKey::from_bytes(&[3; 32]);
    let sealing =
        seal_pack(&SealRequest { masters: &masters, site_key: &site_key, passwords: &passwords, previous: None }).unwrap();
    put(&demo.path(name), &sealing.bytes);
    demo.path(name)
}

#[test]
fn packs_that_are_forged_or_of_another_hospital() {
    let demo = Demo::new();
    register(&demo, 1, 2);
    let good = std::fs::read(demo.path("hospital.pack")).unwrap();
    let taken = |pack: &Path, common: &[&str]| demo.run(&[common, &["counter", "pack", pack.to_str().unwrap()]].concat());
    // One bit anywhere behind the head; and in the head's version.
    let mut forged = good.clone();
    let at = forged.len() - 1_000;
    forged[at] ^= 1;
    put(&demo.path("forged"), &forged);
    told(3, "problem-pack-signature", |common| taken(&demo.path("forged"), common));
    let head = String::from_utf8_lossy(&good).replacen("\"version\":1,", "\"version\":9,", 1).len();
    assert!(head > 0);
    let at = good.windows(12).position(|w| w == b"\"version\":1,").unwrap() + 10;
    let mut older = good.clone();
    older[at] = b'9';
    put(&demo.path("newer"), &older);
    told(3, "problem-pack-signature", |common| taken(&demo.path("newer"), common));
    put(&demo.path("torn"), &good[..good.len() / 2]);
    told(3, "problem-pack-signature", |common| taken(&demo.path("torn"), common));
    put(&demo.path("letter"), b"Dear colleague");
    told(3, "problem-pack-not", |common| taken(&demo.path("letter"), common));
    let other = other_pack(&demo, "other", |m| "OTHER".clone_into(&mut m.hospital.site));
    told(3, "problem-pack-other", |common| taken(&other, common));
    let key = other_pack(&demo, "key", |m| m.hospital.version = 2);
    told(3, "problem-pack-key", |common| taken(&key, common));
    told(1, "problem-pack-missing", |common| taken(&demo.path("nowhere"), common));
    whole(&demo, 2);
    // The counter's own pack, changed behind its back.
    put(&demo.counter().join("hospital.pack"), &forged);
    told(3, "problem-pack-signature", |common| demo.run(&[common, &["verify"]].concat()));
    std::fs::copy(&other, demo.counter().join("hospital.pack")).unwrap();
    told(3, "problem-pack-other", |common| demo.run(&[common, &["verify"]].concat()));
    put(&demo.counter().join("hospital.pack"), &good);
    whole(&demo, 2);
}

#[test]
fn a_clock_set_back_a_day() {
    let demo = Demo::new();
    let time = TestClock::at("2026-11-20T10:00:00+05:30");
    let wish = PrintWish::default();
    let mut desk = demo.desk_at(SUPERVISOR, &time.clock()).unwrap();
    let first = desk.register(&forms(1, 1)[0], &wish).unwrap();
    assert!(!desk.status().unwrap().clock_behind);
    time.forward(-86_400);
    assert!(desk.status().unwrap().clock_behind, "told before the next patient is saved");
    let second = desk.register(&forms(2, 1)[0], &wish).unwrap();
    time.forward(60);
    let third = desk.register(&forms(3, 1)[0], &wish).unwrap();
    desk.close().unwrap();
    let mut desk = demo.desk_at(SUPERVISOR, &time.clock()).unwrap();
    time.forward(2 * 86_400);
    let fourth = desk.register(&forms(4, 1)[0], &wish).unwrap();
    assert!(!desk.status().unwrap().clock_behind);
    let serial = |n: &nirantar::hospital::number::Number| n.parts().unwrap().serial;
    assert_eq!([&first, &second, &third, &fourth].map(|s| serial(&s.patient)), [1, 2, 3, 4], "numbers go on");
    let entries = entries_of(&desk);
    let trust = |id: &nirantar::journal::EntryId| entries.iter().find(|e| e.header.id() == *id).unwrap().header.clock;
    assert_eq!(trust(&first.visit_id), ClockTrust::Ok);
    assert_eq!(trust(&second.visit_id), ClockTrust::Behind);
    assert_eq!(trust(&fourth.visit_id), ClockTrust::Ok);
    let order: Vec<u64> = entries.iter().map(|e| e.header.sequence).collect();
    assert!(order.windows(2).all(|w| w[0] + 1 == w[1]), "the order of saving is kept");
    assert_eq!(findings(&desk), [""; 0]);
    assert!(words(Lang::En).has("cli-status-clock") && words(Lang::Hi).has("cli-status-clock"));
}

#[test]
fn two_copies_on_the_same_data() {
    let demo = Demo::new();
    let mut desk = demo.desk(SUPERVISOR);
    for _ in 0..2 {
        told(4, "problem-two-copies", |common| demo.run(&[common, &["verify"]].concat()));
        desk.register(&forms(1, 1)[0], &PrintWish::default()).unwrap();
    }
    desk.close().map(drop).unwrap();
    whole(&demo, 2);
}

#[test]
fn records_that_are_damaged() {
    let demo = Demo::new();
    register(&demo, 1, 40);
    let file = demo.counter().join("nirantar.db");
    let good = std::fs::read(&file).unwrap();
    let mark = std::fs::read(demo.counter().join("high-water")).unwrap();
    for page in [1, 3, good.len() / 4096 / 2, good.len() / 4096 - 2, 0] {
        let mut bad = good.clone();
        for byte in &mut bad[page * 4096 + 100..page * 4096 + 200] {
            *byte ^= 0x5A;
        }
        put(&file, &bad);
        // Where the damage leaves the records open, signing in adds an entry; the next round begins before it.
        put(&demo.counter().join("high-water"), &mark);
        let answer = demo.run(&["verify", "--lang", "hi"]);
        assert_eq!(answer.code, 3, "page {page}: {} {}", answer.out, answer.err);
        let said = format!("{}{}", answer.out, answer.err);
        assert!(is_hindi(&said) && is_sentence(said.trim()) && !said.contains("पुरानी प्रति"), "page {page}: {said}");
    }
    told(3, "problem-database-damaged", |common| demo.run(&[common, &["verify"]].concat()));
    let damaged = std::fs::read(&file).unwrap();
    demo.run(&["counter", "open", "--new-letter", "--reason", "records damaged"]).done();
    let kept = std::fs::read(demo.counter().join("nirantar.db.letter-A")).unwrap();
    assert_eq!(kept, damaged, "the old file is kept as it was");
    let numbers = register(&demo, 2, 2);
    assert!(numbers[0].contains("K7B-000001"), "{numbers:?}");
    whole(&demo, 2);
}

#[test]
fn records_put_back_from_an_old_copy() {
    let demo = Demo::new();
    register(&demo, 1, 3);
    let file = demo.counter().join("nirantar.db");
    let old = std::fs::read(&file).unwrap();
    let given = register(&demo, 2, 3);
    put(&file, &old);
    told(3, "problem-rolled-back", |common| demo.run(&[common, &["verify"]].concat()));
    demo.run(&["counter", "open", "--new-letter"]).done();
    let numbers = register(&demo, 3, 3);
    assert!(numbers.iter().all(|n| !given.contains(n)), "no number is given twice");
    assert!(demo.counter().join("nirantar.db.letter-A").exists());
    whole(&demo, 3);
}

/// The copy was taken while rows were still to be written: making up for them must not forget how far the numbers had gone.
#[test]
fn an_old_copy_of_a_killed_counter_is_refused_each_time() {
    let demo = Demo::new();
    let mut desk = demo.desk(SUPERVISOR);
    for form in forms(1, 3) {
        desk.register(&form, &PrintWish::default()).unwrap();
    }
    let files = ["nirantar.db", "nirantar.db-wal"].map(|name| demo.counter().join(name));
    let old = files.clone().map(|file| std::fs::read(file).unwrap());
    for form in forms(2, 3) {
        desk.register(&form, &PrintWish::default()).unwrap();
    }
    desk.close().map(drop).unwrap();
    for _ in 0..2 {
        for (file, bytes) in files.iter().zip(&old) {
            put(file, bytes);
        }
        told(3, "problem-rolled-back", |common| demo.run(&[common, &["verify"]].concat()));
    }
    told(3, "problem-rolled-back", |common| demo.run(&[common, &["verify"]].concat()));
}

#[test]
fn lines_that_are_broken() {
    let demo = Demo::new();
    let good = people_lines(1, 1).remove(0);
    let lines: Vec<String> = vec![
        good.clone(),
        "{\"name\": \"Ram".into(),
        format!("{{\"name\": \"{}\"}}", "x".repeat(200_000)),
        "{\"shoe_size\": 9}".into(),
        "[1, 2]".into(),
        String::new(),
        "\u{0}\u{1}".into(),
        "{\"name\": {\"first\": \"Ram\"}}".into(),
        good,
    ];
    let file = demo.path("broken.jsonl");
    put(&file, [lines.join("\n").as_bytes(), b"\n{\"name\": \"\xFF\xFE\"}\n"].concat().as_slice());
    for (lang, hindi) in [("en", false), ("hi", true)] {
        let answer = demo.run(&["--lang", lang, "opd", "register", "--from", file.to_str().unwrap()]);
        assert_eq!(answer.code, 1, "{}", answer.err);
        let values = answer.values();
        let at: Vec<(u64, bool)> = values.iter().map(|v| (v["line"].as_u64().unwrap(), v["saved"] == true)).collect();
        assert_eq!(
            at,
            [(1, true), (2, false), (3, false), (4, false), (5, false), (7, false), (8, false), (9, true), (10, false)],
            "every line is answered, the rest goes on"
        );
        for value in values.iter().filter(|v| v["saved"] == false) {
            let what = value["problem"]["what"].as_str().unwrap();
            assert!(is_sentence(what) && is_hindi(what) == hindi, "{value}");
        }
        let unknown = values.iter().find(|v| v["line"] == 4).unwrap().to_string();
        assert!(unknown.contains("shoe_size"), "{unknown}");
    }
    whole(&demo, 4);
    let missing =
        program().arg("--data").arg(demo.counter()).args(["opd", "register", "--from", "nowhere.jsonl"]).output().unwrap();
    assert_eq!(Answer::of(missing).code, 4);
}
