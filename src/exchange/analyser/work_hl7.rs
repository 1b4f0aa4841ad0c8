//! A worklist as HL7 v2.5.1: an OML^O21 message for each tube and test, all in one batch. Each segment ends in CR.
//!
//! One order a message, because a second ORC could as well begin the group of prior results (PRIOR_RESULT may begin with it), and parsers
//! that decide at the first fit read it so (HAPI by default, hl7apy). The order's number is `4071000318-HGB`; the tube's stands in ORC-4,
//! SPM-2 and SAC-3.

use super::super::hl7::write::escape;
use super::worklist::{WorkTest, WorklistHead, WorklistItem, processing, same_mode};
use crate::hospital::age::Age;
use crate::problem::Problem;
use chrono::{DateTime, FixedOffset};

const SENDER: &str = "NIRANTAR";

/// Writes it, in UTF-8.
///
/// # Errors
/// A tube of another mode than the worklist's.
pub fn worklist_hl7(head: &WorklistHead, items: &[WorklistItem]) -> Result<Vec<u8>, Problem> {
    same_mode(head, items)?;
    let mut out = String::new();
    let (facility, control, made) = (plain(&head.facility), plain(&head.control), time(head.made));
    let name = format!("worklist-{control}.hl7");
    let place = [SENDER, &facility, "", "", &made, ""];
    let batch = |id: &'static str, name: &str| [&[id, "^~\\&"], place.as_slice(), &[name, "", &control]].concat().join("|");
    push(&mut out, &batch("FHS", &name));
    push(&mut out, &batch("BHS", "OML"));
    let orders = items.iter().flat_map(|item| item.tests.iter().map(move |test| (item, test)));
    let mut messages = 0_usize;
    for (item, test) in orders {
        messages += 1;
        message(&mut out, head, messages, item);
        order(&mut out, item, test);
    }
    push(&mut out, &format!("BTS|{messages}"));
    push(&mut out, "FTS|1");
    Ok(out.into_bytes())
}

fn message(out: &mut String, head: &WorklistHead, at: usize, item: &WorklistItem) {
    let id = format!("{}-{at}", plain(&head.control));
    let (facility, made) = (plain(&head.facility), time(head.made));
    let purpose = processing(head.mode);
    push(out, &format!("MSH|^~\\&|{SENDER}|{facility}|||{made}||OML^O21^OML_O21|{id}|{purpose}|2.5.1|||AL|NE|IND|UNICODE UTF-8"));
    let number = match plain(&item.patient_number) {
        // PID-3 may not be empty: a tube of an unknown patient is named by the tube.
        number if number.is_empty() => format!("{}^^^{facility}^U", item.accession),
        number => format!("{number}^^^{facility}^MR"),
    };
    let born = match item.age {
        Age::Born(date) => date.format("%Y%m%d").to_string(),
        age => age.birth_year().map_or_else(String::new, |year| format!("{year:04}")),
    };
    push(out, &format!("PID|1||{number}||{}^^^^^^L||{born}|{}", plain(&item.name), item.sex.code()));
}

fn order(out: &mut String, item: &WorklistItem, test: &WorkTest) {
    let (tube, code, name) = (item.accession, plain(&test.code), plain(&test.name));
    let number = format!("{tube}-{code}^{SENDER}");
    push(out, &format!("ORC|NW|{number}||{tube}^{SENDER}"));
    push(out, &format!("TQ1|1||||||||{}", if item.urgent { "S" } else { "R" }));
    let service = if test.loinc.is_empty() {
        format!("{code}^{name}^L")
    } else {
        format!("{}^{name}^LN^{code}^{name}^L", plain(&test.loinc))
    };
    let collected = item.collected.map_or_else(String::new, time);
    push(out, &format!("OBR|1|{number}||{service}|||{collected}"));
    let specimen = plain(&item.specimen);
    let kind = match plain(&item.specimen_sct) {
        code if code.is_empty() => format!("^{specimen}"),
        code => format!("{code}^{specimen}^SCT"),
    };
    push(out, &format!("SPM|1|{tube}&{SENDER}||{kind}|||||||P||||||{collected}"));
    push(out, &format!("SAC|||{tube}^{SENDER}"));
}

fn push(out: &mut String, segment: &str) {
    out.push_str(segment.trim_end_matches('|'));
    out.push('\r');
}

/// With the offset: `20221124090305+0530`.
fn time(at: DateTime<FixedOffset>) -> String {
    at.format("%Y%m%d%H%M%S%z").to_string()
}

/// Delimiters escaped, control characters made blanks.
fn plain(text: &str) -> String {
    let mut out = Vec::with_capacity(text.len());
    escape(&mut out, text);
    String::from_utf8(out).unwrap_or_default()
}
