//! The work folder: what a build sets down on its way, sealed, so that the folder alone tells nobody anything.
//!
//! A file is a line of chunks, each sealed by itself (ChaCha20-Poly1305; nonce: its number and whether it is the last), under a key of its
//! own: work key and a salt that no other file has. Files are written once and read from front to back. Never holds a key.

use crate::disk::{DiskError, Lock};
use crate::index::{FileKey, IndexError};
use chacha20poly1305::aead::AeadInPlace as _;
use chacha20poly1305::{ChaCha20Poly1305, KeyInit as _, Nonce, Tag};
use sha2::{Digest as _, Sha256};
use std::cell::Cell;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};
use zeroize::Zeroizing;

const MAGIC: &[u8; 8] = b"NIRWRK01";
/// Plain bytes of a chunk.
const CHUNK: usize = 64 * 1024;
const TAG: usize = 16;
const SALT: usize = 16;
/// What all our files in the folder end in; nothing else is ever taken away.
const ENDING: &str = "work";
const LOCK: &str = "press.lock";

/// The part that [`IndexError::Damaged`] names for a file of the work folder.
pub(super) const PART: &str = "work";

/// A work folder that this build has for itself.
pub(super) struct Work {
    folder: PathBuf,
    key: Zeroizing<[u8; 32]>,
    /// Secret of this run of the program: makes salts that were never used before.
    once: Zeroizing<[u8; 32]>,
    /// Files begun in this run of the program.
    begun: Cell<u64>,
    /// Held for as long as the build goes on.
    _lock: Lock,
}

impl Work {
    /// Opens the folder, makes it if it is not there, and keeps every other build out.
    ///
    /// `seed` is what only an owner of the export has; `fresh` is a key that was never used before.
    ///
    /// # Errors
    /// [`IndexError::Disk`], also where another build is using the folder.
    pub fn open(folder: &Path, seed: &[&[u8]], fresh: &FileKey) -> Result<Self, IndexError> {
        make_private_folder(folder)?;
        let path = folder.join(LOCK);
        let lock = Lock::take(&path)?.ok_or_else(|| DiskError::new(&path, io::ErrorKind::ResourceBusy.into()))?;
        let key = digest(b"nirantar index work key", seed);
        let once = digest(b"nirantar index work salt", &[fresh.0.as_slice()]);
        Ok(Self { folder: folder.to_owned(), key, once, begun: Cell::new(0), _lock: lock })
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.join(format!("{name}.{ENDING}"))
    }

    /// Begins a file; it counts only once [`WorkWriter::finish`] has returned.
    pub fn create(&self, name: &str) -> Result<WorkWriter, IndexError> {
        let path = self.path(name);
        self.begun.set(self.begun.get() + 1);
        let salt = digest(&*self.once, &[&self.begun.get().to_le_bytes()]);
        let salt = salt.get(..SALT).unwrap_or_default();
        let wrap = |e| DiskError::new(&path, e);
        let mut file = private(&path).write(true).create(true).truncate(true).open(&path).map_err(wrap)?;
        file.write_all(MAGIC).map_err(wrap)?;
        file.write_all(salt).map_err(wrap)?;
        let cipher = self.cipher(salt);
        Ok(WorkWriter { file, path, cipher, chunk: Vec::with_capacity(CHUNK + TAG), at: 0 })
    }

    /// Opens a file that was finished.
    pub fn read(&self, name: &str) -> Result<WorkReader, IndexError> {
        let path = self.path(name);
        let wrap = |e| DiskError::new(&path, e);
        let mut file = File::open(&path).map_err(wrap)?;
        let mut head = [0_u8; MAGIC.len() + SALT];
        file.read_exact(&mut head).map_err(|_short| damaged(0))?;
        let salt = head.strip_prefix(MAGIC).ok_or_else(|| damaged(0))?;
        let cipher = self.cipher(salt);
        Ok(WorkReader { file, path, cipher, chunk: Vec::new(), from: 0, at: 0, over: false, long: Vec::new() })
    }

    /// A small file that is there whole or not at all, whatever happens in between.
    pub fn put(&self, name: &str, bytes: &[u8]) -> Result<(), IndexError> {
        let next = format!("{name}-next");
        let mut writer = self.create(&next)?;
        writer.write(bytes)?;
        writer.finish()?;
        let (from, to) = (self.path(&next), self.path(name));
        fs::rename(from, &to).map_err(|e| DiskError::new(&to, e))?;
        Ok(())
    }

    /// A small file whole; `None` where there is none, or none that this key opens.
    pub fn get(&self, name: &str) -> Result<Option<Vec<u8>>, IndexError> {
        let mut out = Vec::new();
        let read = self.read(name).and_then(|mut reader| {
            while let Some(bytes) = reader.some()? {
                out.extend_from_slice(bytes);
            }
            Ok(())
        });
        match read {
            Ok(()) => Ok(Some(out)),
            Err(IndexError::Disk(DiskError::Missing { .. }) | IndexError::Damaged { .. }) => Ok(None),
            Err(other) => Err(other),
        }
    }

    /// Takes one file away; that it is not there is no fault.
    pub fn remove(&self, name: &str) -> Result<(), IndexError> {
        gone(&self.path(name))
    }

    /// Whether no build left anything.
    pub fn is_empty(&self) -> Result<bool, IndexError> {
        Ok(ours(&self.folder)?.is_empty())
    }

    /// Takes all files of builds away, not the folder.
    pub fn clear(&self) -> Result<(), IndexError> {
        for path in ours(&self.folder)? {
            gone(&path)?;
        }
        Ok(())
    }

    /// Takes away all that a build left, and the folder where nothing else is in it.
    pub fn close(self) -> Result<(), IndexError> {
        self.clear()?;
        gone(&self.folder.join(LOCK))?;
        // Other people's files may be in it: then it stays.
        drop(fs::remove_dir(&self.folder));
        Ok(())
    }

    fn cipher(&self, salt: &[u8]) -> ChaCha20Poly1305 {
        let key = digest(b"nirantar index work file", &[&*self.key, salt]);
        ChaCha20Poly1305::new((&*key).into())
    }
}

/// Takes away what a build left in a folder; files that are no build's stay.
///
/// # Errors
/// [`IndexError::Disk`].
pub fn discard(folder: &Path) -> Result<(), IndexError> {
    if !folder.exists() {
        return Ok(());
    }
    for path in ours(folder)? {
        gone(&path)?;
    }
    gone(&folder.join(LOCK))?;
    drop(fs::remove_dir(folder));
    Ok(())
}

fn ours(folder: &Path) -> Result<Vec<PathBuf>, IndexError> {
    let wrap = |e| DiskError::new(folder, e);
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).map_err(wrap)? {
        let path = entry.map_err(wrap)?.path();
        if path.extension().is_some_and(|e| e == ENDING) {
            found.push(path);
        }
    }
    Ok(found)
}

fn gone(path: &Path) -> Result<(), IndexError> {
    match fs::remove_file(path) {
        Err(e) if e.kind() != io::ErrorKind::NotFound => Err(DiskError::new(path, e).into()),
        _ => Ok(()),
    }
}

fn digest(label: &[u8], parts: &[&[u8]]) -> Zeroizing<[u8; 32]> {
    let mut sha = Sha256::new();
    sha.update(label);
    for part in parts {
        sha.update((part.len() as u64).to_le_bytes());
        sha.update(part);
    }
    Zeroizing::new(sha.finalize().into())
}

#[cfg(unix)]
fn private(_path: &Path) -> OpenOptions {
    use std::os::unix::fs::OpenOptionsExt as _;
    let mut options = OpenOptions::new();
    options.mode(0o600);
    options
}

#[cfg(not(unix))]
fn private(_path: &Path) -> OpenOptions {
    OpenOptions::new()
}

#[cfg(unix)]
fn make_private_folder(folder: &Path) -> Result<(), IndexError> {
    use std::os::unix::fs::DirBuilderExt as _;
    let made = fs::DirBuilder::new().recursive(true).mode(0o700).create(folder);
    Ok(made.map_err(|e| DiskError::new(folder, e))?)
}

#[cfg(not(unix))]
fn make_private_folder(folder: &Path) -> Result<(), IndexError> {
    Ok(fs::create_dir_all(folder).map_err(|e| DiskError::new(folder, e))?)
}

const fn damaged(page: u64) -> IndexError {
    IndexError::Damaged { page, part: PART }
}

fn nonce(number: u64, last: bool) -> Nonce {
    let mut nonce = [0_u8; 12];
    for (to, from) in nonce.iter_mut().zip(number.to_le_bytes().into_iter().chain([u8::from(last)])) {
        *to = from;
    }
    nonce.into()
}

/// Writes a file from front to back.
pub(super) struct WorkWriter {
    file: File,
    path: PathBuf,
    cipher: ChaCha20Poly1305,
    chunk: Vec<u8>,
    at: u64,
}

impl WorkWriter {
    pub fn write(&mut self, mut bytes: &[u8]) -> Result<(), IndexError> {
        while !bytes.is_empty() {
            // A full chunk waits for more: only then is it known not to be the last.
            if self.chunk.len() == CHUNK {
                self.seal(false)?;
            }
            let (front, rest) = bytes.split_at_checked(CHUNK - self.chunk.len()).unwrap_or((bytes, &[]));
            self.chunk.extend_from_slice(front);
            bytes = rest;
        }
        Ok(())
    }

    /// Makes it durable.
    pub fn finish(mut self) -> Result<(), IndexError> {
        self.seal(true)?;
        Ok(self.file.sync_data().map_err(|e| DiskError::new(&self.path, e))?)
    }

    fn seal(&mut self, last: bool) -> Result<(), IndexError> {
        let tag = self
            .cipher
            .encrypt_in_place_detached(&nonce(self.at, last), b"", &mut self.chunk)
            .map_err(|_size| damaged(self.at))?;
        self.chunk.extend_from_slice(&tag);
        self.file.write_all(&self.chunk).map_err(|e| DiskError::new(&self.path, e))?;
        self.chunk.clear();
        self.at += 1;
        Ok(())
    }
}

/// Reads a file from front to back.
pub(super) struct WorkReader {
    file: File,
    path: PathBuf,
    cipher: ChaCha20Poly1305,
    chunk: Vec<u8>,
    /// What of the chunk was handed out.
    from: usize,
    at: u64,
    over: bool,
    /// What lies across two chunks.
    long: Vec<u8>,
}

impl WorkReader {
    /// The next bytes, as many as are at hand; `None` at the end.
    pub fn some(&mut self) -> Result<Option<&[u8]>, IndexError> {
        if self.from == self.chunk.len() && !self.fill()? {
            return Ok(None);
        }
        let from = std::mem::replace(&mut self.from, self.chunk.len());
        Ok(self.chunk.get(from..))
    }

    /// The next `len` bytes; `None` at the end of the file.
    pub fn take(&mut self, len: usize) -> Result<Option<&[u8]>, IndexError> {
        if self.from == self.chunk.len() && !self.fill()? {
            return Ok(None);
        }
        let end = self.from + len;
        if end <= self.chunk.len() {
            let from = std::mem::replace(&mut self.from, end);
            return Ok(self.chunk.get(from..end));
        }
        self.long.clear();
        while self.long.len() < len {
            if self.from == self.chunk.len() && !self.fill()? {
                return Err(damaged(self.at));
            }
            let end = self.chunk.len().min(self.from + len - self.long.len());
            self.long.extend_from_slice(self.chunk.get(self.from..end).unwrap_or_default());
            self.from = end;
        }
        Ok(Some(&self.long))
    }

    /// The next varint; `None` at the end of the file.
    pub fn varint(&mut self) -> Result<Option<u64>, IndexError> {
        let mut value = 0_u64;
        for shift in (0..64).step_by(7) {
            let Some([byte]) = self.take(1)? else {
                return if shift == 0 { Ok(None) } else { Err(damaged(self.at)) };
            };
            value |= u64::from(byte & 0x7F) << shift;
            if *byte < 0x80 {
                return Ok(Some(value));
            }
        }
        Err(damaged(self.at))
    }

    /// A varint that must be there.
    pub fn number(&mut self) -> Result<u64, IndexError> {
        self.varint()?.ok_or_else(|| damaged(self.at))
    }

    /// A length, and that many bytes; `None` at the end of the file.
    pub fn line(&mut self) -> Result<Option<&[u8]>, IndexError> {
        let Some(len) = self.varint()? else { return Ok(None) };
        let at = self.at;
        let len = usize::try_from(len).map_err(|_big| damaged(at))?;
        if len == 0 {
            return Ok(Some(&[]));
        }
        self.take(len)?.map(Some).ok_or_else(|| damaged(at))
    }

    /// This file is not what was written.
    pub const fn damage(&self) -> IndexError {
        damaged(self.at)
    }

    fn fill(&mut self) -> Result<bool, IndexError> {
        if self.over {
            return Ok(false);
        }
        self.from = 0;
        self.chunk.resize(CHUNK + TAG, 0);
        let have = read_full(&mut self.file, &mut self.chunk).map_err(|e| DiskError::new(&self.path, e))?;
        self.chunk.truncate(have);
        let tag = self.chunk.split_off(have.checked_sub(TAG).ok_or_else(|| damaged(self.at))?);
        // A short chunk is the last; a full one may be.
        let whole = self.chunk.len() == CHUNK && !self.at_end()?;
        self.cipher
            .decrypt_in_place_detached(&nonce(self.at, !whole), b"", &mut self.chunk, Tag::from_slice(&tag))
            .map_err(|_forged| damaged(self.at))?;
        self.at += 1;
        self.over = !whole;
        Ok(!self.chunk.is_empty())
    }

    /// Whether nothing follows. Asked for full chunks only, so it costs one call in 64 KiB.
    fn at_end(&mut self) -> Result<bool, IndexError> {
        use std::io::Seek as _;
        let wrap = |e| DiskError::new(&self.path, e);
        let here = self.file.stream_position().map_err(wrap)?;
        Ok(here >= self.file.metadata().map_err(wrap)?.len())
    }
}

fn read_full(file: &mut File, mut out: &mut [u8]) -> io::Result<usize> {
    let mut have = 0;
    while !out.is_empty() {
        let count = match file.read(out) {
            Err(e) if e.kind() == io::ErrorKind::Interrupted => continue,
            other => other?,
        };
        if count == 0 {
            break;
        }
        have += count;
        out = out.get_mut(count..).unwrap_or_default();
    }
    Ok(have)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(byte: u8) -> FileKey {
        FileKey(Zeroizing::new([byte; 32]))
    }

    #[test]
    fn bytes_come_back_at_any_length() {
        let folder = tempfile::tempdir().unwrap();
        let work = Work::open(&folder.path().join("w"), &[b"export"], &key(1)).unwrap();
        for len in [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK, 3 * CHUNK + 7] {
            let bytes: Vec<u8> = (0..len).map(|n| u8::try_from(n % 251).unwrap()).collect();
            let mut writer = work.create(&format!("a{len}")).unwrap();
            for part in bytes.chunks(1000) {
                writer.write(part).unwrap();
            }
            writer.finish().unwrap();
            assert_eq!(work.get(&format!("a{len}")).unwrap().unwrap(), bytes);
            let mut reader = work.read(&format!("a{len}")).unwrap();
            let mut back = Vec::new();
            while back.len() < len {
                let take = 777.min(len - back.len());
                back.extend_from_slice(reader.take(take).unwrap().unwrap());
            }
            assert_eq!(back, bytes);
            assert!(reader.take(1).unwrap().is_none());
        }
    }

    #[test]
    fn what_was_cut_or_changed_is_found() {
        let folder = tempfile::tempdir().unwrap();
        let work = Work::open(folder.path(), &[b"export"], &key(1)).unwrap();
        let mut writer = work.create("a").unwrap();
        writer.write(&vec![7; 2 * CHUNK]).unwrap();
        writer.finish().unwrap();
        let path = folder.path().join("a.work");
        let good = fs::read(&path).unwrap();
        let mut flipped = good.clone();
        flipped[100_000] ^= 1;
        let cuts = [0, 10, 24, 100, 24 + CHUNK + TAG, good.len() - 1].map(|len| good[..len].to_vec());
        for bad in cuts.into_iter().chain([flipped]) {
            crate::disk::write(&path, &bad).unwrap();
            assert!(work.get("a").unwrap().is_none(), "{} bytes", bad.len());
        }
        assert!(!good.windows(16).any(|w| w == [7; 16]), "lies in the clear");
    }

    #[test]
    fn another_export_does_not_open_it_and_two_builds_do_not_share_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("w");
        let work = Work::open(&path, &[b"export"], &key(1)).unwrap();
        work.put("state", b"one").unwrap();
        assert!(matches!(Work::open(&path, &[b"export"], &key(2)), Err(IndexError::Disk(DiskError::Other { .. }))));
        drop(work);
        let other = Work::open(&path, &[b"another"], &key(2)).unwrap();
        assert!(other.get("state").unwrap().is_none());
        drop(other);
        let work = Work::open(&path, &[b"export"], &key(3)).unwrap();
        assert_eq!(work.get("state").unwrap().unwrap(), b"one");
        work.close().unwrap();
        assert!(!path.exists());
    }

    #[cfg(unix)]
    #[test]
    fn only_the_owner_may_read() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("w");
        let work = Work::open(&path, &[b"export"], &key(1)).unwrap();
        work.put("state", b"one").unwrap();
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o700);
        assert_eq!(fs::metadata(path.join("state.work")).unwrap().permissions().mode() & 0o777, 0o600);
    }
}
