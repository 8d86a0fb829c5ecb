import { z } from 'zod';
import type { AnySql } from '@/db/client';
import { readCursor, writeCursor } from '@/lib/cursor';
import { nodeSchema } from '../../schema';
import type { SegmentVersion } from '../types';

type Row = Omit<SegmentVersion, 'rule' | 'json' | 'changedAt'> & { rule: unknown; changedAt: Date };

const place = z.tuple([z.int()]);

/** The versions of a segment, the newest first, keyset-paged. */
export async function listVersions(
  tx: AnySql,
  { segmentId, cursor, limit }: { segmentId: string; cursor?: string | undefined; limit: number },
): Promise<{ data: SegmentVersion[]; nextCursor: string | null }> {
  const before = cursor ? readCursor(place, cursor)[0] : null;
  const rows = await tx<Row[]>`
    select version, name, description, rule, changed_by as "changedBy", changed_at as "changedAt", note, restored_from as "restoredFrom"
    from segment_versions where segment_id = ${segmentId} and (${before}::int is null or version < ${before}::int)
    order by version desc limit ${limit + 1}`;
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    data: shown.map(({ rule, changedAt, ...row }) => {
      const parsed = nodeSchema.safeParse(rule);
      return {
        ...row,
        rule: parsed.success ? parsed.data : undefined,
        json: JSON.stringify(rule, null, 2),
        changedAt: changedAt.toISOString(),
      };
    }),
    nextCursor: rows.length > limit && last ? writeCursor([last.version]) : null,
  };
}
