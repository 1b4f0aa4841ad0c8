//! What is around every screen: the band that says MANUAL MODE, the side bar with its keys, the banner, the status line.
//!
//! Draws only what `Shared` says; asks nothing of the worker.

use super::commands::{Line, UiCommand, line_of};
use super::routes::Route;
use super::screens::event::module_name;
use super::state::{Cx, Wish};
use super::theme::{self, BAND_HEIGHT, Pair, SIDE_WIDTH, STATUS_HEIGHT, Tone, gap, size};
use super::widgets::{self, Banner, Icon, key_cap_size, paint_icon, paint_key_cap};
use crate::desk::views::{HubStanding, IndexStanding, SecondStanding, Status};
use crate::hospital::event::Module;
use crate::hospital::number::Mode;
use crate::hospital::pack::Lang;
use crate::hospital::permissions::Right;
use crate::problem::Trouble;
use crate::words::{grouped, words};
use crate::worker::DrillNews;
use egui::{
    Align, CentralPanel, Color32, CornerRadius, FontId, Frame, Id, Layout, Margin, Panel, Rangef, RichText, ScrollArea, Sense,
    Ui, WidgetInfo, accesskit::Role, pos2, vec2,
};

/// Width of the window under which the band leaves the less needed words out, in points.
const NARROW: f32 = 1180.0;

/// Heights of a line of the side bar, and what lies between two.
const SIDE_LINE: Rangef = Rangef { min: 26.0, max: 36.0 };
const SIDE_GAP: f32 = 2.0;

/// The side bar, from the top. What a later issue brings is not shown.
const SIDE: &[UiCommand] = &[
    UiCommand::Home,
    UiCommand::OpdNew,
    UiCommand::OpdReturning,
    UiCommand::Find,
    UiCommand::Crosswalk,
    UiCommand::Queue,
    UiCommand::Wards,
    UiCommand::Lab,
    UiCommand::LabOrder,
    UiCommand::Emergency,
    UiCommand::Unknown,
    UiCommand::Register,
    UiCommand::Books,
    UiCommand::EventScreen,
    UiCommand::Prints,
    UiCommand::Hall,
];
/// And from the bottom, above Help.
const SIDE_FOOT: &[UiCommand] = &[
    UiCommand::PapersIn,
    UiCommand::ControlRoom,
    UiCommand::Bundles,
    UiCommand::MatchScreen,
    UiCommand::HandoverScreen,
    UiCommand::ProofScreen,
    UiCommand::Export,
    UiCommand::Verify,
    UiCommand::PatientIndex,
    UiCommand::Settings,
    UiCommand::Lock,
    UiCommand::Help,
];

/// Draws the shell of a screen behind the sign-in, and the screen inside it.
pub fn around(ui: &mut Ui, route: &Route, cx: &mut Cx<'_>, screen: impl FnOnce(&mut Ui, &mut Cx<'_>)) {
    band(ui, cx);
    status_line(ui, cx);
    side_bar(ui, route, cx);
    banner(ui, cx);
    advice(ui, route, cx);
    room(ui, |ui| screen(ui, cx));
}

/// Draws a screen before the sign-in: the band, no side bar, a short status line.
pub fn front(ui: &mut Ui, cx: &mut Cx<'_>, screen: impl FnOnce(&mut Ui, &mut Cx<'_>)) {
    band(ui, cx);
    front_line(ui, cx);
    banner(ui, cx);
    room(ui, |ui| screen(ui, cx));
}

fn room(ui: &mut Ui, screen: impl FnOnce(&mut Ui)) {
    let ground = theme::palette(ui).window;
    let frame = Frame::new().fill(ground).inner_margin(Margin::same(16));
    CentralPanel::no_frame().frame(frame).show(ui, |ui| screen(ui));
}

/// Ground and ink of the band: what kind of day it is.
fn band_colours(ui: &Ui, mode: Option<Mode>) -> Pair {
    let colours = theme::palette(ui);
    match mode {
        Some(Mode::Event) => colours.manual,
        Some(Mode::Drill) => colours.drill,
        Some(Mode::Demo) => colours.demo,
        None => Pair { ground: colours.surface, ink: colours.ink },
    }
}

fn band(ui: &mut Ui, cx: &mut Cx<'_>) {
    let status = cx.shared.status.clone();
    let drill = || matches!(cx.shared.drill, DrillNews::Here(_)).then_some(Mode::Drill);
    let before = || cx.masters().filter(|_| cx.shared.person.is_none()).and_then(before_mode);
    let mode = status.as_ref().map(|s| s.mode).or_else(drill).or_else(before);
    let pair = band_colours(ui, mode);
    let frame = Frame::new().fill(pair.ground).inner_margin(Margin::symmetric(16, 0));
    Panel::top("band").exact_size(BAND_HEIGHT).show_separator_line(false).frame(frame).show(ui, |ui| {
        ui.horizontal_centered(|ui| {
            ui.spacing_mut().item_spacing.x = 18.0;
            let wide = ui.available_width() > NARROW;
            // The right-hand side first: what stands on the left has the rest, and what does not fit there is left out.
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                ui.spacing_mut().item_spacing.x = 18.0;
                ui.scope(|ui| band_right(ui, cx, status.as_deref(), pair.ink, wide));
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| band_left(ui, cx, mode, status.as_deref(), pair.ink));
            });
        });
    });
}

/// Before anybody signed in only the demo hospital is known for sure.
fn before_mode(masters: &crate::hospital::pack::Masters) -> Option<Mode> {
    (masters.mode() == Mode::Demo).then_some(Mode::Demo)
}

fn band_left(ui: &mut Ui, cx: &Cx<'_>, mode: Option<Mode>, status: Option<&Status>, ink: Color32) {
    let id = match mode {
        Some(Mode::Event) if status.is_some_and(Status::is_all_central) => "band-central",
        Some(Mode::Event) => "band-event",
        Some(Mode::Drill) => "band-drill",
        Some(Mode::Demo) => "band-demo",
        None => "band-none",
    };
    let bold = |text: &str| RichText::new(text).font(theme::bold(size::TEXT)).color(ink);
    ui.label(bold(&cx.w.t(id)));
    if let Some(text) = status.and_then(|status| central_text(status, cx)) {
        if_it_fits(ui, &text, ink);
    }
    let orders = cx.may(Right::OrderTests) || cx.may(Right::HandleTubes);
    if orders && cx.masters().is_some_and(|m| m.lab.urgent_only) {
        if_it_fits(ui, &cx.w.t("band-lab-urgent"), ink);
    }
    if let Some(text) = index_text(cx).filter(|_| status.is_some()) {
        if_it_fits(ui, &text, ink);
    }
    // In a drill nothing is down, and where all is back nothing is any more.
    if let Some(status) = status.filter(|status| status.mode != Mode::Drill && !status.is_all_central()) {
        if_it_fits(ui, &since_text(status, cx), ink);
    }
    // The other language says it too: those beside the clerk must understand the band.
    if mode.is_some() {
        if_it_fits(ui, &words(cx.lang().other()).t(id), ink);
    }
}

/// What the central system has again at this counter; nothing where that is all or nothing, which the band says itself.
fn central_text(status: &Status, cx: &Cx<'_>) -> Option<String> {
    let said_by_the_band = status.is_all_central() && status.mode == Mode::Event;
    let names: Vec<String> = status.central.iter().map(|module| module_name(*module, cx)).collect();
    let some = !names.is_empty() && !said_by_the_band;
    some.then(|| cx.w.with("band-central-some", &[("modules", &names.join(", "))]))
}

/// The work of a route is the central system's again: one line says so, and saving goes on.
fn advice(ui: &mut Ui, route: &Route, cx: &Cx<'_>) {
    let Some(status) = cx.shared.status.as_deref() else { return };
    if !module_of(route).is_some_and(|module| status.central.contains(&module)) {
        return;
    }
    let ground = theme::palette(ui).window;
    let frame = Frame::new().fill(ground).inner_margin(Margin { left: 16, right: 16, top: 10, bottom: 0 });
    Panel::top("advice").show_separator_line(false).frame(frame).show(ui, |ui| {
        widgets::said_line(ui, &widgets::Said::hint(cx.w.t("event-advice")));
    });
}

/// Whose work is done on a screen.
const fn module_of(route: &Route) -> Option<Module> {
    match route {
        Route::Opd | Route::Queue => Some(Module::Opd),
        Route::Ward { .. } | Route::Census => Some(Module::Ipd),
        Route::Emergency | Route::Unknown => Some(Module::Er),
        Route::LabBoard { .. } | Route::LabOrder { .. } | Route::LabResults { .. } | Route::LabFiles | Route::LabWorklist => {
            Some(Module::Lab)
        }
        Route::Form { form, .. } => form.module(),
        _ => None,
    }
}

/// Of which day the patient index is, or why it does not answer; nothing where there is none.
fn index_text(cx: &Cx<'_>) -> Option<String> {
    Some(match &cx.shared.index {
        IndexStanding::None => return None,
        IndexStanding::Open { day, .. } => cx.w.with("band-index", &[("day", &widgets::day(*day))]),
        IndexStanding::Closed { .. } => cx.w.t("band-index-closed").into_owned(),
        IndexStanding::Damaged(_) => cx.w.t("band-index-damaged").into_owned(),
    })
}

/// A text of the band, where there is room for all of it.
fn if_it_fits(ui: &mut Ui, text: &str, ink: Color32) {
    let text = small(text, ink);
    let width = egui::WidgetText::from(text.clone()).into_galley(ui, None, f32::INFINITY, egui::TextStyle::Small).size().x;
    if width + ui.spacing().item_spacing.x <= ui.available_width() {
        ui.label(text);
    }
}

fn since_text(status: &Status, cx: &Cx<'_>) -> String {
    let day = month_day(status.since.date_naive(), cx);
    let time = widgets::time(status.since);
    cx.w.with("band-since", &[("system", &status.central_system), ("day", &day), ("time", &time)])
}

/// `23 Nov` / `23 नवंबर`.
fn month_day(day: chrono::NaiveDate, cx: &Cx<'_>) -> String {
    use chrono::Datelike as _;
    let month = cx.w.t(&format!("month-{}", day.month()));
    format!("{} {month}", day.day())
}

fn band_right(ui: &mut Ui, cx: &mut Cx<'_>, status: Option<&Status>, ink: Color32, wide: bool) {
    ui.label(small(&clock_text(cx, wide), ink));
    language_switch(ui, cx, ink);
    if let Some(person) = &cx.shared.person {
        ui.label(small(person.name.get(cx.lang()), ink));
    }
    let counter = match (status, &cx.shared.counter) {
        (Some(status), _) => format!("{}{}", status.counter, status.letter),
        (None, Some(counter)) => counter.code.to_string(),
        (None, None) => return,
    };
    ui.spacing_mut().item_spacing.x = gap::XS + 1.0;
    ui.label(RichText::new(counter).font(theme::bold(size::TEXT)).color(ink));
    ui.label(small(&cx.w.t("band-counter"), ink));
}

fn clock_text(cx: &Cx<'_>, wide: bool) -> String {
    use chrono::Datelike as _;
    let time = widgets::time(cx.now);
    if !wide {
        return format!("{} · {time}", month_day(cx.today(), cx));
    }
    let weekday = cx.w.t(&format!("weekday-{}", cx.today().weekday().num_days_from_monday() + 1));
    format!("{weekday} {} {} · {time}", month_day(cx.today(), cx), cx.today().year())
}

fn small(text: &str, ink: Color32) -> RichText {
    RichText::new(text).font(theme::regular(size::LABEL + 0.5)).color(ink)
}

/// `हिं / EN` with its key: clicking it does the same.
fn language_switch(ui: &mut Ui, cx: &mut Cx<'_>, ink: Color32) {
    let text = match cx.lang() {
        Lang::En => "हिं / EN",
        Lang::Hi => "EN / हिं",
    };
    let galley = ui.painter().layout_no_wrap(text.to_owned(), theme::regular(size::LABEL + 0.5), ink);
    let cap = key_cap_size(ui, "F12");
    let (rect, response) = ui.allocate_exact_size(vec2(galley.size().x + gap::S + cap.x, cap.y), Sense::CLICK);
    ui.painter().galley(pos2(rect.left(), rect.center().y - galley.size().y / 2.0), galley, ink);
    let at = pos2(rect.right() - cap.x, rect.center().y);
    paint_key_cap(ui.painter(), at, "F12", Color32::TRANSPARENT, ink.gamma_multiply(0.5), ink);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, cx.w.t("command-language").as_ref()));
    if response.clicked() {
        cx.wish(Wish::Run(UiCommand::Language));
    }
}

fn side_bar(ui: &mut Ui, route: &Route, cx: &mut Cx<'_>) {
    let colours = theme::palette(ui);
    let frame = Frame::new().fill(colours.surface).inner_margin(Margin::symmetric(8, 8));
    Panel::left("side").exact_size(SIDE_WIDTH).resizable(false).show_separator_line(false).frame(frame).show(ui, |ui| {
        let edge = ui.max_rect().right() + 8.0;
        ui.painter().vline(edge - 0.5, ui.clip_rect().y_range(), colours.hairline());
        ui.spacing_mut().item_spacing.y = SIDE_GAP;
        let [work, foot] = [SIDE, SIDE_FOOT].map(|commands| side_lines(commands, cx));
        #[allow(clippy::cast_precision_loss, reason = "two dozen lines")]
        let lines = (work.len() + foot.len()) as f32;
        let height = (ui.available_height() / lines - SIDE_GAP).floor().clamp(SIDE_LINE.min, SIDE_LINE.max);
        ui.with_layout(Layout::bottom_up(Align::LEFT), |ui| {
            for line in foot.into_iter().rev() {
                side_item(ui, line, height, route, cx);
            }
            // In a low window, or with large letters, the work scrolls above its foot: nothing is cut off.
            let area = ScrollArea::vertical().id_salt("side-work").auto_shrink([false, false]).max_height(ui.available_height());
            ui.with_layout(Layout::top_down(Align::LEFT), |ui| {
                area.show(ui, |ui| {
                    for line in work {
                        side_item(ui, line, height, route, cx);
                    }
                });
            });
        });
    });
}

/// The lines of the bar that the person signed in may use.
fn side_lines(commands: &[UiCommand], cx: &Cx<'_>) -> Vec<&'static Line> {
    commands.iter().filter_map(|command| line_of(*command)).filter(|line| line.right.is_none_or(|right| cx.may(right))).collect()
}

fn side_item(ui: &mut Ui, line: &Line, height: f32, route: &Route, cx: &mut Cx<'_>) {
    let here = is_here(line.command, route);
    let colours = theme::palette(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::CLICK);
    if here {
        widgets::into_sight(ui, Id::unique("side"), (line.id, height.to_bits()), rect);
    }
    let ground = if here {
        colours.soft
    } else if response.hovered() {
        colours.sunken
    } else {
        Color32::TRANSPARENT
    };
    ui.painter().rect_filled(rect, CornerRadius::same(theme::RADIUS), ground);
    let (font, ink) = if here { (theme::bold(size::TEXT), colours.primary) } else { (theme::regular(size::TEXT), colours.ink) };
    // A name of its own where the command's is too long for the bar.
    let short = format!("{}.side", line.id);
    let label = cx.w.t(if cx.w.has(&short) { &short } else { line.id });
    let cap = key_cap_size(ui, line.cap);
    let galley = fitted(ui, &label, font, ink, rect.width() - cap.x - 22.0);
    ui.painter().galley(pos2(rect.left() + 10.0, rect.center().y - galley.size().y / 2.0), galley, ink);
    let at = pos2(rect.right() - 8.0 - cap.x, rect.center().y);
    paint_key_cap(ui.painter(), at, line.cap, colours.surface, colours.line, colours.muted);
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, here, label.as_ref()));
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_keyboard_shortcut(line.cap));
    if response.on_hover_text(cx.w.t(&format!("{}.tip", line.id)).as_ref()).clicked() {
        cx.wish(Wish::Run(line.command));
    }
}

fn fitted(ui: &Ui, text: &str, font: FontId, ink: Color32, room: f32) -> std::sync::Arc<egui::Galley> {
    let mut job = egui::text::LayoutJob::simple_singleline(text.to_owned(), font, ink);
    job.wrap = egui::text::TextWrapping::truncate_at_width(room);
    ui.painter().layout_job(job)
}

const fn is_here(command: UiCommand, route: &Route) -> bool {
    matches!(
        (command, route),
        (UiCommand::Home, Route::Home)
            | (UiCommand::OpdNew, Route::Opd)
            | (UiCommand::Find, Route::Find | Route::Patient(_) | Route::Preview { .. })
            | (UiCommand::Queue, Route::Queue)
            | (UiCommand::Wards, Route::Ward { .. } | Route::Census)
            | (UiCommand::Lab, Route::LabBoard { .. } | Route::LabResults { .. } | Route::LabFiles | Route::LabWorklist)
            | (UiCommand::LabOrder, Route::LabOrder { .. })
            | (UiCommand::Emergency, Route::Emergency)
            | (UiCommand::Unknown, Route::Unknown)
            | (UiCommand::Books, Route::Book(_))
            | (UiCommand::Register, Route::Register(_))
            | (UiCommand::Prints, Route::Prints)
            | (UiCommand::Export, Route::Export)
            | (UiCommand::Verify, Route::Verify)
            | (UiCommand::PatientIndex, Route::PatientIndex)
            | (UiCommand::EventScreen, Route::Event)
            | (UiCommand::PapersIn, Route::PapersIn)
            | (UiCommand::Settings, Route::Settings)
            | (UiCommand::ControlRoom, Route::Control | Route::Conflicts)
            | (UiCommand::Bundles, Route::Bundles)
            | (UiCommand::MatchScreen, Route::Match)
            | (UiCommand::HandoverScreen, Route::Handover | Route::Typing)
            | (UiCommand::Crosswalk, Route::Crosswalk)
            | (UiCommand::ProofScreen, Route::Proof | Route::Archive)
            | (UiCommand::Help, Route::Help)
    )
}

fn banner(ui: &mut Ui, cx: &mut Cx<'_>) {
    let Some(problem) = cx.shared.troubles.last() else { return };
    let told = problem.told(cx.lang());
    let tone = match problem.trouble {
        Trouble::Damaged | Trouble::Device => Tone::Error,
        Trouble::Refused | Trouble::Usage => Tone::Warning,
    };
    let close = cx.w.t("command-dismiss");
    let ground = theme::palette(ui).window;
    let frame = Frame::new().fill(ground).inner_margin(Margin { left: 16, right: 16, top: 12, bottom: 0 });
    let mut dismissed = false;
    Panel::top("banner").show_separator_line(false).frame(frame).show(ui, |ui| {
        dismissed = Banner::new(tone, &told).dismiss(&close, "Ctrl D").show(ui).dismissed;
    });
    if dismissed {
        cx.wish(Wish::Run(UiCommand::DismissBanner));
    }
}

fn status_frame(ui: &Ui) -> Frame {
    Frame::new().fill(theme::palette(ui).status).inner_margin(Margin::symmetric(16, 0))
}

fn front_line(ui: &mut Ui, cx: &Cx<'_>) {
    let frame = status_frame(ui);
    Panel::bottom("status").exact_size(STATUS_HEIGHT).show_separator_line(false).frame(frame).show(ui, |ui| {
        ui.horizontal_centered(|ui| {
            ui.spacing_mut().item_spacing.x = 20.0;
            if cx.shared.said.is_some() {
                said(ui, cx);
            }
            for command in [UiCommand::Help, UiCommand::Language] {
                if let Some(line) = line_of(command) {
                    widgets::key_line(ui, line.cap, &cx.w.t(line.id));
                }
            }
        });
    });
}

fn status_line(ui: &mut Ui, cx: &mut Cx<'_>) {
    let frame = status_frame(ui);
    Panel::bottom("status").exact_size(STATUS_HEIGHT).show_separator_line(false).frame(frame).show(ui, |ui| {
        let edge = ui.max_rect().top() + 0.5;
        ui.painter().hline(ui.clip_rect().x_range(), edge, theme::palette(ui).hairline());
        ui.horizontal_centered(|ui| {
            ui.spacing_mut().item_spacing.x = 22.0;
            said(ui, cx);
            if let Some(status) = cx.shared.status.as_deref() {
                figures(ui, status, cx);
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    let text = cx.w.with("status-not-handed-over", &[("n", &grouped(status.not_handed_over))]);
                    ui.label(theme::label(text));
                });
            }
        });
    });
}

/// What was said last, with its sign.
fn said(ui: &mut Ui, cx: &Cx<'_>) {
    let Some((at, sentence)) = &cx.shared.said else {
        ui.label(theme::label(cx.w.t("status-nothing-yet")));
        return;
    };
    let colours = theme::palette(ui);
    let ink = colours.ink_of(Tone::Ok);
    ui.horizontal_centered(|ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        let (rect, _) = ui.allocate_exact_size(vec2(13.0, 13.0), Sense::hover());
        paint_icon(ui.painter(), rect, Icon::Ok, ink);
        ui.label(theme::label(format!("{} {sentence}", at.format("%H:%M:%S"))).color(ink));
    });
}

fn figures(ui: &mut Ui, status: &Status, cx: &Cx<'_>) {
    let left = cx.w.with("status-numbers-left", &[("n", &grouped(u64::from(status.numbers_left)))]);
    if status.numbers_low {
        warning(ui, &left);
    } else {
        ui.label(theme::label(left));
    }
    second(ui, status, cx);
    on_stick(ui, cx);
    scans_waiting(ui, cx);
    if cx.shared.lab_critical > 0 {
        warning(ui, &cx.w.count("status-lab-critical", cx.shared.lab_critical));
    }
    if status.clock_behind {
        warning(ui, &cx.w.t("status-clock-behind"));
    }
    hub(ui, cx);
    if status.prints_failed > 0 {
        let text = cx.w.count("status-prints-failed", status.prints_failed);
        let short = format!("{}.short", status.printer_failure);
        let text = if cx.w.has(&short) { format!("{} · {text}", cx.w.t(&short)) } else { text };
        warning(ui, &text);
    } else if status.prints_waiting > 0 {
        ui.label(theme::label(cx.w.count("status-prints-waiting", status.prints_waiting)));
    }
}

/// Entries that wait before a medium that says nothing counts as slow.
const SECOND_SLOW: u64 = 40;

/// The second medium: whole, so many behind, or in trouble.
fn second(ui: &mut Ui, status: &Status, cx: &Cx<'_>) {
    match &cx.shared.second {
        SecondStanding::None => {}
        SecondStanding::Asking => {
            ui.label(theme::label(cx.w.t("status-second-asking")));
        }
        SecondStanding::Whole if status.second_waiting < SECOND_SLOW => {
            ui.label(theme::label(cx.w.t("status-second-whole")));
        }
        SecondStanding::Whole => warning(ui, &cx.w.with("status-second-behind", &[("n", &grouped(status.second_waiting))])),
        SecondStanding::Behind(n) => {
            ui.label(theme::label(cx.w.with("status-second-behind", &[("n", &grouped(*n))])));
        }
        SecondStanding::Trouble { problem, .. } => {
            let id = if problem.id == "problem-second-full" { "status-second-full" } else { "status-second-gone" };
            warning(ui, &cx.w.t(id));
        }
    }
}

/// Whether what was saved is in the hub too; nothing where there is none.
fn hub(ui: &mut Ui, cx: &Cx<'_>) {
    match &cx.shared.hub {
        HubStanding::None | HubStanding::Asking => {}
        HubStanding::Connected { problem: Some(_), .. } => warning(ui, &cx.w.t("status-hub-trouble")),
        HubStanding::Connected { behind, .. } if *behind > 0 => {
            ui.label(theme::label(cx.w.count("status-hub-behind", *behind)));
        }
        HubStanding::Connected { at, .. } => {
            ui.label(theme::label(cx.w.with("status-hub-ok", &[("time", &widgets::time(*at))])));
        }
        HubStanding::Waiting { behind, .. } if *behind > 0 => warning(ui, &cx.w.count("status-hub-behind", *behind)),
        HubStanding::Waiting { .. } => warning(ui, &cx.w.t("status-hub-away")),
    }
}

/// Bundles of other counters on the watched stick: a notice, never more.
fn on_stick(ui: &mut Ui, cx: &Cx<'_>) {
    let waiting = &cx.shared.on_stick;
    if let Some(first) = waiting.first() {
        let more = if waiting.len() > 1 { format!(" +{}", waiting.len() - 1) } else { String::new() };
        let text = cx.w.with("status-on-stick", &[("from", &format!("{}{more}", first.from))]);
        ui.label(theme::label(text).color(theme::palette(ui).ink_of(Tone::Info)));
    }
}

/// Scans that nobody has read in yet: a notice, never more.
fn scans_waiting(ui: &mut Ui, cx: &Cx<'_>) {
    if cx.shared.scans_waiting > 0 {
        let text = cx.w.count("status-scans", cx.shared.scans_waiting);
        ui.label(theme::label(text).color(theme::palette(ui).ink_of(Tone::Info)));
    }
}

fn warning(ui: &mut Ui, text: &str) {
    let ink = theme::palette(ui).ink_of(Tone::Warning);
    ui.horizontal_centered(|ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        let (rect, _) = ui.allocate_exact_size(vec2(13.0, 13.0), Sense::hover());
        paint_icon(ui.painter(), rect, Icon::Warning, ink);
        ui.label(RichText::new(text).font(theme::bold(size::LABEL)).color(ink));
    });
}
