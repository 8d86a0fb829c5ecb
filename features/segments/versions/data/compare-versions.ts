import type { Sql } from '@/db/client';
import { AppError } from '@/lib/errors';
import { compareRules } from '../../data/compare-rules';
import { nodeSchema } from '../../schema';
import type { VersionCounts } from '../types';

/**
 * How many the rules of two versions fit now, and who differs. Null when a rule is no longer valid or names what is gone, or when
 * counting takes too long.
 * @throws AppError not_found without those versions
 */
export async function compareVersions(
  db: Sql,
  { segmentId, before, after }: { segmentId: string; before: number; after: number },
  signal: AbortSignal,
): Promise<{ counts: VersionCounts | null }> {
  const rows = await db<{ version: number; rule: unknown }[]>`
    select version, rule from segment_versions where segment_id = ${segmentId} and version in (${before}, ${after})`;
  const [old, fresh] = [before, after].map((version) => rows.find((row) => row.version === version));
  if (!old || !fresh) throw new AppError('not_found', 'There is no such version of the segment.', { key: 'segment.noVersion' });
  const [a, b] = [nodeSchema.safeParse(old.rule), nodeSchema.safeParse(fresh.rule)];
  if (!a.success || !b.success) return { counts: null };
  try {
    const found = await compareRules(db, a.data, b.data, signal);
    if (!found) return { counts: null };
    const { enters, leaves, stays } = found;
    return {
      counts: { before: stays + leaves.count, after: stays + enters.count, entering: enters.count, leaving: leaves.count },
    };
  } catch (error) {
    if (error instanceof AppError && error.code === 'invalid_input') return { counts: null };
    throw error;
  }
}
