import { readdirSync, readFileSync } from 'node:fs';
import type { StageProbe } from '@/worker/pipeline/stages';

export type StageCpu = { node: number; database: number };

/** Nanoseconds that a process has run, to the scheduler's exactness. */
function runTime(pid: number): number {
  try {
    return Number(readFileSync(`/proc/${pid}/schedstat`, 'utf8').split(' ')[0]);
  } catch {
    return 0;
  }
}

function children(parent: number): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      try {
        return (
          Number(
            readFileSync(`/proc/${pid}/stat`, 'utf8')
              .replace(/^.*\) /, '')
              .split(' ')[1],
          ) === parent
        );
      } catch {
        return false;
      }
    });
}

/**
 * A probe that adds up the CPU seconds of this process and of all the database's processes per stage. Exact for one lane;
 * with several, stages that run side by side share out what is spent meanwhile.
 */
export function stageCpu(databasePid: number): { probe: StageProbe; stages: Map<string, StageCpu>; restart(): void } {
  const stages = new Map<string, StageCpu>();
  let backends = children(databasePid);
  const read = () => {
    const { user, system } = process.cpuUsage();
    return { node: (user + system) / 1e6, database: backends.reduce((sum, pid) => sum + runTime(pid), 0) / 1e9 };
  };
  let last = read();
  return {
    stages,
    restart: () => {
      backends = children(databasePid);
      last = read();
    },
    probe: (stage) => {
      const now = read();
      const sum = stages.get(stage) ?? { node: 0, database: 0 };
      stages.set(stage, { node: sum.node + now.node - last.node, database: sum.database + now.database - last.database });
      last = read();
    },
  };
}
