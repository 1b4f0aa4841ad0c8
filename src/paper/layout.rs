//! Where things go: a pen that moves down a column, rows of label and value, and sheets that everything fits on.
//!
//! Owns placing. Knows no hospital and no words. All distances in millimetres.

use super::codes::Modules;
use super::fonts::length;
use super::page::{Code, CodeKind, Ink, Item, Page, Rect};
use super::shape::{Line, RISE, Style, line, lines, widest_word};
use super::size::Size;

/// Where a line stands in its column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Align {
    Left,
    Centre,
    Right,
}

/// A column being filled from the top.
pub struct Pen {
    pub items: Vec<Item>,
    pub x: f32,
    pub width: f32,
    /// Top of what comes next.
    pub y: f32,
}

impl Pen {
    #[must_use]
    pub const fn new(x: f32, y: f32, width: f32) -> Self {
        Self { items: Vec::new(), x, width, y }
    }

    /// A pen of its own for a column that starts at this pen's height.
    #[must_use]
    pub const fn beside(&self, x: f32, width: f32) -> Self {
        Self::new(x, self.y, width)
    }

    /// Takes over what another pen wrote, without moving.
    pub fn keep(&mut self, other: Self) {
        self.items.extend(other.items);
    }

    /// Takes over what another pen wrote and goes below it.
    pub fn follow(&mut self, other: Self) {
        self.y = self.y.max(other.y);
        self.keep(other);
    }

    pub fn skip(&mut self, mm: f32) {
        self.y += mm;
    }

    /// A text, broken into as many lines as it needs.
    pub fn text(&mut self, text: &str, style: Style) {
        self.aligned(text, style, Align::Left);
    }

    pub fn aligned(&mut self, text: &str, style: Style, align: Align) {
        for line in lines(text, style, self.width) {
            self.line(&line, style, align);
        }
    }

    /// One line, and down by its leading.
    pub fn line(&mut self, line: &Line, style: Style, align: Align) {
        let free = self.width - line.width;
        let x = match align {
            Align::Left => self.x,
            Align::Centre => self.x + free / 2.0,
            Align::Right => self.x + free,
        };
        self.items.extend(line.runs(x, self.y + style.size * RISE).into_iter().map(Item::Text));
        self.y += style.leading();
    }

    /// One line, made smaller until it fits the column; never below `size_min`, where it breaks instead.
    pub fn fitted(&mut self, text: &str, style: Style, size_min: f32, align: Align) {
        let wide = line(text, style);
        if wide.width <= self.width {
            self.line(&wide, style, align);
            return;
        }
        let smaller = Style { size: (style.size * self.width / wide.width * 0.995).max(size_min), ..style };
        self.aligned(text, smaller, align);
    }

    /// A text in at most `lines_max` lines with no word cut, made smaller down to `size_min` to get there; below that it takes the lines it needs,
    /// because a name is never cut off.
    pub fn shrunk(&mut self, text: &str, style: Style, lines_max: usize, size_min: f32) {
        let mut style = style;
        let mut broken = at_dots(text, style, self.width);
        let too_much = |broken: &str, style: Style| {
            lines(broken, style, self.width).len() > lines_max || widest_word(broken, style) > self.width
        };
        while style.size > size_min && too_much(&broken, style) {
            style.size = (style.size * 0.94).max(size_min);
            broken = at_dots(text, style, self.width);
        }
        self.text(&broken, style);
    }

    /// A rule over the whole column; the pen goes below it.
    pub fn rule(&mut self, thick: f32, ink: Ink) {
        self.items.push(Item::Fill { area: Rect::new(self.x, self.y, self.width, thick), ink });
        self.y += thick;
    }

    /// An outline around everything from `top` to the pen, over the whole column.
    pub fn frame_from(&mut self, top: f32, line: f32, radius: f32, ink: Ink) {
        self.items.push(Item::Frame { area: Rect::new(self.x, top, self.width, self.y - top), radius, line, ink });
    }

    /// Label and value side by side, first baselines level; or the label above, where `label` is 0 wide. `first` is the size of the
    /// value's first line.
    pub fn row(&mut self, label: &Label<'_>, first: f32, value: impl FnOnce(&mut Self)) {
        if label.width <= 0.0 {
            self.text(label.text, label.style);
            value(self);
        } else {
            let mut left = self.beside(self.x, label.width - label.gap);
            left.y += ((first - label.style.size) * RISE).max(0.0);
            // Breaks between the languages, not within one.
            left.shrunk(label.text, label.style, 2, label.style.size);
            let mut right = self.beside(self.x + label.width, self.width - label.width);
            value(&mut right);
            self.follow(left);
            self.follow(right);
        }
        self.skip(label.below);
    }

    /// A code with its top at the pen, `module` wide a module. The pen does not move; the code's box is returned.
    pub fn code(&mut self, kind: CodeKind, modules: &Modules, text: &str, at: f32, module: f32, height: Option<f32>) -> Rect {
        let wide = length(modules.columns) * module;
        let rows = modules.black.len() / modules.columns.max(1);
        let area = Rect::new(at, self.y, wide, height.unwrap_or(length(rows) * module));
        let (columns, black) = (modules.columns, modules.black.clone());
        self.items.push(Item::Code(Code { kind, area, columns, modules: black, text: text.to_owned() }));
        area
    }
}

/// How a row's label is set.
#[derive(Debug, Clone, Copy)]
pub struct Label<'a> {
    pub text: &'a str,
    pub style: Style,
    /// Of the label's column, 0 to set it above the value.
    pub width: f32,
    /// Kept free between label and value.
    pub gap: f32,
    /// Kept free below the row.
    pub below: f32,
}

/// `hindi · english` where that fits on one line, else one below the other.
#[must_use]
pub fn two_lines_if_needed(hindi: &str, english: &str, style: Style, width: f32) -> String {
    let one = one_line(hindi, english);
    if line(&one, style).width <= width { one } else { format!("{hindi}\n{english}") }
}

/// `hindi · english`, or just one where they are the same or one is missing.
#[must_use]
pub fn one_line(hindi: &str, english: &str) -> String {
    match (hindi.trim(), english.trim()) {
        ("", one) | (one, "") => one.to_owned(),
        (hindi, english) if hindi == english => hindi.to_owned(),
        (hindi, english) => format!("{hindi}{DOT}{english}"),
    }
}

/// Breaks a text that is too wide for one line where its dots are: what belongs together stays on one line, and no line ends in a dot.
fn at_dots(text: &str, style: Style, width: f32) -> String {
    let mut out: Vec<String> = Vec::new();
    for paragraph in text.split('\n') {
        let mut parts = paragraph.split(DOT);
        let mut now = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            let longer = format!("{now}{DOT}{part}");
            if line(&longer, style).width <= width {
                now = longer;
            } else {
                out.push(std::mem::replace(&mut now, part.to_owned()));
            }
        }
        out.push(now);
    }
    out.join("\n")
}

/// What stands between two texts on one line.
const DOT: &str = " · ";

/// What a sheet is filled with: from the top, and from the bottom up.
pub struct Filled {
    pub top: Pen,
    /// Laid out from `y = 0`; moved to the foot of a sheet, or below the rest on a roll.
    pub foot: Pen,
}

/// Least room between top and foot.
pub const FOOT_GAP: f32 = 2.0;
/// Free above and below everything on a roll.
const ROLL_EDGE: f32 = 2.0;
/// How far type may shrink, and by what steps, before something may run over. 0.5 of the smallest label is 1.2 mm: read with effort, but whole.
const SHRINK_MIN: f32 = 0.5;
const SHRINK_STEP: f32 = 0.97;

/// Lays out a page of one sheet or roll. `fill` gets the factor that all its type is multiplied with; it is called again with a smaller
/// one while the page does not hold everything.
#[must_use]
pub fn one_page(size: Size, fill: impl Fn(f32) -> Filled) -> Page {
    let Some(height) = size.height_mm() else { return roll(size, fill(1.0)) };
    let bottom = height - edge(size);
    let mut factor = 1.0;
    loop {
        let filled = fill(factor);
        let needed = filled.top.y + FOOT_GAP + filled.foot.y;
        if needed <= bottom || factor <= SHRINK_MIN {
            return sheet(size, height, filled, bottom);
        }
        // Half of the way at least: what is 10 % too high needs type about 5 % smaller.
        factor = (factor * SHRINK_STEP.min(f32::midpoint(bottom / needed, 1.0))).max(SHRINK_MIN);
    }
}

/// Free at the top and bottom of a page.
#[must_use]
pub const fn edge(size: Size) -> f32 {
    if size.is_roll() { ROLL_EDGE } else { size.margin_mm() }
}

/// A pen over the printable width of a paper.
#[must_use]
pub const fn pen(size: Size) -> Pen {
    Pen::new(size.margin_mm(), edge(size), size.width_mm() - 2.0 * size.margin_mm())
}

fn sheet(size: Size, height: f32, filled: Filled, bottom: f32) -> Page {
    let Filled { top, foot } = filled;
    let mut items = top.items;
    items.extend(moved(foot.items, bottom - foot.y));
    let margin = size.margin_mm();
    let printable = Rect::new(margin, margin, size.width_mm() - 2.0 * margin, height - 2.0 * margin);
    Page { width: size.width_mm(), height, printable, items }
}

fn roll(size: Size, filled: Filled) -> Page {
    let Filled { top, foot } = filled;
    let start = dot(top.y + FOOT_GAP);
    let mut items = top.items;
    items.extend(moved(foot.items, start));
    let (margin, height) = (size.margin_mm(), dot(start + foot.y + ROLL_EDGE));
    let printable = Rect::new(margin, 0.0, size.width_mm() - 2.0 * margin, height);
    Page { width: size.width_mm(), height, printable, items }
}

/// The next whole dot of a roll printer at 8 dots a millimetre, so that codes fall on dots.
#[must_use]
pub fn dot(mm: f32) -> f32 {
    (mm * 8.0).ceil() / 8.0
}

/// The items further down by `dy`.
#[must_use]
pub fn moved(items: Vec<Item>, dy: f32) -> Vec<Item> {
    let down = |area: Rect| Rect { y: area.y + dy, ..area };
    items
        .into_iter()
        .map(|item| match item {
            Item::Text(mut run) => {
                run.y += dy;
                Item::Text(run)
            }
            Item::Fill { area, ink } => Item::Fill { area: down(area), ink },
            Item::Frame { area, radius, line, ink } => Item::Frame { area: down(area), radius, line, ink },
            Item::Code(code) => Item::Code(Code { area: down(code.area), ..code }),
        })
        .collect()
}
