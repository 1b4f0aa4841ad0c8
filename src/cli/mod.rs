//! The command line: the same desk, headless. One file a subcommand; holds no rule of its own.

mod archive;
mod args;
mod args_handover;
mod args_hub;
mod args_index;
mod args_many;
mod args_papers;
mod args_proof;
mod cases;
mod counter;
mod crosswalk;
mod demo;
mod demo_handover;
mod event;
mod event_args;
mod export;
mod find;
mod handover;
mod hub;
mod index;
mod lab;
mod lines;
mod many;
mod matching;
mod names;
mod opd;
mod out;
mod pack;
mod papers_in;
mod proof;
mod slip;
mod verify;
mod window;

use crate::desk::{Clock, Counter, Desk, Place, SecondStanding, system_clock};
use crate::hospital::pack::PackKind;
use crate::problem::{Problem, Trouble};
use crate::words::words;
use crate::worker::sync_second;
use args::{Command, Common, Program};
use clap::Parser as _;
use out::Out;
use std::io::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;
use zeroize::Zeroizing;

/// Runs the program: the window without a subcommand, otherwise the subcommand.
#[must_use]
pub fn run() -> ExitCode {
    let started = Instant::now();
    let program = match Program::try_parse() {
        Ok(program) => program,
        Err(error) => {
            let usage = error.use_stderr();
            // Nobody to tell when even this cannot be written.
            drop(error.print());
            return ExitCode::from(if usage { Trouble::Usage.exit_code() } else { 0 });
        }
    };
    let mut out = Out::new(&program.common);
    let result = dispatch(&program, &mut out, started);
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(Failure::Told(code)) => ExitCode::from(code),
        Err(Failure::Problem(problem)) => {
            out.problem(&problem);
            ExitCode::from(problem.trouble.exit_code())
        }
    }
}

/// Why a subcommand ends with another code than 0.
pub(crate) enum Failure {
    /// Everything is said already; only the code is left.
    Told(u8),
    Problem(Problem),
}

impl From<Problem> for Failure {
    fn from(problem: Problem) -> Self {
        Self::Problem(problem)
    }
}

impl From<crate::disk::DiskError> for Failure {
    fn from(error: crate::disk::DiskError) -> Self {
        Self::Problem(error.into())
    }
}

fn dispatch(program: &Program, out: &mut Out, started: Instant) -> Result<(), Failure> {
    let common = &program.common;
    match &program.command {
        None => window::open(common, &args::WindowArgs::default(), started),
        Some(Command::Window(args)) => window::open(common, args, started),
        Some(Command::Demo(args)) => demo::run(common, args, out),
        Some(Command::Pack { command }) => pack::run(common, command, out),
        Some(Command::Counter { command }) => counter::run(common, command, out),
        Some(Command::Opd { command }) => opd::run(common, command, out),
        Some(Command::Ipd { command }) => cases::ipd(common, command, out),
        Some(Command::Er { command }) => cases::er(common, command, out),
        Some(Command::Register { command }) => cases::register(common, command, out),
        Some(Command::Indent { command }) => cases::indent(common, command, out),
        Some(Command::Lab { command }) => lab::lab(common, command, out),
        Some(Command::Index { command }) => index::run(common, command, out),
        Some(Command::Event { command }) => event::run(common, command, out),
        Some(Command::Incident { command }) => event::incident(common, command, out),
        Some(Command::Roster { command }) => event::roster(common, command, out),
        Some(Command::Shift { command }) => event::shift(common, command, out),
        Some(Command::Notice(args)) => event::notice(common, args, out),
        Some(Command::Hub { command }) => hub::run(common, command, out),
        Some(Command::Bundle { command }) => many::bundle(common, command, out),
        Some(Command::Second { command }) => many::second(common, command, out),
        Some(Command::Merge(args)) => many::merge(common, args, true, out),
        Some(Command::Unmerge(args)) => many::merge(common, args, false, out),
        Some(Command::Conflict { command }) => many::conflict(common, command, out),
        Some(Command::Root(args)) => many::root(common, args, out),
        Some(Command::Block { command }) => many::block(common, command, out),
        Some(Command::Hospital) => many::hospital(common, out),
        Some(Command::Find(args)) => find::run(common, args, out),
        Some(Command::Names { command }) => {
            names::run(common, command, out);
            Ok(())
        }
        Some(Command::Slip(args)) => slip::run(common, args, out),
        Some(Command::Scan(args)) => papers_in::scan(common, args, out),
        Some(Command::Rebuild(args)) => papers_in::run_rebuild(common, args, out),
        Some(Command::DayRegister(args)) => papers_in::day_register(common, args, out),
        Some(Command::Match(args)) => matching::run(common, args, out),
        Some(Command::Review { command }) => matching::review(common, command, out),
        Some(Command::Handover { command }) => handover::run(common, command, out),
        Some(Command::Verify) => verify::run(common, out),
        Some(Command::Certificate(args)) => proof::certificate(common, args, out),
        Some(Command::Gaps(args)) => proof::gaps(common, args, out),
        Some(Command::Totals(args)) => proof::totals(common, args, out),
        Some(Command::Report(args)) => proof::report(common, args, out),
        Some(Command::Exceptions(args)) => proof::paper(common, &args.out, crate::desk::Desk::exceptions_paper, out),
        Some(Command::Fixlist(args)) => proof::paper(common, &args.out, crate::desk::Desk::fix_list_paper, out),
        Some(Command::Archive(args)) => archive::run(common, args, out),
        Some(Command::Crosswalk { command }) => crosswalk::run(common, command, out),
        Some(Command::Export(args)) => export::run(common, args, out),
    }
}

/// The data folder: `--data`, or the user's own.
pub(crate) fn data_folder(common: &Common) -> Result<PathBuf, Problem> {
    if let Some(folder) = &common.data {
        return Ok(folder.clone());
    }
    let own = std::env::var_os("XDG_DATA_HOME")
        .map(PathBuf::from)
        .filter(|p| p.is_absolute())
        .or_else(|| std::env::home_dir().map(|home| home.join(".local").join("share")));
    own.map(|folder| folder.join("nirantar")).ok_or_else(|| Problem::new(Trouble::Usage, "problem-no-data-folder"))
}

pub(crate) fn clock() -> Clock {
    system_clock()
}

/// Opens the counter and signs in with what the common options say.
pub(crate) fn desk(common: &Common) -> Result<Desk, Problem> {
    let counter = Counter::open(Place::new(&data_folder(common)?), clock())?;
    sign_in(counter, common)
}

/// How long a command that did something else waits for the second medium.
const SECOND_LIMIT: std::time::Duration = std::time::Duration::from_secs(4);

/// Closes the records, after the second medium, where there is one, was brought up to date. Trouble of the medium is told and fails nothing:
/// what was saved is saved.
pub(crate) fn close(mut desk: Desk) -> Result<(), Problem> {
    if let SecondStanding::Trouble { problem, .. } = sync_second(&mut desk, SECOND_LIMIT)? {
        let lang = desk.settings().lang;
        drop(writeln!(std::io::stderr(), "{}", problem.told(lang).line()));
    }
    desk.close().map(drop)
}

pub(crate) fn sign_in(counter: Counter, common: &Common) -> Result<Desk, Problem> {
    let login = common.user.clone().unwrap_or_else(|| counter.file.last_user.clone());
    let password = password(common, &counter)?;
    counter.sign_in(&login, &password).map_err(|(_counter, problem)| problem)
}

/// The password: `--password-file FILE` (or `-` for standard input); the demo hospital's lies beside its counter.
fn password(common: &Common, counter: &Counter) -> Result<Zeroizing<String>, Problem> {
    if let Some(file) = &common.password_file {
        return read_password(file);
    }
    let beside = counter.place.folder().parent().map(|p| p.join("password"));
    match beside {
        Some(file) if counter.masters.hospital.kind == PackKind::Demo && file.exists() => read_password(&file),
        _ => Err(Problem::new(Trouble::Usage, "problem-no-password-file")),
    }
}

/// First line of a password file.
pub(crate) fn read_password(file: &std::path::Path) -> Result<Zeroizing<String>, Problem> {
    let bytes = if file.as_os_str() == "-" {
        let mut line = Zeroizing::new(String::new());
        std::io::stdin().read_line(&mut line).map_err(|e| Problem::from(crate::disk::DiskError::new(file, e)))?;
        Zeroizing::new(line.as_bytes().to_vec())
    } else {
        Zeroizing::new(crate::disk::read(file)?)
    };
    let text = std::str::from_utf8(&bytes).map_err(|_utf8| Problem::refused("problem-password-file"))?;
    Ok(Zeroizing::new(text.lines().next().unwrap_or("").to_owned()))
}

/// A sentence of the command line in the chosen language.
pub(crate) fn say(common: &Common, id: &str, values: &[(&str, &str)]) -> String {
    words(common.lang()).with(id, values)
}
