import { sql } from '@/db/client';
import { defineRoute } from '@/features/access/gate';
import { boundTo } from '@/features/consent/data/may';
import { readOverlap } from '@/features/segments/compare/data/overlap';
import { readWithin } from '@/features/segments/compare/data/read-within';
import { overlapOutput, overlapQuery } from '@/features/segments/compare/schema';
import { AppError } from '@/lib/errors';

export const GET = defineRoute({
  permission: { scope: 'segments:read' },
  summary: 'Count how segments overlap; not for keys bound to a purpose, since everybody is counted',
  query: overlapQuery,
  output: overlapOutput,
  run: ({ query }, scope) => {
    if (boundTo(scope)) throw new AppError('forbidden', 'A key bound to a purpose cannot count everybody.', { key: 'segment.boundKey' });
    return readWithin(sql(), (tx) => readOverlap(tx, query.ids));
  },
});
