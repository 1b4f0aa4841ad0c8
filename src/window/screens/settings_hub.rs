//! The hub in the settings: where it is, its password, how this counter stands with it. Only an officer changes it; everybody sees it.

use super::pressed;
use crate::desk::views::HubStanding;
use crate::hospital::permissions::Right;
use crate::problem::Problem;
use crate::window::state::Cx;
use crate::window::theme::{Tone, gap};
use crate::window::widgets::{Button, Field, Said, said_line, section, time};
use crate::worker::{Event, HubJob, Job, JobKind, Secret};
use egui::{Id, Ui};

const ADDRESS: &str = "hub-address";
const PASSWORD: &str = "hub-password";
/// The trouble that an officer mends with one button.
const NOT_MADE: &str = "problem-hub-not-made";

/// What was typed; the password is wiped when it is sent or the screen is left.
#[derive(Default)]
pub struct HubCard {
    address: String,
    password: Secret,
    fault: Option<Problem>,
    /// An answer is awaited; what to say when it comes.
    asked: Option<&'static str>,
}

impl HubCard {
    pub fn open(&mut self, address: Option<&str>) {
        *self = Self { address: address.unwrap_or_default().to_owned(), ..Self::default() };
    }

    /// True when the answer was for this card.
    pub fn hear(&mut self, event: &Event, cx: &mut Cx<'_>) -> bool {
        match event {
            Event::Settings(settings) => {
                let Some(said) = self.asked.take() else { return false };
                self.open(settings.hub.as_deref());
                let said = cx.w.t(said);
                cx.say(said);
                true
            }
            Event::Refused { job: JobKind::Hub, problem } => {
                self.asked = None;
                self.fault = Some(problem.clone());
                true
            }
            _ => false,
        }
    }

    pub fn draw(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        section(ui, &cx.w.t("hub-title"));
        ui.add(egui::Label::new(crate::window::theme::label(cx.w.t("hub-what"))).wrap());
        for said in standing_said(&cx.shared.hub, cx) {
            said_line(ui, &said);
        }
        let has_hub = cx.shared.settings.hub.is_some();
        if cx.may(Right::SetUp) {
            self.officer(ui, cx);
        } else if has_hub {
            let mut address = self.address.clone();
            Field::new(Id::unique(ADDRESS), &cx.w.t("hub-address"), &mut address).read_only(true).show(ui);
        } else {
            said_line(ui, &Said::info(cx.w.t("hub-officer-only").into_owned()));
        }
        if has_hub && !cx.may(Right::SetUp) && pressed(ui, Button::secondary(&cx.w.t("hub-now"))) {
            cx.send(Job::Hub(HubJob::Now));
        }
    }

    fn officer(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        let fault = self.fault.as_ref().map(|problem| Said::fault(problem.told(cx.lang()).line()));
        Field::new(Id::unique(ADDRESS), &cx.w.t("hub-address"), &mut self.address)
            .hint(&cx.w.t("hub-address.hint"))
            .said(fault.as_ref())
            .show(ui);
        Field::new(Id::unique(PASSWORD), &cx.w.t("hub-password"), &mut self.password)
            .hint(&cx.w.t("hub-password.hint"))
            .password()
            .show(ui);
        let has_hub = cx.shared.settings.hub.is_some();
        let not_made = matches!(&cx.shared.hub, HubStanding::Waiting { problem, .. } if problem.id == NOT_MADE);
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = gap::S;
            let typed = !self.address.trim().is_empty();
            if pressed(ui, Button::secondary(&cx.w.t("hub-join")).enabled(typed && self.asked.is_none())) {
                self.ask("hub-kept", HubJob::Join { address: self.address.clone(), password: self.password.clone() }, cx);
            }
            if not_made && pressed(ui, Button::secondary(&cx.w.t("hub-make"))) {
                self.fault = None;
                cx.send(Job::Hub(HubJob::Make));
            } else if has_hub && pressed(ui, Button::secondary(&cx.w.t("hub-now"))) {
                cx.send(Job::Hub(HubJob::Now));
            }
            if has_hub && pressed(ui, Button::quiet(&cx.w.t("hub-leave")).enabled(self.asked.is_none())) {
                self.ask("hub-gone", HubJob::Leave, cx);
            }
        });
    }

    fn ask(&mut self, said: &'static str, job: HubJob, cx: &mut Cx<'_>) {
        (self.fault, self.asked, self.password) = (None, Some(said), Secret::default());
        cx.send(Job::Hub(job));
    }
}

/// How the counter stands with its hub, in sentences.
fn standing_said(standing: &HubStanding, cx: &Cx<'_>) -> Vec<Said> {
    let of = |tone, text: String| Said { tone, text };
    match standing {
        HubStanding::None => vec![Said::info(cx.w.t("hub-none").into_owned())],
        HubStanding::Asking => vec![Said::info(cx.w.t("hub-asking").into_owned())],
        HubStanding::Connected { behind: 0, at, problem } => {
            let mut said = vec![of(Tone::Ok, cx.w.with("hub-ok", &[("time", &time(*at))]))];
            said.extend(problem.iter().map(|problem| of(Tone::Warning, problem.told(cx.lang()).line())));
            said
        }
        HubStanding::Connected { behind, problem, .. } => {
            let mut said = vec![Said::info(cx.w.count("hub-behind", *behind))];
            said.extend(problem.iter().map(|problem| of(Tone::Warning, problem.told(cx.lang()).line())));
            said
        }
        HubStanding::Waiting { problem, behind } => {
            vec![of(Tone::Warning, problem.told(cx.lang()).line()), Said::info(cx.w.count("hub-waiting", *behind))]
        }
    }
}
