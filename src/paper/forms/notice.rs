//! Notices for the wall: manual mode, service restored, a drill. A4, read from three metres; both languages.
//!
//! In the corner stands the declaration itself as a code: a counter that no cable and no stick has reached learns of it by scanning the
//! wall. Patients need not know what it is, so it is small.

use super::both::{both, both_with, joined, label, moment, same};
use super::kit::{Codes, THICK, Type, qr_codes};
use crate::hospital::number::Mode;
use crate::hospital::pack::{Bilingual, Hospital};
use crate::paper::layout::{Align, Filled, Pen, one_page, pen};
use crate::paper::page::{Ink, Item, Rect};
use crate::paper::shape::Style;
use crate::paper::{Page, Size};
use chrono::{DateTime, FixedOffset};

/// What is announced.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoticeKind {
    Manual,
    /// The central system is back.
    Restored,
    /// A drill is held; nothing on it is about a real event.
    Drill,
}

/// What a notice says.
#[derive(Clone)]
pub struct NoticePaper<'a> {
    pub hospital: &'a Hospital,
    pub mode: Mode,
    pub kind: NoticeKind,
    /// Part of the work or counter that it is about; none for the whole hospital.
    pub about: Option<Bilingual>,
    pub since: DateTime<FixedOffset>,
    /// What people should bring or do, a line each.
    pub lines: Vec<Bilingual>,
    /// Name of the officer who said it.
    pub officer: &'a Bilingual,
    pub printed_at: DateTime<FixedOffset>,
    pub counter: &'a str,
    /// The declaration's own codes.
    pub qr: &'a [String],
}

/// Room that the codes have at the foot, millimetres.
const CODES_MM: f32 = 84.0;

/// The notice; always one page.
#[must_use]
pub fn notice(form: &NoticePaper<'_>) -> Vec<Page> {
    let codes = Codes::of(form.qr);
    vec![one_page(Size::A4, |factor| fill(form, &codes, factor))]
}

fn fill(form: &NoticePaper<'_>, codes: &Codes<'_>, k: f32) -> Filled {
    let mut top = pen(Size::A4);
    for (name, size) in [(&form.hospital.name.hi, 9.0), (&form.hospital.name.en, 7.5)] {
        top.fitted(name, Style::new(size * k).bold(), 3.5, Align::Centre);
    }
    top.skip(1.5 * k);
    top.rule(THICK, Ink::Black);
    top.skip(3.0 * k);
    marked(&mut top, form.mode, k);
    headline(&mut top, form, k);
    top.skip(4.0 * k);
    let since = both_with(since_id(form.kind), &[("at", &same(&moment(form.since)))]);
    for text in [&since.hi, &since.en] {
        top.fitted(text, Style::new(7.0 * k).bold(), 3.5, Align::Centre);
    }
    top.skip(6.0 * k);
    // First all of one language: people read on, they do not read both.
    for lang in [|b: &Bilingual| b.hi.clone(), |b: &Bilingual| b.en.clone()] {
        for line in &form.lines {
            bullet(&mut top, &lang(line), k);
        }
        top.skip(5.0 * k);
    }
    Filled { top, foot: foot(form, codes, k) }
}

const fn since_id(kind: NoticeKind) -> &'static str {
    match kind {
        NoticeKind::Manual => "paper-notice-manual-since",
        NoticeKind::Restored => "paper-notice-restored-since",
        NoticeKind::Drill => "paper-notice-drill-since",
    }
}

/// *Drill* or *demo*: larger than anything else on the sheet, so that nobody takes a practice for the real thing.
fn marked(pen: &mut Pen, mode: Mode, k: f32) {
    let id = match mode {
        Mode::Event => return,
        Mode::Drill => "paper-notice-drill-mark",
        Mode::Demo => "paper-demo",
    };
    let words = both(id);
    let mut inner = Pen::new(pen.x + 3.0, pen.y + 2.0 * k, pen.width - 6.0);
    for text in [&words.hi, &words.en] {
        inner.fitted(text, Style::new(13.0 * k).bold().ink(Ink::White), 4.0, Align::Centre);
    }
    inner.skip(2.0 * k);
    pen.items.push(Item::Fill { area: Rect::new(pen.x, pen.y, pen.width, inner.y - pen.y), ink: Ink::Black });
    pen.follow(inner);
    pen.skip(4.0 * k);
}

/// What is announced, and what of.
fn headline(pen: &mut Pen, form: &NoticePaper<'_>, k: f32) {
    let words = both(match form.kind {
        NoticeKind::Manual => "paper-notice-manual",
        NoticeKind::Restored => "paper-notice-restored",
        NoticeKind::Drill => "paper-notice-drill",
    });
    let top = pen.y;
    let mut inner = Pen::new(pen.x + 4.0, pen.y + 3.0 * k, pen.width - 8.0);
    for text in [&words.hi, &words.en] {
        inner.fitted(text, Style::new(15.0 * k).bold(), 5.0, Align::Centre);
    }
    if let Some(about) = &form.about {
        inner.skip(1.0 * k);
        inner.fitted(&joined(about), Style::new(8.5 * k).bold(), 3.5, Align::Centre);
    }
    inner.skip(3.0 * k);
    pen.follow(inner);
    pen.frame_from(top, 1.0, 2.0, Ink::Black);
}

fn bullet(pen: &mut Pen, text: &str, k: f32) {
    let size = 6.6 * k;
    let mark = size * 0.34;
    pen.items.push(Item::Fill { area: Rect::new(pen.x + 1.0, pen.y + size * 0.62, mark, mark), ink: Ink::Black });
    let mut words = pen.beside(pen.x + size * 1.1, pen.width - size * 1.1);
    words.text(text, Style::new(size));
    pen.follow(words);
    pen.skip(1.6 * k);
}

/// Who said it, and at the right the codes with what they are for.
fn foot(form: &NoticePaper<'_>, codes: &Codes<'_>, k: f32) -> Pen {
    let mut foot = Pen::new(Size::A4.margin_mm(), 0.0, Size::A4.width_mm() - 2.0 * Size::A4.margin_mm());
    foot.rule(THICK, Ink::Black);
    foot.skip(2.0);
    let room = if codes.is_empty() { 0.0 } else { CODES_MM };
    let t = Type { k: 1.25 * k };
    let mut left = foot.beside(foot.x, foot.width - room - 4.0);
    let by = both_with("paper-notice-by", &[("name", form.officer)]);
    left.shrunk(&joined(&by), t.body().bold(), 2, 2.4);
    let counter = both_with("paper-counter", &[("counter", &same(form.counter))]);
    left.text(&format!("{} · {}", moment(form.printed_at), joined(&counter)), t.small());
    left.skip(t.mm(9.0));
    left.rule(0.125, Ink::Black);
    left.skip(t.mm(0.4));
    left.text(&label("paper-notice-sign"), t.small().muted());
    if !codes.is_empty() {
        let mut right = foot.beside(foot.x + foot.width - room, room);
        let mut code = right.beside(right.x, 40.0);
        let reach = qr_codes(&mut code, Type { k: 0.8 }, Size::A6, codes);
        let mut words = right.beside(reach + 3.0, (right.x + right.width - reach - 3.0).max(12.0));
        let what = both("paper-notice-code");
        words.text(&what.hi, t.small());
        words.skip(t.mm(0.8));
        words.text(&what.en, t.small());
        right.follow(code);
        right.follow(words);
        foot.follow(right);
    }
    foot.follow(left);
    foot
}
