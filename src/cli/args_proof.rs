//! What can be typed of the proof of a hand-over: `certificate`, `gaps`, `totals`, `report`, `exceptions`, `fixlist`, `crosswalk`, `archive`.

use super::args::SizeArg;
use super::args_index::OfficerArgs;
use clap::{Args, Subcommand};
use std::path::PathBuf;

#[derive(Args)]
pub struct CertificateArgs {
    #[command(flatten)]
    pub officer: OfficerArgs,
    /// Write the certificate as PDF
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
    /// The officer's own words on it
    #[arg(long, default_value = "", conflicts_with_all = ["list", "of"])]
    pub note: String,
    /// List the certificates that were made; make none
    #[arg(long, conflicts_with_all = ["of", "out"])]
    pub list: bool,
    /// Read a certificate by the codes on its paper, as a reader types them; make none
    #[arg(long, value_name = "CODE", num_args = 1.., conflicts_with_all = ["list", "of", "out", "note"])]
    pub take: Vec<String>,
    /// Print this certificate again, marked DUPLICATE; make none
    #[arg(long, value_name = "ENTRY", requires = "out")]
    pub of: Option<String>,
}

/// A paper that needs nothing but a place.
#[derive(Args)]
pub struct PaperOutArgs {
    #[arg(long, value_name = "FILE")]
    pub out: PathBuf,
}

#[derive(Args)]
pub struct TotalsArgs {
    /// Write control_totals.csv here
    #[arg(long, value_name = "FILE.csv")]
    pub out: PathBuf,
    /// The central team's own counts, with the columns day, counter, department, kind, count; each difference is listed, exit code 1
    #[arg(long, value_name = "FILE.csv")]
    pub central: Option<PathBuf>,
}

#[derive(Args)]
pub struct ReportArgs {
    #[arg(long, value_name = "FILE")]
    pub out: PathBuf,
    /// First day; default: when manual mode began
    #[arg(long, value_name = "DD-MM-YYYY")]
    pub from: Option<String>,
    /// Last day; default: today
    #[arg(long, value_name = "DD-MM-YYYY")]
    pub to: Option<String>,
    /// What the hospital learnt, in its own words
    #[arg(long, default_value = "")]
    pub note: String,
}

#[derive(Subcommand)]
pub enum CrosswalkCommand {
    /// Our number beside the central one: by either, or by name
    Find {
        #[arg(required = true)]
        text: Vec<String>,
    },
    /// Write crosswalk.csv for wards and crosswalk_tubes.csv for analysers into a folder
    Csv {
        #[arg(long, value_name = "DIR")]
        out: PathBuf,
    },
    /// Slips for charts, as one PDF
    Slips {
        #[command(flatten)]
        of: CrosswalkOf,
        #[arg(long, value_enum, default_value_t = SizeArg::A6)]
        paper: SizeArg,
    },
    /// Labels with the UHID, as one PDF: for charts, or of tubes
    Labels {
        #[command(flatten)]
        of: CrosswalkOf,
        /// Of tubes that are still worked on, with their accession numbers
        #[arg(long)]
        tubes: bool,
    },
    /// The register of all numbers, as PDF
    Register {
        #[command(flatten)]
        of: CrosswalkOf,
    },
}

/// Of whom, and where to.
#[derive(Args)]
pub struct CrosswalkOf {
    #[arg(long, value_name = "FILE")]
    pub out: PathBuf,
    /// One patient: any of our numbers, or the UHID
    #[arg(long, value_name = "NUMBER", conflicts_with_all = ["ward", "clinic", "day"])]
    pub patient: Option<String>,
    /// Who is in this ward now
    #[arg(long, value_name = "WARD", conflicts_with_all = ["clinic", "day"])]
    pub ward: Option<String>,
    /// Who came to this clinic; with --day on that day
    #[arg(long, value_name = "CLINIC")]
    pub clinic: Option<String>,
    /// Who was registered on this day
    #[arg(long, value_name = "DD-MM-YYYY")]
    pub day: Option<String>,
}

#[derive(Args)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub struct ArchiveArgs {
    #[command(subcommand)]
    pub command: Option<ArchiveCommand>,
    #[command(flatten)]
    pub make: Option<ArchiveMake>,
}

/// Seals this counter's records for the archive and destroys its key. Two officers order it.
#[derive(Args)]
pub struct ArchiveMake {
    /// Folder in which the archive is made: another disk than the counter's
    #[arg(long, value_name = "DIR", required = true)]
    pub out: PathBuf,
    #[arg(long, value_name = "LOGIN", required = true)]
    pub officer: String,
    #[arg(long, value_name = "FILE", required = true)]
    pub officer_password_file: PathBuf,
    /// Login of the second officer
    #[arg(long, value_name = "LOGIN", required = true)]
    pub second: String,
    #[arg(long, value_name = "FILE", required = true)]
    pub second_password_file: PathBuf,
    /// Also while records are open here: the certificate says so
    #[arg(long, requires = "reason")]
    pub partial: bool,
    #[arg(long, default_value = "")]
    pub reason: String,
}

#[derive(Subcommand)]
pub enum ArchiveCommand {
    /// Open an archive in a new folder (--data), to read it: by somebody of the control room, or with the counter's recovery key
    Open {
        /// The archive's folder, or its files
        #[arg(required = true)]
        files: Vec<PathBuf>,
        /// As which counter it is opened; default: the one that was archived
        #[arg(long, value_name = "CODE")]
        counter: Option<String>,
        /// File with the new password, replacing the first one
        #[arg(long, value_name = "FILE")]
        new_password_file: Option<PathBuf>,
        /// The pack to open it with; default: the one in the archive
        #[arg(long, value_name = "FILE")]
        pack: Option<PathBuf>,
        /// File with the archived counter's recovery key
        #[arg(long, value_name = "FILE")]
        recovery_key_file: Option<PathBuf>,
    },
    /// Print the certificate of this counter's archive again, once it is archived
    Certificate {
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
    },
}
