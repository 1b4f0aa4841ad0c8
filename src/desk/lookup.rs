//! Finding: as typed, as scanned, as one file; and who is likely the same person. Reads only; works over any connection.

use super::Desk;
use super::handover::{crossing, of_central};
use super::sides::{self, AskedWords, digits};
use super::views::{Match, Matches, Origin, PatientFile, PatientLine, TrailLine, VisitLine, Why};
use super::{Central, merge};
use crate::hospital::age::Age;
use crate::hospital::event::Charges;
use crate::hospital::identifiers::{AbhaNumber, Mobile, mask_aadhaar};
use crate::hospital::matching::{Side, Unknown, Weights, judge};
use crate::hospital::names;
use crate::hospital::number::Number;
use crate::hospital::opd::Fee;
use crate::hospital::opd_form::{OpdForm, is_devanagari};
use crate::hospital::pack::Masters;
use crate::hospital::permissions::Right;
use crate::hospital::person::Details;
use crate::hospital::sex::Sex;
use crate::index::{Ask, Digits};
use crate::journal::fold::PatientState;
use crate::journal::{self, Body, Book, ClockTrust, Entry, EntryId, Matched};
use crate::problem::Problem;
use crate::store::{Found, Group, Query, View, VisitRow};
use chrono::{Datelike as _, NaiveDate};
use std::sync::Arc;

/// Lines that a search shows at most.
pub const MATCHES_MAX: usize = 20;
/// Candidates judged for a search as typed; the store hands out the best first.
const JUDGED_MAX: usize = 60;
/// Lines of *is it one of these?*: as many as there are keys for.
const SIMILAR_MAX: usize = 9;
/// Below this a line of *is it one of these?* is not worth reading: one chance in a hundred. The same name with an age five years apart is
/// above it, a name that only sounds alike needs a nearer age, or a relative.
const SIMILAR_MIN: f32 = 0.01;
/// How sure somebody is by the mobile alone, and by a part of a number.
const HOUSEHOLD: f32 = 0.2;
const PART_OF_NUMBER: f32 = 0.1;
/// Merges that are followed from a record to the one that leads: a circle of them ends.
const MERGES_MAX: usize = 16;
/// Years by which an age that was typed may be wrong.
const APART_MAX: u16 = 10;

/// Searches over one connection, for the search thread and for the desk alike.
pub struct Searcher<'a> {
    pub view: View<'a>,
    pub masters: &'a Arc<Masters>,
    pub today: NaiveDate,
    /// The patient index, where an officer has opened it.
    pub central: Option<&'a Central>,
    /// True when the answer is no longer wanted.
    pub stop: &'a dyn Fn() -> bool,
}

/// What was typed into the search box, sorted.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Typed {
    pub query: Query,
    /// Words of a name, in the order typed; the last may be a beginning.
    pub(super) words: Vec<names::Token>,
    /// Typed in Devanagari: names in that script are looked at first.
    pub(super) hindi: bool,
    /// Digits that are too few for an index: an age.
    pub(super) age: Option<u16>,
    pub(super) sex: Option<Sex>,
    /// Digits of a mobile, typed beside a name.
    pub(super) mobile: String,
}

/// Reads a search text, as the patient index does ([`Ask::typed`]); and one of our own numbers, and an ABHA address.
fn parse_query(text: &str, today: NaiveDate) -> Typed {
    let mut typed = Typed::default();
    if let Ok(number) = Number::parse(text) {
        typed.query.groups.push(vec![format!("n:{}", number.as_str().replace('-', ""))]);
        return typed;
    }
    let (addresses, rest): (Vec<&str>, Vec<&str>) = text.split_whitespace().partition(|word| word.contains('@'));
    let ask = Ask::typed(&rest.join(" "), today);
    typed.age = ask.birth_year.and_then(|year| u16::try_from(today.year() - year).ok());
    typed.sex = ask.sex;
    typed.query.groups.extend(addresses.iter().map(|word| vec![format!("a:{}*", word.to_lowercase())]));
    for digits in ask.digits.iter().chain([&ask.last_four, &ask.abha]).filter(|digits| !digits.is_empty()) {
        typed.query.groups.push(digit_terms(digits));
        digits.get(digits.len().saturating_sub(10)..).unwrap_or_default().clone_into(&mut typed.mobile);
    }
    if !ask.uhid.is_empty() {
        // The beginning of one of our numbers, or a UHID with letters.
        let plain: String = ask.uhid.chars().filter(char::is_ascii_alphanumeric).collect();
        typed.query.groups.push(vec![format!("n:{}*", plain.to_ascii_uppercase()), format!("u:{}*", plain.to_lowercase())]);
    }
    // Together, so that a title is known as one: `Smt Sunita`.
    let words = format!("{} {}", ask.words.join(" "), ask.relative);
    for token in names::tokens(&words) {
        let mut group: Group = vec![format!("w:{}*", token.plain)];
        if !token.key.is_empty() {
            group.push(format!("k:{}", token.key));
        }
        typed.query.groups.push(group);
        typed.words.push(token);
    }
    typed.hindi = is_devanagari(&words);
    typed
}

fn digit_terms(digits: &str) -> Group {
    let mobile = Digits::of(digits).mobile;
    let mobile = if mobile.is_empty() { digits } else { mobile };
    let mut terms = vec![format!("m:{mobile}*"), format!("u:{digits}*"), format!("a:{digits}*")];
    if digits.len() == 4 {
        terms.insert(0, format!("d:{digits}"));
    }
    terms
}

impl Searcher<'_> {
    /// Lines that fit what was typed, of this counter and of the patient index, best first.
    ///
    /// # Errors
    /// A problem of the disk.
    pub fn search(&self, text: &str) -> Result<Matches, Problem> {
        let ours = self.search_here(text)?;
        Ok(merge::with_central(ours, self.central.map(|c| c.typed(text, self.today, self.stop)), MATCHES_MAX))
    }

    /// Lines of this counter's own patients.
    fn search_here(&self, text: &str) -> Result<Vec<Match>, Problem> {
        let typed = parse_query(text, self.today);
        let _one_state = self.view.snapshot()?;
        let found = self.view.candidates_most(&typed.query, JUDGED_MAX)?;
        let (asked, weights) = (AskedWords::new(&typed, self.today), Weights::default());
        let mut matches: Vec<Match> =
            found.into_iter().filter_map(|f| self.judge_typed(&typed, &asked, &weights, text, f)).collect();
        self.of_central(text, &mut matches)?;
        let registered = |m: &Match| m.ours().map(|line| line.registered);
        matches.sort_by(|a, b| b.score.total_cmp(&a.score).then_with(|| registered(b).cmp(&registered(a))));
        self.as_one(&mut matches)?;
        matches.truncate(MATCHES_MAX);
        self.with_clinics(&mut matches)?;
        Ok(matches)
    }

    /// Whoever the hand-over gave the very number that was typed.
    fn of_central(&self, text: &str, matches: &mut Vec<Match>) -> Result<(), Problem> {
        for id in of_central(self.view, text.trim())? {
            matches.retain(|found| found.ours().is_none_or(|line| line.id != id));
            let Some(state) = self.view.patient(&id)? else { continue };
            matches.push(Match::here(patient_line(id, &state), 1.0, vec![Why::SameUhid]));
        }
        Ok(())
    }

    /// Merged records stand in one line, that of the record that leads, with all their numbers; the best of them says where.
    fn as_one(&self, matches: &mut Vec<Match>) -> Result<(), Problem> {
        let mut seen: Vec<EntryId> = Vec::new();
        let mut all = Vec::with_capacity(matches.len());
        for mut found in matches.drain(..) {
            let Some(id) = found.ours().map(|line| line.id.clone()) else { continue };
            let Some(state) = self.view.patient(&id)? else { continue };
            if !state.same_as.is_empty() {
                let (id, state) = leading(self.view, &state)?.unwrap_or((id, state));
                if seen.contains(&id) {
                    continue;
                }
                seen.push(id.clone());
                let mut line = patient_line(id, &state);
                for other in &state.same_as {
                    line.also.extend(self.view.patient(other)?.map(|other| other.patient.number));
                }
                found = Match::here(line, found.score, found.why);
            }
            all.push(found);
        }
        *matches = all;
        Ok(())
    }

    fn judge_typed(&self, typed: &Typed, asked: &AskedWords, weights: &Weights, text: &str, found: Found) -> Option<Match> {
        let details = &found.state.patient.details;
        let apart = typed.age.map_or(0, |age| apart(age, &details.age, self.today));
        if apart > APART_MAX {
            return None;
        }
        let (score, why) = if typed.words.is_empty() {
            let (score, which) = judge_digits(text, typed.age, details);
            let mut why = vec![which];
            why.extend(typed.age.map(|_| if apart == 0 { Why::SameAge } else { Why::AgeApart(apart) }));
            (score * (1.0 - f32::from(apart) * 0.03), why)
        } else {
            let (asked, known) = asked.sides(typed, details, self.today)?;
            let judged = judge(&asked, &known, weights, &Unknown);
            (judged.score, judged.why)
        };
        // `Unknown 12`: among all who are called so, the very one.
        let text = text.trim();
        let called_so = details.name.latin.iter().chain(&details.name.devanagari).any(|name| name.eq_ignore_ascii_case(text));
        let score = if called_so && text.ends_with(|c: char| c.is_ascii_digit()) { 1.0 } else { score };
        Some(Match::here(patient_line(found.id, &found.state), score, why))
    }

    /// Who is likely the one in the form, of this counter and of the patient index, best first.
    ///
    /// # Errors
    /// A problem of the disk.
    pub fn similar(&self, form: &OpdForm) -> Result<Matches, Problem> {
        let ours = self.similar_here(form)?;
        Ok(merge::with_central(ours, self.central.map(|c| c.similar(form, self.today, self.stop)), SIMILAR_MAX))
    }

    /// Patients of this counter who are likely the one in the form.
    fn similar_here(&self, form: &OpdForm) -> Result<Vec<Match>, Problem> {
        let _one_state = self.view.snapshot()?;
        let mut found: Vec<Found> = Vec::new();
        for query in queries_of_form(form) {
            for candidate in self.view.candidates(&query)? {
                if !found.iter().any(|f| f.id == candidate.id) {
                    found.push(candidate);
                }
            }
        }
        // Whoever shares the mobile is of the household and stays in sight, however different: the clerk sees who it is not.
        let is_void = |m: &Match| m.ours().is_some_and(|line| line.voided);
        let worth = |m: &Match| m.score >= SIMILAR_MIN || m.why.contains(&Why::SameMobile);
        let (asked, weights) = (sides::of_form(form, self.today), Weights::default());
        let mut matches: Vec<Match> =
            found.into_iter().map(|f| judge_form(&asked, &weights, f)).filter(|m| worth(m) && !is_void(m)).collect();
        matches.sort_by(|a, b| b.score.total_cmp(&a.score));
        self.as_one(&mut matches)?;
        matches.truncate(SIMILAR_MAX);
        self.with_clinics(&mut matches)?;
        Ok(matches)
    }

    /// Puts the clinic of each patient's latest visit in.
    fn with_clinics(&self, matches: &mut [Match]) -> Result<(), Problem> {
        for found in matches {
            if let Origin::Here { line, .. } = &mut found.origin {
                line.last_clinic = self.view.last_clinic(&line.id)?.unwrap_or_default();
            }
        }
        Ok(())
    }

    /// Everything known of one patient.
    ///
    /// # Errors
    /// `problem-not-found`, or a problem of the disk.
    pub fn file(&self, id: &EntryId) -> Result<PatientFile, Problem> {
        let state = self.view.patient(id)?.ok_or_else(|| Problem::refused("problem-not-found"))?;
        let visits: Vec<VisitLine> = self.view.visits_of_patient(id)?.into_iter().map(visit_line).collect();
        let mut line = patient_line(id.clone(), &state);
        line.last_clinic = visits.last().map(|v| v.clinic.clone()).unwrap_or_default();
        let charges = journal::charges(&self.view.book(Book::Event)?);
        let history = self.view.trail(id)?.iter().map(|entry| trail_line(entry, &charges)).collect();
        let same = state
            .same_as
            .iter()
            .filter_map(|id| self.view.patient(id).transpose().map(|s| s.map(|s| patient_line(id.clone(), &s))));
        let (unknown, same_as) = (state.unknown, same.collect::<Result<Vec<_>, _>>()?);
        let led_by = leading(self.view, &state)?.map(|(id, _)| id);
        let cases = self.view.cases_of_patient(id)?;
        let (details, matched) = (state.patient.details, state.patient.matched);
        let central = crossing(self.view, id)?;
        Ok(PatientFile { line, details, visits, cases, unknown, same_as, led_by, history, matched, central })
    }

    /// The patient that a number, UHID, ABHA number or mobile means, when it means exactly one.
    ///
    /// # Errors
    /// A problem of the disk.
    pub fn exact(&self, text: &str) -> Result<Option<EntryId>, Problem> {
        if let [one] = of_central(self.view, text.trim())?.as_slice() {
            return Ok(Some(one.clone()));
        }
        let typed = parse_query(text, self.today);
        let mut found = self.view.candidates(&typed.query)?;
        Ok(if found.len() == 1 && typed.words.is_empty() { found.pop().map(|f| f.id) } else { None })
    }
}

fn judge_form(asked: &Side, weights: &Weights, found: Found) -> Match {
    let judged = judge(asked, &Side::from(&found.state.patient.details), weights, &Unknown);
    Match::here(patient_line(found.id, &found.state), judged.score, judged.why)
}

/// Which of a patient's numbers the digits typed are, and how sure that makes it: a mobile is a household's, a part of a number many
/// people's.
fn judge_digits(text: &str, age: Option<u16>, details: &Details) -> (f32, Why) {
    let words = text.split_whitespace().filter(|word| age.is_none() || word.parse().ok() != age);
    let digits: String = words.flat_map(str::chars).filter(char::is_ascii_digit).collect();
    let part = |whole: bool| if whole { 1.0 } else { PART_OF_NUMBER };
    let address = details.abha_address.as_ref().is_some_and(|a| a.as_str().eq_ignore_ascii_case(text.trim()));
    let mobile = details.mobile.as_ref().map(Mobile::digits).filter(|m| m.contains(&digits) || digits.ends_with(m));
    let abha = details.abha.as_ref().map(AbhaNumber::digits).filter(|a| a.contains(&digits));
    let uhid = details.uhid.as_deref().filter(|u| u.contains(&digits));
    match (mobile, abha, uhid) {
        _ if Number::parse(text).is_ok() => (1.0, Why::SameNumber),
        _ if text.contains('@') => (part(address), Why::SameAbha),
        (Some(mobile), ..) if digits.ends_with(mobile) => (HOUSEHOLD, Why::SameMobile),
        (Some(mobile), ..) if mobile.ends_with(&digits) => (PART_OF_NUMBER, Why::SameLastFour),
        (Some(_), ..) => (PART_OF_NUMBER, Why::MobileBegins),
        (_, Some(abha), _) => (part(abha == digits), Why::SameAbha),
        (.., Some(uhid)) => (part(uhid == digits), Why::SameUhid),
        _ => (PART_OF_NUMBER, Why::SameNumber),
    }
}

fn apart(years: u16, age: &Age, today: NaiveDate) -> u16 {
    let shown = age.shown(today);
    let known = if shown.unit == crate::hospital::age::AgeUnit::Years { shown.value } else { 0 };
    years.abs_diff(known)
}

/// What a half-filled form can be looked up by: UHID, ABHA, mobile, name.
fn queries_of_form(form: &OpdForm) -> Vec<Query> {
    let mut queries = Vec::new();
    let mut exact = |term: String| queries.push(Query { groups: vec![vec![term]] });
    if !form.uhid.trim().is_empty() {
        exact(format!("u:{}", form.uhid.trim().to_lowercase()));
    }
    let abha = digits(&form.abha);
    if abha.len() == 14 {
        exact(format!("a:{abha}"));
    }
    if let Ok(mobile) = crate::hospital::identifiers::Mobile::parse(&form.mobile) {
        exact(format!("m:{}", mobile.digits()));
    }
    for name in [&form.name, &form.name_hi] {
        let by_sound =
            |t: names::Token| if t.key.is_empty() { vec![format!("w:{}", t.plain)] } else { vec![format!("k:{}", t.key)] };
        let groups: Vec<Group> = names::tokens(name).into_iter().map(by_sound).collect();
        if !groups.is_empty() {
            queries.push(Query { groups });
        }
    }
    queries
}

impl Desk {
    /// A searcher over the desk's own connection.
    ///
    /// # Errors
    /// A problem of the disk.
    pub fn searcher(&self) -> Result<Searcher<'_>, Problem> {
        Ok(Searcher { view: self.rows()?, masters: self.masters(), today: self.today(), central: None, stop: &|| false })
    }

    /// Finds lines as typed, in the records and, where it is open, in the patient index.
    ///
    /// # Errors
    /// A problem of right or disk.
    pub fn find(&mut self, text: &str) -> Result<Matches, Problem> {
        self.may(Right::Find)?;
        self.store.index_pending()?;
        let (central, trouble) = match self.index_way()?.open() {
            Ok(central) => (central, None),
            Err(problem) => (None, Some(problem)),
        };
        let found = Searcher { central: central.as_ref(), ..self.searcher()? }.search(text)?;
        Ok(Matches { trouble: found.trouble.or(trouble), ..found })
    }

    /// One patient's file. Who did what is in it only for those who may read the trail.
    ///
    /// # Errors
    /// `problem-not-found`, or a problem of right or disk.
    pub fn file(&self, id: &EntryId) -> Result<PatientFile, Problem> {
        self.may(Right::Find)?;
        let mut file = self.searcher()?.file(id)?;
        for row in &mut file.cases {
            self.hide(row);
        }
        if self.may(Right::ReadTrail).is_err() {
            file.history.clear();
        }
        Ok(file)
    }

    /// The patient that one of our numbers names: the patient's, a visit's or a receipt's.
    pub(super) fn patient_by_number(&self, number: &str) -> Result<Option<EntryId>, Problem> {
        let number = Number::parse(number)
            .map_err(|_shape| Problem::refused("problem-number-shape").with("number", mask_aadhaar(number)))?;
        let query = Query { groups: vec![vec![format!("n:{}", number.as_str().replace('-', ""))]] };
        if let Some(found) = self.rows()?.candidates(&query)?.into_iter().next() {
            return Ok(Some(found.id));
        }
        // Saved a moment ago, its terms not written yet: the number's own counter and serial lead to it.
        Ok(self.store.unindexed_patient(&number)?)
    }

    /// The visit that one of our numbers names: a visit's or receipt's own, or a patient's latest.
    ///
    /// # Errors
    /// `problem-number-unknown`, or a problem of the disk.
    pub fn visit_by_number(&self, number: &str) -> Result<VisitLine, Problem> {
        self.may(Right::Find)?;
        let unknown = || Problem::refused("problem-number-unknown").with("number", mask_aadhaar(number));
        let patient = self.patient_by_number(number)?.ok_or_else(unknown)?;
        let wanted = Number::parse(number).map_err(|_shape| unknown())?;
        let lines: Vec<VisitLine> = self.rows()?.visits_of_patient(&patient)?.into_iter().map(visit_line).collect();
        let exact = lines.iter().find(|l| l.number == wanted || l.receipt.as_ref() == Some(&wanted)).cloned();
        exact.or_else(|| lines.last().cloned()).ok_or_else(unknown)
    }
}

/// A patient as a line.
#[must_use]
pub fn patient_line(id: EntryId, state: &PatientState) -> PatientLine {
    let details = &state.patient.details;
    let place: Vec<&str> =
        [details.address.line.as_str(), details.address.district.as_str()].into_iter().filter(|t| !t.is_empty()).collect();
    PatientLine {
        id,
        number: state.patient.number.clone(),
        name: details.name.clone(),
        relative: details.relative.clone(),
        sex: details.sex,
        age: details.age,
        mobile: details.mobile.as_ref().map(|m| m.digits().to_owned()).unwrap_or_default(),
        place: place.join(", "),
        uhid: details.uhid.clone().unwrap_or_default(),
        registered: state.registered,
        voided: state.voided.is_some(),
        conflict: state.conflict,
        last_clinic: String::new(),
        also: Vec::new(),
    }
}

/// The record that leads a merged one, however many merges lie between; nothing where it leads itself.
pub(super) fn leading(view: View<'_>, state: &PatientState) -> Result<Option<(EntryId, PatientState)>, Problem> {
    let (mut lead, mut next) = (None, state.led_by.first().cloned());
    for _ in 0..MERGES_MAX {
        let Some(id) = next.take() else { break };
        let Some(found) = view.patient(&id)? else { break };
        next = found.led_by.first().cloned();
        lead = Some((id, found));
    }
    Ok(lead)
}

/// A visit as a line.
#[must_use]
pub fn visit_line(row: VisitRow) -> VisitLine {
    let VisitRow { id, visit: state, patient } = row;
    let details = patient.patient.details;
    let (rupees, receipt, exempt) = match state.visit.fee {
        Fee::Paid { rupees, receipt } => (rupees, Some(receipt), String::new()),
        Fee::Exempt { reason } => (0, None, reason),
    };
    VisitLine {
        id,
        patient: state.patient,
        number: state.visit.number,
        patient_number: patient.patient.number,
        name: details.name,
        relative: details.relative,
        sex: details.sex,
        age: details.age,
        mobile: details.mobile.as_ref().map(|m| m.digits().to_owned()).unwrap_or_default(),
        token: state.visit.token,
        clinic: state.visit.clinic,
        room: state.visit.room,
        kind: state.visit.kind,
        at: state.at,
        day: state.at.date_naive(),
        state: state.state,
        called: state.called,
        rupees,
        receipt,
        exempt,
        mlc: state.visit.mlc,
        voided: state.voided.map(|v| v.reason),
        by: state.by,
        copies: state.copies.values().copied().max().unwrap_or(0),
    }
}

fn trail_line(entry: &Entry, charges: &Charges) -> TrailLine {
    let reason = match &entry.body {
        Body::Amended { reason, .. }
        | Body::Voided { reason, .. }
        | Body::Moved { reason, .. }
        | Body::Merged { reason, .. }
        | Body::Unmerged { reason, .. } => reason.clone(),
        Body::Reprinted { copy, .. } => copy.to_string(),
        _ => String::new(),
    };
    TrailLine {
        id: entry.header.id(),
        at: entry.header.time,
        by: entry.header.by.clone(),
        kind: entry.body.kind().to_owned(),
        reason,
        clock_behind: entry.header.clock == ClockTrust::Behind,
        matched: matched_in(&entry.body),
        side: entry.header.side,
        side_said: charges.in_charge(entry.body.module(), Some(&entry.header.counter), entry.header.time),
    }
}

/// What an entry was filled from, where it was the patient index.
fn matched_in(body: &Body) -> Option<Matched> {
    match body {
        Body::Amended { matched, .. } | Body::Identified { matched, .. } => matched.clone(),
        _ => body.patient().and_then(|(_, patient)| patient.matched.clone()),
    }
}
