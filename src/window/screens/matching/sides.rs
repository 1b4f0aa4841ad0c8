//! A patient of ours beside those whom the patient index has, field under field; what differs carries a sign.

use crate::desk::views::{CentralPatient, Review, ReviewSide, why_text};
use crate::hospital::age::Age;
use crate::hospital::central::Born;
use crate::hospital::identifiers::{AbhaNumber, Mobile};
use crate::hospital::person::{Details, PersonName};
use crate::window::state::Cx;
use crate::window::theme::{self, Tone, gap};
use crate::window::widgets::{Said, age, day, said_line, sex, split_line, tag, told_as};
use chrono::{Datelike as _, NaiveDate};
use egui::{Label, Ui, accesskit::Role};

/// Width of the names of the fields, and of a column at least.
const LABEL_WIDTH: f32 = 76.0;
const COLUMN_MIN: f32 = 122.0;
/// Years that an age may differ by without a sign: people say it from memory.
const YEARS_APART: i32 = 1;

/// A field of one side: its text, and what it is compared by.
#[derive(Clone, Default)]
struct Cell {
    text: String,
    plain: String,
    /// Year of birth, for the age.
    year: Option<i32>,
}

impl Cell {
    fn new(text: impl Into<String>) -> Self {
        let text = text.into();
        let plain = text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
        Self { text, plain, year: None }
    }

    fn differs(&self, other: &Self) -> bool {
        match (self.year, other.year) {
            (Some(a), Some(b)) => (a - b).abs() > YEARS_APART,
            _ => !self.plain.is_empty() && !other.plain.is_empty() && self.plain != other.plain,
        }
    }
}

/// The fields, in the order in which people compare.
const FIELDS: [&str; 9] = [
    "field-name",
    "field-name_hi",
    "field-sex",
    "field-age",
    "field-relative_name",
    "field-mobile",
    "field-address",
    "find-uhid",
    "field-abha",
];

fn names(name: Option<&PersonName>) -> [Cell; 2] {
    let text = |part: Option<&String>| Cell::new(part.cloned().unwrap_or_default());
    [text(name.and_then(|n| n.latin.as_ref())), text(name.and_then(|n| n.devanagari.as_ref()))]
}

fn either(name: &PersonName) -> String {
    [name.latin.as_deref(), name.devanagari.as_deref()].into_iter().flatten().collect::<Vec<_>>().join(" ")
}

fn ours(details: &Details, cx: &Cx<'_>) -> [Cell; 9] {
    let [latin, devanagari] = names(Some(&details.name));
    let years = Cell { year: details.age.birth_year(), ..Cell::new(age_text(&details.age, cx)) };
    let kin = details.relative.as_ref().map(|relative| either(&relative.name)).unwrap_or_default();
    let pin = details.address.pin.as_ref().map(|pin| pin.as_str().to_owned()).unwrap_or_default();
    let address = [details.address.line.clone(), details.address.district.clone(), pin];
    let address: Vec<String> = address.into_iter().filter(|part| !part.is_empty()).collect();
    [
        latin,
        devanagari,
        Cell::new(sex(details.sex, cx.w)),
        years,
        Cell::new(kin),
        Cell::new(details.mobile.as_ref().map(Mobile::grouped).unwrap_or_default()),
        Cell::new(address.join(", ")),
        Cell::new(details.uhid.clone().unwrap_or_default()),
        Cell::new(details.abha.as_ref().map(AbhaNumber::grouped).unwrap_or_default()),
    ]
}

fn age_text(of: &Age, cx: &Cx<'_>) -> String {
    let words = age(of, cx.today(), cx.w);
    match of {
        Age::Born(born) => format!("{words} ({})", day(*born)),
        _ => words,
    }
}

fn theirs(person: &CentralPatient, cx: &Cx<'_>) -> [Cell; 9] {
    let [latin, devanagari] = names(Some(&person.name));
    let years = match person.born {
        Born::Unknown => Cell::default(),
        Born::Day(born) => Cell { year: Some(born.year()), ..Cell::new(age_text(&Age::Born(born), cx)) },
        Born::Year(year) => {
            let born = NaiveDate::from_ymd_opt(i32::from(year), 7, 1);
            let text = born.map(|born| format!("{} ({year})", age(&Age::Born(born), cx.today(), cx.w))).unwrap_or_default();
            Cell { year: Some(i32::from(year)), ..Cell::new(text) }
        }
    };
    let pin = person.pin.as_ref().map(|pin| pin.as_str().to_owned()).unwrap_or_default();
    let address: Vec<String> = [person.place.clone(), pin].into_iter().filter(|part| !part.is_empty()).collect();
    [
        latin,
        devanagari,
        Cell::new(person.sex.map(|of| sex(of, cx.w)).unwrap_or_default()),
        years,
        Cell::new(person.relative.as_ref().map(either).unwrap_or_default()),
        Cell::new(person.mobile.as_ref().map(Mobile::grouped).unwrap_or_default()),
        Cell::new(address.join(", ")),
        Cell::new(person.uhid.as_str()),
        Cell::new(person.abha.as_ref().map(AbhaNumber::grouped).unwrap_or_default()),
    ]
}

/// How many candidates stand side by side in a width.
pub(super) fn fit(width: f32) -> usize {
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a handful of columns")]
    let columns = ((width - LABEL_WIDTH) / (COLUMN_MIN + gap::S)).max(2.0) as usize;
    columns - 1
}

/// Draws the patient and the candidates from `first` on, as many as fit.
pub(super) fn show(ui: &mut Ui, review: &Review, first: usize, cx: &Cx<'_>) {
    let shown: Vec<(usize, &ReviewSide)> = review.sides.iter().enumerate().skip(first).take(fit(ui.available_width())).collect();
    #[allow(clippy::cast_precision_loss, reason = "a handful of columns")]
    let width = (ui.available_width() - LABEL_WIDTH - gap::S) / (shown.len() + 1) as f32 - gap::S;
    ui.spacing_mut().item_spacing = egui::vec2(gap::S, gap::XS);
    heads(ui, review, &shown, width, cx);
    // What decides stands where it needs no scrolling.
    evidence(ui, &shown, width, cx);
    let own = ours(&review.details, cx);
    let others: Vec<Option<[Cell; 9]>> = shown.iter().map(|(_, side)| side.person.as_ref().map(|p| theirs(p, cx))).collect();
    for (n, id) in FIELDS.iter().enumerate() {
        let mine = own.get(n).cloned().unwrap_or_default();
        let cells: Vec<Option<&Cell>> = others.iter().map(|side| side.as_ref().and_then(|cells| cells.get(n))).collect();
        if mine.text.is_empty() && cells.iter().flatten().all(|cell| cell.text.is_empty()) {
            continue;
        }
        split_line(ui);
        ui.horizontal_top(|ui| {
            part(ui, LABEL_WIDTH, |ui| drop(ui.add(Label::new(theme::label(cx.w.t(id))).wrap())));
            part(ui, width, |ui| drop(ui.add(Label::new(theme::text(shown_text(&mine.text))).wrap())));
            for cell in &cells {
                part(ui, width, |ui| value(ui, *cell, &mine, cx));
            }
        });
    }
}

const fn shown_text(text: &str) -> &str {
    if text.is_empty() { "–" } else { text }
}

fn value(ui: &mut Ui, cell: Option<&Cell>, mine: &Cell, cx: &Cx<'_>) {
    let Some(cell) = cell else { return drop(ui.label(theme::label("–"))) };
    if cell.differs(mine) {
        let response = said_line(ui, &Said::hint(cell.text.as_str()));
        told_as(&response, Role::Label, &format!("{}: {}", cx.w.t("compare-differs"), cell.text));
    } else {
        ui.add(Label::new(theme::text(shown_text(&cell.text))).wrap());
    }
}

fn part(ui: &mut Ui, width: f32, content: impl FnOnce(&mut Ui)) {
    ui.vertical(|ui| {
        ui.set_width(width);
        content(ui);
    });
}

/// Whose column it is: ours with its visits, theirs with its key and how likely.
fn heads(ui: &mut Ui, review: &Review, shown: &[(usize, &ReviewSide)], width: f32, cx: &Cx<'_>) {
    ui.horizontal_top(|ui| {
        part(ui, LABEL_WIDTH, |_ui| {});
        part(ui, width, |ui| {
            ui.add(Label::new(theme::strong(review.line.number.to_string())).wrap());
            let (visits, cases) = (review.visits.to_string(), review.cases.to_string());
            ui.add(Label::new(theme::label(cx.w.with("merge-side", &[("visits", &visits), ("cases", &cases)]))).wrap());
        });
        for (n, side) in shown {
            part(ui, width, |ui| {
                let (n, score) = ((n + 1).to_string(), side.matched.score.to_string());
                ui.add(Label::new(theme::strong(cx.w.with("match-candidate", &[("n", &n), ("score", &score)]))).wrap());
                if side.person.is_none() {
                    ui.add(Label::new(theme::label(&side.matched.uhid)).wrap());
                    ui.add(Label::new(theme::label(cx.w.t("match-not-in-index"))).wrap());
                } else if side.second {
                    tag(ui, &cx.w.t("match-second-needed"), Tone::Info);
                }
            });
        }
    });
}

/// What speaks for and against each of them.
fn evidence(ui: &mut Ui, shown: &[(usize, &ReviewSide)], width: f32, cx: &Cx<'_>) {
    if shown.is_empty() {
        return;
    }
    split_line(ui);
    ui.horizontal_top(|ui| {
        part(ui, LABEL_WIDTH, |ui| drop(ui.add(Label::new(theme::label(cx.w.t("match-evidence"))).wrap())));
        part(ui, width, |_ui| {});
        for (_, side) in shown {
            part(ui, width, |ui| {
                let why: Vec<String> = side.matched.why.iter().filter_map(|code| why_text(code, cx.lang())).collect();
                ui.add(Label::new(theme::label(why.join(", "))).wrap());
            });
        }
    });
}
