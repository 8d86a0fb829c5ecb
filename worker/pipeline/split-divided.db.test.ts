import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { mergeConsent } from '@/features/consent/mutations/merge-consent';
import { refold } from '@/features/consent/mutations/refold';
import { foldRestrictions } from '@/features/consent/restrictions/mutations/fold-restrictions';
import { newId } from '@/lib/ids';
import { type TestDb, testDb } from '@/tests/integration/test-db';
import { restructureHooks } from './restructure-hooks';

let t: TestDb;
beforeAll(async () => {
  t = await testDb();
});
afterAll(() => t.close());

/** `whole` is split; `old` went up in it before. `x` and `y` come out of it, in either order of their ids. */
let [whole, old, x, y] = ['', '', '', ''];
beforeEach(async () => {
  [whole, old, x, y] = [newId(), newId(), newId(), newId()];
  await t.sql`insert into profiles (id) values (${whole})`;
});

/** Where records now are, as [profile, the profile they were born with]. */
async function records(...rows: [string, string][]): Promise<void> {
  const ids = new Set(rows.map(([profile]) => profile));
  for (const id of ids) await t.sql`insert into profiles (id) values (${id}) on conflict do nothing`;
  for (const [profile, birth] of rows)
    await t.sql`insert into records (profile_id, id, source_id, key, birth_profile_id, first_seen_at, last_seen_at)
      values (${profile}, ${newId()}, ${newId()}, ${newId()}, ${birth}, now(), now())`;
}

/** What was said about `origin`, which `whole` holds by now. */
async function said(origin: string, channel: string, state: string, at = '2026-01-01'): Promise<void> {
  await t.sql`insert into consent_ledger (profile_id, id, origin_profile_id, purpose, channel, state, occurred_at, method, actor)
    values (${whole}, ${newId()}, ${origin}, 'marketing', ${channel}, ${state}, ${at}, 'api', 'x')`;
  await refold(t.sql, [whole]);
}
async function stand(origin: string, kind: string, active = true, at = '2026-01-01'): Promise<void> {
  await t.sql`insert into restrictions (profile_id, origin_profile_id, kind, active, at, reason, actor)
    values (${whole}, ${origin}, ${kind}, ${active}, ${at}, 'r', 'x')`;
  await t.sql.begin((tx) => foldRestrictions(tx, [whole]));
}

const split = (...parts: string[]) =>
  t.sql.begin((tx) =>
    restructureHooks.split(
      tx,
      parts.map((to) => ({ from: whole, to })),
    ),
  );

async function now(id: string) {
  const states = await t.sql<{ channel: string; state: string }[]>`
    select channel, case when expires_at <= now() then 'ended' else state end as state from consent_states
    where profile_id = ${id} order by channel`;
  const [profile] =
    await t.sql`select restricted_at is not null as restricted, objected_at is not null as objected from profiles where id = ${id}`;
  const against = [...(profile?.restricted ? ['restriction'] : []), ...(profile?.objected ? ['objection'] : [])];
  return [...states.map((s) => `${s.channel} ${s.state}`), ...against];
}

const AGAINST = ['email denied', 'restriction', 'objection'];
async function oldSays(): Promise<void> {
  await said(old, 'email', 'denied');
  await said(old, 'sms', 'granted');
  await stand(old, 'restriction');
  await stand(old, 'objection');
  await stand(old, 'objection', false, '2026-01-02');
  await stand(old, 'objection', true, '2026-01-03');
}

describe('records born with one id, divided by a split', () => {
  it.each(['ascending', 'descending'])(
    'among two parts: what stood against that id holds for both, what it allowed for neither (%s)',
    async (order) => {
      if (order === 'descending') [x, y] = [y, x];
      await records([whole, whole], [x, old], [y, old]);
      await oldSays();
      await split(x, y);
      const [first, second] = x < y ? [x, y] : [y, x];
      expect(await now(first)).toEqual(['email denied', 'sms ended', 'restriction', 'objection']);
      expect(await now(second)).toEqual(AGAINST);
      expect(await now(whole)).toEqual([]);
    },
  );

  it('some stay: the part and the rest are held to what stood against the id, and neither keeps what it allowed', async () => {
    await records([whole, whole], [whole, old], [x, old]);
    await oldSays();
    await said(whole, 'push', 'granted');
    await split(x);
    expect(await now(whole)).toEqual(['email denied', 'push granted', 'sms ended', 'restriction', 'objection']);
    expect(await now(x)).toEqual(AGAINST);
  });

  it('the id itself comes back, and others have records of it, too: it has everything, they what stood against it', async () => {
    await records([whole, whole], [whole, old], [old, old], [y, old]);
    await oldSays();
    await split(old, y);
    expect(await now(old)).toEqual(['email denied', 'sms granted', 'restriction', 'objection']);
    expect(await now(y)).toEqual(AGAINST);
    expect(await now(whole)).toEqual(AGAINST);
  });

  it('those of the profile that is split: what stood against it holds for the part that is new', async () => {
    await records([whole, whole], [x, whole]);
    await said(whole, 'email', 'denied');
    await said(whole, 'sms', 'granted');
    await stand(whole, 'objection');
    await split(x);
    expect(await now(whole)).toEqual(['email denied', 'sms granted', 'objection']);
    expect(await now(x)).toEqual(['email denied', 'objection']);
  });

  it('a part of whom nothing of their own is known is held to what held for the whole, also when another part took it along', async () => {
    await records([whole, whole], [old, old], [y, whole]);
    await stand(old, 'restriction');
    await split(old, y);
    expect(await now(old)).toEqual(['restriction']);
    expect(await now(y)).toEqual(['restriction']);
    expect(await now(whole)).toEqual([]);
  });

  it('a no that the merge added stays as long as records of the id stay', async () => {
    await records([whole, whole], [whole, old], [x, old]);
    await t.sql`insert into profiles (id) values (${old})`;
    await t.sql`insert into consent_ledger (profile_id, id, origin_profile_id, purpose, channel, state, occurred_at, method, actor) values
      (${old}, ${newId()}, ${old}, 'marketing', 'email', 'denied', '2026-01-01', 'api', 'x'),
      (${whole}, ${newId()}, ${whole}, 'marketing', 'email', 'granted', '2026-01-02', 'api', 'x')`;
    await t.sql.begin(async (tx) => {
      await refold(tx, [whole, old]);
      await mergeConsent(tx, { survivorId: whole, mergedId: old, now: new Date() });
      await tx`delete from profiles where id = ${old}`;
    });
    await split(x);
    expect(await now(whole)).toEqual(['email denied']);
    expect(await now(x)).toEqual(['email denied']);
  });

  it('what was copied is one again when they are joined again', async () => {
    await records([whole, whole], [x, old], [y, old]);
    await oldSays();
    await split(x, y);
    const [first, second] = x < y ? [x, y] : [y, x];
    await t.sql.begin((tx) => restructureHooks.merged(tx, [{ from: second, to: first }]));
    expect(await now(first)).toEqual(['email denied', 'sms ended', 'restriction', 'objection']);
    const [rows] = await t.sql`select count(*)::int as n from restrictions where profile_id = ${first} and origin_profile_id = ${old}`;
    expect(rows).toEqual({ n: 4 });
    const statements = await t.sql`select channel from consent_ledger where profile_id = ${first} and method <> 'merge' order by channel`;
    expect(statements.map((s) => s.channel)).toEqual(['email', 'sms']);
  });
});
