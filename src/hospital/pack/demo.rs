//! The demo hospital's source, `assets/demo/`, carried in the program. Every name in it is invented.

use super::SourceFile;

macro_rules! demo_files {
    ($($name:literal),+ $(,)?) => {
        [$(($name, include_bytes!(concat!("../../../assets/demo/", $name)).as_slice())),+]
    };
}

static FILES: [(&str, &[u8]); 13] = demo_files![
    "hospital.toml",
    "departments.csv",
    "clinics.csv",
    "tokens.csv",
    "doctors.csv",
    "wards.csv",
    "beds.csv",
    "lab_tests.csv",
    "lab_panels.csv",
    "categories.csv",
    "schemes.csv",
    "users.csv",
    "counters.csv",
];

/// The files of the demo hospital's folder.
#[must_use]
pub fn files() -> Vec<SourceFile> {
    FILES.iter().map(|(name, text)| SourceFile { name: (*name).to_owned(), text: text.to_vec() }).collect()
}
