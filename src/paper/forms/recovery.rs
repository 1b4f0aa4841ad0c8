//! The recovery sheet: a counter's recovery key on one A4 page, for the safe.

use super::both::{both, both_with, joined, label, moment, same};
use super::kit::{Type, banners, header, sign_here};
use crate::hospital::number::Mode;
use crate::hospital::pack::{Bilingual, Hospital};
use crate::paper::codes::qr;
use crate::paper::fonts::length;
use crate::paper::layout::{Align, Filled, Pen, one_page, pen};
use crate::paper::page::{CodeKind, Ink, Item, Rect};
use crate::paper::shape::Style;
use crate::paper::{Page, Size};
use chrono::{DateTime, FixedOffset};

/// What the sheet says.
#[derive(Clone, Copy)]
pub struct RecoveryForm<'a> {
    pub hospital: &'a Hospital,
    pub mode: Mode,
    /// Counter code with installation letter: `K7A`.
    pub counter: &'a str,
    /// The key as text, as it has to be typed.
    pub key: &'a str,
    pub at: DateTime<FixedOffset>,
}

/// The sheet; always one page.
#[must_use]
pub fn recovery_sheet(form: &RecoveryForm<'_>) -> Vec<Page> {
    vec![one_page(Size::A4, |factor| fill(form, Type::of(Size::A4, factor * 0.86)))]
}

/// Side of the QR code, millimetres.
const CODE_MM: f32 = 42.0;
/// Characters in a group, where the key has no groups of its own.
const GROUP_CHARS: usize = 4;
/// Longest group that is taken as one of the key's own.
const OWN_GROUP_CHARS_MAX: usize = 8;
/// Groups on a line.
const GROUPS_A_LINE: usize = 4;
const STEPS: [&str; 5] =
    ["paper-recovery-step-1", "paper-recovery-step-2", "paper-recovery-step-3", "paper-recovery-step-4", "paper-recovery-step-5"];

fn fill(form: &RecoveryForm<'_>, t: Type) -> Filled {
    let mut top = pen(Size::A4);
    header(&mut top, t, Size::A4, form.hospital, &label("paper-title-recovery"));
    banners(&mut top, t, form.mode, 0);
    top.skip(t.mm(3.0));
    let counter = both_with("paper-register-counter", &[("counter", &same(form.counter))]);
    top.text(&joined(&counter), Style::new(t.mm(6.0)).bold());
    let made = both_with("paper-recovery-made", &[("at", &same(&moment(form.at)))]);
    top.text(&joined(&made), t.body());
    top.skip(t.mm(2.0));
    warning(&mut top, t);
    top.skip(t.mm(3.0));
    key(&mut top, t, form.key);
    top.skip(t.mm(3.0));
    steps_and_code(&mut top, t, form.key);
    let mut foot = Pen::new(top.x, 0.0, top.width);
    let half = (foot.width - t.mm(8.0)) / 2.0;
    let mut sealed = foot.beside(foot.x, half);
    sign_here(&mut sealed, t, &label("paper-recovery-sealed"), t.mm(9.0));
    let mut witness = foot.beside(foot.x + half + t.mm(8.0), half);
    sign_here(&mut witness, t, &label("paper-recovery-witness"), t.mm(9.0));
    foot.follow(sealed);
    foot.follow(witness);
    Filled { top, foot }
}

/// *Keep in the safe*, white on black.
fn warning(pen: &mut Pen, t: Type) {
    let words = both("paper-recovery-keep");
    let inset = t.mm(2.0);
    let mut inner = Pen::new(pen.x + inset, pen.y + t.mm(1.0), pen.width - 2.0 * inset);
    inner.text(&words.hi, t.body().bold().ink(Ink::White));
    inner.text(&words.en, t.body().bold().ink(Ink::White));
    inner.skip(t.mm(1.0));
    pen.items.push(Item::Fill { area: Rect::new(pen.x, pen.y, pen.width, inner.y - pen.y), ink: Ink::Black });
    pen.follow(inner);
}

/// The key in large groups, each in a box, a number before each line so that none is skipped.
fn key(pen: &mut Pen, t: Type, key: &str) {
    let groups = groups(key);
    let (gap, height) = (t.mm(2.0), t.mm(9.0));
    let lead = t.mm(6.0);
    let width = (pen.width - lead) / length(GROUPS_A_LINE) - gap;
    for (i, line) in groups.chunks(GROUPS_A_LINE).enumerate() {
        let mut number = Pen::new(pen.x, pen.y + t.mm(2.2), lead);
        number.text(&(i + 1).to_string(), t.label());
        pen.keep(number);
        let mut x = pen.x + lead;
        for group in line {
            pen.items.push(Item::Frame {
                area: Rect::new(x, pen.y, width, height),
                radius: t.mm(1.0),
                line: 0.25,
                ink: Ink::Muted,
            });
            let mut inner = Pen::new(x + t.mm(0.5), pen.y + t.mm(0.8), width - t.mm(1.0));
            inner.fitted(group, Style::new(t.mm(5.6)).bold(), t.mm(2.5), Align::Centre);
            pen.keep(inner);
            x += width + gap;
        }
        pen.skip(height + t.mm(1.6));
    }
}

/// The key's own groups with the hyphens that stand between them, long ones in parts of four characters.
fn groups(key: &str) -> Vec<String> {
    let own = key.split_inclusive(['-', ' ']).map(str::trim).filter(|group| !group.is_empty());
    own.flat_map(|group| {
        let chars: Vec<char> = group.chars().collect();
        let part = if chars.len() <= OWN_GROUP_CHARS_MAX { chars.len() } else { GROUP_CHARS };
        chars.chunks(part).map(|part| part.iter().collect()).collect::<Vec<String>>()
    })
    .collect()
}

/// What to do, in both languages, with the key as a code beside it.
fn steps_and_code(pen: &mut Pen, t: Type, key: &str) {
    let code = qr(key).ok();
    let beside = if code.is_some() { CODE_MM + t.mm(5.0) } else { 0.0 };
    let mut left = pen.beside(pen.x, pen.width - beside);
    for lang in [|b: &Bilingual| b.hi.clone(), |b: &Bilingual| b.en.clone()] {
        for (i, id) in STEPS.iter().enumerate() {
            let mut number = left.beside(left.x, t.mm(6.0));
            number.text(&format!("{}.", i + 1), t.body().bold());
            let mut words = left.beside(left.x + t.mm(6.0), left.width - t.mm(6.0));
            words.text(&lang(&both(id)), t.body());
            left.follow(number);
            left.follow(words);
            left.skip(t.mm(0.8));
        }
        left.skip(t.mm(2.0));
    }
    if let Some(modules) = code {
        let module = CODE_MM / length(modules.columns);
        let mut right = pen.beside(pen.x + pen.width - CODE_MM, CODE_MM);
        right.skip(t.mm(1.0));
        let area = right.code(CodeKind::Qr, &modules, key, right.x, module, None);
        right.y = area.bottom();
        pen.follow(right);
    }
    pen.follow(left);
}

#[cfg(test)]
mod tests {
    use super::groups;

    #[test]
    fn a_key_reads_the_same_in_groups() {
        for (key, first, count) in
            [("K4TR-88WQ-2MNB", "K4TR-", 3), ("AGE-SECRET-KEY-1QQPQYQSZ", "AGE-", 6), ("ABCDEFGHIJ", "ABCD", 3)]
        {
            let groups = groups(key);
            assert_eq!((groups[0].as_str(), groups.len()), (first, count));
            assert_eq!(groups.concat(), key);
        }
    }
}
