//! A record of a register (birth, still-birth, death, cause, MLC, indent) as the answers to its form: a QuestionnaireResponse.
//!
//! The Indian profiles have no resource for these legal papers, and this one claims nothing beyond the form: each field as it was
//! filled, under its code and its printed label, in the order of the paper; what was noted later (police told, registrar, issued) behind
//! it. What only the pen fills (Aadhaar numbers, signatures) is not here. PUT on the record's number, so that a correction and a
//! cancellation bring the same one up to date.

use super::super::{CaseRow, time_text};
use super::parts::{Frame, push, request};
use super::types::{Coding, Entry, Extension, Identifier, Reference, Value};
use crate::hospital::forms::{Form, FormId, Item, ItemKind, Sheet, form, shown};
use crate::hospital::pack::{Lang, Masters};
use crate::journal::fold::RecordState;
use chrono::{DateTime, NaiveDate};
use serde::Serialize;
use serde::ser::{SerializeStruct as _, Serializer};
use serde_json::value::RawValue;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct QuestionnaireResponse<'a> {
    resource_type: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    meta: Option<&'a RawValue>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    extension: Vec<Extension<'a>>,
    identifier: Identifier<'a>,
    questionnaire: &'a str,
    status: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    subject: Option<Reference<'a>>,
    authored: &'a str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    item: Vec<Told>,
}

/// One field of the form, or a note with its fields.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Told {
    link_id: String,
    text: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    answer: Option<[Answer; 1]>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    item: Vec<Self>,
}

/// `value[x]` of an answer.
enum Answer {
    Text(String),
    Truth(bool),
    Whole(i64),
    Day(NaiveDate),
    Time(String),
    Code { system: String, code: String, display: String },
}

/// By hand: serde's `flatten` would go through a map for each answer.
impl Serialize for Answer {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_struct("Answer", 1)?;
        match self {
            Self::Text(text) => object.serialize_field("valueString", text)?,
            Self::Truth(truth) => object.serialize_field("valueBoolean", truth)?,
            Self::Whole(number) => object.serialize_field("valueInteger", number)?,
            Self::Day(day) => object.serialize_field("valueDate", &day.to_string())?,
            Self::Time(at) => object.serialize_field("valueDateTime", at)?,
            Self::Code { system, code, display } => object.serialize_field("valueCoding", &Coding { system, code, display })?,
        }
        object.end()
    }
}

/// Writes the entry; answers its `urn:uuid:…`. `None` where the case is of no register or has no number.
pub(super) fn write(
    (frame, masters): (&Frame, &Masters),
    (row, record): (&CaseRow<'_>, &RecordState),
    subject: Option<&str>,
    line: &mut Vec<u8>,
) -> serde_json::Result<Option<String>> {
    let case = row.case;
    let Some(number) = case.number.as_ref() else { return Ok(None) };
    let urn = frame.urn("QuestionnaireResponse", row.id);
    let own = form(record.register.form());
    let day = case.entered.date_naive();
    let mut items = answers((frame, masters), own, "", &record.sheet, day);
    items.extend(row.child_number.map(|child| Told {
        link_id: "child_number".to_owned(),
        text: "Provisional number of the newborn".to_owned(),
        answer: Some([Answer::Text(child.to_string())]),
        item: Vec::new(),
    }));
    items.extend(record.notes.iter().map(|note| Told {
        link_id: format!("{}/{}", note.form.code(), note.entry),
        text: format!("{}, {}", title(note.form), time_text(note.at)),
        answer: None,
        item: answers((frame, masters), form(note.form), &format!("{}/{}/", note.form.code(), note.entry), &note.sheet, day),
    }));
    // A group without an answer is not FHIR.
    items.retain(|item| item.answer.is_some() || !item.item.is_empty());
    let void = case.cancelled.as_ref().map_or("", |mark| &mark.reason);
    let told = [(!void.is_empty()).then_some((&frame.ours.void_reason, Value::Text(void)))];
    let search = frame.register.search(number.as_str());
    let update = ["QuestionnaireResponse?", &search].concat();
    let entry = Entry {
        full_url: &urn,
        resource: QuestionnaireResponse {
            resource_type: "QuestionnaireResponse",
            meta: frame.plain_meta.as_deref(),
            extension: told.into_iter().flatten().map(|(url, value)| Extension { url, value }).collect(),
            identifier: Identifier { purpose: "", kind: None, system: &frame.register.uri, value: number.as_str() },
            questionnaire: &[&frame.questionnaire, "/", record.register.code()].concat(),
            status: match record.version {
                _ if case.cancelled.is_some() => "entered-in-error",
                0 | 1 => "completed",
                _ => "amended",
            },
            subject: subject.map(Reference::to),
            authored: &time_text(case.entered),
            item: items,
        },
        request: request("QuestionnaireResponse", &search, &update, true),
    };
    push(line, &entry)?;
    Ok(Some(urn))
}

fn title(id: FormId) -> &'static str {
    &id.title().en
}

/// What was filled of a form, in its order.
fn answers(from: (&Frame, &Masters), form: &Form, before: &str, sheet: &Sheet, day: NaiveDate) -> Vec<Told> {
    let filled = form.items.iter().filter(|item| !item.kind.is_for_pen() && !sheet.get(&item.code).trim().is_empty());
    let told = |item: &Item| Told {
        link_id: [before, &item.code].concat(),
        text: item.label.en.clone(),
        answer: Some([answer(from, item, sheet.get(&item.code), day)]),
        item: Vec::new(),
    };
    filled.map(told).collect()
}

/// A value as its entry keeps it; what does not read as its kind leaves as text.
fn answer((frame, masters): (&Frame, &Masters), item: &Item, value: &str, day: NaiveDate) -> Answer {
    let text = || Answer::Text(value.to_owned());
    let coded = |list: &str| Answer::Code {
        system: format!("{}/{list}", frame.list),
        code: value.to_owned(),
        display: shown(item, value, masters, day, Lang::En),
    };
    match &item.kind {
        ItemKind::Yes => Answer::Truth(value == "yes"),
        ItemKind::Moment | ItemKind::Planned => {
            DateTime::parse_from_rfc3339(value).map_or_else(|_typed| text(), |at| Answer::Time(time_text(at)))
        }
        ItemKind::Date => value.parse().map_or_else(|_typed| text(), Answer::Day),
        // FHIR's integer has 32 bits.
        ItemKind::Count(..) => value.parse::<i32>().map_or_else(|_typed| text(), |number| Answer::Whole(number.into())),
        ItemKind::Choice(list) => coded(list),
        ItemKind::Sex => coded("sex"),
        ItemKind::State => coded("state"),
        ItemKind::Doctor => coded("doctor"),
        ItemKind::Department => coded("department"),
        ItemKind::Ward => coded("ward"),
        ItemKind::Triage => coded("triage"),
        ItemKind::Age => Answer::Text(shown(item, value, masters, day, Lang::En)),
        _ => text(),
    }
}
