import { createHash } from 'node:crypto';
import type postgres from 'postgres';
import { newId } from '@/lib/ids';
import { type Installation, startInstallation } from '../../installation';
import type { Proof, ProofContext } from '../types';
import { openDatabase, pause, startErasing, untilErased } from './stage';

/** Three parts of deleting, so that there is a middle to kill in. */
const EVENTS = 25_000;
const ROUNDS = 20;

/** P-37. */
export const erasureKill: Proof = {
  claim: `kill -9 at ${ROUNDS} random moments of an erasure: it goes on, ends once, counts every row once and issues one certificate (P-37)`,
  run,
};

async function run(context: ProofContext): Promise<void> {
  const { dir, say, fault, random } = context;
  const installation = await startInstallation(dir, { headless: true });
  let sql = openDatabase(installation);
  const rounds = context.rounds ?? ROUNDS;
  const kills: Record<string, number> = {};
  try {
    const quick = await person(sql, 'unkilled');
    const from = Date.now();
    await startErasing(sql, quick.requestId);
    await untilErased(sql, quick.requestId, 120);
    const usual = Date.now() - from;
    say(`an erasure of ${EVENTS} events takes ${usual} ms undisturbed`);
    for (let round = 1; round <= rounds; round++) {
      const { requestId, profileId } = await person(sql, `killed-${round}`);
      const victim = (['worker', 'everything', 'postgres'] as const)[Math.floor(random() * 3)] ?? 'worker';
      await startErasing(sql, requestId);
      await pause(random() * usual * 0.6);
      const [at] = await sql<{ step: string; status: string }[]>`select step, status from erasures where request_id = ${requestId}`.catch(
        () => [],
      );
      installation.kill(victim);
      const point = at?.status === 'done' ? 'after the end' : (at?.step ?? 'before the first step');
      kills[`${victim} ${point}`] = (kills[`${victim} ${point}`] ?? 0) + 1;
      await pause(100);
      await installation.untilReady(60);
      await sql.end({ timeout: 1 });
      sql = openDatabase(installation);
      await untilErased(sql, requestId, 240);
      for (const line of await faultsOf(sql, requestId, profileId)) fault(`round ${round} (${victim}, ${point}): ${line}`);
      say(`round ${round}/${rounds}: killed ${victim} at ${point}; ended once`);
    }
    say(
      `kills: ${Object.entries(kills)
        .map(([k, n]) => `${k} × ${n}`)
        .join(', ')}`,
    );
    await checkChain(sql, rounds + 1, context);
  } finally {
    await stopAll(installation, sql);
  }
}

async function stopAll(installation: Installation, sql: postgres.Sql): Promise<void> {
  await sql.end({ timeout: 2 });
  await installation.stop();
}

/** Somebody with a long history, and an approved request. */
async function person(sql: postgres.Sql, name: string): Promise<{ profileId: string; requestId: string }> {
  const [profileId, requestId, sourceId] = [newId(), newId(), '00000000-0000-4000-8000-000000000001'];
  await sql.unsafe(`create table if not exists events_2026_05 partition of events for values from ('2026-05-01') to ('2026-06-01')`);
  await sql.begin(async (tx) => {
    await tx`insert into profiles (id, name, event_count) values (${profileId}, ${name}, ${EVENTS})`;
    await tx`
      insert into identifiers (type, value, profile_id, display, source_id, first_seen_at, last_seen_at)
      values ('email', ${`${name}@killed.example`}, ${profileId}, ${`${name}@killed.example`}, ${sourceId}, now(), now())`;
    await tx`
      insert into events (profile_id, occurred_at, id, record_id, source_id, received_at, type, name, value, message_id, properties, context)
      select ${profileId}, '2026-05-02'::timestamptz + g * interval '1 second', gen_random_uuid(), ${newId()}, ${sourceId}, now(), 'track', 'Killed', 1,
        ${name} || g, '{}', '{}' from generate_series(1, ${EVENTS}) g`;
    await tx`
      insert into event_rollups (day, name, source_id, n, sum)
      select (occurred_at at time zone 'UTC')::date, name, source_id, count(*), sum(value) from events where profile_id = ${profileId} group by 1, 2, 3
      on conflict (day, name, source_id) do update set n = event_rollups.n + excluded.n, sum = event_rollups.sum + excluded.sum`;
    await tx`
      insert into subject_requests (id, type, state, origin, profile_ids, received_at, first_due_at, due_at)
      values (${requestId}, 'erasure', 'running', 'staff', ${[profileId]}::uuid[], now(), now() + interval '30 days', now() + interval '30 days')`;
  });
  return { profileId, requestId };
}

async function faultsOf(sql: postgres.Sql, requestId: string, profileId: string): Promise<string[]> {
  const faults: string[] = [];
  const [row] = await sql<
    { n: number; events: number; identifiers: number; state: string; work: string | null; ends: number; accepted: number }[]
  >`
    select (select count(*)::int from erasures where request_id = ${requestId}) as n, (e.progress -> 'rows' ->> 'events')::int as events,
      (e.progress -> 'rows' ->> 'identifiers')::int as identifiers, r.state, e.work,
      (select count(*)::int from subject_request_events where request_id = ${requestId} and kind = 'done') as ends,
      (select count(*)::int from audit_log where action = 'erasure.accepted' and subject_id = e.id::text) as accepted
    from erasures e join subject_requests r on r.id = e.request_id where e.request_id = ${requestId}`;
  if (row?.n !== 1) faults.push(`${row?.n} erasures of one request`);
  if (row?.events !== EVENTS || row.identifiers !== 1) faults.push(`${row?.events} events and ${row?.identifiers} identifiers counted`);
  if (row?.state !== 'done' || row.ends !== 1 || row.accepted !== 1)
    faults.push(`state ${row?.state}, ended ${row?.ends} times, accepted ${row?.accepted} times`);
  if (row?.work !== null) faults.push('the erasure still holds whom it was about');
  const [left] = await sql<{ n: number }[]>`
    select (select count(*)::int from events where profile_id = ${profileId}) + (select count(*)::int from profiles where id = ${profileId})
      + (select count(*)::int from event_rollups where name = 'Killed') as n`;
  if (left?.n !== 0) faults.push(`${left?.n} rows are left`);
  return faults;
}

/** One certificate each, every one quoting the one before. */
async function checkChain(sql: postgres.Sql, expected: number, { say, fault }: ProofContext): Promise<void> {
  const rows = await sql<
    { certificate: string; hash: string }[]
  >`select certificate, certificate_hash as hash from erasures order by finished_at`;
  let previous: string | null = null;
  for (const { certificate, hash } of rows) {
    const own = createHash('sha256').update(certificate).digest('hex');
    const quoted = (JSON.parse(certificate) as { previous: string | null }).previous;
    if (own !== hash || quoted !== previous) fault('the chain of certificates is broken');
    previous = own;
  }
  say(`${rows.length} certificates, each quoting the one before`);
  if (rows.length !== expected) fault(`${rows.length} certificates, ${expected} erasures`);
}
