-- Stays, arrivals and records of registers; state: journal::fold::CaseState as JSON.
-- kind: 'stay', 'arrival', or a register ('mlc', 'birth', …). day: days since 0001-01-01 of the local date on which it happened.
-- open: 1 while a stay is requested or in a ward, an arrival has not left, a record may still be acted on; 0 after that.
-- ward, bed: where a stay is now (ward wished, for a request); the ward of an indent. plan: bed that a planned transfer holds.
CREATE TABLE episode (
  id      INTEGER PRIMARY KEY,
  kind    TEXT NOT NULL,
  patient INTEGER,
  day     INTEGER NOT NULL,
  open    INTEGER NOT NULL,
  ward    TEXT NOT NULL,
  bed     TEXT NOT NULL,
  plan    TEXT NOT NULL,
  number  TEXT NOT NULL,
  state   TEXT NOT NULL
) STRICT;
CREATE INDEX episode_of_patient ON episode (patient);
CREATE INDEX episode_of_day ON episode (kind, day);
CREATE INDEX episode_open ON episode (kind, ward) WHERE open = 1;
CREATE INDEX episode_number ON episode (number);

-- What was said last of a bed; state: journal::fold::BedState as JSON. bed_link: the entries that say it.
CREATE TABLE bed (
  code  TEXT PRIMARY KEY,
  state TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE bed_link (
  bed   TEXT NOT NULL,
  entry INTEGER NOT NULL,
  PRIMARY KEY (bed, entry)
) STRICT, WITHOUT ROWID;
