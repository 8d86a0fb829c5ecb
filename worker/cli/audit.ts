import { sql } from '@/db/client';
import { verifyAudit } from '@/features/access/data/verify-audit';
import { ERASED } from '@/features/privacy/erasure/constants';
import { AppError } from '@/lib/errors';
import { type Command, line, optional, UsageError } from './types';

const SHOWN = 20;
const meanings = {
  missing: 'was deleted',
  changed: 'was changed',
  moved: 'does not follow the one before',
  words: 'has another reason or other details',
  untied: 'was never tied to the chain',
  head: 'is not what was noted of it',
} as const;

function headOf(text: string | undefined): { position: number; hash: string } | undefined {
  if (text === undefined) return undefined;
  const [, position, hash] = /^(\d+):([0-9a-f]{64})$/.exec(text) ?? [];
  if (!position || !hash) throw new UsageError('--head takes POSITION:HASH, as an earlier run printed it.');
  return { position: Number(position), hash };
}

export const auditVerify: Command = {
  name: 'audit verify',
  usage: '[--head POSITION:HASH]',
  summary: 'Checks that no line of the audit log was changed, deleted or moved since it was written.',
  details: ['--head      what an earlier run printed: also finds a log that was cut off at its end', 'Exit code 1 when anything is wrong.'],
  options: { head: { type: 'string' } },
  run: async ({ values }, { out }) => {
    const { whole, emptied, waiting, faults, head } = await verifyAudit(sql(), ERASED, headOf(optional(values, 'head')));
    line(
      out,
      `${whole} lines as they were written, ${emptied.length} of them emptied by erasures; ${waiting} of the last hour not tied yet.`,
    );
    if (emptied.length > 0) line(out, `Emptied, at positions: ${emptied.join(', ')}`);
    line(out, `Head: ${head.position}:${head.hash}`);
    for (const { position, auditId, fault } of faults.slice(0, SHOWN))
      line(out, `${auditId ? `Line ${auditId}` : 'The line'}${position > 0 ? ` at position ${position}` : ''} ${meanings[fault]}.`);
    if (faults.length > 0) throw new AppError('conflict', `The audit log is not whole: ${faults.length} faults.`);
  },
};
