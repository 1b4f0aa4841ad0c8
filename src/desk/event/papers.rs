//! The papers of the event: notices for the wall, the shift's sheet, the duty roster, the incident log, the report of a drill.

use super::super::Desk;
use super::super::papers::{Printed, codes_of, person_of};
use super::drill::DrillPerson;
use crate::hospital::event::{Module, Scope, Side};
use crate::hospital::forms::{FormId, choice, form, shown};
use crate::hospital::number::Mode;
use crate::hospital::pack::{Bilingual, Lang, Masters};
use crate::journal::{Book, EntryId, Incident};
use crate::paper::{self, BookPaper, NoticeKind, NoticePaper, ShiftPaper, ShiftRoot};
use crate::problem::Problem;
use crate::words::words;
use chrono::{DateTime, FixedOffset, NaiveDate};

/// For whom a notice is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Audience {
    Opd,
    Lab,
    Wards,
    Emergency,
}

impl Audience {
    pub const ALL: [Self; 4] = [Self::Opd, Self::Lab, Self::Wards, Self::Emergency];

    /// As on the command line; its lines are `notice-CODE-…`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Opd => "opd",
            Self::Lab => "lab",
            Self::Wards => "wards",
            Self::Emergency => "emergency",
        }
    }

    /// Reads a code.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|audience| audience.code() == text.trim().to_lowercase())
    }

    /// For whom a notice is written where nobody says it: who is served by the module.
    #[must_use]
    pub const fn of(module: Option<Module>) -> Self {
        match module {
            Some(Module::Lab) => Self::Lab,
            Some(Module::Ipd | Module::Indent | Module::Registers) => Self::Wards,
            Some(Module::Er) => Self::Emergency,
            Some(Module::Opd) | None => Self::Opd,
        }
    }
}

/// Which paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EventPaper {
    /// What a declaration or an end says, for the wall.
    Notice {
        of: EntryId,
        audience: Option<Audience>,
    },
    /// That a drill is held.
    DrillNotice,
    Shift {
        of: EntryId,
    },
    Roster {
        day: NaiveDate,
    },
    /// Incidents of these days.
    Incidents {
        from: NaiveDate,
        to: NaiveDate,
    },
    /// What the drill showed.
    Drill,
}

/// Lines of a notice at most.
const LINES_MAX: u32 = 6;

fn both(id: &str) -> Bilingual {
    both_with(id, &[])
}

fn both_with(id: &str, values: &[(&str, &str)]) -> Bilingual {
    Bilingual { en: words(Lang::En).with(id, values), hi: words(Lang::Hi).with(id, values) }
}

/// One language a line.
fn stacked(text: &Bilingual) -> String {
    if text.hi == text.en { text.hi.clone() } else { format!("{}\n{}", text.hi, text.en) }
}

impl Desk {
    /// Lays a paper of the event out.
    ///
    /// # Errors
    /// `problem-not-found`, or a problem of right or disk.
    pub fn event_paper(&self, paper: &EventPaper) -> Result<Printed, Problem> {
        match paper {
            EventPaper::Notice { of, audience } => self.notice(of, *audience),
            EventPaper::DrillNotice => self.drill_notice(),
            EventPaper::Shift { of } => self.shift_paper(of),
            EventPaper::Roster { day } => self.roster_paper(*day),
            EventPaper::Incidents { from, to } => self.incident_paper(*from, *to),
            EventPaper::Drill => self.drill_paper(),
        }
    }

    fn paper_mark(&self) -> &'static str {
        match self.counter_file().mode {
            Mode::Event => "",
            Mode::Drill => "DRILL-",
            Mode::Demo => "DEMO-",
        }
    }

    fn notice(&self, of: &EntryId, audience: Option<Audience>) -> Result<Printed, Problem> {
        self.may(crate::hospital::permissions::Right::Find)?;
        let said = self.said(of)?.ok_or_else(|| Problem::refused("problem-not-found"))?;
        let qr = codes_of(self.rows()?, std::slice::from_ref(of))?;
        let statement = &said.statement;
        let audience = audience.unwrap_or_else(|| Audience::of(statement.scope.module));
        let (kind, group) = match statement.side {
            Side::Manual => (NoticeKind::Manual, "manual"),
            Side::Central => (NoticeKind::Restored, "restored"),
        };
        let officer = person_of(self.masters(), &statement.officer);
        let counter = self.installation();
        let form = NoticePaper {
            hospital: &self.masters().hospital,
            mode: self.counter_file().mode,
            kind,
            about: about(self.masters(), &statement.scope),
            since: statement.from,
            lines: self.notice_lines(group, audience.code()),
            officer: &officer,
            printed_at: self.now(),
            counter: &counter,
            qr: &qr,
        };
        Ok(Printed { pages: paper::notice(&form), name: format!("{}notice-{}-{of}", self.paper_mark(), audience.code()) })
    }

    fn drill_notice(&self) -> Result<Printed, Problem> {
        self.may(crate::hospital::permissions::Right::Find)?;
        let report = self.drill_report()?;
        let officer = person_of(self.masters(), &report.officer);
        let counter = self.installation();
        let form = NoticePaper {
            hospital: &self.masters().hospital,
            mode: Mode::Drill,
            kind: NoticeKind::Drill,
            about: None,
            since: report.began.unwrap_or_else(|| self.now()),
            lines: self.notice_lines("drill", "all"),
            officer: &officer,
            printed_at: self.now(),
            counter: &counter,
            qr: &[],
        };
        Ok(Printed { pages: paper::notice(&form), name: format!("{}notice-drill", self.paper_mark()) })
    }

    /// `notice-manual-opd-1`, `-2` …
    fn notice_lines(&self, group: &str, audience: &str) -> Vec<Bilingual> {
        let system = self.masters().hospital.central_system.clone();
        // What is taken is the pack's rule, so the first line is too.
        let all_tests = (group, audience) == ("manual", "lab") && !self.masters().lab.urgent_only;
        let ids = (1..=LINES_MAX).map(|n| {
            if n == 1 && all_tests { "notice-manual-lab-all".to_owned() } else { format!("notice-{group}-{audience}-{n}") }
        });
        ids.take_while(|id| words(Lang::En).has(id)).map(|id| both_with(&id, &[("system", &system)])).collect()
    }

    fn shift_paper(&self, of: &EntryId) -> Result<Printed, Problem> {
        let sheet = self.shift_sheet(of)?;
        // The entry's own code says who handed over which entries, with their root: enough to check the shift with no network.
        let codes = codes_of(self.rows()?, std::slice::from_ref(of))?;
        let root = sheet.root.map(|root| root.to_string());
        let counter = format!("{}{}", of.counter, of.letter);
        let counter_name = self.masters().counter(&of.counter).map_or_else(Bilingual::default, |c| c.name.clone());
        let (_, _, by, printed_at) = self.of();
        let form = ShiftPaper {
            hospital: &self.masters().hospital,
            mode: self.counter_file().mode,
            counter: &counter,
            counter_name: &counter_name,
            from: sheet.from,
            to: sheet.to,
            giver: &sheet.giver,
            taker: &sheet.taker,
            entries: sheet.entries,
            volumes: sheet.volumes,
            series: sheet.series,
            open: sheet.open.into_iter().map(|open| (open.what, open.count)).collect(),
            incidents: sheet.incidents,
            note: &sheet.note,
            root: root.as_deref().map(|line| ShiftRoot { codes: &codes, line }),
            printed_at,
            by,
        };
        let name = format!("{}shift-{counter}-{}", self.paper_mark(), sheet.to.format("%Y-%m-%d-%H%M"));
        Ok(Printed { pages: paper::shift_sheet(&form), name })
    }

    /// A list across the page, as the registers are.
    fn list(
        &self,
        title: &str,
        (from, to): (NaiveDate, NaiveDate),
        table: (&[(&str, f32)], Vec<Vec<String>>),
    ) -> Vec<paper::Page> {
        let (_, _, by, printed_at) = self.of();
        let (columns, lines) = table;
        paper::book(&BookPaper {
            hospital: &self.masters().hospital,
            mode: self.counter_file().mode,
            counter: &self.installation(),
            title: both(title),
            from,
            to,
            printed_at,
            by,
            columns: columns.iter().map(|(id, share)| (both(id), *share)).collect(),
            lines,
            series: Vec::new(),
        })
    }

    fn roster_paper(&self, day: NaiveDate) -> Result<Printed, Problem> {
        let columns = [
            ("roster-column-shift", 16.0),
            ("roster-column-post", 24.0),
            ("roster-column-person", 24.0),
            ("roster-column-contact", 18.0),
            ("roster-column-remarks", 18.0),
        ];
        let of_day = self.roster(day)?.into_iter().filter(|on| on.line.sheet.is("day", &day.to_string()));
        let lines = of_day.map(|on| {
            let sheet = &on.line.sheet;
            let text = |code| sheet.get(code).to_owned();
            let shift = choice("roster_shift", sheet.get("shift")).map_or_else(|| text("shift"), |c| stacked(&c.name));
            vec![shift, text("post"), text("person"), text("contact"), text("remarks")]
        });
        let pages = self.list("roster-title", (day, day), (&columns, lines.collect()));
        Ok(Printed { pages, name: format!("{}roster-{day}", self.paper_mark()) })
    }

    fn incident_paper(&self, from: NaiveDate, to: NaiveDate) -> Result<Printed, Problem> {
        let columns = [
            ("incident-column-when", 13.0),
            ("incident-column-severity", 14.0),
            ("incident-column-where", 15.0),
            ("incident-column-what", 40.0),
            ("incident-column-told", 18.0),
        ];
        let within = |incident: &Incident| incident.when().is_some_and(|at| (from..=to).contains(&at.date_naive()));
        let lines = self.incidents()?.into_iter().filter(within).map(|incident| self.incident_cells(&incident)).collect();
        let pages = self.list("incident-title", (from, to), (&columns, lines));
        Ok(Printed { pages, name: format!("{}incidents-{from}", self.paper_mark()) })
    }

    fn incident_cells(&self, incident: &Incident) -> Vec<String> {
        let named = |list, code: &str| choice(list, code).map(|c| stacked(&c.name)).unwrap_or_default();
        let when = incident.when().map_or_else(String::new, moment);
        let over = if incident.is_open() { both("incident-open") } else { both("incident-over") };
        let place = [named("module", incident.now("module")), incident.now("place").to_owned()];
        let place = place.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join("\n");
        let told: Vec<String> =
            incident.lines.iter().map(|line| line.sheet.get("told").to_owned()).filter(|text| !text.is_empty()).collect();
        vec![
            format!("{when}\n{}", incident.id),
            format!("{}\n{}", named("incident_severity", incident.now("severity")), stacked(&over)),
            place,
            incident.lines.iter().map(|line| self.line_text(line)).collect::<Vec<_>>().join("\n"),
            told.join("\n"),
        ]
    }

    /// What one line of an incident says; a later one with when and by whom.
    fn line_text(&self, line: &crate::journal::IncidentLine) -> String {
        let item = |code: &str| {
            let item = form(FormId::Incident).item(code)?;
            let text = shown(item, line.sheet.get(code), self.masters(), self.today(), Lang::En);
            (!text.is_empty()).then_some(text)
        };
        let said = ["what", "done"].into_iter().filter_map(item).collect::<Vec<_>>().join(" – ");
        format!("{} {}: {said}", line.at.format("%d-%m %H:%M"), person_of(self.masters(), &line.by).en)
    }

    fn drill_paper(&self) -> Result<Printed, Problem> {
        let report = self.drill_report()?;
        let columns = [
            ("drill-column-person", 34.0),
            ("drill-column-registered", 14.0),
            ("drill-column-median", 16.0),
            ("drill-column-fastest", 12.0),
            ("drill-column-slowest", 12.0),
            ("drill-column-other", 12.0),
        ];
        let dash = |secs: Option<u32>| secs.map_or_else(|| "–".to_owned(), |secs| secs.to_string());
        let line = |name: String, registered: u32, secs: (Option<u32>, Option<u32>, Option<u32>), other: u32| {
            vec![name, registered.to_string(), dash(secs.0), dash(secs.1), dash(secs.2), other.to_string()]
        };
        let person = |person: &DrillPerson| {
            let secs = (person.median_secs(), person.secs.iter().min().copied(), person.secs.iter().max().copied());
            line(stacked(&person_of(self.masters(), &person.login)), person.registered, secs, person.other)
        };
        let mut lines: Vec<Vec<String>> = report.people.iter().map(person).collect();
        let all = report.people.iter().flat_map(|p| p.secs.iter().copied());
        let secs = (report.median_secs(), all.clone().min(), all.max());
        lines.push(line(stacked(&both("drill-all")), report.registered(), secs, report.people.iter().map(|p| p.other).sum()));
        let day = |at: Option<DateTime<FixedOffset>>| at.unwrap_or_else(|| self.now()).date_naive();
        let pages = self.list("drill-title", (day(report.began), day(report.ended)), (&columns, lines));
        Ok(Printed { pages, name: format!("{}report-{}", self.paper_mark(), day(report.began)) })
    }
}

/// `24-11-2022 09:14`.
fn moment(at: DateTime<FixedOffset>) -> String {
    crate::hospital::forms::write_moment(at)
}

/// What a statement is about, for people; none where it is about the whole hospital.
fn about(masters: &Masters, scope: &Scope) -> Option<Bilingual> {
    let module = scope.module.and_then(|module| choice("module", module.code())).map(|c| c.name.clone());
    let counter = scope.counter.as_ref().map(|code| {
        let name = masters.counter(code).map_or_else(Bilingual::default, |counter| counter.name.clone());
        Bilingual { en: format!("{code} {}", name.en), hi: format!("{code} {}", name.hi) }
    });
    match (module, counter) {
        (Some(module), Some(counter)) => {
            Some(Bilingual { en: format!("{}, {}", module.en, counter.en), hi: format!("{}, {}", module.hi, counter.hi) })
        }
        (one, other) => one.or(other),
    }
}

impl Desk {
    /// The declarations and ends that a notice can be printed of, the latest first.
    ///
    /// # Errors
    /// A problem of right or disk.
    pub fn last_said(&self) -> Result<Option<EntryId>, Problem> {
        Ok(self.rows()?.book(Book::Event)?.iter().max_by_key(|e| (e.header.time, e.header.id().packed())).map(|e| e.header.id()))
    }
}
