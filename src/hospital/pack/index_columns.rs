//! How the central system writes its export of patients: `[index]` of `hospital.toml`. Owns the shape; the export is read in `index`.

use serde::{Deserialize, Serialize};

/// What stands between two columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Default)]
pub enum Delimiter {
    #[default]
    #[serde(rename = ",")]
    Comma,
    #[serde(rename = ";")]
    Semicolon,
    #[serde(rename = "|")]
    Bar,
    #[serde(rename = "tab")]
    Tab,
}

impl Delimiter {
    pub const ALL: [Self; 4] = [Self::Comma, Self::Semicolon, Self::Bar, Self::Tab];

    /// As it is written in `hospital.toml`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Comma => ",",
            Self::Semicolon => ";",
            Self::Bar => "|",
            Self::Tab => "tab",
        }
    }

    /// As it stands in the file.
    #[must_use]
    pub const fn byte(self) -> u8 {
        match self {
            Self::Comma => b',',
            Self::Semicolon => b';',
            Self::Bar => b'|',
            Self::Tab => b'\t',
        }
    }
}

/// In which order a date is written; `-`, `/` and `.` may stand between.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Default)]
#[serde(rename_all = "lowercase")]
pub enum DateOrder {
    #[default]
    Ymd,
    Dmy,
    Mdy,
}

impl DateOrder {
    pub const ALL: [Self; 3] = [Self::Ymd, Self::Dmy, Self::Mdy];

    /// As it is written in `hospital.toml`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Ymd => "ymd",
            Self::Dmy => "dmy",
            Self::Mdy => "mdy",
        }
    }
}

/// Which column of the export is what. The first line of the export names its columns; case and blanks around a name do not count.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct IndexColumns {
    /// The pack names the columns itself, so each of them must be in the export (`change` excepted). Else only UHID and name must.
    pub own: bool,
    pub delimiter: Delimiter,
    pub dates: DateOrder,
    /// Words in column `change` that take a patient out; case does not count.
    pub gone: Vec<String>,
    pub uhid: String,
    /// In either script; `Sunita W/o Ramesh` is cut at the relation. Empty, here and below: the export has no such column.
    pub name: String,
    pub name_hi: String,
    /// `S/o`, `W/o`, `father`, `पति` …
    pub relation: String,
    pub relative: String,
    pub relative_hi: String,
    pub sex: String,
    /// Date of birth.
    pub born: String,
    /// Year of birth alone.
    pub birth_year: String,
    /// Age as said on the day in `age_on`; without that column on the day of the export.
    pub age: String,
    pub age_on: String,
    pub mobile: String,
    pub abha: String,
    pub pin: String,
    /// Joined with a comma: village, district.
    pub place: Vec<String>,
    /// Of a file of changes: what happened to the patient.
    pub change: String,
}

impl Default for IndexColumns {
    fn default() -> Self {
        let text = str::to_owned;
        Self {
            own: false,
            delimiter: Delimiter::Comma,
            dates: DateOrder::Ymd,
            gone: ["D", "DEL", "DELETE", "DELETED", "MERGED"].map(text).into(),
            uhid: text("uhid"),
            name: text("name"),
            name_hi: text("name_hi"),
            relation: text("relation"),
            relative: text("relative"),
            relative_hi: text("relative_hi"),
            sex: text("sex"),
            born: text("born"),
            birth_year: text("birth_year"),
            age: text("age"),
            age_on: text("registered_on"),
            mobile: text("mobile"),
            abha: text("abha"),
            pin: text("pin"),
            place: ["village", "district"].map(text).into(),
            change: text("change"),
        }
    }
}

impl IndexColumns {
    /// The columns that are named, each with its key in `[index.columns]`.
    #[must_use]
    pub fn all(&self) -> Vec<(&'static str, &str)> {
        let before = [
            ("uhid", &self.uhid),
            ("name", &self.name),
            ("name_hi", &self.name_hi),
            ("relation", &self.relation),
            ("relative", &self.relative),
            ("relative_hi", &self.relative_hi),
            ("sex", &self.sex),
            ("born", &self.born),
            ("birth_year", &self.birth_year),
            ("age", &self.age),
            ("age_on", &self.age_on),
            ("mobile", &self.mobile),
            ("abha", &self.abha),
            ("pin", &self.pin),
        ];
        let place = self.place.iter().map(|column| ("place", column));
        let named = before.into_iter().chain(place).chain([("change", &self.change)]);
        named.filter(|(_key, column)| !column.is_empty()).map(|(key, column)| (key, column.as_str())).collect()
    }
}
