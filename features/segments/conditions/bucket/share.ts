import { createHash } from 'node:crypto';
import type { Statement } from '../../core/statement';

/** All places that a person can have: the first 32 bits of a hash. */
const PLACES = 2 ** 32;

/** A part of everybody, in percent: `from` is inside it, `to` is not. */
export type Share = { from: number; to: number };

const bound = (percent: number): number => Math.round((percent / 100) * PLACES);

/** Where everybody has their place: the hash of a name and the person's id, so that another name mixes them anew. */
function placeOf(seed: string, profileId: string): number {
  return createHash('md5').update(`${seed}:${profileId}`).digest().readUInt32BE(0);
}

/** The place as a percentage, cut off to hundredths. */
export const percentOf = (seed: string, profileId: string): number => Math.floor((placeOf(seed, profileId) / PLACES) * 10_000) / 100;

export function isInShare(seed: string, { from, to }: Share, profileId: string): boolean {
  const place = placeOf(seed, profileId);
  return place >= bound(from) && place < bound(to);
}

/** The same over a row of `profiles p`. */
export function shareSql(s: Statement, seed: string, { from, to }: Share): string {
  const place = `('x' || left(md5(${s.text(seed)} || ':' || p.id::text), 8))::bit(32)::bigint`;
  return `(${place} >= ${s.int(bound(from))} and ${place} < ${s.int(bound(to))})`;
}
