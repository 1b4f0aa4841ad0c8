//! Plain bytes on sealed pages: written once from front to back, read at any place. Each page is encrypted and authenticated by itself
//! (ChaCha20-Poly1305, RFC 8439), so that opening reads little and a flipped byte is found where it is read, and named.

use super::codec::{Bytes, Short};
use super::head::Head;
use super::section::Section;
use super::{FileKey, IndexError};
use crate::disk::{self, AtomicFile, DiskError};
use chacha20poly1305::aead::AeadInPlace as _;
use chacha20poly1305::{ChaCha20Poly1305, KeyInit as _, Nonce, Tag};
use std::cell::RefCell;
use std::fs::File;
use std::io::{Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};

/// Plain bytes of a page.
pub(super) const PAGE: usize = 4096;
const TAG: usize = 16;
const SEALED: usize = PAGE + TAG;
/// Pages read from the disk at once.
const RUN: usize = 256;
/// Pages kept in the clear: 128 MiB, the lists of the words that are asked for all day.
const KEPT: usize = 32_768;

fn nonce(page: u64) -> Nonce {
    let mut nonce = [0_u8; 12];
    for (to, from) in nonce.iter_mut().zip(page.to_le_bytes()) {
        *to = from;
    }
    nonce.into()
}

fn cipher(key: &FileKey) -> ChaCha20Poly1305 {
    ChaCha20Poly1305::new(key.0.as_slice().into())
}

/// Writes a file from front to back. It appears under its name only when [`Self::finish`] has returned.
pub(super) struct SealedWriter {
    file: AtomicFile,
    path: PathBuf,
    cipher: ChaCha20Poly1305,
    head: Head,
    head_len: usize,
    page: Vec<u8>,
    /// Number of the page that is being filled.
    at: u64,
    /// First page and bytes of each section.
    table: [(u64, u64); Section::ALL.len()],
    now: Option<Section>,
}

impl SealedWriter {
    pub fn create(path: &Path, head: Head, key: &FileKey) -> Result<Self, IndexError> {
        let mut file = AtomicFile::create(path)?;
        let before = head.bytes(None)?;
        let wrap = |e| DiskError::new(path, e);
        file.write_all(&before).map_err(wrap)?;
        file.write_all(&[0; SEALED]).map_err(wrap)?;
        Ok(Self {
            file,
            path: path.to_owned(),
            cipher: cipher(key),
            head,
            head_len: before.len(),
            page: Vec::with_capacity(PAGE),
            at: 1,
            table: [(0, 0); Section::ALL.len()],
            now: None,
        })
    }

    /// Begins a section on a page of its own. Sections come in any order, each once.
    pub fn begin(&mut self, section: Section) -> Result<(), IndexError> {
        self.end_page()?;
        if let Some(slot) = self.table.get_mut(section.at()) {
            *slot = (self.at, 0);
        }
        self.now = Some(section);
        Ok(())
    }

    pub fn write(&mut self, mut bytes: &[u8]) -> Result<(), IndexError> {
        if let Some(slot) = self.now.and_then(|s| self.table.get_mut(s.at())) {
            slot.1 += bytes.len() as u64;
        }
        while !bytes.is_empty() {
            let (front, rest) = bytes.split_at_checked(PAGE - self.page.len()).unwrap_or((bytes, &[]));
            self.page.extend_from_slice(front);
            bytes = rest;
            if self.page.len() == PAGE {
                self.end_page()?;
            }
        }
        Ok(())
    }

    /// Bytes written into this section so far.
    pub fn position(&self) -> u64 {
        self.now.and_then(|s| self.table.get(s.at())).map_or(0, |slot| slot.1)
    }

    fn end_page(&mut self) -> Result<(), IndexError> {
        if self.page.is_empty() {
            return Ok(());
        }
        self.page.resize(PAGE, 0);
        self.put_page(self.at)?;
        self.at += 1;
        Ok(())
    }

    fn put_page(&mut self, number: u64) -> Result<(), IndexError> {
        let tag = self
            .cipher
            .encrypt_in_place_detached(&nonce(number), self.head.id.as_bytes(), &mut self.page)
            .map_err(|_size| IndexError::Damaged { page: number, part: "writing" })?;
        let wrap = |e| DiskError::new(&self.path, e);
        self.file.write_all(&self.page).map_err(wrap)?;
        self.file.write_all(&tag).map_err(wrap)?;
        self.page.clear();
        Ok(())
    }

    /// Writes table and head, makes the file durable and gives it its name. Says how many bytes it has.
    pub fn finish(mut self, people: u64) -> Result<u64, IndexError> {
        self.end_page()?;
        (self.head.people, self.head.pages) = (people, self.at);
        let head = self.head.bytes(Some(self.head_len))?;
        for (first, bytes) in self.table {
            self.page.extend(first.to_le_bytes());
            self.page.extend(bytes.to_le_bytes());
        }
        self.page.extend(head.get(12..44).unwrap_or_default());
        self.page.resize(PAGE, 0);
        let wrap = |e| DiskError::new(&self.path, e);
        self.file.seek(SeekFrom::Start(0)).map_err(wrap)?;
        self.file.write_all(&head).map_err(wrap)?;
        self.put_page(0)?;
        let bytes = self.head_len as u64 + self.at * SEALED as u64;
        self.file.commit()?;
        Ok(bytes)
    }
}

/// Pages in the clear, by number; each place holds one.
struct Kept {
    numbers: Vec<u64>,
    bytes: Vec<u8>,
}

impl Kept {
    fn new() -> Self {
        Self { numbers: vec![u64::MAX; KEPT], bytes: vec![0; KEPT * PAGE] }
    }

    fn place(page: u64) -> usize {
        usize::try_from(page % KEPT as u64).unwrap_or(0)
    }

    fn get(&self, page: u64) -> Option<&[u8]> {
        let place = Self::place(page);
        (self.numbers.get(place) == Some(&page)).then(|| self.bytes.get(place * PAGE..(place + 1) * PAGE))?
    }

    fn put(&mut self, page: u64, bytes: &[u8]) {
        let place = Self::place(page);
        if let (Some(number), Some(slot)) = (self.numbers.get_mut(place), self.bytes.get_mut(place * PAGE..(place + 1) * PAGE)) {
            *number = page;
            slot.copy_from_slice(bytes);
        }
    }
}

/// Reads at any place of any section.
pub(super) struct SealedReader {
    file: File,
    path: PathBuf,
    cipher: ChaCha20Poly1305,
    pub head: Head,
    head_len: u64,
    table: [(u64, u64); Section::ALL.len()],
    kept: RefCell<Kept>,
    run: RefCell<Vec<u8>>,
}

impl SealedReader {
    /// Opens a file and checks head, length and table; no other page is read.
    pub fn open(path: &Path, key: &FileKey) -> Result<Self, IndexError> {
        let wrap = |e| IndexError::Disk(DiskError::new(path, e));
        let file = File::open(path).map_err(wrap)?;
        let (head, head_len, sha) = Head::read(&file, path)?;
        let need = head.pages.checked_mul(SEALED as u64).and_then(|b| b.checked_add(head_len)).unwrap_or(u64::MAX);
        let have = file.metadata().map_err(wrap)?.len();
        if !head.fits(key) {
            return Err(IndexError::WrongKey);
        }
        if have < need {
            return Err(IndexError::Cut { have, need });
        }
        let table = [(0, 0); Section::ALL.len()];
        let (kept, run) = (RefCell::new(Kept::new()), RefCell::new(Vec::new()));
        let mut reader = Self { file, path: path.to_owned(), cipher: cipher(key), head, head_len, table, kept, run };
        let mut page = Vec::new();
        reader.pages(0, 1, &mut page)?;
        reader.read_table(&page, &sha).map_err(|Short| IndexError::Damaged { page: 0, part: "table" })?;
        if have > need {
            return Err(IndexError::Damaged { page: reader.head.pages, part: "end" });
        }
        Ok(reader)
    }

    /// The same file, read by another thread.
    pub fn another(&self) -> Result<Self, IndexError> {
        let file = self.file.try_clone().map_err(|e| DiskError::new(&self.path, e))?;
        Ok(Self {
            file,
            path: self.path.clone(),
            cipher: self.cipher.clone(),
            head: self.head.clone(),
            head_len: self.head_len,
            table: self.table,
            kept: RefCell::new(Kept::new()),
            run: RefCell::default(),
        })
    }

    fn read_table(&mut self, page: &[u8], sha: &[u8; 32]) -> Result<(), Short> {
        let mut bytes = Bytes(page);
        let pages = self.head.pages;
        for slot in &mut self.table {
            let (first, len) = (bytes.u64()?, bytes.u64()?);
            let end = first.checked_add(len.div_ceil(PAGE as u64)).ok_or(Short)?;
            if end > pages {
                return Err(Short);
            }
            *slot = (first, len);
        }
        if bytes.take(32)? == sha { Ok(()) } else { Err(Short) }
    }

    /// Bytes of a section.
    pub fn len(&self, section: Section) -> u64 {
        self.table.get(section.at()).map_or(0, |slot| slot.1)
    }

    /// Tells the disk that a part of a section will be read, so that it need not be waited for one page after another.
    pub fn soon(&self, section: Section, start: u64, len: usize) {
        let Some((first, _)) = self.table.get(section.at()).filter(|_| len > 0) else { return };
        let (page, end) = (first + start / PAGE as u64, first + (start + len as u64).div_ceil(PAGE as u64));
        if (page..end).any(|page| self.kept.borrow().get(page).is_none()) {
            let at = |page: u64| self.head_len + page * SEALED as u64;
            disk::read_soon(&self.file, at(page), at(end) - at(page));
        }
    }

    /// Reads a part of a section into `out`, which is emptied first.
    pub fn read(&self, section: Section, start: u64, len: usize, out: &mut Vec<u8>) -> Result<(), IndexError> {
        out.clear();
        let Some((first, bytes)) = self.table.get(section.at()).copied() else { return Ok(()) };
        if start.checked_add(len as u64).is_none_or(|end| end > bytes) {
            return Err(IndexError::Damaged { page: first, part: section.name() });
        }
        if len == 0 {
            return Ok(());
        }
        let (page, skip) = (first + start / PAGE as u64, usize::try_from(start % PAGE as u64).unwrap_or(0));
        let pages = (skip + len).div_ceil(PAGE);
        if pages == 1
            && let Some(kept) = self.kept.borrow().get(page)
        {
            out.extend_from_slice(kept.get(skip..skip + len).unwrap_or_default());
            return Ok(());
        }
        self.pages(page, pages, out)?;
        out.copy_within(skip..skip + len, 0);
        out.truncate(len);
        Ok(())
    }

    /// Reads a part of a section as [`Self::read`] does, once and for all: nothing of it is kept.
    pub fn read_once(&self, section: Section, start: u64, len: usize, out: &mut Vec<u8>) -> Result<(), IndexError> {
        out.clear();
        let Some((first, bytes)) = self.table.get(section.at()).copied().filter(|_| len > 0) else { return Ok(()) };
        if start.checked_add(len as u64).is_none_or(|end| end > bytes) {
            return Err(IndexError::Damaged { page: first, part: section.name() });
        }
        let (page, skip) = (first + start / PAGE as u64, usize::try_from(start % PAGE as u64).unwrap_or(0));
        self.fetch(page, (skip + len).div_ceil(PAGE), out, false)?;
        out.copy_within(skip..skip + len, 0);
        out.truncate(len);
        Ok(())
    }

    /// Hands a part of a section to `look`; read into `bytes` only where it is not at hand in one piece.
    pub fn part<T>(
        &self,
        section: Section,
        start: u64,
        len: usize,
        bytes: &mut Vec<u8>,
        look: impl FnOnce(&[u8]) -> T,
    ) -> Result<T, IndexError> {
        let (page, skip) = (start / PAGE as u64, usize::try_from(start % PAGE as u64).unwrap_or(0));
        if let Some((first, _)) = self.table.get(section.at()).filter(|slot| start.saturating_add(len as u64) <= slot.1)
            && let Some(part) = self.kept.borrow().get(first + page).and_then(|kept| kept.get(skip..skip + len))
        {
            return Ok(look(part));
        }
        self.read(section, start, len, bytes)?;
        Ok(look(bytes))
    }

    /// A whole section.
    pub fn whole(&self, section: Section) -> Result<Vec<u8>, IndexError> {
        let mut out = Vec::new();
        let len = usize::try_from(self.len(section)).unwrap_or(usize::MAX);
        self.read(section, 0, len, &mut out)?;
        Ok(out)
    }

    /// Pages one after another in the clear, those not kept read in long runs.
    fn pages(&self, first: u64, count: usize, out: &mut Vec<u8>) -> Result<(), IndexError> {
        let mut page = first;
        let end = first + count as u64;
        while page < end {
            if let Some(kept) = self.kept.borrow().get(page) {
                out.extend_from_slice(kept);
                page += 1;
                continue;
            }
            let kept = self.kept.borrow();
            let missing = (page..end).take(RUN).take_while(|p| kept.get(*p).is_none()).count();
            drop(kept);
            self.fetch(page, missing, out, count <= KEPT / 4)?;
            page += missing as u64;
        }
        Ok(())
    }

    fn fetch(&self, first: u64, count: usize, out: &mut Vec<u8>, keep: bool) -> Result<(), IndexError> {
        let mut run = self.run.borrow_mut();
        run.resize(count * SEALED, 0);
        disk::read_at(&self.file, &mut run, self.head_len + first * SEALED as u64).map_err(|e| match e.kind() {
            std::io::ErrorKind::UnexpectedEof => self.damaged(first),
            _ => IndexError::Disk(DiskError::new(&self.path, e)),
        })?;
        for (page, sealed) in (first..).zip(run.chunks_exact(SEALED)) {
            let Some((bytes, tag)) = sealed.split_at_checked(PAGE) else { continue };
            let from = out.len();
            out.extend_from_slice(bytes);
            let plain = out.get_mut(from..).unwrap_or_default();
            self.cipher
                .decrypt_in_place_detached(&nonce(page), self.head.id.as_bytes(), plain, Tag::from_slice(tag))
                .map_err(|_forged| self.damaged(page))?;
            if keep {
                self.kept.borrow_mut().put(page, plain);
            }
        }
        Ok(())
    }

    /// A page that does not fit, and the section it is of.
    fn damaged(&self, page: u64) -> IndexError {
        let within = |(first, len): &(u64, u64)| (*first..first + len.div_ceil(PAGE as u64)).contains(&page);
        let section = Section::ALL.into_iter().zip(&self.table).find(|(_, slot)| within(slot)).map(|(s, _)| s.name());
        IndexError::Damaged { page, part: section.unwrap_or("table") }
    }

    /// What a section holds is not what it should be, although its pages are whole.
    pub fn nonsense(&self, section: Section) -> IndexError {
        IndexError::Damaged { page: self.table.get(section.at()).map_or(0, |slot| slot.0), part: section.name() }
    }

    /// Reads every page. `on` hears how far it is and says whether to go on.
    pub fn check(&self, on: &mut dyn FnMut(u64, u64) -> bool) -> Result<Vec<IndexError>, IndexError> {
        let mut faults = Vec::new();
        let mut out = Vec::new();
        for first in (0..self.head.pages).step_by(RUN) {
            if !on(first, self.head.pages) {
                return Err(IndexError::Stopped);
            }
            let count = usize::try_from((self.head.pages - first).min(RUN as u64)).unwrap_or(RUN);
            out.clear();
            if self.fetch(first, count, &mut out, false).is_err() {
                self.check_each(first, count, &mut faults)?;
            }
        }
        Ok(faults)
    }

    fn check_each(&self, first: u64, count: usize, faults: &mut Vec<IndexError>) -> Result<(), IndexError> {
        let mut out = Vec::new();
        for page in (first..).take(count) {
            out.clear();
            match self.fetch(page, 1, &mut out, false) {
                Ok(()) => {}
                Err(fault @ IndexError::Damaged { .. }) => faults.push(fault),
                Err(other) => return Err(other),
            }
        }
        Ok(())
    }
}
