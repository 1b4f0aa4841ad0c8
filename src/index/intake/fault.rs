//! What can be wrong with a row of an export, or with the whole of it; what was done about it; and the list of it all.
//!
//! Line and column only: never what stood there.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt;

macro_rules! kinds {
    ($($(#[$doc:meta])* $kind:ident = $code:literal),+ $(,)?) => {
        /// What is wrong. Sentences: `index-fault-…` in the words' files.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum FaultKind {
            $($(#[$doc])* $kind),+
        }

        impl FaultKind {
            /// Every kind: those of lines first, then of texts, then of columns.
            pub const ALL: [Self; [$($code),+].len()] = [$(Self::$kind),+];

            /// Message of its sentence.
            #[must_use]
            pub const fn word_id(self) -> &'static str {
                match self {
                    $(Self::$kind => concat!("index-fault-", $code)),+
                }
            }

            /// Its word in lists for machines.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self {
                    $(Self::$kind => $code),+
                }
            }
        }
    };
}

kinds! {
    /// A quotation mark that is never closed.
    QuoteOpen = "quote-open",
    /// Something stands between a closing quotation mark and the next column.
    QuoteStray = "quote-stray",
    LineLong = "line-long",
    LineEmpty = "line-empty",
    /// Nothing but separators.
    RowEmpty = "row-empty",
    /// Ended by CR alone, in a file whose lines end otherwise.
    LineEndCr = "line-end-cr",
    ColumnsMany = "columns-many",
    ColumnsFew = "columns-few",
    HeaderAgain = "header-again",
    Utf8 = "utf8",
    /// Letters that a program before us turned into question marks.
    LettersLost = "letters-lost",
    Mojibake = "mojibake",
    Entity = "entity",
    Nul = "nul",
    Control = "control",
    Tab = "tab",
    LineBreak = "line-break",
    ZeroWidth = "zero-width",
    FullWidth = "full-width",
    SmartQuote = "smart-quote",
    /// A spreadsheet's mark for *text* in front: `'104882217`.
    Apostrophe = "apostrophe",
    /// A spreadsheet's formula around: `="104882217"`.
    Formula = "formula",
    /// A spreadsheet's short form of a long number, its last digits gone: `1.05E+11`.
    Rounded = "rounded",
    /// A whole number written with `.0`.
    DecimalEnd = "decimal-end",
    TextLong = "text-long",
    /// Twelve digits that are an Aadhaar number.
    Aadhaar = "aadhaar",
    UhidEmpty = "uhid-empty",
    UhidLong = "uhid-long",
    UhidDigits = "uhid-digits",
    UhidBlank = "uhid-blank",
    UhidShape = "uhid-shape",
    /// Not as the pack's pattern says.
    UhidPattern = "uhid-pattern",
    NameEmpty = "name-empty",
    NameNoLetters = "name-no-letters",
    NameTitleOnly = "name-title-only",
    RelationUnknown = "unknown-relation",
    RelativeNoLetters = "relative-no-letters",
    SexUnknown = "sex-unknown",
    DateUnread = "date-unread",
    /// Day or month not in the calendar; the year is.
    DatePartly = "date-partly",
    /// Written in another order than the pack says.
    DateOrder = "date-order",
    DateFuture = "date-future",
    DateOld = "date-old",
    /// 1 January 1900: what systems write for *not known*.
    DatePlaceholder = "date-placeholder",
    YearImpossible = "year-impossible",
    AgeUnread = "age-unread",
    AgeImpossible = "age-impossible",
    /// The day on which the age was said cannot be read, so the age says nothing.
    AgeDay = "age-day",
    MobileDigits = "mobile-digits",
    MobileLandline = "mobile-landline",
    MobileSeveral = "mobile-several",
    /// 9999999999 and its like.
    MobilePlaceholder = "mobile-placeholder",
    AbhaDigits = "abha-digits",
    AbhaCheck = "abha-check",
    PinDigits = "pin-digits",
}

/// What was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Done {
    /// Set right; nothing is missing.
    Mended,
    /// The row was taken without what stood in this column.
    FieldLeftOut,
    /// The whole row was left out: a patient is missing.
    RowLeftOut,
    /// No patient is in it: an empty line, the header once more.
    PassedOver,
}

impl Done {
    pub const ALL: [Self; 4] = [Self::Mended, Self::FieldLeftOut, Self::RowLeftOut, Self::PassedOver];

    /// Message of its sentence.
    #[must_use]
    pub const fn word_id(self) -> &'static str {
        match self {
            Self::Mended => "index-fault-done-mended",
            Self::FieldLeftOut => "index-fault-done-field",
            Self::RowLeftOut => "index-fault-done-row",
            Self::PassedOver => "index-fault-done-passed",
        }
    }

    /// Its word in lists for machines.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Mended => "mended",
            Self::FieldLeftOut => "field-left-out",
            Self::RowLeftOut => "row-left-out",
            Self::PassedOver => "passed-over",
        }
    }
}

/// One fault.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowFault {
    /// Line of the file on which the row begins, from 1; the header is line 1.
    pub line: u64,
    /// The column as the file names it; empty when it is about the line.
    pub column: String,
    pub kind: FaultKind,
    pub done: Done,
}

impl RowFault {
    /// The patient of this row is not in the index.
    #[must_use]
    pub fn row_lost(&self) -> bool {
        self.done == Done::RowLeftOut
    }
}

/// How often each kind of fault was met; kept over a break of the build.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FaultCounts {
    /// By [`FaultKind::code`].
    pub kinds: BTreeMap<String, u64>,
    pub rows_lost: u64,
}

impl FaultCounts {
    pub fn add(&mut self, fault: &RowFault) {
        self.rows_lost += u64::from(fault.row_lost());
        if let Some(count) = self.kinds.get_mut(fault.kind.code()) {
            *count += 1;
        } else {
            self.kinds.insert(fault.kind.code().to_owned(), 1);
        }
    }

    #[must_use]
    pub fn of(&self, kind: FaultKind) -> u64 {
        self.kinds.get(kind.code()).copied().unwrap_or(0)
    }

    #[must_use]
    pub fn total(&self) -> u64 {
        self.kinds.values().sum()
    }
}

/// Faults as they come: all counted, the first ones kept, each handed on.
#[derive(Debug, Clone, Default)]
pub struct FaultList {
    pub counts: FaultCounts,
    first: Vec<RowFault>,
    keep_max: usize,
}

impl FaultList {
    /// Faults that are kept when nobody says otherwise.
    pub const KEEP_MAX: usize = 10_000;

    #[must_use]
    pub fn new(keep_max: usize) -> Self {
        Self { keep_max, ..Self::default() }
    }

    /// Goes on counting where a build broke off.
    #[must_use]
    pub fn from_counts(counts: FaultCounts, keep_max: usize) -> Self {
        Self { counts, first: Vec::new(), keep_max }
    }

    /// Takes the faults of a row, and hands each to `each` as well: the list that is written to a file.
    pub fn take(&mut self, faults: Vec<RowFault>, each: &mut dyn FnMut(&RowFault)) {
        for fault in faults {
            self.counts.add(&fault);
            each(&fault);
            if self.first.len() < self.keep_max {
                self.first.push(fault);
            }
        }
    }

    /// The first ones.
    #[must_use]
    pub fn first(&self) -> &[RowFault] {
        &self.first
    }
}

/// Why an export cannot be read at all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ExportFault {
    Empty,
    /// Saved as UTF-16 ("Unicode text").
    Utf16,
    /// No text at all: a spreadsheet, an archive.
    NotText,
    /// One column only, with another separator in its name.
    Separator {
        wanted: &'static str,
    },
    /// Columns that the pack names.
    ColumnsMissing {
        columns: Vec<String>,
    },
    /// A column of the pack is there twice.
    ColumnTwice {
        column: String,
    },
    /// Most numbers of the column for UHIDs are Aadhaar numbers.
    UhidsAreAadhaar {
        column: String,
    },
}

impl ExportFault {
    /// Message of its sentence; `.write` says what to do.
    #[must_use]
    pub const fn word_id(&self) -> &'static str {
        match self {
            Self::Empty => "index-export-empty",
            Self::Utf16 => "index-export-utf16",
            Self::NotText => "index-export-not-text",
            Self::Separator { .. } => "index-export-separator",
            Self::ColumnsMissing { .. } => "index-export-columns-missing",
            Self::ColumnTwice { .. } => "index-export-column-twice",
            Self::UhidsAreAadhaar { .. } => "index-export-uhids-aadhaar",
        }
    }

    /// The value of the sentence, `$value`; empty where it takes none.
    #[must_use]
    pub fn value(&self) -> String {
        match self {
            Self::Empty | Self::Utf16 | Self::NotText => String::new(),
            Self::Separator { wanted } => (*wanted).to_owned(),
            Self::ColumnsMissing { columns } => columns.join(", "),
            Self::ColumnTwice { column } | Self::UhidsAreAadhaar { column } => column.clone(),
        }
    }
}

/// For logs; people are told by [`ExportFault::word_id`].
impl fmt::Display for ExportFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.word_id(), self.value())
    }
}
