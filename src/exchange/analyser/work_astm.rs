//! A worklist as ASTM E1394 / CLSI LIS02-A2: header, a patient and an order for each tube, terminator. Each record ends in CR.

use super::worklist::{WorklistHead, WorklistItem, processing, same_mode};
use crate::hospital::age::Age;
use crate::hospital::sex::Sex;
use crate::problem::Problem;
use chrono::{DateTime, FixedOffset};

/// Fields of an order record.
const ORDER_FIELDS: usize = 26;

/// Writes it, in UTF-8.
///
/// # Errors
/// A tube of another mode than the worklist's.
pub fn worklist_astm(head: &WorklistHead, items: &[WorklistItem]) -> Result<Vec<u8>, Problem> {
    same_mode(head, items)?;
    let mut out = String::new();
    let sender = format!("Nirantar^{}^{}", plain(&head.facility), plain(&head.counter));
    let (control, mode) = (plain(&head.control), processing(head.mode));
    push(&mut out, &["H", "\\^&", &control, "", &sender, "", "", "", "", "", "", mode, "LIS2-A2", &time(head.made)]);
    for (at, item) in items.iter().filter(|item| !item.tests.is_empty()).enumerate() {
        patient(&mut out, at + 1, item);
        order(&mut out, item);
    }
    push(&mut out, &["L", "1", "N"]);
    Ok(out.into_bytes())
}

fn patient(out: &mut String, at: usize, item: &WorklistItem) {
    let born = if let Age::Born(date) = item.age { date.format("%Y%m%d").to_string() } else { String::new() };
    let sex = match item.sex {
        Sex::Female => "F",
        Sex::Male => "M",
        // LIS02-A2 §7.9 has no other.
        Sex::Other | Sex::Unknown => "U",
    };
    push(out, &["P", &at.to_string(), &plain(&item.patient_number), "", "", &plain(&item.name), "", &born, sex]);
}

fn order(out: &mut String, item: &WorklistItem) {
    let accession = item.accession.to_string();
    let tests: Vec<String> = item.tests.iter().map(|test| format!("^^^{}", plain(&test.code))).collect();
    let (tests, specimen) = (tests.join("\\"), plain(&item.specimen));
    let collected = item.collected.map_or_else(String::new, time);
    let mut fields = [""; ORDER_FIELDS];
    // As the standard counts, from 1.
    let filled = [
        (1, "O"),
        (2, "1"),
        (3, accession.as_str()),
        (5, &tests),
        (6, if item.urgent { "S" } else { "R" }),
        (8, &collected),
        (12, "N"),
        (16, &specimen),
        (26, "O"),
    ];
    for (at, text) in filled {
        if let Some(field) = fields.get_mut(at - 1) {
            *field = text;
        }
    }
    push(out, &fields);
}

fn push(out: &mut String, fields: &[&str]) {
    out.push_str(fields.join("|").trim_end_matches('|'));
    out.push('\r');
}

fn time(at: DateTime<FixedOffset>) -> String {
    at.format("%Y%m%d%H%M%S").to_string()
}

/// Delimiters escaped, control characters made blanks (LIS02-A2 §5.4.6).
fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.trim().chars() {
        match c {
            '|' => out.push_str("&F&"),
            '^' => out.push_str("&S&"),
            '\\' => out.push_str("&R&"),
            '&' => out.push_str("&E&"),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}
