import type { SegmentState } from '@/features/segments/types';
import type { deliveryKinds, deliveryStatuses, exportStatuses } from './constants';

/*
 * Destination: a place that audiences are sent to, with the purpose and channel that gate every send.  Sync: a segment that feeds a
 * destination, and which traits and identifiers go along.  Delivery: one message about one person, from planned to sent, withheld or
 * dead; its id is the idempotency key.  Sync member: what a destination was last told about a person, or may have been told.
 */

export type DeliveryKind = (typeof deliveryKinds)[number];
export type DeliveryStatus = (typeof deliveryStatuses)[number];
export type ExportStatus = (typeof exportStatuses)[number];

/** Which traits and identifier types of a person go along. */
export type Mapping = { traits: string[]; identifiers: string[] };

/** A person as a destination sees them: only what the sync maps. `previousIds`: ids of profiles merged into this one. */
export type ProfilePayload = {
  id: string;
  previousIds: string[];
  traits: Record<string, unknown>;
  identifiers: { type: string; value: string }[];
};

/** A person's place in one sync. */
export type SyncKey = { profileId: string; destinationId: string; segmentId: string };

/** A delivery claimed by this process; `attempts` fences off a late answer of an earlier holder. */
export type ClaimedDelivery = {
  id: string;
  profileId: string;
  destinationId: string;
  segmentId: string | null;
  segmentName: string | null;
  kind: DeliveryKind;
  payload: ProfilePayload | null;
  attempts: number;
  createdAt: Date;
  giveUpAt: Date;
};

/** What a destination is, as the sender needs it. */
export type SendingDestination = { id: string; kind: string; purpose: string; channel: string; settingsEncrypted: string };

export type DestinationView = {
  id: string;
  name: string;
  kind: string;
  transport: 'each' | 'files' | 'snapshot';
  status: 'enabled' | 'paused' | 'deleting' | 'deleted';
  purpose: string;
  channel: string;
  createdAt: string;
  /** Of the last 30 days. */
  figures: Record<DeliveryStatus, number>;
  /** People whom the destination holds now. */
  audience: number;
  syncCount: number;
};

/** One writing of files. */
export type FileRunView = {
  id: string;
  trigger: 'schedule' | 'staff' | 'removal';
  status: 'running' | 'done' | 'failed';
  files: { name: string; rows: number; bytes: number }[];
  added: number;
  removed: number;
  withheld: number;
  unmatched: number;
  error: string | null;
  startedAt: string;
  finishedAt: string | null;
};

export type SyncView = {
  segmentId: string;
  segmentName: string;
  segmentSize: number;
  segmentState: SegmentState;
  status: 'active' | 'paused' | 'detaching';
  mapping: Mapping;
  levelState: 'none' | 'running' | 'done' | 'cancelled';
  levelDone: number;
  levelTotal: number;
  audience: number;
};

/** One line of the delivery log. */
export type DeliveryLine = {
  id: string;
  profileId: string;
  profileName: string | null;
  segmentId: string | null;
  segmentName: string | null;
  kind: DeliveryKind;
  status: DeliveryStatus;
  attempts: number;
  responseStatus: number | null;
  errorCode: string | null;
  createdAt: string;
  nextAttemptAt: string | null;
  finishedAt: string | null;
};

export type DeliveryDetail = DeliveryLine & {
  payload: Record<string, unknown> | null;
  response: string | null;
  error: string | null;
  durationMs: number | null;
  giveUpAt: string | null;
};

export type ExportView = {
  id: string;
  status: ExportStatus;
  purpose: string;
  channel: string;
  format: 'csv' | 'jsonl' | 'parquet';
  /** How many are in the segment; `total` is how many were looked at so far. */
  expected: number;
  total: number;
  written: number;
  withheld: number;
  reasons: Record<string, number>;
  error: string | null;
  createdBy: string;
  createdAt: string;
  expiresAt: string | null;
};
