import type { AnySql } from '@/db/client';
import { HOLDOUT_DEPENDENCY } from '../conditions/holdout/schema';
import { kindOf } from '../conditions/registry';
import type { Catalogue } from '../conditions/types';
import { listedConditions } from '../core/walk';
import { readHoldout } from '../holdout/data';
import type { RuleNode } from '../schema';

const known = new WeakMap<RuleNode, readonly string[]>();

/** Of a stored rule, which nobody changes: asked for every batch. */
function dependenciesOf(rule: RuleNode): readonly string[] {
  const found = known.get(rule) ?? listedConditions(rule).flatMap((c) => kindOf(c).dependencies(c));
  known.set(rule, found);
  return found;
}

/** The lists and the holdout, where any of these rules asks for them. Archived lists too: a rule that names one still means it. */
export async function loadAudience(tx: AnySql, rules: readonly RuleNode[]): Promise<Pick<Catalogue, 'lists' | 'holdout'>> {
  const asked = new Set(rules.flatMap(dependenciesOf));
  const found: Pick<Catalogue, 'lists' | 'holdout'> = {};
  if ([...asked].some((dependency) => dependency.startsWith('list:'))) {
    const rows = await tx<{ id: string }[]>`select id from lists`;
    found.lists = new Set(rows.map((row) => row.id));
  }
  if (asked.has(HOLDOUT_DEPENDENCY)) found.holdout = await readHoldout(tx);
  return found;
}
