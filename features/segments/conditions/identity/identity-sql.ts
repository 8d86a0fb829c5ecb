import { compare, opposedCheck } from '../event/measure';
import type { CompileContext } from '../types';
import type { IdentityCondition } from './schema';

/** The identifier of a device, which names nobody. */
export const ANONYMOUS = 'anonymous_id';

type Set = { negated: boolean; sql: () => string };
const compareSql = { gte: '>=', gt: '>', lte: '<=', lt: '<', eq: '=', neq: '<>' } as const;

/** Who is known so, as a set of ids, or everybody but them. */
export function identitySet(c: IdentityCondition, { statement: s, scope }: CompileContext): Set {
  const identifiers = (test: string) => `select i.profile_id from identifiers i where ${test}${scope.and('i.profile_id')}`;
  switch (c.ask) {
    case 'has':
    case 'has_not':
      return { negated: c.ask === 'has_not', sql: () => identifiers(`i.type = ${s.text(c.identifier)}`) };
    case 'known':
    case 'anonymous':
      return { negated: c.ask === 'anonymous', sql: () => identifiers(`i.type <> ${s.text(ANONYMOUS)}`) };
    case 'seen_in':
    case 'not_seen_in':
      return {
        negated: c.ask === 'not_seen_in',
        sql: () => `select r.profile_id from records r where r.source_id = ${s.uuid(c.sourceId)}${scope.and('r.profile_id')}`,
      };
    case 'records':
      return recordsSet(c, { statement: s, scope });
  }
}

/** Whoever fits without any record is everybody but those whose number does not. */
function recordsSet(
  { op, count }: Extract<IdentityCondition, { ask: 'records' }>,
  { statement: s, scope }: Pick<CompileContext, 'statement' | 'scope'>,
): Set {
  const check = { op, bound: count };
  const negated = compare(check, 0);
  const asked = negated ? opposedCheck(check) : check;
  if (!('bound' in asked)) throw new Error('A comparison with one number has an opposite with one number');
  const records = `select r.profile_id from records r where true${scope.and('r.profile_id')} group by r.profile_id`;
  return { negated, sql: () => `${records} having count(*) ${compareSql[asked.op]} ${s.int(count)}` };
}
