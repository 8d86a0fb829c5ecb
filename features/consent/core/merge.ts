import type { Statement } from '../types';
import { fold } from './fold';
import { effectiveExpiry } from './may';

/**
 * What has to be added to the ledger when two profiles become one, so that its fold is the more restrictive of both sides: a no of
 * either side beats a yes of the other, even a later one; of two yeses in force the one that ends first sets the end. Undefined when the
 * fold says so by itself. Symmetric. A side that said nothing, or whose yes has lapsed, takes nothing away from the other.
 */
export function statementOnMerge(
  a: Statement,
  b: Statement,
  validityDays: number | null,
  now: Date,
): { state: string; expiresAt: Date | null } | undefined {
  const latest = fold([a, b]);
  if (latest === undefined || latest.state !== 'granted') return undefined;
  const other = latest === a ? b : a;
  if (other.state !== 'granted') return { state: other.state, expiresAt: null };
  const ends = [latest, other].map((s) => endOf(s, validityDays));
  const [own = 0, others = 0] = ends;
  return others > now.getTime() && others < own ? { state: 'granted', expiresAt: new Date(others) } : undefined;
}

function endOf({ occurredAt, expiresAt }: Statement, validityDays: number | null): number {
  const end = effectiveExpiry({ since: occurredAt, expiresAt }, validityDays);
  if (end === 'malformed') return 0;
  return end ?? Number.POSITIVE_INFINITY;
}
