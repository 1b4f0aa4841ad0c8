//! A day of the laboratory in the demo hospital, through the same forms as every counter: orders from wards, casualty and out-patients,
//! tubes on their way, some rejected and collected again, results typed and from an analyser's file, critical values called, releases by
//! another person, reports in the ward's hands, an amendment. The same for a seed; nobody in here lives.

use super::Desk;
use super::cases::{CaseWish, Done};
use crate::hospital::forms::{FormId, Sheet};
use crate::hospital::lab::{Accession, Subject, TestDef, ValueKind, calculated, range};
use crate::journal::fold::{CaseBody, ResultPhase};
use crate::problem::Problem;
use crate::store::{CaseKind, CaseRow};
use chrono::Duration;

/// Orders of the day.
const ORDERS: usize = 36;
/// What is asked for, in turn; all of it urgent.
const ASKED: [&str; 9] = [
    "CBC, ELEC, KFT",
    "CBC, LFT",
    "CBC, MALSM",
    "ELEC",
    "CBC, COAG",
    "TROPT, CKMB, ELEC",
    "CBC, LFT, KFT, ELEC",
    "APH, APCO2, APO2, AHCO3",
    "RBS, K",
];
const NOTES: [&str; 5] = ["fever for five days", "before operation", "chest pain since morning", "on dialysis", ""];
const WHY: [&str; 3] = ["haemolysed", "clotted", "too-little"];

/// The people of the day, and what each does, in this order.
pub const LAB_DAY: [(&str, LabPart); 4] =
    [("singh", LabPart::Collect), ("nair", LabPart::Release), ("singh", LabPart::Amend), ("ghosh", LabPart::ReleaseAgain)];

/// A part of the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LabPart {
    /// Orders, labels, tubes, results: the technician.
    Collect,
    /// Calls, releases, reports: the verifier.
    Release,
    /// A released result was wrong.
    Amend,
    /// … and is released anew, by another verifier.
    ReleaseAgain,
}

struct Day<'a> {
    desk: &'a mut Desk,
    each: &'a mut dyn FnMut(&Desk, &Done) -> Result<(), Problem>,
    seed: u64,
}

/// One part of the day; `each` is told of everything that was saved.
///
/// # Errors
/// A problem of right or disk, or what `each` returns.
pub fn lab_day(
    desk: &mut Desk,
    part: LabPart,
    seed: u64,
    each: &mut dyn FnMut(&Desk, &Done) -> Result<(), Problem>,
) -> Result<(), Problem> {
    let mut day = Day { desk, each, seed };
    match part {
        LabPart::Collect => {
            day.orders()?;
            day.way()?;
            day.results()?;
            day.analyser()
        }
        LabPart::Release => {
            day.calls()?;
            day.releases()
        }
        LabPart::Amend => day.amend(),
        LabPart::ReleaseAgain => day.releases(),
    }
}

impl Day<'_> {
    fn fill(&mut self, id: FormId, values: &Sheet) -> Result<Done, Problem> {
        let done = self.desk.fill(id, values, CaseWish::default())?;
        (self.each)(self.desk, &done)?;
        Ok(done)
    }

    fn open(&self) -> Result<Vec<CaseRow>, Problem> {
        Ok(self.desk.rows()?.open_cases(CaseKind::Order, None)?)
    }

    /// A number below `below`, the same for a seed.
    fn pick(&mut self, below: usize) -> usize {
        self.seed = self.seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.seed >> 33).unwrap_or(0) % below.max(1)
    }

    /// Whom tests are asked for: those in the wards first, then out-patients of today.
    fn patients(&self) -> Result<Vec<String>, Problem> {
        let rows = self.desk.rows()?;
        let mut all = Vec::new();
        for kind in [CaseKind::Stay, CaseKind::Arrival] {
            let open = rows.open_cases(kind, None)?;
            let known = open.into_iter().filter_map(|row| row.patient).filter(|p| p.voided.is_none() && !p.conflict);
            all.extend(known.take(ORDERS / 3).map(|p| p.patient.number.to_string()));
        }
        for row in rows.visits_of_day(self.desk.today())?.into_iter().take(ORDERS * 2) {
            if row.visit.voided.is_none() && row.patient.voided.is_none() {
                all.push(row.patient.patient.number.to_string());
            }
        }
        let mut once = Vec::new();
        for number in all {
            if !once.contains(&number) {
                once.push(number);
            }
        }
        Ok(once)
    }

    fn orders(&mut self) -> Result<(), Problem> {
        let roll = self.fill(FormId::LabRoll, &Sheet::from([("count", "20")]))?;
        let mut labels = roll.tubes.into_iter();
        for (n, patient) in self.patients()?.into_iter().take(ORDERS).enumerate() {
            let asked = ASKED.get(n % ASKED.len()).copied().unwrap_or("CBC");
            let minutes = i64::try_from(self.pick(150) + 5).unwrap_or(5);
            let at = (self.desk.now() - Duration::minutes(minutes)).to_rfc3339();
            let mut values = Sheet::from([("patient", patient.as_str()), ("tests", asked), ("at", at.as_str())]);
            values.set("note", NOTES.get(self.pick(NOTES.len())).copied().unwrap_or_default());
            if asked == "ELEC" {
                // Collected in the ward, on a label that was printed ahead.
                values.set("labels", labels.next().map(|label| label.to_string()).unwrap_or_default());
                values.set("form_no", format!("R-{n:03}"));
            }
            self.fill(FormId::LabOrder, &values)?;
        }
        Ok(())
    }

    fn tubes(&self) -> Result<Vec<(Accession, CaseRow)>, Problem> {
        let mut all = Vec::new();
        for row in self.open()? {
            let tubes: Vec<Accession> = row
                .case
                .order()
                .map(|o| o.tubes.iter().filter(|t| !t.is_gone()).map(|t| t.accession).collect())
                .unwrap_or_default();
            all.extend(tubes.into_iter().map(|tube| (tube, row.clone())));
        }
        Ok(all)
    }

    fn way(&mut self) -> Result<(), Problem> {
        for (n, (tube, _)) in self.tubes()?.into_iter().enumerate() {
            let tube = tube.to_string();
            let step = |step: &str, place: &str| Sheet::from([("tube", tube.as_str()), ("step", step), ("place", place)]);
            match n % 12 {
                // Still with the ward, or on the stairs.
                0 => {}
                1 => drop(self.fill(FormId::LabStep, &step("sent", "Porter"))?),
                5 => {
                    self.fill(FormId::LabStep, &step("received", "Reception"))?;
                    let why = WHY.get(n / 12 % WHY.len()).copied().unwrap_or("clotted");
                    let told = [("tube", tube.as_str()), ("why", why), ("told", "Sister in charge")];
                    self.fill(FormId::LabReject, &Sheet::from(told))?;
                    if n % 24 == 5 {
                        self.fill(FormId::LabRecollect, &Sheet::from([("tube", tube.as_str())]))?;
                    }
                }
                7 if n < 12 => {
                    self.fill(FormId::LabStep, &step("received", "Reception"))?;
                    let why = [("tube", tube.as_str()), ("reason", "label torn in the centrifuge")];
                    self.fill(FormId::LabRelabel, &Sheet::from(why))?;
                }
                _ => {
                    self.fill(FormId::LabStep, &step("received", "Reception"))?;
                    if n % 3 > 0 {
                        self.fill(FormId::LabStep, &step("bench", "Bench 2"))?;
                    }
                }
            }
        }
        Ok(())
    }

    /// A value within the range; every tenth a little beyond it, every thirtieth beyond the critical limit.
    fn value(&mut self, def: &TestDef, who: &Subject) -> Option<String> {
        if def.kind != ValueKind::Number {
            return (def.kind == ValueKind::Coded).then(|| def.limit.normal.clone()).filter(|v| !v.is_empty());
        }
        let limits = range(def, who);
        let (low, high) = match (limits.low, limits.high) {
            (Some(low), Some(high)) => (low, high),
            (None, Some(high)) => (high * 0.3, high),
            (Some(low), None) => (low, low * 1.3),
            (None, None) => return None,
        };
        let (roll, part) = (self.pick(60), f64::from(u32::try_from(self.pick(100)).unwrap_or(50)) / 100.0);
        let value = match (roll, limits.crit_high) {
            (0 | 1, Some(critical)) => critical * 1.05,
            (2..=6, _) => high * 1.08,
            _ => low + (high - low) * part,
        };
        Some(format!("{value:.*}", usize::try_from(def.limit.decimals).unwrap_or(1)))
    }

    fn results(&mut self) -> Result<(), Problem> {
        let catalogue = self.desk.catalogue();
        for (n, (accession, row)) in self.tubes()?.into_iter().enumerate() {
            let (Some(order), Some(patient)) = (row.case.order(), row.patient.as_ref()) else { continue };
            let Some(tube) = order.tube(accession).filter(|t| t.way.received.is_some()) else { continue };
            // Some wait on the bench, some for the analyser.
            if n % 4 == 3 || tube.tests.iter().any(|t| t == "HGB") && n % 3 == 0 {
                continue;
            }
            let details = &patient.patient.details;
            let who = Subject::of(details.sex, &details.age, self.desk.today());
            let mut values = Sheet::from([("tube", accession.to_string().as_str())]);
            for code in tube.tests.iter().filter(|code| !calculated(code)) {
                if let Some(value) = catalogue.test(code).and_then(|def| self.value(def, &who)) {
                    values.set(code, value);
                }
            }
            let done = self.fill(FormId::LabResult, &values)?;
            // What is critical is typed again, blind.
            let mut again = Sheet::from([("tube", accession.to_string().as_str())]);
            let second = done.lab_warnings.iter().filter(|w| w.id == "lab-warning-second");
            let tests: Vec<&String> = second.filter_map(|w| w.args.first()).map(|(_, test)| test).collect();
            for test in &tests {
                again.set(test, values.get(test));
            }
            if !tests.is_empty() && n % 5 != 4 {
                self.fill(FormId::LabResult, &again)?;
            }
        }
        Ok(())
    }

    /// The blood counts of the tubes that are left come from the analyser, as its file has them.
    fn analyser(&mut self) -> Result<(), Problem> {
        let catalogue = self.desk.catalogue();
        let mut lines = vec!["H|\\^&|||Demo Haematology 1|||||||P|E1394-97".to_owned()];
        for (n, (accession, row)) in self.tubes()?.into_iter().enumerate() {
            let (Some(order), Some(patient)) = (row.case.order(), row.patient.as_ref()) else { continue };
            let Some(tube) = order.tube(accession).filter(|t| t.way.received.is_some()) else { continue };
            let waits = |code: &&String| order.result(code).is_some_and(|r| r.phase == ResultPhase::Awaited);
            let details = &patient.patient.details;
            let who = Subject::of(details.sex, &details.age, self.desk.today());
            let tests: Vec<String> = tube.tests.iter().filter(waits).filter(|c| !calculated(c)).cloned().collect();
            if n % 6 == 1 || !tests.iter().any(|t| t == "HGB") {
                continue;
            }
            lines.push(format!("P|{}", lines.len()));
            lines.push(format!("O|1|{accession}||^^^ALL|R"));
            for (at, code) in tests.iter().enumerate() {
                let Some(def) = catalogue.test(code) else { continue };
                let Some(value) = self.value(def, &who) else { continue };
                lines.push(format!("R|{}|^^^{code}|{value}|{}||N||F", at + 1, def.unit));
            }
        }
        lines.push("L|1|N".to_owned());
        self.desk.take_lab_file("haematology-1.astm", (lines.join("\r") + "\r").as_bytes())?;
        Ok(())
    }

    fn calls(&mut self) -> Result<(), Problem> {
        for (n, row) in self.open()?.into_iter().enumerate() {
            let CaseBody::Order(order) = &row.case.body else { continue };
            let Some(number) = row.case.number.as_ref().filter(|_| order.uncalled().next().is_some()) else { continue };
            // Somebody is still being called.
            if n % 7 != 6 {
                let values = [("tube", number.as_str()), ("whom", "Dr on duty"), ("read_back", "yes")];
                self.fill(FormId::LabCall, &Sheet::from(values))?;
            }
        }
        Ok(())
    }

    fn releases(&mut self) -> Result<(), Problem> {
        for (n, row) in self.open()?.into_iter().enumerate() {
            let Some(number) = row.case.number.as_ref().map(ToString::to_string) else { continue };
            if n % 6 == 5 {
                continue;
            }
            let about = [("tube", number.as_str())];
            // What cannot be released yet waits: a call, a second typing, a patient nobody knows.
            match self.desk.fill(FormId::LabVerify, &Sheet::from(about), CaseWish::default()) {
                Ok(done) => (self.each)(self.desk, &done)?,
                Err(_waits) => continue,
            }
            if n % 3 > 0 {
                self.fill(FormId::LabTell, &Sheet::from(about).with("what", "reported"))?;
            }
            if n % 3 == 2 {
                let handed = Sheet::from(about).with("what", "handed").with("whom", "Sister in charge");
                self.fill(FormId::LabTell, &handed)?;
            }
        }
        Ok(())
    }

    fn amend(&mut self) -> Result<(), Problem> {
        let rows = self.open()?;
        for row in rows {
            let Some(order) = row.case.order() else { continue };
            let sodium = order.result("NA").filter(|r| r.released.is_some() && r.live.is_empty());
            if let Some(result) = sodium {
                let tube = result.tube.to_string();
                let values = [("tube", tube.as_str()), ("NA", "138"), ("reason", "sample was diluted by the drip")];
                self.fill(FormId::LabResult, &Sheet::from(values))?;
                return Ok(());
            }
        }
        Ok(())
    }
}
