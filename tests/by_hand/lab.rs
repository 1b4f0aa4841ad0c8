//! The laboratory's part of the morning: what is typed into which box, which labels came out, and what the records say at the end.

use crate::desktop::wait_for;
use crate::slips;
use nirantar::hospital::lab::{Accession, Catalogue, Subject, calculated, range};
use nirantar::hospital::pack::{check, demo};
use nirantar::hospital::sex::Sex;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A critical potassium: it is typed twice, and called.
pub const CRITICAL: &str = "6.8";

/// Values in the middle of each range for the boxes of some groups, in the order of the screen.
pub fn values(panels: &[&str], potassium: &str) -> Vec<String> {
    let catalogue = Catalogue::of(&check(&demo::files()).unwrap());
    let who = Subject { sex: Sex::Female, days: Some(34 * 365) };
    let boxes = catalogue.tests.iter().filter(|t| panels.contains(&t.panel.as_str()) && !calculated(&t.code));
    boxes
        .map(|test| {
            if test.code == "K" {
                return potassium.to_owned();
            }
            let used = range(test, &who);
            let middle = match (used.low, used.high) {
                (Some(low), Some(high)) => f64::midpoint(low, high),
                (None, Some(high)) => high / 2.0,
                (Some(low), None) => low * 1.2,
                (None, None) => 1.0,
            };
            let decimals = usize::try_from(test.limit.decimals).unwrap();
            format!("{middle:.decimals$}")
        })
        .collect()
}

/// The sheets of labels that have come out, oldest first.
fn sheets(counter: &Path) -> Vec<PathBuf> {
    let labels = |path: &PathBuf| path.file_name().unwrap().to_string_lossy().ends_with("-tube-labels.pdf");
    slips::pdfs(counter).into_iter().filter(labels).collect()
}

/// Waits for the labels of the next order and reads them as a scanner does, from the dots of a label printer at 203 dpi.
pub fn labels(counter: &Path, folder: &Path, known: &BTreeSet<PathBuf>) -> (PathBuf, Vec<String>) {
    let sheet = wait_for("the labels", || sheets(counter).into_iter().find(|sheet| !known.contains(sheet)));
    let stem = folder.join("label");
    let drawn = Command::new("pdftoppm").args(["-r", "203", "-mono"]).arg(&sheet).arg(&stem).status().unwrap();
    assert!(drawn.success(), "{}", sheet.display());
    let mut read = Vec::new();
    let mut pages: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    pages.retain(|path| path.file_name().unwrap().to_string_lossy().starts_with("label-"));
    pages.sort();
    for page in pages {
        let out = Command::new("zbarimg").args(["--raw", "--quiet"]).arg(&page).output().unwrap();
        for line in String::from_utf8(out.stdout).unwrap().lines() {
            if Accession::parse(line).is_ok() && !read.contains(&line.to_owned()) {
                read.push(line.to_owned());
            }
        }
        std::fs::remove_file(&page).unwrap();
    }
    (sheet, read)
}
