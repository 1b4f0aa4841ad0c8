//! A picture in grey, and what is done to it before a code is looked for.

/// Grey values, row by row, 255 is white.
#[derive(Clone, PartialEq, Eq)]
pub struct Gray {
    width: usize,
    height: usize,
    pixels: Vec<u8>,
}

/// A part of a picture, in pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Area {
    pub left: usize,
    pub top: usize,
    pub width: usize,
    pub height: usize,
}

impl Gray {
    /// `None` where the number of pixels is not what the sides say, or nothing is there.
    #[must_use]
    pub fn new(width: usize, height: usize, pixels: Vec<u8>) -> Option<Self> {
        (width > 0 && height > 0 && width.checked_mul(height) == Some(pixels.len())).then_some(Self { width, height, pixels })
    }

    #[must_use]
    pub const fn width(&self) -> usize {
        self.width
    }

    #[must_use]
    pub const fn height(&self) -> usize {
        self.height
    }

    #[must_use]
    pub fn pixels(&self) -> &[u8] {
        &self.pixels
    }

    pub fn rows(&self) -> impl DoubleEndedIterator<Item = &[u8]> + ExactSizeIterator {
        self.pixels.chunks_exact(self.width.max(1))
    }

    /// A part of it, cut to what is there.
    pub fn part(&self, area: Area) -> Option<Self> {
        let width = area.width.min(self.width.checked_sub(area.left)?);
        let height = area.height.min(self.height.checked_sub(area.top)?);
        let mut pixels = Vec::with_capacity(width * height);
        for row in self.rows().skip(area.top).take(height) {
            pixels.extend_from_slice(row.get(area.left..area.left + width)?);
        }
        Self::new(width, height, pixels)
    }

    /// Every two by two pixels become one: what was scanned finer than is needed.
    pub fn halved(&self) -> Option<Self> {
        let rows: Vec<&[u8]> = self.rows().collect();
        let mut pixels = Vec::with_capacity(self.pixels.len() / 4);
        for pair in rows.chunks_exact(2) {
            let [above, below] = pair else { continue };
            for (a, b) in above.chunks_exact(2).zip(below.chunks_exact(2)) {
                let sum: u32 = a.iter().chain(b).map(|p| u32::from(*p)).sum();
                pixels.push(byte(sum / 4));
            }
        }
        Self::new(self.width / 2, self.height / 2, pixels)
    }

    /// Specks of one pixel taken out: no pixel is darker or lighter than all eight around it.
    #[must_use]
    pub fn without_specks(&self) -> Self {
        let rows: Vec<&[u8]> = self.rows().collect();
        let mut out = self.clone();
        let inner = out.pixels.chunks_exact_mut(self.width.max(1)).skip(1);
        for (three, target) in rows.windows(3).zip(inner) {
            let [above, here, below] = three else { continue };
            let around = above.windows(3).zip(here.windows(3)).zip(below.windows(3));
            for (((a, h), b), target) in around.zip(target.iter_mut().skip(1)) {
                let (&[a0, a1, a2], &[h0, h1, h2], &[b0, b1, b2]) = (a, h, b) else { continue };
                let low = a0.min(a1).min(a2).min(h0).min(h2).min(b0).min(b1).min(b2);
                let high = a0.max(a1).max(a2).max(h0).max(h2).max(b0).max(b1).max(b2);
                *target = h1.clamp(low, high);
            }
        }
        out
    }

    /// Slightly softened, three by three.
    #[must_use]
    pub fn softened(&self) -> Self {
        let rows: Vec<&[u8]> = self.rows().collect();
        let mut out = self.clone();
        let inner = out.pixels.chunks_exact_mut(self.width.max(1)).skip(1);
        for (three, target) in rows.windows(3).zip(inner) {
            let [above, here, below] = three else { continue };
            let around = above.windows(3).zip(here.windows(3)).zip(below.windows(3));
            for (((a, h), b), target) in around.zip(target.iter_mut().skip(1)) {
                let line = |three: &[u8]| if let &[x, y, z] = three { u32::from(x) + 2 * u32::from(y) + u32::from(z) } else { 0 };
                *target = byte((line(a) + 2 * line(h) + line(b)) / 16);
            }
        }
        out
    }

    /// Enlarged to `halves` / 2 times its size, between pixels in proportion.
    pub fn enlarged(&self, halves: usize) -> Option<Self> {
        let (width, height) = (self.width * halves / 2, self.height * halves / 2);
        let columns = places(width, self.width, halves);
        let rows: Vec<&[u8]> = self.rows().collect();
        let mut pixels = Vec::with_capacity(width * height);
        for (first, second, share) in places(height, self.height, halves) {
            let (above, below) = (rows.get(first)?, rows.get(second)?);
            for (left, right, part) in &columns {
                let line = |row: &[u8]| {
                    let (a, b) = (row.get(*left).copied().unwrap_or(255), row.get(*right).copied().unwrap_or(255));
                    u32::from(a) * (SHARES - part) + u32::from(b) * part
                };
                pixels.push(byte((line(above) * (SHARES - share) + line(below) * share) / (SHARES * SHARES)));
            }
        }
        Self::new(width, height, pixels)
    }

    /// Black and white at the middle between the darkest and the lightest around: shade and stains do not matter. `block` in pixels.
    #[must_use]
    pub fn at_middle(&self, block: usize) -> Self {
        let across = self.width.div_ceil(block);
        let (mut low, mut high) = (Vec::new(), Vec::new());
        let rows: Vec<&[u8]> = self.rows().collect();
        for band in rows.chunks(block) {
            let (mut lows, mut highs) = (vec![255u8; across], vec![0u8; across]);
            for row in band {
                for ((cell, low), high) in row.chunks(block).zip(&mut lows).zip(&mut highs) {
                    for pixel in cell {
                        *low = (*low).min(*pixel);
                        *high = (*high).max(*pixel);
                    }
                }
            }
            low.push(lows);
            high.push(highs);
        }
        let (low, high) = (spread(&low, u8::min), spread(&high, u8::max));
        let mut out = self.clone();
        let bands = out.pixels.chunks_mut(self.width.max(1) * block);
        for ((band, lows), highs) in bands.zip(&low).zip(&high) {
            let limits: Vec<u8> = lows.iter().zip(highs).map(|(low, high)| limit(*low, *high)).collect();
            for row in band.chunks_mut(self.width.max(1)) {
                for (cell, limit) in row.chunks_mut(block).zip(&limits) {
                    for pixel in cell {
                        *pixel = if *pixel < *limit { 0 } else { 255 };
                    }
                }
            }
        }
        out
    }

    /// Black and white at the mean of a window around, less `bias`. `window` in pixels.
    #[must_use]
    pub fn at_mean(&self, window: usize, bias: u32) -> Self {
        let half = window / 2;
        let rows: Vec<&[u8]> = self.rows().collect();
        let mut sums: Vec<u32> = vec![0; self.width];
        let mut high = 0u32;
        for row in rows.iter().take(half) {
            add(&mut sums, row);
            high += 1;
        }
        let mut out = self.clone();
        for (y, target) in out.pixels.chunks_exact_mut(self.width.max(1)).enumerate() {
            if let Some(row) = rows.get(y + half) {
                add(&mut sums, row);
                high += 1;
            }
            if let Some(row) = y.checked_sub(half + 1).and_then(|gone| rows.get(gone)) {
                sums.iter_mut().zip(*row).for_each(|(sum, pixel)| *sum -= u32::from(*pixel));
                high -= 1;
            }
            let mut total: u32 = sums.iter().take(half).sum();
            let mut wide = u32::try_from(half.min(self.width)).unwrap_or(0);
            for (x, pixel) in target.iter_mut().enumerate() {
                if let Some(sum) = sums.get(x + half) {
                    total += sum;
                    wide += 1;
                }
                if let Some(sum) = x.checked_sub(half + 1).and_then(|gone| sums.get(gone)) {
                    total -= sum;
                    wide -= 1;
                }
                let mean = total / (wide * high).max(1);
                *pixel = if u32::from(*pixel) + bias < mean { 0 } else { 255 };
            }
        }
        out
    }
}

fn add(sums: &mut [u32], row: &[u8]) {
    sums.iter_mut().zip(row).for_each(|(sum, pixel)| *sum += u32::from(*pixel));
}

/// Blocks with less between dark and light than this hold no print, only noise: grey levels.
const PRINT_LEVELS_MIN: u8 = 60;

/// Where black begins between the two.
const fn limit(low: u8, high: u8) -> u8 {
    if high.saturating_sub(low) < PRINT_LEVELS_MIN { low / 2 } else { low + (high - low) / 2 }
}

/// Each cell takes the lowest or highest of its three by three.
fn spread(cells: &[Vec<u8>], of: fn(u8, u8) -> u8) -> Vec<Vec<u8>> {
    let line = |row: &[u8]| -> Vec<u8> {
        let next = row.iter().skip(1).chain(row.last());
        let before = row.first().into_iter().chain(row);
        row.iter().zip(next).zip(before).map(|((here, next), before)| of(*here, of(*next, *before))).collect()
    };
    let lines: Vec<Vec<u8>> = cells.iter().map(|row| line(row)).collect();
    let next = lines.iter().skip(1).chain(lines.last());
    let before = lines.first().into_iter().chain(&lines);
    let both = |((here, next), before): ((&Vec<u8>, &Vec<u8>), &Vec<u8>)| {
        here.iter().zip(next).zip(before).map(|((a, b), c)| of(*a, of(*b, *c))).collect()
    };
    lines.iter().zip(next).zip(before).map(both).collect()
}

/// Parts that the way between two pixels is cut into.
const SHARES: u32 = 64;

/// For each new pixel: the two old ones it lies between, and how near it is to the second.
fn places(new: usize, old: usize, halves: usize) -> Vec<(usize, usize, u32)> {
    let last = old.saturating_sub(1);
    (0..new)
        .map(|at| {
            // Middle of the new pixel in 1/64 of an old one, less half an old pixel.
            let place = ((2 * at + 1) * 64 / halves).saturating_sub(32);
            let first = (place / 64).min(last);
            (first, (first + 1).min(last), u32::try_from(place % 64).unwrap_or(0))
        })
        .collect()
}

fn byte(value: u32) -> u8 {
    u8::try_from(value).unwrap_or(255)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ramp() -> Gray {
        Gray::new(4, 4, (0..16).map(|i| i * 16).collect()).unwrap()
    }

    #[test]
    fn sides_and_pixels_fit() {
        assert!(Gray::new(3, 3, vec![0; 8]).is_none());
        assert!(Gray::new(0, 3, Vec::new()).is_none());
        let part = ramp().part(Area { left: 2, top: 1, width: 9, height: 1 }).unwrap();
        assert_eq!((part.width(), part.height(), part.pixels()), (2, 1, [96, 112].as_slice()));
        assert!(ramp().part(Area { left: 5, top: 0, width: 1, height: 1 }).is_none());
    }

    #[test]
    fn a_speck_goes_and_a_line_stays() {
        let mut pixels = vec![255u8; 25];
        pixels[12] = 0;
        assert_eq!(Gray::new(5, 5, pixels.clone()).unwrap().without_specks().pixels(), [255; 25]);
        pixels[11] = 0;
        assert_eq!(Gray::new(5, 5, pixels.clone()).unwrap().without_specks().pixels(), pixels);
    }

    #[test]
    fn enlarging_goes_between_and_halving_back() {
        let line = Gray::new(2, 1, vec![0, 128]).unwrap();
        assert_eq!(line.enlarged(4).unwrap().pixels(), [0, 32, 96, 128, 0, 32, 96, 128]);
        assert_eq!(ramp().halved().unwrap().pixels(), [40, 72, 168, 200]);
        assert_eq!(ramp().enlarged(3).map(|g| (g.width(), g.height())), Some((6, 6)));
    }

    #[test]
    fn black_and_white_follow_the_light() {
        // The same stripes, in the light and in the shade.
        let row: Vec<u8> = (0..80u8)
            .map(|x| {
                if x < 40 {
                    if x % 4 < 2 { 40 } else { 240 }
                } else if x % 4 < 2 {
                    0
                } else {
                    90
                }
            })
            .collect();
        let expect: Vec<u8> = (0..80).map(|x| if x % 4 < 2 { 0 } else { 255 }).collect();
        let image = Gray::new(80, 8, row.repeat(8)).unwrap();
        let middle = image.at_middle(4);
        assert_eq!(middle.rows().next().unwrap()[..30], expect[..30]);
        assert_eq!(middle.rows().next().unwrap()[50..], expect[50..]);
        let mean = image.at_mean(9, 0);
        assert_eq!(mean.rows().nth(4).unwrap()[5..30], expect[5..30]);
        assert_eq!(mean.rows().nth(4).unwrap()[50..], expect[50..]);
    }
}
