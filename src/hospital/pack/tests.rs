//! One line a kind of fault: the good demo files, one change, and where the check must say what.

use super::*;
use crate::words::words;
use std::collections::BTreeSet;

/// One change to the demo hospital's files.
enum Change {
    /// First occurrence of a text in a file becomes another.
    Swap(&'static str, &'static str, &'static str),
    /// The whole file becomes this.
    Whole(&'static str, &'static [u8]),
    /// The file is not there.
    Gone(&'static str),
}
use Change::{Gone, Swap, Whole};

fn changed(change: &Change) -> Vec<SourceFile> {
    let mut files = demo::files();
    match change {
        Swap(name, old, new) => {
            let file = files.iter_mut().find(|f| f.name == *name).unwrap();
            let text = String::from_utf8(file.text.clone()).unwrap();
            assert!(text.contains(old), "{name} lacks {old}");
            file.text = text.replacen(old, new, 1).into_bytes();
        }
        Whole(name, text) => {
            files.retain(|f| f.name != *name);
            files.push(SourceFile { name: (*name).to_owned(), text: text.to_vec() });
        }
        Gone(name) => files.retain(|f| f.name != *name),
    }
    files
}

type Case = (Change, &'static str, u64, &'static str, &'static str);

/// Change, then file, line, column and kind of the fault that it must make.
fn table_cases() -> Vec<Case> {
    const DEP: &str = "code,name_en,name_hi\nMED,General Medicine,सामान्य चिकित्सा\n";
    vec![
        (Gone("beds.csv"), "beds.csv", 1, "", "pack-fault-file-missing"),
        (Gone("hospital.toml"), "hospital.toml", 1, "", "pack-fault-file-missing"),
        (Whole("token.csv", b"x"), "token.csv", 1, "", "pack-fault-file-unknown"),
        (Whole("schemes.csv", &[b' '; 9 << 20]), "schemes.csv", 1, "", "pack-fault-file-large"),
        (Whole("schemes.csv", b"code,name_en,name_hi\nA,B\xff,C\n"), "schemes.csv", 2, "", "pack-fault-utf8"),
        (Whole("schemes.csv", b"code;name_en;name_hi\nA;B;C\n"), "schemes.csv", 1, "", "pack-fault-separator"),
        (Swap("wards.csv", "code,name_en", "code,name"), "wards.csv", 1, "name", "pack-fault-column-unknown"),
        (Swap("wards.csv", "code,name_en", "code,name"), "wards.csv", 1, "name_en", "pack-fault-column-missing"),
        (Swap("beds.csv", "code,ward", "code,code,ward"), "beds.csv", 1, "code", "pack-fault-column-twice"),
        (Whole("schemes.csv", b"code,name_en,name_hi\n"), "schemes.csv", 1, "", "pack-fault-rows-none"),
        (Swap("departments.csv", "MED,General Medicine", "MED,General, Medicine"), "departments.csv", 2, "", "pack-fault-cells"),
        (Swap("schemes.csv", "Railway", "\"Rail\nway\""), "schemes.csv", 6, "name_en", "pack-fault-control"),
        (Swap("doctors.csv", "DEMO/10037", " "), "doctors.csv", 2, "registration", "pack-fault-empty"),
        (Swap("clinics.csv", ",1,Ground", ",Room number one hundred,Ground"), "clinics.csv", 2, "room", "pack-fault-long"),
        (Swap("categories.csv", ",10,0", ",Rs 10,0"), "categories.csv", 2, "fee_rupees", "pack-fault-number"),
        (Swap("categories.csv", ",10,0", ",10,-1"), "categories.csv", 2, "follow_up_rupees", "pack-fault-number"),
        (Swap("wards.csv", ",M\n", ",male\n"), "wards.csv", 2, "sex", "pack-fault-choice"),
        (Swap("beds.csv", ",general", ",soft"), "beds.csv", 2, "kind", "pack-fault-choice"),
        (Swap("counters.csv", "K1,opd", "K1,pharmacy"), "counters.csv", 2, "kind", "pack-fault-choice"),
        (Swap("users.csv", ",clerk,", ",clark,"), "users.csv", 2, "roles", "pack-fault-role"),
        (Swap("users.csv", "ravi,", "asha,"), "users.csv", 3, "login", "pack-fault-twice"),
        (Swap("doctors.csv", "DEMO/10074", "DEMO/10037"), "doctors.csv", 3, "registration", "pack-fault-twice"),
        (Swap("clinics.csv", "MED-1,MED", "MED-1,MEX"), "clinics.csv", 2, "department", "pack-fault-dangling"),
        (Swap("beds.csv", "MED-M1-01,MED-M1", "MED-M1-01,MED-M9"), "beds.csv", 2, "ward", "pack-fault-dangling"),
        (Swap("users.csv", "K1 K2", "K1 K77"), "users.csv", 4, "counters", "pack-fault-dangling"),
        (Swap("tokens.csv", "EMG-75,E1", "EMG-99,E1"), "tokens.csv", 2, "clinic", "pack-fault-dangling"),
        (Swap("tokens.csv", "EMG-75,E1", "EMG-75,E9"), "tokens.csv", 2, "counter", "pack-fault-dangling"),
        (Swap("wards.csv", "MED-M1,", "med m1,"), "wards.csv", 2, "code", "pack-fault-code"),
        (Whole("departments.csv", DEP.as_bytes()), "clinics.csv", 7, "department", "pack-fault-dangling"),
        (Swap("departments.csv", "MED,", "Med,"), "departments.csv", 2, "code", "pack-fault-code-department"),
        (Swap("clinics.csv", "MED-1,", "MED1,"), "clinics.csv", 2, "code", "pack-fault-code-clinic"),
        (Swap("clinics.csv", "MED-1,", "SUR-1,"), "clinics.csv", 2, "code", "pack-fault-clinic-department"),
        (Swap("counters.csv", "K1,", "O1,"), "counters.csv", 2, "code", "pack-fault-code-counter"),
        (Swap("counters.csv", "K1,", "k1,"), "counters.csv", 2, "code", "pack-fault-code-counter"),
        (Swap("counters.csv", "K2,", "K1,"), "counters.csv", 3, "code", "pack-fault-twice"),
        (Swap("counters.csv", "20000", "1000000"), "counters.csv", 2, "block", "pack-fault-number"),
        (Swap("users.csv", "asha,", "Asha,"), "users.csv", 2, "login", "pack-fault-code-login"),
        (Swap("clinics.csv", "Mon-Sat", "weekdays"), "clinics.csv", 3, "days", "pack-fault-days"),
        (Swap("clinics.csv", "daily,1,400", "daily,401,400"), "clinics.csv", 2, "token_to", "pack-fault-token-order"),
        (Swap("tokens.csv", "751,999", "751,1000"), "tokens.csv", 5, "from", "pack-fault-share-outside"),
        (Swap("tokens.csv", "251,500", "250,500"), "tokens.csv", 3, "from", "pack-fault-share-overlap"),
    ]
}

fn lab_and_people_cases() -> Vec<Case> {
    const CLERKS: &[u8] = "login,name_en,name_hi,roles,counters\nasha,Asha,आशा,clerk,\n".as_bytes();
    const FEW: &[u8] = "login,name_en,name_hi,roles,counters\nmeena,Meena,मीना,supervisor,K1 K2\n".as_bytes();
    vec![
        (Swap("lab_tests.csv", "718-7", "718-8"), "lab_tests.csv", 2, "loinc", "pack-fault-loinc"),
        (Swap("lab_tests.csv", "258580003", "SCT1"), "lab_tests.csv", 2, "specimen_sct", "pack-fault-digits"),
        (Swap("lab_tests.csv", "13.0,17.0", "<13,17.0"), "lab_tests.csv", 2, "ref_low_m", "pack-fault-decimal"),
        (Swap("lab_tests.csv", "13.0,17.0", "17.0,13.0"), "lab_tests.csv", 2, "ref_high_m", "pack-fault-range-order"),
        (Swap("lab_tests.csv", "6.6,19.9", "12.5,19.9"), "lab_tests.csv", 2, "crit_low", "pack-fault-critical-low"),
        (Swap("lab_tests.csv", "6.6,19.9", "6.6,16.0"), "lab_tests.csv", 2, "crit_high", "pack-fault-critical-high"),
        (Swap("lab_tests.csv", "718-7,", "718-7,x,"), "lab_tests.csv", 2, "", "pack-fault-cells"),
        (Swap("lab_tests.csv", "g/dL", ""), "lab_tests.csv", 2, "unit_ucum", "pack-fault-empty"),
        (
            Swap("lab_tests.csv", "BLOOD_CULTURE_BOTTLE,,", "BOTTLE,,1"),
            "lab_tests.csv",
            103,
            "ref_low_m",
            "pack-fault-range-not-numeric",
        ),
        (Whole("users.csv", CLERKS), "users.csv", 1, "roles", "pack-fault-supervisor-none"),
        (Whole("users.csv", FEW), "counters.csv", 4, "code", "pack-fault-counter-closed"),
    ]
}

/// The program's own limits and ranges as a pack's files, with one line changed.
fn lab_case(file: &'static str, old: &str, new: &str, line: u64, column: &'static str, id: &'static str) -> Case {
    let text = match file {
        "lab_limits.csv" => include_str!("../../../assets/lab/limits.csv"),
        "lab_ranges.csv" => include_str!("../../../assets/lab/ranges.csv"),
        _ => include_str!("../../../assets/demo/lab_panels.csv"),
    };
    assert!(text.contains(old), "{file} lacks {old}");
    let text: &'static [u8] = text.replacen(old, new, 1).into_bytes().leak();
    (Whole(file, text), file, line, column, id)
}

fn lab_table_cases() -> Vec<Case> {
    const LIMITS: &str = "lab_limits.csv";
    const RANGES: &str = "lab_ranges.csv";
    const PANELS: &str = "lab_panels.csv";
    let limit = |old, new, line, column, id| lab_case(LIMITS, old, new, line, column, id);
    let range = |old, new, line, column, id| lab_case(RANGES, old, new, line, column, id);
    vec![
        lab_case(PANELS, "57021-8", "57021-9", 2, "loinc", "pack-fault-loinc"),
        lab_case(PANELS, ",600,no", ",-1,no", 2, "capacity", "pack-fault-number"),
        lab_case(PANELS, ",600,no", ",600,maybe", 2, "enforced", "pack-fault-choice"),
        lab_case(PANELS, "HAEM,", "CBC,", 3, "code", "pack-fault-twice"),
        lab_case(PANELS, "Haematology", "", 3, "name_en", "pack-fault-empty"),
        (Swap(PANELS, "HAEM,", "HEM,"), "lab_tests.csv", 17, "panel", "pack-fault-dangling"),
        (Whole(LIMITS, b"code,stable_hours\n"), LIMITS, 1, "urgent", "pack-fault-column-missing"),
        (
            Whole(RANGES, b"code,sex,from_days,to_days,low,high,crit_low,crit_high,source\n"),
            RANGES,
            1,
            "",
            "pack-fault-rows-none",
        ),
        limit("HGB,24", "HBG,24", 2, "code", "pack-fault-dangling"),
        limit("HCT,24", "HGB,24", 3, "code", "pack-fault-twice"),
        limit("HGB,24", "HGB,a day", 2, "stable_hours", "pack-fault-number"),
        limit("HGB,24,yes", "HGB,24,ja", 2, "urgent", "pack-fault-choice"),
        limit("HGB,24,yes,no", "HGB,24,yes,", 2, "restricted", "pack-fault-empty"),
        limit("no,1,30,2", "no,one,30,2", 2, "physical_low", "pack-fault-decimal"),
        limit("no,1,30,2", "no,,30,2", 2, "physical_low", "pack-fault-empty"),
        limit("no,1,30,2", "no,30,1,2", 2, "physical_high", "pack-fault-range-order"),
        limit("no,1,30,2", "no,7,30,2", 2, "physical_low", "pack-fault-lab-physical"),
        limit("no,1,30,2", "no,1,19,2", 2, "physical_high", "pack-fault-lab-physical"),
        limit("no,1,30,2", "no,1,30,+2", 2, "delta", "pack-fault-lab-delta"),
        limit("no,1,30,2", "no,1,30,any", 2, "delta", "pack-fault-lab-delta"),
        limit("no,,,any", "no,,,50%", 20, "delta", "pack-fault-lab-delta"),
        limit("30,2,72", "30,2,0", 2, "delta_hours", "pack-fault-number"),
        limit("72,,,,1,\"EDTA", "72,lab_strip,,,1,\"EDTA", 2, "list", "pack-fault-lab-not-coded"),
        limit("72,,,,1,\"EDTA", "72,,negative,,1,\"EDTA", 2, "normal", "pack-fault-lab-not-coded"),
        limit("lab_abo", "lab_step", 20, "list", "pack-fault-choice"),
        limit("lab_abo", "", 20, "list", "pack-fault-empty"),
        limit("lab_reactive,non-reactive", "lab_reactive,negative", 72, "normal", "pack-fault-choice"),
        limit("pv pf mixed pm po", "pv pff", 80, "critical", "pack-fault-choice"),
        limit("72,,,,1,\"EDTA", "72,,,,7,\"EDTA", 2, "decimals", "pack-fault-number"),
        range("HGB,any,0,3", "HBG,any,0,3", 2, "code", "pack-fault-dangling"),
        range("HGB,any,0,3", "PBS,any,0,3", 2, "low", "pack-fault-range-not-numeric"),
        range("HGB,any,0,3", "HGB,both,0,3", 2, "sex", "pack-fault-choice"),
        range("HGB,any,0,3", "HGB,any,3,3", 2, "to_days", "pack-fault-range-order"),
        range("HGB,any,0,3", "HGB,any,day 0,3", 2, "from_days", "pack-fault-number"),
        range("HGB,any,3,7", "HGB,F,1,2", 3, "from_days", "pack-fault-lab-hidden"),
        range("14.0,22.0", "22.0,14.0", 2, "high", "pack-fault-range-order"),
        range("14.0,22.0", "9.5,22.0", 2, "low", "pack-fault-range-order"),
        range("14.0,22.0", "14.0,22.3", 2, "crit_high", "pack-fault-range-order"),
        range("14.0,22.0", "14 to,22.0", 2, "low", "pack-fault-decimal"),
    ]
}

fn toml_cases() -> Vec<Case> {
    const FILE: &str = "hospital.toml";
    let case = |old, new, line, column, id| (Swap(FILE, old, new), FILE, line, column, id);
    vec![
        case("version = 1", "version = = 1", 4, "", "pack-fault-toml"),
        case("version = 1", "", 1, "version", "pack-fault-key-missing"),
        case("version = 1", "version = \"1\"", 4, "version", "pack-fault-key-type"),
        case("version = 1", "version = 0", 4, "version", "pack-fault-number"),
        case("version = 1", "version = 1\ncolour = \"red\"", 5, "colour", "pack-fault-key-unknown"),
        case("site = \"DEMO\"", "site = \"Demo\"", 2, "site", "pack-fault-code-site"),
        case("site = \"DEMO\"", "site = \"AIIMSX\"", 2, "site", "pack-fault-site-demo"),
        case("kind = \"demo\"", "kind = \"real\"", 2, "site", "pack-fault-site-demo"),
        case("kind = \"demo\"", "kind = \"test\"", 3, "kind", "pack-fault-pack-kind"),
        case("\"en\", \"hi\"]", "\"en\", \"ur\"]", 6, "languages", "pack-fault-language"),
        case("\"en\", \"hi\"]", "]", 6, "languages", "pack-fault-empty"),
        case(r"\d{9}", r"\d{9", 8, "uhid", "pack-fault-uhid"),
        case("104882217", "10488221", 9, "uhid_example", "pack-fault-uhid-example"),
        case("idle_lock_mins = 10", "idle_lock_mins = 121", 10, "idle_lock_mins", "pack-fault-number"),
        case("opd_valid_days = 180", "opd_valid_days = 0", 11, "opd_valid_days", "pack-fault-number"),
        case("110029", "011002", 12, "home_pin", "pack-fault-pin"),
        case("IN0000000000", "IN00", 14, "facility_id", "pack-fault-facility-id"),
        case("example/fhir/sid", "example/fhir/sid/", 16, "identifier_base", "pack-fault-url"),
        case("hi = \"निरंतर डेमो", "ur = \"निरंतर डेमो", 20, "name.ur", "pack-fault-key-unknown"),
        case("hi = \"निरंतर डेमो शिक्षण अस्पताल\"", "", 18, "name.hi", "pack-fault-key-missing"),
        case("en = \"Shri\"", "", 30, "honorifics.en", "pack-fault-key-missing"),
        case("duplicate_hours = 24", "duplicate_hours = 9999", 65, "lab.duplicate_hours", "pack-fault-number"),
        case("urgent_only = true", "urgent_only = \"yes\"", 64, "lab.urgent_only", "pack-fault-key-type"),
        case("urgent_only = true", "urgent = true", 64, "lab.urgent", "pack-fault-key-unknown"),
        case("ratified_on = \"2022-11-01\"", "ratified_on = \"1.11.2022\"", 71, "lab.ratified_on", "pack-fault-lab-day"),
        case("ratified_on = \"2022-11-01\"", "ratified_on = \"\"", 71, "lab.ratified_on", "pack-fault-empty"),
        case("ratified_by = \"Dr Demo Pathologist\"", "", 63, "lab.ratified_by", "pack-fault-empty"),
    ]
}

/// `[index]`: one key is changed, or a table of columns put behind it.
fn index_cases() -> Vec<Case> {
    const FILE: &str = "hospital.toml";
    const LAST: &str = "\"MERGED\"]\n";
    let case = |old, new, line, column, id| (Swap(FILE, old, new), FILE, line, column, id);
    let columns = |lines: &str, line, column, id| {
        let new: &'static str = format!("{LAST}[index.columns]\n{lines}\n").leak();
        (Swap(FILE, LAST, new), FILE, line, column, id)
    };
    vec![
        case("delimiter = \",\"", "delimiter = \"#\"", 76, "index.delimiter", "pack-fault-index-delimiter"),
        case("delimiter = \",\"", "delimiter = 1", 76, "index.delimiter", "pack-fault-key-type"),
        case("delimiter = \",\"", "separator = \",\"", 76, "index.separator", "pack-fault-key-unknown"),
        case("dates = \"ymd\"", "dates = \"dm\"", 77, "index.dates", "pack-fault-index-dates"),
        case("gone = [\"D\"", "gone = [\"\"", 78, "index.gone", "pack-fault-empty"),
        case("gone = [\"D\"", "gone = [1", 78, "index.gone", "pack-fault-key-type"),
        case("dates = \"ymd\"", "columns = 1", 77, "index.columns", "pack-fault-key-type"),
        columns("name = \"NAME\"", 79, "index.columns.uhid", "pack-fault-key-missing"),
        columns("uhid = \"CRNO\"", 79, "index.columns.name", "pack-fault-key-missing"),
        columns("uhid = \"CRNO\"\nname = \" \"", 81, "index.columns.name", "pack-fault-empty"),
        columns("uhid = \"CRNO\"\nname = 1", 81, "index.columns.name", "pack-fault-key-type"),
        columns("uhid = \"CRNO\"\nname = \"N\"\ncity = \"C\"", 82, "index.columns.city", "pack-fault-key-unknown"),
        columns("uhid = \"CRNO\"\nname = \"N\"\npin = \"n\"", 82, "index.columns.pin", "pack-fault-column-twice"),
        columns("uhid = \"CRNO\"\nname = \"N\"\nplace = []", 82, "index.columns.place", "pack-fault-empty"),
        columns(
            "uhid = \"CRNO\"\nname = \"N\"\nplace = [\"1\",\"2\",\"3\",\"4\",\"5\",\"6\",\"7\",\"8\",\"9\",\"10\",\"11\"]",
            82,
            "index.columns.place",
            "pack-fault-index-list",
        ),
        columns("uhid = \"Aadhaar_No\"\nname = \"N\"", 80, "index.columns.uhid", "pack-fault-index-aadhaar"),
        columns("uhid = \"आधार नंबर\"\nname = \"N\"", 80, "index.columns.uhid", "pack-fault-index-aadhaar"),
    ]
}

#[test]
fn an_export_is_read_by_the_pack() {
    use super::{DateOrder, Delimiter, IndexColumns};
    let demo = check(&demo::files()).unwrap().index;
    assert_eq!(demo, IndexColumns::default(), "the demo hospital's export is the usual one");
    let text = "\"MERGED\"]\n[index.columns]\nuhid = \"CR No\"\nname = \"Patient Name\"\nborn = \"DOB\"\nplace = \"Address\"\n";
    let mut files = changed(&Swap("hospital.toml", "\"MERGED\"]\n", text));
    let toml = String::from_utf8(files[0].text.clone()).unwrap();
    let toml = toml.replace("delimiter = \",\"", "delimiter = \"tab\"").replace("dates = \"ymd\"", "dates = \"dmy\"");
    files[0].text = toml.into_bytes();
    let index = check(&files).unwrap().index;
    assert_eq!((index.own, index.delimiter, index.dates), (true, Delimiter::Tab, DateOrder::Dmy));
    let named = [("uhid", "CR No"), ("name", "Patient Name"), ("born", "DOB"), ("place", "Address")];
    assert_eq!(index.all(), named);
}

#[test]
fn a_pack_sealed_before_the_index_opens() {
    let masters = check(&demo::files()).unwrap();
    let mut json = serde_json::to_value(&masters).unwrap();
    assert!(json.as_object_mut().unwrap().remove("index").is_some());
    assert_eq!(serde_json::from_value::<Masters>(json).unwrap(), masters);
    let text = serde_json::to_string(&masters).unwrap();
    assert_eq!(serde_json::from_str::<Masters>(&text).unwrap(), masters);
}

fn all_cases() -> Vec<Case> {
    [table_cases(), lab_and_people_cases(), lab_table_cases(), toml_cases(), index_cases()].into_iter().flatten().collect()
}

#[test]
fn every_kind_of_fault_is_told_with_its_place() {
    for (change, file, line, column, id) in all_cases() {
        let faults = check(&changed(&change)).expect_err(id);
        let found = faults.iter().any(|f| (f.file.as_str(), f.line, f.column.as_str(), f.id) == (file, line, column, id));
        let places: Vec<_> = faults.iter().take(8).map(|f| (&f.file, f.line, &f.column, f.id)).collect();
        assert!(found, "wanted {file}:{line} {column} {id}, got {places:?}");
    }
}

#[test]
fn the_demo_hospital_is_as_large_as_it_says() {
    let masters = check(&demo::files()).unwrap();
    assert_eq!((masters.hospital.site.as_str(), masters.hospital.kind), ("DEMO", PackKind::Demo));
    assert_eq!(masters.departments.len(), 50);
    assert_eq!(masters.clinics.len(), 110);
    assert_eq!(masters.doctors.len(), 200);
    assert_eq!((masters.wards.len(), masters.beds.len()), (60, 2_500));
    assert_eq!(masters.lab_tests.len(), 104);
    assert_eq!((masters.lab_panels.len(), masters.lab_limits.len()), (18, 104));
    assert!(masters.lab_panels.iter().all(|p| p.capacity > 0) && masters.lab_panels.iter().any(|p| p.enforced));
    assert_eq!(masters.lab.ratified_by, "Dr Demo Pathologist");
    assert_eq!((masters.categories.len(), masters.schemes.len()), (8, 6));
    assert_eq!((masters.counters.len(), masters.users.len()), (60, 25));
    assert_eq!(masters.categories[0].code, "GEN");
    for role in crate::hospital::permissions::Role::ALL {
        assert!(masters.users.iter().any(|u| u.roles.contains(&role)), "{role:?}");
    }
    for department in &masters.departments {
        assert!(masters.clinics.iter().any(|c| c.department == department.code), "{}", department.code);
        assert!(masters.doctors.iter().any(|d| d.department == department.code), "{}", department.code);
    }
    for (i, _day) in masters.clinics[0].days.iter().enumerate() {
        assert!(masters.clinics.iter().filter(|c| c.days[i]).count() >= 10, "day {i}");
    }
}

#[test]
fn byte_order_mark_crlf_blank_lines_and_column_order_are_taken() {
    let mut files = demo::files();
    for file in &mut files {
        let text = String::from_utf8(file.text.clone()).unwrap();
        file.text = format!("\u{feff}{}", text.replace('\n', "\r\n")).into_bytes();
    }
    assert_eq!(check(&files).unwrap(), check(&demo::files()).unwrap());
    let swapped = Whole("schemes.csv", "name_hi,code,name_en\r\n\r\nयोजना,S1,Scheme\r\n,,\r\n".as_bytes());
    assert_eq!(check(&changed(&swapped)).unwrap().schemes[0].code, "S1");
    let wrong = Whole("schemes.csv", "name_hi,code,name_en\r\n\r\n\r\nयोजना,s1,Scheme\r\n".as_bytes());
    assert_eq!(check(&changed(&wrong)).unwrap_err()[0].line, 4);
    assert!(check(&changed(&Gone("tokens.csv"))).unwrap().tokens.is_empty());
    let readme = Whole("README.md", b"anything \xff");
    assert!(check(&changed(&readme)).is_ok());
}

#[test]
fn the_laboratory_has_defaults_where_a_pack_says_nothing() {
    let with = |name: &'static str, text: &str| check(&changed(&Whole(name, text.as_bytes().to_vec().leak()))).unwrap();
    let demo = check(&demo::files()).unwrap();
    let bare = check(&changed(&Gone("lab_panels.csv"))).unwrap();
    assert!(bare.lab_panels.len() == 18 && bare.lab_panels.iter().all(|p| p.capacity == 0 && !p.enforced));
    assert_eq!((&bare.lab_limits, &bare.lab_ranges), (&demo.lab_limits, &demo.lab_ranges));
    // The program's own files are as good as a pack's, and say the same.
    let limits = with("lab_limits.csv", include_str!("../../../assets/lab/limits.csv"));
    let ranges = with("lab_ranges.csv", include_str!("../../../assets/lab/ranges.csv"));
    let panels = with("lab_panels.csv", include_str!("../../../assets/lab/panels.csv"));
    assert_eq!((limits.lab_limits, ranges.lab_ranges), (demo.lab_limits.clone(), demo.lab_ranges.clone()));
    assert_eq!(panels.lab_panels, bare.lab_panels);
    // A table of a pack stands for the whole of its kind.
    let one = with("lab_ranges.csv", "code,sex,from_days,to_days,low,high,crit_low,crit_high,source\nK,any,0,28,3.5,6.0,,,\n");
    assert_eq!((one.lab_ranges.len(), one.lab_limits.len()), (1, 104));
    // Without a table of switches they are as they come, and nobody has ratified anything.
    let text = String::from_utf8(demo::files().swap_remove(0).text).unwrap();
    let (before, _lab) = text.split_once("[lab]").unwrap();
    assert_eq!(with("hospital.toml", before).lab, crate::hospital::lab::LabRules::default());
    // Another unit: 130 g/L is not held against limits in g/dL.
    let gram =
        check(&changed(&Swap("lab_tests.csv", "g/dL,13.0,17.0,12.0,15.0,6.6,19.9", "g/L,130,170,120,150,66,199"))).unwrap();
    let limit = gram.lab_limits.iter().find(|l| l.code == "HGB").unwrap();
    assert!(limit.physical_high.is_empty() && limit.delta.is_empty() && limit.stable_hours == 24 && limit.urgent);
    assert!(gram.lab_ranges.iter().all(|r| r.code != "HGB") && gram.lab_ranges.iter().any(|r| r.code == "K"));
}

#[test]
fn one_wrong_code_is_one_fault_and_all_faults_are_told() {
    let one = check(&changed(&Swap("departments.csv", "MED,", "MEDICINE,"))).unwrap_err();
    assert!(one.iter().all(|f| f.id == "pack-fault-code-department" || f.id == "pack-fault-dangling"), "{one:?}");
    let mut files = changed(&Swap("departments.csv", "MED,General Medicine", "MED,"));
    files.retain(|f| f.name != "schemes.csv");
    let two = check(&files).unwrap_err();
    assert_eq!(two.iter().map(|f| f.id).collect::<Vec<_>>(), ["pack-fault-empty", "pack-fault-file-missing"]);
}

#[test]
fn faults_and_rows_have_a_limit() {
    let lines = |letter: &str, count: usize| -> Vec<u8> {
        let rows: String = (0..count).map(|i| format!("{letter}{i},A,B\n")).collect::<Vec<_>>().concat();
        ["code,name_en,name_hi\n", &rows].concat().into_bytes()
    };
    let mut files = changed(&Gone("schemes.csv"));
    files.push(SourceFile { name: "schemes.csv".to_owned(), text: lines("x", 2_000) });
    let faults = check(&files).unwrap_err();
    assert_eq!(faults.len(), FAULTS_MAX + 1);
    let last = faults.last().unwrap();
    assert_eq!((last.id, last.args[0].1.as_str()), ("pack-fault-more", "1000"));

    files.last_mut().unwrap().text = lines("S", sheet::ROWS_MAX + 1);
    assert_eq!(check(&files).unwrap_err()[0].id, "pack-fault-rows-many");

    let twice: Vec<SourceFile> = [demo::files(), demo::files()].concat();
    assert!(check(&twice).unwrap_err().iter().all(|f| f.id == "pack-fault-file-twice"));

    let many = "[[honorifics]]\nen = \"A\"\nhi = \"अ\"\n".repeat(hospital_toml::HONORIFICS_MAX);
    let file = demo::files().swap_remove(0);
    let text = [file.text, many.into_bytes()].concat();
    let files: Vec<SourceFile> =
        demo::files().into_iter().map(|f| if f.name == file.name { SourceFile { text: text.clone(), ..f } } else { f }).collect();
    assert_eq!(check(&files).unwrap_err()[0].id, "pack-fault-honorifics");
}

#[test]
fn every_fault_has_its_sentences_and_a_case() {
    let elsewhere = ["pack-fault-more", "pack-fault-rows-many", "pack-fault-file-twice", "pack-fault-honorifics"];
    let mut made: BTreeSet<&str> = all_cases().into_iter().map(|c| c.4).collect();
    made.extend(elsewhere);
    let told: BTreeSet<&str> = include_str!("../../../assets/words/en/pack.ftl")
        .lines()
        .filter_map(|line| line.split_once(" =").map(|(id, _)| id))
        .filter(|id| id.starts_with("pack-fault-"))
        .collect();
    assert_eq!(made, told);
    for id in told {
        for lang in Lang::ALL {
            assert!(words(lang).has(id) && words(lang).has(&format!("{id}.write")), "{id} {lang:?}");
        }
    }
}

#[test]
fn sentences_have_no_value_left_open() {
    for (change, _file, _line, _column, id) in all_cases() {
        let faults = check(&changed(&change)).expect_err(id);
        for fault in faults.iter().take(20) {
            for lang in Lang::ALL {
                let told = crate::problem::pack_fault_text(fault, lang);
                assert!(!told.what.contains('$') && !told.write.contains('$'), "{id}: {told:?}");
            }
        }
    }
}
