//! Tells a barcode reader from fingers. A reader is a keyboard that types faster than anybody and ends with Enter.
//!
//! Pure: time is an argument. Text that may become a scan is held back for at most [`PAUSE_MS`]; text that cannot
//! is passed on at once, so that typing is never slowed down. Never drops a character that was not a scan.

use crate::hospital::identifiers::{Mobile, UhidPattern};
use crate::hospital::lab::Accession;
use crate::hospital::number::Number;

/// Longest pause between two characters of a scan, in milliseconds.
pub const PAUSE_MS: u64 = 35;
/// What slow drawing adds to it at most.
const FRAME_MS_MAX: u64 = 60;
/// Shortest text that is taken for a scan, in characters.
pub const SCAN_CHARS_MIN: usize = 6;
/// Longest text that is held, in characters; an Aadhaar QR has some 3,000 digits.
pub const SCAN_CHARS_MAX: usize = 16_000;

/// How much longer than the pack's example a UHID may be.
const UHID_CHARS_MORE: usize = 6;

/// What the field that has the focus takes itself, so that a fast typist's number stays in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Keep {
    /// Nothing that looks like a scan.
    #[default]
    Nothing,
    /// Ten digits of a mobile.
    Mobiles,
    /// Any short run of digits and hyphens (PIN, ABHA, UHID, Aadhaar).
    Digits,
}

/// What becomes of what was typed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Passed {
    /// Text that goes on to the field, in order.
    pub text: String,
    /// A whole scan, taken out.
    pub scan: Option<String>,
    /// The Enter belonged to the scan and must not go on.
    pub swallow_enter: bool,
}

/// The reader's ear.
#[derive(Default)]
pub struct Scanner {
    held: String,
    last_ms: Option<u64>,
    /// In a run of keys that cannot be a scan: pass until the next pause.
    passing: bool,
    pub keep: Keep,
    /// What drawing adds to the pause: keys of one scan may be met in two frames.
    drawing_ms: u64,
    uhid: Option<UhidPattern>,
    uhid_example: String,
}

impl Scanner {
    /// Says how long the last frame took. On a slow or busy PC a reader's keys come in two frames, however fast it is.
    pub fn note_frame(&mut self, millis: u64) {
        self.drawing_ms = millis.saturating_mul(2).min(FRAME_MS_MAX);
    }

    /// Longest pause between two characters of a scan now.
    #[must_use]
    pub const fn pause_ms(&self) -> u64 {
        PAUSE_MS + self.drawing_ms
    }

    /// Teaches the hospital's own number: its pattern and one example, whose first characters say what may begin one.
    pub fn teach(&mut self, pattern: UhidPattern, example: &str) {
        self.uhid = Some(pattern);
        example.clone_into(&mut self.uhid_example);
    }

    /// True while characters are held back; call [`Scanner::rest`] after [`PAUSE_MS`].
    #[must_use]
    pub const fn holds(&self) -> bool {
        !self.held.is_empty()
    }

    /// One typed character.
    pub fn character(&mut self, c: char, at_ms: u64) -> Passed {
        let mut passed = self.rest(at_ms);
        let quick = self.last_ms.is_some_and(|last| at_ms.saturating_sub(last) <= self.pause_ms());
        self.last_ms = Some(at_ms);
        self.passing &= quick;
        if self.passing {
            passed.text.push(c);
            return passed;
        }
        self.held.push(c);
        if !self.may_become_scan() || self.held.chars().count() > SCAN_CHARS_MAX {
            passed.text.push_str(&std::mem::take(&mut self.held));
            self.passing = true;
        }
        passed
    }

    /// Enter or Tab.
    pub fn enter(&mut self, at_ms: u64) -> Passed {
        let mut passed = self.rest(at_ms);
        if self.held.is_empty() {
            self.passing = false;
            return passed;
        }
        self.last_ms = Some(at_ms);
        if is_open_document(&self.held) {
            self.held.push('\n');
            passed.swallow_enter = true;
            return passed;
        }
        let text = std::mem::take(&mut self.held);
        if self.is_scan(&text) {
            passed.scan = Some(cleaned(&text));
            passed.swallow_enter = true;
        } else {
            passed.text.push_str(&text);
        }
        passed
    }

    /// Any other key: whatever is held goes on before it.
    pub fn other(&mut self) -> Passed {
        self.passing = false;
        Passed { text: std::mem::take(&mut self.held), ..Passed::default() }
    }

    /// Nothing typed: after a pause, what is held goes on, or is a scan of a reader that sends no Enter.
    pub fn rest(&mut self, at_ms: u64) -> Passed {
        let paused = self.last_ms.is_none_or(|last| at_ms.saturating_sub(last) > self.pause_ms());
        if !paused || self.held.is_empty() {
            return Passed::default();
        }
        let text = std::mem::take(&mut self.held);
        if is_document(&text) && self.is_scan(&text) {
            return Passed { scan: Some(cleaned(&text)), ..Passed::default() };
        }
        Passed { text, ..Passed::default() }
    }

    /// Several frames may pass while a reader types; a batch that came with the frame right after the last key is one run.
    pub fn continues(&mut self, at_ms: u64) {
        if self.last_ms.is_some() {
            self.last_ms = Some(at_ms);
        }
    }

    fn may_become_scan(&self) -> bool {
        let text = self.held.as_str();
        OUR_CODES.iter().any(|head| is_prefix_of(head, text))
            || text.starts_with(['{', '<'])
            || text.chars().all(|c| c.is_ascii_digit() || c == '-')
            || may_become_number(text)
            || self.may_become_uhid(text)
    }

    fn may_become_uhid(&self, text: &str) -> bool {
        let mut example = self.uhid_example.chars();
        let room = self.uhid_example.chars().count() + UHID_CHARS_MORE;
        let known = !self.uhid_example.is_empty() && text.chars().count() <= room;
        known
            && text.chars().all(|c| match example.next() {
                Some(e) if e.is_ascii_digit() => c.is_ascii_digit(),
                Some(e) if e.is_ascii_alphabetic() => c.is_ascii_alphabetic(),
                Some(e) => e == c,
                None => c.is_ascii_alphanumeric(),
            })
    }

    fn is_scan(&self, text: &str) -> bool {
        let text = text.trim();
        let length = text.chars().count();
        if length < SCAN_CHARS_MIN {
            return false;
        }
        let digits = text.chars().all(|c| c.is_ascii_digit() || c == '-');
        let kept = match self.keep {
            Keep::Nothing => false,
            Keep::Mobiles => Mobile::parse(text).is_ok(),
            Keep::Digits => digits && length < 20,
        };
        if kept {
            return false;
        }
        is_document(text)
            || (digits && length > 200)
            || Number::parse(text).is_ok()
            || Accession::parse(text).is_ok()
            || self.uhid.as_ref().is_some_and(|pattern| pattern.fits(text))
    }
}

/// How our codes begin: a slip's, a part of one, a register's.
const OUR_CODES: [&str; 3] = ["NR1:", "NR1/", "NRM1:"];

/// One of the payloads that say what they are.
fn is_document(text: &str) -> bool {
    let text = text.trim_start();
    OUR_CODES.iter().any(|head| text.starts_with(head)) || text.starts_with(['{', '<'])
}

/// Without what the reader put around it. A blank at the end of one of our codes belongs to it: Base45 has it as a digit.
fn cleaned(text: &str) -> String {
    let text = text.trim_start();
    let ours = OUR_CODES.iter().any(|head| text.starts_with(head));
    if ours { text.trim_end_matches(['\r', '\n', '\t']) } else { text.trim_end() }.to_owned()
}

/// A document with lines whose end has not come yet.
fn is_open_document(text: &str) -> bool {
    let text = text.trim();
    let count = |c: char| text.chars().filter(|x| *x == c).count();
    (text.starts_with('{') && count('{') > count('}'))
        || (text.starts_with('<') && !text.ends_with("/>") && !(text.contains("</") && text.ends_with('>')))
}

fn is_prefix_of(whole: &str, text: &str) -> bool {
    text.starts_with(whole) || whole.starts_with(text)
}

/// `M`, `MK`, `MK7`, `MK7A-0042` …: the beginning of one of our numbers, letters in either case.
fn may_become_number(text: &str) -> bool {
    let upper = text.to_ascii_uppercase();
    let rest = if let Some(rest) = upper.strip_prefix("DEMO") {
        rest.trim_start_matches('-')
    } else if "DEMO".starts_with(&upper) {
        return true;
    } else {
        upper.strip_prefix('X').unwrap_or(&upper)
    };
    let rest = rest.strip_prefix(['M', 'V', 'R']).unwrap_or(rest);
    let mut chars = rest.chars();
    match (chars.next(), chars.next()) {
        (None, _) => true,
        (Some(letter), None) => letter.is_ascii_uppercase() && rest.len() < upper.len(),
        (Some(letter), Some(digit)) => {
            letter.is_ascii_uppercase()
                && digit.is_ascii_digit()
                && rest.len() < upper.len()
                && chars.all(|c| c.is_ascii_alphanumeric() || c == '-')
                && upper.len() <= 24
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn burst(scanner: &mut Scanner, text: &str, gap_ms: u64) -> Passed {
        let mut all = Passed::default();
        let mut at = 1000;
        for c in text.chars() {
            let one = if c == '\n' { scanner.enter(at) } else { scanner.character(c, at) };
            all.text.push_str(&one.text);
            all.scan = one.scan.or(all.scan);
            all.swallow_enter = one.swallow_enter;
            at += gap_ms;
        }
        let rest = scanner.rest(at + PAUSE_MS + 1);
        all.text.push_str(&rest.text);
        all.scan = rest.scan.or(all.scan);
        all
    }

    fn taught() -> Scanner {
        let mut scanner = Scanner::default();
        scanner.teach(UhidPattern::new(r"\d{9}").unwrap(), "104882317");
        scanner
    }

    #[test]
    fn what_a_reader_types_is_taken_out() {
        let number = Number::new(&crate::hospital::number::NumberParts {
            mode: crate::hospital::number::Mode::Event,
            series: crate::hospital::number::Series::Patient,
            counter: crate::hospital::number::CounterCode::new("K7").unwrap(),
            letter: 'A',
            serial: 4218,
        })
        .unwrap();
        for scan in [
            number.as_str(),
            "NR1:6BFOXN*TS0BI$ZD4N9:9S6RCVN5+O30K3/XIV0W23NTDE",
            "NR1/2/3/5F2A:6BFOXN*T S0BI",
            "NRM1:6BFOXN*TS0BI",
            "NR1:6BFOXN*TS0BI ",
            "104882317",
            r#"{"hidn":"91","name":"A B"}"#,
        ] {
            let got = burst(&mut taught(), &format!("{scan}\n"), 2);
            assert_eq!(got, Passed { text: String::new(), scan: Some(scan.to_owned()), swallow_enter: true }, "{scan}");
        }
    }

    #[test]
    fn what_fingers_type_goes_on_even_when_fast() {
        for typed in
            ["Mohan Ram", "Sunita Devi", "9810442217", "110080", "34", "Dev", "Demo Devi", "Rakesh", "{", "12, Gali No 4"]
        {
            for gap in [2, 90] {
                let got = burst(&mut taught(), &format!("{typed}\n"), gap);
                if typed != "{" {
                    assert_eq!((got.text.as_str(), got.scan, got.swallow_enter), (typed, None, false), "{typed} {gap}");
                }
            }
        }
    }

    #[test]
    fn slow_typing_of_a_number_is_typing() {
        let got = burst(&mut taught(), "104882317\n", 90);
        assert_eq!((got.text.as_str(), got.scan), ("104882317", None));
    }

    #[test]
    fn a_field_keeps_what_is_its_own() {
        let mut scanner = taught();
        scanner.keep = Keep::Digits;
        assert_eq!(burst(&mut scanner, "104882317\n", 2).text, "104882317");
        scanner.teach(UhidPattern::new(r"\d{10}").unwrap(), "1048823171");
        scanner.keep = Keep::Mobiles;
        assert_eq!(burst(&mut scanner, "9810442217\n", 2).text, "9810442217");
        assert_eq!(burst(&mut scanner, "1048823171\n", 2).scan.as_deref(), Some("1048823171"));
    }

    #[test]
    fn a_document_may_have_lines() {
        let xml = "<?xml version=\"1.0\"?>\n<PrintLetterBarcodeData name=\"A\"/>\n";
        assert_eq!(burst(&mut taught(), xml, 1).scan.as_deref(), Some(xml.trim()));
    }

    #[test]
    fn nothing_typed_is_ever_lost() {
        let mut scanner = taught();
        let mut got = String::new();
        let mut at = 0;
        for (i, c) in "MK7 98 NR1 {x} DEMO-M 2".chars().enumerate() {
            got.push_str(&scanner.character(c, at).text);
            at += if i % 3 == 0 { 80 } else { 5 };
        }
        got.push_str(&scanner.other().text);
        assert_eq!(got, "MK7 98 NR1 {x} DEMO-M 2");
    }
}
