import type { NodeKey } from '../types';

export type ProfileFacts = { eventCount: number; createdAt: number };
/** The first record of an identifier: which profile it was born with, and when. */
export type Birth = { profileId: string; at: number };

export type Assignment = {
  /** Component → the profile that holds it from now on. */
  profileOf: Map<string, string>;
  /** Profiles that come into being (new, or a merged id that comes back). */
  created: Set<string>;
  /** Whole profiles that go up in another. */
  merges: { from: string; to: string }[];
  /** Identifiers that leave a profile which lives on (or goes up elsewhere). */
  moves: { node: NodeKey; from: string; to: string }[];
};

type Input = {
  component: ReadonlyMap<NodeKey, string>;
  /** Where each identifier is now; new ones are absent. */
  current: ReadonlyMap<NodeKey, string>;
  facts: ReadonlyMap<string, ProfileFacts>;
  births: ReadonlyMap<NodeKey, Birth>;
  /** Whether a profile of this id exists. */
  isTaken: (profileId: string) => boolean;
  newId: (nodes: readonly NodeKey[]) => string;
};

/** The profiles whose identifiers lie in more than one component: their records' births are needed to assign. */
export function splitProfiles(component: ReadonlyMap<NodeKey, string>, current: ReadonlyMap<NodeKey, string>): Set<string> {
  const seen = new Map<string, string>();
  const split = new Set<string>();
  for (const [node, part] of component) {
    const profile = current.get(node);
    if (profile === undefined) continue;
    const other = seen.get(profile);
    if (other === undefined) seen.set(profile, part);
    else if (other !== part) split.add(profile);
  }
  return split;
}

/**
 * Gives each component a profile. Joined profiles: the one with more events survives (tie: the older, then the lower id).
 * A split profile: the component with its first own record keeps it; each other takes back the oldest id that one of its
 * records was born with, else gets a new one.
 */
export function assign({ component, current, facts, births, isTaken, newId }: Input): Assignment {
  const parts = new Map<string, NodeKey[]>();
  const pieces = new Map<string, Map<string, NodeKey[]>>();
  for (const [node, part] of component) {
    push(parts, part, node);
    const profile = current.get(node);
    if (profile === undefined) continue;
    const of = pieces.get(profile) ?? new Map<string, NodeKey[]>();
    push(of, part, node);
    pieces.set(profile, of);
  }

  const keeperOf = new Map<string, string>();
  const candidates = new Map<string, string[]>();
  for (const [profile, of] of pieces) {
    const keeper = of.size === 1 ? [...of.keys()][0] : keepingPiece(profile, of, births);
    if (keeper === undefined) continue;
    keeperOf.set(profile, keeper);
    push(candidates, keeper, profile);
  }

  const profileOf = new Map<string, string>();
  const created = new Set<string>();
  const merges: Assignment['merges'] = [];
  for (const part of [...parts.keys()].sort()) {
    const owners = (candidates.get(part) ?? []).sort((a, b) => compareSurvivors(a, b, facts));
    const [survivor, ...others] = owners;
    if (survivor !== undefined) {
      profileOf.set(part, survivor);
      for (const from of others) merges.push({ from, to: survivor });
      continue;
    }
    const own = (parts.get(part) ?? [])
      .map((n) => births.get(n))
      .filter((b): b is Birth => b !== undefined && !isTaken(b.profileId) && !created.has(b.profileId))
      .sort((a, b) => a.at - b.at || (a.profileId < b.profileId ? -1 : 1))[0];
    const id = own?.profileId ?? newId(parts.get(part) ?? []);
    profileOf.set(part, id);
    created.add(id);
  }

  const moves: Assignment['moves'] = [];
  for (const [profile, of] of pieces) {
    for (const [part, nodes] of of) {
      const to = profileOf.get(part);
      if (part === keeperOf.get(profile) || to === undefined) continue;
      for (const node of nodes) moves.push({ node, from: profile, to });
    }
  }
  return { profileOf, created, merges, moves };
}

function keepingPiece(profile: string, pieces: Map<string, NodeKey[]>, births: ReadonlyMap<NodeKey, Birth>): string | undefined {
  const rank = (nodes: NodeKey[]) => {
    const of = nodes.map((n) => births.get(n)).filter((b): b is Birth => b !== undefined);
    const native = of.filter((b) => b.profileId === profile).map((b) => b.at);
    return [
      native.length ? Math.min(...native) : Number.POSITIVE_INFINITY,
      of.length ? Math.min(...of.map((b) => b.at)) : Number.POSITIVE_INFINITY,
    ];
  };
  return [...pieces]
    .map(([part, nodes]) => ({ part, rank: rank(nodes), first: [...nodes].sort()[0] ?? '' }))
    .sort((a, b) => compareNumbers(a.rank[0], b.rank[0]) || compareNumbers(a.rank[1], b.rank[1]) || (a.first < b.first ? -1 : 1))[0]?.part;
}

const compareNumbers = (a = 0, b = 0): number => (a === b ? 0 : a < b ? -1 : 1);

function compareSurvivors(a: string, b: string, facts: ReadonlyMap<string, ProfileFacts>): number {
  const [x, y] = [facts.get(a), facts.get(b)];
  return (y?.eventCount ?? 0) - (x?.eventCount ?? 0) || (x?.createdAt ?? 0) - (y?.createdAt ?? 0) || (a < b ? -1 : 1);
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
