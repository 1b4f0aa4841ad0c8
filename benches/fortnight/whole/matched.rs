//! Everybody who came matched through the desk, as `nirantar match` does it; then two persons decide what the pass left to them, by
//! the papers that the people show: here, the truth.

use super::came::Truth;
use super::hospital::{OFFICER, SECOND, folder_of, password};
use nirantar::desk::handover::{Matching, asked};
use nirantar::desk::settings::Settings;
use nirantar::desk::{Counter, Desk, Place, system_clock};
use nirantar::disk;
use nirantar::journal::fold::{LinkState, Linking};
use nirantar::journal::{EntryId, Verdict};
use nirantar::worker::run_match;
use std::collections::HashMap;
use std::path::Path;
use std::time::Instant;

/// Lines of a list, at most.
const ALL: usize = 10_000_000;

pub fn sign_in(place: &Path, login: &str) -> Desk {
    let counter = Counter::open(Place::new(place), system_clock()).unwrap();
    counter.sign_in(login, &password(login)).map_err(|(_counter, problem)| problem).unwrap()
}

pub fn run(folder: &Path, control: &str, index: &Path, came: &Path) {
    let home = folder_of(folder, control);
    let done = home.join("matched.csv");
    if done.exists() {
        return;
    }
    let place = Place::new(&home.join("counter"));
    place.keep_settings(&Settings { index: Some(index.to_owned()), ..place.settings() }).unwrap();
    let truth = Known::read(folder, came);
    let mut desk = sign_in(place.folder(), OFFICER);
    desk.open_index(None).unwrap();
    let mut figures = Figures::default();
    let began = Instant::now();
    let (way, central) = (desk.index_way().unwrap(), desk.central(None).unwrap());
    let all = asked(desk.rows().unwrap()).unwrap();
    figures.put("asked", all.len() as f64);
    figures.put("read_s", began.elapsed().as_secs_f64());
    let matching = Matching::new(&central, all, &desk.masters().handover);
    let found = run_match(&way, &matching, &mut |_, _| true).unwrap().unwrap();
    figures.put("match_s", began.elapsed().as_secs_f64());
    let taking = Instant::now();
    let told = desk.take_matches(&found, &mut |_| {}).unwrap();
    desk.idle().unwrap();
    figures.put("written_s", taking.elapsed().as_secs_f64());
    for (name, value) in
        [("sure", told.sure), ("doubtful", told.doubtful), ("new", told.new), ("merged", told.merged), ("pairs", told.pairs)]
    {
        figures.put(name, value as f64);
    }
    truth.judge(
        &found
            .lines
            .iter()
            .map(|line| (&line.of, &line.verdict, line.found.iter().map(|f| f.uhid.as_str()).collect()))
            .collect::<Vec<_>>(),
        &mut figures,
    );
    truth.judge_pairs(
        &found.pairs.iter().filter(|pair| pair.sure).map(|pair| (&pair.line.of, &pair.line.with)).collect::<Vec<_>>(),
        &mut figures,
    );
    drop(central);
    let reviewing = Instant::now();
    review(desk, place.folder(), &truth, &mut figures);
    figures.put("review_s", reviewing.elapsed().as_secs_f64());
    disk::write(&done, figures.text().as_bytes()).unwrap();
    print!("{}", figures.text());
}

/// Two persons: the first decides, the second agrees where it has to be two.
fn review(mut desk: Desk, place: &Path, truth: &Known, figures: &mut Figures) {
    let (mut decided, mut twice) = (0, 0);
    for line in desk.link_lines(Linking::Doubtful, None, ALL).unwrap() {
        let right = truth.right_of(&line.line.id, &line.link);
        desk.decide_match(&line.line.id, right.as_deref(), "the patient's own paper", None).unwrap();
        decided += 1;
    }
    drop(desk.close().unwrap());
    let mut desk = sign_in(place, SECOND);
    for line in desk.link_lines(Linking::Proposed, None, ALL).unwrap() {
        desk.second_match(&line.line.id, true, "").unwrap();
        twice += 1;
    }
    desk.close().unwrap();
    figures.put("decided", f64::from(decided));
    figures.put("seconded", f64::from(twice));
}

/// Who is who.
struct Known {
    rows: HashMap<EntryId, usize>,
    truth: Vec<Truth>,
}

impl Known {
    /// From the counters' notes and the truth beside the rows.
    fn read(folder: &Path, came: &Path) -> Self {
        let mut rows = HashMap::new();
        for counter in std::fs::read_dir(folder.join("counters")).unwrap() {
            let Ok(text) = std::fs::read_to_string(counter.unwrap().path().join("truth.csv")) else { continue };
            rows.extend(text.lines().skip(1).map(|line| {
                let (entry, key) = line.split_once(',').unwrap();
                (entry.parse::<EntryId>().unwrap(), key.parse().unwrap())
            }));
        }
        Self { rows, truth: super::came::read(came).1 }
    }

    fn of(&self, patient: &EntryId) -> Option<&Truth> {
        self.rows.get(patient).and_then(|row| self.truth.get(*row))
    }

    fn right_of(&self, patient: &EntryId, link: &LinkState) -> Option<String> {
        let truth = self.of(patient)?;
        link.found.iter().map(|found| &found.uhid).find(|uhid| truth.right.contains(uhid)).cloned()
    }

    /// Precision of what was linked without anybody looking, and recall, as `matching.rs` counts them.
    fn judge(&self, lines: &[(&EntryId, &Verdict, Vec<&str>)], figures: &mut Figures) {
        let (mut sure, mut wrong, mut listed, mut known) = (0.0, 0.0, 0.0, 0.0);
        for (patient, verdict, found) in lines {
            let truth = self.of(patient);
            let right = found.iter().any(|uhid| truth.is_some_and(|truth| truth.right.iter().any(|right| right == uhid)));
            known += f64::from(u8::from(truth.is_some_and(|truth| truth.known)));
            match verdict {
                Verdict::Sure if right => sure += 1.0,
                Verdict::Sure => wrong += 1.0,
                Verdict::Doubtful if right => listed += 1.0,
                _ => {}
            }
        }
        figures.put("precision", sure / f64::max(sure + wrong, 1.0));
        figures.put("wrong", wrong);
        figures.put("recall_sure", sure / f64::max(known, 1.0));
        figures.put("recall", (sure + listed) / f64::max(known, 1.0));
    }

    fn judge_pairs(&self, sure: &[(&EntryId, &EntryId)], figures: &mut Figures) {
        let person = |patient: &EntryId| self.of(patient).map(|truth| truth.person);
        let right = sure.iter().filter(|(one, other)| person(one).is_some() && person(one) == person(other)).count();
        figures.put("pairs_sure", sure.len() as f64);
        figures.put("pairs_precision", right as f64 / sure.len().max(1) as f64);
    }
}

/// Names and values, in order.
#[derive(Default)]
pub struct Figures(Vec<(String, f64)>);

impl Figures {
    fn put(&mut self, name: &str, value: f64) {
        self.0.push((name.to_owned(), value));
    }

    fn text(&self) -> String {
        self.0.iter().fold(String::new(), |text, (name, value)| text + &format!("match_{name},{value}\n"))
    }
}
