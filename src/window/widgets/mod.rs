//! The parts that screens are made of, one a file. A widget draws and reads keys; it holds no sentence, no rule, no colour.

mod banner;
mod bars;
mod bed_card;
mod big_number;
mod button;
mod card;
mod combo;
mod date_field;
mod field;
mod focus;
mod icon;
mod key_action;
mod key_cap;
mod list;
mod match_line;
mod panes;
mod person_text;
mod progress;
mod segmented;
mod text_marks;
mod tick;

pub use banner::{Banner, BannerOut};
pub use bars::{Bar, bar, hours};
pub use bed_card::{BED_HEIGHT, BedCard, BedGround, paint_ground};
pub use big_number::BigNumber;
pub use button::Button;
pub use card::{card, card_edge, section, split_line};
pub use combo::{Combo, Pick, line_of as pick_line};
pub use date_field::{DateField, read_date, write_date};
pub use field::{Field, FieldOut};
pub use focus::{enter_moves, halo, into_sight, text_has_focus};
pub use icon::{Icon, paint_icon};
pub use key_action::key_action;
pub use key_cap::{key_cap, key_cap_size, key_line, paint_key_cap};
pub use list::{Column, List, ListOut, ListState, Width};
pub use match_line::MatchLine;
pub use panes::{bare, head, pane, panes};
pub use person_text::{
    age, age_sex, date, date_time, day, in_language, money, name_pair, person_line, relative, second_script, sex, time, who_line,
};
pub use progress::{Pace, Progress};
pub use segmented::Segmented;
pub use text_marks::{pill, said_line, tag, told_as};
pub use tick::Tick;

use super::theme::Tone;

/// A sentence beside a field or in a panel, already in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    pub tone: Tone,
    pub text: String,
}

impl Said {
    /// What must be mended.
    #[must_use]
    pub fn fault(text: impl Into<String>) -> Self {
        Self { tone: Tone::Error, text: text.into() }
    }

    /// What should be looked at, and may stay.
    #[must_use]
    pub fn hint(text: impl Into<String>) -> Self {
        Self { tone: Tone::Warning, text: text.into() }
    }

    /// Something good to know.
    #[must_use]
    pub fn info(text: impl Into<String>) -> Self {
        Self { tone: Tone::Info, text: text.into() }
    }
}
