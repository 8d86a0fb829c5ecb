import 'server-only';
import { sql } from '@/db/client';
import { requireScope } from '@/features/access/gate';
import type { Holdout } from '../conditions/types';
import { readHoldout } from './data';

/** The holdout for the company's settings. */
export async function loadHoldout(): Promise<Holdout> {
  await requireScope('settings:write');
  return readHoldout(sql());
}
