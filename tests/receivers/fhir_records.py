"""Reads records of a hand-over, one transaction a line, with fhir.resources (R4B): every field, type and cardinality; each bundle names
its record, and a reference leads into the bundle or is a search by identifier. Argument: the NDJSON file. Prints resources by kind.
"""
import json
import re
import sys

from fhir.resources.R4B.bundle import Bundle


def need(condition, sentence):
    if not condition:
        sys.exit(sentence)


counts, keys = {}, set()
for line in open(sys.argv[1], encoding="utf-8"):
    Bundle.model_validate_json(line)
    bundle = json.loads(line)
    key = bundle["identifier"]["value"]
    need(key not in keys, f"{key} is there twice")
    keys.add(key)
    urls = {entry["fullUrl"] for entry in bundle["entry"]}
    need(len(urls) == len(bundle["entry"]), f"{key}: two entries have one fullUrl")
    for reference in set(re.findall(r'"reference":"([^"]+)"', line)) - urls:
        need(re.fullmatch(r"(Patient|Encounter|ServiceRequest|Specimen)\?identifier=[^|]+\|[^|]+", reference), f"{key}: {reference}")
    for entry in bundle["entry"]:
        kind, request = entry["resource"]["resourceType"], entry["request"]
        counts[kind] = counts.get(kind, 0) + 1
        need("ifNoneExist" in request or request["method"] == "PUT", f"{key}: {kind} is not conditional")
        for name in entry["resource"].get("name", []) if kind in ("Patient", "Practitioner") else []:
            need(name["text"], f"{key}: NRCES asks for name.text")
        if kind == "Patient":
            for identifier in entry["resource"]["identifier"]:
                need(identifier["value"] and identifier["type"]["coding"][0]["code"], f"{key}: NRCES asks for identifier.type")
print(json.dumps(counts))
