"""Reads a FHIR hand-over with fhir.resources (R4B), which knows every field, type and cardinality, and holds it to the
rules that NRCES 6.5.0 adds. Arguments: the NDJSON file, and a JSON of what must be in it.
"""
import json
import re
import sys

from fhir.resources.R4B.bundle import Bundle

truth = json.load(open(sys.argv[2], encoding="utf-8"))
PROFILE = "https://nrces.in/ndhm/fhir/r4/StructureDefinition/"
CODES = {
    "http://terminology.hl7.org/CodeSystem/v2-0203": {"MR", "PRN", "MD", "VN"},
    "https://nrces.in/ndhm/fhir/r4/CodeSystem/ndhm-identifier-type-code": {"HIN", "ABHA"},
}


def need(condition, sentence):
    if not condition:
        sys.exit(sentence)


def identifiers(resource, system_needed):
    """NRCES: each identifier has a value and a type with system, code and display; an organization's a system too."""
    need(resource.get("identifier"), f"{resource['resourceType']} without identifier")
    for identifier in resource["identifier"]:
        need(identifier.get("value"), "identifier without value")
        need(identifier.get("system") or not system_needed, "identifier without system")
        for coding in identifier["type"]["coding"]:
            need(coding["code"] in CODES[coding["system"]] and coding["display"], f"type {coding}")


def patient(resource):
    identifiers(resource, False)
    number = resource["identifier"][0]
    need(number["use"] == "temp" and number["type"]["coding"][0]["code"] == "MR", "provisional number is not MR, temp")
    need(all(name["text"] for name in resource.get("name", [])), "name without text")
    need(all(phone["value"] for phone in resource.get("telecom", [])), "telecom without value")
    born = resource.get("birthDate")
    need(born is None or re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", born), f"birthDate {born}")
    if "names" in truth:
        wanted = truth["names"][number["value"]]
        found = [name["text"] for name in resource["name"]]
        need(found == [n for n in (wanted["en"], wanted["hi"]) if n], f"names {found}")
        need(born, "no birthDate")
        need({"female": "F", "male": "M", "other": "O", "unknown": "U"}[resource["gender"]] == wanted["sex"], "gender")
    if number["value"] in truth.get("unknown", []):
        need(born is None and {n["use"] for n in resource["name"]} == {"temp"}, "an unknown patient's name or birthDate")
    for link in resource.get("link", []):
        need(link["type"] == "seealso" and link["other"]["identifier"]["value"] != number["value"], f"link {link}")
    for identifier in resource["identifier"]:
        if identifier["type"]["coding"][0]["code"] == "HIN":
            need(re.fullmatch(r"\d\d-\d{4}-\d{4}-\d{4}", identifier["value"]), "HIN is not the ABHA number")
        if identifier["type"]["coding"][0]["code"] == "ABHA":
            need("@" in identifier["value"], "ABHA is not the address")


DISPOSITIONS = {"home", "aadvice", "exp", "other-hcf", "oth"}
SOURCES = {"outp", "emd", "hosp-trans", "born", "other"}


def periods(resource):
    """Every period in an encounter: its own, those of its places and of its statuses. FHIR: it does not end before it starts."""
    parts = [resource, *resource.get("location", []), *resource.get("statusHistory", [])]
    return [part["period"] for part in parts if "period" in part]


def encounter(resource):
    kind, status = resource["class"]["code"], resource["status"]
    need(kind in {"AMB", "IMP", "EMER"}, f"class {kind}")
    need(kind == "AMB" or len(resource["identifier"]) <= 2, "identifiers")
    for period in periods(resource):
        need(period.get("end", "9") >= period["start"], f"period {period}")
    stayed = resource.get("hospitalization", {})
    for element, codes in [("dischargeDisposition", DISPOSITIONS), ("admitSource", SOURCES)]:
        for coding in stayed.get(element, {}).get("coding", []):
            need(coding["code"] in codes and coding["display"], f"{element} {coding}")
    if kind == "IMP":
        need(status in {"planned", "in-progress", "finished", "cancelled"}, f"status {status} of a stay")
        need((status == "finished") == ("dischargeDisposition" in stayed), "a stay ended without telling how")
        active = [place for place in resource.get("location", []) if place["status"] == "active"]
        need(len(active) == (1 if status == "in-progress" else 0), f"{len(active)} active places of a stay that is {status}")
        need(status not in {"in-progress", "finished"} or resource["period"]["start"], "a stay without its beginning")


counts = {}
for line in open(sys.argv[1], encoding="utf-8"):
    Bundle.model_validate_json(line)
    bundle = json.loads(line)
    urls = {entry["fullUrl"] for entry in bundle["entry"]}
    need(len(urls) == len(bundle["entry"]), "two entries have one fullUrl")
    need(set(re.findall(r'"reference":"([^"]+)"', line)) <= urls, "a reference leads out of the bundle")
    for entry in bundle["entry"]:
        resource, request = entry["resource"], entry["request"]
        kind = resource["resourceType"]
        counts[kind] = counts.get(kind, 0) + 1
        need("ifNoneExist" in request or request["method"] == "PUT", f"{kind} is not conditional")
        if kind not in ("Provenance", "Location", "RelatedPerson"):
            need(resource["meta"]["profile"] == [PROFILE + kind], f"profile of {kind}")
        if kind == "Patient":
            patient(resource)
        elif kind == "Organization":
            identifiers(resource, True)
            need(resource["name"], "organization without name")
        elif kind == "Practitioner":
            identifiers(resource, False)
            need(all(name["text"] for name in resource["name"]), "practitioner without name")
        elif kind == "Encounter":
            encounter(resource)
            voided = resource["identifier"][0]["value"] in truth["voided"]
            need((resource["status"] == "entered-in-error") == voided, "status of a voided visit")
need(counts["Patient"] == truth["patients"], f"{counts}")
need(counts["Encounter"] == truth.get("encounters", truth["visits"]), f"{counts}")
print(counts)
