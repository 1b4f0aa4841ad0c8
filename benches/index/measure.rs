//! The patient index measured: building it from an export, and searching it, warm and cold, with recall for each kind of damage.
//!
//! `cargo bench --bench index -- build people.csv people.nidx` and `… -- search people.nidx queries.csv [cold N]`. `run` in this folder
//! makes the people, calls both for 1, 5, 10 and 40 million, and then the peers on the same data. The key is all zeros: nobody lives here.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::cast_precision_loss,
    reason = "a bench stops and prints"
)]

use chrono::{DateTime, Datelike as _, FixedOffset, NaiveDate};
use nirantar::hospital::identifiers::UhidPattern;
use nirantar::hospital::pack::IndexColumns;
use nirantar::hospital::person::Relation;
use nirantar::hospital::sex::Sex;
use nirantar::index::press::{MEMORY, Plan, Progress, Stage, press};
use nirantar::index::{Ask, FileKey, Index};
use std::collections::BTreeMap;
use std::fs::OpenOptions;
use std::io::Write as _;
use std::path::Path;
use std::time::{Duration, Instant};

const SITE: &str = "BENCH";
/// The slowest questions that are shown.
const SLOWEST: usize = 5;

fn main() {
    let args: Vec<String> = std::env::args().skip(1).filter(|a| a != "--bench").collect();
    match args.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["build", from, out] => build(Path::new(from), Path::new(out)),
        ["search", index, queries] => search(Path::new(index), &read_queries(Path::new(queries), false), None),
        ["text", index, queries] => search(Path::new(index), &read_queries(Path::new(queries), true), None),
        ["search", index, queries, "cold", n] => {
            search(Path::new(index), &read_queries(Path::new(queries), false), n.parse().ok());
        }
        ["show", index, text @ ..] => show(Path::new(index), &text.join(" ")),
        _ => eprintln!("see benches/index/README.md: build CSV INDEX | search|text INDEX QUERIES [cold N] | show INDEX TEXT"),
    }
}

fn key() -> FileKey {
    FileKey(zeroize::Zeroizing::new([0; 32]))
}

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 23).unwrap()
}

fn build(from: &Path, out: &Path) {
    let start = Instant::now();
    let columns = IndexColumns::default();
    let plan = Plan {
        columns: &columns,
        uhid: &UhidPattern::new("[0-9A-Z/-]{1,40}").unwrap(),
        from,
        base: None,
        out,
        work: &out.with_extension("work"),
        site: SITE,
        day: today(),
        made: "2026-11-23T00:00:00+05:30".parse::<DateTime<FixedOffset>>().unwrap(),
        key: &key(),
        sealed_key: b"nobody",
        memory: MEMORY,
    };
    let mut stage = (Stage::Read, Instant::now());
    let mut on = |now: Progress| {
        if now.stage != stage.0 {
            println!("{:?} {:.1} s", stage.0, stage.1.elapsed().as_secs_f64());
            stage = (now.stage, Instant::now());
        }
        true
    };
    let pressed = press(&plan, &mut on, &mut |_fault| {}).unwrap();
    let seconds = start.elapsed().as_secs_f64();
    println!(
        "{} people in {seconds:.1} s ({:.0} a second), {} MB resident at most, {:?}",
        pressed.people,
        pressed.people as f64 / seconds,
        resident_mb(),
        pressed
    );
    let bytes = std::fs::metadata(out).unwrap().len();
    println!("{bytes} bytes, {:.1} a person", bytes as f64 / pressed.people as f64);
    let index = Index::open(out, &key(), SITE).unwrap();
    for (part, bytes) in index.stats().parts {
        println!("  {part}: {:.2} bytes a person", bytes as f64 / pressed.people as f64);
    }
}

/// Most memory this process ever held, in MB.
fn resident_mb() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|l| l.strip_prefix("VmHWM:")).unwrap_or("0");
    line.split_whitespace().next().and_then(|kb| kb.parse::<u64>().ok()).unwrap_or(0) / 1024
}

struct Asked {
    /// The person's numbers, any of which is right.
    right: Vec<String>,
    /// Nobody else fits as well.
    one_answer: bool,
    kind: String,
    text: String,
    ask: Ask,
}

/// As a form is filled, or the same typed into the search box.
fn read_queries(path: &Path, as_text: bool) -> Vec<Asked> {
    let mut rows = csv::Reader::from_path(path).unwrap();
    let head = rows.headers().unwrap().clone();
    let mut asked = Vec::new();
    for row in rows.records() {
        let row = row.unwrap();
        let get =
            |name: &str| head.iter().position(|h| h == name).and_then(|at| row.get(at)).unwrap_or_default().trim().to_owned();
        let mobile = get("mobile");
        let mut ask = Ask {
            name: get("name"),
            relation: Relation::parse(&get("relation")),
            relative: get("relative"),
            sex: Sex::parse(&get("sex")),
            pin: get("pin"),
            place: get("village"),
            ..Ask::default()
        };
        if mobile.len() == 4 {
            ask.last_four = mobile;
        } else {
            ask.mobile = mobile;
        }
        ask.age(get("age").parse().ok(), today());
        if as_text || ask.is_empty() {
            ask = Ask::typed(&get("text"), today());
        }
        let right =
            [get("uhid")].into_iter().chain(get("also").split(' ').map(str::to_owned)).filter(|n| !n.is_empty()).collect();
        asked.push(Asked { right, one_answer: get("alike") == "0", kind: get("kind"), text: get("text"), ask });
    }
    asked
}

#[derive(Default)]
struct Tally {
    first: usize,
    ten: usize,
    page: usize,
    times: Vec<Duration>,
}

fn search(path: &Path, asked: &[Asked], cold: Option<usize>) {
    let start = Instant::now();
    let mut index = Index::open(path, &key(), SITE).unwrap();
    let bytes = std::fs::metadata(path).unwrap().len();
    println!(
        "{} people, {:.1} bytes a person, opened in {:.0} ms, asked {} ({})",
        index.people(),
        bytes as f64 / f64::from(index.people().max(1)),
        start.elapsed().as_secs_f64() * 1000.0,
        cold.unwrap_or(asked.len()),
        today().year()
    );
    let mut tallies: BTreeMap<String, Tally> = BTreeMap::new();
    let mut slowest: Vec<(Duration, &Asked)> = Vec::new();
    let step = cold.map_or(1, |n| (asked.len() / n.max(1)).max(1));
    if cold.is_none() {
        // Warm: the file's pages are in the system's memory, as they are after the first hour.
        std::io::copy(&mut std::fs::File::open(path).unwrap(), &mut std::io::sink()).unwrap();
    }
    for asked in asked.iter().step_by(step) {
        if cold.is_some() {
            index = Index::open(path, &key(), SITE).unwrap();
            drop_caches();
        }
        let start = Instant::now();
        let hits = index.search(&asked.ask, &|| false).unwrap();
        let time = start.elapsed();
        slowest.push((time, asked));
        let at = hits.iter().position(|h| asked.right.contains(&h.person.uhid));
        let sure = if asked.one_answer { "all with one answer" } else { "all with several" };
        for kind in [asked.kind.as_str(), "all", sure] {
            let tally = tallies.entry(kind.to_owned()).or_default();
            tally.times.push(time);
            tally.first += usize::from(at == Some(0));
            tally.ten += usize::from(at.is_some_and(|at| at < 10));
            tally.page += usize::from(at.is_some());
        }
    }
    println!(
        "| kind | asked | recall@1 | recall@10 | recall@20 | p50 ms | p99 ms | longest |\n|---|---|---|---|---|---|---|---|"
    );
    for (kind, tally) in &mut tallies {
        tally.times.sort();
        let n = tally.times.len();
        let share = |part: usize| part as f64 / n as f64;
        let ms = |at: usize| tally.times[at.min(n - 1)].as_secs_f64() * 1000.0;
        println!(
            "| {kind} | {n} | {:.4} | {:.4} | {:.4} | {:.2} | {:.2} | {:.2} |",
            share(tally.first),
            share(tally.ten),
            share(tally.page),
            ms(n / 2),
            ms(n * 99 / 100),
            ms(n - 1)
        );
    }
    slowest.sort_by_key(|slow| std::cmp::Reverse(slow.0));
    for (time, asked) in slowest.iter().take(SLOWEST) {
        println!("{:.2} ms {}: {}", time.as_secs_f64() * 1000.0, asked.kind, asked.text);
    }
    println!("{} MB resident at most", resident_mb());
}

/// Throws the system's copies of the file out of memory (needs root).
fn drop_caches() {
    OpenOptions::new().write(true).open("/proc/sys/vm/drop_caches").unwrap().write_all(b"1").unwrap();
}

fn show(path: &Path, text: &str) {
    let index = Index::open(path, &key(), SITE).unwrap();
    for hit in index.search(&Ask::typed(text, today()), &|| false).unwrap() {
        let person = &hit.person;
        println!("{:6.1} {:.3} {} {} {:?} {:?}", hit.bits, hit.score, person.uhid, person.name.shown(), person.born, hit.why);
    }
}
