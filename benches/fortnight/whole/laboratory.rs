//! A laboratory desk's fortnight: a sample is ordered, received, measured, released by another person; some are amended, some rejected.

use super::hospital::{DAYS, Pc, Share};
use nirantar::desk::cases::Done;
use nirantar::hospital::age::Age;
use nirantar::hospital::forms::{FormId, Sheet};
use nirantar::hospital::lab::{Subject, TestDef, ValueKind, calculated, range};
use nirantar::hospital::sex::Sex;

/// Days that one pair of persons works through before the verifier releases.
const DAYS_AT_ONCE: usize = 2;
/// What is asked for, in turn: twenty tests each.
const ASKED: [&str; 2] = ["CBC, KFT", "LFT, ELEC, PANC"];
/// Results a sample has.
pub const RESULTS: usize = 20;

pub fn fortnight(pc: &mut Pc<'_>, share: &Share<'_>) {
    for part in 0..DAYS / DAYS_AT_ONCE {
        pc.person("singh");
        let mut orders = Vec::new();
        for day in part * DAYS_AT_ONCE..(part + 1) * DAYS_AT_ONCE {
            pc.hours.morning(day);
            for (n, came) in share.rows.iter().enumerate().skip(day).step_by(DAYS) {
                pc.hours.forward(60);
                let mut values = came.sheet();
                values.set("tests", ASKED[n % ASKED.len()]);
                values.set("urgency", "urgent");
                let done = pc.fill(FormId::LabOrder, &values).unwrap();
                pc.is(done.patient.as_ref().unwrap(), came);
                let sex = Sex::parse(came.sex()).unwrap_or(Sex::Unknown);
                measured(pc, &done, sex, came.years());
                orders.push(done.number.unwrap().to_string());
            }
            pc.desk().idle().unwrap();
        }
        pc.person("nair");
        for number in orders {
            pc.hours.forward(10);
            let released = pc.fill(FormId::LabVerify, &Sheet::from([("tube", number.as_str())]));
            released.unwrap_or_else(|problem| panic!("{problem:?} of {number}"));
        }
    }
}

fn measured(pc: &mut Pc<'_>, order: &Done, sex: Sex, years: Option<i32>) {
    let catalogue = pc.desk().catalogue();
    let today = pc.desk().today();
    let age = years.and_then(|years| today.checked_sub_months(chrono::Months::new(u32::try_from(years).ok()? * 12)));
    let who = Subject::of(sex, &age.map_or(Age::Unknown(today), Age::Born), today);
    let row = pc.desk().case(order.case.as_ref().unwrap()).unwrap();
    let tubes = row.case.order().unwrap().tubes.clone();
    assert_eq!(tubes.iter().map(|tube| tube.tests.len()).sum::<usize>(), RESULTS);
    for tube in tubes {
        let label = tube.accession.to_string();
        let mut values = Sheet::from([("tube", label.as_str())]);
        for code in tube.tests.iter().filter(|code| !calculated(code)) {
            if let Some(value) = catalogue.test(code).and_then(|def| value(pc, def, &who)) {
                values.set(code, value);
            }
        }
        pc.fill(FormId::LabResult, &values).unwrap_or_else(|problem| panic!("{problem:?} {values:?}"));
    }
}

/// A value within the range; every tenth a little above it.
fn value(pc: &mut Pc<'_>, def: &TestDef, who: &Subject) -> Option<String> {
    if def.kind != ValueKind::Number {
        return (def.kind == ValueKind::Coded).then(|| def.limit.normal.clone()).filter(|normal| !normal.is_empty());
    }
    let limits = range(def, who);
    let (low, high) = match (limits.low, limits.high) {
        (Some(low), Some(high)) => (low, high),
        (None, Some(high)) => (high * 0.3, high),
        (Some(low), None) => (low, low * 1.3),
        (None, None) => return None,
    };
    let value = if pc.dice.one_in(10) && limits.crit_high.is_none_or(|critical| critical > high * 1.06) {
        high * 1.05
    } else {
        low + (high - low) * (0.05 + 0.9 * pc.dice.below(100) as f64 / 100.0)
    };
    Some(format!("{value:.*}", usize::try_from(def.limit.decimals).unwrap_or(1)))
}
