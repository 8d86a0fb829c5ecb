import type { TransactionSql } from '@/db/client';
import { MAX_CONSTELLATION_LINKS } from '../constants';
import { fromNodeKey, priorityOf } from '../core/normalise';
import type { Decision } from '../core/resolve';
import type { NodeKey } from '../types';
import { findIdentifiers, identifiersOf, type StoredIdentifier } from './find-identifiers';
import { linksOf, type StoredLink } from './find-links';

/** Everything that a change of the links of some profiles could bear on: what they touch through joins and refusals. */
export type Constellation = {
  identifiers: Map<NodeKey, StoredIdentifier>;
  links: Map<string, StoredLink>;
  /** The profiles under which each link is stored. */
  storedUnder: Map<string, Set<string>>;
  /** Identifiers of one profile that no link explains, tied to its strongest one. */
  bound: [NodeKey, NodeKey][];
  /** Links of profiles too crowded to be decided anew. */
  fixed: Map<string, Decision>;
  crowded: Set<string>;
};

/**
 * Loads the constellation of these profiles. `lock` is called with each further set of profiles before they are read; those
 * given must be locked already. Fresh identifiers, made in this transaction, have no settled profile and are left out.
 */
export async function loadConstellation(
  tx: TransactionSql,
  start: Iterable<string>,
  options: { lock: (profileIds: string[]) => Promise<void>; isFresh: (node: NodeKey) => boolean },
): Promise<Constellation> {
  const found: Constellation = {
    identifiers: new Map(),
    links: new Map(),
    storedUnder: new Map(),
    bound: [],
    fixed: new Map(),
    crowded: new Set(),
  };
  const seen = new Set<string>();
  let frontier = [...new Set(start)];
  while (frontier.length > 0) {
    for (const id of frontier) seen.add(id);
    const own = (await identifiersOf(tx, frontier)).filter(([node]) => !options.isFresh(node));
    for (const [node, i] of own) found.identifiers.set(node, i);
    const links = await linksOf(tx, frontier, MAX_CONSTELLATION_LINKS + 1);
    const crowded = crowdedProfiles(links);
    for (const id of crowded) found.crowded.add(id);
    const beyond = new Set<NodeKey>();
    for (const link of links) {
      found.links.set(link.id, link);
      const under = found.storedUnder.get(link.id) ?? new Set();
      found.storedUnder.set(link.id, under.add(link.profileId));
      if (crowded.has(link.profileId)) found.fixed.set(link.id, link.decision);
      else for (const end of [link.a, link.b]) if (!found.identifiers.has(end)) beyond.add(end);
    }
    bindLoose(found.bound, own, links);
    const outer = await findIdentifiers(tx, [...beyond]);
    frontier = [...new Set([...outer].filter(([node]) => !options.isFresh(node)).map(([, i]) => i.profileId))].filter(
      (id) => !seen.has(id),
    );
    if (frontier.length > 0) await options.lock(frontier);
  }
  return found;
}

function crowdedProfiles(links: readonly StoredLink[]): Set<string> {
  const count = new Map<string, number>();
  for (const l of links) count.set(l.profileId, (count.get(l.profileId) ?? 0) + 1);
  return new Set([...count].filter(([, n]) => n > MAX_CONSTELLATION_LINKS).map(([id]) => id));
}

function bindLoose(bound: [NodeKey, NodeKey][], own: readonly [NodeKey, StoredIdentifier][], links: readonly StoredLink[]): void {
  const linked = new Set(links.flatMap((l) => [l.a, l.b]));
  const strongest = new Map<string, NodeKey>();
  for (const [node, { profileId }] of own) {
    const best = strongest.get(profileId);
    if (best === undefined || compareStrength(node, best) < 0) strongest.set(profileId, node);
  }
  for (const [node, { profileId }] of own) {
    const anchor = strongest.get(profileId);
    if (anchor !== undefined && anchor !== node && !linked.has(node)) bound.push([anchor, node]);
  }
}

const compareStrength = (a: NodeKey, b: NodeKey): number =>
  priorityOf(fromNodeKey(a).type) - priorityOf(fromNodeKey(b).type) || (a < b ? -1 : 1);
