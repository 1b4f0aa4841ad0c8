//! Who opens what: passwords, the recovery key, packs. One person's password never opens another's work.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "the helpers of tests fail as the tests do"
)]

mod common;

use common::{Hospital, TestClock, entries_of, findings, forms, password_of};
use nirantar::desk::{Clock, PrintWish, recover, system_clock};
use nirantar::hospital::number::{CounterCode, Number, NumberParts, Series};
use nirantar::hospital::pack::Masters;
use nirantar::journal::Body;
use nirantar::problem::{Problem, Trouble};
use nirantar::store::{Reader, StoreError};
use nirantar::vault::{Keyring, VaultError, new_identity};

const AT: &str = "2026-11-20T10:00:00+05:30";
const PEOPLE: [&str; 5] = ["asha", "ravi", "meena", "yusuf", "rao"];

fn hospital(clock: &Clock) -> Hospital {
    Hospital::new("meena", clock, |masters| limit(masters, "nagma", "K1"))
}

/// A person may open one counter only.
fn limit(masters: &mut Masters, login: &str, counter: &str) {
    masters.users.iter_mut().find(|u| u.login == login).unwrap().counters = vec![CounterCode::new(counter).unwrap()];
}

#[track_caller]
fn refused<T>(result: Result<T, Problem>, id: &str) {
    let problem = result.err().unwrap_or_else(|| panic!("{id} was to be told"));
    assert_eq!(problem.id, id);
}

#[test]
fn one_persons_password_never_opens_anothers_work() {
    let time = TestClock::at(AT);
    let hospital = hospital(&time.clock());
    for login in PEOPLE {
        for other in PEOPLE {
            time.forward(600);
            let result = hospital.sign_in(login, &password_of(other), &time.clock());
            assert_eq!(result.is_ok(), login == other, "{login} with the password of {other}");
        }
    }
    for near in ["", " ", "asha-eats-7-mangoe", "Asha-eats-7-mangoes", "asha-eats-7-mangoes "] {
        time.forward(600);
        drop(hospital.sign_in("asha", &password_of("asha"), &time.clock()).unwrap());
        refused(hospital.sign_in("asha", near, &time.clock()), "problem-wrong-password");
    }
    refused(hospital.sign_in("nobody", "x", &time.clock()), "problem-unknown-person");
}

#[test]
fn a_draft_is_its_writers_own_and_nothing_lies_open_on_the_disk() {
    let hospital = hospital(&system_clock());
    let mut form = forms(1, 1).remove(0);
    form.name = "Zubeidaxyz Unheardof".into();
    form.mobile = "9899000123".into();
    let mut desk = hospital.desk("asha");
    desk.keep_draft(&form).unwrap();
    desk.register(&form, &PrintWish::default()).unwrap();
    desk.close().map(drop).unwrap();
    for other in PEOPLE.into_iter().filter(|p| *p != "asha") {
        assert!(hospital.desk(other).draft().unwrap().is_none(), "{other} sees a draft");
    }
    let desk = hospital.desk("asha");
    assert_eq!(desk.draft().unwrap().unwrap().name, form.name);
    // The write-ahead log is there while the records are open: it too is sealed.
    let secrets = ["Zubeidaxyz", "9899000123", "zubeidaxyz", &password_of("asha"), "AGE-SECRET-KEY", &hospital.recovery_key];
    let mut files = 0;
    for path in common::fingerprints(&hospital.folder.path().join("counter")).into_keys() {
        let bytes = std::fs::read(&path).unwrap();
        files += 1;
        for secret in secrets {
            let open = bytes.windows(secret.len()).any(|w| w == secret.as_bytes());
            assert!(!open, "a secret lies open in {}", path.display());
        }
    }
    assert!(files >= 6, "{files} files");
}

#[test]
fn another_key_opens_nothing() {
    let hospital = hospital(&system_clock());
    drop(hospital.desk("asha"));
    let database = hospital.folder.path().join("counter").join("nirantar.db");
    let other = nirantar::vault::random::<32>().unwrap();
    assert!(matches!(Reader::open(&database, &other), Err(StoreError::Key)));
}

#[test]
fn each_wrong_password_waits_longer_and_is_written_down() {
    let time = TestClock::at(AT);
    let hospital = hospital(&time.clock());
    let tried = |login: &str, password: &str| hospital.sign_in(login, password, &time.clock());
    refused(tried("asha", "wrong 1"), "problem-wrong-password");
    refused(tried("asha", "wrong 2"), "problem-wrong-password");
    refused(tried("asha", "wrong 3"), "problem-wrong-password-wait");
    refused(tried("asha", &password_of("asha")), "problem-too-soon");
    time.forward(-86_400);
    refused(tried("asha", &password_of("asha")), "problem-too-soon");
    time.forward(86_400);
    drop(tried("ravi", &password_of("ravi")).expect("another person waits for nothing"));
    let mut waits = Vec::new();
    for n in 4..=12 {
        time.forward(301);
        let problem = tried("asha", &format!("wrong {n}")).err().unwrap();
        waits.push(problem.args.iter().find(|(name, _)| *name == "seconds").unwrap().1.parse::<u32>().unwrap());
    }
    assert_eq!(waits, [4, 8, 16, 32, 64, 128, 256, 300, 300]);
    time.forward(299);
    refused(tried("asha", &password_of("asha")), "problem-too-soon");
    time.forward(1);
    let desk = tried("asha", &password_of("asha")).unwrap();
    let told = entries_of(&desk).pop().unwrap();
    assert_eq!(told.body, Body::SessionOpened { failed_before: 12 }, "the journal says how often");
    drop(desk);
    refused(tried("asha", "wrong again"), "problem-wrong-password");
}

#[test]
fn a_changed_password_is_the_only_one() {
    let hospital = hospital(&system_clock());
    let mut desk = hospital.desk("asha");
    refused(desk.change_password("not the old one", "नया पासवर्ड 12"), "problem-wrong-password");
    refused(desk.change_password(&password_of("asha"), "short"), "problem-password-weak");
    refused(desk.change_password(&password_of("asha"), "aaaaaaaaaaaa"), "problem-password-weak");
    desk.change_password(&password_of("asha"), "नया पासवर्ड 12").unwrap();
    drop(desk);
    refused(hospital.sign_in("asha", &password_of("asha"), &system_clock()), "problem-wrong-password");
    drop(hospital.sign_in("asha", "नया पासवर्ड 12", &system_clock()).unwrap());
    drop(hospital.desk("ravi"));
}

#[test]
fn a_lost_password_and_the_recovery_key() {
    let hospital = hospital(&system_clock());
    drop(hospital.desk("asha").register(&forms(1, 1)[0], &PrintWish::default()).unwrap());
    let other = common::Hospital::new("meena", &system_clock(), |_| ());
    let counter = || hospital.counter(&system_clock());
    refused(recover(&counter(), "AGE-SECRET-KEY-1NONSENSE", "asha", "a brand new one"), "problem-recovery-key");
    refused(recover(&counter(), &new_identity().secret(), "asha", "a brand new one"), "problem-recovery-key");
    refused(recover(&counter(), &other.recovery_key, "asha", "a brand new one"), "problem-recovery-key");
    refused(recover(&counter(), &hospital.recovery_key, "asha", "short"), "problem-password-weak");
    refused(recover(&counter(), &hospital.recovery_key, "nobody", "a brand new one"), "problem-unknown-person");
    refused(recover(&counter(), &hospital.recovery_key, "nagma", "a brand new one"), "problem-not-here");
    drop(hospital.desk("asha"));
    // As typed from paper: lower case, in groups.
    let typed: String = hospital
        .recovery_key
        .to_lowercase()
        .chars()
        .enumerate()
        .flat_map(|(i, c)| (i % 5 == 0).then_some(' ').into_iter().chain([c]))
        .collect();
    recover(&counter(), &typed, "asha", "a brand new one").unwrap();
    refused(hospital.sign_in("asha", &password_of("asha"), &system_clock()), "problem-wrong-password");
    let mut desk = hospital.sign_in("asha", "a brand new one", &system_clock()).unwrap();
    assert_eq!(desk.status().unwrap().patients, 1, "all her work is there");
    desk.register(&forms(2, 1)[0], &PrintWish::default()).unwrap();
    drop(desk);
    let mut desk = hospital.desk("meena");
    assert_eq!(findings(&desk), [""; 0]);
    // A new pack seals the keys anew; the person made here keeps hers.
    desk.take_pack(&hospital.pack(2, true, |_| ())).unwrap();
    drop(desk);
    drop(hospital.sign_in("asha", "a brand new one", &system_clock()).unwrap());
    recover(&counter(), &hospital.recovery_key, "ravi", "another new one").unwrap();
}

#[test]
fn a_new_pack_keeps_what_people_chose() {
    let hospital = hospital(&system_clock());
    let mut desk = hospital.desk("asha");
    desk.change_password(&password_of("asha"), "my own words 4").unwrap();
    drop(desk);
    let mut desk = hospital.desk("meena");
    desk.register(&forms(2, 1)[0], &PrintWish::default()).unwrap();
    refused(desk.take_pack(&hospital.pack(1, true, |_| ())), "problem-pack-older");
    let newer = hospital.pack(5, true, |masters| masters.users.retain(|u| u.login != "ravi"));
    desk.take_pack(&newer).unwrap();
    refused(desk.take_pack(&hospital.pack(4, true, |_| ())), "problem-pack-older");
    refused(desk.take_pack(&newer), "problem-pack-older");
    let gone = hospital.pack(6, true, |masters| masters.counters.retain(|c| c.code.as_str() != "K7"));
    refused(desk.take_pack(&gone), "problem-counter-unknown");
    // Sealed without the one in use: this counter's key is another, and everything it signed would look forged.
    let stranger = hospital.pack(7, false, |_| ());
    let problem = desk.take_pack(&stranger).unwrap_err();
    assert_eq!((problem.id, problem.trouble), ("problem-pack-key", Trouble::Damaged));
    assert_eq!(findings(&desk), [""; 0]);
    assert_eq!(desk.masters().hospital.version, 5);
    drop(desk);
    drop(hospital.sign_in("asha", "my own words 4", &system_clock()).unwrap());
    drop(hospital.desk("yusuf"));
    refused(hospital.sign_in("ravi", &password_of("ravi"), &system_clock()), "problem-unknown-person");
}

#[test]
fn a_clerk_of_one_counter_opens_no_other() {
    let hospital = hospital(&system_clock());
    refused(hospital.sign_in("nagma", &password_of("nagma"), &system_clock()), "problem-not-here");
    // Not by asking nicely only: the keys are not sealed to her.
    let (pack, keys) = (hospital.first_pack(), hospital.folder.path().join("counter").join("keys"));
    let (own, _first) = Keyring::new(&keys).person(pack, "nagma", &password_of("nagma")).unwrap();
    let identities = pack.identities("nagma", own).unwrap();
    assert_eq!(identities.len(), 1);
    let code = |text| CounterCode::new(text).unwrap();
    assert!(matches!(pack.signing_key(&code("K7"), 'A', &identities), Err(VaultError::WrongKey)));
    assert!(pack.signing_key(&code("K1"), 'A', &identities).is_ok());
    let sealed = std::fs::read(keys.join("counter.age")).unwrap();
    assert!(nirantar::vault::open(&sealed, &identities[0]).is_err());
}

/// A registration of counter K8, signed with a key.
fn of_k8(hospital: &Hospital, key: &ed25519_dalek::SigningKey) -> nirantar::journal::Signed {
    let sample = common::entries::samples(21, 30).into_iter().find(|s| s.kind == "opd.registered").unwrap();
    let mut entry = sample.signed.entry().unwrap();
    let counter = CounterCode::new("K8").unwrap();
    entry.header.site.clone_from(&hospital.masters.hospital.site);
    entry.header.mode = hospital.masters.mode();
    entry.header.counter = counter.clone();
    entry.header.letter = 'A';
    let number = |series| {
        let parts = NumberParts { mode: hospital.masters.mode(), series, counter: counter.clone(), letter: 'A', serial: 17 };
        Number::new(&parts).unwrap()
    };
    if let Body::Registered { patient, visit } = &mut entry.body {
        patient.number = number(Series::Patient);
        visit.number = number(Series::Visit);
        visit.fee = nirantar::hospital::opd::Fee::Exempt { reason: "BPL".into() };
    }
    nirantar::journal::sign(&entry, key).unwrap()
}

#[test]
fn a_slip_of_another_counter_is_taken_in_and_a_forged_one_is_not() {
    let hospital = hospital(&system_clock());
    let keys = hospital.folder.path().join("counter").join("keys");
    let (own, _first) = Keyring::new(&keys).person(hospital.first_pack(), "meena", &password_of("meena")).unwrap();
    let identities = hospital.first_pack().identities("meena", own).unwrap();
    let k8 = hospital.first_pack().signing_key(&CounterCode::new("K8").unwrap(), 'A', &identities).unwrap();
    let mut desk = hospital.desk("asha");
    desk.register(&forms(1, 1)[0], &PrintWish::default()).unwrap();
    let slip = |signed| nirantar::journal::carrier::to_codes(signed).unwrap().remove(0);
    let forged = of_k8(&hospital, &ed25519_dalek::SigningKey::from_bytes(&[66; 32]));
    refused(desk.scan(&slip(&forged)), "problem-slip-forged");
    let good = of_k8(&hospital, &k8);
    let patient = desk.scan(&slip(&good)).unwrap().unwrap();
    assert_eq!(desk.scan(&slip(&good)).unwrap().unwrap(), patient, "a second time changes nothing");
    assert_eq!(
        desk.file(&patient).unwrap().line.number.to_string(),
        "DEMO-MK8A-000017-".to_owned() + &desk.file(&patient).unwrap().line.number.to_string()[17..]
    );
    // The number names the patient; a visit here belongs to them, under this counter's own numbers.
    let mut again = forms(2, 1).remove(0);
    again.patient = desk.file(&patient).unwrap().line.number.to_string();
    let saved = desk.register(&again, &PrintWish::default()).unwrap();
    assert_eq!(saved.patient_id, patient);
    assert_eq!(saved.visit.parts().unwrap().counter.as_str(), "K7");
    drop(desk);
    assert_eq!(findings(&hospital.desk("meena")), [""; 0]);
}
