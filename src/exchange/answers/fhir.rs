//! The answer of a FHIR server to the transaction of one record: a Bundle `transaction-response`, or an OperationOutcome.
//!
//! A record counts as received only where the answer is whole, has an entry for each of the transaction's, each done (2xx) and each kept
//! as the kind of resource that was sent. Everything else is a refusal where the server says so itself, and no answer otherwise.

use super::{About, Outcome, Said};
use crate::journal::{RecordKey, RecordKind};
use crate::problem::{Problem, Trouble};
use serde::Deserialize;
use serde_json::value::RawValue;

/// Longest answer that is read, in bytes; a transaction of ours has some dozen resources of some kilobytes.
pub const REPLY_BYTES_MAX: u64 = 8 * 1024 * 1024;
/// Of an OperationOutcome, so many issues and characters are kept as the reason.
const ISSUES_MAX: usize = 5;
const REASON_CHARS_MAX: usize = 600;

/// What an answer must answer: a transaction of ours, as far as that needs it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    pub key: RecordKey,
    /// Kinds of its resources, in order.
    kinds: Vec<String>,
    /// Which of them is the record.
    main: usize,
}

#[derive(Deserialize)]
struct OurBundle {
    identifier: OurIdentifier,
    entry: Vec<OurEntry>,
}

#[derive(Deserialize)]
struct OurIdentifier {
    value: RecordKey,
}

#[derive(Deserialize)]
struct OurEntry {
    resource: OurResource,
}

#[derive(Deserialize)]
struct OurResource {
    #[serde(rename = "resourceType")]
    kind: String,
}

impl Asked {
    /// Reads a transaction as [`super::super::FhirRoad`] writes it; `None` for anything else.
    #[must_use]
    pub fn read(bundle: &[u8]) -> Option<Self> {
        let bundle: OurBundle = serde_json::from_slice(bundle).ok()?;
        let wanted = kind_of(bundle.identifier.value.kind);
        let kinds: Vec<String> = bundle.entry.into_iter().map(|entry| entry.resource.kind).collect();
        let main = kinds.iter().rposition(|kind| kind == wanted)?;
        Some(Self { key: bundle.identifier.value, kinds, main })
    }

    /// True where the answer tells which number the person got there.
    #[must_use]
    pub fn is_of_a_person(&self) -> bool {
        self.key.kind == RecordKind::Identity
    }
}

/// The resource that a record is.
const fn kind_of(kind: RecordKind) -> &'static str {
    match kind {
        RecordKind::Identity | RecordKind::Merge => "Patient",
        RecordKind::Visit | RecordKind::Arrival | RecordKind::Stay => "Encounter",
        RecordKind::Order => "ServiceRequest",
        RecordKind::Result => "DiagnosticReport",
        RecordKind::Birth
        | RecordKind::Stillbirth
        | RecordKind::Death
        | RecordKind::Cause
        | RecordKind::Mlc
        | RecordKind::Indent => "QuestionnaireResponse",
    }
}

/// Why a record was refused, where the server's own words are not enough. A reason begins with its code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// 412: more than one there has the number, or something it needs is there twice. People decide there.
    Several,
    /// 409: it clashes with something there.
    Conflict,
    /// 404, 410: something it refers to is not there.
    Missing,
    /// 413: too big for it.
    TooBig,
    /// 400, 422: what is in it.
    Content,
    Other,
}

impl Refusal {
    const ALL: [Self; 6] = [Self::Several, Self::Conflict, Self::Missing, Self::TooBig, Self::Content, Self::Other];

    const fn of(status: u16) -> Self {
        match status {
            412 => Self::Several,
            409 => Self::Conflict,
            404 | 410 => Self::Missing,
            413 => Self::TooBig,
            400 | 422 => Self::Content,
            _ => Self::Other,
        }
    }

    /// What a reason begins with.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Several => "several-match",
            Self::Conflict => "conflict",
            Self::Missing => "not-there",
            Self::TooBig => "too-big",
            Self::Content => "content",
            Self::Other => "refused",
        }
    }

    /// Its sentence.
    #[must_use]
    pub const fn word_id(self) -> &'static str {
        match self {
            Self::Several => "refusal-several",
            Self::Conflict => "refusal-conflict",
            Self::Missing => "refusal-missing",
            Self::TooBig => "refusal-too-big",
            Self::Content => "refusal-content",
            Self::Other => "refusal-other",
        }
    }

    /// The refusal that a reason of ours names, with the server's own words behind it.
    #[must_use]
    pub fn read(reason: &str) -> Option<(Self, &str)> {
        let (code, words) = reason.split_once(": ").unwrap_or((reason, ""));
        Self::ALL.into_iter().find(|refusal| refusal.code() == code).map(|refusal| (refusal, words))
    }
}

/// An answer that is none.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoAnswer {
    #[error("longer than {REPLY_BYTES_MAX} bytes")]
    TooBig,
    /// Half of it, or something else altogether.
    #[error("not FHIR (HTTP {status})")]
    NotFhir { status: u16 },
    /// An answer, but not to this transaction.
    #[error("not of this transaction: {what}")]
    Other { what: &'static str },
}

impl From<NoAnswer> for Problem {
    fn from(none: NoAnswer) -> Self {
        match none {
            NoAnswer::TooBig => Self::new(Trouble::Device, "problem-answer-too-big"),
            NoAnswer::NotFhir { status } => {
                Self::new(Trouble::Device, "problem-answer-garbled").with("status", status.to_string())
            }
            NoAnswer::Other { what } => Self::new(Trouble::Device, "problem-answer-other").with("detail", what),
        }
    }
}

/// A proper answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answered {
    pub said: Said,
    /// Where the server keeps the record: `Encounter/17`; empty where it was refused.
    pub at: String,
}

#[derive(Deserialize)]
struct Reply<'j> {
    #[serde(rename = "resourceType")]
    resource: String,
    #[serde(rename = "type", default)]
    kind: String,
    #[serde(borrow, default)]
    entry: Vec<Entry<'j>>,
    #[serde(default)]
    issue: Vec<Issue>,
}

#[derive(Deserialize)]
struct Entry<'j> {
    response: Option<Response>,
    #[serde(borrow)]
    resource: Option<&'j RawValue>,
}

#[derive(Deserialize)]
struct Response {
    #[serde(default)]
    status: String,
    #[serde(default)]
    location: String,
    outcome: Option<Outcomes>,
}

#[derive(Deserialize)]
struct Outcomes {
    #[serde(default)]
    issue: Vec<Issue>,
}

#[derive(Deserialize)]
struct Issue {
    #[serde(default)]
    severity: String,
    #[serde(default)]
    code: String,
    #[serde(default)]
    diagnostics: String,
    details: Option<Details>,
    #[serde(default)]
    expression: Vec<String>,
}

#[derive(Deserialize)]
struct Details {
    #[serde(default)]
    text: String,
}

/// A resource that came back, as far as it is looked at.
#[derive(Deserialize)]
struct Kept {
    #[serde(rename = "resourceType")]
    kind: String,
    #[serde(default)]
    id: String,
    #[serde(default)]
    identifier: Option<serde_json::Value>,
}

/// Reads the answer to a transaction. `status` is HTTP's; `uhid_system` the identifier system of the central numbers.
///
/// # Errors
/// [`NoAnswer`]: nothing was said of this record.
pub fn read(asked: &Asked, status: u16, body: &[u8], uhid_system: &str) -> Result<Answered, NoAnswer> {
    if u64::try_from(body.len()).is_ok_and(|bytes| bytes > REPLY_BYTES_MAX) {
        return Err(NoAnswer::TooBig);
    }
    // A proxy refuses what is too big in words of its own; it is this very transaction all the same.
    let Ok(reply) = serde_json::from_slice::<Reply<'_>>(body) else {
        return if status == 413 { Ok(refused(asked, status, &[])) } else { Err(NoAnswer::NotFhir { status }) };
    };
    match (reply.resource.as_str(), status) {
        ("Bundle", 200..=299) if matches!(reply.kind.as_str(), "transaction-response" | "batch-response") => {
            taken(asked, &reply, uhid_system)
        }
        ("OperationOutcome", 400..=499) => Ok(refused(asked, status, &reply.issue)),
        ("OperationOutcome" | "Bundle", _) => Err(NoAnswer::Other { what: "Bundle.type" }),
        _ => Err(NoAnswer::NotFhir { status }),
    }
}

fn taken(asked: &Asked, reply: &Reply<'_>, uhid_system: &str) -> Result<Answered, NoAnswer> {
    if reply.entry.len() != asked.kinds.len() {
        return Err(NoAnswer::Other { what: "Bundle.entry" });
    }
    let mut at = String::new();
    for (nth, (entry, kind)) in reply.entry.iter().zip(&asked.kinds).enumerate() {
        let response = entry.response.as_ref().ok_or(NoAnswer::Other { what: "Bundle.entry.response" })?;
        let status = status_of(&response.status).ok_or(NoAnswer::Other { what: "Bundle.entry.response.status" })?;
        match status {
            200..=299 => {}
            400..=499 => {
                let issues = response.outcome.as_ref().map_or(&[][..], |outcome| &outcome.issue);
                return Ok(refused(asked, status, issues));
            }
            _ => return Err(NoAnswer::Other { what: "Bundle.entry.response.status" }),
        }
        let kept = place(entry, response);
        let own = kept.as_deref().and_then(|kept| kept.split_once('/')).map(|(kind, _)| kind);
        if own.is_some_and(|own| own != kind) || (nth == asked.main && own.is_none()) {
            return Err(NoAnswer::Other { what: "Bundle.entry.response.location" });
        }
        if nth == asked.main {
            at = kept.unwrap_or_default();
        }
    }
    let main = reply.entry.get(asked.main).and_then(|entry| entry.resource);
    let central = if asked.is_of_a_person() {
        main.and_then(|patient| uhid(patient.get().as_bytes(), uhid_system)).unwrap_or_default()
    } else {
        at.clone()
    };
    Ok(Answered { said: said(asked, Outcome::Received { central }), at })
}

/// `201 Created` → 201.
fn status_of(text: &str) -> Option<u16> {
    text.get(..3)?.parse().ok()
}

/// `Patient/17`, out of `https://…/Patient/17/_history/1`, or of the resource that came back.
fn place(entry: &Entry<'_>, response: &Response) -> Option<String> {
    let whole = response.location.split(['?', '#']).next().unwrap_or_default();
    let before = whole.split("/_history").next().unwrap_or_default();
    let mut parts = before.rsplit('/');
    if let (Some(id), Some(kind)) = (parts.next(), parts.next())
        && !id.is_empty()
        && kind.starts_with(|c: char| c.is_ascii_uppercase())
    {
        return Some([kind, "/", id].concat());
    }
    let kept: Kept = serde_json::from_str(entry.resource?.get()).ok()?;
    (!kept.id.is_empty()).then(|| [kept.kind.as_str(), "/", &kept.id].concat())
}

/// The central number of a Patient that came back. `None` where it has none, or two that differ: never guessed.
#[must_use]
pub fn uhid(patient: &[u8], system: &str) -> Option<String> {
    let kept: Kept = serde_json::from_slice(patient).ok().filter(|kept: &Kept| kept.kind == "Patient")?;
    let text = |identifier: &serde_json::Value, key: &str| identifier.get(key)?.as_str().map(str::to_owned);
    let all = kept.identifier?;
    let own = all.as_array()?.iter().filter(|identifier| text(identifier, "system").is_some_and(|own| own == system));
    let mut numbers: Vec<String> = own.filter_map(|identifier| text(identifier, "value")).collect();
    numbers.dedup();
    if numbers.len() == 1 { numbers.pop().filter(|number| !number.trim().is_empty()) } else { None }
}

fn refused(asked: &Asked, status: u16, issues: &[Issue]) -> Answered {
    let told: Vec<String> =
        issues.iter().filter(|issue| !matches!(issue.severity.as_str(), "information" | "warning")).map(sentence).collect();
    let words = told.into_iter().filter(|words| !words.is_empty()).take(ISSUES_MAX).collect::<Vec<_>>().join("; ");
    let words: String = words.chars().map(|c| if c.is_control() { ' ' } else { c }).take(REASON_CHARS_MAX).collect();
    let words = if words.is_empty() { format!("HTTP {status}") } else { words };
    let reason = format!("{}: {words}", Refusal::of(status).code());
    Answered { said: said(asked, Outcome::Refused { reason }), at: String::new() }
}

fn sentence(issue: &Issue) -> String {
    let details = issue.details.as_ref().map_or("", |details| details.text.as_str());
    let words = [details, &issue.diagnostics, &issue.code].into_iter().find(|words| !words.is_empty()).unwrap_or_default();
    match issue.expression.first() {
        Some(place) => format!("{words} ({place})"),
        None => words.to_owned(),
    }
}

fn said(asked: &Asked, outcome: Outcome) -> Said {
    Said { about: About::Record(asked.key.clone()), outcome, line: 1 }
}

#[cfg(test)]
mod tests;
