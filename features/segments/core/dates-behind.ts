import type { Condition } from '../conditions/schemas';
import { isRelative } from '../conditions/value-sql';

/** The traits whose dates decide at what moment the condition turns by the clock. */
export function datesBehind(c: Condition): string[] {
  if (c.kind === 'trait') return !('than' in c) && isRelative(c) ? [c.trait] : [];
  return 'window' in c && c.window && 'sinceTrait' in c.window ? [c.window.sinceTrait.trait] : [];
}
