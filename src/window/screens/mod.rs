//! One file a screen. A screen draws, keeps what was typed, and leaves jobs and wishes in [`Cx`]; it holds no rule,
//! queries nothing and never waits.

mod archive;
pub mod books;
pub mod bundles;
pub mod census;
mod compare;
pub mod conflicts;
pub mod control;
mod crosswalk;
pub mod drill;
pub mod emergency;
pub mod event;
pub mod export;
pub mod find;
pub mod form;
pub mod hall;
pub mod handover;
pub mod help;
pub mod home;
pub mod index;
pub mod lab;
pub mod lab_files;
pub mod lab_order;
pub mod lab_results;
pub mod lab_worklist;
pub mod likely;
pub mod matching;
pub mod merge;
mod officer;
pub mod opd;
mod paper_view;
mod papers_in;
pub mod passwords;
pub mod patient;
pub mod preview;
pub mod prints;
mod proof;
pub mod queue;
mod rebuild;
pub mod register;
pub mod set_up;
pub mod settings;
mod settings_hub;
pub mod sign_in;
pub mod typing;
pub mod unknown;
pub mod verify;
pub mod ward;
pub mod welcome;

use super::commands::UiCommand;
use super::routes::Route;
use super::state::Cx;
use super::theme;
use crate::worker::Event;
use egui::{Id, Layout, ScrollArea, Ui, UiBuilder};

/// What every screen is. All screens of a person live as long as that person is signed in; nothing typed is lost by leaving.
pub trait Screen {
    /// The window comes to this screen: ask the worker for what it shows, put the focus where typing starts.
    fn open(&mut self, _route: &Route, _cx: &mut Cx<'_>) {}

    /// An event came. Every screen hears every event, shown or not. True when it has dealt with a `Refused`
    /// or `NotHere` of its own, so that the app need not show it in the banner.
    fn hear(&mut self, _event: &Event, _cx: &mut Cx<'_>) -> bool {
        false
    }

    /// A key of the table that is this screen's own was pressed. True when it was used.
    fn command(&mut self, _command: UiCommand, _cx: &mut Cx<'_>) -> bool {
        false
    }

    /// A slip, a wristband or a card was scanned while this screen is shown. True when the screen has dealt with it.
    fn scan(&mut self, _text: &str, _cx: &mut Cx<'_>) -> bool {
        false
    }

    /// Draws itself into the space between band, side bar and status line.
    fn draw(&mut self, ui: &mut Ui, cx: &mut Cx<'_>);
}

/// All screens, each with what was typed in it.
#[derive(Default)]
pub struct Screens {
    starting: Starting,
    pub welcome: welcome::WelcomeScreen,
    pub set_up: set_up::SetUpScreen,
    pub sign_in: sign_in::SignInScreen,
    pub home: home::HomeScreen,
    pub opd: opd::OpdScreen,
    pub find: find::FindScreen,
    pub patient: patient::PatientScreen,
    pub queue: queue::QueueScreen,
    pub hall: hall::HallScreen,
    pub register: register::RegisterScreen,
    pub prints: prints::PrintsScreen,
    pub preview: preview::PreviewScreen,
    pub settings: settings::SettingsScreen,
    pub export: export::ExportScreen,
    pub verify: verify::VerifyScreen,
    pub index: index::IndexScreen,
    pub papers_in: papers_in::PapersInScreen,
    pub help: help::HelpScreen,
    pub ward: ward::WardScreen,
    pub form: form::FormScreen,
    pub census: census::CensusScreen,
    pub emergency: emergency::EmergencyScreen,
    pub unknown: unknown::UnknownScreen,
    pub books: books::BooksScreen,
    pub lab: lab::LabScreen,
    pub lab_order: lab_order::LabOrderScreen,
    pub lab_results: lab_results::LabResultsScreen,
    pub lab_files: lab_files::LabFilesScreen,
    pub lab_worklist: lab_worklist::LabWorklistScreen,
    pub event: event::EventScreen,
    pub control: control::ControlScreen,
    pub bundles: bundles::BundlesScreen,
    pub conflicts: conflicts::ConflictsScreen,
    pub merge: merge::MergeScreen,
    pub matching: matching::MatchScreen,
    pub handover: handover::HandoverScreen,
    pub typing: typing::TypingScreen,
    crosswalk: crosswalk::CrosswalkScreen,
    proof: proof::ProofScreen,
    archive: archive::ArchiveScreen,
    pub archived: archive::ArchivedScreen,
}

impl Screens {
    /// The screen of a route.
    pub fn at(&mut self, route: &Route) -> &mut dyn Screen {
        match route {
            Route::Starting => &mut self.starting,
            Route::Welcome => &mut self.welcome,
            Route::SetUp | Route::Rebuild => &mut self.set_up,
            Route::SignIn => &mut self.sign_in,
            Route::Home => &mut self.home,
            Route::Opd => &mut self.opd,
            Route::Find => &mut self.find,
            Route::Patient(_) => &mut self.patient,
            Route::Queue => &mut self.queue,
            Route::Register(_) => &mut self.register,
            Route::Prints => &mut self.prints,
            Route::Preview { .. } => &mut self.preview,
            Route::Settings => &mut self.settings,
            Route::Export => &mut self.export,
            Route::Verify => &mut self.verify,
            Route::PatientIndex => &mut self.index,
            Route::PapersIn => &mut self.papers_in,
            Route::Help => &mut self.help,
            Route::Ward { .. } => &mut self.ward,
            Route::Form { .. } => &mut self.form,
            Route::Census => &mut self.census,
            Route::Emergency => &mut self.emergency,
            Route::Unknown => &mut self.unknown,
            Route::Book(_) => &mut self.books,
            Route::LabBoard { .. } => &mut self.lab,
            Route::LabOrder { .. } => &mut self.lab_order,
            Route::LabResults { .. } => &mut self.lab_results,
            Route::LabFiles => &mut self.lab_files,
            Route::LabWorklist => &mut self.lab_worklist,
            Route::Event => &mut self.event,
            Route::Control => &mut self.control,
            Route::Bundles => &mut self.bundles,
            Route::Conflicts => &mut self.conflicts,
            Route::Merge { .. } => &mut self.merge,
            Route::Match => &mut self.matching,
            Route::Handover => &mut self.handover,
            Route::Typing => &mut self.typing,
            Route::Crosswalk => &mut self.crosswalk,
            Route::Proof => &mut self.proof,
            Route::Archive => &mut self.archive,
            Route::Archived => &mut self.archived,
        }
    }

    /// All of them, to hear an event. The OPD screen comes first: what it waits for is its own.
    pub fn all(&mut self) -> [&mut dyn Screen; 41] {
        [
            &mut self.opd,
            &mut self.welcome,
            &mut self.set_up,
            &mut self.sign_in,
            &mut self.home,
            &mut self.find,
            &mut self.patient,
            &mut self.queue,
            &mut self.hall,
            &mut self.register,
            &mut self.prints,
            &mut self.preview,
            &mut self.settings,
            &mut self.export,
            &mut self.verify,
            &mut self.index,
            &mut self.papers_in,
            &mut self.help,
            &mut self.ward,
            &mut self.form,
            &mut self.census,
            &mut self.emergency,
            &mut self.unknown,
            &mut self.books,
            &mut self.lab,
            &mut self.lab_order,
            &mut self.lab_results,
            &mut self.lab_files,
            &mut self.lab_worklist,
            &mut self.event,
            &mut self.control,
            &mut self.bundles,
            &mut self.conflicts,
            &mut self.merge,
            &mut self.matching,
            &mut self.handover,
            &mut self.typing,
            &mut self.crosswalk,
            &mut self.proof,
            &mut self.archive,
            &mut self.archived,
        ]
    }

    /// The requisition as it is typed is kept on the disk together with the forms: when it is time, or (without a time) at once.
    pub fn keep_requisition(&mut self, now_ms: Option<u64>, cx: &mut Cx<'_>) {
        if let Some(draft) = self.lab_order.to_keep(now_ms) {
            self.form.keep_requisition(draft, cx);
        }
    }

    /// One person's work never shows to another: every screen behind the sign-in starts anew.
    pub fn forget_person(&mut self) {
        let sign_in = std::mem::take(&mut self.sign_in);
        let welcome = std::mem::take(&mut self.welcome);
        let archived = std::mem::take(&mut self.archived);
        *self = Self { welcome, sign_in, archived, ..Self::default() };
    }
}

/// Nothing is known yet; the worker is reading the disk.
#[derive(Default)]
struct Starting;

impl Screen for Starting {
    fn draw(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        ui.centered_and_justified(|ui| ui.label(theme::label(cx.w.t("starting"))));
    }
}

/// A column of a width in the middle, scrolled when the window is low.
pub fn column<R>(ui: &mut Ui, width: f32, content: impl FnOnce(&mut Ui) -> R) -> R {
    let room = ui.available_rect_before_wrap();
    let width = width.min(room.width());
    let left = room.left() + (room.width() - width) / 2.0;
    let rect = egui::Rect::from_min_size(egui::pos2(left, room.top()), egui::vec2(width, room.height()));
    let builder = UiBuilder::new().max_rect(rect).layout(Layout::top_down(egui::Align::LEFT));
    ui.scope_builder(builder, |ui| {
        reserve_bar(ui);
        ScrollArea::vertical().auto_shrink([false, false]).show(ui, |ui| {
            ui.set_width(ui.available_width());
            let out = content(ui);
            // What the keyboard comes to is brought into sight, its label above it too.
            let focused = ui.memory(egui::Memory::focused).and_then(|id| ui.ctx().read_response(id));
            if let Some(response) = focused.filter(egui::Response::gained_focus) {
                ui.scroll_to_rect(response.rect.expand(theme::gap::L * 2.0), None);
            }
            out
        })
    })
    .inner
    .inner
}

/// A form's boxes keep clear of the scroll bar, where a list's lines reach under it.
pub fn reserve_bar(ui: &mut Ui) {
    ui.spacing_mut().scroll.floating_allocated_width = theme::gap::M;
}

/// Puts the focus on `id` once and forgets it.
pub fn take_focus(ui: &Ui, wish: &mut Option<Id>) {
    if let Some(id) = wish.take() {
        ui.memory_mut(|m| m.request_focus(id));
        ui.ctx().request_repaint();
    }
}

/// A button that is pressed by Enter when it has the focus, or clicked.
pub fn pressed(ui: &mut Ui, button: super::widgets::Button<'_>) -> bool {
    ui.add(button).clicked()
}
