-- What an entry of the matching or the hand-over says of one record. kind: 0 a patient's link to the patient index, else 1 + place in
-- journal::RecordKind::ALL; record: the address that the record's key names. text: journal::fold's LinkTold or HandTold as JSON.
CREATE TABLE told (
  kind   INTEGER NOT NULL,
  record INTEGER NOT NULL,
  entry  INTEGER NOT NULL,
  text   TEXT NOT NULL,
  PRIMARY KEY (kind, record, entry)
) STRICT, WITHOUT ROWID;

-- What follows for a patient's link; state: journal::fold::LinkState as JSON. uhid: of a link that counts.
CREATE TABLE linking (
  patient INTEGER PRIMARY KEY,
  linking TEXT NOT NULL,
  uhid    TEXT NOT NULL,
  state   TEXT NOT NULL
) STRICT;
CREATE INDEX linking_by ON linking (linking, patient);
CREATE INDEX linking_uhid ON linking (uhid) WHERE uhid <> '';

-- How far a record is; state: journal::fold::HandState as JSON. batch: the last it left in. central: the number that counts.
CREATE TABLE hand (
  kind    INTEGER NOT NULL,
  record  INTEGER NOT NULL,
  phase   TEXT NOT NULL,
  batch   TEXT NOT NULL,
  central TEXT NOT NULL,
  state   TEXT NOT NULL,
  PRIMARY KEY (kind, record)
) STRICT, WITHOUT ROWID;
CREATE INDEX hand_phase ON hand (phase, kind, batch);
CREATE INDEX hand_central ON hand (central) WHERE central <> '';
CREATE INDEX hand_batch ON hand (batch);

-- Batches, and that they were sent. sent: 0 made, 1 sent. text: what the entry says of the batch as a whole, as JSON.
CREATE TABLE batch (
  name  TEXT NOT NULL,
  entry INTEGER NOT NULL,
  sent  INTEGER NOT NULL,
  text  TEXT NOT NULL,
  PRIMARY KEY (name, entry)
) STRICT, WITHOUT ROWID;

-- Two patients that a matching pass thought to be one person; text: journal::PairLine as JSON, or empty where a person says that they
-- are two. The smaller address stands first.
CREATE TABLE pair (
  one   INTEGER NOT NULL,
  other INTEGER NOT NULL,
  entry INTEGER NOT NULL,
  text  TEXT NOT NULL,
  PRIMARY KEY (one, other, entry)
) STRICT, WITHOUT ROWID;

-- Records that the last pre-flight set aside, with what has to be mended, as JSON. Not derived: the next pre-flight writes it anew.
CREATE TABLE aside (
  kind   INTEGER NOT NULL,
  record INTEGER NOT NULL,
  faults TEXT NOT NULL,
  PRIMARY KEY (kind, record)
) STRICT, WITHOUT ROWID;
