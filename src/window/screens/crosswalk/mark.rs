//! The UHID beside a patient's own number, wherever one is shown: an old slip answers with it.

use crate::desk::views::Crossing;
use crate::window::state::Cx;
use crate::window::theme::Tone;
use crate::window::widgets::tag;
use egui::Ui;

/// `UHID 190000012 · receipt`. Nothing where there is no central number yet.
pub fn uhid_mark(ui: &mut Ui, crossing: Option<&Crossing>, cx: &Cx<'_>) {
    let Some(crossing) = crossing else { return };
    let (id, tone) =
        if crossing.received { ("crosswalk-mark-received", Tone::Ok) } else { ("crosswalk-mark-linked", Tone::Info) };
    tag(ui, &cx.w.with(id, &[("uhid", &crossing.uhid)]), tone);
}
