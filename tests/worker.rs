//! The worker from a face's point of view: jobs in, events out, over the real desk, store and printer folder.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test says by failing")]

use nirantar::desk::lab::WorklistForm;
use nirantar::desk::views::IndexStanding;
use nirantar::desk::{DEMO_EXPORT, INDEX_FILE, Place, system_clock};
use nirantar::hospital::forms::{FormId, Sheet};
use nirantar::hospital::opd_form::OpdForm;
use nirantar::worker::{
    CaseJob, Event, ExportForm, Found, IndexEvent, IndexJob, Job, JobKind, LabEvent, LabJob, Link, start_with,
};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::time::Duration;

/// A face that waits for events instead of drawing.
struct Face {
    link: Link,
    woken: Receiver<()>,
}

impl Face {
    fn new(folder: &std::path::Path) -> Self {
        let (wake, woken): (SyncSender<()>, _) = sync_channel(4096);
        let link = start_with(
            Place::new(folder),
            system_clock(),
            Arc::new(move || {
                // A full wake-up queue means that the face has been woken already.
                wake.try_send(()).ok();
            }),
        );
        Self { link, woken }
    }

    /// The next event that `pick` takes. Fails after a minute: on a loaded machine everything here takes far less.
    fn until<T>(&self, what: &str, mut pick: impl FnMut(Event) -> Option<T>) -> T {
        loop {
            while let Some(event) = self.link.next() {
                if let Event::Refused { job, problem } = &event {
                    let told = problem.told(nirantar::hospital::pack::Lang::En);
                    assert!(!told.what.is_empty(), "{job:?} {told:?}");
                }
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

    fn demo(&self) {
        self.until("start", |e| matches!(e, Event::Started(Found::Nothing)).then_some(()));
        self.send(Job::Demo);
        let demo = self.until("demo", |e| match e {
            Event::SetUpDone { demo, .. } => demo,
            _ => None,
        });
        self.send(Job::SignIn { login: demo.login, password: demo.password });
        self.until("sign-in", |e| matches!(e, Event::SignedIn { .. }).then_some(()));
    }
}

fn form(name: &str) -> Box<OpdForm> {
    Box::new(OpdForm { name: name.into(), sex: "F".into(), age: "34".into(), clinic: "ORT".into(), ..OpdForm::default() })
}

#[test]
fn a_registration_is_saved_printed_found_exported_and_verified() {
    let folder = tempfile::tempdir().unwrap();
    let face = Face::new(folder.path());
    face.demo();
    face.send(Job::KeepDraft { form: form("Half Typed") });
    face.send(Job::Register { form: form("Sunita Devi") });
    let saved = face.until("saved", |e| match e {
        Event::Saved(saved) => Some(saved),
        _ => None,
    });
    assert!(saved.patient.as_str().starts_with("DEMO-MK7A-000001-"), "{}", saved.patient);
    let printed = face.until("print", |e| match e {
        Event::Print(line) => Some(line),
        _ => None,
    });
    assert_eq!(printed.state, nirantar::desk::views::PrintState::Printed, "{}", printed.failure);
    let slips: Vec<_> = std::fs::read_dir(folder.path().join("demo/counter/slips")).unwrap().map(|e| e.unwrap().path()).collect();
    assert_eq!(slips.len(), 1, "{slips:?}");
    assert!(std::fs::read(&slips[0]).unwrap().starts_with(b"%PDF"));

    // The terms are written when the desk is idle; a face asks again with the next key.
    let mut serial = 0;
    let lines = loop {
        serial += 1;
        face.send(Job::Search { serial, text: "sunitha".into() });
        let lines = face.until("found", |e| match e {
            Event::Found { serial: s, lines, .. } if s == serial => Some(lines),
            _ => None,
        });
        if !lines.is_empty() || serial > 1000 {
            break lines;
        }
        std::thread::sleep(Duration::from_millis(5));
    };
    assert_eq!(lines[0].ours().unwrap().number, saved.patient);

    face.send(Job::Scan { text: saved.visit.to_string() });
    let file = face.until("file", |e| match e {
        Event::File(file) => Some(file),
        _ => None,
    });
    assert_eq!(file.visits.len(), 1);
    face.send(Job::Export { form: ExportForm::Csv, to: folder.path().join("out") });
    let (patients, visits) = face.until("export", |e| match e {
        Event::Exported { patients, visits, .. } => Some((patients, visits)),
        _ => None,
    });
    assert_eq!((patients, visits), (1, 1));
    face.send(Job::Verify);
    let verdict = face.until("verdict", |e| match e {
        Event::Verified(verdict) => Some(verdict),
        _ => None,
    });
    assert!(verdict.findings.is_empty(), "{verdict:?}");
    face.send(Job::Close);
    face.until("close", |e| matches!(e, Event::Closed).then_some(()));
}

#[test]
fn a_draft_comes_back_to_its_own_person_after_the_program_ended() {
    let folder = tempfile::tempdir().unwrap();
    {
        let face = Face::new(folder.path());
        face.demo();
        face.send(Job::KeepDraft { form: form("Half Typed") });
        face.send(Job::Close);
        face.until("close", |e| matches!(e, Event::Closed).then_some(()));
    }
    let face = Face::new(folder.path());
    face.until("start", |e| matches!(e, Event::Started(_)).then_some(()));
    face.send(Job::Demo);
    let demo = face.until("demo", |e| match e {
        Event::SetUpDone { demo, .. } => demo,
        _ => None,
    });
    let draft = |login: &str| {
        face.send(Job::SignIn { login: login.into(), password: demo.password.clone() });
        face.until("sign-in", |e| match e {
            Event::SignedIn { draft, .. } => Some(draft),
            _ => None,
        })
    };
    assert_eq!(draft(&demo.login).map(|d| d.name.clone()), Some("Half Typed".to_owned()));
    assert_eq!(draft("asha"), None, "another person's draft is not theirs");
}

#[test]
fn a_refused_form_says_which_fields_and_keeps_what_was_typed() {
    let folder = tempfile::tempdir().unwrap();
    let face = Face::new(folder.path());
    face.demo();
    face.send(Job::Register { form: Box::new(OpdForm { name: "Ravi".into(), age: "200".into(), ..OpdForm::default() }) });
    let problem = face.until("refusal", |e| match e {
        Event::Refused { problem, .. } => Some(problem),
        _ => None,
    });
    let fields: Vec<&str> = problem.remarks.iter().map(|r| r.field.code()).collect();
    assert_eq!(fields, ["sex", "age", "clinic"]);
}

#[test]
fn a_worklist_is_read_beside_the_desk_and_holds_what_was_ordered_a_moment_ago() {
    let folder = tempfile::tempdir().unwrap();
    let face = Face::new(folder.path());
    face.demo();
    let asked = Sheet::from([("name", "Sunita Devi"), ("sex", "F"), ("age", "34"), ("tests", "K")]);
    face.send(Job::Case(CaseJob::Fill { form: FormId::LabOrder, values: asked }));
    face.send(Job::Lab(LabJob::Worklist { panel: "elec".into() }));
    let list = face.until("worklist", |e| match e {
        Event::Lab(LabEvent::Worklist(list)) => Some(list),
        _ => None,
    });
    assert_eq!((list.panel.as_str(), list.lines.len()), ("ELEC", 1), "{:?}", list.lines);
    let stick = folder.path().join("stick");
    face.send(Job::Lab(LabJob::SaveWorklist { panel: "ELEC".into(), form: WorklistForm::Csv, to: stick.clone() }));
    let (at, lines) = face.until("worklist saved", |e| match e {
        Event::Lab(LabEvent::WorklistSaved { at, lines }) => Some((at, lines)),
        _ => None,
    });
    assert!(at.starts_with(&stick) && lines == 1, "{at:?}");
    let text = std::fs::read_to_string(&at).unwrap();
    assert!(text.contains(&list.lines[0].accession.to_string()), "{text}");
    face.send(Job::Lab(LabJob::Worklist { panel: "MOON".into() }));
    let (job, problem) = face.until("refusal", |e| match e {
        Event::Refused { job, problem } => Some((job, problem)),
        _ => None,
    });
    assert!(job == JobKind::Worklist && problem.id == "problem-panel-unknown", "{job:?} {}", problem.id);
}

#[test]
fn the_patient_index_is_opened_searched_checked_and_closed() {
    let folder = tempfile::tempdir().unwrap();
    let face = Face::new(folder.path());
    face.demo();
    let standing = |face: &Face| {
        face.until("standing", |e| match e {
            Event::Index(IndexEvent::Standing(standing)) => Some(standing),
            _ => None,
        })
    };
    // Told after the sign-in.
    let IndexStanding::Closed { people, newer: false, .. } = standing(&face) else { panic!("the demo's index is not there") };
    let demo = folder.path().join("demo");
    let file = demo.join("counter").join(INDEX_FILE);
    std::fs::rename(&file, folder.path().join("away")).unwrap();
    face.send(Job::Index(IndexJob::Look));
    assert_eq!(standing(&face), IndexStanding::None);
    std::fs::rename(folder.path().join("away"), &file).unwrap();
    face.send(Job::Index(IndexJob::Open { officer: Some(("asha".to_owned(), "guess".to_owned().into())) }));
    let refused = |job: JobKind| {
        face.until("refusal", |e| match e {
            Event::Refused { job: of, problem } if of == job => Some(problem.id),
            _ => None,
        })
    };
    assert_eq!(refused(JobKind::Index), "problem-no-right");
    // Who is signed in is a supervisor.
    face.send(Job::Index(IndexJob::Open { officer: None }));
    assert!(matches!(standing(&face), IndexStanding::Open { people: all, .. } if all == people));
    let mut export = csv::Reader::from_path(demo.join(DEMO_EXPORT)).unwrap();
    let row = export.records().map(Result::unwrap).find(|row| row[9].len() == 10).unwrap();
    let (uhid, mobile) = (row[0].to_owned(), row[9].to_owned());
    let search = |serial: u64| {
        face.send(Job::Search { serial, text: mobile.clone() });
        face.until("found", |e| match e {
            Event::Found { serial: of, lines, .. } if of == serial => Some(lines),
            _ => None,
        })
    };
    let lines = search(1);
    assert!(lines.iter().any(|m| m.central().is_some_and(|line| line.person.uhid == uhid)), "{mobile}");
    face.send(Job::Index(IndexJob::Check));
    let checked = face.until("checked", |e| match e {
        Event::Index(IndexEvent::Checked(checked)) => Some(checked),
        _ => None,
    });
    assert!(checked.pages > 10 && checked.faults.is_empty(), "{checked:?}");
    face.send(Job::Index(IndexJob::Close { officer: None }));
    assert!(matches!(standing(&face), IndexStanding::Closed { .. }));
    assert!(search(2).iter().all(|m| m.central().is_none()));
    face.send(Job::Index(IndexJob::Check));
    assert_eq!(refused(JobKind::IndexCheck), "problem-index-closed");
}

/// A drill over the real threads: another folder is open while it lasts, and the counter's own after it.
#[test]
fn a_drill_is_entered_left_and_ended() {
    use nirantar::hospital::number::{CounterCode, Mode};
    use nirantar::worker::{DrillJob, DrillNews, EventNews};
    let folder = tempfile::tempdir().unwrap();
    let (pack, password) = real_pack(folder.path());
    let counter = folder.path().join("counter");
    let face = Face::new(&counter);
    face.until("start", |e| matches!(e, Event::Started(Found::Nothing)).then_some(()));
    let login = "meena".to_owned();
    face.send(Job::SetUp {
        pack,
        counter: CounterCode::new("K7").unwrap(),
        login: login.clone(),
        password: password.clone(),
        new_password: password.clone(),
        reason: "test".into(),
        drill: false,
    });
    face.until("set-up", |e| matches!(e, Event::SetUpDone { .. }).then_some(()));
    let news = |face: &Face| {
        face.until("drill", |e| match e {
            Event::OfEvent(EventNews::Drill(news)) => Some(news),
            _ => None,
        })
    };
    face.send(Job::Drill(DrillJob::Begin { login: login.clone(), password: password.clone(), reason: "practice".into() }));
    face.until("drill's counter", |e| matches!(e, Event::Started(Found::Counter { .. })).then_some(()));
    assert!(matches!(news(&face), DrillNews::Here(_)));
    let mode_of = |face: &Face| {
        face.send(Job::SignIn { login: login.clone(), password: password.clone() });
        let mode = face.until("sign-in", |e| match e {
            Event::SignedIn { status, .. } => Some(status.mode),
            _ => None,
        });
        face.send(Job::SignOut);
        face.until("sign-out", |e| matches!(e, Event::SignedOut).then_some(()));
        mode
    };
    assert_eq!(mode_of(&face), Mode::Drill);
    face.send(Job::Drill(DrillJob::Leave));
    assert!(matches!(news(&face), DrillNews::Beside(_)));
    assert_eq!(mode_of(&face), Mode::Event);
    face.send(Job::Drill(DrillJob::Enter));
    assert!(matches!(news(&face), DrillNews::Here(_)));
    let wrong = nirantar::worker::Secret::new("wrong".into());
    face.send(Job::Drill(DrillJob::End { login: login.clone(), password: wrong, note: String::new() }));
    let refused = face.until("refusal", |e| match e {
        Event::Refused { job: JobKind::Drill, problem } => Some(problem.id),
        _ => None,
    });
    assert_eq!(refused, "problem-wrong-password");
    assert_eq!(mode_of(&face), Mode::Drill, "it goes on");
    face.send(Job::Drill(DrillJob::End { login: login.clone(), password: password.clone(), note: "good".into() }));
    assert_eq!(news(&face), DrillNews::None);
    let at = face.until("report", |e| match e {
        Event::OfEvent(EventNews::DrillEnded { folder, .. }) => Some(folder),
        _ => None,
    });
    assert!(at.starts_with(counter.join("drills")) && !counter.join("drill").exists());
    assert_eq!(mode_of(&face), Mode::Event);
}

/// The demo's masters as a real hospital's pack, with one password for all.
fn real_pack(folder: &std::path::Path) -> (std::path::PathBuf, nirantar::worker::Secret) {
    use nirantar::hospital::pack::{PackKind, check, demo};
    let mut masters = check(&demo::files()).unwrap();
    masters.hospital.kind = PackKind::Real;
    "SEVA".clone_into(&mut masters.hospital.site);
    masters.users.retain(|user| user.login == "meena");
    let password = nirantar::worker::Secret::new("eats-7-mangoes-a-day".into());
    let passwords = masters.users.iter().map(|user| (user.login.clone(), password.clone())).collect();
    let site_key = ed25519_dalek::SigningKey::from_bytes(&[5; 32]);
    let request = nirantar::vault::SealRequest { masters: &masters, site_key: &site_key, passwords: &passwords, previous: None };
    let path = folder.join("hospital.pack");
    let sealed = nirantar::vault::seal_pack(&request).unwrap();
    put(&path, &sealed.bytes);
    (path, password)
}

#[allow(clippy::disallowed_methods, reason = "a file of a test, in its own folder")]
fn put(path: &std::path::Path, bytes: &[u8]) {
    std::fs::write(path, bytes).unwrap();
}
