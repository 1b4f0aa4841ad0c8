//! Forms filled from the patient index, by keyboard and label, in both languages: the window's screens over a real desk with a real index
//! open. What is saved is read from the entries; what was typed is never lost.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on stops"
)]

mod common;
#[allow(dead_code, reason = "the list screens need the rest")]
mod lists_world;

use common::{Hospital, entries_of, password_of, put};
use egui::{Event as Typed, Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::NodeT as _;
use lists_world::World;
use nirantar::desk::cases::CaseWish;
use nirantar::desk::views::{IndexStanding, Person, Sure, why_text};
use nirantar::desk::{Desk, IndexBuild, Searcher, build_index, system_clock};
use nirantar::hospital::forms::{FormId, Sheet, form};
use nirantar::hospital::pack::Lang;
use nirantar::journal::{EntryId, Matched};
use nirantar::paper::Size;
use nirantar::window::commands::UiCommand;
use nirantar::window::routes::Route;
use nirantar::window::screens::Screen;
use nirantar::window::screens::form::FormScreen;
use nirantar::window::screens::lab_order::LabOrderScreen;
use nirantar::window::screens::patient::PatientScreen;
use nirantar::window::theme;
use nirantar::words::words;
use nirantar::worker::{CaseEvent, CaseJob, Event, Job, JobKind, LabEvent, LabJob};
use serde_json::Value;

const OFFICER: &str = "meena";
const UHID: &str = "104882218";
const EXPORT: &str = "uhid,name,name_hi,relation,relative,relative_hi,sex,born,birth_year,mobile,abha,pin,village
104882217,SUNITA DEVI,सुनीता देवी,W/o,MOHAN LAL,मोहन लाल,F,1988-04-17,,9812000345,,110029,Kotla Mubarakpur
104882218,DR RAM KUMAR,राम कुमार,S/o,HARI KUMAR,हरि कुमार,M,1961-03-02,,9812000346,,122001,Wazirabad
104882219,BABY DEVI,,D/o,SHYAM SUNDER,,F,2001-12-02,,,,110029,Munirka
";

/// A hospital with its index open at the counter, and an officer signed in, who may do what forms need.
fn hospital() -> (Hospital, Desk) {
    let hospital = Hospital::new(OFFICER, &system_clock(), |_masters| {});
    let path = |name: &str| hospital.folder.path().join(name);
    put(&path("central.csv"), EXPORT.as_bytes());
    let build = IndexBuild {
        pack: &path("hospital.pack"),
        from: &path("central.csv"),
        base: None,
        out: &path("counter/patients.nidx"),
        day: "2026-01-05".parse().unwrap(),
        work: None,
        faults: None,
        lang: Lang::En,
    };
    build_index(&build, &system_clock(), &mut |_| true).unwrap().unwrap();
    let mut desk = hospital.desk(OFFICER);
    desk.open_index(Some((OFFICER, &password_of(OFFICER)))).unwrap();
    (hospital, desk)
}

/// A screen in a window, and the desk behind it.
struct Counter<S> {
    window: Harness<'static, World<S>>,
    desk: Desk,
    lang: Lang,
    /// The patient of what was saved last.
    saved: Option<EntryId>,
    refused: Option<String>,
}

impl<S: Screen + Default + 'static> Counter<S> {
    fn open(desk: Desk, lang: Lang, route: &Route) -> Self {
        let mut world = World::<S>::new(lang);
        let user = desk.user().clone();
        world.shared.person = Some(Person { login: user.login, name: user.name, roles: user.roles, first_password: false });
        world.shared.index = desk.index_way().unwrap().look().0;
        assert!(matches!(world.shared.index, IndexStanding::Open { .. }));
        world.with(|screen, cx| screen.open(route, cx));
        let window = Harness::builder()
            .with_size([1190.0, 700.0])
            .with_max_steps(16)
            .with_context_setup(|ctx| theme::install(ctx, false, 1.0))
            .build_ui_state(|ui, world: &mut World<S>| world.draw(ui), world);
        let mut counter = Self { window, desk, lang, saved: None, refused: None };
        counter.settle();
        counter
    }

    /// Draws, and answers what the screen asks, until nothing happens any more.
    fn settle(&mut self) {
        for _ in 0..20 {
            self.window.run();
            let jobs = self.window.state_mut().jobs();
            if jobs.is_empty() {
                return;
            }
            for job in jobs {
                if let Some(event) = self.answer(job) {
                    self.window.state_mut().tell(&event);
                }
            }
        }
    }

    fn answer(&mut self, job: Job) -> Option<Event> {
        Some(match job {
            Job::Case(CaseJob::Fill { form, values }) => match self.desk.fill(form, &values, CaseWish(Some(Size::A6))) {
                Ok(done) => {
                    self.saved.clone_from(&done.patient);
                    Event::Case(CaseEvent::Filled(Box::new(done)))
                }
                Err(problem) => {
                    self.refused = Some(format!("{} {:?}", problem.id, problem.remarks));
                    Event::Refused { job: JobKind::Fill, problem }
                }
            },
            Job::Case(CaseJob::Prefill { form, values }) => {
                let about = self.desk.about(&values).unwrap().map(Box::new);
                Event::Case(CaseEvent::Prefilled { form, values: self.desk.prefilled(form, &values).unwrap(), about })
            }
            Job::Lab(LabJob::Plan { serial, values }) => {
                Event::Lab(LabEvent::Plan { serial, plan: Box::new(self.desk.lab_plan(&values).unwrap()) })
            }
            Job::Patient { id } => Event::File(Box::new(self.desk.file(&id).unwrap())),
            Job::Search { serial, text } => {
                Event::Found { serial, lines: self.searched(|s| s.search(&text).unwrap().lines), micros: 1 }
            }
            Job::Similar { serial, form } => {
                Event::Similar { serial, lines: self.searched(|s| s.similar(&form).unwrap().lines), micros: 1 }
            }
            _ => return None,
        })
    }

    fn searched<R>(&self, search: impl FnOnce(&Searcher<'_>) -> R) -> R {
        let central = self.desk.index_way().unwrap().open().unwrap();
        search(&Searcher { central: central.as_ref(), ..self.desk.searcher().unwrap() })
    }

    fn types(&mut self, text: &str) {
        for c in text.chars() {
            self.window.event(Typed::Text(c.to_string()));
            self.window.run();
        }
        self.settle();
    }

    fn press(&mut self, key: Key) {
        self.window.key_press(key);
        self.settle();
    }

    fn command(&mut self, command: UiCommand) {
        self.window.state_mut().with(|screen, cx| assert!(screen.command(command, cx), "{command:?}"));
        self.settle();
    }

    fn t(&self, id: &str, values: &[(&str, &str)]) -> String {
        words(self.lang).with(id, values)
    }

    /// Name of a box of form `person`.
    fn label(&self, code: &str) -> &'static str {
        form(FormId::Person).item(code).unwrap().label.get(self.lang)
    }

    /// Types into a box, whatever stood there.
    fn put(&mut self, code: &str, text: &str) {
        let label = self.label(code);
        for _ in 0..40 {
            if self.is_at(label) {
                break;
            }
            self.press(Key::Tab);
        }
        assert!(self.is_at(label), "{:?}: no way to {label}, at {}", self.lang, self.focused());
        self.window.key_press_modifiers(Modifiers::CTRL, Key::A);
        self.types(text);
    }

    fn is_at(&self, label: &str) -> bool {
        self.focused().trim_end_matches(" *") == label
    }

    /// What stands in a box of form `person`.
    fn value(&self, code: &str) -> String {
        let label = self.label(code);
        let found = self.window.root().children_recursive().find_map(|n| {
            let node = n.accesskit_node();
            let named = node.label().or_else(|| node.labelled_by().find_map(|l| l.label().or_else(|| l.value())));
            named.is_some_and(|name| name.trim_end_matches(" *") == label).then(|| node.value()).flatten()
        });
        found.unwrap_or_default()
    }

    fn values(&self) -> Vec<String> {
        ["name", "name_hi", "relative_name", "sex", "age", "mobile", "pin", "address", "uhid"]
            .map(|code| self.value(code))
            .to_vec()
    }

    fn shows(&self, text: &str) -> bool {
        self.window.root().children_recursive().any(|n| {
            let node = n.accesskit_node();
            node.label().is_some_and(|l| l.contains(text)) || node.value().is_some_and(|v| v.contains(text))
        })
    }

    #[track_caller]
    fn sees(&self, text: &str) {
        assert!(self.shows(text), "{:?}: “{text}” is not shown; focus {:?}", self.lang, self.focused());
    }

    fn focused(&self) -> String {
        let found = self.window.root().children_recursive().find(egui_kittest::Node::is_focused).and_then(|n| {
            let node = n.accesskit_node();
            node.label().or_else(|| node.labelled_by().find_map(|l| l.label().or_else(|| l.value())))
        });
        found.unwrap_or_default()
    }

    /// The match that what was saved last keeps, wherever in it.
    fn kept(&self) -> Option<Matched> {
        fn find(value: &Value) -> Option<Matched> {
            let map = value.as_object()?;
            let own = map.get("matched").and_then(|m| serde_json::from_value(m.clone()).ok());
            own.or_else(|| map.values().find_map(find))
        }
        let newest_first = entries_of(&self.desk).into_iter().rev();
        newest_first.take(2).find_map(|entry| find(&serde_json::to_value(&entry.body).unwrap()))
    }
}

/// What a form needs besides a person.
fn besides(id: FormId, desk: &mut Desk) -> Sheet {
    match id {
        FormId::Admission => Sheet::from([("ward", desk.masters().wards[0].code.as_str())]),
        FormId::Request => Sheet::from([("department", desk.masters().departments[0].code.as_str())]),
        FormId::Identify => {
            let unknown = desk.fill(FormId::Arrival, &Sheet::from([("sex", "M")]), CaseWish::default()).unwrap();
            Sheet::from([("patient", unknown.patient_number.unwrap().as_str()), ("how", "a card in the pocket")])
        }
        _ => Sheet::default(),
    }
}

#[test]
fn a_form_is_filled_taken_back_to_the_letter_and_its_entry_keeps_the_match() {
    for (lang, id) in [FormId::Admission, FormId::Request, FormId::Arrival, FormId::Identify].map(|id| (Lang::En, id)) {
        filled_and_saved(lang, id);
    }
    filled_and_saved(Lang::Hi, FormId::Admission);
    filled_and_saved(Lang::Hi, FormId::Identify);
}

fn filled_and_saved(lang: Lang, id: FormId) {
    let (_hospital, mut desk) = hospital();
    let values = besides(id, &mut desk);
    let mut counter = Counter::<FormScreen>::open(desk, lang, &Route::Form { form: id, values });
    counter.put("name", "ramm kumar");
    counter.put("relative_name", "Suresh");
    counter.put("mobile", "9812000999");
    let typed = counter.values();
    counter.sees(&format!("UHID {UHID}"));
    counter.command(UiCommand::Take(1));
    let filled = ["Ram Kumar", "राम कुमार", "Suresh", "02-03-1961", "9812000999", "122001", "Wazirabad", UHID];
    let codes = ["name", "name_hi", "relative_name", "age", "mobile", "pin", "address", "uhid"];
    assert_eq!(codes.map(|code| counter.value(code)), filled, "{lang:?} {id:?}");
    let fields = format!("{}, {}", counter.t("field-mobile", &[]), counter.t("field-relative_name", &[]));
    counter.sees(&counter.t("index-kept", &[("fields", &fields)]));
    counter.command(UiCommand::Undo);
    assert_eq!(counter.values(), typed, "{lang:?} {id:?}: everything typed is back");
    counter.command(UiCommand::Take(1));
    counter.command(UiCommand::Fill);
    assert_eq!(counter.refused, None, "{lang:?} {id:?}");
    let kept = counter.kept().unwrap_or_else(|| panic!("{lang:?} {id:?}: no match in the entry"));
    assert_eq!((kept.uhid.as_str(), kept.day.to_string().as_str()), (UHID, "2026-01-05"));
    let file = counter.desk.file(counter.saved.as_ref().unwrap()).unwrap();
    assert_eq!(file.matched.as_ref(), Some(&kept));
    assert_eq!(file.details.name.honorific.as_deref(), Some("Dr"), "what has no box came along");
    let relative = file.details.relative.unwrap();
    assert_eq!((relative.name.latin.as_deref(), relative.name.devanagari), (Some("Suresh"), None), "{id:?}");
}

#[test]
fn what_was_typed_of_anything_else_stays_when_a_person_is_taken_back() {
    let (_hospital, desk) = hospital();
    let mut counter =
        Counter::<FormScreen>::open(desk, Lang::En, &Route::Form { form: FormId::Admission, values: Sheet::default() });
    counter.put("name", "ram");
    counter.command(UiCommand::Take(1));
    counter.sees(&format!("UHID {UHID}"));
    let diagnosis = form(FormId::Admission).item("diagnosis").unwrap().label.en.clone();
    for _ in 0..40 {
        if counter.focused().starts_with(&diagnosis) {
            break;
        }
        counter.press(Key::Tab);
    }
    counter.types("Pneumonia");
    counter.command(UiCommand::Undo);
    assert_eq!((counter.value("name").as_str(), counter.value("uhid").as_str()), ("ram", ""));
    counter.sees("Pneumonia");
}

#[test]
fn a_name_in_the_box_that_seeks_comes_back_too_and_another_can_be_taken() {
    for lang in Lang::ALL {
        let (_hospital, desk) = hospital();
        let mut counter =
            Counter::<FormScreen>::open(desk, lang, &Route::Form { form: FormId::Admission, values: Sheet::default() });
        let seek = counter.t("fill-seek", &[]);
        for _ in 0..60 {
            if counter.focused() == seek {
                break;
            }
            counter.press(Key::Tab);
        }
        assert_eq!(counter.focused(), seek, "{lang:?}");
        counter.types("ram kumar");
        counter.press(Key::Enter);
        assert_eq!(counter.value("uhid"), UHID, "{lang:?}: Enter takes the first");
        counter.command(UiCommand::Undo);
        assert_eq!((counter.value("uhid").as_str(), counter.focused()), ("", seek));
        counter.sees("ram kumar");
        counter.sees(&format!("UHID {UHID}"));
        counter.command(UiCommand::Take(1));
        assert_eq!(counter.value("uhid"), UHID);
    }
}

#[test]
fn a_requisition_is_filled_from_the_seeking_box_and_from_the_boxes() {
    for lang in Lang::ALL {
        let (_hospital, desk) = hospital();
        let mut counter = Counter::<LabOrderScreen>::open(desk, lang, &Route::LabOrder { values: Sheet::default() });
        counter.types("ramm kumar");
        counter.press(Key::Enter);
        assert_eq!((counter.value("name").as_str(), counter.value("uhid").as_str()), ("Ram Kumar", UHID), "{lang:?}");
        assert_eq!(counter.focused(), counter.t("laborder-tests", &[]), "{lang:?}: on to the tests");
        counter.command(UiCommand::Undo);
        assert_eq!(counter.focused(), counter.t("laborder-seek", &[]));
        counter.sees("ramm kumar");
        counter.command(UiCommand::Order(nirantar::window::commands::OrderKey::NewPerson));
        counter.put("name", "ram");
        counter.put("pin", "110001");
        counter.command(UiCommand::Take(1));
        assert_eq!((counter.value("name").as_str(), counter.value("pin").as_str()), ("Ram Kumar", "110001"), "{lang:?}");
        counter.sees(&counter.t("index-kept", &[("fields", &counter.t("field-pin", &[]))]));
        counter.command(UiCommand::Undo);
        assert_eq!([counter.value("name"), counter.value("pin"), counter.value("uhid")], ["ram", "110001", ""], "{lang:?}");
        counter.command(UiCommand::Take(1));
        counter.types("1");
        counter.command(UiCommand::Fill);
        assert_eq!(counter.refused, None, "{lang:?}");
        let kept = counter.kept().expect("a match in the entry");
        assert_eq!(kept.uhid, UHID);
        let file = counter.desk.file(counter.saved.as_ref().unwrap()).unwrap();
        assert_eq!(file.matched, Some(kept));
    }
}

#[test]
fn a_patients_file_says_from_where_whom_and_how_sure() {
    for lang in Lang::ALL {
        let (_hospital, desk) = hospital();
        let mut counter =
            Counter::<FormScreen>::open(desk, lang, &Route::Form { form: FormId::Arrival, values: Sheet::default() });
        counter.put("name", "ram kumar");
        counter.put("mobile", "9812000346");
        counter.command(UiCommand::Take(1));
        counter.command(UiCommand::Fill);
        let (id, kept) = (counter.saved.clone().unwrap(), counter.kept().unwrap());
        assert!(Sure::of_percent(kept.score) > Sure::Open, "name and mobile: {} %", kept.score);
        let counter = Counter::<PatientScreen>::open(counter.desk, lang, &Route::Patient(id));
        let id = format!("index-filled-{}", Sure::of_percent(kept.score).code());
        let values = [("day", "05-01-2026"), ("uhid", UHID), ("score", &kept.score.to_string())];
        counter.sees(&counter.t(&id, &values));
        for code in &kept.why {
            counter.sees(&why_text(code, lang).unwrap());
        }
        counter.sees(&counter.t("index-trail", &[("day", "05-01-2026")]));
    }
}
