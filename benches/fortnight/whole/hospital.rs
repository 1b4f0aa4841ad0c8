//! The hospital: its pack, its sixty counters, and their fortnight. Each counter is a PC of its own: a folder, a letter, a key, a clock.

use super::came::{Came, read};
use super::{laboratory, opd, ward};
use chrono::{DateTime, FixedOffset};
use ed25519_dalek::SigningKey;
use nirantar::desk::cases::{CaseWish, Done};
use nirantar::desk::{BundleWish, Clock, Counter, Desk, Place, SetUp, set_up};
use nirantar::disk;
use nirantar::hospital::forms::{FormId, Sheet};
use nirantar::hospital::identifiers::UhidPattern;
use nirantar::hospital::number::CounterCode;
use nirantar::hospital::pack::{CounterKind, Masters, check, demo};
use nirantar::journal::EntryId;
use nirantar::problem::Problem;
use nirantar::vault::{SealRequest, Secret, seal_pack};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::atomic::{AtomicI64, AtomicUsize, Ordering};
use std::time::Instant;

/// Days of the outage.
pub const DAYS: usize = 14;
/// Its first morning: all of it lies behind whoever runs this.
const BEGAN: &str = "2026-11-09T07:30:00+05:30";
/// At the full size.
const VISITS: usize = 170_000;
const STAYS: usize = 3_000;
const SAMPLES: usize = 45_000;
const COUNTERS: usize = 60;
/// Counters at work at a time: while one waits for its disk, another goes on.
const AT_A_TIME: usize = 4;
/// Forms of the central system's numbers in `people generate`.
const UHID: &str = r"(\d{9}|\d{4}/\d{7}|\d{12})";

pub const OFFICER: &str = "meena";
pub const SECOND: &str = "rao";

/// In a demo hospital everybody keeps the password that came with the pack; here each has one of their own.
pub fn password(login: &str) -> String {
    format!("{login}-eats-7-mangoes")
}

pub fn make_pack(folder: &Path) {
    let mut masters = check(&demo::files()).unwrap();
    masters.hospital.uhid = UhidPattern::new(UHID).unwrap();
    masters.lab.urgent_only = false;
    for user in &mut masters.users {
        user.counters.clear();
    }
    let more = masters.counters.iter().find(|counter| counter.kind == CounterKind::Opd).cloned().unwrap();
    for code in ["K97", "K98", "K99"] {
        masters.counters.push(nirantar::hospital::pack::Counter { code: CounterCode::new(code).unwrap(), ..more.clone() });
    }
    let passwords: BTreeMap<String, Secret> =
        masters.users.iter().map(|user| (user.login.clone(), Secret::new(password(&user.login)))).collect();
    let site_key = SigningKey::from_bytes(&[5; 32]);
    let sealing =
        seal_pack(&SealRequest { masters: &masters, site_key: &site_key, passwords: &passwords, previous: None }).unwrap();
    disk::make_folder(folder).unwrap();
    disk::write(&folder.join("hospital.pack"), &sealing.bytes).unwrap();
    for login in [OFFICER, SECOND] {
        disk::write(&folder.join(format!("{login}.password")), password(login).as_bytes()).unwrap();
    }
}

/// A clock that the work sets.
#[derive(Clone)]
pub struct Hours(Arc<AtomicI64>);

impl Hours {
    fn new() -> Self {
        Self(Arc::new(AtomicI64::new(DateTime::parse_from_rfc3339(BEGAN).unwrap().timestamp())))
    }

    pub fn clock(&self) -> Clock {
        let own = self.clone();
        let india = FixedOffset::east_opt(19_800).unwrap();
        Arc::new(move || DateTime::from_timestamp(own.0.load(Ordering::SeqCst), 0).unwrap().with_timezone(&india))
    }

    /// The morning of a day of the outage, from 0; never backwards.
    pub fn morning(&self, day: usize) {
        let began = DateTime::parse_from_rfc3339(BEGAN).unwrap().timestamp();
        self.0.fetch_max(began + i64::try_from(day).unwrap() * 86_400, Ordering::SeqCst);
    }

    pub fn forward(&self, secs: usize) {
        self.0.fetch_add(i64::try_from(secs).unwrap(), Ordering::SeqCst);
    }
}

/// Numbers that are the same for a seed (splitmix64).
pub struct Dice(pub u64);

impl Dice {
    pub fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        usize::try_from((z ^ (z >> 31)) % n.max(1) as u64).unwrap()
    }

    pub fn one_in(&mut self, n: usize) -> bool {
        self.below(n) == 0
    }
}

/// One PC at work.
pub struct Pc<'a> {
    place: Place,
    desk: Option<Desk>,
    pub hours: Hours,
    pub dice: Dice,
    pub masters: &'a Masters,
    /// Who is who: address of the patient, key of the row.
    truth: String,
    /// Boxes that had to be left empty, by name.
    pub cleared: BTreeMap<String, usize>,
}

impl Pc<'_> {
    pub fn desk(&mut self) -> &mut Desk {
        self.desk.as_mut().unwrap()
    }

    /// The next person sits down.
    pub fn person(&mut self, login: &str) {
        let counter = match self.desk.take() {
            Some(desk) => desk.close().unwrap(),
            None => Counter::open(self.place.clone(), self.hours.clock()).unwrap(),
        };
        self.desk = Some(counter.sign_in(login, &password(login)).map_err(|(_counter, problem)| problem).unwrap());
    }

    pub fn is(&mut self, patient: &EntryId, came: &Came) {
        writeln!(self.truth, "{patient},{}", came.key).unwrap();
    }

    /// Fills a form; a box that is refused is left empty, as a clerk would.
    pub fn fill(&mut self, form: FormId, values: &Sheet) -> Result<Done, Problem> {
        let mut values = values.clone();
        for _ in 0..3 {
            match self.desk().fill(form, &values, CaseWish::default()) {
                Err(problem) if problem.id == "problem-form" => {
                    for remark in &problem.remarks {
                        *self.cleared.entry(format!("{} {}", remark.field.code(), remark.id)).or_default() += 1;
                        values.set(remark.field.code(), "");
                    }
                }
                told => return told,
            }
        }
        self.desk().fill(form, &values, CaseWish::default())
    }
}

/// What the fortnight of one counter is made of.
pub struct Share<'a> {
    pub rows: Vec<&'a Came>,
    /// Visits of people who came before.
    pub returns: usize,
}

/// Every counter's fortnight; a counter that is done is left as it is.
pub fn work(folder: &Path, came: &Path, divisor: usize) {
    let (came, _truth) = read(came);
    let masters = nirantar_masters(folder);
    let shares = shares(&masters, &came, divisor);
    let (next, said, began) = (AtomicUsize::new(0), Mutex::new(BTreeMap::<String, usize>::new()), Instant::now());
    std::thread::scope(|scope| {
        for _ in 0..AT_A_TIME {
            scope.spawn(|| {
                while let Some((code, kind, share)) = shares.get(next.fetch_add(1, Ordering::SeqCst)) {
                    let cleared = fortnight(folder, &masters, (code, *kind), share);
                    for (field, count) in cleared {
                        *said.lock().unwrap().entry(field).or_default() += count;
                    }
                }
            });
        }
    });
    let cleared = said.lock().unwrap();
    if !cleared.is_empty() {
        eprintln!("boxes left empty because what was typed was refused: {cleared:?}");
    }
    eprintln!("{} counters at work for {:.1} s", shares.len(), began.elapsed().as_secs_f64());
}

pub fn nirantar_masters(folder: &Path) -> Masters {
    nirantar::vault::read_pack(&disk::read(&folder.join("hospital.pack")).unwrap()).unwrap().masters().clone()
}

type Shares<'a> = Vec<(CounterCode, CounterKind, Share<'a>)>;

/// Who comes where: a sample's patient to a laboratory's desk, a stay's to a ward, all others to registration.
fn shares<'a>(masters: &Masters, came: &'a [Came], divisor: usize) -> Shares<'a> {
    let of = |kinds: &[CounterKind]| -> Vec<usize> {
        let all = masters.counters.iter().enumerate();
        all.filter(|(_, counter)| kinds.contains(&counter.kind)).map(|(at, _)| at).collect()
    };
    let (labs, wards) = (of(&[CounterKind::Lab]), of(&[CounterKind::Ward]));
    let desks = of(&[CounterKind::Opd, CounterKind::Emergency]);
    assert_eq!(labs.len() + wards.len() + desks.len(), COUNTERS);
    let (samples, stays, visits) = (SAMPLES / divisor, STAYS / divisor, VISITS / divisor);
    let mut rows: BTreeMap<usize, Vec<&Came>> = BTreeMap::new();
    for (n, row) in came.iter().enumerate() {
        let at = match n {
            n if n < samples => labs[n % labs.len()],
            n if n < samples + stays => wards[n % wards.len()],
            n => desks[n % desks.len()],
        };
        rows.entry(at).or_default().push(row);
    }
    let first = came.len() - samples - stays;
    let again = visits.saturating_sub(first);
    let mut all: Shares<'a> = Vec::new();
    for (nth, at) in labs.iter().chain(&wards).chain(&desks).enumerate() {
        let counter = &masters.counters[*at];
        let place = nth.checked_sub(labs.len() + wards.len());
        let returns = place.map_or(0, |place| again / desks.len() + usize::from(place < again % desks.len()));
        all.push((counter.code.clone(), counter.kind, Share { rows: rows.remove(at).unwrap_or_default(), returns }));
    }
    all
}

pub fn folder_of(folder: &Path, code: &str) -> PathBuf {
    folder.join("counters").join(code)
}

fn fortnight(
    folder: &Path,
    masters: &Masters,
    (code, kind): (&CounterCode, CounterKind),
    share: &Share<'_>,
) -> BTreeMap<String, usize> {
    let home = folder_of(folder, code.as_str());
    let done = home.join("truth.csv");
    if done.exists() {
        return BTreeMap::new();
    }
    if home.exists() {
        std::fs::remove_dir_all(&home).unwrap();
    }
    let hours = Hours::new();
    let place = begin(folder, code, &home.join("counter"), &hours.clock());
    let seed = code.as_str().bytes().fold(7, |seed: u64, byte| seed * 131 + u64::from(byte));
    let mut pc =
        Pc { place, desk: None, hours, dice: Dice(seed), masters, truth: "patient,key\n".to_owned(), cleared: BTreeMap::new() };
    match kind {
        CounterKind::Lab => laboratory::fortnight(&mut pc, share),
        CounterKind::Ward => ward::fortnight(&mut pc, share),
        _ => opd::fortnight(&mut pc, share, kind == CounterKind::Emergency),
    }
    pc.person(OFFICER);
    let wish = BundleWish { to: Vec::new(), all: true, folder: home.join("stick") };
    pc.desk().make_bundles(&wish, &mut |_, _| true).unwrap().unwrap();
    pc.desk.take().unwrap().close().unwrap();
    disk::write(&done, pc.truth.as_bytes()).unwrap();
    pc.cleared
}

/// Sets a counter up.
pub fn begin(folder: &Path, code: &CounterCode, place: &Path, clock: &Clock) -> Place {
    let place = Place::new(place);
    let password = password(OFFICER);
    let request = SetUp {
        pack: &folder.join("hospital.pack"),
        counter: code.clone(),
        login: OFFICER,
        password: &password,
        new_password: "",
        reason: "fortnight",
        drill: false,
    };
    drop(set_up(&place, &request, clock).unwrap().counter);
    place
}
