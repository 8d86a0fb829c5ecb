import { quote, type Words } from '../words';
import type { RankCondition } from './schema';

/** "who are in the top 10 percent by spend". */
export function rankClause(c: RankCondition, { t, format }: Words): string {
  const trait = quote(c.trait);
  if (c.op !== 'between') return t(`sentence.rank.${c.op}_${c.unit}`, { trait, n: c.value });
  const [from, to] = c.value;
  return t(`sentence.rank.between_${c.unit}`, { trait, from: format.number(from), to: format.number(to) });
}
