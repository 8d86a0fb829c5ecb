import { type Cost, cpuSum, measured } from '../lib/cpu';
import type { Figure } from '../lib/report';

export type Trees = Record<string, number>;
export type Timed<T> = { result: T; cost: Cost };
export type Turns<A, B> = { ours: Timed<A>; theirs: Timed<B> };

/** Work with ours and DuckDB's taking turns, so that what else the machine does hits both alike. The median of each, after one turn to warm up. */
export async function inTurns<A, B>(trees: Trees, rounds: number, ours: () => Promise<A>, theirs: () => Promise<B>): Promise<Turns<A, B>> {
  const a: Timed<A>[] = [];
  const b: Timed<B>[] = [];
  for (let round = 0; round <= rounds; round++) {
    const own = await measured(trees, [], ours);
    const other = await measured({ duckdb: process.pid }, [], theirs);
    if (round === 0) continue;
    a.push(own);
    b.push(other);
  }
  return { ours: median(a), theirs: median(b) };
}

function median<T>(list: Timed<T>[]): Timed<T> {
  const [middle] = [...list].sort((x, y) => x.cost.seconds - y.cost.seconds).slice(list.length >> 1);
  if (!middle) throw new Error('Nothing measured');
  return middle;
}

const ms = (cost: Cost) => `${Math.round(cost.seconds * 1000)} ms`;

/** Ours beside theirs as one line, with the processor time of both. */
export function beside<A, B>(name: string, { ours, theirs }: Turns<A, B>, goal: number, note = ''): Figure {
  const ratio = ours.cost.seconds / theirs.cost.seconds;
  const cpu = cpuSum(ours.cost) / Math.max(0.01, cpuSum(theirs.cost));
  return {
    name,
    value: `${ms(ours.cost)} beside ${ms(theirs.cost)}: ${ratio.toFixed(1)} ×, CPU ${cpuSum(ours.cost).toFixed(2)} beside ${cpuSum(theirs.cost).toFixed(2)} s: ${cpu.toFixed(1)} ×${note}`,
    goal: `≤ ${goal} ×`,
    met: ratio <= goal,
    cost: ours.cost,
  };
}
