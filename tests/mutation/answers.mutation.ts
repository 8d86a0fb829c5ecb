import { isDeepStrictEqual } from 'node:util';
import { afterAll, describe, expect, it } from 'vitest';
import { connect, type Sql as Database } from '@/db/client';
import { evaluate } from '@/features/segments/core/evaluate';
import { expand } from '@/features/segments/core/expand';
import { live, many, named, single } from './asked';
import { placesOf } from './places';
import { type PersonRow, readPool, type Sql } from './pool';

const pool = readPool(process.env.MUTATION_POOL ?? '');
const asked = { now: pool.now, catalogue: pool.catalogue };
const everybody = pool.people.map((p) => p.id);
const groups = [...new Set(pool.cases.map((c) => c.group))];
const of = (group: string) => pool.cases.filter((c) => c.group === group);

let database: Database | undefined;
afterAll(() => database?.end({ timeout: 5 }));

const same = (a: Sql, b: Sql): boolean => a.text === b.text && isDeepStrictEqual(a.values, b.values);

async function ask({ text, values }: Sql): Promise<PersonRow[]> {
  database ??= connect(process.env.MUTATION_DATABASE ?? '', { max: 1 });
  return database.begin('read only', async (tx) => {
    await tx`set local statement_timeout = 3000`;
    return tx.unsafe<PersonRow[]>(text, values as never[]);
  });
}

/** What a statement answers. One that is written as the unchanged code writes it was already asked; any other is asked of the same people. */
const answer = async (statement: Sql, known: Sql, knownAnswer: string[]): Promise<string[]> =>
  same(statement, known) ? knownAnswer : (await ask(statement)).map((row) => row.profile_id).sort();

describe.each(groups)('%s', (group) => {
  it('is answered from plain data as before', () => {
    for (const { rule, fits, dependencies } of of(group)) {
      const label = JSON.stringify(rule);
      const context = { ...pool.context, now: pool.now };
      expect(
        pool.people
          .filter((p) => evaluate(rule, p, context))
          .map((p) => p.id)
          .sort(),
        label,
      ).toEqual(fits);
      const expanded = expand(rule, pool.context.rules);
      expect(expanded.ok && expanded.dependencies, label).toEqual(dependencies);
    }
  });

  it('is answered as before for a crowd', () => {
    const context = { ...pool.context, now: pool.now };
    for (const { rule, fits } of pool.plain.filter((c) => c.group === group))
      expect(placesOf(rule, pool.crowd, context), JSON.stringify(rule)).toEqual(fits);
  });

  it('is compiled to what answers as before', async () => {
    for (const one of of(group)) {
      const label = JSON.stringify(one.rule);
      expect(await answer(single(one.rule, asked), one.single, one.fits), label).toEqual(one.fits);
      expect(await answer(many([one.rule], everybody, asked), one.many, one.fits), label).toEqual(one.fits);
    }
  });

  it('is answered as before in a batch, with the conditions at its top', async () => {
    for (const { rule, live: known } of of(group)) {
      const batch = live(rule, everybody, asked);
      expect(batch.read(same(batch, known) ? known.rows : await ask(batch)), JSON.stringify(rule)).toEqual(known.marked);
    }
  });

  it('names everybody whom time moves', async () => {
    for (const { rule, edges } of of(group)) {
      for (const { from, to, named: known, moved } of edges) {
        if (moved.length === 0) continue;
        const found = await answer(named(rule, from, to, pool.catalogue), known, moved);
        expect(
          moved.filter((id) => !found.includes(id)),
          JSON.stringify(rule),
        ).toEqual([]);
      }
    }
  });
});
