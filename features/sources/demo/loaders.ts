import 'server-only';
import { sql } from '@/db/client';
import { requireScope } from '@/features/access/gate';
import { readDemoState } from './data';
import type { DemoState } from './types';

/** The state of the demo and whether the viewer may change it. */
export async function loadDemoState(): Promise<{ state: DemoState | undefined; mayChange: boolean }> {
  const scope = await requireScope('dashboards:read');
  return { state: await readDemoState(sql()), mayChange: scope.can('demo:write') };
}
