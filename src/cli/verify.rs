//! `verify`: exit code 3 and a list when something is wrong.

use super::args::Common;
use super::out::Out;
use super::{Failure, desk, say};
use crate::problem::Trouble;
use indicatif::ProgressBar;
use serde_json::json;

pub fn run(common: &Common, out: &mut Out) -> Result<(), Failure> {
    let desk = desk(common)?;
    let bar = ProgressBar::new(0);
    let verdict = desk.verify(&mut |done, of| {
        bar.set_length(of);
        bar.set_position(done);
        true
    })?;
    bar.finish_and_clear();
    super::close(desk)?;
    let verdict = verdict.unwrap_or_default();
    let entries = verdict.entries.to_string();
    for finding in &verdict.findings {
        let args: Vec<(&str, &str)> = finding.args.iter().map(|(n, v)| (*n, v.as_str())).collect();
        out.line(&say(common, finding.id, &args));
    }
    let list: Vec<_> = verdict
        .findings
        .iter()
        .map(|f| json!({ "id": f.id, "text": say(common, f.id, &f.args.iter().map(|(n, v)| (*n, v.as_str())).collect::<Vec<_>>()) }))
        .collect();
    out.value(&json!({ "entries": verdict.entries, "good": verdict.findings.is_empty(), "findings": list }));
    if verdict.findings.is_empty() {
        out.line(&say(common, "cli-verify-good", &[("n", &entries)]));
        Ok(())
    } else {
        out.line(&say(common, "cli-verify-bad", &[("n", &verdict.findings.len().to_string())]));
        Err(Failure::Told(Trouble::Damaged.exit_code()))
    }
}
