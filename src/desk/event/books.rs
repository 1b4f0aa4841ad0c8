//! The incident log and the duty roster. A line is never changed: more is said of an incident, a line of the roster is replaced or struck.

use super::super::Desk;
use super::super::cases::Done;
use super::views::{OnDuty, is_on_duty};
use crate::hospital::forms::{FormId, Known, Sheet, choices, form};
use crate::hospital::opd_form::{Field, Remark};
use crate::hospital::permissions::Right;
use crate::journal::{Body, Book, EntryId, Incident, incidents, roster};
use crate::problem::Problem;
use chrono::NaiveDate;

impl Desk {
    /// The books' forms: `incident`, `incident-line` (`incident`: address of the incident), `roster` (`line`: the line that it replaces),
    /// `roster-strike`, `shift`, and `event` where whoever works here is an officer.
    pub(in crate::desk) fn fill_book(&mut self, id: FormId, values: &Sheet) -> Result<Done, Problem> {
        let body = match id {
            FormId::Event => {
                let said = self.say_event(values, None)?;
                return self.done_of(id, &said.line.id);
            }
            FormId::Shift => self.shift_body(values)?,
            FormId::Incident | FormId::IncidentLine => {
                self.may(Right::LogIncident)?;
                self.incident_body(id, values)?
            }
            _ => {
                self.may(Right::KeepRoster)?;
                self.roster_body(id, values)?
            }
        };
        let (entry, _signed, _prints) = self.append(body, Vec::new(), &[])?;
        self.done(id, &entry, None, Vec::new())
    }

    fn done_of(&self, id: FormId, entry: &EntryId) -> Result<Done, Problem> {
        let entry = self.rows()?.entry(entry)?.ok_or_else(|| Problem::refused("problem-not-found"))?;
        self.done(id, &entry, None, Vec::new())
    }

    fn incident_body(&self, id: FormId, values: &Sheet) -> Result<Body, Problem> {
        let sheet = self.judged(id, values, &Known::default())?;
        if id == FormId::Incident {
            return Ok(Body::IncidentLogged { of: None, sheet });
        }
        let all = incidents(&self.rows()?.book(Book::Incidents)?);
        let text = values.get("incident").trim();
        let incident = all.iter().find(|incident| incident.id.to_string() == text.to_uppercase());
        let incident = incident.ok_or_else(|| Problem::refused("problem-incident-unknown").with("number", text))?;
        if sheet.is_empty() {
            let item = form(id).item("what").map(|item| Field::Item(&item.code));
            let remark = item.map(|field| Remark { field, id: "fault-item-empty", args: Vec::new() });
            return Err(Problem::refused("problem-form").beside(remark.into_iter().collect()));
        }
        Ok(Body::IncidentLogged { of: Some(incident.id.clone()), sheet })
    }

    fn roster_body(&self, id: FormId, values: &Sheet) -> Result<Body, Problem> {
        let text = values.get("line").trim();
        let named = || -> Result<EntryId, Problem> {
            let all = roster(&self.rows()?.book(Book::Roster)?);
            let line = all.into_iter().find(|line| line.id.to_string() == text.to_uppercase());
            Ok(line.ok_or_else(|| Problem::refused("problem-roster-unknown").with("number", text))?.id)
        };
        let sheet = self.judged(id, values, &Known::default())?;
        if id == FormId::RosterStrike {
            return Ok(Body::RosterStruck { of: named()?, reason: sheet.get("reason").to_owned() });
        }
        let of = if text.is_empty() { None } else { Some(named()?) };
        Ok(Body::RosterSet { of, sheet })
    }

    /// The incidents, by when they happened.
    ///
    /// # Errors
    /// A problem of right or disk.
    pub fn incidents(&self) -> Result<Vec<Incident>, Problem> {
        if self.may(Right::ReadTrail).is_err() {
            self.may(Right::LogIncident)?;
        }
        Ok(incidents(&self.rows()?.book(Book::Incidents)?))
    }

    /// The duty roster of a day, and who of it is on duty now. The night before stands there too while it lasts.
    ///
    /// # Errors
    /// A problem of right or disk.
    pub fn roster(&self, day: NaiveDate) -> Result<Vec<OnDuty>, Problem> {
        self.may(Right::Find)?;
        let now = self.now();
        let lines = roster(&self.rows()?.book(Book::Roster)?).into_iter();
        let lines = lines.map(|line| OnDuty { now: is_on_duty(&line, now), line });
        let of_day = |line: &OnDuty| line.line.sheet.is("day", &day.to_string());
        let mut lines: Vec<OnDuty> = lines.filter(|line| of_day(line) || (line.now && day == self.today())).collect();
        // As the day goes: the night that still lasts, morning, afternoon, night, and whoever is there all day.
        let shift = |line: &OnDuty| choices("roster_shift").iter().position(|choice| line.line.sheet.is("shift", &choice.code));
        lines.sort_by_key(|line| (of_day(line), shift(line), line.line.sheet.get("post").to_owned()));
        Ok(lines)
    }
}
