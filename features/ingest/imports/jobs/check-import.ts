import { z } from 'zod';
import { type AnySql, type Sql, sql } from '@/db/client';
import { defineJob, type Job } from '@/db/jobs';
import { saidBy } from '@/lib/errors';
import { CHECK_JOB, CHUNK_ROWS } from '../constants';
import { getImport, type Import, importPath } from '../data/find-imports';
import { readHeader, readRows } from '../data/read-rows';
import type { CheckReport, RowFault } from '../types';
import { checkEvents } from './check-events';
import { convertRows, type Fault, type GoodRow } from './convert-rows';

type Payload = { importId: string };
export type Identified = { type: string; value: string };

/**
 * How many of these identifiers already lead to a profile: asked of the identity stage, which comes later in the data path, so the
 * worker's composition hands it in. Answers one boolean an identifier, in order.
 */
export type FindKnown = (db: Sql, identifiers: Identified[]) => Promise<boolean[]>;

type Tally = {
  byReason: Map<RowFault, CheckReport['byReason'][number]>;
  keys: Map<string, boolean>;
  valid: number;
  rejected: number;
  duplicates: number;
  events: Set<string>;
};

/** The dry run: reads the whole file as the import would and reports what would happen. Writes nothing but its report. */
export function checkImportJob(findKnown: FindKnown): Job<Payload> {
  return defineJob({
    name: CHECK_JOB,
    payload: z.strictObject({ importId: z.uuid() }),
    handle: async ({ importId }, { signal }) => {
      const found = await getImport(sql(), importId);
      if (found.status !== 'checking') return;
      const report = await check(found, findKnown, signal);
      if (!report) return;
      await sql()`update imports set status = 'checked', progress = 1, report = ${sql().json(report)} where id = ${importId} and status = 'checking'`;
    },
  });
}

async function check(found: Import, findKnown: FindKnown, signal: AbortSignal): Promise<CheckReport | undefined> {
  const { mapping, sourceId } = found;
  if (!mapping || !sourceId) throw new Error('An import is checked only when it is mapped');
  const path = importPath(found.file);
  const header = await readHeader(path, found.format);
  const context = { mapping, header: header.names, fileHash: found.sha256, sourceId };
  const tally: Tally = { byReason: new Map(), keys: new Map(), valid: 0, rejected: 0, duplicates: 0, events: new Set() };
  for await (const { rows, bytesRead } of readRows(path, found.format, { afterLine: header.endLine, columns: header.names.length })) {
    for (let i = 0; i < rows.length; i += CHUNK_ROWS) {
      const { good, faults } = checkEvents(convertRows(rows.slice(i, i + CHUNK_ROWS), context));
      countFaults(tally, faults);
      await countGood(tally, good, findKnown);
    }
    signal.throwIfAborted();
    if (!(await reportProgress(found.id, Math.min(1, bytesRead / found.bytes)))) return undefined;
  }
  return {
    rows: tally.valid + tally.rejected,
    valid: tally.valid,
    rejected: tally.rejected,
    duplicates: tally.duplicates,
    existing: [...tally.keys.values()].filter(Boolean).length,
    fresh: [...tally.keys.values()].filter((known) => !known).length,
    byReason: [...tally.byReason.values()],
  };
}

function countFaults(tally: Tally, faults: Fault[]): void {
  tally.rejected += faults.length;
  for (const { code, line, reason, key, values } of faults) {
    const entry = tally.byReason.get(code) ?? { code, count: 0, sample: { line, reason, ...saidBy(key, values) } };
    entry.count += 1;
    tally.byReason.set(code, entry);
  }
}

async function countGood(tally: Tally, good: GoodRow[], findKnown: FindKnown): Promise<void> {
  tally.valid += good.length;
  const known = await knownEvents(
    sql(),
    good.map((row) => row.eventId),
  );
  for (const { eventId } of good) {
    if (known.has(eventId) || tally.events.has(eventId)) tally.duplicates += 1;
    tally.events.add(eventId);
  }
  const fresh = good.map((row) => row.key).filter((key) => !tally.keys.has(`${key.type}:${key.value}`));
  const answers = await findKnown(sql(), fresh);
  for (const [i, key] of fresh.entries()) tally.keys.set(`${key.type}:${key.value}`, answers[i] ?? false);
}

/** Which of these events were taken in before: the keys of imported events never expire. */
export async function knownEvents(db: AnySql, ids: string[]): Promise<Set<string>> {
  const rows = await db<{ eventId: string }[]>`select event_id as "eventId" from message_keys where event_id = any(${ids}::uuid[])`;
  return new Set(rows.map((row) => row.eventId));
}

/** @returns false when the check was cancelled. */
async function reportProgress(id: string, progress: number): Promise<boolean> {
  const rows = await sql()`update imports set progress = ${progress} where id = ${id} and status = 'checking' returning 1`;
  return rows.length > 0;
}
