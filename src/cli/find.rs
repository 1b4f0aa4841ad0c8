//! `find TEXT`.

use super::args::{Common, FindArgs};
use super::crosswalk::{crossing_text, crossing_value};
use super::out::Out;
use super::{Failure, desk, say};
use crate::desk::views::{Crossing, Match, Origin, PersonLine, Sure};
use crate::hospital::age_text;
use crate::hospital::identifiers::{AbhaNumber, Pin};
use chrono::NaiveDate;
use serde_json::{Value, json};

pub fn run(common: &Common, args: &FindArgs, out: &mut Out) -> Result<(), Failure> {
    let mut desk = desk(common)?;
    let found = desk.find(&args.text.join(" "))?;
    for line in &found.lines {
        let crossing = line.ours().map(|ours| desk.crossing(&ours.id)).transpose()?.flatten();
        tell(common, (line, crossing.as_ref()), desk.today(), out);
    }
    if found.lines.is_empty() {
        out.line(&say(common, "cli-nothing-found", &[]));
    }
    if let Some(problem) = &found.trouble {
        // The records were searched; what the index would have said is missing, and must not be missed in silence.
        out.problem(problem);
    }
    super::close(desk)?;
    Ok(())
}

/// One match, of this counter or of the patient index.
pub(super) fn tell(common: &Common, (found, crossing): (&Match, Option<&Crossing>), today: NaiveDate, out: &mut Out) {
    let why: Vec<String> = found.why.iter().map(|why| why.text(common.lang())).collect();
    let sure = match found.sure() {
        Sure::Open => String::new(),
        sure => format!("{}: ", say(common, &format!("sure-{}", sure.code()), &[])),
    };
    let number = found.ours().map_or_else(
        || format!("UHID {}", found.who.uhid),
        |line| line.also.iter().fold(line.number.to_string(), |numbers, other| format!("{numbers} + {other}")),
    );
    let central = crossing_text(common, crossing);
    out.line(format!("{number}  {}  ({sure}{})  {central}", who(&found.who, today), why.join(", ")).trim_end());
    let mut value = value(found, &why);
    if let (Value::Object(map), Some(_)) = (&mut value, crossing) {
        map.insert("crossing".to_owned(), crossing_value(crossing));
    }
    out.value(&value);
}

fn who(line: &PersonLine, today: NaiveDate) -> String {
    let age = age_text::write(&line.age, today);
    let relative = line.relative.as_ref().map(|r| format!("{} {}", r.relation.code(), r.name.shown())).unwrap_or_default();
    let names: Vec<&str> = line.name.latin.iter().chain(&line.name.devanagari).map(String::as_str).collect();
    let sex = line.sex.code();
    format!("{}  {relative}  {sex} {age}  {}  {}", names.join(" / "), line.mobile, line.place)
}

fn value(found: &Match, why: &[String]) -> Value {
    let who = &found.who;
    let mut value = json!({
        "name": who.name, "relative": who.relative, "sex": who.sex, "age": who.age, "mobile": who.mobile, "place": who.place,
        "uhid": who.uhid, "score": found.score, "why": why,
    });
    let more = match &found.origin {
        Origin::Here { line, central } => json!({
            "origin": "here", "patient": line.number, "entry": line.id, "registered": line.registered, "voided": line.voided,
            "conflict": line.conflict, "last_clinic": line.last_clinic, "central": central, "also": line.also,
        }),
        Origin::Central(line) => json!({
            "origin": "central", "abha": line.person.abha.as_ref().map(AbhaNumber::digits), "pin": line.person.pin.as_ref().map(Pin::as_str),
            "index": line.matched.index, "day": line.matched.day, "bits": line.matched.bits,
        }),
    };
    if let (Value::Object(map), Value::Object(more)) = (&mut value, more) {
        map.extend(more);
    }
    value
}
