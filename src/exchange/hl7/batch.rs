//! A batch file: `FHS BHS messages BTS FTS` (HL7 v2.5.1 §2.10.3). The control ids are the batch's name, which says what is in it, so that
//! the same batch is the same file to the byte; no time stands in the head for that reason.

use super::super::Batch;
use super::write::Segment;
use super::{control_ids, sender};
use crate::hospital::number::Mode;
use crate::journal::Stage;
use std::fmt::Write as _;

/// What a batch is called.
#[derive(Debug, Clone, Copy)]
pub struct BatchName<'a> {
    /// Of [`crate::journal::batch_name`].
    pub name: &'a str,
    pub stage: Stage,
}

impl BatchName<'_> {
    /// Name of its file: `1-identities-9f86d081884c.hl7`; the demo's says so.
    #[must_use]
    pub fn file(&self, mode: Mode, ending: &str) -> String {
        super::super::file_name(mode, &format!("{}-{}.{ending}", self.stage.file_part(), self.name))
    }
}

/// The bytes of a batch file, out of the bytes of its records.
#[must_use]
pub fn batch_file<'m>(batch: &Batch<'_>, name: &BatchName<'_>, records: impl Iterator<Item = &'m [u8]> + Clone) -> Vec<u8> {
    let mut out = Vec::with_capacity(records.clone().map(<[u8]>::len).sum::<usize>() + 512);
    let site = &batch.masters.hospital.site;
    let comment = match batch.mode {
        Mode::Demo => "DEMO: invented people of a hospital that does not exist. Not for import into a real system.",
        Mode::Event | Mode::Drill => "",
    };
    for (id, called) in [("FHS", name.file(batch.mode, "hl7")), ("BHS", name.stage.code().to_owned())] {
        out.extend_from_slice(id.as_bytes());
        out.extend_from_slice(b"|^~\\&");
        let mut head = Segment::after(&mut out, 2);
        head.text(3, sender(batch.mode)).text(4, site).text(6, site).text(9, &called).text(10, comment).text(11, name.name).end();
    }
    let mut messages = 0_usize;
    for record in records {
        messages += control_ids(record).count();
        out.extend_from_slice(record);
    }
    let mut tail = String::new();
    // Writing to a string cannot fail.
    write!(tail, "BTS|{messages}|{}\rFTS|1\r", name.stage.code()).unwrap_or_default();
    out.extend_from_slice(tail.as_bytes());
    out
}
