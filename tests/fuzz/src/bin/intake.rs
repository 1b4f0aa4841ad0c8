//! Any file as the central system's export: people or faults, the same from any row on, and an index of exactly these people.
#![no_main]

use libfuzzer_sys::fuzz_target;
use nirantar::hospital::central::CentralPatient;
use nirantar::hospital::identifiers::mask_aadhaar;
use nirantar::hospital::pack::IndexColumns;
use nirantar::index::IndexError;
use nirantar::index::intake::{Intake, Taken};
use nirantar_fuzz::{pressed, today, uhid};
use std::collections::BTreeMap;

fn open(bytes: &[u8]) -> Result<Intake<&[u8]>, IndexError> {
    Intake::new(bytes, &IndexColumns::default(), uhid(), today())
}

fuzz_target!(|bytes: &[u8]| {
    let mut intake = match open(bytes) {
        Ok(intake) => intake,
        Err(IndexError::Export { .. }) => return,
        Err(other) => panic!("{other}"),
    };
    let (mut all, mut marks) = (Vec::new(), vec![intake.position()]);
    while let Some(taken) = intake.next() {
        let Ok(taken) = taken else { return };
        all.push(taken);
        marks.push(intake.position());
    }
    let half = all.len() / 2;
    let rest = &bytes[usize::try_from(marks[half].offset).unwrap()..];
    let again: Vec<Taken> = open(bytes).unwrap().resume(rest, marks[half]).map(Result::unwrap).collect();
    assert_eq!(again, all[half..]);
    let people = people(all);
    if people.is_empty() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let index = pressed(folder.path(), bytes).unwrap();
    let mut read = BTreeMap::new();
    let each = |_, person: CentralPatient| {
        assert!(read.insert(person.uhid.clone(), person).is_none(), "twice");
        Ok(())
    };
    index.everybody(each).unwrap();
    assert!(read == people, "other people");
});

/// Who is there at the end: the last row of a UHID counts.
fn people(all: Vec<Taken>) -> BTreeMap<String, CentralPatient> {
    let mut people = BTreeMap::new();
    for taken in all {
        let Some(row) = taken.row else {
            assert!(!taken.faults.is_empty(), "left out and not told");
            continue;
        };
        let person = row.patient;
        if row.gone {
            people.remove(&person.uhid);
            continue;
        }
        let names = [Some(&person.name), person.relative.as_ref()].into_iter().flatten();
        let texts = names.flat_map(|name| [&name.latin, &name.devanagari]).flatten().chain([&person.place]);
        texts.for_each(|text| assert_eq!(mask_aadhaar(text), *text));
        people.insert(person.uhid.clone(), person);
    }
    people
}
