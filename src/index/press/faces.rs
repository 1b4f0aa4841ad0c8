//! Texts get their last numbers: faces and shapes by use, places in the order of people. What nobody uses any more is left out.

use super::doubles::Kept;
use super::intern::{Interner, hash, short};
use super::row::{Texts, place_parts};
use crate::index::codec::push_varint;
use crate::index::texts::{self, Places};
use std::cmp::Reverse;

/// Stands for a text that is not in the file.
pub(super) const NONE: u32 = u32::MAX;

/// Texts in their last order, one behind the other.
#[derive(Default)]
pub(super) struct List {
    text: Vec<u8>,
    ends: Vec<u32>,
}

impl List {
    fn push(&mut self, text: &[u8]) {
        self.text.extend_from_slice(text);
        self.ends.push(u32::try_from(self.text.len()).unwrap_or(u32::MAX));
    }

    pub fn get(&self, number: u32) -> &str {
        let number = number as usize;
        let end = self.ends.get(number).map_or(0, |e| *e as usize);
        let start = number.checked_sub(1).and_then(|n| self.ends.get(n)).map_or(0, |e| *e as usize);
        self.text.get(start..end).and_then(|bytes| std::str::from_utf8(bytes).ok()).unwrap_or_default()
    }

    pub fn len(&self) -> u32 {
        u32::try_from(self.ends.len()).unwrap_or(u32::MAX)
    }

    /// As the section has it.
    pub fn encode(&self) -> Vec<u8> {
        let mut out = Vec::with_capacity(self.text.len() + 2 * self.ends.len() + 9);
        push_varint(self.ends.len() as u64, &mut out);
        for number in 0..self.len() {
            texts::Texts::push(self.get(number), &mut out);
        }
        out
    }
}

/// By use, the most used first, then by bytes. Hands out the list, and the last number of each text.
pub(super) fn by_use(texts: &Interner, uses: &[u32]) -> (List, Vec<u32>) {
    let count = |number: &u32| uses.get(*number as usize).copied().unwrap_or(0);
    let mut order: Vec<u32> = (0..texts.len()).filter(|number| count(number) > 0).collect();
    order.sort_unstable_by(|a, b| (Reverse(count(a)), texts.get(*a)).cmp(&(Reverse(count(b)), texts.get(*b))));
    let mut list = List::default();
    for number in &order {
        list.push(texts.get(*number));
    }
    (list, numbers(&order, texts.len()))
}

fn numbers(order: &[u32], len: u32) -> Vec<u32> {
    let mut last = vec![NONE; len as usize];
    for (to, from) in (0..).zip(order) {
        if let Some(slot) = last.get_mut(*from as usize) {
            *slot = to;
        }
    }
    last
}

/// Places in the order of the file.
pub(super) struct PlaceOrder {
    /// Numbers of this build, in order.
    pub order: Vec<u32>,
    /// Last number of each.
    pub numbers: Vec<u32>,
}

impl PlaceOrder {
    /// By PIN, hash of the words, words.
    pub fn new(texts: &Texts, kept: &Kept) -> Self {
        let mut text = String::new();
        let mut keyed: Vec<(u32, u32, u32)> = Vec::new();
        for (place, _) in (0..).zip(&kept.places).filter(|(_, uses)| **uses > 0) {
            let pin = place_text(texts, place, &mut text);
            keyed.push((pin, short(hash(text.as_bytes())), place));
        }
        let (mut one, mut other) = (String::new(), String::new());
        keyed.sort_unstable_by(|a, b| {
            (a.0, a.1).cmp(&(b.0, b.1)).then_with(|| {
                place_text(texts, a.2, &mut one);
                place_text(texts, b.2, &mut other);
                one.cmp(&other)
            })
        });
        let order: Vec<u32> = keyed.into_iter().map(|(_, _, place)| place).collect();
        let numbers = numbers(&order, texts.places.len());
        Self { order, numbers }
    }

    /// As the section has it; `faces` are last numbers.
    pub fn encode(&self, texts: &Texts, faces: &[u32]) -> Vec<u8> {
        let (mut out, mut words, mut before) = (Vec::new(), Vec::new(), 0);
        push_varint(self.order.len() as u64, &mut out);
        for place in &self.order {
            let (pin, parts) = place_parts(texts.places.get(*place));
            words.clear();
            words.extend(parts.map(|face| faces.get(face as usize).copied().unwrap_or(0)));
            Places::push(pin, before, &words, &mut out);
            before = pin;
        }
        out
    }
}

/// The words of a place into `out`; hands out its PIN.
pub(super) fn place_text(texts: &Texts, place: u32, out: &mut String) -> u32 {
    out.clear();
    let (pin, words) = place_parts(texts.places.get(place));
    for (at, face) in words.enumerate() {
        if at > 0 {
            out.push(' ');
        }
        out.push_str(std::str::from_utf8(texts.faces.get(face)).unwrap_or_default());
    }
    pin
}
