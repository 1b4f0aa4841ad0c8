//! Other Indian scripts, read as Devanagari: their Unicode blocks were laid out side by side, so most letters have one at the same
//! place; what is written otherwise stands in `assets/names_scripts.csv`. From there a name goes on as a Hindi one does.

use std::collections::HashMap;
use std::sync::LazyLock;
use unicode_normalization::UnicodeNormalization as _;

const VIRAMA: char = '\u{094D}';
/// In the table: the next consonant twice (Gurmukhi addak).
const TWICE: char = '=';
/// Characters of a block.
const BLOCK: u32 = 0x80;
const FIRST: u32 = 0x0900;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Script {
    Devanagari,
    Bengali,
    Gurmukhi,
    Gujarati,
    Odia,
    Tamil,
    Telugu,
    Kannada,
    Malayalam,
}

/// In the order of their blocks.
const ALL: [Script; 9] = [
    Script::Devanagari,
    Script::Bengali,
    Script::Gurmukhi,
    Script::Gujarati,
    Script::Odia,
    Script::Tamil,
    Script::Telugu,
    Script::Kannada,
    Script::Malayalam,
];

impl Script {
    /// Whether an `a` that nobody says is left out inside a word: कमला is Kamla, କମଳା Kamala.
    pub(super) const fn drops_inside(self) -> bool {
        matches!(self, Self::Devanagari | Self::Gurmukhi | Self::Gujarati)
    }

    /// The last `a`: left out on paper by the northern scripts, said in the southern ones, which write where there is none.
    pub(super) const fn drops_last(self) -> bool {
        !matches!(self, Self::Tamil | Self::Telugu | Self::Kannada | Self::Malayalam)
    }

    /// বসন্ত is Basanta, वसंत is Vasant.
    pub(super) const fn keeps_last_after_two(self) -> bool {
        matches!(self, Self::Bengali | Self::Odia)
    }

    fn named(name: &str) -> Option<Self> {
        ALL.into_iter().find(|script| format!("{script:?}").eq_ignore_ascii_case(name))
    }
}

/// The script of a letter, a vowel sign or another mark of a word; none for digits, dandas, signs of money.
pub(super) fn script(c: char) -> Option<Script> {
    let place = u32::from(c).checked_sub(FIRST)?;
    if place < BLOCK {
        // Most by far: without asking Unicode's tables.
        return matches!(place, 0..=0x63 | 0x71..=0x7F).then_some(Script::Devanagari);
    }
    let script = ALL.get(usize::try_from(place / BLOCK).ok()?)?;
    // Nukta, virama, stress and length marks are no letters to Unicode.
    (c.is_alphabetic() || matches!(place % BLOCK, 0x3C | 0x4D | 0x51..=0x57)).then_some(*script)
}

/// True for a text with a letter of an Indian script.
pub(super) fn is_indic(text: &str) -> bool {
    !text.is_ascii() && text.chars().any(|c| script(c).is_some())
}

/// The value of a digit of an Indian script.
pub(super) fn digit(c: char) -> Option<char> {
    let place = u32::from(c).checked_sub(FIRST).filter(|p| p / BLOCK < 9)?;
    (place % BLOCK).checked_sub(0x66).and_then(|value| char::from_digit(value, 10))
}

struct Rule {
    from: Vec<char>,
    to: &'static str,
    starts: bool,
    ends: bool,
}

pub(super) static RULES: &str = include_str!("../../../assets/names_scripts.csv");

/// The longest first.
static TABLE: LazyLock<HashMap<Script, Vec<Rule>>> = LazyLock::new(|| {
    let mut table: HashMap<Script, Vec<Rule>> = HashMap::new();
    for line in RULES.lines().skip(1).filter(|l| !l.starts_with('#')) {
        let mut cells = line.split(',');
        let (Some(name), Some(from), Some(to)) = (cells.next(), cells.next(), cells.next()) else { continue };
        let Some(script) = Script::named(name) else { continue };
        let (starts, ends) = (from.starts_with('^'), from.ends_with('$'));
        let from = from.trim_matches(['^', '$']).nfc().collect();
        table.entry(script).or_default().push(Rule { from, to, starts, ends });
    }
    for rules in table.values_mut() {
        rules.sort_by_key(|rule| std::cmp::Reverse((rule.from.len(), rule.starts, rule.ends)));
    }
    table
});

/// A word of another script, in composed form (NFC), as Devanagari would write it.
pub(super) fn in_devanagari(word: &str, script: Script) -> String {
    let chars: Vec<char> = word.chars().collect();
    let rules = TABLE.get(&script).map(Vec::as_slice).unwrap_or_default();
    let mut out = String::with_capacity(word.len());
    let mut at = 0;
    while let Some(rest) = chars.get(at..).filter(|rest| !rest.is_empty()) {
        let fits = |rule: &&Rule| {
            rest.starts_with(&rule.from) && (!rule.starts || at == 0) && (!rule.ends || rest.len() == rule.from.len())
        };
        if let Some(rule) = rules.iter().find(fits) {
            out.push_str(rule.to);
            at += rule.from.len();
        } else {
            out.extend(rest.first().and_then(|c| same_place(*c)));
            at += 1;
        }
    }
    match script {
        Script::Gurmukhi => doubled(&out),
        Script::Tamil => voiced(&out),
        _ => out.nfc().collect(),
    }
}

/// The Devanagari letter at the same place of its block.
fn same_place(c: char) -> Option<char> {
    let place = u32::from(c).checked_sub(FIRST)? % BLOCK;
    char::from_u32(FIRST + place).filter(|c| script(*c).is_some())
}

/// ਜੱਸਾ is Jassa; before a breathed consonant papers double nothing: ਮੱਖਣ is Makhan.
fn doubled(word: &str) -> String {
    let mut out = String::with_capacity(word.len() + 8);
    let mut twice = false;
    for c in word.nfc() {
        if c == TWICE {
            twice = true;
            continue;
        }
        if std::mem::take(&mut twice) && ('क'..='ह').contains(&c) && !"खघछझठढथधफभ".contains(c) {
            out.extend([c, VIRAMA]);
        }
        out.push(c);
    }
    out
}

/// Tamil writes one letter for k and g, t and d, p and b, and s and ch: at the start and doubled it is the hard one, between vowels
/// and behind a nasal the soft one.
fn voiced(word: &str) -> String {
    let chars: Vec<char> = word.chars().collect();
    let near = |at: usize, by: isize| at.checked_add_signed(by).and_then(|i| chars.get(i)).copied();
    let mut out = String::with_capacity(word.len());
    for (at, c) in chars.iter().copied().enumerate() {
        let halved = near(at, 1) == Some(VIRAMA);
        let soft = match (near(at, -1), near(at, -2)) {
            (None, _) => c == 'च',
            (Some(VIRAMA), Some(before)) => matches!(before, 'ङ' | 'ञ' | 'ण' | 'न' | 'ऩ' | 'म' | 'र') && !halved,
            _ => !halved,
        };
        out.push(match c {
            'क' if soft => 'ग',
            'च' if soft && near(at, -2) == Some('ञ') => 'ज',
            'च' if soft => 'स',
            'ट' if soft => 'ड',
            'प' if soft => 'ब',
            c => c,
        });
    }
    out
}

/// A Devanagari word as far as Tamil tells its letters apart: what a Tamil spelling is looked up by.
pub(super) fn as_tamil_tells(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    for c in word.nfd() {
        let c = match c {
            'क' | 'ख' | 'ग' | 'घ' | 'ह' => 'क',
            'च' | 'छ' | 'ज' | 'झ' | 'श' | 'ष' | 'स' => 'च',
            'ट' | 'ठ' | 'ड' | 'ढ' => 'ट',
            'त' | 'थ' | 'द' | 'ध' => 'त',
            'प' | 'फ' | 'ब' | 'भ' => 'प',
            'ङ' | 'ञ' | 'ण' | 'न' | 'ं' | 'ँ' => 'न',
            'ळ' | 'ऴ' => 'ल',
            'ी' => 'ि',
            'ू' => 'ु',
            'ॆ' | 'ॅ' => 'े',
            'ॊ' | 'ॉ' => 'ो',
            'ऎ' => 'ए',
            'ऒ' => 'ओ',
            VIRAMA | '\u{093C}' => continue,
            c => c,
        };
        // Doubling tells hard from soft, which is no difference here.
        if out.ends_with(c) {
            continue;
        }
        out.push(c);
    }
    out
}
