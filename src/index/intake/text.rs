//! A cell's bytes as a text: one line, composed, without what spreadsheets, browsers and wrong code pages left in it.
//!
//! Owns how a text is mended, and says what was. Knows no column. What cannot be mended without guessing is refused.

use super::fault::FaultKind;
use std::borrow::Cow;
use unicode_normalization::UnicodeNormalization as _;

/// What was mended in a text; a small set, in the order of [`MENDED`].
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Mended(u16);

const MENDED: [FaultKind; 11] = [
    FaultKind::Mojibake,
    FaultKind::Entity,
    FaultKind::Nul,
    FaultKind::Control,
    FaultKind::Tab,
    FaultKind::LineBreak,
    FaultKind::ZeroWidth,
    FaultKind::FullWidth,
    FaultKind::SmartQuote,
    FaultKind::Apostrophe,
    FaultKind::Formula,
];

impl Mended {
    fn add(&mut self, kind: FaultKind) {
        if let Some(bit) = MENDED.iter().position(|k| *k == kind) {
            self.0 |= 1 << bit;
        }
    }

    pub fn kinds(self) -> impl Iterator<Item = FaultKind> {
        MENDED.into_iter().enumerate().filter(move |(bit, _kind)| self.0 & (1 << bit) != 0).map(|(_bit, kind)| kind)
    }
}

/// What an export writes for *nothing*, in lower case.
const NOTHING: [&str; 14] = ["-", "--", "---", ".", "na", "n/a", "n.a.", "n.a", "null", "(null)", "nil", "none", "\\n", "#n/a"];
/// Entities by name; numbers are read as numbers.
const ENTITIES: [(&str, &str); 8] =
    [("amp", "&"), ("nbsp", " "), ("quot", "\""), ("apos", "'"), ("lt", "<"), ("gt", ">"), ("zwj", ""), ("zwnj", "")];
/// Longest entity between `&` and `;`.
const ENTITY_BYTES_MAX: usize = 8;
/// What Windows-1252 has at 0x80 to 0x9F; where it has nothing, programs write the control character of that number.
const WINDOWS_1252: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}', '‘', '’', '“', '”',
    '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

/// Reads a cell. Empty when it holds nothing, or a word for nothing.
///
/// # Errors
/// [`FaultKind::Utf8`], [`FaultKind::LettersLost`]: letters are missing, nobody can say which.
pub(super) fn clean<'a>(bytes: &'a [u8], mended: &mut Mended) -> Result<Cow<'a, str>, FaultKind> {
    let text = std::str::from_utf8(bytes).map_err(|_broken| FaultKind::Utf8)?;
    let text = if is_plain(bytes) || is_plain_hindi(text) { Cow::Borrowed(text) } else { Cow::Owned(mend(text, mended)?) };
    let text = one_line(text);
    Ok(if is_nothing(&text) { Cow::Borrowed("") } else { text })
}

/// ASCII letters, digits and signs that are never damage.
fn is_plain(bytes: &[u8]) -> bool {
    bytes.iter().all(|b| matches!(b, b' '..=b'~') && !is_suspect(*b))
}

const fn is_suspect(byte: u8) -> bool {
    matches!(byte, b'&' | b'=' | b'\'' | b'?' | b'"')
}

/// Plain ASCII and Devanagari in which nothing is to be composed. Not by the tables of Unicode: they cost three times as much as all the
/// rest of a Hindi name.
fn is_plain_hindi(text: &str) -> bool {
    text.chars().all(|c| match c {
        ' '..='~' => !matches!(c, '&' | '=' | '\'' | '?' | '"'),
        // Nukta, letters made with it, and accents.
        '\u{093c}' | '\u{0951}'..='\u{0954}' | '\u{0958}'..='\u{095f}' => false,
        '\u{0900}'..='\u{097f}' => true,
        _ => false,
    })
}

fn is_nothing(text: &str) -> bool {
    text.len() <= 6 && NOTHING.iter().any(|word| text.eq_ignore_ascii_case(word))
}

/// Single blanks, none at the ends.
fn one_line(text: Cow<'_, str>) -> Cow<'_, str> {
    let bytes = text.as_bytes();
    let edge = bytes.first() == Some(&b' ') || bytes.last() == Some(&b' ');
    if !edge && !bytes.windows(2).any(|pair| pair == b"  ") {
        return text;
    }
    if let Cow::Borrowed(text) = text
        && !text.trim().contains("  ")
    {
        return Cow::Borrowed(text.trim());
    }
    let mut out = String::with_capacity(text.len());
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    Cow::Owned(out)
}

fn mend(text: &str, mended: &mut Mended) -> Result<String, FaultKind> {
    let mut text = Cow::Borrowed(text);
    // Twice, for what was damaged twice.
    for _again in 0..2 {
        if let Some(right) = right_code_page(&text) {
            mended.add(FaultKind::Mojibake);
            text = Cow::Owned(right);
        }
        if let Some(right) = without_entities(&text) {
            mended.add(FaultKind::Entity);
            text = Cow::Owned(right);
        }
    }
    // Hindi in a wrong code page that lost a byte on its way.
    if text.contains("à¤") || text.contains("à¥") {
        return Err(FaultKind::LettersLost);
    }
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        put(c, &mut out, mended)?;
    }
    if out.contains("??") {
        return Err(FaultKind::LettersLost);
    }
    let out = without_spreadsheet(out, mended);
    // Left of a quotation mark that was never closed.
    let out = if out.starts_with('"') || out.ends_with('"') { out.trim_matches('"').to_owned() } else { out };
    Ok(if out.is_ascii() { out } else { out.nfc().collect() })
}

/// One letter, as it should be.
fn put(c: char, out: &mut String, mended: &mut Mended) -> Result<(), FaultKind> {
    let (kind, right) = match c {
        '\u{fffd}' => return Err(FaultKind::LettersLost),
        '\0' => (FaultKind::Nul, None),
        '\t' => (FaultKind::Tab, Some(' ')),
        '\n' | '\r' | '\u{2028}' | '\u{2029}' => (FaultKind::LineBreak, Some(' ')),
        c if c.is_control() => (FaultKind::Control, Some(' ')),
        // Joiners belong to Indian scripts; a name is the same without them.
        '\u{200c}' | '\u{200d}' if out.chars().next_back().is_some_and(|c| matches!(c, '\u{0900}'..='\u{0dff}')) => return Ok(()),
        '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{ad}' => {
            (FaultKind::ZeroWidth, None)
        }
        '\u{ff01}'..='\u{ff5e}' => (FaultKind::FullWidth, char::from_u32(u32::from(c) - 0xfee0)),
        '‘' | '’' | '‛' => (FaultKind::SmartQuote, Some('\'')),
        '“' | '”' | '„' | '‟' => (FaultKind::SmartQuote, Some('"')),
        _ => {
            out.push(usual(c));
            return Ok(());
        }
    };
    mended.add(kind);
    out.extend(right);
    Ok(())
}

/// Blanks and hyphens of every kind as the usual ones; digits of scripts other than Devanagari as ASCII.
fn usual(c: char) -> char {
    /// Zero of each script.
    const ZEROS: [u32; 10] = [0x0660, 0x06f0, 0x09e6, 0x0a66, 0x0ae6, 0x0b66, 0x0be6, 0x0c66, 0x0ce6, 0x0d66];
    match c {
        '‐' | '‑' | '‒' | '–' | '—' | '−' => '-',
        c if c.is_whitespace() => ' ',
        c => {
            let digit = ZEROS.iter().find_map(|zero| u32::from(c).checked_sub(*zero).filter(|digit| *digit < 10));
            digit.and_then(|digit| char::from_digit(digit, 10)).unwrap_or(c)
        }
    }
}

/// `à¤¸à¥` back to `स`: UTF-8 that was read as Windows-1252. `None` when it was not.
fn right_code_page(text: &str) -> Option<String> {
    if !text.contains(['à', 'Ã', 'â', 'Â']) {
        return None;
    }
    let byte = |c: char| -> Option<u8> {
        let high = WINDOWS_1252.iter().position(|w| *w == c).and_then(|at| u8::try_from(at + 0x80).ok());
        high.or_else(|| u8::try_from(u32::from(c)).ok())
    };
    let bytes: Option<Vec<u8>> = text.chars().map(byte).collect();
    String::from_utf8(bytes?).ok()
}

/// Without `&amp;`, `&#2360;`, `&#x938;`; `None` when there is none.
fn without_entities(text: &str) -> Option<String> {
    let mut out = String::with_capacity(text.len());
    let (mut rest, mut found) = (text, false);
    while let Some((before, after)) = rest.split_once('&') {
        out.push_str(before);
        let entity = after.split_once(';').filter(|(name, _rest)| name.len() <= ENTITY_BYTES_MAX);
        if let Some((text, tail)) = entity.and_then(|(name, tail)| Some((entity_text(name)?, tail))) {
            out.push_str(&text);
            rest = tail;
            found = true;
        } else {
            out.push('&');
            rest = after;
        }
    }
    out.push_str(rest);
    found.then_some(out)
}

fn entity_text(name: &str) -> Option<Cow<'static, str>> {
    let Some(number) = name.strip_prefix('#') else {
        return ENTITIES.iter().find(|(known, _)| name.eq_ignore_ascii_case(known)).map(|(_, text)| Cow::Borrowed(*text));
    };
    let code = match number.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16).ok()?,
        None => number.parse().ok()?,
    };
    char::from_u32(code).map(|c| Cow::Owned(c.to_string()))
}

/// Without a spreadsheet's `'…` and `="…"`.
fn without_spreadsheet(text: String, mended: &mut Mended) -> String {
    let bare = text.trim();
    if let Some(rest) = bare.strip_prefix('\'').filter(|rest| !rest.is_empty()) {
        mended.add(FaultKind::Apostrophe);
        return rest.to_owned();
    }
    if let Some(rest) = bare.strip_prefix('=') {
        mended.add(FaultKind::Formula);
        return rest.strip_prefix('"').and_then(|r| r.strip_suffix('"')).unwrap_or(rest).to_owned();
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> (Result<String, FaultKind>, Vec<&'static str>) {
        let mut mended = Mended::default();
        let text = clean(bytes, &mut mended).map(Cow::into_owned);
        (text, mended.kinds().map(FaultKind::code).collect())
    }

    #[test]
    fn texts_are_mended() {
        for (written, text, kinds) in [
            ("Sunita Devi", "Sunita Devi", &[][..]),
            ("  Sunita   Devi ", "Sunita Devi", &[]),
            ("सुनीता देवी", "सुनीता देवी", &[]),
            ("N/A", "", &[]),
            ("NULL", "", &[]),
            ("Nita", "Nita", &[]),
            ("à¤¸à¥\u{81}à¤¨à¥€à¤¤à¤¾", "सुनीता", &["mojibake"]),
            ("JosÃ©", "José", &["mojibake"]),
            ("Ã\u{a0}Â¤Â¸", "स", &["mojibake"]),
            ("Ram &amp; Sons", "Ram & Sons", &["entity"]),
            ("&amp;#2360;&#x941;", "सु", &["entity"]),
            ("Ram & Co; Ltd", "Ram & Co; Ltd", &[]),
            ("Su\0nita", "Sunita", &["nul"]),
            ("Su\u{1}nita", "Su nita", &["control"]),
            ("Sunita\tDevi", "Sunita Devi", &["tab"]),
            ("Gali 4\nDelhi", "Gali 4 Delhi", &["line-break"]),
            ("Su\u{200b}nita\u{feff}", "Sunita", &["zero-width"]),
            ("राम\u{200d}", "राम", &[]),
            ("Ｒａｍ１", "Ram1", &["full-width"]),
            ("D’Souza", "D'Souza", &["smart-quote"]),
            ("D'Souza", "D'Souza", &[]),
            ("'104882217", "104882217", &["apostrophe"]),
            ("=\"104882217\"", "104882217", &["formula"]),
            ("Sunita\u{a0}Devi", "Sunita Devi", &[]),
            ("ज़रीना", "ज\u{93c}रीना", &[]),
            ("৯৮", "98", &[]),
            ("where?", "where?", &[]),
        ] {
            assert_eq!(read(written.as_bytes()), (Ok(text.to_owned()), kinds.to_vec()), "{written:?}");
        }
        // What a clipboard leaves of the same name: one of its bytes has no letter.
        assert_eq!(read("à¤¸à¥à¤¨à¥€".as_bytes()).0, Err(FaultKind::LettersLost));
        assert_eq!(read(b"Sun\xffita").0, Err(FaultKind::Utf8));
        assert_eq!(read("???? ????".as_bytes()).0, Err(FaultKind::LettersLost));
        assert_eq!(read("Sun\u{fffd}ta".as_bytes()).0, Err(FaultKind::LettersLost));
    }
}
