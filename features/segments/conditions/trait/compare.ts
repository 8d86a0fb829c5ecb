import { foldLetters } from '@/lib/fold-letters';
import type { Statement } from '../../core/statement';
import { DAY_MS, isDay } from '../moment';
import type { ProfileFacts } from '../types';
import { compareSigns } from '../value-sql';
import { asMoment, asNumber, asText, isGiven } from '../value-test';
import type { TraitComparison } from './schema';
import { isMomentColumn, traitSource, traitValue } from './source';

const columnOfMoments = (c: TraitComparison): boolean => isMomentColumn(c) || isMomentColumn(c.than);

/** One trait compared with another, as SQL over `profiles p` that is never null. */
export function comparisonSql(s: Statement, c: TraitComparison): string {
  const [a, b] = [traitSource(s, c), traitSource(s, c.than)];
  const holds = (condition: string) => `((${condition}) is true)`;
  const folded = (text: string) => (c.fold ? `fold_text(${text})` : text);
  const given = `(${holds(a.exists)} and ${holds(b.exists)})`;
  const equal = [
    `${folded(a.text)} = ${folded(b.text)}`,
    `(${a.isNumber} or ${b.isNumber}) and ${a.number} = ${b.number}`,
    `jsonb_typeof(${a.json}) = 'boolean' and ${a.json} = ${b.json}`,
    ...(columnOfMoments(c) ? [`${a.moment} = ${b.moment}`] : []),
  ].map(holds);
  const answer = () => {
    switch (c.op) {
      case 'eq':
        return `(${equal.join(' or ')})`;
      case 'neq':
        return `(not (${equal.join(' or ')}))`;
      case 'before':
        return holds(`${a.moment} < ${b.moment}`);
      case 'after':
        return holds(
          `${a.moment} >= ${b.moment} + case when ${b.isDay} then interval '24 hours' else interval '0' end and ${a.moment} > ${b.moment}`,
        );
      default:
        return holds(`${a.number} ${compareSigns[c.op]} ${b.number}`);
    }
  };
  if (!c.missing) return answer();
  return c.missing === 'include' ? `(${answer()} or not ${given})` : `(${answer()} and ${given})`;
}

/** The same comparison on plain data. */
export function comparisonHolds(c: TraitComparison, facts: Pick<ProfileFacts, 'builtIn' | 'traits'>): boolean {
  const [a, b] = [traitValue(facts, c), traitValue(facts, c.than)];
  if (c.missing && !(isGiven(a) && isGiven(b))) return c.missing === 'include';
  switch (c.op) {
    case 'eq':
      return equal(c, a, b);
    case 'neq':
      return !equal(c, a, b);
    case 'before':
      return both(asMoment(a), asMoment(b), (x, y) => x < y);
    case 'after':
      return both(asMoment(a), asMoment(b), (x, y) => x > y && x >= y + (isDay(String(b)) ? DAY_MS : 0));
    default:
      return both(asNumber(a), asNumber(b), comparisons[c.op]);
  }
}

const comparisons = {
  gt: (x: number, y: number) => x > y,
  gte: (x: number, y: number) => x >= y,
  lt: (x: number, y: number) => x < y,
  lte: (x: number, y: number) => x <= y,
} as const;

const both = (x: number | undefined, y: number | undefined, test: (x: number, y: number) => boolean): boolean =>
  x !== undefined && y !== undefined && test(x, y);

/** Texts by their letters, numbers by their size, moments of columns by the moment. */
function equal(c: TraitComparison, a: unknown, b: unknown): boolean {
  if (columnOfMoments(c)) return both(asMoment(a), asMoment(b), (x, y) => x === y);
  if (typeof a === 'number' || typeof b === 'number') return both(asNumber(a), asNumber(b), (x, y) => x === y);
  const [x, y] = [asText(a), asText(b)];
  if (x !== undefined && y !== undefined) return c.fold ? foldLetters(x) === foldLetters(y) : x === y;
  return typeof a === 'boolean' && a === b;
}
