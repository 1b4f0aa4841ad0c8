//! Papers that entries name.

use serde::{Deserialize, Serialize};

/// A paper that can be printed again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PaperKind {
    OpdCard,
    Slip,
    Receipt,
    Token,
    AdmissionSlip,
    FaceSheet,
    Wristband,
    TransferSlip,
    DischargeSlip,
    ArrivalSlip,
    /// A register's own form: MLC sheet, Forms 1 to 4, indent.
    Sheet,
    /// A laboratory requisition, with what it carries as a code.
    Requisition,
    /// A label for each tube of a requisition, or of a roll printed ahead.
    TubeLabels,
    LabReport,
    /// Results that the law restricts, on a paper of their own.
    RestrictedReport,
    RejectionSlip,
}

impl PaperKind {
    pub const ALL: [Self; 16] = [
        Self::OpdCard,
        Self::Slip,
        Self::Receipt,
        Self::Token,
        Self::AdmissionSlip,
        Self::FaceSheet,
        Self::Wristband,
        Self::TransferSlip,
        Self::DischargeSlip,
        Self::ArrivalSlip,
        Self::Sheet,
        Self::Requisition,
        Self::TubeLabels,
        Self::LabReport,
        Self::RestrictedReport,
        Self::RejectionSlip,
    ];

    /// As it is written in entries, file names and on the command line.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::OpdCard => "opd-card",
            Self::Slip => "slip",
            Self::Receipt => "receipt",
            Self::Token => "token",
            Self::AdmissionSlip => "admission-slip",
            Self::FaceSheet => "face-sheet",
            Self::Wristband => "wristband",
            Self::TransferSlip => "transfer-slip",
            Self::DischargeSlip => "discharge-slip",
            Self::ArrivalSlip => "arrival-slip",
            Self::Sheet => "sheet",
            Self::Requisition => "requisition",
            Self::TubeLabels => "tube-labels",
            Self::LabReport => "lab-report",
            Self::RestrictedReport => "restricted-report",
            Self::RejectionSlip => "rejection-slip",
        }
    }

    /// True for the papers of an out-patient's visit.
    #[must_use]
    pub const fn is_opd(self) -> bool {
        matches!(self, Self::OpdCard | Self::Slip | Self::Receipt | Self::Token)
    }

    /// True for the papers of the laboratory.
    #[must_use]
    pub const fn is_lab(self) -> bool {
        matches!(self, Self::Requisition | Self::TubeLabels | Self::LabReport | Self::RestrictedReport | Self::RejectionSlip)
    }
}
