import type { AnySql } from '@/db/client';
import type { Holdout } from '../conditions/types';
import { holdoutSettingSchema } from './schema';

export const HOLDOUT_KEY = 'holdout';

/** Before it is set nobody is held out. */
const NONE: Holdout = { percent: 0, seed: 'holdout' };

/** The company's holdout. */
export async function readHoldout(tx: AnySql): Promise<Holdout> {
  const [row] = await tx<{ value: unknown }[]>`select value from settings where key = ${HOLDOUT_KEY}`;
  return row ? holdoutSettingSchema.parse(row.value) : NONE;
}
