//! Records that a person has to look at: set aside with what to mend, refused with the central reason, contradicted, excepted, unanswered; and
//! answers that were not taken.

use super::answers::why;
use super::{HandoverScreen, Which, id};
use crate::desk::views::{OpenLine, OpenList, OpenWhat, fix_text, mend_id};
use crate::hospital::permissions::Right;
use crate::journal::StrayAnswer;
use crate::problem::Problem;
use crate::window::commands::{HandKey, UiCommand};
use crate::window::routes::Route;
use crate::window::state::{Cx, Wish};
use crate::window::theme::{self, Tone, gap};
use crate::window::widgets::{
    Button, Column, Field, List, ListState, Pick, Said, Segmented, Width, head, key_action, pane, panes, said_line,
};
use crate::words::grouped;
use crate::worker::{Event, HandoverEvent, HandoverJob, Job};
use egui::{Id, Key, Label, Modifiers, ScrollArea, Ui};
use std::sync::Arc;

/// The list and what is typed beside it.
#[derive(Default)]
pub(super) struct Lists {
    lines: Option<(OpenList, Arc<Vec<OpenLine>>)>,
    strays: Option<Arc<Vec<(String, StrayAnswer)>>>,
    list: ListState,
    act: Option<HandKey>,
    central: String,
    reason: String,
    fault: Option<Problem>,
    no_central: bool,
    busy: bool,
    /// Enter was pressed: the file of this record's patient is awaited.
    awaits: bool,
}

pub(super) fn list_id() -> Id {
    id("open-records")
}

fn reason_id() -> Id {
    id("reason")
}

impl Lists {
    /// Asks for a list.
    pub fn ask(&mut self, which: Which, cx: &mut Cx<'_>) {
        let other = match (which, &self.lines) {
            (Which::Open(list), Some((known, _))) => list != *known,
            _ => true,
        };
        if other {
            self.list = ListState::default();
            self.lines = None;
            self.close();
        }
        cx.send(Job::Handover(match which {
            Which::Open(which) => HandoverJob::Open { which },
            Which::Strays => HandoverJob::Strays,
        }));
    }

    pub fn heard(&mut self, event: &HandoverEvent) {
        match event {
            HandoverEvent::Open { which, lines } => self.lines = Some((*which, Arc::clone(lines))),
            HandoverEvent::Strays(strays) => self.strays = Some(Arc::clone(strays)),
            _ => {}
        }
    }

    /// The patient's file comes, or there is none.
    pub fn hear_file(&mut self, event: &Event, cx: &mut Cx<'_>) -> bool {
        match event {
            Event::File(file) if std::mem::take(&mut self.awaits) => cx.go(Route::Patient(file.line.id.clone())),
            Event::NotHere { .. } if std::mem::take(&mut self.awaits) => {
                cx.say(cx.w.t("hand-no-file"));
                return true;
            }
            _ => {}
        }
        false
    }

    /// Begins what a key stands for; gives where typing starts.
    pub fn act(&mut self, key: HandKey, which: Which) -> Option<Id> {
        let Which::Open(list) = which else { return None };
        let fits = match key {
            HandKey::Except => list != OpenList::Excepted,
            HandKey::Readmit => list == OpenList::Excepted,
            HandKey::Settle => list == OpenList::Contradicted,
            _ => false,
        };
        if !fits || self.lines.as_ref().is_none_or(|(_, lines)| lines.is_empty()) {
            return None;
        }
        (self.act, self.fault, self.no_central, self.busy) = (Some(key), None, false, false);
        self.central.clear();
        Some(if key == HandKey::Settle { id("central") } else { reason_id() })
    }

    /// Puts away what was begun; true where something was.
    pub fn close(&mut self) -> bool {
        self.busy = false;
        self.act.take().is_some()
    }

    pub fn settled(&mut self) {
        self.close();
        self.fault = None;
    }

    pub fn refused(&mut self, problem: &Problem) -> Id {
        self.busy = false;
        self.fault = Some(problem.clone());
        reason_id()
    }
}

impl HandoverScreen {
    pub(super) fn list_pane(&mut self, ui: &mut Ui, which: Which, cx: &mut Cx<'_>) {
        let count = match which {
            Which::Open(list) => self.lists.lines.as_ref().filter(|(of, _)| *of == list).map(|(_, lines)| lines.len()),
            Which::Strays => self.lists.strays.as_ref().map(|strays| strays.len()),
        };
        let aside = count.map(|n| cx.w.count("hand-list-count", n as u64)).unwrap_or_default();
        head(ui, &cx.w.t(&format!("hand-list-{}", which.code())), &aside, |_ui| {});
        let side = if ui.available_width() < 900.0 { 316.0 } else { 440.0 };
        let [left, right] = panes(ui, [0.0, side]);
        match which {
            Which::Open(list) => {
                let lines = self.lists.lines.clone().filter(|(of, _)| *of == list).map(|(_, lines)| lines);
                pane(ui, left, 0.0, |ui| self.lines(ui, lines.as_deref().map_or(&[], Vec::as_slice), cx));
                let line = lines.as_ref().and_then(|lines| lines.get(self.lists.list.chosen)).cloned();
                pane(ui, right, gap::L, |ui| match line {
                    Some(line) => self.one(ui, list, &line, cx),
                    None => empty(ui, which, lines.is_some(), cx),
                });
            }
            Which::Strays => {
                let strays = self.lists.strays.clone();
                pane(ui, left, 0.0, |ui| self.strays(ui, strays.as_deref().map_or(&[], Vec::as_slice), cx));
                pane(ui, right, gap::L, |ui| match strays.as_ref().and_then(|all| all.get(self.lists.list.chosen)) {
                    Some((source, stray)) => one_stray(ui, source, stray, cx),
                    None => empty(ui, which, strays.is_some(), cx),
                });
            }
        }
    }

    fn lines(&mut self, ui: &mut Ui, lines: &[OpenLine], cx: &mut Cx<'_>) {
        let columns = [
            // As wide as a number of the demo or a drill, which are the longest.
            Column::new(cx.w.t("list-number"), Width::Exact(190.0)),
            Column::new(cx.w.t("list-name"), Width::Rest(90.0)),
            Column::new(cx.w.t("hand-kind"), Width::Exact(if ui.available_width() < 480.0 { 96.0 } else { 118.0 })),
        ];
        let kind = |line: &OpenLine| cx.w.t(&format!("record-kind-{}", line.key.kind.code())).into_owned();
        let out = List::new(list_id(), &cx.w.t("hand-lists"), &columns, lines.len()).row_height(32.0).padding(gap::S).show(
            ui,
            &mut self.lists.list,
            |ui, n, column| {
                let Some(line) = lines.get(n) else { return };
                let text = match column {
                    0 => theme::strong(&line.number),
                    1 => theme::text(&line.name),
                    _ => theme::text(kind(line)),
                };
                ui.add(Label::new(text).truncate());
            },
            |n| lines.get(n).map_or_else(String::new, |line| format!("{} {} {}", line.number, line.name, kind(line))),
        );
        if out.moved {
            self.lists.close();
            self.lists.fault = None;
        }
        if let Some(line) = out.opened.and_then(|n| lines.get(n)) {
            self.lists.awaits = true;
            cx.send(Job::Scan { text: line.number.clone() });
        }
    }

    fn strays(&mut self, ui: &mut Ui, strays: &[(String, StrayAnswer)], cx: &Cx<'_>) {
        let columns =
            [Column::new(cx.w.t("hand-about"), Width::Exact(190.0)), Column::new(cx.w.t("hand-why"), Width::Rest(150.0))];
        List::new(list_id(), &cx.w.t("hand-list-strays"), &columns, strays.len()).row_height(32.0).padding(gap::S).show(
            ui,
            &mut self.lists.list,
            |ui, n, column| {
                let Some((_, stray)) = strays.get(n) else { return };
                let text = if column == 0 { theme::strong(&stray.about) } else { theme::text(why(stray, cx)) };
                ui.add(Label::new(text).truncate());
            },
            |n| strays.get(n).map_or_else(String::new, |(_, stray)| format!("{}: {}", stray.about, why(stray, cx))),
        );
    }

    /// One record: what is wrong with it, and what can be said of it.
    fn one(&mut self, ui: &mut Ui, list: OpenList, line: &OpenLine, cx: &mut Cx<'_>) {
        super::super::reserve_bar(ui);
        ScrollArea::vertical().auto_shrink([false, false]).show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.spacing_mut().item_spacing.y = gap::S;
            let kind = cx.w.t(&format!("record-kind-{}", line.key.kind.code()));
            ui.add(Label::new(theme::heading(if line.name.is_empty() { &line.number } else { &line.name })).wrap());
            ui.add(Label::new(theme::label(format!("{kind} · {} · {}", line.number, line.key.of))).wrap());
            what(ui, line, cx);
            ui.add_space(gap::XS);
            if key_action(ui, "Enter", &cx.w.t("hand-open-file"), true) {
                self.lists.awaits = true;
                cx.send(Job::Scan { text: line.number.clone() });
            }
            let may = cx.may(Right::CloseHandOver);
            match self.lists.act {
                Some(act) if may => self.say(ui, act, line, cx),
                _ => {
                    for (key, cap, word) in KEYS {
                        let fits = match key {
                            HandKey::Except => list != OpenList::Excepted,
                            HandKey::Readmit => list == OpenList::Excepted,
                            _ => list == OpenList::Contradicted,
                        };
                        if fits && key_action(ui, cap, &cx.w.t(word), may) {
                            cx.wish(Wish::Run(UiCommand::Hand(key)));
                        }
                    }
                }
            }
        });
    }

    /// The reason, and which number counts.
    fn say(&mut self, ui: &mut Ui, act: HandKey, line: &OpenLine, cx: &mut Cx<'_>) {
        ui.add_space(gap::S);
        let word = KEYS.iter().find(|(key, ..)| *key == act).map_or("", |(.., word)| *word);
        ui.label(theme::strong(cx.w.t(word)));
        if let (HandKey::Settle, OpenWhat::Contradicted(centrals)) = (act, &line.what) {
            let picks: Vec<Pick> = centrals.iter().map(|central| Pick::new(central.clone(), central.clone())).collect();
            let said = self.lists.no_central.then(|| Said::fault(cx.w.t("fault-hand-central").into_owned()));
            Segmented::new(id("central"), &cx.w.t("hand-which-number"), &mut self.lists.central, &picks)
                .said(said.as_ref())
                .show(ui);
        }
        let said = self.lists.fault.as_ref().map(|problem| Said::fault(problem.told(cx.lang()).line()));
        let label = cx.w.t("field-reason");
        let out = Field::new(reason_id(), &label, &mut self.lists.reason).said(said.as_ref()).stays().show(ui);
        if out.changed() {
            self.lists.fault = None;
        }
        let mut go = out.entered || ui.input_mut(|i| i.consume_key(Modifiers::CTRL, Key::Enter));
        let label = cx.w.t(if self.lists.busy { "list-saving" } else { "hand-say" });
        go |= ui.add(Button::primary(&label).key("Ctrl Enter").enabled(!self.lists.busy)).clicked();
        if go && !self.lists.busy {
            self.send_said(act, line, cx);
        }
    }

    fn send_said(&mut self, act: HandKey, line: &OpenLine, cx: &mut Cx<'_>) {
        let (record, reason) = (line.key.clone(), self.lists.reason.trim().to_owned());
        let job = match act {
            HandKey::Except => HandoverJob::Except { record, reason },
            HandKey::Readmit => HandoverJob::Readmit { record, reason },
            _ if self.lists.central.is_empty() => {
                self.lists.no_central = true;
                self.focus = Some(id("central"));
                return;
            }
            _ => HandoverJob::Settle { record, central: self.lists.central.clone(), reason },
        };
        (self.lists.busy, self.lists.fault, self.lists.no_central) = (true, None, false);
        cx.send(Job::Handover(job));
    }
}

/// What can be said of a record: key, cap, words.
const KEYS: [(HandKey, &str, &str); 3] =
    [(HandKey::Settle, "O", "hand-settle"), (HandKey::Except, "X", "hand-except"), (HandKey::Readmit, "W", "hand-readmit")];

fn empty(ui: &mut Ui, which: Which, read: bool, cx: &Cx<'_>) {
    if read {
        said_line(ui, &Said { tone: Tone::Ok, text: cx.w.t("hand-list-empty").into_owned() });
        ui.add(Label::new(theme::label(cx.w.t(&format!("hand-list-{}.what", which.code())))).wrap());
    } else {
        ui.label(theme::text(cx.w.t("hand-reading-board")).weak());
    }
}

/// What a record waits for.
fn what(ui: &mut Ui, line: &OpenLine, cx: &Cx<'_>) {
    let kind = line.key.kind;
    match &line.what {
        OpenWhat::Aside(faults) => {
            for fault in faults {
                said_line(ui, &Said::hint(fix_text(fault, cx.lang())));
                let at = cx.w.t(mend_id(fault, kind));
                ui.add(Label::new(theme::label(format!("› {at}"))).wrap());
            }
        }
        OpenWhat::Refused(reason) => {
            ui.label(theme::label(cx.w.t("hand-refused-why")));
            said_line(ui, &Said::fault(reason.as_str()));
            ui.add(Label::new(theme::label(cx.w.t("hand-refused-what"))).wrap());
        }
        OpenWhat::Contradicted(centrals) => {
            said_line(ui, &Said::fault(cx.w.with("hand-contradicted-what", &[("numbers", &centrals.join(", "))])));
        }
        OpenWhat::Excepted { by, reason } => {
            said_line(ui, &Said::info(cx.w.with("hand-excepted-what", &[("by", by), ("reason", reason)])));
        }
        OpenWhat::Made { batch } => {
            said_line(ui, &Said::info(cx.w.with("hand-made-what", &[("batch", batch)])));
        }
    }
}

fn one_stray(ui: &mut Ui, source: &str, stray: &StrayAnswer, cx: &Cx<'_>) {
    ui.spacing_mut().item_spacing.y = gap::S;
    ui.add(Label::new(theme::heading(&stray.about)).wrap());
    said_line(ui, &Said::hint(why(stray, cx)));
    if !stray.said.is_empty() {
        ui.label(theme::label(cx.w.t("hand-said")));
        ui.add(Label::new(theme::text(&stray.said)).wrap());
    }
    let text = cx.w.with("hand-stray-from", &[("file", source), ("line", &grouped(stray.line))]);
    ui.add(Label::new(theme::label(text)).wrap());
}
