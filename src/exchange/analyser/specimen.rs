//! Which of an order's names is the tube's.
//!
//! Orders carry several: the specimen's, the container's, the placer's and the filler's number of the order. Ours has ten digits
//! ([`Accession`]); an instrument's own running number may have ten too.

use crate::hospital::lab::Accession;

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Specimen {
    One(String),
    /// The order has no name at all.
    Missing,
    /// Two that could both be meant.
    Two(String, String),
}

/// Chooses among the names of one order, the most telling first. The first with ten digits is the specimen's, unless a later one of ten
/// digits is another and could be ours: then nobody can say. Where none has ten digits, the first that is there.
pub(super) fn choose(names: &[String]) -> Specimen {
    let ten: Vec<&String> = names.iter().filter(|n| n.len() == 10 && n.bytes().all(|b| b.is_ascii_digit())).collect();
    if let Some(first) = ten.first() {
        let other = ten.iter().find(|n| *n != first && Accession::parse(n).is_ok());
        return match other {
            Some(other) => Specimen::Two((*first).clone(), (*other).clone()),
            None => Specimen::One((*first).clone()),
        };
    }
    names.iter().find(|n| !n.is_empty()).map_or(Specimen::Missing, |n| Specimen::One(n.clone()))
}

/// The tube of an order number of our own worklist, `4071000318-HGB`.
pub(super) fn of_our_order(number: &str) -> Option<String> {
    let (tube, _code) = number.split_once('-')?;
    (tube.len() == 10 && Accession::parse(tube).is_ok()).then(|| tube.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hospital::lab::{AccessionKind, AccessionParts};
    use crate::hospital::number::{CounterCode, Mode};

    fn ours(serial: u32) -> String {
        let counter = CounterCode::new("L1").unwrap();
        let parts = AccessionParts { mode: Mode::Event, kind: AccessionKind::Tube, counter, letter: 'A', serial };
        Accession::new(&parts).unwrap().to_string()
    }

    fn chosen(names: &[&str]) -> Specimen {
        choose(&names.iter().map(|n| (*n).to_owned()).collect::<Vec<_>>())
    }

    #[test]
    fn the_first_of_ten_digits_unless_another_could_be_meant() {
        let (a, b) = (ours(1), ours(2));
        let foreign = (0..10).map(|d| format!("999999999{d}")).find(|n| Accession::parse(n).is_err()).unwrap();
        assert_eq!(chosen(&[]), Specimen::Missing);
        assert_eq!(chosen(&["", ""]), Specimen::Missing);
        assert_eq!(chosen(&["", "S-12"]), Specimen::One("S-12".to_owned()));
        assert_eq!(chosen(&["S-12", &a]), Specimen::One(a.clone()));
        assert_eq!(chosen(&[&a, &foreign, &a]), Specimen::One(a.clone()));
        assert_eq!(chosen(&[&a, &b]), Specimen::Two(a.clone(), b.clone()));
        // A misread tube number is not mended by another number that happens to be there.
        assert_eq!(chosen(&[&foreign, &b]), Specimen::Two(foreign.clone(), b));
        assert_eq!(of_our_order(&format!("{a}-HGB")), Some(a));
        assert_eq!(of_our_order(&format!("{foreign}-HGB")), None);
        assert_eq!(of_our_order("LO000045"), None);
    }
}
