import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import postgres from 'postgres';
import { findMentions } from '@/features/consent/suppression/data';
import { askErasedBy } from '@/features/ingest/data/erased';
import { encryptSecret } from '@/lib/crypto';
import { newId } from '@/lib/ids';
import { canary } from '@/tests/privacy/canary';
import { canaryEvents, dressScene, neighbourEvents, type Scene } from '@/tests/privacy/scene';
import { type Installation, startInstallation } from '../../installation';
import type { ProofContext } from '../types';

export const NEIGHBOURS = 200;

export type Stage = {
  installation: Installation;
  sql: postgres.Sql;
  scene: Scene;
  /** What the destination was sent. */
  sink: { kind: string; body: string }[];
  post(path: string, body: unknown): Promise<number>;
  stop(): Promise<void>;
};

export const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** A connection to the installation's database, which the product's own functions in this process use too. */
export function openDatabase(installation: Installation): postgres.Sql {
  const { url, socket } = installation.database();
  const sql = postgres(url, {
    max: 4,
    path: `${socket}/.s.PGSQL.5432`,
    onnotice: () => undefined,
    connection: { TimeZone: 'UTC' },
  } as never) as postgres.Sql;
  const shared = globalThis as { __tessera?: { sql?: postgres.Sql } };
  Object.assign((shared.__tessera ??= {}), { sql });
  askErasedBy(findMentions);
  return sql;
}

/**
 * An installation in which the canary has come in by every door (single calls, a batch, a file, staff, a refused call) and stands among 200
 * neighbours in every table and every kind of file, with a destination that was told.
 */
export async function stage({ dir, say }: ProofContext): Promise<Stage> {
  const { server, sink, port } = await startSink();
  const installation = await startInstallation(dir, { headless: true, env: { ALLOW_PRIVATE_HOSTS: `127.0.0.1:${port}` } });
  const sql = openDatabase(installation);
  const authorization = `Basic ${Buffer.from(`${installation.writeKey}:`).toString('base64')}`;
  const post = async (path: string, body: unknown) => {
    const answer = await fetch(`${installation.url}${path}`, {
      method: 'POST',
      headers: { authorization, 'content-type': 'application/json' },
      body: typeof body === 'string' ? body : JSON.stringify(body),
      signal: AbortSignal.timeout(10_000),
    });
    await answer.text();
    return answer.status;
  };

  const stop = async () => {
    await sql.end({ timeout: 2 });
    await installation.stop();
    server.close();
  };
  try {
    const scene = await plantAll();
    return { installation, sql, scene, sink, post, stop };
  } catch (error) {
    await stop();
    throw error;
  }

  async function plantAll(): Promise<Scene> {
    for (const event of canaryEvents()) await post(`/v1/${event.type}`, event);
    for (let n = 0; n < NEIGHBOURS; n += 20)
      await post('/v1/batch', { batch: Array.from({ length: 20 }, (_, one) => neighbourEvents(n + one)).flat() });
    // Refused, and kept among the rejects.
    await post('/v1/batch', { batch: [{ type: 'track', userId: canary.userId, properties: { name: canary.name, ip: canary.ip } }] });
    await post('/v1/identify', { type: 'identify', anonymousId: canary.anonymousIds[1], traits: 'no object', note: canary.freeText });
    importFile(dir, installation);
    await installation.untilDrained(60);
    const [source] = await sql<
      { id: string }[]
    >`select r.source_id as id from records r join identifiers i on i.profile_id = r.profile_id where i.value = ${canary.userId} limit 1`;
    const scene = await dressScene({ sql }, { sourceId: source?.id ?? '', neighbours: NEIGHBOURS });
    await tellDestination(sql, scene, port);
    await settled(sql);
    say(`planted: 1 person, ${NEIGHBOURS} neighbours, ${scene.planted.length} tables by the data map besides those filled by use`);
    return scene;
  }
}

function importFile(dir: string, installation: Installation): void {
  const file = join(dir, 'people.csv');
  writeFileSync(
    file,
    `email,loyalty_card,name\n${canary.secondEmail},${canary.loyaltyCard},"${canary.name}"\nneighbour1@elsewhere.example,,Neighbour\n`,
  );
  try {
    execFileSync(process.execPath, ['scripts/tessera.mjs', 'import', file, '--source', 'Shop file'], {
      env: { ...process.env, DATA_DIR: installation.dataDir },
      stdio: 'pipe',
    });
  } catch (error) {
    throw new Error(`The import failed: ${(error as { stderr?: Buffer }).stderr?.toString() ?? String(error)}`);
  }
}

async function startSink() {
  const sink: { kind: string; body: string }[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => (body += chunk));
    request.on('end', () => {
      sink.push({ kind: String((JSON.parse(body) as { type?: string; kind?: string }).kind ?? ''), body });
      response.writeHead(200).end('ok');
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return { server, sink, port: (server.address() as AddressInfo).port };
}

/** A webhook that was told about the canary, and one that is paused: somebody must ask its receiver. */
async function tellDestination(sql: postgres.Sql, { profileId }: Scene, port: number): Promise<void> {
  const settings = encryptSecret(
    JSON.stringify({ url: `http://127.0.0.1:${port}/hook`, secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw' }),
  );
  for (const [name, status] of [
    ['Mailing', 'enabled'],
    ['Old shop', 'paused'],
  ] as const) {
    const id = newId();
    await sql`
      insert into destinations (id, name, kind, status, settings_encrypted, purpose, channel)
      values (${id}, ${name}, 'webhook', ${status}, ${settings}, 'marketing', 'email')`;
    await sql`
      insert into recipients (profile_id, destination_id, first_told_at, last_told_at, identifiers)
      values (${profileId}, ${id}, now(), now(), ${sql.json([{ type: 'email', value: canary.secondEmail }])})`;
  }
}

/** Waits until the worker has nothing to do. */
export async function settled(sql: postgres.Sql): Promise<void> {
  for (let quiet = 0; quiet < 3; ) {
    await pause(500);
    const [row] = await sql<{ n: number }[]>`
      select count(*)::int as n from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
      where t.identifier not like 'test.%' and j.run_at <= now() and j.attempts < j.max_attempts`;
    quiet = row?.n === 0 ? quiet + 1 : 0;
  }
}

/** Starts the erasure of the scene's request, as the console does, and waits for its end. @returns seconds */
export async function erase({ sql, scene }: Pick<Stage, 'sql' | 'scene'>, seconds = 120): Promise<number> {
  const from = Date.now();
  await startErasing(sql, scene.requestId);
  await untilErased(sql, scene.requestId, seconds);
  return (Date.now() - from) / 1000;
}

export const startErasing = (sql: postgres.Sql, requestId: string) =>
  sql`select graphile_worker.add_job('privacy.erase', ${JSON.stringify({ requestId })}::text::json, job_key => ${`erase:${requestId}`})`;

export async function untilErased(sql: postgres.Sql, requestId: string, seconds: number): Promise<void> {
  for (const end = Date.now() + seconds * 1000; Date.now() < end; await pause(100)) {
    const [row] = await sql`select 1 from erasures where request_id = ${requestId} and status = 'done'`.catch(() => []);
    if (row) return;
  }
  const [row] =
    await sql`select e.step, (select string_agg(j.last_error, '; ') from graphile_worker._private_jobs j) as error from erasures e where request_id = ${requestId}`;
  throw new Error(`Not erased within ${seconds} s; at step ${row?.step}: ${row?.error}`);
}
