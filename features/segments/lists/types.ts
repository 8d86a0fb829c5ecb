import type { ListReport } from '@/db/schema/lists';
import type { ProfileLine } from '@/features/profiles/types';

export type PeopleList = {
  id: string;
  name: string;
  description: string;
  status: 'active' | 'archived';
  size: number;
  report: ListReport | null;
  createdBy: string;
  createdAt: string;
  updatedAt: string;
};

/** A person on a list, masked for the reader. */
export type ListedPerson = { profile: ProfileLine; addedAt: string; addedBy: string; origin: 'upload' | 'person' };

/** Why a value of a file brought nobody onto the list. */
export type Unmatched = { line: number; value: string; reason: 'not_found' | 'invalid' };

/** What an upload did. `column` is the header of the values that were read, null in a file without one; `as` is what they were read as. */
export type UploadReport = ListReport & { as: string; column: string | null; unmatched: Unmatched[] };
