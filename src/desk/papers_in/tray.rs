//! The tray: codes and bundles that were read, from files and from the reader at the window, until a person takes them in. Parts of split codes add up
//! here in any order, over pages, files and scans.

use super::bundle_in::{BundleKeys, BundleRead};
use super::read::{PaperFault, Reads, SealedFile};
use crate::desk::Desk;
use crate::desk::gate::{Gate, Plan};
use crate::hospital::number::{CounterCode, Number};
use crate::hospital::permissions::Right;
use crate::journal::carrier::{self, CarrierError};
use crate::journal::sheaf::{from_sheaf, is_sheaf};
use crate::journal::{Body, ChainHash, Signed, fingerprint};
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
    /// Bundles that were opened.
    pub bundles: u64,
    /// Bundles that none of the keys at hand opens; they stand in `refused` too.
    pub sealed: u64,
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
    bundles: Vec<BundleRead>,
    sealed: Vec<SealedFile>,
    /// Files that all this came from.
    paths: Vec<std::path::PathBuf>,
}

/// What one bundle brings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Brings {
    new: u64,
    known: u64,
    forks: u64,
    refused: u64,
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
        for bundle in reads.bundles {
            let twice = self.bundles.iter().any(|known| known.mark == bundle.mark);
            if !twice {
                self.bundles.push(bundle);
            }
        }
        self.sealed.extend(reads.sealed);
        self.paths.extend(reads.paths);
    }

    /// Lays in what another key opened of the sealed ones; what it does not open stays sealed.
    pub fn opened(&mut self, reads: Reads) {
        self.sealed.clear();
        let files = self.files;
        self.lay(reads);
        self.files = files;
    }

    /// Bundles that none of the keys opened so far.
    #[must_use]
    pub fn sealed(&self) -> Vec<std::path::PathBuf> {
        self.sealed.iter().map(|file| file.path.clone()).collect()
    }

    /// Who made the bundles that lie here, as far as their heads say it.
    pub fn makers(&self) -> impl Iterator<Item = (&CounterCode, char)> {
        let heads = self.bundles.iter().map(|bundle| &bundle.head).chain(self.sealed.iter().map(|file| &file.head));
        heads.map(|head| (&head.counter, head.letter))
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
    pub fn ready(&self) -> impl Iterator<Item = &Signed> {
        let of_bundles = self.bundles.iter().flat_map(|bundle| &bundle.entries);
        self.ready.iter().map(|(signed, _)| signed).chain(of_bundles)
    }

    /// What lies here, judged: codes first, then the bundles, each with what it brings.
    fn judge(&self, gate: &Gate<'_>) -> Result<(PaperPlan, Vec<Brings>), Problem> {
        let (mut plan, mut refused) = (Plan::default(), self.refused.clone());
        let mut one = |signed: &Signed, place: &PaperPlace, plan: &mut Plan| match gate.verify(signed) {
            Ok(entry) => gate.admit(entry, signed.clone(), plan),
            Err(problem) => {
                // A bundle of another hospital has thousands of them: one sentence says it.
                if refused.last().is_none_or(|last| (&last.place, &last.problem) != (place, &problem)) {
                    refused.push(Refused { place: place.clone(), problem });
                }
                Ok(())
            }
        };
        for (signed, place) in &self.ready {
            one(signed, place, &mut plan)?;
        }
        let mut brings = Vec::with_capacity(self.bundles.len());
        for bundle in &self.bundles {
            let (known, forks, entries) = (plan.known, plan.forks.len(), plan.entries.len());
            for signed in &bundle.entries {
                one(signed, &bundle.place, &mut plan)?;
            }
            let (known, forks) = (plan.known - known, (plan.forks.len() - forks) as u64);
            let taken = (plan.entries.len() - entries) as u64;
            let refused = (bundle.entries.len() as u64).saturating_sub(taken + known);
            brings.push(Brings { new: taken.saturating_sub(forks), known, forks, refused });
        }
        for bundle in &self.bundles {
            refused.extend(bundle.faults.iter().map(|p| Refused { place: bundle.place.clone(), problem: p.clone() }));
        }
        refused.extend(self.sealed.iter().map(|file| Refused {
            place: file.place.clone(),
            problem: Problem::refused("problem-bundle-key").with("path", file.place.file.clone()),
        }));
        gate.finish(&mut plan)?;
        refused.sort_by(|a, b| a.place.cmp(&b.place));
        let plan = PaperPlan {
            plan,
            files: self.files,
            pages: self.pages,
            empty: self.empty,
            codes: self.seen.len() as u64,
            numbers: self.numbers,
            bundles: self.bundles.len() as u64,
            sealed: self.sealed.len() as u64,
            waiting: self.waiting(),
            refused,
        };
        Ok((plan, brings))
    }

    /// What would be taken of it through this gate.
    ///
    /// # Errors
    /// A problem of the disk.
    pub fn plan(&self, gate: &Gate<'_>) -> Result<PaperPlan, Problem> {
        Ok(self.judge(gate)?.0)
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
        if !reads.bundles.is_empty() {
            self.may(Right::CarryRecords)?;
        }
        self.tray.lay(reads);
        let plan = self.papers_plan()?;
        if plan.plan.entries.is_empty() {
            // There is nothing to take: the files are done with.
            self.note_scans(&self.tray.paths)?;
        }
        Ok(plan)
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
        self.tray.plan(&self.gate()?)
    }

    /// Takes over a tray that was filled before there was a counter.
    pub fn take_over(&mut self, tray: Tray) {
        self.tray = tray;
    }

    /// What opens bundles here: this hospital's, with the keys of whoever is signed in.
    #[must_use]
    pub fn bundle_keys(&self) -> BundleKeys {
        let (pack, mode) = (std::sync::Arc::clone(&self.counter.pack), self.counter.file.mode);
        BundleKeys { pack, mode, identities: self.identities.clone(), only: None }
    }

    /// Takes in what the tray holds, in one go. Parts of split codes stay until the others come; all else leaves the tray.
    ///
    /// # Errors
    /// A problem of right or disk; the tray is as it was then.
    pub fn take_papers(&mut self, progress: &mut dyn FnMut(u64)) -> Result<PaperTaken, Problem> {
        self.may(Right::Find)?;
        let (plan, brings) = self.tray.judge(&self.gate()?)?;
        let taken = self.take(&plan.plan, progress)?;
        self.receipts(&plan.plan, &brings)?;
        self.note_scans(&self.tray.paths)?;
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

    /// Writes down which bundles were taken in: the senders' receipts.
    fn receipts(&mut self, plan: &Plan, brings: &[Brings]) -> Result<(), Problem> {
        let runs = if brings.is_empty() { Vec::new() } else { self.runs_of(plan)? };
        let body = |(bundle, brings): (&BundleRead, &Brings)| Body::BundleTaken {
            from: format!("{}{}", bundle.head.counter, bundle.head.letter),
            file: bundle.place.file.clone(),
            mark: bundle.mark,
            new: brings.new,
            known: brings.known,
            forks: brings.forks,
            refused: brings.refused + bundle.faults.len() as u64,
            runs: runs.clone(),
        };
        let bodies: Vec<Body> = self.tray.bundles.iter().zip(brings).map(body).collect();
        for body in bodies {
            self.append(body, Vec::new(), &[])?;
        }
        Ok(())
    }

    /// Empties the tray. Nothing that was taken is undone.
    pub fn forget_papers(&mut self) {
        self.tray = Tray::default();
    }
}
