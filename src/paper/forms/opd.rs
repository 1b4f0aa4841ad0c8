//! What every out-patient paper is made from, and the blocks that they share.

use crate::hospital::number::Mode;
use crate::hospital::opd::Visit;
use crate::hospital::pack::{Bilingual, Category, Clinic, Department, Doctor, Hospital, Scheme};
use crate::journal::Patient;
use chrono::{DateTime, FixedOffset, NaiveDate};

/// One visit, as its papers need it. Borrowed from the desk; holds no handle to anything.
#[derive(Clone, Copy)]
pub struct OpdPaper<'a> {
    pub hospital: &'a Hospital,
    pub mode: Mode,
    pub patient: &'a Patient,
    /// Number of the record that leads, where this one was merged with it.
    pub main: Option<&'a Number>,
    pub visit: &'a Visit,
    pub department: &'a Department,
    pub clinic: &'a Clinic,
    pub doctor: Option<&'a Doctor>,
    pub category: &'a Category,
    pub scheme: Option<&'a Scheme>,
    /// When the visit was registered, local time.
    pub at: DateTime<FixedOffset>,
    /// The day of printing; an age is shown as of this day.
    pub today: NaiveDate,
    /// Who registered.
    pub by: &'a Bilingual,
    /// Counter code with installation letter: `K7A`.
    pub counter: &'a str,
    /// 0 for the original, n for the n-th duplicate.
    pub copy: u32,
    /// The entry's QR texts (`NR1:…`), in order; more than one when an entry does not fit one code.
    pub qr: &'a [String],
}

use super::both::{age, both, both_with, joined, label, same, sex};
use super::kit::{Made, Row, Type, address};
use crate::hospital::identifiers::AbhaNumber;
use crate::hospital::number::Number;
use crate::hospital::opd::{Fee, VisitKind};
use crate::hospital::person::{Details, MobileOwner};
use crate::paper::layout::one_line;
use crate::paper::shape::Style;

impl OpdPaper<'_> {
    /// `34 वर्ष, महिला · 34 y, Female`.
    pub(super) fn age_and_sex(&self) -> String {
        age_and_sex(&self.patient.details, self.today)
    }

    /// Who made it, when and where.
    pub(super) const fn made(&self) -> Made<'_> {
        Made { hospital: self.hospital, at: self.at, by: self.by, counter: self.counter, kept: true }
    }

    /// `कमरा 14, पहली मंज़िल · Room 14, first floor`.
    pub(super) fn room(&self) -> String {
        let room = same(&self.visit.room);
        let id = if self.clinic.floor.en.is_empty() { "paper-room" } else { "paper-room-floor" };
        joined(&both_with(id, &[("room", &room), ("floor", &self.clinic.floor)]))
    }

    /// Department, clinic where it has a name of its own, room.
    pub(super) fn department_row(&self, t: Type) -> Row {
        let bold = t.body().bold();
        let mut texts = vec![(joined(&self.department.name), bold)];
        if self.clinic.name.en != self.department.name.en {
            texts.push((joined(&self.clinic.name), t.body()));
        }
        texts.push((self.room(), t.body()));
        Row { label: label("paper-department"), texts }
    }

    /// `98xxx x2217`, and whose it is if not the patient's.
    pub(super) fn mobile(&self) -> Option<String> {
        mobile(&self.patient.details)
    }

    /// `₹ 10 · रसीद · receipt RK7A-001877-2`, or that nothing was due and why.
    pub(super) fn fee(&self) -> String {
        match &self.visit.fee {
            Fee::Paid { rupees, receipt } => {
                format!("{} · {} {receipt}", rupees_text(*rupees), label("paper-receipt-short"))
            }
            Fee::Exempt { reason } => format!("{}\n{}", label("paper-fee-none"), self.exempt_reason(reason)),
        }
    }

    /// A reason that is the category's code reads as the category's name.
    pub(super) fn exempt_reason(&self, reason: &str) -> String {
        if reason == self.category.code { joined(&self.category.name) } else { reason.to_owned() }
    }

    /// `नया · New`.
    pub(super) fn visit_kind(&self) -> String {
        joined(&both(match self.visit.kind {
            VisitKind::New => "paper-visit-new",
            VisitKind::FollowUp => "paper-visit-follow-up",
        }))
    }

    /// Category, and the scheme that pays.
    pub(super) fn category(&self) -> String {
        let category = joined(&self.category.name);
        self.scheme.map_or(category.clone(), |scheme| format!("{category}\n{}", joined(&scheme.name)))
    }

    /// Rows that are there only when they have something to say.
    pub(super) fn optional(rows: Vec<(&str, Option<String>)>, style: Style) -> Vec<Row> {
        let filled = |(id, text): (&str, Option<String>)| text.filter(|t| !t.is_empty()).map(|t| Row::new(label(id), t, style));
        rows.into_iter().filter_map(filled).collect()
    }

    /// Where the patient lives and how they are known elsewhere.
    pub(super) fn identity_rows(&self, t: Type) -> Vec<Row> {
        let details = &self.patient.details;
        let rows = vec![
            ("paper-main-number", self.main.map(ToString::to_string)),
            ("paper-mobile", self.mobile()),
            ("paper-address", Some(address(details))),
            ("paper-uhid", details.uhid.clone()),
            ("paper-abha", details.abha.as_ref().map(AbhaNumber::masked)),
        ];
        Self::optional(rows, t.body())
    }
}

/// `34 वर्ष, महिला · 34 y, Female`.
pub(super) fn age_and_sex(details: &Details, today: NaiveDate) -> String {
    let (age, sex) = (age(details.age, today), sex(details.sex));
    one_line(&format!("{}, {}", age.hi, sex.hi), &format!("{}, {}", age.en, sex.en))
}

/// `98xxx x2217`, and whose it is if not the patient's.
pub(super) fn mobile(details: &Details) -> Option<String> {
    let masked = details.mobile.as_ref()?.masked();
    Some(match details.mobile_of {
        MobileOwner::Own => masked,
        MobileOwner::Relative => format!("{masked} · {}", label("paper-mobile-relative")),
        MobileOwner::Other => format!("{masked} · {}", label("paper-mobile-other")),
    })
}

/// `₹ 10`, in lakh grouping.
pub(super) fn rupees_text(rupees: u32) -> String {
    format!("₹ {}", crate::words::grouped(u64::from(rupees)))
}
