//! `crosswalk find|csv|slips|labels|register`: our numbers and the central ones.

use super::args::Common;
use super::args_proof::{CrosswalkCommand, CrosswalkOf};
use super::cases::{day, with_desk, write_list};
use super::out::Out;
use super::proof::with_bar;
use super::{Failure, say};
use crate::desk::Desk;
use crate::desk::handover::{Crossing, CrosswalkFile, CrosswalkPaper, CrosswalkWho, crosswalk_csv};
use crate::disk;
use crate::problem::Problem;
use indicatif::ProgressBar;
use serde_json::json;
use std::path::Path;

/// `crosswalk …`.
pub fn run(common: &Common, command: &CrosswalkCommand, out: &mut Out) -> Result<(), Failure> {
    match command {
        CrosswalkCommand::Find { text } => with_desk(common, |desk| find(common, desk, &text.join(" "), out)),
        CrosswalkCommand::Csv { out: folder } => with_desk(common, |desk| csv(common, desk, folder, out)),
        CrosswalkCommand::Slips { of, paper } => print(common, of, CrosswalkPaper::Slips((*paper).into()), out),
        CrosswalkCommand::Labels { of, tubes: false } => print(common, of, CrosswalkPaper::ChartLabels, out),
        CrosswalkCommand::Labels { of, tubes: true } => print(common, of, CrosswalkPaper::TubeLabels, out),
        CrosswalkCommand::Register { of } => print(common, of, CrosswalkPaper::Register, out),
    }
}

/// What a patient's central number is, in words; empty where there is none.
pub(super) fn crossing_text(common: &Common, crossing: Option<&Crossing>) -> String {
    let Some(crossing) = crossing else { return String::new() };
    let id = if crossing.received { "crosswalk-received" } else { "crosswalk-linked" };
    say(common, id, &[("uhid", &crossing.uhid)])
}

/// The same for programs.
pub(super) fn crossing_value(crossing: Option<&Crossing>) -> serde_json::Value {
    crossing.map_or(
        serde_json::Value::Null,
        |crossing| json!({ "uhid": crossing.uhid, "how": crossing.how.code(), "received": crossing.received }),
    )
}

/// A scan of an old slip, a number of ours or of the central system, or a name.
fn find(common: &Common, desk: &mut Desk, text: &str, out: &mut Out) -> Result<(), Failure> {
    let found = desk.crosswalk_find(text)?;
    if found.is_empty() {
        out.line(&say(common, "cli-nothing-found", &[]));
    }
    for (line, crossing) in &found {
        let names: Vec<&str> = line.name.latin.iter().chain(&line.name.devanagari).map(String::as_str).collect();
        let text = match crossing {
            Some(_) => crossing_text(common, crossing.as_ref()),
            None => say(common, "crosswalk-not-yet", &[]),
        };
        out.line(&format!("{}  {}  {text}", line.number, names.join(" / ")));
        out.value(&json!({
            "patient": line.number, "entry": line.id, "name": line.name, "central": crossing_value(crossing.as_ref()),
        }));
    }
    Ok(())
}

fn csv(common: &Common, desk: &Desk, folder: &Path, out: &mut Out) -> Result<(), Failure> {
    desk.may(crate::hospital::permissions::Right::Find)?;
    disk::make_folder(folder)?;
    for which in [CrosswalkFile::Patients, CrosswalkFile::Tubes] {
        let bar = ProgressBar::no_length();
        let bytes = crosswalk_csv(desk.rows()?, which, &mut |done| {
            bar.set_position(done);
            true
        })?;
        bar.finish_and_clear();
        let path = folder.join(which.file());
        disk::write(&path, &bytes.ok_or_else(|| Problem::device("problem-internal"))?)?;
        let path = path.display().to_string();
        out.line(&say(common, "cli-slip-written", &[("path", &path)]));
        out.value(&json!({ "file": path }));
    }
    Ok(())
}

fn print(common: &Common, of: &CrosswalkOf, paper: CrosswalkPaper, out: &mut Out) -> Result<(), Failure> {
    with_desk(common, |desk| {
        let who = who(desk, of)?;
        let printed = with_bar(|progress| desk.crosswalk_paper(&who, paper, progress))?;
        write_list(common, &printed, &of.out, out)
    })
}

fn who(desk: &mut Desk, of: &CrosswalkOf) -> Result<CrosswalkWho, Problem> {
    let on = of.day.as_deref().map(|text| day(Some(text), desk.today())).transpose()?;
    if let Some(number) = &of.patient {
        return Ok(CrosswalkWho::Patient(desk.crossed_patient(number)?));
    }
    Ok(match (&of.ward, &of.clinic, on) {
        (Some(ward), ..) => CrosswalkWho::Ward(ward.to_uppercase()),
        (None, Some(clinic), on) => CrosswalkWho::Clinic(clinic.to_uppercase(), on),
        (None, None, Some(on)) => CrosswalkWho::Day(on),
        (None, None, None) => CrosswalkWho::All,
    })
}
