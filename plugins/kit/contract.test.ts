import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { HttpFailure } from '@/lib/http';
import { destinationKinds } from '../destinations/registry';
import { retryAfter } from './results';
import { settingsFields } from './settings-fields';
import type { AnyDestination, Destination, DestinationRow, HttpClient } from './types';

const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const received: { request: IncomingMessage; body: string }[] = [];
let answer: { status: number; headers?: Record<string, string>; body?: string } = { status: 200 };
let server: Server;
let url = '';

beforeAll(async () => {
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => (body += chunk));
    request.on('end', () => {
      received.push({ request, body });
      response.writeHead(answer.status, answer.headers).end(answer.body ?? '');
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
});
afterAll(() => void server.close());

/** Speaks plain HTTP, so that what a plug-in sends can be looked at. */
const http: HttpClient = async ({ url: to, method, headers, body }) => {
  const response = await fetch(to, { method, headers: headers ?? {}, body: body?.toString() ?? null, redirect: 'manual' });
  return {
    ok: true,
    status: response.status,
    headers: Object.fromEntries(response.headers),
    body: await response.text(),
    truncated: false,
  };
};

/** Settings made from the schema's own description, as the form would send them. */
function settingsFor(kind: AnyDestination): Record<string, string> {
  const value = (field: { widget: string; type: string }) => (field.widget === 'secret' ? SECRET : field.type === 'url' ? url : 'text');
  return Object.fromEntries(settingsFields(kind).map((field) => [field.name, value(field)]));
}

const json = fc.oneof(fc.string(), fc.double({ noNaN: true, noDefaultInfinity: true }), fc.boolean(), fc.constant(null));
const row: fc.Arbitrary<DestinationRow> = fc.record({
  id: fc.uuid(),
  kind: fc.constantFrom('enter', 'leave', 'update', 'delete', 'test'),
  at: fc.constant('2026-01-01T00:00:00.000Z'),
  segment: fc.option(fc.record({ id: fc.uuid(), name: fc.string() }), { nil: null }),
  profile: fc.record({
    id: fc.uuid(),
    previousIds: fc.array(fc.uuid(), { maxLength: 2 }),
    traits: fc.dictionary(fc.string(), json, { maxKeys: 5 }),
    identifiers: fc.array(fc.record({ type: fc.string(), value: fc.string() }), { maxLength: 3 }),
  }),
});
const one = () => fc.sample(row, 1)[0] as DestinationRow;

const kinds = Object.entries(destinationKinds) as [string, AnyDestination][];
const overHttp = kinds.filter((entry): entry is [string, Destination<unknown>] => {
  const [, kind] = entry;
  return kind.transport === 'each' && settingsFields(kind).some(({ type }) => type === 'url');
});

describe.each(kinds)('%s', (id, destination) => {
  it('is filed under its id, and says how a person is erased', () => {
    expect(destination.id).toBe(id);
    expect(destination.erase.supported || destination.erase.reason.length > 10).toBe(true);
    if (destination.transport === 'each') expect(destination.limits.concurrency).toBeGreaterThan(0);
  });

  it('has settings that a form can be made of, and refuses fields that are not among them', () => {
    const described = z.toJSONSchema(destination.settings, { io: 'input' });
    expect(Object.keys(described.properties ?? {}).length).toBeGreaterThan(0);
    expect(destination.settings.safeParse({ ...settingsFor(destination), extra: 1 }).success).toBe(false);
    for (const field of settingsFields(destination)) expect(field.title.length).toBeGreaterThan(0);
  });

  it('makes a line as long as its header of any person, or none', () => {
    if (destination.transport !== 'files') return;
    fc.assert(
      fc.property(row, (each) => {
        const line = destination.line(each);
        expect(line === null || line.length === destination.header.length).toBe(true);
      }),
    );
  });
});

describe.each(overHttp)('%s over HTTP', (_, destination) => {
  const context = () => ({ settings: { ...settingsFor(destination), url }, http, now: new Date() });

  it('answers one result a row, in order, for any rows', async () => {
    answer = { status: 200 };
    await fc.assert(
      fc.asyncProperty(fc.array(row, { maxLength: 4 }), async (rows) => {
        received.length = 0;
        const results = await destination.deliver(rows, context());
        expect(results).toHaveLength(rows.length);
        expect(results.every((r) => r.ok)).toBe(true);
        expect(received.map((r) => r.request.headers['idempotency-key']).sort()).toEqual(rows.map((r) => r.id).sort());
      }),
      { numRuns: 20 },
    );
  });

  it.each([
    [429, { 'retry-after': '7' }, true, 7000],
    [503, {}, true, undefined],
    [500, {}, true, undefined],
    [408, {}, true, undefined],
    [400, {}, false, undefined],
    [404, { 'retry-after': '7' }, false, undefined],
    [301, {}, false, undefined],
  ] as const)('reads %i with %o as retry %s', async (status, headers, retry, retryAfterMs) => {
    answer = { status, headers };
    const [result] = await destination.deliver([one()], context());
    expect(result).toMatchObject({ ok: false, retry, responseStatus: status });
    expect(result && 'retryAfterMs' in result ? result.retryAfterMs : undefined).toBe(retryAfterMs);
  });

  it('reads a lost connection as retry, a refused address as final, and quotes no secret', async () => {
    const failing =
      (code: HttpFailure['code'], retry: boolean): HttpClient =>
      async () => ({ ok: false, retry, code, message: 'No answer.' });
    for (const [code, retry] of [
      ['network', true],
      ['timeout', true],
      ['refused_address', false],
    ] as const) {
      const results = await destination.deliver([one()], { ...context(), http: failing(code, retry) });
      expect(results[0]).toMatchObject({ ok: false, retry });
      expect(JSON.stringify(results)).not.toContain(SECRET);
      expect(await destination.check(one(), { ...context(), http: failing(code, retry) })).toMatchObject({ ok: false, retry });
    }
  });
});

describe('results', () => {
  const now = new Date('2026-01-01T00:00:00Z');
  it.each([
    ['120', 120_000],
    ['Thu, 01 Jan 2026 00:01:00 GMT', 60_000],
    ['Wed, 31 Dec 2025 00:00:00 GMT', undefined],
    ['0', undefined],
    ['soon', undefined],
    ['-5', undefined],
    ['999999999', 86_400_000],
    [undefined, undefined],
  ])('Retry-After %s is %s ms', (header, expected) => expect(retryAfter(header, now)).toBe(expected));
});
