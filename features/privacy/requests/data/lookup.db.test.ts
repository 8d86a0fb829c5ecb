import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { officer } from '@/tests/integration/officer';
import { person } from '@/tests/integration/person';
import { type TestDb, testDb } from '@/tests/integration/test-db';
import { readClusters } from './clusters';
import { lookUp } from './lookup';

let t: TestDb;
let zoe: string;
let other: string;
const merged = 'aaaaaaaa-1111-4111-8111-111111111111';

beforeAll(async () => {
  t = await testDb();
  await t.sql`insert into settings (key, value) values ('country', '"DE"') on conflict (key) do update set value = excluded.value`;
  zoe = await person(t.sql, {
    name: 'Zoë Müller',
    email: 'zoe+shop@example.com',
    phone: '+4915112345678',
    user_id: 'CUST-Zoë-7',
    anonymous_id: 'anon-7f3a',
    loyalty_card: 'LC 0042',
    order: 'HF-2026-77',
  });
  other = await person(t.sql, { name: 'Zora Miller', email: 'zora@example.com', phone: '+4915187654321' });
  await t.sql`insert into profile_aliases (old_id, profile_id, merged_at) values (${merged}, ${zoe}, now())`;
});
afterAll(() => t.close());

const sure = async (type: string, value: string) => (await lookUp([{ type, value }], null)).filter((m) => m.sure).map((m) => m.profileId);

describe('any identifier in any spelling', () => {
  it.each([
    ['', 'zoe+shop@example.com'],
    ['', ' ZOE+Shop@Example.COM '],
    ['', 'mailto:zoe+shop@example.com'],
    ['', 'ｚoe+shop@example.com'],
    ['email', 'Zoe+Shop@example.com'],
    ['', '+49 151 12345678'],
    ['', '0151 / 123 456 78'],
    ['', '(0151) 12345678'],
    ['', '0049-151-12345678'],
    ['', '۰۱۵۱۱۲۳۴۵۶۷۸'],
    ['', 'tel:+4915112345678'],
    ['phone', '0151 12345678'],
    ['', 'CUST-Zoë-7'],
    ['', 'CUST-Zoe\u0308-7'],
    ['userId', 'CUST-Zoë-7'],
    ['', 'anon-7f3a'],
    ['', 'LC 0042'],
    ['Loyalty Card', 'LC 0042'],
    ['', merged],
    ['', merged.toUpperCase()],
  ])('%s %s', async (type, value) => {
    expect(await sure(type, value)).toEqual([zoe]);
  });

  it('a profile’s own id', async () => {
    expect(await sure('', zoe)).toEqual([zoe]);
  });

  it('what is nobody’s identifier is searched for, and never sure', async () => {
    const found = async (value: string) => lookUp([{ type: '', value }], null);
    expect((await found('hf-2026-77')).map((m) => [m.profileId, m.sure])).toEqual([[zoe, false]]);
    expect((await found('muller')).map((m) => [m.profileId, m.sure])).toEqual([[zoe, false]]);
    expect(await found('nobody@nowhere.example')).toEqual([]);
    expect(await sure('email', 'zora@exampel.com')).toEqual([]);
  });

  it('several identifiers of several people are all shown, the sure ones first; a name only when nothing is sure', async () => {
    const both = await lookUp(
      [
        { type: '', value: 'Muller' },
        { type: '', value: 'zora@example.com' },
      ],
      'Zoë',
    );
    expect(both.map((m) => [m.profileId, m.sure])).toEqual([
      [other, true],
      [zoe, false],
    ]);
    expect((await lookUp([], 'Zoë Müller')).map((m) => m.profileId)).toContain(zoe);
  });

  it('shows the whole identity: identifiers, merged ids, records', async () => {
    const scope = await officer(t.sql, 'Ann');
    const [cluster] = await readClusters(scope, [merged]);
    expect(cluster?.profile.id).toBe(zoe);
    expect(cluster?.profile.identifiers.map((i) => i.value).sort()).toEqual(
      ['+4915112345678', 'CUST-Zoë-7', 'LC 0042', 'anon-7f3a', 'zoe+shop@example.com'].sort(),
    );
    expect(cluster?.mergedIds.map((m) => m.id)).toEqual([merged]);
    expect(await readClusters(scope, ['bbbbbbbb-1111-4111-8111-111111111111'])).toEqual([]);
  });
});
