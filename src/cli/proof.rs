//! `certificate`, `gaps`, `totals`, `report`, `exceptions`, `fixlist`: the proof of a hand-over.

use super::args::Common;
use super::args_proof::{CertificateArgs, PaperOutArgs, ReportArgs, TotalsArgs};
use super::cases::{day, with_desk, write_list};
use super::out::Out;
use super::{Failure, read_password, say};
use crate::desk::handover::{CertificateLine, CertifyWish, ControlRow, ReportWish, check_control, control_csv, read_central};
use crate::desk::{Desk, Printed};
use crate::disk;
use crate::hospital::forms::write_moment;
use crate::problem::{Problem, Trouble};
use crate::words::{grouped, words};
use indicatif::ProgressBar;
use serde_json::{Value, json};
use std::path::Path;

/// Differences told on the screen, at most; the file has them all.
const DIFFERENCES_MAX: usize = 200;

/// Runs something long under a bar.
pub(super) fn with_bar<T>(
    work: impl FnOnce(&mut dyn FnMut(u64, u64) -> bool) -> Result<Option<T>, Problem>,
) -> Result<T, Problem> {
    let bar = ProgressBar::new(0);
    let done = work(&mut |done, of| {
        bar.set_length(of);
        bar.set_position(done);
        true
    });
    bar.finish_and_clear();
    done?.ok_or_else(|| Problem::device("problem-internal"))
}

/// `certificate`.
pub fn certificate(common: &Common, args: &CertificateArgs, out: &mut Out) -> Result<(), Failure> {
    with_desk(common, |desk| {
        if args.list {
            for line in desk.certificates()? {
                tell_certificate(common, &line, out);
            }
            return Ok(());
        }
        if !args.take.is_empty() {
            let codes: Vec<&str> = args.take.iter().map(String::as_str).collect();
            tell_certificate(common, &desk.take_certificate(&codes)?, out);
            return Ok(());
        }
        if let (Some(of), Some(file)) = (&args.of, &args.out) {
            let of = of.trim().to_uppercase().parse().map_err(|_shape| Problem::refused("problem-not-found"))?;
            return write_list(common, &desk.certificate_again(&of, 1)?, file, out);
        }
        let password = args.officer.officer_password_file.as_deref().map(read_password).transpose()?;
        let officer = args.officer.officer.as_deref().zip(password.as_ref().map(|p| p.as_str()));
        let done = with_bar(|progress| desk.certify(CertifyWish { officer, note: &args.note }, progress))?;
        tell_certificate(common, &done.line, out);
        match &args.out {
            Some(file) => write_list(common, &done.printed, file, out),
            None => Ok(()),
        }
    })
}

fn tell_certificate(common: &Common, line: &CertificateLine, out: &mut Out) {
    let (id, at, officers) = (line.id.to_string(), write_moment(line.at), line.officers.join(", "));
    let n = [line.saved, line.received, line.excepted, line.open].map(grouped);
    let stands = say(common, if line.partial { "proof-partial" } else { "proof-complete" }, &[]);
    let values = [
        ("id", id.as_str()),
        ("at", at.as_str()),
        ("officers", officers.as_str()),
        ("stands", stands.as_str()),
        ("saved", n[0].as_str()),
        ("received", n[1].as_str()),
        ("excepted", n[2].as_str()),
        ("open", n[3].as_str()),
    ];
    out.line(&say(common, "cli-certificate", &values));
    out.value(&json!({
        "certificate": id, "at": line.at, "officers": line.officers, "saved": line.saved, "received": line.received,
        "excepted": line.excepted, "open": line.open, "missing": line.gaps.0, "explained": line.gaps.1, "partial": line.partial,
    }));
}

/// `gaps`: exit code 3 where numbers are missing and nobody knows why, as `register gaps`.
pub fn gaps(common: &Common, args: &PaperOutArgs, out: &mut Out) -> Result<(), Failure> {
    let mut figures = None;
    with_desk(common, |desk| {
        let (series, printed) = with_bar(|progress| desk.series_paper(progress))?;
        write_list(common, &printed, &args.out, out)?;
        let found = series.figures();
        let n = [found.series, found.missing, found.explained].map(grouped);
        let values = [("series", n[0].as_str()), ("missing", n[1].as_str()), ("explained", n[2].as_str())];
        out.line(&say(common, "cli-series", &values));
        out.value(&json!({ "series": found.series, "missing": found.missing, "explained": found.explained }));
        figures = Some(found);
        Ok(())
    })?;
    match figures {
        Some(found) if found.missing > found.explained => Err(Failure::Told(Trouble::Damaged.exit_code())),
        _ => Ok(()),
    }
}

/// `totals`.
pub fn totals(common: &Common, args: &TotalsArgs, out: &mut Out) -> Result<(), Failure> {
    let central = args.central.as_deref().map(|file| read_central(&disk::read(file)?)).transpose()?;
    let mut differs = false;
    with_desk(common, |desk| {
        let passed = with_bar(|progress| desk.control_totals(progress))?;
        let check = check_control(&passed, central.as_ref());
        disk::write(&args.out, &control_csv(&check.rows)?)?;
        let path = args.out.display().to_string();
        let (rows, differing) = (check.rows.len().to_string(), check.differing.len().to_string());
        out.line(&say(common, "cli-totals", &[("path", &path), ("rows", &rows)]));
        if central.is_some() {
            out.line(&words(common.lang()).count("proof-differing", check.differing.len() as u64));
        }
        for row in check.differing.iter().take(DIFFERENCES_MAX) {
            tell_difference(common, row, out);
        }
        let strays: Vec<Value> = central.iter().flat_map(|c| &c.strays).map(|stray| tell_stray(common, *stray, out)).collect();
        out.value(
            &json!({ "file": path, "rows": check.rows.len(), "differing": check.differing.len(), "not_understood": strays }),
        );
        differs = differing != "0" || !strays.is_empty();
        Ok(())
    })?;
    if differs { Err(Failure::Told(Trouble::Refused.exit_code())) } else { Ok(()) }
}

fn tell_difference(common: &Common, row: &ControlRow, out: &mut Out) {
    let (day, kind) = (row.by.day.format("%d-%m-%Y").to_string(), crate::paper::kind_words(row.by.kind));
    let (ours, theirs) = (grouped(row.received), grouped(row.central.unwrap_or(0)));
    let values = [
        ("day", day.as_str()),
        ("counter", row.by.counter.as_str()),
        ("department", row.by.department.as_str()),
        ("kind", kind.get(common.lang())),
        ("ours", ours.as_str()),
        ("theirs", theirs.as_str()),
    ];
    out.line(&say(common, "cli-difference", &values));
    out.value(&json!({
        "day": row.by.day, "counter": row.by.counter, "department": row.by.department, "kind": row.by.kind,
        "received": row.received, "central": row.central,
    }));
}

fn tell_stray(common: &Common, (line, why): (u64, &'static str), out: &mut Out) -> Value {
    let text = say(common, why, &[]);
    out.line(&say(common, "cli-control-stray", &[("line", &line.to_string()), ("why", &text)]));
    json!({ "line": line, "why": text })
}

/// `report`.
pub fn report(common: &Common, args: &ReportArgs, out: &mut Out) -> Result<(), Failure> {
    with_desk(common, |desk| {
        let on = |text: Option<&str>| text.map(|text| day(Some(text), desk.today())).transpose();
        let wish = ReportWish { from: on(args.from.as_deref())?, to: on(args.to.as_deref())?, note: args.note.clone() };
        let printed = with_bar(|progress| desk.after_report(&wish, progress))?;
        write_list(common, &printed, &args.out, out)
    })
}

/// `exceptions`, `fixlist`: one paper.
pub fn paper(
    common: &Common,
    file: &Path,
    lay: impl FnOnce(&Desk) -> Result<Printed, Problem>,
    out: &mut Out,
) -> Result<(), Failure> {
    with_desk(common, |desk| write_list(common, &lay(desk)?, file, out))
}
