//! Arguments of the hand-over: `match`, `review`, `handover`.

use crate::desk::handover::{OpenList, Share};
use crate::journal::fold::Linking;
use crate::journal::{RecordKey, Road, Stage};
use clap::{Args, Subcommand};
use std::path::PathBuf;

fn one_of<T: Copy>(all: &[T], code: impl Fn(T) -> &'static str, text: &str) -> Result<T, String> {
    let known = || all.iter().map(|one| code(*one)).collect::<Vec<_>>().join(", ");
    all.iter().copied().find(|one| code(*one) == text).ok_or_else(known)
}

fn road(text: &str) -> Result<Road, String> {
    one_of(&Road::ALL, Road::code, text)
}

fn stage(text: &str) -> Result<Stage, String> {
    one_of(&Stage::ALL, Stage::code, text)
}

fn linking(text: &str) -> Result<Linking, String> {
    one_of(&Linking::ALL, Linking::code, text)
}

fn open_list(text: &str) -> Result<OpenList, String> {
    one_of(&OpenList::ALL, OpenList::code, text)
}

/// A record's key, `visit:K7A-123`.
fn record(text: &str) -> Result<RecordKey, String> {
    text.parse().map_err(|error: crate::journal::KeyError| error.to_string())
}

/// `2/5`: the second of five clerks.
fn share(text: &str) -> Result<Share, String> {
    let wrong = || "2/5".to_owned();
    let (nth, of) = text.split_once('/').ok_or_else(wrong)?;
    let share = Share { nth: nth.trim().parse().map_err(|_digits| wrong())?, of: of.trim().parse().map_err(|_digits| wrong())? };
    if (1..=share.of).contains(&share.nth) { Ok(share) } else { Err(wrong()) }
}

#[derive(Args)]
pub struct MatchArgs {
    /// Another index than the counter's own, of the same key or one that whoever works here may open
    #[arg(long, value_name = "FILE")]
    pub index: Option<PathBuf>,
}

#[derive(Subcommand)]
pub enum ReviewCommand {
    /// How many patients are linked, doubtful, proposed, new, open
    Counts,
    /// Patients by what is known of their link
    List {
        #[arg(default_value = "doubtful", value_parser = linking, value_name = "STATE")]
        which: Linking,
        /// At most so many
        #[arg(long, default_value_t = 50)]
        most: usize,
    },
    /// One patient beside whom the index has, with the evidence
    Show { patient: String },
    /// This is the person of that central number; below the threshold a second person has to agree
    Link {
        patient: String,
        uhid: String,
        #[arg(long, default_value = "", hide_default_value = true)]
        reason: String,
    },
    /// The central system does not have this person
    New {
        patient: String,
        #[arg(long, default_value = "", hide_default_value = true)]
        reason: String,
    },
    /// As a second person: agree to a link, or not
    Second {
        patient: String,
        /// It is somebody else
        #[arg(long)]
        disagree: bool,
        #[arg(long, default_value = "", hide_default_value = true)]
        reason: String,
    },
    /// Take back what was said of a patient's link
    Undo {
        patient: String,
        #[arg(long)]
        reason: String,
    },
    /// Patients of ours who look like one person
    Pairs,
    /// They are two
    Apart {
        one: String,
        other: String,
        #[arg(long)]
        reason: String,
    },
}

#[derive(Subcommand)]
pub enum HandoverCommand {
    /// Check every record before it leaves; say what has to be mended
    Check {
        #[arg(long = "as", default_value = "fhir", value_parser = road, value_name = "ROAD")]
        road: Road,
    },
    /// Write batches of what can leave now
    Make(MakeArgs),
    /// Send what waits to a server
    Send(SendArgs),
    /// Say that a batch is with the people of the central system
    Sent {
        batch: String,
        #[arg(long)]
        to: String,
    },
    /// Take the central system's answers in
    Receive {
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
        /// Say what they would bring, and take nothing
        #[arg(long)]
        plan: bool,
    },
    /// How the hand-over stands, kind by kind
    Status,
    /// Records that a person has to look at
    List {
        #[arg(default_value = "aside", value_parser = open_list, value_name = "LIST")]
        which: OpenList,
        /// At most so many
        #[arg(long, default_value_t = 200)]
        most: usize,
    },
    /// Batches that were made
    Batches,
    /// An officer: this record will not go
    Except {
        #[arg(value_parser = record)]
        record: RecordKey,
        #[arg(long)]
        reason: String,
    },
    /// It will go after all
    Readmit {
        #[arg(value_parser = record)]
        record: RecordKey,
        #[arg(long)]
        reason: String,
    },
    /// Of two central numbers given for a record, this one counts
    Settle {
        #[arg(value_parser = record)]
        record: RecordKey,
        central: String,
        #[arg(long)]
        reason: String,
    },
    /// The next record to type into the central system's screen, field by field
    Next {
        /// Which clerk of how many: 2/5
        #[arg(long, value_parser = share, value_name = "N/M")]
        share: Option<Share>,
    },
    /// It was typed: the number that the central system gave
    Typed {
        #[arg(value_parser = record)]
        record: RecordKey,
        /// Empty where it gives none
        #[arg(default_value = "", hide_default_value = true)]
        central: String,
        /// It was not taken, and why
        #[arg(long, value_name = "REASON")]
        refused: Option<String>,
        /// The number is right, whatever speaks against it
        #[arg(long)]
        sure: bool,
        /// Another number for a record that you typed a moment ago
        #[arg(long, conflicts_with = "refused")]
        mend: bool,
    },
}

#[derive(Args)]
pub struct MakeArgs {
    /// fhir, hl7, csv, xlsx
    #[arg(long = "as", value_parser = road, value_name = "ROAD")]
    pub road: Road,
    /// Folder to write them into
    #[arg(long, value_name = "DIR")]
    pub out: PathBuf,
    /// Only these steps of the upload: identities, links, over, here, orders, results, registers
    #[arg(long, value_parser = stage, value_name = "STEP", value_delimiter = ',')]
    pub stage: Vec<Stage>,
    /// Also what is in a batch and was not answered
    #[arg(long)]
    pub again: bool,
    /// Also what was refused, as it is
    #[arg(long)]
    pub refused: bool,
    /// Which part of how many: 2/5
    #[arg(long, value_parser = share, value_name = "N/M")]
    pub share: Option<Share>,
}

#[derive(Args)]
pub struct SendArgs {
    /// Address of a FHIR R4 server; the pack's where neither is named
    #[arg(long, value_name = "URL", conflicts_with = "hl7")]
    pub fhir: Option<String>,
    /// host:port of an HL7 v2 receiver (MLLP)
    #[arg(long, value_name = "HOST:PORT")]
    pub hl7: Option<String>,
    /// File with a bearer token
    #[arg(long, value_name = "FILE")]
    pub token_file: Option<PathBuf>,
    /// Login at the server; its password is in --server-password-file
    #[arg(long, value_name = "LOGIN", requires = "server_password_file")]
    pub server_user: Option<String>,
    #[arg(long, value_name = "FILE")]
    pub server_password_file: Option<PathBuf>,
    /// Certificates of who may vouch for the server, PEM
    #[arg(long, value_name = "FILE")]
    pub authorities: Option<PathBuf>,
    /// Records a second at most; the pack's where it is left out
    #[arg(long)]
    pub rate: Option<u16>,
    /// Send only batches that were made before; make none
    #[arg(long)]
    pub only_made: bool,
    /// Seconds to wait for an answer
    #[arg(long, default_value_t = 60, value_name = "SECONDS")]
    pub patience: u64,
    /// Also what was refused, as it is
    #[arg(long)]
    pub refused: bool,
}
