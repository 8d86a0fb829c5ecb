'use client';

import { ScrollRegion } from '../scroll-region';
import { PlainLink } from './plain-link';
import classes from './upset.module.css';

export type UpsetSet = { key: string; label: string; size: string };

/** An intersection: in these sets and in no other. `words` says so for screen readers. */
export type UpsetRow = { keys: string[]; count: number; text: string; words: string; link: { href: string; go: () => void } };

const STEP = 24;
const HEIGHT = 28;

/**
 * Which sets share how much: a row an intersection, with a dot for each set it lies in and a bar for how much it holds. It is a table, so
 * that it can be read without seeing it.
 */
export function Upset({ label, sets, rows, countLabel }: { label: string; sets: UpsetSet[]; rows: UpsetRow[]; countLabel: string }) {
  const most = Math.max(1, ...rows.map((row) => row.count));
  const places = new Map(sets.map((set, n) => [set.key, n]));
  return (
    <ScrollRegion label={label}>
      <table className={classes.table} style={{ minInlineSize: `calc(${STEP * sets.length}px + 12rem)` }} aria-label={label}>
        <thead>
          <tr>
            {sets.map((set) => (
              <th key={set.key} scope="col" className={classes.set}>
                <span className={classes.turned} title={`${set.label} · ${set.size}`}>
                  {set.label}
                </span>
              </th>
            ))}
            <th scope="col" className={classes.count}>
              {countLabel}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.keys.join()} className={classes.row}>
              <td colSpan={sets.length} className={classes.dots}>
                <Dots count={sets.length} filled={row.keys.map((key) => places.get(key) ?? 0)} />
              </td>
              <th scope="row" className={classes.bar}>
                <span className={classes.fill} style={{ inlineSize: `${(100 * row.count) / most}%` }} aria-hidden />
                <PlainLink href={row.link.href} go={row.link.go} label={row.words} className={classes.link}>
                  {row.text}
                </PlainLink>
              </th>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}

function Dots({ count, filled }: { count: number; filled: number[] }) {
  const x = (n: number) => STEP * n + STEP / 2;
  const on = new Set(filled);
  return (
    <svg width={STEP * count} height={HEIGHT} aria-hidden className={classes.svg}>
      {filled.length > 1 && (
        <line
          x1={x(Math.min(...filled))}
          x2={x(Math.max(...filled))}
          y1={HEIGHT / 2}
          y2={HEIGHT / 2}
          stroke="var(--chart-1)"
          strokeWidth={2}
        />
      )}
      {Array.from({ length: count }, (_, n) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a place has no other name
        <circle key={n} cx={x(n)} cy={HEIGHT / 2} r={on.has(n) ? 6 : 3} fill={on.has(n) ? 'var(--chart-1)' : 'var(--chart-muted)'} />
      ))}
    </svg>
  );
}
