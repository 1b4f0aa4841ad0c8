//! The medical certificate of cause of death (Form 4, WHO's international form): what a line may not say.
//!
//! Source: RBD rules Form 4 with its instructions; ICD-10 volume 2, 4.1 (the underlying cause stands on the lowest used line; a mode of
//! dying is no cause; no abbreviations). The lists below are in lower case, Latin letters.

use super::judge::remark;
use super::{FormId, Sheet, form};
use crate::hospital::opd_form::Remark;

/// The lines of part I, from the immediate cause down to the underlying one.
pub const LINES: [&str; 3] = ["line_a", "line_b", "line_c"];

/// How everybody dies, which says nothing of why.
const MODES: [&str; 27] = [
    "cardiac arrest",
    "cardio respiratory arrest",
    "cardiorespiratory arrest",
    "cardio pulmonary arrest",
    "cardiopulmonary arrest",
    "cardiac failure",
    "heart failure",
    "heart stopped",
    "heart fail",
    "respiratory failure",
    "respiratory arrest",
    "cardio respiratory failure",
    "cardiorespiratory failure",
    "cardiopulmonary failure",
    "asystole",
    "asphyxia",
    "syncope",
    "shock",
    "coma",
    "brain death",
    "multi organ failure",
    "multiorgan failure",
    "multiple organ failure",
    "old age",
    "senility",
    "natural death",
    "unknown",
];

/// The same in Hindi.
const MODES_HI: [&str; 8] =
    ["हृदय गति रुकना", "हृदयगति रुकना", "दिल का दौरा रुकना", "हृदयाघात रुकना", "श्वास रुकना", "सदमा", "वृद्धावस्था", "अज्ञात"];

/// Abbreviations that certifiers use and coders cannot be sure of.
const ABBREVIATIONS: [&str; 39] = [
    "mi",
    "ami",
    "ihd",
    "cad",
    "chf",
    "ccf",
    "cva",
    "ckd",
    "crf",
    "arf",
    "aki",
    "esrd",
    "copd",
    "ards",
    "tb",
    "ptb",
    "htn",
    "dm",
    "t2dm",
    "cld",
    "dcld",
    "ugib",
    "gi",
    "rta",
    "sah",
    "ich",
    "icb",
    "pe",
    "dvt",
    "uti",
    "urti",
    "lrti",
    "mods",
    "mof",
    "dic",
    "hie",
    "rds",
    "nec",
    "sepsis nos",
];

/// Words that only dress a mode of dying up.
const DRESSING: [&str; 12] =
    ["acute", "sudden", "severe", "massive", "the", "of", "due", "to", "irreversible", "terminal", "primary", "likely"];

/// True when a line says nothing but a mode of dying.
#[must_use]
pub fn is_mode_of_dying(line: &str) -> bool {
    let plain = plain(line);
    if MODES_HI.iter().any(|mode| line.trim() == *mode) {
        return true;
    }
    let left: Vec<&str> = plain.split(' ').filter(|word| !DRESSING.contains(word)).collect();
    let left = left.join(" ");
    !plain.is_empty() && (MODES.contains(&left.as_str()) || left.is_empty())
}

/// Lower case, only letters and single blanks.
fn plain(line: &str) -> String {
    let clean: String = line.chars().map(|c| if c.is_alphanumeric() { c.to_ascii_lowercase() } else { ' ' }).collect();
    clean.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The abbreviation that is a line's sole word, or nothing but abbreviations.
fn is_abbreviation(line: &str) -> bool {
    let plain = plain(line);
    !plain.is_empty() && plain.split(' ').all(|word| ABBREVIATIONS.contains(&word) || word.chars().all(|c| c.is_ascii_digit()))
}

/// Two conditions on one line: coders could not tell which led to which.
fn is_two(line: &str) -> bool {
    let lower = line.to_lowercase();
    [";", " and then ", " followed by ", " leading to ", " due to ", " secondary to ", "\n"]
        .iter()
        .any(|mark| lower.contains(mark))
}

/// What is wrong with the lines, beside each.
pub(super) fn judge_lines(sheet: &Sheet) -> Vec<Remark> {
    let mut faults = Vec::new();
    let form = form(FormId::Cause);
    let used: Vec<&str> = LINES.into_iter().filter(|line| !sheet.get(line).is_empty()).collect();
    let mut fault = |line: &str, id: &'static str| {
        if let Some(item) = form.item(line) {
            faults.push(remark(item, id, &[("text", sheet.get(line))]));
        }
    };
    for (line, above) in LINES.iter().skip(1).zip(LINES) {
        if !sheet.get(line).is_empty() && sheet.get(above).is_empty() {
            fault(above, "fault-cause-gap");
        }
    }
    for line in &used {
        let text = sheet.get(line);
        if is_two(text) {
            fault(line, "fault-cause-two");
        } else if is_abbreviation(text) {
            fault(line, "fault-cause-abbreviation");
        }
    }
    // A mode of dying may stand above what caused it, never alone and never as the underlying cause.
    if let Some(lowest) = used.last().filter(|line| is_mode_of_dying(sheet.get(line))) {
        fault(lowest, if used.len() == 1 { "fault-cause-mode" } else { "fault-cause-lowest" });
    }
    faults
}
