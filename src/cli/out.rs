//! Answers: sentences for people on standard output, JSON values for programs, problems on standard error.

use super::args::Common;
use crate::hospital::pack::Lang;
use crate::problem::{Problem, remark_text};
use serde_json::{Value, json};
use std::io::{self, Write as _};

/// Where answers go.
pub struct Out {
    pub json: bool,
    pub lang: Lang,
    stdout: io::Stdout,
}

impl Out {
    pub fn new(common: &Common) -> Self {
        Self { json: common.json, lang: common.lang(), stdout: io::stdout() }
    }

    /// One sentence, unless JSON was asked for.
    pub fn line(&mut self, text: &str) {
        if !self.json {
            self.raw(text);
        }
    }

    /// One JSON value, when JSON was asked for.
    pub fn value(&mut self, value: &Value) {
        if self.json {
            self.raw(&value.to_string());
        }
    }

    /// One line whatever was asked for.
    pub fn raw(&mut self, text: &str) {
        // A reader that went away (`| head`) is no failure of ours.
        drop(writeln!(self.stdout, "{text}"));
    }

    /// A problem, on standard error; as JSON on standard output too, so that a program sees it.
    pub fn problem(&mut self, problem: &Problem) {
        let told = problem.told(self.lang);
        if self.json {
            let value = problem_value(problem, self.lang);
            self.raw(&json!({ "problem": value }).to_string());
        }
        let mut stderr = io::stderr().lock();
        drop(writeln!(stderr, "{}", told.line()));
        for remark in &problem.remarks {
            drop(writeln!(stderr, "  {}: {}", remark.field.code(), remark_text(remark, self.lang)));
        }
    }
}

/// A problem as JSON: id, the three sentences, and the fields with reason and what to write.
pub fn problem_value(problem: &Problem, lang: Lang) -> Value {
    let told = problem.told(lang);
    let fields: Vec<Value> = problem
        .remarks
        .iter()
        .map(|remark| {
            let text = remark_text(remark, lang);
            let (reason, write) = halves(&text);
            json!({ "field": remark.field.code(), "id": remark.id, "reason": reason, "write": write })
        })
        .collect();
    json!({ "id": problem.id, "what": told.what, "safe": told.safe, "do": told.act, "fields": fields })
}

/// A sentence beside a field says what is wrong, then what to write.
fn halves(text: &str) -> (&str, &str) {
    let end = [". ", "। ", "? "].iter().filter_map(|stop| text.find(stop).map(|at| at + stop.len())).min();
    match end.and_then(|at| text.split_at_checked(at)) {
        Some((reason, write)) => (reason.trim(), write.trim()),
        // One sentence says both: what shape is wanted.
        None => (text, text),
    }
}
