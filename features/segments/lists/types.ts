import type { ProfileLine } from '@/features/profiles/types';

export type PeopleList = {
  id: string;
  name: string;
  description: string;
  status: 'active' | 'archived';
  size: number;
  createdBy: string;
  createdAt: string;
  updatedAt: string;
};

/** A person on a list, masked for the reader. */
export type ListedPerson = { profile: ProfileLine; addedAt: string; addedBy: string; origin: 'upload' | 'person' | 'api' };

export type UploadStatus = 'queued' | 'running' | 'done' | 'failed' | 'cancelled';

/**
 * What became of the rows of a file: `matched` named a person (of whom `added` were not on the list before), `duplicates` one whom an earlier
 * row named, and the rest nobody.
 */
export type UploadCounts = { rows: number; matched: number; added: number; duplicates: number; notFound: number; invalid: number };

/**
 * How far an upload is, or how it ended. `fileName`, and `header` of the column that is read, are for those who may upload, until 30 days after
 * the end: they may hold a name; null for others and later. `isHeaded`: the file has a header.
 */
export type ListUpload = UploadCounts & {
  id: string;
  fileName: string | null;
  readAs: string;
  header: string | null;
  isHeaded: boolean;
  status: UploadStatus;
  /** Share of the file that is done, 0 to 1. */
  progress: number;
  /** Why it failed; `again` while a try of one under way failed and another one comes. */
  error: 'archived' | 'gone' | 'fault' | 'again' | null;
  by: string;
  createdAt: string;
  finishedAt: string | null;
};
