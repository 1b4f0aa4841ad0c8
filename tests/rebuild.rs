//! A PC that died is made anew from its second medium, from bundles, from its papers off the scanner, or from a mix of them: every entry as it was
//! on the disk, the next letter, numbers that go on; from the desk, from the program, and over the worker.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "helpers of tests fail as tests do")]
#![allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "pixels")]

mod common;
mod scan_world;

use common::{Demo, Hospital, SUPERVISOR, forms, password_of, program, put};
use nirantar::desk::papers_in::{
    OtherKey, PaperPlan, Rebuild, RebuildPlan, Tray, plan_rebuild, read_papers, rebuild, rebuild_keys,
};
use nirantar::desk::settings::Settings;
use nirantar::desk::{BundleWish, Desk, PaperJob, Place, PrintWish, SecondStanding, SetUp, system_clock};
use nirantar::hospital::number::CounterCode;
use nirantar::hospital::opd::QueueStep;
use nirantar::journal::{EntryId, PaperKind, Signed};
use nirantar::paper::{Page, Size, preview};
use nirantar::worker::{
    Event, Found, Job, JobKind, Link, PaperEvent, RebuildDone, RebuildEvent, RebuildJob, RebuildWish, start_with,
};
use scan_world::damage::{Damage, Dice, Gray, SCAN_DPI, scanned};
use scan_world::drawn;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::time::Duration;
use zeroize::Zeroizing;

/// What is left of counter K7 after its PC burnt, and what was on its disk.
struct Dead {
    demo: Demo,
    medium: PathBuf,
    bundles: PathBuf,
    scans: PathBuf,
    entries: Vec<(u64, Signed)>,
    register: Vec<String>,
    last_number: String,
}

fn k7() -> CounterCode {
    CounterCode::new("K7").unwrap()
}

/// Every entry of K7A with its signature.
fn signed_of(desk: &Desk) -> Vec<(u64, Signed)> {
    let view = desk.rows().unwrap();
    let held = view.held().unwrap().into_iter().filter(|h| h.counter == k7() && h.letter == 'A');
    held.flat_map(|h| h.first..=h.last)
        .map(|sequence| (sequence, view.signed(&EntryId { counter: k7(), letter: 'A', sequence }).unwrap().unwrap()))
        .collect()
}

fn register_of(desk: &Desk) -> Vec<String> {
    desk.register_lines(desk.today()).unwrap().iter().map(|line| format!("{} {}", line.number, line.patient_number)).collect()
}

/// A page off the scanner at 200 dpi: a slip a little askew, with its grain; an A4 sheet through the feeder, straight.
fn scan(page: &Page, path: &Path, seed: u64) {
    let picture = if page.width > 250.0 {
        let sheet = preview(page, (page.width / 25.4 * SCAN_DPI).round() as u32).unwrap();
        Gray::of_rgba(sheet.width, sheet.height, &sheet.pixels)
    } else {
        scanned(&drawn(page), &Damage::none(), &mut Dice::new(seed))
    };
    let (width, height) = (u32::try_from(picture.width).unwrap(), u32::try_from(picture.height).unwrap());
    image::save_buffer(path, &picture.pixels, width, height, image::ColorType::L8).unwrap();
}

/// A day at K7: people, calls; every paper scanned (or two slips), a bundle at noon and one in the evening, everything on the second medium; then the fire.
fn dead(every_paper: bool) -> Dead {
    let demo = Demo::new();
    let (medium, bundles, scans) = (demo.path("medium"), demo.path("bundles"), demo.path("scans"));
    for folder in [&medium, &bundles, &scans] {
        std::fs::create_dir(folder).unwrap();
    }
    let mut desk = demo.desk(SUPERVISOR);
    desk.keep_settings(Settings { second: Some(medium.clone()), ..desk.settings().clone() }).unwrap();
    let wish = BundleWish { to: Vec::new(), all: false, folder: bundles.clone() };
    let mut visits = Vec::new();
    for (n, form) in forms(21, 8).iter().enumerate() {
        visits.push(desk.register(form, &PrintWish::default()).unwrap().visit_id);
        if n == 4 {
            desk.make_bundles(&wish, &mut |_, _| true).unwrap().unwrap();
        }
    }
    desk.step(&visits[0], QueueStep::Called).unwrap();
    desk.step(&visits[1], QueueStep::Done).unwrap();
    desk.make_bundles(&wish, &mut |_, _| true).unwrap().unwrap();
    assert_eq!(desk.sync_second().unwrap(), SecondStanding::Whole);
    for (n, visit) in (0u64..).zip(&visits).take(if every_paper { visits.len() } else { 2 }) {
        let job = PaperJob { visit: visit.clone(), paper: PaperKind::Slip, size: Size::A6, copy: 0 };
        scan(&desk.lay_out(&job).unwrap().pages[0], &scans.join(format!("slip-{n}.png")), n);
    }
    let pages = if every_paper { desk.day_register(desk.today()).unwrap().pages } else { Vec::new() };
    for (n, page) in (0u64..).zip(&pages) {
        scan(page, &scans.join(format!("register-{n:02}.png")), 100 + n);
    }
    let (entries, register) = (signed_of(&desk), register_of(&desk));
    let last_number = desk.register_lines(desk.today()).unwrap().iter().map(|l| l.number.to_string()).max().unwrap();
    desk.close().unwrap();
    std::fs::remove_dir_all(demo.counter()).unwrap();
    Dead { demo, medium, bundles, scans, entries, register, last_number }
}

fn request<'a>(pack: &'a Path, login: &'a str, password: &'a str, new: &'a str) -> SetUp<'a> {
    SetUp { pack, counter: k7(), login, password, new_password: new, reason: "PC burnt", drill: false }
}

impl Dead {
    /// Reads files, plans, rebuilds into a new folder and takes everything.
    fn rebuilt(&self, files: &[PathBuf], name: &str) -> (RebuildPlan, PaperPlan, Desk) {
        let (pack, password) = (self.demo.path("hospital.pack"), self.demo.password());
        let (place, clock) = (Place::new(&self.demo.path(name)), system_clock());
        let set_up = request(&pack, SUPERVISOR, &password, "");
        let keys = rebuild_keys(&place, &set_up, &[]).unwrap();
        let mut tray = Tray::default();
        tray.lay(read_papers(files, &keys, &mut |_, _| true).unwrap().unwrap());
        let plan = plan_rebuild(&place, &keys, (&set_up, None), (&tray, &clock)).unwrap();
        assert!(!place.folder().join("counter.json").exists(), "a plan makes nothing");
        let made = rebuild(&place, &Rebuild { set_up, dead: None }, &tray, &clock).unwrap();
        let mut desk = made.counter.sign_in(SUPERVISOR, &password).map_err(|(_, problem)| problem).unwrap();
        desk.take_over(tray);
        let papers = desk.papers_plan().unwrap();
        assert_eq!(desk.take_papers(&mut |_| {}).unwrap().new, papers.plan.new_entries());
        (plan, papers, desk)
    }

    /// As it was on the disk that died: entries, rows, register; the letter is new and the numbers do not meet.
    fn equals(&self, desk: &mut Desk, upto: usize) {
        assert!(signed_of(desk) == self.entries[..upto], "{} of {}", signed_of(desk).len(), upto);
        assert_eq!(common::findings(desk), Vec::<String>::new());
        assert_eq!(register_of(desk), self.register);
        assert_eq!(desk.installation(), "K7B");
        let form = forms(77, 1).pop().unwrap();
        let saved = desk.register(&form, &PrintWish::default()).unwrap();
        let line = desk.register_lines(desk.today()).unwrap().into_iter().find(|line| line.id == saved.visit_id).unwrap();
        assert!(line.number.to_string().contains("VK7B-000001"), "{}", line.number);
        assert!(!self.register.iter().any(|known| known.starts_with(&line.number.to_string())));
        assert!(self.last_number.contains("VK7A-"));
    }
}

#[test]
fn from_the_second_medium_bundles_and_scans_each_alone_it_is_as_it_was() {
    let dead = dead(true);
    let all = dead.entries.len();
    // The second medium was written after the last bundle: it has all. Named by its parent, as a stick is.
    let (plan, papers, mut desk) = dead.rebuilt(std::slice::from_ref(&dead.medium), "from-medium");
    assert_eq!((plan.dead, plan.letter, plan.papers.plan.new_entries()), ('A', 'B', all as u64));
    assert!(papers.refused.is_empty() && papers.bundles >= 1 && papers.sealed == 0, "{:?}", papers.refused);
    assert_eq!((plan.missing.len(), plan.missing[0].held), (1, all as u64));
    assert!(plan.missing[0].is_complete() && plan.missing[0].last_at.is_some());
    dead.equals(&mut desk, all);
    let receipts = desk.rows().unwrap().entries_of_kind("bundle.taken").unwrap();
    assert_eq!(receipts.len() as u64, papers.bundles, "the dead counter's bundles have their receipts");

    // The bundles: the last entry, that of the second bundle itself, is in none of them.
    let (_, papers, mut desk) = dead.rebuilt(std::slice::from_ref(&dead.bundles), "from-bundles");
    assert_eq!(papers.bundles, 2);
    dead.equals(&mut desk, all - 1);

    // Pictures off the scanner, nothing else.
    let (_, papers, mut desk) = dead.rebuilt(std::slice::from_ref(&dead.scans), "from-scans");
    assert!(papers.refused.is_empty() && papers.waiting.is_empty(), "{:?}", papers.refused);
    dead.equals(&mut desk, all);
}

#[test]
fn a_mix_in_any_order_adds_up_and_what_is_bad_is_named() {
    let dead = dead(true);
    let mut bundles: Vec<PathBuf> = std::fs::read_dir(&dead.bundles).unwrap().map(|e| e.unwrap().path()).collect();
    bundles.sort();
    bundles.retain(|path| path.extension().is_some_and(|e| e == "nrb"));
    // The first bundle is torn, the second medium lost its last part; letters and other people's files lie among them.
    let torn = std::fs::read(&bundles[0]).unwrap();
    put(&bundles[0], &torn[..torn.len() - 90]);
    let segment = std::fs::read_dir(dead.medium.join("nirantar-DEMO-K7A")).unwrap().map(|e| e.unwrap().path()).min().unwrap();
    let bytes = std::fs::read(&segment).unwrap();
    put(&segment, &bytes[..bytes.len() / 2]);
    let letter = dead.demo.path("letter.nrb");
    put(&letter, b"Dear sir, this is not a bundle.");
    let other = Demo::new();
    let mut stranger = other.desk(SUPERVISOR);
    let wish = BundleWish { to: Vec::new(), all: true, folder: other.path("out") };
    stranger.register(&forms(3, 1)[0], &PrintWish::default()).unwrap();
    let foreign = stranger.make_bundles(&wish, &mut |_, _| true).unwrap().unwrap().files[0].path.clone();
    let files = [foreign, dead.scans.clone(), letter, bundles[1].clone(), dead.medium.clone(), bundles[0].clone()];
    let (_, papers, mut desk) = dead.rebuilt(&files, "from-all");
    let told: Vec<&str> = papers.refused.iter().map(|r| r.problem.id).collect();
    assert!(told.contains(&"problem-bundle-not") && told.contains(&"problem-bundle-cut"), "{told:?}");
    // Another demo hospital has the same site and other keys: its head is forged, as far as this one can know.
    assert!(told.contains(&"problem-bundle-head"), "{told:?}");
    dead.equals(&mut desk, dead.entries.len());
}

/// Who may open only one counter, its second medium and the control room's bundles: each key opens what it is for.
#[test]
fn a_sealed_bundle_asks_for_the_key_of_somebody_it_is_for() {
    let clock = system_clock();
    let hospital = Hospital::new(SUPERVISOR, &clock, |masters| {
        let only = masters.users.iter_mut().find(|u| u.login == SUPERVISOR).unwrap();
        only.counters = vec![k7()];
        let elsewhere = masters.users.iter_mut().find(|u| u.login == "asha").unwrap();
        elsewhere.counters = vec![CounterCode::new("K8").unwrap()];
    });
    let bundles = hospital.folder.path().join("bundles");
    let mut desk = hospital.desk(SUPERVISOR);
    desk.register(&forms(2, 1)[0], &PrintWish::default()).unwrap();
    desk.make_bundles(&BundleWish { folder: bundles.clone(), ..BundleWish::default() }, &mut |_, _| true).unwrap().unwrap();
    let (medium, held) = (hospital.folder.path().join("medium"), desk.store().last_sequence());
    std::fs::create_dir(&medium).unwrap();
    desk.keep_settings(Settings { second: Some(medium.clone()), ..desk.settings().clone() }).unwrap();
    assert_eq!(desk.sync_second().unwrap(), SecondStanding::Whole);
    desk.close().unwrap();
    let (pack, password) = (hospital.folder.path().join("hospital.pack"), password_of(SUPERVISOR));
    let place = Place::new(&hospital.folder.path().join("new"));
    let set_up = request(&pack, SUPERVISOR, &password, "");
    let planned_by = |set_up: &SetUp<'_>, files: &Path, others: &[OtherKey]| {
        let keys = rebuild_keys(&place, set_up, others).unwrap();
        let mut tray = Tray::default();
        tray.lay(read_papers(&[files.to_owned()], &keys, &mut |_, _| true).unwrap().unwrap());
        plan_rebuild(&place, &keys, (set_up, None), (&tray, &clock)).unwrap()
    };
    let planned = |files: &Path, others: &[OtherKey]| planned_by(&set_up, files, others);
    let sealed = planned(&bundles, &[]);
    assert_eq!((sealed.papers.sealed, sealed.papers.plan.new_entries(), sealed.letter), (1, 0, 'B'));
    assert_eq!(sealed.papers.refused[0].problem.id, "problem-bundle-key");
    let officer = hospital.masters.users.iter().find(|u| u.counters.is_empty()).unwrap().login.clone();
    let with = OtherKey::Person { password: Zeroizing::new(password_of(&officer)), login: officer };
    let opened = planned(&bundles, &[with]);
    assert_eq!((opened.papers.sealed, opened.papers.bundles), (0, 1));
    assert!(opened.papers.plan.new_entries() > 0);
    // The second medium is for the counter's own people; and for the recovery key, when nobody of them is there.
    assert_eq!(planned(&medium, &[]).papers.plan.new_entries(), held);
    let elsewhere = password_of("asha");
    let asha = request(&pack, "asha", &elsewhere, "");
    let closed = planned_by(&asha, &medium, &[]).papers;
    assert_eq!((closed.sealed, closed.plan.new_entries()), (1, 0), "not for people of another counter");
    let recovery = planned_by(&asha, &medium, &[OtherKey::Recovery(hospital.recovery_key.clone())]).papers;
    assert_eq!((recovery.sealed, recovery.plan.new_entries()), (0, held));
    let wrong = rebuild_keys(&place, &set_up, &[OtherKey::Recovery(Zeroizing::new("no key".into()))]).err().unwrap();
    assert_eq!(wrong.id, "problem-recovery-key");
}

#[test]
fn records_without_their_counters_file_are_moved_aside_and_the_letter_goes_on() {
    let demo = Demo::new();
    let medium = demo.path("medium");
    std::fs::create_dir(&medium).unwrap();
    let mut desk = demo.desk(SUPERVISOR);
    desk.keep_settings(Settings { second: Some(medium.clone()), ..desk.settings().clone() }).unwrap();
    desk.register(&forms(2, 1)[0], &PrintWish::default()).unwrap();
    assert_eq!(desk.sync_second().unwrap(), SecondStanding::Whole);
    let held = desk.store().last_sequence();
    desk.close().unwrap();
    std::fs::remove_file(demo.counter().join("counter.json")).unwrap();
    put(&demo.path("pw"), demo.password().as_bytes());
    let (pack, pw) = (demo.path("hospital.pack").display().to_string(), demo.path("pw").display().to_string());
    let medium = medium.display().to_string();
    let road = ["--json", "--user", SUPERVISOR, "--password-file", &pw, "rebuild", &medium, "--pack", &pack, "--counter", "K7"];
    let plan = demo.run(&[road.as_slice(), &["--plan"]].concat()).done().values();
    assert_eq!((&plan[0]["plan"]["new"], &plan[0]["plan"]["sealed"]), (&held.into(), &0.into()));
    assert_eq!((&plan[1]["missing"]["complete"], &plan[1]["missing"]["held"]), (&true.into(), &held.into()));
    assert!(!demo.counter().join("counter.json").exists());
    let done = demo.run(&road).done().values();
    assert_eq!(done[0]["counter"], "K7B");
    assert!(done.iter().any(|v| v["taken"]["new"] == held));
    assert!(demo.counter().join("nirantar.db.before").exists(), "nothing is deleted");
    let said = demo.run(&["--lang", "hi", "--user", SUPERVISOR, "--password-file", &pw, "rebuild", &medium]).done().out;
    assert!(common::is_hindi(&said) && said.contains("K7A"), "{said}");
    let nothing = program()
        .args(["--json", "--data"])
        .arg(demo.path("empty"))
        .args(["--user", SUPERVISOR, "--password-file", &pw, "rebuild"])
        .arg(demo.path("pw"))
        .args(["--pack", &pack, "--counter", "K7"])
        .output()
        .unwrap();
    let nothing = common::Answer::of(nothing);
    assert!(nothing.code == 1 && format!("{}{}", nothing.out, nothing.err).contains("problem-rebuild-nothing"));
}

/// A face at a folder without a counter.
struct Face {
    link: Link,
    woken: Receiver<()>,
}

impl Face {
    fn at(folder: &Path) -> Self {
        let (wake, woken): (SyncSender<()>, _) = sync_channel(4096);
        // A full wake-up queue means that the face has been woken already.
        let wake = Arc::new(move || {
            wake.try_send(()).ok();
        });
        let face = Self { link: start_with(Place::new(folder), system_clock(), wake), woken };
        face.until("start", |e| matches!(e, Event::Started(Found::Nothing)).then_some(()));
        face
    }

    /// The next event that `pick` takes. Fails after a minute: on a loaded machine everything here takes far less.
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

    fn ask(&self, job: RebuildJob) {
        self.link.send(Job::Rebuild(job)).unwrap();
    }

    fn refused(&self) -> &'static str {
        self.until("refusal", |e| match e {
            Event::Refused { job: JobKind::Rebuild, problem } => Some(problem.id),
            _ => None,
        })
    }
}

#[test]
fn over_the_worker_it_is_planned_stopped_done_and_signed_in() {
    let dead = dead(false);
    let face = Face::at(&dead.demo.path("face"));
    let wish = RebuildWish {
        pack: dead.demo.path("hospital.pack"),
        counter: k7(),
        login: SUPERVISOR.into(),
        password: Zeroizing::new(dead.demo.password()),
        new_password: Zeroizing::default(),
        reason: "PC burnt".into(),
        drill: false,
        dead: None,
        files: vec![dead.scans.join("slip-0.png"), dead.scans.join("slip-1.png"), dead.medium.clone()],
        other: None,
    };
    face.ask(RebuildJob::Do);
    assert_eq!(face.refused(), "problem-rebuild-plan");
    let wrong = RebuildWish { password: Zeroizing::new("not it".into()), ..wish.clone() };
    face.ask(RebuildJob::Plan(Box::new(wrong)));
    assert_eq!(face.refused(), "problem-wrong-password");
    // Stopped in the middle of the scans; then asked again.
    face.ask(RebuildJob::Plan(Box::new(wish.clone())));
    face.until("progress", |e| matches!(e, Event::Progress { job: JobKind::Rebuild, done: 1.., .. }).then_some(()));
    face.link.send(Job::Cancel).unwrap();
    face.until("cancelled", |e| matches!(e, Event::Cancelled { job: JobKind::Rebuild }).then_some(()));
    face.ask(RebuildJob::Plan(Box::new(wish)));
    let plan = face.until("plan", |e| if let Event::Rebuild(RebuildEvent::Plan(plan)) = e { Some(plan) } else { None });
    assert_eq!((plan.letter, plan.papers.plan.new_entries()), ('B', dead.entries.len() as u64));
    face.ask(RebuildJob::Do);
    let done: Arc<RebuildDone> =
        face.until("done", |e| if let Event::Rebuild(RebuildEvent::Done(done)) = e { Some(done) } else { None });
    assert_eq!((done.taken.new, done.missing[0].is_complete()), (dead.entries.len() as u64, true));
    let key = face.until("key", |e| if let Event::SetUpDone { recovery_key, .. } = e { Some(recovery_key) } else { None });
    assert!(!key.is_empty());
    face.link.send(Job::SignIn { login: SUPERVISOR.into(), password: Zeroizing::new(dead.demo.password()) }).unwrap();
    face.until("sign-in", |e| matches!(e, Event::SignedIn { .. }).then_some(()));
    face.link.send(Job::Close).unwrap();
    face.until("end", |e| matches!(e, Event::Closed).then_some(()));
}

#[test]
fn the_scanners_folder_tells_what_was_not_read_until_it_was() {
    let demo = Demo::new();
    let scans = demo.path("scans");
    std::fs::create_dir(&scans).unwrap();
    let mut desk = demo.desk(SUPERVISOR);
    desk.keep_settings(Settings { scans: Some(scans.clone()), ..desk.settings().clone() }).unwrap();
    let visit = desk.register(&forms(2, 1)[0], &PrintWish::default()).unwrap().visit_id;
    let job = PaperJob { visit, paper: PaperKind::Slip, size: Size::A6, copy: 0 };
    let slip = desk.lay_out(&job).unwrap().pages.remove(0);
    assert!(desk.scans_waiting().is_empty());
    scan(&slip, &scans.join("a.png"), 1);
    put(&scans.join("notes.txt"), b"not a scan");
    let waiting = desk.scans_waiting();
    assert_eq!(waiting, [scans.join("a.png")]);
    let reads = |desk: &Desk, files: &[PathBuf]| read_papers(files, &desk.bundle_keys(), &mut |_, _| true).unwrap().unwrap();
    let read = reads(&desk, &waiting);
    assert_eq!(desk.lay_in(read).unwrap().plan.known, 1);
    assert!(desk.scans_waiting().is_empty(), "nothing of it was new: it is done with");
    desk.forget_papers();
    desk.close().unwrap();
    // Another counter's slip waits until it is taken in; and a file under an old name is a new one.
    std::fs::copy(scans.join("a.png"), scans.join("b.png")).unwrap();
    put(&scans.join("a.png"), b"something else");
    let mut desk = demo.desk(SUPERVISOR);
    assert_eq!(desk.scans_waiting(), [scans.join("a.png"), scans.join("b.png")]);
    let read = reads(&desk, &desk.scans_waiting());
    let plan = desk.lay_in(read).unwrap();
    assert_eq!((plan.plan.known, plan.refused.len()), (1, 1));
    assert!(desk.scans_waiting().is_empty());
    desk.close().unwrap();

    // The window hears of it from the thread that watches.
    let (wake, woken): (SyncSender<()>, _) = sync_channel(4096);
    let wake = Arc::new(move || {
        wake.try_send(()).ok();
    });
    let face = Face { link: start_with(Place::new(&demo.counter()), system_clock(), wake), woken };
    face.link.send(Job::SignIn { login: SUPERVISOR.into(), password: Zeroizing::new(demo.password()) }).unwrap();
    face.until("sign-in", |e| matches!(e, Event::SignedIn { .. }).then_some(()));
    std::fs::copy(scans.join("b.png"), scans.join("c.png")).unwrap();
    let told = |n: u64| face.until("word", |e| matches!(e, Event::Papers(PaperEvent::ScansWaiting(m)) if m == n).then_some(()));
    told(1);
    face.link.send(Job::Papers(nirantar::worker::PaperJob::ReadNew)).unwrap();
    told(0);
}
