//! Reading: rows of the export into runs. The only stage that sees texts as they come, and the only one that is gone on with.

use super::base::Base;
use super::row::{Cutter, ROWS_MAX, Texts};
use super::run::{self, Run, Written};
use super::state::{Prefix, Seen, Stamp, State};
use super::work::Work;
use super::{Began, On, Plan, Stage, tell};
use crate::disk::DiskError;
use crate::hospital::central::CentralPatient;
use crate::index::IndexError;
use crate::index::intake::{Done, Intake, Mark, RowFault, Taken};
use crate::index::record::Record;
use std::fs::File;
use std::io::Read as _;

/// Bytes of the export that the key of the work folder is made of.
const SEED_BYTES: u64 = 1 << 20;
/// Rows between two looks at whether to go on.
const TELL_ROWS: u32 = 2048;

/// All that reading found out.
pub(super) struct ReadAll {
    pub texts: Texts,
    pub state: State,
    pub began: Began,
    pub base: Option<String>,
    pub base_people: u32,
    /// Of the export.
    pub sha256: String,
}

/// Opens the work folder; what lies there is kept only if it is of the same build.
pub(super) fn open(plan: &Plan<'_>) -> Result<(Work, Seen, Option<Base>), IndexError> {
    let wrap = |e| DiskError::new(plan.from, e);
    let mut start = Vec::new();
    File::open(plan.from).map_err(wrap)?.take(SEED_BYTES).read_to_end(&mut start).map_err(wrap)?;
    let bytes = Stamp::of(plan.from)?.bytes.to_le_bytes();
    let base = plan.base.map(|(path, key)| Base::open(path, key, plan.site)).transpose()?;
    // Who has the changes alone must not be able to read the base's people.
    let base_key = plan.base.map_or([0; 32], |(_, key)| *key.0);
    let work = Work::open(plan.work, &[&start, &bytes, &base_key], plan.key)?;
    let seen = State::find(plan, base.as_ref(), &work)?;
    Ok((work, seen, base))
}

/// Reads what is not read yet.
pub(super) fn read(
    plan: &Plan<'_>,
    work: &Work,
    (seen, base): (Seen, Option<Base>),
    on: On<'_>,
    fault: &mut dyn FnMut(&RowFault),
) -> Result<ReadAll, IndexError> {
    let Seen { state, began, prefix } = seen;
    let mut reading = Reading {
        plan,
        work,
        state,
        prefix,
        cutter: Cutter::default(),
        run: Run::default(),
        written: Written::default(),
        record: Record::default(),
    };
    for number in 0..reading.state.runs {
        run::load(work, number, &mut reading.cutter.texts, fault)?;
        tell(on, Stage::Read, 0, reading.state.stamp.bytes)?;
    }
    reading.written = Written::of(&reading.cutter.texts);
    let (base_id, base_people) = (base.as_ref().map(Base::id), base.as_ref().map_or(0, Base::people));
    if !reading.state.whole {
        if let Some(base) = base {
            reading.base(&base, on)?;
        }
        reading.export(on, fault)?;
    }
    if Stamp::of(plan.from)? != reading.state.stamp {
        return Err(IndexError::Changed { path: plan.from.to_owned() });
    }
    let Reading { state, cutter, prefix, .. } = reading;
    Ok(ReadAll { texts: cutter.texts, sha256: prefix.hex(), state, began, base: base_id, base_people })
}

struct Reading<'a> {
    plan: &'a Plan<'a>,
    work: &'a Work,
    state: State,
    prefix: Prefix,
    cutter: Cutter,
    run: Run,
    written: Written,
    record: Record,
}

impl Reading<'_> {
    fn base(&mut self, base: &Base, on: On<'_>) -> Result<(), IndexError> {
        base.from(self.state.base, |person| {
            self.state.base += 1;
            self.take(person, false)?;
            if self.state.base.is_multiple_of(TELL_ROWS) {
                tell(on, Stage::Read, u64::from(self.state.base), u64::from(base.people()))?;
            }
            if self.full() { self.flush() } else { Ok(()) }
        })
    }

    fn export(&mut self, on: On<'_>, fault: &mut dyn FnMut(&RowFault)) -> Result<(), IndexError> {
        let wrap = |e| DiskError::new(self.plan.from, e);
        let file = File::open(self.plan.from).map_err(wrap)?;
        let mut intake =
            Intake::new(file, self.plan.columns, self.plan.uhid, self.plan.day).map_err(|error| self.named(error))?;
        if let Some(mark) = self.state.mark {
            intake = intake.at(mark)?;
        }
        let mut lines = 0_u32;
        while let Some(taken) = intake.next() {
            self.taken(taken.map_err(|error| self.named(error))?, fault)?;
            lines += 1;
            if lines.is_multiple_of(TELL_ROWS) {
                tell(on, Stage::Read, intake.position().offset, self.state.stamp.bytes)?;
            }
            if self.full() {
                self.state.mark = Some(intake.position());
                self.flush()?;
            }
        }
        self.state.mark = Some(Mark { offset: self.state.stamp.bytes, ..intake.position() });
        self.state.whole = true;
        self.flush()
    }

    fn taken(&mut self, taken: Taken, fault: &mut dyn FnMut(&RowFault)) -> Result<(), IndexError> {
        for one in taken.faults {
            self.state.counts.add(&one);
            self.state.fields_dropped += u64::from(one.done == Done::FieldLeftOut);
            fault(&one);
            self.run.push_fault(one);
        }
        let Some(row) = taken.row else { return Ok(()) };
        self.take(&row.patient, row.gone)
    }

    fn take(&mut self, person: &CentralPatient, gone: bool) -> Result<(), IndexError> {
        let row = self.state.rows;
        if row == ROWS_MAX {
            return Err(DiskError::TooLarge { path: self.plan.from.to_owned() }.into());
        }
        if gone {
            let Some(((shape, _), number)) = self.cutter.shape(&person.uhid) else { return Ok(()) };
            self.run.push_gone(shape, number, row);
        } else {
            // The intake leaves out a row whose UHID has more digits than there can be.
            let Some(key) = self.cutter.cut(person, row, &mut self.record) else { return Ok(()) };
            self.run.push(&key, &self.record);
        }
        self.state.rows += 1;
        Ok(())
    }

    fn full(&self) -> bool {
        self.run.size() >= self.plan.memory
    }

    /// Sets the run down, and then says so: killed in between, the run is read again.
    fn flush(&mut self) -> Result<(), IndexError> {
        self.prefix.up_to(self.state.mark.map_or(0, |mark| mark.offset))?;
        if !self.run.is_empty() {
            self.run.flush(self.work, self.state.runs, &self.cutter.texts, &mut self.written)?;
            self.state.runs += 1;
        }
        self.state.sha256 = self.prefix.hex();
        self.state.put(self.work)
    }

    /// The intake does not know the file's name.
    fn named(&self, error: IndexError) -> IndexError {
        match error {
            IndexError::Export { what, .. } => IndexError::Export { path: self.plan.from.to_owned(), what },
            other => other,
        }
    }
}
