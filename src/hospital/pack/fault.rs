//! What is wrong in a pack's source: where, which kind, with which values. Never a sentence; those are in `assets/words/*/pack.ftl`.

/// Most faults that one check names; what is beyond is counted in a last one, `pack-fault-more`.
pub const FAULTS_MAX: usize = 1_000;

/// One fault in the source of a pack.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PackFault {
    /// Name of the file: `clinics.csv`.
    pub file: String,
    /// Line in that file, from 1.
    pub line: u64,
    /// Name of the column; in `hospital.toml` the key (`name.hi`). Empty when it is about the whole line or file.
    pub column: String,
    /// `pack-fault-…` in the words' files: the message says what is wrong, its attribute `.write` what to write.
    pub id: &'static str,
    /// Values for the sentence.
    pub args: Vec<(&'static str, String)>,
}

/// Where a fault is.
#[derive(Debug, Clone, Copy)]
pub(super) struct At<'a> {
    pub file: &'a str,
    pub line: u64,
    pub column: &'a str,
}

/// Collects faults up to [`FAULTS_MAX`].
#[derive(Debug, Default)]
pub(super) struct Faults {
    list: Vec<PackFault>,
    more: u64,
}

impl Faults {
    pub fn add(&mut self, at: At<'_>, id: &'static str, args: &[(&'static str, &str)]) {
        if self.list.len() >= FAULTS_MAX {
            self.more += 1;
            return;
        }
        self.list.push(PackFault {
            file: at.file.to_owned(),
            line: at.line,
            column: at.column.to_owned(),
            id,
            args: args.iter().map(|(name, value)| (*name, (*value).to_owned())).collect(),
        });
    }

    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// All of them, ordered by file (in the order of `files`), then line.
    pub fn into_list(mut self, files: &[&str]) -> Vec<PackFault> {
        let rank = |file: &str| files.iter().position(|f| *f == file).unwrap_or(files.len());
        self.list.sort_by(|a, b| (rank(&a.file), &a.file, a.line).cmp(&(rank(&b.file), &b.file, b.line)));
        if self.more > 0 {
            let last = self.list.last().map_or_else(String::new, |f| f.file.clone());
            let args = vec![("count", self.more.to_string())];
            self.list.push(PackFault { file: last, line: 1, column: String::new(), id: "pack-fault-more", args });
        }
        self.list
    }
}
