//! Lists on paper: ward census, registers by date, number gaps. Reads only; works over any connection.

use super::board::{BedLine, BedLook, Occupant, WardBoard, board, ward_line};
use super::gaps::series_ranges;
use crate::desk::papers::{Printed, person_of};
use crate::desk::place::CounterFile;
use crate::hospital::forms::{FormId, form, shown, write_moment};
use crate::hospital::ipd::{BedStatus, Outcome};
use crate::hospital::number::{Mode, Series};
use crate::hospital::pack::{Bilingual, Lang, Masters};
use crate::journal::Register;
use crate::journal::fold::{CaseBody, CaseState, OrderState};
use crate::paper::{BookPaper, CensusCounts, CensusLine, CensusPaper, CensusPatient, GapPaper, book, gap_report, ward_census};
use crate::problem::Problem;
use crate::store::{CaseKind, CaseRow, View};
use crate::words::words;
use chrono::{DateTime, Duration, FixedOffset, NaiveDate, Timelike as _};
use std::collections::BTreeSet;

/// Masters, counter, who asks, and the time.
pub type Of<'a> = (&'a Masters, &'a CounterFile, &'a Bilingual, DateTime<FixedOffset>);

/// Hours at which nursing shifts begin.
const SHIFTS: [u32; 3] = [8, 14, 20];
/// Days back that comings and goings of a ward are looked for.
const STAY_DAYS_MAX: i64 = 400;

fn mark(file: &CounterFile) -> &'static str {
    if file.mode == Mode::Demo { "DEMO-" } else { "" }
}

/// When the shift began.
fn shift_start(now: DateTime<FixedOffset>) -> DateTime<FixedOffset> {
    let hour = SHIFTS.into_iter().rev().find(|h| now.hour() >= *h);
    let (day, hour) = hour.map_or_else(|| (now - Duration::days(1), 20), |hour| (now, hour));
    day.with_hour(hour).and_then(|t| t.with_minute(0)).and_then(|t| t.with_second(0)).unwrap_or(now)
}

/// The shift census of a ward.
///
/// # Errors
/// `problem-ward-unknown`, or a problem of the disk.
pub fn census_paper(view: View<'_>, (masters, file, by, now): Of<'_>, ward: &str) -> Result<Printed, Problem> {
    let known = masters.ward(ward).ok_or_else(|| Problem::refused("problem-ward-unknown").with("ward", ward))?;
    let boards = board(view, masters, now.date_naive())?;
    let own = boards.into_iter().find(|b| b.ward == ward).unwrap_or_default();
    let since = shift_start(now);
    let lines: Vec<CensusLine> = own
        .beds
        .iter()
        .flat_map(|bed| bed_lines(masters, bed))
        .chain(own.unplaced.iter().map(|who| census_line(None, BedStatus::Free, Some(patient(masters, who)), who.misfit)))
        .collect();
    let paper = CensusPaper {
        hospital: &masters.hospital,
        mode: file.mode,
        counter: &file.installation(),
        ward: &known.name,
        since,
        at: now,
        by,
        copy: 0,
        counts: counts(view, &own, ward, since, now)?,
        lines: &lines,
    };
    let name = format!("{}census-{ward}-{}", mark(file), now.format("%Y-%m-%d-%H%M"));
    Ok(Printed { pages: ward_census(&paper), name })
}

const fn census_line(bed: Option<String>, status: BedStatus, who: Option<CensusPatient>, conflict: bool) -> CensusLine {
    CensusLine { bed, status, remark: String::new(), who, conflict }
}

/// One line a patient; an empty bed has one of its own.
fn bed_lines(masters: &Masters, bed: &BedLine) -> Vec<CensusLine> {
    let conflict = bed.look == BedLook::Conflict;
    let line = |who: &Occupant| {
        census_line(Some(bed.code.clone()), BedStatus::Free, Some(patient(masters, who)), conflict || who.misfit)
    };
    if !bed.who.is_empty() {
        return bed.who.iter().map(line).collect();
    }
    let status = match bed.look {
        BedLook::Reserved => BedStatus::Reserved,
        BedLook::Cleaning => BedStatus::Cleaning,
        BedLook::OutOfOrder => BedStatus::OutOfOrder,
        BedLook::Free | BedLook::Taken | BedLook::Conflict => BedStatus::Free,
    };
    let mut remark = bed.mark.as_ref().filter(|_| status != BedStatus::Free).map_or_else(String::new, |m| m.mark.reason.clone());
    if let Some(meant) = bed.planned.first() {
        remark = format!("{} {}", meant.patient_number, meant.name.shown());
    }
    vec![CensusLine { remark, ..census_line(Some(bed.code.clone()), status, None, false) }]
}

fn patient(masters: &Masters, who: &Occupant) -> CensusPatient {
    CensusPatient {
        number: who.patient_number.clone(),
        stay: who.number.clone(),
        name: who.name.clone(),
        age: who.age,
        sex: who.sex,
        since: who.since,
        consultant: who.doctor.as_deref().and_then(|d| masters.doctor(d)).map(|d| d.name.clone()).unwrap_or_default(),
        diagnosis: who.diagnosis.clone(),
        mlc: who.mlc,
    }
}

fn counts(
    view: View<'_>,
    own: &WardBoard,
    ward: &str,
    since: DateTime<FixedOffset>,
    now: DateTime<FixedOffset>,
) -> Result<CensusCounts, Problem> {
    let line = ward_line(own);
    let mut counts = CensusCounts {
        beds: line.beds,
        taken: line.taken,
        free: line.free,
        cleaning: line.cleaning,
        reserved: line.reserved,
        out_of_order: line.out_of_order,
        without_bed: line.unplaced,
        ..CensusCounts::default()
    };
    let from = now.date_naive() - Duration::days(STAY_DAYS_MAX);
    for row in view.cases_between(CaseKind::Stay, from, now.date_naive())? {
        let Some(stay) = row.case.stay().filter(|_| row.case.cancelled.is_none()) else { continue };
        let held = &stay.course.held;
        let here = |n: usize| held.get(n).is_some_and(|h| h.place.ward == ward);
        for (n, place) in held.iter().enumerate() {
            if place.from < since || !here(n) {
                continue;
            }
            match n.checked_sub(1) {
                None => counts.admitted += 1,
                Some(before) if !here(before) => counts.moved_in += 1,
                Some(_) => {}
            }
        }
        let left = held.iter().zip(held.iter().skip(1)).filter(|(a, b)| a.place.ward == ward && b.place.ward != ward);
        counts.moved_out += u32::try_from(left.filter(|(_, b)| b.from >= since).count()).unwrap_or(0);
        if stay.course.discharged.is_some_and(|at| at >= since) && held.last().is_some_and(|h| h.place.ward == ward) {
            if stay.course.outcome.is_some_and(Outcome::is_death) {
                counts.died += 1;
            } else {
                counts.discharged += 1;
            }
        }
    }
    Ok(counts)
}

/// What a register shows of each form, with shares of the width.
const fn columns_of(kind: CaseKind) -> &'static [(&'static str, f32)] {
    match kind {
        CaseKind::Stay => {
            &[("ward", 10.0), ("bed", 10.0), ("doctor", 14.0), ("diagnosis", 18.0), ("outcome", 10.0), ("discharged", 12.0)]
        }
        CaseKind::Arrival => &[("triage", 10.0), ("mode", 10.0), ("condition", 10.0), ("complaint", 18.0), ("outcome", 12.0)],
        CaseKind::Order => &[("tests", 30.0), ("urgency", 7.0), ("ward", 8.0), ("tubes", 16.0), ("stands", 12.0)],
        CaseKind::Roll => &[("tubes", 24.0)],
        CaseKind::Register(register) => match register {
            Register::Mlc => &[
                ("kind", 10.0),
                ("brought_by", 9.0),
                ("police_station", 11.0),
                ("nature", 10.0),
                ("doctor", 12.0),
                ("notes", 16.0),
            ],
            Register::Birth => &[
                ("child_sex", 6.0),
                ("mother_name", 14.0),
                ("father_name", 14.0),
                ("weight_grams", 7.0),
                ("delivery", 9.0),
                ("notes", 16.0),
            ],
            Register::Stillbirth => &[
                ("child_sex", 7.0),
                ("mother_name", 15.0),
                ("father_name", 15.0),
                ("weeks", 7.0),
                ("cause", 16.0),
                ("notes", 14.0),
            ],
            Register::Death => {
                &[("sex", 6.0), ("age", 8.0), ("place", 10.0), ("cause", 18.0), ("informant_name", 13.0), ("notes", 16.0)]
            }
            Register::Cause => &[("line_a", 16.0), ("line_b", 16.0), ("line_c", 16.0), ("manner", 9.0), ("doctor", 13.0)],
            Register::Indent => &[("ward", 9.0), ("to", 9.0), ("items", 28.0), ("asked_by", 11.0), ("notes", 18.0)],
        },
    }
}

/// The form whose fields a kind of case has.
const fn form_of(kind: CaseKind) -> FormId {
    match kind {
        CaseKind::Stay => FormId::Admission,
        CaseKind::Arrival => FormId::Arrival,
        CaseKind::Order => FormId::LabOrder,
        CaseKind::Roll => FormId::LabRoll,
        CaseKind::Register(register) => register.form(),
    }
}

/// By which day a case stands in its register: a stay has two.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Dated {
    Begun,
    /// Discharges.
    Ended,
}

/// The cases of a register, in the order of its days.
fn rows_of(view: View<'_>, kind: CaseKind, dated: Dated, (from, to): (NaiveDate, NaiveDate)) -> Result<Vec<CaseRow>, Problem> {
    if dated == Dated::Begun {
        return Ok(view.cases_between(kind, from, to)?);
    }
    let ended = |row: &CaseRow| row.case.stay().and_then(|s| s.course.discharged);
    let mut rows = view.cases_between(kind, from - Duration::days(STAY_DAYS_MAX), to)?;
    rows.retain(|row| ended(row).is_some_and(|at| (from..=to).contains(&at.date_naive())));
    rows.sort_by_key(|row| (ended(row), row.id.packed()));
    Ok(rows)
}

/// A register by date: the columns of [`columns_of`] after number, time and patient.
///
/// # Errors
/// A problem of the disk.
pub fn book_paper(
    view: View<'_>,
    (masters, file, by, now): Of<'_>,
    (kind, dated): (CaseKind, Dated),
    (from, to): (NaiveDate, NaiveDate),
) -> Result<Printed, Problem> {
    let rows = rows_of(view, kind, dated, (from, to))?;
    let word = |id: &str| Bilingual { en: words(Lang::En).t(id).into_owned(), hi: words(Lang::Hi).t(id).into_owned() };
    let mut columns = vec![(word("book-number"), 13.0), (word("book-when"), 10.0)];
    let persons = kind != CaseKind::Register(Register::Indent);
    if persons {
        columns.push((word("book-patient"), 20.0));
    }
    let label = |code: &str| form(form_of(kind)).item(code).map_or_else(|| word(&format!("book-{code}")), |i| i.label.clone());
    columns.extend(columns_of(kind).iter().map(|(code, share)| (label(code), *share)));
    let lines = rows.iter().map(|row| line_of(masters, kind, row, persons, now.date_naive())).collect();
    let code = if dated == Dated::Ended { "discharge" } else { kind.code() };
    let paper = BookPaper {
        hospital: &masters.hospital,
        mode: file.mode,
        counter: &file.installation(),
        title: word(&format!("book-title-{code}")),
        from,
        to,
        printed_at: now,
        by,
        columns,
        lines,
        series: series_ranges(view, file)?.into_iter().filter(|(series, _)| *series == series_of(kind)).map(|(_, r)| r).collect(),
    };
    Ok(Printed { pages: book(&paper), name: format!("{}book-{code}-{}-{from}-{to}", mark(file), file.installation()) })
}

const fn series_of(kind: CaseKind) -> Series {
    match kind {
        CaseKind::Stay => Series::Admission,
        CaseKind::Arrival => Series::Emergency,
        CaseKind::Order => Series::Requisition,
        CaseKind::Roll => Series::Label,
        CaseKind::Register(register) => register.series(),
    }
}

fn line_of(masters: &Masters, kind: CaseKind, row: &CaseRow, persons: bool, today: NaiveDate) -> Vec<String> {
    let mut number = row.case.number.as_ref().map_or_else(|| "–".to_owned(), ToString::to_string);
    if row.case.cancelled.is_some() {
        number = format!("{number} · {}", words(Lang::En).t("book-cancelled"));
    }
    if let Some(record) = row.case.record().filter(|r| r.version > 1) {
        number = format!("{number} · v{}", record.version);
    }
    let mut cells = vec![number, write_moment(row.case.at)];
    if persons {
        let who = row.patient.as_ref().map_or_else(
            || row.case.record().map_or_else(String::new, |r| r.sheet.get("name").to_owned()),
            |p| format!("{} {}", p.patient.number, p.patient.details.name.shown()),
        );
        cells.push(who);
    }
    cells.extend(columns_of(kind).iter().map(|(code, _)| cell(masters, kind, &row.case, code, today)));
    cells
}

fn cell(masters: &Masters, kind: CaseKind, case: &CaseState, code: &str, today: NaiveDate) -> String {
    let of = |id: FormId, value: &str| {
        form(id).item(code).map_or_else(|| value.to_owned(), |item| shown(item, value, masters, today, Lang::En))
    };
    match (kind, code) {
        (_, "notes") => notes(masters, case, today),
        (CaseKind::Stay, "discharged") => case.stay().and_then(|s| s.course.discharged).map_or_else(String::new, write_moment),
        (CaseKind::Stay, "outcome") => {
            let outcome = case.stay().and_then(|s| s.course.outcome).map_or("", Outcome::code);
            form(FormId::Discharge).item(code).map_or_else(String::new, |i| shown(i, outcome, masters, today, Lang::En))
        }
        (CaseKind::Stay, "ward" | "bed" | "doctor") => {
            let place = case.stay().and_then(|s| s.course.last_place());
            place.map_or_else(String::new, |place| match code {
                "ward" => place.ward.clone(),
                "bed" => place.bed.clone().unwrap_or_default(),
                _ => of(FormId::Admission, place.doctor.as_deref().unwrap_or_default()),
            })
        }
        (CaseKind::Stay, _) => case.stay().map_or_else(String::new, |s| of(FormId::Admission, s.sheet.get(code))),
        (CaseKind::Arrival, "outcome") => {
            let ending = case.arrival().map_or("", |a| a.ending.get(code));
            form(FormId::Leave).item(code).map_or_else(String::new, |i| shown(i, ending, masters, today, Lang::En))
        }
        (CaseKind::Arrival, _) => case.arrival().map_or_else(String::new, |a| of(FormId::Arrival, a.arrival.sheet.get(code))),
        (CaseKind::Order, _) => case.order().map_or_else(String::new, |order| order_cell(order, code)),
        (CaseKind::Roll, _) => match &case.body {
            CaseBody::Roll { first, count } => format!("{} + {}", first.spaced(), count.saturating_sub(1)),
            _ => String::new(),
        },
        (CaseKind::Register(register), _) => case.record().map_or_else(String::new, |r| of(register.form(), r.sheet.get(code))),
    }
}

fn order_cell(order: &OrderState, code: &str) -> String {
    let tubes = order.tubes.iter();
    match code {
        "tests" => order.order.tests.join(" "),
        "urgency" if order.order.urgent => crate::hospital::forms::choice_text("lab_urgency", "urgent", Lang::En).to_owned(),
        "ward" => order.order.ward.clone(),
        "tubes" => tubes.map(|t| t.accession.spaced()).collect::<Vec<_>>().join(", "),
        "stands" => {
            let stands: BTreeSet<_> = tubes.map(|t| t.stands).collect();
            stands.into_iter().map(|s| words(Lang::En).t(s.word_id()).into_owned()).collect::<Vec<_>>().join(", ")
        }
        _ => String::new(),
    }
}

/// What was done about a record: to whom, when, under which receipt.
fn notes(masters: &Masters, case: &CaseState, _today: NaiveDate) -> String {
    let notes = case.record().map(|r| r.notes.as_slice()).unwrap_or_default();
    let one = |note: &crate::journal::fold::NoteLine| {
        let text = |code: &str| note.sheet.get(code).to_owned();
        let parts = match note.form {
            FormId::Police => vec![text("station"), text("officer"), text("receipt")],
            FormId::Registrar => vec![text("to"), text("registration")],
            _ => {
                vec![crate::hospital::forms::choice_text("issue", note.sheet.get("outcome"), Lang::En).to_owned(), text("reason")]
            }
        };
        let by = person_of(masters, &note.by).en;
        let parts: Vec<String> = parts.into_iter().chain([write_moment(note.at), by]).filter(|p| !p.is_empty()).collect();
        parts.join(", ")
    };
    notes.iter().map(one).collect::<Vec<_>>().join("; ")
}

/// The number-gap report over all series of this counter.
///
/// # Errors
/// A problem of the disk.
pub fn gap_paper(view: View<'_>, (masters, file, by, now): Of<'_>) -> Result<Printed, Problem> {
    let paper = GapPaper {
        hospital: &masters.hospital,
        mode: file.mode,
        counter: &file.installation(),
        printed_at: now,
        by,
        series: series_ranges(view, file)?.into_iter().map(|(_, range)| range).collect(),
    };
    let name = format!("{}number-gaps-{}-{}", mark(file), file.installation(), now.date_naive());
    Ok(Printed { pages: gap_report(&paper), name })
}
