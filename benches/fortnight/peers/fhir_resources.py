"""The peer of benches/fhir_road.rs: fhir.resources (R4B) builds the same bundles out of plain values and writes them as JSON, one a line.
Argument: records as the road wrote them. Prints records a second; what it writes is held to say the same.
"""
import json
import sys
import time

from fhir.resources.R4B.bundle import Bundle

values = [json.loads(line) for line in open(sys.argv[1], encoding="utf-8")]
Bundle.model_validate(values[0]).model_dump_json()
best = 0.0
for _ in range(3):
    before = time.perf_counter()
    lines = [Bundle.model_validate(value).model_dump_json() for value in values]
    best = max(best, len(values) / (time.perf_counter() - before))


def leaves(value):
    if isinstance(value, dict):
        return sum(leaves(part) for part in value.values())
    return sum(leaves(part) for part in value) if isinstance(value, list) else 1


for value, line in zip(values, lines):
    if leaves(json.loads(line)) != leaves(value):
        sys.exit(f"it wrote something else: {line[:2000]}")
print(f"{best:.1f}")
