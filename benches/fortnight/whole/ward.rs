//! A ward station's fortnight: admissions into its own wards, transfers, discharges, deaths with their papers, births.

use super::came::Came;
use super::hospital::{DAYS, OFFICER, Pc, Share};
use nirantar::hospital::forms::{FormId, Sheet};
use std::collections::BTreeMap;

/// Ward stations there are; each has its own wards, so that no bed is given twice.
const STATIONS: usize = 15;

/// Somebody who lies here.
struct Lying {
    number: String,
    sex: String,
    ward: String,
    bed: String,
    since: usize,
}

/// The station's wards: code, sex, free beds.
struct Beds(BTreeMap<String, (String, Vec<String>)>);

impl Beds {
    fn of(pc: &Pc<'_>, station: usize) -> Self {
        let wards = pc.masters.wards.iter().enumerate().filter(|(n, _)| n % STATIONS == station);
        let beds = |ward: &str| pc.masters.beds.iter().filter(|bed| bed.ward == ward).map(|bed| bed.code.clone()).collect();
        Self(wards.map(|(_, ward)| (ward.code.clone(), (ward.sex.clone(), beds(&ward.code)))).collect())
    }

    /// A ward that fits and has a bed; a ward alone where none has.
    fn take(&mut self, sex: &str, not: &str) -> Option<(String, String)> {
        let fits = |(code, (of, _)): &(&String, &mut (String, Vec<String>))| (of == "any" || of == sex) && *code != not;
        let mut fitting: Vec<_> = self.0.iter_mut().filter(fits).collect();
        fitting.sort_by_key(|(_, (_, beds))| std::cmp::Reverse(beds.len()));
        let (ward, (_, beds)) = fitting.into_iter().next()?;
        Some((ward.clone(), beds.pop().unwrap_or_default()))
    }

    fn give(&mut self, ward: &str, bed: String) {
        if let Some((_, beds)) = self.0.get_mut(ward).filter(|_| !bed.is_empty()) {
            beds.insert(0, bed);
        }
    }
}

pub fn fortnight(pc: &mut Pc<'_>, share: &Share<'_>) {
    pc.person(OFFICER);
    let code = pc.desk().store().installation().counter.to_string();
    let station = code.trim_start_matches('W').parse::<usize>().unwrap() - 1;
    let (mut beds, mut lying): (Beds, Vec<Lying>) = (Beds::of(pc, station), Vec::new());
    for day in 0..DAYS {
        pc.hours.morning(day);
        for came in share.rows.iter().skip(day).step_by(DAYS) {
            pc.hours.forward(300);
            lying.push(admit(pc, came, day, &mut beds));
        }
        for mut one in std::mem::take(&mut lying) {
            pc.hours.forward(120);
            if one.since == day || !pc.dice.one_in(3) {
                lying.push(one);
            } else if pc.dice.one_in(4) {
                transfer(pc, &mut one, &mut beds);
                lying.push(one);
            } else {
                end(pc, one, day, &mut beds);
            }
        }
        let indent = Sheet::from([
            ("ward", beds.0.keys().next().unwrap().as_str()),
            ("to", "pharmacy"),
            ("items", "IV fluid DNS 500 ml × 60"),
            ("asked_by", "Sister in charge"),
        ]);
        pc.fill(FormId::Indent, &indent).unwrap();
        pc.desk().idle().unwrap();
    }
}

fn admit(pc: &mut Pc<'_>, came: &Came, day: usize, beds: &mut Beds) -> Lying {
    let sex = if came.sex() == "F" { "F" } else { "M" };
    let (ward, bed) = beds.take(sex, "").unwrap_or_else(|| (pc.masters.wards[0].code.clone(), String::new()));
    let mut values = came.sheet();
    for (field, value) in [("ward", ward.as_str()), ("bed", &bed), ("source", "direct"), ("diagnosis", "Enteric fever")] {
        values.set(field, value);
    }
    let done = pc.fill(FormId::Admission, &values).unwrap_or_else(|problem| panic!("{problem:?}"));
    pc.is(done.patient.as_ref().unwrap(), came);
    let number = done.patient_number.unwrap().to_string();
    if sex == "F" && came.years().is_some_and(|years| (20..40).contains(&years)) && pc.dice.one_in(3) {
        birth(pc, &number, &ward);
    }
    Lying { number, sex: sex.to_owned(), ward, bed, since: day }
}

fn birth(pc: &mut Pc<'_>, mother: &str, ward: &str) {
    let born = pc.desk().now().to_rfc3339();
    pc.hours.forward(600);
    let sex = if pc.dice.one_in(2) { "F" } else { "M" };
    let values = Sheet::from([
        ("patient", mother),
        ("born", born.as_str()),
        ("child_sex", sex),
        ("order", "single"),
        ("birth_addr_town_village", "Sangam Vihar"),
        ("birth_addr_district", "South"),
        ("birth_addr_state", "7"),
        ("place", "hospital"),
        ("informant_name", "Sister in charge, labour room"),
        ("born_alive", "1"),
        ("attention", "government"),
        ("delivery", "natural"),
        ("weeks", "38"),
        ("weight_grams", "2900"),
    ]);
    let Ok(done) = pc.fill(FormId::Birth, &values) else { return };
    let child = done.case.unwrap().to_string();
    let values = Sheet::from([("patient", child.as_str()), ("ward", ward), ("source", "birth"), ("mother", mother)]);
    pc.fill(FormId::Admission, &values).unwrap();
}

fn transfer(pc: &mut Pc<'_>, one: &mut Lying, beds: &mut Beds) {
    let Some((ward, bed)) = beds.take(&one.sex, &one.ward) else { return };
    let values = Sheet::from([
        ("patient", one.number.as_str()),
        ("ward", ward.as_str()),
        ("bed", bed.as_str()),
        ("reason", "needs monitoring"),
    ]);
    pc.fill(FormId::Transfer, &values).unwrap();
    beds.give(&one.ward, std::mem::take(&mut one.bed));
    (one.ward, one.bed) = (ward, bed);
}

/// One in twenty-five dies, with the papers of a death.
fn end(pc: &mut Pc<'_>, one: Lying, day: usize, beds: &mut Beds) {
    let about = || Sheet::from([("patient", one.number.as_str())]);
    // Two days after may be before or after 48 hours.
    if day - one.since != 2 && pc.dice.one_in(25) {
        let outcome = if day - one.since < 2 { "died-under-48" } else { "died-48" };
        pc.fill(FormId::Discharge, &about().with("outcome", outcome).with("body_to", "Son, on identity card")).unwrap();
        let death = about()
            .with("place", "hospital")
            .with("informant_name", "Medical Record Officer")
            .with("medical_attention", "institutional")
            .with("certified", "yes")
            .with("cause", "Septic shock");
        pc.fill(FormId::Death, &death).unwrap_or_else(|problem| panic!("{problem:?}"));
        let doctor = pc.masters.doctors[0].code.clone();
        let cause = about().with("line_a", "Septic shock").with("line_a_interval", "6 hours").with("manner", "natural");
        pc.fill(FormId::Cause, &cause.with("doctor", doctor).with("verified", "now"))
            .unwrap_or_else(|problem| panic!("{problem:?}"));
    } else {
        let outcome = ["relieved", "cured", "same", "lama"][pc.dice.below(4)];
        pc.fill(FormId::Discharge, &about().with("outcome", outcome).with("advice", "Review after a week")).unwrap();
    }
    beds.give(&one.ward, one.bed);
}
