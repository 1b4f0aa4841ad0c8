//! The laboratory's catalogue, ready to be asked: tests and panels by code. What a person types is read in `choose`.

use super::masters::{LabLimit, LabPanel, LabRange, LabRules};
use crate::hospital::pack::{Bilingual, LabTest, Lang, Masters};
use std::collections::{HashMap, HashSet};

/// What a test's value is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ValueKind {
    Number,
    Coded,
    Text,
}

/// A test as the laboratory works with it.
#[derive(Debug, Clone, PartialEq)]
pub struct TestDef {
    pub code: String,
    pub name: Bilingual,
    pub panel: String,
    pub loinc: String,
    pub loinc_long_name: String,
    pub kind: ValueKind,
    pub specimen: String,
    pub specimen_sct: String,
    pub tube: String,
    /// UCUM.
    pub unit: String,
    /// Low and high, critical low and high: men, women. Where no line of `ranges` fits.
    pub low: [Option<f64>; 2],
    pub high: [Option<f64>; 2],
    pub crit_low: Option<f64>,
    pub crit_high: Option<f64>,
    /// The same as they are written, for paper.
    pub low_text: [String; 2],
    pub high_text: [String; 2],
    pub crit_low_text: String,
    pub crit_high_text: String,
    pub limit: LabLimit,
    pub ranges: Vec<LabRange>,
}

/// All of it.
#[derive(Debug, Clone, Default)]
pub struct Catalogue {
    pub tests: Vec<TestDef>,
    pub panels: Vec<LabPanel>,
    pub rules: LabRules,
    by_code: HashMap<String, usize>,
}

impl Catalogue {
    /// Of a pack. Cheap enough to be made for each question: about 100 tests.
    #[must_use]
    pub fn of(masters: &Masters) -> Self {
        let mut limits: HashMap<&str, &LabLimit> = HashMap::new();
        for limit in &masters.lab_limits {
            limits.entry(&limit.code).or_insert(limit);
        }
        let mut ranges: HashMap<&str, Vec<LabRange>> = HashMap::new();
        for range in &masters.lab_ranges {
            ranges.entry(&range.code).or_default().push(range.clone());
        }
        let mut seen = HashSet::new();
        let own = masters.lab_tests.iter().filter(|t| seen.insert(t.code.as_str()));
        let tests: Vec<TestDef> = own
            .map(|t| {
                let limit = limits.get(t.code.as_str()).map_or_else(LabLimit::default, |l| (*l).clone());
                test_of(t, limit, ranges.remove(t.code.as_str()).unwrap_or_default())
            })
            .collect();
        let by_code = tests.iter().enumerate().map(|(i, t)| (t.code.clone(), i)).collect();
        let panels = panels_of(&tests, &masters.lab_panels);
        Self { tests, panels, rules: masters.lab.clone(), by_code }
    }

    /// The test of a code, in either case.
    #[must_use]
    pub fn test(&self, code: &str) -> Option<&TestDef> {
        let found = self.by_code.get(code).or_else(|| self.by_code.get(&code.to_ascii_uppercase()));
        found.and_then(|at| self.tests.get(*at))
    }

    /// The panel of a code, in either case.
    #[must_use]
    pub fn panel(&self, code: &str) -> Option<&LabPanel> {
        self.panels.iter().find(|p| p.code.eq_ignore_ascii_case(code))
    }

    /// The tests of a panel, in the order of the catalogue.
    pub fn tests_of(&self, panel: &str) -> impl Iterator<Item = &TestDef> {
        self.tests.iter().filter(move |t| t.panel == panel)
    }

    /// Name of a panel or a test; the code itself where neither has it.
    #[must_use]
    pub fn name<'a>(&'a self, code: &'a str, lang: Lang) -> &'a str {
        let name = self.test(code).map(|t| &t.name).or_else(|| self.panel(code).map(|p| &p.name));
        name.map_or(code, |n| n.get(lang))
    }
}

fn test_of(test: &LabTest, limit: LabLimit, ranges: Vec<LabRange>) -> TestDef {
    let number = |text: &str| text.parse::<f64>().ok();
    TestDef {
        code: test.code.clone(),
        name: test.name.clone(),
        panel: test.panel.clone(),
        loinc: test.loinc.clone(),
        loinc_long_name: test.loinc_long_name.clone(),
        kind: match test.value_type.as_str() {
            "NM" => ValueKind::Number,
            "CE" => ValueKind::Coded,
            _ => ValueKind::Text,
        },
        specimen: test.specimen.clone(),
        specimen_sct: test.specimen_sct.clone(),
        tube: test.tube.clone(),
        unit: test.unit_ucum.clone(),
        low: [number(&test.ref_low_m), number(&test.ref_low_f)],
        high: [number(&test.ref_high_m), number(&test.ref_high_f)],
        crit_low: number(&test.crit_low),
        crit_high: number(&test.crit_high),
        low_text: [test.ref_low_m.clone(), test.ref_low_f.clone()],
        high_text: [test.ref_high_m.clone(), test.ref_high_f.clone()],
        crit_low_text: test.crit_low.clone(),
        crit_high_text: test.crit_high.clone(),
        limit,
        ranges,
    }
}

/// The table's panels that have a test, then those that only the tests name, under their codes.
fn panels_of(tests: &[TestDef], table: &[LabPanel]) -> Vec<LabPanel> {
    let mut panels: Vec<LabPanel> = table.iter().filter(|p| tests.iter().any(|t| t.panel == p.code)).cloned().collect();
    for test in tests {
        if !panels.iter().any(|p| p.code == test.panel) {
            let name = Bilingual { en: test.panel.clone(), hi: test.panel.clone() };
            let (code, loinc, loinc_long_name) = (test.panel.clone(), String::new(), String::new());
            panels.push(LabPanel { code, name, loinc, loinc_long_name, capacity: 0, enforced: false });
        }
    }
    panels
}
