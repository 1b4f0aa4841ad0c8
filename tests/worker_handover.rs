//! The hand-over from a face's point of view, over the real worker: batches made and stopped, records sent to a receiver, stopped and killed
//! half-way. Whatever happens, every record is received exactly once.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "helpers of tests fail as tests do"
)]

mod common;

use common::{Hospital, forms, password_of};
use nirantar::desk::views::{AgainWish, MakeDone, OpenList, PassWish, Passed, Reach, SendDone, Share, TypingAt, TypingRecord};
use nirantar::desk::{Place, PrintWish, system_clock};
use nirantar::exchange::hl7::{control_ids, frame};
use nirantar::journal::{Answer, RecordKind, Road};
use nirantar::worker::{
    Event, Found, HandoverEvent, HandoverJob, HandoverLook, Job, JobKind, Link, SendOrder, TypingEvent, TypingJob, start_with,
};
use std::collections::BTreeSet;
use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use zeroize::Zeroizing;

const OFFICER: &str = "meena";
const CLERK: &str = "pillai";
/// Patients; each has a record of who it is and one of its visit.
const PATIENTS: usize = 30;
const RECORDS: u64 = 2 * PATIENTS as u64;

struct Face {
    link: Link,
    woken: Receiver<()>,
}

impl Face {
    fn at(folder: &Path) -> Self {
        let (wake, woken): (SyncSender<()>, _) = sync_channel(4096);
        let link = start_with(
            Place::new(folder),
            system_clock(),
            Arc::new(move || {
                wake.try_send(()).ok();
            }),
        );
        let face = Self { link, woken };
        face.until("start", |e| matches!(e, Event::Started(Found::Counter { .. })).then_some(()));
        face.sign_in();
        face
    }

    fn sign_in(&self) {
        self.sign_in_as(OFFICER);
    }

    fn sign_in_as(&self, login: &str) {
        self.send(Job::SignIn { login: login.to_owned(), password: Zeroizing::new(password_of(login)) });
        self.until("sign-in", |e| matches!(e, Event::SignedIn { .. }).then_some(()));
    }

    /// The next event that `pick` takes. Fails after a minute: on a loaded machine everything here takes far less.
    fn until<T>(&self, what: &str, mut pick: impl FnMut(Event) -> Option<T>) -> T {
        loop {
            while let Some(event) = self.link.next() {
                if let Event::Refused { problem, .. } = &event {
                    assert!(what == "refusal", "{what}: {}", problem.id);
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

    fn ask<T>(&self, job: HandoverJob, what: &str, mut pick: impl FnMut(HandoverEvent) -> Option<T>) -> T {
        self.send(Job::Handover(job));
        self.until(what, |e| if let Event::Handover(event) = e { pick(event) } else { None })
    }

    fn look(&self) -> Arc<HandoverLook> {
        self.ask(HandoverJob::Look, "status", |e| if let HandoverEvent::Status(look) = e { Some(look) } else { None })
    }

    fn check(&self) -> Arc<Passed> {
        let job = HandoverJob::Check { wish: wish(AgainWish::default()) };
        self.ask(job, "check", |e| if let HandoverEvent::Checked(passed) = e { Some(passed) } else { None })
    }

    fn make(&self, to: &Path) -> Arc<MakeDone> {
        let job = HandoverJob::Make { wish: wish(AgainWish::default()), to: to.to_owned() };
        self.ask(job, "batches", |e| if let HandoverEvent::Made(made) = e { Some(made) } else { None })
    }

    fn deliver(&self, to: &str, folder: &Path) -> Arc<SendDone> {
        let job = HandoverJob::Send { order: order(to, folder) };
        self.ask(job, "sending", |e| if let HandoverEvent::Sent(done) = e { Some(done) } else { None })
    }

    /// Takes a share to type; says how many records it has.
    fn begin(&self, share: Share) -> u64 {
        let wish = PassWish { road: Road::Typing, share: Some(share), ..wish(AgainWish::default()) };
        self.ask(HandoverJob::Typing(TypingJob::Begin { wish }), "share", |e| match e {
            HandoverEvent::Typing(TypingEvent::Begun { records }) => Some(records),
            _ => None,
        })
    }

    /// Where the clerk stands after a job.
    fn stands(&self, job: TypingJob) -> Arc<TypingAt> {
        self.ask(HandoverJob::Typing(job), "record", |e| match e {
            HandoverEvent::Typing(TypingEvent::At(at)) => Some(at),
            _ => None,
        })
    }

    /// Types all that waits, with a number for each patient; gives the records in their order.
    fn type_all(&self, uhids: &mut impl Iterator<Item = String>) -> Vec<TypingRecord> {
        let (mut typed, mut at) = (Vec::new(), self.stands(TypingJob::Look { later: Vec::new() }));
        while let Some(record) = at.next.clone() {
            let identity = record.key.kind == RecordKind::Identity;
            let central = if identity { uhids.next().unwrap() } else { String::new() };
            let (answer, later) = (Answer::Received { central }, Vec::new());
            at = self.stands(TypingJob::Typed { record: record.key.clone(), answer, sure: false, later });
            typed.push(record);
        }
        assert_eq!(at.pace.left, 0);
        typed
    }

    /// Records not handed over, as the status line says.
    fn open_records(&self) -> u64 {
        self.send(Job::ReadDraft);
        self.until("status", |e| if let Event::SignedIn { status, .. } = e { Some(status.not_handed_over) } else { None })
    }

    /// Ends the worker; what it was doing beside the desk is left behind.
    fn end(self) {
        self.send(Job::Close);
        self.until("end", |e| matches!(e, Event::Closed).then_some(()));
    }
}

fn wish(again: AgainWish) -> PassWish {
    PassWish { road: Road::Hl7, stages: Vec::new(), again, share: None }
}

fn order(to: &str, folder: &Path) -> SendOrder {
    let reach = Reach { road: Road::Hl7, to: to.to_owned(), token: None, person: None, answer_secs: None, authorities: None };
    SendOrder { reach, folder: folder.to_owned(), rate: 0 }
}

/// A counter with patients, who go without a matching; seven records a batch.
fn world() -> Hospital {
    let hospital = Hospital::new(OFFICER, &system_clock(), |masters| {
        masters.handover.match_first = false;
        masters.handover.batch = 7;
    });
    let mut desk = hospital.desk(OFFICER);
    for form in forms(3, PATIENTS) {
        desk.register(&form, &PrintWish(Vec::new())).unwrap();
    }
    drop(desk.close().unwrap());
    hospital
}

/// A receiver that acknowledges every message, and hangs after so many until it is told to go on.
struct Receiving {
    address: String,
    /// Control ids it has heard.
    heard: Arc<Mutex<Vec<String>>>,
    /// Says that it hangs; takes the word to go on.
    hangs: Receiver<()>,
    go_on: SyncSender<()>,
}

fn receiving(hang_after: Option<usize>) -> Receiving {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap().to_string();
    let heard: Arc<Mutex<Vec<String>>> = Arc::default();
    let (tell, hangs) = sync_channel(4);
    let (go_on, told) = sync_channel(4);
    let known = Arc::clone(&heard);
    #[allow(clippy::disallowed_methods, reason = "a receiver of the test's own")]
    std::thread::spawn(move || {
        while let Ok((stream, _)) = listener.accept() {
            serve(stream, &known, hang_after, (&tell, &told));
        }
    });
    Receiving { address, heard, hangs, go_on }
}

fn serve(
    mut stream: TcpStream,
    heard: &Mutex<Vec<String>>,
    hang_after: Option<usize>,
    (tell, told): (&SyncSender<()>, &Receiver<()>),
) {
    let (mut open, mut bytes) = (Vec::new(), [0; 4096]);
    while let Ok(read) = stream.read(&mut bytes) {
        if read == 0 {
            return;
        }
        open.extend_from_slice(&bytes[..read]);
        while let Some(end) = open.iter().position(|byte| *byte == 0x1C) {
            let message: Vec<u8> = open.drain(..end + 2).collect();
            let id = control_ids(&message[1..]).next().unwrap().to_owned();
            let known = {
                let mut heard = heard.lock().unwrap();
                heard.push(id.clone());
                heard.len()
            };
            if hang_after == Some(known) {
                tell.send(()).unwrap();
                // Until the test lets it go on, or has gone.
                let _gone = told.recv();
            }
            let ack = format!("MSH|^~\\&|CENTRAL|SEVA|NIRANTAR|SEVA|20221124||ACK|9|P|2.5.1\rMSA|AA|{id}\r");
            if stream.write_all(&frame(ack.as_bytes())).is_err() {
                return;
            }
        }
    }
}

fn total(look: &HandoverLook) -> (u64, u64, u64, u64) {
    look.status.total()
}

#[test]
fn batches_are_made_once_however_often_it_is_stopped() {
    let hospital = world();
    let to = hospital.folder.path().join("out");
    let face = Face::at(&hospital.folder.path().join("counter"));
    let leaves: u64 = face.check().kinds.values().map(|of| of.leaves).sum();
    assert_eq!(leaves, RECORDS);
    assert!(!face.look().status.stale);
    // Stopped at once: however far it came, what was heard of stands, and the rest follows.
    face.send(Job::Handover(HandoverJob::Make { wish: wish(AgainWish::default()), to: to.clone() }));
    face.send(Job::Cancel);
    let first = face.until("an end", |e| match e {
        Event::Cancelled { job: JobKind::Handover } => Some(0),
        Event::Handover(HandoverEvent::Made(made)) => Some(made.records()),
        _ => None,
    });
    let second = face.make(&to).records();
    assert!(first == 0 || second == 0);
    let look = face.look();
    let names: BTreeSet<&str> = look.status.batches.iter().map(|batch| batch.name.as_str()).collect();
    assert_eq!(names.len(), look.status.batches.len());
    assert_eq!(look.status.batches.iter().map(|batch| batch.records).sum::<u64>(), RECORDS);
    assert_eq!(look.status.kinds.iter().map(|line| line.made).sum::<u64>(), RECORDS);
    assert_eq!(face.make(&to).records(), 0, "nothing leaves twice");
    assert_eq!(total(&look), (RECORDS, 0, 0, RECORDS), "nothing is green without its receipt");
    let waits = face.ask(HandoverJob::Open { which: OpenList::Made }, "list", |e| match e {
        HandoverEvent::Open { which: OpenList::Made, lines } => Some(lines.len() as u64),
        _ => None,
    });
    assert_eq!(waits, RECORDS);
    face.end();
}

#[test]
fn a_sending_that_is_stopped_or_killed_loses_nothing_and_does_nothing_twice() {
    let hospital = world();
    let counter = hospital.folder.path().join("counter");
    let to = hospital.folder.path().join("out");
    let face = Face::at(&counter);
    face.make(&to);
    // Stopped by a person while the receiver hangs over a message.
    let slow = receiving(Some(20));
    face.send(Job::Handover(HandoverJob::Send { order: order(&slow.address, &to) }));
    slow.hangs.recv_timeout(Duration::from_mins(1)).unwrap();
    face.send(Job::Handover(HandoverJob::StopSending));
    // The board is read meanwhile, and saving goes on.
    assert_eq!(total(&face.look()).0, RECORDS);
    slow.go_on.send(()).unwrap();
    let done = face.until("sending", |e| match e {
        Event::Handover(HandoverEvent::Sent(done)) => Some(done),
        _ => None,
    });
    assert!(done.cancelled && done.stopped.is_none());
    assert_eq!((done.received, done.refused), (20, 0), "what was answered counts");
    assert_eq!(total(&face.look()).1, 20);
    // Killed: the program ends while the receiver hangs.
    let hung = receiving(Some(11));
    face.send(Job::Handover(HandoverJob::Send { order: order(&hung.address, &to) }));
    hung.hangs.recv_timeout(Duration::from_mins(1)).unwrap();
    face.end();
    drop(hung.go_on);
    let again = Face::at(&counter);
    let known = total(&again.look()).1;
    assert!((20..=30).contains(&known), "whole batches were written down: {known}");
    let good = receiving(None);
    let done = again.deliver(&good.address, &to);
    assert_eq!((done.received, done.refused, done.left), (RECORDS - known, 0, 0));
    assert_eq!(total(&again.look()), (RECORDS, RECORDS, 0, 0));
    assert_eq!(again.look().burn.iter().map(|hour| hour.received).sum::<u64>(), RECORDS, "each has one receipt");
    let first: BTreeSet<String> = slow.heard.lock().unwrap().iter().take(20).cloned().collect();
    let last: BTreeSet<String> = good.heard.lock().unwrap().iter().cloned().collect();
    assert!(first.is_disjoint(&last), "what was answered is not sent again");
    // The status line counts what is open, and what is saved after it.
    assert_eq!(again.open_records(), 0);
    again.send(Job::Register { form: Box::new(forms(9, 1).pop().unwrap()) });
    assert_eq!(again.open_records(), 1, "what was saved since is open");
    // Nothing is left to send.
    assert_eq!(*again.deliver(&good.address, &to), SendDone::default());
    again.end();
}

#[test]
fn two_clerks_share_the_typing_without_overlap_and_without_gaps() {
    let hospital = world();
    let face = Face::at(&hospital.folder.path().join("counter"));
    let mut uhids = (104_990_000..).map(|n: u32| n.to_string());
    let mut parts = Vec::new();
    // Stopped at once: whatever was taken stands, and the rest follows.
    face.send(Job::Handover(HandoverJob::Typing(TypingJob::Begin {
        wish: PassWish { road: Road::Typing, share: Some(Share { nth: 1, of: 2 }), ..wish(AgainWish::default()) },
    })));
    face.send(Job::Cancel);
    face.until("an end", |e| match e {
        Event::Cancelled { job: JobKind::Typing } | Event::Handover(HandoverEvent::Typing(TypingEvent::Begun { .. })) => Some(()),
        _ => None,
    });
    for (nth, login) in [(1, OFFICER), (2, CLERK)] {
        face.sign_in_as(login);
        face.begin(Share { nth, of: 2 });
        assert_eq!(face.begin(Share { nth, of: 2 }), 0, "nothing is taken twice");
        parts.push(face.type_all(&mut uhids));
    }
    let whose = |records: &[TypingRecord]| records.iter().map(|record| record.uhid.clone()).collect::<BTreeSet<String>>();
    let keys = |records: &[TypingRecord]| records.iter().map(|record| record.key.clone()).collect::<BTreeSet<_>>();
    let (one, two) = (keys(&parts[0]), keys(&parts[1]));
    assert!(one.is_disjoint(&two) && !one.is_empty() && !two.is_empty(), "{} and {}", one.len(), two.len());
    assert_eq!((one.len() + two.len()) as u64, RECORDS, "no gap");
    // Each record once, and all of a patient's at one clerk: the visit is opened by the number that this clerk typed.
    assert_eq!(parts.iter().map(|part| part.len() as u64).sum::<u64>(), RECORDS);
    let (one, two) = (whose(&parts[0]), whose(&parts[1]));
    assert_eq!(one.intersection(&two).filter(|uhid| !uhid.is_empty()).count(), 0);
    assert!(parts.iter().flatten().filter(|r| r.key.kind == RecordKind::Visit).all(|record| !record.uhid.is_empty()));
    for part in &parts {
        let first_visit = part.iter().position(|record| record.key.kind == RecordKind::Visit).unwrap();
        assert!(part[first_visit..].iter().all(|record| record.key.kind == RecordKind::Visit), "people come first");
    }
    assert_eq!(total(&face.look()), (RECORDS, RECORDS, 0, 0), "each has its receipt");
    assert_eq!(face.begin(Share { nth: 1, of: 1 }), 0, "nothing is left for anybody");
    face.end();
}

#[test]
fn who_signs_out_stops_what_runs_and_a_bad_order_is_refused() {
    let hospital = world();
    let to = hospital.folder.path().join("out");
    let face = Face::at(&hospital.folder.path().join("counter"));
    face.make(&to);
    let slow = receiving(Some(3));
    face.send(Job::Handover(HandoverJob::Send { order: order(&slow.address, &to) }));
    slow.hangs.recv_timeout(Duration::from_mins(1)).unwrap();
    face.send(Job::SignOut);
    face.until("sign-out", |e| matches!(e, Event::SignedOut).then_some(()));
    slow.go_on.send(()).unwrap();
    face.until("an end", |e| matches!(e, Event::Cancelled { job: JobKind::Sending }).then_some(()));
    face.sign_in();
    assert_eq!(total(&face.look()).1, 0, "nobody signs for what another began");
    let reach = Reach { road: Road::Csv, to: "x".to_owned(), token: None, person: None, answer_secs: None, authorities: None };
    face.send(Job::Handover(HandoverJob::Send { order: SendOrder { reach, folder: to.clone(), rate: 0 } }));
    let refused = face.until("refusal", |e| match e {
        Event::Refused { job: JobKind::Sending, problem } => Some(problem.id),
        _ => None,
    });
    assert_eq!(refused, "problem-handover-no-cable");
    face.send(Job::Handover(HandoverJob::Match));
    let refused = face.until("refusal", |e| match e {
        Event::Refused { job: JobKind::Matching, problem } => Some(problem.id),
        _ => None,
    });
    assert_eq!(refused, "problem-index-closed");
    face.end();
}
