//! The certificate: on order of an officer all records are counted in one pass, the figures are written down as an entry, and the paper
//! carries that entry's own codes. Printed again, it says what the entry said, as a duplicate.

use super::super::super::Desk;
use super::super::super::bundles::joined;
use super::super::super::index::Officer;
use super::super::super::papers::{Printed, codes_of};
use super::super::super::place::CounterFile;
use super::super::super::scan::slip_problem;
use super::super::make::check_records;
use super::super::pass::{AgainWish, PassWish, Passed};
use super::super::status::handover_status;
use super::series::by_installation;
use super::totals::{control_tables, total_lines};
use super::{HandPapers, event_span, number_series, officer_line, paper_mark};
use crate::hospital::identifiers::mask_aadhaar;
use crate::hospital::opd_form::tidy;
use crate::hospital::pack::{Bilingual, Lang};
use crate::hospital::permissions::Right;
use crate::journal::{Body, Book, Entry, EntryId, Road, Root, Run, TotalLine, carrier};
use crate::paper::{self, CertificatePaper, ControlTable, HandHead, InstallationLine, SeriesFigures};
use crate::problem::Problem;
use crate::store::{Held, StoreError, TakeIn, View};
use crate::words::words;
use chrono::{DateTime, FixedOffset};

/// What an officer orders.
#[derive(Clone, Copy, Default)]
pub struct CertifyWish<'a> {
    /// Login and password beside whoever works here; none where that is an officer.
    pub officer: Officer<'a>,
    /// The officer's own words; may be empty.
    pub note: &'a str,
}

/// A certificate that was made.
pub struct Certified {
    pub line: CertificateLine,
    pub printed: Printed,
}

/// One certificate of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CertificateLine {
    pub id: EntryId,
    pub at: DateTime<FixedOffset>,
    pub officers: Vec<String>,
    pub saved: u64,
    pub received: u64,
    pub excepted: u64,
    pub open: u64,
    /// Numbers missing, and of these explained.
    pub gaps: (u64, u64),
    /// The paper says PARTIAL.
    pub partial: bool,
}

/// Longest note, in characters.
const NOTE_CHARS_MAX: usize = 1_000;

/// What an entry says.
struct Said<'a> {
    id: EntryId,
    at: DateTime<FixedOffset>,
    /// Who wrote it; `None` while it is not written.
    by: Option<&'a str>,
    officers: &'a [String],
    totals: &'a [TotalLine],
    runs: &'a [Run],
    series: SeriesFigures,
    left: u64,
    taken_back: u64,
    note: &'a str,
}

impl<'a> Said<'a> {
    fn of(entry: &'a Entry) -> Option<Self> {
        let said = Self::of_body(&entry.body, (entry.header.id(), entry.header.time))?;
        Some(Self { by: Some(&entry.header.by), ..said })
    }

    fn of_body(body: &'a Body, (id, at): (EntryId, DateTime<FixedOffset>)) -> Option<Self> {
        let Body::HandoverCertified { officers, totals, runs, gaps, explained, series, left, taken_back, note } = body else {
            return None;
        };
        let series = SeriesFigures { series: *series, missing: *gaps, explained: *explained };
        Some(Self { id, at, by: None, officers, totals, runs, series, left: *left, taken_back: *taken_back, note })
    }

    fn line(&self, partial: bool) -> CertificateLine {
        let sum = |of: fn(&TotalLine) -> u64| self.totals.iter().map(of).sum();
        CertificateLine {
            id: self.id.clone(),
            at: self.at,
            officers: self.officers.to_vec(),
            saved: sum(|line| line.saved),
            received: sum(|line| line.received),
            excepted: sum(|line| line.excepted),
            open: sum(|line| line.open),
            gaps: (self.series.missing, self.series.explained),
            partial,
        }
    }
}

/// What a certificate of now would say, counted from one state of the records; not written yet.
#[derive(Debug, Clone)]
pub struct Reckoned {
    body: Body,
    control: Vec<ControlTable>,
    /// As the list of certificates will show it.
    pub line: CertificateLine,
    /// What keeps the hand-over from being complete, a sentence each.
    pub lacking: Vec<Bilingual>,
}

/// The root over all held entries of an installation, one run after the other.
fn root_over(view: View<'_>, runs: &[Held]) -> Result<String, Problem> {
    let mut root = Root::default();
    for run in runs {
        view.each_signed::<StoreError>(run, |_, signed| {
            root.push(&signed.hash());
            Ok(true)
        })?;
    }
    Ok(root.hash().to_string())
}

/// Each installation with the root over its runs, as `root` gives it.
fn installations(
    runs: &[Run],
    mut root: impl FnMut(&[Held]) -> Result<String, Problem>,
) -> Result<Vec<InstallationLine>, Problem> {
    let held: Vec<Held> = runs
        .iter()
        .map(|run| Held { counter: run.counter.clone(), letter: run.letter, first: run.first, last: run.last })
        .collect();
    let line = |(name, runs): (String, Vec<(u64, u64)>)| {
        let own: Vec<Held> = held.iter().filter(|run| format!("{}{}", run.counter, run.letter) == name).cloned().collect();
        Ok(InstallationLine { installation: name, runs, root: root(&own)? })
    };
    by_installation(&held).into_iter().map(line).collect()
}

impl Desk {
    /// Counts all records for the control totals. `None` when `progress` says to stop.
    ///
    /// # Errors
    /// Refused for a drill; a problem of right or disk.
    pub fn control_totals(&self, progress: &mut dyn FnMut(u64, u64) -> bool) -> Result<Option<Passed>, Problem> {
        self.may(Right::SeeHospital)?;
        self.hand_papers()?.count(progress)
    }

    /// Certifies the hand-over as it stands now. `None` when `progress` says to stop; then nothing was written.
    ///
    /// # Errors
    /// Refused for a drill; a problem of right, password or disk.
    pub fn certify(
        &mut self,
        wish: CertifyWish<'_>,
        progress: &mut dyn FnMut(u64, u64) -> bool,
    ) -> Result<Option<Certified>, Problem> {
        let officer = self.certifying(wish.officer)?;
        let Some(reckoned) = self.hand_papers()?.reckon((&officer, wish.note), progress)? else { return Ok(None) };
        let id = self.note_certificate(&reckoned)?;
        let (line, printed) = self.hand_papers()?.made_certificate(&id, &reckoned)?;
        Ok(Some(Certified { line, printed }))
    }

    /// Login of the officer who certifies.
    ///
    /// # Errors
    /// A problem of right or password.
    pub fn certifying(&self, officer: Officer<'_>) -> Result<String, Problem> {
        Ok(self.officer(officer, Right::CloseHandOver)?.0)
    }

    /// Writes a certificate down.
    ///
    /// # Errors
    /// A problem of the disk.
    pub fn note_certificate(&mut self, reckoned: &Reckoned) -> Result<EntryId, Problem> {
        let (entry, _signed, _prints) = self.append(reckoned.body.clone(), Vec::new(), &[])?;
        Ok(entry.header.id())
    }

    /// Certificates made here and elsewhere, the latest first.
    ///
    /// # Errors
    /// A problem of right or disk.
    pub fn certificates(&self) -> Result<Vec<CertificateLine>, Problem> {
        self.may(Right::SeeHospital)?;
        self.hand_papers()?.certificates()
    }

    /// A certificate printed again, as its `copy`-th duplicate: what its entry says.
    ///
    /// # Errors
    /// `problem-not-found`, or a problem of right or disk.
    pub fn certificate_again(&self, id: &EntryId, copy: u32) -> Result<Printed, Problem> {
        self.may(Right::SeeHospital)?;
        self.hand_papers()?.certificate_again(id, copy)
    }

    /// Takes a certificate in by the codes on its paper: its signature decides, and the figures are its entry's own.
    ///
    /// # Errors
    /// `problem-slip-…`, or a problem of right or disk.
    pub fn take_certificate(&mut self, codes: &[&str]) -> Result<CertificateLine, Problem> {
        self.may(Right::SeeHospital)?;
        let signed = carrier::from_codes(codes.iter().copied()).map_err(slip_problem)?;
        let entry = self.gate()?.verify(&signed)?;
        let id = entry.header.id();
        if Said::of(&entry).is_none() {
            return Err(Problem::refused("problem-slip-kind"));
        }
        match self.store.take_in(&entry, &signed)? {
            TakeIn::New | TakeIn::Known => {}
            TakeIn::Fork => return Err(Problem::damaged("problem-slip-fork").with("entry", id.to_string())),
            TakeIn::Ahead => return Err(Problem::damaged("problem-own-ahead").with("entry", id.to_string())),
        }
        let line = self.certificates()?.into_iter().find(|line| line.id == id);
        line.ok_or_else(|| Problem::refused("problem-not-found"))
    }
}

impl HandPapers<'_> {
    /// Counts all records once more, for whoever asks how both sides stand. `None` when `progress` says to stop.
    ///
    /// # Errors
    /// Refused for a drill; a problem of the disk.
    pub fn count(&self, progress: &mut dyn FnMut(u64, u64) -> bool) -> Result<Option<Passed>, Problem> {
        // Every road counts alike but for what it has no place for: the one that is used tells how it stands.
        let road = handover_status(self.view())?.check.map_or(Road::Fhir, |check| check.road);
        let wish = PassWish { road, stages: Vec::new(), again: AgainWish::default(), share: None };
        check_records(self.source, &wish, progress)
    }

    /// Counts what a certificate of `officer` would say now, with the officer's own words. `None` when `progress` says to stop.
    ///
    /// # Errors
    /// Refused for a drill; a problem of the disk.
    pub fn reckon(
        &self,
        (officer, note): (&str, &str),
        progress: &mut dyn FnMut(u64, u64) -> bool,
    ) -> Result<Option<Reckoned>, Problem> {
        let view = self.view();
        // Others save meanwhile: all figures are of one moment.
        let _one_state = view.snapshot()?;
        let note: String = mask_aadhaar(&tidy(note)).chars().take(NOTE_CHARS_MAX).collect();
        let Some(passed) = self.count(progress)? else { return Ok(None) };
        let Some(series) = number_series(view, (self.masters(), self.mode()), progress)? else { return Ok(None) };
        let (figures, runs) = (series.figures(), joined(view, &[], &view.held()?)?);
        let records = passed.kinds.values().map(|counts| counts.saved).sum();
        if !progress(records, records) {
            return Ok(None);
        }
        let body = Body::HandoverCertified {
            officers: vec![officer.to_owned()],
            totals: total_lines(&passed),
            runs,
            gaps: figures.missing,
            explained: figures.explained,
            series: figures.series,
            left: view.hands_left()?,
            taken_back: passed.kinds.values().map(|counts| counts.void).sum(),
            note,
        };
        let control = control_tables(&passed, self.masters());
        // As if it were the next entry: only its codes are not there yet.
        let id = next_id(view, self.source.file)?;
        let said = Said::of_body(&body, (id, self.source.now)).ok_or_else(|| Problem::device("problem-internal"))?;
        let no_root = |_: &[Held]| Ok(String::new());
        let lacking = self.with_paper(&said, (&control, 0), no_root, lacking_of)?;
        let line = said.line(!lacking.is_empty());
        Ok(Some(Reckoned { body, control, line, lacking }))
    }

    /// Certificates made here and elsewhere, the latest first.
    ///
    /// # Errors
    /// A problem of the disk.
    pub fn certificates(&self) -> Result<Vec<CertificateLine>, Problem> {
        let mut entries = self.view().book(Book::Certificates)?;
        entries.sort_by_key(|entry| std::cmp::Reverse((entry.header.time, entry.header.id().packed())));
        entries
            .iter()
            .filter_map(Said::of)
            .map(|said| Ok(said.line(self.with_paper(&said, (&[], 0), |_| Ok(String::new()), is_partial)?)))
            .collect()
    }

    /// A certificate that was just made, laid out with the annex that only its maker has.
    ///
    /// # Errors
    /// `problem-not-found`, or a problem of the disk.
    pub fn made_certificate(&self, id: &EntryId, reckoned: &Reckoned) -> Result<(CertificateLine, Printed), Problem> {
        let entry = self.view().entry(id)?;
        let said = entry.as_ref().and_then(Said::of).ok_or_else(|| Problem::refused("problem-not-found"))?;
        let (printed, partial) = self.lay_certificate(&said, &reckoned.control, 0)?;
        Ok((said.line(partial), printed))
    }

    /// A certificate printed again, as its `copy`-th duplicate: what its entry says.
    ///
    /// # Errors
    /// `problem-not-found`, or a problem of the disk.
    pub fn certificate_again(&self, id: &EntryId, copy: u32) -> Result<Printed, Problem> {
        let entry = self.view().entry(id)?;
        let said = entry.as_ref().and_then(Said::of).ok_or_else(|| Problem::refused("problem-not-found"))?;
        Ok(self.lay_certificate(&said, &[], copy.max(1))?.0)
    }

    fn lay_certificate(&self, said: &Said<'_>, control: &[ControlTable], copy: u32) -> Result<(Printed, bool), Problem> {
        let view = self.view();
        let (pages, partial) = self.with_paper(
            said,
            (control, copy),
            |runs| root_over(view, runs),
            |form| (paper::certificate(form), form.is_partial()),
        )?;
        let again = if copy == 0 { String::new() } else { format!("-duplicate-{copy}") };
        let name = format!("{}certificate-{}{again}", paper_mark(self.mode()), said.id);
        Ok((Printed { pages, name }, partial))
    }

    fn with_paper<T>(
        &self,
        said: &Said<'_>,
        (control, copy): (&[ControlTable], u32),
        root: impl FnMut(&[Held]) -> Result<String, Problem>,
        then: impl FnOnce(&CertificatePaper<'_>) -> T,
    ) -> Result<T, Problem> {
        let (view, id) = (self.view(), &said.id);
        let (counter, by) = (super::installation(id), super::person_of(self.masters(), said.by.unwrap_or(self.source.by)));
        let HandHead { hospital, mode, .. } = self.head(copy);
        let head = HandHead { hospital, mode, counter: &counter, at: said.at, by: &by, copy };
        let installations = installations(said.runs, root)?;
        let officers: Vec<_> = said.officers.iter().map(|login| officer_line(self.masters(), login)).collect();
        let codes = if said.by.is_some() { codes_of(view, std::slice::from_ref(id))? } else { Vec::new() };
        let note = note_of(said);
        Ok(then(&CertificatePaper {
            head,
            event: event_span(view, self.source.file, (said.at, Some(id)))?,
            kinds: said.totals,
            left: said.left,
            series: said.series,
            installations: &installations,
            control,
            officers: &officers,
            note: &note,
            entry: &id.to_string(),
            codes: &codes,
        }))
    }
}

/// Address that the next entry here will have.
fn next_id(view: View<'_>, file: &CounterFile) -> Result<EntryId, Problem> {
    let own = |run: &&Held| (&run.counter, run.letter) == (&file.counter, file.letter);
    let last = view.held()?.iter().filter(own).map(|run| run.last).max().unwrap_or(0);
    Ok(EntryId { counter: file.counter.clone(), letter: file.letter, sequence: last + 1 })
}

fn lacking_of(form: &CertificatePaper<'_>) -> Vec<Bilingual> {
    form.lacking()
}

fn is_partial(form: &CertificatePaper<'_>) -> bool {
    form.is_partial()
}

/// The officer's words; and what of the exceptions nobody had to except.
fn note_of(said: &Said<'_>) -> String {
    if said.taken_back == 0 {
        return said.note.to_owned();
    }
    let text = |lang| words(lang).count("proof-taken-back", said.taken_back);
    let own = format!("{}\n{}", text(Lang::Hi), text(Lang::En));
    if said.note.is_empty() { own } else { format!("{}\n{own}", said.note) }
}
