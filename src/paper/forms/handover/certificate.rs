//! The hand-over certificate: how many records were saved, handed over, received, excepted; what is open; who answers for it.
//!
//! Never looks complete where anything is open: then *partial* stands in the title of every page, and under it what is lacking.

use super::totals::{ControlTable, Sum, adds_up, control, differing, kinds};
use super::{
    BODY, EventSpan, Figure, HandHead, OfficerLine, SMALL, figures, heading, note, officers, own_codes, page_head, put_row,
    stacked, standing, table_heads,
};
use crate::hospital::pack::Bilingual;
use crate::journal::TotalLine;
use crate::paper::Page;
use crate::paper::forms::both::{both, both_with, counted, joined, label, same};
use crate::paper::forms::flow::{A4, Flow, Table};
use crate::paper::forms::kit::{Codes, HAIR};
use crate::paper::page::Ink;
use crate::paper::shape::Style;
use crate::words::grouped;

/// What is certified.
#[derive(Clone, Copy)]
pub struct CertificatePaper<'a> {
    pub head: HandHead<'a>,
    pub event: EventSpan,
    /// In the order of the hand-over.
    pub kinds: &'a [TotalLine],
    /// Records that left for the central system at least once, answered or not.
    pub left: u64,
    pub series: SeriesFigures,
    /// What the figures were counted from.
    pub installations: &'a [InstallationLine],
    /// Control totals for the annex.
    pub control: &'a [ControlTable],
    pub officers: &'a [OfficerLine],
    pub note: &'a str,
    /// The certificate's own signed entry: its address and its codes.
    pub entry: &'a str,
    pub codes: &'a [String],
}

/// All number series of all counters in three figures.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct SeriesFigures {
    pub series: u64,
    /// Numbers missing in them.
    pub missing: u64,
    /// Of these, those whose reason is known.
    pub explained: u64,
}

/// What is here of one installation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InstallationLine {
    /// `K7A`.
    pub installation: String,
    /// Unbroken runs of sequences, first and last.
    pub runs: Vec<(u64, u64)>,
    /// Merkle root over them (RFC 6962), as people compare it.
    pub root: String,
}

impl CertificatePaper<'_> {
    /// True where something keeps the hand-over from being complete: then every page says so.
    #[must_use]
    pub fn is_partial(&self) -> bool {
        !self.lacking().is_empty()
    }

    /// What keeps this hand-over from being complete, a sentence each; empty when nothing does.
    #[must_use]
    pub fn lacking(&self) -> Vec<Bilingual> {
        let sum = Sum::of(self.kinds);
        let mut all = Vec::new();
        if sum.open > 0 {
            all.push(counted("paper-hand-lacks-open", sum.open));
        }
        let unexplained = self.series.missing.saturating_sub(self.series.explained);
        if unexplained > 0 {
            all.push(counted("paper-hand-lacks-numbers", unexplained));
        }
        let broken = u64::try_from(self.installations.iter().filter(|i| !i.is_whole()).count()).unwrap_or(u64::MAX);
        if broken > 0 {
            all.push(counted("paper-hand-lacks-entries", broken));
        }
        if self.event.ended.is_none() {
            all.push(both("paper-hand-lacks-end"));
        }
        if !self.kinds.iter().all(adds_up) || sum.received > self.left {
            all.push(both("paper-hand-lacks-sum"));
        }
        let differing = differing(self.control);
        if differing > 0 {
            all.push(counted("paper-hand-lacks-central", differing));
        }
        if self.officers.is_empty() {
            all.push(both("paper-hand-lacks-officer"));
        }
        all
    }
}

impl InstallationLine {
    /// One run from the first entry on.
    fn is_whole(&self) -> bool {
        matches!(self.runs.as_slice(), [(1, _)])
    }

    fn entries(&self) -> u64 {
        self.runs.iter().map(|(first, last)| last.saturating_sub(*first).saturating_add(1)).fold(0, u64::saturating_add)
    }
}

/// The certificate: totals, officers and codes first, then what they were counted from.
#[must_use]
pub fn certificate(form: &CertificatePaper<'_>) -> Vec<Page> {
    let lacking: Vec<String> = form.lacking().iter().map(joined).collect();
    let sum = Sum::of(form.kinds);
    let title = if lacking.is_empty() { "paper-title-certificate" } else { "paper-title-certificate-partial" };
    let event = format!("{}: {}", label("paper-hand-event"), form.event.written());
    let mut flow = Flow::new(A4, |pen, first| page_head(pen, &form.head, title, &event, first));
    let mut block = flow.block();
    let stands = match (lacking.is_empty(), sum.excepted) {
        (false, _) => "paper-hand-partial",
        (true, 0) => "paper-hand-complete",
        (true, _) => "paper-hand-complete-excepted",
    };
    standing(&mut block, stands, &lacking);
    block.skip(2.6);
    let mut all = vec![
        Figure::new("paper-hand-saved-records", sum.saved),
        Figure::new("paper-hand-left", form.left),
        Figure::new("paper-hand-received", sum.received),
        Figure::new("paper-hand-excepted", sum.excepted),
    ];
    if sum.open > 0 {
        all.push(Figure { loud: true, ..Figure::new("paper-hand-open", sum.open) });
    }
    figures(&mut block, &all);
    kinds(&mut block, form.kinds);
    block.skip(2.0);
    block.text(&numbers(form.series), BODY);
    flow.put(block);
    note(&mut flow, form.note);
    let mut signs = flow.block();
    signs.skip(2.0);
    signs.text(&label("paper-hand-certify"), BODY);
    signs.skip(1.0);
    officers(&mut signs, form.officers);
    own_codes(&mut signs, &Codes::of(form.codes), form.entry);
    flow.put_at_the_foot(signs);
    annex(&mut flow, form);
    flow.finish(&form.head.made())
}

/// How the number series stand.
fn numbers(series: SeriesFigures) -> String {
    let values = [("series", series.series), ("missing", series.missing), ("explained", series.explained)];
    let values = values.map(|(name, n)| (name, same(&grouped(n))));
    let values: Vec<_> = values.iter().map(|(name, text)| (*name, text)).collect();
    let id = if series.missing == 0 { "paper-hand-series-whole" } else { "paper-hand-series-gaps" };
    stacked(&both_with(id, &values))
}

/// Shares of the columns: installation, entries, runs, root.
const INSTALLATION_COLUMNS: [f32; 4] = [11.0, 12.0, 25.0, 52.0];
const INSTALLATION_HEADS: [&str; 4] = ["paper-hand-installation", "paper-hand-entries", "paper-hand-runs", "paper-hand-root"];

fn annex(flow: &mut Flow<'_>, form: &CertificatePaper<'_>) {
    if form.installations.is_empty() && form.control.is_empty() {
        return;
    }
    flow.next_page();
    let table = Table::new(A4.margin, A4.inner(), &INSTALLATION_COLUMNS);
    if !form.installations.is_empty() {
        let mut block = flow.block();
        heading(&mut block, &label("paper-hand-installations"));
        table_heads(&mut block, &table, &INSTALLATION_HEADS);
        flow.put_with(block, 6.0);
    }
    for line in form.installations {
        let mut block = flow.block();
        block.skip(0.5);
        let runs: Vec<String> = line.runs.iter().map(|(first, last)| format!("{}–{}", grouped(*first), grouped(*last))).collect();
        let style = if line.is_whole() { BODY } else { BODY.bold() };
        let cells = [line.installation.clone(), grouped(line.entries()), runs.join(" · "), line.root.clone()];
        let styles = [BODY.bold(), BODY, style, Style::new(2.5)];
        table.row(&mut block, cells.iter().map(String::as_str).zip(styles));
        block.skip(0.5);
        block.rule(HAIR, Ink::Faint);
        put_row(flow, block, |again| table_heads(again, &table, &INSTALLATION_HEADS));
    }
    for table in form.control {
        control(flow, table);
    }
    let mut block = flow.block();
    block.skip(2.5);
    let how = both("paper-hand-annex-how");
    block.text(&joined(&how), SMALL.muted());
    flow.put(block);
}
