//! The hub on a PostgreSQL of the test's own: what goes in comes out, in any order, once; forks and gaps are kept and named; nothing of a
//! patient can be read in the database; TLS refuses whom it should.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    reason = "the helpers of tests fail as the tests do, and push from threads of their own"
)]

mod hub_world;

use hub_world::{SITE, Server, Writer, connected, day, made, public_of, runs_of, way};
use nirantar::hospital::number::Mode;
use nirantar::hub::{Hub, HubError, HubKey, HubMark, NewSite, Pushed, runs};
use nirantar::journal::{Body, Signed, sign};
use std::collections::{BTreeMap, BTreeSet};
use zeroize::Zeroizing;

/// Everything a reader gets from the beginning, and its mark.
fn read_all(hub: &mut Hub, from: &HubMark) -> (Vec<Signed>, HubMark) {
    let (mut all, mut mark) = (Vec::new(), from.clone());
    loop {
        let pulled = hub.pull("hub-1", &mark, "").unwrap();
        assert_eq!(pulled.damaged, Vec::<String>::new());
        mark = pulled.mark;
        all.extend(pulled.spans.into_iter().flat_map(|span| span.entries));
        if pulled.is_last {
            return (all, mark);
        }
    }
}

fn bytes(entries: &[Signed]) -> BTreeSet<Vec<u8>> {
    entries.iter().map(|signed| signed.bytes.clone()).collect()
}

const fn new(new: u64) -> Pushed {
    Pushed { new, known: 0, forks: 0, breaks: 0 }
}

const fn known(known: u64) -> Pushed {
    Pushed { new: 0, known, forks: 0, breaks: 0 }
}

/// One server for what needs only a database of its own.
#[test]
fn a_hub_keeps_what_it_is_given() {
    let server = Server::start();
    what_goes_in_comes_out_once(&server.database("once"));
    pieces_in_any_order_leave_named_gaps(&server.database("pieces"));
    two_pcs_as_one_installation_are_both_kept(&server.database("forks"));
    a_push_that_commits_late_is_not_missed(&server, &server.database("late"));
    a_collection_put_back_from_an_old_copy_is_read_anew(&server, &server.database("old"));
    damage_is_named_and_the_rest_is_read(&server, &server.database("damage"));
    nothing_of_a_patient_can_be_read(&server, &server.database("sealed"));
    days_without_a_partition_are_kept_too(&server, &server.database("days"));
    init_may_be_done_again_by_two_at_once(&server.database("init"));
    the_wrong_ones_are_sent_away(&server, &server.database("wrong"));
    figures_are_of_what_is_held(&server.database("figures"));
}

fn what_goes_in_comes_out_once(url: &str) {
    let mut hub = made(url);
    let mut k7 = Writer::new("K7A");
    k7.save_many(40).next_day().save_many(60);
    assert_eq!(hub.push(&k7.run(1, 70)), Ok(new(70)));
    assert_eq!(hub.push(&k7.run(1, 70)), Ok(known(70)));
    assert_eq!(hub.push(&k7.run(50, 100)), Ok(Pushed { new: 30, known: 21, ..Pushed::default() }));
    assert_eq!(hub.push(&k7.run(20, 30)), Ok(known(11)), "within what is held, to an end that no stretch has");
    let (all, mark) = read_all(&mut hub, &HubMark::default());
    assert_eq!(all, k7.entries);
    assert_eq!(read_all(&mut hub, &mark).0, Vec::new());
    assert_eq!(hub.pull("hub-1", &HubMark::default(), "K7A").unwrap().spans.len(), 0, "one's own are left out");
    let mut second = connected(url, "C2A").unwrap();
    assert_eq!(read_all(&mut second, &HubMark::default()).0, k7.entries);
}

fn pieces_in_any_order_leave_named_gaps(url: &str) {
    let mut hub = made(url);
    let mut k7 = Writer::new("K7A");
    k7.save_many(100);
    for (first, last) in [(81, 100), (1, 10), (31, 50)] {
        assert_eq!(hub.push(&k7.run(first, last)), Ok(new(last as u64 - first as u64 + 1)));
    }
    let held = hub.held().unwrap();
    assert_eq!(held["K7A"].gaps(), [(11, 30), (51, 80)]);
    assert_eq!(held["K7A"].missing(1, 120), [(11, 30), (51, 80), (101, 120)]);
    assert_eq!(hub.push(&k7.run(5, 85)), Ok(Pushed { new: 50, known: 31, ..Pushed::default() }));
    let held = hub.held().unwrap();
    assert_eq!((held["K7A"].gaps(), held["K7A"].stretches().len()), (Vec::new(), 1));
    assert_eq!(bytes(&read_all(&mut hub, &HubMark::default()).0), bytes(&k7.entries));
}

fn two_pcs_as_one_installation_are_both_kept(url: &str) {
    let mut hub = made(url);
    let mut one = Writer::new("K7A");
    one.save_many(20);
    let mut other = one.clone();
    one.save_many(10);
    for n in 0..15 {
        other.save(&format!("the copied disk goes on {n}"));
    }
    assert_eq!(hub.push(&one.run(1, 30)), Ok(new(30)));
    let pushed = hub.push(&other.run(1, 35)).unwrap();
    assert_eq!(pushed, Pushed { new: 5, known: 20, forks: 10, breaks: 1 });
    assert_eq!(hub.push(&other.run(1, 35)).unwrap(), Pushed { new: 0, known: 35, ..Pushed::default() });
    let figures = hub.figures((day("2022-11-24"), day("2022-11-24"))).unwrap();
    assert_eq!(figures.counters["K7A"].forks, 10);
    let all = read_all(&mut hub, &HubMark::default()).0;
    assert_eq!(all.len(), 45, "nothing twice");
    let union: BTreeSet<_> = bytes(&one.entries).union(&bytes(&other.entries)).cloned().collect();
    assert_eq!(bytes(&all), union);
}

/// The classic: a push that took its number first and commits last must not be overtaken by one that a reader has seen.
fn a_push_that_commits_late_is_not_missed(server: &Server, url: &str) {
    let mut hub = made(url);
    let (mut k7, mut k8) = (Writer::new("K7A"), Writer::new("K8A"));
    k7.save_many(3);
    k8.save_many(3);
    // Somebody holds the site's row, as a push does between its number and its commit.
    let mut slow = server.sql("late");
    let mut holding = slow.transaction().unwrap();
    holding.execute("UPDATE nirantar.site SET batch = batch + 1 WHERE site = $1", &[&SITE]).unwrap();
    let (url_7, url_8) = (url.to_owned(), url.to_owned());
    let pushes = [
        std::thread::spawn(move || connected(&url_7, "K7A").unwrap().push(&k7.run(1, 3))),
        std::thread::spawn(move || connected(&url_8, "K8A").unwrap().push(&k8.run(1, 3))),
    ];
    // Both wait for it; whatever a reader sees meanwhile has no hole before it.
    let waiting = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = 'late'";
    let mut watch = server.sql("late");
    while watch.query_one(waiting, &[]).unwrap().get::<_, i64>(0) < 2 {
        std::thread::yield_now();
    }
    let (seen, mark) = read_all(&mut hub, &HubMark::default());
    assert_eq!((seen.len(), mark.number), (0, 0));
    holding.rollback().unwrap();
    for push in pushes {
        assert_eq!(push.join().unwrap(), Ok(new(3)));
    }
    let (rest, mark) = read_all(&mut hub, &mark);
    assert_eq!((rest.len(), mark.number), (6, 2));
}

fn a_collection_put_back_from_an_old_copy_is_read_anew(server: &Server, url: &str) {
    let mut hub = made(url);
    let mut k7 = Writer::new("K7A");
    k7.save_many(30);
    for (first, last) in [(1, 10), (11, 20), (21, 30)] {
        hub.push(&k7.run(first, last)).unwrap();
    }
    let (_, mark) = read_all(&mut hub, &HubMark::default());
    // The copy of an hour ago: only the first push. Then others write under the numbers that a reader has had.
    let mut sql = server.sql("old");
    sql.batch_execute(
        "DELETE FROM nirantar.batch; DELETE FROM nirantar.entry; DELETE FROM nirantar.held; UPDATE nirantar.site SET batch = 0",
    )
    .unwrap();
    let mut k8 = Writer::new("K8A");
    k8.save_many(40);
    for (first, last) in [(1, 10), (11, 20), (21, 30), (31, 40)] {
        hub.push(&k8.run(first, last)).unwrap();
    }
    assert_eq!(read_all(&mut hub, &mark).0, k8.entries, "not only what came after number 3");
    assert_eq!(hub.push(&k7.run(1, 30)), Ok(new(30)));
}

fn damage_is_named_and_the_rest_is_read(server: &Server, url: &str) {
    let mut hub = made(url);
    let (mut k7, mut k8) = (Writer::new("K7A"), Writer::new("K8A"));
    k7.save_many(5);
    k8.save_many(5);
    hub.push(&k7.run(1, 5)).unwrap();
    hub.push(&k8.run(1, 5)).unwrap();
    let mut sql = server.sql("damage");
    let spoil = "UPDATE nirantar.entry SET sealed = set_byte(sealed, 40, 255 - get_byte(sealed, 40)) WHERE id = $1";
    assert_eq!(sql.execute(spoil, &[&k7.installation.id(3).packed()]).unwrap(), 1);
    let pulled = hub.pull("hub-1", &HubMark::default(), "").unwrap();
    assert_eq!(pulled.damaged, ["K7A"]);
    assert_eq!(pulled.spans.len(), 1);
    assert_eq!(pulled.spans[0].entries, k8.entries);
    // A row that is gone is noticed as well.
    assert_eq!(sql.execute("DELETE FROM nirantar.entry WHERE id = $1", &[&k8.installation.id(5).packed()]).unwrap(), 1);
    assert_eq!(hub.pull("hub-1", &HubMark::default(), "").unwrap().damaged, ["K7A", "K8A"]);
}

fn nothing_of_a_patient_can_be_read(server: &Server, url: &str) {
    let mut hub = made(url);
    let mut k7 = Writer::new("K7A");
    k7.save("Rameshwari Devi 9812345670");
    hub.push(&k7.run(1, 1)).unwrap();
    let row = server.sql("sealed").query_one("SELECT * FROM nirantar.entry", &[]).unwrap();
    let (mark, sealed): (Vec<u8>, Vec<u8>) = (row.get("mark"), row.get("sealed"));
    let mut all = [mark.clone(), sealed.clone()].concat();
    for column in ["site", "kind"] {
        all.extend_from_slice(row.get::<_, &str>(column).as_bytes());
    }
    for secret in [&b"Rameshwari"[..], b"9812345670", b"asha", &k7.entries[0].hash().0, &k7.entries[0].signature[..32]] {
        assert!(!all.windows(secret.len().min(16)).any(|w| w == &secret[..secret.len().min(16)]));
    }
    assert_eq!((row.get::<_, &str>("site"), row.get::<_, &str>("kind")), (SITE, "counter.opened"));
    // Another key opens nothing, and says so.
    let mut thief = connected(url, "K7A").unwrap();
    thief.unlock(&HubKey(Zeroizing::new([8; 32])));
    assert_eq!(thief.pull("hub-1", &HubMark::default(), "").unwrap().damaged, ["K7A"]);
}

fn days_without_a_partition_are_kept_too(server: &Server, url: &str) {
    let mut hub = made(url);
    let mut k7 = Writer::new("K7A");
    k7.save_many(2);
    // A clock that starts in 2000, then jumps far ahead.
    k7.time = "2000-01-01T00:00:30+05:30".parse().unwrap();
    k7.save_many(2);
    k7.time = "2031-05-05T10:00:00+05:30".parse().unwrap();
    k7.save_many(2);
    assert_eq!(hub.push(&k7.run(1, 6)), Ok(new(6)));
    let mut sql = server.sql("days");
    assert_eq!(sql.query_one("SELECT count(*) FROM nirantar.entry_rest", &[]).unwrap().get::<_, i64>(0), 4);
    assert_eq!(sql.query_one("SELECT count(*) FROM nirantar.entry_aiimsnd_20221124", &[]).unwrap().get::<_, i64>(0), 2);
    assert_eq!(read_all(&mut hub, &HubMark::default()).0, k7.entries);
    // Preparing days later moves nothing and refuses nothing.
    let later = NewSite { hub: "other", mode: Mode::Event, sealed_key: b"other", from: day("2031-05-01"), days: 10 };
    let site = hub.init(&later).unwrap();
    assert_eq!((site.hub.as_str(), site.prepared), ("hub-1", day("2031-05-10")));
    k7.time = "2031-05-06T10:00:00+05:30".parse().unwrap();
    k7.save_many(2);
    assert_eq!(hub.push(&k7.run(5, 8)), Ok(Pushed { new: 2, known: 2, ..Pushed::default() }));
    assert_eq!(sql.query_one("SELECT count(*) FROM nirantar.entry_aiimsnd_20310506", &[]).unwrap().get::<_, i64>(0), 2);
    assert_eq!(read_all(&mut hub, &HubMark::default()).0, k7.entries);
}

fn init_may_be_done_again_by_two_at_once(url: &str) {
    let officers: Vec<_> = (0..2u8)
        .map(|n| {
            let url = url.to_owned();
            std::thread::spawn(move || {
                let mut hub = Hub::connect(&way(&url, "C1A"), SITE).unwrap();
                let (name, key) = (format!("hub-{n}"), [n; 40]);
                let new = NewSite { hub: &name, mode: Mode::Event, sealed_key: &key, from: day("2022-11-24"), days: 5 };
                hub.init(&new).map(|site| (site.hub, site.sealed_key))
            })
        })
        .collect();
    let made: Vec<_> = officers.into_iter().map(|o| o.join().unwrap().unwrap()).collect();
    assert_eq!(made[0], made[1], "both have the one key");
}

fn the_wrong_ones_are_sent_away(server: &Server, url: &str) {
    let refused = |url: &str| Hub::connect(&way(url, "K7A"), SITE).err();
    assert_eq!(refused(&url.replace("/wrong", "/elsewhere")), Some(HubError::NoDatabase));
    let nowhere = server.folder.path().join("nowhere").display().to_string().replace('/', "%2F");
    assert!(matches!(refused(&format!("postgresql://n@{nowhere}/x")), Some(HubError::Unreachable { .. })));
    let mut hub = Hub::connect(&way(url, "K7A"), SITE).unwrap();
    assert_eq!(hub.look(Mode::Event).map(|s| s.is_none()), Ok(true), "no tables yet");
    let mut k7 = Writer::new("K7A");
    k7.save_many(3);
    hub.unlock(&hub_world::key());
    assert_eq!(hub.push(&k7.run(1, 3)), Err(HubError::NotMade));
    drop(made(url));
    assert_eq!(hub.look(Mode::Drill).err(), Some(HubError::OtherMode));
    assert_eq!(hub.look(Mode::Event).unwrap().unwrap().sealed_key, b"sealed");
    let mut sql = server.sql("wrong");
    sql.batch_execute("CREATE ROLE reader LOGIN; GRANT USAGE ON SCHEMA nirantar TO reader").unwrap();
    sql.batch_execute("GRANT SELECT ON ALL TABLES IN SCHEMA nirantar TO reader").unwrap();
    let mut reader = connected(&url.replace("//nirantar@", "//reader@"), "K7A").unwrap();
    assert_eq!(reader.push(&k7.run(1, 3)), Err(HubError::Right));
    assert_eq!(read_all(&mut reader, &HubMark::default()).0, Vec::new(), "who may only read can read");
    // Forged, foreign, torn.
    let mut forged = k7.entries.clone();
    forged[2].signature[0] ^= 1;
    assert!(runs(forged, (SITE, Mode::Event), public_of).is_err());
    assert!(runs(k7.entries.clone(), ("KEM", Mode::Event), public_of).is_err());
    assert!(runs(k7.entries.clone(), (SITE, Mode::Drill), public_of).is_err());
    assert!(runs(k7.entries.clone(), (SITE, Mode::Event), |_, _| None).is_err());
    // An entry changed in the middle breaks the chain: what stands before it must vouch for itself, and cannot.
    let mut changed = k7.entries.clone();
    let mut entry = changed[1].entry().unwrap();
    if let Body::CounterOpened { reason, .. } = &mut entry.body {
        reason.push('!');
    }
    changed[1] = sign(&entry, &Writer::new("K8A").signing).unwrap();
    assert!(runs(changed, (SITE, Mode::Event), public_of).is_err());
    assert_eq!(hub.push(&runs_of(&k7.entries)[0]), Ok(new(3)));
}

fn figures_are_of_what_is_held(url: &str) {
    let mut hub = made(url);
    let mut k7 = Writer::new("K7A");
    k7.save_many(300).next_day().save_many(10);
    hub.push(&k7.run(1, 200)).unwrap();
    hub.push(&k7.run(150, 310)).unwrap();
    hub.tell("K7A", r#"{"numbers_left":12}"#).unwrap();
    hub.tell("W3A", "{}").unwrap();
    hub.tell("K7A", r#"{"numbers_left":11}"#).unwrap();
    let figures = hub.figures((day("2022-11-24"), day("2022-11-24"))).unwrap();
    let counter = &figures.counters["K7A"];
    assert_eq!((counter.held.entries(), counter.told.as_str(), counter.forks), (310, r#"{"numbers_left":11}"#, 0));
    assert!(counter.seen.is_some_and(|seen| seen <= figures.now));
    assert_eq!(figures.counters["W3A"].held.entries(), 0);
    let hours: BTreeMap<u32, u64> = figures.pulse.iter().map(|p| (p.hour, p.entries)).collect();
    assert_eq!(hours, BTreeMap::from([(9, 119), (10, 120), (11, 61)]));
    assert!(figures.pulse.iter().all(|p| p.kind == "counter.opened"));
}
