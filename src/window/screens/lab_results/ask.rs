//! What is asked in between: whom a critical value was told and whether it was read back; into whose hands the report went.

use super::LabResultsScreen;
use crate::hospital::forms::{FormId, Sheet, choices, form};
use crate::journal::fold::OrderState;
use crate::problem::remark_text;
use crate::window::state::Cx;
use crate::window::theme::{self, gap};
use crate::window::widgets::{Field, Pick, Said, Segmented, card_edge, told_as};
use egui::{Id, Ui};

/// A question that stands over the results.
pub enum Ask {
    Call {
        /// Tests and values that are told: `K 6.8`.
        about: Vec<(String, String)>,
        whom: String,
        read_back: String,
        note: String,
    },
    Handed {
        whom: String,
    },
}

/// The box for who was told, or who has it.
pub fn whom_id() -> Id {
    Id::unique("labresults-whom")
}

/// The choice whether it was read back.
pub fn read_back_id() -> Id {
    Id::unique("labresults-read-back")
}

impl LabResultsScreen {
    /// Opens the form of a call about every critical value that nobody was told of.
    pub(super) fn ask_call(&mut self, cx: &mut Cx<'_>) {
        let Some(order) = self.order() else { return };
        let about: Vec<(String, String)> =
            order.uncalled().map(|v| (v.test.clone(), format!("{} {} {}", v.test, v.value, v.unit).trim().to_owned())).collect();
        if about.is_empty() {
            cx.say(cx.w.t("labresults-no-call").into_owned());
            return;
        }
        self.ask = Some(Ask::Call { about, whom: String::new(), read_back: String::new(), note: String::new() });
        self.focus = Some(whom_id());
    }

    pub(super) fn ask_handed(&mut self) {
        if self.order().is_some_and(OrderState::has_report) {
            self.ask = Some(Ask::Handed { whom: String::new() });
            self.focus = Some(whom_id());
        }
    }

    pub(super) fn print_report(&mut self, cx: &mut Cx<'_>) {
        if self.order().is_some_and(OrderState::has_report) {
            let values = Sheet::from([("tube", self.order_name().as_str()), ("what", "reported")]);
            self.fill(FormId::LabTell, values, cx);
        }
    }

    pub(super) fn send_ask(&mut self, cx: &mut Cx<'_>) {
        let name = self.order_name();
        let (form, values) = match &self.ask {
            Some(Ask::Call { about, whom, read_back, note }) => {
                let tests = about.iter().map(|(test, _)| test.as_str()).collect::<Vec<_>>().join(", ");
                let values =
                    [("tube", name.as_str()), ("tests", &tests), ("whom", whom), ("read_back", read_back), ("note", note)];
                (FormId::LabCall, Sheet::from(values))
            }
            Some(Ask::Handed { whom }) => {
                (FormId::LabTell, Sheet::from([("tube", name.as_str()), ("what", "handed"), ("whom", whom.as_str())]))
            }
            None => return,
        };
        self.fill(form, values.filled(), cx);
    }

    /// Draws the question.
    pub(super) fn asked(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        let edge = theme::palette(ui).error.ink;
        let said = |code: &str| {
            let remark = self.remarks.iter().find(|r| r.field.code() == code);
            remark.map(|r| Said::fault(remark_text(r, cx.lang())))
        };
        let (whom_said, read_said) = (said("whom"), said("read_back"));
        let Some(ask) = self.ask.as_mut() else { return };
        let mut send = false;
        match ask {
            Ask::Call { about, whom, read_back, note } => {
                card_edge(ui, edge, 12, |ui| {
                    ui.set_width(ui.available_width());
                    ui.spacing_mut().item_spacing.y = gap::XS;
                    let values = about.iter().map(|(_, text)| text.as_str()).collect::<Vec<_>>().join(" · ");
                    let title = cx.w.with("labresults-call", &[("values", &values)]);
                    let response = ui.label(theme::strong(title.clone()));
                    told_as(&response, egui::accesskit::Role::Heading, &title);
                    ui.horizontal_top(|ui| {
                        ui.spacing_mut().item_spacing.x = gap::M;
                        let label = |code: &str| form(FormId::LabCall).item(code).map_or("", |i| i.label.get(cx.lang()));
                        Field::new(whom_id(), label("whom"), whom).said(whom_said.as_ref()).width(260.0).show(ui);
                        let lang = cx.lang();
                        let picks: Vec<Pick> = choices("yes")
                            .iter()
                            .map(|c| Pick::new(&c.code, c.name.get(lang)).words(c.name.get(lang.other())))
                            .collect();
                        Segmented::new(read_back_id(), label("read_back"), read_back, &picks)
                            .said(read_said.as_ref())
                            .width(220.0)
                            .show(ui);
                        let room = ui.available_width().min(320.0);
                        Field::new(Id::unique("labresults-call-note"), label("note"), note).width(room).show(ui);
                    });
                });
            }
            Ask::Handed { whom } => {
                card_edge(ui, theme::palette(ui).edge, 12, |ui| {
                    ui.set_width(ui.available_width());
                    let label = form(FormId::LabTell).item("whom").map_or("", |i| i.label.get(cx.lang()));
                    let out = Field::new(whom_id(), label, whom).said(whom_said.as_ref()).width(320.0).stays().show(ui);
                    send = out.entered;
                });
            }
        }
        if send {
            self.send_ask(cx);
        }
    }
}
