//! What the targets share: made-up people, and a small index of them.

use chrono::{DateTime, NaiveDate};
use ed25519_dalek::SigningKey;
use nirantar::disk;
use nirantar::hospital::identifiers::UhidPattern;
use nirantar::hospital::pack::IndexColumns;
use nirantar::index::press::{Plan, press};
use nirantar::index::{FileKey, Index, IndexError};
use std::fmt::Write as _;
use std::path::Path;
use std::sync::LazyLock;

pub const SITE: &str = "FUZZ";

pub fn key() -> FileKey {
    FileKey(zeroize::Zeroizing::new([7; 32]))
}

/// A counter's signing key.
pub fn signing() -> SigningKey {
    SigningKey::from_bytes(&[9; 32])
}

pub fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 23).unwrap()
}

/// Patterns of a hospital with a history.
pub fn uhid() -> &'static UhidPattern {
    static PATTERN: LazyLock<UhidPattern> =
        LazyLock::new(|| UhidPattern::new(r"\d{9}|AIIMS/\d{4}/\d{6}|[A-Z]{1,3}-?\d{1,14}").unwrap());
    &PATTERN
}

/// Builds an index of an export, with so little memory that it takes several runs, and opens it.
pub fn pressed(folder: &Path, export: &[u8]) -> Result<Index, IndexError> {
    let (from, out) = (folder.join("export.csv"), folder.join("patients.nidx"));
    disk::write(&from, export)?;
    let plan = Plan {
        columns: &IndexColumns::default(),
        uhid: uhid(),
        from: &from,
        base: None,
        out: &out,
        work: &folder.join("work"),
        site: SITE,
        day: today(),
        made: DateTime::parse_from_rfc3339("2026-11-23T08:00:00+05:30").unwrap(),
        key: &key(),
        sealed_key: b"nobody",
        memory: 30_000,
    };
    press(&plan, &mut |_| true, &mut |_| {})?;
    Index::open(&out, &key(), SITE)
}

/// Words of names and places in both scripts; nobody lives who is made of them.
const WORDS: [(&str, &str); 16] = [
    ("Sunita", "सुनीता"),
    ("Ramesh", "रमेश"),
    ("Mohd", "मो"),
    ("Salim", "सलीम"),
    ("Lakshmi", "लक्ष्मी"),
    ("Gurpreet", "गुरप्रीत"),
    ("Shakuntala", "शकुंतला"),
    ("Om Prakash", "ओम प्रकाश"),
    ("Devi", "देवी"),
    ("Kumar", "कुमार"),
    ("Singh", "सिंह"),
    ("Khan", "खान"),
    ("Yadav", "यादव"),
    ("Rampur", "रामपुर"),
    ("Delhi", "दिल्ली"),
    ("Vill. Deoli", "ग्राम देवली"),
];

/// The export of a hospital with so many patients.
pub fn export(people: usize) -> String {
    let mut out = "uhid,name,name_hi,relation,relative,relative_hi,sex,born,birth_year,mobile,abha,pin,village\n".to_owned();
    for n in 0..people {
        let (a, b, place) = (WORDS[n % 8], WORDS[8 + n / 7 % 5], WORDS[13 + n % 3]);
        let (c, d) = (WORDS[n / 5 % 8], WORDS[8 + n / 3 % 5]);
        let uhid = if n % 3 == 0 { format!("AIIMS/2022/{n:06}") } else { format!("11{n:07}") };
        let hindi = if n % 4 == 0 { String::new() } else { format!("{} {}", a.1, b.1) };
        let (sex, relation) = [("F", "W/o"), ("M", "S/o"), ("F", "D/o"), ("", "")][n % 4];
        let born = if n % 5 == 0 { format!("{}-05-17,", 1920 + n % 105) } else { format!(",{}", 1920 + n % 105) };
        let mobile = if n % 6 == 0 { String::new() } else { format!("98{:08}", n / 2 * 37) };
        let abha = if n % 7 == 0 { format!("91{n:012}") } else { String::new() };
        let pin = ["110001", "226001", ""][n / 2 % 3];
        writeln!(
            out,
            "{uhid},{} {},{hindi},{relation},{} {},{} {},{sex},{born},{mobile},{abha},{pin},{} Bharat",
            a.0, b.0, c.0, d.0, c.1, d.1, place.0
        )
        .unwrap();
    }
    out
}
