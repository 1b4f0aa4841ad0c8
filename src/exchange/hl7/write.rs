//! Segments of HL7 v2: fields by their number, escapes, times. Owns how text becomes part of a message; whatever a text holds, it stays
//! inside its own component. Source: HL7 v2.5.1, chapter 2 (§2.6 encoding rules, §2.7 escapes, §2.5.3 null values).

use chrono::{DateTime, Datelike as _, FixedOffset, NaiveDate, Timelike as _};

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
            escape(self.out, first);
            for line in lines {
                self.out.extend_from_slice(b"\\.br\\");
                escape(self.out, line);
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

/// Writes a text so that it stays one component: delimiters escaped, whatever some reader takes for the end of a line made a blank.
/// A text that is just `""` would read as HL7's order to delete the value, so its signs are written as numbers.
pub(in crate::exchange) fn escape(out: &mut Vec<u8>, text: &str) {
    let text = text.trim();
    if text == "\"\"" {
        out.extend_from_slice(b"\\X2222\\");
        return;
    }
    for c in text.chars() {
        match c {
            '|' => out.extend_from_slice(b"\\F\\"),
            '^' => out.extend_from_slice(b"\\S\\"),
            '~' => out.extend_from_slice(b"\\R\\"),
            '\\' => out.extend_from_slice(b"\\E\\"),
            '&' => out.extend_from_slice(b"\\T\\"),
            c if c.is_ascii() && !c.is_ascii_control() => out.extend(u8::try_from(c)),
            c if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') => out.push(b' '),
            c => out.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes()),
        }
    }
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
    use super::*;

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
