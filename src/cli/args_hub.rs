//! What can be typed after `hub`.

use clap::{Args, Subcommand};
use std::path::PathBuf;

#[derive(Subcommand)]
pub enum HubCommand {
    /// Name this counter's hub and make in it what is missing; may be done again, for more days or a new pack
    Init(HubInitArgs),
    /// Name the hub that this counter sends its records to
    Join(HubWhereArgs),
    /// Take the hub away from this counter
    Leave,
    /// Send what the hub lacks: own records, and those taken in from sticks and slips
    Push,
    /// Fetch what others sent, and take it in
    Pull,
    /// What the hub knows of each counter, and registrations an hour
    Status(HubStatusArgs),
}

#[derive(Args)]
pub struct HubWhereArgs {
    /// Address, as postgresql://LOGIN@HOST/DATABASE?sslrootcert=FILE; default: the one this counter has
    #[arg(long, value_name = "URL")]
    pub url: Option<String>,
    /// File whose first line is the database's password
    #[arg(long, value_name = "FILE")]
    pub database_password_file: Option<PathBuf>,
}

#[derive(Args)]
pub struct HubInitArgs {
    #[command(flatten)]
    pub at: HubWhereArgs,
    /// First day with a place of its own, as 2022-11-24; default: a week ago
    #[arg(long, value_name = "DAY")]
    pub from: Option<String>,
    /// How many days
    #[arg(long, default_value_t = crate::desk::HUB_DAYS, value_parser = clap::value_parser!(u64).range(1..=400))]
    pub days: u64,
    /// Only print the statements that make the tables, for who runs the database
    #[arg(long)]
    pub sql: bool,
}

#[derive(Args)]
pub struct HubStatusArgs {
    /// First day of the hours that are shown, as 2022-11-24; default: today
    #[arg(long, value_name = "DAY")]
    pub from: Option<String>,
    /// Last day; default: the first
    #[arg(long, value_name = "DAY")]
    pub to: Option<String>,
}
