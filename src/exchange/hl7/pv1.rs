//! PV1: the visit, arrival or stay that a message is about, or that an order came from.

use super::super::{CameFrom, CaseRow, VisitRow};
use super::codes;
use super::head::Messages;
use super::parts::identifier;
use super::write::Segment;
use crate::hospital::ipd::Place;
use crate::journal::fold::{ArrivalState, CaseBody, StayState};
use chrono::{DateTime, FixedOffset};

/// Where a patient is: point of care, room, bed.
pub(super) type Spot<'t> = [&'t str; 3];

/// The fields of PV1 that we fill. Empty ones are not written.
#[derive(Default)]
pub(super) struct Pv1<'t> {
    /// Table 0004: `E` emergency, `I` in-patient, `O` out-patient, `P` planned, `N` not applicable.
    pub class: &'static str,
    pub place: Spot<'t>,
    pub kind: &'t str,
    /// Number of a request that is no admission yet.
    pub preadmit: &'t str,
    pub prior: Spot<'t>,
    /// Doctor's code.
    pub doctor: &'t str,
    pub referred_by: &'t str,
    pub department: &'t str,
    pub source: &'t str,
    /// `new` or `follow-up`.
    pub patient_type: &'t str,
    pub number: &'t str,
    pub category: &'t str,
    pub disposition: &'t str,
    pub pending: Spot<'t>,
    pub begun: Option<DateTime<FixedOffset>>,
    pub ended: Option<DateTime<FixedOffset>>,
}

/// A message that is about no visit.
pub(super) fn none() -> Pv1<'static> {
    Pv1 { class: "N", ..Pv1::default() }
}

/// A ward and bed as a spot.
pub(super) fn spot(place: &Place) -> Spot<'_> {
    [&place.ward, "", place.bed.as_deref().unwrap_or("")]
}

impl Messages<'_, '_> {
    pub fn pv1(&mut self, visit: &Pv1<'_>) {
        let site = self.site();
        let at_site = |pv1: &mut Segment<'_>, field: usize, [unit, room, bed]: Spot<'_>| {
            if !unit.is_empty() {
                pv1.parts(field, &[unit, room, bed, site]);
            }
        };
        let masters = self.road.batch.masters;
        let doctor = masters.doctor(visit.doctor).map_or("", |doctor| &doctor.name.en);
        let mut pv1 = Segment::new(self.out, "PV1");
        pv1.text(1, "1").text(2, visit.class);
        at_site(&mut pv1, 3, visit.place);
        pv1.text(4, visit.kind);
        identifier(&mut pv1, 5, visit.preadmit, (site, "VN"));
        at_site(&mut pv1, 6, visit.prior);
        if !visit.doctor.is_empty() {
            pv1.parts(7, &[visit.doctor, doctor, "", "", "", "", "", "", site]);
        }
        pv1.parts(8, &["", visit.referred_by]).text(10, visit.department).text(14, visit.source).text(18, visit.patient_type);
        identifier(&mut pv1, 19, visit.number, (site, "VN"));
        pv1.text(20, visit.category).text(36, visit.disposition);
        at_site(&mut pv1, 42, visit.pending);
        pv1.time(44, visit.begun).time(45, visit.ended).end();
    }

    /// PV1 of the visit or case that an order came from, where there is one.
    pub fn came_from(&mut self, from: CameFrom<'_>) {
        let masters = self.road.batch.masters;
        if let Some(row) = from.visit {
            let department = masters.clinic(&row.visit.clinic).map_or("", |clinic| &clinic.department);
            self.pv1(&of_visit(row, department));
        } else if let Some(row) = from.case {
            match &row.case.body {
                CaseBody::Stay(stay) => self.pv1(&of_stay(row, stay)),
                CaseBody::Arrival(arrival) => self.pv1(&of_arrival(row, arrival)),
                CaseBody::Record(_) | CaseBody::Order(_) | CaseBody::Roll { .. } => {}
            }
        }
    }
}

pub(super) fn of_visit<'t>(row: &VisitRow<'t>, department: &'t str) -> Pv1<'t> {
    let visit = row.visit;
    Pv1 {
        class: "O",
        place: [&visit.clinic, &visit.room, ""],
        doctor: visit.doctor.as_deref().unwrap_or(""),
        referred_by: &visit.referred_by,
        department,
        patient_type: visit.kind.code(),
        number: visit.number.as_str(),
        begun: Some(row.at),
        ..Pv1::default()
    }
}

/// A stay as it is now: its last place, and its plan.
pub(super) fn of_stay<'t>(row: &CaseRow<'t>, stay: &'t StayState) -> Pv1<'t> {
    let course = &stay.course;
    let place = course.last_place();
    let source = stay.sheet.get("source");
    Pv1 {
        class: "I",
        place: place.map(spot).unwrap_or_default(),
        kind: codes::admission_type(stay.request.get("urgency"), source),
        doctor: place.and_then(|place| place.doctor.as_deref()).unwrap_or_else(|| stay.request.get("doctor")),
        department: place.map_or(&stay.department, |place| &place.department),
        source: codes::admit_source(source),
        number: row.case.number.as_ref().map_or("", |number| number.as_str()),
        pending: course.plan.as_ref().map(|plan| spot(&plan.place)).unwrap_or_default(),
        begun: course.admitted(),
        ..Pv1::default()
    }
}

pub(super) fn of_arrival<'t>(row: &CaseRow<'t>, state: &'t ArrivalState) -> Pv1<'t> {
    Pv1 {
        class: "E",
        place: ["ER", "", ""],
        kind: "E",
        source: codes::admit_source(state.arrival.sheet.get("mode")),
        number: state.arrival.number.as_str(),
        begun: Some(row.case.at),
        ..Pv1::default()
    }
}
