import { sql } from '@/db/client';
import { defineRoute } from '@/features/access/gate';
import { readExportRow, toExportView } from '@/features/activation/data/exports';
import { idParams } from '@/features/activation/schema';
import { AppError } from '@/lib/errors';

export const GET = defineRoute({
  permission: { session: 'segments:export' },
  params: idParams,
  run: async ({ params }) => {
    const row = await readExportRow(sql(), params.id);
    if (!row) throw new AppError('not_found', 'There is no such export.', { key: 'export.none' });
    return toExportView(row);
  },
});
