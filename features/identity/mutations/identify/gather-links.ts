import type { TransactionSql } from '@/db/client';
import { hashId } from '@/lib/ids';
import { comparePositions } from '../../core/position';
import type { Decision } from '../../core/resolve';
import { findLinks, type StoredLink } from '../../data/find-links';
import type { GraphLink, IdentifyItem, LinkKind, NodeKey } from '../../types';
import type { AliasedItem, Claimed } from './claim-identifiers';

export type LinkChanges = {
  /** Links that are new or were stated earlier than known: they may change who is who. */
  seeds: Map<string, GraphLink>;
  /** Links of devices known to be shared: refused whatever else is true. */
  decided: Map<string, { link: GraphLink; decision: Decision }>;
};

/** The same two identifiers and kind give the same link, whoever states it. */
export const linkId = (kind: LinkKind, a: NodeKey, b: NodeKey): string => hashId('link', kind, a, b);

const ids = new Map<string, string>();
const IDS = 100_000;

/** `linkId`, remembered: most links are stated again and again. */
function cachedLinkId(kind: LinkKind, a: NodeKey, b: NodeKey): string {
  const pair = `${kind} ${a.length} ${a} ${b}`;
  const known = ids.get(pair);
  if (known !== undefined) return known;
  if (ids.size >= IDS) ids.clear();
  const id = linkId(kind, a, b);
  ids.set(pair, id);
  return id;
}

function statedLinks(items: readonly AliasedItem[]): Map<string, GraphLink> {
  const links = new Map<string, GraphLink>();
  const state = (kind: LinkKind, a: NodeKey, b: NodeKey, item: IdentifyItem) => {
    if (a === b) return;
    const id = cachedLinkId(kind, a, b);
    const known = links.get(id);
    if (known && (known.at < item.at || (known.at === item.at && known.eventId <= item.id))) return;
    links.set(id, { at: item.at, eventId: item.id, id, kind, a, b, sourceId: item.sourceId, disabled: false });
  };
  for (const item of items) {
    const { identifiers, also } = item;
    const first = identifiers[0]?.node;
    if (first === undefined) continue;
    for (let n = 1; n < identifiers.length; n++) state('same_event', first, identifiers[n]?.node ?? first, item);
    if (also) state('alias', first, also.node, item);
  }
  return links;
}

/** The links that the items state, sorted into those that need a decision and those that need none. */
export async function gatherLinks(tx: TransactionSql, items: readonly AliasedItem[], claimed: Claimed): Promise<LinkChanges> {
  const stated = statedLinks(items);
  const lookups: { profileId: string; id: string }[] = [];
  for (const link of stated.values()) {
    const profileId = claimed.stored.get(link.a)?.profileId;
    if (profileId !== undefined && claimed.stored.has(link.b)) lookups.push({ profileId, id: link.id });
  }
  const existing = new Map<string, StoredLink>((await findLinks(tx, lookups)).map((l) => [l.id, l]));
  const seeds: LinkChanges['seeds'] = new Map();
  const decided: LinkChanges['decided'] = new Map();
  for (const link of stated.values()) {
    const known = existing.get(link.id);
    if (known && comparePositions(known, link) <= 0) continue;
    const since = known ? undefined : sharedSince(link, claimed);
    if (since === undefined) seeds.set(link.id, link);
    else decided.set(link.id, { link, decision: { status: 'refused', rule: 'shared_device', evidence: { since: since.toISOString() } } });
  }
  promoteTouched(seeds, decided, claimed);
  return { seeds, decided };
}

/** A refusal known beforehand must still be decided with the rest when something else in the batch moves its other end. */
function promoteTouched(seeds: LinkChanges['seeds'], decided: LinkChanges['decided'], { stored }: Claimed): void {
  const home = (node: NodeKey) => stored.get(node)?.profileId ?? node;
  const touched = new Set([...seeds.values()].flatMap((l) => [home(l.a), home(l.b)]));
  for (let size = -1; size !== touched.size; ) {
    size = touched.size;
    for (const [id, { link }] of decided) {
      if (!touched.has(home(link.a)) && !touched.has(home(link.b))) continue;
      decided.delete(id);
      seeds.set(id, link);
      touched.add(home(link.a)).add(home(link.b));
    }
  }
}

function sharedSince(link: GraphLink, { stored }: Claimed): Date | undefined {
  const device = stored.get(link.b);
  if (!device?.sharedSince || !link.b.startsWith('anonymous_id:')) return undefined;
  if (stored.get(link.a)?.profileId === device.profileId) return undefined;
  return link.at > device.sharedSince.getTime() ? device.sharedSince : undefined;
}
