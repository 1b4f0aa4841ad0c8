//! What clerks, relatives and time do to what was once written: one kind of damage at a time, or several.

use crate::chance::Chance;
use crate::script::Scripts;
use crate::spelling::{is_devanagari, respelt, slipped};
use crate::words::{List, title_case};

/// What a clerk types of a person; empty is not given.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Typed {
    pub name: String,
    pub relation: String,
    pub relative: String,
    pub sex: String,
    pub age: Option<i32>,
    pub mobile: String,
    pub pin: String,
    pub village: String,
}

macro_rules! kinds {
    ($($variant:ident $name:literal)*) => {
        /// Kinds of damage, and of questions.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Kind { $($variant),* }
        impl Kind {
            pub const ALL: &[Self] = &[$(Self::$variant),*];
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name),* }
            }
        }
    };
}

kinds! {
    Exact "exact" Spelling "spelling" Typo "typo" First "first-letter" Script "script" Abbreviation "abbreviation" Dropped "dropped"
    Swapped "swapped" Joined "joined" Initials "initials" Particle "particle" Title "title" Relative "relative" Age "age" Sex "sex"
    MobileDigit "mobile-digit" MobileSwap "mobile-swap" MobileOther "mobile-other" Pin "pin" Village "village" Partial "partial"
    Mobile "mobile" Four "four" Uhid "uhid" Abha "abha" Mixed "mixed"
}

/// What happens to records that are made twice, how often.
const USUAL: [(Kind, u16); 17] = [
    (Kind::Spelling, 30),
    (Kind::Age, 20),
    (Kind::Dropped, 11),
    (Kind::Village, 9),
    (Kind::Typo, 8),
    (Kind::Script, 6),
    (Kind::MobileOther, 7),
    (Kind::Abbreviation, 6),
    (Kind::Particle, 5),
    (Kind::Title, 5),
    (Kind::Pin, 5),
    (Kind::Relative, 4),
    (Kind::Joined, 4),
    (Kind::MobileDigit, 4),
    (Kind::Initials, 3),
    (Kind::Swapped, 3),
    (Kind::Sex, 1),
];

/// Words and what clerks write for them.
const SHORT: [(&str, &[&str]); 21] = [
    ("kumar", &["Kr", "Kr.", "K"]),
    ("kumari", &["Km", "Ku", "Kri"]),
    ("mohd", &["Md", "Mohammad", "Mo"]),
    ("mohammad", &["Mohd", "Md", "Mo"]),
    ("mohammed", &["Mohd", "Md"]),
    ("md", &["Mohd", "Mohammad"]),
    ("sk", &["Sheikh"]),
    ("shaikh", &["Sk"]),
    ("sheikh", &["Sk"]),
    ("singh", &["S", "Sg"]),
    ("prasad", &["Pd", "Pr", "Prsd"]),
    ("chandra", &["Ch"]),
    ("chand", &["Ch"]),
    ("narayan", &["Nr"]),
    ("abdul", &["Abd", "A"]),
    ("begum", &["Bgm", "B"]),
    ("khatun", &["Kh"]),
    ("devi", &["D", "Dv"]),
    ("sharma", &["Sh"]),
    ("srivastava", &["Sri"]),
    ("chaudhary", &["Ch", "Chy"]),
];

/// Words that stand behind a name and are mistaken for one another.
const BEHIND: [&[&str]; 3] = [
    &["Devi", "Kumari", "Rani", "Bai", "Wati"],
    &["Begum", "Bano", "Khatun", "Bibi", "Parveen", "Nisha", "Khatoon"],
    &["Kumar", "Singh", "Lal", "Prasad", "Chand", "Ram"],
];

/// The same in Devanagari.
const BEHIND_HINDI: [&[&str]; 3] =
    [&["देवी", "कुमारी", "रानी", "बाई"], &["बेगम", "बानो", "ख़ातून", "बीबी"], &["कुमार", "सिंह", "लाल", "प्रसाद", "राम"]];

/// Titles, which are no part of a name.
const TITLES: [&str; 20] = [
    "smt",
    "shri",
    "mr",
    "mrs",
    "km",
    "master",
    "late",
    "haji",
    "dr",
    "sh",
    "श्रीमती",
    "श्री",
    "कु.",
    "मास्टर",
    "स्व.",
    "हाजी",
    "smt.",
    "shri.",
    "mr.",
    "mrs.",
];

/// What stands before the mother's name in a new-born's; the longest first.
pub const BABY: [&str; 6] = ["baby of ", "b/o ", "बेबी ऑफ ", "बी/ओ ", "baby ", "बेबी "];

/// Ends at which a name is cut into two.
const CUTS: [&str; 24] = [
    "lal", "kumar", "prasad", "wati", "mati", "devi", "pal", "nath", "das", "chand", "ram", "dev", "kali", "kumari", "prakash",
    "singh", "narayan", "uddin", "ullah", "jahan", "nisha", "preet", "deep", "lata",
];

#[must_use]
pub fn is_title(word: &str) -> bool {
    TITLES.iter().any(|title| title.eq_ignore_ascii_case(word))
}

/// The name without its titles.
#[must_use]
pub fn untitled(name: &str) -> String {
    let words: Vec<&str> = name.split_whitespace().collect();
    let first = words.iter().position(|w| !is_title(w)).unwrap_or(0);
    words.get(first..).unwrap_or_default().join(" ")
}

impl Typed {
    /// Damages it; false where this person has nothing that can be damaged so.
    pub fn damage(&mut self, kind: Kind, scripts: &Scripts<'_>, chance: &mut Chance) -> bool {
        let before = self.clone();
        let of = self.take_baby();
        self.change(kind, scripts, chance);
        if !of.is_empty() {
            self.name = format!("{of} {}", self.name);
        }
        *self != before || matches!(kind, Kind::Exact | Kind::Mobile | Kind::Four | Kind::Uhid | Kind::Abha)
    }

    /// A new-born's name is the mother's behind `B/o`: these words are no part of it.
    fn take_baby(&mut self) -> String {
        let of = BABY.iter().find(|of| self.name.get(..of.len()).is_some_and(|start| start.eq_ignore_ascii_case(of)));
        let Some(name) = of.and_then(|of| self.name.get(of.len()..)) else { return String::new() };
        let name = name.trim_start().to_owned();
        std::mem::replace(&mut self.name, name)
            .split_at_checked(of.map_or(0, |o| o.len()))
            .map_or_else(String::new, |(of, _)| of.trim_end().to_owned())
    }

    fn change(&mut self, kind: Kind, scripts: &Scripts<'_>, chance: &mut Chance) {
        match kind {
            Kind::Spelling => self.spelling(chance),
            Kind::Typo => change_one(&mut self.name, chance, |w, c| slipped(w, false, c)),
            Kind::First => change_first(&mut self.name, |w| slipped(w, true, chance)),
            Kind::Script => {
                self.name = scripts.other(&self.name);
                self.relative = scripts.other(&self.relative);
            }
            Kind::Abbreviation => {
                change_one(&mut self.name, chance, shorter);
            }
            Kind::Dropped => drop_word(&mut self.name),
            Kind::Swapped => swap_words(&mut self.name),
            Kind::Joined => join_or_split(&mut self.name),
            Kind::Initials => initials(&mut self.name),
            Kind::Particle => self.particle(chance),
            Kind::Title => self.title(scripts, chance),
            Kind::Relative => self.relative(scripts, chance),
            Kind::Age => self.age = self.age.map(|age| other_age(age, chance)),
            Kind::Sex => self.sex = other_sex(&self.sex).to_owned(),
            Kind::MobileDigit => change_digit(&mut self.mobile, 1, chance),
            Kind::MobileSwap => swap_digits(&mut self.mobile, chance),
            Kind::MobileOther => {
                if !self.mobile.is_empty() {
                    self.mobile.clear();
                    crate::record::push_mobile(&mut self.mobile, chance);
                }
            }
            Kind::Pin => change_digit(&mut self.pin, 3, chance),
            Kind::Village => {
                change_one(&mut self.village, chance, |w, c| if c.percent(70) { respelt(w, c) } else { slipped(w, false, c) });
            }
            Kind::Partial => begun(&mut self.name, chance),
            Kind::Mixed => {
                self.several(scripts, chance);
            }
            Kind::Exact | Kind::Mobile | Kind::Four | Kind::Uhid | Kind::Abha => {}
        }
    }

    /// One to three kinds at once, as it happens; what was done.
    pub fn several(&mut self, scripts: &Scripts<'_>, chance: &mut Chance) -> Vec<Kind> {
        let wanted = [1, 2, 3].get(chance.weighed(&[50, 35, 15])).copied().unwrap_or(1);
        let weights: Vec<u16> = USUAL.iter().map(|(_, w)| *w).collect();
        let before = self.clone();
        let mut done = Vec::new();
        for _ in 0..wanted * 4 {
            let Some((kind, _)) = USUAL.get(chance.weighed(&weights)) else { break };
            // Two may undo each other.
            if (done.len() < wanted || *self == before) && !done.contains(kind) && self.damage(*kind, scripts, chance) {
                done.push(*kind);
            }
        }
        done
    }

    fn spelling(&mut self, chance: &mut Chance) {
        change_one(&mut self.name, chance, respelt);
        if chance.percent(40) {
            change_one(&mut self.relative, chance, respelt);
        }
    }

    /// Devi here, Kumari there.
    fn particle(&mut self, chance: &mut Chance) {
        let mut words: Vec<String> = self.name.split_whitespace().map(str::to_owned).collect();
        let Some(last) = words.last_mut() else { return };
        let lists = if is_devanagari(last) { BEHIND_HINDI } else { BEHIND };
        let Some(alike) = lists.iter().find(|words| words.iter().any(|w| w.eq_ignore_ascii_case(last))) else { return };
        let others: Vec<&&str> = alike.iter().filter(|w| !w.eq_ignore_ascii_case(last)).collect();
        if let Some(other) = chance.pick(&others) {
            (**other).clone_into(last);
        }
        self.name = words.join(" ");
    }

    fn title(&mut self, scripts: &Scripts<'_>, chance: &mut Chance) {
        let before: &[&str] = match (is_devanagari(&self.name), self.sex.as_str()) {
            (true, "F") => &["श्रीमती"],
            (true, _) => &["श्री"],
            (_, "F") if scripts.is_muslim(&self.name) => &["Mrs", "Smt"],
            (_, "F") => &["Smt", "Smt.", "Mrs"],
            _ if scripts.is_muslim(&self.name) => &["Mr", "Janab", "Haji"],
            _ => &["Shri", "Sh", "Mr", "Sri"],
        };
        let bare = untitled(&self.name);
        if let Some(title) = chance.pick(before) {
            self.name = format!("{title} {bare}");
        }
    }

    /// A daughter has become a wife, or is with her father again.
    fn relative(&mut self, scripts: &Scripts<'_>, chance: &mut Chance) {
        let other = match self.relation.as_str() {
            "W/o" => "D/o",
            "D/o" => "W/o",
            _ => return,
        };
        other.clone_into(&mut self.relation);
        let latin = scripts.other(&self.name);
        let muslim = scripts.is_muslim(if is_devanagari(&self.name) { &latin } else { &self.name });
        let given = scripts.pick(if muslim { List::MuslimM } else { List::NorthM }, chance);
        // The family's name may stay.
        let behind = self.relative.split_whitespace().nth(1).map(str::to_owned);
        let name = behind.map_or_else(|| given.clone(), |b| format!("{given} {b}"));
        self.relative = if is_devanagari(&self.relative) && !is_devanagari(&name) { scripts.other(&name) } else { name };
    }
}

/// Changes one word, chosen by chance, that can be changed.
fn change_one(text: &mut String, chance: &mut Chance, mut spoil: impl FnMut(&str, &mut Chance) -> Option<String>) {
    let mut words: Vec<String> = text.split_whitespace().map(str::to_owned).collect();
    let start = chance.below(words.len());
    for step in 0..words.len() {
        let at = (start + step) % words.len();
        let Some(word) = words.get_mut(at) else { continue };
        if let Some(other) = spoil(word, chance) {
            *word = if is_devanagari(&other) { other } else { title_case(&other) };
            *text = words.join(" ");
            return;
        }
    }
}

fn change_first(text: &mut String, change: impl FnOnce(&str) -> Option<String>) {
    let bare = untitled(text);
    let (first, rest) = bare.split_once(' ').unwrap_or((&bare, ""));
    if let Some(other) = change(&first.to_lowercase()) {
        format!("{} {rest}", title_case(&other)).trim_end().clone_into(text);
    }
}

fn shorter(word: &str, chance: &mut Chance) -> Option<String> {
    let (_, ways) = SHORT.iter().find(|(long, _)| long.eq_ignore_ascii_case(word))?;
    chance.pick(ways).map(|w| (*w).to_owned())
}

/// The surname, or what stands in its place; of a Mohammad the Mohammad.
fn drop_word(name: &mut String) {
    let bare = untitled(name);
    let words: Vec<&str> = bare.split_whitespace().collect();
    let (Some(first), true) = (words.first(), words.len() > 1) else { return };
    let common = ["mohd", "md", "mohammad", "mohammed", "abdul", "मोहम्मद", "अब्दुल"].contains(&first.to_lowercase().as_str());
    *name = if common { words.get(1..) } else { words.get(..words.len() - 1) }.unwrap_or_default().join(" ");
}

fn swap_words(name: &mut String) {
    let bare = untitled(name);
    if let Some((first, rest)) = bare.split_once(' ').filter(|(a, b)| a != b) {
        *name = format!("{rest} {first}");
    }
}

/// `Ram Lal` → `Ramlal`, `Ramlal` → `Ram Lal`.
fn join_or_split(name: &mut String) {
    let bare = untitled(name);
    let words: Vec<&str> = bare.split_whitespace().collect();
    for (at, word) in words.iter().enumerate() {
        let lower = word.to_lowercase();
        let cut = CUTS.iter().find_map(|end| lower.strip_suffix(end).filter(|s| s.len() > 2).map(|s| (s.to_owned(), *end)));
        if let Some((start, end)) = cut {
            let mut out: Vec<String> = words.iter().map(|w| (*w).to_owned()).collect();
            if let Some(slot) = out.get_mut(at) {
                *slot = format!("{} {}", title_case(&start), title_case(end));
            }
            *name = out.join(" ");
            return;
        }
    }
    let [first, second, rest @ ..] = words.as_slice() else { return };
    let behind = CUTS.contains(&second.to_lowercase().as_str()) || BEHIND_HINDI.iter().any(|list| list.contains(second));
    // Only what is said in one breath: Ramlal, but not Ramsharma.
    if behind {
        let joined = if is_devanagari(&bare) { format!("{first}{second}") } else { title_case(&format!("{first}{second}")) };
        *name = [&[joined.as_str()], rest].concat().join(" ");
    }
}

/// `Ram Kumar Sharma` → `R K Sharma`.
fn initials(name: &mut String) {
    let bare = untitled(name);
    let words: Vec<&str> = bare.split_whitespace().collect();
    let particle = words.last().is_some_and(|w| {
        BEHIND.iter().take(2).any(|list| list.iter().any(|p| p.eq_ignore_ascii_case(w))) || w.eq_ignore_ascii_case("kaur")
    });
    // S Devi is nobody.
    if words.len() < 2 || is_devanagari(&bare) || particle {
        return;
    }
    let last = words.len() - 1;
    let short: Vec<&str> = words.iter().enumerate().map(|(at, w)| if at < last { w.get(..1).unwrap_or(w) } else { w }).collect();
    *name = short.join(" ");
}

/// Only the beginning of the last word is typed yet.
fn begun(name: &mut String, chance: &mut Chance) {
    let Some((at, word)) =
        name.rsplit_once(' ').map_or(Some((0, name.as_str())), |(before, last)| Some((before.len() + 1, last)))
    else {
        return;
    };
    let letters: Vec<(usize, char)> = word.char_indices().collect();
    // Two letters at least, and where it is the only word three.
    let least = if at == 0 { 3 } else { 2 };
    if letters.len() <= least {
        return;
    }
    let mut keep = least + chance.below(letters.len() - least);
    // A sign is typed with its letter.
    while keep < letters.len() && letters.get(keep).is_some_and(|(_, c)| ('\u{93c}'..='\u{94d}').contains(c)) {
        keep += 1;
    }
    if let Some((end, _)) = letters.get(keep) {
        name.truncate(at + end);
    }
}

/// Off by one to five years, or rounded as people tell it; never the same.
#[must_use]
pub fn other_age(age: i32, chance: &mut Chance) -> i32 {
    let rounded = if chance.percent(50) { (age + 5) / 10 * 10 } else { (age + 2) / 5 * 5 };
    if age > 24 && rounded != age && chance.percent(45) {
        return rounded;
    }
    let most = if age < 6 { 1 } else { 1 + chance.between(0, 4).min(age / 5) };
    let up = age < 2 || chance.percent(50);
    age + if up { most } else { -most }
}

fn other_sex(sex: &str) -> &'static str {
    match sex {
        "F" => "M",
        "M" => "F",
        _ => "",
    }
}

/// One of the last digits (from `keep` on) is another.
fn change_digit(digits: &mut String, keep: usize, chance: &mut Chance) {
    let mut all: Vec<u8> = digits.bytes().collect();
    let at = keep + chance.below(all.len().saturating_sub(keep));
    if let Some(digit) = all.get_mut(at) {
        *digit = b'0' + (*digit - b'0' + 1 + u8::try_from(chance.below(9)).unwrap_or(0)) % 10;
    }
    *digits = all.into_iter().map(char::from).collect();
}

fn swap_digits(digits: &mut String, chance: &mut Chance) {
    let mut all: Vec<u8> = digits.bytes().collect();
    let start = chance.below(all.len().saturating_sub(2));
    for step in 1..all.len().saturating_sub(1) {
        let at = 1 + (start + step) % (all.len() - 2);
        if all.get(at) != all.get(at + 1) {
            all.swap(at, at + 1);
            break;
        }
    }
    *digits = all.into_iter().map(char::from).collect();
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Words;

    fn typed() -> Typed {
        Typed {
            name: "Sunita Devi".into(),
            relation: "W/o".into(),
            relative: "Ramesh Kumar".into(),
            sex: "F".into(),
            age: Some(37),
            mobile: "9812345670".into(),
            pin: "110084".into(),
            village: "Sant Nagar".into(),
        }
    }

    #[test]
    fn each_kind_damages_what_it_says_and_nothing_else() {
        let words = Words::load();
        let scripts = Scripts::new(&words);
        let mut chance = Chance::new(4);
        for kind in Kind::ALL
            .iter()
            .filter(|k| !matches!(k, Kind::Exact | Kind::Mobile | Kind::Four | Kind::Uhid | Kind::Abha | Kind::Mixed))
        {
            let mut now = typed();
            if *kind == Kind::Initials {
                now.name = "Sunita Sharma".into();
            }
            let done = (0..20).any(|_| now.damage(*kind, &scripts, &mut chance));
            assert!(done, "{}", kind.name());
            let was = typed();
            let same = [
                now.name == was.name || *kind == Kind::Initials,
                now.relative == was.relative,
                now.relation == was.relation,
                now.sex == was.sex,
                now.age == was.age,
                now.mobile == was.mobile,
                now.pin == was.pin,
                now.village == was.village,
            ];
            let may: &[usize] = match kind {
                Kind::Spelling | Kind::Script => &[0, 1],
                Kind::Relative => &[1, 2],
                Kind::Age => &[4],
                Kind::Sex => &[3],
                Kind::MobileDigit | Kind::MobileSwap | Kind::MobileOther => &[5],
                Kind::Pin => &[6],
                Kind::Village => &[7],
                _ => &[0],
            };
            assert!(same.iter().enumerate().all(|(at, s)| *s || may.contains(&at)), "{}: {now:?}", kind.name());
        }
    }

    #[test]
    fn words_are_joined_split_swapped_dropped_and_cut_short() {
        let with = |name: &str, change: fn(&mut String)| {
            let mut name = name.to_owned();
            change(&mut name);
            name
        };
        assert_eq!(with("Ram Lal", join_or_split), "Ramlal");
        assert_eq!(with("Ramlal Yadav", join_or_split), "Ram Lal Yadav");
        assert_eq!(with("Ram Lal Yadav", join_or_split), "Ramlal Yadav");
        assert_eq!(with("Smt Sunita Devi", drop_word), "Sunita");
        assert_eq!(with("Mohd Salim", drop_word), "Salim");
        assert_eq!(with("Ram Kumar Sharma", initials), "R K Sharma");
        assert_eq!(with("Ram Kumar Sharma", swap_words), "Kumar Sharma Ram");
        assert_eq!(with("Sunita", drop_word), "Sunita");
        let mut name = "Sunita Sharma".to_owned();
        begun(&mut name, &mut Chance::new(1));
        assert!(name.starts_with("Sunita Sh") && name.len() < "Sunita Sharma".len(), "{name}");
    }

    #[test]
    fn ages_and_digits_are_surely_others() {
        let mut chance = Chance::new(6);
        for age in 0..95 {
            for _ in 0..20 {
                let other = other_age(age, &mut chance);
                assert!(other != age && other >= 0 && (other - age).abs() <= 5, "{age} {other}");
            }
        }
        for _ in 0..200 {
            let (mut digit, mut swap) = ("9812345670".to_owned(), "9812345670".to_owned());
            change_digit(&mut digit, 1, &mut chance);
            swap_digits(&mut swap, &mut chance);
            assert_eq!(digit.chars().zip("9812345670".chars()).filter(|(a, b)| a != b).count(), 1);
            assert_eq!(swap.chars().zip("9812345670".chars()).filter(|(a, b)| a != b).count(), 2);
        }
    }

    #[test]
    fn several_do_one_to_three() {
        let words = Words::load();
        let scripts = Scripts::new(&words);
        let mut chance = Chance::new(8);
        let mut counts = [0; 4];
        for _ in 0..2000 {
            counts[typed().several(&scripts, &mut chance).len()] += 1;
        }
        assert!(counts[0] == 0 && counts[1] > 800 && counts[2] > 500 && counts[3] > 150, "{counts:?}");
    }
}
