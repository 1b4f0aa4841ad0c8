//! The site's triage scale on the screen: a colour always with its word.

use crate::desk::cases::CaseRow;
use crate::hospital::pack::{Lang, Triage, TriageColour};
use crate::window::state::Cx;
use crate::window::theme::{self, Pair, Palette, gap, size};
use egui::{CornerRadius, Response, Sense, Ui, WidgetInfo, accesskit::Role, vec2};

const fn turned(tone: Pair) -> Pair {
    Pair { ground: tone.ink, ink: tone.ground }
}

/// Ground and ink of a colour of the scale. Black stays black by night too.
#[must_use]
pub const fn pair(colours: &Palette, colour: TriageColour) -> Pair {
    match colour {
        TriageColour::Red => turned(colours.error),
        TriageColour::Orange => turned(colours.warning),
        TriageColour::Yellow => colours.manual,
        TriageColour::Green => turned(colours.ok),
        TriageColour::Blue => turned(colours.info),
        TriageColour::Black => Pair { ground: colours.manual.ink, ink: colours.demo.ink },
    }
}

/// The category of an arrival and its place in the scale.
#[must_use]
pub fn of<'a>(row: &CaseRow, cx: &Cx<'a>) -> Option<(usize, &'a Triage)> {
    let code = row.case.arrival()?.arrival.sheet.get("triage");
    cx.masters()?.triage.iter().enumerate().find(|(_, t)| t.code == code)
}

/// The first word of a category: `Red` of `Red: immediate`.
#[must_use]
pub fn short(triage: &Triage, lang: Lang) -> &str {
    let name = triage.name.get(lang);
    name.split_once(':').map_or(name, |(first, _)| first)
}

/// A category as a mark: its colour with its word in it.
pub fn chip(ui: &mut Ui, triage: &Triage, lang: Lang) -> Response {
    let text = short(triage, lang);
    let pair = pair(theme::palette(ui), triage.colour);
    let galley = ui.painter().layout_no_wrap(text.to_owned(), theme::bold(size::LABEL - 0.5), pair.ink);
    let extent = vec2(galley.size().x + 2.0 * gap::S, 22.0);
    let (rect, response) = ui.allocate_exact_size(extent, Sense::hover());
    if ui.is_rect_visible(rect) {
        ui.painter().rect_filled(rect, CornerRadius::same(4), pair.ground);
        ui.painter().galley(rect.center() - galley.size() / 2.0, galley, pair.ink);
    }
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, triage.name.get(lang)));
    response
}

/// The heading of a category: a bar in its colour with how many are in it.
pub fn bar(ui: &mut Ui, colour: TriageColour, count: &str) {
    let pair = pair(theme::palette(ui), colour);
    let extent = vec2(ui.available_width(), 24.0);
    let (rect, response) = ui.allocate_exact_size(extent, Sense::hover());
    ui.painter().rect_filled(rect, CornerRadius::same(4), pair.ground);
    let galley = ui.painter().layout_no_wrap(count.to_owned(), theme::bold(size::TEXT), pair.ink);
    ui.painter().galley(rect.center() - galley.size() / 2.0, galley, pair.ink);
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, count));
}
