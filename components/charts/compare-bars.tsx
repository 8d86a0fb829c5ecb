import type { ReactNode } from 'react';
import classes from './compare-bars.module.css';

/** A value with its share, 0 to 1, in each of two groups; `text` are the shares in words. */
export type CompareLine = { key: string; label: ReactNode; a: number; b: number; textA: string; textB: string; extra?: ReactNode };

type Props = { label: string; lines: CompareLine[]; head: { value: string; a: string; b: string; extra?: string } };

/** Shares of two groups beside each other: a table whose cells hold bars. */
export function CompareBars({ label, lines, head }: Props) {
  const most = Math.max(0.001, ...lines.flatMap(({ a, b }) => [a, b]));
  const bar = (share: number, text: string, series: 'a' | 'b') => (
    <td className={classes.cell}>
      <span className={classes.fill} data-series={series} style={{ inlineSize: `${(100 * share) / most}%` }} aria-hidden />
      <span className={classes.text}>{text}</span>
    </td>
  );
  return (
    <table className={classes.table} data-extra={head.extra ? true : undefined} aria-label={label}>
      <thead>
        <tr>
          <th scope="col">{head.value}</th>
          <th scope="col">{head.a}</th>
          <th scope="col">{head.b}</th>
          {head.extra && (
            <th scope="col" className={classes.extra}>
              {head.extra}
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <tr key={line.key}>
            <th scope="row" className={classes.label}>
              {line.label}
            </th>
            {bar(line.a, line.textA, 'a')}
            {bar(line.b, line.textB, 'b')}
            {head.extra && <td className={classes.extra}>{line.extra}</td>}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
