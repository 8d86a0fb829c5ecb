import type { z } from 'zod';
import { sql } from '@/db/client';
import { readCompanySettings } from '@/features/access/data/company';
import { toView } from '../core/to-view';
import type { apiListQuery, requestListOutput, requestOutput } from '../schema';
import { readRequest } from './find-request';
import { listRequests } from './list-requests';

/** One request for the API. @throws AppError not_found */
export async function apiRequest(id: string): Promise<z.input<typeof requestOutput>> {
  const request = toView(await readRequest(sql(), id));
  return { ...request, nothingHeld: request.outcome.result === 'nothing_held' };
}

/** A page of the register for the API. */
export async function apiRequests(query: z.output<typeof apiListQuery>): Promise<z.input<typeof requestListOutput>> {
  return listRequests(query, { userId: null, timeZone: (await readCompanySettings()).timeZone });
}
