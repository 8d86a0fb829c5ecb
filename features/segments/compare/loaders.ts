import 'server-only';
import { sql } from '@/db/client';
import { requireScope } from '@/features/access/gate';
import { comparedTraits } from './data/traits';

/** The traits by which this reader may divide people. */
export async function loadComparedTraits(): Promise<string[]> {
  const scope = await requireScope('segments:read');
  return (await comparedTraits(sql(), scope.personalData)).map(({ name }) => name);
}
