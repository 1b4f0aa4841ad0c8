//! Units as analysers write them. Only what is exactly the same unit under another name is taken; nothing is ever multiplied.

use super::catalogue::{TestDef, ValueKind};
use super::judge::ValueFault;

/// Tests of ions with one charge: a milliequivalent is a millimole. Base excess is counted in bicarbonate.
const MONOVALENT: [&str; 6] = ["NA", "K", "CL", "HCO3S", "AHCO3", "ABE"];

/// Names of one unit, as [`plain`] leaves them; the first is UCUM's.
const SAME: [&[&str]; 20] = [
    &[
        "10*3/ul",
        "10*9/l",
        "10e3/ul",
        "10e9/l",
        "10*3/mm3",
        "10e3/mm3",
        "10*3/cumm",
        "k/ul",
        "thou/ul",
        "giga/l",
        "10*3/mcl",
        "k/mcl",
    ],
    &["10*6/ul", "10*12/l", "10e6/ul", "10e12/l", "10*6/mm3", "10e6/mm3", "10*6/cumm", "mill/ul", "mil/ul", "tera/l", "10*6/mcl"],
    &["g/dl", "g%", "gm/dl", "gm%", "gms/dl", "gms%", "g/100ml"],
    &["mg/dl", "mg%", "mgs/dl", "mg/100ml"],
    &["u/l", "iu/l", "[iu]/l"],
    &["m[iu]/l", "miu/l", "mu/l", "uiu/ml", "u[iu]/ml", "uu/ml"],
    &["ng/ml", "ug/l"],
    &["pg/ml", "ng/l"],
    &["mg/l", "ug/ml"],
    &["ug/ml{feu}", "ug/mlfeu", "ug/ml(feu)", "mg/l{feu}", "mg/lfeu", "mg/l(feu)", "ugfeu/ml", "mgfeu/l"],
    &["s", "sec", "secs", "second", "seconds"],
    &["mm/h", "mm/hr", "mm/hour", "mm/1h", "mm/1hr", "mm1sthr", "mmin1sthr"],
    &["fl", "um3", "um*3", "cuum"],
    &["mm[hg]", "mmhg"],
    &["[ph]", "ph", "phunits", ""],
    &["{inr}", "inr", "{ratio}", "ratio", "1", ""],
    &["ml/min/{1.73_m2}", "ml/min/1.73m2", "ml/min/1.73m*2", "ml/min/1.73sqm", "ml/min/1.73_m2"],
    &["/[hpf]", "/hpf", "cells/hpf", "cells/[hpf]", "perhpf"],
    &["%", "percent", "%{ngsp}", "%ngsp"],
    &["pg", "picogram", "pgm"],
];

/// The value of an analyser's file, when its unit is the test's.
///
/// # Errors
/// `fault-lab-unit` for every other unit, also for none where the test has one.
pub fn convert(def: &TestDef, value: &str, unit: &str) -> Result<String, ValueFault> {
    let (given, wanted) = (plain(unit), plain(&def.unit));
    let none = def.kind != ValueKind::Number && given.is_empty();
    // `{ratio}` and `1` are bare numbers too.
    let bare = |unit: &str| if matches!(unit, "{ratio}" | "1") { "{inr}".to_owned() } else { unit.to_owned() };
    let family = |unit: &str| SAME.iter().position(|names| names.contains(&unit));
    let same = family(&bare(&wanted)).is_some_and(|at| SAME.get(at).is_some_and(|names| names.contains(&given.as_str())));
    let charge = MONOVALENT.contains(&def.code.as_str()) && wanted == "mmol/l" && given == "meq/l";
    if none || given == wanted || same || charge {
        return Ok(value.trim().to_owned());
    }
    let or_none = |unit: &str| if unit.trim().is_empty() { "–".to_owned() } else { unit.trim().to_owned() };
    Err(ValueFault::new("fault-lab-unit", vec![("unit", or_none(unit)), ("wanted", or_none(&def.unit))]))
}

/// Without spaces, in small letters, micro as `u`, powers as `10*3`.
fn plain(unit: &str) -> String {
    let mut text: String = unit.to_lowercase().chars().filter(|c| !c.is_whitespace()).collect();
    for (old, new) in [
        ("µ", "u"),
        ("μ", "u"),
        ("^", "*"),
        ("×", "x"),
        ("¹²", "*12"),
        ("¹²", "*12"),
        ("²", "2"),
        ("³", "*3"),
        ("⁶", "*6"),
        ("⁹", "*9"),
        ("mm*3", "mm3"),
    ] {
        text = text.replace(old, new);
    }
    text.strip_prefix("x10").or_else(|| text.strip_prefix("*10")).map_or(text.clone(), |rest| format!("10{rest}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hospital::lab::Catalogue;
    use crate::hospital::pack::{check, demo};

    #[test]
    fn only_the_same_unit_is_taken() {
        let catalogue = Catalogue::of(&check(&demo::files()).unwrap());
        let good = [
            ("K", "mmol/L"),
            ("K", "mEq/L"),
            ("NA", "MMOL/L"),
            ("ABE", "mEq/L"),
            ("TLC", "10^3/uL"),
            ("TLC", "x10^9/L"),
            ("TLC", "10*9/L"),
            ("TLC", "×10³/µL"),
            ("PLT", "10^3/mm^3"),
            ("RBC", "10^12/L"),
            ("RBC", "10⁶/μL"),
            ("RBC", "10¹²/L"),
            ("HGB", "g/dl"),
            ("HGB", "gm%"),
            ("AST", "IU/L"),
            ("TSH", "µIU/mL"),
            ("FERR", "µg/L"),
            ("TROPI", "pg/mL"),
            ("DDIM", "mg/L FEU"),
            ("INR", ""),
            ("AG", "ratio"),
            ("USG", ""),
            ("APH", "pH"),
            ("APCO2", "mmHg"),
            ("EGFR", "mL/min/1.73m²"),
            ("PT", "sec"),
            ("ESR", "mm/hr"),
            ("UPUS", "/HPF"),
            ("HIV", ""),
        ];
        for (code, unit) in good {
            assert_eq!(convert(catalogue.test(code).unwrap(), " 6.8 ", unit).as_deref(), Ok("6.8"), "{code} {unit}");
        }
        let bad = [
            ("CA", "mEq/L"),
            ("CA", "mmol/L"),
            ("ICA", "mEq/L"),
            ("MG", "mEq/L"),
            ("ALAC", "mg/dL"),
            ("HGB", "g/L"),
            ("TLC", "/uL"),
            ("TLC", "10^6/L"),
            ("TLC", "10^6/uL"),
            ("TLC", "lakh/uL"),
            ("PLT", "10^5/uL"),
            ("CREAT", "umol/L"),
            ("FBS", "mmol/L"),
            ("DDIM", "ug/mL"),
            ("DDIM", "ng/mL FEU"),
            ("TROPI", "ng/mL"),
            ("HBA1C", "mmol/mol"),
            ("K", ""),
            ("K", "mg/dL"),
            ("HIV", "mg/dL"),
            ("INR", "%"),
            ("USG", "g/mL"),
            ("FIB", "g/L"),
        ];
        for (code, unit) in bad {
            let def = catalogue.test(code).unwrap();
            let fault = convert(def, "6.8", unit).expect_err(unit);
            assert_eq!(fault.id, "fault-lab-unit");
            assert_eq!(fault.args[1].1, if def.unit.is_empty() { "–" } else { &def.unit }, "{code} {unit}");
        }
        for test in &catalogue.tests {
            assert!(convert(test, "1", &test.unit).is_ok(), "{}", test.code);
        }
    }
}
