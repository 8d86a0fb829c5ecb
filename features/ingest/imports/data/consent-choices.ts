import type { AnySql } from '@/db/client';
import type { ConsentChoice } from '../types';

/** Every purpose on every channel in use. */
export async function consentChoices(tx: AnySql): Promise<ConsentChoice[]> {
  const rows = await tx<ConsentChoice[]>`
    select p.key || '/' || c.key as value, p.name || ' · ' || c.name as label from purposes p cross join channels c
    where not p.archived and not c.archived order by p.archived, p.mode, p.created_at, p.name, c.created_at, c.name`;
  return [...rows];
}
