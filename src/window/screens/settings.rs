//! What this counter has been told about itself: printer, paper, language, size of text, theme. Each change is kept at once.

use super::index::standing_said;
use super::passwords::PasswordForm;
use super::settings_hub::HubCard;
use super::{Screen, column, pressed};
use crate::desk::settings::{PrinterChoice, Settings};
use crate::desk::views::SecondStanding;
use crate::hospital::pack::Lang;
use crate::paper::Size;
use crate::window::routes::Route;
use crate::window::state::{Cx, Wish};
use crate::window::theme::{self, gap};
use crate::window::widgets::{Button, Combo, Field, Pick, Said, Segmented, Tick, card, said_line, section};
use crate::words::grouped;
use crate::worker::{Event, Job};
use egui::{Id, Ui};
use std::path::PathBuf;

/// Sizes of text that can be chosen, in percent.
const ZOOMS: &[&str] = &["75", "90", "100", "110", "125", "150", "175", "200"];

/// The settings screen. What is typed into a path is taken when its field is left.
#[derive(Default)]
pub struct SettingsScreen {
    printers: Vec<String>,
    /// Ports as they are typed: of the papers' printer, of the labels'.
    devices: [String; 2],
    /// Place of the patient index as it is typed; empty: the counter's own folder.
    index: String,
    /// Folder of the second medium as it is typed; empty: none.
    second: String,
    hub: HubCard,
    /// Folder of the scanner as it is typed.
    scans: String,
    /// The watched stick as it is typed.
    stick: String,
    change: Option<PasswordForm>,
}

impl Screen for SettingsScreen {
    fn open(&mut self, _route: &Route, cx: &mut Cx<'_>) {
        cx.send(Job::Printers);
        let settings = &cx.shared.settings;
        self.hub.open(settings.hub.as_deref());
        self.index = settings.index.as_ref().map(|path| path.display().to_string()).unwrap_or_default();
        self.second = settings.second.as_ref().map(|path| path.display().to_string()).unwrap_or_default();
        self.stick = settings.stick.as_ref().map(|path| path.display().to_string()).unwrap_or_default();
        self.scans = settings.scans.as_ref().map(|path| path.display().to_string()).unwrap_or_default();
        self.devices = [&settings.printer, &settings.labels].map(|choice| match choice {
            PrinterChoice::EscPos { device } | PrinterChoice::Zpl { device } => device.display().to_string(),
            PrinterChoice::Folder | PrinterChoice::Cups { .. } => String::new(),
        });
    }

    fn hear(&mut self, event: &Event, cx: &mut Cx<'_>) -> bool {
        match event {
            Event::Printers(printers) => {
                self.printers.clone_from(printers);
                true
            }
            Event::PasswordChanged if self.change.take().is_some() => {
                let said = cx.w.t("password-changed");
                cx.say(said);
                true
            }
            other if self.hub.hear(other, cx) => true,
            other => self.change.as_mut().is_some_and(|form| form.hear(other)),
        }
    }

    fn draw(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        let before = cx.shared.settings.clone();
        let mut now = before.clone();
        column(ui, 720.0, |ui| {
            ui.spacing_mut().item_spacing.y = gap::M;
            ui.label(theme::heading(cx.w.t("settings-title")));
            card(ui, |ui| {
                ui.set_width(ui.available_width());
                ui.spacing_mut().item_spacing.y = gap::M;
                self.printer(ui, &mut now, cx);
            });
            card(ui, |ui| {
                ui.set_width(ui.available_width());
                ui.spacing_mut().item_spacing.y = gap::M;
                look(ui, &mut now, cx);
            });
            card(ui, |ui| {
                ui.set_width(ui.available_width());
                ui.spacing_mut().item_spacing.y = gap::M;
                self.second(ui, &mut now, cx);
            });
            card(ui, |ui| {
                ui.set_width(ui.available_width());
                ui.spacing_mut().item_spacing.y = gap::M;
                self.scanner(ui, &mut now, cx);
            });
            card(ui, |ui| {
                ui.set_width(ui.available_width());
                ui.spacing_mut().item_spacing.y = gap::M;
                self.index(ui, &mut now, cx);
            });
            card(ui, |ui| {
                ui.set_width(ui.available_width());
                ui.spacing_mut().item_spacing.y = gap::M;
                self.hub.draw(ui, cx);
            });
            card(ui, |ui| {
                ui.set_width(ui.available_width());
                ui.spacing_mut().item_spacing.y = gap::M;
                self.outside(ui, &mut now, cx);
            });
            card(ui, |ui| {
                ui.set_width(ui.available_width());
                self.password(ui, cx);
            });
        });
        if now != before {
            cx.wish(Wish::Settings(now));
        }
    }
}

/// How the second medium stands.
fn second_said(cx: &Cx<'_>) -> Said {
    match &cx.shared.second {
        SecondStanding::None => Said::hint(cx.w.t("second-none").into_owned()),
        SecondStanding::Asking => Said::hint(cx.w.t("status-second-asking").into_owned()),
        SecondStanding::Whole => Said::info(cx.w.t("second-whole").into_owned()),
        SecondStanding::Behind(n) => Said::info(cx.w.with("second-behind", &[("n", &grouped(*n))])),
        SecondStanding::Trouble { problem, .. } => Said::fault(problem.told(cx.lang()).line()),
    }
}

impl SettingsScreen {
    fn printer(&mut self, ui: &mut Ui, now: &mut Settings, cx: &Cx<'_>) {
        section(ui, &cx.w.t("settings-printing"));
        let [papers, labels] = &mut self.devices;
        goes_to(ui, (&mut now.printer, papers), "settings-printer", &self.printers, cx);
        let mut size = size_code(now.size).to_owned();
        let sizes = picks(&SIZES.map(|(s, _)| s), "settings-size", cx);
        if Segmented::new(Id::unique("settings-size"), &cx.w.t("settings-size"), &mut size, &sizes).show(ui).changed()
            && let Some((_, chosen)) = SIZES.iter().find(|(code, _)| *code == size)
        {
            now.size = *chosen;
        }
        Tick::new(Id::unique("settings-receipt"), &cx.w.t("settings-receipt"), &mut now.receipt).show(ui);
        goes_to(ui, (&mut now.labels, labels), "settings-labels", &self.printers, cx);
    }

    /// Where every entry is written a second time, and how that stands.
    fn second(&mut self, ui: &mut Ui, now: &mut Settings, cx: &Cx<'_>) {
        section(ui, &cx.w.t("second-title"));
        said_line(ui, &second_said(cx));
        let out = Field::new(Id::unique("settings-second"), &cx.w.t("settings-second"), &mut self.second)
            .hint(&cx.w.t("settings-second.hint"))
            .show(ui);
        if out.left {
            let path = self.second.trim();
            now.second = (!path.is_empty()).then(|| PathBuf::from(path));
        }
    }

    /// Where the scanner puts its files, and what of it was not read.
    fn scanner(&mut self, ui: &mut Ui, now: &mut Settings, cx: &mut Cx<'_>) {
        section(ui, &cx.w.t("settings-scanner"));
        if cx.shared.scans_waiting > 0 {
            said_line(ui, &Said::info(cx.w.count("status-scans", cx.shared.scans_waiting)));
        }
        let out = Field::new(Id::unique("settings-scans"), &cx.w.t("settings-scans"), &mut self.scans)
            .hint(&cx.w.t("settings-scans-hint"))
            .show(ui);
        if out.left {
            let path = self.scans.trim();
            now.scans = (!path.is_empty()).then(|| PathBuf::from(path));
        }
        if pressed(ui, Button::secondary(&cx.w.t("papers-title")).key("Ctrl J")) {
            cx.go(Route::PapersIn);
        }
    }

    /// Where the file of the patient index lies, how it stands, and the way to opening and checking it.
    fn index(&mut self, ui: &mut Ui, now: &mut Settings, cx: &mut Cx<'_>) {
        section(ui, &cx.w.t("index-title"));
        said_line(ui, &standing_said(&cx.shared.index, cx));
        let out = Field::new(Id::unique("settings-index"), &cx.w.t("settings-index"), &mut self.index)
            .hint(&cx.w.t("settings-index.hint"))
            .show(ui);
        if out.left {
            let path = self.index.trim();
            now.index = (!path.is_empty()).then(|| PathBuf::from(path));
        }
        if pressed(ui, Button::secondary(&cx.w.t("settings-index-go")).key("Ctrl I")) {
            cx.go(Route::PatientIndex);
        }
    }

    /// Where records come from outside: the scanner's folder, and the stick that is watched for bundles.
    fn outside(&mut self, ui: &mut Ui, now: &mut Settings, cx: &Cx<'_>) {
        section(ui, &cx.w.t("settings-outside"));
        let (scans, stick) = ((&mut self.scans, &mut now.scans), (&mut self.stick, &mut now.stick));
        let fields = [("settings-scans", "settings-scans-hint", scans), ("bundles-stick", "bundles-stick.hint", stick)];
        for (id, hint, (typed, kept)) in fields {
            let out = Field::new(Id::unique(("settings", id)), &cx.w.t(id), typed).hint(&cx.w.t(hint)).show(ui);
            if out.left {
                let path = typed.trim();
                *kept = (!path.is_empty()).then(|| PathBuf::from(path));
            }
        }
        ui.add(egui::Label::new(theme::label(cx.w.t("bundles-stick.what"))).wrap());
    }

    fn password(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        section(ui, &cx.w.t("settings-password"));
        ui.add_space(gap::S);
        if let Some(form) = &mut self.change {
            form.draw(ui, true, cx);
        } else if pressed(ui, Button::secondary(&cx.w.t("password-change"))) {
            let mut form = PasswordForm::default();
            form.start();
            self.change = Some(form);
        }
    }
}

/// Where papers, or labels, go: which kind of printer, then which one. `id` names the question; a label printer is offered for labels only.
fn goes_to(ui: &mut Ui, (choice, typed): (&mut PrinterChoice, &mut String), id: &'static str, printers: &[String], cx: &Cx<'_>) {
    let keys: &[&str] =
        if id == "settings-labels" { &["folder", "cups", "escpos", "zpl"] } else { &["folder", "cups", "escpos"] };
    let mut kind = kind_of(choice).to_owned();
    let kinds = picks(keys, "settings-printer", cx);
    if Segmented::new(Id::unique(id), &cx.w.t(id), &mut kind, &kinds).show(ui).changed() {
        *choice = match kind.as_str() {
            "cups" => PrinterChoice::Cups { name: printers.first().cloned().unwrap_or_default() },
            "escpos" => PrinterChoice::EscPos { device: PathBuf::from(typed.trim()) },
            "zpl" => PrinterChoice::Zpl { device: PathBuf::from(typed.trim()) },
            _ => PrinterChoice::Folder,
        };
    }
    ui.label(theme::label(cx.w.t(&format!("settings-printer-{kind}.what"))));
    match choice {
        PrinterChoice::Cups { name } => {
            let printers: Vec<Pick> = printers.iter().map(|p| Pick::new(p, p)).collect();
            Combo::new(Id::unique((id, "cups")), &cx.w.t("settings-cups"), name, &printers).show(ui);
        }
        PrinterChoice::EscPos { device } | PrinterChoice::Zpl { device } => {
            let out = Field::new(Id::unique((id, "device")), &cx.w.t("settings-device"), typed)
                .hint(&cx.w.t("settings-device.hint"))
                .show(ui);
            if out.left {
                *device = PathBuf::from(typed.trim());
            }
        }
        PrinterChoice::Folder => {}
    }
}

/// Papers for the slip, by the code that the settings file uses too.
const SIZES: [(&str, Size); 5] =
    [("a6", Size::A6), ("a5", Size::A5), ("a4", Size::A4), ("80mm", Size::Roll80), ("58mm", Size::Roll58)];

fn size_code(size: Size) -> &'static str {
    SIZES.iter().find(|(_, s)| *s == size).map_or("a6", |(code, _)| code)
}

const fn kind_of(printer: &PrinterChoice) -> &'static str {
    match printer {
        PrinterChoice::Folder => "folder",
        PrinterChoice::Cups { .. } => "cups",
        PrinterChoice::EscPos { .. } => "escpos",
        PrinterChoice::Zpl { .. } => "zpl",
    }
}

fn picks(keys: &[&str], id: &str, cx: &Cx<'_>) -> Vec<Pick> {
    keys.iter().map(|key| Pick::new(*key, cx.w.t(&format!("{id}-{key}")))).collect()
}

fn look(ui: &mut Ui, now: &mut Settings, cx: &Cx<'_>) {
    section(ui, &cx.w.t("settings-look"));
    let mut lang = now.lang.code().to_owned();
    let langs = picks(&["en", "hi"], "settings-lang", cx);
    if Segmented::new(Id::unique("settings-lang"), &cx.w.t("settings-lang"), &mut lang, &langs).width(320.0).show(ui).changed() {
        now.lang = if lang == "hi" { Lang::Hi } else { Lang::En };
    }
    let mut dark = if now.dark { "dark" } else { "light" }.to_owned();
    let themes = picks(&["light", "dark"], "settings-theme", cx);
    if Segmented::new(Id::unique("settings-theme"), &cx.w.t("settings-theme"), &mut dark, &themes).width(320.0).show(ui).changed()
    {
        now.dark = dark == "dark";
    }
    let mut zoom = format!("{:.0}", now.zoom * 100.0);
    let zooms: Vec<Pick> = ZOOMS.iter().map(|z| Pick::new(*z, format!("{z} %"))).collect();
    if Segmented::new(Id::unique("settings-zoom"), &cx.w.t("settings-zoom"), &mut zoom, &zooms).show(ui).changed()
        && let Ok(percent) = zoom.parse::<f32>()
    {
        now.zoom = percent / 100.0;
    }
}
