import { existsSync } from 'node:fs';
import { mkdir, open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { hmacHex } from '@/lib/crypto';
import { env, requiredSecret } from '@/lib/env';
import { LEDGER_FILE } from '../constants';
import { type LedgerEntry, ledgerLine, parseLedger } from '../core/ledger';

const ledgerPath = (): string => join(env().DATA_DIR, LEDGER_FILE);

/** Tells hashes made with this installation's key from those of another. */
export const keyMark = (): string => hmacHex(requiredSecret('ENCRYPTION_KEY'), 'tessera:suppression-key').slice(0, 16);

/** Every erasure that the file knows; none when there is no file. @throws Error when it is damaged */
export async function readLedger(): Promise<LedgerEntry[]> {
  return existsSync(ledgerPath()) ? parseLedger(await readFile(ledgerPath(), 'utf8')) : [];
}

/** Appends erasures that the file does not know yet, and returns when they are on the disk. */
export async function appendLedger(entries: readonly LedgerEntry[]): Promise<void> {
  const known = new Set((await readLedger()).map((entry) => entry.id));
  const fresh = entries.filter((entry) => !known.has(entry.id));
  if (fresh.length === 0) return;
  await mkdir(env().DATA_DIR, { recursive: true, mode: 0o700 });
  const text = existsSync(ledgerPath()) ? await readFile(ledgerPath(), 'utf8') : '';
  const file = await open(ledgerPath(), 'a', 0o600);
  try {
    // What a crash cut off had not been committed.
    if (!text.endsWith('\n')) await file.truncate(Buffer.byteLength(text.slice(0, text.lastIndexOf('\n') + 1)));
    await file.appendFile(fresh.map(ledgerLine).join(''));
    await file.sync();
  } finally {
    await file.close();
  }
}
