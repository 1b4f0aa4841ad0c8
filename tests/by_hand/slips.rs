//! What lies on the paper: the PDF is drawn, its code read by `zbarimg`, the entry in it checked with the pack's public key.

use nirantar::hospital::number::{CounterCode, Number};
use nirantar::journal::{Body, carrier, verify};
use nirantar::vault::read_pack;
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::Command;

/// One slip, read back.
pub struct Slip {
    /// Serial of the patient's number.
    pub patient: u32,
    /// Serial of the visit's number.
    pub visit: u32,
    /// A registration, no returning visit.
    pub new: bool,
    pub body: Value,
}

/// The whole slips of a counter without a printer, by name. A file still empty is being written.
pub fn pdfs(counter: &Path) -> Vec<PathBuf> {
    let Ok(folder) = std::fs::read_dir(counter.join("slips")) else { return Vec::new() };
    let whole = |path: &PathBuf| path.extension().is_some_and(|e| e == "pdf") && path.metadata().is_ok_and(|m| m.len() > 0);
    let mut all: Vec<PathBuf> = folder.map(|entry| entry.unwrap().path()).filter(whole).collect();
    all.sort();
    all
}

/// The patient's number, as the slip's file is called: `DEMO-MK7A-000001-V-…`.
pub fn number(slip: &Path) -> String {
    let name = slip.file_stem().unwrap().to_str().unwrap();
    let parts: Vec<&str> = name.split('-').collect();
    (1..=parts.len()).map(|n| parts[..n].join("-")).find(|text| Number::parse(text).is_ok()).unwrap()
}

/// Reads every slip, in the order of the visits.
pub fn read(counter: &Path, folder: &Path) -> Vec<Slip> {
    let pack = read_pack(&std::fs::read(counter.join("hospital.pack")).unwrap()).unwrap();
    let key = pack.verifying_key(&CounterCode::new("K7").unwrap(), 'A').unwrap();
    let mut slips: Vec<Slip> = pdfs(counter)
        .iter()
        .map(|pdf| {
            let codes = codes(pdf, folder);
            let signed =
                carrier::from_codes(codes.iter().map(String::as_str)).unwrap_or_else(|e| panic!("{}: {e}", pdf.display()));
            let entry = verify(&signed, &key).unwrap();
            slip(&entry.body)
        })
        .collect();
    slips.sort_by_key(|slip| slip.visit);
    slips
}

fn slip(body: &Body) -> Slip {
    let (new, patient, visit) = match body {
        Body::Registered { patient, visit } => (true, patient, visit),
        Body::Visited { patient, visit, .. } => (false, patient, visit),
        other => panic!("a slip with {}", other.kind()),
    };
    let serial = |number: &Number| number.parts().unwrap().serial;
    let body = serde_json::to_value(body).unwrap();
    Slip { patient: serial(&patient.number), visit: serial(&visit.number), new, body: body["body"].clone() }
}

/// Our codes on a page, as a camera would see it.
fn codes(pdf: &Path, folder: &Path) -> Vec<String> {
    all_codes(pdf, folder).into_iter().filter(|line| carrier::is_code(line)).collect()
}

/// Codes that carry a plain number, each once.
pub fn plain_codes(pdf: &Path, folder: &Path) -> Vec<String> {
    let mut found: Vec<String> = all_codes(pdf, folder).into_iter().filter(|line| Number::parse(line).is_ok()).collect();
    found.sort();
    found.dedup();
    found
}

fn all_codes(pdf: &Path, folder: &Path) -> Vec<String> {
    let stem = folder.join("page");
    let picture = folder.join("page.png");
    let drawn = Command::new("pdftoppm").args(["-r", "200", "-png", "-singlefile"]).arg(pdf).arg(&stem).status().unwrap();
    assert!(drawn.success(), "{}", pdf.display());
    let out = Command::new("zbarimg").args(["--raw", "--quiet"]).arg(&picture).output().unwrap();
    String::from_utf8(out.stdout).unwrap().lines().map(str::to_owned).collect()
}

/// What of `wanted` is not in `have`. `null` means *not there*; one `*` in a text stands for anything.
pub fn missing(have: &Value, wanted: &Value) -> Vec<String> {
    match wanted {
        Value::Object(fields) => {
            let below = |(key, value): (&String, &Value)| {
                missing(&have[key.as_str()], value).into_iter().map(move |what| format!("{key}.{what}")).collect::<Vec<_>>()
            };
            fields.iter().flat_map(below).collect()
        }
        Value::String(text) if fits(have.as_str(), text) => Vec::new(),
        other if other == have => Vec::new(),
        other => vec![format!("{other} wanted, {have} found")],
    }
}

fn fits(have: Option<&str>, wanted: &str) -> bool {
    let Some(have) = have else { return false };
    match wanted.split_once('*') {
        Some((begin, end)) => have.starts_with(begin) && have.ends_with(end),
        None => have == wanted,
    }
}
