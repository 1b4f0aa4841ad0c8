//! A demo counter whose records are handed over as CSV, and answered.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "helpers of tests fail as tests do")]
#![allow(dead_code, reason = "each test file uses a part of it")]

use crate::common::{Demo, SUPERVISOR, forms, put};
use nirantar::desk::handover::{AgainWish, PassWish, plan_answer_file};
use nirantar::desk::views::Saved;
use nirantar::desk::{Counter, Desk, Place, PrintWish, system_clock};
use nirantar::hospital::forms::Sheet;
use nirantar::journal::Road;
use std::path::PathBuf;

/// The central number that the n-th patient is given.
pub fn uhid(n: usize) -> String {
    format!("{}", 104_300_001 + n)
}

pub fn wish() -> PassWish {
    PassWish { road: Road::Csv, stages: Vec::new(), again: AgainWish::default(), share: None }
}

/// Password of everybody in the demo hospital of this desk.
pub fn password(desk: &Desk) -> String {
    let beside = desk.place().folder().parent().unwrap().join("password");
    std::fs::read_to_string(beside).unwrap().trim().to_owned()
}

pub struct Handed {
    pub demo: Demo,
    pub desk: Desk,
    pub saved: Vec<Saved>,
}

impl Handed {
    /// Registers people; the supervisor stays signed in. The event was declared.
    pub fn new(people: usize) -> Self {
        let demo = Demo::new();
        let mut desk = demo.desk(SUPERVISOR);
        let saved = forms(3, people).iter().map(|form| desk.register(form, &PrintWish::default()).unwrap()).collect();
        let mut world = Self { demo, desk, saved };
        world.say("manual", "ransomware");
        world
    }

    fn say(&mut self, side: &str, reason: &str) {
        let password = self.demo.password();
        let values = Sheet::from([("side", side), ("reason", reason), ("at", ""), ("module", ""), ("counter", "")]);
        self.desk.say_event(&values, Some(("rao", &password))).unwrap();
    }

    pub fn end_event(&mut self) {
        self.say("central", "restored");
    }

    /// Somebody else in a copy of this counter's folder.
    pub fn as_person(&self, login: &str) -> Desk {
        let to = self.demo.path(&format!("as-{login}"));
        let from = self.demo.folder.path();
        std::fs::create_dir_all(to.join("counter").join("keys")).unwrap();
        for name in [
            "counter.json",
            "hospital.pack",
            "nirantar.db",
            "nirantar.db-wal",
            "high-water",
            "keys/counter.age",
            "keys/recipients.json",
        ] {
            if from.join("counter").join(name).exists() {
                std::fs::copy(from.join("counter").join(name), to.join("counter").join(name)).unwrap();
            }
        }
        std::fs::copy(from.join("password"), to.join("password")).unwrap();
        let counter = Counter::open(Place::new(&to.join("counter")), system_clock()).unwrap();
        counter.sign_in(login, &self.demo.password()).map_err(|(_counter, problem)| problem).unwrap()
    }

    pub fn check(&mut self) {
        self.desk.check_handover(&wish(), &mut |_, _| true).unwrap().unwrap();
    }

    /// Says that everybody is new to the central system, makes the batches, and takes the answers in: received, but for the last patients.
    pub fn hand_over(&mut self, unanswered: usize) {
        for saved in &self.saved {
            self.desk.decide_match(&saved.patient_id, None, "", None).unwrap();
        }
        let made = self.desk.make_handover(&wish(), &self.demo.path("out"), &mut |_, _| true).unwrap().unwrap();
        assert!(made.records() > 0, "{:?}", made.passed);
        // Answers name records by their numbers, which are found by the search terms.
        self.desk.idle().unwrap();
        let answers = self.answers(unanswered);
        let plan = plan_answer_file(self.desk.rows().unwrap(), &answers, self.desk.masters()).unwrap();
        let done = self.desk.take_answers(&plan).unwrap();
        assert_eq!((done.refused, done.strays), (0, 0), "{:?}", plan.settled.strays);
    }

    fn answers(&self, unanswered: usize) -> PathBuf {
        let mut lines = vec!["number,status,uhid".to_owned()];
        for (n, saved) in self.saved.iter().take(self.saved.len() - unanswered).enumerate() {
            lines.push(format!("{},received,{}", saved.patient, uhid(n)));
            lines.push(format!("{},received,", saved.visit));
        }
        let path = self.demo.path("answers.csv");
        put(&path, lines.join("\n").as_bytes());
        path
    }
}
