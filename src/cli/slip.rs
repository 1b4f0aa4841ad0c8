//! `slip NUMBER --out FILE`: a paper as PDF, as it was first printed. A copy for a patient is `opd reprint`, marked DUPLICATE.

use super::args::{Common, SlipArgs};
use super::out::Out;
use super::{Failure, desk, say};
use crate::desk::{PaperJob, paper_pdf};
use crate::disk;
use serde_json::json;

pub fn run(common: &Common, args: &SlipArgs, out: &mut Out) -> Result<(), Failure> {
    let desk = desk(common)?;
    let line = desk.visit_by_number(&args.number)?;
    let job = PaperJob { visit: line.id, paper: args.kind.into(), size: args.paper.into(), copy: 0 };
    let pdf = paper_pdf(&desk.lay_out(&job)?)?;
    disk::write(&args.out, &pdf)?;
    let path = args.out.display().to_string();
    out.line(&say(common, "cli-slip-written", &[("path", &path)]));
    out.value(&json!({ "file": path, "bytes": pdf.len(), "visit": line.number }));
    super::close(desk)?;
    Ok(())
}
