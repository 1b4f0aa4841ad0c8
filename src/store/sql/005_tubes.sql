-- Which order a tube belongs to, by every label it has or had. Two rows for one label: two orders claim the same tube.
CREATE TABLE tube (
  accession TEXT NOT NULL,
  episode   INTEGER NOT NULL,
  PRIMARY KEY (accession, episode)
) STRICT, WITHOUT ROWID;
CREATE INDEX tube_of_order ON tube (episode);
