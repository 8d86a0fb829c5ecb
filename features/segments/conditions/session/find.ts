import { scopeSql } from '../../core/scope-sql';
import { newStatement } from '../../core/statement';
import { boundsFor } from '../event/person-bounds';
import { isSince, windowJoin } from '../event/personal-sql';
import { momentsSql } from '../event/rows-sql';
import type { Find } from '../find-context';
import type { SessionFinding } from '../types';
import type { SessionCondition } from './schema';
import { sessionsSql } from './sessions';

const MOST_SESSIONS = 5;
const MINUTE = 60_000;

/** How many sessions, how long, and the latest of them. */
export const findSessions: Find<SessionCondition> = async (c, found): Promise<SessionFinding> => {
  const { tx, person, now, catalogue } = found;
  const statement = newStatement();
  const context = { statement, scope: scopeSql(statement, { type: 'ids' as const, ids: [person.id] }), now, catalogue };
  const sql = sessionsSql(momentsSql(windowJoin(c.window, context), context));
  const rows = await tx.unsafe<{ began: Date; ended: Date; n: number }[]>(
    `select s.began, s.ended, s.n::float8 as n from (${sql}) s order by s.began desc`,
    statement.values as never[],
  );
  const { from, to } = await boundsFor(c.window, found);
  const sessions = rows.map(({ began, ended, n }) => ({ began: began.toISOString(), minutes: (+ended - +began) / MINUTE, events: n }));
  const lengths = sessions.map((session) => session.minutes);
  const some = lengths.length > 0;
  return {
    kind: 'session',
    profileId: person.id,
    from: from?.toISOString() ?? null,
    to: to.toISOString(),
    beginless: isSince(c.window) && from === null,
    count: lengths.length,
    average: some ? lengths.reduce((sum, n) => sum + n, 0) / lengths.length : null,
    longest: some ? Math.max(...lengths) : null,
    sessions: sessions.slice(0, MOST_SESSIONS),
  };
};
