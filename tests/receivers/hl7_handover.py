"""Takes an HL7 v2 hand-over as a central system's interface engine would: python-hl7 reads the batch file, hl7apy (STRICT, 2.5.1) holds
every message to the standard, and each is acknowledged.

Arguments: the batch file, a JSON of what must be in it, where to write the acknowledgements.
"""
import json
import sys

import hl7
from hl7apy.consts import VALIDATION_LEVEL
from hl7apy.parser import parse_message


def need(truth, told):
    if not truth:
        raise SystemExit(told)


raw = open(sys.argv[1], "rb").read()
need(b"\n" not in raw and not raw.startswith(b"\xef\xbb\xbf"), "a segment ends in CR alone, and there is no BOM")
text = raw.decode("utf-8")
truth = json.load(open(sys.argv[2], encoding="utf-8"))
batches = hl7.parse_file(text)
need(len(batches) == 1, "one batch in one file")
batch = batches[0]
lines = [line.split("|") for line in text.split("\r") if line]
by_name = {line[0]: line for line in lines if line[0] in {"FHS", "BHS", "BTS", "FTS"}}
need(lines[0][0] == "FHS" and lines[1][0] == "BHS" and [line[0] for line in lines[-2:]] == ["BTS", "FTS"], "FHS BHS … BTS FTS")
need(by_name["FHS"][10] == by_name["BHS"][10] == truth["name"], "control ids are the batch's name")
need(by_name["FHS"][8] == truth["file"], "name of the file")
need(int(by_name["BTS"][1]) == len(batch) == truth["messages"], f"{len(batch)} messages")
need(by_name["FTS"][1] == "1", "FTS-1")
need(("DEMO" in by_name["FHS"][9] if len(by_name["FHS"]) > 9 else False) == (truth["processing"] == "T"), "the demo says so")

STRUCTURES = {"A01": "ADT_A01", "A04": "ADT_A01", "A08": "ADT_A01", "A02": "ADT_A02", "A03": "ADT_A03", "A11": "ADT_A09",
              "A40": "ADT_A39", "O21": "OML_O21", "R01": "ORU_R01"}
TABLES = {("PV1", 2): set("EIPRBCNUO"), ("PV1", 4): set("ACELNRU"), ("PID", 8): set("FMOUAN"), ("OBX", 11): set("CDFINOPRSUWX"),
          ("OBR", 25): set("OISAPCRFXYZ"), ("ORC", 1): {"NW", "CA", "RE"}, ("ORC", 5): {"A", "CA", "CM", "DC", "ER", "HD", "IP", "RP", "SC"},
          ("OBX", 8): {"L", "H", "LL", "HH", "N", "A", "AA"}, ("ACC", 10): {"Y", "N"}, ("PID", 24): {"Y", "N"}, ("PID", 30): {"Y", "N"},
          ("OBX", 2): {"ST", "TX", "NM", "SN", "CWE", "TS", "DT"}, ("DG1", 6): set("AFW"), ("SPM", 11): {"P"}, ("SPM", 20): {"Y", "N"}}


def first_components(field):
    return [str(part).split("^")[0].split("&")[0] for part in str(field).split("~") if str(part)]


def whole(message, segment, field):
    """Every repetition of a field, its first component without escapes."""
    return [message.unescape(part) for part in first_components(message[segment][0][field])]


events, seen = {}, set()
for message in batch:
    plain_text = str(message)
    parsed = parse_message(plain_text, validation_level=VALIDATION_LEVEL.STRICT, find_groups=True)
    need(parsed.validate(), plain_text)
    kind, event, structure = str(message["MSH"][0][9]).split("^")
    need(STRUCTURES[event] == structure, f"{event} {structure}")
    events[event] = events.get(event, 0) + 1
    need(str(message["MSH"][0][18]) == "UNICODE UTF-8" and str(message["MSH"][0][12]) == "2.5.1", "MSH-12, MSH-18")
    need(str(message["MSH"][0][11]) == truth["processing"], "MSH-11")
    identity = str(message["MSH"][0][10])
    need(identity not in seen and len(identity) <= 20, f"MSH-10 {identity}")
    seen.add(identity)
    for segment in message:
        name = str(segment[0])
        for (table, field), codes in TABLES.items():
            if name == table and len(segment) > field and str(segment[field]):
                need(str(segment[field]) in codes, f"{name}-{field}: {segment[field]} in {plain_text}")
        if name in ("OBX", "NK1", "DG1", "SPM"):
            need(str(segment[1]).isdigit(), f"{name}-1")
        if name == "OBX":
            need(str(segment[3]), "OBX-3")
    wanted = truth["first"].get(identity)
    if wanted is None:
        continue
    if "mother" in wanted:
        need(whole(message, "PID", 21)[0] == wanted["mother"], plain_text)
        continue
    need(whole(message, "PID", 3)[0] == wanted["number"], f"number in {plain_text}")
    need(whole(message, "PID", 5)[:len(wanted["names"])] == wanted["names"], f"{whole(message, 'PID', 5)} {wanted['names']}")
    need(str(message["PID"][0][8]) == wanted["sex"], "sex")
need(set(truth["first"]) <= seen, "a record without its message")
need(set(events) == set(STRUCTURES), f"{events}")
with open(sys.argv[3], "wb") as out:
    for message in batch:
        out.write(str(message.create_ack("AA")).encode("utf-8") + b"\r")
print(events)
