import { readdirSync, readFileSync } from 'node:fs';

/** Linux counts processor time in hundredths of a second. */
const TICKS = 100;

type Stat = { parent: number; own: number; reaped: number };

function statOf(pid: number): Stat | undefined {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /, '')
      .split(' ')
      .map(Number);
    const [own, reaped] = [(fields[11] ?? 0) + (fields[12] ?? 0), (fields[13] ?? 0) + (fields[14] ?? 0)];
    return { parent: fields[1] ?? 0, own: own / TICKS, reaped: reaped / TICKS };
  } catch {
    return undefined;
  }
}

/** CPU seconds spent so far by a process and all its descendants, those that have ended and were waited for included. */
export function treeCpu(root: number): number {
  const stats = new Map<number, Stat>();
  for (const name of readdirSync('/proc')) {
    const stat = /^\d+$/.test(name) ? statOf(Number(name)) : undefined;
    if (stat) stats.set(Number(name), stat);
  }
  const sum = (pid: number): number => {
    const stat = stats.get(pid);
    if (!stat) return 0;
    let seconds = stat.own + stat.reaped;
    for (const [child, { parent }] of stats) if (parent === pid) seconds += sum(child);
    return seconds;
  };
  return sum(root);
}

/** Busy CPU seconds of the whole machine since it started. */
export function machineCpu(): number {
  const [user = 0, nice = 0, system = 0, , , irq = 0, soft = 0] = (/^cpu +(.*)$/m.exec(readFileSync('/proc/stat', 'utf8'))?.[1] ?? '')
    .split(' ')
    .map(Number);
  return (user + nice + system + irq + soft) / TICKS;
}

export type Cost = {
  seconds: number;
  /** CPU seconds of the processes measured, by name. */
  cpu: Record<string, number>;
  /** Cores kept busy by everything that is not ours, on average. */
  foreign: number;
};

/** Measures what a piece of work costs in the named process trees; `helpers` (load generator) are ours but not counted. */
export async function measured<T>(
  trees: Record<string, number>,
  helpers: number[],
  work: () => Promise<T>,
): Promise<{ result: T; cost: Cost }> {
  const read = () => ({
    at: performance.now(),
    machine: machineCpu(),
    trees: Object.entries(trees).map(([name, pid]) => [name, treeCpu(pid)] as const),
    helpers: helpers.reduce((n, pid) => n + (statOf(pid)?.own ?? 0), 0),
  });
  const before = read();
  const result = await work();
  const after = read();
  const seconds = (after.at - before.at) / 1000;
  const cpu = Object.fromEntries(after.trees.map(([name, spent], i) => [name, spent - (before.trees[i]?.[1] ?? 0)]));
  const ours = Object.values(cpu).reduce((a, b) => a + b, 0) + after.helpers - before.helpers;
  return { result, cost: { seconds, cpu, foreign: Math.max(0, (after.machine - before.machine - ours) / seconds) } };
}

/** The sum of a cost's CPU seconds. */
export const cpuSum = (cost: Cost): number => Object.values(cost.cpu).reduce((a, b) => a + b, 0);
