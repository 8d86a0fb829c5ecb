import { sql } from '@/db/client';
import { enqueue } from '@/db/jobs';
import { audit } from '@/features/access/audit';
import type { Scope } from '@/features/access/types';
import { AppError } from '@/lib/errors';
import { SEARCH_KEYS_JOB } from '../constants';
import { jobKey } from '../core/job-key';
import type { SearchableInput } from '../schema';

/**
 * Lets people be found by an event's property, or no longer. What comes in from now on follows at once; a job goes through what is
 * stored. @throws AppError not_found
 */
export async function setSearchable(scope: Scope, { event, property, searchable }: SearchableInput): Promise<void> {
  await sql().begin(async (tx) => {
    const [before] = await tx<{ searchable: boolean }[]>`
      select searchable from event_properties where event = ${event} and property = ${property} for update`;
    if (!before) throw new AppError('not_found', 'There is no such event property.', { key: 'profile.noEventProperty' });
    if (before.searchable === searchable) return;
    await tx`update event_properties set searchable = ${searchable} where event = ${event} and property = ${property}`;
    await enqueue(tx, SEARCH_KEYS_JOB, { event, property, searchable }, { key: jobKey(event, property), queue: 'search-keys' });
    await audit(tx, scope, {
      action: searchable ? 'event_property.made_searchable' : 'event_property.made_unsearchable',
      subjectType: 'event_property',
      subjectId: `${event}.${property}`,
      details: { event, property },
    });
  });
}
