import type { Sql } from '@/db/client';
import { rebuildProfiles } from '@/features/profiles/mutations/rebuild-profiles';
import { hashId } from '@/lib/ids';
import { makePartitions } from './segments/world';

export type Shopper = { id: string; orders: Purchase[]; refunds: Purchase[] };
export type Purchase = { at: Date; value: number; currency: string | null };

const DAY = 86_400_000;

/** Numbers in [0, 1) from a seed, the same on every machine. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function gamma(shape: number, random: () => number): number {
  if (shape < 1) return gamma(shape + 1, random) * random() ** (1 / shape);
  const d = shape - 1 / 3;
  for (;;) {
    const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
    const v = (1 + normal / Math.sqrt(9 * d)) ** 3;
    if (v > 0 && Math.log(1 - random()) < 0.5 * normal * normal + d - d * v + d * Math.log(v)) return d * v;
  }
}

type World = { count: number; days: number; now: Date; seed?: number; currency?: string };

/**
 * People who buy as MBG/NBD says (rate gamma(0.8, 6) a week, leaving beta(0.9, 2.5) after each purchase), first in the first half
 * of `days` before `now`; amounts gamma-gamma. Some orders are in another currency or in none, some are refunded in part.
 */
export function shoppers({ count, days, now, seed = 1, currency = 'EUR' }: World): Shopper[] {
  const random = seeded(seed);
  return Array.from({ length: count }, (_, n) => {
    const rate = gamma(0.8, random) / 6 / 7;
    const leaving = [gamma(0.9, random), gamma(2.5, random)] as const;
    const p = leaving[0] / (leaving[0] + leaving[1]);
    const scale = 15 / gamma(4, random);
    const shopper: Shopper = { id: uuidOf(`${seed}:${n}`), orders: [], refunds: [] };
    let at = now.getTime() - days * DAY + random() * 0.5 * days * DAY;
    do {
      const value = Math.round(gamma(6, random) * scale * 100) / 100;
      const which = random();
      shopper.orders.push({ at: new Date(at), value, currency: which < 0.03 ? 'USD' : which < 0.1 ? null : currency });
      if (random() < 0.05)
        shopper.refunds.push({ at: new Date(Math.min(at + 3 * DAY, now.getTime())), value: Math.round(value * 50) / 100, currency });
      at += (-Math.log(1 - random()) / rate) * DAY;
    } while (random() > p && at < now.getTime());
    return shopper;
  });
}

const uuidOf = (text: string): string => hashId('shopper', text);

/** Writes them with their events, as the pipeline leaves them. */
export async function writeShoppers(sql: Sql, people: readonly Shopper[], sourceId: string): Promise<void> {
  const years = people.flatMap((p) => p.orders.map((o) => o.at.getUTCFullYear()));
  await makePartitions(sql, [...new Set([...years, new Date().getUTCFullYear()])]);
  const events = people.flatMap((person) => [
    ...person.orders.map((o, i) => eventOf(person.id, sourceId, 'Order Completed', o, i)),
    ...person.refunds.map((o, i) => eventOf(person.id, sourceId, 'Order Refunded', o, i)),
  ]);
  await sql`insert into profiles ${sql(people.map(({ id }) => ({ id })))}`;
  for (let i = 0; i < events.length; i += 3000) await sql`insert into events ${sql(events.slice(i, i + 3000))}`;
  for (let i = 0; i < people.length; i += 1000)
    await sql.begin((tx) =>
      rebuildProfiles(
        tx,
        people.slice(i, i + 1000).map((p) => p.id),
      ),
    );
}

export const eventOf = (profileId: string, sourceId: string, name: string, { at, value, currency }: Purchase, n: number) => {
  const id = uuidOf(`${profileId}:${name}:${n}`);
  return {
    profile_id: profileId,
    occurred_at: at,
    id,
    record_id: id,
    source_id: sourceId,
    received_at: at,
    type: 'track',
    name,
    value,
    currency,
    message_id: id,
    properties: '{}',
    context: '{}',
  };
};
