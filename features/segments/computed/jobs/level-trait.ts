import { connect, type Sql, type TransactionSql } from '@/db/client';
import { withRetry } from '@/db/with-retry';
import { lockProfiles } from '@/features/profiles/lock';
import { env } from '@/lib/env';
import { scopeSql } from '../../core/scope-sql';
import { newStatement } from '../../core/statement';
import { passBarrier, shareBarrier } from '../../mutations/barrier';
import { definitionSql } from '../core/measure-sql';
import { catalogueForComputed } from '../data/compute';
import { readTrait, type StoredTrait } from '../data/read-trait';
import { writeComputed } from '../mutations/compute-touched';
import { followChanged } from '../mutations/follow-changed';
import { beginSweepingComputed } from '../mutations/sweep-computed';
import { takeBack } from '../mutations/take-back';

const CHUNK = 1_000;

export type LevelOutcome = { candidates: number; changed: number; people: number; at: Date } | 'superseded' | 'stopped' | 'gone';

type Options = {
  signal?: AbortSignal;
  /** For tests: the moment to compute at, in place of the database's time. */
  now?: Date;
  /** How much is done, from 0 to 1, in the transaction of each chunk. */
  onChunk?: (tx: TransactionSql, done: number) => Promise<void>;
};

/**
 * Brings one trait level for everyone. One statement without locks finds whose value differs; only they are computed again under their
 * locks, in chunks, and the segments that read the trait follow in the same transaction. That is right although others compute
 * meanwhile, for the reasons of a segment's full evaluation: after the barrier every touch knows this definition.
 */
export async function levelTrait(name: string, { signal, now, onChunk }: Options = {}): Promise<LevelOutcome> {
  const one = connect(env().DATABASE_URL ?? '', { max: 1, idle_timeout: 0, max_lifetime: null });
  try {
    const trait = await readTrait(one, name);
    if (!trait) return 'gone';
    const passed = await passBarrier(one);
    const at = now ?? passed;
    await beginSweepingComputed(one, at);
    const { candidates, people } = await findCandidates(one, trait, at);
    let changed = 0;
    for (let done = 0; done < candidates; done += CHUNK) {
      if (signal?.aborted) return 'stopped';
      const rows = await one<
        { id: string }[]
      >`select profile_id as id from candidates where n > ${done} and n <= ${done + CHUNK} order by n`;
      const ids = rows.map((row) => row.id);
      const written = await withRetry(() =>
        one.begin((tx) => recheck(tx, trait, { ids, now, done: Math.min(1, (done + CHUNK) / candidates), onChunk })),
      );
      if (written === 'superseded') return 'superseded';
      changed += written;
    }
    return { candidates, changed, people, at };
  } finally {
    await one.end({ timeout: 5 });
  }
}

/** Whether its values are to be there; else they are taken back. */
const inForce = (trait: StoredTrait) => (trait.status === 'active' && trait.state !== 'invalid' ? trait.definition : undefined);

async function findCandidates(one: Sql, trait: StoredTrait, now: Date): Promise<{ candidates: number; people: number }> {
  await one`drop table if exists candidates`;
  await one`create temporary table candidates (n bigserial primary key, profile_id uuid not null)`;
  const statement = newStatement();
  const name = statement.text(trait.name);
  const stored = `select p.id as profile_id, p.derived->${name} as value from profiles p where p.derived ? ${name}`;
  const definition = inForce(trait);
  if (!definition) {
    const { count } = await one.unsafe(
      `insert into candidates (profile_id) select profile_id from (${stored}) c order by 1`,
      statement.values as never[],
    );
    return { candidates: count, people: 0 };
  }
  const context = {
    statement,
    scope: scopeSql(statement, { type: 'everyone' as const }),
    now,
    catalogue: await catalogueForComputed(one, [definition]),
  };
  const wanted = `select v.profile_id, v.value from (${definitionSql(definition, context)}) v
    where not exists (select from profiles p where p.id = v.profile_id and p.restricted_at is not null)`;
  const [row] = await one.unsafe<{ candidates: number; people: number }[]>(
    `with wanted as materialized (${wanted}), differing as (
      insert into candidates (profile_id) select coalesce(w.profile_id, d.profile_id) from wanted w
      full join (${stored}) d on d.profile_id = w.profile_id where w.value is distinct from d.value order by 1 returning 1)
    select (select count(*) from differing)::float8 as candidates, (select count(*) from wanted)::float8 as people`,
    statement.values as never[],
  );
  return { candidates: row?.candidates ?? 0, people: row?.people ?? 0 };
}

type Chunk = { ids: string[]; now: Date | undefined; done: number; onChunk: Options['onChunk'] };

async function recheck(tx: TransactionSql, trait: StoredTrait, { ids, now: fixed, done, onChunk }: Chunk): Promise<number | 'superseded'> {
  await lockProfiles(tx, ids);
  const clock = await shareBarrier(tx);
  const now = fixed ?? clock;
  const current = await readTrait(tx, trait.name);
  if (!current || current.version !== trait.version || current.status !== trait.status) return 'superseded';
  const { name, version } = trait;
  const definition = inForce(current);
  const changed = definition
    ? await writeComputed(tx, [{ name, version, definition }], { profileIds: ids, now })
    : await takeBack(tx, name, ids);
  await followChanged(tx, changed, { cause: 'rule', now });
  await onChunk?.(tx, done);
  return changed.size;
}
