//! The left side of the screen: heading, boxes, buttons.

use super::sheet::{Sheet, id_of};
use super::{Kind, OpdScreen};
use crate::desk::views::{PatientFile, Why};
use crate::window::commands::UiCommand;
use crate::window::screens::{Screen as _, reserve_bar};
use crate::window::state::{Cx, Wish};
use crate::window::theme::{self, Tone, gap, size};
use crate::window::widgets::{self, Button, Field, Said, card, pill, said_line};
use crate::words::grouped;
use egui::{Align, Id, Layout, RichText, ScrollArea, Ui, UiBuilder, pos2, vec2};

/// The box of *returning*: number, mobile, name.
pub(super) const SEEK: &str = "opd-seek";
/// Width from which every button of the foot shows its key; the help sheet says them all.
const ROOMY_FOOT: f32 = 560.0;
/// Room that the button *bring back* takes.
const UNDO_WIDTH: f32 = 180.0;
/// Room kept for the buttons.
const FOOT_HEIGHT: f32 = 52.0;
/// Widest form; wider boxes only make the eye travel.
const FORM_WIDTH_MAX: f32 = 940.0;

impl OpdScreen {
    /// Form left, people right.
    pub(super) fn draw_screen(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        let room = ui.available_rect_before_wrap();
        let side = (room.width() * 0.3).clamp(250.0, 380.0);
        let form = (room.width() - side - gap::L).min(FORM_WIDTH_MAX);
        let left = egui::Rect::from_min_size(room.min, vec2(form, room.height()));
        let right =
            egui::Rect::from_min_max(pos2(left.right() + gap::L, room.top()), pos2(left.right() + gap::L + side, room.bottom()));
        ui.scope_builder(UiBuilder::new().max_rect(left), |ui| {
            card(ui, |ui| {
                ui.set_min_size(left.size() - vec2(34.0, 34.0));
                ui.set_max_width(left.width() - 34.0);
                self.form_card(ui, cx);
            });
        });
        ui.scope_builder(UiBuilder::new().max_rect(right), |ui| self.side(ui, right, cx));
        ui.advance_cursor_after_rect(room);
    }

    pub(super) fn set_focus(&mut self, ui: &Ui) {
        let wish = if std::mem::take(&mut self.focus_seek) && matches!(self.kind, Kind::Seek) {
            self.focus = None;
            Some(Id::unique(SEEK))
        } else {
            self.focus.take().map(id_of)
        };
        if let Some(id) = wish {
            ui.memory_mut(|m| m.request_focus(id));
            ui.ctx().request_repaint();
        }
    }

    fn form_card(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        ui.spacing_mut().item_spacing.y = gap::S;
        self.heading(ui, cx);
        self.sentences(ui, cx);
        reserve_bar(ui);
        let height = (ui.available_height() - FOOT_HEIGHT).max(120.0);
        ScrollArea::vertical()
            .id_salt("opd-form")
            .max_height(height)
            .min_scrolled_height(height)
            .auto_shrink([false, false])
            .show(ui, |ui| {
                ui.spacing_mut().item_spacing.y = gap::M;
                // Room for the focus ring at the edges.
                ui.add_space(1.0);
                if matches!(self.kind, Kind::Seek) {
                    self.seek_box(ui, cx);
                } else {
                    self.boxes(ui, cx);
                }
            });
        self.foot(ui, cx);
    }

    fn heading(&self, ui: &mut Ui, cx: &Cx<'_>) {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = gap::M;
            let (title, under) = match self.kind {
                Kind::New => ("opd-title-new", "opd-under-new"),
                Kind::Seek => ("opd-title-returning", "opd-under-seek"),
                Kind::Returning(_) => ("opd-title-returning", "opd-under-returning"),
            };
            ui.label(theme::heading(cx.w.t(title)));
            if ui.available_width() > 420.0 {
                ui.label(theme::label(cx.w.t(under)));
            }
            if let Some(last) = &self.last {
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    ui.spacing_mut().item_spacing.x = gap::XS + 1.0;
                    ui.label(theme::strong(last.patient.as_str()));
                    ui.label(theme::text(cx.w.t("opd-last")).weak());
                });
            }
        });
    }

    /// What the form itself has to say: refused, cleared, card read, Esc again.
    fn sentences(&self, ui: &mut Ui, cx: &Cx<'_>) {
        if let Some(problem) = &self.refused {
            said_line(ui, &Said::fault(problem.told(cx.lang()).line()));
        } else if self.armed.is_some() && (self.is_unfinished() || !self.seek.is_empty()) {
            said_line(ui, &Said::hint(cx.w.t("opd-esc-again").into_owned()));
        } else if let Some(notice) = &self.notice {
            said_line(ui, &Said::info(notice.text(cx.w)));
        }
    }

    fn boxes(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        let household = self.matches.iter().filter(|m| m.why.contains(&Why::SameMobile)).count();
        if let Kind::Returning(file) = &self.kind {
            known(ui, file, cx);
        }
        let returning = matches!(self.kind, Kind::Returning(_));
        let enabled = !self.saving;
        let to_top = std::mem::take(&mut self.more_to_top);
        let touch = ui
            .add_enabled_ui(enabled, |ui| {
                let touch = super::sheet::Touch::default();
                let mut sheet =
                    Sheet { form: &mut self.form, said: &self.said, choices: &self.choices, household, cx, to_top, touch };
                if returning {
                    sheet.returning(ui, self.more);
                } else {
                    sheet.new_patient(ui, self.more);
                }
                sheet.touch
            })
            .inner;
        self.touched(&touch, cx);
    }

    fn seek_box(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        let before = self.seek.clone();
        let out =
            Field::new(Id::unique(SEEK), &cx.w.t("opd-seek"), &mut self.seek).hint(&cx.w.t("opd-seek.hint")).stays().show(ui);
        ui.add(egui::Label::new(theme::label(cx.w.t("opd-seek-what"))).wrap());
        if before != self.seek {
            self.armed = None;
            self.dismissed = false;
            self.ask_found(cx);
        }
        if out.entered {
            self.take(1, cx);
        }
    }

    fn foot(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        ui.add_space(gap::XS);
        ui.horizontal(|ui| {
            let roomy = ui.available_width() > ROOMY_FOOT;
            ui.spacing_mut().item_spacing.x = if roomy { gap::M } else { gap::S };
            let label = cx.w.t(if self.saving { "opd-saving" } else { "command-save" });
            let ready = !self.saving && !matches!(self.kind, Kind::Seek);
            let save = ui.add(Button::primary(&label).key("Ctrl Enter").enabled(ready));
            if std::mem::take(&mut self.focus_save) {
                save.request_focus();
            }
            if save.clicked() {
                self.save(cx);
            }
            let more = cx.w.t(if self.more { "opd-fewer" } else { "command-more" });
            if ui.add(Button::secondary(&more).key("Ctrl M")).clicked() {
                self.command(UiCommand::More, cx);
            }
            let clear = cx.w.t("opd-clear");
            let clear = Button::secondary(&clear).enabled(self.is_unfinished());
            if ui.add(if roomy { clear.key("Esc Esc") } else { clear }).clicked() {
                self.clear(cx);
            }
            // On a narrow screen the line above says the key.
            if self.before.is_some()
                && ui.available_width() > UNDO_WIDTH
                && ui.add(Button::quiet(&cx.w.t("command-undo")).key("Ctrl U")).clicked()
            {
                cx.wish(Wish::Run(UiCommand::Undo));
            }
            self.where_to(ui, cx);
        });
    }

    /// Who waits already where the patient is sent.
    fn where_to(&self, ui: &mut Ui, cx: &Cx<'_>) {
        let Some(clinic) = cx.clinic(&self.form.clinic) else { return };
        let waiting = cx.waiting_at(&clinic.code);
        if ui.available_width() < 170.0 {
            return;
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.spacing_mut().item_spacing.x = gap::XS + 2.0;
            ui.label(RichText::new(grouped(waiting)).font(theme::bold(size::HEADING - 3.0)));
            ui.label(theme::label(cx.w.with("opd-waiting-at", &[("clinic", &clinic.code)])));
        });
    }
}

/// The patient as known: name, number, who, where, last visit.
fn known(ui: &mut Ui, file: &PatientFile, cx: &Cx<'_>) {
    let colours = theme::palette(ui);
    egui::Frame::new().fill(colours.soft).corner_radius(theme::RADIUS).inner_margin(12).show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = gap::XS;
        ui.horizontal_wrapped(|ui| {
            widgets::name_pair(ui, &file.line.name, cx.lang());
            pill(ui, file.line.number.as_str());
            if !file.line.uhid.is_empty() {
                pill(ui, &format!("UHID {}", file.line.uhid));
            }
            if file.line.voided {
                widgets::tag(ui, &cx.w.t("list-void"), Tone::Error);
            }
        });
        ui.label(theme::text(widgets::who_line(&file.line, cx.today(), cx.w)));
        if let Some(visit) = file.visits.iter().find(|v| v.voided.is_none()) {
            let at = widgets::date_time(visit.at, cx.today());
            let text = cx.w.with("opd-last-visit", &[("at", &at), ("clinic", cx.clinic_name(&visit.clinic))]);
            ui.label(theme::label(text));
        }
    });
}
