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
          "causes_of_death", "indents", "notes", "lab_orders", "lab_tubes", "lab_results", "lab_calls", "lab_labels"]
equal("tables", [task.name for task in report.tasks], TABLES)

tables = {}
for resource in package.resources:
    raw = pandas.read_csv(f"{folder}/{resource.path}", dtype=str, keep_default_na=False, encoding="utf-8")
    equal(f"columns of {resource.name}", list(raw.columns), resource.schema.field_names)
    for column in raw.columns:
        if resource.schema.get_field(column).type == "number":
            # A number below zero is no formula; Frictionless has seen that all are numbers.
            continue
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
for name, column in [("visits", "registered_at"), ("stays", "admitted_at"), ("movements", "from"), ("arrivals", "arrived_at"),
                     ("mlc", "happened_at"), ("lab_orders", "asked_at"), ("lab_results", "verified_at")]:
    path = f"{folder}/{package.get_resource(name).path}"
    if len(tables[name]):
        times = pandas.read_csv(path, parse_dates=[column])[column]
        equal(f"time zone of {name}.{column}", str(times.dt.tz), "UTC+05:30")
for name in ["stays", "arrivals", *TABLES[5:11], "lab_orders", "lab_results", "lab_calls"]:
    if not set(tables[name]["patient_number"]) - {""} <= set(patients["patient_number"]):
        fail(f"{name}: a patient who is not in the patients' file")
lab = truth.get("lab", {})
for name, rows in lab.get("rows", {}).items():
    equal(name, len(tables[name]), rows)
results = pandas.read_csv(f"{folder}/{package.get_resource('lab_results').path}", dtype={"value": str})
if len(results):
    told = results[results["released"] & ~results["order_cancelled"]]
    equal("released results", len(told), lab["standing"])
    if not set(told["phase"]) <= {"verified"} or told["verified_by"].isna().any():
        fail("a released value that nobody released")
    for row in told.to_dict("records"):
        # A column of numbers reads as numbers, and says the same as the value's text.
        number = row["value_number"]
        if number == number and float(undo(row["value"]).lstrip("<>=")) != number:
            fail(f"value_number of {row['order_number']} {row['test']}")
    late = tables["lab_results"]
    if not (late["value"][late["phase"].isin(["awaited", "recollect", "second", "mismatch"])] == "").all():
        fail("a value that does not stand")
    if not set(tables["lab_tubes"]["order_id"]) == set(tables["lab_orders"]["order_id"]):
        fail("tubes and orders do not go together")
print(f"{len(patients)} patients, {len(visits)} visits taken")
