//! What happens to a slip between the printer and the scanner: turned, bent, creased, torn, stained, stamped, scanned badly.
//!
//! Everything comes from a seed, so that a slip that could not be read can be made again.

#![allow(dead_code, reason = "tests and benches share this file, each with its part")]
#![allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "pixels and their places"
)]

use std::f32::consts::TAU;

/// Dots per inch of the scanner.
pub const SCAN_DPI: f32 = 200.0;
/// A page is drawn so much finer before it is scanned.
pub const FINER: f32 = 2.0;

/// A picture in grey, row by row, 255 is white.
#[derive(Clone)]
pub struct Gray {
    pub width: usize,
    pub height: usize,
    pub pixels: Vec<u8>,
}

impl Gray {
    pub fn of_rgba(width: u32, height: u32, rgba: &[u8]) -> Self {
        let pixels = rgba.chunks_exact(4).map(|p| p[0]).collect();
        Self { width: width as usize, height: height as usize, pixels }
    }

    pub fn blank(width: usize, height: usize, value: u8) -> Self {
        Self { width, height, pixels: vec![value; width * height] }
    }

    fn at(&self, x: isize, y: isize) -> Option<u8> {
        let (x, y) = (usize::try_from(x).ok()?, usize::try_from(y).ok()?);
        (x < self.width && y < self.height).then(|| self.pixels[y * self.width + x])
    }

    /// Between pixels; `None` off the paper.
    fn between(&self, x: f32, y: f32) -> Option<f32> {
        let (left, top) = (x.floor(), y.floor());
        let (fx, fy) = (x - left, y - top);
        let (left, top) = (left as isize, top as isize);
        let value = |dx: isize, dy: isize| self.at(left + dx, top + dy).map(f32::from);
        let here = value(0, 0)?;
        let (right, below, both) = (value(1, 0).unwrap_or(here), value(0, 1).unwrap_or(here), value(1, 1).unwrap_or(here));
        Some((here * (1.0 - fx) + right * fx) * (1.0 - fy) + (below * (1.0 - fx) + both * fx) * fy)
    }
}

/// Chance that is the same every time (`SplitMix64`).
pub struct Dice(u64);

impl Dice {
    pub const fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ 0x5DEE_CE66_D1CE_4E5B)
    }

    pub const fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// 0 to 1.
    pub fn share(&mut self) -> f32 {
        (self.next() >> 40) as f32 / (1u64 << 24) as f32
    }

    pub fn from(&mut self, low: f32, high: f32) -> f32 {
        low + self.share() * (high - low)
    }

    pub fn one_of(&mut self, count: usize) -> usize {
        (self.next() % count.max(1) as u64) as usize
    }

    pub fn happens(&mut self, share: f32) -> bool {
        self.share() < share
    }

    /// Normal, by the sum of uniform ones: cheap, and near enough for noise.
    fn normal(&mut self) -> f32 {
        let bits = self.next();
        let sum: u64 = (0..8).map(|i| bits >> (8 * i) & 255).sum();
        (sum as f32 - 8.0 * 127.5) / (73.9 * 2.828)
    }
}

/// How badly a slip was treated.
#[derive(Debug, Clone, Copy)]
pub struct Damage {
    /// Turned by any angle; else by up to 3 degrees.
    pub turned: bool,
    pub folds: usize,
    /// A tenth of the paper's area torn off at one corner.
    pub torn: bool,
    /// Grey levels of the scanner's noise (standard deviation).
    pub noise: f32,
    /// Pixels in a thousand that are dust.
    pub dust: f32,
    pub coffee: bool,
    pub pen: bool,
    /// The lid did not close: one side is darker.
    pub shade: bool,
    /// Not quite sharp, in pixels.
    pub blur: f32,
    /// Black and white only, as a fax.
    pub fax: bool,
    /// Black lid behind the paper.
    pub black_lid: bool,
}

impl Damage {
    /// What the issue asks for: turned, noise, folds, a tenth torn off. On every slip, all of it.
    pub fn asked(dice: &mut Dice) -> Self {
        Self {
            turned: true,
            folds: 1 + dice.one_of(3),
            torn: true,
            noise: dice.from(4.0, 16.0),
            dust: dice.from(0.0, 4.0),
            coffee: false,
            pen: false,
            shade: false,
            blur: 0.0,
            fax: false,
            black_lid: dice.happens(0.3),
        }
    }

    /// As asked, and what else happens in a hospital.
    pub fn rough(dice: &mut Dice) -> Self {
        let asked = Self::asked(dice);
        Self {
            torn: dice.happens(0.5),
            coffee: dice.happens(0.5),
            pen: dice.happens(0.4),
            shade: dice.happens(0.3),
            blur: if dice.happens(0.4) { dice.from(0.4, 0.9) } else { 0.0 },
            fax: dice.happens(0.15),
            ..asked
        }
    }

    /// A clean scan.
    pub const fn none() -> Self {
        Self {
            turned: false,
            folds: 0,
            torn: false,
            noise: 3.0,
            dust: 0.0,
            coffee: false,
            pen: false,
            shade: false,
            blur: 0.0,
            fax: false,
            black_lid: false,
        }
    }
}

/// A crease: a line through the paper; on its far side all is a little shifted, on it the ink is worn or a shadow falls.
struct Fold {
    x: f32,
    y: f32,
    nx: f32,
    ny: f32,
    shift: (f32, f32),
    wide: f32,
    /// Grey levels added on the crease.
    light: f32,
    /// Grey levels added beyond it.
    slope: f32,
}

impl Fold {
    fn new(width: f32, height: f32, dice: &mut Dice) -> Self {
        // Mostly straight across or along, as people fold; now and then askew.
        let base = if dice.happens(0.5) { 0.0 } else { TAU / 4.0 };
        let askew = if dice.happens(0.25) { dice.from(-0.6, 0.6) } else { dice.from(-0.05, 0.05) };
        let angle: f32 = base + askew;
        let shift = 1.5 * FINER;
        Self {
            x: width * dice.from(0.2, 0.8),
            y: height * dice.from(0.2, 0.8),
            nx: angle.cos(),
            ny: angle.sin(),
            shift: (dice.from(-shift, shift), dice.from(-shift, shift)),
            wide: FINER * dice.from(0.6, 2.0),
            light: if dice.happens(0.6) { dice.from(60.0, 160.0) } else { -dice.from(40.0, 110.0) },
            slope: dice.from(-25.0, 5.0),
        }
    }
}

/// A corner torn off: two legs from the corner, a jagged edge between.
struct Tear {
    x: f32,
    y: f32,
    /// Toward the inside.
    dx: f32,
    dy: f32,
    leg_x: f32,
    leg_y: f32,
    jags: Vec<f32>,
}

/// Share of the paper's area that is torn off.
pub const TORN_SHARE: f32 = 0.10;

impl Tear {
    fn new(width: f32, height: f32, dice: &mut Dice) -> Self {
        let (right, bottom) = (dice.happens(0.5), dice.happens(0.5));
        let longer = dice.from(-0.7, 0.7).exp();
        let leg = (2.0 * TORN_SHARE * width * height).sqrt();
        Self {
            x: if right { width } else { 0.0 },
            y: if bottom { height } else { 0.0 },
            dx: if right { -1.0 } else { 1.0 },
            dy: if bottom { -1.0 } else { 1.0 },
            leg_x: (leg * longer).min(width * 0.95),
            leg_y: leg / longer,
            jags: (0..32).map(|_| dice.from(-0.015, 0.015)).collect(),
        }
    }

    fn takes(&self, x: f32, y: f32) -> bool {
        let (along, up) = ((x - self.x) * self.dx / self.leg_x, (y - self.y) * self.dy / self.leg_y);
        let jag = self.jags[((along.clamp(0.0, 1.0) * 31.0) as usize).min(31)];
        along + up < 1.0 + jag
    }
}

/// A ring that a cup left, in parts of the page's pixels.
struct Ring {
    x: f32,
    y: f32,
    radius: f32,
    wide: f32,
    dark: f32,
}

/// A stroke of a pen or the edge of a stamp.
struct Stroke {
    from: (f32, f32),
    to: (f32, f32),
    wide: f32,
    dark: f32,
}

/// Distance of a point from a stroke.
fn away(stroke: &Stroke, x: f32, y: f32) -> f32 {
    let (dx, dy) = (stroke.to.0 - stroke.from.0, stroke.to.1 - stroke.from.1);
    let length = (dx * dx + dy * dy).max(1.0);
    let t = (((x - stroke.from.0) * dx + (y - stroke.from.1) * dy) / length).clamp(0.0, 1.0);
    let (px, py) = (stroke.from.0 + t * dx, stroke.from.1 + t * dy);
    ((x - px).powi(2) + (y - py).powi(2)).sqrt()
}

/// Everything that happened to one slip.
struct Harm {
    folds: Vec<Fold>,
    tear: Option<Tear>,
    rings: Vec<Ring>,
    strokes: Vec<Stroke>,
    /// Bent a little: the paper is no plane.
    bend: (f32, f32, f32),
}

impl Harm {
    fn new(page: &Gray, damage: &Damage, dice: &mut Dice) -> Self {
        let (width, height) = (page.width as f32, page.height as f32);
        let millimetre = SCAN_DPI * FINER / 25.4;
        let folds = (0..damage.folds).map(|_| Fold::new(width, height, dice)).collect();
        let tear = damage.torn.then(|| Tear::new(width, height, dice));
        let rings = if damage.coffee {
            (0..=dice.one_of(2))
                .map(|_| Ring {
                    x: width * dice.share(),
                    y: height * dice.share(),
                    radius: millimetre * dice.from(30.0, 42.0),
                    wide: millimetre * dice.from(1.5, 4.0),
                    dark: dice.from(40.0, 95.0),
                })
                .collect()
        } else {
            Vec::new()
        };
        let strokes = if damage.pen {
            (0..=dice.one_of(3))
                .map(|_| {
                    let from = (width * dice.share(), height * dice.share());
                    let (reach, angle) = (millimetre * dice.from(15.0, 60.0), dice.from(0.0, TAU));
                    let to = (from.0 + reach * angle.cos(), from.1 + reach * angle.sin());
                    Stroke { from, to, wide: millimetre * dice.from(0.25, 0.5), dark: dice.from(120.0, 220.0) }
                })
                .collect()
        } else {
            Vec::new()
        };
        let bend = (dice.from(-1.5, 1.5) * FINER, dice.from(0.6, 1.6), dice.from(0.0, TAU));
        Self { folds, tear, rings, strokes, bend }
    }

    /// What the scanner sees at a place of the paper; `None` where there is no paper.
    fn seen(&self, page: &Gray, x: f32, y: f32) -> Option<f32> {
        if self.tear.as_ref().is_some_and(|tear| tear.takes(x, y)) {
            return None;
        }
        let wave = (y / page.height as f32 * TAU * self.bend.1 + self.bend.2).sin() * self.bend.0;
        let (mut px, mut py, mut light) = (x + wave, y, 0.0);
        for fold in &self.folds {
            let far = (x - fold.x) * fold.nx + (y - fold.y) * fold.ny;
            if far > 0.0 {
                px += fold.shift.0;
                py += fold.shift.1;
                light += fold.slope;
            }
            light += fold.light * (1.0 - far.abs() / fold.wide).max(0.0);
        }
        // Off the edge by a shift is still paper.
        let (right, bottom) = (page.width as f32 - 1.0, page.height as f32 - 1.0);
        if x < 0.0 || y < 0.0 || x > right || y > bottom {
            return None;
        }
        let mut value = page.between(px.clamp(0.0, right), py.clamp(0.0, bottom))? + light;
        for ring in &self.rings {
            let far = ((x - ring.x).powi(2) + (y - ring.y).powi(2)).sqrt();
            let edge = (1.0 - (far - ring.radius).abs() / ring.wide).max(0.0);
            value -= ring.dark * edge + if far < ring.radius { ring.dark * 0.12 } else { 0.0 };
        }
        for stroke in &self.strokes {
            if away(stroke, x, y) < stroke.wide {
                value -= stroke.dark;
            }
        }
        Some(value)
    }
}

/// The page of `FINER` × 200 dpi as it comes off the scanner at 200 dpi.
pub fn scanned(page: &Gray, damage: &Damage, dice: &mut Dice) -> Gray {
    let harm = Harm::new(page, damage, dice);
    let angle = if damage.turned { dice.from(0.0, TAU) } else { dice.from(-0.05, 0.05) };
    let (sin, cos) = angle.sin_cos();
    let (wide, high) = (page.width as f32 / FINER, page.height as f32 / FINER);
    let width = (wide * cos.abs() + high * sin.abs()) as usize + 16;
    let height = (wide * sin.abs() + high * cos.abs()) as usize + 16;
    let mut out = Gray::blank(width, height, 255);
    // A little perspective: the page did not lie quite flat.
    let (tilt_x, tilt_y) = (dice.from(-2e-5, 2e-5), dice.from(-2e-5, 2e-5));
    let lid = if damage.black_lid { 25.0 } else { 250.0 };
    let (half_x, half_y) = (width as f32 / 2.0, height as f32 / 2.0);
    for y in 0..height {
        for x in 0..width {
            let mut sum = 0.0;
            // Four samples a pixel: a scanner's own area.
            for (sx, sy) in [(0.25, 0.25), (0.75, 0.25), (0.25, 0.75), (0.75, 0.75)] {
                let (dx, dy) = (x as f32 + sx - half_x, y as f32 + sy - half_y);
                let far = 1.0 + tilt_x * dx + tilt_y * dy;
                let (dx, dy) = (dx / far, dy / far);
                let (px, py) = ((dx * cos + dy * sin + wide / 2.0) * FINER, (dy * cos - dx * sin + high / 2.0) * FINER);
                sum += harm.seen(page, px - 0.5, py - 0.5).unwrap_or(lid);
            }
            out.pixels[y * width + x] = (sum / 4.0).clamp(0.0, 255.0) as u8;
        }
    }
    if damage.blur > 0.0 {
        out = blurred(&out, damage.blur);
    }
    worsened(&mut out, damage, dice);
    out
}

/// Shade, contrast, noise, dust; and black and white for a fax.
fn worsened(out: &mut Gray, damage: &Damage, dice: &mut Dice) {
    let shade = if damage.shade { dice.from(30.0, 90.0) } else { 0.0 };
    let (black, white) = (dice.from(0.0, 45.0), dice.from(215.0, 255.0));
    let width = out.width;
    for (at, pixel) in out.pixels.iter_mut().enumerate() {
        let side = (at % width) as f32 / width as f32;
        let mut value = black + f32::from(*pixel) / 255.0 * (white - black) - shade * side * side;
        value += dice.normal() * damage.noise;
        if dice.share() * 1000.0 < damage.dust {
            value = if dice.happens(0.5) { 0.0 } else { 255.0 };
        }
        *pixel = if damage.fax { if value < 128.0 { 0 } else { 255 } } else { value.clamp(0.0, 255.0) as u8 };
    }
}

/// Softened by a small bell.
fn blurred(image: &Gray, sigma: f32) -> Gray {
    let kernel: Vec<f32> = (-2..=2).map(|i: i32| (-(i * i) as f32 / (2.0 * sigma * sigma)).exp()).collect();
    let sum: f32 = kernel.iter().sum();
    let pass = |image: &Gray, along: bool| {
        let mut out = image.clone();
        for y in 0..image.height {
            for x in 0..image.width {
                let mut value = 0.0;
                for (k, weight) in kernel.iter().enumerate() {
                    let near = |at: usize, end: usize| (at + k).saturating_sub(2).min(end - 1);
                    let (sx, sy) = if along { (near(x, image.width), y) } else { (x, near(y, image.height)) };
                    value += weight * f32::from(image.pixels[sy * image.width + sx]);
                }
                out.pixels[y * image.width + x] = (value / sum) as u8;
            }
        }
        out
    };
    pass(&pass(image, true), false)
}
