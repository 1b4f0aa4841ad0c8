//! The window's widgets by keyboard alone, found by their names as a screen reader finds them.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on stops"
)]

use egui::accesskit::Role;
use egui::{Event, Id, Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use nirantar::window::theme;
use nirantar::window::widgets::{
    Button, Column, Combo, DateField, Field, List, ListOut, ListState, Pick, Said, Segmented, Tick, Width,
};

/// What a small form holds.
#[derive(Default)]
struct Form {
    name: String,
    sex: String,
    clinic: String,
    date: String,
    mlc: bool,
    saved: u32,
    fault: Option<Said>,
}

fn sexes() -> Vec<Pick> {
    vec![Pick::new("F", "महिला").words("Female"), Pick::new("M", "पुरुष").words("Male"), Pick::new("O", "अन्य").words("Other")]
}

fn clinics() -> Vec<Pick> {
    vec![
        Pick::new("MED-3", "Medicine").words("मेडिसिन").detail("Room 3"),
        Pick::new("ORT-14", "Orthopaedics").words("हड्डी रोग").detail("Room 14"),
        Pick::new("ORT-15", "Orthopaedics, children").words("बाल हड्डी रोग").detail("Room 15"),
        Pick::new("SKN-2", "Skin").words("त्वचा रोग").detail("Room 2"),
    ]
}

fn form_ui(ui: &mut egui::Ui, form: &mut Form) {
    Field::new(Id::unique("name"), "Name", &mut form.name).said(form.fault.as_ref()).show(ui);
    Segmented::new(Id::unique("sex"), "Sex", &mut form.sex, &sexes()).show(ui);
    Combo::new(Id::unique("clinic"), "Department", &mut form.clinic, &clinics()).show(ui);
    DateField::new(Id::unique("date"), "Date", &mut form.date).show(ui);
    Tick::new(Id::unique("mlc"), "Medico-legal case", &mut form.mlc).show(ui);
    if ui.add(Button::primary("Save").key("Ctrl Enter")).clicked() {
        form.saved += 1;
    }
}

fn harness<S: 'static>(state: S, ui: impl FnMut(&mut egui::Ui, &mut S) + 'static) -> Harness<'static, S> {
    let mut harness = Harness::builder()
        .with_size([700.0, 600.0])
        .with_max_steps(12)
        .with_context_setup(|ctx| theme::install(ctx, false, 1.0))
        .build_ui_state(ui, state);
    harness.run();
    harness
}

fn form() -> Harness<'static, Form> {
    let mut harness = harness(Form::default(), form_ui);
    harness.get_by_role_and_label(Role::TextInput, "Name").focus();
    harness.run();
    harness
}

fn types<S>(harness: &mut Harness<'_, S>, text: &str) {
    harness.event(Event::Text(text.to_owned()));
    harness.run();
}

fn press<S>(harness: &mut Harness<'_, S>, key: Key) {
    harness.key_press(key);
    harness.run();
}

#[test]
fn enter_goes_on_and_shift_enter_back_through_the_whole_form() {
    let mut h = form();
    types(&mut h, "सुनीता देवी");
    press(&mut h, Key::Enter);
    types(&mut h, "f");
    press(&mut h, Key::Enter);
    types(&mut h, "ortho");
    press(&mut h, Key::ArrowDown);
    press(&mut h, Key::Enter);
    types(&mut h, "24112022");
    press(&mut h, Key::Enter);
    press(&mut h, Key::Space);
    press(&mut h, Key::Enter);
    press(&mut h, Key::Enter);
    let form = h.state();
    assert_eq!(form.name, "सुनीता देवी");
    assert_eq!((form.sex.as_str(), form.clinic.as_str(), form.date.as_str()), ("F", "ORT-15", "24-11-2022"));
    assert!(form.mlc);
    assert_eq!(form.saved, 1);
    for _ in 0..5 {
        h.key_press_modifiers(Modifiers::SHIFT, Key::Enter);
        h.run();
    }
    // A button takes Shift+Enter as a press of its own; Shift+Tab leaves it.
    h.key_press_modifiers(Modifiers::SHIFT, Key::Tab);
    h.run();
    assert!(h.get_by_label("Medico-legal case").is_focused());
    for _ in 0..4 {
        h.key_press_modifiers(Modifiers::SHIFT, Key::Enter);
        h.run();
    }
    assert!(h.get_by_role_and_label(Role::TextInput, "Name").is_focused());
}

#[test]
fn coming_into_a_field_by_key_marks_it_and_typing_replaces() {
    let mut h = form();
    types(&mut h, "Sunita");
    press(&mut h, Key::Tab);
    h.key_press_modifiers(Modifiers::SHIFT, Key::Tab);
    h.run();
    types(&mut h, "Kavita");
    assert_eq!(h.state().name, "Kavita");
}

#[test]
fn a_choice_follows_arrows_and_first_letters_in_both_languages() {
    let mut h = form();
    press(&mut h, Key::Enter);
    types(&mut h, "पु");
    assert_eq!(h.state().sex, "M");
    press(&mut h, Key::ArrowRight);
    assert_eq!(h.state().sex, "O");
    press(&mut h, Key::ArrowLeft);
    press(&mut h, Key::ArrowLeft);
    press(&mut h, Key::ArrowLeft);
    assert_eq!(h.state().sex, "F");
    h.get_by_label("अन्य").click_accesskit();
    h.run();
    assert_eq!(h.state().sex, "O");
}

#[test]
fn a_drop_down_filters_takes_restores_and_keeps_what_fits_nothing() {
    let mut h = form();
    h.get_by_role_and_label(Role::EditableComboBox, "Department").focus();
    h.run();
    types(&mut h, "हड्डी");
    assert!(h.query_by_label_contains("Orthopaedics · Room 14").is_some());
    assert!(h.query_by_label_contains("Medicine").is_none());
    press(&mut h, Key::Tab);
    assert_eq!(h.state().clinic, "ORT-14");
    h.get_by_role_and_label(Role::EditableComboBox, "Department").focus();
    h.run();
    types(&mut h, "ski");
    press(&mut h, Key::Escape);
    press(&mut h, Key::Tab);
    assert_eq!(h.state().clinic, "ORT-14", "Esc leaves it as it was");
    h.get_by_role_and_label(Role::EditableComboBox, "Department").focus();
    h.run();
    types(&mut h, "xyz");
    press(&mut h, Key::Enter);
    assert_eq!(h.state().clinic, "xyz", "what fits nothing stays, so that it can be said what is wrong");
    h.get_by_role_and_label(Role::EditableComboBox, "Department").focus();
    h.run();
    types(&mut h, "med-3");
    h.get_by_label_contains("Medicine · Room 3").click_accesskit();
    h.run();
    assert_eq!(h.state().clinic, "MED-3");
}

#[test]
fn a_fault_is_told_with_its_field() {
    let mut h = form();
    h.state_mut().fault = Some(Said::fault("The name is missing."));
    h.run();
    assert!(h.query_by_label("The name is missing.").is_some());
    let node = h.get_by_role_and_label(Role::TextInput, "Name");
    assert_eq!(egui_kittest::kittest::NodeT::accesskit_node(&node).data().description(), Some("The name is missing."));
}

/// A list and what it said last.
#[derive(Default)]
struct Long {
    list: ListState,
    out: ListOut,
    drawn: usize,
}

const LINES: usize = 100_000;

fn long_list() -> Harness<'static, Long> {
    harness(Long::default(), |ui, long| {
        let columns = [Column::new("Token", Width::Exact(90.0)).sorts().right(), Column::new("Name", Width::Rest(100.0)).sorts()];
        let mut drawn = 0;
        let out = List::new(Id::unique("list"), "Visits", &columns, LINES).order_words("smallest first", "largest first").show(
            ui,
            &mut long.list,
            |ui, line, column| {
                drawn += 1;
                ui.label(if column == 0 { line.to_string() } else { format!("सुनीता {line}") });
            },
            |line| format!("line {line}"),
        );
        long.drawn = drawn;
        if out != (ListOut { focus: out.focus, ..ListOut::default() }) {
            long.out = out;
        }
    })
}

#[test]
fn a_list_of_a_hundred_thousand_lines_draws_only_what_is_in_sight() {
    let mut h = long_list();
    h.get_by_role_and_label(Role::Table, "Visits").focus();
    h.run();
    assert!(h.state().drawn < 80, "{} cells", h.state().drawn);
    press(&mut h, Key::End);
    assert_eq!(h.state().list.chosen, LINES - 1);
    assert!(h.query_by_label("line 99999").is_some());
    assert!(h.query_by_label("line 0").is_none());
    press(&mut h, Key::ArrowUp);
    press(&mut h, Key::PageUp);
    assert!(h.state().list.chosen < LINES - 10);
    press(&mut h, Key::Home);
    press(&mut h, Key::ArrowDown);
    press(&mut h, Key::Enter);
    assert_eq!(h.state().out.opened, Some(1));
}

#[test]
fn a_list_is_sorted_from_its_heads_by_keyboard() {
    let mut h = long_list();
    h.get_by_role_and_label(Role::Button, "Token").focus();
    h.run();
    press(&mut h, Key::Enter);
    assert_eq!(h.state().list.sort, Some((0, false)));
    h.get_by_label("Token, smallest first").focus();
    h.run();
    press(&mut h, Key::Enter);
    assert_eq!(h.state().list.sort, Some((0, true)));
    assert!(h.query_by_label("Token, largest first").is_some());
}
