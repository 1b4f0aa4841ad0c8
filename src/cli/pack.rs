//! `pack check|seal|show`.

use super::args::{Common, PackCommand};
use super::out::Out;
use super::{Failure, read_password, say};
use crate::desk::{SealFiles, key_mark, read_pack_file, seal_folder, site_key};
use crate::disk::{self, DiskError};
use crate::hospital::pack::{Masters, PackFault, SourceFile, check};
use crate::problem::{Problem, Trouble, pack_fault_text};
use serde_json::json;
use std::path::Path;

/// Largest source file of a pack, in bytes.
const SOURCE_BYTES_MAX: u64 = 32 * 1024 * 1024;

pub fn run(common: &Common, command: &PackCommand, out: &mut Out) -> Result<(), Failure> {
    match command {
        PackCommand::Check { dir } => check_folder(common, dir, out).map(|_masters| ()),
        PackCommand::Show { file } => show(common, file, out),
        PackCommand::Seal { dir, out: target, site_key: key_file, site_password_file, passwords, previous } => {
            let masters = check_folder(common, dir, out)?;
            let (key, new_key) = site_key(key_file, &read_password(site_password_file)?)?;
            let files = SealFiles { target, passwords: passwords.as_deref(), previous: previous.as_deref(), site_key: key_file };
            let sealed = seal_folder(&masters, &key, &read_password(site_password_file)?, &files)?;
            if new_key {
                out.line(&say(common, "cli-site-key-made", &[("path", &key_file.display().to_string())]));
            }
            let first = sealed.first_passwords.as_ref().map(|p| p.display().to_string()).unwrap_or_default();
            out.line(&say(common, "cli-pack-sealed", &[("path", &target.display().to_string())]));
            if !first.is_empty() {
                out.line(&say(common, "cli-pack-passwords", &[("path", &first)]));
            }
            out.value(&json!({ "pack": target.display().to_string(), "first_passwords": first }));
            Ok(())
        }
    }
}

fn show(common: &Common, file: &Path, out: &mut Out) -> Result<(), Failure> {
    let pack = read_pack_file(file)?;
    let masters = pack.masters();
    counts(common, masters, out);
    out.line(&say(common, "cli-pack-key", &[("mark", &key_mark(&pack))]));
    Ok(())
}

fn check_folder(common: &Common, dir: &Path, out: &mut Out) -> Result<Masters, Failure> {
    let files = read_folder(dir)?;
    match check(&files) {
        Ok(masters) => {
            counts(common, &masters, out);
            Ok(masters)
        }
        Err(faults) => {
            for fault in &faults {
                tell(common, fault, out);
            }
            out.line(&say(common, "cli-pack-faults", &[("n", &faults.len().to_string())]));
            Err(Failure::Told(Trouble::Refused.exit_code()))
        }
    }
}

fn tell(common: &Common, fault: &PackFault, out: &mut Out) {
    let told = pack_fault_text(fault, common.lang());
    let (text, write) = (told.what, told.write);
    out.line(&format!("{}:{}: {}: {text} {write}", fault.file, fault.line, fault.column));
    out.value(
        &json!({ "file": fault.file, "line": fault.line, "column": fault.column, "id": fault.id, "text": text, "write": write }),
    );
}

fn counts(common: &Common, masters: &Masters, out: &mut Out) {
    let figures = [
        ("departments", masters.departments.len()),
        ("clinics", masters.clinics.len()),
        ("doctors", masters.doctors.len()),
        ("wards", masters.wards.len()),
        ("beds", masters.beds.len()),
        ("tests", masters.lab_tests.len()),
        ("users", masters.users.len()),
        ("counters", masters.counters.len()),
    ];
    let shown: Vec<(&str, String)> = figures.iter().map(|(name, n)| (*name, n.to_string())).collect();
    let mut values: Vec<(&str, &str)> = shown.iter().map(|(n, v)| (*n, v.as_str())).collect();
    values.push(("site", &masters.hospital.site));
    out.line(&say(common, "cli-pack-good", &values));
    let map: serde_json::Map<String, serde_json::Value> =
        figures.iter().map(|(name, n)| ((*name).to_owned(), json!(n))).collect();
    out.value(&json!({ "site": masters.hospital.site, "version": masters.hospital.version, "counts": map }));
}

fn read_folder(dir: &Path) -> Result<Vec<SourceFile>, Problem> {
    let wrap = |e| Problem::from(DiskError::new(dir, e));
    let mut files = Vec::new();
    for entry in std::fs::read_dir(dir).map_err(wrap)? {
        let path = entry.map_err(wrap)?.path();
        let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        let kind = path.extension().map(|e| e.to_string_lossy().to_lowercase()).unwrap_or_default();
        if !matches!(kind.as_str(), "csv" | "toml") {
            continue;
        }
        if std::fs::metadata(&path).map_err(wrap)?.len() > SOURCE_BYTES_MAX {
            return Err(Problem::refused("problem-file-large").with("path", path.display().to_string()));
        }
        files.push(SourceFile { name, text: disk::read(&path)? });
    }
    files.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(files)
}
