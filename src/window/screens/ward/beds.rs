//! The beds of the ward shown, as cards; under them who is there without a bed, and what was asked for. Arrows move, digits jump.

use super::{Spot, WardScreen, board_id, ground, spots};
use crate::desk::cases::{BedLine, BedLook, Occupant, WardBoard};
use crate::window::state::Cx;
use crate::window::theme::{self, gap};
use crate::window::widgets::{BED_HEIGHT, BedCard, BedGround, Said, age, date_time, in_language, said_line, sex};
use chrono::{DateTime, FixedOffset};
use egui::{Event, EventFilter, Id, Key, Modifiers, Rect, ScrollArea, Sense, Ui, WidgetInfo, accesskit::Role, pos2, vec2};

/// Narrowest card.
const CARD_WIDTH_MIN: f32 = 118.0;
const GAP: f32 = gap::S;
/// Digits of a bed's number belong together when they follow within this time, in seconds.
const DIGITS_SECS: f64 = 1.5;

/// What a card says.
pub(super) struct Told {
    pub ground: BedGround,
    pub code: String,
    pub aside: String,
    pub title: String,
    pub under: String,
}

impl Told {
    fn name(&self) -> String {
        let parts = [self.code.as_str(), &self.title, &self.under, &self.aside];
        parts.into_iter().filter(|t| !t.is_empty()).collect::<Vec<_>>().join(", ")
    }
}

impl WardScreen {
    pub(super) fn beds(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        let room = ui.available_rect_before_wrap();
        let whole = ui.interact(room, board_id(), Sense::focusable_noninteractive());
        whole.widget_info(|| WidgetInfo::labeled(Role::ListBox, true, cx.w.t("ward-board").as_ref()));
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a handful of columns")]
        let columns = (((room.width() - 2.0 * gap::M + GAP) / (CARD_WIDTH_MIN + GAP)).floor() as usize).max(1);
        if whole.has_focus() {
            self.board_keys(ui, columns, cx);
        }
        if let Some(first) = &self.swapping {
            ui.add_space(gap::M);
            let name = in_language(&first.name, cx.lang());
            ui.horizontal(|ui| {
                ui.add_space(gap::M);
                said_line(ui, &Said::info(cx.w.with("ward-swap-with", &[("name", name)])));
            });
        }
        let boards = self.boards.clone();
        let Some(board) = boards.iter().find(|b| b.ward == self.ward) else { return };
        self.cards(ui, board, columns, whole.has_focus(), cx);
    }

    fn cards(&mut self, ui: &mut Ui, board: &WardBoard, columns: usize, focus: bool, cx: &mut Cx<'_>) {
        let follow = std::mem::take(&mut self.scroll);
        let mut opened = false;
        ScrollArea::vertical().id_salt(("ward-beds", &board.ward)).auto_shrink([false, false]).animated(false).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            // Room for the ring around what is marked.
            ui.add_space(gap::M);
            let all = spots(board);
            let parts = [board.beds.len(), board.unplaced.len(), board.requests.len()];
            let mut first = 0;
            for (title, count) in ["", "ward-without-bed", "ward-asked-for"].into_iter().zip(parts) {
                if count > 0 && !title.is_empty() {
                    part_title(ui, &cx.w.t(title));
                }
                let part = all.get(first..first + count).unwrap_or_default();
                opened |= self.part(ui, (first, part), columns, (focus, follow), cx);
                first += count;
            }
            ui.add_space(gap::S);
        });
        if opened {
            self.enter(cx);
        }
    }

    /// A run of cards. True when one was opened by a double click.
    fn part(
        &mut self,
        ui: &mut Ui,
        (first, part): (usize, &[Spot<'_>]),
        columns: usize,
        (focus, follow): (bool, bool),
        cx: &Cx<'_>,
    ) -> bool {
        let mut opened = false;
        let left = ui.max_rect().left() + gap::M;
        let room = ui.max_rect().width() - 2.0 * gap::M;
        #[allow(clippy::cast_precision_loss, reason = "a handful of columns")]
        let width = ((room + GAP) / columns as f32 - GAP).floor();
        for (row, spots) in part.chunks(columns).enumerate() {
            let (line, _) = ui.allocate_exact_size(vec2(ui.available_width(), BED_HEIGHT + GAP), Sense::hover());
            for (n, spot) in spots.iter().enumerate() {
                let at = first + row * columns + n;
                #[allow(clippy::cast_precision_loss, reason = "a handful of columns")]
                let x = (width + GAP).mul_add(n as f32, left);
                let rect = Rect::from_min_size(pos2(x, line.top()), vec2(width, BED_HEIGHT));
                let chosen = at == self.at;
                if chosen && follow {
                    ui.scroll_to_rect(rect.expand2(vec2(0.0, GAP)), None);
                }
                if !ui.is_rect_visible(rect) {
                    continue;
                }
                let response = card(ui, rect, at, told(*spot, cx), (chosen, focus));
                if response.clicked() {
                    self.at = at;
                    self.focus = Some(board_id());
                }
                opened |= response.double_clicked();
            }
        }
        opened
    }

    fn board_keys(&mut self, ui: &Ui, columns: usize, cx: &mut Cx<'_>) {
        let filter = EventFilter { horizontal_arrows: true, vertical_arrows: true, ..EventFilter::default() };
        ui.memory_mut(|m| m.set_focus_lock_filter(board_id(), filter));
        let last = self.board().map_or(0, |b| spots(b).len()).saturating_sub(1);
        let before = self.at;
        let (mut ward, mut enter) = (None, false);
        ui.input_mut(|i| {
            let mut on = |key| i.consume_key(Modifiers::NONE, key);
            if on(Key::ArrowRight) {
                self.at = (self.at + 1).min(last);
            }
            if on(Key::ArrowLeft) {
                self.at = self.at.saturating_sub(1);
            }
            if on(Key::ArrowDown) && self.at + columns <= last {
                self.at += columns;
            }
            if on(Key::ArrowUp) && self.at >= columns {
                self.at -= columns;
            }
            if on(Key::Home) {
                self.at = 0;
            }
            if on(Key::End) {
                self.at = last;
            }
            if on(Key::PageDown) {
                ward = Some(true);
            }
            if on(Key::PageUp) {
                ward = Some(false);
            }
            enter = on(Key::Enter);
        });
        self.scroll |= before != self.at;
        if let Some(down) = ward {
            self.step_ward(&self.wards.clone(), down);
        }
        if enter {
            self.enter(cx);
        }
        self.read_digits(ui, cx);
    }

    /// `0` `7` goes to bed 07; on a bed with two patients `1` and `2` say who stays.
    fn read_digits(&mut self, ui: &Ui, cx: &mut Cx<'_>) {
        let (typed, time) = ui.input(|i| {
            let typed: String =
                i.events.iter().filter_map(|e| if let Event::Text(t) = e { Some(t.as_str()) } else { None }).collect();
            (typed, i.time)
        });
        for digit in typed.chars().filter(char::is_ascii_digit) {
            if time - self.digits_at > DIGITS_SECS {
                self.digits.clear();
            }
            let nth = digit.to_digit(10).and_then(|d| usize::try_from(d).ok()).and_then(|d| d.checked_sub(1));
            if self.digits.is_empty() && nth.is_some_and(|n| self.stays(n, cx)) {
                return;
            }
            self.digits.push(digit);
            self.digits_at = time;
            if let Some(at) = self.board().and_then(|b| bed_by_digits(&b.beds, &self.digits)) {
                self.at = at;
                self.scroll = true;
            }
        }
    }
}

/// The bed whose number is what was typed, with or without its noughts, or begins with it.
fn bed_by_digits(beds: &[BedLine], typed: &str) -> Option<usize> {
    let number = |bed: &BedLine| bed.code.rsplit('-').next().unwrap_or_default().to_owned();
    let plain = |text: &str| text.trim_start_matches('0').to_owned();
    let whole = beds.iter().position(|bed| number(bed) == typed);
    let same = || beds.iter().position(|bed| !plain(typed).is_empty() && plain(&number(bed)) == plain(typed));
    whole.or_else(same).or_else(|| beds.iter().position(|bed| number(bed).starts_with(typed)))
}

fn part_title(ui: &mut Ui, title: &str) {
    ui.add_space(gap::S);
    ui.horizontal(|ui| {
        ui.add_space(gap::M);
        ui.label(theme::strong(title));
    });
    ui.add_space(gap::S);
}

fn card(ui: &Ui, rect: Rect, at: usize, told: Told, (chosen, focus): (bool, bool)) -> egui::Response {
    let name = told.name();
    let card = BedCard {
        id: Id::unique(("ward-spot", at)),
        ground: told.ground,
        code: &told.code,
        aside: &told.aside,
        title: &told.title,
        under: &told.under,
        chosen,
        focus,
        name: &name,
    };
    card.show(ui, rect)
}

/// What the card of a place says.
pub(super) fn told(spot: Spot<'_>, cx: &Cx<'_>) -> Told {
    match spot {
        Spot::Bed(bed) => told_bed(bed, cx),
        Spot::Unplaced(who) => Told {
            ground: BedGround::Plain,
            code: cx.w.t("ward-no-bed").into_owned(),
            aside: how_long(who.since, cx),
            title: in_language(&who.name, cx.lang()).to_owned(),
            under: under(who, cx),
        },
        Spot::Request(who) => Told {
            ground: BedGround::Reserved,
            code: who.patient_number.as_str().trim_start_matches("DEMO-").to_owned(),
            aside: how_long(who.since, cx),
            title: in_language(&who.name, cx.lang()).to_owned(),
            under: request(who, cx),
        },
    }
}

fn told_bed(bed: &BedLine, cx: &Cx<'_>) -> Told {
    let look = cx.w.t(bed.look.word_id()).into_owned();
    let (aside, title, under) = match (bed.look, bed.who.as_slice()) {
        (BedLook::Conflict, [first, others @ ..]) => {
            let others: Vec<&str> = others.iter().map(|o| in_language(&o.name, cx.lang())).collect();
            let here = cx.w.count("ward-two-here", bed.who.len() as u64);
            (here, in_language(&first.name, cx.lang()).to_owned(), format!("+ {}", others.join(", ")))
        }
        (_, [who, ..]) => (how_long(who.since, cx), in_language(&who.name, cx.lang()).to_owned(), under(who, cx)),
        (_, []) => {
            let kind = if bed.kind == "general" { String::new() } else { cx.w.t(&format!("bed-kind-{}", bed.kind)).into_owned() };
            (kind, look, why(bed, cx))
        }
    };
    Told { ground: ground(bed.look), code: bed.code.clone(), aside, title, under }
}

/// Why a bed is not free: for whom it is held, or since when.
fn why(bed: &BedLine, cx: &Cx<'_>) -> String {
    if let Some((who, (at, from))) = bed.planned.first().and_then(|who| who.planned.as_ref().map(|plan| (who, plan))) {
        let name = in_language(&who.name, cx.lang());
        let at = date_time(*at, cx.today());
        return cx.w.with("ward-held-for", &[("name", name), ("at", &at), ("from", from)]);
    }
    let Some(mark) = bed.mark.as_ref().filter(|_| bed.look != BedLook::Free) else { return String::new() };
    let since = cx.w.with("ward-since", &[("at", &date_time(mark.since, cx.today()))]);
    if mark.mark.reason.is_empty() { since } else { format!("{since} · {}", mark.mark.reason) }
}

/// `54 y M · IK7A-004011-3`.
pub(super) fn under(who: &Occupant, cx: &Cx<'_>) -> String {
    let number = who.number.as_ref().unwrap_or(&who.patient_number);
    // The band says that it is the demo; a card has no room to say it again.
    let number = number.as_str().trim_start_matches("DEMO-");
    let mlc = if who.mlc { "MLC · " } else { "" };
    format!("{} {} · {mlc}{number}", age(&who.age, cx.today(), cx.w), sex(who.sex, cx.w))
}

fn request(who: &Occupant, cx: &Cx<'_>) -> String {
    let urgency = crate::hospital::forms::choice_text("urgency", &who.urgency, cx.lang());
    let urgency = if who.urgency.is_empty() { String::new() } else { format!("{urgency} · ") };
    format!("{urgency}{} {} · {}", age(&who.age, cx.today(), cx.w), sex(who.sex, cx.w), who.department)
}

/// `2 d`, `5 h`, `12 min`.
pub(super) fn how_long(since: DateTime<FixedOffset>, cx: &Cx<'_>) -> String {
    let minutes = u64::try_from(cx.now.signed_duration_since(since).num_minutes()).unwrap_or(0);
    match minutes {
        0..60 => cx.w.count("ward-minutes", minutes),
        60..1440 => cx.w.count("ward-hours", minutes / 60),
        _ => cx.w.count("ward-days", minutes / 1440),
    }
}
