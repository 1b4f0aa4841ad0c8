//! Against the last result, and against the clock: how far a value may move, which test of a tube spoils first.

use super::catalogue::{TestDef, ValueKind};
use super::number::{self, Reading, Than};

/// Written as `delta` of a coded test: every change is one to look at (a blood group does not change).
pub const DELTA_ANY: &str = "any";

/// True when a value has moved further from the one before, `hours` earlier, than the test's `delta` allows. Of values with `<` or `>` the
/// nearest that they can mean is taken.
#[must_use]
pub fn differs(def: &TestDef, now: &str, before: &str, hours: i64) -> bool {
    let limit = def.limit.delta.as_str();
    if limit.is_empty() || hours < 0 || hours > i64::from(def.limit.delta_hours) {
        return false;
    }
    if def.kind != ValueKind::Number {
        return limit == DELTA_ANY && now.trim() != before.trim() && !now.trim().is_empty() && !before.trim().is_empty();
    }
    let (Some(now), Some(before)) = (number::read(now), number::read(before)) else { return false };
    let ((now_low, now_high), (low, high)) = (stretch(&now), stretch(&before));
    let moved = (now_low - high).max(low - now_high);
    let allowed = match limit.strip_suffix('%') {
        Some(percent) => percent.parse::<f64>().map(|p| p / 100.0 * before.value.abs()),
        None => limit.parse::<f64>(),
    };
    // 5.2 − 4.2 is 1 and a little more to the machine.
    allowed.is_ok_and(|allowed| moved > allowed + 1e-9)
}

fn stretch(reading: &Reading) -> (f64, f64) {
    match reading.than {
        Than::Exactly => (reading.value, reading.value),
        Than::Less => (f64::NEG_INFINITY, reading.value),
        Than::More => (reading.value, f64::INFINITY),
    }
}

/// The test that must be measured first, and its hours; `None` where none of them spoils.
pub fn limit_of<'a>(defs: impl Iterator<Item = &'a TestDef>) -> Option<(&'a TestDef, u32)> {
    defs.filter(|d| d.limit.stable_hours > 0).map(|d| (d, d.limit.stable_hours)).min_by_key(|(_, hours)| *hours)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hospital::lab::Catalogue;
    use crate::hospital::pack::{check, demo};

    #[test]
    fn what_moved_too_far() {
        let catalogue = Catalogue::of(&check(&demo::files()).unwrap());
        for (code, delta, now, before, hours, wanted) in [
            ("K", "1.0", "5.2", "4.2", 24, false),
            ("K", "1.0", "5.3", "4.2", 24, true),
            ("K", "1.0", "4.2", "5.3", 72, true),
            ("K", "1.0", "4.2", "5.3", 73, false),
            ("K", "1.0", "4.2", "5.3", -1, false),
            ("K", "", "4.2", "9.3", 1, false),
            ("CREAT", "50%", "1.5", "1.0", 24, false),
            ("CREAT", "50%", "1.6", "1.0", 24, true),
            ("CREAT", "50%", "0.4", "1.0", 24, true),
            ("CREAT", "50%", "0.1", "0", 24, true),
            ("CREAT", "50%", "0", "0.0", 24, false),
            ("PLT", "50%", "<10", "150", 24, true),
            ("PLT", "50%", "<100", "150", 24, false),
            ("PLT", "50%", ">1000", "150", 24, true),
            ("PLT", "50%", "150", "<10", 24, true),
            ("PLT", "50%", "<10", "<20", 24, false),
            ("K", "1.0", "4.2", "haemolysed", 24, false),
            ("ABORH", "any", "A+", "B+", 24, true),
            ("ABORH", "any", "A+", "A+", 24, false),
            ("ABORH", "any", "A+", "", 24, false),
            ("ABORH", "", "A+", "B+", 24, false),
        ] {
            let mut def = catalogue.test(code).unwrap().clone();
            def.limit.delta = delta.to_owned();
            def.limit.delta_hours = 72;
            assert_eq!(differs(&def, now, before, hours), wanted, "{code} {delta}: {now} after {before}, {hours} h");
        }
    }

    #[test]
    fn the_test_that_spoils_first() {
        let catalogue = Catalogue::of(&check(&demo::files()).unwrap());
        let first = |codes: &[&str]| limit_of(codes.iter().filter_map(|c| catalogue.test(c))).map(|(t, h)| (t.code.as_str(), h));
        assert_eq!(first(&["NA", "K", "CREAT"]), Some(("K", 4)));
        assert_eq!(first(&["BCULT"]), None);
        assert_eq!(first(&["BCULT", "RBS"]), Some(("RBS", 24)));
        assert_eq!(first(&[]), None);
    }
}
