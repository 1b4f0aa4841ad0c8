//! The patient index at this counter: who opens it, how it stands, what it answers. The file and its search are `crate::index`'s.
//!
//! Its key is sealed to the officers of the pack. What an officer opened stays open here, over sign-outs and restarts, until it is
//! closed: the key lies in the counter's own encrypted records, where only those who may open the counter get at it.

use super::merge;
use super::session::keyring_problem;
use super::views::{CentralLine, IndexChecked, IndexStanding, Match, Origin};
use super::{Counter, Desk};
use crate::disk::DiskError;
use crate::hospital::opd_form::{Field, OpdForm, Remark};
use crate::hospital::pack::Masters;
use crate::hospital::permissions::Right;
use crate::index::{Ask, Facts, FileKey, Head, Index, IndexError, Stats};
use crate::journal::Body;
use crate::problem::Problem;
use crate::vault::{Identity, Keyring, Pack, open, seal};
use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD as B64;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};
use zeroize::{Zeroize as _, Zeroizing};

/// Name of the file in the counter's folder, where the settings name no other.
pub const INDEX_FILE: &str = "patients.nidx";
/// Fact of the records: which index is open here, and its key.
const FACT: &str = "index";

/// An officer who opens or closes: login and password, typed beside whoever works here; none where that is an officer already.
pub type Officer<'a> = Option<(&'a str, &'a str)>;

/// What the records keep of an index that was opened here.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Kept {
    index: String,
    day: NaiveDate,
    officer: String,
    /// The file key, base64url.
    key: String,
}

/// The key does not stay in memory behind it.
impl Drop for Kept {
    fn drop(&mut self) {
        self.key.zeroize();
    }
}

/// The way to the index of a counter: its file, and its key where an officer has opened it. A thread opens its own with it.
#[derive(Clone, PartialEq, Eq)]
pub struct IndexWay {
    pub path: PathBuf,
    site: String,
    kept: Option<Kept>,
}

/// The patient index, open.
pub struct Central {
    index: Index,
    path: PathBuf,
}

impl IndexWay {
    /// Opens the index where an officer has opened it here; `None` where there is no file, or it is closed.
    ///
    /// # Errors
    /// `problem-index-…`, or a problem of the disk.
    pub fn open(&self) -> Result<Option<Central>, Problem> {
        self.look().1
    }

    /// How it stands, and the index itself where it is open.
    ///
    /// # Errors
    /// The second says why an index that should be open is not.
    pub fn look(&self) -> (IndexStanding, Result<Option<Central>, Problem>) {
        let damaged = |problem: Problem| (IndexStanding::Damaged(problem.clone()), Err(problem));
        let head = match self.head() {
            Ok(Some(head)) => head,
            Ok(None) => return (IndexStanding::None, Ok(None)),
            Err(problem) => return damaged(problem),
        };
        let (day, people) = (head.day, head.people);
        let Some(kept) = self.kept.as_ref().filter(|kept| kept.index == head.id) else {
            return (IndexStanding::Closed { day, people, newer: self.kept.is_some() }, Ok(None));
        };
        let opened = kept.file_key().and_then(|key| Central::open(&self.path, &key, &self.site));
        match opened {
            Ok(central) => (IndexStanding::Open { day, people, officer: kept.officer.clone() }, Ok(Some(central))),
            Err(problem) => damaged(problem),
        }
    }

    /// The head of the file, when it is of this hospital; `None` where there is no file.
    fn head(&self) -> Result<Option<Head>, Problem> {
        match Index::head(&self.path) {
            Ok(head) if head.site == self.site => Ok(Some(head)),
            Ok(head) => Err(index_problem(&IndexError::OtherSite { found: head.site }, &self.path, &self.site)),
            Err(IndexError::Disk(DiskError::Missing { .. })) => Ok(None),
            Err(error) => Err(index_problem(&error, &self.path, &self.site)),
        }
    }
}

impl Kept {
    fn file_key(&self) -> Result<FileKey, Problem> {
        let bytes = Zeroizing::new(B64.decode(self.key.as_bytes()).map_err(|_base64| Problem::damaged("problem-keys-damaged"))?);
        file_key(&bytes)
    }
}

fn file_key(bytes: &[u8]) -> Result<FileKey, Problem> {
    let raw: [u8; 32] = bytes.try_into().map_err(|_length| Problem::damaged("problem-keys-damaged"))?;
    Ok(FileKey(Zeroizing::new(raw)))
}

impl Central {
    pub(super) fn open(path: &Path, key: &FileKey, site: &str) -> Result<Self, Problem> {
        let index = Index::open(path, key, site).map_err(|error| index_problem(&error, path, site))?;
        Ok(Self { index, path: path.to_owned() })
    }

    /// What was typed into a search box.
    pub(super) fn typed(&self, text: &str, today: NaiveDate, stop: &dyn Fn() -> bool) -> Result<Vec<Match>, Problem> {
        self.ask(&Ask::typed(text, today), today, stop)
    }

    /// Who is likely the one in the form.
    pub(super) fn similar(&self, form: &OpdForm, today: NaiveDate, stop: &dyn Fn() -> bool) -> Result<Vec<Match>, Problem> {
        match merge::ask_of_form(form, today) {
            Some(ask) => self.ask(&ask, today, stop),
            None => Ok(Vec::new()),
        }
    }

    /// Asks the index; best first. Nothing where the question is no longer wanted.
    ///
    /// # Errors
    /// `problem-index-damaged`, or a problem of the disk.
    pub fn ask(&self, ask: &Ask, today: NaiveDate, stop: &dyn Fn() -> bool) -> Result<Vec<Match>, Problem> {
        match self.index.search(ask, stop) {
            Ok(hits) => Ok(hits.into_iter().map(|hit| merge::of_hit(hit, self.head(), today)).collect()),
            Err(IndexError::Stopped) => Ok(Vec::new()),
            Err(error) => Err(self.problem(&error)),
        }
    }

    /// The person of a central number.
    ///
    /// # Errors
    /// As [`Self::ask`].
    pub fn by_uhid(&self, uhid: &str, today: NaiveDate) -> Result<Option<CentralLine>, Problem> {
        let Some(person) = self.index.person_by_uhid(uhid.trim()).map_err(|error| self.problem(&error))? else { return Ok(None) };
        // The search says how much a number weighs.
        let ask = Ask { uhid: person.uhid.clone(), ..Ask::default() };
        let found = self.ask(&ask, today, &|| false)?.into_iter().find(|m| m.who.uhid == person.uhid);
        Ok(match found.map(|m| m.origin) {
            Some(Origin::Central(line)) => Some(*line),
            _ => Some(merge::by_number(person, self.head())),
        })
    }

    /// Reads every page. `None` when `progress` says to stop.
    ///
    /// # Errors
    /// A problem of the disk; what is damaged is in the answer.
    pub fn check(&self, progress: &mut dyn FnMut(u64, u64) -> bool) -> Result<Option<IndexChecked>, Problem> {
        match self.index.check(progress) {
            Ok(faults) => {
                let faults = faults.iter().map(|fault| self.problem(fault)).collect();
                Ok(Some(IndexChecked { pages: self.head().pages, faults }))
            }
            Err(IndexError::Stopped) => Ok(None),
            Err(error) => Err(self.problem(&error)),
        }
    }

    /// The file itself, for a matching pass.
    pub(super) const fn file(&self) -> &Index {
        &self.index
    }

    /// Where it lies.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Whose it is, of which day.
    #[must_use]
    pub const fn head(&self) -> &Head {
        self.index.about()
    }

    /// Its figures.
    #[must_use]
    pub fn stats(&self) -> (Stats, &Facts) {
        (self.index.stats(), self.index.facts())
    }

    fn problem(&self, error: &IndexError) -> Problem {
        index_problem(error, &self.path, &self.head().site)
    }
}

/// An index's trouble in three sentences. `site` is ours.
pub(super) fn index_problem(error: &IndexError, path: &Path, site: &str) -> Problem {
    let shown = path.display().to_string();
    match error {
        IndexError::NotAnIndex => Problem::damaged("problem-index-not").with("path", shown),
        IndexError::Older => Problem::damaged("problem-index-older").with("path", shown),
        IndexError::Newer => Problem::damaged("problem-index-newer").with("path", shown),
        IndexError::OtherSite { found } => {
            Problem::damaged("problem-index-other").with("theirs", found.clone()).with("ours", site)
        }
        IndexError::WrongKey => Problem::damaged("problem-index-key").with("path", shown),
        IndexError::Damaged { page, part } => {
            let page = page.to_string();
            Problem::damaged("problem-index-damaged").with("page", page).with("part", *part).with("path", shown)
        }
        IndexError::Cut { have, need } => {
            let (have, need) = (have.to_string(), need.to_string());
            Problem::damaged("problem-index-cut").with("have", have).with("need", need).with("path", shown)
        }
        IndexError::Stopped => Problem::refused("problem-index-stopped"),
        IndexError::Disk(DiskError::Missing { .. }) => Problem::refused("problem-index-missing").with("path", shown),
        IndexError::Disk(error) => disk_problem(error),
        IndexError::Changed { path } => Problem::refused("problem-index-changed").with("path", path.display().to_string()),
        IndexError::Export { path, what } => {
            let remark = Remark { field: Field::Item("export"), id: what.word_id(), args: vec![("value", what.value())] };
            Problem::refused("problem-index-export").with("path", path.display().to_string()).beside(vec![remark])
        }
    }
}

/// As every disk error is told; the index hands out references only.
fn disk_problem(error: &DiskError) -> Problem {
    let id = match error {
        DiskError::Missing { .. } => "problem-file-missing",
        DiskError::Full { .. } => "problem-disk-full",
        DiskError::ReadOnly { .. } => "problem-read-only",
        DiskError::TooLarge { .. } => "problem-file-large",
        DiskError::Other { .. } => "problem-disk",
    };
    Problem::device(id).with("path", error.path().display().to_string())
}

/// Logins of those who have a right, as the pack names them.
pub(super) fn officers(masters: &Masters, right: Right) -> impl Iterator<Item = &str> {
    let may = move |user: &&crate::hospital::pack::User| user.roles.iter().any(|role| role.may(right));
    masters.users.iter().filter(may).map(|user| user.login.as_str())
}

/// Seals the key of a new index to the officers of a pack, each by their own key.
///
/// # Errors
/// `problem-index-no-officer` when the pack has none.
pub(super) fn seal_to_officers(pack: &Pack, key: &FileKey) -> Result<Vec<u8>, Problem> {
    let publics: Vec<String> = officers(pack.masters(), Right::OpenIndex)
        .filter_map(|login| pack.user_key(login))
        .map(|key| key.public.clone())
        .collect();
    if publics.is_empty() {
        return Err(Problem::refused("problem-index-no-officer"));
    }
    Ok(seal(key.0.as_slice(), &publics)?)
}

/// Refuses a person without a right that officers have.
pub(super) fn is_officer(masters: &Masters, login: &str, right: Right) -> Result<(), Problem> {
    if masters.user(login).is_none() {
        return Err(Problem::refused("problem-unknown-person").with("person", login));
    }
    if officers(masters, right).any(|officer| officer == login) {
        return Ok(());
    }
    Err(Problem::refused("problem-no-right").with("right", right.word_id()).with("person", login))
}

/// Opens the file key with what an officer holds.
pub(super) fn unseal(head: &Head, path: &Path, identities: &[Identity], login: &str) -> Result<FileKey, Problem> {
    let sealed = head.sealed_key().map_err(|error| index_problem(&error, path, &head.site))?;
    let key = identities.iter().find_map(|identity| open(&sealed, identity).ok());
    file_key(&key.ok_or_else(|| Problem::refused("problem-index-officer").with("person", login))?)
}

impl Counter {
    /// The keys of a person who shows their password beside the one who works here; slower after each wrong one, as signing in.
    fn officer_keys(&self, login: &str, password: &str) -> Result<Vec<Identity>, Problem> {
        let keyring = Keyring::new(&self.place.keys());
        let ((own, _first), _failed) = self.slowed(login, || keyring.person(&self.pack, login, password))?;
        Ok(vec![own])
    }

    /// The way to the index, without its key.
    fn index_path(&self) -> PathBuf {
        let folder = self.place.folder();
        self.settings.index.as_ref().map_or_else(|| folder.join(INDEX_FILE), |path| folder.join(path))
    }
}

impl Desk {
    /// The way to this counter's index. Touches no file.
    ///
    /// # Errors
    /// A problem of the disk.
    pub fn index_way(&self) -> Result<IndexWay, Problem> {
        let kept = self.rows()?.fact(FACT)?.map(Zeroizing::new).and_then(|text| serde_json::from_str(&text).ok());
        Ok(IndexWay { path: self.counter.index_path(), site: self.counter.file.site.clone(), kept })
    }

    /// Opens the index at this counter. Everybody who works here has it then, until it is closed.
    ///
    /// # Errors
    /// A problem of right or password; `problem-index-…`; or a problem of the disk.
    pub fn open_index(&mut self, officer: Officer<'_>) -> Result<IndexStanding, Problem> {
        let (login, identities) = self.officer(officer, Right::OpenIndex)?;
        let way = self.index_way()?;
        let missing = || Problem::refused("problem-index-missing").with("path", way.path.display().to_string());
        let head = way.head()?.ok_or_else(missing)?;
        let key = unseal(&head, &way.path, &identities, &login)?;
        Central::open(&way.path, &key, &way.site)?;
        let open = IndexStanding::Open { day: head.day, people: head.people, officer: login.clone() };
        if way.kept.as_ref().is_some_and(|kept| kept.index == head.id) {
            return Ok(open);
        }
        // First the entry: an index that is open and stands nowhere must not be.
        let body = Body::IndexOpened { index: head.id.clone(), day: head.day, officer: login.clone() };
        self.append(body, Vec::new(), &[])?;
        let kept = Kept { index: head.id, day: head.day, officer: login, key: B64.encode(key.0.as_slice()) };
        let text = Zeroizing::new(serde_json::to_string(&kept).map_err(|_json| Problem::device("problem-internal"))?);
        self.store.keep_fact(FACT, &text)?;
        Ok(open)
    }

    /// Closes the index at this counter: its key is forgotten here.
    ///
    /// # Errors
    /// `problem-index-not-open`, or a problem of right, password or disk.
    pub fn close_index(&mut self, officer: Officer<'_>) -> Result<IndexStanding, Problem> {
        let (officer, _identities) = self.officer(officer, Right::OpenIndex)?;
        let kept = self.index_way()?.kept.ok_or_else(|| Problem::refused("problem-index-not-open"))?;
        // First the key: an index that is said to be closed must be.
        self.store.keep_fact(FACT, "")?;
        self.append(Body::IndexClosed { index: kept.index.clone(), officer }, Vec::new(), &[])?;
        Ok(self.index_way()?.look().0)
    }

    /// Who does what needs an officer, and what they hold.
    pub(super) fn officer(&self, officer: Officer<'_>, right: Right) -> Result<(String, Vec<Identity>), Problem> {
        match officer {
            None => {
                self.may(right)?;
                Ok((self.user.login.clone(), self.identities.clone()))
            }
            Some((login, password)) => {
                is_officer(self.masters(), login, right)?;
                Ok((login.to_owned(), self.counter.officer_keys(login, password)?))
            }
        }
    }

    /// An index for reading: the counter's own, or another file of the same key, or one that whoever works here may open as an officer.
    ///
    /// # Errors
    /// `problem-index-…`, or a problem of right or disk.
    pub fn central(&self, file: Option<&Path>) -> Result<Central, Problem> {
        self.may(Right::Find)?;
        let way = self.index_way()?;
        let way = file.map_or_else(|| way.clone(), |file| IndexWay { path: file.to_owned(), ..way.clone() });
        if let Some(central) = way.open()? {
            return Ok(central);
        }
        let missing = || Problem::refused("problem-index-missing").with("path", way.path.display().to_string());
        let head = way.head()?.ok_or_else(missing)?;
        if self.may(Right::OpenIndex).is_err() {
            return Err(Problem::refused("problem-index-closed"));
        }
        let key = unseal(&head, &way.path, &self.identities, &self.user.login)?;
        Central::open(&way.path, &key, &way.site)
    }

    /// The person of a central number, from the index that is open here.
    ///
    /// # Errors
    /// `problem-index-closed`, `problem-index-nobody`, or a problem of right, index or disk.
    pub fn central_person(&self, uhid: &str) -> Result<CentralLine, Problem> {
        self.may(Right::Find)?;
        let central = self.index_way()?.open()?.ok_or_else(|| Problem::refused("problem-index-closed"))?;
        let nobody = || Problem::refused("problem-index-nobody").with("number", crate::hospital::identifiers::mask_aadhaar(uhid));
        central.by_uhid(uhid, self.today())?.ok_or_else(nobody)
    }
}

/// The keys of an officer where there is no counter: with the password of the pack, or the one changed in the counter's folder given.
///
/// # Errors
/// A problem of right or password.
pub(super) fn officer_of_pack(pack: &Pack, keys: &Path, login: &str, password: &str) -> Result<Identity, Problem> {
    is_officer(pack.masters(), login, Right::OpenIndex)?;
    let (own, _first) = Keyring::new(keys).person(pack, login, password).map_err(|error| keyring_problem(error, login))?;
    Ok(own)
}
