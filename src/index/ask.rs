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
        let mut of_relative = false;
        for word in text.split_whitespace() {
            if word.contains('/') && Relation::parse(word).is_some() {
                ask.relation = Relation::parse(word);
                of_relative = true;
            } else if !ask.other_than_name(word, today) {
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
            &self.digits,
            &self.uhid,
            &self.abha,
            &self.pin,
            &self.place,
        ];
        self.words.is_empty() && texts.iter().all(|t| t.trim().is_empty())
    }

    fn other_than_name(&mut self, word: &str, today: NaiveDate) -> bool {
        let digits: String = word
            .chars()
            .filter_map(|c| c.to_digit(10).or_else(|| devanagari_digit(c)))
            .filter_map(|d| char::from_digit(d, 10))
            .collect();
        let all_digits = !word.is_empty() && digits.len() == word.chars().count();
        if all_digits && digits.len() < 4 {
            self.age(digits.parse().ok(), today);
        } else if all_digits {
            self.digits(&digits);
        } else if let Some(sex) = sex_word(word) {
            self.sex = Some(sex);
        } else if word.chars().any(|c| c.is_ascii_digit()) {
            if let Some((age, sex)) = age_and_sex(word) {
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
        let kind = match digits.len() {
            4 => &mut self.last_four,
            14 => &mut self.abha,
            _ => &mut self.digits,
        };
        digits.clone_into(kind);
    }

    /// The mobile, or what it may be, from the front.
    pub(super) fn as_mobile(&self) -> &str {
        let bare = |digits: &str| if digits.len() == 12 { 2 } else { usize::from(digits.starts_with('0')) };
        let text = if self.mobile.is_empty() { &self.digits } else { &self.mobile };
        let digits = text.get(bare(text)..).filter(|_| !text.is_empty()).unwrap_or_default();
        let may_be = digits.len() <= 10 && digits.starts_with(['6', '7', '8', '9']) && (text.len() != 12 || text.starts_with("91"));
        if may_be { digits } else { "" }
    }

    /// The UHID, or what it may be.
    pub(super) fn as_uhid(&self) -> &str {
        if self.uhid.is_empty() { &self.digits } else { self.uhid.trim() }
    }

    /// The PIN code, or what it may be.
    pub(super) fn as_pin(&self) -> &str {
        if self.pin.is_empty() && self.digits.len() == 6 { &self.digits } else { &self.pin }
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
    Sex::parse(word).filter(|_| long)
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
        assert_eq!((ask.as_pin(), ask.last_four.as_str()), ("122001", "9876"));
        assert!(read("सुनी").typing);
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
            ("AIIMS/2022/000451", "", "AIIMS/2022/000451", ""),
        ] {
            let ask = read(text);
            assert_eq!((ask.as_mobile(), ask.as_uhid(), ask.as_pin()), (mobile, uhid, pin), "{text}");
        }
        assert_eq!(read("+91-98765-43210").words, Vec::<String>::new());
        assert_eq!(read("91-1234-5678-9012").abha, "91123456789012");
        assert_eq!(read("4321").last_four, "4321");
        assert_eq!(read("३४ सीता").birth_year, Some(1992));
        assert!(read("  ").is_empty());
    }
}
