//! Declaring and ending: by an officer who is named and shows their password, beside whoever works at the counter.
//!
//! A later word on everything ends every exception before it, so what it changes besides is said to whoever says it.

use super::super::index::{Officer, is_officer};
use super::super::{Counter, Desk};
use super::views::{EventStatus, SaidLine, modules, standing};
use crate::hospital::event::{Charges, Module, Scope, Side, Statement};
use crate::hospital::forms::{FormId, Known, Sheet, form, write_moment};
use crate::hospital::number::CounterCode;
use crate::hospital::opd_form::{Field, Remark};
use crate::hospital::pack::Masters;
use crate::hospital::permissions::Right;
use crate::journal::{Body, Book, Entry, EntryId, Register, statement};
use crate::problem::Problem;
use chrono::{DateTime, Days, FixedOffset, SubsecRound as _};

/// How far back something may be declared, and how far ahead: a planned migration.
const DAYS_BACK_MAX: u64 = 90;
const DAYS_AHEAD_MAX: u64 = 30;

/// What came of saying it. Exists only after COMMIT.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventSaid {
    pub line: SaidLine,
    /// Places that stood apart before, and follow now.
    pub also: Vec<Scope>,
}

impl Desk {
    /// Which side is in charge of what an entry is about, as this counter knows.
    pub(in crate::desk) fn side_of(&self, body: &Body, at: DateTime<FixedOffset>) -> Result<Side, Problem> {
        let charges = self.store.charges()?;
        if charges.statements().is_empty() {
            return Ok(Side::Manual);
        }
        Ok(charges.in_charge(self.module_of(body)?, Some(&self.counter.file.counter), at))
    }

    /// The module whose record an entry is: what its kind does not say, the case that it is about does.
    fn module_of(&self, body: &Body) -> Result<Option<Module>, Problem> {
        let (None, Body::Corrected { of, .. } | Body::Cancelled { of, .. } | Body::Reprinted { of, .. }) = (body.module(), body)
        else {
            return Ok(body.module());
        };
        let rows = self.rows()?;
        let Some(case) = rows.case(of)?.map(|row| row.case) else {
            return Ok(rows.visit(of)?.map(|_visit| Module::Opd));
        };
        Ok(Some(match case.record().map(|record| record.register) {
            Some(Register::Indent) => Module::Indent,
            Some(_) => Module::Registers,
            None if case.arrival().is_some() => Module::Er,
            None if case.stay().is_some() => Module::Ipd,
            None => Module::Lab,
        }))
    }

    /// Says which side is in charge, as form `event` has it. Every entry from then on says it too.
    ///
    /// # Errors
    /// `problem-form` with a remark beside each bad field; a problem of right, password or disk. Then nothing was saved.
    pub fn say_event(&mut self, values: &Sheet, officer: Officer<'_>) -> Result<EventSaid, Problem> {
        let sheet = self.judged(FormId::Event, values, &Known::default())?;
        let scope = self.scope_of(&sheet)?;
        let from = self.when(&sheet, "at").trunc_subsecs(0);
        self.check_moment(from)?;
        let central = sheet.is("side", Side::Central.code());
        let right = right_to_say(&scope, if central { Side::Central } else { Side::Manual }, &self.counter.file.counter);
        let (officer, _identities) = self.officer(officer, right)?;
        let reason = sheet.get("reason").to_owned();
        let before = self.store.charges()?;
        let body = if central {
            Body::EventEnded { scope, at: from, reason, officer }
        } else {
            Body::EventDeclared { scope, since: from, reason, officer }
        };
        let (entry, _signed, _prints) = self.append(body, Vec::new(), &[])?;
        let line = said_line(&entry, self.masters()).ok_or_else(|| Problem::device("problem-internal"))?;
        let also = follow(&before, &line.statement, self.now().max(from));
        Ok(EventSaid { line, also })
    }

    fn scope_of(&self, sheet: &Sheet) -> Result<Scope, Problem> {
        let typed = sheet.get("counter");
        let known = |code: &CounterCode| self.masters().counter(code).is_some();
        let counter = match CounterCode::new(&typed.to_uppercase()) {
            _ if typed.is_empty() => None,
            Ok(code) if known(&code) => Some(code),
            _ => return Err(beside("counter", "fault-event-counter", vec![("value", typed.to_owned())])),
        };
        Ok(Scope { module: Module::parse(sheet.get("module")), counter })
    }

    fn check_moment(&self, from: DateTime<FixedOffset>) -> Result<(), Problem> {
        let now = self.now();
        let first = now.checked_sub_days(Days::new(DAYS_BACK_MAX)).unwrap_or(now);
        let last = now.checked_add_days(Days::new(DAYS_AHEAD_MAX)).unwrap_or(now);
        if (first..=last).contains(&from) {
            return Ok(());
        }
        let days = vec![("back", DAYS_BACK_MAX.to_string()), ("ahead", DAYS_AHEAD_MAX.to_string()), ("at", write_moment(from))];
        Err(beside("at", "fault-event-time", days))
    }

    /// How the event stands at this counter, as far as it is known here.
    ///
    /// # Errors
    /// A problem of right or disk.
    pub fn event_status(&self) -> Result<EventStatus, Problem> {
        self.may(Right::Find)?;
        let (charges, at) = (self.store.charges()?, self.now());
        let entries = self.rows()?.book(Book::Event)?;
        let mut said: Vec<SaidLine> = entries.iter().filter_map(|entry| said_line(entry, self.masters())).collect();
        said.sort_by_key(|line| std::cmp::Reverse((line.statement.from, line.statement.said, line.statement.key)));
        Ok(EventStatus {
            at,
            hospital: standing(&charges, None, None, at),
            modules: modules(&charges, &self.counter.file.counter, at),
            said,
        })
    }

    /// The declaration or end that an entry is; `None` where it is another.
    ///
    /// # Errors
    /// A problem of the disk.
    pub fn said(&self, id: &EntryId) -> Result<Option<SaidLine>, Problem> {
        Ok(self.rows()?.entry(id)?.as_ref().and_then(|entry| said_line(entry, self.masters())))
    }

    /// Refuses a declaration of another counter that our pack gives its officer no right to.
    pub(in crate::desk) fn may_be_said(&self, entry: &Entry) -> Result<(), Problem> {
        let said = statement(entry).ok_or_else(|| Problem::refused("problem-slip-kind"))?;
        entitled(self.masters(), entry, &said)
    }
}

impl Counter {
    /// The right that an officer needs for something other than the records: a drill.
    pub(super) fn officer_named(&self, login: &str, password: &str, right: Right) -> Result<(), Problem> {
        is_officer(&self.masters, login, right)?;
        self.unlock(login, password)?;
        Ok(())
    }
}

/// Manual mode at the counter where one stands is a supervisor's to declare; all else is the control room's, as a working committee decides.
fn right_to_say(scope: &Scope, side: Side, here: &CounterCode) -> Right {
    if side == Side::Manual && scope.counter.as_ref() == Some(here) { Right::DeclareEvent } else { Right::DirectEvent }
}

pub(super) fn said_line(entry: &Entry, masters: &Masters) -> Option<SaidLine> {
    let statement = statement(entry)?;
    let entitled = entitled(masters, entry, &statement).is_ok();
    Some(SaidLine { id: entry.header.id(), statement, by: entry.header.by.clone(), entitled })
}

fn entitled(masters: &Masters, entry: &Entry, said: &Statement) -> Result<(), Problem> {
    is_officer(masters, &said.officer, right_to_say(&said.scope, said.side, &entry.header.counter))
}

fn beside(field: &str, id: &'static str, args: Vec<(&'static str, String)>) -> Problem {
    let remark = form(FormId::Event).item(field).map(|item| Remark { field: Field::Item(&item.code), id, args });
    Problem::refused("problem-form").beside(remark.into_iter().collect())
}

/// Places narrower than a statement that stood on the other side than all around them, and now stand as it says.
fn follow(before: &Charges, new: &Statement, at: DateTime<FixedOffset>) -> Vec<Scope> {
    let after: Charges = before.statements().iter().chain([new]).cloned().collect();
    let around = before.in_charge(new.scope.module, new.scope.counter.as_ref(), at);
    let mut counters: Vec<Option<CounterCode>> =
        before.statements().iter().map(|s| s.scope.counter.clone()).chain([None]).collect();
    counters.sort_unstable();
    counters.dedup();
    let places = counters
        .into_iter()
        .flat_map(|counter| Module::ALL.into_iter().map(move |module| Scope { module: Some(module), counter: counter.clone() }));
    let within = |place: &Scope| {
        (new.scope.module.is_none() || new.scope.module == place.module)
            && (new.scope.counter.is_none() || new.scope.counter == place.counter)
            && *place != new.scope
    };
    let side = |charges: &Charges, place: &Scope| charges.in_charge(place.module, place.counter.as_ref(), at);
    let apart = |place: &Scope| {
        let was = side(before, place);
        let whole = Scope { counter: None, ..place.clone() };
        // A counter that only stood as its module did is told with the module.
        let own = place.counter.is_none() || was != side(before, &whole);
        was != around && own && side(&after, place) != was
    };
    places.filter(within).filter(apart).collect()
}
