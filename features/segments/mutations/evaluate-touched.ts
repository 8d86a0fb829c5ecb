import type { TransactionSql } from '@/db/client';
import { unitsOf } from '../core/units';
import { ruleBook } from '../data/rule-book';
import type { MembershipChange, TouchedSet } from '../types';
import { shareBarrier } from './barrier';
import { evaluateUnits } from './evaluate-units';
import { settleStill } from './settle-still';

/**
 * Re-evaluates touched profiles in the caller's transaction, which holds their locks, for every segment that depends on what
 * changed, and writes who entered and left. Evaluates at the database's time, not before `touched.now`.
 */
export async function evaluateTouched(tx: TransactionSql, touched: TouchedSet): Promise<MembershipChange[]> {
  if (touched.profileIds.length === 0) return [];
  const clock = await shareBarrier(tx);
  return evaluateTouchedAt(tx, { ...touched, now: new Date(Math.max(clock.getTime(), touched.now.getTime())) });
}

/** The same at exactly `touched.now`, under a barrier that the caller shares. */
export async function evaluateTouchedAt(
  tx: TransactionSql,
  { profileIds, dependencies, touches, cause, now }: TouchedSet,
): Promise<MembershipChange[]> {
  const book = await ruleBook(tx);
  const everybody = new Set(profileIds);
  const units = unitsOf(touches ?? new Map([...dependencies].map((d) => [d, everybody])), book);
  const kept = touches ? [...(touches.get('*') ?? [])] : dependencies.has('*') ? profileIds : [];
  const settled = await settleStill(tx, book, { profileIds: kept, cause, now });
  return [...settled, ...(await evaluateUnits(tx, book, units, { cause, now }))];
}
