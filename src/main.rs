//! Nirantar. Without arguments the window; otherwise the command line.

use std::process::ExitCode;

fn main() -> ExitCode {
    nirantar::cli::run()
}
