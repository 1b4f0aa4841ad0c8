//! `counter open|status|pack|password|recover`.

use super::args::{Common, CounterCommand, OpenArgs};
use super::out::Out;
use super::{Failure, clock, data_folder, desk, read_password, say};
use crate::desk::{Counter, Place, SetUp, recover, recovery_pdf, set_up};
use crate::disk;
use crate::hospital::number::CounterCode;
use crate::hospital::number::Series;
use crate::problem::{Problem, Trouble};
use serde_json::json;

pub fn run(common: &Common, command: &CounterCommand, out: &mut Out) -> Result<(), Failure> {
    match command {
        CounterCommand::Open(args) if args.new_letter => new_letter(common, args, out),
        CounterCommand::Open(args) => open(common, args, out),
        CounterCommand::Status => status(common, out),
        CounterCommand::Pack { file } => {
            let mut desk = desk(common)?;
            desk.take_pack(file)?;
            out.line(&say(common, "cli-pack-taken", &[("version", &desk.masters().hospital.version.to_string())]));
            super::close(desk)?;
            Ok(())
        }
        CounterCommand::Password { new_password_file } => {
            let new = read_password(new_password_file)?;
            let mut desk = desk(common)?;
            let old = read_password(password_file(common)?)?;
            desk.change_password(&old, &new)?;
            out.line(&say(common, "cli-password-changed", &[]));
            super::close(desk)?;
            Ok(())
        }
        CounterCommand::Recover { recovery_key_file, new_password_file } => {
            let counter = Counter::open(Place::new(&data_folder(common)?), clock())?;
            let login = login(common)?;
            recover(&counter, &read_password(recovery_key_file)?, login, &read_password(new_password_file)?)?;
            out.line(&say(common, "cli-recovered", &[("person", login)]));
            Ok(())
        }
    }
}

fn login(common: &Common) -> Result<&str, Problem> {
    common.user.as_deref().ok_or_else(|| Problem::new(Trouble::Usage, "problem-no-user"))
}

fn password_file(common: &Common) -> Result<&std::path::Path, Problem> {
    common.password_file.as_deref().ok_or_else(|| Problem::new(Trouble::Usage, "problem-no-password-file"))
}

fn open(common: &Common, args: &OpenArgs, out: &mut Out) -> Result<(), Failure> {
    let usage = || Problem::new(Trouble::Usage, "problem-no-user");
    let (pack, code) = (args.pack.as_deref().ok_or_else(usage)?, args.counter.as_deref().ok_or_else(usage)?);
    let counter = CounterCode::new(code).map_err(|_shape| Problem::refused("problem-counter-unknown").with("counter", code))?;
    let new_password = args.new_password_file.as_deref().map(read_password).transpose()?.unwrap_or_default();
    let password = read_password(password_file(common)?)?;
    let place = Place::new(&data_folder(common)?);
    let request = SetUp {
        pack,
        counter,
        login: login(common)?,
        password: &password,
        new_password: &new_password,
        reason: &args.reason,
        drill: args.drill,
    };
    let done = set_up(&place, &request, &clock())?;
    let installation = done.counter.file.installation();
    let sheet = args.recovery_sheet.clone();
    if let Some(path) = &sheet {
        let pdf = recovery_pdf(&done.counter.masters, &done.counter.file, &done.recovery_key, clock()())?;
        disk::write_private(path, &pdf)?;
    }
    out.line(&say(common, "cli-counter-open", &[("counter", &installation)]));
    out.line(&say(common, "cli-recovery-key", &[("key", &done.recovery_key)]));
    out.value(&json!({ "counter": installation, "recovery_key": done.recovery_key.as_str(), "site": done.counter.file.site }));
    Ok(())
}

fn new_letter(common: &Common, args: &OpenArgs, out: &mut Out) -> Result<(), Failure> {
    let mut counter = Counter::open(Place::new(&data_folder(common)?), clock())?;
    let login = common.user.clone().unwrap_or_else(|| counter.file.last_user.clone());
    let password = super::password(common, &counter)?;
    counter.new_letter(&login, &password, &args.reason)?;
    let installation = counter.file.installation();
    out.line(&say(common, "cli-counter-open", &[("counter", &installation)]));
    out.value(&json!({ "counter": installation }));
    Ok(())
}

fn status(common: &Common, out: &mut Out) -> Result<(), Failure> {
    let desk = desk(common)?;
    let status = desk.status()?;
    let mark = desk.mark();
    let values = [
        ("counter", desk.installation()),
        ("patients", status.patients.to_string()),
        ("today", status.visits_today.to_string()),
        ("left", status.numbers_left.to_string()),
        ("open", status.not_handed_over.to_string()),
        ("waiting", status.prints_waiting.to_string()),
        ("failed", status.prints_failed.to_string()),
    ];
    let shown: Vec<(&str, &str)> = values.iter().map(|(n, v)| (*n, v.as_str())).collect();
    out.line(&say(common, "cli-status", &shown));
    if status.numbers_low {
        out.line(&say(common, "cli-status-low", &shown));
    }
    if status.clock_behind {
        out.line(&say(common, "cli-status-clock", &[]));
    }
    let last: serde_json::Map<String, serde_json::Value> =
        Series::ALL.iter().map(|series| (series.code().to_owned(), mark.serial(*series).into())).collect();
    out.value(&json!({
        "site": status.site, "counter": desk.installation(), "mode": status.mode, "since": status.since,
        "patients": status.patients, "visits_today": status.visits_today, "numbers_left": status.numbers_left,
        "numbers_low": status.numbers_low, "not_handed_over": status.not_handed_over, "not_exported": status.not_exported,
        "prints_waiting": status.prints_waiting, "prints_failed": status.prints_failed, "clock_behind": status.clock_behind,
        "entries": mark.sequence, "last": last,
    }));
    super::close(desk)?;
    Ok(())
}
