import type { Sql } from '@/db/client';
import { benchDb } from '../lib/database';
import { printFigures, whole } from '../lib/report';
import { seedEvents } from '../lib/seed-events';
import { benchAsked } from './asked';
import { duckWith } from './duckdb';
import { benchFull } from './full';
import { benchLive } from './live';

/**
 * Segments: every kind of condition beside DuckDB on the same rows, what people wait for, and how soon memberships follow events and time.
 * `--quick`: 100,000 profiles and 2 million events; `--only full|asked|live` leaves the rest out; `--kinds=count,sum`: only these beside
 * DuckDB, nine times each; `--rules=500`: so many live ones.
 */
export async function benchSegments(args: readonly string[]): Promise<void> {
  const quick = args.includes('--quick');
  const only = args.includes('--only') ? args[args.indexOf('--only') + 1] : undefined;
  const rules = Number(args.find((a) => a.startsWith('--rules='))?.slice('--rules='.length) ?? 500);
  const kinds = args.find((a) => a.startsWith('--kinds='))?.slice('--kinds='.length);
  const part = (name: string) => only === undefined || only === name;
  const size = { profiles: quick ? 100_000 : 1_000_000, events: quick ? 2_000_000 : 20_000_000, now: new Date() };
  const { sql, pid } = await benchDb();
  const trees = { worker: process.pid, database: pid };
  const say = (text: string) => process.stderr.write(`${new Date().toISOString().slice(11, 19)} ${text}\n`);
  const title = `${whole(size.profiles)} profiles, ${whole(size.events)} events`;
  try {
    say(`writing ${title}`);
    const [there] = await sql`select 1 from profiles limit 1`;
    if (!there) await seedEvents(sql, size);
    await giveConsents(sql);
    if (part('full')) {
      say('copying them into DuckDB');
      const duck = await duckWith();
      printFigures(`Segments beside DuckDB: ${title}`, await benchFull(sql, duck, { now: size.now, trees, say, kinds: kinds?.split(',') }));
      duck.close();
    }
    if (part('asked')) {
      say('what people wait for');
      printFigures(`Segments: what people wait for, ${title}`, await benchAsked(sql, { now: size.now, trees }));
    }
    if (part('live')) {
      say('live');
      printFigures(`Segments: live, ${title}`, await benchLive(sql, { quick, profiles: size.profiles, rules, trees }));
    }
  } finally {
    await sql.end({ timeout: 2 });
  }
}

/** Two people in three have said something about e-mail, some of it until a day that has passed. */
async function giveConsents(sql: Sql): Promise<void> {
  await sql`
    insert into consent_states (profile_id, purpose, channel, state, since, expires_at, ledger_id)
    select id, 'marketing', 'email', case when h % 4 = 0 then 'denied' else 'granted' end, now() - interval '200 days',
      case when h % 9 = 0 then now() - interval '10 days' end, id
    from (select id, abs(hashtext(id::text)::bigint) as h from profiles) p where h % 3 > 0 on conflict do nothing`;
  await sql.unsafe('vacuum analyze consent_states');
}
