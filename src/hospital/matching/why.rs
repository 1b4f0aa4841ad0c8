//! Why a line is offered as the same person: the reasons that help a clerk decide. Worded elsewhere.

use crate::hospital::person::Relation;

/// What the named relative is to the patient, where the relation says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kin {
    Father,
    Husband,
    Mother,
}

impl Kin {
    /// By what is written before the relative's name; `None` where that says too little (`C/o`) or another thing.
    #[must_use]
    pub const fn of(relation: Relation) -> Option<Self> {
        match relation {
            Relation::SonOf | Relation::DaughterOf => Some(Self::Father),
            Relation::WifeOf => Some(Self::Husband),
            Relation::BabyOf => Some(Self::Mother),
            Relation::HusbandOf | Relation::CareOf | Relation::FatherOf | Relation::MotherOf => None,
        }
    }
}

/// Why a line is offered as the same person. Shown in words: `why-…` in the words' files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Why {
    SameNumber,
    SameUhid,
    UhidAlmost,
    OtherUhid,
    SameAbha,
    AbhaAlmost,
    OtherAbha,
    SameMobile,
    MobileAlmost,
    SameLastFour,
    MobileBegins,
    OtherMobile,
    SameName,
    /// The same, and few people are called so.
    RareName,
    NameAlike,
    NameBegins,
    /// The same words in another order.
    NameOrder,
    /// A slip of the pen away from a name.
    NameSlip,
    /// The given name fits, the rest differs.
    NamePart,
    /// One is a baby that was called by its mother's name.
    NoNameYet,
    OtherName,
    /// The name typed is the relative's here, or the other way round.
    NameIsRelative,
    SameRelative,
    SameKin(Kin),
    RelativeAlike,
    KinAlike(Kin),
    OtherRelative,
    OtherKin(Kin),
    SameBirthday,
    /// Day and month of birth are exchanged.
    BirthdaySwapped,
    SameAge,
    AgeApart(u16),
    OtherSex,
    SamePin,
    PinAlmost,
    /// The same sorting district: the first three digits of the PIN.
    SameDistrict,
    SamePlace,
    PlaceAlike,
    OtherPlace,
}

impl Why {
    /// Message of the reason; only `why-age-apart` takes a number, the years.
    #[must_use]
    pub const fn why_id(self) -> &'static str {
        match self {
            Self::SameNumber => "why-same-number",
            Self::SameUhid => "why-same-uhid",
            Self::UhidAlmost => "why-uhid-almost",
            Self::OtherUhid => "why-other-uhid",
            Self::SameAbha => "why-same-abha",
            Self::AbhaAlmost => "why-abha-almost",
            Self::OtherAbha => "why-other-abha",
            Self::SameMobile => "why-same-mobile",
            Self::MobileAlmost => "why-mobile-almost",
            Self::SameLastFour => "why-same-last-four",
            Self::MobileBegins => "why-mobile-begins",
            Self::OtherMobile => "why-other-mobile",
            Self::SameName => "why-same-name",
            Self::RareName => "why-rare-name",
            Self::NameAlike => "why-name-alike",
            Self::NameBegins => "why-name-begins",
            Self::NameOrder => "why-name-order",
            Self::NameSlip => "why-name-slip",
            Self::NamePart => "why-name-part",
            Self::NoNameYet => "why-no-name-yet",
            Self::OtherName => "why-other-name",
            Self::NameIsRelative => "why-name-is-relative",
            Self::SameBirthday => "why-same-birthday",
            Self::BirthdaySwapped => "why-birthday-swapped",
            Self::SameAge => "why-same-age",
            Self::AgeApart(_) => "why-age-apart",
            Self::OtherSex => "why-other-sex",
            Self::SamePin => "why-same-pin",
            Self::PinAlmost => "why-pin-almost",
            Self::SameDistrict => "why-same-district",
            Self::SamePlace => "why-same-place",
            Self::PlaceAlike => "why-place-alike",
            Self::OtherPlace => "why-other-place",
            of_relative => of_relative.relative_id(),
        }
    }

    const fn relative_id(self) -> &'static str {
        match self {
            Self::SameKin(Kin::Father) => "why-same-father",
            Self::SameKin(Kin::Husband) => "why-same-husband",
            Self::SameKin(Kin::Mother) => "why-same-mother",
            Self::KinAlike(Kin::Father) => "why-father-alike",
            Self::KinAlike(Kin::Husband) => "why-husband-alike",
            Self::KinAlike(Kin::Mother) => "why-mother-alike",
            Self::OtherKin(Kin::Father) => "why-other-father",
            Self::OtherKin(Kin::Husband) => "why-other-husband",
            Self::OtherKin(Kin::Mother) => "why-other-mother",
            Self::RelativeAlike => "why-relative-alike",
            Self::OtherRelative => "why-other-relative",
            _ => "why-same-relative",
        }
    }

    /// True where it speaks against the same person, or asks for a second look.
    #[must_use]
    pub const fn speaks_against(self) -> bool {
        matches!(
            self,
            Self::OtherUhid
                | Self::OtherAbha
                | Self::OtherMobile
                | Self::OtherName
                | Self::OtherRelative
                | Self::OtherKin(_)
                | Self::AgeApart(_)
                | Self::OtherSex
                | Self::OtherPlace
        )
    }
}
