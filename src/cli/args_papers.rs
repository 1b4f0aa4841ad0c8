//! What can be typed for papers that come in: `scan`, `rebuild`, `day-register`.

use clap::Args;
use std::path::PathBuf;

#[derive(Args)]
pub struct ScanArgs {
    /// Pictures (PNG, JPEG, TIFF) and PDFs of scanned papers, bundles, or folders of them
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// Only say what would be taken
    #[arg(long)]
    pub plan: bool,
}

#[derive(Args)]
pub struct RebuildArgs {
    /// What is left of the dead PC, in any mix: scans of slips and day registers, bundles (.nrb), folders of them, its second medium
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// The hospital's pack; left out where the counter is set up already
    #[arg(long, value_name = "FILE", requires = "counter")]
    pub pack: Option<PathBuf>,
    /// Code of the counter whose PC died, for example K7
    #[arg(long, value_name = "CODE", requires = "pack")]
    pub counter: Option<String>,
    /// Last letter that the dead PC had, where it is known: never used again
    #[arg(long, value_name = "LETTER")]
    pub dead: Option<char>,
    /// Key off the dead PC's recovery sheet, for bundles that are sealed to others
    #[arg(long, value_name = "FILE")]
    pub recovery_key_file: Option<PathBuf>,
    /// Somebody else who may open the bundles, for example of the control room
    #[arg(long, value_name = "LOGIN", requires = "opener_password_file")]
    pub opener: Option<String>,
    /// File with that person's password, as it came with the pack
    #[arg(long, value_name = "FILE", requires = "opener")]
    pub opener_password_file: Option<PathBuf>,
    /// Only say what would be taken; nothing is set up
    #[arg(long)]
    pub plan: bool,
    /// File with the new password, replacing the first one
    #[arg(long, value_name = "FILE")]
    pub new_password_file: Option<PathBuf>,
    /// Why the counter begins anew
    #[arg(long, default_value = "rebuilt after the PC died")]
    pub reason: String,
    /// Set up for a drill
    #[arg(long)]
    pub drill: bool,
    /// Write the list of what was not seen as PDF
    #[arg(long, value_name = "FILE")]
    pub list: Option<PathBuf>,
    /// Write the recovery sheet of a counter newly set up as PDF
    #[arg(long, value_name = "FILE")]
    pub recovery_sheet: Option<PathBuf>,
}

#[derive(Args)]
pub struct DayRegisterArgs {
    /// The day, today if left out
    #[arg(long, value_name = "DD-MM-YYYY")]
    pub day: Option<String>,
    /// PDF to write
    #[arg(long, value_name = "FILE")]
    pub out: PathBuf,
}
