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
    "http://terminology.hl7.org/CodeSystem/v2-0203": {"MR", "PRN", "MD", "VN", "EI", "PLAC", "ACSN"},
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


PROFILE_OF = {"ServiceRequest": "ServiceRequest", "Specimen": "Specimen", "Observation": "Observation",
              "DiagnosticReport": "DiagnosticReportLab"}
LAB_STATUS = {
    "ServiceRequest": {"active", "completed", "revoked"},
    "Specimen": {"available", "unavailable", "unsatisfactory", "entered-in-error"},
    "Observation": {"final", "amended", "entered-in-error"},
    "DiagnosticReport": {"partial", "final", "amended", "entered-in-error"},
}
FLAGS = {"N", "L", "H", "LL", "HH", "A", "AA"}


def codings(value):
    """Every coding in a part of a resource, wherever it stands."""
    if isinstance(value, dict):
        yield from value.get("coding", [])
        for part in value.values():
            yield from codings(part)
    elif isinstance(value, list):
        for part in value:
            yield from codings(part)


def systems(value):
    return {coding["system"] for coding in codings(value)}


def asked_for(resource):
    """What NRCES 6.5.0 asks for beyond R4 (design/formats.md 2.2); a reference counts only where it leads somewhere."""
    kind = resource["resourceType"]
    leads = lambda references: references and all("reference" in reference for reference in references)
    if kind == "ServiceRequest":
        return "reference" in resource.get("requester", {}) and systems(resource["code"]) <= {"http://snomed.info/sct"}
    if kind == "Specimen":
        times = "receivedTime" in resource and "collectedDateTime" in resource.get("collection", {})
        return times and systems(resource["type"]) == {"http://snomed.info/sct"}
    if kind == "Observation":
        return bool(systems(resource["code"])) and systems(resource["code"]) <= {"http://loinc.org", "http://snomed.info/sct"}
    coded = systems(resource["code"]) == {"http://loinc.org"} and systems(resource["category"]) == {"http://snomed.info/sct"}
    return coded and leads(resource.get("resultsInterpreter")) and bool(resource.get("result")) and "conclusion" in resource


def laboratory(resource, security):
    kind, meta = resource["resourceType"], resource.get("meta", {})
    need(resource["status"] in LAB_STATUS[kind], f"{kind} {resource['status']}")
    need(all(c["system"] and c["code"] and c["display"] for c in codings(resource)), f"{kind}: a coding without system, code, display")
    claimed = meta.get("profile", [])
    need(claimed == ([PROFILE + PROFILE_OF[kind]] if asked_for(resource) else []), f"{kind} claims {claimed}: {resource}")
    labels = [label["code"] for label in meta.get("security", [])]
    need([label for label in labels if label != "R"] == security, f"{kind}: labels {labels}")
    if kind == "Observation":
        values = [key for key in resource if key.startswith("value")]
        need(len(values) <= 1, f"{values}")
        need(values or resource["status"] == "entered-in-error", "a released result without its value")
        need({c["code"] for i in resource.get("interpretation", []) for c in i["coding"]} <= FLAGS, "interpretation")
        for quantity in [resource.get("valueQuantity"), *resource.get("referenceRange", [{}])[0].values()]:
            need(not quantity or "code" not in quantity or quantity["system"] == "http://unitsofmeasure.org", f"{quantity}")


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
        if kind in PROFILE_OF:
            laboratory(resource, truth.get("security", []))
        elif kind not in ("Provenance", "Location", "RelatedPerson"):
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
for kind, count in truth.get("lab", {}).get("resources", {}).items():
    need(counts[kind] == count, f"{kind}: {counts}")
need(counts.get("Encounter", 0) == truth.get("encounters", truth["visits"]), f"{counts}")
print(counts)
