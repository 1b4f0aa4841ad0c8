//! Control totals of both sides: ours by day, counter, department and kind, and beside them the central team's own counts where there is a file
//! of them. Every line that differs is named.

use super::{ProofScreen, id};
use crate::desk::views::ControlRow;
use crate::hospital::pack::Lang;
use crate::paper::kind_words;
use crate::window::commands::{ProofKey, SheetKey, UiCommand};
use crate::window::state::{Cx, Wish};
use crate::window::theme::{self, Tone, gap};
use crate::window::widgets::{Column, Field, List, ListState, Pick, Said, Segmented, Width, bare, day, key_action, said_line};
use crate::words::grouped;
use crate::worker::{ControlLook, ProofJob};
use egui::{Id, Label, Ui};
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

/// Lines of the central team's file that are named; the rest is counted.
const STRAYS_SHOWN: usize = 4;

/// What was counted, and how it is shown.
#[derive(Default)]
pub(super) struct Totals {
    look: Option<Arc<ControlLook>>,
    central: String,
    folder: String,
    no_folder: bool,
    by: String,
    lines: Vec<Line>,
    /// In which language they were written.
    lang: Lang,
    list: ListState,
}

/// One line as shown.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Line {
    what: String,
    saved: u64,
    received: u64,
    explained: u64,
    central: Option<u64>,
}

/// By what lines are put together; the first shows each by itself.
const BY: [&str; 6] = ["differences", "all", "day", "counter", "department", "kind"];

fn file_id() -> Id {
    id("totals-central")
}

pub(super) fn list_id() -> Id {
    id("totals")
}

impl Totals {
    pub fn heard(&mut self, look: &Arc<ControlLook>) {
        self.look = Some(Arc::clone(look));
        let first = if look.asked { "differences" } else { "day" };
        first.clone_into(&mut self.by);
        self.lines.clear();
        self.list = ListState::default();
    }

    /// Where typing starts: at the file, as long as nothing was counted.
    pub fn first(&self) -> Id {
        if self.look.is_some() { list_id() } else { file_id() }
    }

    /// The central team's file; none where nothing is typed.
    pub fn file(&self) -> Option<PathBuf> {
        Some(self.central.trim()).filter(|path| !path.is_empty()).map(PathBuf::from)
    }
}

impl ProofScreen {
    pub(super) fn save_totals(&mut self, cx: &mut Cx<'_>) {
        let Some(look) = self.totals.look.clone() else { return };
        let to = self.totals.folder.trim().to_owned();
        self.totals.no_folder = to.is_empty();
        if to.is_empty() {
            self.focus = Some(id("totals-folder"));
        } else {
            self.run("proof-saving", ProofJob::SaveTotals { look, to: PathBuf::from(to) }, cx);
        }
    }

    pub(super) fn totals_pane(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        let (label, hint) = (cx.w.t("proof-central"), cx.w.t("proof-central.hint"));
        let out = Field::new(file_id(), &label, &mut self.totals.central).hint(&hint).stays().show(ui);
        if out.entered {
            self.count(cx);
        }
        let again = if self.totals.look.is_some() { "proof-count-again" } else { "proof-count" };
        // In the box a letter is text: there Enter counts.
        let cap = if ui.memory(|m| m.has_focus(file_id())) { "Enter" } else { "C" };
        if key_action(ui, cap, &cx.w.t(again), true) {
            cx.wish(Wish::Run(UiCommand::Proof(ProofKey::Count)));
        }
        let Some(look) = self.totals.look.clone() else { return };
        equal(ui, &look, cx);
        self.save_line(ui, cx);
        let picks: Vec<Pick> = BY
            .iter()
            .filter(|by| look.asked || **by != "differences")
            .map(|by| Pick::new(*by, cx.w.t(&format!("proof-by-{by}"))))
            .collect();
        if Segmented::new(id("totals-by"), &cx.w.t("proof-by"), &mut self.totals.by, &picks).show(ui).changed() {
            self.totals.lines.clear();
            self.totals.list = ListState::default();
        }
        if self.totals.lines.is_empty() || self.totals.lang != cx.lang() {
            self.totals.lang = cx.lang();
            self.totals.lines = lines(&look, &self.totals.by, cx);
        }
        let room = ui.available_rect_before_wrap();
        bare(ui, room, 0.0, |ui| self.totals_list(ui, look.asked, cx));
    }

    fn save_line(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        if self.totals.folder.is_empty() && !self.totals.no_folder {
            self.totals.folder = cx.shared.settings.handover.as_ref().map(|path| path.display().to_string()).unwrap_or_default();
        }
        let said = self.totals.no_folder.then(|| Said::fault(cx.w.t("fault-hand-folder").into_owned()));
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = gap::M;
            let (label, hint) = (cx.w.t("proof-save-totals"), cx.w.t("hand-folder.hint"));
            let width = (ui.available_width() * 0.6).min(420.0);
            let field = Field::new(id("totals-folder"), &label, &mut self.totals.folder).hint(&hint).said(said.as_ref());
            let out = field.width(width).stays().show(ui);
            self.totals.no_folder &= !out.changed();
            ui.vertical(|ui| {
                ui.add_space(gap::L + gap::S);
                if key_action(ui, "Ctrl S", &cx.w.t("proof-save-csv"), true) || out.entered {
                    cx.wish(Wish::Run(UiCommand::Sheet(SheetKey::Save)));
                }
            });
        });
    }

    fn totals_list(&mut self, ui: &mut Ui, asked: bool, cx: &Cx<'_>) {
        let number = |id: &str| Column::new(cx.w.t(id), Width::Exact(88.0)).right();
        let mut columns =
            vec![Column::new(cx.w.t("proof-column-what"), Width::Rest(140.0)), number("hand-saved"), number("hand-received")];
        columns.push(if asked { number("proof-column-central") } else { number("hand-excepted") });
        let lines = &self.totals.lines;
        let differs = |line: &Line| line.central.is_some_and(|central| central != line.received);
        let theirs = |line: &Line| line.central.map_or_else(|| "–".to_owned(), grouped);
        let text = |line: &Line, column: usize| match column {
            0 => line.what.clone(),
            1 => grouped(line.saved),
            2 => grouped(line.received),
            _ if asked && differs(line) => format!("{} ({})", theirs(line), apart(line)),
            _ if asked => theirs(line),
            _ => grouped(line.explained),
        };
        let error = theme::palette(ui).ink_of(Tone::Error);
        List::new(list_id(), &cx.w.t("proof-totals"), &columns, lines.len()).row_height(28.0).padding(gap::S).show(
            ui,
            &mut self.totals.list,
            |ui, n, column| {
                let Some(line) = lines.get(n) else { return };
                let shown = if differs(line) && column > 1 {
                    theme::strong(text(line, column)).color(error)
                } else {
                    theme::text(text(line, column))
                };
                ui.add(Label::new(shown).truncate());
            },
            |n| {
                lines
                    .get(n)
                    .map_or_else(String::new, |line| (0..4).map(|column| text(line, column)).collect::<Vec<_>>().join(" "))
            },
        );
    }
}

/// By how much the central side is ahead: `+2`, `-1`.
fn apart(line: &Line) -> String {
    let central = line.central.unwrap_or(0);
    if central > line.received {
        format!("+{}", grouped(central - line.received))
    } else {
        format!("-{}", grouped(line.received - central))
    }
}

/// Whether both sides count the same, said plainly; and what of their file was not understood.
fn equal(ui: &mut Ui, look: &ControlLook, cx: &Cx<'_>) {
    let differing = look.check.differing.len() as u64;
    if !look.asked {
        said_line(ui, &Said::info(cx.w.t("proof-not-asked").into_owned()));
        return;
    }
    if differing == 0 && look.strays.is_empty() {
        said_line(ui, &Said { tone: Tone::Ok, text: cx.w.t("proof-equal").into_owned() });
        return;
    }
    if differing > 0 {
        said_line(ui, &Said::fault(cx.w.count("proof-differing", differing)));
    }
    for (line, why) in look.strays.iter().take(STRAYS_SHOWN) {
        let why = cx.w.t(why);
        said_line(ui, &Said::hint(cx.w.with("cli-control-stray", &[("line", &grouped(*line)), ("why", &why)])));
    }
    if let Some(more) = look.strays.len().checked_sub(STRAYS_SHOWN).filter(|more| *more > 0) {
        said_line(ui, &Said::hint(cx.w.with("proof-more-strays", &[("n", &grouped(more as u64))])));
    }
}

/// The rows as shown: by themselves, or put together.
fn lines(look: &ControlLook, by: &str, cx: &Cx<'_>) -> Vec<Line> {
    let lang = cx.lang();
    let department = |row: &ControlRow| {
        let code = row.by.department.as_str();
        let known = cx
            .masters()
            .and_then(|m| m.department(code).map(|d| d.name.get(lang)).or_else(|| m.ward(code).map(|w| w.name.get(lang))));
        let none = || if code.is_empty() { cx.w.t("proof-no-department").into_owned() } else { code.to_owned() };
        known.map_or_else(none, str::to_owned)
    };
    let kind = |row: &ControlRow| kind_words(row.by.kind).get(lang).to_owned();
    let whole = |row: &ControlRow| Line {
        what: [kind(row), day(row.by.day), row.by.counter.clone(), department(row)].join(" · "),
        ..of(row)
    };
    // What stands first orders them.
    let key = |row: &ControlRow| match by {
        "day" => (row.by.day.to_string(), day(row.by.day)),
        "counter" => (row.by.counter.clone(), row.by.counter.clone()),
        "department" => (row.by.department.clone(), department(row)),
        _ => (format!("{:02}", row.by.kind as u8), kind(row)),
    };
    match by {
        "differences" => look.check.differing.iter().map(whole).collect(),
        "all" => look.check.rows.iter().map(whole).collect(),
        _ => {
            let mut sums: BTreeMap<String, Line> = BTreeMap::new();
            for row in &look.check.rows {
                let (order, what) = key(row);
                let line = sums.entry(order).or_insert_with(|| Line { what, saved: 0, received: 0, explained: 0, central: None });
                line.saved += row.saved;
                line.received += row.received;
                line.explained += row.explained;
                line.central = row.central.map(|central| line.central.unwrap_or(0) + central).or(line.central);
            }
            sums.into_values().collect()
        }
    }
}

const fn of(row: &ControlRow) -> Line {
    Line { what: String::new(), saved: row.saved, received: row.received, explained: row.explained, central: row.central }
}
