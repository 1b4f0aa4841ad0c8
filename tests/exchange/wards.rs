//! A day in the wards, the emergency department and the registers, filled in through the desk as people do, and what of it leaves.

use crate::common::{TestClock, forms, password_of, put};
use ed25519_dalek::SigningKey;
use nirantar::desk::cases::{CaseWish, Done};
use nirantar::desk::{Counter, Desk, ExportDone, ExportKind, Place, PrintWish, SetUp, set_up};
use nirantar::hospital::forms::{FormId, Sheet};
use nirantar::hospital::ipd::Outcome;
use nirantar::hospital::number::{CounterCode, Mode};
use nirantar::journal::EntryId;
use nirantar::vault::{SealRequest, Secret, seal_pack};
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// A counter with a desk at it, and the numbers it gave, by what they are for.
pub struct House {
    folder: tempfile::TempDir,
    clock: TestClock,
    desk: Desk,
    pub numbers: BTreeMap<&'static str, String>,
}

type Pairs<'a> = [(&'a str, &'a str)];

impl House {
    pub fn new(mode: Mode) -> Self {
        let clock = TestClock::at("2022-11-24T10:00:00+05:30");
        let folder = tempfile::tempdir().unwrap();
        let masters = super::masters(mode);
        let given = masters.users.iter().map(|user| (user.login.clone(), Secret::new(password_of(&user.login))));
        let passwords: BTreeMap<String, Secret> = given.collect();
        let site_key = SigningKey::from_bytes(&[5; 32]);
        let request = SealRequest { masters: &masters, site_key: &site_key, passwords: &passwords, previous: None };
        put(&folder.path().join("hospital.pack"), &seal_pack(&request).unwrap().bytes);
        // A real hospital's people choose a password of their own when they first come.
        let own = if mode == Mode::Demo { password_of("meena") } else { "meena-has-9-bananas".to_owned() };
        let place = Place::new(&folder.path().join("counter"));
        let request = SetUp {
            pack: &folder.path().join("hospital.pack"),
            counter: CounterCode::new("K7").unwrap(),
            login: "meena",
            password: &password_of("meena"),
            new_password: if mode == Mode::Demo { "" } else { &own },
            reason: "test",
            drill: false,
        };
        drop(set_up(&place, &request, &clock.clock()).unwrap());
        let counter = Counter::open(place, clock.clock()).unwrap();
        let desk = counter.sign_in("meena", &own).map_err(|(_counter, problem)| problem).unwrap();
        Self { folder, clock, desk, numbers: BTreeMap::new() }
    }

    /// Fills a form a minute later.
    fn fill(&mut self, form: FormId, values: &Pairs<'_>) -> Done {
        self.clock.forward(60);
        let mut sheet = Sheet::default();
        for (code, value) in values {
            sheet.set(code, *value);
        }
        self.desk
            .fill(form, &sheet, CaseWish::default())
            .unwrap_or_else(|problem| panic!("{form:?} {values:?}: {} {:?}", problem.id, problem.remarks))
    }

    /// Fills a form and keeps its number, its patient's and its address.
    fn keep(&mut self, called: [&'static str; 3], form: FormId, values: &Pairs<'_>) {
        let done = self.fill(form, values);
        let text = |number: Option<nirantar::hospital::number::Number>| number.map_or_else(String::new, |n| n.to_string());
        let told = [text(done.number), text(done.patient_number), done.case.map_or_else(String::new, |id| id.to_string())];
        self.numbers.extend(called.into_iter().zip(told));
    }

    pub fn number(&self, of: &str) -> String {
        self.numbers[of].clone()
    }

    /// The patient's number of a newborn, whose address is that of the birth report.
    pub fn newborn(&self, report: &str) -> String {
        let id: EntryId = self.numbers[report].parse().unwrap();
        self.desk.store().read().unwrap().patient(&id).unwrap().unwrap().patient.number.to_string()
    }

    /// Everything there is, as of now.
    #[allow(dead_code, reason = "tests/send_fhir.rs and tests/conformance_fhir.rs ask")]
    pub fn view(&self) -> nirantar::store::View<'_> {
        self.desk.store().read().unwrap()
    }

    pub fn export(&mut self, kind: ExportKind) -> ExportDone {
        self.clock.forward(60);
        let to = self.folder.path().join("out");
        let done = self.desk.export(kind, &to, &mut |_, _| true).unwrap().unwrap();
        assert!(done.folder.starts_with(to));
        done
    }

    /// A table of a CSV export as rows by column.
    pub fn table(path: &Path) -> Vec<BTreeMap<String, String>> {
        let mut reader = csv::Reader::from_path(path).unwrap();
        let names: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
        let row = |row: csv::StringRecord| names.iter().cloned().zip(row.iter().map(str::to_owned)).collect();
        reader.records().map(|record| row(record.unwrap())).collect()
    }

    /// Every resource of a FHIR export.
    pub fn resources(path: &Path) -> Vec<Value> {
        let text = std::fs::read_to_string(path).unwrap();
        let bundles = text.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
        bundles.flat_map(|bundle| bundle["entry"].as_array().unwrap().clone()).map(|entry| entry["resource"].clone()).collect()
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The first day: everything is begun.
    pub fn first_day(&mut self) {
        self.stays_that_ended();
        self.stays_that_go_on();
        self.emergency();
        self.births();
        self.records();
    }

    fn stays_that_ended(&mut self) {
        const CALLED: [[&str; 3]; 10] = [
            ["relieved", "relieved-m", "relieved-id"],
            ["cured", "cured-m", "cured-id"],
            ["same", "same-m", "same-id"],
            ["worse", "worse-m", "worse-id"],
            ["lama", "lama-m", "lama-id"],
            ["absconded", "absconded-m", "absconded-id"],
            ["referred", "referred-m", "referred-id"],
            ["died-under-48", "early-m", "early-id"],
            ["died-48", "died-m", "died-id"],
            ["dor", "dor-m", "dor-id"],
        ];
        for (n, (called, outcome)) in CALLED.into_iter().zip(Outcome::ALL).enumerate() {
            assert_eq!(called[0], outcome.code());
            let (name, bed) = (format!("Ended {n}"), format!("MED-M1-{:02}", n + 1));
            let at = if outcome == Outcome::DiedUnder48 { "24-11-2022 07:00" } else { "20-11-2022 07:00" };
            let source = ["opd", "emergency", "direct", "referred", "census"][n % 5];
            let who = [("name", name.as_str()), ("sex", "M"), ("age", "45"), ("bed", &bed), ("at", at), ("source", source)];
            let more = [("diagnosis", "=cmd|' /C calc'!A0"), ("icd", "A90"), ("kin_name", "-2+3"), ("belongings", "two\nrings")];
            self.keep(called, FormId::Admission, &[who.as_slice(), &more].concat());
            let number = self.number(called[0]);
            let mut end =
                vec![("stay", number.as_str()), ("outcome", outcome.code()), ("diagnosis", "Dengue fever"), ("icd", "A97")];
            end.extend([("advice", "@rest"), ("follow_up", "01-12-2022")]);
            end.extend((outcome == Outcome::Referred).then_some(("referred_to", "Safdarjung Hospital")));
            end.extend(outcome.is_death().then_some(("body_to", "son")));
            self.fill(FormId::Discharge, &end);
        }
    }

    fn stays_that_go_on(&mut self) {
        use FormId::{Admission, Cancel, Request, Swap, Transfer};
        let man = [("name", "Mohan Ram"), ("name_hi", "मोहन राम"), ("sex", "M"), ("age", "60")];
        let first = [("bed", "MED-M2-01"), ("doctor", "D001"), ("unit", "II"), ("isolation", "airborne"), ("mlc_no", "77/22")];
        self.keep(["moved", "moved-m", "moved-id"], Admission, &[man.as_slice(), &first].concat());
        let moved = self.number("moved");
        self.fill(
            Transfer,
            &[("stay", &moved), ("bed", "ICU-MED-01"), ("ward", "ICU-MED"), ("reason", "=worse"), ("doctor", "D002")],
        );
        let plan =
            [("bed", "MED-M2-05"), ("ward", "MED-M2"), ("planned", "yes"), ("at", "25-11-2022 09:00"), ("reason", "better")];
        self.fill(Transfer, &[&[("stay", moved.as_str())], plan.as_slice()].concat());
        for (called, bed) in [(["left", "left-m", "left-id"], "MED-F1-01"), (["right", "right-m", "right-id"], "MED-F1-02")] {
            self.keep(called, Admission, &[("name", "Sita Devi"), ("sex", "F"), ("age", "30"), ("bed", bed)]);
        }
        let (left, right) = (self.number("left"), self.number("right"));
        self.fill(Swap, &[("stay", &left), ("with", &right), ("reason", "window")]);
        let wrong = [("name", "Wrong Man"), ("sex", "M"), ("age", "50"), ("bed", "MED-M2-09")];
        self.keep(["wrong", "wrong-m", "wrong-id"], Admission, &wrong);
        self.fill(Cancel, &[("stay", &self.number("wrong")), ("reason", "-wrong patient")]);
        let asked =
            [("department", "MED"), ("ward", "MED-F2"), ("doctor", "D001"), ("urgency", "urgent"), ("diagnosis", "Fever")];
        for called in [["", "asked-m", "asked-id"], ["", "dropped-m", "dropped-id"], ["", "taken-m", "taken-id"]] {
            self.keep(called, Request, &[[("name", "Radha"), ("sex", "F"), ("age", "22")].as_slice(), &asked].concat());
        }
        self.fill(Cancel, &[("stay", &self.number("dropped-id")), ("reason", "went home")]);
        self.keep(["taken", "taken-m", "taken-id2"], Admission, &[("patient", &self.number("taken-m")), ("bed", "MED-F2-01")]);
        // An out-patient who is admitted from the clinic.
        let saved = self.desk.register(&forms(3, 1)[0], &PrintWish::default()).unwrap();
        let number = saved.patient.to_string();
        self.keep(["clinic", "clinic-m", "clinic-id"], Admission, &[("patient", &number), ("ward", "SUR-M1"), ("source", "opd")]);
    }

    fn emergency(&mut self) {
        use FormId::{Admission, Arrival, Identify, Leave, Prepare};
        let seen = [("triage", "RED"), ("mode", "ambulance"), ("condition", "unconscious"), ("complaint", "+road accident")];
        let marks = [("mark_1", "=scar on chin"), ("mark_2", "tattoo OM"), ("found_at", "Ring Road"), ("station", "Hauz Khas")];
        let unknown = [("sex", "M"), ("age", "35"), ("police", "yes"), ("brought_by", "police"), ("brought_name", "ASI Ram")];
        for called in [["e1", "e1-m", "e1-id"], ["e2", "e2-m", "e2-id"], ["e3", "e3-m", "e3-id"]] {
            self.keep(called, Arrival, &[seen.as_slice(), &marks, &unknown].concat());
        }
        self.keep(["e1-stay", "e1-m", "e1-stay-id"], Admission, &[("patient", &self.number("e1-m")), ("bed", "ICU-TRA-01")]);
        self.fill(Leave, &[("arrival", &self.number("e1")), ("outcome", "admitted")]);
        let known = [("name", "Abdul"), ("sex", "M"), ("age", "41"), ("how", "his brother"), ("arrival", &self.number("e3"))];
        self.fill(Identify, &known);
        let man = [("name", "Karim"), ("sex", "M"), ("age", "70"), ("triage", "YELLOW"), ("mode", "referred")];
        for (called, outcome) in [
            (["er-died", "er-died-m", "er-died-id"], "died"),
            (["er-dead", "er-dead-m", "er-dead-id"], "brought-dead"),
            (["er-home", "er-home-m", "er-home-id"], "home"),
            (["er-gone", "er-gone-m", "er-gone-id"], "absconded"),
            (["er-on", "er-on-m", "er-on-id"], "referred"),
        ] {
            self.keep(called, Arrival, &man);
            let referred = if outcome == "referred" { "Safdarjung Hospital" } else { "" };
            self.fill(Leave, &[("arrival", &self.number(called[0])), ("outcome", outcome), ("referred_to", referred)]);
        }
        let packs = self.fill(Prepare, &[("count", "3"), ("event", "=bus")]);
        for (called, id) in ["pack-1", "pack-2", "pack-3"].into_iter().zip(packs.more) {
            self.numbers.insert(called, id.to_string());
        }
        self.fill(Arrival, &[("arrival", &self.number("pack-1")), ("triage", "GREEN"), ("sex", "F"), ("mark_1", "mole")]);
        self.fill(Leave, &[("arrival", &self.number("pack-2")), ("outcome", "unused"), ("remarks", "nobody came")]);
    }

    fn births(&mut self) {
        use FormId::{Admission, Birth, Stillbirth};
        let mother =
            [("name", "Meera"), ("name_hi", "मीरा"), ("sex", "F"), ("age", "26"), ("ward", "OBG-PN"), ("relation", "W/o")];
        let spouse = [("relative_name", "Suresh")];
        self.keep(["mother", "mother-m", "mother-id"], Admission, &[mother.as_slice(), &spouse].concat());
        let place = [("birth_addr_town_village", "Mehrauli"), ("birth_addr_district", "South"), ("birth_addr_state", "7")];
        let facts = [("place", "hospital"), ("informant_name", "@Suresh"), ("mother_age", "26"), ("born_alive", "2")];
        let birth = [("attention", "government"), ("delivery", "natural"), ("weeks", "38"), ("born", "24-11-2022 09:00")];
        let report = [place.as_slice(), &facts, &birth].concat();
        let number = self.number("mother-m");
        for (called, order, sex) in [(["b1", "b1-m", "b1-id"], "twin-1", "F"), (["b2", "b2-m", "b2-id"], "twin-2", "M")] {
            let own = [("patient", number.as_str()), ("order", order), ("child_sex", sex), ("weight_grams", "2400")];
            self.keep(called, Birth, &[report.as_slice(), &own].concat());
        }
        let alone = [("mother_name", "Not known here"), ("order", "single"), ("child_sex", "M")];
        self.keep(["b3", "b3-m", "b3-id"], Birth, &[report.as_slice(), &alone].concat());
        let still = [("patient", number.as_str()), ("order", "single"), ("child_sex", "U"), ("cause", "=cord")];
        self.keep(["s1", "s1-m", "s1-id"], Stillbirth, &[report.as_slice(), &still].concat());
        let child = self.newborn("b1-id");
        let bed = [("patient", child.as_str()), ("ward", "OBG-PN"), ("mother", &number), ("source", "birth")];
        self.keep(["baby", "baby-m", "baby-id"], Admission, &bed);
    }

    fn records(&mut self) {
        use FormId::{Cancel, Cause, Correction, Death, Indent, Issue, Mlc, Police, Registrar};
        let times =
            [("arrived", "24-11-2022 10:00"), ("made", "24-11-2022 10:01"), ("kind", "road-accident"), ("doctor", "D001")];
        let marks = [("mark_1", "scar"), ("mark_2", "tattoo"), ("nature", "grievous"), ("injuries", "=1. cut\n2. -bruise")];
        let by = [("brought_by", "police"), ("police_name", "ASI Ram"), ("religion", "other"), ("religion_other", "Parsi")];
        let sheet = [times.as_slice(), &marks, &by, &[("age", "35"), ("sex", "M")]].concat();
        for called in [["l1", "l1-m", "l1-id"], ["l2", "l2-m", "l2-id"]] {
            let whom = self.number(if called[0] == "l1" { "e1-m" } else { "er-home-m" });
            self.keep(called, Mlc, &[sheet.as_slice(), &[("patient", &whom)]].concat());
        }
        let mlc = self.number("l1");
        self.fill(
            Police,
            &[("record", &mlc), ("station", "+Hauz Khas"), ("officer", "SI Rao"), ("way", "written"), ("receipt", "DD 12")],
        );
        self.fill(Correction, &[("record", &mlc), ("nature", "dangerous"), ("correction_reason", "=X-ray")]);
        self.fill(Cancel, &[("record", &self.number("l2")), ("reason", "not an MLC")]);
        let died = self.number("died-m");
        let death = [("patient", died.as_str()), ("died", "24-11-2022 10:05"), ("place", "hospital"), ("certified", "yes")];
        let told =
            [("informant_name", "Son"), ("medical_attention", "institutional"), ("sex", "M"), ("age", "45"), ("smoked", "no")];
        self.keep(["d1", "d1-m", "d1-id"], Death, &[death.as_slice(), &told].concat());
        self.fill(Registrar, &[("record", &self.number("d1")), ("to", "MCD office"), ("registration", "-5")]);
        let cause = [("line_a", "Septic shock"), ("line_a_interval", "-1 day"), ("line_b", "Pneumonia"), ("manner", "natural")];
        let signed = [("doctor", "D001"), ("verified", "24-11-2022 10:10"), ("sex", "M"), ("age", "45")];
        self.keep(["c1", "c1-m", "c1-id"], Cause, &[&death[..2], &cause, &signed].concat());
        let items = [("ward", "MED-M1"), ("to", "store"), ("items", "-10 gloves\n+5 masks"), ("urgent", "yes")];
        self.keep(["n1", "", "n1-id"], Indent, &items);
        self.fill(Issue, &[("record", &self.number("n1")), ("outcome", "part"), ("items", "5 gloves"), ("reason", "=none left")]);
        self.keep(["n2", "", "n2-id"], Indent, &[items.as_slice(), &[("patient", &self.number("moved-m"))]].concat());
    }

    /// The second day: what went on after the hand-over.
    pub fn second_day(&mut self) {
        use FormId::{Admission, Arrival, Discharge, Identify, Leave, Transfer};
        self.clock.forward(86_400);
        self.fill(Identify, &[("arrival", &self.number("e2")), ("is", &self.number("moved-m")), ("how", "=Aadhaar")]);
        self.keep(["asked", "", "asked-id2"], Admission, &[("patient", &self.number("asked-m")), ("bed", "MED-F2-02")]);
        let moved = self.number("moved");
        self.fill(Transfer, &[("stay", &moved), ("bed", "MED-M2-05"), ("ward", "MED-M2"), ("reason", "better")]);
        self.fill(Discharge, &[("stay", &self.number("left")), ("outcome", "died-under-48")]);
        let pack = self.number("pack-3");
        let found = [("arrival", pack.as_str()), ("triage", "RED"), ("name", "Found"), ("sex", "M"), ("age", "20")];
        self.fill(Arrival, &found);
        self.fill(Leave, &[("arrival", &pack), ("outcome", "home")]);
    }
}
