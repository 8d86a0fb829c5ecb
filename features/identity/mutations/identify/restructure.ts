import type { TransactionSql } from '@/db/client';
import { enqueue } from '@/db/jobs';
import { plain, texts } from '@/db/literals';
import { lockProfileRows } from '@/features/identity/lock';
import { LARGE_MERGE_JOB, LINK_QUEUE, linkJobKey } from '../../constants';
import type { Resolution } from '../../core/resolve';
import type { Constellation } from '../../data/load-constellation';
import { planStructure } from '../../data/plan-structure';
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
  /** For jobs: joins profiles of any size at once. Else the link between two large ones is pending, and a job is enqueued. */
  large?: boolean;
};

/**
 * Decides anew about everything that the seeds (new or earlier links) bear on, in the order of history, and makes the stored
 * profiles, identifiers, records, events and links agree with the decision.
 */
export async function restructure(
  tx: TransactionSql,
  { seeds, claimed, hooks, newId, decisions = new Map(), large = false }: Input,
): Promise<Restructured> {
  const { stored, fresh, locked } = claimed;
  const start = new Set([...seeds.values()].flatMap((l) => [l.a, l.b]).flatMap((n) => stored.get(n)?.profileId ?? []));
  const lock = async (ids: string[]) => {
    for (const row of await lockProfileRows(tx, ids)) locked.set(row.id, row);
  };
  const structure = await planStructure(tx, { seeds, start, fresh, known: locked, lock, newId, decisions, large });
  const { around, links, resolution, assigned, profileOf } = structure;
  await createProfiles(tx, assigned.created);

  if (assigned.moves.length > 0) await moveIdentifiers(tx, assigned.moves);
  if (assigned.moves.length > 0) await hooks.split(tx, pairsOf(assigned.moves));
  await forgetAliases(tx, assigned.created);
  await mergeProfiles(tx, assigned.merges, hooks);
  await repointFresh(tx, fresh, profileOf);
  const changedOnes = changedLinks(links, around, resolution, assigned.moves);
  await writeLinks(tx, changedOnes, profileOf, [...locked.keys(), ...assigned.created]);
  await postpone(tx, changedOnes, profileOf);

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

/** Has a job join what is too large for this transaction. */
async function postpone(tx: TransactionSql, writes: readonly LinkWrite[], profileOf: ReadonlyMap<NodeKey, string>): Promise<void> {
  for (const { link, decision } of writes) {
    if (decision.status !== 'pending') continue;
    const profileIds = [profileOf.get(link.a), profileOf.get(link.b)];
    await enqueue(tx, LARGE_MERGE_JOB, { linkId: link.id, profileIds }, { key: linkJobKey(LARGE_MERGE_JOB, link.id), queue: LINK_QUEUE });
  }
}

/** New profiles, and merged ids that come back. */
export async function createProfiles(tx: TransactionSql, ids: ReadonlySet<string>): Promise<void> {
  if (ids.size === 0) return;
  const sorted = [...ids].sort();
  await tx`insert into profiles (id) select unnest(${plain(sorted)}::text::uuid[])`;
}

/** Ids that have come back no longer point elsewhere; until here, what a split asks can still see since when they did. */
async function forgetAliases(tx: TransactionSql, ids: ReadonlySet<string>): Promise<void> {
  if (ids.size > 0) await tx`delete from profile_aliases where old_id = any(${plain([...ids])}::text::uuid[])`;
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
