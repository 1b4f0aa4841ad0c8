//! The texts of a pack's folder into [`Masters`], or everything that is wrong with them and where. Pure: reads no disk.

use super::fault::{At, Faults};
use super::lab_tables::{self, LAB_LIMITS, LAB_PANELS, LAB_RANGES, Tests};
use super::sheet::{Known, Sheet};
use super::tables::{
    self, BEDS, CATEGORIES, CLINICS, COUNTERS, DEPARTMENTS, DOCTORS, LAB_TESTS, SCHEMES, TOKENS, TRIAGE, USERS, WARDS,
};
use super::{Counter, LabTest, Masters, PackFault, User, hospital_toml};
use crate::hospital::lab::{LabLimit, LabPanel, LabRange};
use crate::hospital::permissions::Role;

/// One file of a pack's folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceFile {
    /// Name without folder: `clinics.csv`.
    pub name: String,
    /// Its bytes, UTF-8 expected; a byte order mark is allowed.
    pub text: Vec<u8>,
}

/// The files a pack is made of, in the order they are checked. `tokens.csv`, `triage.csv` and the laboratory's tables behind
/// its tests may be missing.
pub const FILES: [&str; 16] = [
    hospital_toml::FILE,
    DEPARTMENTS.0,
    CLINICS.0,
    TOKENS.0,
    DOCTORS.0,
    WARDS.0,
    BEDS.0,
    LAB_TESTS.0,
    LAB_PANELS.0,
    LAB_LIMITS.0,
    LAB_RANGES.0,
    CATEGORIES.0,
    SCHEMES.0,
    TRIAGE.0,
    USERS.0,
    COUNTERS.0,
];

/// Checks a pack's source. Files that are neither CSV nor TOML (a README) are passed over.
///
/// # Errors
/// Every fault, up to [`super::FAULTS_MAX`], ordered by file and line.
pub fn check(files: &[SourceFile]) -> Result<Masters, Vec<PackFault>> {
    let mut faults = Faults::default();
    strange_files(files, &mut faults);
    let masters = masters(files, &mut faults);
    match masters {
        Some(masters) if faults.is_empty() => Ok(masters),
        _ => Err(faults.into_list(&FILES)),
    }
}

fn strange_files(files: &[SourceFile], faults: &mut Faults) {
    for (i, file) in files.iter().enumerate() {
        let at = At { file: &file.name, line: 1, column: "" };
        let lower = file.name.to_ascii_lowercase();
        let ours = lower.rsplit('.').next().is_some_and(|end| matches!(end, "csv" | "toml"));
        if ours && !FILES.contains(&file.name.as_str()) {
            faults.add(at, "pack-fault-file-unknown", &[("files", &FILES.join(", "))]);
        } else if files.iter().take(i).any(|f| f.name == file.name) {
            faults.add(at, "pack-fault-file-twice", &[]);
        }
    }
}

fn masters(files: &[SourceFile], faults: &mut Faults) -> Option<Masters> {
    let find = |name: &str| files.iter().find(|f| f.name == name);
    let open = |(name, columns): (&'static str, &'static [&'static str]), faults: &mut Faults| {
        let sheet = Sheet::read(name, columns, find(name), faults)?;
        sheet.some_rows(faults);
        Some(sheet)
    };
    let hospital = hospital_toml::read(find(hospital_toml::FILE), faults);
    let sheet = open(COUNTERS, faults);
    let mut counter_codes = Known::new(COUNTERS.0, sheet.as_ref());
    let counters = sheet.map(|s| tables::counters(&s, &mut counter_codes, faults));
    let sheet = open(DEPARTMENTS, faults);
    let mut department_codes = Known::new(DEPARTMENTS.0, sheet.as_ref());
    let departments = sheet.map(|s| tables::departments(&s, &mut department_codes, faults));
    let sheet = open(CLINICS, faults);
    let mut clinic_codes = Known::new(CLINICS.0, sheet.as_ref());
    let clinics = sheet.map(|s| tables::clinics(&s, &department_codes, &mut clinic_codes, faults));
    let tokens = match find(TOKENS.0) {
        None => Some(Vec::new()),
        some => Sheet::read(TOKENS.0, TOKENS.1, some, faults)
            .map(|s| tables::tokens(&s, (clinics.as_deref().unwrap_or_default(), &clinic_codes), &counter_codes, faults)),
    };
    let doctors = own(open(DOCTORS, faults), |s, known| tables::doctors(s, &department_codes, known, faults));
    let sheet = open(WARDS, faults);
    let mut ward_codes = Known::new(WARDS.0, sheet.as_ref());
    let wards = sheet.map(|s| tables::wards(&s, &department_codes, &mut ward_codes, faults));
    let beds = own(open(BEDS, faults), |s, known| tables::beds(s, &ward_codes, known, faults));
    let lab = lab(files, faults);
    let categories = own(open(CATEGORIES, faults), |s, known| tables::categories(s, known, faults));
    let schemes = own(open(SCHEMES, faults), |s, known| tables::schemes(s, known, faults));
    let triage = match find(TRIAGE.0) {
        None => Some(super::default_triage()),
        some => own(Sheet::read(TRIAGE.0, TRIAGE.1, some, faults), |s, known| tables::triage(s, known, faults)),
    };
    let users = open(USERS, faults).map(|s| tables::users(&s, &counter_codes, faults));
    people(users.as_deref(), counters.as_deref(), faults);
    let (hospital_toml::Read { hospital, lab: rules, index, handover }, lab) = (hospital?, lab?);
    Some(Masters {
        hospital,
        departments: departments?,
        clinics: clinics?,
        tokens: tokens?,
        doctors: doctors?,
        wards: wards?,
        beds: beds?,
        lab_tests: lab.tests,
        lab: rules,
        lab_panels: lab.panels,
        lab_limits: lab.limits,
        lab_ranges: lab.ranges,
        categories: categories?,
        schemes: schemes?,
        triage: triage?,
        index,
        handover,
        users: users?,
        counters: counters?.into_iter().map(|(_line, counter)| counter).collect(),
    })
}

/// The laboratory's tables.
struct Lab {
    tests: Vec<LabTest>,
    panels: Vec<LabPanel>,
    limits: Vec<LabLimit>,
    ranges: Vec<LabRange>,
}

/// The tests, and what is said of them; where the pack has no such file, the program's own.
fn lab(files: &[SourceFile], faults: &mut Faults) -> Option<Lab> {
    let find = |name: &str| files.iter().find(|f| f.name == name);
    let open = |(name, columns): (&'static str, &'static [&'static str]), must: bool, faults: &mut Faults| {
        let source = find(name);
        if source.is_none() && !must {
            return None;
        }
        let sheet = Sheet::read(name, columns, source, faults);
        if let Some(sheet) = &sheet {
            sheet.some_rows(faults);
        }
        Some(sheet)
    };
    let sheet = open(LAB_PANELS, false, faults);
    let mut panel_codes = sheet.as_ref().map(|s| Known::new(LAB_PANELS.0, s.as_ref()));
    let panels = match (sheet, &mut panel_codes) {
        (Some(sheet), Some(known)) => sheet.map(|s| lab_tables::panels(&s, known, faults)),
        _ => Some(lab_tables::default_panels()),
    };
    let sheet = open(LAB_TESTS, true, faults).flatten();
    let mut known = Known::new(LAB_TESTS.0, sheet.as_ref());
    let list = sheet.map(|s| tables::lab_tests(&s, panel_codes.as_ref(), &mut known, faults));
    let tests = Tests { known: &known, list: list.as_deref().unwrap_or_default() };
    let limits = match open(LAB_LIMITS, false, faults) {
        None => Some(lab_tables::limits_for(tests)),
        Some(sheet) => sheet.map(|s| lab_tables::limits(&s, Some(tests), faults)),
    };
    let ranges = match open(LAB_RANGES, false, faults) {
        None => Some(lab_tables::ranges_for(tests)),
        Some(sheet) => sheet.map(|s| lab_tables::ranges(&s, Some(tests), faults)),
    };
    Some(Lab { tests: list?, panels: panels?, limits: limits?, ranges: ranges? })
}

/// Reads a sheet whose codes nobody else names.
fn own<T>(sheet: Option<Sheet>, read: impl FnOnce(&Sheet, &mut Known) -> Vec<T>) -> Option<Vec<T>> {
    let sheet = sheet?;
    let mut known = Known::new("", Some(&sheet));
    Some(read(&sheet, &mut known))
}

/// Somebody must be able to void and export, and every counter must have somebody to open it.
fn people(users: Option<&[User]>, counters: Option<&[(u64, Counter)]>, faults: &mut Faults) {
    let Some(users) = users else { return };
    if !users.iter().any(|u| u.roles.contains(&Role::Supervisor)) {
        faults.add(At { file: USERS.0, line: 1, column: "roles" }, "pack-fault-supervisor-none", &[]);
    }
    for (line, counter) in counters.unwrap_or_default() {
        if !users.iter().any(|u| u.may_open(&counter.code)) {
            let at = At { file: COUNTERS.0, line: *line, column: "code" };
            faults.add(at, "pack-fault-counter-closed", &[("value", counter.code.as_str())]);
        }
    }
}
