import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { connect, type Sql } from '@/db/client';
import { migrate } from '@/db/migrate';
import { apiKey } from '@/tests/integration/api-key';
import { personArbitrary, toFacts } from '@/tests/integration/segments/people';
import { prepareStories } from '@/tests/integration/segments/tell-story';
import { NOW } from '@/tests/integration/segments/values';
import { writePeople } from '@/tests/integration/segments/world';
import { besideDatabase } from '../../beside-database';
import type { Proof, ProofContext } from '../types';
import { serveApi } from './api-server';
import { scan } from './sqlmap';
import { type Target, targetsOf } from './targets';

const PEOPLE = 30;

/** Needs sqlmap on the path. An address that is careless on purpose stands beside the API: it has to be found, or the scanner is blind. */
export const injection: Proof = {
  claim:
    'sqlmap finds no way into the database through addresses, filters, cursors, rules and people that the API of segments and lists takes, and finds the one left open on purpose',
  run: async (context) => {
    if (process.env.INJECTION_ROLE === 'scanner') return scanAll(context);
    if ((await besideDatabase({ dir: context.dir, durable: false, env: { INJECTION_ROLE: 'scanner' } })) !== 0) context.fault('see above');
  },
};

async function scanAll({ say, fault, dir }: ProofContext): Promise<void> {
  const url = process.env.DATABASE_URL ?? '';
  await migrate(url);
  const sql = connect(url);
  const { ids, key } = await world(sql);
  const broken: string[] = [];
  const counts = new Map<number, number>();
  const api = await serveApi(sql, ({ status, method, url: asked }) => {
    counts.set(status, (counts.get(status) ?? 0) + 1);
    if (status >= 500 && status !== 503) broken.push(`${method} ${asked.slice(0, 300)} answered ${status}`);
  });
  try {
    const control = await scan(api.url, { name: 'careless', path: '/careless?name=a', params: ['name'] }, { dir, key });
    say(`careless on purpose: ${control.injectable ? 'found' : 'not found'} (${control.requests} requests)`);
    if (!control.injectable) return fault(`the scanner did not find what is open:\n${control.output.slice(-2_000)}`);
    for (const target of targetsOf(ids)) {
      if (!(await answers(api.url, target, key))) fault(`${target.name}: what is scanned is no good request by itself`);
      const before = [...counts.values()].reduce((a, b) => a + b, 0);
      const { injectable, finished, output } = await scan(api.url, target, { dir, key });
      const asked = [...counts.values()].reduce((a, b) => a + b, 0) - before;
      say(`${target.name}: ${injectable ? 'INJECTABLE' : 'nothing'} (${asked} requests)`);
      if (injectable) fault(`${target.name}: ${output.slice(-3_000)}`);
      else if (!finished || asked === 0) fault(`${target.name} was not scanned to its end: ${output.slice(-2_000)}`);
    }
    say(
      `answers: ${[...counts]
        .sort(([a], [b]) => a - b)
        .map(([status, n]) => `${status} × ${n}`)
        .join(', ')}`,
    );
    for (const line of broken.slice(0, 10)) fault(line);
  } finally {
    api.close();
    await sql.end({ timeout: 5 });
  }
}

/** Whether the request as it is, before anything is put into it, is taken: a scan of what is always refused would show nothing. */
async function answers(base: string, { path, method = 'POST', body }: Target, key: string): Promise<boolean> {
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
  const answer = await fetch(base + path.replaceAll('*', ''), { headers, ...(body ? { method, body: JSON.stringify(body) } : {}) });
  await answer.arrayBuffer();
  return answer.ok;
}

async function world(sql: Sql) {
  const aggregated = await prepareStories(sql);
  const people = fc.sample(personArbitrary, { seed: 3, numRuns: PEOPLE }).map((draft) => toFacts(randomUUID(), draft, NOW, randomUUID));
  await writePeople(sql, people, NOW, aggregated);
  const key = await apiKey(sql, ['segments:read', 'segments:write', 'profiles:read']);
  const segments = await sql<{ id: string }[]>`
    insert into segments (name, rule, state) select n, ${sql.json({ kind: 'trait', trait: 'country', op: 'exists' })}, 'live'
    from unnest(array['One', 'Other']) n returning id`;
  const [list] = await sql<
    { id: string }[]
  >`insert into lists (id, name, created_by) values (${randomUUID()}, 'List', 'proof') returning id`;
  const ids = { segment: segments[0]?.id ?? '', other: segments[1]?.id ?? '', profile: people[0]?.id ?? '', list: list?.id ?? '' };
  return { ids, key };
}
