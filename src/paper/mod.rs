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
    Amended, BookPaper, BundleFileLine, BundleForm, CallLogPaper, CallRow, CallValue, CaseForm, CaseNote, CasePaper,
    CensusCounts, CensusLine, CensusPaper, CensusPatient, CertificatePaper, CodePages, ControlBy, ControlLine, ControlTable,
    DayCode, Earlier, EventSpan, FollowLine, GapPaper, HandHead, InstallationLine, LabHead, LabPatient, LabReportPaper,
    LabTestName, MissingForm, MissingRow, NoticeKind, NoticePaper, OfficerLine, OpdPaper, OverrideLine, PendingPaper, PendingRow,
    RecoveryForm, RegisterForm, RegisterLine, RejectionPaper, ReportCall, ReportPanel, ReportResult, ReportTube,
    RequisitionPaper, RequisitionTube, SeriesFigures, SeriesRange, ShiftPaper, ShiftRoot, TatGroup, TatPaper, TatSpan, TubeLabel,
    UncalledRow, WorklistPaper, WorklistRow, book, bundle_sheet, call_log, case_in_duplicate, case_paper, certificate,
    code_pages, day_register, gap_report, lab_report, missing_report, notice, opd_card, opd_paper, pending_list, receipt,
    recovery_sheet, rejection_slip, requisition, shift_sheet, slip, tat_summary, token, tube_labels, ward_census, worklist,
};
pub use page::{Code, CodeKind, Glyph, Ink, Item, Page, Rect, Run};
pub use pdf::pdf;
pub use raster::{Rgba, preview};
pub use size::Size;
pub use zpl::zpl;
