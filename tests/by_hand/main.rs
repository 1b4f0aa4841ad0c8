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
mod people;
mod slips;

use desktop::{Desktop, need_tools, wait_for};
use people::{Do, Person, Typed};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::process::Command;

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

/// Chooses the demo hospital and signs in with the password that it shows.
fn open_demo(folder: &Path) -> Morning {
    let desktop = Desktop::open(folder, Path::new(env!("CARGO_TARGET_TMPDIR")));
    let demo = folder.join("demo");
    desktop.press(&["2"]);
    let password = wait_for("the demo hospital", || {
        demo.join("counter/counter.json").is_file().then(|| std::fs::read_to_string(demo.join("password")).unwrap())
    });
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
