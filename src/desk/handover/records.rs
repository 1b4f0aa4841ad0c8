//! All records there are to hand over, one after the other, in constant memory: each patient's identity first, what names it after it.

use super::super::export::{Around, Named, linked, patient_row, visit_row, void};
use crate::exchange::{CameFrom, CaseRow, PatientRow, Record, There, VisitRow, Void, What};
use crate::journal::fold::{CaseBody, CaseState, PatientState};
use crate::journal::{EntryId, RecordKey, RecordKind};
use crate::store::{StoreError, View, Whole};

pub(super) use super::super::export::Stop;

/// Takes one record.
pub(super) type Take<'a> = &'a mut dyn FnMut(&Record<'_>) -> Result<(), Stop>;

/// Hands every record on to `take`. Prepared packs that nobody wears, requests that were not admitted and rolls of labels are no records.
pub(super) fn each_record(view: View<'_>, take: Take<'_>) -> Result<(), Stop> {
    view.each_whole(|whole| of_patient(view, &whole, take))?;
    view.each_loose_case(|id, case| of_case(view, &id, &case, take))
}

/// The records of a case of nobody.
pub(super) fn of_case(view: View<'_>, id: &EntryId, case: &CaseState, take: Take<'_>) -> Result<(), Stop> {
    let named = Named::of(&view, id, case)?;
    case_record(&named.row(id, case, None), None, CameFrom::default(), take)
}

/// The records of one patient, for the few that are looked at by themselves.
pub(super) fn of_whole(view: View<'_>, whole: &Whole, take: Take<'_>) -> Result<(), Stop> {
    of_patient(view, whole, take)
}

fn of_patient(view: View<'_>, whole: &Whole, take: Take<'_>) -> Result<(), Stop> {
    let around = Around::of(&view, whole)?;
    let patient = patient_row(whole, &around);
    if patient.waiting {
        return Ok(());
    }
    let key = |kind, of: &EntryId| RecordKey { kind, of: of.clone() };
    let identity = key(RecordKind::Identity, &whole.id);
    take(&Record { key: &identity, patient: Some(&patient), what: What::Identity })?;
    match (whole.patient.led_by.first(), &whole.patient.parted) {
        (Some(leads), _) => merge(view, &patient, (leads, None), take)?,
        (None, Some(parted)) => merge(view, &patient, (&parted.leads, Some(void(&parted.mark))), take)?,
        (None, None) => {}
    }
    let visits: Vec<VisitRow<'_>> = whole.visits.iter().map(|(id, visit)| visit_row(id, visit, &whole.patient)).collect();
    for row in &visits {
        let key = key(RecordKind::Visit, row.id);
        take(&Record { key: &key, patient: Some(&patient), what: What::Visit(row) })?;
    }
    let named: Vec<Named> = whole.cases.iter().map(|(id, case)| Named::of(&view, id, case)).collect::<Result<_, StoreError>>()?;
    let cases: Vec<CaseRow<'_>> =
        named.iter().zip(&whole.cases).map(|(named, (id, case))| named.row(id, case, Some(patient.number))).collect();
    for row in &cases {
        let from = row.case.order().and_then(|order| order.order.from.as_ref());
        let came = CameFrom {
            visit: from.and_then(|from| visits.iter().find(|visit| visit.id == from)),
            case: from.and_then(|from| cases.iter().find(|case| case.id == from)),
        };
        case_record(row, Some(&patient), came, take)?;
    }
    Ok(())
}

/// That the patient and the one who leads are one person, or no longer.
fn merge(
    view: View<'_>,
    patient: &PatientRow<'_>,
    (leads, parted): (&EntryId, Option<Void<'_>>),
    take: Take<'_>,
) -> Result<(), Stop> {
    let Some(state) = view.patient(leads)? else { return Ok(()) };
    let uhid = linked(&view, leads)?;
    let leads = plain_row(leads, &state, uhid.as_deref());
    let key = RecordKey { kind: RecordKind::Merge, of: patient.id.clone() };
    take(&Record { key: &key, patient: Some(patient), what: What::Merge { leads: &leads, parted } })
}

/// A patient's row without what stands in other rows.
fn plain_row<'a>(id: &'a EntryId, state: &'a PatientState, linked: Option<&'a str>) -> PatientRow<'a> {
    PatientRow {
        id,
        number: &state.patient.number,
        details: &state.patient.details,
        at: state.registered,
        by: &state.by,
        amended: state.amended,
        conflict: state.conflict,
        voided: state.voided.as_ref().map(void),
        unknown: state.unknown,
        waiting: false,
        identified: state.identified.as_ref(),
        same_as: &[],
        died: None,
        mother: None,
        birth_order: "",
        matched: state.patient.matched.as_ref(),
        linked,
        there: There::default(),
    }
}

fn case_record(row: &CaseRow<'_>, patient: Option<&PatientRow<'_>>, came: CameFrom<'_>, take: Take<'_>) -> Result<(), Stop> {
    let Some(kind) = kind_of(row.case) else { return Ok(()) };
    let key = RecordKey { kind, of: row.id.clone() };
    take(&Record { key: &key, patient, what: What::Case(row, came) })?;
    let has_results = row.case.order().is_some_and(|order| order.results.iter().any(|result| result.released.is_some()));
    if has_results {
        let key = RecordKey { kind: RecordKind::Result, of: row.id.clone() };
        take(&Record { key: &key, patient, what: What::Result(row, came) })?;
    }
    Ok(())
}

/// What kind of record a case is.
pub(super) fn kind_of(case: &CaseState) -> Option<RecordKind> {
    match &case.body {
        CaseBody::Stay(_) => case.number.is_some().then_some(RecordKind::Stay),
        CaseBody::Arrival(arrival) => (!arrival.waiting).then_some(RecordKind::Arrival),
        CaseBody::Record(record) => Some(RecordKind::of_register(record.register)),
        CaseBody::Order(_) => Some(RecordKind::Order),
        CaseBody::Roll { .. } => None,
    }
}
