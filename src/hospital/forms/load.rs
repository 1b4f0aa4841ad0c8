//! Reads the forms' files, once. They are part of the program and tested, so what is wrong in them is skipped here and found there.

use super::{Choice, Form, FormId, Item, ItemKind, Need};
use crate::hospital::pack::Bilingual;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Where a list lacks a code.
pub(super) static NONE: Bilingual = Bilingual { en: String::new(), hi: String::new() };

macro_rules! file {
    ($name:literal) => {
        include_str!(concat!("../../../assets/forms/", $name, ".csv"))
    };
}

const CHOICES: &str = file!("choices");

const fn source(id: FormId) -> &'static str {
    match id {
        FormId::Person => file!("person"),
        FormId::Request => file!("request"),
        FormId::Admission => file!("admission"),
        FormId::Transfer => file!("transfer"),
        FormId::Swap => file!("swap"),
        FormId::Discharge => file!("discharge"),
        FormId::Cancel => file!("cancel"),
        FormId::Bed => file!("bed"),
        FormId::Arrival => file!("arrival"),
        FormId::Prepare => file!("prepare"),
        FormId::Leave => file!("leave"),
        FormId::Identify => file!("identify"),
        FormId::Mlc => file!("mlc"),
        FormId::Police => file!("police"),
        FormId::Birth => file!("birth"),
        FormId::Stillbirth => file!("stillbirth"),
        FormId::Death => file!("death"),
        FormId::Cause => file!("cause"),
        FormId::Registrar => file!("registrar"),
        FormId::Indent => file!("indent"),
        FormId::Issue => file!("issue"),
        FormId::Correction => file!("correction"),
        FormId::LabOrder => file!("lab-order"),
        FormId::LabStep => file!("lab-step"),
        FormId::LabReject => file!("lab-reject"),
        FormId::LabRecollect => file!("lab-recollect"),
        FormId::LabRelabel => file!("lab-relabel"),
        FormId::LabRoll => file!("lab-roll"),
        FormId::LabResult => file!("lab-result"),
        FormId::LabVerify => file!("lab-verify"),
        FormId::LabCall => file!("lab-call"),
        FormId::LabTell => file!("lab-tell"),
        FormId::Event => file!("event"),
        FormId::Incident => file!("incident"),
        FormId::IncidentLine => file!("incident-line"),
        FormId::Roster => file!("roster"),
        FormId::RosterStrike => file!("roster-strike"),
        FormId::Shift => file!("shift"),
    }
}

static FORMS: LazyLock<Vec<Form>> =
    LazyLock::new(|| FormId::ALL.into_iter().map(|id| Form { id, items: items(source(id)) }).collect());
static LISTS: LazyLock<BTreeMap<String, Vec<Choice>>> = LazyLock::new(lists);
static EMPTY: Form = Form { id: FormId::Correction, items: Vec::new() };

pub(super) fn form(id: FormId) -> &'static Form {
    FORMS.iter().find(|form| form.id == id).unwrap_or(&EMPTY)
}

pub(super) fn list(name: &str) -> &'static [Choice] {
    LISTS.get(name).map_or(&[], Vec::as_slice)
}

fn lists() -> BTreeMap<String, Vec<Choice>> {
    let mut lists: BTreeMap<String, Vec<Choice>> = BTreeMap::new();
    for [list, code, en, hi] in rows(CHOICES) {
        lists.entry(list).or_default().push(Choice { code, name: Bilingual { en, hi } });
    }
    lists
}

fn items(text: &str) -> Vec<Item> {
    rows(text)
        .filter_map(|[no, section, code, kind, need, en, hi]| {
            Some(Item { no, section, code, kind: kind_of(&kind)?, need: need_of(&need)?, label: Bilingual { en, hi } })
        })
        .collect()
}

/// The lines of a CSV below its heading that have just so many cells.
fn rows<const N: usize>(text: &str) -> impl Iterator<Item = [String; N]> {
    let reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(text.as_bytes());
    reader.into_records().filter_map(|row| {
        let cells: Vec<String> = row.ok()?.iter().map(str::to_owned).collect();
        cells.try_into().ok()
    })
}

pub(super) fn kind_of(text: &str) -> Option<ItemKind> {
    let (name, of) = text.split_once(':').unwrap_or((text, ""));
    let range = || {
        let (low, high) = of.split_once('-')?;
        Some((low.parse().ok()?, high.parse().ok()?))
    };
    Some(match name {
        "text" => ItemKind::Text(of.parse().ok()?),
        "name" => ItemKind::Name,
        "choice" => ItemKind::Choice(of.to_owned()),
        "yes" => ItemKind::Yes,
        "moment" => ItemKind::Moment,
        "planned" => ItemKind::Planned,
        "date" => ItemKind::Date,
        "count" => range().map(|(low, high)| ItemKind::Count(low, high))?,
        "decimal" => range().map(|(low, high)| ItemKind::Decimal(low, high))?,
        "sex" => ItemKind::Sex,
        "age" => ItemKind::Age,
        "mobile" => ItemKind::Mobile,
        "pin" => ItemKind::Pin,
        "state" => ItemKind::State,
        "email" => ItemKind::Email,
        "doctor" => ItemKind::Doctor,
        "department" => ItemKind::Department,
        "ward" => ItemKind::Ward,
        "bed" => ItemKind::Bed,
        "triage" => ItemKind::Triage,
        "number" => ItemKind::Number,
        "boxes" => ItemKind::Boxes(of.parse().ok()?),
        "line" => ItemKind::Line,
        _ => return None,
    })
}

pub(super) fn need_of(text: &str) -> Option<Need> {
    let parts = |of: &str| {
        let (code, values) = of.split_once('=')?;
        Some((code.to_owned(), values.split('|').map(str::to_owned).collect()))
    };
    Some(match text.split_once(':') {
        None if text == "must" => Need::Must,
        None if text == "may" => Need::May,
        Some(("if", of)) => parts(of).map(|(code, values)| Need::If(code, values))?,
        Some(("when", of)) => parts(of).map(|(code, values)| Need::When(code, values))?,
        _ => return None,
    })
}

/// Texts of all files, for the test that nothing in them was skipped.
#[cfg(test)]
pub(super) fn sources() -> Vec<(FormId, &'static str)> {
    FormId::ALL.into_iter().map(|id| (id, source(id))).collect()
}
