//! `demo`: the demo hospital and a day's work in it, headless, through the same desk as every counter.

use super::args::{Common, DemoArgs, ExportArgs, FormArg};
use super::cases::write_papers;
use super::out::Out;
use super::{Failure, clock, demo_handover, export, say};
use crate::desk::{Desk, LAB_DAY, PaperJob, PrintWish, lab_day, make_demo, make_demo_index, paper_pdf, ward_day};
use crate::disk;
use crate::journal::PaperKind;
use crate::paper::Size;
use crate::problem::Problem;
use indicatif::ProgressBar;
use serde_json::json;

pub fn run(common: &Common, args: &DemoArgs, out: &mut Out) -> Result<(), Failure> {
    if args.out.join("counter").join("counter.json").exists() {
        return Err(Problem::refused("problem-demo-there").with("path", args.out.display().to_string()).into());
    }
    let made = make_demo(&args.out, &clock())?;
    if args.central > 0 {
        make_demo_index(&args.out, usize::try_from(args.central).unwrap_or(usize::MAX), args.seed, &clock())?;
    }
    let mut desk = made.counter.sign_in(&made.login, &made.password).map_err(|(_counter, problem)| problem)?;
    let slips = args.out.join("slips");
    disk::make_folder(&slips)?;
    let departments: Vec<String> = desk.masters().departments.iter().map(|d| d.code.clone()).collect();
    let bar = ProgressBar::new(u64::from(args.patients));
    for form in crate::desk::people::people(args.seed, &departments).take(usize::try_from(args.patients).unwrap_or(usize::MAX)) {
        let saved = desk.register(&form, &PrintWish::default())?;
        if !args.no_slips {
            write_slip(&desk, &saved.visit_id, &slips)?;
        }
        bar.inc(1);
    }
    bar.finish_and_clear();
    let mut filled = 0u64;
    if !args.opd_only {
        ward_day(&mut desk, args.seed, &mut |desk, done| {
            filled += 1;
            if !args.no_slips {
                write_papers(desk, done, &slips, Size::A6)?;
            }
            Ok(())
        })?;
    }
    if !args.opd_only {
        for (login, part) in LAB_DAY {
            desk = change_person(desk, login, &made.password)?;
            lab_day(&mut desk, part, args.seed, &mut |desk, done| {
                filled += 1;
                if !args.no_slips {
                    write_papers(desk, done, &slips, Size::A6)?;
                }
                Ok(())
            })?;
        }
        desk = change_person(desk, &made.login, &made.password)?;
    }
    let handover = args.out.join("handover");
    for form in [FormArg::Csv, FormArg::Fhir] {
        export::export_to(&mut desk, &ExportArgs { form, out: handover.clone() }, out)?;
    }
    if args.handover {
        let of = (made.login.as_str(), made.password.as_str());
        desk = demo_handover::run(common, desk, of, &handover, out)?;
        demo_handover::finished(common, &args.out, of, out)?;
    }
    super::close(desk)?;
    let shown = args.out.display().to_string();
    let values =
        [("path", shown.as_str()), ("n", &args.patients.to_string()), ("login", &made.login), ("forms", &filled.to_string())];
    out.line(&say(common, "cli-demo-made", &values));
    out.value(
        &json!({ "demo": shown, "patients": args.patients, "forms": filled, "seed": args.seed, "central": args.central, "user": made.login, "password_file": "password" }),
    );
    Ok(())
}

/// The next person sits down at the counter.
pub(super) fn change_person(desk: Desk, login: &str, password: &str) -> Result<Desk, Problem> {
    desk.close()?.sign_in(login, password).map_err(|(_counter, problem)| problem)
}

fn write_slip(desk: &Desk, visit: &crate::journal::EntryId, folder: &std::path::Path) -> Result<(), Problem> {
    let job = PaperJob { visit: visit.clone(), paper: PaperKind::Slip, size: Size::A6, copy: 0 };
    let printed = desk.lay_out(&job)?;
    disk::write(&folder.join(format!("{}.pdf", printed.name)), &paper_pdf(&printed)?)?;
    Ok(())
}
