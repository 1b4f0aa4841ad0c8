//! Setting a counter up: the pack, the counter, the first person, the recovery key. Keyboard only; nothing is done before the
//! last step asks for it, and nobody goes on before the recovery key is in their hands.

use super::rebuild::{Asked, FROM, RebuildPart};
use super::{Screen, column, pressed, take_focus};
use crate::desk::papers_in::OtherKey;
use crate::hospital::number::CounterCode;
use crate::hospital::pack::Masters;
use crate::problem::Problem;
use crate::window::commands::UiCommand;
use crate::window::routes::Route;
use crate::window::state::Cx;
use crate::window::theme::{self, gap, size};
use crate::window::widgets::{Button, Combo, Field, Pick, Said, Tick, card, said_line, section};
use crate::worker::{Event, Job, JobKind, RebuildJob, RebuildWish, Secret};
use egui::{Id, RichText, Ui};
use std::path::PathBuf;
use std::sync::Arc;

/// Characters of the recovery key that must be typed back.
const KEY_TAIL: usize = 6;
/// Characters of a group of the key as shown; a part of at most so many stays whole.
const GROUP: usize = 4;
const GROUP_CHARS_MAX: usize = 8;

const FILE: &str = "set-up-file";
const COUNTER: &str = "set-up-counter";
const LOGIN: &str = "set-up-login";
const FIRST: &str = "set-up-first";
const NEW: &str = "set-up-new";
const AGAIN: &str = "set-up-again";
const REASON: &str = "set-up-reason";
const DRILL: &str = "set-up-drill";
const SHEET: &str = "set-up-sheet";
const LETTER: &str = "rebuild-letter";
const TAIL: &str = "set-up-tail";

/// The set-up, step by step.
#[derive(Default)]
pub struct SetUpScreen {
    packs: Vec<PathBuf>,
    file: String,
    read: Option<(PathBuf, Arc<Masters>)>,
    counter: String,
    login: String,
    first: Secret,
    new: Secret,
    again: Secret,
    reason: String,
    drill: bool,
    key: Option<Secret>,
    sheet: String,
    sheet_saved: Option<PathBuf>,
    tail: String,
    busy: bool,
    fault: Option<Fault>,
    focus: Option<Id>,
    /// In place of a PC that died.
    rebuild: Option<RebuildPart>,
}

enum Fault {
    /// A sentence of the words' files beside one field.
    Said(&'static str, &'static str),
    Refused(Problem),
}

impl Screen for SetUpScreen {
    fn open(&mut self, route: &Route, cx: &mut Cx<'_>) {
        let rebuild = *route == Route::Rebuild;
        if rebuild != self.rebuild.is_some() {
            let reason = if rebuild { cx.w.t("rebuild-reason").into_owned() } else { String::new() };
            *self = Self { rebuild: rebuild.then(RebuildPart::default), reason, ..Self::default() };
        }
        if self.read.is_none() {
            cx.send(Job::FindPacks);
            self.focus = Some(Id::unique(FILE));
        }
    }

    fn hear(&mut self, event: &Event, _cx: &mut Cx<'_>) -> bool {
        if let Some(rebuild) = &mut self.rebuild
            && rebuild.hear(event)
        {
            self.busy = rebuild.is_busy();
            return true;
        }
        match event {
            Event::Packs(packs) => {
                self.packs.clone_from(packs);
                true
            }
            Event::PackRead { file, masters } => {
                self.busy = false;
                self.fault = None;
                self.read = Some((file.clone(), masters.clone()));
                self.focus = Some(Id::unique(COUNTER));
                true
            }
            Event::SetUpDone { demo: None, recovery_key, .. } => {
                let rebuild = self.rebuild.take();
                *self = Self { key: Some(recovery_key.clone()), focus: Some(Id::unique(SHEET)), rebuild, ..Self::default() };
                true
            }
            Event::RecoverySheetSaved { at } => {
                self.busy = false;
                self.fault = None;
                self.sheet_saved = Some(at.clone());
                self.focus = Some(Id::unique(TAIL));
                true
            }
            Event::Refused { job: JobKind::ReadPack | JobKind::SetUp | JobKind::Rebuild, problem } if self.busy => {
                self.busy = false;
                if let Some(rebuild) = &mut self.rebuild {
                    rebuild.stopped();
                }
                self.fault = Some(Fault::Refused(problem.clone()));
                // Back to what has to be mended: the file, the first password, where the sheet goes.
                let field = match (&self.key, &self.read) {
                    (Some(_), _) => SHEET,
                    (None, Some(_)) => FIRST,
                    (None, None) => FILE,
                };
                self.focus = Some(Id::unique(field));
                true
            }
            _ => false,
        }
    }

    fn command(&mut self, command: UiCommand, cx: &mut Cx<'_>) -> bool {
        if command != UiCommand::Back || self.key.is_some() {
            // The recovery key is shown once; Esc must not lose it.
            return command == UiCommand::Back;
        }
        if self.rebuild.as_mut().is_some_and(|rebuild| rebuild.back(cx)) {
            self.fault = None;
        } else if self.read.take().is_some() {
            self.fault = None;
            self.focus = Some(Id::unique(FILE));
        } else {
            cx.go(Route::Welcome);
        }
        true
    }

    fn draw(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        self.take_dropped_file(ui);
        take_focus(ui, &mut self.focus);
        let planned = self.key.is_none() && self.rebuild.as_ref().is_some_and(|rebuild| rebuild.plan.is_some());
        if let Some(rebuild) = self.rebuild.as_mut().filter(|_| !planned) {
            take_focus(ui, &mut rebuild.focus);
        }
        column(ui, if planned { 860.0 } else { 620.0 }, |ui| {
            ui.add_space(gap::S);
            let (step, id) = self.step(planned);
            ui.label(theme::label(cx.w.with(id, &[("step", &step.to_string())])));
            card(ui, |ui| {
                ui.set_width(ui.available_width());
                ui.spacing_mut().item_spacing.y = gap::M;
                match step {
                    1 => self.ask_pack(ui, cx),
                    2 => self.ask_counter(ui, cx),
                    3 if planned => self.show_plan(ui, cx),
                    _ => self.show_key(ui, cx),
                }
            });
        });
    }
}

impl SetUpScreen {
    fn take_dropped_file(&mut self, ui: &Ui) {
        let dropped: Vec<PathBuf> = ui.input(|i| i.raw.dropped_files.iter().map(|f| f.path().to_path_buf()).collect());
        for path in dropped {
            let is_pack = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("pack"));
            match &mut self.rebuild {
                Some(rebuild) if !is_pack => rebuild.dropped.push(path),
                _ => self.file = path.display().to_string(),
            }
        }
    }

    /// Which step it is, and the words that say so.
    const fn step(&self, planned: bool) -> (u8, &'static str) {
        match (&self.key, &self.read, &self.rebuild) {
            (Some(_), _, Some(_)) => (4, "rebuild-step"),
            (Some(_), _, None) => (3, "set-up-step"),
            (None, Some(_), Some(_)) if planned => (3, "rebuild-step"),
            (None, Some(_), Some(_)) => (2, "rebuild-step"),
            (None, Some(_), None) => (2, "set-up-step"),
            (None, None, Some(_)) => (1, "rebuild-step"),
            (None, None, None) => (1, "set-up-step"),
        }
    }

    /// The plan of a rebuild.
    fn show_plan(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        let Some(rebuild) = &mut self.rebuild else { return };
        if rebuild.is_busy() {
            rebuild.progress(ui, cx);
            return;
        }
        take_focus_of_plan(ui, rebuild);
        let refused = match &self.fault {
            Some(Fault::Refused(problem)) => Some(problem.clone()),
            _ => None,
        };
        match rebuild.show(ui, refused.as_ref(), cx) {
            Asked::Nothing => {}
            Asked::With(key) => self.plan(Some(key), cx),
            Asked::Do => {
                (self.busy, self.fault) = (true, None);
                rebuild.begin(true, cx);
                cx.send(Job::Rebuild(RebuildJob::Do));
            }
        }
    }

    /// What is wrong with one field, if anything.
    fn said(&self, field: &str, cx: &Cx<'_>) -> Option<Said> {
        match &self.fault {
            Some(Fault::Said(at, id)) if *at == field => Some(Said::fault(cx.w.t(id).into_owned())),
            _ => None,
        }
    }

    fn refusal(&self, ui: &mut Ui, cx: &Cx<'_>) {
        if let Some(Fault::Refused(problem)) = &self.fault {
            said_line(ui, &Said::fault(problem.told(cx.lang()).line()));
        }
    }

    fn ask_pack(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        ui.label(theme::heading(cx.w.t("set-up-pack-title")));
        ui.add(egui::Label::new(theme::text(cx.w.t("set-up-pack-what"))).wrap());
        let picks: Vec<Pick> = self.packs.iter().map(|path| pack_pick(path)).collect();
        let said = self.said(FILE, cx);
        Combo::new(Id::unique(FILE), &cx.w.t("set-up-file"), &mut self.file, &picks)
            .hint(&cx.w.t("set-up-file.hint"))
            .said(said.as_ref())
            .show(ui);
        self.refusal(ui, cx);
        let found = if self.packs.is_empty() {
            cx.w.t("set-up-packs-none").into_owned()
        } else {
            cx.w.count("set-up-packs", self.packs.len() as u64)
        };
        ui.label(theme::label(found));
        let label = cx.w.t(if self.busy { "set-up-reading" } else { "set-up-read" });
        if pressed(ui, Button::primary(&label).enabled(!self.busy)) {
            if self.file.trim().is_empty() {
                self.refuse(FILE, "fault-set-up-file");
            } else {
                self.busy = true;
                self.fault = None;
                cx.send(Job::ReadPack { file: PathBuf::from(self.file.trim()) });
            }
        }
    }

    fn refuse(&mut self, field: &'static str, id: &'static str) {
        self.fault = Some(Fault::Said(field, id));
        self.focus = Some(Id::unique(field));
    }

    fn ask_counter(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        let Some((_, masters)) = self.read.clone() else { return };
        ui.label(theme::heading(masters.hospital.name.get(cx.lang())));
        ui.label(theme::label(
            cx.w.with(
                "set-up-pack-read",
                &[("site", &masters.hospital.site), ("version", &masters.hospital.version.to_string())],
            ),
        ));
        let counters: Vec<Pick> = masters.counters.iter().map(|c| counter_pick(c, cx)).collect();
        let said = self.said(COUNTER, cx);
        let label = if self.rebuild.is_some() { "rebuild-counter" } else { "set-up-counter" };
        Combo::new(Id::unique(COUNTER), &cx.w.t(label), &mut self.counter, &counters)
            .hint(&cx.w.t("set-up-counter.hint"))
            .said(said.as_ref())
            .show(ui);
        let users = self.user_picks(&masters, cx);
        let said = self.said(LOGIN, cx);
        Combo::new(Id::unique(LOGIN), &cx.w.t("set-up-login"), &mut self.login, &users)
            .hint(&cx.w.t("set-up-login.hint"))
            .said(said.as_ref())
            .show(ui);
        let said = self.said(FIRST, cx);
        Field::new(Id::unique(FIRST), &cx.w.t("set-up-first"), &mut self.first).password().said(said.as_ref()).show(ui);
        self.ask_new_password(ui, cx);
        if self.rebuild.is_some() {
            let said = (self.said(FROM, cx), self.said(LETTER, cx));
            if let Some(rebuild) = &mut self.rebuild {
                rebuild.ask(ui, said, cx);
            }
        }
        section(ui, &cx.w.t("set-up-why"));
        let said = self.said(REASON, cx);
        Field::new(Id::unique(REASON), &cx.w.t("set-up-reason"), &mut self.reason)
            .hint(&cx.w.t("set-up-reason.hint"))
            .said(said.as_ref())
            .show(ui);
        Tick::new(Id::unique(DRILL), &cx.w.t("set-up-drill"), &mut self.drill).show(ui);
        self.refusal(ui, cx);
        if let Some(rebuild) = self.rebuild.as_ref().filter(|rebuild| rebuild.is_busy()) {
            rebuild.progress(ui, cx);
            return;
        }
        let label = match (self.busy, self.rebuild.is_some()) {
            (true, _) => "set-up-busy",
            (false, true) => "rebuild-look",
            (false, false) => "set-up-go",
        };
        if pressed(ui, Button::primary(&cx.w.t(label)).enabled(!self.busy)) {
            self.set_up(cx);
        }
    }

    fn ask_new_password(&mut self, ui: &mut Ui, cx: &Cx<'_>) {
        let said = self.said(AGAIN, cx);
        let width = (ui.available_width() - gap::M) / 2.0;
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = gap::M;
            Field::new(Id::unique(NEW), &cx.w.t("password-new"), &mut self.new)
                .hint(&cx.w.t("password-new.hint"))
                .password()
                .width(width)
                .show(ui);
            Field::new(Id::unique(AGAIN), &cx.w.t("password-again"), &mut self.again)
                .password()
                .said(said.as_ref())
                .width(width)
                .show(ui);
        });
    }

    fn user_picks(&self, masters: &Masters, cx: &Cx<'_>) -> Vec<Pick> {
        let code = CounterCode::new(&self.counter).ok();
        let may = |u: &&crate::hospital::pack::User| code.as_ref().is_none_or(|c| u.may_open(c));
        masters
            .users
            .iter()
            .filter(may)
            .map(|u| {
                let roles: Vec<String> = u.roles.iter().map(|r| cx.w.t(&format!("role-{}", r.code())).into_owned()).collect();
                Pick::new(&u.login, u.name.get(cx.lang())).detail(roles.join(", ")).words(u.name.get(cx.lang().other()))
            })
            .collect()
    }

    fn set_up(&mut self, cx: &mut Cx<'_>) {
        let Some((pack, masters)) = self.read.clone() else { return };
        let counter = CounterCode::new(&self.counter).ok().filter(|c| masters.counter(c).is_some());
        let Some(counter) = counter else { return self.refuse(COUNTER, "fault-set-up-counter") };
        if masters.user(&self.login).is_none() {
            return self.refuse(LOGIN, "fault-set-up-login");
        }
        if self.first.is_empty() {
            return self.refuse(FIRST, "fault-set-up-first");
        }
        if self.new.is_empty() || *self.new != *self.again {
            self.refuse(AGAIN, if self.new.is_empty() { "fault-password-empty" } else { "fault-password-different" });
            self.focus = Some(Id::unique(NEW));
            return;
        }
        if self.reason.trim().is_empty() {
            return self.refuse(REASON, "fault-set-up-reason");
        }
        if self.rebuild.is_some() {
            return self.plan(None, cx);
        }
        self.busy = true;
        self.fault = None;
        cx.send(Job::SetUp {
            pack,
            counter,
            login: self.login.clone(),
            password: self.first.clone(),
            new_password: self.new.clone(),
            reason: self.reason.trim().to_owned(),
            drill: self.drill,
        });
    }

    /// Asks for the plan of a rebuild: everything was typed.
    fn plan(&mut self, other: Option<OtherKey>, cx: &mut Cx<'_>) {
        let (Some((pack, _)), Ok(counter)) = (self.read.clone(), CounterCode::new(&self.counter)) else { return };
        let Some(rebuild) = &mut self.rebuild else { return };
        let files = rebuild.files();
        if files.is_empty() {
            return self.refuse(FROM, "fault-rebuild-from");
        }
        let Ok(dead) = rebuild.letter() else { return self.refuse(LETTER, "fault-rebuild-letter") };
        rebuild.begin(false, cx);
        (self.busy, self.fault) = (true, None);
        cx.send(Job::Rebuild(RebuildJob::Plan(Box::new(RebuildWish {
            pack,
            counter,
            login: self.login.clone(),
            password: self.first.clone(),
            new_password: self.new.clone(),
            reason: self.reason.trim().to_owned(),
            drill: self.drill,
            dead,
            files,
            other,
        }))));
    }

    fn show_key(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        let Some(key) = self.key.clone() else { return };
        if let Some(rebuild) = &self.rebuild {
            rebuild.told(ui, cx);
        }
        ui.label(theme::heading(cx.w.t("set-up-key-title")));
        ui.add(egui::Label::new(theme::text(cx.w.t("set-up-key-what"))).wrap());
        let shown = RichText::new(in_groups(&key)).font(theme::bold(size::FIGURE));
        ui.add(egui::Label::new(shown).wrap().selectable(true));
        let said = match (&self.sheet_saved, &self.fault) {
            (Some(at), _) => Some(Said::info(cx.w.with("set-up-sheet-saved", &[("at", &at.display().to_string())]))),
            (None, Some(Fault::Refused(problem))) => Some(Said::fault(problem.told(cx.lang()).line())),
            _ => self.said(SHEET, cx),
        };
        Field::new(Id::unique(SHEET), &cx.w.t("set-up-sheet"), &mut self.sheet)
            .hint(&cx.w.t("set-up-sheet.hint"))
            .said(said.as_ref())
            .show(ui);
        if pressed(ui, Button::secondary(&cx.w.t("set-up-sheet-save"))) {
            if self.sheet.trim().is_empty() {
                self.refuse(SHEET, "fault-set-up-sheet");
            } else {
                cx.send(Job::RecoverySheet { to: PathBuf::from(self.sheet.trim()) });
            }
        }
        let said = self.said(TAIL, cx);
        Field::new(Id::unique(TAIL), &cx.w.t("set-up-tail"), &mut self.tail).said(said.as_ref()).width(220.0).show(ui);
        if pressed(ui, Button::primary(&cx.w.t("set-up-done"))) {
            if tail_fits(&key, &self.tail) {
                *self = Self::default();
                cx.go(Route::SignIn);
            } else {
                self.refuse(TAIL, "fault-set-up-tail");
            }
        }
    }
}

/// The focus of the plan's boxes; that of its button is the button's own to take.
fn take_focus_of_plan(ui: &Ui, rebuild: &mut RebuildPart) {
    if rebuild.plan.as_ref().is_some_and(|plan| plan.papers.sealed > 0) {
        take_focus(ui, &mut rebuild.focus);
    }
}

fn pack_pick(path: &std::path::Path) -> Pick {
    let whole = path.display().to_string();
    let folder = path.parent().map(|p| p.display().to_string()).unwrap_or_default();
    let name = path.file_name().map_or_else(|| whole.clone(), |n| n.to_string_lossy().into_owned());
    Pick::new(whole, name).detail(folder)
}

fn counter_pick(counter: &crate::hospital::pack::Counter, cx: &Cx<'_>) -> Pick {
    Pick::new(counter.code.as_str(), format!("{} · {}", counter.code, counter.name.get(cx.lang())))
        .words(counter.name.get(cx.lang().other()))
}

/// The key in groups of four, so that it can be copied by hand.
fn in_groups(key: &str) -> String {
    let groups = |part: &str| {
        let chars: Vec<char> = part.chars().collect();
        let size = if chars.len() > GROUP_CHARS_MAX { GROUP } else { GROUP_CHARS_MAX };
        chars.chunks(size).map(|c| c.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
    };
    key.split('-').map(groups).collect::<Vec<_>>().join("-")
}

/// True when the last six letters or digits were typed, in either case, spaces and hyphens aside.
fn tail_fits(key: &str, typed: &str) -> bool {
    let plain = |t: &str| t.chars().filter(|c| c.is_alphanumeric()).collect::<String>().to_uppercase();
    let (key, typed) = (plain(key), plain(typed));
    typed.chars().count() >= KEY_TAIL && key.ends_with(&typed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tail_is_compared_without_case_and_spaces() {
        let key = "AGE-SECRET-KEY-1QQPZ8R7";
        assert!(tail_fits(key, "pz8r7".to_owned().as_str()) == tail_fits(key, "PZ8R7"));
        assert!(!tail_fits(key, "PZ8R7"));
        assert!(tail_fits(key, "qpz 8r7"));
        assert!(!tail_fits(key, "qpz8r8"));
    }

    #[test]
    fn a_key_is_shown_in_groups() {
        assert_eq!(in_groups("ABCDEFGHIJ"), "ABCD EFGH IJ");
        assert_eq!(in_groups("ABCD-EFGHIJKLMN"), "ABCD-EFGH IJKL MN");
    }
}
