import 'server-only';
import { sql } from '@/db/client';
import { requireScope } from '@/features/access/gate';
import { appUrl } from '@/lib/env';
import { erasureImpact } from './data/impact';
import { erasureProgress } from './data/progress';
import type { ErasureImpact, ErasureView } from './types';

/** What erasing these people would do, for whoever works on requests; `given` with the request. */
export async function loadImpact(profileIds: readonly string[], given: readonly { type: string; value: string }[]): Promise<ErasureImpact> {
  await requireScope('requests:read');
  return erasureImpact(sql(), profileIds, given);
}

/** How far an erasure is; null before it has begun. `keyUrl`: where anybody gets the key that verifies certificates. */
export async function loadErasure(requestId: string): Promise<{ view: ErasureView | null; keyUrl: string }> {
  await requireScope('requests:read');
  return { view: await erasureProgress(sql(), requestId), keyUrl: `${appUrl()}/api/erasure-key` };
}
