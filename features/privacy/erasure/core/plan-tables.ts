import type { DataMap, TableMap } from '@/db/data-map/types';

/** A table of rows that belong to people: deleted, or kept without what could be read from them. */
export type PersonTable = { table: string; path: string; clear: string[] | null };

/** A table of texts. `delete`: the row goes; `clear`: these columns are emptied; `redact`: only the person's identifiers are replaced. */
export type ContentTable = { table: string; action: 'delete' | 'clear' | 'redact'; clear: string[]; search: string[] };

/** Tables that are not looked through, and why. */
const NOT_SEARCHED: Readonly<Record<string, string>> = {
  suppressions: 'keyed hashes only',
  erasures: 'written by the erasure itself',
  erasure_destinations: 'written by the erasure itself',
  message_keys: 'ids of events, deleted with them',
  worker_heartbeats: 'processes, replaced every few seconds',
  audit_chain: 'keyed hashes only',
  settings: 'the company itself: its address may be a customer’s too',
  email_sender: 'the company itself',
  sources: 'the company itself',
  connections: 'the company itself',
  destinations: 'the company itself',
  api_keys: 'the company itself',
  write_keys: 'the company itself',
};

const columnsOf = ({ columns }: TableMap, erase: string) =>
  Object.entries(columns).flatMap(([name, column]) => (column.erase === erase ? [name] : []));

/** What an erasure does with each table that has the person's own rows, read from the data map. */
export function personTables(map: DataMap): PersonTable[] {
  return Object.entries(map).flatMap(([table, entry]) => {
    if (entry.subject !== 'profile' || entry.path === null) return [];
    return [{ table, path: entry.path, clear: columnsOf(entry, 'row').length > 0 ? null : columnsOf(entry, 'clear') }];
  });
}

/** What it does with all others, those of staff aside: what is written there about the person is looked for, and goes. */
export function contentTables(map: DataMap): ContentTable[] {
  return Object.entries(map).flatMap(([table, entry]) => {
    if (entry.subject === 'profile' || entry.subject === 'staff' || table in NOT_SEARCHED) return [];
    const clear = columnsOf(entry, 'clear');
    const action = clear.length > 0 ? ('clear' as const) : columnsOf(entry, 'row').length > 0 ? ('delete' as const) : ('redact' as const);
    const search = Object.entries(entry.columns).flatMap(([name, { holds }]) => (holds === 'secret' ? [] : [name]));
    return [{ table, action, clear, search }];
  });
}
