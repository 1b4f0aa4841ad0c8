//! Typed form → page → PDF, printer raster, preview; and the printers that take them.
//!
//! One layout engine: [`forms`] make [`Page`]s of shaped glyph runs, rules and codes; [`pdf`], [`escpos`], [`zpl`] and [`preview`] draw
//! the same page. Never queries anything, never knows the desk, reads no clock; equal forms give equal bytes.

mod codes;
mod error;
mod escpos;
pub mod fonts;
pub mod forms;
mod layout;
mod page;
mod pdf;
pub mod printers;
mod raster;
mod shape;
mod size;
mod slim;
mod zpl;

pub use error::PaperError;
pub use escpos::escpos;
pub use forms::{
    AfterPaper, AllSeriesPaper, Amended, ArchivePaper, BookPaper, BundleFileLine, BundleForm, BurnPoint, CallLogPaper, CallRow,
    CallValue, CaseForm, CaseNote, CasePaper, CensusCounts, CensusLine, CensusPaper, CensusPatient, CertificatePaper, ChartLabel,
    CodePages, ControlBy, ControlLine, ControlTable, CountLine, CrosswalkRegister, CrosswalkRow, CrosswalkSlip, DayCode, DeadPc,
    DuplicateFigures, Earlier, EventSpan, ExceptionRow, ExceptionsPaper, FixFault, FixListPaper, FixRow, FollowLine, GapPaper,
    GapWhy, HandHead, InstallationLine, KeyEnd, LabFigures, LabHead, LabPatient, LabReportPaper, LabTestName, MatchFigures,
    MissingForm, MissingRow, ModuleLine, NoticeKind, NoticePaper, NumberGap, OfficerLine, OpdPaper, OverrideLine, PaperFigures,
    PendingPaper, PendingRow, QueueLine, RecoveryForm, RegisterForm, RegisterLine, RejectionPaper, ReportCall, ReportPanel,
    ReportResult, ReportTube, RequisitionPaper, RequisitionTube, SeriesFigures, SeriesRange, SeriesRow, ShiftPaper, ShiftRoot,
    TatGroup, TatPaper, TatSpan, TimelineLine, TubeLabel, UhidTube, UncalledRow, WorklistPaper, WorklistRow, after_report,
    archive_certificate, book, bundle_sheet, call_log, case_in_duplicate, case_paper, certificate, chart_labels, code_pages,
    crosswalk_register, crosswalk_slip, day_register, exceptions, fix_list, gap_report, kind_words, lab_report, missing_report,
    notice, opd_card, opd_paper, pending_list, receipt, recovery_sheet, rejection_slip, requisition, series_report, shift_sheet,
    slip, tat_summary, token, tube_labels, uhid_tube_labels, ward_census, worklist,
};
pub use page::{Code, CodeKind, Glyph, Ink, Item, Page, Rect, Run};
pub use pdf::pdf;
pub use raster::{Rgba, preview};
pub use size::Size;
pub use zpl::zpl;
