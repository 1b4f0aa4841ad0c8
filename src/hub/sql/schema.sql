-- The hub's tables. Plain SQL that PostgreSQL (11 and later), Citus and YugabyteDB take alike: no trigger, no sequence, no function, no
-- advisory lock, one level of partitions, and every key contains site and, where partitioned, day. Each statement may be run again.
CREATE SCHEMA IF NOT EXISTS nirantar;

-- One row a site. batch: number of the last push that was taken; its row lock orders the pushes of the site. hub: this collection's name,
-- drawn when it was made. key: the hub's key, sealed with age to the site's people. prepared: last day with a partition of its own.
CREATE TABLE IF NOT EXISTS nirantar.site (
  site     text COLLATE "C" NOT NULL PRIMARY KEY,
  hub      text NOT NULL,
  mode     text NOT NULL,
  version  integer NOT NULL,
  batch    bigint NOT NULL,
  key      bytea NOT NULL,
  prepared date NOT NULL
);

-- The entries. day and hour: local, by the entry's own clock. id: address, packed (journal::EntryId). mark: keyed hash of its chain hash.
-- sealed: signature and bytes, compressed and encrypted. Partitioned by site and day in one level, because Citus spreads only one.
CREATE TABLE IF NOT EXISTS nirantar.entry (
  site   text COLLATE "C" NOT NULL,
  day    date NOT NULL,
  id     bigint NOT NULL,
  hour   smallint NOT NULL,
  kind   text NOT NULL,
  mark   bytea NOT NULL,
  sealed bytea NOT NULL,
  PRIMARY KEY (site, id, day)
) PARTITION BY RANGE (site, day);
CREATE TABLE IF NOT EXISTS nirantar.entry_rest PARTITION OF nirantar.entry DEFAULT;

-- Other entries at an address that is taken: two PCs worked as one installation. Both are kept.
CREATE TABLE IF NOT EXISTS nirantar.fork (
  site   text COLLATE "C" NOT NULL,
  id     bigint NOT NULL,
  mark   bytea NOT NULL,
  day    date NOT NULL,
  hour   smallint NOT NULL,
  kind   text NOT NULL,
  sealed bytea NOT NULL,
  PRIMARY KEY (site, id, mark)
);

-- What is held of each installation: stretches of sequences with the marks of their ends, as JSON. Its row lock makes pushes of the same
-- installation wait for each other. pushes: how many; it is written first, so that the lock is taken by a write.
CREATE TABLE IF NOT EXISTS nirantar.held (
  site         text COLLATE "C" NOT NULL,
  installation text COLLATE "C" NOT NULL,
  stretches    text NOT NULL,
  pushes       bigint NOT NULL,
  PRIMARY KEY (site, installation)
);

-- What was taken, in the order in which it can be seen: a reader asks for what came after the number it has.
CREATE TABLE IF NOT EXISTS nirantar.batch (
  site         text COLLATE "C" NOT NULL,
  number       bigint NOT NULL,
  installation text COLLATE "C" NOT NULL,
  first        bigint NOT NULL,
  last         bigint NOT NULL,
  day_first    date NOT NULL,
  day_last     date NOT NULL,
  mark         bytea NOT NULL,
  is_fork      boolean NOT NULL,
  PRIMARY KEY (site, number)
);

-- Entries an hour, for the pictures of the control room.
CREATE TABLE IF NOT EXISTS nirantar.pulse (
  site         text COLLATE "C" NOT NULL,
  day          date NOT NULL,
  hour         smallint NOT NULL,
  installation text COLLATE "C" NOT NULL,
  kind         text COLLATE "C" NOT NULL,
  entries      bigint NOT NULL,
  PRIMARY KEY (site, day, hour, installation, kind)
);

-- When a counter was heard last, by the hub's clock, and what it says of itself: numbers left, papers that failed. Nothing of a patient.
CREATE TABLE IF NOT EXISTS nirantar.counter (
  site         text COLLATE "C" NOT NULL,
  installation text COLLATE "C" NOT NULL,
  seen         timestamp with time zone NOT NULL,
  told         text NOT NULL,
  PRIMARY KEY (site, installation)
);
