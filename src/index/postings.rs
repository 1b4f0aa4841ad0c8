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

/// Writes a list. `ids` ascend, each once.
pub(super) fn encode(ids: &[u32], windows: u32, out: &mut Vec<u8>) {
    if is_short(u32::try_from(ids.len()).unwrap_or(u32::MAX), windows) {
        push_gaps(ids.iter().copied(), out);
        return;
    }
    let (mut chunks, mut rest) = (Vec::new(), ids);
    for window in 0..windows {
        let count = rest.partition_point(|id| id / WINDOW <= window);
        let (front, behind) = rest.split_at_checked(count).unwrap_or((rest, &[]));
        let before = chunks.len();
        push_gaps(front.iter().map(|id| id % WINDOW), &mut chunks);
        push_varint((chunks.len() - before) as u64, out);
        rest = behind;
    }
    out.extend_from_slice(&chunks);
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
        // Most gaps of a frequent word are one byte.
        let gap = if *first < 0x80 {
            rest = behind;
            u32::from(*first)
        } else {
            let mut long = Bytes(rest);
            let gap = long.varint32()?;
            rest = long.0;
            gap
        };
        let id = next.checked_add(gap).ok_or(Short)?;
        each(id);
        next = id.checked_add(1).ok_or(Short)?;
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
        let mut ids = Vec::new();
        if is_short(u32::try_from(count).unwrap(), windows) {
            decode(bytes, |id| ids.push(id)).unwrap();
            return ids;
        }
        let starts = directory(bytes, windows).unwrap();
        assert!(starts[0] <= directory_max(windows));
        for (window, pair) in (0..).zip(starts.windows(2)) {
            decode(&bytes[pair[0] as usize..pair[1] as usize], |low| ids.push(window * WINDOW + low)).unwrap();
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
            drop(directory(&bytes, 7));
        }
    }
}
