import { z } from 'zod';
import { sql } from '@/db/client';
import { defineJob } from '@/db/jobs';
import { chainAudit } from './mutations/chain-audit';

/** Each minute: what was written since joins the chain. */
export const chainAuditJob = defineJob({
  name: 'access.chain-audit',
  cron: '* * * * *',
  payload: z.looseObject({}),
  handle: async (_, { signal }) => void (await chainAudit(sql(), { signal })),
});

/** Once a day also what a transaction of many hours wrote. */
export const chainAllAuditJob = defineJob({
  name: 'access.chain-audit-all',
  cron: '41 3 * * *',
  payload: z.looseObject({}),
  handle: async (_, { signal }) => void (await chainAudit(sql(), { all: true, signal })),
});
