import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import postgres from 'postgres';
import { unsubscribeUrl } from '@/features/consent/core/links';
import { encryptSecret, newToken, sha256 } from '@/lib/crypto';
import { startInstallation } from '../installation';
import type { Proof, ProofContext } from './types';

const PEOPLE = 100_000;
/** Of each kind: told already, waiting in the queue, waiting for another try. */
const OF_EACH = 20;

type Sink = { payloads: Map<string, { kind: string; at: number }[]>; count: number };

/**
 * P-05. A run to `--rounds` people (100,000) at a webhook; in the middle of it people withdraw, by the API and by one-click unsubscribe: some
 * who were told, some who wait, some whose first attempt failed. Nothing but removals may begin to be sent to them after the 200.
 */
export const withdrawal: Proof = {
  claim: 'a withdrawal that was answered 200 sends nothing more to that person, also queued and repeated sends (P-05)',
  run,
};

async function run(context: ProofContext): Promise<void> {
  const { say, fault } = context;
  const people = context.rounds ?? PEOPLE;
  const failing = new Set<string>();
  const { server, sink } = await startSink(failing);
  const { port } = server.address() as AddressInfo;
  const installation = await startInstallation(context.dir, { headless: true, env: { ALLOW_PRIVATE_HOSTS: `127.0.0.1:${port}` } });
  const { url, socket } = installation.database();
  const sql = postgres(url, { max: 2, path: `${socket}/.s.PGSQL.5432`, onnotice: () => undefined } as never) as postgres.Sql;
  try {
    const ids = await makePeople(sql, people);
    // Here and there among those who come first, so that the destination as a whole does not rest.
    for (const id of ids.filter((_, i) => i % 40 === 7).slice(0, OF_EACH * 3)) failing.add(id);
    const key = await makeKey(sql);
    const { destinationId, segmentId } = await startRun(sql, port);
    say(`${people} people with consent; the run begins`);
    const begun = Date.now();
    await until(() => sink.count > people / 5 && retrying(sink, failing).length >= OF_EACH, 1_800, 'The first fifth of the run');

    const told = [...sink.payloads.keys()].filter((id) => !failing.has(id)).slice(0, OF_EACH);
    const again = retrying(sink, failing).slice(0, OF_EACH);
    const waiting = (
      await sql<{ id: string }[]>`
        select profile_id as id from deliveries where destination_id = ${destinationId} and status = 'pending' and kind = 'enter'
        order by next_attempt_at desc limit ${OF_EACH}`
    ).map((row) => row.id);
    const chosen = { told, waiting, again };
    const answered = new Map<string, number>();
    let slowest = 0;
    for (const [n, id] of [...told, ...waiting, ...again].entries()) {
      const from = performance.now();
      await (n % 2 === 0 ? byApi(installation.url, key, id) : byOneClick(installation.url, id));
      answered.set(id, Date.now());
      slowest = Math.max(slowest, performance.now() - from);
    }
    say(
      `${answered.size} withdrew after ${sink.count} sends, half by API, half by one click; the slowest answer took ${Math.round(slowest)} ms`,
    );
    failing.clear();

    await until(async () => (await left(sql, destinationId)) === 0, 5_400, 'The end of the run');
    say(`the run ended after ${Math.round((Date.now() - begun) / 1000)} s with ${sink.count} requests`);
    for (const [kind, members] of Object.entries(chosen)) {
      if (members.length < OF_EACH) fault(`only ${members.length} people were ${kind}`);
      const later = members.flatMap((id) =>
        (sink.payloads.get(id) ?? []).filter((p) => p.at > (answered.get(id) ?? 0) && p.kind !== 'leave').map(() => id),
      );
      say(`${kind}: ${members.length} people, ${later.length} payloads after the answer`);
      if (later.length > 0) fault(`${later.length} payloads went out after the withdrawal of people who were ${kind}`);
    }
    await checkBooks(sql, { sink, destinationId, segmentId, people, withdrawn: answered.size, told }, context);
  } finally {
    await sql.end({ timeout: 5 });
    await installation.stop();
    server.closeAllConnections();
    server.close();
  }
}

/** Every member was told, or withheld; whoever was told and withdrew was taken out again. */
async function checkBooks(
  sql: postgres.Sql,
  run: { sink: Sink; destinationId: string; segmentId: string; people: number; withdrawn: number; told: string[] },
  { say, fault }: ProofContext,
): Promise<void> {
  const [books] = await sql<{ held: number; withheld: number; leaves: number; open: number }[]>`
    select (select count(distinct profile_id) from sync_members where destination_id = ${run.destinationId})::int as held,
      (select count(distinct profile_id) from deliveries where destination_id = ${run.destinationId} and status in ('withheld', 'cancelled')
        and kind = 'enter')::int as withheld,
      (select count(*) from deliveries where destination_id = ${run.destinationId} and kind = 'leave' and status = 'sent')::int as leaves,
      (select count(*) from memberships m where m.segment_id = ${run.segmentId} and not exists (
        select from deliveries d where d.profile_id = m.profile_id and d.destination_id = ${run.destinationId}))::int as open`;
  say(`held by the destination ${books?.held}, withheld ${books?.withheld}, taken out again ${books?.leaves}`);
  if (books?.held !== run.people - run.withdrawn) fault(`the destination should hold ${run.people - run.withdrawn} people`);
  if (books?.open !== 0) fault(`${books?.open} members were never looked at`);
  const notRemoved = run.told.filter((id) => !run.sink.payloads.get(id)?.some((p) => p.kind === 'leave'));
  if (notRemoved.length > 0) fault(`${notRemoved.length} people who were told and withdrew were not taken out`);
}

async function startSink(failing: ReadonlySet<string>) {
  const sink: Sink = { payloads: new Map(), count: 0 };
  const server = createServer((request, response) => {
    // The moment it begins to arrive: what was under way before the withdrawal was answered is not counted against it.
    const at = Date.now();
    let text = '';
    request.on('data', (chunk) => {
      text += chunk;
    });
    request.on('end', () => {
      const { type, profile } = JSON.parse(text) as { type: string; profile: { id: string } };
      sink.count += 1;
      sink.payloads.set(profile.id, [...(sink.payloads.get(profile.id) ?? []), { kind: type, at }]);
      response.writeHead(failing.has(profile.id) ? 503 : 200).end();
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return { server, sink };
}

const retrying = (sink: Sink, failing: ReadonlySet<string>) => [...sink.payloads.keys()].filter((id) => failing.has(id));

async function makePeople(sql: postgres.Sql, people: number): Promise<string[]> {
  await sql`insert into profiles (id, name, traits) select gen_random_uuid(), 'Person ' || n, '{"plan": "gold"}' from generate_series(1, ${people}::int) n`;
  await sql`
    insert into consent_ledger (profile_id, id, origin_profile_id, purpose, channel, state, occurred_at, method, actor)
    select id, gen_random_uuid(), id, 'marketing', 'email', 'granted', now(), 'import', 'test' from profiles`;
  await sql`
    insert into consent_states (profile_id, purpose, channel, state, since, ledger_id)
    select profile_id, purpose, channel, state, occurred_at, id from consent_ledger`;
  await sql`analyze profiles, consent_states`;
  // In the order in which levelling takes them.
  return (await sql<{ id: string }[]>`select id from profiles order by id`).map((row) => row.id);
}

async function makeKey(sql: postgres.Sql): Promise<string> {
  const key = newToken('tsk');
  await sql`insert into api_keys (name, key_hash, prefix, scopes) values ('proof', ${sha256(key)}, ${key.slice(0, 12)}, ${['consents:write']})`;
  return key;
}

async function startRun(sql: postgres.Sql, port: number): Promise<{ destinationId: string; segmentId: string }> {
  const [destinationId, segmentId] = [randomUUID(), randomUUID()];
  const settings = encryptSecret(JSON.stringify({ url: `http://127.0.0.1:${port}/`, secret: 'a secret of this proof' }));
  await sql`
    insert into destinations (id, name, kind, settings_encrypted, purpose, channel)
    values (${destinationId}, 'Sink', 'webhook', ${settings}, 'marketing', 'email')`;
  const rule = { all: [{ kind: 'trait', trait: 'plan', op: 'eq', value: 'gold' }] };
  await sql`insert into segments (id, name, rule, state) values (${segmentId}, 'Everybody', ${sql.json(rule)}, 'live')`;
  await sql`insert into segment_dependencies (segment_id, depends_on) values (${segmentId}, 'trait:plan')`;
  await sql`insert into memberships (profile_id, segment_id, entered_at) select id, ${segmentId}, now() from profiles`;
  await sql`
    insert into syncs (destination_id, segment_id, mapping, level_state)
    values (${destinationId}, ${segmentId}, ${sql.json({ traits: ['plan'], identifiers: [] })}, 'running')`;
  await sql`select graphile_worker.add_job('activation.level-sync', payload => ${JSON.stringify({ destinationId, segmentId })}::text::json)`;
  return { destinationId, segmentId };
}

async function byApi(url: string, key: string, profileId: string): Promise<void> {
  const response = await fetch(`${url}/api/v1/consents`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify({ profileId, purpose: 'marketing', channel: 'email', state: 'withdrawn' }),
  });
  if (response.status !== 200) throw new Error(`The API answered ${response.status}: ${await response.text()}`);
}

/** As a mail program does it: RFC 8058. */
async function byOneClick(url: string, profileId: string): Promise<void> {
  const link = new URL(unsubscribeUrl({ profileId, purpose: 'marketing', channel: 'email', messageId: 'proof' }));
  const response = await fetch(`${url}${link.pathname}`, {
    method: 'POST',
    body: new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }),
  });
  if (response.status !== 200) throw new Error(`The unsubscribe link answered ${response.status}: ${await response.text()}`);
}

const left = async (sql: postgres.Sql, destinationId: string): Promise<number> => {
  const [row] = await sql<{ n: number }[]>`
    select (select count(*) from deliveries where destination_id = ${destinationId} and status in ('pending', 'sending', 'retry'))::int
      + (select count(*) from syncs where level_state = 'running')::int
      + (select count(*) from graphile_worker.jobs where task_identifier like '%consent%' and attempts = 0)::int as n`;
  return row?.n ?? 0;
};

async function until(test: () => boolean | Promise<boolean>, seconds: number, what: string): Promise<void> {
  for (const end = Date.now() + seconds * 1000; Date.now() < end; ) {
    if (await test()) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`${what} did not come within ${seconds} s`);
}
