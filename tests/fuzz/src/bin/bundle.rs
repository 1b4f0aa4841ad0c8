//! Bundles: anything may lie on a stick. Whatever is read is an entry that was written, byte for byte, or nothing; what a person with the key made up
//! is read within its limits or refused.
#![no_main]

use chacha20poly1305::aead::AeadInPlace as _;
use chacha20poly1305::{ChaCha20Poly1305, KeyInit as _};
use libfuzzer_sys::fuzz_target;
use nirantar::bundle::{BundleSecret, Head, Kind, Piece, Reader, Writer};
use nirantar::hospital::number::{CounterCode, Mode};
use nirantar::journal::{EntryId, Signed};
use nirantar_fuzz::signing;
use sha2::{Digest as _, Sha256};
use std::sync::LazyLock;

const SALT: [u8; 16] = [3; 16];

fn secret() -> BundleSecret {
    BundleSecret::new([5; 32])
}

fn head() -> Head {
    Head {
        site: "FUZZ".into(),
        mode: Mode::Event,
        counter: CounterCode::new("K7").unwrap(),
        letter: 'A',
        made: chrono::DateTime::parse_from_rfc3339("2026-11-23T09:00:00+05:30").unwrap(),
        kind: Kind::All,
        to: Vec::new(),
        after: Vec::new(),
        salt: Head::text_of(&SALT),
        seal: String::new(),
    }
}

fn entry(n: u8) -> (EntryId, Signed) {
    let id = EntryId { counter: CounterCode::new("K7").unwrap(), letter: 'A', sequence: u64::from(n) + 1 };
    (id, Signed { bytes: vec![n; 40 + usize::from(n) * 3], signature: [n; 64] })
}

/// A bundle of thirty entries in several frames.
static GOOD: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let mut writer = Writer::new(Vec::new(), &head(), &secret(), &signing()).unwrap();
    for n in 0..30 {
        let (id, signed) = entry(n);
        writer.entry(&id, &signed).unwrap();
        if n % 7 == 6 {
            writer.flush().unwrap();
        }
    }
    writer.finish().unwrap().0
});

/// Reads all of it; gives the entries.
fn read(bytes: &[u8], known: bool) -> Vec<Signed> {
    let key = known.then(|| signing().verifying_key());
    let Ok(mut reader) = Reader::new(bytes, &|_, _| key) else { return Vec::new() };
    if reader.unlock(&secret()).is_err() {
        return Vec::new();
    }
    let mut entries = Vec::new();
    while let Ok(Some(piece)) = reader.next_piece() {
        if let Piece::Entry(signed) = piece {
            entries.push(signed);
        }
    }
    entries
}

/// A frame with made-up content, sealed as it should be.
fn sealed(content: &[u8]) -> Vec<u8> {
    let empty = Writer::new(Vec::new(), &head(), &secret(), &signing()).unwrap().finish().unwrap().0;
    let mut lines = empty.splitn(4, |b| *b == b'\n');
    let (magic, line, signature) = (lines.next().unwrap(), lines.next().unwrap(), lines.next().unwrap());
    let signed = [magic, b"\n", line, b"\n"].concat();
    let hash: [u8; 32] = Sha256::digest(&signed).into();
    let key: [u8; 32] =
        Sha256::new().chain_update(b"nirantar bundle key 1\n").chain_update([5; 32]).chain_update(SALT).finalize().into();
    let mut frame = u32::try_from(content.len() + 16).unwrap().to_le_bytes().to_vec();
    frame.extend_from_slice(&[0; 16]);
    let mut body = content.to_vec();
    let cipher = ChaCha20Poly1305::new(key.as_slice().into());
    cipher.encrypt_in_place(&[0; 12].into(), &[hash.as_slice(), &frame].concat(), &mut body).unwrap();
    [signed.as_slice(), signature, b"\n", &frame, &body].concat()
}

fuzz_target!(|bytes: &[u8]| {
    let Some((way, rest)) = bytes.split_first() else { return };
    match way % 3 {
        0 => drop(read(rest, false)),
        1 => {
            let mut bad = GOOD.clone();
            for edit in rest.chunks_exact(3) {
                let at = usize::from(u16::from_le_bytes([edit[0], edit[1]])) % bad.len();
                match edit[2] {
                    0 => bad.truncate(at.max(1)),
                    flip => bad[at] ^= flip,
                }
            }
            for signed in read(&bad, rest.len() % 2 == 0) {
                assert!((0..30).any(|n| entry(n).1 == signed), "an entry that nobody wrote");
            }
        }
        _ => drop(read(&sealed(rest), true)),
    }
});
