//! A morning at the counter by hand: the real program on a display of its own, real keys, no mouse. Twenty patients are registered
//! in two languages; then every slip's own code is read from its PDF, checked and compared with what was typed.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test that cannot go on stops; the lints' own exception covers only functions marked as tests"
)]

mod desktop;
mod lab;
mod people;
mod slips;

use desktop::{Desktop, need_tools, wait_for};
use people::{Do, Person, Typed};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

/// Heading of the OPD form: it changes when a patient known here was taken.
const HEADING: &str = "400x34+190+66";
/// Where the screens begin, without band and status line, whose clock would change by itself.
const SCREEN: &str = "1170x680+190+50";

/// What the test asks the real ABHA card's code to look like; invented.
const CARD: &str = r#"{"hidn":"91-0000-0000-0018","hid":"sunita.kale@sbx","name":"Sunita Kale","gender":"F","statelgd":"7","distlgd":"77","dob":"17/5/1990","state name":"DELHI","district_name":"NEW DELHI","mobile":"9876543210","address":"W/O Mohan Kale 12 Gali No 4"}"#;

/// The counter at work: the desktop, and how many slips must lie there.
struct Morning {
    desktop: Desktop,
    counter: PathBuf,
    /// What the slips must say, in the order of registration.
    expected: Vec<Value>,
}

#[test]
fn twenty_patients_by_keys_alone() {
    need_tools();
    let folder = tempfile::tempdir().unwrap();
    let mut morning = open_demo(folder.path());
    for person in people::in_english() {
        morning.register(&person);
    }
    morning.scanned_card();
    morning.mended_fault();
    morning.desktop.press(&["F12"]);
    for person in people::in_hindi() {
        morning.register(&person);
    }
    morning.left_and_cleared();
    morning.returning();
    morning.close();
    check(&morning, folder.path());
}

/// Key presses after the scan until the patient is admitted and the wristband is out, at most.
const ADMIT_KEYS_MAX: usize = 10;
/// Key presses from anywhere until an unknown patient has a wristband, at most.
const UNKNOWN_KEYS_MAX: usize = 3;

#[test]
fn a_ward_and_a_man_nobody_knows_by_keys_alone() {
    need_tools();
    let folder = tempfile::tempdir().unwrap();
    let mut morning = open_demo(folder.path());
    let first = people::in_english().into_iter().next().unwrap();
    morning.register(&first);
    let number = slips::pdfs(&morning.counter).first().map(|slip| slips::number(slip)).unwrap();
    // The ward's clerk: the board, the slip under the reader, a look at the form, saved.
    let before = morning.settled(SCREEN);
    morning.desktop.press(&["F6"]);
    morning.changed(SCREEN, &before, "the bed board");
    let before = morning.settled(SCREEN);
    morning.desktop.scan(&number);
    morning.changed(SCREEN, &before, "the admission form");
    let keys = ["ctrl+Return"];
    assert!(keys.len() <= ADMIT_KEYS_MAX);
    morning.desktop.press(&keys);
    let band = morning.wristband(&number);
    assert_eq!(slips::plain_codes(&band, folder.path()), std::slice::from_ref(&number), "both ends of the band carry the number");
    // Back at the out-patients' counter somebody is carried in.
    let before = morning.settled(SCREEN);
    morning.desktop.press(&["F2"]);
    morning.changed(SCREEN, &before, "the out-patients' form");
    let keys = ["shift+F8", "m"];
    assert!(keys.len() <= UNKNOWN_KEYS_MAX);
    morning.desktop.press(&keys);
    morning.wristband("DEMO-EK7A-000001");
    morning.close();
    let beds = ask_all(&morning.counter, &["register", "list", "admission"]);
    assert_eq!((beds.len(), beds[0]["patient"].as_str()), (1, Some(number.as_str())));
    assert!(beds[0]["case"]["held"][0]["place"]["bed"].is_string(), "{}", beds[0]);
    let here = ask_all(&morning.counter, &["er", "list"]);
    assert_eq!((here.len(), here[0]["case"]["unknown"].as_bool()), (1, Some(true)));
    assert_eq!(ask(&morning.counter, &["verify"])["good"], true);
}

/// Key presses after the scan until the labels of CBC, LFT and electrolytes are out, at most.
const ORDER_KEYS_MAX: usize = 12;
/// Results typed and released without the mouse, at least.
const RESULTS_MIN: usize = 40;

#[test]
fn a_requisition_its_labels_and_forty_results_by_keys_alone() {
    need_tools();
    let folder = tempfile::tempdir().unwrap();
    let mut morning = open_demo(folder.path());
    let first = people::in_english().into_iter().next().unwrap();
    morning.register(&first);
    let number = slips::pdfs(&morning.counter).first().map(|slip| slips::number(slip)).unwrap();
    // Collection: the slip under the reader, three groups, saved; then a second order.
    morning.change_person("singh");
    let mut sheets = BTreeSet::new();
    let keys = ["1", "2", "4", "ctrl+Return"];
    assert!(keys.len() <= ORDER_KEYS_MAX);
    let one = morning.ordered(&number, &keys, folder.path(), &mut sheets);
    assert_eq!(one.len(), 2, "one gel tube, one with EDTA: {one:?}");
    let two = morning.ordered(&number, &["2", "4", "ctrl+Return"], folder.path(), &mut sheets);
    // The bench: each tube by its label; the critical potassium twice.
    let mut typed = morning.typed(&one[0], &lab::values(&["LFT", "ELEC"], lab::CRITICAL), true);
    typed += morning.typed(&one[1], &lab::values(&["CBC"], ""), false);
    typed += morning.typed(&two[0], &lab::values(&["LFT", "ELEC"], "4.1"), false);
    assert!(typed >= RESULTS_MIN, "{typed} results");
    // Another person calls the ward and releases both orders, one after the other.
    morning.change_person("nair");
    morning.at_tube(&one[0], "v");
    morning.step(&["ctrl+Return"], "the form of the call");
    morning.desktop.write("Dr Sharma");
    morning.desktop.press(&["Return", "y"]);
    morning.step(&["ctrl+Return"], "the call written down");
    morning.step(&["ctrl+Return"], "the first order released");
    morning.step(&["n"], "the next order");
    morning.step(&["ctrl+Return"], "the second order released");
    morning.close();
    let released: usize = [&one[0], &two[0]]
        .into_iter()
        .map(|tube| {
            let answers = ask_all(&morning.counter, &["lab", "where", tube]);
            let results = answers.iter().find_map(|answer| answer["results"].as_array().cloned()).unwrap();
            results.iter().filter(|result| result["phase"] == "verified").count()
        })
        .sum();
    assert!(released >= typed, "{released} of {typed} released");
    // The verifier signed in last and may not do this.
    assert_eq!(ask(&morning.counter, &["--user", "meena", "verify"])["good"], true);
}

/// Chooses the demo hospital and signs in with the password that it shows.
fn open_demo(folder: &Path) -> Morning {
    let desktop = Desktop::open(folder, Path::new(env!("CARGO_TARGET_TMPDIR")));
    let demo = folder.join("demo");
    desktop.press(&["2"]);
    let password = wait_for("the demo hospital", || {
        // Its patient index is made last.
        let whole = demo.join("counter/patients.nidx").is_file();
        whole.then(|| std::fs::read_to_string(demo.join("password")).unwrap())
    });
    // The window hears of it a moment later.
    std::thread::sleep(Duration::from_secs(1));
    let morning = Morning { desktop, counter: demo.join("counter"), expected: Vec::new() };
    let before = morning.settled(SCREEN);
    // The window may have filled the demo's password in already.
    morning.desktop.press(&["ctrl+a"]);
    morning.desktop.write(password.trim());
    morning.desktop.press(&["Return"]);
    morning.changed(SCREEN, &before, "the first screen");
    morning.desktop.press(&["F2"]);
    morning
}

impl Morning {
    /// The picture of a part of the screen, when two in a row are the same.
    fn settled(&self, part: &str) -> Vec<u8> {
        let mut before = Vec::new();
        wait_for("the window to be still", || {
            let now = self.desktop.look(part);
            let same = now == before;
            before = now;
            same.then(|| before.clone())
        })
    }

    /// Waits until a part of the screen shows something else.
    fn changed(&self, part: &str, before: &[u8], what: &str) {
        wait_for(what, || (self.desktop.look(part) != before).then_some(()));
        self.settled(part);
    }

    /// Types the main path; Enter goes from field to field.
    fn write(&self, typed: &Typed) {
        let path = [typed.mobile, &typed.name, typed.relation, typed.relative, typed.sex, typed.age, typed.pin];
        for text in path {
            self.desktop.write(text);
            self.desktop.press(&["Return"]);
        }
        self.desktop.write(typed.clinic);
        for step in typed.then {
            match step {
                Do::Press(key) => self.desktop.press(&[key]),
                Do::Times(key, n) => self.desktop.press(&vec![*key; *n]),
                Do::Write(text) => self.desktop.write(text),
            }
        }
    }

    fn register(&mut self, person: &Person) {
        self.write(&person.typed);
        self.save(person.says.clone());
    }

    /// Ctrl+Enter, and the slip lies in the folder.
    fn save(&mut self, says: Value) {
        self.desktop.press(&["ctrl+Return"]);
        self.expected.push(says);
        let (wanted, counter) = (self.expected.len(), self.counter.clone());
        wait_for(&format!("slip {wanted}"), || {
            assert!(self.desktop.runs(), "the program ended by itself");
            (slips::pdfs(&counter).len() >= wanted).then_some(())
        });
    }

    /// Waits for the wristband whose file names this number.
    fn wristband(&mut self, number: &str) -> PathBuf {
        let counter = self.counter.clone();
        wait_for(&format!("the wristband of {number}"), || {
            assert!(self.desktop.runs(), "the program ended by itself");
            let named = |path: &PathBuf| {
                let name = path.file_name().unwrap().to_string_lossy().into_owned();
                name.contains(number) && name.ends_with("-wristband.pdf")
            };
            slips::pdfs(&counter).into_iter().find(named)
        })
    }

    /// Presses keys and waits until the screen shows something else.
    fn step(&self, keys: &[&str], what: &str) {
        let before = self.settled(SCREEN);
        self.desktop.press(keys);
        self.changed(SCREEN, &before, what);
    }

    /// Signs out, and somebody else in with the demo's password.
    fn change_person(&self, login: &str) {
        let password = std::fs::read_to_string(self.counter.with_file_name("password")).unwrap();
        self.step(&["ctrl+q"], "the sign-in screen");
        self.desktop.press(&["ctrl+a"]);
        self.desktop.write(login);
        self.desktop.press(&["Return"]);
        // The window may have filled the demo's password in already.
        self.desktop.press(&["ctrl+a"]);
        self.desktop.write(password.trim());
        self.step(&["Return"], "the first screen");
    }

    /// A requisition by scan and keys; the numbers on its labels.
    fn ordered(&self, number: &str, keys: &[&str], folder: &Path, sheets: &mut BTreeSet<PathBuf>) -> Vec<String> {
        self.step(&["shift+F7"], "the requisition");
        let before = self.settled(SCREEN);
        self.desktop.scan(number);
        self.changed(SCREEN, &before, "the patient");
        self.step(keys, "the saved requisition");
        let (sheet, labels) = lab::labels(&self.counter, folder, sheets);
        sheets.insert(sheet);
        self.step(&["Escape", "Escape"], "the screen before");
        labels
    }

    /// The board, a tube's label under the reader, and what a key does with it.
    fn at_tube(&self, tube: &str, key: &str) {
        self.step(&["F7"], "the board of the laboratory");
        self.desktop.scan(tube);
        // It may be the one that is marked already: then nothing is to be seen of it.
        std::thread::sleep(std::time::Duration::from_millis(500));
        self.settled(SCREEN);
        self.step(&[key], "its results");
    }

    /// Types a tube's results, saves them, and types the critical one again.
    fn typed(&self, tube: &str, values: &[String], critical: bool) -> usize {
        self.at_tube(tube, "t");
        for value in values {
            self.desktop.write(value);
            self.desktop.press(&["Return"]);
        }
        self.step(&["ctrl+Return"], "the saved results");
        if critical {
            self.desktop.write(lab::CRITICAL);
            self.step(&["ctrl+Return"], "the second typing");
        }
        values.len()
    }

    /// An ABHA card is scanned; only the department is typed.
    fn scanned_card(&mut self) {
        self.desktop.scan(CARD);
        self.desktop.write("med-1");
        self.save(json!({
            "patient": { "name": { "en": "Sunita Kale" }, "relative": { "relation": "W/o", "name": { "en": "Mohan Kale" } }, "sex": "F",
                "age": "born 1990-05-17", "mobile": "*9876543210", "abha": "91*0018", "abha_address": "sunita.kale@sbx" },
            "visit": { "clinic": "MED-1" },
        }));
    }

    /// A mobile with too few digits: the focus comes back to it, nothing else is lost.
    fn mended_fault(&mut self) {
        let typed = Typed {
            mobile: "98765",
            name: "Joseph Minz".to_owned(),
            sex: "m",
            age: "25",
            clinic: "med-4",
            then: &[Do::Press("ctrl+Return"), Do::Press("ctrl+a"), Do::Write("9898989804")],
            ..Typed::default()
        };
        self.register(&Person {
            typed,
            says: json!({ "patient": { "name": { "en": "Joseph Minz" }, "mobile": "*9898989804" }, "visit": { "clinic": "MED-4" } }),
        });
    }

    /// Half a patient, another screen and back, cleared by Esc Esc and brought back by Ctrl+U: nothing is lost.
    fn left_and_cleared(&mut self) {
        for text in ["9898989805", "उषा रानी", "", "", "f"] {
            self.desktop.write(text);
            self.desktop.press(&["Return"]);
        }
        self.desktop.press(&["F4"]);
        self.desktop.press(&["F2"]);
        self.desktop.press(&["Escape", "Escape", "ctrl+u"]);
        // The first empty field of the path is the relation.
        self.desktop.press(&["Return", "Return", "Return"]);
        self.desktop.write("५५");
        self.desktop.press(&["Return", "Return"]);
        self.desktop.write("med-1");
        self.save(json!({ "patient": { "name": { "hi": "उषा रानी" }, "sex": "F", "age": "55y *", "mobile": "*9898989805" } }));
    }

    /// The first patient's slip is scanned; only Ctrl+Enter is left after the department, and it is a follow-up by itself.
    fn returning(&mut self) {
        let number = slips::pdfs(&self.counter).first().map(|slip| slips::number(slip)).unwrap();
        let before = self.settled(HEADING);
        self.desktop.scan(&number);
        self.changed(HEADING, &before, "the returning patient");
        self.desktop.write("med-1");
        self.save(json!({
            "patient": { "number": number, "name": { "en": "Sunita Devi" } },
            "visit": { "clinic": "MED-1", "kind": "followup", "fee": "exempt" },
        }));
    }

    /// Signs out, so that everything is written and the folder is free, and ends the program.
    fn close(&mut self) {
        let before = self.settled(SCREEN);
        self.desktop.press(&["ctrl+q"]);
        self.changed(SCREEN, &before, "the sign-in screen");
        assert!(self.desktop.runs(), "the program ended by itself");
        self.desktop.end();
    }
}

fn check(morning: &Morning, folder: &Path) {
    let read = slips::read(&morning.counter, folder);
    assert_eq!(read.len(), morning.expected.len());
    for (slip, wanted) in read.iter().zip(&morning.expected) {
        let missing = slips::missing(&slip.body, wanted);
        assert!(missing.is_empty(), "visit {}: {missing:?}", slip.visit);
    }
    let visits: Vec<u32> = read.iter().map(|s| s.visit).collect();
    let whole: Vec<u32> = (1..).take(read.len()).collect();
    assert_eq!(visits, whole, "visit numbers without a gap");
    let patients: Vec<u32> = read.iter().filter(|s| s.new).map(|s| s.patient).collect();
    let whole: Vec<u32> = (1..=20).collect();
    assert_eq!(patients, whole, "twenty patients, numbers without a gap");
    let status = ask(&morning.counter, &["counter", "status"]);
    assert_eq!(status["patients"], 20);
    assert_eq!(status["visits_today"], 21);
    assert_eq!((status["prints_waiting"].as_u64(), status["prints_failed"].as_u64()), (Some(0), Some(0)));
    assert_eq!(ask(&morning.counter, &["verify"])["good"], true);
}

/// Asks the same program on the command line; it must answer with exit code 0.
fn ask(counter: &Path, command: &[&str]) -> Value {
    ask_all(counter, command).remove(0)
}

/// As [`ask`], every line of the answer.
fn ask_all(counter: &Path, command: &[&str]) -> Vec<Value> {
    let out = Command::new(env!("CARGO_BIN_EXE_nirantar"))
        .arg("--data")
        .arg(counter)
        .arg("--password-file")
        .arg(counter.with_file_name("password"))
        .arg("--json")
        .args(command)
        .output()
        .unwrap();
    assert!(out.status.success(), "{command:?}: {}", String::from_utf8_lossy(&out.stderr));
    out.stdout.split(|b| *b == b'\n').filter(|line| !line.is_empty()).map(|line| serde_json::from_slice(line).unwrap()).collect()
}
