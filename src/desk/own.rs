//! Small things of the desk: drafts, the print queue's buttons, settings.

use super::cases::Of;
use super::lookup::visit_line;
use super::place::CounterFile;
use super::views::{PrintLine, VisitLine};
use super::{Counter, Desk, Place};
use crate::desk::settings::Settings;
use crate::hospital::opd_form::OpdForm;
use crate::hospital::permissions::Right;
use crate::problem::Problem;
use crate::store::{PrintRow, PrintState, PrintUpdate};

impl Desk {
    /// The counter that is open.
    #[must_use]
    pub const fn counter(&self) -> &Counter {
        &self.counter
    }

    /// Which counter this is.
    #[must_use]
    pub const fn counter_file(&self) -> &CounterFile {
        &self.counter.file
    }

    /// What lists on paper say of their maker.
    #[must_use]
    pub fn of(&self) -> Of<'_> {
        (self.masters(), &self.counter.file, &self.user.name, self.now())
    }

    /// Its folder.
    #[must_use]
    pub const fn place(&self) -> &Place {
        &self.counter.place
    }

    /// What this counter has been told about itself.
    #[must_use]
    pub const fn settings(&self) -> &Settings {
        &self.counter.settings
    }

    /// Keeps other settings, in the counter's folder too.
    ///
    /// # Errors
    /// A problem of the disk.
    pub fn keep_settings(&mut self, settings: Settings) -> Result<(), Problem> {
        self.counter.place.keep_settings(&settings)?;
        self.counter.settings = settings;
        Ok(())
    }

    /// Takes settings that were kept already.
    pub fn set_settings(&mut self, settings: Settings) {
        self.counter.settings = settings;
    }

    /// Keeps what this person has typed, whole Aadhaar numbers swept out.
    ///
    /// # Errors
    /// A problem of the disk.
    pub fn keep_draft(&mut self, form: &OpdForm) -> Result<(), Problem> {
        let form = form.swept();
        if form.is_blank() {
            return self.forget_draft();
        }
        let text = serde_json::to_string(&form).map_err(|_json| Problem::device("problem-internal"))?;
        Ok(self.store.keep_draft(&self.user.login, &text)?)
    }

    /// Forgets this person's draft: it was saved.
    ///
    /// # Errors
    /// A problem of the disk.
    pub fn forget_draft(&mut self) -> Result<(), Problem> {
        Ok(self.store.keep_draft(&self.user.login, "")?)
    }

    /// What this person had typed and not saved. Nobody else's.
    ///
    /// # Errors
    /// A problem of the disk.
    pub fn draft(&self) -> Result<Option<OpdForm>, Problem> {
        let text = self.rows()?.draft(&self.user.login)?;
        Ok(text.and_then(|t| serde_json::from_str(&t).ok()))
    }

    /// A clinic's tokens of today.
    ///
    /// # Errors
    /// A problem of the disk.
    pub fn clinic_lines(&self, clinic: &str) -> Result<Vec<VisitLine>, Problem> {
        Ok(self.rows()?.visits_of_clinic(self.today(), clinic)?.into_iter().map(visit_line).collect())
    }

    /// The print queue, what is open first.
    ///
    /// # Errors
    /// A problem of right or disk.
    pub fn prints(&self) -> Result<Vec<PrintLine>, Problem> {
        self.may(Right::PrintQueue)?;
        self.rows()?.prints()?.into_iter().map(|row| self.print_line(row)).collect()
    }

    fn print_line(&self, row: PrintRow) -> Result<PrintLine, Problem> {
        let (number, name) = if let Some(case) = self.rows()?.case(&row.visit)?.filter(|_| !row.paper.is_opd()) {
            let patient = case.patient.map(|p| p.patient);
            let name = patient.as_ref().map(|p| p.details.name.clone()).unwrap_or_default();
            let number = patient.map(|p| p.number).or(case.case.number);
            (number.ok_or_else(|| Problem::refused("problem-not-found"))?, name)
        } else {
            let visit = self.visit_row(&row.visit)?;
            (visit.patient.patient.number, visit.patient.patient.details.name)
        };
        Ok(PrintLine {
            id: row.id,
            visit: row.visit,
            number,
            name,
            paper: row.paper,
            state: row.state,
            tries: row.tries,
            failure: row.failure,
            at: row.at,
            printer: row.printer,
        })
    }

    /// Writes down what became of a paper; gives its line now.
    ///
    /// # Errors
    /// A problem of the disk.
    pub fn note_print(&mut self, id: u64, update: &PrintUpdate) -> Result<Option<PrintLine>, Problem> {
        self.store.update_print(id, update)?;
        self.rows()?.print(id)?.map(|row| self.print_line(row)).transpose()
    }

    /// Writes down that papers came out otherwise than through the queue, for instance into a file.
    ///
    /// # Errors
    /// A problem of the disk.
    pub fn note_printed(&mut self, ids: &[u64], where_to: &str) -> Result<(), Problem> {
        for id in ids {
            let out =
                PrintUpdate { state: PrintState::Printed, failure: String::new(), printer: where_to.to_owned(), tried: true };
            self.store.update_print(*id, &out)?;
        }
        Ok(())
    }

    /// Puts a paper back in the queue.
    ///
    /// # Errors
    /// A problem of right or disk.
    pub fn retry_print(&mut self, id: u64) -> Result<(), Problem> {
        self.change_print(id, PrintState::Waiting)
    }

    /// Takes a paper out of the queue. Its row stays.
    ///
    /// # Errors
    /// A problem of right or disk.
    pub fn cancel_print(&mut self, id: u64) -> Result<(), Problem> {
        self.change_print(id, PrintState::Cancelled)
    }

    fn change_print(&mut self, id: u64, state: PrintState) -> Result<(), Problem> {
        self.may(Right::PrintQueue)?;
        let row = self.rows()?.print(id)?.ok_or_else(|| Problem::refused("problem-not-found"))?;
        if row.state == PrintState::Printed {
            return Err(Problem::refused("problem-printed-already"));
        }
        let update = PrintUpdate { state, failure: String::new(), printer: row.printer, tried: false };
        Ok(self.store.update_print(id, &update)?)
    }
}
