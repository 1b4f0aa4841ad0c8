//! Ten counters push and two control rooms read while PostgreSQL is killed, stopped and started again: nothing is lost, nothing comes
//! twice, both control rooms have the same.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "the helpers of tests fail as the tests do"
)]

mod hub_world;

use hub_world::{Server, Writer, connected, made, runs_of};
use nirantar::hub::{Hub, HubError, HubMark};
use nirantar::journal::Signed;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::thread::{scope, yield_now};

const COUNTERS: usize = 10;
const ROUNDS: usize = 60;
/// Times that the server goes down. Every third one is orderly.
const FALLS: u64 = 12;
/// Pushes that are taken between two falls, at least: so that each time the work is well under way.
const PUSHES_BETWEEN: u64 = 15;

/// What happens while the test runs.
#[derive(Default)]
struct Told {
    pushes: AtomicU64,
    broken: AtomicU64,
    saved: AtomicUsize,
    finished: AtomicUsize,
    readers_done: AtomicUsize,
}

/// Pushes what the hub lacks, in small pieces, over a connection that may break at any moment.
fn push_missing(hub: &mut Hub, writer: &Writer, told: &Told) -> Result<bool, HubError> {
    let held = hub.held()?.remove(&writer.installation.to_string()).unwrap_or_default();
    for (first, last) in held.missing(1, writer.entries.len() as u64) {
        let (first, last) = (usize::try_from(first).unwrap(), usize::try_from(last).unwrap());
        for piece in runs_of(&writer.entries[first - 1..last]) {
            hub.push(&piece)?;
            told.pushes.fetch_add(1, Ordering::Relaxed);
        }
    }
    Ok(true)
}

/// A counter: saves, tries to push, goes on saving when that fails. Gives what it saved.
fn counter(name: &str, url: &str, told: &Told) -> Vec<Signed> {
    let mut writer = Writer::new(name);
    let mut hub = None;
    let mut pushed = false;
    let mut round = 0;
    while round < ROUNDS || !pushed || told.pushes.load(Ordering::Relaxed) < FALLS * PUSHES_BETWEEN {
        if round < ROUNDS {
            let count = 1 + (round * 7 + writer.entries.len()) % 30;
            writer.save_many(count);
            told.saved.fetch_add(count, Ordering::Relaxed);
        } else if pushed {
            // The server is not down often enough yet: go on working, a little at a time.
            writer.save_many(1);
            told.saved.fetch_add(1, Ordering::Relaxed);
        }
        round += 1;
        if hub.is_none() {
            hub = connected(url, name).ok();
        }
        pushed = match hub.as_mut().map(|hub| push_missing(hub, &writer, told)) {
            Some(Ok(done)) => done,
            Some(Err(error)) => {
                assert!(matches!(error, HubError::Unreachable { .. }), "{error}");
                told.broken.fetch_add(1, Ordering::Relaxed);
                hub = None;
                false
            }
            None => {
                yield_now();
                false
            }
        };
    }
    told.finished.fetch_add(1, Ordering::Relaxed);
    writer.entries
}

/// A control room: reads on from its mark, over every fall, until all is there.
fn control_room(name: &str, url: &str, told: &Told) -> Vec<Signed> {
    let (mut all, mut mark): (Vec<Signed>, _) = (Vec::new(), HubMark::default());
    let mut hub = None;
    while told.finished.load(Ordering::Relaxed) < COUNTERS || all.len() < told.saved.load(Ordering::Relaxed) {
        if hub.is_none() {
            hub = connected(url, name).ok();
        }
        match hub.as_mut().map(|hub: &mut Hub| hub.pull("hub-1", &mark, name)) {
            Some(Ok(pulled)) => {
                assert_eq!(pulled.damaged, Vec::<String>::new());
                all.extend(pulled.spans.into_iter().flat_map(|span| span.entries));
                mark = pulled.mark;
            }
            Some(Err(error)) => {
                assert!(matches!(error, HubError::Unreachable { .. }), "{error}");
                hub = None;
            }
            None => yield_now(),
        }
        assert!(all.len() <= told.saved.load(Ordering::Relaxed), "something came twice");
    }
    told.readers_done.fetch_add(1, Ordering::Relaxed);
    all
}

fn counted(entries: &[Signed]) -> BTreeMap<&[u8], u32> {
    let mut counts = BTreeMap::new();
    for signed in entries {
        *counts.entry(signed.bytes.as_slice()).or_default() += 1;
    }
    counts
}

#[test]
fn nothing_is_lost_and_nothing_comes_twice_whatever_happens_to_the_server() {
    let mut server = Server::start();
    let url = server.database("hub");
    drop(made(&url));
    let told = Told::default();
    let (url, told) = (url.as_str(), &told);
    let (saved, read) = scope(|s| {
        let counters: Vec<_> = (0..COUNTERS).map(|n| s.spawn(move || counter(&format!("K{n}A"), url, told))).collect();
        let rooms: Vec<_> = ["C1A", "C2A"].map(|name| s.spawn(move || control_room(name, url, told))).into();
        for fall in 0..FALLS {
            while told.pushes.load(Ordering::Relaxed) < (fall + 1) * PUSHES_BETWEEN {
                std::thread::sleep(std::time::Duration::from_millis(1));
            }
            if fall % 3 == 2 {
                server.stop();
            } else {
                server.kill();
            }
            server.up();
        }
        let saved: Vec<Vec<Signed>> = counters.into_iter().map(|c| c.join().unwrap()).collect();
        let read: Vec<Vec<Signed>> = rooms.into_iter().map(|r| r.join().unwrap()).collect();
        (saved, read)
    });
    let saved: Vec<Signed> = saved.concat();
    let once: BTreeMap<&[u8], u32> = counted(&saved);
    assert!(once.values().all(|n| *n == 1));
    assert_eq!(counted(&read[0]), once, "the first control room has all of it, once");
    assert_eq!(counted(&read[1]), once, "so has the second");
    assert!(told.broken.load(Ordering::Relaxed) >= FALLS / 2, "the server fell while they worked");
    // What the hub says it holds is what is in it.
    let mut hub = connected(url, "look").unwrap();
    let held: u64 = hub.held().unwrap().values().map(nirantar::hub::Ranges::entries).sum();
    let mut sql = server.sql("hub");
    let rows: i64 = sql.query_one("SELECT count(*) FROM nirantar.entry", &[]).unwrap().get(0);
    let counted: i64 = sql.query_one("SELECT sum(entries)::bigint FROM nirantar.pulse", &[]).unwrap().get(0);
    assert_eq!(
        (held, rows.cast_unsigned(), counted.cast_unsigned()),
        (saved.len() as u64, saved.len() as u64, saved.len() as u64)
    );
    let order: Vec<i64> =
        sql.query("SELECT number FROM nirantar.batch ORDER BY number", &[]).unwrap().iter().map(|r| r.get(0)).collect();
    assert_eq!(order, (1i64..).take(order.len()).collect::<Vec<_>>(), "numbers without a hole");
    assert_eq!(order.iter().collect::<BTreeSet<_>>().len(), order.len());
}
