//! The proof of a hand-over: number series and their gaps, control totals of both sides, lists, the certificate, the after-action report. Whoever
//! may see the hospital reads all of it; only an officer certifies. What counts for long runs beside the desk.

mod certificate;
mod report;
mod series;
mod totals;

use super::paper_view::PaperView;
use super::{Screen, take_focus};
use crate::problem::Problem;
use crate::window::commands::{ProofKey, SheetKey, UiCommand};
use crate::window::routes::Route;
use crate::window::state::{Cx, Wish};
use crate::window::theme::{self, Tone, gap};
use crate::window::widgets::{Pace, Progress, Said, head, key_action, pane, panes, said_line, split_line, tag};
use crate::worker::{Event, HandoverEvent, HandoverJob, Job, JobKind, ProofEvent, ProofJob};
use egui::{Id, Label, ScrollArea, Ui};

/// What is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Section {
    #[default]
    Series,
    Totals,
    Exceptions,
    FixList,
    Certificate,
    Report,
}

impl Section {
    /// With a key each, from 1.
    const ALL: [Self; 6] = [Self::Series, Self::Totals, Self::Exceptions, Self::FixList, Self::Certificate, Self::Report];

    /// As in words.
    const fn code(self) -> &'static str {
        match self {
            Self::Series => "series",
            Self::Totals => "totals",
            Self::Exceptions => "exceptions",
            Self::FixList => "fixlist",
            Self::Certificate => "certificate",
            Self::Report => "report",
        }
    }
}

struct Running {
    word: &'static str,
    pace: Pace,
    done: u64,
    of: u64,
}

/// The screen.
#[derive(Default)]
pub struct ProofScreen {
    section: Section,
    series: series::Series,
    totals: totals::Totals,
    certificate: certificate::Certificate,
    report: report::Report,
    running: Option<Running>,
    ended: Option<Said>,
    /// What the paper that comes is called.
    paper_title: &'static str,
    view: PaperView,
    focus: Option<Id>,
}

fn id(part: &str) -> Id {
    Id::unique(("proof", part))
}

impl Screen for ProofScreen {
    fn open(&mut self, _route: &Route, cx: &mut Cx<'_>) {
        self.certificate.wipe();
        cx.send(job(ProofJob::Certificates));
    }

    fn hear(&mut self, event: &Event, cx: &mut Cx<'_>) -> bool {
        if self.view.hear(event, cx) {
            return true;
        }
        match event {
            Event::Handover(HandoverEvent::Proof(event)) => self.heard(event, cx),
            Event::Progress { job: JobKind::Proof, done, of } => {
                if let Some(running) = &mut self.running {
                    (running.done, running.of) = (*done, *of);
                }
            }
            Event::Cancelled { job: JobKind::Proof } => self.end(Some(Said::info(cx.w.t("proof-stopped").into_owned()))),
            Event::Refused { job: JobKind::Proof, problem } => self.refused(problem, cx),
            _ => return false,
        }
        true
    }

    fn command(&mut self, command: UiCommand, cx: &mut Cx<'_>) -> bool {
        match command {
            UiCommand::Sheet(key) if self.view.is_open() => return self.view.key(key, cx),
            UiCommand::Sheet(SheetKey::Save) if self.section == Section::Totals => self.save_totals(cx),
            UiCommand::Proof(key) => self.key(key, cx),
            UiCommand::ProofScreen => {
                self.view.close();
            }
            UiCommand::Back => return self.back(cx),
            _ => return false,
        }
        true
    }

    fn scan(&mut self, text: &str, cx: &mut Cx<'_>) -> bool {
        let codes = self.section == Section::Certificate && !self.view.is_open();
        if codes {
            self.take_code(text, cx);
        }
        codes
    }

    fn draw(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        if self.view.is_open() {
            return self.view.draw(ui, cx);
        }
        head(ui, &cx.w.t("proof-title"), &cx.w.t("proof-aside"), |_ui| {});
        take_focus(ui, &mut self.focus);
        let side = if ui.available_width() < 900.0 { 204.0 } else { 260.0 };
        let [left, right] = panes(ui, [side, 0.0]);
        pane(ui, left, gap::M, |ui| self.sections(ui, cx));
        pane(ui, right, gap::L, |ui| self.content(ui, cx));
    }
}

fn job(job: ProofJob) -> Job {
    Job::Handover(HandoverJob::Proof(job))
}

impl ProofScreen {
    fn heard(&mut self, event: &ProofEvent, cx: &mut Cx<'_>) {
        match event {
            ProofEvent::Series { series, paper } => {
                self.series.heard(series, paper);
                self.focus = Some(series::list_id());
                self.end(None);
            }
            ProofEvent::Totals(look) => {
                self.totals.heard(look);
                self.focus = Some(totals::list_id());
                self.end(None);
            }
            ProofEvent::TotalsSaved { at } => {
                let text = cx.w.with("sheet-saved", &[("path", &at.display().to_string())]);
                cx.say(text.as_str());
                self.end(Some(Said { tone: Tone::Ok, text }));
            }
            ProofEvent::Stands { line, lacking } => {
                self.certificate.stands(line, lacking);
                self.focus = Some(certificate::first(cx, &self.certificate));
                self.end(None);
            }
            ProofEvent::Certified { line, paper } => {
                let text = cx.w.with("proof-certified", &[("id", &line.id.to_string())]);
                cx.say(text.as_str());
                self.certificate.made(line);
                self.end(Some(Said { tone: Tone::Ok, text }));
                self.view.open(paper.clone(), cx.w.t("proof-certificate").into_owned(), cx);
                cx.send(job(ProofJob::Certificates));
            }
            ProofEvent::Certificates(lines) => self.certificate.listed(lines),
            ProofEvent::Taken(line) => {
                let text = cx.w.with("proof-taken", &[("id", &line.id.to_string())]);
                cx.say(text.as_str());
                self.certificate.taken();
                self.end(Some(Said { tone: Tone::Ok, text }));
                cx.send(job(ProofJob::Certificates));
            }
            ProofEvent::Paper(paper) => {
                self.end(None);
                self.view.open(paper.clone(), cx.w.t(self.paper_title).into_owned(), cx);
            }
        }
    }

    fn refused(&mut self, problem: &Problem, cx: &Cx<'_>) {
        let certifying = self.running.take().is_some_and(|running| running.word == "proof-certifying");
        self.ended = None;
        if certifying && self.section == Section::Certificate && self.certificate.is_asked(cx) {
            self.focus = Some(self.certificate.refused(problem));
        } else if !self.certificate.waits_for_more(problem) {
            self.end(Some(Said::fault(problem.told(cx.lang()).line())));
        }
    }

    fn end(&mut self, said: Option<Said>) {
        self.running = None;
        self.ended = said;
    }

    /// Begins what runs beside the desk; one thing at a time.
    fn run(&mut self, word: &'static str, what: ProofJob, cx: &mut Cx<'_>) -> bool {
        if self.running.is_some() {
            return false;
        }
        self.ended = None;
        self.running = Some(Running { word, pace: Pace::new(cx.now), done: 0, of: 0 });
        cx.send(job(what));
        true
    }

    fn key(&mut self, key: ProofKey, cx: &mut Cx<'_>) {
        match key {
            ProofKey::Section(n) => {
                if let Some(section) = Section::ALL.get(usize::from(n).saturating_sub(1)) {
                    self.show(*section, cx);
                }
            }
            ProofKey::Count => self.count(cx),
            ProofKey::Paper if self.section == Section::Series => {
                if let Some(paper) = self.series.paper() {
                    self.view.open(paper, cx.w.t("proof-series").into_owned(), cx);
                }
            }
            ProofKey::Take if self.section == Section::Certificate => self.focus = Some(self.certificate.begin_taking()),
            ProofKey::Paper | ProofKey::Take => {}
        }
    }

    fn show(&mut self, section: Section, cx: &mut Cx<'_>) {
        self.view.close();
        self.certificate.wipe();
        if self.section != section {
            self.ended = None;
        }
        self.section = section;
        match section {
            Section::Exceptions | Section::FixList => self.count(cx),
            Section::Report => self.focus = Some(report::first()),
            Section::Certificate => self.focus = Some(certificate::list_id()),
            Section::Series => self.focus = Some(series::list_id()),
            Section::Totals => self.focus = Some(self.totals.first()),
        }
    }

    fn count(&mut self, cx: &mut Cx<'_>) {
        match self.section {
            Section::Series => drop(self.run("proof-counting-series", ProofJob::Series, cx)),
            Section::Totals => {
                let central = self.totals.file();
                self.run("proof-counting", ProofJob::Totals { central }, cx);
            }
            Section::Exceptions => self.lay_out("proof-exceptions", ProofJob::Exceptions, cx),
            Section::FixList => self.lay_out("proof-fixlist", ProofJob::FixList, cx),
            Section::Certificate => drop(self.run("proof-counting", ProofJob::Stand, cx)),
            Section::Report => self.make_report(cx),
        }
    }

    fn lay_out(&mut self, title: &'static str, what: ProofJob, cx: &mut Cx<'_>) {
        if self.run("proof-laying", what, cx) {
            self.paper_title = title;
        }
    }

    /// Esc: puts the paper away, stops what runs, leaves what was begun, then away.
    fn back(&mut self, cx: &mut Cx<'_>) -> bool {
        if self.view.close() {
            return true;
        }
        if self.running.is_some() {
            cx.send(job(ProofJob::Stop));
            return true;
        }
        let left = self.section == Section::Certificate && self.certificate.leave();
        if left {
            self.focus = Some(certificate::list_id());
        }
        left
    }

    fn sections(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        ScrollArea::vertical().auto_shrink([false, false]).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = gap::XS;
            for (n, section) in (1..).zip(Section::ALL) {
                let name = cx.w.t(&format!("proof-{}", section.code()));
                ui.horizontal(|ui| {
                    ui.spacing_mut().item_spacing.x = gap::XS;
                    if key_action(ui, &n.to_string(), &name, true) {
                        cx.wish(Wish::Run(UiCommand::Proof(ProofKey::Section(n))));
                    }
                    if section == self.section {
                        tag(ui, &cx.w.t("proof-here"), Tone::Info);
                    }
                });
            }
            ui.add_space(gap::S);
            split_line(ui);
            ui.add_space(gap::S);
            ui.add(Label::new(theme::label(cx.w.t("proof-archive"))).wrap());
            if key_action(ui, "Ctrl Shift A", &cx.w.t("proof-archive-go"), true) {
                cx.wish(Wish::Run(UiCommand::ArchiveScreen));
            }
        });
    }

    fn content(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        ui.spacing_mut().item_spacing.y = gap::S;
        ui.add(Label::new(theme::text(cx.w.t(&format!("proof-{}.what", self.section.code())))).wrap());
        if let Some(running) = &self.running {
            let what = cx.w.t(running.word);
            let left = running.pace.left(cx.now, running.done, running.of);
            if (Progress { what: &what, done: running.done, of: running.of, left, cancel_key: "Esc" }).show(ui, cx.w) {
                cx.send(job(ProofJob::Stop));
            }
            return;
        }
        if let Some(said) = &self.ended {
            said_line(ui, said);
        }
        match self.section {
            Section::Series => self.series_pane(ui, cx),
            Section::Totals => self.totals_pane(ui, cx),
            Section::Exceptions | Section::FixList => {
                if count_key(ui, "proof-show-paper", cx) {
                    self.count(cx);
                }
            }
            Section::Certificate => self.certificate_pane(ui, cx),
            Section::Report => self.report_pane(ui, cx),
        }
    }
}

/// The key that counts, with its words. True when it was clicked.
fn count_key(ui: &mut Ui, word: &str, cx: &Cx<'_>) -> bool {
    key_action(ui, "C", &cx.w.t(word), true)
}
