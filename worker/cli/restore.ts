import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadBackup } from '@/db/backup/load-backup';
import { verifyBackup } from '@/db/backup/read-backup';
import { assertFits } from '@/db/backup/schema-version';
import { sql } from '@/db/client';
import { LEDGER_FILE } from '@/features/privacy/erasure/constants';
import { parseLedger } from '@/features/privacy/erasure/core/ledger';
import { appendLedger, readLedger } from '@/features/privacy/erasure/data/ledger-file';
import { catchUpErasures } from '@/features/privacy/erasure/mutations/replay-erasures';
import { env } from '@/lib/env';
import { settleRestored } from '../settle-restored';
import { keyDetails, keyOptions, readBackupKey } from './backup-key';
import { showProgress } from './show-progress';
import { type Command, line, type Output, optional, UsageError } from './types';

type Values = Record<string, string | boolean | undefined>;

/**
 * The ledger of erasures that is given, undefined for the one in place. Without any, erased people would come back unnoticed: so that
 * has to be said.
 */
function ledgerOf(values: Values): string | undefined {
  const given = optional(values, 'ledger');
  if (given !== undefined && !existsSync(given)) throw new UsageError(`There is no file ${given}.`);
  if (given === undefined && !existsSync(join(env().DATA_DIR, LEDGER_FILE)) && !values['no-erasures'])
    throw new UsageError(
      `There is no ${LEDGER_FILE} in ${env().DATA_DIR}: whoever was erased since the back-up would come back. Give the newest copy of that file with --ledger, or say --no-erasures if nobody was ever erased.`,
    );
  return given;
}

async function check(file: string, values: Values, { out }: Output): Promise<void> {
  const { begin, end } = await verifyBackup(file, readBackupKey(values));
  assertFits(begin);
  line(
    out,
    `${file} is whole, as of ${begin.createdAt}, and can be restored here: ${end.tables.length} tables, ${end.files.length} files.`,
  );
}

export const restore: Command = {
  name: 'restore',
  usage: 'FILE [--ledger FILE | --no-erasures] [--passphrase-file FILE] | --check FILE',
  summary: 'Loads a back-up into an empty database while Tessera is stopped, and forgets again whom it had forgotten.',
  details: [
    'FILE        a back-up; it goes into the embedded database of DATA_DIR, or into the one of DATABASE_URL, which must be empty',
    '--ledger    the newest erasure-ledger.jsonl; without it the one in DATA_DIR',
    '--no-erasures   there is no ledger, because nobody was ever erased',
    '--check     only reads the back-up and says whether it is whole and fits',
    ...keyDetails,
    'First put DATA_DIR/secrets of the installation in place: its keys are not in the back-up.',
  ],
  options: { ledger: { type: 'string' }, 'no-erasures': { type: 'boolean' }, check: { type: 'boolean' }, ...keyOptions },
  arguments: 1,
  run: async ({ values, positionals: [file = ''] }, output) => {
    if (values.check) return check(file, values, output);
    const key = readBackupKey(values);
    const ledger = ledgerOf(values);
    const from = Date.now();
    const { begin, end } = await loadBackup(env().DATABASE_URL ?? '', file, key, {
      progress: showProgress(output),
      prepare: async () => {
        if (ledger !== undefined) await appendLedger(parseLedger(readFileSync(ledger, 'utf8')));
      },
    });
    const { campaigns, destinations } = await settleRestored(sql(), begin);
    const repeated = await catchUpErasures();
    const erasures = (await readLedger()).length;
    const rows = end.tables.reduce((sum, table) => sum + table.rows, 0);
    line(output.out, `Restored ${rows} rows, as of ${begin.createdAt}, in ${((Date.now() - from) / 1000).toFixed(1)} s.`);
    line(output.out, `Erasures: ${erasures} in the ledger, ${repeated} repeated.`);
    if (campaigns + destinations > 0) {
      line(
        output.out,
        `${campaigns} campaigns and ${destinations} destinations are paused. Who withdrew, objected or was restricted since`,
      );
      line(output.out, `${begin.createdAt} is not in the back-up: enter it again, then resume them in the console.`);
    }
    line(output.out, 'Everybody signs in anew. Start with npm start.');
  },
};
