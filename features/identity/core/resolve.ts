import { DEFAULT_TYPE_LIMIT, TYPE_LIMITS } from '../constants';
import type { GraphLink, LinkStatus, NodeKey, RefusalRule } from '../types';
import { fromNodeKey } from './normalise';
import { comparePositions } from './position';
import { unionFind } from './union-find';

/** What became of a link. `evidence` says which limit and which values stood against it. Pending: it joins as soon as a job has moved the rows. */
export type Decision = {
  status: LinkStatus;
  rule: 'same_event' | 'alias' | 'manual' | RefusalRule;
  evidence: Record<string, unknown>;
};

export type Resolution = {
  /** Node → a key shared by all nodes of its component. */
  component: Map<NodeKey, string>;
  decisions: Map<string, Decision>;
  /** Anonymous ids used by two people, and since when (milliseconds). */
  sharedSince: Map<NodeKey, number>;
};

type Graph = {
  nodes: Iterable<NodeKey>;
  links: Iterable<GraphLink>;
  /** Pairs that belong together without a link of their own. */
  bound?: Iterable<readonly [NodeKey, NodeKey]>;
  /** Links decided earlier and not to be decided anew: they come first, whatever their place in history. */
  fixed?: ReadonlyMap<string, Decision>;
  /** The profile that holds a node now, of those too large to be joined to each other at once. */
  heavy?: ReadonlyMap<NodeKey, string>;
};

const limitOf = (type: string): number => TYPE_LIMITS[type] ?? DEFAULT_TYPE_LIMIT;

/**
 * Decides which links join, in the order of history, so that the answer depends on the set of links only and never on the
 * order in which they arrived. A link is refused when the joined profile would hold too many values of a type, when it
 * comes from a device that two people use, or when a person has decided to keep two of its identifiers apart.
 */
export function resolve({ nodes, links, bound = [], fixed = new Map(), heavy = new Map() }: Graph): Resolution {
  const sets = unionFind();
  const members = new Map<string, Map<string, NodeKey[]>>();
  const weights = new Map<string, Set<string>>();
  const add = (node: NodeKey) => {
    if (members.has(sets.find(node))) return;
    sets.add(node);
    members.set(node, new Map([[fromNodeKey(node).type, [node]]]));
    const profile = heavy.get(node);
    if (profile !== undefined) weights.set(node, new Set([profile]));
  };
  const join = (a: NodeKey, b: NodeKey) => {
    const [ra, rb] = [sets.find(a), sets.find(b)];
    if (ra === rb) return;
    const into = members.get(ra) ?? new Map<string, NodeKey[]>();
    for (const [type, keys] of members.get(rb) ?? []) into.set(type, [...(into.get(type) ?? []), ...keys]);
    sets.join(ra, rb);
    members.delete(rb);
    members.set(ra, into);
    const weight = new Set([...(weights.get(ra) ?? []), ...(weights.get(rb) ?? [])]);
    weights.delete(rb);
    if (weight.size > 0) weights.set(ra, weight);
  };
  for (const node of nodes) add(node);
  for (const [a, b] of bound) join(a, b);

  const decisions = new Map<string, Decision>();
  const sharedSince = new Map<NodeKey, number>();
  const ordered = [...links].sort((x, y) => comparePositions(x, y) || (x.id < y.id ? -1 : 1));
  for (const link of ordered) {
    add(link.a);
    add(link.b);
  }
  const apart = ordered.filter((l) => l.disabled);
  for (const link of ordered) {
    const decided = fixed.get(link.id);
    if (!decided || link.disabled) continue;
    if (decided.status === 'active') join(link.a, link.b);
    if (decided.rule === 'user_id_limit' && isDevice(link.b)) markShared(sharedSince, link.b, link.at);
    decisions.set(link.id, decided);
  }

  for (const link of ordered) {
    if (decisions.has(link.id)) continue;
    const decision = decide(link);
    decisions.set(link.id, decision);
    if (decision.status === 'active') join(link.a, link.b);
    else if (decision.rule === 'user_id_limit' && isDevice(link.b)) markShared(sharedSince, link.b, link.at);
  }
  const component = new Map<NodeKey, string>();
  for (const keys of members.values()) for (const list of keys.values()) for (const node of list) component.set(node, sets.find(node));
  return { component, decisions, sharedSince };

  function decide(link: GraphLink): Decision {
    if (link.disabled) return { status: 'disabled', rule: link.kind, evidence: {} };
    const [ra, rb] = [sets.find(link.a), sets.find(link.b)];
    if (ra === rb) return { status: 'active', rule: link.kind, evidence: {} };
    const device = [link.a, link.b].find((n) => sharedSince.has(n));
    if (device !== undefined) return refused('shared_device', { since: new Date(sharedSince.get(device) ?? 0).toISOString() });
    const exceeded = exceededLimit(members.get(ra), members.get(rb));
    if (exceeded) return refused(exceeded.type === 'user_id' ? 'user_id_limit' : 'type_limit', exceeded);
    const between = apart.find((p) => {
      const [x, y] = [sets.find(p.a), sets.find(p.b)];
      return (x === ra && y === rb) || (x === rb && y === ra);
    });
    if (between) return refused('kept_apart', { link: between.id });
    const waits = isLarge(weights.get(ra), weights.get(rb));
    return { status: waits ? 'pending' : 'active', rule: link.kind, evidence: {} };
  }
}

/** Whether joining these would move the rows of a large profile: each side holds one that the other does not. */
function isLarge(a: ReadonlySet<string> = new Set(), b: ReadonlySet<string> = new Set()): boolean {
  return [...a].some((p) => !b.has(p)) && [...b].some((p) => !a.has(p));
}

const refused = (rule: RefusalRule, evidence: Record<string, unknown>): Decision => ({ status: 'refused', rule, evidence });
const isDevice = (node: NodeKey): boolean => node.startsWith('anonymous_id:');

function markShared(shared: Map<NodeKey, number>, node: NodeKey, at: number): void {
  shared.set(node, Math.min(at, shared.get(node) ?? at));
}

function exceededLimit(a: Map<string, NodeKey[]> | undefined, b: Map<string, NodeKey[]> | undefined) {
  for (const [type, keys] of b ?? []) {
    const other = a?.get(type);
    if (!other || other.length + keys.length <= limitOf(type)) continue;
    return { type, limit: limitOf(type), values: [...other.slice(0, 3), ...keys.slice(0, 3)].map((n) => fromNodeKey(n).value) };
  }
  return undefined;
}
