//! Judging invented people.

use super::*;
use crate::hospital::names::tokens;

/// A side from a name and a relative.
fn side(name: &str, relation: Option<Relation>, relative: &str) -> Side {
    let words = |text: &str| if text.is_empty() { Vec::new() } else { vec![tokens(text)] };
    Side { names: words(name), relation, relatives: words(relative), ..Side::default() }
}

fn sunita() -> Side {
    Side {
        sex: Some(Sex::Female),
        birth_year: Some(1988),
        mobile: "9812000345".to_owned(),
        pin: "800001".to_owned(),
        place: tokens("Rampur, Patna"),
        ..side("Sunita Devi", Some(Relation::WifeOf), "Mohan Ram")
    }
}

fn named(name: &str, of: Side) -> Side {
    Side { names: vec![tokens(name)], ..of }
}

/// Among forty million.
fn judged(a: &Side, b: &Side) -> Judged {
    judge(a, b, &Weights::of(40_000_000.0), &Unknown)
}

/// Shares as in a big index: a few names that many have, the rest rare.
struct Shares;

impl Commonness for Shares {
    fn share(&self, word: &Token) -> Option<f64> {
        Some(match word.canonical() {
            "devi" => 0.12,
            "kumar" => 0.1,
            "sunita" | "ramesh" => 0.01,
            "sharma" => 0.02,
            _ => 1e-5,
        })
    }
}

fn day(year: i32, month: u32, day: u32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(year, month, day)
}

#[test]
fn nothing_known_adds_nothing() {
    let got = judge(&Side::default(), &sunita(), &Weights::default(), &Unknown);
    assert!(got.bits.abs() < f32::EPSILON, "{got:?}");
    assert!(got.why.is_empty());
    assert!((f64::from(got.score) - 0.7 / 50_000.0).abs() < 1e-6);
}

#[test]
fn the_example_of_the_issue() {
    let asked = Side {
        birth_year: Some(1990),
        ..Side { mobile: "9812000345".to_owned(), ..side("Suneeta Devi", Some(Relation::DaughterOf), "Mohan Ram") }
    };
    let known = Side { relation: Some(Relation::DaughterOf), pin: String::new(), ..sunita() };
    let got = judged(&asked, &known);
    let mut why = got.why.clone();
    why.sort_by_key(|w| w.why_id());
    assert_eq!(why, [Why::AgeApart(2), Why::NameAlike, Why::SameKin(Kin::Father), Why::SameMobile]);
    assert!(got.score > 0.9, "{got:?}");
}

#[test]
fn the_same_record_is_nearly_certain_and_says_why() {
    let got = judged(&sunita(), &sunita());
    assert!(got.score > 0.99, "{got:?}");
    assert_eq!(got.why.len(), 5);
    assert!(
        got.why.contains(&Why::SameMobile) && got.why.contains(&Why::SameName) && got.why.contains(&Why::SameKin(Kin::Husband))
    );
}

#[test]
fn who_shares_the_house_is_not_the_same_person() {
    let child = |name: &str, year: i32| Side {
        sex: Some(Sex::Male),
        birth_year: Some(year),
        ..named(name, Side { relation: Some(Relation::SonOf), ..sunita() })
    };
    let twins = |name: &str| Side { born: day(2022, 11, 20), ..child(name, 2022) };
    for (a, b) in [
        (child("Ramesh Kumar", 1990), child("Rajesh Kumar", 1992)),
        (child("Mohit Kumar", 1990), child("Rohit Kumar", 1990)),
        (child("Anil Kumar", 1990), child("Sunil Kumar", 1995)),
        (twins("Baby I of Sunita"), twins("Baby II of Sunita")),
        (twins("Sunita Twin 1"), twins("Sunita Twin 2")),
        (twins("Baby A Sunita"), twins("Baby B Sunita")),
        (twins("Ramesh Kumar"), twins("Rajesh Kumar")),
        (twins("Sita Kumari"), twins("Gita Kumari")),
        // Husband and wife.
        (Side { sex: Some(Sex::Male), ..named("Mohan Ram", sunita()) }, sunita()),
        // A child named after the grandfather.
        (child("Mohan Ram", 2010), Side { relatives: vec![tokens("Gopal Das")], ..child("Mohan Ram", 1950) }),
    ] {
        for weights in [Weights::of(40_000_000.0), Weights::default()] {
            let got = judge(&a, &b, &weights, &Unknown);
            assert!(got.score < 0.5, "{got:?}");
        }
    }
    // And the one of the house whom the name says.
    let got = judged(&child("Ramesh Kumar", 1991), &child("Ramesh Kr", 1990));
    assert!(got.score > 0.9, "{got:?}");
}

#[test]
fn a_rare_name_says_more_than_a_common_one() {
    let weights = Weights::of(40_000_000.0);
    let bits = |a: &str, b: &str| judge(&side(a, None, ""), &side(b, None, ""), &weights, &Shares).bits;
    let common = bits("Sunita Devi", "Sunita Devi");
    let rare = bits("Zubeda Orang", "Zubeda Orang");
    assert!(rare > common + 5.0, "{rare} {common}");
    assert!(common > 3.0);
    // One word of a common name is less than two, a slip less than none.
    assert!(bits("Sunita", "Sunita") < common);
    assert!(bits("Zubeda Orang", "Zubeida Orang") < rare);
    // The slip itself is rare; the name behind it is not.
    assert!(bits("Sunnita Sharma", "Sunita Sharma") < bits("Zubeda Orang", "Zubeida Orang"));
    let why = judge(&side("Zubeda Orang", None, ""), &side("Zubeda Orang", None, ""), &weights, &Shares).why;
    assert_eq!(why, [Why::RareName]);
    let why = judge(&side("Sunita Devi", None, ""), &side("Sunita Devi", None, ""), &weights, &Shares).why;
    assert_eq!(why, [Why::SameName]);
    // Whatever it says, it does not outweigh everything.
    assert!(rare <= 22.0, "{rare}");
}

#[test]
fn either_script_fits() {
    let both = Side { names: vec![tokens("Sunita Devi"), tokens("सुनीता देवी")], ..Side::default() };
    let got = levels(&named("सुनीता देवी", Side::default()), &both);
    assert_eq!(got.name, Some(NameLevel::Same));
    assert_eq!(levels(&both, &named("Suneeta Devi", Side::default())).name, Some(NameLevel::Sounds));
}

#[test]
fn levels_of_names() {
    for (a, b, level) in [
        ("Sunita Devi", "SUNITA DEVI", NameLevel::Same),
        ("Sunita Devi", "Suneeta Devi", NameLevel::Sounds),
        ("Ram Lal", "Ramlal", NameLevel::Sounds),
        ("Sharma Ramesh", "Ramesh Sharma", NameLevel::Order),
        ("Ramesh K", "K. Ramesh", NameLevel::Order),
        ("Rameshwar Prasad", "Ramehswar Prasad", NameLevel::Close),
        ("Sunita", "Sunita Sharma", NameLevel::Begins),
        ("Suni", "Sunita Sharma", NameLevel::Begins),
        ("Sunita Sharma", "Sunita Verma", NameLevel::First),
        ("Ram Sharma", "Shyam Sharma", NameLevel::Some),
        ("K. Ramesh", "S. Ramesh", NameLevel::Faint),
        // A letter wrong, missing, too much, exchanged, the first one too; in two words; two of a long word.
        ("Ramesh", "Rajesh", NameLevel::Slip),
        ("Urmil Devi", "Ufmil Devi", NameLevel::Slip),
        ("Sita Sharma", "Siat Sharma", NameLevel::Slip),
        ("Sharma Sita", "Siat Sharma", NameLevel::Slip),
        ("Zubeda Orang", "Ubeda Oramg", NameLevel::Slip),
        ("Chandrakala", "Cgandrakalq", NameLevel::Slip),
        // Another word besides.
        ("Sita Sharma", "Siat Verma", NameLevel::Faint),
        ("Ajay", "Amar", NameLevel::Different),
        ("Sunita Devi", "Gopal Das", NameLevel::Different),
        // Only the particle fits.
        ("Sunita Devi", "Meena Devi", NameLevel::Different),
    ] {
        let (a, b) = (named(a, Side::default()), named(b, Side::default()));
        assert_eq!(levels(&a, &b).name, Some(level), "{:?} {:?}", a.names[0][0].plain, b.names[0][0].plain);
        assert_eq!(levels(&b, &a).name, Some(level));
    }
}

/// How many of 20,000 have a word.
struct Has(&'static [(&'static str, f64)]);

impl Commonness for Has {
    fn share(&self, word: &Token) -> Option<f64> {
        self.0.iter().find(|(name, _)| *name == word.plain).map(|(_, people)| people / 2e4)
    }
}

#[test]
fn a_slip_makes_a_word_that_nobody_has() {
    let weights = Weights::of(2e4);
    let has = Has(&[("ramesh", 180.0), ("rajesh", 160.0), ("ramwsh", 1.0), ("ramsh", 3.0), ("kumar", 2e3), ("paswan", 60.0)]);
    let got = |a: &str, b: &str, of: Side| judge(&named(a, of.clone()), &named(b, of), &weights, &has);
    let bits = |a, b| got(a, b, Side::default()).bits;
    for (a, b, from, to) in [
        // Two names that many have.
        ("Ramesh Kumar", "Rajesh Kumar", -6.0, -2.0),
        // Nobody else is called so; nobody at all.
        ("Ramesh Kumar", "Ramwsh Kumar", 7.0, 12.0),
        ("Ramesh Kumar", "Eamesh Kumar", 7.0, 12.0),
        // Two others are: a slip that clerks make, or a name.
        ("Ramesh Kumar", "Ramsh Kumar", 2.0, 6.0),
        // What fits beside it counts by how rare it is.
        ("Ramesh Paswan", "Ramwsh Paswan", 13.0, 20.0),
        // Two slips are rarer than one.
        ("Ramesh Kumar", "Rqmwsh Kumar", 1.0, 5.0),
    ] {
        let bits = bits(a, b);
        assert!((from..to).contains(&bits), "{a} {b} {bits}");
        assert!((bits - self::judge(&named(b, Side::default()), &named(a, Side::default()), &weights, &has).bits).abs() < 0.01);
    }
    assert_eq!(got("Ramesh Kumar", "Ramwsh Kumar", Side::default()).why, [Why::NameSlip]);
    assert_eq!(got("Ramesh Kumar", "Rajesh Kumar", Side::default()).why, [Why::OtherName]);
    // In one house too: brothers are two, a slip is one.
    assert!(got("Ramesh Kumar", "Rajesh Kumar", sunita()).score < 0.3);
    assert!(got("Ramesh Kumar", "Ramwsh Kumar", sunita()).score > 0.9);
    // Nothing is known of how common names are: as if they were two names; where the given name fits, as if only that did.
    let unknown = |a, b| judged(&named(a, Side::default()), &named(b, Side::default())).bits;
    assert!((-4.0..0.0).contains(&unknown("Ramesh", "Ramwsh")));
    assert!((unknown("Ramesh Paswan", "Ramesh Paswab") - unknown("Ramesh Paswan", "Ramesh Das")).abs() < 2.0);
    // The father's name likewise.
    let of = |name: &str| side("", Some(Relation::SonOf), name);
    let bits = |b: &str| judge(&of("Ramesh Kumar"), &of(b), &weights, &has).bits;
    assert!(bits("Ramwsh Kumar") > 6.0 && bits("Rajesh Kumar") < -1.0, "{} {}", bits("Ramwsh Kumar"), bits("Rajesh Kumar"));
}

#[test]
fn a_baby_has_no_name_yet() {
    let child = |name: &str, relation, year| Side { birth_year: Some(year), ..side(name, Some(relation), "Sarla Devi") };
    let baby = child("B/o Sarla Devi", Relation::BabyOf, 2021);
    let later = child("Shaurya", Relation::SonOf, 2021);
    let got = judged(&later, &baby);
    assert_eq!(levels(&later, &baby).name, Some(NameLevel::Unnamed));
    assert!(got.why.contains(&Why::NoNameYet), "{got:?}");
    assert!(got.bits > judged(&later, &child("Rohan", Relation::SonOf, 2021)).bits + 4.0);
    // Its mother is another person, though called so.
    let mother = Side { birth_year: Some(1995), ..side("Sarla Devi", Some(Relation::WifeOf), "Mohan Ram") };
    assert_eq!(levels(&baby, &mother).name, Some(NameLevel::Unnamed));
    // A name typed alone may be the baby's or the mother's.
    assert_eq!(levels(&side("Sarla", None, ""), &baby).name, Some(NameLevel::Sounds));
    // Two that have none are compared as they are; a baby that has one already has it.
    assert_eq!(levels(&baby, &baby).name, Some(NameLevel::Same));
    assert_eq!(levels(&child("Shaurya", Relation::BabyOf, 2021), &later).name, Some(NameLevel::Same));
}

#[test]
fn the_husbands_name_in_the_patients_place() {
    let known = side("Sunita Devi", Some(Relation::WifeOf), "Mohan Ram");
    let got = levels(&side("Mohan Ram", None, "Sunita Devi"), &known);
    assert_eq!((got.name, got.relative), (Some(NameLevel::Crossed), Some(RelativeLevel::Crossed)));
    let got = levels(&side("Mohan Ram", None, ""), &known);
    assert_eq!((got.name, got.relative), (Some(NameLevel::Crossed), None));
    assert_eq!(judged(&side("Mohan Ram", None, ""), &known).why, [Why::NameIsRelative]);
    // Another relative was asked: then it is Mohan himself who is looked for.
    assert_eq!(levels(&side("Mohan Ram", Some(Relation::SonOf), "Gopal Ram"), &known).name, Some(NameLevel::Different));
    // Both fit as they stand: nothing is crossed.
    assert_eq!(levels(&known, &known).name, Some(NameLevel::Same));
}

#[test]
fn relatives() {
    let of = |relation, relative| levels(&side("Sunita Devi", Some(relation), relative), &sunita()).relative;
    assert_eq!(of(Relation::WifeOf, "Mohan Ram"), Some(RelativeLevel::Same));
    assert_eq!(of(Relation::WifeOf, "Mohan"), Some(RelativeLevel::Begins));
    assert_eq!(of(Relation::WifeOf, "Gopal Das"), Some(RelativeLevel::Different));
    assert_eq!(of(Relation::DaughterOf, "Gopal Das"), Some(RelativeLevel::OtherRelation));
    // The father and the husband are two men: that costs less than another husband.
    let bits = |relation| judged(&side("Sunita Devi", Some(relation), "Gopal Das"), &sunita()).bits;
    assert!(bits(Relation::DaughterOf) > bits(Relation::WifeOf) + 0.5);
    let why = judged(&side("Sunita Devi", Some(Relation::WifeOf), "Gopal Das"), &sunita()).why;
    assert!(why.contains(&Why::OtherKin(Kin::Husband)), "{why:?}");
}

#[test]
fn births() {
    let of = |a: Option<NaiveDate>, b: Option<NaiveDate>| {
        levels(&Side { born: a, ..Side::default() }, &Side { born: b, ..Side::default() }).birth
    };
    assert_eq!(of(day(1990, 5, 17), day(1990, 5, 17)), Some(BirthLevel::SameDay));
    assert_eq!(of(day(1990, 5, 7), day(1990, 7, 5)), Some(BirthLevel::AlmostDay));
    assert_eq!(of(day(1990, 5, 17), day(1990, 5, 18)), Some(BirthLevel::AlmostDay));
    assert_eq!(of(day(1990, 5, 17), day(1991, 5, 17)), Some(BirthLevel::AlmostDay));
    // A digit of the year, however far; two digits are another day.
    assert_eq!(of(day(1956, 5, 17), day(1986, 5, 17)), Some(BirthLevel::AlmostDay));
    assert_eq!(of(day(1956, 5, 17), day(1965, 5, 17)), Some(BirthLevel::AlmostDay));
    assert_eq!(of(day(1956, 5, 17), day(1987, 5, 17)), Some(BirthLevel::Far));
    assert_eq!(of(day(1990, 5, 17), day(1990, 8, 2)), Some(BirthLevel::Apart1));
    // The first of January is where only the year is known.
    assert_eq!(of(day(1990, 1, 1), day(1990, 1, 1)), Some(BirthLevel::SameYear));
    assert_eq!(of(day(1990, 1, 1), day(1990, 8, 2)), Some(BirthLevel::SameYear));
    assert_eq!(of(day(1990, 1, 1), None), None);
    let years = |a, b, round_age| {
        let side = |year| Side { birth_year: Some(year), ..Side::default() };
        levels(&Side { round_age, ..side(a) }, &side(b)).birth
    };
    let far = [
        (0, "SameYear"),
        (1, "Apart1"),
        (2, "Apart2"),
        (3, "Apart5"),
        (5, "Apart5"),
        (6, "Apart10"),
        (10, "Apart10"),
        (20, "Apart20"),
        (21, "Far"),
    ];
    for (apart, level) in far {
        assert_eq!(format!("{:?}", years(1980, 1980 + apart, false).unwrap()), level);
    }
    // 38 is said as 40.
    assert_eq!(years(1980, 1982, true), Some(BirthLevel::Apart1));
    let asked = Side { born: day(1990, 5, 7), ..Side::default() };
    let known = Side { born: day(1990, 7, 5), ..Side::default() };
    assert_eq!(judged(&asked, &known).why, [Why::BirthdaySwapped]);
}

#[test]
fn a_mobile_while_it_is_typed() {
    let known = sunita();
    let bits = |mobile: &str| judged(&Side { mobile: mobile.to_owned(), ..Side::default() }, &known).bits;
    let growing: Vec<f32> = (1..=10).map(|n| bits("9812000345".get(..n).unwrap())).collect();
    // Four digits may be the last four as well; these are the first.
    assert!(growing.windows(2).all(|w| w[0] <= w[1]), "{growing:?}");
    assert!(bits("0345") > 8.0, "{}", bits("0345"));
    assert!(bits("9812000354") > 5.0);
    // Another mobile: people change it.
    assert!((-3.0..0.0).contains(&bits("7000000001")), "{}", bits("7000000001"));
}

#[test]
fn numbers_decide_nearly_alone() {
    let with = |uhid: &str, abha: &str| Side { uhid: uhid.to_owned(), abha: abha.to_owned(), ..Side::default() };
    let known = Side { uhid: "AIIMS/2020/000123".to_owned(), abha: "91000000000012".to_owned(), ..sunita() };
    assert!(judged(&with("aiims/2020/000123", ""), &known).score > 0.8);
    assert!(judged(&with("", "91000000000012"), &known).score > 0.8);
    assert_eq!(judged(&with("AIIMS/2020/000123", ""), &known).why, [Why::SameUhid]);
    assert_eq!(judged(&with("", "91000000000021"), &known).why, [Why::AbhaAlmost]);
    // Not against everything else: a card of somebody else.
    let card = Side { birth_year: Some(1950), sex: Some(Sex::Male), ..named("Gopal Das", with("AIIMS/2020/000123", "")) };
    assert!(judged(&card, &known).score < 0.5);
}

#[test]
fn sexes() {
    let of = |a, b| levels(&Side { sex: Some(a), ..Side::default() }, &Side { sex: Some(b), ..Side::default() }).sex;
    assert_eq!(of(Sex::Female, Sex::Female), Some(SexLevel::Same));
    assert_eq!(of(Sex::Female, Sex::Male), Some(SexLevel::Other));
    assert_eq!(of(Sex::Female, Sex::Unknown), None);
    assert_eq!(of(Sex::Other, Sex::Male), None);
}

#[test]
fn nearer_never_weighs_less_than_farther() {
    for people in [2.0, 20.0, 50_000.0, 40_000_000.0, 2e9] {
        let weights = Weights::of(people);
        for field in Field::ALL {
            let table = weights.table(field);
            assert_eq!((table.m.len(), table.u.len()), (field.levels(), field.levels()));
            let bits: Vec<f64> = (0..field.levels()).map(|at| table.bits(at)).collect();
            assert!(bits.windows(2).all(|w| w[0] >= w[1] - 1e-9), "{people} {field:?} {bits:?}");
            let sum: f64 = table.m.iter().sum();
            assert!((sum - 1.0).abs() < 0.03, "{field:?} {sum}");
        }
    }
}

#[test]
fn levels_out_of_order_get_one_weight() {
    let mut table = Table { m: vec![0.5, 0.1, 0.3, 0.1], u: vec![0.1, 0.1, 0.1, 0.7] };
    table.in_order();
    assert!((table.bits(1) - 2.0f64.log2()).abs() < 1e-9, "{table:?}");
    assert!((table.bits(1) - table.bits(2)).abs() < 1e-9);
    assert!((table.m.iter().sum::<f64>() - 1.0).abs() < 1e-9);
}

#[test]
fn every_reason_has_words_of_its_own() {
    let kin = [Kin::Father, Kin::Husband, Kin::Mother];
    let mut ids: Vec<&str> = kin
        .into_iter()
        .flat_map(|k| [Why::SameKin(k), Why::KinAlike(k), Why::OtherKin(k)])
        .chain([Why::SameRelative, Why::RelativeAlike, Why::OtherRelative])
        .map(Why::why_id)
        .collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), 12);
}
