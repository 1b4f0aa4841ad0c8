//! `archive`: a counter's end on order of two officers; `archive open`: its archive read again; `archive certificate`.

use super::args::Common;
use super::args_proof::{ArchiveArgs, ArchiveCommand, ArchiveMake};
use super::cases::write_list;
use super::out::Out;
use super::proof::with_bar;
use super::{Failure, clock, data_folder, desk, read_password, say};
use crate::desk::archive::{
    ArchiveWish, archive_certificate_again, archive_counter, archive_manifest, check_archive, open_archive,
};
use crate::desk::papers_in::{OtherKey, rebuild_keys};
use crate::desk::{Place, SetUp};
use crate::hospital::number::CounterCode;
use crate::problem::{Problem, Trouble};
use crate::words::grouped;
use serde_json::json;
use std::path::{Path, PathBuf};
use zeroize::Zeroizing;

/// `archive …`.
pub fn run(common: &Common, args: &ArchiveArgs, out: &mut Out) -> Result<(), Failure> {
    match (&args.command, &args.make) {
        (Some(ArchiveCommand::Certificate { out: file }), _) => {
            let place = Place::new(&data_folder(common)?);
            write_list(common, &archive_certificate_again(&place)?, file, out)
        }
        (Some(ArchiveCommand::Open { files, counter, new_password_file, pack, recovery_key_file }), _) => {
            let wish = Opening {
                files,
                counter: counter.as_deref(),
                new_password: new_password_file.as_deref(),
                pack: pack.as_deref(),
                recovery_key: recovery_key_file.as_deref(),
            };
            open(common, &wish, out)
        }
        (None, Some(make)) => archive(common, make, out),
        // clap asks for one of the two.
        (None, None) => Err(Problem::device("problem-internal").into()),
    }
}

fn archive(common: &Common, make: &ArchiveMake, out: &mut Out) -> Result<(), Failure> {
    let first = read_password(&make.officer_password_file)?;
    let second = read_password(&make.second_password_file)?;
    let desk = desk(common)?;
    let wish = ArchiveWish {
        folder: &make.out,
        officers: [(&make.officer, &first), (&make.second, &second)],
        partial: make.partial,
        reason: &make.reason,
    };
    let done = with_bar(|progress| archive_counter(desk, &wish, &mut |_step, done, of| progress(done, of)))?;
    let (folder, entries) = (done.archived.folder.display().to_string(), grouped(done.archived.entries));
    let (root, entry) = (done.archived.root.to_string(), done.archived.entry.to_string());
    out.line(&say(common, "cli-archived", &[("path", &folder), ("entries", &entries), ("root", &root)]));
    out.value(&json!({
        "archive": folder, "entries": done.archived.entries, "root": root, "entry": entry, "officers": done.archived.officers,
        "wiped": done.archived.wiped, "certificate": done.certificate.display().to_string(),
    }));
    Ok(())
}

/// What is asked of `archive open`.
struct Opening<'a> {
    files: &'a [PathBuf],
    counter: Option<&'a str>,
    new_password: Option<&'a Path>,
    pack: Option<&'a Path>,
    recovery_key: Option<&'a Path>,
}

fn open(common: &Common, wish: &Opening<'_>, out: &mut Out) -> Result<(), Failure> {
    let usage = |id| Problem::new(Trouble::Usage, id);
    let first = wish.files.first().ok_or_else(|| usage("problem-internal"))?;
    let (folder, manifest) = archive_manifest(first)?;
    let pack = wish.pack.map_or_else(|| folder.join("hospital.pack"), Path::to_owned);
    let login = common.user.clone().ok_or_else(|| usage("problem-no-user"))?;
    let password = read_password(common.password_file.as_deref().ok_or_else(|| usage("problem-no-password-file"))?)?;
    let new_password = wish.new_password.map(read_password).transpose()?.unwrap_or_default();
    let unknown = |code: &str| Problem::refused("problem-counter-unknown").with("counter", code);
    let counter = match wish.counter {
        Some(code) => CounterCode::new(&code.to_uppercase()).map_err(|_code| unknown(code))?,
        None => manifest.counter.clone(),
    };
    let reason = say(common, "archive-read-again", &[("counter", &format!("{}{}", manifest.counter, manifest.letter))]);
    let request = SetUp {
        pack: &pack,
        counter,
        login: &login,
        password: &password,
        new_password: &new_password,
        reason: &reason,
        drill: false,
    };
    let others: Vec<OtherKey> = match wish.recovery_key.map(read_password).transpose()? {
        Some(key) => vec![OtherKey::Recovery(Zeroizing::new(key.to_string()))],
        None => Vec::new(),
    };
    let place = Place::new(&data_folder(common)?);
    let mut keys = rebuild_keys(&place, &request, &others)?;
    keys.only = None;
    let checked = with_bar(|progress| check_archive(&folder, &keys, progress))?;
    let opened = with_bar(|progress| open_archive(&place, request, (&checked, &keys), &clock(), progress))?;
    let (path, entries, root) = (place.folder().display().to_string(), grouped(opened.entries), opened.root.to_string());
    out.line(&say(common, "cli-archive-open", &[("path", &path), ("entries", &entries), ("root", &root)]));
    let last = checked.last.header.id().to_string();
    out.value(&json!({
        "opened": path, "entries": opened.entries, "refused": opened.refused, "root": root, "last": last,
        "installation": opened.counter.file.installation(),
    }));
    Ok(())
}
