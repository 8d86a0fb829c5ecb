import type { TransactionSql } from '@/db/client';
import type { PipelineEvent } from '../types';

export type SearchableOf = (event: string) => ReadonlySet<string>;
const NONE: ReadonlySet<string> = new Set();

/**
 * Which properties of these events are searched by. To be asked in the transaction that stores the events, after its profiles are
 * locked, each time anew: whoever fills or clears search keys relies on nobody holding an older answer (see `waitForReaders`).
 */
export async function searchableOf(tx: TransactionSql, events: readonly PipelineEvent[]): Promise<SearchableOf> {
  const names = [...new Set(events.map((e) => e.name))];
  const rows = await tx<{ event: string; property: string }[]>`
    select event, property from event_properties where event = any(${names}::text[]) and searchable`;
  const found = new Map<string, Set<string>>();
  for (const { event, property } of rows) found.set(event, (found.get(event) ?? new Set<string>()).add(property));
  return (event) => found.get(event) ?? NONE;
}
