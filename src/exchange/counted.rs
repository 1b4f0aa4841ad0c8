//! A writer that knows how many bytes went through it and their SHA-256.

use sha2::{Digest as _, Sha256};
use std::fmt::Write as _;
use std::io::{self, BufWriter, Write};

/// Bytes gathered before they are hashed and written.
const BUFFER_BYTES: usize = 256 * 1024;

/// A buffered writer over a summing one.
pub(super) type Out<W> = BufWriter<Counted<W>>;

/// Passes bytes on, counts and hashes them.
pub(super) struct Counted<W> {
    inner: W,
    bytes: u64,
    hash: Sha256,
}

/// What went through.
pub(super) struct Sum {
    pub bytes: u64,
    /// Lower-case hexadecimal.
    pub sha256: String,
}

/// Starts a file.
pub(super) fn out<W: Write>(inner: W) -> Out<W> {
    BufWriter::with_capacity(BUFFER_BYTES, Counted { inner, bytes: 0, hash: Sha256::new() })
}

/// Ends a file: what went through, and the caller's writer back.
pub(super) fn finish<W: Write>(mut out: Out<W>) -> io::Result<(Sum, W)> {
    out.flush()?;
    let counted = out.into_inner().map_err(io::IntoInnerError::into_error)?;
    Ok((Sum { bytes: counted.bytes, sha256: hex(&counted.hash.finalize()) }, counted.inner))
}

/// Sum of bytes that are already whole.
pub(super) fn sum(bytes: &[u8]) -> Sum {
    Sum { bytes: bytes.len() as u64, sha256: hex(&Sha256::digest(bytes)) }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        // Writing to a string cannot fail.
        write!(text, "{byte:02x}").unwrap_or_default();
        text
    })
}

impl<W: Write> Write for Counted<W> {
    fn write(&mut self, buffer: &[u8]) -> io::Result<usize> {
        let written = self.inner.write(buffer)?;
        self.hash.update(buffer.get(..written).unwrap_or(buffer));
        self.bytes += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}
