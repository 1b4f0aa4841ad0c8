-- What this database has of each installation: runs of sequences, as addresses of their first and last entry. A run never spans two
-- installations, because sequences begin at 1.
CREATE TABLE held (
  first INTEGER PRIMARY KEY,
  last  INTEGER NOT NULL
) STRICT;

-- When each entry was written, by its own clock: day (days since 0001-01-01 of the local date), hour of that day, and its kind.
CREATE TABLE moment (
  id   INTEGER PRIMARY KEY,
  day  INTEGER NOT NULL,
  hour INTEGER NOT NULL,
  kind TEXT NOT NULL
) STRICT;
CREATE INDEX moment_of_kind ON moment (kind, day, hour);

-- Other entries that carry an address which one of the journal has: two PCs worked as the same installation. Append-only as the journal.
CREATE TABLE fork (
  id        INTEGER NOT NULL,
  hash      BLOB NOT NULL CHECK (length(hash) = 32),
  bytes     BLOB NOT NULL,
  signature BLOB NOT NULL CHECK (length(signature) = 64),
  PRIMARY KEY (id, hash)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER fork_never_changes BEFORE UPDATE ON fork BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER fork_never_shrinks BEFORE DELETE ON fork BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;

-- What contradicts itself is listed at once, however much is held.
CREATE INDEX patient_conflict ON patient (id) WHERE instr(state, '"conflict":true') > 0;
CREATE INDEX episode_misfit ON episode (id) WHERE instr(state, '"misfits":[') > 0;
