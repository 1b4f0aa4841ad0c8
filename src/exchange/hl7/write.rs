//! Segments of HL7 v2: fields by their number, escapes, times. Owns how text becomes part of a message; whatever a text holds, it stays
//! inside its own component. Source: HL7 v2.5.1, chapter 2 (§2.6 encoding rules, §2.7 escapes, §2.5.3 null values).

use chrono::{DateTime, Datelike as _, FixedOffset, NaiveDate, Timelike as _};

/// Longest text of data type ST, escapes counted (HL7 v2.5.1 §2.A.74); strict receivers refuse a longer one. What may be longer and must
/// stay whole goes into a field of type TX.
pub(super) const ST_MAX_CHARS: usize = 199;

/// A segment being written. Fields come in the order of their numbers; the same number again is its next repetition.
pub(in crate::exchange) struct Segment<'o> {
    out: &'o mut Vec<u8>,
    field: usize,
}

/// A component: its sub-components, escaped.
#[derive(Clone, Copy)]
pub(in crate::exchange) enum Part<'t> {
    One(&'t str),
    /// Sub-components.
    Two(&'t str, &'t str),
}

impl Part<'_> {
    const fn is_empty(self) -> bool {
        match self {
            Part::One(text) => text.is_empty(),
            Part::Two(first, second) => first.is_empty() && second.is_empty(),
        }
    }
}

impl<'o> Segment<'o> {
    /// Begins a segment.
    pub fn new(out: &'o mut Vec<u8>, id: &str) -> Self {
        out.extend_from_slice(id.as_bytes());
        Self { out, field: 0 }
    }

    /// Goes on behind a head that has so many fields already.
    pub fn after(out: &'o mut Vec<u8>, field: usize) -> Self {
        Self { out, field }
    }

    fn to(&mut self, field: usize) {
        debug_assert!(field >= self.field, "fields in their order");
        if field == self.field {
            self.out.push(b'~');
        }
        while self.field < field {
            self.out.push(b'|');
            self.field += 1;
        }
    }

    /// One field of one component; nothing is written for an empty text.
    pub fn text(&mut self, field: usize, text: &str) -> &mut Self {
        if !text.is_empty() {
            self.to(field);
            escape(self.out, text);
        }
        self
    }

    /// A text of data type TX or FT, whose line ends stay as `\.br\`.
    pub fn lines(&mut self, field: usize, text: &str) -> &mut Self {
        let mut lines = text.lines();
        if let Some(first) = lines.next() {
            self.to(field);
            write(self.out, first, usize::MAX);
            for line in lines {
                self.out.extend_from_slice(b"\\.br\\");
                write(self.out, line, usize::MAX);
            }
        }
        self
    }

    /// Components; empty ones at the end are cut, nothing is written where all are.
    pub fn parts(&mut self, field: usize, parts: &[&str]) -> &mut Self {
        let Some(last) = parts.iter().rposition(|part| !part.is_empty()) else { return self };
        self.to(field);
        for (at, part) in parts.iter().take(last + 1).enumerate() {
            if at > 0 {
                self.out.push(b'^');
            }
            escape(self.out, part);
        }
        self
    }

    /// Components that have sub-components.
    pub fn subs(&mut self, field: usize, parts: &[Part<'_>]) -> &mut Self {
        let Some(last) = parts.iter().rposition(|part| !part.is_empty()) else { return self };
        self.to(field);
        for (at, part) in parts.iter().take(last + 1).enumerate() {
            if at > 0 {
                self.out.push(b'^');
            }
            match part {
                Part::One(text) => escape(self.out, text),
                Part::Two(first, second) => {
                    escape(self.out, first);
                    if !second.is_empty() {
                        self.out.push(b'&');
                        escape(self.out, second);
                    }
                }
            }
        }
        self
    }

    /// A moment with its offset: `20221124090305+0530`.
    pub fn time(&mut self, field: usize, at: Option<DateTime<FixedOffset>>) -> &mut Self {
        if let Some(at) = at {
            self.to(field);
            time(self.out, at);
        }
        self
    }

    /// Ends it. Each segment ends in CR alone.
    pub fn end(&mut self) {
        self.out.push(b'\r');
    }
}

/// Writes a text so that it stays one component: delimiters escaped, whatever some reader takes for the end of a line made a blank, cut
/// at [`ST_MAX_CHARS`].
pub(in crate::exchange) fn escape(out: &mut Vec<u8>, text: &str) {
    write(out, text, ST_MAX_CHARS);
}

/// A text that is just `""` would read as HL7's order to delete the value, so its signs are written as numbers.
fn write(out: &mut Vec<u8>, text: &str, most: usize) {
    let text = text.trim();
    if text == "\"\"" {
        out.extend_from_slice(b"\\X2222\\");
        return;
    }
    let mut chars = 0;
    for c in text.chars() {
        let escaped = escape_of(c);
        chars += escaped.map_or(1, <[u8]>::len);
        match escaped {
            _ if chars > most => return,
            Some(escaped) => out.extend_from_slice(escaped),
            None if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') => out.push(b' '),
            None if c.is_ascii() => out.extend(u8::try_from(c)),
            None => out.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes()),
        }
    }
}

const fn escape_of(c: char) -> Option<&'static [u8]> {
    Some(match c {
        '|' => b"\\F\\",
        '^' => b"\\S\\",
        '~' => b"\\R\\",
        '\\' => b"\\E\\",
        '&' => b"\\T\\",
        _ => return None,
    })
}

/// True where a text would be cut in a field of type ST, or has lines.
pub(super) fn needs_lines(text: &str) -> bool {
    let long = || text.chars().map(|c| escape_of(c).map_or(1, <[u8]>::len)).sum::<usize>() > ST_MAX_CHARS;
    text.contains(['\r', '\n']) || (text.len() > ST_MAX_CHARS / 3 && long())
}

fn two(out: &mut Vec<u8>, value: u32) {
    out.extend([value / 10 % 10, value % 10].into_iter().filter_map(|digit| u8::try_from(digit).ok()).map(|digit| b'0' + digit));
}

fn year(out: &mut Vec<u8>, year: i32) {
    let year = u32::try_from(year).unwrap_or(0);
    two(out, year / 100);
    two(out, year % 100);
}

/// `20221124`.
pub(super) fn day(out: &mut Vec<u8>, day: NaiveDate) {
    year(out, day.year());
    two(out, day.month());
    two(out, day.day());
}

fn time(out: &mut Vec<u8>, at: DateTime<FixedOffset>) {
    day(out, at.date_naive());
    two(out, at.hour());
    two(out, at.minute());
    two(out, at.second());
    let minutes = at.offset().local_minus_utc() / 60;
    out.push(if minutes < 0 { b'-' } else { b'+' });
    two(out, minutes.unsigned_abs() / 60);
    two(out, minutes.unsigned_abs() % 60);
}

#[cfg(test)]
mod tests {
    use super::super::super::analyser::delimiters::{Delimiters, nth};
    use super::*;
    use proptest::prelude::*;

    fn of(write: impl FnOnce(&mut Segment<'_>)) -> String {
        let mut out = Vec::new();
        let mut segment = Segment::new(&mut out, "PID");
        write(&mut segment);
        segment.end();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn fields_stand_where_their_numbers_say() {
        let text = of(|s| {
            s.text(1, "1").text(2, "").parts(3, &["a|b", "", "c", ""]).parts(3, &["d&e"]).subs(5, &[Part::Two("f", "g")]);
        });
        assert_eq!(text, "PID|1||a\\F\\b^^c~d\\T\\e||f&g\r");
        let text = of(|s| {
            s.text(1, " x\r\ny\u{85}z\u{2028} ").text(2, "\"\"").lines(4, "one\r\ntwo^").parts(6, &["", ""]);
        });
        assert_eq!(text, "PID|x  y z|\\X2222\\||one\\.br\\two\\S\\\r");
    }

    #[test]
    fn texts_are_cut_between_their_signs() {
        let text = of(|s| {
            s.text(1, &"a|".repeat(60)).lines(2, &"|".repeat(100));
        });
        assert_eq!(text, format!("PID|{}a|{}\r", "a\\F\\".repeat(49), "\\F\\".repeat(100)));
        assert!(
            needs_lines(&"|".repeat(67))
                && !needs_lines(&"|".repeat(66))
                && needs_lines("a\nb")
                && !needs_lines(&"a".repeat(199))
        );
    }

    proptest! {
        /// Read back with the reader of analysers' files and of answers.
        #[test]
        fn whatever_a_text_holds_it_stays_in_its_place(texts in proptest::collection::vec("\\PC{0,30}|[|^~\\\\&\r\n\"FSTRE.brX0-9]{0,30}|\\x00{0,3}", 3)) {
            let line = of(|s| {
                s.text(1, &texts[0]).parts(2, &["x", &texts[1], "y"]).parts(2, &["z"]).subs(3, &[Part::Two(&texts[2], "w")]);
            });
            let segment = line.strip_suffix('\r').unwrap();
            prop_assert!(!segment.contains(['\r', '\n']));
            let read = Delimiters::hl7("MSH|^~\\&|").unwrap();
            let fields = read.fields(segment);
            // A line or paragraph separator breaks a line for some receivers: a blank too.
            let breaks = |c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}');
            let want = |text: &str| text.trim().chars().map(|c| if breaks(c) { ' ' } else { c }).collect::<String>();
            let literal = |text: &str| text.trim() == "\"\"";
            prop_assert_eq!(nth(&fields, 1).is_empty(), want(&texts[0]).is_empty() && texts[0].trim().is_empty());
            if !literal(&texts[0]) {
                prop_assert_eq!(read.plain(nth(&fields, 1)), want(&texts[0]).trim().to_owned());
            }
            let parts = read.parts(nth(&fields, 2));
            prop_assert_eq!(parts.len(), 3);
            if !literal(&texts[1]) {
                prop_assert_eq!(parts[1].clone(), want(&texts[1]).trim().to_owned());
            }
            prop_assert_eq!(nth(&fields, 2).split('~').nth(1), Some("z"));
            prop_assert_eq!(nth(&fields, 3).split('&').nth(1), Some("w"));
        }
    }

    #[test]
    fn times_have_their_offset() {
        for (told, written) in
            [("2022-11-24T09:03:05+05:30", "20221124090305+0530"), ("0987-01-02T00:00:00-03:30", "09870102000000-0330")]
        {
            let text = of(|s| {
                s.time(1, Some(told.parse().unwrap()));
            });
            assert_eq!(text, format!("PID|{written}\r"));
        }
    }
}
