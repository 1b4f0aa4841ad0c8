//! The patient's stays, arrivals and records, newest first, and what can be done about wards and registers, each with its key.

use super::PatientScreen;
use crate::desk::cases::CaseRow;
use crate::desk::views::PatientFile;
use crate::hospital::forms::{FormId, Sheet, choice_text};
use crate::hospital::ipd::Phase;
use crate::hospital::sex::Sex;
use crate::journal::PaperKind;
use crate::journal::fold::{OrderState, ResultPhase};
use crate::paper::Size;
use crate::window::commands::{CaseKey, UiCommand, line_of};
use crate::window::routes::Route;
use crate::window::state::{Cx, Wish};
use crate::window::theme::{self, Tone, gap};
use crate::window::widgets::{Button, Column, List, Said, Width, bare, date_time, in_language, key_action, said_line, tag};
use crate::worker::{CaseJob, Job};
use egui::{Id, Label, Rect, Ui, pos2, vec2};

/// Room of the line of keys.
const KEYS_HEIGHT: f32 = 38.0;
/// The keys take a second line where the pane is narrow.
const KEYS_ROOMY: f32 = 760.0;
const KEYS: [CaseKey; 13] = [
    CaseKey::Order,
    CaseKey::Tubes,
    CaseKey::Report,
    CaseKey::Admit,
    CaseKey::Board,
    CaseKey::Mlc,
    CaseKey::Birth,
    CaseKey::Death,
    CaseKey::Cause,
    CaseKey::FaceSheet,
    CaseKey::Sheet,
    CaseKey::Identify,
    CaseKey::Same,
];

/// Tests named on an order's line.
const TESTS_SHOWN_MAX: usize = 6;

/// A stay that goes on, or a bed that was asked for.
fn open_stay(file: &PatientFile) -> Option<&CaseRow> {
    file.cases.iter().rev().find(|row| {
        let goes_on = |phase| matches!(phase, Phase::Requested | Phase::Admitted);
        row.case.cancelled.is_none() && row.case.stay().is_some_and(|stay| goes_on(stay.course.phase))
    })
}

fn last_stay(file: &PatientFile) -> Option<&CaseRow> {
    file.cases.iter().rev().find(|row| row.case.stay().is_some_and(|stay| stay.course.number.is_some()))
}

impl PatientScreen {
    /// The case that is marked; newest first.
    fn case<'a>(&self, file: &'a PatientFile) -> Option<&'a CaseRow> {
        file.cases.iter().rev().nth(self.cases.chosen)
    }

    /// The order that is marked, else the newest one.
    fn order<'a>(&self, file: &'a PatientFile) -> Option<(&'a CaseRow, &'a OrderState)> {
        let of = |row: &'a CaseRow| Some((row, row.case.order()?));
        self.case(file).and_then(of).or_else(|| file.cases.iter().rev().find_map(of))
    }

    /// Whether it can be done here. Only greys out; the desk decides.
    fn case_fits(&self, key: CaseKey, file: &PatientFile) -> bool {
        let female = !matches!(file.line.sex, Sex::Male);
        let admitted = open_stay(file).is_some_and(|r| r.case.stay().is_some_and(|s| s.course.phase == Phase::Admitted));
        match key {
            CaseKey::Admit => !file.line.voided && !admitted,
            CaseKey::Board => admitted,
            CaseKey::Mlc | CaseKey::Death | CaseKey::Cause | CaseKey::Order => !file.line.voided,
            CaseKey::Birth => !file.line.voided && female,
            CaseKey::FaceSheet => last_stay(file).is_some(),
            CaseKey::Sheet => self.case(file).is_some_and(|row| row.case.record().is_some()),
            CaseKey::Identify => file.unknown,
            CaseKey::Same => true,
            CaseKey::Tubes => self.order(file).is_some_and(|(_, order)| !order.tubes.is_empty()),
            CaseKey::Report => self.order(file).is_some_and(|(_, order)| order.has_report()),
        }
    }

    pub(super) fn about_case(&mut self, key: CaseKey, cx: &mut Cx<'_>) {
        let Some(file) = self.file.clone().filter(|file| self.case_fits(key, file)) else { return };
        let about = Sheet::from([("patient", file.line.number.as_str())]);
        let form = |form, values| Route::Form { form, values };
        match key {
            CaseKey::Admit => {
                let emergency = file.cases.iter().any(|r| r.case.arrival().is_some_and(|a| a.left.is_none()));
                let source = if emergency { "emergency" } else { "opd" };
                cx.go(form(FormId::Admission, about.with("source", source)));
            }
            CaseKey::Board => {
                let place = open_stay(&file).and_then(|r| r.case.stay()?.course.place().cloned());
                if let Some(place) = place {
                    cx.go(Route::Ward { ward: place.ward, bed: place.bed.unwrap_or_default() });
                }
            }
            CaseKey::Same => {
                // The record that it is merged with already, else one that is to be found.
                let other = file.same_as.first().map(|line| line.id.clone());
                cx.go(Route::Merge { one: file.line.id.clone(), other });
            }
            CaseKey::Mlc => cx.go(form(FormId::Mlc, about)),
            CaseKey::Birth => cx.go(form(FormId::Birth, about)),
            CaseKey::Death => cx.go(form(FormId::Death, about)),
            CaseKey::Cause => cx.go(form(FormId::Cause, about)),
            CaseKey::Identify => cx.go(form(FormId::Identify, about)),
            CaseKey::Order => cx.go(Route::LabOrder { values: about }),
            CaseKey::Tubes => {
                let tube = self.order(&file).and_then(|(_, order)| order.tubes.first()).map(|tube| tube.accession);
                cx.go(Route::LabBoard { tube });
            }
            CaseKey::Report => {
                if let Some((row, _)) = self.order(&file) {
                    let values = Sheet::default().with("tube", row.id.to_string()).with("what", "reported");
                    cx.send(Job::Case(CaseJob::Fill { form: FormId::LabTell, values }));
                }
            }
            CaseKey::FaceSheet => reprint(last_stay(&file), PaperKind::FaceSheet, cx),
            CaseKey::Sheet => reprint(self.case(&file), PaperKind::Sheet, cx),
        }
    }

    /// True where there is something to show or to do.
    pub(super) fn shows_cases(file: &PatientFile, cx: &Cx<'_>) -> bool {
        let may = |key: &CaseKey| line_of(UiCommand::Case(*key)).and_then(|l| l.right).is_some_and(|r| cx.may(r));
        let acts = [CaseKey::Admit, CaseKey::Mlc, CaseKey::Identify];
        !file.cases.is_empty() || acts.iter().any(may)
    }

    pub(super) fn case_pane(&mut self, ui: &mut Ui, file: &PatientFile, cx: &mut Cx<'_>) {
        let room = ui.available_rect_before_wrap();
        let keys = if room.width() > KEYS_ROOMY { KEYS_HEIGHT } else { KEYS_HEIGHT + 30.0 };
        let list = Rect::from_min_max(room.min, pos2(room.right(), room.bottom() - keys));
        let foot = Rect::from_min_max(pos2(room.left(), list.bottom()), room.max);
        if file.cases.is_empty() {
            bare(ui, list, gap::M, |ui| ui.add(Label::new(theme::text(cx.w.t("case-none")).weak()).wrap()));
        } else {
            bare(ui, list, 0.0, |ui| self.case_list(ui, file, cx));
        }
        let hairline = theme::palette(ui).hairline();
        ui.painter().hline(room.x_range(), foot.top() + 0.5, hairline);
        bare(ui, foot, 6.0, |ui| {
            ui.horizontal_wrapped(|ui| {
                ui.spacing_mut().item_spacing = vec2(gap::S, 3.0);
                for key in KEYS.into_iter().filter(|key| self.case_fits(*key, file)) {
                    let Some(line) = line_of(UiCommand::Case(key)) else { continue };
                    let may = line.right.is_none_or(|right| cx.may(right));
                    if may && key_action(ui, line.cap, &cx.w.t(line.id), true) {
                        cx.wish(Wish::Run(UiCommand::Case(key)));
                    }
                }
            });
        });
    }

    fn case_list(&mut self, ui: &mut Ui, file: &PatientFile, cx: &Cx<'_>) {
        let mut columns = vec![
            Column::new(cx.w.t("list-time"), Width::Exact(152.0)),
            Column::new(cx.w.t("case-what"), Width::Rest(140.0)),
            Column::new(cx.w.t("list-number"), Width::Exact(176.0)),
        ];
        if ui.available_width() > 600.0 {
            columns.push(Column::new(cx.w.t("list-state"), Width::Exact(150.0)));
        }
        let at = |line: usize| file.cases.iter().rev().nth(line);
        List::new(Id::unique("patient-cases"), &cx.w.t("case-list"), &columns, file.cases.len()).row_height(32.0).show(
            ui,
            &mut self.cases,
            |ui, line, column| {
                if let Some(row) = at(line) {
                    case_cell(ui, row, column, cx);
                }
            },
            |line| at(line).map_or_else(String::new, |row| case_name(row, cx)),
        );
    }
}

fn reprint(row: Option<&CaseRow>, paper: PaperKind, cx: &mut Cx<'_>) {
    if let Some(row) = row {
        cx.send(Job::Case(CaseJob::Reprint { case: row.id.clone(), paper, size: Size::A4 }));
    }
}

fn number(row: &CaseRow) -> &str {
    row.case.number.as_ref().map_or("", |n| n.as_str())
}

fn case_name(row: &CaseRow, cx: &Cx<'_>) -> String {
    format!("{}, {}, {}", date_time(row.case.at, cx.today()), what(row, cx), number(row))
}

/// `Stay · MED-M1-07`, `Emergency · Red: immediate`, `Birth report (Form 1)`.
fn what(row: &CaseRow, cx: &Cx<'_>) -> String {
    if let Some(stay) = row.case.stay() {
        let place = stay.course.last_place().map_or(stay.request.get("ward"), |p| p.bed.as_deref().unwrap_or(&p.ward));
        return [cx.w.t("case-stay").as_ref(), place].into_iter().filter(|t| !t.is_empty()).collect::<Vec<_>>().join(" · ");
    }
    if let Some(order) = row.case.order() {
        let tests = order.order.tests.iter().take(TESTS_SHOWN_MAX).map(String::as_str).collect::<Vec<_>>().join(" ");
        let more = if order.order.tests.len() > TESTS_SHOWN_MAX { " …" } else { "" };
        return format!("{} · {tests}{more}", cx.w.t("case-order"));
    }
    if let Some(arrival) = row.case.arrival() {
        let triage = arrival.arrival.sheet.get("triage");
        let name =
            cx.masters().and_then(|m| m.triage.iter().find(|t| t.code == triage)).map_or(triage, |t| t.name.get(cx.lang()));
        return format!("{} · {name}", cx.w.t("case-arrival"));
    }
    row.case.record().map_or_else(String::new, |r| r.register.form().title().get(cx.lang()).to_owned())
}

/// The word of a case's state.
fn state(row: &CaseRow, cx: &Cx<'_>) -> (String, Tone) {
    if row.case.cancelled.is_some() {
        return (cx.w.t("case-cancelled").into_owned(), Tone::Error);
    }
    if let Some(stay) = row.case.stay() {
        return match (stay.course.phase, stay.course.outcome) {
            (Phase::Requested, _) => (cx.w.t("case-requested").into_owned(), Tone::Warning),
            (Phase::Admitted, _) => (cx.w.t("case-admitted").into_owned(), Tone::Info),
            (_, Some(outcome)) => (choice_text("outcome", outcome.code(), cx.lang()).to_owned(), Tone::Plain),
            (_, None) => (cx.w.t("case-discharged").into_owned(), Tone::Plain),
        };
    }
    if let Some(order) = row.case.order() {
        return order_state(order, cx);
    }
    if let Some(arrival) = row.case.arrival() {
        let here = arrival.left.is_none();
        let id = if here { "case-here" } else { "case-left" };
        return (cx.w.t(id).into_owned(), if here { Tone::Info } else { Tone::Plain });
    }
    let version = row.case.record().map_or(1, |r| r.version);
    match version {
        0 | 1 => (String::new(), Tone::Plain),
        n => (cx.w.with("case-version", &[("n", &n.to_string())]), Tone::Warning),
    }
}

/// How far an order is: what presses most, else how many results are released.
fn order_state(order: &OrderState, cx: &Cx<'_>) -> (String, Tone) {
    if order.uncalled().next().is_some() {
        return (cx.w.t("case-order-critical").into_owned(), Tone::Error);
    }
    if order.results.iter().any(|r| r.phase == ResultPhase::Recollect) {
        return (cx.w.t("lb-remark-recollect").into_owned(), Tone::Error);
    }
    let done = order.results.iter().filter(|r| r.phase == ResultPhase::Verified).count();
    let of = [("done", done.to_string()), ("of", order.results.len().to_string())];
    let text = cx.w.with("case-order-released", &of.each_ref().map(|(n, v)| (*n, v.as_str())));
    (text, if order.is_complete() { Tone::Ok } else { Tone::Info })
}

fn case_cell(ui: &mut Ui, row: &CaseRow, column: usize, cx: &Cx<'_>) {
    match column {
        0 => drop(ui.label(theme::text(date_time(row.case.at, cx.today())))),
        1 => drop(ui.add(Label::new(theme::text(what(row, cx))).truncate())),
        2 => drop(ui.add(Label::new(theme::label(number(row))).truncate())),
        _ => {
            let (word, tone) = state(row, cx);
            if !word.is_empty() {
                tag(ui, &word, tone);
            }
        }
    }
}

/// The key that says who is the same person, for whoever may but sees no list of cases with its keys.
pub(super) fn same_person(ui: &mut Ui, file: &PatientFile, cx: &mut Cx<'_>) {
    let Some(line) = line_of(UiCommand::Case(CaseKey::Same)) else { return };
    let may = line.right.is_none_or(|right| cx.may(right)) && !PatientScreen::shows_cases(file, cx);
    if may && key_action(ui, line.cap, &cx.w.t(line.id), true) {
        cx.wish(Wish::Run(line.command));
    }
}

/// Nobody knows who it is, or the same person has other records here.
pub(super) fn identity(ui: &mut Ui, file: &PatientFile, cx: &mut Cx<'_>) {
    if file.unknown {
        said_line(ui, &Said::hint(cx.w.t("case-unknown").into_owned()));
    }
    let mut opened = None;
    for other in &file.same_as {
        let name = in_language(&other.name, cx.lang());
        let id = if file.led_by.as_ref() == Some(&other.id) { "case-led-by" } else { "case-same-as" };
        said_line(ui, &Said::info(cx.w.with(id, &[("name", name), ("number", other.number.as_str())])));
        let label = cx.w.with("case-same-open", &[("number", other.number.as_str())]);
        if ui.add(Button::quiet(&label)).clicked() {
            opened = Some(other.id.clone());
        }
    }
    if let Some(other) = opened {
        cx.go(Route::Patient(other));
    }
    if file.unknown || !file.same_as.is_empty() {
        ui.add_space(gap::S);
    }
}
