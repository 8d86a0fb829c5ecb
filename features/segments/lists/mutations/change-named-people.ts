import type { Sql } from '@/db/client';
import { withRetry } from '@/db/with-retry';
import { audit } from '@/features/access/audit';
import type { Scope } from '@/features/access/types';
import { boundTo } from '@/features/consent/data/may';
import { phoneCountry } from '@/features/profiles/data/phone-country';
import { AppError } from '@/lib/errors';
import type { ListPeople } from '../api-schema';
import { PROFILE_ID } from '../constants';
import { peopleKeys } from '../core/people-keys';
import { matchEverybody, unrestricted } from '../data/match-people';
import { actorName } from './actor-name';
import { changeWithin, requireOpen } from './change-people';

type Unmatched = { in: 'identifiers' | 'profileIds'; index: number; reason: 'not_found' | 'invalid' };
type Report = { rows: number; matched: number; duplicates: number; notFound: number; invalid: number; unmatched: Unmatched[] };

/**
 * Puts on a list, or takes off it, whom these identifiers and ids name, in one transaction with its line in the audit log, and says what became of
 * each. Whose data is restricted is reported as not found, but is taken off: else they were on it again when the restriction ends. A key that is
 * bound to a purpose may not: the report would tell it of people whom it may not read.
 * @throws AppError forbidden; not_found; conflict when the list is archived
 */
export async function changeNamedPeople(
  db: Sql,
  scope: Scope,
  { id, people, on }: { id: string; people: ListPeople; on: boolean },
): Promise<Report & { changed: number }> {
  if (boundTo(scope)) throw new AppError('forbidden', 'A key bound to a purpose cannot change who is on a list.', { key: 'list.boundKey' });
  await db.begin((tx) => requireOpen(tx, id));
  const named = await peopleKeys(people, await phoneCountry(db));
  const keysOf = (rows: readonly { key: string }[]) => [...new Set(rows.map((row) => row.key))];
  return withRetry(() =>
    db.begin(async (tx) => {
      await requireOpen(tx, id);
      const byIdentifier = await matchEverybody(tx, 'identifiers', keysOf(named.byIdentifier));
      const byId = await matchEverybody(tx, PROFILE_ID, keysOf(named.byId));
      const free = await unrestricted(tx, [...byIdentifier.values(), ...byId.values()]);
      const found = new Set<string>();
      const untold = new Set<string>();
      let duplicates = 0;
      const unmatched: Unmatched[] = named.invalid.map((row) => ({ ...row, reason: 'invalid' }));
      for (const { key, ...place } of [...named.byIdentifier, ...named.byId]) {
        const profileId = (place.in === 'profileIds' ? byId : byIdentifier).get(key);
        if (profileId === undefined || !free.has(profileId)) {
          unmatched.push({ ...place, reason: 'not_found' });
          if (profileId !== undefined && !on) untold.add(profileId);
        } else if (found.has(profileId)) duplicates += 1;
        else found.add(profileId);
      }
      const touched = await changeWithin(tx, { id, profileIds: [...found, ...untold], on, origin: 'api', by: actorName(scope) });
      const rows = people.identifiers.length + people.profileIds.length;
      const invalid = named.invalid.length;
      const counts = { rows, matched: found.size, duplicates, notFound: unmatched.length - invalid, invalid };
      const details = { ...counts, [on ? 'added' : 'removed']: touched.length };
      await audit(tx, scope, { action: on ? 'list.people_added' : 'list.people_removed', subjectType: 'list', subjectId: id, details });
      return { ...counts, unmatched: unmatched.sort(byPlace), changed: touched.filter((one) => !untold.has(one)).length };
    }),
  );
}

const byPlace = (a: Unmatched, b: Unmatched): number => a.in.localeCompare(b.in) || a.index - b.index;
