"""Takes a CSV hand-over as a central system's team would: Frictionless validates it, pandas reads it back.

Arguments: the folder, and a JSON of what must be in it. Exit 1 with a sentence when something differs.
"""
import json
import sys

import pandas
from frictionless import Package, system

folder, truth = sys.argv[1], json.load(open(sys.argv[2], encoding="utf-8"))
FORMULA = tuple("=+-@\t\r\n＝＋－＠")


def fail(sentence):
    sys.exit(sentence)


def equal(what, found, wanted):
    if found != wanted:
        fail(f"{what}: found {found!r}, wanted {wanted!r}")


def undo(cell):
    """Takes the apostrophe off that keeps a spreadsheet from running the cell; as datapackage.json describes."""
    return cell[1:] if cell.startswith("'") else cell


with system.use_context(trusted=True):
    package = Package(f"{folder}/datapackage.json")
    report = package.validate()
if not report.valid:
    fail(f"frictionless: {report.flatten(['rowNumber', 'fieldNumber', 'type', 'note'])[:20]}")
TABLES = ["patients", "visits", "stays", "movements", "arrivals", "mlc", "births", "stillbirths", "deaths",
          "causes_of_death", "indents", "notes"]
equal("tables", [task.name for task in report.tasks], TABLES)

tables = {}
for resource in package.resources:
    raw = pandas.read_csv(f"{folder}/{resource.path}", dtype=str, keep_default_na=False, encoding="utf-8")
    equal(f"columns of {resource.name}", list(raw.columns), resource.schema.field_names)
    for column in raw.columns:
        bad = raw[column][raw[column].str.startswith(FORMULA)]
        if len(bad):
            fail(f"{resource.name}.{column}: a spreadsheet would run {bad.iloc[0]!r}")
    tables[resource.name] = raw
patients, visits = tables["patients"], tables["visits"]
equal("patients", len(patients), truth["patients"])
equal("visits", len(visits), truth["visits"])
equal("voided visits", int((visits["voided"] == "true").sum()), truth["voided_visits"])
for row in patients.to_dict("records"):
    if "names" not in truth:
        break
    wanted = truth["names"][row["patient_number"]]
    for column, key in [("name_en", "en"), ("name_hi", "hi"), ("address_line", "address")]:
        equal(f"{column} of {row['patient_number']}", undo(row[column]), wanted[key] or "")
    equal("mobile", row["mobile"], wanted["mobile"] or "")
    equal("sex", row["sex"], wanted["sex"])
for row in visits.to_dict("records"):
    if "remarks" in truth:
        equal(f"remarks of {row['visit_number']}", undo(row["remarks"]), truth["remarks"][row["visit_number"]])
    if (row["fee_rupees"] == "0") == (row["receipt_number"] != ""):
        fail(f"fee and receipt of {row['visit_number']} do not go together")
if not set(visits["patient_id"]) <= set(patients["patient_id"]):
    fail("a visit without its patient")
typed = pandas.read_csv(f"{folder}/{package.get_resource('visits').path}", parse_dates=["registered_at"])
equal("time zone", str(typed["registered_at"].dt.tz), "UTC+05:30")
for name, column in [("stays", "admitted_at"), ("movements", "from"), ("arrivals", "arrived_at"), ("mlc", "happened_at")]:
    path = f"{folder}/{package.get_resource(name).path}"
    if len(tables[name]):
        times = pandas.read_csv(path, parse_dates=[column])[column]
        equal(f"time zone of {name}.{column}", str(times.dt.tz), "UTC+05:30")
for name in ["stays", "arrivals", *TABLES[5:-1]]:
    if not set(tables[name]["patient_number"]) - {""} <= set(patients["patient_number"]):
        fail(f"{name}: a patient who is not in the patients' file")
print(f"{len(patients)} patients, {len(visits)} visits taken")
