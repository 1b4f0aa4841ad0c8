//! Where on a page a QR code may stand: tiles as busy along as across, many of them together. Text is busy along its lines only, a photograph
//! or a stain hardly at all.

use super::gray::{Area, Gray};

/// Side of a tile, pixels: 3 mm at 200 dpi.
const TILE: usize = 24;
/// A code is at least so many tiles wide and high.
const TILES_MIN: usize = 4;
/// Changes between black and white in a line of a tile, on average in 16ths of a change: three pixels a module make some four.
const CHANGES_MIN: usize = 30;
/// Share of the bounding box, out of 16, that busy tiles cover: a square turned by 45 degrees covers half.
const COVER_MIN: usize = 5;

/// Tiles of a page that look like a code and were not read yet.
pub struct Tiles {
    across: usize,
    down: usize,
    busy: Vec<bool>,
    width: usize,
    height: usize,
}

impl Tiles {
    /// Looks at a page in black and white.
    pub fn of(page: &Gray) -> Self {
        let (across, down) = (page.width().div_ceil(TILE), page.height().div_ceil(TILE));
        let mut along = vec![0usize; across * down];
        let mut upright = vec![0usize; across * down];
        let rows: Vec<&[u8]> = page.rows().collect();
        for ((band, along), upright) in rows.chunks(TILE).zip(along.chunks_mut(across)).zip(upright.chunks_mut(across)) {
            for row in band {
                for (cell, sum) in row.chunks(TILE).zip(along.iter_mut()) {
                    *sum += cell.windows(2).filter(|pair| matches!(pair, [a, b] if a != b)).count();
                }
            }
            for pair in band.windows(2) {
                let [above, below] = pair else { continue };
                for ((a, b), sum) in above.chunks(TILE).zip(below.chunks(TILE)).zip(upright.iter_mut()) {
                    *sum += a.iter().zip(b).filter(|(a, b)| a != b).count();
                }
            }
        }
        let enough = TILE * CHANGES_MIN / 16;
        let busy = along.iter().zip(&upright).map(|(a, u)| *a >= enough && *u >= enough).collect();
        Self { across, down, busy, width: page.width(), height: page.height() }
    }

    fn is_busy(&self, x: usize, y: usize) -> bool {
        x < self.across && self.busy.get(y * self.across + x).copied().unwrap_or(false)
    }

    /// What lies within these corners was read: not looked at again.
    pub fn done(&mut self, corners: &[(f32, f32)]) {
        let side = |low: f32, high: f32, of: usize| {
            let tile = |v: f32| (0..of).take_while(|i| f32::from(u16::try_from((i + 1) * TILE).unwrap_or(u16::MAX)) <= v).count();
            (tile(low), tile(high))
        };
        let fold = |pick: fn(&(f32, f32)) -> f32| {
            corners.iter().map(pick).fold((f32::MAX, f32::MIN), |(low, high), v| (low.min(v), high.max(v)))
        };
        let ((left, right), (top, bottom)) = (fold(|c| c.0), fold(|c| c.1));
        let ((left, right), (top, bottom)) = (side(left, right, self.across), side(top, bottom, self.down));
        // Its rim too: a tile that it only touches.
        for y in top.saturating_sub(1)..=bottom + 1 {
            for x in left.saturating_sub(1)..=right + 1 {
                if let Some(busy) = (x < self.across).then(|| self.busy.get_mut(y * self.across + x)).flatten() {
                    *busy = false;
                }
            }
        }
    }

    /// Groups of busy tiles that are large enough for a code, with room around them; the largest first.
    pub fn regions(&self) -> Vec<Area> {
        let mut seen = vec![false; self.busy.len()];
        let mut found = Vec::new();
        for start in 0..self.busy.len() {
            let (x, y) = (start % self.across, start / self.across);
            if seen.get(start).copied().unwrap_or(true) || !self.is_busy(x, y) {
                continue;
            }
            let group = self.group(x, y, &mut seen);
            if let Some(area) = self.area(&group) {
                found.push(area);
            }
        }
        found.sort_by_key(|area| std::cmp::Reverse(area.width * area.height));
        found
    }

    fn group(&self, x: usize, y: usize, seen: &mut [bool]) -> Vec<(usize, usize)> {
        let mut group = Vec::new();
        let mut open = vec![(x, y)];
        while let Some((x, y)) = open.pop() {
            let Some(mark) = seen.get_mut(y * self.across + x).filter(|seen| !**seen) else { continue };
            *mark = true;
            group.push((x, y));
            let near = [(x + 1, y), (x.wrapping_sub(1), y), (x, y + 1), (x, y.wrapping_sub(1))];
            open.extend(near.into_iter().filter(|(x, y)| *y < self.down && self.is_busy(*x, *y)));
        }
        group
    }

    fn area(&self, group: &[(usize, usize)]) -> Option<Area> {
        let (left, right) = (group.iter().map(|t| t.0).min()?, group.iter().map(|t| t.0).max()?);
        let (top, bottom) = (group.iter().map(|t| t.1).min()?, group.iter().map(|t| t.1).max()?);
        let (wide, high) = (right - left + 1, bottom - top + 1);
        if wide < TILES_MIN || high < TILES_MIN || group.len() * 16 < wide * high * COVER_MIN {
            return None;
        }
        // Its outermost tiles may be too empty to be busy; and a code needs its quiet zone.
        let room = 2 * TILE;
        let (x, y) = ((left * TILE).saturating_sub(room), (top * TILE).saturating_sub(room));
        let width = ((right + 1) * TILE + room).min(self.width).saturating_sub(x);
        let height = ((bottom + 1) * TILE + room).min(self.height).saturating_sub(y);
        Some(Area { left: x, top: y, width, height })
    }
}
