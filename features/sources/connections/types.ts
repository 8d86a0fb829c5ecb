import type { RunCounts, RunDrift, RunFault, SourceColumn, SourceSelection } from '@/db/schema';
import type { Schedule } from '@/lib/schedule';

export type { RunCounts, RunDrift, RunFault, SourceColumn, SourceSelection };

export type Mode = 'full' | 'incremental';
export type RunStatus = 'queued' | 'running' | 'done' | 'failed' | 'cancelled';

/** A connector's state, without its settings. */
export type Connection = {
  sourceId: string;
  kind: string;
  hasSettings: boolean;
  selection: SourceSelection | null;
  columns: SourceColumn[] | null;
  /** By name of the columns; read by the ingest stage. */
  mapping: unknown;
  mode: Mode;
  onDrift: 'continue' | 'pause';
  schedule: Schedule | null;
  nextRunAt: Date | null;
  paused: 'staff' | 'drift' | null;
  cursor: unknown;
  enabled: boolean;
  /** Events a second that may be taken; null without a limit. For sources that are called. */
  ratePerSecond: number | null;
};

/** One reading of a source. */
export type Run = {
  id: string;
  sourceId: string;
  mode: Mode;
  trigger: 'staff' | 'schedule';
  status: RunStatus;
  cursor: unknown;
  counts: RunCounts;
  total: number | null;
  drift: RunDrift | null;
  fault: RunFault | null;
  createdBy: string;
  createdAt: Date;
  startedAt: Date | null;
  finishedAt: Date | null;
};
