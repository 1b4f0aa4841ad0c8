//! Every kind of code, good and bad, made here; nobody's real card.

use super::*;
use crate::hospital::number::{CounterCode, Mode, NumberParts, Series};
use crate::hospital::opd_form::{Field, OpdForm};
use flate2::Compression;
use flate2::write::GzEncoder;
use num_bigint::BigUint;
use proptest::prelude::*;
use std::io::Write as _;

fn today() -> NaiveDate {
    "2022-11-24".parse().unwrap()
}

fn scan(text: &str) -> Result<Scan, ScanFault> {
    classify(text, Some(&UhidPattern::new(r"\d{9}|H[A-Z]\d{4}").unwrap()), today())
}

fn filled(text: &str) -> OpdForm {
    let mut form = OpdForm::default();
    assert!(scan(text).unwrap().person().unwrap().fill(&mut form).is_empty());
    form
}

const ABHA: &str = r#"{"hidn":"91-0000-0000-0018","hid":"sunita.devi@sbx","name":"Sunita Devi","gender":"F","statelgd":"7","distlgd":"77","dob":"17/5/1990","state name":"DELHI","district_name":"NEW DELHI","mobile":"9876543210","address":"W/O Mohan Ram 12 Gali No 4"}"#;

const XML: &str = r#"<?xml version="1.0" encoding="UTF-8"?> <PrintLetterBarcodeData uid="999941057058" name="SUNITA DEVI" gender="F" yob="1990" co="W/O: Mohan Ram" house="12" street="Gali No 4" lm="Near Temple &amp; Well" loc="Sangam Vihar" vtc="Sangam Vihar" po="Sangam Vihar" dist="South Delhi" subdist="Hauz Khas" state="Delhi" pc="110080"/>"#;

/// A Secure QR with a picture and a signature of zeroes.
fn secure(version: &str, fields: &[&str; 16]) -> String {
    let mut bytes = Vec::new();
    if !version.is_empty() {
        bytes.extend(version.as_bytes());
        bytes.push(0xFF);
    }
    for field in fields {
        bytes.extend(field.chars().map(|c| u8::try_from(u32::from(c)).unwrap()));
        bytes.push(0xFF);
    }
    bytes.extend((0u32..900).map(|i| u8::try_from(i.wrapping_mul(2_654_435_761) >> 24).unwrap()));
    bytes.extend([0u8; 256]);
    packed(&bytes)
}

fn packed(bytes: &[u8]) -> String {
    let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
    gzip.write_all(bytes).unwrap();
    BigUint::from_bytes_be(&gzip.finish().unwrap()).to_string()
}

const FIELDS: [&str; 16] = [
    "3",
    "705820190805131113711",
    "Sunita Devi",
    "17-05-1990",
    "F",
    "W/O Mohan Ram",
    "South Delhi",
    "Near Caf\u{e9}",
    "12",
    "Sangam Vihar",
    "110080",
    "Sangam Vihar",
    "Delhi",
    "Gali No 4",
    "Hauz Khas",
    "Deoli",
];

#[test]
fn the_first_characters_say_what_it_is() {
    let number = Number::new(&NumberParts {
        mode: Mode::Event,
        series: Series::Patient,
        counter: CounterCode::new("K7").unwrap(),
        letter: 'A',
        serial: 4218,
    })
    .unwrap();
    let plain = number.as_str().replace('-', "").to_lowercase();
    let mut wrong = number.as_str().to_owned();
    wrong.pop();
    wrong.push(if number.as_str().ends_with('Q') { 'R' } else { 'Q' });
    for (text, kind) in [
        ("NR1:6BF0/:J ", "Ok(Slip(…))"),
        ("nr1:6bf0\r\n", "Ok(Slip(…))"),
        (number.as_str(), "Ok(Number(…))"),
        (plain.as_str(), "Ok(Number(…))"),
        (wrong.as_str(), "Err(Number)"),
        (ABHA, "Ok(AbhaCard(…))"),
        (XML, "Ok(AadhaarXml(…))"),
        (&secure("V2", &FIELDS), "Ok(AadhaarQr(…))"),
        ("https://phr.abdm.gov.in/share-profile?hip-id=IN1&counter-id=7", "Ok(CounterQr)"),
        ("https://phrsbx.abdm.gov.in/share-profile?hip-id=IN1", "Ok(CounterQr)"),
        (r#"{"hipId":"IN1","code":"1"}"#, "Ok(CounterQr)"),
        ("104882317\n", "Ok(Uhid(…))"),
        ("hx1234", "Ok(Uhid(…))"),
        ("10488231", "Err(Foreign)"),
        ("https://example.org", "Err(Foreign)"),
        ("<?xml version='1.0'?><x/>", "Err(Foreign)"),
        ("{}", "Err(Foreign)"),
        (r#"{"name":"x"}"#, "Err(Foreign)"),
        (r#"{"hidn":"12","hid":"x"}"#, "Err(Abha)"),
        (r#"{"hidn":"#, "Err(Abha)"),
        ("", "Err(Foreign)"),
        ("<PrintLetterBarcodeData uid=\"1", "Err(Aadhaar)"),
        (&"9".repeat(400), "Err(Aadhaar)"),
        (&"9".repeat(9000), "Err(TooLong)"),
        (&"a".repeat(20_000), "Err(TooLong)"),
    ] {
        assert_eq!(format!("{:?}", scan(text)), kind, "{text:.60}");
    }
    assert_eq!(scan("NR1:A \n"), Ok(Scan::Slip("NR1:A ".to_owned())), "a blank at the end is Base45");
    assert_eq!(classify("104882317", None, today()), Err(ScanFault::Foreign));
    let any = UhidPattern::new(r"\d{12}").unwrap();
    assert_eq!(classify("999941057058", Some(&any), today()), Err(ScanFault::Foreign), "no Aadhaar number becomes a UHID");
}

#[test]
fn an_abha_card_fills_the_form() {
    let form = filled(ABHA);
    let expect = OpdForm {
        mobile: "98765 43210".into(),
        name: "Sunita Devi".into(),
        relation: "W/o".into(),
        relative_name: "Mohan Ram".into(),
        sex: "F".into(),
        age: "17-05-1990".into(),
        district: "New Delhi".into(),
        state: "7".into(),
        address: "12 Gali No 4".into(),
        abha: "91-0000-0000-0018".into(),
        abha_address: "sunita.devi@sbx".into(),
        ..OpdForm::default()
    };
    assert!(form == expect, "{}", serde_json::to_string(&form).unwrap());
}

#[test]
fn abha_keys_and_values_vary() {
    for (json, field, value) in [
        (r#"{"phr":"a1234@abdm"}"#, "abha_address", "a1234@abdm"),
        (r#"{"hid":"-","phr":"a1234@abdm"}"#, "abha_address", "a1234@abdm"),
        (r#"{"hidn":91000000000018}"#, "abha", "91-0000-0000-0018"),
        (r#"{"hidn":"91000000000018","dist name":"PATNA"}"#, "district", "Patna"),
        (r#"{"hidn":"91000000000018","state_name":"Orissa","statelgd":"-"}"#, "state", "21"),
        (r#"{"hidn":"91000000000018","statelgd":27}"#, "state", "27"),
        (r#"{"hidn":"91000000000018","statelgd":"99","state name":"Jammu & Kashmir"}"#, "state", "1"),
        (r#"{"hidn":"91000000000018","dob":"17-05-1990"}"#, "age", "17-05-1990"),
        (r#"{"hidn":"91000000000018","dob":"1990"}"#, "age", "~32 y"),
        (r#"{"hidn":"91000000000018","dob":1990}"#, "age", "~32 y"),
        (r#"{"hidn":"91000000000018","dob":"34"}"#, "age", ""),
        (r#"{"hidn":"91000000000018","dob":"31/02/1990"}"#, "age", ""),
        (r#"{"hidn":"91000000000018","gender":"T"}"#, "sex", "O"),
        (r#"{"hidn":"91000000000018","name":"सुनीता देवी"}"#, "name_hi", "सुनीता देवी"),
        (r#"{"hidn":"91000000000018","name":"K. RAMESH"}"#, "name", "K. Ramesh"),
        (r#"{"hidn":"91000000000018","mobile":"+91-9876543210"}"#, "mobile", "98765 43210"),
        (r#"{"hidn":"91000000000018","mobile":"12"}"#, "mobile", ""),
        (r#"{"hidn":"91000000000018","address":"S/O: RAM LAL, H.No 4, Gali 2"}"#, "relative_name", "Ram Lal"),
        (r#"{"hidn":"91000000000018","address":"S/O: RAM LAL, H.No 4, Gali 2"}"#, "address", "H.No 4, Gali 2"),
        (r#"{"hidn":"91000000000018","address":"D/O Ram Lal Village Deoli"}"#, "address", "Village Deoli"),
        (r#"{"hidn":"91000000000018","address":"12 Gali No 4"}"#, "address", "12 Gali No 4"),
        (r#"{"hidn":"91000000000018","address":"C/O"}"#, "relation", ""),
        (r#"{"hidn":"91000000000018","address":"Aadhaar 9999 4105 7058"}"#, "address", "Aadhaar XXXX-XXXX-7058"),
        (r#"{"hidn":"91000000000018","name":null,"address":[1]}"#, "name", ""),
    ] {
        let form = serde_json::to_value(filled(json)).unwrap();
        assert_eq!(form[field], value, "{json}");
    }
}

/// Found by fuzzing: 25 digits are no Aadhaar number, the first twelve of them are one.
#[test]
fn a_cut_makes_no_aadhaar_number_of_a_longer_one() {
    let name = format!("{}{}", "Ram ".repeat(27), "9".repeat(25));
    let form = filled(&XML.replace("SUNITA DEVI", &name));
    assert_eq!(form.name, format!("{}XXXX-XXXX-99", "Ram ".repeat(27)));
}

#[test]
fn an_aadhaar_secure_qr_fills_the_form() {
    for version in ["V2", "V4", ""] {
        let text = secure(version, &FIELDS);
        assert!(matches!(scan(&text), Ok(Scan::AadhaarQr { signature: Signature::NotChecked, .. })));
        let form = filled(&text);
        let expect = OpdForm {
            name: "Sunita Devi".into(),
            relation: "W/o".into(),
            relative_name: "Mohan Ram".into(),
            sex: "F".into(),
            age: "17-05-1990".into(),
            pin: "110080".into(),
            district: "South Delhi".into(),
            state: "7".into(),
            address: "12, Gali No 4, Near Café, Sangam Vihar, Deoli, Hauz Khas".into(),
            aadhaar: "XXXX-XXXX-7058".into(),
            ..OpdForm::default()
        };
        assert!(form == expect, "{version}: {}", serde_json::to_string(&form).unwrap());
    }
}

#[test]
fn forged_secure_qrs_are_refused() {
    let with = |at: usize, value: &'static str| {
        let mut fields = FIELDS;
        fields[at] = value;
        secure("V2", &fields)
    };
    let mut cut = secure("V2", &FIELDS);
    cut.truncate(cut.len() - 300);
    let few = packed(&[b"V2".as_slice(), &[0xFF; 5], &[7; 400].map(|b: u8| b)].concat());
    let padded = format!("{few}{}", "0".repeat(400usize.saturating_sub(few.len())));
    for (text, fault) in [
        (with(0, "9"), ScanFault::Aadhaar),
        (with(1, "70x820190805131113711"), ScanFault::Aadhaar),
        (with(1, "705"), ScanFault::Aadhaar),
        (with(2, ""), ScanFault::Aadhaar),
        (cut, ScanFault::Aadhaar),
        (padded, ScanFault::Aadhaar),
    ] {
        assert_eq!(scan(&text), Err(fault), "{text:.40}");
    }
}

#[test]
fn an_inflating_bomb_stops_at_the_limit() {
    // Half a megabyte of zeroes packs into a few hundred bytes, more than enough digits.
    let bomb = packed(&vec![0u8; 512 * 1024]);
    assert!((SECURE_QR_DIGITS_MIN..8_000).contains(&bomb.len()), "{}", bomb.len());
    assert_eq!(scan(&bomb), Err(ScanFault::TooLong));
}

#[test]
fn the_old_xml_leaves_four_digits() {
    let form = filled(XML);
    let kept = serde_json::to_string(&form).unwrap();
    assert!(!kept.contains("99994105"), "{kept}");
    assert_eq!(form.aadhaar, "XXXX-XXXX-7058");
    assert_eq!((form.name.as_str(), form.age.as_str(), form.relation.as_str()), ("Sunita Devi", "~32 y", "W/o"));
    assert_eq!(form.address, "12, Gali No 4, Near Temple & Well, Sangam Vihar, Hauz Khas");
    let with_dob = XML.replace("yob=\"1990\"", "yob='1990' dob = '17/05/1990'").replace("999941057058", "xxxxxxxx7058");
    let form = filled(&with_dob);
    assert_eq!((form.age.as_str(), form.aadhaar.as_str()), ("17-05-1990", "XXXX-XXXX-7058"));
}

#[test]
fn what_was_typed_stays() {
    let mut form =
        OpdForm { name: "sunita  devi".into(), age: "40".into(), relative_name: "Ram Lal".into(), ..OpdForm::default() };
    form.relation = "D/o".into();
    let other = scan(ABHA).unwrap().person().unwrap().fill(&mut form);
    assert_eq!(other, [Field::RelativeName, Field::Age]);
    assert_eq!((form.name.as_str(), form.age.as_str(), form.relation.as_str()), ("sunita  devi", "40", "D/o"));
    assert_eq!(form.abha, "91-0000-0000-0018");
}

#[test]
fn every_fault_has_words() {
    use crate::hospital::pack::Lang;
    let faults = [ScanFault::Foreign, ScanFault::Number, ScanFault::Abha, ScanFault::Aadhaar, ScanFault::TooLong];
    let kinds = [Scan::CounterQr, scan(ABHA).unwrap(), scan(XML).unwrap(), scan(&secure("", &FIELDS)).unwrap()];
    for id in faults.iter().map(|f| f.word_id()).chain(kinds.iter().filter_map(Scan::word_id)).chain(["scan-kept"]) {
        assert!(Lang::ALL.into_iter().all(|lang| crate::words::words(lang).has(id)), "{id}");
    }
}

proptest! {
    #[test]
    fn no_text_can_panic(text in "\\PC{0,200}") {
        let _any = scan(&text);
        let _any = scan(&format!("{{\"hidn\":{text}"));
        let _any = scan(&format!("<PrintLetterBarcodeData {text}"));
    }

    #[test]
    fn no_json_value_can_panic(address in "[SWC]/[Oo][: ]?\\PC{0,60}", dob in "[0-9/-]{0,12}", name in "\\PC{0,140}") {
        let json = serde_json::json!({"hidn": "91000000000018", "address": address, "dob": dob, "name": name});
        let _any = scan(&json.to_string()).unwrap().person().unwrap().fill(&mut OpdForm::default());
    }

    #[test]
    fn no_digits_can_panic(digits in "[0-9]{250,600}") {
        let _any = scan(&digits);
    }

    #[test]
    fn no_bytes_inside_can_panic(bytes in proptest::collection::vec(any::<u8>(), 200..1200)) {
        let _any = scan(&packed(&bytes));
    }

    #[test]
    fn one_wrong_digit_never_panics(at in 0usize..2000, digit in 0u8..10) {
        let mut text = secure("V2", &FIELDS).into_bytes();
        let at = at % text.len();
        text[at] = b'0' + digit;
        let _any = scan(std::str::from_utf8(&text).unwrap());
    }
}
