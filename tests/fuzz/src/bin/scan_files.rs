//! Any file may be given as a scan: a picture, many pages of a TIFF, a PDF, or none of these. It is read or refused; what is within texts of codes
//! is an entry, or many, or refused.
#![no_main]

use libfuzzer_sys::fuzz_target;
use nirantar::journal::carrier::{from_codes, part_of};
use nirantar::journal::sheaf::from_sheaf;
use nirantar::scan::{Gray, read_file, read_sheet};
use std::sync::Once;

/// Pages of one file that are waited for.
const PAGES_MAX: usize = 3;

/// A decoder of others that panics is caught by our room: such a panic is no finding. Panics of our own are.
fn only_ours() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let abort = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |info| {
            let theirs = info.location().is_some_and(|place| place.file().contains("/registry/src/"));
            if !theirs {
                abort(info);
            }
        }));
    });
}

fuzz_target!(|bytes: &[u8]| {
    only_ours();
    let mut seen = 0;
    let _read_or_refused = read_file(bytes.to_vec(), &mut |page| {
        if let Ok(sheet) = &page.sheet {
            sheet.texts.iter().for_each(|text| judge(text));
        }
        seen += 1;
        seen < PAGES_MAX
    });
    // The same bytes as pixels, and as the text of a code.
    let side = (bytes.len() as f32).sqrt() as usize;
    if let Some(gray) = bytes.get(..side * side).and_then(|pixels| Gray::new(side, side, pixels.to_vec())) {
        let _read_or_refused = read_sheet(&gray);
    }
    judge(&String::from_utf8_lossy(bytes));
});

fn judge(text: &str) {
    if let Ok(entries) = from_sheaf(text) {
        for signed in entries {
            let _read_or_refused = signed.entry();
        }
    }
    let _part = part_of(text);
    if let Ok(signed) = from_codes([text]) {
        let _read_or_refused = signed.entry();
    }
}
