import type { AnySql } from '@/db/client';
import { kindOf } from '../conditions/registry';
import { asksHistory } from '../conditions/segment/schema';
import type { Catalogue } from '../conditions/types';
import { listedConditions } from '../core/walk';
import type { RuleNode } from '../schema';
import { loadAudience } from './audience';
import { loadCutPoints } from './cut-points';
import { loadRules } from './rules';
import { loadZones } from './zones';

/** Numbers and states of daily aggregates of the events that these rules, or the rules they name, read. */
async function loadDefinitions(tx: AnySql, rules: Iterable<RuleNode>): Promise<Catalogue['definitions']> {
  const names = new Set<string>();
  for (const rule of rules) for (const c of listedConditions(rule)) for (const name of kindOf(c).aggregates?.(c) ?? []) names.add(name);
  if (names.size === 0) return new Map();
  const rows = await tx<{ name: string; key: number; ready: boolean }[]>`
    select name, key, aggregates = 'ready' as ready from event_definitions where name = any(${[...names]}::text[])`;
  return new Map(rows.map(({ name, key, ready }) => [name, { key, ready }]));
}

/**
 * What compiling these rules needs to know, as of this statement. `rules` must hold every rule they name.
 * @param reckon cut points that were not made yet are reckoned for the occasion
 */
export async function catalogueOf(
  tx: AnySql,
  nodes: readonly RuleNode[],
  rules: ReadonlyMap<string, RuleNode>,
  { reckon = false }: { reckon?: boolean } = {},
): Promise<Catalogue> {
  const named = new Set<string>();
  const collect = (node: RuleNode): RuleNode[] =>
    listedConditions(node).flatMap((c) => {
      const next = c.kind === 'segment' && !asksHistory(c) && !named.has(c.segmentId) ? rules.get(c.segmentId) : undefined;
      if (c.kind !== 'segment' || !next) return [];
      named.add(c.segmentId);
      return [next, ...collect(next)];
    });
  const all = [...nodes, ...nodes.flatMap(collect)];
  const [definitions, zones, audience, cutPoints] = await Promise.all([
    loadDefinitions(tx, all),
    loadZones(tx, all),
    loadAudience(tx, all),
    loadCutPoints(tx, all, { reckon }),
  ]);
  return { rules, definitions, ...zones, ...audience, ...cutPoints };
}

/** The catalogue for one rule asked on its own (preview, members, explain). */
export async function catalogueFor(tx: AnySql, node: RuleNode): Promise<Catalogue> {
  return catalogueOf(tx, [node], validRules(await loadRules(tx)));
}

/** The valid rules by id. */
export const validRules = (loaded: readonly { id: string; node: RuleNode | undefined }[]): Map<string, RuleNode> =>
  new Map(loaded.flatMap(({ id, node }) => (node ? [[id, node] as const] : [])));
