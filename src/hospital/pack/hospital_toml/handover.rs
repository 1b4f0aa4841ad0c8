//! `[handover]` of `hospital.toml`: what the central system wants of records that come back. Every key may be left out, and the table too.

use super::Table;
use super::index::texts;
use crate::hospital::pack::handover_rules::{AnswerColumns, BATCH_MAX, FieldsOf, HandoverRules, RECORD_KINDS};
use toml::de::{DeTable, DeValue};

const KEYS: [&str; 11] =
    ["match_first", "sure", "doubtful", "apart", "batch", "fhir", "fhir_rate", "hl7", "require", "typing", "answers"];
const ANSWER_KEYS: [&str; 8] = ["number", "kind", "status", "uhid", "message", "mark", "received", "refused"];
/// Records a second that a server is sent at most.
const RATE_MAX: u32 = 10_000;
/// Odds that make sense: two to one, to a thousand million to one.
const ODDS: std::ops::RangeInclusive<u32> = 2..=1_000_000_000;
const ADDRESS_CHARS_MAX: usize = 200;

pub(super) fn read(table: &mut Table<'_, '_>) -> Option<HandoverRules> {
    let default = HandoverRules::default();
    let inner = match inner(table, "handover") {
        Inner::LeftOut => return Some(default),
        Inner::There(inner) => inner,
        Inner::Wrong => return None,
    };
    let line = table.line_of_key("handover");
    let mut rules = table.inner("handover", inner, line);
    rules.only(&KEYS);
    let match_first = rules.switch("match_first", default.match_first);
    let sure = number(&mut rules, "sure", ODDS, default.sure);
    let doubtful = number(&mut rules, "doubtful", ODDS, default.doubtful);
    let apart = number(&mut rules, "apart", ODDS, default.apart);
    let batch = number(&mut rules, "batch", 1..=u32::from(BATCH_MAX), u32::from(default.batch));
    let fhir = rules.optional("fhir", "", |url| {
        url.chars().count() <= ADDRESS_CHARS_MAX && ["http://", "https://"].iter().any(|scheme| url.starts_with(scheme))
    });
    let fhir_rate = number(&mut rules, "fhir_rate", 0..=RATE_MAX, 0);
    let hl7 = rules.optional("hl7", "", is_host_and_port);
    let require = fields(&mut rules, "require", default.require);
    let typing = fields(&mut rules, "typing", default.typing);
    let answers = answers(&mut rules);
    let word = |number: u32| u16::try_from(number).unwrap_or(u16::MAX);
    Some(HandoverRules {
        match_first: match_first?,
        sure: sure?,
        doubtful: doubtful?,
        apart: apart?,
        batch: word(batch?),
        fhir: fhir?,
        fhir_rate: word(fhir_rate?),
        hl7: hl7?,
        require: require?,
        typing: typing?,
        answers: answers?,
    })
}

/// A table within.
enum Inner<'t> {
    LeftOut,
    There(&'t DeTable<'t>),
    Wrong,
}

fn inner<'t>(table: &mut Table<'t, '_>, key: &str) -> Inner<'t> {
    match table.value(key) {
        None => Inner::LeftOut,
        Some(DeValue::Table(inner)) => Inner::There(inner),
        Some(_) => {
            table.wrong_kind(key);
            Inner::Wrong
        }
    }
}

fn number(table: &mut Table<'_, '_>, key: &str, limits: std::ops::RangeInclusive<u32>, default: u32) -> Option<u32> {
    if table.value(key).is_none() { Some(default) } else { table.number(key, limits) }
}

fn is_host_and_port(address: &str) -> bool {
    let parts = address.rsplit_once(':');
    address.len() <= ADDRESS_CHARS_MAX
        && parts.is_some_and(|(host, port)| !host.is_empty() && port.parse::<u16>().is_ok_and(|port| port > 0))
}

/// Lists of fields by kind of record; a kind that is left out keeps the usual ones.
fn fields(table: &mut Table<'_, '_>, key: &str, default: FieldsOf) -> Option<FieldsOf> {
    let kinds = match inner(table, key) {
        Inner::LeftOut => return Some(default),
        Inner::There(kinds) => kinds,
        Inner::Wrong => return None,
    };
    let line = table.line_of_key(key);
    let mut kinds = table.inner(key, kinds, line);
    kinds.only(&RECORD_KINDS);
    let mut all = default;
    for kind in RECORD_KINDS {
        if kinds.value(kind).is_some() {
            all.insert(kind.to_owned(), texts(&mut kinds, kind)?);
        }
    }
    Some(all)
}

fn answers(table: &mut Table<'_, '_>) -> Option<AnswerColumns> {
    let default = AnswerColumns::default();
    let columns = match inner(table, "answers") {
        Inner::LeftOut => return Some(default),
        Inner::There(columns) => columns,
        Inner::Wrong => return None,
    };
    let line = table.line_of_key("answers");
    let mut columns = table.inner("answers", columns, line);
    columns.only(&ANSWER_KEYS);
    let mut list = |key: &str, default: Vec<String>| {
        if columns.value(key).is_none() { Some(default) } else { texts(&mut columns, key) }
    };
    Some(AnswerColumns {
        number: list("number", default.number)?,
        kind: list("kind", default.kind)?,
        status: list("status", default.status)?,
        uhid: list("uhid", default.uhid)?,
        message: list("message", default.message)?,
        mark: list("mark", default.mark)?,
        received: list("received", default.received)?,
        refused: list("refused", default.refused)?,
    })
}
