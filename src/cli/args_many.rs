//! Arguments of what many counters do together: bundles, merges, conflicts, roots, blocks.

use crate::hospital::number::CounterCode;
use crate::journal::EntryId;
use clap::{Args, Subcommand};
use std::path::PathBuf;

fn counter(text: &str) -> Result<CounterCode, String> {
    CounterCode::new(text).map_err(|error| error.to_string())
}

fn entry(text: &str) -> Result<EntryId, String> {
    text.parse().map_err(|error: crate::journal::IdError| error.to_string())
}

#[derive(Subcommand)]
pub enum BundleCommand {
    /// Write what was saved since the last bundle, sealed to the control room or to other counters
    Make(BundleMakeArgs),
    /// Say what bundles would bring, and take it in
    Read(BundleReadArgs),
    /// Bundles that left here, and whether their receipts have come
    List,
}

#[derive(Args)]
pub struct BundleMakeArgs {
    /// Folder to write it into: a stick
    #[arg(long, value_name = "DIR")]
    pub out: PathBuf,
    /// Counters whose people may open it; the control room's if none is named
    #[arg(long, value_name = "CODE", value_delimiter = ',', value_parser = counter)]
    pub to: Vec<CounterCode>,
    /// Everything that is held here, not only what is new
    #[arg(long)]
    pub all: bool,
    /// Also write the receipt sheet beside it, as PDF
    #[arg(long)]
    pub sheet: bool,
}

#[derive(Args)]
pub struct BundleReadArgs {
    /// Bundles, in any order; or folders that hold them
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// Say what they would bring, and take nothing
    #[arg(long)]
    pub plan: bool,
}

#[derive(Subcommand)]
pub enum SecondCommand {
    /// Choose the folder on another disk or a stick into which every entry is written too
    Set { folder: PathBuf },
    /// Write to it no more
    Off,
    /// Bring it up to date, and say how it stands
    Status,
}

#[derive(Args)]
pub struct MergeArgs {
    /// Number of the patient whose record leads
    pub keep: String,
    /// Number of the other record of the same person
    pub with: String,
    /// Why they are one person (or, to undo it, why they are two)
    #[arg(long, default_value = "")]
    pub reason: String,
    /// Show the evidence only
    #[arg(long)]
    pub look: bool,
}

#[derive(Subcommand)]
pub enum ConflictCommand {
    /// What contradicts itself since entries of several counters met
    List,
    /// Let one of the changes of a patient stand
    Patient {
        /// Number of the patient
        number: String,
        /// Address of the change that stands, as the list shows it
        #[arg(long, value_parser = entry)]
        keep: EntryId,
        #[arg(long)]
        reason: String,
    },
    /// Choose which of two entries counts at an address
    Fork {
        /// The address
        #[arg(value_parser = entry)]
        at: EntryId,
        /// Hash of the entry that counts, or its beginning, as the list shows it
        #[arg(long, value_name = "HASH")]
        keep: String,
        /// Write what the other one registered anew, under numbers of this counter
        #[arg(long)]
        again: bool,
        #[arg(long)]
        reason: String,
    },
}

#[derive(Args)]
pub struct RootArgs {
    /// Installation, for example K7A; this one if none is named
    #[arg(long, value_name = "NAME")]
    pub of: Option<String>,
    /// First sequence
    #[arg(long, default_value_t = 1)]
    pub from: u64,
    /// Last sequence; the last that is held if none is named
    #[arg(long)]
    pub to: Option<u64>,
    /// Root to hold it against, as a shift's sheet says it
    #[arg(long, value_name = "HASH")]
    pub check: Option<String>,
}

#[derive(Subcommand)]
pub enum BlockCommand {
    /// Numbers of every counter
    List,
    /// Give a counter more numbers
    Issue {
        #[arg(value_parser = counter)]
        counter: CounterCode,
        /// How many more
        #[arg(long)]
        more: u32,
        #[arg(long)]
        reason: String,
    },
    /// End a counter's numbers: it is not used any more
    Revoke {
        #[arg(value_parser = counter)]
        counter: CounterCode,
        #[arg(long)]
        reason: String,
    },
}
