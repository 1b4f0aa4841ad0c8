//! Deciding: one key links to a candidate, says that somebody is new, agrees as the second person or takes back. Where a reason is asked,
//! the last one stands in the box already: Enter takes it.

use super::{MatchScreen, Tab, list_id, reason_id, sides};
use crate::desk::views::Review;
use crate::journal::fold::Linking;
use crate::window::commands::{MatchKey, UiCommand};
use crate::window::state::{Cx, Wish};
use crate::window::theme::{self, gap};
use crate::window::widgets::{Button, Field, Said, key_action, said_line};
use crate::words::grouped;
use crate::worker::{ControlJob, HandoverJob, Job};
use egui::{Key, Label, Modifiers, ScrollArea, Ui};
use std::sync::Arc;

/// Candidates with a key.
pub(super) const KEYS_MAX: usize = 4;
/// Height of what stands under the columns: how it stands, reason, keys.
pub(super) const FOOT: f32 = 92.0;
pub(super) const FOOT_REASON: f32 = 164.0;

/// What waits for its reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Act {
    /// To the n-th candidate, from 0.
    Link(usize),
    Disagree,
    TakeBack,
    Merge,
    Apart,
}

impl Act {
    const fn word_id(self) -> &'static str {
        match self {
            Self::Link(_) => "match-do-link",
            Self::Disagree => "match-do-disagree",
            Self::TakeBack => "match-do-undo",
            Self::Merge => "match-do-merge",
            Self::Apart => "match-do-apart",
        }
    }
}

impl MatchScreen {
    fn linking(&self) -> Option<Linking> {
        match self.tab {
            Tab::Links(which) => self.chosen_line().map_or(Some(which), |line| Some(line.link.linking)),
            Tab::Pairs => None,
        }
    }

    /// The review of the patient who is marked; none while it is read.
    fn current(&self) -> Option<Arc<Review>> {
        let id = self.chosen_line().map(|line| &line.line.id)?;
        self.review.clone().filter(|review| review.line.id == *id)
    }

    /// Whether the proposal shown is one's own.
    fn is_own(&self, cx: &Cx<'_>) -> bool {
        let said = self.chosen_line().and_then(|line| line.link.said.as_ref());
        let person = cx.shared.person.as_ref();
        matches!((said, person), (Some((_, by)), Some(person)) if *by == person.login)
    }

    /// Which keys work for the one that is marked.
    fn can(&self, key: MatchKey, cx: &Cx<'_>) -> bool {
        let Some(linking) = self.linking() else {
            return matches!(key, MatchKey::Merge | MatchKey::Apart | MatchKey::Later) && self.chosen_pair().is_some();
        };
        let Some(review) = self.current() else { return false };
        let undecided = matches!(linking, Linking::Doubtful | Linking::Open);
        match key {
            MatchKey::Link(n) => usize::from(n) <= review.sides.len().min(KEYS_MAX) && undecided,
            MatchKey::New => undecided,
            MatchKey::Later => true,
            MatchKey::Agree | MatchKey::Disagree => linking == Linking::Proposed && !self.is_own(cx),
            MatchKey::TakeBack => matches!(linking, Linking::Linked | Linking::New | Linking::Proposed),
            _ => false,
        }
    }

    pub(super) fn decide(&mut self, key: MatchKey, cx: &mut Cx<'_>) {
        self.hint = None;
        if self.busy {
            return;
        }
        if !self.can(key, cx) {
            let own = self.linking() == Some(Linking::Proposed) && self.is_own(cx);
            self.hint = (own && matches!(key, MatchKey::Agree | MatchKey::Disagree)).then_some("match-own");
            return;
        }
        match key {
            MatchKey::Link(n) => {
                let n = usize::from(n) - 1;
                let second = self.current().is_some_and(|review| review.sides.get(n).is_some_and(|side| side.second));
                if second { self.begin(Act::Link(n)) } else { self.link(n, String::new(), cx) }
            }
            MatchKey::New => {
                let Some(patient) = self.chosen_id(cx) else { return };
                self.send(HandoverJob::Decide { patient, uhid: None, reason: String::new() }, cx);
            }
            MatchKey::Later => self.later(cx),
            MatchKey::Agree => {
                let Some(patient) = self.chosen_id(cx) else { return };
                self.send(HandoverJob::Second { patient, agrees: true, reason: String::new() }, cx);
            }
            MatchKey::Disagree => self.begin(Act::Disagree),
            MatchKey::TakeBack => self.begin(Act::TakeBack),
            MatchKey::Merge => self.begin(Act::Merge),
            MatchKey::Apart => self.begin(Act::Apart),
            MatchKey::Run | MatchKey::List(_) => {}
        }
    }

    fn begin(&mut self, act: Act) {
        (self.act, self.fault) = (Some(act), None);
        self.focus = Some(reason_id());
    }

    fn send(&mut self, job: HandoverJob, cx: &mut Cx<'_>) {
        (self.busy, self.fault) = (true, None);
        cx.send(Job::Handover(job));
    }

    fn link(&mut self, n: usize, reason: String, cx: &mut Cx<'_>) {
        let Some(review) = self.current() else { return };
        let Some(side) = review.sides.get(n) else { return };
        let (patient, uhid) = (review.line.id.clone(), Some(side.matched.uhid.clone()));
        self.send(HandoverJob::Decide { patient, uhid, reason }, cx);
    }

    /// The one that is marked goes to the end, and the next one is there.
    fn later(&mut self, cx: &mut Cx<'_>) {
        let Some(at) = self.order.get(self.list.chosen).copied() else { return };
        let chosen = self.list.chosen;
        match self.tab {
            Tab::Links(_) if at < self.lines.len() => {
                let line = self.lines.remove(at);
                self.lines.push(line);
            }
            Tab::Pairs if at < self.pairs.len() => {
                let pair = self.pairs.remove(at);
                self.pairs.push(pair);
            }
            _ => {}
        }
        self.forget_one();
        self.sift(cx);
        self.list.choose(chosen);
        self.focus = Some(list_id());
    }

    /// Carries out what waited for its reason.
    pub(super) fn carry_out(&mut self, cx: &mut Cx<'_>) {
        let reason = self.reason.trim().to_owned();
        let (Some(act), Some(patient)) = (self.act, self.chosen_id(cx)) else { return };
        match act {
            Act::Link(n) => self.link(n, reason, cx),
            Act::Disagree => self.send(HandoverJob::Second { patient, agrees: false, reason }, cx),
            Act::TakeBack => self.send(HandoverJob::Undo { patient, reason }, cx),
            Act::Merge | Act::Apart => {
                let Some(pair) = self.chosen_pair() else { return };
                let (one, other) = (pair.one.id.clone(), pair.other.id.clone());
                if act == Act::Apart {
                    return self.send(HandoverJob::Apart { one, other, reason }, cx);
                }
                (self.busy, self.fault) = (true, None);
                cx.send(Job::Control(ControlJob::Merge { keep: one, with: other, reason }));
            }
        }
    }

    pub(super) fn side(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        let Some(review) = self.current() else {
            let id = if self.chosen_line().is_some() || self.read.is_none() { "match-reading" } else { self.empty_word() };
            ui.add(Label::new(theme::text(cx.w.t(id)).weak()).wrap());
            return;
        };
        self.pages(ui, review.sides.len());
        let foot = if self.act.is_some() { FOOT_REASON } else { FOOT };
        let room = (ui.available_height() - foot).max(120.0);
        ScrollArea::vertical().id_salt("sides").auto_shrink([false, false]).max_height(room).show(ui, |ui| {
            ui.set_width(ui.available_width() - gap::S);
            if review.sides.is_empty() {
                said_line(ui, &Said::info(cx.w.t("match-nobody").into_owned()));
            }
            sides::show(ui, &review, self.first, cx);
        });
        self.foot(ui, Some(&review), cx);
    }

    /// What is said of an empty list.
    fn empty_word(&self) -> &'static str {
        match self.tab {
            Tab::Links(Linking::Doubtful) => "match-empty-doubtful",
            Tab::Links(Linking::Open) => "match-empty-open",
            Tab::Pairs => "match-empty-pairs",
            Tab::Links(_) => "match-empty",
        }
    }

    pub(super) fn empty_text(&self, ui: &mut Ui, cx: &Cx<'_>) {
        ui.add(Label::new(theme::text(cx.w.t(self.empty_word())).weak()).wrap());
    }

    /// Left and right show the candidates that do not fit.
    fn pages(&mut self, ui: &Ui, candidates: usize) {
        let fit = sides::fit(ui.available_width());
        if candidates <= fit || !ui.memory(|m| m.has_focus(list_id())) {
            return;
        }
        let filter = egui::EventFilter { horizontal_arrows: true, vertical_arrows: true, ..egui::EventFilter::default() };
        ui.memory_mut(|m| m.set_focus_lock_filter(list_id(), filter));
        let (right, left) =
            ui.input_mut(|i| (i.consume_key(Modifiers::NONE, Key::ArrowRight), i.consume_key(Modifiers::NONE, Key::ArrowLeft)));
        if right {
            self.first = (self.first + 1).min(candidates - fit);
        }
        if left {
            self.first = self.first.saturating_sub(1);
        }
    }

    /// How it stands, the reason where one is asked, and the keys.
    pub(super) fn foot(&mut self, ui: &mut Ui, review: Option<&Review>, cx: &mut Cx<'_>) {
        ui.add_space(gap::XS);
        ui.spacing_mut().item_spacing.y = gap::XS;
        if let Some(said) = review.and_then(|review| standing(review, sides::fit(ui.available_width()), cx)) {
            said_line(ui, &said);
        }
        if let Some(hint) = self.hint {
            said_line(ui, &Said::hint(cx.w.t(hint).into_owned()));
        }
        let said = self.fault.as_ref().map(|problem| Said::fault(problem.told(cx.lang()).line()));
        let Some(act) = self.act else {
            if let Some(said) = &said {
                said_line(ui, said);
            }
            return self.keys(ui, review, cx);
        };
        let n = if let Act::Link(n) = act { (n + 1).to_string() } else { String::new() };
        let label = format!("{}: {}", cx.w.with(act.word_id(), &[("n", &n)]), cx.w.t("field-reason"));
        let out = Field::new(reason_id(), &label, &mut self.reason).said(said.as_ref()).stays().show(ui);
        if out.changed() {
            self.fault = None;
        }
        let mut go = out.entered || ui.input_mut(|i| i.consume_key(Modifiers::CTRL, Key::Enter));
        let label = cx.w.t(if self.busy { "list-saving" } else { "match-say" });
        go |= ui.add(Button::primary(&label).key("Enter").enabled(!self.busy)).clicked();
        if go && !self.busy {
            self.carry_out(cx);
        }
    }

    fn keys(&self, ui: &mut Ui, review: Option<&Review>, cx: &mut Cx<'_>) {
        let mut all: Vec<(MatchKey, String, String)> = Vec::new();
        for n in (1_u8..).take(review.map_or(0, |review| review.sides.len().min(KEYS_MAX))) {
            all.push((MatchKey::Link(n), n.to_string(), cx.w.with("match-link", &[("n", &n.to_string())])));
        }
        for (key, cap, id) in KEYS {
            all.push((key, cap.to_owned(), cx.w.t(id).into_owned()));
        }
        all.retain(|(key, ..)| self.can(*key, cx));
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = egui::vec2(gap::L, 2.0);
            for (key, cap, text) in all {
                if key_action(ui, &cap, &text, !self.busy) {
                    cx.wish(Wish::Run(UiCommand::Match(key)));
                }
            }
            if self.chosen_id(cx).is_some() && key_action(ui, "Enter", &cx.w.t("hand-open-file"), true) {
                let id = self.chosen_id(cx);
                if let Some(id) = id {
                    cx.go(crate::window::routes::Route::Patient(id));
                }
            }
        });
    }
}

/// Keys beside those of the candidates, with caps and words.
const KEYS: [(MatchKey, &str, &str); 7] = [
    (MatchKey::New, "N", "match-new"),
    (MatchKey::Agree, "A", "match-agree"),
    (MatchKey::Disagree, "X", "match-disagree"),
    (MatchKey::TakeBack, "U", "match-undo"),
    (MatchKey::Merge, "J", "match-merge"),
    (MatchKey::Apart, "P", "match-apart"),
    (MatchKey::Later, "L", "match-later"),
];

/// What stands of the patient now: why it is doubtful, who proposed, who linked.
fn standing(review: &Review, fit: usize, cx: &Cx<'_>) -> Option<Said> {
    let link = review.link.as_ref()?;
    let (uhid, by) = (
        link.found.first().map(|found| found.uhid.clone()).unwrap_or_default(),
        link.said.as_ref().map(|(_, by)| by.clone()).unwrap_or_default(),
    );
    let values = [("uhid", uhid.as_str()), ("by", &by), ("second", &link.second)];
    let said = match link.linking {
        Linking::Doubtful => {
            let id = format!("match-reason-{}", link.doubt);
            let why = if cx.w.has(&id) { cx.w.t(&id).into_owned() } else { String::new() };
            let mut text = cx.w.with("match-is-doubtful", &[("why", &why)]);
            if review.sides.len() > fit {
                text = format!("{text} {}", cx.w.with("match-more", &[("n", &grouped(review.sides.len() as u64))]));
            }
            Said::hint(text)
        }
        Linking::Proposed => Said::hint(cx.w.with("match-is-proposed", &values)),
        Linking::Linked if !link.second.is_empty() => Said::info(cx.w.with("match-is-seconded", &values)),
        Linking::Linked if link.person => Said::info(cx.w.with("match-is-linked", &values)),
        Linking::Linked => Said::info(cx.w.with("match-is-sure", &values)),
        Linking::New if link.person => Said::info(cx.w.with("match-is-new", &values)),
        Linking::New => Said::info(cx.w.t("match-is-new-pass").into_owned()),
        Linking::Open => Said::info(cx.w.t("match-is-open").into_owned()),
    };
    Some(said)
}
