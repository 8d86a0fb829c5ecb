import { sql } from '@/db/client';
import { holdSuppressions, suppressHashes } from '@/features/consent/suppression/mutations';
import { suppressionHash } from '@/lib/crypto';
import { log } from '@/lib/log';
import type { LedgerEntry } from '../core/ledger';
import { ledgerWithout } from '../core/ledger';
import { type ErasureRow, readErasure } from '../data/erasure-row';
import { appendLedger, keyMark, readLedger } from '../data/ledger-file';
import { erasureStep } from './run-erasure';
import { sweepMentions } from './sweep-mentions';

/** Number of the advisory lock of whoever brings database and ledger level: others wait for it. */
const REPLAYER = 7_350_043;
const AT_ONCE = 5_000;

/**
 * Brings the database and the ledger file level, before a process answers or takes in anything: what the file knows and the database does not
 * (it was restored from an older back-up) is erased again, what the database knows is written into the file. Costs one query when they agree.
 * @returns how many erasures were repeated
 * @throws Error when the file is damaged or was made with another key: then nothing may start
 */
export async function catchUpErasures(): Promise<number> {
  const [inFile, known] = [
    await readLedger(),
    await sql()<LedgerEntry[]>`
    select 1 as v, id, request_id as "requestId", started_at as at, key_mark as "keyMark", hashes from erasures where hashes <> '{}'`,
  ];
  const missing = ledgerWithout(inFile, known);
  await appendLedger(ledgerWithout(known, inFile).map((entry) => ({ ...entry, at: new Date(entry.at).toISOString() })));
  return missing.length === 0 ? 0 : replayErasures(missing);
}

/**
 * Erases again whom these entries of a ledger are about, by the keyed hashes of the identifiers that a restored database holds. Entries that the
 * database knows are passed over. @returns how many were repeated
 * @throws Error when the hashes were made with another ENCRYPTION_KEY: nobody could be found by them
 */
export async function replayErasures(entries: readonly LedgerEntry[]): Promise<number> {
  const reserved = await sql().reserve();
  try {
    await reserved`select pg_advisory_lock(${REPLAYER})`;
    const known = await sql()<
      { id: string; status: string }[]
    >`select id, status from erasures where origin = 'request' or status = 'done'`;
    const fresh = ledgerWithout(entries, known);
    if (fresh.length === 0) return 0;
    if (fresh.some((entry) => entry.keyMark !== keyMark()))
      throw new Error(
        'The erasure ledger was written under another ENCRYPTION_KEY: people who were erased could not be found again. Put the former DATA_DIR/secrets in place.',
      );
    await sql().begin(async (tx) => {
      await holdSuppressions(tx);
      await suppressHashes(tx, [...new Set(fresh.flatMap((entry) => entry.hashes))], 'erasure');
    });
    const people = await findPeople(fresh);
    for (const entry of fresh) await replay(entry, people.get(entry.id) ?? []);
    await sweepMentions();
    log.warn({ erasures: fresh.length }, 'erasures were repeated in a restored database');
    return fresh.length;
  } finally {
    await reserved`select pg_advisory_unlock(${REPLAYER})`.catch(() => undefined);
    reserved.release();
  }
}

/** Which profiles hold an identifier of which erasure: every identifier of the database is hashed once. */
async function findPeople(entries: readonly LedgerEntry[]): Promise<Map<string, string[]>> {
  const owners = new Map(entries.flatMap(({ id, hashes }) => hashes.map((hash) => [hash, id] as const)));
  const found = new Map<string, string[]>();
  const read = sql()<{ type: string; value: string; profileId: string }[]>`select type, value, profile_id as "profileId" from identifiers`;
  for await (const rows of read.cursor(AT_ONCE)) {
    for (const { type, value, profileId } of rows) {
      const id = owners.get(suppressionHash(type, value));
      if (id) found.set(id, [...new Set([...(found.get(id) ?? []), profileId])]);
    }
  }
  return found;
}

async function replay({ id, at, keyMark: mark, hashes }: LedgerEntry, profileIds: readonly string[]): Promise<void> {
  const nothing = { rows: {}, files: {}, suppressed: {} };
  await sql()`
    insert into erasures (id, origin, step, hashes, key_mark, progress, started_at)
    values (${id}, 'replay', 'suppress', ${hashes}::text[], ${mark}, ${sql().json(nothing)}, ${at}) on conflict (id) do nothing`;
  const signal = new AbortController().signal;
  for (let row: ErasureRow | undefined = await readErasure(sql(), id); row && row.status !== 'done'; row = await readErasure(sql(), id))
    await erasureStep(row, { profileIds, given: [], hashes }, signal);
}
