//! Answers of servers: whole, half, somebody else's, refused.

use super::*;

const SYSTEM: &str = "https://h.example/fhir/uhid";

fn asked(kind: &str, resources: &[&str]) -> Asked {
    let entry: Vec<_> = resources.iter().map(|kind| serde_json::json!({ "resource": { "resourceType": kind } })).collect();
    let bundle = serde_json::json!({ "identifier": { "value": format!("{kind}:K7A-1") }, "entry": entry });
    Asked::read(bundle.to_string().as_bytes()).unwrap()
}

fn reply(entries: &[(&str, &str)]) -> String {
    let entry: Vec<_> =
        entries.iter().map(|(status, at)| serde_json::json!({ "response": { "status": status, "location": at } })).collect();
    serde_json::json!({ "resourceType": "Bundle", "type": "transaction-response", "entry": entry }).to_string()
}

fn outcome(asked: &Asked, status: u16, body: &str) -> Result<Answer, NoAnswer> {
    read(asked, status, body.as_bytes(), SYSTEM).map(|answered| answered.said.outcome)
}

#[test]
fn a_whole_answer_is_a_receipt() {
    let visit = asked("visit", &["Organization", "Practitioner", "Encounter", "Provenance"]);
    let body = reply(&[
        ("200 OK", "Organization/1"),
        ("200", "Practitioner/2/_history/1"),
        ("201 Created", "https://h.example/fhir/Encounter/e-17/_history/1"),
        ("201 Created", ""),
    ]);
    let received = Answer::Received { central: "Encounter/e-17".to_owned() };
    assert_eq!(outcome(&visit, 200, &body), Ok(received));
}

#[test]
fn half_an_answer_or_another_is_none() {
    let visit = asked("visit", &["Organization", "Encounter"]);
    let whole = reply(&[("200 OK", "Organization/1"), ("201 Created", "Encounter/2")]);
    for end in 0..whole.len() {
        let half = whole.get(..end).unwrap();
        assert!(outcome(&visit, 200, half).is_err(), "{half}");
    }
    for other in [
        reply(&[("200 OK", "Organization/1")]),
        reply(&[("201 Created", "Encounter/2"), ("200 OK", "Organization/1")]),
        reply(&[("200 OK", "Organization/1"), ("201 Created", "")]),
        reply(&[("200 OK", "Organization/1"), ("", "Encounter/2")]),
        reply(&[("200 OK", "Organization/1"), ("302 Found", "Encounter/2")]),
        reply(&[("200 OK", "Organization/1"), ("500 Error", "Encounter/2")]),
        whole.replace("transaction-response", "searchset"),
        whole.replace("\"Bundle\"", "\"Basic\""),
        r#"{"resourceType":"OperationOutcome","issue":[]}"#.to_owned(),
        r#"{"resourceType":"Patient","id":"1"}"#.to_owned(),
        "<html>welcome</html>".to_owned(),
        "null".to_owned(),
    ] {
        assert!(outcome(&visit, 200, &other).is_err(), "{other}");
    }
    assert!(outcome(&visit, 500, &whole).is_err());
    assert!(outcome(&visit, 404, "<html>no such page</html>").is_err());
    let long = " ".repeat(usize::try_from(REPLY_BYTES_MAX).unwrap()) + &whole;
    assert_eq!(outcome(&visit, 200, &long), Err(NoAnswer::TooBig));
}

#[test]
fn a_refusal_says_why() {
    let visit = asked("visit", &["Organization", "Encounter"]);
    let said = |status, issue: serde_json::Value| {
        let body = serde_json::json!({ "resourceType": "OperationOutcome", "issue": issue }).to_string();
        match outcome(&visit, status, &body) {
            Ok(Answer::Refused { reason }) => reason,
            other => panic!("{other:?}"),
        }
    };
    let issue = serde_json::json!([
        { "severity": "information", "diagnostics": "thank you" },
        { "severity": "error", "code": "invalid", "diagnostics": "not a code\nat all", "expression": ["Encounter.status"] },
        { "severity": "error", "code": "required", "details": { "text": "class is missing" } },
    ]);
    assert_eq!(said(422, issue), "content: not a code at all (Encounter.status); class is missing");
    assert_eq!(said(412, serde_json::json!([])), "several-match: HTTP 412");
    assert_eq!(said(409, serde_json::json!([{ "code": "conflict" }])), "conflict: conflict");
    assert!(said(404, serde_json::json!([{ "diagnostics": "x".repeat(9_000) }])).len() < 700);
    let inside = serde_json::json!({ "resourceType": "Bundle", "type": "batch-response", "entry": [
        { "response": { "status": "200", "location": "Organization/1" } },
        { "response": { "status": "412", "outcome": { "issue": [{ "severity": "error", "diagnostics": "two" }] } } },
    ]});
    assert_eq!(outcome(&visit, 200, &inside.to_string()), Ok(Answer::Refused { reason: "several-match: two".to_owned() }));
    assert_eq!(Refusal::read("several-match: two"), Some((Refusal::Several, "two")));
    assert_eq!(Refusal::read("the moon: two"), None);
    assert_eq!(outcome(&visit, 413, "<html>"), Ok(Answer::Refused { reason: "too-big: HTTP 413".to_owned() }));
}

#[test]
fn the_central_number_is_never_guessed() {
    let identity = asked("identity", &["Organization", "Patient", "Provenance"]);
    let with = |identifier: serde_json::Value| {
        let body = serde_json::json!({ "resourceType": "Bundle", "type": "transaction-response", "entry": [
            { "response": { "status": "200", "location": "Organization/1" } },
            { "response": { "status": "201" }, "resource": { "resourceType": "Patient", "id": "7", "identifier": identifier } },
            { "response": { "status": "201", "location": "Provenance/3" } },
        ]});
        let answered = read(&identity, 200, body.to_string().as_bytes(), SYSTEM).unwrap();
        assert_eq!(answered.at, "Patient/7");
        match answered.said.outcome {
            Answer::Received { central } => central,
            refused @ Answer::Refused { .. } => panic!("{refused:?}"),
        }
    };
    let uhid = |value: &str| serde_json::json!({ "system": SYSTEM, "value": value });
    let ours = serde_json::json!({ "system": "https://h.example/fhir/provisional-number", "value": "MK7A-000001-X" });
    assert_eq!(with(serde_json::json!([ours, uhid("104800001")])), "104800001");
    assert_eq!(with(serde_json::json!([ours])), "");
    assert_eq!(with(serde_json::json!([uhid("104800001"), uhid("104800002")])), "");
    assert_eq!(with(serde_json::json!({ "system": SYSTEM })), "");
}

#[test]
fn what_is_no_transaction_of_ours_is_not_asked() {
    for other in ["", "{}", r#"{"identifier":{"value":"visit:K7A-1"},"entry":[]}"#, r#"{"identifier":{"value":"x"},"entry":[]}"#]
    {
        assert_eq!(Asked::read(other.as_bytes()), None, "{other}");
    }
}
