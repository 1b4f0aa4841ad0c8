//! The app: drains events, gives keys to commands, draws the shell and one screen, then carries out what screens asked for.
//!
//! Holds no rule and no sentence of its own. A dispatcher arm only delegates.

use super::commands::{COMMANDS, Line, Place, UiCommand};
use super::keys::{Keys, millis};
use super::routes::Route;
use super::screens::{Screen as _, Screens};
use super::shell;
use super::state::{Cx, Out, Shared, Wish};
use super::theme;
use super::widgets::text_has_focus;
use crate::desk::views::{HubStanding, IndexStanding, PrintLine, PrintState};
use crate::hospital::forms::Sheet;
use crate::hospital::lab::Accession;
use crate::hospital::permissions::Right;
use crate::problem::{Problem, Trouble};
use crate::worker::{CarryEvent, CaseEvent, Event, EventNews, Found, HubEvent, IndexEvent, Job, LabEvent, Link, PaperEvent};
use chrono::{DateTime, FixedOffset, Timelike as _};
use egui::{Context, Key, Modifiers, Ui, ViewportCommand};
use std::collections::VecDeque;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

/// The window's clock; a test gives a fixed one.
pub type Clock = Box<dyn Fn() -> DateTime<FixedOffset>>;

/// Events taken in one frame, so that a flood cannot freeze the window.
const EVENTS_A_FRAME_MAX: usize = 256;
/// Jobs that wait here when the worker's queue is full.
const JOBS_WAITING_MAX: usize = 1024;
/// Places that Esc finds back to.
const TRAIL_MAX: usize = 16;
/// Banners kept.
const TROUBLES_MAX: usize = 8;
const ZOOM_STEP: f32 = 0.1;

/// The window's whole state.
pub struct App {
    link: Link,
    clock: Clock,
    shared: Shared,
    out: Out,
    unsent: VecDeque<Job>,
    route: Route,
    trail: Vec<Route>,
    screens: Screens,
    drawn: Drawn,
    /// When a key or the mouse was used last, in seconds of egui's clock.
    active_at: f64,
    /// Called once after the first frame that a person can use.
    on_usable: Option<Box<dyn FnOnce()>>,
    frames_usable: u8,
    /// A scan outside the OPD screen waits for its file.
    scanned: bool,
    closing: bool,
    /// Events heard so far.
    heard: u32,
}

/// What the style was set to last.
#[derive(Default, PartialEq, Clone, Copy)]
struct Drawn {
    dark: bool,
    zoom: f32,
}

impl App {
    /// An app over a link. The worker behind it may be played by a test.
    #[must_use]
    pub fn new(ctx: &Context, link: Link, clock: Clock) -> Self {
        let shared = Shared::default();
        let drawn = Drawn { dark: shared.settings.dark, zoom: shared.settings.zoom };
        theme::install(ctx, drawn.dark, drawn.zoom);
        ctx.add_plugin(Keys::default());
        ctx.options_mut(|o| o.zoom_with_keyboard = false);
        Self {
            link,
            clock,
            shared,
            out: Out::default(),
            unsent: VecDeque::new(),
            route: Route::Starting,
            trail: Vec::new(),
            screens: Screens::default(),
            drawn,
            active_at: 0.0,
            on_usable: None,
            frames_usable: 0,
            scanned: false,
            closing: false,
            heard: 0,
        }
    }

    /// Asks to be told after the first frame that a person can use.
    pub fn on_usable(&mut self, tell: Box<dyn FnOnce()>) {
        self.on_usable = Some(tell);
    }

    /// Where the window is; for tests.
    #[must_use]
    pub const fn route(&self) -> &Route {
        &self.route
    }

    /// Takes events in; never draws.
    pub fn logic(&mut self, ctx: &Context) {
        self.tell_usable();
        self.send_unsent();
        let mut more = false;
        let before = self.heard;
        for taken in 0..EVENTS_A_FRAME_MAX {
            let Some(event) = self.link.next() else { break };
            self.hear(ctx, event);
            self.heard = self.heard.wrapping_add(1);
            more = taken + 1 == EVENTS_A_FRAME_MAX;
        }
        // Scroll bars come and go one frame late; what just came is drawn twice.
        if more || before != self.heard {
            ctx.request_repaint();
        }
        self.apply_settings(ctx);
        self.carry_out(ctx);
    }

    /// Draws one frame.
    pub fn ui(&mut self, ui: &mut Ui) {
        let ctx = ui.ctx().clone();
        self.read_keys(&ctx);
        self.take_dropped(&ctx);
        self.carry_out(&ctx);
        let now = (self.clock)();
        let mut cx = Cx::new(&self.shared, &mut self.out, now);
        if self.route.inside() && !self.shared.locked {
            self.screens.lab.watch(&mut cx);
            shell::around(ui, &self.route, &mut cx, |ui, cx| self.screens.at(&self.route).draw(ui, cx));
            self.screens.hall.show(&ctx, &mut cx);
            self.screens.typing.show(&ctx, &mut cx);
        } else {
            let front = if self.shared.locked { &Route::SignIn } else { &self.route };
            shell::front(ui, &mut cx, |ui, cx| self.screens.at(front).draw(ui, cx));
        }
        let mut cx = Cx::new(&self.shared, &mut self.out, now);
        self.screens.keep_requisition(Some(millis(ctx.input(|i| i.time))), &mut cx);
        self.carry_out(&ctx);
        self.plan_next_frame(&ctx, now);
    }

    fn cx(&mut self) -> (Cx<'_>, &mut Screens) {
        let now = (self.clock)();
        (Cx::new(&self.shared, &mut self.out, now), &mut self.screens)
    }

    fn tell_usable(&mut self) {
        if self.route == Route::Starting {
            return;
        }
        self.frames_usable = self.frames_usable.saturating_add(1);
        // The frame before this one was drawn with a screen on it.
        if self.frames_usable > 1
            && let Some(tell) = self.on_usable.take()
        {
            tell();
            self.closing = true;
        }
    }

    fn send_unsent(&mut self) {
        while let Some(job) = self.unsent.pop_front() {
            if self.link.send(job.clone()).is_err() {
                self.unsent.push_front(job);
                break;
            }
        }
    }

    fn send(&mut self, job: Job) {
        if !self.unsent.is_empty() || self.link.send(job.clone()).is_err() {
            if self.unsent.len() >= JOBS_WAITING_MAX {
                self.trouble(Problem::device("problem-desk-busy"));
                return;
            }
            self.unsent.push_back(job);
        }
    }

    fn trouble(&mut self, problem: Problem) {
        self.shared.troubles.retain(|p| p.id != problem.id);
        self.shared.troubles.push(problem);
        if self.shared.troubles.len() > TROUBLES_MAX {
            self.shared.troubles.remove(0);
        }
    }

    fn hear(&mut self, ctx: &Context, event: Event) {
        self.note(ctx, &event);
        let (mut cx, screens) = self.cx();
        let mut taken = false;
        for screen in screens.all() {
            taken |= screen.hear(&event, &mut cx);
        }
        if !taken {
            self.show_refusal(event);
        }
    }

    /// What the whole window must know of an event.
    fn note(&mut self, ctx: &Context, event: &Event) {
        match event {
            Event::Started(found) => self.started(ctx, found),
            Event::SetUpDone { masters, counter, users, settings, .. } => {
                self.shared.masters = Some(masters.clone());
                self.shared.counter = Some(counter.clone());
                self.shared.users.clone_from(users);
                // The language chosen on the way here stays.
                let lang = self.shared.settings.lang;
                self.shared.settings = settings.clone();
                if settings.lang != lang {
                    self.change(|s| s.lang = lang);
                }
                self.teach(ctx);
            }
            Event::SignedIn { person, status, draft } => self.signed_in(person, status, draft.as_deref()),
            Event::SignedOut => self.signed_out(),
            Event::PasswordChanged => {
                if let Some(person) = &mut self.shared.person {
                    person.first_password = false;
                }
                if self.route == Route::SignIn {
                    self.go(Route::Home);
                }
            }
            // What was refused a moment ago is mended now.
            Event::Case(CaseEvent::Filled(_)) => self.shared.troubles.retain(|p| p.trouble != Trouble::Refused),
            Event::Index(event) => self.index(event),
            Event::OfEvent(EventNews::Drill(news)) => self.shared.drill = news.clone(),
            Event::OfEvent(EventNews::Taken(line)) => self.taken(line),
            Event::Second(standing) => self.shared.second = standing.clone(),
            Event::Hub(HubEvent::Standing(standing)) => self.shared.hub = standing.clone(),
            Event::Carry(CarryEvent::OnStick(waiting)) => self.shared.on_stick = Arc::clone(waiting),
            Event::Papers(PaperEvent::ScansWaiting(n)) => self.shared.scans_waiting = *n,
            Event::Status(status) => self.shared.status = Some(status.clone()),
            Event::Lab(LabEvent::Board(board)) => {
                self.shared.lab_critical = board.lines.iter().map(|line| line.critical.len() as u64).sum();
            }
            Event::Settings(settings) => self.shared.settings = settings.clone(),
            Event::File(file) if self.scanned => {
                self.scanned = false;
                self.go(Route::Patient(file.line.id.clone()));
            }
            Event::Print(print) => self.printed(print),
            Event::Closed => self.closing = true,
            _ => {}
        }
    }

    /// The paper of the registration just saved came out: the status line says so.
    fn printed(&mut self, print: &PrintLine) {
        let last = self.screens.opd.last_visit();
        if print.state == PrintState::Printed && last.is_some_and(|saved| saved.visit_id == print.visit) {
            let number = last.map(|saved| saved.patient.to_string()).unwrap_or_default();
            let (mut cx, _) = self.cx();
            let sentence = cx.w.with("opd-said-printed", &[("number", &number)]);
            cx.say(sentence);
        }
    }

    /// A notice was scanned: what it says is said, wherever one works.
    fn taken(&mut self, line: &crate::desk::event::SaidLine) {
        self.scanned = false;
        let (mut cx, _) = self.cx();
        let what = crate::window::screens::event::said_text(line, &[], &cx);
        let sentence = cx.w.with("event-taken", &[("what", &what)]);
        cx.say(sentence);
    }

    /// How the patient index stands: trouble with it stays in sight until it is mended.
    fn index(&mut self, event: &IndexEvent) {
        match event {
            IndexEvent::Standing(standing) => {
                self.shared.index = standing.clone();
                self.shared.troubles.retain(|p| !p.id.contains("-index-"));
                if let IndexStanding::Damaged(problem) = standing {
                    self.trouble(problem.clone());
                }
            }
            IndexEvent::Trouble(problem) => {
                self.shared.index = IndexStanding::Damaged(problem.clone());
                self.trouble(problem.clone());
            }
            IndexEvent::Checked(_) => {}
        }
    }

    fn started(&mut self, ctx: &Context, found: &Found) {
        match found {
            Found::Nothing => self.go(Route::Welcome),
            Found::Broken(problem) => {
                self.screens.welcome.broken = Some(problem.clone());
                self.go(Route::Welcome);
            }
            Found::Archived { here, settings, finished } => {
                self.shared.settings = (**settings).clone();
                self.screens.archived.show((**here).clone(), *finished);
                self.go(Route::Archived);
            }
            Found::Counter { masters, counter, users, settings } => {
                self.shared.masters = Some(masters.clone());
                self.shared.counter = Some(counter.clone());
                self.shared.users.clone_from(users);
                self.shared.settings = (**settings).clone();
                self.teach(ctx);
                self.go(Route::SignIn);
            }
        }
    }

    /// Lets the scanner know the hospital's own number.
    fn teach(&self, ctx: &Context) {
        if let Some(masters) = &self.shared.masters {
            let hospital = &masters.hospital;
            ctx.with_plugin(|keys: &mut Keys| keys.teach(hospital.uhid.clone(), &hospital.uhid_example));
        }
    }

    fn signed_in(
        &mut self,
        person: &crate::desk::views::Person,
        status: &crate::desk::views::Status,
        draft: Option<&crate::hospital::opd_form::OpdForm>,
    ) {
        let same = self.shared.person.as_ref().is_some_and(|p| p.login == person.login);
        self.shared.status = Some(Box::new(status.clone()));
        self.shared.person = Some(person.clone());
        let unlocked = std::mem::replace(&mut self.shared.locked, false);
        if unlocked && same {
            return;
        }
        self.screens.forget_person();
        if let Some(draft) = draft {
            self.screens.opd.restore(draft.clone());
        }
        self.trail.clear();
        if !person.first_password {
            self.go(Route::Home);
        }
    }

    fn signed_out(&mut self) {
        self.shared.person = None;
        self.shared.status = None;
        self.shared.lab_critical = 0;
        self.shared.on_stick = Arc::default();
        self.shared.scans_waiting = 0;
        self.shared.index = IndexStanding::None;
        self.shared.hub = HubStanding::None;
        self.shared.locked = false;
        self.shared.said = None;
        self.shared.troubles.clear();
        self.screens.forget_person();
        self.trail.clear();
        self.go(Route::SignIn);
    }

    fn show_refusal(&mut self, event: Event) {
        match event {
            Event::Refused { problem, .. } => self.trouble(problem),
            Event::NotHere { text } => {
                self.scanned = false;
                let (mut cx, _) = self.cx();
                let sentence = cx.w.with("scan-not-here", &[("text", &short(&text))]);
                cx.say(sentence);
            }
            _ => {}
        }
    }

    fn apply_settings(&mut self, ctx: &Context) {
        let wanted = Drawn { dark: self.shared.settings.dark, zoom: self.shared.settings.zoom };
        if wanted != self.drawn {
            theme::apply(ctx, wanted.dark, wanted.zoom);
            self.drawn = wanted;
        }
    }

    /// Gives scans to their screen and keys to their commands, before any field sees them.
    fn read_keys(&mut self, ctx: &Context) {
        let keep = self.screens.opd.keeps(ctx);
        let Some((scans, active)) = ctx.with_plugin(|keys: &mut Keys| {
            keys.keep(keep);
            (keys.take_scans(), keys.take_active())
        }) else {
            return;
        };
        let time = ctx.input(|i| i.time);
        if active | self.screens.typing.take_active() {
            self.active_at = time;
        }
        self.lock_when_idle(time);
        let covered = self.screens.typing.covers(ctx);
        for scan in scans {
            if covered {
                let (mut cx, screens) = self.cx();
                screens.typing.scanned(&scan, &mut cx);
            } else {
                self.scan(scan);
            }
        }
        // egui takes the focus away at Esc, unless its owner (an open list) wants the key itself.
        if ctx.input(|i| i.key_pressed(Key::Escape)) && ctx.memory(|m| m.focused().is_some()) {
            return;
        }
        let typing = text_has_focus(ctx);
        for line in COMMANDS {
            if !(covered && (line.plain || line.command == UiCommand::Back)) && self.holds(line, typing) && pressed(ctx, line) {
                self.run(ctx, line.command);
            }
        }
    }

    /// Bundles dropped on the window are looked at, wherever one is.
    fn take_dropped(&mut self, ctx: &Context) {
        let bundle = |path: &PathBuf| path.extension().is_some_and(|ending| ending == "nrb");
        let dropped =
            ctx.input(|i| i.raw.dropped_files.iter().map(|f| f.path().to_path_buf()).filter(bundle).collect::<Vec<_>>());
        let may = self.cx().0.may(Right::CarryRecords);
        if dropped.is_empty() || !may || !self.route.inside() || self.shared.locked {
            return;
        }
        self.go(Route::Bundles);
        let (mut cx, screens) = self.cx();
        screens.bundles.look_at(dropped, &mut cx);
    }

    /// True when the command of this line works here and now.
    fn holds(&self, line: &Line, typing: bool) -> bool {
        let route = if self.shared.locked { &Route::SignIn } else { &self.route };
        let person = self.shared.person.as_ref();
        let may = line.right.is_none_or(|right| person.is_some_and(|p| p.roles.iter().any(|r| r.may(right))));
        let first_password = person.is_some_and(|p| p.first_password);
        line.place.holds(route) && may && !(line.plain && typing) && (line.place == Place::Always || !first_password)
    }

    fn scan(&mut self, text: String) {
        if !self.route.inside() || self.shared.locked {
            return;
        }
        let route = self.route.clone();
        let tube = Accession::parse(&text).ok();
        let knows_tubes =
            matches!(route, Route::LabBoard { .. } | Route::LabOrder { .. } | Route::LabResults { .. } | Route::Form { .. });
        let (mut cx, screens) = self.cx();
        if (tube.is_none() || knows_tubes) && screens.at(&route).scan(&text, &mut cx) {
            return;
        }
        // A tube's label opens the tube, wherever one is.
        if tube.is_some() {
            return self.go(Route::LabBoard { tube });
        }
        let looking = matches!(self.route, Route::Find | Route::Patient(_) | Route::Queue | Route::Register(_) | Route::Prints);
        if looking {
            self.scanned = true;
            self.out.jobs.push(Job::Scan { text });
            return;
        }
        if self.route != Route::Opd {
            self.go(Route::Opd);
        }
        let (mut cx, screens) = self.cx();
        screens.opd.scan(text, &mut cx);
    }

    /// The dispatcher. An arm only delegates.
    fn run(&mut self, ctx: &Context, command: UiCommand) {
        use UiCommand as C;
        let here = if self.shared.locked { Route::SignIn } else { self.route.clone() };
        let (mut cx, screens) = self.cx();
        if screens.at(&here).command(command, &mut cx) {
            return;
        }
        match command {
            C::Help => self.go(if self.route == Route::Help { self.home() } else { Route::Help }),
            C::OpdNew => self.open_opd(false),
            C::OpdReturning => self.open_opd(true),
            C::Find | C::Search => self.go(Route::Find),
            C::Queue => self.go(Route::Queue),
            C::Wards => self.go(Route::Ward { ward: String::new(), bed: String::new() }),
            C::Lab => self.go(Route::LabBoard { tube: None }),
            C::LabOrder => self.go(Route::LabOrder { values: Sheet::default() }),
            C::Emergency => self.go(Route::Emergency),
            C::Unknown => self.go(Route::Unknown),
            C::Books => self.go(Route::Book(None)),
            C::Register => self.go(Route::Register(None)),
            C::Prints => self.go(Route::Prints),
            C::Home => self.go(Route::Home),
            C::Settings => self.go(Route::Settings),
            C::Export => self.go(Route::Export),
            C::Verify => self.go(Route::Verify),
            C::PatientIndex => self.go(Route::PatientIndex),
            C::EventScreen => self.go(Route::Event),
            C::PapersIn => self.go(Route::PapersIn),
            C::ControlRoom => self.go(Route::Control),
            C::Bundles => self.go(Route::Bundles),
            C::Conflicts => self.go(Route::Conflicts),
            C::MatchScreen => self.go(Route::Match),
            C::HandoverScreen => self.go(Route::Handover),
            C::Crosswalk => self.go(Route::Crosswalk),
            C::ProofScreen => self.go(Route::Proof),
            C::ArchiveScreen => self.go(Route::Archive),
            C::Hall => screens.hall.toggle(&mut cx),
            C::Language => self.change(|s| s.lang = s.lang.other()),
            C::ZoomIn => self.zoom(ctx, 1.0),
            C::ZoomOut => self.zoom(ctx, -1.0),
            C::ZoomReset => self.zoom(ctx, 0.0),
            C::Lock => self.lock(),
            C::SignOut => self.sign_out(),
            C::Back => self.back(),
            C::DismissBanner => drop(self.shared.troubles.pop()),
            // Meant for a screen that has nothing to do with it now.
            _ => {}
        }
    }

    fn home(&self) -> Route {
        if self.shared.person.is_some() { Route::Home } else { self.trail.last().cloned().unwrap_or(Route::Welcome) }
    }

    fn open_opd(&mut self, returning: bool) {
        let (mut cx, screens) = self.cx();
        screens.opd.choose(returning, &mut cx);
        self.go(Route::Opd);
    }

    fn change(&mut self, change: impl FnOnce(&mut crate::desk::settings::Settings)) {
        change(&mut self.shared.settings);
        if self.shared.counter.is_some() {
            self.out.jobs.push(Job::KeepSettings { settings: self.shared.settings.clone() });
        }
    }

    fn zoom(&mut self, ctx: &Context, steps: f32) {
        let now = self.shared.settings.zoom;
        let zoom = if steps == 0.0 { 1.0 } else { (steps.mul_add(ZOOM_STEP, now) * 20.0).round() / 20.0 };
        self.change(|s| s.zoom = zoom.clamp(theme::ZOOM_MIN, theme::ZOOM_MAX));
        self.apply_settings(ctx);
        ctx.request_repaint();
    }

    fn lock(&mut self) {
        if self.shared.person.is_some() && !self.shared.locked {
            self.keep_draft();
            self.shared.locked = true;
            let (mut cx, screens) = self.cx();
            screens.sign_in.open(&Route::SignIn, &mut cx);
        }
    }

    fn lock_when_idle(&mut self, time: f64) {
        let minutes = self.shared.masters.as_ref().map_or(0, |m| m.hospital.idle_lock_mins);
        if minutes > 0 && time - self.active_at >= f64::from(minutes) * 60.0 {
            self.lock();
        }
    }

    fn sign_out(&mut self) {
        self.keep_draft();
        self.out.jobs.push(Job::SignOut);
    }

    fn keep_draft(&mut self) {
        let (mut cx, screens) = self.cx();
        screens.opd.leave(&mut cx);
        screens.form.leave(&mut cx);
        screens.keep_requisition(None, &mut cx);
    }

    fn back(&mut self) {
        if self.shared.locked {
            return;
        }
        match self.trail.pop() {
            Some(route) => self.show(route),
            None if self.route.inside() && self.route != Route::Home && self.shared.person.is_some() => self.show(Route::Home),
            None => {}
        }
    }

    fn go(&mut self, route: Route) {
        if self.route != route && !matches!(self.route, Route::Starting | Route::SignIn | Route::SetUp | Route::Rebuild) {
            self.trail.retain(|r| *r != self.route);
            self.trail.push(self.route.clone());
            if self.trail.len() > TRAIL_MAX {
                self.trail.remove(0);
            }
        }
        self.show(route);
    }

    fn show(&mut self, route: Route) {
        if self.route != route && matches!(self.route, Route::Opd | Route::Form { .. } | Route::LabOrder { .. }) {
            self.keep_draft();
        }
        self.screens.home.unfinished = self.screens.opd.is_unfinished();
        self.route = route;
        let now = (self.clock)();
        let mut cx = Cx::new(&self.shared, &mut self.out, now);
        self.screens.at(&self.route).open(&self.route, &mut cx);
    }

    /// Sends the jobs and grants the wishes that screens left.
    fn carry_out(&mut self, ctx: &Context) {
        // A wish may leave another; the limit ends a circle.
        for _ in 0..8 {
            for job in std::mem::take(&mut self.out.jobs) {
                self.send(job);
            }
            let wishes = std::mem::take(&mut self.out.wishes);
            if wishes.is_empty() {
                break;
            }
            for wish in wishes {
                self.grant(ctx, wish);
            }
            ctx.request_repaint();
        }
        for job in std::mem::take(&mut self.out.jobs) {
            self.send(job);
        }
        if self.closing {
            ctx.send_viewport_cmd(ViewportCommand::Close);
        }
    }

    fn grant(&mut self, ctx: &Context, wish: Wish) {
        match wish {
            Wish::Go(route) => self.go(route),
            Wish::Back => self.back(),
            Wish::Run(command) => self.run(ctx, command),
            Wish::Say(sentence) => self.shared.said = Some(((self.clock)(), sentence)),
            Wish::Tell(problem) => self.trouble(problem),
            Wish::Settings(settings) => self.change(|s| *s = settings),
            Wish::Take(found) => {
                let (mut cx, screens) = self.cx();
                screens.opd.take_from_index(*found, &mut cx);
                self.go(Route::Opd);
            }
            Wish::Return(file) => {
                let (mut cx, screens) = self.cx();
                screens.opd.take_file(&file, &mut cx);
                self.go(Route::Opd);
            }
        }
    }

    /// An idle window does not repaint: only the clock's next minute and what waits for a moment wake it.
    fn plan_next_frame(&self, ctx: &Context, now: DateTime<FixedOffset>) {
        let to_minute = 60 - u64::from(now.second().min(59));
        ctx.request_repaint_after(Duration::from_secs(to_minute));
        // At the end of the frame that saves, so that not one key of the next reaches the old form.
        let hold = match self.route {
            Route::Opd => self.screens.opd.is_saving(),
            Route::LabOrder { .. } => self.screens.lab_order.is_busy(),
            Route::LabResults { .. } => self.screens.lab_results.is_busy(),
            _ => false,
        };
        let (waits, listens, pause) = ctx
            .with_plugin(|keys: &mut Keys| {
                keys.hold = hold;
                (keys.waits() | keys.take_settle(), keys.listens(), keys.pause_ms())
            })
            .unwrap_or_default();
        if waits || !self.unsent.is_empty() {
            ctx.request_repaint();
        }
        if listens {
            ctx.request_repaint_after(Duration::from_millis(pause + 1));
        }
        if self.on_usable.is_some() {
            ctx.request_repaint();
        }
    }

    /// Keeps the draft and lets the threads finish what they write. Called once, when the window has closed.
    fn finish(&mut self) {
        self.keep_draft();
        for job in std::mem::take(&mut self.out.jobs) {
            self.send(job);
        }
        self.send(Job::Close);
        // The window is gone, so waiting freezes nothing; a write under way must not be cut off.
        for _ in 0..300 {
            self.send_unsent();
            while let Some(event) = self.link.next() {
                if matches!(event, Event::Closed) {
                    return;
                }
            }
            std::thread::sleep(Duration::from_millis(10));
        }
    }
}

/// True when one of the line's keys was pressed; the key is then nobody else's.
fn pressed(ctx: &Context, line: &Line) -> bool {
    ctx.input_mut(|input| {
        let hit = line.keys.iter().any(|keys| consume(input, keys.modifiers, keys.logical_key));
        if hit && line.plain {
            input.events.retain(|e| !matches!(e, egui::Event::Text(_)));
        }
        hit
    })
}

fn consume(input: &mut egui::InputState, modifiers: Modifiers, key: Key) -> bool {
    let mut hit = false;
    input.events.retain(|event| {
        let is = matches!(event, egui::Event::Key { key: k, modifiers: m, pressed: true, .. }
            if *k == key && m.ctrl == modifiers.ctrl && m.alt == modifiers.alt && (m.shift == modifiers.shift || key == Key::Plus));
        hit |= is;
        !is
    });
    hit
}

/// At most 40 characters of a text, for a sentence.
fn short(text: &str) -> String {
    text.chars().take(40).collect()
}

impl eframe::App for App {
    fn logic(&mut self, ctx: &Context, frame: &mut eframe::Frame) {
        let took = Duration::try_from_secs_f32(frame.info().cpu_usage.unwrap_or_default()).unwrap_or_default();
        ctx.with_plugin(|keys: &mut Keys| keys.note_frame(u64::try_from(took.as_millis()).unwrap_or(u64::MAX)));
        Self::logic(self, ctx);
    }

    fn ui(&mut self, ui: &mut Ui, _frame: &mut eframe::Frame) {
        Self::ui(self, ui);
    }

    fn on_exit(&mut self, _gl: Option<&eframe::glow::Context>) {
        self.finish();
    }

    fn persist_egui_memory(&self) -> bool {
        false
    }
}
