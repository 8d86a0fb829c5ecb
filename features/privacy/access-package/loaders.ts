import 'server-only';
import { sql } from '@/db/client';
import { requireScope } from '@/features/access/gate';
import { packageOf } from './data/package-row';
import type { PackageView } from './types';

/** The package of a request, and whether its reader may fetch it. */
export async function loadPackage(requestId: string): Promise<{ view: PackageView | null; mayFetch: boolean }> {
  const scope = await requireScope('requests:read');
  return { view: await packageOf(sql(), requestId), mayFetch: scope.can('requests:write') };
}
