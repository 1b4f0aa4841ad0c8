//! OPD registration: new and returning. Owns what was typed and what is shown beside it; the rules are `hospital::opd_form`'s,
//! the saving is the desk's. A number is shown only after the desk said *saved*.

mod choices;
mod draw;
mod recall;
mod sheet;
mod side;

use crate::desk::views::{Match, PatientFile, Saved};
use crate::hospital::identifiers::{Mobile, Pin, district_choices};
use crate::hospital::number::Number;
use crate::hospital::opd_form::{Field, Judged, OpdForm, Remark, judge};
use crate::problem::{Problem, remark_text};
use crate::window::commands::UiCommand;
use crate::window::draft::Keeper;
use crate::window::keys::millis;
use crate::window::routes::Route;
use crate::window::scanner::Keep;
use crate::window::screens::Screen;
use crate::window::screens::likely::{self, Taken, says_enough};
use crate::window::state::Cx;
use crate::window::widgets::Said;
use crate::worker::{Event, Job, JobKind};
use choices::Choices;
use chrono::{DateTime, FixedOffset, TimeDelta};
use egui::Ui;
use recall::{Awaiting, Before, Notice};
use sheet::id_of;
use std::collections::{BTreeMap, BTreeSet};

/// Within this time a second Esc clears.
const ESC_ESC_SECS: i64 = 4;

/// The main path of a new patient: Enter goes along it, Tab visits every box.
const NEW_PATH: &[Field] =
    &[Field::Mobile, Field::Name, Field::Relation, Field::RelativeName, Field::Sex, Field::Age, Field::Pin, Field::Clinic];
/// And of a returning one.
const RETURNING_PATH: &[Field] = &[Field::Clinic];

/// Whom the form is about.
#[derive(Default)]
enum Kind {
    #[default]
    New,
    /// Looking for somebody who was here before.
    Seek,
    /// Known here; filled from this file.
    Returning(Box<PatientFile>),
}

/// The OPD screen.
#[derive(Default)]
pub struct OpdScreen {
    form: OpdForm,
    kind: Kind,
    seek: String,
    more: bool,
    /// Sentences beside fields.
    said: BTreeMap<Field, Said>,
    /// Fields that were left once; only they are judged while typing.
    touched: BTreeSet<Field>,
    /// Saving was tried: everything missing is said.
    tried: bool,
    matches: Vec<Match>,
    micros: u64,
    serial: u64,
    /// *None of these* was pressed for what is typed now.
    dismissed: bool,
    /// Somebody of the patient index that the form was filled from.
    taken: Option<Taken>,
    awaiting: Option<Awaiting>,
    saving: bool,
    refused: Option<Problem>,
    /// A sentence under the heading: what a scan or a clearing did.
    notice: Option<Notice>,
    last: Option<Box<Saved>>,
    /// The number just given out is shown until something is typed.
    show_last: bool,
    before: Option<Before>,
    armed: Option<DateTime<FixedOffset>>,
    focus: Option<Field>,
    focus_seek: bool,
    focus_save: bool,
    /// The other fields were just shown: the first of them comes to the top.
    more_to_top: bool,
    focused: Option<egui::Id>,
    keeper: Keeper,
    choices: Choices,
}

impl Screen for OpdScreen {
    fn open(&mut self, _route: &Route, cx: &mut Cx<'_>) {
        self.armed = None;
        match self.kind {
            Kind::Seek => self.focus_seek = true,
            Kind::Returning(_) => self.focus = Some(Field::Clinic),
            Kind::New => self.focus = Some(self.first_empty()),
        }
        if matches!(self.kind, Kind::New) && !self.form.patient.is_empty() {
            self.awaiting = Some(Awaiting::Restored);
            cx.send(Job::Scan { text: self.form.patient.clone() });
        }
        // The index may have been opened or closed meanwhile.
        self.ask_again(cx);
    }

    fn hear(&mut self, event: &Event, cx: &mut Cx<'_>) -> bool {
        match event {
            Event::Saved(saved) if self.saving => self.saved(saved, cx),
            Event::Refused { job: JobKind::Register, problem } => self.refused(problem, cx),
            Event::Similar { serial, lines, micros } if *serial == self.serial => self.take_matches(lines, *micros),
            Event::Found { serial, lines, micros } if *serial == self.serial => self.take_matches(lines, *micros),
            Event::File(file) => return self.file_came(file, cx),
            Event::NotHere { text } => return self.not_here(text, cx),
            Event::Refused { job: JobKind::Patient | JobKind::Scan, .. } => {
                self.awaiting = None;
                return false;
            }
            _ => return false,
        }
        true
    }

    fn command(&mut self, command: UiCommand, cx: &mut Cx<'_>) -> bool {
        if self.saving {
            return matches!(command, UiCommand::Save | UiCommand::Back | UiCommand::Take(_) | UiCommand::Undo);
        }
        match command {
            UiCommand::Save => self.save(cx),
            UiCommand::More => self.toggle_more(),
            UiCommand::Take(n) => self.take(n, cx),
            UiCommand::NoneOfThese => self.none_of_these(),
            UiCommand::MergeLikely => likely::merge(&self.matches, cx),
            UiCommand::Undo => self.undo(cx),
            UiCommand::Back => return self.escape(cx),
            UiCommand::PrintAgain => return self.print_again(cx),
            _ => return false,
        }
        true
    }

    fn draw(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        if self.choices.refresh(cx) && !self.said.is_empty() {
            // The sentences beside the boxes speak the new language too.
            self.judge_now(cx);
        }
        self.fill_defaults(cx);
        // The focus goes where it is wanted before Enter is read, or Enter would go on from where it was.
        self.set_focus(ui);
        self.walk(ui);
        self.draw_screen(ui, cx);
        self.keep_draft(ui, cx);
        self.focused = ui.memory(egui::Memory::focused).or(self.focused);
    }
}

impl OpdScreen {
    /// True while the desk is writing.
    #[must_use]
    pub const fn is_saving(&self) -> bool {
        self.saving
    }

    /// What the box with the focus takes itself from a fast typist.
    #[must_use]
    pub fn keeps(&self, ctx: &egui::Context) -> Keep {
        let focused = ctx.memory(egui::Memory::focused);
        let is = |field: Field| focused == Some(id_of(field));
        if is(Field::Mobile) {
            Keep::Mobiles
        } else if [Field::Pin, Field::Abha, Field::Uhid, Field::Aadhaar].into_iter().any(is) {
            Keep::Digits
        } else {
            Keep::Nothing
        }
    }

    /// What was saved last by this person.
    #[must_use]
    pub fn last_visit(&self) -> Option<&Saved> {
        self.last.as_deref()
    }

    /// True when something typed waits here.
    #[must_use]
    pub fn is_unfinished(&self) -> bool {
        !self.form.is_blank()
    }

    /// F2 and F3: a new patient, or somebody who was here before. What is typed stays.
    pub fn choose(&mut self, returning: bool, cx: &mut Cx<'_>) {
        match (&self.kind, returning) {
            (Kind::New, true) => self.kind = Kind::Seek,
            (Kind::Seek, false) => self.kind = Kind::New,
            (Kind::Returning(_), _) if !self.saving => {
                self.clear(cx);
                self.kind = if returning { Kind::Seek } else { Kind::New };
            }
            _ => {}
        }
        self.matches.clear();
        self.show_last = false;
        self.focus = Some(self.first_empty());
        self.focus_seek = returning;
        self.ask_similar(cx);
    }

    /// Called when the screen or the program is left: what is typed must be on the disk.
    pub fn leave(&mut self, cx: &mut Cx<'_>) {
        if self.keeper.flush() {
            cx.send(Job::KeepDraft { form: Box::new(self.form.swept()) });
        }
    }

    fn keep_draft(&mut self, ui: &Ui, cx: &mut Cx<'_>) {
        let now_ms = millis(ui.input(|i| i.time));
        if self.keeper.due(now_ms) {
            cx.send(Job::KeepDraft { form: Box::new(self.form.swept()) });
        }
        if let Some(wait) = self.keeper.wait_ms(now_ms) {
            ui.ctx().request_repaint_after(std::time::Duration::from_millis(wait));
        }
    }

    /// Shows the other fields and goes to the first of them, or back.
    fn toggle_more(&mut self) {
        self.more = !self.more;
        self.more_to_top = self.more;
        self.focus = Some(match (&self.kind, self.more) {
            (Kind::New | Kind::Seek, true) => Field::MobileOf,
            (Kind::Returning(_), true) => Field::Name,
            (_, false) => self.first_empty(),
        });
    }

    fn first_empty(&self) -> Field {
        let mut form = self.form.clone();
        self.path().iter().copied().find(|f| sheet::slot(&mut form, *f).is_some_and(|t| t.is_empty())).unwrap_or(Field::Clinic)
    }

    const fn path(&self) -> &'static [Field] {
        match self.kind {
            Kind::New | Kind::Seek => NEW_PATH,
            Kind::Returning(_) => RETURNING_PATH,
        }
    }

    /// The pack's first category and a new visit are what most patients are.
    fn fill_defaults(&mut self, cx: &Cx<'_>) {
        if self.form.category.is_empty()
            && self.focused != Some(id_of(Field::Category))
            && let Some(first) = cx.masters().and_then(|m| m.categories.first())
        {
            self.form.category.clone_from(&first.code);
        }
        if self.form.visit.is_empty() {
            "new".clone_into(&mut self.form.visit);
        }
    }

    /// Enter along the main path, Shift+Enter back; before any box is drawn, so that the focus moves in this frame.
    fn walk(&mut self, ui: &Ui) {
        use egui::{Key, Modifiers};
        let Some(at) = ui.memory(egui::Memory::focused) else { return };
        let path = self.path();
        let Some(n) = path.iter().position(|f| id_of(*f) == at) else { return };
        let (back, on) = ui.input_mut(|i| {
            let back = i.consume_key(Modifiers::SHIFT, Key::Enter);
            (back, !back && i.consume_key(Modifiers::NONE, Key::Enter))
        });
        let to = if back {
            n.checked_sub(1)
        } else if on {
            Some(n + 1)
        } else {
            return;
        };
        match to.map(|n| path.get(n)) {
            Some(Some(field)) => ui.memory_mut(|m| m.request_focus(id_of(*field))),
            Some(None) => {
                // The box before must see the focus go, to take what was marked in its list.
                ui.memory_mut(|m| m.surrender_focus(at));
                self.focus_save = true;
            }
            None => {}
        }
    }

    /// What was typed in this frame.
    fn touched(&mut self, touch: &sheet::Touch, cx: &mut Cx<'_>) {
        if !touch.changed.is_empty() {
            self.keeper.touch();
            self.dismissed = false;
            self.show_last = false;
            self.armed = None;
            self.refused = None;
            self.notice.take_if(|notice| matches!(notice, Notice::Cleared));
        }
        for field in &touch.changed {
            self.changed(*field, cx);
        }
        for field in &touch.left {
            if let Some(number) = self.number_in(*field) {
                self.scan(number, cx);
                continue;
            }
            self.touched.insert(*field);
            if *field == Field::Mobile
                && let Ok(mobile) = Mobile::parse(&self.form.mobile)
            {
                self.form.mobile = mobile.grouped();
            }
        }
        if !touch.changed.is_empty() || !touch.left.is_empty() {
            self.judge_now(cx);
        }
        if touch.changed.iter().any(|f| tells_who(*f)) {
            self.ask_similar(cx);
        }
    }

    /// One of our numbers that stands where none belongs: typed by hand, or scanned while the machine was too slow to see it was a scan.
    fn number_in(&mut self, field: Field) -> Option<String> {
        let text = sheet::slot(&mut self.form, field)?;
        Number::parse(text.trim()).is_ok().then(|| std::mem::take(text).trim().to_owned())
    }

    fn changed(&mut self, field: Field, cx: &Cx<'_>) {
        match field {
            Field::Pin => self.fill_place(),
            Field::Clinic => self.propose_follow_up(cx),
            _ => {}
        }
    }

    /// District and state at once, when the PIN is whole.
    fn fill_place(&mut self) {
        let Some(place) = Pin::parse(self.form.pin.trim()).ok().and_then(|pin| district_choices(&pin).into_iter().next()) else {
            return;
        };
        place.district.clone_into(&mut self.form.district);
        self.form.state = place.state.to_string();
    }

    /// Somebody who was in this department before comes for a follow-up; the clerk can change it.
    fn propose_follow_up(&mut self, cx: &Cx<'_>) {
        let Kind::Returning(file) = &self.kind else { return };
        let department = |code: &str| cx.clinic(code).map(|c| c.department.as_str());
        let Some(chosen) = department(&self.form.clinic) else { return };
        let before = file.visits.iter().any(|v| v.voided.is_none() && department(&v.clinic) == Some(chosen));
        if before { "follow-up" } else { "new" }.clone_into(&mut self.form.visit);
    }

    fn judged(&self, cx: &Cx<'_>) -> Option<Judged> {
        let previous = match &self.kind {
            Kind::Returning(file) => Some(&file.details),
            Kind::New | Kind::Seek => None,
        };
        cx.masters().map(|masters| judge(&self.form, masters, cx.today(), previous))
    }

    /// Hints and faults of the fields that were left; all faults once saving was tried.
    fn judge_now(&mut self, cx: &Cx<'_>) {
        let Some(judged) = self.judged(cx) else { return };
        let mut form = self.form.clone();
        let mut typed = |f: Field| sheet::slot(&mut form, f).is_some_and(|t| !t.trim().is_empty());
        self.said.clear();
        for remark in &judged.hints {
            if self.touched.contains(&remark.field) || self.tried {
                self.said.insert(remark.field, Said::hint(remark_text(remark, cx.lang())));
            }
        }
        for remark in &judged.faults {
            if self.tried || (self.touched.contains(&remark.field) && typed(remark.field)) {
                self.said.insert(remark.field, Said::fault(remark_text(remark, cx.lang())));
            }
        }
    }

    fn ask_similar(&mut self, cx: &mut Cx<'_>) {
        // Who was taken stays taken, as long as the form has that person's number.
        let wanted = says_enough(&self.form) && self.form.still_matched().is_none();
        if !matches!(self.kind, Kind::New) || !wanted {
            if matches!(self.kind, Kind::New) {
                self.matches.clear();
            }
            return;
        }
        self.serial = cx.out.next_serial();
        cx.send(Job::Similar { serial: self.serial, form: Box::new(self.form.swept()) });
    }

    fn ask_found(&mut self, cx: &mut Cx<'_>) {
        self.serial = cx.out.next_serial();
        if self.seek.trim().is_empty() {
            self.matches.clear();
        } else {
            cx.send(Job::Search { serial: self.serial, text: self.seek.trim().to_owned() });
        }
    }

    fn ask_again(&mut self, cx: &mut Cx<'_>) {
        if matches!(self.kind, Kind::Seek) { self.ask_found(cx) } else { self.ask_similar(cx) }
    }

    fn take_matches(&mut self, lines: &[Match], micros: u64) {
        self.matches = lines.to_vec();
        self.micros = micros;
    }

    fn save(&mut self, cx: &mut Cx<'_>) {
        if matches!(self.kind, Kind::Seek) {
            self.focus_seek = true;
            return;
        }
        let Some(judged) = self.judged(cx) else { return };
        self.tried = true;
        self.refused = None;
        self.judge_now(cx);
        if let Some(first) = judged.faults.first() {
            self.go_to(first);
            return;
        }
        self.saving = true;
        self.show_last = false;
        self.keeper.flush();
        cx.send(Job::Register { form: Box::new(self.form.swept()) });
    }

    /// Focus to what must be mended; the box is brought into sight.
    fn go_to(&mut self, remark: &Remark) {
        self.more |=
            sheet::is_more(remark.field) || (matches!(self.kind, Kind::Returning(_)) && !self.path().contains(&remark.field));
        self.focus = Some(remark.field);
    }

    fn refused(&mut self, problem: &Problem, cx: &Cx<'_>) {
        self.saving = false;
        for remark in &problem.remarks {
            self.said.insert(remark.field, Said::fault(remark_text(remark, cx.lang())));
        }
        if let Some(first) = problem.remarks.first() {
            self.go_to(&first.clone());
        } else {
            self.refused = Some(problem.clone());
            self.focus = Some(Field::Clinic);
        }
        self.keeper.touch();
    }

    fn saved(&mut self, saved: &Saved, cx: &mut Cx<'_>) {
        let serial = self.serial;
        let choices = std::mem::take(&mut self.choices);
        *self = Self { serial, choices, more: self.more, ..Self::default() };
        self.last = Some(Box::new(saved.clone()));
        self.show_last = true;
        self.focus = Some(Field::Mobile);
        let said = cx.w.with("opd-said-saved", &[("number", saved.patient.as_str())]);
        cx.say(said);
    }

    fn print_again(&self, cx: &mut Cx<'_>) -> bool {
        let Some(last) = &self.last else { return false };
        let size = cx.shared.settings.size;
        cx.send(Job::Reprint { visit: last.visit_id.clone(), paper: crate::journal::PaperKind::Slip, size });
        true
    }

    fn escape(&mut self, cx: &mut Cx<'_>) -> bool {
        if !self.is_unfinished() && self.seek.is_empty() {
            return false;
        }
        let again = self.armed.is_some_and(|at| cx.now.signed_duration_since(at) <= TimeDelta::seconds(ESC_ESC_SECS));
        if again {
            self.clear(cx);
        } else {
            self.armed = Some(cx.now);
            self.refocus();
        }
        true
    }

    /// egui takes the focus away at Esc; a clerk goes on typing where they were.
    fn refocus(&mut self) {
        let focused = self.focused;
        self.focus = NEW_PATH.iter().copied().find(|f| Some(id_of(*f)) == focused).or(Some(self.first_empty()));
        self.focus_seek = matches!(self.kind, Kind::Seek);
    }
}

/// Fields whose change may bring up other people.
const fn tells_who(field: Field) -> bool {
    matches!(
        field,
        Field::Mobile
            | Field::Name
            | Field::NameHi
            | Field::Relation
            | Field::RelativeName
            | Field::RelativeNameHi
            | Field::Sex
            | Field::Age
            | Field::Pin
            | Field::District
            | Field::Abha
            | Field::AbhaAddress
            | Field::Uhid
            | Field::Aadhaar
    )
}
