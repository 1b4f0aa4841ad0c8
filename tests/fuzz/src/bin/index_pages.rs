//! Pages that are whole and hold nonsense, as a writer makes them who has the key and a fault, or ill will: errors only.
//!
//! Seals and opens by the letter of `src/index/format.md`, not by the library. An input is a row of changes to sections.
#![no_main]

use chacha20poly1305::aead::AeadInPlace as _;
use chacha20poly1305::{ChaCha20Poly1305, KeyInit as _, Nonce};
use libfuzzer_sys::fuzz_target;
use nirantar::hospital::central::CentralPatient;
use nirantar::index::{Ask, Hit, Index, IndexError, Section};
use nirantar_fuzz::{SITE, export, key, pressed, today};
use serde_json::Value;
use sha2::{Digest as _, Sha256};
use std::collections::BTreeSet;
use std::path::Path;

const PAGE: usize = 4096;
/// Magic, length and SHA-256 of the head.
const BEFORE_HEAD: usize = 44;
/// So many that there are lists of every kind.
const PEOPLE: usize = 300;
/// Larger than any part of the small index.
const SECTION_MAX: usize = 1 << 20;

/// A file in the clear.
#[derive(Clone)]
struct Plain {
    magic: Vec<u8>,
    head: Value,
    /// Every page as it was sealed.
    sealed: Vec<u8>,
    sections: Vec<Vec<u8>>,
    table: Vec<[u64; 2]>,
}

fn cipher() -> ChaCha20Poly1305 {
    ChaCha20Poly1305::new(key().0.as_slice().into())
}

fn nonce(page: usize) -> Nonce {
    let mut nonce = [0; 12];
    nonce[..8].copy_from_slice(&(page as u64).to_le_bytes());
    nonce.into()
}

impl Plain {
    fn open(file: &[u8]) -> Self {
        let pages_at = BEFORE_HEAD + u32::from_le_bytes(file[8..12].try_into().unwrap()) as usize;
        let magic = file[..8].to_vec();
        let head: Value = serde_json::from_slice(&file[BEFORE_HEAD..pages_at]).unwrap();
        let sealed = file[pages_at..].to_vec();
        let id = head["id"].as_str().unwrap().as_bytes();
        let mut plain = Vec::new();
        for (n, page) in sealed.chunks(PAGE + 16).enumerate() {
            let (mut page, tag) = (page[..PAGE].to_vec(), &page[PAGE..]);
            cipher().decrypt_in_place_detached(&nonce(n), id, &mut page, tag.into()).unwrap();
            plain.extend(page);
        }
        let number = |at: usize| u64::from_le_bytes(plain[at * 8..at * 8 + 8].try_into().unwrap());
        let table: Vec<[u64; 2]> = (0..Section::ALL.len()).map(|n| [number(n * 2), number(n * 2 + 1)]).collect();
        let sections = table.iter().map(|[first, len]| plain[*first as usize * PAGE..][..*len as usize].to_vec()).collect();
        Self { magic, head, sealed, sections, table }
    }

    /// Puts a section as it now is behind all others.
    fn put(&mut self, section: usize) {
        self.table[section] = [(self.sealed.len() / (PAGE + 16)) as u64, self.sections[section].len() as u64];
        for page in self.sections[section].clone().chunks(PAGE) {
            let sealed = self.seal(self.sealed.len() / (PAGE + 16), page);
            self.sealed.extend(sealed);
        }
    }

    fn seal(&self, number: usize, page: &[u8]) -> Vec<u8> {
        let mut page = page.to_vec();
        page.resize(PAGE, 0);
        let id = self.head["id"].as_str().unwrap().as_bytes();
        let tag = cipher().encrypt_in_place_detached(&nonce(number), id, &mut page).unwrap();
        page.extend(tag);
        page
    }

    /// The file with this table.
    fn file(mut self) -> Vec<u8> {
        self.head["pages"] = (self.sealed.len() / (PAGE + 16)).into();
        let head = serde_json::to_vec(&self.head).unwrap();
        let sha = Sha256::digest(&head);
        let table: Vec<u8> = self.table.iter().flatten().flat_map(|n| n.to_le_bytes()).chain(sha).collect();
        let first = self.seal(0, &table);
        self.sealed[..PAGE + 16].copy_from_slice(&first);
        let len = u32::try_from(head.len()).unwrap().to_le_bytes();
        [self.magic.as_slice(), &len, &sha, &head, &self.sealed].concat()
    }
}

/// An input, read from the front; what is missing is nothing.
struct Input<'a>(&'a [u8]);

impl<'a> Input<'a> {
    fn take(&mut self, len: usize) -> &'a [u8] {
        let (front, rest) = self.0.split_at(len.min(self.0.len()));
        self.0 = rest;
        front
    }

    fn number(&mut self, bytes: usize) -> usize {
        self.take(bytes).iter().rev().fold(0, |number, byte| (number << 8) | usize::from(*byte))
    }
}

/// Carries the changes out. One is: section and kind of change, then what the kind needs.
fn spoil(plain: &mut Plain, bytes: &[u8]) {
    let (mut input, mut changed, mut table) = (Input(bytes), BTreeSet::new(), Vec::new());
    while !input.0.is_empty() {
        let op = input.number(1);
        let (section, how) = (op % 16, op / 16);
        let Some(bytes) = plain.sections.get_mut(section) else {
            plain.head["people"] = input.number(how % 9).into();
            continue;
        };
        changed.insert(section);
        let at = input.number(2) % (bytes.len() + 1);
        match how {
            0 => table.push((section, [input.number(8) as u64, input.number(8) as u64])),
            1 => bytes.truncate(at),
            2 => drop(bytes.drain(at..(at + input.number(1)).min(bytes.len()))),
            3 => {
                let len = input.number(1);
                *bytes = input.take(len).to_vec();
            }
            4..=6 => {
                let len = input.number(1) % 8;
                let piece = input.take(len).repeat(input.number(how - 3));
                bytes.splice(at..at, piece.into_iter().take(SECTION_MAX));
            }
            _ => {
                let new = input.take(how - 6);
                let end = (at + new.len()).min(bytes.len());
                bytes.splice(at..end, new.iter().copied());
            }
        }
        bytes.truncate(SECTION_MAX);
    }
    changed.into_iter().for_each(|section| plain.put(section));
    table.into_iter().for_each(|(section, slot)| plain.table[section] = slot);
}

struct Stage {
    folder: tempfile::TempDir,
    plain: Plain,
    asked: Vec<Ask>,
    uhid: String,
}

thread_local! {
    static STAGE: Stage = stage();
}

fn stage() -> Stage {
    let folder = tempfile::tempdir().unwrap();
    let index = pressed(folder.path(), export(PEOPLE).as_bytes()).unwrap();
    let plain = Plain::open(&std::fs::read(folder.path().join("patients.nidx")).unwrap());
    let person = (0..).map(|n| index.person(n).unwrap()).find(|p| p.mobile.is_some() && p.abha.is_some()).unwrap();
    let path = folder.path().join("spoilt.nidx");
    let stage = Stage { folder, plain, asked: questions(&person), uhid: person.uhid };
    write(&path, stage.plain.clone());
    assert!(read(&path, &stage).unwrap() > stage.asked.len(), "what was not changed is found");
    stage
}

/// One on each way through the file.
fn questions(person: &CentralPatient) -> Vec<Ask> {
    let mobile = person.mobile.as_ref().unwrap().digits().to_owned();
    let abha = person.abha.as_ref().unwrap().digits().to_owned();
    let texts = [&mobile, &mobile[6..], &person.uhid, &abha, "devi 34f", "सु", "ram kumar w/o singh delhi 110001"];
    let form = Ask { name: person.name.shown().to_owned(), mobile: mobile[..6].to_owned(), ..Ask::typed("110", today()) };
    texts.map(|text| Ask::typed(text, today())).into_iter().chain([form]).collect()
}

fn write(path: &Path, plain: Plain) {
    nirantar::disk::write(path, &plain.file()).unwrap();
}

/// Asks everything there is to ask; says how many people were found.
fn read(path: &Path, stage: &Stage) -> Result<usize, IndexError> {
    let index = Index::open(path, &key(), SITE)?;
    assert!(index.check(&mut |_, _| true)?.is_empty(), "every page is whole");
    for id in [0, 1, 63, 64, index.people().wrapping_sub(1), index.people(), u32::MAX] {
        let _one = index.person(id);
    }
    let _all = index.everybody(|_, _| Ok(()));
    let _one = index.person_by_uhid(&stage.uhid);
    drop((index.stats(), index.facts().clone()));
    let hits: Vec<Hit> = stage.asked.iter().flat_map(|ask| index.search(ask, &|| false).unwrap_or_default()).collect();
    assert!(hits.iter().all(|hit| (0.0..=1.0).contains(&hit.score)));
    Ok(hits.len())
}

fuzz_target!(|bytes: &[u8]| {
    STAGE.with(|stage| {
        let mut plain = stage.plain.clone();
        spoil(&mut plain, bytes);
        let path = stage.folder.path().join("spoilt.nidx");
        write(&path, plain);
        let _only_errors = read(&path, stage);
    });
});
