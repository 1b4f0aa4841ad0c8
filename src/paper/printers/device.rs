//! A slip or label printer behind a device file (`/dev/usb/lp0`), or a plain file that collects what one would get.

use super::{Format, PrintFile, Printer, PrinterError};
use std::fs::{File, OpenOptions};
use std::io::{self, ErrorKind, Write as _};
use std::path::PathBuf;
use std::time::{Duration, Instant};

/// How long a printer may take in all. A slip takes two seconds.
const SEND_SECS_MAX: u64 = 20;
/// Pause before a printer whose buffer is full is asked again.
const FULL_BUFFER_PAUSE: Duration = Duration::from_millis(20);

/// A device that takes bytes as they are.
#[derive(Debug, Clone)]
pub struct Device {
    pub device: PathBuf,
    /// What it understands.
    pub format: Format,
    /// Seconds until the printer is given up.
    pub secs_max: u64,
}

impl Device {
    #[must_use]
    pub fn new(device: impl Into<PathBuf>, format: Format) -> Self {
        Self { device: device.into(), format, secs_max: SEND_SECS_MAX }
    }

    fn name(&self) -> String {
        self.device.display().to_string()
    }

    fn error(&self, error: &io::Error) -> PrinterError {
        let printer = self.name();
        match error.kind() {
            ErrorKind::NotFound => PrinterError::Missing { printer },
            // Linux's usblp says "no space" when the paper is out.
            ErrorKind::StorageFull => PrinterError::Paper { printer },
            _ => PrinterError::Refused { printer, why: error.to_string() },
        }
    }

    fn open(&self) -> io::Result<File> {
        let mut options = OpenOptions::new();
        options.append(true);
        // A device is never created by mistake: only a name with an ending is a file to collect in.
        options.create(self.device.extension().is_some());
        non_blocking(&mut options);
        options.open(&self.device)
    }

    fn write(&self, file: &mut File, bytes: &[u8]) -> Result<(), PrinterError> {
        let start = Instant::now();
        let mut rest = bytes;
        while !rest.is_empty() {
            match file.write(rest) {
                Ok(0) => return Err(PrinterError::Refused { printer: self.name(), why: "it takes nothing".to_owned() }),
                Ok(taken) => rest = rest.get(taken..).unwrap_or_default(),
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) if error.kind() == ErrorKind::WouldBlock => {
                    if start.elapsed().as_secs() >= self.secs_max {
                        return Err(PrinterError::Timeout { printer: self.name(), secs: self.secs_max });
                    }
                    std::thread::sleep(FULL_BUFFER_PAUSE);
                }
                Err(error) => return Err(self.error(&error)),
            }
        }
        Ok(())
    }
}

impl Printer for Device {
    fn format(&self) -> Format {
        self.format
    }

    fn send(&self, job: &PrintFile) -> Result<(), PrinterError> {
        let mut file = self.open().map_err(|error| self.error(&error))?;
        self.write(&mut file, &job.bytes)?;
        // A file is made to last; a device cannot be, and says so.
        file.sync_all().ok();
        Ok(())
    }
}

/// So that a printer without paper cannot hold this thread: `O_NONBLOCK` of Linux on x86 and ARM.
#[cfg(target_os = "linux")]
fn non_blocking(options: &mut OpenOptions) {
    use std::os::unix::fs::OpenOptionsExt as _;
    const O_NONBLOCK: i32 = 0o4000;
    options.custom_flags(O_NONBLOCK);
}

#[cfg(not(target_os = "linux"))]
fn non_blocking(_options: &mut OpenOptions) {}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::paper::Size;

    fn job(bytes: &[u8]) -> PrintFile {
        PrintFile { name: "slip".to_owned(), size: Size::Roll80, bytes: bytes.to_vec() }
    }

    #[test]
    fn a_file_collects_all_papers() {
        let dir = tempfile::tempdir().unwrap();
        let printer = Device::new(dir.path().join("roll.bin"), Format::EscPos);
        printer.send(&job(b"one")).unwrap();
        printer.send(&job(b"two")).unwrap();
        assert_eq!(std::fs::read(&printer.device).unwrap(), b"onetwo");
    }

    #[test]
    fn a_device_that_is_not_there_is_missing() {
        let dir = tempfile::tempdir().unwrap();
        let error = Device::new(dir.path().join("lp0"), Format::Zpl).send(&job(b"x")).unwrap_err();
        assert_eq!(error.problem_id(), "problem-printer-missing");
        assert!(!dir.path().join("lp0").exists());
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn out_of_paper_and_a_stuck_printer_are_told_apart() {
        let full = Device::new("/dev/full", Format::EscPos).send(&job(b"x")).unwrap_err();
        assert_eq!(full.problem_id(), "problem-printer-paper");
        // A pipe that nobody empties takes 64 KiB and then no more.
        let dir = tempfile::tempdir().unwrap();
        let pipe = dir.path().join("pipe");
        assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
        let _reader = OpenOptions::new().read(true).write(true).open(&pipe).unwrap();
        let stuck = Device { device: pipe, format: Format::EscPos, secs_max: 0 };
        assert_eq!(stuck.send(&job(&vec![0; 200_000])).unwrap_err().problem_id(), "problem-printer-timeout");
    }
}
