//! Reading and writing small files so that a cut-off never leaves half of one: temporary file, fsync, rename, fsync of the folder.
//!
//! Never deletes a file that may hold a patient; [`set_aside`] renames.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};

/// Largest small file that is read whole, in bytes.
pub const READ_BYTES_MAX: u64 = 256 * 1024 * 1024;

/// What a disk did not do, and to which file.
#[derive(Debug, thiserror::Error)]
pub enum DiskError {
    #[error("{path} is not there")]
    Missing { path: PathBuf },
    #[error("the disk is full")]
    Full { path: PathBuf },
    #[error("{path} may not be written")]
    ReadOnly { path: PathBuf },
    #[error("{path} is too large")]
    TooLarge { path: PathBuf },
    #[error("{path}: {source}")]
    Other { path: PathBuf, source: io::Error },
}

impl DiskError {
    /// Sorts an error of the system into those a person can do something about.
    #[must_use]
    pub fn new(path: &Path, source: io::Error) -> Self {
        let path = path.to_owned();
        match source.kind() {
            io::ErrorKind::NotFound => Self::Missing { path },
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge => Self::Full { path },
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => Self::ReadOnly { path },
            _ => Self::Other { path, source },
        }
    }

    /// The file it is about.
    #[must_use]
    pub fn path(&self) -> &Path {
        match self {
            Self::Missing { path }
            | Self::Full { path }
            | Self::ReadOnly { path }
            | Self::TooLarge { path }
            | Self::Other { path, .. } => path,
        }
    }
}

/// Reads a whole file of at most 256 MiB.
///
/// # Errors
/// [`DiskError`].
pub fn read(path: &Path) -> Result<Vec<u8>, DiskError> {
    let wrap = |e| DiskError::new(path, e);
    let file = File::open(path).map_err(wrap)?;
    let mut bytes = Vec::new();
    file.take(READ_BYTES_MAX + 1).read_to_end(&mut bytes).map_err(wrap)?;
    if bytes.len() as u64 > READ_BYTES_MAX { Err(DiskError::TooLarge { path: path.to_owned() }) } else { Ok(bytes) }
}

/// Writes a whole file atomically.
///
/// # Errors
/// [`DiskError`].
pub fn write(path: &Path, bytes: &[u8]) -> Result<(), DiskError> {
    let mut writer = AtomicFile::create(path)?;
    writer.write_all(bytes).map_err(|e| DiskError::new(path, e))?;
    writer.commit()
}

/// Writes a file that only its owner may read.
///
/// # Errors
/// [`DiskError`].
pub fn write_private(path: &Path, bytes: &[u8]) -> Result<(), DiskError> {
    write(path, bytes)?;
    only_owner(path)
}

#[cfg(unix)]
fn only_owner(path: &Path) -> Result<(), DiskError> {
    use std::os::unix::fs::PermissionsExt as _;
    fs::set_permissions(path, fs::Permissions::from_mode(0o600)).map_err(|e| DiskError::new(path, e))
}

#[cfg(not(unix))]
fn only_owner(_path: &Path) -> Result<(), DiskError> {
    Ok(())
}

/// Makes a folder and those above it.
///
/// # Errors
/// [`DiskError`].
pub fn make_folder(path: &Path) -> Result<(), DiskError> {
    fs::create_dir_all(path).map_err(|e| DiskError::new(path, e))
}

/// Moves a file out of the way under a name that is free; says where it is now.
///
/// # Errors
/// [`DiskError`].
pub fn set_aside(path: &Path, mark: &str) -> Result<PathBuf, DiskError> {
    let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    let free = (1..1000u32)
        .map(|n| path.with_file_name(if n == 1 { format!("{name}.{mark}") } else { format!("{name}.{mark}-{n}") }))
        .find(|p| !p.exists())
        .ok_or_else(|| DiskError::Other { path: path.to_owned(), source: io::Error::other("1,000 copies set aside already") })?;
    fs::rename(path, &free).map_err(|e| DiskError::new(path, e))?;
    sync_folder(path)?;
    Ok(free)
}

/// A file that appears under its name only when it is whole.
pub struct AtomicFile {
    file: io::BufWriter<File>,
    temporary: PathBuf,
    path: PathBuf,
    done: bool,
}

impl AtomicFile {
    /// Opens the temporary file beside the final one.
    ///
    /// # Errors
    /// [`DiskError`].
    pub fn create(path: &Path) -> Result<Self, DiskError> {
        let mut name = path.file_name().map(std::ffi::OsStr::to_os_string).unwrap_or_default();
        name.push(".part");
        let temporary = path.with_file_name(name);
        let file =
            OpenOptions::new().write(true).create(true).truncate(true).open(&temporary).map_err(|e| DiskError::new(path, e))?;
        Ok(Self { file: io::BufWriter::with_capacity(1 << 16, file), temporary, path: path.to_owned(), done: false })
    }

    /// Makes it durable and gives it its name.
    ///
    /// # Errors
    /// [`DiskError`]; the file that was there before is then untouched.
    pub fn commit(mut self) -> Result<(), DiskError> {
        let wrap = |e| DiskError::new(&self.path, e);
        self.file.flush().map_err(wrap)?;
        self.file.get_ref().sync_all().map_err(wrap)?;
        fs::rename(&self.temporary, &self.path).map_err(wrap)?;
        self.done = true;
        sync_folder(&self.path)
    }
}

impl io::Seek for AtomicFile {
    fn seek(&mut self, to: io::SeekFrom) -> io::Result<u64> {
        self.file.seek(to)
    }
}

/// A file that one program has at a time, until dropped. The system lets go of it when a program dies.
#[derive(Debug)]
pub struct Lock(File);

impl Lock {
    /// Takes it, and makes the file if it is not there; `None` where another program has it.
    ///
    /// # Errors
    /// [`DiskError`].
    pub fn take(path: &Path) -> Result<Option<Self>, DiskError> {
        let mut options = OpenOptions::new();
        let file = options.read(true).write(true).create(true).truncate(false).open(path).map_err(|e| DiskError::new(path, e))?;
        match file.try_lock() {
            Ok(()) => Ok(Some(Self(file))),
            Err(fs::TryLockError::WouldBlock) => Ok(None),
            Err(fs::TryLockError::Error(error)) => Err(DiskError::new(path, error)),
        }
    }
}

/// By name, not by closing the file: a child process that is just being started has it open for a moment too, and would keep it locked.
impl Drop for Lock {
    fn drop(&mut self) {
        let _closed_anyway = self.0.unlock();
    }
}

/// Tells the system that a part of a file will be read, so that it fetches it meanwhile. Where it cannot be told, reading takes longer.
pub fn read_soon(file: &File, offset: u64, bytes: u64) {
    #[cfg(target_os = "linux")]
    if let Some(bytes) = std::num::NonZeroU64::new(bytes) {
        let _advice = rustix::fs::fadvise(file, offset, Some(bytes), rustix::fs::Advice::WillNeed);
    }
    #[cfg(not(target_os = "linux"))]
    let _none = (file, offset, bytes);
}

/// Has the system write everything to the medium that holds `path`, so that it can be pulled out. False where it cannot be told to.
///
/// # Errors
/// [`DiskError`].
pub fn sync_medium(path: &Path) -> Result<bool, DiskError> {
    #[cfg(target_os = "linux")]
    {
        let wrap = |e| DiskError::new(path, e);
        let file = File::open(path).map_err(wrap)?;
        rustix::fs::syncfs(&file).map_err(|e| wrap(e.into()))?;
        Ok(true)
    }
    #[cfg(not(target_os = "linux"))]
    {
        let _none = path;
        Ok(false)
    }
}

/// Reads at a place of a file without moving its cursor, so that readers do not disturb each other.
///
/// # Errors
/// [`io::Error`]; [`io::ErrorKind::UnexpectedEof`] where the file ends before.
#[cfg(unix)]
pub fn read_at(file: &File, bytes: &mut [u8], offset: u64) -> io::Result<()> {
    std::os::unix::fs::FileExt::read_exact_at(file, bytes, offset)
}

/// Reads at a place of a file.
///
/// # Errors
/// [`io::Error`]; [`io::ErrorKind::UnexpectedEof`] where the file ends before.
#[cfg(windows)]
pub fn read_at(file: &File, mut bytes: &mut [u8], mut offset: u64) -> io::Result<()> {
    while !bytes.is_empty() {
        let read = std::os::windows::fs::FileExt::seek_read(file, bytes, offset)?;
        if read == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        bytes = bytes.get_mut(read..).unwrap_or_default();
        offset += read as u64;
    }
    Ok(())
}

impl io::Write for AtomicFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

impl Drop for AtomicFile {
    fn drop(&mut self) {
        if !self.done {
            // Half a file of our own making, never a record: nothing is lost if this fails too.
            drop(fs::remove_file(&self.temporary));
        }
    }
}

#[cfg(unix)]
pub fn sync_folder(path: &Path) -> Result<(), DiskError> {
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or_else(|| Path::new("."));
    File::open(folder).and_then(|f| f.sync_all()).map_err(|e| DiskError::new(folder, e))
}

#[cfg(not(unix))]
pub fn sync_folder(_path: &Path) -> Result<(), DiskError> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_appears_whole_or_not_at_all() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.json");
        write(&path, b"one").unwrap();
        let mut half = AtomicFile::create(&path).unwrap();
        half.write_all(b"tw").unwrap();
        drop(half);
        assert_eq!(read(&path).unwrap(), b"one");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
        assert!(matches!(read(&folder.path().join("b")), Err(DiskError::Missing { .. })));
    }

    #[test]
    fn setting_aside_never_overwrites() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.db");
        for text in ["one", "two"] {
            write(&path, text.as_bytes()).unwrap();
            set_aside(&path, "damaged").unwrap();
        }
        assert_eq!(read(&folder.path().join("a.db.damaged")).unwrap(), b"one");
        assert_eq!(read(&folder.path().join("a.db.damaged-2")).unwrap(), b"two");
    }
}
