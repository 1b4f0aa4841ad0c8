//! What each level is worth: how often it is seen where two records are of one person (m), and where they are of two (u).

use super::levels::{Field, Levels};
use serde::{Deserialize, Serialize};

/// Bits that one field can add or take at most: no field alone decides against all others.
const BITS_MAX: f64 = 30.0;
/// People of a counter's own records, about.
const COUNTER: f64 = 50_000.0;
/// People who share a mobile with one, on the average.
const SHARE_MOBILE: f64 = 4.0;

/// Of a house and its namesakes, by hand.
const fn others() -> f64 {
    5.0
}

/// m and u of a field's levels, nearest first, as in the enum of the levels.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Table {
    pub m: Vec<f64>,
    pub u: Vec<f64>,
}

impl Table {
    fn new(m: &[f64], u: &[f64]) -> Self {
        Self { m: m.to_vec(), u: u.to_vec() }
    }

    /// log2(m/u) of a level; 0 where the table does not know it.
    #[must_use]
    pub fn bits(&self, level: usize) -> f64 {
        let (Some(m), Some(u)) = (self.m.get(level), self.u.get(level)) else { return 0.0 };
        if *m > 0.0 && *u > 0.0 { (m / u).log2().clamp(-BITS_MAX, BITS_MAX) } else { 0.0 }
    }

    /// u of a level.
    #[must_use]
    pub fn chance(&self, level: usize) -> Option<f64> {
        self.u.get(level).copied().filter(|u| *u > 0.0)
    }

    /// Makes a nearer level never weigh less than a farther one: levels out of order get one weight together
    /// (pool adjacent violators; Barlow et al., Statistical Inference under Order Restrictions, 1972). Sums are kept.
    pub(super) fn in_order(&mut self) {
        let mut blocks: Vec<(f64, f64, usize)> = Vec::with_capacity(self.m.len());
        for (m, u) in self.m.iter().zip(&self.u) {
            let mut block = (*m, *u, 1);
            while let Some(last) = blocks.pop_if(|last| last.0 * block.1 < block.0 * last.1) {
                block = (last.0 + block.0, last.1 + block.1, last.2 + block.2);
            }
            blocks.push(block);
        }
        let ratios = blocks.iter().flat_map(|(m, u, levels)| std::iter::repeat_n(m / u, *levels));
        for ((m, u), ratio) in self.m.iter_mut().zip(&self.u).zip(ratios) {
            *m = u * ratio;
        }
    }
}

/// Weights of every field, and among how many people is looked.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Weights {
    /// How many people there are; with `known` it makes the prior: `known / people` for each of them.
    pub people: f64,
    /// Share of those looked for who are among them. 0.7: most who come have come before.
    pub known: f64,
    /// How many other people share all that a house shares with one.
    #[serde(default = "others")]
    pub others: f64,
    pub name: Table,
    pub relative: Table,
    pub sex: Table,
    pub birth: Table,
    pub mobile: Table,
    pub pin: Table,
    pub place: Table,
    pub uhid: Table,
    pub abha: Table,
}

impl Default for Weights {
    /// For a counter's own records.
    fn default() -> Self {
        Self::of(COUNTER)
    }
}

impl Weights {
    /// Set by hand, for `people` people: what the generator of Indian people and clerks' usual faults suggest, not what was measured in a
    /// hospital. Learnt weights replace them field by field where there is enough to learn from.
    #[must_use]
    pub fn of(people: f64) -> Self {
        let people = people.max(2.0);
        Self {
            people,
            known: 0.7,
            others: others(),
            name: Table::new(
                &[0.52, 0.21, 0.06, 0.02, 0.04, 0.05, 0.03, 0.025, 0.012, 0.008, 0.012, 0.005, 0.012],
                &[2e-4, 2e-4, 2e-4, 8e-5, 5e-4, 2.5e-3, 5e-3, 8e-3, 0.012, 8e-3, 0.02, 0.025, 0.917],
            ),
            relative: Table::new(
                &[0.45, 0.2, 0.1, 0.01, 0.06, 0.02, 0.02, 0.06, 0.08],
                &[1.5e-3, 1.5e-3, 1.5e-3, 4e-4, 8e-3, 5e-3, 0.03, 0.24, 0.7125],
            ),
            sex: Table::new(&[0.99, 0.01], &[0.5, 0.5]),
            birth: Table::new(
                &[0.1, 0.06, 0.34, 0.17, 0.11, 0.12, 0.06, 0.036, 0.004],
                &[4e-5, 2.4e-3, 0.0145, 0.03, 0.03, 0.085, 0.13, 0.22, 0.488],
            ),
            mobile: Table::new(&[0.55, 0.03, 0.01, 0.06, 0.35], &[(SHARE_MOBILE / people).min(0.5), 1e-6, 1e-4, 1e-3, 0.9989]),
            pin: Table::new(&[0.72, 0.04, 0.12, 0.12], &[2e-3, 2e-3, 0.05, 0.946]),
            place: Table::new(&[0.5, 0.15, 0.1, 0.1, 0.15], &[0.01, 4e-3, 5e-3, 0.075, 0.906]),
            uhid: Table::new(&[0.8, 0.05, 0.15], &[0.1 / people, 1e-5, 1.0]),
            abha: Table::new(&[0.9, 0.04, 0.06], &[0.1 / people, 1e-6, 1.0]),
        }
        .in_order()
    }

    /// As read from a file; by hand where a version with other levels wrote it.
    #[must_use]
    pub fn of_these_levels(self) -> Self {
        let fits =
            |field: Field| [&self.table(field).m, &self.table(field).u].iter().all(|chances| chances.len() == field.levels());
        if Field::ALL.into_iter().all(fits) { self } else { Self::of(self.people) }
    }

    fn in_order(mut self) -> Self {
        for field in Field::ALL {
            self.table_mut(field).in_order();
        }
        self
    }

    #[must_use]
    pub const fn table(&self, field: Field) -> &Table {
        match field {
            Field::Name => &self.name,
            Field::Relative => &self.relative,
            Field::Sex => &self.sex,
            Field::Birth => &self.birth,
            Field::Mobile => &self.mobile,
            Field::Pin => &self.pin,
            Field::Place => &self.place,
            Field::Uhid => &self.uhid,
            Field::Abha => &self.abha,
        }
    }

    pub(super) const fn table_mut(&mut self, field: Field) -> &mut Table {
        match field {
            Field::Name => &mut self.name,
            Field::Relative => &mut self.relative,
            Field::Sex => &mut self.sex,
            Field::Birth => &mut self.birth,
            Field::Mobile => &mut self.mobile,
            Field::Pin => &mut self.pin,
            Field::Place => &mut self.place,
            Field::Uhid => &mut self.uhid,
            Field::Abha => &mut self.abha,
        }
    }

    /// Bits of a field at the level reached; 0 where nothing was compared.
    #[must_use]
    pub fn bits(&self, levels: &Levels, field: Field) -> f64 {
        levels.at(field).map_or(0.0, |level| self.table(field).bits(level))
    }

    /// log2 of the odds before anything is compared.
    #[must_use]
    pub fn prior_bits(&self) -> f64 {
        (self.known.clamp(0.01, 0.99) / self.people.max(2.0)).log2()
    }
}
