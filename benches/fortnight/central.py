"""A made-up central system. It knows nothing of Nirantar but the files that it is given: FHIR transactions, one a line, named in manifest.json.
It keeps books of its own (SQLite), gives patients numbers, refuses some records, and answers in CSV; asked twice, it answers twice alike.

  central.py take FOLDER BOOKS ANSWERS DEPARTMENTS.csv [FILES]    takes the first so many files (all), writes ANSWERS-1.csv, ANSWERS-2.csv …
  central.py count BOOKS TOTALS.csv                               what it has, by day, counter, department and kind
"""
import base64
import csv
import hashlib
import json
import os
import re
import sqlite3
import sys
import urllib.parse

# Of so many records one is refused when it comes first, and of so many one for good.
REFUSED_EACH, NEVER_EACH = 1_000, 20_000
REFUSED_AT, NEVER_AT = 500, 700
# Rows of one file of answers.
ROWS = 100_000
FIRST_NUMBER = 202_600_000_000
MAIN = {"identity": "Patient", "merge": "Patient", "visit": "Encounter", "stay": "Encounter", "arrival": "Encounter",
        "order": "ServiceRequest", "result": "DiagnosticReport"}
# A reference to what an earlier record brought: the kind of thing, the system of its number, the number.
POINTS = re.compile(r'"reference":"(Patient|Encounter|ServiceRequest)\?identifier=([^"|]*)\|([^"]*)"')
SCHEMA = """
CREATE TABLE IF NOT EXISTS record (key TEXT PRIMARY KEY, kind TEXT, number TEXT, day TEXT, counter TEXT, department TEXT,
  central TEXT, sum TEXT, times INTEGER);
CREATE TABLE IF NOT EXISTS thing (number TEXT PRIMARY KEY, day TEXT);
CREATE TABLE IF NOT EXISTS refused (key TEXT PRIMARY KEY, why TEXT);
"""


class Central:
    def __init__(self, path, departments=None):
        self.books = sqlite3.connect(path)
        self.books.executescript(SCHEMA)
        self.books.execute("PRAGMA synchronous = OFF")
        self.departments = departments or {}
        last = self.books.execute("SELECT max(central) FROM record WHERE central LIKE '2026%'").fetchone()[0]
        self.last_number = int(last or FIRST_NUMBER)
        self.known = {number for number, in self.books.execute("SELECT number FROM thing")}
        self.came = self.books.execute("SELECT (SELECT count(*) FROM record) + (SELECT count(*) FROM refused)").fetchone()[0]
        self.taken, self.again, self.refused = 0, 0, 0

    def answer(self, line):
        """A row of the answers: number, kind, status, central number, message."""
        bundle = json.loads(line)
        key = bundle["identifier"]["value"]
        kind, address = key.split(":")
        resources = [entry["resource"] for entry in bundle["entry"]]
        main = next(r for r in resources if r["resourceType"] == MAIN.get(kind, "QuestionnaireResponse"))
        own = main["identifier"]
        number = (own[0] if isinstance(own, list) else own)["value"]
        before = self.books.execute("SELECT central, sum FROM record WHERE key = ?", [key]).fetchone()
        digest = hashlib.sha256(line.strip()).hexdigest()
        if before:
            self.again += 1
            self.books.execute("UPDATE record SET times = times + 1, sum = ? WHERE key = ?", [digest, key])
            return number, kind, self.status(main, kind), before[0], ""
        why = self.trouble(key, line, main)
        if why:
            self.refused += 1
            self.books.execute("INSERT OR REPLACE INTO refused VALUES (?, ?)", [key, why])
            return number, kind, "refused", "", why
        central = self.number(main) if kind == "identity" else ""
        day, department = self.day(kind, main, resources), self.department(main)
        counter = address.split("-")[0]
        row = [key, kind, number, day, counter, department, central, digest]
        self.books.execute("INSERT INTO record VALUES (?, ?, ?, ?, ?, ?, ?, ?, 1)", row)
        if kind in MAIN:
            self.known.add(number)
            self.books.execute("INSERT OR IGNORE INTO thing VALUES (?, ?)", [number, day])
        self.taken += 1
        return number, kind, self.status(main, kind), central, ""

    def trouble(self, key, line, main):
        """Why a record cannot be taken now."""
        own = main["identifier"]
        own = {one["value"] for one in (own if isinstance(own, list) else [own])}
        for thing, system, number in POINTS.findall(line.decode()):
            number = urllib.parse.unquote(number)
            # Who is in the central list already needs no record of ours.
            if not urllib.parse.unquote(system).endswith("/uhid") and number not in self.known \
                    and not (thing == main["resourceType"] and number in own):
                return f"not-there: {thing} {number}"
        before = self.books.execute("SELECT why FROM refused WHERE key = ?", [key]).fetchone()
        if before:
            return before[0] if before[0].startswith("rejected") else ""
        self.came += 1
        if self.came % NEVER_EACH == NEVER_AT:
            return "rejected: not a record of this hospital"
        return "busy: record locked, send again" if self.came % REFUSED_EACH == REFUSED_AT else ""

    @staticmethod
    def uhid(patient):
        """The central number that a linked patient has already."""
        for link in patient.get("link", []):
            found = re.search(r"%2Fuhid\|(.+)", link["other"].get("reference", ""))
            if link["type"] == "replaced-by" and found:
                return urllib.parse.unquote(found.group(1))
        return ""

    def status(self, main, kind):
        return "linked" if kind == "identity" and self.uhid(main) else "received"

    def number(self, patient):
        known = self.uhid(patient)
        if known:
            return known
        self.last_number += 1
        return str(self.last_number)

    def day(self, kind, main, resources):
        """The day it is counted on; a report on that of its order."""
        if kind == "result":
            order = main["basedOn"][0]["reference"].rsplit("|")[-1]
            return self.books.execute("SELECT day FROM thing WHERE number = ?", [urllib.parse.unquote(order)]).fetchone()[0]
        recorded = next(r["recorded"] for r in resources if r["resourceType"] == "Provenance")
        period = main.get("period", {}).get("start")
        return (period or main.get("authoredOn") or main.get("authored") or recorded)[:10]

    def department(self, main):
        return self.departments.get(main.get("serviceType", {}).get("text", ""), "")


def take(folder, books, answers, departments, files=None):
    with open(departments, encoding="utf-8-sig", newline="") as table:
        names = {row["name_en"]: row["code"] for row in csv.DictReader(table)}
    central, rows = Central(books, names), []
    manifest = json.load(open(os.path.join(folder, "manifest.json"), encoding="utf-8"))
    for batch in manifest["batches"][:int(files) if files else None]:
        whole = open(os.path.join(folder, batch["file"]), "rb").read()
        digest = base64.urlsafe_b64encode(hashlib.sha256(whole).digest()).decode().rstrip("=")
        lines = whole.splitlines()
        if digest != batch["sha256"] or len(lines) != batch["records"]:
            sys.exit(f"{batch['file']} is not what its manifest says")
        rows.extend(central.answer(line) for line in lines)
    central.books.commit()
    for nth, start in enumerate(range(0, len(rows), ROWS), 1):
        with open(f"{answers}-{nth}.csv", "w", encoding="utf-8", newline="") as out:
            writer = csv.writer(out)
            writer.writerow(["number", "kind", "status", "uhid", "message"])
            writer.writerows(rows[start:start + ROWS])
    print(f"taken,{central.taken}\nagain,{central.again}\nrefused,{central.refused}")


def count(books, totals):
    by = "SELECT day, counter, department, kind, count(*) FROM record GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4"
    with open(totals, "w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(["day", "counter", "department", "kind", "count"])
        writer.writerows(Central(books).books.execute(by))
    twice = Central(books).books.execute("SELECT count(*) FROM record WHERE times > 1").fetchone()[0]
    whole = Central(books).books.execute("SELECT count(*) FROM record").fetchone()[0]
    print(f"records,{whole}\ncame_again,{twice}")


if __name__ == "__main__":
    {"take": take, "count": count}[sys.argv[1]](*sys.argv[2:])
