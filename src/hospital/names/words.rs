//! Words that stand in a name and are not it: titles, relations (`assets/names_words.txt`).

use std::collections::HashMap;
use std::sync::LazyLock;

/// What a word is in a name, told from the word alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Name,
    Title,
    /// Said of the dead: a title that also stands behind the name.
    Late,
    /// `son`, `wife`: what goes with an `of`.
    Kin,
    /// `baby`: a title, and what goes with an `of`.
    TitleOrKin,
    /// `S/o`: what follows names somebody else.
    Mark,
    /// `B/o`: as a mark, and what stands before it is no name.
    BabyOf,
    /// A relation only where something follows: `wo`.
    Weak,
    /// As [`Role::Weak`], and takes the kin before it with it.
    Of,
}

impl Role {
    pub(super) const fn is_title(self) -> bool {
        matches!(self, Self::Title | Self::Late | Self::TitleOrKin)
    }

    pub(super) const fn is_kin(self) -> bool {
        matches!(self, Self::Kin | Self::TitleOrKin)
    }

    /// Of a word that the table names twice.
    const fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::Title, Self::Kin) | (Self::Kin, Self::Title) => Self::TitleOrKin,
            (first, _) => first,
        }
    }
}

pub(super) static WORDS: &str = include_str!("../../../assets/names_words.txt");

static ROLES: LazyLock<HashMap<&'static str, Role>> = LazyLock::new(|| {
    let mut map = HashMap::new();
    for line in WORDS.lines().filter(|l| !l.starts_with('#')) {
        let mut words = line.split_whitespace();
        let role = match words.next() {
            Some("title") => Role::Title,
            Some("late") => Role::Late,
            Some("kin") => Role::Kin,
            Some("mark") => Role::Mark,
            Some("weak") => Role::Weak,
            Some("of") => Role::Of,
            _ => continue,
        };
        for word in words {
            map.entry(word).and_modify(|known: &mut Role| *known = known.and(role)).or_insert(role);
        }
    }
    map
});

/// What a word in lower case, script kept, is in a name.
pub(super) fn role(word: &str) -> Role {
    ROLES.get(word).copied().unwrap_or(Role::Name)
}
