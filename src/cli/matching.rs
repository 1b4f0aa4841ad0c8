//! `match` and `review`: who the central system has already.

use super::args::Common;
use super::args_handover::{MatchArgs, ReviewCommand};
use super::out::Out;
use super::{Failure, desk, say};
use crate::desk::handover::{Matching, Review, asked};
use crate::desk::views::{PatientLine, why_text};
use crate::desk::{Central, Desk};
use crate::journal::fold::{LinkState, Linking};
use crate::journal::{EntryId, Matched};
use crate::problem::Problem;
use crate::worker::run_match;
use indicatif::ProgressBar;
use serde_json::{Value, json};

/// `match`: the pass.
pub fn run(common: &Common, args: &MatchArgs, out: &mut Out) -> Result<(), Failure> {
    at_desk(common, |desk| {
        desk.may_match()?;
        let mut way = desk.index_way()?;
        if let Some(file) = &args.index {
            way.path.clone_from(file);
        }
        let central = desk.central(args.index.as_deref())?;
        let asked = asked(desk.rows()?)?;
        let bar = ProgressBar::new(0);
        let matching = Matching::new(&central, asked, &desk.masters().handover);
        let found = run_match(&way, &matching, &mut |done, of| {
            bar.set_length(of);
            bar.set_position(done);
            true
        })?;
        bar.finish_and_clear();
        let Some(found) = found else { return Ok(()) };
        let figures = desk.take_matches(&found, &mut |_| {})?;
        let n = |n: u64| n.to_string();
        let values = [
            ("sure", n(figures.sure)),
            ("doubtful", n(figures.doubtful)),
            ("new", n(figures.new)),
            ("merged", n(figures.merged)),
            ("pairs", n(figures.pairs)),
        ];
        out.line(&say(common, "cli-match-done", &values.each_ref().map(|(name, value)| (*name, value.as_str()))));
        if figures.unread > 0 {
            out.line(&say(common, "cli-match-unread", &[("n", &n(figures.unread))]));
        }
        out.value(&json!({
            "index": found.index, "day": found.day, "sure": figures.sure, "doubtful": figures.doubtful, "new": figures.new,
            "merged": figures.merged, "pairs": figures.pairs, "unread": figures.unread,
        }));
        Ok(())
    })
}

/// Signs in, does it, and closes the records whatever came of it.
pub(super) fn at_desk(common: &Common, work: impl FnOnce(&mut Desk) -> Result<(), Failure>) -> Result<(), Failure> {
    let mut desk = desk(common)?;
    let result = work(&mut desk);
    super::close(desk)?;
    result
}

/// `review …`.
pub fn review(common: &Common, command: &ReviewCommand, out: &mut Out) -> Result<(), Failure> {
    at_desk(common, |desk| {
        match command {
            ReviewCommand::Counts => counts(common, desk, out)?,
            ReviewCommand::List { which, most } => list(common, desk, *which, *most, out)?,
            ReviewCommand::Show { patient } => show(common, desk, &patient_of(desk, patient)?, out)?,
            ReviewCommand::Pairs => pairs(common, desk, out)?,
            other => {
                decide(desk, other)?;
                out.line(&say(common, "cli-review-written", &[]));
                out.value(&json!({ "written": true }));
            }
        }
        Ok(())
    })
}

fn decide(desk: &mut Desk, command: &ReviewCommand) -> Result<(), Problem> {
    // Where the index is closed, the number alone is taken, and a second person has to agree.
    let open = |desk: &Desk| desk.index_way().and_then(|way| way.open());
    match command {
        ReviewCommand::Link { patient, uhid, reason } => {
            let (id, central) = (patient_of(desk, patient)?, open(desk)?);
            desk.decide_match(&id, Some(uhid), reason, central.as_ref()).map(drop)
        }
        ReviewCommand::New { patient, reason } => {
            let id = patient_of(desk, patient)?;
            desk.decide_match(&id, None, reason, None).map(drop)
        }
        ReviewCommand::Second { patient, disagree, reason } => {
            let id = patient_of(desk, patient)?;
            desk.second_match(&id, !disagree, reason)
        }
        ReviewCommand::Undo { patient, reason } => {
            let id = patient_of(desk, patient)?;
            desk.undo_match(&id, reason)
        }
        ReviewCommand::Apart { one, other, reason } => {
            let (one, other) = (patient_of(desk, one)?, patient_of(desk, other)?);
            desk.say_apart(&one, &other, reason)
        }
        ReviewCommand::Counts | ReviewCommand::List { .. } | ReviewCommand::Show { .. } | ReviewCommand::Pairs => Ok(()),
    }
}

/// By number, or by address.
fn patient_of(desk: &Desk, text: &str) -> Result<EntryId, Problem> {
    if let Ok(id) = text.parse::<EntryId>() {
        return Ok(id);
    }
    let unknown = || Problem::refused("problem-number-unknown").with("number", text);
    desk.patient_of_number(text)?.ok_or_else(unknown)
}

fn counts(common: &Common, desk: &Desk, out: &mut Out) -> Result<(), Problem> {
    let counts = desk.link_counts()?;
    for (which, n) in &counts {
        out.line(&format!("{}: {n}", say(common, &format!("linking-{}", which.code()), &[])));
    }
    let map: serde_json::Map<String, Value> = counts.iter().map(|(which, n)| (which.code().to_owned(), json!(n))).collect();
    out.value(&Value::Object(map));
    Ok(())
}

fn list(common: &Common, desk: &Desk, which: Linking, most: usize, out: &mut Out) -> Result<(), Problem> {
    let lines = desk.link_lines(which, None, most)?;
    if lines.is_empty() {
        out.line(&say(common, "cli-review-none", &[]));
    }
    for line in &lines {
        let link = &line.link;
        let best = link.found.first().map(|found| format!("UHID {} ({} %)", found.uhid, found.score)).unwrap_or_default();
        out.line(&format!("{}  {}  {best}  {}", line.line.number, line.line.name.shown(), doubt(common, &link.doubt)));
        out.value(
            &json!({ "patient": line.line.number, "entry": line.line.id, "name": line.line.name, "link": link_value(link) }),
        );
    }
    Ok(())
}

fn doubt(common: &Common, doubt: &str) -> String {
    if doubt.is_empty() { String::new() } else { say(common, &format!("match-reason-{doubt}"), &[]) }
}

fn link_value(link: &LinkState) -> Value {
    json!({
        "state": link.linking.code(), "found": link.found, "doubt": link.doubt, "person": link.person, "second": link.second,
        "said": link.said.as_ref().map(|(entry, by)| json!({ "entry": entry, "by": by })),
    })
}

fn show(common: &Common, desk: &Desk, patient: &EntryId, out: &mut Out) -> Result<(), Problem> {
    let central: Option<Central> = desk.index_way()?.open()?;
    let review = desk.review(patient, central.as_ref())?;
    out.line(&person(&review.line));
    if let Some(link) = &review.link {
        let state = say(common, &format!("linking-{}", link.linking.code()), &[]);
        out.line(&format!("{state}  {}", doubt(common, &link.doubt)));
    }
    for side in &review.sides {
        let name = side.person.as_ref().map(|person| person.name.shown().to_owned()).unwrap_or_default();
        let matched = &side.matched;
        out.line(&format!("UHID {}  {name}  {} %  {}", matched.uhid, matched.score, why(common, matched)));
    }
    out.value(&review_value(&review));
    Ok(())
}

fn why(common: &Common, matched: &Matched) -> String {
    matched.why.iter().filter_map(|code| why_text(code, common.lang())).collect::<Vec<_>>().join(", ")
}

fn review_value(review: &Review) -> Value {
    let sides: Vec<Value> = review
        .sides
        .iter()
        .map(|side| {
            let person = side
                .person
                .as_ref()
                .map(|p| json!({ "uhid": p.uhid, "name": p.name, "sex": p.sex, "place": p.place, "relative": p.relative }));
            json!({ "matched": side.matched, "person": person, "second_person": side.second })
        })
        .collect();
    json!({
        "patient": review.line.number, "entry": review.line.id, "name": review.line.name, "visits": review.visits,
        "cases": review.cases, "link": review.link.as_ref().map(link_value), "sides": sides,
    })
}

fn person(line: &PatientLine) -> String {
    format!("{}  {}  {}  {}", line.number, line.name.shown(), line.sex.code(), line.place)
}

fn pairs(common: &Common, desk: &Desk, out: &mut Out) -> Result<(), Problem> {
    let pairs = desk.open_pair_lines(PAIRS_MAX)?;
    if pairs.is_empty() {
        out.line(&say(common, "cli-review-none", &[]));
    }
    for pair in &pairs {
        let why: Vec<String> = pair.why.iter().filter_map(|code| why_text(code, common.lang())).collect();
        out.line(&format!("{}  +  {}  {} %  {}", person(&pair.one), person(&pair.other), pair.score, why.join(", ")));
        out.value(&json!({ "one": pair.one.number, "other": pair.other.number, "score": pair.score, "why": pair.why }));
    }
    Ok(())
}

/// Pairs that are listed at once.
const PAIRS_MAX: usize = 500;
