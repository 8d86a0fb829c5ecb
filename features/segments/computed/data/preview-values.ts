import type { Sql } from '@/db/client';
import type { PersonalData } from '@/features/access/types';
import { ANY_EVENT } from '../../constants';
import { cancelling } from '../../data/cancelling';
import { partsOf } from '../core/measures';
import { isPersonal } from '../core/trait-type';
import type { Definition } from '../schema';
import type { ValuePreview } from '../types';
import { computeValues } from './compute';
import { valueLines } from './views';

const SHOWN = 10;
/** So many of the latest events are looked at for people who may have a value. */
const LATEST = 2_000;
const PEOPLE = 100;
const TIMEOUT_MS = 5_000;

/**
 * What a definition gives now for ten of the people who last performed its event (any event: who were last seen), without saving it.
 * Aborting cancels the query.
 */
export async function previewValues(
  db: Sql,
  personalData: PersonalData,
  { definition, signal }: { definition: Definition; signal?: AbortSignal | undefined },
): Promise<ValuePreview> {
  return db.begin('read only', async (tx) => {
    const run = cancelling(signal);
    await tx`select set_config('statement_timeout', ${String(TIMEOUT_MS)}, true)`;
    const [clock] = await tx<{ now: Date }[]>`select clock_timestamp() as now`;
    const now = clock?.now ?? new Date();
    const events = [...new Set(partsOf(definition).map((part) => part.event))];
    // There is an index of the latest events by name only.
    const people = events.includes(ANY_EVENT)
      ? await run(
          tx<
            { id: string }[]
          >`select id from profiles where last_seen_at is not null order by last_seen_at desc nulls last, id limit ${PEOPLE}`,
        )
      : await run(tx<{ id: string }[]>`
          select profile_id as id, max(occurred_at) as at from (
            select profile_id, occurred_at from events where name = any(${events}::text[]) and occurred_at <= ${now}
            order by occurred_at desc limit ${LATEST}) e
          group by 1 order by 2 desc, 1 limit ${PEOPLE}`);
    const profileIds = people.map((row) => row.id);
    const values = await computeValues(tx, [{ name: 'value', definition }], { profileIds, now, signal });
    const having = profileIds.filter((id) => values.has(id));
    const shown = [...having, ...profileIds.filter((id) => !values.has(id))].slice(0, SHOWN);
    const rows = shown.map((id) => ({ id, value: values.get(id)?.value ?? null }));
    const personal = isPersonal(definition, () => undefined);
    return { lines: await valueLines(tx, personalData, { personal, rows }), asOf: now.toISOString() };
  });
}
