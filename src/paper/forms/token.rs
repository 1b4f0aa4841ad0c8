//! The token: a number that can be read across a hall, and where to wait. Little else, for people who read little.

use super::OpdPaper;
use super::both::{both, joined, label};
use super::kit::{THICK, Type, banners, door_line, full_name, header, made_by, number, tight};
use crate::paper::layout::{Align, Filled, Pen, one_page, pen, two_lines_if_needed};
use crate::paper::page::Ink;
use crate::paper::shape::Style;
use crate::paper::{Page, Size};

/// The token on a sheet or roll; always one page.
#[must_use]
pub fn token(form: &OpdPaper<'_>, size: Size) -> Vec<Page> {
    vec![one_page(size, |factor| fill(form, size, Type::of(size, factor)))]
}

fn fill(form: &OpdPaper<'_>, size: Size, t: Type) -> Filled {
    let mut top = pen(size);
    header(&mut top, t, size, form.hospital, &label("paper-title-token"));
    banners(&mut top, t, form.mode, form.copy);
    top.skip(t.mm(1.5));
    top.fitted(&label("paper-token"), t.name(), t.mm(3.0), Align::Centre);
    top.skip(t.mm(1.0));
    let figures = if size.is_roll() { 26.0 } else { 34.0 };
    tight(&mut top, &form.visit.token.label, Style::new(t.mm(figures)).bold());
    top.skip(t.mm(1.5));
    top.rule(THICK, Ink::Black);
    top.skip(t.mm(1.5));
    door_line(&mut top, &form.visit.room, Style::new(t.mm(13.0)).bold());
    for (text, style) in
        [(&form.department.name.hi, Style::new(t.mm(5.0)).bold()), (&form.department.name.en, Style::new(t.mm(4.4)).bold())]
    {
        top.fitted(text, style, t.mm(3.0), Align::Centre);
    }
    if form.clinic.name.en != form.department.name.en {
        top.fitted(&joined(&form.clinic.name), t.body(), t.mm(2.4), Align::Centre);
    }
    top.fitted(&form.room(), t.body(), t.mm(2.4), Align::Centre);
    let go = both("paper-token-go");
    for text in [&go.hi, &go.en] {
        top.aligned(text, t.small().muted(), Align::Centre);
    }
    let mut foot = Pen::new(top.x, 0.0, top.width);
    foot.rule(THICK, Ink::Black);
    foot.skip(t.mm(1.2));
    let name = full_name(&form.patient.details.name, form.hospital);
    let both_names = two_lines_if_needed(&name.hi, &name.en, t.body().bold(), foot.width);
    foot.shrunk(&both_names, t.body().bold(), 2, t.mm(2.4));
    number(&mut foot, Type { k: t.k * 0.8 }, form.patient.number.as_str());
    foot.skip(t.mm(1.2));
    made_by(&mut foot, t, &form.made());
    Filled { top, foot }
}
