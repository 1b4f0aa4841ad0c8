//! What the form's drop-downs offer, in the language shown: made once per language and day from the masters.

use crate::hospital::identifiers::{Pin, district_choices, state_name};
use crate::hospital::opd_form::OpdForm;
use crate::hospital::pack::{Category, Clinic, Lang, Masters};
use crate::hospital::person::Relation;
use crate::hospital::sex::Sex;
use crate::window::state::Cx;
use crate::window::widgets::{self, Pick};
use chrono::{Datelike as _, NaiveDate};

/// Choices of one language on one day.
#[derive(Default)]
pub struct Choices {
    made_for: Option<(Lang, NaiveDate)>,
    pub titles: Vec<Pick>,
    pub relations: Vec<Pick>,
    pub sexes: Vec<Pick>,
    /// In one letter, where there is no room.
    pub sexes_short: Vec<Pick>,
    pub clinics: Vec<Pick>,
    pub doctors: Vec<Pick>,
    pub categories: Vec<Pick>,
    pub schemes: Vec<Pick>,
    pub states: Vec<Pick>,
    pub visits: Vec<Pick>,
    pub owners: Vec<Pick>,
}

impl Choices {
    /// Makes them anew when language or day have changed; true when it did.
    pub fn refresh(&mut self, cx: &Cx<'_>) -> bool {
        let wanted = Some((cx.lang(), cx.today()));
        let Some(masters) = cx.masters().filter(|_| self.made_for != wanted) else { return false };
        let lang = cx.lang();
        *self = Self {
            made_for: wanted,
            titles: titles(masters, lang),
            relations: relations(cx),
            sexes_short: Sex::ALL.iter().map(|s| sex_short(*s, cx)).collect(),
            sexes: Sex::ALL.iter().map(|s| sex(*s, cx)).collect(),
            clinics: clinics(masters, cx),
            doctors: doctors(masters, lang),
            categories: masters.categories.iter().map(|c| named(&c.code, c.name.get(lang), c.name.get(lang.other()))).collect(),
            schemes: masters.schemes.iter().map(|s| named(&s.code, s.name.get(lang), s.name.get(lang.other()))).collect(),
            states: (1..=38).filter_map(|code| state(code, lang)).collect(),
            visits: ["new", "follow-up"].iter().map(|k| Pick::new(*k, cx.w.t(&format!("opd-visit-{k}")))).collect(),
            owners: ["own", "relative", "other"].iter().map(|k| Pick::new(*k, cx.w.t(&format!("mobile-of-{k}")))).collect(),
        };
        true
    }
}

fn sex(sex: Sex, cx: &Cx<'_>) -> Pick {
    let id = if sex == Sex::Unknown { "opd-sex-unknown".to_owned() } else { format!("sex-{}", sex.code()) };
    Pick::new(sex.code(), cx.w.t(&id))
}

fn sex_short(sex: Sex, cx: &Cx<'_>) -> Pick {
    let id = format!("sex-{}", sex.code());
    Pick::new(sex.code(), cx.w.t(&format!("{id}.short"))).words(cx.w.t(&id))
}

fn named(code: &str, name: &str, other: &str) -> Pick {
    Pick::new(code, name).words(format!("{code} {other}"))
}

fn titles(masters: &Masters, lang: Lang) -> Vec<Pick> {
    masters.hospital.honorifics.iter().map(|h| Pick::new(&h.en, h.get(lang)).words(h.get(lang.other()))).collect()
}

fn relations(cx: &Cx<'_>) -> Vec<Pick> {
    Relation::ALL
        .iter()
        .map(|r| {
            let id = r.word_id();
            let words = format!("{} {}", cx.w.t(&format!("{id}.long")), r.code().replace('/', ""));
            Pick::new(r.code(), cx.w.t(id)).words(words)
        })
        .collect()
}

/// Clinics open today first, closed ones marked and last.
fn clinics(masters: &Masters, cx: &Cx<'_>) -> Vec<Pick> {
    let weekday = usize::try_from(cx.today().weekday().num_days_from_monday()).unwrap_or(0);
    let open = |c: &Clinic| c.days.get(weekday).copied().unwrap_or(false);
    let mut all: Vec<&Clinic> = masters.clinics.iter().collect();
    all.sort_by_key(|c| !open(c));
    all.into_iter()
        .map(|c| {
            let room = cx.w.with("opd-room", &[("room", &c.room)]);
            let detail = if open(c) { room } else { format!("{room} · {}", cx.w.t("opd-closed-today")) };
            let department = masters.department(&c.department);
            let words = [
                c.code.as_str(),
                c.name.get(cx.lang().other()),
                department.map_or("", |d| d.name.en.as_str()),
                department.map_or("", |d| d.name.hi.as_str()),
            ];
            Pick::new(&c.code, c.name.get(cx.lang())).detail(detail).words(words.join(" ")).muted(!open(c))
        })
        .collect()
}

fn doctors(masters: &Masters, lang: Lang) -> Vec<Pick> {
    masters
        .doctors
        .iter()
        .map(|d| {
            let department = masters.department(&d.department).map_or("", |x| x.name.get(lang));
            Pick::new(&d.code, d.name.get(lang)).detail(department).words(format!("{} {}", d.code, d.name.get(lang.other())))
        })
        .collect()
}

fn state(code: u8, lang: Lang) -> Option<Pick> {
    let name = state_name(code)?;
    Some(Pick::new(code.to_string(), name.get(lang)).words(name.get(lang.other())))
}

/// Districts that the PIN typed serves, the likeliest first.
#[must_use]
pub fn districts(form: &OpdForm) -> Vec<Pick> {
    let Ok(pin) = Pin::parse(form.pin.trim()) else { return Vec::new() };
    let mut picks: Vec<Pick> = Vec::new();
    for place in district_choices(&pin) {
        if picks.iter().all(|p| p.key != place.district) {
            picks.push(Pick::new(place.district, place.district));
        }
    }
    picks
}

/// `South East · Delhi`, or nothing.
#[must_use]
pub fn place_text(form: &OpdForm, lang: Lang) -> String {
    let state = form.state.trim().parse::<u8>().ok().and_then(state_name).map_or(form.state.trim(), |n| n.get(lang));
    [form.district.trim(), state].into_iter().filter(|t| !t.is_empty()).collect::<Vec<_>>().join(" · ")
}

/// The category that the form means: the one typed, else the pack's first.
#[must_use]
pub fn category<'a>(form: &OpdForm, masters: &'a Masters) -> Option<&'a Category> {
    masters.category(form.category.trim()).or_else(|| masters.categories.first().filter(|_| form.category.trim().is_empty()))
}

/// What the fee box offers: the category's fee, and none with a reason for those who may.
#[must_use]
pub fn fees(form: &OpdForm, may_exempt: bool, cx: &Cx<'_>) -> Vec<Pick> {
    let category = cx.masters().and_then(|m| category(form, m));
    let rupees = category.map_or(0, |c| if form.visit == "follow-up" { c.follow_up_rupees } else { c.fee_rupees });
    let due = if rupees == 0 {
        cx.w.t("opd-fee-none").into_owned()
    } else {
        cx.w.with("opd-fee-cash", &[("rupees", &widgets::money(u64::from(rupees)))])
    };
    let mut picks = vec![Pick::new("", due)];
    if may_exempt && rupees > 0 {
        picks.push(Pick::new("exempt: ", cx.w.t("opd-fee-exempt")));
    }
    picks
}
