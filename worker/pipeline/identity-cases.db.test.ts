import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { RawEvent } from '@/features/ingest/types';
import { drain, feed, makeSource } from '@/tests/integration/pipeline';
import { forgetEverything, strayRows } from '@/tests/integration/profile-state';
import { type TestDb, testDb } from '@/tests/integration/test-db';

let t: TestDb;
let source: string;
let n = 0;
let minute = 0;

beforeAll(async () => {
  t = await testDb();
  source = await makeSource(t.sql);
});
afterAll(() => t.close());
beforeEach(() => forgetEverything(t.sql));

const at = () => new Date(Date.parse('2026-10-01T00:00:00Z') + ++minute * 60_000).toISOString();
const track = (ids: Partial<RawEvent>): RawEvent => ({ type: 'track', event: 'Seen', messageId: `case-${++n}`, timestamp: at(), ...ids });
const withEmail = (email: string) => ({ context: { traits: { email } } });

async function say(...events: RawEvent[]) {
  for (const e of events) {
    await feed(t.sql, source, [e]);
    await drain(t.sql);
  }
  expect(await strayRows(t.sql)).toEqual([]);
}

/** Identifiers by profile, each profile one sorted text. */
async function people(): Promise<string[]> {
  const rows = await t.sql<{ ids: string }[]>`
    select string_agg(type || ':' || value, ' ' order by type, value) as ids from identifiers group by profile_id`;
  return rows.map((r) => r.ids).sort();
}
const profileOf = async (type: string, value: string) =>
  (await t.sql<{ id: string }[]>`select profile_id as id from identifiers where type = ${type} and value = ${value}`)[0]?.id;

describe('documented cases', () => {
  it('1: another user id with the same e-mail is another person, who does not take the e-mail over', async () => {
    await say(
      track({ userId: 'abc123', ...withEmail('jane@example1.com') }),
      track({ userId: 'abc456', ...withEmail('jane@example1.com') }),
    );
    expect(await people()).toEqual(['email:jane@example1.com user_id:abc123', 'user_id:abc456']);
    const refused = await t.sql`select distinct id, rule, evidence from links where status = 'refused'`;
    expect(refused).toMatchObject([{ rule: 'user_id_limit', evidence: { type: 'user_id', limit: 1 } }]);
    expect(await t.sql`select id from links where status = 'refused'`).toHaveLength(2);
  });

  it('2: one person on a phone, a second device and a third app', async () => {
    await say(
      track({ anonymousId: 'anon_123' }),
      track({ anonymousId: 'anon_123', userId: 'u' }),
      track({ anonymousId: 'anon_456' }),
      track({ anonymousId: 'anon_456', userId: 'u' }),
      track({ anonymousId: 'anon_789', userId: 'u' }),
    );
    expect(await people()).toEqual(['anonymous_id:anon_123 anonymous_id:anon_456 anonymous_id:anon_789 user_id:u']);
    expect(await t.sql`select event_count::int as n from profiles`).toEqual([{ n: 5 }]);
    const old = await t.sql<{ id: string; to: string }[]>`select old_id as id, profile_id as to from profile_aliases`;
    expect(old.length).toBeGreaterThan(0);
    for (const alias of old) expect(alias.to).toBe(await profileOf('user_id', 'u'));
  });

  it('3: a device of two people: two profiles, and what it sends anonymously later is a third, stable one', async () => {
    await say(
      track({ anonymousId: 'd', userId: 'alice' }),
      track({ anonymousId: 'd' }),
      track({ anonymousId: 'd', userId: 'bob' }),
      track({ anonymousId: 'd' }),
    );
    expect(await people()).toEqual(['anonymous_id:d user_id:alice', 'shared_anonymous_id:d', 'user_id:bob']);
    const third = await profileOf('shared_anonymous_id', 'd');
    await say(track({ anonymousId: 'd' }), track({ anonymousId: 'd', userId: 'alice' }));
    expect(await profileOf('shared_anonymous_id', 'd')).toBe(third);
    const counts = await t.sql`select event_count::int as n from profiles order by 1`;
    expect(counts.map((c) => c.n)).toEqual([1, 2, 3]);
    const bob = await profileOf('user_id', 'bob');
    expect(await t.sql`select rule from links where profile_id = ${bob ?? ''} and status = 'refused'`).toEqual([{ rule: 'user_id_limit' }]);
  });

  it('4: a placeholder on a hundred events joins nobody and stays readable', async () => {
    await say();
    const events = Array.from({ length: 100 }, (_, i) =>
      track({ userId: `p${i}`, anonymousId: '00000000-0000', ...withEmail('test@test.com') }),
    );
    await feed(t.sql, source, events);
    await drain(t.sql);
    expect(await people()).toHaveLength(100);
    const kept = await t.sql`select count(*)::int as n from events where context->'traits'->>'email' = 'test@test.com'`;
    expect(kept).toEqual([{ n: 100 }]);
  });

  it('5: a limit refuses the value beyond it, and the event still belongs to the person', async () => {
    await say(...Array.from({ length: 6 }, (_, i) => track({ userId: 'u', ...withEmail(`a${i}@x.io`) })));
    expect(await people()).toEqual(['email:a0@x.io email:a1@x.io email:a2@x.io email:a3@x.io email:a4@x.io user_id:u', 'email:a5@x.io']);
    expect(await t.sql`select distinct rule from links where status = 'refused'`).toEqual([{ rule: 'type_limit' }]);
    const u = await profileOf('user_id', 'u');
    expect(await t.sql`select event_count::int as n from profiles where id = ${u ?? ''}`).toEqual([{ n: 6 }]);
  });

  it('the profile with more events survives a merge, and the other id keeps resolving', async () => {
    await say(track({ anonymousId: 'few' }), track({ userId: 'many' }), track({ userId: 'many' }), track({ userId: 'many' }));
    const many = await profileOf('user_id', 'many');
    const few = await profileOf('anonymous_id', 'few');
    await say(track({ userId: 'many', anonymousId: 'few' }));
    expect(await profileOf('anonymous_id', 'few')).toBe(many);
    expect(await t.sql`select old_id, profile_id from profile_aliases`).toEqual([{ old_id: few, profile_id: many }]);
  });

  it('alias joins an anonymous id, and is refused between two user ids', async () => {
    await say(track({ anonymousId: 'visitor' }), track({ userId: 'old' }));
    await say({ type: 'alias', messageId: 'alias-1', userId: 'new', previousId: 'visitor', timestamp: at() });
    await say({ type: 'alias', messageId: 'alias-2', userId: 'new', previousId: 'old', timestamp: at() });
    expect(await people()).toEqual(['anonymous_id:visitor user_id:new', 'user_id:old']);
    expect(await t.sql`select distinct kind, status, rule from links order by status`).toEqual([
      { kind: 'alias', status: 'active', rule: 'alias' },
      { kind: 'alias', status: 'refused', rule: 'user_id_limit' },
    ]);
  });

  it('chains of merges resolve to the last survivor', async () => {
    await say(track({ anonymousId: 'a' }), track({ userId: 'u', anonymousId: 'b' }), track({ userId: 'u', anonymousId: 'a' }));
    await say(
      track(withEmail('z@x.io')),
      track(withEmail('z@x.io')),
      track(withEmail('z@x.io')),
      track(withEmail('z@x.io')),
      track(withEmail('z@x.io')),
    );
    await say(track({ userId: 'u', ...withEmail('z@x.io') }));
    const end = await profileOf('user_id', 'u');
    const ends = await t.sql<{ to: string }[]>`select profile_id as to from profile_aliases`;
    expect(ends.length).toBeGreaterThanOrEqual(2);
    expect(new Set(ends.map((e) => e.to))).toEqual(new Set([end]));
  });
});
