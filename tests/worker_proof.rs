//! Certificate, crosswalk and the end of a counter over the real worker: saving goes on beside them; a refused end leaves a counter that works;
//! an ended one says so at every start.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "helpers of tests fail as tests do"
)]

mod common;

use common::{Hospital, forms, password_of};
use nirantar::desk::views::{ArchiveStep, CrosswalkPaper, CrosswalkWho};
use nirantar::desk::{Place, PrintWish, system_clock};
use nirantar::problem::Problem;
use nirantar::worker::{
    ArchiveEvent, ArchiveJob, ArchiveOrder, CrosswalkEvent, CrosswalkJob, Event, Found, HandoverEvent, HandoverJob, Job, JobKind,
    Link, OutEvent, OutJob, ProofEvent, ProofJob, start_with,
};
use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::time::Duration;
use zeroize::Zeroizing;

/// Who works here, and two officers.
const CLERK: &str = "asha";
const OFFICERS: [&str; 2] = ["meena", "rao"];
const PATIENTS: usize = 12;

struct Face {
    link: Link,
    woken: Receiver<()>,
}

impl Face {
    fn at(folder: &Path) -> (Self, Found) {
        let (wake, woken): (SyncSender<()>, _) = sync_channel(4096);
        let wake = Arc::new(move || {
            wake.try_send(()).ok();
        });
        let face = Self { link: start_with(Place::new(folder), system_clock(), wake), woken };
        let found = face.until("start", |event| if let Event::Started(found) = event { Some(found) } else { None });
        (face, found)
    }

    fn open(folder: &Path, login: &str) -> Self {
        let (face, found) = Self::at(folder);
        assert!(matches!(found, Found::Counter { .. }));
        face.send(Job::SignIn { login: login.to_owned(), password: Zeroizing::new(password_of(login)) });
        face.until("sign-in", |event| matches!(event, Event::SignedIn { .. }).then_some(()));
        face
    }

    fn send(&self, job: Job) {
        self.link.send(job).unwrap();
    }

    /// The next event that `pick` takes. Fails after a minute: on a loaded machine everything here takes far less.
    fn until<T>(&self, what: &str, mut pick: impl FnMut(Event) -> Option<T>) -> T {
        loop {
            while let Some(event) = self.link.next() {
                if let Event::Refused { problem, .. } = &event {
                    assert!(what.starts_with("refusal"), "{what}: {}", problem.id);
                }
                if let Some(got) = pick(event) {
                    return got;
                }
            }
            self.woken.recv_timeout(Duration::from_mins(1)).unwrap_or_else(|_| panic!("no {what} within a minute"));
        }
    }

    fn refused(&self, job: Job, of: JobKind) -> Problem {
        self.send(job);
        self.until("refusal", |event| match event {
            Event::Refused { job, problem } if job == of => Some(problem),
            _ => None,
        })
    }

    fn proof<T>(&self, job: ProofJob, what: &str, mut pick: impl FnMut(ProofEvent) -> Option<T>) -> T {
        self.send(proof(job));
        self.until(what, |event| if let Event::Handover(HandoverEvent::Proof(event)) = event { pick(event) } else { None })
    }

    /// The number that was given.
    fn register(&self, seed: u64) -> String {
        self.send(Job::Register { form: Box::new(forms(seed, 1).pop().unwrap()) });
        self.until("save", |event| if let Event::Saved(saved) = event { Some(saved.patient.to_string()) } else { None })
    }

    fn end(self) {
        self.send(Job::Close);
        self.until("end", |event| matches!(event, Event::Closed).then_some(()));
    }
}

fn proof(job: ProofJob) -> Job {
    Job::Handover(HandoverJob::Proof(job))
}

fn crosswalk(job: CrosswalkJob) -> Job {
    Job::Handover(HandoverJob::Crosswalk(job))
}

fn world() -> Hospital {
    let hospital = Hospital::new(OFFICERS[0], &system_clock(), |masters| masters.handover.match_first = false);
    let mut desk = hospital.desk(OFFICERS[0]);
    for form in forms(3, PATIENTS) {
        desk.register(&form, &PrintWish(Vec::new())).unwrap();
    }
    drop(desk.close().unwrap());
    hospital
}

#[test]
fn a_certificate_is_counted_beside_the_desk_and_saving_goes_on() {
    let hospital = world();
    let out = hospital.folder.path().join("out");
    let face = Face::open(&hospital.folder.path().join("counter"), "pillai");
    let series = face.proof(ProofJob::Series, "series", |event| match event {
        ProofEvent::Series { series, paper } => Some((series.figures().missing, paper.pages())),
        _ => None,
    });
    assert!(series.0 == 0 && series.1 > 0);
    let (saved, lacking) = face.proof(ProofJob::Stand, "standing", |event| match event {
        ProofEvent::Stands { line, lacking } => Some((line.saved, lacking.len())),
        _ => None,
    });
    assert_eq!(saved, 2 * PATIENTS as u64);
    assert!(lacking > 0, "nothing is received");
    let listed =
        |face: &Face| {
            face.proof(ProofJob::Certificates, "list", |event| {
                if let ProofEvent::Certificates(lines) = event { Some(lines) } else { None }
            })
        };
    assert!(listed(&face).is_empty(), "asking writes nothing");
    let order = |password: &str| ProofJob::Certify {
        officer: Some(("rao".to_owned(), Zeroizing::new(password.to_owned()))),
        note: "as it stands".to_owned(),
    };
    let wrong = face.refused(proof(order("not the password")), JobKind::Proof);
    assert!(wrong.id.starts_with("problem-wrong-password"), "{}", wrong.id);
    assert!(listed(&face).is_empty());
    let (line, paper) = face.proof(order(&password_of("rao")), "certificate", |event| match event {
        ProofEvent::Certified { line, paper } => Some((line, paper)),
        _ => None,
    });
    assert!(line.partial && line.officers == ["rao"] && line.open == saved, "{line:?}");
    assert!(paper.name().contains(&line.id.to_string()), "{}", paper.name());
    let list = listed(&face);
    assert!(list.len() == 1 && list[0].id == line.id);
    face.send(Job::Handover(HandoverJob::Out(OutJob::Page { paper: paper.clone(), page: 0, width_px: 300 })));
    let width = face.until("page", |event| match event {
        Event::Handover(HandoverEvent::Out(OutEvent::Page { page: 0, image, .. })) => Some(image.width),
        _ => None,
    });
    assert_eq!(width, 300);
    face.send(Job::Handover(HandoverJob::Out(OutJob::Save { paper, to: out.clone() })));
    let at = face.until("file", |event| match event {
        Event::Handover(HandoverEvent::Out(OutEvent::Out { at, .. })) => at,
        _ => None,
    });
    assert!(std::fs::read(at).unwrap().starts_with(b"%PDF"));
    face.end();
}

#[test]
fn a_clerk_saves_while_the_crosswalk_is_written_and_nobody_certifies_for_others() {
    let hospital = world();
    let out = hospital.folder.path().join("out");
    let face = Face::open(&hospital.folder.path().join("counter"), CLERK);
    face.send(crosswalk(CrosswalkJob::Files { to: out.clone() }));
    face.send(Job::Register { form: Box::new(forms(9, 1).pop().unwrap()) });
    let (mut number, mut files) = (String::new(), Vec::new());
    face.until("both", |event| {
        match event {
            Event::Saved(saved) => number = saved.patient.to_string(),
            Event::Handover(HandoverEvent::Crosswalk(CrosswalkEvent::Files { at })) => files = at,
            _ => {}
        }
        (!number.is_empty() && !files.is_empty()).then_some(())
    });
    assert_eq!(files.len(), 2);
    assert!(files.iter().all(|file| file.exists()));
    let nobody = crosswalk(CrosswalkJob::Paper { who: CrosswalkWho::All, paper: CrosswalkPaper::Register });
    assert_eq!(face.refused(nobody, JobKind::Crosswalk).id, "problem-crosswalk-none");
    face.send(crosswalk(CrosswalkJob::Find { text: number }));
    let found = face.until("answer", |event| match event {
        Event::Handover(HandoverEvent::Crosswalk(CrosswalkEvent::Found { lines, .. })) => Some(lines),
        _ => None,
    });
    assert!(found.len() == 1 && found[0].1.is_none(), "no number yet");
    assert_eq!(face.refused(proof(ProofJob::Stand), JobKind::Proof).id, "problem-no-right");
    face.end();
}

fn order(hospital: &Hospital, officers: [&str; 2]) -> ArchiveJob {
    ArchiveJob::Begin(Box::new(ArchiveOrder {
        folder: hospital.folder.path().join("archive"),
        officers: officers.map(|login| (login.to_owned(), Zeroizing::new(password_of(login)))),
        partial: true,
        reason: "the counter is closed".to_owned(),
    }))
}

#[test]
fn a_counter_ends_once_and_says_so_at_every_start() {
    let hospital = world();
    let folder = hospital.folder.path().join("counter");
    let face = Face::open(&folder, CLERK);
    // Refused: whoever works here goes on, and every side of the counter with them.
    let one = face.refused(Job::Archive(order(&hospital, ["rao", "rao"])), JobKind::Archive);
    assert_eq!(one.id, "problem-archive-one");
    let number = face.register(20);
    face.send(Job::Search { serial: 1, text: number });
    let found = face.until("search", |event| if let Event::Found { lines, .. } = event { Some(lines.len()) } else { None });
    assert_eq!(found, 1);
    face.send(Job::Archive(order(&hospital, OFFICERS)));
    face.send(Job::Archive(ArchiveJob::Stop));
    let ended = |event| match event {
        Event::Cancelled { job: JobKind::Archive } => Some(None),
        Event::Started(Found::Archived { here, .. }) => Some(Some(here)),
        _ => None,
    };
    let mut here = face.until("an end", ended);
    let mut steps = Vec::new();
    if here.is_none() {
        face.register(21);
        face.send(Job::Archive(order(&hospital, OFFICERS)));
        here = face.until("the end", |event| {
            if let Event::Archive(ArchiveEvent::Step { step, .. }) = &event {
                steps.push(*step);
            }
            ended(event)
        });
        // Each file with a key is overwritten and removed.
        steps.sort_unstable();
        steps.dedup();
        assert_eq!(steps, ArchiveStep::ALL);
    }
    let here = here.expect("archived");
    assert!(here.archived.wiped.is_some() && here.archived.officers == OFFICERS, "{here:?}");
    let refused =
        face.refused(Job::SignIn { login: CLERK.to_owned(), password: Zeroizing::new(password_of(CLERK)) }, JobKind::SignIn);
    assert_eq!(refused.id, "problem-not-set-up");
    face.end();
    let (again, found) = Face::at(&folder);
    let Found::Archived { here: same, finished, .. } = found else { panic!("it says what it is") };
    assert!(*same == *here && !finished);
    again.send(Job::Archive(ArchiveJob::Page { page: 0, width_px: 300 }));
    let pages = again.until("page", |event| match event {
        Event::Archive(ArchiveEvent::Page { page: 0, pages, .. }) => Some(pages),
        _ => None,
    });
    assert!(pages > 0);
    let to = hospital.folder.path().join("papers");
    again.send(Job::Archive(ArchiveJob::Certificate { to: Some(to) }));
    let at = again.until("file", |event| match event {
        Event::Archive(ArchiveEvent::CertificateOut { at }) => at,
        _ => None,
    });
    assert!(std::fs::read(at).unwrap().starts_with(b"%PDF"));
    again.end();
}
