import type { TransactionSql } from '@/db/client';
import { AppError } from '@/lib/errors';
import { newId } from '@/lib/ids';
import { findIdentifiers } from '../../data/find-identifiers';
import { findLinks } from '../../data/find-links';
import { clockNow, lockProfileRows } from '../../lock';
import type { IdentifyResult, NodeKey, RestructureHooks } from '../../types';
import { restructure } from './restructure';
import { updateShared } from './shared-devices';

export type LinkSwitch = { profileId: string; linkId: string; disabled: boolean };

/**
 * Disables a link, so that the two identifiers are kept apart whatever events say from now on, or gives it back to the rules.
 * Profiles are split or joined accordingly: records and events move together, and a part that was a profile once takes its
 * id back. What sums the profiles up is the caller's, as after `identify`.
 * @throws AppError not_found
 */
export async function switchLink(
  tx: TransactionSql,
  { profileId, linkId, disabled }: LinkSwitch,
  hooks: RestructureHooks,
): Promise<Omit<IdentifyResult, 'placed'>> {
  const locked = new Map((await lockProfileRows(tx, [profileId])).map((p) => [p.id, p]));
  const [link] = await findLinks(tx, [{ profileId, id: linkId }]);
  if (!link) throw new AppError('not_found', 'This link no longer exists: its profile was merged or split. Open the profile again.');
  const stored = await findIdentifiers(tx, [link.a, link.b]);
  for (const p of await lockProfileRows(
    tx,
    [...stored.values()].map((i) => i.profileId),
  ))
    locked.set(p.id, p);
  const claimed = { sightings: new Map(), stored, fresh: new Map<NodeKey, string>(), locked };
  const done = await restructure(tx, {
    seeds: new Map([[link.id, link]]),
    claimed,
    hooks,
    newId: () => newId(),
    decisions: new Map([[link.id, disabled]]),
  });
  const profileOf = (node: NodeKey) => done.profileOf.get(node) ?? stored.get(node)?.profileId ?? '';
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
