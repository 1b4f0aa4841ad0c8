//! The archive certificate: a counter's records were sealed and its key destroyed; where they lie and who can open them.
//!
//! Says *not wiped* where the key is still there, and *partial* where two officers did not order it.

use super::{EventSpan, HandHead, OfficerLine, officers, own_codes, page_head, standing};
use crate::hospital::pack::Bilingual;
use crate::paper::Page;
use crate::paper::forms::both::{both_with, joined, label, moment, same};
use crate::paper::forms::flow::{A4, Flow};
use crate::paper::forms::kit::{Codes, HAIR};
use crate::paper::layout::{Label, Pen};
use crate::paper::page::Ink;
use crate::paper::shape::Style;
use crate::words::grouped;
use chrono::{DateTime, FixedOffset};

/// What was archived.
#[derive(Clone, Copy)]
pub struct ArchivePaper<'a> {
    pub head: HandHead<'a>,
    pub event: EventSpan,
    /// Installation, `K7A`, and its counter's name.
    pub installation: &'a str,
    pub counter_name: &'a Bilingual,
    pub entries: u64,
    /// Merkle root over them (RFC 6962), as people compare it.
    pub root: &'a str,
    pub file: &'a str,
    pub bytes: u64,
    /// SHA-256 of the file, hexadecimal.
    pub sum: &'a str,
    /// Where the archive lies, in words.
    pub place: &'a str,
    /// Who can open it, with which key.
    pub openers: &'a [Bilingual],
    /// `None` while the counter's key is still there.
    pub key: Option<KeyEnd<'a>>,
    /// Why it was ordered, and by whom.
    pub reason: &'a str,
    pub officers: &'a [OfficerLine],
    /// The certificate's own signed entry: its address and its codes.
    pub entry: &'a str,
    pub codes: &'a [String],
}

/// The end of a key.
#[derive(Clone, Copy)]
pub struct KeyEnd<'a> {
    pub at: DateTime<FixedOffset>,
    pub how: &'a Bilingual,
}

/// Officers who have to order it.
const OFFICERS_MIN: usize = 2;
const VALUE: Style = Style::new(3.6);
const NAME_WIDTH: f32 = 52.0;

/// The certificate.
#[must_use]
pub fn archive_certificate(form: &ArchivePaper<'_>) -> Vec<Page> {
    let mut lacking = Vec::new();
    if form.key.is_none() {
        lacking.push(label("paper-archive-lacks-key"));
    }
    if form.officers.len() < OFFICERS_MIN {
        lacking.push(label("paper-archive-lacks-officers"));
    }
    let about = format!("{} · {}", form.installation, joined(form.counter_name));
    let mut flow = Flow::new(A4, |pen, first| page_head(pen, &form.head, "paper-title-archive", &about, first));
    let mut block = flow.block();
    let stands = match (form.key.is_some(), lacking.is_empty()) {
        (false, _) => "paper-archive-not-wiped",
        (true, true) => "paper-archive-wiped",
        (true, false) => "paper-hand-partial",
    };
    standing(&mut block, stands, &lacking);
    block.skip(3.0);
    for (id, text, style) in lines(form) {
        line(&mut block, &label(id), &text, style);
    }
    flow.put(block);
    let mut signs = flow.block();
    signs.skip(2.0);
    signs.text(&label("paper-archive-certify"), Style::new(2.8));
    signs.skip(1.0);
    officers(&mut signs, form.officers);
    own_codes(&mut signs, &Codes::of(form.codes), form.entry);
    flow.put_at_the_foot(signs);
    flow.finish(&form.head.made())
}

fn lines(form: &ArchivePaper<'_>) -> Vec<(&'static str, String, Style)> {
    let kilobytes = grouped(form.bytes.div_ceil(1024));
    let size = joined(&both_with("paper-archive-size", &[("kb", &same(&kilobytes))]));
    let openers: Vec<String> = form.openers.iter().map(joined).collect();
    let key = form
        .key
        .map_or_else(|| label("paper-archive-key-there"), |end| format!("{}\n{}\n{}", moment(end.at), end.how.hi, end.how.en));
    let all = vec![
        ("paper-hand-installation", format!("{}\n{}", form.installation, joined(form.counter_name)), VALUE.bold()),
        ("paper-hand-event", form.event.written(), VALUE),
        ("paper-hand-entries", grouped(form.entries), VALUE.bold()),
        ("paper-hand-root", form.root.to_owned(), VALUE),
        ("paper-archive-file", format!("{}\n{size}", form.file), VALUE),
        ("paper-archive-sum", in_fours(form.sum), VALUE),
        ("paper-archive-place", form.place.to_owned(), VALUE.bold()),
        ("paper-archive-openers", openers.join("\n"), VALUE),
        ("paper-archive-key", key, VALUE.bold()),
        ("paper-archive-reason", form.reason.to_owned(), VALUE),
    ];
    all.into_iter().filter(|(_, text, _)| !text.is_empty()).collect()
}

/// Characters of a hash on one line.
const SUM_LINE: usize = 32;

/// `9f86 d081 884c …`, so that two people can compare it aloud.
fn in_fours(text: &str) -> String {
    let chars: Vec<char> = text.chars().filter(|c| !c.is_whitespace()).collect();
    let fours = |line: &[char]| line.chunks(4).map(|part| part.iter().collect::<String>()).collect::<Vec<_>>().join(" ");
    chars.chunks(SUM_LINE).map(fours).collect::<Vec<_>>().join("\n")
}

fn line(pen: &mut Pen, name: &str, text: &str, style: Style) {
    let words = Label { text: name, style: Style::new(2.9).muted(), width: NAME_WIDTH, gap: 3.0, below: 1.2 };
    pen.row(&words, style.size, |pen| pen.shrunk(text, style, 8, 2.6));
    pen.rule(HAIR, Ink::Faint);
    pen.skip(1.2);
}
