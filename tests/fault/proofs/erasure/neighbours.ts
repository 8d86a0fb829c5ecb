import { dataMap } from '@/db/data-map';
import { fingerprints } from '@/tests/privacy/scene';
import { sizesSettled } from '../../sizes-settled';
import type { Proof, ProofContext } from '../types';
import { erase, pause, stage } from './stage';

/** P-36. */
export const neighbours: Proof = {
  claim: 'an erasure leaves every row of 200 people of the same household, segment and files as it was (P-36)',
  run,
};

async function run(context: ProofContext): Promise<void> {
  const { say, fault } = context;
  const staged = await stage(context);
  const { sql, scene } = staged;
  try {
    const first = await fingerprints(staged, scene.neighbours);
    await pause(3_000);
    const before = await fingerprints(staged, scene.neighbours);
    for (const table of Object.keys(before)) if (before[table] !== first[table]) fault(`${table} was not at rest before the erasure`);
    const [share] =
      await sql`select count(*)::int as n, coalesce(sum(value), 0)::float8 as sum from events where profile_id = ${scene.profileId}`;
    const totals = async () =>
      (await sql<{ n: number; sum: number }[]>`select sum(n)::int as n, sum(sum)::float8 as sum from event_rollups`)[0];
    const totalBefore = await totals();
    const rejectsBefore = await sql`select md5(string_agg(raw, '' order by raw)) as hash from rejects where raw like '%neighbour%'`;
    say(`erased in ${(await erase(staged)).toFixed(1)} s`);
    const after = await fingerprints(staged, scene.neighbours);
    const tables = Object.keys(after).filter((table) => dataMap[table]?.subject === 'profile');
    const filled = tables.filter((table) => before[table] !== '');
    for (const table of tables) if (after[table] !== before[table]) fault(`${table}: rows of neighbours changed`);
    say(`hash of each row of ${scene.neighbours.length} people in ${tables.length} tables (${filled.length} with rows): compared`);
    const totalAfter = await totals();
    const difference = {
      n: (totalBefore?.n ?? 0) - (totalAfter?.n ?? 0),
      sum: Math.round(((totalBefore?.sum ?? 0) - (totalAfter?.sum ?? 0)) * 100) / 100,
    };
    say(`totals differ by ${difference.n} events worth ${difference.sum}; the person had ${share?.n} worth ${share?.sum}`);
    if (difference.n !== share?.n || difference.sum !== share?.sum) fault('totals do not differ by the person’s share');
    const rejectsAfter = await sql`select md5(string_agg(raw, '' order by raw)) as hash from rejects where raw like '%neighbour%'`;
    if (rejectsAfter[0]?.hash !== rejectsBefore[0]?.hash) fault('refused events of neighbours changed');
    await sizesSettled(sql);
    const [segment] =
      await sql`select size::int, (select count(*)::int from memberships m where m.segment_id = s.id) as members from segments s where id = ${scene.segmentId}`;
    say(`segment: size ${segment?.size}, members ${segment?.members}`);
    if (segment?.size !== scene.neighbours.length || segment.members !== scene.neighbours.length) fault('the segment’s size is wrong');
  } finally {
    await staged.stop();
  }
}
