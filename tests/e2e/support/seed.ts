import { api, newApiKey, newWriteKey, sendBatch, until } from './installation';

type Segment = { id: string; state: string; size: number };
export type Seeded = { apiKey: string; writeKey: string; segmentId: string; run: string };

let seeded: Promise<Seeded> | undefined;

/** A source, three people with orders and a live segment, made once a test run and told apart by `run`. */
export function seed(): Promise<Seeded> {
  seeded ??= make();
  return seeded;
}

async function make(): Promise<Seeded> {
  const run = Date.now().toString(36);
  const writeKey = await newWriteKey(`Shop ${run}`);
  const apiKey = await newApiKey('profiles:read', 'segments:read', 'segments:write', 'requests:write');
  const people = ['Ada', 'Bea', 'Cem'].map((name, i) => ({ name: `${name} ${run}`, userId: `${run}-${i}`, orders: i + 1 }));
  await sendBatch(
    writeKey,
    people.flatMap(({ name, userId, orders }) => [
      { type: 'identify', userId, traits: { name, email: `${userId}@example.com`, country: 'GB' } },
      ...Array.from({ length: orders }, (_, i) => ({
        type: 'track',
        event: `Order ${run}`,
        userId,
        messageId: `${userId}-${i}`,
        properties: { revenue: 20 + i, currency: 'GBP', store: i % 2 ? 'Leeds' : 'York' },
      })),
    ]),
  );
  const rule = { kind: 'event', event: `Order ${run}`, op: 'gte', count: 2 };
  const { id } = await api<{ id: string }>(apiKey, '/api/v1/segments', { method: 'POST', body: { name: `Twice ${run}`, rule } });
  await until(async () => {
    const segment = await api<Segment>(apiKey, `/api/v1/segments/${id}`);
    return segment.state === 'live' && segment.size === 2 ? segment : undefined;
  }, 'The seeded segment with two people');
  const asked = {
    type: 'access',
    identifiers: [{ value: `${run}-0@example.com` }],
    name: `Ada ${run}`,
    message: 'What do you know about me?',
  };
  await api(apiKey, '/api/v1/subject-requests', { method: 'POST', body: asked });
  return { apiKey, writeKey, segmentId: id, run };
}
