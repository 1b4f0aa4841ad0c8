//! Words that stand in a name and are not it: titles, relations; and words that are hardly it (`assets/names_words.txt`).

use super::quick::QuickMap;
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
    /// A relation behind kin, a title or nothing; takes the kin with it.
    Of,
    /// A relation before kin: `Sunita ki beti`.
    Whose,
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

static ROLES: LazyLock<QuickMap<&'static str, Role>> = LazyLock::new(|| {
    let mut map = QuickMap::default();
    for line in WORDS.lines().filter(|l| !l.starts_with('#')) {
        let mut words = line.split_whitespace();
        let role = match words.next() {
            Some("title") => Role::Title,
            Some("late") => Role::Late,
            Some("kin") => Role::Kin,
            Some("mark") => Role::Mark,
            Some("weak") => Role::Weak,
            Some("of") => Role::Of,
            Some("whose") => Role::Whose,
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

/// Words of a name that tell less than others.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Little {
    Particle,
    Prefix,
}

static LITTLE: LazyLock<QuickMap<&'static str, Little>> = LazyLock::new(|| {
    let mut map = QuickMap::default();
    for line in WORDS.lines() {
        let mut words = line.split_whitespace();
        let kind = match words.next() {
            Some("particle") => Little::Particle,
            Some("prefix") => Little::Prefix,
            _ => continue,
        };
        map.extend(words.map(|word| (word, kind)));
    }
    map
});

/// True for words that tell little behind a given name. `word` is canonical.
pub(super) fn is_particle(word: &str) -> bool {
    LITTLE.get(word) == Some(&Little::Particle)
}

/// True for words that many names begin with, and that are as often left out: `Mohd Salim` is Salim. `word` is canonical.
pub(super) fn is_prefix(word: &str) -> bool {
    LITTLE.get(word) == Some(&Little::Prefix)
}
