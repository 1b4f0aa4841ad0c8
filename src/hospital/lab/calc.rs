//! Tests that are worked out from others. Each formula with its source, which the report prints.
//!
//! Nothing is worked out from a value that is missing, has `<` or `>`, or gives what cannot be.

use super::judge::Subject;
use super::number::exact;
use crate::hospital::sex::Sex;
use std::collections::BTreeMap;

/// Above this Friedewald's estimate does not hold; mg/dL.
const TRIGLYCERIDES_MAX: f64 = 400.0;
/// CKD-EPI was made for adults.
const EGFR_YEARS_MIN: u32 = 18;
/// Molar mass of urea (60.06) over that of its two nitrogens (28.01).
const UREA_PER_BUN: f64 = 2.14;

/// Code and decimals of each, in the order in which they are worked out.
const CALCULATED: [(&str, u32); 8] =
    [("GLOB", 1), ("AG", 1), ("IBIL", 1), ("EGFR", 0), ("VLDL", 0), ("LDL", 0), ("ANC", 2), ("BUN", 0)];

/// True for the tests of this file.
#[must_use]
pub fn calculated(code: &str) -> bool {
    CALCULATED.iter().any(|(c, _)| *c == code)
}

/// Formula and source of a calculated test, as printed; empty for others.
#[must_use]
pub const fn source(code: &str) -> &'static str {
    match code.as_bytes() {
        b"GLOB" => "TP − ALB",
        b"AG" => "ALB / (TP − ALB)",
        b"IBIL" => "TBIL − DBIL",
        b"EGFR" => "CKD-EPI 2021 (Inker et al., N Engl J Med 2021;385:1737–49)",
        b"VLDL" => "TG / 5 (Friedewald et al., Clin Chem 1972;18:499–502)",
        b"LDL" => "CHOL − HDL − TG / 5 (Friedewald et al., Clin Chem 1972;18:499–502)",
        b"ANC" => "TLC × NEUT / 100",
        b"BUN" => "UREA / 2.14",
        _ => "",
    }
}

/// Works out what of `ordered` can be worked out, in mass units as the catalogue has them. A test that `values` has already was measured
/// and is left alone; so are its uses: a measured globulin goes into A/G.
#[must_use]
pub fn calculate(ordered: &[&str], values: &BTreeMap<String, String>, who: &Subject) -> Vec<(String, String)> {
    let value = |code: &str| values.get(code).and_then(|text| exact(text)).filter(|v| *v >= 0.0);
    CALCULATED
        .iter()
        .filter(|(code, _)| ordered.contains(code) && values.get(*code).is_none_or(|v| v.trim().is_empty()))
        .filter_map(|(code, decimals)| {
            let result = formula(code, &value, who)?;
            let sound = result.is_finite() && result >= 0.0;
            sound.then(|| ((*code).to_owned(), rounded(result, *decimals)))
        })
        .collect()
}

fn formula(code: &str, value: &impl Fn(&str) -> Option<f64>, who: &Subject) -> Option<f64> {
    match code {
        "GLOB" => Some(value("TP")? - value("ALB")?),
        "AG" => {
            let globulin = value("GLOB").or_else(|| Some(value("TP")? - value("ALB")?))?;
            (globulin > 0.0).then(|| value("ALB").map(|albumin| albumin / globulin))?
        }
        "IBIL" => Some(value("TBIL")? - value("DBIL")?),
        "EGFR" => egfr(value("CREAT")?, who),
        "VLDL" => fifth(value("TG")?),
        "LDL" => Some(value("CHOL")? - value("HDL")? - fifth(value("TG")?)?),
        "ANC" => Some(value("TLC")? * value("NEUT").filter(|n| *n <= 100.0)? / 100.0),
        "BUN" => Some(value("UREA")? / UREA_PER_BUN),
        _ => None,
    }
}

/// Friedewald's cholesterol in VLDL.
fn fifth(triglycerides: f64) -> Option<f64> {
    (triglycerides < TRIGLYCERIDES_MAX).then_some(triglycerides / 5.0)
}

/// CKD-EPI 2021 without race: 142 × min(Scr/κ, 1)^α × max(Scr/κ, 1)^−1.200 × 0.9938^age, × 1.012 for women; κ is 0.7 for women and 0.9 for
/// men, α −0.241 and −0.302; Scr in mg/dL (Inker et al., N Engl J Med 2021;385:1737–49).
fn egfr(creatinine: f64, who: &Subject) -> Option<f64> {
    let (kappa, alpha, factor) = match who.sex {
        Sex::Female => (0.7, -0.241, 1.012),
        Sex::Male => (0.9, -0.302, 1.0),
        Sex::Other | Sex::Unknown => return None,
    };
    let years = who.years().filter(|y| *y >= EGFR_YEARS_MIN)?;
    if creatinine <= 0.0 {
        return None;
    }
    let ratio: f64 = creatinine / kappa;
    Some(142.0 * ratio.min(1.0).powf(alpha) * ratio.max(1.0).powf(-1.2) * 0.9938_f64.powf(f64::from(years)) * factor)
}

/// Half away from zero; 2.9 stays 2.9 although the machine has 2.8999….
fn rounded(value: f64, decimals: u32) -> String {
    let factor = 10_f64.powf(f64::from(decimals));
    let whole = (value * factor + 1e-9).round() / factor;
    format!("{whole:.*}", decimals as usize)
}

#[cfg(test)]
mod tests {
    use super::super::judge::birthday;
    use super::*;

    fn adult(sex: Sex, years: u32) -> Subject {
        Subject { sex, days: Some(birthday(years)) }
    }

    fn worked(ordered: &str, values: &[(&str, &str)], who: &Subject) -> String {
        let ordered: Vec<&str> = ordered.split(' ').collect();
        let values = values.iter().map(|(c, v)| ((*c).to_owned(), (*v).to_owned())).collect();
        let all = calculate(&ordered, &values, who);
        all.into_iter().map(|(c, v)| format!("{c}={v}")).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn proteins_bilirubin_counts_and_urea() {
        let who = adult(Sex::Male, 40);
        for (ordered, values, wanted) in [
            // 7.1 − 4.2 = 2.9; 4.2 / 2.9 = 1.448…
            ("GLOB AG", vec![("TP", "7.1"), ("ALB", "4.2")], "GLOB=2.9 AG=1.4"),
            // 4.2 / 2.8 = 1.5, with the globulin that was measured.
            ("GLOB AG", vec![("TP", "7.1"), ("ALB", "4.2"), ("GLOB", "2.8")], "AG=1.5"),
            // 5.0 − 5.0 = 0: nothing to divide by.
            ("GLOB AG", vec![("TP", "5.0"), ("ALB", "5.0")], "GLOB=0.0"),
            // 3.0 − 4.2 < 0.
            ("GLOB AG", vec![("TP", "3.0"), ("ALB", "4.2")], ""),
            ("GLOB AG", vec![("TP", "7.1")], ""),
            ("GLOB", vec![("TP", "7.1"), ("ALB", "<1.0")], ""),
            // 1.2 − 0.35 = 0.85, half away from zero: 0.9.
            ("IBIL", vec![("TBIL", "1.2"), ("DBIL", "0.35")], "IBIL=0.9"),
            ("IBIL", vec![("TBIL", "0.3"), ("DBIL", "0.4")], ""),
            // 6.0 × 62 / 100 = 3.72; 0.8 × 10 / 100 = 0.08.
            ("ANC", vec![("TLC", "6.0"), ("NEUT", "62")], "ANC=3.72"),
            ("ANC", vec![("TLC", "0.8"), ("NEUT", "10")], "ANC=0.08"),
            ("ANC", vec![("TLC", "6.0"), ("NEUT", "620")], ""),
            // 43 / 2.14 = 20.09…; 17 / 2.14 = 7.94….
            ("BUN", vec![("UREA", "43")], "BUN=20"),
            ("BUN", vec![("UREA", "17")], "BUN=8"),
            ("BUN", vec![("UREA", "43"), ("BUN", "19")], ""),
            ("BUN", vec![("UREA", "")], ""),
            ("HGB", vec![("HGB", "12")], ""),
        ] {
            assert_eq!(worked(ordered, &values, &who), wanted, "{ordered} {values:?}");
        }
    }

    #[test]
    fn friedewald() {
        let who = adult(Sex::Female, 50);
        for (chol, hdl, tg, wanted) in [
            // 200 − 50 − 150/5 = 120.
            ("200", "50", "150", "VLDL=30 LDL=120"),
            // 399/5 = 79.8; 240 − 40 − 79.8 = 120.2.
            ("240", "40", "399", "VLDL=80 LDL=120"),
            ("240", "40", "400", ""),
            ("240", "40", ">500", ""),
            // 60 − 50 − 20 < 0.
            ("60", "50", "100", "VLDL=20"),
        ] {
            assert_eq!(worked("LDL VLDL", &[("CHOL", chol), ("HDL", hdl), ("TG", tg)], &who), wanted, "{chol} {hdl} {tg}");
        }
    }

    #[test]
    fn egfr_around_kappa() {
        use Sex::{Female, Male};
        for (sex, years, creatinine, wanted) in [
            // 142 × 0.9938^50 = 142 × e^(50 × −0.0062193) = 142 × 0.732738 = 104.049, at κ for a man.
            (Male, 50, "0.9", "104"),
            // × (1.0/0.9)^−1.2 = e^(−1.2 × 0.1053605) = 0.881234 → 91.69.
            (Male, 50, "1.0", "92"),
            // × (0.8/0.9)^−0.302 = e^(0.302 × 0.1177830) = 1.036211 → 107.82.
            (Male, 50, "0.8", "108"),
            // × (1.8/0.9)^−1.2 = 2^−1.2 = 0.435275 → 45.29.
            (Male, 50, "1.8", "45"),
            // Women at κ: 104.049 × 1.012 = 105.298.
            (Female, 50, "0.7", "105"),
            // × (0.8/0.7)^−1.2 = e^(−1.2 × 0.1335314) = 0.851941 → 89.71.
            (Female, 50, "0.8", "90"),
            // × (0.6/0.7)^−0.241 = e^(0.241 × 0.1541507) = 1.037849 → 109.28.
            (Female, 50, "0.6", "109"),
            // 142 × 0.9938^18 = 142 × 0.894091 = 126.961; × 1.012 = 128.484; × (1.4/0.7)^−1.2 = 0.435275 → 55.93.
            (Female, 18, "1.4", "56"),
            // 142 × 0.9938^85 = 142 × 0.589406 = 83.696; × (7.4/0.9)^−1.2 = e^(−1.2 × 2.1068404) = 0.079802 → 6.68.
            (Male, 85, "7.4", "7"),
            // 142 × 0.9938^20 = 142 × 0.883039 = 125.392 × (0.45/0.9)^−0.302 = 2^0.302 = 1.232852 → 154.59.
            (Male, 20, "0.45", "155"),
        ] {
            let found = worked("EGFR", &[("CREAT", creatinine)], &adult(sex, years));
            assert_eq!(found, format!("EGFR={wanted}"), "{sex:?} {years} {creatinine}");
        }
    }

    #[test]
    fn egfr_only_for_adults_of_known_sex_and_age() {
        let day = Subject { sex: Sex::Male, days: Some(birthday(18) - 1) };
        for who in [day, adult(Sex::Unknown, 40), adult(Sex::Other, 40), Subject { sex: Sex::Male, days: None }] {
            assert_eq!(worked("EGFR", &[("CREAT", "1.0")], &who), "", "{who:?}");
        }
        for creatinine in ["0", "0.0", "<0.2", "-1", ""] {
            assert_eq!(worked("EGFR", &[("CREAT", creatinine)], &adult(Sex::Male, 40)), "");
        }
        assert_eq!(worked("UREA", &[("CREAT", "1.0")], &adult(Sex::Male, 40)), "", "only what was ordered");
    }

    #[test]
    fn each_has_a_source() {
        for (code, _) in CALCULATED {
            assert!(calculated(code) && !source(code).is_empty(), "{code}");
        }
        assert!(!calculated("K") && source("K").is_empty());
    }

    #[test]
    fn decimals_are_those_of_the_limits() {
        let masters = crate::hospital::pack::check(&crate::hospital::pack::demo::files()).unwrap();
        for (code, decimals) in CALCULATED {
            let limit = masters.lab_limits.iter().find(|l| l.code == code).unwrap();
            assert_eq!(limit.decimals, decimals, "{code}");
        }
    }
}
