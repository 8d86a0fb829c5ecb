import { assertUnreachable } from '@/lib/errors';
import type { Scope } from '../types';
import type { Statement } from './statement';

/** How the scope of a statement is written inside each of its leaves. */
export type ScopeSql = {
  /** ` and <column> …`, or nothing for everyone. */
  and(column: string): string;
  /** The scope as a set of ids, or undefined for everyone. */
  within: string | undefined;
  /** The ids as a list of few, to be looked up one by one. */
  each?: string;
};

/** Writes a scope into a statement. */
export function scopeSql(statement: Statement, scope: Scope): ScopeSql {
  switch (scope.type) {
    case 'everyone':
      return { and: () => '', within: undefined };
    case 'ids': {
      const ids = statement.uuids(scope.ids);
      return { and: (column) => ` and ${column} = any(${ids})`, within: `select unnest(${ids})`, each: `select distinct unnest(${ids})` };
    }
    case 'sample': {
      const limit = Math.ceil((scope.perMille / 1000) * 1024);
      const and = (column: string) => ` and (uuid_hash(${column}) & 1023) < ${Math.trunc(limit)}`;
      return { and, within: `select id from profiles where true${and('id')}` };
    }
    default:
      return assertUnreachable(scope);
  }
}
