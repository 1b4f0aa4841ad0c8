//! The receipt sheet of a bundle: what is on the stick, on one A4 page that goes along with it. Who takes it in compares and signs.

use super::both::{both, both_with, joined, label, moment, same};
use super::kit::{Type, banners, header, sign_here};
use crate::hospital::number::Mode;
use crate::hospital::pack::{Bilingual, Hospital};
use crate::paper::codes::qr;
use crate::paper::fonts::length;
use crate::paper::layout::{Filled, Pen, one_page, pen};
use crate::paper::page::CodeKind;
use crate::paper::shape::Style;
use crate::paper::{Page, Size};
use chrono::{DateTime, FixedOffset};

/// What the sheet says.
#[derive(Clone, Copy)]
pub struct BundleForm<'a> {
    pub hospital: &'a Hospital,
    pub mode: Mode,
    /// Installation that made it, and for whom.
    pub from: &'a str,
    pub to: &'a str,
    pub by: &'a str,
    pub at: DateTime<FixedOffset>,
    pub files: &'a [BundleFileLine],
    /// What of each installation is with the receiver now: `K7A 1–412`.
    pub runs: &'a [String],
    /// Text of the entry that says so, for a reader.
    pub code: Option<&'a str>,
}

/// One file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BundleFileLine {
    pub name: String,
    pub entries: u64,
    pub bytes: u64,
    /// SHA-256, base64url.
    pub mark: String,
}

/// The sheet; always one page.
#[must_use]
pub fn bundle_sheet(form: &BundleForm<'_>) -> Vec<Page> {
    vec![one_page(Size::A4, |factor| fill(form, Type::of(Size::A4, factor * 0.86)))]
}

/// Side of the QR code, millimetres.
const CODE_MM: f32 = 38.0;
/// Runs that are written out; of a whole hospital the rest is counted.
const RUNS_MAX: usize = 70;
/// Characters of a hash that people compare.
const MARK_CHARS: usize = 16;

fn fill(form: &BundleForm<'_>, t: Type) -> Filled {
    let mut top = pen(Size::A4);
    header(&mut top, t, Size::A4, form.hospital, &label("paper-title-bundle"));
    banners(&mut top, t, form.mode, 0);
    top.skip(t.mm(3.0));
    top.text(&format!("{} » {}", form.from, form.to), Style::new(t.mm(5.6)).bold());
    let made = both_with("paper-bundle-made", &[("at", &same(&moment(form.at))), ("by", &same(form.by))]);
    top.text(&joined(&made), t.body());
    top.skip(t.mm(3.0));
    files_and_code(&mut top, t, form);
    top.skip(t.mm(3.0));
    runs(&mut top, t, form.runs);
    for lang in [|b: &Bilingual| b.hi.clone(), |b: &Bilingual| b.en.clone()] {
        top.text(&lang(&both("paper-bundle-steps")), t.body());
        top.skip(t.mm(1.0));
    }
    let mut foot = Pen::new(top.x, 0.0, top.width);
    let half = (foot.width - t.mm(8.0)) / 2.0;
    let mut handed = foot.beside(foot.x, half);
    sign_here(&mut handed, t, &label("paper-bundle-handed"), t.mm(9.0));
    let mut taken = foot.beside(foot.x + half + t.mm(8.0), half);
    sign_here(&mut taken, t, &label("paper-bundle-taken"), t.mm(9.0));
    foot.follow(handed);
    foot.follow(taken);
    Filled { top, foot }
}

fn files_and_code(pen: &mut Pen, t: Type, form: &BundleForm<'_>) {
    let code = form.code.and_then(|text| qr(text).ok());
    let beside = if code.is_some() { CODE_MM + t.mm(5.0) } else { 0.0 };
    let mut left = pen.beside(pen.x, pen.width - beside);
    for file in form.files {
        left.text(&file.name, Style::new(t.mm(4.4)).bold());
        let mark: String = file.mark.chars().take(MARK_CHARS).collect();
        let kilobytes = file.bytes.div_ceil(1024).to_string();
        let values = [("entries", same(&file.entries.to_string())), ("kb", same(&kilobytes)), ("mark", same(&grouped(&mark)))];
        let values: Vec<(&str, &Bilingual)> = values.iter().map(|(name, value)| (*name, value)).collect();
        left.text(&joined(&both_with("paper-bundle-file", &values)), t.body());
        left.skip(t.mm(1.6));
    }
    if let Some((modules, text)) = code.zip(form.code) {
        let module = CODE_MM / length(modules.columns);
        let mut right = pen.beside(pen.x + pen.width - CODE_MM, CODE_MM);
        let area = right.code(CodeKind::Qr, &modules, text, right.x, module, None);
        right.y = area.bottom();
        pen.follow(right);
    }
    pen.follow(left);
}

/// `4WhB NzwwpGQF…` in fours, so that two people can compare it aloud.
fn grouped(text: &str) -> String {
    text.chars().collect::<Vec<_>>().chunks(4).map(|part| part.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
}

fn runs(pen: &mut Pen, t: Type, runs: &[String]) {
    pen.text(&label("paper-bundle-runs"), t.label());
    let mut shown: Vec<&str> = runs.iter().take(RUNS_MAX).map(String::as_str).collect();
    let more = runs.len().saturating_sub(RUNS_MAX).to_string();
    let more = format!("+ {more}");
    if runs.len() > RUNS_MAX {
        shown.push(&more);
    }
    pen.text(&shown.join(" · "), t.body());
    pen.skip(t.mm(3.0));
}
