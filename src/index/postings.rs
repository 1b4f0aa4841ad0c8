//! Lists of people: ascending ids as gaps. A long list is cut into windows of 65,536 ids, so that a search reads only those it needs.

use super::codec::{Bytes, Short, push_varint};

/// Ids of a window.
pub(super) const WINDOW: u32 = 1 << 16;

/// How many windows so many people make.
pub(super) const fn windows(people: u32) -> u32 {
    people.div_ceil(WINDOW)
}

/// Whether a list is short: read whole.
pub(super) const fn is_short(count: u32, windows: u32) -> bool {
    count <= 64 || count <= windows.saturating_mul(8)
}

/// Parts of a chunk in a dense list.
const PARTS: u32 = 16;
/// Ids of a part.
pub(super) const PART: u32 = WINDOW / PARTS;

/// Whether the chunks of a long list are cut into parts, so that looking for a few people reads little.
pub(super) const fn is_dense(count: u32, windows: u32) -> bool {
    count >= windows.saturating_mul(256)
}

/// Writes a list. `ids` ascend, each once.
pub(super) fn encode(ids: &[u32], windows: u32, out: &mut Vec<u8>) {
    if is_short(u32::try_from(ids.len()).unwrap_or(u32::MAX), windows) {
        push_gaps(ids.iter().copied(), out);
        return;
    }
    let dense = is_dense(u32::try_from(ids.len()).unwrap_or(u32::MAX), windows);
    let each = |chunk: &[u32], out: &mut Vec<u8>| {
        if dense && !chunk.is_empty() {
            push_pieces(chunk, |id| id % WINDOW / PART, PARTS, out, |part, out| push_gaps(part.iter().map(|id| id % PART), out));
        } else {
            push_gaps(chunk.iter().map(|id| id % WINDOW), out);
        }
    };
    push_pieces(ids, |id| id / WINDOW, windows, out, each);
}

/// Pieces of a list, each by `write`: first the bytes that each takes, then the pieces.
fn push_pieces(ids: &[u32], piece_of: impl Fn(u32) -> u32, pieces: u32, out: &mut Vec<u8>, write: impl Fn(&[u32], &mut Vec<u8>)) {
    let (mut bytes, mut rest) = (Vec::new(), ids);
    for piece in 0..pieces {
        let count = rest.partition_point(|id| piece_of(*id) <= piece);
        let (front, behind) = rest.split_at_checked(count).unwrap_or((rest, &[]));
        let before = bytes.len();
        write(front, &mut bytes);
        push_varint((bytes.len() - before) as u64, out);
        rest = behind;
    }
    out.extend_from_slice(&bytes);
}

fn push_gaps(ids: impl Iterator<Item = u32>, out: &mut Vec<u8>) {
    let mut next = 0;
    for id in ids {
        push_varint(u64::from(id.saturating_sub(next)), out);
        next = id + 1;
    }
}

/// Hands each id of a short list, or of a window's chunk, to `each`.
pub(super) fn decode(bytes: &[u8], mut each: impl FnMut(u32)) -> Result<(), Short> {
    let mut next = 0_u32;
    let mut rest = bytes;
    while let Some((first, behind)) = rest.split_first() {
        // Most gaps are one byte or two.
        let gap = match behind.split_first() {
            _ if *first < 0x80 => {
                rest = behind;
                u32::from(*first)
            }
            Some((second, behind)) if *second < 0x80 => {
                rest = behind;
                u32::from(*first & 0x7f) | u32::from(*second) << 7
            }
            _ => {
                let mut long = Bytes(rest);
                let gap = long.varint32()?;
                rest = long.0;
                gap
            }
        };
        let id = next.checked_add(gap).ok_or(Short)?;
        each(id);
        next = id.checked_add(1).ok_or(Short)?;
    }
    Ok(())
}

/// Hands each id of a window's chunk to `each`; of a dense list's, only of the parts in `wanted`, a bit each.
pub(super) fn decode_chunk(bytes: &[u8], dense: bool, wanted: u16, mut each: impl FnMut(u32)) -> Result<(), Short> {
    if !dense || bytes.is_empty() {
        return decode(bytes, each);
    }
    let (mut rest, mut lens) = (Bytes(bytes), [0; PARTS as usize]);
    for len in &mut lens {
        *len = rest.size()?;
    }
    for (part, len) in (0..).zip(lens) {
        let piece = rest.take(len)?;
        if wanted >> part & 1 == 1 {
            decode(piece, |low| each(part * PART + low))?;
        }
    }
    Ok(())
}

/// Where the chunks of a long list lie: starts from the list's first byte, one more than windows.
pub(super) fn directory(bytes: &[u8], windows: u32) -> Result<Vec<u32>, Short> {
    let mut rest = Bytes(bytes);
    let mut starts = Vec::with_capacity(usize::try_from(windows).unwrap_or(0) + 1);
    let mut at = 0_u32;
    for _ in 0..windows {
        starts.push(at);
        at = at.checked_add(rest.varint32()?).ok_or(Short)?;
    }
    starts.push(at);
    let head = u32::try_from(bytes.len() - rest.0.len()).map_err(|_big| Short)?;
    for start in &mut starts {
        *start = start.checked_add(head).ok_or(Short)?;
    }
    Ok(starts)
}

/// Most bytes that the directory of a long list can take.
pub(super) const fn directory_max(windows: u32) -> u32 {
    windows.saturating_mul(3)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    fn read_back(bytes: &[u8], count: usize, windows: u32) -> Vec<u32> {
        let (mut ids, count) = (Vec::new(), u32::try_from(count).unwrap());
        if is_short(count, windows) {
            decode(bytes, |id| ids.push(id)).unwrap();
            return ids;
        }
        let starts = directory(bytes, windows).unwrap();
        assert!(starts[0] <= directory_max(windows));
        for (window, pair) in (0..).zip(starts.windows(2)) {
            let chunk = &bytes[pair[0] as usize..pair[1] as usize];
            // In two halves, so that parts left out are seen to be.
            for wanted in [0x00ff, 0xff00] {
                let dense = is_dense(count, windows);
                decode_chunk(chunk, dense, if dense { wanted } else { u16::MAX }, |low| ids.push(window * WINDOW + low)).unwrap();
                if !dense {
                    break;
                }
            }
        }
        ids
    }

    proptest! {
        #[test]
        fn lists_come_back(ids in prop::collection::btree_set(0_u32..400_000, 0..3000), crowd in 0_u32..300_000) {
            // A few far apart, and a crowd without gaps.
            let ids: BTreeSet<u32> = ids.into_iter().chain(crowd..crowd + 500).collect();
            let ids: Vec<u32> = ids.into_iter().collect();
            let windows = windows(400_000);
            let mut out = Vec::new();
            encode(&ids, windows, &mut out);
            prop_assert_eq!(read_back(&out, ids.len(), windows), ids);
        }

        #[test]
        fn any_bytes_are_read_or_refused(bytes: Vec<u8>) {
            let _any = decode(&bytes, |_id| {});
            let _parts = decode_chunk(&bytes, true, 0x1234, |_id| {});
            drop(directory(&bytes, 7));
        }
    }
}
