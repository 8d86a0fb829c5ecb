import classes from './chart-frame.module.css';
import { PlainLink } from './plain-link';
import type { ChartProps } from './types';

/** The same figures as a table, newest last. */
export function ChartTable({ title, xLabel, points, series, formatX, formatValue, open }: ChartProps & { title: string; xLabel: string }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region needs focus to be scrolled by keys
    <section className={classes.tableScroll} tabIndex={0} aria-label={title}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">{xLabel}</th>
            {series.map((s) => (
              <th key={s.key} scope="col">
                {s.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {points.map((point) => (
            <tr key={point.x}>
              <th scope="row">
                {open ? (
                  <PlainLink href={open.href(point.x)} go={() => open.go(point.x)}>
                    {formatX(point.x)}
                  </PlainLink>
                ) : (
                  formatX(point.x)
                )}
              </th>
              {series.map((s) => {
                const value = point.values[s.key];
                return <td key={s.key}>{value == null ? '–' : formatValue(value)}</td>;
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
