//! The export as it comes: fifty kinds of damage and more between good rows. Every good row comes through, each damage is on the list
//! with its line, column and kind; reading can begin again after any row. All people here are invented.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "the helpers of tests fail as the tests do")]

use chrono::NaiveDate;
use nirantar::hospital::central::{Born, CentralPatient};
use nirantar::hospital::identifiers::{UhidPattern, verhoeff_ok};
use nirantar::hospital::pack::{DateOrder, Delimiter, IndexColumns, Lang};
use nirantar::hospital::person::{PersonName, Relation};
use nirantar::hospital::sex::Sex;
use nirantar::index::IndexError;
use nirantar::index::intake::{
    Done, ExportFault, FaultCounts, FaultKind as Kind, FaultList, Intake, Mark, RECORD_BYTES_MAX, RowFault, Taken,
};
use nirantar::words::words;
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::io::{Cursor, Read};

const COLUMNS: [&str; 17] = [
    "uhid",
    "name",
    "name_hi",
    "relation",
    "relative",
    "relative_hi",
    "sex",
    "born",
    "age",
    "registered_on",
    "mobile",
    "abha",
    "pin",
    "village",
    "district",
    "birth_year",
    "change",
];
/// One of UIDAI's numbers for tests.
const AADHAAR: &str = "999941057058";

fn as_of() -> NaiveDate {
    NaiveDate::from_ymd_opt(2022, 11, 23).unwrap()
}

fn nine() -> UhidPattern {
    UhidPattern::new(r"\d{9}").unwrap()
}

fn open(bytes: &[u8]) -> Result<Intake<Cursor<&[u8]>>, IndexError> {
    Intake::new(Cursor::new(bytes), &IndexColumns::default(), &nine(), as_of())
}

fn all<R: Read>(intake: Intake<R>) -> Vec<Taken> {
    intake.map(Result::unwrap).collect()
}

/// A row with these cells as they stand in the file, the others empty.
fn row(cells: &[(&str, &[u8])]) -> Vec<u8> {
    for (column, _) in cells {
        assert!(COLUMNS.contains(column), "{column}");
    }
    let cell = |column: &&str| cells.iter().find(|(c, _)| c == column).map_or(&[][..], |(_, bytes)| bytes).to_vec();
    COLUMNS.iter().map(cell).collect::<Vec<_>>().join(&b',')
}

fn good_uhid(i: usize) -> String {
    format!("{}", 100_000_000 + i)
}

fn good_row(i: usize) -> Vec<u8> {
    row(&[
        ("uhid", good_uhid(i).as_bytes()),
        ("name", b"Sunita Devi"),
        ("name_hi", "सुनीता देवी".as_bytes()),
        ("relation", b"W/o"),
        ("relative", b"Ramesh Kumar"),
        ("sex", b"F"),
        ("born", b"1990-05-17"),
        ("mobile", b"9810442217"),
        ("abha", b"91-0000-0000-0018"),
        ("pin", b"110029"),
        ("village", b"Rampur"),
        ("district", b"Sitapur"),
    ])
}

fn good_patient(i: usize) -> CentralPatient {
    let name = |latin: &str, hindi: Option<&str>| PersonName {
        latin: Some(latin.to_owned()),
        devanagari: hindi.map(str::to_owned),
        ..PersonName::default()
    };
    CentralPatient {
        uhid: good_uhid(i),
        name: name("Sunita Devi", Some("सुनीता देवी")),
        relation: Some(Relation::WifeOf),
        relative: Some(name("Ramesh Kumar", None)),
        sex: Some(Sex::Female),
        born: Born::Day(NaiveDate::from_ymd_opt(1990, 5, 17).unwrap()),
        mobile: "9810442217".to_owned().try_into().ok(),
        abha: "91000000000018".to_owned().try_into().ok(),
        pin: "110029".to_owned().try_into().ok(),
        place: "Rampur, Sitapur".to_owned(),
    }
}

/// A damaged row with its line end, and what must be told of it: column, kind, what was done.
struct Damage {
    bytes: Vec<u8>,
    told: Vec<(&'static str, Kind, Done)>,
}

fn raw(bytes: impl Into<Vec<u8>>, told: &[(&'static str, Kind, Done)]) -> Damage {
    Damage { bytes: bytes.into(), told: told.to_vec() }
}

/// A row that is good but for one cell.
fn cell(column: &'static str, bytes: impl AsRef<[u8]>, kind: Kind, done: Done) -> Damage {
    let mut cells: Vec<(&str, &[u8])> = vec![("uhid", b"500000000"), ("name", b"Mohan Lal"), ("registered_on", b"2020-06-30")];
    cells.retain(|(c, _)| *c != column);
    cells.push((column, bytes.as_ref()));
    raw([row(&cells), b"\n".to_vec()].concat(), &[(column, kind, done)])
}

fn lines() -> Vec<Damage> {
    use Done::{Mended, PassedOver, RowLeftOut};
    let few = |cells: &str| format!("500000000,Mohan Lal,,{cells}\n");
    let long = format!("500000000,{}\n", "Mohan ".repeat(RECORD_BYTES_MAX / 4));
    let header = format!("{}\n", COLUMNS.join(","));
    let cr = [row(&[("uhid", b"500000000"), ("name", b"Mohan")]), b"\r".to_vec()].concat();
    vec![
        raw("500000000,\"Mohan\n", &[("", Kind::QuoteOpen, RowLeftOut)]),
        raw([row(&[("uhid", b"500000000"), ("name", b"\"Mohan")]), b"\n".to_vec()].concat(), &[("", Kind::QuoteOpen, Mended)]),
        raw(
            [row(&[("uhid", b"500000000"), ("name", b"\"Mohan\" Lal")]), b"\n".to_vec()].concat(),
            &[("", Kind::QuoteStray, Mended)],
        ),
        raw(long, &[("", Kind::LineLong, RowLeftOut)]),
        raw("\n", &[("", Kind::LineEmpty, PassedOver)]),
        raw(",,, ,,,,,,,,,,,,,\n", &[("", Kind::RowEmpty, PassedOver)]),
        raw(cr, &[("", Kind::LineEndCr, Mended)]),
        raw("500000000,Mohan,,,,,,,,,,,,Rampur,Tehsil,,,Sitapur\n", &[("", Kind::ColumnsMany, RowLeftOut)]),
        raw("500000000,Mohan,,,,,,,,,,,,Rampur,,,,,,,\n", &[("", Kind::ColumnsMany, Mended)]),
        raw(few("S/o,Ram"), &[("", Kind::ColumnsFew, Mended)]),
        raw("500000000,Mohan Lal,,S/o,Ram,M,1990-01-01\n", &[("", Kind::ColumnsFew, RowLeftOut)]),
        raw("500000000\n", &[("", Kind::ColumnsFew, RowLeftOut)]),
        raw(header.to_uppercase(), &[("", Kind::HeaderAgain, PassedOver)]),
        raw("\0\0\0\0\n", &[("", Kind::LineEmpty, PassedOver)]),
    ]
}

fn texts() -> Vec<Damage> {
    use Done::{FieldLeftOut, Mended, RowLeftOut};
    vec![
        cell("name", b"Mo\xffhan", Kind::Utf8, RowLeftOut),
        cell("uhid", b"5000\xff0000", Kind::Utf8, RowLeftOut),
        cell("village", b"Ram\xf0pur", Kind::Utf8, FieldLeftOut),
        cell("mobile", b"98104\xa042217", Kind::Utf8, FieldLeftOut),
        cell("name_hi", b"\xe0\xa4 \xe0\xa4", Kind::Utf8, FieldLeftOut),
        cell("name", "???? ????", Kind::LettersLost, RowLeftOut),
        cell("name", "Mo\u{fffd}han", Kind::LettersLost, RowLeftOut),
        cell("relative", "?????", Kind::LettersLost, FieldLeftOut),
        cell("name", "à¤®à¥‹à¤¹à¤¨", Kind::Mojibake, Mended),
        cell("village", "à¤°à¤¾à¤®", Kind::Mojibake, Mended),
        cell("name", "Mohan&nbsp;Lal", Kind::Entity, Mended),
        cell("name_hi", "&#2350;&#2379;&#2361;&#2344;", Kind::Entity, Mended),
        cell("name", "Mo\0han", Kind::Nul, Mended),
        cell("name", "Mohan\u{7}Lal", Kind::Control, Mended),
        cell("name", "Mohan\tLal", Kind::Tab, Mended),
        cell("village", "\"Gali 4\nRampur\"", Kind::LineBreak, Mended),
        cell("village", "\"Gali 4\r\nRampur, behind 2\"", Kind::LineBreak, Mended),
        cell("name", "Mo\u{200b}han", Kind::ZeroWidth, Mended),
        cell("uhid", "\u{202d}500000000\u{202c}", Kind::ZeroWidth, Mended),
        cell("mobile", "９８１０４４２２１７", Kind::FullWidth, Mended),
        cell("name", "Mohan D’Souza", Kind::SmartQuote, Mended),
        cell("uhid", "'500000000", Kind::Apostrophe, Mended),
        cell("mobile", "'9810442217", Kind::Apostrophe, Mended),
        cell("uhid", "=\"500000000\"", Kind::Formula, Mended),
        cell("pin", "\"=\"\"110029\"\"\"", Kind::Formula, Mended),
        cell("name", "Mohan ".repeat(60), Kind::TextLong, Mended),
        cell("village", "Rampur ".repeat(90), Kind::TextLong, Mended),
        cell("name", format!("Mohan {AADHAAR}"), Kind::Aadhaar, Mended),
        cell("relative", "Ramesh 9999 4105 7058", Kind::Aadhaar, Mended),
        cell("village", "UID ९९९९-४१०५-७०५८ Rampur", Kind::Aadhaar, Mended),
    ]
}

fn people() -> Vec<Damage> {
    use Done::{FieldLeftOut, Mended, RowLeftOut};
    vec![
        cell("uhid", "", Kind::UhidEmpty, RowLeftOut),
        cell("uhid", "NULL", Kind::UhidEmpty, RowLeftOut),
        cell("uhid", "X/".repeat(25) + "1", Kind::UhidLong, RowLeftOut),
        cell("uhid", "1234567890123456789", Kind::UhidDigits, RowLeftOut),
        cell("uhid", "500 000 000", Kind::UhidBlank, Mended),
        cell("uhid", "500 00", Kind::UhidBlank, RowLeftOut),
        cell("uhid", "not given", Kind::UhidBlank, RowLeftOut),
        cell("uhid", "pending", Kind::UhidShape, RowLeftOut),
        cell("uhid", "OLD/2019/0001", Kind::UhidPattern, Mended),
        cell("uhid", AADHAAR, Kind::Aadhaar, RowLeftOut),
        cell("uhid", "5.00E+08", Kind::Rounded, RowLeftOut),
        cell("uhid", "500000000.0", Kind::DecimalEnd, Mended),
        cell("name", "", Kind::NameEmpty, RowLeftOut),
        cell("name", "12345", Kind::NameNoLetters, RowLeftOut),
        cell("name", "Smt.", Kind::NameTitleOnly, RowLeftOut),
        cell("name_hi", "श्रीमती", Kind::NameTitleOnly, FieldLeftOut),
        cell("relation", "neighbour's", Kind::RelationUnknown, FieldLeftOut),
        cell("relative", "12/4", Kind::RelativeNoLetters, FieldLeftOut),
        cell("sex", "X7", Kind::SexUnknown, FieldLeftOut),
        cell("born", "soon", Kind::DateUnread, FieldLeftOut),
        cell("born", "31516", Kind::DateUnread, FieldLeftOut),
        cell("born", "1990-02-31", Kind::DatePartly, Mended),
        cell("born", "17/05/1990", Kind::DateOrder, Mended),
        cell("born", "2031-01-01", Kind::DateFuture, FieldLeftOut),
        cell("born", "1789-07-14", Kind::DateOld, FieldLeftOut),
        cell("born", "1900-01-01", Kind::DatePlaceholder, FieldLeftOut),
        cell("birth_year", "90", Kind::YearImpossible, FieldLeftOut),
        cell("age", "old", Kind::AgeUnread, FieldLeftOut),
        cell("age", "300", Kind::AgeImpossible, FieldLeftOut),
        cell("age", "-4", Kind::AgeImpossible, FieldLeftOut),
    ]
}

fn numbers() -> Vec<Damage> {
    use Done::{FieldLeftOut, Mended};
    let age_day = row(&[("uhid", b"500000000"), ("name", b"Mohan"), ("age", b"34"), ("registered_on", b"?")]);
    vec![
        raw([age_day, b"\n".to_vec()].concat(), &[("registered_on", Kind::AgeDay, FieldLeftOut)]),
        cell("mobile", "98104422177", Kind::MobileDigits, FieldLeftOut),
        cell("mobile", "98104", Kind::MobileDigits, FieldLeftOut),
        cell("mobile", "011-26588500", Kind::MobileLandline, FieldLeftOut),
        cell("mobile", "9810442217/9810442218", Kind::MobileSeveral, Mended),
        cell("mobile", "9999999999", Kind::MobilePlaceholder, FieldLeftOut),
        cell("mobile", "9.81E+09", Kind::Rounded, FieldLeftOut),
        cell("mobile", "9810442217.0", Kind::DecimalEnd, Mended),
        cell("mobile", AADHAAR, Kind::Aadhaar, FieldLeftOut),
        cell("abha", "91-0000", Kind::AbhaDigits, FieldLeftOut),
        cell("abha", "91-1234-5678-9012", Kind::AbhaCheck, Mended),
        cell("abha", AADHAAR, Kind::Aadhaar, FieldLeftOut),
        cell("pin", "011002", Kind::PinDigits, FieldLeftOut),
        cell("pin", "Delhi", Kind::PinDigits, FieldLeftOut),
    ]
}

fn damages() -> Vec<Damage> {
    [lines(), texts(), people(), numbers()].into_iter().flatten().collect()
}

/// The file, and the faults that must be told of it.
fn damaged_file() -> (Vec<u8>, Vec<RowFault>) {
    let mut file = format!("{}\n", COLUMNS.join(",")).into_bytes();
    let (mut told, mut line) = (Vec::new(), 2);
    for (i, damage) in damages().into_iter().enumerate() {
        file.extend([good_row(i), b"\n".to_vec()].concat());
        line += 1;
        told.extend(damage.told.iter().map(|(column, kind, done)| RowFault {
            line,
            column: (*column).to_owned(),
            kind: *kind,
            done: *done,
        }));
        let text = String::from_utf8_lossy(&damage.bytes).replace("\r\n", "\n").replace('\r', "\n");
        line += u64::try_from(text.matches('\n').count()).unwrap();
        file.extend(damage.bytes);
    }
    file.extend(good_row(damages().len()));
    (file, told)
}

#[test]
fn fifty_kinds_of_damage_are_listed_and_no_good_row_is_lost() {
    let (file, told) = damaged_file();
    let taken = all(open(&file).unwrap());
    let faults: Vec<RowFault> = taken.iter().flat_map(|t| t.faults.clone()).collect();
    for (found, wanted) in faults.iter().zip(&told) {
        assert_eq!(found, wanted);
    }
    assert_eq!(faults.len(), told.len());
    let kinds: BTreeSet<Kind> = told.iter().map(|fault| fault.kind).collect();
    assert!(kinds.len() >= 50, "{}", kinds.len());
    assert_eq!(kinds, Kind::ALL.into_iter().collect(), "every kind there is");
    let mut good = 0;
    for row in taken.iter().filter_map(|t| t.row.as_ref()).filter(|row| row.patient.uhid.starts_with("1000")) {
        assert_eq!(row.patient, good_patient(good));
        good += 1;
    }
    assert_eq!(good, damages().len() + 1);
    for one in &taken {
        let no_row = |fault: &RowFault| matches!(fault.done, Done::RowLeftOut | Done::PassedOver);
        assert_eq!(one.row.is_none(), one.faults.last().is_some_and(no_row));
        assert!(!one.faults.iter().rev().skip(1).any(no_row), "the last fault says why");
    }
}

#[test]
fn what_was_mended_reads_as_it_should() {
    let read = |cells: &[(&str, &str)]| {
        let mut row_cells: Vec<(&str, &[u8])> = vec![("uhid", b"500000000")];
        row_cells.extend(cells.iter().map(|(column, text)| (*column, text.as_bytes())));
        let file = [COLUMNS.join(",").into_bytes(), row(&row_cells)].join(&b'\n');
        all(open(&file).unwrap()).remove(0).row.unwrap().patient
    };
    let name = |text: &str| read(&[("name", text)]).name;
    assert_eq!(name("à¤®à¥‹à¤¹à¤¨").devanagari.as_deref(), Some("मोहन"));
    assert_eq!(name("Mohan&nbsp;Lal").latin.as_deref(), Some("Mohan Lal"));
    assert_eq!(name("\"Mohan").latin.as_deref(), Some("Mohan"));
    assert_eq!(name("मोहन लाल").devanagari.as_deref(), Some("मोहन लाल"));
    let combined = read(&[("name", "Smt. Sunita W/o Ramesh Kumar")]);
    assert_eq!(combined.name.latin.as_deref(), Some("Smt. Sunita"));
    assert_eq!(combined.relation, Some(Relation::WifeOf));
    assert_eq!(combined.relative.unwrap().latin.as_deref(), Some("Ramesh Kumar"));
    let both = read(&[("name", "Sunita W/o R. Kumar"), ("relation", "husband"), ("relative", "Ramesh Kumar"), ("sex", "F")]);
    assert_eq!(both.name.latin.as_deref(), Some("Sunita"));
    assert_eq!((both.relation, both.relative.unwrap().latin.as_deref()), (Some(Relation::WifeOf), Some("Ramesh Kumar")));
    let baby = read(&[("name", "B/o Sunita")]);
    assert_eq!((baby.name.latin.as_deref(), baby.relation), (Some("B/o Sunita"), Some(Relation::BabyOf)));
    let born = |cells: &[(&str, &str)]| read(&[&[("name", "Mohan")], cells].concat()).born;
    assert_eq!(born(&[("age", "34"), ("registered_on", "2015-03-01")]), Born::Year(1981));
    assert_eq!(born(&[("age", "12 M"), ("registered_on", "2015-03-01")]), Born::Year(2014));
    assert_eq!(born(&[("born", "1990-02-31"), ("age", "2"), ("registered_on", "2015-03-01")]), Born::Year(1990));
    assert_eq!(born(&[("born", "2031-02-01"), ("age", "२५"), ("registered_on", "2015-03-01")]), Born::Year(1990));
    assert_eq!(born(&[("birth_year", "1990")]), Born::Year(1990));
    assert_eq!(born(&[("age", "34")]), Born::Unknown, "nobody knows when it was said");
    let place = read(&[("name", "Mohan"), ("village", "\"Gali 4,\nRampur\""), ("district", "Sitapur")]).place;
    assert_eq!(place, "Gali 4, Rampur, Sitapur");
}

#[test]
fn no_aadhaar_number_gets_in() {
    let number = [
        "999941057058",
        "9999 4105 7058",
        "9999-4105-7058",
        "९९९९ ४१०५ ७०५८",
        "９９９９４１０５７０５８",
        "9999&nbsp;4105&nbsp;7058",
    ];
    for written in number {
        for column in COLUMNS {
            let mut cells: Vec<(&str, &[u8])> =
                vec![("uhid", b"500000000"), ("name", b"Mohan"), ("registered_on", b"2020-01-01")];
            cells.retain(|(c, _)| *c != column);
            let text = if column == "name" { format!("Mohan {written}") } else { written.to_owned() };
            cells.push((column, text.as_bytes()));
            let file = [COLUMNS.join(",").into_bytes(), row(&cells)].join(&b'\n');
            for taken in all(open(&file).unwrap()) {
                let Some(row) = taken.row else { continue };
                let p = row.patient;
                let name = |n: &PersonName| [n.latin.clone(), n.devanagari.clone()].map(Option::unwrap_or_default).concat();
                let mobile = p.mobile.map(|m| m.digits().to_owned()).unwrap_or_default();
                let abha = p.abha.map(|a| a.digits().to_owned()).unwrap_or_default();
                let kept = [p.uhid, name(&p.name), p.relative.as_ref().map(name).unwrap_or_default(), mobile, abha, p.place];
                let digits = |t: &String| t.chars().filter(|c| c.is_numeric()).count();
                assert!(kept.iter().skip(1).all(|text| digits(text) == 0), "{column}: {written}");
                assert!(digits(&kept[0]) == 9);
            }
        }
    }
}

#[test]
fn a_column_of_aadhaar_numbers_is_not_taken_for_uhids() {
    let twelve = UhidPattern::new(r"\d{12}").unwrap();
    let read = |uhids: &[String]| {
        let file = format!("uhid,name\n{}", uhids.iter().map(|u| format!("{u},Mohan\n")).collect::<Vec<_>>().concat());
        let intake = Intake::new(file.as_bytes(), &IndexColumns::default(), &twelve, as_of()).unwrap();
        intake.collect::<Vec<_>>()
    };
    let serial: Vec<String> = (0..2_000).map(|i| (200_000_000_000_u64 + i).to_string()).collect();
    assert_eq!(read(&serial).iter().filter(|t| t.as_ref().unwrap().row.is_some()).count(), 2_000);
    let fits = |text: &String| verhoeff_ok(&text.bytes().map(|b| b - b'0').collect::<Vec<_>>());
    let aadhaar: Vec<String> = serial.iter().filter(|text| fits(text)).cloned().collect();
    assert!(aadhaar.len() > 100);
    let taken = read(&aadhaar);
    let last = taken.last().unwrap().as_ref();
    assert!(matches!(last, Err(IndexError::Export { what: ExportFault::UhidsAreAadhaar { column }, .. }) if column == "uhid"));
    assert!(taken.len() <= 50, "nothing comes behind the error");
}

/// Gives its bytes in small pieces of changing size.
struct Drops<'a>(&'a [u8], usize);

impl Read for Drops<'_> {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        self.1 = (self.1 * 7 + 3) % 11;
        let count = self.1.min(into.len()).min(self.0.len()).max(usize::from(!self.0.is_empty()));
        into[..count].copy_from_slice(&self.0[..count]);
        self.0 = &self.0[count..];
        Ok(count)
    }
}

#[test]
fn reading_goes_on_after_any_row() {
    let (file, _) = damaged_file();
    let mut intake = open(&file).unwrap();
    let (mut marks, mut whole) = (vec![intake.position()], Vec::new());
    while let Some(taken) = intake.next() {
        whole.push(taken.unwrap());
        marks.push(intake.position());
    }
    assert_eq!(marks.last().unwrap().offset, u64::try_from(file.len()).unwrap());
    for (i, mark) in marks.iter().enumerate() {
        let json = serde_json::to_string(mark).unwrap();
        let mark: Mark = serde_json::from_str(&json).unwrap();
        assert_eq!(all(open(&file).unwrap().at(mark).unwrap()), whole[i..], "{mark:?}");
        let rest = &file[usize::try_from(mark.offset).unwrap()..];
        assert_eq!(all(open(&file).unwrap().resume(rest, mark)), whole[i..], "{mark:?}");
    }
    let dropped = Intake::new(Drops(&file, 1), &IndexColumns::default(), &nine(), as_of()).unwrap();
    assert_eq!(all(dropped), whole);
}

#[test]
fn the_header_is_found_or_the_file_is_refused() {
    let absent = |text: &[u8]| open(text).map(|intake| intake.absent().len());
    for good in [
        "uhid,name\n1,M\n".as_bytes(),
        "\u{feff}UHID, Name \r\n1,M\r\n".as_bytes(),
        b"\"uhid\",\"name\"\r1,M\r",
        b"sep=,\nuhid,name\n1,M",
        b"\n\nuhid,name,other\n1,M,x\n",
    ] {
        assert_eq!(absent(good).unwrap(), 15, "{:?}", String::from_utf8_lossy(good));
    }
    let own = IndexColumns { own: true, mobile: "Phone".to_owned(), place: Vec::new(), ..bare() };
    let read = |text: &[u8], columns: &IndexColumns| match Intake::new(text, columns, &nine(), as_of()) {
        Err(IndexError::Export { what, .. }) => Some(what),
        Ok(_) => None,
        Err(other) => panic!("{other:?}"),
    };
    let usual = IndexColumns::default();
    let utf16: Vec<u8> = "uhid,name\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let missing = |columns: &[&str]| ExportFault::ColumnsMissing { columns: columns.iter().map(|c| (*c).to_owned()).collect() };
    for (text, columns, what) in [
        (&b""[..], &usual, Some(ExportFault::Empty)),
        (b"\n\n", &usual, Some(ExportFault::Empty)),
        (&utf16, &usual, Some(ExportFault::Utf16)),
        (b"\xff\xfeu\0", &usual, Some(ExportFault::Utf16)),
        (b"PK\x03\x04 and so on", &usual, Some(ExportFault::NotText)),
        (b"uhid,na\0me\n", &usual, Some(ExportFault::NotText)),
        (b"uhid;name\n", &usual, Some(ExportFault::Separator { wanted: "," })),
        (b"uhid,other\n", &usual, Some(missing(&["name"]))),
        (b"uhid,name\n", &own, Some(missing(&["Phone"]))),
        (b"uhid,name,PHONE\n", &own, None),
        (b"uhid,name,Name\n", &usual, Some(ExportFault::ColumnTwice { column: "name".to_owned() })),
    ] {
        assert_eq!(read(text, columns), what, "{:?}", String::from_utf8_lossy(text));
    }
    assert!(read("x".repeat(RECORD_BYTES_MAX * 2).as_bytes(), &usual).is_some());
}

/// UHID and name alone.
fn bare() -> IndexColumns {
    let text = String::new;
    IndexColumns {
        name_hi: text(),
        relation: text(),
        relative: text(),
        relative_hi: text(),
        sex: text(),
        born: text(),
        birth_year: text(),
        age: text(),
        age_on: text(),
        mobile: text(),
        abha: text(),
        pin: text(),
        place: vec!["Village".to_owned(), "Tehsil".to_owned(), "District".to_owned()],
        ..IndexColumns::default()
    }
}

#[test]
fn a_hospitals_own_columns_are_read() {
    let columns = IndexColumns {
        own: true,
        delimiter: Delimiter::Tab,
        dates: DateOrder::Dmy,
        uhid: "CR No".to_owned(),
        name: "Patient Name".to_owned(),
        sex: "Gender".to_owned(),
        born: "DOB".to_owned(),
        ..bare()
    };
    let file = "DOB\tCR No\tPatient Name\tGender\tVillage\tTehsil\tDistrict\n\
                17/05/1990\t500000000\tSunita, W/o Ramesh\tFemale\tRampur\t\tSitapur\n";
    let intake = Intake::new(file.as_bytes(), &columns, &nine(), as_of()).unwrap();
    assert!(intake.absent() == ["change"]);
    let taken = all(intake).remove(0);
    assert_eq!(taken.faults, []);
    let patient = taken.row.unwrap().patient;
    assert_eq!((patient.uhid.as_str(), patient.name.latin.as_deref()), ("500000000", Some("Sunita")));
    assert_eq!(patient.relative.unwrap().latin.as_deref(), Some("Ramesh"));
    assert_eq!(patient.born, Born::Day(NaiveDate::from_ymd_opt(1990, 5, 17).unwrap()));
    assert_eq!((patient.sex, patient.place.as_str()), (Some(Sex::Female), "Rampur, Sitapur"));
}

#[test]
fn a_file_of_changes_says_who_is_gone() {
    let file = "uhid,name,change\n100000001,Mohan,U\n100000002,,delete\n100000003,,U\n,,D\n";
    let taken = all(open(file.as_bytes()).unwrap());
    let rows: Vec<Option<(String, bool)>> =
        taken.iter().map(|t| t.row.as_ref().map(|r| (r.patient.uhid.clone(), r.gone))).collect();
    assert_eq!(rows, [Some(("100000001".to_owned(), false)), Some(("100000002".to_owned(), true)), None, None]);
    assert_eq!((taken[2].faults[0].kind, taken[3].faults[0].kind), (Kind::NameEmpty, Kind::UhidEmpty));
}

#[test]
fn the_list_counts_all_and_keeps_the_first() {
    let (file, told) = damaged_file();
    let (mut list, mut handed) = (FaultList::new(10), Vec::new());
    for taken in all(open(&file).unwrap()) {
        list.take(taken.faults, &mut |fault| handed.push(fault.clone()));
    }
    assert_eq!(handed, told);
    assert_eq!(list.first(), &told[..10]);
    assert_eq!(list.counts.total(), u64::try_from(told.len()).unwrap());
    assert_eq!(list.counts.rows_lost, u64::try_from(told.iter().filter(|f| f.row_lost()).count()).unwrap());
    assert_eq!(list.counts.of(Kind::Utf8), 5);
    let json = serde_json::to_string(&list.counts).unwrap();
    let again = FaultList::from_counts(serde_json::from_str::<FaultCounts>(&json).unwrap(), 10);
    assert_eq!(again.counts, list.counts);
}

#[test]
fn every_fault_is_a_sentence_without_a_value() {
    for lang in [Lang::En, Lang::Hi] {
        let ids = Kind::ALL.into_iter().map(Kind::word_id).chain(Done::ALL.into_iter().map(Done::word_id));
        for id in ids {
            assert!(words(lang).has(id), "{lang:?} {id}");
        }
        let column = || "uhid".to_owned();
        for fault in [
            ExportFault::Empty,
            ExportFault::Utf16,
            ExportFault::NotText,
            ExportFault::Separator { wanted: ";" },
            ExportFault::ColumnsMissing { columns: vec![column()] },
            ExportFault::ColumnTwice { column: column() },
            ExportFault::UhidsAreAadhaar { column: column() },
        ] {
            let told = words(lang).with(fault.word_id(), &[("value", &fault.value())]);
            assert!(told.contains(&fault.value()) && !told.contains('$'), "{told}");
            assert!(words(lang).has(&format!("{}.write", fault.word_id())));
        }
    }
    let codes: BTreeSet<&str> = Kind::ALL.into_iter().map(Kind::code).collect();
    assert_eq!(codes.len(), Kind::ALL.len());
}

/// Bytes that hurt more often than chance would have it.
fn nasty() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        6 => prop::sample::select(vec!["\"", ",", "\n", "\r", "\"\"", "1", "500000000", "Ram", "F", " ", "=", "'", "/o ", "&#"]).prop_map(|t| t.as_bytes().to_vec()),
        2 => prop::sample::select(vec!["à¤", "स", "\u{200d}", "१", "E+11", "1990-02-31", "9999 4105 7058", "\u{feff}"]).prop_map(|t| t.as_bytes().to_vec()),
        1 => any::<u8>().prop_map(|b| vec![b]),
    ];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_read_to_their_end(header in any::<bool>(), bytes in nasty()) {
        let head = if header { format!("{}\n", COLUMNS.join(",")).into_bytes() } else { Vec::new() };
        let file = [head, bytes].concat();
        if let Ok(mut intake) = open(&file) {
            for taken in &mut intake {
                taken.unwrap();
            }
            prop_assert_eq!(intake.position().offset, u64::try_from(file.len()).unwrap());
        }
    }

    #[test]
    fn a_good_row_behind_a_damaged_one_is_never_lost(
        before in nasty(),
        after in nasty(),
        good in prop::sample::select(vec!["100000007,Sunita,F", "\"100000007\",\"Sunita\",\"F\"", "100000007,\"Sunita\",F"]),
        end in prop::sample::select(vec!["\n", "\r\n", "\r"]),
    ) {
        let parts: [&[u8]; 6] = [b"uhid,name,sex\n", &before, end.as_bytes(), good.as_bytes(), end.as_bytes(), &after];
        let file = parts.concat();
        let taken = all(open(&file).unwrap());
        let found = taken.iter().filter_map(|t| t.row.as_ref()).any(|row| row.patient.uhid == "100000007");
        prop_assert!(found, "{:?}", String::from_utf8_lossy(&file));
    }
}
