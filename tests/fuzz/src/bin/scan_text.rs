//! Anything a bar-code reader may type is read or refused; no whole Aadhaar number comes out of it.
#![no_main]

use libfuzzer_sys::fuzz_target;
use nirantar::hospital::identifiers::mask_aadhaar;
use nirantar::hospital::opd_form::OpdForm;
use nirantar::hospital::scan::{Scan, classify};
use nirantar::journal::carrier::from_codes;
use nirantar_fuzz::{today, uhid};

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    if let Ok(signed) = from_codes(text.lines()) {
        let _read_or_refused = signed.entry();
    }
    let Ok(scan) = classify(&text, Some(uhid()), today()) else { return };
    if let Some(person) = scan.person() {
        let mut form = OpdForm::default();
        person.fill(&mut form);
        for text in [form.name, form.name_hi, form.relative_name, form.relative_name_hi, form.address, form.district] {
            assert_eq!(mask_aadhaar(&text), text);
        }
    }
    if let Scan::Uhid(text) = scan {
        assert_eq!(mask_aadhaar(&text), text);
    }
});
