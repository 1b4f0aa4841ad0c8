//! Draws the form: rows of boxes, each with its sentence. Reports what changed and what was left; decides nothing.

use super::choices::{self, Choices};
use crate::hospital::opd_form::{Field as F, OpdForm};
use crate::hospital::permissions::Right;
use crate::window::state::Cx;
use crate::window::theme::gap;
use crate::window::widgets::{Combo, Field, Pick, Said, Segmented, Tick};
use egui::{Id, Response, Ui, vec2};
use std::collections::BTreeMap;

/// Longest text of a box, in characters; the rules say less, so that too long a text gets a sentence and is not cut.
const CHARS_MAX: usize = 400;
/// Width of the boxes for title and relation.
const NARROW: f32 = 112.0;
/// Room that a label takes above its box.
const LABEL_HEIGHT: f32 = 24.0;
/// Width under which the sexes are shown in one letter each.
const SEXES_WIDTH: f32 = 345.0;

/// The id of a field's box.
#[must_use]
pub fn id_of(field: F) -> Id {
    Id::unique(("opd", field.code()))
}

/// What happened while drawing.
#[derive(Default)]
pub struct Touch {
    pub changed: Vec<F>,
    pub left: Vec<F>,
    /// The box of this field came into focus.
    pub entered: Option<F>,
}

/// One drawing of the form.
pub struct Sheet<'a, 'c> {
    pub form: &'a mut OpdForm,
    pub said: &'a BTreeMap<F, Said>,
    pub choices: &'a Choices,
    /// How many known people share the mobile.
    pub household: usize,
    pub cx: &'a Cx<'c>,
    /// A box that comes into focus goes to the top of what is seen, not just into sight.
    pub to_top: bool,
    pub touch: Touch,
}

impl Sheet<'_, '_> {
    /// All of a new patient's boxes.
    pub fn new_patient(&mut self, ui: &mut Ui, more: bool) {
        self.row(ui, &[(0.45, 0.0), (0.55, 0.0)], |s, ui, w| {
            s.text(ui, F::Mobile, w[0]);
            s.household(ui, w[1]);
        });
        self.who(ui);
        self.relative_and_sex(ui);
        self.row(ui, &[(0.32, 0.0), (0.32, 0.0), (0.36, 0.0)], |s, ui, w| {
            s.text(ui, F::Age, w[0]);
            s.text(ui, F::Pin, w[1]);
            s.place(ui, w[2]);
        });
        self.row(ui, &[(1.0, 0.0)], |s, ui, w| s.text(ui, F::Address, w[0]));
        self.visit(ui);
        self.numbers(ui);
        if more {
            self.more(ui);
        }
    }

    /// What changes from visit to visit, for a returning patient; the rest behind *More fields*.
    pub fn returning(&mut self, ui: &mut Ui, more: bool) {
        self.visit(ui);
        self.row(ui, &[(0.45, 0.0), (0.55, 0.0)], |s, ui, w| {
            s.combo(ui, F::Doctor, w[0], |c| &c.doctors);
            s.segments(ui, F::Visit, w[1], |c| &c.visits);
        });
        if more {
            self.who(ui);
            self.relative_and_sex(ui);
            self.row(ui, &[(0.25, 0.0), (0.25, 0.0), (0.2, 0.0), (0.3, 0.0)], |s, ui, w| {
                s.text(ui, F::Mobile, w[0]);
                s.text(ui, F::Age, w[1]);
                s.text(ui, F::Pin, w[2]);
                s.place(ui, w[3]);
            });
            self.row(ui, &[(0.5, 0.0), (0.25, 0.0), (0.25, 0.0)], |s, ui, w| {
                s.text(ui, F::Address, w[0]);
                s.text(ui, F::Abha, w[1]);
                s.text(ui, F::Uhid, w[2]);
            });
            self.more(ui);
        }
    }

    fn who(&mut self, ui: &mut Ui) {
        self.row(ui, &[(0.0, NARROW), (0.5, 0.0), (0.5, 0.0)], |s, ui, w| {
            s.combo(ui, F::Title, w[0], |c| &c.titles);
            s.text(ui, F::Name, w[1]);
            s.text(ui, F::NameHi, w[2]);
        });
    }

    fn relative_and_sex(&mut self, ui: &mut Ui) {
        self.row(ui, &[(0.0, NARROW), (0.42, 0.0), (0.58, 0.0)], |s, ui, w| {
            s.combo(ui, F::Relation, w[0], |c| &c.relations);
            s.text(ui, F::RelativeName, w[1]);
            let roomy = w[2] > SEXES_WIDTH;
            s.segments(ui, F::Sex, w[2], move |c| if roomy { &c.sexes } else { &c.sexes_short });
        });
    }

    fn visit(&mut self, ui: &mut Ui) {
        self.row(ui, &[(0.42, 0.0), (0.28, 0.0), (0.3, 0.0)], |s, ui, w| {
            s.combo(ui, F::Clinic, w[0], |c| &c.clinics);
            s.combo(ui, F::Category, w[1], |c| &c.categories);
            s.fee(ui, w[2]);
        });
    }

    fn numbers(&mut self, ui: &mut Ui) {
        self.row(ui, &[(0.42, 0.0), (0.28, 0.0), (0.3, 0.0)], |s, ui, w| {
            s.text(ui, F::Abha, w[0]);
            s.text(ui, F::Uhid, w[1]);
            s.segments(ui, F::Visit, w[2], |c| &c.visits);
        });
    }

    /// Behind Ctrl+M.
    fn more(&mut self, ui: &mut Ui) {
        self.row(ui, &[(0.55, 0.0), (0.45, 0.0)], |s, ui, w| {
            s.segments(ui, F::MobileOf, w[0], |c| &c.owners);
            s.text(ui, F::RelativeNameHi, w[1]);
        });
        self.row(ui, &[(0.5, 0.0), (0.5, 0.0)], |s, ui, w| {
            s.district(ui, w[0]);
            s.combo(ui, F::State, w[1], |c| &c.states);
        });
        let doctor_above = !self.form.patient.is_empty();
        self.row(ui, &[(0.5, 0.0), (0.5, 0.0)], |s, ui, w| {
            if doctor_above {
                s.text(ui, F::ReferredBy, w[0]);
            } else {
                s.combo(ui, F::Doctor, w[0], |c| &c.doctors);
            }
            s.combo(ui, F::Scheme, w[1], |c| &c.schemes);
        });
        self.row(ui, &[(0.5, 0.0), (0.5, 0.0)], |s, ui, w| {
            s.text(ui, F::AbhaAddress, w[0]);
            s.text(ui, F::Aadhaar, w[1]);
        });
        if !doctor_above {
            self.row(ui, &[(1.0, 0.0)], |s, ui, w| s.text(ui, F::ReferredBy, w[0]));
        }
        self.row(ui, &[(1.0, 0.0)], |s, ui, w| s.text(ui, F::Remarks, w[0]));
        let label = self.cx.w.t("field-mlc");
        let response = Tick::new(id_of(F::Mlc), &label, &mut self.form.mlc).show(ui);
        self.note(ui, F::Mlc, &response, response.changed());
    }

    /// Lays boxes side by side: each a share of what is left after the fixed widths.
    fn row(&mut self, ui: &mut Ui, parts: &[(f32, f32)], draw: impl FnOnce(&mut Self, &mut Ui, &[f32; 4])) {
        let gaps = gap::M * f32::from(u8::try_from(parts.len()).unwrap_or(1).saturating_sub(1));
        let fixed: f32 = parts.iter().map(|(_, fixed)| fixed).sum();
        let room = (ui.available_width() - gaps - fixed).max(60.0);
        let mut widths = [0.0; 4];
        for (slot, (share, fixed)) in widths.iter_mut().zip(parts) {
            *slot = share.mul_add(room, *fixed).floor();
        }
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing = vec2(gap::M, gap::XS);
            draw(self, ui, &widths);
        });
    }

    fn label(&self, field: F) -> std::borrow::Cow<'static, str> {
        self.cx.w.t(&format!("field-{}", field.code()))
    }

    fn hold(&self, field: F) -> String {
        let id = format!("hold-{}", field.code());
        if self.cx.w.has(&id) { self.cx.w.t(&id).into_owned() } else { String::new() }
    }

    fn text(&mut self, ui: &mut Ui, field: F, width: f32) {
        let (label, hold) = (self.label(field), self.hold(field));
        let said = self.said.get(&field);
        let Some(text) = slot(self.form, field) else { return };
        let out = Field::new(id_of(field), &label, text).hint(&hold).said(said).width(width).chars_max(CHARS_MAX).show(ui);
        let changed = out.changed();
        self.note(ui, field, &out.response, changed);
    }

    fn combo(&mut self, ui: &mut Ui, field: F, width: f32, picks: impl Fn(&Choices) -> &Vec<Pick>) {
        let (label, hold) = (self.label(field), self.hold(field));
        let said = self.said.get(&field);
        let Some(text) = slot(self.form, field) else { return };
        let picks = picks(self.choices);
        let response = Combo::new(id_of(field), &label, text, picks).hint(&hold).said(said).width(width).show(ui);
        self.note(ui, field, &response, response.changed());
    }

    fn segments(&mut self, ui: &mut Ui, field: F, width: f32, picks: impl Fn(&Choices) -> &Vec<Pick>) {
        let label = self.label(field);
        let said = self.said.get(&field);
        let Some(text) = slot(self.form, field) else { return };
        let response = Segmented::new(id_of(field), &label, text, picks(self.choices)).said(said).width(width).show(ui);
        self.note(ui, field, &response, response.changed());
    }

    fn note(&mut self, ui: &Ui, field: F, response: &Response, changed: bool) {
        if changed {
            self.touch.changed.push(field);
        }
        if response.lost_focus() {
            self.touch.left.push(field);
        }
        if response.gained_focus() {
            self.touch.entered = Some(field);
            // With its label, which stands above it.
            let mut seen = response.rect;
            seen.min.y -= LABEL_HEIGHT;
            ui.scroll_to_rect(seen, self.to_top.then_some(egui::Align::TOP));
        }
    }

    /// How many are known under this mobile: a household's number is nobody's identity.
    fn household(&self, ui: &mut Ui, width: f32) {
        let mut text = match self.household {
            0 if self.form.mobile.trim().is_empty() => String::new(),
            0 => self.cx.w.t("opd-household-none").into_owned(),
            n => self.cx.w.count("opd-household", n as u64),
        };
        let label = self.cx.w.t("opd-household-label");
        Field::new(Id::unique("opd-household"), &label, &mut text).width(width).read_only(true).show(ui);
    }

    /// District and state, as the PIN says; a drop-down where the PIN serves several districts.
    fn place(&mut self, ui: &mut Ui, width: f32) {
        let label = self.cx.w.t("opd-place-label");
        let districts = choices::districts(self.form);
        if districts.len() > 1 {
            let said = self.said.get(&F::District);
            let id = Id::unique("opd-place");
            let response = Combo::new(id, &label, &mut self.form.district, &districts).said(said).width(width).show(ui);
            self.note(ui, F::District, &response, response.changed());
            return;
        }
        let mut text = choices::place_text(self.form, self.cx.lang());
        Field::new(Id::unique("opd-place"), &label, &mut text).width(width).read_only(true).show(ui);
    }

    fn district(&mut self, ui: &mut Ui, width: f32) {
        let (label, said) = (self.label(F::District), self.said.get(&F::District));
        let picks = choices::districts(self.form);
        let response = Combo::new(id_of(F::District), &label, &mut self.form.district, &picks).said(said).width(width).show(ui);
        self.note(ui, F::District, &response, response.changed());
    }

    fn fee(&mut self, ui: &mut Ui, width: f32) {
        let label = self.label(F::Fee);
        let picks = choices::fees(self.form, self.cx.may(Right::ExemptFee), self.cx);
        let said = self.said.get(&F::Fee);
        let response = Combo::new(id_of(F::Fee), &label, &mut self.form.fee, &picks).said(said).width(width).show(ui);
        self.note(ui, F::Fee, &response, response.changed());
    }
}

/// The text of a field; none for what is not a text.
pub fn slot(form: &mut OpdForm, field: F) -> Option<&mut String> {
    Some(match field {
        F::Mobile => &mut form.mobile,
        F::MobileOf => &mut form.mobile_of,
        F::Title => &mut form.title,
        F::Name => &mut form.name,
        F::NameHi => &mut form.name_hi,
        F::Relation => &mut form.relation,
        F::RelativeName => &mut form.relative_name,
        F::RelativeNameHi => &mut form.relative_name_hi,
        F::Sex => &mut form.sex,
        F::Age => &mut form.age,
        F::Pin => &mut form.pin,
        F::District => &mut form.district,
        F::State => &mut form.state,
        F::Address => &mut form.address,
        F::Clinic => &mut form.clinic,
        F::Doctor => &mut form.doctor,
        F::Category => &mut form.category,
        F::Scheme => &mut form.scheme,
        F::Fee => &mut form.fee,
        F::Abha => &mut form.abha,
        F::AbhaAddress => &mut form.abha_address,
        F::Uhid => &mut form.uhid,
        F::Aadhaar => &mut form.aadhaar,
        F::Visit => &mut form.visit,
        F::ReferredBy => &mut form.referred_by,
        F::Remarks => &mut form.remarks,
        F::Mlc | F::Reason | F::Item(_) => return None,
    })
}

/// True for fields that a first look does not show.
#[must_use]
pub const fn is_more(field: F) -> bool {
    matches!(
        field,
        F::MobileOf
            | F::RelativeNameHi
            | F::District
            | F::State
            | F::Doctor
            | F::Scheme
            | F::AbhaAddress
            | F::Aadhaar
            | F::ReferredBy
            | F::Remarks
            | F::Mlc
    )
}
