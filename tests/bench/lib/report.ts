import { type Cost, cpuSum } from './cpu';

/** One line of a bench: a figure with its CPU time, the foreign load, and what was asked for. */
export type Figure = { name: string; value: string; goal?: string; met?: boolean; cost?: Cost };

const two = (n: number) => n.toFixed(2);

/** Writes figures as a Markdown table, as they go into docs/benchmarks.md. */
export function printFigures(title: string, figures: readonly Figure[]): void {
  const rows = figures.map((f) => {
    const cpu = f.cost
      ? `${two(cpuSum(f.cost))} (${Object.entries(f.cost.cpu)
          .map(([k, v]) => `${k} ${two(v)}`)
          .join(', ')})`
      : '';
    const met = f.met === undefined ? '' : f.met ? 'yes' : 'no';
    return `| ${f.name} | ${f.value} | ${f.goal ?? ''} | ${met} | ${cpu} | ${f.cost ? two(f.cost.foreign) : ''} |`;
  });
  process.stdout.write(
    `\n## ${title}\n\n| what | figure | goal | met | CPU s | foreign cores |\n|---|---|---|---|---|---|\n${rows.join('\n')}\n`,
  );
}

/** 12345.6 → "12,346". */
export const whole = (n: number): string => Math.round(n).toLocaleString('en');
