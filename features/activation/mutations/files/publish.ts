import { randomBytes } from 'node:crypto';
import { mkdir, open, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { sql } from '@/db/client';
import { databaseNow } from '@/db/database-now';
import { may, withheldReasons } from '@/features/consent/data/may';
import { holdWithdrawals } from '@/features/consent/mutations/send-lock';
import { env } from '@/lib/env';
import type { FilePlace } from '@/lib/file-place';

/** Whom a line is about; undefined for a line that needs no consent (a removal, the header). */
export type PersonLine = { profileId: string | undefined; line: string };

export type Published = { bytes: number; leftOut: Map<string, string> };

const ASK = 50_000;
const TRIES = 5;

/**
 * Writes the lines to a file at the place. Whoever withdraws before the file has its name is not in it: everybody is asked about once
 * more while withdrawals wait, and the file is written anew without those who may no longer be in it.
 * @returns its size, and who was left out with the reason
 * @throws ConnectionError; Error when people keep withdrawing faster than the file is written
 */
export async function publishFile(
  place: FilePlace,
  name: string,
  lines: (without: ReadonlyMap<string, string>) => AsyncIterable<PersonLine> | Iterable<PersonLine>,
  { purpose, channel }: { purpose: string; channel: string },
): Promise<Published> {
  const leftOut = new Map<string, string>();
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const local = await writeLocal(lines(leftOut));
    const staged = await place.stage(local.path).finally(() => rm(local.path, { force: true }));
    const withdrawn = await sql().begin(async (tx) => {
      await holdWithdrawals(tx);
      const now = await databaseNow(tx);
      const found = new Map<string, string>();
      for (let at = 0; at < local.people.length; at += ASK) {
        const ids = local.people.slice(at, at + ASK);
        const allowed = await may(tx, ids, purpose, channel, now);
        const not = ids.filter((id) => !allowed.has(id));
        if (not.length === 0) continue;
        const reasons = await withheldReasons(tx, not, purpose, channel, now);
        for (const id of not) found.set(id, reasons.get(id) ?? 'malformed');
      }
      if (found.size === 0) await place.publish(staged, name);
      return found;
    });
    if (withdrawn.size === 0) return { bytes: local.bytes, leftOut };
    await place.discard(staged);
    for (const [id, reason] of withdrawn) leftOut.set(id, reason);
  }
  throw new Error('Consent changed faster than the file could be written');
}

async function writeLocal(lines: AsyncIterable<PersonLine> | Iterable<PersonLine>) {
  const folder = path.resolve(/* turbopackIgnore: true */ env().DATA_DIR, 'outgoing');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const file = path.join(folder, `${randomBytes(12).toString('hex')}.csv`);
  const people: string[] = [];
  const handle = await open(file, 'wx', 0o600);
  try {
    let part: string[] = [];
    for await (const { profileId, line } of lines) {
      if (profileId) people.push(profileId);
      if (part.push(line) < 1000) continue;
      await handle.appendFile(part.join(''));
      part = [];
    }
    await handle.appendFile(part.join(''));
    await handle.sync();
  } catch (error) {
    await rm(file, { force: true });
    throw error;
  } finally {
    await handle.close();
  }
  return { path: file, people, bytes: (await stat(file)).size };
}
