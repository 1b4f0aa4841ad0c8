//! Entries and what becomes of them: the QR carrier keeps every byte, state does not depend on the order of arrival.

mod common;

use common::entries::{Chance, Sample, samples};
use ed25519_dalek::SigningKey;
use nirantar::journal::carrier::{CODE_CHARS_MAX, CarrierError, from_codes, is_code, to_codes};
use nirantar::journal::{Body, EntryError, Signed, fingerprint, sign, verify};
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// SHA-256 of `assets/qr/dictionary-1`, base64url. Printed slips depend on it: it never changes, a better dictionary becomes `NR2`.
const DICTIONARY: &str = "_xENOhGm7-b0GYp0JyQK6aTtkOBghQjIOOtJZZPtXEU";

#[test]
fn the_dictionary_is_the_one_that_slips_were_printed_with() {
    assert_eq!(fingerprint(include_bytes!("../assets/qr/dictionary-1")).to_string(), DICTIONARY);
}

/// A slip's code as the first version printed it. It must be readable for ever.
#[test]
fn a_code_printed_by_the_first_version_reads_back() {
    let key = SigningKey::from_bytes(&[7; 32]);
    let printed = include_str!("data/code-1.txt").trim_end_matches('\n');
    let bytes = include_str!("data/code-1.json").trim_end_matches('\n');
    let signed = from_codes([printed]).unwrap();
    assert_eq!(String::from_utf8_lossy(&signed.bytes), bytes, "the bytes on the slip");
    let entry = verify(&signed, &key.verifying_key()).expect("signed by the counter");
    let again = sign(&entry, &key).unwrap();
    assert_eq!(String::from_utf8_lossy(&again.bytes), bytes, "an entry made today has the same shape");
    assert_eq!(to_codes(&again).unwrap(), [printed], "printed today; if a new zstd packs otherwise, renew this line only");
}

#[test]
fn an_ordinary_registration_fits_a_code_that_every_reader_reads() {
    let (mut all, mut both) = (Vec::new(), Vec::new());
    for sample in samples(91, 1_000).iter().filter(|s| s.kind == "opd.registered") {
        let codes = to_codes(&sample.signed).unwrap();
        assert_eq!(codes.len(), 1);
        all.push(codes[0].len());
        if sample.both_scripts {
            both.push(codes[0].len());
        }
    }
    // QR version 15-M holds 600 alphanumeric characters, version 13-M 483 (ISO/IEC 18004).
    let mean = |lens: &[usize]| lens.iter().sum::<usize>() / lens.len();
    assert!(*all.iter().max().unwrap() <= 600, "longest {:?}", all.iter().max());
    assert!(mean(&all) <= 400 && mean(&both) <= 420, "mean {} and {}", mean(&all), mean(&both));
    assert!(both.len() > 40, "only {} in both scripts", both.len());
}

#[test]
fn every_kind_goes_on_paper_and_comes_back_to_the_byte() {
    let mut kinds = BTreeSet::new();
    for sample in samples(3, 300) {
        let codes = to_codes(&sample.signed).unwrap();
        assert!(codes.iter().all(|c| is_code(c) && c.len() <= CODE_CHARS_MAX));
        // A keyboard-wedge reader ends the line.
        let typed: Vec<String> = codes.iter().map(|c| format!("{c}\r\n")).collect();
        let read = from_codes(typed.iter().map(String::as_str)).unwrap();
        assert_eq!(read, sample.signed);
        assert!(verify(&read, &sample.key.verifying_key()).is_ok());
        kinds.insert(sample.kind);
    }
    assert_eq!(kinds.len(), 7, "{kinds:?}");
}

#[test]
fn another_key_or_another_byte_is_forged() {
    let sample = samples(4, 5).remove(0);
    let other = SigningKey::from_bytes(&[9; 32]).verifying_key();
    assert_eq!(verify(&sample.signed, &other), Err(EntryError::Signature));
    let mut changed = sample.signed.clone();
    let at = changed.bytes.iter().position(|b| *b == b'1').unwrap();
    changed.bytes[at] = b'2';
    let read = from_codes(to_codes(&changed).unwrap().iter().map(String::as_str)).unwrap();
    assert_eq!(verify(&read, &sample.key.verifying_key()), Err(EntryError::Signature));
}

/// An entry that needs several codes: text that does not compress.
fn long(sample: &Sample, chars: usize) -> Signed {
    let mut chance = Chance::new(chars as u64);
    let mut entry = sample.signed.entry().unwrap();
    let Body::Registered { visit, .. } = &mut entry.body else { panic!("not a registration") };
    let letters: Vec<char> = ('अ'..='ह').chain('a'..='z').collect();
    visit.remarks = (0..chars).map(|_| chance.pick(&letters)).collect();
    sign(&entry, &sample.key).unwrap()
}

fn registration(seed: u64) -> Sample {
    samples(seed, 12).into_iter().find(|s| s.kind == "opd.registered").unwrap()
}

#[test]
fn a_long_record_is_split_and_put_together_in_any_order() {
    let sample = registration(6);
    for chars in [700, 2_000, 6_000] {
        let signed = long(&sample, chars);
        let codes = to_codes(&signed).unwrap();
        assert!(codes.len() > 1 && codes.iter().all(|c| c.len() <= CODE_CHARS_MAX));
        let mut parts: Vec<&str> = codes.iter().map(String::as_str).rev().collect();
        parts.push(&codes[0]);
        assert_eq!(from_codes(parts.clone()).unwrap(), signed, "backwards, one twice");
        parts.retain(|c| *c != codes[1]);
        let have = codes.len() - 1;
        assert_eq!(from_codes(parts), Err(CarrierError::Parts { have, of: codes.len() }));
        let other = to_codes(&long(&registration(8), chars)).unwrap();
        let mixed = codes.iter().take(1).chain(other.iter().skip(1)).map(String::as_str);
        assert_eq!(from_codes(mixed), Err(CarrierError::Mixed));
    }
    assert_eq!(to_codes(&long(&sample, 15_000)), Err(CarrierError::Damaged), "more than sixteen codes");
}

#[test]
fn what_is_not_ours_is_told_apart_from_what_is_torn() {
    for foreign in
        ["", "NR2:AAA", "{\"hidn\":\"91-1234\"}", "NR1/0/2/AAAA:X", "NR1/3/2/AAAA:X", "NR1/1/2/AAAA/9:X", "NR1/1/99/AAAA:X"]
    {
        assert_eq!(from_codes([foreign]), Err(CarrierError::Foreign), "{foreign}");
    }
    assert_eq!(from_codes([]), Err(CarrierError::Foreign));
    let code = to_codes(&registration(6).signed).unwrap().remove(0);
    for torn in [&code[..code.len() / 2], &code[..4], "NR1:!!", "NR1:000"] {
        assert!(from_codes([torn]).map_or(true, |s| s.entry().is_err()), "{torn}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// Whatever a reader misreads, no other entry is taken for the one printed, and nothing panics.
    #[test]
    fn a_misread_code_is_never_believed(at in 0usize..2_000, put in "[0-9A-Z $%*+./:-]") {
        static SAMPLE: LazyLock<Sample> = LazyLock::new(|| registration(6));
        let sample = &*SAMPLE;
        let code = to_codes(&sample.signed).unwrap().remove(0);
        let at = at % code.len();
        let misread = format!("{}{put}{}", &code[..at], &code[at + 1..]);
        if let Ok(read) = from_codes([misread.as_str()]) {
            let believed = verify(&read, &sample.key.verifying_key()).is_ok();
            prop_assert!(!believed || read.bytes == sample.signed.bytes);
        }
    }

    #[test]
    fn any_text_at_all_is_answered(text in "\\PC{0,200}", head in prop::sample::select(vec!["", "NR1:", "NR1/1/1/00AA:", "NR1/1/2/00AA:"])) {
        let text = format!("{head}{text}");
        let answer = from_codes([text.as_str()]);
        prop_assert!(answer.is_err() || answer.is_ok_and(|s| s.entry().is_err()));
    }
}
