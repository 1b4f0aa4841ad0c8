"""The queries that every search peer answers, and the table that every peer prints: the same as `../measure.rs` reads and prints.

A query of the form has its fields; a query of the box is one text, sorted into fields here by the rules of `Ask::typed`, so that no peer
is worse off for not knowing what a mobile looks like.
"""
import csv
import re
import resource
import sys
import time
from collections import defaultdict
from dataclasses import asdict, dataclass, field

# The day of the export, as in measure.rs.
THIS_YEAR = 2026
RELATIONS = {"s": "S/o", "d": "D/o", "w": "W/o", "h": "H/o", "m": "M/o", "f": "F/o", "c": "C/o", "b": "B/o"}
SEX = {"female": "F", "male": "M", "महिला": "F", "स्त्री": "F", "पुरुष": "M"}
DEVANAGARI_DIGITS = str.maketrans("०१२३४५६७८९", "0123456789")
# No part of a name; taken off both sides.
TITLES = set("smt shri mr mrs km master late haji dr sh sri janab श्रीमती श्री कु मास्टर स्व हाजी".split())
# An age told is off by up to five years, and so many more as the year of birth from it may be.
YEARS_OFF = 6
PAGE = 20


@dataclass
class Ask:
    """What is looked for. `words` may be of the name, the relative's name or the place; empty is not asked."""

    wanted: str = ""
    kind: str = ""
    words: list = field(default_factory=list)
    name: str = ""
    relative: str = ""
    place: str = ""
    sex: str = ""
    birth_year: int | None = None
    mobile: str = ""
    last_four: str = ""
    uhid: str = ""
    abha: str = ""
    pin: str = ""
    # The last word may be a beginning.
    typing: bool = False


def is_devanagari(text):
    return any("\u0900" <= c <= "\u097f" for c in text)


def words_of(text):
    """Words, lower case, without titles; stops and slashes part them. Combining marks of Devanagari stay where they are."""
    words = [w for w in re.split(r"[\s.,/()'’-]+", text.lower()) if w]
    return [w for w in words if w not in TITLES] or words


def plain(text):
    return " ".join(words_of(text))


def typed(text):
    """Sorts the text of the search box into fields."""
    ask = Ask(typing=text[-1:].isalpha() or is_devanagari(text[-1:]))
    compact = re.sub(r"[ -]", "", text).translate(DEVANAGARI_DIGITS).lstrip("+")
    if len(compact) > 4 and compact.isascii() and compact.isdigit():
        _digits(ask, compact)
        return ask
    of_relative = False
    for word in text.split():
        if "/" in word and word[:1].lower() in RELATIONS and len(word) <= 4:
            of_relative = True
        elif not _other_than_name(ask, word):
            if of_relative:
                ask.relative = f"{ask.relative} {word}".strip()
            else:
                ask.words.append(word)
    ask.words, ask.relative = words_of(" ".join(ask.words)), plain(ask.relative)
    return ask


def _other_than_name(ask, word):
    digits = word.translate(DEVANAGARI_DIGITS)
    both = re.fullmatch(r"(\d{1,3})([mf])|([mf])(\d{1,3})", digits.lower())
    if digits.isascii() and digits.isdigit():
        if len(digits) < 4:
            ask.birth_year = THIS_YEAR - int(digits)
        else:
            _digits(ask, digits)
    elif word.lower() in SEX:
        ask.sex = SEX[word.lower()]
    elif both:
        ask.birth_year = THIS_YEAR - int(both[1] or both[4])
        ask.sex = (both[2] or both[3]).upper()
    elif any(c.isdigit() for c in word):
        ask.uhid = word
    else:
        return False
    return True


def _digits(ask, digits):
    mobile = digits[2:] if digits.startswith("91") and len(digits) == 12 else digits.removeprefix("0")
    if len(digits) == 4:
        ask.last_four = digits
    elif len(digits) == 14:
        ask.abha = digits
    elif len(digits) == 6 and (ask.words or digits[0] not in "6789"):
        ask.pin = ask.uhid = digits
    else:
        if len(mobile) <= 10 and mobile[0] in "6789":
            ask.mobile = mobile
        ask.uhid = digits


def read_queries(path):
    with open(path, encoding="utf-8", newline="") as rows:
        return [_query(row) for row in csv.DictReader(rows)]


def _query(row):
    def get(column):
        return (row.get(column) or "").strip()

    if get("form") == "no" or not (get("name") or get("mobile")):
        ask = typed(get("text"))
    else:
        age = get("age")
        ask = Ask(
            name=plain(get("name")),
            relative=plain(get("relative")),
            place=plain(get("village")),
            sex=get("sex"),
            birth_year=THIS_YEAR - int(age) if age.isdigit() else None,
            mobile=get("mobile"),
            pin=get("pin"),
            # A form knows in which field the caret stands.
            typing=get("kind") == "partial",
        )
        if len(ask.mobile) == 4:
            ask.mobile, ask.last_four = "", ask.mobile
    ask.wanted, ask.kind = get("uhid"), get("kind")
    return ask


def birth_year(row):
    """Year of birth of a row of the export: exact, or from an age in years on the day of registration; 0 where unknown."""
    if row["born"]:
        return int(row["born"][:4])
    if row["age"] and row["registered_on"]:
        return int(row["registered_on"][:4]) - int(row["age"])
    return 0


def read_people(path, limit=None):
    with open(path, encoding="utf-8", newline="") as rows:
        for at, row in enumerate(csv.DictReader(rows)):
            if limit and at >= limit:
                return
            yield row


def resident_mb():
    """Most memory this process ever held."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def measure(queries, search, warm=50):
    """Asks `search` every query, warm, and prints recall and times by kind. `search` gives UHIDs, best first, at most 20."""
    for ask in queries[:: max(1, len(queries) // warm)]:
        search(ask)
    tallies = defaultdict(list)
    for ask in queries:
        start = time.perf_counter()
        found = search(ask)
        took = (time.perf_counter() - start) * 1000.0
        at = found.index(ask.wanted) if ask.wanted in found else PAGE
        for kind in (ask.kind, "all"):
            tallies[kind].append((took, at))
    table(tallies)


def table(tallies):
    print("| kind | asked | recall@1 | recall@10 | recall@20 | p50 ms | p99 ms | longest |")
    print("|---|---|---|---|---|---|---|---|")
    for kind in sorted(tallies):
        _line(kind, tallies[kind])


def _line(kind, tally):
    n = len(tally)
    times = sorted(took for took, _ in tally)
    recall = [sum(at < within for _, at in tally) / n for within in (1, 10, 20)]
    ms = [times[n // 2], times[min(n - 1, n * 99 // 100)], times[-1]]
    print(f"| {kind} | {n} | " + " | ".join(f"{r:.4f}" for r in recall) + " | " + " | ".join(f"{t:.2f}" for t in ms) + " |")


def main():
    """For a peer that is not in Python: `sorted queries.csv` writes the queries sorted into fields, `table` reads kind, milliseconds, place."""
    if sys.argv[1:2] == ["sorted"]:
        out = csv.writer(sys.stdout)
        for at, ask in enumerate(read_queries(sys.argv[2])):
            fields = asdict(ask) | {"words": " ".join(ask.words), "typing": int(ask.typing)}
            if at == 0:
                out.writerow(fields)
            out.writerow(fields.values())
    elif sys.argv[1:] == ["table"]:
        tallies = defaultdict(list)
        for kind, took, at in csv.reader(sys.stdin):
            for key in (kind, "all"):
                tallies[key].append((float(took), int(at)))
        table(tallies)
    else:
        sys.exit("sorted queries.csv | table")


if __name__ == "__main__":
    main()
