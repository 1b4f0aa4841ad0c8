//! A new requisition (Shift F7): whom it is for, tests in one box, the tubes to be drawn, and what was saved. After saving the next scan
//! begins the next patient; in a ward's pile the ward, the doctor and the time stay.
//!
//! Which tests may be asked for, which tubes they need and what warns is the desk's; this screen shows its plan.

mod chooser;
mod entered;
mod people;
mod seek;
mod sheet;
mod side;

use super::form::Picks;
use super::form::draw::id_of;
use super::form::page::Page;
use super::likely::{self, Likely};
use super::{Screen, take_focus};
use crate::desk::cases::{Done, FormDraft};
use crate::desk::lab::LabPlan;
use crate::desk::views::PatientFile;
use crate::hospital::forms::{FormId, Sheet};
use crate::hospital::lab::{Accession, Catalogue, LabWarning};
use crate::problem::Problem;
use crate::window::commands::{OrderKey, UiCommand};
use crate::window::draft::Keeper;
use crate::window::keys::millis;
use crate::window::routes::Route;
use crate::window::state::Cx;
use crate::window::theme::gap;
use crate::window::widgets::{bare, pane, panes};
use crate::worker::{CaseEvent, CaseJob, Event, Job, JobKind, LabEvent, LabJob};
use chooser::{Chooser, box_id};
use egui::{Id, Ui};
use entered::{Entered, TakeBack};
use seek::{Seek, seek_id};

/// Width of the panel at the right.
const SIDE_WIDTH: f32 = 330.0;
const SIDE_WIDTH_NARROW: f32 = 270.0;
const WIDE: f32 = 1000.0;

/// Fields that stay from one requisition of a ward's pile to the next.
const PILE_STAYS: [&str; 4] = ["ward", "doctor", "doctor_name", "collected"];

/// The screen.
pub struct LabOrderScreen {
    /// Everything typed but the tests' box.
    page: Page,
    chooser: Chooser,
    seek: Seek,
    /// Nobody known here: the person's fields are shown.
    new_person: bool,
    /// People who may be the new one.
    likely: Likely,
    /// What was sought when somebody of the patient index was taken.
    sought: Option<Seek>,
    /// What the order would be, as the desk said last.
    plan: Option<Box<LabPlan>>,
    serial: u64,
    /// A scan or a typed number waits for its patient.
    scanning: bool,
    /// Scanned while the desk was writing: the next patient.
    next_scan: Option<String>,
    /// What the records know of the patient was asked for.
    asked: bool,
    saving: Option<Sheet>,
    /// What was saved here, newest last.
    entered: Vec<Entered>,
    taking_back: Option<TakeBack>,
    /// A ward's pile of paper requisitions is being entered.
    pile: bool,
    /// The last one that was saved is shown until the next begins.
    show_last: bool,
    /// A sentence on top: why a scan was not taken.
    notice: Option<String>,
    picks: Picks,
    catalogue: Option<Box<Catalogue>>,
    focus: Option<Id>,
    keeper: Keeper,
}

impl Default for LabOrderScreen {
    fn default() -> Self {
        Self {
            page: blank(),
            chooser: Chooser::default(),
            seek: Seek::default(),
            new_person: false,
            likely: Likely::default(),
            sought: None,
            plan: None,
            serial: 0,
            scanning: false,
            next_scan: None,
            asked: false,
            saving: None,
            entered: Vec::new(),
            taking_back: None,
            pile: false,
            show_last: false,
            notice: None,
            picks: Picks::default(),
            catalogue: None,
            focus: None,
            keeper: Keeper::default(),
        }
    }
}

/// A requisition that nobody typed into.
fn blank() -> Page {
    let mut page = Page::new(FormId::LabOrder);
    page.typed.set("urgency", "urgent");
    page
}

/// A sentence of the laboratory in the language shown.
#[must_use]
pub fn warning_text(warning: &LabWarning, cx: &Cx<'_>) -> String {
    let args: Vec<(&str, &str)> = warning.args.iter().map(|(name, value)| (*name, value.as_str())).collect();
    cx.w.with(warning.id, &args)
}

impl Screen for LabOrderScreen {
    fn open(&mut self, route: &Route, cx: &mut Cx<'_>) {
        self.catalogue = cx.masters().map(|m| Box::new(Catalogue::of(m)));
        self.notice = None;
        let Route::LabOrder { values } = route else { return };
        let of = ["patient", "stay", "arrival"].iter().map(|name| values.get(name)).find(|text| !text.is_empty());
        match of {
            Some(number) if self.page.given.get("patient") != number => self.name(number, cx),
            _ => self.focus_first(),
        }
        // The index may have been opened or closed meanwhile.
        if self.new_person {
            self.likely.ask_similar(&self.page.person(), cx);
        } else {
            self.seek.ask(cx);
        }
    }

    fn hear(&mut self, event: &Event, cx: &mut Cx<'_>) -> bool {
        self.likely.hear(event);
        match event {
            Event::File(file) if std::mem::take(&mut self.scanning) => self.take_patient(file, cx),
            Event::NotHere { text } if std::mem::take(&mut self.scanning) => {
                self.seek.miss(text, cx.w.t("fill-seek-unknown").into_owned());
                self.focus = Some(seek_id());
                return true;
            }
            Event::Refused { job: JobKind::Scan, .. } => self.scanning = false,
            Event::Found { serial, lines, .. } => self.seek.found(*serial, lines),
            Event::Case(CaseEvent::Prefilled { form: FormId::LabOrder, values, .. }) if std::mem::take(&mut self.asked) => {
                if let Some(masters) = cx.masters() {
                    self.page.take_known(values, masters, cx.today(), cx.lang());
                }
            }
            Event::Case(CaseEvent::Filled(done)) => self.filled(done, cx),
            Event::Case(CaseEvent::Kept(drafts)) => {
                if let Some(draft) = drafts.iter().find(|d| d.form == FormId::LabOrder) {
                    self.restore(draft, cx);
                }
            }
            Event::Lab(LabEvent::Plan { serial, plan }) if *serial == self.serial => self.plan = Some(plan.clone()),
            Event::Refused { job: JobKind::Fill, problem } => return self.refused(problem, cx),
            _ => {}
        }
        false
    }

    fn command(&mut self, command: UiCommand, cx: &mut Cx<'_>) -> bool {
        if self.is_busy() {
            // What is being written cannot be left or written twice.
            return matches!(
                command,
                UiCommand::Fill | UiCommand::Back | UiCommand::Order(_) | UiCommand::Undo | UiCommand::Take(_)
            );
        }
        match command {
            UiCommand::Fill if self.taking_back.is_some() => self.take_back_now(cx),
            UiCommand::Fill => self.save(cx),
            UiCommand::Back if self.taking_back.take().is_some() => self.focus_first(),
            UiCommand::Take(n) => self.take(n, cx),
            UiCommand::NoneOfThese => self.likely.dismiss(),
            UiCommand::MergeLikely => likely::merge(self.likely.shown(), cx),
            UiCommand::Undo => self.undo(cx),
            UiCommand::Order(OrderKey::Pile) => self.turn_pile(),
            UiCommand::Order(OrderKey::NewPerson) => self.turn_new_person(cx),
            UiCommand::Order(OrderKey::Anew) => self.anew(cx),
            UiCommand::Order(OrderKey::TakeBack) => self.begin_take_back(),
            _ => return false,
        }
        true
    }

    /// A label printed ahead goes to the labels; anything else names the patient.
    fn scan(&mut self, text: &str, cx: &mut Cx<'_>) -> bool {
        if self.is_busy() {
            self.next_scan = Some(text.to_owned());
            return true;
        }
        self.notice = None;
        if let Ok(label) = Accession::parse(text) {
            self.take_label(label, cx);
        } else {
            self.name(text, cx);
        }
        true
    }

    fn draw(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        if !self.is_busy()
            && let Some(text) = self.next_scan.take()
        {
            self.scan(&text, cx);
        }
        take_focus(ui, &mut self.focus);
        let side = if ui.available_width() < WIDE { SIDE_WIDTH_NARROW } else { SIDE_WIDTH };
        let [left, right] = panes(ui, [0.0, side]);
        bare(ui, left, 0.0, |ui| self.sheet(ui, cx));
        if self.shows_people() {
            pane(ui, right, 0.0, |ui| self.likely.panel(ui, self.page.matched().as_ref(), self.page.taken(), cx));
        } else {
            pane(ui, right, gap::L, |ui| self.side(ui, cx));
        }
        if std::mem::take(&mut self.page.unkept) {
            self.keeper.touch();
        }
        // What is due now the app takes right after this.
        if let Some(wait) = self.keeper.wait_ms(millis(ui.input(|i| i.time))).filter(|wait| *wait > 0) {
            ui.ctx().request_repaint_after(std::time::Duration::from_millis(wait));
        }
    }
}

impl LabOrderScreen {
    /// True while keys typed now belong to what comes next: the desk is writing, or a scanned patient is on the way.
    #[must_use]
    pub const fn is_busy(&self) -> bool {
        self.saving.is_some() || self.scanning || matches!(&self.taking_back, Some(back) if back.sent)
    }

    /// What should be on the disk, when it is time for it: `Some(None)` forgets it. Without a time, whatever is not there yet.
    pub fn to_keep(&mut self, now_ms: Option<u64>) -> Option<Option<FormDraft>> {
        let due = match now_ms {
            Some(now) => self.keeper.due(now),
            None => self.keeper.flush(),
        };
        due.then(|| self.page.is_touched().then(|| self.page.draft()))
    }

    fn restore(&mut self, draft: &FormDraft, cx: &mut Cx<'_>) {
        self.page = Page::restored(draft);
        if self.page.typed.get("urgency").is_empty() {
            self.page.typed.set("urgency", "urgent");
        }
        self.chooser.set(self.page.typed.get("tests"));
        let number = self.page.given.get("patient").to_owned();
        self.new_person = number.is_empty() && (!self.page.typed.get("name").is_empty() || self.page.matched().is_some());
        if !number.is_empty() {
            self.wants(&number, cx);
        }
    }

    /// Somebody else is named: what is begun for one patient never goes to another.
    fn name(&mut self, text: &str, cx: &mut Cx<'_>) {
        if self.page.about.is_some() && !self.chooser.chosen.is_empty() {
            self.notice = Some(cx.w.t("laborder-not-saved").into_owned());
            self.focus = Some(box_id());
        } else {
            self.wants(text, cx);
        }
    }

    /// Asks for the patient of a scan or a number.
    fn wants(&mut self, text: &str, cx: &mut Cx<'_>) {
        self.scanning = true;
        self.taking_back = None;
        cx.send(Job::Scan { text: text.trim().to_owned() });
    }

    fn take_patient(&mut self, file: &PatientFile, cx: &mut Cx<'_>) {
        self.seek = Seek::default();
        self.new_person = false;
        self.show_last = false;
        self.forget_people(cx);
        self.page.given = Sheet::default();
        let number = file.line.number.to_string();
        let urgency = self.page.typed.get("urgency").to_owned();
        self.page.put("urgency", &urgency);
        self.page.given.set("patient", number.as_str());
        self.page.about = Some(file.line.clone());
        let values = self.page.given.clone();
        cx.send(Job::Case(CaseJob::Prefill { form: FormId::LabOrder, values }));
        self.asked = true;
        self.ask_plan(cx);
        self.focus = Some(box_id());
    }

    /// Asks what the order would be.
    fn ask_plan(&mut self, cx: &mut Cx<'_>) {
        if self.chooser.chosen.is_empty() {
            self.plan = None;
            self.serial = cx.out.next_serial();
            return;
        }
        self.serial = cx.out.next_serial();
        let values = self.page.given.clone().with("tests", self.chooser.text());
        cx.send(Job::Lab(LabJob::Plan { serial: self.serial, values }));
    }

    /// Tests were chosen or taken away.
    fn tests_changed(&mut self, cx: &mut Cx<'_>) {
        self.show_last = false;
        self.page.put("tests", &self.chooser.text());
        self.chooser.fault = None;
        self.ask_plan(cx);
    }

    /// A scanned label printed ahead: the tube it is for is the next one in the order of draw.
    fn take_label(&mut self, label: Accession, cx: &Cx<'_>) {
        let have = self.labels();
        if have.contains(&label) {
            self.notice = Some(cx.w.with("laborder-label-twice", &[("label", &label.spaced())]));
            return;
        }
        let all: Vec<String> = have.iter().chain([&label]).map(ToString::to_string).collect();
        self.page.put("labels", &all.join(", "));
    }

    /// Labels printed ahead that were scanned or typed so far.
    fn labels(&self) -> Vec<Accession> {
        self.page.typed.get("labels").split([',', ';', '\n']).filter_map(|text| Accession::parse(text.trim()).ok()).collect()
    }

    fn save(&mut self, cx: &mut Cx<'_>) {
        self.notice = None;
        let Some(catalogue) = self.catalogue.take() else { return };
        let before = self.chooser.chosen.len();
        let known = self.chooser.take_typed(&catalogue, cx);
        self.catalogue = Some(catalogue);
        if !known {
            self.focus = Some(box_id());
            return;
        }
        if self.chooser.chosen.len() != before {
            self.tests_changed(cx);
        }
        if self.page.about.is_none() && !self.new_person {
            self.seek.fault = Some(cx.w.t("laborder-who-first").into_owned());
            self.focus = Some(seek_id());
            return;
        }
        if self.chooser.chosen.is_empty() {
            self.chooser.fault = Some(cx.w.t("laborder-tests-first").into_owned());
            self.focus = Some(box_id());
            return;
        }
        self.page.remarks.clear();
        let values = self.page.to_send();
        self.saving = Some(values.clone());
        cx.send(Job::Case(CaseJob::Fill { form: FormId::LabOrder, values }));
    }

    fn filled(&mut self, done: &Done, cx: &mut Cx<'_>) {
        if done.form == FormId::Cancel {
            self.taken_back(done, cx);
            return;
        }
        if done.form != FormId::LabOrder || self.saving.take().is_none() {
            return;
        }
        let number = done.number.as_ref().map(ToString::to_string).unwrap_or_default();
        cx.say(cx.w.with("laborder-said", &[("number", &number)]));
        let preprinted = !self.page.typed.get("labels").is_empty();
        let kinds = self.plan.iter().flat_map(|plan| &plan.tubes).map(|tube| tube.kind.clone()).collect();
        let (done, tests) = (Box::new(done.clone()), self.chooser.text());
        self.entered.push(Entered { done, tests, kinds, preprinted, taken_back: false });
        self.begin_next(self.pile);
        self.forget_people(cx);
        self.show_last = true;
    }

    /// An empty requisition; in a pile what belongs to the whole pile stays.
    fn begin_next(&mut self, pile: bool) {
        let before = std::mem::replace(&mut self.page, blank());
        if pile {
            for slot in PILE_STAYS {
                self.page.typed.set(slot, before.typed.get(slot));
            }
        }
        self.chooser = Chooser::default();
        self.seek = Seek::default();
        self.new_person = false;
        self.plan = None;
        self.asked = false;
        self.notice = None;
        self.keeper.touch();
        self.focus = Some(seek_id());
    }

    fn anew(&mut self, cx: &mut Cx<'_>) {
        self.begin_next(self.pile);
        self.forget_people(cx);
        self.serial = cx.out.next_serial();
    }

    /// True when every sentence has a place on the screen.
    fn refused(&mut self, problem: &Problem, cx: &Cx<'_>) -> bool {
        if let Some(back) = self.taking_back.as_mut().filter(|back| back.sent) {
            back.sent = false;
            back.fault = Some(problem.told(cx.lang()).what);
            return true;
        }
        if self.saving.take().is_none() {
            return false;
        }
        self.page.remarks.clone_from(&problem.remarks);
        let beside = |slot: &str| problem.remarks.iter().any(|r| r.field.code() == slot);
        if let Some(remark) = problem.remarks.iter().find(|r| r.field.code() == "tests") {
            self.chooser.fault = Some(crate::problem::remark_text(remark, cx.lang()));
        }
        let first = problem.remarks.first().map(|r| r.field.code());
        let shown = self.shown().into_iter().find(|a| first == Some(a.item.code.as_str())).map(|a| id_of(a.slot));
        self.focus = Some(match shown {
            _ if beside("tests") => box_id(),
            _ if beside("override") => id_of("override"),
            Some(id) => id,
            None => box_id(),
        });
        !problem.remarks.is_empty()
    }

    fn turn_pile(&mut self) {
        self.pile = !self.pile;
        self.focus_first();
    }

    fn turn_new_person(&mut self, cx: &mut Cx<'_>) {
        self.new_person = !self.new_person;
        if self.new_person {
            self.page.given.set("patient", "");
            self.page.about = None;
            self.show_last = false;
            self.seek = Seek::default();
            self.ask_plan(cx);
            self.likely.ask_similar(&self.page.person(), cx);
            self.focus = Some(id_of("name"));
        } else {
            self.forget_people(cx);
            self.focus_first();
        }
    }

    fn focus_first(&mut self) {
        self.focus = Some(if self.page.about.is_none() && !self.new_person { seek_id() } else { box_id() });
    }
}
