//! Choosing tests: what a person typed as a list, as-you-type search, and the tubes that a choice needs.

use super::catalogue::{Catalogue, TestDef};
use super::tube::tube;
use crate::hospital::pack::Bilingual;
use std::collections::HashSet;

/// Most lines that a search gives.
const HITS_MAX: usize = 20;

/// One line of the list under the box where tests are typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TestHit {
    pub code: String,
    pub name: Bilingual,
    pub is_panel: bool,
    /// Taken while only urgent tests are; a panel when all of it is.
    pub urgent: bool,
    /// Tests that it stands for: 1, or those of the panel.
    pub tests: usize,
}

/// A tube that a choice of tests needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlannedTubeDef {
    /// As in column `tube` of `lab_tests.csv`.
    pub kind: String,
    pub specimen: String,
    /// Codes of its tests, in the order of the choice.
    pub tests: Vec<String>,
}

impl Catalogue {
    /// Reads what was typed: `CBC, k; Serum sodium`. Pieces end at a comma, a semicolon or a line; each is the code or the name, in English
    /// or Hindi, of a test or a panel. A piece that is none of these may be several codes with spaces between, if every one of them is
    /// known: *vitamin K* orders no potassium. Gives each test once, in the order of the catalogue, and the pieces that nobody knows.
    #[must_use]
    pub fn expand(&self, text: &str) -> (Vec<&TestDef>, Vec<String>) {
        let mut chosen: HashSet<&str> = HashSet::new();
        let mut unknown: Vec<String> = Vec::new();
        for piece in text.split([',', ';', '\n', '\r', '،']).map(str::trim).filter(|p| !p.is_empty()) {
            let found = self.named(piece).or_else(|| {
                let words: Option<Vec<Vec<&str>>> = piece.split_whitespace().map(|word| self.coded(word)).collect();
                words.map(|lists| lists.into_iter().flatten().collect())
            });
            match found {
                Some(codes) => chosen.extend(codes),
                None if unknown.iter().any(|u| u == piece) => {}
                None => unknown.push(piece.to_owned()),
            }
        }
        (self.tests.iter().filter(|t| chosen.contains(t.code.as_str())).collect(), unknown)
    }

    /// Tests that a code stands for: its own, or the panel's.
    fn coded(&self, code: &str) -> Option<Vec<&str>> {
        if let Some(test) = self.test(code) {
            return Some(vec![&test.code]);
        }
        self.panel(code).map(|panel| self.tests_of(&panel.code).map(|t| t.code.as_str()).collect())
    }

    fn named(&self, piece: &str) -> Option<Vec<&str>> {
        if let Some(codes) = self.coded(piece) {
            return Some(codes);
        }
        let wanted = folded(piece);
        let is = |name: &Bilingual| folded(&name.en) == wanted || folded(&name.hi) == wanted;
        let with_specimen = |t: &TestDef| folded(&format!("{} {}", t.specimen, t.name.en)) == wanted;
        if let Some(panel) = self.panels.iter().find(|p| is(&p.name)) {
            return self.coded(&panel.code);
        }
        let test = self.tests.iter().find(|t| is(&t.name)).or_else(|| self.tests.iter().find(|t| with_specimen(t)));
        test.map(|t| vec![t.code.as_str()])
    }

    /// As-you-type search: whose code begins so, then panels, then words of a name that begin so, then names that contain it; all panels
    /// where nothing is typed.
    #[must_use]
    pub fn search(&self, text: &str) -> Vec<TestHit> {
        let wanted = folded(text);
        let panels = self.panels.iter().map(|p| self.panel_hit(&p.code, &p.name));
        if wanted.is_empty() {
            return panels.take(HITS_MAX).collect();
        }
        let tests = self.tests.iter().map(|t| TestHit {
            code: t.code.clone(),
            name: t.name.clone(),
            is_panel: false,
            urgent: t.limit.urgent,
            tests: 1,
        });
        let mut hits: Vec<(u8, TestHit)> =
            panels.chain(tests).filter_map(|hit| rank(&hit, &wanted).map(|rank| (rank, hit))).collect();
        hits.sort_by_key(|(rank, _)| *rank);
        hits.into_iter().map(|(_, hit)| hit).take(HITS_MAX).collect()
    }

    fn panel_hit(&self, code: &str, name: &Bilingual) -> TestHit {
        let urgent = self.tests_of(code).all(|t| t.limit.urgent);
        TestHit { code: code.to_owned(), name: name.clone(), is_panel: true, urgent, tests: self.tests_of(code).count() }
    }

    /// Tests of one tube as people say them: the panel's code where all of it is asked for, else each test.
    #[must_use]
    pub fn short(&self, tests: &[String]) -> Vec<String> {
        let mut whole: Vec<(&str, bool)> = Vec::new();
        let mut short: Vec<String> = Vec::new();
        for code in tests {
            let Some(def) = self.test(code) else {
                short.push(code.clone());
                continue;
            };
            let known = whole.iter().find(|(panel, _)| *panel == def.panel).map(|(_, all)| *all);
            let all = known.unwrap_or_else(|| {
                let all = self.is_whole(def, tests);
                whole.push((&def.panel, all));
                all
            });
            if !all {
                short.push(code.clone());
            } else if !short.contains(&def.panel) {
                short.push(def.panel.clone());
            }
        }
        short
    }

    /// True when a tube has every test of a test's panel that goes into such a tube, and that is more than one.
    fn is_whole(&self, def: &TestDef, tests: &[String]) -> bool {
        let of_panel: Vec<&TestDef> = self.tests_of(&def.panel).filter(|other| other.tube == def.tube).collect();
        of_panel.len() > 1 && of_panel.iter().all(|other| tests.contains(&other.code))
    }

    /// One tube for each specimen and colour, in the order of draw.
    #[must_use]
    pub fn tubes_for(&self, tests: &[&TestDef]) -> Vec<PlannedTubeDef> {
        let mut tubes: Vec<PlannedTubeDef> = Vec::new();
        for test in tests {
            match tubes.iter_mut().find(|t| t.kind == test.tube && t.specimen == test.specimen) {
                Some(planned) if planned.tests.contains(&test.code) => {}
                Some(planned) => planned.tests.push(test.code.clone()),
                None => tubes.push(PlannedTubeDef {
                    kind: test.tube.clone(),
                    specimen: test.specimen.clone(),
                    tests: vec![test.code.clone()],
                }),
            }
        }
        tubes.sort_by_key(|t| tube(&t.kind).order);
        tubes
    }
}

/// Small letters, one space between two words.
fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// Place of a hit, the best first; `None` is no hit.
fn rank(hit: &TestHit, wanted: &str) -> Option<u8> {
    let code = hit.code.to_lowercase();
    let (en, hi) = (folded(&hit.name.en), folded(&hit.name.hi));
    let begins = |name: &str| {
        name.starts_with(wanted) || name.split([' ', '/', '-', '+']).any(|word| !word.is_empty() && word.starts_with(wanted))
    };
    let contains = en.contains(wanted) || hi.contains(wanted);
    let place = if code == wanted {
        0
    } else if code.starts_with(wanted) {
        2
    } else if begins(&en) || begins(&hi) {
        4
    } else if contains {
        6
    } else {
        return None;
    };
    Some(if hit.is_panel || place == 0 { place } else { place + 1 })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hospital::pack::{Lang, Masters, check, demo};
    use std::sync::LazyLock;

    static MASTERS: LazyLock<Masters> = LazyLock::new(|| check(&demo::files()).unwrap());
    static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(|| Catalogue::of(&MASTERS));

    fn read(text: &str) -> (Vec<&str>, Vec<String>) {
        let (tests, unknown) = CATALOGUE.expand(text);
        (tests.into_iter().map(|t| t.code.as_str()).collect(), unknown)
    }

    #[test]
    fn codes_names_and_panels_are_read() {
        let (tests, unknown) = read("CBC, k; Serum sodium\nLFT");
        assert!(unknown.is_empty());
        assert_eq!(tests.len(), 15 + 11 + 2);
        assert_eq!((tests[0], tests[15], tests[26], tests[27]), ("HGB", "TBIL", "NA", "K"));
        for (text, wanted) in [
            ("k", vec!["K"]),
            ("potassium", vec!["K"]),
            ("  पोटैशियम ", vec!["K"]),
            ("na k", vec!["NA", "K"]),
            ("K NA, k;K", vec!["NA", "K"]),
            ("Glucose  2 h post MEAL", vec!["PPBS"]),
            ("Urine pH", vec!["UPH"]),
            (" , ;\n", vec![]),
        ] {
            assert_eq!(read(text), (wanted, Vec::new()), "{text}");
        }
    }

    #[test]
    fn what_nobody_knows_is_told_and_orders_nothing() {
        assert_eq!(read("vitamin K"), (vec![], vec!["vitamin K".to_owned()]));
        assert_eq!(read("K; vitamin d, xyz, xyz"), (vec!["K"], vec!["vitamin d".to_owned(), "xyz".to_owned()]));
    }

    #[test]
    fn every_test_and_panel_is_found_by_code_and_by_each_name() {
        for test in &CATALOGUE.tests {
            for text in [&test.code, &test.code.to_lowercase(), &test.name.en, &test.name.hi] {
                assert_eq!(read(text), (vec![test.code.as_str()], Vec::new()), "{text}");
            }
            assert!(CATALOGUE.search(&test.code).iter().any(|h| h.code == test.code), "{}", test.code);
        }
        for panel in &CATALOGUE.panels {
            let wanted: Vec<&str> = CATALOGUE.tests_of(&panel.code).map(|t| t.code.as_str()).collect();
            for text in [&panel.code, &panel.name.en, &panel.name.hi] {
                assert_eq!(read(text), (wanted.clone(), Vec::new()), "{text}");
            }
        }
    }

    #[test]
    fn search_gives_codes_then_panels_then_names() {
        let codes = |text: &str| CATALOGUE.search(text).into_iter().map(|h| h.code).collect::<Vec<_>>();
        assert_eq!(codes("k")[0], "K");
        assert_eq!(codes("cb")[0], "CBC");
        assert_eq!(codes("cal"), ["CA", "ICA", "GLOB", "LDL", "VLDL", "PCT"]);
        assert_eq!(codes("sgot"), ["AST"]);
        assert_eq!(codes("co")[..3], ["COAG", "CBC", "RBC"]);
        assert_eq!(codes("पोटै"), ["K"]);
        assert_eq!(codes("nothing of the kind"), [""; 0]);
        assert_eq!(codes("").len(), CATALOGUE.panels.len());
        assert!(CATALOGUE.search("").iter().all(|h| h.is_panel && h.tests > 0));
        assert!(codes("a").len() <= HITS_MAX);
    }

    #[test]
    fn tubes_come_in_the_order_of_draw() {
        let (tests, _) = CATALOGUE.expand("RBS, CBC, HbA1c, LFT, K, PT, BCULT, ESR, UPT, APH, ICA, HIV");
        let tubes = CATALOGUE.tubes_for(&tests);
        let kinds: Vec<&str> = tubes.iter().map(|t| t.kind.as_str()).collect();
        assert_eq!(
            kinds,
            [
                "BLOOD_CULTURE_BOTTLE",
                "BLUE_CITRATE",
                "BLACK_CITRATE",
                "RED_PLAIN",
                "YELLOW_SST",
                "GREEN_HEPARIN",
                "HEPARIN_SYRINGE",
                "LAVENDER_EDTA",
                "GREY_FLUORIDE",
                "URINE_CONTAINER"
            ]
        );
        assert_eq!(tubes.iter().map(|t| t.tests.len()).sum::<usize>(), tests.len());
        assert_eq!(tubes[7].tests.last().map(String::as_str), Some("HBA1C"));
        assert!(CATALOGUE.tubes_for(&[]).is_empty());
    }

    #[test]
    fn names_in_both_languages() {
        assert_eq!(CATALOGUE.name("K", Lang::En), "Potassium");
        assert_eq!(CATALOGUE.name("k", Lang::Hi), "पोटैशियम");
        assert_eq!(CATALOGUE.name("QQ", Lang::En), "QQ");
    }
}
