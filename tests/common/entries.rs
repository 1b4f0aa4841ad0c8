//! Entries of all kinds as many hospitals would write them: what the QR dictionary was trained on (see `assets/qr/README.md`).

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::cast_possible_truncation,
    reason = "helpers of tests fail as tests do"
)]

use chrono::{DateTime, FixedOffset};
use ed25519_dalek::SigningKey;
use nirantar::desk::people::people;
use nirantar::hospital::number::{CounterCode, Mode, Number, NumberParts, Series};
use nirantar::hospital::opd::{Fee, QueueStep, Token, Visit};
use nirantar::hospital::opd_form::{FeeWish, OpdForm, VisitWish, judge};
use nirantar::hospital::pack::{Masters, check, demo};
use nirantar::hospital::person::Details;
use nirantar::journal::{
    Body, ChainHash, ClockTrust, Entry, EntryId, Header, PaperKind, Patient, Signed, VERSION, VoidScope, sign,
};
use std::sync::LazyLock;

const SITES: [&str; 11] =
    ["NDL-GTH", "KEM", "PGI-CHD", "JIPMER", "SGPGI", "GMC-NGP", "RIMS", "MMC-CHN", "SMS-JPR", "DH-DEOLI", "AMC3"];
const LOGINS: [&str; 24] = [
    "asha", "ravi", "kamla", "sunil", "meena", "yusuf", "pooja", "rk.verma", "clerk3", "anita", "opd12", "suresh", "lakshmi",
    "imran", "neha", "mohan", "geeta", "vijay", "farida", "joseph", "kiran", "arti", "deepa", "sanjay",
];
const CLINICS: [&str; 11] = ["MED", "SURG", "ORTHO", "ENT", "EYE", "GYN", "PED-OPD", "SKIN", "CARD", "DENT-1", "NEURO"];
const REASONS: [&str; 7] = [
    "spelling of the name",
    "returning visit",
    "नाम की वर्तनी",
    "mobile changed",
    "age corrected on the patient's word",
    "wrong clinic",
    "patient went to another department",
];
const LETTERS: [&str; 7] = ["K", "K", "K", "E", "R", "C", "A"];
const INDIA_SECS: i32 = 19_800;

/// One made-up entry.
pub struct Sample {
    pub signed: Signed,
    pub key: SigningKey,
    /// `opd.registered` and so on.
    pub kind: &'static str,
    /// Patient's and relative's names are in both scripts.
    pub both_scripts: bool,
}

/// Pseudo-random numbers (xorshift64), the same on every machine.
pub struct Chance(u64);

impl Chance {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    pub fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % limit
    }

    pub fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[usize::try_from(self.below(from.len() as u64)).unwrap()]
    }

    pub fn serial(&mut self, limit: u64) -> u32 {
        u32::try_from(1 + self.below(limit)).unwrap()
    }

    pub fn bytes(&mut self) -> [u8; 32] {
        std::array::from_fn(|_| u8::try_from((self.below(1 << 40) >> 9) & 0xFF).unwrap())
    }
}

/// The demo hospital's masters, checked once.
pub fn masters() -> &'static Masters {
    static MASTERS: LazyLock<Masters> = LazyLock::new(|| check(&demo::files()).unwrap());
    &MASTERS
}

/// Made-up entries; the same for a seed. Fewer than `count` when a form does not pass.
pub fn samples(seed: u64, count: usize) -> Vec<Sample> {
    let masters = masters();
    let departments: Vec<String> = masters.departments.iter().map(|d| d.code.clone()).collect();
    let mut chance = Chance::new(seed);
    let key = SigningKey::from_bytes(&chance.bytes());
    people(seed + 1000, &departments).take(count).filter_map(|form| one(masters, &form, &key, &mut chance)).collect()
}

fn one(masters: &Masters, form: &OpdForm, key: &SigningKey, chance: &mut Chance) -> Option<Sample> {
    let days = i64::try_from(chance.below(5 * 365)).unwrap();
    let secs = 1_640_000_000 + days * 86_400 + 12_600 + i64::try_from(chance.below(30_000)).unwrap();
    let time = DateTime::from_timestamp(secs, 0)?.with_timezone(&FixedOffset::east_opt(INDIA_SECS)?);
    let mode = match chance.below(10) {
        0..=6 => Mode::Event,
        7 => Mode::Drill,
        _ => Mode::Demo,
    };
    let code = format!("{}{}", chance.pick(&LETTERS), 1 + chance.below(20));
    let counter = CounterCode::new(&code).ok()?;
    let letter = if chance.below(8) == 0 { 'B' } else { 'A' };
    let judged = judge(form, masters, time.date_naive(), None);
    let (details, wish) = (judged.details?, judged.visit?);
    let (body, on) = body(chance, (mode, &counter, letter), details, wish);
    let site = if mode == Mode::Demo { "DEMO" } else { chance.pick(&SITES) }.to_owned();
    let header = Header {
        version: VERSION,
        site,
        mode,
        counter,
        letter,
        sequence: 2 + chance.below(20_000),
        time,
        clock: ClockTrust::Ok,
        by: chance.pick(&LOGINS).to_owned(),
        prev: ChainHash(chance.bytes()),
        on,
        side: nirantar::hospital::event::Side::Manual,
    };
    let both_scripts = [&form.name, &form.name_hi, &form.relative_name, &form.relative_name_hi].iter().all(|t| !t.is_empty());
    let kind = body.kind();
    Some(Sample { signed: sign(&Entry { header, body }, key).ok()?, key: key.clone(), kind, both_scripts })
}

fn body(
    chance: &mut Chance,
    (mode, counter, letter): (Mode, &CounterCode, char),
    details: Details,
    wish: VisitWish,
) -> (Body, Vec<EntryId>) {
    let (serial, visit_serial) = (chance.serial(9_000), chance.serial(12_000));
    let number = |series, serial| Number::new(&NumberParts { mode, series, counter: counter.clone(), letter, serial }).unwrap();
    // Half of the hospitals call their clinics otherwise than the demo does.
    let own = mode == Mode::Demo || chance.below(2) == 0;
    let at = chance.serial(300);
    let token = Token { serial: at, label: if chance.below(2) == 0 { at.to_string() } else { format!("{counter}-{at}") } };
    let (clinic, room) =
        if own { (wish.clinic, wish.room) } else { (chance.pick(&CLINICS).to_owned(), (1 + chance.below(120)).to_string()) };
    let fee = match wish.fee {
        FeeWish::Pay { rupees } => Fee::Paid { rupees, receipt: number(Series::Receipt, 1 + visit_serial / 2) },
        FeeWish::Exempt { reason, .. } => Fee::Exempt { reason },
    };
    let visit = Visit {
        number: number(Series::Visit, visit_serial),
        token: token.clone(),
        clinic: clinic.clone(),
        room: room.clone(),
        doctor: wish.doctor.filter(|_| own),
        kind: wish.kind,
        referred_by: wish.referred_by,
        mlc: wish.mlc,
        fee,
        remarks: wish.remarks,
    };
    let patient = Patient { number: number(Series::Patient, serial), details: details.clone(), matched: None };
    let of = EntryId { counter: counter.clone(), letter, sequence: 2 + chance.below(15_000) };
    let reason = chance.pick(&REASONS).to_owned();
    let on = vec![of.clone()];
    match chance.below(20) {
        0..=2 => (Body::Visited { of, patient, visit }, on),
        3 => (Body::Amended { of, details, reason, matched: None }, on),
        4 => (Body::Moved { of, clinic, room, doctor: visit.doctor, token, reason }, on),
        5 => match chance.below(4) {
            0 => (Body::Voided { of, scope: VoidScope::Visit, reason }, on),
            1 => (Body::Reprinted { of, paper: PaperKind::Slip, copy: 1 }, on),
            _ => (Body::Queue { of, step: QueueStep::Called }, on),
        },
        _ => (Body::Registered { patient, visit }, Vec::new()),
    }
}
