//! The gate: every entry that comes in from a slip, a stick, a scan or another machine is judged here before it is taken. Its signature
//! decides; the carrier is believed nothing.
//!
//! First a plan that a person can read ([`Plan`]), then one transaction ([`Desk::take`]).

use super::Desk;
use super::place::CounterFile;
use crate::hospital::number::{CounterCode, Mode};
use crate::journal::{self, Entry, EntryId, Signed};
use crate::problem::Problem;
use crate::store::{Held, TakeIn, TakenIn, View};
use crate::vault::Pack;
use ed25519_dalek::VerifyingKey;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Judges entries by the pack and the records of this counter.
pub struct Gate<'a> {
    /// None before there are any records: a counter that is about to be made anew.
    view: Option<View<'a>>,
    pack: &'a Pack,
    file: &'a CounterFile,
    /// Sequence of this installation's own last entry.
    own_last: u64,
    keys: RefCell<HashMap<(CounterCode, char), Option<VerifyingKey>>>,
}

/// What would be taken in, and what would not.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Plan {
    /// New, and forks: in the order in which they were given.
    pub entries: Vec<(Entry, Signed)>,
    pub known: u64,
    /// Addresses at which other entries stand here, or in this plan.
    pub forks: Vec<EntryId>,
    /// Own entries from elsewhere that this installation does not know: an old copy of it was put back.
    pub ahead: u64,
    /// Why others are not taken, and how many of each.
    pub refused: Vec<(Problem, u64)>,
    /// What came of each installation.
    pub lines: Vec<PlanLine>,
    seen: BTreeMap<i64, usize>,
}

/// What came of one installation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanLine {
    pub counter: CounterCode,
    pub letter: char,
    /// Sequences of the first and last that came.
    pub first: u64,
    pub last: u64,
    pub new: u64,
    pub known: u64,
    /// Sequences that will still be missing here between 1 and the last: from, to.
    pub missing: Vec<(u64, u64)>,
}

/// Missing stretches told of one installation, at most.
const MISSING_MAX: usize = 50;

impl<'a> Gate<'a> {
    /// A gate to these records.
    #[must_use]
    pub fn new(view: View<'a>, pack: &'a Pack, file: &'a CounterFile, own_last: u64) -> Self {
        Self { view: Some(view), pack, file, own_last, keys: RefCell::default() }
    }

    /// A gate to records that are not there yet: everything good is new.
    #[must_use]
    pub fn to_nothing(pack: &'a Pack, file: &'a CounterFile) -> Self {
        Self { view: None, pack, file, own_last: 0, keys: RefCell::default() }
    }

    /// What is held of each installation.
    ///
    /// # Errors
    /// A problem of the disk.
    pub fn held(&self) -> Result<Vec<Held>, Problem> {
        Ok(self.view.map_or_else(|| Ok(Vec::new()), |view| view.held())?)
    }

    /// Public key of an installation.
    #[must_use]
    pub fn key(&self, counter: &CounterCode, letter: char) -> Option<VerifyingKey> {
        let mut keys = self.keys.borrow_mut();
        *keys.entry((counter.clone(), letter)).or_insert_with(|| self.pack.verifying_key(counter, letter))
    }

    /// The entry, if it is one of this hospital and its signature fits.
    ///
    /// # Errors
    /// `problem-slip-…`: damaged, foreign, of another mode, of a counter that the pack does not know, forged.
    pub fn verify(&self, signed: &Signed) -> Result<Entry, Problem> {
        let claimed = signed.entry().map_err(|error| match error {
            journal::EntryError::Version => Problem::refused("problem-slip-newer"),
            _ => Problem::damaged("problem-slip-damaged"),
        })?;
        let header = &claimed.header;
        if header.site != self.file.site {
            return Err(Problem::refused("problem-slip-foreign").with("site", header.site.clone()));
        }
        if header.mode != self.file.mode {
            let drill = self.file.mode == Mode::Drill;
            return Err(Problem::refused(if drill { "problem-slip-real" } else { "problem-slip-mode" }));
        }
        let key = self.key(&header.counter, header.letter).ok_or_else(|| {
            Problem::refused("problem-slip-counter").with("counter", format!("{}{}", header.counter, header.letter))
        })?;
        journal::verify(signed, &key).map_err(|_bad| Problem::damaged("problem-slip-forged"))
    }

    /// Judges one more entry and puts it into the plan.
    ///
    /// # Errors
    /// A problem of the disk; what is wrong with the entry itself stands in the plan.
    pub fn judge(&self, signed: Signed, plan: &mut Plan) -> Result<(), Problem> {
        match self.verify(&signed) {
            Ok(entry) => self.admit(entry, signed, plan),
            Err(problem) => {
                plan.refuse(problem);
                Ok(())
            }
        }
    }

    /// Puts an entry that [`Self::verify`] found good into the plan.
    ///
    /// # Errors
    /// A problem of the disk.
    pub fn admit(&self, entry: Entry, signed: Signed, plan: &mut Plan) -> Result<(), Problem> {
        let id = entry.header.id();
        let own = (&id.counter, id.letter) == (&self.file.counter, self.file.letter);
        let standing = match plan.seen.get(&id.packed()).and_then(|at| plan.entries.get(*at)) {
            Some((_, other)) if other.bytes == signed.bytes => return Ok(()),
            Some(_) => TakeIn::Fork,
            None => self.view.map_or(Ok(TakeIn::New), |view| view.standing(&id, &signed))?,
        };
        plan.line(&id, standing == TakeIn::Known);
        match standing {
            TakeIn::Known => plan.known += 1,
            TakeIn::New if own && id.sequence > self.own_last => plan.ahead += 1,
            TakeIn::New | TakeIn::Ahead => plan.add(entry, signed),
            TakeIn::Fork => {
                plan.forks.push(id);
                plan.add(entry, signed);
            }
        }
        Ok(())
    }

    /// Says what will still be missing once the plan is taken.
    ///
    /// # Errors
    /// A problem of the disk.
    pub fn finish(&self, plan: &mut Plan) -> Result<(), Problem> {
        let held = self.held()?;
        let coming: BTreeSet<i64> = plan.entries.iter().map(|(entry, _)| entry.header.id().packed()).collect();
        for line in &mut plan.lines {
            line.missing = missing(line, &held, &coming);
        }
        plan.lines.sort_by(|a, b| (&a.counter, a.letter).cmp(&(&b.counter, b.letter)));
        Ok(())
    }
}

/// Stretches between 1 and the last that came which are neither here nor coming.
fn missing(line: &PlanLine, held: &[Held], coming: &BTreeSet<i64>) -> Vec<(u64, u64)> {
    let id = |sequence| EntryId { counter: line.counter.clone(), letter: line.letter, sequence };
    let here = held.iter().filter(|h| (&h.counter, h.letter) == (&line.counter, line.letter)).map(|h| (h.first, h.last));
    let come = coming.range(id(0).packed()..=id(line.last).packed()).filter_map(|at| EntryId::unpacked(*at));
    let mut gaps = gaps(here.chain(come.map(|id| (id.sequence, id.sequence))), line.last);
    gaps.truncate(MISSING_MAX);
    gaps
}

/// Stretches between 1 and the last that no run covers.
pub(super) fn gaps(runs: impl Iterator<Item = (u64, u64)>, end: u64) -> Vec<(u64, u64)> {
    let mut runs: Vec<(u64, u64)> = runs.collect();
    runs.sort_unstable();
    let (mut gaps, mut next) = (Vec::new(), 1);
    for (first, last) in runs {
        if first > next && next <= end {
            gaps.push((next, (first - 1).min(end)));
        }
        next = next.max(last + 1);
    }
    if next <= end {
        gaps.push((next, end));
    }
    gaps
}

impl Plan {
    /// Counts something that is not taken.
    pub fn refuse(&mut self, problem: Problem) {
        match self.refused.iter_mut().find(|(known, _)| *known == problem) {
            Some((_, count)) => *count += 1,
            None => self.refused.push((problem, 1)),
        }
    }

    /// Entries that are not here yet.
    #[must_use]
    pub fn new_entries(&self) -> u64 {
        (self.entries.len() - self.forks.len()) as u64
    }

    /// How many are not taken.
    #[must_use]
    pub fn refusals(&self) -> u64 {
        self.refused.iter().map(|(_, count)| count).sum()
    }

    fn add(&mut self, entry: Entry, signed: Signed) {
        self.seen.insert(entry.header.id().packed(), self.entries.len());
        self.entries.push((entry, signed));
    }

    fn line(&mut self, id: &EntryId, known: bool) {
        let (new, old) = (u64::from(!known), u64::from(known));
        let same = |line: &&mut PlanLine| (&line.counter, line.letter) == (&id.counter, id.letter);
        if let Some(line) = self.lines.iter_mut().find(same) {
            line.first = line.first.min(id.sequence);
            line.last = line.last.max(id.sequence);
            line.new += new;
            line.known += old;
            return;
        }
        let (counter, letter) = (id.counter.clone(), id.letter);
        let (first, last) = (id.sequence, id.sequence);
        self.lines.push(PlanLine { counter, letter, first, last, new, known: old, missing: Vec::new() });
    }
}

impl Desk {
    /// The gate to this counter's records.
    ///
    /// # Errors
    /// A problem of the disk.
    pub fn gate(&self) -> Result<Gate<'_>, Problem> {
        Ok(Gate::new(self.rows()?, self.pack(), &self.counter.file, self.store.last_sequence()))
    }

    /// Takes a plan in: all of it, or on an error nothing.
    ///
    /// # Errors
    /// A problem of the disk.
    pub fn take(&mut self, plan: &Plan, progress: &mut dyn FnMut(u64)) -> Result<TakenIn, Problem> {
        let mut taken = self.store.take_in_all(plan.entries.iter().map(|(entry, signed)| (entry, signed)), progress)?;
        taken.known += plan.known;
        taken.ahead += plan.ahead;
        Ok(taken)
    }
}
