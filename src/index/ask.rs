//! Reading a search text: numbers, mobile, last four digits, UHID, ABHA, age, sex, PIN, marks of relation, words of names and places.

use super::Ask;
use crate::hospital::person::Relation;
use crate::hospital::sex::Sex;
use chrono::{Datelike as _, NaiveDate};

impl Ask {
    /// Sorts what was typed into one box.
    #[must_use]
    pub fn typed(text: &str, today: NaiveDate) -> Self {
        let mut ask = Self { typing: text.chars().next_back().is_some_and(char::is_alphabetic), ..Self::default() };
        let compact: String = text.chars().filter(|c| !matches!(c, ' ' | '-')).collect();
        if compact.len() > 4 && compact.bytes().all(|b| b.is_ascii_digit()) {
            ask.digits(&compact);
            return ask;
        }
        let (mut of_relative, alone) = (false, text.split_whitespace().count() == 1);
        for word in text.split_whitespace().take(WORDS_MAX) {
            if word.contains('/') && Relation::parse(word).is_some() {
                ask.relation = Relation::parse(word);
                of_relative = true;
            } else if !ask.other_than_name(word, alone, today) {
                if of_relative {
                    push_word(&mut ask.relative, word);
                } else {
                    ask.words.push(word.to_owned());
                }
            }
        }
        ask
    }

    /// Whether there is nothing to look for.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        let texts = [
            &self.name,
            &self.name_hi,
            &self.relative,
            &self.relative_hi,
            &self.mobile,
            &self.last_four,
            &self.uhid,
            &self.abha,
            &self.pin,
            &self.place,
        ];
        self.words.is_empty() && self.digits.is_empty() && texts.iter().all(|t| t.trim().is_empty())
    }

    fn other_than_name(&mut self, word: &str, alone: bool, today: NaiveDate) -> bool {
        let digits: String = word
            .chars()
            .filter_map(|c| c.to_digit(10).or_else(|| devanagari_digit(c)))
            .filter_map(|d| char::from_digit(d, 10))
            .collect();
        let all_digits = !word.is_empty() && digits.len() == word.chars().count();
        if all_digits && digits.len() < 4 {
            if self.words.last().is_some_and(|before| is_unknown(before)) {
                // `Unknown 12`: they are called so, and twelve is no age.
                return false;
            }
            self.age(digits.parse().ok(), today);
        } else if all_digits {
            self.digits(&digits);
        } else if let Some(sex) = sex_word(word) {
            self.sex = Some(sex);
        } else if word.chars().any(|c| c.is_ascii_digit()) {
            // Alone it is the beginning of a number: `M62`.
            if let Some((age, sex)) = age_and_sex(word).filter(|_| !alone) {
                self.age(Some(age), today);
                self.sex = Some(sex);
            } else {
                word.clone_into(&mut self.uhid);
            }
        } else {
            return false;
        }
        true
    }

    /// An age in years, as people say it.
    pub fn age(&mut self, years: Option<i32>, today: NaiveDate) {
        self.birth_year = years.map(|age| today.year() - age);
        self.round_age = years.is_some_and(|age| age >= 25 && age % 5 == 0);
    }

    fn digits(&mut self, digits: &str) {
        match digits.len() {
            4 => digits.clone_into(&mut self.last_four),
            14 => digits.clone_into(&mut self.abha),
            _ => match self.digits.last_mut() {
                // `98765 43210`
                Some(before) if before.len() + digits.len() == MOBILE => before.push_str(digits),
                _ => self.digits.push(digits.to_owned()),
            },
        }
    }
}

/// Words of a text that are read; who pastes a page means its beginning.
const WORDS_MAX: usize = 32;
/// Digits of a mobile.
const MOBILE: usize = 10;
/// Digits of a PIN.
const PIN: usize = 6;

/// Digits as what they may be; empty where they cannot be that.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Digits<'a> {
    /// From the front, without `0` or `91` before it.
    pub mobile: &'a str,
    pub uhid: &'a str,
    pub pin: &'a str,
}

impl<'a> Digits<'a> {
    /// Of one word.
    #[must_use]
    pub fn of(digits: &'a str) -> Self {
        let with_country = digits.strip_prefix("91").filter(|rest| rest.len() == MOBILE);
        let mobile = with_country.or_else(|| digits.strip_prefix('0')).unwrap_or(digits);
        let may_be = mobile.len() <= MOBILE && mobile.starts_with(['6', '7', '8', '9']);
        Self { mobile: if may_be { mobile } else { "" }, uhid: digits, pin: if digits.len() == PIN { digits } else { "" } }
    }
}

fn push_word(text: &mut String, word: &str) {
    if !text.is_empty() {
        text.push(' ');
    }
    text.push_str(word);
}

fn devanagari_digit(c: char) -> Option<u32> {
    ('०'..='९').contains(&c).then(|| u32::from(c) - u32::from('०'))
}

/// Words that are no name in any language; single letters may be initials.
fn sex_word(word: &str) -> Option<Sex> {
    let long = word.chars().count() > 2 && !word.eq_ignore_ascii_case("man") && !word.eq_ignore_ascii_case("other");
    Sex::parse(word).filter(|sex| long && *sex != Sex::Unknown)
}

/// Patients whom nobody knows are called `Unknown 12`, `अज्ञात 12`: the word is their name, and no sex.
fn is_unknown(word: &str) -> bool {
    word.chars().count() > 2 && Sex::parse(word) == Some(Sex::Unknown)
}

/// `34f`, `M62`.
fn age_and_sex(word: &str) -> Option<(i32, Sex)> {
    let age: String = word.chars().filter(char::is_ascii_digit).collect();
    let sex: String = word.chars().filter(|c| !c.is_ascii_digit()).collect();
    let whole = word == format!("{age}{sex}") || word == format!("{sex}{age}");
    let age = age.parse().ok().filter(|age| *age <= 125)?;
    Some((age, Sex::parse(&sex).filter(|_| whole && sex.chars().count() == 1)?))
}

/// No personal data in logs.
impl std::fmt::Debug for Ask {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Ask(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Ask {
        Ask::typed(text, NaiveDate::from_ymd_opt(2026, 11, 23).unwrap())
    }

    #[test]
    fn a_text_is_sorted_into_fields() {
        let ask = read("sunita devi w/o ramesh kumar 34 gurgaon ");
        assert_eq!((ask.words.join(" ").as_str(), ask.relative.as_str()), ("sunita devi", "ramesh kumar gurgaon"));
        assert_eq!((ask.birth_year, ask.relation, ask.typing), (Some(1992), Some(Relation::WifeOf), false));
        let ask = read("ram 62m 122001 9876");
        assert_eq!((ask.words.join(" ").as_str(), ask.birth_year, ask.sex), ("ram", Some(1964), Some(Sex::Male)));
        assert_eq!((ask.digits, ask.last_four.as_str()), (vec!["122001".to_owned()], "9876"));
        let ask = read("sita 98765 43210 110029");
        assert_eq!((ask.words, ask.digits), (vec!["sita".to_owned()], vec!["9876543210".to_owned(), "110029".to_owned()]));
        assert!(read("सुनी").typing);
        for text in ["unknown", "अज्ञात"] {
            let ask = read(&format!("{text} 12"));
            assert_eq!((ask.words, ask.sex, ask.birth_year), (vec![text.to_owned(), "12".to_owned()], None, None));
        }
        assert_eq!(read(&"devi ".repeat(500)).words.len(), WORDS_MAX);
        assert_eq!((read("M62").uhid.as_str(), read("M62").birth_year), ("M62", None));
    }

    #[test]
    fn numbers_alone() {
        for (text, mobile, uhid, pin) in [
            ("98765 43210", "9876543210", "9876543210", ""),
            ("919876543210", "9876543210", "919876543210", ""),
            ("09876543210", "9876543210", "09876543210", ""),
            ("987654", "987654", "987654", "987654"),
            ("10234567", "", "10234567", ""),
            ("202402352197", "", "202402352197", ""),
        ] {
            assert_eq!(Digits::of(&read(text).digits[0]), Digits { mobile, uhid, pin }, "{text}");
        }
        assert_eq!(read("AIIMS/2022/000451").uhid, "AIIMS/2022/000451");
        assert_eq!(read("+91-98765-43210").words, Vec::<String>::new());
        assert_eq!(read("91-1234-5678-9012").abha, "91123456789012");
        assert_eq!(read("4321").last_four, "4321");
        assert_eq!(read("३४ सीता").birth_year, Some(1992));
        assert!(read("  ").is_empty());
    }
}
