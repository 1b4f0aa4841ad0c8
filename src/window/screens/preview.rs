//! A paper as it will come out of the printer, in each size. The picture is made by the worker; here it is only shown.

use super::Screen;
use crate::journal::{EntryId, PaperKind};
use crate::problem::Problem;
use crate::window::commands::UiCommand;
use crate::window::routes::Route;
use crate::window::state::Cx;
use crate::window::theme::{self, gap};
use crate::window::widgets::{Button, Pick, Said, Segmented, bare, head, said_line};
use crate::worker::{CaseJob, Event, Job, JobKind, Picture, Size};
use egui::{ColorImage, Id, Key, Modifiers, ScrollArea, Sense, TextureHandle, TextureOptions, Ui, vec2};
use std::sync::Arc;

/// Every paper, in the order offered.
pub const PAPERS: [PaperKind; 4] = [PaperKind::Slip, PaperKind::OpdCard, PaperKind::Token, PaperKind::Receipt];
/// Every size, in the order offered.
pub const SIZES: [Size; 5] = [Size::A6, Size::A5, Size::A4, Size::Roll80, Size::Roll58];

/// `paper-kind-…` in the words' files.
#[must_use]
pub const fn paper_id(paper: PaperKind) -> &'static str {
    match paper {
        PaperKind::OpdCard => "list-paper-card",
        PaperKind::Slip => "list-paper-slip",
        PaperKind::Receipt => "list-paper-receipt",
        PaperKind::Token => "list-paper-token",
        PaperKind::AdmissionSlip => "list-paper-admission-slip",
        PaperKind::FaceSheet => "list-paper-face-sheet",
        PaperKind::Wristband => "list-paper-wristband",
        PaperKind::TransferSlip => "list-paper-transfer-slip",
        PaperKind::DischargeSlip => "list-paper-discharge-slip",
        PaperKind::ArrivalSlip => "list-paper-arrival-slip",
        PaperKind::Sheet => "list-paper-sheet",
        PaperKind::Requisition => "list-paper-requisition",
        PaperKind::TubeLabels => "list-paper-tube-labels",
        PaperKind::LabReport => "list-paper-lab-report",
        PaperKind::RestrictedReport => "list-paper-restricted-report",
        PaperKind::RejectionSlip => "list-paper-rejection-slip",
    }
}

/// As printed on the box: `A6`, `80 mm`.
#[must_use]
pub const fn size_text(size: Size) -> &'static str {
    match size {
        Size::A4 => "A4",
        Size::A5 => "A5",
        Size::A6 => "A6",
        Size::Roll80 => "80 mm",
        Size::Roll58 => "58 mm",
        Size::Band => "279 × 25 mm",
        Size::BandChild => "178 × 25 mm",
        Size::Label => "50 × 25 mm",
    }
}

/// Papers that belong to the same visit, stay, arrival or record as this one.
#[must_use]
pub const fn papers_with(paper: PaperKind) -> &'static [PaperKind] {
    match paper {
        PaperKind::OpdCard | PaperKind::Slip | PaperKind::Receipt | PaperKind::Token => &PAPERS,
        PaperKind::AdmissionSlip | PaperKind::FaceSheet => {
            &[PaperKind::AdmissionSlip, PaperKind::FaceSheet, PaperKind::Wristband]
        }
        PaperKind::ArrivalSlip => &[PaperKind::ArrivalSlip, PaperKind::Wristband],
        PaperKind::Wristband => &[PaperKind::Wristband],
        PaperKind::TransferSlip => &[PaperKind::TransferSlip],
        PaperKind::DischargeSlip => &[PaperKind::DischargeSlip],
        PaperKind::Sheet => &[PaperKind::Sheet],
        PaperKind::RestrictedReport => &[PaperKind::RestrictedReport],
        PaperKind::Requisition | PaperKind::TubeLabels | PaperKind::LabReport | PaperKind::RejectionSlip => {
            &[PaperKind::TubeLabels, PaperKind::Requisition, PaperKind::LabReport, PaperKind::RejectionSlip]
        }
    }
}

/// Sizes that a paper is made in, the usual one first.
#[must_use]
pub const fn sizes_of(paper: PaperKind) -> &'static [Size] {
    match paper {
        PaperKind::Wristband => &[Size::Band, Size::BandChild],
        PaperKind::Sheet | PaperKind::FaceSheet | PaperKind::LabReport => &[Size::A4],
        PaperKind::TubeLabels => &[Size::Label],
        _ => &SIZES,
    }
}

/// The size that a paper is shown in: the counter's own where the paper is made in it.
#[must_use]
pub fn usual_size(paper: PaperKind, own: Size) -> Size {
    let all = sizes_of(paper);
    if all.contains(&own) { own } else { all.first().copied().unwrap_or(own) }
}

/// Choice of a paper of a visit, as picks.
#[must_use]
pub fn paper_picks(cx: &Cx<'_>) -> Vec<Pick> {
    picks_of(&PAPERS, cx)
}

fn picks_of(papers: &[PaperKind], cx: &Cx<'_>) -> Vec<Pick> {
    papers.iter().map(|p| Pick::new(paper_id(*p), cx.w.t(paper_id(*p)))).collect()
}

/// Choice of a size of a visit's paper, as picks.
#[must_use]
pub fn size_picks() -> Vec<Pick> {
    sizes_as_picks(&SIZES)
}

fn sizes_as_picks(sizes: &[Size]) -> Vec<Pick> {
    sizes.iter().map(|s| Pick::new(size_text(*s), size_text(*s))).collect()
}

/// The paper of a pick.
#[must_use]
pub fn paper_of(key: &str) -> Option<PaperKind> {
    PaperKind::ALL.into_iter().find(|p| paper_id(*p) == key)
}

/// The size of a pick.
#[must_use]
pub fn size_of(key: &str) -> Option<Size> {
    SIZES.into_iter().chain([Size::Band, Size::BandChild, Size::Label]).find(|s| size_text(*s) == key)
}

/// How wide the picture is asked for, in pixels; and how wide it is shown, in points.
pub(super) const fn widths(size: Size) -> (u32, f32) {
    match size {
        Size::A4 => (1488, 744.0),
        Size::A5 => (1240, 620.0),
        Size::A6 => (992, 440.0),
        Size::Roll80 => (576, 320.0),
        Size::Roll58 => (384, 240.0),
        Size::Band => (2232, 744.0),
        Size::BandChild => (1424, 620.0),
        Size::Label => (800, 400.0),
    }
}

/// The screen.
#[derive(Default)]
pub struct PreviewScreen {
    visit: Option<EntryId>,
    papers: &'static [PaperKind],
    paper: String,
    size: String,
    asked: Option<(PaperKind, Size)>,
    shown: Option<Shown>,
    problem: Option<Problem>,
}

impl Screen for PreviewScreen {
    fn open(&mut self, route: &Route, cx: &mut Cx<'_>) {
        if let Route::Preview { visit, paper, size } = route {
            self.visit = Some(visit.clone());
            self.papers = papers_with(*paper);
            paper_id(*paper).clone_into(&mut self.paper);
            size_text(usual_size(*paper, *size)).clone_into(&mut self.size);
            self.ask(cx);
        }
    }

    fn hear(&mut self, event: &Event, _cx: &mut Cx<'_>) -> bool {
        match event {
            Event::Preview { visit, paper, size, image }
                if self.visit.as_ref() == Some(visit) && self.asked == Some((*paper, *size)) =>
            {
                self.shown = Some(Shown::new(image.clone()));
                false
            }
            Event::Refused { job: JobKind::Preview, problem } if self.asked.is_some() && self.shown.is_none() => {
                self.problem = Some(problem.clone());
                true
            }
            _ => false,
        }
    }

    fn command(&mut self, command: UiCommand, cx: &mut Cx<'_>) -> bool {
        if command == UiCommand::PrintAgain {
            self.print(cx);
            return true;
        }
        false
    }

    fn draw(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        let print = cx.w.t("preview-print");
        let mut pressed = false;
        head(ui, &cx.w.t("preview-title"), &cx.w.t("preview-aside"), |ui| {
            pressed = ui.add(Button::primary(&print).key("Ctrl P")).clicked();
        });
        if pressed {
            self.print(cx);
        }
        self.choices(ui, cx);
        ui.add_space(gap::S);
        self.show_paper(ui, cx);
    }
}

impl PreviewScreen {
    fn ask(&mut self, cx: &mut Cx<'_>) {
        let (Some(visit), Some(paper), Some(size)) = (self.visit.clone(), paper_of(&self.paper), size_of(&self.size)) else {
            return;
        };
        self.asked = Some((paper, size));
        self.shown = None;
        self.problem = None;
        cx.send(Job::Preview { visit, paper, size, width_px: widths(size).0 });
    }

    fn print(&self, cx: &mut Cx<'_>) {
        if let (Some(visit), Some((paper, size))) = (self.visit.clone(), self.asked) {
            cx.send(if paper.is_opd() {
                Job::Reprint { visit, paper, size }
            } else {
                Job::Case(CaseJob::Reprint { case: visit, paper, size })
            });
        }
    }

    fn choices(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        let before = (self.paper.clone(), self.size.clone());
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = gap::L;
            let width = ((ui.available_width() - gap::L) / 2.0).min(460.0);
            let (paper, size) = (cx.w.t("list-paper"), cx.w.t("list-size"));
            let papers = picks_of(self.papers, cx);
            Segmented::new(Id::unique("preview-paper"), &paper, &mut self.paper, &papers).width(width).show(ui);
            let sizes = sizes_as_picks(paper_of(&self.paper).map_or(&SIZES, |paper| sizes_of(paper)));
            Segmented::new(Id::unique("preview-size"), &size, &mut self.size, &sizes).width(width).show(ui);
        });
        if let (Some(paper), Some(size)) = (paper_of(&self.paper), size_of(&self.size)) {
            size_text(usual_size(paper, size)).clone_into(&mut self.size);
        }
        if before != (self.paper.clone(), self.size.clone()) {
            self.ask(cx);
        }
    }

    fn show_paper(&mut self, ui: &mut Ui, cx: &Cx<'_>) {
        if let Some(problem) = &self.problem {
            said_line(ui, &Said::fault(problem.told(cx.lang()).line()));
            return;
        }
        let Some(shown) = &mut self.shown else {
            ui.label(theme::text(cx.w.t("preview-drawing")).weak());
            return;
        };
        let name = cx.w.with("preview-name", &[("paper", &cx.w.t(&self.paper)), ("size", &self.size)]);
        shown.draw(ui, self.asked.map_or(440.0, |(_, size)| widths(size).1), &name);
    }
}

/// A picture of a paper, as large as there is room; longer papers scroll.
pub struct Shown {
    picture: Arc<Picture>,
    texture: Option<TextureHandle>,
}

impl Shown {
    pub const fn new(picture: Arc<Picture>) -> Self {
        Self { picture, texture: None }
    }

    /// Draws it into what is left of the room, `wanted` points wide.
    pub fn draw(&mut self, ui: &mut Ui, wanted: f32, name: &str) {
        let picture = &self.picture;
        let texture = self.texture.get_or_insert_with(|| {
            let size = [picture.width as usize, picture.height as usize];
            let image = ColorImage::from_rgba_unmultiplied(size, &picture.rgba);
            ui.ctx().load_texture("paper", image, TextureOptions::LINEAR)
        });
        let wanted = wanted.min(ui.available_width() - gap::XL);
        let extent = shown_size(texture.size_vec2(), wanted, ui.available_height() - gap::M);
        let id = texture.id();
        let rect = ui.available_rect_before_wrap();
        bare(ui, rect, 0.0, |ui| {
            ScrollArea::vertical().auto_shrink([false, false]).show(ui, |ui| {
                scroll_keys(ui);
                let (line, response) = ui.allocate_exact_size(vec2(ui.available_width(), extent.y), Sense::hover());
                let rect = egui::Rect::from_center_size(line.center(), extent);
                let colours = theme::palette(ui);
                let uv = egui::Rect::from_min_max(egui::pos2(0.0, 0.0), egui::pos2(1.0, 1.0));
                ui.painter().image(id, rect, uv, egui::Color32::WHITE);
                ui.painter().rect_stroke(rect, 0.0, colours.hairline(), egui::StrokeKind::Outside);
                response.widget_info(|| egui::WidgetInfo::labeled(egui::accesskit::Role::Image, true, name));
            });
        });
    }
}

/// As wide as wanted; a little smaller where the whole paper then fits the height. Longer papers scroll.
fn shown_size(native: egui::Vec2, wanted: f32, room: f32) -> egui::Vec2 {
    const SHRINK_MIN: f32 = 0.8;
    let whole = vec2(wanted, native.y * wanted / native.x.max(1.0));
    let shrink = (room / whole.y.max(1.0)).min(1.0);
    if shrink >= SHRINK_MIN { whole * shrink } else { whole }
}

/// Arrows and Page keys scroll: a paper is read without a mouse. A choice that has the focus keeps its own arrows.
fn scroll_keys(ui: &Ui) {
    const LINE: f32 = 60.0;
    let page = ui.clip_rect().height() * 0.8;
    let mut delta = 0.0;
    ui.input_mut(|i| {
        for (key, by) in [(Key::ArrowDown, -LINE), (Key::ArrowUp, LINE), (Key::PageDown, -page), (Key::PageUp, page)] {
            if i.consume_key(Modifiers::NONE, key) {
                delta += by;
            }
        }
    });
    if delta != 0.0 {
        ui.scroll_with_delta(vec2(0.0, delta));
    }
}
