import type { AnySql } from '@/db/client';
import type { PersonalData } from '@/features/access/types';
import { profileLines } from '@/features/profiles/data/profile-lines';
import type { ProfileLine } from '@/features/profiles/types';
import { listIntersection } from './overlap';

/** The people of an intersection as lines, masked for the reader. */
export async function intersectionLines(
  tx: AnySql,
  personalData: PersonalData,
  asked: Parameters<typeof listIntersection>[1],
): Promise<{ data: ProfileLine[]; nextCursor: string | null }> {
  const { ids, nextCursor } = await listIntersection(tx, asked);
  return { data: await profileLines(tx, ids, personalData), nextCursor };
}
