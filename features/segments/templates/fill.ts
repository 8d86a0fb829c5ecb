import { type Slot, slots } from './slots';

/** The names chosen for a template's needs, by their marks. */
export type Chosen = Readonly<Record<string, string>>;

const isSlot = (text: string): text is Slot => Object.hasOwn(slots, text);

/** The marks that a rule has, in reading order. */
export function slotsIn(rule: unknown): Slot[] {
  const found = new Set<Slot>();
  const visit = (value: unknown): void => {
    if (typeof value === 'string' && isSlot(value)) found.add(value);
    else if (typeof value === 'object' && value !== null) for (const inner of Object.values(value)) visit(inner);
  };
  visit(rule);
  return [...found];
}

/** The rule with names in the place of the marks. */
export function filled(rule: unknown, chosen: Chosen): unknown {
  if (typeof rule === 'string') return Object.hasOwn(chosen, rule) ? chosen[rule] : rule;
  if (Array.isArray(rule)) return rule.map((inner) => filled(inner, chosen));
  if (typeof rule === 'object' && rule !== null)
    return Object.fromEntries(Object.entries(rule).map(([key, inner]) => [key, filled(inner, chosen)]));
  return rule;
}
