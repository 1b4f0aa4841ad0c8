//! The hub in the window: an officer names it, makes its tables and takes it away, by keyboard; everybody sees how it stands.

#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests fail as tests do")]

mod window_common;

use egui::{Key, Modifiers};
use nirantar::desk::settings::Settings;
use nirantar::desk::views::HubStanding;
use nirantar::hospital::pack::Lang;
use nirantar::problem::Problem;
use nirantar::worker::{Event, HubEvent, HubJob, JobKind};
use window_common::{Stage, now};

const URL: &str = "postgresql://nirantar@hub.example/nirantar";

fn at_settings(login: &str, lang: Lang) -> Stage {
    let mut stage = Stage::new(1366.0, 1600.0);
    stage.sign_in(login);
    if lang == Lang::Hi {
        stage.press(Key::F12);
        stage.lang = Lang::Hi;
    }
    stage.press_with(Modifiers::CTRL, Key::Comma);
    stage
}

fn stands(stage: &mut Stage, standing: HubStanding) {
    stage.play.borrow().tell(Event::Hub(HubEvent::Standing(standing)));
    stage.settle();
}

fn tab_to(stage: &mut Stage, id: &str) {
    let wanted = stage.t(id);
    for _ in 0..80 {
        if stage.focused() == wanted {
            return;
        }
        stage.press(Key::Tab);
    }
    panic!("{wanted} is not reached by Tab");
}

#[test]
fn an_officer_names_the_hub_makes_it_and_takes_it_away() {
    for lang in [Lang::En, Lang::Hi] {
        let mut stage = at_settings("meena", lang);
        assert!(stage.shows(&stage.t("hub-none")), "{lang:?}");
        tab_to(&mut stage, "hub-address");
        stage.type_text(URL);
        tab_to(&mut stage, "hub-password");
        stage.type_text("geheim");
        assert!(!stage.shows("geheim"), "a password is not shown");
        tab_to(&mut stage, "hub-join");
        stage.press(Key::Space);
        match stage.play.borrow().hub_jobs.as_slice() {
            [HubJob::Join { address, password }] => assert_eq!((address.as_str(), password.as_str()), (URL, "geheim")),
            _ => panic!("{lang:?}: the hub was not named"),
        }
        let problem = Problem::refused("problem-hub-address").with("what", "url");
        stage.play.borrow().tell(Event::Refused { job: JobKind::Hub, problem: problem.clone() });
        stage.settle();
        assert!(stage.shows(&problem.told(lang).what) && stage.value(&stage.t("hub-address")) == URL, "what was typed stays");
        let settings = Settings { hub: Some(URL.to_owned()), lang, ..Settings::default() };
        tab_to(&mut stage, "hub-join");
        stage.press(Key::Space);
        stage.play.borrow().tell(Event::Settings(settings));
        stage.settle();
        assert!(stage.shows(&stage.t("hub-kept")), "{lang:?}");
        assert_eq!(stage.value(&stage.t("hub-password")), "");

        stands(&mut stage, HubStanding::Waiting { problem: Problem::refused("problem-hub-not-made"), behind: 3 });
        tab_to(&mut stage, "hub-make");
        stage.press(Key::Space);
        assert!(matches!(stage.play.borrow().hub_jobs.last(), Some(HubJob::Make)));
        stands(&mut stage, HubStanding::Connected { at: now(), behind: 0, problem: None });
        assert!(stage.shows("09:14") && !stage.shows(&stage.t("hub-make")), "{lang:?}");
        tab_to(&mut stage, "hub-leave");
        stage.press(Key::Space);
        assert!(matches!(stage.play.borrow().hub_jobs.last(), Some(HubJob::Leave)));
    }
}

#[test]
fn everybody_sees_how_it_stands_and_a_clerk_changes_nothing() {
    for lang in [Lang::En, Lang::Hi] {
        let mut stage = at_settings("asha", lang);
        assert!(!stage.shows(&stage.t("hub-join")) && stage.shows(&stage.t("hub-officer-only")), "{lang:?}");
        let settings = Settings { hub: Some(URL.to_owned()), lang, ..Settings::default() };
        stage.play.borrow().tell(Event::Settings(settings));
        let away = Problem::device("problem-hub-unreachable").with("detail", "Connection refused");
        stands(&mut stage, HubStanding::Waiting { problem: away.clone(), behind: 1_234 });
        assert!(stage.shows(&away.told(lang).act) && stage.shows("1,234"), "{lang:?}");
        stands(&mut stage, HubStanding::Waiting { problem: away, behind: 0 });
        assert!(stage.shows(&stage.t("status-hub-away")), "{lang:?}");
        let damaged = Problem::damaged("problem-hub-damaged").with("entry", "K9A");
        stands(&mut stage, HubStanding::Connected { at: now(), behind: 0, problem: Some(damaged.clone()) });
        assert!(stage.shows(&damaged.told(lang).what) && stage.shows(&stage.t("status-hub-trouble")), "{lang:?}");
        stands(&mut stage, HubStanding::Connected { at: now(), behind: 0, problem: None });
        assert!(stage.shows("09:14"));
        tab_to(&mut stage, "hub-now");
        stage.press(Key::Space);
        assert!(matches!(stage.play.borrow().hub_jobs.as_slice(), [HubJob::Now]));
    }
}
