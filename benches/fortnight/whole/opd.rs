//! Registration's fortnight: people come, come again, are corrected, go to another clinic, are taken back; casualty has its arrivals.

use super::came::Came;
use super::hospital::{DAYS, OFFICER, Pc, Share};
use nirantar::desk::PrintWish;
use nirantar::hospital::forms::{FormId, Sheet};
use nirantar::hospital::opd::QueueStep;
use nirantar::hospital::opd_form::OpdForm;
use nirantar::journal::{EntryId, VoidScope};
use serde_json::Value;

/// Somebody registered here.
struct Known<'a> {
    id: EntryId,
    number: String,
    came: &'a Came,
    clinic: String,
}

pub fn fortnight(pc: &mut Pc<'_>, share: &Share<'_>, casualty: bool) {
    pc.person(OFFICER);
    let clinics: Vec<String> = pc.masters.departments.iter().map(|department| department.code.clone()).collect();
    let mut known: Vec<Known<'_>> = Vec::new();
    for day in 0..DAYS {
        pc.hours.morning(day);
        for came in share.rows.iter().skip(day).step_by(DAYS) {
            pc.hours.forward(45);
            if casualty && pc.dice.one_in(40) {
                arrival(pc, came);
                // The visit that casualty's patient does not make is made by another.
                continue;
            }
            let clinic = clinics[pc.dice.below(clinics.len())].clone();
            register(pc, came, &clinic, &mut known);
        }
        let returns = if day == 0 { 0 } else { share.returns / (DAYS - 1) + usize::from(day <= share.returns % (DAYS - 1)) };
        let before = known.len();
        for _ in 0..returns.min(before * 4) {
            pc.hours.forward(45);
            let at = pc.dice.below(before);
            again(pc, &known[at]);
        }
        pc.desk().idle().unwrap();
    }
}

fn register<'a>(pc: &mut Pc<'_>, came: &'a Came, clinic: &str, known: &mut Vec<Known<'a>>) {
    let mut form = came.form(clinic);
    let mut tries = 0;
    let saved = loop {
        match pc.desk().register(&form, &PrintWish::default()) {
            Ok(saved) => break saved,
            Err(problem) if problem.id == "problem-form" && tries < 3 => {
                tries += 1;
                for remark in &problem.remarks {
                    *pc.cleared.entry(format!("{} {}", remark.field.code(), remark.id)).or_default() += 1;
                }
                let fields: Vec<&str> = problem.remarks.iter().map(|remark| remark.field.code()).collect();
                form = without(&form, &fields);
            }
            Err(problem) => panic!("{problem:?}"),
        }
    };
    pc.is(&saved.patient_id, came);
    let (id, number) = (saved.patient_id.clone(), saved.patient.to_string());
    if pc.dice.one_in(20) {
        pc.desk().step(&saved.visit_id, QueueStep::Called).unwrap();
        pc.desk().step(&saved.visit_id, QueueStep::Done).unwrap();
    } else if pc.dice.one_in(300) {
        pc.desk().void(&saved.visit_id, VoidScope::Visit, "did not wait").unwrap();
    } else if pc.dice.one_in(1_500) {
        pc.desk().void(&saved.visit_id, VoidScope::Registration, "entered by mistake").unwrap();
        return;
    } else if pc.dice.one_in(100) {
        let changed = OpdForm { patient: String::new(), address: format!("{} 2", form.address), ..form };
        pc.desk().amend(&saved.patient_id, &changed, "address was heard wrong").unwrap();
    }
    known.push(Known { id, number, came, clinic: clinic.to_owned() });
}

fn without(form: &OpdForm, fields: &[&str]) -> OpdForm {
    let mut value = serde_json::to_value(form).unwrap();
    for field in fields {
        let empty = if *field == "age" { "?" } else { "" };
        value[*field] = Value::String(empty.to_owned());
    }
    serde_json::from_value(value).unwrap()
}

fn again(pc: &mut Pc<'_>, known: &Known<'_>) {
    let state = pc.desk().rows().unwrap().patient(&known.id).unwrap().unwrap();
    let today = pc.desk().today();
    let mut form = OpdForm::from_details(&state.patient.details, today);
    form.patient.clone_from(&known.number);
    form.clinic.clone_from(&known.clinic);
    "follow-up".clone_into(&mut form.visit);
    match pc.desk().register(&form, &PrintWish::default()) {
        Ok(_saved) => {}
        Err(problem) => panic!("{problem:?} of {}", known.came.key),
    }
}

/// Every third is medico-legal, and the police are told.
fn arrival(pc: &mut Pc<'_>, came: &Came) {
    let mut values = came.sheet();
    for (field, value) in [
        ("triage", "YELLOW"),
        ("mode", "ambulance"),
        ("police", "yes"),
        ("brought_by", "police"),
        ("mark_1", "mole on right cheek"),
        ("mark_2", "scar on left hand"),
    ] {
        values.set(field, value);
    }
    let done = pc.fill(FormId::Arrival, &values).unwrap();
    let (patient, number) = (done.patient.unwrap(), done.patient_number.unwrap());
    pc.is(&patient, came);
    if !pc.dice.one_in(3) {
        return;
    }
    let doctor = pc.masters.doctors[0].code.clone();
    let values = Sheet::from([
        ("patient", number.as_str()),
        ("kind", "assault"),
        ("brought_by", "police"),
        ("injuries", "1. Abrasion 6 × 3 cm, right forearm"),
        ("nature", "simple"),
        ("doctor", doctor.as_str()),
    ]);
    let mlc = pc.fill(FormId::Mlc, &values).unwrap();
    let record = mlc.number.unwrap().to_string();
    let told = [("record", record.as_str()), ("station", "Hauz Khas"), ("officer", "ASI on duty"), ("receipt", "DD 31 A")];
    pc.fill(FormId::Police, &Sheet::from(told)).unwrap();
}
