import { fork } from 'node:child_process';
import { once } from 'node:events';
import { cliScope } from '@/features/access/core/scope';
import { createApiKey } from '@/features/access/mutations/api-keys';
import { measured } from '../lib/cpu';
import { type BenchDb, benchDb } from '../lib/database';
import { httpRate } from '../lib/http-rate';
import { type Percentiles, percentiles } from '../lib/percentiles';
import { type Figure, printFigures, whole } from '../lib/report';
import { seedPeople } from '../lib/seed-people';
import { measureSearch } from './search';
import { serveProfiles } from './serve';

const QUICK = 100_000;
const FULL = 1_000_000;
const RATE = 300;
const LIMIT_MS = 20;

const times = ({ p50, p95, p99 }: Percentiles) => `${p50} / ${p95} / ${p99} ms`;

/**
 * Reading: the explorer's search by kind, and the profile API (traits, identifiers, segments) at 300 requests a second.
 * `--quick`: 100,000 people instead of a million. `--url=ADDRESS --key=KEY`: asks a running installation instead.
 */
export async function benchRead(args: readonly string[]): Promise<void> {
  const option = (name: string) => args.find((a) => a.startsWith(`--${name}=`))?.slice(name.length + 3);
  if (option('role') === 'serve') return serveProfiles();
  const seconds = args.includes('--quick') ? 5 : 15;
  const url = option('url');
  if (url) return printFigures('Reading: profile API of a running installation', await runningApi(url, option('key') ?? '', seconds));
  const db = await benchDb();
  try {
    const people = args.includes('--quick') ? QUICK : FULL;
    await seedPeople(db.sql, people);
    const rounds = args.includes('--quick') ? 100 : 200;
    const { result, cost } = await measured({ database: db.pid }, [process.pid], () => measureSearch(db.sql, rounds));
    const figures: Figure[] = result.map((f) => ({
      name: `search: ${f.kind} (p50 / p95 / p99, ${f.found} of ${f.n} found)`,
      value: times(f),
      goal: `p95 ≤ ${f.limitMs} ms`,
      met: f.p95 <= f.limitMs,
    }));
    figures.push({ name: 'all searches', value: '', cost });
    figures.push(...(await profileApi(db, seconds)));
    printFigures(`Reading, ${whole(people)} profiles`, figures);
  } finally {
    await db.sql.end({ timeout: 2 });
  }
}

async function profileApi(db: BenchDb, seconds: number): Promise<Figure[]> {
  const { key } = await createApiKey(db.sql, cliScope('bench'), { name: 'bench', scopes: ['profiles:read'] });
  const ids = (await db.sql<{ id: string }[]>`select id from profiles where id > gen_random_uuid() order by id limit 20000`).map(
    (r) => r.id,
  );
  const child = fork(process.argv[1] ?? '', ['read', '--role=serve'], { env: process.env });
  try {
    const [{ port }] = (await once(child, 'message')) as [{ port: number }];
    const load = (s: number) =>
      httpRate({
        url: (i) => `http://127.0.0.1:${port}/api/v1/profiles/${ids[(i * 7919) % ids.length]}`,
        headers: { authorization: `Bearer ${key}` },
        perSecond: RATE,
        seconds: s,
      });
    await load(2);
    const { result, cost } = await measured({ server: child.pid ?? 0, database: db.pid }, [process.pid], () => load(seconds));
    const limit = await bareRead(db, ids);
    const got = percentiles(result);
    return [
      { name: 'limit: the row alone by its key, one after the other', value: times(limit) },
      {
        name: `profile API at ${RATE} req/s, without Next (p50 / p95 / p99)`,
        value: times(got),
        goal: `p95 ≤ ${LIMIT_MS} ms`,
        met: got.p95 <= LIMIT_MS,
        cost,
      },
    ];
  } finally {
    child.disconnect();
  }
}

async function bareRead(db: BenchDb, ids: readonly string[]): Promise<Percentiles> {
  const each: number[] = [];
  for (const id of ids.slice(0, 1000)) {
    const start = performance.now();
    await db.sql`select * from profiles where id = ${id}`;
    each.push(performance.now() - start);
  }
  return percentiles(each);
}

async function runningApi(url: string, key: string, seconds: number): Promise<Figure[]> {
  const headers = { authorization: `Bearer ${key}` };
  const list = await fetch(`${url}/api/v1/profiles?limit=100`, { headers });
  if (!list.ok) throw new Error(`${url} answered ${list.status}: give --key=KEY with the scope profiles:read`);
  const ids = ((await list.json()) as { data: { id: string }[] }).data.map((p) => p.id);
  const load = (s: number) =>
    httpRate({ url: (i) => `${url}/api/v1/profiles/${ids[i % ids.length]}`, headers, perSecond: RATE, seconds: s });
  await load(2);
  const got = percentiles(await load(seconds));
  return [
    { name: `profile API at ${RATE} req/s (p50 / p95 / p99)`, value: times(got), goal: `p95 ≤ ${LIMIT_MS} ms`, met: got.p95 <= LIMIT_MS },
  ];
}
