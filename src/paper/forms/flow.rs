//! A paper of several pages: blocks flow down a page and on to the next, none is cut, and each page repeats its head and has its foot.
//!
//! Owns where a page ends. What stands in head, block and foot comes from the forms.

use super::both::{both_with, joined, same};
use super::kit::{HAIR, Made};
use crate::paper::Page;
use crate::paper::layout::{Align, Pen, moved};
use crate::paper::page::{Ink, Item, Rect};
use crate::paper::shape::Style;

/// A sheet that blocks flow over, millimetres.
#[derive(Debug, Clone, Copy)]
pub struct Area {
    pub width: f32,
    pub height: f32,
    pub margin: f32,
}

/// A4 upright.
pub const A4: Area = Area { width: 210.0, height: 297.0, margin: 12.0 };
/// A4 across.
pub const A4_ACROSS: Area = Area { width: 297.0, height: 210.0, margin: 9.0 };

/// Free at the foot of each page.
const FOOT: f32 = 7.0;
const SMALL: Style = Style::new(2.3);

impl Area {
    pub fn inner(&self) -> f32 {
        self.width - 2.0 * self.margin
    }

    /// Where blocks have to end.
    fn bottom(&self) -> f32 {
        self.height - self.margin - FOOT
    }
}

/// Writes the head of a page; told whether it is the first.
type Head<'a> = Box<dyn Fn(&mut Pen, bool) + 'a>;

/// Pages being filled.
pub struct Flow<'a> {
    area: Area,
    head: Head<'a>,
    pub pen: Pen,
    done: Vec<Pen>,
}

impl<'a> Flow<'a> {
    pub fn new(area: Area, head: impl Fn(&mut Pen, bool) + 'a) -> Self {
        let mut flow = Self { area, head: Box::new(head), pen: fresh(area), done: Vec::new() };
        (flow.head)(&mut flow.pen, true);
        flow
    }

    /// What is left of this page.
    pub fn room(&self) -> f32 {
        self.area.bottom() - self.pen.y
    }

    pub fn next_page(&mut self) {
        self.done.push(std::mem::replace(&mut self.pen, fresh(self.area)));
        (self.head)(&mut self.pen, false);
    }

    /// A pen of this page's column at height 0, for a block that is then [`Self::put`].
    pub const fn block(&self) -> Pen {
        Pen::new(self.pen.x, 0.0, self.pen.width)
    }

    /// Takes a block in, on the next page where this one has no room for it and `after` more.
    pub fn put_with(&mut self, block: Pen, after: f32) {
        if block.y + after > self.room() + 0.01 {
            self.next_page();
        }
        let height = block.y;
        self.pen.items.extend(moved(block.items, self.pen.y));
        self.pen.y += height;
    }

    pub fn put(&mut self, block: Pen) {
        self.put_with(block, 0.0);
    }

    /// Takes a block in so that it ends where the page ends.
    pub fn put_at_the_foot(&mut self, block: Pen) {
        if block.y > self.room() + 0.01 {
            self.next_page();
        }
        self.pen.y = self.area.bottom() - block.y;
        self.put(block);
    }

    /// The pages, each with who made it and `page n of m`.
    pub fn finish(mut self, made: &Made<'_>) -> Vec<Page> {
        self.done.push(self.pen);
        let (area, pages) = (self.area, self.done.len());
        let printable = Rect::new(area.margin, area.margin, area.inner(), area.height - 2.0 * area.margin);
        let finished = |(i, pen): (usize, Pen)| {
            let mut items = pen.items;
            items.extend(page_foot(area, made, i + 1, pages));
            Page { width: area.width, height: area.height, printable, items }
        };
        self.done.into_iter().enumerate().map(finished).collect()
    }
}

const fn fresh(area: Area) -> Pen {
    Pen::new(area.margin, area.margin, area.width - 2.0 * area.margin)
}

fn page_foot(area: Area, made: &Made<'_>, page: usize, pages: usize) -> Vec<Item> {
    let mut pen = fresh(area);
    pen.y = area.height - area.margin - SMALL.leading() - 1.0;
    pen.rule(HAIR, Ink::Black);
    pen.skip(0.6);
    let at = same(&super::both::moment(made.at));
    let counter = both_with("paper-counter", &[("counter", &same(made.counter))]);
    let entered = both_with("paper-case-made", &[("at", &at), ("by", made.by), ("counter", &counter)]);
    let mut left = pen.beside(pen.x, pen.width * 0.76);
    left.fitted(&joined(&entered), SMALL.muted(), 1.4, Align::Left);
    let mut right = pen.beside(pen.x + pen.width * 0.77, pen.width * 0.23);
    let (page, pages) = (same(&page.to_string()), same(&pages.to_string()));
    let count = both_with("paper-register-page", &[("page", &page), ("pages", &pages)]);
    right.fitted(&joined(&count), SMALL, 1.4, Align::Right);
    pen.keep(left);
    pen.keep(right);
    pen.items
}

/// A table: columns as shares of the width, and rows that are as high as their highest cell.
pub struct Table {
    /// Left edge and width of each column, millimetres.
    columns: Vec<(f32, f32)>,
}

/// Room between two columns.
const COLUMN_GAP: f32 = 2.0;

impl Table {
    pub fn new(x: f32, width: f32, shares: &[f32]) -> Self {
        let all: f32 = shares.iter().sum::<f32>().max(0.01);
        let mut at = x;
        let columns = shares.iter().map(|share| {
            let (left, wide) = (at, width * share / all);
            at += wide;
            (left, wide - COLUMN_GAP)
        });
        Self { columns: columns.collect() }
    }

    /// One row of texts; the pen goes below the highest.
    pub fn row<'t>(&self, pen: &mut Pen, cells: impl IntoIterator<Item = (&'t str, Style)>) {
        let mut below = pen.beside(pen.x, pen.width);
        for ((text, style), (x, width)) in cells.into_iter().zip(&self.columns) {
            let mut cell = pen.beside(*x, *width);
            let lines_max = text.split('\n').count().max(7);
            cell.shrunk(text, style, lines_max, (style.size * 0.66).max(1.5));
            below.follow(cell);
        }
        pen.follow(below);
    }

    /// Left edge and width of a column.
    pub fn column(&self, at: usize) -> (f32, f32) {
        self.columns.get(at).copied().unwrap_or_default()
    }
}
