//! What of a message is given as results, and what is told instead.
//!
//! A result is given when it is whole, has a test and a value, is a patient's (no control, no calibration), stands under an order whose
//! place and whose own place among its neighbours are sure (`count.rs`), and that order has one specimen (`specimen.rs`). A second copy is
//! told, not given.

use super::count::{Count, breaks};
use super::specimen::{Names, Specimen, choose};
use super::text::short;
use super::{AnalyserFile, AnalyserKind, AnalyserResult, FileFault};
use chrono::{DateTime, FixedOffset};
use std::collections::HashSet;

/// Longest name of an instrument or a message that is kept: each result carries them.
pub(super) const WORD_MAX_CHARS: usize = 120;

/// A message as it stands in the file.
#[derive(Debug, Default)]
pub(super) struct Message {
    pub id: String,
    pub instrument: String,
    /// Says of itself that it is for control, training or debugging.
    pub no_patient: bool,
    /// Patients (ASTM) or specimens (HL7), each with its line and number.
    pub parents: Vec<(u64, Count)>,
    /// Parents that do not count up make every order doubtful: they carry the specimen.
    pub parents_name: bool,
    pub orders: Vec<Order>,
}

#[derive(Debug)]
pub(super) struct Order {
    pub line: u64,
    pub count: Count,
    /// Place in [`Message::parents`], from 1; 0 before the first.
    pub parent: usize,
    /// What the specimen's own records call it; then what the order does.
    pub specimen: Names,
    pub names: Names,
    pub no_patient: bool,
    /// What names the specimen is cut.
    pub doubtful: bool,
    pub results: Vec<Found>,
}

/// A result as it stands in the file.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub line: u64,
    pub count: Count,
    /// Broke off; it counts, but is told already and never given.
    pub cut: bool,
    /// The whole record, to know a copy of it.
    pub raw: String,
    /// What its mark is made of.
    pub said: String,
    pub test: String,
    pub names: Vec<String>,
    pub value: String,
    pub unit: String,
    pub flag: String,
    pub status: String,
    pub at: Option<DateTime<FixedOffset>>,
}

impl Found {
    /// A fault that names the result, so that nothing it says is lost.
    pub fn fault(&self, id: &'static str) -> FileFault {
        FileFault::new(self.line, id).with("test", &*self.test).with("value", short(&self.value))
    }
}

/// What is gathered over a file.
#[derive(Debug)]
pub(super) struct Reading {
    kind: AnalyserKind,
    instrument: String,
    results: Vec<AnalyserResult>,
    pub faults: Vec<FileFault>,
    marks: HashSet<String>,
}

impl Reading {
    pub fn new(kind: AnalyserKind) -> Self {
        Self { kind, instrument: String::new(), results: Vec::new(), faults: Vec::new(), marks: HashSet::new() }
    }

    pub fn finish(self, mark: String) -> AnalyserFile {
        let mut faults = self.faults;
        faults.sort_by_key(|fault| fault.line);
        AnalyserFile { kind: self.kind, instrument: self.instrument, mark, results: self.results, faults }
    }

    /// Takes a message: gives what is sure, tells the rest.
    pub fn settle(&mut self, mut message: Message) {
        if self.instrument.is_empty() {
            self.instrument.clone_from(&message.instrument);
        }
        for order in &mut message.orders {
            self.drop_copies(order);
        }
        let doubtful = self.doubtful(&message);
        let orders = std::mem::take(&mut message.orders);
        for (order, doubtful) in orders.into_iter().zip(doubtful) {
            let specimen = choose(&order.specimen.then(&order.names));
            let no_patient = order.no_patient || message.no_patient;
            for found in order.results {
                match judge(&found, no_patient, doubtful || order.doubtful, &specimen) {
                    Ok(accession) => self.give(found, accession, &message),
                    Err(fault) => self.faults.extend(fault),
                }
            }
        }
    }

    /// The same record twice under one order.
    fn drop_copies(&mut self, order: &mut Order) {
        let mut seen = HashSet::new();
        let (mut kept, mut copies) = (Vec::with_capacity(order.results.len()), Vec::new());
        for found in std::mem::take(&mut order.results) {
            if seen.insert(found.raw.clone()) { kept.push(found) } else { copies.push(found) }
        }
        order.results = kept;
        self.faults.extend(copies.iter().map(|found| found.fault("fault-analyser-double")));
    }

    /// For each order whether its place, or that of one of its results, is in doubt. The first break of each group is told.
    fn doubtful(&mut self, message: &Message) -> Vec<bool> {
        let parents: Vec<Count> = message.parents.iter().map(|(_, count)| *count).collect();
        let parent_break = breaks(&[parents]).into_iter().flatten().next();
        if let Some((line, _)) = parent_break.and_then(|at| message.parents.get(at)) {
            self.tell_break(*line);
        }
        let mut groups: Vec<Vec<&Order>> = vec![Vec::new(); message.parents.len() + 1];
        for order in &message.orders {
            if let Some(group) = groups.get_mut(order.parent) {
                group.push(order);
            }
        }
        let order_breaks =
            breaks(&groups.iter().map(|group| group.iter().map(|order| order.count).collect()).collect::<Vec<_>>());
        for (group, at) in groups.iter().zip(&order_breaks) {
            if let Some(order) = at.and_then(|at| group.get(at)) {
                self.tell_break(order.line);
            }
        }
        let counts = |order: &Order| order.results.iter().map(|found| found.count).collect();
        let result_breaks = breaks(&message.orders.iter().map(counts).collect::<Vec<_>>());
        for (order, at) in message.orders.iter().zip(&result_breaks) {
            if let Some(found) = at.and_then(|at| order.results.get(at)) {
                self.tell_break(found.line);
            }
        }
        let all = message.parents_name && parent_break.is_some();
        let of_order = |order: &Order| order_breaks.get(order.parent).is_none_or(Option::is_some);
        message.orders.iter().zip(&result_breaks).map(|(order, at)| all || at.is_some() || of_order(order)).collect()
    }

    fn tell_break(&mut self, line: u64) {
        self.faults.push(FileFault::new(line, "fault-analyser-count"));
    }

    fn give(&mut self, found: Found, accession: String, message: &Message) {
        let mark = super::mark([self.kind.code(), &message.instrument, &accession, &found.said].join("\n").as_bytes());
        if !self.marks.insert(mark.clone()) {
            self.faults.push(found.fault("fault-analyser-double").with("accession", accession));
            return;
        }
        let Found { line, test, names, value, unit, flag, status, at, .. } = found;
        let message = message.id.clone();
        self.results.push(AnalyserResult { line, message, accession, test, names, value, unit, flag, status, at, mark });
    }
}

/// The specimen of a result that may be given; else why not (nothing more to say of what is cut).
fn judge(found: &Found, no_patient: bool, doubtful: bool, specimen: &Specimen) -> Result<String, Option<FileFault>> {
    if found.cut {
        return Err(None);
    }
    let named = match specimen {
        Specimen::One(name) | Specimen::Two(name, _) => name.as_str(),
        Specimen::Missing => "",
    };
    let fault = |id| Err(Some(found.fault(id).with("accession", named)));
    if no_patient {
        return fault("fault-analyser-control");
    }
    if found.test.is_empty() {
        return fault("fault-analyser-no-test");
    }
    if found.value.is_empty() {
        return fault("fault-analyser-no-value");
    }
    if doubtful {
        return fault("fault-analyser-held");
    }
    match specimen {
        Specimen::One(name) => Ok(name.clone()),
        Specimen::Missing => Err(Some(found.fault("fault-analyser-no-specimen"))),
        Specimen::Two(_, other) => {
            Err(Some(found.fault("fault-analyser-two-specimens").with("accession", named).with("other", other.as_str())))
        }
    }
}
