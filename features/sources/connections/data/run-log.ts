import type { Connection, Run, RunStatus } from '../types';

/** A run as the console shows it. */
export type RunView = Pick<Run, 'id' | 'mode' | 'trigger' | 'status' | 'counts' | 'total' | 'drift' | 'fault' | 'createdBy'> & {
  createdAt: string;
  startedAt: string | null;
  finishedAt: string | null;
};

export type RunLog = {
  runs: RunView[];
  isReady: boolean;
  mode: Connection['mode'];
  paused: Connection['paused'];
  nextRunAt: string | null;
};

const BUSY = new Set<RunStatus>(['queued', 'running']);

/** The log of a source's readings, and what can be done about it. */
export function runLogOf(connection: Connection, runs: readonly Run[]): RunLog {
  return {
    runs: runs.map(({ createdAt, startedAt, finishedAt, sourceId: _, cursor: __, ...run }) => ({
      ...run,
      createdAt: createdAt.toISOString(),
      startedAt: startedAt?.toISOString() ?? null,
      finishedAt: finishedAt?.toISOString() ?? null,
    })),
    isReady: connection.enabled && connection.hasSettings && Boolean(connection.mapping),
    mode: connection.mode,
    paused: connection.paused,
    nextRunAt: connection.paused ? null : (connection.nextRunAt?.toISOString() ?? null),
  };
}

/** Whether somebody works on it. */
export const isBusy = ({ status }: Pick<RunView, 'status'>): boolean => BUSY.has(status);
