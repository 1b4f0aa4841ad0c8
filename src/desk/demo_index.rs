//! The demo hospital's patient index: made-up people as a central system would export them, and the index built from that file.
//! Some of those who come to the demo's counter are in it, so that there is somebody to find.

use super::clock::Clock;
use super::index::INDEX_FILE;
use super::index_build::{IndexBuild, IndexBuilt, build_index, quoted};
use super::people::people;
use super::place::read_pack_file;
use crate::disk::{AtomicFile, DiskError};
use crate::hospital::age::Age;
use crate::hospital::age_text;
use crate::hospital::opd_form::OpdForm;
use crate::hospital::pack::{IndexColumns, Lang, Masters};
use crate::problem::Problem;
use chrono::{Datelike as _, NaiveDate};
use std::io::Write as _;
use std::path::Path;

/// The export, in the demo's folder.
pub const DEMO_EXPORT: &str = "central.csv";
/// Of those who come to the demo's counter, so many at most are known centrally.
const KNOWN_MAX: usize = 40;

/// Writes the export into a demo's folder, and the index into its counter's. `seed` is that of the patients who come.
///
/// # Errors
/// A [`Problem`] of the disk.
pub fn make_demo_index(folder: &Path, count: usize, seed: u64, clock: &Clock) -> Result<IndexBuilt, Problem> {
    let pack = folder.join("hospital.pack");
    let masters = read_pack_file(&pack)?.masters().clone();
    let today = clock().date_naive();
    // An export is a few days old when it is needed.
    let day = today.checked_sub_days(chrono::Days::new(3)).unwrap_or(today);
    let export = folder.join(DEMO_EXPORT);
    write_export(&export, &masters, (count, seed), day)?;
    let out = folder.join("counter").join(INDEX_FILE);
    let build =
        IndexBuild { pack: &pack, from: &export, base: None, out: &out, day, work: None, faults: None, lang: Lang::default() };
    let made = build_index(&build, clock, &mut |_progress| true)?;
    made.ok_or_else(|| Problem::refused("problem-index-stopped"))
}

fn write_export(path: &Path, masters: &Masters, (count, seed): (usize, u64), day: NaiveDate) -> Result<(), Problem> {
    let columns = &masters.index;
    let departments: Vec<String> = masters.departments.iter().map(|d| d.code.clone()).collect();
    let wrap = |error| Problem::from(DiskError::new(path, error));
    let mut file = AtomicFile::create(path)?;
    let delimiter = char::from(columns.delimiter.byte());
    let mut line = |cells: &[&str]| -> Result<(), Problem> {
        let cells: Vec<String> = cells.iter().map(|cell| quoted(cell, delimiter)).collect();
        writeln!(file, "{}", cells.join(&delimiter.to_string())).map_err(wrap)
    };
    line(&head(columns))?;
    let come = people(seed, &departments).take(KNOWN_MAX.min(count));
    let others = people(seed.wrapping_add(1), &departments);
    for (n, form) in come.chain(others).filter(|form| form.name != "unknown").take(count).enumerate() {
        let uhid = if form.uhid.is_empty() { format!("11{n:07}") } else { form.uhid.clone() };
        let (born, year) = born(&form, day);
        line(&[
            &uhid,
            &form.name,
            &form.name_hi,
            &form.relation,
            &form.relative_name,
            &form.relative_name_hi,
            &form.sex,
            &born,
            &year,
            &form.mobile,
            &form.abha,
            &form.pin,
            &form.address,
        ])?;
    }
    Ok(file.commit()?)
}

/// Names of the columns, in the order of [`write_export`].
fn head(columns: &IndexColumns) -> [&str; 13] {
    [
        &columns.uhid,
        &columns.name,
        &columns.name_hi,
        &columns.relation,
        &columns.relative,
        &columns.relative_hi,
        &columns.sex,
        &columns.born,
        &columns.birth_year,
        &columns.mobile,
        &columns.abha,
        &columns.pin,
        columns.place.first().map_or("village", String::as_str),
    ]
}

/// Date of birth where the form has one, else the year it comes to.
fn born(form: &OpdForm, day: NaiveDate) -> (String, String) {
    match age_text::read(&form.age, day) {
        Ok(Age::Born(date)) => (date.to_string(), String::new()),
        Ok(age) => (String::new(), age.birth_year().map(|year| year.min(day.year()).to_string()).unwrap_or_default()),
        Err(_unknown) => (String::new(), String::new()),
    }
}
