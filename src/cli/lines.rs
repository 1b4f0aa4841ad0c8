//! JSON lines in, one JSON answer a line out: the shape of every `--from FILE.jsonl`.

use super::Failure;
use super::out::{Out, problem_value};
use crate::disk::DiskError;
use crate::hospital::pack::Lang;
use crate::problem::{Problem, Trouble};
use serde_json::{Value, json};
use std::fs::File;
use std::io::{BufRead as _, BufReader, Read as _};
use std::path::Path;

/// Longest line of a JSONL file, in bytes.
const LINE_BYTES_MAX: u64 = 64 * 1024;

/// Every line is answered; a refused one does not stop the rest. Exit code 1 when any was refused.
pub fn answer(
    from: &Path,
    lang: Lang,
    out: &mut Out,
    mut one: impl FnMut(&[u8]) -> Result<Value, Problem>,
) -> Result<(), Failure> {
    let wrap = |e| Problem::from(DiskError::new(from, e));
    let mut reader = BufReader::new(File::open(from).map_err(wrap)?);
    let (mut at, mut refused) = (0u64, false);
    loop {
        let mut line = Vec::new();
        let read = reader.by_ref().take(LINE_BYTES_MAX).read_until(b'\n', &mut line).map_err(wrap)?;
        if read == 0 {
            break;
        }
        at += 1;
        if line.last() != Some(&b'\n') && read as u64 == LINE_BYTES_MAX {
            skip_rest_of_line(&mut reader).map_err(wrap)?;
            line = b"!".to_vec();
        }
        if line.iter().all(u8::is_ascii_whitespace) {
            continue;
        }
        match one(&line) {
            Ok(mut value) => {
                if let Some(map) = value.as_object_mut() {
                    map.insert("line".to_owned(), json!(at));
                }
                out.raw(&value.to_string());
            }
            Err(problem) => {
                out.raw(&json!({ "line": at, "saved": false, "problem": problem_value(&problem, lang) }).to_string());
                if problem.trouble != Trouble::Refused {
                    return Err(problem.into());
                }
                refused = true;
            }
        }
    }
    if refused { Err(Failure::Told(Trouble::Refused.exit_code())) } else { Ok(()) }
}

fn skip_rest_of_line(reader: &mut impl std::io::BufRead) -> std::io::Result<()> {
    loop {
        let (used, found) = {
            let buffer = reader.fill_buf()?;
            match buffer.iter().position(|b| *b == b'\n') {
                Some(at) => (at + 1, true),
                None => (buffer.len(), buffer.is_empty()),
            }
        };
        reader.consume(used);
        if found {
            return Ok(());
        }
    }
}
