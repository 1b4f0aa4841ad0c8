//! What a form's drop-downs offer, in the language shown; made once and kept until the language or the board changes.

use crate::desk::cases::{BedLine, BedLook, WardBoard};
use crate::hospital::forms::{Choice, ItemKind, choices};
use crate::hospital::identifiers::state_name;
use crate::hospital::pack::{Bilingual, Lang, Masters};
use crate::window::state::Cx;
use crate::window::widgets::Pick;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Codes of states and union territories (LGD) end here.
const STATES_MAX: u8 = 38;

/// Lists made so far.
#[derive(Default)]
pub struct Picks {
    lang: Option<Lang>,
    lists: BTreeMap<String, Arc<Vec<Pick>>>,
    boards: Arc<Vec<WardBoard>>,
}

impl Picks {
    /// The board has changed: which beds are free with it.
    pub fn take_board(&mut self, boards: &Arc<Vec<WardBoard>>) {
        self.boards = boards.clone();
        self.lists.retain(|key, _| !key.starts_with("bed:"));
    }

    /// The list of a field; none where it is typed freely. `ward` and `bed` are what the form says of a place now.
    pub fn of(&mut self, kind: &ItemKind, place: (&str, &str), cx: &Cx<'_>) -> Option<Arc<Vec<Pick>>> {
        if self.lang != Some(cx.lang()) {
            self.lists.clear();
            self.lang = Some(cx.lang());
        }
        let key = key_of(kind, place)?;
        if let Some(list) = self.lists.get(&key) {
            return Some(list.clone());
        }
        let list = Arc::new(self.make(kind, place, cx)?);
        self.lists.insert(key, list.clone());
        Some(list)
    }

    fn make(&self, kind: &ItemKind, place: (&str, &str), cx: &Cx<'_>) -> Option<Vec<Pick>> {
        let (masters, lang) = (cx.masters()?, cx.lang());
        Some(match kind {
            ItemKind::Choice(list) => of_list(choices(list), lang),
            ItemKind::Yes => of_list(choices("yes"), lang),
            ItemKind::Sex => of_list(choices("sex"), lang),
            ItemKind::State => {
                let named_state = |code: u8| state_name(code).map(|name| named(&code.to_string(), name, lang));
                (1..=STATES_MAX).filter_map(named_state).collect()
            }
            ItemKind::Doctor => doctors(masters, lang),
            ItemKind::Department => masters.departments.iter().map(|d| named(&d.code, &d.name, lang)).collect(),
            ItemKind::Ward => wards(masters, lang),
            ItemKind::Triage => masters.triage.iter().map(|t| named(&t.code, &t.name, lang)).collect(),
            ItemKind::Bed => self.beds(place, cx),
            _ => return None,
        })
    }

    /// Beds of the ward, free ones first; nobody is put where somebody lies. Without a ward, every free bed.
    fn beds(&self, (ward, own): (&str, &str), cx: &Cx<'_>) -> Vec<Pick> {
        let ward = cx.masters().and_then(|m| m.ward(ward)).map(|w| w.code.as_str());
        let boards = self.boards.iter().filter(|b| ward.is_none_or(|w| w == b.ward));
        let offered = |bed: &&BedLine| match bed.look {
            BedLook::Free => true,
            BedLook::Reserved | BedLook::Cleaning | BedLook::OutOfOrder => ward.is_some() || bed.code == own,
            BedLook::Taken | BedLook::Conflict => bed.code == own,
        };
        let mut beds: Vec<&BedLine> = boards.flat_map(|b| b.beds.iter().filter(offered)).collect();
        beds.sort_by_key(|bed| bed.look != BedLook::Free);
        beds.into_iter()
            .map(|bed| {
                let state = cx.w.t(bed.look.word_id());
                let detail = if bed.kind == "general" {
                    state.into_owned()
                } else {
                    format!("{} · {state}", cx.w.t(&format!("bed-kind-{}", bed.kind)))
                };
                Pick::new(&bed.code, &bed.code).detail(detail).muted(bed.look != BedLook::Free)
            })
            .collect()
    }
}

fn key_of(kind: &ItemKind, (ward, bed): (&str, &str)) -> Option<String> {
    Some(match kind {
        ItemKind::Choice(list) => format!("choice:{list}"),
        ItemKind::Yes => "yes".to_owned(),
        ItemKind::Sex => "sex".to_owned(),
        ItemKind::State => "state".to_owned(),
        ItemKind::Doctor => "doctor".to_owned(),
        ItemKind::Department => "department".to_owned(),
        ItemKind::Ward => "ward".to_owned(),
        ItemKind::Triage => "triage".to_owned(),
        ItemKind::Bed => format!("bed:{ward}:{bed}"),
        _ => return None,
    })
}

fn named(code: &str, name: &Bilingual, lang: Lang) -> Pick {
    Pick::new(code, name.get(lang)).words(format!("{code} {}", name.get(lang.other())))
}

fn of_list(list: &[Choice], lang: Lang) -> Vec<Pick> {
    list.iter().map(|c| named(&c.code, &c.name, lang)).collect()
}

fn wards(masters: &Masters, lang: Lang) -> Vec<Pick> {
    masters.wards.iter().map(|w| named(&w.code, &w.name, lang).detail(&w.code)).collect()
}

fn doctors(masters: &Masters, lang: Lang) -> Vec<Pick> {
    let department = |code: &str| masters.department(code).map_or("", |d| d.name.get(lang)).to_owned();
    masters.doctors.iter().map(|d| named(&d.code, &d.name, lang).detail(department(&d.department))).collect()
}
