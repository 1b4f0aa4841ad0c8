//! The JSON in the code of an ABHA card. Unsigned: what it says is as good as typed.
//!
//! Keys differ between issuers (`hid` or `phr`, `district_name` or `dist name`, `state_name` or `state name`), values too
//! (`-` for nothing, numbers as numbers). Read tolerantly; a field that cannot be right is left out, the rest is used.

use super::card::{self, CardPerson};
use super::{Scan, ScanFault};
use crate::hospital::identifiers::{AbhaAddress, AbhaNumber, Mobile, Pin};
use crate::hospital::sex::Sex;
use chrono::NaiveDate;
use serde_json::{Map, Value};

/// Reads the JSON text of a card, or finds that it is the hospital's own counter code.
pub(super) fn read(text: &str, today: NaiveDate) -> Result<Scan, ScanFault> {
    let keys = Keys::new(text)?;
    if keys.text(&["hidn", "hid", "phr"]).is_empty() {
        let counter = keys.has("hipid");
        return if counter { Ok(Scan::CounterQr) } else { Err(ScanFault::Foreign) };
    }
    let (relation, relative_name, line) = card::split_relative(&keys.text(&["address"]));
    let state_name = keys.text(&["statename", "state"]);
    let person = CardPerson {
        name: card::proper(&keys.text(&["name"])),
        sex: Sex::parse(&keys.text(&["gender", "sex"])),
        age: card::birth(&keys.text(&["dob", "dateofbirth", "yob"]), today),
        mobile: Mobile::parse(&keys.text(&["mobile", "mobileno", "phone"])).ok(),
        relation,
        relative_name,
        line,
        district: card::proper(&keys.text(&["districtname", "distname", "district"])),
        state: card::state(&keys.text(&["statelgd"])).or_else(|| card::state(&state_name)),
        pin: Pin::parse(&keys.text(&["pincode", "pin"])).ok(),
        abha: AbhaNumber::parse(&keys.text(&["hidn"])).ok(),
        abha_address: AbhaAddress::parse(&keys.text(&["hid", "phr"])).ok(),
        aadhaar_tail: None,
    };
    // A card that gives neither a number nor an address that can be right is no card.
    if person.abha.is_none() && person.abha_address.is_none() {
        return Err(ScanFault::Abha);
    }
    Ok(Scan::AbhaCard(Box::new(person)))
}

/// The object's values by key, where `dist name`, `dist_name` and `distName` are one key.
struct Keys(Vec<(String, String)>);

impl Keys {
    fn new(text: &str) -> Result<Self, ScanFault> {
        let object: Map<String, Value> = serde_json::from_str(text).map_err(|_damaged| ScanFault::Abha)?;
        let pairs = object.into_iter().filter_map(|(key, value)| {
            let key = key.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase();
            let value = match value {
                Value::String(text) => text,
                Value::Number(number) => number.to_string(),
                _ => return None,
            };
            let value = card::clean(&value);
            Some((key, if value == "-" { String::new() } else { value }))
        });
        Ok(Self(pairs.collect()))
    }

    /// The first of the keys that says something.
    fn text(&self, keys: &[&str]) -> String {
        let value = |key: &&str| self.0.iter().find(|(k, v)| k == key && !v.is_empty()).map(|(_, v)| v.clone());
        keys.iter().find_map(value).unwrap_or_default()
    }

    fn has(&self, key: &str) -> bool {
        self.0.iter().any(|(k, _)| k == key)
    }
}
