import { scopeSql } from '../../core/scope-sql';
import { newStatement } from '../../core/statement';
import type { FindContext } from '../find-context';
import { isSince, sinceSql } from './personal-sql';
import { type Bounds, boundsIn } from './window';
import type { EventWindow } from './window-schema';

/** The window as it is for this person; `from` null where it begins with a moment that the person lacks. */
export async function boundsFor(window: EventWindow | undefined, { tx, person, now, catalogue }: FindContext): Promise<Bounds> {
  if (!isSince(window)) {
    const zone = person.columns.time_zone;
    return boundsIn(window, now, typeof zone === 'string' ? zone : catalogue.companyZone);
  }
  const statement = newStatement();
  const context = { statement, scope: scopeSql(statement, { type: 'ids' as const, ids: [person.id] }), now, catalogue };
  const [row] = await tx.unsafe<{ since: Date }[]>(sinceSql(window, context), statement.values as never[]);
  return { from: row?.since ?? null, to: new Date(now.getTime() + 1) };
}
