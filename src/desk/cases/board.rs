//! The bed board: every ward and bed as the records have it, worked out from stays, marks and plans.

use super::Desk;
use crate::hospital::age::Age;
use crate::hospital::ipd::{BedStatus, BedWarning, Lying, Phase, warnings};
use crate::hospital::number::Number;
use crate::hospital::pack::Masters;
use crate::hospital::permissions::Right;
use crate::hospital::person::PersonName;
use crate::hospital::sex::Sex;
use crate::journal::EntryId;
use crate::journal::fold::BedState;
use crate::problem::Problem;
use crate::store::{CaseKind, CaseRow, View};
use chrono::{DateTime, FixedOffset, NaiveDate};
use std::collections::HashMap;

/// How a bed looks on the board.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum BedLook {
    Free,
    Taken,
    Reserved,
    Cleaning,
    OutOfOrder,
    /// Two patients in one bed: entries of two counters met.
    Conflict,
}

impl BedLook {
    /// Message of its word: `bed-look-free`.
    #[must_use]
    pub const fn word_id(self) -> &'static str {
        match self {
            Self::Free => "bed-look-free",
            Self::Taken => "bed-look-taken",
            Self::Reserved => "bed-look-reserved",
            Self::Cleaning => "bed-look-cleaning",
            Self::OutOfOrder => "bed-look-out-of-order",
            Self::Conflict => "bed-look-conflict",
        }
    }
}

/// Somebody in a bed, or meant for one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Occupant {
    pub case: EntryId,
    pub patient: EntryId,
    /// In-patient number; none while a bed is only asked for.
    pub number: Option<Number>,
    pub patient_number: Number,
    pub name: PersonName,
    pub sex: Sex,
    pub age: Age,
    /// In this bed since.
    pub since: DateTime<FixedOffset>,
    pub admitted: Option<DateTime<FixedOffset>>,
    pub department: String,
    pub doctor: Option<String>,
    pub diagnosis: String,
    pub mlc: bool,
    pub unknown: bool,
    pub newborn: bool,
    /// Installation whose entry brought the stay: `W2A`.
    pub counter: String,
    /// Steps that did not fit, or a second open stay.
    pub misfit: bool,
    /// For a plan: when, and out of which bed.
    pub planned: Option<(DateTime<FixedOffset>, String)>,
    pub urgency: String,
}

/// One bed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BedLine {
    pub code: String,
    pub kind: String,
    pub look: BedLook,
    pub who: Vec<Occupant>,
    pub planned: Vec<Occupant>,
    pub mark: Option<BedState>,
    pub warnings: Vec<BedWarning>,
}

/// One ward with its beds.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct WardBoard {
    pub ward: String,
    pub beds: Vec<BedLine>,
    /// In the ward without a bed of their own.
    pub unplaced: Vec<Occupant>,
    /// Beds asked for in this ward, or in none.
    pub requests: Vec<Occupant>,
}

/// One ward as a line: how full it is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct WardLine {
    pub code: String,
    pub beds: u32,
    pub taken: u32,
    pub free: u32,
    pub reserved: u32,
    pub cleaning: u32,
    pub out_of_order: u32,
    pub conflicts: u32,
    pub unplaced: u32,
    pub requests: u32,
}

impl WardLine {
    /// Beds taken of those that can be used, in per cent.
    #[must_use]
    pub fn per_cent(&self) -> u32 {
        let usable = self.beds.saturating_sub(self.out_of_order);
        (self.taken * 100).checked_div(usable).unwrap_or(0)
    }
}

/// The look of a bed from who lies in it, who is meant for it and what was said last.
#[must_use]
pub fn bed_look(lying: usize, planned: usize, said: BedStatus) -> BedLook {
    match (lying, said) {
        (0, BedStatus::OutOfOrder) => BedLook::OutOfOrder,
        (0, BedStatus::Cleaning) => BedLook::Cleaning,
        (0, BedStatus::Reserved) => BedLook::Reserved,
        (0, BedStatus::Free) if planned > 0 => BedLook::Reserved,
        (0, BedStatus::Free) => BedLook::Free,
        (1, _) => BedLook::Taken,
        _ => BedLook::Conflict,
    }
}

/// The stays of a hospital, by ward and bed.
struct Stays {
    lying: HashMap<String, Vec<Occupant>>,
    planned: HashMap<String, Vec<Occupant>>,
    unplaced: HashMap<String, Vec<Occupant>>,
    requests: Vec<(String, Occupant)>,
}

fn sort(rows: Vec<CaseRow>, today: NaiveDate) -> Stays {
    let mut stays = Stays { lying: HashMap::new(), planned: HashMap::new(), unplaced: HashMap::new(), requests: Vec::new() };
    let mut open: HashMap<EntryId, u32> = HashMap::new();
    for row in &rows {
        if let Some(patient) = &row.case.patient {
            *open.entry(patient.clone()).or_default() += 1;
        }
    }
    for row in rows {
        let twice = row.case.patient.as_ref().is_some_and(|p| open.get(p).copied().unwrap_or(0) > 1);
        let Some(mut who) = occupant(&row, today) else { continue };
        who.misfit |= twice;
        let Some(stay) = row.case.stay() else { continue };
        if stay.course.phase == Phase::Requested {
            stays.requests.push((stay.request.get("ward").to_owned(), who));
            continue;
        }
        if let Some(plan) = &stay.course.plan
            && let Some(bed) = &plan.place.bed
        {
            let from = stay.course.bed().unwrap_or_default().to_owned();
            let meant = Occupant { planned: Some((plan.at, from)), ..who.clone() };
            stays.planned.entry(bed.clone()).or_default().push(meant);
        }
        match (stay.course.bed(), stay.course.place()) {
            (Some(bed), _) => stays.lying.entry(bed.to_owned()).or_default().push(who),
            (None, Some(place)) => stays.unplaced.entry(place.ward.clone()).or_default().push(who),
            (None, None) => {}
        }
    }
    stays
}

fn occupant(row: &CaseRow, today: NaiveDate) -> Option<Occupant> {
    let (stay, state) = (row.case.stay()?, row.patient.as_ref()?);
    let place = stay.course.place();
    let details = &state.patient.details;
    let born = details.age.born_about();
    Some(Occupant {
        case: row.id.clone(),
        patient: row.case.patient.clone()?,
        number: row.case.number.clone(),
        patient_number: state.patient.number.clone(),
        name: details.name.clone(),
        sex: details.sex,
        age: details.age,
        since: stay.course.held.last().map_or(row.case.at, |held| held.from),
        admitted: stay.course.admitted(),
        department: place.map_or_else(|| stay.department.clone(), |p| p.department.clone()),
        doctor: place.and_then(|p| p.doctor.clone()),
        diagnosis: Some(stay.sheet.get("diagnosis"))
            .filter(|d| !d.is_empty())
            .unwrap_or_else(|| stay.request.get("diagnosis"))
            .to_owned(),
        mlc: !stay.sheet.get("mlc_no").is_empty(),
        unknown: state.unknown,
        newborn: born.is_some_and(|b| today.signed_duration_since(b).num_days() < 28),
        counter: format!("{}{}", row.id.counter, row.id.letter),
        misfit: !row.case.misfits.is_empty(),
        planned: None,
        urgency: stay.request.get("urgency").to_owned(),
    })
}

fn bed_line(
    masters: &Masters,
    bed: &crate::hospital::pack::Bed,
    stays: &mut Stays,
    marks: &HashMap<String, BedState>,
) -> BedLine {
    let who = stays.lying.remove(&bed.code).unwrap_or_default();
    let planned = stays.planned.remove(&bed.code).unwrap_or_default();
    let mark = marks.get(&bed.code).cloned();
    let said = mark.as_ref().map_or(BedStatus::Free, |m| m.mark.status);
    let look = bed_look(who.len(), planned.len(), said);
    let warned = match (masters.ward(&bed.ward), who.first()) {
        (Some(ward), Some(first)) => {
            let lying = Lying { sex: first.sex, newborn: first.newborn, isolation: bed.kind == "isolation" };
            warnings(ward, bed, BedStatus::Free, lying)
        }
        _ => Vec::new(),
    };
    BedLine { code: bed.code.clone(), kind: bed.kind.clone(), look, who, planned, mark, warnings: warned }
}

/// A ward's board as one line.
#[must_use]
pub fn ward_line(board: &WardBoard) -> WardLine {
    let mut line = WardLine { code: board.ward.clone(), ..WardLine::default() };
    for bed in &board.beds {
        line.beds += 1;
        let count = match bed.look {
            BedLook::Free => &mut line.free,
            BedLook::Taken => &mut line.taken,
            BedLook::Reserved => &mut line.reserved,
            BedLook::Cleaning => &mut line.cleaning,
            BedLook::OutOfOrder => &mut line.out_of_order,
            BedLook::Conflict => {
                line.conflicts += 1;
                &mut line.taken
            }
        };
        *count += 1;
    }
    line.unplaced = u32::try_from(board.unplaced.len()).unwrap_or(u32::MAX);
    line.requests = u32::try_from(board.requests.len()).unwrap_or(u32::MAX);
    line
}

/// The whole board: every ward with its beds, in the order of the pack.
///
/// # Errors
/// A problem of the disk.
pub fn board(view: View<'_>, masters: &Masters, today: NaiveDate) -> Result<Vec<WardBoard>, Problem> {
    let marks = view.beds()?;
    let mut stays = sort(view.open_cases(CaseKind::Stay, None)?, today);
    let mut boards: Vec<WardBoard> =
        masters.wards.iter().map(|w| WardBoard { ward: w.code.clone(), ..WardBoard::default() }).collect();
    let place: HashMap<&str, usize> = masters.wards.iter().enumerate().map(|(n, w)| (w.code.as_str(), n)).collect();
    for bed in &masters.beds {
        if let Some(board) = place.get(bed.ward.as_str()).and_then(|n| boards.get_mut(*n)) {
            board.beds.push(bed_line(masters, bed, &mut stays, &marks));
        }
    }
    // A bed that the pack of today does not know still holds its patient: shown as without a bed.
    let bedless: Vec<Occupant> = stays.lying.drain().flat_map(|(_bed, who)| who).collect();
    for board in &mut boards {
        board.unplaced = stays.unplaced.remove(&board.ward).unwrap_or_default();
        board.requests = stays.requests.iter().filter(|(ward, _)| *ward == board.ward).map(|(_, who)| who.clone()).collect();
    }
    let elsewhere = stays.unplaced.drain().flat_map(|(_ward, who)| who).chain(bedless);
    let nowhere = stays.requests.iter().filter(|(ward, _)| !place.contains_key(ward.as_str())).map(|(_, who)| who.clone());
    let (elsewhere, nowhere): (Vec<_>, Vec<_>) = (elsewhere.collect(), nowhere.collect());
    if let Some(first) = boards.first_mut() {
        first.unplaced.extend(elsewhere);
        first.requests.extend(nowhere);
    }
    Ok(boards)
}

impl Desk {
    /// The whole board, and a line for each ward.
    ///
    /// # Errors
    /// A problem of right or disk.
    pub fn board(&self) -> Result<(Vec<WardLine>, Vec<WardBoard>), Problem> {
        self.may(Right::Find)?;
        let boards = board(self.rows()?, self.masters(), self.today())?;
        Ok((boards.iter().map(ward_line).collect(), boards))
    }
}
