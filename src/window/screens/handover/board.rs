//! The board: each kind of record by where it stands, a bar that fills with receipts only, the burn-down, and what can be done.

use super::{HandoverScreen, Which, burn, ended_line};
use crate::desk::views::{HandoverStatus, KindLine, OpenList};
use crate::hospital::permissions::Right;
use crate::window::commands::{HandKey, UiCommand};
use crate::window::state::{Cx, Wish};
use crate::window::theme::{self, Tone, gap, size};
use crate::window::widgets::{
    Bar, Icon, bar, bare, date_time, head, key_action, paint_icon, pane, panes, split_line, tag, told_as,
};
use crate::words::grouped;
use crate::worker::HandoverLook;
use egui::{Align2, FontId, Label, Rect, ScrollArea, Sense, Ui, WidgetInfo, accesskit::Role, pos2, vec2};

const ROW: f32 = 21.5;
const HEAD_ROW: f32 = 38.0;
/// Width of a number's column at least, and of the kinds' names.
const NUMBER: f32 = 62.0;
const KIND_MIN: f32 = 128.0;
/// Height of the burn-down and the keys at least.
const FOOT: f32 = 206.0;

/// A column: its word, its number, and whether it is something to look at.
type Cell = (&'static str, fn(&KindLine) -> u64, Tone);

const CELLS: [Cell; 10] = [
    ("hand-saved", |line| line.saved, Tone::Plain),
    ("hand-void", |line| line.void, Tone::Plain),
    ("hand-aside", |line| line.aside, Tone::Warning),
    ("hand-made", |line| line.made, Tone::Plain),
    ("hand-sent", |line| line.sent, Tone::Plain),
    ("hand-received", |line| line.received, Tone::Ok),
    ("hand-refused", |line| line.refused, Tone::Error),
    ("hand-contradicted", |line| line.contradicted, Tone::Error),
    ("hand-excepted", |line| line.excepted, Tone::Plain),
    ("hand-open", KindLine::open, Tone::Plain),
];

impl HandoverScreen {
    pub(super) fn board(&mut self, ui: &mut Ui, look: &HandoverLook, cx: &mut Cx<'_>) {
        let status = &look.status;
        head(ui, &cx.w.t("hand-title"), &as_of(status, cx), |ui| {
            if status.check.is_some() && status.stale {
                tag(ui, &cx.w.t("hand-stale"), Tone::Warning);
            }
        });
        receipts(ui, status, cx);
        ui.add_space(gap::S);
        let room = ui.available_rect_before_wrap();
        #[allow(clippy::cast_precision_loss, reason = "thirteen kinds")]
        let wanted = HEAD_ROW + ROW * (status.kinds.len().max(1) + 1) as f32 + gap::S;
        let height = wanted.min((room.height() - FOOT - gap::M).max(120.0));
        let upper = Rect::from_min_size(room.min, vec2(room.width(), height));
        pane(ui, upper, 0.0, |ui| table(ui, status, cx));
        let lower = Rect::from_min_max(pos2(room.left(), upper.bottom() + gap::M), room.max);
        bare(ui, lower, 0.0, |ui| {
            let side = if ui.available_width() < 900.0 { 396.0 } else { 470.0 };
            let [left, right] = panes(ui, [0.0, side]);
            pane(ui, left, gap::M, |ui| burn::show(ui, look, cx));
            pane(ui, right, gap::M, |ui| {
                ScrollArea::vertical().auto_shrink([false, false]).show(ui, |ui| self.actions(ui, status, cx));
            });
        });
    }

    /// What runs, how the last ended, and a key for everything that can be done.
    fn actions(&mut self, ui: &mut Ui, status: &HandoverStatus, cx: &mut Cx<'_>) {
        ui.spacing_mut().item_spacing.y = gap::XS;
        let mut busy = self.progress(ui, cx);
        if !busy {
            ended_line(ui, self.ended.as_ref(), cx);
        }
        busy |= self.sending_bar(ui, cx);
        if self.sending.is_none() {
            ended_line(ui, self.sent.as_ref(), cx);
        }
        if busy {
            split_line(ui);
        }
        let width = (ui.available_width() - gap::M) / 2.0;
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = gap::M;
            column(ui, width, |ui| {
                for (key, cap, id) in WORK {
                    keyed(ui, key, cap, &cx.w.t(id), cx.may(Right::HandOver), cx);
                }
                keyed(ui, HandKey::Renew, "R", &cx.w.t("hand-renew"), true, cx);
            });
            column(ui, width, |ui| {
                for (n, which) in (1..).zip(Which::ALL) {
                    let name = cx.w.t(&format!("hand-list-{}", which.code()));
                    let text = match count_of(status, which) {
                        Some(count) => format!("{name}: {}", grouped(count)),
                        None => name.into_owned(),
                    };
                    keyed(ui, HandKey::List(n), &n.to_string(), &text, true, cx);
                }
                if key_action(ui, "P", &cx.w.t("command-proof"), cx.may(Right::SeeHospital)) {
                    cx.wish(Wish::Run(UiCommand::ProofScreen));
                }
            });
        });
    }
}

const WORK: [(HandKey, &str, &str); 6] = [
    (HandKey::Check, "C", "hand-check"),
    (HandKey::Make, "M", "hand-make"),
    (HandKey::Send, "S", "hand-send"),
    (HandKey::Type, "T", "command-hand-type"),
    (HandKey::Given, "G", "hand-given"),
    (HandKey::Answers, "A", "hand-answers"),
];

fn column(ui: &mut Ui, width: f32, content: impl FnOnce(&mut Ui)) {
    ui.vertical(|ui| {
        ui.set_width(width);
        ui.spacing_mut().item_spacing.y = 1.0;
        content(ui);
    });
}

fn keyed(ui: &mut Ui, key: HandKey, cap: &str, text: &str, enabled: bool, cx: &mut Cx<'_>) {
    if key_action(ui, cap, text, enabled) {
        cx.wish(Wish::Run(UiCommand::Hand(key)));
    }
}

/// Records on a list; `None` where only the list itself knows.
fn count_of(status: &HandoverStatus, which: Which) -> Option<u64> {
    let sum = |of: fn(&KindLine) -> u64| status.kinds.iter().map(of).sum();
    Some(match which {
        Which::Open(OpenList::Aside) => sum(|line| line.aside),
        Which::Open(OpenList::Refused) => sum(|line| line.refused),
        Which::Open(OpenList::Contradicted) => sum(|line| line.contradicted),
        Which::Open(OpenList::Excepted) => sum(|line| line.excepted),
        Which::Open(OpenList::Made) => sum(|line| line.made + line.sent),
        Which::Strays => return None,
    })
}

fn as_of(status: &HandoverStatus, cx: &Cx<'_>) -> String {
    let Some(check) = &status.check else { return cx.w.t("hand-no-check").into_owned() };
    let road = cx.w.t(&format!("road-{}", check.road.code()));
    cx.w.with("hand-as-of", &[("time", &date_time(check.at, cx.today())), ("by", &check.by), ("road", &road)])
}

/// How many of all have their receipt: the bar fills with nothing else.
fn receipts(ui: &mut Ui, status: &HandoverStatus, cx: &Cx<'_>) {
    let (saved, received, explained, open) = status.total();
    let values = [("saved", saved), ("received", received), ("explained", explained), ("open", open)];
    let values = values.map(|(name, n)| (name, grouped(n)));
    let values: Vec<(&str, &str)> = values.iter().map(|(name, n)| (*name, n.as_str())).collect();
    let text = cx.w.with("hand-total", &values);
    let width = ui.available_width();
    bar(ui, &Bar { value: received, of: saved, width, tone: Tone::Ok }, &text);
    ui.add_space(gap::XS);
    ui.add(Label::new(theme::strong(text)).truncate());
}

fn table(ui: &mut Ui, status: &HandoverStatus, cx: &Cx<'_>) {
    ui.spacing_mut().item_spacing = vec2(0.0, 0.0);
    let width = ui.available_width() - 2.0 * gap::S;
    #[allow(clippy::cast_precision_loss, reason = "ten columns")]
    let number = ((width - KIND_MIN - 60.0) / CELLS.len() as f32).max(NUMBER.min((width - KIND_MIN) / CELLS.len() as f32));
    heads(ui, number, cx);
    let Some(first) = status.kinds.first() else {
        ui.add_space(gap::S);
        ui.horizontal(|ui| {
            ui.add_space(gap::M);
            ui.label(theme::text(cx.w.t("hand-nothing")).weak());
        });
        return;
    };
    // The sum stays in sight when a low window scrolls the kinds.
    let height = ui.available_height() - ROW - gap::XS;
    ScrollArea::vertical().auto_shrink([false, true]).max_height(height).show(ui, |ui| {
        for line in &status.kinds {
            let name = cx.w.t(&format!("record-kind-{}", line.kind.code()));
            row(ui, number, &name, line, false, cx);
        }
    });
    let sum = status.kinds.iter().skip(1).fold(*first, added);
    row(ui, number, &cx.w.t("hand-all"), &sum, true, cx);
}

fn added(sum: KindLine, line: &KindLine) -> KindLine {
    KindLine {
        kind: sum.kind,
        saved: sum.saved + line.saved,
        void: sum.void + line.void,
        aside: sum.aside + line.aside,
        made: sum.made + line.made,
        sent: sum.sent + line.sent,
        received: sum.received + line.received,
        refused: sum.refused + line.refused,
        contradicted: sum.contradicted + line.contradicted,
        excepted: sum.excepted + line.excepted,
    }
}

/// Right edges of the numbers' columns, from the left.
fn edges(rect: Rect, number: f32) -> impl Iterator<Item = f32> {
    #[allow(clippy::cast_precision_loss, reason = "ten columns")]
    let from = rect.right() - gap::S - number * CELLS.len() as f32;
    (1..=CELLS.len()).map(move |n| {
        #[allow(clippy::cast_precision_loss, reason = "ten columns")]
        let right = number.mul_add(n as f32, from);
        right
    })
}

/// Words over the columns, in two lines where one is too narrow.
fn heads(ui: &mut Ui, number: f32, cx: &Cx<'_>) {
    let colours = theme::palette(ui);
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), HEAD_ROW), Sense::hover());
    for ((id, ..), right) in CELLS.iter().zip(edges(rect, number)) {
        let mut job =
            egui::text::LayoutJob::simple(cx.w.t(id).into_owned(), theme::regular(size::KEY + 1.0), colours.muted, number - 4.0);
        job.halign = egui::Align::RIGHT;
        job.wrap.max_rows = 2;
        let galley = ui.painter().layout_job(job);
        let top = rect.bottom() - 5.0 - galley.size().y;
        ui.painter().galley(pos2(right, top), galley, colours.muted);
    }
    ui.painter().hline(rect.x_range(), rect.bottom(), colours.hairline());
}

fn row(ui: &mut Ui, number: f32, name: &str, line: &KindLine, sum: bool, cx: &Cx<'_>) {
    let colours = theme::palette(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::hover());
    if sum {
        ui.painter().hline(rect.x_range(), rect.top(), colours.hairline());
    }
    let font = |bold: bool| -> FontId { if bold { theme::bold(size::TEXT - 1.0) } else { theme::regular(size::TEXT - 1.0) } };
    let mut left = rect.left() + gap::M;
    if line.open() == 0 && line.received > 0 {
        let sign = Rect::from_center_size(pos2(left + 6.0, rect.center().y), vec2(13.0, 13.0));
        paint_icon(ui.painter(), sign, Icon::Ok, colours.ink_of(Tone::Ok));
    }
    left += 18.0;
    ui.painter().text(pos2(left, rect.center().y), Align2::LEFT_CENTER, name, font(sum), colours.ink);
    let mut told = Vec::new();
    for ((id, of, tone), right) in CELLS.iter().zip(edges(rect, number)) {
        let value = of(line);
        let (ink, bold) = match (*tone, value) {
            (_, 0) => (colours.muted, false),
            (Tone::Plain, _) => (colours.ink, sum),
            (tone, _) => (colours.ink_of(tone), true),
        };
        let text = if value == 0 { "–".to_owned() } else { grouped(value) };
        ui.painter().text(pos2(right, rect.center().y), Align2::RIGHT_CENTER, text, font(bold), ink);
        if value > 0 {
            told.push(format!("{} {}", cx.w.t(id), grouped(value)));
        }
    }
    let told = format!("{name}: {}", told.join(", "));
    response.widget_info(|| WidgetInfo::labeled(Role::Row, true, &told));
    told_as(&response, Role::Row, &told);
}
