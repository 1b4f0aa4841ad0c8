//! The certificate: what it would say now, and what keeps it from being complete; made by an officer; those there are, printed again; one taken
//! in from the codes on its paper.

use super::{ProofScreen, count_key, id, job};
use crate::desk::views::CertificateLine;
use crate::hospital::pack::Bilingual;
use crate::hospital::permissions::Right;
use crate::problem::Problem;
use crate::window::commands::{ProofKey, UiCommand};
use crate::window::screens::officer::OfficerBox;
use crate::window::state::{Cx, Wish};
use crate::window::theme::{self, Tone, gap};
use crate::window::widgets::{
    Button, Column, Field, List, ListState, Said, Width, bare, date_time, key_action, said_line, section, split_line, tag,
};
use crate::words::grouped;
use crate::worker::ProofJob;
use egui::{Id, Key, Label, Modifiers, Rect, ScrollArea, Ui, pos2, vec2};
use std::sync::Arc;

/// Height of the list of those there are, at least.
const LIST_MIN: f32 = 150.0;
/// A certificate's codes wait here until all were scanned, at most.
const CODES_MAX: usize = 64;

/// What is known and typed.
#[derive(Default)]
pub(super) struct Certificate {
    lines: Arc<Vec<CertificateLine>>,
    list: ListState,
    /// What it would say now, and what keeps it from being complete.
    stands: Option<Stands>,
    officer: OfficerBox,
    note: String,
    /// The box for codes is shown.
    taking: bool,
    code: String,
    codes: Vec<String>,
}

type Stands = (CertificateLine, Arc<Vec<Bilingual>>);

pub(super) fn list_id() -> Id {
    id("certificates")
}

fn note_id() -> Id {
    id("certificate-note")
}

/// Where typing starts once it was counted.
pub(super) fn first(cx: &Cx<'_>, certificate: &Certificate) -> Id {
    if cx.may(Right::CloseHandOver) { note_id() } else { certificate.officer.first() }
}

impl Certificate {
    /// Forgets the password.
    pub fn wipe(&mut self) {
        self.officer.wipe();
    }

    pub fn listed(&mut self, lines: &Arc<Vec<CertificateLine>>) {
        self.lines = Arc::clone(lines);
    }

    pub fn stands(&mut self, line: &CertificateLine, lacking: &Arc<Vec<Bilingual>>) {
        self.taking = false;
        self.stands = Some((line.clone(), Arc::clone(lacking)));
    }

    pub fn made(&mut self, _line: &CertificateLine) {
        self.stands = None;
        self.note.clear();
        self.officer.wipe();
        self.list = ListState::default();
    }

    /// True where an officer's boxes are shown.
    pub fn is_asked(&self, cx: &Cx<'_>) -> bool {
        self.stands.is_some() && !cx.may(Right::CloseHandOver)
    }

    /// The desk said no. Gives where it is mended.
    pub fn refused(&mut self, problem: &Problem) -> Id {
        self.officer.refuse(problem)
    }

    pub fn begin_taking(&mut self) -> Id {
        (self.taking, self.stands) = (true, None);
        self.codes.clear();
        id("certificate-code")
    }

    /// True where more codes of the same paper are awaited: no trouble. Else what was scanned is forgotten.
    pub fn waits_for_more(&mut self, problem: &Problem) -> bool {
        let waits = self.taking && problem.id == "problem-slip-parts";
        if !waits {
            self.codes.clear();
        }
        waits
    }

    pub fn taken(&mut self) {
        self.taking = false;
        self.codes.clear();
    }

    /// Leaves what was begun; true where something was.
    pub fn leave(&mut self) -> bool {
        self.officer.wipe();
        self.codes.clear();
        std::mem::take(&mut self.taking) | self.stands.take().is_some()
    }
}

impl ProofScreen {
    /// A code of a certificate's paper, from the reader or typed.
    pub(super) fn take_code(&mut self, text: &str, cx: &mut Cx<'_>) {
        let text = text.trim().to_owned();
        let form = &mut self.certificate;
        form.taking = true;
        form.stands = None;
        form.code.clear();
        if !text.is_empty() && !form.codes.contains(&text) && form.codes.len() < CODES_MAX {
            form.codes.push(text);
        }
        if !form.codes.is_empty() {
            let codes = form.codes.clone();
            cx.send(job(ProofJob::Take { codes }));
        }
    }

    pub(super) fn certificate_pane(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        let room = ui.available_rect_before_wrap();
        let begun = self.certificate.stands.is_some() || self.certificate.taking;
        let height = if begun { (room.height() - LIST_MIN - gap::M).max(180.0) } else { 58.0 };
        let upper = Rect::from_min_size(room.min, vec2(room.width(), height));
        let lower = Rect::from_min_max(pos2(room.left(), upper.bottom() + gap::M), room.max);
        bare(ui, upper, 0.0, |ui| {
            super::super::reserve_bar(ui);
            ScrollArea::vertical().id_salt("certificate").auto_shrink([false, false]).show(ui, |ui| {
                ui.set_width(ui.available_width());
                ui.spacing_mut().item_spacing.y = gap::S;
                if self.certificate.taking {
                    self.taking(ui, cx);
                } else if let Some(stands) = self.certificate.stands.clone() {
                    self.certifying(ui, &stands, cx);
                } else {
                    if count_key(ui, "proof-stand", cx) {
                        self.count(cx);
                    }
                    if key_action(ui, "Q", &cx.w.t("proof-take"), true) {
                        cx.wish(Wish::Run(UiCommand::Proof(ProofKey::Take)));
                    }
                }
            });
        });
        bare(ui, lower, 0.0, |ui| self.made_list(ui, cx));
    }

    /// What it would say now, and who says it.
    fn certifying(&mut self, ui: &mut Ui, (line, lacking): &Stands, cx: &mut Cx<'_>) {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = gap::S;
            ui.label(theme::heading(cx.w.t("proof-would-say")));
            let (id, tone) = if line.partial { ("proof-partial", Tone::Error) } else { ("proof-complete", Tone::Ok) };
            tag(ui, &cx.w.t(id), tone);
        });
        figures(ui, line, cx);
        for lacks in lacking.iter() {
            said_line(ui, &Said::hint(lacks.get(cx.lang())));
        }
        split_line(ui);
        let own = cx.may(Right::CloseHandOver);
        let mut go = ui.input_mut(|i| i.consume_key(Modifiers::CTRL, Key::Enter));
        if own {
            ui.add(Label::new(theme::label(cx.w.t("proof-own"))).wrap());
        } else {
            go |= self.certificate.officer.draw(ui, Right::CloseHandOver, cx).entered;
        }
        let label = cx.w.t("proof-note");
        Field::new(note_id(), &label, &mut self.certificate.note).hint(&cx.w.t("proof-note.hint")).lines(2).show(ui);
        let label = cx.w.t(if line.partial { "proof-certify-partial" } else { "proof-certify" });
        go |= ui.add(Button::primary(&label).key("Ctrl Enter")).clicked();
        if go {
            self.certify(own, cx);
        }
    }

    fn certify(&mut self, own: bool, cx: &mut Cx<'_>) {
        let officer = if own {
            None
        } else {
            match self.certificate.officer.typed() {
                Ok(typed) => Some(typed),
                Err(missing) => {
                    self.focus = Some(missing);
                    return;
                }
            }
        };
        let note = self.certificate.note.trim().to_owned();
        self.run("proof-certifying", ProofJob::Certify { officer, note }, cx);
    }

    fn taking(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        section(ui, &cx.w.t("proof-take"));
        ui.add(Label::new(theme::label(cx.w.t("proof-take-what"))).wrap());
        let (label, hint) = (cx.w.t("proof-code"), cx.w.t("proof-code.hint"));
        let out =
            Field::new(id("certificate-code"), &label, &mut self.certificate.code).hint(&hint).chars_max(4_000).stays().show(ui);
        if !self.certificate.codes.is_empty() {
            let n = grouped(self.certificate.codes.len() as u64);
            said_line(ui, &Said::info(cx.w.with("proof-codes", &[("n", &n)])));
        }
        if out.entered {
            let code = self.certificate.code.clone();
            self.take_code(&code, cx);
        }
    }

    fn made_list(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        ui.spacing_mut().item_spacing.y = gap::XS;
        section(ui, &cx.w.t("proof-certificates"));
        let lines = Arc::clone(&self.certificate.lines);
        if lines.is_empty() {
            ui.add(Label::new(theme::label(cx.w.t("proof-no-certificate"))).wrap());
        }
        let narrow = ui.available_width() < 560.0;
        let mut columns = vec![
            Column::new(cx.w.t("proof-column-certificate"), Width::Exact(86.0)),
            Column::new(cx.w.t("list-time"), Width::Exact(118.0)),
            Column::new(cx.w.t("list-state"), Width::Exact(96.0)),
            Column::new(cx.w.t("proof-column-figures"), Width::Rest(120.0)),
        ];
        if !narrow {
            columns.push(Column::new(cx.w.t("proof-column-officers"), Width::Exact(110.0)));
        }
        let state = |line: &CertificateLine| cx.w.t(if line.partial { "proof-partial" } else { "proof-complete" }).into_owned();
        let text = |line: &CertificateLine, column: usize| match column {
            0 => line.id.to_string(),
            1 => date_time(line.at, cx.today()),
            3 => short(line, cx),
            _ => line.officers.join(", "),
        };
        let out =
            List::new(list_id(), &cx.w.t("proof-certificates"), &columns, lines.len()).row_height(30.0).padding(gap::S).show(
                ui,
                &mut self.certificate.list,
                |ui, n, column| {
                    let Some(line) = lines.get(n) else { return };
                    if column == 2 {
                        tag(ui, &state(line), if line.partial { Tone::Warning } else { Tone::Ok });
                    } else {
                        ui.add(Label::new(theme::text(text(line, column))).truncate());
                    }
                },
                |n| lines.get(n).map_or_else(String::new, |line| format!("{} {} {}", line.id, state(line), short(line, cx))),
            );
        if let Some(line) = out.opened.and_then(|n| lines.get(n)) {
            self.lay_out("proof-certificate", ProofJob::Again { id: line.id.clone() }, cx);
        }
    }
}

/// `received 480 of 500`.
fn short(line: &CertificateLine, cx: &Cx<'_>) -> String {
    cx.w.with("proof-received-of", &[("received", &grouped(line.received)), ("saved", &grouped(line.saved))])
}

/// The four figures and the numbers, one beside the other.
fn figures(ui: &mut Ui, line: &CertificateLine, cx: &Cx<'_>) {
    let all = [
        ("hand-saved", line.saved),
        ("hand-received", line.received),
        ("hand-excepted", line.excepted),
        ("hand-open", line.open),
        ("proof-numbers-missing", line.gaps.0),
        ("proof-numbers-explained", line.gaps.1),
    ];
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(gap::L, gap::XS);
        for (id, n) in all {
            ui.vertical(|ui| {
                ui.spacing_mut().item_spacing.y = 0.0;
                ui.label(theme::heading(grouped(n)));
                ui.label(theme::label(cx.w.t(id)));
            });
        }
    });
}
