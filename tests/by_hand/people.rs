//! Twenty patients as they come to a counter: what is typed, and what the slip's own code must say. All invented.

use serde_json::{Value, json};

/// One thing a clerk does after the department was typed.
#[derive(Clone, Copy)]
pub enum Do {
    Press(&'static str),
    /// The same key several times.
    Times(&'static str, usize),
    Write(&'static str),
}

/// The main path of a new patient, field by field, and what comes after it.
#[derive(Default)]
pub struct Typed {
    pub mobile: &'static str,
    pub name: String,
    pub relation: &'static str,
    pub relative: &'static str,
    pub sex: &'static str,
    pub age: &'static str,
    pub pin: &'static str,
    pub clinic: &'static str,
    pub then: &'static [Do],
}

/// A patient: typed, and expected in the entry's body. An expected text that ends with `*` is a beginning.
pub struct Person {
    pub typed: Typed,
    pub says: Value,
}

fn person(typed: [&'static str; 8], then: &'static [Do], says: Value) -> Person {
    let [mobile, name, relation, relative, sex, age, pin, clinic] = typed;
    Person { typed: Typed { mobile, name: name.to_owned(), relation, relative, sex, age, pin, clinic, then }, says }
}

/// A name of 120 characters, the longest that is taken.
fn longest() -> String {
    let name: String = "Venkatanarasimharajuvaripeta ".repeat(5);
    name.chars().take(119).chain(['a']).collect()
}

/// From *department* on: category, fee, ABHA number, UHID, visit. Ctrl+M goes to *whose mobile*; the ninth box after it is *remarks*,
/// the tenth *medico-legal*.
const TO_UHID: Do = Do::Times("Tab", 4);
const TO_VISIT: Do = Do::Times("Tab", 5);
const TO_REMARKS: Do = Do::Times("Tab", 9);

/// Those who are registered before the clerk changes to Hindi.
pub fn in_english() -> Vec<Person> {
    let mut all = households();
    all.extend(ages());
    let mut long = person(
        ["", "", "", "", "m", "44", "", "med-4"],
        &[],
        json!({ "patient": { "name": { "en": longest() }, "sex": "M" }, "visit": { "clinic": "MED-4", "room": "4" } }),
    );
    long.typed.name = longest();
    all.push(long);
    all.extend(visits());
    all
}

fn households() -> Vec<Person> {
    vec![
        person(
            ["9810442217", "Sunita Devi", "w", "Mohan Ram", "f", "34", "110029", "med-1"],
            &[],
            json!({ "patient": { "name": { "en": "Sunita Devi" }, "relative": { "relation": "W/o", "name": { "en": "Mohan Ram" } },
                "sex": "F", "age": "34y *", "mobile": "*9810442217", "address": { "pin": "110029", "state": 7 }, "category": "GEN" },
                "visit": { "clinic": "MED-1", "room": "1", "kind": "new", "fee": "paid", "rupees": 10 } }),
        ),
        // The same household's mobile, in Hindi.
        person(
            ["9810442217", "पूजा कुमारी", "d", "मोहन राम", "f", "9", "110029", "ped-19"],
            &[],
            json!({ "patient": { "name": { "hi": "पूजा कुमारी", "en": null }, "relative": { "relation": "D/o", "name": { "hi": "मोहन राम" } },
                "sex": "F", "age": "9y *", "mobile": "*9810442217" }, "visit": { "clinic": "PED-19", "room": "19" } }),
        ),
        // Born today: 0 is an age.
        person(
            ["9810442217", "Baby of Sunita", "b", "Sunita Devi", "m", "0 d", "", "ped-19"],
            &[],
            json!({ "patient": { "name": { "en": "Baby of Sunita" }, "relative": { "relation": "B/o" }, "sex": "M", "age": "0d *",
                "address": null }, "visit": { "clinic": "PED-19" } }),
        ),
        person(
            ["", "क्षितिज श्रीवास्तव", "s", "ज्ञानेश्वर फ़र्ज़ी", "m", "27", "226001", "ort-10"],
            &[],
            json!({ "patient": { "name": { "hi": "क्षितिज श्रीवास्तव" }, "relative": { "relation": "S/o",
                "name": { "hi": "ज्ञानेश्वर फ़र्ज़ी" } }, "sex": "M", "mobile": null, "address": { "state": 9 } } }),
        ),
    ]
}

fn ages() -> Vec<Person> {
    vec![
        person(
            ["", "Ram Lal", "", "", "m", "~35", "", "sur-9"],
            &[],
            json!({ "patient": { "name": { "en": "Ram Lal" }, "relative": null, "age": "~35y *", "mobile": null } }),
        ),
        // One name only.
        person(
            ["9898989801", "Lakshmi", "", "", "f", "52", "", "med-1"],
            &[],
            json!({ "patient": { "name": { "en": "Lakshmi" }, "relative": null, "mobile": "*9898989801" } }),
        ),
        person(
            ["", "Imran Khan", "s", "Salman Khan", "m", "17-05-1990", "", "med-1"],
            &[],
            json!({ "patient": { "name": { "en": "Imran Khan" }, "age": "born 1990-05-17" } }),
        ),
        person(
            ["9898989802", "Chhotu", "s", "Ramesh", "m", "8 m", "", "ped-19"],
            &[],
            json!({ "patient": { "name": { "en": "Chhotu" }, "age": "8m *" } }),
        ),
        person(
            ["", "unknown", "", "", "u", "about 60", "", "med-4"],
            &[],
            json!({ "patient": { "name": { "en": "unknown" }, "sex": "U", "age": "~60y *" } }),
        ),
        person(["", "Kiran", "", "", "o", "41", "", "obg-15"], &[], json!({ "patient": { "sex": "O", "age": "41y *" } })),
    ]
}

fn visits() -> Vec<Person> {
    vec![
        // No fee is taken below the poverty line.
        person(
            ["", "Birsa Oraon", "s", "Sukra Oraon", "m", "63", "834001", "med-1"],
            &[Do::Press("Tab"), Do::Write("bpl")],
            json!({ "patient": { "name": { "en": "Birsa Oraon" }, "category": "BPL", "address": { "state": 20 } },
                "visit": { "fee": "exempt", "reason": "BPL" } }),
        ),
        // Known centrally: a UHID, and a follow-up.
        person(
            ["", "Harpreet Kaur", "w", "Gurmeet Singh", "f", "29", "", "obg-15"],
            // In two parts: nine digits in one burst and a Tab behind them are a reader.
            &[TO_UHID, Do::Write("1048"), Do::Write("82218"), Do::Press("Tab"), Do::Press("Right")],
            json!({ "patient": { "uhid": "104882218" }, "visit": { "kind": "followup", "clinic": "OBG-15", "fee": "exempt" } }),
        ),
        person(
            ["", "Mary Topno", "", "", "f", "30", "", "med-4"],
            &[TO_VISIT, Do::Press("f")],
            json!({ "patient": { "name": { "en": "Mary Topno" } }, "visit": { "kind": "followup" } }),
        ),
        // A medico-legal case, with a remark, behind Ctrl+M.
        person(
            ["", "Dinesh Yadav", "", "", "m", "38", "", "ort-10"],
            &[
                Do::Press("ctrl+m"),
                TO_REMARKS,
                Do::Write("Road accident, brought by police"),
                Do::Press("Tab"),
                Do::Press("space"),
            ],
            json!({ "visit": { "mlc": true, "remarks": "Road accident, brought by police" } }),
        ),
    ]
}

/// Those who come after F12.
pub fn in_hindi() -> Vec<Person> {
    vec![
        person(
            ["९८९८९८९८०३", "ऋतु औरंगाबादकर", "w", "अंशुमान", "f", "लगभग ४५", "४११००१", "med-1"],
            &[],
            json!({ "patient": { "name": { "hi": "ऋतु औरंगाबादकर" }, "age": "~45y *", "mobile": "*9898989803",
                "address": { "pin": "411001", "state": 27 } } }),
        ),
        person(
            ["", "Abdul Karim", "s", "Abdul Rahim", "m", "71", "", "सामान्य चिकित्सा I"],
            &[],
            json!({ "patient": { "name": { "en": "Abdul Karim" } }, "visit": { "clinic": "MED-1" } }),
        ),
    ]
}
