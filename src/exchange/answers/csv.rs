//! Answers as a list in CSV: our number, what became of it, the central number, a message. A row each; what a row does not say clearly
//! is a stray with its line.

use super::super::analyser::text::LineCounter;
use super::{About, Reading, Said, clip, small_enough};
use crate::hospital::pack::AnswerColumns;
use crate::journal::{Answer, RecordKind};
use crate::problem::Problem;

/// Lower case, letters and digits of any script only.
fn bare(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn has(words: &[String], text: &str) -> bool {
    words.iter().any(|word| bare(word) == text)
}

/// Where each column stands.
struct Places {
    number: usize,
    status: usize,
    kind: Option<usize>,
    uhid: Option<usize>,
    message: Option<usize>,
    mark: Option<usize>,
    width: usize,
}

impl Places {
    fn of(columns: &AnswerColumns, head: &csv::ByteRecord) -> Option<Self> {
        let names: Vec<String> = head.iter().map(|name| bare(&String::from_utf8_lossy(name))).collect();
        let at = |words: &[String]| names.iter().position(|name| has(words, name));
        Some(Self {
            number: at(&columns.number)?,
            status: at(&columns.status)?,
            kind: at(&columns.kind),
            uhid: at(&columns.uhid),
            message: at(&columns.message),
            mark: at(&columns.mark),
            width: names.len(),
        })
    }
}

fn reader(body: &[u8], separator: u8) -> csv::Reader<&[u8]> {
    csv::ReaderBuilder::new().delimiter(separator).has_headers(false).flexible(true).from_reader(body)
}

/// Reads a list; the separator is the one of `,` `;` and tab that makes both needed columns of its first row.
///
/// # Errors
/// `problem-answers-large`; `problem-answers-columns` when the first row does not name the two columns.
pub fn read_answers(bytes: &[u8], columns: &AnswerColumns) -> Result<Reading, Problem> {
    small_enough(bytes)?;
    let body = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let found = [b',', b';', b'\t'].into_iter().find_map(|separator| {
        let mut rows = reader(body, separator);
        let mut head = csv::ByteRecord::new();
        let read = rows.read_byte_record(&mut head).unwrap_or(false);
        Some((Places::of(columns, &head).filter(|_places| read)?, rows))
    });
    let Some((places, mut rows)) = found else { return Err(Problem::refused("problem-answers-columns")) };
    let mut reading = Reading::default();
    let mut lines = LineCounter::new(body);
    let mut row = csv::ByteRecord::new();
    loop {
        let line = lines.line_at(begin(body, rows.position()));
        if reading.full() {
            reading.stray(line, "", "answer-many", "");
            break;
        }
        match rows.read_byte_record(&mut row) {
            Ok(false) => break,
            Ok(true) => take(&mut reading, columns, &places, &row, line),
            Err(_unreadable) => {
                reading.stray(line, "", "answer-row", "");
                break;
            }
        }
    }
    Ok(reading)
}

/// Where the next row begins: the reader stands before the line ends that are left of the row above, and before blank lines.
pub(in crate::exchange) fn begin(body: &[u8], at: &csv::Position) -> usize {
    let at = usize::try_from(at.byte()).unwrap_or(usize::MAX);
    let rest = body.get(at..).unwrap_or_default();
    at.saturating_add(rest.iter().take_while(|b| matches!(**b, b'\r' | b'\n')).count())
}

fn take(reading: &mut Reading, columns: &AnswerColumns, places: &Places, row: &csv::ByteRecord, line: u64) {
    let cell = |at: usize| row.get(at).map_or("", |cell| std::str::from_utf8(cell).unwrap_or("\u{fffd}")).trim();
    let maybe = |at: Option<usize>| at.map_or("", cell);
    if row.iter().all(|cell| cell.trim_ascii().is_empty()) {
        return;
    }
    // A spreadsheet writes our numbers back as they left: texts may have the apostrophe that keeps them texts.
    let number = cell(places.number).trim_start_matches('\'');
    let (status, uhid, message) = (cell(places.status), maybe(places.uhid).trim_start_matches('\''), maybe(places.message));
    let torn = row.len() != places.width || row.iter().any(|cell| std::str::from_utf8(cell).is_err());
    let word = bare(status);
    let (received, refused) = (has(&columns.received, &word), has(&columns.refused, &word));
    let outcome = match (received, refused) {
        _ if torn => return reading.stray(line, number, "answer-row", &[status, message].join(" ")),
        _ if number.is_empty() => return reading.stray(line, "", "answer-about", &[status, uhid, message].join(" ")),
        (true, false) => Answer::Received { central: clip(uhid) },
        (false, true) => Answer::Refused { reason: clip(if message.is_empty() { status } else { message }) },
        _ => return reading.stray(line, number, "answer-code", status),
    };
    let kind = maybe(places.kind);
    let known = RecordKind::ALL.into_iter().find(|known| bare(known.code()) == bare(kind));
    if known.is_none() && !kind.is_empty() {
        return reading.stray(line, number, "answer-kind", kind);
    }
    // A spreadsheet may have made something else of it: then it names no version of ours, and is listed.
    let mark = Some(maybe(places.mark).trim_start_matches('\'')).filter(|mark| !mark.is_empty()).map(clip);
    reading.said.push(Said { about: About::Number { number: clip(number), kind: known, mark }, outcome, line });
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(text: &[u8]) -> Reading {
        read_answers(text, &AnswerColumns::default()).unwrap()
    }

    #[test]
    fn a_list_is_read_with_any_separator() {
        let text = "Provisional Number,Kind,Status,UHID,Message\r\n\
                    MK7A-000001-1,identity,Received,104812345,\r\n\
                    MK7A-000002-2,identity,REJECTED,,\"name, missing\"\r\n";
        let wanted = read(text.as_bytes());
        let received = Answer::Received { central: "104812345".to_owned() };
        let refused = Answer::Refused { reason: "name, missing".to_owned() };
        assert_eq!(wanted.said.iter().map(|said| &said.outcome).collect::<Vec<_>>(), [&received, &refused]);
        let about = About::Number { number: "MK7A-000001-1".to_owned(), kind: Some(RecordKind::Identity), mark: None };
        assert_eq!((&wanted.said[0].about, wanted.said[0].line, wanted.said[1].line), (&about, 2, 3));
        let other = text.replace("\"name, missing\"", "name# missing").replace(',', ";").replace('#', ",");
        assert_eq!(read(other.as_bytes()), wanted);
        let tabs = ["\u{feff}", &other.replace(';', "\t")].concat();
        assert_eq!(read(tabs.as_bytes()), wanted);
    }

    #[test]
    fn what_a_row_does_not_say_is_listed() {
        let rows =
            read(b"number;status;uhid\nM1;ok;5\n;ok;6\nM2;perhaps;7\nM3;;8\n\nM4;ok\nM5;ok;\xff\n'M6;ok;'0012\nM7;error;\n");
        let strays: Vec<(u64, &str, &str)> = rows.strays.iter().map(|s| (s.line, s.about.as_str(), s.why.as_str())).collect();
        let wanted = [
            (3, "", "answer-about"),
            (4, "M2", "answer-code"),
            (5, "M3", "answer-code"),
            (7, "M4", "answer-row"),
            (8, "M5", "answer-row"),
        ];
        assert_eq!(strays, wanted);
        let about = |number: &str| About::Number { number: number.to_owned(), kind: None, mark: None };
        let said: Vec<(About, u64)> = rows.said.iter().map(|said| (said.about.clone(), said.line)).collect();
        assert_eq!(said, [(about("M1"), 2), (about("M6"), 9), (about("M7"), 10)]);
        assert_eq!(rows.said[1].outcome, Answer::Received { central: "0012".to_owned() });
        assert_eq!(rows.said[2].outcome, Answer::Refused { reason: "error".to_owned() });
    }

    #[test]
    fn columns_may_have_other_names() {
        let columns =
            AnswerColumns {
                number: vec!["अस्थायी संख्या".to_owned()], received: vec!["हाँ".to_owned()], ..AnswerColumns::default()
            };
        let read = read_answers("अस्थायी संख्या,status\nM1,हाँ\n".as_bytes(), &columns).unwrap();
        assert_eq!(read.said.len(), 1);
        for other in [&b"name,age\nx,1\n"[..], b"", b"\xff\xfe\x00", b"number\nM1\n"] {
            assert_eq!(read_answers(other, &columns).unwrap_err().id, "problem-answers-columns");
        }
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
            let whole = [&b"number,status\n"[..], &bytes].concat();
            let rows = read(&whole);
            prop_assert!(rows.said.len() + rows.strays.len() <= bytes.len() + 1);
            drop(read_answers(&bytes, &AnswerColumns::default()));
        }
    }
}
