//! A laboratory order folded out of its entries: its tubes with their way, its results with every typing of them, calls and reports.
//!
//! A result belongs to an order, an order to a patient; a tube is found by the label it has or had. Nothing ever moves a value to another
//! order, so none can come to sit on another patient's tube.

use super::is_false;
use crate::hospital::lab::{Accession, LabValue, TubeMisfit, TubePlace, TubeStep, TubeWay};
use crate::journal::{Body, Call, Entry, EntryId, Released, Requisition, ResultSource, Told, Tube};
use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// An order, as its entries leave it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderState {
    /// As it was asked for.
    pub order: Requisition,
    /// All tubes, also the rejected ones, in the order of draw.
    pub tubes: Vec<TubeState>,
    /// One for each test asked for, in the order of the report.
    pub results: Vec<ResultState>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub calls: Vec<CallLine>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub told: Vec<ToldLine>,
    /// What the last verifier made of it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub conclusion: String,
    /// Each conclusion with the tests that it was released with.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub conclusions: Vec<ConclusionLine>,
    /// Values for a tube that was rejected, thrown away or never here: kept, on no report. A person looks at them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub stray: Vec<StrayLine>,
}

/// One tube.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TubeState {
    /// The label it has now.
    pub accession: Accession,
    /// Labels that it had before, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub was: Vec<Accession>,
    pub kind: String,
    pub specimen: String,
    pub tests: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replaces: Option<Accession>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replaced_by: Option<Accession>,
    pub way: TubeWay,
    /// Where it stands, results counted in.
    pub stands: TubePlace,
    /// Ward, bench or laboratory, as the last step said.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub at: String,
    /// When, and by whom, it was moved last.
    pub since: DateTime<FixedOffset>,
    pub by: String,
    /// Why it was rejected: list `lab_reject`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub why: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// Who was told of the rejection.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub told: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub misfits: Vec<(EntryId, TubeMisfit)>,
}

impl TubeState {
    /// True for the label it has, or had.
    #[must_use]
    pub fn is(&self, accession: Accession) -> bool {
        self.accession == accession || self.was.contains(&accession)
    }

    /// True once it can give no result any more.
    #[must_use]
    pub const fn is_gone(&self) -> bool {
        matches!(self.way.place, TubePlace::Rejected | TubePlace::Discarded)
    }
}

/// How far a result is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ResultPhase {
    /// Its tube was rejected, and no other was collected yet.
    Recollect,
    Awaited,
    /// A critical value was typed once; it waits to be typed again, blind.
    Second,
    /// Two typings differ; blocked until two agree.
    Mismatch,
    /// There is a value; nobody released it.
    Entered,
    Verified,
}

impl ResultPhase {
    /// As in JSON.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Recollect => "recollect",
            Self::Awaited => "awaited",
            Self::Second => "second",
            Self::Mismatch => "mismatch",
            Self::Entered => "entered",
            Self::Verified => "verified",
        }
    }

    /// Its words: `result-awaited`.
    #[must_use]
    pub const fn word_id(self) -> &'static str {
        match self {
            Self::Recollect => "result-recollect",
            Self::Awaited => "result-awaited",
            Self::Second => "result-second",
            Self::Mismatch => "result-mismatch",
            Self::Entered => "result-entered",
            Self::Verified => "result-verified",
        }
    }
}

/// One test of an order.
///
/// A critical value is *compared* with the next one, wherever either comes from: two that agree stand, two that differ are a mismatch until
/// the last one agrees with another. Any other value is replaced by the next one that knew of it; two that did not know of each other (two
/// counters) and differ are a mismatch too. What was typed and is critical counts only once it was typed again.
/// What was released and is typed anew is an amendment: the released value stays on every paper
/// until the new one is released.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ResultState {
    pub test: String,
    /// The tube it is measured from, by its label now.
    pub tube: Accession,
    pub phase: ResultPhase,
    /// Values not released yet.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub live: Vec<Typing>,
    /// Values that were replaced before anybody released them, or came from a tube that was collected again. They stay readable, and
    /// what a file brought is known by them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub replaced: Vec<Typing>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub released: Option<ReleasedLine>,
    /// Values that were released before, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub before: Vec<ReleasedLine>,
    /// The released value stands on a printed report; in the hands of who asked.
    #[serde(default, skip_serializing_if = "is_false")]
    pub reported: bool,
    #[serde(default, skip_serializing_if = "is_false")]
    pub handed: bool,
}

impl ResultState {
    /// The value that waits to be released: typed twice alike, or once where once is enough.
    #[must_use]
    pub fn entered(&self) -> Option<&Typing> {
        if self.phase == ResultPhase::Entered { agreed(&self.live) } else { None }
    }

    /// What stands now: the value to be released, or the released one.
    #[must_use]
    pub fn value(&self) -> Option<&LabValue> {
        self.entered().map(|t| &t.value).or_else(|| self.released.as_ref().map(|r| &r.typing.value))
    }

    /// True when a released value is being amended, or was.
    #[must_use]
    pub fn is_amended(&self) -> bool {
        !self.before.is_empty()
    }
}

/// A value, typed or read from a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Typing {
    pub entry: EntryId,
    pub value: LabValue,
    pub at: DateTime<FixedOffset>,
    pub by: String,
    /// By a person's hand; otherwise by an analyser.
    #[serde(default, skip_serializing_if = "is_false")]
    pub typed: bool,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
    /// SHA-256 of the analyser's record it came from, so that nothing is taken twice.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub mark: String,
}

impl Typing {
    /// True when it counts only once it was typed again.
    #[must_use]
    pub const fn needs_second(&self) -> bool {
        self.typed && self.value.flag.is_critical() && !self.value.calculated
    }
}

/// A value that was released.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReleasedLine {
    pub typing: Typing,
    pub entry: EntryId,
    pub by: String,
    pub at: DateTime<FixedOffset>,
}

/// A call about critical values.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CallLine {
    pub entry: EntryId,
    #[serde(flatten)]
    pub call: Call,
    pub by: String,
}

/// What a verifier made of the tests that were released together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConclusionLine {
    pub entry: EntryId,
    pub text: String,
    pub tests: Vec<String>,
}

/// A report printed or handed over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ToldLine {
    pub entry: EntryId,
    pub what: Told,
    pub at: DateTime<FixedOffset>,
    pub by: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub whom: String,
}

/// A value that came for a tube it could not come from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StrayLine {
    pub entry: EntryId,
    pub tube: Accession,
    pub test: String,
    pub value: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub mark: String,
}

impl OrderState {
    /// The tube that has, or had, this label.
    #[must_use]
    pub fn tube(&self, accession: Accession) -> Option<&TubeState> {
        let now = self.tubes.iter().find(|tube| tube.accession == accession);
        now.or_else(|| self.tubes.iter().find(|tube| tube.is(accession)))
    }

    fn tube_mut(&mut self, accession: Accession) -> Option<&mut TubeState> {
        let now = self.tubes.iter().position(|tube| tube.accession == accession);
        let at = now.or_else(|| self.tubes.iter().position(|tube| tube.is(accession)))?;
        self.tubes.get_mut(at)
    }

    #[must_use]
    pub fn result(&self, test: &str) -> Option<&ResultState> {
        self.results.iter().find(|result| result.test == test)
    }

    /// The results of a tube.
    pub fn results_of(&self, tube: &TubeState) -> impl Iterator<Item = &ResultState> {
        let accession = tube.accession;
        self.results.iter().filter(move |result| result.tube == accession)
    }

    /// True when somebody was told this value of this test, and read it back.
    #[must_use]
    pub fn was_called(&self, value: &LabValue) -> bool {
        let told = |line: &CallLine| line.call.values.iter().any(|(test, v)| *test == value.test && *v == value.value);
        self.calls.iter().any(|line| line.call.read_back && told(line))
    }

    /// Critical values that nobody was told of.
    pub fn uncalled(&self) -> impl Iterator<Item = &LabValue> {
        let values = self.results.iter().filter_map(ResultState::value);
        values.filter(|value| value.flag.is_critical() && !self.was_called(value))
    }

    /// True once every tube has ended, and nothing is to be collected again.
    #[must_use]
    pub fn is_over(&self) -> bool {
        use ResultPhase as P;
        let open = |result: &ResultState| matches!(result.phase, P::Recollect | P::Second | P::Mismatch | P::Entered);
        !self.results.iter().any(open) && self.tubes.iter().all(|tube| tube.stands.is_final())
    }

    /// True when a report can be printed: something is released.
    #[must_use]
    pub fn has_report(&self) -> bool {
        self.results.iter().any(|result| result.released.is_some())
    }

    /// True when everything that can come has been released.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.results.iter().all(|result| result.phase == ResultPhase::Verified)
    }
}

/// An order as it begins.
pub(super) fn open(order: &Requisition, opening: &Entry) -> OrderState {
    let mut state = OrderState {
        order: order.clone(),
        tubes: Vec::new(),
        results: Vec::new(),
        calls: Vec::new(),
        told: Vec::new(),
        conclusion: String::new(),
        conclusions: Vec::new(),
        stray: Vec::new(),
    };
    add_tubes(&mut state, &order.tubes, order.collected, opening);
    let tube_of = |test: &String| order.tubes.iter().find(|tube| tube.tests.contains(test)).map(|tube| tube.accession);
    let result = |test: &String| {
        Some(ResultState {
            test: test.clone(),
            tube: tube_of(test)?,
            phase: ResultPhase::Awaited,
            live: Vec::new(),
            replaced: Vec::new(),
            released: None,
            before: Vec::new(),
            reported: false,
            handed: false,
        })
    };
    state.results = order.tests.iter().filter_map(result).collect();
    state
}

fn add_tubes(state: &mut OrderState, tubes: &[Tube], collected: Option<DateTime<FixedOffset>>, entry: &Entry) {
    for tube in tubes {
        let mut way = TubeWay::default();
        if let Some(at) = collected {
            way.place = TubePlace::Collected;
            way.collected = Some(at);
        }
        state.tubes.push(TubeState {
            accession: tube.accession,
            was: Vec::new(),
            kind: tube.kind.clone(),
            specimen: tube.specimen.clone(),
            tests: tube.tests.clone(),
            replaces: tube.replaces,
            replaced_by: None,
            stands: way.place,
            way,
            at: state.order.ward.clone(),
            since: collected.unwrap_or(entry.header.time),
            by: entry.header.by.clone(),
            why: String::new(),
            note: String::new(),
            told: String::new(),
            misfits: Vec::new(),
        });
    }
}

/// Takes all that is said of an order, in causal order; what was taken back is left out by the caller. `known`: everything each entry knew
/// of, also what was taken back, or a step that is taken back would cut what follows off from what came before it.
pub(super) fn take_all(
    state: &mut OrderState,
    standing: &[&Entry],
    known: &BTreeMap<EntryId, BTreeSet<EntryId>>,
    cancelled: bool,
) {
    let none = BTreeSet::new();
    for entry in standing {
        let knew = known.get(&entry.header.id()).unwrap_or(&none);
        take(state, entry, &|id| knew.contains(id));
    }
    settle(state, cancelled);
}

/// The order as these values would leave it, if they were saved now: what stands, and what waits to be typed again.
#[must_use]
pub fn order_with(before: &OrderState, tube: Accession, typings: Vec<Typing>) -> OrderState {
    let mut state = before.clone();
    for typing in typings {
        result(&mut state, tube, typing, &|_id| true);
    }
    settle(&mut state, false);
    state
}

/// The order once an entry is taken that knew of everything before it: as the rows will say a moment later.
#[must_use]
pub fn order_after(before: &OrderState, entry: &Entry) -> OrderState {
    let mut state = before.clone();
    take(&mut state, entry, &|_id| true);
    settle(&mut state, false);
    state
}

fn take(state: &mut OrderState, entry: &Entry, knew: &dyn Fn(&EntryId) -> bool) {
    let header = &entry.header;
    match &entry.body {
        Body::Tubed { tubes, collected, .. } => {
            add_tubes(state, tubes, *collected, entry);
            for tube in tubes {
                if let Some(old) = tube.replaces.and_then(|old| state.tube_mut(old)) {
                    old.replaced_by = Some(tube.accession);
                }
                for result in state.results.iter_mut().filter(|r| tube.tests.contains(&r.test)) {
                    // What was measured in the old tube is no value of the new one.
                    result.replaced.append(&mut result.live);
                    result.tube = tube.accession;
                }
            }
        }
        Body::Relabelled { tube, to, .. } => relabel(state, *tube, *to),
        Body::TubeStepped { .. } => stepped(state, entry),
        Body::Resulted { tube, at, values, source, reason, .. } => {
            for value in values {
                let typing = Typing {
                    entry: header.id(),
                    value: value.clone(),
                    at: *at,
                    by: header.by.clone(),
                    typed: source.is_typed(),
                    reason: reason.clone(),
                    mark: match source {
                        ResultSource::Typed => String::new(),
                        ResultSource::Analyser { mark, .. } => mark.clone(),
                    },
                };
                result(state, *tube, typing, knew);
            }
        }
        Body::Verified { results, conclusion, .. } => {
            for released in results {
                release(state, released, entry, knew);
            }
            if !conclusion.is_empty() {
                state.conclusion.clone_from(conclusion);
                let tests = results.iter().map(|released| released.test.clone()).collect();
                state.conclusions.push(ConclusionLine { entry: header.id(), text: conclusion.clone(), tests });
            }
        }
        Body::Called { call, .. } => {
            state.calls.push(CallLine { entry: header.id(), call: call.clone(), by: header.by.clone() });
        }
        Body::ReportTold { what, at, whom, tests, .. } => told(state, entry, (*what, *at, whom, tests), knew),
        _ => {}
    }
}

/// Tubes somewhere else; a step that does not fit is kept beside the tube.
fn stepped(state: &mut OrderState, entry: &Entry) {
    let Body::TubeStepped { tubes, step, at, place, why, note, told, .. } = &entry.body else { return };
    let (note, told) = if *step == TubeStep::Rejected { note_and_told(note, told) } else { (note.as_str(), told.as_str()) };
    for accession in tubes {
        let Some(tube) = state.tube_mut(*accession) else { continue };
        if let Err(misfit) = tube.way.take(*step, *at) {
            tube.misfits.push((entry.header.id(), misfit));
            continue;
        }
        (tube.since, tube.by) = (*at, entry.header.by.clone());
        for (to, from) in [(&mut tube.at, place.as_str()), (&mut tube.why, why), (&mut tube.note, note), (&mut tube.told, told)] {
            if !from.is_empty() {
                from.clone_into(to);
            }
        }
    }
}

/// What was wrong with a tube, and who was told. Entries of before `told` was there have both in the note, the name behind an arrow.
fn note_and_told<'a>(note: &'a str, told: &'a str) -> (&'a str, &'a str) {
    match note.split_once("→ ") {
        Some((note, name)) if told.is_empty() => (note.trim_end(), name),
        _ => (note, told),
    }
}

fn relabel(state: &mut OrderState, old: Accession, to: Accession) {
    let Some(tube) = state.tube_mut(old) else { return };
    let before = std::mem::replace(&mut tube.accession, to);
    if !tube.was.contains(&before) {
        tube.was.push(before);
    }
    state.results.iter_mut().filter(|r| r.tube == before).for_each(|r| r.tube = to);
    state.tubes.iter_mut().filter(|t| t.replaced_by == Some(before)).for_each(|t| t.replaced_by = Some(to));
}

fn result(state: &mut OrderState, accession: Accession, typing: Typing, knew: &dyn Fn(&EntryId) -> bool) {
    let stray = StrayLine {
        entry: typing.entry.clone(),
        tube: accession,
        test: typing.value.test.clone(),
        value: typing.value.value.clone(),
        mark: typing.mark.clone(),
    };
    let (tube, place) = state.tube(accession).map_or((accession, TubePlace::Rejected), |t| (t.accession, t.way.place));
    // A tube that was thrown away by rule can still be amended; one that was rejected gives nothing.
    let gives = |r: &ResultState| match place {
        TubePlace::Rejected => false,
        TubePlace::Discarded => r.released.is_some(),
        _ => true,
    };
    let fits = |r: &&mut ResultState| r.test == typing.value.test && r.tube == tube && gives(r);
    let (at, by) = (typing.at, typing.by.clone());
    let Some(result) = state.results.iter_mut().find(fits) else {
        state.stray.push(stray);
        return;
    };
    add_typing(result, typing, knew);
    let Some(tube) = state.tube_mut(accession) else { return };
    if tube.way.place < TubePlace::Bench {
        // Who has a value of it has it before them: the tube was received, though nobody scanned it.
        tube.way.received.get_or_insert(at);
        tube.way.place = TubePlace::Bench;
        (tube.since, tube.by) = (at, by);
    }
}

/// One more value of a test: compared with what is critical, in place of anything else that it knew of.
fn add_typing(result: &mut ResultState, typing: Typing, knew: &dyn Fn(&EntryId) -> bool) {
    let measured = |t: &Typing| !t.value.calculated;
    if typing.value.calculated && result.live.iter().any(measured) {
        // What was measured is not overruled by a formula.
        result.replaced.push(typing);
        return;
    }
    let critical = |t: &Typing| measured(t) && t.value.flag.is_critical() && knew(&t.entry);
    if typing.value.calculated || !result.live.iter().any(critical) {
        let (gone, stay): (Vec<Typing>, Vec<Typing>) = std::mem::take(&mut result.live).into_iter().partition(|t| knew(&t.entry));
        result.live = stay;
        result.replaced.extend(gone);
    }
    result.live.push(typing);
}

fn release(state: &mut OrderState, released: &Released, entry: &Entry, knew: &dyn Fn(&EntryId) -> bool) {
    let Some(result) = state.results.iter_mut().find(|result| result.test == released.test) else { return };
    // Another counter may have replaced the value without knowing of its release: what was released stays released.
    let mut all = result.live.iter().chain(&result.replaced);
    let Some(typing) = all.find(|typing| typing.entry == released.entry).cloned() else { return };
    let done = |t: &Typing| knew(&t.entry) || t.entry == released.entry;
    let (gone, stay): (Vec<Typing>, Vec<Typing>) = std::mem::take(&mut result.live).into_iter().partition(done);
    result.live = stay;
    result.replaced.extend(gone);
    result.replaced.retain(|t| t.entry != released.entry);
    let line = ReleasedLine { typing, entry: entry.header.id(), by: entry.header.by.clone(), at: entry.header.time };
    result.before.extend(result.released.replace(line));
    (result.reported, result.handed) = (false, false);
}

/// A report says what was released when it was made; what it did not know of is still to be told.
fn told(
    state: &mut OrderState,
    entry: &Entry,
    (what, at, whom, tests): (Told, DateTime<FixedOffset>, &str, &[String]),
    knew: &dyn Fn(&EntryId) -> bool,
) {
    let (id, by) = (entry.header.id(), entry.header.by.clone());
    for result in &mut state.results {
        let meant = tests.is_empty() || tests.contains(&result.test);
        if meant && result.released.as_ref().is_some_and(|line| knew(&line.entry)) {
            result.reported = true;
            result.handed |= what == Told::Handed;
        }
    }
    state.told.push(ToldLine { entry: id, what, at, by, whom: whom.to_owned() });
}

/// The typing that stands: the only one where one is enough, or the last one where another is like it.
fn agreed(live: &[Typing]) -> Option<&Typing> {
    let (last, others) = live.split_last()?;
    if others.is_empty() {
        return (!last.needs_second()).then_some(last);
    }
    others.iter().any(|o| o.entry != last.entry && alike(&o.value.value, &last.value.value)).then_some(last)
}

/// The same value, however many noughts were typed: `6.8` and `6.80`, `<5` and `<5.0`.
fn alike(a: &str, b: &str) -> bool {
    fn parts(text: &str) -> Option<(char, f64)> {
        let sign = text.chars().next().filter(|c| matches!(c, '<' | '>'));
        let number = text.trim_start_matches(['<', '>']);
        let plain = number.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b'-'));
        Some((sign.unwrap_or('='), number.parse().ok().filter(|_| plain)?))
    }
    a == b || parts(a).zip(parts(b)).is_some_and(|(a, b)| a.0 == b.0 && a.1.total_cmp(&b.1).is_eq())
}

fn settle(state: &mut OrderState, cancelled: bool) {
    let gone: Vec<Accession> = state.tubes.iter().filter(|t| t.way.place == TubePlace::Rejected).map(|t| t.accession).collect();
    for result in &mut state.results {
        result.phase = match result.live.as_slice() {
            // A value of a tube that was rejected afterwards is not to be released.
            _ if gone.contains(&result.tube) && result.released.is_none() => ResultPhase::Recollect,
            [] if result.released.is_some() => ResultPhase::Verified,
            [] => ResultPhase::Awaited,
            live if agreed(live).is_some() => ResultPhase::Entered,
            [_] => ResultPhase::Second,
            _ => ResultPhase::Mismatch,
        };
    }
    for at in 0..state.tubes.len() {
        let Some(tube) = state.tubes.get(at) else { continue };
        let stands = stands(state, tube, cancelled);
        if let Some(tube) = state.tubes.get_mut(at) {
            tube.stands = stands;
        }
    }
}

fn stands(state: &OrderState, tube: &TubeState, cancelled: bool) -> TubePlace {
    if cancelled && !tube.is_gone() {
        return TubePlace::Cancelled;
    }
    let open = |r: &ResultState| matches!(r.phase, ResultPhase::Second | ResultPhase::Mismatch | ResultPhase::Entered);
    if tube.way.place == TubePlace::Discarded && state.results_of(tube).any(open) {
        // Thrown away, but somebody still has to release what was measured.
        return TubePlace::Resulted;
    }
    if tube.way.place < TubePlace::Bench || tube.is_gone() {
        return tube.way.place;
    }
    let mut results = state.results_of(tube).peekable();
    if results.peek().is_none() {
        return tube.way.place;
    }
    let (mut entered, mut verified, mut reported, mut handed) = (true, true, true, true);
    for result in results {
        entered &= matches!(result.phase, ResultPhase::Entered | ResultPhase::Verified);
        verified &= result.phase == ResultPhase::Verified;
        reported &= result.reported;
        handed &= result.handed;
    }
    match (entered, verified, reported, handed) {
        (true, true, true, true) => TubePlace::Handed,
        (true, true, true, false) => TubePlace::Reported,
        (true, true, false, _) => TubePlace::Verified,
        (true, false, ..) => TubePlace::Resulted,
        (false, ..) => TubePlace::Bench,
    }
}
