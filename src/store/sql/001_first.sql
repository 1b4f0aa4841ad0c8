-- The journal: the only table that is not derived. Append-only, by trigger.
-- id: the entry's address packed into one integer (counter, letter, sequence), see journal::EntryId::packed.
CREATE TABLE journal (
  id        INTEGER PRIMARY KEY,
  bytes     BLOB NOT NULL,
  signature BLOB NOT NULL CHECK (length(signature) = 64)
) STRICT;
CREATE TRIGGER journal_never_changes BEFORE UPDATE ON journal BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER journal_never_shrinks BEFORE DELETE ON journal BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;

-- Which entries speak of which patient or visit.
CREATE TABLE link (
  subject INTEGER NOT NULL,
  entry   INTEGER NOT NULL,
  PRIMARY KEY (subject, entry)
) STRICT, WITHOUT ROWID;

-- state: journal::fold::PatientState as JSON.
CREATE TABLE patient (
  id    INTEGER PRIMARY KEY,
  state TEXT NOT NULL
) STRICT;

-- state: journal::fold::VisitState as JSON. day: days since 0001-01-01 of the local date on which the token counts.
-- queue: 0 waiting, 1 called, 2 skipped, 3 done, 9 voided.
CREATE TABLE visit (
  id      INTEGER PRIMARY KEY,
  patient INTEGER NOT NULL,
  day     INTEGER NOT NULL,
  clinic  TEXT NOT NULL,
  queue   INTEGER NOT NULL,
  state   TEXT NOT NULL
) STRICT;
CREATE INDEX visit_of_patient ON visit (patient);
CREATE INDEX visit_of_day ON visit (day, clinic, queue);

-- Highest serial of each series ('event/K7A/M') and of each clinic's tokens of a day ('token/738847/ORT-14/K7A').
CREATE TABLE series (
  name TEXT PRIMARY KEY,
  last INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- What a patient can be found by: 'n:' number, 'm:' mobile, 'd:' last four digits, 'u:' UHID, 'a:' ABHA, 'w:' word of a name, 'k:' its sound.
CREATE TABLE term (
  term    TEXT NOT NULL,
  patient INTEGER NOT NULL,
  PRIMARY KEY (term, patient)
) STRICT, WITHOUT ROWID;

-- Papers to print. Not derived: it survives a restart, and says what never came out.
-- state: 0 waiting, 1 printing, 2 printed, 3 failed, 4 cancelled.
CREATE TABLE print (
  id      INTEGER PRIMARY KEY AUTOINCREMENT,
  visit   INTEGER NOT NULL,
  paper   TEXT NOT NULL,
  size    TEXT NOT NULL,
  copy    INTEGER NOT NULL,
  state   INTEGER NOT NULL DEFAULT 0,
  tries   INTEGER NOT NULL DEFAULT 0,
  failure TEXT NOT NULL DEFAULT '',
  printer TEXT NOT NULL DEFAULT '',
  at      TEXT NOT NULL
) STRICT;
CREATE INDEX print_open ON print (state) WHERE state IN (0, 1, 3);

-- What a person has typed and not saved yet.
CREATE TABLE draft (
  login TEXT PRIMARY KEY,
  form  TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Small facts: 'indexed' is the packed id up to which own entries are in `term`.
CREATE TABLE fact (
  name  TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
