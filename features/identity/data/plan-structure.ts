import type { TransactionSql } from '@/db/client';
import { plain } from '@/db/literals';
import { INLINE_MERGE_EVENTS } from '../constants';
import { type Assignment, assign, type Birth, splitProfiles } from '../core/assign';
import { type Resolution, resolve } from '../core/resolve';
import type { LockedProfile } from '../lock';
import type { GraphLink, NodeKey } from '../types';
import { type Constellation, loadConstellation } from './load-constellation';

export type Structure = {
  around: Constellation;
  links: ReadonlyMap<string, GraphLink>;
  resolution: Resolution;
  assigned: Assignment;
  profileOf: Map<NodeKey, string>;
};

type Input = {
  seeds: ReadonlyMap<string, GraphLink>;
  /** The profiles of the seeds' ends, already in `known`. */
  start: Iterable<string>;
  fresh: ReadonlyMap<NodeKey, string>;
  known: ReadonlyMap<string, LockedProfile>;
  /** Called with further profiles before they are read: puts them into `known`, locked if the plan is to be carried out. */
  lock: (profileIds: string[]) => Promise<void>;
  newId: (nodes: readonly NodeKey[]) => string;
  /** A person's decision about links: disabled or not from now on. */
  decisions: ReadonlyMap<string, boolean>;
  /** Whether two large profiles may be joined at once; else their link is pending. */
  large: boolean;
};

/** Decides anew about everything that the seeds bear on, in the order of history, and which profile holds what then. Writes nothing. */
export async function planStructure(tx: TransactionSql, input: Input): Promise<Structure> {
  const { seeds, start, fresh, known, lock, newId, decisions, large } = input;
  const around = await loadConstellation(tx, start, { isFresh: (node) => fresh.has(node), lock });
  const links = new Map<string, GraphLink>(around.links);
  for (const [id, link] of seeds) links.set(id, { ...link, disabled: decisions.get(id) ?? around.links.get(id)?.disabled ?? false });
  const current = new Map([...around.identifiers].map(([node, i]) => [node, i.profileId]));
  const isHeavy = (profileId: string) => (known.get(profileId)?.eventCount ?? 0) > INLINE_MERGE_EVENTS;
  const resolution = resolve({
    nodes: [...around.identifiers.keys(), ...fresh.keys()],
    links: links.values(),
    bound: around.bound,
    fixed: new Map([...around.fixed].filter(([id]) => !seeds.has(id))),
    heavy: large ? new Map() : new Map([...current].filter(([, profileId]) => isHeavy(profileId))),
  });

  const split = splitProfiles(resolution.component, current);
  const { births, taken } = await loadBirths(tx, [...split]);
  const facts = new Map([...known].map(([id, f]) => [id, { eventCount: f.eventCount, createdAt: f.createdAt.getTime() }]));
  const assigned = assign({ component: resolution.component, current, facts, births, isTaken: (id) => taken.has(id), newId });
  const profileOf = new Map<NodeKey, string>();
  for (const [node, part] of resolution.component) profileOf.set(node, assigned.profileOf.get(part) ?? '');
  return { around, links, resolution, assigned, profileOf };
}

async function loadBirths(tx: TransactionSql, profileIds: string[]): Promise<{ births: Map<NodeKey, Birth>; taken: Set<string> }> {
  const births = new Map<NodeKey, Birth>();
  if (profileIds.length === 0) return { births, taken: new Set() };
  const rows = await tx<{ key: string; birth: string; createdAt: Date }[]>`
    select key, birth_profile_id as birth, created_at as "createdAt" from records
    where profile_id = any(${plain(profileIds)}::text::uuid[]) order by created_at desc, id desc`;
  for (const r of rows) births.set(r.key, { profileId: r.birth, at: r.createdAt.getTime() });
  const alive = await tx<{ id: string }[]>`select id from profiles where id = any(${plain(rows.map((r) => r.birth))}::text::uuid[])`;
  return { births, taken: new Set(alive.map((r) => r.id)) };
}
