//! An order's course in words: steps of one tube, values, calls, and what did not fit, each as a line.

use crate::hospital::forms::choice_text;
use crate::hospital::lab::{Catalogue, LabWarning, TubeMisfit};
use crate::journal::fold::{OrderState, ResultPhase, ResultState, StepKind, StepLine, TubeState};
use crate::window::state::Cx;
use crate::window::theme::Tone;
use crate::window::widgets::date_time;

/// A sentence of the desk about something to look at.
#[must_use]
pub fn warning(of: &LabWarning, cx: &Cx<'_>) -> String {
    let args: Vec<(&str, &str)> = of.args.iter().map(|(n, v)| (*n, v.as_str())).collect();
    cx.w.with(of.id, &args)
}

/// The fonts have no arrows.
fn plain(text: &str) -> String {
    text.replace('→', "›")
}

/// What a step says beyond its word: the bench, the tests, the new label, whom.
fn note(step: &StepLine) -> String {
    let labels = || step.tubes.iter().map(ToString::to_string).collect::<Vec<_>>().join(" › ");
    let note = plain(&step.note);
    match step.kind {
        StepKind::Ordered | StepKind::Verified => String::new(),
        StepKind::Relabelled => format!("{} · {note}", labels()),
        _ => format!("{} {note}", step.tests.join(" ")).trim().to_owned(),
    }
}

/// The way of a tube.
pub fn of_tube<'a>(steps: &'a [StepLine], tube: &'a TubeState) -> impl Iterator<Item = (&'a StepLine, String)> {
    steps.iter().filter(|step| step.is_about(tube)).map(|step| (step, note(step)))
}

/// A result's value as it stands, with unit and flag; or how far it is.
#[must_use]
pub fn value(result: &ResultState, catalogue: &Catalogue, cx: &Cx<'_>) -> (String, Tone) {
    let phase = || cx.w.t(result.phase.word_id()).into_owned();
    match (result.value(), result.phase) {
        (_, ResultPhase::Mismatch) => (cx.w.t("lb-remark-mismatch").into_owned(), Tone::Error),
        (_, ResultPhase::Second) => (cx.w.t("lb-remark-second").into_owned(), Tone::Warning),
        (Some(value), _) => {
            let list = catalogue.test(&result.test).map_or("", |def| def.limit.list.as_str());
            let word = choice_text(list, &value.value, cx.lang());
            let shown = if word.is_empty() { value.value.as_str() } else { word };
            let parts = [shown, value.unit.as_str(), value.flag.code()];
            let text = parts.into_iter().filter(|t| !t.is_empty()).collect::<Vec<_>>().join(" ");
            let tone = match value.flag {
                flag if flag.is_critical() => Tone::Error,
                crate::hospital::lab::Flag::Normal => Tone::Plain,
                _ => Tone::Warning,
            };
            (text, tone)
        }
        (None, _) => (phase(), Tone::Plain),
    }
}

/// What should be looked at of a tube and its order, as sentences.
#[must_use]
pub fn sentences(order: &OrderState, tube: &TubeState, cx: &Cx<'_>) -> Vec<(Tone, String)> {
    let mut all = Vec::new();
    for call in &order.calls {
        let values = call.call.values.iter().map(|(t, v)| format!("{t} {v}")).collect::<Vec<_>>().join(", ");
        let id = if call.call.read_back { "lb-called" } else { "lb-called-not-read" };
        let at = date_time(call.call.at, cx.today());
        let by = super::rows::person(&call.by, cx);
        let text = cx.w.with(id, &[("values", &values), ("whom", &call.call.whom), ("at", &at), ("by", &by)]);
        all.push((if call.call.read_back { Tone::Ok } else { Tone::Warning }, text));
    }
    for (_, misfit) in &tube.misfits {
        let id = match misfit {
            TubeMisfit::Gone => "lb-misfit-gone",
            TubeMisfit::Again => "lb-misfit-again",
            TubeMisfit::Back => "lb-misfit-back",
        };
        all.push((Tone::Warning, cx.w.t(id).into_owned()));
    }
    for stray in &order.stray {
        let args = [("test", stray.test.as_str()), ("value", &stray.value), ("tube", &stray.tube.spaced())];
        all.push((Tone::Error, cx.w.with("lb-stray", &args)));
    }
    if !tube.why.is_empty() {
        let why = choice_text("lab_reject", &tube.why, cx.lang());
        let told = if tube.told.is_empty() { String::new() } else { cx.w.with("lb-rejected-told", &[("whom", &tube.told)]) };
        let said = [why.to_owned(), plain(&tube.note), told];
        let text = said.into_iter().filter(|t| !t.is_empty()).collect::<Vec<_>>().join(" · ");
        all.push((Tone::Error, cx.w.with("lb-rejected-why", &[("why", &text)])));
    }
    for (other, id) in [(tube.replaces, "lb-replaces"), (tube.replaced_by, "lb-replaced-by")] {
        if let Some(other) = other {
            all.push((Tone::Info, cx.w.with(id, &[("tube", &other.spaced())])));
        }
    }
    if !tube.was.is_empty() {
        let was = tube.was.iter().map(|a| a.spaced()).collect::<Vec<_>>().join(", ");
        all.push((Tone::Info, cx.w.with("lb-was", &[("tubes", &was)])));
    }
    all
}
