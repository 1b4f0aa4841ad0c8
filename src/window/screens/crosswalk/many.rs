//! Papers of many patients: of a ward, a clinic, a day, of all; and the files for wards and analysers.

use super::{CrosswalkScreen, id};
use crate::desk::views::{CrosswalkPaper, CrosswalkWho};
use crate::paper::Size;
use crate::window::screens::preview::{size_of, size_text};
use crate::window::state::Cx;
use crate::window::theme::{self, gap};
use crate::window::widgets::{
    Button, Combo, DateField, Field, Pick, Said, Segmented, key_action, read_date, section, split_line, write_date,
};
use egui::{Id, Key, Label, Modifiers, ScrollArea, Ui};

/// Sizes that slips come on.
const SLIPS: [Size; 3] = [Size::A6, Size::Roll80, Size::Roll58];

/// What is typed and chosen.
#[derive(Default)]
pub(super) struct Form {
    who: String,
    ward: String,
    clinic: String,
    day: String,
    paper: String,
    size: String,
    folder: String,
    no_folder: bool,
    /// Which box lacks something.
    fault: Option<&'static str>,
}

/// Where typing starts.
pub(super) fn first() -> Id {
    id("who")
}

pub(super) fn folder_id() -> Id {
    id("folder")
}

impl Form {
    pub fn begin(&mut self, cx: &Cx<'_>) {
        "ward".clone_into(&mut self.who);
        "slips".clone_into(&mut self.paper);
        let own = Some(cx.shared.settings.size).filter(|own| SLIPS.contains(own)).unwrap_or(Size::A6);
        size_text(own).clone_into(&mut self.size);
        self.day = write_date(cx.today());
        self.folder = cx.shared.settings.handover.as_ref().map(|path| path.display().to_string()).unwrap_or_default();
    }

    /// What a slip is printed on.
    pub fn slip_size(&self) -> Size {
        size_of(&self.size).unwrap_or(Size::A6)
    }

    /// Where the files go; remembers that it was asked in vain.
    pub fn folder(&mut self) -> Option<String> {
        let folder = self.folder.trim();
        self.no_folder = folder.is_empty();
        (!self.no_folder).then(|| folder.to_owned())
    }

    fn wish(&self) -> Result<(CrosswalkWho, CrosswalkPaper), &'static str> {
        let some = |text: &str, part| Some(text.trim()).filter(|text| !text.is_empty()).map(str::to_owned).ok_or(part);
        let day = || read_date(&self.day).ok_or("day");
        let who = match self.who.as_str() {
            "ward" => CrosswalkWho::Ward(some(&self.ward, "ward")?),
            "clinic" => {
                let day = if self.day.trim().is_empty() { None } else { Some(day()?) };
                CrosswalkWho::Clinic(some(&self.clinic, "clinic")?, day)
            }
            "day" => CrosswalkWho::Day(day()?),
            _ => CrosswalkWho::All,
        };
        let paper = match self.paper.as_str() {
            "chart" => CrosswalkPaper::ChartLabels,
            "tubes" => CrosswalkPaper::TubeLabels,
            "register" => CrosswalkPaper::Register,
            _ => CrosswalkPaper::Slips(self.slip_size()),
        };
        Ok((who, paper))
    }
}

impl CrosswalkScreen {
    pub(super) fn many_pane(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        super::super::reserve_bar(ui);
        ScrollArea::vertical().auto_shrink([false, false]).show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.spacing_mut().item_spacing.y = gap::S;
            if self.progress(ui, cx) {
                return;
            }
            self.ended_line(ui);
            section(ui, &cx.w.t("crosswalk-many"));
            self.who(ui, cx);
            let papers = picks(&["slips", "chart", "tubes", "register"], "crosswalk-paper", cx);
            Segmented::new(id("paper"), &cx.w.t("list-paper"), &mut self.many.paper, &papers).show(ui);
            let sizes: Vec<Pick> = SLIPS.iter().map(|size| Pick::new(size_text(*size), size_text(*size))).collect();
            Segmented::new(id("size"), &cx.w.t("crosswalk-size"), &mut self.many.size, &sizes).show(ui);
            let mut go = ui.input_mut(|i| i.consume_key(Modifiers::CTRL, Key::Enter));
            go |= ui.add(Button::primary(&cx.w.t("crosswalk-go")).key("Ctrl Enter")).clicked();
            if go {
                self.go_many(cx);
            }
            ui.add_space(gap::S);
            split_line(ui);
            ui.add_space(gap::S);
            self.files(ui, cx);
        });
    }

    fn go_many(&mut self, cx: &mut Cx<'_>) {
        match self.many.wish() {
            Ok((who, paper)) => {
                self.many.fault = None;
                self.lay_out(who, paper, cx);
            }
            Err(part) => {
                self.many.fault = Some(part);
                self.focus = Some(id(part));
            }
        }
    }

    fn who(&mut self, ui: &mut Ui, cx: &Cx<'_>) {
        let form = &mut self.many;
        let whose = picks(&["ward", "clinic", "day", "all"], "crosswalk-who", cx);
        if Segmented::new(id("who"), &cx.w.t("crosswalk-whose"), &mut form.who, &whose).show(ui).changed() {
            form.fault = None;
        }
        let fault = form.fault;
        let said =
            |part: &str| (fault == Some(part)).then(|| Said::fault(cx.w.t(&format!("fault-crosswalk-{part}")).into_owned()));
        let (lang, masters) = (cx.lang(), cx.masters());
        match form.who.as_str() {
            "ward" => {
                let wards: Vec<Pick> = masters.map_or_else(Vec::new, |m| {
                    m.wards.iter().map(|ward| Pick::new(&ward.code, ward.name.get(lang)).detail(&ward.code)).collect()
                });
                Combo::new(id("ward"), &cx.w.t("crosswalk-who-ward"), &mut form.ward, &wards)
                    .said(said("ward").as_ref())
                    .show(ui);
            }
            "clinic" => {
                let clinics: Vec<Pick> = masters.map_or_else(Vec::new, |m| {
                    m.clinics.iter().map(|clinic| Pick::new(&clinic.code, clinic.name.get(lang)).detail(&clinic.code)).collect()
                });
                let label = cx.w.t("crosswalk-who-clinic");
                Combo::new(id("clinic"), &label, &mut form.clinic, &clinics).said(said("clinic").as_ref()).show(ui);
            }
            _ => {}
        }
        if matches!(form.who.as_str(), "clinic" | "day") {
            let label = cx.w.t(if form.who == "day" { "crosswalk-who-day" } else { "crosswalk-day-or-all" });
            DateField::new(id("day"), &label, &mut form.day).said(said("day").as_ref()).show(ui);
        }
    }

    fn files(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        section(ui, &cx.w.t("crosswalk-files"));
        ui.add(Label::new(theme::label(cx.w.t("crosswalk-files-what"))).wrap());
        let said = self.many.no_folder.then(|| Said::fault(cx.w.t("fault-hand-folder").into_owned()));
        let (label, hint) = (cx.w.t("hand-folder"), cx.w.t("hand-folder.hint"));
        let out = Field::new(folder_id(), &label, &mut self.many.folder).hint(&hint).said(said.as_ref()).stays().show(ui);
        self.many.no_folder &= !out.changed();
        if key_action(ui, "Ctrl S", &cx.w.t("crosswalk-files-go"), true) || out.entered {
            self.write_files(cx);
        }
    }
}

fn picks(codes: &[&str], family: &str, cx: &Cx<'_>) -> Vec<Pick> {
    codes.iter().map(|code| Pick::new(*code, cx.w.t(&format!("{family}-{code}")))).collect()
}
