-- The same tables once more, in memory, to be filled from the journal and compared.
PRAGMA query_only = off;
CREATE TEMP TABLE link (subject INTEGER NOT NULL, entry INTEGER NOT NULL, PRIMARY KEY (subject, entry)) WITHOUT ROWID;
CREATE TEMP TABLE patient (id INTEGER PRIMARY KEY, state TEXT NOT NULL);
CREATE TEMP TABLE visit (
  id INTEGER PRIMARY KEY, patient INTEGER NOT NULL, day INTEGER NOT NULL, clinic TEXT NOT NULL, queue INTEGER NOT NULL, state TEXT NOT NULL
);
CREATE TEMP TABLE series (name TEXT PRIMARY KEY, last INTEGER NOT NULL) WITHOUT ROWID;
