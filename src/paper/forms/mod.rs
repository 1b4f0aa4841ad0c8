//! The papers themselves: each a typed form and a function that lays it out. Both languages on every paper.
//!
//! Owns what stands where. Never reads a clock, a file or the desk: everything on a paper is in its form.

mod band;
mod book;
mod both;
mod card;
mod carry;
mod case;
mod cause;
mod census;
mod chart;
mod code_pages;
mod face;
mod flow;
mod grid;
mod handover;
mod indent;
mod kit;
mod lab;
mod missing;
mod notice;
mod official;
mod opd;
mod receipt;
mod recovery;
mod register;
mod shift;
mod slip;
mod slips;
mod summary;
mod token;

pub use book::{BookPaper, GapPaper, SeriesRange, book, gap_report};
pub use card::opd_card;
pub use carry::{BundleFileLine, BundleForm, bundle_sheet};
pub use case::{CaseForm, CaseNote, CasePaper, case_in_duplicate, case_paper};
pub use census::{CensusCounts, CensusLine, CensusPaper, CensusPatient, ward_census};
pub use code_pages::{CodePages, DayCode, code_pages};
pub use handover::{
    AfterPaper, AllSeriesPaper, ArchivePaper, BurnPoint, CertificatePaper, ChartLabel, ControlBy, ControlLine, ControlTable,
    CountLine, CrosswalkRegister, CrosswalkRow, CrosswalkSlip, DeadPc, DuplicateFigures, EventSpan, ExceptionRow,
    ExceptionsPaper, FixFault, FixListPaper, FixRow, GapWhy, HandHead, InstallationLine, KeyEnd, LabFigures, MatchFigures,
    ModuleLine, NumberGap, OfficerLine, PaperFigures, QueueLine, SeriesFigures, SeriesRow, TimelineLine, UhidTube, after_report,
    archive_certificate, certificate, chart_labels, crosswalk_register, crosswalk_slip, exceptions, fix_list, kind_words,
    series_report, uhid_tube_labels,
};
pub use lab::{
    Amended, CallLogPaper, CallRow, CallValue, Earlier, FollowLine, LabHead, LabPatient, LabReportPaper, LabTestName,
    OverrideLine, PendingPaper, PendingRow, RejectionPaper, ReportCall, ReportPanel, ReportResult, ReportTube, RequisitionPaper,
    RequisitionTube, TatGroup, TatPaper, TatSpan, TubeLabel, UncalledRow, WorklistPaper, WorklistRow, call_log, lab_report,
    pending_list, rejection_slip, requisition, tat_summary, tube_labels, worklist,
};
pub use missing::{MissingForm, MissingRow, missing_report};
pub use notice::{NoticeKind, NoticePaper, notice};
pub use opd::OpdPaper;
pub use receipt::receipt;
pub use recovery::{RecoveryForm, recovery_sheet};
pub use register::{RegisterForm, RegisterLine, day_register};
pub use shift::{ShiftPaper, ShiftRoot, shift_sheet};
pub use slip::slip;
pub use token::token;

use super::{Page, Size};
use crate::journal::PaperKind;

/// Lays out an out-patient's paper of any kind.
#[must_use]
pub fn opd_paper(kind: PaperKind, form: &OpdPaper<'_>, size: Size) -> Vec<Page> {
    match kind {
        PaperKind::OpdCard => opd_card(form, size),
        PaperKind::Slip => slip(form, size),
        PaperKind::Receipt => receipt(form, size),
        PaperKind::Token => token(form, size),
        // Papers of stays, arrivals and registers are no out-patient's papers.
        _ => Vec::new(),
    }
}
