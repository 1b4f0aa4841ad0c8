//! A run: as many rows as fit into the buffers, set down in the order of people, with the texts and faults that were new in it.

use super::intern::Interner;
use super::row::{self, KEY_BYTES, Key, Texts};
use super::sorter::write_sorted;
use super::work::{Work, WorkReader};
use crate::index::IndexError;
use crate::index::codec::push_varint;
use crate::index::intake::{Done, FaultKind, RowFault};
use crate::index::record::Record;

/// Rows in memory.
#[derive(Default)]
pub(super) struct Run {
    bytes: Vec<u8>,
    rows: Vec<Place>,
    uhids: Vec<u128>,
    faults: Vec<RowFault>,
}

/// A row in `bytes`.
struct Place {
    major: u128,
    at: usize,
    len: u32,
}

/// How many texts were set down by the runs before.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Written {
    faces: u32,
    places: u32,
    shapes: u32,
}

impl Written {
    pub fn of(texts: &Texts) -> Self {
        Self { faces: texts.faces.len(), places: texts.places.len(), shapes: texts.shapes.len() }
    }
}

impl Run {
    pub fn push(&mut self, key: &Key, record: &Record) {
        let at = self.bytes.len();
        row::encode(key, record, &mut self.bytes);
        self.rows.push(Place { major: key.major, at, len: u32::try_from(self.bytes.len() - at).unwrap_or(u32::MAX) });
        self.uhids.push(row::uhid_entry(record.template, record.number, key.row, false));
    }

    /// A UHID that is taken out.
    pub fn push_gone(&mut self, shape: u32, number: u64, row: u32) {
        self.uhids.push(row::uhid_entry(shape, number, row, true));
    }

    pub fn push_fault(&mut self, fault: RowFault) {
        self.faults.push(fault);
    }

    /// Memory in use, in bytes.
    pub const fn size(&self) -> usize {
        self.bytes.len() + self.rows.len() * size_of::<Place>() + self.uhids.len() * 16 + self.faults.len() * 80
    }

    pub const fn is_empty(&self) -> bool {
        self.uhids.is_empty() && self.faults.is_empty()
    }

    /// Sets all down and empties itself. `before` goes on to what is written now.
    pub fn flush(&mut self, work: &Work, run: u32, texts: &Texts, before: &mut Written) -> Result<(), IndexError> {
        let bytes = &self.bytes;
        let key = |place: &Place| bytes.get(place.at..).and_then(Key::decode);
        self.rows.sort_unstable_by(|a, b| a.major.cmp(&b.major).then_with(|| key(a).cmp(&key(b))));
        let mut writer = work.create(&rows_name(run))?;
        let mut head = Vec::new();
        for place in &self.rows {
            head.clear();
            push_varint(u64::from(place.len), &mut head);
            writer.write(&head)?;
            writer.write(bytes.get(place.at..place.at + place.len as usize).unwrap_or_default())?;
        }
        writer.finish()?;
        self.uhids.sort_unstable();
        write_sorted(work, &uhids_name(run), &self.uhids)?;
        self.write_new(work, run, texts, *before)?;
        *before = Written::of(texts);
        self.bytes.clear();
        self.rows.clear();
        self.uhids.clear();
        self.faults.clear();
        Ok(())
    }

    fn write_new(&self, work: &Work, run: u32, texts: &Texts, before: Written) -> Result<(), IndexError> {
        let mut writer = work.create(&new_name(run))?;
        let mut line = Vec::new();
        for (list, from) in [(&texts.faces, before.faces), (&texts.places, before.places), (&texts.shapes, before.shapes)] {
            line.clear();
            push_varint(u64::from(list.len() - from), &mut line);
            writer.write(&line)?;
            for number in from..list.len() {
                let text = list.get(number);
                line.clear();
                push_varint(text.len() as u64, &mut line);
                line.extend_from_slice(text);
                writer.write(&line)?;
            }
        }
        for fault in &self.faults {
            line.clear();
            push_fault(fault, &mut line);
            writer.write(&line)?;
        }
        writer.finish()
    }
}

fn push_fault(fault: &RowFault, out: &mut Vec<u8>) {
    push_varint(fault.line, out);
    let kind = FaultKind::ALL.iter().position(|k| *k == fault.kind).unwrap_or(0);
    let done = Done::ALL.iter().position(|d| *d == fault.done).unwrap_or(0);
    push_varint(kind as u64, out);
    push_varint(done as u64, out);
    push_varint(fault.column.len() as u64, out);
    out.extend_from_slice(fault.column.as_bytes());
}

/// Reads texts and faults of a run again.
pub(super) fn load(work: &Work, run: u32, texts: &mut Texts, fault: &mut dyn FnMut(&RowFault)) -> Result<(), IndexError> {
    let mut reader = work.read(&new_name(run))?;
    for list in [&mut texts.faces, &mut texts.places, &mut texts.shapes] {
        load_list(&mut reader, list)?;
    }
    while let Some(line) = reader.varint()? {
        let (kind, done) = (reader.number()?, reader.number()?);
        let kind = usize::try_from(kind).ok().and_then(|at| FaultKind::ALL.get(at).copied()).ok_or_else(|| reader.damage())?;
        let done = usize::try_from(done).ok().and_then(|at| Done::ALL.get(at).copied()).ok_or_else(|| reader.damage())?;
        let column = reader.line()?.map(|bytes| String::from_utf8_lossy(bytes).into_owned()).unwrap_or_default();
        fault(&RowFault { line, column, kind, done });
    }
    Ok(())
}

fn load_list(reader: &mut WorkReader, list: &mut Interner) -> Result<(), IndexError> {
    for _ in 0..reader.number()? {
        let Some(text) = reader.line()? else { return Err(reader.damage()) };
        list.intern(text);
    }
    Ok(())
}

/// The rows of a run, one after another.
pub(super) struct RunRows {
    reader: WorkReader,
}

impl RunRows {
    pub fn open(work: &Work, run: u32) -> Result<Self, IndexError> {
        Ok(Self { reader: work.read(&rows_name(run))? })
    }

    /// The next row into `record`.
    pub fn next(&mut self, record: &mut Record) -> Result<Option<Key>, IndexError> {
        let Some(bytes) = self.reader.line()? else { return Ok(None) };
        match row::decode(bytes, record) {
            Some(key) => Ok(Some(key)),
            None => Err(self.reader.damage()),
        }
    }

    /// A row is not what was written.
    pub const fn damage(&self) -> IndexError {
        self.reader.damage()
    }

    /// The bytes of the next row into `out`.
    pub fn next_bytes(&mut self, out: &mut Vec<u8>) -> Result<Option<Key>, IndexError> {
        out.clear();
        let Some(bytes) = self.reader.line()? else { return Ok(None) };
        out.extend_from_slice(bytes);
        match bytes.get(..KEY_BYTES).and_then(Key::decode) {
            Some(key) => Ok(Some(key)),
            None => Err(self.reader.damage()),
        }
    }
}

pub(super) fn rows_name(run: u32) -> String {
    format!("rows-{run:05}")
}

pub(super) fn uhids_name(run: u32) -> String {
    format!("uhids-{run:05}")
}

fn new_name(run: u32) -> String {
    format!("new-{run:05}")
}
