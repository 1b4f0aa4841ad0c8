//! The patient index as a hospital uses it: built from an export, opened by an officer beside the clerk, searched with the own
//! records, taken into forms, closed; and every way in which a file or a person is refused.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "the helpers of tests fail as the tests do"
)]

mod common;

use common::{Answer, Hospital, entries_of, password_of, program, put};
use nirantar::desk::cases::CaseWish;
use nirantar::desk::views::{IndexStanding, Origin, fill_form, fill_sheet};
use nirantar::desk::{Desk, ExportKind, IndexBuild, PrintWish, build_index, system_clock};
use nirantar::hospital::forms::{FormId, Sheet};
use nirantar::hospital::opd_form::{Field, OpdForm};
use nirantar::hospital::pack::Lang;
use nirantar::journal::{Body, Matched};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

const EXPORT: &str = "uhid,name,name_hi,relation,relative,relative_hi,sex,born,birth_year,mobile,abha,pin,village
104882217,SMT. SUNITA DEVI,सुनीता देवी,W/o,MOHAN LAL,मोहन लाल,F,1988-04-17,,9812000345,,110029,Kotla Mubarakpur
104882218,RAM KUMAR,राम कुमार,S/o,HARI KUMAR,,M,,1961,9812000346,,122001,Wazirabad
104882219,BABY DEVI,,D/o,SHYAM SUNDER,,F,2001-12-02,,,,110029,Munirka
104882220,ABDUL REHMAN,अब्दुल रहमान,S/o,FAZLU REHMAN,,M,1975-06-01,,9812000350,,110006,Ballimaran
";

/// A hospital whose counter a clerk works at, with an index beside it.
struct World {
    hospital: Hospital,
    index: PathBuf,
}

impl World {
    fn new() -> Self {
        let hospital = Hospital::new("meena", &system_clock(), |_masters| {});
        let index = hospital.folder.path().join("counter").join("patients.nidx");
        let world = Self { hospital, index };
        world.build("2026-01-05");
        world
    }

    fn path(&self, name: &str) -> PathBuf {
        self.hospital.folder.path().join(name)
    }

    fn build(&self, day: &str) {
        self.build_from(EXPORT, day);
    }

    fn build_from(&self, export: &str, day: &str) {
        put(&self.path("central.csv"), export.as_bytes());
        self.build_for(&self.path("hospital.pack"), day, Lang::En);
    }

    /// Builds from the export as it lies there, sealed for the officers of a pack.
    fn build_for(&self, pack: &Path, day: &str, lang: Lang) {
        let build = IndexBuild {
            pack,
            from: &self.path("central.csv"),
            base: None,
            out: &self.index,
            day: day.parse().unwrap(),
            work: None,
            faults: None,
            lang,
        };
        build_index(&build, &system_clock(), &mut |_| true).unwrap().unwrap();
    }

    fn clerk(&self) -> Desk {
        self.hospital.desk(&self.login(|roles| roles.contains("clerk")))
    }

    /// Login of somebody whose roles fit, who may open counter K7.
    fn login(&self, fits: impl Fn(&str) -> bool) -> String {
        let roles = |user: &nirantar::hospital::pack::User| user.roles.iter().map(|r| r.code()).collect::<Vec<_>>().join(" ");
        let here = |user: &&nirantar::hospital::pack::User| {
            user.counters.is_empty() || user.counters.iter().any(|counter| counter.as_str() == "K7")
        };
        self.hospital.masters.users.iter().filter(here).find(|user| fits(&roles(user))).unwrap().login.clone()
    }

    fn officer(&self) -> String {
        self.login(|roles| roles == "control-room" || roles == "supervisor")
    }

    fn open(&self, desk: &mut Desk) {
        let officer = self.officer();
        let standing = desk.open_index(Some((&officer, &password_of(&officer)))).unwrap();
        assert!(matches!(standing, IndexStanding::Open { people: 4, .. }), "{standing:?}");
    }

    fn run(&self, args: &[&str]) -> Answer {
        let login = self.login(|roles| roles.contains("clerk"));
        let password = self.path("clerk.password");
        put(&password, password_of(&login).as_bytes());
        let folder = self.path("counter");
        let signed = ["--data", folder.to_str().unwrap(), "--user", &login, "--password-file", password.to_str().unwrap()];
        Answer::of(program().args(signed).args(args).output().unwrap())
    }

    fn officer_file(&self) -> (String, PathBuf) {
        let officer = self.officer();
        let file = self.path("officer.password");
        put(&file, password_of(&officer).as_bytes());
        (officer, file)
    }
}

fn standing(desk: &Desk) -> IndexStanding {
    desk.index_way().unwrap().look().0
}

fn kinds(desk: &Desk) -> Vec<String> {
    entries_of(desk).iter().map(|entry| entry.body.kind().to_owned()).filter(|kind| kind.starts_with("index.")).collect()
}

fn clinic(desk: &Desk) -> String {
    desk.masters().clinics[0].code.clone()
}

/// The one match of the index that a text finds.
fn central(desk: &mut Desk, text: &str) -> nirantar::desk::views::CentralLine {
    let found = desk.find(text).unwrap();
    assert_eq!(found.trouble, None);
    let lines: Vec<_> = found.lines.iter().filter_map(|m| m.central().cloned()).collect();
    assert!(!lines.is_empty(), "{text}: nobody of the index");
    lines[0].clone()
}

#[test]
fn an_officer_opens_it_beside_the_clerk_and_it_stays_open_until_it_is_closed() {
    let world = World::new();
    let mut desk = world.clerk();
    assert!(matches!(standing(&desk), IndexStanding::Closed { people: 4, newer: false, .. }));
    assert!(desk.find("Sunita").unwrap().lines.is_empty(), "closed is closed");
    world.open(&mut desk);
    assert_eq!(central(&mut desk, "sunita").person.uhid, "104882217");
    // Opened again by another officer: the same index, no second entry.
    world.open(&mut desk);
    desk.close().unwrap();
    // The next person at this counter has it without an officer.
    let mut desk = world.clerk();
    assert!(matches!(standing(&desk), IndexStanding::Open { .. }));
    assert_eq!(central(&mut desk, "9812000346").person.uhid, "104882218");
    let officer = world.officer();
    assert_eq!(desk.close_index(None).unwrap_err().id, "problem-no-right");
    desk.close_index(Some((&officer, &password_of(&officer)))).unwrap();
    assert!(desk.find("Sunita").unwrap().lines.is_empty());
    assert_eq!(desk.close_index(Some((&officer, &password_of(&officer)))).unwrap_err().id, "problem-index-not-open");
    assert_eq!(kinds(&desk), ["index.opened", "index.closed"]);
    let opened = entries_of(&desk).into_iter().find_map(|entry| match entry.body {
        Body::IndexOpened { officer, day, .. } => Some((officer, day.to_string(), entry.header.by)),
        _ => None,
    });
    assert_eq!(opened, Some((officer, "2026-01-05".to_owned(), desk.user().login.clone())));
}

#[test]
fn a_newer_index_asks_the_officer_again() {
    let world = World::new();
    let mut desk = world.clerk();
    world.open(&mut desk);
    world.build("2026-01-12");
    assert!(matches!(standing(&desk), IndexStanding::Closed { newer: true, .. }), "another file, another key");
    assert!(desk.find("Sunita").unwrap().lines.is_empty());
    world.open(&mut desk);
    assert_eq!(central(&mut desk, "sunita").matched.day.to_string(), "2026-01-12");
    assert_eq!(kinds(&desk), ["index.opened", "index.opened"]);
}

#[test]
fn who_may_not_open_it_is_told_and_wrong_passwords_wait() {
    let world = World::new();
    let mut desk = world.clerk();
    let clerk = desk.user().login.clone();
    assert_eq!(desk.open_index(None).unwrap_err().id, "problem-no-right");
    assert_eq!(desk.open_index(Some((&clerk, &password_of(&clerk)))).unwrap_err().id, "problem-no-right");
    assert_eq!(desk.open_index(Some(("nobody", "x"))).unwrap_err().id, "problem-unknown-person");
    let officer = world.officer();
    for id in ["problem-wrong-password", "problem-wrong-password", "problem-wrong-password-wait"] {
        assert_eq!(desk.open_index(Some((&officer, "mangoes"))).unwrap_err().id, id);
    }
    assert_eq!(desk.open_index(Some((&officer, &password_of(&officer)))).unwrap_err().id, "problem-too-soon");
    assert!(kinds(&desk).is_empty());
}

#[test]
fn a_file_that_is_no_good_is_told_and_own_records_are_searched() {
    let world = World::new();
    let mut desk = world.clerk();
    let form =
        OpdForm { name: "Sunita Rani".into(), sex: "F".into(), age: "30".into(), clinic: clinic(&desk), ..OpdForm::default() };
    desk.register(&form, &PrintWish::default()).unwrap();
    world.open(&mut desk);
    let good = std::fs::read(&world.index).unwrap();
    let mut told = Vec::new();
    let mut look = |bytes: &[u8], desk: &mut Desk| {
        nirantar::disk::write(&world.index, bytes).unwrap();
        let IndexStanding::Damaged(problem) = standing(desk) else { panic!("a bad file looks good") };
        let found = desk.find("Sunita").unwrap();
        assert_eq!(found.lines.len(), 1, "own records go on");
        assert_eq!(found.trouble.as_ref().map(|p| p.id), Some(problem.id));
        told.push(problem.id);
    };
    look(b"%PDF-1.7 this is no index at all, but a paper with some length to it", &mut desk);
    look(&good[..good.len() - 3000], &mut desk);
    let mut flipped = good.clone();
    let last = flipped.len() - 100;
    flipped[last] ^= 1;
    nirantar::disk::write(&world.index, &flipped).unwrap();
    let officer = world.officer();
    let key = Some((officer.as_str(), password_of(&officer)));
    let pack = world.path("hospital.pack");
    let by = nirantar::desk::PackOfficer {
        login: &officer,
        password: &key.as_ref().unwrap().1,
        keys: &world.path("counter").join("keys"),
    };
    match nirantar::desk::open_index_file(&pack, &world.index, by) {
        // Either the page is read at opening, or by the check.
        Err(problem) => assert_eq!(problem.id, "problem-index-damaged"),
        Ok(central) => {
            let checked = central.check(&mut |_, _| true).unwrap().unwrap();
            assert_eq!(checked.faults.iter().map(|p| p.id).collect::<Vec<_>>(), ["problem-index-damaged"]);
        }
    }
    assert_eq!(told, ["problem-index-not", "problem-index-cut"]);
    std::fs::remove_file(&world.index).unwrap();
    assert_eq!(standing(&desk), IndexStanding::None);
    assert_eq!(desk.find("Sunita").unwrap().trouble, None);
    nirantar::disk::write(&world.index, &good).unwrap();
    assert_eq!(desk.find("Sunita").unwrap().lines.len(), 2);
}

#[test]
fn another_hospitals_index_is_refused_by_name() {
    let world = World::new();
    let other = Hospital::new("meena", &system_clock(), |masters| masters.hospital.site = "OTHR".into());
    std::fs::copy(other.folder.path().join("hospital.pack"), world.path("other.pack")).unwrap();
    put(&world.path("central.csv"), EXPORT.as_bytes());
    world.build_for(&world.path("other.pack"), "2026-01-05", Lang::En);
    let mut desk = world.clerk();
    let IndexStanding::Damaged(problem) = standing(&desk) else { panic!("another hospital's index looks like ours") };
    assert_eq!((problem.id, problem.args[0].1.as_str()), ("problem-index-other", "OTHR"));
    let officer = world.officer();
    assert_eq!(desk.open_index(Some((&officer, &password_of(&officer)))).unwrap_err().id, "problem-index-other");
}

#[test]
fn a_person_of_the_index_fills_the_form_and_the_entry_keeps_the_match() {
    let world = World::new();
    let mut desk = world.clerk();
    world.open(&mut desk);
    let line = central(&mut desk, "sunitha devi");
    let mut form = OpdForm { mobile: "98120 00999".into(), name: "sunitha".into(), clinic: clinic(&desk), ..OpdForm::default() };
    let kept = fill_form(&line, &mut form, desk.masters(), desk.today());
    assert_eq!(kept, [Field::Mobile], "the mobile that was said today stays");
    assert_eq!((form.title.as_str(), form.name.as_str(), form.name_hi.as_str()), ("Smt", "Sunita Devi", "सुनीता देवी"));
    assert_eq!((form.relation.as_str(), form.relative_name.as_str()), ("W/o", "Mohan Lal"));
    assert_eq!((form.sex.as_str(), form.age.as_str(), form.uhid.as_str()), ("F", "17-04-1988", "104882217"));
    assert_eq!((form.pin.as_str(), form.address.as_str()), ("110029", "Kotla Mubarakpur"));
    let saved = desk.register(&form, &PrintWish::default()).unwrap();
    let file = desk.file(&saved.patient_id).unwrap();
    let matched = file.matched.unwrap();
    assert_eq!((matched.uhid.as_str(), &matched), ("104882217", &line.matched));
    assert!(matched.score > 0 && matched.bits > 0 && !matched.why.is_empty(), "{:?}", (matched.score, matched.bits));
    // Now she is ours: one line, with a mark.
    let mut found = desk.find("sunita devi").unwrap().lines;
    found.retain(|m| m.who.uhid == "104882217");
    assert_eq!(found.len(), 1, "once, as ours");
    assert!(matches!(&found[0].origin, Origin::Here { central: true, .. }));
    // With another UHID typed over it, it is another person.
    let other = OpdForm { uhid: "104882299".into(), name: "Sunita Bai".into(), ..form };
    let saved = desk.register(&other, &PrintWish::default()).unwrap();
    assert_eq!(desk.file(&saved.patient_id).unwrap().matched, None);
}

#[test]
fn every_form_that_begins_with_a_patient_takes_one_from_the_index() {
    let world = World::new();
    let mut clerk = world.clerk();
    world.open(&mut clerk);
    clerk.close().unwrap();
    let mut desk = world.hospital.desk("meena");
    let line = central(&mut desk, "ram kumar");
    let ward = desk.masters().wards[0].code.clone();
    let department = desk.masters().departments[0].code.clone();
    let forms: [(FormId, &[(&str, &str)]); 4] = [
        (FormId::Admission, &[("ward", &ward)]),
        (FormId::Request, &[("department", &department)]),
        (FormId::Arrival, &[]),
        (FormId::LabOrder, &[("tests", "CBC")]),
    ];
    for (id, more) in forms {
        let mut values = Sheet::default();
        for (code, value) in more {
            values.set(code, *value);
        }
        fill_sheet(&line, &mut values, desk.masters(), desk.today());
        let done = desk.fill(id, &values, CaseWish::default()).unwrap_or_else(|p| panic!("{id:?}: {p} {:?}", p.remarks));
        let file = desk.file(&done.patient.unwrap()).unwrap();
        assert_eq!(file.details.uhid.as_deref(), Some("104882218"), "{id:?}");
        assert_eq!(file.details.name.devanagari.as_deref(), Some("राम कुमार"), "{id:?}");
        assert_eq!(file.matched.as_ref(), Some(&line.matched), "{id:?}");
    }
    // Somebody unknown turns out to be in the index.
    let unknown = desk.fill(FormId::Arrival, &Sheet::from([("sex", "M")]), CaseWish::default()).unwrap();
    let mut values = Sheet::from([("how", "Aadhaar card in the pocket"), ("patient", unknown.patient_number.unwrap().as_str())]);
    fill_sheet(&central(&mut desk, "abdul rahman"), &mut values, desk.masters(), desk.today());
    desk.fill(FormId::Identify, &values, CaseWish::default()).unwrap();
    let file = desk.file(&unknown.patient.unwrap()).unwrap();
    assert_eq!(file.matched.map(|m| m.uhid), Some("104882220".to_owned()));
    assert!(file.history.iter().any(|line| line.kind == "patient.identified" && line.matched.is_some()));
}

#[test]
fn the_match_leaves_in_the_csv_and_nothing_false_in_the_fhir() {
    let world = World::new();
    let mut clerk = world.clerk();
    world.open(&mut clerk);
    let mut form = OpdForm { clinic: clinic(&clerk), ..OpdForm::default() };
    fill_form(&central(&mut clerk, "sunita devi"), &mut form, clerk.masters(), clerk.today());
    clerk.register(&form, &PrintWish::default()).unwrap();
    clerk.close().unwrap();
    let mut desk = world.hospital.desk("meena");
    let done = desk.export(ExportKind::Csv, &world.path("out"), &mut |_, _| true).unwrap().unwrap();
    let file = std::fs::read_dir(&done.folder).unwrap().map(|e| e.unwrap().path());
    let file = file.into_iter().find(|p| p.file_name().unwrap().to_string_lossy().ends_with("patients.csv")).unwrap();
    let mut reader = csv::Reader::from_path(file).unwrap();
    let head = reader.headers().unwrap().clone();
    let row = reader.records().next().unwrap().unwrap();
    let cell = |name: &str| row[head.iter().position(|h| h == name).unwrap()].to_owned();
    assert_eq!(
        (cell("uhid"), cell("matched_uhid"), cell("matched_day")),
        ("104882217".into(), "104882217".into(), "2026-01-05".into())
    );
    assert_eq!(cell("matched_index").len(), 16);
    assert!(cell("matched_why").contains("name"), "{}", cell("matched_why"));
}

#[test]
fn an_entry_from_before_reads_the_same_and_writes_the_same() {
    let old = r#"{"kind":"patient.amended","body":{"of":"K7A-2","details":{"name":{"en":"Ram"},"sex":"M","age":"34y 2022-11-24","category":"GEN"},"reason":"new mobile"}}"#;
    let body: Body = serde_json::from_str(old).unwrap();
    assert!(matches!(&body, Body::Amended { matched: None, .. }));
    assert_eq!(serde_json::to_string(&body).unwrap(), old);
    let matched = Matched {
        uhid: "104882217".into(),
        index: "00112233445566ff".into(),
        day: "2026-01-05".parse().unwrap(),
        score: 98,
        bits: 31,
        why: vec!["same-mobile".into(), "age-apart:2".into()],
    };
    let text = serde_json::to_string(&matched).unwrap();
    assert_eq!(
        text,
        r#"{"uhid":"104882217","index":"00112233445566ff","day":"2026-01-05","score":98,"bits":31,"why":["same-mobile","age-apart:2"]}"#
    );
    assert_eq!(serde_json::from_str::<Matched>(&text).unwrap(), matched);
}

#[test]
fn the_command_line_builds_opens_searches_and_takes() {
    let world = World::new();
    let path = |p: &Path| p.to_str().unwrap().to_owned();
    let (pack, export, out) =
        (path(&world.path("hospital.pack")), path(&world.path("damaged.csv")), path(&world.path("new.nidx")));
    let damaged = format!("{EXPORT}104882221,,,,,,F,1990-01-01,,,,,\n104882222,GITA,,,,,F,1990-13-45,,12,,,\n");
    put(&world.path("damaged.csv"), damaged.as_bytes());
    let build = ["--json", "index", "build", "--pack", &pack, "--from", &export, "--out", &out, "--day", "2026-01-05"];
    let made = Answer::of(program().args(build).output().unwrap()).done().values().remove(0);
    assert_eq!((&made["people"], &made["rows"], &made["bad"]), (&json!(5), &json!(6), &json!(1)));
    let faults = std::fs::read_to_string(made["faults"].as_str().unwrap()).unwrap();
    assert!(faults.lines().any(|line| line.starts_with("6,name,")), "{faults}");
    assert!(faults.lines().any(|line| line.starts_with("7,")), "{faults}");
    let manifest: Value = serde_json::from_slice(&std::fs::read(made["manifest"].as_str().unwrap()).unwrap()).unwrap();
    assert_eq!((&manifest["people"], &manifest["export"]["rows_left_out"]), (&json!(5), &json!(1)));
    assert_eq!(manifest["sha256"].as_str().unwrap().len(), 64);

    let closed = world.run(&["index", "search", "sunita"]);
    assert_eq!((closed.code, closed.err.contains("not open")), (1, true), "{}", closed.err);
    let (officer, file) = world.officer_file();
    let open = ["index", "open", "--officer", &officer, "--officer-password-file", file.to_str().unwrap()];
    world.run(&open).done();
    let found = world.run(&["--json", "index", "search", "sunita", "--age", "37"]).done().values();
    assert_eq!((&found[0]["uhid"], &found[0]["origin"]), (&json!("104882217"), &json!("central")));
    let both = world.run(&["--json", "find", "9812000345"]).done().values();
    assert_eq!(both[0]["origin"], json!("central"));
    world.run(&["index", "check"]).done();
    assert_eq!(world.run(&["--json", "index", "stats"]).done().values()[0]["people"], json!(4));

    let line = world.path("one.jsonl");
    let clinic = world.hospital.masters.clinics[0].code.clone();
    put(&line, json!({ "clinic": clinic, "mobile": "9812000111" }).to_string().as_bytes());
    let saved =
        world.run(&["opd", "register", "--from", line.to_str().unwrap(), "--match", "104882217"]).done().values().remove(0);
    assert_eq!(saved["saved"], json!(true));
    let found = world.run(&["--json", "find", saved["patient"].as_str().unwrap()]).done().values().remove(0);
    assert_eq!((&found["uhid"], &found["mobile"], &found["origin"]), (&json!("104882217"), &json!("9812000111"), &json!("here")));
    let nobody = world.run(&["opd", "register", "--from", line.to_str().unwrap(), "--match", "999999999"]);
    assert!(nobody.out.contains("problem-index-nobody"), "{}", nobody.out);
    let close = ["index", "close", "--officer", &officer, "--officer-password-file", file.to_str().unwrap()];
    world.run(&close).done();
    assert_eq!(world.run(&["--json", "index", "status"]).done().values()[0]["index"], json!("closed"));
}

/// Every form that begins with a patient, from the command line: the index says what the line does not, and the entry keeps the match.
#[test]
fn the_command_line_fills_forms_from_the_index() {
    let world = World::new();
    let mut clerk = world.clerk();
    world.open(&mut clerk);
    clerk.close().unwrap();
    let data = world.path("counter");
    let password = world.path("meena.password");
    put(&password, password_of("meena").as_bytes());
    let signed = ["--data", data.to_str().unwrap(), "--user", "meena", "--password-file", password.to_str().unwrap(), "--json"];
    let run = |args: &[&str]| Answer::of(program().args(signed).args(args).output().unwrap());
    let masters = &world.hospital.masters;
    let (ward, department) = (format!("ward={}", masters.wards[0].code), format!("department={}", masters.departments[0].code));
    let unknown = run(&["er", "arrive", "sex=F"]).done().values().remove(0);
    let unknown = format!("patient={}", unknown["patient"].as_str().unwrap());
    let calls: [(&[&str], &str); 5] = [
        (&["ipd", "admit", "match=104882217", &ward, "mobile=9812000999"], "104882217"),
        (&["ipd", "request", "match=104882218", &department], "104882218"),
        (&["er", "arrive", "match=104882219"], "104882219"),
        (&["lab", "order", "match=104882220", "tests=CBC"], "104882220"),
        (&["er", "identify", &unknown, "how=card", "match=104882219"], "104882219"),
    ];
    for (args, uhid) in calls {
        let done = run(args).done().values().remove(0);
        let desk = world.hospital.desk("meena");
        let patient = done["patient"].as_str().unwrap_or_else(|| panic!("{args:?}: {done}"));
        let file = desk.file(&desk.searcher().unwrap().exact(patient).unwrap().unwrap()).unwrap();
        let matched = file.matched.unwrap_or_else(|| panic!("{args:?}: no match"));
        assert_eq!((matched.uhid.as_str(), matched.day.to_string().as_str()), (uhid, "2026-01-05"), "{args:?}");
        assert!(matched.score > 50, "{args:?}: {} %", matched.score);
        assert_eq!(matched.why, ["same-uhid"], "{args:?}");
        let mobile = file.details.mobile.map(|m| m.digits().to_owned());
        let said = args.contains(&"mobile=9812000999").then(|| "9812000999".to_owned());
        assert!(said.is_none() || mobile == said, "{args:?}: what the line says wins");
        desk.close().unwrap();
    }
    let nobody = run(&["ipd", "admit", "match=999999999", &ward]);
    assert!((nobody.code, nobody.out.contains("problem-index-nobody")) == (1, true), "{}", nobody.out);
    let found = Answer::of(program().args(&signed[..6]).args(["find", "9812000350"]).output().unwrap()).done().out;
    assert!(!found.contains('%'), "{found}");
}

#[test]
fn an_officer_whom_it_was_not_sealed_for_is_told() {
    let world = World::new();
    // The same hospital's masters sealed anew without the old keys: the same logins, other people's keys.
    let strangers = world.hospital.pack(2, false, |_masters| {});
    world.build_for(&strangers, "2026-01-05", Lang::Hi);
    let mut desk = world.clerk();
    let officer = world.officer();
    assert_eq!(desk.open_index(Some((&officer, &password_of(&officer)))).unwrap_err().id, "problem-index-officer");
    assert!(kinds(&desk).is_empty());
    // A clerk holds the pack's common key, as the officer does: the index is not sealed to that.
    let masters = &world.hospital.masters;
    let clerk = masters.users.iter().find(|u| u.counters.is_empty() && u.roles.iter().all(|r| r.code() == "clerk")).unwrap();
    let by = nirantar::desk::PackOfficer {
        login: &clerk.login,
        password: &password_of(&clerk.login),
        keys: &world.path("counter").join("keys"),
    };
    let refused = nirantar::desk::open_index_file(&world.path("hospital.pack"), &world.index, by);
    assert_eq!(refused.err().unwrap().id, "problem-no-right");
}

#[test]
fn changes_bring_an_index_up_to_date_and_check_names_a_damaged_page() {
    let world = World::new();
    let (officer, password) = world.officer_file();
    let path = |p: &Path| p.to_str().unwrap().to_owned();
    let (pack, base, out) = (path(&world.path("hospital.pack")), path(&world.index), path(&world.path("next.nidx")));
    let changes = "uhid,name,sex,born,village,change\n104882230,GITA RANI,F,1990-01-05,Deoli,N\n104882219,,,,,D\n";
    put(&world.path("changes.csv"), changes.as_bytes());
    let changes = path(&world.path("changes.csv"));
    let data = path(&world.path("counter"));
    let signed = ["--data", &data, "--user", &officer, "--password-file", password.to_str().unwrap(), "--json"];
    let build = ["index", "build", "--pack", &pack, "--changes", &changes, "--base", &base, "--out", &out, "--day", "2026-01-12"];
    let made = Answer::of(program().args(signed).args(build).output().unwrap()).done().values().remove(0);
    assert_eq!((&made["people"], &made["gone"]), (&json!(4), &json!(1)), "{made}");
    let search = |text: &str| {
        let args = ["index", "search", text, "--in", &out, "--pack", &pack];
        Answer::of(program().args(signed).args(args).output().unwrap()).done().values()
    };
    assert_eq!(search("gita rani")[0]["uhid"], json!("104882230"));
    assert!(search("104882219").iter().all(|line| line["uhid"] != json!("104882219")), "gone is gone");
    assert_eq!(search("ram kumar")[0]["uhid"], json!("104882218"));

    let check = ["index", "check", &out, "--pack", &pack];
    Answer::of(program().args(signed).args(check).output().unwrap()).done();
    let mut bytes = std::fs::read(&out).unwrap();
    let (last, mut codes) = (bytes.len() - 50, Vec::new());
    bytes[last] ^= 4;
    nirantar::disk::write(Path::new(&out), &bytes).unwrap();
    let answer = Answer::of(program().args(signed).args(check).output().unwrap());
    codes.push(answer.code);
    assert!(answer.out.contains("problem-index-damaged"), "{}", answer.out);
    nirantar::disk::write(Path::new(&out), &bytes[..bytes.len() / 2]).unwrap();
    let answer = Answer::of(program().args(signed).args(check).output().unwrap());
    codes.push(answer.code);
    assert!(answer.out.contains("problem-index-cut"), "{}", answer.out);
    assert_eq!(codes, [3, 3]);
}
