//! The tray: codes that were read, from files and from the reader at the window, until a person takes them in. Parts of split codes add up
//! here in any order, over pages, files and scans.

use super::read::{PaperFault, Reads};
use crate::desk::Desk;
use crate::desk::gate::Plan;
use crate::hospital::number::Number;
use crate::hospital::permissions::Right;
use crate::journal::carrier::{self, CarrierError};
use crate::journal::sheaf::{from_sheaf, is_sheaf};
use crate::journal::{ChainHash, Signed, fingerprint};
use crate::problem::Problem;
use std::collections::{BTreeMap, BTreeSet};

/// Where a code stood: file and page from 1 (0 is the file as a whole); no file is the reader at the window.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct PaperPlace {
    pub file: String,
    pub page: u64,
}

/// A code that is not taken, and why.
pub type Refused = PaperFault;

/// A record of which not every code was read yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartsWaiting {
    /// Two bytes of the record's hash, as the codes name it.
    pub mark: String,
    /// Numbers of the codes that are missing, from 1.
    pub missing: Vec<usize>,
    pub of: usize,
    /// Where its first code stood.
    pub place: PaperPlace,
}

/// What lies in the tray, as a person reads it before it is taken.
#[derive(Debug, Clone, Default)]
pub struct PaperPlan {
    pub plan: Plan,
    pub files: u64,
    pub pages: u64,
    pub empty: u64,
    /// Codes of ours, each once.
    pub codes: u64,
    /// Codes that hold a number only (wristbands, tubes): nothing to take in.
    pub numbers: u64,
    pub waiting: Vec<PartsWaiting>,
    pub refused: Vec<Refused>,
}

/// What became of a tray.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PaperTaken {
    pub new: u64,
    pub known: u64,
    pub forks: u64,
    pub ahead: u64,
    /// Records of which codes are still missing: they stay in the tray.
    pub waiting: u64,
    pub refused: u64,
}

/// Ways to put the parts of one record together that are tried at most: two records may share a mark.
const TRIES_MAX: usize = 4_096;

/// Part number → the texts read for it: two records may share a mark.
#[derive(Default)]
struct Parts {
    texts: BTreeMap<usize, Vec<String>>,
    place: PaperPlace,
}

/// Codes that lie ready.
#[derive(Default)]
pub struct Tray {
    files: u64,
    pages: u64,
    empty: u64,
    numbers: u64,
    /// Hashes of the codes seen: a slip that was scanned twice is one slip.
    seen: BTreeSet<[u8; 32]>,
    ready: Vec<(Signed, PaperPlace)>,
    parts: BTreeMap<(String, usize), Parts>,
    refused: Vec<Refused>,
}

impl Tray {
    /// Puts what was read into the tray.
    pub fn lay(&mut self, reads: Reads) {
        self.files += reads.files;
        self.pages += reads.pages;
        self.empty += reads.empty;
        self.refused.extend(reads.faults);
        for code in reads.codes {
            self.code(&code.text, code.place);
        }
    }

    /// Puts one code into the tray. Says how many entries became whole with it.
    pub fn code(&mut self, text: &str, place: PaperPlace) -> usize {
        let text = text.trim_end_matches(['\r', '\n']);
        let before = self.ready.len();
        let ChainHash(hash) = fingerprint(text.as_bytes());
        if !self.seen.insert(hash) {
            return 0;
        }
        if is_sheaf(text) {
            match from_sheaf(text) {
                Ok(entries) => self.ready.extend(entries.into_iter().map(|signed| (signed, place.clone()))),
                Err(error) => self.refuse(place, error),
            }
        } else if let Some((at, of, mark)) = carrier::part_of(text) {
            self.part(text, (at, of, mark), place);
        } else if carrier::is_code(text) {
            match carrier::from_codes([text]) {
                Ok(signed) => self.ready.push((signed, place)),
                Err(error) => self.refuse(place, error),
            }
        } else if Number::parse(text).is_ok() || text.chars().all(|c| c.is_ascii_digit()) {
            self.numbers += 1;
        } else {
            self.refuse(place, CarrierError::Foreign);
        }
        self.ready.len() - before
    }

    fn part(&mut self, text: &str, (at, of, mark): (usize, usize, &str), place: PaperPlace) {
        let key = (mark.to_owned(), of);
        let parts = self.parts.entry(key.clone()).or_insert_with(|| Parts { place, ..Parts::default() });
        let texts = parts.texts.entry(at).or_default();
        if !texts.iter().any(|known| known == text) {
            texts.push(text.to_owned());
        }
        while let Some((signed, used)) = self.parts.get(&key).and_then(|parts| whole(parts, of)) {
            let Some(parts) = self.parts.get_mut(&key) else { break };
            for texts in parts.texts.values_mut() {
                texts.retain(|text| !used.contains(text));
            }
            parts.texts.retain(|_, texts| !texts.is_empty());
            self.ready.push((signed, parts.place.clone()));
            if parts.texts.is_empty() {
                self.parts.remove(&key);
            }
        }
    }

    /// One part of a split code from the reader. Gives the record that became whole with it, which leaves the tray.
    pub fn scanned(&mut self, text: &str) -> Option<Signed> {
        let before = self.ready.len();
        self.part(text, carrier::part_of(text)?, PaperPlace::default());
        (self.ready.len() > before).then(|| self.ready.pop()).flatten().map(|(signed, _)| signed)
    }

    fn refuse(&mut self, place: PaperPlace, error: CarrierError) {
        let problem = match error {
            CarrierError::Foreign => Problem::refused("problem-scan-foreign"),
            CarrierError::Damaged | CarrierError::Mixed | CarrierError::Parts { .. } => Problem::damaged("problem-scan-code"),
        };
        self.refused.push(Refused { place, problem });
    }

    /// Whole entries that lie ready.
    #[must_use]
    pub fn ready(&self) -> &[(Signed, PaperPlace)] {
        &self.ready
    }

    /// Records of which codes are missing.
    #[must_use]
    pub fn waiting(&self) -> Vec<PartsWaiting> {
        let of = |((mark, of), parts): (&(String, usize), &Parts)| PartsWaiting {
            mark: mark.clone(),
            missing: (1..=*of).filter(|at| !parts.texts.contains_key(at)).collect(),
            of: *of,
            place: parts.place.clone(),
        };
        self.parts.iter().map(of).collect()
    }
}

/// The record that these parts make, and the texts it took.
fn whole(parts: &Parts, of: usize) -> Option<(Signed, Vec<String>)> {
    if parts.texts.len() < of {
        return None;
    }
    let all: Vec<&Vec<String>> = parts.texts.values().collect();
    let ways = all.iter().try_fold(1usize, |ways, texts| ways.checked_mul(texts.len())).unwrap_or(TRIES_MAX).min(TRIES_MAX);
    (0..ways).find_map(|mut way| {
        let mut chosen = Vec::with_capacity(of);
        for texts in &all {
            chosen.push(texts.get(way % texts.len())?.as_str());
            way /= texts.len();
        }
        let signed = carrier::from_codes(chosen.iter().copied()).ok()?;
        Some((signed, chosen.into_iter().map(str::to_owned).collect()))
    })
}

impl Desk {
    /// Puts what was read into the tray and says what would be taken.
    ///
    /// # Errors
    /// A problem of right or disk.
    pub fn lay_in(&mut self, reads: Reads) -> Result<PaperPlan, Problem> {
        self.may(Right::Find)?;
        self.tray.lay(reads);
        self.papers_plan()
    }

    /// Puts one code from the reader into the tray.
    ///
    /// # Errors
    /// A problem of right.
    pub fn lay_in_code(&mut self, text: &str) -> Result<(), Problem> {
        self.may(Right::Find)?;
        self.tray.code(text, PaperPlace::default());
        Ok(())
    }

    /// What lies in the tray, judged. What is not taken is told with file and page.
    ///
    /// # Errors
    /// A problem of right or disk.
    pub fn papers_plan(&self) -> Result<PaperPlan, Problem> {
        self.may(Right::Find)?;
        let tray = &self.tray;
        let gate = self.gate()?;
        let mut plan = Plan::default();
        let mut refused = tray.refused.clone();
        for (signed, place) in tray.ready() {
            match gate.verify(signed) {
                Ok(_entry) => gate.judge(signed.clone(), &mut plan)?,
                Err(problem) => refused.push(Refused { place: place.clone(), problem }),
            }
        }
        gate.finish(&mut plan)?;
        refused.sort_by(|a, b| a.place.cmp(&b.place));
        let codes = tray.seen.len() as u64;
        let (files, pages, empty, numbers) = (tray.files, tray.pages, tray.empty, tray.numbers);
        Ok(PaperPlan { plan, files, pages, empty, codes, numbers, waiting: tray.waiting(), refused })
    }

    /// Takes in what the tray holds, in one go. Parts of split codes stay until the others come; all else leaves the tray.
    ///
    /// # Errors
    /// A problem of right or disk; the tray is as it was then.
    pub fn take_papers(&mut self, progress: &mut dyn FnMut(u64)) -> Result<PaperTaken, Problem> {
        let plan = self.papers_plan()?;
        let taken = self.take(&plan.plan, progress)?;
        let parts = std::mem::take(&mut self.tray.parts);
        self.tray = Tray { parts, ..Tray::default() };
        for text in self.tray.parts.values().flat_map(|parts| parts.texts.values()).flatten() {
            let ChainHash(hash) = fingerprint(text.as_bytes());
            self.tray.seen.insert(hash);
        }
        Ok(PaperTaken {
            new: taken.new,
            known: taken.known,
            forks: taken.forks.len() as u64,
            ahead: taken.ahead,
            waiting: plan.waiting.len() as u64,
            refused: plan.refused.len() as u64,
        })
    }

    /// Empties the tray. Nothing that was taken is undone.
    pub fn forget_papers(&mut self) {
        self.tray = Tray::default();
    }
}
