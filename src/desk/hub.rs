//! The hub at this counter: where it is, its password and key, what goes there and what comes from there. Its database and how it is spoken
//! to are `crate::hub`'s.
//!
//! The address stands in the settings, without a password. The password and the hub's key lie in the counter's encrypted records (fact
//! `hub`), as the key of the patient index does: whoever may open the counter has them, a stolen PC has not. In the hub the key is sealed to
//! the site's people; the first who signs in at a counter opens it there with what they hold.

use super::Desk;
use super::views::{HubCounterLine, HubHour, HubSight};
use crate::hospital::number::{CounterCode, Mode};
use crate::hospital::permissions::Right;
use crate::hub::{
    Address, BATCH_MAX, Hub, HubError, HubFigures, HubKey, HubMark, HubSecret, HubWay, Installation, NewSite, Pushed, Run,
    SiteRow, Span, runs,
};
use crate::journal::{Body, Entry, Signed, Tells, verify};
use crate::problem::Problem;
use crate::store::{Held, TakenIn, View};
use crate::vault::{Identity, Pack, open, random, seal};
use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD as B64;
use chrono::NaiveDate;
use ed25519_dalek::VerifyingKey;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeSet, HashSet};
use std::sync::Arc;
use zeroize::{Zeroize as _, Zeroizing};

/// Fact of the records: the database's password, and the hub's key once somebody opened it.
const FACT: &str = "hub";
/// Fact of the records: how far this counter has read.
const FACT_MARK: &str = "hub-mark";
/// Days that are prepared before and after today, where nothing else is said.
const DAYS_BEFORE: u64 = 7;
pub const HUB_DAYS: u64 = 120;

/// What the records keep of the hub.
#[derive(Clone, Default, Serialize, Deserialize)]
struct Kept {
    /// Address that the password is for.
    #[serde(default)]
    address: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    password: Option<String>,
    /// Name of the collection that the key opens, and the key, base64url.
    #[serde(default)]
    hub: String,
    #[serde(default)]
    key: String,
}

/// Neither password nor key stay in memory behind it.
impl Drop for Kept {
    fn drop(&mut self) {
        self.key.zeroize();
        self.password.zeroize();
    }
}

/// What a thread needs to speak to the hub for this counter. Opens nothing by itself.
#[derive(Clone)]
pub struct HubLine {
    way: HubWay,
    site: String,
    mode: Mode,
    own: Installation,
    own_key: VerifyingKey,
    pack: Arc<Pack>,
    identities: Vec<Identity>,
    /// Name of a collection and its key, where somebody opened it here before.
    key: Option<(String, HubKey)>,
    /// How far this counter has read.
    pub mark: HubMark,
}

/// What an officer has made out for a new hub: its key is sealed already.
#[derive(Clone)]
pub struct HubOrder {
    name: String,
    sealed_key: Vec<u8>,
    from: NaiveDate,
    days: u64,
    recipients: Vec<String>,
}

/// The hub, open.
pub struct HubOpen {
    hub: Hub,
    line: HubLine,
    site: SiteRow,
    key: HubKey,
    /// What was found to differ and sent once on this connection.
    told: HashSet<String>,
}

/// What a push did.
#[derive(Debug, Clone, Default)]
pub struct HubPushed {
    pub pushed: Pushed,
    /// Entries that were held back, and why. The others went.
    pub problem: Option<Problem>,
    /// It was told to stop; there is more.
    pub stopped: bool,
}

/// What came from the hub, verified.
pub struct FromHub {
    pub entries: Vec<(Entry, Signed)>,
    /// To be kept once they are taken in.
    pub mark: HubMark,
    pub is_last: bool,
    /// What could not be taken, and why. The others can.
    pub problem: Option<Problem>,
}

/// Key of a collection, as the records keep it.
#[derive(Clone)]
pub struct HubOpened {
    hub: String,
    key: HubKey,
}

fn hub_key(bytes: &[u8]) -> Option<HubKey> {
    Some(HubKey(Zeroizing::new(bytes.try_into().ok()?)))
}

impl HubLine {
    /// Connects, and opens the hub's key.
    ///
    /// # Errors
    /// `problem-hub-…`.
    pub fn open(&self) -> Result<HubOpen, Problem> {
        let mut hub = Hub::connect(&self.way, &self.site)?;
        let site = hub.look(self.mode)?.ok_or(HubError::NotMade)?;
        self.unlocked(hub, site)
    }

    /// Makes what the hub lacks. The key of a hub that is there is sealed anew, to the people of the present pack.
    ///
    /// # Errors
    /// `problem-hub-…`.
    pub fn make(&self, order: &HubOrder) -> Result<HubOpen, Problem> {
        let mut hub = Hub::connect(&self.way, &self.site)?;
        let (name, sealed_key) = (order.name.as_str(), order.sealed_key.as_slice());
        let new = NewSite { hub: name, mode: self.mode, sealed_key, from: order.from, days: order.days };
        let site = hub.init(&new)?;
        let mut open = self.unlocked(hub, site)?;
        if open.site.hub != order.name {
            let sealed = seal(open.key.0.as_slice(), &order.recipients)?;
            open.hub.reseal(&sealed)?;
        }
        Ok(open)
    }

    fn unlocked(&self, mut hub: Hub, site: SiteRow) -> Result<HubOpen, Problem> {
        let kept = self.key.as_ref().filter(|(name, _)| *name == site.hub).map(|(_, key)| key.clone());
        let unsealed = || self.identities.iter().find_map(|identity| hub_key(&open(&site.sealed_key, identity).ok()?));
        let key = kept.or_else(unsealed).ok_or(HubError::Key)?;
        hub.unlock(&key);
        Ok(HubOpen { hub, line: self.clone(), site, key, told: HashSet::new() })
    }

    fn key_of(&self, counter: &CounterCode, letter: char) -> Option<VerifyingKey> {
        if *counter == self.own.counter && letter == self.own.letter {
            return Some(self.own_key);
        }
        self.pack.verifying_key(counter, letter)
    }

    fn runs(&self, entries: Vec<Signed>) -> Result<Vec<Run>, Problem> {
        Ok(runs(entries, (&self.site, self.mode), |counter, letter| self.key_of(counter, letter)).map_err(HubError::from)?)
    }

    /// Whose line it is: `K7A`.
    #[must_use]
    pub fn installation(&self) -> String {
        self.own.to_string()
    }

    /// The hub's address, without its password.
    #[must_use]
    pub fn address(&self) -> String {
        self.way.address.to_string()
    }
}

impl HubOpen {
    /// Key and name, for the records to keep.
    #[must_use]
    pub fn opened(&self) -> HubOpened {
        HubOpened { hub: self.site.hub.clone(), key: self.key.clone() }
    }

    /// Last day that the hub has a place of its own for.
    #[must_use]
    pub const fn prepared(&self) -> NaiveDate {
        self.site.prepared
    }

    /// Entries that this counter has and the hub lacks.
    ///
    /// # Errors
    /// `problem-hub-…`, or a problem of the disk.
    pub fn behind(&mut self, view: View<'_>) -> Result<u64, Problem> {
        let held = self.hub.held()?;
        let missing = |run: &Held| -> u64 {
            let ranges = held.get(&format!("{}{}", run.counter, run.letter));
            ranges.map_or(run.last - run.first + 1, |r| r.missing(run.first, run.last).iter().map(|(a, b)| b - a + 1).sum())
        };
        Ok(view.held()?.iter().map(missing).sum())
    }

    /// Sends what the hub lacks of all that this counter has, own and taken in. `go_on` hears what was done so far and may stop it.
    ///
    /// # Errors
    /// `problem-own-ahead` when the hub has more of this installation than the records here; `problem-hub-…`; or one of the disk.
    pub fn push(&mut self, view: View<'_>, go_on: &mut dyn FnMut(&Pushed) -> bool) -> Result<HubPushed, Problem> {
        let mut done = HubPushed::default();
        // First the hub, then the records: what is saved meanwhile is no gap.
        let held = self.hub.held()?;
        for run in view.held()? {
            let installation = Installation { counter: run.counter.clone(), letter: run.letter };
            let ranges = held.get(&installation.to_string()).cloned().unwrap_or_default();
            let ahead =
                ranges.stretches().last().map(|s| s.last).filter(|last| installation == self.line.own && *last > run.last);
            if let Some(last) = ahead {
                return Err(Problem::damaged("problem-own-ahead").with("entry", installation.id(last).to_string()));
            }
            let mut pieces = ranges.missing(run.first, run.last);
            pieces.extend(self.differing(view, &run, &ranges)?);
            for (first, last) in pieces {
                self.push_piece(view, &Held { first, last, ..run.clone() }, &mut done, go_on)?;
                if done.stopped {
                    return Ok(done);
                }
            }
        }
        self.push_forks(view, &mut done)?;
        Ok(done)
    }

    /// Stretches whose end is not ours: another PC wrote as this installation. Sent once, so that the hub keeps both.
    fn differing(&mut self, view: View<'_>, run: &Held, ranges: &crate::hub::Ranges) -> Result<Vec<(u64, u64)>, Problem> {
        let mut differing = Vec::new();
        for stretch in ranges.stretches().iter().filter(|s| (run.first..=run.last).contains(&s.last)) {
            let at = Held { first: stretch.last, last: stretch.last, ..run.clone() };
            let mut hash = None;
            view.each_signed(&at, |_, signed| {
                hash = Some(signed.hash());
                Ok::<_, Problem>(true)
            })?;
            let same = hash.map(|hash| self.hub.mark(&hash)).transpose()? == Some(stretch.end);
            let name = format!("{}{}-{}", run.counter, run.letter, stretch.last);
            if !same && self.told.insert(name) {
                differing.push((stretch.first.max(run.first), stretch.last));
            }
        }
        Ok(differing)
    }

    fn push_piece(
        &mut self,
        view: View<'_>,
        piece: &Held,
        done: &mut HubPushed,
        go_on: &mut dyn FnMut(&Pushed) -> bool,
    ) -> Result<(), Problem> {
        let mut from = piece.first;
        while from <= piece.last && !done.stopped {
            let batch = Held { first: from, last: piece.last.min(from + BATCH_MAX as u64 - 1), ..piece.clone() };
            let mut entries = Vec::new();
            view.each_signed(&batch, |_, signed| {
                entries.push(signed);
                Ok::<_, Problem>(true)
            })?;
            match self.line.runs(entries) {
                Ok(runs) => {
                    for run in runs {
                        done.pushed += self.hub.push(&run)?;
                    }
                }
                Err(problem) => done.problem = Some(problem),
            }
            from = batch.last + 1;
            done.stopped = !go_on(&done.pushed);
        }
        Ok(())
    }

    /// Entries beside those of the journal, where two claim one address. Each vouches for itself.
    fn push_forks(&mut self, view: View<'_>, done: &mut HubPushed) -> Result<(), Problem> {
        for id in view.forked()? {
            for copy in view.copies(&id)? {
                if !self.told.insert(copy.hash().to_string()) {
                    continue;
                }
                match self.line.runs(vec![copy]) {
                    Ok(runs) => {
                        for run in runs {
                            done.pushed += self.hub.push(&run)?;
                        }
                    }
                    Err(problem) => done.problem = Some(problem),
                }
            }
        }
        Ok(())
    }

    /// What others pushed since the mark, verified.
    ///
    /// # Errors
    /// `problem-hub-…`.
    pub fn pull(&mut self, after: &HubMark) -> Result<FromHub, Problem> {
        let pulled = self.hub.pull(&self.site.hub, after, &self.line.installation())?;
        let damaged = pulled.damaged.into_iter().next().map(|entry| HubError::Damaged { entry }.into());
        let mut from = FromHub { entries: Vec::new(), mark: pulled.mark, is_last: pulled.is_last, problem: damaged };
        for span in pulled.spans {
            match self.verified(span) {
                Ok(entries) => from.entries.extend(entries),
                Err(problem) => from.problem = Some(problem),
            }
        }
        Ok(from)
    }

    fn verified(&self, span: Span) -> Result<Vec<(Entry, Signed)>, Problem> {
        let wrong = || Problem::from(HubError::Entries { entry: span.installation.to_string() });
        if span.is_fork {
            // They need not follow each other, so the signature of the last vouches for none but itself.
            let key = self.line.key_of(&span.installation.counter, span.installation.letter).ok_or_else(wrong)?;
            return span.entries.into_iter().map(|s| Ok((verify(&s, &key).map_err(|_forged| wrong())?, s))).collect();
        }
        let mut all = Vec::with_capacity(span.entries.len());
        for run in self.line.runs(span.entries)? {
            for signed in run.entries() {
                all.push((signed.entry().map_err(|_shape| wrong())?, signed.clone()));
            }
        }
        Ok(all)
    }

    /// Says that this counter is there, and what it says of itself.
    ///
    /// # Errors
    /// `problem-hub-…`.
    pub fn tell(&mut self, says: &Tells) -> Result<(), Problem> {
        let told = serde_json::to_string(says).map_err(|_json| Problem::device("problem-internal"))?;
        Ok(self.hub.tell(&self.line.installation(), &told)?)
    }

    /// What the hub knows of all counters, and the entries an hour of some days.
    ///
    /// # Errors
    /// `problem-hub-…`.
    pub fn sight(&mut self, days: (NaiveDate, NaiveDate)) -> Result<HubSight, Problem> {
        let figures = self.hub.figures(days)?;
        Ok(sight_of(figures, self.line.address(), self.site.prepared))
    }
}

fn sight_of(figures: HubFigures, address: String, prepared: NaiveDate) -> HubSight {
    let counters = figures.counters.into_iter().map(|(installation, counter)| HubCounterLine {
        installation,
        silent_secs: counter.seen.map(|seen| u64::try_from((figures.now - seen).num_seconds()).unwrap_or(0)),
        seen: counter.seen,
        entries: counter.held.entries(),
        gaps: counter.held.gaps(),
        forks: counter.forks,
        says: serde_json::from_str(&counter.told).ok(),
    });
    let hours = figures.pulse.into_iter().map(|p| HubHour { day: p.day, hour: p.hour, kind: p.kind, entries: p.entries });
    HubSight { address, prepared, now: figures.now, counters: counters.collect(), hours: hours.collect() }
}

impl Desk {
    fn hub_kept(&self) -> Result<Kept, Problem> {
        let text = self.rows()?.fact(FACT)?.map(Zeroizing::new);
        Ok(text.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default())
    }

    fn keep_hub(&mut self, kept: &Kept) -> Result<(), Problem> {
        let text = Zeroizing::new(serde_json::to_string(kept).map_err(|_json| Problem::device("problem-internal"))?);
        Ok(self.store.keep_fact(FACT, &text)?)
    }

    /// The way to this counter's hub; `None` where it has none. Connects to nothing.
    ///
    /// # Errors
    /// `problem-hub-address`, or a problem of the disk.
    pub fn hub_line(&self) -> Result<Option<HubLine>, Problem> {
        let Some(text) = self.counter.settings.hub.as_deref() else { return Ok(None) };
        let (address, _none) = Address::read(text)?;
        let kept = self.hub_kept()?;
        let password = kept.password.clone().filter(|_| kept.address == text).map(HubSecret::new);
        let key = B64.decode(kept.key.as_bytes()).ok().map(Zeroizing::new).and_then(|bytes| hub_key(&bytes));
        let mark = self.rows()?.fact(FACT_MARK)?.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default();
        let own = &self.store.installation();
        Ok(Some(HubLine {
            way: HubWay { address, password, name: self.installation() },
            site: own.site.clone(),
            mode: own.mode,
            own: Installation { counter: own.counter.clone(), letter: own.letter },
            own_key: own.signing.verifying_key(),
            pack: Arc::clone(&self.counter.pack),
            identities: self.identities.clone(),
            key: key.map(|key| (kept.hub.clone(), key)),
            mark,
        }))
    }

    /// Names the hub of this counter. A password is kept in the records, never in the settings; where none is given and the
    /// address is the one that was there, the old one stays.
    ///
    /// # Errors
    /// `problem-hub-address`, or a problem of right or disk.
    pub fn join_hub(&mut self, address: &str, password: Option<&str>) -> Result<(), Problem> {
        self.may(Right::SetUp)?;
        let (address, within) = Address::read(address)?;
        let text = address.to_string();
        let before = self.hub_kept()?;
        let typed = password.filter(|p| !p.is_empty()).map(|p| Zeroizing::new(p.to_owned())).or(within);
        let old = before.password.clone().filter(|_| before.address == text);
        let kept = Kept {
            address: text.clone(),
            password: typed.map(|p| p.to_string()).or(old),
            hub: before.hub.clone(),
            key: before.key.clone(),
        };
        // First the entry: a counter that sends its records somewhere must say where.
        if self.counter.settings.hub.as_ref() != Some(&text) {
            self.append(Body::HubNamed { address: text.clone() }, Vec::new(), &[])?;
        }
        self.keep_hub(&kept)?;
        self.keep_hub_address(Some(text))
    }

    /// Takes the hub away from this counter: address, password and key are forgotten here.
    ///
    /// # Errors
    /// `problem-hub-none`, or a problem of right or disk.
    pub fn leave_hub(&mut self) -> Result<(), Problem> {
        self.may(Right::SetUp)?;
        if self.counter.settings.hub.is_none() {
            return Err(Problem::refused("problem-hub-none"));
        }
        self.keep_hub_address(None)?;
        self.keep_hub(&Kept::default())?;
        self.append(Body::HubNamed { address: String::new() }, Vec::new(), &[])?;
        Ok(())
    }

    fn keep_hub_address(&mut self, address: Option<String>) -> Result<(), Problem> {
        let mut settings = self.counter.settings.clone();
        settings.hub = address;
        self.counter.place.keep_settings(&settings)?;
        self.set_settings(settings);
        Ok(())
    }

    /// What a new hub is made with: a fresh key, sealed to everybody of the pack. `days`: how many have a place of their own, from `from` on.
    ///
    /// # Errors
    /// A problem of right.
    pub fn hub_order(&self, from: Option<NaiveDate>, days: u64) -> Result<HubOrder, Problem> {
        self.may(Right::SetUp)?;
        let (key, name) = (random::<32>()?, random::<16>()?);
        let recipients = self.hub_recipients();
        let from = from.unwrap_or_else(|| self.today() - chrono::Days::new(DAYS_BEFORE));
        Ok(HubOrder { name: B64.encode(name.as_slice()), sealed_key: seal(key.as_slice(), &recipients)?, from, days, recipients })
    }

    /// Everybody who may open a counter of this site.
    fn hub_recipients(&self) -> Vec<String> {
        let pack = self.pack();
        let all: BTreeSet<String> = self.masters().counters.iter().flat_map(|counter| pack.recipients(&counter.code)).collect();
        all.into_iter().collect()
    }

    /// What the hub knows of all counters, and the entries an hour of some days.
    ///
    /// # Errors
    /// `problem-hub-…`, or a problem of right.
    pub fn hub_sight(&self, open: &mut HubOpen, days: (NaiveDate, NaiveDate)) -> Result<HubSight, Problem> {
        self.may(Right::SeeHospital)?;
        open.sight(days)
    }

    /// Keeps the key that somebody opened, so that those who sign in later need not be able to.
    ///
    /// # Errors
    /// A problem of the disk.
    pub fn keep_hub_key(&mut self, opened: &HubOpened) -> Result<(), Problem> {
        let key = B64.encode(opened.key.0.as_slice());
        let mut kept = self.hub_kept()?;
        if kept.hub == opened.hub && kept.key == key {
            return Ok(());
        }
        kept.hub.clone_from(&opened.hub);
        kept.key = key;
        self.keep_hub(&kept)
    }

    /// Takes in what came from the hub. Twice is as once.
    ///
    /// # Errors
    /// A problem of the disk; nothing of it is kept then.
    pub fn take_from_hub(&mut self, entries: &[(Entry, Signed)]) -> Result<TakenIn, Problem> {
        Ok(self.store.take_in_all(entries.iter().map(|(entry, signed)| (entry, signed)), &mut |_done| {})?)
    }

    /// Keeps how far this counter has read, once all before it is taken in.
    ///
    /// # Errors
    /// A problem of the disk; what came is then read once more.
    pub fn keep_hub_mark(&mut self, mark: &HubMark) -> Result<(), Problem> {
        let text = serde_json::to_string(mark).map_err(|_json| Problem::device("problem-internal"))?;
        Ok(self.store.keep_fact(FACT_MARK, &text)?)
    }

    /// What this counter says of itself, with nothing of a patient.
    ///
    /// # Errors
    /// A problem of the disk.
    pub fn says(&self) -> Result<Tells, Problem> {
        self.tells()
    }
}
