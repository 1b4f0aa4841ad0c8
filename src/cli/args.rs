//! What can be typed on the command line. clap's own texts are English; everything the program answers is in both languages.

use super::args_index::IndexCommand;
use super::args_many::{BlockCommand, BundleCommand, ConflictCommand, MergeArgs, RootArgs, SecondCommand};
use super::args_papers::{DayRegisterArgs, RebuildArgs, ScanArgs};
use super::event_args::{EventCommand, IncidentCommand, NoticeArgs, RosterCommand, ShiftCommand};
use crate::hospital::identifiers::{Mobile, Pin};
use crate::hospital::pack::Lang;
use crate::hospital::sex::Sex;
use crate::paper::Size;
use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

/// Nirantar: what a hospital works on while its central system is down. Without a command the window opens.
#[derive(Parser)]
#[command(name = "nirantar", version, about, disable_help_subcommand = true)]
pub struct Program {
    #[command(flatten)]
    pub common: Common,
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// Options that every command takes.
#[derive(Args, Clone, Default)]
pub struct Common {
    /// Folder of the counter's data
    #[arg(long, global = true, value_name = "DIR")]
    pub data: Option<PathBuf>,
    /// Login of the person; default: who signed in last
    #[arg(long, global = true, value_name = "LOGIN")]
    pub user: Option<String>,
    /// File whose first line is the password; - reads standard input
    #[arg(long, global = true, value_name = "FILE")]
    pub password_file: Option<PathBuf>,
    /// Language of the answers: en or hi
    #[arg(long, global = true, value_enum)]
    pub lang: Option<LangArg>,
    /// Answer as JSON, one value per line
    #[arg(long, global = true)]
    pub json: bool,
}

impl Common {
    pub fn lang(&self) -> Lang {
        match self.lang {
            Some(LangArg::Hi) => Lang::Hi,
            Some(LangArg::En) | None => Lang::En,
        }
    }
}

#[derive(Clone, Copy, ValueEnum, PartialEq, Eq)]
pub enum LangArg {
    En,
    Hi,
}

#[derive(Subcommand)]
pub enum Command {
    /// Make the demo hospital in a folder and work one day in it
    Demo(DemoArgs),
    /// Check a hospital's masters, or seal them into one signed file
    Pack {
        #[command(subcommand)]
        command: PackCommand,
    },
    /// Set this counter up, look at it, change its keys
    Counter {
        #[command(subcommand)]
        command: CounterCommand,
    },
    /// Out-patients: register, amend, void, change clinic, queue
    Opd {
        #[command(subcommand)]
        command: OpdCommand,
    },
    /// In-patients: request, admit, transfer, swap, discharge, beds, census
    Ipd {
        #[command(subcommand)]
        command: IpdCommand,
    },
    /// Emergency: arrivals known and unknown, packs for a mass casualty
    Er {
        #[command(subcommand)]
        command: ErCommand,
    },
    /// Registers: MLC, birth, still-birth, death, cause of death; what is due; number gaps
    Register {
        #[command(subcommand)]
        command: RegisterCommand,
    },
    /// Indents of the wards
    Indent {
        #[command(subcommand)]
        command: IndentCommand,
    },
    /// Laboratory: orders, labels, tubes, results, reports, worklists, analysers' files
    Lab {
        #[command(subcommand)]
        command: LabCommand,
    },
    /// The patient index: build it from the central system's export, open, check and search it
    Index {
        #[command(subcommand)]
        command: IndexCommand,
    },
    /// Which side is in charge, declared and ended by named officers; drills
    Event {
        #[command(subcommand)]
        command: EventCommand,
    },
    /// The incident log
    Incident {
        #[command(subcommand)]
        command: IncidentCommand,
    },
    /// The duty roster
    Roster {
        #[command(subcommand)]
        command: RosterCommand,
    },
    /// Hand a shift over, with its sheet
    Shift {
        #[command(subcommand)]
        command: ShiftCommand,
    },
    /// Write a notice for the wall as PDF
    Notice(NoticeArgs),
    /// The hub: a PostgreSQL database that collects the journals of all counters
    Hub {
        #[command(subcommand)]
        command: super::args_hub::HubCommand,
    },
    /// Bundles: make one for the control room, take others' in
    Bundle {
        #[command(subcommand)]
        command: BundleCommand,
    },
    /// The second medium: every entry on another disk or a stick too
    Second {
        #[command(subcommand)]
        command: SecondCommand,
    },
    /// Say that two records are of one person
    Merge(MergeArgs),
    /// Say that two merged records are of two people after all
    Unmerge(MergeArgs),
    /// What contradicts itself, and settling it
    Conflict {
        #[command(subcommand)]
        command: ConflictCommand,
    },
    /// The Merkle root over a run of entries, and whether it is the one on a shift's sheet
    Root(RootArgs),
    /// Number blocks of the counters
    Block {
        #[command(subcommand)]
        command: BlockCommand,
    },
    /// How every counter stands, as far as it has come here
    Hospital,
    /// Find patients by number, mobile, UHID, ABHA or name in either script; in the patient index too where it is open
    Find(FindArgs),
    /// Names: how alike two people are
    Names {
        #[command(subcommand)]
        command: NamesCommand,
    },
    /// Write a paper of a registration as PDF
    Slip(SlipArgs),
    /// Take in what stands in the codes of scanned slips and registers
    Scan(ScanArgs),
    /// Fill a new installation from the papers of a PC that died, and list what was not seen
    Rebuild(RebuildArgs),
    /// Write the day register with its codes as PDF
    DayRegister(DayRegisterArgs),
    /// Match all patients against the patient index, and among each other, in one pass
    Match(super::args_handover::MatchArgs),
    /// Decide about patients whom the matching was not sure of
    Review {
        #[command(subcommand)]
        command: super::args_handover::ReviewCommand,
    },
    /// Hand records over to the central system, batch by batch, each with its receipt
    Handover {
        #[command(subcommand)]
        command: super::args_handover::HandoverCommand,
    },
    /// Check journal, chain, signatures, tables and number series
    Verify,
    /// Hand the records over as files
    Export(ExportArgs),
    /// Certify the hand-over on order of an officer; list and print certificates again
    Certificate(super::args_proof::CertificateArgs),
    /// Number gaps over all series of all counters as PDF, each with its reason; exit code 3 where one is not explained
    Gaps(super::args_proof::PaperOutArgs),
    /// Control totals by day, counter, department and kind as CSV, beside the central team's own
    Totals(super::args_proof::TotalsArgs),
    /// The after-action report as PDF
    Report(super::args_proof::ReportArgs),
    /// The list of exceptions as PDF
    Exceptions(super::args_proof::PaperOutArgs),
    /// What the last check set aside, with what to mend where, as PDF
    Fixlist(super::args_proof::PaperOutArgs),
    /// Our provisional numbers beside the central ones: find, CSV, slips, labels, register
    Crosswalk {
        #[command(subcommand)]
        command: super::args_proof::CrosswalkCommand,
    },
    /// Seal this counter's records for the archive and destroy its key, on order of two officers; open an archive again
    Archive(super::args_proof::ArchiveArgs),
    /// Open the window
    Window(WindowArgs),
}

#[derive(Args)]
pub struct DemoArgs {
    /// Folder to make
    #[arg(long, value_name = "DIR")]
    pub out: PathBuf,
    /// Patients to register
    #[arg(long, default_value_t = 60, value_parser = clap::value_parser!(u32).range(0..=200_000))]
    pub patients: u32,
    /// The same seed gives the same people
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
    /// Register only; write no slips
    #[arg(long)]
    pub no_slips: bool,
    /// Out-patients only: no wards, emergency and registers
    #[arg(long)]
    pub opd_only: bool,
    /// People of the central system, in central.csv and in the counter's patient index; 0 makes none
    #[arg(long, default_value_t = 4_000, value_parser = clap::value_parser!(u32).range(0..=1_000_000))]
    pub central: u32,
    /// Hand the whole day over to a made-up central system too: matching, review, batches, answers, the end of manual mode, crosswalk, certificate, report;
    /// and archive a finished counter
    #[arg(long)]
    pub handover: bool,
}

#[derive(Subcommand)]
pub enum PackCommand {
    /// Say what is wrong in which file, line and column
    Check { dir: PathBuf },
    /// Write one signed file, and the first passwords to hand out
    Seal {
        dir: PathBuf,
        /// The pack to write
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
        /// The site's sealed signing key; made when it does not exist
        #[arg(long, value_name = "FILE")]
        site_key: PathBuf,
        /// File with the password of the site key
        #[arg(long, value_name = "FILE")]
        site_password_file: PathBuf,
        /// CSV login,password with passwords to give; others get random ones
        #[arg(long, value_name = "FILE")]
        passwords: Option<PathBuf>,
        /// The pack in use: people and counters keep their keys
        #[arg(long, value_name = "FILE")]
        previous: Option<PathBuf>,
    },
    /// Say what a pack holds and whether its signature fits
    Show { file: PathBuf },
}

#[derive(Subcommand)]
pub enum CounterCommand {
    /// Set a counter up from a pack, or open it under a new letter
    Open(OpenArgs),
    /// Say what this counter is and how it stands
    Status,
    /// Take a newer pack of the same hospital
    Pack { file: PathBuf },
    /// Change the own password
    Password {
        #[arg(long, value_name = "FILE")]
        new_password_file: PathBuf,
    },
    /// Give a person a new password with the recovery key
    Recover {
        #[arg(long, value_name = "FILE")]
        recovery_key_file: PathBuf,
        #[arg(long, value_name = "FILE")]
        new_password_file: PathBuf,
    },
}

#[derive(Args)]
pub struct OpenArgs {
    /// The hospital's pack
    #[arg(long, value_name = "FILE", required_unless_present = "new_letter")]
    pub pack: Option<PathBuf>,
    /// Code of this counter, for example K7
    #[arg(long, value_name = "CODE", required_unless_present = "new_letter")]
    pub counter: Option<String>,
    /// File with the new password, replacing the first one
    #[arg(long, value_name = "FILE")]
    pub new_password_file: Option<PathBuf>,
    /// Why manual mode begins
    #[arg(long, default_value = "")]
    pub reason: String,
    /// Practice: every number begins with X, nothing can be handed over
    #[arg(long)]
    pub drill: bool,
    /// Where to write the recovery sheet (PDF)
    #[arg(long, value_name = "FILE")]
    pub recovery_sheet: Option<PathBuf>,
    /// The records are damaged or an old copy: begin anew under the next letter, keeping the old file
    #[arg(long)]
    pub new_letter: bool,
}

#[derive(Subcommand)]
pub enum OpdCommand {
    /// Register patients from JSON lines; one JSON answer per line
    Register {
        #[arg(long, value_name = "FILE.jsonl")]
        from: PathBuf,
        /// Write each slip as PDF into this folder
        #[arg(long, value_name = "DIR")]
        slips: Option<PathBuf>,
        #[arg(long, value_enum, default_value_t = SizeArg::A6)]
        paper: SizeArg,
        /// Fill the one line from the patient index by UHID; what the line says wins. "match" in a line does the same
        #[arg(long = "match", value_name = "UHID")]
        matched: Option<String>,
    },
    /// Change what is known of a patient; fields as for register, only those given change
    Amend {
        number: String,
        #[arg(long, value_name = "FILE.json")]
        from: PathBuf,
        #[arg(long)]
        reason: String,
    },
    /// Take a visit back, or the whole registration
    Void {
        number: String,
        #[arg(long)]
        reason: String,
        #[arg(long)]
        registration: bool,
    },
    /// Send a visit to another clinic
    Move {
        number: String,
        #[arg(long)]
        clinic: String,
        #[arg(long, default_value = "")]
        doctor: String,
        #[arg(long)]
        reason: String,
    },
    /// Print a paper again, marked DUPLICATE
    Reprint {
        number: String,
        #[arg(long, value_enum, default_value_t = PaperArg::Slip)]
        kind: PaperArg,
        #[arg(long, value_enum, default_value_t = SizeArg::A6)]
        paper: SizeArg,
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
    },
    /// Queues of today, or one step: call CLINIC; skip, recall, done NUMBER
    Queue {
        #[arg(value_enum)]
        step: Option<StepArg>,
        what: Option<String>,
    },
    /// The day register, as a list or as PDF
    Day {
        /// 24-11-2022; default today
        #[arg(long)]
        date: Option<String>,
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
    },
}

/// A form: from arguments, or many from a file.
#[derive(Args)]
pub struct FillArgs {
    /// Fields as FIELD=VALUE, and whom it is about: patient=, stay=, record=, arrival=; `register fields FORM` lists them
    #[arg(value_name = "FIELD=VALUE")]
    pub values: Vec<String>,
    /// One JSON object a line instead; one JSON answer a line
    #[arg(long, value_name = "FILE.jsonl", conflicts_with = "values")]
    pub from: Option<PathBuf>,
    /// Write the papers as PDF into this folder
    #[arg(long, value_name = "DIR")]
    pub slips: Option<PathBuf>,
    /// Size of the slips
    #[arg(long, value_enum, default_value_t = SizeArg::A6)]
    pub paper: SizeArg,
    /// Fill a new patient from the patient index by UHID; fields given win. match=UHID does the same
    #[arg(long = "match", value_name = "UHID", conflicts_with = "from")]
    pub matched: Option<String>,
}

#[derive(Subcommand)]
pub enum IpdCommand {
    /// Ask for a bed
    Request(FillArgs),
    /// Admit a patient known here (patient=) or a new one (name=, sex=, age= …)
    Admit(FillArgs),
    /// Move to another ward, bed, unit or consultant; planned=yes only holds the bed
    Transfer(FillArgs),
    /// Two patients change beds: patient= and with=
    Swap(FillArgs),
    /// End a stay
    Discharge(FillArgs),
    /// Take the last step of a stay or an arrival back
    Cancel(FillArgs),
    /// Say what a bed is: bed= status=free|reserved|cleaning|out-of-order
    Bed(FillArgs),
    /// Take the starting census from a CSV (--from), or print a ward's shift census (--ward, --out)
    Census {
        #[arg(long, value_name = "FILE.csv", conflicts_with_all = ["ward", "out"])]
        from: Option<PathBuf>,
        #[arg(long, value_name = "WARD", requires = "out")]
        ward: Option<String>,
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
    },
    /// How full each ward is, or the beds of one ward
    Board { ward: Option<String> },
}

#[derive(Subcommand)]
pub enum LabCommand {
    /// Order tests: patient= tests=CBC,LFT urgency=urgent|routine ward= doctor= note= override=; collected=- for not yet
    Order(FillArgs),
    /// Print labels ahead of patients (count=), or those of an order or tube once more (tube=)
    Label(FillArgs),
    /// A tube was filled: tube=
    Collect(FillArgs),
    /// Tubes are on the way: tube="… …" place=
    Send(FillArgs),
    /// Tubes have come: tube="… …"
    Receive(FillArgs),
    /// Tubes are on a bench: tube="… …" place=
    Bench(FillArgs),
    /// A tube is thrown away when it is done with
    Discard(FillArgs),
    /// Reject a tube: tube= why=haemolysed|clotted|…
    Reject(FillArgs),
    /// Collect a rejected tube again: tube=
    Recollect(FillArgs),
    /// Put another label on a tube: tube= reason= to=
    Relabel(FillArgs),
    /// Type results: tube= K=6.8 NA=140; the same again is the blind second typing of a critical value
    Result(FillArgs),
    /// Release results that another person entered: tube= (label or order number)
    Verify(FillArgs),
    /// Write the call about a critical value down: tube= whom= read_back=yes
    Call(FillArgs),
    /// Print the report: tube=
    Report(FillArgs),
    /// The report came into somebody's hands: tube= whom=
    Hand(FillArgs),
    /// Take an order (record= what=ordered) or a step of a tube back: reason=
    Cancel(FillArgs),
    /// Where is my sample? By a tube's label or an order's number
    Where { tube: String },
    /// Every tube that has not ended, urgent first, oldest first
    Board { panel: Option<String> },
    /// What waits on a bench; with --as and --out as a file for an analyser
    Worklist {
        #[arg(default_value = "")]
        panel: String,
        #[arg(long = "as", value_enum, requires = "out")]
        form: Option<FileFormArg>,
        #[arg(long, value_name = "FILE", requires = "form")]
        out: Option<PathBuf>,
    },
    /// Take results from an analyser's file (ASTM E1394 or HL7 ORU)
    File {
        #[arg(value_name = "FILE")]
        from: PathBuf,
    },
    /// A list as PDF: pending tubes, worklist, critical calls, turn-around times
    List {
        #[arg(value_enum)]
        list: LabList,
        #[arg(long, default_value = "")]
        panel: String,
        /// First day, today if left out
        #[arg(long, value_name = "DD-MM-YYYY")]
        from: Option<String>,
        #[arg(long, value_name = "DD-MM-YYYY")]
        to: Option<String>,
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
    },
    /// Tests and groups of the catalogue that fit a text
    Tests {
        #[arg(default_value = "")]
        text: String,
    },
}

/// A list of the laboratory.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum LabList {
    Pending,
    Worklist,
    Calls,
    Tat,
}

/// As which file a worklist leaves.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum FileFormArg {
    Csv,
    Astm,
    Hl7,
}

#[derive(Subcommand)]
pub enum ErCommand {
    /// Take a patient in; without a name as unknown; with arrival= fills a prepared pack
    Arrive(FillArgs),
    /// Prepare numbered packs for a mass casualty: count= event=
    Prepare(FillArgs),
    /// Say who an unknown patient is: patient= and is= or name=, sex=, age=
    Identify(FillArgs),
    /// A patient leaves the emergency
    Leave(FillArgs),
    /// Who is in the emergency
    List,
}

#[derive(Clone, Copy, ValueEnum, PartialEq, Eq)]
pub enum CaseBook {
    Admission,
    Discharge,
    Emergency,
    Mlc,
    Birth,
    Stillbirth,
    Death,
    Cause,
    Indent,
}

#[derive(Subcommand)]
pub enum RegisterCommand {
    /// Write an MLC
    Mlc(FillArgs),
    /// Write a birth report (Form 1); the newborn becomes a patient
    Birth(FillArgs),
    /// Write a still-birth report (Form 3)
    Stillbirth(FillArgs),
    /// Write a death report (Form 2)
    Death(FillArgs),
    /// Write the cause of death (Form 4)
    Cause(FillArgs),
    /// The police were told of an MLC: record=
    Police(FillArgs),
    /// A report was handed to the registrar: record=
    Registrar(FillArgs),
    /// Correct a record: record=, `correction_reason`=, and the fields that change
    Correct(FillArgs),
    /// Take a record back: record=, reason=
    Cancel(FillArgs),
    /// A register by date, as lines or as PDF
    List {
        #[arg(value_enum)]
        book: CaseBook,
        /// 24-11-2022; default today
        #[arg(long)]
        from: Option<String>,
        #[arg(long)]
        to: Option<String>,
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
    },
    /// What the law's clocks ask for
    Due,
    /// Number gaps over all series, as lines or as PDF; exit code 3 where one has a gap
    Gaps {
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
    },
    /// The fields of a form
    Fields { form: String },
}

#[derive(Subcommand)]
pub enum IndentCommand {
    /// Send an indent
    Send(FillArgs),
    /// Say what was issued: record=, outcome=full|part|refused
    Issue(FillArgs),
    /// Indents by date
    List {
        #[arg(long)]
        from: Option<String>,
        #[arg(long)]
        to: Option<String>,
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
    },
}

#[derive(Clone, Copy, ValueEnum)]
pub enum StepArg {
    Call,
    Skip,
    Recall,
    Done,
}

#[derive(Clone, Copy, ValueEnum, PartialEq, Eq)]
pub enum SizeArg {
    #[value(name = "a4")]
    A4,
    #[value(name = "a5")]
    A5,
    #[value(name = "a6")]
    A6,
    #[value(name = "80mm")]
    Roll80,
    #[value(name = "58mm")]
    Roll58,
}

impl From<SizeArg> for Size {
    fn from(size: SizeArg) -> Self {
        match size {
            SizeArg::A4 => Self::A4,
            SizeArg::A5 => Self::A5,
            SizeArg::A6 => Self::A6,
            SizeArg::Roll80 => Self::Roll80,
            SizeArg::Roll58 => Self::Roll58,
        }
    }
}

#[derive(Clone, Copy, ValueEnum, PartialEq, Eq)]
pub enum PaperArg {
    Slip,
    OpdCard,
    Receipt,
    Token,
}

#[derive(Args)]
pub struct FindArgs {
    /// What to look for
    #[arg(required = true)]
    pub text: Vec<String>,
}

#[derive(Subcommand)]
pub enum NamesCommand {
    /// Compare two people by name and by what else is known; needs no counter
    Compare(CompareArgs),
}

/// Two people. Names may be in either script, with the relative behind: `Sunita W/o Mohan`.
#[derive(Args)]
pub struct CompareArgs {
    pub a: String,
    pub b: String,
    /// The relative of A, with or without S/o, D/o, W/o
    #[arg(long, value_name = "NAME")]
    pub relative_a: Option<String>,
    #[arg(long, value_name = "NAME")]
    pub relative_b: Option<String>,
    /// Age in years
    #[arg(long, value_name = "YEARS", value_parser = clap::value_parser!(u16).range(0..=125))]
    pub age_a: Option<u16>,
    #[arg(long, value_name = "YEARS", value_parser = clap::value_parser!(u16).range(0..=125))]
    pub age_b: Option<u16>,
    /// F, M or O
    #[arg(long, value_parser = read_sex)]
    pub sex_a: Option<Sex>,
    #[arg(long, value_parser = read_sex)]
    pub sex_b: Option<Sex>,
    #[arg(long, value_parser = read_mobile)]
    pub mobile_a: Option<Mobile>,
    #[arg(long, value_parser = read_mobile)]
    pub mobile_b: Option<Mobile>,
    #[arg(long, value_parser = read_pin)]
    pub pin_a: Option<Pin>,
    #[arg(long, value_parser = read_pin)]
    pub pin_b: Option<Pin>,
    /// Village, town, district
    #[arg(long)]
    pub place_a: Option<String>,
    #[arg(long)]
    pub place_b: Option<String>,
}

fn read_sex(text: &str) -> Result<Sex, String> {
    Sex::parse(text).ok_or_else(|| "write F, M or O".to_owned())
}

fn read_mobile(text: &str) -> Result<Mobile, String> {
    Mobile::parse(text).map_err(|e| e.to_string())
}

fn read_pin(text: &str) -> Result<Pin, String> {
    Pin::parse(text).map_err(|e| e.to_string())
}

#[derive(Args)]
pub struct SlipArgs {
    /// One of our numbers: patient, visit or receipt
    pub number: String,
    #[arg(long, value_name = "FILE")]
    pub out: PathBuf,
    #[arg(long, value_enum, default_value_t = SizeArg::A6)]
    pub paper: SizeArg,
    #[arg(long, value_enum, default_value_t = PaperArg::Slip)]
    pub kind: PaperArg,
}

#[derive(Args)]
pub struct ExportArgs {
    /// csv or fhir
    #[arg(long = "as", value_enum)]
    pub form: FormArg,
    #[arg(long, value_name = "DIR")]
    pub out: PathBuf,
}

#[derive(Clone, Copy, ValueEnum, PartialEq, Eq)]
pub enum FormArg {
    Csv,
    Fhir,
}

#[derive(Args, Default)]
pub struct WindowArgs {
    /// Print the milliseconds to the first usable frame, then end
    #[arg(long)]
    pub report_start: bool,
}
