//! Everything a person can do, one function each. Checks the right, appends entries, says what to print. No screen, no SQL text.

pub mod archive;
mod audit;
mod blocks;
mod bundles;
mod case_papers;
pub mod cases;
mod clock;
mod conflicts;
mod control;
mod demo_index;
pub mod event;
mod export;
mod figures;
mod gate;
pub mod handover;
mod hub;
mod hub_views;
mod index;
mod index_build;
pub mod lab;
mod lab_day;
mod lookup;
mod merge;
mod one_person;
mod own;
mod papers;
pub mod papers_in;
pub mod people;
mod place;
pub mod printing;
mod queue;
mod register;
mod scan;
mod sealing;
mod second;
mod sent;
mod session;
mod set_up;
pub mod settings;
mod sides;
mod stick;
mod taking;
pub mod views;
mod ward_day;

pub use crate::hub::{HubMark, statements as hub_statements};
pub use crate::index::Ask as IndexAsk;
pub use audit::verify;
pub use blocks::{BlockLine, PROGRAM};
pub use bundles::{
    BundleDone, BundleFile, BundlePlan, BundleSource, BundleWish, BundlesMade, bundles_in, control_counters, fault_text,
    plan_bundle, write_bundles,
};
pub use clock::{Clock, system_clock};
pub use conflicts::{Conflict, Copy, Side};
pub use control::{
    ControlSource, ControlView, CounterLine, InstallationLine, KnownRoots, RootStanding, ShiftLine, TUBE_HOURS, control_view,
};
pub use demo_index::{DEMO_EXPORT, make_demo_index};
pub use export::{ExportDone, ExportKind, ExportSource, write_export};
pub use gate::{Gate, Plan, PlanLine};
pub use hub::{FromHub, HUB_DAYS, HubLine, HubOpen, HubOpened, HubOrder, HubPushed};
pub use index::{Central, INDEX_FILE, IndexWay, Officer};
pub use index_build::{IndexBase, IndexBuild, IndexBuilt, PackOfficer, build_index, open_index_file};
pub use lab_day::{LAB_DAY, LabPart, lab_day};
pub use lookup::{Searcher, visit_line};
pub use one_person::{Evidence, EvidenceSide};
pub use papers::{DayCodes, PaperJob, Printed, day_codes, lay_out, paper_pdf, recovery_pdf, register_lines, register_paper};
pub use place::{CounterFile, Place, Standing, read_pack_file};
pub use queue::queues;
pub use register::PrintWish;
pub use sealing::{SealFiles, Sealed, seal_folder, site_key};
pub use second::{Second, SecondStanding, SecondWay};
pub use sent::SentBundle;
pub use session::{Counter, recover};
pub use set_up::{DemoMade, SetUp, SetUpDone, key_mark, make_demo, set_up};
pub use stick::{StickBundle, bundles_below, waiting_bundle};
pub use ward_day::ward_day;

use crate::hospital::lab::Catalogue;
use crate::hospital::pack::{Masters, User};
use crate::hospital::permissions::Right;
use crate::problem::Problem;
use crate::store::{Key, Store, View};
use crate::vault::{Identity, Pack};
use chrono::{DateTime, FixedOffset, NaiveDate};
use std::cell::RefCell;
use std::sync::Arc;

/// A counter that a person has opened. One at a time; dropping it closes the records.
pub struct Desk {
    pub(crate) counter: Counter,
    pub(crate) store: Store,
    pub(crate) key: Key,
    pub(crate) user: User,
    /// The person's private keys, to change the password and to take a new pack.
    pub(crate) identities: Vec<Identity>,
    pub(crate) first_password: bool,
    /// Codes of papers that were read and not taken in yet.
    pub(crate) tray: papers_in::Tray,
    /// The laboratory's catalogue of the masters in force, made when it is first asked for.
    pub(crate) catalogue: RefCell<Option<(Arc<Masters>, Arc<Catalogue>)>>,
}

impl Desk {
    /// The masters in force.
    #[must_use]
    pub fn masters(&self) -> &Arc<Masters> {
        &self.counter.masters
    }

    /// The pack in force.
    #[must_use]
    pub fn pack(&self) -> &Pack {
        &self.counter.pack
    }

    /// The clock's time now.
    #[must_use]
    pub fn now(&self) -> DateTime<FixedOffset> {
        (self.counter.clock)()
    }

    /// Today by the local clock.
    #[must_use]
    pub fn today(&self) -> NaiveDate {
        self.now().date_naive()
    }

    /// Key for connections of other threads of this program.
    #[must_use]
    pub const fn key(&self) -> &Key {
        &self.key
    }

    /// The store, for reading.
    #[must_use]
    pub const fn store(&self) -> &Store {
        &self.store
    }

    /// The rows derived from the records, up to the last entry.
    ///
    /// # Errors
    /// A [`Problem`] of the disk.
    pub fn rows(&self) -> Result<View<'_>, Problem> {
        Ok(self.store.read()?)
    }

    /// Who works here now.
    #[must_use]
    pub const fn user(&self) -> &User {
        &self.user
    }

    /// Installation as printed: `K7A`.
    #[must_use]
    pub fn installation(&self) -> String {
        self.counter.file.installation()
    }

    /// Refuses what the person's roles do not carry.
    ///
    /// # Errors
    /// `problem-no-right`.
    pub fn may(&self, right: Right) -> Result<(), Problem> {
        if self.user.roles.iter().any(|role| role.may(right)) {
            Ok(())
        } else {
            Err(Problem::refused("problem-no-right").with("right", right.word_id()).with("person", self.user.login.clone()))
        }
    }

    /// Writes search terms of what was saved lately; called when there is nothing else to do.
    ///
    /// # Errors
    /// A [`Problem`] when the disk refuses; the records are safe and the terms are written later.
    pub fn idle(&mut self) -> Result<(), Problem> {
        self.store.index_pending()?;
        Ok(())
    }

    /// Ends the person's work: the records are closed, the counter can be opened by the next.
    ///
    /// # Errors
    /// A [`Problem`] when the disk refuses to close; what was saved is safe.
    pub fn close(self) -> Result<Counter, Problem> {
        self.store.close()?;
        Ok(self.counter)
    }
}
