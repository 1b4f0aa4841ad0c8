//! Where patients live: real districts and PIN codes, the capital's localities by name, villages made up.

use crate::chance::{Chance, Table, mixed};
use std::collections::HashMap;
use std::fmt::Write as _;

const PLACES: &str = include_str!("../data/places.txt");
const PINS: &str = include_str!("../../../../assets/pincodes.csv");
const STATES: &str = include_str!("../../../../assets/states_lgd.csv");

/// Whose villages are called how.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Region {
    Capital,
    North,
    Bihar,
    Jharkhand,
    Haryana,
    Punjab,
    Rajasthan,
    Hills,
    Bengal,
    Odisha,
    Assam,
    Mp,
    Kashmir,
    Marathi,
    Gujarat,
    South,
}

#[derive(Debug)]
struct District {
    name: String,
    region: Region,
    pins: Vec<u32>,
    /// Places in the list of localities, the biggest first.
    localities: Vec<usize>,
    villages: u32,
}

/// A home: which village of which district.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Place {
    district: u32,
    /// Counted by size; from `LOCALITIES` on a locality and its corner.
    number: u32,
}

const LOCALITIES: u32 = 1 << 24;
const CORNERS: u32 = 256;

/// All districts with how many patients they send.
#[derive(Debug)]
pub struct Places {
    districts: Vec<District>,
    localities: Vec<(u32, String)>,
    table: Table,
    firsts: Vec<&'static str>,
    mids: Vec<&'static str>,
    seconds: Vec<&'static str>,
    /// By region.
    ends: Vec<Vec<&'static str>>,
}

fn region(state: &str) -> Region {
    match state {
        "Delhi" => Region::Capital,
        "Bihar" => Region::Bihar,
        "Jharkhand" => Region::Jharkhand,
        "Haryana" | "Chandigarh" => Region::Haryana,
        "Punjab" => Region::Punjab,
        "Rajasthan" => Region::Rajasthan,
        "Uttarakhand" | "Himachal Pradesh" | "Sikkim" => Region::Hills,
        "Jammu and Kashmir" | "Ladakh" => Region::Kashmir,
        "West Bengal" | "Tripura" => Region::Bengal,
        "Odisha" => Region::Odisha,
        "Assam" | "Arunachal Pradesh" | "Nagaland" | "Manipur" | "Mizoram" | "Meghalaya" => Region::Assam,
        "Madhya Pradesh" | "Chhattisgarh" => Region::Mp,
        "Maharashtra" | "Goa" => Region::Marathi,
        "Gujarat" | "The Dadra and Nagar Haveli and Daman and Diu" => Region::Gujarat,
        "Uttar Pradesh" => Region::North,
        _ => Region::South,
    }
}

fn sections() -> HashMap<&'static str, Vec<&'static str>> {
    let mut out: HashMap<&str, Vec<&str>> = HashMap::new();
    let mut name = "";
    for line in PLACES.lines().filter(|l| !l.is_empty() && !l.starts_with('#')) {
        if let Some(head) = line.strip_prefix('[') {
            name = head.trim_end_matches(']');
        } else {
            let words = name.starts_with("village").then(|| line.split_whitespace());
            let list = out.entry(name).or_default();
            match words {
                Some(words) => list.extend(words),
                None if name == "shares" => list.push(line),
                None => list.extend(line.split(',').map(str::trim)),
            }
        }
    }
    out
}

/// `Gautam Buddha Nagar 22`: the words and the number behind them.
fn with_number(text: &str) -> Option<(&str, f64)> {
    let (name, number) = text.rsplit_once(' ')?;
    Some((name, number.parse().ok()?))
}

impl Places {
    #[must_use]
    pub fn load() -> Self {
        let parts = sections();
        let states: HashMap<&str, &str> = STATES
            .lines()
            .skip(1)
            .filter_map(|l| l.split_once(','))
            .map(|(lgd, rest)| (lgd, rest.split(',').next().unwrap_or("")))
            .collect();
        let mut of_name: HashMap<(&str, &str), usize> = HashMap::new();
        let (mut districts, mut state_of): (Vec<District>, Vec<&str>) = (Vec::new(), Vec::new());
        for line in PINS.lines().skip(1) {
            let columns: Vec<&str> = line.split(',').collect();
            let [pin, name, lgd, ..] = columns.as_slice() else { continue };
            let (Ok(pin), Some(state)) = (pin.parse(), states.get(lgd)) else { continue };
            let at = *of_name.entry((name, state)).or_insert_with(|| {
                state_of.push(state);
                districts.push(District {
                    name: (*name).to_owned(),
                    region: region(state),
                    pins: Vec::new(),
                    localities: Vec::new(),
                    villages: 0,
                });
                districts.len() - 1
            });
            if let Some(district) = districts.get_mut(at) {
                district.pins.push(pin);
                district.villages = 500 + 45 * u32::try_from(district.pins.len().min(80)).unwrap_or(80);
            }
        }
        let localities: Vec<(u32, String)> = parts
            .get("localities")
            .into_iter()
            .flatten()
            .filter_map(|l| l.split_once(' '))
            .filter_map(|(pin, name)| Some((pin.parse().ok()?, name.to_owned())))
            .collect();
        for (at, (pin, _)) in localities.iter().enumerate() {
            if let Some(district) = districts.iter_mut().find(|d| d.pins.contains(pin)) {
                district.localities.push(at);
            }
        }
        let table = Table::new(&weights(&parts, &districts, &state_of));
        let list = |name: &str| parts.get(name).cloned().unwrap_or_default();
        let ends = ["north", "bihar", "haryana", "rajasthan", "hills", "bengal", "mp", "south"]
            .map(|r| list(&format!("village end {r}")));
        Self {
            districts,
            localities,
            table,
            firsts: list("village first"),
            mids: list("village mid"),
            seconds: list("village second"),
            ends: ends.to_vec(),
        }
    }

    /// A home, big places more often.
    pub fn pick(&self, chance: &mut Chance) -> Place {
        let at = self.table.pick(chance);
        let district = u32::try_from(at).unwrap_or(0);
        let Some(d) = self.districts.get(at) else { return Place { district, number: 0 } };
        let of_towns = if d.region == Region::Capital { 100 } else { 62 };
        if !d.localities.is_empty() && chance.percent(of_towns) {
            // The first of the list hold the most people, but not by much.
            let place = d.localities.get(tilted(chance, d.localities.len(), 1.4)).copied().unwrap_or(0);
            let corner = if chance.percent(34) { 0 } else { u32::try_from(tilted(chance, 255, 1.7)).unwrap_or(0) + 1 };
            return Place { district, number: LOCALITIES + u32::try_from(place).unwrap_or(0) * CORNERS + corner };
        }
        Place { district, number: u32::try_from(tilted(chance, d.villages as usize, 2.2)).unwrap_or(0) }
    }

    #[must_use]
    pub fn region(&self, place: Place) -> Region {
        self.districts.get(place.district as usize).map_or(Region::North, |d| d.region)
    }

    #[must_use]
    pub fn district(&self, place: Place) -> &str {
        self.districts.get(place.district as usize).map_or("", |d| &d.name)
    }

    #[must_use]
    pub fn pin(&self, place: Place) -> u32 {
        if let Some((pin, _)) = self.locality(place) {
            return *pin;
        }
        let mut chance = Chance::of(u64::from(place.district) + 77, u64::from(place.number));
        self.districts.get(place.district as usize).and_then(|d| chance.pick(&d.pins)).copied().unwrap_or(110_001)
    }

    fn locality(&self, place: Place) -> Option<&(u32, String)> {
        self.localities.get((place.number.checked_sub(LOCALITIES)? / CORNERS) as usize)
    }

    /// Appends the village's name; always the same for the same place.
    pub fn push_village(&self, out: &mut String, place: Place) {
        if let Some((_, name)) = self.locality(place) {
            return self.push_corner(out, name, (place.number - LOCALITIES) % CORNERS);
        }
        let mut chance = Chance::of(u64::from(place.district) + 7, u64::from(place.number));
        let ends = match self.region(place) {
            Region::North | Region::Capital => 0,
            Region::Bihar | Region::Jharkhand => 1,
            Region::Haryana | Region::Punjab => 2,
            Region::Rajasthan => 3,
            Region::Hills | Region::Kashmir => 4,
            Region::Bengal | Region::Odisha | Region::Assam => 5,
            Region::Mp => 6,
            Region::Marathi | Region::Gujarat | Region::South => 7,
        };
        let mut pick = |list: &[&'static str]| chance.pick(list).copied().unwrap_or("");
        let (first, mid, second) = (pick(&self.firsts), pick(&self.mids), pick(&self.seconds));
        let (end, shape) = (self.ends.get(ends).map_or("", |e| pick(e)), pick(&self.seconds));
        out.push_str(first);
        let vowel = first.ends_with(crate::words::is_vowel);
        // The last syllable drawn only decides the shape.
        match shape.as_bytes().first().copied().unwrap_or(b'b') {
            b'b' | b'k' | b'g' if !vowel => out.push_str(mid.trim_end_matches(|c| !crate::words::is_vowel(c))),
            b'm' | b'r' | b'l' | b's' => out.push_str(second),
            _ => {}
        }
        let joins = !(out.ends_with(crate::words::is_vowel) && end.starts_with(crate::words::is_vowel));
        let word = matches!(end, "kalan" | "khurd" | "tola" | "bas" | "budruk" | "asthan" | "ghat" | "gachhi" | "chaur" | "mau")
            || !joins;
        if word {
            out.push(' ');
            out.push_str(&crate::words::title_case(if joins { end } else { "Kalan" }));
        } else {
            out.push_str(end);
        }
    }

    /// The locality itself, or a block, lane or colony of it.
    fn push_corner(&self, out: &mut String, name: &str, corner: u32) {
        let number = u32::try_from(mixed(u64::from(corner)) >> 40).unwrap_or(0);
        let written = match corner {
            0 => write!(out, "{name}"),
            1..=70 => write!(out, "{} Block {name}", char::from(b'A' + u8::try_from(number % 20).unwrap_or(0))),
            71..=130 => write!(out, "Gali No {} {name}", 1 + number % 24),
            131..=150 => write!(out, "{name} Phase {}", 1 + number % 3),
            151..=170 => write!(out, "{name} Extn"),
            _ => {
                let first = self.firsts.get(number as usize % 60).copied().unwrap_or("Shiv");
                let kind = ["Colony", "Vihar", "Enclave", "Park", "Nagar", "Garden", "Puri", "Kunj", "Bagh", "Mohalla"];
                write!(out, "{first} {} {name}", kind.get(number as usize / 64 % 10).copied().unwrap_or("Colony"))
            }
        };
        // Writing to a text cannot fail.
        written.unwrap_or_default();
    }
}

/// 0..n, small numbers more often: the power of an even share.
#[allow(clippy::cast_possible_truncation, clippy::cast_precision_loss, clippy::cast_sign_loss, reason = "a part of n")]
fn tilted(chance: &mut Chance, n: usize, power: f64) -> usize {
    ((n as f64 * chance.part().powf(power)) as usize).min(n.saturating_sub(1))
}

/// How many patients each district sends: what `near` says, and of the rest of its state's share its part by PIN codes.
fn weights(parts: &HashMap<&str, Vec<&str>>, districts: &[District], state_of: &[&str]) -> Vec<f64> {
    let list =
        |name: &str| -> HashMap<&str, f64> { parts.get(name).into_iter().flatten().filter_map(|l| with_number(l)).collect() };
    let (shares, near) = (list("shares"), list("near"));
    let state = |at: usize| -> &str { state_of.get(at).filter(|s| shares.contains_key(*s)).copied().unwrap_or("rest") };
    #[allow(clippy::cast_precision_loss, reason = "a count of PIN codes")]
    let size = |d: &District| d.pins.len() as f64;
    let (mut given, mut sizes): (HashMap<&str, f64>, HashMap<&str, f64>) = (HashMap::new(), HashMap::new());
    for (at, d) in districts.iter().enumerate() {
        match near.get(d.name.as_str()) {
            Some(share) if size(d) > 3.0 => *given.entry(state(at)).or_default() += share,
            _ => *sizes.entry(state(at)).or_default() += size(d),
        }
    }
    let weight = |(at, d): (usize, &District)| match near.get(d.name.as_str()) {
        Some(share) if size(d) > 3.0 => *share,
        _ => {
            let left = shares.get(state(at)).copied().unwrap_or(0.0) - given.get(state(at)).copied().unwrap_or(0.0);
            let localities = d.localities.len();
            // Where localities are listed, people live in these.
            if d.region == Region::Capital {
                330.0 * as_share(localities) / as_share(all_capital(districts))
            } else {
                left.max(0.0) * size(d) / sizes.get(state(at)).copied().unwrap_or(1.0)
            }
        }
    };
    districts.iter().enumerate().map(weight).collect()
}

fn all_capital(districts: &[District]) -> usize {
    districts.iter().filter(|d| d.region == Region::Capital).map(|d| d.localities.len()).sum()
}

#[allow(clippy::cast_precision_loss, reason = "a count of localities")]
const fn as_share(n: usize) -> f64 {
    n as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn every_locality_has_a_real_pin() {
        let places = Places::load();
        for (pin, name) in &places.localities {
            assert!(places.districts.iter().any(|d| d.pins.contains(pin)), "{pin} {name}");
        }
        assert!(places.localities.len() > 200);
        assert!(places.districts.len() > 700);
    }

    #[test]
    fn nearly_half_live_in_and_around_the_capital() {
        let places = Places::load();
        let mut chance = Chance::new(1);
        let ring = [
            "Ghaziabad",
            "Gautam Buddha Nagar",
            "Faridabad",
            "Gurugram",
            "Sonipat",
            "Jhajjar",
            "Baghpat",
            "Meerut",
            "Bulandshahr",
            "Hapur",
            "Palwal",
            "Nuh",
            "Rohtak",
        ];
        let (mut capital, mut bihar) = (0, 0);
        for _ in 0..100_000 {
            let place = places.pick(&mut chance);
            let region = places.region(place);
            capital += i32::from(region == Region::Capital || ring.contains(&places.district(place)));
            bihar += i32::from(region == Region::Bihar);
        }
        assert!((43_000..49_000).contains(&capital), "{capital}");
        assert!((11_000..13_000).contains(&bihar), "{bihar}");
    }

    #[test]
    fn villages_are_many_and_keep_their_names() {
        let places = Places::load();
        let mut chance = Chance::new(2);
        let mut names = HashSet::new();
        for _ in 0..400_000 {
            let place = places.pick(&mut chance);
            let (mut name, mut again) = (String::new(), String::new());
            places.push_village(&mut name, place);
            places.push_village(&mut again, place);
            assert_eq!(name, again);
            assert!(name.len() > 2 && !name.contains(','), "{name}");
            names.insert((name, places.pin(place)));
        }
        assert!(names.len() > 100_000, "{}", names.len());
    }
}
