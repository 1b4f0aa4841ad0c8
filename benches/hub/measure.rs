//! A month of a whole hospital loaded into PostgreSQL: 60 counters, 30 days, 2.5 million entries with chains and signatures that hold.
//! Peers, turn about in the same run, into equal tables: bare `COPY` of the very same rows, already sealed; and bare `COPY` of the entries as
//! they are, neither sealed nor packed. Then what a control room asks, at that size.
//!
//! `cargo bench --bench hub -- [entries] [connections]`

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_possible_wrap,
    reason = "a bench fails as tests do, and says its figures"
)]

#[path = "../../tests/common/entries.rs"]
#[allow(dead_code, reason = "the bench uses a part of it")]
mod entries;
#[path = "../../tests/hub_world/mod.rs"]
mod hub_world;

use chrono::{Days, TimeDelta, Timelike as _};
use hub_world::{SITE, Server, connected, day, made, public_of, signing_of};
use nirantar::hospital::number::Mode;
use nirantar::hub::{BATCH_MAX, Hub, HubMark, Installation, runs};
use nirantar::journal::{ChainHash, ClockTrust, Entry, Header, Signed, VERSION, sign};
use std::io::{Read as _, Write as _};
use std::thread::scope;
use std::time::{Duration, Instant};

const COUNTERS: usize = 60;
const DAYS: u64 = 30;
/// Counters whose entries are in memory at a time.
const AT_A_TIME: usize = 10;
/// A day at a counter: eight in the morning to eight in the evening.
const DAY_SECS: i64 = 12 * 3600;
const FIRST: &str = "2022-11-24";

/// Entries of one installation over the month, as different as the samples are. Only every 10,000th is signed in truth, and the last:
/// those are the ends of runs; the others carry the signature of an end, which nobody looks at but which is as long and as random.
fn month(name: &str, count: usize, samples: &[Entry]) -> Vec<Signed> {
    let installation = Installation::parse(name).unwrap();
    let signing = signing_of(name);
    let (mut tip, mut signature) = (ChainHash::ZERO, [0x5A; 64]);
    let per_day = count.div_ceil(DAYS as usize);
    (0..count)
        .map(|at| {
            let sample = &samples[(at * 7 + name.len() + usize::from(name.as_bytes()[1])) % samples.len()];
            let day = day(FIRST).checked_add_days(Days::new((at / per_day) as u64)).unwrap();
            let second = (at % per_day) as i64 * DAY_SECS / per_day as i64;
            let time = day.and_hms_opt(8, 0, 0).unwrap() + TimeDelta::seconds(second);
            let header = Header {
                version: VERSION,
                site: SITE.to_owned(),
                mode: Mode::Event,
                counter: installation.counter.clone(),
                letter: installation.letter,
                sequence: at as u64 + 1,
                time: time.and_local_timezone(chrono::FixedOffset::east_opt(19_800).unwrap()).unwrap(),
                clock: ClockTrust::Ok,
                by: sample.header.by.clone(),
                prev: tip,
                on: sample.header.on.clone(),
                side: nirantar::hospital::event::Side::Manual,
            };
            let entry = Entry { header, body: sample.body.clone() };
            let signed = if (at + 1) % BATCH_MAX == 0 || at + 1 == count {
                sign(&entry, &signing).unwrap()
            } else {
                Signed { bytes: serde_json::to_vec(&entry).unwrap(), signature }
            };
            signature = signed.signature;
            tip = signed.hash();
            signed
        })
        .collect()
}

/// As a control room loads what came by stick: checked, sealed, pushed.
fn load(url: &str, months: &[(String, Vec<Signed>)]) {
    let mut hub = connected(url, "load").unwrap();
    for (_, entries) in months {
        for batch in entries.chunks(BATCH_MAX) {
            for run in runs(batch.iter().cloned(), (SITE, Mode::Event), public_of).unwrap() {
                hub.push(&run).unwrap();
            }
        }
    }
}

/// The rows of these installations as they lie in the hub, as `COPY` gives and takes them; a piece a push.
fn rows(server: &Server, months: &[(String, Vec<Signed>)]) -> Vec<Vec<u8>> {
    let mut sql = server.sql("hub");
    let mut pieces = Vec::new();
    for (name, entries) in months {
        let installation = Installation::parse(name).unwrap();
        for start in (0..entries.len()).step_by(BATCH_MAX) {
            let end = (start + BATCH_MAX).min(entries.len()) as u64;
            let (first, last) = (installation.id(start as u64 + 1).packed(), installation.id(end).packed());
            let copy = format!(
                "COPY (SELECT site, day, id, hour, kind, mark, sealed FROM nirantar.entry WHERE site = '{SITE}' AND id BETWEEN {first} \
                 AND {last} ORDER BY id) TO STDOUT (FORMAT binary)"
            );
            let mut bytes = Vec::new();
            sql.copy_out(&copy).unwrap().read_to_end(&mut bytes).unwrap();
            pieces.push(bytes);
        }
    }
    pieces
}

/// The same entries as they are: bytes and signature where the hub has them sealed.
fn plain_rows(months: &[(String, Vec<Signed>)]) -> Vec<Vec<u8>> {
    let epoch = day("2000-01-01");
    let row = |out: &mut Vec<u8>, signed: &Signed| {
        let entry = signed.entry().unwrap();
        let days = i32::try_from((entry.header.time.date_naive() - epoch).num_days()).unwrap().to_be_bytes();
        let id = entry.header.id().packed().to_be_bytes();
        let hour = i16::try_from(entry.header.time.hour()).unwrap().to_be_bytes();
        let (kind, hash) = (entry.body.kind().as_bytes(), signed.hash().0);
        let whole = [signed.bytes.as_slice(), &signed.signature].concat();
        out.extend_from_slice(&7i16.to_be_bytes());
        for field in [SITE.as_bytes(), &days, &id, &hour, kind, &hash[..16], &whole] {
            out.extend_from_slice(&i32::try_from(field.len()).unwrap().to_be_bytes());
            out.extend_from_slice(field);
        }
    };
    let mut pieces = Vec::new();
    for batch in months.iter().flat_map(|(_, entries)| entries.chunks(BATCH_MAX)) {
        let mut out = b"PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0".to_vec();
        for signed in batch {
            row(&mut out, signed);
        }
        out.extend_from_slice(&(-1i16).to_be_bytes());
        pieces.push(out);
    }
    pieces
}

/// The peer: these rows into an equal table, a transaction a piece, and nothing else.
fn bare(server: &Server, database: &str, pieces: &[Vec<u8>]) {
    let mut sql = server.sql(database);
    for piece in pieces {
        let mut transaction = sql.transaction().unwrap();
        let mut writer = transaction
            .copy_in("COPY nirantar.entry (site, day, id, hour, kind, mark, sealed) FROM STDIN (FORMAT binary)")
            .unwrap();
        for chunk in piece.chunks(64 * 1024) {
            writer.write_all(chunk).unwrap();
            writer.flush().unwrap();
        }
        writer.finish().unwrap();
        transaction.commit().unwrap();
    }
}

/// Runs the parts beside each other, a connection each, and gives the time until all are done.
fn timed<T: Sync>(parts: &[&[T]], work: impl Fn(&[T]) + Sync) -> Duration {
    let start = Instant::now();
    scope(|s| {
        for part in parts {
            s.spawn(|| work(part));
        }
    });
    start.elapsed()
}

fn split<T>(all: &[T], into: usize) -> Vec<&[T]> {
    all.chunks(all.len().div_ceil(into).max(1)).collect()
}

fn millis(mut work: impl FnMut()) -> (f64, f64) {
    let mut all: Vec<f64> = (0..30)
        .map(|_| {
            let start = Instant::now();
            work();
            start.elapsed().as_secs_f64() * 1e3
        })
        .collect();
    all.sort_by(f64::total_cmp);
    (all[all.len() / 2], all[all.len() - 1])
}

fn ask(hub: &mut Hub) {
    let last = day(FIRST).checked_add_days(Days::new(DAYS - 1)).unwrap();
    let week = last.checked_sub_days(Days::new(6)).unwrap();
    let (p50, most) = millis(|| assert_eq!(hub.figures((last, last)).unwrap().counters.len(), COUNTERS));
    println!("figures of the screen, one day: median {p50:.1} ms, longest {most:.1} of 30");
    let (p50, most) = millis(|| assert!(!hub.figures((week, last)).unwrap().pulse.is_empty()));
    println!("figures of the screen, one week: median {p50:.1} ms, longest {most:.1} of 30");
    let (p50, most) = millis(|| assert!(!hub.figures((day(FIRST), last)).unwrap().pulse.is_empty()));
    println!("figures of the screen, the whole month: median {p50:.1} ms, longest {most:.1} of 30");
    let (p50, most) = millis(|| assert_eq!(hub.held().unwrap().len(), COUNTERS));
    println!("what is held of each counter: median {p50:.1} ms, longest {most:.1} of 30");
}

fn read_back(hub: &mut Hub, entries: usize) {
    let (mut mark, mut read, start) = (HubMark::default(), 0, Instant::now());
    loop {
        let pulled = hub.pull("hub-1", &mark, "Z9A").unwrap();
        assert!(pulled.damaged.is_empty());
        read += pulled.spans.iter().map(|span| span.entries.len()).sum::<usize>();
        mark = pulled.mark;
        if pulled.is_last {
            break;
        }
    }
    assert_eq!(read, entries);
    let secs = start.elapsed().as_secs_f64();
    println!("a control room reads all of it: {secs:.1} s, {:.0} entries/s, opened and unpacked", read as f64 / secs);
}

fn main() {
    let mut args = std::env::args().skip(1).filter(|a| !a.starts_with("--")).map(|a| a.parse::<usize>().expect("a number"));
    let (entries, connections) = (args.next().unwrap_or(2_500_000), args.next().unwrap_or(2));
    let server = Server::start_with(&["listen_addresses=", "shared_buffers=1GB", "max_wal_size=2GB", "checkpoint_timeout=15min"]);
    let url = server.database("hub");
    drop(made_for_a_month(&url));
    for peer in ["bare", "plain"] {
        drop(made_for_a_month(&server.database(peer)));
    }
    let samples: Vec<Entry> = entries::samples(7, 4_000).into_iter().map(|s| s.signed.entry().unwrap()).collect();
    let (mut ours, mut theirs, mut plain, mut bytes, mut stored) = (Duration::ZERO, Duration::ZERO, Duration::ZERO, 0, 0);
    let each = entries / COUNTERS;
    for round in 0..COUNTERS / AT_A_TIME {
        let names = (0..AT_A_TIME).map(|n| format!("{}{n}A", ["C", "E", "K", "L", "R", "W"][round]));
        let months: Vec<(String, Vec<Signed>)> = names.map(|name| (name.clone(), month(&name, each, &samples))).collect();
        bytes += months.iter().flat_map(|(_, e)| e).map(|s| s.bytes.len() + s.signature.len()).sum::<usize>();
        ours += timed(&split(&months, connections), |part| load(&url, part));
        let pieces = rows(&server, &months);
        stored += pieces.iter().map(Vec::len).sum::<usize>();
        theirs += timed(&split(&pieces, connections), |part| bare(&server, "bare", part));
        drop(pieces);
        let pieces = plain_rows(&months);
        plain += timed(&split(&pieces, connections), |part| bare(&server, "plain", part));
        // The peer's rows are of no more use; the disk is.
        server.sql("plain").batch_execute("TRUNCATE nirantar.entry").unwrap();
        println!("{} counters: {:.1} s", (round + 1) * AT_A_TIME, ours.as_secs_f64());
    }
    let count = each * COUNTERS;
    let rate = |time: Duration| count as f64 / time.as_secs_f64();
    println!(
        "{count} entries, {:.0} bytes each, {:.0} as a row; {connections} connections",
        bytes as f64 / count as f64,
        stored as f64 / count as f64
    );
    println!("hub: {:.1} s, {:.0} entries/s", ours.as_secs_f64(), rate(ours));
    for (name, time) in [("bare COPY of the same rows", theirs), ("bare COPY of the entries as they are", plain)] {
        let ratio = ours.as_secs_f64() / time.as_secs_f64();
        println!("{name}: {:.1} s, {:.0} entries/s; ratio {ratio:.2}", time.as_secs_f64(), rate(time));
    }
    let mut hub = connected(&url, "ask").unwrap();
    ask(&mut hub);
    read_back(&mut hub, count);
}

fn made_for_a_month(url: &str) -> Hub {
    let mut hub = made(url);
    let new = nirantar::hub::NewSite { hub: "hub-1", mode: Mode::Event, sealed_key: b"sealed", from: day(FIRST), days: DAYS };
    hub.init(&new).unwrap();
    hub
}
