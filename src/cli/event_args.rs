//! What can be typed of the event: `event`, `incident`, `roster`, `shift`, `notice`.

use super::args::FillArgs;
use super::args_index::OfficerArgs;
use clap::{Args, Subcommand};
use std::path::PathBuf;

#[derive(Subcommand)]
pub enum EventCommand {
    /// Say that a part of the hospital works manually; by an officer
    Declare(SayArgs),
    /// Say that the central system has it again; by an officer of the control room
    End(SayArgs),
    /// Which side is in charge of what now
    Status,
    /// Everything that was said, the latest first
    List,
    /// Take a declaration in from the code on its notice, as a reader types it; - reads standard input
    Take {
        #[arg(required = true, value_name = "CODE")]
        codes: Vec<String>,
    },
    /// Practice in a folder of its own beside the counter's records
    Drill {
        #[command(subcommand)]
        command: DrillCommand,
    },
}

#[derive(Args)]
pub struct SayArgs {
    /// hospital, opd, er, ipd, lab, registers, indent, a counter (K7), or both (opd@K7)
    #[arg(default_value = "hospital", value_name = "SCOPE")]
    pub scope: String,
    #[arg(long)]
    pub reason: String,
    /// From when on: 14:30, "24-11-2022 14:30"; default: now
    #[arg(long, default_value = "", value_name = "TIME")]
    pub at: String,
    #[command(flatten)]
    pub officer: OfficerArgs,
}

#[derive(Subcommand)]
pub enum DrillCommand {
    /// Begin one; --user and --password-file are the officer's
    Begin {
        #[arg(long)]
        reason: String,
    },
    /// End it, with a report; --user and --password-file are the officer's
    End {
        /// What was seen
        #[arg(long, default_value = "")]
        note: String,
    },
    /// Whether one is held
    Status,
    /// What the drill of this folder (--data DIR/drill) shows so far
    Report {
        #[arg(long, value_name = "FILE.pdf")]
        out: Option<PathBuf>,
    },
}

#[derive(Subcommand)]
pub enum IncidentCommand {
    /// Write an incident: severity=, what=, module=, place=, at=, done=, told=, over=
    Add(FillArgs),
    /// Add to one: incident=ADDRESS, and what=, done=, told=, severity=, over=
    More(FillArgs),
    /// The incidents, the latest first
    List {
        /// Only those that are not over
        #[arg(long)]
        open: bool,
    },
    /// Write the incident log as PDF
    Print {
        #[arg(long, value_name = "FILE.pdf")]
        out: PathBuf,
        #[arg(long, value_name = "DAY")]
        from: Option<String>,
        #[arg(long, value_name = "DAY")]
        to: Option<String>,
    },
}

#[derive(Subcommand)]
pub enum RosterCommand {
    /// A line: day=, shift=morning|afternoon|night|whole, post=, person=, contact=; line=ADDRESS replaces one
    Set(FillArgs),
    /// Strike a line: line=ADDRESS reason=
    Strike(FillArgs),
    /// Who is on duty on a day
    Show {
        #[arg(long, value_name = "DAY")]
        day: Option<String>,
        /// Only who is on duty now
        #[arg(long)]
        now: bool,
    },
    /// Write the duty roster of a day as PDF
    Print {
        #[arg(long, value_name = "FILE.pdf")]
        out: PathBuf,
        #[arg(long, value_name = "DAY")]
        day: Option<String>,
    },
}

#[derive(Subcommand)]
pub enum ShiftCommand {
    /// Hand the counter over: taker=, note=, from=
    Hand {
        #[command(flatten)]
        fill: FillArgs,
        /// Write the sheet
        #[arg(long, value_name = "FILE.pdf")]
        out: Option<PathBuf>,
    },
    /// The shifts that were handed over here, the latest first
    List,
    /// Write the sheet of a shift; default: the last
    Print {
        #[arg(value_name = "ADDRESS")]
        of: Option<String>,
        #[arg(long, value_name = "FILE.pdf")]
        out: PathBuf,
    },
}

#[derive(Args)]
pub struct NoticeArgs {
    /// Address of the declaration or end; default: the last
    #[arg(value_name = "ADDRESS", conflicts_with = "drill")]
    pub of: Option<String>,
    /// For whom: opd, lab, wards or emergency
    #[arg(long = "for", value_name = "WHOM", conflicts_with = "drill")]
    pub audience: Option<String>,
    /// That a drill is held
    #[arg(long)]
    pub drill: bool,
    #[arg(long, value_name = "FILE.pdf")]
    pub out: PathBuf,
}
