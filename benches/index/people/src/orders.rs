//! The command line: what is wanted, from where, to where.

use crate::chance::Chance;
use crate::crowd::Crowd;
use crate::fortnight;
use crate::pairs;
use crate::places::Places;
use crate::queries;
use crate::record::{HEADER, Record};
use crate::words::Words;
use std::collections::HashMap;
use std::fs::File;
use std::io::{BufRead as _, BufReader, BufWriter, Write as _};
use std::time::Instant;

const USAGE: &str = "people generate --people N --out people.csv [--truth truth.csv] [--seed 1] [--threads N]
people spoil --from people.csv --out queries.csv [--take 20000] [--truth truth.csv] [--alike] [--seed 2]
people pairs --from people.csv --out FOLDER [--records 20000] [--pairs 100000] [--truth truth.csv] [--seed 3]
people fortnight --from people.csv --out came.csv [--rows 150000] [--truth truth.csv] [--seed 5]";

/// Options by their names; one without a value is `--alike`.
pub struct Options(HashMap<String, String>);

impl Options {
    fn read(args: &[String]) -> Result<Self, String> {
        let mut out = HashMap::new();
        let mut args = args.iter();
        while let Some(name) = args.next() {
            let name = name.strip_prefix("--").ok_or_else(|| format!("what is {name}?\n{USAGE}"))?;
            let value = if name == "alike" { "yes" } else { args.next().ok_or_else(|| format!("--{name} what?\n{USAGE}"))? };
            out.insert(name.to_owned(), value.to_owned());
        }
        Ok(Self(out))
    }

    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str)
    }

    pub fn must(&self, name: &str) -> Result<&str, String> {
        self.get(name).ok_or_else(|| format!("--{name} is missing\n{USAGE}"))
    }

    pub fn number(&self, name: &str, usual: u64) -> Result<u64, String> {
        self.get(name).map_or(Ok(usual), |text| text.parse().map_err(|e| format!("--{name} {text}: {e}")))
    }
}

/// Does what is asked; what there is to say of it.
pub fn run(args: &[String]) -> Result<String, String> {
    let (order, rest) = args.split_first().ok_or(USAGE)?;
    let options = Options::read(rest)?;
    match order.as_str() {
        "generate" => generate(&options),
        "spoil" => queries::spoil(&options),
        "pairs" => pairs::pairs(&options),
        "fortnight" => fortnight::fortnight(&options),
        _ => Err(USAGE.to_owned()),
    }
}

/// Prints a line; where nobody reads it, nothing is lost.
pub fn say(text: &str, fault: bool) {
    let line = format!("{text}\n");
    let written = if fault { std::io::stderr().write_all(line.as_bytes()) } else { std::io::stdout().write_all(line.as_bytes()) };
    written.unwrap_or_default();
}

/// A new file to write to.
pub fn create(path: &str) -> Result<BufWriter<File>, String> {
    File::create(path).map(|f| BufWriter::with_capacity(1 << 20, f)).map_err(|e| format!("{path}: {e}"))
}

/// Calls for each line of a file but the header.
pub fn each_line(path: &str, mut call: impl FnMut(&str) -> Result<(), String>) -> Result<(), String> {
    let file = File::open(path).map_err(|e| format!("{path}: {e}"))?;
    let mut reader = BufReader::with_capacity(1 << 20, file);
    let mut line = String::new();
    let mut at = 0u64;
    loop {
        line.clear();
        if reader.read_line(&mut line).map_err(|e| format!("{path}: {e}"))? == 0 {
            return Ok(());
        }
        at += 1;
        if at > 1 {
            call(&line).map_err(|e| format!("{path}, line {at}: {e}"))?;
        }
    }
}

/// Takes people by chance, each row as likely as any other, in one reading (Vitter's algorithm R; Li's L skips what it will not take).
pub fn sample(path: &str, take: usize, seed: u64) -> Result<Vec<Record>, String> {
    let mut chance = Chance::new(seed);
    let mut lines: Vec<String> = Vec::with_capacity(take);
    let (mut rows, mut wanted, mut w) = (0u64, 0u64, 1.0f64);
    each_line(path, |line| {
        if lines.len() < take {
            lines.push(line.to_owned());
            wanted = rows;
        } else if rows >= wanted {
            let at = chance.below(take);
            if let Some(slot) = lines.get_mut(at) {
                line.clone_into(slot);
            }
        }
        if lines.len() == take && rows >= wanted {
            wanted = rows + skip(&mut w, take, &mut chance);
        }
        rows += 1;
        Ok(())
    })?;
    lines.iter().map(|l| Record::read(l).ok_or_else(|| format!("{path}: not a row of `people generate`: {l}"))).collect()
}

/// How many rows on the next one is taken.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss, reason = "a count of rows")]
fn skip(w: &mut f64, take: usize, chance: &mut Chance) -> u64 {
    *w *= ((chance.part().max(1e-18)).ln() / take as f64).exp();
    ((chance.part().max(1e-18)).ln() / (1.0 - *w).ln()).floor() as u64 + 1
}

/// Numbers of the same person, both ways.
pub fn read_truth(path: Option<&str>) -> Result<HashMap<String, Vec<String>>, String> {
    let mut out: HashMap<String, Vec<String>> = HashMap::new();
    let Some(path) = path else { return Ok(out) };
    each_line(path, |line| {
        let (a, b) = line.trim_end().split_once(',').ok_or("two numbers are wanted")?;
        out.entry(a.to_owned()).or_default().push(b.to_owned());
        out.entry(b.to_owned()).or_default().push(a.to_owned());
        Ok(())
    })?;
    Ok(out)
}

/// Rows that one thread writes at a time.
const ROWS: u64 = 32_768;

/// A stretch of rows, and the truth about those who are in it again.
#[derive(Default)]
struct Stretch {
    rows: Vec<u8>,
    truth: String,
    again: u64,
}

fn stretch(crowd: &Crowd<'_>, from: u64, to: u64) -> Stretch {
    let mut out = Stretch::default();
    let mut record = Record::default();
    for at in from..to {
        if let Some(earlier) = crowd.tell(at, &mut record) {
            out.again += 1;
            crowd.push_uhid(&mut out.truth, earlier);
            out.truth.push(',');
            out.truth.push_str(&record.uhid);
            out.truth.push('\n');
        }
        record.write(&mut out.rows);
    }
    out
}

/// Stretches side by side; every row depends on its number alone, so their count changes nothing.
fn stretches(crowd: &Crowd<'_>, first: u64, people: u64, threads: u64) -> Vec<Stretch> {
    std::thread::scope(|scope| {
        let parts: Vec<_> = (0..threads)
            .map(|part| {
                let from = (first + part * ROWS).min(people);
                let to = (from + ROWS).min(people);
                scope.spawn(move || stretch(crowd, from, to))
            })
            .collect();
        parts.into_iter().map(|p| p.join().unwrap_or_default()).collect()
    })
}

fn generate(options: &Options) -> Result<String, String> {
    let (people, seed) = (options.number("people", 0)?, options.number("seed", 1)?);
    let cores = std::thread::available_parallelism().map_or(1, |n| n.get() as u64);
    let threads = options.number("threads", cores)?.clamp(1, 64);
    if people == 0 {
        return Err(format!("--people is missing\n{USAGE}"));
    }
    let path = options.must("out")?;
    let (words, places) = (Words::load(), Places::load());
    let crowd = Crowd::new(&words, &places, people, seed);
    let begun = Instant::now();
    let mut out = create(path)?;
    let mut truth = options.get("truth").map(create).transpose()?;
    let fault = |e: std::io::Error| format!("{path}: {e}");
    let (mut bytes, mut again, mut first) = (0u64, 0u64, 0u64);
    writeln!(out, "{HEADER}").map_err(fault)?;
    if let Some(truth) = &mut truth {
        writeln!(truth, "uhid,uhid").map_err(fault)?;
    }
    while first < people {
        for part in stretches(&crowd, first, people, threads) {
            bytes += part.rows.len() as u64;
            again += part.again;
            out.write_all(&part.rows).map_err(fault)?;
            if let Some(truth) = &mut truth {
                truth.write_all(part.truth.as_bytes()).map_err(fault)?;
            }
        }
        first += ROWS * threads;
    }
    out.flush().map_err(fault)?;
    if let Some(mut truth) = truth {
        truth.flush().map_err(fault)?;
    }
    let time = begun.elapsed().as_secs_f64();
    #[allow(clippy::cast_precision_loss, reason = "a rate to print")]
    let (rate, size) = (people as f64 / time, bytes as f64 / people as f64);
    Ok(format!(
        "{people} rows, {again} of them somebody registered again, in {time:.1} s: {rate:.0} a second, {size:.1} bytes a row"
    ))
}
