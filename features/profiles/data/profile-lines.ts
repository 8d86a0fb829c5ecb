import type { AnySql } from '@/db/client';
import type { PersonalData } from '@/features/access/types';
import { maskIdentifier, maskName } from '../core/mask';
import type { ProfileLine } from '../types';

type Row = {
  id: string;
  name: string | null;
  last_seen_at: Date | null;
  event_count: number;
  order_count: number;
  spend: number;
  currency: string | null;
};

/**
 * Lines of a list for these profiles, in the order given, masked for the reader. Ids without a profile are left out, and so are people
 * whose data is restricted unless the reader may see them.
 */
export async function profileLines(
  tx: AnySql,
  ids: readonly string[],
  personalData: PersonalData,
  seesRestricted = false,
): Promise<ProfileLine[]> {
  if (ids.length === 0) return [];
  const [rows, known] = await Promise.all([
    tx<Row[]>`
      select id, name, last_seen_at, event_count::float8 as event_count, order_count, spend, currency
      from profiles where id = any(${ids as string[]}::uuid[]) and (${seesRestricted} or restricted_at is null)`,
    tx<{ profile_id: string; type: string; value: string }[]>`
      select distinct on (profile_id, type) profile_id, type, value
      from identifiers where profile_id = any(${ids as string[]}::uuid[]) and type in ('email', 'phone', 'user_id')
      order by profile_id, type, last_seen_at desc, value`,
  ]);
  const byProfile = new Map<string, Record<string, string>>();
  for (const { profile_id, type, value } of known) {
    byProfile.set(profile_id, { ...byProfile.get(profile_id), [type]: maskIdentifier(type, value, personalData) });
  }
  const byId = new Map(rows.map((row) => [row.id, toLine(row, byProfile.get(row.id) ?? {}, personalData)]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

const toLine = (row: Row, identifiers: Record<string, string>, personalData: PersonalData): ProfileLine => ({
  id: row.id,
  name: maskName(row.name, personalData),
  email: identifiers.email ?? null,
  phone: identifiers.phone ?? null,
  userId: identifiers.user_id ?? null,
  lastSeenAt: row.last_seen_at?.toISOString() ?? null,
  eventCount: row.event_count,
  orderCount: row.order_count,
  spend: row.spend,
  currency: row.currency,
});
