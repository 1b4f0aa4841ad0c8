//! The window, from the command line. Without a display it says so and ends with code 4.

use super::args::{Common, WindowArgs};
use super::out::Out;
use super::{Failure, data_folder};
use crate::window::{Options, run};
use std::time::Instant;

/// Opens the window over the data folder. `--report-start` prints the milliseconds to the first usable frame and ends.
pub fn open(common: &Common, args: &WindowArgs, started: Instant) -> Result<(), Failure> {
    let mut options = Options::default();
    if args.report_start {
        let mut out = Out::new(common);
        options.on_usable = Some(Box::new(move || {
            out.raw(&started.elapsed().as_millis().to_string());
        }));
    }
    Ok(run(data_folder(common)?, options)?)
}
