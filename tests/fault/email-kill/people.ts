import { randomUUID } from 'node:crypto';
import type { Sql } from '@/db/client';
import { systemScope } from '@/features/access/core/scope';
import { recordConsents } from '@/features/consent/mutations/record-consents';
import { REFUSED } from './mail-sink';

export const GATE = { purpose: 'marketing', channel: 'email' } as const;

/** What the run must end with. */
export type Expected = { total: number; eligible: number; noConsent: number; noAddress: number; sameAddress: number; forGood: number };

type Person = { id: string; user: string; email: string | null; agrees: boolean };

const CHUNK = 1_000;

/** Ten thousand people who may be written to (some of whom the mail server refuses), and others who may not; all in one segment. */
export async function makePeople(sql: Sql): Promise<{ segmentId: string; expected: Expected }> {
  const people: Person[] = [];
  const add = (n: number, make: (i: number) => Omit<Person, 'id' | 'user'>) => {
    for (let i = 0; i < n; i += 1) people.push({ id: randomUUID(), user: `p${people.length}`, ...make(i) });
  };
  add(9_900, (i) => ({ email: `reader${i}@mail.example`, agrees: true }));
  add(50, (i) => ({ email: `${REFUSED.forGood}${i}@mail.example`, agrees: true }));
  add(50, (i) => ({ email: `${REFUSED.atFirst}${i}@mail.example`, agrees: true }));
  add(300, (i) => ({ email: `silent${i}@mail.example`, agrees: false }));
  add(100, () => ({ email: null, agrees: true }));
  add(100, (i) => ({ email: `reader${i}@mail.example`, agrees: true }));
  for (let i = 0; i < people.length; i += CHUNK) await store(sql, people.slice(i, i + CHUNK));
  const segmentId = randomUUID();
  await sql`insert into segments (id, name, rule, state) values (${segmentId}, 'Everybody', ${sql.json({ kind: 'trait', trait: 'first_name', op: 'exists' })}, 'live')`;
  await sql`insert into memberships (profile_id, segment_id, entered_at) select id, ${segmentId}, now() from profiles`;
  return { segmentId, expected: { total: people.length, eligible: 10_000, noConsent: 300, noAddress: 100, sameAddress: 100, forGood: 50 } };
}

async function store(sql: Sql, people: readonly Person[]): Promise<void> {
  const rows = people.map((p) => ({ ...p, traits: JSON.stringify({ first_name: 'Reader', ...(p.email ? { email: p.email } : {}) }) }));
  await sql`
    insert into profiles (id, traits, first_seen_at, last_seen_at)
    select id, traits::jsonb, now(), now() from unnest(${rows.map((r) => r.id)}::uuid[], ${rows.map((r) => r.traits)}::text[]) r (id, traits)`;
  await sql`
    insert into identifiers (type, value, profile_id, display, source_id, first_seen_at, last_seen_at)
    select 'user_id', r.value, r.id, r.value, s.id, now(), now()
    from unnest(${rows.map((r) => r.user)}::text[], ${rows.map((r) => r.id)}::uuid[]) r (value, id)
    cross join (select id from sources where kind = 'system' order by created_at limit 1) s`;
  const consents = people
    .filter((p) => p.agrees)
    .map((p) => ({ profileId: p.id, ...GATE, state: 'granted' as const, method: 'api' as const }));
  if (consents.length > 0) await sql.begin((tx) => recordConsents(tx, systemScope('proof'), consents));
}
