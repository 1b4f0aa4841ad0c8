//! The second medium: every entry is also written to another disk or a stick, as bundles that are added to while the counter works.
//!
//! ```text
//! FOLDER/nirantar-SITE-K7A/000001.nrb   a segment; a new one begins whenever the medium comes back, and past 32 MiB
//! ```
//! A segment is never changed once another has begun, and what stands in it before a cut is whole: a stick that is pulled out in the
//! middle loses nothing that had been written. What is missing on the medium is found out by reading it, so another stick catches up by
//! itself. Nothing here is ever waited for by a save.

use super::bundles::{control_counters, joined, pieces, sealed_head};
use super::place::CounterFile;
use super::{Desk, Place};
use crate::bundle::{BundleError, BundleSecret, ENDING, Kind, Piece, Reader as BundleReader, Writer};
use crate::disk::{self, DiskError};
use crate::hospital::number::CounterCode;
use crate::journal::{EntryId, Run};
use crate::problem::Problem;
use crate::store::{Held, View};
use crate::vault::{Keyring, Pack, random};
use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD as B64;
use chrono::{DateTime, FixedOffset};
use ed25519_dalek::SigningKey;
use std::collections::BTreeSet;
use std::fs::{File, OpenOptions};
use std::io::{BufReader, Write as _};
use std::path::{Path, PathBuf};
use zeroize::Zeroizing;

/// Fact of the records: the secret that this installation's segments are sealed with, base64url.
const SECRET: &str = "second-secret";
/// Bytes after which a new segment begins.
const SEGMENT_BYTES: u64 = 32 * 1024 * 1024;
/// Entries between two times of making them durable, while catching up.
const SYNC_EVERY: u64 = 2_000;
/// Segments of an installation, at most.
const SEGMENTS_MAX: usize = 1_000_000;

/// How the second medium stands.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum SecondStanding {
    /// None was chosen.
    #[default]
    None,
    /// What is on it is being looked up: it has not answered yet.
    Asking,
    /// Everything is on it.
    Whole,
    /// So many entries are not on it yet; it is being written.
    Behind(u64),
    /// It cannot be written; so many entries wait.
    Trouble { waiting: u64, problem: Problem },
}

/// Everything that writing it needs; a thread beside the desk has it while somebody is signed in.
#[derive(Clone)]
pub struct SecondWay {
    folder: PathBuf,
    file: CounterFile,
    pack: std::sync::Arc<Pack>,
    signing: SigningKey,
    secret: BundleSecret,
    /// Public keys beside the pack's: the recovery key's, and of people whose password was lost.
    also: Vec<String>,
}

/// The medium, attached: what is on it, and the segment that is being written.
pub struct Second {
    way: SecondWay,
    on_it: Vec<Run>,
    segment: Option<Writer<File>>,
    path: PathBuf,
    unsynced: u64,
    /// Entries of the segment have been made durable.
    durable: bool,
}

impl SecondWay {
    /// Folder of this installation on the medium.
    #[must_use]
    pub fn folder(&self) -> PathBuf {
        self.folder.join(format!("nirantar-{}-{}", self.file.site, self.file.installation()))
    }

    /// Whether the medium is there and has this installation's folder.
    ///
    /// # Errors
    /// `problem-second-gone`.
    pub fn look(&self) -> Result<(), Problem> {
        if self.folder().is_dir() { Ok(()) } else { Err(self.gone()) }
    }

    /// That it does not answer within the time somebody waits for it.
    #[must_use]
    pub fn slow(&self) -> Problem {
        Problem::device("problem-second-slow").with("path", self.folder.display().to_string())
    }

    fn gone(&self) -> Problem {
        Problem::device("problem-second-gone").with("path", self.folder.display().to_string())
    }

    /// Looks what is on the medium.
    ///
    /// # Errors
    /// A problem of the disk: it is not there, or cannot be read.
    pub fn attach(&self, view: View<'_>) -> Result<Second, Problem> {
        // A stick that is not plugged in leaves an empty mount point behind, or none: the folder itself has to be there.
        if !self.folder.is_dir() {
            return Err(self.gone());
        }
        disk::make_folder(&self.folder())?;
        let mut found = BTreeSet::new();
        for path in segments(&self.folder())? {
            self.read(&path, &mut found)?;
        }
        let on_it = joined(view, &[], &runs(&found))?;
        Ok(Second { way: self.clone(), on_it, segment: None, path: PathBuf::new(), unsynced: 0, durable: false })
    }

    /// Writes what is missing and ends the segment; `going` is asked now and then whether to go on.
    ///
    /// # Errors
    /// A problem of the records; trouble of the medium itself is in the answer.
    pub fn sync(&self, view: View<'_>, now: DateTime<FixedOffset>, going: &dyn Fn() -> bool) -> Result<SecondStanding, Problem> {
        let mut second = match self.attach(view) {
            Ok(second) => second,
            Err(problem) => {
                let waiting = view.held()?.iter().map(|run| run.last - run.first + 1).sum();
                return Ok(SecondStanding::Trouble { waiting, problem });
            }
        };
        let done = second.catch_up(view, now, going).and_then(|()| second.end_segment());
        let waiting = second.behind(view)?;
        Ok(match done {
            Err(problem) => SecondStanding::Trouble { waiting, problem },
            Ok(()) if waiting > 0 => SecondStanding::Behind(waiting),
            Ok(()) => SecondStanding::Whole,
        })
    }

    /// Adds the addresses of all entries in a segment that can be read. What is damaged there is written again.
    fn read(&self, path: &Path, found: &mut BTreeSet<i64>) -> Result<(), Problem> {
        let from = File::open(path).map_err(|e| DiskError::new(path, e))?;
        let own = |counter: &CounterCode, letter: char| self.pack.verifying_key(counter, letter);
        let Ok(mut reader) = BundleReader::new(BufReader::with_capacity(1 << 16, from), &own) else { return Ok(()) };
        if reader.unlock(&self.secret).is_err() {
            return Ok(());
        }
        while let Ok(Some(piece)) = reader.next_piece() {
            if let Piece::Entry(signed) = piece
                && let Ok(entry) = signed.entry()
            {
                found.insert(entry.header.id().packed());
            }
        }
        Ok(())
    }
}

fn segments(folder: &Path) -> Result<Vec<PathBuf>, Problem> {
    let wrap = |e| Problem::from(DiskError::new(folder, e));
    let mut all = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(wrap)? {
        let path = entry.map_err(wrap)?.path();
        if path.extension().is_some_and(|ending| ending == ENDING) {
            all.push(path);
        }
    }
    all.sort();
    Ok(all)
}

fn runs(found: &BTreeSet<i64>) -> Vec<Held> {
    let mut runs: Vec<(i64, i64)> = Vec::new();
    for at in found {
        match runs.last_mut() {
            Some((_, last)) if *last + 1 == *at => *last = *at,
            _ => runs.push((*at, *at)),
        }
    }
    let held = |(first, last): (i64, i64)| {
        let (first, last) = (EntryId::unpacked(first)?, EntryId::unpacked(last)?);
        Some(Held { counter: first.counter, letter: first.letter, first: first.sequence, last: last.sequence })
    };
    runs.into_iter().filter_map(held).collect()
}

impl Second {
    /// Entries that are here and not on the medium.
    ///
    /// # Errors
    /// A problem of the disk.
    pub fn behind(&self, view: View<'_>) -> Result<u64, Problem> {
        Ok(pieces(&view.held()?, &self.on_it).iter().map(|piece| piece.last - piece.first + 1).sum())
    }

    /// Writes what is missing. `going` is asked now and then whether to go on; what was written stays.
    ///
    /// # Errors
    /// `problem-second-…`: the medium is gone, full or broken. Attach it anew then.
    pub fn catch_up(&mut self, view: View<'_>, now: DateTime<FixedOffset>, going: &dyn Fn() -> bool) -> Result<(), Problem> {
        let done = self.write_missing(view, now, going);
        if done.is_err() && !self.durable && self.segment.take().is_some() {
            // A full medium would fill up with begun segments, one a try. Nothing of this one had been said to be on it.
            drop(std::fs::remove_file(&self.path));
        }
        done
    }

    fn write_missing(&mut self, view: View<'_>, now: DateTime<FixedOffset>, going: &dyn Fn() -> bool) -> Result<(), Problem> {
        for piece in pieces(&view.held()?, &self.on_it) {
            let mut upto = piece.first - 1;
            let written = view.each_signed::<Problem>(&piece, |id, signed| {
                self.entry(&id, &signed, now)?;
                upto = id.sequence;
                self.unsynced += 1;
                if self.unsynced >= SYNC_EVERY {
                    self.sync()?;
                    return Ok(going());
                }
                Ok(true)
            });
            self.sync()?;
            if upto >= piece.first {
                self.on_it = joined(view, &self.on_it, &[Held { last: upto, ..piece.clone() }])?;
            }
            written?;
            if upto < piece.last || !going() {
                break;
            }
        }
        Ok(())
    }

    fn entry(&mut self, id: &EntryId, signed: &crate::journal::Signed, now: DateTime<FixedOffset>) -> Result<(), Problem> {
        if self.segment.as_ref().is_some_and(|segment| segment.bytes() >= SEGMENT_BYTES) {
            self.end_segment()?;
        }
        if self.segment.is_none() {
            self.begin_segment(now)?;
        }
        let path = self.path.clone();
        let Some(segment) = self.segment.as_mut() else { return Ok(()) };
        match segment.entry(id, signed) {
            // A segment that is full by number is ended; the next one takes this entry.
            Err(BundleError::TooLarge) => {
                self.end_segment()?;
                self.begin_segment(now)?;
                let Some(segment) = self.segment.as_mut() else { return Ok(()) };
                segment.entry(id, signed).map_err(|error| trouble(error, &path))
            }
            other => other.map_err(|error| trouble(error, &path)),
        }
    }

    fn begin_segment(&mut self, now: DateTime<FixedOffset>) -> Result<(), Problem> {
        let way = &self.way;
        let to: Vec<CounterCode> = control_counters(way.pack.masters()).into_iter().chain([way.file.counter.clone()]).collect();
        let (head, secret) =
            sealed_head((&way.pack, &way.file), &to, (Kind::Medium, now, Vec::new()), (&way.also, Some(&way.secret)))?;
        let folder = way.folder();
        let taken = segments(&folder)?;
        let next = taken.last().and_then(|p| p.file_stem()?.to_str()?.parse::<usize>().ok()).unwrap_or(0) + 1;
        self.path = folder.join(format!("{:06}.{ENDING}", next.min(SEGMENTS_MAX)));
        let out = OpenOptions::new().write(true).create_new(true).open(&self.path).map_err(|e| DiskError::new(&self.path, e))?;
        disk::sync_folder(&self.path)?;
        self.durable = false;
        match Writer::new(out, &head, &secret, &way.signing) {
            Ok(segment) => {
                self.segment = Some(segment);
                Ok(())
            }
            Err(error) => {
                drop(std::fs::remove_file(&self.path));
                Err(trouble(error, &self.path))
            }
        }
    }

    /// Makes everything written so far durable.
    fn sync(&mut self) -> Result<(), Problem> {
        self.unsynced = 0;
        let Some(segment) = self.segment.as_mut() else { return Ok(()) };
        segment.flush().map_err(|error| trouble(error, &self.path))?;
        let out = segment.out();
        out.flush().and_then(|()| out.sync_data()).map_err(|e| trouble(BundleError::Io(e), &self.path))?;
        self.durable = true;
        Ok(())
    }

    /// Ends the segment: a reader then knows that nothing is missing at its end.
    ///
    /// # Errors
    /// As [`Self::catch_up`].
    pub fn end_segment(&mut self) -> Result<(), Problem> {
        let Some(segment) = self.segment.take() else { return Ok(()) };
        let (out, _written) = segment.finish().map_err(|error| trouble(error, &self.path))?;
        out.sync_all().map_err(|e| trouble(BundleError::Io(e), &self.path))
    }
}

fn trouble(error: BundleError, path: &Path) -> Problem {
    let shown = path.display().to_string();
    match error {
        BundleError::Io(source) => match DiskError::new(path, source) {
            DiskError::Full { .. } => Problem::device("problem-second-full").with("path", shown),
            _ => Problem::device("problem-second-gone").with("path", shown),
        },
        _ => Problem::device("problem-second-gone").with("path", shown),
    }
}

impl Desk {
    /// The way to the second medium, where one was chosen. Makes the secret of its segments the first time.
    ///
    /// # Errors
    /// A problem of the disk.
    pub fn second_way(&mut self) -> Result<Option<SecondWay>, Problem> {
        let Some(folder) = self.counter.settings.second.clone() else { return Ok(None) };
        let secret = self.second_secret()?;
        let place = &self.counter.place;
        Ok(Some(SecondWay {
            folder: if folder.is_absolute() { folder } else { place.folder().join(folder) },
            file: self.counter.file.clone(),
            pack: std::sync::Arc::clone(&self.counter.pack),
            signing: self.store.installation().signing.clone(),
            secret,
            also: also_sealed_to(place),
        }))
    }

    fn second_secret(&mut self) -> Result<BundleSecret, Problem> {
        if let Some(text) = self.rows()?.fact(SECRET)? {
            let bytes = Zeroizing::new(B64.decode(text).map_err(|_base64| Problem::damaged("problem-keys-damaged"))?);
            let raw: [u8; 32] = bytes.as_slice().try_into().map_err(|_length| Problem::damaged("problem-keys-damaged"))?;
            return Ok(Zeroizing::new(raw));
        }
        let secret: BundleSecret = random::<32>()?;
        self.store.keep_fact(SECRET, &B64.encode(secret.as_slice()))?;
        Ok(secret)
    }

    /// Brings the second medium up to date, here and now, and says how it stands. Waits for the medium as long as it takes: for who may
    /// not wait there is `worker::sync_second`.
    ///
    /// # Errors
    /// A problem of the records; trouble of the medium itself is in the answer.
    pub fn sync_second(&mut self) -> Result<SecondStanding, Problem> {
        let Some(way) = self.second_way()? else { return Ok(SecondStanding::None) };
        let standing = way.sync(self.rows()?, self.now(), &|| true)?;
        if standing == SecondStanding::Whole {
            self.note_second(self.store.last_sequence())?;
        }
        Ok(standing)
    }

    /// Keeps up to which of its own entries the medium has everything, for what the counter tells the control room.
    ///
    /// # Errors
    /// A problem of the disk.
    pub fn note_second(&mut self, upto: u64) -> Result<(), Problem> {
        Ok(self.store.keep_fact(super::blocks::SECOND_UPTO, &upto.to_string())?)
    }
}

/// Public keys that a counter's secrets are sealed to beside the pack's. Missing ones cost nothing but that seal.
fn also_sealed_to(place: &Place) -> Vec<String> {
    Keyring::new(&place.keys()).also().unwrap_or_default()
}
