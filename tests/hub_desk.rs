//! The hub at real counters of the demo hospital: from the command line, and by the worker while people save, with the server going away
//! in the middle.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::unit_arg,
    reason = "the helpers of tests fail as the tests do"
)]

mod common;
mod hub_world;

use common::{Answer, Demo, SUPERVISOR, forms, program, put, told};
use hub_world::Server;
use nirantar::desk::views::HubStanding;
use nirantar::desk::{Counter, Desk, Place, PrintWish, SetUp, set_up, system_clock};
use nirantar::hospital::number::CounterCode;
use nirantar::worker::{Event, Found, HubEvent, HubJob, Job, JobKind, Link, Secret, start};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::time::Duration;

/// The demo hospital with more than one counter, each in a folder of its own beside the password.
struct Town {
    demo: Demo,
}

impl Town {
    fn new() -> Self {
        Self { demo: Demo::new() }
    }

    /// A counter, set up where it is not.
    fn counter(&self, code: &str) -> PathBuf {
        let folder = self.demo.path(code);
        if !folder.exists() {
            let (pack, password) = (self.demo.path("hospital.pack"), self.demo.password());
            let counter = CounterCode::new(code).unwrap();
            let request = SetUp {
                pack: &pack,
                counter,
                login: SUPERVISOR,
                password: &password,
                new_password: "",
                reason: "test",
                drill: false,
            };
            set_up(&Place::new(&folder), &request, &system_clock()).map(drop).unwrap();
        }
        folder
    }

    fn desk(&self, code: &str) -> Desk {
        let counter = Counter::open(Place::new(&self.counter(code)), system_clock()).unwrap();
        counter.sign_in(SUPERVISOR, &self.demo.password()).map_err(|(_counter, problem)| problem).unwrap()
    }

    fn run(&self, code: &str, args: &[&str]) -> Answer {
        Answer::of(program().arg("--data").arg(self.counter(code)).args(["--user", SUPERVISOR]).args(args).output().unwrap())
    }

    fn json(&self, code: &str, args: &[&str]) -> Value {
        self.run(code, &[&["--json"], args].concat()).done().values().remove(0)
    }

    fn register(&self, code: &str, seed: u64, count: usize) {
        let mut desk = self.desk(code);
        for form in forms(seed, count) {
            desk.register(&form, &PrintWish::default()).unwrap();
        }
        desk.close().unwrap();
    }

    fn patients(&self, code: &str) -> usize {
        let desk = self.desk(code);
        let registered = desk.rows().unwrap().entries_of_kind("opd.registered").unwrap().len();
        desk.close().unwrap();
        registered
    }
}

fn text(path: &Path) -> String {
    String::from_utf8_lossy(&std::fs::read(path).unwrap()).into_owned()
}

#[test]
fn the_command_line_makes_joins_pushes_pulls_and_tells() {
    let server = Server::start();
    let url = server.database("hub");
    server.sql("hub").batch_execute("CREATE ROLE clerk LOGIN PASSWORD 'geheim'").unwrap();
    let town = Town::new();
    told(1, "problem-hub-none", |args| town.run("K1", &[&["hub", "push"], args].concat()));
    told(1, "problem-hub-address", |args| town.run("K1", &[&["hub", "join", "--url", "http://hub"], args].concat()));
    told(1, "problem-hub-not-made", |args| town.run("K1", &[&["hub", "join", "--url", &url], args].concat()));
    let sql = town.run("K1", &["hub", "init", "--sql"]).done().out;
    assert_eq!(sql.matches("CREATE TABLE IF NOT EXISTS nirantar.").count(), 8);

    let made = town.json("K1", &["hub", "init", "--url", &url, "--days", "30"]);
    assert_eq!(made["hub"], json!(url));
    town.register("K1", 1, 12);
    assert!(town.json("K1", &["hub", "push"])["new"].as_u64().unwrap() >= 14);
    let again = town.json("K1", &["hub", "push"]);
    assert_eq!((again["known"].clone(), again["forks"].clone()), (json!(0), json!(0)));

    // A second counter joins with a password, which is kept out of the settings.
    server.sql("hub").batch_execute("GRANT USAGE ON SCHEMA nirantar TO clerk").unwrap();
    server.sql("hub").batch_execute("GRANT SELECT, INSERT, UPDATE ON ALL TABLES IN SCHEMA nirantar TO clerk").unwrap();
    let theirs = url.replace("//nirantar@", "//clerk@");
    put(&town.demo.path("secret"), b"geheim\n");
    let file = town.demo.path("secret").display().to_string();
    town.run("K2", &["hub", "join", "--url", &theirs, "--database-password-file", &file]).done();
    let settings = text(&town.counter("K2").join("settings.json"));
    assert!(settings.contains("//clerk@") && !settings.contains("geheim"));
    assert!(!text(&town.counter("K2").join("nirantar.db")).contains("geheim"));
    town.register("K2", 2, 5);
    town.run("K2", &["hub", "push"]).done();
    let pulled = town.json("K2", &["hub", "pull"]);
    assert!(pulled["new"].as_u64().unwrap() >= 14 && pulled["held_back"].is_null(), "{pulled}");
    assert_eq!(town.json("K2", &["hub", "pull"])["new"], json!(0));
    assert_eq!((town.patients("K2"), town.patients("K1")), (17, 12));
    town.run("K1", &["hub", "pull"]).done();
    assert_eq!(town.patients("K1"), 17);

    // A third that came by stick to K2's room need not be online: K2 brings it along. And a partition for one more month is made.
    let status = town.json("K2", &["hub", "status"]);
    let counters = status["counters"].as_array().unwrap();
    assert_eq!(counters.iter().map(|c| c["installation"].as_str().unwrap()).collect::<Vec<_>>(), ["K1A", "K2A"]);
    assert!(counters.iter().all(|c| c["gaps"] == json!([]) && c["forks"] == json!(0) && c["says"]["numbers_left"].is_u64()));
    let registered: u64 = status["hours"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|h| h["kind"] == "opd.registered")
        .map(|h| h["entries"].as_u64().unwrap())
        .sum();
    assert_eq!(registered, 17);
    for lang in ["en", "hi"] {
        let said = town.run("K1", &["hub", "status", "--lang", lang]).done().out;
        assert!(said.contains("K2A") && common::is_hindi(&said) == (lang == "hi"), "{said}");
    }
    assert!(town.json("K1", &["hub", "init", "--days", "60"])["prepared"].as_str().unwrap() > made["prepared"].as_str().unwrap());
    town.run("K2", &["hub", "pull"]).done();

    // Whoever has the database alone reads nobody.
    let mut dump = String::new();
    for row in server.sql("hub").query("SELECT sealed FROM nirantar.entry", &[]).unwrap() {
        dump.push_str(&String::from_utf8_lossy(row.get::<_, &[u8]>(0)));
    }
    assert!(forms(1, 12).iter().all(|form| !dump.contains(form.name.split(' ').next().unwrap())));
    town.run("K2", &["hub", "leave"]).done();
    told(1, "problem-hub-none", |args| town.run("K2", &[&["hub", "leave"], args].concat()));
    assert!(!text(&town.counter("K2").join("settings.json")).contains("postgresql"));
}

#[test]
fn an_old_copy_of_a_counter_is_found_out_and_a_clerk_names_no_hub() {
    let server = Server::start();
    let url = server.database("hub");
    let town = Town::new();
    town.run("K1", &["hub", "init", "--url", &url]).done();
    town.register("K1", 1, 3);
    let copy = town.demo.path("copy");
    copy_folder(&town.counter("K1"), &copy);
    town.register("K1", 2, 3);
    town.run("K1", &["hub", "push"]).done();
    // The disk of this morning is put in again, with its own high-water mark.
    let run =
        |args: &[&str]| Answer::of(program().arg("--data").arg(&copy).args(["--user", SUPERVISOR]).args(args).output().unwrap());
    let answer = run(&["--json", "hub", "push"]);
    assert_eq!(answer.values()[0]["problem"]["id"], json!("problem-own-ahead"), "{}", answer.out);
    let clerk = Answer::of(
        program()
            .arg("--data")
            .arg(town.counter("K1"))
            .args(["--user", "asha", "--json", "hub", "join", "--url", &url])
            .output()
            .unwrap(),
    );
    assert_eq!(clerk.values()[0]["problem"]["id"], json!("problem-no-right"), "{}", clerk.out);
}

fn copy_folder(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() { copy_folder(&path, &target) } else { std::fs::copy(&path, &target).map(drop).unwrap() }
    }
}

/// A face that waits for events instead of drawing.
struct Face {
    link: Link,
    woken: Receiver<()>,
}

impl Face {
    fn new(folder: &Path, password: &str) -> Self {
        let (wake, woken): (SyncSender<()>, _) = sync_channel(4096);
        let link = start(
            folder.to_owned(),
            Arc::new(move || {
                // A full wake-up queue means that the face has been woken already.
                wake.try_send(()).ok();
            }),
        );
        let face = Self { link, woken };
        face.until("start", |e| matches!(e, Event::Started(Found::Counter { .. })).then_some(()));
        face.send(Job::SignIn { login: SUPERVISOR.to_owned(), password: Secret::new(password.to_owned()) });
        face.until("sign-in", |e| matches!(e, Event::SignedIn { .. }).then_some(()));
        face
    }

    #[track_caller]
    fn until<T>(&self, what: &str, mut pick: impl FnMut(Event) -> Option<T>) -> T {
        loop {
            while let Some(event) = self.link.next() {
                if let Some(got) = pick(event) {
                    return got;
                }
            }
            self.woken.recv_timeout(Duration::from_mins(1)).unwrap_or_else(|_| panic!("no {what} within a minute"));
        }
    }

    fn send(&self, job: Job) {
        self.link.send(job).unwrap();
    }

    #[track_caller]
    fn stands<T>(&self, what: &str, mut pick: impl FnMut(HubStanding) -> Option<T>) -> T {
        self.until(what, |event| match event {
            Event::Hub(HubEvent::Standing(standing)) => pick(standing),
            _ => None,
        })
    }

    #[track_caller]
    fn all_is_there(&self) {
        self.stands("everything in the hub", |s| match s {
            HubStanding::Connected { behind: 0, problem, .. } => Some(assert_eq!(problem, None)),
            _ => None,
        });
    }

    #[track_caller]
    fn save(&self, seed: u64) {
        let form = Box::new(forms(seed, 1).remove(0));
        self.send(Job::Register { form });
        self.until("saved", |e| matches!(e, Event::Saved(_)).then_some(()));
    }

    fn come(&self, entries: u64) {
        let mut came = 0;
        self.until("others' entries", |event| match event {
            Event::Hub(HubEvent::Came { entries }) => {
                came += entries;
                (came >= entries).then_some(())
            }
            _ => None,
        });
        assert!(came >= entries);
    }
}

#[test]
fn the_worker_sends_and_fetches_while_people_save_and_the_server_goes_away() {
    let mut server = Server::start();
    let url = server.database("hub");
    let town = Town::new();
    let password = town.demo.password();
    let one = Face::new(&town.counter("K1"), &password);
    // Named from the window, made from the window.
    one.send(Job::Hub(HubJob::Join { address: "postgresql://nowhere".to_owned(), password: Secret::default() }));
    one.until("a refusal", |e| match e {
        Event::Refused { job: JobKind::Hub, problem } => Some(assert_eq!(problem.id, "problem-hub-address")),
        _ => None,
    });
    one.send(Job::Hub(HubJob::Join { address: url.clone(), password: Secret::default() }));
    let kept = one.until("settings", |e| if let Event::Settings(settings) = e { settings.hub } else { None });
    assert_eq!(kept, url);
    one.stands("no tables", |s| match s {
        HubStanding::Waiting { problem, .. } => Some(assert_eq!(problem.id, "problem-hub-not-made")),
        _ => None,
    });
    one.send(Job::Hub(HubJob::Make));
    one.all_is_there();

    town.run("K2", &["hub", "join", "--url", &url]).done();
    let two = Face::new(&town.counter("K2"), &password);
    two.all_is_there();
    one.save(11);
    two.come(1);

    // The server dies. People go on; nobody waits for it.
    server.kill();
    one.stands("waiting", |s| match s {
        HubStanding::Waiting { problem, .. } => Some(assert_eq!(problem.id, "problem-hub-unreachable")),
        _ => None,
    });
    for seed in 20..25 {
        one.save(seed);
    }
    one.stands("entries that wait", |s| match s {
        HubStanding::Waiting { behind, .. } if behind > 0 => Some(()),
        _ => None,
    });
    server.up();
    one.send(Job::Hub(HubJob::Now));
    one.all_is_there();
    two.send(Job::Hub(HubJob::Now));
    two.come(5);

    let today = system_clock()().date_naive();
    two.send(Job::Hub(HubJob::Sight { first: today, last: today }));
    let sight = two.until("the hub's figures", |e| match e {
        Event::Hub(HubEvent::Sight(sight)) => Some(sight),
        _ => None,
    });
    assert_eq!(sight.counters.len(), 2);
    assert!(sight.counters.iter().all(|c| c.gaps.is_empty() && c.silent_secs.is_some_and(|secs| secs < 600)));
    for face in [one, two] {
        face.send(Job::Hub(HubJob::Leave));
        face.stands("no hub", |s| (s == HubStanding::None).then_some(()));
        face.send(Job::Close);
        face.until("end", |e| matches!(e, Event::Closed).then_some(()));
    }
    assert_eq!(town.patients("K2"), 6, "what was saved at one counter is at the other");
}
