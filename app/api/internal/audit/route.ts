import { readAuditPage } from '@/features/access/data/audit-lines';
import { defineRoute } from '@/features/access/gate';
import { auditQuery } from '@/features/access/schema';

export const GET = defineRoute({ permission: { session: 'audit:read' }, query: auditQuery, run: ({ query }) => readAuditPage(query) });
