//! Everybody who came during an outage against the whole patient index, and among each other: seconds, precision, recall, memory.
//!
//! `cargo bench --bench matching -- INDEX CAME.csv [THREADS] [sure=7 doubtful=-6 apart=6 sure-pair=6] [wrong=N]`. INDEX is one of
//! `benches/index/run`, CAME what `people fortnight` makes of the same people (`benches/fortnight/match` does both). `wrong=N` shows the first N
//! proposals that are not right.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::cast_precision_loss,
    clippy::disallowed_methods,
    reason = "a bench stops and prints"
)]

use chrono::NaiveDate;
use nirantar::hospital::age::{Age, AgeUnit};
use nirantar::hospital::identifiers::{AbhaNumber, Mobile, Pin};
use nirantar::hospital::person::{Address, Details, MobileOwner, PersonName, Relation, Relative};
use nirantar::hospital::sex::Sex;
use nirantar::index::{FileKey, Index};
use nirantar::reconcile::matching::{Asked, Gathered, Matcher, Pair, Proposal, Slice, Thresholds, Verdict};
use std::collections::{HashMap, HashSet};
use std::path::Path;
use std::time::Instant;

fn main() {
    let args: Vec<String> = std::env::args().skip(1).filter(|a| a != "--bench").collect();
    let (options, files): (Vec<&String>, Vec<&String>) = args.iter().partition(|arg| arg.contains('='));
    let option = |name: &str| options.iter().find_map(|o| o.strip_prefix(&format!("{name}=")));
    let number = |name: &str, usual: f32| option(name).map_or(usual, |text| text.parse().unwrap());
    let usual = Thresholds::default();
    let thresholds = Thresholds {
        sure: number("sure", usual.sure),
        doubtful: number("doubtful", usual.doubtful),
        apart: number("apart", usual.apart),
        sure_pair: number("sure-pair", usual.sure_pair),
    };
    let wrong = option("wrong").map_or(0, |n| n.parse().unwrap());
    match files.as_slice() {
        [index, came] => run(Path::new(index), Path::new(came), 2, thresholds, wrong),
        [index, came, threads] => run(Path::new(index), Path::new(came), threads.parse().unwrap(), thresholds, wrong),
        _ => eprintln!(
            "see benches/fortnight/README.md: INDEX CAME.csv [THREADS] [sure=… doubtful=… apart=… sure-pair=…] [wrong=N]"
        ),
    }
}

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 23).unwrap()
}

/// The truth of a row.
struct Truth {
    person: u32,
    kind: String,
    /// The person's numbers in the index, any of which is right; none for who is new.
    right: Vec<String>,
    line: String,
}

fn read(path: &Path) -> (Vec<Asked>, Vec<Truth>) {
    let mut rows = csv::Reader::from_path(path).unwrap();
    let head = rows.headers().unwrap().clone();
    let (mut asked, mut truth) = (Vec::new(), Vec::new());
    for row in rows.records() {
        let row = row.unwrap();
        let get = |name: &str| head.iter().position(|h| h == name).and_then(|at| row.get(at)).unwrap_or_default().trim();
        let key: i64 = get("key").parse().unwrap();
        asked.push(Asked::new(key, details(&get), false));
        let right = [get("is")].into_iter().chain(get("also").split(' ')).filter(|n| !n.is_empty()).map(str::to_owned);
        truth.push(Truth {
            person: get("person").parse().unwrap(),
            kind: get("kind").to_owned(),
            right: right.collect(),
            line: row.iter().skip(3).collect::<Vec<_>>().join(","),
        });
    }
    (asked, truth)
}

/// As the clerk's form keeps it.
fn details<'a>(get: &dyn Fn(&str) -> &'a str) -> Details {
    let some = |text: &str| Some(text.to_owned()).filter(|t| !t.is_empty());
    let name = |latin: &str, hindi: &str| PersonName { honorific: None, latin: some(latin), devanagari: some(hindi) };
    let relative = name(get("relative"), get("relative_hi"));
    let born = get("born").parse::<NaiveDate>().map(Age::Born);
    let said = || get("age").parse().map(|value| Age::Said { value, unit: AgeUnit::Years, on: today() });
    Details {
        name: name(get("name"), get("name_hi")),
        relative: Relation::parse(get("relation"))
            .filter(|_| !relative.shown().is_empty())
            .map(|relation| Relative { relation, name: relative }),
        sex: Sex::parse(get("sex")).unwrap_or(Sex::Unknown),
        age: born.or_else(|_| said()).unwrap_or(Age::Unknown(today())),
        mobile: Mobile::parse(get("mobile")).ok(),
        mobile_of: MobileOwner::Own,
        address: Address {
            line: get("village").to_owned(),
            pin: Pin::parse(get("pin")).ok(),
            district: get("district").to_owned(),
            state: None,
        },
        category: "GEN".to_owned(),
        scheme: None,
        uhid: some(get("uhid")),
        abha: AbhaNumber::parse(get("abha")).ok(),
        abha_address: None,
        aadhaar: None,
    }
}

/// What all threads give of their slices.
fn on_threads<T: Send>(index: &Index, threads: usize, work: impl Fn(&Index, Slice) -> T + Sync) -> Vec<T> {
    let readers: Vec<(Slice, Index)> = Slice::parts(threads).map(|slice| (slice, index.another().unwrap())).collect();
    std::thread::scope(|scope| {
        let work = &work;
        let running: Vec<_> = readers.into_iter().map(|(slice, index)| scope.spawn(move || work(&index, slice))).collect();
        running.into_iter().map(|thread| thread.join().unwrap()).collect()
    })
}

fn run(index: &Path, came: &Path, threads: usize, thresholds: Thresholds, wrong: usize) {
    let (asked, truth) = read(came);
    let key = FileKey(zeroize::Zeroizing::new([0; 32]));
    let start = Instant::now();
    let index = Index::open(index, &key, "BENCH").unwrap();
    println!("{} people, {} asked, {threads} threads, {thresholds:?}", index.people(), asked.len());
    let mut before = 0.0;
    let mut lap = |what: &str| {
        let now = start.elapsed().as_secs_f64();
        println!("  {what} {:.1} s, {} MB", now - before, memory_mb());
        before = now;
    };
    lap("opened");
    let matcher = Matcher::new(&index, asked, thresholds);
    lap("made ready");
    let gathered =
        Gathered::join(on_threads(&index, threads, |index, slice| matcher.gather(index, slice, &mut |_, _| true).unwrap()));
    lap("gathered");
    let proposals: Vec<Proposal> =
        on_threads(&index, threads, |index, slice| matcher.judge(index, &gathered, slice, &mut |_, _| true).unwrap()).concat();
    lap("judged");
    let pairs = on_threads(&index, threads, |index, slice| matcher.pairs(index, slice, &mut |_, _| true).unwrap()).concat();
    let pairs = Pair::join(pairs.into_iter().chain(Pair::of_one_central(&proposals)));
    lap("among each other");
    println!("match {:.1} s in all; {} MB resident at most", start.elapsed().as_secs_f64(), memory_mb());
    of_index(&proposals, &truth, wrong, &index);
    of_each_other(&pairs, &truth, wrong);
}

fn at(key: i64) -> usize {
    usize::try_from(key).unwrap()
}

fn of_index(proposals: &[Proposal], truth: &[Truth], mut wrong: usize, index: &Index) {
    let mut kinds: HashMap<&str, [usize; 7]> = HashMap::new();
    let mut reasons: HashMap<String, usize> = HashMap::new();
    let mut shown = 0;
    for proposal in proposals {
        let truth = &truth[at(proposal.key)];
        let right = |uhid: &String| truth.right.contains(uhid);
        let tally = match &proposal.verdict {
            Verdict::Sure(candidate) if right(&candidate.uhid) => 0,
            Verdict::Sure(_) => 1,
            Verdict::Doubtful(candidates) => {
                shown += candidates.len();
                *reasons.entry(format!("{:?}", proposal.reason)).or_default() += 1;
                if candidates.first().is_some_and(|first| right(&first.uhid)) {
                    2
                } else if candidates.iter().any(|c| right(&c.uhid)) {
                    3
                } else {
                    4
                }
            }
            Verdict::New => 5,
        };
        for kind in [truth.kind.as_str(), "all"] {
            kinds.entry(kind).or_default()[tally] += 1;
            kinds.entry(kind).or_default()[6] += 1;
        }
        if let Verdict::Sure(candidate) = &proposal.verdict
            && tally == 1
            && wrong > 0
        {
            wrong -= 1;
            let person = index.person(candidate.number).unwrap();
            let relative = person.relative.as_ref().map_or("", |relative| relative.shown());
            let mobile = person.mobile.as_ref().map_or("", Mobile::digits);
            let (name, sex, born, place) = (person.name.shown(), person.sex, person.born, &person.place);
            println!(
                "wrong, {}: {}\n    {name},{relative},{sex:?},{born:?},{mobile},{:?},{place}",
                truth.kind, truth.line, person.pin
            );
            println!("    {:.1} {:?}", candidate.bits, candidate.why);
        }
    }
    println!(
        "| who | asked | sure, right | sure, wrong | first of the list | on the list | list without | new |\n|---|---|---|---|---|---|---|---|"
    );
    for kind in ["known", "relative", "stranger", "all"] {
        let [sure, wrong, first, later, without, new, all] = kinds.get(kind).copied().unwrap_or_default();
        println!("| {kind} | {all} | {sure} | {wrong} | {first} | {later} | {without} | {new} |");
    }
    let [sure, wrong, ..] = kinds.get("all").copied().unwrap_or_default();
    let [known_sure, _, first, later, _, _, known] = kinds.get("known").copied().unwrap_or_default();
    let share = |part: usize, of: usize| part as f64 / of.max(1) as f64;
    println!(
        "precision of sure {:.5}; recall, sure {:.4}, with the review's list {:.4} (goals .999, .97)",
        share(sure, sure + wrong),
        share(known_sure, known),
        share(known_sure + first + later, known)
    );
    by_threshold(proposals, truth, index.weights().prior_bits(), known, known_sure);
    let doubtful: usize = reasons.values().sum();
    println!("doubtful {doubtful}, {:.1} candidates each, because {reasons:?}", share(shown, doubtful));
}

/// What higher thresholds would do: odds are the bits and the prior.
fn by_threshold(proposals: &[Proposal], truth: &[Truth], prior: f64, known: usize, known_sure: usize) {
    let share = |part: usize, of: usize| part as f64 / of.max(1) as f64;
    for least in [2, 3, 4, 5, 6, 7, 8, 9, 10, 12] {
        let (mut right, mut wrong) = (0, 0);
        for proposal in proposals {
            if let Verdict::Sure(candidate) = &proposal.verdict
                && f64::from(candidate.bits) + prior >= f64::from(least)
            {
                let is_right = truth[at(proposal.key)].right.contains(&candidate.uhid);
                (right, wrong) = (right + usize::from(is_right), wrong + usize::from(!is_right));
            }
        }
        println!(
            "  from odds of {least}: precision {:.5}, recall of sure {:.4}",
            share(right, right + wrong),
            share(right, known)
        );
    }
    for least in [-8, -7, -6, -5, -4, -3, -2, 0] {
        let (mut with, mut without) = (0, 0);
        for proposal in proposals {
            if let Verdict::Doubtful(candidates) = &proposal.verdict {
                let enough: Vec<_> = candidates.iter().filter(|c| f64::from(c.bits) + prior >= f64::from(least)).collect();
                let found = enough.iter().any(|c| truth[at(proposal.key)].right.contains(&c.uhid));
                with += usize::from(found);
                without += usize::from(!found && !enough.is_empty());
            }
        }
        println!(
            "  doubtful from {least}: lists with the right one {with}, without {without}, recall {:.4}",
            share(known_sure + with, known)
        );
    }
}

fn of_each_other(pairs: &[Pair], truth: &[Truth], mut wrong: usize) {
    let mut by_person: HashMap<u32, Vec<i64>> = HashMap::new();
    for (key, truth) in (0_i64..).zip(truth) {
        by_person.entry(truth.person).or_default().push(key);
    }
    let all: HashSet<(i64, i64)> = by_person
        .values()
        .flat_map(|keys| keys.iter().enumerate().flat_map(|(n, a)| keys.iter().skip(n + 1).map(|b| (*a, *b))))
        .collect();
    let right = |pair: &&Pair| truth[at(pair.a)].person == truth[at(pair.b)].person;
    let sure: Vec<&Pair> = pairs.iter().filter(|pair| pair.sure).collect();
    let sure_right = sure.iter().copied().filter(right).count();
    let found: HashSet<(i64, i64)> = pairs.iter().filter(right).map(|pair| (pair.a, pair.b)).collect();
    let central = pairs.iter().filter(|pair| pair.central.is_some()).count();
    let share = |part: usize, of: usize| part as f64 / of.max(1) as f64;
    println!(
        "among each other: {} pairs true; sure {} ({central} by one central person), precision {:.5}, recall {:.4}; with doubtful {} pairs, recall {:.4}",
        all.len(),
        sure.len(),
        share(sure_right, sure.len()),
        share(sure_right, all.len()),
        pairs.len(),
        share(found.len(), all.len())
    );
    for pair in sure.into_iter().filter(|pair| !right(pair)) {
        if wrong > 0 {
            wrong -= 1;
            println!("wrong {pair:?}\n    {}\n    {}", truth[at(pair.a)].line, truth[at(pair.b)].line);
        }
    }
}

/// Most memory this process ever held, in MB.
fn memory_mb() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|l| l.strip_prefix("VmHWM:")).unwrap_or("0");
    line.split_whitespace().next().and_then(|kb| kb.parse::<u64>().ok()).unwrap_or(0) / 1024
}
