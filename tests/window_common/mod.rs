//! A window without a display, and a worker played by the test: it knows a few invented people and answers at once.
#![allow(dead_code, reason = "each test file uses its part")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, reason = "a test's own helpers fail loudly")]

use chrono::{DateTime, FixedOffset};
use egui::accesskit::Role;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use egui_kittest::{Harness, HarnessBuilder, TestRenderer};
use nirantar::desk::cases::{Done, WardBoard, WardLine};
use nirantar::desk::settings::Settings;
use nirantar::desk::views::{
    CentralLine, CentralPatient, ClinicQueue, DayFigures, IndexChecked, IndexStanding, Match, Matched, Origin, PatientFile,
    PatientLine, Person, PersonLine, Saved, Status, VisitLine, Why,
};
use nirantar::hospital::age::Age;
use nirantar::hospital::central::Born;
use nirantar::hospital::event::Module;
use nirantar::hospital::forms::{FormId, Sheet};
use nirantar::hospital::identifiers::{Mobile, Pin};
use nirantar::hospital::number::{CounterCode, Mode, Number, NumberParts, Series};
use nirantar::hospital::opd::{QueueState, Token, VisitKind};
use nirantar::hospital::opd_form::{OpdForm, judge};
use nirantar::hospital::pack::{Lang, Masters, check, demo};
use nirantar::hospital::person::Details;
use nirantar::hospital::person::{PersonName, Relation};
use nirantar::hospital::sex::Sex;
use nirantar::journal::EntryId;
use nirantar::problem::Problem;
use nirantar::window::app::App;
use nirantar::window::theme;
use nirantar::words::words;
use nirantar::worker::{
    CaseEvent, CaseJob, DrillJob, Event, EventJob, Found, HubJob, IndexEvent, IndexJob, Job, JobKind, LabJob, Link, PaperJob,
};
use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender};

/// Thursday, 24 November 2022, 09:14 in India.
pub fn now() -> DateTime<FixedOffset> {
    DateTime::parse_from_rfc3339("2022-11-24T09:14:00+05:30").unwrap()
}

pub fn masters() -> Arc<Masters> {
    let mut masters = check(&demo::files()).expect("the demo pack is good");
    masters.hospital.kind = nirantar::hospital::pack::PackKind::Real;
    Arc::new(masters)
}

fn code() -> CounterCode {
    CounterCode::new("K7").unwrap()
}

pub fn number(series: Series, serial: u32) -> Number {
    Number::new(&NumberParts { mode: Mode::Event, series, counter: code(), letter: 'A', serial }).unwrap()
}

pub fn id(sequence: u64) -> EntryId {
    EntryId { counter: code(), letter: 'A', sequence }
}

/// What is answered to bundles, the control room, merges.
pub type ManyAnswers = Box<dyn FnMut(&Job) -> Option<Event>>;

/// What the laboratory answers to a job.
pub type LabAnswers = Box<dyn FnMut(&LabJob) -> Option<Event>>;

/// What is answered to a job of the event.
pub type EventAnswers = Box<dyn FnMut(&EventJob) -> Option<Event>>;

/// The worker, played.
pub struct Play {
    jobs: Receiver<Job>,
    events: SyncSender<Event>,
    pub masters: Arc<Masters>,
    pub people: Vec<Details>,
    pub registered: Vec<OpdForm>,
    pub drafts: Vec<OpdForm>,
    pub scans: Vec<String>,
    pub settings: Vec<Settings>,
    pub seen: Vec<&'static str>,
    pub mode: Mode,
    /// Hold answers to `Register` back until told.
    pub slow: bool,
    pub held: Vec<OpdForm>,
    pub draft: Option<OpdForm>,
    pub first_password: bool,
    /// The bed board, told when asked for.
    pub board: (Vec<WardLine>, Vec<WardBoard>),
    /// What the records know for a form.
    pub prefill: Sheet,
    /// Forms sent to be saved.
    pub fills: Vec<(FormId, Sheet)>,
    /// Refuses the next form.
    pub refuse: Option<Problem>,
    /// Every other case job.
    pub case_jobs: Vec<CaseJob>,
    pub paper_jobs: Vec<PaperJob>,
    pub rebuild_jobs: Vec<nirantar::worker::RebuildJob>,
    /// Answers to what is asked of the laboratory.
    pub lab: LabAnswers,
    pub lab_jobs: Vec<LabJob>,
    /// Answers to what is asked about many counters, and what was asked.
    pub many: ManyAnswers,
    pub many_jobs: Vec<Job>,
    /// People of the patient index; found while it is open.
    pub central: Vec<Match>,
    pub index: IndexStanding,
    /// Logins with which it was opened or closed; empty where no other officer's was typed.
    pub officers: Vec<String>,
    /// What is asked of the event and of drills; answers to the first.
    pub event_jobs: Vec<EventJob>,
    pub event: EventAnswers,
    pub drill_jobs: Vec<DrillJob>,
    /// Modules that the status calls central.
    pub central_modules: Vec<Module>,
    /// What was asked of the hub.
    pub hub_jobs: Vec<HubJob>,
}

impl Play {
    fn new(jobs: Receiver<Job>, events: SyncSender<Event>) -> Self {
        let masters = masters();
        let people = people(&masters);
        Self {
            jobs,
            events,
            masters,
            people,
            registered: Vec::new(),
            drafts: Vec::new(),
            scans: Vec::new(),
            settings: Vec::new(),
            seen: Vec::new(),
            mode: Mode::Event,
            slow: false,
            held: Vec::new(),
            draft: None,
            first_password: false,
            board: (Vec::new(), Vec::new()),
            prefill: Sheet::default(),
            fills: Vec::new(),
            refuse: None,
            case_jobs: Vec::new(),
            paper_jobs: Vec::new(),
            rebuild_jobs: Vec::new(),
            lab: Box::new(|_job| None),
            lab_jobs: Vec::new(),
            many: Box::new(|_job| None),
            many_jobs: Vec::new(),
            central: vec![central()],
            index: IndexStanding::None,
            officers: Vec::new(),
            event_jobs: Vec::new(),
            event: Box::new(|_job| None),
            drill_jobs: Vec::new(),
            central_modules: Vec::new(),
            hub_jobs: Vec::new(),
        }
    }

    pub fn tell(&self, event: Event) {
        self.events.send(event).unwrap();
    }

    pub fn found(&self) -> Event {
        let counter = self.masters.counter(&code()).unwrap().clone();
        Event::Started(Found::Counter {
            masters: self.masters.clone(),
            counter,
            users: self.masters.users.clone(),
            settings: Box::default(),
        })
    }

    pub fn status(&self) -> Status {
        Status {
            second_waiting: 0,
            hospital: self.masters.hospital.name.clone(),
            site: "DEMO".to_owned(),
            central_system: "e-Hospital".to_owned(),
            mode: self.mode,
            since: DateTime::parse_from_rfc3339("2022-11-23T07:00:00+05:30").unwrap(),
            counter: code(),
            letter: 'A',
            counter_name: self.masters.counter(&code()).unwrap().name.clone(),
            numbers_left: 5782,
            numbers_low: false,
            patients: 4217,
            visits_today: 212,
            waiting: vec![("MED-1".to_owned(), 62), ("OBG-15".to_owned(), 34)],
            not_handed_over: 4217,
            not_exported: 4217,
            prints_waiting: 0,
            prints_failed: 1,
            printer_failure: String::new(),
            clock_behind: false,
            central: self.central_modules.clone(),
        }
    }

    /// Answers everything asked since the last call. True when there was something.
    pub fn pump(&mut self) -> bool {
        let mut any = false;
        while let Ok(job) = self.jobs.try_recv() {
            any = true;
            self.answer(job);
        }
        any
    }

    fn answer(&mut self, job: Job) {
        match job {
            Job::SignIn { login, password } => self.sign_in(&login, &password),
            Job::SignOut => self.tell(Event::SignedOut),
            Job::ChangePassword { .. } => self.tell(Event::PasswordChanged),
            Job::Register { form } if self.slow => self.held.push(*form),
            Job::Register { form } => self.register(*form),
            Job::KeepDraft { form } => self.drafts.push(*form),
            Job::Similar { serial, form } => self.tell(Event::Similar { serial, lines: self.alike(&form), micros: 900 }),
            Job::Search { serial, text } => self.tell(Event::Found { serial, lines: self.search(&text), micros: 1200 }),
            Job::Patient { id } => match self.file(&id) {
                Some(file) => self.tell(Event::File(Box::new(file))),
                None => self.tell(Event::NotHere { text: id.to_string() }),
            },
            Job::Scan { text } => self.scan(text),
            Job::Figures { .. } => self.tell(Event::Figures(Box::new(figures()))),
            Job::Queues { clinic } => self.queues(clinic),
            Job::KeepSettings { settings } => self.settings.push(settings),
            Job::Printers => self.tell(Event::Printers(vec!["Counter_7".to_owned()])),
            Job::Verify => self.seen.push("verify"),
            Job::Export { .. } => self.seen.push("export"),
            Job::Cancel => self.seen.push("cancel"),
            Job::Reprint { .. } => self.seen.push("reprint"),
            Job::Close => self.tell(Event::Closed),
            Job::Demo => self.seen.push("demo"),
            Job::NewLetter { .. } => self.seen.push("new letter"),
            Job::ReadPack { .. } => self.seen.push("read pack"),
            Job::SetUp { .. } => self.seen.push("set up"),
            Job::Index(job) => self.index(job),
            Job::Hub(job) => self.hub_jobs.push(job),
            Job::Case(job) => self.case(job),
            Job::Drill(job) => self.drill_jobs.push(job),
            Job::Event(job) => {
                let told = (self.event)(&job);
                self.event_jobs.push(job);
                if let Some(event) = told {
                    self.tell(event);
                }
            }
            job @ (Job::Carry(_) | Job::Control(_) | Job::Handover(_) | Job::Archive(_)) => {
                let told = (self.many)(&job);
                self.many_jobs.push(job);
                if let Some(event) = told {
                    self.tell(event);
                }
            }
            Job::Papers(job) => self.paper_jobs.push(job),
            Job::Rebuild(job) => self.rebuild_jobs.push(job),
            Job::Lab(job) => {
                let told = (self.lab)(&job);
                self.lab_jobs.push(job);
                if let Some(event) = told {
                    self.tell(event);
                }
            }
            _ => {}
        }
    }

    /// The index, open.
    pub fn open_index(&mut self) {
        let day = index_day();
        self.index = IndexStanding::Open { day, people: 2_000, officer: "verma".to_owned() };
    }

    pub fn stand(&self) {
        self.tell(Event::Index(IndexEvent::Standing(self.index.clone())));
    }

    fn index(&mut self, job: IndexJob) {
        let close = matches!(job, IndexJob::Close { .. });
        match job {
            IndexJob::Look => self.stand(),
            IndexJob::Check => {
                self.seen.push("check index");
                self.tell(Event::Progress { job: JobKind::IndexCheck, done: 400, of: 1_000 });
            }
            IndexJob::Open { officer } | IndexJob::Close { officer } => {
                if officer.as_ref().is_some_and(|(_, password)| password.as_str() != "right") {
                    let problem = Problem::refused("problem-wrong-password");
                    return self.tell(Event::Refused { job: JobKind::Index, problem });
                }
                self.officers.push(officer.map(|(login, _)| login).unwrap_or_default());
                if close {
                    self.index = IndexStanding::Closed { day: index_day(), people: 2_000, newer: false };
                } else {
                    self.open_index();
                }
                self.stand();
            }
        }
    }

    pub fn checked(&self, pages: u64) {
        self.tell(Event::Index(IndexEvent::Checked(IndexChecked { pages, faults: Vec::new() })));
    }

    /// Those of the index who are called so, while it is open.
    fn of_index(&self, text: &str) -> Vec<Match> {
        let open = matches!(self.index, IndexStanding::Open { .. });
        let fits = |found: &&Match| open && text.len() > 1 && found.who.name.shown().to_lowercase().starts_with(text);
        self.central.iter().filter(fits).cloned().collect()
    }

    fn case(&mut self, job: CaseJob) {
        match job {
            CaseJob::Board => {
                let (wards, boards) = (Arc::new(self.board.0.clone()), Arc::new(self.board.1.clone()));
                self.tell(Event::Case(CaseEvent::Board { wards, boards }));
            }
            CaseJob::Prefill { form, values } => {
                let named = Number::parse(values.get("patient")).ok().and_then(|n| self.by_number(&n));
                let about = named.or_else(|| (!values.get("stay").is_empty()).then_some(0)).map(|n| Box::new(self.line(n)));
                if about.is_none() && values.get("record").is_empty() {
                    let problem = Problem::refused("problem-number-unknown").with("number", values.get("patient"));
                    return self.tell(Event::Refused { job: JobKind::Fill, problem });
                }
                self.tell(Event::Case(CaseEvent::Prefilled { form, values: self.prefill.clone(), about }));
            }
            CaseJob::Fill { form, values } => {
                self.fills.push((form, values));
                match self.refuse.take() {
                    Some(problem) => self.tell(Event::Refused { job: JobKind::Fill, problem }),
                    None => self.tell(Event::Case(CaseEvent::Filled(Box::new(self.done(form))))),
                }
            }
            other => self.case_jobs.push(other),
        }
    }

    fn done(&self, form: FormId) -> Done {
        Done {
            form,
            entry: id(900),
            case: Some(id(901)),
            patient: Some(id(1)),
            patient_number: Some(self.line(0).number),
            number: Some(number(Series::Admission, 4011)),
            name: Some(self.line(0).name),
            at: now(),
            warnings: vec![nirantar::hospital::ipd::BedWarning::Sex],
            prints: vec![1, 2],
            more: Vec::new(),
            tubes: Vec::new(),
            lab_warnings: Vec::new(),
        }
    }

    fn sign_in(&mut self, login: &str, password: &str) {
        if password != "right" {
            let problem = Problem::refused("problem-password");
            return self.tell(Event::Refused { job: JobKind::SignIn, problem });
        }
        let user = self.masters.user(login).unwrap();
        let person = Person {
            login: login.to_owned(),
            name: user.name.clone(),
            roles: user.roles.clone(),
            first_password: self.first_password,
        };
        let draft = self.draft.clone().map(Box::new);
        self.tell(Event::SignedIn { person, status: Box::new(self.status()), draft });
        self.stand();
    }

    pub fn register(&mut self, form: OpdForm) {
        let previous = Number::parse(&form.patient).ok().and_then(|n| self.by_number(&n));
        let judged = judge(&form, &self.masters, now().date_naive(), previous.map(|n| &self.people[n]));
        if !judged.faults.is_empty() {
            let problem = Problem::refused("problem-form").beside(judged.faults);
            return self.tell(Event::Refused { job: JobKind::Register, problem });
        }
        let (details, wish) = (judged.details.unwrap(), judged.visit.unwrap());
        self.registered.push(form);
        let serial = u32::try_from(4217 + self.registered.len()).unwrap();
        self.tell(Event::Saved(Box::new(Saved {
            visit_id: id(u64::from(serial)),
            patient_id: id(u64::from(serial)),
            patient: number(Series::Patient, serial),
            visit: number(Series::Visit, serial),
            token: Token { serial: 63, label: "63".to_owned() },
            clinic: wish.clinic,
            room: wish.room,
            receipt: Some(number(Series::Receipt, serial)),
            rupees: 10,
            at: now(),
            name: details.name,
            prints: vec![1],
        })));
    }

    fn by_number(&self, wanted: &Number) -> Option<usize> {
        (0..self.people.len()).find(|n| number(Series::Patient, serial_of(*n)) == *wanted)
    }

    fn scan(&mut self, text: String) {
        let found = Number::parse(&text).ok().and_then(|n| self.by_number(&n));
        let found = found.or_else(|| self.people.iter().position(|p| p.uhid.as_deref() == Some(text.trim())));
        self.scans.push(text.clone());
        match found.and_then(|n| self.file(&id(n as u64 + 1))) {
            Some(file) => self.tell(Event::File(Box::new(file))),
            None => self.tell(Event::NotHere { text }),
        }
    }

    fn alike(&self, form: &OpdForm) -> Vec<Match> {
        let digits: String = form.mobile.chars().filter(char::is_ascii_digit).collect();
        let name = form.name.to_lowercase();
        (0..self.people.len())
            .filter_map(|n| {
                let person = &self.people[n];
                let mobile = person.mobile.as_ref().is_some_and(|m| m.digits() == digits);
                let alike = name.len() > 1 && person.name.shown().to_lowercase().starts_with(&name);
                let mut why = Vec::new();
                if alike {
                    why.push(Why::NameAlike);
                }
                if mobile {
                    why.push(Why::SameMobile);
                }
                (!why.is_empty()).then(|| Match::here(self.line(n), 0.9, why))
            })
            .chain(self.of_index(&name))
            .collect()
    }

    fn search(&self, text: &str) -> Vec<Match> {
        let text = text.to_lowercase();
        (0..self.people.len())
            .filter(|n| {
                let line = self.line(*n);
                line.name.shown().to_lowercase().contains(&text)
                    || line.number.as_str().to_lowercase().contains(&text)
                    || line.mobile.contains(&text)
            })
            .map(|n| Match::here(self.line(n), 1.0, vec![Why::NameBegins]))
            .chain(self.of_index(&text))
            .collect()
    }

    pub fn line(&self, n: usize) -> PatientLine {
        let details = &self.people[n];
        PatientLine {
            id: id(n as u64 + 1),
            number: number(Series::Patient, serial_of(n)),
            name: details.name.clone(),
            relative: details.relative.clone(),
            sex: details.sex,
            age: details.age,
            mobile: details.mobile.as_ref().map(|m| m.digits().to_owned()).unwrap_or_default(),
            place: details.address.district.clone(),
            uhid: details.uhid.clone().unwrap_or_default(),
            registered: now(),
            voided: false,
            conflict: false,
            last_clinic: self.masters.clinics[0].code.clone(),
            also: Vec::new(),
        }
    }

    pub fn file(&self, wanted: &EntryId) -> Option<PatientFile> {
        let n = (0..self.people.len()).find(|n| id(*n as u64 + 1) == *wanted)?;
        let line = self.line(n);
        let visit = self.visit(n, &line);
        Some(PatientFile {
            details: self.people[n].clone(),
            line,
            visits: vec![visit],
            cases: Vec::new(),
            unknown: false,
            same_as: Vec::new(),
            led_by: None,
            history: Vec::new(),
            matched: None,
            central: None,
        })
    }

    fn visit(&self, n: usize, line: &PatientLine) -> VisitLine {
        let clinic = &self.masters.clinics[0];
        VisitLine {
            id: id(n as u64 + 1),
            patient: line.id.clone(),
            number: number(Series::Visit, serial_of(n)),
            patient_number: line.number.clone(),
            name: line.name.clone(),
            relative: line.relative.clone(),
            sex: line.sex,
            age: line.age,
            mobile: line.mobile.clone(),
            token: Token { serial: 12, label: "12".to_owned() },
            clinic: clinic.code.clone(),
            room: clinic.room.clone(),
            kind: VisitKind::New,
            at: DateTime::parse_from_rfc3339("2022-11-23T08:51:00+05:30").unwrap(),
            day: now().date_naive(),
            state: QueueState::Done,
            called: None,
            rupees: 10,
            receipt: None,
            exempt: String::new(),
            mlc: false,
            voided: None,
            by: "asha".to_owned(),
            copies: 0,
        }
    }

    fn queues(&self, clinic: Option<String>) {
        let all = self
            .masters
            .clinics
            .iter()
            .take(6)
            .enumerate()
            .map(|(n, c)| ClinicQueue {
                clinic: c.code.clone(),
                room: c.room.clone(),
                waiting: 60 - 9 * n as u64,
                called: 1,
                done: 30,
                skipped: 2,
                now: "31".to_owned(),
            })
            .collect();
        let of = clinic.map(|c| (c, (0..self.people.len()).map(|n| self.visit(n, &self.line(n))).collect()));
        self.tell(Event::Queues { all, of });
    }
}

/// Day of the index.
pub fn index_day() -> chrono::NaiveDate {
    chrono::NaiveDate::from_ymd_opt(2022, 11, 21).unwrap()
}

/// Somebody of the patient index, invented.
pub fn central() -> Match {
    let name =
        |latin: &str, hi: &str| PersonName { honorific: None, latin: Some(latin.to_owned()), devanagari: Some(hi.to_owned()) };
    let person = CentralPatient {
        uhid: "104990021".to_owned(),
        name: name("Sunaina Kumari", "सुनैना कुमारी"),
        relation: Some(Relation::WifeOf),
        relative: Some(name("Ramesh Chand", "रमेश चंद")),
        sex: Some(Sex::Female),
        born: Born::Year(1981),
        mobile: Mobile::parse("9810077001").ok(),
        abha: None,
        pin: Pin::parse("110080").ok(),
        place: "Gali 4, Sangam Vihar".to_owned(),
    };
    let matched = Matched {
        uhid: person.uhid.clone(),
        index: "test".to_owned(),
        day: index_day(),
        score: 97,
        bits: 21,
        why: vec!["name-begins".to_owned()],
    };
    let who = PersonLine {
        name: person.name.clone(),
        relative: None,
        sex: Sex::Female,
        age: Age::About { years: 41, on: now().date_naive() },
        mobile: "9810077001".to_owned(),
        place: person.place.clone(),
        uhid: person.uhid.clone(),
    };
    let line = CentralLine { person, matched };
    Match { who, origin: Origin::Central(Box::new(line)), score: 0.97, why: vec![Why::NameBegins] }
}

fn serial_of(n: usize) -> u32 {
    u32::try_from(n + 1).unwrap()
}

fn figures() -> DayFigures {
    let mut by_hour = vec![0; 24];
    by_hour[7] = 22;
    by_hour[8] = 148;
    by_hour[9] = 42;
    let masters = masters();
    let waiting =
        masters.clinics.iter().take(9).zip([62, 48, 41, 33, 30, 22, 14, 9, 3]).map(|(c, n)| (c.code.clone(), n)).collect();
    DayFigures { by_hour, waiting, new_visits: 174, follow_ups: 38, rupees: 1_740, voided: 1 }
}

/// Three invented people.
fn people(masters: &Masters) -> Vec<Details> {
    let clinic = masters.clinics[0].code.clone();
    let form = |name: &str, hi: &str, relation: &str, relative: &str, age: &str, mobile: &str, uhid: &str| OpdForm {
        name: name.to_owned(),
        name_hi: hi.to_owned(),
        relation: relation.to_owned(),
        relative_name: relative.to_owned(),
        sex: "F".to_owned(),
        age: age.to_owned(),
        mobile: mobile.to_owned(),
        pin: "110080".to_owned(),
        uhid: uhid.to_owned(),
        clinic: clinic.clone(),
        ..OpdForm::default()
    };
    [
        form("Suneeta Devi", "सुनीता देवी", "W/o", "Mohan Ram", "33", "9810442217", "104882317"),
        form("Sunita", "", "D/o", "Ram Lal", "36", "9810442217", ""),
        form("Sunita Devi", "", "W/o", "Mohan", "35", "9899001122", ""),
    ]
    .iter()
    .map(|f| judge(f, masters, now().date_naive(), None).details.expect("good"))
    .collect()
}

/// The window and its worker.
pub struct Stage {
    pub harness: Harness<'static, ()>,
    app: Rc<RefCell<Option<App>>>,
    pub play: Rc<RefCell<Play>>,
    pub lang: Lang,
}

impl Stage {
    /// A window of a size with a renderer of the test's own, told that there is a counter.
    pub fn rendered(width: f32, height: f32, renderer: impl TestRenderer + 'static, first: impl FnOnce(&Play) -> Event) -> Self {
        Self::built(Harness::builder().renderer(renderer), width, height, 0.25, first)
    }

    /// A window of a size, told that there is a counter.
    pub fn new(width: f32, height: f32) -> Self {
        Self::with(width, height, 0.25, Play::found)
    }

    /// Frames of `step` seconds; the worker's first word is `first`.
    pub fn with(width: f32, height: f32, step: f32, first: impl FnOnce(&Play) -> Event) -> Self {
        Self::built(Harness::builder(), width, height, step, first)
    }

    fn built(builder: HarnessBuilder, width: f32, height: f32, step: f32, first: impl FnOnce(&Play) -> Event) -> Self {
        let (link, jobs, events) = Link::pair();
        let play = Rc::new(RefCell::new(Play::new(jobs, events)));
        let first = first(&play.borrow());
        play.borrow().tell(first);
        let app: Rc<RefCell<Option<App>>> = Rc::default();
        let (made, drawn) = (app.clone(), app.clone());
        let harness = builder
            .with_size(egui::vec2(width, height))
            .with_theme(egui::Theme::Light)
            .with_step_dt(step)
            .with_max_steps(60)
            .with_context_setup(move |ctx| {
                theme::install(ctx, false, 1.0);
                *made.borrow_mut() = Some(App::new(ctx, link, Box::new(now)));
            })
            .build_ui(move |ui| {
                let mut app = drawn.borrow_mut();
                let app = app.as_mut().unwrap();
                app.logic(ui.ctx());
                app.ui(ui);
            });
        let mut stage = Self { harness, app, play, lang: Lang::En };
        stage.settle();
        stage
    }

    /// Draws and answers until nothing happens any more.
    pub fn settle(&mut self) {
        for _ in 0..30 {
            self.harness.run_ok();
            if !self.play.borrow_mut().pump() {
                break;
            }
        }
        self.harness.run_ok();
    }

    pub fn route(&self) -> nirantar::window::routes::Route {
        self.app.borrow().as_ref().unwrap().route().clone()
    }

    /// Words in the language shown.
    pub fn t(&self, id: &str) -> String {
        words(self.lang).t(id).into_owned()
    }

    pub fn press(&mut self, key: egui::Key) {
        self.harness.key_press(key);
        self.settle();
    }

    pub fn press_with(&mut self, modifiers: egui::Modifiers, key: egui::Key) {
        self.harness.key_press_modifiers(modifiers, key);
        self.settle();
    }

    /// Types as a person does: one character a frame, slowly.
    pub fn type_text(&mut self, text: &str) {
        for c in text.chars() {
            self.harness.event(egui::Event::Text(c.to_string()));
            self.harness.run_ok();
            self.harness.run_ok();
        }
        self.settle();
    }

    /// Types as a barcode reader does: as fast as frames come, with Enter.
    pub fn scan(&mut self, text: &str) {
        for c in text.chars() {
            self.harness.event(egui::Event::Text(c.to_string()));
        }
        self.harness.key_press(egui::Key::Enter);
        self.settle();
        self.harness.run_steps(20);
        self.settle();
    }

    /// Name of the control that has the focus.
    pub fn focused(&self) -> String {
        let found = self.harness.root().children_recursive().find(egui_kittest::Node::is_focused).and_then(|n| {
            let node = n.accesskit_node();
            node.label().or_else(|| node.labelled_by().find_map(|l| l.label().or_else(|| l.value())))
        });
        found.unwrap_or_default()
    }

    /// True when some text on the screen contains this.
    pub fn shows(&self, text: &str) -> bool {
        self.harness.root().children_recursive().any(|n| {
            let node = n.accesskit_node();
            node.label().is_some_and(|l| l.contains(text)) || node.value().is_some_and(|v| v.contains(text))
        })
    }

    pub fn role_count(&self, role: Role) -> usize {
        self.harness.root().children_recursive().filter(|n| n.accesskit_node().role() == role).count()
    }

    /// Value of the box with this name.
    pub fn value(&self, label: &str) -> String {
        let root = self.harness.root();
        let found = root.get_all_by_label(label).find_map(|n| n.value());
        found.unwrap_or_default()
    }

    /// Signs the clerk in by keyboard.
    pub fn sign_in(&mut self, login: &str) {
        self.type_text(login);
        self.press(egui::Key::Enter);
        self.type_text("right");
        self.press(egui::Key::Enter);
    }
}

impl Stage {
    /// How long a window that nobody touches sleeps: the shortest of its next frames.
    pub fn sleeps(&mut self) -> std::time::Duration {
        self.settle();
        (0..4)
            .map(|_| {
                self.harness.step();
                let outputs = &self.harness.output().viewport_output;
                outputs.get(&egui::ViewportId::ROOT).map(|output| output.repaint_delay).unwrap_or_default()
            })
            .min()
            .unwrap_or_default()
    }
}

impl Stage {
    /// Signs in where frames are too short for typing by hand.
    pub fn sign_in_fast(&mut self) {
        self.sign_in_fast_as("asha");
    }

    pub fn sign_in_fast_as(&mut self, login: &str) {
        for text in [login, "right"] {
            self.harness.event(egui::Event::Text(text.to_owned()));
            self.settle();
            self.harness.key_press(egui::Key::Enter);
            self.settle();
        }
    }
}
