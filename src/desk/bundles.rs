//! Bundles at a counter: what has been saved since the last one goes into a sealed file; a file from another counter is planned, then taken.

use super::Desk;
use super::gate::{Gate, Plan};
use super::papers::{Printed, paper_pdf};
use super::place::CounterFile;
use crate::bundle::{BundleError, BundleSecret, ENDING, ENTRIES_MAX, Fault, Head, Kind, Piece, Reader as BundleReader, Writer};
use crate::disk::{self, AtomicFile, DiskError};
use crate::hospital::number::{CounterCode, Mode};
use crate::hospital::pack::{CounterKind, Lang, Masters};
use crate::hospital::permissions::Right;
use crate::journal::{Body, ChainHash, Entry, EntryId, Run, carrier};
use crate::paper::{self, BundleFileLine, BundleForm};
use crate::problem::Problem;
use crate::store::{Held, StoreError, TakenIn, View};
use crate::vault::{Identity, Pack, open, random, seal};
use crate::words::words;
use chrono::{DateTime, FixedOffset};
use ed25519_dalek::SigningKey;
use std::fs::File;
use std::io::BufReader;
use std::path::{Path, PathBuf};
use zeroize::Zeroizing;

/// What is asked of a bundle.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct BundleWish {
    /// Counters whose people may open it; the control room where empty.
    pub to: Vec<CounterCode>,
    /// Everything, not only what came since the last bundle for the same counters.
    pub all: bool,
    /// Where it is written: a stick, a folder.
    pub folder: PathBuf,
}

/// Everything that making a bundle needs, so that a thread beside the desk can do it.
pub struct BundleSource<'a> {
    pub view: View<'a>,
    pub pack: &'a Pack,
    pub file: &'a CounterFile,
    pub signing: &'a SigningKey,
    pub now: DateTime<FixedOffset>,
}

/// One file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BundleFile {
    pub path: PathBuf,
    pub entries: u64,
    pub bytes: u64,
    pub mark: ChainHash,
    /// What the receiver has with this file and those before it.
    pub runs: Vec<Run>,
}

/// What was made: one file, more where there are more entries than one may hold, none where there was nothing new.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BundlesMade {
    pub to: Vec<CounterCode>,
    pub files: Vec<BundleFile>,
}

/// What a bundle would bring.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BundlePlan {
    pub path: PathBuf,
    pub head: Head,
    pub mark: ChainHash,
    pub plan: Plan,
    /// What in the file is not as it was written.
    pub faults: Vec<Fault>,
    /// What the maker thinks is here already and is not: the bundle before this one has not come.
    pub lacks: Vec<Run>,
}

/// What a bundle brought.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BundleDone {
    pub taken: TakenIn,
    pub refused: u64,
    /// The entry that is the sender's receipt.
    pub receipt: EntryId,
}

/// Entries between two words on progress.
const PROGRESS_EVERY: u64 = 500;

/// Counters of the control room.
#[must_use]
pub fn control_counters(masters: &Masters) -> Vec<CounterCode> {
    masters.counters.iter().filter(|c| c.kind == CounterKind::Control).map(|c| c.code.clone()).collect()
}

/// Writes the bundle or bundles of a wish. `progress` gets entries done and in all; `false` from it cancels, and then no file is left half-made.
///
/// # Errors
/// `problem-bundle-nobody`, or a problem of the disk.
pub fn write_bundles(
    source: &BundleSource<'_>,
    wish: &BundleWish,
    progress: &mut dyn FnMut(u64, u64) -> bool,
) -> Result<Option<BundlesMade>, Problem> {
    let to = receivers(source, wish)?;
    let before = if wish.all { Vec::new() } else { told_before(source, &to)? };
    let held = source.view.held()?;
    let pieces = pieces(&held, &before);
    let total: u64 = pieces.iter().map(|piece| piece.last - piece.first + 1).sum();
    let mut made = BundlesMade { to, files: Vec::new() };
    let (mut done, mut runs) = (0, before.clone());
    for batch in batches(pieces) {
        let after = runs.clone();
        let written = write_one(source, wish, &made, (&batch, after), &mut |n| progress(done + n, total))?;
        let Some(mut file) = written else { return Ok(None) };
        done += file.entries;
        runs = joined(source.view, &runs, &batch)?;
        file.runs.clone_from(&runs);
        made.files.push(file);
    }
    Ok(Some(made))
}

fn receivers(source: &BundleSource<'_>, wish: &BundleWish) -> Result<Vec<CounterCode>, Problem> {
    let masters = source.pack.masters();
    let to = if wish.to.is_empty() { control_counters(masters) } else { wish.to.clone() };
    if let Some(unknown) = to.iter().find(|code| masters.counter(code).is_none()) {
        return Err(Problem::refused("problem-counter-unknown").with("counter", unknown.as_str()));
    }
    if to.is_empty() { Err(Problem::refused("problem-bundle-nobody")) } else { Ok(to) }
}

/// What the receivers have by the bundles made for them: each of them, where there are several.
fn told_before(source: &BundleSource<'_>, to: &[CounterCode]) -> Result<Vec<Run>, Problem> {
    let file = source.file;
    let ours = |entry: &Entry| (&entry.header.counter, entry.header.letter) == (&file.counter, file.letter);
    let made = source.view.entries_of_kind("bundle.made")?;
    let last =
        made.into_iter().rfind(|entry| ours(entry) && matches!(&entry.body, Body::BundleMade { to: other, .. } if other == to));
    Ok(match last.map(|entry| entry.body) {
        Some(Body::BundleMade { runs, .. }) => runs,
        _ => Vec::new(),
    })
}

/// What is held and was not told yet.
pub(super) fn pieces(held: &[Held], before: &[Run]) -> Vec<Held> {
    let mut pieces = Vec::new();
    for run in held {
        let mut first = run.first;
        let mut told: Vec<&Run> = before.iter().filter(|t| (&t.counter, t.letter) == (&run.counter, run.letter)).collect();
        told.sort_by_key(|t| t.first);
        for done in told.into_iter().filter(|t| t.last >= run.first && t.first <= run.last) {
            if done.first > first {
                pieces.push(Held { first, last: done.first - 1, ..run.clone() });
            }
            first = first.max(done.last + 1);
        }
        if first <= run.last {
            pieces.push(Held { first, ..run.clone() });
        }
    }
    pieces
}

/// Pieces for one file each.
fn batches(pieces: Vec<Held>) -> Vec<Vec<Held>> {
    let (mut batches, mut batch, mut room) = (Vec::new(), Vec::new(), ENTRIES_MAX);
    for mut piece in pieces {
        loop {
            let last = piece.last.min(piece.first.saturating_add(room - 1));
            room -= last - piece.first + 1;
            batch.push(Held { last, ..piece.clone() });
            if room == 0 {
                batches.push(std::mem::take(&mut batch));
                room = ENTRIES_MAX;
            }
            if last == piece.last {
                break;
            }
            piece.first = last + 1;
        }
    }
    if !batch.is_empty() {
        batches.push(batch);
    }
    batches
}

/// Runs with those of a file added, and the hash at the end of each.
pub(super) fn joined(view: View<'_>, before: &[Run], batch: &[Held]) -> Result<Vec<Run>, Problem> {
    let mut runs = before.to_vec();
    for piece in batch {
        let end = EntryId { counter: piece.counter.clone(), letter: piece.letter, sequence: piece.last };
        let hash = view.copy(&end)?.map_or(ChainHash::ZERO, |signed| signed.hash());
        let next = |run: &&mut Run| (&run.counter, run.letter, run.last + 1) == (&piece.counter, piece.letter, piece.first);
        match runs.iter_mut().find(next) {
            Some(run) => (run.last, run.hash) = (piece.last, hash),
            None => runs.push(Run {
                counter: piece.counter.clone(),
                letter: piece.letter,
                first: piece.first,
                last: piece.last,
                hash,
            }),
        }
    }
    runs.sort_by(|a, b| (&a.counter, a.letter, a.first).cmp(&(&b.counter, b.letter, b.first)));
    Ok(runs)
}

/// A secret and the head that carries it, sealed to the people of the counters and whoever else is named. The secret is made here unless
/// one serves several files.
pub(super) fn sealed_head(
    (pack, file): (&Pack, &CounterFile),
    to: &[CounterCode],
    (kind, made, after): (Kind, DateTime<FixedOffset>, Vec<Run>),
    (also, secret): (&[String], Option<&BundleSecret>),
) -> Result<(Head, BundleSecret), Problem> {
    let secret = secret.cloned().map_or_else(random::<32>, Ok)?;
    let mut people: Vec<String> = to.iter().flat_map(|code| pack.recipients(code)).chain(also.iter().cloned()).collect();
    people.sort();
    people.dedup();
    let sealed = seal(secret.as_slice(), &people)?;
    let head = Head {
        site: file.site.clone(),
        mode: file.mode,
        counter: file.counter.clone(),
        letter: file.letter,
        made,
        kind,
        to: to.to_vec(),
        after,
        salt: Head::text_of(random::<16>()?.as_slice()),
        seal: Head::text_of(&sealed),
    };
    Ok((head, secret))
}

fn write_one(
    source: &BundleSource<'_>,
    wish: &BundleWish,
    made: &BundlesMade,
    (batch, after): (&[Held], Vec<Run>),
    progress: &mut dyn FnMut(u64) -> bool,
) -> Result<Option<BundleFile>, Problem> {
    let kind = if wish.all { Kind::All } else { Kind::Since };
    let (head, secret) = sealed_head((source.pack, source.file), &made.to, (kind, source.now, after), (&[], None))?;
    disk::make_folder(&wish.folder)?;
    let path = free_name(&wish.folder, source, made.files.len());
    let io = |error: BundleError| bundle_problem(error, &path);
    let out = AtomicFile::create(&path)?;
    let mut writer = Writer::new(out, &head, &secret, source.signing).map_err(io)?;
    let mut going = true;
    for piece in batch {
        source
            .view
            .each_signed::<Stop>(piece, |id, signed| {
                writer.entry(&id, &signed)?;
                going = !writer.entries().is_multiple_of(PROGRESS_EVERY) || progress(writer.entries());
                Ok(going)
            })
            .map_err(|stop| stop.problem(&path))?;
        if !going {
            return Ok(None);
        }
    }
    let (out, written) = writer.finish().map_err(io)?;
    out.commit()?;
    Ok(Some(BundleFile { path, entries: written.entries, bytes: written.bytes, mark: written.mark, runs: Vec::new() }))
}

/// `AIIMSND-K7A-20261123-1410.nrb`; with a number where that is taken.
fn free_name(folder: &Path, source: &BundleSource<'_>, made: usize) -> PathBuf {
    let file = source.file;
    let stem = format!("{}-{}-{}", file.site, file.installation(), source.now.format("%Y%m%d-%H%M"));
    let name = |n: usize| folder.join(if n == 1 { format!("{stem}.{ENDING}") } else { format!("{stem}-{n}.{ENDING}") });
    (made + 1..10_000).map(name).find(|path| !path.exists()).unwrap_or_else(|| name(10_000))
}

enum Stop {
    Store(StoreError),
    Bundle(BundleError),
}

impl From<StoreError> for Stop {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl From<BundleError> for Stop {
    fn from(error: BundleError) -> Self {
        Self::Bundle(error)
    }
}

impl Stop {
    fn problem(self, path: &Path) -> Problem {
        match self {
            Self::Store(error) => error.into(),
            Self::Bundle(error) => bundle_problem(error, path),
        }
    }
}

pub(super) fn bundle_problem(error: BundleError, path: &Path) -> Problem {
    let problem = match error {
        BundleError::NotABundle => Problem::damaged("problem-bundle-not"),
        BundleError::Newer => Problem::damaged("problem-bundle-newer"),
        BundleError::Head => Problem::damaged("problem-bundle-head"),
        BundleError::Key => Problem::refused("problem-bundle-key"),
        BundleError::TooLarge => Problem::damaged("problem-bundle-large"),
        BundleError::Disk(error) => return error.into(),
        BundleError::Io(error) => return DiskError::new(path, error).into(),
    };
    problem.with("path", path.display().to_string())
}

/// Reads a bundle and says what it would bring. `progress` gets bytes done and in all; `false` from it cancels.
///
/// # Errors
/// `problem-bundle-…`, `problem-slip-foreign`, `problem-slip-mode`, or a problem of the disk. What is wrong inside is in the plan.
pub fn plan_bundle(
    gate: &Gate<'_>,
    (file, identities): (&CounterFile, &[Identity]),
    path: &Path,
    progress: &mut dyn FnMut(u64, u64) -> bool,
) -> Result<Option<BundlePlan>, Problem> {
    let wrong = |error: BundleError| bundle_problem(error, path);
    let from = File::open(path).map_err(|e| DiskError::new(path, e))?;
    let size = from.metadata().map_or(0, |m| m.len());
    if size > crate::bundle::FILE_BYTES_MAX {
        return Err(wrong(BundleError::TooLarge));
    }
    let mut reader = BundleReader::new(BufReader::with_capacity(1 << 16, from), &|counter, letter| gate.key(counter, letter))
        .map_err(wrong)?;
    let head = reader.head().clone();
    check_head(&head, (&file.site, file.mode))?;
    reader.unlock(&secret_of(&head, identities).map_err(wrong)?).map_err(wrong)?;
    let (mut plan, mut faults, mut read) = (Plan::default(), Vec::new(), 0_u64);
    loop {
        match reader.next_piece() {
            Ok(Some(Piece::Entry(signed))) => gate.judge(signed, &mut plan)?,
            Ok(Some(Piece::Fault(fault))) => faults.push(fault),
            Ok(None) => break,
            // The stick was pulled out: what was read is whole.
            Err(_medium) => {
                faults.push(Fault::Cut);
                break;
            }
        }
        read += 1;
        if read.is_multiple_of(PROGRESS_EVERY) && !progress(reader.bytes(), size) {
            return Ok(None);
        }
    }
    // A segment of a second medium has no end while it is written, or when the PC died.
    if head.kind == Kind::Medium {
        faults.retain(|fault| *fault != Fault::Cut);
    }
    gate.finish(&mut plan)?;
    let lacks = lacking(gate, &head, &plan)?;
    Ok(Some(BundlePlan { path: path.to_owned(), mark: reader.mark(), head, plan, faults, lacks }))
}

/// The head of a file, its signature checked. Whose people may open it stands there.
pub(super) fn head_of(path: &Path, pack: &Pack) -> Result<Head, BundleError> {
    let from = File::open(path)?;
    let reader = BundleReader::new(BufReader::new(from), &|counter, letter| pack.verifying_key(counter, letter))?;
    Ok(reader.head().clone())
}

pub(super) fn check_head(head: &Head, (site, mode): (&str, Mode)) -> Result<(), Problem> {
    if head.site != site {
        return Err(Problem::refused("problem-bundle-foreign").with("site", head.site.clone()));
    }
    if head.mode != mode {
        return Err(Problem::refused("problem-bundle-mode"));
    }
    Ok(())
}

pub(super) fn secret_of(head: &Head, identities: &[Identity]) -> Result<BundleSecret, BundleError> {
    let sealed = head.sealed().ok_or(BundleError::Head)?;
    let secret = identities.iter().find_map(|identity| open(&sealed, identity).ok()).ok_or(BundleError::Key)?;
    let raw: [u8; 32] = secret.as_slice().try_into().map_err(|_length| BundleError::Head)?;
    Ok(Zeroizing::new(raw))
}

/// Runs that the maker sent before and that are not here.
fn lacking(gate: &Gate<'_>, head: &Head, plan: &Plan) -> Result<Vec<Run>, Problem> {
    let runs = gate.held()?;
    let coming = |id: &EntryId| plan.entries.iter().any(|(entry, _)| entry.header.id() == *id);
    let here = |run: &Run| {
        let end = EntryId { counter: run.counter.clone(), letter: run.letter, sequence: run.last };
        let covers =
            |h: &Held| (&h.counter, h.letter) == (&run.counter, run.letter) && h.first <= run.first && h.last >= run.last;
        runs.iter().any(covers) || coming(&end)
    };
    Ok(head.after.iter().filter(|run| !here(run)).cloned().collect())
}

/// Bundles among files and folders, in order of their names.
///
/// # Errors
/// A problem of the disk.
pub fn bundles_in(paths: &[PathBuf]) -> Result<Vec<PathBuf>, Problem> {
    let mut found = Vec::new();
    for path in paths {
        if !path.is_dir() {
            found.push(path.clone());
            continue;
        }
        let wrap = |e| Problem::from(DiskError::new(path, e));
        for entry in std::fs::read_dir(path).map_err(wrap)? {
            let file = entry.map_err(wrap)?.path();
            if file.extension().is_some_and(|ending| ending == ENDING) {
                found.push(file);
            }
        }
    }
    found.sort();
    found.dedup();
    Ok(found)
}

/// What is wrong in a bundle, as a sentence.
#[must_use]
pub fn fault_text(fault: &Fault, lang: Lang) -> String {
    let words = words(lang);
    let name = |id: &Option<EntryId>| id.as_ref().map_or_else(|| "?".to_owned(), EntryId::to_string);
    match fault {
        Fault::Frame { first, last } => words.with("bundle-fault-frame", &[("first", &name(first)), ("last", &name(last))]),
        Fault::Cut => words.t("bundle-fault-cut").into_owned(),
        Fault::End => words.t("bundle-fault-end").into_owned(),
        Fault::TooLarge => words.t("bundle-fault-large").into_owned(),
    }
}

impl Desk {
    /// Writes the receipt sheet of bundles beside them; says where it is.
    ///
    /// # Errors
    /// A problem of right, paper or disk.
    pub fn bundle_sheet(&self, made: &BundlesMade, folder: &Path) -> Result<PathBuf, Problem> {
        let printed = self.bundle_paper(made)?;
        let path = folder.join(format!("{}.pdf", printed.name));
        disk::write(&path, &paper_pdf(&printed)?)?;
        Ok(path)
    }

    /// The receipt sheet of bundles, laid out.
    ///
    /// # Errors
    /// A problem of right or disk.
    pub fn bundle_paper(&self, made: &BundlesMade) -> Result<Printed, Problem> {
        self.may(Right::CarryRecords)?;
        let to = made.to.iter().map(CounterCode::as_str).collect::<Vec<_>>().join(", ");
        let name = |file: &BundleFile| file.path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        let line = |file: &BundleFile| BundleFileLine {
            name: name(file),
            entries: file.entries,
            bytes: file.bytes,
            mark: file.mark.to_string(),
        };
        let files: Vec<BundleFileLine> = made.files.iter().map(line).collect();
        let runs: Vec<String> = made.files.last().map(|f| f.runs.iter().map(Run::to_string).collect()).unwrap_or_default();
        let said = self.rows()?.signed(&self.store.tip_id())?;
        let codes = said.and_then(|signed| carrier::to_codes(&signed).ok()).unwrap_or_default();
        let form = BundleForm {
            hospital: &self.masters().hospital,
            mode: self.counter.file.mode,
            from: &self.installation(),
            to: &to,
            by: &self.user.login,
            at: self.now(),
            files: &files,
            runs: &runs,
            // A record of a whole hospital is too long for one code; the bundle brings it anyway.
            code: codes.first().filter(|_| codes.len() == 1).map(String::as_str),
        };
        let stem = made.files.first().map_or_else(|| "bundle".to_owned(), name);
        Ok(Printed { pages: paper::bundle_sheet(&form), name: stem.trim_end_matches(".nrb").to_owned() })
    }

    /// Everything that making a bundle needs.
    ///
    /// # Errors
    /// A problem of right or disk.
    pub fn bundle_source(&self) -> Result<BundleSource<'_>, Problem> {
        self.may(Right::CarryRecords)?;
        let (pack, file) = (self.pack(), &self.counter.file);
        Ok(BundleSource { view: self.rows()?, pack, file, signing: &self.store.installation().signing, now: self.now() })
    }

    /// Makes the bundle or bundles of a wish, here and now.
    ///
    /// # Errors
    /// As [`write_bundles`], and a problem of right.
    pub fn make_bundles(
        &mut self,
        wish: &BundleWish,
        progress: &mut dyn FnMut(u64, u64) -> bool,
    ) -> Result<Option<BundlesMade>, Problem> {
        let made = write_bundles(&self.bundle_source()?, wish, progress)?;
        if let Some(made) = &made {
            self.note_bundles(made)?;
        }
        Ok(made)
    }

    /// Writes down what left in bundles; the next one begins there.
    ///
    /// # Errors
    /// A problem of right or disk.
    pub fn note_bundles(&mut self, made: &BundlesMade) -> Result<Vec<EntryId>, Problem> {
        self.may(Right::CarryRecords)?;
        let tells = self.tells()?;
        let mut ids = Vec::with_capacity(made.files.len());
        for file in &made.files {
            let name = file.path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
            let body = Body::BundleMade {
                to: made.to.clone(),
                file: name,
                entries: file.entries,
                runs: file.runs.clone(),
                mark: file.mark,
                tells: tells.clone(),
            };
            ids.push(self.append(body, Vec::new(), &[])?.0.header.id());
        }
        Ok(ids)
    }

    /// Reads a bundle and says what it would bring.
    ///
    /// # Errors
    /// As [`plan_bundle`], and a problem of right.
    pub fn plan_bundle(&self, path: &Path, progress: &mut dyn FnMut(u64, u64) -> bool) -> Result<Option<BundlePlan>, Problem> {
        self.may(Right::CarryRecords)?;
        plan_bundle(&self.gate()?, (&self.counter.file, &self.identities), path, progress)
    }

    /// Takes a planned bundle in.
    ///
    /// # Errors
    /// A problem of right or disk; nothing of it was taken then.
    pub fn take_bundle(&mut self, plan: &BundlePlan, progress: &mut dyn FnMut(u64)) -> Result<BundleDone, Problem> {
        self.may(Right::CarryRecords)?;
        let taken = self.take(&plan.plan, progress)?;
        let refused = plan.plan.refusals();
        let runs = self.runs_of(&plan.plan)?;
        let body = Body::BundleTaken {
            from: format!("{}{}", plan.head.counter, plan.head.letter),
            file: plan.path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default(),
            mark: plan.mark,
            new: taken.new,
            known: taken.known,
            forks: taken.forks.len() as u64,
            refused: refused + plan.faults.len() as u64,
            runs,
        };
        let receipt = self.append(body, Vec::new(), &[])?.0.header.id();
        Ok(BundleDone { taken, refused, receipt })
    }

    /// What is here now of the installations that a plan spoke of.
    pub(super) fn runs_of(&self, plan: &Plan) -> Result<Vec<Run>, Problem> {
        let spoken = |held: &Held| plan.lines.iter().any(|l| (&l.counter, l.letter) == (&held.counter, held.letter));
        let held: Vec<Held> = self.rows()?.held()?.into_iter().filter(spoken).collect();
        joined(self.rows()?, &[], &held)
    }
}
