import { isDeepStrictEqual } from 'node:util';
import type { TransactionSql } from '@/db/client';
import { audit } from '@/features/access/audit';
import type { Scope } from '@/features/access/types';
import { AppError } from '@/lib/errors';
import { MOST_LABELS } from '../constants';

/** Gives a segment these labels instead of those it has. They say nothing of people: no version is made and nothing is evaluated. */
export async function setLabels(tx: TransactionSql, scope: Scope, id: string, labels: readonly string[]): Promise<boolean> {
  const [current] = await tx<{ labels: string[] }[]>`select labels from segments where id = ${id} for update`;
  if (!current || isDeepStrictEqual(current.labels, labels)) return false;
  await tx`update segments set labels = ${[...labels]}, updated_at = now() where id = ${id}`;
  const details = { before: current.labels, labels };
  await audit(tx, scope, { action: 'segment.labelled', subjectType: 'segment', subjectId: id, details });
  return true;
}

export type LabelChange = { ids: readonly string[]; labels: readonly string[]; change: 'add' | 'remove' };

/**
 * Adds labels to several segments, or takes them away. @returns how many were changed
 * @throws AppError invalid_input when one would have too many
 */
export async function labelSegments(tx: TransactionSql, scope: Scope, { ids, labels, change }: LabelChange): Promise<number> {
  const rows = await tx<{ id: string; name: string; labels: string[] }[]>`
    select id, name, labels from segments where id = any(${[...ids]}) and status = 'active' order by id for update`;
  let changed = 0;
  for (const { id, name, labels: own } of rows) {
    const next = change === 'add' ? [...new Set([...own, ...labels])].sort() : own.filter((label) => !labels.includes(label));
    if (next.length > MOST_LABELS)
      throw new AppError('invalid_input', `${name} would have more than ${MOST_LABELS} labels.`, {
        key: 'segment.labels',
        values: { name, most: MOST_LABELS },
      });
    if (await setLabels(tx, scope, id, next)) changed += 1;
  }
  return changed;
}
