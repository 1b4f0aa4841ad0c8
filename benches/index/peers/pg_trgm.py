"""PostgreSQL with pg_trgm, asked as well as it can be. How and why: README.md. Started by the script of the same name.

Arguments: people.csv queries.csv folder-of-the-socket [rows at most]
"""
import pathlib
import sys
import time

import asked
import psycopg

COLUMNS = ("uhid", "name", "name_hi", "relative", "relative_hi", "village", "sex", "pin", "mobile", "abha")
WORDS = COLUMNS[1:6]
# Similar at least so much; the next is tried where fewer than a page are found. Where name and relative are both given, both must be
# a little alike first: two indexes leave few, and a name of which only a part was said is among them.
BOTH_LIMIT = 0.4
NAME_LIMITS = (0.6, 0.45, 0.3)
WORD_LIMITS = (0.7, 0.5, 0.4)

SCHEMA = """
CREATE EXTENSION pg_trgm;
CREATE UNLOGGED TABLE intake (birth_year int, uhid text, name text, name_hi text, relative text, relative_hi text, village text,
  sex text, pin text, mobile text, abha text);
"""
# `whole` is for the search box, where a word may be of any field. Rows in the order of birth years, so that an age reads neighbours.
FILL = """
CREATE UNLOGGED TABLE people AS SELECT *, concat_ws(' ', name, name_hi, relative, relative_hi, village) AS whole FROM intake ORDER BY birth_year;
DROP TABLE intake;
CREATE INDEX ON people USING gin (name gin_trgm_ops);
CREATE INDEX ON people USING gin (name_hi gin_trgm_ops);
CREATE INDEX ON people USING gin (relative gin_trgm_ops);
CREATE INDEX ON people USING gin (relative_hi gin_trgm_ops);
CREATE INDEX ON people USING gin (whole gin_trgm_ops);
CREATE INDEX ON people (birth_year);
CREATE INDEX ON people (mobile text_pattern_ops);
CREATE INDEX ON people ((right(mobile, 4)));
CREATE INDEX ON people (uhid text_pattern_ops);
CREATE INDEX ON people (abha);
ANALYZE people;
"""


def build(base, people, limit):
    start = time.perf_counter()
    base.execute(SCHEMA)
    with base.cursor().copy("COPY intake FROM STDIN") as copy:
        for row in asked.read_people(people, limit):
            copy.write_row((asked.birth_year(row), *(asked.plain(row[c]) if c in WORDS else row[c] for c in COLUMNS)))
    for statement in FILL.split(";")[:-1]:
        base.execute(statement)
    base.execute("VACUUM people")
    count = base.execute("SELECT count(*) FROM people").fetchone()[0]
    size = base.execute("SELECT pg_total_relation_size('people')").fetchone()[0]
    base.execute("CREATE EXTENSION pg_prewarm")
    base.execute("SELECT pg_prewarm(oid) FROM pg_class WHERE relname LIKE 'people%'")
    version = base.execute("SHOW server_version").fetchone()[0].split()[0]
    print(f"PostgreSQL {version}, pg_trgm: {count} people, built in {time.perf_counter() - start:.0f} s, {size / 1e6:.0f} MB on disk, "
          f"{size / count:.0f} bytes a person")


class Search:
    """Candidates by similarity or number, the best 20 by similarity of name and relative with sex, age, mobile and PIN."""

    def __init__(self, base):
        self.base = base

    def __call__(self, ask):
        found = self.by_number(ask)
        if found and not (ask.name or ask.words):
            return found
        steps = [(limit, False) for limit in (NAME_LIMITS if ask.name else WORD_LIMITS)]
        if ask.name and ask.relative:
            steps.insert(0, (BOTH_LIMIT, True))
        ranked = {}
        for limit, both in steps:
            ranked |= self.by_text(ask, limit, both)
            if len(ranked) >= asked.PAGE:
                break
        return sorted(ranked, key=ranked.get, reverse=True)[: asked.PAGE]

    def by_number(self, ask):
        if ask.abha:
            return self.column("abha = %s", ask.abha)
        if ask.mobile and not ask.name:
            found = self.column("mobile LIKE %s", f"{ask.mobile}%")
            if found:
                return found
        if ask.uhid:
            return self.column("uhid LIKE %s", f"{ask.uhid}%")
        if ask.last_four and not ask.words:
            return self.column("right(mobile, 4) = %s", ask.last_four)
        return []

    def column(self, where, value):
        return [uhid for uhid, in self.base.execute(f"SELECT uhid FROM people WHERE {where} LIMIT 20", (value,))]

    def by_text(self, ask, limit, both):
        near, value, ranks = [], {"year": ask.birth_year, "sex": ask.sex, "pin": ask.pin, "mobile": ask.mobile, "four": ask.last_four}, []
        for key, text, weight in (("name", ask.name, 3.0), ("relative", ask.relative, 1.5)):
            if not text:
                continue
            column = key + ("_hi" if asked.is_devanagari(text) else "")
            value[key] = text
            # A word not written to its end is like the beginning of one.
            last = ask.typing and (key == "name" or not ask.name)
            part, whole = f"word_similarity(%({key})s, {column})", f"similarity({column}, %({key})s)"
            ranks.append(f"{weight} * " + (part if ask.words or last else f"greatest({whole}, 0.8 * {part})"))
            if both:
                near.append(f"({column} %% %({key})s OR {column} %%> %({key})s)")
            elif key == "name":
                near.append(f"{column} %%> %(name)s" if last else f"{column} %% %(name)s")
            elif ask.words:
                near.append(f"{column} %%> %(relative)s")
        for at, word in enumerate(ask.words):
            value[f"word{at}"] = word
            near.append(f"whole %%> %(word{at})s")
            ranks.append(f"greatest(1.2 * word_similarity(%(word{at})s, concat(name, ' ', name_hi)), word_similarity(%(word{at})s, whole))")
        if ask.place:
            value["place"] = ask.place
            ranks.append("0.5 * similarity(village, %(place)s)")
        if ask.sex:
            ranks.append("0.5 * (sex = %(sex)s)::int")
        if ask.pin:
            ranks.append("0.5 * (pin = %(pin)s)::int")
        if ask.mobile:
            ranks.append("1.5 * (mobile = %(mobile)s)::int")
        if ask.last_four:
            ranks.append("1.0 * (right(mobile, 4) = %(four)s)::int")
        if ask.birth_year:
            ranks.append("0.1 * greatest(0, 5 - abs(birth_year - %(year)s))")
            near.append(f"birth_year BETWEEN %(year)s - {asked.YEARS_OFF} AND %(year)s + {asked.YEARS_OFF}")
        ways = [" AND ".join(near)] if ask.name or ask.relative or ask.words else []
        if ask.mobile:
            ways.append("mobile = %(mobile)s")
        if not ways:
            return []
        where = " OR ".join(f"({way})" for way in ways)
        self.base.execute(f"SET pg_trgm.similarity_threshold = {limit}; SET pg_trgm.word_similarity_threshold = {limit}")
        rank = " + ".join(ranks)
        return dict(self.base.execute(f"SELECT uhid, {rank} AS rank FROM people WHERE {where} ORDER BY rank DESC LIMIT 20", value))


def resident_mb(folder):
    """Memory of the server's processes, what they share counted once."""
    first = int(pathlib.Path(folder, "data/postmaster.pid").read_text().split()[0])
    total = 0
    for status in pathlib.Path("/proc").glob("[0-9]*/status"):
        try:
            parent = next(line.split()[1] for line in status.read_text().splitlines() if line.startswith("PPid:"))
            if str(first) in (parent, status.parent.name):
                rollup = (status.parent / "smaps_rollup").read_text().splitlines()
                total += next(int(line.split()[1]) for line in rollup if line.startswith("Pss:"))
        except (OSError, StopIteration):
            continue
    return total // 1024


def main():
    people, queries, folder = sys.argv[1:4]
    with psycopg.connect(host=folder, dbname="postgres", user="bench", autocommit=True) as base:
        build(base, people, int(sys.argv[4]) if sys.argv[4:] else None)
        asked.measure(asked.read_queries(queries), Search(base))
        print(f"{resident_mb(folder)} MB resident after it")


if __name__ == "__main__":
    main()
