//! Every colour and size of the window, in a light and a dark theme; fonts and egui's style are set here.
//!
//! The only file with colours. Owns no widget and no sentence. The values are those of `design/experience.md`;
//! a test holds every pair of ink and ground at 4.5:1 or better (WCAG 2.1, 1.4.3), every edge of a field at 3:1 (1.4.11).
#![allow(clippy::disallowed_methods, reason = "colours live here and nowhere else")]

use crate::paper::fonts::{DEVANAGARI, DEVANAGARI_BOLD, SANS, SANS_BOLD};
use egui::{
    Color32, Context, CornerRadius, FontData, FontDefinitions, FontFamily, FontId, FontTweak, Margin, RichText, Stroke, Style,
    TextStyle, Theme, Ui, Visuals, style::ScrollStyle, vec2,
};
use std::sync::Arc;

/// Sizes of type, in points.
pub mod size {
    /// Text and fields.
    pub const TEXT: f32 = 15.0;
    /// Labels above fields, status line, second lines.
    pub const LABEL: f32 = 13.0;
    /// Key caps.
    pub const KEY: f32 = 11.5;
    /// Heading of a screen.
    pub const HEADING: f32 = 20.0;
    /// Figures of a panel.
    pub const FIGURE: f32 = 24.0;
    /// Numbers that people call out.
    pub const BIG: f32 = 34.0;
    /// The number just given out.
    pub const HUGE: f32 = 56.0;
}

/// The rhythm of distances, in points.
pub mod gap {
    pub const XS: f32 = 4.0;
    pub const S: f32 = 8.0;
    pub const M: f32 = 12.0;
    pub const L: f32 = 16.0;
    pub const XL: f32 = 24.0;
}

/// Height of a field, a button, a choice.
pub const FIELD_HEIGHT: f32 = 36.0;
/// Height of a line of a list.
pub const ROW_HEIGHT: f32 = 36.0;
/// Corners of fields, cards and buttons.
pub const RADIUS: u8 = 6;
/// Width of a hairline.
pub const HAIRLINE: f32 = 1.0;
/// Height of the band at the top.
pub const BAND_HEIGHT: f32 = 38.0;
/// Height of the status line.
pub const STATUS_HEIGHT: f32 = 30.0;
/// Width of the side bar.
pub const SIDE_WIDTH: f32 = 176.0;
/// Smallest and largest size of all text.
pub const ZOOM_MIN: f32 = 0.75;
/// See [`ZOOM_MIN`].
pub const ZOOM_MAX: f32 = 2.0;

/// An ink on its ground.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pair {
    pub ground: Color32,
    pub ink: Color32,
}

/// The colours of one theme, named for what they are for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Palette {
    pub window: Color32,
    pub surface: Color32,
    /// Ground of what can be read and not typed into, and of table heads.
    pub sunken: Color32,
    /// Ground of the status line.
    pub status: Color32,
    pub line: Color32,
    /// Edge of a field.
    pub edge: Color32,
    pub ink: Color32,
    pub muted: Color32,
    pub primary: Color32,
    pub primary_hover: Color32,
    pub on_primary: Color32,
    pub soft: Color32,
    /// Halo around what has the focus.
    pub halo: Color32,
    /// Ground of a number beside a name.
    pub pill: Color32,
    /// The empty part of a bar.
    pub track: Color32,
    pub error: Pair,
    pub warning: Pair,
    pub ok: Pair,
    pub info: Pair,
    pub manual: Pair,
    pub drill: Pair,
    pub demo: Pair,
    /// The waiting hall's board.
    pub board: Pair,
    /// Second lines on the board.
    pub board_muted: Color32,
    /// The token just called, on the board.
    pub board_called: Pair,
}

/// What a sentence or a number says about itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Tone {
    #[default]
    Plain,
    Ok,
    Info,
    Warning,
    Error,
}

const fn rgb(hex: u32) -> Color32 {
    let [_, r, g, b] = hex.to_be_bytes();
    Color32::from_rgb(r, g, b)
}

const fn pair(ground: u32, ink: u32) -> Pair {
    Pair { ground: rgb(ground), ink: rgb(ink) }
}

/// By day.
pub static LIGHT: Palette = Palette {
    window: rgb(0x00F6_F5F1),
    surface: rgb(0x00FF_FFFF),
    sunken: rgb(0x00F3_F1EC),
    status: rgb(0x00EC_E9E1),
    line: rgb(0x00DA_D7CE),
    edge: rgb(0x008F_8B82),
    ink: rgb(0x001B_2430),
    muted: rgb(0x0056_606D),
    primary: rgb(0x000B_6B6B),
    primary_hover: rgb(0x0009_5858),
    on_primary: rgb(0x00FF_FFFF),
    soft: rgb(0x00E3_F0EF),
    halo: rgb(0x00BF_DFDD),
    pill: rgb(0x00EB_EEF2),
    track: rgb(0x00E6_E2D8),
    error: pair(0x00FC_EAE8, 0x00B3_261E),
    warning: pair(0x00FF_F9E8, 0x0080_5300),
    ok: pair(0x00E6_F4EA, 0x0017_6B35),
    info: pair(0x00E8_F0FA, 0x001F_5FA8),
    manual: pair(0x00F5_A524, 0x002B_1B00),
    drill: pair(0x006D_28D9, 0x00FF_FFFF),
    demo: pair(0x001F_5FA8, 0x00FF_FFFF),
    board: pair(0x00FF_FFFF, 0x0010_1820),
    board_muted: rgb(0x0045_4F5B),
    board_called: pair(0x000B_6B6B, 0x00FF_FFFF),
};

/// By night, and for those whom white hurts.
pub static DARK: Palette = Palette {
    window: rgb(0x0014_181D),
    surface: rgb(0x001C_2127),
    sunken: rgb(0x0023_2930),
    status: rgb(0x0011_1418),
    line: rgb(0x0038_404A),
    edge: rgb(0x0076_808C),
    ink: rgb(0x00EC_EEF1),
    muted: rgb(0x00A9_B3BF),
    primary: rgb(0x004F_BDB6),
    primary_hover: rgb(0x0072_D0CA),
    on_primary: rgb(0x0004_2524),
    soft: rgb(0x0018_3A39),
    halo: rgb(0x0025_5A57),
    pill: rgb(0x002E_3640),
    track: rgb(0x0033_3B44),
    error: pair(0x003A_1D1B, 0x00FF_9B92),
    warning: pair(0x0035_2A12, 0x00F2_BE5C),
    ok: pair(0x0016_3221, 0x007C_D79A),
    info: pair(0x0018_2C44, 0x0093_C2F7),
    manual: pair(0x00F5_A524, 0x002B_1B00),
    drill: pair(0x006D_28D9, 0x00FF_FFFF),
    demo: pair(0x001F_5FA8, 0x00FF_FFFF),
    board: pair(0x0010_1418, 0x00FF_FFFF),
    board_muted: rgb(0x00B6_C0CB),
    board_called: pair(0x000B_6B6B, 0x00FF_FFFF),
};

impl Palette {
    /// The ink of a tone, on a surface.
    #[must_use]
    pub const fn ink_of(&self, tone: Tone) -> Color32 {
        self.pair_of(tone).ink
    }

    /// The soft ground of a tone with its ink.
    #[must_use]
    pub const fn pair_of(&self, tone: Tone) -> Pair {
        match tone {
            Tone::Plain => Pair { ground: self.pill, ink: self.ink },
            Tone::Ok => self.ok,
            Tone::Info => self.info,
            Tone::Warning => self.warning,
            Tone::Error => self.error,
        }
    }

    /// A hairline.
    #[must_use]
    pub fn hairline(&self) -> Stroke {
        Stroke::new(HAIRLINE, self.line)
    }

    /// Fill of bar `rank` of several things that must be told apart only by their labels.
    #[must_use]
    pub const fn bar(&self, tone: Tone) -> Color32 {
        match tone {
            Tone::Plain => self.primary,
            other => self.ink_of(other),
        }
    }
}

/// The colours of the theme that this part of the window is drawn in.
#[must_use]
pub fn palette(ui: &Ui) -> &'static Palette {
    of(ui.visuals().dark_mode)
}

/// The colours of a theme.
#[must_use]
pub const fn of(dark: bool) -> &'static Palette {
    if dark { &DARK } else { &LIGHT }
}

/// The colour of a tube's cap: what it is, not what it says.
#[must_use]
pub const fn cap([r, g, b]: [u8; 3]) -> Color32 {
    Color32::from_rgb(r, g, b)
}

/// Regular type.
#[must_use]
pub const fn regular(size: f32) -> FontId {
    FontId::new(size, FontFamily::Proportional)
}

/// Bold type.
#[must_use]
pub fn bold(size: f32) -> FontId {
    FontId::new(size, bold_family())
}

fn bold_family() -> FontFamily {
    FontFamily::Name("bold".into())
}

/// Text of a screen's heading.
#[must_use]
pub fn heading(text: impl Into<String>) -> RichText {
    RichText::new(text).font(bold(size::HEADING))
}

/// A label above a field, a second line, a remark: small and muted.
#[must_use]
pub fn label(text: impl Into<String>) -> RichText {
    RichText::new(text).font(regular(size::LABEL)).weak()
}

/// Text that must be seen first.
#[must_use]
pub fn strong(text: impl Into<String>) -> RichText {
    RichText::new(text).font(bold(size::TEXT))
}

/// Plain text.
#[must_use]
pub fn text(text: impl Into<String>) -> RichText {
    RichText::new(text).font(regular(size::TEXT))
}

/// A number that is called out.
#[must_use]
pub fn big(text: impl Into<String>) -> RichText {
    RichText::new(text).font(bold(size::BIG))
}

/// Sets fonts, style, theme and zoom. Call at the start and whenever `dark` or `zoom` change.
pub fn install(ctx: &Context, dark: bool, zoom: f32) {
    ctx.set_fonts(fonts());
    for theme in [Theme::Light, Theme::Dark] {
        ctx.set_style_of(theme, style(theme == Theme::Dark));
    }
    apply(ctx, dark, zoom);
}

/// Switches theme and zoom; the fonts stay.
pub fn apply(ctx: &Context, dark: bool, zoom: f32) {
    ctx.set_theme(if dark { Theme::Dark } else { Theme::Light });
    ctx.set_zoom_factor(zoom.clamp(ZOOM_MIN, ZOOM_MAX));
}

/// egui centres the boxes of two fonts in a line, not their baselines. Noto Sans rises 1.069 and falls 0.293 em,
/// Noto Sans Devanagari 0.896 and 0.408: half the difference brings both to one baseline.
const DEVANAGARI_DOWN: f32 = 0.144;

/// Latin first, then Devanagari: egui cuts runs by font, and a conjunct is shaped only inside one run.
fn fonts() -> FontDefinitions {
    let mut fonts = FontDefinitions::empty();
    for (name, bytes, down) in [
        ("sans", SANS, 0.0),
        ("deva", DEVANAGARI, DEVANAGARI_DOWN),
        ("sans-bold", SANS_BOLD, 0.0),
        ("deva-bold", DEVANAGARI_BOLD, DEVANAGARI_DOWN),
    ] {
        let data = FontData::from_static(bytes).tweak(FontTweak { y_offset_factor: down, ..FontTweak::default() });
        fonts.font_data.insert(name.to_owned(), Arc::new(data));
    }
    let family = |latin: &str, hindi: &str| vec![latin.to_owned(), hindi.to_owned()];
    fonts.families.insert(FontFamily::Proportional, family("sans", "deva"));
    fonts.families.insert(FontFamily::Monospace, family("sans", "deva"));
    fonts.families.insert(bold_family(), family("sans-bold", "deva-bold"));
    fonts
}

fn style(dark: bool) -> Style {
    let mut style = Style {
        visuals: visuals(dark),
        // An idle window does not repaint, and a clerk does not wait for a fade.
        animation_time: 0.0,
        ..Style::default()
    };
    style.text_styles = [
        (TextStyle::Small, regular(size::LABEL)),
        (TextStyle::Body, regular(size::TEXT)),
        (TextStyle::Button, regular(size::TEXT)),
        (TextStyle::Monospace, regular(size::TEXT)),
        (TextStyle::Heading, bold(size::HEADING)),
    ]
    .into();
    style.spacing.item_spacing = vec2(gap::S, gap::S);
    style.spacing.button_padding = vec2(gap::M, 7.0);
    // Lines of text stay as high as their text; fields and buttons bring their own height.
    style.spacing.interact_size = vec2(24.0, 18.0);
    style.spacing.window_margin = Margin::same(16);
    style.spacing.menu_margin = Margin::same(4);
    // Over the content, always to be seen: a list's lines reach to its edge.
    style.spacing.scroll =
        ScrollStyle { bar_width: 8.0, floating_width: 6.0, floating_allocated_width: 0.0, ..ScrollStyle::thin() };
    style.interaction.selectable_labels = false;
    style.interaction.tooltip_delay = 0.3;
    style
}

fn visuals(dark: bool) -> Visuals {
    let palette = of(dark);
    let mut visuals = if dark { Visuals::dark() } else { Visuals::light() };
    visuals.override_text_color = Some(palette.ink);
    visuals.weak_text_color = Some(palette.muted);
    visuals.panel_fill = palette.window;
    visuals.window_fill = palette.surface;
    visuals.window_stroke = palette.hairline();
    visuals.extreme_bg_color = palette.surface;
    visuals.faint_bg_color = palette.sunken;
    visuals.code_bg_color = palette.sunken;
    visuals.warn_fg_color = palette.warning.ink;
    visuals.error_fg_color = palette.error.ink;
    visuals.hyperlink_color = palette.primary;
    visuals.selection.bg_fill = palette.halo;
    visuals.selection.stroke = Stroke::new(2.0, palette.primary);
    visuals.window_shadow = egui::Shadow::NONE;
    visuals.popup_shadow = egui::Shadow::NONE;
    visuals.window_corner_radius = CornerRadius::same(RADIUS);
    visuals.menu_corner_radius = CornerRadius::same(RADIUS);
    // A blinking cursor would wake the window twice a second.
    visuals.text_cursor.blink = false;
    visuals.text_cursor.stroke = Stroke::new(2.0, palette.primary);
    widget_visuals(&mut visuals, palette);
    visuals
}

fn widget_visuals(visuals: &mut Visuals, palette: &Palette) {
    let widgets = &mut visuals.widgets;
    for (state, fill, edge, ink) in [
        (&mut widgets.noninteractive, palette.surface, palette.line, palette.ink),
        (&mut widgets.inactive, palette.surface, palette.edge, palette.ink),
        (&mut widgets.hovered, palette.sunken, palette.muted, palette.ink),
        (&mut widgets.active, palette.soft, palette.primary, palette.primary),
        (&mut widgets.open, palette.soft, palette.primary, palette.ink),
    ] {
        state.bg_fill = fill;
        state.weak_bg_fill = fill;
        state.bg_stroke = Stroke::new(HAIRLINE, edge);
        state.fg_stroke = Stroke::new(1.5, ink);
        state.corner_radius = CornerRadius::same(RADIUS);
        state.expansion = 0.0;
    }
}

/// A tube as a picture: round at the foot, in the colour of its cap; `edge` keeps it in sight on any ground.
pub fn paint_tube(painter: &egui::Painter, rect: egui::Rect, colour: [u8; 3], edge: Color32) {
    let foot = (rect.width() / 2.0).min(12.0);
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "at most 12 points")]
    let round = foot as u8;
    let corners = CornerRadius { nw: 2, ne: 2, sw: round, se: round };
    painter.rect(rect, corners, cap(colour), Stroke::new(HAIRLINE, edge), egui::StrokeKind::Inside);
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Relative luminance, WCAG 2.1.
    fn luminance(colour: Color32) -> f64 {
        let linear = |v: u8| {
            let v = f64::from(v) / 255.0;
            if v <= 0.040_45 { v / 12.92 } else { ((v + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * linear(colour.r()) + 0.7152 * linear(colour.g()) + 0.0722 * linear(colour.b())
    }

    fn contrast(a: Color32, b: Color32) -> f64 {
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    #[test]
    fn every_ink_can_be_read_on_its_ground() {
        for (name, p) in [("light", &LIGHT), ("dark", &DARK)] {
            let grounds = [p.window, p.surface, p.sunken, p.status, p.soft];
            let mut pairs: Vec<(Color32, Color32)> = grounds.iter().flat_map(|g| [(p.ink, *g), (p.muted, *g)]).collect();
            for tone in [p.error, p.warning, p.ok, p.info] {
                pairs.push((tone.ink, tone.ground));
                pairs.extend(grounds.iter().map(|g| (tone.ink, *g)));
            }
            for band in [p.manual, p.drill, p.demo, p.board, p.board_called] {
                pairs.push((band.ink, band.ground));
            }
            pairs.extend([(p.on_primary, p.primary), (p.on_primary, p.primary_hover), (p.ink, p.pill), (p.muted, p.pill)]);
            pairs.extend([(p.primary, p.surface), (p.primary, p.soft), (p.ink, p.halo), (p.board_muted, p.board.ground)]);
            for (ink, ground) in pairs {
                let found = contrast(ink, ground);
                assert!(found >= 4.5, "{name}: {ink:?} on {ground:?} is {found:.2}");
            }
            for edge in [p.edge, p.primary] {
                assert!(contrast(edge, p.surface) >= 3.0, "{name}: edge {:.2}", contrast(edge, p.surface));
            }
        }
    }

    #[test]
    fn contrast_formula_on_known_values() {
        assert!((contrast(Color32::BLACK, Color32::WHITE) - 21.0).abs() < 1e-9);
    }

    #[test]
    fn hindi_and_english_have_glyphs_in_both_weights() {
        let ctx = Context::default();
        install(&ctx, false, 1.0);
        ctx.set_missing_glyph_policy(egui::MissingGlyphPolicy::Panic);
        let mut width = 0.0;
        let mut out = ctx.run_ui(egui::RawInput::default(), |ui| {
            for font in [regular(size::TEXT), bold(size::BIG)] {
                let text = "Sunita Devi सुनीता देवी, क्षत्रिय ₹ 10 · “Room” — १२३।".to_owned();
                width = ui.painter().layout_no_wrap(text, font, LIGHT.ink).rect.width();
            }
        });
        out.textures_delta.clear();
        assert!(width > 100.0);
    }
}
