//! tantivy, asked for patients as well as it can be. How and why: `../README.md`.
//!
//! `build people.csv folder [rows at most]`; `search folder sorted-queries.csv > results.csv`, where the queries are sorted into fields by
//! `../asked.py sorted` and the results are counted by `../asked.py table`.

use std::collections::HashMap;
use std::error::Error;
use std::io::Write as _;
use std::ops::Bound;
use std::path::Path;
use std::time::Instant;
use tantivy::collector::TopDocs;
use tantivy::query::{
    BooleanQuery, BoostQuery, ConstScoreQuery, DisjunctionMaxQuery, FuzzyTermQuery, Occur, Query, RangeQuery, TermQuery,
};
use tantivy::schema::{Field, INDEXED, IndexRecordOption, STORED, STRING, Schema, TextFieldIndexing, TextOptions, Value as _};
use tantivy::tokenizer::{LowerCaser, TextAnalyzer, WhitespaceTokenizer};
use tantivy::{Index, IndexWriter, ReloadPolicy, Searcher, TantivyDocument, Term};

type Result<T> = std::result::Result<T, Box<dyn Error>>;

const PAGE: usize = 20;
/// A birth year told as an age is off by some years; 0 where unknown.
const YEARS_OFF: i64 = 6;
/// An exact word scores by BM25 times this, a word one letter off this alone; a rare word makes about 10 of BM25.
const EXACT: f32 = 1.0;
const FUZZY: f32 = 3.0;
const HEAP: usize = 1_000_000_000;

fn main() -> Result<()> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    match args.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["build", people, folder] => build(Path::new(people), Path::new(folder), usize::MAX),
        ["build", people, folder, limit] => build(Path::new(people), Path::new(folder), limit.parse()?),
        ["search", folder, queries] => search(Path::new(folder), Path::new(queries)),
        _ => Err("build people.csv folder [rows at most] | search folder sorted-queries.csv".into()),
    }
}

/// Fields of a document, and of a question.
struct Fields {
    uhid: Field,
    name: Field,
    name_hi: Field,
    relative: Field,
    relative_hi: Field,
    village: Field,
    sex: Field,
    birth_year: Field,
    pin: Field,
    mobile: Field,
    last_four: Field,
    abha: Field,
}

fn schema() -> (Schema, Fields) {
    let mut schema = Schema::builder();
    // The simple tokenizer parts Devanagari words at every virama, so words are parted at blanks.
    let indexing = TextFieldIndexing::default().set_tokenizer("words").set_index_option(IndexRecordOption::WithFreqs);
    let words = TextOptions::default().set_indexing_options(indexing);
    let fields = Fields {
        uhid: schema.add_text_field("uhid", STRING | STORED),
        name: schema.add_text_field("name", words.clone()),
        name_hi: schema.add_text_field("name_hi", words.clone()),
        relative: schema.add_text_field("relative", words.clone()),
        relative_hi: schema.add_text_field("relative_hi", words.clone()),
        village: schema.add_text_field("village", words),
        sex: schema.add_text_field("sex", STRING),
        birth_year: schema.add_i64_field("birth_year", INDEXED),
        pin: schema.add_text_field("pin", STRING),
        mobile: schema.add_text_field("mobile", STRING),
        last_four: schema.add_text_field("last_four", STRING),
        abha: schema.add_text_field("abha", STRING),
    };
    (schema.build(), fields)
}

fn with_words(index: &Index) {
    index.tokenizers().register("words", TextAnalyzer::builder(WhitespaceTokenizer::default()).filter(LowerCaser).build());
}

/// Stops and slashes part words too.
fn plain(text: &str) -> String {
    text.replace(['.', ',', '/', '(', ')', '\'', '-'], " ").to_lowercase()
}

fn build(people: &Path, folder: &Path, limit: usize) -> Result<()> {
    let start = Instant::now();
    std::fs::create_dir_all(folder)?;
    let (schema, fields) = schema();
    let index = Index::create_in_dir(folder, schema)?;
    with_words(&index);
    let mut writer: IndexWriter = index.writer_with_num_threads(2, HEAP)?;
    let mut rows = csv::Reader::from_path(people)?;
    let at: HashMap<String, usize> = rows.headers()?.iter().enumerate().map(|(at, name)| (name.to_owned(), at)).collect();
    let mut count = 0u64;
    for row in rows.records().take(limit) {
        writer.add_document(document(&fields, &at, &row?))?;
        count += 1;
    }
    writer.commit()?;
    // Nothing is ever added: one segment is the fastest.
    let segments = index.searchable_segment_ids()?;
    if segments.len() > 1 {
        writer.merge(&segments).wait()?;
    }
    writer.garbage_collect_files().wait()?;
    writer.wait_merging_threads()?;
    let bytes: u64 = std::fs::read_dir(folder)?.map(|f| Ok(f?.metadata()?.len())).sum::<std::io::Result<u64>>()?;
    println!(
        "{}: {count} people, built in {:.0} s, {} MB resident at most, {:.0} MB on disk, {:.0} bytes a person",
        tantivy::version_string().split(',').next().unwrap_or_default(),
        start.elapsed().as_secs_f64(),
        resident_mb(),
        bytes as f64 / 1e6,
        bytes as f64 / count.max(1) as f64
    );
    Ok(())
}

fn document(fields: &Fields, at: &HashMap<String, usize>, row: &csv::StringRecord) -> TantivyDocument {
    let get = |name: &str| at.get(name).and_then(|at| row.get(*at)).unwrap_or_default().trim();
    let mut document = TantivyDocument::default();
    document.add_text(fields.uhid, get("uhid"));
    for (field, name) in [
        (fields.name, "name"),
        (fields.name_hi, "name_hi"),
        (fields.relative, "relative"),
        (fields.relative_hi, "relative_hi"),
        (fields.village, "village"),
    ] {
        document.add_text(field, plain(get(name)));
    }
    for (field, name) in [(fields.sex, "sex"), (fields.pin, "pin"), (fields.mobile, "mobile"), (fields.abha, "abha")] {
        if !get(name).is_empty() {
            document.add_text(field, get(name));
        }
    }
    if let Some(four) = get("mobile").get(6..) {
        document.add_text(fields.last_four, four);
    }
    let year = |text: &str| text.get(..4).and_then(|year| year.parse::<i64>().ok());
    let of_age = || Some(year(get("registered_on"))? - get("age").parse::<i64>().ok()?);
    document.add_i64(fields.birth_year, year(get("born")).or_else(of_age).unwrap_or(0));
    document
}

/// A question, sorted into fields by `asked.py`.
struct Ask<'a> {
    row: &'a csv::StringRecord,
    at: &'a HashMap<String, usize>,
}

impl Ask<'_> {
    fn get(&self, name: &str) -> &str {
        self.at.get(name).and_then(|at| self.row.get(*at)).unwrap_or_default()
    }
}

type Clause = (Occur, Box<dyn Query>);

fn should(query: impl Query) -> Clause {
    (Occur::Should, Box::new(query))
}

fn exactly(field: Field, text: &str) -> TermQuery {
    TermQuery::new(Term::from_field_text(field, text), IndexRecordOption::WithFreqs)
}

/// A number or a letter that is the same: so much, however many have it.
fn worth(field: Field, text: &str, score: f32) -> Clause {
    should(ConstScoreQuery::new(Box::new(exactly(field, text)), score))
}

/// A word in any of these fields, each with its boost: as it is, one letter off, or (while it is typed) as a beginning.
fn word(text: &str, fields: &[(Field, f32)], typing: bool) -> Clause {
    let mut ways: Vec<Box<dyn Query>> = Vec::new();
    for (field, boost) in fields {
        ways.push(Box::new(BoostQuery::new(Box::new(exactly(*field, text)), EXACT * boost)));
        let term = Term::from_field_text(*field, text);
        // One letter off two or three is another word.
        let distance = u8::from(text.chars().count() > 3);
        if typing {
            ways.push(Box::new(BoostQuery::new(Box::new(FuzzyTermQuery::new_prefix(term, distance, true)), FUZZY * boost)));
        } else if distance > 0 {
            ways.push(Box::new(BoostQuery::new(Box::new(FuzzyTermQuery::new(term, distance, true)), FUZZY * boost)));
        }
    }
    should(DisjunctionMaxQuery::new(ways))
}

fn words(text: &str, fields: &[(Field, f32)], typing: bool, clauses: &mut Vec<Clause>) {
    let plain = plain(text);
    let all: Vec<&str> = plain.split_whitespace().collect();
    for (at, text) in all.iter().enumerate() {
        clauses.push(word(text, fields, typing && at + 1 == all.len()));
    }
}

fn is_devanagari(text: &str) -> bool {
    text.chars().any(|c| ('\u{900}'..='\u{97f}').contains(&c))
}

fn question(fields: &Fields, ask: &Ask<'_>) -> BooleanQuery {
    let typing = ask.get("typing") == "1";
    let relative = ask.get("relative");
    let mut text: Vec<Clause> = Vec::new();
    let of_script = |text: &str, latin: Field, hindi: Field| if is_devanagari(text) { hindi } else { latin };
    let name = ask.get("name");
    words(name, &[(of_script(name, fields.name, fields.name_hi), 1.0)], typing, &mut text);
    words(relative, &[(of_script(relative, fields.relative, fields.relative_hi), 0.6)], typing && name.is_empty(), &mut text);
    let any = |hindi: bool| {
        if hindi {
            [(fields.name_hi, 1.0), (fields.relative_hi, 0.6)].to_vec()
        } else {
            [(fields.name, 1.0), (fields.relative, 0.6), (fields.village, 0.4)].to_vec()
        }
    };
    let said = ask.get("words");
    words(said, &any(is_devanagari(said)), typing && relative.is_empty(), &mut text);
    for (field, name, score) in [(fields.mobile, "mobile", 12.0), (fields.last_four, "last_four", 8.0)] {
        if !ask.get(name).is_empty() {
            text.push(worth(field, ask.get(name), score));
        }
    }
    let mut clauses: Vec<Clause> = vec![(Occur::Must, Box::new(BooleanQuery::new(text)))];
    for (field, name, score) in [(fields.sex, "sex", 3.0), (fields.pin, "pin", 4.0)] {
        if !ask.get(name).is_empty() {
            clauses.push(worth(field, ask.get(name), score));
        }
    }
    if !ask.get("place").is_empty() {
        words(ask.get("place"), &[(fields.village, 0.4)], false, &mut clauses);
    }
    if let Ok(year) = ask.get("birth_year").parse::<i64>() {
        age(fields, year, &mut clauses);
    }
    BooleanQuery::new(clauses)
}

/// Years too far off are left out; the nearer, the more. Posting lists of the years are read in a fraction of the time of a range.
fn age(fields: &Fields, year: i64, clauses: &mut Vec<Clause>) {
    let years = (-YEARS_OFF..=YEARS_OFF).map(|off| {
        let score = match off.abs() {
            0 => 4.0,
            1 => 2.5,
            2 => 1.0,
            _ => 0.0,
        };
        let term = Term::from_field_i64(fields.birth_year, year + off);
        should(ConstScoreQuery::new(Box::new(TermQuery::new(term, IndexRecordOption::Basic)), score))
    });
    clauses.push((Occur::Must, Box::new(BooleanQuery::new(years.collect()))));
}

/// A whole number answers by itself; what is not found so is looked for as text.
fn by_number(fields: &Fields, ask: &Ask<'_>, searcher: &Searcher) -> Result<Vec<String>> {
    let name = ask.get("name");
    for (field, column) in [(fields.abha, "abha"), (fields.mobile, "mobile"), (fields.uhid, "uhid")] {
        let value = ask.get(column);
        if value.is_empty() || !name.is_empty() || !ask.get("words").is_empty() {
            continue;
        }
        // A number being typed is a beginning: the terms of a range.
        let end = format!("{value}:");
        let range = RangeQuery::new(
            Bound::Included(Term::from_field_text(field, value)),
            Bound::Excluded(Term::from_field_text(field, &end)),
        );
        let found = top(&range, fields, searcher)?;
        if !found.is_empty() {
            return Ok(found);
        }
    }
    Ok(Vec::new())
}

fn top(query: &dyn Query, fields: &Fields, searcher: &Searcher) -> Result<Vec<String>> {
    let mut found = Vec::with_capacity(PAGE);
    for (_, address) in searcher.search(query, &TopDocs::with_limit(PAGE).order_by_score())? {
        let document: TantivyDocument = searcher.doc(address)?;
        found.extend(document.get_first(fields.uhid).and_then(|v| v.as_str().map(str::to_owned)));
    }
    Ok(found)
}

fn answer(fields: &Fields, ask: &Ask<'_>, searcher: &Searcher) -> Result<Vec<String>> {
    let found = by_number(fields, ask, searcher)?;
    if found.is_empty() { top(&question(fields, ask), fields, searcher) } else { Ok(found) }
}

fn search(folder: &Path, queries: &Path) -> Result<()> {
    let index = Index::open_in_dir(folder)?;
    with_words(&index);
    let (_, fields) = schema();
    let searcher = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?.searcher();
    let mut rows = csv::Reader::from_path(queries)?;
    let at: HashMap<String, usize> = rows.headers()?.iter().enumerate().map(|(at, name)| (name.to_owned(), at)).collect();
    let rows: Vec<csv::StringRecord> = rows.records().collect::<std::result::Result<_, _>>()?;
    // Warm: the files are in the system's memory.
    for row in rows.iter().step_by((rows.len() / 200).max(1)) {
        answer(&fields, &Ask { row, at: &at }, &searcher)?;
    }
    let mut out = std::io::stdout().lock();
    for row in &rows {
        let ask = Ask { row, at: &at };
        let start = Instant::now();
        let found = answer(&fields, &ask, &searcher)?;
        let took = start.elapsed().as_secs_f64() * 1000.0;
        let place = found.iter().position(|uhid| uhid == ask.get("wanted")).unwrap_or(PAGE);
        writeln!(out, "{},{took:.4},{place}", ask.get("kind"))?;
    }
    eprintln!("{} MB resident at most, pages of its files included", resident_mb());
    Ok(())
}

/// Most memory this process ever held, in MB.
fn resident_mb() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|l| l.strip_prefix("VmHWM:")).unwrap_or("0");
    line.split_whitespace().next().and_then(|kb| kb.parse::<u64>().ok()).unwrap_or(0) / 1024
}
