import type { Sql } from '@/db/client';
import { compileInto } from '../core/compile';
import type { RuleNode } from '../schema';
import { askRules, tookTooLong } from './ask-rule';

const COMPARE_MS = 15_000;
const SAMPLE = 10;

type Side = { count: number; sample: string[] };
/** Who would enter and who would leave if the next rule took the place of the saved one, at one moment; ten ids of each. */
export type RuleDifference = { enters: Side; leaves: Side; stays: number };

/** Compares two rules on the same people in one statement; undefined when that takes too long. */
export async function compareRules(db: Sql, saved: RuleNode, next: RuleNode, signal?: AbortSignal): Promise<RuleDifference | undefined> {
  try {
    return await askRules(db, [saved, next], { ms: COMPARE_MS, signal }, async ({ statement, now, catalogue, run }) => {
      const [before, after] = [saved, next].map((rule) => compileInto(statement, rule, { scope: { type: 'everyone' }, now, catalogue }));
      const ten = (set: string) =>
        `(select array_agg(profile_id) from (select profile_id from ${set} order by uuid_hash(profile_id), profile_id limit ${SAMPLE}) s)`;
      const [row] = await run<{ enters: number; leaves: number; before: number; entering: string[] | null; leaving: string[] | null }>(
        `with before as materialized (${before}), after as materialized (${after}),
          enters as materialized (select profile_id from after except select profile_id from before),
          leaves as materialized (select profile_id from before except select profile_id from after)
        select (select count(*) from enters)::float8 as enters, (select count(*) from leaves)::float8 as leaves,
          (select count(*) from before)::float8 as before, ${ten('enters')} as entering, ${ten('leaves')} as leaving`,
      );
      return {
        enters: { count: row?.enters ?? 0, sample: row?.entering ?? [] },
        leaves: { count: row?.leaves ?? 0, sample: row?.leaving ?? [] },
        stays: (row?.before ?? 0) - (row?.leaves ?? 0),
      };
    });
  } catch (error) {
    if (tookTooLong(error, signal)) return undefined;
    throw error;
  }
}
