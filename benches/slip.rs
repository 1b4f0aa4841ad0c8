//! A slip from typed form to bytes. Goals: PDF at most 5 ms and 40 KB, bilingual, with its QR code.
#![allow(missing_docs, reason = "criterion's macros make undocumented items")]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a bench may stop")]

use criterion::{Criterion, criterion_group, criterion_main};
use nirantar::paper::{Size, escpos, pdf, preview, slip};
use std::hint::black_box;

#[allow(dead_code, reason = "the tests' builder makes more than a bench needs")]
#[path = "../tests/paper/build.rs"]
mod build;

fn slips(c: &mut Criterion) {
    let case = build::Case::ordinary();
    let form = case.form();
    c.bench_function("slip A6: lay out", |b| b.iter(|| slip(black_box(&form), Size::A6)));
    c.bench_function("slip A6: lay out and PDF", |b| b.iter(|| pdf(&slip(black_box(&form), Size::A6), "slip").unwrap()));
    c.bench_function("slip 80 mm: lay out and ESC/POS", |b| {
        b.iter(|| slip(black_box(&form), Size::Roll80).iter().map(|p| escpos(p).unwrap().len()).sum::<usize>());
    });
    let page = slip(&form, Size::A6).remove(0);
    c.bench_function("slip A6: preview 700 px", |b| b.iter(|| preview(black_box(&page), 700).unwrap()));
}

criterion_group!(benches, slips);
criterion_main!(benches);
