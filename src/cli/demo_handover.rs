//! `demo --handover`: the demo's day goes home: matching, review, pre-flight, batches, answers of a made-up central system, the end of manual
//! mode, crosswalk, proof; and the archive of another counter, at which nothing is open.

use super::args::Common;
use super::demo::change_person;
use super::out::Out;
use super::{Failure, clock, say};
use crate::desk::archive::{ArchiveWish, archive_counter};
use crate::desk::handover::{
    AgainWish, CertifyWish, CrosswalkFile, HandoverStatus, Matching, OpenList, PassWish, ReportWish, asked, crosswalk_csv,
    open_records, plan_answer_file,
};
use crate::desk::{Desk, Place, SetUp, paper_pdf, set_up};
use crate::disk;
use crate::hospital::forms::Sheet;
use crate::hospital::number::CounterCode;
use crate::journal::fold::Linking;
use crate::journal::{RecordKind, Road};
use crate::problem::Problem;
use crate::worker::run_match;
use std::fmt::Write as _;
use std::path::Path;

/// One of so many records is refused when it comes for the first time.
const REFUSED_EACH: usize = 40;
/// Records read at once; the demo has fewer.
const MOST: usize = 1_000_000;
/// The made-up central system's first new number.
const FIRST_UHID: u64 = 190_000_001;
/// Odds below which the demo's reviewer says *new*, in percent.
const LINK_PERCENT: u8 = 50;
/// The second person of a review; who ends manual mode, and orders an archive beside the demo's own officer.
const SECOND: &str = "rao";
/// The counter that is archived: the demo's own goes on working.
const FINISHED: &str = "K8";

/// Hands everything over, into `folder`. `login` and `password` are the demo's.
pub(super) fn run(
    common: &Common,
    mut desk: Desk,
    (login, password): (&str, &str),
    folder: &Path,
    out: &mut Out,
) -> Result<Desk, Failure> {
    desk.open_index(None)?;
    matched(&mut desk)?;
    let proposed = reviewed(&mut desk)?;
    if proposed {
        desk = change_person(desk, SECOND, password)?;
        for line in desk.link_lines(Linking::Proposed, None, MOST)? {
            desk.second_match(&line.line.id, true, "")?;
        }
        desk = change_person(desk, login, password)?;
    }
    let mut central = Central { next: FIRST_UHID, refuses: true };
    for refused in [false, true] {
        let again = AgainWish { made: false, refused };
        let wish = PassWish { road: Road::Fhir, stages: Vec::new(), again, share: None };
        desk.make_handover(&wish, folder, &mut |_, _| true)?;
        answered(&mut desk, &mut central, folder)?;
        central.refuses = false;
    }
    // Manual mode ends by an officer's word; a certificate of before is a partial one.
    let back = Sheet::from([("side", "central"), ("reason", "demo: the central system is back")]);
    desk.say_event(&back, Some((SECOND, password)))?;
    proof(&mut desk, folder)?;
    tell(common, &desk.handover_status()?, out);
    Ok(desk)
}

/// A counter of its own that is finished, in `folder`: set up, sealed for the archive, its key destroyed. Two officers order it.
pub(super) fn finished(common: &Common, folder: &Path, (login, password): (&str, &str), out: &mut Out) -> Result<(), Failure> {
    let counter = CounterCode::new(FINISHED).map_err(|_code| Problem::device("problem-internal"))?;
    let pack = folder.join("hospital.pack");
    let request = SetUp { pack: &pack, counter, login, password, new_password: "", reason: "demo", drill: false };
    let made = set_up(&Place::new(&folder.join("finished")), &request, &clock())?;
    let desk = made.counter.sign_in(login, password).map_err(|(_counter, problem)| problem)?;
    let wish = ArchiveWish {
        folder: &folder.join("archive"),
        officers: [(login, password), (SECOND, password)],
        partial: false,
        reason: "demo: this counter is finished",
    };
    if let Some(done) = archive_counter(desk, &wish, &mut |_step, _done, _of| true)? {
        let (path, entries) = (done.archived.folder.display().to_string(), done.archived.entries.to_string());
        let values = [("path", path.as_str()), ("entries", &entries), ("root", &done.archived.root.to_string())];
        out.line(&say(common, "cli-archived", &values));
    }
    Ok(())
}

fn matched(desk: &mut Desk) -> Result<(), Problem> {
    let (way, central) = (desk.index_way()?, desk.central(None)?);
    let matching = Matching::new(&central, asked(desk.rows()?)?, &desk.masters().handover);
    if let Some(found) = run_match(&way, &matching, &mut |_, _| true)? {
        desk.take_matches(&found, &mut |_| {})?;
    }
    Ok(())
}

/// Decides about everybody the pass left to a person; true where a second person has to look.
fn reviewed(desk: &mut Desk) -> Result<bool, Problem> {
    let mut second = false;
    for line in desk.link_lines(Linking::Doubtful, None, MOST)? {
        let best = line.link.found.first().filter(|found| found.score >= LINK_PERCENT).map(|found| found.uhid.clone());
        second |= desk.decide_match(&line.line.id, best.as_deref(), "demo: as the evidence says", None)?;
    }
    Ok(second)
}

/// A central system that takes what it is given, and finds fault with some of it at first.
struct Central {
    next: u64,
    refuses: bool,
}

impl Central {
    fn row(&mut self, nth: usize, kind: RecordKind, number: &str) -> String {
        if self.refuses && nth % REFUSED_EACH == REFUSED_EACH - 1 {
            return format!("{number},{},refused,,demo: try once more", kind.code());
        }
        let uhid = match kind {
            RecordKind::Identity => {
                self.next += 1;
                self.next.to_string()
            }
            _ => String::new(),
        };
        format!("{number},{},received,{uhid},", kind.code())
    }
}

/// The central system's answers to all that waits, as a list; taken in.
fn answered(desk: &mut Desk, central: &mut Central, folder: &Path) -> Result<(), Problem> {
    for batch in desk.rows()?.batches()? {
        if batch.sent.is_empty() {
            desk.note_sent(&batch.name, "demo central system")?;
        }
    }
    desk.idle()?;
    let mut list = "number,kind,status,uhid,message\r\n".to_owned();
    for (nth, line) in open_records(desk.rows()?, OpenList::Made, MOST)?.iter().enumerate() {
        let linked = match line.key.kind {
            RecordKind::Identity => desk.crossing(&line.key.of)?.map(|crossing| crossing.uhid),
            _ => None,
        };
        let row = match linked {
            // Who was linked keeps that number.
            Some(uhid) => format!("{},identity,linked,{uhid},", line.number),
            None => central.row(nth, line.key.kind, &line.number),
        };
        // Writing to a string cannot fail.
        write!(list, "{row}\r\n").unwrap_or_default();
    }
    let path = folder.join(if central.refuses { "answers-1.csv" } else { "answers-2.csv" });
    disk::write(&path, list.as_bytes())?;
    let plan = plan_answer_file(desk.rows()?, &path, desk.masters())?;
    desk.take_answers(&plan).map(drop)
}

/// Crosswalk, certificate and report beside the batches.
fn proof(desk: &mut Desk, folder: &Path) -> Result<(), Problem> {
    for which in [CrosswalkFile::Patients, CrosswalkFile::Tubes] {
        if let Some(bytes) = crosswalk_csv(desk.rows()?, which, &mut |_| true)? {
            disk::write(&folder.join(which.file()), &bytes)?;
        }
    }
    if let Some(done) = desk.certify(CertifyWish { officer: None, note: "" }, &mut |_, _| true)? {
        disk::write(&folder.join(format!("{}.pdf", done.printed.name)), &paper_pdf(&done.printed)?)?;
    }
    if let Some(report) = desk.after_report(&ReportWish { from: None, to: None, note: String::new() }, &mut |_, _| true)? {
        disk::write(&folder.join(format!("{}.pdf", report.name)), &paper_pdf(&report)?)?;
    }
    Ok(())
}

fn tell(common: &Common, status: &HandoverStatus, out: &mut Out) {
    let (saved, received, explained, open) = status.total();
    let values = [saved, received, explained, open].map(|n| n.to_string());
    let [saved, received, explained, open] = &values;
    let total = [("saved", saved), ("received", received), ("explained", explained), ("open", open)];
    out.line(&say(common, "cli-handover-total", &total.map(|(name, value)| (name, value.as_str()))));
}
