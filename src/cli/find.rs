//! `find TEXT`.

use super::args::{Common, FindArgs};
use super::out::Out;
use super::{Failure, desk, say};
use crate::desk::views::Match;
use serde_json::json;

pub fn run(common: &Common, args: &FindArgs, out: &mut Out) -> Result<(), Failure> {
    let mut desk = desk(common)?;
    let matches = desk.find(&args.text.join(" "))?;
    for found in &matches {
        tell(common, found, desk.today(), out);
    }
    if matches.is_empty() {
        out.line(&say(common, "cli-nothing-found", &[]));
    }
    desk.close()?;
    Ok(())
}

fn tell(common: &Common, found: &Match, today: chrono::NaiveDate, out: &mut Out) {
    let patient = &found.patient;
    let why: Vec<String> = found.why.iter().map(|why| why.text(common.lang())).collect();
    let age = crate::hospital::age_text::write(&patient.age, today);
    let relative = patient.relative.as_ref().map(|r| format!("{} {}", r.relation.code(), r.name.shown())).unwrap_or_default();
    let names: Vec<&str> = patient.name.latin.iter().chain(&patient.name.devanagari).map(String::as_str).collect();
    out.line(&format!(
        "{}  {}  {relative}  {} {age}  {}  {}  ({})",
        patient.number,
        names.join(" / "),
        patient.sex.code(),
        patient.mobile,
        patient.place,
        why.join(", ")
    ));
    out.value(&json!({
        "patient": patient.number, "entry": patient.id, "name": patient.name, "relative": patient.relative, "sex": patient.sex,
        "age": patient.age, "mobile": patient.mobile, "place": patient.place, "uhid": patient.uhid, "registered": patient.registered,
        "voided": patient.voided, "conflict": patient.conflict, "last_clinic": patient.last_clinic, "score": found.score, "why": why,
    }));
}
