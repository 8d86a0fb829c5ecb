import type { TransactionSql } from '@/db/client';
import { AppError } from '@/lib/errors';
import { newId } from '@/lib/ids';
import { findIdentifiers } from '../../data/find-identifiers';
import { findLink } from '../../data/find-link';
import type { StoredLink } from '../../data/find-links';
import { clockNow, type LockedProfile, lockProfileRows } from '../../lock';
import type { IdentifyResult, NodeKey, RestructureHooks } from '../../types';
import { restructure } from './restructure';
import { updateShared } from './shared-devices';

export type LinkSwitch = { profileId: string; linkId: string; disabled: boolean };
export type Redecided = Omit<IdentifyResult, 'placed'>;

/**
 * Disables a link, so that the two identifiers are kept apart whatever events say from now on, or gives it back to the rules.
 * Profiles of any size are split or joined accordingly: records and events move together, and a part that was a profile once
 * takes its id back. What sums the profiles up is the caller's, as after `identify`.
 * @throws AppError not_found
 */
export async function switchLink(
  tx: TransactionSql,
  { profileId, linkId, disabled }: LinkSwitch,
  hooks: RestructureHooks,
): Promise<Redecided> {
  await lockProfileRows(tx, [profileId]);
  const link = await findLink(tx, linkId, [profileId]);
  if (!link)
    throw new AppError('not_found', 'This link no longer exists: its profile was merged or split. Open the profile again.', {
      key: 'profile.linkGone',
    });
  return redecide(tx, link, new Map([[link.id, disabled]]), hooks);
}

/** Joins the profiles between which a link is pending, whatever their size. @returns undefined when it no longer is */
export async function mergeLarge(
  tx: TransactionSql,
  { profileIds, linkId }: { profileIds: string[]; linkId: string },
  hooks: RestructureHooks,
): Promise<Redecided | undefined> {
  await lockProfileRows(tx, profileIds);
  const link = await findLink(tx, linkId, profileIds);
  return link?.status === 'pending' ? redecide(tx, link, new Map(), hooks) : undefined;
}

async function redecide(
  tx: TransactionSql,
  link: StoredLink,
  decisions: ReadonlyMap<string, boolean>,
  hooks: RestructureHooks,
): Promise<Redecided> {
  const claimed = { sightings: new Map(), fresh: new Map<NodeKey, string>(), ...(await lockEnds(tx, link)) };
  const seeds = new Map([[link.id, link]]);
  const done = await restructure(tx, { seeds, claimed, hooks, newId: () => newId(), decisions, large: true });
  const profileOf = (node: NodeKey) => done.profileOf.get(node) ?? claimed.stored.get(node)?.profileId ?? '';
  const rebalanced = await updateShared(tx, { claimed, done, profileOf, hooks });
  return {
    created: done.created,
    restructured: new Set([...done.changed, ...rebalanced]),
    recount: [...new Set([...done.split, ...rebalanced])],
    extended: new Set(),
    gone: done.gone,
    now: await clockNow(tx),
  };
}

/** Locks the profiles that the ends point to; another transaction may re-point them while we wait. */
async function lockEnds(tx: TransactionSql, link: StoredLink) {
  const locked = new Map<string, LockedProfile>();
  for (;;) {
    const stored = await findIdentifiers(tx, [link.a, link.b]);
    const missing = [link.profileId, ...[...stored.values()].map((i) => i.profileId)].filter((id) => !locked.has(id));
    const found = await lockProfileRows(tx, missing);
    if (found.length === 0) return { stored, locked };
    for (const row of found) locked.set(row.id, row);
  }
}
