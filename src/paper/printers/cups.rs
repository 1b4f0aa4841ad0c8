//! A CUPS queue, through its own `lp` and `lpstat`.
//!
//! Owns the command line and what its complaints mean. The paper goes in through standard input, so no file name with a patient's
//! number ever stands in a process list; the complaints come back through a file, so no full pipe can hold us.

use super::{Format, PrintFile, Printer, PrinterError};
use crate::paper::Size;
use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

/// How long `lp` may take to hand a paper to the queue. It does not wait for the paper itself.
const LP_SECS_MAX: u64 = 15;
/// How long `lpstat` may take to name the queues.
const LPSTAT_SECS_MAX: u64 = 5;
/// Pause between looks at a running command.
const LOOK_PAUSE: Duration = Duration::from_millis(10);
/// Most of a command's words that are read, bytes.
const WORDS_BYTES_MAX: u64 = 64 * 1024;

/// A queue of the system's printing service.
#[derive(Debug, Clone)]
pub struct Cups {
    /// Name of the queue.
    pub queue: String,
    /// A folder of this program's own for the seconds that a paper waits for `lp`; made when it is not there.
    pub spool: PathBuf,
    /// The `lp` program: a name to look up, or a path.
    pub lp: PathBuf,
    /// Seconds until `lp` is given up.
    pub secs_max: u64,
}

impl Cups {
    #[must_use]
    pub fn new(queue: impl Into<String>, spool: impl Into<PathBuf>) -> Self {
        Self { queue: queue.into(), spool: spool.into(), lp: PathBuf::from("lp"), secs_max: LP_SECS_MAX }
    }

    fn refused(&self, error: &io::Error) -> PrinterError {
        if error.kind() == ErrorKind::NotFound {
            PrinterError::Missing { printer: self.queue.clone() }
        } else {
            PrinterError::Refused { printer: self.queue.clone(), why: error.to_string() }
        }
    }

    fn spooled(&self, error: &io::Error) -> PrinterError {
        PrinterError::Folder { folder: self.spool.clone(), why: error.to_string() }
    }

    /// What `lp` complained of, as a reason.
    fn complaint(&self, words: &str) -> PrinterError {
        let printer = self.queue.clone();
        let lower = words.to_lowercase();
        let says = |parts: &[&str]| parts.iter().any(|part| lower.contains(part));
        if says(&["out of paper", "media-empty", "media-needed", "no paper"]) {
            PrinterError::Paper { printer }
        } else if says(&["does not exist", "no default destination", "unknown destination", "not found", "no destinations"]) {
            PrinterError::Missing { printer }
        } else {
            PrinterError::Refused { printer, why: first_line(words) }
        }
    }
}

impl Printer for Cups {
    fn format(&self) -> Format {
        Format::Pdf
    }

    fn send(&self, job: &PrintFile) -> Result<(), PrinterError> {
        let spooled = |error: io::Error| self.spooled(&error);
        fs::create_dir_all(&self.spool).map_err(spooled)?;
        let name = job.safe_name();
        let mut paper = Scratch::new(&self.spool, &name, "pdf").map_err(spooled)?;
        paper.file.write_all(&job.bytes).and_then(|()| paper.file.seek(SeekFrom::Start(0))).map_err(spooled)?;
        let mut words = Scratch::new(&self.spool, &name, "txt").map_err(spooled)?;
        let mut command = Command::new(&self.lp);
        command.arg("-d").arg(&self.queue).arg("-t").arg(&name).arg("-o").arg(format!("media={}", media(job.size)));
        command.arg("-o").arg("fit-to-page=false").env("LC_ALL", "C");
        command.stdin(paper.file.try_clone().map_err(spooled)?).stdout(Stdio::null());
        command.stderr(words.file.try_clone().map_err(spooled)?);
        let mut child = command.spawn().map_err(|error| self.refused(&error))?;
        match wait(&mut child, self.secs_max).map_err(|error| self.refused(&error))? {
            None => Err(PrinterError::Timeout { printer: self.queue.clone(), secs: self.secs_max }),
            Some(status) if status.success() => Ok(()),
            Some(_failed) => Err(self.complaint(&words.read().map_err(spooled)?)),
        }
    }
}

/// The queues that the system knows, by name; empty when there is no printing service.
#[must_use]
pub fn system_printers() -> Vec<String> {
    printers_of(Path::new("lpstat")).unwrap_or_default()
}

/// As [`system_printers`], asking `lpstat` at the given path.
///
/// # Errors
/// When the program cannot be started or read.
fn printers_of(lpstat: &Path) -> io::Result<Vec<String>> {
    let mut command = Command::new(lpstat);
    command.arg("-e").env("LC_ALL", "C").stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut child = command.spawn()?;
    // Queue names are few: they fit the pipe, so the program can end before they are read.
    if !wait(&mut child, LPSTAT_SECS_MAX)?.is_some_and(|status| status.success()) {
        return Ok(Vec::new());
    }
    let mut words = String::new();
    if let Some(out) = child.stdout.take() {
        out.take(WORDS_BYTES_MAX).read_to_string(&mut words)?;
    }
    Ok(words.lines().map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned).collect())
}

/// Waits for a command; `None` when it had to be stopped.
fn wait(child: &mut Child, secs_max: u64) -> io::Result<Option<ExitStatus>> {
    let start = Instant::now();
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(Some(status));
        }
        if start.elapsed() >= Duration::from_secs(secs_max) {
            child.kill()?;
            child.wait()?;
            return Ok(None);
        }
        std::thread::sleep(LOOK_PAUSE);
    }
}

fn first_line(words: &str) -> String {
    let line = words.lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or("lp");
    line.strip_prefix("lp:").unwrap_or(line).trim().chars().take(200).collect()
}

/// CUPS' name of a paper (PWG 5101.1). A roll's length is the driver's to find.
const fn media(size: Size) -> &'static str {
    match size {
        Size::A4 => "A4",
        Size::A5 => "A5",
        Size::A6 => "A6",
        Size::Roll80 => "Custom.80x297mm",
        Size::Roll58 => "Custom.58x297mm",
        // The printer draws a band lengthwise; CUPS turns a page that lies across.
        Size::Band => "Custom.25x279mm",
        Size::BandChild => "Custom.25x178mm",
        Size::Label => "Custom.50x25mm",
    }
}

/// A file without a name, where the system allows that, and gone when it is dropped: it holds a patient's paper only while `lp` reads it.
struct Scratch {
    file: File,
    path: PathBuf,
}

impl Scratch {
    fn new(folder: &Path, name: &str, ending: &str) -> io::Result<Self> {
        for i in 0..=u16::MAX {
            let path = folder.join(format!("{name}-{i}.{ending}"));
            let mut options = OpenOptions::new();
            options.read(true).write(true).create_new(true);
            owner_only(&mut options);
            match options.open(&path) {
                Ok(file) => {
                    // Without its name it cannot outlive us, not even when the plug is pulled. Windows keeps the name until the drop.
                    fs::remove_file(&path).ok();
                    return Ok(Self { file, path });
                }
                Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
                Err(error) => return Err(error),
            }
        }
        Err(io::Error::new(ErrorKind::AlreadyExists, "too many papers wait"))
    }

    fn read(&mut self) -> io::Result<String> {
        self.file.seek(SeekFrom::Start(0))?;
        let mut bytes = Vec::new();
        (&mut self.file).take(WORDS_BYTES_MAX).read_to_end(&mut bytes)?;
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        fs::remove_file(&self.path).ok();
    }
}

#[cfg(unix)]
fn owner_only(options: &mut OpenOptions) {
    use std::os::unix::fs::OpenOptionsExt as _;
    options.mode(0o600);
}

#[cfg(not(unix))]
fn owner_only(_options: &mut OpenOptions) {}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use super::*;

    /// A script in place of `lp`. A shell writes it: a handle of our own could be inherited by another test's child, and a file that is
    /// open for writing cannot be run.
    fn script(dir: &Path, text: &str) -> PathBuf {
        let path = dir.join("lp");
        let write = "printf '%s\\n' '#!/bin/sh' \"$1\" > \"$0\" && chmod 755 \"$0\"";
        assert!(Command::new("sh").arg("-c").arg(write).arg(&path).arg(text).status().unwrap().success());
        path
    }

    fn send(text: &str) -> (tempfile::TempDir, Result<(), PrinterError>) {
        let dir = tempfile::tempdir().unwrap();
        let lp = script(dir.path(), &text.replace("DIR", dir.path().to_str().unwrap()));
        let printer = Cups { lp, secs_max: 1, ..Cups::new("counter", dir.path().join("spool")) };
        let job = PrintFile { name: "MK7A-004218-T slip".to_owned(), size: Size::A6, bytes: b"%PDF".to_vec() };
        let sent = printer.send(&job);
        assert_eq!(fs::read_dir(dir.path().join("spool")).unwrap().count(), 0, "no paper is left behind");
        (dir, sent)
    }

    #[test]
    fn the_paper_goes_in_with_queue_title_and_size() {
        let (dir, sent) = send("echo \"$@ $LC_ALL\" > DIR/args; cat > DIR/paper");
        sent.unwrap();
        let args = fs::read_to_string(dir.path().join("args")).unwrap();
        assert_eq!(args.trim(), "-d counter -t MK7A-004218-T-slip -o media=A6 -o fit-to-page=false C");
        assert_eq!(fs::read(dir.path().join("paper")).unwrap(), b"%PDF");
    }

    #[test]
    fn complaints_are_understood() {
        for (words, id) in [
            ("lp: The printer or class does not exist.", "problem-printer-missing"),
            ("lp: Error - no default destination available.", "problem-printer-missing"),
            ("lp: media-empty-error", "problem-printer-paper"),
            ("lp: Destination \\\"counter\\\" is not accepting jobs.", "problem-printer-refused"),
            ("", "problem-printer-refused"),
        ] {
            let (_dir, sent) = send(&format!("echo \"{words}\" >&2; exit 1"));
            assert_eq!(sent.unwrap_err().problem_id(), id, "{words}");
        }
    }

    #[test]
    fn a_silent_printer_is_given_up() {
        let (_dir, sent) = send("exec sleep 60");
        assert_eq!(sent.unwrap_err(), PrinterError::Timeout { printer: "counter".to_owned(), secs: 1 });
    }

    #[test]
    fn no_lp_is_a_missing_printer() {
        let dir = tempfile::tempdir().unwrap();
        let printer = Cups { lp: dir.path().join("none"), ..Cups::new("counter", dir.path().join("spool")) };
        let job = PrintFile { name: "a".to_owned(), size: Size::A4, bytes: Vec::new() };
        assert_eq!(printer.send(&job).unwrap_err().problem_id(), "problem-printer-missing");
    }

    #[test]
    fn queues_are_read_and_none_is_no_error() {
        let dir = tempfile::tempdir().unwrap();
        let lpstat = script(dir.path(), "echo Counter_A6; echo; echo Ward-Laser");
        assert_eq!(printers_of(&lpstat).unwrap(), ["Counter_A6", "Ward-Laser"]);
        let lpstat = script(dir.path(), "exit 1");
        assert!(printers_of(&lpstat).unwrap().is_empty());
        assert!(printers_of(&dir.path().join("none")).is_err());
    }
}
