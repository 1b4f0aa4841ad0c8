//! Arguments of `index …`.

use clap::{Args, Subcommand};
use std::path::PathBuf;

#[derive(Subcommand)]
pub enum IndexCommand {
    /// Build an index for the officers of a pack; no counter is needed
    Build(Box<BuildArgs>),
    /// Read every page; exit code 3 where one is not what was written
    Check(WhichArgs),
    /// How many people, bytes, and what was counted while it was built
    Stats(WhichArgs),
    /// Look for somebody in the index alone
    Search(SearchArgs),
    /// Open the index at this counter, until it is closed; by an officer (control room or supervisor)
    Open(OfficerArgs),
    /// Close the index at this counter
    Close(OfficerArgs),
    /// How the index stands at this counter
    Status,
}

#[derive(Args)]
pub struct BuildArgs {
    /// The hospital's pack: columns of the export, and the officers
    #[arg(long, value_name = "FILE")]
    pub pack: PathBuf,
    /// The whole export of the central system
    #[arg(long, value_name = "FILE.csv", required_unless_present = "changes")]
    pub from: Option<PathBuf>,
    /// Only what has changed since the index named with --base; --user and --password-file open that
    #[arg(long, value_name = "FILE.csv", requires = "base", conflicts_with = "from")]
    pub changes: Option<PathBuf>,
    #[arg(long, value_name = "FILE", requires = "changes")]
    pub base: Option<PathBuf>,
    /// The index to write
    #[arg(long, value_name = "FILE")]
    pub out: PathBuf,
    /// Day of the export
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub day: String,
    /// Folder for the build's own files; a build that was broken off goes on there
    #[arg(long, value_name = "DIR")]
    pub work: Option<PathBuf>,
    /// List of everything wrong in the export; without it the first 100,000 lines stand beside the index
    #[arg(long, value_name = "FILE.csv")]
    pub faults: Option<PathBuf>,
}

/// Which index, and by whom it is opened.
#[derive(Args)]
pub struct WhichArgs {
    /// The index; default: this counter's
    pub file: Option<PathBuf>,
    /// Where there is no counter: the pack whose officer --user and --password-file name
    #[arg(long, value_name = "FILE", requires = "file")]
    pub pack: Option<PathBuf>,
}

#[derive(Args)]
pub struct SearchArgs {
    /// As typed into a search box: names in either script, mobile, last four digits, UHID, ABHA, age, sex, place
    #[arg(required = true)]
    pub text: Vec<String>,
    /// Name of the father, husband or mother
    #[arg(long, value_name = "NAME")]
    pub relative: Option<String>,
    /// Years
    #[arg(long, value_parser = clap::value_parser!(i32).range(0..=125))]
    pub age: Option<i32>,
    /// F, M or O
    #[arg(long, value_parser = ["F", "M", "O"], ignore_case = true)]
    pub sex: Option<String>,
    #[arg(long)]
    pub mobile: Option<String>,
    #[arg(long)]
    pub pin: Option<String>,
    #[arg(long)]
    pub place: Option<String>,
    /// Lines at most
    #[arg(long, default_value_t = 10)]
    pub limit: usize,
    #[command(flatten)]
    pub which: SearchWhich,
}

/// As [`WhichArgs`], with the file as an option.
#[derive(Args)]
pub struct SearchWhich {
    /// The index; default: this counter's
    #[arg(long = "in", value_name = "FILE")]
    pub file: Option<PathBuf>,
    /// Where there is no counter: the pack whose officer --user and --password-file name
    #[arg(long, value_name = "FILE", requires = "file")]
    pub pack: Option<PathBuf>,
}

#[derive(Args)]
pub struct OfficerArgs {
    /// Login of the officer; default: the person who works here
    #[arg(long, value_name = "LOGIN", requires = "officer_password_file")]
    pub officer: Option<String>,
    /// File whose first line is the officer's password; - reads standard input
    #[arg(long, value_name = "FILE", requires = "officer")]
    pub officer_password_file: Option<PathBuf>,
}
