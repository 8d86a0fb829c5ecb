import { randomUUID } from 'node:crypto';
import { systemScope } from '@/features/access/core/scope';
import { may } from '@/features/consent/data/may';
import { saveConsents } from '@/features/consent/mutations/record-consents';
import type { RawEvent } from '@/features/ingest/types';
import { switchLink } from '@/worker/pipeline/switch-link';
import { drain, feed, makeSource } from './pipeline';
import { type TestDb, testDb } from './test-db';

let t: TestDb;
let source = '';
let n = 0;

/** A database in which people become one by mistake and are parted again. The functions below speak of it. */
export async function openSplits(): Promise<TestDb> {
  t = await testDb();
  source = await makeSource(t.sql);
  return t;
}

export const event = (ids: Partial<RawEvent>): RawEvent => ({
  type: 'track',
  event: 'Looked',
  messageId: randomUUID(),
  timestamp: new Date(Date.UTC(2026, 8, 1, 0, n++)).toISOString(),
  ...ids,
});
export const bring = async (...events: RawEvent[]): Promise<void> => {
  await feed(t.sql, source, events);
  await drain(t.sql);
};
export const profileOf = async (value: string): Promise<string> =>
  (await t.sql<{ id: string }[]>`select profile_id as id from identifiers where value = ${value}`)[0]?.id ?? '';

/** Keeps what the link between two identifiers joins apart, or joins it again. */
export async function keepApart(a: string, b: string, disabled = true): Promise<void> {
  const [link] = await t.sql<{ id: string; profileId: string }[]>`
    select id, profile_id as "profileId" from links where ${a} in (a->>'value', b->>'value') and ${b} in (a->>'value', b->>'value') limit 1`;
  await switchLink(t.sql, { profileId: link?.profileId ?? '', linkId: link?.id ?? '', disabled });
}

export const say = (profileId: string, purpose: string, channel: string, state: 'granted' | 'denied' | 'withdrawn'): Promise<void> =>
  saveConsents(systemScope('test'), [{ profileId, purpose, channel, state, method: 'api' }]);
export const allows = async (id: string, purpose: string, channel: string): Promise<boolean> =>
  (await may(t.sql, [id], purpose, channel, new Date(Date.now() + 1_000))).has(id);

/** An address and a user id that nobody has yet. */
export const twoPeople = () => {
  n += 1;
  const ann = `ann${n}@example.com`;
  return { ann, bob: `bob${n}`, email: { context: { traits: { email: ann } } } };
};

/** Two people who are one by mistake: Bob, who lives on, and Ann, who went up in him. Ann had agreed to e-mails. */
export async function joined({ ann, bob, email }: ReturnType<typeof twoPeople>): Promise<{ a: string; b: string }> {
  await bring(event(email), event({ userId: bob }), event({ userId: bob }));
  const [a, b] = [await profileOf(ann), await profileOf(bob)];
  await say(a, 'marketing', 'email', 'granted');
  await bring(event({ userId: bob, ...email }));
  if (a === b || (await profileOf(ann)) !== b) throw new Error('Ann did not go up in Bob');
  return { a, b };
}
