"""SQLite FTS5 with the trigram tokenizer, asked as well as it can be. How and why: README.md.

Arguments: people.csv queries.csv work-folder [rows at most]
"""
import os
import sqlite3
import sys
import time

import asked

# Of a question's trigrams, at most so many, the rarest first: what the others find is found by these, in a fraction of the time.
TRIGRAMS_MAX = int(os.environ.get("TRIGRAMS", 12))
CANDIDATES = 200
NAME = "name name_hi"
RELATIVE = "relative relative_hi"

SCHEMA = """
PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA page_size = 8192; PRAGMA cache_size = -1000000; PRAGMA temp_store = MEMORY;
CREATE TABLE people (id INTEGER PRIMARY KEY, uhid TEXT, name TEXT, name_hi TEXT, relative TEXT, relative_hi TEXT, village TEXT,
  sex TEXT, birth_year INTEGER, pin TEXT, mobile TEXT, abha TEXT);
CREATE TEMP TABLE intake (birth_year INTEGER, uhid TEXT, name TEXT, name_hi TEXT, relative TEXT, relative_hi TEXT, village TEXT,
  sex TEXT, pin TEXT, mobile TEXT, abha TEXT);
"""
# Rowids in the order of birth years, so that an age is a range of rowids, which FTS5 seeks to. A blank before and after, so that a word's
# beginning and end are trigrams of their own, as in pg_trgm.
FILL = """
INSERT INTO people (uhid, name, name_hi, relative, relative_hi, village, sex, birth_year, pin, mobile, abha)
  SELECT uhid, name, name_hi, relative, relative_hi, village, sex, birth_year, pin, mobile, abha FROM intake ORDER BY birth_year;
DROP TABLE intake;
CREATE VIEW padded AS SELECT id, ' ' || name || ' ' AS name, ' ' || name_hi || ' ' AS name_hi, ' ' || relative || ' ' AS relative,
  ' ' || relative_hi || ' ' AS relative_hi, ' ' || village || ' ' AS village FROM people;
CREATE VIRTUAL TABLE found USING fts5 (name, name_hi, relative, relative_hi, village, content = 'padded', content_rowid = 'id',
  tokenize = 'trigram', detail = '%s');
INSERT INTO found (rowid, name, name_hi, relative, relative_hi, village) SELECT * FROM padded;
INSERT INTO found (found) VALUES ('optimize');
CREATE INDEX by_mobile ON people (mobile) WHERE mobile <> '';
CREATE INDEX by_last_four ON people (substr(mobile, 7)) WHERE mobile <> '';
CREATE INDEX by_uhid ON people (uhid);
CREATE INDEX by_abha ON people (abha) WHERE abha <> '';
CREATE INDEX by_year ON people (birth_year);
CREATE VIRTUAL TABLE temp.vocabulary USING fts5vocab (main, found, row);
CREATE TABLE trigram AS SELECT term, doc FROM temp.vocabulary;
ANALYZE people;
""" % os.environ.get("DETAIL", "full")


def build(people, file, limit):
    start = time.perf_counter()
    base = sqlite3.connect(file, isolation_level=None)
    base.executescript(SCHEMA)
    columns = ("uhid", "name", "name_hi", "relative", "relative_hi", "village", "sex", "pin", "mobile", "abha")
    words = columns[1:6]
    rows = ((asked.birth_year(r), *(asked.plain(r[c]) if c in words else r[c] for c in columns)) for r in asked.read_people(people, limit))
    base.execute("BEGIN")
    base.executemany("INSERT INTO intake VALUES (?,?,?,?,?,?,?,?,?,?,?)", rows)
    base.execute("COMMIT")
    base.executescript(FILL)
    count = base.execute("SELECT max(id) FROM people").fetchone()[0]
    base.close()
    took, size = time.perf_counter() - start, os.path.getsize(file)
    print(f"SQLite {sqlite3.sqlite_version}, FTS5 trigram: {count} people, built in {took:.0f} s, {asked.resident_mb()} MB resident at most, "
          f"{size / 1e6:.0f} MB on disk, {size / count:.0f} bytes a person")


def trigrams(words, typing=False):
    """Trigrams of words with a blank on either side; the last word, still being typed, has no end."""
    found = {}
    for at, word in enumerate(words):
        padded = f" {word}" if typing and at == len(words) - 1 else f" {word} "
        for start in range(len(padded) - 2):
            found[padded[start : start + 3]] = None
    return list(found)


class Search:
    """Best 200 by bm25, of them the best 20 by bm25 with sex, age, mobile and PIN."""

    def __init__(self, file):
        self.base = sqlite3.connect(f"file:{file}?mode=ro&immutable=1", uri=True)
        self.base.executescript("PRAGMA cache_size = -500000; PRAGMA mmap_size = 30000000000;")
        self.docs = dict(self.base.execute("SELECT term, doc FROM trigram"))

    def __call__(self, ask):
        by_number = self.by_number(ask)
        match = self.match(ask)
        if not match:
            return [uhid for uhid, in by_number][: asked.PAGE]
        scored = {}
        if by_number and ask.mobile:
            for uhid, score in self.scored(match, ask, "p.mobile = :mobile", "CROSS"):
                scored[uhid] = score
            for uhid, in by_number:
                scored.setdefault(uhid, 0.0)
        low, high = self.years(ask)
        for uhid, score in self.scored(match, ask, f"f.rowid BETWEEN {low} AND {high}", ""):
            scored[uhid] = score
        return sorted(scored, key=scored.get)[: asked.PAGE]

    def by_number(self, ask):
        for column, value in (("abha", ask.abha), ("mobile", ask.mobile), ("uhid", ask.uhid)):
            if value:
                # The empty mobile is not in the index; SQLite has to be told that none is asked for.
                rows = self.base.execute(
                    f"SELECT uhid FROM people WHERE {column} >= ?1 AND {column} < ?1 || ':' AND {column} <> '' LIMIT 20", (value,)).fetchall()
                if rows:
                    return rows
        if ask.last_four:
            return self.base.execute("SELECT uhid FROM people WHERE substr(mobile, 7) = ? AND mobile <> '' LIMIT 20", (ask.last_four,)).fetchall()
        return []

    def years(self, ask):
        if not ask.birth_year:
            return 0, 2**62
        low = "SELECT min(id) FROM people WHERE birth_year >= ?"
        high = "SELECT min(id) FROM people WHERE birth_year > ?"
        low = self.base.execute(low, (ask.birth_year - asked.YEARS_OFF,)).fetchone()[0] or 2**62
        high = self.base.execute(high, (ask.birth_year + asked.YEARS_OFF,)).fetchone()[0] or 2**62
        return low, high - 1

    def match(self, ask):
        parts = [
            (NAME, trigrams(ask.name.split(), ask.typing)),
            (RELATIVE, trigrams(ask.relative.split(), ask.typing and not ask.name)),
            ("", trigrams(ask.words, ask.typing and not ask.relative)),
        ]
        terms = [(self.docs.get(t, 0), columns, t) for columns, found in parts for t in found]
        terms = sorted(term for term in terms if term[0])[:TRIGRAMS_MAX]
        return " OR ".join((f"{{{c}}}: " if c else "") + '"' + t.replace('"', '""') + '"' for _, c, t in terms)

    def scored(self, match, ask, where, join):
        return self.base.execute(
            f"""SELECT p.uhid, c.rank * (1 - 0.25 * (p.sex <> :sex AND :sex <> '') - 0.02 * min(abs(p.birth_year - :year), 10) * (:year > 0)
                  + 0.3 * (p.mobile = :mobile AND :mobile <> '') + 0.15 * (p.pin = :pin AND :pin <> '')
                  + 0.15 * (substr(p.mobile, 7) = :last_four AND :last_four <> '')) AS score
                FROM (SELECT f.rowid AS id, bm25(found, 10, 10, 5, 5, 2) AS rank FROM found f
                      WHERE found MATCH :match AND {where} ORDER BY rank LIMIT {CANDIDATES}) c JOIN people p ON p.id = c.id
                ORDER BY score LIMIT 20""" if not join else
            f"""SELECT p.uhid, bm25(found, 10, 10, 5, 5, 2) * (1.3 - 0.25 * (p.sex <> :sex AND :sex <> '')) AS score
                FROM people p CROSS JOIN found f WHERE found MATCH :match AND f.rowid = p.id AND {where} ORDER BY score LIMIT 20""",
            {"match": match, "sex": ask.sex, "year": ask.birth_year or 0, "mobile": ask.mobile, "pin": ask.pin, "last_four": ask.last_four},
        ).fetchall()


def main():
    people, queries, work = sys.argv[1:4]
    file = os.path.join(work, "fts5.sqlite")
    if sys.argv[4:] != ["again"]:
        build(people, file, int(sys.argv[4]) if sys.argv[4:] else None)
    asked.measure(asked.read_queries(queries), Search(file))
    print(f"{asked.resident_mb()} MB resident at most, building included")


if __name__ == "__main__":
    main()
