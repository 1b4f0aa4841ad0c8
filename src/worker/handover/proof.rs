//! Jobs and events of the proof of a hand-over: number series, control totals, lists, certificate, report. All of it counts for long and is done
//! beside the desk; only a certificate is written down, by the desk, when it is counted.

use super::super::{HandoverEvent, OfficerSecret};
use super::beside::Beside;
use super::paper_out::LaidOut;
use super::steps::Step;
use crate::desk::Desk;
use crate::desk::handover::{HandPapers, ReportWish, check_control, control_csv, read_central};
use crate::desk::views::{CertificateLine, ControlCheck, NumberSeries};
use crate::disk;
use crate::hospital::pack::Bilingual;
use crate::hospital::permissions::Right;
use crate::journal::EntryId;
use crate::problem::Problem;
use crate::store::Reader;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What can be asked of the proof. Progress is that of [`super::super::JobKind::Proof`]; what is long ends with its answer or `Cancelled`.
#[derive(Clone)]
pub enum ProofJob {
    /// All number series. Answer: `Series`.
    Series,
    /// Both sides' counts; with a file of the central team's where there is one. Answer: `Totals`.
    Totals {
        central: Option<PathBuf>,
    },
    /// Write the totals into a folder. Answer: `TotalsSaved`.
    SaveTotals {
        look: Arc<ControlLook>,
        to: PathBuf,
    },
    /// The list of exceptions; the list of what to mend. Answer: `Paper`.
    Exceptions,
    FixList,
    /// What a certificate would say now; nothing is written. Answer: `Stands`.
    Stand,
    /// Certify. Answer: `Certified`.
    Certify {
        officer: OfficerSecret,
        note: String,
    },
    /// Certificates there are. Answer: `Certificates`.
    Certificates,
    /// One of them once more. Answer: `Paper`.
    Again {
        id: EntryId,
    },
    /// One taken in by the codes on its paper. Answer: `Taken`.
    Take {
        codes: Vec<String>,
    },
    /// The after-action report. Answer: `Paper`.
    Report {
        wish: ReportWish,
    },
    /// Stop what runs.
    Stop,
}

/// What comes of it.
#[derive(Clone)]
pub enum ProofEvent {
    Series {
        series: Arc<NumberSeries>,
        paper: LaidOut,
    },
    Totals(Arc<ControlLook>),
    TotalsSaved {
        at: PathBuf,
    },
    /// And what keeps the hand-over from being complete, a sentence each.
    Stands {
        line: Box<CertificateLine>,
        lacking: Arc<Vec<Bilingual>>,
    },
    Certified {
        line: Box<CertificateLine>,
        paper: LaidOut,
    },
    Certificates(Arc<Vec<CertificateLine>>),
    Taken(Box<CertificateLine>),
    Paper(LaidOut),
}

/// Control totals of both sides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ControlLook {
    pub check: ControlCheck,
    /// The central team's file was read beside ours.
    pub asked: bool,
    /// Lines of their file that were not understood, each with the id of the reason.
    pub strays: Vec<(u64, &'static str)>,
}

/// What is done beside the desk.
pub(in crate::worker) enum Work {
    Series,
    Totals { central: Option<PathBuf> },
    SaveTotals { look: Arc<ControlLook>, to: PathBuf },
    Exceptions,
    FixList,
    Stand { officer: String },
    Certify { officer: String, note: String },
    Again { id: EntryId },
    Report { wish: ReportWish },
}

/// Which of it is done beside the desk; the right to it is checked here. The others come back.
pub(super) fn to_work(desk: &Desk, job: ProofJob) -> Result<Result<Work, ProofJob>, Problem> {
    desk.may(Right::SeeHospital)?;
    Ok(Ok(match job {
        ProofJob::Series => Work::Series,
        ProofJob::Totals { central } => Work::Totals { central },
        ProofJob::SaveTotals { look, to } => Work::SaveTotals { look, to },
        ProofJob::Exceptions => Work::Exceptions,
        ProofJob::FixList => Work::FixList,
        ProofJob::Stand => Work::Stand { officer: desk.user().login.clone() },
        ProofJob::Certify { officer, note } => {
            let officer = officer.as_ref().map(|(login, password)| (login.as_str(), password.as_str()));
            Work::Certify { officer: desk.certifying(officer)?, note }
        }
        ProofJob::Again { id } => Work::Again { id },
        ProofJob::Report { wish } => Work::Report { wish },
        other => return Ok(Err(other)),
    }))
}

/// Answers at once.
pub(super) fn take(desk: &mut Desk, codes: &[String]) -> Result<HandoverEvent, Problem> {
    let codes: Vec<&str> = codes.iter().map(String::as_str).collect();
    let line = desk.take_certificate(&codes)?;
    Ok(HandoverEvent::Proof(ProofEvent::Taken(Box::new(line))))
}

impl Beside<'_> {
    pub(super) fn proof(&self, work: Work, reader: &Reader) -> Result<Option<HandoverEvent>, Problem> {
        let papers = HandPapers::of(self.source(reader));
        let progress = &mut |done, of| self.progress(done, of);
        let paper = |printed: crate::desk::Printed| ProofEvent::Paper(printed.into());
        let event = match work {
            Work::Series => papers
                .series(progress)?
                .map(|(series, printed)| ProofEvent::Series { series: Arc::new(series), paper: printed.into() }),
            Work::Totals { central } => self.totals(&papers, central.as_deref())?,
            Work::SaveTotals { look, to } => Some(save_totals(&look, &to)?),
            Work::Exceptions => Some(paper(papers.exceptions()?)),
            Work::FixList => Some(paper(papers.fix_list()?)),
            Work::Stand { officer } => papers
                .reckon((&officer, ""), progress)?
                .map(|reckoned| ProofEvent::Stands { line: Box::new(reckoned.line), lacking: Arc::new(reckoned.lacking) }),
            Work::Certify { officer, note } => self.certify((officer, note), reader)?,
            Work::Again { id } => Some(paper(papers.certificate_again(&id, 1)?)),
            Work::Report { wish } => papers.after_report(&wish, progress)?.map(paper),
        };
        Ok(event.map(HandoverEvent::Proof))
    }

    fn totals(&self, papers: &HandPapers<'_>, central: Option<&Path>) -> Result<Option<ProofEvent>, Problem> {
        let central = central.map(|file| read_central(&disk::read(file)?)).transpose()?;
        let Some(passed) = papers.count(&mut |done, of| self.progress(done, of))? else { return Ok(None) };
        let check = check_control(&passed, central.as_ref());
        let strays = central.as_ref().map(|central| central.strays.clone()).unwrap_or_default();
        Ok(Some(ProofEvent::Totals(Arc::new(ControlLook { check, asked: central.is_some(), strays }))))
    }

    /// Counted here, written down by the desk, laid out here.
    fn certify(&self, (officer, note): (String, String), reader: &Reader) -> Result<Option<ProofEvent>, Problem> {
        let reckoned = HandPapers::of(self.source(reader)).reckon((&officer, &note), &mut |done, of| self.progress(done, of))?;
        let Some(reckoned) = reckoned else { return Ok(None) };
        self.write(Step::Certificate(Box::new(reckoned.clone())))?;
        // Nobody else writes a certificate of this installation: the last one is it.
        let papers = HandPapers::of(self.source(reader));
        let own =
            |line: &&CertificateLine| (&line.id.counter, line.id.letter) == (&reckoned.line.id.counter, reckoned.line.id.letter);
        let made = papers.certificates()?;
        let id = made.iter().filter(own).max_by_key(|line| line.id.sequence).map(|line| line.id.clone());
        let id = id.ok_or_else(|| Problem::device("problem-internal"))?;
        let (line, printed) = papers.made_certificate(&id, &reckoned)?;
        Ok(Some(ProofEvent::Certified { line: Box::new(line), paper: printed.into() }))
    }
}

/// `control_totals.csv` in a folder.
fn save_totals(look: &ControlLook, to: &Path) -> Result<ProofEvent, Problem> {
    disk::make_folder(to)?;
    let at = to.join(crate::desk::handover::CONTROL_FILE);
    disk::write(&at, &control_csv(&look.check.rows)?)?;
    Ok(ProofEvent::TotalsSaved { at })
}
