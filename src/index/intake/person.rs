//! Names, relatives and places of an export: which script, where a relative begins, what is no name at all. Never keeps an Aadhaar number.

use super::fault::FaultKind;
use crate::hospital::identifiers::{MASK, mask_aadhaar};
use crate::hospital::opd_form::{NAME_CHARS_MAX, TEXT_CHARS_MAX, is_devanagari};
use crate::hospital::person::{PersonName, Relation};
use crate::hospital::sex::Sex;
use std::borrow::Cow;

/// Titles that are never a name by themselves; *Kumari* and *Baby* are, now and then.
const TITLES: [&str; 16] =
    ["smt", "shri", "shree", "sri", "shrimati", "mr", "mrs", "ms", "miss", "dr", "श्री", "श्रीमती", "सुश्री", "डॉ", "डा", "स्व"];

/// A text of a name, a relative or a place, and what was done to it.
pub(super) struct Kept<'a> {
    pub text: Cow<'a, str>,
    pub aadhaar: bool,
    pub cut: bool,
}

/// Takes Aadhaar numbers out, and cuts what is longer than `chars_max` at a blank.
pub(super) fn keep(text: Cow<'_, str>, chars_max: usize) -> Kept<'_> {
    let (text, aadhaar) = without_aadhaar(text);
    let over = if text.len() > chars_max { text.char_indices().nth(chars_max).map(|(at, _)| at) } else { None };
    let Some(over) = over else { return Kept { text, aadhaar, cut: false } };
    let head = text.get(..over).unwrap_or_default();
    let at = head.rfind(' ').filter(|at| *at > 0).unwrap_or(over);
    // A cut can make such a number of a longer one.
    let (text, made) = without_aadhaar(Cow::Owned(text.get(..at).unwrap_or_default().to_owned()));
    Kept { text, aadhaar: aadhaar || made, cut: true }
}

pub(super) fn keep_name(text: Cow<'_, str>) -> Kept<'_> {
    keep(text, NAME_CHARS_MAX)
}

pub(super) fn keep_place(text: Cow<'_, str>) -> Kept<'_> {
    keep(text, TEXT_CHARS_MAX)
}

fn without_aadhaar(text: Cow<'_, str>) -> (Cow<'_, str>, bool) {
    let digit = |c: char| c.is_ascii_digit() || matches!(c, '०'..='९');
    if text.len() < 12 || text.chars().filter(|c| digit(*c)).count() < 12 {
        return (text, false);
    }
    let masked = mask_aadhaar(&text);
    if masked == *text {
        return (text, false);
    }
    let mut out = String::with_capacity(masked.len());
    for (i, piece) in masked.split(MASK).enumerate() {
        // Nothing of it is needed in a name: the four digits behind a mask go with it.
        let tail = if i == 0 { piece } else { piece.get(4..).unwrap_or_default() };
        out.push_str(tail);
    }
    (Cow::Owned(out.split_whitespace().collect::<Vec<_>>().join(" ")), true)
}

/// Why a text is no name; `None` when it is one.
pub(super) fn no_name(text: &str) -> Option<FaultKind> {
    if text.is_empty() {
        return Some(FaultKind::NameEmpty);
    }
    if !text.chars().any(char::is_alphabetic) {
        return Some(FaultKind::NameNoLetters);
    }
    if text.len() > 24 {
        return None;
    }
    let mut words = text.split([' ', '.']).filter(|w| !w.is_empty());
    let title = |word: &str| TITLES.iter().any(|t| word.eq_ignore_ascii_case(t));
    words.all(title).then_some(FaultKind::NameTitleOnly)
}

/// A name put where its script belongs; words of both scripts in one cell (`SUNITA सुनीता`) are parted when they are as many.
pub(super) fn by_script(text: &str, name: &mut PersonName) {
    if text.is_empty() {
        return;
    }
    if text.is_ascii() || !is_devanagari(text) {
        name.latin.get_or_insert_with(|| text.to_owned());
        return;
    }
    if text.bytes().any(|b| b.is_ascii_alphabetic())
        && let Some((latin, devanagari)) = parted(text)
    {
        name.latin.get_or_insert(latin);
        name.devanagari.get_or_insert(devanagari);
        return;
    }
    name.devanagari.get_or_insert_with(|| text.to_owned());
}

fn parted(text: &str) -> Option<(String, String)> {
    let words = || text.split([' ', '/', '(', ')']).filter(|w| w.chars().any(char::is_alphabetic));
    let (hindi, latin): (Vec<&str>, Vec<&str>) = words().partition(|w| is_devanagari(w));
    (!latin.is_empty() && latin.len() == hindi.len()).then(|| (latin.join(" "), hindi.join(" ")))
}

/// A text cut at its relation mark: what is before, the relation, what is behind. `None` when there is no mark.
pub(super) fn at_relation(text: &str, sex: Option<Sex>) -> Option<(&str, Relation, &str)> {
    let slash = if text.contains('/') { at_slash(text) } else { None };
    slash.or_else(|| at_word(text, sex)).map(|(before, relation, behind)| {
        let edge = |c: char| c == ' ' || c == ',' || c == '(' || c == ')' || c == ':' || c == '.' || c == '-';
        (before.trim_end_matches([' ', ',', '(', '-']), relation, behind.trim_matches(edge))
    })
}

/// `W/o`, `w / o.`, `S/oRamesh`.
fn at_slash(text: &str) -> Option<(&str, Relation, &str)> {
    text.match_indices('/').find_map(|(at, _)| {
        let (before, behind) = (text.get(..at)?.trim_end(), text.get(at + 1..)?.trim_start());
        let letter = before.chars().next_back()?;
        let relation = of_letter(letter)?;
        let head = before.get(..before.len() - letter.len_utf8())?;
        let mut rest = behind.chars();
        let o = rest.next().filter(|c| matches!(c, 'o' | 'O'))?;
        let glued = rest.clone().next().is_some_and(|c| c.is_alphabetic() && !(o == 'o' && c.is_uppercase()));
        let inside = head.chars().next_back().is_some_and(char::is_alphabetic);
        (!glued && !inside).then_some((head, relation, rest.as_str()))
    })
}

fn of_letter(letter: char) -> Option<Relation> {
    Some(match letter.to_ascii_lowercase() {
        's' => Relation::SonOf,
        'd' => Relation::DaughterOf,
        'w' => Relation::WifeOf,
        'h' => Relation::HusbandOf,
        'c' => Relation::CareOf,
        'f' => Relation::FatherOf,
        'm' => Relation::MotherOf,
        'b' => Relation::BabyOf,
        _ => return None,
    })
}

/// `wife of`, `पत्नी`, between two names.
fn at_word(text: &str, sex: Option<Sex>) -> Option<(&str, Relation, &str)> {
    const ENGLISH: [(&str, Relation); 6] = [
        (" son of ", Relation::SonOf),
        (" daughter of ", Relation::DaughterOf),
        (" wife of ", Relation::WifeOf),
        (" husband of ", Relation::HusbandOf),
        (" care of ", Relation::CareOf),
        (" baby of ", Relation::BabyOf),
    ];
    const HINDI: [&str; 8] = ["पुत्र", "पुत्री", "पत्नी", "पति", "पिता", "आत्मज", "आत्मजा", "द्वारा"];
    if text.is_ascii() {
        if !text.as_bytes().windows(4).any(|w| w.eq_ignore_ascii_case(b" of ")) {
            return None;
        }
        let lower = text.to_ascii_lowercase();
        return ENGLISH.into_iter().find_map(|(word, relation)| {
            let at = lower.find(word)?;
            Some((text.get(..at)?, relation, text.get(at + word.len()..)?))
        });
    }
    let mut from = 0;
    for word in text.split(' ') {
        let to = from + word.len();
        if from > 0 && to < text.len() && HINDI.contains(&word) {
            return Some((text.get(..from)?, relation(word, sex)?, text.get(to..)?));
        }
        from = to + 1;
    }
    None
}

/// Reads a column of relations: `W/o`, `wife of`, or who the relative is: `husband`, `पति`. *Father* is a son's or a daughter's.
pub(super) fn relation(text: &str, sex: Option<Sex>) -> Option<Relation> {
    if let [letter, b'/', b'o' | b'O', rest @ ..] = text.as_bytes()
        && !rest.iter().any(u8::is_ascii_alphanumeric)
    {
        return of_letter(char::from(*letter));
    }
    let child = match sex {
        Some(Sex::Male) => Relation::SonOf,
        Some(Sex::Female) => Relation::DaughterOf,
        _ => Relation::CareOf,
    };
    let parent = if sex == Some(Sex::Female) { Relation::MotherOf } else { Relation::FatherOf };
    match text.trim_end_matches([':', '.', ' ']).to_lowercase().as_str() {
        "father" | "mother" | "parent" | "f" | "पिता" | "माता" | "माँ" => Some(child),
        "husband" | "पति" | "wife of" | "पत्नी" => Some(Relation::WifeOf),
        "wife" | "husband of" => Some(Relation::HusbandOf),
        "son" | "daughter" | "बेटा" | "बेटी" => Some(parent),
        "son of" | "पुत्र" | "आत्मज" => Some(Relation::SonOf),
        "daughter of" | "पुत्री" | "आत्मजा" => Some(Relation::DaughterOf),
        "guardian" | "brother" | "sister" | "other" | "care of" | "अभिभावक" | "भाई" | "बहन" | "अन्य" => {
            Some(Relation::CareOf)
        }
        "baby of" => Some(Relation::BabyOf),
        _ => Relation::parse(text),
    }
}

/// Reads a sex; `Ok(None)`: the export says that nobody knows.
pub(super) fn sex(text: &str) -> Result<Option<Sex>, FaultKind> {
    match text.as_bytes() {
        b"M" | b"m" => return Ok(Some(Sex::Male)),
        b"F" | b"f" => return Ok(Some(Sex::Female)),
        _ => {}
    }
    let bare = text.trim_end_matches(['.', ' ']);
    let more = || match bare.to_lowercase().as_str() {
        "male child" | "mch" | "boy child" | "बालक" | "नर" => Some(Sex::Male),
        "female child" | "fch" | "girl child" | "बालिका" | "स्त्री." | "मादा" => {
            Some(Sex::Female)
        }
        "tg" | "trans" | "third gender" | "किन्नर" | "तृतीय लिंग" => Some(Sex::Other),
        "not known" | "unspecified" | "?" => Some(Sex::Unknown),
        _ => None,
    };
    let sex = Sex::parse(bare).or_else(more).ok_or(FaultKind::SexUnknown)?;
    Ok(Some(sex).filter(|s| *s != Sex::Unknown))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cut_makes_no_aadhaar_number_of_a_longer_one() {
        // 25 digits are none; the first twelve of them are.
        let text = format!("{}{}", "Ram".repeat(36), "9".repeat(25));
        let kept = keep(Cow::Borrowed(&text), 120);
        assert_eq!((kept.text.as_ref(), kept.aadhaar, kept.cut), ("Ram".repeat(36).as_str(), true, true));
    }

    #[test]
    fn relations_are_found() {
        use Relation::{BabyOf, DaughterOf, SonOf, WifeOf};
        for (text, found) in [
            ("Sunita W/o Ramesh", Some(("Sunita", WifeOf, "Ramesh"))),
            ("SUNITA W/O. RAMESH KUMAR", Some(("SUNITA", WifeOf, "RAMESH KUMAR"))),
            ("Sunita (w / o Ramesh)", Some(("Sunita", WifeOf, "Ramesh"))),
            ("Sunita D/oRamesh", Some(("Sunita", DaughterOf, "Ramesh"))),
            ("B/o Sunita", Some(("", BabyOf, "Sunita"))),
            ("Sunita wife of Ramesh", Some(("Sunita", WifeOf, "Ramesh"))),
            ("सुनीता पत्नी मोहन", Some(("सुनीता", WifeOf, "मोहन"))),
            ("राम पिता मोहन", Some(("राम", SonOf, "मोहन"))),
            ("सुनीता W/o मोहन", Some(("सुनीता", WifeOf, "मोहन"))),
            ("Ram/Shyam", None),
            ("As/om", None),
            ("D/Om", None),
            ("Sunita Devi", None),
            ("पुत्री", None),
        ] {
            assert_eq!(at_relation(text, Some(Sex::Male)), found, "{text}");
        }
        for (text, sex, found) in [
            ("W/o", None, Some(WifeOf)),
            ("w/O:", None, Some(WifeOf)),
            ("Father", Some(Sex::Female), Some(DaughterOf)),
            ("पति", Some(Sex::Female), Some(WifeOf)),
            ("पिता", Some(Sex::Male), Some(SonOf)),
            ("neighbour", None, None),
        ] {
            assert_eq!(relation(text, sex), found, "{text}");
        }
    }

    #[test]
    fn names_and_sexes() {
        for (text, kind) in [
            ("Sunita", None),
            ("Smt. Sunita", None),
            ("सुनीता", None),
            ("", Some(FaultKind::NameEmpty)),
            ("12345", Some(FaultKind::NameNoLetters)),
            ("...", Some(FaultKind::NameNoLetters)),
            ("Smt.", Some(FaultKind::NameTitleOnly)),
            ("MR. DR.", Some(FaultKind::NameTitleOnly)),
            ("श्रीमती", Some(FaultKind::NameTitleOnly)),
            ("Baby", None),
        ] {
            assert_eq!(no_name(text), kind, "{text}");
        }
        for (text, found) in [
            ("M", Ok(Some(Sex::Male))),
            ("Female", Ok(Some(Sex::Female))),
            ("पुरुष", Ok(Some(Sex::Male))),
            ("पु.", Ok(Some(Sex::Male))),
            ("FEMALE CHILD", Ok(Some(Sex::Female))),
            ("TG", Ok(Some(Sex::Other))),
            ("U", Ok(None)),
            ("X7", Err(FaultKind::SexUnknown)),
        ] {
            assert_eq!(sex(text), found, "{text}");
        }
    }

    #[test]
    fn scripts_and_numbers() {
        let named = |text: &str| {
            let mut name = PersonName::default();
            by_script(text, &mut name);
            (name.latin, name.devanagari)
        };
        let some = |text: &str| Some(text.to_owned());
        assert_eq!(named("Sunita Devi"), (some("Sunita Devi"), None));
        assert_eq!(named("सुनीता देवी"), (None, some("सुनीता देवी")));
        assert_eq!(named("SUNITA / सुनीता"), (some("SUNITA"), some("सुनीता")));
        assert_eq!(named("Smt. सुनीता देवी"), (None, some("Smt. सुनीता देवी")));
        let kept = keep_name(Cow::Borrowed("Sunita 9999 4105 7058 Devi"));
        assert_eq!((kept.text.as_ref(), kept.aadhaar), ("Sunita Devi", true));
        let kept = keep_name(Cow::Borrowed("Sunita ९९९९४१०५७०५८"));
        assert_eq!((kept.text.as_ref(), kept.aadhaar), ("Sunita", true));
        let long = "Sunita ".repeat(40);
        let kept = keep_name(Cow::Borrowed(long.trim()));
        assert!(kept.cut && kept.text.chars().count() <= NAME_CHARS_MAX && kept.text.ends_with("Sunita"));
    }
}
