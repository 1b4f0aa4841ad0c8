//! What a person is told when something fails: what happened, is the record safe, what to do now. In both languages.
//!
//! Every error of a room becomes one of these, here or at that room's edge. No personal data gets in.

use crate::hospital::opd_form::Remark;
use crate::hospital::pack::{Lang, PackFault};
use crate::words::words;
use std::fmt;

/// What kind of trouble it is; decides the exit code and where it is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trouble {
    /// A person may mend it: a field, a right, a password. Exit code 1.
    Refused,
    /// The command line was not understood. Exit code 2.
    Usage,
    /// Something stored or handed in is damaged or forged. Exit code 3.
    Damaged,
    /// A disk, printer, display or file did not do its work. Exit code 4.
    Device,
}

impl Trouble {
    /// Exit code of the command line.
    #[must_use]
    pub const fn exit_code(self) -> u8 {
        match self {
            Self::Refused => 1,
            Self::Usage => 2,
            Self::Damaged => 3,
            Self::Device => 4,
        }
    }
}

/// A failure, told to a person. `id` names a message in `problem.ftl` with the attributes `.safe` and `.act`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    pub trouble: Trouble,
    pub id: &'static str,
    pub args: Vec<(&'static str, String)>,
    /// What to say beside fields of a form.
    pub remarks: Vec<Remark>,
}

/// The three sentences.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    pub what: String,
    pub safe: String,
    pub act: String,
}

impl Problem {
    #[must_use]
    pub const fn new(trouble: Trouble, id: &'static str) -> Self {
        Self { trouble, id, args: Vec::new(), remarks: Vec::new() }
    }

    #[must_use]
    pub const fn refused(id: &'static str) -> Self {
        Self::new(Trouble::Refused, id)
    }

    #[must_use]
    pub const fn damaged(id: &'static str) -> Self {
        Self::new(Trouble::Damaged, id)
    }

    #[must_use]
    pub const fn device(id: &'static str) -> Self {
        Self::new(Trouble::Device, id)
    }

    /// Adds a value for the sentence.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.args.push((name, value.into()));
        self
    }

    /// Adds what to say beside fields.
    #[must_use]
    pub fn beside(mut self, remarks: Vec<Remark>) -> Self {
        self.remarks = remarks;
        self
    }

    /// The three sentences in a language.
    #[must_use]
    pub fn told(&self, lang: Lang) -> Told {
        let args: Vec<(&str, &str)> = self.args.iter().map(|(n, v)| (*n, v.as_str())).collect();
        let text = |part: &str| words(lang).with(&format!("{}{part}", self.id), &args);
        Told { what: text(""), safe: text(".safe"), act: text(".act") }
    }
}

impl Told {
    /// The three in one line.
    #[must_use]
    pub fn line(&self) -> String {
        [self.what.as_str(), &self.safe, &self.act].into_iter().filter(|t| !t.is_empty()).collect::<Vec<_>>().join(" ")
    }
}

/// A sentence beside a field, in a language.
#[must_use]
pub fn remark_text(remark: &Remark, lang: Lang) -> String {
    let args: Vec<(&str, &str)> = remark.args.iter().map(|(n, v)| (*n, v.as_str())).collect();
    words(lang).with(remark.id, &args)
}

/// A fault of a pack's source as two sentences: what is wrong, what to write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FaultTold {
    pub what: String,
    pub write: String,
}

/// A fault of a pack's source, in a language. Where it is (file, line, column) stays with the fault.
#[must_use]
pub fn pack_fault_text(fault: &PackFault, lang: Lang) -> FaultTold {
    let args: Vec<(&str, &str)> = fault.args.iter().map(|(n, v)| (*n, v.as_str())).collect();
    let words = words(lang);
    FaultTold { what: words.with(fault.id, &args), write: words.with(&format!("{}.write", fault.id), &args) }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.told(Lang::En).line())
    }
}

impl std::error::Error for Problem {}
