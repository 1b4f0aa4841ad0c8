//! Where made-up people live: real PINs and localities, invented houses.

use super::dice::Dice;

/// A locality with its PIN.
pub(super) struct Place {
    pub(super) pin: &'static str,
    locality: &'static str,
    /// A village or small town: houses have wards, not galis.
    rural: bool,
}

const fn town(pin: &'static str, locality: &'static str) -> Place {
    Place { pin, locality, rural: false }
}

const fn village(pin: &'static str, locality: &'static str) -> Place {
    Place { pin, locality, rural: true }
}

pub(super) static HOME: Place = town("110029", "Safdarjung Enclave");

/// Most patients come from the city around the hospital, some from far.
pub(super) static PLACES: [Place; 44] = [
    town("110029", "Safdarjung Enclave"),
    town("110080", "Sangam Vihar"),
    town("110080", "Sangam Vihar"),
    town("110062", "Khanpur"),
    town("110044", "Badarpur"),
    town("110044", "Jaitpur"),
    town("110019", "Govindpuri"),
    town("110025", "Okhla"),
    town("110030", "Mehrauli"),
    town("110074", "Chhatarpur"),
    town("110016", "Hauz Khas"),
    town("110017", "Malviya Nagar"),
    town("110022", "R K Puram"),
    town("110037", "Mahipalpur"),
    town("110059", "Uttam Nagar"),
    town("110043", "Najafgarh"),
    town("110041", "Nangloi"),
    town("110085", "Rohini"),
    town("110033", "Jahangirpuri"),
    town("110094", "Karawal Nagar"),
    town("110053", "Seelampur"),
    town("110092", "Laxmi Nagar"),
    town("110091", "Mayur Vihar"),
    town("110006", "Chandni Chowk"),
    town("121003", "Faridabad Sector 37"),
    town("122001", "Gurugram"),
    town("201301", "Noida Sector 12"),
    town("201001", "Ghaziabad"),
    town("203001", "Bulandshahr"),
    town("202001", "Aligarh"),
    village("245101", "Hapur"),
    village("250001", "Meerut"),
    village("282001", "Agra"),
    village("221001", "Varanasi"),
    village("273001", "Gorakhpur"),
    village("800001", "Patna"),
    village("842001", "Muzaffarpur"),
    village("846004", "Darbhanga"),
    village("834001", "Ranchi"),
    village("302001", "Jaipur"),
    village("462001", "Bhopal"),
    village("700001", "Kolkata"),
    village("751001", "Bhubaneswar"),
    village("781001", "Guwahati"),
];

impl Place {
    /// An invented house in it.
    pub(super) fn address(&self, dice: &mut Dice) -> String {
        let house = dice.between(1, 480);
        if self.rural {
            let ward = dice.between(1, 24);
            return format!("House {house}, Ward {ward}, {}", self.locality);
        }
        match dice.below(4) {
            0 => format!("{house}, Gali No {}, {}", dice.between(1, 30), self.locality),
            1 => {
                let block = dice.pick(&["A", "B", "C", "D", "E", "F", "H", "K"]).copied().unwrap_or("A");
                format!("{block}-{house}, {}", self.locality)
            }
            2 => format!("H.No {house}, near government school, {}", self.locality),
            _ => format!("मकान {house}, गली {}, {}", dice.between(1, 30), self.locality),
        }
    }
}
