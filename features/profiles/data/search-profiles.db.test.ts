import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mintScope, systemScope } from '@/features/access/core/scope';
import { person } from '@/tests/integration/person';
import { type TestDb, testDb } from '@/tests/integration/test-db';
import { searchProfiles } from './search-profiles';

const scope = systemScope('test');
const found = async (text: string) => (await searchProfiles(scope, text)).data.map((hit) => hit.name);

let t: TestDb;
beforeAll(async () => {
  t = await testDb();
  await person(t.sql, {
    name: 'Łukasz Świątek',
    email: 'lukasz.swiatek@example.com',
    phone: '+48601234567',
    user_id: 'U-1001',
    lastSeen: '2026-01-05',
  });
  await person(t.sql, {
    name: 'Жуков Пётр',
    email: 'zhukov@example.org',
    phone: '+74951234567',
    user_id: 'U-1002',
    lastSeen: '2026-01-04',
  });
  await person(t.sql, { name: '王小明', email: 'xiaoming@example.net', user_id: 'U-1003', lastSeen: '2026-01-03' });
  await person(t.sql, { name: 'علی رضایی', phone: '+989123456789', loyalty_card: 'L-77', lastSeen: '2026-01-02' });
  await person(t.sql, { name: 'Annegret Bauer', email: 'annegret@example.com', lastSeen: '2026-01-01', order: 'GB-536365' });
  await person(t.sql, { name: 'Ann 100% _Miller', email: 'ann_miller@example.com', lastSeen: '2025-01-01' });
  await person(t.sql, { name: 'Annegret Miller', email: 'am@other.example', lastSeen: '2024-01-01' });
});
afterAll(() => t.close());

describe('searchProfiles', () => {
  it.each([
    // Whole identifiers, in many spellings.
    ['LUKASZ.Swiatek@Example.com ', 'Łukasz Świątek'],
    ['+48 601 234 567', 'Łukasz Świątek'],
    ['0048-601-234-567', 'Łukasz Świątek'],
    ['601 234 567', 'Łukasz Świątek'],
    ['u-1001', 'Łukasz Świątek'],
    ['U-1001', 'Łukasz Świątek'],
    ['gb-536365', 'Annegret Bauer'],
    ['L-77', 'علی رضایی'],
    ['۰۹۱۲ ۳۴۵ ۶۷۸۹', 'علی رضایی'],
    ['+۹۸۹۱۲۳۴۵۶۷۸۹', 'علی رضایی'],
    // Beginnings.
    ['GB-5363', 'Annegret Bauer'],
    ['zhuk', 'Жуков Пётр'],
    // Parts, with and without accents, in every script, words in any order.
    ['lukasz', 'Łukasz Świątek'],
    ['ŚWIĄTEK', 'Łukasz Świątek'],
    ['wiatek luka', 'Łukasz Świątek'],
    ['жуков', 'Жуков Пётр'],
    ['петр', 'Жуков Пётр'],
    ['王小明', '王小明'],
    ['小明', '王小明'],
    ['王', '王小明'],
    ['علي', 'علی رضایی'],
    ['رضایی', 'علی رضایی'],
    ['bauer annegret', 'Annegret Bauer'],
    ['an bauer', 'Annegret Bauer'],
    ['4567 zhukov', 'Жуков Пётр'],
    // Typos in the name.
    ['Lukasz Swjatek', 'Łukasz Świątek'],
    ['Anegret Bauwer', 'Annegret Bauer'],
  ])('%s finds %s', async (text, name) => expect(await found(text)).toEqual([name]));

  it('gives several by last contact, the newest first', async () => {
    expect(await found('annegret')).toEqual(['Annegret Bauer', 'Annegret Miller']);
  });

  it('takes wildcards as letters', async () => {
    expect(await found('100%')).toEqual(['Ann 100% _Miller']);
    expect(await found('_miller')).toEqual(['Ann 100% _Miller']);
    expect(await found('%%%')).toEqual([]);
    expect(await found("'; drop table profiles; --")).toEqual([]);
    expect(await found('a(b[c')).toEqual([]);
  });

  it('says how it was found, never twice, and that there is more', async () => {
    const whole = await searchProfiles(scope, 'annegret@example.com');
    expect(whole.data.map((hit) => hit.foundBy)).toEqual(['exact']);
    const page = await searchProfiles(scope, 'example', 2);
    expect(page).toMatchObject({ more: true, partial: false });
    expect(new Set(page.data.map((hit) => hit.id)).size).toBe(2);
  });

  it('masks hits by role, and refuses a reader without personal data', async () => {
    const as = (role: 'support' | 'analyst') =>
      mintScope({ type: 'user', id: crypto.randomUUID(), name: 'x', role, sessionId: crypto.randomUUID() });
    const [hit] = (await searchProfiles(as('support'), '601234567')).data;
    expect(hit).toMatchObject({ name: 'Ł•••• Ś••••', email: 'l•••@e•••.com', phone: '•••• 4567', userId: 'U•••• 1' });
    await expect(searchProfiles(as('analyst'), 'anna')).rejects.toMatchObject({ code: 'forbidden' });
  });
});
