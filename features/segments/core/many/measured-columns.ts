import type { Measured } from '../../conditions/types';

/** Values that several conditions test: each distinct one is read once, by a join to `profiles p`. */
export function measuredColumns() {
  const known = new Map<string, string>();
  /** Whether the condition holds, as a boolean that is never null: not of who has no value. */
  const test = ({ rows, holds }: Measured): string => {
    const sql = rows();
    const alias = known.get(sql) ?? `me${known.size + 1}`;
    known.set(sql, alias);
    return `coalesce(${holds(`${alias}.value`)}, false)`;
  };
  const joins = (): string => [...known].map(([sql, alias]) => ` left join (${sql}) ${alias} on ${alias}.profile_id = p.id`).join('');
  return { test, joins };
}
