//! Delimiters as the head of a message declares them, fields, escapes and times.

use super::text::decode;
use chrono::{DateTime, FixedOffset, NaiveDate, NaiveDateTime, TimeZone as _};

/// The delimiters of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::exchange) struct Delimiters {
    pub field: char,
    pub part: char,
    pub repeat: char,
    pub escape: Option<char>,
    pub sub: Option<char>,
}

impl Delimiters {
    /// From `H|\^&`: field, repeat, component, escape.
    pub fn astm(head: &str) -> Option<Self> {
        let mut signs = head.chars().skip(1);
        let (field, repeat, part) = (signs.next()?, signs.next()?, signs.next()?);
        let escape = signs.next().filter(|c| *c != field);
        Self { field, part, repeat, escape, sub: None }.sound()
    }

    /// From `MSH|^~\&`: field, component, repeat, escape, sub-component.
    pub fn hl7(head: &str) -> Option<Self> {
        let mut signs = head.chars().skip(3);
        let (field, part) = (signs.next()?, signs.next()?);
        let mut more = signs.take_while(|c| *c != field);
        let repeat = more.next()?;
        let (escape, sub) = (more.next(), more.next());
        Self { field, part, repeat, escape, sub }.sound()
    }

    /// Signs, each another one.
    fn sound(self) -> Option<Self> {
        let all: Vec<char> = [self.field, self.part, self.repeat].into_iter().chain(self.escape).chain(self.sub).collect();
        let differ = all.iter().enumerate().all(|(i, c)| !all.iter().skip(i + 1).any(|d| d == c));
        (differ && all.iter().all(char::is_ascii_punctuation)).then_some(self)
    }

    /// Fields of a record; ASTM's and HL7's first is the record's own name.
    pub fn fields(self, text: &str) -> Vec<&str> {
        text.split(self.field).collect()
    }

    /// The first repetition of a field, in its components, escapes resolved.
    pub fn parts(self, field: &str) -> Vec<String> {
        let first = field.split(self.repeat).next().unwrap_or("");
        first.split(self.part).map(|part| self.plain(part)).collect()
    }

    /// One component (from 1) of the first repetition of a field.
    pub fn part(self, field: &str, at: usize) -> String {
        self.parts(field).into_iter().nth(at.saturating_sub(1)).unwrap_or_default()
    }

    /// Every repetition of a field in one line: components and repetitions stay as they are, escapes resolved.
    pub fn all(self, field: &str) -> String {
        let trimmed = field.trim().trim_end_matches([self.part, self.repeat]);
        self.plain(trimmed)
    }

    /// Text without escapes and control characters; HL7's explicit nothing (`""`) is nothing.
    pub fn plain(self, text: &str) -> String {
        let text = self.unescape(text);
        let text: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        let text = text.trim();
        if text == "\"\"" { String::new() } else { text.to_owned() }
    }

    fn unescape(self, text: &str) -> String {
        let Some(escape) = self.escape.filter(|e| text.contains(*e)) else { return text.to_owned() };
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        while let Some((before, after)) = rest.split_once(escape) {
            out.push_str(before);
            let known = after.split_once(escape).and_then(|(code, next)| Some((self.meaning(code)?, next)));
            if let Some((meaning, next)) = known {
                out.push_str(&meaning);
                rest = next;
            } else {
                out.push(escape);
                rest = after;
            }
        }
        out.push_str(rest);
        out
    }

    fn meaning(self, code: &str) -> Option<String> {
        let sign = match code {
            "F" => self.field,
            "S" => self.part,
            "R" => self.repeat,
            "E" => self.escape?,
            "T" => self.sub?,
            "H" | "N" => return Some(String::new()),
            ".br" | ".sp" => ' ',
            _ => return code.strip_prefix('X').and_then(bytes_of_hex).map(|bytes| decode(&bytes)),
        };
        Some(sign.to_string())
    }
}

fn bytes_of_hex(hex: &str) -> Option<Vec<u8>> {
    let digits: Option<Vec<u32>> = hex.chars().map(|c| c.to_digit(16)).collect();
    let pairs = digits.filter(|d| !d.is_empty() && d.len() % 2 == 0)?;
    pairs.chunks(2).map(|pair| u8::try_from(pair.iter().fold(0, |sum, d| sum * 16 + d)).ok()).collect()
}

/// A field, counted from 0 (the record's own name); empty where the record ends before it.
pub(in crate::exchange) fn nth<'a>(fields: &[&'a str], at: usize) -> &'a str {
    fields.get(at).copied().unwrap_or("")
}

/// What a time field says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Moment {
    /// Nothing, or a day without a time.
    No,
    At(DateTime<FixedOffset>),
    Unreadable,
}

/// `20221124`, `202211240903`, `20221124090305.12+0530`; HL7's second component (precision) is passed over.
pub(super) fn moment(text: &str, assume: FixedOffset) -> Moment {
    let text = text.split('^').next().unwrap_or("").trim();
    if text.is_empty() {
        return Moment::No;
    }
    let (clock, offset) = match text.find(['+', '-']) {
        Some(at) => {
            let (clock, zone) = text.split_at(at);
            let Some(offset) = offset_of(zone) else { return Moment::Unreadable };
            (clock, offset)
        }
        None => {
            (text.trim_end_matches('Z'), if text.ends_with('Z') { FixedOffset::east_opt(0).unwrap_or(assume) } else { assume })
        }
    };
    let digits = clock.split('.').next().unwrap_or("");
    if !digits.bytes().all(|b| b.is_ascii_digit()) {
        return Moment::Unreadable;
    }
    let number = |from: usize, to: usize| digits.get(from..to).and_then(|d| d.parse::<u32>().ok());
    let day = || NaiveDate::from_ymd_opt(i32::try_from(number(0, 4)?).ok()?, number(4, 6)?, number(6, 8)?);
    let at = |second: u32| -> Option<NaiveDateTime> { day()?.and_hms_opt(number(8, 10)?, number(10, 12)?, second) };
    let local = match digits.len() {
        8 if day().is_some() => return Moment::No,
        12 => at(0),
        14 => number(12, 14).and_then(at),
        _ => None,
    };
    local.and_then(|local| offset.from_local_datetime(&local).single()).map_or(Moment::Unreadable, Moment::At)
}

/// `+0530`.
fn offset_of(zone: &str) -> Option<FixedOffset> {
    let digits = zone.get(1..).filter(|d| d.len() == 4 && d.bytes().all(|b| b.is_ascii_digit()))?;
    let (hours, minutes) = (digits.get(..2)?.parse::<i32>().ok()?, digits.get(2..)?.parse::<i32>().ok()?);
    let seconds = hours * 3600 + minutes * 60;
    if minutes > 59 || hours > 14 {
        return None;
    }
    FixedOffset::east_opt(if zone.starts_with('-') { -seconds } else { seconds })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ist() -> FixedOffset {
        FixedOffset::east_opt(19_800).unwrap()
    }

    #[test]
    fn times_are_read_with_and_without_offset() {
        let shown = |text: &str| match moment(text, ist()) {
            Moment::At(at) => at.to_rfc3339(),
            other => format!("{other:?}"),
        };
        for (text, want) in [
            ("20221124090305", "2022-11-24T09:03:05+05:30"),
            ("202211240903", "2022-11-24T09:03:00+05:30"),
            ("20221124090305.1234-0400^S", "2022-11-24T09:03:05-04:00"),
            ("20221124090305Z", "2022-11-24T09:03:05+00:00"),
            ("", "No"),
            ("20221124", "No"),
            ("2022", "Unreadable"),
            ("20221324090305", "Unreadable"),
            ("2022112409", "Unreadable"),
            ("20221124096005", "Unreadable"),
            ("24/11/2022", "Unreadable"),
            ("20221124090305+5", "Unreadable"),
            ("20221124090305+ab30", "Unreadable"),
            ("é", "Unreadable"),
        ] {
            assert_eq!(shown(text), want, "{text}");
        }
    }

    #[test]
    fn escapes_of_both_formats() {
        let hl7 = Delimiters::hl7(r"MSH|^~\&|A").unwrap();
        for (text, want) in [
            (r"a\F\b\S\c\T\d\R\e\E\f", r"a|b^c&d~e\f"),
            (r"\X48\\X4921\", "HI!"),
            (r"\XE0A4B9\", "ह"),
            (r"one\.br\two \H\bold\N\", "one two bold"),
            (r"C:\Zx\ \X4\ \", r"C:\Zx\ \X4\ \"),
            (r#""""#, ""),
        ] {
            assert_eq!(hl7.plain(text), want, "{text}");
        }
        let astm = Delimiters::astm(r"H|\^&|||X").unwrap();
        assert_eq!(astm.plain("a&F&b&S&c&R&d&E&e & f &T&"), r"a|b^c\d&e & f &T&");
        assert_eq!(Delimiters::astm("H|||"), None);
        assert_eq!(Delimiters::astm("Hello there"), None);
        assert_eq!(Delimiters::hl7("MSH|^"), None);
        assert_eq!(Delimiters::hl7("MSH|^~|X").map(|d| d.escape), Some(None));
        assert_eq!(Delimiters::astm("H!#*%!").map(|d| (d.field, d.repeat, d.part, d.escape)), Some(('!', '#', '*', Some('%'))));
    }
}
