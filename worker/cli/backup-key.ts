import { readFileSync } from 'node:fs';
import type { BackupKey } from '@/db/backup/header';
import { env } from '@/lib/env';
import { optional, UsageError } from './types';

const SHORTEST = 12;

export const keyOptions = { 'passphrase-file': { type: 'string' } } as const;
export const keyDetails = [
  '--passphrase-file   a file whose first line is the passphrase; without it the key is made from ENCRYPTION_KEY',
] as const;

/** What opens a back-up: the passphrase in a file, or the installation's own key. @throws UsageError when there is neither */
export function readBackupKey(values: Record<string, string | boolean | undefined>): BackupKey {
  if (!env().ENCRYPTION_KEY)
    throw new UsageError(
      'There is no ENCRYPTION_KEY: put DATA_DIR/secrets of the installation that the back-up belongs to in place, or set ENCRYPTION_KEY.',
    );
  const file = optional(values, 'passphrase-file');
  if (file === undefined) return { kind: 'installation' };
  const passphrase = readPassphrase(file);
  if (passphrase.length < SHORTEST) throw new UsageError(`The passphrase has fewer than ${SHORTEST} characters.`);
  return { kind: 'passphrase', passphrase };
}

function readPassphrase(file: string): string {
  try {
    return readFileSync(file, 'utf8').split(/\r?\n/)[0]?.trim() ?? '';
  } catch (error) {
    throw new UsageError(`The passphrase cannot be read from ${file}: ${(error as Error).message}`);
  }
}
