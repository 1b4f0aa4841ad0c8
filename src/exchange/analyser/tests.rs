//! Files that are right, and what becomes of them when they are cut, shuffled, doubled or spoilt. Instruments and values are invented.

use super::*;
use crate::hospital::lab::{Accession, AccessionKind, AccessionParts};
use crate::hospital::number::{CounterCode, Mode};
use crate::hospital::pack::Lang;
use crate::words::words;
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

mod astm;
mod hl7;
mod work;

pub(super) fn ist() -> FixedOffset {
    FixedOffset::east_opt(19_800).unwrap()
}

/// An accession number of the hospital.
pub(super) fn ours(serial: u32) -> Accession {
    accession(Mode::Event, serial)
}

pub(super) fn accession(mode: Mode, serial: u32) -> Accession {
    let counter = CounterCode::new("L1").unwrap();
    Accession::new(&AccessionParts { mode, kind: AccessionKind::Tube, counter, letter: 'A', serial }).unwrap()
}

pub(super) fn taken(text: impl AsRef<[u8]>) -> AnalyserFile {
    let file = read(text.as_ref(), ist()).unwrap();
    file.faults.iter().take(1000).for_each(can_be_said);
    file
}

/// Every value that its sentence asks for is there, in both languages.
fn can_be_said(fault: &FileFault) {
    assert_eq!(fault.args[0], ("line", fault.line.to_string()));
    let args: Vec<(&str, &str)> = fault.args.iter().map(|(name, value)| (*name, value.as_str())).collect();
    for lang in [Lang::En, Lang::Hi] {
        let said = words(lang).with(fault.id, &args);
        assert!(said.len() > fault.id.len() && !said.contains("{$"), "{said}");
    }
}

pub(super) fn ids(file: &AnalyserFile) -> Vec<&'static str> {
    file.faults.iter().map(|fault| fault.id).collect()
}

/// `accession test value`, in the order of the file.
pub(super) fn lines(file: &AnalyserFile) -> Vec<String> {
    file.results.iter().map(|r| format!("{} {} {}", r.accession, r.test, r.value)).collect()
}

/// Results without their lines: what is the same however the file is written.
pub(super) fn same(file: &AnalyserFile) -> Vec<AnalyserResult> {
    file.results.iter().map(|r| AnalyserResult { line: 0, ..r.clone() }).collect()
}

/// Which accession each value has; values of a sample are all different.
pub(super) fn owners(file: &AnalyserFile) -> BTreeMap<String, String> {
    file.results.iter().map(|r| (r.value.clone(), r.accession.clone())).collect()
}

/// Whatever is given was there before, with the same specimen.
pub(super) fn only_true(file: &AnalyserFile, truth: &BTreeMap<String, String>, told: &str) {
    for result in &file.results {
        assert_eq!(truth.get(&result.value), Some(&result.accession), "{told}: {result:?}");
    }
}

/// What holds of every file that is read at all.
fn sound(bytes: &[u8]) {
    if let Ok(file) = read(bytes, ist()) {
        let marks: BTreeSet<&String> = file.results.iter().map(|r| &r.mark).collect();
        assert_eq!(marks.len(), file.results.len(), "each result once");
        for result in &file.results {
            assert!(!result.value.is_empty() && !result.test.is_empty() && !result.accession.is_empty(), "{result:?}");
        }
        file.faults.iter().filter(|fault| fault.args.iter().all(|(_, value)| !value.contains("{$"))).for_each(can_be_said);
    }
}

#[test]
fn what_is_neither_is_refused() {
    let refused = |bytes: &[u8]| {
        let fault = read(bytes, ist()).unwrap_err();
        can_be_said(&fault);
        fault.id
    };
    for other in
        [&b""[..], b"\0\0", b"accession,test,value\r\n", b"Hello | world", b"MSHX", b"HL7", b"%PDF-1.7", b"\xff\xfeM\0S\0H\0"]
    {
        assert_eq!(refused(other), "fault-analyser-kind", "{other:?}");
    }
    let mut large = b"H|\\^&\r".to_vec();
    large.resize(FILE_MAX_BYTES + 1, b' ');
    assert_eq!(refused(&large), "fault-analyser-size");
    large.pop();
    assert!(read(&large, ist()).is_ok());
}

#[test]
fn limits_on_records_and_their_length_are_told() {
    let mut many = format!("H|\\^&\rP|1\rO|1|{}\rR|1|^^^K|4.1\r", ours(1)).into_bytes();
    many.extend(b"C|1\r".repeat(RECORDS_MAX));
    many.extend(b"R|2|^^^NA|140\r");
    let file = taken(&many);
    assert_eq!(lines(&file), [format!("{} K 4.1", ours(1))]);
    assert_eq!(ids(&file), ["fault-analyser-no-end", "fault-analyser-many"]);
    let long = "x".repeat(RECORD_MAX_BYTES);
    let file = taken(format!("H|\\^&\rP|1\rO|1|{}\rR|1|^^^K|4.1\rC|1|{long}\rR|2|^^^NA|140\rL|1|N\r", ours(1)));
    assert_eq!(lines(&file), [format!("{} K 4.1", ours(1))]);
    // What was lost may have been another order.
    assert_eq!(ids(&file), ["fault-analyser-long", "fault-analyser-no-order"]);
    assert_eq!(file.faults[0].line, 5);
}

/// Files of the largest size that are made to keep a reader busy; a reader that goes through all for each would never end here.
#[test]
fn large_and_strange_files_end() {
    let many: Vec<String> = (1..=66_000).map(|n| format!("P|{n}\rO|1|{n:010}\rR|1|^^^K|{n}\r")).collect();
    let file = taken(format!("H|\\^&\r{}L|1\r", many.concat()));
    assert_eq!((file.results.len(), file.faults.len()), (66_000, 0));
    let long = "x".repeat(RECORD_MAX_BYTES - 100);
    let file = taken(format!("H|\\^&|{long}||{long}\r{}", "R|1|^^^K|7\r".repeat(100_000)));
    assert!(file.instrument.chars().count() < 200 || !file.faults.is_empty());
    let head = format!("MSH|^~\\&|{long}|||||||ORU^R01|1\rMSH|^~\\&|A|||||||ORU^R01|1\r");
    let specimens: Vec<String> = (0..60_000).map(|n| format!("SPM|1|{n}\r")).collect();
    let orders = "OBR|1||5\rOBX|1|NM|K||7\r".repeat(40_000);
    for body in [[orders.as_str(), &specimens.concat()].concat(), [&specimens.concat(), orders.as_str()].concat()] {
        assert!(taken(head.clone() + &body).results.len() <= 1);
    }
}

#[test]
fn the_mark_of_a_file_is_its_hash() {
    let file = taken("H|\\^&\rL|1\r");
    assert_eq!(file.mark, "482023ef68133255a7ddd469946ffd49617c6f7e056a5306c1fb795e87727689");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400), head in 0..6_usize) {
        let heads = [&b""[..], b"H|\\^&\r", b"MSH|^~\\&|A\r", b"\x021H|\\^&", b"\x0BMSH|^~\\&|A|||||||ORU^R01\r", b"FHS|^~\\&\r"];
        sound(&[heads[head], &bytes].concat());
    }

    #[test]
    fn no_records_make_it_panic(text in "([HPORCQLM]|MSH|OBR|OBX|SPM|SAC|BTS)[|^&\\\\~0-9A-Z\r\n\u{2}\u{3}\u{b}\u{1c}é]{0,40}(\r(H|P|O|R|OBX|OBR|SPM|PID)\\|[|^&\\\\~0-9A-Zé]{0,20}){0,12}") {
        sound(text.as_bytes());
        sound(format!("H|\\^&\r{text}").as_bytes());
        sound(format!("MSH|^~\\&|X|||||||ORU^R01|1|P|2.5\r{text}").as_bytes());
    }

    #[test]
    fn spoilt_files_never_panic(places in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12), which in 0..5_usize) {
        let samples = [astm::plain_sample("\r"), astm::framed_sample(), hl7::batch(), hl7::mllp_sample(), hl7::oul()];
        let mut bytes = samples[which].clone();
        for (place, byte) in places {
            let at = place.index(bytes.len());
            bytes[at] = byte;
        }
        sound(&bytes);
    }
}
