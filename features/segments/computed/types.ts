import type { ProfileLine } from '@/features/profiles/types';
import type { TraitUser } from './data/users-of';
import type { Definition } from './schema';

/*
 * What the console and the API show. Moments are ISO 8601 texts in UTC; values are masked for the reader.
 */

/** A computed trait; `definition` is null when the stored one is not valid any more. */
export type TraitView = {
  name: string;
  description: string;
  definition: Definition | null;
  version: number;
  status: 'active' | 'stopped' | 'deleting';
  state: 'building' | 'live' | 'invalid';
  error: string | null;
  progress: number | null;
  personal: boolean;
  /** How many had a value at `computedAt`, when everybody was last computed or checked. */
  people: number;
  computedAt: string | null;
  createdAt: string;
  updatedAt: string;
  createdBy: string | null;
  updatedBy: string | null;
};

/** A line of the list. */
export type TraitLine = TraitView & { users: number };

/** One person and their value; null: none. */
export type ValueLine = { profile: ProfileLine; value: unknown };

/** Ten people with what the definition gives for them now. */
export type ValuePreview = { lines: ValueLine[]; asOf: string };

/** How the values lie: numbers in bins (`to` not included, but by the last), other values by how many have them. `asked` people were looked at. */
export type Distribution =
  | { kind: 'numbers'; asked: number; median: number; average: number; bins: { from: number; to: number; people: number }[] }
  | { kind: 'values'; asked: number; values: { value: string; people: number }[]; more: number }
  | { kind: 'hidden' };

export type TraitDetails = { trait: TraitView; users: TraitUser[]; distribution: Distribution; lines: ValueLine[] };
