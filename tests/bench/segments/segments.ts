import { benchDb } from '../lib/database';
import { printFigures, whole } from '../lib/report';
import { seedEvents } from '../lib/seed-events';
import { duckWith } from './duckdb';
import { benchFull } from './full';
import { benchLive } from './live';

/** Segments: full evaluation against DuckDB on the same rows, live preview, and how soon memberships follow events and time. */
export async function benchSegments(args: readonly string[]): Promise<void> {
  const quick = args.includes('--quick');
  const size = { profiles: quick ? 100_000 : 1_000_000, events: quick ? 2_000_000 : 20_000_000, now: new Date() };
  const { sql, pid } = await benchDb();
  const trees = { worker: process.pid, database: pid };
  const say = (text: string) => process.stderr.write(`${new Date().toISOString().slice(11, 19)} ${text}\n`);
  try {
    say(`writing ${whole(size.profiles)} profiles and ${whole(size.events)} events`);
    const [there] = await sql`select 1 from profiles limit 1`;
    if (!there) await seedEvents(sql, size);
    if (!args.includes('--live')) {
      say('copying them into DuckDB');
      const duck = await duckWith();
      say('full evaluations');
      const full = await benchFull(sql, duck, size.now, trees);
      duck.close();
      printFigures(`Segments: ${whole(size.profiles)} profiles, ${whole(size.events)} events`, full);
    }
    say('live');
    const rules = Number(args.find((a) => a.startsWith('--rules='))?.slice('--rules='.length) ?? 500);
    printFigures('Segments: live', await benchLive(sql, { quick, profiles: size.profiles, rules, trees }));
  } finally {
    await sql.end({ timeout: 2 });
  }
}
