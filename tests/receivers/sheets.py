"""Takes the batches of a hand-over as a central system's team would: Frictionless validates the CSV folder of each stage, openpyxl reads
its workbook, and the two hold the same.

Arguments: the folder with both, and a JSON of what must be in it.
"""
import csv
import json
import sys

import openpyxl
from frictionless import Package, system

folder, truth = sys.argv[1], json.load(open(sys.argv[2], encoding="utf-8"))
FORMULA = tuple("=+-@\t\r\n'＝＋－＠")


def need(condition, sentence):
    if not condition:
        sys.exit(sentence)


def undo(cell, field):
    """Takes the apostrophe off that keeps a spreadsheet from running the cell; as datapackage.json describes."""
    text = field.type == "string" and "pattern" not in field.constraints and "enum" not in field.constraints
    return cell[1:] if text and cell.startswith("'") else cell


for stage, wanted in truth.items():
    with system.use_context(trusted=True):
        package = Package(f"{folder}/{stage}/datapackage.json")
        report = package.validate()
    need(report.valid, f"{stage}: {report.flatten(['rowNumber', 'fieldNumber', 'type', 'note'])[:20]}")
    need([resource.name for resource in package.resources] == wanted["tables"], f"tables of {stage}")
    book = openpyxl.load_workbook(f"{folder}/{stage}.xlsx")
    need(book.sheetnames == wanted["tables"], f"sheets of {stage}: {book.sheetnames}")
    need(str(book.properties.created).startswith("2000-01-01"), "the workbook says when it was made")
    for resource in package.resources:
        with open(f"{folder}/{stage}/{resource.path}", encoding="utf-8", newline="") as file:
            rows = list(csv.reader(file))
        fields = resource.schema.fields
        sheet = book[resource.name]
        need(sheet.max_row == len(rows) or len(rows) == 1, f"{resource.name}: {sheet.max_row} rows, wanted {len(rows)}")
        for at, row in enumerate(rows, 1):
            for column, (cell, field) in enumerate(zip(row, fields, strict=True), 1):
                there = sheet.cell(at, column)
                plain = cell if at == 1 else undo(cell, field)
                # A line within a cell ends in LF there.
                need((there.value or "") == plain.replace("\r\n", "\n").replace("\r", "\n"),
                     f"{resource.name} {there.coordinate}: {there.value!r}, wanted {plain!r}")
                need(there.value is None or (there.data_type == "s" and there.number_format == "@"),
                     f"{resource.name} {there.coordinate}: {there.data_type} {there.number_format}")
                if at > 1 and field.type == "string" and not field.constraints.get("pattern"):
                    need(not cell.startswith(FORMULA) or cell.startswith("'"), f"a spreadsheet would run {cell!r}")
    records = list(csv.DictReader(open(f"{folder}/{stage}/{package.get_resource('records').path}", encoding="utf-8", newline="")))
    need([row["record"] for row in records] == wanted["records"], f"records of {stage}")
    need([row["mark"] for row in records] == wanted["marks"], f"marks of {stage}")
print(len(truth), "stages taken")
