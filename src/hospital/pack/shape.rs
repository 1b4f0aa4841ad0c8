//! The small grammars of a pack's cells: codes, days of the week, LOINC. Pure, each tested by itself.

/// Shape of a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// `[A-Z]{2,5}`: a department.
    Department,
    /// `ORT-14`: a department's letters, a hyphen, 1–4 letters or digits.
    Clinic,
    /// `[A-Z0-9][A-Z0-9-]{0,15}`: doctors, wards, beds, tests, categories, schemes.
    Plain,
    /// `[a-z][a-z0-9.]{1,15}`: a login.
    Login,
    /// `[A-Z]{2,8}`: the site.
    Site,
}

impl Shape {
    pub fn fits(self, text: &str) -> bool {
        let upper = |t: &str| t.bytes().all(|b| b.is_ascii_uppercase());
        let mixed = |t: &str| t.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
        match self {
            Self::Department => (2..=5).contains(&text.len()) && upper(text),
            Self::Site => (2..=8).contains(&text.len()) && upper(text),
            Self::Clinic => text.split_once('-').is_some_and(|(head, tail)| {
                (2..=5).contains(&head.len()) && upper(head) && (1..=4).contains(&tail.len()) && mixed(tail)
            }),
            Self::Plain => {
                (1..=16).contains(&text.len())
                    && !text.starts_with('-')
                    && text.split('-').all(|part| !part.is_empty() && mixed(part))
            }
            Self::Login => {
                let rest = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'.';
                (2..=16).contains(&text.len()) && text.starts_with(|c: char| c.is_ascii_lowercase()) && text.bytes().all(rest)
            }
        }
    }

    /// The sentence that says it is not one.
    pub const fn fault(self) -> &'static str {
        match self {
            Self::Department => "pack-fault-code-department",
            Self::Clinic => "pack-fault-code-clinic",
            Self::Plain => "pack-fault-code",
            Self::Login => "pack-fault-code-login",
            Self::Site => "pack-fault-code-site",
        }
    }
}

const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/// Reads `daily`, `Mon-Sat`, `Mon,Wed,Fri`, `Mon-Wed,Sat`. Monday first.
pub(super) fn days(text: &str) -> Option<[bool; 7]> {
    let text = text.trim().to_ascii_lowercase();
    if text == "daily" {
        return Some([true; 7]);
    }
    let day = |name: &str| DAYS.iter().position(|d| *d == name.trim());
    let mut open = [false; 7];
    for part in text.split(',') {
        let (from, to) = part.split_once('-').unwrap_or((part, part));
        let (from, to) = (day(from)?, day(to)?);
        if from > to {
            return None;
        }
        open.iter_mut().take(to + 1).skip(from).for_each(|d| *d = true);
    }
    Some(open)
}

/// True when `text` is a LOINC code whose check digit fits (mod 10, "Luhn", over the digits before the hyphen;
/// LOINC Users' Guide, appendix C).
pub(super) fn loinc_ok(text: &str) -> bool {
    let Some((body, check)) = text.split_once('-') else { return false };
    let digits = |t: &str| t.bytes().all(|b| b.is_ascii_digit());
    if !(1..=7).contains(&body.len()) || check.len() != 1 || !digits(body) || !digits(check) {
        return false;
    }
    let sum: u32 = body
        .bytes()
        .rev()
        .enumerate()
        .map(|(i, b)| {
            let value = u32::from(b - b'0') * if i % 2 == 0 { 2 } else { 1 };
            if value > 9 { value - 9 } else { value }
        })
        .sum();
    check.bytes().next().map(|b| u32::from(b - b'0')) == Some((10 - sum % 10) % 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read() {
        let open = |text: &str| days(text).map(|d| d.iter().map(|o| if *o { '1' } else { '0' }).collect::<String>());
        for (text, wanted) in [
            ("daily", Some("1111111")),
            ("Mon-Sat", Some("1111110")),
            ("Mon,Wed,Fri", Some("1010100")),
            (" mon - tue , SUN ", Some("1100001")),
            ("Sat-Mon", None),
            ("Monday", None),
            ("Mon;Tue", None),
            ("", None),
            ("Mon,", None),
        ] {
            assert_eq!(open(text).as_deref(), wanted, "{text}");
        }
    }

    #[test]
    fn loinc_check_digits() {
        for good in ["718-7", "2823-3", "98979-8", "4544-3"] {
            assert!(loinc_ok(good), "{good}");
        }
        for bad in ["718-8", "2832-3", "718", "", "-7", "71a-7", "718-77"] {
            assert!(!loinc_ok(bad), "{bad}");
        }
    }

    #[test]
    fn codes() {
        for (shape, good, bad) in [
            (Shape::Department, ["OR", "ORTHO"], ["O", "Ort"]),
            (Shape::Clinic, ["ORT-14", "MED-2B"], ["ORT14", "ORT-12345"]),
            (Shape::Plain, ["D001", "MED-M1-07"], ["med", "-A"]),
            (Shape::Login, ["asha", "a.k2"], ["Asha", "2a"]),
            (Shape::Site, ["DEMO", "AIIMSND"], ["A", "DEMO1"]),
        ] {
            assert!(good.iter().all(|g| shape.fits(g)), "{shape:?}");
            assert!(bad.iter().all(|b| !shape.fits(b)), "{shape:?}");
        }
        assert!(!Shape::Plain.fits("A--B") && !Shape::Plain.fits("ओ"));
    }
}
