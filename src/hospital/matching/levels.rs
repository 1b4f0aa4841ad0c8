//! How alike two people are in each field: a closed, graded list a field, nearest first, so that weights can be learnt for each level.

use serde::{Deserialize, Serialize};

/// An enum of levels, nearest first.
macro_rules! levels {
    ($(#[$doc:meta])* $name:ident { $($(#[$of:meta])* $level:ident),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum $name { $($(#[$of])* $level),+ }

        impl $name {
            /// Every level, nearest first.
            pub const ALL: &'static [Self] = &[$(Self::$level),+];

            /// Its place among the levels.
            #[must_use]
            pub const fn at(self) -> usize {
                self as usize
            }
        }
    };
}

levels! {
    /// The name, by the best pair of scripts.
    NameLevel {
        /// Word for word.
        Same,
        /// Spelling only: sound, alias, other script, cut otherwise.
        Sounds,
        /// A slip or two.
        Close,
        /// All words, in another order.
        Order,
        /// Alike still.
        Near,
        /// One begins like the other: a surname dropped, or not typed to the end.
        Begins,
        /// All words, but for a slip of the pen, which makes a word that nobody has, or another name: Rupesh, Rupsh; Ramesh, Rajesh.
        Slip,
        /// The given name fits, the rest differs: a woman's surname before and after her wedding.
        First,
        /// One is a baby without a name of its own yet, called by its mother's.
        Unnamed,
        /// The name asked is the relative's name of the other.
        Crossed,
        /// A word fits that is not the given name: a surname.
        Some,
        /// The given names look alike and are two names as often as not: Ramesh, Rajesh.
        Faint,
        Different,
    }
}

levels! {
    /// The relative's name.
    RelativeLevel {
        Same,
        Sounds,
        /// Alike, or in another order.
        Near,
        /// The relative asked is the name of the other, and the other way round.
        Crossed,
        /// One begins like the other, or the given name fits.
        Begins,
        /// As of names.
        Slip,
        /// A surname fits.
        Some,
        /// Another relative in another relation: the father on one paper, the husband on the other.
        OtherRelation,
        Different,
    }
}

levels! {
    SexLevel { Same, Other }
}

levels! {
    /// Year or day of birth.
    BirthLevel {
        SameDay,
        /// Day and month exchanged, or one of day, month and year another; a year far off only by one digit.
        AlmostDay,
        SameYear,
        Apart1,
        Apart2,
        /// 3 to 5 years.
        Apart5,
        /// 6 to 10 years.
        Apart10,
        /// 11 to 20 years.
        Apart20,
        Far,
    }
}

levels! {
    MobileLevel {
        Same,
        /// One digit wrong, or two neighbours exchanged.
        OneOff,
        LastFour,
        /// Not typed to the end.
        Begins,
        Other,
    }
}

levels! {
    PinLevel {
        Same,
        /// One digit wrong, or two neighbours exchanged.
        OneOff,
        /// The first three digits: one sorting district of India Post.
        District,
        Other,
    }
}

levels! {
    /// Village, town, district.
    PlaceLevel {
        /// Every word of the shorter one.
        Same,
        /// Every word, by its sound or but for a slip.
        Sounds,
        /// Most letters: cut otherwise, a word too many.
        Most,
        /// A word at least.
        Some,
        Other,
    }
}

levels! {
    /// UHID, ABHA.
    NumberLevel {
        Same,
        /// One digit wrong, or two neighbours exchanged.
        OneOff,
        Other,
    }
}

/// A field that is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    Name,
    Relative,
    Sex,
    Birth,
    Mobile,
    Pin,
    Place,
    Uhid,
    Abha,
}

impl Field {
    pub const ALL: [Self; 9] =
        [Self::Name, Self::Relative, Self::Sex, Self::Birth, Self::Mobile, Self::Pin, Self::Place, Self::Uhid, Self::Abha];

    /// How many levels it has.
    #[must_use]
    pub const fn levels(self) -> usize {
        match self {
            Self::Name => NameLevel::ALL.len(),
            Self::Relative => RelativeLevel::ALL.len(),
            Self::Sex => SexLevel::ALL.len(),
            Self::Birth => BirthLevel::ALL.len(),
            Self::Mobile => MobileLevel::ALL.len(),
            Self::Pin => PinLevel::ALL.len(),
            Self::Place => PlaceLevel::ALL.len(),
            Self::Uhid | Self::Abha => NumberLevel::ALL.len(),
        }
    }

    /// True for what a household shares: it finds the house, not who of it.
    #[must_use]
    pub const fn of_household(self) -> bool {
        matches!(self, Self::Relative | Self::Mobile | Self::Pin | Self::Place)
    }
}

/// How two people compare; `None` where one of them is not known or was not asked. Ten bytes, no personal data: it can be kept by the million.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Levels {
    pub name: Option<NameLevel>,
    pub relative: Option<RelativeLevel>,
    pub sex: Option<SexLevel>,
    pub birth: Option<BirthLevel>,
    pub mobile: Option<MobileLevel>,
    pub pin: Option<PinLevel>,
    pub place: Option<PlaceLevel>,
    pub uhid: Option<NumberLevel>,
    pub abha: Option<NumberLevel>,
}

impl Levels {
    /// Place of a field's level among its levels.
    #[must_use]
    pub fn at(&self, field: Field) -> Option<usize> {
        match field {
            Field::Name => self.name.map(NameLevel::at),
            Field::Relative => self.relative.map(RelativeLevel::at),
            Field::Sex => self.sex.map(SexLevel::at),
            Field::Birth => self.birth.map(BirthLevel::at),
            Field::Mobile => self.mobile.map(MobileLevel::at),
            Field::Pin => self.pin.map(PinLevel::at),
            Field::Place => self.place.map(PlaceLevel::at),
            Field::Uhid => self.uhid.map(NumberLevel::at),
            Field::Abha => self.abha.map(NumberLevel::at),
        }
    }
}
