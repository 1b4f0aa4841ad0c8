//! Names for made-up people, put together word by word as the regions of India do it.

use super::dice::Dice;
use crate::hospital::names::{KnownName, NameKind, known};

pub(super) use crate::hospital::names::Region;
pub(super) type Word = &'static KnownName;

/// Share of each region among the patients of a hospital in Delhi, in percent.
const SHARES: [(Region, u64); 7] = [
    (Region::North, 52),
    (Region::Muslim, 17),
    (Region::Sikh, 7),
    (Region::Christian, 5),
    (Region::East, 8),
    (Region::West, 4),
    (Region::South, 7),
];

/// A name in both scripts.
#[derive(Clone)]
pub(super) struct Name {
    pub(super) latin: String,
    pub(super) hindi: String,
}

impl Name {
    /// How a newborn is called until it has a name.
    pub(super) fn as_baby(&self) -> Self {
        Self { latin: format!("B/o {}", self.latin), hindi: format!("शिशु {}", self.hindi) }
    }

    fn of(dice: &mut Dice, words: &[Word]) -> Self {
        let latin: Vec<&str> = words.iter().map(|word| spelling(dice, word)).collect();
        let hindi: Vec<&str> = words.iter().map(|word| word.devanagari).collect();
        Self { latin: latin.join(" "), hindi: hindi.join(" ") }
    }
}

/// The usual spelling, or one of the others, as a clerk hears it.
fn spelling(dice: &mut Dice, word: Word) -> &'static str {
    let all: Vec<&str> = word.spellings().collect();
    if dice.chance(15) { dice.pick(&all).copied().unwrap_or(word.latin) } else { word.latin }
}

/// The names by what they are used as.
pub(super) struct Naming {
    by_use: Vec<((NameKind, Region), Vec<Word>)>,
}

impl Naming {
    pub(super) fn new() -> Self {
        let mut by_use: Vec<((NameKind, Region), Vec<Word>)> = Vec::new();
        for word in known() {
            let kind = (word.kind, word.region);
            match by_use.iter_mut().find(|(k, _)| *k == kind) {
                Some((_, words)) => words.push(word),
                None => by_use.push((kind, vec![word])),
            }
        }
        Self { by_use }
    }

    pub(super) fn region(dice: &mut Dice) -> Region {
        let mut at = dice.below(SHARES.iter().map(|(_, share)| share).sum());
        for (region, share) in SHARES {
            if at < share {
                return region;
            }
            at -= share;
        }
        Region::North
    }

    fn word(&self, dice: &mut Dice, kind: NameKind, region: Region) -> Option<Word> {
        // Many given names of the north are used everywhere.
        let given = matches!(kind, NameKind::Female | NameKind::Male);
        let lends = matches!(region, Region::East | Region::West | Region::South);
        let region = if given && lends && dice.chance(45) { Region::North } else { region };
        let words = self.by_use.iter().find(|(use_, _)| *use_ == (kind, region)).map(|(_, words)| words.as_slice());
        dice.pick(words.unwrap_or_default()).copied()
    }

    fn named(&self, latin: &str) -> Option<Word> {
        let found = self.by_use.iter().flat_map(|(_, words)| words).find(|w| w.latin == latin);
        found.copied()
    }

    /// A household's surname; every tenth has none.
    pub(super) fn surname(&self, dice: &mut Dice, region: Region) -> Option<Word> {
        if dice.chance(10) {
            return None;
        }
        match region {
            Region::Sikh if dice.chance(60) => None,
            _ => self.word(dice, NameKind::Surname, region),
        }
    }

    pub(super) fn woman(&self, dice: &mut Dice, region: Region, surname: Option<Word>, adult: bool) -> Name {
        let mut words: Vec<Word> = self.word(dice, NameKind::Female, region).into_iter().collect();
        let behind = match region {
            Region::Sikh => Some("Kaur"),
            Region::Muslim if dice.chance(60) => dice.pick(&["Begum", "Bano", "Khatun", "Bibi"]).copied(),
            Region::North if adult && dice.chance(50) => dice.pick(&["Devi", "Devi", "Devi", "Kumari"]).copied(),
            Region::North if dice.chance(50) => Some("Kumari"),
            Region::West if dice.chance(40) => dice.pick(&["Bai", "Ben"]).copied(),
            _ => None,
        };
        words.extend(behind.and_then(|word| self.named(word)));
        if behind.is_none() || dice.chance(15) {
            words.extend(surname.filter(|_| dice.chance(85)));
        }
        Name::of(dice, &words)
    }

    pub(super) fn man(&self, dice: &mut Dice, region: Region, surname: Option<Word>, adult: bool) -> Name {
        let given = self.word(dice, NameKind::Male, region);
        let mut words: Vec<Word> = Vec::new();
        if region == Region::Muslim && dice.chance(45) {
            words.extend(self.named("Mohammad"));
        }
        words.extend(given.filter(|word| words.first().is_none_or(|first| first.latin != word.latin)));
        let behind = match region {
            Region::Sikh => Some("Singh"),
            Region::North if adult && dice.chance(35) => dice.pick(&["Kumar", "Kumar", "Lal", "Prasad", "Singh"]).copied(),
            Region::North | Region::East if dice.chance(20) => Some("Kumar"),
            _ => None,
        };
        words.extend(behind.and_then(|word| self.named(word)));
        words.extend(surname.filter(|word| dice.chance(85) && Some(word.latin) != behind));
        let name = Name::of(dice, &words);
        // Southern names often carry the father's initial in front.
        if region == Region::South && dice.chance(40) {
            let initials = [("K.", "के."), ("M.", "एम."), ("R.", "आर."), ("S.", "एस."), ("V.", "वी."), ("P.", "पी.")];
            if let Some((latin, hindi)) = dice.pick(&initials) {
                return Name { latin: format!("{latin} {}", name.latin), hindi: format!("{hindi} {}", name.hindi) };
            }
        }
        name
    }
}
