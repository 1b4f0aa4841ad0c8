//! A day of wards, emergency and registers in the demo hospital, through the same forms as every counter: forty admissions, transfers,
//! a mass casualty of twelve, births, deaths, medico-legal cases and indents. The same for a seed; nobody in here lives.

use super::Desk;
use super::cases::{CaseWish, Done};
use super::people::people;
use crate::hospital::forms::{FormId, Sheet};
use crate::hospital::opd_form::OpdForm;
use crate::problem::Problem;
use chrono::Duration;

/// Admissions of the day.
const ADMISSIONS: usize = 40;
/// Packs of the mass casualty, and how many are filled.
const PACKS: usize = 12;
const PACKS_FILLED: usize = 7;

const DIAGNOSES: [&str; 12] = [
    "Dengue fever with warning signs",
    "Acute appendicitis",
    "Fracture shaft of femur, right",
    "Community-acquired pneumonia",
    "Enteric fever",
    "Congestive cardiac failure",
    "Chronic kidney disease, stage 5",
    "Acute gastroenteritis with dehydration",
    "Diabetic ketoacidosis",
    "Cholelithiasis",
    "Head injury under observation",
    "Pulmonary tuberculosis",
];
const REASONS: [&str; 4] = ["needs monitoring", "bed nearer to the nurse", "specialist care", "ward closed for cleaning"];
const OUTCOMES: [&str; 9] = ["relieved", "cured", "same", "worse", "lama", "absconded", "referred", "dor", "relieved"];
const INJURIES: &str = "1. Lacerated wound 4 × 1 × 0.5 cm, left forehead, margins irregular\n2. Abrasion 6 × 3 cm, right forearm\n3. Contusion 5 × 4 cm, left thigh, bluish";

/// The day, while it is made.
struct Day<'a> {
    desk: &'a mut Desk,
    each: &'a mut dyn FnMut(&Desk, &Done) -> Result<(), Problem>,
    /// Stays made so far: patient's number, sex.
    stays: Vec<(String, String)>,
}

/// Makes the day; `each` is told of everything that was saved. Gives the number of forms filled.
///
/// # Errors
/// A problem of right or disk, or what `each` returns.
pub fn ward_day(desk: &mut Desk, seed: u64, each: &mut dyn FnMut(&Desk, &Done) -> Result<(), Problem>) -> Result<(), Problem> {
    let departments = vec!["MED".to_owned()];
    let mut crowd = people(seed ^ 0x5741_5244, &departments);
    let mut day = Day { desk, each, stays: Vec::new() };
    day.beds()?;
    for n in 0..ADMISSIONS {
        if let Some(form) = crowd.next() {
            day.admission(n, &form)?;
        }
    }
    day.moves()?;
    day.ends()?;
    day.births()?;
    day.casualties(&mut crowd)?;
    day.legal(&mut crowd)?;
    day.indents()
}

fn sheet(pairs: &[(&str, &str)]) -> Sheet {
    let mut sheet = Sheet::default();
    for (code, value) in pairs {
        sheet.set(code, *value);
    }
    sheet
}

/// The person of an out-patients' form in the fields of form `person`.
fn person(form: &OpdForm) -> Sheet {
    let relation = if form.relative_name.is_empty() { "" } else { form.relation.as_str() };
    sheet(&[
        ("name", &form.name),
        ("name_hi", &form.name_hi),
        ("relation", relation),
        ("relative_name", &form.relative_name),
        ("sex", &form.sex),
        ("age", &form.age),
        ("mobile", &form.mobile),
        ("pin", &form.pin),
        ("address", &form.address),
    ])
}

impl Day<'_> {
    fn fill(&mut self, id: FormId, values: &Sheet) -> Result<Done, Problem> {
        let done = self.desk.fill(id, values, CaseWish::default())?;
        (self.each)(self.desk, &done)?;
        Ok(done)
    }

    fn about(&self, n: usize) -> Sheet {
        sheet(&[("patient", self.stays.get(n).map_or("", |(number, _)| number))])
    }

    /// So many minutes ago, as an entry keeps it.
    fn ago(&self, minutes: i64) -> String {
        (self.desk.now() - Duration::minutes(minutes)).to_rfc3339()
    }

    /// The first bed of a ward that nobody lies in or is meant for.
    fn free_bed(&self, ward: &str) -> Result<String, Problem> {
        let (_, boards) = self.desk.board()?;
        let beds = boards.into_iter().find(|b| b.ward == ward).map(|b| b.beds).unwrap_or_default();
        let free = beds.into_iter().find(|bed| bed.look == super::cases::BedLook::Free);
        Ok(free.map(|bed| bed.code).unwrap_or_default())
    }

    fn beds(&mut self) -> Result<(), Problem> {
        for (bed, status, reason) in [
            ("MED-M1-09", "out-of-order", "oxygen point leaks"),
            ("MED-F1-07", "reserved", "from ICU, 16:00"),
            ("SUR-M1-02", "cleaning", ""),
        ] {
            self.fill(FormId::Bed, &sheet(&[("bed", bed), ("status", status), ("reason", reason)]))?;
        }
        Ok(())
    }

    /// Men, women and children into wards of theirs; one in eight waits without a bed, one in ten only asks for one.
    fn admission(&mut self, n: usize, form: &OpdForm) -> Result<(), Problem> {
        let child = form.age.contains(['m', 'd']) || form.age.trim().parse::<u32>().is_ok_and(|years| years < 12);
        let wards: &[&str] = match (child, form.sex.as_str()) {
            (true, _) => &["PED-1", "PED-2"],
            (false, "F") => &["MED-F1", "SUR-F1", "OBG-AN", "ORT-F1", "ICU-MED"],
            (false, _) => &["MED-M1", "SUR-M1", "ORT-M1", "CAR-M1", "ICU-MED"],
        };
        let ward = wards.get(n % wards.len()).copied().unwrap_or("MED-M1");
        let diagnosis = DIAGNOSES.get(n % DIAGNOSES.len()).copied().unwrap_or_default();
        let mut values = person(form);
        values.set("diagnosis", diagnosis);
        if n % 10 == 9 {
            values.set("department", "MED");
            values.set("urgency", "urgent");
            values.set("ward", ward);
            self.fill(FormId::Request, &values)?;
            return Ok(());
        }
        values.set("ward", ward);
        if n % 8 != 7 {
            values.set("bed", self.free_bed(ward)?);
        }
        values.set("source", ["opd", "emergency", "direct", "referred"].get(n % 4).copied().unwrap_or("opd"));
        values.set("doctor", self.doctor(n));
        // The day's first admissions were written up when the morning rush was over.
        let minutes = i64::try_from(ADMISSIONS - n).unwrap_or(0) * 7;
        values.set("at", self.ago(minutes));
        values.set("kin_name", form.relative_name.clone());
        if n % 11 == 4 {
            values.set("isolation", "airborne");
        }
        let done = self.fill(FormId::Admission, &values)?;
        if let Some(number) = done.patient_number {
            self.stays.push((number.to_string(), form.sex.clone()));
        }
        Ok(())
    }

    fn doctor(&self, n: usize) -> String {
        let doctors = &self.desk.masters().doctors;
        doctors.get(n % doctors.len().max(1)).map(|d| d.code.clone()).unwrap_or_default()
    }

    /// Transfers done, planned, and taken back; a swap.
    fn moves(&mut self) -> Result<(), Problem> {
        for n in 0..8usize {
            let ward = if self.stays.get(n).is_some_and(|(_, sex)| sex == "F") { "MED-F2" } else { "MED-M2" };
            let bed = self.free_bed(ward)?;
            let reason = REASONS.get(n % REASONS.len()).copied().unwrap_or_default();
            let mut values = self.about(n).with("ward", ward).with("bed", bed).with("reason", reason);
            if n == 6 {
                values.set("planned", "yes");
                values.set("at", (self.desk.now() + Duration::hours(3)).to_rfc3339());
            }
            self.fill(FormId::Transfer, &values)?;
        }
        self.fill(FormId::Cancel, &self.about(7).with("reason", "wrong patient chosen"))?;
        let (one, other) = (self.stays.get(10).cloned(), self.stays.get(12).cloned());
        if let (Some((one, _)), Some((other, _))) = (one, other) {
            let values = sheet(&[("patient", &one), ("with", &other), ("reason", "isolation needed")]);
            self.fill(FormId::Swap, &values)?;
        }
        Ok(())
    }

    /// Discharges of every kind, and two who die, with their papers.
    fn ends(&mut self) -> Result<(), Problem> {
        for (n, outcome) in OUTCOMES.iter().enumerate() {
            let mut values =
                self.about(14 + n).with("outcome", *outcome).with("advice", "Review in the out-patient department after a week");
            values.set("referred_to", if *outcome == "referred" { "Institute of Neurosciences, by ambulance" } else { "" });
            values.set("diagnosis", DIAGNOSES.get(n % DIAGNOSES.len()).copied().unwrap_or_default());
            self.fill(FormId::Discharge, &values)?;
        }
        self.fill(FormId::Cancel, &self.about(22).with("reason", "relatives came back"))?;
        let certificates = [
            ("Septic shock", "Perforation peritonitis", "Typhoid ulcer of the ileum"),
            ("Pulmonary oedema", "Acute myocardial infarction", ""),
        ];
        for (n, (a, b, c)) in certificates.into_iter().enumerate() {
            let about = self.about(24 + n);
            self.fill(
                FormId::Discharge,
                &about.clone().with("outcome", "died-under-48").with("body_to", "Son, on identity card"),
            )?;
            let death = about
                .clone()
                .with("place", "hospital")
                .with("informant_name", "Medical Record Officer")
                .with("medical_attention", "institutional")
                .with("certified", "yes")
                .with("cause", a);
            let report = self.fill(FormId::Death, &death)?;
            let cause = about.with("line_a", a).with("line_b", b).with("line_c", c).with("line_a_interval", "6 hours");
            self.fill(FormId::Cause, &cause.with("manner", "natural").with("doctor", self.doctor(n)).with("verified", "now"))?;
            if let (0, Some(number)) = (n, report.number) {
                let values = sheet(&[("record", number.as_str()), ("to", "Registrar, Zone 4"), ("sent", "now")]);
                self.fill(FormId::Registrar, &values)?;
            }
        }
        Ok(())
    }

    /// A single birth and twins, admitted to their mothers' ward; a still-birth.
    fn births(&mut self) -> Result<(), Problem> {
        let names = [("Sunita Devi", "सुनीता देवी", "Mohan Lal"), ("Rukhsana Khatoon", "रुखसाना ख़ातून", "Mohd Salim")];
        let mut mothers = Vec::new();
        for (en, hi, husband) in names.into_iter().chain([("Phoolmati", "फूलमती", "Ramesh")]) {
            let mut values = sheet(&[
                ("name", en),
                ("name_hi", hi),
                ("sex", "F"),
                ("age", "27"),
                ("relation", "W/o"),
                ("relative_name", husband),
            ]);
            values.set("ward", "OBG-LR");
            values.set("bed", self.free_bed("OBG-LR")?);
            values.set("at", self.ago(300));
            values.set("source", "emergency");
            let done = self.fill(FormId::Admission, &values)?;
            mothers.push(done.patient_number.map_or_else(String::new, |n| n.to_string()));
        }
        let mother = |n: usize| mothers.get(n).cloned().unwrap_or_default();
        for (n, order, sex, weight, minutes) in
            [(0, "single", "F", "2900", 120), (1, "twin-1", "M", "2300", 95), (1, "twin-2", "F", "2150", 88)]
        {
            let values = sheet(&[
                ("patient", &mother(n)),
                ("born", &self.ago(minutes)),
                ("child_sex", sex),
                ("order", order),
                ("birth_addr_town_village", "Sangam Vihar"),
                ("birth_addr_district", "South"),
                ("birth_addr_state", "7"),
                ("place", "hospital"),
                ("informant_name", "Sister in charge, labour room"),
                ("born_alive", "1"),
                ("attention", "government"),
                ("delivery", "natural"),
                ("weeks", "38"),
                ("weight_grams", weight),
            ]);
            let born = self.fill(FormId::Birth, &values)?;
            let child = born.case.map_or_else(String::new, |id| id.to_string());
            let values = sheet(&[("patient", &child), ("ward", "OBG-PN"), ("source", "birth"), ("mother", &mother(n))]);
            self.fill(FormId::Admission, &values)?;
        }
        let still = sheet(&[
            ("patient", &mother(2)),
            ("born", &self.ago(40)),
            ("child_sex", "M"),
            ("order", "single"),
            ("place", "hospital"),
            ("informant_name", "Sister in charge, labour room"),
            ("attention", "government"),
            ("weeks", "31"),
            ("cause", "Cord round the neck"),
        ]);
        self.fill(FormId::Stillbirth, &still).map(drop)
    }

    /// A bus is hit: twelve packs are printed, seven find their patients, one is not needed.
    fn casualties(&mut self, crowd: &mut impl Iterator<Item = OpdForm>) -> Result<(), Problem> {
        let count = PACKS.to_string();
        let made = self.fill(FormId::Prepare, &sheet(&[("count", &count), ("event", "Bus accident, Ring Road")]))?;
        let packs: Vec<String> = made.more.iter().map(ToString::to_string).collect();
        let triage: Vec<String> = self.desk.masters().triage.iter().map(|t| t.code.clone()).collect();
        for n in 0..PACKS_FILLED {
            let pack = packs.get(n * 5 % PACKS).cloned().unwrap_or_default();
            let mut values = sheet(&[("arrival", &pack), ("mode", "ambulance"), ("brought_by", "ambulance"), ("police", "yes")]);
            values.set("triage", triage.get(n % triage.len().max(1)).cloned().unwrap_or_default());
            values.set("mark_1", "scar on left forearm");
            if let Some(form) = crowd.next().filter(|_| n % 3 != 0) {
                for (code, value) in person(&form).iter() {
                    values.set(code, value);
                }
            } else {
                values.set("sex", if n % 2 == 0 { "M" } else { "F" });
                values.set("age", "35");
            }
            self.fill(FormId::Arrival, &values)?;
        }
        let unused = packs.get(11).cloned().unwrap_or_default();
        self.fill(FormId::Leave, &sheet(&[("arrival", &unused), ("outcome", "unused"), ("remarks", "no more patients came")]))
            .map(drop)
    }

    /// An unconscious man who is identified later, and medico-legal cases with the police told.
    fn legal(&mut self, crowd: &mut impl Iterator<Item = OpdForm>) -> Result<(), Problem> {
        let kinds =
            [("unidentified", "ambulance", "dangerous"), ("assault", "police", "simple"), ("fall", "relative", "reserved")];
        for (n, (kind, brought, nature)) in kinds.into_iter().enumerate() {
            let mut values = sheet(&[("triage", "YELLOW"), ("mode", "ambulance"), ("police", "yes"), ("brought_by", brought)]);
            values.set("mark_1", "mole on right cheek");
            values.set("mark_2", "old burn scar on left hand");
            values.set("found_at", if n == 0 { "Gate 3, under the flyover" } else { "" });
            if n == 0 {
                values.set("sex", "M");
                values.set("age", "40");
            } else if let Some(form) = crowd.next() {
                for (code, value) in person(&form).iter() {
                    values.set(code, value);
                }
            }
            let came = self.fill(FormId::Arrival, &values)?;
            let patient = came.patient_number.map_or_else(String::new, |number| number.to_string());
            let sheet_values = sheet(&[
                ("patient", &patient),
                ("kind", kind),
                ("brought_by", brought),
                ("injuries", INJURIES),
                ("nature", nature),
                ("doctor", &self.doctor(n)),
            ]);
            let mlc = self.fill(FormId::Mlc, &sheet_values)?;
            if n < 2 {
                let record = mlc.number.map_or_else(String::new, |number| number.to_string());
                let values = sheet(&[
                    ("record", &record),
                    ("station", "Hauz Khas"),
                    ("officer", "ASI on duty, belt 1204"),
                    ("receipt", "DD 31 A"),
                ]);
                self.fill(FormId::Police, &values)?;
            }
            if n == 0 {
                let values = sheet(&[
                    ("patient", &patient),
                    ("name", "Bhanwar Lal"),
                    ("name_hi", "भंवर लाल"),
                    ("sex", "M"),
                    ("age", "43"),
                    ("how", "brother came with a photograph"),
                ]);
                self.fill(FormId::Identify, &values)?;
            }
        }
        Ok(())
    }

    /// What the wards ask for; in full, in part, refused and still open.
    fn indents(&mut self) -> Result<(), Problem> {
        let asked = [
            ("MED-M1", "pharmacy", "Inj. Ceftriaxone 1 g × 40\nIV fluid DNS 500 ml × 60", "full"),
            ("SUR-M1", "blood-bank", "Packed red cells O positive × 4", "part"),
            ("OBG-LR", "store", "Baby blankets × 12", "refused"),
            ("PED-1", "diet", "Soft diet × 9\nMilk × 14", ""),
        ];
        for (ward, to, items, outcome) in asked {
            let done = self
                .fill(FormId::Indent, &sheet(&[("ward", ward), ("to", to), ("items", items), ("asked_by", "Sr Mary Thomas")]))?;
            let record = done.number.map_or_else(String::new, |number| number.to_string());
            if !outcome.is_empty() {
                let part = if outcome == "part" { "Packed red cells O positive × 2" } else { "" };
                let reason = if outcome == "full" { "" } else { "not in stock" };
                let values = sheet(&[
                    ("record", &record),
                    ("outcome", outcome),
                    ("items", part),
                    ("reason", reason),
                    ("by", "Store keeper"),
                ]);
                self.fill(FormId::Issue, &values)?;
            }
        }
        Ok(())
    }
}
