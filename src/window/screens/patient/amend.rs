//! The amendment of a patient: the fields of the form that are about the person, and why they change.

use crate::hospital::identifiers::state_name;
use crate::hospital::opd_form::{Field as FormField, OpdForm, Remark, judge_details};
use crate::hospital::person::{Details, MobileOwner, Relation};
use crate::hospital::sex::Sex;
use crate::problem::remark_text;
use crate::window::state::Cx;
use crate::window::theme::gap;
use crate::window::widgets::{Combo, Field, Pick, Said, Segmented};
use chrono::NaiveDate;
use egui::{Id, Ui};
use std::collections::BTreeSet;

/// Rows of the form, as they stand under each other.
const ROWS: &[&[FormField]] = &[
    &[FormField::Title, FormField::Name],
    &[FormField::NameHi],
    &[FormField::Relation, FormField::RelativeName],
    &[FormField::RelativeNameHi],
    &[FormField::Sex],
    &[FormField::Age, FormField::Mobile],
    &[FormField::MobileOf],
    &[FormField::Pin, FormField::District],
    &[FormField::State],
    &[FormField::Address],
    &[FormField::Category, FormField::Scheme],
    &[FormField::Uhid],
    &[FormField::Abha],
    &[FormField::AbhaAddress, FormField::Aadhaar],
    &[FormField::Reason],
];
/// Highest LGD state code.
const STATES_MAX: u8 = 40;

/// What was typed.
#[derive(Default)]
pub struct AmendForm {
    form: OpdForm,
    reason: String,
    /// What the form was filled from; typed again only when the patient changed meanwhile.
    from: Option<Details>,
    remarks: Vec<Remark>,
    faults: BTreeSet<FormField>,
    left: BTreeSet<FormField>,
}

impl AmendForm {
    /// Where the focus goes for a field.
    pub fn id(field: FormField) -> Id {
        Id::unique(("amend", field))
    }

    /// Fills the form; what was typed for the same details before stays. Returns where typing starts.
    pub fn start(&mut self, details: &Details, today: NaiveDate) -> Id {
        if self.from.as_ref() != Some(details) {
            *self = Self { form: OpdForm::from_details(details, today), from: Some(details.clone()), ..Self::default() };
        }
        Self::id(FormField::Name)
    }

    /// What the desk said beside fields.
    pub fn refused(&mut self, remarks: &[Remark]) {
        self.faults = remarks.iter().map(|r| r.field).collect();
        self.left.extend(self.faults.iter().copied());
        self.remarks = remarks.to_vec();
    }

    /// The form and its reason when nothing must be mended; else the focus goes to the first bad field.
    pub fn ready(&mut self, before: &Details, cx: &Cx<'_>, focus: &mut Option<Id>) -> Option<(Box<OpdForm>, String)> {
        self.left.extend(ROWS.iter().flat_map(|r| r.iter().copied()));
        self.judge(before, cx);
        match self.faults.first() {
            Some(first) => {
                *focus = Some(Self::id(*first));
                None
            }
            None => Some((Box::new(self.form.clone()), self.reason.trim().to_owned())),
        }
    }

    fn judge(&mut self, before: &Details, cx: &Cx<'_>) {
        let Some(masters) = cx.masters() else { return };
        let judged = judge_details(&self.form, masters, cx.today(), Some(before));
        self.faults = judged.faults.iter().map(|r| r.field).collect();
        self.remarks = judged.faults.into_iter().chain(judged.hints).collect();
    }

    /// A fault is said once its field was left; nobody is scolded while typing.
    fn said(&self, field: FormField, cx: &Cx<'_>) -> Option<Said> {
        let remark = self.remarks.iter().find(|r| r.field == field && self.left.contains(&field))?;
        let text = remark_text(remark, cx.lang());
        Some(if self.faults.contains(&field) { Said::fault(text) } else { Said::hint(text) })
    }

    /// Draws all fields.
    pub fn draw(&mut self, ui: &mut Ui, before: &Details, cx: &Cx<'_>) {
        let mut judge = false;
        for row in ROWS {
            ui.horizontal_top(|ui| {
                ui.spacing_mut().item_spacing.x = gap::M;
                let room = ui.available_width();
                for field in *row {
                    let width = width(row, *field, room);
                    if self.field(ui, *field, width, cx) {
                        self.left.insert(*field);
                        judge = true;
                    }
                }
            });
        }
        if judge {
            self.judge(before, cx);
        }
    }

    /// Draws one field; true when it was left or its choice changed.
    fn field(&mut self, ui: &mut Ui, field: FormField, width: f32, cx: &Cx<'_>) -> bool {
        let said = self.said(field, cx);
        let label = cx.w.t(&format!("field-{}", field.code()));
        let hold = format!("hold-{}", field.code());
        let hint = if cx.w.has(&hold) { cx.w.t(&hold) } else { "".into() };
        let picks = picks(field, cx);
        let value = self.slot(field);
        match field {
            FormField::Sex | FormField::MobileOf => {
                Segmented::new(Self::id(field), &label, value, &picks).said(said.as_ref()).width(width).show(ui).changed()
            }
            _ if !picks.is_empty() => {
                let response = Combo::new(Self::id(field), &label, value, &picks).said(said.as_ref()).width(width).show(ui);
                response.changed() || response.lost_focus()
            }
            _ => Field::new(Self::id(field), &label, value).hint(&hint).said(said.as_ref()).width(width).show(ui).left,
        }
    }

    fn slot(&mut self, field: FormField) -> &mut String {
        let form = &mut self.form;
        match field {
            FormField::Mobile => &mut form.mobile,
            FormField::MobileOf => &mut form.mobile_of,
            FormField::Title => &mut form.title,
            FormField::Name => &mut form.name,
            FormField::NameHi => &mut form.name_hi,
            FormField::Relation => &mut form.relation,
            FormField::RelativeName => &mut form.relative_name,
            FormField::RelativeNameHi => &mut form.relative_name_hi,
            FormField::Sex => &mut form.sex,
            FormField::Age => &mut form.age,
            FormField::Pin => &mut form.pin,
            FormField::District => &mut form.district,
            FormField::State => &mut form.state,
            FormField::Address => &mut form.address,
            FormField::Category => &mut form.category,
            FormField::Scheme => &mut form.scheme,
            FormField::Uhid => &mut form.uhid,
            FormField::Abha => &mut form.abha,
            FormField::AbhaAddress => &mut form.abha_address,
            FormField::Aadhaar => &mut form.aadhaar,
            // The rest is not about the person and has no row above.
            _ => &mut self.reason,
        }
    }
}

fn width(row: &[FormField], field: FormField, room: f32) -> f32 {
    const NARROW: f32 = 104.0;
    match (row.len(), field) {
        (1, _) => room,
        (_, FormField::Title | FormField::Relation) => NARROW,
        (_, FormField::Name | FormField::RelativeName) => room - NARROW - gap::M,
        _ => (room - gap::M) / 2.0,
    }
}

/// What can be chosen; empty where one types freely.
fn picks(field: FormField, cx: &Cx<'_>) -> Vec<Pick> {
    let lang = cx.lang();
    let Some(masters) = cx.masters() else { return Vec::new() };
    match field {
        FormField::Sex => {
            Sex::ALL.iter().map(|s| Pick::new(s.code(), cx.w.t(&format!("sex-{}", s.code()))).words(s.code())).collect()
        }
        FormField::MobileOf => MobileOwner::ALL
            .iter()
            .map(|o| crate::hospital::opd_form::mobile_owner_code(*o))
            .map(|code| Pick::new(code, cx.w.t(&format!("mobile-of-{code}"))))
            .collect(),
        FormField::Title => {
            masters.hospital.honorifics.iter().map(|h| Pick::new(&h.en, h.get(lang)).words(h.get(lang.other()))).collect()
        }
        FormField::Relation => Relation::ALL.iter().map(|r| Pick::new(r.code(), r.code())).collect(),
        FormField::State => (1..=STATES_MAX)
            .filter_map(|code| state_name(code).map(|n| Pick::new(code.to_string(), n.get(lang)).words(n.get(lang.other()))))
            .collect(),
        FormField::Category => masters.categories.iter().map(|c| Pick::new(&c.code, c.name.get(lang)).words(&c.code)).collect(),
        FormField::Scheme => masters.schemes.iter().map(|s| Pick::new(&s.code, s.name.get(lang)).words(&s.code)).collect(),
        _ => Vec::new(),
    }
}
