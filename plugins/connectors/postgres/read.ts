import type { Sql } from 'postgres';
import { z } from 'zod';
import { ConnectionError } from '@/lib/safe-socket';
import type { Batch, ReadRequest } from '@/plugins/kit/connector';
import { findRelation, type Relation, type RelationColumn } from './relation';
import { type PageRequest, pageStatement, quoted } from './statements';

const PAGE_ROWS = 5_000;
const LOOKBACK_SECONDS = 300;
const COUNT_TIMEOUT_MS = 5_000;

/** `high`: where this reading ends. `nulls` are the rows without a mark, read once, before the others. */
const cursorSchema = z.object({
  phase: z.enum(['keys', 'nulls', 'marks']),
  mark: z.string().nullable(),
  key: z.array(z.string()),
  high: z.string().nullable(),
});
type Cursor = z.output<typeof cursorSchema>;

type Plan = { relation: Relation; columns: RelationColumn[]; key: RelationColumn[]; mark: RelationColumn | null };

async function plan(client: Sql, { selection, columns }: ReadRequest): Promise<Plan> {
  const relation = await findRelation(client, selection);
  const column = (name: string): RelationColumn => {
    const found = relation.columns.find((c) => c.name === name);
    if (!found) throw new ConnectionError('statement', false, `There is no column “${name}” any more.`);
    return found;
  };
  return {
    relation,
    columns: columns.map(column),
    key: selection.key.map(column),
    mark: selection.mark === null ? null : column(selection.mark),
  };
}

/** Where a reading begins and ends: a new one goes up to the highest mark of this moment. */
async function begin(client: Sql, { relation, mark }: Plan, given: unknown, resume: boolean): Promise<Cursor> {
  const before = given === null || given === undefined ? undefined : cursorSchema.parse(given);
  if (resume && before) return before;
  if (!mark) return { phase: 'keys', mark: null, key: [], high: null };
  const [row] = await client.unsafe(`select max(t.${quoted(mark.name)})::text as high from ${relation.text} as t`);
  const high = (row?.high as string | null | undefined) ?? null;
  // A new reading goes back a little: transactions that began before the last one may have committed after it.
  return before?.phase === 'marks'
    ? { phase: 'marks', mark: before.mark, key: [], high: high ?? before.mark }
    : { phase: mark.nullable ? 'nulls' : 'marks', mark: null, key: [], high };
}

const requestOf = ({ relation, columns, key, mark }: Plan, cursor: Cursor, limit: number | null): PageRequest => ({
  relation: relation.text,
  columns,
  key,
  mark,
  phase: cursor.phase,
  after: cursor.mark === null && cursor.key.length === 0 ? null : { mark: cursor.mark, key: cursor.key },
  lookback: LOOKBACK_SECONDS,
  high: cursor.high,
  limit,
});

type Row = Record<string, string | null>;

function batchOf(rows: readonly Row[], { columns, key }: Plan, cursor: Cursor): Batch {
  const keyOf = (row: Row) => key.map((_, i) => row[`k${i}`] ?? '');
  const last = rows.at(-1);
  return {
    rows: rows.map((row) => ({ key: keyOf(row), cells: columns.map((_, i) => row[`c${i}`] ?? null) })),
    cursor: last ? { ...cursor, mark: cursor.phase === 'marks' ? (last.m ?? null) : null, key: keyOf(last) } : cursor,
  };
}

/**
 * Reads rows behind the cursor up to the reading's end. A table is paged by its key, each page a short statement of its own; a query is
 * sorted once, in a cursor of the server inside one read-only transaction.
 */
export async function* readRows(client: Sql, request: ReadRequest, signal: AbortSignal): AsyncGenerator<Batch> {
  const planned = await plan(client, request);
  let cursor = await begin(client, planned, request.cursor, request.resume);
  const phases: Cursor['phase'][] = cursor.phase === 'nulls' ? ['nulls', 'marks'] : [cursor.phase];
  yield { rows: [], cursor, total: await expected(client, planned, cursor, phases) };
  for (const phase of phases) {
    if (phase !== cursor.phase) cursor = { ...cursor, phase, mark: null, key: [] };
    if (phase === 'marks' && cursor.high === null) {
      yield { rows: [], cursor };
      continue;
    }
    const pages = planned.relation.isTable ? tablePages(client, planned, cursor, signal) : queryPages(client, planned, cursor, signal);
    for await (const batch of pages) {
      cursor = batch.cursor as Cursor;
      yield batch;
    }
  }
}

async function* tablePages(client: Sql, planned: Plan, from: Cursor, signal: AbortSignal): AsyncGenerator<Batch> {
  for (let cursor = from; ; ) {
    signal.throwIfAborted();
    const { text, values } = pageStatement(requestOf(planned, cursor, PAGE_ROWS));
    const rows = (await client.unsafe(text, values)) as unknown as Row[];
    const batch = batchOf(rows, planned, cursor);
    cursor = batch.cursor as Cursor;
    yield batch;
    if (rows.length < PAGE_ROWS) return;
  }
}

async function* queryPages(client: Sql, planned: Plan, from: Cursor, signal: AbortSignal): AsyncGenerator<Batch> {
  const connection = await client.reserve();
  try {
    const { text, values } = pageStatement(requestOf(planned, from, null));
    await connection.unsafe('begin isolation level repeatable read read only');
    await connection.unsafe(`declare tessera_rows no scroll cursor for ${text}`, values);
    for (let cursor = from; ; ) {
      signal.throwIfAborted();
      const rows = (await connection.unsafe(`fetch ${PAGE_ROWS} from tessera_rows`)) as unknown as Row[];
      const batch = batchOf(rows, planned, cursor);
      cursor = batch.cursor as Cursor;
      yield batch;
      if (rows.length < PAGE_ROWS) return;
    }
  } finally {
    await connection.unsafe('rollback').catch(() => undefined);
    connection.release();
  }
}

/** How many rows will come; null when counting takes too long. */
async function expected(client: Sql, planned: Plan, cursor: Cursor, phases: Cursor['phase'][]): Promise<number | null> {
  try {
    const counts = await Promise.all(
      phases.map(async (phase) => {
        const start = phase === cursor.phase ? cursor : { ...cursor, phase, mark: null, key: [] };
        if (phase === 'marks' && cursor.high === null) return 0;
        const { text, values } = pageStatement({ ...requestOf(planned, start, null), columns: [] });
        const [, , row] = await client.begin(async (tx) => [
          await tx.unsafe('set transaction read only'),
          await tx.unsafe(`set local statement_timeout = ${COUNT_TIMEOUT_MS}`),
          (await tx.unsafe(`select count(*)::text as n from (${text}) as counted`, values))[0],
        ]);
        return Number((row as { n?: string } | undefined)?.n ?? 0);
      }),
    );
    return counts.reduce((sum, n) => sum + n, 0);
  } catch (error) {
    if ((error as { code?: string }).code === '57014') return null;
    throw error;
  }
}
