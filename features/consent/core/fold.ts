import type { Statement } from '../types';

/**
 * The statement in force: the latest; of equal times the most restrictive (withdrawn, denied, granted; of two grants the one that ends
 * first), then the higher id. Independent of the order and of doubles, so that any path of the same statements gives the same state.
 */
export function fold(history: readonly Statement[]): Statement | undefined {
  return history.reduce<Statement | undefined>((best, next) => (best === undefined || wins(next, best) ? next : best), undefined);
}

/** Denials first, grants last; what is not a known state counts as a denial. */
const restriction = (state: string): number => (state === 'granted' ? 0 : state === 'denied' ? 1 : 2);

const endOf = (s: { expiresAt: Date | null }): number => s.expiresAt?.getTime() ?? Number.POSITIVE_INFINITY;

function wins(a: Statement, b: Statement): boolean {
  const by =
    a.occurredAt.getTime() - b.occurredAt.getTime() || restriction(a.state) - restriction(b.state) || compareEnds(endOf(b), endOf(a));
  return by === 0 ? a.id > b.id : by > 0;
}

const compareEnds = (a: number, b: number): number => (a === b ? 0 : a - b);
