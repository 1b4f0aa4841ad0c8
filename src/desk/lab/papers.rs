//! From an order to its papers: labels, requisition, report, rejection slip. Reads only; works over any connection.

use crate::desk::papers::{PaperJob, Printed, codes_of, installation_of, person_of};
use crate::desk::place::CounterFile;
use crate::hospital::forms::choice;
use crate::hospital::lab::{Accession, Catalogue, LabRules, LabValue, TestDef, source};
use crate::hospital::number::Mode;
use crate::hospital::pack::{Bilingual, Lang, Masters};
use crate::journal::fold::{
    CaseBody, ConclusionLine, OrderState, ReleasedLine, ResultPhase, ResultState, StepKind, StepLine, TubeState,
};
use crate::journal::{Body, EntryId, PaperKind};
use crate::paper::{
    Amended, Earlier, FollowLine, LabHead, LabPatient, LabReportPaper, LabTestName, OverrideLine, RejectionPaper, ReportCall,
    ReportPanel, ReportResult, ReportTube, RequisitionPaper, RequisitionTube, TubeLabel, lab_report, rejection_slip, requisition,
    tube_labels,
};
use crate::problem::Problem;
use crate::store::{CaseRow, View};
use crate::words::words;
use chrono::{DateTime, FixedOffset};

/// Result entries that a report carries as codes, at most: a page has room for so many.
const RESULT_CODES_MAX: usize = 4;

/// What every paper of an order borrows.
struct Of<'a> {
    masters: &'a Masters,
    catalogue: Catalogue,
    row: &'a CaseRow,
    order: &'a OrderState,
    mode: Mode,
    counter: String,
    by: Bilingual,
    patient: LabPatient,
    ward: Bilingual,
    doctor: Bilingual,
    now: DateTime<FixedOffset>,
    copy: u32,
}

/// Lays a paper of the laboratory out.
///
/// # Errors
/// `problem-not-found`, `problem-paper-none` when the order has no such paper yet, or a problem of the disk.
pub(in crate::desk) fn lay_out(
    view: View<'_>,
    masters: &Masters,
    file: &CounterFile,
    job: &PaperJob,
    now: DateTime<FixedOffset>,
) -> Result<Printed, Problem> {
    let row = view.case(&job.visit)?.ok_or_else(|| Problem::refused("problem-not-found"))?;
    let none = || Problem::refused("problem-paper-none");
    if let CaseBody::Roll { first, count } = &row.case.body {
        let pages = roll(masters, file.mode, *first, *count);
        return Ok(Printed { pages, name: name(&row, &first.to_string(), job) });
    }
    let order = row.case.order().ok_or_else(none)?;
    let of = of(masters, file, &row, order, job, now);
    let pages = match job.paper {
        PaperKind::TubeLabels => labels(&of),
        PaperKind::Requisition => requisition_of(&of, view, job)?,
        PaperKind::LabReport => report(&of, view, false)?,
        PaperKind::RestrictedReport => report(&of, view, true)?,
        PaperKind::RejectionSlip => {
            order.tubes.iter().filter(|t| !t.why.is_empty()).flat_map(|tube| rejection(&of, tube, job)).collect()
        }
        _ => Vec::new(),
    };
    if pages.is_empty() {
        return Err(none());
    }
    let number = row.case.number.as_ref().map_or_else(|| row.id.to_string(), ToString::to_string);
    Ok(Printed { pages, name: name(&row, &number, job) })
}

fn name(row: &CaseRow, number: &str, job: &PaperJob) -> String {
    let patient = row.patient.as_ref().map_or_else(String::new, |p| format!("{}-", p.patient.number));
    let copy = if job.copy == 0 { String::new() } else { format!("-duplicate-{}", job.copy) };
    format!("{patient}{number}-{}{copy}", job.paper.code())
}

fn of<'a>(
    masters: &'a Masters,
    file: &CounterFile,
    row: &'a CaseRow,
    order: &'a OrderState,
    job: &PaperJob,
    now: DateTime<FixedOffset>,
) -> Of<'a> {
    let sheet = &order.order.sheet;
    let typed = sheet.get("doctor_name");
    let doctor = masters.doctor(sheet.get("doctor")).map_or_else(|| same(typed), |d| d.name.clone());
    Of {
        masters,
        catalogue: Catalogue::of(masters),
        row,
        order,
        mode: row.case.number.as_ref().and_then(crate::hospital::number::Number::parts).map_or(file.mode, |p| p.mode),
        counter: installation_of(&row.id),
        by: person_of(masters, &row.case.by),
        patient: patient_of(masters, row, now),
        ward: ward_of(masters, &order.order.ward),
        doctor,
        now,
        copy: job.copy,
    }
}

/// A text that is alike in both languages.
pub(super) fn same(text: &str) -> Bilingual {
    Bilingual { en: text.to_owned(), hi: text.to_owned() }
}

/// A ward's name; the code where the pack of today does not know it.
pub(super) fn ward_of(masters: &Masters, code: &str) -> Bilingual {
    masters.ward(code).map_or_else(|| same(code), |ward| ward.name.clone())
}

/// The patient as papers of the laboratory name them.
pub(super) fn patient_of(masters: &Masters, row: &CaseRow, now: DateTime<FixedOffset>) -> LabPatient {
    let of = |p: &crate::journal::fold::PatientState| {
        let doubtful = p.unknown || p.conflict || p.voided.is_some();
        LabPatient::of(p.patient.number.as_str(), &p.patient.details, &masters.hospital, now.date_naive(), doubtful)
    };
    row.patient.as_ref().map(of).unwrap_or_default()
}

impl<'a> Of<'a> {
    fn head(&'a self, at: DateTime<FixedOffset>, by: &'a Bilingual) -> LabHead<'a> {
        let (hospital, counter) = (&self.masters.hospital, self.counter.as_str());
        LabHead { hospital, mode: self.mode, at, by, counter, copy: self.copy }
    }

    fn number(&self) -> &str {
        self.row.case.number.as_ref().map_or("", |n| n.as_str())
    }

    fn test(&self, code: &str) -> LabTestName {
        let name = self.catalogue.test(code).map_or_else(|| same(code), |def| def.name.clone());
        LabTestName { code: code.to_owned(), name }
    }

    fn restricted(&self, code: &str) -> bool {
        self.catalogue.test(code).is_some_and(|def| def.limit.restricted)
    }
}

fn roll(masters: &Masters, mode: Mode, first: Accession, count: u32) -> Vec<crate::paper::Page> {
    let label = |accession| TubeLabel {
        hospital: &masters.hospital,
        mode,
        accession,
        who: None,
        with_name: false,
        with_age_sex: false,
        with_number: false,
        tube: "",
        tests: &[],
        urgent: false,
        collected: None,
        relabelled: false,
        copy: 0,
    };
    tube_labels(&first.run(count).into_iter().map(label).collect::<Vec<_>>())
}

/// A label for each tube that can still give a result.
fn labels(of: &Of<'_>) -> Vec<crate::paper::Page> {
    let rules = &of.catalogue.rules;
    let tubes = of.order.tubes.iter().filter(|tube| !tube.is_gone());
    let tubes: Vec<(&TubeState, Vec<String>)> = tubes.map(|tube| (tube, of.catalogue.short(&tube.tests))).collect();
    let label = |(tube, tests)| label_of((of.masters, of.mode), (of.order, tube, tests), (&of.patient, rules), of.copy);
    let pages: Vec<TubeLabel<'_>> = tubes.iter().map(|(tube, tests)| label((*tube, tests.as_slice()))).collect();
    tube_labels(&pages)
}

/// The label of one tube.
pub(in crate::desk) fn label_of<'a>(
    (masters, mode): (&'a Masters, Mode),
    (order, tube, tests): (&OrderState, &'a TubeState, &'a [String]),
    (who, rules): (&'a LabPatient, &LabRules),
    copy: u32,
) -> TubeLabel<'a> {
    TubeLabel {
        hospital: &masters.hospital,
        mode,
        accession: tube.accession,
        who: Some(who),
        with_name: rules.label_name,
        with_age_sex: rules.label_age_sex,
        with_number: rules.label_number,
        tube: &tube.kind,
        tests,
        urgent: order.order.urgent,
        collected: tube.way.collected,
        relabelled: !tube.was.is_empty(),
        copy,
    }
}

fn requisition_of(of: &Of<'_>, view: View<'_>, job: &PaperJob) -> Result<Vec<crate::paper::Page>, Problem> {
    let (order, sheet) = (&of.order.order, &of.order.order.sheet);
    let tube = |tube: &TubeState| RequisitionTube {
        accession: tube.accession,
        tube: tube.kind.clone(),
        specimen: tube.specimen.clone(),
        tests: tube.tests.iter().map(|code| of.test(code)).collect(),
        replaces: tube.replaces,
        gone: tube.is_gone(),
    };
    let tubes: Vec<RequisitionTube> = of.order.tubes.iter().map(tube).collect();
    let rule = |rule: &crate::journal::Override| OverrideLine {
        rule: word(&format!("lab-override-{}", rule.rule)),
        reason: rule.reason.clone(),
        by: of.by.clone(),
    };
    let overrides: Vec<OverrideLine> = order.overrides.iter().map(rule).collect();
    // The patient's own entry may not be here where the requisition is scanned: the order's carries a copy of it.
    let qr = codes_of(view, std::slice::from_ref(&of.row.id))?;
    let form = RequisitionPaper {
        head: of.head(of.row.case.entered, &of.by),
        number: of.number(),
        patient: &of.patient,
        asked_at: order.at,
        urgent: order.urgent,
        ward: &of.ward,
        doctor: &of.doctor,
        note: sheet.get("note"),
        form_no: sheet.get("form_no"),
        tubes: &tubes,
        overrides: &overrides,
        collected: order.collected,
        cancelled: of.row.case.cancelled.is_some(),
        qr: &qr,
    };
    Ok(requisition(&form, job.size))
}

/// A text of the words' files in both languages.
pub(super) fn word(id: &str) -> Bilingual {
    Bilingual { en: words(Lang::En).t(id).into_owned(), hi: words(Lang::Hi).t(id).into_owned() }
}

/// The report: without what is restricted, or of that alone.
fn report(of: &Of<'_>, view: View<'_>, restricted: bool) -> Result<Vec<crate::paper::Page>, Problem> {
    let order = of.order;
    let wanted = |r: &&ResultState| of.restricted(&r.test) == restricted;
    let released: Vec<&ResultState> = order.results.iter().filter(wanted).filter(|r| r.released.is_some()).collect();
    if released.is_empty() {
        return Ok(Vec::new());
    }
    let tubes = tubes_of(of, &released, restricted);
    let panels = panels_of(of, &released, restricted);
    let to_follow: Vec<FollowLine> = order.results.iter().filter(wanted).filter_map(|r| follow(of, r, restricted)).collect();
    let calls: Vec<ReportCall> = order.calls.iter().filter_map(|line| call(of, line, restricted)).collect();
    let verified = verified_by(of, &released);
    let rules = &of.catalogue.rules;
    let ratified = (!rules.ratified_by.is_empty()).then_some((rules.ratified_by.as_str(), rules.ratified_on.as_str()));
    let qr = codes_of(view, &entries_of(of, view, &released, restricted)?)?;
    let none: [String; 0] = [];
    let conclusion = conclusion_of(of, restricted);
    let printed = order.told.last().map_or_else(|| of.by.clone(), |line| person_of(of.masters, &line.by));
    let form = LabReportPaper {
        head: of.head(of.now, &printed),
        number: of.number(),
        patient: &of.patient,
        ward: &of.ward,
        doctor: &of.doctor,
        urgent: order.order.urgent,
        asked_at: order.order.at,
        tubes: &tubes,
        reported: released.iter().filter_map(|r| r.released.as_ref()).map(|line| line.at).max(),
        panels: &panels,
        to_follow: &to_follow,
        calls: &calls,
        conclusion: &conclusion,
        verified: &verified,
        ratified,
        qr: if restricted { &none } else { &qr },
        qr_restricted: if restricted { &qr } else { &none },
    };
    Ok(lab_report(&form))
}

fn tubes_of(of: &Of<'_>, released: &[&ResultState], restricted: bool) -> Vec<ReportTube> {
    let used = of.order.tubes.iter().filter(|tube| released.iter().any(|r| r.tube == tube.accession));
    used.map(|tube| ReportTube {
        accession: tube.accession,
        tube: tube.kind.clone(),
        specimen: tube.specimen.clone(),
        collected: tube.way.collected,
        received: tube.way.received,
        restricted,
    })
    .collect()
}

fn panels_of(of: &Of<'_>, released: &[&ResultState], restricted: bool) -> Vec<ReportPanel> {
    let mut panels: Vec<(String, ReportPanel)> = Vec::new();
    for result in released {
        let (Some(def), Some(line)) = (of.catalogue.test(&result.test), &result.released) else { continue };
        let shown = report_result(of, def, result, line, restricted);
        if let Some((_, panel)) = panels.iter_mut().find(|(code, _)| *code == def.panel) {
            panel.results.push(shown);
        } else {
            let name = of.catalogue.panel(&def.panel).map_or_else(|| same(&def.panel), |p| p.name.clone());
            panels.push((def.panel.clone(), ReportPanel { name, results: vec![shown] }));
        }
    }
    panels.into_iter().map(|(_, panel)| panel).collect()
}

fn report_result(of: &Of<'_>, def: &TestDef, result: &ResultState, line: &ReleasedLine, restricted: bool) -> ReportResult {
    let value = &line.typing.value;
    let amended = |(old, new): (&ReleasedLine, &ReleasedLine)| Amended {
        value: shown(def, &old.typing.value),
        at: new.at,
        by: person_of(of.masters, &new.by),
        reason: new.typing.reason.clone(),
    };
    let followed = result.before.iter().skip(1).chain(std::iter::once(line));
    ReportResult {
        code: def.code.clone(),
        name: def.name.clone(),
        value: shown(def, value),
        unit: value.unit.clone(),
        flag: value.flag,
        low: value.low.clone(),
        high: value.high.clone(),
        normal: coded(def, &def.limit.normal),
        formula: if value.calculated { source(&def.code).to_owned() } else { String::new() },
        earlier: value.delta.as_ref().map(|was| Earlier { value: was.value.clone(), at: was.at }),
        amended: result.before.iter().zip(followed).map(amended).collect(),
        restricted,
    }
}

/// A value as people read it: a coded one in words.
pub(super) fn shown(def: &TestDef, value: &LabValue) -> Bilingual {
    if def.limit.list.is_empty() { same(&value.value) } else { coded(def, &value.value) }
}

fn coded(def: &TestDef, code: &str) -> Bilingual {
    choice(&def.limit.list, code).map_or_else(|| same(code), |choice| choice.name.clone())
}

fn follow(of: &Of<'_>, result: &ResultState, restricted: bool) -> Option<FollowLine> {
    if result.released.is_some() {
        return None;
    }
    let recollect = result.phase == ResultPhase::Recollect;
    let why = of.order.tubes.iter().find(|t| recollect && t.accession == result.tube).map(|t| t.why.as_str()).unwrap_or_default();
    let why = choice("lab_reject", why).map_or_else(Bilingual::default, |choice| choice.name.clone());
    let LabTestName { code, name } = of.test(&result.test);
    Some(FollowLine { code, name, recollect, why, restricted })
}

fn call(of: &Of<'_>, line: &crate::journal::fold::CallLine, restricted: bool) -> Option<ReportCall> {
    let told = line.call.values.iter().filter(|(test, _)| of.restricted(test) == restricted);
    let values: Vec<String> = told.map(|(test, value)| format!("{test} {value}")).collect();
    (!values.is_empty()).then(|| ReportCall {
        values,
        whom: line.call.whom.clone(),
        at: line.call.at,
        read_back: line.call.read_back,
        by: person_of(of.masters, &line.by),
        note: line.call.note.clone(),
        restricted,
    })
}

fn verified_by(of: &Of<'_>, released: &[&ResultState]) -> Vec<(Bilingual, DateTime<FixedOffset>)> {
    let mut last: Vec<(&str, DateTime<FixedOffset>)> = Vec::new();
    for line in released.iter().filter_map(|r| r.released.as_ref()) {
        match last.iter_mut().find(|(by, _)| *by == line.by) {
            Some((_, at)) => *at = line.at.max(*at),
            None => last.push((&line.by, line.at)),
        }
    }
    last.into_iter().map(|(by, at)| (person_of(of.masters, by), at)).collect()
}

/// The entries that a report proves itself with: those that hold its values, and the last release. One that names a restricted test stands
/// on the restricted report only.
fn entries_of(of: &Of<'_>, view: View<'_>, released: &[&ResultState], restricted: bool) -> Result<Vec<EntryId>, Problem> {
    let secret = |id: &EntryId| -> Result<bool, Problem> {
        Ok(match view.entry(id)?.map(|entry| entry.body) {
            Some(Body::Resulted { values, .. }) => values.iter().any(|value| of.restricted(&value.test)),
            Some(Body::Verified { results, .. }) => results.iter().any(|result| of.restricted(&result.test)),
            _ => false,
        })
    };
    let lines = || released.iter().filter_map(|r| r.released.as_ref());
    let mut ids: Vec<EntryId> = Vec::new();
    for line in lines() {
        let id = &line.typing.entry;
        if ids.len() < RESULT_CODES_MAX && !ids.contains(id) && (restricted || !secret(id)?) {
            ids.push(id.clone());
        }
    }
    if let Some(last) = lines().map(|line| line.entry.clone()).max_by_key(EntryId::packed)
        && (restricted || !secret(&last)?)
    {
        ids.push(last);
    }
    Ok(ids)
}

/// What the verifiers made of the tests of this report. A conclusion that was written beside a restricted test stands with that alone.
fn conclusion_of(of: &Of<'_>, restricted: bool) -> String {
    let beside = |line: &&ConclusionLine| line.tests.iter().any(|test| of.restricted(test)) == restricted;
    let mut lines: Vec<&str> = of.order.conclusions.iter().filter(beside).map(|line| line.text.as_str()).collect();
    lines.dedup();
    lines.join("\n")
}

fn rejection(of: &Of<'_>, tube: &TubeState, job: &PaperJob) -> Vec<crate::paper::Page> {
    let stands = |s: &&StepLine| s.kind == StepKind::Rejected && s.cancelled.is_none() && s.is_about(tube);
    let step = of.row.case.steps.iter().rev().find(stands);
    let by = person_of(of.masters, &tube.by);
    let tests: Vec<LabTestName> = tube.tests.iter().map(|code| of.test(code)).collect();
    let form = RejectionPaper {
        head: of.head(step.map_or(tube.since, |s| s.entered), &by),
        number: of.number(),
        patient: &of.patient,
        ward: &of.ward,
        doctor: &of.doctor,
        accession: tube.accession,
        tube: &tube.kind,
        urgent: of.order.order.urgent,
        tests: &tests,
        collected: tube.way.collected,
        rejected_at: tube.since,
        rejected_by: &by,
        why: &tube.why,
        note: &tube.note,
        told: &tube.told,
        replaced_by: tube.replaced_by,
    };
    rejection_slip(&form, job.size)
}
