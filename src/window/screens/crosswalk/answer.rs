//! The answer: one patient large, with both numbers; or those who fit, to choose from.

use super::{CrosswalkScreen, Hits, id};
use crate::desk::views::{Crossed, Crossing, PatientLine};
use crate::window::commands::{CrossKey, UiCommand};
use crate::window::state::{Cx, Wish};
use crate::window::theme::{self, Tone, gap, size};
use crate::window::widgets::{
    Column, List, Said, Width, age_sex, in_language, key_action, name_pair, said_line, split_line, told_as, who_line,
};
use crate::words::grouped;
use egui::{Id, Label, RichText, ScrollArea, Ui};

pub(super) fn list_id() -> Id {
    id("found")
}

impl CrosswalkScreen {
    pub(super) fn answer(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        if let Some((line, crossing)) = self.one().cloned() {
            ScrollArea::vertical().auto_shrink([false, false]).show(ui, |ui| one(ui, &line, crossing.as_ref(), cx));
            return;
        }
        match self.found.clone() {
            None => {
                ui.spacing_mut().item_spacing.y = gap::S;
                ui.add(Label::new(theme::text(cx.w.t("crosswalk-what"))).wrap());
                ui.add(Label::new(theme::label(cx.w.t("crosswalk-old"))).wrap());
            }
            Some((text, lines)) if lines.is_empty() => {
                said_line(ui, &Said::hint(cx.w.with("crosswalk-nobody", &[("text", &text)])));
            }
            Some((_, lines)) => self.several(ui, &lines, cx),
        }
    }

    fn several(&mut self, ui: &mut Ui, lines: &Hits, cx: &Cx<'_>) {
        ui.spacing_mut().item_spacing.y = gap::XS;
        ui.label(theme::label(cx.w.with("crosswalk-several", &[("n", &grouped(lines.len() as u64))])));
        let narrow = ui.available_width() < 520.0;
        let mut columns = vec![
            // As wide as a number of the demo or a drill, which are the longest.
            Column::new(cx.w.t("list-number"), Width::Exact(186.0)),
            Column::new(cx.w.t("list-name"), Width::Rest(90.0)),
            Column::new(cx.w.t("find-uhid"), Width::Exact(108.0)),
        ];
        if !narrow {
            columns.push(Column::new(cx.w.t("list-age-sex"), Width::Exact(90.0)));
        }
        let uhid =
            |crossing: &Option<Crossing>| crossing.as_ref().map_or_else(|| "–".to_owned(), |crossing| crossing.uhid.clone());
        let out = List::new(list_id(), &cx.w.t("crosswalk-title"), &columns, lines.len()).row_height(32.0).padding(gap::S).show(
            ui,
            &mut self.list,
            |ui, n, column| {
                let Some((line, crossing)) = lines.get(n) else { return };
                let text = match column {
                    0 => theme::strong(line.number.as_str()),
                    1 => theme::text(in_language(&line.name, cx.lang())),
                    2 => theme::strong(uhid(crossing)),
                    _ => theme::text(age_sex(&line.age, line.sex, cx.today(), cx.w)),
                };
                ui.add(Label::new(text).truncate());
            },
            |n| {
                let name = |(line, crossing): &(PatientLine, Option<Crossing>)| {
                    format!("{} {} {}", line.number, in_language(&line.name, cx.lang()), uhid(crossing))
                };
                lines.get(n).map(name).unwrap_or_default()
            },
        );
        if let Some(opened) = out.opened {
            self.chosen = Some(opened);
        }
    }
}

/// Both numbers, large, one under the other; where it comes from; what can be printed.
fn one(ui: &mut Ui, line: &PatientLine, crossing: Option<&Crossing>, cx: &mut Cx<'_>) {
    ui.set_width(ui.available_width());
    ui.spacing_mut().item_spacing.y = gap::XS;
    ui.horizontal_wrapped(|ui| name_pair(ui, &line.name, cx.lang()));
    ui.add(Label::new(theme::label(who_line(line, cx.today(), cx.w))).wrap());
    ui.add_space(gap::S);
    split_line(ui);
    ui.add_space(gap::S);
    number(ui, &cx.w.t("crosswalk-ours"), line.number.as_str(), Tone::Plain);
    let (uhid, tone) = match crossing {
        Some(crossing) => (crossing.uhid.clone(), Tone::Ok),
        None => (cx.w.t("crosswalk-none").into_owned(), Tone::Warning),
    };
    number(ui, &cx.w.t("crosswalk-theirs"), &uhid, tone);
    for said in how(crossing, cx) {
        said_line(ui, &said);
    }
    ui.add_space(gap::S);
    split_line(ui);
    ui.add_space(gap::XS);
    for (key, cap, word) in KEYS {
        let can = crossing.is_some() || key == CrossKey::File;
        if key_action(ui, cap, &cx.w.t(word), can) {
            cx.wish(Wish::Run(UiCommand::Cross(key)));
        }
    }
    ui.add(Label::new(theme::label(cx.w.t("crosswalk-again"))).wrap());
}

const KEYS: [(CrossKey, &str, &str); 4] = [
    (CrossKey::Slip, "S", "crosswalk-slip"),
    (CrossKey::Chart, "C", "crosswalk-chart"),
    (CrossKey::Tubes, "T", "crosswalk-tubes"),
    (CrossKey::File, "V", "crosswalk-file"),
];

fn number(ui: &mut Ui, caption: &str, number: &str, tone: Tone) {
    let ink = theme::palette(ui).ink_of(tone);
    ui.label(theme::label(caption));
    let response = ui.add(Label::new(RichText::new(number).font(theme::bold(size::BIG)).color(ink)).wrap());
    told_as(&response, egui::accesskit::Role::Label, &format!("{caption}: {number}"));
    ui.add_space(gap::S);
}

/// Linked or given, and whether the central system has the record.
fn how(crossing: Option<&Crossing>, cx: &Cx<'_>) -> Vec<Said> {
    let Some(crossing) = crossing else { return vec![Said::hint(cx.w.t("crosswalk-none-why").into_owned())] };
    let how = match crossing.how {
        Crossed::Linked => "crosswalk-how-linked",
        Crossed::Given => "crosswalk-how-given",
    };
    let (receipt, tone) =
        if crossing.received { ("crosswalk-is-received", Tone::Ok) } else { ("crosswalk-is-open", Tone::Warning) };
    vec![Said::info(cx.w.t(how).into_owned()), Said { tone, text: cx.w.t(receipt).into_owned() }]
}
