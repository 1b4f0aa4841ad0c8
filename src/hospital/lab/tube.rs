//! Tubes and containers in the order of draw (CLSI GP41: blood culture, citrate, plain and gel, heparin, EDTA, fluoride).

use crate::hospital::pack::Bilingual;

/// A kind of tube.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TubeDef {
    /// As in column `tube` of `lab_tests.csv`.
    pub code: String,
    pub name: Bilingual,
    /// Colour of the cap, red green blue.
    pub colour: [u8; 3],
    /// Place in the order of draw; what is not drawn comes last.
    pub order: u32,
}

/// The tube of a code; a grey one with the code as its name where the code is the site's own.
#[must_use]
pub fn tube(code: &str) -> TubeDef {
    let (en, hi, colour, order) = match code {
        "BLOOD_CULTURE_BOTTLE" => ("Blood culture bottle", "ब्लड कल्चर बोतल", [0xE0, 0x8A, 0x2E], 1),
        "BLUE_CITRATE" => ("Blue citrate", "नीली सिट्रेट", [0x6F, 0xA8, 0xDC], 2),
        "BLACK_CITRATE" => ("Black citrate (ESR)", "काली सिट्रेट (ईएसआर)", [0x33, 0x33, 0x33], 3),
        "RED_PLAIN" => ("Red plain", "लाल सादी", [0xC6, 0x28, 0x28], 4),
        "YELLOW_SST" => ("Yellow gel", "पीली जेल", [0xD9, 0xA5, 0x1E], 5),
        "GREEN_HEPARIN" => ("Green heparin", "हरी हेपारिन", [0x3F, 0x9B, 0x4F], 6),
        "HEPARIN_SYRINGE" => ("Heparin syringe", "हेपारिन सिरिंज", [0x2E, 0x7D, 0x5B], 7),
        "LAVENDER_EDTA" => ("Lavender EDTA", "बैंगनी ईडीटीए", [0x8E, 0x5F, 0xB8], 8),
        "PINK_EDTA" => ("Pink EDTA", "गुलाबी ईडीटीए", [0xE2, 0x86, 0xA8], 9),
        "GREY_FLUORIDE" => ("Grey fluoride", "स्लेटी फ्लोराइड", [0x7A, 0x82, 0x8C], 10),
        "URINE_CONTAINER" => ("Urine container", "मूत्र पात्र", [0xB8, 0xA1, 0x3A], 20),
        "URINE_STERILE" => ("Sterile urine container", "जीवाणुरहित मूत्र पात्र", [0x9C, 0x8A, 0x34], 21),
        "SPUTUM_CONTAINER" => ("Sputum container", "बलगम पात्र", [0x6B, 0x8E, 0x8E], 22),
        other => (other, other, [0x8A, 0x8A, 0x8A], 99),
    };
    TubeDef { code: code.to_owned(), name: Bilingual { en: en.to_owned(), hi: hi.to_owned() }, colour, order }
}
