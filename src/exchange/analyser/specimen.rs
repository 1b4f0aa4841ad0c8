//! Which of an order's names is the tube's.
//!
//! Orders carry several: the specimen's, the container's, the placer's and the filler's number of the order. Ours has ten digits
//! ([`Accession`]); an instrument's own running number may have ten too.

use crate::hospital::lab::Accession;

/// Most different names that an order is asked for.
const NAMES_MAX: usize = 16;
/// Longest name; ours have ten characters.
const NAME_MAX_CHARS: usize = 60;

/// Names of one specimen, each once, in the order of the file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Names {
    all: Vec<String>,
    /// There were more than anybody can choose among.
    many: bool,
}

impl Names {
    pub fn add(&mut self, name: String) {
        let name = clip(name, NAME_MAX_CHARS);
        if name.is_empty() || self.all.contains(&name) {
            return;
        }
        if self.all.len() < NAMES_MAX { self.all.push(name) } else { self.many = true }
    }

    /// These, then those.
    pub fn then(&self, others: &Self) -> Self {
        let mut both = self.clone();
        others.all.iter().for_each(|name| both.add(name.clone()));
        both.many |= others.many;
        both
    }
}

impl Extend<String> for Names {
    fn extend<T: IntoIterator<Item = String>>(&mut self, names: T) {
        names.into_iter().for_each(|name| self.add(name));
    }
}

impl FromIterator<String> for Names {
    fn from_iter<T: IntoIterator<Item = String>>(names: T) -> Self {
        let mut all = Self::default();
        all.extend(names);
        all
    }
}

/// A text of at most so many characters.
pub(super) fn clip(mut text: String, most: usize) -> String {
    if let Some((end, _)) = text.char_indices().nth(most) {
        text.truncate(end);
        text.push('…');
    }
    text
}

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
pub(super) fn choose(names: &Names) -> Specimen {
    let names = match names {
        Names { many: true, all } => {
            let two = |at: usize| all.get(at).cloned().unwrap_or_default();
            return Specimen::Two(two(0), two(1));
        }
        Names { all, .. } => all,
    };
    let ten: Vec<&String> = names.iter().filter(|n| n.len() == 10 && n.bytes().all(|b| b.is_ascii_digit())).collect();
    if let Some(first) = ten.first() {
        let other = ten.iter().find(|n| *n != first && Accession::parse(n).is_ok());
        return match other {
            Some(other) => Specimen::Two((*first).clone(), (*other).clone()),
            None => Specimen::One((*first).clone()),
        };
    }
    names.first().map_or(Specimen::Missing, |n| Specimen::One(n.clone()))
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
        choose(&names.iter().map(|n| (*n).to_owned()).collect())
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
        let many: Names = (0..20).map(|n| format!("S-{n}")).chain([a.clone()]).collect();
        assert_eq!(choose(&many), Specimen::Two("S-0".to_owned(), "S-1".to_owned()));
        assert_eq!(chosen(&[&"é".repeat(70)]), Specimen::One("é".repeat(60) + "…"));
        assert_eq!(of_our_order(&format!("{a}-HGB")), Some(a));
        assert_eq!(of_our_order(&format!("{foreign}-HGB")), None);
        assert_eq!(of_our_order("LO000045"), None);
    }
}
