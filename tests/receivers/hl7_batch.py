# Reads an HL7 v2 batch with python-hl7 and validates each message with hl7apy (STRICT, 2.5.1), then finds in it what was expected.
import json
import sys

import hl7
from hl7apy.consts import VALIDATION_LEVEL
from hl7apy.parser import parse_message


def need(truth, told):
    if not truth:
        raise SystemExit(told)


raw = open(sys.argv[1], "rb").read()
need(b"\n" not in raw, "a segment ends in CR alone")
text = raw.decode("utf-8")
truth = json.load(open(sys.argv[2], encoding="utf-8"))
batches = hl7.parse_file(text)
need(batches.trailer is not None and len(batches) == 1, "one batch in one file")
batch = batches[0]
need(int(str(batch.trailer.extract_field(segment_num=1, field_num=1) if hasattr(batch.trailer, "extract_field") else batch.trailer[1])) == len(batch), "BTS-1")

found = []
for message in batch:
    parsed = parse_message(str(message), validation_level=VALIDATION_LEVEL.STRICT, find_groups=True)
    need(parsed.validate(), "validate")
    need(str(message["MSH"][0][9]) == truth["event"], f"{message['MSH'][0][9]}")
    need(str(message["MSH"][0][18]) == "UNICODE UTF-8", "MSH-18")
    plain = lambda field: message.unescape(str(field))
    item = {
        "id": str(message["MSH"][0][10]),
        "name": plain(message["PID"][0][5][0][0]),
        "specimens": sorted({str(spm[2]).split("^")[0].split("&")[0] for spm in message["SPM"]}),
        "tests": [str(obr[4]).split("^")[0] for obr in message["OBR"]],
    }
    if truth["event"].startswith("ORU"):
        item["values"] = [plain(obx[5]) for obx in message["OBX"]]
    found.append(item)
need(found == truth["messages"], f"found {found}")
print(len(found))
