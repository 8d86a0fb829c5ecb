import type { ErasureProgress } from '@/db/schema/erasures';
import type { erasureSteps } from './constants';

/*
 * Erasure: all that is done to forget one person.  Cluster: everything that names the person: the profiles, those merged into them, and all
 * identifiers.  Content: text in which the person may occur, and is looked for by the identifiers.  Certificate: the signed proof.
 */

export type ErasureStep = (typeof erasureSteps)[number];

/** An identifier with the spelling first seen. `shared`: a device that others use too, which is not suppressed. */
export type ClusterIdentifier = { type: string; value: string; display: string; shared: boolean };

/** Everything that names the person. `names` are only looked for in free text of staff. */
export type Cluster = { profileIds: string[]; identifiers: ClusterIdentifier[]; names: string[] };

export type DestinationStatus = 'waiting' | 'confirmed' | 'failed' | 'not_supported' | 'manual';
export type ErasureDestination = {
  destinationId: string;
  name: string;
  kind: string;
  status: DestinationStatus;
  reason: string | null;
  endedAt: string | null;
};

/** What an erasure would do, in numbers. */
export type ErasureImpact = {
  profiles: number;
  identifiers: Record<string, number>;
  /** Identifiers given with the request that are somebody else's: they are left alone. */
  othersIdentifiers: number;
  /** Rows of the person's own tables. */
  rows: Record<string, number>;
  /** Rows of texts in which the person occurs. */
  content: Record<string, number>;
  /** Whether the look through the texts was cut short: the erasure itself looks at all of them. */
  partial: boolean;
  files: { imports: number; exports: number; packages: number };
  segments: number;
  destinations: { destinationId: string; name: string; kind: string; plan: 'ask' | 'manual' | 'not_supported'; reason: string | null }[];
};

/** How far an erasure is, as the console shows it. */
export type ErasureView = {
  id: string;
  status: 'running' | 'done';
  step: ErasureStep;
  startedAt: string;
  finishedAt: string | null;
  progress: ErasureProgress;
  destinations: ErasureDestination[];
  certificate: { number: number; hash: string } | null;
};
