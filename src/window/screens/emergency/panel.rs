//! The arrival that is marked: who, what is known, its course, and the keys for what comes next.

use super::rows::waits;
use super::{fits, is_unknown, marks, since, triage};
use crate::desk::cases::CaseRow;
use crate::hospital::forms::FormId;
use crate::hospital::permissions::Right;
use crate::window::commands::UiCommand;
use crate::window::routes::Route;
use crate::window::screens::books;
use crate::window::state::Cx;
use crate::window::theme::{self, gap, size};
use crate::window::widgets::{Button, age_sex, bare, name_pair, section, split_line, tag};
use egui::{Label, Rect, RichText, ScrollArea, Ui, pos2};

/// Height of the keys at the foot.
const KEYS_HEIGHT: f32 = 182.0;

/// Draws it. The answer is what was pressed.
pub fn show(ui: &mut Ui, row: Option<&CaseRow>, mlc_due: bool, cx: &mut Cx<'_>) -> Option<UiCommand> {
    let Some(row) = row else {
        ui.add(Label::new(theme::text(cx.w.t("er-choose")).weak()).wrap());
        return None;
    };
    let room = ui.available_rect_before_wrap();
    let keys = Rect::from_min_max(pos2(room.left(), room.bottom() - KEYS_HEIGHT), room.max);
    let above = Rect::from_min_max(room.min, pos2(room.right(), keys.top() - gap::S));
    bare(ui, above, 0.0, |ui| {
        super::super::reserve_bar(ui);
        ScrollArea::vertical().id_salt("er-panel").auto_shrink([false, false]).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = gap::XS;
            who(ui, row, mlc_due, cx);
            known(ui, row, cx);
        });
    });
    bare(ui, keys, 0.0, |ui| {
        let pressed = actions(ui, row, cx);
        if let (Some(Pressed::File), Some(patient)) = (pressed, &row.case.patient) {
            cx.go(Route::Patient(patient.clone()));
        }
        if let Some(Pressed::Command(command)) = pressed { Some(command) } else { None }
    })
}

/// What was clicked: a key of the table, or the file that Enter opens.
#[derive(Clone, Copy)]
enum Pressed {
    Command(UiCommand),
    File,
}

fn who(ui: &mut Ui, row: &CaseRow, mlc_due: bool, cx: &Cx<'_>) {
    if let Some((_, category)) = triage::of(row, cx) {
        triage::bar(ui, category.colour, category.name.get(cx.lang()));
    }
    if let Some(state) = &row.patient {
        let details = &state.patient.details;
        ui.horizontal_wrapped(|ui| name_pair(ui, &details.name, cx.lang()));
        let line = age_sex(&details.age, details.sex, cx.today(), cx.w);
        ui.label(theme::text(format!("{line} · {}", since(row.case.at, cx.now, cx.w))));
    }
    if let Some(number) = &row.case.number {
        ui.label(RichText::new(number.as_str()).font(theme::bold(size::HEADING)));
    }
    ui.horizontal_wrapped(|ui| {
        for (id, tone) in marks(row, mlc_due) {
            tag(ui, &cx.w.t(id), tone);
        }
    });
    split_line(ui);
}

fn known(ui: &mut Ui, row: &CaseRow, cx: &Cx<'_>) {
    let Some(arrival) = row.case.arrival() else { return };
    if let Some(state) = &row.patient {
        books::value(ui, &cx.w.t("er-patient-number"), state.patient.number.as_str());
    }
    if let Some(pack) = &arrival.arrival.pack {
        books::value(ui, &cx.w.t("er-pack"), &format!("{} {}", pack.event, pack.no));
    }
    // The category stands above.
    let sheet = arrival.arrival.sheet.clone().with("triage", "");
    books::fields(ui, FormId::Arrival, &sheet, false, cx);
    section(ui, &cx.w.t("er-course"));
    books::course(ui, &row.case.steps, cx);
}

/// What can be done, each with its key; what does not fit is grey.
fn actions(ui: &mut Ui, row: &CaseRow, cx: &Cx<'_>) -> Option<Pressed> {
    use UiCommand as C;
    let take = cx.may(Right::TakeArrivals);
    let print = cx.may(Right::Reprint);
    let command = Pressed::Command;
    let all = [
        (if waits(row) { "er-fill-pack" } else { "er-fill" }, "E", take, command(C::FillArrival)),
        ("er-admit", "A", cx.may(Right::RunWard) && fits(FormId::Admission, row), command(C::AdmitArrival)),
        ("er-identify", "I", take && is_unknown(row) && !waits(row), command(C::Identify)),
        ("er-mlc", "L", cx.may(Right::KeepRegisters) && fits(FormId::Mlc, row), command(C::WriteMlc)),
        ("er-leave", "V", take, command(C::LeaveEmergency)),
        ("er-slip", "P", print, command(C::PrintAgain)),
        ("er-band", "W", print, command(C::PrintBand)),
        ("er-file", "Enter", cx.may(Right::Find) && row.case.patient.is_some(), Pressed::File),
    ];
    let mut pressed = None;
    let width = (ui.available_width() - gap::S) / 2.0;
    ui.spacing_mut().item_spacing = egui::vec2(gap::S, gap::S);
    for two in all.chunks(2) {
        ui.horizontal(|ui| {
            for (id, key, can, does) in two {
                if ui.add(Button::secondary(&cx.w.t(id)).key(key).enabled(*can).width(width)).clicked() {
                    pressed = Some(*does);
                }
            }
        });
    }
    pressed
}
