//! Building a patient index from an export: for the officers of a pack, with a manifest and a list of what was wrong in the export.
//! Needs no counter and nobody signed in: whoever has the export has the patients already.

use super::clock::Clock;
use super::index::{Central, index_problem, officer_of_pack, officers, seal_to_officers, unseal};
use super::place::read_pack_file;
use crate::disk::{self, AtomicFile, DiskError};
use crate::hospital::pack::{Lang, Masters};
use crate::hospital::permissions::Right;
use crate::index::intake::{Done, FaultCounts, RowFault};
use crate::index::press::{self, Plan, Pressed, Progress, press};
use crate::index::{FileKey, Head, Index, IndexError};
use crate::problem::Problem;
use crate::vault::{Pack, random};
use crate::words::words;
use chrono::NaiveDate;
use serde::Serialize;
use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::{Path, PathBuf};

/// Lines of the list of faults, where nobody names a file for all of them.
const FAULTS_MAX: u64 = 100_000;

/// What is built from what.
pub struct IndexBuild<'a> {
    /// Names the columns of the export, the officers, the hospital.
    pub pack: &'a Path,
    /// The whole export; with `base` the changes since.
    pub from: &'a Path,
    pub base: Option<IndexBase<'a>>,
    pub out: &'a Path,
    /// Day of the export.
    pub day: NaiveDate,
    /// Folder for what a build needs on its way; beside the index where none is named. A broken build goes on there.
    pub work: Option<&'a Path>,
    /// List of every fault; where none is named, the first ones stand beside the index.
    pub faults: Option<&'a Path>,
    /// Language of that list.
    pub lang: Lang,
}

/// An index that changes are to, and the officer who opens it.
pub struct IndexBase<'a> {
    pub file: &'a Path,
    pub officer: PackOfficer<'a>,
}

/// An officer where there is no counter: by the pack's password, or the one changed in the counter's `keys`.
#[derive(Clone, Copy)]
pub struct PackOfficer<'a> {
    pub login: &'a str,
    pub password: &'a str,
    pub keys: &'a Path,
}

/// What was written.
pub struct IndexBuilt {
    pub pressed: Pressed,
    pub head: Head,
    pub faults: FaultCounts,
    pub manifest: PathBuf,
    /// Where the list of faults is; none when there were none.
    pub fault_list: Option<PathBuf>,
}

/// What stands beside an index: counts, and the SHA-256 of what it was made from and of itself.
#[derive(Serialize)]
struct Manifest<'a> {
    site: &'a str,
    day: NaiveDate,
    made: String,
    index: &'a str,
    file: String,
    sha256: &'a str,
    bytes: u64,
    people: u64,
    words: u64,
    export: Export<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    base: Option<Base<'a>>,
    faults: &'a BTreeMap<String, u64>,
    officers: Vec<&'a str>,
    program: &'a str,
}

#[derive(Serialize)]
struct Export<'a> {
    file: &'a str,
    sha256: &'a str,
    rows: u64,
    rows_left_out: u64,
    fields_left_out: u64,
    doubled: u64,
}

#[derive(Serialize)]
struct Base<'a> {
    index: &'a str,
    changed: u64,
    gone: u64,
}

/// Builds an index. `on` hears how far it is and says whether to go on; `None` when it said no. Called again after that, or after a
/// power cut, it goes on where it was.
///
/// # Errors
/// A [`Problem`]: the pack, no officer in it, an export that does not fit, the base, or the disk. An index at `out` stays as it was.
pub fn build_index(
    build: &IndexBuild<'_>,
    clock: &Clock,
    on: &mut dyn FnMut(Progress) -> bool,
) -> Result<Option<IndexBuilt>, Problem> {
    let pack = read_pack_file(build.pack)?;
    let masters = pack.masters();
    let base = build.base.as_ref().map(|base| base_key(&pack, base)).transpose()?;
    let key = FileKey(random::<32>()?);
    let sealed_key = seal_to_officers(&pack, &key)?;
    let work = build.work.map_or_else(|| beside(build.out, ".work"), Path::to_owned);
    let plan = Plan {
        columns: &masters.index,
        uhid: &masters.hospital.uhid,
        from: build.from,
        base: build.base.as_ref().zip(base.as_ref()).map(|(base, key)| (base.file, key)),
        out: build.out,
        work: &work,
        site: &masters.hospital.site,
        day: build.day,
        made: clock(),
        key: &key,
        sealed_key: &sealed_key,
        memory: press::MEMORY,
    };
    let mut list = FaultFile::new(build)?;
    let pressed = match press(&plan, on, &mut |fault| list.take(fault)) {
        Ok(pressed) => pressed,
        Err(IndexError::Stopped) => return Ok(None),
        Err(error) => return Err(index_problem(&error, build.base.as_ref().map_or(build.out, |b| b.file), plan.site)),
    };
    let head = Index::head(build.out).map_err(|error| index_problem(&error, build.out, plan.site))?;
    let (counts, fault_list) = list.finish()?;
    let manifest = beside(build.out, ".manifest.json");
    disk::write(&manifest, &manifest_of(masters, &head, &pressed, &counts, build.out)?)?;
    Ok(Some(IndexBuilt { pressed, head, faults: counts, manifest, fault_list }))
}

fn manifest_of(masters: &Masters, head: &Head, pressed: &Pressed, counts: &FaultCounts, out: &Path) -> Result<Vec<u8>, Problem> {
    let facts = &pressed.facts;
    let manifest = Manifest {
        site: &head.site,
        day: head.day,
        made: head.made.to_rfc3339(),
        index: &head.id,
        file: out.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default(),
        sha256: &pressed.sha256,
        bytes: pressed.bytes,
        people: pressed.people,
        words: pressed.words,
        export: Export {
            file: &facts.export,
            sha256: &facts.sha256,
            rows: facts.rows,
            rows_left_out: facts.bad,
            fields_left_out: facts.dropped,
            doubled: facts.doubled,
        },
        base: pressed.base.as_deref().map(|index| Base { index, changed: pressed.changed, gone: pressed.gone }),
        faults: &counts.kinds,
        officers: officers(masters, Right::OpenIndex).collect(),
        program: &facts.program,
    };
    let mut bytes = serde_json::to_vec_pretty(&manifest).map_err(|_json| Problem::device("problem-internal"))?;
    bytes.push(b'\n');
    Ok(bytes)
}

fn base_key(pack: &Pack, base: &IndexBase<'_>) -> Result<FileKey, Problem> {
    let site = &pack.masters().hospital.site;
    let head = Index::head(base.file).map_err(|error| index_problem(&error, base.file, site))?;
    if head.site != *site {
        return Err(index_problem(&IndexError::OtherSite { found: head.site }, base.file, site));
    }
    let PackOfficer { login, password, keys } = base.officer;
    unseal(&head, base.file, &[officer_of_pack(pack, keys, login, password)?], login)
}

/// Opens an index where there is no counter, by an officer of the pack.
///
/// # Errors
/// A problem of right, password, index or disk.
pub fn open_index_file(pack: &Path, file: &Path, officer: PackOfficer<'_>) -> Result<Central, Problem> {
    let pack = read_pack_file(pack)?;
    let key = base_key(&pack, &IndexBase { file, officer })?;
    Central::open(file, &key, &pack.masters().hospital.site)
}

/// `patients.nidx.work` beside `patients.nidx`.
fn beside(file: &Path, ending: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}

/// The list of faults: line, column, what, what was done. Never what stood there.
struct FaultFile {
    path: PathBuf,
    file: AtomicFile,
    counts: FaultCounts,
    lines: u64,
    most: u64,
    lang: Lang,
    failed: Option<std::io::Error>,
}

impl FaultFile {
    fn new(build: &IndexBuild<'_>) -> Result<Self, Problem> {
        let path = build.faults.map_or_else(|| beside(build.out, ".faults.csv"), Path::to_owned);
        let most = if build.faults.is_some() { u64::MAX } else { FAULTS_MAX };
        let file = AtomicFile::create(&path)?;
        let mut list = Self { path, file, counts: FaultCounts::default(), lines: 0, most, lang: build.lang, failed: None };
        list.put("line,column,fault,done,what\r\n");
        Ok(list)
    }

    /// The same fault may be told again when a broken build goes on from before it.
    fn take(&mut self, fault: &RowFault) {
        self.counts.add(fault);
        // A row that is lost is never left off the list.
        if self.lines >= self.most && fault.done != Done::RowLeftOut {
            return;
        }
        self.lines += 1;
        let what = words(self.lang).t(fault.kind.word_id());
        let (kind, done) = (fault.kind.code(), fault.done.code());
        self.put(&format!("{},{},{kind},{done},{}\r\n", fault.line, cell(&fault.column), cell(&what)));
    }

    fn put(&mut self, text: &str) {
        if self.failed.is_none() {
            self.failed = self.file.write_all(text.as_bytes()).err();
        }
    }

    /// An empty list is written too: one of an earlier build must not stand beside this index.
    fn finish(self) -> Result<(FaultCounts, Option<PathBuf>), Problem> {
        if let Some(error) = self.failed {
            return Err(DiskError::new(&self.path, error).into());
        }
        self.file.commit()?;
        Ok((self.counts, (self.lines > 0).then_some(self.path)))
    }
}

/// A cell of a CSV that a spreadsheet does not run: column names come from the export.
fn cell(text: &str) -> String {
    let text = if text.starts_with(['=', '+', '-', '@']) { format!("'{text}") } else { text.to_owned() };
    quoted(&text, ',')
}

/// A cell in quotation marks where it needs them.
pub(super) fn quoted(text: &str, delimiter: char) -> String {
    if text.contains([delimiter, '"', '\n', '\r']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text.to_owned() }
}
