import type { TransactionSql } from '@/db/client';
import { plain, texts } from '@/db/literals';
import { lockProfileRows } from '@/features/identity/lock';
import { assign, type Birth, splitProfiles } from '../../core/assign';
import { type Resolution, resolve } from '../../core/resolve';
import { type Constellation, loadConstellation } from '../../data/load-constellation';
import type { GraphLink, NodeKey, RestructureHooks } from '../../types';
import { mergeProfiles } from '../merge-profiles';
import { type Move, moveIdentifiers } from '../move-identifiers';
import type { Claimed } from './claim-identifiers';
import { type LinkWrite, writeLinks } from './write-links';

export type Restructured = {
  /** Where each identifier that was decided about is now. */
  profileOf: Map<NodeKey, string>;
  created: Set<string>;
  changed: Set<string>;
  gone: Set<string>;
  /** Profiles whose events were taken apart: to be counted anew. */
  split: string[];
  /** Devices for which that changed: since when they are shared (milliseconds), or null. */
  sharedSince: Map<NodeKey, number | null>;
};

type Input = {
  seeds: ReadonlyMap<string, GraphLink>;
  claimed: Claimed;
  hooks: RestructureHooks;
  newId: (nodes: readonly NodeKey[]) => string;
  /** A person's decision about links: disabled or not from now on. */
  decisions?: ReadonlyMap<string, boolean>;
};

/**
 * Decides anew about everything that the seeds (new or earlier links) bear on, in the order of history, and makes the stored
 * profiles, identifiers, records, events and links agree with the decision.
 */
export async function restructure(
  tx: TransactionSql,
  { seeds, claimed, hooks, newId, decisions = new Map() }: Input,
): Promise<Restructured> {
  const { stored, fresh, locked } = claimed;
  const start = new Set([...seeds.values()].flatMap((l) => [l.a, l.b]).flatMap((n) => stored.get(n)?.profileId ?? []));
  const around = await loadConstellation(tx, start, {
    isFresh: (node) => fresh.has(node),
    lock: async (ids) => {
      for (const row of await lockProfileRows(tx, ids)) locked.set(row.id, row);
    },
  });
  const links = new Map<string, GraphLink>(around.links);
  for (const [id, link] of seeds) links.set(id, { ...link, disabled: decisions.get(id) ?? around.links.get(id)?.disabled ?? false });
  const resolution = resolve({
    nodes: [...around.identifiers.keys(), ...fresh.keys()],
    links: links.values(),
    bound: around.bound,
    fixed: new Map([...around.fixed].filter(([id]) => !seeds.has(id))),
  });

  const current = new Map([...around.identifiers].map(([node, i]) => [node, i.profileId]));
  const split = splitProfiles(resolution.component, current);
  const { births, taken } = await loadBirths(tx, [...split]);
  const facts = new Map([...locked].map(([id, f]) => [id, { eventCount: f.eventCount, createdAt: f.createdAt.getTime() }]));
  const assigned = assign({ component: resolution.component, current, facts, births, isTaken: (id) => taken.has(id), newId });
  await createProfiles(tx, assigned.created);

  const profileOf = new Map<NodeKey, string>();
  for (const [node, part] of resolution.component) profileOf.set(node, assigned.profileOf.get(part) ?? '');
  if (assigned.moves.length > 0) await moveIdentifiers(tx, assigned.moves);
  if (assigned.moves.length > 0) await hooks.split(tx, pairsOf(assigned.moves));
  await mergeProfiles(tx, assigned.merges, hooks);
  await repointFresh(tx, fresh, profileOf);
  await writeLinks(tx, changedLinks(links, around, resolution, assigned.moves), profileOf, [...locked.keys(), ...assigned.created]);

  const sharedSince = new Map<NodeKey, number | null>();
  for (const node of resolution.component.keys()) {
    if (!node.startsWith('anonymous_id:')) continue;
    const row = around.identifiers.get(node);
    const before = row?.sharedSince?.getTime() ?? null;
    const found = resolution.sharedSince.get(node) ?? null;
    const since = row && around.crowded.has(row.profileId) && before !== null ? Math.min(before, found ?? before) : found;
    if (since !== before) sharedSince.set(node, since);
  }
  const changed = new Set([...assigned.merges.map((m) => m.to), ...assigned.moves.flatMap((m) => [m.from, m.to])]);
  const survivor = new Map(assigned.merges.map((m) => [m.from, m.to]));
  const gone = new Set(assigned.merges.map((m) => m.from));
  for (const id of gone) changed.delete(id);
  const recount = assigned.moves.flatMap((m) => [m.from, m.to]).map((id) => survivor.get(id) ?? id);
  return { profileOf, created: assigned.created, changed, gone, split: [...new Set(recount)], sharedSince };
}

const pairsOf = (moves: readonly Move[]) => [...new Map(moves.map(({ from, to }) => [`${from} ${to}`, { from, to }])).values()];

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

/** New profiles, and merged ids that come back: those no longer point elsewhere. */
export async function createProfiles(tx: TransactionSql, ids: ReadonlySet<string>): Promise<void> {
  if (ids.size === 0) return;
  const sorted = [...ids].sort();
  await tx`insert into profiles (id) select unnest(${plain(sorted)}::text::uuid[])`;
  await tx`delete from profile_aliases where old_id = any(${plain(sorted)}::text::uuid[])`;
}

async function repointFresh(
  tx: TransactionSql,
  fresh: ReadonlyMap<NodeKey, string>,
  profileOf: ReadonlyMap<NodeKey, string>,
): Promise<void> {
  const wrong = [...fresh].filter(([node, guess]) => profileOf.get(node) !== guess).map(([node]) => node);
  if (wrong.length === 0) return;
  await tx`
    update identifiers i set profile_id = k.profile_id
    from unnest(${texts(wrong.map((n) => n.slice(0, n.indexOf(':'))))}::text::text[], ${texts(wrong.map((n) => n.slice(n.indexOf(':') + 1)))}::text::text[],
      ${plain(wrong.map((n) => profileOf.get(n) ?? ''))}::text::uuid[]) k(type, value, profile_id)
    where i.type = k.type and i.value = k.value`;
}

function changedLinks(
  links: ReadonlyMap<string, GraphLink>,
  around: Constellation,
  resolution: Resolution,
  moves: readonly Move[],
): LinkWrite[] {
  const moved = new Set(moves.map((m) => m.node));
  const changed: LinkWrite[] = [];
  for (const [id, link] of links) {
    const decision = resolution.decisions.get(id);
    const before = around.links.get(id);
    if (!decision) continue;
    const same =
      before !== undefined &&
      before.status === decision.status &&
      before.decision.rule === decision.rule &&
      before.at === link.at &&
      before.eventId === link.eventId &&
      !moved.has(link.a) &&
      !moved.has(link.b);
    if (!same) changed.push({ link, decision, createdAt: before?.createdAt, known: before !== undefined });
  }
  return changed;
}
