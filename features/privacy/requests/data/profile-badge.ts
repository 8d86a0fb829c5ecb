import { sql } from '@/db/client';
import { openStates } from '../constants';
import type { RequestType } from '../types';
import { requestsOf } from './find-request';

export type OpenRequest = { id: string; number: number; type: RequestType; dueAt: string };

/** The requests of a person that are not answered yet. */
export async function openRequestsOf(profileId: string): Promise<OpenRequest[]> {
  const requests = await requestsOf(sql(), [profileId]);
  return requests
    .filter((request) => (openStates as readonly string[]).includes(request.state))
    .map(({ id, number, type, dueAt }) => ({ id, number, type, dueAt: dueAt.toISOString() }));
}
