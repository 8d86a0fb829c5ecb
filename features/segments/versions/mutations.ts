import type { TransactionSql } from '@/db/client';
import type { Scope } from '@/features/access/types';
import { AppError } from '@/lib/errors';
import { updateSegment } from '../mutations/update-segment';
import { nodeSchema } from '../schema';
import type { RestoreVersion } from './schema';

/**
 * Makes a segment again what it was in an earlier version, as a new version.
 * @throws AppError not_found; invalid_input when that rule is not valid any more; otherwise as `updateSegment`
 */
export async function restoreVersion(
  tx: TransactionSql,
  scope: Scope,
  { id, current, version, note = '' }: RestoreVersion,
): Promise<{ id: string; version: number }> {
  const [old] = await tx<{ name: string; description: string; rule: unknown }[]>`
    select name, description, rule from segment_versions where segment_id = ${id} and version = ${version}`;
  if (!old) throw new AppError('not_found', 'There is no such version of the segment.', { key: 'segment.noVersion' });
  const rule = nodeSchema.safeParse(old.rule);
  if (!rule.success) throw new AppError('invalid_input', 'The rule of this version is not valid any more.', { key: 'segment.ruleInvalid' });
  return updateSegment(
    tx,
    scope,
    { id, version: current, name: old.name, description: old.description, rule: rule.data, note },
    { restoredFrom: version },
  );
}
