import { sql } from '@/db/client';
import { defineRoute } from '@/features/access/gate';
import { readOperations } from '@/features/insights/data/operations';

export const GET = defineRoute({ permission: { session: 'operations:read' }, run: () => readOperations(sql()) });
