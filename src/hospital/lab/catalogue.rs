//! The laboratory's catalogue, ready to be asked: tests and panels by code or typed name, tubes for a choice of tests.

use super::masters::{LabLimit, LabPanel, LabRange, LabRules};
use crate::hospital::pack::{Bilingual, Masters};
use std::collections::HashMap;

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
    /// Of a pack.
    #[must_use]
    pub fn of(masters: &Masters) -> Self {
        let number = |text: &str| text.parse::<f64>().ok();
        let test = |t: &crate::hospital::pack::LabTest| TestDef {
            code: t.code.clone(),
            name: t.name.clone(),
            panel: t.panel.clone(),
            loinc: t.loinc.clone(),
            loinc_long_name: t.loinc_long_name.clone(),
            kind: match t.value_type.as_str() {
                "NM" => ValueKind::Number,
                "CE" => ValueKind::Coded,
                _ => ValueKind::Text,
            },
            specimen: t.specimen.clone(),
            specimen_sct: t.specimen_sct.clone(),
            tube: t.tube.clone(),
            unit: t.unit_ucum.clone(),
            low: [number(&t.ref_low_m), number(&t.ref_low_f)],
            high: [number(&t.ref_high_m), number(&t.ref_high_f)],
            crit_low: number(&t.crit_low),
            crit_high: number(&t.crit_high),
            limit: masters.lab_limits.iter().find(|l| l.code == t.code).cloned().unwrap_or_default(),
            ranges: masters.lab_ranges.iter().filter(|r| r.code == t.code).cloned().collect(),
        };
        let tests: Vec<TestDef> = masters.lab_tests.iter().map(test).collect();
        let by_code = tests.iter().enumerate().map(|(i, t)| (t.code.clone(), i)).collect();
        Self { tests, panels: masters.lab_panels.clone(), rules: masters.lab.clone(), by_code }
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
}
