//! The HL7 v2 road, given to real receivers: hl7apy in STRICT mode on every kind of message, python-hl7 on the batch file, its own
//! acknowledgements read back, and its MLLP server at the other end of a connection.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "the helpers of tests fail as the tests do")]

#[allow(dead_code, reason = "shared with tests/exchange.rs, which uses the rest")]
#[path = "exchange/lab_day.rs"]
mod lab_day;
#[allow(dead_code, reason = "shared with tests/exchange.rs, which uses the rest")]
#[path = "exchange/sample.rs"]
mod sample;
#[path = "handover/world.rs"]
mod world;

use nirantar::exchange::answers::Reading;
use nirantar::exchange::answers::hl7::{Ack, acks, of_records, read_acks};
use nirantar::exchange::hl7::{BatchName, ControlId, Hl7Road, batch_file, control_ids, frame, mark};
use nirantar::exchange::{Batch, Record, What};
use nirantar::hospital::number::Mode;
use nirantar::journal::{Answer, MadeLine, Mark, RecordKind, Road, Stage, batch_name};
use nirantar::send::mllp::{Mllp, SendFault, Waits};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;
use world::World;

/// A record's name, line and messages.
struct Left {
    name: String,
    line: MadeLine,
    bytes: Vec<u8>,
    truth: Value,
}

/// As the receivers find a text once they took its escapes away.
fn plain(text: &str) -> String {
    let text = text.trim();
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

/// What must stand in a record's first PID.
fn truth(record: &Record<'_>) -> Value {
    let of = match record.what {
        What::Merge { leads, .. } => leads,
        _ => record.patient.unwrap(),
    };
    if record.key.kind == RecordKind::Birth {
        return json!({ "mother": of.linked.unwrap_or(of.number.as_str()) });
    }
    let names = [&of.details.name.latin, &of.details.name.devanagari];
    json!({
        "number": of.linked.unwrap_or(of.number.as_str()),
        "names": names.into_iter().flatten().map(|name| plain(name)).collect::<Vec<_>>(),
        "sex": of.details.sex.code(),
    })
}

fn leave(world: &World) -> Vec<Left> {
    leave_of(world, &|to| world.each(to))
}

/// Persons told again; what takes a merge back has no message.
fn leave_again(world: &World) -> Vec<Left> {
    leave_of(world, &|to| world.again(to))
}

type Each<'e> = &'e dyn Fn(&mut dyn FnMut(&str, &Record<'_>));

fn leave_of(world: &World, each: Each<'_>) -> Vec<Left> {
    let road = Hl7Road::new(&world.batch()).unwrap();
    let mut all = Vec::new();
    each(&mut |name, record| {
        let mut bytes = b"what stood there".to_vec();
        let from = bytes.len();
        if !Hl7Road::carries(record) {
            assert_eq!(road.record(record, &mut bytes).unwrap_err().id, "problem-hl7-kind");
            assert_eq!(bytes.len(), from);
            return;
        }
        road.record(record, &mut bytes).unwrap_or_else(|problem| panic!("{name}: {problem:?}"));
        let bytes = bytes.split_off(from);
        let mut again = Vec::new();
        Hl7Road::new(&Batch { made: chrono::DateTime::UNIX_EPOCH.fixed_offset(), ..world.batch() })
            .unwrap()
            .record(record, &mut again)
            .unwrap();
        assert_eq!(bytes, again, "{name}: the same record, other bytes");
        let line = MadeLine { record: record.key.clone(), mark: mark(&bytes) };
        all.push(Left { name: name.to_owned(), line, bytes, truth: truth(record) });
    });
    all
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap().replace('\r', "\n")
}

fn tools() -> PathBuf {
    let tools = std::env::var_os("NIRANTAR_TEST_TOOLS")
        .map_or_else(|| Path::new(&std::env::var_os("HOME").unwrap_or_default()).join(".cache/nirantar/tools"), PathBuf::from);
    assert!(
        tools.join("receivers.sha256").exists(),
        "the receivers are not installed in {}; run tests/run, which installs them and runs all tests",
        tools.display()
    );
    tools
}

fn python(script: &str) -> Command {
    let mut command = Command::new(tools().join("python/bin/python"));
    command.arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/receivers").join(script));
    command
}

#[allow(clippy::disallowed_methods, reason = "files of a test in a folder of its own; a torn one fails the test")]
fn put(path: &Path, bytes: &[u8]) {
    std::fs::write(path, bytes).unwrap();
}

#[test]
fn every_kind_of_message_is_taken() {
    for mode in [Mode::Event, Mode::Demo] {
        let world = World::new(mode);
        let left = leave(&world);
        let lines: Vec<MadeLine> = left.iter().map(|one| one.line.clone()).collect();
        let name = batch_name(Road::Hl7, &lines);
        let head = BatchName { name: &name, stage: Stage::Over };
        let file = batch_file(&world.batch(), &head, left.iter().map(|one| one.bytes.as_slice()));
        let truth: BTreeMap<&str, &Value> =
            left.iter().filter_map(|one| control_ids(&one.bytes).next().map(|id| (id, &one.truth))).collect();
        let messages: usize = left.iter().map(|one| control_ids(&one.bytes).count()).sum();
        let processing = if mode == Mode::Demo { "T" } else { "P" };
        let truth = json!({ "name": name, "file": head.file(mode, "hl7"), "messages": messages, "first": truth, "processing": processing });
        let folder = tempfile::tempdir().unwrap();
        let at = ["batch.hl7", "expected.json", "acks.hl7"].map(|name| folder.path().join(name));
        put(&at[0], &file);
        put(&at[1], truth.to_string().as_bytes());
        // What tests/conformance/hl7v2 gives to another parser.
        let conformance = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("hl7v2-{}.hl7", world.masters.hospital.site));
        put(&conformance, &file);
        let run = python("hl7_handover.py").args(&at).output().unwrap();
        let told = format!("{}{}", String::from_utf8_lossy(&run.stdout), String::from_utf8_lossy(&run.stderr));
        assert!(run.status.success(), "hl7_handover.py: {told}");
        their_acknowledgements_lead_back(&left, &std::fs::read(&at[2]).unwrap());
    }
}

/// Python-hl7's answer to every message: each record was received, at the version that left.
fn their_acknowledgements_lead_back(left: &[Left], file: &[u8]) {
    let mut rest = Reading::default();
    let answers = acks(file, &mut rest).unwrap();
    assert!(rest.strays.is_empty(), "{:?}", rest.strays);
    let (said, strays) = of_records(&answers);
    assert!(strays.is_empty(), "{strays:?}");
    assert_eq!(said.len(), left.len());
    for one in left {
        let about = said.iter().find(|said| said.record == one.line.record).unwrap();
        assert_eq!(about.outcome, Answer::Received { central: String::new() }, "{}", one.name);
        assert!(about.id.is_version(&one.line.mark), "{}", one.name);
        assert!(!about.id.is_version(&Mark::of(b"another version")));
    }
}

#[test]
fn control_ids_are_unique_short_and_lead_back() {
    let left = leave(&World::new(Mode::Event));
    let ids: Vec<&str> = left.iter().flat_map(|one| control_ids(&one.bytes)).collect();
    assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len());
    assert!(ids.iter().all(|id| id.len() <= 20), "{ids:?}");
    for one in &left {
        let all: Vec<ControlId> = control_ids(&one.bytes).map(|id| ControlId::parse(id).unwrap()).collect();
        assert!(all.iter().all(|id| id.record == one.line.record && id.is_version(&one.line.mark)), "{}", one.name);
        assert!(
            all.iter().zip(1..).all(|(id, at)| id.message == at && id.last == (usize::from(at) == all.len())),
            "{}",
            one.name
        );
    }
    let mut kinds: Vec<RecordKind> = left.iter().map(|one| one.line.record.kind).collect();
    kinds.sort_unstable();
    kinds.dedup();
    assert_eq!(kinds.len(), 12, "every kind but the indents: {kinds:?}");
}

#[test]
fn messages_look_like_this() {
    let world = World::new(Mode::Event);
    let mut left = leave(&world);
    left.extend(leave_again(&world));
    let mut seen = BTreeSet::new();
    for one in left {
        if seen.insert(one.name.clone()) {
            insta::with_settings!({ snapshot_path => "handover/snapshots", prepend_module_to_snapshot => false }, {
                insta::assert_snapshot!(one.name.as_str(), text(&one.bytes));
            });
        }
    }
}

#[test]
fn what_must_not_leave_does_not() {
    let world = World::new(Mode::Event);
    let left = leave(&world);
    let tails: Vec<String> =
        world.people.iter().filter_map(|person| person.details.aadhaar.as_ref().map(|tail| tail.digits().to_owned())).collect();
    assert!(!tails.is_empty());
    for one in &left {
        for field in text(&one.bytes).split(['|', '^', '~', '\n']) {
            assert!(!tails.iter().any(|tail| field == tail), "{}: {field}", one.name);
        }
    }
    let drill = World::new(Mode::Drill);
    assert_eq!(Hl7Road::new(&drill.batch()).err().unwrap().id, "problem-export-drill");
    let road = Hl7Road::new(&world.batch()).unwrap();
    drill.each(&mut |name, record| {
        let mut out = Vec::new();
        assert_eq!(road.record(record, &mut out).unwrap_err().id, "problem-export-mixed", "{name}");
        assert!(out.is_empty());
    });
    world.each(&mut |_, record| {
        let lost = Record { patient: None, ..*record };
        let wanted = if record.key.kind == RecordKind::Indent { "problem-hl7-kind" } else { "problem-hl7-patient" };
        assert_eq!(road.record(&lost, &mut Vec::new()).unwrap_err().id, wanted);
    });
}

fn ack(code: &str, about: &str, more: &str) -> String {
    format!("MSH|^~\\&|CENTRAL|SEVA|NIRANTAR|SEVA|20221124||ACK|9|P|2.5.1\rMSA|{code}|{about}\r{more}")
}

#[test]
fn answers_are_put_together_by_record() {
    let world = World::new(Mode::Event);
    let left = leave(&world);
    let of = |name: &str| left.iter().find(|one| one.name == name).unwrap();
    let ids = |name: &str| control_ids(&of(name).bytes).map(str::to_owned).collect::<Vec<_>>();
    let (stay, person, visit, merge) = (ids("stay_over"), ids("person"), ids("visit"), ids("merge"));
    assert_eq!((stay.len(), person.len()), (4, 1));
    let own = &world.people[0].number;
    let pid = format!("PID|||{own}^^^SEVA^MR~91000000000018^^^ABDM^NI~104833333^^^SEVA^MR||X\r");
    let whole: String = stay.iter().map(|id| ack("AA", id, "")).collect();
    let file = [
        whole,
        ack("CA", &person[0], ""),
        ack("AE", &person[0], "ERR||PID^1^5|101^Required field missing^HL70357|E|||no name|name is missing\r"),
        ack("AA", &visit[0], &pid),
        ack("AA", &merge[0], ""),
        ack("AR", &merge[0], ""),
        ack("AA", "NOT-OURS", ""),
        ack("XX", &visit[0], ""),
        ack("AA", "", ""),
        "MSH|^~\\&|CENTRAL|||||ADT^A08|77|P|2.5.1\rPID|1\r".to_owned(),
    ];
    for joined in [file.concat(), file.iter().map(|one| text(&frame(one.as_bytes()))).collect::<String>()] {
        let mut rest = Reading::default();
        let answers = acks(joined.as_bytes(), &mut rest).unwrap();
        assert_eq!(
            rest.strays.iter().map(|s| s.why.as_str()).collect::<Vec<_>>(),
            ["answer-code", "answer-about", "answer-no-msa"]
        );
        let (said, strays) = of_records(&answers);
        let outcome = |name: &str| said.iter().find(|said| said.record == of(name).line.record).map(|said| said.outcome.clone());
        assert_eq!(outcome("stay_over"), Some(Answer::Received { central: String::new() }));
        let reason = "PID-1-5 101 Required field missing name is missing no name".to_owned();
        assert_eq!(outcome("person"), Some(Answer::Refused { reason }));
        assert_eq!(outcome("visit"), Some(Answer::Received { central: "104833333".to_owned() }));
        assert_eq!(outcome("merge"), None);
        let why: BTreeSet<&str> = strays.iter().map(|stray| stray.why.as_str()).collect();
        assert_eq!(why, BTreeSet::from(["answer-both", "answer-unknown"]));
    }
    let part: String = stay.iter().skip(1).map(|id| ack("AA", id, "")).collect();
    let (said, strays) = of_records(&acks(part.as_bytes(), &mut Reading::default()).unwrap());
    assert!(said.is_empty() && strays[0].why == "answer-part", "{said:?} {strays:?}");
    let one: Vec<Ack> = acks(ack("AA", &stay[0], "").as_bytes(), &mut Reading::default()).unwrap();
    assert_eq!(of_records(&one).1[0].why, "answer-part", "the first message alone");
}

#[test]
fn hostile_answers_are_listed() {
    let reading =
        |bytes: &[u8]| read_acks(bytes).map(|r| (r.said.len(), r.strays.iter().map(|s| s.why.clone()).collect::<Vec<_>>()));
    let stray = |why: &str| Ok((0, vec![why.to_owned()]));
    assert_eq!(reading(b"").unwrap_err().id, "problem-answers-none");
    assert_eq!(reading(b"PK\x03\x04 not this").unwrap_err().id, "problem-answers-none");
    assert_eq!(reading(&vec![b'a'; 16 * 1024 * 1024 + 1]).unwrap_err().id, "problem-answers-large");
    assert_eq!(reading(b"MSH||||\rMSA|AA|X\r").unwrap().0, 0);
    assert_eq!(reading(b"MSH|^~\\&|A\rMSA|AA|VK7A3F"), stray("answer-cut"));
    assert_eq!(reading(b"MSH|^~\\&|A\rMSA|AA|VK7A3F010000").unwrap().0, 1);
    assert_eq!(reading(b"MSH|^~\\&|A\rMSA|AA|X\rMSA|AE|X\r"), stray("answer-about"));
    assert_eq!(reading(b"MSH|^~\\&|A\nMSA|aa|X\n"), stray("answer-code"));
    assert_eq!(reading(b"hello\rMSH#*%!?#A\rMSA#AA#VK7A3F010000\r").unwrap(), (1, vec!["answer-outside".to_owned()]));
    assert_eq!(reading("\u{feff}MSH|^~\\&|A\r\nMSA|AR|VK7A3F010000|n\u{e9}in\r\n".as_bytes()).unwrap().0, 1);
}

/// Python-hl7's own MLLP server; answers as its argument says.
struct Server(Child, String);

impl Server {
    fn new() -> Self {
        let mut child = python("mllp_server.py").stdout(Stdio::piped()).spawn().unwrap();
        let mut port = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut port).unwrap();
        Self(child, format!("127.0.0.1:{}", port.trim()))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.0.kill());
        drop(self.0.wait());
    }
}

const WAITS: Waits = Waits { connect: Duration::from_secs(20), answer: Duration::from_secs(20) };

/// One message after the other.
fn single(bytes: &[u8]) -> Vec<Vec<u8>> {
    let whole = String::from_utf8(bytes.to_vec()).unwrap();
    whole.split("MSH|").skip(1).map(|rest| ["MSH|", rest].concat().into_bytes()).collect()
}

#[test]
fn a_server_nobody_here_wrote_answers_each_message() {
    let server = Server::new();
    let mut link = Mllp::connect(&server.1, WAITS).unwrap();
    for one in leave(&World::new(Mode::Event)).iter().take(60) {
        for message in single(&one.bytes) {
            let ack = link.send(&message).unwrap();
            assert_eq!(ack.about, control_ids(&message).next().unwrap());
            assert_eq!(ack.answer(), Answer::Received { central: String::new() });
        }
    }
}

/// A listener that takes one message and answers with these bytes.
#[allow(clippy::disallowed_methods, reason = "the other end of a connection needs a thread of its own")]
fn answering(answer: Vec<u8>, close: bool) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap().to_string();
    std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let mut first = [0; 4096];
        assert!(stream.read(&mut first).unwrap() > 0);
        stream.write_all(&answer).unwrap();
        if !close {
            // Until the other side gives up.
            drop(stream.read_to_end(&mut Vec::new()));
        }
    });
    address
}

#[test]
fn every_trouble_of_a_connection_is_its_own() {
    let message = single(&leave(&World::new(Mode::Event))[0].bytes).remove(0);
    let id = control_ids(&message).next().unwrap().to_owned();
    let short = Waits { answer: Duration::from_millis(200), ..WAITS };
    let fault = |answer: &[u8], close: bool| {
        let mut link = Mllp::connect(&answering(answer.to_vec(), close), short).unwrap();
        let fault = link.send(&message).unwrap_err();
        assert_eq!(link.send(&message).unwrap_err(), SendFault::GivenUp);
        fault
    };
    let good = frame(ack("AA", &id, "").as_bytes());
    assert_eq!(fault(b"", false), SendFault::Silent);
    assert_eq!(fault(b"", true), SendFault::Closed);
    assert_eq!(fault(&good[..30], true), SendFault::Part);
    assert_eq!(fault(&good[..30], false), SendFault::Silent);
    assert!(matches!(fault(b"HTTP/1.1 400 Bad Request\r\n", true), SendFault::Garbage(_)));
    assert!(matches!(fault(&frame(b"nothing"), false), SendFault::Garbage(_)));
    assert!(matches!(fault(&frame([ack("AA", &id, ""), ack("AE", &id, "")].concat().as_bytes()), false), SendFault::Garbage(_)));
    let SendFault::Other(other) = fault(&frame(ack("AA", "VK7A3F010000", "").as_bytes()), false) else { panic!() };
    assert_eq!(other.about, "VK7A3F010000");
    let mut link = Mllp::connect(&answering(frame(ack("AR", &id, "").as_bytes()), false), short).unwrap();
    assert!(matches!(link.send(&message).unwrap().answer(), Answer::Refused { .. }));
    assert_eq!(link.send(b"MSH|no id\r").unwrap_err(), SendFault::Message);
    assert_eq!(Mllp::connect("nowhere", short).unwrap_err(), SendFault::Address);
    let closed = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().to_string();
    assert!(matches!(Mllp::connect(&closed, short).unwrap_err(), SendFault::Connect(_)));
}
