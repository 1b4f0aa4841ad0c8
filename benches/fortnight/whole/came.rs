//! Everybody who came, as `people fortnight` makes them: what a clerk typed, and the truth, which no desk sees.

use nirantar::hospital::forms::Sheet;
use nirantar::hospital::opd_form::OpdForm;
use std::path::Path;

/// One who came: what is typed of them.
pub struct Came {
    pub key: u32,
    cells: Vec<String>,
}

/// The truth of a row.
pub struct Truth {
    pub person: u32,
    pub known: bool,
    /// The person's numbers in the index, any of which is right.
    pub right: Vec<String>,
}

/// Columns that a desk may see, in the order of [`Came::cells`].
const SEEN: [&str; 14] = [
    "name",
    "name_hi",
    "relation",
    "relative",
    "relative_hi",
    "sex",
    "born",
    "age",
    "mobile",
    "abha",
    "pin",
    "village",
    "district",
    "uhid",
];

pub fn read(path: &Path) -> (Vec<Came>, Vec<Truth>) {
    let mut rows = csv::Reader::from_path(path).unwrap();
    let head = rows.headers().unwrap().clone();
    let at = |name: &str| head.iter().position(|h| h == name).unwrap();
    let (seen, key, person) = (SEEN.map(at), at("key"), at("person"));
    let (is, also, kind) = (at("is"), at("also"), at("kind"));
    let (mut came, mut truth) = (Vec::new(), Vec::new());
    for row in rows.records() {
        let row = row.unwrap();
        came.push(Came { key: row[key].parse().unwrap(), cells: seen.map(|at| row[at].trim().to_owned()).into() });
        let right = [&row[is]].into_iter().chain(row[also].split(' ')).filter(|n| !n.is_empty()).map(str::to_owned);
        truth.push(Truth { person: row[person].parse().unwrap(), known: &row[kind] == "known", right: right.collect() });
    }
    (came, truth)
}

impl Came {
    fn get(&self, name: &str) -> &str {
        SEEN.iter().position(|seen| *seen == name).map_or("", |at| &self.cells[at])
    }

    /// A form wants one: the clerk writes what is seen where no paper says it.
    pub fn sex(&self) -> &str {
        match self.get("sex") {
            "" if self.key.is_multiple_of(2) => "F",
            "" => "M",
            known => known,
        }
    }

    /// Years, where an age or a day of birth is known.
    pub fn years(&self) -> Option<i32> {
        let born = self.get("born").get(..4).and_then(|year| year.parse::<i32>().ok());
        born.map(|year| 2026 - year).or_else(|| self.get("age").parse().ok())
    }

    /// As typed at a counter: a date as people write it here.
    fn age(&self) -> String {
        match self.get("born").split('-').collect::<Vec<_>>().as_slice() {
            [year, month, day] => format!("{day}-{month}-{year}"),
            _ if self.get("age").is_empty() => "?".to_owned(),
            _ => self.get("age").to_owned(),
        }
    }

    pub fn form(&self, clinic: &str) -> OpdForm {
        let text = |name: &str| self.get(name).to_owned();
        OpdForm {
            mobile: text("mobile"),
            name: text("name"),
            name_hi: text("name_hi"),
            relation: text("relation"),
            relative_name: text("relative"),
            relative_name_hi: text("relative_hi"),
            sex: self.sex().to_owned(),
            age: self.age(),
            pin: text("pin"),
            district: text("district"),
            address: text("village"),
            clinic: clinic.to_owned(),
            category: "GEN".to_owned(),
            abha: text("abha"),
            uhid: text("uhid"),
            visit: "new".to_owned(),
            ..OpdForm::default()
        }
    }

    /// The person's fields of every other form.
    pub fn sheet(&self) -> Sheet {
        let mut sheet = Sheet::default();
        let relative = [self.get("relative"), self.get("relative_hi")].into_iter().find(|name| !name.is_empty()).unwrap_or("");
        for (field, value) in [
            ("name", self.get("name")),
            ("name_hi", self.get("name_hi")),
            ("relation", if relative.is_empty() { "" } else { self.get("relation") }),
            ("relative_name", relative),
            ("sex", self.sex()),
            ("age", &self.age()),
            ("mobile", self.get("mobile")),
            ("pin", self.get("pin")),
            ("address", self.get("village")),
            ("uhid", self.get("uhid")),
        ] {
            sheet.set(field, value);
        }
        sheet
    }
}
